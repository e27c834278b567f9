// This file owns the earlier revisions of a note.
//
// The history has them all: a change keeps what each note that it wrote was before and after, and no change is ever
// deleted but one that changed nothing. So there is no table of revisions. One stay in an editor is one change, and one
// revision, whatever was saved on the way.

package store

import (
	"context"
	"database/sql"
	"strings"
	"time"
)

// A Revision is what a note was at some time.
type Revision struct {
	N      int    // from 1, the oldest; it stays the same whatever is written or undone later
	Text   string // empty: the note was removed
	Before string // what the note was until then
	Kind   Kind   // of the change that wrote it; empty if it is older than the history
	Change int64  // that change; 0 likewise
	Made   time.Time
	Undone bool // the change was taken back
	Now    bool // it is what the note is
}

// Revisions lists what a paper's note was and is, the newest first. They come from the history, and from the note itself
// if the history does not know it. A paper without any has none. ErrNotFound means that there is no such paper.
func (l *Library) Revisions(ctx context.Context, paper int64) ([]Revision, error) {
	var all []Revision
	var now string
	err := l.reading(ctx, "reading the revisions of the note", func(tx *sql.Tx) (err error) {
		all, now, err = revisions(ctx, tx, paper)
		return err
	})
	if err != nil {
		return nil, err
	}
	return newestFirst(all, now), nil
}

// revisions are those of a paper's note, the oldest first, and what the note is.
func revisions(ctx context.Context, tx *sql.Tx, paper int64) (all []Revision, now string, err error) {
	switch seen, err := column[int64](ctx, tx, "SELECT id FROM paper WHERE id = ? AND status >= 0", paper); {
	case err != nil:
		return nil, "", err
	case len(seen) == 0:
		return nil, "", missing("there is no paper %d", paper)
	}
	var saved int64
	if err := tx.QueryRowContext(ctx, `SELECT coalesce(max(text), ''), coalesce(max(saved), 0) FROM note WHERE paper = ?`, paper).
		Scan(lines(&now), &saved); err != nil {
		return nil, "", err
	}
	rows, err := tx.QueryContext(ctx, `SELECT c.id, c.kind, c.made, c.undone, i.before, i.after FROM change_item i
		JOIN change c ON c.id = i.change WHERE i.paper = ? AND i.field = 'note' ORDER BY c.id`, paper)
	if err != nil {
		return nil, "", err
	}
	defer func() { _ = rows.Close() }()
	add := func(r Revision) {
		r.N = len(all) + 1
		all = append(all, r)
	}
	known := map[string]bool{"": true}
	for rows.Next() {
		var r Revision
		var made int64
		if err := rows.Scan(&r.Change, line((*string)(&r.Kind)), &made, &r.Undone, lines(&r.Before), lines(&r.Text)); err != nil {
			return nil, "", err
		}
		r.Made = time.UnixMilli(made)
		if !known[r.Before] { // it came from elsewhere than a change
			add(Revision{Text: r.Before, Made: r.Made})
		}
		known[r.Before], known[r.Text] = true, true
		add(r)
	}
	if !known[now] {
		add(Revision{Text: now, Made: time.UnixMilli(saved)})
	}
	return all, now, rows.Err()
}

// newestFirst turns revisions around, and marks the one that the note is.
func newestFirst(all []Revision, now string) []Revision {
	turned := make([]Revision, 0, len(all))
	marked := false
	for i := len(all) - 1; i >= 0; i-- {
		r := all[i]
		r.Now = !marked && !r.Undone && r.Text == now
		marked = marked || r.Now
		turned = append(turned, r)
	}
	return turned
}

// Words is how many words the revision has.
func (r *Revision) Words() int { return len(strings.Fields(r.Text)) }

// FirstLine is the first line of the revision that says something.
func (r *Revision) FirstLine() string {
	line, _, _ := strings.Cut(strings.TrimSpace(r.Text), "\n")
	return strings.TrimSpace(line)
}

// Reworded is how many words a text has that another one had not, and how many it lost, wherever they stand.
func Reworded(before, after string) (added, removed int) {
	count := make(map[string]int)
	for w := range strings.FieldsSeq(before) {
		count[w]++
		removed++
	}
	for w := range strings.FieldsSeq(after) {
		if count[w] > 0 {
			count[w]--
			removed--
		} else {
			added++
		}
	}
	return added, removed
}
