// This file owns the search index as the library keeps it: which segments there are, and keeping them in step with the
// papers inside the transaction that changes those. What a segment is, package fulltext knows.
//
// A segment never changes. New papers make a new one; a paper whose text changes is deleted from its segment, by a list
// beside it, and goes into a new one. Small segments are merged as they become many, so that a search looks into few.
// Tags and notes, which change all the time and are short, are in a small FTS5 table of their own, the margin.

package store

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"

	"dogear/store/fulltext"
)

// segment is a segment's row, and its header.
type segment struct {
	id        int64
	low, high int64 // the places of its first and last document
	docs      int
	format    int   // see fulltext.Version
	dead      []int // documents that are out of date, ascending
	head      *fulltext.Segment
}

// chunkID is the row of a segment's blob. Some thousands of blobs are in a segment at most.
func chunkID(segment int64, blob int) int64 { return segment<<16 | int64(blob) }

// loadSegments reads which segments there are, in the order of their first documents.
func loadSegments(ctx context.Context, db queryer) ([]*segment, error) {
	rows, err := db.QueryContext(ctx, "SELECT id, low, high, docs, format, dead FROM segment ORDER BY low, id")
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var all []*segment
	for rows.Next() {
		s := &segment{}
		var dead []byte
		if err := rows.Scan(&s.id, &s.low, &s.high, &s.docs, &s.format, &dead); err != nil {
			return nil, err
		}
		s.dead = unpackDead(dead)
		all = append(all, s)
	}
	return all, rows.Err()
}

// readChunk reads one blob.
const readChunk = "SELECT data FROM chunk WHERE id = ?"

// source reads a segment's blobs. A missing one is damage.
func (s *segment) source(ctx context.Context, db queryer) fulltext.Source {
	return s.sourceBy(func(id int64) *sql.Row { return db.QueryRowContext(ctx, readChunk, id) })
}

// sourceBy does the same by a statement that is prepared.
func (s *segment) sourceBy(read func(id int64) *sql.Row) fulltext.Source {
	return func(no int) ([]byte, error) {
		var blob []byte
		err := read(chunkID(s.id, no)).Scan(&blob)
		if errors.Is(err, sql.ErrNoRows) {
			err = fmt.Errorf("%w: a part is missing", fulltext.ErrDamaged)
		}
		return blob, err
	}
}

// open reads the segment's header, unless it has been read.
func (s *segment) open(ctx context.Context, db queryer) error { return s.openFrom(s.source(ctx, db)) }

func (s *segment) openFrom(src fulltext.Source) error {
	if s.head != nil {
		return nil
	}
	blob, err := src(0)
	if err != nil {
		return err
	}
	s.head, err = fulltext.Open(blob)
	if err != nil {
		return err
	}
	if h := s.head; h.Docs() == 0 || h.Docs() != s.docs || h.Place(0) != s.low || h.Place(s.docs-1) != s.high || len(s.dead) > s.docs {
		s.head = nil
		return fmt.Errorf("%w: a header of another segment", fulltext.ErrDamaged)
	}
	return nil
}

// live is the number of documents that are up to date.
func (s *segment) live() int { return s.docs - len(s.dead) }

// livePlaces are the places of the documents that are up to date.
func (s *segment) livePlaces() []int64 {
	places := make([]int64, 0, s.live())
	dead := s.dead
	for doc := range s.docs {
		if len(dead) > 0 && dead[0] == doc {
			dead = dead[1:]
			continue
		}
		places = append(places, s.head.Place(doc))
	}
	return places
}

func packDead(dead []int) []byte {
	var b []byte
	before := 0
	for _, d := range dead {
		b = binary.AppendUvarint(b, uint64(d-before))
		before = d
	}
	return b
}

func unpackDead(b []byte) []int {
	var dead []int
	at := 0
	for len(b) > 0 {
		v, n := binary.Uvarint(b)
		if n <= 0 {
			break
		}
		at += int(v)
		dead = append(dead, at)
		b = b[n:]
	}
	return dead
}

// built is a segment that is not kept yet.
type built struct {
	low, high int64
	docs      int
	blobs     [][]byte
}

// indexer writes segments.
type indexer struct {
	ctx context.Context
	tx  *sql.Tx
}

// add keeps a new segment.
func (x indexer) add(b built) error {
	if b.docs == 0 {
		return nil
	}
	_, err := x.keep(b)
	return err
}

// keep keeps a new segment that is not empty, and tells its number.
func (x indexer) keep(b built) (id int64, err error) {
	res, err := x.tx.ExecContext(x.ctx, "INSERT INTO segment (low, high, docs, live, format, dead) VALUES (?, ?, ?, ?, ?, x'')",
		b.low, b.high, b.docs, b.docs, fulltext.Version)
	if err != nil {
		return 0, err
	}
	if id, err = res.LastInsertId(); err != nil {
		return 0, err
	}
	stmt, err := x.tx.PrepareContext(x.ctx, "INSERT INTO chunk (id, data) VALUES (?, ?)")
	if err != nil {
		return 0, err
	}
	defer func() { _ = stmt.Close() }()
	for i, blob := range b.blobs {
		if _, err := stmt.ExecContext(x.ctx, chunkID(id, i), blob); err != nil {
			return 0, err
		}
	}
	return id, nil
}

// drop removes segments.
func (x indexer) drop(segments []*segment) error {
	for _, s := range segments {
		if _, err := x.tx.ExecContext(x.ctx, "DELETE FROM chunk WHERE id BETWEEN ? AND ?", chunkID(s.id, 0), chunkID(s.id, 1<<16-1)); err != nil {
			return err
		}
		if _, err := x.tx.ExecContext(x.ctx, "DELETE FROM segment WHERE id = ?", s.id); err != nil {
			return err
		}
	}
	return nil
}

// strike takes documents out by their places.
func (x indexer) strike(places []int64) error {
	segments, err := loadSegments(x.ctx, x.tx)
	if err != nil {
		return err
	}
	for _, s := range segments {
		here := slices.DeleteFunc(slices.Clone(places), func(p int64) bool { return p < s.low || p > s.high })
		if len(here) == 0 {
			continue
		}
		if err := s.open(x.ctx, x.tx); err != nil {
			return err
		}
		if err := x.kill(s, here); err != nil {
			return err
		}
	}
	return nil
}

// kill takes documents out of one segment, whose header has been read.
func (x indexer) kill(s *segment, places []int64) error {
	before := len(s.dead)
	for _, p := range places {
		if doc, found := s.head.Doc(p); found {
			s.dead = append(s.dead, doc)
		}
	}
	if len(s.dead) == before {
		return nil
	}
	slices.Sort(s.dead)
	s.dead = slices.Compact(s.dead)
	if s.live() == 0 {
		return x.drop([]*segment{s})
	}
	_, err := x.tx.ExecContext(x.ctx, "UPDATE segment SET dead = ?, live = ? WHERE id = ?", packDead(s.dead), s.live(), s.id)
	return err
}

// textsAt is how many papers' texts are read at a time.
const textsAt = 1000

// build makes segments of the papers at ascending places, as they are now.
func (x indexer) build(places []int64) error { return x.make(places, x.add) }

// make makes the segments, and gives each to a function.
func (x indexer) make(places []int64, add func(built) error) error {
	b := newSegmentBuilder()
	for part := range slices.Chunk(places, textsAt) {
		err := eachRow(x.ctx, x.tx, `SELECT p.place, p.title, b.data FROM json_each(?) j CROSS JOIN paper p ON p.place = j.value
			JOIN body b ON b.id = p.id ORDER BY p.place`, part, b.addRow)
		if err != nil {
			return err
		}
		for b.isFull() { // room for the next part
			if err := add(b.finish()); err != nil {
				return err
			}
		}
	}
	if b.Docs() == 0 {
		return nil
	}
	return add(b.finish())
}

// segmentBuilder builds segments out of papers.
type segmentBuilder struct {
	*fulltext.Builder
	low, high int64
}

func newSegmentBuilder() *segmentBuilder { return &segmentBuilder{Builder: fulltext.NewBuilder()} }

// add takes a paper, whose place must be beyond the last one's. The builder must not be full.
func (b *segmentBuilder) add(place int64, title string, of *body) {
	if b.Docs() == 0 {
		b.low = place
	}
	b.high = place
	b.Add(place, textsOf(title, of))
}

// addRow takes a paper as a query has it: place, title, body.
func (b *segmentBuilder) addRow(rows *sql.Rows) error {
	var place int64
	var title string
	var data []byte
	if err := rows.Scan(&place, &title, &data); err != nil {
		return err
	}
	body, err := unpackBody(data)
	if err != nil {
		return err
	}
	b.add(place, title, &body)
	return nil
}

// isFull reports whether the papers of another part might not have room.
func (b *segmentBuilder) isFull() bool { return b.Docs() > fulltext.MaxDocs-textsAt }

// finish is the segment; the builder begins anew.
func (b *segmentBuilder) finish() built {
	done := built{low: b.low, high: b.high, docs: b.Docs()}
	if done.docs > 0 {
		done.blobs = b.Finish()
	}
	b.Builder = fulltext.NewBuilder()
	return done
}

// retext brings the index in step with papers whose text or place has changed: they were at the old places, and are at
// their present ones.
func (x indexer) retext(ids []int64, old []int64) error {
	if len(ids) == 0 {
		return nil
	}
	var places []int64
	err := eachRow(x.ctx, x.tx, "SELECT p.place FROM paper p WHERE "+inIDs, ids, func(rows *sql.Rows) error {
		var place int64
		err := rows.Scan(&place)
		places = append(places, place)
		return err
	})
	if err != nil {
		return err
	}
	slices.Sort(places)
	if err := x.strike(append(slices.Clone(places), old...)); err != nil {
		return err
	}
	if err := x.build(places); err != nil {
		return err
	}
	return x.compact()
}

// fan is how many segments of about the same size are merged into one. Each paper is then indexed again at most
// log(MaxDocs) to the base fan times: five.
const fan = 8

// compact merges segments where there are many of a size, and makes anew what is mostly out of date.
func (x indexer) compact() error {
	for {
		segments, err := loadSegments(x.ctx, x.tx)
		if err != nil {
			return err
		}
		sizes := make(map[int][]*segment)
		var merge []*segment
		for _, s := range segments {
			if len(s.dead) > s.docs/2 {
				merge = []*segment{s}
				break
			}
			if s.live() > fulltext.MaxDocs/2 {
				continue
			}
			size := 0
			for n := s.live(); n >= fan; n /= fan {
				size++
			}
			if sizes[size] = append(sizes[size], s); len(sizes[size]) == fan {
				merge = sizes[size]
				break
			}
		}
		if merge == nil {
			return nil
		}
		places, err := x.places(merge)
		if err != nil {
			return err
		}
		if err := x.drop(merge); err != nil {
			return err
		}
		if err := x.build(places); err != nil {
			return err
		}
	}
}

// places are those of the live documents of segments, ascending.
func (x indexer) places(segments []*segment) ([]int64, error) {
	var all []int64
	for _, s := range segments {
		if err := s.open(x.ctx, x.tx); err != nil {
			return nil, err
		}
		all = append(all, s.livePlaces()...)
	}
	slices.Sort(all)
	return all, nil
}

// remargin writes the entries of papers in the margin anew: their tags and notes.
func remargin(ctx context.Context, tx *sql.Tx, ids []int64) error {
	type entry struct {
		place      int64
		tags, note string
	}
	for part := range slices.Chunk(ids, textsAt) {
		var entries []entry
		err := eachRow(ctx, tx, `SELECT p.place, coalesce(n.text, ''), coalesce((SELECT group_concat(tag.name, ' ') FROM paper_tag pt
			JOIN tag ON tag.id = pt.tag WHERE pt.paper = p.id), '') FROM paper p LEFT JOIN note n ON n.paper = p.id WHERE `+inIDs, part,
			func(rows *sql.Rows) error {
				var e entry
				err := rows.Scan(&e.place, &e.note, &e.tags)
				entries = append(entries, e)
				return err
			})
		if err != nil {
			return err
		}
		for _, e := range entries {
			if _, err := tx.ExecContext(ctx, "DELETE FROM margin WHERE rowid = ?", e.place); err != nil {
				return err
			}
			if e.tags == "" && e.note == "" {
				continue
			}
			_, err := tx.ExecContext(ctx, "INSERT INTO margin (rowid, tags, note) VALUES (?, ?, ?)", e.place, fulltext.FoldTerms(e.tags), fulltext.FoldTerms(e.note))
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// touched are the papers in which the change touched one of the fields.
func (r *recorder) touched(fields ...string) ([]int64, error) {
	var ids []int64
	for _, f := range fields {
		rows, err := r.tx.QueryContext(r.ctx, "SELECT DISTINCT paper FROM change_item WHERE change = ? AND field = ?", r.id, f)
		if err != nil {
			return nil, err
		}
		for rows.Next() {
			var id int64
			if err := rows.Scan(&id); err != nil {
				return nil, errors.Join(err, rows.Close())
			}
			ids = append(ids, id)
		}
		if err := errors.Join(rows.Err(), rows.Close()); err != nil {
			return nil, err
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids), nil
}

// remargin brings the margin in step with what the change did to tags and notes.
func (r *recorder) remargin() error {
	ids, err := r.touched("tag", "note")
	if err != nil {
		return err
	}
	return remargin(r.ctx, r.tx, ids)
}

// retext brings the index in step with what the change did to texts.
func (r *recorder) retext() error {
	ids, err := r.touched(indexedFields...)
	if err != nil {
		return err
	}
	return indexer{r.ctx, r.tx}.retext(ids, nil)
}

// rowsOf reads rows by id, in a transaction.
func rowsOf(ctx context.Context, tx *sql.Tx, ids ...int64) ([]Row, error) {
	rows, err := tx.QueryContext(ctx, "SELECT "+rowColumns+", '' FROM paper p WHERE p.status >= 0 AND "+inIDs, idList(ids))
	if err != nil {
		return nil, err
	}
	return scanRows(rows)
}
