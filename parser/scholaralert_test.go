package parser_test

import (
	"fmt"
	"strings"
	"testing"

	"dogear/parser"
)

func TestScholarAlertGolden(t *testing.T) { golden(t, "scholar-alert.eml", parser.Options{}) }

// alertSummary is a line for each paper: title, authors, date, venue, identifiers, links, abstract.
func alertSummary(papers []parser.Paper) string {
	var b strings.Builder
	for _, p := range papers {
		var names []string
		for _, a := range p.Authors {
			names = append(names, a.Name())
		}
		if p.MoreAuthors {
			names = append(names, "…")
		}
		fmt.Fprintf(&b, "%s|%s|%s|%s|%s%s|", p.Title, strings.Join(names, "; "), p.Published, p.In.Venue, p.ArXiv, p.DOI)
		for _, l := range p.Links {
			if !strings.HasPrefix(l.URL, "https://arxiv.org/") && !strings.HasPrefix(l.URL, "https://doi.org/") {
				b.WriteString(l.URL)
			}
		}
		b.WriteString("|" + p.Abstract + "\n")
	}
	return b.String()
}

// s2Alert is an alert of Semantic Scholar as it is mailed.
const s2Alert = `<html><body><table><tr><td><h1>Your Research Feed</h1>
<p>New citations to <a href="https://www.semanticscholar.org/paper/My-Own/00000000000000000000000000000000000000aa?utm_source=alert_email">My Own Paper on Lists</a></p></td></tr>
<tr><td><a href="https://x.r.us-west-2.awstrack.me/L0/https:%2F%2Fwww.semanticscholar.org%2Fpaper%2FGraph-Lists%2F00000000000000000000000000000000000000ab%3Futm_source=alert_email/1/01"><img src="x.png"></a>
<a href="https://www.semanticscholar.org/paper/Graph-Lists/00000000000000000000000000000000000000ab?utm_source=alert_email">Graph Lists: Reading with Care</a>
<div><a href="https://www.semanticscholar.org/author/1">Ann Example</a>, <a href="https://www.semanticscholar.org/author/2">B. van Sample</a>, +3 more</div>
<div>Journal of Lists · 5 March 2024</div>
<div><b>TLDR</b> Lists are read by graphs, which is quick and good.</div>
<div><a href="https://www.semanticscholar.org/paper/Graph-Lists/00000000000000000000000000000000000000ab?utm_campaign=x">View Paper</a> <a href="https://www.semanticscholar.org/x">Save to Library</a></div></td></tr>
<tr><td><h3><a href="https://www.semanticscholar.org/paper/00000000000000000000000000000000000000ac">Trees</a></h3>
<p>Di Four, Ed Five</p><p>arXiv.org</p><p>2024</p><p>Trees are grown by lists. It is shown that they grow faster when readers water them with great care.</p>
<a href="https://www.semanticscholar.org/paper/00000000000000000000000000000000000000ac">Read More</a></td></tr></table>
<p>You are receiving this email because you created an alert on Semantic Scholar.</p><p><a href="https://www.semanticscholar.org/me/alerts">Unsubscribe</a></p></body></html>
`

const s2Want = "Graph Lists: Reading with Care|Ann Example; B. van Sample; …|2024-03-05|Journal of Lists||https://www.semanticscholar.org/paper/00000000000000000000000000000000000000ab|" +
	"Lists are read by graphs, which is quick and good.\n" +
	"Trees|Di Four; Ed Five|2024|||https://www.semanticscholar.org/paper/00000000000000000000000000000000000000ac|" +
	"Trees are grown by lists. It is shown that they grow faster when readers water them with great care.\n"

const scholarWant = "Graph networks for lists|A Example; B Sample; …|2024||2403.01234||We study networks on graphs of papers and find …\n" +
	"Trees and networks|D Four|2023|Journal of Trees||https://www.sciencedirect.com/science/article/pii/S0001|Trees are networks without circles.\n"

// scholarHTML is an alert of Google Scholar; title, byline and snippet are what stands around those.
func scholarHTML(title, byline, snippet string) string {
	item := func(address, text, by, about string) string {
		return strings.Replace(strings.Replace(title, "URL", "https://scholar.google.com/scholar_url?url="+address+"&amp;hl=en", 1), "TEXT", text, 1) +
			strings.Replace(byline, "TEXT", by, 1) + strings.Replace(snippet, "TEXT", about, 1)
	}
	return "<div>" + item("https://arxiv.org/pdf/2403.01234", "Graph <b>networks</b> for lists", "A Example, B Sample… - arXiv preprint arXiv:2403.01234, 2024", "We study <b>networks</b> on graphs<br>of papers and find …") +
		item("https://www.sciencedirect.com/science/article/pii/S0001", "Trees and networks", "D Four&nbsp;- Journal of Trees, 2023&nbsp;- Elsevier", "Abstract Trees are networks without circles.") +
		`<p>This message was sent by Google Scholar because you're following new results for [networks].</p><a href="https://scholar.google.com/scholar_alerts?view_op=list">List alerts</a></div>`
}

const scholarPlain = `[PDF] Graph networks for lists
<https://scholar.google.com/scholar_url?url=https://arxiv.org/pdf/2403.01234&hl=en&sa=X>
A Example, B Sample… - arXiv preprint arXiv:2403.01234, 2024
We study networks on graphs of papers
and find …
[image: Save] <https://scholar.google.com/citations?update_op=x>

Trees and networks <https://scholar.google.com/scholar_url?url=https://www.sciencedirect.com/science/article/pii/S0001&hl=en>
D Four - Journal of Trees, 2023 - Elsevier
Trees are networks without circles.

This message was sent by Google Scholar because you're following new results for [networks].
`

func TestScholarAlerts(t *testing.T) {
	const title = `<h3><span>[PDF]</span> <a href="URL" class="gse_alrt_title">TEXT</a></h3>`
	mailed := func(from, kind, body string) string {
		return "From: " + from + "\nDate: Tue, 05 Mar 2024 06:00:00 -0800\nMIME-Version: 1.0\nContent-Type: " + kind + "; charset=utf-8\n\n" + body
	}
	google := scholarHTML(title, "\n<div style=\"color:#006621\">TEXT</div>", "<div class=\"gse_alrt_sni\">TEXT</div><br>\n")
	tests := map[string]struct{ text, source, want string }{
		"as it is":         {mailed("a@google.com", "text/html", google), "Google Scholar", scholarWant},
		"a saved page":     {"<html><body>" + google + "</body></html>", "Google Scholar", scholarWant},
		"forwarded":        {mailed("b@example.com", "text/html", strings.ReplaceAll(google, "gse_alrt", "m_-12gse_alrt")), "Google Scholar", scholarWant},
		"without classes":  {mailed("b@example.com", "text/html", scholarHTML(`<h3><a href="URL">TEXT</a></h3>`, "<div>TEXT</div>", "<div>"+"TEXT</div>")), "Google Scholar", scholarWant},
		"paragraphs":       {mailed("a@google.com", "text/html", scholarHTML(title, "<p><font color=green>TEXT</font></p>", `<p class="gse_alrt_sni">TEXT</p>`)), "Google Scholar", scholarWant},
		"in fonts":         {mailed("a@google.com", "text/html", scholarHTML(`<p><a href="URL" class="gse_alrt_title">TEXT</a><br>`, "<font color=green>TEXT</font><br>", "<font>TEXT</font></p>")), "Google Scholar", scholarWant},
		"plain text":       {mailed("a@google.com", "text/plain", scholarPlain), "Google Scholar", scholarWant},
		"quoted":           {mailed("b@example.com", "text/plain", quote("> ", scholarPlain)), "Google Scholar", scholarWant},
		"plain and HTML":   {mailed("a@google.com", "multipart/alternative; boundary=x", "--x\nContent-Type: text/plain\n\n"+scholarPlain+"\n--x\nContent-Type: text/html\n\n"+google+"\n--x--\n"), "Google Scholar", scholarWant},
		"Semantic Scholar": {mailed("do-not-reply@semanticscholar.org", "text/html", s2Alert), "Semantic Scholar", s2Want},
	}
	for name, test := range tests {
		d, papers, problems := read(t, test.text, parser.Options{})
		got := alertSummary(papers)
		if d.Format != parser.FormatScholarAlert || d.Source != test.source || len(problems) > 0 || got != test.want {
			t.Errorf("%s: %s of %s, %v, got\n%swant\n%s", name, d.Format, d.Source, problems, got, test.want)
		}
	}
}

func TestScholarBylines(t *testing.T) {
	for byline, want := range map[string]string{
		"A Example - Journal of Lists, 2024 - Elsevier": "A Example|2024|Journal of Lists|Elsevier|",
		"A Example, B Sample - 2024 - books.google.com": "A Example; B Sample|2024|||",
		"A Example - 2024": "A Example|2024|||",
		"JA Example, … - Proceedings of the … on Lists, 2024 - dl.acm.org": "JA Example; …|2024|Proceedings of the … on Lists||paper-conference",
		"A Example, B Sample... - bioRxiv, 2024 - biorxiv.org":             "A Example; B Sample; …|2024|bioRxiv||",
		"A Example - Lists - An International Journal, 2024 - Wiley":       "A Example|2024|Lists - An International Journal|Wiley|",
		"A Example": "A Example||||",
	} {
		text := "<html><body>" + `<h3><a href="https://scholar.google.com/scholar_url?url=https://x.example/1" class="gse_alrt_title">Lists</a></h3><div>` + byline + "</div></body></html>"
		_, papers, _ := read(t, text, parser.Options{})
		if len(papers) != 1 {
			t.Fatalf("%s: %d papers", byline, len(papers))
		}
		p := papers[0]
		var names []string
		for _, a := range p.Authors {
			names = append(names, a.Name())
		}
		if p.MoreAuthors {
			names = append(names, "…")
		}
		if got := fmt.Sprintf("%s|%s|%s|%s|%s", strings.Join(names, "; "), p.Published, p.In.Venue, p.In.Publisher, p.In.Type); got != want {
			t.Errorf("%s: got %s, want %s", byline, got, want)
		}
	}
}

func TestWhatIsNoAlert(t *testing.T) {
	abstract := "We study lists of papers and the people who read them. It turns out that lists are long and that readers are few and in a hurry."
	for name, text := range map[string]string{
		"a newsletter that links Semantic Scholar": "From: a@example.com\nSubject: x\nContent-Type: text/html\n\n<html><body><h2><a href=\"https://www.semanticscholar.org/paper/x/00000000000000000000000000000000000000ab\">Graph Lists</a></h2><p>" + abstract + "</p></body></html>",
		"a text on Google Scholar":                 "Graph Lists\n\n" + abstract + " Google Scholar has them.\n",
	} {
		if d, _, _ := read(t, text, parser.Options{}); d.Format == parser.FormatScholarAlert {
			t.Errorf("%s is read as an alert", name)
		}
	}
}

func TestMailAddressesAreUnwrapped(t *testing.T) {
	abstract := "We study lists of papers and the people who read them. It turns out that lists are long and that readers are few and in a hurry."
	for _, text := range []string{
		"Content-Type: text/html\n\n<h2><a href=\"https://www.google.com/url?q=https://arxiv.org/abs/2403.00001&amp;sa=D\">Graph Lists</a></h2><p>" + abstract + "</p><h2><a href=\"https://x.example/\">Tree Lists</a></h2><p>" + abstract + "</p>",
		"Content-Type: text/plain\n\nGraph Lists\nhttps://nam02.safelinks.protection.outlook.com/?url=https%3A%2F%2Farxiv.org%2Fabs%2F2403.00001&data=x\n\n" + abstract + "\n\nTree Lists\n\n" + abstract + "\n",
	} {
		_, papers, _ := read(t, "From: a@example.com\nSubject: x\nMIME-Version: 1.0\n"+text, parser.Options{})
		if len(papers) != 2 || papers[0].ArXiv != "2403.00001" {
			t.Errorf("%+v", papers)
		}
	}
}

func FuzzScholarAlert(f *testing.F) {
	fuzzFormat(f, parser.FormatScholarAlert, fixture(f, "scholar-alert.eml"), s2Alert, scholarPlain, scholarHTML("<a class=gse_alrt_title href=URL>TEXT</a>", "<div>TEXT</div>", "TEXT"))
}
