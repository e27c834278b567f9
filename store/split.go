// This file owns taking a record off the paper that it was merged into: it becomes a paper of its own.

package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"dogear/parser"
)

// ErrFirst means that a record is the one that brought the paper.
var ErrFirst = errors.New("the first record of a paper cannot be split off")

// Split takes the record at a position of a digest off a paper. What only that record had brought goes with it, and the
// two are not merged again by their titles. The Outcome's rows are both papers.
func (l *Library) Split(ctx context.Context, id, digest, position int64) (o Outcome, err error) {
	err = l.update(ctx, "splitting a paper", func(tx *sql.Tx) error {
		rec, err := l.record(ctx, tx, KindSplit, "")
		if err != nil {
			return err
		}
		s := splitting{intake: l.newFiller(rec), digest: digest, position: position}
		defer s.close()
		if err := s.do(id); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "UPDATE change SET detail = ? WHERE id = ?", s.paper.title, rec.id); err != nil {
			return err
		}
		o, err = rec.finish()
		return err
	})
	return o, err
}

// splitting is one split at work.
type splitting struct {
	*intake
	digest, position int64
	paper            knownPaper // that the record is taken off
	record           *parser.Paper
}

func (s *splitting) do(id int64) error {
	found, err := s.readKnown("p.status >= 0 AND p.id = ?", id)
	if err != nil {
		return err
	}
	if len(found) == 0 {
		return missing("there is no paper %d", id)
	}
	s.paper = found[0]
	owner, err := s.find()
	if err != nil {
		return err
	}
	if err := s.giveBack(); err != nil {
		return err
	}
	if owner == id {
		if owner, err = s.create(); err != nil {
			return err
		}
	} else if err := s.item(owner, "merged", 0, id, 0); err != nil { // it has been a paper of its own
		return err
	}
	if err := swingMerged(s.ctx, s.tx, s.id, false); err != nil {
		return err
	}
	if err := s.refill(); err != nil {
		return err
	}
	if err := s.apart(min(id, owner), max(id, owner), "split by you"); err != nil {
		return err
	}
	s.retexted = append(s.retexted, id, owner)
	return errors.Join(indexer{s.ctx, s.tx}.retext(s.retexted, nil), remargin(s.ctx, s.tx, []int64{owner}))
}

// find looks the record up. Owner is the paper that it is kept with: the one at hand, or one that was merged into it.
func (s *splitting) find() (owner int64, err error) {
	var record []byte
	var why sql.NullString
	err = s.tx.QueryRowContext(s.ctx, `SELECT dp.paper, m.why, m.record FROM digest_paper dp JOIN paper p ON p.id = dp.paper
		LEFT JOIN merger m ON m.digest = dp.digest AND m.position = dp.position
		WHERE dp.digest = ? AND dp.position = ? AND (p.id = ? OR p.merged = ?)`, s.digest, s.position, s.paper.id, s.paper.id).
		Scan(&owner, &why, &record)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return 0, missing("paper %d has no record %d of digest %d", s.paper.id, s.position, s.digest)
	case err != nil:
		return 0, err
	case owner == s.paper.id && !why.Valid:
		return 0, ErrFirst
	}
	s.record = s.paper.parsed() // it said just what the paper has
	if record != nil {
		s.record, err = unpackSaid(record)
	}
	return owner, err
}

// giveBack empties the fields that the record had filled, where they are still as it filled them.
func (s *splitting) giveBack() error {
	rows, err := s.tx.QueryContext(s.ctx, `SELECT i.field, i.before, i.after FROM change_item i
		WHERE i.change = (SELECT change FROM digest WHERE id = ?) AND i.paper = ?`, s.digest, s.paper.id)
	if err != nil {
		return err
	}
	type item struct {
		field         string
		before, after any
	}
	var items []item
	for rows.Next() {
		var i item
		if err := rows.Scan(&i.field, &i.before, &i.after); err != nil {
			return errors.Join(err, rows.Close())
		}
		items = append(items, i)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return err
	}
	for _, i := range items {
		if !slices.Contains(columns, i.field) && !slices.Contains(bodyFields, i.field) { // the reader's marks stay
			continue
		}
		if err := s.item(s.paper.id, i.field, 0, i.after, i.before); err != nil {
			return err
		}
	}
	if err := swingFields(s.ctx, s.tx, s.id, "before", "after"); err != nil {
		return err
	}
	found, err := s.readKnown("p.id = ?", s.paper.id)
	if err == nil {
		s.paper = found[0]
	}
	return err
}

// create makes a paper of the record. It stands where its digest has it.
func (s *splitting) create() (id int64, err error) {
	r := s.record
	b := bodyOf(r)
	data, err := b.pack()
	if err != nil {
		return 0, err
	}
	res, err := s.tx.ExecContext(s.ctx, `INSERT INTO paper (place, status, merged, has, title, title_hash, published, added, version, author)
		VALUES (?, -1, ?, ?, ?, ?, ?, ?, ?, ?)`, placeOf(s.digest, s.position), s.paper.id, hasOf(r.Links, false), r.Title, titleHash(r.Title),
		string(r.Published), s.now, r.Version, byline(r.Authors))
	if err != nil {
		return 0, err
	}
	if id, err = res.LastInsertId(); err != nil {
		return 0, err
	}
	_, err = s.tx.ExecContext(s.ctx, "INSERT INTO body (id, data) VALUES (?, ?)", id, data)
	if err == nil {
		_, err = s.tx.ExecContext(s.ctx, "UPDATE digest_paper SET paper = ? WHERE digest = ? AND position = ?", id, s.digest, s.position)
	}
	if err == nil { // triggers count what moves, not what is made
		_, err = s.tx.ExecContext(s.ctx, "UPDATE tally SET n = n + 1 WHERE id = -1")
	}
	if err := errors.Join(err, s.item(id, "merged", 0, s.paper.id, 0)); err != nil {
		return 0, err
	}
	if err := s.writeKeys(id, r); err != nil {
		return 0, err
	}
	// Identifiers that the other paper keeps stay with it. Those that it gave back are items of this change, so that an
	// undo gives them up before the other takes them.
	f := &filling{in: s.intake, k: &knownPaper{id: id}}
	f.identifier(byArXiv, "", r.ArXiv)
	f.identifier(byDOI, "", r.DOI)
	f.identifier(byOpenReview, "", r.OpenReview)
	if f.err == nil { // without its identifier it is no stub
		_, f.err = s.exec("UPDATE paper SET has = has & ~4 | 4 * "+stubFunction+"(title, arxiv, doi, openreview) WHERE id = ?", id)
	}
	return id, f.err
}

// refill gives the paper what its other records know.
func (s *splitting) refill() error {
	records, err := column[[]byte](s.ctx, s.tx, `SELECT m.record FROM digest_paper dp JOIN merger m ON m.digest = dp.digest AND m.position = dp.position
		JOIN digest d ON d.id = dp.digest WHERE dp.paper = ? AND m.record IS NOT NULL AND d.removed = 0 ORDER BY dp.digest, dp.position`, s.paper.id)
	if err != nil {
		return err
	}
	for _, data := range records {
		r, err := unpackSaid(data)
		if err != nil {
			return err
		}
		if _, err := s.fill(&s.paper, r); err != nil {
			return err
		}
	}
	return nil
}
