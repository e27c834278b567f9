package ui

import (
	"crypto/sha256"
	"math/rand/v2"
	"strings"
	"testing"

	"dogear/parser"
	"dogear/store"
)

// Wherever the cursor is, its row is on the screen below the heading of its digest, and no line is left empty.
func TestCursorIsSeenBelowHeadings(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		l := &list{atTop: true, atEnd: true, rect: rect{w: 40, h: 3 + rnd.IntN(20)}}
		l.headings.on = rnd.IntN(5) > 0
		digest := int64(1000)
		for range 1 + rnd.IntN(60) {
			if rnd.IntN(4) == 0 {
				digest--
			}
			l.rows = append(l.rows, store.Row{ID: int64(len(l.rows)), Place: -digest << 32})
		}
		for range 40 {
			switch rnd.IntN(4) {
			case 0:
				l.move(rnd.IntN(120) - 60)
			case 1:
				l.wheel(rnd.IntN(21) - 10)
			default:
				l.move(rnd.IntN(7) - 3)
			}
			lines := l.layLines()
			seen := false
			for i, at := range lines {
				seen = seen || !at.heading && at.row == l.cursor
				if got, ok := l.rowAt(i + 1); !ok || got != at.row {
					t.Fatalf("line %d is row %d, not %d", i, got, at.row)
				}
				if l.headings.on && l.begins(at.row) && !at.heading && !lines[i-1].heading {
					t.Fatalf("row %d has no heading: %v", at.row, lines)
				}
			}
			if l.headings.on && !lines[0].heading {
				t.Fatalf("the heading at the top is not there: %v", lines)
			}
			if !seen && l.height() > 1 {
				t.Fatalf("row %d of %d is not on a screen of %d lines: %v", l.cursor, len(l.rows), l.height(), lines)
			}
			if len(lines) < l.height() && l.top > 0 && l.topFor(len(l.rows)-1, l.height()-1) < l.top {
				t.Fatalf("%d of %d lines are empty, from row %d on", l.height()-len(lines), l.height(), l.top)
			}
		}
	}
}

// Papers of several digests stand below headings that tell what is decided, and that go along with every mark and undo.
func TestHeadings(t *testing.T) {
	lib := starter(t)
	second := "First of Two Papers on Headings\n\nWe show that a heading tells what is decided in a digest of two papers.\n\n" +
		"Second of Two Papers on Headings\n\nWe show that it goes along with every mark, and with what is undone.\n"
	takeText(t, lib, "two.txt", second)
	s := open(t, lib, 120, 30)
	s.shows("two.txt ─", "─ 0 of 2", "▌First of Two", "Hugging Face, Mar 11 ─", "─ 0 of 65")
	s.press("r")
	s.shows("─ 1 of 2 ", "▌Second of Two")
	s.press("x")
	s.shows("▌Neural Common", "0 of 65")
	s.hides("two.txt")
	s.press("u")
	s.shows("▌Second of Two", "─ 1 of 2 ")
	s.press("7j")
	s.shows("▌• Second of Two", "✓ First of Two", "─ 1 of 2 ")
	s.press("s")
	s.shows("━ all 2", "▌• Neural Common")
	s.press("Vr")
	s.shows("━ all 65")
	s.press("u")
	s.shows("─ 0 of 65")
	s.press("Od")
	s.hides("two.txt ")
	s.press("Oa")
	s.shows("two.txt ━")
	s.press("Oh")
	s.hides("two.txt ━")
	s.press("q")
	s.quits()
}

func takeText(t *testing.T, lib *store.Library, name, text string) {
	t.Helper()
	d, err := parser.Open(strings.NewReader(text), parser.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := lib.Import(t.Context(), d, store.Delivery{Origin: name, Sum: sha256.Sum256([]byte(text))}, nil); err != nil {
		t.Fatal(err)
	}
}
