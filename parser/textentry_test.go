package parser_test

import (
	"slices"
	"strings"
	"testing"

	"dogear/parser"
)

// identified are layouts of the shelf with an identifier I1 to I4 for each paper.
var identified = map[string]string{
	"above titles":           "I1\n\nT1\n\nA1\n\nI2\n\nT2\n\nA2\n\nI3\n\nT3\n\nA3\n\nI4\n\nT4\n\nA4\n",
	"a head above them":      "Papers of the Week We Read\nhttps://example.org/17\n\nI1\n\nT1\n\nA1\n\nI2\n\nT2\n\nA2\n\nI3\n\nT3\n\nA3\n\nI4\n\nT4\n\nA4\n",
	"a signature below them": "I1\n\nT1\n\nA1\n\nI2\n\nT2\n\nA2\n\nI3\n\nT3\n\nA3\n\nI4\n\nT4\n\nA4\n\n-- \nAnn\nhttps://ann.example.org/\n",
	"below abstracts":        "T1\nA1\nI1\n\nT2\nA2\nI2\n\nT3\nA3\nI3\n\nT4\nA4\nI4\n",
	"a page above those":     "https://example.org/list\n\nT1\n\nA1\n\nI1\n\nT2\n\nA2\n\nI2\n\nT3\n\nA3\n\nI3\n\nT4\n\nA4\n\nI4\n",
	"below titles":           "T1\nI1\nA1\n\nT2\nI2\nA2\n\nT3\nI3\nA3\n\nT4\nI4\nA4\n",
	"with another":           "T1\nI1, doi:10.1000/1\nA1\n\nT2\nI2, doi:10.1000/2\nA2\n\nT3\nI3 | doi:10.1000/3\nA3\n\nT4\nI4; doi:10.1000/4\nA4\n",
	"values between":         "T1\nAuthors: Jane Doe\nYear: 2024\nI1\nA1\n\nT2\nAuthors: Jane Doe\nYear: 2024\nI2\nA2\n\nT3\nAuthors: Jane Doe\nYear: 2024\nI3\nA3\n\nT4\nAuthors: Jane Doe\nYear: 2024\nI4\nA4\n",
	"numbered":               "1) T1\n   Paper: I1\n   Code: https://example.org/1\n2) T2\n   Paper: I2\n   Code: https://example.org/2\n3) T3\n   Paper: I3\n   Code: https://example.org/3\n4) T4\n   Paper: I4\n   Code: https://example.org/4\n",
	"labels, below them":     "Title: T1\nAbstract: A1\nI1\n\nTitle: T2\nAbstract: A2\nI2\n\nTitle: T3\nAbstract: A3\nI3\n\nTitle: T4\nAbstract: A4\nI4\n",
}

func TestIdentifiersStayWithTheirPapers(t *testing.T) {
	for name, layout := range identified {
		for kind, ids := range map[string][]string{
			"addresses":   {"https://arxiv.org/abs/2403.00001", "https://arxiv.org/abs/2403.00002", "https://arxiv.org/pdf/2403.00003", "https://huggingface.co/papers/2403.00004"},
			"identifiers": {"arXiv:2403.00001", "arXiv:2403.00002", "arXiv:2403.00003v2", "arXiv:2403.00004"},
		} {
			t.Run(name+", "+kind, func(t *testing.T) {
				text := strings.NewReplacer("I1", ids[0], "I2", ids[1], "I3", ids[2], "I4", ids[3]).Replace(expand(layout))
				_, papers, problems := read(t, text, parser.Options{})
				if len(problems) > 0 {
					t.Error(problems)
				}
				want := slices.Clone(shelf)
				if name == "numbered" {
					for i := range want {
						want[i].abstract = ""
					}
				}
				samePapers(t, papers, want)
				for i, p := range papers {
					if want := "2403.0000" + string(rune('1'+i)); p.ArXiv != want {
						t.Errorf("paper %d has %q, want %q", i+1, p.ArXiv, want)
					}
				}
			})
		}
	}
}

func TestLabelsAboveTitles(t *testing.T) {
	text := "arXiv:2403.00001\nDate: 1 Mar 2024\nTitle: Owls at Night\nAuthors: Ann Example\nAbstract: We count owls at night.\nhttps://arxiv.org/abs/2403.00001\n\n" +
		"arXiv:2403.00002\nDate: 2 Mar 2024\nTitle: Owls by Day\nAuthors: Bo Sample\nAbstract: We count owls by day.\nhttps://arxiv.org/abs/2403.00002\n"
	for _, text := range []string{text, strings.ReplaceAll("    "+text, "\n", "\n    "), strings.ReplaceAll(text, "https://arxiv.org/abs/2403.00001\n", "")} {
		_, papers, problems := read(t, text, parser.Options{})
		if len(papers) != 2 || len(problems) > 0 {
			t.Fatalf("%d papers, %v", len(papers), problems)
		}
		for i, p := range papers {
			n := string(rune('1' + i))
			if p.ArXiv != "2403.0000"+n || p.Published != parser.Date("2024-03-0"+n) || len(p.Authors) != 1 {
				t.Errorf("paper %d: %s, %s, %v", i+1, p.ArXiv, p.Published, p.Authors)
			}
		}
	}
}

// TestRemarksAreProblems checks that what people write beside a list of titles with identifiers makes no papers.
func TestRemarksAreProblems(t *testing.T) {
	for _, remark := range []string{"I liked this one.", "Why: the transformer", "💡 introduces the transformer", "Bo will present this."} {
		_, papers, problems := read(t, "Owls at Night in Towns\nhttps://arxiv.org/abs/2403.01234\n"+remark+"\n\nOwls by Day in Towns\nhttps://arxiv.org/abs/1706.03762\n"+remark+"\n", parser.Options{})
		if len(papers) != 2 {
			t.Errorf("%q: %d papers", remark, len(papers))
		}
		if len(problems) != 2 {
			t.Errorf("%q: problems %v, want one for each line", remark, problems)
		}
	}
}
