// This file owns boxes that open before what they show has been read. The box opens at once and takes the keys; it is
// filled when the answer comes, and the keys that were typed meanwhile are then the box's own. An answer to a box that has
// been closed is dropped, so that nothing ever opens over somebody who types.

package ui

import tea "charm.land/bubbletea/v2"

// loading is a box that waits for its answer.
type loading struct {
	title string
	what  string // what is being done: Loading digests…
}

// openLoading opens a box that waits. What is read for it answers with a message that names the box.
func (m *Model) openLoading(title, what string) *loading {
	l := &loading{title: title, what: what}
	m.overlay = l
	return l
}

// fill puts the box that was asked for in the place of the one that waited. The keys that were typed ahead are its own.
func (m *Model) fill(l *loading, o overlay) {
	if m.overlay == l {
		m.overlay = o
	}
}

// unfilled closes a box for which there is nothing to show, and says so, or what went wrong. The keys that were typed ahead
// were meant for the box.
func (m *Model) unfilled(l *loading, err error, say string) {
	if m.overlay == l {
		m.overlay = nil
	} else if err == nil {
		return
	}
	if err != nil {
		m.status.fail(err)
		return
	}
	m.status.say(say)
}

func (l *loading) caret(*Model) *tea.Cursor { return nil }

// waits reports that all keys wait for what the box will show.
func (l *loading) waits(*Model, string) bool { return true }

// handleKey is not called: all keys wait, and gaveUp has escape.
func (l *loading) handleKey(*Model, tea.KeyPressMsg) tea.Cmd { return nil }

// gaveUp closes the box at escape, and reports whether it did. Escape behind other keys is for what they lead to, but a
// second one says that nobody wants to wait.
func (l *loading) gaveUp(m *Model) bool {
	q := &m.queue
	if n := len(q.inputs); n > 0 && q.inputs[n-1].key != "esc" {
		return false
	}
	q.inputs, m.overlay = nil, nil
	return true
}

func (l *loading) view(m *Model) []string {
	w := min(60, m.layout.w-2)
	return box(m, l.title, "", []string{"", m.theme.dim.paint(l.what), ""}, w, 5)
}
