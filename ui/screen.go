// This file owns the screen as a whole: which panes stand where, and what lies over them.

package ui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// View draws the screen from what the panes have drawn.
func (m *Model) View() tea.View {
	v := tea.NewView("")
	v.AltScreen, v.MouseMode = true, tea.MouseModeCellMotion
	v.WindowTitle = "dogear · " + m.windowName()
	v.ForegroundColor, v.BackgroundColor = m.screenColours()
	if m.layout.w == 0 || !m.painted || m.quitting && m.underWay == nil {
		return v
	}
	if m.layout.tooFew {
		needs := cut(fmt.Sprintf("dogear needs %d×%d", minWidth, minHeight), m.layout.w)
		v.Content = strings.Join(m.theme.onPage([]string{needs}, m.layout.w, m.layout.h), "\n")
		return v
	}
	var box, screen []string
	var place rect
	if m.overlay != nil { // first: the footer depends on what it shows
		box, place = m.overlayBox()
	}
	if m.triage != nil {
		screen = m.triage.view(m)
	} else {
		screen = append(append([]string{m.header()}, m.body()...), m.statusLine())
	}
	if box != nil {
		over(screen, box, place.x, place.y)
	}
	if box, x, y := m.linkBox(); box != nil {
		over(screen, box, x, y)
	}
	if box := m.greetingBox(); box != nil {
		over(screen, box, (m.layout.w-width(box[0]))/2, max(1, m.layout.h-3-len(box)))
	}
	if box := m.failureBox(); box != nil {
		over(screen, box, 1, m.layout.h-1-len(box))
	}
	v.Content = strings.Join(m.theme.onPage(screen, m.layout.w, m.layout.h), "\n")
	if v.Cursor = m.caret(); v.Cursor != nil {
		v.Cursor.X, v.Cursor.Y = v.Cursor.X+place.x, v.Cursor.Y+place.y
	}
	return v
}

// body draws the panes.
func (m *Model) body() []string {
	draw := func(p pane) []string {
		focused := m.focus == p && m.overlay == nil
		switch p {
		case listPane:
			return m.list.view(m.theme, m.listTitle(), m.emptyList(), focused)
		case detailPane:
			return m.detail.view(m.theme, focused)
		}
		return m.note.view(m.theme, focused, m.keyOf("note"))
	}
	stack := func(panes ...pane) []string {
		var lines []string
		for _, p := range panes {
			if m.layout.shows(p) {
				lines = append(lines, draw(p)...)
			}
		}
		return lines
	}
	if m.layout.kind == sideBySide && m.layout.shows(listPane) {
		return beside(draw(listPane), stack(detailPane, notePane))
	}
	return stack(listPane, detailPane, notePane)
}

// caret is the terminal's cursor: where text is being typed, or nowhere. If a box is open, it counts from the box's corner.
func (m *Model) caret() *tea.Cursor {
	switch {
	case m.overlay != nil:
		return m.overlay.caret(m)
	case m.prompt != nil:
		return m.prompt.caret(m)
	case m.note.editing && m.layout.shows(notePane):
		return m.note.caret()
	}
	return nil
}

// windowName is the view as the window's title names it. A digest's name is nothing for a title.
func (m *Model) windowName() string {
	if v := m.here(); v.count == nil && !v.own {
		return "Digest"
	}
	return m.here().name
}

// listTitle names what the list shows.
func (m *Model) listTitle() string {
	title := m.here().name
	if m.search != "" {
		title += " · " + printable(m.search)
	}
	return title + m.sortedBy()
}
