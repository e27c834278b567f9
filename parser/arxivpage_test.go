package parser_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"dogear/parser"
)

// A listedPaper is an entry of a list on arXiv's pages, as this test writes it in many ways.
type listedPaper struct {
	id, mark, title, authors, comments, subjects, journal, doi, abstract string
}

const listedAbstract = "Lists are long and readers are short of time, which is why we give a way to read them that is quick. " +
	"It goes by graphs. Results: on nine sets of lists it finds what readers want, in less time than they need to look at the titles. " +
	"Comments: we asked for them, and Subjects: twenty people took part."

var listedPapers = []listedPaper{
	{"2403.00001", "", `Graph Lists: Reading with $\alpha$ Care, Love and Great Patience in the Evening Hours`, "Ann Example, Bo Sample (University of X, Y), Cy van Third, Dora Fourth, Emil Fifth",
		"9 pages, 3 figures. Accepted at ACL 2024", "Computation and Language (cs.CL); Machine Learning (cs.LG); Artificial Intelligence (cs.AI)", "", "", listedAbstract},
	{"2403.00002v1", "", "Trees", "Di Four", "", "Mathematical Physics (math-ph)", "J. Trees 3 (2024)", "10.1000/trees.1", listedAbstract},
	{"2403.00003", "(cross-list from cs.CV)", "Images of Lists", "LAB Collaboration: Flo Six, Gus Seven", "", "Computer Vision and Pattern Recognition (cs.CV); Computation and Language (cs.CL)", "", "", listedAbstract},
	{"hep-th/9711200", "(replaced)", "Old Lists", "H. Eight, I. Nine, et al. (3 additional authors not shown)", "2 pages", "High Energy Physics - Theory (hep-th)", "", "", listedAbstract},
}

var listedWant = []string{
	"2403.00001 v0 new|Graph Lists: Reading with α Care, Love and Great Patience in the Evening Hours|Ann Example; Bo Sample; Cy van Third; Dora Fourth; Emil Fifth|cs.CL cs.LG cs.AI|9 pages, 3 figures. Accepted at ACL 2024|||false",
	"2403.00002 v1 new|Trees|Di Four|math-ph||10.1000/trees.1|J. Trees 3 (2024)|false",
	"2403.00003 v0 cross|Images of Lists|LAB Collaboration; Flo Six; Gus Seven|cs.CV cs.CL||||false",
	"hep-th/9711200 v0 replace|Old Lists|H. Eight; I. Nine|hep-th|2 pages|||true",
}

var listedHeads = []string{"New submissions (showing 2 of 2 entries)", "", "Cross submissions (showing 1 of 1 entries)", "Replacement submissions (showing 1 of 1 entries)"}

const listedTop = "Computation and Language\n\n    New submissions\n    Cross-lists\n    Replacements\n\nSee recent articles\n\n" +
	"Showing new listings for Friday, 1 March 2024\n\nTotal of 4 entries\nShowing up to 2000 entries per page: fewer | more | all\n\n"
const listedBottom = "\nTotal of 4 entries\nShowing up to 2000 entries per page: fewer | more | all\n\n    About\n    Help\n\n    contact arXivContact arXiv\n    Copyright\n    Privacy Policy\n"

// lines are the lines of the entry below the identifier, but for the abstract.
func (p listedPaper) lines(authors string) []string {
	lines := []string{"Title: " + p.title, authors + p.authors}
	for _, v := range [][2]string{{"Comments: ", p.comments}, {"Subjects: ", p.subjects}, {"Journal-ref: ", p.journal}, {"DOI: ", p.doi}} {
		if v[1] != "" {
			lines = append(lines, v[0]+v[1])
		}
	}
	return lines
}

// listedPage is a page of papers that one writes.
func listedPage(one func(n int, p listedPaper) string) string {
	var b strings.Builder
	b.WriteString(listedTop)
	for i, p := range listedPapers {
		if listedHeads[i] != "" {
			b.WriteString(listedHeads[i] + "\n\n")
		}
		b.WriteString(one(i+1, p))
	}
	return b.String() + listedBottom
}

func listedID(n int, p listedPaper) string {
	return strings.Join(strings.Fields(fmt.Sprintf("[%d] arXiv:%s %s [pdf, html, other]", n, p.id, p.mark)), " ")
}

// listedIndented is a page as browsers copy it.
func listedIndented(n int, p listedPaper) string {
	return listedID(n, p) + "\n    " + strings.Join(p.lines(""), "\n    ") + "\n\n    " + p.abstract + "\n\n"
}

func listedHTML(address string) func(n int, p listedPaper) string {
	return func(n int, p listedPaper) string {
		var names []string
		for _, a := range strings.Split(p.authors, ", ") {
			names = append(names, `<a href="`+address+`/search/cs?searchtype=author&amp;query=x">`+a+`</a>`)
		}
		text := fmt.Sprintf("<dt>\n<a name='item%d'>[%d]</a>\n<a href =\"%s/abs/%s\" title=\"Abstract\" id=\"%s\">\n  arXiv:%s\n</a>\n%s\n[<a href=\"%s/pdf/%s\" title=\"Download PDF\">pdf</a>, <a href=\"%s/html/%s\">html</a>, <a>other</a>]\n</dt>\n",
			n, n, address, p.id, p.id, p.id, p.mark, address, p.id, address, p.id)
		text += "<dd><div class='meta'>\n<div class='list-title mathjax'><span class='descriptor'>Title:</span>\n  " + p.title + "\n</div>\n<div class='list-authors'>" + strings.Join(names, ", ") + "</div>\n"
		for _, l := range p.lines("")[2:] {
			name, value, _ := strings.Cut(l, ": ")
			text += "<div class='list-" + strings.ToLower(name) + "'><span class='descriptor'>" + name + ":</span>\n" + value + "</div>\n"
		}
		return text + "<p class='mathjax'>\n" + strings.Replace(p.abstract, "nine sets", "nine\nsets", 1) + "\n</p></div></dd>\n"
	}
}

// wrapped breaks lines as a program does that fills them up to 72 columns.
func wrapped(text string) string {
	var b strings.Builder
	for l := range strings.Lines(text) {
		width := 0
		for _, w := range strings.Fields(l) {
			if width > 0 && width+1+len(w) > 72 {
				b.WriteString("\n")
				width = 0
			} else if width > 0 {
				b.WriteString(" ")
				width++
			}
			b.WriteString(w)
			width += len(w)
		}
		b.WriteString("\n")
	}
	return b.String()
}

func listedPages() map[string]string {
	indented := listedPage(listedIndented)
	html := func(address string) string {
		page := listedPage(listedHTML(address))
		page = strings.Replace(page[len(listedTop):len(page)-len(listedBottom)], "", "", 1)
		for _, head := range listedHeads {
			if head != "" {
				page = strings.Replace(page, head, "<h3>"+head+"</h3>", 1)
			}
		}
		return "<!DOCTYPE html>\n<html lang=\"en\"><head><title>Computation and Language</title></head><body><h1>Computation and Language</h1>\n<div id='dlpage'>\n" +
			"<h3>Showing new listings for Friday, 1 March 2024</h3><div class='paging'>Total of 4 entries</div>\n<dl id='articles'>\n" + page + "</dl>\n</div><footer><a>About</a> <a>Help</a></footer></body></html>\n"
	}
	return map[string]string{
		"indented":                  indented,
		"flush":                     strings.ReplaceAll(indented, "\n    ", "\n"),
		"CRLF":                      strings.ReplaceAll(indented, "\n", "\r\n"),
		"with spaces that hold":     strings.ReplaceAll(indented, "    ", "\u00a0   "),
		"without empty lines":       strings.ReplaceAll(strings.ReplaceAll(indented, "\n    ", "\n"), "\n\n", "\n"),
		"an empty line below every": strings.ReplaceAll(strings.ReplaceAll(indented, "\n\n", "\n"), "\n", "\n\n"),
		"authors with their name": listedPage(func(n int, p listedPaper) string {
			return strings.ReplaceAll(listedIndented(n, p), "\n    "+p.authors, "\n    Authors: "+p.authors)
		}),
		"authors on many lines": listedPage(func(n int, p listedPaper) string {
			return strings.ReplaceAll(listedIndented(n, p), "\n    "+p.authors, "\n    Authors:\n    "+strings.ReplaceAll(p.authors, ", ", ",\n    "))
		}),
		"names on many lines": listedPage(func(n int, p listedPaper) string {
			return strings.ReplaceAll(listedIndented(n, p), p.authors, strings.ReplaceAll(p.authors, ", ", ",\n    "))
		}),
		"the title below its name": strings.ReplaceAll(indented, "Title: ", "Title:\n    "),
		"no name of the title":     strings.ReplaceAll(indented, "Title: ", ""),
		"no space behind names":    strings.NewReplacer("Title: ", "Title:", "Comments: 9", "Comments:9", "Subjects: C", "Subjects:C").Replace(indented),
		"no forms":                 strings.ReplaceAll(indented, " [pdf, html, other]", ""),
		"other forms":              strings.ReplaceAll(indented, "[pdf, html, other]", "[pdf, ps, other]"),
		"numbers on their own":     strings.NewReplacer("] arXiv", "]\n arXiv").Replace(indented),
		"Markdown":                 strings.NewReplacer("arXiv:2403.00001 [pdf, html, other]", "[arXiv:2403.00001](https://arxiv.org/abs/2403.00001 \"Abstract\") [[pdf](https://arxiv.org/pdf/2403.00001), [html](https://arxiv.org/html/2403.00001), [other](https://arxiv.org/format/2403.00001)]").Replace(indented),
		"wrapped":                  wrapped(indented),
		"wrapped, no empty lines":  strings.ReplaceAll(wrapped(strings.ReplaceAll(indented, "\n    ", "\n")), "\n\n", "\n"),
		"quoted":                   quote("> ", indented),
		"a mail":                   "From: a@example.com\nSubject: papers\n\n" + indented,
		"HTML":                     html(""),
		"HTML as it is saved":      html("https://arxiv.org"),
		"a mail in HTML":           "From: a@example.com\nSubject: papers\nContent-Type: text/html\n\n" + html("https://arxiv.org"),
	}
}

func pageSummary(p parser.Paper) string {
	var names []string
	for _, a := range p.Authors {
		names = append(names, a.Name())
	}
	return fmt.Sprintf("%s v%d %s|%s|%s|%s|%s|%s|%s|%v", p.ArXiv, p.Version, p.Announced, p.Title, strings.Join(names, "; "), strings.Join(p.Categories, " "), p.Comment, p.DOI, p.In.Venue, p.MoreAuthors)
}

func TestArXivPages(t *testing.T) {
	for name, text := range listedPages() {
		t.Run(name, func(t *testing.T) {
			d, papers, problems := read(t, text, parser.Options{})
			var got []string
			for _, p := range papers {
				got = append(got, pageSummary(p))
				if p.Abstract != listedAbstract {
					t.Errorf("%s: abstract %q", p.ArXiv, p.Abstract)
				}
			}
			if d.Format != parser.FormatArXivPage || d.Date != "2024-03-01" || len(problems) > 0 || !reflect.DeepEqual(got, listedWant) {
				t.Errorf("%s of %s, problems %v, got\n%s\nwant\n%s", d.Format, d.Date, problems, strings.Join(got, "\n"), strings.Join(listedWant, "\n"))
			}
		})
	}
}

func TestArXivPageGoldens(t *testing.T) {
	for _, name := range []string{"arxiv-page.txt", "arxiv-abs.txt", "arxiv-search.txt"} {
		t.Run(name, func(t *testing.T) { golden(t, name, parser.Options{}) })
	}
}

func TestArXivAbstractPages(t *testing.T) {
	full := fixture(t, "arxiv-abs.txt")
	bare := "[Submitted on 28 Feb 2024 (v1), last revised 5 Mar 2024 (this version, v2)]\nGraph Lists: Reading with $\\alpha$ Care\nAnn Example, Bo Sample\n\n" +
		"Lists are long and readers are short of time. We give a way to read them by graphs.\n\n" + full[strings.Index(full, "Comments:"):]
	pages := map[string]string{
		"as it is":                 full,
		"without names":            strings.NewReplacer("Title:", "", "Authors:", "", "Abstract:", "").Replace(full),
		"from the date on":         bare,
		"without empty lines":      strings.ReplaceAll(bare, "\n\n", "\n"),
		"names on their own lines": strings.NewReplacer("Title:", "Title:\n", "Authors:", "Authors:\n", "Abstract:", "Abstract:\n", "Comments:\t", "Comments:\n").Replace(full),
		"an author on each line":   strings.Replace(full, "Ann Example, Bo", "Ann Example,\nBo", 1),
		"until the identifier":     full[:strings.Index(full, " \t(or arXiv")] + "\nJournal reference:\tJ. Lists 3 (2024)\nRelated DOI:\thttps://doi.org/10.1000/lists.1\n",
		"CRLF":                     strings.ReplaceAll(full, "\n", "\r\n"),
		"wrapped":                  wrapped(bare),
		"quoted below a greeting":  "Have a look:\n\n" + quote("> ", full),
		"in a mail":                "From: a@example.com\nSubject: a paper\n\n" + full,
	}
	for name, text := range pages {
		d, papers, problems := read(t, text, parser.Options{})
		if d.Format != parser.FormatArXivPage || len(papers) != 1 || len(problems) > 0 {
			t.Errorf("%s: %s, %d papers, %v", name, d.Format, len(papers), problems)
			continue
		}
		p := papers[0]
		want := "2403.00001 v2 |Graph Lists: Reading with α Care|Ann Example; Bo Sample|cs.CL cs.LG|9 pages, 3 figures|10.1000/lists.1|J. Lists 3 (2024)|false"
		if got := pageSummary(p); got != want || p.Published != "2024-02-28" ||
			p.Abstract != "Lists are long and readers are short of time. We give a way to read them by graphs." {
			t.Errorf("%s: got\n%s\nwant\n%s\n%s, %q", name, pageSummary(p), want, p.Published, p.Abstract)
		}
	}
	_, papers, _ := read(t, full+"\n"+strings.ReplaceAll(full, "2403.00001", "2403.00002"), parser.Options{})
	if len(papers) != 2 || papers[0].ArXiv != "2403.00001" || papers[1].ArXiv != "2403.00002" {
		t.Errorf("two pages: %+v", papers)
	}
}

func TestArXivSearchThatIsWrapped(t *testing.T) {
	text := strings.ReplaceAll(fixture(t, "arxiv-search.txt"), "2024; v1", "2024;\nv1")
	text = strings.ReplaceAll(text, "2024; originally", "2024;\noriginally")
	text = strings.ReplaceAll(text, "2023; originally", "2023;\noriginally")
	_, papers, problems := read(t, text, parser.Options{})
	if len(papers) != 2 || len(problems) > 0 || papers[0].Comment != "9 pages, 3 figures" || papers[1].Published != "2023-12-01" ||
		papers[1].In.Venue != "J. Trees 3 (2023)" || papers[1].Abstract != "Trees are grown by lists." {
		t.Errorf("%+v, %v", papers, problems)
	}
}

// Search results have the subject classes and the DOI behind the identifier, or on lines below it, or both.
func TestArXivSearchWithDOIs(t *testing.T) {
	const other = "Showing 1–2 of 2 results for all: lists\n\narXiv:2403.00009 [pdf, other] cs.CL\nZero Lists\nAuthors: Zo Nine\nAbstract: Zero. △ Less\n" +
		"Submitted 2 March, 2024; originally announced March 2024.\n\n"
	const rest = "\nGraph Lists\nAuthors: Ann Example, Bo Sample\nAbstract: Lists are long. △ Less\nSubmitted 1 March, 2024; originally announced March 2024.\n"
	for _, head := range []string{
		"arXiv:2403.00001 [pdf, other] cs.CL cs.LG doi 10.1000/lists.1",
		"arXiv:2403.00001 [pdf, other] cs.CL cs.LG doi\n10.1000/lists.1",
		"arXiv:2403.00001 [pdf, other] cs.CL cs.LG\ndoi\n10.1000/lists.1",
		"arXiv:2403.00001 [pdf, other]\ncs.CL\ncs.LG\ndoi 10.1000/lists.1",
		"arXiv:2403.00001  [pdf]  cs.CL • cs.LG (new!)\ndoi: 10.1000/lists.1",
	} {
		for _, text := range []string{other + head + rest, head + rest} {
			d, papers, problems := read(t, text, parser.Options{})
			if len(papers) == 0 || len(problems) > 0 || d.Format != parser.FormatArXivPage || len(papers) != strings.Count(text, "arXiv:") {
				t.Errorf("%q: %v, %v", head, papers, problems)
				continue
			}
			want := "2403.00001 v0 |Graph Lists|Ann Example; Bo Sample|cs.CL cs.LG||10.1000/lists.1||false"
			if got := pageSummary(papers[len(papers)-1]); got != want {
				t.Errorf("%q: got\n%s\nwant\n%s", head, got, want)
			}
		}
	}
}

// The page of a paper as HTML tells programs what the paper is, also where its lines do not say when it was submitted.
func TestArXivPageWithoutADateline(t *testing.T) {
	const head = `<html><head><title>[2403.00001] Graph Lists</title><meta name="citation_title" content="Graph Lists"/>` +
		`<meta name="citation_author" content="Example, Ann"/><meta name="citation_author" content="Sample, Bo"/>` +
		`<meta name="citation_date" content="2024/03/01"/><meta name="citation_arxiv_id" content="2403.00001"/></head>`
	const body = `<body><h1 class="title"><span>Title:</span>Graph Lists</h1><div class="authors"><span>Authors:</span><a href="x">Ann Example</a>, ` +
		`<a href="y">Bo Sample</a></div><blockquote><span>Abstract:</span>Lists are long.</blockquote><table><tr><td>Comments:</td><td>9 pages</td></tr>` +
		`<tr><td>Subjects:</td><td>Computation and Language (cs.CL)</td></tr></table></body></html>`
	_, papers, problems := read(t, head+body, parser.Options{})
	want := "2403.00001 v0 |Graph Lists|Ann Example; Bo Sample|cs.CL|9 pages|||false"
	if len(papers) != 1 || len(problems) > 0 || pageSummary(papers[0]) != want || papers[0].Published != "2024-03-01" || papers[0].Abstract != "Lists are long." {
		t.Errorf("%+v, %v", papers, problems)
	}
	_, papers, problems = read(t, head+"<body><p>Nothing that shows.</p></body></html>", parser.Options{})
	if want := "2403.00001 v0 |Graph Lists|Ann Example; Bo Sample||||"; len(papers) != 1 || len(problems) > 0 || !strings.HasPrefix(pageSummary(papers[0]), want) {
		t.Errorf("%+v, %v", papers, problems)
	}
}

func TestWhatIsNoArXivPage(t *testing.T) {
	for name, text := range map[string]string{
		"references":         "Graph Lists\n\nWe read lists. It is good, as others have found before us and will find again.\n\n[1] arXiv:2403.00001\n[2] arXiv:2403.00002\n",
		"a list in Markdown": "- [Graph Lists](https://arxiv.org/abs/2403.00001): lists are read.\n- [Tree Lists](https://arxiv.org/abs/2403.00002): trees are read.\n",
		"a listing":          listingItem("2403.00001", "One", "A."),
		"a word on a paper":  "1. arXiv:2403.00001 is a paper on lists\n2. arXiv:2403.00002 is another\n",
	} {
		if d, err := parser.Open(strings.NewReader(text), parser.Options{}); err == nil && d.Format == parser.FormatArXivPage {
			t.Errorf("%s is read as %s", name, d.Format)
		}
	}
}

func TestArXivPageOfAQuietDay(t *testing.T) {
	d, papers, problems := read(t, "Computation and Language\nShowing new listings for Friday, 1 March 2024\nTotal of 0 entries\n", parser.Options{})
	if d.Format != parser.FormatArXivPage || d.Date != "2024-03-01" || len(papers)+len(problems) > 0 {
		t.Errorf("%+v, %v, %v", d, papers, problems)
	}
}

func TestArXivPageOfManyAuthors(t *testing.T) {
	var names strings.Builder
	for i := range 20_000 {
		fmt.Fprintf(&names, "    Ann %c. Example,\n", 'A'+i%26)
	}
	_, papers, _ := read(t, "[1] arXiv:2403.00001 [pdf]\n    Title: Lists\n"+names.String()+"    Bo Sample\n    Subjects: Computation and Language (cs.CL)\n\n    A.\n", parser.Options{})
	if len(papers) != 1 || len(papers[0].Authors) != 20_001 || papers[0].Abstract != "A." {
		t.Errorf("%d papers", len(papers))
	}
}

func FuzzArXivPage(f *testing.F) {
	seeds := []string{fixture(f, "arxiv-page.txt"), fixture(f, "arxiv-abs.txt"), fixture(f, "arxiv-search.txt")}
	for _, text := range listedPages() {
		seeds = append(seeds, text)
	}
	fuzzFormat(f, parser.FormatArXivPage, seeds...)
}

func TestArXivPagesShowMarkup(t *testing.T) {
	_, papers, problems := read(t, "arXiv:2403.00001 [pdf, other]\nTitle: Owls &amp; Nights\nAuthors: Ann Example\nAbstract: We count owls &lt; 3 at night and <i>see</i> them.\n", parser.Options{})
	if len(papers) != 1 || len(problems) > 0 {
		t.Fatalf("%d papers, %v", len(papers), problems)
	}
	if p := papers[0]; p.Title != "Owls & Nights" || p.Abstract != "We count owls < 3 at night and see them." {
		t.Errorf("%q, %q", p.Title, p.Abstract)
	}
}
