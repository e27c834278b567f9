// This file owns every call to the store: commands that capture values and answer with a message. Update and View never
// touch the disk. Each read carries the generation it was asked for, so that an answer that comes too late is known;
// writes go one after the other, in the order of the keys.

package ui

import (
	"context"
	"errors"
	"fmt"
	"sync"

	tea "charm.land/bubbletea/v2"

	"dogear/store"
)

// Messages that commands answer with.
type (
	// pageMsg is a new window of the list.
	pageMsg struct {
		gen          int
		again        bool // of the same list: see pageRequest
		rows         []store.Row
		cursor       int
		first        int
		atTop, atEnd bool
		err          error
	}
	// moreMsg are rows beyond an end of the window.
	moreMsg struct {
		gen, dir int
		rows     []store.Row
		err      error
	}
	// countMsg is how many papers the list has.
	countMsg struct {
		gen, n    int
		more      bool
		elsewhere int              // matches of the search in all of the library, where the view has none
		meant     store.Suggestion // where the library has none either
		err       error
	}
	// shownMsg is a paper, read and rendered.
	shownMsg struct {
		id    int64
		shown *shown
		err   error
	}
	countsMsg struct {
		counts store.Counts
		err    error
	}
	tagsMsg struct {
		tags []store.Tag
		err  error
	}
	// writtenMsg ends a write: the next one may begin.
	writtenMsg struct{ answer tea.Msg }
	markedMsg  struct {
		at      store.Row // where the cursor was
		outcome store.Outcome
		err     error
	}
	undoneMsg struct {
		outcome store.Outcome
		redo    bool
		ask     *store.Change // an import, that the reader is asked about first
		err     error
	}
	taggedMsg struct {
		outcome store.Outcome
		err     error
	}
	noteSavedMsg struct {
		stay      *stay
		sent, own string // as it was sent, and as the library keeps that
		saved     string // what the note is
		before    string // what of it was this editor's
		theirs    string // another version, if there is one
		counts    store.Counts
		said      string // for the status line
		err       error
		draft     *store.Draft // that has the text, if it was not saved
		draftErr  error        // of keeping a draft, or removing it
	}
	saveDueMsg struct{ stay *stay }
)

// countMost bounds the counting of matches: whoever finds more types another letter.
const countMost = 10_000

// A pageRequest says which window of the list is to be read.
type pageRequest struct {
	at     where
	around []store.Row // for atRow: the window is around the first of them that the list has, or around where the last would be
	again  bool        // the list is the one that is shown: the scroll position, the selection and moves that wait stay
	back   int         // for atRow: how many rows before it are read
}

// readPage reads a window of the list.
func (m *Model) readPage(r pageRequest) tea.Cmd {
	ctx, cancel := context.WithCancel(m.ctx)
	if m.cancelRead != nil {
		m.cancelRead() // a new list ends the reading of the last one
	}
	m.cancelRead, m.listCtx = cancel, ctx
	m.list.gen++
	m.list.request = r
	lib, q, gen, total := m.lib, m.query(), m.list.gen, m.list.total
	return m.readSaved(m.withCells(func() tea.Msg {
		p := pageMsg{gen: gen, again: r.again, first: unknown}
		switch r.at {
		case atStart:
			p.rows, p.err = lib.Page(ctx, q, store.Span{Limit: pageRows})
			p.first, p.atTop, p.atEnd = 0, true, len(p.rows) < pageRows
		case atFinish:
			p.rows, p.err = lib.Page(ctx, q, store.Span{Limit: pageRows, Back: true})
			p.atTop, p.atEnd, p.cursor = len(p.rows) < pageRows, true, len(p.rows)-1
			if total >= 0 {
				p.first = total - len(p.rows)
			}
		case atRow:
			for _, row := range r.around {
				p.readAround(ctx, lib, q, row, max(r.back, pageRows/2))
				if p.err != nil || p.cursor < len(p.rows) && p.rows[p.cursor].ID == row.ID {
					break
				}
			}
		}
		if p.atTop {
			p.first = 0
		}
		return p
	}))
}

// readAround reads the window around a row, which may have left the list.
func (p *pageMsg) readAround(ctx context.Context, lib *store.Library, q store.Query, row store.Row, back int) {
	from, err := lib.CursorIn(ctx, q, row)
	if err != nil {
		p.err = err
		return
	}
	before, err := lib.Page(ctx, q, store.Span{From: from, Back: true, Limit: back})
	if err != nil {
		p.err = err
		return
	}
	p.rows, p.err = lib.Page(ctx, q, store.Span{From: from, At: true, Limit: pageRows})
	p.atTop, p.atEnd = len(before) < back, len(p.rows) < pageRows
	p.rows, p.cursor = append(before, p.rows...), len(before)
}

// readSaved reads behind the marks and notes that are being saved, which the answer is to have.
func (m *Model) readSaved(read tea.Cmd) tea.Cmd {
	if m.saving() {
		return m.write(func(context.Context) tea.Msg { return read() })
	}
	return read
}

// where says which part of a list is to be read.
type where int

const (
	atStart where = iota
	atFinish
	atRow
)

// readMore reads the rows beyond an end of the window.
func (m *Model) readMore(dir int) tea.Cmd {
	m.list.asked[dir] = true
	lib, ctx, q, gen := m.lib, m.ctx, m.query(), m.list.gen
	span := store.Span{From: m.list.rows[len(m.list.rows)-1].Cursor(), Limit: pageRows}
	if dir == backward {
		span = store.Span{From: m.list.rows[0].Cursor(), Back: true, Limit: pageRows}
	}
	return m.withCells(func() tea.Msg {
		rows, err := lib.Page(ctx, q, span)
		return moreMsg{gen, dir, rows, err}
	})
}

// readCount counts the list, where the tabs do not know.
func (m *Model) readCount() tea.Cmd {
	if m.tabCount() != unknown {
		return nil
	}
	lib, ctx, q, gen, found, search := m.lib, m.listCtx, m.query(), m.list.gen, m.found, m.search
	return func() tea.Msg {
		c := countMsg{gen: gen}
		if c.n, c.err = lib.Count(ctx, q, countMost); c.err == nil && c.n == 0 {
			c.elsewhere, c.err = lib.Count(ctx, found, countMost)
		}
		if c.err == nil && c.n == 0 && c.elsewhere == 0 && search != "" {
			c.meant, _, c.err = lib.Suggest(ctx, search)
		}
		c.more = c.n == countMost
		return c
	}
}

// readPaper reads and renders a paper.
func (m *Model) readPaper(id int64) tea.Cmd {
	lib, ctx, look := m.lib, m.ctx, m.shownLook()
	return func() tea.Msg {
		p, err := lib.Paper(ctx, id)
		if err != nil {
			return shownMsg{id: id, err: err}
		}
		s := renderPaper(p, look)
		s.linkedFrom, err = lib.LinkedFrom(ctx, id, mostLinked)
		return shownMsg{id: id, shown: s, err: err}
	}
}

func (m *Model) readCounts() tea.Cmd {
	lib, ctx := m.lib, m.ctx
	return func() tea.Msg {
		c, err := lib.Counts(ctx)
		return countsMsg{c, err}
	}
}

func (m *Model) readTags() tea.Cmd {
	lib, ctx := m.lib, m.ctx
	return func() tea.Msg {
		tags, err := lib.Tags(ctx)
		return tagsMsg{tags, err}
	}
}

// A pendingWrite is a write that is under way or waits. It is done once, whoever asks for it first: the command that it was
// made for, or, if the program ends before that, rescue.
type pendingWrite struct {
	once   sync.Once
	do     writeFunc
	answer tea.Msg
}

// run does the write, or waits until it is done. Writes outlive the program's context: what the reader decided is saved
// even while it quits.
func (w *pendingWrite) run() tea.Msg {
	w.once.Do(func() { w.answer = w.do(context.Background()) })
	return writtenMsg{w.answer}
}

// take handles what the write answered, and begins the next one.
func (msg writtenMsg) take(m *Model) tea.Cmd {
	m.answering = true
	more := m.route(msg.answer) // first: it may ask for another write, and it may keep the program from ending
	m.answering = false
	return tea.Batch(more, m.written())
}

// A writeFunc does a write, and returns a message with what came of it.
type writeFunc = func(ctx context.Context) tea.Msg

// write queues a write: one is under way at a time, in the order in which they were asked for.
func (m *Model) write(do writeFunc) tea.Cmd {
	m.live.writes++
	w := &pendingWrite{do: do}
	if m.underWay != nil {
		m.writes = append(m.writes, w)
		return nil
	}
	m.underWay = w
	return w.run
}

// written begins the next write, or ends the program if that is all it waited for.
func (m *Model) written() tea.Cmd {
	if len(m.writes) > 0 {
		m.underWay, m.writes = m.writes[0], m.writes[1:]
		return m.underWay.run
	}
	m.underWay, m.bulk = nil, nil
	switch {
	case m.quitting:
		return tea.Quit
	case m.countsDue:
		return m.readCounts()
	}
	return nil
}

// saving reports whether a write is under way or waits, apart from one that has just answered. Nobody waits for an import.
func (m *Model) saving() bool {
	return m.importer == nil && (len(m.writes) > 0 || m.underWay != nil && !m.answering)
}

func (m *Model) writeMark(t store.Target, actions []store.Action) tea.Cmd {
	return m.writeBulk(m.marking(t, actions))
}

// writeMarks marks a selection. The next key is for what is left of the list, so it waits, unless that would be for the end
// of an import.
func (m *Model) writeMarks(t store.Target, actions []store.Action) tea.Cmd {
	do := m.marking(t, actions)
	if m.importer == nil {
		do = m.holdWrite(do)
	}
	return m.writeBulk(do)
}

// marking is the write of marks.
func (m *Model) marking(t store.Target, actions []store.Action) writeFunc {
	lib := m.lib
	at, _ := m.list.current()
	return func(ctx context.Context) tea.Msg {
		o, err := lib.Mark(ctx, t, actions...)
		return markedMsg{at, o, err}
	}
}

// writeUndo takes the last change back. An import is not taken back unasked: sure is the change that was asked about. If
// another one has been made since, that is the last.
func (m *Model) writeUndo(sure int64) tea.Cmd {
	lib := m.lib
	return m.writeBulk(m.holdWrite(func(ctx context.Context) tea.Msg {
		c, err := lib.NextUndo(ctx)
		switch {
		case err != nil:
			return undoneMsg{err: err}
		case c.Kind == store.KindImport && c.ID != sure:
			return undoneMsg{ask: &c}
		case sure != 0 && c.ID != sure:
			return undoneMsg{err: fmt.Errorf("nothing was undone: meanwhile, another program %s", c)}
		}
		o, err := lib.Undo(ctx)
		return undoneMsg{outcome: o, err: err}
	}))
}

// redo makes the change again that was undone last.
func (m *Model) redo() tea.Cmd {
	lib := m.lib
	return m.writeBulk(m.holdWrite(func(ctx context.Context) tea.Msg {
		o, err := lib.Redo(ctx)
		return undoneMsg{outcome: o, redo: true, err: err}
	}))
}

func (m *Model) writeTags(t store.Target, add, remove []string) tea.Cmd {
	lib := m.lib
	m.tagsRead = false
	return m.write(func(ctx context.Context) tea.Msg {
		o, err := lib.Retag(ctx, t, add, remove)
		return taggedMsg{o, err}
	})
}

// isCanceled reports whether a read ended because nobody waits for it any more.
func isCanceled(err error) bool { return errors.Is(err, context.Canceled) }
