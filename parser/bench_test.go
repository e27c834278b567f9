package parser_test

import (
	"strings"
	"testing"

	"dogear/parser"
)

// The benchmarks show what a digest costs, and that the worst inputs cost no more per byte than honest ones.
func BenchmarkOpen(b *testing.B) {
	big := strings.Repeat(starter()[len(starterHeader):]+"\n\n", 100)
	inputs := []struct{ name, text string }{
		{"starter", starter()},
		{"starter x100", starterHeader + big},
		{"starter x100 as text", expand("T1\n\nA1\n\n") + big},
		{"starter x100 wrapped", starterHeader + wrapAll(big)},
		{"one line", strings.Repeat("word ", 2<<20)},
		{"one word", strings.Repeat("x", 10<<20)},
		{"one address", "http://" + strings.Repeat("x", 10<<20)},
		{"addresses", strings.Repeat("http://x/ ", 1<<20)},
		{"empty lines", "T\n" + strings.Repeat("\n", 1<<20-1)},
		{"short lines", strings.Repeat("Some Short Title\n", 1<<20-1)},
		{"numbers", starterHeader + strings.Repeat("19\n", 1<<20-20)},
		{"open brackets", starterHeader + "# [a](/papers/2403.00001)\n" + strings.Repeat("[a\n", 1<<20-20)},
		{"one line of brackets", starterHeader + "# [a](/papers/2403.00001)\n" + strings.Repeat("[[a](", 2<<20)},
		{"submitters", starterHeader + strings.Repeat("Submitted by\nby X\n", 500<<10)},
		{"handles", starterHeader + strings.Repeat("handle\n", 1<<20-20)},
		{"references", starterHeader + strings.Repeat("References\n", 900<<10)},
	}
	for _, in := range inputs {
		b.Run(in.name, func(b *testing.B) {
			b.SetBytes(int64(len(in.text)))
			b.ReportAllocs()
			for b.Loop() {
				d, err := parser.Open(strings.NewReader(in.text), parser.Options{Now: now})
				if err != nil {
					continue // not every worst input has papers in it
				}
				for range d.Records() {
				}
			}
		})
	}
}

func wrapAll(text string) string {
	var out []string
	for _, l := range strings.Split(text, "\n") {
		out = append(out, wrap(l, 78))
	}
	return strings.Join(out, "\n")
}
