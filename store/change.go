// This file owns writing a change: one act of the reader, with the before and after of every paper it touched, in the
// transaction that does it. history.go walks over changes.

package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"
)

// A Kind is what sort of act a change is.
type Kind string

// The kinds of changes.
const (
	KindMark         Kind = "mark"          // Detail: what the papers became
	KindSnooze       Kind = "snooze"        // Detail: the day until which they are snoozed
	KindTag          Kind = "tag"           // Detail: the tags, + or - before each
	KindRenameTag    Kind = "rename-tag"    // Detail: old and new name
	KindDeleteTag    Kind = "delete-tag"    // Detail: its name
	KindNote         Kind = "note"          // Detail: noteRemoved, or empty
	KindImport       Kind = "import"        // Detail: the digest's name
	KindRemoveDigest Kind = "remove-digest" // Detail: the digest's name
	KindMerge        Kind = "merge"         // Detail: the title
	KindApart        Kind = "apart"         // Detail: the title
	KindSplit        Kind = "split"         // Detail: the title
	KindView         Kind = "view"          // Detail: see view.go
)

// A Change is one undoable act of the reader, however many papers it touched.
type Change struct {
	ID     int64
	Kind   Kind
	Detail string
	Papers int    // how many it touched
	Title  string // of the paper, where it was one
	Made   time.Time
	Undone bool
}

// String tells what was done, as the status line and history say it: dismissed 14 papers.
func (c Change) String() string {
	lead, title, rest := c.Parts()
	return lead + title + rest
}

// Parts returns the text of String in three parts. The second is a title or a name: it can be shortened without loss of what
// was done. It is empty where there is none.
func (c Change) Parts() (lead, title, rest string) {
	rest = Plural(c.Papers, "paper")
	if c.Papers == 1 {
		lead, title, rest = "“", c.Title, "”"
	}
	switch c.Kind {
	case KindMark:
		switch c.Detail {
		case ToLater.String():
			return "kept " + lead, title, rest + " for later"
		case ToInbox.String():
			return "moved " + lead, title, rest + " to the inbox"
		}
		return c.Detail + " " + lead, title, rest
	case KindSnooze:
		return "snoozed " + lead, title, rest + " until " + c.Detail
	case KindTag:
		before, after := tagPhrase(strings.Fields(c.Detail))
		return before + lead, title, rest + after
	case KindRenameTag:
		if from, to, ok := strings.Cut(c.Detail, " "); ok {
			return fmt.Sprintf("renamed the tag %q to %q", from, to), "", ""
		}
		return "renamed the tag " + c.Detail, "", ""
	case KindDeleteTag:
		return "deleted the tag #" + c.Detail + " from " + lead, title, rest
	case KindNote:
		if c.Detail == noteRemoved {
			return "removed the note on " + lead, title, rest
		}
		return "edited the note on " + lead, title, rest
	case KindImport:
		return "imported ", c.digestName(), fmt.Sprintf(" (%s)", Plural(c.Papers, "new paper"))
	case KindRemoveDigest:
		return "removed the digest ", c.digestName(), ""
	case KindMerge:
		return "merged two papers into “", c.Detail, "”"
	case KindApart:
		return "kept two papers apart: “", c.Detail, "”"
	case KindView:
		return viewPhrase(c.Detail), "", ""
	case KindSplit:
		return "split “", c.Detail, "” into two papers"
	}
	return string(c.Kind), "", ""
}

// digestName is the name of the digest that an import or a removal noted. Libraries of older versions have the path of a
// file there.
func (c Change) digestName() string {
	if strings.HasPrefix(c.Detail, "/") {
		return c.Detail[strings.LastIndexByte(c.Detail, '/')+1:]
	}
	return c.Detail
}

// noteRemoved is the detail of a change that emptied a note.
const noteRemoved = "removed"

// tagPhrase tells which tags, written with + or - before each, papers were given and lost: what stands before the papers,
// and what behind them.
func tagPhrase(tags []string) (before, after string) {
	var added, removed []string
	for _, t := range tags {
		if name, plus := strings.CutPrefix(t, "+"); plus {
			added = append(added, "#"+name)
		} else {
			removed = append(removed, "#"+t[1:])
		}
	}
	lost := "removed " + strings.Join(removed, " ")
	switch {
	case len(removed) == 0:
		return "tagged ", " " + strings.Join(added, " ")
	case len(added) == 0:
		return lost + " from ", ""
	}
	return "tagged ", " " + strings.Join(added, " ") + ", " + lost
}

// An Outcome tells what a write did.
type Outcome struct {
	Change  Change // its ID is 0 if there was nothing to change
	Rows    []Row  // the papers as they are now, up to maxOutcome of them
	Counts  Counts
	Skipped int    // papers that an undo or redo left alone, because something else changed them since
	Theirs  string // of a note that was written in two places: the other version. Both are kept
}

// maxOutcome bounds the rows in an Outcome: whoever changes more rereads the window.
const maxOutcome = 256

// A Target names the papers that an act is for.
type Target struct {
	ids   []int64
	query *Query
	span  *[2]Row
}

// These targets papers by id.
func These(ids ...int64) Target { return Target{ids: ids} }

// AllOf targets all papers that match a query.
func AllOf(q Query) Target { return Target{query: &q} }

// Between targets the papers from one row of a query's list to another, both included, in either direction.
func Between(q Query, a, b Row) Target { return Target{query: &q, span: &[2]Row{a, b}} }

// condition is the target as a condition on paper p.
func (t Target) condition() (string, []any) {
	if t.query == nil {
		return "p.status >= 0 AND " + inIDs, []any{idList(t.ids)}
	}
	c := t.query.compile().asCondition()
	where, args := c.all(), c.args
	if t.span != nil {
		w, a := t.query.between(t.span[0], t.span[1])
		where, args = where+" AND "+w, append(args, a...)
	}
	return where, args
}

// updateTarget runs f in a write transaction, with the target as a condition on paper p and its parameters.
func (l *Library) updateTarget(ctx context.Context, doing string, t Target, f func(tx *sql.Tx, where string, args []any) error) error {
	where, args := t.condition()
	if t.query != nil && t.query.searches() { // what may have to be mended is mended before the transaction begins
		err := l.reading(ctx, doing, func(tx *sql.Tx) error {
			_, release, err := l.bind(ctx, tx, args)
			release()
			return err
		})
		if err != nil {
			return err
		}
	}
	return l.update(ctx, doing, func(tx *sql.Tx) error {
		bound, release, err := l.bind(ctx, tx, args)
		if err != nil {
			return err
		}
		defer release()
		return f(tx, where, bound)
	})
}

// searches reports whether the query has words in it.
func (q Query) searches() bool {
	c := q.compile().asCondition()
	return c.asks()
}

// recorder writes one change.
type recorder struct {
	ctx context.Context
	tx  *sql.Tx
	id  int64

	today Until
}

// record begins a change.
func (l *Library) record(ctx context.Context, tx *sql.Tx, kind Kind, detail string) (*recorder, error) {
	res, err := tx.ExecContext(ctx, "INSERT INTO change (kind, detail, papers, made) VALUES (?, ?, 0, ?)",
		kind, detail, l.now().UnixMilli())
	if err != nil {
		return nil, err
	}
	id, err := res.LastInsertId()
	return &recorder{ctx, tx, id, l.Today()}, err
}

// item notes what one paper's field was and became. Of several steps that a change takes, the first before and the last
// after are kept.
func (r *recorder) item(paper int64, field string, ref int64, before, after any) error {
	_, err := r.tx.ExecContext(r.ctx, `INSERT INTO change_item (change, paper, field, ref, before, after) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET after = excluded.after`, r.id, paper, field, ref, before, after)
	return err
}

// finish completes the change, or takes it back if it touched nothing, and tells what there is now.
func (r *recorder) finish() (Outcome, error) {
	var n int
	if err := r.tx.QueryRowContext(r.ctx, "SELECT count(DISTINCT paper) FROM change_item WHERE change = ?", r.id).Scan(&n); err != nil {
		return Outcome{}, err
	}
	if n == 0 {
		if _, err := r.tx.ExecContext(r.ctx, "DELETE FROM change WHERE id = ?", r.id); err != nil {
			return Outcome{}, err
		}
		c, err := counts(r.ctx, r.tx, r.today)
		return Outcome{Counts: c}, err
	}
	if _, err := r.tx.ExecContext(r.ctx, "UPDATE change SET papers = ? WHERE id = ?", n, r.id); err != nil {
		return Outcome{}, err
	}
	return outcome(r.ctx, r.tx, r.id, r.today)
}

// outcome reads what a change did.
func outcome(ctx context.Context, tx *sql.Tx, id int64, today Until) (Outcome, error) {
	var o Outcome
	var err error
	if o.Change, err = change(ctx, tx, id); err != nil {
		return o, err
	}
	rows, err := tx.QueryContext(ctx, "SELECT "+rowColumns+`, '' FROM paper p WHERE p.status >= 0 AND p.id IN
		(SELECT DISTINCT paper FROM change_item WHERE change = ? LIMIT ?)`, id, maxOutcome)
	if err != nil {
		return o, err
	}
	if o.Rows, err = scanRows(rows); err != nil {
		return o, err
	}
	o.Counts, err = counts(ctx, tx, today)
	return o, err
}
