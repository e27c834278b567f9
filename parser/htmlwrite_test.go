package parser_test

import (
	"strings"
	"testing"

	"golang.org/x/net/html"

	"dogear/parser"
)

// A page shows what it was given, and nothing in that is HTML: no element, no attribute and no address comes out of a paper.
func TestHTMLIsText(t *testing.T) {
	const bad = `</p><script>alert(1)</script><img src=x onerror=alert(1)>"'> &lt;b&gt; javascript:alert(1)`
	p := parser.Paper{
		Title: bad, Abstract: bad + " see https://example.org/a?b=1&c=\"x.\n\nSecond.", Authors: []parser.Author{{Family: bad}}, Published: "2024",
		In: parser.Publication{Venue: bad}, ArXiv: "2403.01234", Links: []parser.Link{{Kind: parser.LinkPage, URL: "javascript:alert(1)"}, {Kind: parser.LinkPDF, URL: "https://example.org/\" onclick=\"x"}, {Kind: parser.LinkCode, URL: "data:text/html,x"}},
		Marks: &parser.Marks{Status: "read", Starred: true, Tags: []string{bad}, Note: "# N\n\n" + bad},
	}
	doc, err := html.Parse(strings.NewReader(write(t, parser.FormatHTML, p, p)))
	if err != nil {
		t.Fatal(err)
	}
	allowed := map[string]bool{}
	for _, name := range strings.Fields("html head meta title style body main article h2 p div a span") {
		allowed[name] = true
	}
	shown, articles := "", 0
	for n := range doc.Descendants() {
		switch n.Type {
		case html.TextNode:
			shown += n.Data
		case html.ElementNode:
			if !allowed[n.Data] {
				t.Errorf("there is an element %s", n.Data)
			}
			if n.Data == "article" {
				articles++
			}
			for _, a := range n.Attr {
				switch {
				case strings.HasPrefix(a.Key, "on"), a.Key == "src":
					t.Errorf("%s has an attribute %s", n.Data, a.Key)
				case a.Key == "href" && !strings.HasPrefix(a.Val, "https://example.org/"):
					t.Errorf("a link leads to %s", a.Val)
				}
			}
		}
	}
	if articles != 2 || strings.Count(shown, bad) != 2*6 || !strings.Contains(shown, "★") {
		t.Errorf("%d papers, the text %d times:\n%s", articles, strings.Count(shown, bad), shown)
	}
	for _, want := range []string{"prefers-color-scheme: dark", "@media print", "default-src 'none'"} {
		if !strings.Contains(write(t, parser.FormatHTML), want) {
			t.Errorf("no %s", want)
		}
	}
}
