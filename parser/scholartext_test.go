package parser_test

import (
	"strings"
	"testing"

	"dogear/parser"
)

// alertTexts are alerts and pages of Google Scholar and Semantic Scholar without tags, and what they read as.
var alertTexts = map[string]struct{ text, want string }{
	"an alert without links": {
		"[PDF] Graphs for reading lists\nA Example, B Sample - arXiv preprint arXiv:2403.01234, 2024\nWe study networks of papers and find that\nlists are short ...\n\n" +
			"Trees and networks\nD Four, E Five… - Journal of Trees, 2024 - Elsevier\nTrees are grown ...\n\n" +
			"This message was sent by Google Scholar because you're following new results for lists.\nList alerts\n",
		"Graphs for reading lists|A Example; B Sample|2403.01234|We study networks of papers and find that lists are short ...\n" +
			"Trees and networks|D Four; E Five||Trees are grown ...",
	},
	"a page of results": {
		"Articles\nAbout 1,230 results (0.04 sec)\nAny time\n\n[PDF] arxiv.org\nGraphs for reading lists\nA Example, B Sample - arXiv preprint arXiv:2403.01234, 2024 - arxiv.org\n" +
			"We study networks of papers …\nSave Cite Cited by 12 Related articles All 3 versions\n[HTML] nature.com\n[HTML] Trees and networks\n" +
			"D Four, E Five - Journal of Trees, 2023 - nature.com\nTrees are grown …\nSave Cite Cited by 7 Related articles\n",
		"Graphs for reading lists|A Example; B Sample|2403.01234|We study networks of papers …\nTrees and networks|D Four; E Five||Trees are grown …",
	},
	"a mail of Semantic Scholar": {
		"Semantic Scholar\n\n2 new citations to \"Lists\"\n\nGraph Lists (https://www.semanticscholar.org/paper/0123456789abcdef0123456789abcdef01234567?utm_source=alert)\n" +
			"Ann Example, +2 authors Bo Sample\narXiv.org, 2024\n\nTrees of Lists <https://www.semanticscholar.org/paper/1123456789abcdef0123456789abcdef01234567>\nDi Four\n" +
			"Journal of Trees, 2024\n\nManage your alerts (https://www.semanticscholar.org/me/account/alerts)\nUnsubscribe (https://www.semanticscholar.org/unsub)\n",
		"Graph Lists|Ann Example; Bo Sample||\nTrees of Lists|Di Four||",
	},
}

func TestAlertsAsText(t *testing.T) {
	for name, test := range alertTexts {
		d, papers, problems := read(t, test.text, parser.Options{})
		if got := strings.Join(named(papers), "\n"); got != test.want || len(problems) > 0 || d.Format != parser.FormatScholarAlert {
			t.Errorf("%s: %s, %v, got\n%s\nwant\n%s", name, d.Format, problems, got, test.want)
		}
	}
	text := alertTexts["a mail of Semantic Scholar"].text
	if _, papers, _ := read(t, text, parser.Options{}); len(papers) != 2 || !papers[0].MoreAuthors || papers[1].In.Venue != "Journal of Trees" {
		t.Errorf("%+v", papers)
	}
}

// Mail programs write addresses in angle brackets below what linked to them.
func TestTextOfAddressesInBrackets(t *testing.T) {
	for _, brackets := range []string{"<>", "()"} {
		text := "Owls at Night and Day\n<https://arxiv.org/abs/2403.00001>\nBats at Night and Day\n<https://arxiv.org/abs/2403.00002>\n"
		text = strings.NewReplacer("<", brackets[:1], ">", brackets[1:]).Replace(text)
		_, papers, problems := read(t, text, parser.Options{})
		want := "Owls at Night and Day||2403.00001|\nBats at Night and Day||2403.00002|"
		if got := strings.Join(named(papers), "\n"); got != want || len(problems) > 0 || strings.HasSuffix(papers[0].Links[0].URL, brackets[1:]) {
			t.Errorf("%s: %v, got\n%s", brackets, problems, got)
		}
	}
}
