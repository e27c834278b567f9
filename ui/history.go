// This file owns the list of changes in the reader, from which any can be taken back.

package ui

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"dogear/store"
)

// mostHistory is how many changes the list shows; the command line has them all.
const mostHistory = 500

// changeList is the box with the changes.
type changeList struct {
	changes []store.Change
	boxCursor
}

type (
	historyMsg struct {
		box     *loading
		again   *changeList // that is open, and is to show them anew; nil: the box is to be filled
		changes []store.Change
		err     error
	}
	pickedMsg struct {
		outcome store.Outcome
		back    bool
		changes []store.Change
		err     error
	}
)

// openHistory reads the changes, behind those that are being saved.
func (m *Model) openHistory() tea.Cmd {
	lib, ctx, box := m.lib, m.ctx, m.openLoading("History", "Reading the history…")
	return m.readSaved(func() tea.Msg {
		changes, err := lib.History(ctx, mostHistory)
		return historyMsg{box: box, changes: changes, err: err}
	})
}

// refresh reads the changes anew.
func (l *changeList) refresh(m *Model) tea.Cmd {
	lib, ctx := m.lib, m.ctx
	return func() tea.Msg {
		changes, err := lib.History(ctx, mostHistory)
		return historyMsg{again: l, changes: changes, err: err}
	}
}

// set shows other changes, with the cursor on the same one.
func (l *changeList) set(changes []store.Change) {
	here := l.changes[l.at].ID
	l.changes = changes
	l.at = min(l.at, len(changes)-1)
	if i := slices.IndexFunc(changes, func(c store.Change) bool { return c.ID == here }); i >= 0 {
		l.at = i
	}
}

func (msg historyMsg) take(m *Model) tea.Cmd {
	if msg.again != nil {
		if msg.err == nil && len(msg.changes) > 0 {
			msg.again.set(msg.changes)
		}
		return nil
	}
	if msg.err != nil || len(msg.changes) == 0 {
		m.unfilled(msg.box, msg.err, "No changes yet.")
		return nil
	}
	m.fill(msg.box, &changeList{changes: msg.changes})
	return nil
}

func (l *changeList) caret(*Model) *tea.Cursor { return nil }

func (l *changeList) handleKey(m *Model, key tea.KeyPressMsg) tea.Cmd {
	switch name := key.String(); name {
	case "esc", "q":
		m.overlay = nil
	case "enter", "u", "ctrl+r":
		c := l.changes[l.at]
		if name != "enter" && c.Undone == (name == "u") {
			m.status.say("It is " + map[bool]string{true: "undone", false: "done"}[c.Undone] + " already.")
			return nil
		}
		return m.pickChange(c)
	default:
		l.handle(m, name, len(l.changes))
	}
	return nil
}

// pickChange takes a change back or, if it is undone, brings it back.
func (m *Model) pickChange(c store.Change) tea.Cmd {
	lib := m.lib
	return m.writeBulk(m.holdWrite(func(ctx context.Context) tea.Msg {
		do := lib.TakeBack
		if c.Undone {
			do = lib.BringBack
		}
		o, err := do(ctx, c.ID)
		msg := pickedMsg{outcome: o, back: !c.Undone, err: err}
		if err == nil {
			msg.changes, msg.err = lib.History(ctx, mostHistory)
		}
		return msg
	}))
}

// take shows what came of it: the list of changes stays open, the list of papers behind it is as it is now.
func (msg pickedMsg) take(m *Model) tea.Cmd {
	if later := (*store.LaterError)(nil); errors.As(msg.err, &later) {
		m.status.fail(fmt.Errorf("conflicts with a later change: undo “%s” first", later.Later))
		return nil
	}
	if l, ok := m.overlay.(*changeList); ok && msg.err == nil && len(msg.changes) > 0 {
		l.set(msg.changes)
	}
	return undoneMsg{outcome: msg.outcome, redo: !msg.back, err: msg.err}.take(m)
}

func (l *changeList) view(m *Model) []string {
	t, w := m.theme, min(90, m.layout.w-2)
	var lines []string
	from, to := l.window(boxRows(m), len(l.changes))
	for i := from; i < to; i++ {
		c := l.changes[i]
		sign := " "
		if c.Undone {
			sign = "↶"
		}
		when := changeTime(c.Made, time.Now())
		lead := " "
		if i == l.at {
			lead = signFocus
		}
		line := lead + pad(fmt.Sprintf("%s %s  ", sign, when), 16) + changeLine(c, w-21)
		look := t.text
		if c.Undone {
			look = t.dim
		}
		if i == l.at {
			look = t.cursorText.on(t.cursor).on(bold)
			line = pad(line, w-4)
		}
		lines = append(lines, look.paint(line))
	}
	return box(m, "History", fmt.Sprintf("%d of %d", l.at+1, len(l.changes)), lines, w, len(lines)+2)
}

// changeTime is when something was done: the time today, else the day.
func changeTime(made, now time.Time) string {
	if made.Format(time.DateOnly) == now.Format(time.DateOnly) {
		return made.Format("15:04:05")
	}
	if made.Year() == now.Year() {
		return made.Format("Jan 2 15:04")
	}
	return made.Format(time.DateOnly)
}
