package ui

import (
	"context"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dogear/store"
)

// A driver runs a reader without a terminal, a message at a time: what a key asks for is answered when the test says so.
type driver struct {
	*testing.T
	m       *Model
	waiting []tea.Cmd // that keys have asked for, and that are not answered yet
	timers  []tea.Msg // that are due after a second or more
}

// after is a timer that does not wait: what is due soon comes at once, and the rest when the test says so.
func (d *driver) after(wait time.Duration, msg tea.Msg) tea.Cmd {
	if wait >= time.Second {
		d.timers = append(d.timers, msg)
		return nil
	}
	return func() tea.Msg { return msg }
}

// elapse sends what is due later.
func (d *driver) elapse() {
	due := d.timers
	d.timers = nil
	for _, msg := range due {
		d.send(msg)
	}
	d.settle()
}

func newDriver(t *testing.T, lib *store.Library) *driver {
	t.Helper()
	return newDriverWith(t, lib, Options{Background: "15;0"})
}

func newDriverWith(t *testing.T, lib *store.Library, opts Options) *driver {
	t.Helper()
	m, err := New(context.Background(), lib, opts)
	if err != nil {
		t.Fatal(err)
	}
	d := &driver{T: t, m: m}
	d.m.painted, d.m.after, d.m.note.after = true, d.after, d.after
	return d
}

// drive starts a reader, and reads all that it shows.
func drive(t *testing.T, lib *store.Library, w, h int) *driver {
	t.Helper()
	return driveWith(t, lib, w, h, Options{Background: "15;0"})
}

// driveWith is drive with options.
func driveWith(t *testing.T, lib *store.Library, w, h int, opts Options) *driver {
	t.Helper()
	d := newDriverWith(t, lib, opts)
	d.send(sized(w, h))
	d.waiting = append(d.waiting, d.m.Init())
	d.settle()
	return d
}

func ctrl(r rune) tea.Msg { return tea.KeyPressMsg{Code: r, Mod: tea.ModCtrl} }

func sized(w, h int) tea.Msg { return tea.WindowSizeMsg{Width: w, Height: h} }

// special are the keys that are not written as themselves.
var special = map[rune]tea.Key{
	'←': {Code: tea.KeyLeft}, '→': {Code: tea.KeyRight}, '⇲': {Code: tea.KeyEnd}, '␣': {Code: ' ', Text: " "}, 'π': {Code: 'p', Mod: tea.ModAlt}, 'ø': {Code: 'o', Mod: tea.ModCtrl},
	'⏎': {Code: tea.KeyEnter}, '⎋': {Code: tea.KeyEscape}, '↓': {Code: tea.KeyDown}, '↑': {Code: tea.KeyUp}, '⇥': {Code: tea.KeyTab}, '⌫': {Code: tea.KeyBackspace},
	'\x13': {Code: 's', Mod: tea.ModCtrl},
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
		answerAll(d.m, cmd)
	}
}

// press presses keys, each of which is answered before the next.
func (d *driver) press(keys string) {
	for _, r := range keys {
		d.burst(string(r))
		d.settle()
	}
}

// drag moves the mouse from one cell to another with its left button down, a cell at a time.
func (d *driver) drag(x, y, toX, toY int) {
	d.send(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft})
	for x != toX || y != toY {
		x += max(-1, min(toX-x, 1))
		y += max(-1, min(toY-y, 1))
		d.send(tea.MouseMotionMsg{X: x, Y: y, Button: tea.MouseLeft})
	}
	d.send(tea.MouseReleaseMsg{X: x, Y: y, Button: tea.MouseLeft})
	d.settle()
}

// screen is what is seen.
func (d *driver) screen() string { return ansi.Strip(d.m.View().Content) }

// lastLine is the last line that is seen.
func (d *driver) lastLine() string {
	lines := strings.Split(d.screen(), "\n")
	return strings.TrimRight(lines[len(lines)-1], " ")
}

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
