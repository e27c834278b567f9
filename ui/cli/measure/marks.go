// This file owns marks in the store: one paper, and very many.

package main

import (
	"context"
	"fmt"
	"time"

	"dogear/store"
)

const (
	bulkPapers = 100_000 // in a bulk mark
	singles    = 200     // marks of one paper
)

// marks marks and takes back, so that the library is then as it was.
func (r *rig) marks(ctx context.Context, lib *library) error {
	return lib.open(ctx, func(l *store.Library) error {
		if err := r.singleMarks(ctx, lib, l); err != nil {
			return err
		}
		return r.bulkMark(ctx, lib, l)
	})
}

// singleMarks marks one paper after the other.
func (r *rig) singleMarks(ctx context.Context, lib *library, l *store.Library) error {
	page, err := l.Page(ctx, store.Inbox.Query(), store.Span{Limit: min(singles, lib.n)})
	if err != nil {
		return err
	}
	var mark, undo sample
	for _, row := range page {
		start := time.Now()
		if _, err := l.Mark(ctx, store.These(row.ID), store.ToRead); err != nil {
			return err
		}
		mark = append(mark, time.Since(start))
	}
	for range page {
		start := time.Now()
		if _, err := l.Undo(ctx); err != nil {
			return err
		}
		undo = append(undo, time.Since(start))
	}
	r.table.set("mark of a paper, saved", lib.n, "%s", mark)
	r.table.set("undo of it, saved", lib.n, "%s", undo)
	return nil
}

// bulkMark marks a range as one change.
func (r *rig) bulkMark(ctx context.Context, lib *library, l *store.Library) error {
	n := min(bulkPapers, lib.n-1)
	papers, err := l.Page(ctx, store.Query{}, store.Span{Limit: n})
	if err != nil {
		return err
	}
	target := store.Between(store.Query{}, papers[0], papers[len(papers)-1])
	start := time.Now()
	o, err := l.Mark(ctx, target, store.ToRead)
	if err != nil {
		return err
	}
	mark := time.Since(start)
	start = time.Now()
	if _, err := l.Undo(ctx); err != nil {
		return err
	}
	undo := time.Since(start)
	if o.Change.Papers != n {
		return fmt.Errorf("the bulk mark marked %d papers instead of %d", o.Change.Papers, n)
	}
	r.table.set("bulk mark of up to 100,000 papers", lib.n, "%.2f s", mark.Seconds())
	r.table.set("undo of it", lib.n, "%.2f s", undo.Seconds())
	return nil
}
