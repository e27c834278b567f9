// This file owns reads that failed: they are tried again, after a while that grows with each failure.

package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// backoff is how long to wait after so many failures in a row.
func backoff(failures int) time.Duration {
	return min(time.Second<<min(max(failures-1, 0), 5), 30*time.Second)
}

// retryRowsMsg has rows beyond an end of the list read again.
type retryRowsMsg struct{ gen, dir int }

// take adds rows beyond an end of the window. If they could not be read, they are asked for again later; moves that
// waited for them end where there are rows.
func (msg moreMsg) take(m *Model) tea.Cmd {
	l := &m.list
	switch {
	case msg.gen != l.gen:
		return nil
	case msg.err == nil:
		l.failures = 0
		l.extend(msg.rows, msg.dir, len(msg.rows) < pageRows)
		return nil
	}
	m.status.fail(msg.err)
	l.failures++
	l.owed = 0
	return m.after(backoff(l.failures), retryRowsMsg{msg.gen, msg.dir})
}

func (msg retryRowsMsg) take(m *Model) tea.Cmd {
	if msg.gen == m.list.gen {
		m.list.asked[msg.dir] = false // follow asks
	}
	return nil
}

// retryPaperMsg has a paper read again.
type retryPaperMsg struct{ id int64 }

// paperFailed leaves a paper unread for a while. The others are read meanwhile.
func (m *Model) paperFailed(id int64) tea.Cmd {
	if m.unread == nil {
		m.unread = make(map[int64]unread)
	}
	u := m.unread[id]
	u.failures, u.waits = u.failures+1, true
	m.unread[id] = u
	return m.after(backoff(u.failures), retryPaperMsg{id})
}

// unread is a paper that could not be read.
type unread struct {
	failures int
	waits    bool // it is not its time yet
}

func (msg retryPaperMsg) take(m *Model) tea.Cmd {
	m.readNow(msg.id)
	return nil
}

// readNow has a paper read again at once: its time has come, or a command asks for it.
func (m *Model) readNow(id int64) {
	if u, ok := m.unread[id]; ok {
		u.waits = false
		m.unread[id] = u
	}
}
