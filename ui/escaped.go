// This file owns keys that are typed right after escape. Most terminals send the same bytes for them as for alt with the
// key: escape and j in one burst, or in one packet of a slow connection, arrive as alt+j.

package ui

import (
	"unicode"

	tea "charm.land/bubbletea/v2"
)

// textAlts are the keys with alt that mean something where text is typed.
var textAlts = map[string]bool{
	"alt+p": true, "alt+enter": true, "alt+backspace": true, "alt+delete": true,
	"alt+b": true, "alt+d": true, "alt+f": true, "alt+<": true, "alt+>": true,
}

// typed returns what was typed for a key to arrive: escape and a key, where the key with alt means nothing.
func (m *Model) typed(key tea.KeyPressMsg) []tea.KeyPressMsg {
	name := key.Keystroke()
	takesText := m.overlay != nil || m.prompt != nil || m.note.editing || m.focus == notePane || len(m.queue.inputs) > 0
	switch {
	case m.altIsSure, key.Mod&tea.ModAlt == 0, m.keys[name] != nil, takesText && textAlts[name]:
		return []tea.KeyPressMsg{key}
	}
	next := key
	next.Mod &^= tea.ModAlt
	switch {
	case key.Code == tea.KeyEscape, key.Code == tea.KeyEnter, key.Code == tea.KeyTab, key.Code == tea.KeyBackspace:
	case key.Code > unicode.MaxRune || !unicode.IsPrint(key.Code): // an arrow, say: its alt is sent in another way
		return []tea.KeyPressMsg{key}
	case key.Mod&tea.ModCtrl != 0:
	case key.ShiftedCode != 0:
		next.Text = string(key.ShiftedCode)
	default:
		next.Text = string(key.Code)
	}
	return []tea.KeyPressMsg{{Code: tea.KeyEscape}, next}
}
