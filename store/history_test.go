package store

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"
)

// state is all that the reader owns, as one text: what undo must bring back.
func state(t testing.TB, l *Library) string {
	t.Helper()
	rows := must[[]Row](t)(l.Page(t.Context(), Query{}, Span{}))
	var b strings.Builder
	for _, r := range rows {
		p := must[*Paper](t)(l.Paper(t.Context(), r.ID))
		b.WriteString(strings.Join([]string{p.Title[:5], p.Status.String(), map[bool]string{true: "starred"}[p.Starred],
			strings.Join(p.TagNames, "+"), p.Note, p.Abstract[:min(len(p.Abstract), 5)], p.ArXiv, appearancesOf(p)}, " "))
		b.WriteString("\n")
	}
	return b.String()
}

func appearancesOf(p *Paper) string {
	var all []string
	for _, a := range p.Digests {
		all = append(all, string(a.Date))
	}
	return strings.Join(all, ",")
}

// Every kind of act can be taken back, one by one, to the beginning, and done again to the end; in between the library
// is as it was at each step, also for search and counts, and also after a restart.
func TestUndoWalksBackThroughEverything(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library.db")
	l := must[*Library](t)(Create(t.Context(), path, nil))
	reopen := func() {
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
		l = must[*Library](t)(Open(t.Context(), path))
	}
	defer func() { _ = l.Close() }()
	note := func(id int64, text string) {
		if _, _, err := l.SetNote(t.Context(), id, text, NoteEdit{}); err != nil {
			t.Fatal(err)
		}
	}
	all := AllOf(Query{})
	acts := []func(){
		func() { take(t, l, digestText(mamba, trees)) },
		func() { must[Outcome](t)(l.Mark(t.Context(), These(1), ToRead)) },
		func() { must[Outcome](t)(l.Mark(t.Context(), all, Star)) },
		func() { note(1, "first") },
		func() { note(1, "second") },
		func() { note(2, "walrus") },
		func() { note(1, "") },
		func() { must[Outcome](t)(l.Retag(t.Context(), all, []string{"gnn", "ssm"}, nil)) },
		func() { must[Outcome](t)(l.Retag(t.Context(), These(2), []string{"tree"}, []string{"GNN"})) },
		func() { must[Outcome](t)(l.RenameTag(t.Context(), "ssm", "tree")) },
		func() { must[Outcome](t)(l.RenameTag(t.Context(), "tree", "Tree")) },
		func() { must[Outcome](t)(l.DeleteTag(t.Context(), "TREE")) },
		func() { take(t, l, digestText(sleep, mamba)) },
		func() { must[Outcome](t)(l.RemoveDigest(t.Context(), 2)) },
		func() { take(t, l, digestText(sleep, trees)) }, // brings a paper back that was removed
		func() { must[Outcome](t)(l.Mark(t.Context(), all, ToDismissed)) },
		func() { must[Outcome](t)(l.Mark(t.Context(), all, Unstar)) },
	}
	look := func() string {
		q := must[Query](t)(ParseQuery("walrus OR tag:tree OR remembers", day))
		found := list(t, l, "walrus OR tag:tree OR remembers")
		n := must[int](t)(l.Count(t.Context(), q, 100))
		c := must[Counts](t)(l.Counts(t.Context()))
		return strings.Join([]string{state(t, l), found, Plural(n, "match"), Plural(c.All(), "paper"), Plural(c.Inbox, "inbox"), Plural(c.Noted, "note")}, "\n")
	}
	steps := []string{look()}
	for i, act := range acts {
		act()
		steps = append(steps, look())
		if steps[i] == steps[i+1] {
			t.Fatalf("act %d changed nothing", i)
		}
	}
	for range 2 {
		for i := len(acts) - 1; i >= 0; i-- {
			if i%3 == 0 {
				reopen()
			}
			must[Outcome](t)(l.Undo(t.Context()))
			if got := look(); got != steps[i] {
				t.Fatalf("after undoing act %d:\n%s\nwant\n%s", i, got, steps[i])
			}
		}
		if _, err := l.Undo(t.Context()); !errors.Is(err, ErrNothing) {
			t.Fatalf("undo at the beginning: %v", err)
		}
		for i := range acts {
			if i%3 == 0 {
				reopen()
			}
			must[Outcome](t)(l.Redo(t.Context()))
			if got := look(); got != steps[i+1] {
				t.Fatalf("after redoing act %d:\n%s\nwant\n%s", i, got, steps[i+1])
			}
		}
		if _, err := l.Redo(t.Context()); !errors.Is(err, ErrNothing) {
			t.Fatalf("redo at the end: %v", err)
		}
	}
}

func TestNewChangeEndsRedo(t *testing.T) {
	l := three(t)
	must[Outcome](t)(l.Mark(t.Context(), These(1), ToRead))
	must[Outcome](t)(l.Mark(t.Context(), These(2), ToRead))
	must[Outcome](t)(l.Undo(t.Context()))
	must[Outcome](t)(l.Mark(t.Context(), These(3), ToLater))
	if _, err := l.Redo(t.Context()); !errors.Is(err, ErrNothing) {
		t.Errorf("redo after a new change: %v", err)
	}
	o := must[Outcome](t)(l.Undo(t.Context()))
	if got := o.Change.String(); !strings.Contains(got, "Sleep") {
		t.Errorf("undid %q", got)
	}
	o = must[Outcome](t)(l.Undo(t.Context()))
	if got := o.Change.String(); !strings.Contains(got, "Mamba") {
		t.Errorf("undid %q, not the oldest that stands", got)
	}
	history := must[[]Change](t)(l.History(t.Context(), 0))
	var done, undone int
	for _, c := range history {
		if c.Undone {
			undone++
		} else {
			done++
		}
	}
	if done != 1 || undone != 3 {
		t.Errorf("history: %d done, %d undone", done, undone)
	}
}

func TestNothingChangedIsNoChange(t *testing.T) {
	l := three(t)
	before := len(must[[]Change](t)(l.History(t.Context(), 0)))
	for _, o := range []Outcome{
		must[Outcome](t)(l.Mark(t.Context(), These(1, 2), ToInbox)),
		must[Outcome](t)(l.Mark(t.Context(), These(1), Unstar)),
		must[Outcome](t)(l.Mark(t.Context(), These(99), ToRead)),
		must[Outcome](t)(l.Retag(t.Context(), These(1), nil, []string{"gnn"})),
	} {
		if o.Change.ID != 0 || o.Counts.All() != 3 {
			t.Errorf("%+v", o)
		}
	}
	if _, _, err := l.SetNote(t.Context(), 1, " \n", NoteEdit{}); err != nil {
		t.Fatal(err)
	}
	if after := len(must[[]Change](t)(l.History(t.Context(), 0))); after != before {
		t.Errorf("%d changes became %d", before, after)
	}
}

// What something else changed since is left alone by an undo, and counted.
func TestUndoLeavesLaterChangesAlone(t *testing.T) {
	l := three(t)
	must[Outcome](t)(l.Mark(t.Context(), These(1, 2), ToRead))
	if _, err := l.write.Exec("UPDATE paper SET status = 1 WHERE id = 1"); err != nil {
		t.Fatal(err)
	}
	o := must[Outcome](t)(l.Undo(t.Context()))
	if o.Skipped != 1 {
		t.Errorf("skipped %d", o.Skipped)
	}
	if p := must[*Paper](t)(l.Paper(t.Context(), 1)); p.Status != Later {
		t.Errorf("paper 1 is %s", p.Status)
	}
}

// One act on many papers is one change.
func TestBulkIsOneChange(t *testing.T) {
	l := many(t, 60)
	rows := must[[]Row](t)(l.Page(t.Context(), Query{}, Span{}))
	o := must[Outcome](t)(l.Mark(t.Context(), Between(Query{}, rows[40], rows[11]), ToDismissed))
	if o.Change.Papers != 30 || o.Change.String() != "dismissed 30 papers" {
		t.Errorf("%+v", o.Change)
	}
	byTitle := must[Query](t)(ParseQuery("sort:title", day))
	titles := must[[]Row](t)(l.Page(t.Context(), byTitle, Span{}))
	o = must[Outcome](t)(l.Mark(t.Context(), Between(byTitle, titles[5], titles[9]), Star))
	if got := ids(o.Rows); len(got) != 5 {
		t.Errorf("a range by title: %v", got)
	}
	for _, r := range titles[5:10] {
		if p := must[*Paper](t)(l.Paper(t.Context(), r.ID)); !p.Starred {
			t.Errorf("paper %d is not starred", r.ID)
		}
	}
	must[Outcome](t)(l.Undo(t.Context()))
	must[Outcome](t)(l.Undo(t.Context()))
	if c := must[Counts](t)(l.Counts(t.Context())); c.Inbox != 60 || c.Starred != 0 {
		t.Errorf("%+v", c)
	}
}

func TestStarDecides(t *testing.T) {
	for _, c := range []struct {
		action  Action
		status  Status
		starred bool
		want    Status
		star    bool
	}{
		{Star, Inbox, false, Later, true},
		{Star, Read, false, Read, true},
		{Star, Dismissed, false, Dismissed, true},
		{Unstar, Later, true, Later, false},
		{Unstar, Inbox, true, Inbox, false},
		{ToRead, Inbox, true, Read, true},
		{ToInbox, Read, true, Inbox, true},
	} {
		if s, star := c.action.Apply(c.status, c.starred); s != c.want || star != c.star {
			t.Errorf("%s on %s: %s %v", c.action, c.status, s, star)
		}
		l := three(t) // and the library agrees with Apply
		if _, err := l.write.Exec("UPDATE paper SET status = ?, starred = ? WHERE id = 1", c.status, c.starred); err != nil {
			t.Fatal(err)
		}
		must[Outcome](t)(l.Mark(t.Context(), These(1), c.action))
		if p := must[*Paper](t)(l.Paper(t.Context(), 1)); p.Status != c.want || p.Starred != c.star {
			t.Errorf("%s on %s in the library: %s %v", c.action, c.status, p.Status, p.Starred)
		}
	}
}

// A digest that does not name itself is called by the base name of its file, also where an older library noted its path.
func TestChangesNameDigestsShortly(t *testing.T) {
	for detail, want := range map[string]string{
		"/home/anna/a b/refs.bib, 2026-03-11 and 1 other digest": "imported refs.bib, 2026-03-11 and 1 other digest (2 new papers)",
		"arXiv cs.LG/cs.CL, 2026-03-11":                          "imported arXiv cs.LG/cs.CL, 2026-03-11 (2 new papers)",
	} {
		if got := (Change{Kind: KindImport, Detail: detail, Papers: 2}).String(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestSourceInSQLIsSourceInGo(t *testing.T) {
	lib := newLibrary(t)
	for _, d := range [][2]string{{"arXiv", "/a/b.txt"}, {"", "/a/b c.txt"}, {"", "./a/a/b.txt"}, {"", "b.txt"}, {"", "-"}, {"", "/b.txt"}, {"", "folder/"}, {"", ""}} {
		var got string
		err := lib.read.QueryRowContext(t.Context(), "SELECT "+sqlSource("digest")+" FROM (SELECT ? AS source, ? AS origin) AS digest", d[0], d[1]).Scan(&got)
		if want := sourceOf(d[0], d[1]); err != nil || got != want {
			t.Errorf("%q: SQL says %q, %v; Go says %q", d, got, err, want)
		}
	}
}
