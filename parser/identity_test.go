package parser

import (
	"net/url"
	"strings"
	"testing"
)

func TestTitleKey(t *testing.T) {
	for _, titles := range [][]string{ // each row has one key
		{"Graph Mamba: Towards Learning on Graphs", "graph mamba – towards  learning on graphs.", "{G}raph {M}amba: Towards Learning on Graphs"},
		{"Gödel's Théorème", `G{\"o}del's Th\'eor\` + "`" + `eme`, "GODEL’S THEOREME", "Go\u0308dels The\u0301ore\u0300me"},
		{"O(n²) for ℝ", "$O(n^2)$ for $\\mathbb{R}$", "O(n2) for R"},
		{"科学の論文", "科学 の 論文"},
		{"", "?!", " "},
	} {
		for _, title := range titles {
			if TitleKey(title) != TitleKey(titles[0]) {
				t.Errorf("TitleKey(%q) = %q, but that of %q is %q", title, TitleKey(title), titles[0], TitleKey(titles[0]))
			}
		}
	}
	if got := TitleKey("p-Laplacian: 3 Ways"); got != "plaplacian3ways" {
		t.Errorf("got %q", got)
	}
	if TitleKey("Graph Mamba") == TitleKey("Graph Mamba 2") {
		t.Error("a number makes no difference")
	}
}

var arXivExamples = []struct {
	typed   string
	id      string // empty: there is none
	version int
}{
	{"2403.01234", "2403.01234", 0},
	{" 2403.01234v2 ", "2403.01234", 2},
	{"arXiv:2403.01234v12", "2403.01234", 12},
	{"ARXIV: 2403.01234", "2403.01234", 0},
	{"arXiv:2403.01234v1 [cs.LG]", "2403.01234", 1},
	{"arXiv:hep-th/9901001 [hep-th]", "hep-th/9901001", 0},
	{"oai:arXiv.org:2403.01234v1", "2403.01234", 1},
	{"https://arxiv.org/abs/2403.01234v3", "2403.01234", 3},
	{"http://arxiv.org/pdf/2403.01234.pdf", "2403.01234", 0},
	{"https://www.arxiv.org/pdf/2403.01234v1.PDF#page=2", "2403.01234", 1},
	{"export.arxiv.org/abs/math.GT/0309136v1?context=math", "math/0309136", 1},
	{"https://huggingface.co/papers/2403.01234", "2403.01234", 0},
	{"https://arxiv.org/abs/2403.01234/", "2403.01234", 0},
	{"https://www.alphaxiv.org/abs/2403.01234v2", "2403.01234", 2},
	{"https://alphaxiv.org/overview/2403.01234", "2403.01234", 0},
	{"https://ar5iv.org/abs/hep-th/9901001", "hep-th/9901001", 0},
	{"ar5iv.org/2403.01234", "2403.01234", 0},
	{"https://ar5iv.labs.arxiv.org/html/2403.01234", "2403.01234", 0},
	{"https://browse.arxiv.org/pdf/2403.01234.pdf", "2403.01234", 0},
	{"http://de.arxiv.org/abs/2403.01234", "2403.01234", 0},
	{"http://xxx.lanl.gov/abs/hep-th/9901001", "hep-th/9901001", 0},
	{"https://www.semanticscholar.org/arXiv:2403.01234", "2403.01234", 0},
	{"https://api.semanticscholar.org/arXiv:2403.01234", "2403.01234", 0},
	{"arXiv:2403.01234.", "2403.01234", 0},
	{"math.GT/0309136", "math/0309136", 0},
	{"math/0309136", "math/0309136", 0},
	{"cond-mat.stat-mech/9912001", "cond-mat/9912001", 0},
	{"Hep-TH/9108028", "hep-th/9108028", 0},
	{"0704.0001", "0704.0001", 0},
	{"1412.9999", "1412.9999", 0},
	{"1501.00001", "1501.00001", 0},

	{"", "", 0},
	{"2017/1118", "", 0},         // of a cryptology archive
	{"2413.01234", "", 0},        // no month 13
	{"2400.01234", "", 0},        // nor 0
	{"1412.01234", "", 0},        // five digits too early
	{"1501.1234", "", 0},         // four too late
	{"0703.1234", "", 0},         // before the new form
	{"2403.00000", "", 0},        // numbers begin at 1
	{"math/0704001", "", 0},      // after the old form
	{"math/0313001", "", 0},      // no month 13
	{"hep-th/8901001", "", 0},    // before arXiv
	{"quux/0309136", "", 0},      // no such archive
	{"12403.01234", "", 0},       // a longer number
	{"2403.012345", "", 0},       // likewise
	{"2403.01234v0", "", 0},      // versions begin at 1
	{"math.1/0309136", "", 0},    // no such class
	{"math./0309136", "", 0},     // likewise
	{"see 2403.01234", "", 0},    // text
	{"2403.01234 2403.9", "", 0}, // text
	{"https://arxiv.org.example.com/abs/2403.01234", "", 0},
	{"https://example.com/abs/2403.01234", "", 0},
	{"https://alphaxiv.org/user/2403.01234", "", 0},
	{"https://semanticscholar.org/author/2403.01234", "", 0},
	{"10.48550/arXiv.2403.01234", "", 0}, // a DOI: ParseDOI knows
}

func TestParseArXiv(t *testing.T) {
	for _, e := range arXivExamples {
		id, version, ok := ParseArXiv(e.typed)
		if id != e.id || version != e.version || ok != (e.id != "") {
			t.Errorf("ParseArXiv(%q) = %q, %d, %v, want %q, %d", e.typed, id, version, ok, e.id, e.version)
		}
	}
}

var doiExamples = []struct{ typed, doi, arxiv string }{
	{"10.1000/XYZ", "10.1000/xyz", ""},
	{"doi:10.1000/xyz", "10.1000/xyz", ""},
	{"DOI: 10.1000/xyz", "10.1000/xyz", ""},
	{"https://doi.org/10.1000/Xyz", "10.1000/xyz", ""},
	{"http://dx.doi.org/10.1000/xyz?from=mail", "10.1000/xyz", ""},
	{"doi.org/10.1000%2Fxyz%28a%29", "10.1000/xyz(a)", ""},
	{"doi:https://doi.org/10.1000/xyz", "10.1000/xyz", ""},
	{"https://doi.org/doi:10.1000/xyz", "10.1000/xyz", ""},
	{"info:doi/10.1000/xyz", "10.1000/xyz", ""},
	{"10.1000/S0140-6736%2820%2930183-5", "10.1000/s0140-6736(20)30183-5", ""},
	{"10.1000%2Fxyz%252841%2529", "10.1000/xyz(41)", ""},
	{"10.1000/0012-9658%3C0130:ab%3E2.0.co;2", "10.1000/0012-9658<0130:ab>2.0.co;2", ""},
	{"10.1000/a%zz", "10.1000/a%zz", ""},
	{"10.1000/a%20b", "10.1000/a%20b", ""}, // no DOI has a space
	{"10.1000/a%", "10.1000/a%", ""},
	{"10.1000/xyz.,;)", "10.1000/xyz", ""},
	{"10.1016/S0921-8890(02)00373-4", "10.1016/s0921-8890(02)00373-4", ""},
	{"10.1016/0370-2693(93)", "10.1016/0370-2693(93)", ""},
	{"10.1016/0370-2693(93)).", "10.1016/0370-2693(93)", ""},
	{"10.1000.10/123456", "10.1000.10/123456", ""},
	{"10.48550/arXiv.2403.01234", "10.48550/arxiv.2403.01234", "2403.01234"},
	{"https://doi.org/10.48550/arXiv.math/0309136", "10.48550/arxiv.math/0309136", "math/0309136"},

	{"", "", ""},
	{"10.1000", "", ""},
	{"10.1000/", "", ""},
	{"10.1000/.", "", ""},
	{"10.12/xyz", "", ""},
	{"11.1000/xyz", "", ""},
	{"10.1000/x y", "", ""},
	{"10.1000/x\x1by", "", ""},
	{"https://example.com/10.1000/xyz", "", ""},
	{"https://10.1000/xyz", "", ""},
}

func TestParseDOI(t *testing.T) {
	for _, e := range doiExamples {
		doi, arxiv, ok := ParseDOI(e.typed)
		if doi != e.doi || arxiv != e.arxiv || ok != (e.doi != "") {
			t.Errorf("ParseDOI(%q) = %q, %q, %v, want %q, %q", e.typed, doi, arxiv, ok, e.doi, e.arxiv)
		}
	}
}

// What comes out goes in again, by every way there is to write it.
func FuzzParseArXiv(f *testing.F) {
	if len(arXivExamples) == 0 {
		f.Fatal("no seeds")
	}
	for _, e := range arXivExamples {
		f.Add(e.typed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		id, version, ok := ParseArXiv(typed)
		if !ok {
			if id != "" || version != 0 {
				t.Errorf("ParseArXiv(%q) fails with %q, %d", typed, id, version)
			}
			return
		}
		for _, around := range []string{"*", "arXiv:*", "https://arxiv.org/abs/*", "https://arxiv.org/pdf/*.pdf", "https://huggingface.co/papers/*"} {
			again := strings.Replace(around, "*", id, 1)
			if id2, v, ok := ParseArXiv(again); id2 != id || v != 0 || !ok {
				t.Errorf("ParseArXiv(%q) = %q, but ParseArXiv(%q) = %q, %d, %v", typed, id, again, id2, v, ok)
			}
		}
		if _, arxiv, _ := ParseDOI("10.48550/arXiv." + id); arxiv != id {
			t.Errorf("the DOI of %q leads to %q", id, arxiv)
		}
	})
}

func FuzzParseDOI(f *testing.F) {
	if len(doiExamples) == 0 {
		f.Fatal("no seeds")
	}
	for _, e := range doiExamples {
		f.Add(e.typed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		doi, arxiv, ok := ParseDOI(typed)
		if !ok {
			if doi != "" || arxiv != "" {
				t.Errorf("ParseDOI(%q) fails with %q, %q", typed, doi, arxiv)
			}
			return
		}
		if !strings.HasPrefix(doi, "10.") || strings.ContainsFunc(doi, Unsafe) {
			t.Errorf("ParseDOI(%q) = %q", typed, doi)
		}
		for _, again := range []string{doi, "doi:" + doi, doi + ".,", "https://doi.org/" + url.PathEscape(doi)} {
			if doi2, arxiv2, ok := ParseDOI(again); doi2 != doi || arxiv2 != arxiv || !ok {
				t.Errorf("ParseDOI(%q) = %q, but ParseDOI(%q) = %q, %v", typed, doi, again, doi2, ok)
			}
		}
	})
}
