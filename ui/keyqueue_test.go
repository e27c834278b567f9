package ui

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"dogear/store"
)

// state is what keys have led to: what is shown, where the cursor is, what has the keys, and what the library has.
func (d *driver) state() string {
	d.Helper()
	m := d.m
	var b strings.Builder
	row, _ := m.list.current()
	fmt.Fprintf(&b, "view %s, search %q, cursor %d of %d, pane %d, triage %v\n", m.here().name, m.search, row.ID, len(m.list.rows), m.focus, m.triage != nil)
	fmt.Fprintf(&b, "%T", m.overlay)
	switch o := m.overlay.(type) {
	case *palette:
		fmt.Fprintf(&b, " %q at %d", o.prompt.input.Value(), o.cursor)
	case *tagList:
		fmt.Fprint(&b, " ", o.at)
	case *digestList:
		fmt.Fprint(&b, " ", o.at)
	case *changeList:
		fmt.Fprint(&b, " ", o.at, len(o.changes))
	case *question:
		b.WriteString(o.title)
	}
	if m.prompt != nil {
		fmt.Fprintf(&b, ", %s %q", m.prompt.label, m.prompt.input.Value())
	}
	if m.note.editing {
		fmt.Fprintf(&b, ", note on %d: %q", m.note.stay.row.ID, m.note.area.buf.text())
	}
	fmt.Fprintf(&b, "\n%+v\n", m.counts)
	if c, err := m.lib.Counts(d.Context()); err != nil || c != m.counts {
		fmt.Fprintf(&b, "but the library has %+v, %v\n", c, err)
	}
	rows, err := m.lib.Page(d.Context(), store.Query{}, store.Span{Limit: 1000})
	if err != nil {
		d.Fatal(err)
	}
	for _, r := range rows {
		if r.Status != store.Inbox || r.Starred || r.Noted || r.Tags > 0 {
			p, err := m.lib.Paper(d.Context(), r.ID)
			if err != nil {
				d.Fatal(err)
			}
			fmt.Fprintf(&b, "%d %v %v %q %q\n", r.ID, r.Status, r.Starred, p.TagNames, p.Note)
		}
	}
	if n := len(m.queue.inputs) + m.queue.holds; n > 0 {
		fmt.Fprintf(&b, "%d keys wait\n", n)
	}
	return b.String()
}

// sameAtAnySpeed checks that keys in one burst, before anything is answered, do what they do one by one.
func sameAtAnySpeed(t *testing.T, keys string) (state string) {
	t.Helper()
	var states [2]string
	for i := range states {
		d := drive(t, starter(t), 120, 30)
		d.m.config.Browser = []string{"true"}
		if i == 0 {
			d.press(keys)
		} else {
			d.burst(keys)
			d.settle()
		}
		states[i] = d.state()
	}
	if states[0] != states[1] {
		t.Errorf("%q: one by one\n%s\nin a burst\n%s", keys, states[0], states[1])
	}
	return states[1]
}

// What keys do never depends on how fast the library answers: in the list, in searches, in the palette, in boxes that are
// read, in notes and tags, across views, and behind writes.
func TestTypedAhead(t *testing.T) {
	for keys, want := range map[string]string{
		":todyformer⏎s":               `5 later true`,
		":graph mamba tow⏎x":          `3 dismissed`,
		":dism⏎j:later⏎":              `3 later`,
		"/mamba⏎r":                    `3 read`,
		"/graph↓↓⏎s":                  `later true`,
		"/graph⏎j r⎋x":                `dismissed`,
		"/tag:⇥⎋jx":                   `2 dismissed`,
		"jntext of a note⎋s":          `2 later true [] "text of a note"`,
		"none⎋n two⎋":                 `1 inbox false [] "one two"`,
		"tgnn ssm⏎jtgn⇥⏎":             `2 inbox false ["gnn"] ""`,
		"tgnn⏎#⏎x":                    `1 dismissed false ["gnn"] ""`,
		"tgnn⏎tssm⏎":                  `1 inbox false ["gnn" "ssm"] ""`,
		"tgnn⏎#r⌫⌫⌫ab⏎jx":             `1 inbox false ["ab"] ""`,
		"D⏎x":                         `1 dismissed`,
		"D⎋jx":                        `2 dismissed`,
		"xxHj⏎⎋r":                     `1 read`,
		"H⎋x":                         `1 dismissed`,
		"xH⏎⎋r":                       `1 read`,
		"R⎋x":                         `1 dismissed`,
		"Rjj⎋x":                       `3 dismissed`,
		"S⎋x":                         `1 dismissed`,
		"xux":                         `1 dismissed`,
		"xr7jjs1x":                    `4 dismissed`,
		"]]]]]]s":                     `1 later true`,
		"7Gs":                         `65 later true`,
		"OtGx":                        `dismissed`,
		"/mamba⏎\x13Snakes⏎x":         ``,
		"Trsjx":                       `4 dismissed`,
		"T/mamba⏎s":                   `3 later true`,
		"vjjxu":                       ``,
		"n[[graph mamba⏎ is cited⎋jx": `2 dismissed`,
		"Lx":                          `1 dismissed`,
		"/q⎋r":                        `3 read`,
		"7rrr":                        `3 read`,
	} {
		t.Run(keys, func(t *testing.T) {
			if state := sameAtAnySpeed(t, keys); !strings.Contains(state, want) {
				t.Errorf("%q leads to\n%s", keys, state)
			}
		})
	}
}

// Keys that nobody thought of.
func TestTypedAheadAnything(t *testing.T) {
	words := []string{"j", "k", "G", "g", "r", "s", "w", "x", "i", "u", "T", "H", "D", "#", "S", "O", "v", "V", "R", "L", "t", "ab⏎", "n", "⎋", "⎋", "⏎", "↓", "⇥",
		"1", "2", "3", "7", "]", "[", "/", "graph", ":", "later⏎", "mamba⏎", "?", "Tr", "/neural⏎", "q⎋", "W", "W2w⏎", "z", "h", "l", "⌫", "L1"}
	random := rand.New(rand.NewPCG(13, 6))
	for range 25 {
		keys := ""
		for range 3 + random.IntN(9) {
			keys += words[random.IntN(len(words))]
		}
		t.Run(keys, func(t *testing.T) { sameAtAnySpeed(t, keys) })
	}
}

// Moves that are faster than rows are read are for the paper that they lead to, and so is the key behind them.
func TestMarkBehindFastMoves(t *testing.T) {
	d := drive(t, manyPapers(t, 700), 120, 30)
	d.burst(strings.Repeat("j", 400) + "x")
	d.settle()
	if p, err := d.m.lib.Paper(t.Context(), 401); err != nil || p.Status != store.Dismissed {
		t.Errorf("%v, %v", p.Status, err)
	}
}

// Keys at the very start wait for the first page.
func TestKeysAtTheStart(t *testing.T) {
	d := newDriver(t, starter(t))
	d.waiting = append(d.waiting, d.m.Init())
	d.burst("jjx7")
	d.send(sized(120, 30))
	d.burst("s")
	d.settle()
	d.shows("▸All", "Dismissed 1", "Starred 1")
	if p, err := d.m.lib.Paper(t.Context(), 3); err != nil || p.Status != store.Dismissed {
		t.Errorf("%v, %v", p.Status, err)
	}
}

// While a box loads, escape closes it; behind other keys it is for what they lead to, and a second one closes the box.
func TestEscapeWhileABoxLoads(t *testing.T) {
	d := drive(t, starter(t), 120, 30)
	d.burst("D⎋")
	if d.m.overlay != nil {
		t.Error("it is still open")
	}
	d.burst("x")
	d.shows("Dismissed 1")
	d.burst("Dj⎋")
	if _, ok := d.m.overlay.(*loading); !ok {
		t.Errorf("%T is open", d.m.overlay)
	}
	d.burst("⎋x")
	d.shows("Dismissed 2")
	d.settle()
	if d.m.overlay != nil {
		t.Errorf("%T has opened", d.m.overlay)
	}
}
