// This file owns a sheet: a text in a box that is rendered beside the screen, since that may take longer than a frame.

package ui

import tea "charm.land/bubbletea/v2"

// A follower is an overlay that asks for what it is to show after each message: its content, the size of the screen and the
// theme may have changed.
type follower interface{ follow(m *Model) tea.Cmd }

func (m *Model) followOverlay() tea.Cmd {
	if f, ok := m.overlay.(follower); ok {
		return f.follow(m)
	}
	return nil
}

// A sheet is a rendered text, and how far it is scrolled.
type sheet struct {
	asked  sheetKey
	lines  []string
	offset int
}

// A sheetKey is what a rendering depends on.
type sheetKey struct {
	of string
	w  int
	t  *theme
}

// sheetMsg is a rendering.
type sheetMsg struct {
	sheet *sheet
	key   sheetKey
	lines []string
}

// ask has a text rendered, unless it is or will be.
func (s *sheet) ask(key sheetKey, render func() []string) tea.Cmd {
	if s.asked == key {
		return nil
	}
	if s.asked.of != key.of {
		s.offset = 0
	}
	s.asked = key
	return func() tea.Msg { return sheetMsg{s, key, render()} }
}

func (msg sheetMsg) take(*Model) tea.Cmd {
	if msg.sheet.asked == msg.key {
		msg.sheet.lines = msg.lines
	}
	return nil
}

// scroll handles a key that scrolls the sheet, of which h lines are seen.
func (s *sheet) scroll(key string, h int) bool {
	by, ok := map[string]int{"J": 1, "K": -1, "space": h, "pgdown": h, "pgup": -h}[key]
	s.offset += by
	return ok
}

// view is what is seen of it: h lines.
func (s *sheet) view(h int) []string {
	s.offset = max(0, min(s.offset, len(s.lines)-h))
	lines := make([]string, h)
	copy(lines, s.lines[s.offset:])
	return lines
}

// more tells how many lines are below what is seen.
func (s *sheet) more(h int) int { return max(len(s.lines)-s.offset-h, 0) }
