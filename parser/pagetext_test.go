package parser_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"dogear/parser"
)

// The tests here write the starter digest anew in every way that copies of such a page come in, and expect the same 65
// papers from each, to the letter.

// header is the beginning of the page in one of its variants.
func header(lines ...string) string { return strings.Join(lines, "\n\n") + "\n\n" }

var starterHeader = header("new", "Get trending papers in your email inbox!", "Subscribe", "byAK and the research community", "Mar 11")

// wrap breaks s at width the way text browsers do.
func wrap(s string, width int) string {
	var out strings.Builder
	col := 0
	for i, w := range strings.Fields(s) {
		switch {
		case i > 0 && col+1+len(w) > width:
			out.WriteByte('\n')
			col = 0
		case i > 0:
			out.WriteByte(' ')
			col++
		}
		out.WriteString(w)
		col += len(w)
	}
	return out.String()
}

// wrapHyphens breaks also after the hyphen between two letters, as other programs do.
func wrapHyphens(s string, width int) string {
	var out strings.Builder
	col := 0
	for i, word := range strings.Fields(s) {
		space := min(i, 1)
		for _, piece := range strings.SplitAfter(hyphen.ReplaceAllString(word, "$1-\n"), "\n") {
			piece = strings.TrimSuffix(piece, "\n")
			switch {
			case col > 0 && col+space+len(piece) > width:
				out.WriteByte('\n')
				col = 0
			case space == 1:
				out.WriteByte(' ')
				col++
			}
			out.WriteString(piece)
			col += len(piece)
			space = 0
		}
	}
	return out.String()
}

var hyphen = regexp.MustCompile(`([a-z])-\b`)

var markdownEscapes = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`)

// pageVariants write one paper of the page, the i-th.
var pageVariants = map[string]func(i int, title, abstract string) string{
	"votes above": func(i int, title, abstract string) string {
		return fmt.Sprintf("[-] %d\n\n%s\n\n%s\n\n", i, title, abstract)
	},
	"votes above, no empty lines": func(i int, title, abstract string) string {
		return fmt.Sprintf("%d\n%s\n%s\n", i*7, title, abstract)
	},
	"everything above": func(i int, title, abstract string) string {
		return fmt.Sprintf("Submitted by\n\nakhaliq\n\n%d\n\n/papers/2403.%05d\n\n%s\n\n·\n12 authors\n\n·\n\nMar 9\n\n%s\n\n", i, i+1, title, abstract)
	},
	"everything below": func(i int, title, abstract string) string {
		return fmt.Sprintf("%s\n%s\n/papers/2403.%05d\nSubmitted by Jane Doe\n12 authors\n·\nPublished on Mar 11\n3 comments\n▲ 19\n", title, abstract, i+1)
	},
	"everything between": func(i int, title, abstract string) string {
		return fmt.Sprintf("%s\n\nhttps://huggingface.co/papers/2403.%05d\n\n· 12 authors\n\nPublished on Mar 11\n\nUpvote\n\n1.2k\n\n5\n\n%s\n\n", title, i+1, abstract)
	},
	"wrapped": func(i int, title, abstract string) string {
		return fmt.Sprintf("[-] %d\n%s\n\n%s\n\n", i, wrap(title, 72), wrap(abstract, 72))
	},
	"wrapped, also at hyphens, no empty line above the abstract": func(i int, title, abstract string) string {
		return fmt.Sprintf("/login?next=/papers\n%d\n\n%s\n\n%s\n\n", i, wrapHyphens(title, 78), wrapHyphens(abstract, 78))
	},
	"names, and the title twice": func(i int, title, abstract string) string {
		return fmt.Sprintf("%s\n\n%s\n\nJane Doe, John Roe and Ada van Lovelace\n\nakhaliq\n\nMar 11 · 12 authors · 3 comments\n\n%s\n\nLog in to upvote\n\n", title, title, abstract)
	},
	"Markdown": func(i int, title, abstract string) string {
		return fmt.Sprintf("### [%s](/papers/2403.%05d)\n\n[%s](/papers/2403.%05d)\n\n", title, i+1, abstract, i+1)
	},
	"Markdown, escaped and wrapped": func(i int, title, abstract string) string {
		return fmt.Sprintf("[-] %d\n\n### [%s](https://huggingface.co/papers/2403.%05d)\n\n%s\n\n[%s](https://huggingface.co/papers/2403.%05d)\n\n",
			i, wrap(markdownEscapes.Replace(title), 40), i+1, "· 12 authors", wrap(markdownEscapes.Replace(abstract), 80), i+1)
	},
	"Markdown, hard breaks": func(i int, title, abstract string) string {
		return fmt.Sprintf("Submitted by\\\\\nakhaliq\n\n### [%s](https://huggingface.co/papers/2403.%05d)\\\\\n\\\\\n[%s](https://huggingface.co/papers/2403.%05d)\n\n",
			strings.ReplaceAll(wrap(title, 40), "\n", "\\\\\n"), i+1, strings.ReplaceAll(wrap(abstract, 80), "\n", "\\\\\n"), i+1)
	},
	"Markdown, one link around title and abstract": func(i int, title, abstract string) string {
		return fmt.Sprintf("[![](https://cdn.example/%d.png)](/papers/2403.%05d)\n\n[%s\\\\\n\\\\\n%s](/papers/2403.%05d)\n\n", i, i+1, title, abstract, i+1)
	},
	"Markdown, one link, one hard break": func(i int, title, abstract string) string {
		return fmt.Sprintf("[%s\\\\\n%s](/papers/2403.%05d)\n\n", title, abstract, i+1)
	},
	"Markdown, abstract as text": func(i int, title, abstract string) string {
		return fmt.Sprintf("## [%s](/papers/2403.%05d)\n%s\n\n[12 authors](/papers/2403.%05d) [3 comments](/papers/2403.%05d#community)\n\n", title, i+1, abstract, i+1, i+1)
	},
	"footnotes": func(i int, title, abstract string) string {
		return wrap(fmt.Sprintf("[%s][%d]", title, 2*i+1), 78) + "\n\n" + wrap(fmt.Sprintf("[%s][%d]", abstract, 2*i+2), 78) + "\n\n"
	},
	"footnotes, numbers in front": func(i int, title, abstract string) string {
		return "   " + wrap(fmt.Sprintf("[%d]%s", 2*i+1, title), 72) + "\n\n" + wrap(abstract, 72) + "\n\n"
	},
	"footnotes on titles": func(i int, title, abstract string) string {
		return wrap(fmt.Sprintf("### [%s][%d]", title, 2*i+1), 78) + "\n\n" + wrap(abstract, 78) + "\n\n"
	},
}

// footnotes is the list of addresses for n papers.
func footnotes(n int, form string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, form, 2*i+1, i+1)
		fmt.Fprintf(&b, form, 2*i+2, i+1)
	}
	return b.String()
}

func TestEveryCopyOfThePageGivesTheSamePapers(t *testing.T) {
	want := starterPairs(t)
	for name, write := range pageVariants {
		t.Run(name, func(t *testing.T) {
			var text strings.Builder
			text.WriteString(starterHeader)
			for i, p := range want {
				text.WriteString(write(i, p.title, p.abstract))
			}
			if strings.HasPrefix(name, "footnotes") {
				text.WriteString("\nReferences\n\nVisible links:\n")
				text.WriteString(footnotes(len(want), "%d. https://huggingface.co/papers/2403.%05d\n"))
			}
			d, papers, problems := read(t, text.String(), parser.Options{})
			if d.Format != parser.FormatHFPage || d.Date != "2025-03-11" || d.Curator != "AK and the research community" {
				t.Errorf("read as %q by %q on %q", d.Format, d.Curator, d.Date)
			}
			if len(problems) > 0 {
				t.Errorf("%d problems: %v: %s", len(problems), problems[0], problems[0].Text)
			}
			samePapers(t, papers, want)
			sameIDs(t, papers, strings.Contains(text.String(), "/papers/2403."))
		})
	}
}

// sameIDs expects the i-th paper to be arXiv 2403.(i+1), or none to have an identifier.
func sameIDs(t *testing.T, papers []parser.Paper, given bool) {
	t.Helper()
	for i, p := range papers {
		id := ""
		if given {
			id = fmt.Sprintf("2403.%05d", i+1)
		}
		if p.ArXiv != id {
			t.Fatalf("paper %d %q is arXiv %q, want %q", i, p.Title, p.ArXiv, id)
		}
	}
}

// No line above the first title is a paper, whatever the page's header looks like today.
func TestHeaderLinesAreNoPapers(t *testing.T) {
	headers := map[string]string{
		"as it was":       starterHeader,
		"in one piece":    "new\nGet trending papers in your email inbox!\nSubscribe\nbyAK and the research community\nMar 11\n",
		"menu":            header("Hugging Face", "Models Datasets Spaces Community Docs Enterprise Pricing", "Log In Sign Up", "Daily Papers", "by AK and the research community", "March 11, 2025"),
		"menu, in lines":  header("Hugging Face's logo", "Hugging Face", "Models", "Datasets", "Spaces", "Docs", "Pricing", "Log In", "Sign Up", "Trending Papers", "byAK and the research community", "Mar 11", "Previous", "Next"),
		"Markdown":        header("[![Hugging Face's logo](/front/logo.svg)Hugging Face](/)", "- [Models](/models)\n- [Datasets](/datasets)\n- [Spaces](/spaces)\n\n---", "# Trending Papers", "by[AK](https://huggingface.co/akhaliq) and the research community", "Mar 11", "[Log In](/login) [Sign Up](/join)"),
		"unknown phrases": header("Get the latest daily papers in your email inbox!", "Subscribe now", "Discover what the community reads", "Daily Papers", "byAK and the research community", "Mar 11", "Search any paper with AI"),
		"short":           header("Trending Papers", "byAK and the research community", "Tue, Mar 11"),
	}
	for name, head := range headers {
		t.Run(name, func(t *testing.T) {
			d, papers, problems := read(t, head+starter()[len(starterHeader):], parser.Options{})
			samePapers(t, papers, starterPairs(t))
			if d.Format != parser.FormatHFPage || d.Date != "2025-03-11" || d.Curator != "AK and the research community" || len(problems) > 0 {
				t.Errorf("read as %q by %q on %q, %v", d.Format, d.Curator, d.Date, problems)
			}
		})
	}
}

// The page of a day has no abstracts, only titles among names and counts.
func TestPageWithoutAbstracts(t *testing.T) {
	text := header("Daily Papers", "byAK and the research community", "Mar 11")
	want := starterPairs(t)[:20]
	for i, p := range want {
		text += fmt.Sprintf("Submitted by\n\nakhaliq\n\n%d\n\n[%s](/papers/2403.%05d)\n\n· 12 authors\n\n3\n\n", i, p.title, i+1)
		want[i].abstract = ""
	}
	_, papers, problems := read(t, text, parser.Options{})
	samePapers(t, papers, want)
	sameIDs(t, papers, true)
	if len(problems) > 0 {
		t.Error(problems[0])
	}
}

func TestPageProblems(t *testing.T) {
	pairs := starterPairs(t)
	// The second title and the fourth abstract got lost on the way.
	text := starterHeader + strings.Join([]string{
		pairs[0].title, pairs[0].abstract,
		pairs[1].abstract,
		pairs[2].title, pairs[2].abstract,
		pairs[3].title,
		pairs[4].title, pairs[4].abstract,
	}, "\n\n")
	_, papers, problems := read(t, text, parser.Options{})
	samePapers(t, papers, []pair{pairs[0], pairs[2], {title: pairs[3].title}, pairs[4]})
	if len(problems) != 1 || problems[0].Line != 15 || problems[0].Reason != "an abstract without a title above it" || !strings.HasPrefix(problems[0].Text, "Graph Transformer (GT) recently") {
		t.Errorf("problems %+v", problems)
	}
}

func TestPageLinksLeadToThePaper(t *testing.T) {
	text := starterHeader + "### [A Title of Some Length](/papers/2403.01234v2)\n\n[We show that " + strings.Repeat("it works and ", 20) + "is at https://github.com/a/b.](/papers/2403.01234v2)\n"
	_, papers, _ := read(t, text, parser.Options{})
	want := []parser.Link{
		{Kind: parser.LinkPage, URL: "https://arxiv.org/abs/2403.01234"},
		{Kind: parser.LinkPDF, URL: "https://arxiv.org/pdf/2403.01234"},
		{Kind: parser.LinkCode, URL: "https://github.com/a/b"},
	}
	if len(papers) != 1 || papers[0].ArXiv != "2403.01234" || papers[0].Version != 2 || fmt.Sprint(papers[0].Links) != fmt.Sprint(want) {
		t.Errorf("got %+v", papers)
	}
}
