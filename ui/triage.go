// This file owns triage: the mode in which one paper at a time stands in the middle of the screen. One key decides on it,
// and the next is there.
//
// Nothing is decided here. While triage is on, the list holds what of it is undecided, the commands of the table mark the
// paper under its cursor, and a paper that is decided leaves it, as it leaves the Inbox. Triage draws that paper, keeps
// the record of what was decided, and makes sure that the cursor comes to all that is left.

package ui

import (
	"fmt"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"dogear/store"
)

// triage is the mode.
type triage struct {
	log  []decision // what was decided, the last one last
	took time.Duration
	last time.Time // when the last key decided
	now  func() time.Time

	left   int         // undecided papers, as far as they were counted
	more   bool        // there are that many, or more
	search string      // the one that triage began with, as typed
	found  store.Query // that
	open   int64       // the paper whose abstract is shown
	offset int         // of its lines, or of the summary's

	lines  []string // the paper as it was drawn last
	looked triageLook
}

// A decision is what became of a paper.
type decision struct {
	row    store.Row    // as it is now
	change store.Change // what was done, as far as it is told
}

// pause is the longest time between two decisions that counts as work on them.
const pause = 2 * time.Minute

func newTriage(now func() time.Time) *triage { return &triage{now: now, last: now()} }

// decided records that a key decided on a paper. Triage that is off records nothing.
func (t *triage) decided(after store.Row, a store.Action) {
	if after.Status != store.Inbox {
		t.decidedBy(after, store.Change{Kind: store.KindMark, Detail: a.String(), Papers: 1, Title: after.Title})
	}
}

// decidedBy records what a change made of a paper.
func (t *triage) decidedBy(after store.Row, change store.Change) {
	if t == nil {
		return
	}
	now := t.now()
	t.took += min(now.Sub(t.last), pause)
	t.last, t.offset = now, 0
	t.log = append(t.log, decision{after, change})
}

// changed brings the record up to date after an undo or redo. A paper that is undecided again is off the record.
func (t *triage) changed(o store.Outcome, redo bool) {
	if t == nil {
		return
	}
	t.offset = 0
	for _, r := range o.Rows {
		i := slices.IndexFunc(t.log, func(d decision) bool { return d.row.ID == r.ID })
		undecided := r.Status == store.Inbox && !r.SnoozedOn(store.UntilDay(t.now()))
		switch {
		case i >= 0 && undecided:
			t.log = slices.Delete(t.log, i, i+1)
		case i >= 0:
			t.log[i].row = r
		case redo && (o.Change.Kind == store.KindMark || o.Change.Kind == store.KindSnooze) && !undecided:
			t.log = append(t.log, decision{r, o.Change})
		}
	}
}

// reread takes off the record what somebody else has made undecided again: it is among the rows of the list. Another paper
// in the middle is shown from its first line.
func (t *triage) reread(rows []store.Row, samePaper bool) {
	if t == nil {
		return
	}
	if !samePaper {
		t.offset = 0
	}
	undecided := make(map[int64]bool, len(rows))
	for _, r := range rows {
		undecided[r.ID] = true
	}
	t.log = slices.DeleteFunc(t.log, func(d decision) bool { return undecided[d.row.ID] })
}

// lost takes a decision that could not be saved off the record.
func (t *triage) lost(id int64) {
	if t != nil {
		t.log = slices.DeleteFunc(t.log, func(d decision) bool { return d.row.ID == id })
	}
}

// triageMsg tells where triage begins: on the first undecided paper from the cursor on, or of all.
type triageMsg struct {
	rows []store.Row // one, or none
	err  error
}

// openTriage looks for the paper that triage begins with. It looks when all that was decided before is saved, and keys
// wait for it: they are meant for that paper.
func (m *Model) openTriage() tea.Cmd {
	row, here := m.list.current()
	m.list.deselect()
	lib, ctx, q := m.lib, m.ctx, m.query().And(store.Inbox.Query())
	return m.readSaved(m.holdKeys(func() tea.Msg {
		var msg triageMsg
		if here {
			msg.rows, msg.err = lib.Page(ctx, q, store.Span{From: row.Cursor(), At: true, Limit: 1})
		}
		if msg.err == nil && len(msg.rows) == 0 {
			msg.rows, msg.err = lib.Page(ctx, q, store.Span{Limit: 1})
		}
		return msg
	}))
}

// take turns triage on, if there is something to decide.
func (msg triageMsg) take(m *Model) tea.Cmd {
	switch {
	case msg.err != nil:
		m.status.fail(msg.err)
		return nil
	case len(msg.rows) == 0:
		m.status.tell("There is nothing to decide in ", m.listTitle(), ".")
		return nil
	}
	m.triage = newTriage(time.Now)
	m.triage.search, m.triage.found = m.search, m.found
	m.setFocus(listPane)
	return m.loadList(atRow, msg.rows[0])
}

// leaveTriage goes back to the list, with the cursor on the paper that was in the middle, or was decided last. What else
// the reader asked for is done there.
func (m *Model) leaveTriage(then *command) tea.Cmd {
	row, ok := m.list.current()
	if log := m.triage.log; !ok && len(log) > 0 {
		row = log[len(log)-1].row
	}
	m.endTriage()
	cmd := m.loadList(atRow, row)
	if then != nil {
		cmd = tea.Batch(cmd, then.run(m))
	}
	return cmd
}

// endTriage turns triage off, and tells what was decided. The list is to be read then.
func (m *Model) endTriage() {
	if len(m.triage.log) > 0 {
		m.status.say(m.triage.account())
	}
	m.triage = nil
	m.setFocus(listPane)
}

// triageKey is what a key means in triage.
func (m *Model) triageKey(key tea.KeyPressMsg) tea.Cmd {
	if c, ok := m.keys[key.String()]; ok {
		return m.triageRun(c)
	}
	if key.Text != "" {
		m.status.say(fmt.Sprintf("%s does nothing here; %s shows all keys", printable(key.Text), m.keyOf("help")))
	}
	return nil
}

// triageRun runs a command in triage, from a key or from the palette. It does what it does elsewhere, to the paper in the
// middle. Triage goes on after a search, and after whatever opens a box; what goes to a view or to the panes leaves it.
func (m *Model) triageRun(c *command) tea.Cmd {
	if turn, ok := map[string]string{"left pane": "up", "right pane": "down"}[c.name]; ok { // papers are turned like pages
		c = m.commandNamed(turn)
	}
	_, here := m.list.current()
	switch c.name {
	case "back":
		if m.search != m.triage.search {
			return m.triageSearchEnds()
		}
		return m.leaveTriage(nil)
	case "quit", "triage":
		return m.leaveTriage(nil)
	case "open":
		if !here {
			return m.leaveTriage(nil)
		}
		m.unfold()
		return nil
	case "scroll page":
		m.unfold()
		return nil
	case "undo", "redo", "history", "save view":
		return c.run(m)
	case "next view", "previous view", "return":
		return m.leaveTriage(c)
	}
	switch c.group {
	case "Move":
		return m.triageMove(c, here)
	case "Panes", "Select", "Views":
		return m.leaveTriage(c)
	case "Decide", "Write", "Open", ownGroup, macroGroup:
		if !here {
			m.status.say(fmt.Sprintf("Everything is decided; %s undoes the last decision.", m.keyOf("undo")))
			return nil
		}
		return m.triageCommand(c)
	}
	return c.run(m)
}

// triageSearchEnds ends a search that was begun in triage, which goes on with what it was for before.
func (m *Model) triageSearchEnds() tea.Cmd {
	m.search, m.found, m.beyond = m.triage.search, m.triage.found, 0
	return m.reload()
}

// triageMove goes to another paper, and leaves this one undecided, or scrolls.
func (m *Model) triageMove(a *command, here bool) tea.Cmd {
	t := m.triage
	page := max(m.triageRoom()-1, 1)
	by := map[string]int{"scroll down": 1, "scroll up": -1, "half down": page / 2, "half up": -page / 2, "page down": page, "page up": -page}[a.name]
	switch {
	case a.name == "first" && here && !m.list.atTop:
		return m.loadList(atStart)
	case by == 0 && here:
		t.offset = 0
		return a.run(m)
	case by == 0: // in the summary
		by = map[string]int{"down": 1, "up": -1, "first": -1 << 20, "last": 1 << 20}[a.name]
	case here:
		t.unfolds(m)
	}
	t.offset += by // drawing keeps it within bounds
	return nil
}

// unfold shows the abstract, then more of it, and folds it up at its end.
func (m *Model) unfold() {
	t := m.triage
	_, here := m.list.current()
	lines, room := len(t.text(m)), m.triageRoom()
	below := lines - t.offset - room
	switch {
	case here && t.unfolds(m):
		if lines+2 > room { // little of the abstract would be seen
			t.offset = lines - 1
		}
	case below > 0:
		t.offset += max(min(room-1, below), 1)
	default:
		t.offset, t.open = 0, 0
	}
}

// unfolds shows the abstract of the paper in the middle, and reports whether it was not shown before.
func (t *triage) unfolds(m *Model) bool {
	row, _ := m.list.current()
	if t.open == row.ID {
		return false
	}
	t.open, t.offset = row.ID, 0
	return true
}

// triageCommand runs a command on the paper in the middle. If that decided on it, the next one is there: the one below it in the
// list and, after the last, the first of those that were passed over.
func (m *Model) triageCommand(a *command) tea.Cmd {
	l := &m.list
	row, at := l.rows[l.cursor], l.cursor
	cmd := a.run(m)
	return tea.Batch(cmd, m.triageGoOn(row, at))
}

// triageGoOn makes sure that there is a next paper after one that was at an index of the list, and may have left it.
func (m *Model) triageGoOn(row store.Row, at int) tea.Cmd {
	l := &m.list
	switch {
	case at < len(l.rows) || l.index(row.ID) != unknown:
		return nil
	case !l.atEnd: // keys were faster than the rows
		return m.loadList(atRow, row)
	case l.atTop:
		l.move(-len(l.rows))
		return nil
	}
	return m.loadList(atStart)
}

// count counts what is left: the list knows it when all of it is at hand, the tabs know the Inbox, and the rest is
// counted when the list is read.
func (t *triage) count(m *Model) {
	switch l := &m.list; {
	case l.atTop && l.atEnd:
		t.left, t.more = len(l.rows), false
	case m.tabCount() != unknown:
		t.left, t.more = m.tabCount(), false
	case l.total != unknown:
		t.left, t.more = l.total, l.more
	}
}
