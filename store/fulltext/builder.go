// This file owns making a segment.

package fulltext

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"math/bits"
	"slices"
	"unicode/utf8"
)

// chunkSize is how many bytes of terms a chunk has before the next begins. A look-up walks half a chunk.
const chunkSize = 2 << 10

// letterMark begins the terms that stand for all words with a first letter: with them the shortest prefix, which has the
// most words, costs one list. Their postings tell fields only, no frequencies and no positions.
const letterMark = "\x00"

// A Builder makes a segment of documents that are added in ascending order of their places.
type Builder struct {
	terms   termTable
	letters map[rune]*term
	touched []*term // by the document at hand
	initial []*term // letters, likewise

	docs    int
	runs    []run
	lengths []byte
	tokens  uint64
}

// run is a row of documents with consecutive places.
type run struct {
	place int64 // of the first
	doc   int   // its number
}

// term is a word on its way.
type term struct {
	tf    [fields]uint32 // in the document at hand
	at    uint32         // the last position
	field Field          // which it was in
	in    Fields         // the fields of the document at hand that have it
	name  string
	docs  []byte
	pos   []byte
	last  int // the last document
	df    int

	initial *term // of its first letter
}

// termTable finds terms by their names. It is Go's map for one kind of key: half of the time that a segment takes to
// build goes by in it.
type termTable struct {
	slots []slot // a power of two of them, at most half in use
	all   []*term
	room  []term // for the next terms
}

// slot is a place of the table. It holds the beginning of the name, so that most names are compared without leaving it.
type slot struct {
	hash uint32
	n    uint32 // 1 + index into all; 0: free
	head [8]byte
	size uint8 // of the name
}

// find is the term of a name, and whether it was there already.
func (t *termTable) find(name []byte) (*term, bool) {
	var head [8]byte
	copy(head[:], name)
	h := hashOf(name, head)
	if 2*len(t.all) >= len(t.slots) {
		t.grow()
	}
	mask := uint32(len(t.slots) - 1)
	i := h & mask
	for ; t.slots[i].n != 0; i = (i + 1) & mask {
		if s := &t.slots[i]; s.hash == h && s.head == head && int(s.size) == len(name) {
			found := t.all[s.n-1]
			if len(name) <= len(head) || found.name == string(name) {
				return found, true
			}
		}
	}
	if len(t.room) == 0 {
		t.room = make([]term, 1024)
	}
	made := &t.room[0]
	t.room = t.room[1:]
	made.name = string(name)
	t.all = append(t.all, made)
	t.slots[i] = slot{h, uint32(len(t.all)), head, uint8(len(name))}
	return made, false
}

// hashOf is a hash of a name that has head at its beginning: eight bytes at a time are multiplied, and both halves of the
// product count.
func hashOf(name []byte, head [8]byte) uint32 {
	const odd = 0x9E3779B97F4A7C15 // 2^64 divided by the golden ratio
	high, low := bits.Mul64(binary.LittleEndian.Uint64(head[:])^uint64(len(name)), odd)
	for rest := name; len(rest) > len(head); {
		rest = rest[len(head):]
		var next [8]byte
		copy(next[:], rest)
		high, low = bits.Mul64(binary.LittleEndian.Uint64(next[:])^high^low, odd)
	}
	return uint32(high ^ low ^ low>>32)
}

func (t *termTable) grow() {
	old := t.slots
	t.slots = make([]slot, max(2*len(old), 1<<12))
	mask := uint32(len(t.slots) - 1)
	for _, s := range old {
		if s.n == 0 {
			continue
		}
		i := s.hash & mask
		for t.slots[i].n != 0 {
			i = (i + 1) & mask
		}
		t.slots[i] = s
	}
}

// NewBuilder makes an empty builder.
func NewBuilder() *Builder {
	return &Builder{letters: make(map[rune]*term)}
}

// Docs is the number of documents so far.
func (b *Builder) Docs() int { return b.docs }

// Add adds a document: its place, and its text by field. It panics if the place is not beyond the last, or the builder
// is full; both are the caller's mistakes.
func (b *Builder) Add(place int64, text [fields]string) {
	if n := len(b.runs); b.docs == MaxDocs || n > 0 && place < b.nextPlace() {
		panic(fmt.Sprintf("fulltext: document %d at place %d does not fit", b.docs, place))
	}
	if len(b.runs) == 0 || place != b.nextPlace() {
		b.runs = append(b.runs, run{place, b.docs})
	}
	length := 0
	for f, s := range text {
		pos := uint32(0)
		if s == "" {
			continue
		}
		EachTermAt(s, func(w []byte, _, _ int) {
			b.word(w, Field(f), pos)
			pos++
		})
		length += int(pos)
	}
	for _, t := range b.touched {
		b.flush(t)
	}
	for _, t := range b.initial {
		t.docs = appendMask(t.docs, b.docs-t.last, t.in)
		t.last = b.docs
		t.df++
		t.in = 0
	}
	b.touched, b.initial = b.touched[:0], b.initial[:0]
	b.lengths = binary.AppendUvarint(b.lengths, uint64(length))
	b.tokens += uint64(length)
	b.docs++
}

// nextPlace is the place after the last document's.
func (b *Builder) nextPlace() int64 {
	r := b.runs[len(b.runs)-1]
	return r.place + int64(b.docs-r.doc)
}

// word counts one word of the document at hand.
func (b *Builder) word(w []byte, f Field, pos uint32) {
	t, known := b.terms.find(w)
	if !known {
		first, _ := utf8.DecodeRune(w)
		letter := b.letters[first]
		if letter == nil {
			letter = &term{name: letterMark + string(first)}
			b.letters[first] = letter
		}
		t.initial = letter
	}
	if t.in == 0 {
		b.touched = append(b.touched, t)
	}
	t.in |= 1 << f
	if t.field != f {
		t.field, t.at = f, 0
	}
	t.tf[f]++
	t.pos = binary.AppendUvarint(t.pos, uint64(pos-t.at))
	t.at = pos
}

// flush ends the document at hand for a term.
func (b *Builder) flush(t *term) {
	t.docs = appendPosting(t.docs, b.docs-t.last, t.in, &t.tf)
	l := t.initial
	if l.in == 0 {
		b.initial = append(b.initial, l)
	}
	l.in |= t.in
	for in := t.in; in != 0; in &= in - 1 {
		t.tf[bits.TrailingZeros8(uint8(in))] = 0
	}
	t.last = b.docs
	t.df++
	t.at, t.field, t.in = 0, 0, 0
}

// Finish is the segment's blobs in order, the header first. The builder is used up.
func (b *Builder) Finish() [][]byte {
	all := b.terms.all
	for _, t := range b.letters {
		all = append(all, t)
	}
	slices.SortFunc(all, func(a, b *term) int { return cmp.Compare(a.name, b.name) })

	blobs := [][]byte{nil}
	var firsts []string
	var chunk, positions []byte
	before := ""
	end := func() {
		if len(chunk) > 0 {
			blobs = append(blobs, seal(chunk), seal(positions))
			chunk, positions, before = nil, nil, ""
		}
	}
	for _, t := range all {
		if len(chunk) == 0 {
			firsts = append(firsts, t.name)
		}
		shared := 0
		for shared < len(before) && shared < len(t.name) && before[shared] == t.name[shared] {
			shared++
		}
		chunk = binary.AppendUvarint(chunk, uint64(shared))
		chunk = binary.AppendUvarint(chunk, uint64(len(t.name)-shared))
		chunk = append(chunk, t.name[shared:]...)
		chunk = binary.AppendUvarint(chunk, uint64(t.df))
		chunk = binary.AppendUvarint(chunk, uint64(len(t.docs)))
		chunk = binary.AppendUvarint(chunk, uint64(len(t.pos)))
		chunk = append(chunk, t.docs...)
		positions = append(positions, t.pos...)
		t.docs, t.pos = nil, nil // as the blobs grow, what they are made of can go
		before = t.name
		if len(chunk) >= chunkSize {
			end()
		}
	}
	end()
	blobs[0] = seal(b.header(firsts))
	blobs = append(blobs, seal(b.lengths))
	*b = Builder{}
	return blobs
}

func (b *Builder) header(firsts []string) []byte {
	h := []byte{Version}
	h = binary.AppendUvarint(h, uint64(b.docs))
	h = binary.AppendUvarint(h, b.tokens)
	h = binary.AppendUvarint(h, uint64(len(b.runs)))
	var before run
	for _, r := range b.runs {
		h = binary.AppendUvarint(h, uint64(r.place-before.place))
		h = binary.AppendUvarint(h, uint64(r.doc-before.doc))
		before = r
	}
	h = binary.AppendUvarint(h, uint64(len(firsts)))
	for _, s := range firsts {
		h = binary.AppendUvarint(h, uint64(len(s)))
		h = append(h, s...)
	}
	return h
}
