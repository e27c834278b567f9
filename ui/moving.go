// This file owns moving about: the cursor, the panes, the views, the search, and leaving.

package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"dogear/store"
)

// steps is the command for moving the cursor by n.
func steps(n int) func(*Model) tea.Cmd {
	return func(m *Model) tea.Cmd {
		m.list.move(n)
		return nil
	}
}

// pages is the command for moving by a page, or a part of one.
func pages(direction, parts int) func(*Model) tea.Cmd {
	return func(m *Model) tea.Cmd {
		m.list.move(direction * max(m.list.visible()/parts, 1))
		return nil
	}
}

// scrolls is the command for scrolling the abstract, without leaving the list.
func scrolls(n int) func(*Model) tea.Cmd {
	return func(m *Model) tea.Cmd {
		m.detail.scroll(n)
		return nil
	}
}

// scrollPage scrolls the abstract by a page; at its end it begins anew.
func (m *Model) scrollPage() tea.Cmd {
	if before := m.detail.offset; before > 0 && before >= len(m.detail.content)-m.detail.visible() {
		m.detail.offset = 0
	} else {
		m.detail.scroll(max(m.detail.visible()-1, 1))
	}
	return nil
}

func (m *Model) goFirst() tea.Cmd {
	if m.list.atTop {
		m.list.owed = 0
		m.list.move(-len(m.list.rows))
		return nil
	}
	return m.loadList(atStart)
}

func (m *Model) goLast() tea.Cmd {
	if m.list.atEnd {
		m.list.owed = 0
		m.list.move(len(m.list.rows))
		return nil
	}
	return m.readPage(pageRequest{at: atFinish})
}

// enter goes to the paper, or from the note into it.
func (m *Model) enter() tea.Cmd {
	if m.focus == listPane {
		m.setFocus(detailPane)
	}
	return nil
}

// back closes the innermost: the selection, then the search, then the pane.
func (m *Model) back() tea.Cmd {
	switch {
	case m.panes.zoomed:
		return zoom(m)
	case m.focus != listPane:
		m.setFocus(listPane)
	case m.list.selecting():
		m.list.deselect()
	case m.search != "":
		return m.endSearch()
	}
	return nil
}

// showView goes to a view. Each keeps its cursor, and the search stays.
func (m *Model) showView(i int) tea.Cmd {
	if i < 0 || i >= len(m.views) {
		m.status.say("There is no such view; " + m.keyOf("save view") + " saves a search as one.")
		return nil
	}
	m.keepPlace()
	return m.enterView(i)
}

// keepPlace remembers the paper under the cursor for when the reader comes back to this view.
func (m *Model) keepPlace() {
	if row, ok := m.list.current(); ok {
		m.places[m.here().name] = row
	}
}

// enterView shows a view at the place that is remembered for it.
func (m *Model) enterView(i int) tea.Cmd {
	if m.triage != nil { // which was for another list
		m.endTriage()
	}
	m.view = i
	m.list.deselect()
	if m.focus == notePane {
		m.setFocus(listPane)
	}
	if row, ok := m.places[m.here().name]; ok {
		return m.loadList(atRow, row)
	}
	return m.loadList(atStart)
}

func (m *Model) nextView() tea.Cmd     { return m.showView((m.view + 1) % len(m.views)) }
func (m *Model) previousView() tea.Cmd { return m.showView((m.view + len(m.views) - 1) % len(m.views)) }

// askSearch opens the line for a search, with the one that is on.
func (m *Model) askSearch() tea.Cmd {
	m.setFocus(listPane)
	m.list.deselect()
	m.prompt = newPrompt(searchPrompt, "/", m.search, m.theme)
	m.prompt.asked = true
	return m.readSources()
}

// searchFor shows what matches. A query that cannot be read says so, and leaves the list as it was.
func (m *Model) searchFor(text string) tea.Cmd {
	q, err := store.ParseTyping(text, time.Now())
	if err != nil {
		m.prompt.fail(err)
		return nil
	}
	m.prompt.note, m.prompt.isBad, m.prompt.choices, m.prompt.mistake = "", false, nil, nil
	m.search, m.found, m.beyond, m.meant = text, q, 0, store.Suggestion{}
	m.places = make(map[string]store.Row)
	return m.loadList(atStart)
}

// endSearch shows the view whole again, with the cursor on the paper that was found.
func (m *Model) endSearch() tea.Cmd {
	if m.search == "" {
		return nil
	}
	m.search, m.found, m.beyond = "", store.Query{}, 0
	m.places = make(map[string]store.Row)
	m.list.deselect()
	return m.reload()
}

// interrupt is ctrl+c: it stops an import, or quits.
func (m *Model) interrupt() tea.Cmd {
	if m.importer != nil {
		m.importer.cancel()
		return nil
	}
	return m.quit()
}

// quit saves what is being written, waits for what is being saved, and ends the program.
func (m *Model) quit() tea.Cmd {
	if m.importer != nil {
		m.importer.cancel()
	}
	save := m.saveNote()
	m.quitting = true
	if m.underWay == nil {
		return tea.Quit
	}
	m.status.say("Saving…")
	return save
}

// shutdownMsg tells that the system wants the program to end: the terminal was closed, or the machine goes down.
type shutdownMsg struct{}

func (shutdownMsg) take(m *Model) tea.Cmd {
	m.ending = true
	return m.quit()
}

// failureMsg and noticeMsg are what a command has to say in the status line. A failure without an error says nothing.
type (
	failureMsg struct{ err error }
	noticeMsg  string
)

func (msg failureMsg) take(m *Model) tea.Cmd {
	m.status.fail(msg.err)
	return nil
}

func (msg noticeMsg) take(m *Model) tea.Cmd {
	m.status.say(string(msg))
	return nil
}
