package cli

import (
	"strings"
	"testing"

	"dogear/parser"
	"dogear/store"
)

// show tells all that bibliographies know of a work.
func TestShowTellsEveryField(t *testing.T) {
	p := &store.Paper{
		Row: store.Row{ID: 7, Title: "Rivers"}, Authors: []parser.Author{{Given: "Ann", Family: "Example"}},
		In: parser.Publication{Venue: "Rivers of Norway", Series: "Waters", Edition: "2nd", Publisher: "A Press", Place: "Bergen", ISBN: "9780000000002", ISSN: "0000-0000"},
		Details: parser.Details{
			Editors: []parser.Author{{Given: "Bo", Family: "Sample"}, {Family: "A Group"}}, MoreAuthors: true, Language: "no",
			Files: []string{"/tmp/a\x1b[31m b.pdf", "b.pdf"}, Upvotes: 1200,
		},
	}
	got := page(p, 0, 80)
	for _, want := range []string{
		"Authors     Ann Example, et al.", "Editors     Bo Sample, A Group", "Appeared in Rivers of Norway", "Series      Waters", "Edition     2nd",
		"Publisher   A Press", "Place       Bergen", "ISBN        9780000000002", "ISSN        0000-0000", "Language    no", "Upvotes     1,200",
		"File        b.pdf",
	} {
		if !strings.Contains(got, want+"\n") {
			t.Errorf("no line %q in\n%s", want, got)
		}
	}
	if strings.Contains(got, "\x1b") {
		t.Errorf("%q", got)
	}
	if bare := page(&store.Paper{Row: store.Row{Title: "Bare"}}, 0, 80); strings.Contains(bare, "Editors") || strings.Contains(bare, "Upvotes") || strings.Contains(bare, "File") {
		t.Errorf("what is not known is shown:\n%s", bare)
	}
}

// The type of a work is told in plain words; a type without any is told by its own name.
func TestTypeName(t *testing.T) {
	for typ, want := range map[string]string{"article": "preprint", "paper-conference": "conference paper", "motion_picture": "motion picture", "book": "book", "": ""} {
		if got := typeName(typ); got != want {
			t.Errorf("%q: %q, want %q", typ, got, want)
		}
	}
}
