package parser_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dogear/parser"
)

var update = flag.Bool("update", false, "write the golden files anew: look at the difference before it is committed")

// golden reads testdata/NAME and compares all that comes of it with testdata/NAME.golden.
func golden(t *testing.T, name string, opts parser.Options) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	d, err := parser.Open(strings.NewReader(string(text)), opts)
	if err != nil {
		t.Fatal(err)
	}
	got := dump(d)
	file := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s reads differently:\n%s", name, firstDifference(got, string(want)))
	}
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := 0; i < len(g) || i < len(w); i++ {
		a, b := "(nothing)", "(nothing)"
		if i < len(g) {
			a = g[i]
		}
		if i < len(w) {
			b = w[i]
		}
		if a != b {
			return fmt.Sprintf("line %d\n got %s\nwant %s", i+1, a, b)
		}
	}
	return ""
}

// dump writes all that a digest says, for people to read.
func dump(d *parser.Digest) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s | source %q | curator %q | date %q\n", d.Format, d.Source, d.Curator, d.Date)
	for p, problem := range d.Records() {
		b.WriteByte('\n')
		if problem != nil {
			fmt.Fprintf(&b, "REJECTED %v: %s\n", problem, problem.Text)
			continue
		}
		b.WriteString(dumpPaper(p))
	}
	if err := d.Err(); err != nil {
		fmt.Fprintf(&b, "\nENDED EARLY %v\n", err)
	}
	return b.String()
}

func dumpPaper(p parser.Paper) string {
	var b strings.Builder
	field := func(name string, value any) {
		if s := fmt.Sprint(value); s != "" && s != "[]" && s != "{}" && s != "0" {
			fmt.Fprintf(&b, "%-11s%s\n", name, strings.ReplaceAll(s, "\n", "\n           "))
		}
	}
	fmt.Fprintf(&b, "line %d: %s\n", p.Line, p.Title)
	if p.RawTitle != p.Title {
		field("raw title", p.RawTitle)
	}
	field("authors", authorNames(p.Authors))
	field("published", string(p.Published))
	field("arxiv", p.ArXiv)
	field("version", p.Version)
	field("doi", p.DOI)
	field("openreview", p.OpenReview)
	in := p.In
	for _, f := range [][2]string{{"type", in.Type}, {"venue", in.Venue}, {"volume", in.Volume}, {"issue", in.Issue}, {"pages", in.Pages}, {"publisher", in.Publisher}} {
		field(f[0], f[1])
	}
	for _, f := range [][2]string{{"place", in.Place}, {"series", in.Series}, {"edition", in.Edition}, {"isbn", in.ISBN}, {"issn", in.ISSN}} {
		field(f[0], f[1])
	}
	field("editors", authorNames(p.Editors))
	if p.MoreAuthors {
		field("more", "authors")
	}
	field("language", p.Language)
	field("files", strings.Join(p.Files, "; "))
	field("categories", strings.Join(p.Categories, " "))
	field("keywords", strings.Join(p.Keywords, "; "))
	field("comment", p.Comment)
	field("key", p.Key)
	if m := p.Marks; m != nil {
		field("marks", fmt.Sprintf("%s starred=%v tags=%v added=%s", m.Status, m.Starred, m.Tags, m.Added))
		field("note", m.Note)
	}
	for _, l := range p.Links {
		field("link", string(l.Kind)+" "+l.URL)
	}
	field("abstract", p.Abstract)
	if p.RawAbstract != p.Abstract {
		field("raw", p.RawAbstract)
	}
	return b.String()
}

// authorNames are names with their parts.
func authorNames(authors []parser.Author) string {
	var names []string
	for _, a := range authors {
		names = append(names, strings.Join([]string{a.Given, a.Particle, a.Family, a.Suffix}, "|"))
	}
	return strings.Join(names, "; ")
}

// fuzzFormat checks what holds for every input of a format (see checkDigest) with inputs that grow out of seeds.
func fuzzFormat(f *testing.F, format parser.Format, seeds ...string) {
	f.Helper()
	if len(seeds) == 0 {
		f.Fatal("no seeds")
	}
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, input []byte) {
		d, err := parser.Open(strings.NewReader(string(input)), parser.Options{Format: format, Now: now})
		if err != nil {
			if d != nil || strings.ContainsFunc(err.Error(), parser.Unsafe) {
				t.Fatalf("error %q, digest %v", err, d)
			}
			return
		}
		checkDigest(t, d, string(input))
	})
}

// write is what a Writer makes of papers.
func write(t testing.TB, format parser.Format, papers ...parser.Paper) string {
	t.Helper()
	var b strings.Builder
	w, err := parser.NewWriter(format, &b)
	if err != nil {
		t.Fatal(err)
	}
	for i := range papers {
		if err := w.Write(&papers[i]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
