// This file owns the panes as the reader arranges them: going from one to another, the borders between them, which are moved
// with keys and with the mouse and are remembered, and the paper that has the whole width.

package ui

import (
	"context"
	"encoding/json"
	"sync/atomic"

	tea "charm.land/bubbletea/v2"

	"dogear/store"
)

// panes is what the reader has made of them.
type panes struct {
	zoomed  bool
	before  pane // that had the keys before the paper was zoomed
	borders borders
	dragged border // that the mouse holds
	moved   bool   // since it holds it
	grip    int    // where the mouse holds it
	kept    *keptBorders
}

// bordersState is the name under which the borders are kept.
const bordersState = "layout"

// openPanes is what is remembered of the panes.
func openPanes(lib *store.Library) panes {
	p := panes{kept: &keptBorders{}}
	if json.Unmarshal(lib.State(bordersState), &p.borders) != nil {
		p.borders = borders{}
	}
	p.kept.saved = p.borders
	return p
}

// keptBorders are the borders on their way to the disk. A border that moves while it is being saved is saved once more, and
// not once for each step.
type keptBorders struct {
	newest atomic.Pointer[borders]
	saved  borders // only for the writes, of which one runs at a time
}

// save writes the newest borders, unless they are there.
func (k *keptBorders) save(lib *store.Library) error {
	newest := *k.newest.Load()
	if newest == k.saved {
		return nil
	}
	b, err := json.Marshal(newest)
	if err == nil {
		err = lib.KeepState(bordersState, b)
	}
	if err == nil {
		k.saved = newest
	}
	return err
}

// bordersKeptMsg reports whether the borders were saved.
type bordersKeptMsg struct{ err error }

func (msg bordersKeptMsg) take(m *Model) tea.Cmd {
	m.status.fail(msg.err)
	return nil
}

// keepBorders has the borders remembered.
func keepBorders(m *Model) tea.Cmd {
	lib, kept, newest := m.lib, m.panes.kept, m.panes.borders
	kept.newest.Store(&newest)
	return m.write(func(context.Context) tea.Msg { return bordersKeptMsg{kept.save(lib)} })
}

// arrangement is what the layout depends on now.
func (m *Model) arrangement(w, h int) arrangement {
	row, _ := m.list.current()
	return arrangement{w, h, m.focus, m.panes.zoomed && m.triage == nil, row.Noted, m.panes.borders}
}

// followLayout arranges the panes anew if what they depend on has changed: papers with a note show its first lines.
func (m *Model) followLayout() {
	if m.layout.w > 0 && m.arrangement(m.layout.w, m.layout.h) != m.arranged {
		m.arrange(m.layout.w, m.layout.h)
	}
}

// resizes is the command that makes the pane with the keys larger or smaller.
func resizes(by int) func(*Model) tea.Cmd {
	return func(m *Model) tea.Cmd {
		l, which := m.layout, listBorder
		if m.focus == notePane && l.shows(detailPane) || m.focus != listPane && !l.shows(listPane) {
			which = noteBorder
		}
		if !l.has(which) {
			m.status.say("There is no border to move: only one pane is shown.")
			return nil
		}
		step := by
		if which == listBorder && l.kind == sideBySide {
			step *= 4
		}
		if which == listBorder && m.focus != listPane || which == noteBorder && m.focus == detailPane { // the other side of it
			step = -step
		}
		if !m.moveBorder(which, l.at(which)+step) {
			return nil
		}
		return keepBorders(m)
	}
}

// moveBorder puts a border somewhere, as far as there is room, and reports whether it went.
func (m *Model) moveBorder(which border, to int) bool {
	before, was := m.layout.at(which), m.panes.borders
	m.panes.borders = was.moved(which, m.layout, to)
	m.followLayout()
	if m.layout.at(which) == before {
		m.panes.borders = was
		m.followLayout()
		return false
	}
	return true
}

// resetBorders puts the borders of the layout at hand where they usually are.
func resetBorders(m *Model) tea.Cmd {
	switch m.layout.kind {
	case sideBySide:
		m.panes.borders.Side = [2]int{}
	case stacked:
		m.panes.borders.Stacked = [2]int{}
	}
	m.followLayout()
	return keepBorders(m)
}

// grabBorder takes the border at a cell with the mouse, if there is one.
func (m *Model) grabBorder(x, y int) bool {
	m.panes.dragged = noBorder
	if m.triage != nil || m.overlay != nil || m.prompt != nil {
		return false
	}
	which := m.layout.borderAt(x, y)
	m.panes.dragged, m.panes.moved, m.panes.grip = which, false, m.grip(which, x, y)
	return which != noBorder
}

// grip is how far from the mouse a border lies.
func (m *Model) grip(which border, x, y int) int {
	switch {
	case which == noteBorder: // whose height grows upward
		return m.layout.at(which) + y
	case m.layout.kind == sideBySide:
		return m.layout.at(which) - x
	}
	return m.layout.at(which) - y
}

// dragBorder moves the border that the mouse holds.
func (m *Model) dragBorder(x, y int) {
	to := m.panes.grip + y
	switch {
	case m.panes.dragged == noteBorder:
		to = m.panes.grip - y
	case m.layout.kind == sideBySide:
		to = m.panes.grip + x
	}
	m.panes.moved = true
	m.moveBorder(m.panes.dragged, to)
}

// dropBorder lets go of it. If it was not moved, that was a click on the edge of a pane, which gets the keys.
func (m *Model) dropBorder(x, y int) tea.Cmd {
	which := m.panes.dragged
	m.panes.dragged = noBorder
	switch {
	case which == noBorder:
		return nil
	case m.panes.moved:
		return keepBorders(m)
	case m.note.editing || m.overlay != nil || m.prompt != nil:
		return nil
	}
	if p, ok := m.layout.paneAt(x, y); ok {
		m.setFocus(p)
	}
	return nil
}

// zoom gives the paper the whole width, or the list its room back.
func zoom(m *Model) tea.Cmd {
	if m.panes.zoomed {
		m.panes.zoomed = false
		m.setFocus(m.panes.before)
		return nil
	}
	m.panes.zoomed, m.panes.before = true, m.focus
	m.setFocus(max(m.focus, detailPane))
	return nil
}

// home is the pane that has the keys when the note is closed.
func (m *Model) home() pane {
	if m.panes.zoomed {
		return detailPane
	}
	return listPane
}

// turns is the command for going to the next pane, or the one before; a zoomed paper has only its note beside it.
func turns(by int) func(*Model) tea.Cmd {
	return func(m *Model) tea.Cmd {
		next := pane((int(m.focus) + by + 3) % 3)
		if next == listPane && m.panes.zoomed {
			next = pane((int(next) + by + 3) % 3)
		}
		m.setFocus(next)
		return nil
	}
}

// goesAside is the command for going to the pane on the left or on the right. Where the panes lie above each other, or there is
// one at a time, they follow each other in the order list, paper, note.
func goesAside(by int) func(*Model) tea.Cmd {
	return func(m *Model) tea.Cmd {
		next := max(listPane, min(m.focus+pane(by), notePane))
		if by < 0 && m.layout.kind == sideBySide {
			next = listPane
		}
		if next != m.focus {
			m.setFocus(next)
		}
		return nil
	}
}
