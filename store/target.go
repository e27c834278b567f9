// This file owns what papers a target has, for acts that only read them.

package store

import (
	"context"
	"database/sql"
)

// Chosen lists the papers of a target, in the order of its query. It is one moment's list, however long it is worked on.
func (l *Library) Chosen(ctx context.Context, t Target) (ids []int64, err error) {
	where, args := t.condition()
	var q Query
	if t.query != nil {
		q = *t.query
	}
	err = l.reading(ctx, "reading the list", func(tx *sql.Tx) error {
		bound, release, err := l.bind(ctx, tx, args)
		if err != nil {
			return err
		}
		defer release()
		ids, err = column[int64](ctx, tx, "SELECT p.id FROM paper p WHERE "+where+" ORDER BY "+q.order(false), bound...)
		return err
	})
	return ids, err
}
