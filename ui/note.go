// This file owns the note pane: the note as it reads, and the place where it is written.
//
// What is typed is saved while it is typed, a second later at most, and all that one stay in the pane saves is one
// change. A save that fails leaves the text where it is and is tried again.

package ui

import (
	"crypto/rand"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

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

	area    textArea
	preview preview
	linking linking
	after   timer
	same    sameText
	stay    *stay
	saved   string // the text as the library has it
	sent    string // the text that was sent there last
	theirs  string // another version that was written meanwhile, if there is one
	saving  int    // how many saves are under way
	ticking bool   // a save is due
	failed  error  // the last save
	closed  int    // see visits.expect

	lit      *lights  // nil while no search is on
	litLines []string // of the note that is shown, as they were lit last
	litOf    litNote
}

func newNote() note { return note{area: newTextArea(""), after: after} }

// sameText is whether a version of the text is the one that is saved: that is asked with each frame.
type sameText struct {
	version int
	saved   string
	is      bool
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
func (n *note) begin(lib *store.Library, p *store.Paper) {
	n.editing, n.failed, n.saving, n.ticking = true, nil, 0, false
	n.saved, n.sent, n.theirs = p.Note, p.Note, ""
	n.stay = &stay{lib: lib, row: p.Row, base: p.Note, session: rand.Text()}
	n.area.reset(p.Note)
	n.preview, n.linking = preview{}, linking{}
	n.same = sameText{n.area.buf.version, n.saved, true}
}

// resize fits the text area to the pane.
func (n *note) resize() { n.area.w, n.area.h = max(n.rect.w-4, 1), max(n.rect.h-2, 1) }

// unsaved reports whether the text differs from the library's.
func (n *note) unsaved() bool {
	if !n.editing {
		return false
	}
	if s := &n.same; s.version != n.area.buf.version || s.saved != n.saved {
		n.same = sameText{n.area.buf.version, n.saved, n.area.buf.is(n.saved)}
	}
	return !n.same.is
}

// text is the text as the library keeps it at its end.
func (n *note) text() string { return strings.TrimRight(n.area.buf.text(), " \t\n") }

// handle passes a key or what is pasted to the text area, and has the text saved soon if it changed.
func (n *note) handle(msg tea.Msg) tea.Cmd {
	n.preview = preview{} // what is typed is seen
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		n.area.key(msg.String(), msg.Text)
	case tea.PasteMsg:
		n.area.paste(msg.Content)
	}
	return n.saveSoon()
}

// saveSoon has the text saved in a moment, unless that is due already.
func (n *note) saveSoon() tea.Cmd {
	if n.ticking || !n.unsaved() {
		return nil
	}
	n.ticking = true
	stay := n.stay
	return n.after(saveAfter, saveDueMsg{stay})
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
	if n.editing && !n.preview.on {
		lines := n.area.view(t)
		for i, l := range lines {
			lines[i] = pad(ansi.Truncate(" "+l, inner, ""), inner) // the space that a row may end in goes over the margin
		}
		if n.area.buf.size == 0 {
			lines[0] = fit(" "+t.dim.paint("What do you think of it?"), inner)
		}
		return frame(t, "Note · esc to close", n.label(), lines[:min(len(lines), n.visible())], n.rect.w, n.rect.h, true)
	}
	title, rendered := "Note", n.preview.lines
	switch {
	case n.editing:
		title = "Preview · alt+p to edit"
	case n.shown == nil:
	case len(n.shown.noteInView) == 0:
		line := fit(" "+t.dim.paint(key+" to write a note"), inner)
		return frame(t, title, n.label(), []string{line}, n.rect.w, n.rect.h, focused)
	default:
		rendered = n.lines(t)
	}
	n.offset = max(0, min(n.offset, len(rendered)-n.visible()))
	lines := make([]string, 0, n.visible())
	for _, l := range rendered[n.offset:min(len(rendered), n.offset+n.visible())] {
		lines = append(lines, fit(" "+l, inner))
	}
	right := n.label()
	if below := len(rendered) - n.offset - n.visible(); below > 0 && !n.editing {
		right = store.Plural(below, "line") + " below"
	}
	return frame(t, title, right, lines, n.rect.w, n.rect.h, focused)
}

func (n *note) visible() int { return max(n.rect.h-2, 1) }

// caret is where the terminal's cursor stands while the note is written.
func (n *note) caret() *tea.Cursor {
	x, y, seen := n.area.caret()
	if !seen || n.preview.on {
		return nil
	}
	c := tea.NewCursor(n.rect.x+2+x, n.rect.y+1+y)
	c.Blink = false
	return c
}
