// This file owns undo, redo and the history they walk over.
//
// Changes lie in a row. Undo takes back the last one that stands; redo brings back the first one that was taken back
// after it. A new change ends what could be redone: the undone ones stay in the history, out of reach, since a change
// that stands lies after them. So the row itself is all the state there is.

package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// The change that undo takes back, and the one that redo brings back.
const (
	undoable = "SELECT max(id) FROM change WHERE undone = 0"
	redoable = "SELECT min(id) FROM change WHERE id > coalesce((" + undoable + "), 0)"
)

// change reads one change.
func change(ctx context.Context, db queryer, id int64) (Change, error) {
	all, err := changes(ctx, db, "WHERE c.id = ?", id)
	if err != nil || len(all) == 0 {
		return Change{}, errors.Join(err, ErrNothing)
	}
	return all[0], nil
}

func changes(ctx context.Context, db queryer, rest string, args ...any) ([]Change, error) {
	rows, err := db.QueryContext(ctx, `SELECT c.id, c.kind, c.detail, c.papers, c.made, c.undone, CASE c.papers WHEN 1 THEN
		coalesce((SELECT p.title FROM change_item i JOIN paper p ON p.id = i.paper WHERE i.change = c.id LIMIT 1), '') ELSE '' END
		FROM change c `+rest, args...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var all []Change
	for rows.Next() {
		var c Change
		var made int64
		if err := rows.Scan(&c.ID, line((*string)(&c.Kind)), line(&c.Detail), &c.Papers, &made, &c.Undone, line(&c.Title)); err != nil {
			return nil, err
		}
		c.Made = time.UnixMilli(made)
		all = append(all, c)
	}
	return all, rows.Err()
}

// History lists changes, the last one first; undone ones are marked. Limit 0 lists all.
func (l *Library) History(ctx context.Context, limit int) ([]Change, error) {
	if limit == 0 {
		limit = -1
	}
	all, err := changes(ctx, l.read, "ORDER BY c.id DESC LIMIT ?", limit)
	return all, explain("reading the history", err)
}

// NextUndo is the change that Undo would take back. ErrNothing means that there is none.
func (l *Library) NextUndo(ctx context.Context) (Change, error) {
	var id sql.NullInt64
	if err := l.read.QueryRowContext(ctx, undoable).Scan(&id); err != nil {
		return Change{}, explain("reading the history", err)
	}
	if !id.Valid {
		return Change{}, fmt.Errorf("%w to undo", ErrNothing)
	}
	c, err := change(ctx, l.read, id.Int64)
	return c, explain("reading the history", err)
}

// Undo takes back the last change. ErrNothing means that there is none.
func (l *Library) Undo(ctx context.Context) (Outcome, error) {
	return l.travel(ctx, "undo", undoable, true)
}

// Redo brings back the change that was undone last. ErrNothing means that there is none.
func (l *Library) Redo(ctx context.Context) (Outcome, error) {
	return l.travel(ctx, "redo", redoable, false)
}

// travel moves one change back or forth.
func (l *Library) travel(ctx context.Context, doing, which string, back bool) (o Outcome, err error) {
	err = l.update(ctx, doing, func(tx *sql.Tx) error {
		var id sql.NullInt64
		if err := tx.QueryRowContext(ctx, which).Scan(&id); err != nil {
			return err
		}
		if !id.Valid {
			return fmt.Errorf("%w to %s", ErrNothing, doing)
		}
		var err error
		o, err = l.move(ctx, tx, id.Int64, back)
		return err
	})
	return o, err
}

// move takes a change back, or brings it back.
func (l *Library) move(ctx context.Context, tx *sql.Tx, id int64, back bool) (Outcome, error) {
	skipped, err := l.swing(ctx, tx, id, back)
	if err != nil {
		return Outcome{}, err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE change SET undone = ? WHERE id = ?", btoi(back), id); err != nil {
		return Outcome{}, err
	}
	o, err := outcome(ctx, tx, id, l.Today())
	o.Skipped = skipped
	return o, err
}

// swing brings all that a change touched to its before (back) or its after, and tells how many papers it left alone.
func (l *Library) swing(ctx context.Context, tx *sql.Tx, id int64, back bool) (skipped int, err error) {
	from, to := "before", "after"
	if back {
		from, to = to, from
	}
	var states int64
	if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM change_item WHERE change = ? AND field = 'state'", id).Scan(&states); err != nil {
		return 0, err
	}
	// What was out of sight comes back before its marks do, and goes after them.
	first, last := swingDigest, swingMerged
	if back {
		first, last = last, first
	}
	if err := first(ctx, tx, id, back); err != nil {
		return 0, err
	}
	set, err := setStates(ctx, tx, id, from, to)
	if err != nil {
		return 0, err
	}
	skipped = int(states - set)
	if err := setTags(ctx, tx, id, to); err != nil {
		return 0, err
	}
	if err := errors.Join(swingTagName(ctx, tx, id, back), swingView(ctx, tx, id, back)); err != nil {
		return 0, err
	}
	n, err := l.swingNotes(ctx, tx, id, from, to)
	if err != nil {
		return 0, err
	}
	skipped += n
	if err := swingFields(ctx, tx, id, from, to); err != nil {
		return 0, err
	}
	if err := last(ctx, tx, id, back); err != nil {
		return 0, err
	}
	if err := swingApart(ctx, tx, id, to); err != nil {
		return 0, err
	}
	rec := &recorder{ctx, tx, id, l.Today()}
	return skipped, errors.Join(rec.remargin(), rec.retext())
}

// swingTagName respells a tag, if that is what the change did.
func swingTagName(ctx context.Context, tx *sql.Tx, id int64, back bool) error {
	var from, to string
	err := tx.QueryRowContext(ctx, `SELECT substr(detail, 1, instr(detail, ' ') - 1), substr(detail, instr(detail, ' ') + 1)
		FROM change WHERE id = ? AND kind = 'rename-tag'`, id).Scan(&from, &to)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	if back {
		from, to = to, from
	}
	_, err = tx.ExecContext(ctx, "UPDATE tag SET name = ?2 WHERE name = ?1 AND name = ?2", from, to)
	return err
}

// swingNotes puts back the notes that a change wrote, unless somebody wrote since.
func (l *Library) swingNotes(ctx context.Context, tx *sql.Tx, id int64, from, to string) (skipped int, err error) {
	rows, err := tx.QueryContext(ctx, fmt.Sprintf(`SELECT i.paper, i.%s, coalesce(n.text, '') = i.%s FROM change_item i
		LEFT JOIN note n ON n.paper = i.paper WHERE i.change = ? AND i.field = 'note'`, to, from), id)
	if err != nil {
		return 0, err
	}
	type item struct {
		paper int64
		text  string
		same  bool
	}
	var items []item
	for rows.Next() {
		var i item
		if err := rows.Scan(&i.paper, &i.text, &i.same); err != nil {
			return 0, errors.Join(err, rows.Close())
		}
		items = append(items, i)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return 0, err
	}
	for _, i := range items {
		if !i.same {
			skipped++
			continue
		}
		if err := putNote(ctx, tx, i.paper, i.text, l.now().UnixMilli()); err != nil {
			return 0, err
		}
	}
	return skipped, nil
}
