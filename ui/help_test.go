package ui

import (
	"fmt"
	"strings"
	"testing"

	"dogear/store"
)

// helpText is all that the help shows, scrolled from its first line to its last.
func helpText(d *driver) string {
	var all []string
	h := d.m.overlay.(*help)
	for {
		before := h.offset
		all = append(all, d.screen())
		h.offset++
		if d.screen(); h.offset == before {
			return strings.Join(all, "\n")
		}
	}
}

// Nothing is cut at any size, and every command is there.
func TestHelpCutsNothing(t *testing.T) {
	lib := starter(t)
	for _, size := range [][2]int{{200, 50}, {140, 40}, {80, 24}, {60, 20}, {40, 14}} {
		d := drive(t, lib, size[0], size[1])
		d.press("?")
		text := helpText(d)
		for _, g := range d.m.helpGroups() {
			for _, l := range g.lines {
				for _, word := range strings.Fields(l.does + " " + l.keys) {
					if !strings.Contains(text, word) {
						t.Errorf("%v: %q is missing of %q", size, word, l.does)
					}
				}
			}
		}
	}
}

// What is longer than the screen says how much more there is, and where in it one is.
func TestHelpShowsThatItGoesOn(t *testing.T) {
	d := drive(t, starter(t), 80, 24)
	d.press("?")
	d.shows("esc closes", "more lines ─╯", "type to filter", "▐")
	first := d.lineOf("▐")
	d.press("⇲")
	d.shows(" end ─╯")
	if d.lineOf("▐") <= first {
		t.Errorf("the mark stays where it was:\n%s", d.screen())
	}
}

func TestHelpUsesTheWidth(t *testing.T) {
	lib := starter(t)
	for _, c := range []struct{ w, h, columns int }{{40, 14, 1}, {80, 24, 2}, {140, 40, 3}, {200, 50, 3}} {
		d := drive(t, lib, c.w, c.h)
		d.press("?")
		if got := d.m.overlay.(*help).draw(d.m).columns; got != c.columns {
			t.Errorf("%dx%d: %d columns, not %d", c.w, c.h, got, c.columns)
		}
	}
}

func TestHelpIsFiltered(t *testing.T) {
	d := driveWith(t, starter(t), 100, 30, Options{Background: "15;0", Config: configure(t, "[keys]\ndismiss = 'd'\n")})
	d.press("?dism")
	d.shows("/ dism", "d        dismiss: not for me") // the reader's own key
	d.hides("mark as read")
	d.press("z")
	d.shows("Nothing matches")
	d.hides("dismiss: not")
	d.press("⌫⌫⌫⌫⌫")
	d.shows("mark as read", "type to filter")
	d.press("⎋")
	d.hides("Keys")
	d.press("?VIEW␣save") // a word of the group, and one of the help
	d.shows("save the search as a view")
	d.hides("show Later")
	d.press("⎋??") // its key closes it, too
	d.hides("Keys")
}

// The help tells of all that a search understands.
func TestHelpTellsAllFields(t *testing.T) {
	text := fmt.Sprint(searchWords)
	for _, f := range store.FieldNames {
		if !strings.Contains(text, f+":") {
			t.Errorf("%s: is missing", f)
		}
		for _, v := range store.FieldValues[f] {
			if !strings.Contains(text, strings.TrimPrefix(v, "-")) {
				t.Errorf("%s:%s is missing", f, v)
			}
		}
	}
}
