package parser_test

import (
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"reflect"
	"strings"
	"testing"

	"dogear/parser"
)

func TestTaggedGolden(t *testing.T) {
	for _, name := range []string{"exports.ris", "pubmed.nbib", "endnote.enw", "wos.txt", "references.tex"} {
		t.Run(name, func(t *testing.T) { golden(t, name, parser.Options{}) })
	}
}

// outcome is what a text reads as, one line for each record: summaries of papers, problems after a "!".
func outcome(t *testing.T, text string, format parser.Format) []string {
	t.Helper()
	d, err := parser.Open(strings.NewReader(text), parser.Options{Format: format, Now: now})
	if err != nil {
		return []string{"ERROR " + err.Error()}
	}
	var got []string
	for p, problem := range d.Records() {
		if problem != nil {
			got = append(got, fmt.Sprintf("!%d: %s", problem.Line, problem.Reason))
		} else {
			got = append(got, summary(p))
		}
	}
	if d.Err() != nil {
		got = append(got, "ENDED "+d.Err().Error())
	}
	return got
}

func sameOutcome(t *testing.T, text string, format parser.Format, want ...string) {
	t.Helper()
	if got := outcome(t, text, format); !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// fixture is a file of testdata.
func fixture(t testing.TB, name string) string {
	t.Helper()
	text, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// referenceFixtures are fixtures by their names, and the formats that they must be recognised as.
var referenceFixtures = map[string]parser.Format{
	"exports.ris": parser.FormatRIS, "endnote.enw": parser.FormatENW, "wos.txt": parser.FormatWoS, "references.tex": parser.FormatBibItems, "pubmed.nbib": parser.FormatNBIB, "zotero.csv": parser.FormatZoteroCSV, "own.csv": parser.FormatCSV,
	"newsletter.md": parser.FormatMarkdown, "awesome.md": parser.FormatMarkdown, "columns.md": parser.FormatMarkdown, "headings.md": parser.FormatMarkdown,
}

func TestReferencesAreRecognised(t *testing.T) {
	for name, want := range referenceFixtures {
		text := fixture(t, name)
		d, papers, problems := read(t, text, parser.Options{})
		if d.Format != want {
			t.Errorf("%s: read as %q", name, d.Format)
		}
		for encoding, encode := range encodings {
			if strings.HasPrefix(encoding, "Latin") && strings.ContainsFunc(text, func(r rune) bool { return r > 0xff }) {
				continue
			}
			e, same, sameProblems := read(t, encode(text), parser.Options{})
			if e.Format != want || len(same) != len(papers) || len(sameProblems) != len(problems) {
				t.Fatalf("%s in %s: read as %q, %d papers, %v", name, encoding, e.Format, len(same), sameProblems)
			}
			for i := range papers {
				if dumpPaper(same[i]) != dumpPaper(papers[i]) {
					t.Errorf("%s in %s:\n%s\nwant\n%s", name, encoding, dumpPaper(same[i]), dumpPaper(papers[i]))
				}
			}
		}
	}
}

// What only mentions these formats is not taken for them.
func TestReferencesAreNotSeenElsewhere(t *testing.T) {
	abstract := "\n\n" + shelf[0].abstract + "\n\n"
	texts := map[string]string{
		"a tag in prose":         "Reading RIS Files\n\nA record begins with TY  - JOUR and ends with ER  - , and between them TI  - holds the title." + abstract,
		"a line like a tag":      "AI  - A Survey" + abstract + "UV - light and other words\n\n" + shelf[1].abstract,
		"PMID in prose":          "Owls and PMID- 12345" + abstract,
		"commas":                 "Title, authors and abstracts: a study" + abstract,
		"a line of column names": "Title, Venue\n\n" + shelf[0].abstract,
		"a bar in a title":       "Owls | Nights | A Study" + abstract,
		"one heading":            "# Reading list\n\nOwls at Night" + abstract + "Owls by Day\n\n" + shelf[1].abstract,
		"days as headings":       "# Monday\n\nOwls at Night" + abstract + "# Tuesday\n\nOwls by Day\n\n" + shelf[1].abstract,
		"a footer of links":      expand("T1\n\nA1\n\nT2\n\nA2\n\nT3\n\nA3\n\n- [Unsubscribe](https://example.org/u)\n- [Archive](https://example.org/a)\n"),
		"bullets without links":  "My reading list\n\n- Owls at Night and Other Birds\n- Owls by Day and Other Birds\n",
	}
	for name, text := range texts {
		if d, err := parser.Open(strings.NewReader(text), parser.Options{Now: now}); err != nil || d.Format != parser.FormatText {
			t.Errorf("%s: %+v, %v", name, d, err)
		}
	}
	if d, _, _ := read(t, starter(), parser.Options{}); d.Format != parser.FormatHFPage {
		t.Errorf("the starter digest is read as %q", d.Format)
	}
}

var risCases = map[string]struct {
	text string
	want []string
}{
	"a title in each of its tags": {
		"TY  - JOUR\nCT  - C\nER  - \nTY  - JOUR\nT1  - B\nCT  - C\nER  - \nTY  - JOUR\nT1  - B\nTI  - A\nER  - \nTY  - BOOK\nBT  - D\nER  - \nTY  - JOUR\nBT  - E\nER  - \n",
		[]string{"1|C||||v0|||", "4|B||||v0|||", "8|A||||v0|||", "12|D||||v0|||", "!15: a paper without a title"},
	},
	"dates": {
		"TY  - JOUR\nTI  - A\nPY  - 2012///\nER  - \nTY  - JOUR\nTI  - B\nY1  - 2012/03//\nER  - \nTY  - JOUR\nTI  - C\nPY  - 2012\nDA  - 2012/3/4/Spring\nER  - \n" +
			"TY  - JOUR\nTI  - D\nPY  - 2012\nDA  - 2011/03/04\nER  - \nTY  - JOUR\nTI  - E\nDA  - March 2012\nER  - \nTY  - JOUR\nTI  - F\nPY  - in press\nER  - \n" +
			"TY  - JOUR\nTI  - G\nPY  - 2012/02/30\nER  - \n",
		[]string{"1|A||||v0||2012|", "5|B||||v0||2012-03|", "9|C||||v0||2012-03-04|", "14|D||||v0||2012|", "19|E||||v0||2012-03|", "23|F||||v0|||", "27|G||||v0||2012-02|"},
	},
	"a DOI where it is": {
		"TY  - JOUR\nTI  - A\nM3  - 10.1000/A\nER  - \nTY  - JOUR\nTI  - B\nUR  - https://dx.doi.org/10.1000/B\nER  - \nTY  - JOUR\nTI  - C\nDO  - doi:10.1000/C.\nM3  - Article\nER  - \n",
		[]string{"1|A||||v0|10.1000/a||https://doi.org/10.1000/a", "5|B||||v0|10.1000/b||https://doi.org/10.1000/b", "9|C||||v0|10.1000/c||https://doi.org/10.1000/c"},
	},
	"arXiv where it is": {
		"TY  - JOUR\nTI  - A\nM1  - arXiv:2403.01234v2 [cs.LG]\nER  - \nTY  - JOUR\nTI  - B\nJO  - arXiv preprint arXiv:2403.01235\nER  - \nTY  - JOUR\nTI  - C\nDO  - 10.48550/arXiv.2403.01236\nER  - \n",
		[]string{
			"1|A|||2403.01234|v2|||https://arxiv.org/abs/2403.01234 https://arxiv.org/pdf/2403.01234",
			"5|B|||2403.01235|v0|||https://arxiv.org/abs/2403.01235 https://arxiv.org/pdf/2403.01235",
			"9|C|||2403.01236|v0|||https://arxiv.org/abs/2403.01236 https://arxiv.org/pdf/2403.01236",
		},
	},
	"authors, not editors, and not twice": {
		"TY  - JOUR\nTI  - A\nA1  - Doe, Jane\nAU  - Doe, Jane\nAU  - \nA2  - Ed, Itor\nAU  - Acme Labs,\nAU  - Plato\nER  - \n",
		[]string{"1|A||Jane//Doe/; //Acme Labs/; //Plato/||v0|||"},
	},
	"a note is no abstract, junk is no value": {
		"TY  - JOUR\nN1  - Not an abstract at all.\nTI  - A\nURL - b\n\nRecord #2\nER  - \nRecord #3\nTY  - JOUR\nTI  - B\nER  - junk\n",
		[]string{"1|A URL - b||||v0|||", "9|B||||v0|||"},
	},
	"abstracts": {
		"TY  - JOUR\nTI  - A\nN2  - Other.\nAB  - One\n      and\ntwo.\nAB  - Three.\nER  - \n",
		[]string{"1|A|One and two.\n\nThree.|||v0|||"},
	},
	"cut off": {
		"TY  - JOUR\nTI  - A\nER  - \nTY  - JOUR\nTI  - B\n",
		[]string{"1|A||||v0|||", "!4: the record is incomplete: there is no line ER below it"},
	},
	"a byte order mark, CRLF, no end but another beginning": {
		"\ufeffTY  - JOUR\r\nTI  - A\r\nTY  - JOUR\r\nTI  - B\r\nER  - \r\n",
		[]string{"1|A||||v0|||", "3|B||||v0|||"},
	},
}

func TestRISCases(t *testing.T) {
	for name, test := range risCases {
		t.Run(name, func(t *testing.T) {
			sameOutcome(t, test.text, parser.FormatRIS, test.want...)
		})
	}
}

// endless is a text that goes on with the same piece for n bytes.
func endless(begin, piece string, n int, end string) io.Reader {
	return io.MultiReader(strings.NewReader(begin), &repeated{text: piece, left: n / len(piece) * len(piece)}, strings.NewReader(end))
}

func TestTaggedRecordsAreBounded(t *testing.T) {
	after := "\nER  - \nTY  - JOUR\nTI  - After\nER  - \n"
	for name, test := range map[string]struct{ begin, piece, says string }{
		"a long line":       {"TY  - JOUR\nTI  - ", "A long title ", "1 MiB"},
		"a long value":      {"TY  - JOUR\nTI  - A\nAB  - ", "go on\n", "4 MiB"},
		"endless fields":    {"TY  - JOUR\nTI  - A\n", "KW  - word\n", "4 MiB"},
		"endless blanks":    {"TY  - JOUR\nTI  - A\nAB  - b\n", "\n", "4 MiB"},
		"of no use, anyway": {"TY  - JOUR\nTI  - A\n", "AD  - An address\n", ""},
	} {
		t.Run(name, func(t *testing.T) {
			d, err := parser.Open(endless(test.begin, test.piece, 9<<19, after), parser.Options{Format: parser.FormatRIS})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for p, problem := range d.Records() {
				if problem != nil {
					got = append(got, problem.Reason)
				} else {
					got = append(got, p.Title)
				}
			}
			if len(got) != 2 || got[1] != "After" || test.says != "" && !strings.Contains(got[0], test.says) || test.says == "" && got[0] != "A" {
				t.Errorf("got %q", got)
			}
		})
	}
}

func FuzzRIS(f *testing.F) {
	seeds := []string{fixture(f, "exports.ris")}
	for _, test := range risCases {
		seeds = append(seeds, test.text)
	}
	fuzzFormat(f, parser.FormatRIS, seeds...)
}

func FuzzNBIB(f *testing.F) { fuzzFormat(f, parser.FormatNBIB, fixture(f, "pubmed.nbib")) }

// hostileTexts are pieces that break writers.
var hostileTexts = []string{
	"plain words", "=1+1", "+cmd", "-x", "@SUM(A1)", "'quoted", "'=x", `"`, `""`, `a "quoted" word`, ",", ";", `a\;b`, `\`, "{Braces}", "}{", "$O(n^2)$", `50\%`,
	"TY  - JOUR", "ER  - ", "AB  - x", "é", "Ω", "日本語", "👩‍🚀", "العربية", "&amp;", "<b>", "a | b", "#", "*emph*", "http://example.org/a;b", "  wide  gap ", "\ttab", "\x1b[31m", "\u202e",
	"Jr.", "van", "et al.", "1.", "10.1000/x", "sep=;", "`code`", "``deep''", "---", "~", `\alpha`, "\r", "x\r\ny", "'", "''=",
}

func hostileText(rnd *rand.Rand, parts int) string {
	var b strings.Builder
	for range 1 + rnd.IntN(parts) {
		b.WriteString(hostileTexts[rnd.IntN(len(hostileTexts))])
		b.WriteString([]string{" ", " ", "", "\n"}[rnd.IntN(4)])
	}
	return b.String()
}

// hostilePaper is a paper as the parser gives them: its text is shown text, whatever it came from.
func hostilePaper(rnd *rand.Rand) parser.Paper {
	line := func(parts int) string { return parser.ShowLine(hostileText(rnd, parts)) }
	maybe := func(s string) string { return []string{s, ""}[rnd.IntN(2)] }
	p := parser.Paper{RawTitle: hostileText(rnd, 6)}
	for p.Title = parser.ShowLine(p.RawTitle); p.Title == ""; p.Title = parser.ShowLine(p.RawTitle) {
		p.RawTitle = hostileText(rnd, 6)
	}
	for i := range rnd.IntN(4) {
		if i > 0 {
			p.RawAbstract += "\n\n"
		}
		p.RawAbstract += hostileText(rnd, 12)
	}
	p.Abstract = parser.ShowText(p.RawAbstract)
	people := []parser.Author{
		{Given: "Jane", Family: "Doe"}, {Given: "J. R.", Particle: "van der", Family: "Berg"}, {Given: "John Paul", Family: "Van Berg", Suffix: "Jr."}, {Family: "Plato"},
		{Family: "Owl Study Group"}, {Family: "the LAB team"}, {Given: "José", Family: "García Márquez"}, {Family: "Doe and Sons Ltd"}, {Given: "李", Family: "明"}, {Given: "Ada", Family: "King; Noel"},
	}
	for range rnd.IntN(4) {
		p.Authors = append(p.Authors, people[rnd.IntN(len(people))])
	}
	p.Published = []parser.Date{"", "2024", "2024-03", "2024-03-11"}[rnd.IntN(4)]
	if rnd.IntN(2) == 0 {
		p.ArXiv, p.Version = []string{"2403.01234", "math/0309136"}[rnd.IntN(2)], rnd.IntN(3)
		p.Links = append(p.Links, parser.Link{Kind: parser.LinkPage, URL: "https://arxiv.org/abs/" + p.ArXiv}, parser.Link{Kind: parser.LinkPDF, URL: "https://arxiv.org/pdf/" + p.ArXiv})
	}
	if rnd.IntN(2) == 0 {
		p.DOI = "10.1000/a;b(c)"
		p.Links = append(p.Links, parser.Link{Kind: parser.LinkPage, URL: "https://doi.org/" + p.DOI})
	}
	if rnd.IntN(2) == 0 {
		p.Links = append(p.Links, parser.Link{Kind: parser.LinkPage, URL: "https://example.org/page?a=1;b=2"}, parser.Link{Kind: parser.LinkPDF, URL: "https://example.org/x"},
			parser.Link{Kind: parser.LinkCode, URL: "https://github.com/a/b"}, parser.Link{Kind: parser.LinkOther, URL: "https://example.org/,x"})
	}
	p.Links = append(p.Links, parser.FindLinks(p.Abstract)...)
	p.Key = maybe("doe2024owls")
	p.In = parser.Publication{Type: maybe("article-journal"), Venue: maybe(line(3)), Volume: maybe("=7"), Issue: maybe("1-2"), Pages: maybe([]string{"12–34", "e12, 7–9", "S1"}[rnd.IntN(3)]), Publisher: maybe(line(3))}
	for range rnd.IntN(3) {
		if w := line(2); w != "" && !strings.Contains(w, ";") {
			p.Keywords = append(p.Keywords, w)
		}
	}
	return p
}

// sameText compares what every format carries.
func sameText(t *testing.T, got, want parser.Paper, text string) {
	t.Helper()
	got.Line, want.Line = 0, 0
	if a, b := dumpPaper(got), dumpPaper(want); a != b || !reflect.DeepEqual(got.Authors, want.Authors) {
		t.Fatalf("got\n%s\nwant\n%s\nwritten as\n%q", a, b, text)
	}
}

func TestWhatIsWrittenAsRISReadsBack(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 4))
	for range 150 {
		var papers []parser.Paper
		for range 1 + rnd.IntN(5) {
			p := hostilePaper(rnd)
			p.RawTitle, p.RawAbstract = p.Title, p.Abstract // RIS has the shown text alone
			for i, a := range p.Authors {
				if strings.Contains(a.Family, ";") {
					p.Authors[i] = parser.Author{Family: "Plato"}
				}
			}
			p.Authors = slicesUnique(p.Authors)
			papers = append(papers, p)
		}
		text := write(t, parser.FormatRIS, papers...)
		if strings.Count(text, "\n") != strings.Count(text, "\r\n") || strings.Count(text, "\r\nER  - \r\n") != len(papers) || strings.ContainsAny(text, "\x1b\u202e") {
			t.Fatalf("written as %q", text)
		}
		_, got, problems := read(t, text, parser.Options{})
		if len(got) != len(papers) || len(problems) > 0 {
			t.Fatalf("%d papers of %d, %v: %q", len(got), len(papers), problems, text)
		}
		for i := range papers {
			sameText(t, got[i], papers[i], text)
		}
	}
}

// slicesUnique leaves out what stands in a list already: RIS may name an author twice.
func slicesUnique(authors []parser.Author) []parser.Author {
	var list []parser.Author
	seen := map[parser.Author]bool{}
	for _, a := range authors {
		if !seen[a] {
			seen[a] = true
			list = append(list, a)
		}
	}
	return list
}

func TestRISAsItIsWritten(t *testing.T) {
	p := parser.Paper{
		Title: "Owls", Abstract: "One.\n\nTwo.", Authors: []parser.Author{{Given: "Jane", Particle: "van", Family: "Doe", Suffix: "Jr."}, {Family: "Owl Group"}},
		Published: "2024-03", ArXiv: "2403.01234", Version: 2, DOI: "10.1000/x", Keywords: []string{"owl"}, Marks: &parser.Marks{Tags: []string{"night", "owl"}},
		In: parser.Publication{Type: "article-journal", Venue: "J. Owls", Pages: "1–2"}, Links: []parser.Link{{Kind: parser.LinkPage, URL: "https://arxiv.org/abs/2403.01234"}, {Kind: parser.LinkCode, URL: "https://github.com/a/b"}},
	}
	want := strings.ReplaceAll(`TY  - JOUR
TI  - Owls
AU  - van Doe, Jane, Jr.
AU  - Owl Group,
PY  - 2024
DA  - 2024/03//
JO  - J. Owls
SP  - 1
EP  - 2
DO  - 10.1000/x
UR  - https://arxiv.org/abs/2403.01234v2
L1  - https://arxiv.org/pdf/2403.01234
LK  - https://github.com/a/b
AB  - One.
AB  - Two.
KW  - owl
KW  - night
ER  - 

`, "\n", "\r\n")
	if got := write(t, parser.FormatRIS, p); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
