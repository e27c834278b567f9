// This file owns reading a segment: its header, and finding terms in its chunks.

package fulltext

import (
	"bytes"
	"errors"
	"math"
	"sort"
	"sync"
)

// A Source hands back a segment's blobs by number.
type Source func(no int) ([]byte, error)

// A Segment is the header of a segment, which never changes: it may be kept, and shared by goroutines. What else a query
// needs it takes from the Source that comes with the query.
type Segment struct {
	docs   int
	tokens uint64
	runs   []run
	firsts []string // the first term of each chunk
	old    bool     // of the version before

	once sync.Mutex
	long []uint16 // see lengths
}

// Open reads a segment's header.
func Open(header []byte) (*Segment, error) {
	b, err := unseal(header)
	if err != nil {
		return nil, err
	}
	r := reader{b: b}
	v := r.bytes(1)
	if len(v) == 0 || v[0] < oldVersion || v[0] > Version {
		return nil, ErrVersion
	}
	docs, tokens, n := r.uint(), r.uint(), r.uint()
	if docs > MaxDocs || n > docs || n == 0 && docs > 0 {
		return nil, ErrDamaged
	}
	s := &Segment{docs: int(docs), tokens: tokens, old: v[0] < Version}
	var at run
	for i := range n {
		place, doc := r.uint(), r.uint()
		if place > math.MaxInt64-uint64(at.place)-docs || doc >= docs || (i == 0) != (doc == 0) {
			return nil, ErrDamaged
		}
		at.place += int64(place)
		at.doc += int(doc)
		s.runs = append(s.runs, at)
	}
	if n > 0 && at.doc >= s.docs {
		return nil, ErrDamaged
	}
	n = r.uint()
	if n > uint64(len(r.b)) {
		return nil, ErrDamaged
	}
	for range n {
		s.firsts = append(s.firsts, string(r.bytes(r.uint())))
	}
	if r.bad {
		return nil, ErrDamaged
	}
	return s, nil
}

// Docs is the number of documents, dead ones included.
func (s *Segment) Docs() int { return s.docs }

// Tokens is the number of words in all documents.
func (s *Segment) Tokens() uint64 { return s.tokens }

// Place is the place of a document.
func (s *Segment) Place(doc int) int64 {
	i := sort.Search(len(s.runs), func(i int) bool { return s.runs[i].doc > doc }) - 1
	return s.runs[i].place + int64(doc-s.runs[i].doc)
}

// Doc is the document at a place.
func (s *Segment) Doc(place int64) (doc int, found bool) {
	doc = s.Ceil(place)
	return doc, doc < s.docs && s.Place(doc) == place
}

// Ceil is the first document at a place or beyond it; Docs if there is none.
func (s *Segment) Ceil(place int64) int {
	i := sort.Search(len(s.runs), func(i int) bool { return s.runs[i].place > place }) - 1
	if i < 0 {
		return 0
	}
	end := s.docs
	if i+1 < len(s.runs) {
		end = s.runs[i+1].doc
	}
	return int(min(int64(s.runs[i].doc)+place-s.runs[i].place, int64(end)))
}

// entry is a term in a chunk.
type entry struct {
	df       int
	docs     []byte
	chunk    int // whose positions blob has
	pos, end int // its positions, as a range
	old      bool
}

// scan calls f with the terms of a chunk in order, as long as f wants more.
func scan(b []byte, chunk int, f func(name []byte, e entry) bool) error {
	r := reader{b: b}
	var name []byte
	pos := 0
	for len(r.b) > 0 {
		shared, rest := r.uint(), r.uint()
		if shared > uint64(len(name)) {
			return ErrDamaged
		}
		name = append(name[:shared], r.bytes(rest)...)
		e := entry{df: int(r.uint()), chunk: chunk, pos: pos}
		nd, np := r.uint(), r.uint()
		e.docs = r.bytes(nd)
		pos += int(np)
		e.end = pos
		if r.bad || np > 1<<40 {
			return ErrDamaged
		}
		if !f(name, e) {
			break
		}
	}
	return nil
}

// each calls f with the terms that begin with prefix or, if it is exact, with the one term it is.
func (s *Segment) each(src Source, prefix string, exact bool, f func(entry) bool) error {
	return s.named(src, prefix, exact, func(_ []byte, e entry) bool { return f(e) })
}

// named is each with the names of the terms.
func (s *Segment) named(src Source, prefix string, exact bool, f func(name []byte, e entry) bool) error {
	first := sort.Search(len(s.firsts), func(i int) bool { return s.firsts[i] > prefix }) - 1
	want := []byte(prefix)
	for i := max(first, 0); i < len(s.firsts); i++ {
		if name := s.firsts[i]; name > prefix && (exact || !bytes.HasPrefix([]byte(name), want)) {
			break
		}
		blob, err := src(1 + 2*i)
		if err != nil {
			return err
		}
		blob, err = unseal(blob)
		if err != nil {
			return err
		}
		more := true
		err = scan(blob, i, func(name []byte, e entry) bool {
			switch c := bytes.Compare(name, want); {
			case c == 0, c > 0 && !exact && bytes.HasPrefix(name, want):
				e.old = s.old
				more = f(name, e) && !exact
			case c > 0:
				more = false
			}
			return more
		})
		if err != nil {
			return err
		}
		if !more {
			break
		}
	}
	return nil
}

// EachTerm calls f with the terms that begin with prefix and stand in one of some fields, as long as f wants more of them.
// It reads all of their postings: it is for looking around, not for searching.
func (s *Segment) EachTerm(src Source, prefix string, in Fields, f func(term string) bool) error {
	found := newBits(s.docs)
	var bad error
	err := s.named(src, prefix, false, func(name []byte, e entry) bool {
		clear(found)
		if bad = e.mark(found, in, false); bad != nil {
			return false
		}
		return found.Next(0) < 0 || f(string(name))
	})
	return errors.Join(err, bad)
}

// positions is the part of a positions blob that an entry names.
func (e entry) positions(src Source) ([]byte, error) {
	blob, err := src(2 + 2*e.chunk)
	if err != nil {
		return nil, err
	}
	if blob, err = unseal(blob); err != nil {
		return nil, err
	}
	if e.end > len(blob) {
		return nil, ErrDamaged
	}
	return blob[e.pos:e.end], nil
}

// lengths is how many words each document has. They are read once, and kept.
func (s *Segment) lengths(src Source) ([]uint16, error) {
	s.once.Lock()
	defer s.once.Unlock()
	if s.long != nil {
		return s.long, nil
	}
	blob, err := src(1 + 2*len(s.firsts))
	if err != nil {
		return nil, err
	}
	if blob, err = unseal(blob); err != nil {
		return nil, err
	}
	r := reader{b: blob}
	all := make([]uint16, s.docs)
	for i := range all {
		all[i] = uint16(min(r.uint(), 1<<16-1))
	}
	if r.bad {
		return nil, ErrDamaged
	}
	s.long = all
	return all, nil
}

// Verify reads every blob of the segment and checks it.
func (s *Segment) Verify(src Source) error {
	for no := range 2 + 2*len(s.firsts) {
		blob, err := src(no)
		if err == nil {
			_, err = unseal(blob)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// All is every document but the dead ones.
func (s *Segment) All(dead []int) Bits {
	b := newBits(s.docs)
	for d := range s.docs {
		b.set(d)
	}
	for _, d := range dead {
		if d < s.docs {
			b.clear(d)
		}
	}
	return b
}
