// This file owns what is told of a digest above its papers in the list.

package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// A Group is the papers that stand together in the library's order: those that one digest was the first to bring.
type Group struct {
	Appearance     // the digest
	Papers     int // of it
	Decided    int // of these, no longer in the inbox
}

// Group is the number of the group that the row stands in, which is that of its digest.
func (r Row) Group() int64 { return maxDigest - r.Place>>placeBits }

// Groups reads groups by their numbers. Those that are not there any more are not in the answer.
func (l *Library) Groups(ctx context.Context, ids []int64) (map[int64]Group, error) {
	groups := make(map[int64]Group, len(ids))
	err := l.reading(ctx, "reading the digests", func(tx *sql.Tx) error {
		for _, id := range ids {
			g := Group{Appearance: Appearance{Digest: id}}
			err := tx.QueryRowContext(ctx, "SELECT "+sqlSource("digest")+", coalesce(date, ''), origin FROM digest WHERE id = ?", id).Scan(line(&g.Source), line((*string)(&g.Date)), line(&g.Origin))
			if errors.Is(err, sql.ErrNoRows) {
				continue
			}
			if err != nil {
				return err
			}
			first, last := placesOf(id)
			for _, status := range []Status{Inbox, Later, Read, Dismissed} {
				// The status is a literal, so that its own index serves, of which the range of the digest's places is read.
				var n int
				if err := tx.QueryRowContext(ctx, fmt.Sprintf("SELECT count(*) FROM paper WHERE status = %d AND place BETWEEN ? AND ?", status), first, last).Scan(&n); err != nil {
					return err
				}
				if g.Papers += n; status != Inbox {
					g.Decided += n
				}
			}
			groups[id] = g
		}
		return nil
	})
	return groups, err
}
