package ui

import (
	"strings"
	"testing"

	"dogear/store"
)

// A search is saved as a view: a tab with its count, with the cursor where it was left, and gone again with an undo.
func TestOwnViews(t *testing.T) {
	s := open(t, starter(t), 140, 40)
	s.shows("1 of 65")
	s.press("/graph\r")
	s.shows("Inbox · graph")
	s.press("\x13")
	s.shows("save as", "is:inbox graph")
	s.press("inbox\r")
	s.shows("is a built-in view: choose another name")
	s.press("\x15Graphs\r") // the line is emptied first
	s.shows("Graphs 2", "Saved the view Graphs", "╭▸Graphs")
	s.press("jj1")
	s.shows("╭▸Inbox", "1 of 65")
	s.press("8")
	s.shows("╭▸Graphs", "3 of 2")
	s.press("x")
	s.shows("Dismissed 1")
	s.press(":remove view\r")
	s.shows("Removed the view Graphs", "╭▸Inbox")
	s.press("u")
	s.shows("Undone: removed the view Graphs", "Graphs 2")
	s.press("q")
	s.quits()
}

// A digest is gone to by its name, with how much of it is decided.
func TestDigestView(t *testing.T) {
	s := open(t, starter(t), 120, 30)
	s.shows("1 of 65")
	s.press("rx")
	s.shows("2 of 65 decided")
	s.press("D")
	s.shows("Digests and sources", "Hugging Face, Mar 11", "2 of 65")
	s.press("\r")
	s.shows("╭▸Hugging Face, Mar 11", "of 65")
	s.press("1")
	s.shows("╭▸Inbox")
	s.press("q")
	s.quits()
}

// Views are moved in the tabs, and an undo moves them back.
func TestViewsAreMoved(t *testing.T) {
	lib := starter(t)
	for _, name := range []string{"Graphs", "Trees", "Nets"} {
		if _, err := lib.SaveView(t.Context(), name, "title:"+strings.ToLower(name)); err != nil {
			t.Fatal(err)
		}
	}
	s := open(t, lib, 160, 30)
	s.shows("1 of 65", "Graphs 1  Trees 0  Nets 0")
	s.press("<")
	s.shows("Only a view that you saved")
	s.press("9<")
	s.shows("Moved the view Trees", "Trees 0  Graphs 1  Nets 0", "╭▸Trees")
	s.press("<")
	s.shows("Trees is already the first of your views")
	s.press(">>")
	s.shows("Graphs 1  Nets 0  Trees 0", "╭▸Trees")
	s.press("u")
	s.shows("Undone: moved the view Trees", "Graphs 1  Trees 0  Nets 0")
	s.press("q")
	s.quits()
}

// The reader opens on a view of one's own, in the order that it was given before.
func TestOpensOnOwnView(t *testing.T) {
	lib := starter(t)
	if _, err := lib.SaveView(t.Context(), "Graphs", "title:graph"); err != nil {
		t.Fatal(err)
	}
	config := DefaultConfig()
	config.View = "graphs"
	s := openWith(t, lib, 120, 30, Options{Config: config})
	s.shows("╭▸Graphs ─")
	s.press("Ot")
	s.shows("Graphs · by title")
	s.press("q")
	s.quits()
	s = openWith(t, lib, 120, 30, Options{Config: config})
	s.shows("╭▸Graphs · by title")
	s.press("1")
	s.shows("╭▸Inbox ─")
	s.press("q")
	s.quits()
}

// Every built-in view is known to the store, which refuses another one of that name.
func TestBuiltInNamesAreTaken(t *testing.T) {
	lib := starter(t)
	if got, want := len(store.BuiltInViews), len(builtIn()); got != want {
		t.Errorf("the store knows %d built-in views, not %d", got, want)
	}
	for _, v := range builtIn() {
		for _, name := range []string{v.name, strings.ToUpper(v.name), "  " + strings.ToLower(v.name) + "\t"} {
			if _, err := lib.SaveView(t.Context(), name, "graph"); err == nil || !strings.Contains(err.Error(), "is a built-in view") {
				t.Errorf("%q can be saved: %v", name, err)
			}
		}
	}
	if _, err := lib.SaveView(t.Context(), "Graphs", "graph"); err != nil {
		t.Fatal(err)
	}
	if _, err := lib.RenameView(t.Context(), "Graphs", "inbox"); err == nil || !strings.Contains(err.Error(), "is a built-in view") {
		t.Errorf("a view can be renamed to inbox: %v", err)
	}
	d := drive(t, lib, 120, 30)
	d.press("/mamba⏎\x13 all⏎")
	d.shows(`"all" is a built-in view: choose another name`)
}

// A view that cannot be moved says why.
func TestMovingAViewSaysWhyNot(t *testing.T) {
	lib := starter(t)
	save := func(name string) {
		t.Helper()
		if _, err := lib.SaveView(t.Context(), name, "graph"); err != nil {
			t.Fatal(err)
		}
	}
	save("Graphs")
	d := drive(t, lib, 120, 30)
	d.press("<")
	d.shows("Only a view that you saved can be moved")
	for _, key := range []string{"<", ">"} {
		d.press("8" + key)
		d.shows("Graphs is the only view of your own: there is none to move it past.")
	}
	save("Trees")
	d = drive(t, lib, 120, 30)
	d.press("8<")
	d.shows("Graphs is already the first of your views.")
	d.press(">>")
	d.shows("Graphs is already the last of your views.")
	d.press("D⏎8>") // a digest's view is none of them
	d.shows("Trees", "Moved the view Trees")
	d.press(">")
	d.shows("Trees is already the last")
}
