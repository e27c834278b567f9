package parser_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dogear/parser"
)

// recordFixtures are the files of the formats in XML that are not feeds, each with what it must be recognised as.
var recordFixtures = map[string]parser.Format{
	"pubmed.xml": parser.FormatPubMedXML, "oai-arxiv.xml": parser.FormatOAIPMH, "oai-dc.xml": parser.FormatOAIPMH,
	"dblp.xml": parser.FormatDBLPXML, "dblp-search.xml": parser.FormatDBLPXML,
	"endnote.xml": parser.FormatEndNoteXML,
}

func TestXMLRecords(t *testing.T) {
	for name, want := range recordFixtures {
		t.Run(name, func(t *testing.T) {
			golden(t, name, parser.Options{Now: now})
			text, err := os.ReadFile(filepath.Join("testdata", name))
			if err != nil {
				t.Fatal(err)
			}
			_, bare, declared := strings.Cut(string(text), "?>")
			for how, text := range map[string]string{"as it is": string(text), "without its declaration": bare, "behind a comment": "<!-- saved -->\n" + bare} {
				if !declared && how != "as it is" {
					continue
				}
				if d, err := parser.Open(strings.NewReader(text), parser.Options{}); err != nil || d.Format != want {
					t.Errorf("%s: %v, %v", how, d, err)
				}
			}
		})
	}
}

func pubmedArticle(members string) string {
	return `<PubmedArticleSet><PubmedArticle><MedlineCitation><Article>` + members + `</Article></MedlineCitation></PubmedArticle></PubmedArticleSet>`
}

func TestPubMedXMLPitfalls(t *testing.T) {
	title := "<ArticleTitle>T</ArticleTitle>"
	testJSONPitfalls(t, parser.FormatPubMedXML, []jsonPitfall{
		{"an empty set", "<PubmedArticleSet></PubmedArticleSet>", `source "PubMed"`},
		{"an old set", "<MedlineCitationSet><MedlineCitation><PMID>17</PMID><Article>" + title + "</Article></MedlineCitation></MedlineCitationSet>", "line 1: T | link       page https://pubmed.ncbi.nlm.nih.gov/17/"},
		{"a title in CDATA", pubmedArticle("<ArticleTitle><![CDATA[Owls & <i>mice</i>, 1 < 2]]></ArticleTitle>"), "line 1: Owls & mice, 1 < 2"},
		{"a season", pubmedArticle(title + "<Journal><JournalIssue><PubDate><Year>1990</Year><Season>Spring</Season></PubDate></JournalIssue></Journal>"), "published  1990\n"},
		{"months", pubmedArticle(title + "<Journal><JournalIssue><PubDate><MedlineDate>2016 Mar-Apr</MedlineDate></PubDate></JournalIssue></Journal>"), "published  2016-03\n"},
		{"an electronic date of another year", pubmedArticle(title + "<Journal><JournalIssue><PubDate><Year>1990</Year></PubDate></JournalIssue></Journal><ArticleDate><Year>1989</Year><Month>12</Month></ArticleDate>"), "published  1990\n"},
		{"an electronic date alone", pubmedArticle(title + "<ArticleDate><Year>1989</Year><Month>12</Month><Day>31</Day></ArticleDate>"), "published  1989-12-31"},
		{"a label that says nothing", pubmedArticle(title + `<Abstract><AbstractText Label="UNLABELLED">A.</AbstractText><AbstractText Label="B"/></Abstract>`), "abstract   A.\n"},
		{"a book", "<PubmedArticleSet><PubmedBookArticle><BookDocument><Book><BookTitle>B</BookTitle><AuthorList Type=\"authors\"><Author><LastName>Roe</LastName></Author></AuthorList><PubDate><Year>1993</Year></PubDate></Book></BookDocument></PubmedBookArticle></PubmedArticleSet>",
			"line 1: B | type       book | authors    ||Roe| | published  1993 | no venue"},
		{"entities of one's own", `<?xml version="1.0"?><!DOCTYPE PubmedArticleSet [<!ENTITY a "aaaa">]>` + pubmedArticle(title), "declares entities"},
		{"not XML", pubmedArticle("<ArticleTitle>T</Article>"), "line 1: T"},
	})
}

func oai(records string) string {
	return `<OAI-PMH><request verb="ListRecords">x</request>` + records + `</OAI-PMH>`
}

func TestOAIPMHPitfalls(t *testing.T) {
	deleted := `<record><header status="deleted"><identifier>oai:arXiv.org:2403.01234</identifier></header></record>`
	testJSONPitfalls(t, parser.FormatOAIPMH, []jsonPitfall{
		{"nothing new", oai(`<error code="noRecordsMatch">The combination gives an empty list.</error>`), `date ""`},
		{"deleted ones alone", oai("<ListRecords>" + deleted + deleted + "</ListRecords>"), `date "" | no REJECTED`},
		{"an error", oai(`<error code="badResumptionToken">It has expired &#27;[2J</error>`), "the repository returned an error, badResumptionToken: It has expired ␛[2J"},
		{"an error without words", oai(`<error code='badVerb'/>`), "the repository returned an error, badVerb"},
		{"another answer", oai("<ListSets><set/></ListSets>"), "an answer to ListSets contains no papers"},
		{"no answer", "<OAI-PMH><request>x</request>", "was the file truncated?"},
		{"an old form", oai("<GetRecord><record><metadata><arXivOld><id>math/0309136</id><date>2003-09-05</date><title>T</title><authors>A. Example, Jr., B. Roe</authors></arXivOld></metadata></record></GetRecord>"),
			"line 1: T | arxiv      math/0309136 | published  2003-09-05 | authors    A.||Example|Jr.; B.||Roe|"},
		{"only the header has the identifier", oai("<GetRecord><record><header><identifier>oai:arXiv.org:2403.01234</identifier></header><metadata><arXiv><title>T</title></arXiv></metadata></record></GetRecord>"), "arxiv      2403.01234"},
		{"records without what surrounds them", "<ListRecords><record><metadata><dc><title>T</title></dc></metadata></record></ListRecords>", "line 1: T"},
	})
	d, err := parser.Open(strings.NewReader(oai(`<error code="badArgument">x</error>`)), parser.Options{})
	if d != nil || !errors.Is(err, parser.ErrNoPapers) {
		t.Errorf("an error is no empty list: %v, %v", d, err)
	}
}

func TestDBLPXMLPitfalls(t *testing.T) {
	testJSONPitfalls(t, parser.FormatDBLPXML, []jsonPitfall{
		{"nothing found", `<result><query>x</query><hits total="0"></hits></result>`, `source "DBLP"`},
		{"a person", `<dblpperson name="Ann Example" pid="1/1" n="2"><person key="homepages/1/1"><author pid="1/1">Ann Example</author></person><r><article key="a"><title>T.</title></article></r><r><book key="b"><title>U.</title></book></r><coauthors n="1"><co><na pid="2">Bo</na></co></coauthors></dblpperson>`,
			"line 1: T\n | line 1: U\n | key        DBLP:a"},
		{"the papers of a volume", `<bht><h2>Owls</h2><dblpcites><r style="ee"><article key="a"><title>T.</title></article></r></dblpcites></bht>`, "line 1: T\n"},
		{"entities of DBLP", `<dblp><article><author>Jos&eacute; S&aacute;</author><title>&Uuml;ber.</title></article></dblp>`, "line 1: Über\n | authors    José||Sá|"},
		{"old numbers of CoRR", `<dblp><article><title>T.</title><journal>CoRR</journal><volume>cs.AI/0306001</volume></article></dblp>`, "arxiv      cs/0306001 | type       article\n | no volume"},
		{"older ones", `<dblp><article><title>T.</title><journal>CoRR</journal><volume>7</volume></article></dblp>`, "type       article\n | volume     7 | no arxiv"},
	})
}

func endNote(members string) string {
	return `<xml><records><record><ref-type name="Journal Article">17</ref-type><titles><title>T</title></titles>` + members + `</record></records></xml>`
}

func TestEndNoteXMLPitfalls(t *testing.T) {
	testJSONPitfalls(t, parser.FormatEndNoteXML, []jsonPitfall{
		{"nothing in it", "<xml><records></records></xml>", `source "EndNote"`},
		{"the number of a type alone", `<records><record><ref-type>32</ref-type><titles><title>T</title></titles></record></records>`, "type       thesis"},
		{"the day has a year", endNote("<dates><year>2016</year><pub-dates><date>2016/10/19</date></pub-dates></dates>"), "published  2016-10-19"},
		{"the day is of another year", endNote("<dates><year>2016</year><pub-dates><date>2017-01-02</date></pub-dates></dates>"), "published  2016\n"},
		{"the day is a month", endNote("<dates><year>2016</year><pub-dates><date>October</date></pub-dates></dates>"), "published  2016-10\n"},
		{"the day is a number", endNote("<dates><year>2016</year><pub-dates><date>10-19</date></pub-dates></dates>"), "published  2016-10-19"},
		{"an address for a DOI", endNote("<electronic-resource-num>https://doi.org/10.1000/x</electronic-resource-num>"), "doi        10.1000/x"},
		{"arXiv for a DOI", endNote("<electronic-resource-num>arXiv:2403.01234</electronic-resource-num>"), "arxiv      2403.01234"},
		{"a label of several words", endNote("<label>to read</label>"), "no key"},
		{"keywords in one", endNote("<keywords><keyword>a; b&#13;c</keyword></keywords>"), "keywords   a; b; c"},
		{"ISBN and ISSN", endNote("<isbn>0302-9743; 978-3-0000-0001-2</isbn>"), "isbn       978-3-0000-0001-2 | issn       0302-9743"},
	})
}

// Papers of collaborations have thousands of authors, with elements for everything.
func TestXMLRecordsOfThousandsOfAuthors(t *testing.T) {
	author := "<Author><LastName>Example</LastName><ForeName>Ann</ForeName><AffiliationInfo><Affiliation>%s</Affiliation></AffiliationInfo></Author>"
	began := time.Now()
	_, papers, _ := read(t, pubmedArticle("<ArticleTitle>T</ArticleTitle><AuthorList>"+strings.Repeat(fmt.Sprintf(author, strings.Repeat("x", 500)), 5000)+"</AuthorList>"), parser.Options{})
	if len(papers) != 1 || len(papers[0].Authors) != 5000 {
		t.Fatalf("%d papers", len(papers))
	}
	if took := time.Since(began); took > 20*time.Second {
		t.Errorf("took %v", took)
	}
	d, err := parser.Open(strings.NewReader(pubmedArticle("<ArticleTitle>"+strings.Repeat("<b>", 1<<20))), parser.Options{})
	if d != nil || !errors.Is(err, parser.ErrNoPapers) {
		t.Errorf("%v, %v", d, err)
	}
}

func xmlSeedsOf(f *testing.F, names ...string) []string {
	seeds := []string{"<a><b>", `<result><hits><hit><info>`}
	for _, name := range names {
		seeds = append(seeds, jsonFixture(f, name))
	}
	return seeds
}

func FuzzPubMedXML(f *testing.F) {
	fuzzFormat(f, parser.FormatPubMedXML, xmlSeedsOf(f, "pubmed.xml")...)
}

func FuzzDBLPXML(f *testing.F) {
	fuzzFormat(f, parser.FormatDBLPXML, xmlSeedsOf(f, "dblp.xml", "dblp-search.xml")...)
}

func FuzzEndNoteXML(f *testing.F) {
	fuzzFormat(f, parser.FormatEndNoteXML, xmlSeedsOf(f, "endnote.xml")...)
}

func FuzzOAIPMH(f *testing.F) {
	fuzzFormat(f, parser.FormatOAIPMH, xmlSeedsOf(f, "oai-arxiv.xml", "oai-dc.xml")...)
}
