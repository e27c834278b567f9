// This file owns what the reader decides about papers that may be the same: merging two, keeping them apart, and taking
// a record off the paper that it was merged into. Each is a change like any other.

package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
)

// A Pair is two papers that may be the same.
type Pair struct {
	A, B int64  // A is the older one
	Why  string // what speaks for it and what against
}

// Duplicates lists the pairs that imports came upon and that the reader has not decided about, the newest first.
func (l *Library) Duplicates(ctx context.Context) ([]Pair, error) {
	rows, err := l.read.QueryContext(ctx, `SELECT d.a, d.b, d.why FROM duplicate d JOIN paper a ON a.id = d.a JOIN paper b ON b.id = d.b
		WHERE d.apart = 0 AND a.status >= 0 AND b.status >= 0 ORDER BY d.b DESC, d.a`)
	if err != nil {
		return nil, explain("looking for duplicates", err)
	}
	defer func() { _ = rows.Close() }()
	var all []Pair
	for rows.Next() {
		var p Pair
		if err := rows.Scan(&p.A, &p.B, line(&p.Why)); err != nil {
			return nil, explain("looking for duplicates", err)
		}
		all = append(all, p)
	}
	return all, explain("looking for duplicates", rows.Err())
}

// ErrSame means that two names stand for one paper.
var ErrSame = errors.New("a paper cannot be merged with itself")

// Merge makes two papers one: the first keeps its number and its place, and gets what only the second has: fields,
// digests, tags, a star. Its own status stands unless it is undecided; notes of both are kept, its own first.
func (l *Library) Merge(ctx context.Context, into, other int64) (o Outcome, err error) {
	err = l.update(ctx, "merging papers", func(tx *sql.Tx) error {
		a, b, rec, err := l.pair(ctx, tx, KindMerge, into, other)
		if err != nil {
			return err
		}
		in := l.newFiller(rec)
		defer in.close()
		if err := in.mergeInto(a, b); err != nil {
			return err
		}
		if o, err = rec.finish(); err == nil {
			// Both were touched; what was done is one thing, to one paper.
			o.Change.Papers = 1
			_, err = tx.ExecContext(ctx, "UPDATE change SET papers = 1 WHERE id = ?", rec.id)
		}
		return err
	})
	return o, err
}

// pair reads two papers that an act is about, and begins its change.
func (l *Library) pair(ctx context.Context, tx *sql.Tx, kind Kind, first, second int64) (a, b *knownPaper, rec *recorder, err error) {
	if first == second {
		return nil, nil, nil, fmt.Errorf("paper %d: %w", first, ErrSame)
	}
	read := l.newFiller(&recorder{ctx: ctx, tx: tx})
	defer read.close()
	var both [2]knownPaper
	for i, id := range []int64{first, second} {
		found, err := read.readKnown("p.status >= 0 AND p.id = ?", id)
		if err != nil {
			return nil, nil, nil, err
		}
		if len(found) == 0 {
			return nil, nil, nil, missing("there is no paper %d", id)
		}
		both[i] = found[0]
	}
	rec, err = l.record(ctx, tx, kind, both[0].title)
	return &both[0], &both[1], rec, err
}

// mergeInto moves all that b has to a, and b out of sight.
func (in *intake) mergeInto(a, b *knownPaper) error {
	said := b.parsed()
	if err := in.giveUp(a, b); err != nil {
		return err
	}
	if _, err := in.fill(a, said); err != nil {
		return err
	}
	if err := in.moveState(a, b); err != nil {
		return err
	}
	if err := in.moveNote(a, b); err != nil {
		return err
	}
	if err := in.moveTags(a, b); err != nil {
		return err
	}
	// Papers that were merged into b follow it. Its numbers and digests lead to a by the column merged.
	followers, err := column[int64](in.ctx, in.tx, "SELECT id FROM paper WHERE merged = ? AND merged <> 0", b.id)
	if err != nil {
		return err
	}
	for _, id := range append(followers, b.id) {
		if err := in.item(id, "merged", 0, b.id*int64(btoi(id != b.id)), a.id); err != nil {
			return err
		}
	}
	if err := swingMerged(in.ctx, in.tx, in.id, false); err != nil {
		return err
	}
	return errors.Join(remargin(in.ctx, in.tx, []int64{a.id, b.id}), indexer{in.ctx, in.tx}.retext(in.retexted, nil))
}

// giveUp takes the identifiers from b that a has none of, so that a can take them: no two papers have the same.
func (in *intake) giveUp(a, b *knownPaper) error {
	for _, id := range [][3]string{{byArXiv, a.arxiv, b.arxiv}, {byDOI, a.doi, b.doi}, {byOpenReview, a.openreview, b.openreview}} {
		if id[1] != "" || id[2] == "" {
			continue
		}
		if err := in.item(b.id, id[0], 0, id[2], nil); err != nil {
			return err
		}
		if _, err := in.exec("UPDATE paper SET "+id[0]+" = NULL WHERE id = ?", b.id); err != nil {
			return err
		}
	}
	return nil
}

// moveState lets a decision stand that only b has.
func (in *intake) moveState(a, b *knownPaper) error {
	was, gone := a.state(), b.state()
	switch {
	case a.status == Inbox && b.status != Inbox: // a decision goes before a snooze
		a.status, a.snoozed = b.status, 0
	case a.status == Inbox && a.snoozed == 0:
		a.snoozed = b.snoozed
	}
	a.starred = a.starred || b.starred
	b.status, b.starred, b.snoozed = Inbox, false, 0
	for _, k := range []struct {
		of     *knownPaper
		before int64
	}{{a, was}, {b, gone}} {
		if after := k.of.state(); after != k.before {
			if err := in.item(k.of.id, "state", 0, k.before, after); err != nil {
				return err
			}
			if err := in.putState(k.of); err != nil {
				return err
			}
		}
	}
	return nil
}

// moveNote puts b's note behind a's.
func (in *intake) moveNote(a, b *knownPaper) error {
	theirs, err := noteOf(in.ctx, in.tx, b.id)
	if err != nil || theirs == "" {
		return err
	}
	ours, err := noteOf(in.ctx, in.tx, a.id)
	if err != nil {
		return err
	}
	both := ours
	switch {
	case ours == "":
		both = theirs
	case ours != theirs:
		both = ours + NoteRule + theirs
	}
	for _, n := range []struct {
		id          int64
		before, now string
	}{{a.id, ours, both}, {b.id, theirs, ""}} {
		if n.before == n.now {
			continue
		}
		if err := errors.Join(in.item(n.id, "note", 0, n.before, n.now), putNote(in.ctx, in.tx, n.id, n.now, in.now)); err != nil {
			return err
		}
	}
	return nil
}

// moveTags gives a the tags of b.
func (in *intake) moveTags(a, b *knownPaper) error {
	tags, err := column[int64](in.ctx, in.tx, "SELECT tag FROM paper_tag WHERE paper = ?", b.id)
	if err != nil {
		return err
	}
	have, err := column[int64](in.ctx, in.tx, "SELECT tag FROM paper_tag WHERE paper = ?", a.id)
	if err != nil {
		return err
	}
	for _, t := range tags {
		if err := in.item(b.id, "tag", t, 1, 0); err != nil {
			return err
		}
		if !slices.Contains(have, t) {
			if err := in.item(a.id, "tag", t, 0, 1); err != nil {
				return err
			}
		}
	}
	return setTags(in.ctx, in.tx, in.id, "after")
}

// standsFor is the condition that a digest's record, dp, belongs to a paper, by its alias: it is the paper's own, or of one
// that was merged into it.
func standsFor(paper string) string {
	return "dp.paper IN (SELECT " + paper + ".id UNION ALL SELECT o.id FROM paper o WHERE o.merged = " + paper + ".id AND o.merged <> 0)"
}

// swingMerged moves papers out of sight that a change merged into others, or back. An item of the field “merged” says
// which paper they stood for before and after, 0 for themselves. A split goes the other way: it brings one into sight.
func swingMerged(ctx context.Context, tx *sql.Tx, change int64, back bool) error {
	from, to := "before", "after"
	if back {
		from, to = to, from
	}
	_, err := tx.ExecContext(ctx, "UPDATE paper SET merged = i."+to+", status = CASE i."+to+` WHEN 0 THEN 0 ELSE -1 END FROM change_item i
		WHERE i.change = ? AND i.field = 'merged' AND paper.id = i.paper AND paper.merged = i.`+from, change)
	return err
}

// KeepApart remembers that two papers are not the same: they are not offered again, and no title merges them.
func (l *Library) KeepApart(ctx context.Context, first, second int64) (o Outcome, err error) {
	err = l.update(ctx, "keeping papers apart", func(tx *sql.Tx) error {
		a, b, rec, err := l.pair(ctx, tx, KindApart, min(first, second), max(first, second))
		if err != nil {
			return err
		}
		if err := rec.apart(a.id, b.id, "kept apart by you"); err != nil {
			return err
		}
		o, err = rec.finish()
		return err
	})
	return o, err
}

// apart notes that two papers, a < b, are not the same.
func (r *recorder) apart(a, b int64, why string) error {
	if _, err := r.tx.ExecContext(r.ctx, "INSERT OR IGNORE INTO duplicate (a, b, why) VALUES (?, ?, ?)", a, b, why); err != nil {
		return err
	}
	var apart bool
	if err := r.tx.QueryRowContext(r.ctx, "SELECT apart FROM duplicate WHERE a = ? AND b = ?", a, b).Scan(&apart); err != nil || apart {
		return err
	}
	if err := r.item(a, "apart", b, 0, 1); err != nil {
		return err
	}
	return swingApart(r.ctx, r.tx, r.id, "after")
}

// swingApart brings what a change said of pairs to one of its sides.
func swingApart(ctx context.Context, tx *sql.Tx, change int64, to string) error {
	_, err := tx.ExecContext(ctx, "UPDATE duplicate SET apart = i."+to+` FROM change_item i
		WHERE i.change = ? AND i.field = 'apart' AND duplicate.a = i.paper AND duplicate.b = i.ref`, change)
	return err
}
