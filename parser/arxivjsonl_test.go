package parser_test

import (
	"errors"
	"fmt"
	"io"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"
	"testing/synctest"

	"dogear/parser"
)

// arXivFull is a record as arXiv's snapshot has them, with every member that there is, and TeX, wraps, an indent and accents in them.
const arXivFull = `{"id":"0911.4321","submitter":"Jane van Doe","authors":"Jane van Doe, M. Mezard Jr. (1), LAB Team ((1) Here)",` +
	`"title":"On the $O(n^2)$ cost of Poincar\\'e\n  embeddings","comments":"12 pages; code: https://github.com/doe/emb.",` +
	`"journal-ref":"J. Tests 4 (2010) 12","doi":"10.1000/ABC.4 10.1000/other","report-no":"T-12","categories":"math.GT cs.LG",` +
	`"license":"http://example.org/licence","abstract":"  We show that 45\\% of ` + "``deep''" + ` embeddings\nare flat. See http://example.org/a_b.\n  A second paragraph\nends here.\n",` +
	`"versions":[{"version":"v1","created":"Mon, 2 Nov 2009 19:18:42 GMT"},{"version":"v3","created":"Tue, 24 Jul 2012 20:10:27 GMT"}],` +
	`"update_date":"2012-07-25","authors_parsed":[["van Doe","Jane",""],["M\\'ezard","M.","Jr.","1"],["LAB Team","",""]]}`

func TestArXivJSONL(t *testing.T) {
	d, papers, problems := read(t, arXivFull, parser.Options{})
	if d.Format != parser.FormatArXivJSONL || d.Source != "arXiv" || d.Date != "" || len(problems) > 0 || len(papers) != 1 {
		t.Fatalf("%+v: %d papers, %v", d, len(papers), problems)
	}
	want := parser.Paper{
		Title:       "On the O(n²) cost of Poincaré embeddings",
		Abstract:    "We show that 45% of “deep” embeddings are flat. See http://example.org/a_b.\n\nA second paragraph ends here.",
		RawTitle:    "On the $O(n^2)$ cost of Poincar\\'e\n  embeddings",
		RawAbstract: "  We show that 45\\% of ``deep'' embeddings\nare flat. See http://example.org/a_b.\n  A second paragraph\nends here.\n",
		Authors: []parser.Author{
			{Given: "Jane", Particle: "van", Family: "Doe"}, {Given: "M.", Family: "Mézard", Suffix: "Jr."}, {Family: "LAB Team"},
		},
		Published: "2009-11-02", ArXiv: "0911.4321", Version: 3, DOI: "10.1000/abc.4", Line: 1,
		In: parser.Publication{Venue: "J. Tests 4 (2010) 12"}, Categories: []string{"math.GT", "cs.LG"},
		Comment: "12 pages; code: https://github.com/doe/emb.",
		Links: []parser.Link{
			{Kind: parser.LinkPage, URL: "https://arxiv.org/abs/0911.4321"},
			{Kind: parser.LinkPDF, URL: "https://arxiv.org/pdf/0911.4321"},
			{Kind: parser.LinkPage, URL: "https://doi.org/10.1000/abc.4"},
			{Kind: parser.LinkOther, URL: "http://example.org/a_b"},
			{Kind: parser.LinkCode, URL: "https://github.com/doe/emb"},
		},
	}
	if !reflect.DeepEqual(papers[0], want) {
		t.Errorf("got\n%+v\nwant\n%+v", papers[0], want)
	}
}

// summary is what a test compares of a paper, on one line.
func summary(p parser.Paper) string {
	var names, links []string
	for _, a := range p.Authors {
		names = append(names, fmt.Sprintf("%s/%s/%s/%s", a.Given, a.Particle, a.Family, a.Suffix))
	}
	for _, l := range p.Links {
		links = append(links, l.URL)
	}
	return fmt.Sprintf("%d|%s|%s|%s|%s|v%d|%s|%s|%s", p.Line, p.Title, p.Abstract, strings.Join(names, "; "), p.ArXiv, p.Version, p.DOI, p.Published, strings.Join(links, " "))
}

// arXivCases are lines and what becomes of them: summaries of papers, and problems after a "!".
var arXivCases = map[string]struct {
	text string
	want []string
}{
	"leading spaces, hard wraps": {
		`{"title":"  A   Title\n  Wrapped","abstract":"  One\ntwo\n three. \n"}`,
		[]string{"1|A Title Wrapped|One two three.|||v0|||"},
	},
	"indents begin paragraphs": {
		`{"title":"T","abstract":"  One\ntwo.\n  Three.\r\n  Four.\n\nFive.\n  \n"}`,
		[]string{"1|T|One two.\n\nThree.\n\nFour.\n\nFive.|||v0|||"},
	},
	"an unbalanced dollar": {
		`{"title":"Costs $5","abstract":"It costs $x and $y$ more, $\\alpha."}`,
		[]string{`1|Costs $5|It costs $x and y more, $α.|||v0|||`},
	},
	"an old identifier": {
		`{"id":"math.GT/0309136","title":"T"}`,
		[]string{"1|T|||math/0309136|v0|||https://arxiv.org/abs/math/0309136 https://arxiv.org/pdf/math/0309136"},
	},
	"an identifier with its version": {
		`{"id":"arXiv:2403.01234v2","title":"T"}`,
		[]string{"1|T|||2403.01234|v2|||https://arxiv.org/abs/2403.01234 https://arxiv.org/pdf/2403.01234"},
	},
	"an identifier that is none": {
		`{"id":"2017/1118","title":"T"}` + "\n" + `{"title":"After"}`,
		[]string{`!1: "2017/1118" is not an arXiv identifier such as 0704.0001 or math/0309136`, "2|After||||v0|||"},
	},
	"an identifier that lost its zeros": {
		`{"id":704.0001,"title":"T"}` + "\n" + `{"title":"After"}`,
		[]string{`!1: "704.0001" is not an arXiv identifier such as 0704.0001 or math/0309136`, "2|After||||v0|||"},
	},
	"two DOIs": {
		`{"title":"T","doi":" 10.1000/A, 10.1000/B"}`,
		[]string{"1|T||||v0|10.1000/a||https://doi.org/10.1000/a"},
	},
	"a DOI that is none": {
		`{"title":"T","doi":"in press"}`,
		[]string{"1|T||||v0|||"},
	},
	"arXiv's own DOI": {
		`{"title":"T","doi":"10.48550/arXiv.2403.01234"}`,
		[]string{"1|T|||2403.01234|v0|||https://arxiv.org/abs/2403.01234 https://arxiv.org/pdf/2403.01234"},
	},
	"nulls": {
		`{"id":null,"title":"T","abstract":null,"authors":null,"comments":null,"doi":null,"versions":null,"update_date":null,"authors_parsed":null}`,
		[]string{"1|T||||v0|||"},
	},
	"numbers and other kinds": {
		`{"id":2403.01234,"title":1984,"abstract":-1.5e3,"doi":[10],"comments":{},"versions":[1,{"version":2,"created":3},null],"update_date":2020,"authors_parsed":[["Doe",7,null],8,null,[["x"],"Roe"]],"authors":true}`,
		[]string{"1|1984|-1.5e3|7//Doe/; //Roe/|2403.01234|v2||2020|https://arxiv.org/abs/2403.01234 https://arxiv.org/pdf/2403.01234"},
	},
	"authors as text": {
		`{"title":"T","authors":"Jos\\'e Garc\\'ia (1 and 2), B. van der Doe and the LAB team ((1) Here, (2) There)","authors_parsed":[]}`,
		[]string{"1|T||José//García/; B./van der/Doe/; //the LAB team/||v0|||"},
	},
	"authors without parts": {
		`{"title":"T","authors_parsed":[["","Plato",""],["","",""],["de la Cruz","Ana","III"],["van","",""],["Van Berg","C."]]}`,
		[]string{"1|T||//Plato/; Ana/de la/Cruz/III; //van/; C.//Van Berg/||v0|||"},
	},
	"dates": {
		`{"title":"A","versions":[{"version":"v1","created":"Sat, 31 Dec 1994 23:59:59 GMT"}],"update_date":"2001-01-01"}` + "\n" +
			`{"title":"B","versions":[{"version":"v2","created":"Sat, 31 Dec 1994 23:59:59 GMT"},{"version":"v1","created":"Fri, 2 Dec 1994 23:59:59 GMT"}]}` + "\n" +
			`{"title":"C","versions":[{"version":"v1","created":"some day"}],"update_date":"2001-01-01"}` + "\n" +
			`{"title":"D","update_date":"2001-02-30"}`,
		[]string{"1|A||||v1||1994-12-31|", "2|B||||v1||1994-12-02|", "3|C||||v1||2001-01-01|", "4|D||||v0|||"},
	},
	"no address twice": {
		`{"id":"2403.01234","title":"T","abstract":"See http://arxiv.org/abs/2403.01234 and \\url{https://x.org/a}.","comments":"https:\/\/x.org\/a"}`,
		[]string{"1|T|See http://arxiv.org/abs/2403.01234 and https://x.org/a.||2403.01234|v0|||https://arxiv.org/abs/2403.01234 https://arxiv.org/pdf/2403.01234 https://x.org/a"},
	},
	"no title": {
		`{"id":"2403.01234"}` + "\n" + `{"title":null}` + "\n" + `{"title":" \n "}` + "\n" + `{"title":"T"}`,
		[]string{"!1: a paper without a title", "!2: a paper without a title", "!3: a paper without a title", "4|T||||v0|||"},
	},
	"no objects": {
		`["title"]` + "\n" + `"title"` + "\n" + `12` + "\n" + `null` + "\n" + `title` + "\n" + `{"title":"T"} {}` + "\n" + `{"title":"T"}`,
		[]string{
			"!1: not a JSON object; a record is one {…} with at least a title", "!2: not a JSON object; a record is one {…} with at least a title",
			"!3: not a JSON object; a record is one {…} with at least a title", "!4: not a JSON object; a record is one {…} with at least a title",
			"!5: not JSON at column 1: a value is expected here", "!6: not JSON at column 15: unexpected text after the value", "7|T||||v0|||",
		},
	},
	"cut off in the middle and at the end": {
		`{"title":"Only` + "\n" + `{"title":"T"}` + "\n" + `{"title":"Last","abstract":"Cut \u00`,
		[]string{"!1: not JSON at column 15: the line is incomplete; was the file truncated?", "2|T||||v0|||", "!3: not JSON at column 37: the line is incomplete; was the file truncated?"},
	},
	"CRLF and blank lines": {
		"\r\n\n" + `{"title":"T"}` + "\r\n  \t\r\n" + `{"title":"U"}` + "\r\n\r\n",
		[]string{"3|T||||v0|||", "5|U||||v0|||"},
	},
	"nested too deep": {
		`{"title":"T","x":` + strings.Repeat("[", 5000) + strings.Repeat("]", 5000) + `}` + "\n" + `{"title":"U"}`,
		[]string{"!1: not JSON at column 118: it is nested too deeply", "2|U||||v0|||"},
	},
	"escapes": {
		`{"title":"\u0022T\u00e9\ud83d\ude00\ud83d!\/\\\u001b[2J","abstract":"\ud83d\u0041"}`,
		[]string{`1|"Té😀�!/\␛[2J|�A||` + "|v0|||"},
	},
}

func TestArXivJSONLCases(t *testing.T) {
	for name, test := range arXivCases {
		t.Run(name, func(t *testing.T) {
			samePapersAndProblems(t, test.text, test.want)
		})
	}
}

func samePapersAndProblems(t *testing.T, text string, want []string) {
	t.Helper()
	d, err := parser.Open(strings.NewReader(text), parser.Options{Format: parser.FormatArXivJSONL})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for p, problem := range d.Records() {
		if problem != nil {
			got = append(got, fmt.Sprintf("!%d: %s", problem.Line, problem.Reason))
		} else {
			got = append(got, summary(p))
		}
	}
	if d.Err() != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("err %v, got\n%s\nwant\n%s", d.Err(), strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestArXivJSONLIsRecognised(t *testing.T) {
	long := strings.ReplaceAll(arXivFull, "  We show", "  "+strings.Repeat("We show ", 20000))
	tests := []struct {
		name, text string
		want       parser.Format
	}{
		{"whole", arXivFull, parser.FormatArXivJSONL},
		{"after blank lines", "\n \r\n" + arXivFull, parser.FormatArXivJSONL},
		{"longer than what is looked at", long, parser.FormatArXivJSONL},
		{"cut off after some members", arXivFull[:strings.Index(arXivFull, `"license"`)] + "\n" + arXivFull, parser.FormatArXivJSONL},
		{"some members", `{"id":"2403.01234","title":"T","categories":"cs.LG","update_date":"2024-03-11"}`, parser.FormatArXivJSONL},
		{"a library", `{"id":1,"title":"T","abstract":"A","authors":["J"],"status":"read","starred":false,"tags":[],"note":"","arxiv":null,"doi":null,"published":null,"added":"2025-03-12","links":[],"digests":[{"source":"arXiv","date":""}]}`, parser.FormatJSONL},
		{"members inside", `{"id":"1","metadata":{"authors_parsed":[],"versions":[]},"title":"T"}`, ""},
		{"text that names members", "authors_parsed versions {\"versions\"\n\nThe words of a title\n\nWe show that members can be named in a text.", parser.FormatText},
	}
	for _, test := range tests {
		d, err := parser.Open(strings.NewReader(test.text), parser.Options{})
		switch {
		case test.want == "" && !errors.Is(err, parser.ErrUnknownFormat):
			t.Errorf("%s: %v", test.name, err)
		case test.want != "" && (err != nil || d.Format != test.want):
			t.Errorf("%s: %v, %v", test.name, d, err)
		}
	}
}

func TestArXivJSONLWithoutPapers(t *testing.T) {
	opts := parser.Options{Format: parser.FormatArXivJSONL}
	_, err := parser.Open(strings.NewReader("{}\n[]\n"), opts)
	var none *parser.NoPapersError
	if !errors.As(err, &none) || len(none.Problems) != 2 || !strings.Contains(err.Error(), "line 1: a paper without a title (2 rejected)") {
		t.Errorf("got %v", err)
	}
	if _, err := parser.Open(strings.NewReader(strings.Repeat(" \n", 1<<17)), opts); !errors.Is(err, parser.ErrEmpty) {
		t.Errorf("blank lines: %v", err)
	}

	// Too many to look through before Open answers: Err tells.
	d, err := parser.Open(strings.NewReader(strings.Repeat("{}\n", 5000)), opts)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, problem := range d.Records() {
		if n++; problem == nil || problem.Line != n {
			t.Fatalf("record %d: %v", n, problem)
		}
	}
	if !errors.As(d.Err(), &none) || n != 5000 || !strings.Contains(d.Err().Error(), "(5000 rejected)") {
		t.Errorf("%d records, %v", n, d.Err())
	}
	_, papers, problems := read(t, strings.Repeat("{}\n", 5000)+arXivFull, opts)
	if len(papers) != 1 || papers[0].Line != 5001 || len(problems) != 5000 {
		t.Errorf("%d papers, %d problems", len(papers), len(problems))
	}
}

func TestArXivJSONLReadErrors(t *testing.T) {
	broken := errors.New("the wire broke")
	opts := parser.Options{Format: parser.FormatArXivJSONL}
	cut := func(text string) io.Reader {
		return io.MultiReader(strings.NewReader(text), iotest.ErrReader(broken))
	}
	if _, err := parser.Open(cut(strings.Repeat(" \n", 1<<17)), opts); !errors.Is(err, broken) {
		t.Errorf("before the first paper: %v", err)
	}
	text := arXivLines(200, false)
	d, err := parser.Open(cut(text+arXivFull), opts)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for p, problem := range d.Records() {
		if n++; problem != nil || p.Line != n {
			t.Fatalf("record %d: line %d, %v", n, p.Line, problem)
		}
	}
	if !errors.Is(d.Err(), broken) || n != 200 {
		t.Errorf("%d records, %v", n, d.Err())
	}
	packed := gzipped(text)
	if d, err = parser.Open(strings.NewReader(packed[:len(packed)-20]), opts); err != nil {
		t.Fatal(err)
	}
	for range d.Records() {
	}
	if !errors.Is(d.Err(), io.ErrUnexpectedEOF) {
		t.Errorf("a cut gzip file: %v", d.Err())
	}
}

// A repeated reader gives the same text again and again.
type repeated struct {
	text string
	left int // bytes
	at   int
}

func (r *repeated) Read(p []byte) (int, error) {
	if r.left == 0 {
		return 0, io.EOF
	}
	n := copy(p[:min(len(p), r.left)], r.text[r.at:])
	r.left, r.at = r.left-n, (r.at+n)%len(r.text)
	return n, nil
}

func TestArXivJSONLSkipsHugeLines(t *testing.T) {
	const huge = 64 << 20
	r := io.MultiReader(
		strings.NewReader(`{"title":"Before"}`+"\n"+`{"title":"`), &repeated{text: strings.Repeat("word ", 10000), left: huge}, strings.NewReader(`"}`+"\n"),
		strings.NewReader(`{"title":"After"}`+"\n"+`{"title":"Last","abstract":"`), &repeated{text: strings.Repeat("word ", 10000), left: huge / 8})
	d, err := parser.Open(r, parser.Options{Format: parser.FormatArXivJSONL})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	allocated := totalAlloc()
	for p, problem := range d.Records() {
		if problem == nil {
			got = append(got, summary(p))
			continue
		}
		got = append(got, problem.Error())
		if len(problem.Text) > 200 || !strings.HasPrefix(problem.Text, `{"title":`) {
			t.Errorf("text %q", problem.Text)
		}
	}
	want := []string{"1|Before||||v0|||", "line 2: a line longer than 4 MiB", "3|After||||v0|||", "line 4: a line longer than 4 MiB"}
	if !reflect.DeepEqual(got, want) || d.Err() != nil {
		t.Errorf("%v\n got %q\nwant %q", d.Err(), got, want)
	}
	if n := totalAlloc() - allocated; n > 40<<20 { // the input has 72
		t.Errorf("%d MiB allocated", n>>20)
	}
}

func totalAlloc() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}

// What is held while reading does not grow with the number of records.
func TestArXivJSONLMemoryIsBounded(t *testing.T) {
	block := arXivLines(100, false)
	const blocks = 200                              // some 40 MB
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(4)) // each core has its batches
	before := heapInUse()
	d, err := parser.Open(&repeated{text: block, left: blocks * len(block)}, parser.Options{})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, problem := range d.Records() {
		if problem != nil {
			t.Fatal(problem)
		}
		if n++; n%10000 == 0 {
			if held := heapInUse() - before; held > 12<<20 {
				t.Errorf("%d MiB held at record %d", held>>20, n)
			}
		}
	}
	if n != 100*blocks || d.Err() != nil {
		t.Errorf("%d records, %v", n, d.Err())
	}
}

// heapInUse is what is reachable now.
func heapInUse() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// Whoever breaks off leaves no goroutine behind (the bubble would not end), no error, and little that was read for nothing.
func TestArXivJSONLMayBeBrokenOff(t *testing.T) {
	block := arXivLines(100, false)
	for _, after := range []int{1, 2, 1000} {
		synctest.Test(t, func(t *testing.T) {
			const all = 1 << 30
			r := &repeated{text: block, left: all}
			d, err := parser.Open(r, parser.Options{})
			if err != nil {
				t.Fatal(err)
			}
			n := 0
			for range d.Records() {
				if n++; n == after {
					break
				}
			}
			ahead := all - r.left - n*len(block)/100
			if most := (2*runtime.GOMAXPROCS(0) + 8) * (128 << 10); d.Err() != nil || ahead > most {
				t.Errorf("%d bytes read ahead, want at most %d; %v", ahead, most, d.Err())
			}
			for range d.Records() {
				t.Fatal("the records can be walked once")
			}
		})
	}
}

// However many cores read, the records are those of one line after the other.
func TestArXivJSONLKeepsTheOrder(t *testing.T) {
	var text strings.Builder
	n := 0
	for line := range strings.Lines(arXivLines(1500, true)) {
		switch n++; n % 50 {
		case 7:
			line = "\n"
		case 8:
			line = line[:len(line)/2] + "\n"
		case 9:
			line = "{}\n"
		}
		text.WriteString(line)
	}
	var want []string
	opts := parser.Options{Format: parser.FormatArXivJSONL}
	n = 0
	for line := range strings.Lines(text.String()) {
		n++
		d, err := parser.Open(strings.NewReader(strings.Repeat("\n", n-1)+line), opts)
		if errors.Is(err, parser.ErrNoPapers) {
			var none *parser.NoPapersError
			errors.As(err, &none)
			want = append(want, none.Problems[0].Error())
		}
		if err != nil {
			continue
		}
		for p := range d.Records() {
			want = append(want, summary(p))
		}
	}
	if len(want) < 1400 {
		t.Fatalf("%d records", len(want))
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, cores := range []int{1, 2, 8} {
		runtime.GOMAXPROCS(cores)
		d, err := parser.Open(strings.NewReader(text.String()), opts)
		if err != nil {
			t.Fatal(err)
		}
		n = 0
		for p, problem := range d.Records() {
			got := summary(p)
			if problem != nil {
				got = problem.Error()
			}
			if n >= len(want) || got != want[n] {
				t.Fatalf("%d cores, record %d: got %s", cores, n, got)
			}
			n++
		}
		if n != len(want) {
			t.Fatalf("%d cores: %d records, want %d", cores, n, len(want))
		}
	}
}
