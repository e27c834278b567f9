// This file owns search in the store: the time from a query to the rows of its first window.

package main

import (
	"context"
	"fmt"
	"slices"
	"time"

	"dogear/store"
)

const (
	windowSize = 256              // rows that the reader asks for at a time
	classTime  = 15 * time.Second // after it a class of slow queries has been measured well enough,
	classLeast = 10               // if it has been asked as often
)

// search asks all classes of queries, newest first and by relevance.
func (r *rig) search(ctx context.Context, lib *library) error {
	return lib.open(ctx, func(l *store.Library) error {
		if _, err := l.Counts(ctx); err != nil { // the first call of all opens the file
			return err
		}
		for _, order := range []store.Sort{store.SortAdded, store.SortRelevance} {
			for _, class := range classes {
				if order == store.SortRelevance && !slices.Contains(rankedClasses, class) {
					continue
				}
				took, err := ask(ctx, l, lib.facts.Queries[class], order)
				if err != nil {
					return fmt.Errorf("%s: %w", class, err)
				}
				name := "newest first"
				if order == store.SortRelevance {
					name = "by relevance"
				}
				r.table.set("search, "+name+": "+class, lib.n, "%s", took)
			}
		}
		if lib.n > mostRanked {
			r.table.note("The overlap with full bm25 is computed up to %s papers.", store.Thousands(mostRanked))
			return nil
		}
		return r.overlap(ctx, lib, l)
	})
}

// ask asks queries in turn, each of them once.
func ask(ctx context.Context, l *store.Library, queries []string, order store.Sort) (took sample, err error) {
	begun := time.Now()
	for _, text := range queries {
		if len(took) >= classLeast && time.Since(begun) > classTime {
			break
		}
		start := time.Now()
		q, err := store.ParseTyping(text, start)
		if err != nil {
			return nil, err
		}
		if _, err := l.Page(ctx, q.Sorted(order), store.Span{Limit: windowSize}); err != nil {
			return nil, fmt.Errorf("%q: %w", text, err)
		}
		took = append(took, time.Since(start))
	}
	return took, nil
}
