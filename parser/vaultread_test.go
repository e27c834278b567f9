package parser_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"dogear/parser"
)

// vaultPaper is a paper with something in every field that a page has.
func vaultPaper(rnd *rand.Rand) parser.Paper {
	p := hostileBib(rnd)
	line := func() string { return hostileTeXLine(rnd, 3) }
	in := &p.In
	in.Place, in.Series, in.Edition = sometimes(rnd, line), sometimes(rnd, line), oneOf(rnd, "", "2nd", "3")
	in.ISBN, in.ISSN = oneOf(rnd, "", "978-3-16-148410-0"), oneOf(rnd, "", "1234-5678")
	for range rnd.IntN(3) {
		p.Editors = append(p.Editors, parser.Author{Given: sometimes(rnd, line), Family: hostileTeXLine(rnd, 2)})
		p.Files = append(p.Files, oneOf(rnd, "/home/ann/a b, c.pdf", `C:\Papers\x.pdf`, "none", "[[x.pdf]]"))
	}
	p.MoreAuthors, p.Language, p.Upvotes = rnd.IntN(3) == 0, oneOf(rnd, "", "en", "Deutsch"), oneOf(rnd, 0, 0, 17)
	for range rnd.IntN(4) {
		l := parser.Link{
			Kind: oneOf(rnd, parser.LinkPage, parser.LinkPDF, parser.LinkCode, parser.LinkProject, parser.LinkOther),
			URL:  fmt.Sprintf("https://%d.example.org/a_b?c=(d)&e=[f]*%%28#g~", len(p.Links)),
		}
		p.Links = append(p.Links, l)
	}
	p.Key = oneOf(rnd, "", "doe2024", "DBLP:conf/x/Y24", "unknown")
	m := &parser.Marks{Status: oneOf(rnd, "inbox", "later", "read", "dismissed"), Starred: rnd.IntN(2) == 0, Added: "2025-03-12"}
	for _, tag := range []string{"to read", "2024", "a/b", "数学", "c++, c#", "none"} {
		if rnd.IntN(3) == 0 {
			m.Tags = append(m.Tags, tag)
		}
	}
	var lines []string
	for range rnd.IntN(6) {
		lines = append(lines, oneOf(rnd, "", "## Note", "# Head", "- item", "  two", "a:: b", "> [!abstract]", "---", "title: no", hostileTeXLine(rnd, 4)))
	}
	m.Note = parser.CleanNote(strings.TrimLeft(strings.Join(lines, "\n"), "\n"))
	p.Marks = m
	p.RawTitle, p.RawAbstract = p.Title, p.Abstract // a page has the texts as they are shown
	return p
}

// all is everything that a page holds of a paper.
func all(p parser.Paper) string {
	m := *p.Marks
	p.Marks, p.Line = nil, 0
	return fmt.Sprintf("%#v\n%#v", p, m)
}

// onePaper reads a text that has one paper, without a word of its format.
func onePaper(t *testing.T, text string) (*parser.Digest, parser.Paper) {
	t.Helper()
	d, err := parser.Open(strings.NewReader(text), parser.Options{})
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	var papers []parser.Paper
	for p, problem := range d.Records() {
		if problem != nil {
			t.Fatalf("%v\n%s", problem, text)
		}
		papers = append(papers, p)
	}
	if len(papers) != 1 {
		t.Fatalf("%d papers\n%s", len(papers), text)
	}
	return d, papers[0]
}

// Pages that dogear wrote are recognised, and give back all that it wrote.
func TestVaultPagesReadBack(t *testing.T) {
	rnd := rand.New(rand.NewPCG(7, 12))
	for i := range 600 {
		p := vaultPaper(rnd)
		for _, f := range vaultFormats {
			text := parser.WriteVault(f, &p, parser.VaultPage{ID: int64(i + 1), Related: oneOf(rnd, nil, []string{"@other", "@next"})})
			if i%3 == 0 {
				text = strings.ReplaceAll(text, "\n", "\r\n")
			}
			d, got := onePaper(t, text)
			if d.Format != f || d.Source != "dogear" || all(got) != all(p) {
				t.Fatalf("%s from %s, %d\n got %s\nwant %s\n%s", d.Format, d.Source, i, all(got), all(p), text)
			}
		}
	}
}

func TestNotesOfPapers(t *testing.T) {
	for _, name := range []string{"obsidian-note.md", "obsidian-own.md", "logseq-page.md", "logseq-own.md", "dataview-note.md", "zotero-note.md", "hostile-note.md"} {
		t.Run(name, func(t *testing.T) { golden(t, name, parser.Options{}) })
	}
}

// notes are the beginnings of notes, and what is read of them; empty if they are of no paper.
var notes = map[string]string{
	"title: A B\nauthor: Doe, Jane\nyear: 2020":                        "A B | Jane|Doe | 2020",
	"title: A B\nauthors: Jane Doe, Rob Roe\n":                         "A B | Jane|Doe Rob|Roe",
	"title: A B\nauthors: Doe, Jane; Roe, Rob\n":                       "A B | Jane|Doe Rob|Roe",
	"title: A B\nauthors: Doe, Jane and Roe, Rob\n":                    "A B | Jane|Doe Rob|Roe",
	"title: A B\nauthors: [Jane Doe, others]\n":                        "A B | Jane|Doe +",
	"title: A B\nauthors: [Doe, J., Roe, R.]\n":                        "A B | J.|Doe R.|Roe",
	"title: A B\nauthors:\n- Doe, Jane\n- {given: Rob, family: Roe}\n": "A B | Jane|Doe Rob|Roe",
	"title: A B\nauthors:\n  - name: Jane Doe\n    affiliation: X\n":   "A B | Jane|Doe",
	"title: A B\nauthors: ['[[Jane Doe]]', '[[p/Rob Roe|R.]]']\n":      "A B | Jane|Doe Rob|Roe",
	"TITLE: A B\nDoi: 10.1000/X\n":                                     "A B | doi:10.1000/x",
	"title: A B\ndoi: https://doi.org/10.48550/arXiv.2403.01230\n":     "A B | arXiv:2403.01230",
	"title: A B\narxiv: 2403.01230\n":                                  "A B | arXiv:2403.01230",
	"title: A B\neprint: arXiv:2403.01230v3\n":                         "A B | arXiv:2403.01230 v3",
	"title: A B\nlink: '[pdf](https://arxiv.org/pdf/2403.01230)'\n":    "A B | arXiv:2403.01230",
	"title: A B\nsource: https://dl.acm.org/doi/10.1145/1.2\n":         "A B | doi:10.1145/1.2",
	"title: A B\nurl: https://openreview.net/forum?id=Ab3_-xYz12\n":    "A B | OpenReview:Ab3_-xYz12",
	"title: '@doe2020'\ncitekey: doe2020\naliases: x\n":                "",
	"title: A B\ncitation-key: doe2020\ndate: 2020-05\n":               "A B | key doe2020 | 2020-05",
	"title: A B\ncitekey: doe2020\nyear: 2020\ndate: 2020-05-02":       "A B | key doe2020 | 2020-05-02",
	"title: A B\ncitekey: doe2020\nyear: 2020\ndate: 2023-05-02":       "A B | key doe2020 | 2020",
	"doi: 10.1000/x\n":                                                  "doi:10.1000/x | doi:10.1000/x",
	"title: A B\nauthor: Jane Doe\n":                                    "",
	"title: A B\nauthor: Jane Doe\ndate: 2020-01-02\n":                  "",
	"title: A B\nauthors: [Jane Doe]\ntags: [recipe]\n":                 "",
	"title: A B\nyear: 2020\n":                                          "",
	"title: A B\nurl: https://example.org/papers?q=x\ntype: web_page\n": "",
	"title: '{{title}}'\nauthors: '{{authors}}'\nyear: 2020\n":          "",
	"title: A B\ndoi: none\nauthors: null\nyear: 2020\n":                "",
	"title: <% tp.file.title %>\nauthors: a b, c d\nyear: 2020\n":       "",
	"authors: [Jane Doe, Rob Roe]\nyear: 2020\n":                        "",
	"title: Main Page\nlayout: home\nauthors: [Jane Doe]\nyear: 2020\n": "",
}

// What notes say is read, however they write it; and notes of other things are refused.
func TestPropertiesOfNotes(t *testing.T) {
	for yaml, want := range notes {
		for _, end := range []string{"---\n", "...\r\n", "---"} {
			text := "---\n" + strings.TrimSuffix(yaml, "\n") + "\n" + end
			if strings.HasSuffix(end, "\n") {
				text += "\nSome words.\n"
			}
			d, err := parser.Open(strings.NewReader(text), parser.Options{})
			if want == "" {
				if !errors.Is(err, parser.ErrNoPapers) || !strings.Contains(err.Error(), "do not describe a paper") {
					t.Errorf("%q: %v", text, err)
				}
				continue
			}
			if err != nil || d.Format != parser.FormatObsidian {
				t.Errorf("%q: %v", text, err)
				continue
			}
			for p := range d.Records() {
				if got := brief(p); got != want {
					t.Errorf("%q\n got %s\nwant %s", text, got, want)
				}
			}
		}
	}
}

// brief is what identifies a paper, and its authors.
func brief(p parser.Paper) string {
	parts := []string{p.Title}
	var names []string
	for _, a := range p.Authors {
		names = append(names, a.Given+"|"+a.Family)
	}
	if p.MoreAuthors {
		names = append(names, "+")
	}
	id := parser.Identifiers{ArXiv: p.ArXiv, DOI: p.DOI, OpenReview: p.OpenReview}.String()
	if p.Version > 0 {
		id += fmt.Sprint(" v", p.Version)
	}
	if p.Key != "" {
		id = "key " + p.Key
	}
	for _, s := range []string{strings.Join(names, " "), id, string(p.Published)} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, " | ")
}

// Properties that cannot be read are told with their line, if they would be those of a paper.
func TestBrokenProperties(t *testing.T) {
	for text, line := range map[string]int{
		"---\ntitle: A: B\nyear: 2020\n---\n":                              2,
		"---\nyear: 2020\ntitle: A B\ndoi: 10.1000/x: y\n---\n":            4,
		"---\ntitle: A B\nauthors: [Jane Doe\nyear: 2020\n---\ntext":       3,
		"---\ntitle: A B\nyear: 2020\nvenue: \"X\n---\ntext":               4,
		"---\ntitle: A B\n\tyear: 2020\ndoi: 10.1000/x\n---\n":             2, // where the text begins that goes on there
		"\r\n---\r\ntitle: A B\r\nauthors: @jane\r\n---\r\n":               4,
		"---\ntitle: A B\nauthors: *jane\n---\n":                           1,
		"---\ntitle: A B\nyear: " + strings.Repeat("[", 20000) + "\n---\n": 3,
	} {
		_, err := parser.Open(strings.NewReader(text), parser.Options{})
		var none *parser.NoPapersError
		if !errors.As(err, &none) || none.Format != parser.FormatObsidian || len(none.Problems) != 1 || none.Problems[0].Line != line ||
			!strings.Contains(err.Error(), "not valid YAML") {
			t.Errorf("%.60q: %v", text, err)
		}
	}
}

const essay = `# Lists

Lists are all around us. We write them down and we cross out what is done, and at the end of the day there is another one. That is how it goes on from day to day.

## Their kinds

There are lists of things and lists of words. Those of things are longer, and those of words are read more often. Nobody knows why that is so and nobody asks.
`

// A note of something else is refused, unless there is a list of papers in it.
func TestNotesOfOtherThings(t *testing.T) {
	for _, top := range []string{"---\ndate: 2026-03-01\ntags: [daily]\n---\n", "---\ntitle: Essay\n---\n", "type:: diary\n\n"} {
		for _, body := range []string{essay, "- [[A Paper]]\n- [[Another Paper]]\n", "", "- buy bread\n- read about lists\n", "Lists of Lists\n\n" + essay[9:]} {
			if _, err := parser.Open(strings.NewReader(top+body), parser.Options{}); !errors.Is(err, parser.ErrNoPapers) || !strings.Contains(err.Error(), "do not describe a paper") {
				t.Errorf("%q: %v", top+body, err)
			}
		}
		list := top + "- [Lists that Sort](https://arxiv.org/abs/2403.01234)\n- [Lists that Count](https://arxiv.org/abs/2403.01235)\n"
		d, papers, _ := read(t, list, parser.Options{})
		if len(papers) != 2 || d.Format != parser.FormatMarkdown || papers[1].Line != strings.Count(list, "\n") {
			t.Errorf("%s: %d papers, %+v", d.Format, len(papers), papers)
		}
	}
	// Lines of dashes that part records are none around properties.
	list := "---\nTitle: First Paper\nAuthors: Jane Doe, Rob Roe\nYear: 2020\n---\nTitle: Second Paper\nAuthors: Jane Doe, Rob Roe\nYear: 2020\n"
	if _, papers, _ := read(t, list, parser.Options{}); len(papers) != 2 {
		t.Errorf("%d papers of 2", len(papers))
	}
}

// A few lines of YAML stay a few, and a page of many authors is read.
func TestHugeProperties(t *testing.T) {
	bomb := "---\ntitle: Bomb\ndoi: 10.1000/x\na: &a [x, x, x, x, x, x, x, x, x]\n"
	for _, c := range "bcdefghijkl" {
		bomb += fmt.Sprintf("%c: &%c [%s*%c]\n", c, c, strings.Repeat(fmt.Sprintf("*%c, ", c-1), 8), c-1)
	}
	if _, p := onePaper(t, bomb+"authors: *l\n---\n"); p.Title != "Bomb" || len(p.Authors) > 0 {
		t.Errorf("%d authors", len(p.Authors))
	}
	p := parser.Paper{Title: "Lists of Many", Marks: &parser.Marks{Status: "inbox"}}
	for i := range 10000 {
		p.Authors = append(p.Authors, parser.Author{Given: "Ann", Family: fmt.Sprintf("Example%cx", 'a'+rune(i%26))})
	}
	for _, f := range vaultFormats {
		if _, got := onePaper(t, parser.WriteVault(f, &p, parser.VaultPage{ID: 1})); len(got.Authors) != len(p.Authors) || got.Authors[9999] != p.Authors[9999] {
			t.Errorf("%s: %d authors", f, len(got.Authors))
		}
	}
}

// noteSeeds are notes in the ways in which people and dogear write them.
func noteSeeds(f *testing.F) []string {
	seeds := jsonSeedsOf(f, "obsidian-note.md", "obsidian-own.md", "logseq-page.md", "logseq-own.md", "dataview-note.md", "zotero-note.md", "hostile-note.md")
	for yaml := range notes {
		seeds = append(seeds, "---\n"+yaml+"\n---\n")
	}
	return seeds
}

func FuzzObsidian(f *testing.F) { fuzzFormat(f, parser.FormatObsidian, noteSeeds(f)...) }

func FuzzLogseq(f *testing.F) { fuzzFormat(f, parser.FormatLogseq, noteSeeds(f)...) }

// Properties that are no YAML for a text without quotes are read line by line.
func TestPlainProperties(t *testing.T) {
	for _, c := range []struct{ top, want string }{
		{"title: Graphs: a survey\nauthors: Ann Example, Bo Sample\nyear: 2019", "Graphs: a survey|Ann Example, Bo Sample|2019"},
		{"title: Graphs\nauthor: [[Ann Example]], [[Bo Sample]]\npublished: 2019-03", "Graphs|Ann Example, Bo Sample|2019-03"},
		{"title: Graphs: a survey\nauthors:\n  - Ann Example\n  - Sample, Bo\ntags: [a, b]\npublish: 1965", "Graphs: a survey|Ann Example, Bo Sample|1965"},
		{"title: \"Graphs: a survey\nauthors: Ann Example\nyear: 2019", ""},
	} {
		d, err := parser.Open(strings.NewReader("---\n"+c.top+"\n---\n\nText.\n"), parser.Options{})
		got := ""
		if err == nil {
			for p, problem := range d.Records() {
				if problem != nil {
					continue
				}
				var names []string
				for _, a := range p.Authors {
					names = append(names, a.Name())
				}
				got += p.Title + "|" + strings.Join(names, ", ") + "|" + string(p.Published)
			}
		}
		if got != c.want {
			t.Errorf("%s\n%s, want %s (%v)", c.top, got, c.want, err)
		}
	}
}
