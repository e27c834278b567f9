package parser_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"dogear/parser"
	"dogear/seeds"
)

// now is the clock of all tests here: a day after the starter digest's.
var now = time.Date(2025, time.March, 12, 9, 0, 0, 0, time.UTC)

// read opens text and collects what is in it.
func read(t *testing.T, text string, opts parser.Options) (d *parser.Digest, papers []parser.Paper, problems []*parser.Problem) {
	t.Helper()
	if opts.Now.IsZero() {
		opts.Now = now
	}
	d, err := parser.Open(strings.NewReader(text), opts)
	if err != nil {
		t.Fatal(err)
	}
	for p, problem := range d.Records() {
		if problem != nil {
			problems = append(problems, problem)
		} else {
			papers = append(papers, p)
		}
	}
	if err := d.Err(); err != nil {
		t.Fatal(err)
	}
	return d, papers, problems
}

// A pair is a title and its abstract as the starter digest has them, and the line of the title.
type pair struct {
	title, abstract string
	line            int
}

// starterPairs reads the starter digest without the parser: five lines of header, then lines in turn.
func starterPairs(t *testing.T) []pair {
	t.Helper()
	_, text := seeds.Starter()
	var pairs []pair
	for n, l := range bytes.Split(text, []byte("\n")) {
		switch s := string(l); {
		case n < 10 || s == "":
		case n%4 == 2:
			pairs = append(pairs, pair{title: s, line: n + 1})
		default:
			pairs[len(pairs)-1].abstract = s
		}
	}
	if len(pairs) != 65 {
		t.Fatalf("the starter digest has %d papers, want 65", len(pairs))
	}
	return pairs
}

func starter() string {
	_, text := seeds.Starter()
	return string(text)
}

func TestStarterDigest(t *testing.T) {
	d, papers, problems := read(t, starter(), parser.Options{})
	if d.Format != parser.FormatHFPage || d.Source != "Hugging Face" || d.Curator != "AK and the research community" || d.Date != "2025-03-11" {
		t.Errorf("read as %q from %q by %q on %q", d.Format, d.Source, d.Curator, d.Date)
	}
	if len(problems) > 0 {
		t.Errorf("%d problems, the first: %v", len(problems), problems[0])
	}
	samePapers(t, papers, starterPairs(t))
	for i, want := range starterPairs(t) {
		if papers[i].Line != want.line {
			t.Errorf("paper %d is at line %d, want %d", i, papers[i].Line, want.line)
		}
	}
}

// samePapers compares titles and abstracts to the letter, raw and shown.
func samePapers(t *testing.T, papers []parser.Paper, want []pair) {
	t.Helper()
	for i := range min(len(papers), len(want)) {
		p, w := papers[i], want[i]
		if p.Title != parser.TeX(w.title) || p.Abstract != parser.TeX(w.abstract) {
			t.Fatalf("paper %d (line %d):\n got %q\n     %q\nwant %q\n     %q", i, p.Line, p.Title, p.Abstract, w.title, w.abstract)
		}
	}
	if len(papers) != len(want) {
		t.Fatalf("%d papers, want %d", len(papers), len(want))
	}
}

func TestStarterRawTextIsAsCopied(t *testing.T) {
	_, papers, _ := read(t, starter(), parser.Options{})
	for i, want := range starterPairs(t) {
		if papers[i].RawTitle != want.title || papers[i].RawAbstract != want.abstract {
			t.Fatalf("paper %d: raw text %q, %q", i, papers[i].RawTitle, papers[i].RawAbstract)
		}
	}
}

func TestStarterLinks(t *testing.T) {
	want := strings.Fields(`
		code    https://github.com/GraphPKU/NeuralCommonNeighbor
		project https://trustai4s-lab.github.io/fidelity
		code    https://github.com/facebookresearch/forwardgnn
		code    https://github.com/automl/TransformersCanDoBayesianInference
		code    https://github.com/suwesh/Parallel-Perception-Network
		other   https://huggingface.co/suwesh/ParallelPerceptionNetwork
		code    https://github.com/CownowAn/DiffusionNAG
		code    https://github.com/Water2sea/TPGN
		project https://reczoo.github.io/UltraGCN
		code    https://github.com/Scientific-Computing-Lab-NRCN/MPI-rigen
		code    https://github.com/zyxxmu/DSnoT
		code    https://github.com/automl/TabPFN
		code    https://github.com/erg0dic/gnn-sg
		code    https://github.com/ridgerchu/SpikeGPT
		code    https://github.com/JunhaoSu0/MAN
		code    https://github.com/kamanphoebe/m2mKD
		code    https://github.com/xiaoman-liu/NCPP
		code    https://github.com/PrincetonLIPS/MaM
		project https://namgyukang.github.io/Physics-Informed-Gaussians/
		code    https://github.com/zhenwuweihe/FactorLLM`)
	_, papers, _ := read(t, starter(), parser.Options{})
	var got []string
	for _, p := range papers {
		for _, l := range p.Links {
			got = append(got, string(l.Kind), l.URL)
		}
	}
	if strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("links:\n got %q\nwant %q", got, want)
	}
}
