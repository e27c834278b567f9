// This file owns which words of a text a query has found, so that the screen can light them. It folds as the search
// does, so what is lit is what matched: in the fields that the query names, and nothing that it negates.

package store

import (
	"slices"

	"dogear/store/fulltext"
)

// A Part is a part of a paper in which words are searched.
type Part string

// The parts, by the name of their field in the index.
const (
	InTitle    Part = "title"
	InAbstract Part = "abstract"
	InAuthors  Part = "authors"
	InNote     Part = "note"
	InVenue    Part = "venue"
	InCategory Part = "category"
	InKeyword  Part = "keyword"
	InDetails  Part = "details" // what else is known; no field of a query names it
)

// Lights are the words of a query that are looked for in one part of a paper. The zero Lights light nothing.
type Lights struct {
	leaves []textNode
}

// Lights are the words of the query that are looked for in a part.
func (q Query) Lights(in ...Part) Lights {
	var l Lights
	l.gather(q.root, in, false)
	return l
}

// gather collects the words of a tree that are not negated.
func (l *Lights) gather(n node, in []Part, negated bool) {
	switch n := n.(type) {
	case andNode:
		for _, c := range n {
			l.gather(c, in, negated)
		}
	case orNode:
		for _, c := range n {
			l.gather(c, in, negated)
		}
	case notNode:
		l.gather(n.n, in, !negated)
	case textNode:
		if !negated && (n.column == "" || slices.Contains(in, Part(n.column))) {
			l.leaves = append(l.leaves, n)
		}
	}
}

// None reports whether nothing is ever lit.
func (l Lights) None() bool { return len(l.leaves) == 0 }

// Of finds what is to be lit in a text, as ranges of bytes, from first to before last: ascending, and apart. Of a word
// that matches by its beginning, that beginning is lit.
func (l Lights) Of(text string) [][2]int {
	if l.None() {
		return nil
	}
	var spans [][2]int
	ends := make([]begun, len(l.leaves))
	fulltext.EachTermAt(text, func(word []byte, from, to int) {
		for i := range l.leaves {
			if start, n := ends[i].next(&l.leaves[i], word, from); n == len(word) {
				spans = append(spans, [2]int{start, to})
			} else if n > 0 {
				spans = append(spans, [2]int{start, from + fulltext.FoldedPrefix(text[from:to], n)})
			}
		}
	})
	return joined(spans)
}

// begun are the phrases that have begun and may go on with the next word: where each began, by the number of its words
// so far, the longest first.
type begun [][2]int

// next takes a word of the text. If it completes the phrase, start is where that began, and n how many bytes of the word
// belong to it; otherwise n is 0.
func (b *begun) next(leaf *textNode, word []byte, from int) (start, n int) {
	last := len(leaf.words) - 1
	going := (*b)[:0:0]
	for _, p := range append(*b, [2]int{0, from}) {
		want := leaf.words[p[0]]
		switch {
		case p[0] < last && string(word) == want:
			going = append(going, [2]int{p[0] + 1, p[1]})
		case p[0] == last && n == 0 && (string(word) == want || leaf.prefix && len(word) > len(want) && string(word[:len(want)]) == want):
			start, n = p[1], len(want)
		}
	}
	*b = going
	return start, n
}

// joined puts ranges in order and joins those that overlap.
func joined(spans [][2]int) [][2]int {
	slices.SortFunc(spans, func(a, b [2]int) int { return a[0] - b[0] })
	out := spans[:0]
	for _, s := range spans {
		if n := len(out); n > 0 && s[0] < out[n-1][1] {
			out[n-1][1] = max(out[n-1][1], s[1])
		} else {
			out = append(out, s)
		}
	}
	return out
}
