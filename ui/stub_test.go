package ui

import (
	"reflect"
	"strings"
	"testing"

	"dogear/parser"
	"dogear/store"
)

// A pasted identifier, or the address of a paper, adds the paper; so do several lines of them. Anything else is pasted as
// ever.
func TestPastedIdentifiers(t *testing.T) {
	paste := func(s *terminal, text string) { s.press("\x1b[200~" + text + "\x1b[201~") }
	s := open(t, starter(t), 120, 30)
	s.shows("1 of 65")
	paste(s, "https://arxiv.org/abs/2403.01234v2 ")
	s.shows("1 of 66", "https://arxiv.org/abs/2403.01234v2: 1 new, 0 seen", "arXiv:2403.01234", "Only the identifier of this paper is known")
	paste(s, "10.1145/3292500.3330701\n\n  2403.01234\n")
	s.shows("1 of 67", "2 identifiers: 1 new, 1 seen", "doi:10.1145/3292500.3330701")
	s.press("/is:stub\r")
	s.shows("1 of 2")
	s.press("\x1b")
	s.shows("1 of 67")
	s.press("u")
	s.shows("Undo the import?", "identifiers")
	s.press("\r")
	s.shows("of 66 ─")
	paste(s, "graph 2403.01234")
	s.shows("/ graph 2403.01234")
	s.press("\x1b")
	s.shows("r read")
	paste(s, "10.1145/3292500.3330701\nand a title of something")
	s.shows("Import the pasted text?")
	s.press("\x1b")
	s.hides("Import the pasted text?")
	s.press(":import hep-th/9711200\r")
	s.shows("1 of 67", "arXiv:hep-th/9711200", "1 new, 0 seen")
	s.press(":import nothing\r")
	s.shows("nothing: there is no such file")
	s.press("q")
	s.quits()
}

func TestIdentifiers(t *testing.T) {
	for text, want := range map[string][]string{
		"2403.01234":                        {"2403.01234"},
		" arXiv:2403.01234 \r\n\n10.1000/x": {"arXiv:2403.01234", "10.1000/x"},
		"2403.01234\nOn Rivers":             nil,
		"https://example.org/":              nil,
		"On Rivers":                         nil,
		"":                                  nil,
	} {
		if got := Identifiers(text); !reflect.DeepEqual(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// A stub stands out in the list, under the cursor and not.
func TestStubLooksLikeOne(t *testing.T) {
	l := list{rect: rect{w: 60, h: 6}, rows: []store.Row{{ID: 1, Title: "On Rivers"}, {ID: 2, Title: "arXiv:2403.01234", OnlyID: true}}}
	theme := &theme{dim: "2"}
	for cursor := range 2 {
		l.cursor = cursor
		paper, stub := l.row(theme, 0, 50, true), l.row(theme, 1, 50, true)
		if strings.Contains(paper, "\x1b[3;2m") || !strings.Contains(stub, "\x1b[3;2m") {
			t.Errorf("cursor %d: %q, %q", cursor, paper, stub)
		}
	}
}

// Whose work it is, in a line.
func TestAuthorNames(t *testing.T) {
	ann, bo := parser.Author{Given: "Ann", Family: "Example"}, parser.Author{Given: "Bo", Family: "Sample"}
	many := make([]parser.Author, 14)
	for i := range many {
		many[i] = ann
	}
	for _, c := range []struct {
		authors []parser.Author
		details parser.Details
		want    string
		first   string
	}{
		{nil, parser.Details{}, "", ""},
		{[]parser.Author{ann, bo}, parser.Details{Editors: []parser.Author{bo}}, "Ann Example, Bo Sample", "Example +1"},
		{[]parser.Author{ann}, parser.Details{MoreAuthors: true}, "Ann Example, et al.", "Example et al."},
		{[]parser.Author{ann, bo}, parser.Details{MoreAuthors: true}, "Ann Example, Bo Sample, et al.", "Example +1+"},
		{nil, parser.Details{Editors: []parser.Author{bo}}, "Bo Sample (ed.)", "Sample"},
		{nil, parser.Details{Editors: []parser.Author{bo, ann}}, "Bo Sample, Ann Example (eds.)", "Sample +1"},
		{many, parser.Details{}, strings.Repeat("Ann Example, ", 12) + "and 2 more", "Example +13"},
	} {
		p := &store.Paper{Authors: c.authors, Details: c.details}
		if got := authorNames(p); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
		if got := firstAuthor(p); got != c.first {
			t.Errorf("%q, want %q", got, c.first)
		}
	}
}
