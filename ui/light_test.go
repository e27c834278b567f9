package ui

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"dogear/store"
)

// marked is text with SGR sequences as tests write them: <4> for underline on and off, [] for a light.
func marked(s string) string {
	return strings.NewReplacer("\x1b[1;4m", "[", "\x1b[m", "<>", "\x1b[3m", "<i>", "\x1b[31m", "<red>", "\x1b[0m", "<>").Replace(s)
}

func TestLightLine(t *testing.T) {
	for _, c := range []struct {
		line  string
		spans [][2]int
		want  string
	}{
		{"a graph here", [][2]int{{2, 7}}, "a [graph<> here"},
		{"\x1b[31ma graph here\x1b[m", [][2]int{{2, 7}}, "<red>a [graph<><red> here<>"},
		{"\x1b[31ma gr\x1b[3map\x1b[0mh here", [][2]int{{2, 7}}, "<red>a [gr<i>[ap<>[h<> here"},
		{"graph", [][2]int{{0, 5}}, "[graph<>"},
		{"ab", [][2]int{{0, 1}, {1, 2}}, "[a<>[b<>"},
		{"plain", nil, "plain"},
	} {
		got := lightLine(c.line, c.spans, litMark)
		if marked(got) != c.want || ansi.Strip(got) != ansi.Strip(c.line) {
			t.Errorf("%q\n got %s\nwant %s", c.line, marked(got), c.want)
		}
	}
}

func lightsFor(t *testing.T, search string) *lights {
	t.Helper()
	q, err := store.ParseTyping(search, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	return &lights{search, q.Lights(store.InTitle), q.Lights(store.InAuthors), q.Lights(store.InAbstract), q.Lights(store.InNote),
		q.Lights(store.InVenue, store.InCategory, store.InKeyword, store.InDetails)}
}

// A phrase that goes on in the next line is lit in both, without the blank that ends the first.
func TestLitPhraseOverLines(t *testing.T) {
	lines := []string{"on graph \x1b[3mneural\x1b[m  ", "networks and", ""}
	got := lightsFor(t, `"graph neural networks"`).lightLines(lines, (*lights).ofAbstract, litMark)
	if s := marked(strings.Join(got, "/")); s != "on [graph <i>[neural<>[<>  /[networks<> and/" && s != "on [graph <i>[neural<>  /[networks<> and/" {
		t.Error(s)
	}
}

// The word at which a title is cut is lit as far as it is seen.
func TestLitTitleIsCut(t *testing.T) {
	l := lightsFor(t, "networks")
	for w := range 40 {
		got := l.lightTitle(DefaultConfig().themeOn(darkBackground), "Neural networks everywhere", w, "", litMark)
		if ansi.Strip(got) != pad(cutTitle("Neural networks everywhere", w), w) {
			t.Errorf("%d: %q", w, got)
		}
		if w >= 11 != strings.Contains(marked(got), "[n") {
			t.Errorf("%d: %s", w, marked(got))
		}
	}
}

// What matches is lit on the screen, in the fields that the search names; without a search nothing is.
func TestSearchIsLit(t *testing.T) {
	s := open(t, starter(t), 140, 40)
	s.shows("Inbox 65", "Despite its outstanding")
	if n := s.lit("Neural"); n != 0 {
		t.Errorf("lit without a search: %d", n)
	}
	s.press("/title:neural\r")
	s.until("lit in titles", func(string) bool { return s.lit("Neural") > 2 })
	s.press("/\x15-title:graph abstract:neural\r")
	s.until("lit in the abstract only", func(screen string) bool {
		return strings.Contains(screen, "abstract:neural") && s.lit("Neural") > 1 && s.lit("raph") == 0
	})
	s.press("\x1b")
	s.until("dark again", func(screen string) bool { return strings.Contains(screen, "1 of 65") && s.lit("Neural") == 0 })
}

// lit counts how often a text is on the screen, bold and underlined.
func (s *terminal) lit(text string) (n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for y := range s.screen.Height() {
		for x := range s.screen.Width() {
			at := x
			for _, r := range text {
				c := s.screen.CellAt(at, y)
				if c == nil || c.Content != string(r) || c.Style.Underline == 0 || c.Style.Attrs&1 == 0 {
					at = -1
					break
				}
				at++
			}
			if at > 0 {
				n++
			}
		}
	}
	return n
}

// A title in the list uses the width: only a letter or two of a word are not worth their place.
func TestTitlesUseTheWidth(t *testing.T) {
	for w, want := range map[int]string{40: "Neural networks everywhere", 25: "Neural networks everywhe…", 20: "Neural networks eve…", 18: "Neural networks…", 17: "Neural networks…", 12: "Neural netw…", 1: "…", 0: ""} {
		if got := cutTitle("Neural networks everywhere", w); got != want {
			t.Errorf("%d: %q, not %q", w, got, want)
		}
	}
}
