package ui

import "testing"

// Any change can be taken back from the list of them, unless a later one touched the same; the list stays open.
func TestHistory(t *testing.T) {
	s := open(t, starter(t), 120, 30)
	s.shows("1 of 65")
	s.press("H")
	s.shows("History", "Imported Hugging Face, 2026-03-11 (65 new papers)", "enter undo")
	s.press("q")
	s.press("rxs") // the first three papers
	s.shows("3 of 65 decided")
	s.press("7gw") // the first one again, of another view: keys wait for it
	s.shows("Later 2")
	s.press("H")
	s.shows("Kept “Neural Common Neighbor", "1 of 5")
	s.press("jj") // dismissed, the second one
	s.press("\r")
	s.shows("Dismissed 0", "↶", "enter redo", "Undone: dismissed")
	s.press("j") // read, the first one, which was kept for later since
	s.press("\r")
	s.shows("conflicts with a later change")
	s.press("k\r")
	s.shows("Dismissed 1", "Redone")
	s.press("q")
	s.press("q")
	s.quits()
}

// Keys that follow a search or another view in one burst are meant for its list, not for the one before.
func TestKeysWaitForTheList(t *testing.T) {
	s := open(t, starter(t), 120, 30)
	s.shows("1 of 65")
	s.press("/todyformer\rr")
	s.shows("Read 1")
	s.press("\x1b")
	s.shows("1 of 64")
	s.press("4x")
	s.shows("Read 0", "Dismissed 1")
	s.press("6")
	s.shows("Todyformer")
	s.press("q")
	s.quits()
}

// What a key asks of a paper that is still being read is done when it has been; keys after it wait.
func TestKeysWaitForThePaper(t *testing.T) {
	s := open(t, starter(t), 120, 30)
	s.press("jjjnlater than the key\x1b") // nothing has been read when this is typed
	s.shows("later than the key", "Subgraph Permutation")
	s.press("Gtgnn\r")
	s.shows("#gnn", "65 of 65")
	s.press("q")
	s.quits()
	papers, err := s.lib.Papers(t.Context(), []int64{4, 65})
	if err != nil || papers[0].Note != "later than the key" || len(papers[1].TagNames) != 1 {
		t.Errorf("%+v, %v", papers, err)
	}
}
