// This file owns the way back: where the reader was before a link, a tag, a digest or a paper of the palette led elsewhere. Going
// back brings the view, the search, the cursor and the pane again, one step after the other.

package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"dogear/store"
)

// A spot is where the reader was.
type spot struct {
	view   view // with its query: one that is none of the tabs may have been replaced
	search string
	found  store.Query
	row    store.Row // the zero row in an empty list
	focus  pane
	zoomed bool
}

// longestTrail is how many steps lead back.
const longestTrail = 100

// A trail is the spots that were left, the last one last.
type trail []spot

// leave keeps a spot.
func (t *trail) leave(s spot) {
	if len(*t) == longestTrail {
		*t = slices.Delete(*t, 0, 1)
	}
	*t = append(*t, s)
}

// back takes the last spot off the trail.
func (t *trail) back() (s spot, ok bool) {
	n := len(*t) - 1
	if n < 0 {
		return spot{}, false
	}
	s = (*t)[n]
	*t = (*t)[:n]
	return s, true
}

// spot is where the reader is.
func (m *Model) spot() spot {
	row, _ := m.list.current()
	return spot{*m.here(), m.search, m.found, row, m.focus, m.panes.zoomed}
}

// goBack goes to where the reader came from.
func goBack(m *Model) tea.Cmd {
	s, ok := m.trail.back()
	if !ok {
		m.status.say("There is nowhere to go back to: no link has been followed.")
		return nil
	}
	m.keepPlace()
	counts := tea.Cmd(nil)
	m.view = slices.IndexFunc(m.views, func(v view) bool { return v.name == s.view.name && v.text == s.view.text })
	if m.view < 0 {
		s.view.own = false // it was deleted, or replaced
		m.view, counts = m.showAside(s.view), m.countViews()
	}
	m.search, m.found, m.beyond = s.search, s.found, 0
	m.list.deselect()
	m.panes.zoomed, m.panes.before = s.zoomed, listPane
	m.setFocus(s.focus)
	if s.row.ID == 0 {
		return tea.Batch(counts, m.loadList(atStart))
	}
	return tea.Batch(counts, m.loadList(atRow, s.row))
}
