// This file owns notes: the reader's Markdown about one paper.

package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"errors"
	"strings"

	"dogear/parser"
)

// A NoteEdit tells where a note's new text comes from.
type NoteEdit struct {
	// Base is the text that the editor began with or, after a save, the one it sent last. If the library has another by
	// now, somebody else wrote meanwhile, and both versions are kept: see twoVersions. Nil overwrites.
	Base *string
	// Session names one stay in an editor: what is saved during it is one change, however often it is saved.
	Session string
}

// NoteRule parts the notes of two papers that were merged.
const NoteRule = "\n\n---\n\n"

// VersionRule parts two versions of a note that were written at the same time.
const VersionRule = NoteRule + "*Written at the same time as the above:*\n\n"

// SetNote replaces a paper's note; an empty text removes it. It returns the text that the note now has, which is
// another one if two versions had to be kept: the Outcome has theirs then. ErrNotFound means that there is no such paper.
func (l *Library) SetNote(ctx context.Context, id int64, text string, edit NoteEdit) (o Outcome, saved string, err error) {
	text = parser.CleanNote(text)
	theirs := ""
	err = l.update(ctx, "saving the note", func(tx *sql.Tx) error {
		var old string
		err := tx.QueryRowContext(ctx, `SELECT coalesce(n.text, '') FROM paper p LEFT JOIN note n ON n.paper = p.id
			WHERE p.id = ? AND p.status >= 0`, id).Scan(&old)
		if errors.Is(err, sql.ErrNoRows) {
			return missing("there is no paper %d", id)
		}
		if err != nil {
			return err
		}
		if edit.Base != nil {
			text, theirs = twoVersions(cleanLines(old), parser.CleanNote(*edit.Base), text)
		}
		saved = text
		rec, before, err := l.noteChange(ctx, tx, id, old, edit.Session)
		if err != nil {
			return err
		}
		detail := ""
		if text == "" {
			detail = noteRemoved
		}
		if _, err := tx.ExecContext(ctx, "UPDATE change SET detail = ? WHERE id = ?", detail, rec.id); err != nil {
			return err
		}
		if text != before {
			if err := rec.item(id, "note", 0, before, text); err != nil {
				return err
			}
		}
		if err := putNote(ctx, tx, id, text, l.now().UnixMilli()); err != nil {
			return err
		}
		if err := remargin(ctx, tx, []int64{id}); err != nil {
			return err
		}
		if o, err = rec.finish(); err == nil && len(o.Rows) == 0 {
			o.Rows, err = rowsOf(ctx, tx, id)
		}
		return err
	})
	o.Theirs = theirs
	return o, saved, err
}

// twoVersions is what a note becomes that is old in the library, when an editor sends mine that sent base before. If old
// is not base, it is what somebody else wrote: theirs. Both are kept then, theirs above. What mine replaces is taken out
// of it: so a save every second by two editors makes two versions, and not two more each second.
func twoVersions(old, base, mine string) (text, theirs string) {
	if old == base || old == "" || old == mine {
		return mine, ""
	}
	theirs = without(old, base)
	switch {
	case theirs == mine:
		return mine, ""
	case mine == "":
		return theirs, theirs
	}
	return theirs + VersionRule + mine, theirs
}

// without is a note of several versions without one of them.
func without(note, version string) string {
	if version == "" {
		return note
	}
	if rest, ok := strings.CutPrefix(note, version+VersionRule); ok {
		return rest
	}
	if rest, ok := strings.CutSuffix(note, VersionRule+version); ok {
		return rest
	}
	return strings.Replace(note, VersionRule+version+VersionRule, VersionRule, 1)
}

// noteChange is the change that a save belongs to: a new one, or the last one if it is of the same stay in the editor.
// It also tells what the note was before that change.
func (l *Library) noteChange(ctx context.Context, tx *sql.Tx, id int64, old, session string) (*recorder, string, error) {
	var last int64
	var before string
	err := tx.QueryRowContext(ctx, `SELECT c.id, i.before FROM change c JOIN change_item i ON i.change = c.id
		WHERE c.id = (SELECT max(id) FROM change) AND c.undone = 0 AND c.kind = 'note' AND c.session = ? AND i.paper = ?`,
		session, id).Scan(&last, &before)
	if err == nil && session != "" {
		rec := &recorder{ctx, tx, last, l.Today()}
		_, err := tx.ExecContext(ctx, "DELETE FROM change_item WHERE change = ?", last)
		return rec, before, err
	}
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, "", err
	}
	rec, err := l.record(ctx, tx, KindNote, "")
	if err == nil {
		_, err = tx.ExecContext(ctx, "UPDATE change SET session = ? WHERE id = ?", session, rec.id)
	}
	return rec, old, err
}

// putNote writes a note's text, or removes the note if it is empty.
func putNote(ctx context.Context, tx *sql.Tx, id int64, text string, now int64) error {
	var err error
	if text == "" {
		_, err = tx.ExecContext(ctx, "DELETE FROM note WHERE paper = ?", id)
	} else {
		_, err = tx.ExecContext(ctx, `INSERT INTO note (paper, text, saved, hash) VALUES (?1, ?2, ?3, ?4)
			ON CONFLICT DO UPDATE SET text = ?2, saved = ?3, hash = ?4`, id, text, now, noteHash(id, text))
	}
	if err != nil {
		return err
	}
	if err := putLinks(ctx, tx, id, text); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "UPDATE paper SET noted = ?2 WHERE id = ?1 AND noted <> ?2", id, btoi(text != ""))
	return err
}

// noteHash is what a note's row keeps to show later that neither its text nor its paper has changed by itself: the first
// 64 bits of SHA-256.
func noteHash(paper int64, text string) int64 {
	sum := sha256.Sum256(append(binary.BigEndian.AppendUint64(nil, uint64(paper)), text...)) //nolint:gosec // its bits are what counts
	return int64(binary.BigEndian.Uint64(sum[:]))                                            //nolint:gosec // a hash has no sign to lose
}
