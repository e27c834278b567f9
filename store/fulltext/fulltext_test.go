package fulltext

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// paper is a document as the tests know it.
type paper struct {
	place int64
	text  [fields]string
}

// vocabulary has words that share beginnings, one that is everywhere, and one beyond ASCII.
var vocabulary = strings.Fields("the graph graphs graphene net network neural neuron a ab abc mamba été kernel x1 2024 proof")

func someText(rnd *rand.Rand, most int) string {
	var w []string
	for range rnd.IntN(most + 1) {
		w = append(w, vocabulary[int(math.Pow(rnd.Float64(), 2)*float64(len(vocabulary)))])
	}
	return strings.Join(w, " ")
}

func somePapers(rnd *rand.Rand, n int) []paper {
	all := make([]paper, n)
	place := rnd.Int64N(1 << 40)
	for i := range all {
		place += 1 + rnd.Int64N(3)*rnd.Int64N(2)
		all[i] = paper{place, [fields]string{someText(rnd, 5), someText(rnd, 30), someText(rnd, 4)}}
	}
	return all
}

// index builds a segment, and the source of its blobs.
func index(t testing.TB, papers []paper) (*Segment, Source) {
	t.Helper()
	b := NewBuilder()
	for _, p := range papers {
		b.Add(p.place, p.text)
	}
	blobs := b.Finish()
	s, err := Open(blobs[0])
	if err != nil {
		t.Fatal(err)
	}
	return s, func(no int) ([]byte, error) {
		if no >= len(blobs) {
			return nil, fmt.Errorf("there is no blob %d", no)
		}
		return blobs[no], nil
	}
}

// rows counts how often a leaf's words stand in a row in a text: what the index must agree with.
func rows(l *Leaf, text string) int {
	w := Words(text)
	n := 0
next:
	for i := range w {
		for j, want := range l.Words {
			if i+j >= len(w) {
				continue next
			}
			last := j == len(l.Words)-1
			if w[i+j] != want && !(last && l.Prefix && strings.HasPrefix(w[i+j], want)) {
				continue next
			}
		}
		n++
	}
	return n
}

func (p paper) matches(n Node) bool {
	switch n := n.(type) {
	case *Leaf:
		for f := range p.text {
			if n.In&(1<<f) != 0 && rows(n, p.text[f]) > 0 {
				return true
			}
		}
		return false
	case And:
		for _, c := range n {
			if !p.matches(c) {
				return false
			}
		}
		return true
	case Or:
		for _, c := range n {
			if p.matches(c) {
				return true
			}
		}
		return false
	}
	return !p.matches(n.(Not).Node)
}

func someLeaf(rnd *rand.Rand) *Leaf {
	l := &Leaf{In: AllFields, Prefix: rnd.IntN(3) == 0}
	for range 1 + rnd.IntN(3)*rnd.IntN(2) {
		l.Words = append(l.Words, vocabulary[rnd.IntN(len(vocabulary))])
	}
	if last := &l.Words[len(l.Words)-1]; l.Prefix {
		*last = string([]rune(*last)[:1+rnd.IntN(len([]rune(*last)))])
	}
	if rnd.IntN(3) == 0 {
		l.In = Only(Field(rnd.IntN(int(fields))))
	}
	return l
}

func someTree(rnd *rand.Rand, depth int) Node {
	if depth == 0 {
		return someLeaf(rnd)
	}
	switch rnd.IntN(5) {
	case 0:
		return And{someTree(rnd, depth-1), someTree(rnd, depth-1)}
	case 1:
		return Or{someTree(rnd, depth-1), someTree(rnd, depth-1)}
	case 2:
		return Not{someTree(rnd, depth-1)}
	}
	return someLeaf(rnd)
}

// Whatever is asked, the index finds what reading every paper finds.
func TestMatchesWhatIsThere(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 25 {
		papers := somePapers(rnd, rnd.IntN(200))
		s, src := index(t, papers)
		for range 25 {
			tree := someTree(rnd, 2)
			var dead []int
			if len(papers) > 0 && rnd.IntN(4) == 0 {
				dead = []int{rnd.IntN(len(papers))}
			}
			got, err := s.Match(t.Context(), Query{Node: tree, Src: src, Dead: dead})
			if err != nil {
				t.Fatal(err)
			}
			for i, p := range papers {
				want := p.matches(tree) && !slices.Contains(dead, i)
				if got.Has(i) != want {
					t.Fatalf("%#v on %q: %v", tree, p.text, got.Has(i))
				}
				if doc, found := s.Doc(p.place); !found || doc != i || s.Place(i) != p.place {
					t.Fatalf("document %d at place %d: %d, %v", i, p.place, doc, found)
				}
			}
		}
	}
}

// A ranking over several segments is BM25 over all papers, best first.
func TestRanksAsBM25(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 4))
	weights := Weights{Title: 8, Abstract: 1, Authors: 4, Extra: 3}
	for range 12 {
		papers := somePapers(rnd, 150)
		parts := [][]paper{papers[:50], papers[50:]}
		leaf := func() *Leaf { return &Leaf{Words: []string{vocabulary[rnd.IntN(len(vocabulary))]}, In: AllFields} }
		tree := Node(And{leaf(), leaf()})
		if rnd.IntN(2) == 0 {
			tree = Or{leaf(), leaf()}
		}
		r := NewRanking(tree, weights, 10)
		var segments []*Segment
		var sources []Source
		for _, p := range parts {
			s, src := index(t, p)
			segments, sources = append(segments, s), append(sources, src)
			if err := r.Measure(t.Context(), s, Query{Src: src}); err != nil {
				t.Fatal(err)
			}
		}
		for i, s := range segments {
			if err := r.Score(t.Context(), s, Query{Src: sources[i]}, nil); err != nil {
				t.Fatal(err)
			}
		}
		want := bruteForce(papers, tree, r.leaves, weights)
		got := r.Best()
		if len(got) != min(10, len(want)) {
			t.Fatalf("%d matches, want %d", len(got), len(want))
		}
		for i, g := range got {
			if math.Abs(g.Score-want[i].Score) > 1e-4 {
				t.Fatalf("number %d: %v, want %v", i, g, want[i])
			}
		}
	}
}

func bruteForce(papers []paper, tree Node, leaves []*Leaf, w Weights) []Scored {
	length := func(p paper) (n int) {
		for _, s := range p.text {
			n += len(Words(s))
		}
		return n
	}
	total := 0
	for _, p := range papers {
		total += length(p)
	}
	mean := float64(total) / float64(len(papers))
	var all []Scored
	for _, p := range papers {
		if !p.matches(tree) {
			continue
		}
		score := 0.0
		for _, l := range leaves {
			df := 0
			for _, q := range papers {
				if q.matches(l) {
					df++
				}
			}
			idf := max(math.Log((float64(len(papers)-df)+0.5)/(float64(df)+0.5)), 1e-6)
			tf := 8*float64(rows(l, p.text[Title])) + float64(rows(l, p.text[Abstract])) + 4*float64(rows(l, p.text[Authors]))
			score += idf * tf * (saturation + 1) / (tf + saturation*(1-lengthPart+lengthPart*float64(length(p))/mean))
		}
		all = append(all, Scored{p.place, score})
	}
	slices.SortFunc(all, func(a, b Scored) int {
		if a.Score != b.Score {
			return int(math.Copysign(1, b.Score-a.Score))
		}
		return int(a.Place - b.Place)
	})
	return all
}

// A single changed bit in any blob is found, whatever is asked.
func TestFindsDamage(t *testing.T) {
	rnd := rand.New(rand.NewPCG(5, 6))
	b := NewBuilder()
	for _, p := range somePapers(rnd, 100) {
		b.Add(p.place, p.text)
	}
	blobs := b.Finish()
	for no := range blobs {
		for range 20 {
			bit := rnd.IntN(8 * len(blobs[no]))
			blobs[no][bit/8] ^= 1 << (bit % 8)
			s, err := Open(blobs[0])
			src := func(no int) ([]byte, error) { return blobs[no], nil }
			for _, word := range []string{"graph", "nodes", "trees"} { // phrases, so that positions are read, all over the index
				for letter := 'a'; letter <= 'z' && err == nil; letter++ {
					r := NewRanking(&Leaf{Words: []string{word, string(letter)}, Prefix: true, In: AllFields}, Weights{Abstract: 1}, 10)
					err = r.Score(t.Context(), s, Query{Src: src}, nil)
				}
			}
			if !errors.Is(err, ErrDamaged) {
				t.Errorf("blob %d, bit %d: %v", no, bit, err)
			}
			blobs[no][bit/8] ^= 1 << (bit % 8)
		}
	}
}

func TestEndsWithItsContext(t *testing.T) {
	s, src := index(t, somePapers(rand.New(rand.NewPCG(7, 8)), 10))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := s.Match(ctx, Query{Node: &Leaf{Words: []string{"graph"}, In: AllFields}, Src: src})
	if !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestExtraFindsByPlace(t *testing.T) {
	papers := somePapers(rand.New(rand.NewPCG(9, 10)), 20)
	s, src := index(t, papers)
	got, err := s.Match(t.Context(), Query{
		Node: &Leaf{Words: []string{"margin"}, In: AllFields}, Src: src,
		Extra: func(l *Leaf, low, high int64) ([]int64, error) {
			if low != papers[0].place || high != papers[19].place || l.Words[0] != "margin" {
				t.Errorf("asked for %v from %d to %d", l, low, high)
			}
			return []int64{papers[3].place, papers[3].place - 1<<41, papers[7].place}, nil
		},
	})
	if err != nil || got.Count() != 2 || got.Next(0) != 3 || got.Next(4) != 7 || got.Prev(6) != 3 || got.Prev(2) != -1 || got.Next(8) != -1 {
		t.Errorf("%b, %v", got, err)
	}
}

func TestWords(t *testing.T) {
	for text, want := range map[string]string{
		"Graph-Mamba, 2nd": "graph mamba 2nd", "O(n²) ÉTÉ ﬁn": "o n 2 ete fin", "": "", "x₁½": "x 1 12", "Straße": "strasse", "Łódź Sørensen Đặng": "lodz sorensen dang", "日本 語": "日本 語",
		strings.Repeat("a", 100): strings.Repeat("a", maxWord),
	} {
		if got := Fold(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func FuzzOpen(f *testing.F) {
	b := NewBuilder()
	for _, p := range somePapers(rand.New(rand.NewPCG(11, 12)), 30) {
		b.Add(p.place, p.text)
	}
	for _, blob := range b.Finish() {
		f.Add(blob[:len(blob)-4], "gr")
	}
	f.Fuzz(func(t *testing.T, blob []byte, word string) {
		// With a valid checksum, so that what lies behind it is reached. Nothing may panic or run away.
		src := func(int) ([]byte, error) { return seal(slices.Clone(blob)), nil }
		s, err := Open(seal(slices.Clone(blob)))
		if err != nil {
			s = &Segment{docs: 30, firsts: []string{"a"}, runs: []run{{1, 0}}}
		}
		for _, l := range []*Leaf{{Words: []string{word}, In: AllFields}, {Words: []string{word, word}, Prefix: true, In: AllFields}} {
			r := NewRanking(l, Weights{Title: 1, Abstract: 1, Authors: 1}, 5)
			if err := errors.Join(r.Measure(t.Context(), s, Query{Src: src}), r.Score(t.Context(), s, Query{Src: src}, nil)); err == nil {
				for _, d := range r.Best() {
					if _, found := s.Doc(d.Place); !found {
						t.Errorf("no document at place %d", d.Place)
					}
				}
			}
		}
	})
}

func BenchmarkBuild(b *testing.B) {
	papers := somePapers(rand.New(rand.NewPCG(1, 1)), 10000)
	b.ResetTimer()
	for range b.N {
		x := NewBuilder()
		for _, p := range papers {
			x.Add(p.place, p.text)
		}
		x.Finish()
	}
	b.ReportMetric(float64(b.N*len(papers))/b.Elapsed().Seconds(), "docs/s")
}
