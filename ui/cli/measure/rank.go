// This file owns what the order by relevance is compared with: bm25 of every paper, the slow and plain way.

package main

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"
	"time"

	"dogear/parser"
	"dogear/store"
)

const (
	mostRanked   = 100_000 // papers whose words fit into memory as they are here
	firstPage    = 20      // results that are compared
	overlapAsked = 30      // queries of a class that are compared
)

// columnWeights are the store's: a word in the title says more than one among the authors, and that more than one in the
// abstract.
var columnWeights = [...]float64{8, 1, 4, 1, 2, 4, 1} // title, abstract, authors, venue, categories, keywords, details

// corpus is the words of all papers, as numbers.
type corpus struct {
	number map[string]int32
	words  []string
	text   []int32
	ends   [][len(columnWeights)]int32 // in text, where the columns of each paper end
	paper  map[string]int              // by arXiv id
}

// newCorpus reads the papers.
func newCorpus(ctx context.Context, lib *library) (*corpus, error) {
	c := &corpus{number: make(map[string]int32), paper: make(map[string]int)}
	err := lib.papers(ctx, func(i int, p *parser.Paper) error {
		var names []string
		for _, a := range p.Authors {
			names = append(names, a.Name())
		}
		var ends [len(columnWeights)]int32
		in := &p.In
		for column, text := range [len(columnWeights)]string{
			p.Title, p.Abstract, strings.Join(names, " "), in.Venue + " " + in.Series, strings.Join(p.Categories, " "), strings.Join(p.Keywords, " "),
			strings.Join([]string{p.Comment, in.Volume, in.Issue, in.Pages, in.Publisher, in.Place, in.Edition, in.ISBN, in.ISSN}, " "),
		} {
			for _, w := range words(text) {
				n, known := c.number[w]
				if !known {
					n = int32(len(c.words))
					c.number[w] = n
					c.words = append(c.words, w)
				}
				c.text = append(c.text, n)
			}
			ends[column] = int32(len(c.text))
		}
		c.ends = append(c.ends, ends)
		c.paper[p.ArXiv] = i
		return nil
	})
	return c, err
}

// A term is a word, or the words that begin with it.
type term struct {
	word   string
	prefix bool
}

// terms reads a query of plain words as the store does: the last is a prefix, unless a blank follows.
func terms(query string) []term {
	var all []term
	for w := range strings.FieldsSeq(query) {
		all = append(all, term{word: w})
	}
	all[len(all)-1].prefix = !strings.HasSuffix(query, " ")
	return all
}

// scores are the bm25 of all papers for terms that must all be there; 0 is a paper that lacks one. It is the formula of
// Robertson and Zaragoza, "The Probabilistic Relevance Framework" (2009), with columns weighted before the frequency
// saturates, and SQLite's k1 of 1.2 and b of 0.75.
func (c *corpus) scores(all []term) []float64 {
	const k1, b = 1.2, 0.75
	papers := float64(len(c.ends))
	mean := float64(len(c.text)) / papers
	total := make([]float64, len(c.ends))
	lacks := make([]bool, len(c.ends))
	for _, t := range all {
		frequency, in := c.frequencies(t)
		idf := max(math.Log((papers-float64(in)+0.5)/(float64(in)+0.5)), 1e-6)
		var start int32
		for i, f := range frequency {
			end := c.ends[i][len(columnWeights)-1]
			total[i] += idf * f * (k1 + 1) / (f + k1*(1-b+b*float64(end-start)/mean))
			lacks[i] = lacks[i] || f == 0
			start = end
		}
	}
	for i := range total {
		if lacks[i] {
			total[i] = 0
		}
	}
	return total
}

// frequencies tells how often a term is in each paper, weighted by column, and in how many papers it is.
func (c *corpus) frequencies(t term) (frequency []float64, in int) {
	is := make([]bool, len(c.words))
	for n, w := range c.words {
		is[n] = w == t.word || t.prefix && strings.HasPrefix(w, t.word)
	}
	frequency = make([]float64, len(c.ends))
	var at int32
	for i, ends := range c.ends {
		for column, end := range ends {
			for ; at < end; at++ {
				if is[c.text[at]] {
					frequency[i] += columnWeights[column]
				}
			}
		}
		if frequency[i] > 0 {
			in++
		}
	}
	return frequency, in
}

// overlap tells which part of the first page by relevance belongs there by bm25: papers that score no less than the last
// of the true first page, since many score the same.
func (r *rig) overlap(ctx context.Context, lib *library, l *store.Library) error {
	c, err := newCorpus(ctx, lib)
	if err != nil {
		return err
	}
	for _, class := range rankedClasses {
		same, of := 0, 0
		queries := slices.Compact(slices.Clone(lib.facts.Queries[class]))
		for _, text := range queries[:min(len(queries), overlapAsked)] {
			a, b, err := c.compare(ctx, l, text)
			if err != nil {
				return err
			}
			same, of = same+a, of+b
		}
		if of > 0 {
			r.table.set("relevance: first 20 shared with full bm25: "+class, lib.n, "%.0f %%", 100*float64(same)/float64(of))
		}
	}
	return nil
}

// compare tells how many papers a query's first page by relevance should have, and how many of these it has.
func (c *corpus) compare(ctx context.Context, l *store.Library, text string) (same, of int, err error) {
	q, err := store.ParseTyping(text, time.Now())
	if err != nil {
		return 0, 0, err
	}
	page, err := l.Page(ctx, q.Sorted(store.SortRelevance), store.Span{Limit: firstPage})
	if err != nil {
		return 0, 0, err
	}
	var ids []int64
	for _, row := range page {
		ids = append(ids, row.ID)
	}
	papers, err := l.Papers(ctx, ids)
	if err != nil {
		return 0, 0, err
	}
	scores := c.scores(terms(text))
	best := slices.Clone(scores)
	slices.SortFunc(best, func(a, b float64) int { return cmp.Compare(b, a) })
	for _, s := range best[:min(firstPage, len(best))] {
		if s > 0 {
			of++
		}
	}
	if of == 0 {
		return 0, 0, nil
	}
	least := best[of-1] * (1 - 1e-9)
	for _, p := range papers {
		if i, known := c.paper[p.ArXiv]; known && scores[i] >= least {
			same++
		}
	}
	return min(same, of), of, nil
}
