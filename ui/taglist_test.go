package ui

import (
	"strings"
	"testing"

	"dogear/store"
)

// tagged is a library whose first papers have tags.
func tagged(t *testing.T) *store.Library {
	t.Helper()
	lib := starter(t)
	for id, tags := range map[int64][]string{1: {"gnn", "links"}, 2: {"gnn"}, 3: {"graphs"}} {
		if _, err := lib.Retag(t.Context(), store.These(id), tags, nil); err != nil {
			t.Fatal(err)
		}
	}
	return lib
}

// Tags are listed, renamed, merged and deleted, by keys; each is a change that an undo takes back.
func TestTagList(t *testing.T) {
	s := open(t, tagged(t), 120, 30)
	s.shows("#gnn #links")
	s.press("#")
	s.shows("Tags ─", "#gnn", "#graphs", "#links", "1 of 3")
	s.press("jr")
	s.shows("#graphs becomes", "the name of another tag makes the two one")
	s.press("\x15gnn")
	s.shows("becomes one with #gnn, which 2 papers have")
	s.press("\r")
	s.shows("Renamed the tag graphs gnn")
	s.press("#")
	s.shows("1 of 2", "      3 ━")
	s.press("x")
	s.shows("Delete the tag #gnn?", "3 papers will be without it. u brings it back.")
	s.press("x")
	s.shows("Deleted the tag #gnn, which 3 papers had", "inbox · #links ·", "▌Neural")
	s.press("u")
	s.shows("Undone: deleted the tag", "#gnn #links")
	s.press("u")
	s.shows("Undone: renamed the tag")
	s.press("#j\r")
	s.shows("╭▸#graphs", "1 of 1", "Graph Mamba")
	s.press("#r\x15-x\r")
	s.shows("begins with a sign")
	s.press("\x1b")
	s.hides("becomes")
	s.press("q")
	s.quits()
}

func TestTagListByMouse(t *testing.T) {
	s := open(t, tagged(t), 120, 30)
	s.shows("#gnn #links")
	s.press("#")
	s.shows("1 of 3")
	s.click("#links     ")
	s.shows("3 of 3")
	s.click("#links     ")
	s.shows("╭▸#links", "1 of 1")
	s.press("q")
	s.quits()
}

// A tag has its colour by its name, or the one that the reader gave it; with every built-in theme it has one.
func TestColoursOfTags(t *testing.T) {
	config := configure(t, "[tags]\ngnn = '#123456'\n'cs.LG' = '208'\n")
	for _, b := range []background{unknownBackground, darkBackground, lightBackground} {
		theme := config.themeOn(b)
		if theme.tagLook("GNN") != fg("#123456") || theme.tagLook("cs.lg") != fg("208") {
			t.Error("the reader's own colours do not hold")
		}
		if theme.tagLook("graphs") != theme.tagLook("Graphs") {
			t.Error("the case of a tag changes its colour")
		}
		looks := make(map[style]bool)
		for _, name := range strings.Fields("a b c d e f g h i j k l m n o p q r s t u v w x y z") {
			looks[theme.tagLook(name)] = true
		}
		if len(looks) != len(theme.tags) || looks[""] {
			t.Errorf("%d tags have %d looks: %v", 26, len(looks), looks)
		}
	}
	var b strings.Builder
	if err := config.Write(&b); err != nil {
		t.Fatal(err)
	}
	if again := configure(t, b.String()); again.Tags["cs.lg"] != "208" || again.Tags["gnn"] != "#123456" {
		t.Errorf("read back: %v", again.Tags)
	}
}

func TestTagLineFits(t *testing.T) {
	theme := themeOf(dark)
	names := []string{"gnn", "state-space-models", "x"}
	for w := range 40 {
		if got := width(theme.tagLine(names, w, asIs)); got > w {
			t.Errorf("%d cells in %d", got, w)
		}
	}
	if got := width(theme.tagLine(names, 100, asIs)); got != len("#gnn #state-space-models #x") {
		t.Errorf("%d cells", got)
	}
}
