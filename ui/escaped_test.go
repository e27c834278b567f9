package ui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// Escape and the key after it arrive as one key with alt when they are typed fast. Both are done.
func TestKeysRightAfterEscape(t *testing.T) {
	s := open(t, starter(t), 100, 30)
	s.press("?tag\x1b") // the help closes, and opens unfiltered
	s.until("the help is closed", func(screen string) bool { return !strings.Contains(screen, "▸Keys") })
	s.press("?tag\x1b?")
	s.shows("type to filter")
	s.press("\x1b\x1bj")
	s.shows("2 of 65")
	s.press("/mamba\r\x1b:") // the search is kept, ended, and the palette opens
	s.shows("▸Commands", "of 65")
	s.press("\x1bnone line\x1bG") // a note, and the last paper
	s.shows("65 of 65")
}

func TestAltKeys(t *testing.T) {
	alt := func(r rune) tea.Msg { return tea.KeyPressMsg{Code: r, Mod: tea.ModAlt} }
	d := drive(t, starter(t), 100, 30)
	d.send(alt('x'))
	d.settle()
	d.shows("Dismissed 1")
	d.press("nab cd") // what edits text stays what it is
	d.send(alt('b'))
	d.press("x⎋")
	d.shows("ab xcd")
	d.press("\x13⎋")
	d.send(tea.KeyboardEnhancementsMsg{Flags: 1}) // a terminal that tells them apart
	d.send(alt('x'))
	d.settle()
	d.shows("Dismissed 1")
}
