// This file owns the line in which the reader types a search, tags, or a path.

package ui

import (
	"os"
	"path/filepath"
	"strings"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"dogear/store"
)

// promptKind says what a prompt is for.
type promptKind int

const (
	searchPrompt promptKind = iota
	tagsPrompt
	pathPrompt
	viewPrompt
	renamePrompt // of a tag
	exportPrompt
	snoozePrompt // until a day
)

// prompt is one line of input in place of the status line.
type prompt struct {
	kind  promptKind
	label string
	input textinput.Model
	note  string // on the right: how many were found, or what is wrong
	isBad bool

	choices []string          // what tab could make of it
	mistake *store.QueryError // what is wrong with a search
	sources []string          // that a search can name
	asked   bool              // these are being read

	text   string       // the query that gets a name, the tag that gets another, or the format of an export
	before []string     // the tags that the paper had
	target store.Target // of the tags, of an export, or of a snooze
	row    store.Row    // the paper, if the target is one
	many   bool         // the target is a selection
}

func newPrompt(kind promptKind, label, text string, t *theme) *prompt {
	in := textinput.New()
	in.Prompt = ""
	in.SetVirtualCursor(false)
	plain := lipgloss.NewStyle()
	s := textinput.DefaultStyles(t.dark)
	s.Focused.Text, s.Focused.Prompt = plain, plain
	s.Cursor.Blink, s.Cursor.Color = false, nil // the terminal's own, which can be seen on its background
	in.SetStyles(s)
	in.SetValue(text)
	in.CursorEnd()
	in.Focus()
	return &prompt{kind: kind, label: label, input: in}
}

func (p *prompt) handle(msg tea.Msg) tea.Cmd {
	var cmd tea.Cmd
	p.input, cmd = p.input.Update(msg)
	return cmd
}

// leastTyped is how much of what is typed is seen beside the hints.
const leastTyped = 6

// room is how many cells there are beside the label and what is typed.
func (p *prompt) room(w int) int {
	return max(w-width(p.label)-max(width(p.input.Value()), leastTyped)-6, 0)
}

// noteFits reports whether the note has room in the line, beside the first hint and the way out. Where it has none, it stands
// above the line, whole.
func (p *prompt) noteFits(w int) bool {
	k := p.hints(nil)
	k.keys = k.keys[:1]
	return width(p.note)+2+width(k.inline(&theme{}, w)) <= p.room(w)
}

// view draws the line: what is typed, the note, and the hints, as far as they have room.
func (p *prompt) view(t *theme, w int) string {
	note, room := "", p.room(w)
	if p.note != "" && p.noteFits(w) {
		note = t.dim.paint(p.note) + "  "
		if p.isBad {
			note = t.bad.paint(p.note) + "  "
		}
	}
	tail := note + p.hints(nil).inline(t, max(room-width(note), 0))
	room = w - width(p.label) - width(tail) - 4
	p.input.SetWidth(max(room, 1))
	p.input.SetCursor(p.input.Position()) // what is seen of the text depends on the room
	line := " " + t.accent.on(bold).paint(p.label) + " " + pad(ansi.Truncate(p.input.View(), room+1, ""), room+1) + tail
	return fit(line, w)
}

func (p *prompt) caret(m *Model) *tea.Cursor {
	c := p.input.Cursor()
	if c == nil {
		return nil
	}
	c.X += width(p.label) + 2
	c.Y = m.layout.h - 1
	return c
}

// caretInBox is where it is in the first line of a box, behind a sign.
func (p *prompt) caretInBox() *tea.Cursor {
	c := p.input.Cursor()
	if c != nil {
		c.X, c.Y = c.X+4, 1
	}
	return c
}

// waits reports whether a key is for what the search that is typed will find, or for names that are being read.
func (p *prompt) waits(m *Model, key string) bool {
	switch key {
	case "down", "up", "pgdown", "pgup", "ctrl+n", "esc": // escape leaves the cursor on what was found
		return p.kind == searchPrompt && m.moving()
	case "tab":
		return p.asked || !m.tagsRead && m.importer == nil // which a change of tags would wait for
	}
	return false
}

// promptKey handles a key while a prompt is open.
func (m *Model) promptKey(key tea.KeyPressMsg) tea.Cmd {
	p := m.prompt
	switch key.String() {
	case "esc":
		m.prompt = nil
		if p.kind == searchPrompt {
			return m.endSearch()
		}
		return nil
	case "enter":
		m.prompt = nil
		switch p.kind {
		case searchPrompt:
			return m.keepSearch(p)
		case tagsPrompt:
			return m.setTags(p)
		case pathPrompt:
			return m.importPath(p.input.Value())
		case viewPrompt:
			return m.saveView(p)
		case renamePrompt:
			return m.renameTag(p)
		case exportPrompt:
			return m.export(p)
		case snoozePrompt:
			return m.snoozeTyped(p)
		}
		return nil
	case "down", "up", "pgdown", "pgup", "ctrl+n":
		if p.kind == searchPrompt { // the list moves while the search is typed
			name := map[string]string{"down": "down", "ctrl+n": "down", "up": "up", "pgdown": "page down", "pgup": "page up"}[key.String()]
			return m.commandNamed(name).run(m)
		}
	case "tab":
		if p.kind == searchPrompt {
			return m.completeSearch(p)
		}
		m.complete(p)
		return nil
	}
	before := p.input.Value()
	cmd := p.handle(key)
	if p.kind == searchPrompt && p.input.Value() != before {
		return tea.Batch(cmd, m.searchFor(p.input.Value()))
	}
	if p.input.Value() != before {
		p.note, p.isBad = "", false
		switch p.kind {
		case renamePrompt:
			m.noteRename(p)
		case snoozePrompt:
			p.noteSnooze(m.theme)
		}
	}
	return cmd
}

// complete finishes the word at the end of the input, as far as it is certain, and shows what it could become.
func (m *Model) complete(p *prompt) {
	var head, word string
	var choices []string
	switch p.kind {
	case tagsPrompt, renamePrompt:
		text := p.input.Value()
		i := strings.LastIndexAny(text, " +-#:") + 1
		head, word = text[:i], text[i:]
		for _, t := range m.tags {
			if len(t.Name) >= len(word) && strings.EqualFold(t.Name[:len(word)], word) {
				choices = append(choices, t.Name)
			}
		}
	case snoozePrompt:
		word, choices = p.input.Value(), daysBeginning(p.input.Value())
	case pathPrompt, exportPrompt:
		head, word, choices = completePath(p.input.Value())
	}
	if len(choices) == 0 {
		p.note, p.isBad = "no match", true
		return
	}
	p.input.SetValue(head + commonPrefix(choices, word))
	p.input.CursorEnd()
	p.note, p.isBad = "", false
	if p.kind == snoozePrompt {
		p.noteSnooze(m.theme)
	}
	if len(choices) > 1 {
		p.note = strings.Join(choices[:min(len(choices), 6)], "  ")
	}
}

// completePath lists what a path could become: the folder before it, the name begun, and the names in that folder.
func completePath(text string) (head, word string, choices []string) {
	head, word = filepath.Split(text)
	dir := expandHome(head)
	if dir == "" {
		dir = "."
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return head, word, nil
	}
	for _, e := range entries {
		name := e.Name()
		if !strings.HasPrefix(name, word) || word == "" && name[0] == '.' || printable(name) != name {
			continue
		}
		if st, err := os.Stat(filepath.Join(dir, name)); err == nil && st.IsDir() {
			name += string(filepath.Separator)
		}
		choices = append(choices, name)
	}
	return head, word, choices
}

// expandHome replaces ~ at the beginning of a path by the home folder.
func expandHome(path string) string {
	if rest, ok := strings.CutPrefix(path, "~"); ok && (rest == "" || rest[0] == '/' || rest[0] == filepath.Separator) {
		if home, err := os.UserHomeDir(); err == nil {
			return home + rest
		}
	}
	return path
}

// commonPrefix is the longest beginning that all choices share, at least what was typed.
func commonPrefix(choices []string, typed string) string {
	p := choices[0]
	for _, c := range choices[1:] {
		n := 0
		for n < len(p) && n < len(c) && p[n] == c[n] {
			n++
		}
		p = p[:n]
	}
	if len(p) < len(typed) {
		return typed
	}
	return strings.ToValidUTF8(p, "")
}
