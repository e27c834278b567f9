// This file owns the lines above and below the panes: the tabs with the progress, and the status line.

package ui

import (
	"fmt"
	"strings"

	"dogear/parser"
	"dogear/store"
)

// header draws the tabs and, where there is room, how much is decided.
func (m *Model) header() string {
	t, w := m.theme, m.layout.w
	progress := ""
	if all := m.counts.All(); all > 0 {
		progress = t.dim.paint(fmt.Sprintf("%s of %s decided ", store.Thousands(m.counts.Decided()), store.Thousands(all))) +
			meter(t, m.counts.Decided(), all, 8) + " "
	}
	name := " " + t.accent.on(bold).paint("dogear") + "  "
	for _, head := range []string{name, " "} {
		for _, tail := range []string{progress, ""} {
			if line := head + m.tabs(0, len(m.views)); width(line)+width(tail) <= w {
				return line + strings.Repeat(" ", w-width(line)-width(tail)) + tail
			}
		}
	}
	line := " " + m.someTabs(w-1)
	if width(line)+width(progress) <= w {
		return line + strings.Repeat(" ", w-width(line)-width(progress)) + progress
	}
	return fit(line, w)
}

// someTabs draws the view that is shown and as many of its neighbours as fit.
func (m *Model) someTabs(w int) string {
	t := m.theme
	from, to := m.view, m.view+1
	draw := func(from, to int) string {
		left, right := "", ""
		if from > 0 {
			left = t.dim.paint("[ ")
		}
		if to < len(m.views) {
			right = t.dim.paint("]")
		}
		return left + m.tabs(from, to) + right
	}
	for grown := true; grown; {
		grown = false
		if to < len(m.views) && width(draw(from, to+1)) <= w {
			to, grown = to+1, true
		}
		if from > 0 && width(draw(from-1, to)) <= w {
			from, grown = from-1, true
		}
	}
	return draw(from, to)
}

// tabs draws views with their counts.
func (m *Model) tabs(from, to int) string {
	t := m.theme
	var b strings.Builder
	for i := from; i < to; i++ {
		v := &m.views[i]
		name, n := cut(printable(v.name), 24), v.countText(m.counts)
		if i == m.view {
			b.WriteString(t.accent.on(bold).on(underline).paint(name) + " " + bold.paint(n))
		} else {
			b.WriteString(t.dim.paint(name + " " + n))
		}
		b.WriteString("  ")
	}
	return b.String()
}

// status is what the status line has to say.
type status struct {
	text  string
	isBad bool
	old   bool // a key was pressed since: the next word replaces it
}

// say tells something until the next key.
func (s *status) say(text string) { *s = status{text: text} }

// fail tells of a failure. It stays until something else is said.
func (s *status) fail(err error) {
	if err != nil {
		*s = status{text: printable(err.Error()), isBad: true}
	}
}

// touch is called with every key: what was said has been seen.
func (s *status) touch() {
	if s.isBad && !s.old {
		s.old = true // a failure stays for one key more: it may have come between two fast ones
		return
	}
	*s = status{}
}

// printable is text from anywhere as one line that is safe to show.
func printable(s string) string { return parser.CleanLine(s) }

// statusLine draws the line below the panes.
func (m *Model) statusLine() string {
	t, w := m.theme, m.layout.w
	switch {
	case m.prompt != nil:
		return m.prompt.view(t, w)
	case m.importer != nil:
		return m.importer.view(t, w)
	case m.bulk != nil && m.bulk.shows:
		return m.bulk.view(t, w)
	case m.status.text != "" && m.status.isBad:
		return " " + t.bad.paint(fit(signDismissed+" "+m.status.text, w-1))
	case m.list.selecting(): // its count is always seen, whatever else there is to say
		if m.status.text != "" {
			return fit(" "+bold.paint(m.list.selected())+"  "+t.accent.paint(m.status.text), w)
		}
		return m.hints(bold.paint(m.list.selected()), []string{"read", "star", "later", "dismiss", "tags", "back"})
	case m.status.text != "":
		return " " + t.accent.paint(fit(m.status.text, w-1))
	case m.note.editing:
		if m.note.failed != nil {
			return " " + t.bad.paint(fit(signDismissed+" "+printable(m.note.failed.Error())+" The text is still here.", w-1))
		}
		return fit(t.dim.paint(" The note is saved as you type."), w)
	case m.focus == detailPane && m.layout.w < wideFrom:
		return m.hints("", []string{"back", "read", "star", "later", "dismiss", "note", "help"})
	}
	return m.hints("", []string{"read", "star", "later", "dismiss", "undo", "note", "search", "help"})
}

// failureBox draws a failure that is too long for the status line: nothing of what to do about it may be cut off.
func (m *Model) failureBox() []string {
	if m.prompt != nil {
		return m.promptBox()
	}
	w := m.layout.w - 2
	if !m.status.isBad || m.overlay != nil || width(m.status.text)+3 <= m.layout.w {
		return nil
	}
	lines := wrap(m.status.text, w-4)
	for i, l := range lines {
		lines[i] = m.theme.bad.paint(l)
	}
	return box(m, "It failed", "any key", lines, w, len(lines)+2)
}

// hints draws keys with what they do, as many as fit; the last one always does.
func (m *Model) hints(lead string, names []string) string {
	t, w := m.theme, m.layout.w
	var parts []string
	if lead != "" {
		parts = append(parts, lead)
	}
	for _, n := range names {
		for i := range m.table {
			if a := &m.table[i]; a.name == n && len(a.keys) > 0 {
				label := a.hint
				if label == "" {
					label = a.name
				}
				parts = append(parts, t.key.paint(keyName(a.keys[0]))+" "+t.dim.paint(label))
			}
		}
	}
	for len(parts) > 1 && width(strings.Join(parts, "  "))+1 > w {
		parts = append(parts[:len(parts)-2], parts[len(parts)-1])
	}
	return fit(" "+strings.Join(parts, "  "), w)
}
