package parser_test

import (
	"encoding/csv"
	"errors"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"dogear/parser"
)

func TestTableGolden(t *testing.T) {
	for _, name := range []string{"zotero.csv", "own.csv"} {
		t.Run(name, func(t *testing.T) { golden(t, name, parser.Options{}) })
	}
}

var tableCases = map[string]struct {
	text string
	want []string
}{
	"quoted line ends and commas": {
		"title,abstract\n\"A,\nB\",\"C \"\"d\"\"\r\n\r\nE\"\nF,G\n",
		[]string{"2|A, B|C \"d\"\n\nE|||v0|||", "6|F|G|||v0|||"},
	},
	"semicolons":                      {"title;abstract;doi\nA, B;C;10.1000/x\n", []string{"2|A, B|C|||v0|10.1000/x||https://doi.org/10.1000/x"}},
	"semicolons that Excel announces": {"sep=;\r\ntitle;abstract;doi\r\nA;C;\r\n", []string{"3|A|C|||v0|||"}},
	"tabs":                            {"title\tabstract\tdoi\nA, \"B\"\tC;\t\n", []string{"2|A, \"B\"|C;|||v0|||"}},
	"names in other letters":          {"Abstract,TITLE\nC,A\n", []string{"2|A|C|||v0|||"}},
	"wrong counts":                    {"title,abstract\nA\nB,C,D\nE,F,,\nG,H\n", []string{"!2: 1 cells, but the first row has 2 columns", "!3: 3 cells, but the first row has 2 columns", "4|E|F|||v0|||", "5|G|H|||v0|||"}},
	"quotes inside of cells":          {"title,abstract\nA 5\" disk,B\n\"A \"word\" here\",B\nC,D\n", []string{"2|A 5\" disk|B|||v0|||", "3|A \"word\" here|B|||v0|||", "4|C|D|||v0|||"}},
	"spaces around quotes":            {"title,abstract\n \"A\" , \"B, C\" \n", []string{"2|A|B, C|||v0|||"}},
	"an open quote, quoted rows below": {
		"title,abstract\n\"A,B\n\"C\",\"D\"\n\"E\",\"F\"\n",
		[]string{"!2: a quote inside a quoted cell is not doubled", "3|C|D|||v0|||", "4|E|F|||v0|||"},
	},
	"an open quote, plain rows below": {
		"title,abstract\n\"A,B\nC,D\nE,F\n",
		[]string{"!2: a quote is not closed; was the file truncated?", "3|C|D|||v0|||", "4|E|F|||v0|||"},
	},
	"the last row is cut off": {
		"title,abstract,doi\nA,B,\nC,\"D\nand so on\n\nand on",
		[]string{"2|A|B|||v0|||", "!3: a quote is not closed; was the file truncated?"},
	},
	"apostrophes": {
		"title,abstract\n'=A,'@B\n'A,''-B\n",
		[]string{"2|=A|@B|||v0|||", "3|'A|'-B|||v0|||"},
	},
	"authors": {
		"title,authors,year\nA,\"Jane van Doe, John Roe\",\nB,\"Doe, Jane\",\nC,\"Doe, Jane; Acme Labs,; Plato\",\nD,Jane Doe and John Roe,\n",
		[]string{"2|A||Jane/van/Doe/; John//Roe/||v0|||", "3|B||Jane//Doe/||v0|||", "4|C||Jane//Doe/; //Acme Labs/; //Plato/||v0|||", "5|D||Jane//Doe/; John//Roe/||v0|||"},
	},
	"links with and without their kinds": {
		"title,links,arxiv\nA,https://github.com/a/b; https://example.org/x,2403.01234v2\n",
		[]string{"2|A|||2403.01234|v2|||https://github.com/a/b https://example.org/x https://arxiv.org/abs/2403.01234 https://arxiv.org/pdf/2403.01234"},
	},
}

func TestTableCases(t *testing.T) {
	for name, test := range tableCases {
		t.Run(name, func(t *testing.T) { sameOutcome(t, test.text, parser.FormatCSV, test.want...) })
	}
}

func TestTablesWithoutRows(t *testing.T) {
	for _, text := range []string{"title,abstract,doi\n", write(t, parser.FormatCSV), "\ufeff\"Key\",\"Item Type\",\"Publication Year\",\"Author\",\"Title\"\n"} {
		if _, papers, problems := read(t, text, parser.Options{}); len(papers)+len(problems) > 0 {
			t.Errorf("%q: %v, %v", text, papers, problems)
		}
	}
	_, err := parser.Open(strings.NewReader("kind,abstract\nA,B\n"), parser.Options{Format: parser.FormatCSV})
	if !errors.Is(err, parser.ErrNoPapers) || !strings.Contains(err.Error(), `line 1: the first row has no column "title"; its columns are “kind”, “abstract”`) {
		t.Errorf("got %v", err)
	}
}

// A quote that is never closed costs its own row and no other, however long the table goes on.
func TestAnOpenQuoteIsBounded(t *testing.T) {
	for name, test := range map[string]struct {
		begin, piece string
		size         int
		least        int // papers
	}{
		"plain rows":               {"title,abstract\n\"A,B\n", "Title,Abstract goes on\n", 1 << 20, 40_000},
		"a long cell":              {"title,abstract\n", "\"no end ", 3 << 20, 0},
		"rows that open each time": {"title,abstract\n", "a\",\"\n", 400 << 10, 0},
		"in turn with good ones":   {"title,abstract\n", "Title,Abstract\na\",\"\n", 800 << 10, 30_000},
		"quotes alone":             {"title,abstract\n", "\"\"\"\n", 400 << 10, 0},
	} {
		t.Run(name, func(t *testing.T) {
			d, err := parser.Open(endless(test.begin, test.piece, test.size, "\nLast,Row\n"), parser.Options{Format: parser.FormatCSV})
			if err != nil {
				t.Fatal(err)
			}
			papers, last := 0, ""
			for p, problem := range d.Records() {
				if problem == nil {
					papers++
					last = p.Title
				}
			}
			if papers < test.least+1 || last != "Last" {
				t.Errorf("%d papers, the last is %q", papers, last)
			}
		})
	}
}

func TestZoteroCases(t *testing.T) {
	head := `"Key","Item Type","Publication Year","Author","Title","DOI","Url","Extra","Notes","Manual Tags"` + "\n"
	sameOutcome(t, head+
		`"A","preprint","2024","Owl Group; Doe, Jane","One","10.48550/arXiv.2403.01234","","","",""`+"\n"+
		`"B","note","","","","","","","<p>x</p>",""`+"\n"+
		`"C","preprint","2024","","Two","","https://arxiv.org/abs/2403.01235v3","arXiv: hep-th/9901001 [hep-th]","",""`+"\n",
		parser.FormatZoteroCSV,
		"2|One||//Owl Group/; Jane//Doe/|2403.01234|v0||2024|https://arxiv.org/abs/2403.01234 https://arxiv.org/pdf/2403.01234",
		`!3: an item of type "note", which is not a paper`,
		"4|Two|||hep-th/9901001|v0||2024|https://arxiv.org/abs/hep-th/9901001 https://arxiv.org/pdf/hep-th/9901001 https://arxiv.org/abs/2403.01235v3",
	)
	for note, want := range map[string]string{
		"<p>a</p><p>b<br/>c</p>":                         "a\n\nb\nc",
		"plain &lt;b&gt; & more":                         "plain <b> & more",
		"1 < 2 and 3 > 2":                                "1 < 2 and 3 > 2",
		"<ul><li>a</li><li>b</li></ul>c":                 "- a\n- b\n\nc",
		"<a href=\"\"javascript:x\"\">a</a> <em>b</em>":  "a *b*",
		"<p>\x1b[31m&#27;[0m</p>":                        "␛[31m␛[0m",
		"<!-- gone -->x<unknown y=\"\"1\"\">z</unknown>": "xz",
	} {
		_, papers, _ := read(t, head+`"A","book","","","T","","","","`+note+`","a; b"`+"\n", parser.Options{})
		if len(papers) != 1 || papers[0].Marks == nil || papers[0].Marks.Note != want || !reflect.DeepEqual(papers[0].Marks.Tags, []string{"a", "b"}) {
			t.Errorf("%s: got %+v", note, papers[0].Marks)
		}
	}
}

func TestWhatIsWrittenAsCSVReadsBack(t *testing.T) {
	rnd := rand.New(rand.NewPCG(5, 6))
	for range 150 {
		var papers []parser.Paper
		for range 1 + rnd.IntN(5) {
			p := hostilePaper(rnd)
			// What would act on a terminal is a sign in the original too, and line ends are LF.
			safe := strings.NewReplacer("\r\n", "\n", "\r", "␍", "\x1b", "␛", "\u202e", "⟨U+202E⟩")
			p.RawTitle, p.RawAbstract = safe.Replace(p.RawTitle), safe.Replace(p.RawAbstract)
			p.OpenReview, p.Comment = []string{"", "aBc_12-x"}[rnd.IntN(2)], parser.ShowLine(hostileText(rnd, 4))
			for _, l := range parser.FindLinks(p.Comment) {
				if !slices.Contains(p.Links, l) {
					p.Links = append(p.Links, l)
				}
			}
			p.Categories = [][]string{nil, {"cs.LG", "math.GT"}}[rnd.IntN(2)]
			if rnd.IntN(2) == 0 {
				p.Keywords = append(p.Keywords, `a;b`, `back\slash;`)
				p.Marks = &parser.Marks{Status: []string{"", "later"}[rnd.IntN(2)], Starred: rnd.IntN(2) == 0, Added: "2024-05-06",
					Tags: []string{"owls", `a;\b`, "=tag"}, Note: "=note\n\n    indented, \"quoted\"\n- 'x"}
			}
			papers = append(papers, p)
		}
		text := write(t, parser.FormatCSV, papers...)
		rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
		if err != nil || len(rows) != len(papers)+1 {
			t.Fatalf("%d rows, %v: %q", len(rows), err, text)
		}
		for _, row := range rows {
			for _, cell := range row {
				if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r") || strings.ContainsAny(cell, "\x1b\u202e\r") {
					t.Fatalf("a cell is %q", cell)
				}
			}
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

func FuzzCSV(f *testing.F) {
	seeds := []string{fixture(f, "own.csv")}
	for _, test := range tableCases {
		seeds = append(seeds, test.text)
	}
	fuzzFormat(f, parser.FormatCSV, seeds...)
}

func FuzzZoteroCSV(f *testing.F) { fuzzFormat(f, parser.FormatZoteroCSV, fixture(f, "zotero.csv")) }
