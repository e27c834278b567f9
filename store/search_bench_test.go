package store

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"dogear/parser"
	"dogear/seeds/synthetic"
)

// benchLibrary is a library to search: 40,000 made-up papers or, to try a large one, the file that DOGEAR_BENCH_LIBRARY
// names, which is read only.
func benchLibrary(b *testing.B) *Library {
	b.Helper()
	path := os.Getenv("DOGEAR_BENCH_LIBRARY")
	if path != "" {
		l, err := Open(b.Context(), path)
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { _ = l.Close() })
		return l
	}
	var text bytes.Buffer
	if err := synthetic.ArXiv(&text, 40_000, 1); err != nil {
		b.Fatal(err)
	}
	l, err := Create(b.Context(), filepath.Join(b.TempDir(), "library.db"), func(l *Library) error {
		d, err := parser.Open(&text, parser.Options{Now: day})
		if err == nil {
			_, err = l.Import(b.Context(), d, Delivery{Origin: "bench.jsonl"}, nil)
		}
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = l.Close() })
	return l
}

func BenchmarkSearch(b *testing.B) {
	l := benchLibrary(b)
	for _, c := range []struct{ name, query string }{
		{"list", ""}, {"inbox", "is:inbox"},
		{"common", "the "}, {"three common", "the of model "}, {"rare", "krachac "}, {"rare and common", "krachac the graph "}, {"none", "qqqqq "},
		{"1 letter", "t"}, {"2 letters", "tr"}, {"3 letters", "tra"}, {"common and letter", "graph n"}, {"rare and letter", "krachac n"},
		{"phrase", `"neural network"`}, {"common phrase", `"of the"`}, {"phrase and prefix", `"the model" gra`},
		{"title", "title:graph "}, {"author", "author:chen "}, {"none starred", "the is:starred "},
		{"ranked common", "the sort:relevance"}, {"ranked three common", "the of model sort:relevance"}, {"ranked rare", "krachac sort:relevance"},
		{"ranked 3 letters", "sort:relevance tra"}, {"ranked phrase", `"neural network" sort:relevance`},
	} {
		q, err := ParseQuery(c.query, day)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(c.name, func(b *testing.B) {
			n := 0
			for range b.N {
				rows, err := l.Page(b.Context(), q, Span{Limit: 64})
				if err != nil {
					b.Fatal(err)
				}
				n = len(rows)
			}
			b.ReportMetric(float64(n), "rows")
		})
	}
}
