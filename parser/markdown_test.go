package parser_test

import (
	"fmt"
	"strings"
	"testing"

	"dogear/parser"
)

func TestMarkdownGolden(t *testing.T) {
	for _, name := range []string{"newsletter.md", "awesome.md", "columns.md", "headings.md"} {
		t.Run(name, func(t *testing.T) { golden(t, name, parser.Options{Now: now}) })
	}
}

// markdownCases are documents and what they read as: titles and abstracts, then links.
var markdownCases = map[string]struct{ text, want string }{
	"emphasis and what only looks like it": {
		"- [**Bold** and *slanted* and `code`](https://example.org/a): V* and W* at 2*3*4, snake_case, __both__, ~~gone~~, \\*escaped\\*, $a_1 * b_2 * c$\n",
		"Bold and slanted and `code` | V* and W* at 2*3*4, snake_case, both, gone, *escaped*, a₁ * b₂ * c | page https://example.org/a",
	},
	"pictures, badges, HTML": {
		"- ![x](https://example.org/x.png) [Title](https://example.org/a) [![badge](https://img.shields.io/b.svg)](https://example.org/b) <img src=\"c.png\"> text of it <sup>2</sup> is 1 < 2\n",
		"Title | text of it 2 is 1 < 2 | page https://example.org/a",
	},
	"links in brackets": {
		"- **A Title of Words** ([paper](https://arxiv.org/abs/2403.01234), [code](https://github.com/a/b) | [site](https://example.org/s)): It says things.\n",
		"A Title of Words | It says things. | page https://arxiv.org/abs/2403.01234 pdf https://arxiv.org/pdf/2403.01234 code https://github.com/a/b project https://example.org/s",
	},
	"a paper in the text is not the paper": {
		"- **A Title of Words** [paper](https://example.org/p): It extends [BERT](https://arxiv.org/abs/1810.04805) and others.\n",
		"A Title of Words | It extends BERT and others. | page https://example.org/p page https://arxiv.org/abs/1810.04805",
	},
	"addresses with parentheses and titles": {
		"- [Title](<https://example.org/a b(c)> \"x\"): no\n- [Title Two](https://example.org/a_(b) 'x'): Text here\n",
		"Title Two | Text here | page https://example.org/a_(b)",
	},
	"an HTML link": {
		"- <a href=\"https://example.org/a?x=1&amp;y=2\">Title</a>: Text &amp; more\n",
		"Title | Text & more | page https://example.org/a?x=1&y=2",
	},
	"addresses alone and beside titles": {
		"- [Owls at Night](https://arxiv.org/abs/2403.01234)\n  - https://github.com/a/owls\n- https://arxiv.org/abs/2005.14165\n- <https://doi.org/10.1000/xyz>\n- [x] Owls by Day, https://doi.org/10.1000/abc\n- see https://arxiv.org/abs/1706.03762\n",
		"Owls at Night |  | page https://arxiv.org/abs/2403.01234 pdf https://arxiv.org/pdf/2403.01234 code https://github.com/a/owls\n" +
			"arXiv:2005.14165 |  | page https://arxiv.org/abs/2005.14165 pdf https://arxiv.org/pdf/2005.14165\n" +
			"doi:10.1000/xyz |  | page https://doi.org/10.1000/xyz\nOwls by Day |  | page https://doi.org/10.1000/abc\n" +
			"arXiv:1706.03762 |  | page https://arxiv.org/abs/1706.03762 pdf https://arxiv.org/pdf/1706.03762",
	},
	"links whose texts are identifiers or addresses": {
		"- <https://arxiv.org/abs/2403.01234>\n- [arXiv:2005.14165](https://arxiv.org/abs/2005.14165v2) [code](https://github.com/a/b)\n" +
			"- [link](https://doi.org/10.1000/xyz)\n- [doi.org/10.1000/abc](https://doi.org/10.1000/abc)\n- [Owls at Night](https://arxiv.org/abs/2403.09999)\n" +
			"  [arXiv:2403.09999](https://arxiv.org/abs/2403.09999)\n- [blog](https://example.org/x)\n",
		"arXiv:2403.01234 |  | page https://arxiv.org/abs/2403.01234 pdf https://arxiv.org/pdf/2403.01234\n" +
			"arXiv:2005.14165 |  | page https://arxiv.org/abs/2005.14165 pdf https://arxiv.org/pdf/2005.14165 code https://github.com/a/b\n" +
			"doi:10.1000/xyz |  | page https://doi.org/10.1000/xyz\ndoi:10.1000/abc |  | page https://doi.org/10.1000/abc\n" +
			"Owls at Night |  | page https://arxiv.org/abs/2403.09999 pdf https://arxiv.org/pdf/2403.09999",
	},
	"lines of links whose texts are identifiers or addresses": {
		"[arXiv:2005.14165](https://arxiv.org/abs/2005.14165)\n[https://arxiv.org/abs/2403.01234](https://arxiv.org/abs/2403.01234)\n",
		"arXiv:2005.14165 |  | page https://arxiv.org/abs/2005.14165 pdf https://arxiv.org/pdf/2005.14165\n" +
			"arXiv:2403.01234 |  | page https://arxiv.org/abs/2403.01234 pdf https://arxiv.org/pdf/2403.01234",
	},
	"escaped bars": {
		"| Title | Link |\n|--|--|\n| A \\| B | [pdf](https://example.org/a) |\n",
		"A | B |  | pdf https://example.org/a",
	},
	"no bars at the sides": {
		"Title | Paper link\n--- | ---\nSome Owls | <https://arxiv.org/abs/2403.01234v3>\n",
		"Some Owls |  | page https://arxiv.org/abs/2403.01234 pdf https://arxiv.org/pdf/2403.01234",
	},
	"no head at all": {
		"| 1) **Owls** - they see. | [Paper](https://example.org/a) |\n| 2) **More Owls** - they hear. | |\n| 3) **Last Owls** - gone. | [Paper](https://example.org/c) |\n",
		"Owls | they see. | page https://example.org/a\nLast Owls | gone. | page https://example.org/c",
	},
	"bullets on one line": {
		"| Paper | Links |\n|--|--|\n| 1) Why Owls?  They see  well.   ● At night – so.   ● By day – no. | [Paper](https://example.org/a), [Blog](https://example.org/b) |\n",
		"Why Owls? | They see well.\n\nAt night – so.\n\nBy day – no. | page https://example.org/a other https://example.org/b",
	},
	"a table of contents": {
		"- [One](#one)\n- [Two](README.md#two)\n\n## One\n- [Owls](https://example.org/a): see\n",
		"Owls | see | page https://example.org/a",
	},
	"sections without text": {
		"## Section\n\n### [Owls](https://example.org/a)\n\nOwls see at night, and we show how they do that. It is not easy for them.\n\n## Other section\n\n### [Bats](https://example.org/b)\n\nBats hear at night, and we show how they do that. It is not easy for them.\n",
		"Owls | Owls see at night, and we show how they do that. It is not easy for them. | page https://example.org/a\nBats | Bats hear at night, and we show how they do that. It is not easy for them. | page https://example.org/b",
	},
	"underlined headings": {
		"Owls at Night\n=============\n\nOwls see at night, and we show how they do that. It is not easy for them.\n\nBats at Night\n======\n\nBats hear at night, and we show how they do that. [Paper](https://arxiv.org/abs/2403.01234)\n",
		"Owls at Night | Owls see at night, and we show how they do that. It is not easy for them. | \nBats at Night | Bats hear at night, and we show how they do that. | page https://arxiv.org/abs/2403.01234 pdf https://arxiv.org/pdf/2403.01234",
	},
	"text below an item": {
		"1. [Owls](https://example.org/a)\n\n   Owls see.\n\n   And hear.\n2. [Bats](https://example.org/b)\n\nNot of the list.\n",
		"Owls | Owls see.\n\nAnd hear. | page https://example.org/a\nBats |  | page https://example.org/b",
	},
	"hostile text": {
		"- [T\x1b]0;x](https://example.org/a): &#27;[2J &#x202e;x\n- [U\x1b\\[31m](https://example.org/b): &#27;[2J &#x202e;x\n",
		"U␛[31m | ␛[2J ⟨U+202E⟩x | page https://example.org/b",
	},
	"titles alone": {
		"- Owls at Night and Other Birds\n- Bats at Night and Other Birds\n",
		"Owls at Night and Other Birds |  | \nBats at Night and Other Birds |  | ",
	},
	"an abstract without mathematics": {
		"- [Prices](https://example.org/a): from $5 to $6, 45\\% off\n",
		"Prices | from $5 to $6, 45% off | page https://example.org/a",
	},
}

func TestMarkdownCases(t *testing.T) {
	for name, test := range markdownCases {
		t.Run(name, func(t *testing.T) {
			_, papers, problems := read(t, test.text, parser.Options{Format: parser.FormatMarkdown})
			var got []string
			for _, p := range papers {
				var links []string
				for _, l := range p.Links {
					links = append(links, fmt.Sprintf("%s %s", l.Kind, l.URL))
				}
				got = append(got, fmt.Sprintf("%s | %s | %s", p.Title, p.Abstract, strings.Join(links, " ")))
			}
			if s := strings.Join(got, "\n"); s != test.want || len(problems) > 0 {
				t.Errorf("%v, got\n%s\nwant\n%s", problems, s, test.want)
			}
		})
	}
}

// citedCases are items whose authors, year or venue stand around the title, and what they read as.
var citedCases = map[string]string{
	"Roe et al. (2017), [Owls at Night](https://example.org/a)":                                                   "Owls at Night|Roe|true|2017|",
	"Roe, [Owls at Night](https://example.org/a)":                                                                 "",
	"Roe (2017), [Owls at Night](https://example.org/a)":                                                          "Owls at Night|Roe|false|2017|",
	"(van Roe and Doe, 2017) [Owls at Night](https://example.org/a)":                                              "Owls at Night|van Roe; Doe|false|2017|",
	"Roe et al. (2015), \"Owls at Night and Day\", [arXiv](https://arxiv.org/abs/2403.01234)":                     "Owls at Night and Day|Roe|true|2015|",
	"Roe & Doe: *Owls: At Night* ([pdf](https://example.org/a.pdf))":                                              "Owls: At Night|Roe; Doe|false||",
	"Jane Roe, Ann Doe (2016): Owls at Night. [pdf](https://example.org/a.pdf)":                                   "Owls at Night|Jane Roe; Ann Doe|false|2016|",
	"**Llama** (2023): Open Owls at Night [pdf](https://example.org/a.pdf)":                                       "Llama||false|2023|",
	"Nature (2017), [Owls at Night](https://example.org/a)":                                                       "",
	"**Owls at Night** - *Roe et al.*, TNN 2020. [[paper]](https://example.org/a)":                                "Owls at Night|Roe|true|2020|TNN",
	"[Owls at Night](https://example.org/a) (Roe et al., 2017)":                                                   "Owls at Night|Roe|true|2017|",
	"[Owls at Night](https://example.org/a), Roe & Doe 2017":                                                      "Owls at Night|Roe; Doe|false|2017|",
	"[Owls at Night](https://example.org/a) Code and Data":                                                        "Owls at Night||false||",
	"[Owls at Night](https://example.org/a) (Spring 2017)":                                                        "Owls at Night||false|2017|",
	"**Owls at Night** *Jane Roe (Some Group) et al. arXiv.* [[pdf]](https://example.org/a)":                      "Owls at Night|Jane Roe|true||arXiv",
	"**OWL**: \"Owls at Night: A Look\", TNN 2021 ([Lab](https://example.org)). [[paper](https://example.org/a)]": "Owls at Night: A Look||false|2021|TNN",
	"(*arXiv 2024.02*) Owls at Night [[Paper](https://arxiv.org/abs/2402.01234)]":                                 "Owls at Night||false|2024-02|arXiv",
	"(NeurIPS 2017) Owls at Night [[Paper](https://example.org/a)]":                                               "Owls at Night||false|2017|NeurIPS",
	"[[2403.01234] Owls at Night](https://arxiv.org/abs/2403.01234)":                                              "Owls at Night||false||",
	"[\\[2403.01234v2\\] Owls at Night](https://arxiv.org/abs/2403.01234)":                                        "Owls at Night||false||",
	"[ ] 1️⃣ ⭐ [Owls at Night](https://example.org/a)":                                                            "Owls at Night||false||",
	"#2 [Owls at Night](https://example.org/a)":                                                                   "Owls at Night||false||",
	"[2 Owls at Night](https://example.org/a)":                                                                    "2 Owls at Night||false||",
}

func TestMarkdownNamesAndVenues(t *testing.T) {
	for item, want := range citedCases {
		_, papers, _ := read(t, "- [First of All](https://example.org/1): see\n- "+item+"\n", parser.Options{Format: parser.FormatMarkdown})
		got := ""
		if len(papers) == 2 {
			p := papers[1]
			var names []string
			for _, a := range p.Authors {
				names = append(names, a.Name())
			}
			got = fmt.Sprintf("%s|%s|%v|%s|%s", p.Title, strings.Join(names, "; "), p.MoreAuthors, p.Published, p.In.Venue)
		}
		if got != want {
			t.Errorf("%s: got %s, want %s", item, got, want)
		}
	}
}

func TestMarkdownReferenceLinks(t *testing.T) {
	const text = "# List\n\n- [Owls at Night][1]\n- [Owls by Day][day]\n- [Owls: A Survey]\n\n[1]: https://arxiv.org/abs/2403.00001\n" +
		"[day]: https://arxiv.org/abs/2403.00002 \"Day\"\n[Owls: A Survey]: <https://arxiv.org/abs/2403.00003>\n"
	d, papers, problems := read(t, text, parser.Options{})
	if d.Format != parser.FormatMarkdown || len(papers) != 3 || len(problems) > 0 || papers[0].ArXiv != "2403.00001" ||
		papers[1].Title != "Owls by Day" || papers[1].ArXiv != "2403.00002" || papers[2].Title != "Owls: A Survey" || papers[2].ArXiv != "2403.00003" {
		t.Errorf("%s, %+v, %v", d.Format, papers, problems)
	}
}

// Documents that name the values of their papers below headings or titles in bold, or their identifiers behind the titles.
func TestMarkdownOfNamedValues(t *testing.T) {
	const want = "Owls at Night|Ann Example; Bo Sample|2403.00001|Owls see at night. We show how they do that in the woods.\n" +
		"Owls by Day|Cy Third; Di Four|2403.00002|Owls sleep by day. We show how they do that in the woods."
	const items = "## Owls at Night\n- **Authors**: Ann Example, Bo Sample\n- **Link**: https://arxiv.org/abs/2403.00001\n- **Abstract**: Owls see at night. We show how they do that in the woods.\n\n" +
		"## Owls by Day\n- **Authors**: Cy Third, Di Four\n- **Link**: https://arxiv.org/abs/2403.00002\n- **Abstract**: Owls sleep by day. We show how they do that in the woods.\n"
	const lines = "# Digest\n\n## cs.CL\n\n### 1. Owls at Night\n**Authors:** Ann Example, Bo Sample  \n**arXiv:** [2403.00001](https://arxiv.org/abs/2403.00001) | **Categories:** cs.CL, cs.LG  \n\n> Owls see at night. We show how they do that in the woods.\n\n" +
		"### 2. Owls by Day\n**Authors:** Cy Third, Di Four  \n**arXiv:** [2403.00002](https://arxiv.org/abs/2403.00002) | **Categories:** cs.CL, cs.LG  \n\n> Owls sleep by day. We show how they do that in the woods.\n"
	const bold = "**1. Owls at Night**\nAnn Example, Bo Sample\n[Paper](https://arxiv.org/abs/2403.00001) | [Code](https://github.com/a/b)\n\nOwls see at night. We show how they do that in the woods.\n\n" +
		"**2. Owls by Day**\nCy Third, Di Four\n[Paper](https://arxiv.org/abs/2403.00002) | [Code](https://github.com/a/c)\n\nOwls sleep by day. We show how they do that in the woods.\n"
	for name, text := range map[string]string{"items": items, "lines": lines, "bold": bold, "bold below a heading": "# Owls of the Week\n\n" + bold} {
		_, papers, problems := read(t, text, parser.Options{})
		if got := strings.Join(named(papers), "\n"); got != want || len(problems) > 0 {
			t.Errorf("%s: %v, got\n%s\nwant\n%s", name, problems, got, want)
		}
		if name == "lines" && (len(papers) != 2 || strings.Join(papers[1].Categories, " ") != "cs.CL cs.LG") {
			t.Errorf("categories: %+v", papers)
		}
	}
	const cited = "Owls\n====\n* Owls at Night. Ann Example, Bo Sample. arXiv:2403.00001 (2023)\n* Owls: By Day. Third et al. arXiv:2403.00002 (2023)\n\nBats\n====\n* Bats at Night. Four et al. doi:10.1000/bats (2020)\n"
	_, papers, problems := read(t, cited, parser.Options{})
	got := strings.Join(named(papers), "\n")
	if got != "Owls at Night|Ann Example; Bo Sample|2403.00001|\nOwls: By Day|Third|2403.00002|\nBats at Night|Four|10.1000/bats|" || len(problems) > 0 || papers[2].Published != "2020" {
		t.Errorf("cited: %v, got\n%s", problems, got)
	}
}

func named(papers []parser.Paper) []string {
	var list []string
	for _, p := range papers {
		var names []string
		for _, a := range p.Authors {
			names = append(names, a.Name())
		}
		list = append(list, p.Title+"|"+strings.Join(names, "; ")+"|"+p.ArXiv+p.DOI+"|"+p.Abstract)
	}
	return list
}

func TestMarkdownTasksWithoutLinks(t *testing.T) {
	_, papers, _ := read(t, "- [ ] Models of Owls at Night\n- [x] A Survey of Bats at Night\n", parser.Options{})
	if len(papers) != 2 || papers[0].Title != "Models of Owls at Night" || papers[1].Title != "A Survey of Bats at Night" {
		t.Errorf("%+v", papers)
	}
}

// A list whose links say nothing but identifiers is Markdown, whether its lines are items or not.
func TestMarkdownOfLinkedIdentifiersIsRecognised(t *testing.T) {
	const lines = "[arXiv:2005.14165](https://arxiv.org/abs/2005.14165)\n[https://arxiv.org/abs/2403.01234](https://arxiv.org/abs/2403.01234)\n"
	for _, text := range []string{lines, strings.ReplaceAll(lines, "\n", "\n\n"), "- " + strings.Replace(lines, "\n", "\n- ", 1)} {
		_, papers, problems := read(t, text, parser.Options{})
		if len(papers) != 2 || papers[0].Title != "arXiv:2005.14165" || papers[1].ArXiv != "2403.01234" || len(problems) > 0 {
			t.Errorf("%q: %v, %v", text, papers, problems)
		}
	}
}

// Nothing that can be nested or left open takes more than linear time, or the stack.
func TestMarkdownIsBounded(t *testing.T) {
	const item = "- [Owls](https://example.org/a): see\n"
	for _, piece := range []string{
		"[", "![", "](", "[](", "[](<", "[a](#b)", "*a ", "**", "_a", "`", "``", "$a", "<", "<a ", "<!--", "<a href=\"https://x.org\">", "&", "\\", "http://", "|", "> ", "- ", "# ", "~~", "[x][", "[![",
	} {
		for _, text := range []string{item + "- [Title](https://example.org/b) " + strings.Repeat(piece, 60_000/len(piece)), item + strings.Repeat(piece+"\n", 5_000), "| Title | L |\n|--|--|\n| " + strings.Repeat(piece, 30_000/len(piece)) + " | x |\n"} {
			d, err := parser.Open(strings.NewReader(text), parser.Options{Format: parser.FormatMarkdown})
			if err != nil {
				continue
			}
			checkDigest(t, d, text)
		}
	}
	long := item + "- [Long](https://example.org/b) " + strings.Repeat("text ", 300_000) + "\n" + item
	_, papers, problems := read(t, long, parser.Options{Format: parser.FormatMarkdown})
	if len(papers) != 2 || len(problems) != 1 || problems[0].Line != 2 || !strings.Contains(problems[0].Reason, "1 MiB") {
		t.Errorf("%d papers, %v", len(papers), problems)
	}
}

func FuzzMarkdown(f *testing.F) {
	var seeds []string
	for _, name := range []string{"newsletter.md", "awesome.md", "columns.md", "headings.md"} {
		seeds = append(seeds, fixture(f, name))
	}
	for _, test := range markdownCases {
		seeds = append(seeds, test.text)
	}
	for item := range citedCases {
		seeds = append(seeds, "- "+item+"\n")
	}
	fuzzFormat(f, parser.FormatMarkdown, seeds...)
}
