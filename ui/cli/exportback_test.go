package cli

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"dogear/parser"
	"dogear/store"
)

// heldFields are the fields of a paper that each format holds: they read back to the letter. What is not named here the
// format has no place for. With a plus, reading finds more: the pages that identifiers lead to, addresses in the abstract.
var heldFields = map[string]string{
	"jsonl":    "title raw-title abstract raw-abstract authors published arxiv version doi openreview publication categories keywords comment key links marks editors more-authors language files upvotes",
	"csv":      "title abstract authors published arxiv version doi openreview publication categories keywords comment key links+ marks editors more-authors language files upvotes",
	"bibtex":   "title abstract authors published arxiv version doi openreview publication categories keywords comment editors more-authors language files upvotes",
	"biblatex": "title abstract authors published arxiv version doi openreview publication categories keywords comment editors more-authors language files upvotes",
	"csl-json": "title abstract authors published arxiv version doi openreview publication categories keywords comment links editors more-authors language files upvotes",
	"markdown": "title abstract authors published arxiv version doi openreview publication categories keywords comment key links marks editors more-authors language files upvotes",
	"text":     "title abstract published arxiv",
	"ris":      "title abstract authors published arxiv version doi editors more-authors language files imprint",
}

// fieldsOf are the fields of a paper as text, by the names of heldFields.
func fieldsOf(p *parser.Paper) map[string]string {
	text := func(v any) string { return fmt.Sprintf("%+q", v) }
	f := map[string]string{
		"title": p.Title, "raw-title": p.RawTitle, "abstract": p.Abstract, "raw-abstract": p.RawAbstract, "authors": text(p.Authors),
		"published": string(p.Published), "arxiv": p.ArXiv, "version": fmt.Sprint(p.Version), "doi": p.DOI, "openreview": p.OpenReview,
		"publication": text(p.In), "categories": text(p.Categories), "keywords": text(p.Keywords), "comment": p.Comment, "key": p.Key,
		"links": text(p.Links), "editors": text(p.Editors), "more-authors": fmt.Sprint(p.MoreAuthors), "language": p.Language, "files": text(p.Files),
		"upvotes": fmt.Sprint(p.Upvotes), "imprint": text([]string{p.In.Place, p.In.Series, p.In.Edition, p.In.ISBN, p.In.ISSN}),
	}
	if m := p.Marks; m != nil {
		f["marks"] = fmt.Sprintf("%s %v %q %q %s", m.Status, m.Starred, m.Tags, m.Note, m.Added)
	}
	return f
}

var hostilePieces = strings.Split(`{|}|{GPU}|\|\alpha|$x^2$|$5|%|&|#|_|^|~|--|@article{x,|= cmd()|=1+1|+1|-1|'|"|""|,|;|and|Jr.|TY  - JOUR|ER  - |
|Graph|networks|é|Łódź|中文|ψ|😀|שלום|العربية|x²|“Q”|–|1.|1)|# |## |- |* |**bold**|_em_|[a](http://x.org)|[[link]]|`+"`code`|```"+`|---|> |<b>|&amp;|<script>|
|https://x.org/a_b|(see https://x.org/#a)|:|a: b|'''|tags::|null|true|2024|{{x}}|a, b|\n`+"|\n|\n\n|\n- |\n# |\n---\n|\t|\x1b[31m|\u202e", "|")

// hostileNames are families and groups as a library could have them.
var hostileNames = []string{"Doe", "O’Brien", "Łódź-Ünlü", "@home", "=cmd()", "+1", "Müller & Sons", "AT&T_Lab", "数学", "العربي", "Barnes and Noble", "50%", "#1", "van", "<b>"}

func hostile(rnd *rand.Rand, most int) string {
	var b strings.Builder
	for range 1 + rnd.IntN(most) {
		b.WriteString(hostilePieces[rnd.IntN(len(hostilePieces))])
		if rnd.IntN(3) > 0 {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// shownLine is text as a library has it: clean, and of one line.
func shownLine(rnd *rand.Rand, most int) string {
	for {
		if s := parser.ShowLine(hostile(rnd, most)); s != "" && parser.CleanLine(s) == s {
			return s
		}
	}
}

func pick[T any](rnd *rand.Rand, of ...T) T { return of[rnd.IntN(len(of))] }

// hostilePaper is a paper that a library could hold, with texts that are against every format.
func hostilePaper(rnd *rand.Rand, id int64) *store.Paper {
	maybe := func(most int) string {
		if rnd.IntN(2) == 0 {
			return ""
		}
		return shownLine(rnd, most)
	}
	p := &store.Paper{
		Row:      store.Row{ID: id, Status: store.Status(rnd.IntN(4)), Starred: rnd.IntN(2) == 0, Title: shownLine(rnd, 8)},
		Abstract: parser.ShowText(hostile(rnd, 30)), Published: pick[parser.Date](rnd, "", "2024", "2024-03", "2024-03-11"),
		Added: time.Date(2025, 3, 12, 9, 0, 0, 0, time.UTC), Comment: maybe(5), Note: parser.CleanNote(hostile(rnd, 20)),
		DOI: pick(rnd, "", "10.1000/abc_1", "10.1000/(x)<1:2>3.0.co;2-#"), OpenReview: pick(rnd, "", "", "Abc_12-x"), Key: pick(rnd, "", "", "doe:2020"),
	}
	p.RawTitle, p.RawAbstract = p.Title, p.Abstract
	for range rnd.IntN(4) {
		a := parser.Author{Family: pick(rnd, hostileNames...)}
		if given := pick(rnd, "", "Jane", "J. R."); given != "" {
			a.Given, a.Particle, a.Suffix = given, pick(rnd, "", "", "van der"), pick(rnd, "", "", "Jr.")
		}
		if !slices.Contains(p.Authors, a) {
			p.Authors = append(p.Authors, a)
		}
	}
	if rnd.IntN(2) == 0 {
		p.ArXiv, p.Version, p.Categories = pick(rnd, "2403.01230", "math/0309136"), rnd.IntN(3), pick(rnd, nil, []string{"cs.LG", "stat.ML"})
	}
	if rnd.IntN(2) == 0 {
		p.In = parser.Publication{Type: pick(rnd, "article-journal", "paper-conference", "thesis"), Venue: maybe(3), Volume: pick(rnd, "", "7"), Pages: pick(rnd, "", "12–34"), Publisher: maybe(2)}
	}
	hostileDetails(rnd, p, maybe)
	for range rnd.IntN(3) {
		p.Keywords = append(p.Keywords, shownLine(rnd, 2))
		p.TagNames = append(p.TagNames, pick(rnd, "gnn", "to-read", "数学")+fmt.Sprint(len(p.TagNames)))
	}
	var first []parser.Link
	for range rnd.IntN(3) {
		l := pick(rnd, parser.Link{Kind: parser.LinkCode, URL: "https://github.com/a/b_c"}, parser.Link{Kind: parser.LinkPage, URL: "https://example.org/a?b=c&d=(e)"},
			parser.Link{Kind: parser.LinkOther, URL: "https://example.org/x,y;z"})
		if !slices.Contains(first, l) {
			first = append(first, l)
		}
	}
	p.Links = first
	return p
}

// hostileDetails gives a paper what few digests tell.
func hostileDetails(rnd *rand.Rand, p *store.Paper, maybe func(most int) string) {
	for range rnd.IntN(3) {
		if a := (parser.Author{Given: pick(rnd, "Ed", "J. R."), Particle: pick(rnd, "", "van der"), Family: pick(rnd, hostileNames...)}); !slices.Contains(p.Editors, a) {
			p.Editors = append(p.Editors, a)
		}
	}
	for range rnd.IntN(3) {
		if f := pick(rnd, "/home/ann/a b.pdf", `C:\Users\Ann\x_y.pdf`, "one;two:three.pdf", "{50%}.ps", "=x.pdf", `back\;slash.pdf`); !slices.Contains(p.Files, f) {
			p.Files = append(p.Files, f)
		}
	}
	p.MoreAuthors, p.Language, p.Upvotes = rnd.IntN(3) == 0, maybe(1), pick(rnd, 0, 0, 120)
	in := &p.In
	in.Place, in.Series, in.Edition = maybe(2), maybe(2), maybe(1)
	in.ISBN, in.ISSN = pick(rnd, "", "978-3-16-148410-0"), pick(rnd, "", "0302-9743")
}

// testExport is an export without a library.
func testExport(t testing.TB, format string) *export {
	t.Helper()
	f, err := exportFormatOf(format)
	if err != nil {
		t.Fatal(err)
	}
	pattern, err := parser.ParseKeyPattern(parser.DefaultKeyPattern)
	if err != nil {
		t.Fatal(err)
	}
	return &export{app: &app{Env: Env{Now: time.Now}}, format: f, pattern: pattern, keys: parser.NewCitationKeys(pattern)}
}

// written is what the export makes of papers.
func (e *export) written(t testing.TB, papers ...*store.Paper) string {
	t.Helper()
	var b strings.Builder
	write, end, err := e.writer(&b)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range papers {
		if err := write(p); err != nil {
			t.Fatal(err)
		}
	}
	if err := end(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// What is written reads back the same, as far as the format holds it.
func TestExportsReadBack(t *testing.T) {
	for format, fields := range heldFields {
		t.Run(format, func(t *testing.T) {
			rnd := rand.New(rand.NewPCG(19, 65))
			for range 150 {
				var papers []*store.Paper
				for range 1 + rnd.IntN(4) {
					papers = append(papers, hostilePaper(rnd, int64(len(papers)+1)))
				}
				e := testExport(t, format)
				text := e.written(t, papers...)
				d, err := parser.Open(strings.NewReader(text), parser.Options{Format: parser.Format(format)})
				if err != nil {
					t.Fatalf("%v\n%s", err, text)
				}
				n := 0
				for got, problem := range d.Records() {
					if problem != nil || n == len(papers) {
						t.Fatalf("%v after %d papers\n%s", problem, n, text)
					}
					want := e.digestPaper(papers[n])
					if want.In.Type == "" {
						got.In.Type = "" // what a work is follows from the rest, where nobody said it
					}
					if !strings.Contains(fields, "key") {
						want.Key = ""
					}
					g, w := fieldsOf(&got), fieldsOf(want)
					for _, name := range strings.Fields(fields) {
						name, more := strings.CutSuffix(name, "+")
						if g[name] != w[name] && !(more && strings.HasPrefix(g[name], strings.TrimSuffix(w[name], "]"))) {
							t.Fatalf("%s\n got %q\nwant %q\n%s", name, g[name], w[name], e.written(t, papers[n]))
						}
					}
					n++
				}
				if err := d.Err(); err != nil || n != len(papers) {
					t.Fatalf("%d papers of %d: %v\n%s", n, len(papers), err, text)
				}
			}
		})
	}
	for _, f := range exportFormats() {
		if heldFields[f.name] == "" && f.name != string(parser.FormatHTML) && !f.folder { // vault_test.go says what pages hold
			t.Errorf("nobody says what %s holds", f.name)
		}
	}
}
