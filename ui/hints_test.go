package ui

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"dogear/store"
)

// Whatever has the keys shows them in the last line, as far as there is room, and never a part of one.
func TestFooter(t *testing.T) {
	lib := starter(t)
	setNote(t, lib, 1, "Compare with [[Graph Mamba]].")
	if _, err := lib.Retag(t.Context(), store.These(2), []string{"gnn"}, nil); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		keys       string
		wide, thin string // the last line at 140 and at 40 columns: how it begins, and how it ends
	}{
		{"", "r read  s star  w later  x dismiss  u undo  n note  / search|? help", "enter paper  r read  s star|? help"},
		{"vj", "2 papers selected  r read  s star  w later  x dismiss  t tags|esc deselect", "2 papers selected|esc deselect"},
		{"⏎", "j k scroll  r read  s star|esc list", "j k scroll  r read  s star|esc list"},
		{"⇥⇥", "n write  j k scroll  L links  R versions|esc list", "n write  j k scroll  L links|esc list"},
		{"n", "[[ link  alt+p preview  ctrl+z undo  The note is saved as you type.|esc close", "[[ link  alt+p preview|esc close"},
		{"nπ", "alt+p write on  ↓ ↑ scroll|esc close", "alt+p write on  ↓ ↑ scroll|esc close"},
		{"?", "↓ ↑ scroll  pgdown pgup page  a–z filter|esc close", "↓ ↑ scroll|esc close"},
		{":", "enter run  ↓ ↑ move  tab complete|esc close", "enter run  ↓ ↑ move|esc close"},
		{"D", "enter show papers  j k move|esc close", "enter show papers  j k move|esc close"},
		{"#", "enter show papers  r rename or merge  x delete  j k move|esc close", "enter show papers|esc close"},
		{"#x", "x delete it|esc close", "x delete it|esc close"},
		{"H", "enter undo  j k move|esc close", "enter undo  j k move|esc close"},
		{"O", "enter sort  j k move  - reverse  h headings|esc close", "enter sort  j k move|esc close"},
		{"S", "|esc close", "j k scroll|esc close"},
		{"?ladder", "a–z filter|esc close", "a–z filter|esc close"}, // nothing to scroll
		{"R", "d difference  y copy  j k move  J K scroll|esc close", "d difference  y copy|esc close"},
		{"L", "1 → Graph Mamba|esc close", "1 → Graph Mamba|esc close"},
		{"/", "/|enter keep  ↓ ↑ move  tab complete  esc end", "/|enter keep  esc end"},
		{"W", "snooze|enter snooze  tab complete  esc cancel", "snooze|esc cancel"},
		{"t", "tags|enter save  tab complete  esc cancel", "tags|enter save  esc cancel"},
	} {
		for _, size := range []struct {
			w, h int
			want string
		}{{140, 40, c.wide}, {40, 14, c.thin}} {
			d := drive(t, lib, size.w, size.h)
			d.press(c.keys)
			begin, end, _ := strings.Cut(size.want, "|")
			if got := strings.TrimSpace(d.lastLine()); !strings.HasPrefix(got, begin) || !strings.HasSuffix(got, end) || strings.Contains(got, "…") {
				t.Errorf("%q at %dx%d: the last line is\n%s\nnot\n%s", c.keys, size.w, size.h, got, size.want)
			}
		}
	}
}

// In triage the hints stand below the paper; what decides is never left out for the rest.
func TestFooterOfTriage(t *testing.T) {
	d := drive(t, starter(t), 40, 14)
	d.press("T")
	d.shows("r read  s star  w later  x dismiss", "u undo  esc leave") // in two lines
	d.press("?")
	d.shows("esc close")
	d.hides("x dismiss ")
}

// The footer shows the reader's own keys, and nothing of a command that has none.
func TestFooterShowsOwnKeys(t *testing.T) {
	d := driveWith(t, starter(t), 140, 40, Options{Background: "15;0", Config: configure(t, "[keys]\nread = 'a'\nlater = []\nhelp = 'f1'\n")})
	if got := d.lastLine(); !strings.HasPrefix(got, " a read  s star  x dismiss") || !strings.HasSuffix(got, "f1 help") {
		t.Errorf("the footer is %s", got)
	}
}

// What there is to say about a line that is typed stands beside it or, where it would be cut, above it; the hints stay.
func TestNotesOfPromptsAreNotCut(t *testing.T) {
	lib := starter(t)
	for _, size := range [][2]int{{140, 40}, {80, 24}, {40, 14}} {
		d := drive(t, lib, size[0], size[1])
		for keys, want := range map[string]string{"W": "tomorrow", "vjt": "gnn adds, -gnn removes", "tbad\"tag⏎": "tag"} {
			d.press(keys)
			note := d.m.prompt.note
			text := strings.Join(strings.Fields(strings.ReplaceAll(d.screen(), "│", " ")), "")
			if last := d.lastLine(); note == "" || !strings.Contains(note, want) || !strings.HasSuffix(last, "esc cancel") || strings.Contains(last, "…") {
				t.Errorf("%v, %s: note %q, the last line is %s", size, keys, note, last)
			}
			for _, word := range strings.Fields(note) {
				if !strings.Contains(text, word) {
					t.Errorf("%v, %s: %q of %q is not seen:\n%s", size, keys, word, note, d.screen())
				}
			}
			d.press("⎋⎋")
		}
	}
}

// No hint is ever cut, however narrow the screen.
func TestHintsAreDroppedWhole(t *testing.T) {
	k := keyHints{keys: []hint{{"r", "read"}, {"ctrl+x", "cut"}, {"w", "later"}}, out: hint{"esc", "close"}}
	for w, want := range map[int]string{
		40: "r read  ctrl+x cut  w later    esc close", 38: "r read  ctrl+x cut  w later  esc close", 37: "r read  ctrl+x cut          esc close",
		17: "r read  esc close", 16: "       esc close", 9: "esc close", 8: "r read  ", 5: "     ", 0: "",
	} {
		if got := ansi.Strip(k.draw(&theme{}, w)); got != want {
			t.Errorf("in %d cells: %q, not %q", w, got, want)
		}
	}
}
