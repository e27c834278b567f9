// This file owns finding a row's place in another order.

package store

import (
	"context"
	"database/sql"
	"errors"
)

// CursorIn is where a row stands in the order of a query, whatever list it was read from.
func (l *Library) CursorIn(ctx context.Context, q Query, r Row) (Cursor, error) {
	c := Cursor{place: r.Place}
	if q.key() == noKey {
		return c, nil
	}
	err := l.read.QueryRowContext(ctx, "SELECT "+q.key()+" FROM paper p WHERE p.id = ?", r.ID).Scan(&c.key)
	if errors.Is(err, sql.ErrNoRows) { // it is gone: where it stood is the best there is
		return r.Cursor(), nil
	}
	return c, explain("reading the list", err)
}
