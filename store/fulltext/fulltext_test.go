package fulltext

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// paper is a document as the tests know it.
type paper struct {
	place int64
	text  [fields]string
}

// oldText is a text of the fields that the version before had.
func oldText(rnd *rand.Rand) [fields]string {
	return [fields]string{someText(rnd, 5), someText(rnd, 30), someText(rnd, 4)}
}

// newText is a text of all fields.
func newText(rnd *rand.Rand) (text [fields]string) {
	text = oldText(rnd)
	for f := Venue; f < fields; f++ {
		if rnd.IntN(2) == 0 {
			text[f] = someText(rnd, 3)
		}
	}
	if rnd.IntN(2) == 0 {
		text[rnd.IntN(int(fields))] += " GPT" + someRun(rnd, 12)
	}
	return text
}

// someRun is text without spaces, of few characters, so that pairs repeat.
func someRun(rnd *rand.Rand, most int) string {
	characters := []rune("言語模型大学ガか한글모")
	var b strings.Builder
	for range 1 + rnd.IntN(most) {
		b.WriteRune(characters[rnd.IntN(len(characters))])
	}
	return b.String()
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

func somePapers(rnd *rand.Rand, n int) []paper { return papersWith(rnd, n, newText) }

func papersWith(rnd *rand.Rand, n int, text func(*rand.Rand) [fields]string) []paper {
	all := make([]paper, n)
	place := rnd.Int64N(1 << 40)
	for i := range all {
		place += 1 + rnd.Int64N(3)*rnd.Int64N(2)
		all[i] = paper{place, text(rnd)}
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
	w := Terms(text)
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
	if rnd.IntN(4) == 0 {
		l.Words, l.Prefix = QueryTerms(someRun(rnd, 3), l.Prefix)
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
	weights := Weights{Title: 8, Abstract: 1, Authors: 4, Venue: 2, Categories: 3, Keywords: 5, Details: 6, Extra: 3}
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
			n += len(Terms(s))
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
			tf := 0.0
			for f, weight := range []float64{8, 1, 4, 2, 3, 5, 6} {
				tf += weight * float64(rows(l, p.text[f]))
			}
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
	for _, p := range papersWith(rnd, 100, oldText) {
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

// A segment of the version before is searched as it is.
func TestReadsTheVersionBefore(t *testing.T) {
	data, err := os.ReadFile("testdata/version2.segment")
	if err != nil {
		t.Fatal(err)
	}
	var blobs [][]byte
	for len(data) > 0 {
		n, size := binary.Uvarint(data)
		blobs = append(blobs, data[size:size+int(n)])
		data = data[size+int(n):]
	}
	s, err := Open(blobs[0])
	if err != nil {
		t.Fatal(err)
	}
	src := func(no int) ([]byte, error) { return blobs[no], nil }
	rnd := rand.New(rand.NewPCG(21, 22))
	papers := papersWith(rnd, 60, oldText) // what it was made of
	found := 0
	for range 400 {
		tree := someTree(rnd, 2)
		got, err := s.Match(t.Context(), Query{Node: tree, Src: src})
		if err != nil {
			t.Fatal(err)
		}
		for i, p := range papers {
			if want := p.matches(tree); got.Has(i) != want {
				t.Fatalf("%#v on %q: %v", tree, p.text, got.Has(i))
			}
		}
		found += got.Count()
		r := NewRanking(tree, Weights{Title: 8, Abstract: 1, Authors: 4}, 1000)
		if err := errors.Join(r.Measure(t.Context(), s, Query{Src: src}), r.Score(t.Context(), s, Query{Src: src}, nil)); err != nil || len(r.Best()) != got.Count() {
			t.Fatalf("%#v: %d ranked, %d found: %v", tree, len(r.Best()), got.Count(), err)
		}
	}
	if found < 1000 {
		t.Errorf("found %d: the queries ask for nothing", found)
	}
}

func TestTerms(t *testing.T) {
	for text, want := range map[string]string{
		"Graph-Mamba, 2nd O(n²) Łódź": "graph mamba 2nd o n 2 lodz",
		"言語":                          "言語 語",
		"大規模言語モデル":                    "大規 規模 模言 言語 語モ モテ\u3099 テ\u3099ル ル",
		"図":                           "図",
		"GPT模型 3次元":                   "gpt 模型 型 3 次元 元",
		"模型GPT":                       "模型 型 gpt",
		"深度 学习":                       "深度 度学 学习 习", // a line may have been broken there
		"深度　学习":                       "深度 度学 学习 习",
		"大、小":                         "大 小",
		"ＧＰＴ　ﾓﾃﾞﾙ":                    "gpt モテ\u3099 テ\u3099ル ル", // widths make no difference
		"か\u3099く がく":                 "か\u3099く くか\u3099 か\u3099く く",
		"모델은":                         norm.NFKD.String("모델 델은 은"),
		"대학 습관":                       norm.NFKD.String("대학 학 습관 관"), // Korean has spaces between words
		norm.NFD.String("모델"):         norm.NFKD.String("모델 델"),
		"a한":                          norm.NFKD.String("a 한"),
		"ภาษาไทย":                     "ภา าษ ษา าไ ไท ทย ย",
		"㍿日本":                         "株式 式会 会社 社日 日本 本",
		"人々":                          "人々 々",
		"":                            "", "。、": "", "\u3099": "",
	} {
		if got := FoldTerms(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// Whatever part of a text is typed, it is a row of the text's terms.
func FuzzTerms(f *testing.F) {
	f.Add("大規模言語モデルはGPT-4と同じ", 3, 9)
	f.Add("모델은 좋다 ﾓﾃﾞﾙ", 0, 6)
	f.Fuzz(func(t *testing.T, text string, from, to int) {
		last := 0
		EachTermAt(text, func(term []byte, from, to int) {
			if len(term) == 0 || from < 0 || to > len(text) || from >= to || from < last {
				t.Fatalf("%q: term %q from %d to %d after %d", text, term, from, to, last)
			}
			last = from
		})
		if from < 0 || from > to || to > len(text) || !utf8.ValidString(text) || !utf8.ValidString(text[from:to]) {
			return
		}
		part := text[from:to]
		if next, _ := utf8.DecodeRuneInString(text[to:]); isVoicing(next) { // it belongs to the last character
			return
		}
		if strings.ContainsFunc(part, func(r rune) bool { return !isUnspaced(r) || r >= 0x1100 && r <= 0x11FF }) { // words are found whole
			return
		}
		if words, prefix := QueryTerms(part, false); len(words) > 0 && rows(&Leaf{Words: words, Prefix: prefix}, text) == 0 {
			t.Errorf("%q is not found in %q", part, text)
		}
	})
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
	papers := papersWith(rand.New(rand.NewPCG(1, 1)), 10000, oldText)
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
