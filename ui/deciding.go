// This file owns deciding: marks, stars, tags, selections, undo. A mark shows at once and is saved behind it; if that
// fails, the list is read again, which takes the mark back, and the status line says why.

package ui

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dogear/store"
)

// target is what a command is for: the selection, or the paper under the cursor.
func (m *Model) target() (t store.Target, ok bool) {
	row, ok := m.list.current()
	switch {
	case !ok:
		m.status.say("There is no paper here.")
		return t, false
	case m.list.all:
		return store.AllOf(m.query()), true
	case m.list.anchor != nil:
		return store.Between(m.query(), *m.list.anchor, row), true
	}
	return store.These(row.ID), true
}

// mark applies an action to the paper under the cursor, or to the selection as one change. The marks of a macro wait for its
// end; see proceed.
func (m *Model) mark(a store.Action) tea.Cmd {
	if m.macro.gathers {
		m.macro.marks = append(m.macro.marks, a)
		return nil
	}
	return m.markAs([]store.Action{a}, false)
}

// markAs applies actions to the paper under the cursor, or to the selection, as one change. With stay, the paper keeps its
// place in the list and the cursor, for something that is to be done with it next.
func (m *Model) markAs(actions []store.Action, stay bool) tea.Cmd {
	t, ok := m.target()
	if !ok {
		return nil
	}
	if m.list.selecting() {
		m.list.deselect()
		return m.writeMarks(t, actions)
	}
	before, _ := m.list.current()
	after, last := afterMarks(before, actions, m.lib.Today()), actions[len(actions)-1]
	if after == before {
		m.status.say("It is " + stateName(after) + " already.")
		if stay {
			return nil
		}
		return m.moveOn(last)
	}
	m.counts.Move(before, after, m.lib.Today())
	m.list.headings.move(before, after)
	write := m.writeMark(t, actions)
	if m.query().RulesOut(after, m.lib.Today()) && !stay {
		m.triage.decided(after, last)
		m.leaves(m.list.cursor)
		return write
	}
	m.list.rows[m.list.cursor] = after
	m.list.dirty = true
	if stay {
		return write
	}
	return tea.Batch(write, m.moveOn(last))
}

// leaves takes the row at an index out of the list, which it is not in any more.
func (m *Model) leaves(at int) {
	m.list.remove(at)
	if v := m.here(); m.search == "" && v.count == nil && v.counted > 0 && v.counted < countMost {
		v.counted--
	}
}

// afterMarks is a row after actions on a day.
func afterMarks(r store.Row, actions []store.Action, today store.Until) store.Row {
	for _, a := range actions {
		r = r.After(a, today)
	}
	return r
}

// stateName is a row's state in words.
func stateName(r store.Row) string {
	if r.Status == store.Inbox {
		return "in the inbox"
	}
	if r.Status == store.Later {
		return "kept for later"
	}
	return r.Status.String()
}

// moveOn moves to the next undecided paper after a mark that left the paper in the list, or, when there is none below,
// to the next one. What takes a decision back stays where it is.
func (m *Model) moveOn(a store.Action) tea.Cmd {
	if a == store.ToInbox || a == store.Unstar {
		return nil
	}
	l, today := &m.list, m.lib.Today()
	for i := l.cursor + 1; i < len(l.rows); i++ {
		if r := &l.rows[i]; r.Status == store.Inbox && !r.SnoozedOn(today) {
			l.move(i - l.cursor)
			return nil
		}
	}
	if l.atEnd {
		l.move(1)
		return nil
	}
	return m.findUndecided()
}

// findUndecided looks for the next undecided paper beyond the window.
func (m *Model) findUndecided() tea.Cmd {
	last := m.list.rows[len(m.list.rows)-1]
	lib, ctx, gen, q := m.lib, m.ctx, m.list.gen, m.query().And(store.Inbox.Query())
	return m.holdKeys(func() tea.Msg {
		rows, err := lib.Page(ctx, q, store.Span{From: last.Cursor(), Limit: 1})
		return undecidedMsg{gen, rows, err}
	})
}

// undecidedMsg is the next undecided paper beyond the window, if there is one.
type undecidedMsg struct {
	gen  int
	rows []store.Row
	err  error
}

func (msg undecidedMsg) take(m *Model) tea.Cmd {
	switch {
	case msg.gen != m.list.gen:
	case msg.err != nil:
		m.status.fail(msg.err)
	case len(msg.rows) == 0:
		m.list.move(1)
	default:
		return m.loadList(atRow, msg.rows[0])
	}
	return nil
}

// toggleStar stars, or takes the star away. In a selection it stars, unless all of it that is in sight is starred.
func (m *Model) toggleStar() tea.Cmd {
	row, ok := m.list.current()
	if !ok {
		return m.mark(store.Star)
	}
	starred := afterMarks(row, m.macro.marks, m.lib.Today()).Starred
	if m.list.selecting() {
		starred = true
		for i := range m.list.rows {
			if m.list.isSelected(i) && !m.list.rows[i].Starred {
				starred = false
				break
			}
		}
	}
	if starred {
		return m.mark(store.Unstar)
	}
	return m.mark(store.Star)
}

// take handles what a mark answered. What it did is on the screen already, but for a selection.
func (msg markedMsg) take(m *Model) tea.Cmd {
	if msg.err != nil {
		m.quitting = false // it is to be seen
		m.status.fail(fmt.Errorf("%w; the mark was not saved", msg.err))
		m.triage.lost(msg.at.ID)
		return tea.Batch(m.readCounts(), m.loadList(atRow, msg.at))
	}
	o := msg.outcome
	m.setCounts(o.Counts)
	switch {
	case o.Change.ID == 0:
		return nil
	case m.search != "" && len(m.list.rows) == 0: // what the search found is decided: say where it is now
		return m.readCount()
	case o.Change.Papers > 1:
		m.status.did("", o.Change, ", "+m.keyOf("undo")+" to undo")
		return m.reload()
	case m.status.isFree() && m.triage == nil: // which tells it itself
		m.status.did("", o.Change, "")
	}
	return nil
}

// keyOf returns what to type for a command: its first key or, if it has none, its name in the palette.
func (m *Model) keyOf(name string) string {
	if a := m.commandNamed(name); a != nil && len(a.keys) > 0 {
		return a.keys[0]
	}
	switch open := m.commandNamed("palette").keys; {
	case len(open) == 0:
		return name
	case len(open[0]) == 1: // :name is typed without a space
		return open[0] + name
	default:
		return open[0] + " " + name
	}
}

// sentence begins with a capital letter.
func sentence(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

func (m *Model) undo() tea.Cmd { return m.writeUndo(0) }

// take shows what an undo or redo did: the list as it is now, with the cursor on the paper it changed.
func (msg undoneMsg) take(m *Model) tea.Cmd {
	verb := "Undone: "
	if msg.redo {
		verb = "Redone: "
	}
	switch {
	case errors.Is(msg.err, store.ErrNothing):
		m.status.say(sentence(strings.TrimSpace(msg.err.Error()[strings.LastIndex(msg.err.Error(), ": ")+1:])))
		return nil
	case msg.err != nil:
		m.status.fail(msg.err)
		return nil
	case msg.ask != nil:
		m.overlay = &question{
			title:   "Undo the import?",
			text:    []string{fmt.Sprintf("The last change is: %s.", msg.ask), "Papers that you have marked, tagged or written about since will stay."},
			choices: []choice{{"enter", "undo it", func(m *Model) tea.Cmd { return m.writeUndo(msg.ask.ID) }}},
		}
		return nil
	}
	o := msg.outcome
	skipped := ""
	if o.Skipped > 0 {
		skipped = fmt.Sprintf("; %s skipped, because of later changes", store.Plural(o.Skipped, "paper"))
	}
	m.status.did(verb, o.Change, skipped)
	m.triage.changed(o, msg.redo)
	m.setCounts(o.Counts)
	for _, r := range o.Rows {
		m.stale(r.ID)
	}
	cmds := []tea.Cmd{m.readTags()}
	if o.Change.Kind == store.KindView {
		return m.readViews("")
	}
	switch k := o.Change.Kind; { // a note may link to any paper
	case k == store.KindImport, k == store.KindRemoveDigest, k == store.KindNote, o.Change.Papers > len(o.Rows):
		m.forget()
	}
	return tea.Batch(append(cmds, m.showChanged(o))...)
}

// showChanged reads the list after an undo or redo. The cursor goes to the paper that it changed. If it changed several, the
// cursor stays on its paper, unless that has left the list.
func (m *Model) showChanged(o store.Outcome) tea.Cmd {
	row, here := m.list.current()
	switch {
	case len(o.Rows) == 0:
		return m.reload()
	case !here:
		return m.loadList(atRow, firstRow(o.Rows))
	case o.Change.Papers == 1:
		return m.loadList(atRow, o.Rows[0], row)
	}
	return m.loadList(atRow, row, firstRow(o.Rows), row)
}

// firstRow is the row that comes first in the library's order.
func firstRow(rows []store.Row) store.Row {
	return slices.MinFunc(rows, func(a, b store.Row) int { return cmp.Compare(a.Place, b.Place) })
}

// selectRange begins a selection at the cursor, or ends it.
func (m *Model) selectRange() tea.Cmd {
	row, ok := m.list.current()
	if m.list.selecting() || !ok {
		m.list.deselect()
		return nil
	}
	m.list.anchor, m.list.dirty = &row, true
	return nil
}

// selectAll selects all that the view shows.
func (m *Model) selectAll() tea.Cmd {
	if len(m.list.rows) > 0 {
		m.list.anchor, m.list.all, m.list.dirty = nil, true, true
	}
	return nil
}

// askTags opens the line for tags: those of the paper, or, for a selection, what is to be added and taken away.
func (m *Model) askTags() tea.Cmd {
	t, ok := m.target()
	if !ok {
		return nil
	}
	if m.list.selecting() {
		m.prompt = newPrompt(tagsPrompt, "tags for "+m.list.selection(), "", m.theme)
		m.prompt.target, m.prompt.many, m.prompt.note = t, true, "gnn adds, -gnn removes"
		return nil
	}
	s, ok := m.paperHere((*Model).askTags)
	if !ok {
		return nil
	}
	text := strings.Join(s.paper.TagNames, " ")
	if text != "" {
		text += " "
	}
	m.prompt = newPrompt(tagsPrompt, "tags", text, m.theme)
	m.prompt.target, m.prompt.before = t, s.paper.TagNames
	return nil
}

// setTags does what the line for tags says.
func (m *Model) setTags(p *prompt) tea.Cmd {
	var add, remove []string
	typed := strings.FieldsFunc(p.input.Value(), func(r rune) bool { return r == ' ' || r == ',' })
	if p.many {
		for _, name := range typed {
			if rest, minus := strings.CutPrefix(name, "-"); minus {
				remove = append(remove, rest)
			} else {
				add = append(add, strings.TrimPrefix(name, "+"))
			}
		}
	} else {
		add, remove = difference(typed, p.before), difference(p.before, typed)
	}
	for _, name := range append(add[:len(add):len(add)], remove...) {
		if _, err := store.CleanTag(name); err != nil { // the line stays open, with what is wrong
			m.prompt = p
			p.note, p.isBad = err.Error(), true
			return nil
		}
	}
	if len(add)+len(remove) == 0 {
		return nil
	}
	m.list.deselect()
	return m.writeTags(p.target, add, remove)
}

// difference are the names in a that are not in b, whatever their case and the # before them.
func difference(a, b []string) []string {
	have := make(map[string]bool, len(b))
	for _, n := range b {
		have[strings.ToLower(strings.TrimLeft(n, "#"))] = true
	}
	var out []string
	for _, n := range a {
		if !have[strings.ToLower(strings.TrimLeft(n, "#"))] {
			out = append(out, n)
		}
	}
	return out
}

func (msg taggedMsg) take(m *Model) tea.Cmd {
	if msg.err != nil {
		m.tagsRead = true // as they were
		m.status.fail(msg.err)
		return nil
	}
	if msg.outcome.Change.ID == 0 {
		m.tagsRead = true
		m.status.say("Nothing changed.")
		return nil
	}
	m.status.did("", msg.outcome.Change, "")
	m.patch(msg.outcome.Rows)
	rows := msg.outcome.Rows
	if msg.outcome.Change.Papers > len(rows) {
		m.forget()
		rows = slices.Clone(m.list.rows)
	}
	return tea.Batch(m.readTags(), m.refreshCells(rows))
}

// patch puts rows as the store has them now into the list, and has their papers read again. Marks that are on their way
// are not undone by it: only what the write changed is taken.
func (m *Model) patch(rows []store.Row) {
	for _, r := range rows {
		m.stale(r.ID)
		if i := m.list.index(r.ID); i != unknown {
			m.list.rows[i].Tags, m.list.rows[i].Noted = r.Tags, r.Noted
			m.list.dirty = true
		}
	}
}
