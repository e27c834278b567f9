// This file owns noticing what other processes save in the library while the reader is open: an import by cron, a mark by a
// script, a second reader. What is on the screen is read again, and the cursor, the scroll position, the selection and
// what is being typed stay as they are.

package ui

import (
	"context"
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"dogear/store"
)

const (
	watchEach    = time.Second // between two looks at the library
	mostUnseen   = 32          // looks that are left out, at most, after looks that failed
	mostRowsBack = windowRows / 2
)

// live is what the model knows of changes by others.
type live struct {
	watch  *store.Watch // nil: nobody looks
	writes int          // how many writes the reader has asked for

	failures int // reads of what has changed that have failed in a row

	noteDue bool // the note that is being written is to be compared with the library's
	noteAt  int  // writes when that was asked for: what the reader saves itself is no news

	noteTold string // the text that was told of
}

// changedElsewhereMsg tells that somebody else has saved something.
type changedElsewhereMsg struct{}

// watchLibrary sends a message after each look that finds a change, until ctx ends. It looks at each tick. An idle library
// costs one look a second, and the program does not wake up. A look that fails is repeated after a growing number of ticks;
// that the library's file has gone is told once.
func watchLibrary(ctx context.Context, ticks <-chan time.Time, changed func(context.Context) (bool, error), send func(tea.Msg)) {
	skip, failed, gone := 0, 0, false
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticks:
		}
		if skip > 0 {
			skip--
			continue
		}
		switch yes, err := changed(ctx); {
		case err != nil:
			if errors.Is(err, store.ErrGone) && !gone {
				gone = true
				send(failureMsg{err})
			}
			failed = min(max(2*failed, 1), mostUnseen)
			skip = failed
		case yes:
			failed = 0
			send(changedElsewhereMsg{})
		default:
			failed = 0
		}
	}
}

// refreshedMsg is what the tabs show, read again.
type refreshedMsg struct {
	writes int // that were asked for before it was read
	views  []store.View
	counts store.Counts
	tags   []store.Tag
	err    error
}

// take reads again what the screen shows: first the tabs, and then the list, which depends on them.
func (changedElsewhereMsg) take(m *Model) tea.Cmd {
	lib, ctx, writes := m.lib, m.ctx, m.live.writes
	return m.readSaved(func() tea.Msg {
		msg := refreshedMsg{writes: writes}
		if msg.views, msg.err = lib.Views(ctx); msg.err != nil {
			return msg
		}
		if msg.counts, msg.err = lib.Counts(ctx); msg.err != nil {
			return msg
		}
		msg.tags, msg.err = lib.Tags(ctx)
		return msg
	})
}

func (msg refreshedMsg) take(m *Model) tea.Cmd {
	if msg.err != nil {
		m.status.fail(msg.err)
		return m.refreshLater()
	}
	if msg.writes != m.live.writes { // the reader has saved something since
		return changedElsewhereMsg{}.take(m)
	}
	m.live.failures = 0
	m.gotTags(msg.tags)
	m.sayWhatCame(msg.counts)
	m.setCounts(msg.counts)
	m.list.headings.stale()
	m.reread()
	m.live.noteDue, m.live.noteAt = m.note.editing, m.live.writes
	cmds := []tea.Cmd{m.readListAgain(m.installViews(msg.views)), m.countViews()}
	if o, ok := m.overlay.(refresher); ok {
		cmds = append(cmds, o.refresh(m))
	}
	return tea.Batch(cmds...)
}

// refreshLater has what somebody else has changed read again after a while.
func (m *Model) refreshLater() tea.Cmd {
	m.live.failures++
	return m.after(backoff(m.live.failures), changedElsewhereMsg{})
}

// compareNote tells that somebody else has changed the note that is being written, when its paper has been read again. The
// text stays; what is typed next is kept beside the other version.
func (m *Model) compareNote(id int64, library string) {
	n := &m.note
	if !m.live.noteDue || !n.editing || n.stay.row.ID != id {
		return
	}
	m.live.noteDue = false
	if m.live.noteAt == m.live.writes && n.saving == 0 && n.theirs == "" && library != n.saved && library != m.live.noteTold {
		m.live.noteTold = library
		m.status.say("Another program has changed this note: what you type now is kept beside its version.")
	}
}

// A refresher is an overlay that shows something that others may change.
type refresher interface{ refresh(m *Model) tea.Cmd }

// sayWhatCame tells of papers that have come in, if the status line has nothing else to say.
func (m *Model) sayWhatCame(now store.Counts) {
	if m.status.text != "" {
		return
	}
	if back := snoozedBack(m.counts, now, m.lib.Today()); back != "" {
		m.status.say(back)
	} else if n := now.Inbox - m.counts.Inbox; n > 0 && now.All() > m.counts.All() {
		m.status.say(store.Plural(n, "new paper") + " in the inbox")
	}
}

// reread has all papers read again. What is shown of one stays until it has been.
func (m *Model) reread() {
	m.linked++ // what is being read already is too old
	m.cache, m.order = make(map[int64]*shown), nil
}

// readListAgain reads the list that is shown once more or, if it is another one by now, from its start.
func (m *Model) readListAgain(other bool) tea.Cmd {
	row, ok := m.list.current()
	switch {
	case other || !ok:
		return m.loadList(atStart)
	case m.list.gen != m.list.got: // another part of it, or another list, is being read
		return m.readPage(m.list.request)
	}
	m.countList()
	r := pageRequest{at: atRow, around: []store.Row{row}, again: true}
	if m.list.atTop && m.list.cursor < mostRowsBack { // so that the position in the list is still known
		r.back = m.list.cursor + pageRows
	}
	return m.readPage(r)
}
