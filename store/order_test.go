package store

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// dated is a library with papers of three days, and two without a date; one of each has no authors.
func dated(t *testing.T) *Library {
	t.Helper()
	l := newLibrary(t)
	text := ""
	for i, p := range []struct{ title, date, author string }{
		{"Ants", "2020-01-02", "Zoe Adams"}, {"Bees", "", "Yan Brown"}, {"Crabs", "2022-01-02", ""}, {"Ducks", "2020-01-02", "Xi Chen"},
		{"Eels", "", ""}, {"Foxes", "2021-05", "Will Davis"},
	} {
		text += fmt.Sprintf(`{"title":%q,"abstract":"Some words about paper %d of six.","published":%q,"authors":[%s]}`+"\n", p.title, i,
			p.date, map[bool]string{true: fmt.Sprintf("%q", p.author)}[p.author != ""])
	}
	if rep := take(t, l, text); rep.New != 6 {
		t.Fatalf("%+v", rep)
	}
	return l
}

// A reversed order begins at the other end; papers of which its key is not known stay last.
func TestReversedOrders(t *testing.T) {
	l := dated(t)
	for query, want := range map[string]string{
		"":             "Ants Bees Crabs Ducks Eels Foxes",
		"sort:-added":  "Foxes Eels Ducks Crabs Bees Ants",
		"sort:date":    "Crabs Foxes Ants Ducks Bees Eels",
		"sort:-date":   "Ducks Ants Foxes Crabs Eels Bees",
		"sort:-title":  "Foxes Eels Ducks Crabs Bees Ants",
		"sort:author":  "Ants Bees Ducks Foxes Crabs Eels",
		"sort:-author": "Foxes Ducks Bees Ants Eels Crabs",

		"sort:-date words":           "Ducks Ants Foxes Crabs Eels Bees",
		"sort:-date -is:read -crabs": "Ducks Ants Foxes Eels Bees",
	} {
		if got := list(t, l, query); got != want {
			t.Errorf("%q: %s, want %s", query, got, want)
		}
		q := must[Query](t)(ParseQuery(query, day))
		all := ids(must[[]Row](t)(l.Page(t.Context(), q, Span{})))
		for size := 1; size <= 7; size++ {
			checkPages(t, l, q, query, all, size)
		}
	}
}

// A page may begin at any paper of a reversed list, also at one that was found in another order; and a range between two of
// its papers is what stands between them on the screen.
func TestReversedRanges(t *testing.T) {
	l := dated(t)
	for _, sort := range AllSorts() {
		q := Query{}.Sorted(sort)
		rows := must[[]Row](t)(l.Page(t.Context(), q, Span{}))
		for i, from := range rows {
			at := must[Cursor](t)(l.CursorIn(t.Context(), q, Row{ID: from.ID, Place: from.Place}))
			if got := ids(must[[]Row](t)(l.Page(t.Context(), q, Span{From: at, At: true, Limit: 3}))); !slices.Equal(got, ids(rows[i:min(i+3, len(rows))])) {
				t.Errorf("%s from %s: %v", sort, from.Title, got)
			}
			if got := ids(must[[]Row](t)(l.Page(t.Context(), q, Span{From: at, Back: true, Limit: 3}))); !slices.Equal(got, ids(rows[max(i-3, 0):i])) {
				t.Errorf("%s before %s: %v", sort, from.Title, got)
			}
			for j, to := range rows {
				a, b := min(i, j), max(i, j)
				where, args := Between(q, from, to).condition()
				n := must[[]int](t)(column[int](t.Context(), l.read, "SELECT count(*) FROM paper p WHERE "+where, args...))
				in := must[[]int64](t)(column[int64](t.Context(), l.read, "SELECT id FROM paper p WHERE "+where, args...))
				slices.Sort(in)
				if n[0] != b-a+1 || !slices.Equal(in, slices.Sorted(slices.Values(ids(rows[a:b+1])))) {
					t.Errorf("%s from %s to %s: %v", sort, from.Title, to.Title, in)
				}
			}
		}
	}
}

// However many papers there are, the first page of a reversed order is read off an index.
func TestReversedOrdersUseIndexes(t *testing.T) {
	l := dated(t)
	for _, sort := range AllSorts() {
		for _, q := range (Query{}).Sorted(sort).parts() {
			stmt, args := q.statement(q.compile(), Span{Back: sort.IsReversed(), Limit: 10}, seek{}, allPapers)
			plan := planOf(t, l, stmt, args)
			if slices.ContainsFunc(plan, func(step string) bool { return step == "USE TEMP B-TREE FOR ORDER BY" }) {
				t.Errorf("%s: %q", sort, plan)
			}
		}
	}
}

// planOf returns the steps in which SQLite runs a statement.
func planOf(t *testing.T, l *Library, stmt string, args []any) (plan []string) {
	t.Helper()
	rows, err := l.read.QueryContext(t.Context(), "EXPLAIN QUERY PLAN "+stmt, l.withToday(args)...)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var id, parent, unused int
		var step string
		if err := rows.Scan(&id, &parent, &unused, &step); err != nil {
			t.Fatal(err)
		}
		plan = append(plan, step)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return plan
}

// A page is sought in an index however deep in the list it begins, in every order and direction.
func TestDeepPagesSeek(t *testing.T) {
	l := dated(t)
	rows := must[[]Row](t)(l.Page(t.Context(), Query{}, Span{}))
	for _, text := range []string{"", "is:inbox", "is:starred", "has:pdf"} {
		for _, sort := range AllSorts() {
			for _, back := range []bool{false, true} {
				for _, q := range must[Query](t)(ParseQuery(text, day)).Sorted(sort).parts() {
					from := must[Cursor](t)(l.CursorIn(t.Context(), q, rows[len(rows)/2]))
					s := Span{From: from, Back: back, Limit: 10}
					for _, at := range q.seeks(s, allPapers) {
						stmt, args := q.statement(q.compile(), s, at, allPapers)
						for _, step := range planOf(t, l, stmt, args) {
							if strings.HasPrefix(step, "SCAN p") || strings.Contains(step, "TEMP B-TREE FOR ORDER BY") {
								t.Errorf("%q sort:%s, back %v: %s\n%s", text, sort, back, step, stmt)
							}
						}
					}
				}
			}
		}
	}
}
