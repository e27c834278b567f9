package ui

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"dogear/parser"
	"dogear/store"
)

// elsewhere does something with the library as another process would, and lets the reader notice it.
func (d *driver) elsewhere(do func(lib *store.Library) error) {
	d.Helper()
	other, err := store.Open(d.Context(), d.m.lib.Path())
	if err != nil {
		d.Fatal(err)
	}
	defer func() { _ = other.Close() }()
	if err := do(other); err != nil {
		d.Fatal(err)
	}
	if yes, err := d.m.live.watch.Changed(d.Context()); err != nil || !yes {
		d.Fatalf("the change is not noticed: %v, %v", yes, err)
	}
	d.send(changedElsewhereMsg{})
	d.settle()
}

// marks is a mark by a script.
func marks(a store.Action, ids ...int64) func(*store.Library) error {
	return func(lib *store.Library) error {
		_, err := lib.Mark(context.Background(), store.These(ids...), a)
		return err
	}
}

// imports is an import of numbered papers by cron.
func imports(n int) func(*store.Library) error {
	return func(lib *store.Library) error {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "New Paper Number %d of This Morning\n\nIn this abstract of a new paper we say that it belongs to number %d, and we say it in so many words that it is long enough.\n\n", i+1, i+1)
		}
		d, err := parser.Open(strings.NewReader(b.String()), parser.Options{Now: time.Date(2026, 3, 13, 0, 0, 0, 0, time.UTC)})
		if err == nil {
			_, err = lib.Import(context.Background(), d, store.Delivery{Origin: "cron.txt", Sum: sha256.Sum256(bytes.Repeat([]byte("x"), n))}, nil)
		}
		return err
	}
}

// An import by another process: the counts follow, and the cursor stays on its paper and in its line.
func TestLiveImport(t *testing.T) {
	d := drive(t, starter(t), 120, 30)
	d.press("jjjjjjjjjjjjjjjjjjjjjjjjjjjjjj")
	d.shows("Inbox 65", "31 of 65")
	row, _ := d.m.list.current()
	line := d.lineOf("▌")
	d.elsewhere(imports(7))
	d.shows("Inbox 72", "38 of 72", "7 new papers in the inbox")
	if now, _ := d.m.list.current(); now.ID != row.ID || d.lineOf("▌") != line {
		t.Errorf("the cursor is on %+v, in line %d and not %d", now, d.lineOf("▌"), line)
	}
	d.press("g")
	d.shows("▌New Paper Number 1 of")
}

// In the middle of a long list, and of its first rows, the position is still told.
func TestLiveFarDown(t *testing.T) {
	d := drive(t, manyPapers(t, 1500), 120, 30)
	d.burst(strings.Repeat("j", 700))
	d.settle()
	d.shows("701 of 1,500", "▌Paper Number 701 of")
	d.elsewhere(marks(store.ToRead, 3, 4, 1200))
	d.shows("699 of 1,497", "▌Paper Number 701 of")
	d.burst(strings.Repeat("j", 600)) // faster than rows are read
	d.elsewhere(marks(store.ToRead, 5))
	d.shows("▌Paper Number 1302 of")
}

// What becomes of the paper under the cursor elsewhere shows at once: in the list, the paper and the note.
func TestLiveMark(t *testing.T) {
	d := drive(t, starter(t), 120, 30)
	d.press("7jj")
	d.shows("3 of 65")
	d.elsewhere(func(lib *store.Library) error {
		_, err := lib.Mark(t.Context(), store.These(3), store.Star)
		_, err2 := lib.Retag(t.Context(), store.These(3), []string{"scripted"}, nil)
		_, _, err3 := lib.SetNote(t.Context(), 3, "Written by a script", store.NoteEdit{})
		return errors.Join(err, err2, err3)
	})
	d.shows("Inbox 64", "Starred 1", "Noted 1", "3 of 65", "» later", "★ starred", "#scripted", "Written by a script")
	d.press("#")
	d.shows("#scripted")
	d.elsewhere(func(lib *store.Library) error {
		_, err := lib.Retag(t.Context(), store.These(9), []string{"another"}, nil)
		return err
	})
	d.shows("▸#scripted", "#another") // the cursor stays on its tag
}

// A paper that is decided elsewhere leaves the inbox: the cursor goes to the next one, and the rows stay where they are.
func TestLivePaperLeaves(t *testing.T) {
	d := drive(t, starter(t), 120, 30)
	d.press(strings.Repeat("j", 30))
	line := d.lineOf("▌")
	d.elsewhere(marks(store.ToDismissed, 31))
	d.shows("31 of 64")
	if now, _ := d.m.list.current(); now.ID != 32 || d.lineOf("▌") != line {
		t.Errorf("the cursor is on %+v, in line %d and not %d", now, d.lineOf("▌"), line)
	}
	d.press("G")
	d.elsewhere(marks(store.ToDismissed, 65))
	d.shows("63 of 63")
	d.elsewhere(func(lib *store.Library) error {
		_, err := lib.Mark(t.Context(), store.AllOf(store.Query{}), store.ToRead)
		return err
	})
	d.shows("Inbox zero", "Inbox 0")
	d.elsewhere(func(lib *store.Library) error { _, err := lib.Undo(t.Context()); return err })
	d.shows("Inbox 63", "1 of 63")
}

// A note that is being written is never replaced. What somebody else wrote meanwhile is told when it is saved, and asked
// about when it is closed.
func TestLiveNote(t *testing.T) {
	d := drive(t, starter(t), 120, 30)
	writes := func(text string) func(*store.Library) error {
		return func(lib *store.Library) error {
			_, _, err := lib.SetNote(t.Context(), 1, text, store.NoteEdit{})
			return err
		}
	}
	d.press("n")
	d.burst("mine")
	d.elsewhere(writes("theirs")) // and the save that is due
	d.shows("mine", "Note · esc to close", "The note was written elsewhere meanwhile")
	d.burst(" too")
	d.settle()
	d.shows("mine too")
	d.press("⎋")
	d.shows("mine too", "theirs")
	if d.m.overlay == nil {
		t.Error("nothing is asked")
	}
	// A note that is open, and was not changed here, is what the other one wrote when it is closed.
	d = drive(t, starter(t), 120, 30)
	d.press("n")
	d.elsewhere(writes("theirs alone"))
	d.shows("Note · esc to close", "Another program has changed this note")
	d.press("↓")
	d.elsewhere(marks(store.ToRead, 50)) // which is not about the note
	d.hides("Another program has changed this note")
	d.press("⎋")
	d.shows("theirs alone")
	// The preview of a note stays on.
	d.press("n")
	d.send(tea.KeyPressMsg{Code: 'p', Mod: tea.ModAlt})
	d.settle()
	d.shows("Preview")
	d.elsewhere(marks(store.ToRead, 40))
	d.shows("Preview")
}

// A paper that is gone while its note is written: the text is kept as a draft, and nobody is caught in the note.
func TestLiveNoteOfAPaperThatIsGone(t *testing.T) {
	d := drive(t, starter(t), 120, 30)
	d.elsewhere(imports(2))
	d.press("g")
	d.shows("▌New Paper Number 1")
	d.press("n")
	d.burst("typed in vain")
	d.elsewhere(func(lib *store.Library) error { _, err := lib.Undo(t.Context()); return err })
	d.shows("typed in vain", "Inbox 65")
	d.press("⎋")
	d.shows("kept as a draft")
	if d.m.note.editing {
		t.Error("the note cannot be closed")
	}
	drafts, err := d.m.lib.Drafts()
	if err != nil || len(drafts) != 1 {
		t.Fatalf("%v, %v", drafts, err)
	}
	if text, err := DraftText(drafts[0]); err != nil || text != "typed in vain" {
		t.Errorf("%q, %v", text, err)
	}
}

// Triage goes on: what is decided elsewhere leaves the queue, what is undecided again is off the record, and the abstract
// that is read stays where it is scrolled.
func TestLiveTriage(t *testing.T) {
	d := drive(t, starter(t), 100, 20)
	d.press("Trr")
	d.shows("2 of 65", "Graph Mamba")
	d.press(" JJ")
	line, offset := d.lineOf("↓"), d.m.triage.offset
	d.elsewhere(marks(store.ToDismissed, 10, 11))
	d.shows("2 of 63")
	if d.lineOf("↓") != line || d.m.triage.offset != offset || offset == 0 {
		t.Errorf("it is scrolled to %d, not %d", d.m.triage.offset, offset)
	}
	d.elsewhere(marks(store.ToInbox, 1))
	d.shows("1 of 63")
	d.elsewhere(marks(store.ToRead, 3))
	d.shows("1 of 62", "Subgraph Permutation")
	if d.m.triage.offset != 0 {
		t.Error("the next paper is scrolled")
	}
}

// While a search is typed, or a box is open, the keys stay where they are.
func TestLiveWhileTyping(t *testing.T) {
	d := drive(t, starter(t), 120, 30)
	d.press("/graph")
	d.elsewhere(marks(store.ToRead, 3, 60))
	d.press("x")
	d.shows("/ graphx")
	d.press("⌫⌫")
	d.shows("/ grap", "Inbox · grap")
	d.press("⎋D")
	d.shows("Digests and sources", "2 of 65")
	d.elsewhere(imports(3))
	d.shows("Digests and sources", "2 of 65", "0 of 3", "2 of 2")
	d.press("⎋H")
	d.shows("History", "1 of 3")
	d.elsewhere(marks(store.ToRead, 20))
	d.shows("2 of 4") // the change under the cursor is the same
	d.press("⎋t")
	d.burst("half a t")
	d.elsewhere(marks(store.ToRead, 21))
	d.shows("half a t")
	d.press("⎋v")
	d.press("jjj")
	d.shows("4 papers selected")
	d.elsewhere(marks(store.ToRead, 22))
	d.shows("4 papers selected")
}

// The paper that a selection begins with leaves the list: nothing is selected in its place.
func TestLiveSelectionIsDropped(t *testing.T) {
	d := drive(t, starter(t), 120, 30)
	d.press("jvjj")
	d.shows("3 papers selected")
	d.elsewhere(marks(store.ToRead, 2))
	d.hides("selected  ")
	d.shows("The selection was cleared")
}

// Views that a script saves or removes come and go; the one that is shown stays.
func TestLiveViews(t *testing.T) {
	d := drive(t, starter(t), 140, 30)
	d.press("2")
	saves := func(name, query string) func(*store.Library) error {
		return func(lib *store.Library) error { _, err := lib.SaveView(t.Context(), name, query); return err }
	}
	d.elsewhere(saves("Graphs", "graph"))
	d.shows("▸Later", "Graphs ")
	d.press("8")
	d.shows("▸Graphs")
	n := d.m.list.total
	d.elsewhere(saves("Other", "mamba"))
	d.shows("▸Graphs", "Other 2")
	d.elsewhere(saves("Graphs", "title:graph"))
	d.shows("▸Graphs")
	if d.m.list.total == n {
		t.Error("the list is that of the old query")
	}
	d.elsewhere(func(lib *store.Library) error { _, err := lib.RemoveView(t.Context(), "Graphs"); return err })
	d.shows("▸Inbox")
}

// A change that is noticed while a view is on its way does not bring the old one back, and marks that are on their way stay.
func TestLiveMeetsOtherReads(t *testing.T) {
	d := drive(t, starter(t), 120, 30)
	d.burst("x7")
	d.elsewhere(marks(store.ToRead, 5))
	d.shows("▸All", "Inbox 63", "Dismissed 1", "Read 1")
	d.press("1")
	d.burst("xxx")
	d.send(changedElsewhereMsg{})
	d.burst("rr")
	d.settle()
	d.shows("Dismissed 4", "Read 3", "Inbox 58")
}

// The watch tells of a change at the next tick, and leaves ticks out after looks that failed.
func TestWatchLibrary(t *testing.T) {
	ticks := make(chan time.Time)
	looks := 0
	var told []tea.Msg
	answers := []struct {
		yes bool
		err error
	}{{false, nil}, {true, nil}, {false, errors.New("locked")}, {false, errors.New("locked")}, {true, nil}, {false, nil}}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		watchLibrary(ctx, ticks, func(context.Context) (bool, error) { looks++; a := answers[looks-1]; return a.yes, a.err }, func(msg tea.Msg) { told = append(told, msg) })
	}()
	for range 3 + 1 + 1 + 2 + 1 + 1 { // one tick is left out after the first failure, two after the second
		ticks <- time.Time{}
	}
	cancel()
	<-done
	if looks != len(answers) || len(told) != 2 {
		t.Errorf("%d looks, told %v", looks, told)
	}
}

// The reader says at once that the library's file has gone, once, and goes on looking.
func TestLibraryGone(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	ticks, done := make(chan time.Time), make(chan bool)
	var told []tea.Msg
	go func() {
		defer close(done)
		gone := fmt.Errorf("%w: x", store.ErrGone)
		watchLibrary(ctx, ticks, func(context.Context) (bool, error) { return false, gone }, func(msg tea.Msg) { told = append(told, msg) })
	}()
	for range 9 {
		ticks <- time.Time{}
	}
	cancel()
	<-done
	if len(told) != 1 || !errors.Is(told[0].(failureMsg).err, store.ErrGone) {
		t.Errorf("told %v", told)
	}
}
