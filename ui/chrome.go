// This file owns the lines above and below the panes: the tabs with the progress, and the status line.

package ui

import (
	"fmt"
	"slices"
	"strings"

	"dogear/parser"
	"dogear/store"
)

// A headline is what the line of tabs has room for: drawing it and finding what was clicked in it both go by this.
type headline struct {
	lead, tail string
	from, to   int    // the views whose tabs are drawn
	tabs       string // these
	right      string // stands behind the tabs if there are more views
}

// width is that without the tail.
func (h *headline) width() int { return width(h.lead) + width(h.tabs) + width(h.right) }

// headline chooses what fits: all of it, less and less of the rest, and at last fewer tabs.
func (m *Model) headline() headline {
	t, w := m.theme, m.layout.w
	progress := ""
	if all := m.counts.All(); all > 0 {
		progress = t.dim.paint(fmt.Sprintf("%s of %s decided ", store.Thousands(m.counts.Decided()), store.Thousands(all))) +
			meter(t, m.counts.Decided(), all, 8) + " "
	}
	every := m.tabs(0, len(m.views))
	readOnly := ""
	if m.lib.ReadOnly() {
		readOnly = t.bad.paint("read-only") + "  "
	}
	for _, lead := range []string{" " + t.accent.on(bold).paint("dogear") + "  " + readOnly, " " + readOnly} {
		for _, tail := range []string{progress, ""} {
			h := headline{lead: lead, tail: tail, to: len(m.views), tabs: every}
			if h.width()+width(tail) <= w {
				return h
			}
		}
	}
	h := m.someTabs(w)
	if h.width()+width(progress) <= w {
		h.tail = progress
	}
	return h
}

// header draws the tabs and, where there is room, how much is decided.
func (m *Model) header() string {
	of := headerOf{m.theme, m.layout.w, m.view, m.counts}
	if d := &m.headerDrawn; d.of == of && slices.EqualFunc(d.tabs, m.views, func(t headerTab, v view) bool { return t == headerTab{v.name, v.counted} }) {
		return d.line
	}
	h := m.headline()
	gap := strings.Repeat(" ", max(m.layout.w-h.width()-width(h.tail), 0))
	line := fit(h.lead+h.tabs+h.right+gap+h.tail, m.layout.w)
	tabs := make([]headerTab, len(m.views))
	for i, v := range m.views {
		tabs[i] = headerTab{v.name, v.counted}
	}
	m.headerDrawn = headerDrawn{of, tabs, line}
	return line
}

// What the line of tabs depends on, and how it was drawn last: a key that moves the cursor changes none of it.
type (
	headerOf struct {
		theme   *theme
		w, view int
		counts  store.Counts
	}
	headerTab struct {
		name    string
		counted int
	}
	headerDrawn struct {
		of   headerOf
		tabs []headerTab
		line string
	}
)

// someTabs are the view that is shown and as many of its neighbours as fit.
func (m *Model) someTabs(w int) headline {
	t := m.theme
	part := func(from, to int) headline {
		h := headline{lead: " ", from: from, to: to, tabs: m.tabs(max(from, 0), min(to, len(m.views)))}
		if from > 0 {
			h.lead = " " + t.dim.paint("[ ")
		}
		if to < len(m.views) {
			h.right = t.dim.paint("]")
		}
		return h
	}
	fits := func(h headline) bool { return h.width() <= w }
	h := part(m.view, m.view+1)
	for grown := true; grown; {
		grown = false
		if more := part(h.from, h.to+1); more.to <= len(m.views) && fits(more) {
			h, grown = more, true
		}
		if more := part(h.from-1, h.to); more.from >= 0 && fits(more) {
			h, grown = more, true
		}
	}
	return h
}

// tabs draws views with their counts.
func (m *Model) tabs(from, to int) string {
	var b strings.Builder
	for i := from; i < to; i++ {
		b.WriteString(m.tab(i))
	}
	return b.String()
}

// tab draws a view with its count.
func (m *Model) tab(i int) string {
	t, v := m.theme, &m.views[i]
	name, n := cut(printable(v.name), 24), v.countText(m.counts)
	if i == m.view {
		return t.accent.on(bold).on(underline).paint(name) + " " + bold.paint(n) + "  "
	}
	return t.dim.paint(name+" "+n) + "  "
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
		return " " + t.bad.paint(fit(signDismissed+" "+m.status.line(w-3), w-1))
	case m.list.selecting(): // its count is always seen, whatever else there is to say
		if m.status.text != "" {
			n := m.list.selected()
			return fit(" "+bold.paint(n)+"  "+t.accent.paint(m.status.line(w-width(n)-3)), w)
		}
		return m.footer()
	case m.status.text != "":
		return m.statusBeside(t.accent.paint(m.status.line(w - 1)))
	case m.note.editing && m.note.failed != nil:
		return " " + t.bad.paint(fit(signDismissed+" "+printable(m.note.failed.Error())+" The text is still here.", w-1))
	}
	return m.footer()
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
	return box(m, "Error", "any key closes", lines, w, len(lines)+2)
}
