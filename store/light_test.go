package store

import (
	"strings"
	"testing"
	"time"

	"dogear/store/fulltext"
)

func TestLights(t *testing.T) {
	for _, c := range []struct{ query, text, lit string }{
		{"graph", "Graph Neural Networks on graphs", "[Graph] Neural Networks on [graph]s"},
		{`"graph"`, "Graph Neural Networks on graphs", "[Graph] Neural Networks on graphs"},
		{"graph neur", "Neural graphs, a graph, neurons", "[Neur]al graphs, a [graph], [neur]ons"},
		{`"neural networks"`, "Neural, networks; neural neural-networks", "[Neural, networks]; neural [neural-networks]"},
		{"state-of-the-art", "the state of the art", "the [state of the art]"},
		{`"a a b"`, "a a a b", "a [a a b]"},
		{"poincare", "Poincaré and Poincare\u0301 and POINCARÉs", "[Poincaré] and [Poincare\u0301] and [POINCARÉ]s"},
		{"strauss ", "Strauß", "[Strauß]"},
		{`"O(n^2)"`, "in O(n²) or O(n^2), not O(n)", "in [O(n²]) or [O(n^2]), not O(n)"},
		{"title:graph", "a graph", "a [graph]"},
		{"abstract:graph author:kipf note:x", "graph kipf x", "graph kipf x"},
		{"-graph tree", "graph tree", "graph [tree]"},
		{"-(graph tree) wood", "graph tree wood", "graph tree [wood]"},
		{"graph OR (tree wood)", "graph tree wood", "[graph] [tree] [wood]"},
		{"gra graph", "graphs", "[graph]s"},
		{"graph is:inbox", "graph inbox", "[graph] inbox"},
		{"", "graph", "graph"},
		{"is:starred", "starred", "starred"},
		{"図", "図書", "[図]書"},
	} {
		q, err := ParseTyping(c.query, time.Now())
		if err != nil {
			t.Fatal(err)
		}
		got, at := "", 0
		for _, s := range q.Lights(InTitle).Of(c.text) {
			got += c.text[at:s[0]] + "[" + c.text[s[0]:s[1]] + "]"
			at = s[1]
		}
		if got += c.text[at:]; got != c.lit {
			t.Errorf("%s\n got %s\nwant %s", c.query, got, c.lit)
		}
	}
}

// Whatever the text and the words: ranges ascend, and what they hold folds to what was looked for.
func FuzzLights(f *testing.F) {
	f.Add("graph", "Graphs and Poincaré, O(n²)")
	f.Add("n²", "n²n₁ ½ ﬁ ß İ")
	f.Fuzz(func(t *testing.T, query, text string) {
		words := fulltext.Words(query)
		if len(words) == 0 {
			return
		}
		l := Lights{[]textNode{{words: words, prefix: true}}}
		at := 0
		for _, s := range l.Of(text) {
			if s[0] < at || s[1] <= s[0] || s[1] > len(text) {
				t.Fatalf("%q in %q: %v after %d", query, text, s, at)
			}
			if lit := fulltext.Fold(text[s[0]:s[1]]); !strings.HasPrefix(lit, words[0]) {
				t.Fatalf("%q lights %q", query, lit)
			}
			at = s[1]
		}
	})
}
