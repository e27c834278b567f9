package ui

import "testing"

// The palette finds commands, the reader's own views, tags and papers by a part of their name.
func TestPaletteFindsEverything(t *testing.T) {
	s := open(t, starter(t), 120, 35)
	s.shows("1 of 65")
	s.press("tgnn\r")
	s.shows("#gnn")
	s.press("/mamba\r")
	s.shows("Inbox · mamba")
	s.press("\x13Snakes\r")
	s.shows("Saved the view Snakes")
	s.press(":snak")
	s.shows("show the view: is:inbox mamba")
	s.press("\r")
	s.shows("╭▸Snakes")
	s.press(":#gnn")
	s.shows("show 1 paper with this tag")
	s.press("\r")
	s.shows("╭▸#gnn", "1 of 1")
	s.press(":todyformer")
	s.shows("paper            Todyformer: Towards")
	s.press("\r")
	s.shows("╭▸All", "5 of 65", "▌• Todyformer")
	s.press("q")
	s.quits()
}

// Enter that is typed ahead of the papers waits for them, and so do the keys behind it.
func TestPaletteTypedAhead(t *testing.T) {
	s := open(t, starter(t), 120, 35)
	s.shows("1 of 65")
	s.press(":todyformer\rs:graph mamba tow\rj")
	s.shows("╭▸All", "4 of 65", "» Todyformer", "★")
	s.press(":no such thing anywhere\r")
	s.shows("No command, view, tag or paper matches no such thing anywhere")
	s.press("q")
	s.quits()
}

// On a narrow screen, names take no more room than they need, so that titles of papers can be told apart.
func TestPaletteOnANarrowScreen(t *testing.T) {
	d := drive(t, starter(t), 40, 14)
	d.press(":graph mam")
	d.shows("▸paper Graph Mamba: Towards")
	d = drive(t, starter(t), 80, 24)
	d.press(":graph mam")
	d.shows("▸paper            Graph Mamba: Towards")
}
