package parser_test

import (
	"errors"
	"strings"
	"testing"

	"dogear/parser"
)

func TestUnreadableFormatsAreNamed(t *testing.T) {
	const title = "<title>Reading lists in the clinic of tomorrow</title>\n\n<abstract>Lists are read in the clinic and found to be long.</abstract>\n"
	for _, test := range []struct{ name, text, want string }{
		{"MODS", `<?xml version="1.0"?><modsCollection xmlns="http://www.loc.gov/mods/v3"><mods><titleInfo>` + title + `</titleInfo></mods></modsCollection>`, "MODS XML cannot be read; export it as BibTeX"},
		{"MODS without a declaration", "\n<mods:mods xmlns:mods=\"http://www.loc.gov/mods/v3\"><mods:titleInfo>\n" + title + "</mods:titleInfo>\n</mods:mods>\n", "MODS XML"},
		{"MARC", `<collection xmlns="http://www.loc.gov/MARC21/slim"><record><leader>x</leader></record></collection>`, "MARC XML"},
		{"TEI", "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">\n<teiHeader>" + title + "</teiHeader></TEI>", "TEI XML"},
		{"OPML", `<opml version="2.0"><body><outline text="Owls" xmlUrl="https://owls.example/feed"/></body></opml>`, "OPML"},
		{"RDF", `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:bib="http://purl.org/net/biblio#"><bib:Article><dc:title>Owls</dc:title></bib:Article></rdf:RDF>`, "RDF/XML"},
		{"JATS", `<article xmlns:xlink="x" article-type="research-article"><front><article-meta>` + title + `</article-meta></front></article>`, "JATS XML"},
		{"PubMed's numbers", `<?xml version="1.0"?><!DOCTYPE eSearchResult PUBLIC "x" "y"><eSearchResult><Count>1</Count><IdList><Id>17</Id></IdList></eSearchResult>`, "a PubMed search result"},
		{"PubMed's numbers in JSON", `{"header":{"type":"esearch"},"esearchresult":{"idlist":["17"]}}`, "a PubMed search result"},
		{"bookmarks", "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<TITLE>Bookmarks</TITLE>\n<H1>Bookmarks</H1>\n<DL><p>\n<DT><A HREF=\"https://owls.example\">Owls that read</A>\n</DL>", "HTML bookmarks"},
		{"Hayagriva", "# owls\nowls2021:\n    type: Article\n    title: How owls read tables and charts in the ward\n    author: [\"Example, Ann\"]\n    parent:\n        type: Periodical\n        title: Journal of Owls\n", "Hayagriva"},
		{"CSL in YAML", "---\nreferences:\n- id: owls2021\n  type: article-journal\n  title: How owls read tables\n  issued: 2021\n...\n", "a list of references in YAML"},
		{"a citation file", "cff-version: 1.2.0\nmessage: Cite this.\ntitle: Owls that read\nauthors:\n  - family-names: Example\n", "CITATION.cff"},
		{"a notebook", `{"cells":[{"source":["# Title"]}],"metadata":{},"nbformat":4,"nbformat_minor":5}`, "Jupyter"},

		{"unknown XML", "<library>\n  <paper>\n" + title + "  </paper>\n</library>\n", "XML with the unknown root <library>"},
		{"unknown XML behind a comment", "<!-- owls -->\n<library>\n" + title + "</library>", "XML with the unknown root <library>"},
		{"XML that is long", "<library>\n" + strings.Repeat("<paper>"+title+"</paper>\n", 2000), "XML with the unknown root <library>"},
		{"unknown JSON", `{"query_id":"x","paper":{"id":"1","title":"Computational owls","abstract":"The owls are useful."}}`, `JSON with the unknown members "paper", "paper.abstract"`},
		{"unknown JSON in a list", `[{"name":"Computational owls","abstract":"The owls are useful.","url":"https://owls.example"}]`, `JSON with the unknown members "abstract", "name", "url"`},
		{"hostile names", `{"a\u001b[2J":1,"title":{"x":1}}`, `JSON with the unknown members "a␛[2J"`},
	} {
		d, err := parser.Open(strings.NewReader(test.text), parser.Options{})
		if d != nil || !errors.Is(err, parser.ErrUnknownFormat) || !strings.Contains(err.Error(), test.want) || strings.ContainsFunc(err.Error(), parser.Unsafe) {
			t.Errorf("%s: %v, %v", test.name, d, err)
		}
	}
}

// Text that begins like something else is text all the same.
func TestTextIsNotTakenForUnreadable(t *testing.T) {
	const paper = "\n\nThe abstract says something about trees, and about <owls> that read </owls> in them. It ends here.\n"
	for name, text := range map[string]string{
		"a word in angle brackets": "<Owls> that Read Tables" + paper,
		"an address in brackets":   "<https://owls.example>" + "\n\nTrees That Learn" + paper,
		"Markdown in HTML":         "<div align=\"center\">\n\n# Trees That Learn\n\n</div>" + paper,
		"a colon and a word":       "Owls: A Title of a Paper" + paper,
		"labels":                   "Title: Owls of the Night\nAuthors: Ann Example, Bo Sample\nAbstract: They read all of it, and they say so.\n",
		"JSON in an abstract":      "Trees That Learn\n\nThe answer is {\"title\": 1} in all of the cases that we looked at. It ends here.\n",
	} {
		if _, err := parser.Open(strings.NewReader(text), parser.Options{}); errors.Is(err, parser.ErrUnknownFormat) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
