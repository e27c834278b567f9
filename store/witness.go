// This file owns finding notes and decisions that have changed by themselves.
//
// Each is kept twice: as it is, and as the last change of the history left it. A note has a hash besides, which tells the
// right one of the two from the wrong. For a decision there is none: which of the two is right is the reader's to say.

package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"
)

// standing is what the history says of a field, for each paper and ref that it was ever touched of: what the last change
// that stands made of it, or if none does, what it was before the first.
const standing = `SELECT paper, ref, iif(max(stands), made, was) AS value FROM (
	SELECT i.paper, i.ref, NOT c.undone AS stands,
		first_value(i.before) OVER (PARTITION BY i.paper, i.ref ORDER BY i.change) AS was,
		first_value(i.after) OVER (PARTITION BY i.paper, i.ref ORDER BY c.undone, i.change DESC) AS made
	FROM change_item i JOIN change c ON c.id = i.change WHERE i.field = '%s') GROUP BY paper, ref`

// witnesses compares notes and decisions with their witnesses.
func (x *examiner) witnesses() error {
	return errors.Join(x.notes(), x.states(), x.tags(), x.names())
}

// names looks whether the history's changes are called what changes are called. What they did is looked at as that of papers.
func (x *examiner) names() error {
	var kinds, marks []string // as SQL has text
	for _, k := range []Kind{KindMark, KindSnooze, KindTag, KindRenameTag, KindDeleteTag, KindNote, KindImport, KindRemoveDigest, KindMerge, KindApart, KindSplit, KindView} {
		kinds = append(kinds, "'"+string(k)+"'")
	}
	for a := ToInbox; a <= Unstar; a++ {
		marks = append(marks, "'"+a.String()+"'")
	}
	rows, err := column[string](x.ctx, x.tx, fmt.Sprintf(`SELECT 'change ' || id || ' of the history has the invalid kind “' || kind || ' ' || detail ||
		'”: it is corrupted' FROM change
		WHERE kind NOT IN (%s) OR kind = '%s' AND detail NOT IN (%s) ORDER BY id LIMIT 20`, strings.Join(kinds, ", "), KindMark, strings.Join(marks, ", ")))
	for _, row := range rows {
		x.damage(incurable, doRestore, "%s", row)
	}
	return err
}

// aNote is a note with its witnesses.
type aNote struct {
	paper   int64
	title   string
	text    string
	hash    sql.NullInt64
	history sql.NullString // null if the history does not know the note
}

// noteFault is what is wrong with a note.
type noteFault int

const (
	noteSound      noteFault = iota
	noteWrong                // the text has changed, and the history has the right one
	noteLost                 // the text has changed, and the history's is not what it was either
	noteHistory              // the text is right, the history's has changed
	noteUndecided            // the two differ, and there is no hash
	noteRowMissing           // the history has a note where there is none
)

func (n *aNote) fault() noteFault {
	history := n.history.String
	switch {
	case n.text == "" && history == "":
		return noteSound
	case n.text == "" && !n.hash.Valid:
		return noteRowMissing
	case !n.hash.Valid && n.text != history:
		return noteUndecided
	case !n.hash.Valid:
		return noteSound
	case n.hash.Int64 == noteHash(n.paper, n.text) && n.text == history:
		return noteSound
	case n.hash.Int64 == noteHash(n.paper, n.text):
		return noteHistory
	case n.hash.Int64 == noteHash(n.paper, history):
		return noteWrong
	}
	return noteLost
}

// eachNote calls f for all notes that there are or that the history knows.
func eachNote(ctx context.Context, db queryer, f func(n *aNote) error) error {
	rows, err := db.QueryContext(ctx, fmt.Sprintf(`WITH h AS (`+standing+`) SELECT p.id, p.title, coalesce(n.text, ''), n.hash, h.value
		FROM paper p LEFT JOIN note n ON n.paper = p.id LEFT JOIN h ON h.paper = p.id
		WHERE n.paper IS NOT NULL OR h.value <> '' ORDER BY p.id`, "note"))
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var n aNote
		if err := rows.Scan(&n.paper, &n.title, &n.text, &n.hash, &n.history); err != nil {
			return err
		}
		if err := f(&n); err != nil {
			return err
		}
	}
	return rows.Err()
}

func (x *examiner) notes() error {
	return eachNote(x.ctx, x.tx, func(n *aNote) error {
		f := Finding{Paper: n.paper, Damage: true, Do: doRestore}
		what := ""
		switch n.fault() {
		case noteSound:
			return nil
		case noteWrong:
			what, f.cure, f.Do = "the note on %s is corrupted; the history has the correct text", cureNotes, doFix
		case noteHistory:
			what, f.cure, f.Do = "the history of the note on %s is corrupted; the note is correct", cureNotes, doFix
		case noteLost:
			what = "the note on %s is corrupted, and the history has a different text"
		case noteUndecided:
			what = "the note on %s differs from the history, and neither can be verified"
		case noteRowMissing:
			what = "the note on %s is missing, but the history has one"
		}
		f.What = fmt.Sprintf(what, named(n.paper, n.title))
		x.add(f)
		return nil
	})
}

// named is a paper as a finding names it.
func named(id int64, title string) string { return fmt.Sprintf("paper %d “%s”", id, title) }

// badNote is the first note whose text is not what its hash says, by the number of its paper; 0 if there is none. It is for
// copies, also of versions that had no hashes.
func badNote(ctx context.Context, db queryer) (paper int64, err error) {
	var hashed bool
	if err := db.QueryRowContext(ctx, "SELECT count(*) FROM pragma_table_info('note') WHERE name = 'hash'").Scan(&hashed); err != nil || !hashed {
		return 0, err
	}
	rows, err := db.QueryContext(ctx, "SELECT paper, text, hash FROM note WHERE hash IS NOT NULL")
	if err != nil {
		return 0, err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var hash int64
		var text string
		if err := rows.Scan(&paper, &text, &hash); err != nil {
			return 0, err
		}
		if hash != noteHash(paper, text) {
			return paper, nil
		}
	}
	return 0, rows.Err()
}

// mendNotes puts the right one of a note's two copies in the place of the wrong one.
func (x *examiner) mendNotes(ctx context.Context) error {
	return x.l.update(ctx, "repairing notes", func(tx *sql.Tx) error {
		var wrong []aNote
		if err := eachNote(ctx, tx, func(n *aNote) error {
			if f := n.fault(); f == noteWrong || f == noteHistory {
				wrong = append(wrong, *n)
			}
			return nil
		}); err != nil {
			return err
		}
		for _, n := range wrong {
			var err error
			if n.fault() == noteWrong {
				_, err = tx.ExecContext(ctx, "UPDATE note SET text = ? WHERE paper = ?", n.history.String, n.paper)
			} else {
				_, err = tx.ExecContext(ctx, `UPDATE change_item SET after = ?2 WHERE paper = ?1 AND field = 'note' AND change =
					(SELECT max(c.id) FROM change c JOIN change_item i ON i.change = c.id WHERE i.paper = ?1 AND i.field = 'note' AND c.undone = 0)`,
					n.paper, n.text)
			}
			if err == nil {
				err = remargin(ctx, tx, []int64{n.paper})
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// states compares status and star with the history. A paper that is out of sight has neither.
func (x *examiner) states() error {
	rows, err := x.tx.QueryContext(x.ctx, fmt.Sprintf(`WITH h AS (`+standing+`) SELECT p.id, p.title, p.status, p.starred, p.snoozed, coalesce(h.value, 0)
		FROM paper p LEFT JOIN h ON h.paper = p.id WHERE `+stateOf+` <> coalesce(h.value, 0)
		AND NOT (p.status = -1 AND p.starred = 0 AND p.snoozed = 0) ORDER BY p.id`, "state"))
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var id, starred, snoozed, history int64 // whatever the number is that they have become
		var title string
		var status Status
		if err := rows.Scan(&id, &title, &status, &starred, &snoozed, &history); err != nil {
			return err
		}
		x.add(Finding{
			What: fmt.Sprintf("%s is %s, but according to the history it is %s: one of the two is corrupted", named(id, title),
				stateName(status, starred, snoozed), stateName(Status(history&15), history>>4&1, history>>5)),
			Do: fmt.Sprintf("if you know which is right, set it with `dogear mark`; otherwise %s", doRestore), Paper: id, Damage: true,
		})
	}
	return rows.Err()
}

func stateName(s Status, starred, snoozed int64) string {
	name := fmt.Sprintf("invalid (%d)", s)
	if s >= Inbox && s <= Dismissed {
		name = s.String()
	}
	if starred != 0 {
		name += " and starred"
	}
	if snoozed != 0 {
		name += " and snoozed until " + time.Unix(snoozed*secondsOfDay, 0).UTC().Format(time.DateOnly)
	}
	return name
}

// tags compares which papers carry which tags with the history.
func (x *examiner) tags() error {
	rows, err := x.tx.QueryContext(x.ctx, fmt.Sprintf(`WITH h AS (`+standing+`)
		SELECT p.id, p.title, coalesce(t.name, '?'), 1 FROM paper_tag pt JOIN paper p ON p.id = pt.paper LEFT JOIN tag t ON t.id = pt.tag
			LEFT JOIN h ON h.paper = pt.paper AND h.ref = pt.tag WHERE h.value IS NOT 1
		UNION ALL SELECT p.id, p.title, coalesce(t.name, '?'), 0 FROM h JOIN paper p ON p.id = h.paper LEFT JOIN tag t ON t.id = h.ref
			WHERE h.value = 1 AND NOT EXISTS (SELECT 1 FROM paper_tag pt WHERE pt.paper = h.paper AND pt.tag = h.ref) ORDER BY 1, 3`, "tag"))
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var id int64
		var title, tag string
		var carries bool
		if err := rows.Scan(&id, &title, &tag, &carries); err != nil {
			return err
		}
		f := Finding{Paper: id, Damage: true}
		if carries {
			f.What = fmt.Sprintf("%s has the tag #%s, but not according to the history", named(id, title), tag)
		} else {
			f.What = fmt.Sprintf("%s should have the tag #%s according to the history", named(id, title), tag)
		}
		f.Do = "if you know which is right, set it with `dogear tag`; otherwise " + doRestore
		x.add(f)
	}
	return rows.Err()
}
