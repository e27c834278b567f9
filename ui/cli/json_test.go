package cli

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"dogear/parser"
	"dogear/store"
)

// What is written about a paper reads back the same.
func TestJSONReadsBack(t *testing.T) {
	full := store.Paper{
		Row:      store.Row{ID: 7, Status: store.Later, Starred: true, Title: "Of α² & “trees”"},
		Abstract: "One.\n\nTwo <3.", RawTitle: "Of $\\alpha^2$ &\n ``trees''", RawAbstract: "  One.\n  Two \x1b <3.\n",
		Authors:   []parser.Author{{Given: "Jane", Particle: "van", Family: "Doe", Suffix: "Jr."}, {Family: "The LAB, Team"}, {Family: "Plato"}},
		Published: "2024-03", Added: time.Date(2025, 3, 12, 9, 0, 0, 0, time.UTC), ArXiv: "2403.01234", Version: 3,
		DOI: "10.1000/a(b)", OpenReview: "aB_-9",
		Links:    []parser.Link{{Kind: parser.LinkCode, URL: "https://example.org/a?b=c&d"}, {Kind: parser.LinkPage, URL: "https://arxiv.org/abs/2403.01234"}},
		TagNames: []string{"gnn", "to-read"}, Note: "# A\n\n\t- b   c\n", NoteSaved: time.Unix(1, 0),
		Digests: []store.Appearance{{Source: "arXiv", Date: "2024-03-11"}},
	}
	j := toJSON(&full, 0)
	j.Publication = &parser.Publication{Type: "article-journal", Venue: "J. Trees", Volume: "7", Issue: "2", Pages: "12–34", Publisher: "P"}
	j.Categories, j.Keywords, j.Comment, j.Key = []string{"math.GT", "cs.LG"}, []string{"a, b", "c"}, "12 pages", optional("doe2024")
	bare := toJSON(&store.Paper{Row: store.Row{Title: "Bare"}, RawTitle: "Bare", Added: full.Added}, 0)

	var out strings.Builder
	lines := newJSONLines(&out)
	for _, p := range []paperJSON{j, bare} {
		if err := lines.write(p); err != nil {
			t.Fatal(err)
		}
	}
	d, err := parser.Open(strings.NewReader(out.String()), parser.Options{})
	if err != nil || d.Format != parser.FormatJSONL {
		t.Fatalf("read as %v, %v", d, err)
	}
	var got []parser.Paper
	for p, problem := range d.Records() {
		if problem != nil {
			t.Fatal(problem)
		}
		got = append(got, p)
	}
	want := []parser.Paper{
		{
			Title: full.Title, Abstract: full.Abstract, RawTitle: full.RawTitle, RawAbstract: full.RawAbstract, Authors: full.Authors,
			Published: full.Published, ArXiv: full.ArXiv, Version: full.Version, DOI: full.DOI, OpenReview: full.OpenReview, In: *j.Publication,
			Categories: j.Categories, Keywords: j.Keywords, Comment: j.Comment, Key: *j.Key, Links: full.Links, Line: 1,
			Marks: &parser.Marks{Status: "later", Starred: true, Tags: full.TagNames, Note: strings.TrimSpace(full.Note), Added: "2025-03-12"},
		},
		{Title: "Bare", RawTitle: "Bare", Line: 2, Marks: &parser.Marks{Status: "inbox", Added: "2025-03-12"}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%+v\nwant\n%+v", got, want)
	}
}
