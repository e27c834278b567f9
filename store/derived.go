// This file owns looking at what is made of papers, notes and decisions, and can be made anew: counts, flags and the search
// index. And at the records of papers, which each have a checksum.

package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"dogear/store/fulltext"
)

// bodies unpacks the record of every paper, and compares what the paper's row has of it.
func (x *examiner) bodies() error {
	rows, err := x.tx.QueryContext(x.ctx, `SELECT p.id, p.title, p.title_hash, p.has, p.status, coalesce(p.arxiv, ''), coalesce(p.doi, ''), coalesce(p.openreview, ''), b.data
		FROM paper p JOIN body b ON b.id = p.id`)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	keys, err := x.nearRows()
	if err != nil {
		return err
	}
	var data sql.RawBytes
	for rows.Next() {
		var k knownPaper
		var hash int64
		var has int
		if err := rows.Scan(&k.id, &k.title, &hash, &has, &k.status, &k.arxiv, &k.doi, &k.openreview, &data); err != nil {
			return err
		}
		k.body, err = unpackBody(data)
		switch {
		case err != nil:
			x.damage(incurable, doRestore, "the record of %s is damaged: its abstract, authors and links cannot be read", named(k.id, k.title))
		case hash != titleHash(k.title):
			x.damage(incurable, doRestore, "the title of %s does not match its checksum", named(k.id, k.title))
		case has&^hasStub != hasOf(k.body.Links, false):
			x.damage(cureCounts, doFix, "the link flags of %s are wrong", named(k.id, k.title))
		case k.status >= 0 && has&hasStub != hasOf(nil, k.stub()):
			x.damage(cureCounts, doFix, "the stub flag of %s is wrong", named(k.id, k.title))
		}
		if err == nil {
			keys.look(&k)
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	x.near(keys)
	return x.records()
}

// records unpacks what digests said of papers that were there already.
func (x *examiner) records() error {
	rows, err := x.tx.QueryContext(x.ctx, "SELECT digest, position, record FROM merger WHERE record IS NOT NULL")
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	var data sql.RawBytes
	for rows.Next() {
		var digest, position int64
		if err := rows.Scan(&digest, &position, &data); err != nil {
			return err
		}
		if _, err := unpackSaid(data); err != nil {
			x.damage(incurable, doRestore, "record %d of digest %d is damaged: it cannot be split off its paper", position, digest)
		}
	}
	return rows.Err()
}

// The counts that triggers keep, each beside what it should be.
var countings = []struct{ what, wrong, mend string }{
	{
		"papers with a wrong note flag: %s", "paper WHERE noted <> (id IN (SELECT paper FROM note WHERE text <> ''))",
		"UPDATE paper SET noted = (id IN (SELECT paper FROM note WHERE text <> '')) WHERE noted <> (id IN (SELECT paper FROM note WHERE text <> ''))",
	},
	{
		"papers with a wrong tag count: %s", "paper WHERE tagged <> (SELECT count(*) FROM paper_tag pt WHERE pt.paper = paper.id)",
		"UPDATE paper SET tagged = (SELECT count(*) FROM paper_tag pt WHERE pt.paper = paper.id)",
	},
	{
		"tags with a wrong paper count: %s", "tag WHERE papers <> (SELECT count(*) FROM paper_tag pt WHERE pt.tag = tag.id)",
		"UPDATE tag SET papers = (SELECT count(*) FROM paper_tag pt WHERE pt.tag = tag.id)",
	},
	{ // the last: what comes before it moves it
		"wrong counts above the list: %s", "tally JOIN (" + tallied + ") c ON c.id = tally.id WHERE tally.n <> c.n",
		"UPDATE tally SET n = c.n FROM (" + tallied + ") c WHERE c.id = tally.id",
	},
}

const tallied = `SELECT t.id, CASE t.id WHEN 10 THEN (SELECT count(*) FROM paper WHERE starred <> 0)
	WHEN 11 THEN (SELECT count(*) FROM paper WHERE noted <> 0) ELSE (SELECT count(*) FROM paper WHERE status = t.id) END AS n FROM tally t`

func (x *examiner) counts() error {
	for _, c := range countings {
		var n int
		if err := x.tx.QueryRowContext(x.ctx, "SELECT count(*) FROM "+c.wrong).Scan(&n); err != nil {
			return err
		}
		if n > 0 {
			x.damage(cureCounts, doFix, c.what, Thousands(n))
		}
	}
	return nil
}

// recount makes the counts anew.
func (x *examiner) recount(ctx context.Context) error {
	return x.l.update(ctx, "correcting the counts", func(tx *sql.Tx) error {
		for _, c := range countings {
			if _, err := tx.ExecContext(ctx, c.mend); err != nil {
				return err
			}
		}
		return x.relink(tx)
	})
}

// relink makes anew which papers have a PDF and code, and which are stubs.
func (x *examiner) relink(tx *sql.Tx) error {
	wrong := make(map[int64]int)
	err := eachRow(x.ctx, tx, `SELECT p.id, p.has, p.title, coalesce(p.arxiv, ''), coalesce(p.doi, ''), coalesce(p.openreview, ''), b.data
		FROM paper p JOIN body b ON b.id = p.id WHERE ? IS NOT NULL`, nil, func(rows *sql.Rows) error {
		var k knownPaper
		var has int
		var data sql.RawBytes
		if err := rows.Scan(&k.id, &has, &k.title, &k.arxiv, &k.doi, &k.openreview, &data); err != nil {
			return err
		}
		if b, err := unpackBody(data); err == nil && hasOf(b.Links, k.stub()) != has {
			wrong[k.id] = hasOf(b.Links, k.stub())
		}
		return nil
	})
	for id, has := range wrong {
		if err == nil {
			_, err = tx.ExecContext(x.ctx, "UPDATE paper SET has = ? WHERE id = ?", has, id)
		}
	}
	return err
}

// margined are the papers that are in the margin: those with tags or a note.
const margined = "SELECT place FROM paper WHERE noted <> 0 OR tagged <> 0"

// margin compares which papers are in the margin with which should be.
func (x *examiner) margin() error {
	var wrong int
	err := x.tx.QueryRowContext(x.ctx, "SELECT (SELECT count(*) FROM (SELECT rowid FROM margin EXCEPT "+margined+
		")) + (SELECT count(*) FROM ("+margined+" EXCEPT SELECT rowid FROM margin))").Scan(&wrong)
	if wrong > 0 {
		x.damage(cureMargin, doFix, "the index of tags and notes is wrong for %s", Plural(wrong, "paper"))
	}
	return err
}

// remargin makes the margin anew.
func (x *examiner) remargin(ctx context.Context) error {
	return x.l.update(ctx, "indexing tags and notes", func(tx *sql.Tx) error {
		var made string // FTS5's own delete-all leaves an index that its integrity check calls damaged
		if err := tx.QueryRowContext(ctx, "SELECT sql FROM sqlite_schema WHERE name = 'margin'").Scan(&made); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "DROP TABLE margin; "+made); err != nil {
			return err
		}
		ids, err := column[int64](ctx, tx, "SELECT id FROM paper WHERE noted <> 0 OR tagged <> 0")
		if err != nil {
			return err
		}
		return remargin(ctx, tx, ids)
	})
}

// index looks at every segment's checksums, at which papers are in them, and at whether what they say is what the papers
// say: of some papers, or of all.
func (x *examiner) index() error {
	segments, err := loadSegments(x.ctx, x.tx)
	if err != nil {
		return err
	}
	var indexed []int64
	foreign := 0
	for _, s := range segments {
		err := s.verify(x.ctx, x.tx, true)
		if err == nil {
			indexed = append(indexed, s.livePlaces()...)
			err = x.content(s)
		}
		switch {
		case err == nil:
		case errors.Is(err, fulltext.ErrVersion):
			foreign += s.live()
		case errors.Is(err, fulltext.ErrDamaged):
			x.damage(cureIndex, doFix, "part %d of the search index, with %s, is damaged", s.id, Plural(s.live(), "paper"))
		default:
			return err
		}
	}
	if foreign > 0 {
		x.add(Finding{
			What: "the search index of " + Plural(foreign, "paper") + " was made by another version of dogear", Do: "the next search rebuilds it", cure: cureIndex,
		})
	}
	if slices.ContainsFunc(x.found, func(f Finding) bool { return f.cure == cureIndex }) {
		return nil // what lies in a damaged part is not missing besides
	}
	slices.Sort(indexed)
	papers, err := column[int64](x.ctx, x.tx, "SELECT place FROM paper ORDER BY place")
	if err != nil {
		return err
	}
	if missing, extra := unlike(papers, indexed); missing > 0 || extra > 0 {
		x.damage(cureIndex, doFix, "the search index lacks %s and has %d too many", Plural(missing, "paper"), extra)
	}
	return nil
}

// unlike counts what only one of two ascending lists has.
func unlike(a, b []int64) (onlyA, onlyB int) {
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] == b[0]:
			a, b = a[1:], b[1:]
		case a[0] < b[0]:
			a = a[1:]
			onlyA++
		default:
			b = b[1:]
			onlyB++
		}
	}
	return onlyA + len(a), onlyB + len(b)
}

// sampled is how many papers of a segment are looked up if not all are.
const sampled = 20

// content compares a segment with the texts of its papers.
func (x *examiner) content(s *segment) error {
	if s.format < fulltext.Version { // has other terms, and is made anew by itself
		return nil
	}
	places := s.livePlaces()
	if x.how.Deep && len(s.dead) == 0 {
		return x.rebuilt(s, places)
	}
	step := 1
	if !x.how.Deep {
		step = max(1, len(places)/sampled)
	}
	for i := 0; i < len(places); i += step {
		var title string
		err := x.tx.QueryRowContext(x.ctx, "SELECT title FROM paper WHERE place = ?", places[i]).Scan(&title)
		if errors.Is(err, sql.ErrNoRows) {
			continue // counted elsewhere
		}
		if err != nil {
			return err
		}
		if err := x.finds(s, places[i], title); err != nil {
			return err
		}
	}
	return nil
}

// finds looks a paper up by its title.
func (x *examiner) finds(s *segment, place int64, title string) error {
	words := fulltext.Terms(title)
	if len(words) == 0 {
		return nil
	}
	found, err := s.head.Match(x.ctx, fulltext.Query{
		Node: &fulltext.Leaf{Words: words[:min(len(words), 8)], In: fulltext.Only(fulltext.Title)}, Src: s.source(x.ctx, x.tx), Dead: s.dead,
	})
	if err != nil {
		return err
	}
	if doc, ok := s.head.Doc(place); !ok || !found.Has(doc) {
		x.damage(cureIndex, doFix, "the search index does not find “%s” by its title", title)
	}
	return nil
}

// rebuilt makes a segment anew, which has to come out the same.
func (x *examiner) rebuilt(s *segment, places []int64) error {
	b := newSegmentBuilder()
	for part := range slices.Chunk(places, textsAt) {
		err := eachRow(x.ctx, x.tx, `SELECT p.place, p.title, b.data FROM json_each(?) j CROSS JOIN paper p ON p.place = j.value
			JOIN body b ON b.id = p.id ORDER BY p.place`, part, b.addRow)
		if err != nil {
			return err
		}
	}
	if b.Docs() != len(places) {
		return nil // papers are gone, which is counted elsewhere
	}
	source := s.source(x.ctx, x.tx)
	for i, want := range b.finish().blobs {
		if have, err := source(i); err != nil || !bytes.Equal(have, want) {
			return errors.Join(err, fmt.Errorf("%w: it does not match the papers", fulltext.ErrDamaged))
		}
	}
	return nil
}
