package ui

import (
	"strings"
	"testing"

	"dogear/store"
)

func TestEverySortCanBeChosen(t *testing.T) {
	for _, s := range store.Sorts {
		found := false
		for _, c := range sorts {
			found = found || c.sort == s
		}
		if !found {
			t.Errorf("sort:%s is not in the box", s)
		}
	}
}

// The cursor stays on its paper in every order, an undo returns to it, and each view keeps its own.
func TestSorting(t *testing.T) {
	s := open(t, starter(t), 120, 40)
	s.shows("▌Neural Common Neighbor")
	s.press("O")
	s.shows("Sort Inbox by", "▌ a  added", "A to Z")
	s.press("jj\r")
	s.shows("Inbox · by title", "▌Neural Common Neighbor")
	s.press("g")
	s.shows("▌A Critical Review of Recurrent", "1 of 65")
	s.press("jxGu")
	s.until("undo comes back to its paper", func(screen string) bool {
		return strings.Contains(screen, "Undone") && strings.Contains(screen, "▌A Novel Predictive")
	})
	s.press("]")
	s.shows("╭▸Later ─")
	s.press("[")
	s.shows("Inbox · by title", "▌A Novel Predictive")
	s.press("/sort:date\r")
	s.until("the search goes before", func(screen string) bool { return !strings.Contains(screen, "by title") })
	s.press("\x1b")
	s.until("the search is off", func(screen string) bool { return !strings.Contains(screen, "sort:date") })
	s.press("Or")
	s.shows("Sorting by relevance needs a search with words")
	s.press("O-")
	s.shows("▌ a  -added", "d  -date", "oldest publication first", "Z to A")
	s.press("t")
	s.shows("Inbox · by title, reversed")
	s.press("g")
	s.shows("▌Unleashing the Potential of Spiking", "1 of 65")
	s.press("G")
	s.shows("▌A Critical Review of Recurrent", "65 of 65")
	s.press("O")
	s.shows("▌ t  -title")
	s.press("r")
	s.press("/neural\r")
	s.shows("neural · by relevance")
}
