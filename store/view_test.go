package store

import (
	"errors"
	"maps"
	"testing"
)

func TestViews(t *testing.T) {
	l := newLibrary(t)
	ctx := t.Context()
	take(t, l, riversText)
	walk(t, l,
		func() { must[Outcome](t)(l.SaveView(ctx, "Graphs", "title:graph is:inbox")) },
		func() { must[Outcome](t)(l.SaveView(ctx, "New", "added:7d sort:title")) },
		func() { must[Outcome](t)(l.SaveView(ctx, "graphs", "title:graph")) },
		func() { must[Outcome](t)(l.RenameView(ctx, "GRAPHS", "Rivers")) },
		func() { must[Outcome](t)(l.SaveView(ctx, "Last", "year:2024")) },
		func() { must[Outcome](t)(l.MoveView(ctx, "LAST", 1)) },
		func() { must[Outcome](t)(l.MoveView(ctx, "rivers", 99)) },
		func() { must[Outcome](t)(l.RemoveView(ctx, "last")) },
		func() { must[Outcome](t)(l.RemoveView(ctx, "new")) },
	)
	if views := must[[]View](t)(l.Views(ctx)); len(views) != 1 || views[0] != (View{"Rivers", "title:graph", 3}) {
		t.Errorf("%+v", views)
	}
	n := len(must[[]Change](t)(l.History(ctx, 0)))
	for name, err := range map[string]error{
		"no name":     second(l.SaveView(ctx, " \t", "x")),
		"a mistake":   second(l.SaveView(ctx, "x", "is:nothing")),
		"none to end": second(l.RemoveView(ctx, "x")),
	} {
		if err == nil {
			t.Error(name)
		}
	}
	if err := second(l.RenameView(ctx, "x", "y")); !errors.Is(err, ErrNotFound) {
		t.Errorf("renaming what is not there: %v", err)
	}
	must[Outcome](t)(l.SaveView(ctx, "Other", ""))
	if err := second(l.RenameView(ctx, "Other", "rivers")); err == nil {
		t.Error("two views of one name")
	}
	if o := must[Outcome](t)(l.SaveView(ctx, "Other", "")); o.Change.ID != 0 {
		t.Error("saving the same is a change")
	}
	if got := len(must[[]Change](t)(l.History(ctx, 0))); got != n+1 {
		t.Errorf("%d changes, want %d", got, n+1)
	}
}

func TestMovedViews(t *testing.T) {
	l := newLibrary(t)
	ctx := t.Context()
	for _, name := range []string{"A", "B", "C", "D"} {
		must[Outcome](t)(l.SaveView(ctx, name, "graph"))
	}
	order := func() (names string) {
		for _, v := range must[[]View](t)(l.Views(ctx)) {
			names += v.Name
		}
		return names
	}
	for _, c := range []struct {
		name string
		to   int
		want string
	}{{"C", 1, "CABD"}, {"c", 2, "ACBD"}, {"A", 9, "CBDA"}, {"D", -3, "DCBA"}} {
		must[Outcome](t)(l.MoveView(ctx, c.name, c.to))
		if got := order(); got != c.want {
			t.Errorf("%s to %d: %s, want %s", c.name, c.to, got, c.want)
		}
	}
	if o := must[Outcome](t)(l.MoveView(ctx, "D", 1)); o.Change.ID != 0 {
		t.Errorf("moving it to where it is: %+v", o.Change)
	}
	if err := second(l.MoveView(ctx, "E", 1)); !errors.Is(err, ErrNotFound) {
		t.Errorf("moving what is not there: %v", err)
	}
}

// The order of a view is kept by its name, goes along when it is renamed, and is no change.
func TestSortsOfViews(t *testing.T) {
	l := newLibrary(t)
	ctx := t.Context()
	must[Outcome](t)(l.SaveView(ctx, "Graphs", "graph"))
	n := len(must[[]Change](t)(l.History(ctx, 0)))
	for _, s := range []Sort{SortTitle, SortAuthor} {
		if err := errors.Join(l.SortView(ctx, "Inbox", s), l.SortView(ctx, "graphs", s)); err != nil {
			t.Fatal(err)
		}
	}
	if got := len(must[[]Change](t)(l.History(ctx, 0))); got != n {
		t.Errorf("%d changes, want %d", got, n)
	}
	must[Outcome](t)(l.RenameView(ctx, "Graphs", "Trees"))
	if _, err := l.write.Exec("INSERT INTO view_sort VALUES ('Newer', 'size')"); err != nil {
		t.Fatal(err)
	}
	want := map[string]Sort{"inbox": SortAuthor, "trees": SortAuthor}
	if got := must[map[string]Sort](t)(l.ViewSorts(ctx)); !maps.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	must[Outcome](t)(l.Undo(ctx))
	if got := must[map[string]Sort](t)(l.ViewSorts(ctx)); got["graphs"] != SortAuthor {
		t.Errorf("after the rename was undone: %v", got)
	}
}

func TestDigestField(t *testing.T) {
	l := newLibrary(t)
	take(t, l, riversText+"\n"+otherText)
	takeJSONL(t, l, Delivery{}, riversLine)
	must[Outcome](t)(l.Merge(t.Context(), 1, 3))
	if got := list(t, l, "digest:1"); got != "Graph Another" {
		t.Errorf("digest:1: %s", got)
	}
	if got := list(t, l, "digest:2"); got != "Graph" {
		t.Errorf("digest:2: %s", got)
	}
}
