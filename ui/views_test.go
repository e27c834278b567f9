package ui

import (
	"strings"
	"testing"
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
	s.shows("Inbox is there already")
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
	s.shows("is at the end of your views already")
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
