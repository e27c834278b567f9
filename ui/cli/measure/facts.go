// This file owns what is known about the papers before anything is measured: how much text they are, and what there is to
// search for in them.

package main

import (
	"context"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"dogear/parser"
)

// facts are found out once for each size, and kept.
type facts struct {
	TextBytes int64               // titles, abstracts and authors, as UTF-8
	Queries   map[string][]string // by class
	Typed     []string            // words to type on the screen
}

const (
	perClass   = 100     // queries of a class
	sampleSize = 100_000 // papers that words are counted in: more tell nothing new
)

// Classes of queries, in the order of the table. A word at the end of what is typed is a prefix; a blank behind it ends
// it.
const (
	classCommonest = "the commonest word"
	classCommon    = "a common word"
	classRare      = "a rare word"
	classTwo       = "two words"
	classThree     = "three words"
	classPrefix1   = "a prefix of 1 letter"
	classPrefix2   = "a prefix of 2 letters"
	classPrefix3   = "a prefix of 3 letters"
	classPrefix4   = "a prefix of 4 letters"
	classPhrase    = "a phrase"
	classTitle     = "title:"
	classAuthor    = "author:"
	classAbstract  = "abstract:"
)

var (
	classes = []string{classCommonest, classCommon, classRare, classTwo, classThree, classPrefix1, classPrefix2, classPrefix3,
		classPrefix4, classPhrase, classTitle, classAuthor, classAbstract}
	// rankedClasses are those that are measured by relevance too: whole words, and prefixes that say something.
	rankedClasses = []string{classCommonest, classCommon, classRare, classTwo, classThree, classPrefix3, classPrefix4}
)

// gather reads the papers and chooses queries.
func gather(ctx context.Context, lib *library) (facts, error) {
	f := facts{Queries: make(map[string][]string)}
	in := make(map[string]int) // papers that a word is in
	random := rand.New(rand.NewPCG(seed, uint64(lib.n)))
	every := max(lib.n/sampleSize, 1)
	each := max(lib.n/every/perClass, 1) // of the sample, papers that queries are made of
	err := lib.papers(ctx, func(i int, p *parser.Paper) error {
		f.TextBytes += int64(len(p.Title) + len(p.Abstract))
		for _, a := range p.Authors {
			f.TextBytes += int64(len(a.Name()))
		}
		if i%every != 0 {
			return nil
		}
		title, abstract := words(p.Title), words(p.Abstract)
		here := make(map[string]bool, len(abstract))
		for _, w := range append(title, abstract...) {
			if !here[w] {
				here[w] = true
				in[w]++
			}
		}
		if i/every%each == 0 && len(f.Queries[classTwo]) < perClass && len(title) > 2 && len(abstract) > 9 {
			f.askFor(random, p, title, abstract)
		}
		return nil
	})
	if err != nil {
		return f, err
	}
	f.askByFrequency(random, in)
	return f, nil
}

// askFor makes queries that find a paper.
func (f *facts) askFor(random *rand.Rand, p *parser.Paper, title, abstract []string) {
	ask := func(class, query string) { f.Queries[class] = append(f.Queries[class], query) }
	pick := func(from []string) string { return from[random.IntN(len(from))] }
	long := func(letters int) string { // a word that has more letters than the prefix
		for range 50 {
			if w := pick(abstract); len(w) > letters && isASCII(w) {
				return w[:letters]
			}
		}
		return "model"[:letters]
	}
	ask(classTwo, pick(title)+" "+pick(abstract)+" ")
	ask(classThree, pick(title)+" "+pick(abstract)+" "+pick(abstract)+" ")
	ask(classPrefix2, long(2))
	ask(classPrefix3, long(3))
	ask(classPrefix4, long(4))
	from := abstract
	if random.IntN(2) == 0 {
		from = title
	}
	n := min(2+random.IntN(3), len(from))
	start := random.IntN(len(from) - n + 1)
	ask(classPhrase, `"`+strings.Join(from[start:start+n], " ")+`"`)
	ask(classTitle, "title:"+pick(title)+" ")
	ask(classAbstract, "abstract:"+pick(abstract)+" ")
	if len(p.Authors) > 0 {
		if family := words(p.Authors[0].Family); len(family) > 0 {
			ask(classAuthor, "author:"+family[len(family)-1]+" ")
		}
	}
}

// askByFrequency makes the queries that depend on how many papers a word is in.
func (f *facts) askByFrequency(random *rand.Rand, in map[string]int) {
	byFrequency := slices.SortedFunc(maps.Keys(in), func(a, b string) int {
		if in[a] != in[b] {
			return in[b] - in[a]
		}
		return strings.Compare(a, b)
	})
	for range perClass / 2 {
		f.Queries[classCommonest] = append(f.Queries[classCommonest], byFrequency[0]+" ")
	}
	for _, w := range byFrequency[1:min(51, len(byFrequency))] {
		f.Queries[classCommon] = append(f.Queries[classCommon], w+" ")
	}
	rare := byFrequency[len(byFrequency)/2:] // in real text half of the words come once
	for range perClass {
		f.Queries[classRare] = append(f.Queries[classRare], rare[random.IntN(len(rare))]+" ")
	}
	for c := 'a'; c <= 'z'; c++ {
		f.Queries[classPrefix1] = append(f.Queries[classPrefix1], string(c))
	}
	for _, from := range [][]string{byFrequency[:min(10, len(byFrequency))], byFrequency[:min(3000, len(byFrequency))], rare} {
		for range 5 {
			f.Typed = append(f.Typed, from[random.IntN(len(from))])
		}
	}
}

// words are the words of a text as a search sees them: letters and digits, without case and accents; a raised or lowered
// digit is a word of its own.
func words(text string) []string {
	var all []string
	var b strings.Builder
	flush := func() {
		if b.Len() > 0 {
			all = append(all, b.String())
			b.Reset()
		}
	}
	for _, r := range text {
		if unicode.IsMark(r) {
			continue
		}
		alone := r >= 0x80 && unicode.Is(unicode.No, r)
		if alone {
			flush()
		}
		part := true
		for _, d := range norm.NFKD.String(string(r)) {
			if unicode.IsLetter(d) || unicode.IsDigit(d) {
				b.WriteRune(unicode.ToLower(d))
				part = false
			}
		}
		if part || alone {
			flush()
		}
	}
	flush()
	return all
}

// isASCII reports whether a word can be cut anywhere.
func isASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r >= 0x80 }) < 0
}
