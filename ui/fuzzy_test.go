package ui

import (
	"strings"
	"testing"
)

// Beginnings of words and runs of letters go before letters that lie about.
func TestFuzzy(t *testing.T) {
	for _, c := range []struct{ typed, better, worse string }{
		{"gra", "Graph Mamba: Towards Learning on Graphs", "triage: decide on one paper at a time, large"},
		{"gra", "Graph Mamba", "Program synthesis"},
		{"dis", "dismiss", "digests and sources"},
		{"dup", "duplicates", "undo the update"},
		{"hd", "half down", "the second"},
		{"mamba", "Graph Mamba", "Multi-agent models by attention"},
		{"gm", "Graph Mamba", "algorithm"},
		{"netm", "NetMamba: Efficient Network Traffic", "Network Embeddings for Time and Memory"},
		{"mamba graph", "Graph Mamba", "Mamba for vision, geography and physics"},
		{"tag list", "tag list", "tags"},
		{"étu", "Étude", "la beauté du monde"},
	} {
		better, worse := fuzzy(c.typed, c.better), fuzzy(c.typed, c.worse)
		if better <= worse || better == 0 {
			t.Errorf("%q: %q has %d, %q has %d", c.typed, c.better, better, c.worse, worse)
		}
	}
	for _, c := range [][2]string{{"x", "graph"}, {"hparg", "graph"}, {"graph zoo", "graph"}, {"graphs", "graph"}, {"a", ""}} {
		if score := fuzzy(c[0], c[1]); score != 0 {
			t.Errorf("%q fits %q by %d", c[0], c[1], score)
		}
	}
	if fuzzy("", "graph") != 0 || fuzzy("a", strings.Repeat("b", 10_000)+"a") != 0 {
		t.Error("nothing typed, or a letter far off, fits")
	}
}

func BenchmarkFuzzy(b *testing.B) {
	for b.Loop() {
		fuzzy("graph mamba", "Graph Mamba: Towards Learning on Graphs with State Space Models")
	}
}

// What was typed finds the paper whose title begins with it before commands in whose help its letters lie about, and
// commands by their names before everything.
func TestPaletteRanks(t *testing.T) {
	d := drive(t, starter(t), 120, 30)
	d.press(":gra")
	p, ok := d.m.overlay.(*palette)
	if !ok || len(p.found) == 0 {
		t.Fatal("nothing is found")
	}
	if first := p.found[0]; first.name != "paper" || !strings.HasPrefix(first.help, "Gra") && !strings.Contains(first.help, " Gra") {
		t.Errorf("%s: %s comes first", first.name, first.help)
	}
	for typed, want := range map[string]string{"dismiss": "dismiss", "export": "export", "dup": "duplicates", "tag": "tags", "view later": "view later", "triage": "triage"} {
		d.press("⎋:" + typed)
		if p := d.m.overlay.(*palette); p.found[0].name != want {
			t.Errorf("%q finds %s first", typed, p.found[0].name)
		}
	}
}
