package store

import (
	"crypto/sha256"
	"strings"
	"testing"

	"dogear/parser"
)

// takeStubs imports identifiers.
func takeStubs(t testing.TB, l *Library, ids ...string) Report {
	t.Helper()
	d, err := parser.StubDigest(ids...)
	if err != nil {
		t.Fatal(err)
	}
	return must[Report](t)(l.Import(t.Context(), d, Delivery{Origin: "ids", Sum: sha256.Sum256([]byte(strings.Join(ids, "\n")))}, nil))
}

// A stub is completed by the first record that has its identifier, keeps what the reader gave it, and undo makes a stub
// of it again.
func TestStubIsCompleted(t *testing.T) {
	l := newLibrary(t)
	ctx := t.Context()
	walk(t, l,
		func() { takeStubs(t, l, "2401.00001v2", "10.1000/other", "https://openreview.net/forum?id=rJl-b3") },
		func() { must[Outcome](t)(l.Mark(ctx, These(1), Star)) },
		func() { must[Outcome](t)(l.Retag(ctx, These(1), []string{"snakes"}, nil)) },
		func() {
			if _, _, err := l.SetNote(ctx, 1, "the walrus", NoteEdit{}); err != nil {
				t.Fatal(err)
			}
		},
		func() {
			rep := takeJSONL(t, l, Delivery{}, riversLine)
			if rep.New != 0 || rep.Updated != 1 || rep.Fields["title"] != 1 || rep.Fields["abstract"] != 1 {
				t.Errorf("%+v", rep)
			}
		},
	)
	p := must[*Paper](t)(l.Paper(ctx, 1))
	if p.Stub() || p.OnlyID || p.Title != "Graph Mamba on Rivers" || p.RawTitle != p.Title || p.Abstract == "" || len(p.Authors) != 1 ||
		p.DOI != "10.1000/rivers" || p.Version != 2 || p.Published == "" || !p.Starred || p.Note != "the walrus" || len(p.TagNames) != 1 {
		t.Errorf("%+v", p)
	}
	for query, want := range map[string]string{"is:stub": "doi:10.1000/other OpenReview:rJl-b3", "-is:stub": "Graph", "rivers": "Graph", "2401.00001": ""} {
		if got := list(t, l, query); got != want {
			t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
	must[Outcome](t)(l.Undo(ctx))
	p = must[*Paper](t)(l.Paper(ctx, 1))
	if !p.Stub() || !p.OnlyID || p.Title != "arXiv:2401.00001" || p.RawTitle != p.Title || p.DOI != "" || len(p.Authors) != 0 || p.Note != "the walrus" {
		t.Errorf("after the undo: %+v", p)
	}
	if got := list(t, l, "rivers"); got != "" {
		t.Errorf("after the undo, a search finds %q", got)
	}
	if got := list(t, l, "is:stub"); got != "arXiv:2401.00001 doi:10.1000/other OpenReview:rJl-b3" {
		t.Errorf("after the undo, stubs: %q", got)
	}
	if got := found(t, closed(t, l), Examination{Deep: true}); got != "" {
		t.Error(got)
	}
}

// A stub of a paper that is there adds nothing; two stubs are never one, and none is suspected, for their titles.
func TestStubAddsNothing(t *testing.T) {
	l := newLibrary(t)
	takeJSONL(t, l, Delivery{}, riversLine)
	before := identities(t, l)
	if rep := takeStubs(t, l, "2401.00001v7", "doi:10.1000/rivers"); rep.Seen != 2 || rep.New != 0 || rep.Updated != 0 {
		t.Errorf("%+v", rep)
	}
	if after := identities(t, l); after != before {
		t.Errorf("got\n%s\nwant\n%s", after, before)
	}
	if rep := takeStubs(t, l, "2401.00002", "2401.00003", "2401.00002"); rep.New != 2 || rep.Seen != 1 || rep.Suspects != 0 {
		t.Errorf("%+v", rep)
	}
	if pairs := must[[]Pair](t)(l.Duplicates(t.Context())); len(pairs) != 0 {
		t.Errorf("%v", pairs)
	}
}

// A stub by DOI learns the arXiv id from the record that completes it, and is found by both; a stub that a reader merges
// into a paper gives it its identifier.
func TestStubLearnsIdentifiers(t *testing.T) {
	for _, merge := range [][2]int64{{2, 3}, {3, 2}} {
		l := newLibrary(t)
		takeStubs(t, l, "10.1000/rivers")
		takeJSONL(t, l, Delivery{}, riversLine, otherLine)
		takeStubs(t, l, "2401.00001", "10.1000/entirely")
		for _, name := range []string{"arXiv:2401.00001", "10.1000/rivers"} {
			if got := must[int64](t)(l.Find(t.Context(), name)); got != 1 {
				t.Errorf("%s is paper %d", name, got)
			}
		}
		walk(t, l, func() { must[Outcome](t)(l.Merge(t.Context(), merge[0], merge[1])) })
		if p := must[*Paper](t)(l.Paper(t.Context(), merge[0])); p.DOI != "10.1000/entirely" || p.ArXiv != "2401.00002" || p.Title != "Another one entirely" {
			t.Errorf("%+v", p)
		}
		if got := found(t, closed(t, l), Examination{Deep: true}); got != "" {
			t.Error(got)
		}
	}
}

// A completed stub is compared with papers that are nearly the same, like any that comes in.
func TestCompletedStubIsCompared(t *testing.T) {
	l := newLibrary(t)
	takeStubs(t, l, "10.1000/rivers")
	takeBib(t, l, bib("article: title=Bidirectional Rivers of Water; author=Roe, R."))
	if rep := takeBib(t, l, bib("article: title=Bidirectonal Rivers of Water; author=Roe, R.; doi=10.1000/rivers")); rep.Suspects != 1 || rep.Updated != 1 {
		t.Errorf("%+v", rep)
	}
}

// A library from before there were stubs has papers whose titles are identifiers: they are stubs after its upgrade.
func TestUpgradeKnowsStubs(t *testing.T) {
	l := newLibrary(t)
	takeStubs(t, l, "10.1000/rivers")
	takeJSONL(t, l, Delivery{}, riversLine, otherLine)
	takeStubs(t, l, "2401.00009")
	if _, err := l.write.Exec("UPDATE paper SET has = has & 3; DROP TABLE near; DROP TABLE near_from; DROP INDEX paper_stub; " + withoutSnooze + "; ALTER TABLE segment DROP COLUMN format; PRAGMA user_version = 7"); err != nil {
		t.Fatal(err)
	}
	l = must[*Library](t)(Open(t.Context(), closed(t, l), withAnySchema))
	t.Cleanup(func() { _ = l.Close() })
	if got := list(t, l, "is:stub"); got != "arXiv:2401.00009" {
		t.Errorf("stubs: %q", got)
	}
	if got := found(t, closed(t, l), Examination{Deep: true}); !strings.HasPrefix(got, "papers before 4 have not been compared") || strings.Contains(got, "\n") {
		t.Error(got)
	}
}

// What fills the fields that only bibliographies have is taken back whole.
func TestUndoOfFilledDetails(t *testing.T) {
	l := newLibrary(t)
	takeBib(t, l, bib("book: title=The Rivers of Norway; year=2018", "book: title=Rivers of Norway; year=2018"))
	full := body{
		Authors: []parser.Author{{Given: "P.", Family: "Poe"}}, Details: parser.Details{
			Editors: []parser.Author{{Given: "Rita", Family: "Roe"}}, MoreAuthors: true, Language: "en", Files: []string{"/tmp/rivers.pdf"}, Upvotes: 12,
		}, In: parser.Publication{Place: "Bergen", Series: "Rivers", Edition: "2nd", ISBN: "9780000000002", ISSN: "0000-0000"},
	}
	data := must[[]byte](t)(full.pack())
	for stmt, value := range map[string]any{"UPDATE body SET data = ? WHERE id = 2": data, "UPDATE paper SET author = ? WHERE id = 2": byline(full.Authors)} {
		if _, err := l.write.Exec(stmt, value); err != nil {
			t.Fatal(err)
		}
	}
	walk(t, l, func() { must[Outcome](t)(l.Merge(t.Context(), 1, 2)) })
	p := must[*Paper](t)(l.Paper(t.Context(), 1))
	if len(p.Editors) != 1 || !p.MoreAuthors || p.Language != "en" || len(p.Files) != 1 || p.Upvotes != 12 || p.In.Place != "Bergen" ||
		p.In.Series != "Rivers" || p.In.Edition != "2nd" || p.In.ISBN == "" || p.In.ISSN == "" {
		t.Errorf("%+v", p)
	}
}
