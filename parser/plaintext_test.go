package parser_test

import (
	"fmt"
	"strings"
	"testing"

	"dogear/parser"
)

// Short papers for small examples.
var shelf = []pair{
	{title: "Deep Residual Learning for Image Recognition", abstract: "Deeper neural networks are more difficult to train. We present a residual learning framework to ease the training of networks that are substantially deeper than those used previously."},
	{title: "Can Language Models Read Minds?", abstract: "We ask whether large models track what others believe. They do so on stories from the web, and fail when the stories are new. We publish both sets of stories at https://github.com/example/minds."},
	{title: "p-Adic Numbers in Learned Indexes", abstract: "Learned indexes replace trees with models of the key distribution. Here we show that p-adic distances give shorter models for keys that share prefixes, and we prove a bound on their error."},
	{title: "Attention Is Not Needed: A Negative Result", abstract: "This paper removes attention from six architectures and retrains each of them on the same budget. Five of them lose nothing that we can measure."},
}

// Lists in the many ways people write them. T1 A1 … T4 A4 stand for the titles and abstracts of the shelf, w(…) for
// the same wrapped at 60.
var plainTexts = map[string]string{
	"empty lines":            "T1\n\nA1\n\nT2\n\nA2\n\nT3\n\nA3\n\nT4\n\nA4\n",
	"no empty lines":         "T1\nA1\nT2\nA2\nT3\nA3\nT4\nA4",
	"many empty lines, CRLF": "\r\n\r\nT1\r\n\r\n\r\nA1\r\nT2\r\n\r\nA2\r\n\r\n\r\n\r\nT3\r\nA3\r\n\r\nT4\r\nA4\r\n",
	"groups":                 "T1\nA1\n\nT2\nA2\n\nT3\nA3\n\nT4\nA4\n",
	"wrapped":                "T1\n\nw(A1)\n\nT2\n\nw(A2)\n\nT3\n\nw(A3)\n\nT4\n\nw(A4)\n",
	"wrapped, groups":        "T1\nw(A1)\n\nT2\nw(A2)\n\nT3\nw(A3)\n\nT4\nw(A4)\n",
	"indented":               "T1\n\n    A1\n\nT2\n\n    A2\n\nT3\n\n    A3\n\nT4\n\n    A4\n",
	"numbered":               "1. T1\nA1\n\n2. T2\nA2\n\n3. T3\nA3\n\n4. T4\nA4\n",
	"numbered, wrapped":      "1) T1\n   w(A1)\n2) T2\n   w(A2)\n3) T3\n   w(A3)\n4) T4\n   w(A4)\n",
	"bullets":                "* T1\n\n  A1\n\n* T2\n\n  A2\n\n* T3\n\n  A3\n\n* T4\n\n  A4\n",
	"labels":                 "Title: T1\nAbstract: A1\n\nTitle: T2\nAbstract: A2\n\nTitle: T3\nAbstract: A3\n\nTitle: T4\nAbstract: A4\n",
	"labels, wrapped":        "Title: T1\nAuthors: Jane Doe and John Roe\n\nAbstract: w(A1)\n\nTitle: T2\n\nAbstract:\nw(A2)\n\nTitle: T3\nAbstract: w(A3)\nTitle: T4\nAbstract: w(A4)\n",
	"abstracts labelled":     "T1\nAbstract: A1\n\nT2\nAbstract. A2\n\nT3\nAbstract—A3\n\nT4\nABSTRACT\nA4\n",
	"names below":            "T1\nJane Doe, John Roe and Ada van Lovelace\nA1\n\nT2\nJane Doe, John Roe\nA2\n\nT3\nJane Doe, John Roe\nA3\n\nT4\nJane Doe, John Roe\nA4\n",
	"addresses below":        "T1\nhttps://example.org/1\nA1\n\nT2\nhttps://example.org/2\nA2\n\nT3\nA3\nhttps://example.org/3\n\nT4\nA4\nhttps://example.org/4\n",
	"header and footer":      "Graph reading list\nThis week, compiled by Jane\n2025-03-01\n\nT1\n\nA1\n\nT2\n\nA2\n\nT3\n\nA3\n\nT4\n\nA4\n\n--\nUnsubscribe here\n© 2025 Jane\n",
	"greeting and goodbye":   "Hello all, here is what I read.\n\nT1\n\nA1\n\nT2\n\nA2\n\nT3\n\nA3\n\nT4\n\nA4\n\nTo unsubscribe from this newsletter, write to me.\n",
	"rules between":          "T1\n\nA1\n\n-----\n\nT2\n\nA2\n\n-----\n\nT3\n\nA3\n\n* * *\n\nT4\n\nA4\n",
	"Markdown headings":      "# Reading list\n\n## T1\n\nA1\n\n## T2\n\nA2\n\n## T3\n\nA3\n\n## T4\n\nA4\n",
	"Markdown links":         "## [T1](https://example.org/1)\n\nA1\n\n## [T2](https://example.org/2)\n\nA2\n\n## [T3](https://example.org/3)\n\nA3\n\n## [T4](https://example.org/4)\n\nA4\n",
}

// expand puts the shelf into a layout.
func expand(layout string) string {
	var from []string
	for i, p := range shelf {
		from = append(from, fmt.Sprintf("w(A%d)", i+1), wrap(p.abstract, 60), fmt.Sprintf("T%d", i+1), p.title, fmt.Sprintf("A%d", i+1), p.abstract)
	}
	return strings.NewReplacer(from...).Replace(layout)
}

func TestPlainTextInAnyLayout(t *testing.T) {
	for name, layout := range plainTexts {
		t.Run(name, func(t *testing.T) {
			d, papers, problems := read(t, expand(layout), parser.Options{})
			want := parser.FormatText
			if strings.HasPrefix(name, "Markdown") {
				want = parser.FormatMarkdown
			}
			if d.Format != want {
				t.Errorf("read as %q", d.Format)
			}
			for _, p := range problems {
				t.Errorf("%v: %q", p, p.Text)
			}
			samePapers(t, papers, shelf)
		})
	}
}

func TestTitlesAlone(t *testing.T) {
	for name, layout := range map[string]string{
		"lines":      "T1\nT2\nT3\nT4\n",
		"paragraphs": "T1\n\nT2\n\nT3\n\nT4\n",
		"numbered":   "To read:\n1. T1\n2. T2\n3. T3\n4. T4\n",
		"bullets":    "My reading list\n\n- T1\n- T2\n- T3\n- T4\n",
	} {
		t.Run(name, func(t *testing.T) {
			var want []pair
			for _, p := range shelf {
				want = append(want, pair{title: p.title})
			}
			_, papers, problems := read(t, expand(layout), parser.Options{})
			samePapers(t, papers, want)
			if len(problems) > 0 {
				t.Error(problems[0])
			}
		})
	}
}

func TestPlainTextTakesATitleWithoutAbstract(t *testing.T) {
	_, papers, problems := read(t, expand("T1\n\nA1\n\nT2\n\nT3\n\nA3\n\nT4\n"), parser.Options{})
	samePapers(t, papers, []pair{shelf[0], {title: shelf[1].title}, shelf[2], {title: shelf[3].title}})
	if len(problems) > 0 {
		t.Error(problems[0])
	}
}

func TestPlainTextProblems(t *testing.T) {
	tests := []struct {
		name, layout string
		line         int
		papers       []pair
	}{
		{"abstract above the first title", "A2\n\nT1\n\nA1\n\nT3\n\nA3\n\nT4\n\nA4\n", 1, []pair{shelf[0], shelf[2], shelf[3]}},
		{"abstract whose title got lost", "T1\n\nA1\n\nA2\n\nT3\n\nA3\n\nT4\n\nA4\n", 5, []pair{shelf[0], shelf[2], shelf[3]}},
		{"labelled abstract without title", "Title: T1\nAbstract: A1\n\nAbstract: A2\n\nTitle: T3\nAbstract: A3\n", 4, []pair{shelf[0], shelf[2]}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, papers, problems := read(t, expand(test.layout), parser.Options{})
			samePapers(t, papers, test.papers)
			if len(problems) != 1 || problems[0].Line != test.line || !strings.Contains(problems[0].Reason, "title") || !strings.HasPrefix(shelf[1].abstract, strings.TrimSuffix(problems[0].Text, "…")) {
				t.Errorf("problems %+v", problems)
			}
		})
	}
}

func TestPlainTextWithParagraphsInAbstracts(t *testing.T) {
	_, papers, problems := read(t, expand("T1\n\nA1\n\nA3\n\nT2\n\nA2\n\nA4\n"), parser.Options{})
	samePapers(t, papers, []pair{
		{title: shelf[0].title, abstract: shelf[0].abstract + "\n\n" + shelf[2].abstract},
		{title: shelf[1].title, abstract: shelf[1].abstract + "\n\n" + shelf[3].abstract},
	})
	if len(problems) > 0 {
		t.Error(problems[0])
	}
}

func TestPlainTextMetadata(t *testing.T) {
	_, papers, _ := read(t, expand("T1\nJane van Doe, J. Roe\nhttps://arxiv.org/abs/2403.01234v3\nA1\n\nT2\ndoi:10.1000/XYZ\nA2\n"), parser.Options{})
	if len(papers) != 2 {
		t.Fatalf("%d papers", len(papers))
	}
	p, q := papers[0], papers[1]
	if p.ArXiv != "2403.01234" || p.Version != 3 || q.DOI != "10.1000/xyz" {
		t.Errorf("identifiers %q v%d, %q", p.ArXiv, p.Version, q.DOI)
	}
	if len(p.Authors) != 2 || p.Authors[0] != (parser.Author{Given: "Jane", Particle: "van", Family: "Doe"}) {
		t.Errorf("authors %+v", p.Authors)
	}
	if len(q.Links) == 0 || q.Links[0] != (parser.Link{Kind: parser.LinkPage, URL: "https://doi.org/10.1000/xyz"}) {
		t.Errorf("links %v", q.Links)
	}
}

func TestLabelledMetadata(t *testing.T) {
	_, papers, _ := read(t, expand("1. Title: T1\nAuthors: Jane Doe and The Example Collaboration\nPublished: 2024-03\nLink: https://arxiv.org/abs/2403.01234\nAbstract: A1\n\nA2\n"), parser.Options{})
	if len(papers) != 1 {
		t.Fatalf("%d papers", len(papers))
	}
	p := papers[0]
	if p.Title != shelf[0].title || p.Abstract != shelf[0].abstract+"\n\n"+shelf[1].abstract || p.ArXiv != "2403.01234" || p.Published != "2024-03" || len(p.Authors) != 2 {
		t.Errorf("got %+v", p)
	}
}
