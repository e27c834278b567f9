package ui

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"dogear/store"
)

func TestTermStart(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "ti": "ti", "graph ti": "ti", "-ti": "ti", "graph -is:re": "is:re", "(a OR ti": "ti", "state-of": "state-of",
		`source:"Hugging F`: `source:"Hugging F`, `"a b" ti`: "ti", "graph ": "",
	} {
		if got := text[termStart(text):]; got != want {
			t.Errorf("%q: %q, not %q", text, got, want)
		}
	}
}

func TestPointAt(t *testing.T) {
	for _, c := range []struct {
		query string
		at, w int
		want  string
	}{
		{"graph is:sat x", 6, 40, "graph is:sat x\n      ▔▔▔▔▔▔"},
		{"is:sat", 0, 4, "is…\n▔▔▔▔"},
		{"long long long long is:sat", 20, 16, "…g long is:sat\n        ▔▔▔▔▔▔"},
		{"a\x1b[31m )", 7, 20, "a [31m )\n       ▔"},
	} {
		got := ansi.Strip(strings.Join(pointAt(DefaultConfig().themeOn(darkBackground), &store.QueryError{Query: c.query, Offset: c.at}, c.w), "\n"))
		if got != c.want {
			t.Errorf("%q\n%s\nwant\n%s", c.query, got, c.want)
		}
	}
}

func TestTabCompletesASearch(t *testing.T) {
	lib := starter(t)
	if _, err := lib.Retag(t.Context(), store.These(1), []string{"gnn", "gnu"}, nil); err != nil {
		t.Fatal(err)
	}
	s := open(t, lib, 80, 24)
	s.shows("Inbox 65")
	s.press("/ti\t")
	s.shows(" / title: ")
	s.press("graph ha\tc\t")
	s.shows("/ title:graph has:code ")
	s.press("\x15is:\t")
	s.shows("inbox   later   read   dismissed")
	s.press("sta\t")
	s.shows("/ is:starred ", "Nothing found")
	s.press("\x15-tag:g\t")
	s.shows("/ -tag:gn ", "gnn   gnu")
	s.press("n\t")
	s.shows("/ -tag:gnn ", "1 of 64")
	s.press("\x15sou\thug\t")
	s.shows(`/ source:"Hugging Face" `, "1 of 65")
	s.press("\x15zz\t")
	s.shows("no completions")
}

// A mistake shows where, what and an example, all of it, and enter does not keep it.
func TestAMistakeInASearch(t *testing.T) {
	for _, size := range [][2]int{{120, 30}, {80, 24}, {50, 20}} {
		s := open(t, starter(t), size[0], size[1])
		s.shows("Inbox 65")
		s.press("/graph is:sat")
		s.shows("Cannot read this search", "│ graph is:sat", "│       ▔▔▔▔▔▔", "stub", "for example is:inbox")
		s.press("\r")
		s.press("\x7f\x7f\x7f")
		s.until("right again", func(screen string) bool {
			return !strings.Contains(screen, "cannot be read") && strings.Contains(screen, "/ graph is:")
		})
		s.press("\r")
		s.shows("Cannot read this search", "is: needs a value")
	}
}

// A search that finds nothing offers what was probably meant, and tab takes it.
func TestASearchThatFindsNothingOffersWhatWasMeant(t *testing.T) {
	lib := starter(t)
	if _, err := lib.Retag(t.Context(), store.These(1), []string{"none"}, nil); err != nil {
		t.Fatal(err)
	}
	for _, size := range [][2]int{{120, 30}, {80, 24}, {40, 14}} {
		s := open(t, lib, size[0], size[1])
		s.shows("Inbox 65")
		s.press("/titel:mamba is:inbox")
		s.shows("Nothing found", "did you mean title:mamba?", "tab searches for that")
		s.press("\t")
		s.shows("/ title:mamba is:inbox", "1 of ")
		s.press("\x15tag:nope")
		s.shows("did you mean tag:none?")
		s.press("\r")
		s.shows("/ and tab search for that")
		s.press("/\t")
		s.shows("/ tag:none", "1 of 1")
		s.press("\x15is:stared")
		s.shows("did you mean is:starred?")
	}
}
