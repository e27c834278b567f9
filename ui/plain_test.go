package ui

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"dogear/store"
)

// Nobody types: when the context ends, so does the reader in lines, although its input has not.
func TestPlainEndsWithItsContext(t *testing.T) {
	lib := starter(t)
	in, keys := io.Pipe()
	t.Cleanup(func() { _ = keys.Close() })
	ctx, cancel := context.WithCancel(t.Context())
	var out bytes.Buffer
	done := make(chan error)
	go func() { done <- RunPlain(ctx, lib, in, &out, PlainOptions{Prompt: true}) }()
	for _, line := range []string{"r\n", "k\n", "k\n"} { // the third is read when the first has been answered
		if _, err := io.WriteString(keys, line); err != nil {
			t.Fatal(err)
		}
	}
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("ended with %v", err)
	}
	if !strings.Contains(out.String(), "> Read “Neural Common") {
		t.Errorf("said %q", &out)
	}
}

// All papers are decided with a line each, and none is lost.
func TestPlainDecidesAll(t *testing.T) {
	lib := starter(t)
	var out bytes.Buffer
	if err := RunPlain(t.Context(), lib, strings.NewReader(strings.Repeat("r\ns\nw\nx\n", 16)+"r\nr\n"), &out, PlainOptions{}); err != nil {
		t.Fatal(err)
	}
	c, err := lib.Counts(t.Context())
	if err != nil || c.Inbox != 0 || c.Read != 17 || c.Starred != 16 || c.Later != 32 || c.Dismissed != 16 {
		t.Errorf("%+v, %v", c, err)
	}
	if !strings.HasSuffix(out.String(), "There are no papers in Inbox.\nThere is no paper here.\n65 of 65 papers decided.\n") {
		t.Errorf("ended with %q", out.String()[max(out.Len()-200, 0):])
	}
}

// After an undo, and after a mark that goes on to the next undecided paper, the position in the list is told.
func TestPlainKeepsItsPosition(t *testing.T) {
	lib := starter(t)
	tell := func(lines ...string) string {
		t.Helper()
		var out bytes.Buffer
		if err := RunPlain(t.Context(), lib, strings.NewReader(strings.Join(lines, "\n")+"\n"), &out, PlainOptions{}); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	if said := tell("j", "j", "x", "u", "j"); !strings.Contains(said, "Undone: dismissed “Graph Mamba: Towards Learning on Graphs with State Space Models”.\n\nGraph Mamba: Towards Learning on Graphs with State Space Models\n3 of 65 in Inbox") ||
		!strings.Contains(said, "4 of 65 in Inbox") {
		t.Errorf("%s", said)
	}
	if said := tell("7", "j", "r"); !strings.Contains(said, "3 of 65 in All") {
		t.Errorf("%s", said)
	}
	// Many papers change elsewhere: the one at hand stays.
	if _, err := lib.Mark(t.Context(), store.These(10, 11, 12), store.ToDismissed); err != nil {
		t.Fatal(err)
	}
	if said := tell("j", "j", "u"); !strings.Contains(said, "Undone: dismissed 3 papers.\n\nSubgraph Permutation Equivariant Networks\n3 of 64 in Inbox") {
		t.Errorf("%s", said)
	}
}

// W snoozes, as in the reader on the screen, and is not w. Capitals of other commands are no mistake.
func TestPlainCapitals(t *testing.T) {
	lib := starter(t)
	var out bytes.Buffer
	if err := RunPlain(t.Context(), lib, strings.NewReader("W tomorrow\nW\nw\nR\nDismiss\n"), &out, PlainOptions{}); err != nil {
		t.Fatal(err)
	}
	if c, err := lib.Counts(t.Context()); err != nil || c.Snoozed != 2 || c.Later != 1 || c.Read != 1 || c.Dismissed != 1 {
		t.Errorf("%+v, %v:\n%s", c, err, &out)
	}
}

// What a colour tells, a sign tells too.
func TestNothingIsToldByColourAlone(t *testing.T) {
	s := start(t, newModel(t, starter(t)), 140, 40)
	s.shows("╭▸Inbox", "▌Neural Common", "╭ Paper 1")
	s.press("rsx7")
	s.shows("▌✓ Neural Common", " » On the Connection", "★", " ✗ Graph Mamba", " • Subgraph", "✓ read")
	s.press("vj")
	s.shows("┃✓ Neural", "█» On the", "2 papers selected")
	s.press("\x1b")
	s.hides("selected")
	s.press("\t")
	s.shows("╭ All", "╭▸Paper 2")
	s.press("H")
	s.shows("▸  ", "╭▸History")
	s.press("\x1b")
	s.hides("History")
	s.press(":dismiss")
	s.shows("▸dismiss", "╭▸Commands")
}
