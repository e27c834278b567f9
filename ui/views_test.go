package ui

import "testing"

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
