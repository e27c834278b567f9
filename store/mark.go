// This file owns deciding: what a key does to the status and the star of papers.

package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
)

// stateOf is a paper's status and star as change items keep them: one number.
const stateOf = "p.status + 16 * p.starred"

// stateAfter is the state that actions make one after the other, as an SQL expression over paper p. It says what Apply says.
func stateAfter(actions []Action) string {
	status, starred := "p.status", "p.starred"
	for _, a := range actions {
		switch a {
		case Star:
			status, starred = "CASE "+status+" WHEN 0 THEN 1 ELSE "+status+" END", "1"
		case Unstar:
			starred = "0"
		default:
			status = strconv.Itoa(int(a))
		}
	}
	return status + " + 16 * " + starred
}

// Mark applies actions to papers, one after the other and as one change, which is called by the last. Papers that are so
// already are not touched; if all are, there is no change.
func (l *Library) Mark(ctx context.Context, t Target, actions ...Action) (o Outcome, err error) {
	if len(actions) == 0 {
		return o, errors.New("marking papers: there is no action")
	}
	err = l.updateTarget(ctx, "marking papers", t, func(tx *sql.Tx, where string, args []any) error {
		rec, err := l.record(ctx, tx, KindMark, actions[len(actions)-1].String())
		if err != nil {
			return err
		}
		after := stateAfter(actions)
		_, err = tx.ExecContext(ctx, "INSERT INTO change_item (change, paper, field, before, after) SELECT ?, p.id, 'state', "+
			stateOf+", "+after+" FROM paper p WHERE "+where+" AND "+stateOf+" <> "+after, append([]any{rec.id}, args...)...)
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
