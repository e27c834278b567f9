// This file owns how well documents match: Okapi BM25 (Robertson and Zaragoza, 2009) over weighted fields, as FTS5's
// bm25() computes it: occurrences are weighted by field before they saturate, lengths are those of all fields together.

package fulltext

import (
	"container/heap"
	"context"
	"math"
	"slices"
)

// Weights say how much an occurrence counts. Each is more than zero.
type Weights struct {
	Title, Abstract, Authors, Venue, Categories, Keywords, Details float32

	Extra float32 // found outside the index
}

// The parameters of BM25: how fast occurrences saturate, and how much length counts.
const (
	saturation = 1.2
	lengthPart = 0.75
)

// A Scored is a document by its place, and how well it matches: more is better.
type Scored struct {
	Place int64
	Score float64
}

// A Ranking finds the best matches over several segments. First Measure all of them, then Score all of them, then ask
// for the Best.
type Ranking struct {
	node    Node
	weights Weights
	limit   int

	docs   int
	tokens uint64
	leaves []*Leaf
	df     []int
	best   worstFirst
	scores map[*Leaf][]float32 // of the segment at hand
}

// NewRanking ranks what matches a tree by its words, but for those under a Not, and keeps the best.
func NewRanking(n Node, w Weights, limit int) *Ranking {
	r := &Ranking{node: n, weights: w, limit: limit}
	r.collect(n)
	r.df = make([]int, len(r.leaves))
	return r
}

func (r *Ranking) collect(n Node) {
	switch n := n.(type) {
	case *Leaf:
		r.leaves = append(r.leaves, n)
	case And:
		for _, c := range n {
			r.collect(c)
		}
	case Or:
		for _, c := range n {
			r.collect(c)
		}
	}
}

// Measure counts in how many of a segment's documents the words stand, which says how much they tell. Of words that
// begin the same, and of phrases, it takes bounds that cost no more than a look-up.
func (r *Ranking) Measure(ctx context.Context, s *Segment, q Query) error {
	r.docs += s.docs
	r.tokens += s.tokens
	if len(r.leaves) == 1 { // nothing to weigh it against
		return nil
	}
	m := matcher{ctx: ctx, s: s, q: q}
	for i, l := range r.leaves {
		least := s.docs
		for j, w := range l.Words {
			n := 0
			prefix := l.Prefix && j == len(l.Words)-1
			if prefix && isLetter(w) {
				w, prefix = letterMark+w, false
			}
			err := m.each(w, !prefix, func(e entry) error { n += e.df; return nil })
			if err != nil {
				return err
			}
			least = min(least, n)
		}
		r.df[i] += least
	}
	return nil
}

// Score ranks a segment's matches. Those that keep refuses are left out; it may be nil.
func (r *Ranking) Score(ctx context.Context, s *Segment, q Query, keep func(place int64) bool) error {
	q.Node = r.node
	if r.scores == nil {
		r.scores = make(map[*Leaf][]float32, len(r.leaves))
	}
	for _, l := range r.leaves {
		if len(r.scores[l]) != s.docs {
			r.scores[l] = make([]float32, s.docs)
		} else {
			clear(r.scores[l])
		}
	}
	m := matcher{ctx: ctx, s: s, q: q, scores: r.scores, weights: r.weights}
	found, err := m.match()
	if err != nil {
		return err
	}
	if found.Next(0) < 0 {
		return nil
	}
	lengths, err := s.lengths(q.Src)
	if err != nil {
		return err
	}
	mean := max(float64(r.tokens)/float64(max(r.docs, 1)), 1)
	idf := make([]float64, len(r.leaves))
	for i, n := range r.df {
		idf[i] = max(math.Log((float64(r.docs-n)+0.5)/(float64(n)+0.5)), 1e-6)
	}
	if len(idf) == 1 {
		idf[0] = 1
	}
	leaves := make([][]float32, len(r.leaves))
	for i, l := range r.leaves {
		leaves[i] = r.scores[l]
	}
	for doc := found.Next(0); doc >= 0; doc = found.Next(doc + 1) {
		norm := saturation * (1 - lengthPart + lengthPart*float64(lengths[doc])/mean)
		score := 0.0
		for i := range leaves {
			if tf := float64(leaves[i][doc]); tf > 0 {
				score += idf[i] * tf * (saturation + 1) / (tf + norm)
			}
		}
		if len(r.best) == r.limit && score < r.best[0].Score {
			continue
		}
		place := s.Place(doc)
		if keep != nil && !keep(place) {
			continue
		}
		r.add(Scored{place, score})
	}
	return nil
}

func (r *Ranking) add(d Scored) {
	if len(r.best) < r.limit {
		heap.Push(&r.best, d)
	} else if r.best.less(r.best[0], d) {
		r.best[0] = d
		heap.Fix(&r.best, 0)
	}
}

// Best is what matches best, the best first; of equals the one that stands first in the library.
func (r *Ranking) Best() []Scored {
	all := slices.Clone(r.best)
	slices.SortFunc(all, func(a, b Scored) int {
		switch {
		case r.best.less(b, a):
			return -1
		case r.best.less(a, b):
			return 1
		}
		return 0
	})
	return all
}

// worstFirst is a heap with the worst match on top.
type worstFirst []Scored

func (h worstFirst) less(a, b Scored) bool {
	if a.Score != b.Score {
		return a.Score < b.Score
	}
	return a.Place > b.Place
}

// Len, Less, Swap, Push and Pop make it a heap.Interface.
func (h worstFirst) Len() int           { return len(h) }
func (h worstFirst) Less(i, j int) bool { return h.less(h[i], h[j]) }
func (h worstFirst) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *worstFirst) Push(x any)        { *h = append(*h, x.(Scored)) }
func (h *worstFirst) Pop() any {
	last := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return last
}
