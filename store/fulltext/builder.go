// This file owns making a segment.

package fulltext

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"slices"
	"unicode/utf8"
)

// chunkSize is how many bytes of terms a chunk has before the next begins. A look-up walks half a chunk.
const chunkSize = 16 << 10

// letterMark begins the terms that stand for all words with a first letter: with them the shortest prefix, which has the
// most words, costs one list. Their postings tell fields only, no frequencies and no positions.
const letterMark = "\x00"

// A Builder makes a segment of documents that are added in ascending order of their places.
type Builder struct {
	terms   map[string]*term
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
	initial *term // of its first letter
	df      int
	last    int // the last document
	docs    []byte
	pos     []byte

	tf     [fields]uint32 // in the document at hand
	at     uint32         // the last position
	field  Field          // which it was in
	active bool
}

// NewBuilder makes an empty builder.
func NewBuilder() *Builder {
	return &Builder{terms: make(map[string]*term), letters: make(map[rune]*term)}
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
		EachWord(s, func(w []byte) {
			b.word(w, Field(f), pos)
			pos++
		})
		length += int(pos)
	}
	for _, t := range b.touched {
		b.flush(t)
	}
	for _, t := range b.initial {
		t.docs = binary.AppendUvarint(t.docs, uint64(b.docs-t.last)<<3|uint64(t.tf[0]))
		t.last = b.docs
		t.df++
		t.tf[0], t.active = 0, false
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
	t := b.terms[string(w)]
	if t == nil {
		first, _ := utf8.DecodeRune(w)
		letter := b.letters[first]
		if letter == nil {
			letter = &term{}
			b.letters[first] = letter
		}
		t = &term{initial: letter}
		b.terms[string(w)] = t
	}
	if !t.active {
		t.active = true
		b.touched = append(b.touched, t)
	}
	if t.field != f {
		t.field, t.at = f, 0
	}
	t.tf[f]++
	t.pos = binary.AppendUvarint(t.pos, uint64(pos-t.at))
	t.at = pos
}

// flush ends the document at hand for a term.
func (b *Builder) flush(t *term) {
	code := codeOf(t.tf)
	t.docs = binary.AppendUvarint(t.docs, uint64(b.docs-t.last)<<3|uint64(code))
	if code == codeOther {
		for _, n := range t.tf {
			t.docs = binary.AppendUvarint(t.docs, uint64(n))
		}
	}
	mask := uint32(0)
	for f, n := range t.tf {
		if n > 0 {
			mask |= 1 << f
		}
	}
	if l := t.initial; !l.active {
		l.active = true
		b.initial = append(b.initial, l)
	}
	t.initial.tf[0] |= mask
	t.last = b.docs
	t.df++
	t.tf, t.at, t.field, t.active = [fields]uint32{}, 0, 0, false
}

// codes are the ways in which nearly all words stand in a paper: how often in title, abstract and authors. A posting
// tells its code beside the difference to the document before; the last code is followed by the three numbers.
var codes = [7][fields]uint32{{0, 1, 0}, {0, 2, 0}, {0, 3, 0}, {1, 0, 0}, {1, 1, 0}, {1, 2, 0}, {0, 0, 1}}

const codeOther = len(codes)

func codeOf(tf [fields]uint32) int {
	for i, c := range codes {
		if c == tf {
			return i
		}
	}
	return codeOther
}

// Finish is the segment's blobs in order, the header first. The builder is used up.
func (b *Builder) Finish() [][]byte {
	type named struct {
		name string
		*term
	}
	all := make([]named, 0, len(b.terms)+len(b.letters))
	for name, t := range b.terms {
		all = append(all, named{name, t})
	}
	for r, t := range b.letters {
		all = append(all, named{letterMark + string(r), t})
	}
	slices.SortFunc(all, func(a, b named) int { return cmp.Compare(a.name, b.name) })

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
	h := []byte{version}
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
