package store

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// told is the revisions of a note in a line each: number, text, + for what the note is, - for undone.
func told(t *testing.T, l *Library, paper int64) string {
	t.Helper()
	var b strings.Builder
	for _, r := range must[[]Revision](t)(l.Revisions(t.Context(), paper)) {
		sign := " "
		if r.Now {
			sign = "+"
		} else if r.Undone {
			sign = "-"
		}
		fmt.Fprintf(&b, "%d%s%s\n", r.N, sign, r.Text)
	}
	return b.String()
}

func TestRevisions(t *testing.T) {
	l := three(t)
	set := func(text, session string) {
		t.Helper()
		if _, _, err := l.SetNote(t.Context(), 1, text, NoteEdit{Session: session}); err != nil {
			t.Fatal(err)
		}
	}
	if got := told(t, l, 1); got != "" {
		t.Errorf("a paper without a note: %q", got)
	}
	set("one", "a")
	set("one, typed on", "a") // the same stay
	set("two", "b")
	set("", "")
	if got := told(t, l, 1); got != "3+\n2 two\n1 one, typed on\n" {
		t.Errorf("%q", got)
	}
	must[Outcome](t)(l.Undo(t.Context()))
	must[Outcome](t)(l.Undo(t.Context()))
	if got := told(t, l, 1); got != "3-\n2-two\n1+one, typed on\n" {
		t.Errorf("after two undos: %q", got)
	}
	set("three", "c")
	if got := told(t, l, 1); got != "4+three\n3-\n2-two\n1 one, typed on\n" {
		t.Errorf("numbers stay: %q", got)
	}
	set("two", "d") // as a restore does
	if got := told(t, l, 1); !strings.HasPrefix(got, "5+two\n4 three\n") {
		t.Errorf("brought back: %q", got)
	}
	if _, err := l.Revisions(t.Context(), 99); !errors.Is(err, ErrNotFound) {
		t.Error(err)
	}
}

// What a merge puts behind a note is a revision too, and so is a text that the history knows only as what was there before.
func TestRevisionsFromElsewhere(t *testing.T) {
	l := three(t)
	for id, text := range map[int64]string{1: "mine", 2: "other"} {
		if _, _, err := l.SetNote(t.Context(), id, text, NoteEdit{}); err != nil {
			t.Fatal(err)
		}
	}
	must[Outcome](t)(l.Merge(t.Context(), 1, 2))
	all := must[[]Revision](t)(l.Revisions(t.Context(), 1))
	if len(all) != 2 || all[0].Kind != KindMerge || all[0].Text != "mine"+NoteRule+"other" || !all[0].Now {
		t.Errorf("%+v", all)
	}
	if _, err := l.write.ExecContext(t.Context(), "UPDATE note SET text = 'out of the blue' WHERE paper = 1"); err != nil {
		t.Fatal(err)
	}
	if got := told(t, l, 1); !strings.HasPrefix(got, "3+out of the blue\n2 mine") {
		t.Errorf("%q", got)
	}
	if _, _, err := l.SetNote(t.Context(), 1, "next", NoteEdit{}); err != nil {
		t.Fatal(err)
	}
	if got := told(t, l, 1); !strings.HasPrefix(got, "4+next\n3 out of the blue\n2 mine") {
		t.Errorf("%q", got)
	}
}

func TestReworded(t *testing.T) {
	for _, c := range []struct {
		before, after  string
		added, removed int
	}{{"", "", 0, 0}, {"", "a b", 2, 0}, {"a b", "b a", 0, 0}, {"a b c", "a x c d", 2, 1}, {"a a", "a", 0, 1}} {
		if a, r := Reworded(c.before, c.after); a != c.added || r != c.removed {
			t.Errorf("%q to %q: +%d -%d", c.before, c.after, a, r)
		}
	}
}
