package parser_test

import (
	"fmt"
	"strings"
	"testing"

	"dogear/parser"
)

// Few members are enough where no other program writes them, in whatever way the JSON is laid out.
func TestOwnJSONIsRecognised(t *testing.T) {
	for text, want := range map[string]int{
		`{"title":"X"}`:                          1,
		`{"title":"X","authors":["A"]}`:          1,
		"{\"title\":\"X\"}\n{\"title\":\"Y\"}\n": 2,
		`[{"title":"X"},{"title":"Y"}]`:          2,
		"[\n  {\n    \"title\": \"X\",\n    \"authors\": [\n      \"A B\"\n    ]\n  },\n  {\n    \"title\": \"Y\"\n  }\n]\n": 2,
		"{\n  \"title\": \"X\",\n  \"doi\": null\n}\n{\n  \"title\": \"Y\"\n}\n":                                             2,
		`{"title":"X","abstract":"Y","doi":"10.1000/x","score":3}`:                                                           1,
		`{"title":"X","authors":[{"name":"A B"}],"abstract":"Y","rank":1}`:                                                   1,
		`{"id":7,"title":"X","status":"later","tags":["a"]}`:                                                                 1,
		"{\"title\":\"cut\n{\"title\":\"X\",\"authors\":[\"A\"]}\n":                                                          1,
		`{"title":"X","abstract":"` + strings.Repeat("word ", 30000) + `","authors":["A"]}`:                                  1,
	} {
		d, err := parser.Open(strings.NewReader(text), parser.Options{})
		if err != nil || d.Format != parser.FormatJSONL {
			t.Errorf("%.80q: %v", text, err)
			continue
		}
		n := 0
		for p, problem := range d.Records() {
			if problem == nil && p.Title != "" {
				n++
			}
		}
		if n != want {
			t.Errorf("%.80q: %d papers of %d", text, n, want)
		}
	}
}

// The JSON of other programs is not dogear's because some names are the same.
func TestOtherJSONIsNotOwn(t *testing.T) {
	for _, text := range []string{
		`{"query_id":"1","paper":{"title":"X","abstract":"Y","authors":["A"]}}`,
		`{"title":"Pancakes","tags":["sweet"],"comment":"good","servings":4}`,
		`{"title":"Buy bread","status":"open","tags":["home"]}`,
		`{"title":"My page","url":"https://example.org","id":"x"}`,
		`{"title":["X"],"DOI":"10.1000/x","author":[{"given":"A","family":"B"}]}`,
		`{"id":"https://openalex.org/W1","doi":"https://doi.org/10.1000/x","title":"X","language":"en","keywords":[],"type":"article","authorships":[],"biblio":{},"ids":{}}`,
		`{"id":"2401.00001","title":"X","abstract":"Y","categories":"cs.LG","authors":"A B"}`,
		`{"title":"X","authors":[{"given":"A","family":"B"}],"abstract":"Y"}`,
		`{"id":"a","type":"article-journal","title":"X","abstract":"Y","note":"Z","language":"en"}`,
		`{"paperId":"0123","title":"X","abstract":"Y","authors":[{"name":"A"}]}`,
		`{"id":"2403.01234","title":"X","summary":"Y","upvotes":3}`,
		`{"name":"x","version":"1.0.0","keywords":["a"],"files":["b"]}`,
		`{"$schema":"https://json-schema.org/x","title":"X","type":"object"}`,
	} {
		for _, text := range []string{text, "[" + text + "]", text + "\n" + text} {
			d, err := parser.Open(strings.NewReader(text), parser.Options{})
			if err == nil && d.Format == parser.FormatJSONL {
				t.Errorf("taken for dogear's: %s", text)
			}
		}
	}
}

// An export whose first paper has ten thousand authors is one like any other, also where its members stand in another order.
func TestLongFirstRecord(t *testing.T) {
	var names, parts []string
	for i := range 10000 {
		names = append(names, fmt.Sprintf(`"Ann Example-%d"`, i))
		parts = append(parts, fmt.Sprintf(`{"given":"Ann","family":"Example-%d"}`, i))
	}
	people, byParts := `"authors":[`+strings.Join(names, ",")+`]`, `"author_parts":[`+strings.Join(parts, ",")+`]`
	for _, first := range []string{
		`{"id":1,"title":"X","abstract":"",` + people + `,"status":"inbox",` + byParts + `}`,
		`{"abstract":"Y","abstract_original":"Y",` + byParts + `,` + people + `,"title":"X"}`,
		`{"title":"X",` + people + `}`,
	} {
		_, papers, problems := read(t, first+"\n"+`{"title":"Z"}`+"\n", parser.Options{})
		if len(papers) != 2 || len(problems) > 0 || len(papers[0].Authors) != 10000 {
			t.Errorf("%.60s: %d papers, %v", first, len(papers), problems)
		}
	}
}
