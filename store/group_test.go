package store

import (
	"maps"
	"slices"
	"testing"
)

func TestGroups(t *testing.T) {
	l := newLibrary(t)
	ctx := t.Context()
	take(t, l, riversText)
	if c := must[Counts](t)(l.Counts(ctx)); c.Several {
		t.Error("one digest is several")
	}
	take(t, l, otherText)
	if c := must[Counts](t)(l.Counts(ctx)); !c.Several {
		t.Error("two digests are not several")
	}
	rows := must[[]Row](t)(l.Page(ctx, Query{}, Span{}))
	papers := make(map[int64]int)
	for _, r := range rows {
		papers[r.Group()]++
	}
	if !slices.Equal(slices.Sorted(maps.Keys(papers)), []int64{1, 2}) || rows[0].Group() != 2 {
		t.Fatalf("the digests are not the groups: %v", papers)
	}
	must[Outcome](t)(l.Mark(ctx, These(rows[0].ID), ToRead))
	must[Outcome](t)(l.Mark(ctx, These(rows[len(rows)-1].ID), Star)) // a star decides
	got := must[map[int64]Group](t)(l.Groups(ctx, []int64{1, 2, 3}))
	if len(got) != 2 {
		t.Errorf("%d groups", len(got))
	}
	for id, g := range got {
		if g.Papers != papers[id] || g.Decided != 1 || g.Digest != id {
			t.Errorf("digest %d has %d papers and the group %+v", id, papers[id], g)
		}
	}
	if err := second(l.RemoveDigest(ctx, 2)); err != nil { // its decided paper stays
		t.Fatal(err)
	}
	got = must[map[int64]Group](t)(l.Groups(ctx, []int64{2}))
	if g := got[2]; g.Papers != 1 || g.Decided != 1 {
		t.Errorf("after its removal: %+v", g)
	}
}
