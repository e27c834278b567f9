package store

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// many is a library of n papers in three digests, with some dates to sort by.
func many(t testing.TB, n int) *Library {
	t.Helper()
	l := newLibrary(t)
	for d := range 3 {
		var papers [][2]string
		for i := d; i < n; i += 3 {
			papers = append(papers, [2]string{
				fmt.Sprintf("Paper %c%d on Something Learned", 'A'+rune(i*7%26), i),
				fmt.Sprintf("In this paper we learn something, the %dth time, and we show that it is of use to everybody who reads.", i),
			})
		}
		take(t, l, digestText(papers...))
	}
	if _, err := l.write.Exec("UPDATE paper SET published = '202' || (id % 4) || '-01-01' WHERE id % 3 > 0"); err != nil {
		t.Fatal(err)
	}
	return l
}

// Reading page by page, forwards and backwards, from any row, gives the same list as reading it whole.
func TestPagesJoin(t *testing.T) {
	l := many(t, 100)
	for _, query := range []string{"", "is:inbox", "paper", "sort:title", "sort:author", "sort:date", "learned sort:title", "paper sort:date", "-nothing"} {
		q := must[Query](t)(ParseQuery(query, day))
		whole := ids(must[[]Row](t)(l.Page(t.Context(), q, Span{})))
		if len(whole) != 100 {
			t.Fatalf("%q: %d papers", query, len(whole))
		}
		for _, size := range []int{1, 7, 100, 101} {
			var there, back []int64
			var from Cursor
			for {
				rows := must[[]Row](t)(l.Page(t.Context(), q, Span{From: from, Limit: size}))
				there = append(there, ids(rows)...)
				if len(rows) < size {
					break
				}
				from = rows[len(rows)-1].Cursor()
			}
			from = Cursor{}
			for {
				rows := must[[]Row](t)(l.Page(t.Context(), q, Span{From: from, Limit: size, Back: true}))
				back = append(ids(rows), back...)
				if len(rows) < size {
					break
				}
				from = rows[0].Cursor()
			}
			if !slices.Equal(there, whole) || !slices.Equal(back, whole) {
				t.Errorf("%q by %d: the pages do not join", query, size)
			}
		}
		rows := must[[]Row](t)(l.Page(t.Context(), q, Span{}))
		at := must[[]Row](t)(l.Page(t.Context(), q, Span{From: rows[50].Cursor(), At: true, Limit: 2}))
		if !slices.Equal(ids(at), whole[50:52]) {
			t.Errorf("%q: from a row on: %v", query, ids(at))
		}
	}
}

func ids(rows []Row) []int64 {
	all := make([]int64, len(rows))
	for i, r := range rows {
		all[i] = r.ID
	}
	return all
}

// The last digest comes first, in its own order; a paper keeps its place in the digest that first brought it.
func TestDefaultOrder(t *testing.T) {
	l := newLibrary(t)
	take(t, l, digestText(mamba, trees))
	take(t, l, digestText(sleep, mamba))
	if got := list(t, l, ""); got != "Why Graph Café" {
		t.Error(got)
	}
}

// No window of the list reads or sorts what it does not show.
func TestWindowsUseIndexes(t *testing.T) {
	l := many(t, 30)
	for query, want := range map[string]string{
		"":            "SCAN p USING INDEX sqlite_autoindex_paper_1",
		"is:inbox":    "USING INDEX paper_inbox",
		"is:read":     "USING INDEX paper_read",
		"is:starred":  "USING INDEX paper_starred",
		"is:noted":    "USING INDEX paper_noted",
		"is:stub":     "USING INDEX paper_stub",
		"is:snoozed":  "USING INDEX paper_snoozed",
		"sort:date":   "USING INDEX paper_published",
		"sort:title":  "USING INDEX paper_by_title",
		"sort:author": "USING INDEX paper_by_author",
	} {
		q := must[Query](t)(ParseQuery(query, day))
		for _, s := range []Span{{Limit: 50}, {Limit: 50, Back: true}} {
			stmt, args := q.statement(q.compile(), s, seek{}, allPapers)
			plan := strings.Join(planOf(t, l, stmt, args), "\n")
			if !strings.Contains(plan, want) || strings.Contains(plan, "TEMP B-TREE") {
				t.Errorf("%q: %s", query, plan)
			}
		}
	}
}

func TestFind(t *testing.T) {
	l := three(t)
	first := must[int64](t)(l.Find(t.Context(), "1"))
	for _, ref := range []string{"graph mamba", "Graph Mamba: Learning on Graphs", " 1 "} {
		if got := must[int64](t)(l.Find(t.Context(), ref)); got != first {
			t.Errorf("%q is paper %d", ref, got)
		}
	}
	for _, ref := range []string{"", "99", "2403.01234", "10.1000/xyz", "Unheard Of", "%", "_raph"} {
		if _, err := l.Find(t.Context(), ref); !errors.Is(err, ErrNotFound) {
			t.Errorf("%q: %v", ref, err)
		}
	}
	take(t, l, digestText(trees, [2]string{"Graph Mamba and Its Many Friends", "Another paper whose title begins alike, with an abstract that says entirely different things about it."}))
	var ambiguous *AmbiguousError
	if _, err := l.Find(t.Context(), "graph m"); !errors.As(err, &ambiguous) || len(ambiguous.Papers) != 2 {
		t.Errorf("an ambiguous beginning: %v", err)
	}
}

func TestCountsAreKept(t *testing.T) {
	l := many(t, 20)
	mark := func(query string, a Action) Counts {
		q := must[Query](t)(ParseQuery(query, day))
		return must[Outcome](t)(l.Mark(t.Context(), AllOf(q), a)).Counts
	}
	mark("a0 OR h1 OR o2", ToRead)
	mark("is:read", Star)
	got := mark("v3", Star)
	for i, query := range []string{"is:inbox", "is:later", "is:read", "is:dismissed", "is:starred", "is:noted", ""} {
		q := must[Query](t)(ParseQuery(query, day))
		n := must[int](t)(l.Count(t.Context(), q, 1000))
		kept := []int{got.Inbox, got.Later, got.Read, got.Dismissed, got.Starred, got.Noted, got.All()}[i]
		if n != kept {
			t.Errorf("%q: %d papers, %d counted", query, n, kept)
		}
	}
	if got.Starred != 4 || got.Later != 1 || got.Read != 3 {
		t.Errorf("%+v", got)
	}
}
