package ui

import (
	"strings"
	"testing"
)

// drawLayout draws a layout: L is the list, P the paper, N the note, a dot what is for none of them, and a line for each.
func drawLayout(l layout, every int) string {
	var b strings.Builder
	for y := 0; y < l.h; y += 2 {
		for x := every / 2; x < l.w; x += every {
			if p, ok := l.paneAt(x, y); ok {
				b.WriteByte("LPN"[p])
			} else {
				b.WriteByte('.')
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestLayouts(t *testing.T) {
	for _, c := range []struct {
		name string
		a    arrangement
		want string // a letter for each ten columns and two lines
	}{
		{"wide", arrangement{w: 140, h: 18}, "" +
			"..............\nLLLLLLPPPPPPPP\nLLLLLLPPPPPPPP\nLLLLLLPPPPPPPP\nLLLLLLPPPPPPPP\nLLLLLLPPPPPPPP\nLLLLLLPPPPPPPP\nLLLLLLNNNNNNNN\nLLLLLLNNNNNNNN\n"},
		{"very wide: titles have the room", arrangement{w: 240, h: 6}, "" +
			"........................\nLLLLLLLLLLLLLLPPPPPPPPPP\nLLLLLLLLLLLLLLPPPPPPPPPP\n"},
		{"wide, the border moved", arrangement{w: 140, h: 6, borders: borders{Side: [2]int{786, 0}}}, "" +
			"..............\nLLLLLLLLLLLPPP\nLLLLLLLLLLLPPP\n"},
		{"wide, the note larger", arrangement{w: 100, h: 16, borders: borders{Side: [2]int{0, 700}}}, "" +
			"..........\nLLLLPPPPPP\nLLLLPPPPPP\nLLLLNNNNNN\nLLLLNNNNNN\nLLLLNNNNNN\nLLLLNNNNNN\nLLLLNNNNNN\n"},
		{"wide and zoomed, no note", arrangement{w: 100, h: 16, zoomed: true, focus: detailPane}, "" +
			"..........\nPPPPPPPPPP\nPPPPPPPPPP\nPPPPPPPPPP\nPPPPPPPPPP\nPPPPPPPPPP\nPPPPPPPPPP\nPPPPPPPPPP\n"},
		{"wide and zoomed, with a note", arrangement{w: 100, h: 16, zoomed: true, focus: detailPane, noted: true}, "" +
			"..........\nPPPPPPPPPP\nPPPPPPPPPP\nPPPPPPPPPP\nPPPPPPPPPP\nPPPPPPPPPP\nNNNNNNNNNN\nNNNNNNNNNN\n"},
		{"stacked", arrangement{w: 80, h: 24}, "" +
			"........\nLLLLLLLL\nLLLLLLLL\nLLLLLLLL\nLLLLLLLL\nPPPPPPPP\nPPPPPPPP\nPPPPPPPP\nPPPPPPPP\nPPPPPPPP\nPPPPPPPP\nPPPPPPPP\n"},
		{"stacked, with a note", arrangement{w: 80, h: 24, noted: true}, "" +
			"........\nLLLLLLLL\nLLLLLLLL\nLLLLLLLL\nLLLLLLLL\nPPPPPPPP\nPPPPPPPP\nPPPPPPPP\nPPPPPPPP\nNNNNNNNN\nNNNNNNNN\nNNNNNNNN\n"},
		{"stacked, in the note", arrangement{w: 80, h: 24, focus: notePane}, "" +
			"........\nLLLLLLLL\nLLLLLLLL\nLLLLLLLL\nLLLLLLLL\nNNNNNNNN\nNNNNNNNN\nNNNNNNNN\nNNNNNNNN\nNNNNNNNN\nNNNNNNNN\nNNNNNNNN\n"},
		{"single", arrangement{w: 40, h: 14, focus: detailPane, noted: true}, "....\nPPPP\nPPPP\nPPPP\nPPPP\nPPPP\nPPPP\n"},
		{"too small", arrangement{w: 40, h: 5}, "....\n....\n....\n"},
	} {
		if got := drawLayout(arrange(c.a), 10); got != c.want {
			t.Errorf("%s:\n%snot\n%s", c.name, got, c.want)
		}
	}
}

// At every size, wherever the borders are, the panes lie on the screen, cover it, and do not overlap.
func TestPanesFillTheScreen(t *testing.T) {
	moved := []borders{{}, {Side: [2]int{1, 1}, Stacked: [2]int{1, 1}}, {Side: [2]int{999, 999}, Stacked: [2]int{999, 999}}, {Side: [2]int{300, 700}, Stacked: [2]int{800, 200}}}
	for w := 0; w <= 500; w += 1 + w/9 {
		for h := 0; h <= 500; h += 1 + h/9 {
			for i := range 3 * 2 * 2 * len(moved) {
				a := arrangement{w, h, pane(i % 3), i/3%2 == 0, i/6%2 == 0, moved[i/12]}
				l := arrange(a)
				area := 0
				for _, r := range l.panes {
					if r.w < 0 || r.h < 0 || r.x < 0 || r.y < 0 || r.x+r.w > w || r.y+r.h > h {
						t.Fatalf("%+v: %+v", a, l)
					}
					area += r.w * r.h
				}
				if want := w * (h - 2); !l.tooFew && area != want {
					t.Fatalf("%+v: the panes cover %d cells of %d: %+v", a, area, want, l)
				}
				if !l.tooFew && !l.shows(a.focus) && !(a.zoomed && a.focus == listPane) {
					t.Fatalf("%+v: the pane with the keys is not shown: %+v", a, l)
				}
			}
		}
	}
}

// A border goes where it is put, and stays there when the terminal has the same size again.
func TestBordersGoWhereTheyArePut(t *testing.T) {
	for _, a := range []arrangement{{w: 500, h: 400, noted: true}, {w: 137, h: 41, noted: true}, {w: 83, h: 31, noted: true}} {
		for _, which := range []border{listBorder, noteBorder} {
			l := arrange(a)
			for to := l.at(which) - 3; to <= l.at(which)+3; to++ {
				b := a
				b.borders = a.borders.moved(which, l, to)
				if got := arrange(b).at(which); got != max(to, leastPaneHeight-1) {
					t.Errorf("%dx%d: border %d is at %d, not %d", a.w, a.h, which, got, to)
				}
			}
		}
	}
}

// Keys move the border of the pane that has them, and it is there again at the next start; each kind of layout has its own.
func TestBordersAreMovedByKeysAndRemembered(t *testing.T) {
	lib := starter(t)
	d := drive(t, lib, 140, 40)
	at := func(d *driver) [3]rect { return d.m.layout.panes }
	usual := at(d)
	d.press("++")
	if got := at(d)[listPane].w; got != usual[listPane].w+8 {
		t.Errorf("the list has %d columns, not %d", got, usual[listPane].w+8)
	}
	d.press("l-") // of the paper: the list grows
	if got := at(d)[listPane].w; got != usual[listPane].w+12 {
		t.Errorf("the list has %d columns, not %d", got, usual[listPane].w+12)
	}
	d.press("l++") // of the note
	if got := at(d)[notePane].h; got != usual[notePane].h+2 {
		t.Errorf("the note has %d lines, not %d", got, usual[notePane].h+2)
	}
	moved := at(d)
	again := drive(t, lib, 140, 40)
	if at(again) != moved {
		t.Errorf("after a restart: %v, not %v", at(again), moved)
	}
	again.send(sized(80, 24))
	again.settle()
	if got := at(again)[listPane].h; got != 8 {
		t.Errorf("the list above the paper has %d lines: that border was not moved", got)
	}
	again.press("+")
	again.send(sized(140, 40))
	again.settle()
	if at(again) != moved {
		t.Errorf("wide again: %v, not %v", at(again), moved)
	}
	again.press("=")
	if at(again) != usual {
		t.Errorf("reset: %v, not %v", at(again), usual)
	}
	again.press(strings.Repeat("+", 100)) // no step is kept beyond what is seen
	again.press("-")
	if got := at(again)[listPane].w; got != 140-leastDetailWidth-4 {
		t.Errorf("after too many steps and one back the list has %d columns", got)
	}
	again.send(sized(40, 14))
	again.press("+")
	again.shows("There is no border to move")
}

// What lies in the file is not trusted.
func TestBordersFromABrokenFile(t *testing.T) {
	lib := starter(t)
	for _, text := range []string{"", "no json", `{"side":[-5,100000],"stacked":[1000000000,-1]}`, `[]`, `{"side":["a"]}`} {
		if err := lib.KeepState(bordersState, []byte(text)); err != nil {
			t.Fatal(err)
		}
		d := drive(t, lib, 140, 40)
		d.shows("Inbox", "Paper 1", "Neural Common")
	}
}

func TestBordersAreDragged(t *testing.T) {
	lib := starter(t)
	for _, c := range []struct {
		w, h         int
		x, y, dx, dy int
		changed      func(before, after [3]rect) bool
	}{
		{140, 40, 56, 20, 10, 3, func(b, a [3]rect) bool { return a[listPane].w == b[listPane].w+10 }},
		{140, 40, 55, 20, -10, 0, func(b, a [3]rect) bool { return a[listPane].w == b[listPane].w-10 }},
		{140, 40, 100, 28, 5, -6, func(b, a [3]rect) bool { return a[notePane].h == b[notePane].h+6 }},
		{80, 24, 40, 9, 0, 4, func(b, a [3]rect) bool { return a[listPane].h == b[listPane].h+4 }},
	} {
		if err := lib.KeepState(bordersState, nil); err != nil {
			t.Fatal(err)
		}
		d := drive(t, lib, c.w, c.h)
		before := d.m.layout.panes
		d.drag(c.x, c.y, c.x+c.dx, c.y+c.dy)
		if after := d.m.layout.panes; !c.changed(before, after) {
			t.Errorf("%+v: from %v to %v", c, before, after)
		}
		d.shows("▸Inbox") // which keeps the keys
		d.drag(c.x, c.y, c.x, c.y)
		if again := drive(t, lib, c.w, c.h); again.m.layout.panes != d.m.layout.panes {
			t.Errorf("%+v: it is not remembered", c)
		}
	}
}

// A resize storm is safe, also with borders at their ends, and in the middle of a drag.
func TestResizeStormWithBorders(t *testing.T) {
	lib := starter(t)
	setNote(t, lib, 1, "a note")
	for _, b := range []string{`{"side":[999,1],"stacked":[1,999]}`, `{"side":[1,999],"stacked":[999,1]}`} {
		if err := lib.KeepState(bordersState, []byte(b)); err != nil {
			t.Fatal(err)
		}
		d := drive(t, lib, 140, 40)
		for i := range 300 {
			w, h := i*37%501, i*13%101
			d.send(sized(w, h))
			d.m.panes.dragged = border(i % 3)
			if d.m.layout.kind != single && !d.m.layout.tooFew && d.m.panes.dragged != noBorder {
				d.m.dragBorder(i*7%501, i*11%101)
			}
			if i%5 == 0 {
				d.burst("z")
			}
			for n, l := range strings.Split(d.screen(), "\n") {
				if n >= max(h, 1) || width(l) > w {
					t.Fatalf("%dx%d: line %d has %d cells", w, h, n, width(l))
				}
			}
		}
	}
}

// The paper has the whole width, and the list its place back.
func TestZoom(t *testing.T) {
	lib := starter(t)
	setNote(t, lib, 1, "a note on it")
	for _, size := range [][2]int{{140, 40}, {80, 24}} {
		d := drive(t, lib, size[0], size[1])
		d.press("z")
		d.hides("▌Neural")
		d.shows("▸Paper 1", "a note on it", "esc list")
		if got := d.m.layout.panes[detailPane].w; got != size[0] {
			t.Errorf("%v: the paper has %d columns", size, got)
		}
		d.press("n!⎋") // back from its note it is still so
		d.shows("▸Paper 1", "a note on it!")
		d.press("⇥")
		d.shows("▸Note")
		d.press("⇥")
		d.shows("▸Paper 1")
		d.press("r") // and so is the next paper, after a decision
		d.shows("▸Paper 2")
		d.press("z")
		d.shows("▸Inbox", "▌On the Connection")
		d.press("⏎z⎋")
		d.shows("▸Paper 2", "▌On the Connection") // where it was before
		d.press("zh")
		d.shows("▸Inbox", "▌On the Connection")
		d.press("u")
	}
}

func TestLeftAndRight(t *testing.T) {
	lib := starter(t)
	for _, c := range []struct {
		w, h int
		keys string
		want string
	}{
		{140, 40, "l", "▸Paper"}, {140, 40, "→", "▸Paper"}, {140, 40, "l←", "▸Inbox"}, {140, 40, "lll", "▸Note"}, {140, 40, "llh", "▸Inbox"},
		{80, 24, "ll", "▸Note"}, {80, 24, "llh", "▸Paper"}, {40, 14, "→→←←←", "▸Inbox"}, {40, 14, "l", "▸Paper"},
	} {
		d := drive(t, lib, c.w, c.h)
		d.press(c.keys)
		if screen := d.screen(); !strings.Contains(screen, c.want) {
			t.Errorf("%dx%d, %s: no %q in\n%s", c.w, c.h, c.keys, c.want, screen)
		}
	}
	d := driveWith(t, lib, 140, 40, Options{Background: "15;0", Config: configure(t, "[keys]\nread = 'h'\n")})
	d.press("h") // the user's own key wins
	d.shows("Read 1")
}

// At 80x24 the list has its headings, and the note its first lines.
func TestEightyByTwentyFour(t *testing.T) {
	lib := starter(t)
	takeText(t, lib, "two.txt", "First of Two Papers on Headings\n\nWe show that a heading tells what is decided in a digest of two papers.\n\n"+
		"Second of Two Papers on Headings\n\nWe show that it goes along with every mark, and with what is undone.\n")
	setNote(t, lib, 2, "Compare with GPS.\n\nAsk Anna.\n\nAnd Bob.")
	d := drive(t, lib, 80, 24)
	d.shows("two.txt ─", "Hugging Face, Mar 11 ─")
	d.press(strings.Repeat("j", 40))
	d.shows("Hugging Face, Mar 11 ─")
	d.press("g")
	for range 40 {
		if row, _ := d.m.list.current(); row.Noted {
			break
		}
		d.press("j")
	}
	d.shows("▸Inbox", "╭ Paper 2", "╭ Note", "─ 2 lines below ─╮", "Compare with GPS.", "Ask Anna.")
	top := d.lineOf("╭ Paper 2")
	d.press("j")
	d.hides("╭ Note")
	if at := d.lineOf("╭ Paper"); at != top {
		t.Errorf("the paper moved from line %d to %d", top, at)
	}
}
