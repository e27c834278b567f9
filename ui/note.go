// This file owns the note pane: the note as it reads, and the place where it is written.
//
// What is typed is saved while it is typed, a second later at most, and all that one stay in the pane saves is one
// change. A save that fails leaves the text where it is and is tried again.

package ui

import (
	"crypto/rand"
	"strings"
	"time"

	"charm.land/bubbles/v2/textarea"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"dogear/store"
)

// saveAfter is how long after a key the note is saved, if it is not being saved already.
const saveAfter = 700 * time.Millisecond

// note is the note pane.
type note struct {
	rect    rect
	row     store.Row
	shown   *shown
	offset  int
	editing bool

	area    textarea.Model
	saved   string // the text as the library has it
	session string
	saving  bool  // a save is under way
	ticking bool  // a save is due
	failed  error // the last save

	lit      *lights  // nil while no search is on
	litLines []string // of the note that is shown, as they were lit last
	litOf    litNote

	style *theme
}

func newNote() note {
	a := textarea.New()
	a.ShowLineNumbers = false
	a.Prompt = ""
	a.CharLimit = 0
	a.MaxHeight = 0
	a.EndOfBufferCharacter = ' '
	a.KeyMap.InsertNewline.SetKeys("enter", "ctrl+m", "ctrl+j", "shift+enter") // a line end typed by a program is ctrl+j
	a.Placeholder = "What do you think of it?"
	a.SetVirtualCursor(false) // the terminal's own: it blinks without traffic
	return note{area: a}
}

// set shows a paper's note.
func (n *note) set(row store.Row, s *shown) {
	if n.editing {
		return
	}
	if n.row.ID != row.ID {
		n.offset = 0
	}
	n.row, n.shown = row, s
}

// begin opens the note of a paper for writing.
func (n *note) begin(t *theme, p *store.Paper) tea.Cmd {
	n.editing, n.failed = true, nil
	n.saved, n.session = p.Note, rand.Text()
	n.dress(t)
	n.resize()
	n.area.SetValue(p.Note)
	n.area.MoveToEnd()
	return n.area.Focus()
}

// dress puts the theme on the text area.
func (n *note) dress(t *theme) {
	if n.style == t {
		return
	}
	n.style = t
	plain := lipgloss.NewStyle()
	s := textarea.DefaultStyles(t.dark)
	for _, st := range []*textarea.StyleState{&s.Focused, &s.Blurred} {
		st.Base, st.Text, st.CursorLine, st.EndOfBuffer, st.Prompt = plain, plain, plain, plain, plain
		st.Placeholder = plain.Foreground(lipgloss.Color(t.dimHex))
	}
	s.Cursor.Blink = false
	n.area.SetStyles(s)
}

// resize fits the text area to the pane.
func (n *note) resize() {
	n.area.SetWidth(max(n.rect.w-4, 1))
	n.area.SetHeight(max(n.rect.h-2, 1))
}

// unsaved tells whether the text differs from the library's.
func (n *note) unsaved() bool { return n.editing && clean(n.area.Value()) != n.saved }

// clean is the text as the library keeps it at its end.
func clean(s string) string { return strings.TrimRight(s, " \t\n") }

// handle passes a message to the text area, and has the text saved soon if it changed.
func (n *note) handle(msg tea.Msg) tea.Cmd {
	var cmd tea.Cmd
	n.area, cmd = n.area.Update(msg)
	return tea.Batch(cmd, n.saveSoon())
}

// saveSoon has the text saved in a moment, unless that is due already.
func (n *note) saveSoon() tea.Cmd {
	if n.ticking || !n.unsaved() {
		return nil
	}
	n.ticking = true
	session := n.session
	return tea.Tick(saveAfter, func(time.Time) tea.Msg { return saveDueMsg{session} })
}

// label is what the frame says of the note.
func (n *note) label() string {
	switch {
	case n.editing && n.failed != nil:
		return "not saved"
	case n.unsaved():
		return "writing…"
	case n.editing || n.shown != nil && n.shown.paper.Note != "":
		return "saved"
	}
	return ""
}

// view draws the pane.
func (n *note) view(t *theme, focused bool, key string) []string {
	inner := n.rect.w - 2
	if n.editing {
		n.dress(t)
		lines := strings.Split(n.area.View(), "\n")
		for i, l := range lines {
			lines[i] = fit(" "+l, inner)
		}
		return frame(t, "Note · esc to close", n.label(), lines[:min(len(lines), n.visible())], n.rect.w, n.rect.h, true)
	}
	var lines []string
	switch {
	case n.shown == nil:
	case len(n.shown.noteInView) == 0:
		lines = []string{fit(" "+t.dim.paint(key+" to write a note"), inner)}
	default:
		n.offset = max(0, min(n.offset, len(n.shown.noteInView)-n.visible()))
		for _, l := range n.lines(t)[n.offset:] {
			lines = append(lines, fit(" "+l, inner))
		}
	}
	return frame(t, "Note", n.label(), lines[:min(len(lines), n.visible())], n.rect.w, n.rect.h, focused)
}

func (n *note) visible() int { return max(n.rect.h-2, 1) }

// caret is where the terminal's cursor stands while the note is written.
func (n *note) caret() *tea.Cursor {
	c := n.area.Cursor()
	if c == nil {
		return nil
	}
	c.X += n.rect.x + 2
	c.Y += n.rect.y + 1
	return c
}
