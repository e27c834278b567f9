// This file owns the headings of the list: the digest that papers came with, and how much of it is decided. The heading of
// the topmost row stays in sight; the others scroll with their papers.

package ui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dogear/store"
)

// headings is what the list knows of its digests.
type headings struct {
	on    bool
	known map[int64]store.Group
	fresh map[int64]bool // what is known of them holds, or is being read
	gen   int            // an answer of an older one may have come too late
}

// The values of the setting.
const (
	headingsAuto   = "auto" // if there are several digests
	headingsAlways = "always"
	headingsNever  = "never"
)

var headingsNames = []string{headingsAuto, headingsAlways, headingsNever}

// minHeadingHeight is how many lines a list must have to give some of them to headings.
const minHeadingHeight = 5

// wantsHeadings reports whether the list is to have headings: it must be in the order of the digests.
func (m *Model) wantsHeadings() bool {
	if m.config.Headings == headingsNever || m.query().Sort() != store.SortAdded || m.list.rect.h-2 < minHeadingHeight {
		return false
	}
	if m.config.Headings == headingsAlways {
		return true
	}
	return m.counts.Several && !strings.HasPrefix(m.here().text, "digest:")
}

// toggleHeadings shows them or not, whatever is set.
func (m *Model) toggleHeadings() tea.Cmd {
	config := *m.config
	if config.Headings = headingsAlways; m.list.headings.on {
		config.Headings = headingsNever
	}
	m.config = &config
	return nil
}

// groupsMsg is what the store knows of some digests.
type groupsMsg struct {
	gen    int
	groups map[int64]store.Group
	err    error
}

// followHeadings has what the headings on the screen say read, where it is not known.
func (m *Model) followHeadings() tea.Cmd {
	h := &m.list.headings
	if on := m.wantsHeadings(); on != h.on {
		h.on, m.list.dirty = on, true
		m.list.scroll()
	}
	if !h.on {
		return nil
	}
	var ask []int64
	for _, l := range m.list.layLines() {
		if id := m.list.rows[l.row].Group(); l.heading && !h.fresh[id] {
			if h.fresh == nil {
				h.fresh = make(map[int64]bool)
			}
			h.fresh[id] = true
			ask = append(ask, id)
		}
	}
	if len(ask) == 0 {
		return nil
	}
	lib, ctx, gen := m.lib, m.ctx, h.gen
	return func() tea.Msg {
		groups, err := lib.Groups(ctx, ask)
		return groupsMsg{gen, groups, err}
	}
}

func (msg groupsMsg) take(m *Model) tea.Cmd {
	h := &m.list.headings
	if msg.err != nil && !isCanceled(msg.err) {
		m.status.fail(msg.err)
	}
	if msg.gen != h.gen {
		return nil
	}
	if h.known == nil || len(h.known) > windowRows {
		h.known = make(map[int64]store.Group)
	}
	for id, g := range msg.groups {
		h.known[id] = g
	}
	m.list.dirty = true
	return nil
}

// stale has the headings read again. What they say stays until then.
func (h *headings) stale() {
	h.gen++
	clear(h.fresh)
}

// move counts a paper that went from one state to another, as store.Counts.Move does.
func (h *headings) move(before, after store.Row) {
	g, ok := h.known[before.Group()]
	if !ok {
		return
	}
	if before.Status == store.Inbox {
		g.Decided++
	}
	if after.Status == store.Inbox {
		g.Decided--
	}
	h.known[before.Group()] = g
}

// listLine is what stands in a line of the list: a row, or the heading above it.
type listLine struct {
	row     int
	heading bool
}

// layLines are the lines of the pane, from the topmost row on.
func (l *list) layLines() []listLine {
	lines := make([]listLine, 0, l.height())
	for i := l.top; i < len(l.rows) && len(lines) < l.height(); i++ {
		if l.headings.on && (i == l.top || l.begins(i)) {
			lines = append(lines, listLine{i, true})
		}
		if len(lines) < l.height() {
			lines = append(lines, listLine{i, false})
		}
	}
	return lines
}

// height is how many lines the pane has.
func (l *list) height() int { return max(l.rect.h-2, 1) }

// begins reports whether a row is of another digest than the row before.
func (l *list) begins(i int) bool { return i > 0 && l.rows[i].Group() != l.rows[i-1].Group() }

// topFor is the topmost row with which a row stands in a line, counted from 0, or as near above it as can be.
func (l *list) topFor(row, line int) int {
	if !l.headings.on || row < 0 || row >= len(l.rows) {
		return row - line
	}
	top := row
	for at := 1; top > 0; top-- { // the topmost row has its heading above it
		at++
		if l.begins(top) {
			at++
		}
		if at > line {
			break
		}
	}
	return top
}

// heading draws the heading above a row: the rule behind the name is the share that is decided.
func (l *list) heading(t *theme, row, w int) string {
	g, ok := l.headings.known[l.rows[row].Group()]
	if !ok {
		return fit(t.dim.paint(" …"), w)
	}
	name := printable(g.SourceName())
	if g.Date != "" {
		name += ", " + t.dates.date(g.Date)
	}
	count := fmt.Sprintf("%s of %s", store.Thousands(g.Decided), store.Thousands(g.Papers))
	if g.Decided == g.Papers {
		count = "all " + store.Thousands(g.Papers)
	}
	rule := w - width(name) - width(count) - 4
	if rule < 2 {
		return fit(" "+t.accent.paint(cut(name, max(w-width(count)-3, 1)))+" "+t.dim.paint(count), w)
	}
	return " " + t.accent.paint(name) + " " + meter(t, g.Decided, g.Papers, rule) + " " + t.dim.paint(count) + " "
}
