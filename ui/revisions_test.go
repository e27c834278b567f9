package ui

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"dogear/store"
)

// setNote writes a note as another window does.
func setNote(t *testing.T, lib *store.Library, id int64, text string) {
	t.Helper()
	if _, _, err := lib.SetNote(t.Context(), id, text, store.NoteEdit{}); err != nil {
		t.Fatal(err)
	}
}

// notes waits for the library to have a note.
func (s *terminal) notes(lib *store.Library, id int64, want string) {
	s.t.Helper()
	got := ""
	s.until("waiting for the note to be "+want, func(string) bool {
		p, err := lib.Paper(context.Background(), id)
		if err != nil {
			s.t.Fatal(err)
		}
		got = p.Note
		return got == want
	})
}

// second opens the library of a test once more.
func second(t *testing.T, lib *store.Library) *store.Library {
	t.Helper()
	other, err := store.Open(t.Context(), lib.Path())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = other.Close() })
	return other
}

// locked keeps everybody else from writing to the library, until it is called.
func locked(t *testing.T, lib *store.Library) (unlock func()) {
	t.Helper()
	other := second(t, lib)
	has, end, ended := make(chan struct{}), make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		if err := other.Rehearse(context.Background(), func(context.Context) error { close(has); <-end; return nil }); err != nil {
			t.Error(err)
		}
	}()
	<-has
	return func() { close(end); <-ended }
}

func TestRevisionsInTheReader(t *testing.T) {
	for _, size := range [][2]int{{140, 40}, {60, 20}} {
		lib := starter(t)
		for _, text := range []string{"Compare with **GPS**.", "Compare with **GRIT**, soon.", ""} {
			setNote(t, lib, 1, text)
		}
		s := open(t, lib, size[0], size[1])
		s.shows("Inbox 65")
		s.press("R")
		s.shows("Versions of the note", "1 of 3", "▸✓  3", "(removed)", "── Version 3")
		s.press("j")
		s.shows("▸   2", "Compare with GRIT, soon.")
		s.press("jd")
		s.shows("▸   1", "− only in 1", "− Compare with **GPS**.")
		s.press("d")
		s.shows("── Version 1", "Compare with GPS.")
		s.press("\r")
		s.shows("Restore version 1?")
		s.press("\x1b")
		s.shows("enter restore")
		s.press("y")
		s.press("\r\r")
		s.shows("Restored version 1")
		s.notes(lib, 1, "Compare with **GPS**.")
		s.press("u")
		s.shows("Undone: edited the note")
		s.notes(lib, 1, "")
		s.press("jR")
		s.shows("There has never been a note on this paper.")
		s.press("q")
		s.quits()
	}
}

// A click goes to a version, a double click asks.
func TestRevisionsWithTheMouse(t *testing.T) {
	lib := starter(t)
	setNote(t, lib, 1, "first")
	setNote(t, lib, 1, "second")
	m := newModel(t, lib)
	m.resize(100, 30)
	m.mouse.now = func() time.Time { return time.Time{} }
	all, err := lib.Revisions(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	r := &revisionBox{row: store.Row{ID: 1}, all: all}
	m.overlay = r
	_, place := m.overlayBox()
	m.clickOverlay(place.x+5, place.y+2)
	if r.cursor.at != 1 || r.asking {
		t.Errorf("a click: %d, %v", r.cursor.at, r.asking)
	}
	m.clickOverlay(place.x+5, place.y+2)
	if !r.asking {
		t.Error("a double click does not ask")
	}
	m.clickOverlay(place.x+5, place.y+place.h-2)
	if r.cursor.at != 1 {
		t.Error("a click on the keys is one on the list")
	}
}

// A note that another window changes while it is typed keeps both versions at once, and nothing moves under the cursor. The
// choice comes when the pane is closed.
func TestTwoVersionsAreChosenFrom(t *testing.T) {
	both := "theirs" + store.VersionRule + "mine, and on"
	for key, want := range map[string]string{"m": "mine, and on", "t": "theirs", "\r": both, "\x1b": both} {
		lib := starter(t)
		s := open(t, lib, 140, 40)
		s.shows("Inbox 65", "Despite its outstanding")
		s.press("n")
		s.shows("What do you think of it?")
		setNote(t, lib, 1, "theirs")
		s.press("mine")
		s.notes(lib, 1, "theirs"+store.VersionRule+"mine")
		s.shows("both are kept. You choose when you close it.", "│ mine ")
		s.press(", and on")
		s.shows("│ mine, and on ")
		s.notes(lib, 1, both)
		s.press("\x1b")
		s.shows("Two versions of the note", "theirs", "Yours", "mine, and on")
		s.press("d")
		s.shows("− theirs", "+ mine, and on")
		s.press("d")
		s.press(key)
		s.notes(lib, 1, want)
		s.until("waiting for the box to close", func(screen string) bool { return !strings.Contains(screen, "Two versions") })
		if want != both {
			s.shows("brings both back")
			s.press("u")
			s.notes(lib, 1, both)
		}
		s.press("q")
		s.quits()
	}
}

// The save that finds the other version may be the one that closing the pane makes: the choice comes with its answer.
func TestTwoVersionsFoundOnClosing(t *testing.T) {
	lib := starter(t)
	s := open(t, lib, 140, 40)
	s.shows("Inbox 65", "Despite its outstanding")
	s.press("n")
	s.shows("What do you think of it?")
	setNote(t, lib, 1, "theirs")
	s.press("mine\x1b")
	s.shows("Two versions of the note", "theirs", "Yours", "mine")
	s.press("t")
	s.notes(lib, 1, "theirs")
	s.press("q")
	s.quits()
}

// What is typed is on the disk within a second also while the library cannot be written; and what is typed while a save is
// under way is saved after it, if the pane is closed meanwhile too.
func TestDraftWhileTheLibraryIsLocked(t *testing.T) {
	lib := starter(t)
	s := open(t, lib, 140, 40)
	s.shows("Inbox 65", "Despite its outstanding")
	s.press("n")
	s.shows("What do you think of it?")
	unlock := locked(t, lib)
	draft := func(want string) {
		t.Helper()
		s.until("waiting for the draft of "+want, func(string) bool {
			all, err := lib.Drafts()
			if err != nil || len(all) != 1 {
				return false
			}
			text, err := all[0].Text()
			return err == nil && text == want
		})
	}
	s.press("typed")
	draft("typed")
	s.press(", and on")
	draft("typed, and on")
	s.press(" and on\x1b")
	draft("typed, and on and on")
	unlock()
	s.notes(lib, 1, "typed, and on and on")
	s.press("q")
	s.quits()
	if all, err := lib.Drafts(); len(all) != 0 || err != nil {
		t.Errorf("a draft is left: %v, %v", all, err)
	}
}

// A save that fails leaves a draft, and the next start offers it.
func TestDraftIsOffered(t *testing.T) {
	lib := starter(t)
	s := open(t, lib, 140, 40)
	s.shows("Inbox 65", "Despite its outstanding")
	s.press("n")
	s.shows("What do you think of it?")
	_ = lib.Close() // all that the disk may do
	s.press("almost lost")
	s.shows("not saved ─╮")
	s.press("\x03")
	s.shows("The note is not saved", "it is kept as a draft")
	s.press("x")
	<-s.done // the program tried once more

	lib = second(t, lib)
	s = open(t, lib, 60, 24)
	s.shows("A draft was not saved", "almost lost", "save it as the note")
	s.press("\x1b")
	s.until("waiting for the box to close", func(screen string) bool { return !strings.Contains(screen, "A draft") })
	s.press("q")
	s.quits()

	setNote(t, lib, 1, "written since")
	s = open(t, lib, 140, 40)
	s.shows("A draft was not saved")
	s.press("\r")
	s.shows("Two versions of the note", "written since", "almost lost")
	s.press("m")
	s.notes(lib, 1, "almost lost")
	s.press("q")
	s.quits()
	s = open(t, lib, 140, 40)
	s.shows("Inbox 65", "almost lost")
	s.press("q")
	s.quits()
	if all, err := lib.Drafts(); len(all) != 0 || err != nil {
		t.Errorf("%v, %v", all, err)
	}
}

// A draft that says what the note says is none; one that is discarded is gone.
func TestDraftsThatAreNone(t *testing.T) {
	lib := starter(t)
	setNote(t, lib, 1, "saved after all")
	for id, text := range map[int64]string{1: "saved after all\n", 2: "discard me"} {
		d, err := lib.NewDraft(id, "T", "", "")
		if err == nil {
			err = d.Keep(text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	s := open(t, lib, 140, 40)
	s.shows("A draft was not saved", "discard me")
	s.press("x")
	s.shows("The draft is discarded.")
	s.press("q")
	s.quits()
	if all, err := lib.Drafts(); len(all) != 0 || err != nil {
		t.Errorf("%v, %v", all, err)
	}
}

// An editor that ends badly leaves the note as it was; what was typed in it is offered at once, and if dogear ends before
// that, at the next start.
func TestEditorThatFails(t *testing.T) {
	lib := starter(t)
	setNote(t, lib, 1, "old")
	p, err := lib.Paper(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	file, err := NewEditFile(lib, p)
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(file.Path)
	if err == nil {
		err = os.WriteFile(file.Path, append(b, "typed\n"...), 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	left := readDrafts(t, lib)
	if len(left) != 1 || left[0].text != "old\ntyped" {
		t.Errorf("a kill would leave %+v", left)
	}
	m := newModel(t, lib)
	m.resize(100, 30)
	m.Update(editedMsg{file: file, row: p.Row, text: "old\ntyped", changed: true, err: errors.New("exit status 1")})
	q, ok := m.overlay.(*question)
	if !ok || !strings.Contains(strings.Join(q.text, "\n"), "exit status 1") {
		t.Fatalf("it is not offered: %+v", m.overlay)
	}
	if now, err := lib.Paper(t.Context(), 1); err != nil || now.Note != "old" {
		t.Errorf("%q, %v", now.Note, err)
	}
	o := offered{draft: file.Draft, text: "old\ntyped"}
	msg := (&stay{lib: lib, row: p.Row, base: o.draft.Base, draft: o.draft}).save(t.Context(), 1, o.text)
	if msg.err != nil || msg.draftErr != nil || msg.saved != "old\ntyped" || len(readDrafts(t, lib)) != 0 {
		t.Errorf("%+v", msg)
	}
}

// readDrafts is what a start would offer.
func readDrafts(t *testing.T, lib *store.Library) []offered {
	t.Helper()
	msg, ok := newModel(t, lib).readDrafts()().(draftsMsg)
	if !ok || msg.err != nil {
		t.Fatal(msg.err)
	}
	return msg.drafts
}
