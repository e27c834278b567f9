// This file owns the order of what is typed: keys, clicks and pastes are handled one after the other, and none is dropped.
// One whose meaning depends on something that is still on its way waits for it, and all that come after it wait, too. So
// what a burst of keys does never depends on how fast the library answers.

package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"
)

// An input is a key, a click or a paste.
type input struct {
	key   string // empty: a click or a paste
	do    func() tea.Cmd
	paper int64 // it waits for this paper to be read; 0: for whatever waitsFor says
}

// keyQueue is the input that waits.
type keyQueue struct {
	inputs []input // the oldest first
	holds  int     // answers that decide what the next key means; see holdKeys
}

// A waiter is an overlay with keys that wait for what it will show.
type waiter interface {
	waits(m *Model, key string) bool
}

// accept handles input, or queues it.
func (m *Model) accept(in input) tea.Cmd {
	if len(m.queue.inputs) > 0 || m.waitsFor(in.key) {
		m.queue.inputs = append(m.queue.inputs, in)
		return nil
	}
	return in.do()
}

// drain handles the input that need not wait any more. It is called after each message, so nobody has to remember to.
func (m *Model) drain() tea.Cmd {
	var cmds []tea.Cmd
	for q := &m.queue; len(q.inputs) > 0; {
		in := q.inputs[0]
		if in.paper == 0 && m.waitsFor(in.key) || in.paper != 0 && !m.hasRead(in.paper) {
			break
		}
		q.inputs = q.inputs[1:]
		cmds = append(cmds, in.do())
	}
	return tea.Batch(cmds...)
}

// waitsFor reports whether a key has to wait for something that was asked for before it was pressed.
func (m *Model) waitsFor(key string) bool {
	switch {
	case m.queue.holds > 0, len(m.macro.commands) > 0:
		return true
	case m.overlay != nil:
		w, ok := m.overlay.(waiter)
		return ok && w.waits(m, key)
	case m.prompt != nil:
		return m.prompt.waits(m, key)
	case m.note.editing:
		return m.note.linking.waits(key)
	}
	return m.moving()
}

// moving reports whether the cursor has yet to come to where it was sent: to another list, or to rows that are being read.
func (m *Model) moving() bool { return m.list.gen != m.list.got || m.list.owed != 0 }

// heldMsg is an answer for which input waits.
type heldMsg struct{ answer tea.Msg }

// holdKeys has input wait for the answer of a command.
func (m *Model) holdKeys(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	m.queue.holds++
	return func() tea.Msg { return heldMsg{cmd()} }
}

// holdWrite is the same for what a write does.
func (m *Model) holdWrite(do writeFunc) writeFunc {
	m.queue.holds++
	return func(ctx context.Context) tea.Msg { return heldMsg{do(ctx)} }
}

// take handles the answer. The input has its turn when that is done; see drain.
func (msg heldMsg) take(m *Model) tea.Cmd {
	m.queue.holds--
	return m.route(msg.answer)
}

// forPaper has a command done as soon as a paper has been read; all input waits until then.
func (q *keyQueue) forPaper(id int64, do func() tea.Cmd) {
	q.inputs = append([]input{{do: do, paper: id}}, q.inputs...)
}

// giveUp drops the command that waits for a paper which cannot be read.
func (q *keyQueue) giveUp(id int64) {
	if len(q.inputs) > 0 && q.inputs[0].paper == id {
		q.inputs = q.inputs[1:]
	}
}
