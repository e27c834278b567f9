package parser_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"dogear/parser"
)

func TestPageHTMLGolden(t *testing.T) { golden(t, "page-html.html", parser.Options{}) }

const pageAbstract = "Lists are long and readers are short of time. We give a way to read them by graphs, and find that it is quick and good."

// htmlPage is a page with a head and a body.
func htmlPage(head, body string) string {
	return "<!DOCTYPE html>\n<html><head><title>A page</title>\n" + head + "</head>\n<body>" + body + "</body></html>\n"
}

func metas(pairs ...string) string {
	var b strings.Builder
	for i := 0; i+1 < len(pairs); i += 2 {
		fmt.Fprintf(&b, "<meta name=%q content=%q>\n", pairs[i], pairs[i+1])
	}
	return b.String()
}

// arXivAbsHTML is the page of a paper as arXiv writes it.
func arXivAbsHTML(meta bool) string {
	head := metas("citation_title", `Graph Lists: Reading with $\alpha$ Care`, "citation_author", "Example, Ann", "citation_author", "van Sample, Bo",
		"citation_date", "2024/02/28", "citation_online_date", "2024/03/05", "citation_pdf_url", "https://arxiv.org/pdf/2403.00001",
		"citation_arxiv_id", "2403.00001", "citation_abstract", pageAbstract)
	if !meta {
		head = ""
	}
	return htmlPage(head, `<div id="content-inner"><div id="abs"><div class="dateline">
  [Submitted on 28 Feb 2024 (<a href="https://arxiv.org/abs/2403.00001v1">v1</a>), last revised 5 Mar 2024 (this version, v2)]</div>
<h1 class="title mathjax"><span class="descriptor">Title:</span>Graph Lists: Reading with $\alpha$ Care</h1>
<div class="authors"><span class="descriptor">Authors:</span><a href="https://arxiv.org/search/x">Ann Example</a>, <a href="https://arxiv.org/search/y">Bo van Sample</a></div>
<div id="download-button-info" hidden>View a PDF of the paper titled Graph Lists, by Ann Example and 1 other authors</div>
<a class="mobile-submission-download" href="/pdf/2403.00001">View PDF</a>
<blockquote class="abstract mathjax"><span class="descriptor">Abstract:</span>`+pageAbstract+`</blockquote>
<div class="metatable"><table summary="Additional metadata"><tr><td class="tablecell label">Comments:</td><td class="tablecell comments mathjax">9 pages, 3 figures</td></tr>
<tr><td class="tablecell label">Subjects:</td><td class="tablecell subjects"><span class="primary-subject">Computation and Language (cs.CL)</span>; Machine Learning (cs.LG)</td></tr>
<tr><td class="tablecell label">Cite as:</td><td class="tablecell arxivid"><a href="https://arxiv.org/abs/2403.00001">arXiv:2403.00001</a> [cs.CL]</td></tr>
<tr><td class="tablecell label">&nbsp;</td><td class="tablecell arxividv">(or <a href="https://arxiv.org/abs/2403.00001v2">arXiv:2403.00001v2</a> [cs.CL] for this version)</td></tr>
<tr><td>Journal&nbsp;reference:</td><td>J. Lists 3 (2024)</td></tr>
<tr><td class="tablecell label">Related DOI:</td><td><a href="https://doi.org/10.1000/lists.1">https://doi.org/10.1000/lists.1</a><div class="button-and-tooltip">Focus to learn more</div></td></tr>
</table></div></div></div><div class="submission-history"><h2>Submission history</h2> From: Ann Example [view email]</div>`)
}

func TestPageHTML(t *testing.T) {
	linked := `<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"no"},{"@type":"ScholarlyArticle",` +
		`"headline":"Graph Lists","author":[{"@type":"Person","name":"Ann Example"},{"@type":"Person","name":"Bo van Sample"}],"datePublished":"2024-03-11",` +
		`"description":"` + pageAbstract + `","sameAs":"https://doi.org/10.1000/lists.1","pageStart":"12","pageEnd":"34",` +
		`"isPartOf":{"@type":"PublicationIssue","issueNumber":"2","isPartOf":{"@type":["PublicationVolume","Periodical"],"name":"Journal of Lists","volumeNumber":"3"}}}]}</script>`
	tests := map[string]struct {
		page, want string // title, authors, date, identifiers, publication and links
	}{
		"PMLR": {htmlPage(metas("citation_title", "Graph Lists", "citation_author", "Ann Example", "citation_author", "Bo van Sample", "citation_publication_date", "2024/03/11",
			"citation_inbook_title", "Proceedings of the 3rd Conference on Lists", "citation_firstpage", "12", "citation_lastpage", "34", "citation_pdf_url", "https://proceedings.example/v3/lists.pdf"),
			`<article><div id="abstract" class="abstract">`+pageAbstract+`</div></article>`),
			"Graph Lists|Ann Example; Bo van Sample|2024-03-11||paper-conference Proceedings of the 3rd Conference on Lists 12–34|https://proceedings.example/v3/lists.pdf"},
		"ACL": {htmlPage(metas("citation_title", "Graph Lists", "citation_author", "Ann Example", "citation_author", "Bo van Sample", "citation_publication_date", "2024/3",
			"citation_conference_title", "Findings of Lists", "citation_doi", "10.1000/lists.1"), `<div class="card-body acl-abstract"><h5 class=card-title>Abstract</h5><span>`+pageAbstract+`</span></div>`),
			"Graph Lists|Ann Example; Bo van Sample|2024-03|10.1000/lists.1|paper-conference Findings of Lists |https://doi.org/10.1000/lists.1"},
		"OpenReview": {htmlPage(metas("citation_title", "Graph Lists", "citation_author", "Ann Example", "citation_author", "Bo van Sample", "citation_online_date", "2024/03/11",
			"citation_pdf_url", "https://openreview.net/pdf?id=Ab3_-xYz12", "citation_abstract", pageAbstract), ""),
			"Graph Lists|Ann Example; Bo van Sample|2024-03-11|Ab3_-xYz12|  |https://openreview.net/pdf?id=Ab3_-xYz12 https://openreview.net/forum?id=Ab3_-xYz12"},
		"Dublin Core": {htmlPage(metas("DC.Title", "Graph Lists", "DC.Creator", "Ann Example", "DC.Creator", "Bo van Sample", "DC.Date", "2024-03-11", "DC.Identifier", "doi:10.1000/lists.1",
			"DC.Description", pageAbstract), ""), "Graph Lists|Ann Example; Bo van Sample|2024-03-11|10.1000/lists.1|  |https://doi.org/10.1000/lists.1"},
		"JSON-LD": {htmlPage(linked, ""), "Graph Lists|Ann Example; Bo van Sample|2024-03-11|10.1000/lists.1|article-journal Journal of Lists 12–34|https://doi.org/10.1000/lists.1"},
		"a head of 200 KiB before it": {htmlPage("<style>"+strings.Repeat("p { margin: 0 }\n", 13_000)+"</style>"+linked, ""),
			"Graph Lists|Ann Example; Bo van Sample|2024-03-11|10.1000/lists.1|article-journal Journal of Lists 12–34|https://doi.org/10.1000/lists.1"},
	}
	for name, test := range tests {
		d, papers, problems := read(t, test.page, parser.Options{})
		if d.Format != parser.FormatPageHTML || len(papers) != 1 || len(problems) > 0 {
			t.Errorf("%s: %s, %d papers, %v", name, d.Format, len(papers), problems)
			continue
		}
		p := papers[0]
		var names, links []string
		for _, a := range p.Authors {
			names = append(names, a.Name())
		}
		for _, l := range p.Links {
			links = append(links, l.URL)
		}
		got := fmt.Sprintf("%s|%s|%s|%s%s|%s %s %s|%s", p.Title, strings.Join(names, "; "), p.Published, p.DOI, p.OpenReview, p.In.Type, p.In.Venue, p.In.Pages, strings.Join(links, " "))
		if got != test.want || p.Abstract != pageAbstract {
			t.Errorf("%s: got\n%s\nwant\n%s\n%q", name, got, test.want, p.Abstract)
		}
	}
}

func TestArXivAbstractPagesInHTML(t *testing.T) {
	for _, meta := range []bool{true, false} {
		d, papers, problems := read(t, arXivAbsHTML(meta), parser.Options{})
		if len(papers) != 1 || len(problems) > 0 {
			t.Fatalf("%d papers, %v", len(papers), problems)
		}
		want := "2403.00001 v2 |Graph Lists: Reading with α Care|Ann Example; Bo van Sample|cs.CL cs.LG|9 pages, 3 figures|10.1000/lists.1|J. Lists 3 (2024)|false"
		p := papers[0]
		if got := pageSummary(p); d.Format != parser.FormatArXivPage && meta || got != want || p.Published != "2024-02-28" || p.Abstract != pageAbstract || p.Authors[1].Family != "Sample" {
			t.Errorf("%s: got\n%s\nwant\n%s\n%s, %q", d.Format, got, want, p.Published, p.Abstract)
		}
	}
}

func TestHeadOfAnAbstract(t *testing.T) {
	for text, want := range map[string]string{
		"Abstract: Lists are long.": "Lists are long.", "ABSTRACT Lists are long.": "Lists are long.",
		"Abstract interpretation is long.": "Abstract interpretation is long.", "Abstractions are long.": "Abstractions are long.",
	} {
		_, papers, _ := read(t, htmlPage(metas("citation_title", "One", "citation_author", "Ann Example", "citation_abstract", text), ""), parser.Options{})
		if len(papers) != 1 || papers[0].Abstract != want {
			t.Errorf("%s: got %+v", text, papers)
		}
	}
}

func TestPagesBehindEachOther(t *testing.T) {
	one := htmlPage(metas("citation_title", "One", "citation_author", "Ann Example"), "")
	two := htmlPage(metas("citation_title", "Two", "citation_author", "Bo Sample"), "")
	_, papers, problems := read(t, one+htmlPage(metas("og:title", "A blog"), "")+two, parser.Options{})
	if len(papers) != 2 || papers[0].Title != "One" || papers[1].Title != "Two" || papers[1].Authors[0].Family != "Sample" || len(problems) != 1 || problems[0].Line != 8 {
		t.Errorf("%+v, %v", papers, problems)
	}
	other := strings.NewReplacer("2403.00001", "2403.00002", "Example, Ann", "Third, Cy", "Ann Example", "Cy Third").Replace(arXivAbsHTML(true))
	_, papers, problems = read(t, arXivAbsHTML(true)+other, parser.Options{})
	if len(papers) != 2 || papers[0].Authors[0].Family != "Example" || papers[1].Authors[0].Family != "Third" || len(problems) > 0 {
		t.Errorf("%+v, %v", papers, problems)
	}
}

func TestFormulasThatAScriptHasSet(t *testing.T) {
	page := strings.Replace(arXivAbsHTML(false), `$\alpha$`, `<span class="MathJax_Preview"></span><span class="MathJax" id="x"><span>α</span></span><script type="math/tex" id="y">\alpha</script>`, 1)
	if _, papers, _ := read(t, page, parser.Options{}); len(papers) != 1 || papers[0].Title != "Graph Lists: Reading with α Care" {
		t.Errorf("%+v", papers)
	}
}

func TestHTMLThatIsNoPaper(t *testing.T) {
	for name, page := range map[string]string{
		"a page":                           htmlPage("", "<h1>Graph Lists</h1><p>"+pageAbstract+"</p>"),
		"a blog":                           htmlPage(metas("dc.title", "Graph Lists", "dc.creator", "Ann Example", "description", pageAbstract), ""),
		"a news article":                   htmlPage(`<script type="application/ld+json">{"@type":"NewsArticle","headline":"Graph Lists"}</script>`, ""),
		"JSON-LD that is none":             htmlPage(`<script type="application/ld+json">{"@type":"ScholarlyArticle","headline":</script>`, ""),
		"a title for programs and no more": htmlPage(metas("citation_title", "Graph Lists"), ""),
	} {
		d, err := parser.Open(strings.NewReader(page), parser.Options{})
		if !errors.Is(err, parser.ErrUnknownFormat) || !strings.Contains(err.Error(), "copy the page as text") {
			t.Errorf("%s: %v, %v", name, d, err)
		}
	}
	d, err := parser.Open(strings.NewReader(htmlPage(metas("citation_title", " <i></i> ", "citation_author", "Ann Example"), "")), parser.Options{})
	if !errors.Is(err, parser.ErrNoPapers) {
		t.Errorf("without a title: %v, %v", d, err)
	}
}

func FuzzPageHTML(f *testing.F) {
	fuzzFormat(f, parser.FormatPageHTML, fixture(f, "page-html.html"), arXivAbsHTML(true), arXivAbsHTML(false), htmlPage(`<script type="application/ld+json">{"@type":"ScholarlyArticle"}</script>`, ""))
}
