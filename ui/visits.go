// This file owns boxes that open by themselves: drafts that were left behind, what an import has rejected. None of them
// takes a key from somebody who types: it waits until nothing else is open and no key has been pressed for a moment. A box
// that somebody has asked for, and waits for, opens at once.

package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// quietFor is how long no key is pressed before a box opens by itself.
const quietFor = 1500 * time.Millisecond

// visits are the boxes that want to open.
type visits struct {
	boxes   []func(*Model) overlay // the first is the next
	presses int                    // how many keys and clicks there have been
	quiet   int                    // presses at the time of the last look: nothing was pressed since, if they are the same
	looking bool                   // a look is due
}

// quietMsg tells that it is time for a look.
type quietMsg struct{ presses int }

// add has a box open as soon as nobody types.
func (v *visits) add(open func(*Model) overlay) { v.boxes = append(v.boxes, open) }

// expect has what is asked for now open at once when it comes, unless a key is pressed meanwhile. It returns what awaited
// takes.
func (v *visits) expect() (presses int) { return v.presses }

// awaited reports whether nothing was pressed since expect, and lets the next box open at once if so.
func (v *visits) awaited(presses int) bool {
	if v.presses == presses {
		v.quiet = presses
	}
	return v.presses == presses
}

// openNext opens the next box, if nobody types.
func (m *Model) openNext() tea.Cmd {
	v := &m.visits
	switch {
	case len(v.boxes) == 0 || m.asks() || m.triage != nil || m.quitting || len(m.queue.inputs) > 0:
		return nil
	case v.quiet == v.presses:
		open := v.boxes[0]
		v.boxes = v.boxes[1:]
		m.overlay = open(m)
		return nil
	case v.looking:
		return nil
	}
	v.looking = true
	return m.after(quietFor, quietMsg{v.presses})
}

func (msg quietMsg) take(m *Model) tea.Cmd {
	m.visits.looking, m.visits.quiet = false, msg.presses
	return nil // openNext is called after each message
}
