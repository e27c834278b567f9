// This file owns reading: windows of the list, single papers, and what the tabs count.
//
// A window is read by key: "the next 200 after this paper", never "the 200 from number 500,000 on", so a page costs the
// same wherever it lies.

package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"dogear/parser"
)

// A Cursor is a place in an ordered list: at, or between, papers. The zero Cursor is before the first.
type Cursor struct {
	key   string
	place int64
}

// Cursor is where the row stands.
func (r Row) Cursor() Cursor { return Cursor{key: r.key, place: r.Place} }

// A Span asks for a part of a list.
type Span struct {
	From  Cursor // rows after it, or, backwards, before it
	Back  bool   // go backwards: with the zero Cursor, from the end
	At    bool   // the row at From belongs to the answer too
	Limit int
}

// Page reads a part of what matches the query, in the query's order, also when it goes backwards. Fewer rows than
// Limit mean that the list ends there.
func (l *Library) Page(ctx context.Context, q Query, s Span) ([]Row, error) {
	if q.Sort().IsReversed() {
		return l.reversedPage(ctx, q, s)
	}
	c := q.compile()
	if c.text == nil && !c.asks() {
		c.args = l.withToday(c.args)
		page, err := pageOf(ctx, l.read, q, c, s, allPapers)
		return page, explain("reading the list", err)
	}
	var page []Row
	err := l.reading(ctx, "reading the list", func(tx *sql.Tx) (err error) {
		page, err = l.searchPage(ctx, tx, q, c, s)
		return err
	})
	return page, err
}

// rowColumns are the columns of a Row; a statement adds the key.
const rowColumns = "p.id, p.place, p.status, p.starred, p.snoozed, p.noted, p.tagged, p.has & 4 > 0, p.title"

// Where a statement takes its papers from: all of them, or those at the places in a JSON array, its first parameter.
const (
	allPapers = "paper p"
	papersAt  = "json_each(?) j CROSS JOIN paper p ON p.place = j.value"
)

// A seek is where a statement begins in the list: a condition that SQLite can seek to in an index.
type seek struct {
	where string // empty: at the beginning
	args  []any
}

// seeks are where to begin for a span, one after the other: what is left of the papers with the key of the span's cursor,
// and then the keys beyond. Both in one condition, with OR, would be read from the beginning of the list on.
func (q Query) seeks(s Span, from string) []seek {
	if s.From == (Cursor{}) {
		return []seek{{}}
	}
	key := q.key()
	keyDir, dir := q.directions(s.Back)
	place := "p.place " + beyond[dir] + " ?"
	if s.At {
		place = "p.place " + beyond[dir] + "= ?"
	}
	switch {
	case key == noKey:
		return []seek{{place, []any{s.From.place}}}
	case from != allPapers: // a few papers, which are read and sorted anyway
		return []seek{{fmt.Sprintf("(%s %s ? OR %s = ? AND %s)", key, beyond[keyDir], key, place), []any{s.From.key, s.From.key, s.From.place}}}
	}
	return []seek{
		{key + " = ? AND " + place, []any{s.From.key, s.From.place}},
		{key + " " + beyond[keyDir] + " ?", []any{s.From.key}},
	}
}

// statement reads a span of the query's papers from a place on, with the words of the query among the conditions.
func (q Query) statement(c compiled, s Span, at seek, from string) (string, []any) {
	c = c.asCondition()
	where, args := c.all(), c.args
	if at.where != "" {
		where += " AND " + at.where
		args = append(args[:len(args):len(args)], at.args...)
	}
	stmt := "SELECT " + rowColumns + ", " + q.key() + " FROM " + from + " WHERE " + where + " ORDER BY " + q.order(s.Back)
	if s.Limit > 0 {
		stmt += " LIMIT " + strconv.Itoa(s.Limit)
	}
	return stmt, args
}

// pageOf runs the statements for a span. The parameters of from go before the others.
func pageOf(ctx context.Context, db queryer, q Query, c compiled, s Span, from string, first ...any) ([]Row, error) {
	var page []Row
	rest := s
	for _, at := range q.seeks(s, from) {
		stmt, args := q.statement(c, rest, at, from)
		rows, err := db.QueryContext(ctx, stmt, append(first[:len(first):len(first)], args...)...)
		if err != nil {
			return nil, err
		}
		part, err := scanRows(rows)
		if err != nil {
			return nil, err
		}
		page = append(page, part...)
		if s.Limit > 0 {
			if rest.Limit = s.Limit - len(page); rest.Limit == 0 {
				break
			}
		}
	}
	if s.Back {
		slices.Reverse(page)
	}
	return page, nil
}

// scanRows reads rows of rowColumns and a key.
func scanRows(rows *sql.Rows) ([]Row, error) {
	defer func() { _ = rows.Close() }()
	var all []Row
	for rows.Next() {
		var r Row
		if err := rows.Scan(&r.ID, &r.Place, &r.Status, &r.Starred, &r.Snoozed, &r.Noted, &r.Tags, &r.OnlyID, line(&r.Title), &r.key); err != nil {
			return nil, err
		}
		all = append(all, r)
	}
	return all, rows.Err()
}

// inIDs is the condition that a paper is one of a list of ids, which idList writes as one parameter.
const inIDs = "p.id IN (SELECT value FROM json_each(?))"

func idList(ids []int64) string {
	b, _ := json.Marshal(ids)
	if len(ids) == 0 {
		return "[]"
	}
	return string(b)
}

// Counts reads the numbers that tabs show. They are kept with every write: nothing is counted.
func (l *Library) Counts(ctx context.Context) (Counts, error) { return counts(ctx, l.read, l.Today()) }

// queryer is what a pool and a transaction have in common.
type queryer interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
	PrepareContext(ctx context.Context, query string) (*sql.Stmt, error)
}

func counts(ctx context.Context, db queryer, today Until) (Counts, error) {
	var c Counts
	err := db.QueryRowContext(ctx, "SELECT count(*), coalesce(min(snoozed), 0) FROM paper WHERE snoozed > 0 AND snoozed > ?", today).Scan(&c.Snoozed, &c.Returns)
	if err != nil {
		return c, explain("reading the counts", err)
	}
	// Whether there is more than one digest is told along: what stands above papers of one alone tells nothing.
	rows, err := db.QueryContext(ctx, "SELECT id, n FROM tally UNION ALL SELECT 20, count(*) FROM (SELECT 1 FROM digest WHERE removed = 0 LIMIT 2)")
	if err != nil {
		return c, explain("reading the counts", err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var id, n int
		if err := rows.Scan(&id, &n); err != nil {
			return c, explain("reading the counts", err)
		}
		switch id {
		case 10:
			c.Starred = n
		case 11:
			c.Noted = n
		case 20:
			c.Several = n > 1
		default:
			*c.Of(Status(id)) = n
		}
	}
	c.Inbox -= c.Snoozed
	return c, explain("reading the counts", rows.Err())
}

// An AmbiguousError means that a beginning of a title fits several papers.
type AmbiguousError struct {
	Ref    string
	Papers []Row // the first of them
}

// Error names the papers, so that a number can be chosen.
func (e *AmbiguousError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%q is the beginning of several titles; type more of the title, or use the number:", e.Ref)
	for _, r := range e.Papers {
		fmt.Fprintf(&b, "\n%8d  %s", r.ID, r.Title)
	}
	return b.String()
}

// Find resolves what a person types for a paper: its number, its arXiv id, its DOI, or a beginning of its title that no
// other title has. Errors are ErrNotFound and *AmbiguousError.
func (l *Library) Find(ctx context.Context, ref string) (int64, error) {
	ref = strings.TrimSpace(ref)
	if n, err := strconv.ParseInt(ref, 10, 64); err == nil {
		return l.findBy(ctx, ref, "p.id = ?", n)
	}
	if id, _, ok := parser.ParseArXiv(ref); ok {
		return l.findBy(ctx, ref, "p.arxiv = ?", id)
	}
	if doi, arxiv, ok := parser.ParseDOI(ref); ok {
		if arxiv != "" {
			return l.findBy(ctx, ref, "p.arxiv = ?", arxiv)
		}
		return l.findBy(ctx, ref, "p.doi = ?", doi)
	}
	if ref == "" {
		return 0, missing("the name of a paper is empty; `dogear list` shows the numbers of papers")
	}
	const most = 5
	rows, err := l.read.QueryContext(ctx, "SELECT "+rowColumns+`, '' FROM paper p WHERE p.title LIKE ? ESCAPE '\'
		AND p.status >= 0 ORDER BY p.title COLLATE NOCASE, p.place LIMIT ?`, likePrefix(ref), most)
	if err != nil {
		return 0, explain("finding a paper", err)
	}
	found, err := scanRows(rows)
	switch {
	case err != nil:
		return 0, explain("finding a paper", err)
	case len(found) == 0:
		return 0, missing("there is no paper %q; `dogear list` shows the numbers", ref)
	case len(found) == 1 || strings.EqualFold(found[0].Title, ref) && !strings.EqualFold(found[1].Title, ref):
		return found[0].ID, nil
	}
	return 0, &AmbiguousError{Ref: ref, Papers: found}
}

func (l *Library) findBy(ctx context.Context, ref, where string, arg any) (int64, error) {
	var id int64
	err := l.read.QueryRowContext(ctx, `SELECT CASE p.merged WHEN 0 THEN p.id ELSE p.merged END FROM paper p
		WHERE (p.status >= 0 OR p.merged <> 0) AND `+where, arg).Scan(&id) // a merged paper's number leads to the other
	if errors.Is(err, sql.ErrNoRows) {
		return 0, missing("there is no paper %s; `dogear list` shows the numbers", ref)
	}
	return id, explain("finding a paper", err)
}
