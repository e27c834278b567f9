// This file owns deciding: what a key does to the status and the star of papers.

package store

import (
	"context"
	"database/sql"
	"fmt"
)

// stateOf is a paper's status and star as change items keep them: one number.
const stateOf = "p.status + 16 * p.starred"

// after is the state that an action makes, as an SQL expression over paper p. It says what Apply says.
func (a Action) after() string {
	switch a {
	case Star:
		return "CASE p.status WHEN 0 THEN 1 ELSE p.status END + 16"
	case Unstar:
		return "p.status"
	default:
		return fmt.Sprintf("%d + 16 * p.starred", a)
	}
}

// Mark applies an action to papers, as one change. Papers that are so already are not touched; if all are, there is no
// change.
func (l *Library) Mark(ctx context.Context, t Target, a Action) (o Outcome, err error) {
	err = l.updateTarget(ctx, "marking papers", t, func(tx *sql.Tx, where string, args []any) error {
		rec, err := l.record(ctx, tx, KindMark, a.String())
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "INSERT INTO change_item (change, paper, field, before, after) SELECT ?, p.id, 'state', "+
			stateOf+", "+a.after()+" FROM paper p WHERE "+where+" AND "+stateOf+" <> "+a.after(), append([]any{rec.id}, args...)...)
		if err != nil {
			return err
		}
		if _, err := setStates(ctx, tx, rec.id, "before", "after"); err != nil {
			return err
		}
		o, err = rec.finish()
		return err
	})
	return o, err
}

// statesAt is how many papers change their state in one statement. Between two the progress is told.
const statesAt = 5000

// setStates brings the papers of a change from one recorded state to the other, and tells how many there were. A paper
// that is in neither, because something else changed it since, is left alone.
func setStates(ctx context.Context, tx *sql.Tx, change int64, from, to string) (set int64, err error) {
	var total int
	if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM change_item WHERE change = ? AND field = 'state'", change).Scan(&total); err != nil {
		return 0, err
	}
	update := fmt.Sprintf(`UPDATE paper AS p SET status = i.%[2]s & 15, starred = i.%[2]s >> 4 FROM change_item i
		WHERE i.change = ? AND i.paper > ? AND i.paper <= ? AND i.field = 'state' AND p.id = i.paper AND %[3]s = i.%[1]s`, from, to, stateOf)
	last := int64(-1)
	for done := 0; done < total; done += statesAt {
		var end int64
		err := tx.QueryRowContext(ctx, `SELECT max(paper) FROM (SELECT paper FROM change_item WHERE change = ? AND paper > ? AND field = 'state'
			ORDER BY paper LIMIT ?)`, change, last, statesAt).Scan(&end)
		if err != nil {
			return 0, err
		}
		res, err := tx.ExecContext(ctx, update, change, last, end)
		if err != nil {
			return 0, err
		}
		n, err := res.RowsAffected()
		if err != nil {
			return 0, err
		}
		set, last = set+n, end
		report(ctx, min(done+statesAt, total), total)
	}
	return set, nil
}
