package store

import (
	"errors"
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
		func() { must[Outcome](t)(l.RemoveView(ctx, "new")) },
	)
	if views := must[[]View](t)(l.Views(ctx)); len(views) != 1 || views[0] != (View{"Rivers", "title:graph", 1}) {
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
