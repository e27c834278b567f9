package ui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dogear/store"
)

// A driver runs a reader without a terminal, a message at a time: what a key asks for is answered when the test says so.
type driver struct {
	*testing.T
	m       *Model
	waiting []tea.Cmd // that keys have asked for, and that are not answered yet
}

// drive starts a reader, and reads all that it shows.
func drive(t *testing.T, lib *store.Library, w, h int) *driver {
	t.Helper()
	d := &driver{T: t, m: newModel(t, lib)}
	d.m.painted = true
	d.send(tea.WindowSizeMsg{Width: w, Height: h})
	d.waiting = append(d.waiting, d.m.Init())
	d.settle()
	return d
}

// special are the keys that are not written as themselves.
var special = map[rune]tea.Key{
	'⏎': {Code: tea.KeyEnter}, '⎋': {Code: tea.KeyEscape}, '↓': {Code: tea.KeyDown}, '↑': {Code: tea.KeyUp}, '⇥': {Code: tea.KeyTab}, '⌫': {Code: tea.KeyBackspace},
}

// send gives the reader a message. What it asks for waits.
func (d *driver) send(msg tea.Msg) {
	if _, cmd := d.m.Update(msg); cmd != nil {
		d.waiting = append(d.waiting, cmd)
	}
}

// burst presses keys, faster than anything is answered.
func (d *driver) burst(keys string) {
	for _, r := range keys {
		key, ok := special[r]
		if !ok {
			key = tea.Key{Code: r, Text: string(r)}
		}
		d.send(tea.KeyPressMsg(key))
	}
}

// settle answers all that has been asked for.
func (d *driver) settle() {
	for len(d.waiting) > 0 {
		cmd := d.waiting[0]
		d.waiting = d.waiting[1:]
		settle(d.m, cmd)
	}
}

// press presses keys, each of which is answered before the next.
func (d *driver) press(keys string) {
	for _, r := range keys {
		d.burst(string(r))
		d.settle()
	}
}

// screen is what is seen.
func (d *driver) screen() string { return ansi.Strip(d.m.View().Content) }

// shows checks that texts are on the screen.
func (d *driver) shows(texts ...string) {
	d.Helper()
	screen := d.screen()
	for _, text := range texts {
		if !strings.Contains(screen, text) {
			d.Errorf("%q is not on the screen:\n%s", text, screen)
			return
		}
	}
}

// hides checks that a text is not on the screen.
func (d *driver) hides(text string) {
	d.Helper()
	if screen := d.screen(); strings.Contains(screen, text) {
		d.Errorf("%q is on the screen:\n%s", text, screen)
	}
}

// lineOf is the line of the screen in which a text stands.
func (d *driver) lineOf(text string) int {
	d.Helper()
	for i, l := range strings.Split(d.screen(), "\n") {
		if strings.Contains(l, text) {
			return i
		}
	}
	d.Fatalf("%q is not on the screen:\n%s", text, d.screen())
	return 0
}
