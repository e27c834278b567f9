package parser_test

import (
	"fmt"
	"strings"
	"testing"

	"dogear/parser"
)

// quote puts a mark before every line.
func quote(mark, text string) string {
	return mark + strings.ReplaceAll(strings.TrimSuffix(text, "\n"), "\n", "\n"+mark) + "\n"
}

func TestQuotedDigests(t *testing.T) {
	listing := listingItem("2403.00001", "One", "A.") + listingRule + listingItem("2403.00002", "Two", "B.")
	abstract := "We study lists of papers and the people who read them. It turns out that lists are long and that readers are few."
	tests := map[string]struct {
		text   string
		format parser.Format
		want   string // line, title and the beginning of the abstract of each
	}{
		"a listing":                           {quote("> ", listing), parser.FormatArXivListing, "1 One A.; 12 Two B."},
		"below a greeting":                    {"Look:\n\n" + quote("> ", listing) + "\n-- \nAnn\n", parser.FormatArXivListing, "3 One A.; 14 Two B."},
		"quoted twice":                        {quote(">> ", listing), parser.FormatArXivListing, "1 One A.; 12 Two B."},
		"quoted twice, apart":                 {quote("> > ", listing), parser.FormatArXivListing, "1 One A.; 12 Two B."},
		"without spaces":                      {quote(">", listing), parser.FormatArXivListing, "1 One A.; 12 Two B."},
		"with bars":                           {quote("| ", listing), parser.FormatArXivListing, "1 One A.; 12 Two B."},
		"with CRLF":                           {strings.ReplaceAll(quote("> ", listing), "\n", "\r\n"), parser.FormatArXivListing, "1 One A.; 12 Two B."},
		"empty lines without the mark":        {strings.ReplaceAll(quote("> ", listing), "> \n", "\n"), parser.FormatArXivListing, "1 One A.; 12 Two B."},
		"an answer among the lines":           {quote("> ", listingItem("2403.00001", "One", "A.")) + "I like it.\n" + quote("> ", listingItem("2403.00002", "Two", "B.")), parser.FormatArXivListing, "1 One A.; 12 Two B."},
		"a line that a mailer broke":          {quote("> ", strings.Replace(listing, "A.", strings.Repeat("word ", 14)+"\nA.", 1))[:len(quote("> ", listing[:strings.Index(listing, "A.")]))-1] + strings.Repeat("word ", 14) + "\nend.\n> \\\\ ( https://arxiv.org/abs/2403.00001 ,  10kb)\n", parser.FormatArXivListing, "1 One " + strings.Repeat("word ", 14) + "end."},
		"BibTeX":                              {"See below.\n\n" + quote("> ", "@article{a,\n  title = {One},\n  author = {Bo Li},\n  year = 2024,\n}\n"), parser.FormatBibTeX, "3 One"},
		"RIS":                                 {quote("> ", "TY  - JOUR\nTI  - One\nAB  - A.\nER  - \n"), parser.FormatRIS, "1 One A."},
		"titles and abstracts":                {quote("> ", "Graph Lists\n\n"+abstract+"\n\nTree Lists\n\n"+abstract+"\n"), parser.FormatText, "1 Graph Lists We; 5 Tree Lists We"},
		"Markdown whose abstracts are quoted": {"## [Graph Lists](https://arxiv.org/abs/2403.00001)\n\n> " + abstract + "\n\n## [Tree Lists](https://arxiv.org/abs/2403.00002)\n\n> " + abstract + "\n>\n> More.\n>\n> More.\n", parser.FormatMarkdown, "1 Graph Lists We; 5 Tree Lists We"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			for _, text := range []string{test.text, "From: a@example.com\nSubject: Re: papers\n\n" + test.text} {
				before := strings.Count(text, "\n") - strings.Count(test.text, "\n")
				d, papers, problems := read(t, text, parser.Options{})
				var got []string
				for _, p := range papers {
					abstract := p.Abstract
					if strings.HasPrefix(abstract, "We ") {
						abstract = "We"
					}
					got = append(got, strings.TrimSpace(fmt.Sprintf("%d %s %s", p.Line-before, p.Title, abstract)))
				}
				if d.Format != test.format || strings.Join(got, "; ") != test.want || len(problems) > 0 {
					t.Errorf("%s %q, want %s %q; %v\n%s", d.Format, got, test.format, test.want, problems, text)
				}
			}
		})
	}
}

func TestQuotedDigestsAreStreamed(t *testing.T) {
	item := quote("> ", listingItem("2403.00001", "One", strings.Repeat("word ", 100)))
	d, papers, problems := read(t, strings.Repeat(item, 400), parser.Options{})
	if d.Format != parser.FormatArXivListing || len(papers) != 400 || len(problems) > 0 || papers[399].Line != 399*10+1 {
		t.Errorf("%s: %d papers, %d problems", d.Format, len(papers), len(problems))
	}
}
