// This file owns what goes beyond the text while a note is written: the keys that close it, copy, and show how it reads,
// and the mouse in it.

package ui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// noteKey handles a key while the note is written.
func (m *Model) noteKey(key tea.KeyPressMsg) tea.Cmd {
	n := &m.note
	switch name := key.String(); {
	case name == "alt+p":
		return m.togglePreview()
	case n.linking.open() && m.linkKey(name):
		return n.saveSoon()
	case name == "esc":
		return m.closeNote()
	case n.preview.on:
		if by, ok := map[string]int{"up": -1, "down": 1, "pgup": -n.visible(), "pgdown": n.visible()}[name]; ok {
			n.offset += by
			return nil
		}
	case name == "ctrl+x":
		if text := n.area.selected(); text != "" {
			n.area.removeTo(n.area.cursor)
			return tea.Batch(m.copyText("selection", text), n.saveSoon())
		}
		return nil
	}
	return tea.Batch(n.handle(key), m.lookForLink())
}

// copySelection copies what is selected in the note, if that is what a key means.
func (m *Model) copySelection(key string) (tea.Cmd, bool) {
	n := &m.note
	if key != "ctrl+c" || !n.editing || m.overlay != nil || m.prompt != nil || n.preview.on || n.area.cursor == n.area.anchor {
		return nil, false
	}
	return m.copyText("selection", n.area.selected()), true
}

// preview is how the note reads that is being written.
type preview struct {
	on    bool
	lines []string
	asked int // a rendering that is older is not shown
}

// previewMsg is a rendering of the text.
type previewMsg struct {
	stay  *stay
	asked int
	lines []string
}

// togglePreview shows how the note reads, or the text again.
func (m *Model) togglePreview() tea.Cmd {
	n := &m.note
	if n.preview.on {
		n.preview = preview{}
		return nil
	}
	n.preview, n.offset = preview{on: true}, 0
	return m.renderPreview()
}

// renderPreview renders the text beside the screen.
func (m *Model) renderPreview() tea.Cmd {
	n := &m.note
	n.preview.asked++
	text, t, w, stay, asked := n.text(), m.theme, m.shownLook().note, n.stay, n.preview.asked
	return func() tea.Msg { return previewMsg{stay, asked, renderNote(t, text, w)} }
}

// take shows it.
func (msg previewMsg) take(m *Model) tea.Cmd {
	if p := &m.note.preview; p.on && msg.stay == m.note.stay && msg.asked == p.asked {
		p.lines = msg.lines
	}
	return nil
}

// onText is what the mouse is on in the text of a note; the place follows.
const onText = "text at "

// pressNote puts the cursor where the mouse is. Dragged there it selects; a double click selects a word.
func (m *Model) pressNote(x, y int, dragged bool) {
	r, a := m.note.rect, &m.note.area
	if !m.note.editing || m.note.preview.on {
		return
	}
	a.point(x-r.x-2, y-r.y-1, dragged)
	if !dragged && m.mouse.twice(fmt.Sprint(onText, a.cursor)) {
		a.moveTo(a.wordAfter(a.wordBefore(a.buf.next(a.cursor))), false)
		a.moveTo(a.wordBefore(a.cursor), true)
	}
}

// wheel scrolls the note.
func (n *note) wheel(by int) {
	if n.editing && !n.preview.on {
		n.area.scroll(by)
	} else {
		n.offset += by
	}
}

// handleDrag moves the border that the mouse holds, or selects text of the note that is written.
func (m *Model) handleDrag(motion tea.MouseMotionMsg) {
	if motion.Button == tea.MouseLeft && m.panes.dragged != noBorder {
		m.dragBorder(motion.X, motion.Y)
		return
	}
	if motion.Button == tea.MouseLeft && strings.HasPrefix(m.mouse.on, onText) && m.overlay == nil && m.prompt == nil {
		m.pressNote(motion.X, motion.Y, true)
	}
}
