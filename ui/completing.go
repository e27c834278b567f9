// This file owns help with a search while it is typed: tab finishes the names of fields, the values of those that have
// only some, tags and sources; and a mistake shows where it is, what, and how it would be right.

package ui

import (
	"errors"
	"strings"
	"time"
	"unicode"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dogear/parser"
	"dogear/store"
)

// sourcesMsg are the names of the sources, read when a search begins.
type sourcesMsg struct {
	sources []string
	err     error
}

func (m *Model) readSources() tea.Cmd {
	lib, ctx := m.lib, m.ctx
	return func() tea.Msg {
		all, err := lib.Sources(ctx)
		return sourcesMsg{all, err}
	}
}

// take keeps them for the search that is being typed.
func (msg sourcesMsg) take(m *Model) tea.Cmd {
	m.status.fail(msg.err)
	if m.prompt != nil {
		m.prompt.sources, m.prompt.asked = msg.sources, false
	}
	return nil
}

// completeSearch finishes the term at the end of a search as far as it is certain, and shows what it could become.
func (m *Model) completeSearch(p *prompt) tea.Cmd {
	if len(m.meant.Terms) > 0 && m.search == p.input.Value() { // the list says that tab does this
		return m.takeMeant(p)
	}
	head, word, choices := m.searchChoices(p.input.Value())
	if len(choices) == 0 {
		p.choices = []string{"no completions"}
		return nil
	}
	text := head + commonPrefix(choices, word)
	if p.choices = nil; len(choices) > 1 {
		p.choices = choices
	} else if !strings.HasSuffix(text, ":") {
		text += " " // it is whole
	}
	shown := p.choices
	p.input.SetValue(text)
	p.input.CursorEnd()
	cmd := m.searchFor(text)
	p.choices = shown
	return cmd
}

// takeMeant searches for what was probably meant instead.
func (m *Model) takeMeant(p *prompt) tea.Cmd {
	text := m.meant.Query
	p.input.SetValue(text)
	p.input.CursorEnd()
	return m.searchFor(text)
}

// takeMeantHint says how.
func (m *Model) takeMeantHint() string {
	if m.prompt != nil && m.prompt.kind == searchPrompt {
		return "tab searches for that"
	}
	return m.keyOf("search") + " and tab search for that · " + m.keyOf("back") + " ends the search"
}

// searchChoices are what the term at the end of a search could become: what stands before it, the part that is typed, and
// whole parts.
func (m *Model) searchChoices(text string) (head, word string, choices []string) {
	at := termStart(text)
	name, value, isField := strings.Cut(text[at:], ":")
	if !isField {
		for _, f := range store.FieldNames {
			if strings.HasPrefix(f, strings.ToLower(name)) {
				choices = append(choices, f+":")
			}
		}
		return text[:at], name, choices
	}
	names := store.FieldValues[strings.ToLower(name)]
	switch strings.ToLower(name) {
	case "tag":
		for _, t := range m.tags {
			names = append(names, t.Name)
		}
	case "source":
		names = m.prompt.sources
	}
	begun := strings.Trim(value, `"`)
	for _, n := range names {
		if len(n) >= len(begun) && strings.EqualFold(n[:len(begun)], begun) && !strings.Contains(n, `"`) {
			choices = append(choices, store.QuoteTerm(n))
		}
	}
	return text[:at] + name + ":", value, choices
}

// termStart is where the last term of a search begins, behind its minus sign.
func termStart(text string) int {
	at, quoted := 0, false
	for i, r := range text {
		switch {
		case r == '"':
			quoted = !quoted
		case !quoted && (unicode.IsSpace(r) || r == '(' || r == ')' || r == '-' && i == at):
			at = i + len(string(r))
		}
	}
	return at
}

// keepSearch ends the typing of a search. One that cannot be read stays open, with what is wrong.
func (m *Model) keepSearch(p *prompt) tea.Cmd {
	if _, err := store.ParseQuery(p.input.Value(), time.Now()); err != nil {
		m.prompt = p
		p.fail(err)
	}
	return nil
}

// fail shows a mistake.
func (p *prompt) fail(err error) {
	p.note, p.choices, p.mistake = "", nil, nil
	if !errors.As(err, &p.mistake) {
		p.note, p.isBad = printable(err.Error()), true
	}
}

// promptBox draws, above the line in which something is typed, what is wrong with it, what it could become, or what there is to
// say about it and has no room in the line.
func (m *Model) promptBox() []string {
	p, t, w := m.prompt, m.theme, min(m.layout.w-2, 76)
	switch {
	case m.overlay != nil || w < 8:
		return nil
	case p.mistake != nil:
		lines := append(pointAt(t, p.mistake, w-4), wrap(printable(p.mistake.Reason), w-4)...)
		for _, l := range wrap(printable(p.mistake.Instead()), w-4) {
			lines = append(lines, t.dim.paint(l))
		}
		return box(m, "Cannot read this search", "the list stays as it was", lines, w, len(lines)+2)
	case len(p.choices) > 0:
		names := make([]string, len(p.choices))
		for i, c := range p.choices {
			names[i] = printable(c)
		}
		lines := wrap(strings.Join(names, "   "), w-4)
		if most := max(m.layout.h/3, 1); len(lines) > most {
			lines = append(lines[:most-1:most-1], t.dim.paint("and more: keep typing"))
		}
		return box(m, "Tab", "keep typing", lines, w, len(lines)+2)
	case p.note != "" && !p.noteFits(m.layout.w):
		look, title := t.dim, "Preview"
		if p.isBad {
			look, title = t.bad, "This does not work"
		}
		lines := wrap(printable(p.note), w-4)
		for i, l := range lines {
			lines[i] = look.paint(l)
		}
		return box(m, title, "", lines, w, len(lines)+2)
	}
	return nil
}

// pointAt draws a query with a mark under the term that is wrong. Of a long query it is that part.
func pointAt(t *theme, e *store.QueryError, w int) []string {
	safe := func(s string) string { // without moving what stands behind it
		return strings.Map(func(r rune) rune {
			if parser.Unsafe(r) {
				return ' '
			}
			return r
		}, s)
	}
	before, rest := safe(e.Query[:e.Offset]), safe(e.Query[e.Offset:])
	term := rest
	if n := strings.IndexFunc(term, unicode.IsSpace); n > 0 {
		term = term[:n]
	}
	lead := width(before)
	if most := w / 2; lead > most {
		before = ansi.TruncateLeft(before, lead-most+1, "…")
		lead = width(before)
	}
	long := max(1, min(width(term), w-lead))
	return []string{cut(before+rest, w), strings.Repeat(" ", lead) + t.bad.paint(strings.Repeat("▔", long))}
}
