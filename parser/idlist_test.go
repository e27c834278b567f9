package parser_test

import (
	"fmt"
	"strings"
	"testing"

	"dogear/parser"
)

// idLists are lists and what they read as: a line for each paper, or the line of what was rejected.
var idLists = map[string]struct{ text, want string }{
	"bare":        {"2403.01234\n1706.03762v5\nhep-th/9711200\n", "arXiv:2403.01234\narXiv:1706.03762\narXiv:hep-th/9711200"},
	"one":         {"10.1126/science.1259855", "doi:10.1126/science.1259855"},
	"one address": {"https://arxiv.org/abs/2403.01234\n", "arXiv:2403.01234"},
	"bullets":     {"- arXiv:2403.01234\n* https://doi.org/10.1000/xyz\n• https://openreview.net/forum?id=rJl-b3RcF7\n[ ] 1706.03762\n3) 1512.03385\n", "arXiv:2403.01234\ndoi:10.1000/xyz\nOpenReview:rJl-b3RcF7\narXiv:1706.03762\narXiv:1512.03385"},
	"icons":       {"📄 https://arxiv.org/abs/2403.01234\n🔗 PDF: https://arxiv.org/pdf/1706.03762\n→ doi: 10.1000/xyz\n", "arXiv:2403.01234\narXiv:1706.03762\ndoi:10.1000/xyz"},
	"on one line": {"2403.01234, 1706.03762; hep-th/9711200 and 10.1000/xyz.", "arXiv:2403.01234\narXiv:1706.03762\narXiv:hep-th/9711200\ndoi:10.1000/xyz"},
	"a heading":   {"To read:\n\n2403.01234\n1706.03762\n", "arXiv:2403.01234\narXiv:1706.03762"},
	"twice":       {"2403.01234\nhttps://arxiv.org/pdf/2403.01234v2\n", "arXiv:2403.01234"},
	"a thread": {"Ann: have you seen https://arxiv.org/abs/2403.01234 ?\nBo: yes, and also https://arxiv.org/abs/1706.03762\n> look at https://doi.org/10.1000/xyz!\n",
		"arXiv:2403.01234\narXiv:1706.03762\ndoi:10.1000/xyz"},
	"dashes": {"1. Owls at Night - https://arxiv.org/abs/2403.01234\n2. Owls by day – https://arxiv.org/abs/1706.03762\n3. BERT and Owls: doi:10.1000/xyz\n",
		"Owls at Night | arXiv 2403.01234\nOwls by day | arXiv 1706.03762\nBERT and Owls | doi 10.1000/xyz"},
	"address first":   {"https://arxiv.org/abs/2403.01234 Owls at Night\nhttps://arxiv.org/abs/1706.03762 | Owls by day\n", "Owls at Night | arXiv 2403.01234\nOwls by day | arXiv 1706.03762"},
	"in parentheses":  {"Owls at Night (arXiv:2403.01234)\n“Owls by Day” (https://doi.org/10.1000/xyz)\n", "Owls at Night | arXiv 2403.01234\nOwls by Day | doi 10.1000/xyz"},
	"a tab between":   {"Owls at night\thttps://arxiv.org/abs/2403.01234\nOwls by day\t10.1000/xyz\n", "Owls at night | arXiv 2403.01234\nOwls by day | doi 10.1000/xyz"},
	"publishers":      {"https://dl.acm.org/doi/10.1145/3292500.3330701\nhttps://www.nature.com/articles/s41586-021-03819-2\n", "doi:10.1145/3292500.3330701\ndoi:10.1038/s41586-021-03819-2"},
	"other addresses": {"2403.01234\n1706.03762\nhttps://example.org/blog\n1512.03385\n", "arXiv:2403.01234\narXiv:1706.03762\n!3\narXiv:1512.03385"},
	"speakers":        {"[09:14] ann: https://arxiv.org/abs/2403.01234\n<Bo> so is https://arxiv.org/abs/1706.03762\n09:20 < cy> 1512.03385\n", "arXiv:2403.01234\narXiv:1706.03762\narXiv:1512.03385"},
	"quotes within":   {"Owls in \"High Quality\" - https://arxiv.org/abs/2403.01234\n《夜里的猫头鹰》：https://arxiv.org/abs/1706.03762\n", "Owls in \"High Quality\" | arXiv 2403.01234\n夜里的猫头鹰 | arXiv 1706.03762"},
	"about another":   {"Comment on \"Owls at Night\" (arXiv:1706.03762) - https://arxiv.org/abs/2403.01234\nOwls by Day - 1512.03385\n", "Comment on \"Owls at Night\" (arXiv:1706.03762) | arXiv 2403.01234\nOwls by Day | arXiv 1512.03385"},
	"weeks":           {"Week 1: Foundations\nOwls at Night - https://arxiv.org/abs/2403.01234\nOwls by Day - 1512.03385\n\nWeek 2: Towns\nOwls in Towns - https://arxiv.org/abs/1706.03762\n\nWeek 3\nOwls in Woods - 1412.6980\n", "Owls at Night | arXiv 2403.01234\nOwls by Day | arXiv 1512.03385\nOwls in Towns | arXiv 1706.03762\nOwls in Woods | arXiv 1412.6980"},
	"APA":             {"References\n\nDoe, J., Roe, M., & Poe, A. (2021). Owls at night. Nature, 596(7873), 583-589. https://doi.org/10.1000/a\n\nDoe, J. (2015). Owls. Owl Studies, 2, 1-9. https://doi.org/10.1000/b\n", "Owls at night | doi 10.1000/a\nOwls | doi 10.1000/b"},
	"Vancouver":       {"1. Doe J, Roe M. Owls at night. Owl Stud. 2021;596:583-9. doi:10.1000/a\n2. Roe M, Poe A, et al. Owls. Owl Stud. 2015;2:1-9. doi:10.1000/b\n", "Owls at night | doi 10.1000/a\nOwls | doi 10.1000/b"},
	"short citations": {"[1] Doe et al. Owls at Night. Owl Studies 2021. https://arxiv.org/abs/2403.01234\n[2] Doe and Roe. Owls. OwlConf 2015. arXiv:1706.03762\n", "Owls at Night | arXiv 2403.01234\nOwls | arXiv 1706.03762"},
	"a lost title":    {"2403.01234\n1706.03762\n1512.03385\nOwls and Their Many Nights\n1412.6980\n", "arXiv:2403.01234\narXiv:1706.03762\narXiv:1512.03385\n!4\narXiv:1412.6980"},
}

func TestIDLists(t *testing.T) {
	for name, c := range idLists {
		t.Run(name, func(t *testing.T) {
			d, err := parser.Open(strings.NewReader(c.text), parser.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if d.Format != parser.FormatIDs {
				t.Errorf("read as %s", d.Format)
			}
			var got []string
			for p, problem := range d.Records() {
				switch {
				case problem != nil:
					got = append(got, fmt.Sprintf("!%d", problem.Line))
				case p.IsStub():
					got = append(got, p.Title)
				case p.ArXiv != "":
					got = append(got, p.Title+" | arXiv "+p.ArXiv)
				default:
					got = append(got, p.Title+" | doi "+p.DOI)
				}
			}
			if got := strings.Join(got, "\n"); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// Text about papers is no list of identifiers, and neither is a list whose titles stand on lines of their own.
func TestNoIDLists(t *testing.T) {
	for name, text := range map[string]string{
		"titles and addresses": "Owls at Night\nhttps://arxiv.org/abs/2403.01234\nOwls by Day\nhttps://arxiv.org/abs/1706.03762\n",
		"an abstract":          "Owls at Night\nhttps://arxiv.org/abs/2403.01234\nWe show that owls see at night and by day, which was known for some of them, and give a proof of it for all that are left. The proof needs no light.\n",
		"Markdown":             "- [Owls at Night](https://arxiv.org/abs/2403.01234)\n- [Owls by Day](https://arxiv.org/abs/1706.03762)\n",
	} {
		if d, err := parser.Open(strings.NewReader(text), parser.Options{}); err == nil && d.Format == parser.FormatIDs {
			t.Errorf("%s: read as a list of identifiers", name)
		}
	}
}

func TestNamesBelowListedTitles(t *testing.T) {
	_, papers, problems := read(t, "1) Owls at Night [2403.01234]\n   Ann Example, Bo Sample\n2) Owls by Day [1706.03762]\n   Cy Third et al.\n3) 1512.03385\n", parser.Options{})
	if len(problems) > 0 {
		t.Error(problems)
	}
	if len(papers) != 3 {
		t.Fatalf("%d papers", len(papers))
	}
	for i, want := range []string{"Ann Example, Bo Sample", "Cy Third", ""} {
		var names []string
		for _, a := range papers[i].Authors {
			names = append(names, a.Name())
		}
		if got := strings.Join(names, ", "); got != want {
			t.Errorf("paper %d: %q, want %q", i+1, got, want)
		}
	}
}
