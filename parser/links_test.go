package parser_test

import (
	"strings"
	"testing"

	"dogear/parser"
)

func TestFindLinks(t *testing.T) {
	tests := []struct {
		name, text string
		want       string // kind and address in turn
	}{
		{"none", "no address, not even http:// or https://.", ""},
		{"full stop", "Code: https://github.com/a/b.", "code https://github.com/a/b"},
		{"comma and more", "See https://github.com/a/b, https://github.com/a/c; and https://github.com/a/d!?", "code https://github.com/a/b code https://github.com/a/c code https://github.com/a/d"},
		{"in brackets", "(https://github.com/a/b). [https://github.com/a/c] <https://github.com/a/d>", "code https://github.com/a/b code https://github.com/a/c code https://github.com/a/d"},
		{"brackets of its own", "https://en.wikipedia.org/wiki/Graph_(abstract_data_type)", "other https://en.wikipedia.org/wiki/Graph_(abstract_data_type)"},
		{"in quotes", `"https://a.example/x", 'https://a.example/y' and “https://a.example/z”.`, "other https://a.example/x other https://a.example/y other https://a.example/z"},
		{"TeX", `\url{https://github.com/a/b} and https://a.example/c\_d\%20e\\`, `code https://github.com/a/b other https://a.example/c_d%20e`},
		{"twice", "https://github.com/a/b and http://GitHub.com/a/b/ again", "code https://github.com/a/b"},
		{"at the end of a page's line", "https://a.github.io/Physics/", "project https://a.github.io/Physics/"},
		{"Chinese", "代码见https://github.com/a/b。谢谢", "code https://github.com/a/b"},
		{"no host", "https:///path http://:80/ https://?q https://-x.example/", ""},
		{"other schemes", "ftp://a.example/ javascript://a.example/ file:///etc/passwd", ""},
		{"longer than any", "https://a.example/" + strings.Repeat("x", 4000), ""},
		{"control signs end it", "https://a.example/x␛[31m", "other https://a.example/x"},
		{"capitals", "HTTPS://GitHub.com/A/B.", "code HTTPS://GitHub.com/A/B"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, l := range parser.FindLinks(test.text) {
				got = append(got, string(l.Kind), l.URL)
			}
			if s := strings.Join(got, " "); s != test.want {
				t.Errorf("got  %s\nwant %s", s, test.want)
			}
		})
	}
}

func TestKindOf(t *testing.T) {
	tests := []struct {
		address, context string
		want             parser.LinkKind
	}{
		{"https://github.com/a/b", "", parser.LinkCode},
		{"https://github.com/a/b", "project page", parser.LinkCode},
		{"https://gitlab.inria.fr/a/b", "", parser.LinkCode},
		{"https://bitbucket.org/a/b", "", parser.LinkCode},
		{"https://codeberg.org/a/b", "", parser.LinkCode},
		{"https://sourceforge.net/projects/a", "", parser.LinkCode},
		{"https://a.github.io/b", "", parser.LinkProject},
		{"https://lab.example.edu/b", "Our project page is at ", parser.LinkProject},
		{"https://lab.example.edu/b", "See the Website: ", parser.LinkProject},
		{"https://lab.example.edu/b", "Data: ", parser.LinkOther},
		{"https://huggingface.co/a/model", "", parser.LinkOther},
		{"https://huggingface.co/papers/2403.01234", "", parser.LinkPage},
		{"https://arxiv.org/abs/2403.01234", "", parser.LinkPage},
		{"https://arxiv.org/pdf/2403.01234", "", parser.LinkPDF},
		{"https://export.arxiv.org/pdf/2403.01234v2", "", parser.LinkPDF},
		{"https://openreview.net/forum?id=x", "", parser.LinkPage},
		{"https://openreview.net/pdf?id=x", "", parser.LinkPDF},
		{"https://doi.org/10.1000/x", "", parser.LinkPage},
		{"https://lab.example.edu/paper.PDF", "", parser.LinkPDF},
		{"https://github.com@evil.example/a/b", "", parser.LinkOther}, // the host is evil.example
		{"https://notgithub.com/a/b", "", parser.LinkOther},
		{"javascript:alert(1)", "", parser.LinkOther},
		{"", "", parser.LinkOther},
	}
	for _, test := range tests {
		if got := parser.KindOf(test.address, test.context); got != test.want {
			t.Errorf("KindOf(%q, %q) = %s, want %s", test.address, test.context, got, test.want)
		}
	}
}
