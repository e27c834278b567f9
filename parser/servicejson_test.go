package parser_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"dogear/parser"
)

func crossrefWork(members string) string {
	return `{"status":"ok","message-type":"work","message":{"DOI":"10.1000/x","title":["T"],` + members + `}}`
}

func TestCrossrefPitfalls(t *testing.T) {
	testJSONPitfalls(t, parser.FormatCrossrefJSON, []jsonPitfall{
		{"one work", crossrefWork(`"volume":"7"`), `source "Crossref" | line 1: T | doi        10.1000/x | volume     7`},
		{"a work alone", `{"DOI":"10.1000/x","title":["T"]}`, "line 1: T | doi        10.1000/x"},
		{"works of a dump", `{"items":[{"title":["T"]},{"title":["U"]}]}`, "line 1: T | line 1: U"},
		{"answers in a list", `[{"message-type":"work","message":{"title":["T"]}},{"message-type":"work","message":{"title":["U"]}}]`, "line 1: T | line 1: U"},
		{"nothing found", `{"status":"ok","message-type":"work-list","message":{"total-results":0,"items":[]}}`, `source "Crossref"`},
		{"a title that is no list", crossrefWork(`"title":"U"`), "line 1: U"},
		{"a subtitle", crossrefWork(`"title":["T: "],"subtitle":["S"]`), "line 1: T: S"},
		{"a subtitle that is there already", crossrefWork(`"title":["A tale of owls"],"subtitle":["A Tale  of Owls"]`), "line 1: A tale of owls\n"},
		{"the original title alone", crossrefWork(`"title":[],"original-title":["Eulen"]`), "line 1: Eulen"},
		{"a finer date of the same year", crossrefWork(`"issued":{"date-parts":[[2019]]},"published-print":{"date-parts":[[2020,1]]},"published-online":{"date-parts":[[2019,12,9]]}`), "published  2019-12-09"},
		{"a finer date of another year", crossrefWork(`"issued":{"date-parts":[[2019]]},"published-print":{"date-parts":[[2020,1,2]]}`), "published  2019\n"},
		{"when the record was made", crossrefWork(`"issued":{"date-parts":[[null]]},"created":{"date-parts":[[2019,1,2]]}`), "published  2019-01-02"},
		{"an edited book", crossrefWork(`"type":"edited-book","container-title":["S"],"ISBN":["9783000000012"],"editor":[{"given":"A.","family":"B"}]`), "type       book | series     S | isbn       9783000000012 | editors    A.||B| | no venue | no authors"},
		{"a paper of proceedings in a series", crossrefWork(`"type":"proceedings-article","container-title":["LNCS","Proc. of Owls"]`), "type       paper-conference | venue      Proc. of Owls | series     LNCS"},
		{"a conference", crossrefWork(`"type":"proceedings-article","event":{"name":"Owls 2020"}`), "venue      Owls 2020"},
		{"a number of an article", crossrefWork(`"article-number":"e17"`), "pages      e17"},
		{"arXiv's own DOI", crossrefWork(`"DOI":"10.48550/arXiv.2403.01234"`), "arxiv      2403.01234 | no doi"},
		{"MathML", crossrefWork(`"title":["Owls in <mml:math xmlns:mml=\"x\"><mml:semantics><mml:msub><mml:mi>R</mml:mi><mml:mn>3</mml:mn></mml:msub><mml:annotation>R_3</mml:annotation></mml:semantics></mml:math>, 1 < 2"]`), "line 1: Owls in R3, 1 < 2\n"},
		{"an error", `{"status":"failed","message-type":"validation-failure","message":[{"type":"x","message":"No owl \u001b[2J"}]}`, `Crossref returned an error: No owl ␛[2J`},
		{"an error in one text", `{"status":"failed","message-type":"exception","message":"No owl"}`, `Crossref returned an error: No owl`},
		{"a journal", `{"status":"ok","message-type":"journal","message":{"title":null}}`, "another type: journal"},
		{"a message that is nothing", `{"status":"ok","message-type":"work","message":null}`, "a paper without a title"},
		{"wrong types", crossrefWork(`"title":[1984],"subtitle":{},"author":"B, A.","editor":7,"issued":[],"event":"x","institution":[[]],"link":{"URL":[]},"ISBN":{},"abstract":["A"],"page":12`), "line 1: 1984 | abstract   A | pages      12 | authors    A.||B|"},
	})
}

func openAlexWork(members string) string {
	return `{"id":"https://openalex.org/W1","title":"T",` + members + `}`
}

func TestOpenAlexPitfalls(t *testing.T) {
	testJSONPitfalls(t, parser.FormatOpenAlexJSON, []jsonPitfall{
		{"nothing found", `{"meta":{"count":0,"per_page":25,"db_response_time_ms":1},"results":[]}`, `source "OpenAlex"`},
		{"lines of the snapshot", openAlexWork(`"type":"book"`) + "\n" + openAlexWork(`"type":"paratext"`), "line 1: T | type       book | line 2: T"},
		{"places out of order", openAlexWork(`"abstract_inverted_index":{"owls":[3,1],"The":[0],"see":[2]}`), "abstract   The owls see owls"},
		{"places far away", openAlexWork(`"abstract_inverted_index":{"a":[0],"b":[1000000000],"c":[9223372036854775807],"d":[99999999999999999999]}`), "abstract   a b c\n"},
		{"places that are none", openAlexWork(`"abstract_inverted_index":{"a":[-1,1.5,null,"2"],"b":{"0":0},"c":7,"d":[4]}`), "abstract   d\n"},
		{"two words at one place", openAlexWork(`"abstract_inverted_index":{"b":[0],"a":[0]}`), "abstract   a\n"},
		{"an index in a text", openAlexWork(`"abstract_inverted_index":"{\"IndexLength\":2,\"InvertedIndex\":{\"a\":[0],\"b\":[1]}}"`), "abstract   a b"},
		{"a conference", openAlexWork(`"type":"article","primary_location":{"source":{"display_name":"Owls","type":"conference"}}`), "type       paper-conference | venue      Owls"},
		{"Crossref's type tells more", openAlexWork(`"type":"article","type_crossref":"proceedings-article"`), "type       paper-conference"},
		{"a chapter in a journal", openAlexWork(`"type":"book-chapter","primary_location":{"source":{"display_name":"Owls","type":"journal"}}`), "type       article-journal"},
		{"a repository is no journal", openAlexWork(`"type":"article","primary_location":{"source":{"display_name":"Zenodo","type":"repository"}}`), "type       article\n | no venue"},
		{"the venue of old answers", openAlexWork(`"host_venue":{"display_name":"Owls","publisher":"P"}`), "venue      Owls | publisher  P"},
		{"arXiv in a location alone", openAlexWork(`"locations":[{"id":"pmh:oai:arXiv.org:2403.01234"}]`), "arxiv      2403.01234"},
		{"one page", openAlexWork(`"biblio":{"first_page":"e1","last_page":"e1"}`), "pages      e1\n"},
		{"a source", `{"id":"https://openalex.org/S1","display_name":"Journal of Owls"}`, "not a work but a source"},
		{"an error", `{"error":"Invalid query","message":"no owl"}`, "OpenAlex returned an error: Invalid query no owl"},
		{"wrong types", openAlexWork(`"authorships":{"author":7},"ids":[],"biblio":"x","keywords":{"a":1},"locations":"x","primary_location":[],"abstract_inverted_index":[1],"publication_year":"1984"`), "line 1: T | published  1984"},
	})
}

func dblpInfo(members string) string {
	return `{"result":{"query":"x","status":{"@code":"200"},"hits":{"@total":"1","hit":[{"info":{` + members + `}}]}}}`
}

func TestDBLPJSONPitfalls(t *testing.T) {
	testJSONPitfalls(t, parser.FormatDBLPJSON, []jsonPitfall{
		{"nothing found", `{"result":{"query":"x","status":{"@code":"200","text":"OK"},"hits":{"@total":"0","@sent":"0"}}}`, `source "DBLP"`},
		{"no hits for they were not asked for", `{"result":{"query":"x","hits":{"@total":"7","hit":[]}}}`, `source "DBLP"`},
		{"an error", `{"result":{"query":"x","status":{"@code":"500","text":"Too many owls"}}}`, "a DBLP answer without hits: Too many owls"},
		{"one hit without a list", `{"result":{"hits":{"@total":"1","hit":{"info":{"title":"T."}}}}}`, "line 1: T\n"},
		{"hits without what surrounds them", `[{"info":{"title":"T.","key":"a","year":"2001"}}]`, "line 1: T\n | published  2001"},
		{"several full stops", dblpInfo(`"title":"Owls and so on ..."`), "line 1: Owls and so on ...\n"},
		{"names", dblpInfo(`"title":"T","authors":{"author":["Wei Wang 0001",{"text":"The Owls of 1984"},{"text":null},7]}`), "authors    Wei||Wang|; ||The Owls of|; ||7|"},
		{"arXiv in the address alone", dblpInfo(`"title":"T","venue":"CoRR","ee":"http://arxiv.org/abs/2403.01234"`), "arxiv      2403.01234 | type       article\n | no venue"},
		{"a paper that is on arXiv too", dblpInfo(`"title":"T","venue":"OWL","ee":["https://doi.org/10.1000/x","https://arxiv.org/abs/2403.01234"],"type":"Conference and Workshop Papers"`), "arxiv      2403.01234 | doi        10.1000/x | venue      OWL"},
		{"wrong types", dblpInfo(`"title":1984,"authors":[],"venue":{},"year":2001,"pages":[1],"ee":{}`), "line 1: 1984 | published  2001 | pages      1"},
	})
}

func zoteroItem(members string) string {
	return `[{"itemType":"journalArticle","title":"T",` + members + `}]`
}

func TestZoteroJSONPitfalls(t *testing.T) {
	testJSONPitfalls(t, parser.FormatZoteroJSON, []jsonPitfall{
		{"an empty library", `{"config":{"id":"x","label":"BetterBibTeX JSON","options":{}},"items":[]}`, `source "Zotero"`},
		{"attachments and notes alone", `[{"data":{"itemType":"attachment","title":"x"}},{"data":{"itemType":"note"}}]`, `date "" | no REJECTED`},
		{"one item of the API", `{"key":"A","version":1,"data":{"itemType":"book","title":"T"}}`, "line 1: T | type       book"},
		{"creators that stand for authors", zoteroItem(`"creators":[{"creatorType":"inventor","firstName":"A.","lastName":"B"},{"creatorType":"bookAuthor","lastName":"C"},{"creatorType":"contributor","lastName":"D"},{"creatorType":"seriesEditor","lastName":"E"}]`), "authors    A.||B|\n | editors    ||E|\n"},
		{"contributors alone", zoteroItem(`"creators":[{"creatorType":"contributor","firstName":"A.","lastName":"B"}]`), "authors    A.||B|"},
		{"names", zoteroItem(`"creators":[{"creatorType":"author","name":"Owls, Inc."},{"creatorType":"author","firstName":"Plato"},{"creatorType":"author","firstName":"A., Jr.","lastName":"de la B"},{"creatorType":"author"}]`), "authors    ||Owls, Inc.|; ||Plato|; A.|de la|B|Jr.\n"},
		{"arXiv as a journal", zoteroItem(`"publicationTitle":"arXiv preprint arXiv:2403.01234"`), "arxiv      2403.01234 | type       article\n"},
		{"a key in Extra", zoteroItem(`"extra":"Citation Key: doe2024\nDOI: 10.1000/x"`), "key        doe2024 | doi        10.1000/x"},
		{"a case", `[{"itemType":"case","caseName":"Owl v. Mouse","creators":[]}]`, "line 1: Owl v. Mouse"},
		{"tags", zoteroItem(`"tags":["a",{"tag":"b","type":1},{"tag":"c","type":0},null,7]`), "tags=[a c 7] | keywords   b\n"},
		{"wrong types", zoteroItem(`"creators":{"name":"x"},"date":2024,"tags":"x","notes":{"note":"n"},"attachments":"x","extra":[],"DOI":["10.1000/x"],"pages":7`), "published  2024 | doi        10.1000/x | pages      7 | note       n"},
	})
}

func TestBiorxivPitfalls(t *testing.T) {
	testJSONPitfalls(t, parser.FormatBiorxivJSON, []jsonPitfall{
		{"nothing found", `{"messages":[{"status":"no posts found"}],"collection":[]}`, `source "bioRxiv"`},
		{"what was published", `{"messages":[],"collection":[{"biorxiv_doi":"10.1101/1","published_doi":"10.1000/x","published_journal":"Owls","preprint_platform":"medRxiv","preprint_title":"T","preprint_authors":"Roe, R.; Doe, J.;","preprint_category":"owls","preprint_date":"2024-03-01","preprint_abstract":"A.","published_date":"2024-05-01"}]}`,
			`line 1: T | doi        10.1101/1 | authors    R.||Roe|; J.||Doe|` + "\n" + ` | published  2024-03-01 | venue      medRxiv | keywords   owls | abstract   A. | page https://doi.org/10.1000/x`},
		{"wrong types", `{"collection":[{"doi":["10.1101/1"],"title":7,"authors":{},"date":2024,"published":null}]}`, "line 1: 7 | doi        10.1101/1 | published  2024"},
	})
}

// An abstract cannot be made much longer than what says it, and odd places cost nothing.
func TestHostileInvertedIndex(t *testing.T) {
	var places []string
	for i := range 1 << 14 {
		places = append(places, strconv.Itoa(i))
	}
	began := time.Now()
	text := openAlexWork(fmt.Sprintf(`"abstract_inverted_index":{%q:[%s],"b":[1000000000]}`, strings.Repeat("a", 1<<12), strings.Join(places, ",")))
	_, papers, _ := read(t, text, parser.Options{})
	if len(papers) != 1 || len(papers[0].RawAbstract) > 8*len(text) {
		t.Errorf("%d papers", len(papers))
	}
	if took := time.Since(began); took > 20*time.Second {
		t.Errorf("took %v", took)
	}
}

// What tells the formats of services from CSL-JSON, and from each other.
func TestServicesAreTold(t *testing.T) {
	for _, test := range []struct {
		name, text string
		want       parser.Format
	}{
		{"a work of Crossref's", `{"indexed":{},"reference-count":1,"publisher":"P","DOI":"10.1000/x","type":"journal-article","title":["T"]}`, parser.FormatCrossrefJSON},
		{"what doi.org gives for it", `{"indexed":{},"reference-count":1,"publisher":"P","DOI":"10.1000/x","type":"article-journal","title":"T","issued":{"date-parts":[[2020]]}}`, parser.FormatCrossrefJSON},
		{"what doi.org gives for DataCite's", `{"type":"article","id":"https://doi.org/10.5281/x","title":"T","DOI":"10.5281/x","publisher":"P","issued":{"date-parts":[[2020]]}}`, parser.FormatCSLJSON},
		{"an item of CSL with a link to OpenAlex", `[{"id":"a","type":"book","title":"T","URL":"https://openalex.org/W1"}]`, parser.FormatCSLJSON},
		{"an item of Zotero's", `{"itemType":"book","title":"T"}`, parser.FormatZoteroJSON},
		{"a library that begins with a file", `{"config":{},"items":[{"itemType":"attachment","title":"T"}]}`, parser.FormatZoteroJSON},
		{"preprints without what surrounds them", `[{"doi":"10.1101/1","title":"T","authors":"Roe, R.","server":"biorxiv","category":"x","published":"NA"}]`, parser.FormatBiorxivJSON},
		{"hits of DBLP", `[{"info":{"title":"T.","key":"a","year":"2001","venue":"OWL"}}]`, parser.FormatDBLPJSON},
		{"members of OpenAlex that were asked for", `{"results":[{"id":"https://openalex.org/W1","title":"T"}]}`, parser.FormatOpenAlexJSON},
		{"authors of OpenAlex, which are no papers", `{"meta":{"per_page":1,"db_response_time_ms":1},"results":[{"id":"https://openalex.org/A1","display_name":"A. B"}]}`, ""},
	} {
		d, err := parser.Open(strings.NewReader(test.text), parser.Options{})
		if test.want == "" && err == nil || test.want != "" && (err != nil || d.Format != test.want) {
			t.Errorf("%s: %v, %v", test.name, d, err)
		}
	}
}

// Lists are found also deeper inside than in the outermost object, and only under their whole names.
func TestListsDeepInside(t *testing.T) {
	testJSONPitfalls(t, parser.FormatCrossrefJSON, []jsonPitfall{
		{"members around", `{"a":{"items":[{"title":["no"]}]},"b":[{"items":[{"title":["no"]}]}],"message":{"x":{"y":{"items":[3]}},"items":[` + "\n" + `{"title":["T"]},` + "\n" + `{"title":["U"]}],"z":{"items":[]}},"c":1}` + "\n" + `{"title":["V"]}`,
			"line 2: T | line 3: U | line 4: V | no line 1"},
		{"a broken one", "{\"message\":{\"items\":[\n{\"title\":[\"T\"]},\n{\"title\":[\"U\"},\n{\"title\":[\"V\"]}\n]}}", "line 2: T | REJECTED line 3 | line 4: V"},
		{"cut off", "{\"message\":{\"items\":[\n{\"title\":[\"T\"]},\n{\"title\":[\"U", "line 2: T | REJECTED line 3: not JSON: the record is incomplete"},
		{"items of another object", `{"message":{"query":{"items":[1]},"title":["T"]}}`, "line 1: T"},
	})
}

func FuzzCrossrefJSON(f *testing.F) {
	fuzzFormat(f, parser.FormatCrossrefJSON, jsonSeedsOf(f, "crossref.json")...)
}

func FuzzDBLPJSON(f *testing.F) {
	fuzzFormat(f, parser.FormatDBLPJSON, jsonSeedsOf(f, "dblp.json")...)
}

func FuzzZoteroJSON(f *testing.F) {
	fuzzFormat(f, parser.FormatZoteroJSON, jsonSeedsOf(f, "zotero.json", "zotero-api.json")...)
}

func FuzzBiorxivJSON(f *testing.F) {
	fuzzFormat(f, parser.FormatBiorxivJSON, jsonSeedsOf(f, "biorxiv.json")...)
}

func FuzzOpenAlexJSON(f *testing.F) {
	fuzzFormat(f, parser.FormatOpenAlexJSON, jsonSeedsOf(f, "openalex.json")...)
}
