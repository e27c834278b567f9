// This file owns making the search index anew where it is missing or damaged. It is derived from the papers, so there is
// nothing to lose.

package store

import (
	"context"
	"database/sql"
	"errors"

	"dogear/store/fulltext"
)

// mending says what is dropped before the papers that are in no segment are indexed.
type mending int

const (
	mendMissing mending = iota // segments without a header that fits
	mendDamaged                // and those of which any part is damaged
	mendAll                    // all
)

// mendIndex drops segments, and indexes the papers that are in none. It saves as it goes, a segment at a time, and ends
// with ctx.
func (l *Library) mendIndex(ctx context.Context, how mending) error {
	err := l.update(ctx, "repairing the search index", func(tx *sql.Tx) error {
		segments, err := loadSegments(ctx, tx)
		if err != nil {
			return err
		}
		var bad []*segment
		for _, s := range segments {
			err := s.verify(ctx, tx, how == mendDamaged)
			if how == mendAll || errors.Is(err, fulltext.ErrDamaged) {
				bad = append(bad, s)
			} else if err != nil {
				return err
			}
		}
		return indexer{ctx, tx}.drop(bad)
	})
	for more := true; more && err == nil; {
		err = l.update(ctx, "repairing the search index", func(tx *sql.Tx) error {
			x := indexer{ctx, tx}
			places, err := x.missing(fulltext.MaxDocs - textsAt)
			if err != nil {
				return err
			}
			more = len(places) > 0
			if err := x.build(places); err != nil || more {
				return err
			}
			return x.compact()
		})
	}
	return err
}

// verify reads a segment's header and, if all is set, all that belongs to it.
func (s *segment) verify(ctx context.Context, db queryer, all bool) error {
	if err := s.open(ctx, db); err != nil {
		return err
	}
	if !all {
		return nil
	}
	return s.head.Verify(s.source(ctx, db))
}

// missing are the places of papers that are live in no segment, ascending, at most limit of them.
func (x indexer) missing(limit int) ([]int64, error) {
	segments, err := loadSegments(x.ctx, x.tx)
	if err != nil {
		return nil, err
	}
	covered := &textSearch{ctx: x.ctx, db: x.tx, segments: segments, bits: make([]fulltext.Bits, len(segments))}
	for i, s := range segments {
		if err := s.open(x.ctx, x.tx); err != nil {
			return nil, err
		}
		covered.bits[i] = s.head.All(s.dead)
	}
	rows, err := x.tx.QueryContext(x.ctx, "SELECT place FROM paper ORDER BY place")
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var places []int64
	for rows.Next() && len(places) < limit {
		var place int64
		if err := rows.Scan(&place); err != nil {
			return nil, err
		}
		if !covered.has(place) {
			places = append(places, place)
		}
	}
	return places, rows.Err()
}
