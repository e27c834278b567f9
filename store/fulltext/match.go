// This file owns which documents match.

package fulltext

import (
	"context"
	"math/bits"
	"slices"
)

// A Node is a tree of words: *Leaf, And, Or or Not.
type Node any

type (
	// And matches what all of its parts match.
	And []Node
	// Or matches what any of its parts matches.
	Or []Node
	// Not matches what its part does not match.
	Not struct{ Node Node }
	// A Leaf matches words in a row, in one field.
	Leaf struct {
		Words  []string // folded
		Prefix bool     // the last word is only the beginning of one
		In     Fields   // where to look; none: only in what the Extra of a query finds
		// Extra names what the caller keeps of words outside the index, such as notes. It is not read here.
		Extra any
	}
)

// A Query is a tree over one segment, with what it needs.
type Query struct {
	Node Node
	Src  Source
	Dead []int // documents that are out of date, ascending
	// Found, if not nil, counts what each leaf has found, over all segments that are asked with it: what was rare in one
	// is looked for first in the next.
	Found map[*Leaf]int
	// Extra finds documents that match a leaf outside the index, by place, ascending. It may be nil.
	Extra func(l *Leaf, low, high int64) ([]int64, error)
}

// A Bits is a set of a segment's documents.
type Bits []uint64

func newBits(docs int) Bits { return make(Bits, (docs+63)/64) }

func (b Bits) set(doc int)      { b[doc>>6] |= 1 << (doc & 63) }
func (b Bits) clear(doc int)    { b[doc>>6] &^= 1 << (doc & 63) }
func (b Bits) has(doc int) bool { return b[doc>>6]&(1<<(doc&63)) != 0 }

// Has reports whether a document is in the set.
func (b Bits) Has(doc int) bool { return doc>>6 < len(b) && b.has(doc) }

// Count is the number of documents in the set.
func (b Bits) Count() int {
	n := 0
	for _, w := range b {
		n += bits.OnesCount64(w)
	}
	return n
}

// Next is the first document in the set from doc on; -1 if there is none.
func (b Bits) Next(doc int) int {
	for i := doc >> 6; i < len(b); i++ {
		w := b[i]
		if i == doc>>6 {
			w &= ^uint64(0) << (doc & 63)
		}
		if w != 0 {
			return i<<6 + bits.TrailingZeros64(w)
		}
	}
	return -1
}

// Prev is the last document in the set up to doc; -1 if there is none.
func (b Bits) Prev(doc int) int {
	for i := min(doc>>6, len(b)-1); i >= 0; i-- {
		w := b[i]
		if i == doc>>6 {
			w &= ^uint64(0) >> (63 - doc&63)
		}
		if w != 0 {
			return i<<6 + 63 - bits.LeadingZeros64(w)
		}
	}
	return -1
}

// Match finds the documents that match. It ends early with ctx.
func (s *Segment) Match(ctx context.Context, q Query) (Bits, error) {
	m := matcher{ctx: ctx, s: s, q: q}
	return m.match()
}

func (m *matcher) match() (Bits, error) {
	b, err := m.eval(m.q.Node)
	if err != nil {
		return nil, err
	}
	for _, d := range m.q.Dead {
		if d < m.s.docs {
			b.clear(d)
		}
	}
	return b, nil
}

// matcher evaluates one tree in one segment.
type matcher struct {
	ctx context.Context
	s   *Segment
	q   Query

	scores  map[*Leaf][]float32 // of the leaves that are ranked: weighted occurrences, by document
	weights Weights
}

func (m *matcher) eval(n Node) (Bits, error) {
	if err := m.ctx.Err(); err != nil {
		return nil, err
	}
	switch n := n.(type) {
	case *Leaf:
		return m.leaf(n)
	case And:
		return m.and(n)
	case Or:
		all := newBits(m.s.docs)
		for _, c := range n {
			b, err := m.eval(c)
			if err != nil {
				return nil, err
			}
			for i, w := range b {
				all[i] |= w
			}
		}
		return all, nil
	case Not:
		b, err := m.eval(n.Node)
		if err != nil {
			return nil, err
		}
		for i := range b {
			b[i] = ^b[i]
		}
		if rest := m.s.docs & 63; rest != 0 && len(b) > 0 {
			b[len(b)-1] &= 1<<rest - 1
		}
		return b, nil
	}
	panic("fulltext: a node that is none")
}

// and intersects its parts, whole words first: they are cheap, and what they rule out need not be looked at.
func (m *matcher) and(n And) (Bits, error) {
	order := slices.Clone(n)
	slices.SortStableFunc(order, func(a, b Node) int { return m.cost(a) - m.cost(b) })
	var all Bits
	for _, c := range order {
		b, err := m.eval(c)
		if err != nil {
			return nil, err
		}
		if l, ok := c.(*Leaf); ok && m.q.Found != nil {
			m.q.Found[l] += b.Count()
		}
		if all == nil {
			all = b
		} else {
			for i, w := range b {
				all[i] &= w
			}
		}
		if all.Next(0) < 0 {
			break
		}
	}
	if all == nil {
		all = newBits(m.s.docs)
	}
	return all, nil
}

// cost orders the parts of an And: by what they have found so far or, at first, by what is likely: a word of many letters
// is rare.
func (m *matcher) cost(n Node) int {
	l, ok := n.(*Leaf)
	found, known := m.q.Found[l]
	switch {
	case ok && known:
		return found
	case !ok:
		return 3000
	case len(l.Words) > 1:
		return 2000
	case l.Prefix:
		return 1000 - len(l.Words[0])
	}
	return 100 - len(l.Words[0])
}

func (m *matcher) leaf(l *Leaf) (Bits, error) {
	out := newBits(m.s.docs)
	score := m.scores[l]
	gain := m.weights.gains(l.In)
	var err error
	switch {
	case l.In == 0 || len(l.Words) == 0:
	case len(l.Words) > 1:
		err = m.phrase(l, func(doc int, tf *[fields]uint32) {
			out.set(doc)
			if score != nil {
				score[doc] += gain.of(tf)
			}
		})
	default:
		w, exact, mask := l.term()
		err = m.each(w, exact, func(e entry) error {
			if score == nil {
				return e.mark(out, l.In, mask)
			}
			return e.score(out, score, &gain, mask)
		})
	}
	if err != nil {
		return nil, err
	}
	return out, m.extra(l, func(doc int) {
		out.set(doc)
		if score != nil {
			score[doc] += m.weights.Extra
		}
	})
}

// term is the term of a leaf of one word, whether exactly that is meant, and whether its postings tell fields only.
func (l *Leaf) term() (w string, exact, mask bool) {
	if w = l.Words[0]; l.Prefix && isLetter(w) {
		return letterMark + w, true, true
	}
	return w, !l.Prefix, false
}

// extra calls f with the documents that match the leaf outside the index.
func (m *matcher) extra(l *Leaf, f func(doc int)) error {
	if m.q.Extra == nil || m.s.docs == 0 {
		return nil
	}
	places, err := m.q.Extra(l, m.s.Place(0), m.s.Place(m.s.docs-1))
	for _, place := range places {
		if doc, found := m.s.Doc(place); found {
			f(doc)
		}
	}
	return err
}

// each calls f with the entries of a word, or of all words that begin so, until f fails or the context ends.
func (m *matcher) each(w string, exact bool, f func(entry) error) error {
	terms := 0
	var ended error
	err := m.s.each(m.q.Src, w, exact, func(e entry) bool {
		if terms++; terms&255 == 0 {
			ended = m.ctx.Err()
		}
		if ended == nil {
			ended = f(e)
		}
		return ended == nil
	})
	if err == nil {
		err = ended
	}
	return err
}

// isLetter reports whether a word is a single character.
func isLetter(w string) bool {
	n := 0
	for range w {
		n++
	}
	return n == 1
}
