// This file owns taking back a change that is not the last one, and bringing back one that was.

package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// A LaterError means that a change cannot be taken back, or brought back, because a later one touched the same.
type LaterError struct{ Change, Later Change }

func (e *LaterError) Error() string {
	return fmt.Sprintf("change %d (%s) conflicts with the later change %d (%s); undo that one first",
		e.Change.ID, e.Change, e.Later.ID, e.Later)
}

// TakeBack takes back one change out of the history. A [LaterError] means that a later change touched the same field of
// the same paper; ErrNotFound that there is no such change, ErrNothing that it is undone already.
func (l *Library) TakeBack(ctx context.Context, id int64) (Outcome, error) {
	return l.pick(ctx, "undoing a change", id, true)
}

// BringBack does again one change that was undone. Its errors are those of TakeBack.
func (l *Library) BringBack(ctx context.Context, id int64) (Outcome, error) {
	return l.pick(ctx, "redoing a change", id, false)
}

// pick moves one change of the history back or forth.
func (l *Library) pick(ctx context.Context, doing string, id int64, back bool) (o Outcome, err error) {
	err = l.update(ctx, doing, func(tx *sql.Tx) error {
		c, err := change(ctx, tx, id)
		switch {
		case errors.Is(err, ErrNothing):
			return missing("there is no change %d; `dogear history` lists the changes", id)
		case err != nil:
			return err
		case c.Undone == back:
			return saying{fmt.Sprintf("change %d (%s) is already %s", id, c, map[bool]string{true: "undone", false: "done"}[back]), ErrNothing}
		}
		if err := untouchedSince(ctx, tx, c); err != nil {
			return err
		}
		o, err = l.move(ctx, tx, id, back)
		return err
	})
	return o, err
}

// untouchedSince makes sure that no change that stands and came later touched what c touches.
func untouchedSince(ctx context.Context, tx *sql.Tx, c Change) error {
	var later int64
	err := tx.QueryRowContext(ctx, `SELECT later.id FROM change later WHERE later.id > ?1 AND later.undone = 0 AND EXISTS (
		SELECT 1 FROM change_item i JOIN change_item j ON j.change = later.id AND j.paper = i.paper AND j.field = i.field AND j.ref = i.ref
		WHERE i.change = ?1) ORDER BY later.id DESC LIMIT 1`, c.ID).Scan(&later)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	by, err := change(ctx, tx, later)
	if err != nil {
		return err
	}
	return &LaterError{c, by}
}
