// This file owns writing notes: opening them, saving them as they are typed, and the reader's own editor.

package ui

import (
	"errors"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"dogear/parser"
	"dogear/store"
)

// editNote opens the note of the paper under the cursor in its pane.
func (m *Model) editNote() tea.Cmd {
	s, ok := m.paperHere((*Model).editNote)
	if !ok {
		return nil
	}
	m.list.deselect()
	m.setFocus(notePane)
	if n := &m.note; n.saving > 0 && n.stay.row.ID == s.paper.ID { // the paper that was read does not have the last text yet
		n.editing = true
	} else {
		n.begin(m.lib, s.paper)
	}
	return nil
}

// take saves the note a moment after a key. While a save is under way, a draft has what is typed.
func (msg saveDueMsg) take(m *Model) tea.Cmd {
	n := &m.note
	if msg.stay != n.stay {
		return nil
	}
	n.ticking = false
	if n.saving > 0 && n.unsaved() {
		return m.keepDraft()
	}
	return m.saveNote()
}

// saveNote has the text saved, if it differs from what the library has and is not being saved already.
func (m *Model) saveNote() tea.Cmd {
	if m.note.saving > 0 || !m.note.unsaved() {
		return nil
	}
	return m.sendNote()
}

// sendNote has the text saved, behind what is being saved.
func (m *Model) sendNote() tea.Cmd {
	n := &m.note
	n.saving++
	n.sent = n.text()
	return m.writeNote(n.stay, n.sent, "")
}

// take handles what a save answered. What was typed meanwhile is saved next.
func (msg noteSavedMsg) take(m *Model) tea.Cmd {
	n, here := &m.note, msg.stay == m.note.stay
	if here {
		n.saving, n.failed = max(n.saving-1, 0), msg.err
	}
	if msg.err != nil {
		return m.noteFailed(msg)
	}
	id := msg.stay.row.ID
	m.setCounts(msg.counts)
	m.stale(id)
	m.linksChanged(msg.before, msg.saved)
	if i := m.list.index(id); i != unknown {
		m.list.rows[i].Noted, m.list.dirty = msg.saved != "", true
	}
	if msg.said != "" {
		m.status.say(msg.said)
	}
	m.status.fail(msg.draftErr)
	if !here {
		return m.twoVersions(msg.stay.row, msg.own, msg.theirs)
	}
	if msg.theirs != "" && n.theirs == "" && n.editing {
		m.status.say("The note was written elsewhere meanwhile: both are kept. You choose when you close it.")
	}
	n.saved, n.theirs = msg.own, msg.theirs
	switch {
	case !n.editing:
		if n.saving > 0 {
			return nil
		}
		return m.twoVersions(n.stay.row, n.saved, n.theirs)
	case msg.own != msg.sent && n.area.buf.is(msg.sent):
		n.area.change(0, n.area.buf.size, msg.own, false)
	}
	if m.quitting || msg.stay.behind() {
		return m.saveNote() // what was typed while this was being saved
	}
	return n.saveSoon()
}

// askToLose keeps the program from ending with a note that could not be saved.
func (m *Model) askToLose(err error, kept bool) {
	m.quitting = false
	without := "quit without it"
	if kept {
		without = "quit: it is kept as a draft, and offered at the next start"
	}
	m.overlay = &question{
		title: "The note is not saved",
		text:  []string{err.Error()},
		choices: []choice{
			{"enter", "try again, and quit", (*Model).quit},
			{"x", without, func(m *Model) tea.Cmd { m.note.editing = false; return tea.Quit }},
		},
	}
}

// closeNote leaves the note, and saves it. If it has two versions, the reader chooses now: not while typing, when a box would
// take the keys and the text would change under the cursor, and not later, when nobody remembers.
func (m *Model) closeNote() tea.Cmd {
	n := &m.note
	var cmd tea.Cmd
	if n.unsaved() && (n.saving == 0 || n.text() != n.sent) {
		cmd = m.sendNote()
	}
	n.editing, n.preview, n.closed = false, preview{}, m.visits.expect()
	m.setFocus(m.home())
	if n.saving == 0 {
		cmd = tea.Batch(cmd, m.twoVersions(n.stay.row, n.saved, n.theirs))
	}
	return cmd
}

// The reader's editor: its file is there, and it has ended.
type (
	editFileMsg struct {
		file *EditFile
		row  store.Row
		err  error
	}
	editedMsg struct {
		file    *EditFile
		row     store.Row
		text    string
		changed bool
		err     error // of the editor
		readErr error
	}
)

// editOutside opens the note in $VISUAL or $EDITOR, as the library has it now.
func (m *Model) editOutside() tea.Cmd {
	row, ok := m.list.current()
	if !ok {
		m.status.say("There is no paper here.")
		return nil
	}
	lib, ctx := m.lib, m.ctx
	return m.readSaved(m.holdKeys(func() tea.Msg {
		p, err := lib.Paper(ctx, row.ID)
		if err != nil {
			return editFileMsg{nil, row, err}
		}
		file, err := NewEditFile(lib, p)
		return editFileMsg{file, row, err}
	}))
}

// take gives the terminal to the editor. Keys that were typed meanwhile were meant for it. No program can give them back to
// a terminal, and as commands of the reader they would do anything but what was meant.
func (msg editFileMsg) take(m *Model) tea.Cmd {
	if n := len(m.queue.inputs); n > 0 {
		m.queue.inputs = nil
		m.status.say("The editor was not open yet for what you typed ahead: " + store.Plural(n, "key") + " left out.")
	}
	if msg.err != nil {
		m.status.fail(msg.err)
		return nil
	}
	file := msg.file
	cmd, err := file.Command()
	if err != nil {
		m.status.fail(errors.Join(err, file.Close()))
		return nil
	}
	return m.foreground.run(cmd, func(err error) tea.Msg {
		done := editedMsg{file: file, row: msg.row, err: err}
		if done.text, done.changed, done.readErr = file.Read(); done.readErr == nil && !done.changed {
			done.readErr = file.Close()
		}
		return done
	})
}

// take saves the text that the editor left. If the editor failed, the note stands as it was, and what was typed is
// kept as a draft, about which the reader is asked.
func (msg editedMsg) take(m *Model) tea.Cmd {
	m.note.closed = m.visits.expect() // nobody has typed here meanwhile
	m.visits.awaited(m.note.closed)
	switch {
	case msg.err != nil && msg.changed:
		m.status.fail(fmt.Errorf("the editor ended with %w; the note is as it was", msg.err))
		m.offer(offered{msg.file.Draft, parser.CleanNote(msg.text), fmt.Sprintf("The editor ended with %v, so the note is as it was.", msg.err)})
	case msg.err != nil:
		m.status.fail(fmt.Errorf("the editor ended with %w; the note is as it was", msg.err))
	case msg.readErr != nil:
		m.status.fail(fmt.Errorf("the note is as it was: %w", msg.readErr))
	case msg.changed:
		d := msg.file.Draft
		return m.writeNote(&stay{lib: m.lib, row: msg.row, base: d.Base, draft: d}, msg.text, "The note is saved.")
	}
	return nil
}
