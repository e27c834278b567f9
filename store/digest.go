// This file owns the digests that the library was made of, and taking one away again.

package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"dogear/parser"
)

// A Digest is one delivery that was taken in.
type Digest struct {
	ID       int64
	Source   string // its own name, such as "Hugging Face", else the base name of its file; empty for standard input
	Curator  string
	Date     parser.Date
	Format   parser.Format
	Origin   string // the path it was read from, "-" for standard input
	Imported time.Time
	Papers   int // that were in it
	Decided  int // of them, no longer in the inbox
}

// Name is how the digest is shown: Hugging Face, 2026-03-11.
func (d *Digest) Name() string { return digestName(d.Source, d.Date) }

// SourceName is how the digest's source is shown.
func (d *Digest) SourceName() string { return sourceName(d.Source) }

// digestName is how a digest is shown.
func digestName(source string, date parser.Date) string {
	name := sourceName(source)
	if date != "" {
		name += ", " + string(date)
	}
	return name
}

// sourceName is how a source is shown. The only digests without one came from standard input.
func sourceName(source string) string { return cmp.Or(source, "standard input") }

// sourceOf is the source of a digest that says so itself or not: the base name of its file stands in.
func sourceOf(named, origin string) string {
	if named != "" || origin == "-" {
		return named
	}
	origin = parser.CleanLine(origin)
	return origin[strings.LastIndexByte(origin, '/')+1:]
}

// sqlSource is sourceOf as an expression over a row of the table digest, or over another name of it.
func sqlSource(table string) string {
	return strings.ReplaceAll(`CASE WHEN T.source <> '' THEN T.source WHEN T.origin = '-' THEN ''
		ELSE substr(T.origin, length(rtrim(T.origin, replace(T.origin, '/', ''))) + 1) END`, "T.", table+".")
}

// Digests lists the imported digests, the newest first.
func (l *Library) Digests(ctx context.Context) ([]Digest, error) {
	rows, err := l.read.QueryContext(ctx, `SELECT d.id, `+sqlSource("d")+`, d.curator, coalesce(d.date, ''), d.format, d.origin, d.imported,
		d.papers, (SELECT count(DISTINCT p.id) FROM digest_paper dp JOIN paper o ON o.id = dp.paper
			JOIN paper p ON p.id = CASE o.merged WHEN 0 THEN o.id ELSE o.merged END WHERE dp.digest = d.id AND p.status > 0)
		FROM digest d WHERE d.removed = 0 ORDER BY d.id DESC`)
	if err != nil {
		return nil, explain("reading the digests", err)
	}
	defer func() { _ = rows.Close() }()
	var all []Digest
	for rows.Next() {
		var d Digest
		var imported int64
		if err := rows.Scan(&d.ID, line(&d.Source), line(&d.Curator), line((*string)(&d.Date)), line((*string)(&d.Format)), line(&d.Origin), &imported, &d.Papers, &d.Decided); err != nil {
			return nil, explain("reading the digests", err)
		}
		d.Imported = time.UnixMilli(imported)
		all = append(all, d)
	}
	return all, explain("reading the digests", rows.Err())
}

// RemoveDigest takes a digest away, with the papers that only it brought and that the reader never touched. The
// Outcome's change counts those papers. ErrNotFound means that there is no such digest.
func (l *Library) RemoveDigest(ctx context.Context, id int64) (o Outcome, err error) {
	err = l.update(ctx, "removing a digest", func(tx *sql.Tx) error {
		var source, date string
		err := tx.QueryRowContext(ctx, "SELECT "+sqlSource("digest")+", coalesce(date, '') FROM digest WHERE id = ? AND removed = 0", id).
			Scan(&source, &date)
		if errors.Is(err, sql.ErrNoRows) {
			return missing("there is no digest %d; `dogear digests` lists the digests", id)
		}
		if err != nil {
			return err
		}
		rec, err := l.record(ctx, tx, KindRemoveDigest, digestName(source, parser.Date(date)))
		if err != nil {
			return err
		}
		n, err := withdraw(ctx, tx, id)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "UPDATE change SET papers = ?, digest = ? WHERE id = ?", n, id, rec.id); err != nil {
			return err
		}
		o, err = outcome(ctx, tx, rec.id, l.Today())
		return err
	})
	return o, err
}

// withdraw takes digests out of sight, and the papers that they were the first to bring, if the reader never touched them
// and no other digest has them. It tells how many those were.
func withdraw(ctx context.Context, tx *sql.Tx, digests ...int64) (n int64, err error) {
	if _, err := tx.ExecContext(ctx, "UPDATE digest SET removed = 1 WHERE id IN (SELECT value FROM json_each(?))", idList(digests)); err != nil {
		return 0, err
	}
	for _, digest := range digests {
		first, last := placesOf(digest)
		res, err := tx.ExecContext(ctx, `UPDATE paper SET status = -1 WHERE place BETWEEN ? AND ? AND `+untouched+`
			AND NOT EXISTS (SELECT 1 FROM digest_paper dp JOIN digest d ON d.id = dp.digest
			WHERE d.removed = 0 AND `+standsFor("paper")+")", first, last)
		if err != nil {
			return 0, err
		}
		withdrawn, err := res.RowsAffected()
		if err != nil {
			return 0, err
		}
		n += withdrawn
	}
	return n, nil
}

// untouched is the condition that a paper is as an import left it.
const untouched = "status = 0 AND starred = 0 AND noted = 0 AND tagged = 0 AND snoozed = 0"

// restore brings a withdrawn digest back, with its papers.
func restore(ctx context.Context, tx *sql.Tx, digest int64) error {
	if _, err := tx.ExecContext(ctx, "UPDATE digest SET removed = 0 WHERE id = ?", digest); err != nil {
		return err
	}
	first, last := placesOf(digest)
	_, err := tx.ExecContext(ctx, "UPDATE paper SET status = 0 WHERE place BETWEEN ? AND ? AND status = -1 AND merged = 0", first, last)
	return err
}

// swingDigest takes back, or brings back, what an import brought or a removal took away.
func swingDigest(ctx context.Context, tx *sql.Tx, id int64, back bool) error {
	var kind Kind
	if err := tx.QueryRowContext(ctx, "SELECT kind FROM change WHERE id = ?", id).Scan(&kind); err != nil {
		return err
	}
	if kind != KindImport && kind != KindRemoveDigest {
		return nil
	}
	// Papers that the import brought back from an earlier digest return to where they were, out of sight, and the other
	// way round; a paper that the reader has touched meanwhile stays where it is.
	if err := swingPlaces(ctx, tx, id, back); err != nil {
		return err
	}
	digests, err := column[int64](ctx, tx, "SELECT id FROM digest WHERE change = ?1 UNION SELECT digest FROM change WHERE id = ?1 AND digest IS NOT NULL", id)
	if err != nil {
		return err
	}
	if back == (kind == KindImport) {
		_, err = withdraw(ctx, tx, digests...)
		return err
	}
	for _, d := range digests {
		if err := restore(ctx, tx, d); err != nil {
			return err
		}
	}
	return nil
}

// swingPlaces moves the papers whose place a change noted, and their entries in the full-text index.
func swingPlaces(ctx context.Context, tx *sql.Tx, change int64, back bool) error {
	from, to, was, is := "before", "after", withdrawn, Inbox
	if back {
		from, to, was, is = to, from, is, was
	}
	rows, err := tx.QueryContext(ctx, fmt.Sprintf(`SELECT p.id, p.place, coalesce(i.%s, p.place) FROM change_item i
		JOIN paper p ON p.id = i.paper WHERE i.change = ? AND i.field = 'place' AND p.place = coalesce(i.%s, p.place)
		AND p.status = ? AND p.starred = 0 AND p.noted = 0 AND p.tagged = 0 AND p.snoozed = 0`, to, from), change, was)
	if err != nil {
		return err
	}
	type move struct{ id, from, to int64 }
	var moves []move
	for rows.Next() {
		var m move
		if err := rows.Scan(&m.id, &m.from, &m.to); err != nil {
			return errors.Join(err, rows.Close())
		}
		moves = append(moves, m)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return err
	}
	var ids, old []int64
	for _, m := range moves {
		ids, old = append(ids, m.id), append(old, m.from)
		if _, err := tx.ExecContext(ctx, "UPDATE paper SET place = ?, status = ? WHERE id = ?", m.to, is, m.id); err != nil {
			return err
		}
	}
	return indexer{ctx, tx}.retext(ids, old)
}
