// This file owns adding papers fast: what can be worked out beside the database is, on all processors, and what is
// written is written many rows at a time.
//
//	digest -> prepare (hash, compress) -> batch (look up, insert) -> backgroundIndex (words)
//
// Each stage has a goroutine, or several; between them lie a few batches at most, so memory does not grow with the
// digest.

package store

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"runtime"
	"runtime/debug"
	"strings"

	"dogear/parser"
)

// prepared is a record with what can be worked out about it without looking at the library.
type prepared struct {
	paper   parser.Paper
	problem *parser.Problem
	hash    int64   // of the title
	near    []int32 // its keys: see near.go
	exact   []int32 // those that it has because many papers have its title
	generic bool    // the title says nothing
	data    []byte  // its body as it is kept
	err     error
}

func (p *prepared) line() int {
	if p.problem != nil {
		return p.problem.Line
	}
	return p.paper.Line
}

// batchSize is how many records go through the stages together.
const batchSize = 200

// prepare yields the digest's records in batches, in order, worked out beside each other. An error is the context's.
func prepare(ctx context.Context, d *parser.Digest) iter.Seq2[[]prepared, error] {
	return func(yield func([]prepared, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		batches := make(chan chan []prepared, runtime.GOMAXPROCS(0))
		var fault any // what reading panicked with
		go func() {
			defer close(batches)
			fault = caught(func() { readBatches(ctx, d, batches) })
		}()
		defer func() { // the digest is not ours any more when its reader has ended
			cancel()
			for range batches { //nolint:revive // drained
			}
		}()
		for b := range batches {
			if err := ctx.Err(); err != nil {
				yield(nil, err)
				return
			}
			if !yield(<-b, nil) {
				return
			}
		}
		if fault != nil { // set before batches was closed
			panic(fault)
		}
	}
}

// caught calls f, and is what it panicked with, and where; nil if it did not. A panic in a goroutine of its own would take
// the program down; its caller can recover from it.
func caught(f func()) (fault any) {
	defer func() {
		if r := recover(); r != nil {
			fault = fmt.Sprintf("%v\n\n%s", r, debug.Stack())
		}
	}()
	f()
	return nil
}

// readBatches reads the digest to its end, and has each batch worked out by a goroutine of its own. The channel's room
// bounds how many there are.
func readBatches(ctx context.Context, d *parser.Digest, out chan<- chan []prepared) {
	var batch []prepared
	send := func() bool {
		done := make(chan []prepared, 1)
		select {
		case out <- done:
		case <-ctx.Done():
			return false
		}
		go func(batch []prepared) {
			for i := range batch {
				if fault := caught(batch[i].work); fault != nil {
					batch[i].problem, batch[i].err = nil, fmt.Errorf("a panic: %v", fault)
				}
			}
			done <- batch
		}(batch)
		batch = nil
		return true
	}
	for p, problem := range d.Records() {
		batch = append(batch, prepared{paper: p, problem: problem})
		if len(batch) == batchSize && !send() || ctx.Err() != nil {
			return
		}
	}
	if len(batch) > 0 {
		send()
	}
}

// work works out what needs no library.
func (p *prepared) work() {
	if p.problem == nil {
		b := bodyOf(&p.paper)
		p.data, p.err = b.pack()
		p.hash = titleHash(p.paper.Title)
		if !p.paper.IsStub() {
			if p.generic = isGeneric(p.paper.Title); !p.generic {
				p.near = nearKeys(p.paper.Title, p.paper.Authors)
			}
		}
	}
}

// addition is a paper that is about to be added.
type addition struct {
	*prepared
	id, place, position int64
}

// batch takes a batch of records: those that the library cannot know are added together.
func (in *intake) batch(records []prepared) error {
	clear(in.pendings)
	maybe, err := in.maybeKnown(records)
	if err != nil {
		return err
	}
	for i := range records {
		p := &records[i]
		switch {
		case p.problem != nil:
			in.reject(p.problem)
			continue
		case p.err != nil:
			return p.err
		}
		in.position++
		if maybe(p) || in.isPending(p) {
			if err := in.flush(); err != nil {
				return err
			}
			err = in.paper(p)
		} else {
			err = in.add(p)
		}
		if err != nil {
			return err
		}
	}
	return in.flush()
}

// keys are what a paper can be found by: kinds and values.
func (p *prepared) keys() [][2]string {
	return [][2]string{{"arxiv", p.paper.ArXiv}, {"doi", p.paper.DOI}, {"openreview", p.paper.OpenReview}}
}

// maybeKnown looks up which records share an identifier or a title with a paper of the library.
func (in *intake) maybeKnown(records []prepared) (func(p *prepared) bool, error) {
	ids := make(map[string][]string)
	hashes := make([]int64, 0, len(records))
	for i := range records {
		for _, k := range records[i].keys() {
			if k[1] != "" {
				ids[k[0]] = append(ids[k[0]], k[1])
			}
		}
		hashes = append(hashes, records[i].hash)
	}
	found := make(map[string]bool)
	for kind, values := range ids {
		list, err := json.Marshal(values)
		if err != nil {
			return nil, err
		}
		if err := in.eachString("SELECT j.value FROM json_each(?) j WHERE EXISTS (SELECT 1 FROM paper WHERE "+kind+" = j.value)", string(list),
			func(v string) { found[kind+v] = true }); err != nil {
			return nil, err
		}
	}
	seen := make(map[int64]bool)
	rows, err := in.query("SELECT j.value FROM json_each(?) j WHERE EXISTS (SELECT 1 FROM paper WHERE title_hash = j.value)", idList(hashes))
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var h int64
		if err := rows.Scan(&h); err != nil {
			return nil, err
		}
		seen[h] = true
	}
	return func(p *prepared) bool {
		for _, k := range p.keys() {
			if found[k[0]+k[1]] {
				return true
			}
		}
		return seen[p.hash]
	}, rows.Err()
}

func (in *intake) eachString(query, arg string, f func(string)) error {
	rows, err := in.query(query, arg)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var v string
		if err := rows.Scan(&v); err != nil {
			return err
		}
		f(v)
	}
	return rows.Err()
}

// isPending reports whether a paper of this batch, which maybeKnown could not see, shares an identifier or the title.
func (in *intake) isPending(p *prepared) bool {
	for _, k := range p.keys() {
		if k[1] != "" && in.pendings[k[0]+k[1]] {
			return true
		}
	}
	return in.pendings[string(idBytes(p.hash))]
}

func idBytes(h int64) []byte {
	var b [9]byte
	for i := range 8 {
		b[i] = byte(h >> (8 * i))
	}
	b[8] = '#'
	return b[:]
}

// freePosition returns the position that a paper gets in the digest: that of the record at hand or, where the digest has
// been taken in before and another paper has that position, the next one behind all of its papers. A new paper has no id.
func (in *intake) freePosition(id int64) (position int64, err error) {
	if !in.known {
		return in.position, nil
	}
	first, last := placesOf(in.digest)
	err = in.tx.QueryRowContext(in.ctx, `SELECT CASE WHEN EXISTS (SELECT 1 FROM digest_paper WHERE digest = ?1 AND position = ?2 AND paper <> ?6)
			OR EXISTS (SELECT 1 FROM paper WHERE place = ?3 AND id <> ?6)
		THEN 1 + max((SELECT coalesce(max(position), 0) FROM digest_paper WHERE digest = ?1),
			(SELECT coalesce(max(place) - ?4, 0) FROM paper WHERE place BETWEEN ?4 AND ?5)) ELSE ?2 END`,
		in.digest, in.position, placeOf(in.digest, in.position), first, last, id).Scan(&position)
	return position, err
}

// add has a paper added that the library has not seen.
func (in *intake) add(p *prepared) error {
	position, err := in.freePosition(0)
	if err != nil {
		return err
	}
	a := addition{p, in.nextID, placeOf(in.digest, position), position}
	in.nextID++
	in.rep.New++
	in.pending = append(in.pending, a)
	for _, k := range p.keys() {
		if k[1] != "" {
			in.pendings[k[0]+k[1]] = true
		}
	}
	in.pendings[string(idBytes(p.hash))] = true
	if err = in.addKeys(a.id, p); err != nil {
		return err
	}
	if p.paper.Marks != nil {
		if err := in.flush(); err != nil {
			return err
		}
		if _, err := in.mark(&knownPaper{id: a.id}, p.paper.Marks); err != nil {
			return err
		}
	}
	if in.known { // no digest of its own tells later what this import brought
		if err := in.flush(); err != nil {
			return err
		}
		return in.item(a.id, "place", 0, nil, a.place)
	}
	return nil
}

// addKeys gives a new paper the keys by which it is found again, and by which those are that are nearly the same.
func (in *intake) addKeys(id int64, p *prepared) error {
	if p.generic && p.exact == nil {
		in.nameGeneric(p)
	}
	for _, key := range p.exact {
		if _, err := in.exec(putNear+"(?, ?)", key, id); err != nil {
			return err
		}
	}
	return in.keepNear(id, p.near)
}

// rowsAtOnce is how many rows one INSERT writes.
const rowsAtOnce = 50

// flush writes the papers that are pending.
func (in *intake) flush() error {
	if len(in.pending) == 0 {
		return nil
	}
	if err := in.deferIndexes(); err != nil {
		return err
	}
	all := in.pending
	for len(all) > 0 {
		n := rowsAtOnce
		if len(all) < n {
			n = 1
		}
		if err := in.insert(all[:n]); err != nil {
			return err
		}
		all = all[n:]
	}
	if _, err := in.exec("UPDATE tally SET n = n + ? WHERE id = ?", len(in.pending), Inbox); err != nil {
		return err
	}
	in.added += len(in.pending)
	done, err := in.index.add(in.ctx, in.pending)
	if err != nil {
		return err
	}
	for _, b := range done {
		if err := (indexer{in.ctx, in.tx}).add(b); err != nil {
			return err
		}
	}
	in.pending = nil
	return nil
}

func (in *intake) insert(all []addition) error {
	papers := make([]any, 0, 12*len(all))
	bodies := make([]any, 0, 2*len(all))
	places := make([]any, 0, 3*len(all))
	for _, a := range all {
		p := &a.paper
		papers = append(papers, a.id, a.place, hasOf(p.Links, p.IsStub()), p.Title, a.hash, string(p.Published), in.addedOn(p), orNull(p.ArXiv), p.Version,
			orNull(p.DOI), orNull(p.OpenReview), byline(p.Authors))
		bodies = append(bodies, a.id, a.data)
		places = append(places, in.digest, a.position, a.id)
	}
	for _, t := range []struct {
		into string
		row  string
		args []any
	}{
		{"INSERT INTO paper (id, place, has, title, title_hash, published, added, arxiv, version, doi, openreview, author) VALUES ", "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", papers},
		{"INSERT INTO body (id, data) VALUES ", "(?, ?)", bodies},
		{"INSERT OR IGNORE INTO digest_paper (digest, position, paper) VALUES ", "(?, ?, ?)", places},
	} {
		stmt := t.into + t.row + strings.Repeat(", "+t.row, len(all)-1)
		if _, err := in.exec(stmt, t.args...); err != nil {
			return err
		}
	}
	return nil
}

// manyNew is how many new papers make it worth while to build the indexes anew, instead of keeping them at each.
const manyNew = 20_000

// deferIndexes drops the indexes that only serve sorting, when an import turns out to be large against what there was.
// settle makes them anew, in the same transaction.
func (in *intake) deferIndexes() error {
	if in.deferred != nil || in.added < max(manyNew, in.before) {
		return nil
	}
	const orders = "'paper_by_title', 'paper_by_author', 'paper_published'"
	made, err := column[string](in.ctx, in.tx, "SELECT sql FROM sqlite_master WHERE type = 'index' AND name IN ("+orders+")")
	if err != nil {
		return err
	}
	in.deferred = made
	for name := range strings.SplitSeq(orders, ", ") {
		if _, err := in.tx.ExecContext(in.ctx, "DROP INDEX "+strings.Trim(name, "'")); err != nil {
			return err
		}
	}
	return nil
}

// settle completes what was put off: the search index, and the indexes for sorting.
func (in *intake) settle() error {
	if err := in.settleNear(); err != nil {
		return err
	}
	for b, err := range in.index.rest(in.ctx) {
		if err != nil {
			return err
		}
		if err := (indexer{in.ctx, in.tx}).add(b); err != nil {
			return err
		}
	}
	for _, stmt := range in.deferred {
		if _, err := in.tx.ExecContext(in.ctx, stmt); err != nil {
			return err
		}
	}
	if err := remargin(in.ctx, in.tx, in.margined); err != nil {
		return err
	}
	x := indexer{in.ctx, in.tx}
	if err := x.retext(in.retexted, in.moved); err != nil {
		return err
	}
	return x.compact()
}

// backgroundIndex makes segments of papers beside the database.
type backgroundIndex struct {
	papers chan []addition
	done   chan built
	quit   chan struct{}
	closed bool
	fault  any // what it panicked with; set before done is closed
}

func indexInBackground() *backgroundIndex {
	x := &backgroundIndex{papers: make(chan []addition, 8), done: make(chan built, 8), quit: make(chan struct{})}
	go func() {
		defer close(x.done)
		x.fault = caught(x.run)
	}()
	return x
}

func (x *backgroundIndex) run() {
	b := newSegmentBuilder()
	finish := func() bool {
		if b.Docs() == 0 {
			return true
		}
		select {
		case x.done <- b.finish():
			return true
		case <-x.quit:
			return false
		}
	}
	for papers := range x.papers {
		for _, a := range papers {
			of := bodyOf(&a.paper)
			b.add(a.place, a.paper.Title, &of)
		}
		if b.isFull() && !finish() {
			return
		}
	}
	finish()
}

// add gives papers to the index, and returns the segments that were finished meanwhile.
func (x *backgroundIndex) add(ctx context.Context, papers []addition) (done []built, err error) {
	for {
		select {
		case b, more := <-x.done:
			x.mustGoOn(more)
			done = append(done, b)
			continue
		default:
		}
		select {
		case b, more := <-x.done:
			x.mustGoOn(more)
			done = append(done, b)
		case x.papers <- papers:
			return done, nil
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// mustGoOn panics with what the goroutine panicked with, if it is gone for that.
func (x *backgroundIndex) mustGoOn(more bool) {
	if !more && x.fault != nil {
		panic(x.fault)
	}
}

// rest yields the last segments. No papers may be added after it.
func (x *backgroundIndex) rest(ctx context.Context) iter.Seq2[built, error] {
	return func(yield func(built, error) bool) {
		x.closed = true
		close(x.papers)
		for {
			select {
			case b, more := <-x.done:
				x.mustGoOn(more)
				if !more || !yield(b, nil) {
					return
				}
			case <-ctx.Done():
				yield(built{}, ctx.Err())
				return
			}
		}
	}
}

// stop ends the goroutine, whatever it is at.
func (x *backgroundIndex) stop() {
	close(x.quit)
	if !x.closed {
		close(x.papers)
	}
}
