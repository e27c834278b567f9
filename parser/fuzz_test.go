package parser_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"net/url"
	"strings"
	"testing"

	"dogear/parser"
)

// fuzzSeeds are inputs of every format and layout, small enough to mutate.
func fuzzSeeds(t testing.TB) map[string]string {
	pairs := starterLines()
	seeds := map[string]string{}
	for name, write := range pageVariants {
		text := starterHeader
		for i := range 3 {
			text += write(i, pairs[2*i], pairs[2*i+1][:240])
		}
		if strings.HasPrefix(name, "footnotes") {
			text += "References\n" + footnotes(3, "%d. https://huggingface.co/papers/2403.%05d\n")
		}
		seeds["page: "+name] = text
	}
	for name, layout := range plainTexts {
		seeds["text: "+name] = expand(layout)
	}
	for name, text := range arXivSeeds() {
		seeds["arXiv: "+name] = text
	}
	for name, encode := range encodings {
		seeds["bytes: "+name] = encode("Title of \x1b[31ma Paper\n\nThis paper says caf\u00e9 and \u009b2J, &#27;[m. It ends.")
	}
	for name, s := range seeds {
		if s == "" {
			t.Fatalf("no seed for %s", name)
		}
	}
	if len(seeds) < len(pageVariants)+len(plainTexts)+len(arXivCases)+len(encodings) || len(seeds) < 60 {
		t.Fatalf("%d seeds: some got lost", len(seeds))
	}
	return seeds
}

// arXivSeeds are lines that begin with a record which tells the format.
func arXivSeeds() map[string]string {
	seeds := map[string]string{"several": arXivLines(3, true)}
	for name, c := range arXivCases {
		seeds[name] = arXivFull + "\n" + c.text
	}
	return seeds
}

// starterLines are the starter digest's titles and abstracts in turn.
func starterLines() []string {
	var lines []string
	for _, l := range strings.Split(starter()[len(starterHeader):], "\n") {
		if l != "" {
			lines = append(lines, l)
		}
	}
	return lines
}

func TestSeedsAreRead(t *testing.T) {
	for name, text := range fuzzSeeds(t) {
		if _, papers, _ := read(t, text, parser.Options{}); len(papers) == 0 {
			t.Errorf("%s: no papers", name)
		}
	}
}

// FuzzOpen checks what holds for every input: see checkDigest.
func FuzzOpen(f *testing.F) {
	for _, text := range fuzzSeeds(f) {
		f.Add([]byte(text), "")
		f.Add([]byte(text), string(parser.FormatText))
		f.Add([]byte(text), string(parser.FormatHFPage))
	}
	f.Fuzz(func(t *testing.T, input []byte, format string) {
		d, err := parser.Open(strings.NewReader(string(input)), parser.Options{Format: parser.Format(format), Now: now})
		if err != nil {
			if d != nil || strings.ContainsFunc(err.Error(), parser.Unsafe) {
				t.Fatalf("error %q, digest %v", err, d)
			}
			return
		}
		checkDigest(t, d, string(input))
	})
}

// FuzzArXivJSONL checks besides that every line that is not blank is one record, in the order of the lines, and that the
// members of papers are well-formed. Which code runs depends on the scheduler here, so fuzz with -fuzzminimizetime 10x, or
// all the time goes into minimising what looked new.
func FuzzArXivJSONL(f *testing.F) {
	seeds := arXivSeeds()
	if len(seeds) <= len(arXivCases) || len(seeds) < 20 {
		f.Fatalf("%d seeds: some got lost", len(seeds))
	}
	for _, text := range seeds {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, input []byte) {
		opts := parser.Options{Format: parser.FormatArXivJSONL}
		d, err := parser.Open(bytes.NewReader(input), opts)
		if err != nil {
			if d != nil || strings.ContainsFunc(err.Error(), parser.Unsafe) {
				t.Fatalf("error %q, digest %v", err, d)
			}
			return
		}
		checkDigest(t, d, string(input))
		if bytes.HasPrefix(input, []byte("\x1f\x8b")) || bytes.ContainsRune(input, 0) || bytes.HasPrefix(input, []byte("\xff\xfe")) || bytes.HasPrefix(input, []byte("\xfe\xff")) {
			return // lines and records cannot be counted in packed or wide text
		}
		first, _, _ := strings.Cut(strings.TrimLeft(decodedLine(bytes.TrimPrefix(input, []byte("\ufeff"))), " \t\r\n"), "\n")
		if first = strings.TrimSpace(first); strings.HasPrefix(first, "[") || first == "{" || strings.HasSuffix(first, ",") {
			return // an array, or records that are printed over several lines
		}
		var lines []int
		for i, line := range bytes.Split(bytes.TrimPrefix(input, []byte("\ufeff")), []byte("\n")) {
			if text := strings.TrimSpace(decodedLine(line)); text != "" && text[0] != '#' {
				lines = append(lines, i+1)
			}
		}
		if d, err = parser.Open(bytes.NewReader(input), opts); err != nil {
			t.Fatal(err)
		}
		n := 0
		for p, problem := range d.Records() {
			line := p.Line
			if problem != nil {
				line = problem.Line
			}
			if n >= len(lines) || line != lines[n] {
				t.Fatalf("record %d at line %d, of %v", n, line, lines)
			}
			n++
		}
		if n != len(lines) || d.Err() != nil {
			t.Fatalf("%d records of %d lines, %v", n, len(lines), d.Err())
		}
	})
}

// decodedLine reads bytes that are no UTF-8 as the parser does, as far as it matters for white space: they are none, but
// for the no-break space of Latin-1.
func decodedLine(line []byte) string {
	return strings.ReplaceAll(strings.ToValidUTF8(string(line), "x"), "\u00a0", " ")
}

func checkIdentity(t *testing.T, p parser.Paper) {
	t.Helper()
	if id, _, ok := parser.ParseArXiv(p.ArXiv); p.ArXiv != "" && (!ok || id != p.ArXiv) {
		t.Fatalf("arXiv identifier %q", p.ArXiv)
	}
	if doi, _, ok := parser.ParseDOI(p.DOI); p.DOI != "" && (!ok || doi != p.DOI) {
		t.Fatalf("DOI %q", p.DOI)
	}
	if p.Version < 0 || p.Version > 999 || len(p.Published) != len("2006-01-02") && len(p.Published) != len("2006-01") && len(p.Published) != len("2006") && p.Published != "" {
		t.Fatalf("version %d, published %q", p.Version, p.Published)
	}
	seen := map[string]bool{}
	for _, l := range p.Links {
		if seen[l.URL] {
			t.Fatalf("%q twice in %v", l.URL, p.Links)
		}
		seen[l.URL] = true
	}
	for _, a := range p.Authors {
		if a.Family == "" || strings.Contains(a.Name(), "\n") {
			t.Fatalf("author %+v", a)
		}
	}
}

// checkDigest checks that all text is clean, that records lie inside the input, that addresses may be opened, and that
// not much more text comes out than went in.
func checkDigest(t *testing.T, d *parser.Digest, input string) {
	t.Helper()
	ends := strings.ReplaceAll(input, "\r\n", "\n") // a lone return ends a line as well
	lines, out := strings.Count(ends, "\n")+strings.Count(ends, "\r")+1, 0
	if strings.HasPrefix(input, "\x1f\x8b") || strings.ContainsRune(input, 0) {
		lines = 1 << 30 // not to be counted in packed or wide text
	}
	clean(t, d.Source, d.Curator, string(d.Date))
	for p, problem := range d.Records() {
		if problem != nil {
			clean(t, problem.Text, problem.Reason, problem.Error())
			if problem.Line < 1 || problem.Line > lines || problem.Reason == "" {
				t.Fatalf("problem %+v in %d lines", problem, lines)
			}
			out += len(problem.Text)
			continue
		}
		clean(t, p.Title)
		clean(t, strings.Split(p.Abstract, "\n\n")...)
		for _, a := range p.Authors {
			clean(t, a.Name())
		}
		clean(t, p.In.Type, p.In.Venue, p.In.Volume, p.In.Issue, p.In.Pages, p.In.Publisher, p.Comment, p.Key)
		clean(t, p.In.Place, p.In.Series, p.In.Edition, p.In.ISBN, p.In.ISSN, p.Language)
		clean(t, p.Files...)
		for _, a := range p.Editors {
			clean(t, a.Name())
		}
		clean(t, p.Categories...)
		clean(t, p.Keywords...)
		if m := p.Marks; m != nil {
			clean(t, m.Status, string(m.Added))
			clean(t, m.Tags...)
			clean(t, strings.FieldsFunc(m.Note, func(r rune) bool { return r == '\n' || r == '\t' })...) // its layout is kept
		}
		checkIdentity(t, p)
		if p.Title == "" || p.Line < 1 || p.Line > lines {
			t.Fatalf("paper %q at line %d of %d", p.Title, p.Line, lines)
		}
		for _, l := range p.Links {
			u, err := url.Parse(l.URL)
			if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || l.Kind == "" {
				t.Fatalf("link %+v", l)
			}
			clean(t, l.URL)
		}
		out += len(p.Title) + len(p.Abstract) + len(p.RawTitle) + len(p.RawAbstract)
	}
	if !strings.HasPrefix(input, "\x1f\x8b") && out > 1000+32*len(input) {
		t.Fatalf("%d bytes of text out of %d", out, len(input))
	}
}

func clean(t *testing.T, texts ...string) {
	t.Helper()
	for _, s := range texts {
		if strings.ContainsFunc(s, parser.Unsafe) {
			t.Fatalf("not clean: %q", s)
		}
	}
}

// Papers that are written as text, in any of its layouts, are read back.
func TestPapersWrittenAsTextReadBack(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	pairs := starterLines()
	for round := range 200 {
		var want []pair
		for range 1 + rnd.IntN(12) {
			want = append(want, pair{title: someTitle(rnd, pairs), abstract: someAbstract(rnd, pairs)})
		}
		layout := []string{"%s\n\n%s\n\n", "%s\n%s\n", "%s\n%s\n\n", "\n\n%s\n\n\n%s\n"}[round%4]
		var text strings.Builder
		for _, p := range want {
			fmt.Fprintf(&text, layout, p.title, p.abstract)
		}
		_, papers, problems := read(t, text.String(), parser.Options{Format: parser.FormatText})
		if len(problems) > 0 {
			t.Fatalf("%v: %q\n%s", problems[0], problems[0].Text, text.String())
		}
		samePapers(t, papers, want)
	}
}

// someTitle puts the halves of two titles together; someAbstract takes some sentences in a row out of an abstract.
func someTitle(rnd *rand.Rand, pairs []string) string {
	a := strings.Fields(pairs[2*rnd.IntN(65)])
	b := strings.Fields(pairs[2*rnd.IntN(65)])
	return strings.Join(append(a[:len(a)/2+1:len(a)/2+1], b[len(b)/2:]...), " ")
}

func someAbstract(rnd *rand.Rand, pairs []string) string {
	sentences := strings.SplitAfter(pairs[2*rnd.IntN(65)+1], ". ")
	begin := rnd.IntN(max(1, len(sentences)-3))
	end := min(len(sentences), begin+2+rnd.IntN(8))
	return strings.TrimSuffix(strings.TrimSpace(strings.Join(sentences[begin:end], "")), ".") + "."
}
