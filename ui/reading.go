// This file owns having at hand what the panes show of the paper under the cursor: what is read when, and what is kept.

package ui

import (
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"dogear/store"
)

// follow lets the panes follow the cursor, and reads what they will need next. A burst of keys reads only where it
// stops: one paper is read at a time, and the next one is whatever is under the cursor by then.
func (m *Model) follow() tea.Cmd {
	m.followDay()
	m.followSearch()
	m.followLayout()
	cmds := []tea.Cmd{m.openNext(), m.followHeadings(), m.followOverlay()}
	for _, dir := range m.list.wants() {
		cmds = append(cmds, m.readMore(dir))
	}
	row, _ := m.list.current()
	s := m.cache[row.ID]
	if s == nil && m.detail.shown != nil && m.detail.row.ID == row.ID {
		s = m.detail.shown // an older rendering of the same paper, until the new one is there
	}
	m.detail.set(row, s)
	m.note.set(row, s)
	if !m.reading && m.layout.w > 0 {
		if id := m.wanted(); id != 0 {
			m.reading = true
			cmds = append(cmds, m.readSoon(id))
		}
	}
	return tea.Batch(cmds...)
}

// frameTime is how long a frame is on the screen: more than one paper in that time nobody sees.
const frameTime = time.Second / 60

// readDueMsg tells that it is time to read the paper under the cursor.
type readDueMsg struct{}

func (readDueMsg) take(m *Model) tea.Cmd {
	m.reading, m.lastRead = false, time.Time{} // follow reads
	return nil
}

// readSoon reads a paper at once, if none was read just now. In a burst of keys it waits for the next frame, and then
// reads where the cursor is by then.
func (m *Model) readSoon(id int64) tea.Cmd {
	if wait := frameTime - time.Since(m.lastRead); wait > 0 {
		return m.after(wait, readDueMsg{})
	}
	m.lastRead = time.Now()
	return m.readPaper(id)
}

// wanted is the next paper to read: the one under the cursor, then its neighbours.
func (m *Model) wanted() int64 {
	for _, d := range []int{0, 1, -1, 2} {
		if i := m.list.cursor + d; i >= 0 && i < len(m.list.rows) {
			if id := m.list.rows[i].ID; m.cache[id] == nil && !m.unread[id].waits {
				return id
			}
		}
	}
	return 0
}

// cacheSize bounds the papers that are kept rendered.
const cacheSize = 64

func (p shownMsg) take(m *Model) tea.Cmd {
	m.reading = false
	if p.err != nil {
		if errors.Is(p.err, store.ErrNotFound) { // gone since the list was read
			p.shown = &shown{paper: &store.Paper{}, look: m.shownLook()}
		} else {
			if !isCanceled(p.err) {
				m.status.fail(p.err)
				m.macro = macroRun{failed: true} // it would wait for the paper for ever
				m.queue.giveUp(p.id)
				return m.paperFailed(p.id)
			}
			return nil
		}
	}
	if p.shown.look != m.shownLook() {
		return nil // the screen has changed since; follow asks again
	}
	if m.cache[p.id] == nil {
		m.order = append(m.order, p.id)
	}
	m.compareNote(p.id, p.shown.paper.Note)
	m.cache[p.id] = p.shown
	delete(m.unread, p.id)
	if len(m.order) > cacheSize {
		delete(m.cache, m.order[0])
		m.order = m.order[1:]
	}
	return nil
}

// paperHere is the paper under the cursor. If it is still being read, the command that asks for it is done again as soon as
// it has been, and keys wait till then: the reader has said what is to be done, and with which paper.
func (m *Model) paperHere(again func(*Model) tea.Cmd) (*shown, bool) {
	row, ok := m.list.current()
	s := m.cache[row.ID]
	switch {
	case !ok:
		m.status.say("There is no paper here.")
	case s == nil:
		m.readNow(row.ID)
		m.queue.forPaper(row.ID, func() tea.Cmd {
			if now, _ := m.list.current(); now.ID != row.ID { // somebody else has decided on it
				m.queue.inputs = nil
				m.status.say("The paper has left the list.")
				return nil
			}
			return again(m)
		})
	}
	return s, ok && s != nil
}

// hasRead reports whether nothing is to be waited for any more: the paper has been read, or is not under the cursor.
func (m *Model) hasRead(id int64) bool {
	row, _ := m.list.current()
	return row.ID != id || m.cache[id] != nil
}

// stale has a paper read again.
func (m *Model) stale(id int64) {
	delete(m.cache, id)
	for i, o := range m.order {
		if o == id {
			m.order = append(m.order[:i:i], m.order[i+1:]...)
			break
		}
	}
}
