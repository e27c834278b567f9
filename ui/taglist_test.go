package ui

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

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
	s.shows("rename #graphs to", "the name of another tag merges the two")
	s.press("\x15gnn")
	s.shows("merges with #gnn (2 papers)")
	s.press("\r")
	s.shows(`Renamed the tag "graphs" to "gnn"`)
	s.press("#")
	s.shows("1 of 2", "      3 ━")
	s.press("x")
	s.shows("Delete the tag #gnn?", "3 papers will lose it. u undoes this.")
	s.press("x")
	s.shows("Deleted the tag #gnn from 3 papers", "inbox · #links ·", "▌Neural")
	s.press("u")
	s.shows("Undone: deleted the tag", "#gnn #links")
	s.press("u")
	s.shows("Undone: renamed the tag")
	s.press("#j\r")
	s.shows("╭▸#graphs", "1 of 1", "Graph Mamba")
	s.press("#r\x15-x\r")
	s.shows("must begin with a letter or digit")
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
	s.turn(wheelDown, 2, "#gnn")
	s.shows("3 of 3")
	s.turn(wheelUp, 1, "#gnn")
	s.shows("2 of 3")
	s.click("#links     ")
	s.shows("3 of 3")
	s.click("#links     ")
	s.shows("╭▸#links", "1 of 1")
	s.press("q")
	s.quits()
}

// A tag has its colour by its name, or the one that the reader gave it.
func TestColoursOfTags(t *testing.T) {
	config := configure(t, "[tags]\ngnn = '#123456'\n'cs.LG' = '208'\nmine = ' Star'\n")
	for _, b := range []background{unknownBackground, darkBackground, lightBackground} {
		theme := config.themeOn(b)
		if theme.tagLook("GNN") != fg("#123456") || theme.tagLook("cs.lg") != fg("208") {
			t.Error("the reader's own colours do not hold")
		}
		if theme.tagLook("mine") != theme.star {
			t.Error("a colour of the theme's does not hold")
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
	if again := configure(t, b.String()); again.Tags["cs.lg"] != "208" || again.Tags["gnn"] != "#123456" || again.Tags["mine"] != "star" {
		t.Errorf("read back: %v", again.Tags)
	}
}

// In every theme a tag has one of several colours, whose contrast TestContrast measures; where no colour is sure, it has
// none.
func TestHuesOfTags(t *testing.T) {
	const some, none = -1, 0
	for _, c := range []struct {
		profile colorprofile.Profile
		theme   string
		looks   [3]int // by background: unknown, dark, light
	}{
		{colorprofile.TrueColor, "auto", [3]int{7, 7, 7}},
		{colorprofile.TrueColor, "high-contrast", [3]int{none, 7, 7}},
		{colorprofile.ANSI256, "auto", [3]int{7, 7, 7}},
		{colorprofile.ANSI256, "high-contrast", [3]int{none, 7, 7}},
		{colorprofile.ANSI, "auto", [3]int{none, some, some}},
		{colorprofile.ANSI, "high-contrast", [3]int{none, some, none}},
	} {
		for b, want := range c.looks {
			looks := (&Config{Theme: c.theme}).themeFor(display{profile: c.profile, background: background(b)}).tags
			if want == some && len(looks) < 2 || want != some && len(looks) != want || slices.Contains(looks, "") {
				t.Errorf("%s, %v, %d: tags have the looks %q", c.theme, c.profile, b, looks)
			}
		}
	}
}

// The palette shows a tag in its colour; without colours it is a # and its name.
func TestTagsInThePalette(t *testing.T) {
	m := newModel(t, tagged(t))
	m.Update(tea.WindowSizeMsg{Width: 100, Height: 30})
	m.tags = []store.Tag{{Name: "gnn", Papers: 2}}
	m.openPalette()
	p := m.overlay.(*palette)
	p.prompt.input.SetValue("#gnn")
	p.filter(m)
	p.cursor = -1 // the line under the cursor has the cursor's look
	want := m.theme.tagLook("gnn").paint(pad("#gnn", 16))
	drawn := strings.Join(p.view(m), "\n")
	if !strings.Contains(drawn, want) {
		t.Errorf("%q is not in\n%q", want, drawn)
	}
	var plain strings.Builder
	w := colorprofile.Writer{Forward: &plain, Profile: colorprofile.ASCII} // as under NO_COLOR
	if _, err := w.WriteString(drawn); err != nil {
		t.Fatal(err)
	}
	if got := plain.String(); strings.Contains(got, "38;") || !strings.Contains(got, "#gnn") {
		t.Errorf("without colours: %q", got)
	}
}

func TestTagLineFits(t *testing.T) {
	theme := themeOf(dark[trueColour])
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
