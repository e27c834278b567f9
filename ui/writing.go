// This file owns writing notes: opening them, saving them as they are typed, and the reader's own editor.

package ui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"
)

// editNote opens the note of the paper under the cursor in its pane.
func (m *Model) editNote() tea.Cmd {
	s, ok := m.paperHere((*Model).editNote)
	if !ok {
		return nil
	}
	m.list.deselect()
	m.setFocus(notePane)
	m.note.begin(s.paper)
	return nil
}

// saveDue saves the note a moment after a key.
func (m *Model) saveDue(msg saveDueMsg) tea.Cmd {
	if msg.session != m.note.session {
		return nil
	}
	m.note.ticking = false
	return m.saveNote()
}

// saveNote has the text saved, if it differs from what the library has and is not being saved already.
func (m *Model) saveNote() tea.Cmd {
	n := &m.note
	if n.saving || !n.unsaved() {
		return nil
	}
	n.saving = true
	return m.writeNote(n.row.ID, n.text(), n.saved, n.session, false)
}

// noteSaved takes what a save answered. What was typed meanwhile is saved next.
func (m *Model) noteSaved(msg noteSavedMsg) tea.Cmd {
	n := &m.note
	if msg.session == n.session {
		n.saving, n.failed = false, msg.err
	}
	if msg.err != nil {
		m.status.fail(msg.err)
		if m.quitting {
			m.askToLose(msg.err)
			return nil
		}
		if !n.editing && msg.session == n.session { // it was closed on the way: open it again, nothing is lost
			n.editing = true
			m.setFocus(notePane)
		}
		return nil
	}
	m.setCounts(msg.counts)
	m.stale(msg.id)
	m.linksChanged(n.saved, msg.saved)
	if i := m.list.index(msg.id); i != unknown {
		m.list.rows[i].Noted, m.list.dirty = msg.saved != "", true
	}
	if msg.saved != msg.sent {
		m.status.say("The note was written elsewhere meanwhile: both are kept, yours below.")
	} else if msg.fromOutside {
		m.status.say("The note is saved.")
	}
	if msg.session != n.session {
		return nil
	}
	n.saved = msg.saved
	if n.editing && msg.saved != msg.sent && n.area.buf.is(msg.sent) {
		n.area.change(0, n.area.buf.size, msg.saved, false)
	}
	if m.quitting {
		return m.saveNote() // what was typed while this was being saved
	}
	return n.saveSoon()
}

// askToLose keeps the program from ending with a note that could not be saved.
func (m *Model) askToLose(err error) {
	m.quitting = false
	m.overlay = &question{
		title: "The note is not saved",
		text:  []string{err.Error()},
		choices: []choice{
			{"enter", "try again, and quit", (*Model).quit},
			{"x", "quit without it", func(m *Model) tea.Cmd { m.note.editing = false; return tea.Quit }},
		},
	}
}

// closeNote leaves the note, and saves it.
func (m *Model) closeNote() tea.Cmd {
	save := m.saveNote()
	m.note.editing, m.note.preview = false, preview{}
	m.setFocus(listPane)
	return save
}

// editedMsg tells that the reader's editor has ended.
type editedMsg struct {
	file *EditFile
	id   int64
	base string
	err  error
}

// editOutside opens the note in $VISUAL or $EDITOR.
func (m *Model) editOutside() tea.Cmd {
	s, ok := m.paperHere((*Model).editOutside)
	if !ok {
		return nil
	}
	base, id := s.paper.Note, s.paper.ID
	file, err := NewEditFile(base)
	if err != nil {
		m.status.fail(err)
		return nil
	}
	cmd, err := EditorCommand(file.Path)
	if err != nil {
		_ = file.Close()
		m.status.fail(err)
		return nil
	}
	return tea.ExecProcess(cmd, func(err error) tea.Msg { return editedMsg{file, id, base, err} })
}

// edited takes the text that the editor left. If the editor failed, the note stands as it was, and what was typed is
// kept in its file.
func (m *Model) edited(msg editedMsg) tea.Cmd {
	text, changed, err := msg.file.Read()
	switch {
	case msg.err != nil && changed:
		m.status.fail(fmt.Errorf("the editor ended with %w; the note is as it was, what you typed is in %s", msg.err, msg.file.Path))
		return nil
	case msg.err != nil:
		m.status.fail(fmt.Errorf("the editor ended with %w; the note is as it was", msg.err))
	case err != nil:
		m.status.fail(fmt.Errorf("the note is as it was: %w", err))
		return nil
	case changed:
		_ = msg.file.Close()
		return m.writeNote(msg.id, text, msg.base, "", true)
	}
	_ = msg.file.Close()
	return nil
}
