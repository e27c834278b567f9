package ui

import (
	"strings"
	"testing"

	"dogear/store"
)

// Several links lead away; as many steps back bring the view, the search, the cursor and the pane again.
func TestBackAfterLinks(t *testing.T) {
	lib := starter(t)
	setNote(t, lib, 1, "see [[Graph Mamba: Towards Learning on Graphs with State Space Models]]")
	setNote(t, lib, 3, "see [[Todyformer: Towards Holistic Dynamic Graph Transformers with Structure-Aware Tokenization]]")
	if _, err := lib.Mark(t.Context(), store.These(3, 5), store.ToRead); err != nil { // what is linked to is in no inbox
		t.Fatal(err)
	}
	d := drive(t, lib, 140, 40)
	d.press("⌫")
	d.shows("There is nowhere to go back to")
	d.press("/neural common⏎")
	d.shows("▸Inbox · neural common", "▌Neural Common")
	d.press("L1")
	d.shows("▸All ", "▌✓ Graph Mamba", "ctrl+o go back")
	d.press("L1")
	d.shows("▌✓ Todyformer")
	d.press("L1") // back by a link: from Todyformer to what links to it
	d.shows("▌✓ Graph Mamba")
	d.press("ø")
	d.shows("▸All ", "▌✓ Todyformer")
	d.press("⌫")
	d.shows("▸All ", "▌✓ Graph Mamba")
	d.press("ø")
	d.shows("▸Inbox · neural common", "▌Neural Common", "1 of 4 ")
	d.hides("go back")
	d.press("⏎L1")
	d.shows("▸All ", "▌✓ Graph Mamba")
	d.press("ø")
	d.shows("▸Paper 1", "Inbox · neural common")
}

// A tag, a digest and a paper of the palette lead away as links do. A view that is none of the tabs is there again.
func TestBackAfterJumps(t *testing.T) {
	lib := starter(t)
	for id, tag := range map[int64]string{2: "gnn", 4: "gnn", 6: "ssm"} {
		if _, err := lib.Retag(t.Context(), store.These(id), []string{tag}, nil); err != nil {
			t.Fatal(err)
		}
	}
	d := drive(t, lib, 140, 40)
	d.press("jjj#⏎j") // the second paper with the tag
	d.shows("▸#gnn", "2 of 2")
	d.press("#j⏎")
	d.shows("▸#ssm", "1 of 1")
	d.press(":todyformer⏎")
	d.shows("▸All", "▌• Todyformer")
	d.press("⌫")
	d.shows("▸#ssm", "1 of 1")
	d.press("⌫")
	d.shows("▸#gnn", "2 of 2")
	if strings.Contains(d.screen(), "#ssm") && strings.Contains(strings.Split(d.screen(), "\n")[0], "#ssm") {
		t.Errorf("both views stand behind the tabs:\n%s", d.screen())
	}
	d.press("⌫")
	d.shows("▸Inbox", "4 of 65")
}

// A link is followed in the paper that is zoomed, and the way back leads to it.
func TestBackToAZoomedPaper(t *testing.T) {
	lib := starter(t)
	setNote(t, lib, 1, "see [[Scale Mixtures of Neural Network Gaussian Processes]]")
	d := drive(t, lib, 80, 24)
	d.press("zL1")
	d.shows("▸Paper", "Scale Mixtures")
	d.press("⌫")
	d.shows("▸Paper 1", "Neural Common")
	d.press("z")
	d.shows("▸Inbox", "▌Neural Common")
}

// The trail has an end.
func TestTrailIsBounded(t *testing.T) {
	var tr trail
	for i := range 3 * longestTrail {
		tr.leave(spot{row: store.Row{ID: int64(i)}})
	}
	if s, ok := tr.back(); !ok || s.row.ID != 3*longestTrail-1 || len(tr) != longestTrail-1 {
		t.Errorf("%d, %v, %d spots", s.row.ID, ok, len(tr))
	}
}
