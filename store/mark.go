// This file owns deciding: what a key does to the status and the star of papers.

package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
)

// stateOf is a paper's status, its star and the day until which it is snoozed, as change items keep them: one number.
const stateOf = "p.status + 16 * p.starred + 32 * p.snoozed"

// packState returns that number.
func packState(status Status, starred bool, snoozed Until) int64 {
	return int64(status) + 16*int64(btoi(starred)) + 32*int64(snoozed)
}

// stateAfter is the state that actions make one after the other on a day, as an SQL expression over paper p. It says what
// Row.After says.
func stateAfter(actions []Action, today Until) string {
	status, starred, snoozed := "p.status", "p.starred", "p.snoozed"
	for _, a := range actions {
		switch a {
		case Star:
			status, starred, snoozed = "CASE "+status+" WHEN 0 THEN 1 ELSE "+status+" END", "1", "0"
		case Unstar:
			starred = "0"
		case ToInbox:
			status, snoozed = "0", fmt.Sprintf("iif(%[1]s > %[2]d, 0, %[1]s)", snoozed, today)
		default:
			status, snoozed = strconv.Itoa(int(a)), "0"
		}
	}
	return status + " + 16 * " + starred + " + 32 * " + snoozed
}

// Mark applies actions to papers, one after the other and as one change, which is called by the last. Papers that are so
// already are not touched; if all are, there is no change.
func (l *Library) Mark(ctx context.Context, t Target, actions ...Action) (o Outcome, err error) {
	if len(actions) == 0 {
		return o, errors.New("marking papers: there is no action")
	}
	err = l.updateTarget(ctx, "marking papers", t, func(tx *sql.Tx, where string, args []any) error {
		o, err = l.setState(ctx, tx, KindMark, actions[len(actions)-1].String(), stateAfter(actions, l.Today()), where, args)
		return err
	})
	return o, err
}

// setState gives the papers of a target another state, an SQL expression over paper p, as one change.
func (l *Library) setState(ctx context.Context, tx *sql.Tx, kind Kind, detail, after, where string, args []any) (o Outcome, err error) {
	rec, err := l.record(ctx, tx, kind, detail)
	if err != nil {
		return o, err
	}
	_, err = tx.ExecContext(ctx, "INSERT INTO change_item (change, paper, field, before, after) SELECT ?, p.id, 'state', "+
		stateOf+", "+after+" FROM paper p WHERE "+where+" AND "+stateOf+" <> "+after, append([]any{rec.id}, args...)...)
	if err != nil {
		return o, err
	}
	if _, err := setStates(ctx, tx, rec.id, "before", "after"); err != nil {
		return o, err
	}
	return rec.finish()
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
	update := fmt.Sprintf(`UPDATE paper AS p SET status = i.%[2]s & 15, starred = i.%[2]s >> 4 & 1, snoozed = i.%[2]s >> 5 FROM change_item i
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
