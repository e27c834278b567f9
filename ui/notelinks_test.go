package ui

import (
	"strings"
	"testing"

	"dogear/store"
)

// A link is chosen while a note is written, leads to its paper, and that tells who links to it.
func TestLinkedNotes(t *testing.T) {
	lib := starter(t)
	s := open(t, lib, 140, 40)
	s.shows("Inbox 65", "n to write a note")
	s.press("n")
	s.shows("esc to close")
	s.press("see [[graph mam")
	s.shows("Link to", "▸Graph Mamba: Towards Learning")
	s.press("\r")
	s.shows("see [[Graph Mamba: Towards Learning on Graphs with State Space Models]]")
	s.press(" soon\x1b")
	s.shows("see ⟦Graph Mamba: Towards", "soon", "Noted 1")
	s.press("L")
	s.shows("→ Graph Mamba")
	s.press("1")
	s.shows("3 of 65", "← Neural Common Neighbor")
	s.press("L")
	s.shows("1      ← Neural Common Neighbor")
	s.press("1")
	s.shows("1 of 65", "see ⟦Graph Mamba")
	s.press("u") // what linked there does no longer
	s.shows("Noted 0")
	s.press("jj")
	s.shows("3 of 65", "Graph Neural Networks (GNNs)")
	s.until("no link is told", func(screen string) bool { return !strings.Contains(screen, "←") })
}

// Esc closes the choices and not the note, and what is typed then is text.
func TestLinkNotWanted(t *testing.T) {
	s := open(t, starter(t), 140, 40)
	s.shows("Inbox 65", "n to write a note")
	s.press("n")
	s.shows("esc to close")
	s.press("[[graph")
	s.shows("Link to")
	s.press("\x1b")
	s.until("the choices close", func(screen string) bool { return !strings.Contains(screen, "Link to") })
	s.press(" x\rnext")
	s.shows("[[graph x", "next", "esc to close")
}

// A click finds the link at a cell, also where it goes on in the next line.
func TestLinkAtCell(t *testing.T) {
	text := "see [[A Title of *Some* Length]] and `[[no]]`, or [[2402.08678|the other]]"
	n := note{rect: rect{0, 0, 24, 12}, shown: &shown{paper: &store.Paper{}, noteInView: renderNote(dim, text, 20)}}
	n.shown.paper.Note = text
	found := make(map[string]int)
	for y := range 8 {
		for x := range 24 {
			if r, ok := n.refAt(y, x); ok {
				found[r.Label]++
			}
		}
	}
	if len(found) != 2 || found["A Title of *Some* Length"] < 24 || found["the other"] < 9 {
		t.Errorf("%v in %q", found, n.shown.noteInView)
	}
}

// A note may link to more papers than there are digits, and enter follows the first link.
func TestManyLinks(t *testing.T) {
	d := drive(t, starter(t), 140, 40)
	d.press("n[[Martingale Posterior Neural Processes]] ")
	for i := range 10 {
		d.press("[[nowhere " + string(rune('a'+i)) + "]] ")
	}
	d.press("[[Subgraph Permutation Equivariant Networks]]⎋L")
	d.shows("1      →", "c      → Subgraph Permutation", "1–9 a–c choose")
	d.press("c")
	d.shows("▌Subgraph Permutation")
	d.press("ggL")
	d.press("⏎")
	d.shows("▌Martingale")
}
