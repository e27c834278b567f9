package store

import (
	"bytes"
	"path/filepath"
	"testing"

	"dogear/parser"
	"dogear/seeds/synthetic"
)

// BenchmarkImport takes 20,000 records of arXiv's metadata into a new library, from their bytes on.
func BenchmarkImport(b *testing.B) {
	const n = 20_000
	var text bytes.Buffer
	if err := synthetic.ArXiv(&text, n, 1); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(text.Len()))
	for range b.N {
		l, err := Create(b.Context(), filepath.Join(b.TempDir(), "library.db"), func(l *Library) error {
			d, err := parser.Open(bytes.NewReader(text.Bytes()), parser.Options{Now: day})
			if err == nil {
				_, err = l.Import(b.Context(), d, Delivery{Origin: "bench.jsonl"}, nil)
			}
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
		if err := l.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(n*float64(b.N)/b.Elapsed().Seconds(), "papers/s")
}
