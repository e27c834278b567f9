package main

import (
	"bytes"
	"context"
	"io"
	"math"
	"slices"
	"strings"
	"testing"
	"time"
)

// The program makes, imports and measures a small library from end to end.
func TestSmallLibrary(t *testing.T) {
	var out, log bytes.Buffer
	args := []string{"-sizes", "65", "-only", "import,size,start,search,mark", "-runs", "1", "-keep", t.TempDir()}
	if err := run(t.Context(), args, &out, &log); err != nil {
		t.Fatalf("%v\n%s", err, &log)
	}
	for _, row := range []string{"| papers | 65 |", "| import: papers a second | ", "| search, by relevance: a rare word | ",
		"| relevance: first 20 shared with full bm25: the commonest word | ", "| bulk mark of up to 100,000 papers | "} {
		if !strings.Contains(out.String(), row) {
			t.Errorf("no row %q in\n%s", row, &out)
		}
	}
}

func TestWrongFlags(t *testing.T) {
	for _, args := range [][]string{{"-sizes", "1"}, {"-sizes", "ten"}, {"-only", "all"}, {"-runs", "0"}, {"more"}, {"-what"}} {
		if err := run(context.Background(), args, io.Discard, io.Discard); err == nil {
			t.Errorf("%q: no error", args)
		}
	}
}

func TestTable(t *testing.T) {
	var tab table
	tab.column(65)
	tab.column(1_000_000)
	tab.set("start", 65, "%s", sample{2 * time.Millisecond, 900 * time.Microsecond, 12 * time.Millisecond})
	tab.set("size", 1_000_000, "%s", mebibytes(5<<30))
	tab.set("start", 1_000_000, "%s", sample(nil))
	tab.note("once")
	tab.note("once")
	var b strings.Builder
	if err := tab.write(&b, "Heading."); err != nil {
		t.Fatal(err)
	}
	const want = `Heading.

| papers | 65 | 1,000,000 |
| --- | ---: | ---: |
| start | 2.00 / 12.0 ms | – |
| size | – | 5120 MiB |

- once
`
	if b.String() != want {
		t.Errorf("got\n%s", &b)
	}
}

func TestQuantile(t *testing.T) {
	var s sample
	for i := range 100 {
		s = append(s, time.Duration(100-i))
	}
	if a, b, c := s.quantile(0.5), s.quantile(0.99), s.quantile(1); a != 50 || b != 99 || c != 100 {
		t.Errorf("of 1 to 100: %d, %d, %d", a, b, c)
	}
}

func TestWords(t *testing.T) {
	got := words("Erdős: O(n²) isn't $x_1$, é")
	if want := strings.Fields("erdos o n 2 isn t x 1 e"); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Two papers of three and two words; the word in the title of the second counts eight times.
func TestScores(t *testing.T) {
	c := &corpus{words: []string{"graph", "tree"}, text: []int32{1, 0, 1, 0, 1},
		ends: [][len(columnWeights)]int32{{1, 2, 3, 3, 3, 3, 3}, {4, 5, 5, 5, 5, 5, 5}}}
	got := c.scores([]term{{word: "graph"}})
	idf := 1e-6 // it is in both
	want := []float64{idf * 1 * 2.2 / (1 + 1.2*(0.25+0.75*3/2.5)), idf * 8 * 2.2 / (8 + 1.2*(0.25+0.75*2/2.5))}
	for i := range want {
		if math.Abs(got[i]-want[i]) > 1e-12 {
			t.Errorf("paper %d scores %g, want %g", i, got[i], want[i])
		}
	}
	if got := c.scores([]term{{word: "gr", prefix: true}, {word: "bush"}}); got[0] != 0 || got[1] != 0 {
		t.Errorf("papers that lack a word score %v", got)
	}
}

func TestTerms(t *testing.T) {
	if got, want := terms("deep gra"), []term{{"deep", false}, {"gra", true}}; !slices.Equal(got, want) {
		t.Errorf("got %v", got)
	}
	if got, want := terms("deep graph "), []term{{"deep", false}, {"graph", false}}; !slices.Equal(got, want) {
		t.Errorf("got %v", got)
	}
}
