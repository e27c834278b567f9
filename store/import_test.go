package store

import (
	"context"
	"crypto/sha256"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dogear/parser"
	"dogear/seeds"
)

// takeStarter imports the digest that ships with the program.
func takeStarter(t testing.TB, l *Library) Report {
	t.Helper()
	name, text := seeds.Starter()
	d, err := parser.Open(strings.NewReader(string(text)), parser.Options{Now: day})
	if err != nil {
		t.Fatal(err)
	}
	return must[Report](t)(l.Import(t.Context(), d, Delivery{Origin: name, Sum: sha256.Sum256(text)}, nil))
}

func TestStarterDigest(t *testing.T) {
	l := newLibrary(t)
	rep := takeStarter(t, l)
	if rep.New != 65 || rep.Rejected != 0 || rep.Source != "Hugging Face" || rep.Date != "2026-03-11" || rep.Counts.Inbox != 65 {
		t.Fatalf("%+v", rep)
	}
	must[Outcome](t)(l.Mark(t.Context(), These(2, 3), ToDismissed))
	before := state(t, l)
	again := takeStarter(t, l)
	if again.New != 0 || again.Seen != 65 || again.SeenAs[Dismissed] != 2 || again.Change.ID != 0 || again.Digest != rep.Digest {
		t.Errorf("the second time: %+v", again)
	}
	if after := state(t, l); after != before {
		t.Error("the second import changed something")
	}
	if n := len(must[[]Digest](t)(l.Digests(t.Context()))); n != 1 {
		t.Errorf("%d digests", n)
	}
}

// A re-import fills what is blank, and touches nothing of the reader's.
func TestReimportFillsBlanks(t *testing.T) {
	l := newLibrary(t)
	take(t, l, digestText(mamba, trees))
	must[Outcome](t)(l.Mark(t.Context(), These(1), Star))
	must[Outcome](t)(l.Retag(t.Context(), These(1), []string{"mine"}, nil))
	if _, _, err := l.SetNote(t.Context(), 1, "mine too", NoteEdit{}); err != nil {
		t.Fatal(err)
	}
	// The same page, copied with the addresses of its papers.
	text := "byThe tests\n\nMar 12\n\n" + mamba[0] + "\n\n/papers/2403.00001\n\n" + mamba[1] + "\n\n" + trees[0] + "\n\n/papers/2403.00002\n\n" + trees[1] + "\n"
	rep := take(t, l, text)
	if rep.New != 0 || rep.Updated != 2 {
		t.Fatalf("%+v", rep)
	}
	p := must[*Paper](t)(l.Paper(t.Context(), 1))
	if p.ArXiv != "2403.00001" || !p.Starred || p.Status != Later || p.Note != "mine too" || len(p.TagNames) != 1 || len(p.Digests) != 2 {
		t.Errorf("%+v", p)
	}
	if page, _ := p.Link(parser.LinkPage); page != "https://arxiv.org/abs/2403.00001" {
		t.Errorf("its page is %q", page)
	}
	if got := must[int64](t)(l.Find(t.Context(), "arXiv:2403.00001")); got != 1 {
		t.Errorf("arXiv:2403.00001 is paper %d", got)
	}
}

// Titles alone do not make two papers one.
func TestIdentity(t *testing.T) {
	other := "An entirely different text about rivers, and the boats that go up and down on them all day without any purpose."
	known := knownPaper{title: "On Graphs", published: "2024-01-01", arxiv: "2401.00001",
		body: body{Abstract: mamba[1], Authors: []parser.Author{{Given: "Jane", Family: "Doe"}}}}
	bare := knownPaper{title: "On Graphs", body: body{Abstract: mamba[1]}}
	for _, c := range []struct {
		name  string
		known knownPaper
		p     parser.Paper
		want  bool
	}{
		{"the same author and year", known, parser.Paper{Title: "On graphs.", Abstract: other, Published: "2024", Authors: []parser.Author{{Family: "DOE"}}}, true},
		{"another author", known, parser.Paper{Title: "On Graphs", Abstract: mamba[1], Authors: []parser.Author{{Family: "Roe"}}}, false},
		{"different years", known, parser.Paper{Title: "On Graphs", Abstract: mamba[1], Published: "2021-01-01"}, false},
		{"different arXiv ids", known, parser.Paper{Title: "On Graphs", Abstract: mamba[1], ArXiv: "2401.00002"}, false},
		{"neither, a similar abstract", bare, parser.Paper{Title: "ON GRAPHS", Abstract: mamba[1] + " Code is online."}, true},
		{"neither, different abstracts", bare, parser.Paper{Title: "On Graphs", Abstract: other}, false},
		{"neither, no abstract", bare, parser.Paper{Title: "On Graphs"}, true},
		{"TeX in the title", bare, parser.Paper{Title: "On {G}raphs", Abstract: mamba[1]}, true},
		{"another title", bare, parser.Paper{Title: "On Graph", Abstract: mamba[1]}, false},
	} {
		if got, _ := c.known.sameByTitle(&c.p); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

// The reader's marks survive an undone import; what nobody touched goes.
func TestUndoImportKeepsWhatWasTouched(t *testing.T) {
	l := three(t)
	must[Outcome](t)(l.Mark(t.Context(), These(2), ToRead))
	must[Outcome](t)(l.Undo(t.Context())) // back in the inbox: untouched
	if _, _, err := l.SetNote(t.Context(), 3, "keep", NoteEdit{}); err != nil {
		t.Fatal(err)
	}
	// The import lies below the note: take it away as a digest.
	o := must[Outcome](t)(l.RemoveDigest(t.Context(), 1))
	if got := list(t, l, ""); got != "Why" || o.Change.Papers != 2 || o.Counts.All() != 1 {
		t.Errorf("%q left, %+v", got, o)
	}
	if _, err := l.Paper(t.Context(), 1); !errors.Is(err, ErrNotFound) {
		t.Errorf("a withdrawn paper: %v", err)
	}
	if _, err := l.RemoveDigest(t.Context(), 1); !errors.Is(err, ErrNotFound) {
		t.Errorf("removing it twice: %v", err)
	}
	if p := must[*Paper](t)(l.Paper(t.Context(), 3)); len(p.Digests) != 0 {
		t.Errorf("%+v", p.Digests)
	}
	must[Outcome](t)(l.Undo(t.Context()))
	if got := list(t, l, "mamba OR trees"); got != "Graph Café" {
		t.Errorf("after undo: %q", got)
	}
}

// An import that ends early leaves nothing behind.
func TestImportIsWhole(t *testing.T) {
	l := three(t)
	before, history := state(t, l), len(must[[]Change](t)(l.History(t.Context(), 0)))
	d, err := parser.Open(strings.NewReader(digestText([2]string{"A New One on Nothing at All", sleep[1]}, sleep)), parser.Options{Now: day})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := l.Import(ctx, d, Delivery{}, nil); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	d, err = parser.Open(strings.NewReader(digestText([2]string{"A New One on Nothing at All", sleep[1]}, sleep)), parser.Options{Now: day})
	if err != nil {
		t.Fatal(err)
	}
	err = l.Rehearse(t.Context(), func(ctx context.Context) error {
		rep, err := l.Import(ctx, d, Delivery{}, nil)
		if rep.New != 1 || rep.Seen != 1 {
			t.Errorf("a rehearsal: %+v", rep)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
	if after := state(t, l); after != before {
		t.Errorf("the library became\n%s", after)
	}
	if n := len(must[[]Change](t)(l.History(t.Context(), 0))); n != history {
		t.Errorf("%d changes became %d", history, n)
	}
}

func TestCreate(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "sub", "library.db")
	broken := errors.New("broken")
	if _, err := Create(t.Context(), path, func(*Library) error { return broken }); !errors.Is(err, broken) {
		t.Fatal(err)
	}
	if left := entries(t, filepath.Dir(path)); len(left) != 0 {
		t.Errorf("a creation that failed left %v", left)
	}
	l := must[*Library](t)(Create(t.Context(), path, nil))
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if left := entries(t, filepath.Dir(path)); len(left) != 1 {
		t.Errorf("beside the library: %v", left)
	}
	if _, err := Create(t.Context(), path, nil); !errors.Is(err, ErrExists) {
		t.Errorf("creating it twice: %v", err)
	}
	for p, want := range map[string]os.FileMode{path: 0o600, filepath.Dir(path): 0o700} {
		if st := must[os.FileInfo](t)(os.Stat(p)); st.Mode().Perm() != want {
			t.Errorf("%s is %o", p, st.Mode().Perm())
		}
	}
}

func entries(t testing.TB, dir string) []string {
	t.Helper()
	var names []string
	for _, e := range must[[]os.DirEntry](t)(os.ReadDir(dir)) {
		names = append(names, e.Name())
	}
	return names
}

// What is no library, or too new, is refused, and its bytes stay as they are.
func TestOpenRefuses(t *testing.T) {
	dir := t.TempDir()
	good := filepath.Join(dir, "good.db")
	l := must[*Library](t)(Create(t.Context(), good, nil))
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	bytes := must[[]byte](t)(os.ReadFile(good))
	change := func(at int, to string) []byte { return []byte(string(bytes[:at]) + to + string(bytes[at+len(to):])) }
	for name, c := range map[string]struct {
		content []byte
		want    error
	}{
		"empty":   {nil, ErrNotLibrary},
		"cut":     {bytes[:50], ErrNotLibrary},
		"random":  {[]byte(strings.Repeat("dogear", 100)), ErrNotLibrary},
		"foreign": {change(68, "\x00\x00\x00\x00"), ErrNotLibrary},
		"newer":   {change(60, "\x00\x00\x03\xe8"), ErrNewer},
	} {
		path := filepath.Join(dir, name+".db")
		if err := os.WriteFile(path, c.content, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(t.Context(), path); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
		if after := must[[]byte](t)(os.ReadFile(path)); string(after) != string(c.content) {
			t.Errorf("%s was changed", name)
		}
	}
	if _, err := Open(t.Context(), filepath.Join(dir, "missing.db")); !errors.Is(err, ErrNoLibrary) {
		t.Errorf("missing: %v", err)
	}
	if _, err := Open(t.Context(), dir); !errors.Is(err, ErrNotLibrary) {
		t.Errorf("a folder: %v", err)
	}
}
