package ui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"dogear/store"
)

// A note is written, shown as it reads, copied from, and taken back.
func TestWritingANote(t *testing.T) {
	lib := starter(t)
	s := open(t, lib, 140, 40)
	s.shows("Inbox 65", "n to write a note")
	s.press("n")
	s.shows("esc to close", "What do you think of it?")
	s.press("- **one**\rtwo")
	s.shows("- **one**", "- two")
	s.press("\x1bp")
	s.shows("Preview", "• one", "• two")
	s.press("\x1bp")
	s.shows("- **one**")
	s.press("\x1b[1;6D") // ctrl+shift+left
	s.press("\x03")
	s.shows("Copied the selection: two") // and did not quit
	s.press("three\x1a")                 // ctrl+z
	s.shows("- two")
	s.press("\x19\x1b") // ctrl+y, and close
	s.shows("Noted 1", "• three")
	s.press("q")
	s.quits()
}

// A note of 10,000 lines is written, and what is typed in its middle is seen; the wheel scrolls it meanwhile.
func TestLongNote(t *testing.T) {
	s := open(t, starter(t), 140, 40)
	s.shows("Inbox 65", "n to write a note")
	s.press("n")
	s.shows("esc to close")
	s.press("\x1b[200~" + strings.Repeat("a line of the note\r", 10_000) + "the last one\x1b[201~")
	s.shows("the last one", "saved")
	s.press("\x1b[1;5Hfirst\r") // ctrl+home
	s.shows("first")
	s.program.Send(tea.MouseWheelMsg{X: 100, Y: 35, Button: tea.MouseWheelDown})
	s.until("the note scrolls", func(screen string) bool { return !strings.Contains(screen, "first") })
	s.press("second ")
	s.shows("second a line")
	s.press("\x1b")
	s.shows("Noted 1")
}

// A click puts the cursor in the text, dragging selects, and a double click selects a word.
func TestMouseInNote(t *testing.T) {
	m := newModel(t, starter(t))
	settle(m, func() tea.Msg { return tea.WindowSizeMsg{Width: 140, Height: 40} })
	settle(m, m.loadList(atStart, store.Row{}))
	m.handleKey(tea.KeyPressMsg{Code: 'n', Text: "n"})
	m.note.area.paste("one two three\nfour")
	r := m.note.rect
	at := func(x, y int) tea.Mouse { return tea.Mouse{X: r.x + 2 + x, Y: r.y + 1 + y, Button: tea.MouseLeft} }
	m.Update(tea.MouseClickMsg(at(4, 0)))
	m.Update(tea.MouseMotionMsg(at(7, 0)))
	if got := m.note.area.selected(); got != "two" {
		t.Errorf("dragging selects %q", got)
	}
	m.Update(tea.MouseClickMsg(at(2, 1)))
	m.Update(tea.MouseClickMsg(at(2, 1)))
	if got := m.note.area.selected(); got != "four" {
		t.Errorf("a double click selects %q", got)
	}
	m.Update(tea.MouseClickMsg(at(50, 9)))
	if m.note.area.cursor != m.note.area.buf.size || m.note.area.selected() != "" {
		t.Error("a click below the text goes to its end")
	}
}
