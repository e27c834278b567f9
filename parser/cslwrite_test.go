package parser_test

import (
	"encoding/json"
	"errors"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"dogear/parser"
)

func TestCSLWriter(t *testing.T) {
	papers := []parser.Paper{
		{
			Title: "Trees & “Forests” <1>", Abstract: "One.\n\nTwo.", Published: "2024-03-01", DOI: "10.1000/x", Key: "doe2024",
			Authors:  []parser.Author{{Given: "Jane", Particle: "van", Family: "Doe", Suffix: "Jr."}, {Family: "The LAB Team"}},
			In:       parser.Publication{Type: "article-journal", Venue: "J. Trees", Volume: "7", Issue: "2", Pages: "12–34", Publisher: "P"},
			Keywords: []string{"a", "b"}, Comment: "12 pages", Marks: &parser.Marks{Note: "secret", Tags: []string{"secret"}},
			Links: []parser.Link{{Kind: parser.LinkPage, URL: "https://doi.org/10.1000/x"}},
		},
		{
			Title: "A Preprint", ArXiv: "2403.01234", Version: 2, Published: "2024", Categories: []string{"cs.LG"},
			Links: []parser.Link{{Kind: parser.LinkCode, URL: "https://x.example.org/"}},
		},
		{Title: "Bare"}, {Title: "Bare"}, {Title: "Bare"}, {Title: "!"}, {Title: "Again", Key: "doe2024"},
	}
	want := `[
{"id":"doe2024","type":"article-journal","title":"Trees & “Forests” <1>","author":[{"family":"Doe","given":"Jane","non-dropping-particle":"van","suffix":"Jr."},{"literal":"The LAB Team"}],"issued":{"date-parts":[[2024,3,1]]},"container-title":"J. Trees","volume":"7","issue":"2","page":"12-34","publisher":"P","DOI":"10.1000/x","URL":"https://doi.org/10.1000/x","keyword":"a, b","abstract":"One.\n\nTwo.","note":"12 pages"},
{"id":"arXiv:2403.01234","type":"article","title":"A Preprint","issued":{"date-parts":[[2024]]},"archive":"arXiv","number":"arXiv:2403.01234","version":"2","URL":"https://arxiv.org/abs/2403.01234","categories":["cs.LG"],"custom":{"dogear":{"links":[{"kind":"code","url":"https://x.example.org/"}]}}},
{"id":"bare","type":"document","title":"Bare"},
{"id":"barea","type":"document","title":"Bare"},
{"id":"bareb","type":"document","title":"Bare"},
{"id":"paper","type":"document","title":"!"},
{"id":"doe2024a","type":"document","title":"Again","custom":{"dogear":{"key":"doe2024"}}}
]
`
	if got := write(t, parser.FormatCSLJSON, papers...); got != want {
		t.Errorf("%s", firstDifference(got, want))
	}
	if got := write(t, parser.FormatCSLJSON); got != "[]\n" {
		t.Errorf("no papers: %q", got)
	}
}

// hostileCSLParts are pieces of text that some format gives a meaning.
var hostileCSLParts = []string{
	"Trees", "of", "the", "p-Laplacian", "$O(n^2)$", `\alpha`, `{\Psi}`, `\'e`, "{B}races", "}", `"quoted"`, "``deep''", "'", `\`, "a\nb", "a\n\nb", "=1+1", "@x", "-y",
	"<i>x</i>", "<b", "&amp;", "&lt;i&gt;", "&#27;", "a<p>b</p>", "é", "字", "😀", "שלום", "\x1b[2J", "\u202e", "arXiv:2401.00001", "arXiv: 2401.00001", "Citation Key: k",
	"10.1000/other", "https://github.com/a/b.", "a, b", "c; d", "12-34", "12–34", "--", "%", "~", "#", "|", "null", "van", "Doe, J.", "and others", "Comment: x", "",
}

func hostileCSLText(rnd *rand.Rand, most int) string {
	var words []string
	for range 1 + rnd.IntN(most) {
		words = append(words, hostileCSLParts[rnd.IntN(len(hostileCSLParts))])
	}
	return strings.Join(words, " ")
}

// hostileCSLPaper is a paper as a parser may have made it of hostile text.
func hostileCSLPaper(rnd *rand.Rand) parser.Paper {
	line := func(most int) string { return parser.ShowLine(hostileCSLText(rnd, most)) }
	some := func(s string) string { return []string{"", s}[rnd.IntN(2)] }
	list := func() (lines []string) {
		for range rnd.IntN(4) {
			if s := line(3); s != "" {
				lines = append(lines, s)
			}
		}
		return lines
	}
	p := parser.Paper{
		Title: line(8), Abstract: parser.ShowText(some(hostileCSLText(rnd, 30))), Keywords: list(), Comment: some(line(6)),
		Published: []parser.Date{"", "2024", "2024-03", "2024-03-01", "0987-12-31"}[rnd.IntN(5)], Key: some(line(1)),
		DOI: some("10.1000/a(b)c"), OpenReview: some("aB_-9"),
	}
	if p.Title == "" {
		p.Title = "T"
	}
	if rnd.IntN(2) == 0 {
		p.ArXiv, p.Version = []string{"2403.01234", "math/0309136"}[rnd.IntN(2)], rnd.IntN(4)
		p.Categories = []string{"math.GT", "cs.LG"}[:rnd.IntN(3)]
	}
	for range rnd.IntN(4) {
		a := parser.Author{Given: some(line(2)), Particle: some("van der"), Family: line(2), Suffix: some("Jr.")}
		if a.Family != "" {
			p.Authors = append(p.Authors, a)
		}
	}
	if rnd.IntN(3) > 0 {
		p.In = parser.Publication{Type: []string{"article", "paper-conference", "thesis", "x y"}[rnd.IntN(4)], Venue: some(line(4)), Volume: some(line(1)), Issue: some("2"), Pages: some(line(2)), Publisher: some(line(2))}
	}
	for _, url := range []string{"https://arxiv.org/abs/2403.01234", "https://example.org/a_b?c=d&e", "https://github.com/x/y"} {
		if rnd.IntN(2) == 0 {
			p.Links = append(p.Links, parser.Link{Kind: []parser.LinkKind{parser.LinkPage, parser.LinkPDF, parser.LinkCode, parser.LinkOther}[rnd.IntN(4)], URL: url})
		}
	}
	return p
}

// What is written reads back the same, but for what was not known and is now: a key, and that a preprint is one.
func TestCSLReadsBack(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 4))
	var papers []parser.Paper
	for range 1000 {
		papers = append(papers, hostileCSLPaper(rnd))
	}
	text := write(t, parser.FormatCSLJSON, papers...)
	checkCSLSchema(t, text)
	d, got, problems := read(t, text, parser.Options{})
	if d.Format != parser.FormatCSLJSON || len(problems) > 0 || len(got) != len(papers) {
		t.Fatalf("%s: %d papers of %d, %v", d.Format, len(got), len(papers), problems)
	}
	for i, want := range papers {
		g := got[i]
		g.Line, g.RawTitle, g.RawAbstract = 0, "", ""
		if want.Key == "" {
			g.Key = ""
		}
		if want.In.Type == "" {
			g.In.Type = ""
		}
		if len(want.Categories) == 0 {
			want.Categories = nil
		}
		if !reflect.DeepEqual(g, want) {
			t.Fatalf("paper %d\n%s\nwant\n%s\nfrom\n%s", i, dumpPaper(g), dumpPaper(want), strings.Split(text, "\n")[i+1])
		}
	}
	checkDigest(t, opened(t, text), text)
	if again := write(t, parser.FormatCSLJSON, got...); len(again) < len(text)/2 {
		t.Errorf("written again: %d bytes of %d", len(again), len(text))
	}
}

func opened(t *testing.T, text string) *parser.Digest {
	t.Helper()
	d, err := parser.Open(strings.NewReader(text), parser.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// checkCSLSchema checks what the schema of CSL-JSON says of the members that are written: no others, and of which types.
func checkCSLSchema(t *testing.T, text string) {
	t.Helper()
	var items []map[string]any
	if err := json.Unmarshal([]byte(text), &items); err != nil {
		t.Fatal(err)
	}
	texts := setOfWords("id type title container-title volume issue page publisher archive number version DOI URL keyword abstract note publisher-place collection-title edition ISBN ISSN language")
	names := setOfWords("family given non-dropping-particle suffix literal")
	types := setOfWords("article article-journal paper-conference thesis document")
	ids := map[any]bool{}
	for i, item := range items {
		if ids[item["id"]] || item["id"] == "" || !types[item["type"].(string)] {
			t.Fatalf("item %d: id %q, type %q", i, item["id"], item["type"])
		}
		ids[item["id"]] = true
		for name, value := range item {
			ok := false
			switch v := value.(type) {
			case string:
				ok = texts[name] && v != ""
			case map[string]any:
				ok = name == "custom" || name == "issued" && len(v) == 1
				if parts, is := v["date-parts"].([]any); name == "issued" && is {
					ok = ok && len(parts) == 1 && len(parts[0].([]any)) > 0 && len(parts[0].([]any)) <= 3
				}
			case []any:
				ok = name == "categories" || name == "author" || name == "editor"
				for _, v := range v {
					if person, is := v.(map[string]any); is {
						for part := range person {
							ok = ok && names[part]
						}
					}
				}
			}
			if !ok {
				t.Fatalf("item %d: member %q is %v", i, name, value)
			}
		}
	}
}

func setOfWords(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// Papers of every format in JSON survive the way through CSL-JSON.
func TestFixturesThroughCSL(t *testing.T) {
	for name := range jsonFixtures {
		_, papers, _ := read(t, jsonFixture(t, name), parser.Options{})
		_, got, problems := read(t, write(t, parser.FormatCSLJSON, papers...), parser.Options{})
		if len(got) != len(papers) || len(problems) > 0 {
			t.Errorf("%s: %d papers of %d, %v", name, len(got), len(papers), problems)
			continue
		}
		for i, want := range papers {
			if g := got[i]; g.Title != want.Title || g.Abstract != want.Abstract || !reflect.DeepEqual(g.Links, want.Links) || g.ArXiv != want.ArXiv || g.DOI != want.DOI {
				t.Errorf("%s:\n%s\nwant\n%s", name, dumpPaper(g), dumpPaper(want))
			}
		}
	}
}

// A fullDisk takes only so many bytes.
type fullDisk struct{ left int }

var errFull = errors.New("the disk is full")

func (b *fullDisk) Write(p []byte) (int, error) {
	if b.left -= len(p); b.left < 0 {
		return 0, errFull
	}
	return len(p), nil
}

func TestCSLWriterTellsOfFailedWrites(t *testing.T) {
	for _, room := range []int{0, 60} {
		w, err := parser.NewWriter(parser.FormatCSLJSON, &fullDisk{left: room})
		if err != nil {
			t.Fatal(err)
		}
		first := w.Write(&parser.Paper{Title: "T"})
		if (first != nil) != (room == 0) {
			t.Errorf("room for %d: %v", room, first)
		}
		if err := w.Write(&parser.Paper{Title: "T"}); !errors.Is(err, errFull) {
			t.Errorf("room for %d: %v", room, err)
		}
		if err := w.Close(); !errors.Is(err, errFull) {
			t.Errorf("room for %d: closed with %v", room, err)
		}
	}
}
