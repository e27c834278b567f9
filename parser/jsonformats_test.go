package parser_test

import (
	"errors"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"dogear/parser"
)

// jsonFixtures are the files of the formats in JSON, each with what it must be recognised as.
var jsonFixtures = map[string]parser.Format{
	"hf-daily.json": parser.FormatHFJSON, "hf-page.html": parser.FormatHFJSON, "csl-zotero.json": parser.FormatCSLJSON,
	"s2-search.json": parser.FormatS2JSON, "openreview-notes.json": parser.FormatOpenReview, "own.jsonl": parser.FormatJSONL,
	"crossref.json": parser.FormatCrossrefJSON, "openalex.json": parser.FormatOpenAlexJSON,
	"dblp.json": parser.FormatDBLPJSON, "zotero.json": parser.FormatZoteroJSON, "zotero-api.json": parser.FormatZoteroJSON,
	"biorxiv.json": parser.FormatBiorxivJSON,
}

func jsonFixture(t testing.TB, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestJSONFixtures(t *testing.T) {
	for name := range jsonFixtures {
		t.Run(name, func(t *testing.T) { golden(t, name, parser.Options{Now: now}) })
	}
}

// However a fixture is encoded and wherever its beginning is cut for the recogniser, it is read as what it is.
func TestJSONFormatsAreRecognised(t *testing.T) {
	for name, want := range jsonFixtures {
		text := jsonFixture(t, name)
		d, err := parser.Open(strings.NewReader(text), parser.Options{Now: now})
		if err != nil || d.Format != want {
			t.Errorf("%s: %v, %v", name, d, err)
			continue
		}
		plain := dump(d)
		for how, encode := range encodings {
			if how == "Latin-1" && strings.ContainsFunc(text, func(r rune) bool { return r > 0xFF }) {
				continue
			}
			d, err := parser.Open(strings.NewReader(encode(text)), parser.Options{Now: now})
			if err != nil || d.Format != want {
				t.Errorf("%s as %s: %v, %v", name, how, d, err)
				continue
			}
			if got := dump(d); got != plain && how != "CRLF" { // which texts keep
				t.Errorf("%s as %s:\n%s", name, how, firstDifference(got, plain))
			}
		}
	}
	texts := []struct {
		name, text string
		want       parser.Format
	}{
		{"one paper of Hugging Face", `{"id":"2403.01234","authors":[],"title":"T","summary":"S","upvotes":3}`, parser.FormatHFJSON},
		{"papers of a search there", "\n [ {\"paper\": {\n\"id\": \"2403.01234\", \"title\": \"T\"}}]", parser.FormatHFJSON},
		{"the object of the page", `{"periodType":"day","dailyPapers":[{"paper":{"title":"T"}}]}`, parser.FormatHFJSON},
		{"one paper of Semantic Scholar", `{"paperId":"1","title":"T"}`, parser.FormatS2JSON},
		{"who cites a paper", `{"offset":0,"data":[{"contexts":[],"citingPaper":{"paperId":"1","title":"T"}}]}`, parser.FormatS2JSON},
		{"recommendations", `{"recommendedPapers":[{"paperId":"1","title":"T"}]}`, parser.FormatS2JSON},
		{"papers that were asked for", `[null,{"paperId":"1","title":"T"}]`, parser.FormatS2JSON},
		{"a line of a data set", `{"corpusid":1,"externalids":{"ArXiv":"2403.01234"},"title":"T","authors":[{"name":"J. Doe"}]}`, parser.FormatS2JSON},
		{"one note", `{"id":"a","forum":"a","content":{"title":{"value":"T"}}}`, parser.FormatOpenReview},
		{"one item of CSL", `{"id":1,"type":"book","title":"T"}`, parser.FormatCSLJSON},
		{"items in an object", `{"items":[{"id":1,"type":"book","title":"T"}]}`, parser.FormatCSLJSON},
		{"items without types", `[{"title":"T","author":[{"family":"D"}],"issued":{"date-parts":[[1999]]}}]`, parser.FormatCSLJSON},
		{"arXiv's metadata in an array", "[" + arXivFull + ",\n" + arXivFull + "]", parser.FormatArXivJSONL},
		{"arXiv's metadata over lines", strings.ReplaceAll(arXivFull, `,"`, ",\n\"") + "\n" + arXivFull, parser.FormatArXivJSONL},
		{"a library in an array", `[{"id":1,"title":"T","status":"read","starred":true}]`, parser.FormatJSONL},

		{"lines with few members", strings.Repeat(`{"title":"T","abstract":"A","authors":["J"],"doi":"10.1/x","tags":["a"]}`+"\n", 9), parser.FormatJSONL},
		{"lines of other JSON", strings.Repeat(`{"a":1,"b":2,"c":3}`+"\n", 9), ""},
		{"some other JSON", `{"name":"x","title":"T","items":[{"title":"A","url":"x"}]}`, ""},
		{"a feed", `{"version":"https://jsonfeed.org/version/1.1","title":"T","items":[{"id":"1","title":"A","content_text":"x","tags":["a"]}]}`, parser.FormatFeed},
		{"a package", `{"name":"x","version":"1","type":"module","keywords":[]}`, ""},
		{"text that names members", "paperId and title\n\nWe study the words {\"paperId\": 1, \"title\": 2} in an abstract. It ends.", parser.FormatText},
		{"text in brackets", "[Trees] A Title of a Paper\n\nWe show something about trees. It ends here.", parser.FormatText},
		{"Markdown with tags", "<p align=\"center\"><img src=\"a.png\"></p>\n\n# Trees That Learn\n\nWe show <b>trees</b>, and they learn. It ends here.", parser.FormatText},
		{"Markdown that begins with a comment", "<!-- list -->\n\nTrees That Learn\n\nWe show <html> to trees, and they learn. It ends here.", parser.FormatText},
	}
	for _, test := range texts {
		d, err := parser.Open(strings.NewReader(test.text), parser.Options{})
		switch {
		case test.want == "" && !errors.Is(err, parser.ErrUnknownFormat):
			t.Errorf("%s: %v, %v", test.name, d, err)
		case test.want != "" && (err != nil || d.Format != test.want):
			t.Errorf("%s: %v, %v", test.name, d, err)
		}
	}
	for name, text := range map[string]string{"starter": starter(), "arXiv": arXivFull, "layout": expand("T1\n\nA1\n")} {
		if d, err := parser.Open(strings.NewReader(text), parser.Options{}); err != nil || jsonFormats[d.Format] {
			t.Errorf("%s: %v, %v", name, d, err)
		}
	}
}

var jsonFormats = map[parser.Format]bool{
	parser.FormatHFJSON: true, parser.FormatCSLJSON: true, parser.FormatS2JSON: true, parser.FormatOpenReview: true, parser.FormatJSONL: true,
	parser.FormatCrossrefJSON: true, parser.FormatOpenAlexJSON: true,
	parser.FormatDBLPJSON: true, parser.FormatZoteroJSON: true, parser.FormatBiorxivJSON: true,
}

// Pitfalls are records of one format and what must come of each: a dump of its paper without the first word, or the problem.
type jsonPitfall struct {
	name, text string
	want       string // a part of the dump, lines parted by " | "; what begins with "no " must not be in it
}

func testJSONPitfalls(t *testing.T, format parser.Format, pitfalls []jsonPitfall) {
	t.Helper()
	for _, test := range pitfalls {
		t.Run(test.name, func(t *testing.T) {
			d, err := parser.Open(strings.NewReader(test.text), parser.Options{Format: format, Now: now})
			if err != nil {
				if !strings.Contains(err.Error(), test.want) {
					t.Errorf("got %v", err)
				}
				return
			}
			got := dump(d)
			for want := range strings.SplitSeq(test.want, " | ") {
				if absent, is := strings.CutPrefix(want, "no "); strings.Contains(got, want) == is || is && strings.Contains(got, absent) {
					t.Errorf("want %q in\n%s", want, got)
				}
			}
		})
	}
}

// hfList is a list with one paper of Hugging Face that has these members.
func hfList(members string) string { return `[{"paper":{` + members + `}}]` }

func TestHFJSONPitfalls(t *testing.T) {
	testJSONPitfalls(t, parser.FormatHFJSON, []jsonPitfall{
		{"the outer date is a time zone's", `[{"paper":{"title":"T","publishedAt":"2024-03-09T00:00:00.000Z"},"publishedAt":"2024-03-08T20:00:00.000Z"}]`, `date "2024-03-09" | published  2024-03-09`},
		{"no date of the paper", `[{"paper":{"title":"T"},"publishedAt":"2024-03-08T20:00:00.000Z"}]`, `date "2024-03-09" | no published`},
		{"the day of the list", `[{"paper":{"title":"T","submittedOnDailyAt":"2024-03-11T00:00:00.000Z"},"publishedAt":"2024-03-08T20:00:00.000Z"}]`, `date "2024-03-11"`},
		{"papers of several days", `[{"paper":{"title":"T"},"publishedAt":"2024-03-08T20:00:00.000Z"},{"paper":{"title":"U"},"publishedAt":"2024-03-07T20:00:00.000Z"}]`, `date ""`},
		{"a paper alone", `{"id":"2403.01234","title":"T","summary":"S","upvotes":3,"publishedAt":"2024-03-08T20:00:00.000Z"}`, `date "" | arxiv      2403.01234 | published  2024-03-08`},
		{"a day without a year", `{"dailyPapers":[{"paper":{"title":"T"}}],"dateString":"Mar 11"}`, `date "2025-03-11"`},
		{"a month", `{"dateString":"2024-03","periodType":"month","dailyPapers":[{"paper":{"title":"T"}}]}`, `date "2024-03"`},
		{"a week", `{"dateString":"2024-W11","periodType":"week","dailyPapers":[{"paper":{"title":"T"},"publishedAt":"2024-03-08T20:00:00.000Z"}]}`, `date ""`},
		{"no paper that day", `{"dailyPapers":[],"dateString":"2024-03-10"}`, `date "2024-03-10"`},
		{"eaten spaces stay eaten", hfList(`"title":"20times","summary":"sourcecitations"`), "line 1: 20times | sourcecitations"},
		{"upvotes are not kept", hfList(`"title":"T","upvotes":1234`), "no 1234"},
		{"a machine's summary is none", hfList(`"title":"T","ai_summary":"Words."`), "no Words"},
		{"title and summary of the list", `[{"paper":{"id":"2403.01234"},"title":"T","summary":"S"}]`, "line 1: T | abstract   S"},
		{"an identifier of no paper", hfList(`"id":"2017/1118","title":"T"`), "line 1: T | no arxiv"},
		{"wrong types", `[{"paper":{"id":2403.01234,"title":1984,"summary":["S"],"authors":{"name":"J. Doe"},"publishedAt":12,"githubRepo":{},"ai_keywords":"one"},"publishedAt":[]}]`,
			"line 1: 1984 | abstract   S | arxiv      2403.01234 | authors    J.||Doe| | keywords   one"},
		{"authors in every way", hfList(`"title":"T","authors":[null,"Jane van Doe",{"name":null},{"fullname":"A. B"},7,["x"],{"name":"Hidden One","hidden":true}]`), "authors    Jane|van|Doe|; A.||B|; ||7| | no Hidden"},
		{"addresses that are none", hfList(`"title":"T","githubRepo":"javascript:alert(1)","projectPage":"-x"`), "no link"},
		{"a repository elsewhere, a page at GitHub", hfList(`"title":"T","githubRepo":"https://code.example.org/x","projectPage":"https://github.com/x/y"`), "code https://code.example.org/x | project https://github.com/x/y"},
		{"hostile text", hfList(`"title":"A \u001b[2J title\u202e","summary":"&#27;]0; stays"`), "line 1: A ␛[2J title⟨U+202E⟩ | abstract   &#27;]0; stays"},
	})
}

func TestS2Pitfalls(t *testing.T) {
	testJSONPitfalls(t, parser.FormatS2JSON, []jsonPitfall{
		{"nothing found", `{"total": 0, "offset": 0, "data": []}`, `source "Semantic Scholar"`},
		{"null for a paper that is unknown", `[null,{"paperId":"1","title":"T"}]`, "REJECTED line 1: null: | line 1: T"},
		{"an edge of citations", `{"data":[{"isInfluential":true,"citedPaper":{"paperId":"1","title":"T","year":2001}}]}`, "line 1: T | published  2001"},
		{"year as text, date as nothing", `{"paperId":"1","title":"T","year":"2001","publicationDate":""}`, "published  2001"},
		{"no page but an identifier", `{"paperId":"ab12","title":"T"}`, "page https://www.semanticscholar.org/paper/ab12"},
		{"arXiv is no journal", `{"title":"T","venue":"","journal":{"name":"ArXiv","volume":"abs/2001.08361"}}`, "type       article | no venue | no volume"},
		{"a journal after arXiv", `{"title":"T","venue":"J. Trees","journal":{"name":"ArXiv","volume":"abs/2001.08361","pages":"1--9"}}`, "venue      J. Trees | pages      1–9 | no volume"},
		{"arXiv's own DOI", `{"title":"T","externalIds":{"DOI":"10.48550/arXiv.2001.08361"}}`, "arxiv      2001.08361 | no doi"},
		{"the PDF may be a page", `{"title":"T","openAccessPdf":{"url":"https://doi.org/10.1000/x"}}`, "page https://doi.org/10.1000/x"},
		{"the PDF may not look like one", `{"title":"T","openAccessPdf":{"url":"https://example.org/download?x=1"}}`, "pdf https://example.org/download?x=1"},
		{"the summary of a machine is no abstract", `{"title":"T","tldr":{"text":"Short."}}`, "no Short"},
		{"wrong types", `{"paperId":7,"title":"T","externalIds":[],"journal":"J","openAccessPdf":"x","authors":"J. Doe, A. Roe","fieldsOfStudy":[null,3],"publicationTypes":7,"year":true}`, "line 1: T | authors    J.||Doe|; A.||Roe| | keywords   3"},
		{"lower case of data sets", `{"corpusid":1,"externalids":{"ArXiv":"2403.01234"},"title":"T","publicationdate":"2024-03-01"}` + "\n" + `{"corpusid":2,"title":"U"}`, "arxiv      2403.01234 | published  2024-03-01 | line 2: U"},
	})
}

// note is a note of OpenReview with these members in its content.
func note(content string) string {
	return `{"notes":[{"id":"abc","forum":"abc","content":{` + content + `}}]}`
}

func TestOpenReviewPitfalls(t *testing.T) {
	testJSONPitfalls(t, parser.FormatOpenReview, []jsonPitfall{
		{"nothing found", `{"notes":[],"count":0}`, `source "OpenReview"`},
		{"the first date that is known", `{"id":"a","pdate":null,"cdate":1695478654290,"tcdate":1,"content":{"title":{"value":"T"}}}`, "published  2023-09-23"},
		{"a date as text", `{"id":"a","tcdate":"1.695478654290e12","content":{"title":{"value":"T"}}}`, "published  2023-09-23"},
		{"dates that are none", `{"id":"a","pdate":1e300,"cdate":"soon","tcdate":0,"content":{"title":{"value":"T"}}}`, "no published"},
		{"a review", `{"notes":[{"id":"b","forum":"a","content":{"title":{"value":"T"}}},{"id":"a","forum":"a","content":{"title":{"value":"U"}}}]}`, "REJECTED line 1: not a paper but a reply to one | line 1: U"},
		{"TL;DR is no abstract", note(`"title":{"value":"T"},"TL;DR":{"value":"Short."},"TLDR":{"value":"Short."}`), "no Short"},
		{"values that are nothing", note(`"title":{"value":"T"},"abstract":{"value":null},"authors":{},"keywords":null,"venue":7,"pdf":{"value":[]}`), "line 1: T | venue      7"},
		{"values of version 1", note(`"title":"T","abstract":"A","authors":["J. Doe"],"keywords":["x; y"]`), "line 1: T | abstract   A | authors    J.||Doe| | keywords   x; y"},
		{"authors with profiles", note(`"title":{"value":"T"},"authors":{"value":[{"fullname":"J. Doe","username":"~J_Doe1"}]}`), "authors    J.||Doe|"},
		{"a PDF elsewhere", note(`"title":{"value":"T"},"pdf":{"value":"https://arxiv.org/pdf/2403.01234v3"}`), "arxiv      2403.01234 | version    3"},
		{"a PDF of the site", note(`"title":{"value":"T"},"pdf":{"value":"/pdf/0a.pdf"}`), "pdf https://openreview.net/pdf/0a.pdf"},
		{"withdrawn", note(`"title":{"value":"T"},"venue":{"value":"ICLR 2024 Conference Withdrawn Submission"}`), "type       article | comment    ICLR 2024 Conference Withdrawn Submission | no venue"},
		{"a journal", note(`"title":{"value":"T"},"venue":{"value":"TMLR"},"_bibtex":{"value":"@article{\ndoe,\nx}"}`), "type       article-journal | venue      TMLR | key        doe"},
		{"an identifier that is none", `{"id":"a b\u001b","content":{"title":{"value":"T"}}}`, "line 1: T | no openreview a"},
	})
}

func TestCSLPitfalls(t *testing.T) {
	issued := func(date string) string { return `{"type":"book","id":1,"title":"T","issued":` + date + `}` }
	testJSONPitfalls(t, parser.FormatCSLJSON, []jsonPitfall{
		{"no items", " [ ]\n", `source ""`},
		{"a day", issued(`{"date-parts":[[2024,3,1]]}`), "published  2024-03-01"},
		{"a month by its name", issued(`{"date-parts":[["2024","Mar"]]}`), "published  2024-03"},
		{"a range", issued(`{"date-parts":[[2024,3,1],[2024,4,1]]}`), "published  2024-03-01"},
		{"parts without their list", issued(`{"date-parts":[2024,3]}`), "published  2024-03"},
		{"a season", issued(`{"date-parts":[[2024,21]]}`), "published  2024\n"},
		{"a day that there is not", issued(`{"date-parts":[[2024,2,30]]}`), "published  2024-02\n"},
		{"a year that there is not", issued(`{"date-parts":[[0]],"literal":"n.d."}`), "no published"},
		{"raw", issued(`{"raw":"2024-03-01T10:00:00Z"}`), "published  2024-03-01"},
		{"raw in words", issued(`{"raw":"1 March 2024"}`), "published  2024-03-01"},
		{"literal", issued(`{"literal":"March 2024"}`), "published  2024-03\n"},
		{"literal with a year", issued(`{"literal":"circa 1999, maybe"}`), "published  1999"},
		{"EDTF", issued(`"2024-03~/2024-05"`), "published  2024-03\n"},
		{"a number", issued(`2024`), "published  2024"},
		{"null", issued(`{"date-parts":[[null]],"raw":null}`), "no published"},
		{"authors in every way", `{"type":"book","id":1,"title":"T","author":[{"literal":"The Group"},{"family":"Doe","given":"J.","non-dropping-particle":"van","dropping-particle":"de","suffix":"III"},{"given":"Plato"},{"family":"de la Cruz","given":"A."},null,"Roe, B.",{"name":"Crossref Consortium"},{}]}`,
			"authors    ||The Group|; J.|de van|Doe|III; ||Plato|; A.|de la|Cruz|; B.||Roe|; ||Crossref Consortium|"},
		{"one author without a list", `{"type":"book","id":1,"title":"T","author":{"family":"Doe"}}`, "authors    ||Doe|"},
		{"markup", `{"type":"book","id":1,"title":"<i>E. coli</i> &amp; H<sub>2</sub>O: a < b > c, <span class=\"nocase\">x</span>","abstract":"<p>One.</p><p>Two.</p>"}`, "line 1: E. coli & H2O: a < b > c, x | abstract   One.\n           \n           Two."},
		{"what an entity hides", `{"type":"book","id":1,"title":"T&#27;[2J"}`, "line 1: T␛[2J"},
		{"a version in the address", `{"type":"article","id":1,"title":"T","URL":"https://arxiv.org/abs/2403.01234v2","DOI":"10.48550/arXiv.2403.01234"}`, "arxiv      2403.01234 | version    2 | no doi"},
		{"arXiv as a journal", `{"type":"article-journal","id":1,"title":"T","container-title":"arXiv:2403.01234 [cs]"}`, "arxiv      2403.01234 | type       article\n | no venue"},
		{"arXiv as an archive", `{"type":"article","id":1,"title":"T","archive":"arXiv","archive_location":"math.GT/0309136"}`, "arxiv      math/0309136"},
		{"a number that looks like one of arXiv", `{"type":"report","id":1,"title":"T","number":"2403.01234"}`, "no arxiv"},
		{"arXiv in the note", `{"type":"article","id":1,"title":"T","note":"arXiv: 2403.01234\nCitation Key: doe\nPMID: 7\n12 pages"}`, "arxiv      2403.01234 | key        doe | comment    12 pages | no PMID"},
		{"a forum", `{"type":"article","id":1,"title":"T","URL":"https://openreview.net/forum?id=a_B-9"}`, "openreview a_B-9"},
		{"identifiers that are no keys", `[{"type":"book","id":"doe2024","title":"A"},{"type":"book","id":17,"title":"T"},{"type":"book","id":"http://zotero.org/users/1/items/A","title":"U"}]`, "key        doe2024 | no key        17 | no key        http"},
		{"a type that is none", `{"type":"Journal Article","id":1,"title":"T"}`, "line 1: T | no type"},
		{"names of Crossref", `{"type":"proceedings-article","id":1,"title":["T"],"container-title":["Trees"]}`, "type       paper-conference | venue      Trees"},
		{"pages", `{"type":"book","id":1,"title":"T","page":"e12 -- e34"}`, "pages      e12–e34"},
		{"wrong types", `{"type":7,"id":{},"title":1984,"DOI":["10.1000/X"],"volume":7,"keyword":["a","b; c"],"issue":{},"custom":[1],"categories":"x y"}`, "line 1: 1984 | doi        10.1000/x | volume     7 | keywords   a; b; c; x y"},
		{"categories", `{"type":"article","id":1,"title":"T","categories":["cs.LG","astro-ph.GA","cond-mat.mes-hall","Computer Science"]}`, "categories cs.LG astro-ph.GA cond-mat.mes-hall | keywords   Computer Science"},
	})
}

func TestOwnJSONLPitfalls(t *testing.T) {
	testJSONPitfalls(t, parser.FormatJSONL, []jsonPitfall{
		{"names that somebody changed", `{"title":"T","authors":["A. New"],"author_parts":[{"given":"B.","family":"Old"}]}`, "authors    A.||New|"},
		{"parts alone", `{"title":"T","author_parts":[{"given":"Plato"},{"family":""},{"given":"J.","particle":"van","family":"Doe"}]}`, "authors    ||Plato|; J.|van|Doe|"},
		{"shown text stays as it is", `{"title":"α^2 & 5\\%","title_original":"$\\alpha^2$"}`, `line 1: α^2 & 5\% | raw title  $\alpha^2$`},
		{"the original alone", `{"title_original":"$\\alpha^2$","abstract_original":"  A.\n\n B."}`, "line 1: α² | abstract   A."},
		{"no links are no links", `{"title":"T","arxiv":"2403.01234","links":[]}`, "arxiv      2403.01234 | no link "},
		{"links that are not there", `{"title":"T","arxiv":"2403.01234"}`, "page https://arxiv.org/abs/2403.01234"},
		{"links that are none", `{"title":"T","links":[{"kind":"x","url":"https://github.com/a/b"},{"kind":"code","url":"javascript:x"},null,7]}`, "code https://github.com/a/b | no javascript"},
		{"a note keeps its layout", `{"title":"T","note":"a\r\n\tb   c\n\n\n- \u001b[2J  \n"}`, "note       a\n           \tb   c\n           \n           \n           - ␛[2J\n"},
		{"a status that is none", `{"title":"T","status":"archived","starred":"yes","tags":{"a":1}}`, "marks       starred=false tags=[]"},
		{"an array", "[\n {\"title\":\"T\",\n  \"starred\":true},\n {\"title\":\"U\",}\n]", "line 2: T | starred=true | REJECTED line 4: not JSON at column 14: a name in quotes is missing"},
		{"several lines each", "{\n\"title\": \"T\"\n}\n{\n\"title\": 7,,\n}", "line 1: T | REJECTED line 4: not JSON at line 5: a name in quotes is missing"},
	})
}

// An array of arXiv's objects reads as the same objects on lines do.
func TestArXivJSONInAnArray(t *testing.T) {
	lines := strings.TrimSpace(arXivLines(20, true))
	_, want, _ := read(t, lines, parser.Options{})
	_, got, problems := read(t, "["+strings.ReplaceAll(lines, "\n", ",\n")+"]", parser.Options{})
	if len(want) < 20 || len(problems) > 0 || !reflect.DeepEqual(got, want) {
		t.Errorf("%d papers of %d, %v", len(got), len(want), problems)
	}
	_, got, _ = read(t, strings.ReplaceAll(lines, `,"title"`, ",\n\"title\""), parser.Options{})
	if len(got) != len(want) || got[1].Line != 3 || got[1].Title != want[1].Title {
		t.Errorf("over two lines each: %d papers of %d", len(got), len(want))
	}
}

// hfHTML is a page with these properties of the element that shows papers.
func hfHTML(before, props string) string {
	return before + `<div data-target="DailyPapers" data-props="` + html.EscapeString(props) + `">` + "\n</div></body></html>"
}

func TestHFHTML(t *testing.T) {
	props := fmt.Sprintf(`{"dailyPapers":[{"paper":{"id":"2403.01234","title":"T","summary":"S"}},{"paper":{"title":"Cut "off"}},%s,{"paper":{"title":"Last`, "{\"paper\":\n{\"title\":\"U\"}}")
	for name, before := range map[string]string{
		"a page":                   "<!DOCTYPE html>\n<html><body>\n",
		"a page with a lot before": "<!DOCTYPE html>\n<html><head><base href=\"https://huggingface.co/\"><style>" + strings.Repeat("a { b: c; } ", 20000) + "</style></head>\n",
		"a part of a page":         "<main>\n\n",
		"XHTML":                    "<?xml version=\"1.0\"?><!-- x --><!DOCTYPE html><HTML lang=en>\n\n",
	} {
		d, papers, problems := read(t, hfHTML(before, props), parser.Options{})
		if d.Format != parser.FormatHFJSON || len(papers) != 2 || len(problems) != 2 {
			t.Errorf("%s: %s, %d papers, %v", name, d.Format, len(papers), problems)
			continue
		}
		if line := strings.Count(before, "\n") + 1; papers[0].Line != line || papers[1].Line != line || problems[1].Line != line {
			t.Errorf("%s: lines %d, %d, %d, want %d", name, papers[0].Line, papers[1].Line, problems[1].Line, line)
		}
	}
	for name, text := range map[string]string{
		"another page":         "<!doctype html><html><body><h1>Trees</h1><p>Trees learn.</p></body></html>",
		"a page of the site":   "<html><a href=\"https://huggingface.co/papers\">x</a><div data-props=\"{}\"></div></html>",
		"a page that names it": "<html><script>\"DailyPapers\" data-props=</script></html>",
		"a comment first":      "\n<!-- saved from url=x -->\n<HTML>x",
	} {
		d, err := parser.Open(strings.NewReader(text), parser.Options{})
		if d != nil || !errors.Is(err, parser.ErrUnknownFormat) || !strings.Contains(err.Error(), "HTML page without papers") || !strings.Contains(err.Error(), "copy the page as text") {
			t.Errorf("%s: %v, %v", name, d, err)
		}
	}
}

func TestHostileHTML(t *testing.T) {
	const many = 1 << 18
	for name, text := range map[string]string{
		"tags":       "<html>" + strings.Repeat("<b>", many),
		"attributes": "<html><b " + strings.Repeat("a=1 ", many),
		"brackets":   "<html>" + strings.Repeat("<", many),
		"comments":   strings.Repeat("<!---->", many) + "<html>",
		"entities":   hfHTML("<html>", `{"dailyPapers":[`+strings.Repeat("&#27;", many)),
	} {
		d, err := parser.Open(strings.NewReader(text), parser.Options{Format: parser.FormatHFJSON})
		if d != nil || err == nil || strings.ContainsFunc(err.Error(), parser.Unsafe) {
			t.Errorf("%s: %v, %.300v", name, d, err)
		}
	}
}

func jsonSeedsOf(f *testing.F, names ...string) []string {
	seeds := []string{`[{"title":"T"},{"title":"cut`, `{"title":["T"],"authors":[[]],"DOI":{}}`, "{\"title\":\"T\"}\n]"}
	for _, name := range names {
		seeds = append(seeds, jsonFixture(f, name))
	}
	return seeds
}

func FuzzHFJSON(f *testing.F) {
	fuzzFormat(f, parser.FormatHFJSON, append(jsonSeedsOf(f, "hf-daily.json", "hf-page.html"), hfHTML("<html>\n", `{"dailyPapers":[{"title":"T"}]}`))...)
}

func FuzzCSLJSON(f *testing.F) {
	fuzzFormat(f, parser.FormatCSLJSON, jsonSeedsOf(f, "csl-zotero.json")...)
}

func FuzzS2JSON(f *testing.F) {
	fuzzFormat(f, parser.FormatS2JSON, jsonSeedsOf(f, "s2-search.json")...)
}

func FuzzOpenReviewJSON(f *testing.F) {
	fuzzFormat(f, parser.FormatOpenReview, jsonSeedsOf(f, "openreview-notes.json")...)
}

func FuzzOwnJSONL(f *testing.F) { fuzzFormat(f, parser.FormatJSONL, jsonSeedsOf(f, "own.jsonl")...) }
