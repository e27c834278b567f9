package parser_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf16"

	"dogear/parser"
)

// encodings write the same text in other bytes.
var encodings = map[string]func(string) string{
	"UTF-8 with a byte order mark": func(s string) string { return "\ufeff" + s },
	"UTF-16, little end first":     func(s string) string { return utf16Bytes("\ufeff"+s, 0, 8) },
	"UTF-16, big end first":        func(s string) string { return utf16Bytes("\ufeff"+s, 8, 0) },
	"UTF-16 without a mark":        func(s string) string { return utf16Bytes(s, 0, 8) },
	"UTF-16 big without a mark":    func(s string) string { return utf16Bytes(s, 8, 0) },
	"CRLF":                         func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") },
	"gzip":                         gzipped,
	"Latin-1": func(s string) string {
		var b []byte
		for _, r := range s {
			b = append(b, byte(r))
		}
		return string(b)
	},
}

func utf16Bytes(s string, shifts ...int) string {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		for _, shift := range shifts {
			b = append(b, byte(u>>shift))
		}
	}
	return string(b)
}

func gzipped(s string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	io.WriteString(w, s) // a bytes.Buffer takes everything
	w.Close()
	return b.String()
}

func TestEncodingsReadTheSame(t *testing.T) {
	text := starterHeader + "Modèles génératifs à la façon de Poincaré\n\nNous étudions les modèles génératifs. Ils apprennent vite, même sans données étiquetées, et l’on voit pourquoi."
	text = strings.ReplaceAll(text, "’", "'")
	for name, encode := range encodings {
		t.Run(name, func(t *testing.T) {
			d, papers, problems := read(t, encode(text), parser.Options{})
			if len(papers) != 1 || len(problems) > 0 || papers[0].Title != "Modèles génératifs à la façon de Poincaré" || !strings.Contains(papers[0].Abstract, "même sans données") {
				t.Errorf("got %v, %v", papers, problems)
			}
			if d.Date != "2025-03-11" {
				t.Errorf("date %q", d.Date)
			}
		})
	}
}

func TestReadersMayBeSlow(t *testing.T) {
	for _, text := range []string{starter(), gzipped(starter()), utf16Bytes(starter(), 8, 0)} {
		d, err := parser.Open(iotest.OneByteReader(strings.NewReader(text)), parser.Options{})
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for range d.Records() {
			n++
		}
		if n != 65 {
			t.Errorf("%d papers, want 65", n)
		}
	}
}

func TestInputsThatGiveNoDigest(t *testing.T) {
	pdf := "%PDF-1.7\n" + strings.Repeat("text ", 100)
	tests := []struct {
		name, text string
		want       error
		says       string
	}{
		{"nothing", "", parser.ErrEmpty, "was the page copied"},
		{"white space", " \r\n\n\t", parser.ErrEmpty, "was the page copied"},
		{"much white space", strings.Repeat("\n", 1<<20), parser.ErrEmpty, "was the page copied"},
		{"gzipped nothing", gzipped(""), parser.ErrEmpty, "was the page copied"},
		{"PDF", pdf, parser.ErrBinary, "a PDF document"},
		{"gzipped PDF", gzipped(pdf), parser.ErrBinary, "a PDF document"},
		{"gzip in gzip", gzipped(gzipped("text")), parser.ErrBinary, "gzip inside gzip"},
		{"cut gzip header", "\x1f\x8b\x08", parser.ErrBinary, "damaged gzip data"},
		{"PNG", "\x89PNG\r\n\x1a\n....", parser.ErrBinary, "a PNG picture"},
		{"ZIP", "PK\x03\x04....", parser.ErrBinary, "a ZIP archive"},
		{"SQLite", "SQLite format 3\x00....", parser.ErrBinary, "an SQLite database"},
		{"NULs", "some\x00\x00\x01\x02bytes", parser.ErrBinary, "control characters"},
		{"one line", "hello\n", parser.ErrNoPapers, "read as text"},
		{"only a header", starterHeader, parser.ErrNoPapers, "read as hf-page"},
		{"an abstract alone", shelf[0].abstract, parser.ErrNoPapers, "line 1: an abstract without a title"},
		{"HTML", "<!DOCTYPE html>\n<html><body>Some Title of a Paper</body></html>", parser.ErrUnknownFormat, "HTML"},
		{"JSON", `{"papers": []}`, parser.ErrUnknownFormat, "JSON"},
		{"too large", strings.Repeat("word ", parser.MaxText/5+1), parser.ErrTooLarge, "64 MiB"},
		{"too many lines", "Title\n" + strings.Repeat("\n", 1<<20) + "x", parser.ErrTooLarge, "lines"},
		{"a bomb", gzipped(strings.Repeat("\n", 2*parser.MaxText)), parser.ErrTooLarge, "64 MiB"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d, err := parser.Open(strings.NewReader(test.text), parser.Options{})
			if d != nil || !errors.Is(err, test.want) || !strings.Contains(err.Error(), test.says) {
				t.Errorf("got %v, want %v that says %q", err, test.want, test.says)
			}
		})
	}
}

func TestRejectedRecordsAreInTheError(t *testing.T) {
	_, err := parser.Open(strings.NewReader("\n"+shelf[0].abstract), parser.Options{})
	var none *parser.NoPapersError
	if !errors.As(err, &none) || len(none.Problems) != 1 || none.Problems[0].Line != 2 {
		t.Errorf("got %v", err)
	}
}

func TestReadErrorsAreNotSwallowed(t *testing.T) {
	broken := errors.New("the wire broke")
	for _, before := range []string{"", starter()} {
		r := io.MultiReader(strings.NewReader(before), iotest.ErrReader(broken))
		if _, err := parser.Open(r, parser.Options{}); !errors.Is(err, broken) {
			t.Errorf("after %d bytes: %v", len(before), err)
		}
	}
	cut := gzipped(starter())
	if _, err := parser.Open(strings.NewReader(cut[:len(cut)-100]), parser.Options{}); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("a cut gzip file: %v", err)
	}
}

// A byte order mark stands where a file was joined to another. Inside a line it is no mark, and is made visible.
func TestByteOrderMarkInTheMiddle(t *testing.T) {
	text := "Title: The First of Two\nAbstract: It says this and that.\n\n\ufeffTitle: The Second\ufeff of Two\nAbstract: It says that and this.\n"
	for name, r := range map[string]io.Reader{"at once": strings.NewReader(text), "byte by byte": iotest.OneByteReader(strings.NewReader(text))} {
		d, err := parser.Open(r, parser.Options{})
		if err != nil {
			t.Fatal(err)
		}
		var titles []string
		for p, problem := range d.Records() {
			if problem != nil {
				t.Errorf("%s: %v", name, problem)
			}
			titles = append(titles, p.Title)
		}
		if got := strings.Join(titles, "|"); got != "The First of Two|The Second⟨U+FEFF⟩ of Two" {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestTheFormatMayBeNamed(t *testing.T) {
	d, papers, _ := read(t, "Daily\n\n"+expand("T1\n\nA1\n"), parser.Options{Format: parser.FormatHFPage})
	if d.Format != parser.FormatHFPage || d.Source != "Hugging Face" || len(papers) != 1 {
		t.Errorf("read as %q from %q: %d papers", d.Format, d.Source, len(papers))
	}
	d, papers, _ = read(t, starter(), parser.Options{Format: parser.FormatText})
	if d.Format != parser.FormatText || len(papers) != 65 {
		t.Errorf("read as %q: %d papers", d.Format, len(papers))
	}
	_, err := parser.Open(strings.NewReader(starter()), parser.Options{Format: "hf\x1bpage"})
	if !errors.Is(err, parser.ErrUnknownFormat) || !strings.Contains(err.Error(), "dogear help formats") || strings.Contains(err.Error(), "\x1b") {
		t.Errorf("got %v", err)
	}
}

func TestTheCallersDateWins(t *testing.T) {
	if d, _, _ := read(t, starter(), parser.Options{Date: "2024-03-11"}); d.Date != "2024-03-11" {
		t.Errorf("date %q", d.Date)
	}
}

// Nothing a digest contains may act on the terminal: what would, comes out as a sign that can be seen.
func TestHostileTextComesOutAsSigns(t *testing.T) {
	text := header("new", "byAK\x1b]0;owned\a and friends", "Mar 11") +
		"A \x1b[31mRed\x1b[0m Title\x00 \u009b2J of \u202eBackwards\u202c Networks\n\n" +
		"We \x1b]52;c;Zm9v\x07copy, \x1bP1;2q\x1b\\draw, &#27;[2J stay, ring\x07, go back\x08 and\rreturn. See https://good.example/\u202egpj.exe today."
	d, papers, problems := read(t, text, parser.Options{Format: parser.FormatHFPage})
	if len(papers) != 1 || len(problems) > 0 {
		t.Fatalf("%d papers, %v", len(papers), problems)
	}
	p := papers[0]
	for _, s := range []string{p.Title, p.Abstract, d.Curator} {
		if strings.ContainsFunc(s, parser.Unsafe) {
			t.Errorf("not clean: %q", s)
		}
	}
	if want := "A ␛[31mRed␛[0m Title␀ ⟨U+009B⟩2J of ⟨U+202E⟩Backwards⟨U+202C⟩ Networks"; p.Title != want {
		t.Errorf("title\n got %s\nwant %s", p.Title, want)
	}
	if !strings.Contains(p.Abstract, "&#27;[2J stay") {
		t.Errorf("what is typed is not decoded: %s", p.Abstract)
	}
	if len(p.Links) != 1 || p.Links[0].URL != "https://good.example/" {
		t.Errorf("links %v", p.Links)
	}
}
