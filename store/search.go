// This file owns searching: evaluating a tree of words over the segments, newest first or best first, and as a condition
// inside a statement.
//
// All reads of one search happen in one read transaction, so the segments fit the papers. Headers of segments are kept
// between searches; they never change, so they never go stale.

package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"sync"

	"modernc.org/sqlite"

	"dogear/store/fulltext"
)

// textWeights say how much a word counts for relevance, by where it stands: a word in the title says more than one in
// the abstract, and what the reader wrote himself more still.
var textWeights = fulltext.Weights{Title: 8, Abstract: 1, Authors: 4, Venue: 1, Categories: 2, Keywords: 4, Details: 1, Extra: 4}

// textSearch is one tree of words at work.
type textSearch struct {
	ctx      context.Context
	db       queryer
	node     fulltext.Node
	segments []*segment
	bits     []fulltext.Bits // by segment; nil: not evaluated yet
	margin   bool            // there are tags or notes
	chunks   *sql.Stmt       // readChunk
	found    map[*fulltext.Leaf]int
}

// errStaleIndex tells that the index does not cover the papers: it has to be mended first.
var errStaleIndex = fmt.Errorf("%w: it does not cover the papers", fulltext.ErrDamaged)

// newTextSearch prepares a search. The tree is evaluated segment by segment, when it comes to that.
func (l *Library) newTextSearch(ctx context.Context, db queryer, node fulltext.Node) (*textSearch, error) {
	segments, err := loadSegments(ctx, db)
	if err != nil {
		return nil, err
	}
	s := &textSearch{ctx: ctx, db: db, node: node, segments: segments, bits: make([]fulltext.Bits, len(segments)), found: make(map[*fulltext.Leaf]int)}
	var papers, live int
	err = db.QueryRowContext(ctx, `SELECT (SELECT sum(n) FROM tally WHERE id < 10), (SELECT coalesce(sum(live), 0) FROM segment),
		EXISTS (SELECT 1 FROM tally WHERE id = 11 AND n > 0) OR EXISTS (SELECT 1 FROM tag WHERE papers > 0)`).Scan(&papers, &live, &s.margin)
	if err != nil {
		return nil, err
	}
	if papers != live {
		return nil, errStaleIndex
	}
	l.heads.fill(segments)
	s.chunks, err = db.PrepareContext(ctx, readChunk) // closed with the transaction
	return s, err
}

// source reads a segment's blobs.
func (s *textSearch) source(seg *segment) fulltext.Source {
	return seg.sourceBy(func(id int64) *sql.Row { return s.chunks.QueryRowContext(s.ctx, id) })
}

// headCache keeps the headers of segments by id.
type headCache struct {
	mu    sync.Mutex
	heads map[int64]*fulltext.Segment
}

// fill gives segments the headers that are known.
func (c *headCache) fill(segments []*segment) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, s := range segments {
		s.head = c.heads[s.id]
	}
}

// keep remembers the headers of the segments that there are, and forgets all others. Only what was read from a committed
// state may be kept: a number that was never committed can come again.
func (c *headCache) keep(segments []*segment) {
	c.mu.Lock()
	defer c.mu.Unlock()
	heads := make(map[int64]*fulltext.Segment, len(segments))
	for _, s := range segments {
		if s.head != nil {
			heads[s.id] = s.head
		}
	}
	c.heads = heads
}

// query is the search within one segment.
func (s *textSearch) query(seg *segment) fulltext.Query {
	q := fulltext.Query{Node: s.node, Src: s.source(seg), Dead: seg.dead, Found: s.found}
	if s.margin {
		q.Extra = func(l *fulltext.Leaf, low, high int64) ([]int64, error) {
			match, _ := l.Extra.(string)
			if match == "" {
				return nil, nil
			}
			return column[int64](s.ctx, s.db, "SELECT rowid FROM margin WHERE margin MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid", match, low, high)
		}
	}
	return q
}

// column reads a statement's one column.
func column[T any](ctx context.Context, db queryer, query string, args ...any) ([]T, error) {
	rows, err := db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var all []T
	for rows.Next() {
		var v T
		var to any = &v
		if s, ok := to.(*string); ok {
			to = lines(s)
		}
		if err := rows.Scan(to); err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, rows.Err()
}

// eval is what matches in the i-th segment.
func (s *textSearch) eval(i int) (fulltext.Bits, error) {
	if s.bits[i] != nil {
		return s.bits[i], nil
	}
	seg := s.segments[i]
	if err := seg.openFrom(s.source(seg)); err != nil {
		return nil, err
	}
	b, err := seg.head.Match(s.ctx, s.query(seg))
	if err == nil && b == nil {
		b = fulltext.Bits{}
	}
	s.bits[i] = b
	return b, err
}

// evalAll evaluates all segments, so that has needs the library no more.
func (s *textSearch) evalAll() error {
	for i := range s.segments {
		if _, err := s.eval(i); err != nil {
			return err
		}
	}
	return nil
}

// count is the number of matches, at most about limit.
func (s *textSearch) count(limit int) (int, error) {
	n := 0
	for i := range s.segments {
		b, err := s.eval(i)
		if err != nil {
			return 0, err
		}
		if n += b.Count(); n >= limit {
			return limit, nil
		}
	}
	return n, nil
}

// has reports whether the document at a place matches. All segments have been evaluated.
func (s *textSearch) has(place int64) bool {
	for i, seg := range s.segments {
		if seg.low > place {
			break
		}
		if place > seg.high {
			continue
		}
		if doc, found := seg.head.Doc(place); found && s.bits[i].Has(doc) {
			return true
		}
	}
	return false
}

// rank finds the best matches, but for those that keep refuses; keep may be nil.
func (s *textSearch) rank(limit int, keep func(place int64) bool) ([]fulltext.Scored, error) {
	r := fulltext.NewRanking(s.node, textWeights, limit)
	queries := make([]fulltext.Query, len(s.segments))
	for i, seg := range s.segments {
		q := s.query(seg)
		q.Src = remembering(q.Src)
		if err := seg.openFrom(q.Src); err != nil {
			return nil, err
		}
		if err := r.Measure(s.ctx, seg.head, q); err != nil {
			return nil, err
		}
		queries[i] = q
	}
	for i, seg := range s.segments {
		if err := r.Score(s.ctx, seg.head, queries[i], keep); err != nil {
			return nil, err
		}
		queries[i].Src = nil // what it remembers can go
	}
	return r.Best(), nil
}

// remembering reads every blob once: what was read to count words is read again to rank them.
func remembering(src fulltext.Source) fulltext.Source {
	read := make(map[int][]byte)
	return func(no int) ([]byte, error) {
		if blob, ok := read[no]; ok {
			return blob, nil
		}
		blob, err := src(no)
		if err == nil {
			read[no] = blob
		}
		return blob, err
	}
}

// walker goes over the places of matches in the library's order, or against it. Segments may overlap; one is evaluated
// when the walk comes to where it begins.
type walker struct {
	s    *textSearch
	back bool
	from int64 // matches before it (in the direction of the walk) are passed over
	at   []int64
	doc  []int // by segment: the next match; -1 none; unopened at first
}

const unopened = -2

// walk begins a walk at a place, inclusive.
func (s *textSearch) walk(from int64, back bool) *walker {
	w := &walker{s: s, back: back, from: from, at: make([]int64, len(s.segments)), doc: make([]int, len(s.segments))}
	for i, seg := range s.segments {
		w.doc[i] = unopened
		w.at[i] = max(seg.low, from)
		beyond := seg.high < from
		if back {
			w.at[i] = min(seg.high, from)
			beyond = seg.low > from
		}
		if beyond {
			w.doc[i] = -1
		}
	}
	return w
}

// next is the next n places, fewer at the end.
func (w *walker) next(n int) ([]int64, error) {
	var places []int64
	for len(places) < n {
		best := -1
		for i, doc := range w.doc {
			if doc != -1 && (best < 0 || !w.back && w.at[i] < w.at[best] || w.back && w.at[i] > w.at[best]) {
				best = i
			}
		}
		if best < 0 {
			return places, nil
		}
		if w.doc[best] == unopened {
			if err := w.open(best); err != nil {
				return nil, err
			}
			continue
		}
		places = append(places, w.at[best])
		w.advance(best)
	}
	return places, nil
}

// open evaluates a segment, and goes to its first match.
func (w *walker) open(i int) error {
	if _, err := w.s.eval(i); err != nil {
		return err
	}
	head := w.s.segments[i].head
	doc := head.Ceil(w.from)
	if w.back {
		if doc == head.Docs() || head.Place(doc) > w.from {
			doc--
		}
	}
	w.step(i, doc)
	return nil
}

// step goes to the first match from a document on.
func (w *walker) step(i, doc int) {
	switch {
	case doc < 0:
		w.doc[i] = -1
	case w.back:
		w.doc[i] = w.s.bits[i].Prev(doc)
	default:
		w.doc[i] = w.s.bits[i].Next(doc)
	}
	if w.doc[i] >= 0 {
		w.at[i] = w.s.segments[i].head.Place(w.doc[i])
	}
}

func (w *walker) advance(i int) {
	if w.back {
		w.step(i, w.doc[i]-1)
	} else {
		w.step(i, w.doc[i]+1)
	}
}

// A probe stands among a statement's parameters for words that are a condition within it; see bind.
type probe struct{ node fulltext.Node }

// probes are the searches that statements in progress ask about, by number.
var probes struct {
	mu   sync.RWMutex
	all  map[int64]*textSearch
	last int64
}

// matchFunction is the SQL function that asks: dogear_match(number, place).
const matchFunction = "dogear_match"

func init() {
	sqlite.MustRegisterScalarFunction(matchFunction, 2, func(_ *sqlite.FunctionContext, args []driver.Value) (driver.Value, error) {
		number, _ := args[0].(int64)
		place, ok := args[1].(int64)
		probes.mu.RLock()
		s := probes.all[number]
		probes.mu.RUnlock()
		if s == nil || !ok {
			return nil, errors.New("no such search")
		}
		return int64(btoi(s.has(place))), nil
	})
}

// bind evaluates the probes among the parameters of a statement and puts their numbers in their place, and today in its.
// Release has to be called when the statement is done.
func (l *Library) bind(ctx context.Context, db queryer, args []any) (bound []any, release func(), err error) {
	var numbers []int64
	release = func() {
		probes.mu.Lock()
		defer probes.mu.Unlock()
		for _, n := range numbers {
			delete(probes.all, n)
		}
	}
	bound = l.withToday(args)
	for i, a := range args {
		p, ok := a.(probe)
		if !ok {
			continue
		}
		s, err := l.newTextSearch(ctx, db, p.node)
		if err == nil {
			err = s.evalAll()
		}
		if err != nil {
			release()
			return nil, func() {}, err
		}
		probes.mu.Lock()
		if probes.all == nil {
			probes.all = make(map[int64]*textSearch)
		}
		probes.last++
		probes.all[probes.last] = s
		numbers = append(numbers, probes.last)
		bound[i] = probes.last
		probes.mu.Unlock()
	}
	return bound, release, nil
}

// reading runs f in a read transaction. If it finds that the search index is missing or damaged, the index is mended
// from the papers, and f is run again.
func (l *Library) reading(ctx context.Context, doing string, f func(tx *sql.Tx) error) error {
	for try := 0; ; try++ {
		err := l.readOnce(ctx, f)
		if !errors.Is(err, fulltext.ErrDamaged) || try == 2 {
			return explain(doing, err)
		}
		how := mendMissing
		switch {
		case try > 0:
			how = mendAll
		case !errors.Is(err, errStaleIndex):
			how = mendDamaged
		}
		if err := l.mendIndex(ctx, how); err != nil {
			return explain("repairing the search index", err)
		}
	}
}

func (l *Library) readOnce(ctx context.Context, f func(tx *sql.Tx) error) error {
	tx, err := l.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	return f(tx)
}
