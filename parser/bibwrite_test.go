package parser_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"dogear/parser"
)

var bibFormats = []parser.Format{parser.FormatBibTeX, parser.FormatBibLaTeX}

// hostilePieces are what titles and abstracts are put together from to break out of a field, or to be read as TeX.
var hostilePieces = strings.Split(`{|}|{{|}}|{GPU}|{p}|\|\\|\{|\}|\textbackslash|\alpha|\foo{x}|\'e|\"|"|''|"quoted"|$|$$|$x^2$|$5|\$x\$|%|50\%|&|#|_|x_1|^|~|~5|a~b|--|---|--option|
@article{x,|@misc{y,title={Z}}|@comment{|@|=|#|,|, |;|and| and | AND |others|Jr.|van|=cmd()|+1|-1|'|title = {x}|https://x.org/a_b~c%20d|http://x.org/{a}|(see https://x.org/#a_b).|
Graph|networks|é|Łódź|Ünlü|中文|ψ|😀|שלום|x²|“Q”|–|a|B|Neural|of|the|1|2020|\t|\url{x}|\cite{y}|`+"``|`|`code_x`|\n|\r\n|\x1b[31m", "|")

func hostileTeX(rnd *rand.Rand, most int) string {
	var b strings.Builder
	for range 1 + rnd.IntN(most) {
		b.WriteString(hostilePieces[rnd.IntN(len(hostilePieces))])
		if rnd.IntN(3) > 0 {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// hostileTeXLine is clean text of one line that is not empty; half of the time it is shown text too.
func hostileTeXLine(rnd *rand.Rand, most int) string {
	for {
		s := parser.CleanLine(hostileTeX(rnd, most))
		if rnd.IntN(2) == 0 {
			s = parser.ShowLine(s)
		}
		if s != "" {
			return s
		}
	}
}

func oneOf[T any](rnd *rand.Rand, of ...T) T { return of[rnd.IntN(len(of))] }

func sometimes(rnd *rand.Rand, s func() string) string {
	if rnd.IntN(2) == 0 {
		return ""
	}
	return s()
}

// hostileBib is a paper whose texts are all against it.
func hostileBib(rnd *rand.Rand) parser.Paper {
	line := func(most int) func() string { return func() string { return hostileTeXLine(rnd, most) } }
	raw := hostileTeX(rnd, 8)
	p := parser.Paper{
		Title: hostileTeXLine(rnd, 8), RawTitle: raw,
		Published: oneOf[parser.Date](rnd, "", "2024", "2024-03", "2024-03-11", "0999-12-31"),
		Comment:   sometimes(rnd, line(4)),
	}
	if typed := parser.ShowLine(raw); typed != "" && rnd.IntN(2) == 0 {
		p.Title = typed // as every format does
	}
	var paragraphs []string
	for range rnd.IntN(4) {
		paragraphs = append(paragraphs, hostileTeX(rnd, 12))
	}
	p.RawAbstract = strings.Join(paragraphs, "\n\n")
	p.Abstract = parser.ShowText(p.RawAbstract)
	for range rnd.IntN(4) {
		p.Authors = append(p.Authors, parser.Author{
			Given: sometimes(rnd, line(2)), Particle: oneOf(rnd, "", "", "van der", "De"), Family: hostileTeXLine(rnd, 2),
			Suffix: oneOf(rnd, "", "", "", "Jr.", "a, b"),
		})
	}
	for range rnd.IntN(3) {
		p.Keywords = append(p.Keywords, hostileTeXLine(rnd, 2))
	}
	if rnd.IntN(2) == 0 {
		p.ArXiv, p.Version = oneOf(rnd, "2403.01234", "math/0309136"), rnd.IntN(3)
		p.Categories = oneOf(rnd, nil, []string{"cs.LG"}, []string{"math.GT", "cs.LG"})
	}
	p.DOI = oneOf(rnd, "", "10.1000/abc_1", "10.1000/a{b", `10.1000/a\b%7b}`, "10.1000/(x)<1:2>3.0.co;2-#")
	p.OpenReview = oneOf(rnd, "", "", "Abc_12-x")
	if rnd.IntN(2) == 0 {
		p.In = parser.Publication{
			Type: oneOf(rnd, "", "article", "article-journal", "paper-conference", "chapter", "book", "thesis", "report", "webpage",
				"software", "dataset", "patent", "song", "manuscript", "pamphlet", "entry-encyclopedia"),
			Venue: sometimes(rnd, line(3)), Volume: oneOf(rnd, "", "7", "a_b"), Issue: oneOf(rnd, "", "2", "arXiv:2403.01234"),
			Pages: oneOf(rnd, "", "12–34", "12-34", "e1", "{"), Publisher: sometimes(rnd, line(2)),
		}
	}
	return p
}

// same compares what a bibliography promises to hold.
func same(got, want parser.Paper) string {
	for _, f := range []struct {
		name      string
		got, want any
	}{
		{"title", got.Title, want.Title}, {"abstract", got.Abstract, want.Abstract},
		{"authors", fmt.Sprintf("%+q", got.Authors), fmt.Sprintf("%+q", want.Authors)}, {"published", got.Published, want.Published},
		{"arXiv", got.ArXiv, want.ArXiv}, {"version", got.Version, want.Version}, {"DOI", got.DOI, want.DOI}, {"OpenReview", got.OpenReview, want.OpenReview},
		{"keywords", fmt.Sprintf("%q", got.Keywords), fmt.Sprintf("%q", want.Keywords)}, {"comment", got.Comment, want.Comment},
		{"categories", fmt.Sprintf("%q", got.Categories), fmt.Sprintf("%q", want.Categories)}, {"publication", got.In, want.In},
	} {
		if !reflect.DeepEqual(f.got, f.want) {
			return fmt.Sprintf("%s\n got %q\nwant %q", f.name, f.got, f.want)
		}
	}
	return ""
}

// readBack reads what was written and compares it.
func readBack(t testing.TB, f parser.Format, papers ...parser.Paper) {
	t.Helper()
	text := write(t, f, papers...)
	d, err := parser.Open(strings.NewReader(text), parser.Options{Format: f})
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	n := 0
	for got, problem := range d.Records() {
		if problem != nil || n == len(papers) {
			t.Fatalf("%v after %d papers\n%s", problem, n, text)
		}
		want := papers[n]
		if want.In.Type == "" { // a reader may know better what the work is
			got.In.Type = ""
		}
		if diff := same(got, want); diff != "" {
			t.Fatalf("%s: %s\n%s", f, diff, write(t, f, want))
		}
		n++
	}
	if n != len(papers) || d.Err() != nil {
		t.Fatalf("%d papers of %d, %v\n%s", n, len(papers), d.Err(), text)
	}
}

func TestBibliographiesReadBack(t *testing.T) {
	rnd := rand.New(rand.NewPCG(4, 11))
	for range 400 {
		var papers []parser.Paper
		for range 1 + rnd.IntN(4) {
			papers = append(papers, hostileBib(rnd))
		}
		for _, f := range bibFormats {
			readBack(t, f, papers...)
		}
	}
}

// What people have in their libraries needs no field of our own.
func TestBibliographiesArePlain(t *testing.T) {
	var papers []parser.Paper
	for _, pair := range starterPairs(t) {
		papers = append(papers, parser.Paper{
			Title: parser.ShowLine(pair.title), RawTitle: pair.title, Abstract: parser.ShowText(pair.abstract), RawAbstract: pair.abstract,
			Authors: []parser.Author{{Given: "José", Particle: "van der", Family: "Doe"}, {Family: "The LAB Team"}, {Given: "A.", Family: "Roe", Suffix: "Jr."}},
			ArXiv:   "2403.01234", Version: 2, DOI: "10.1000/a_b", Published: "2024-03-11", Keywords: []string{"a, b", "C&A"},
			Comment: "12 pages_x", Categories: []string{"cs.LG", "stat.ML"},
		})
	}
	for _, f := range bibFormats {
		readBack(t, f, papers...)
		for _, line := range strings.Split(write(t, f, papers...), "\n") {
			if strings.Contains(line, "dogear =") {
				t.Errorf("%s: %s", f, line)
			}
		}
	}
}

// What stands in the field of our own is nothing to TeX either: programs that read every field as TeX must not fail at it.
func TestBibliographyRestIsPlainForTeX(t *testing.T) {
	p := parser.Paper{
		Title: `{A} \alpha "quoted" $x^2$ 50% & #1 _a_ ~`, RawTitle: "{A", Abstract: "One \\\" \\input{x}.\n\nTwo $.",
		Authors: []parser.Author{{Family: "A_B {C}"}},
	}
	for _, f := range bibFormats {
		readBack(t, f, p)
		for _, line := range strings.Split(write(t, f, p), "\n") {
			_, rest, ok := strings.Cut(line, "dogear = {{")
			if !ok {
				continue
			}
			rest = strings.TrimSuffix(rest, "}}")
			if plain := strings.ReplaceAll(rest, `\u`, ""); rest == "" || strings.ContainsAny(plain, `\{}$%&#_^~`) {
				t.Errorf("%s: %s", f, rest)
			}
		}
	}
}

func TestBibTeXAsArXivHasIt(t *testing.T) {
	p := parser.Paper{
		Title: "Attention & Poincaré Maps: 45% of O(n²)", RawTitle: "Attention & Poincar\\'e Maps: 45\\% of\n  $O(n^2)$",
		Abstract: "One_two.\n\nSee https://x.org/a_b.", Authors: []parser.Author{{Given: "Jane", Particle: "van", Family: "Dóe"}, {Family: "Barnes and Noble"}},
		Published: "2024-03-01", ArXiv: "2403.01234", Version: 2, Categories: []string{"cs.LG", "math.GT"}, DOI: "10.1000/x",
		Links: []parser.Link{{Kind: parser.LinkPage, URL: "https://arxiv.org/abs/2403.01234"}, {Kind: parser.LinkCode, URL: "https://github.com/doe/x"}},
	}
	want := `@misc{doe2024attentionpoincare,
  title = {Attention \& Poincar\'e Maps: 45\% of $O(n^2)$},
  author = {Jane van Dóe and {Barnes and Noble}},
  year = {2024},
  month = mar,
  day = {1},
  eprint = {2403.01234},
  archivePrefix = {arXiv},
  primaryClass = {cs.LG},
  categories = {cs.LG math.GT},
  doi = {10.1000/x},
  code = {https://github.com/doe/x},
  url = {https://arxiv.org/abs/2403.01234v2},
  abstract = {One\_two.

    See \url{https://x.org/a_b}.}
}
`
	if got := write(t, parser.FormatBibTeX, p); got != want {
		t.Errorf("got\n%s\n%s", got, firstDifference(got, want))
	}
	p.In = parser.Publication{Type: "paper-conference", Venue: "Tests & Trials", Volume: "3", Issue: "1", Pages: "7–9", Publisher: "ACM"}
	for _, line := range []string{"@inproceedings{doe2024", "booktitle = {Tests \\& Trials},", "volume = {3},", "number = {1},", "pages = {7--9},", "date = {2024-03-01},", "eprinttype = {arXiv},", "eprintclass = {cs.LG},"} {
		if got := write(t, parser.FormatBibLaTeX, p); !strings.Contains(got, line) {
			t.Errorf("no %s in\n%s", line, got)
		}
	}
}

func TestCitationKeys(t *testing.T) {
	doe := []parser.Author{{Given: "J.", Family: "Ødegård-Łuk"}}
	tests := []struct {
		paper parser.Paper
		want  string
	}{
		{parser.Paper{Title: "The Graph is All You Need: A Neural-Network/Kernel View of Everything", Authors: doe, Published: "2024-01"}, "odegardluk2024graphneed"},
		{parser.Paper{Title: "Graphs", Authors: doe}, "odegardlukgraphs"},
		{parser.Paper{Title: "Graphs and Cuts"}, "graphscuts"},
		{parser.Paper{Title: "Graphs and Cuts"}, "graphscutsa"},
		{parser.Paper{Title: "Graphs and Cuts!"}, "graphscutsb"},
		{parser.Paper{Title: "Other", Key: "GraphsCutsA"}, "GraphsCutsAa"},
		{parser.Paper{Title: "Other", Key: "DBLP:conf/x/Doe+20_a"}, "DBLP:conf/x/Doe+20_a"},
		{parser.Paper{Title: "Other", Key: "mü{l}l,er 20%\\"}, "muller20"},
		{parser.Paper{Title: "中文"}, "paper"},
		{parser.Paper{Title: "Other", Key: "中"}, "other"},
		{parser.Paper{Title: "On the of"}, "papera"},
	}
	var papers []parser.Paper
	for _, test := range tests {
		papers = append(papers, test.paper)
	}
	keys := regexp.MustCompile(`(?m)^@\w+\{(.*),$`).FindAllStringSubmatch(write(t, parser.FormatBibTeX, papers...), -1)
	for i, test := range tests {
		if keys[i][1] != test.want {
			t.Errorf("%s: key %s, want %s", test.paper.Title, keys[i][1], test.want)
		}
	}
}

// A key that dogear makes has at most 30 characters, also where letters tell several apart; one that a paper came with stays
// as it is, and a pattern of the user's is not shortened.
func TestKeysAreShort(t *testing.T) {
	long := strings.Repeat("incomprehensibility", 3)
	pattern, err := parser.ParseKeyPattern(parser.DefaultKeyPattern)
	if err != nil {
		t.Fatal(err)
	}
	whole, err := parser.ParseKeyPattern("{author}{year}{title}")
	if err != nil {
		t.Fatal(err)
	}
	authors := []parser.Author{{Family: "Wolfeschlegelsteinhausenbergerdorff"}}
	for _, test := range []struct {
		paper       parser.Paper
		want, whole string
	}{
		{parser.Paper{Title: "Graph Neural Networks with Learnable Structural Representations", Published: "2024"}, "2024graphneuralnetworks", "2024graphneuralnetworkslearnable"},
		{parser.Paper{Title: long + " " + long, Authors: authors, Published: "2024-01"}, "wolfeschlegels2024incompreh", "wolfeschlegelsteinhausenbergerdorff2024" + long},
		{parser.Paper{Title: "On Rivers", Authors: authors, Published: "2024-01"}, "wolfeschlegels2024rivers", "wolfeschlegelsteinhausenbergerdorff2024rivers"},
		{parser.Paper{Title: "On Rivers", Key: "Wolfeschlegelsteinhausenbergerdorff:2024:rivers"}, "Wolfeschlegelsteinhausenbergerdorff:2024:rivers", "Wolfeschlegelsteinhausenbergerdorff:2024:rivers"},
	} {
		keys, most := parser.NewCitationKeys(pattern), 0
		if got := keys.Base(&test.paper, 1); got != test.want {
			t.Errorf("%s: %s, want %s", test.paper.Title, got, test.want)
		}
		if got := parser.NewCitationKeys(whole).Base(&test.paper, 1); got != test.whole {
			t.Errorf("%s: %s by a pattern, want %s", test.paper.Title, got, test.whole)
		}
		for range 800 {
			key, _ := keys.Key(&test.paper, 1)
			most = max(most, len(key))
		}
		if most > 30 && test.paper.Key == "" {
			t.Errorf("%s: a key of %d characters", test.paper.Title, most)
		}
	}
}

// A key that many papers have costs no more than others.
func TestManyEqualKeys(t *testing.T) {
	papers := make([]parser.Paper, 2000)
	for i := range papers {
		papers[i].Title = "Same"
	}
	seen := map[string]bool{}
	_, read, _ := read(t, write(t, parser.FormatBibTeX, papers...), parser.Options{})
	for _, p := range read {
		if seen[p.Key] {
			t.Fatalf("%s twice", p.Key)
		}
		seen[p.Key] = true
	}
	if len(read) != len(papers) || read[0].Key != "same" || read[27].Key != "sameaa" {
		t.Errorf("%d papers: %s, %s", len(read), read[0].Key, read[27].Key)
	}
}

type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, errors.New("the pipe broke") }

func TestBibliographyWriteErrors(t *testing.T) {
	for _, f := range bibFormats {
		w, err := parser.NewWriter(f, brokenPipe{})
		if err != nil {
			t.Fatal(err)
		}
		err = w.Write(&parser.Paper{Title: strings.Repeat("long ", 2000)})
		if err == nil {
			err = w.Close()
		}
		if err == nil || !strings.Contains(err.Error(), "the pipe broke") {
			t.Errorf("%s: %v", f, err)
		}
	}
}

// FuzzBibTeX checks besides that what is read can be written, in both formats, and reads the same again.
func FuzzBibTeX(f *testing.F) {
	for _, c := range bibCases { // whole bibliographies are too long to mutate
		f.Add([]byte(c.text))
	}
	rnd := rand.New(rand.NewPCG(8, 15))
	for range 20 {
		f.Add([]byte(write(f, oneOf(rnd, bibFormats...), hostileBib(rnd))))
	}
	f.Fuzz(func(t *testing.T, input []byte) {
		opts := parser.Options{Format: parser.FormatBibTeX}
		d, err := parser.Open(bytes.NewReader(input), opts)
		if err != nil {
			if d != nil || strings.ContainsFunc(err.Error(), parser.Unsafe) {
				t.Fatalf("error %q, digest %v", err, d)
			}
			return
		}
		checkDigest(t, d, string(input))
		if d, err = parser.Open(bytes.NewReader(input), opts); err != nil {
			t.Fatal(err)
		}
		for p, problem := range d.Records() {
			if problem == nil {
				for _, format := range bibFormats {
					readBack(t, format, p)
				}
			}
		}
	})
}

func FuzzBibLaTeX(f *testing.F) {
	var texts []string
	for _, c := range bibCases {
		texts = append(texts, c.text)
	}
	fuzzFormat(f, parser.FormatBibLaTeX, texts...)
}
