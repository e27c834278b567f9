package parser_test

import (
	"fmt"
	"strings"
	"testing"

	"dogear/parser"
)

// Where an address stands on a line of its own, it may belong to the title above it or to the one below. The layouts have
// T, A and U for the title, the abstract and the address of a paper, and X for an address that is the page's own.
var ownLines = map[string]struct {
	layout string
	want   string // the papers that have their own identifier; the others have none
}{
	"below the title":                   {"T1 U1 A1 T2 U2 A2 T3 U3 A3", "123"},
	"below the abstract":                {"T1 A1 U1 T2 A2 U2 T3 A3 U3", "123"},
	"above the title":                   {"U1 T1 A1 U2 T2 A2 U3 T3 A3", "123"},
	"below, and one of the page's":      {"X T1 U1 A1 T2 U2 A2 T3 U3 A3", "123"},
	"below, one of the page's, at end":  {"X T1 A1 U1 T2 A2 U2 T3 A3 U3", "123"},
	"one is missing below the title":    {"X T1 U1 A1 T2 A2 T3 U3 A3", "13"},
	"one is missing below the abstract": {"T1 A1 U1 T2 A2 T3 A3 U3", "13"},
	"one is missing above":              {"U1 T1 A1 T2 A2 U3 T3 A3", "13"},
	"the first is missing, below":       {"T1 A1 T2 A2 U2 T3 A3 U3", "23"},
	"twice":                             {"T1 U1 A1 U1 T2 U2 A2 U2 T3 U3 A3 U3", "123"},
	"above and below":                   {"U1 T1 U1 A1 U2 T2 U2 A2 U3 T3 U3 A3", "123"},
}

func TestAddressesOnLinesOfTheirOwn(t *testing.T) {
	for _, site := range []struct {
		header, address string
		format          parser.Format
	}{
		{"", "https://arxiv.org/abs/2403.0000%d", parser.FormatText},
		{"", "📄 https://arxiv.org/pdf/2403.0000%d", parser.FormatText},
		{"Get trending papers in your email inbox!\n\nhttps://huggingface.co/papers/trending\n\n", "https://huggingface.co/papers/2403.0000%d", parser.FormatHFPage},
	} {
		for name, c := range ownLines {
			t.Run(string(site.format)+"/"+name, func(t *testing.T) {
				var from []string
				for i, p := range shelf[:3] {
					from = append(from, fmt.Sprintf("T%d", i+1), p.title, fmt.Sprintf("A%d", i+1), p.abstract, fmt.Sprintf("U%d", i+1), fmt.Sprintf(site.address, i+1))
				}
				from = append(from, "X", fmt.Sprintf(site.address, 9), " ", "\n\n")
				_, papers, problems := read(t, site.header+strings.NewReplacer(from...).Replace(c.layout), parser.Options{})
				if len(papers) != 3 || len(problems) > 0 {
					t.Fatalf("%d papers, %v", len(papers), problems)
				}
				got := ""
				for i, p := range papers {
					switch p.ArXiv {
					case fmt.Sprintf("2403.0000%d", i+1):
						got += fmt.Sprint(i + 1)
					case "":
					default:
						t.Errorf("%q has %s", p.Title, p.ArXiv)
					}
				}
				if got != c.want {
					t.Errorf("papers with their identifiers: %s, want %s", got, c.want)
				}
			})
		}
	}
}
