package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dogear/parser"
)

// takeJSONL imports records of arXiv's metadata, or whatever lines there are.
func takeJSONL(t testing.TB, l *Library, from Delivery, lines ...string) Report {
	t.Helper()
	d, err := parser.Open(strings.NewReader(strings.Join(lines, "\n")), parser.Options{Now: day, Format: parser.FormatArXivJSONL})
	if err != nil {
		t.Fatal(err)
	}
	from.Sum[0] = byte(len(must[[]Digest](t)(l.Digests(t.Context()))) + 100)
	return must[Report](t)(l.Import(t.Context(), d, from, nil))
}

// The same work as a page text has it, and as arXiv does: the second a year later, so that the reader has to say.
const (
	riversText = "Title: Graph Mamba on Rivers\nAuthors: Jane Doe, Max Roe\nDate: 2023-12-01\nAbstract: Rivers flow along graphs, and snakes swim in them all day.\n"
	riversLine = `{"id":"2401.00001","title":"Graph Mamba on Rivers","abstract":"Rivers flow along graphs, upstream.","doi":"10.1000/rivers","authors_parsed":[["Doe","Jane",""]],"versions":[{"version":"v2","created":"Mon, 1 Jan 2024 00:00:00 GMT"}]}`
	otherText  = "Title: Another One Entirely\nAbstract: Nothing to see here at all, but a text that is long enough to be one.\n"
	otherLine  = `{"id":"2401.00002","title":"Another one entirely","abstract":"Nothing to see here at all, but a text that is long enough to be one.","authors_parsed":[["Poe","Edgar",""]],"versions":[{"version":"v1","created":"Mon, 1 Jan 2024 00:00:00 GMT"}]}`
)

// everything is all that can be seen of a library.
func everything(t testing.TB, l *Library) string {
	t.Helper()
	var b strings.Builder
	for _, r := range must[[]Row](t)(l.Page(t.Context(), Query{}, Span{})) {
		p := *must[*Paper](t)(l.Paper(t.Context(), r.ID))
		p.NoteSaved, p.Added = time.Time{}, time.Time{}
		text, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		b.Write(append(text, '\n'))
		var author string
		if err := l.read.QueryRowContext(t.Context(), "SELECT author FROM paper WHERE id = ?", r.ID).Scan(&author); err != nil || author != byline(p.Authors) {
			t.Errorf("paper %d is sorted as %q, %v; its authors are %v", r.ID, author, err, p.Authors)
		}
	}
	for _, q := range []string{"rivers", "upstream", "entirely", "poe", "walrus", "tag:snakes", "source:arxiv", "is:starred"} {
		fmt.Fprintf(&b, "%s: %q\n", q, list(t, l, q))
	}
	for id := range int64(4) { // a number that a split made leads back after its undo
		found, err := l.Find(t.Context(), fmt.Sprint(id))
		fmt.Fprintln(&b, id, "is", found, err != nil)
	}
	fmt.Fprintln(&b, must[Counts](t)(l.Counts(t.Context())), must[[]Pair](t)(l.Duplicates(t.Context())), must[[]Tag](t)(l.Tags(t.Context())), must[[]View](t)(l.Views(t.Context())))
	return b.String()
}

// walk does acts one after the other, then takes them back one by one to the beginning and does them again to the end,
// twice: after each step everything is as it was there.
func walk(t *testing.T, l *Library, acts ...func()) {
	t.Helper()
	steps := []string{everything(t, l)}
	for i, act := range acts {
		act()
		steps = append(steps, everything(t, l))
		if steps[i] == steps[i+1] {
			t.Fatalf("act %d changed nothing", i)
		}
	}
	for range 2 {
		for i := len(acts) - 1; i >= 0; i-- {
			must[Outcome](t)(l.Undo(t.Context()))
			if got := everything(t, l); got != steps[i] {
				t.Fatalf("after undoing act %d:\n%s\nwant\n%s", i, got, steps[i])
			}
		}
		for i := range acts {
			must[Outcome](t)(l.Redo(t.Context()))
			if got := everything(t, l); got != steps[i+1] {
				t.Fatalf("after redoing act %d:\n%s\nwant\n%s", i, got, steps[i+1])
			}
		}
	}
	checkCounts(t, l)
}

// checkCounts compares the counts that are kept with the papers.
func checkCounts(t *testing.T, l *Library) {
	t.Helper()
	bad := must[[]string](t)(column[string](t.Context(), l.read, `SELECT id || ': ' || n FROM tally WHERE n <> CASE id
		WHEN 10 THEN (SELECT count(*) FROM paper WHERE starred = 1) WHEN 11 THEN (SELECT count(*) FROM paper WHERE noted = 1)
		ELSE (SELECT count(*) FROM paper WHERE status = tally.id) END`))
	if len(bad) > 0 {
		t.Errorf("counts that are off: %v", bad)
	}
}

func TestMergeSplitAndApart(t *testing.T) {
	l := newLibrary(t)
	ctx := t.Context()
	note := func(id int64, text string) func() {
		return func() {
			if _, _, err := l.SetNote(ctx, id, text, NoteEdit{}); err != nil {
				t.Fatal(err)
			}
		}
	}
	walk(t, l,
		func() { take(t, l, riversText+"\n"+otherText) },
		func() { takeJSONL(t, l, Delivery{}, riversLine, otherLine) },
		note(1, "the walrus"), note(3, "another walrus"),
		func() { must[Outcome](t)(l.Retag(ctx, These(1), []string{"rivers"}, nil)) },
		func() { must[Outcome](t)(l.Retag(ctx, These(3), []string{"rivers", "snakes"}, nil)) },
		func() { must[Outcome](t)(l.Mark(ctx, These(3), Star)) },
		func() { must[Outcome](t)(l.KeepApart(ctx, 3, 1)) },
		func() { must[Outcome](t)(l.Merge(ctx, 1, 3)) },
		func() { must[Outcome](t)(l.Split(ctx, 2, 2, 2)) },
		func() { must[Outcome](t)(l.Mark(ctx, These(4), ToRead)) },
	)
	p := must[*Paper](t)(l.Paper(ctx, must[int64](t)(l.Find(ctx, "3"))))
	if p.ID != 1 || p.ArXiv != "2401.00001" || p.DOI != "10.1000/rivers" || !p.Starred || p.Status != Later || len(p.Digests) != 2 ||
		p.Note != "the walrus"+NoteRule+"another walrus" || strings.Join(p.TagNames, " ") != "rivers snakes" {
		t.Errorf("merged: %+v", p)
	}
	if q := must[*Paper](t)(l.Paper(ctx, 2)); q.ArXiv != "" || len(q.Authors) > 0 || len(q.Records) != 1 {
		t.Errorf("after the split: %+v", q)
	}
	if q := must[*Paper](t)(l.Paper(ctx, 4)); q.ArXiv != "2401.00002" || len(q.Authors) != 1 || q.Published != "2024-01-01" {
		t.Errorf("split off: %+v", q)
	}
	// The digests come again: what was merged and what was split stays so.
	before := everything(t, l)
	takeJSONL(t, l, Delivery{}, riversLine, otherLine, "# again")
	must[Outcome](t)(l.RemoveDigest(ctx, 3))
	if after := everything(t, l); after != before {
		t.Errorf("after the same digest again:\n%s\nwant\n%s", after, before)
	}
}

func TestMergeRefuses(t *testing.T) {
	l := newLibrary(t)
	take(t, l, riversText)
	takeJSONL(t, l, Delivery{}, otherLine)
	for name, try := range map[string]struct {
		err  error
		want error
	}{
		"itself":          {second(l.Merge(t.Context(), 1, 1)), ErrSame},
		"nobody":          {second(l.Merge(t.Context(), 1, 9)), ErrNotFound},
		"its only record": {second(l.Split(t.Context(), 1, 1, 1)), ErrFirst},
		"no record":       {second(l.Split(t.Context(), 1, 2, 1)), ErrNotFound},
	} {
		if !errors.Is(try.err, try.want) {
			t.Errorf("%s: %v", name, try.err)
		}
	}
	if n := len(must[[]Change](t)(l.History(t.Context(), 0))); n != 2 {
		t.Errorf("%d changes", n)
	}
}

func second(_ Outcome, err error) error { return err }

// What one record says of two papers is for the reader to judge.
func TestSuspects(t *testing.T) {
	l := newLibrary(t)
	takeJSONL(t, l, Delivery{},
		`{"id":"2401.00001","title":"One Name","authors_parsed":[["Doe","J",""]],"versions":[]}`,
		`{"title":"Another Name","doi":"10.1000/x","authors_parsed":[["Doe","J",""]],"versions":[]}`)
	takeJSONL(t, l, Delivery{}, `{"id":"2401.00001","title":"One Name","doi":"10.1000/x","authors_parsed":[["Doe","J",""]],"versions":[]}`)
	pairs := must[[]Pair](t)(l.Duplicates(t.Context()))
	if len(pairs) != 1 || pairs[0].A != 1 || pairs[0].B != 2 || !strings.Contains(pairs[0].Why, "10.1000/x") {
		t.Fatalf("%+v", pairs)
	}
	must[Outcome](t)(l.KeepApart(t.Context(), 2, 1))
	takeJSONL(t, l, Delivery{}, `{"id":"2401.00001","title":"One Name","doi":"10.1000/x","comments":"again","versions":[],"authors":"x"}`)
	if pairs := must[[]Pair](t)(l.Duplicates(t.Context())); len(pairs) != 0 {
		t.Errorf("offered again: %+v", pairs)
	}
}

// A pair that no import came upon is offered after it was kept apart and that was undone, and says where it is from.
func TestUndoOfApart(t *testing.T) {
	l := three(t)
	must[Outcome](t)(l.KeepApart(t.Context(), 1, 2))
	must[Outcome](t)(l.Undo(t.Context()))
	if pairs := must[[]Pair](t)(l.Duplicates(t.Context())); len(pairs) != 1 || pairs[0].Why != "kept apart by you" {
		t.Errorf("%+v", pairs)
	}
}

// Two works with a title in common are not offered for merging.
func TestCommonTitlesAreNoSuspects(t *testing.T) {
	l := newLibrary(t)
	takeJSONL(t, l, Delivery{},
		`{"id":"2401.00001","title":"Editorial","abstract":"On rivers.","authors_parsed":[["Doe","J",""]],"versions":[]}`,
		`{"id":"2401.00002","title":"Editorial","abstract":"On something else.","authors_parsed":[["Roe","M",""]],"versions":[]}`)
	if pairs := must[[]Pair](t)(l.Duplicates(t.Context())); len(pairs) != 0 {
		t.Errorf("%+v", pairs)
	}
}

// The inputs of one command are one change, unless the reader has done something in between.
func TestImportsOfOneCommand(t *testing.T) {
	l := newLibrary(t)
	ctx := t.Context()
	start := everything(t, l)
	first := takeJSONL(t, l, Delivery{Origin: "a"}, riversLine)
	then := takeJSONL(t, l, Delivery{Origin: "b", Change: first.Change.ID}, otherLine, strings.Replace(riversLine, "v2", "v3", 1))
	if then.Change.ID != first.Change.ID || then.Change.Papers != 2 || then.Change.Detail != "arXiv and 1 other digest" {
		t.Fatalf("%+v", then.Change)
	}
	both := everything(t, l)
	must[Outcome](t)(l.Mark(ctx, These(1), ToRead))
	must[Outcome](t)(l.Undo(ctx))
	third := takeJSONL(t, l, Delivery{Change: first.Change.ID}, `{"title":"A Third","versions":[],"id":""}`)
	if third.Change.ID == first.Change.ID {
		t.Error("joined a change that is not the last")
	}
	must[Outcome](t)(l.Undo(ctx))
	if got := everything(t, l); got != both {
		t.Errorf("got\n%s\nwant\n%s", got, both)
	}
	must[Outcome](t)(l.Undo(ctx))
	if got := everything(t, l); got != start {
		t.Errorf("got\n%s\nwant\n%s", got, start)
	}
	must[Outcome](t)(l.Redo(ctx))
	if got := everything(t, l); got != both {
		t.Errorf("done again:\n%s\nwant\n%s", got, both)
	}
}

// An upgrade keeps what there was. The library of version 1 is made by its own schema.
func TestUpgradeFromVersion1(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library.db")
	l := must[*Library](t)(Create(t.Context(), path, nil))
	take(t, l, riversText)
	want := everything(t, l)
	for _, stmt := range []string{ // the way back to version 1
		"UPDATE change SET digest = (SELECT id FROM digest WHERE digest.change = change.id)", "DROP INDEX digest_change", "DROP INDEX paper_merged",
		"ALTER TABLE digest DROP COLUMN change", "ALTER TABLE paper DROP COLUMN merged", "DROP TABLE merger", "DROP TABLE near", "DROP TABLE near_from", "DROP INDEX paper_stub", "DROP TABLE duplicate", "DROP TABLE view", "DROP TABLE note_link", "DROP TABLE view_sort", "DROP INDEX paper_by_author", "ALTER TABLE paper DROP COLUMN author", "ALTER TABLE note DROP COLUMN hash", withoutSnooze, "ALTER TABLE segment DROP COLUMN format", "PRAGMA user_version = 1",
	} {
		if _, err := l.write.ExecContext(t.Context(), stmt); err != nil {
			t.Fatalf("%s: %v", stmt, err)
		}
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	told := 0
	l = must[*Library](t)(Open(t.Context(), path, withAnySchema, OnUpgrade(func() { told++ })))
	defer func() { _ = l.Close() }()
	if told != 1 {
		t.Errorf("told %d times of the upgrade", told)
	}
	if got := everything(t, l); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	must[Outcome](t)(l.Undo(t.Context()))
	if n := len(must[[]Row](t)(l.Page(t.Context(), Query{}, Span{}))); n != 0 {
		t.Errorf("%d papers after the import was undone", n)
	}
}

// A paper that the reader merged into one with another title stays that one, whatever brings it again.
func TestMergedStaysMerged(t *testing.T) {
	l := three(t)
	must[Outcome](t)(l.Merge(t.Context(), 1, 2)) // the café trees into the graph mamba
	before := list(t, l, "")
	for name, text := range map[string]string{
		"the same digest": digestText(mamba, trees, sleep),
		"another digest":  digestText(trees, sleep),
	} {
		if rep := take(t, l, text); rep.New != 0 || list(t, l, "") != before {
			t.Errorf("%s: %d new: %s", name, rep.New, list(t, l, ""))
		}
	}
}

// A digest that is taken in again may bring a paper anew whose position another one has by now.
func TestPositionTaken(t *testing.T) {
	l := three(t)
	// Somebody edits the title of a paper that was merged: its record is not recognised any more.
	must[Outcome](t)(l.Merge(t.Context(), 1, 2))
	if _, err := l.write.ExecContext(t.Context(), "UPDATE paper SET title = 'Another', title_hash = 7 WHERE id = 2"); err != nil {
		t.Fatal(err)
	}
	if rep := take(t, l, digestText(mamba, trees, sleep)); rep.New != 1 {
		t.Errorf("%d new", rep.New)
	}
	if got := list(t, l, ""); got != "Graph Why Café" { // behind the others of its digest
		t.Error(got)
	}
}
