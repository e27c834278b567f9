// This file owns the order of the list: a small box in which it is chosen. Each view keeps its own; sort: in a search takes
// precedence.

package ui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dogear/store"
)

// sorting is that box.
type sorting struct {
	at       int
	reversed bool // the other way round
}

// sorts are the orders with their keys, and what each means, forwards and reversed.
var sorts = []struct {
	sort            store.Sort
	key             string
	forwards, other string
}{
	{store.SortAdded, "a", "newest digest first, in the order of each digest", "oldest digest first, in reverse order"},
	{store.SortDate, "d", "newest publication first", "oldest publication first"},
	{store.SortTitle, "t", "A to Z", "Z to A"},
	{store.SortAuthor, "u", "by the first author's family name, A to Z", "by the first author's family name, Z to A"},
	{store.SortRelevance, "r", "best match of a search first", "best match of a search first"},
}

// openSorting opens the box, at the order that is on.
func (m *Model) openSorting() tea.Cmd {
	by := m.query().Sort()
	box := &sorting{reversed: by.IsReversed()}
	for i, s := range sorts {
		if s.sort == by.Base() {
			box.at = i
		}
	}
	m.overlay = box
	return nil
}

func (s *sorting) handleKey(m *Model, key tea.KeyPressMsg) tea.Cmd {
	name := key.String()
	switch name {
	case "j", "down":
		s.at = min(s.at+1, len(sorts)-1)
		return nil
	case "k", "up":
		s.at = max(s.at-1, 0)
		return nil
	case "-":
		s.reversed = !s.reversed
		return nil
	case "h":
		m.overlay = nil
		return m.toggleHeadings()
	case "esc", "q":
		m.overlay = nil
		return nil
	case "enter":
		name = sorts[s.at].key
	}
	for i, c := range sorts {
		if c.key == name {
			m.overlay = nil
			return m.sortBy(s.order(i))
		}
	}
	return nil
}

// order is the i-th of the orders, in the direction that is on.
func (s *sorting) order(i int) store.Sort {
	if s.reversed {
		return sorts[i].sort.Reverse()
	}
	return sorts[i].sort
}

// sortBy shows the view in another order, with the cursor on the same paper.
func (m *Model) sortBy(sort store.Sort) tea.Cmd {
	if m.sorts == nil {
		m.sorts = make(map[string]store.Sort)
	}
	m.sorts[strings.ToLower(m.here().name)] = sort
	m.list.deselect()
	switch by := m.query().Sort(); {
	case by != sort && sort == store.SortRelevance:
		m.status.say("Sorting by relevance needs a search with words; the list keeps the order of the digests.")
	case by != sort:
		m.status.say("The search says sort:" + string(by) + ", which takes precedence.")
	}
	if v := m.here(); v.own || v.count != nil { // the others are gone when the reader is
		lib, name := m.lib, v.name
		return tea.Batch(m.write(func(ctx context.Context) tea.Msg {
			return failureMsg{lib.SortView(ctx, name, sort)}
		}), m.reload())
	}
	return m.reload()
}

// chosenSort is the order that was chosen for the view that is shown; empty where none was.
func (m *Model) chosenSort() store.Sort { return m.sorts[strings.ToLower(m.here().name)] }

// sorted is the view's papers, in the order that was chosen for it, else in its own, else in the one that is given.
func (v *view) sorted(chosen map[string]store.Sort, otherwise store.Sort) store.Query {
	q := store.Query{}.Sorted(otherwise).And(v.query)
	if s := chosen[strings.ToLower(v.name)]; s != "" {
		q = q.Sorted(s)
	}
	return q
}

// sortedBy is the order as the list's title tells it; nothing for the library's own.
func (m *Model) sortedBy() string {
	if chosen := m.chosenSort(); chosen != "" && chosen != store.SortAdded && chosen == m.query().Sort() {
		return " · by " + strings.TrimPrefix(string(chosen), "-") + map[bool]string{true: ", reversed"}[chosen.IsReversed()]
	}
	return ""
}

func (s *sorting) caret(*Model) *tea.Cursor { return nil }

func (s *sorting) view(m *Model) []string {
	t := m.theme
	var lines []string
	for i, c := range sorts {
		mark, look := "  ", style("")
		if i == s.at {
			mark, look = "▌ ", bold
		}
		what := c.forwards
		if s.reversed {
			what = c.other
		}
		lines = append(lines, t.accent.paint(mark)+t.key.paint(c.key)+"  "+look.paint(pad(string(s.order(i)), 11))+t.dim.paint(what))
	}
	headings := "headings with the digest and how much of it is decided: "
	if m.list.headings.on {
		headings += "hide"
	} else {
		headings += "show"
	}
	lines = append(lines, "", "  "+t.key.paint("-")+"  "+t.dim.paint("reverse"), "  "+t.key.paint("h")+"  "+t.dim.paint(headings))
	return box(m, "Sort "+printable(m.here().name)+" by", "", lines, 70, len(lines)+2)
}
