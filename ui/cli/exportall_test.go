package cli

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"dogear/parser"
	"dogear/store"
)

// holds says for each format which fields of a paper it holds to the letter; what is not named here the format has no place
// for. With a plus, reading finds more: the pages that identifiers lead to, addresses in the abstract. When a format learns
// to hold a field, add it to its line.
var holds = map[string]string{
	"jsonl":    "title raw abstract authors more-authors editors published ids openreview publication book language categories keywords comment key files upvotes links marks",
	"obsidian": "title abstract authors more-authors editors published ids openreview publication book language categories keywords comment key files upvotes links marks",
	"logseq":   "title abstract authors more-authors editors published ids openreview publication book language categories keywords comment key files upvotes links marks",
	"markdown": "title abstract authors more-authors editors published ids openreview publication book language categories keywords comment key files upvotes links marks",
	"csv":      "title abstract authors more-authors editors published ids openreview publication book language categories keywords comment key files upvotes links+ marks",
	"bibtex":   "title abstract authors more-authors editors published ids openreview publication book language categories keywords comment files upvotes",
	"biblatex": "title abstract authors more-authors editors published ids openreview publication book language categories keywords comment files upvotes",
	"csl-json": "title abstract authors more-authors editors published ids openreview publication book language categories keywords comment files upvotes links",
	"ris":      "title abstract authors more-authors editors published ids language files",
	"text":     "title abstract published",
}

// heldOf are the fields of a paper as text, by the names in holds.
func heldOf(p *parser.Paper) map[string]string {
	text := func(v any) string { return fmt.Sprintf("%+q", v) }
	in := p.In
	f := map[string]string{
		"title": p.Title, "raw": p.RawTitle + "\n" + p.RawAbstract, "abstract": p.Abstract, "authors": text(p.Authors), "editors": text(p.Editors),
		"more-authors": fmt.Sprint(p.MoreAuthors), "published": string(p.Published),
		"ids": text([]string{p.ArXiv, fmt.Sprint(p.Version), p.DOI}), "openreview": p.OpenReview,
		"publication": text([]string{in.Type, in.Venue, in.Volume, in.Issue, in.Pages, in.Publisher}),
		"book":        text([]string{in.Place, in.Series, in.Edition, in.ISBN, in.ISSN}), "language": p.Language, "categories": text(p.Categories),
		"keywords": text(p.Keywords), "comment": p.Comment, "key": p.Key, "files": text(p.Files), "upvotes": fmt.Sprint(p.Upvotes), "links": text(p.Links),
	}
	if m := p.Marks; m != nil {
		f["marks"] = fmt.Sprintf("%s %v %q %q %s", m.Status, m.Starred, m.Tags, m.Note, m.Added)
	}
	return f
}

// A paperMaker makes papers with something in every field, and in every mixture of fields.
type paperMaker struct {
	*rand.Rand
	made int
}

// some reports whether a field is filled this time.
func (m *paperMaker) some() bool { return m.IntN(3) > 0 }

var plainWords = strings.Fields(`Lists order sparse Graphs of the learning Networks with deep Trees and for Sorting Machines in many Words a Study
	on Reading across Languages Łódź naïve β-sheets 数学 CO₂`)

// line is text of one line, plain half of the time.
func (m *paperMaker) line(most int) string {
	if m.IntN(2) == 0 {
		return shownLine(m.Rand, most)
	}
	words := make([]string, 1+m.IntN(most))
	for i := range words {
		words[i] = pick(m.Rand, plainWords...)
	}
	return strings.Join(words, " ")
}

func (m *paperMaker) maybe(most int) string {
	if !m.some() {
		return ""
	}
	return m.line(most)
}

func (m *paperMaker) people(most int) []parser.Author {
	var people []parser.Author
	for i := range m.IntN(most + 1) {
		a := parser.Author{Family: fmt.Sprint(pick(m.Rand, append(hostileNames, "Example", "Sample", "Group for Lists")...), strings.Repeat("x", i))}
		if m.some() {
			a.Given, a.Particle, a.Suffix = pick(m.Rand, "Ann", "B. C.", "Jean-Luc"), pick(m.Rand, "", "", "van der"), pick(m.Rand, "", "", "Jr.")
		}
		people = append(people, a)
	}
	return people
}

// paper makes the next paper.
func (m *paperMaker) paper() *store.Paper {
	m.made++
	p := &store.Paper{
		Row:       store.Row{ID: int64(m.made), Status: store.Status(m.IntN(4)), Starred: m.some(), Title: parser.ShowLine(fmt.Sprint(m.line(8), " ", m.made))},
		Published: pick[parser.Date](m.Rand, "", "2024", "2024-03", "2024-03-11", "1897-12-31"), Added: time.Date(2025, 3, 1+m.IntN(28), 9, 0, 0, 0, time.UTC),
		Authors: m.people(6), Comment: m.maybe(6), Key: pick(m.Rand, "", fmt.Sprintf("doe:%d", m.made)), OpenReview: pick(m.Rand, "", fmt.Sprintf("Ab%03d_x-", m.made)),
	}
	if m.some() {
		p.Abstract = parser.ShowText(hostile(m.Rand, 30) + "\n\n" + m.line(40) + ".")
	}
	if m.some() {
		p.Note = parser.CleanNote(strings.TrimLeft(hostile(m.Rand, 30)+"\n\n- "+m.line(9), "\n"))
	}
	if m.some() {
		p.ArXiv, p.Version, p.Categories = fmt.Sprintf("2403.%05d", m.made), m.IntN(4), pick(m.Rand, nil, []string{"cs.LG"}, []string{"math.GT", "stat.ML"})
	}
	if m.some() {
		p.DOI = fmt.Sprintf(pick(m.Rand, "10.1000/abc_%d", "10.1000/(x)<%d:2>3.0.co;2-#", "10.12345/a.b-c/%d"), m.made)
	}
	if m.some() {
		p.In = m.publication()
	}
	p.Details = m.details()
	for i := range m.IntN(4) {
		p.Keywords = append(p.Keywords, m.line(3))
		p.TagNames = append(p.TagNames, fmt.Sprint(pick(m.Rand, "gnn", "to-read", "数学", "a/b"), i))
	}
	for i := range m.IntN(4) {
		kind := pick(m.Rand, parser.LinkPage, parser.LinkPDF, parser.LinkCode, parser.LinkProject, parser.LinkOther)
		p.Links = append(p.Links, parser.Link{Kind: kind, URL: fmt.Sprintf("https://example.org/%d/%d_x?b=c&d=(e),f;g", m.made, i)})
	}
	p.RawTitle, p.RawAbstract = p.Title, p.Abstract
	return p
}

func (m *paperMaker) publication() parser.Publication {
	return parser.Publication{
		Type:  pick(m.Rand, "article-journal", "paper-conference", "thesis", "chapter", "book", "report", "article"),
		Venue: m.maybe(4), Volume: pick(m.Rand, "", "7", "XII"), Issue: pick(m.Rand, "", "2", "3–4"), Pages: pick(m.Rand, "", "12–34", "e17"),
		Publisher: m.maybe(2), Place: m.maybe(2), Series: m.maybe(3), Edition: pick(m.Rand, "", "2", "Second"),
		ISBN: pick(m.Rand, "", "978-3-16-148410-0"), ISSN: pick(m.Rand, "", "1234-5678"),
	}
}

func (m *paperMaker) details() parser.Details {
	d := parser.Details{Editors: m.people(2), Language: pick(m.Rand, "", "en", "Deutsch"), Upvotes: pick(m.Rand, 0, 0, 17), MoreAuthors: m.IntN(4) == 0}
	for i := range m.IntN(3) {
		d.Files = append(d.Files, fmt.Sprint(pick(m.Rand, "/home/ann/a b, c;", `C:\Papers\x_y`, "files/1/"), i, ".pdf"))
	}
	return d
}

// readBack reads what an export wrote of papers.
func readBack(t *testing.T, e *export, papers []*store.Paper) []parser.Paper {
	t.Helper()
	var texts []string
	if e.format.folder {
		for _, p := range papers {
			texts = append(texts, parser.WriteVault(parser.Format(e.format.name), e.digestPaper(p), parser.VaultPage{ID: p.ID}))
		}
	} else {
		texts = []string{e.written(t, papers...)}
	}
	var got []parser.Paper
	for _, text := range texts {
		d, err := parser.Open(strings.NewReader(text), parser.Options{})
		if err != nil {
			t.Fatalf("%v\n%.2000s", err, text)
		}
		if string(d.Format) != e.format.name && e.format.name != "biblatex" && e.format.name != "bibtex" {
			t.Errorf("it is read as %s", d.Format)
		}
		for p, problem := range d.Records() {
			if problem != nil {
				t.Fatal(problem)
			}
			got = append(got, p)
		}
		if err := d.Err(); err != nil {
			t.Fatal(err)
		}
	}
	return got
}

// A library of a thousand mixed papers reads back equal from every format, as far as the format can hold it, and without a
// word of which format it is.
func TestAThousandPapersReadBack(t *testing.T) {
	m := &paperMaker{Rand: rand.New(rand.NewPCG(12, 1000))}
	var papers []*store.Paper
	for range 1000 {
		papers = append(papers, m.paper())
	}
	filled := map[string]int{}
	for _, p := range papers {
		for name, text := range heldOf(testExport(t, "jsonl").digestPaper(p)) {
			if text != "" && text != "[]" && text != "0" && text != "false" {
				filled[name]++
			}
		}
	}
	for name := range strings.FieldsSeq(holds["jsonl"]) {
		if filled[name] < 100 {
			t.Errorf("only %d papers have something in %s", filled[name], name)
		}
	}
	for _, f := range exportFormats() {
		if f.name == string(parser.FormatHTML) {
			continue // it is for people
		}
		t.Run(f.name, func(t *testing.T) {
			if holds[f.name] == "" {
				t.Fatal("nobody says what it holds")
			}
			e := testExport(t, f.name)
			got := readBack(t, e, papers)
			if len(got) != len(papers) {
				t.Fatalf("%d papers of %d", len(got), len(papers))
			}
			differ := 0
			for i := range got {
				want := e.digestPaper(papers[i])
				if want.In.Type == "" {
					got[i].In.Type = "" // what a work is follows from the rest, where nobody said it
				}
				g, w := heldOf(&got[i]), heldOf(want)
				for name := range strings.FieldsSeq(holds[f.name]) {
					name, more := strings.CutSuffix(name, "+")
					if g[name] != w[name] && !(more && strings.HasPrefix(g[name], strings.TrimSuffix(w[name], "]"))) {
						if differ++; differ < 4 {
							t.Errorf("%s of paper %d\n got %s\nwant %s", name, i, g[name], w[name])
						}
					}
				}
			}
			if differ > 3 {
				t.Errorf("and %d more fields differ", differ-3)
			}
		})
	}
}
