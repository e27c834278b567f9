package parser

import "testing"

func TestIdentify(t *testing.T) {
	for s, want := range map[string]Identifiers{
		"2403.01234":                              {ArXiv: "2403.01234"},
		"arXiv:2403.01234v2":                      {ArXiv: "2403.01234", Version: 2},
		"https://arxiv.org/pdf/1706.03762.pdf":    {ArXiv: "1706.03762"},
		"hep-th/9711200":                          {ArXiv: "hep-th/9711200"},
		"https://huggingface.co/papers/2403.1":    {},
		"https://huggingface.co/papers/2403.1234": {},
		"10.48550/arXiv.2403.01234":               {ArXiv: "2403.01234"},
		"doi:10.1126/science.1259855":             {DOI: "10.1126/science.1259855"},
		"https://openreview.net/forum?id=rJl-b3":  {OpenReview: "rJl-b3"},
		"OpenReview:rJl-b3":                       {OpenReview: "rJl-b3"},
		"https://example.org/a":                   {},
		"2017/1118":                               {},
		"Attention Is All You Need":               {},

		"https://dl.acm.org/doi/10.1145/3292500.3330701":                                         {DOI: "10.1145/3292500.3330701"},
		"https://dl.acm.org/doi/pdf/10.1145/3292500.3330701?download=true":                       {DOI: "10.1145/3292500.3330701"},
		"https://onlinelibrary.wiley.com/doi/full/10.1002/anie.202000001":                        {DOI: "10.1002/anie.202000001"},
		"https://link.springer.com/article/10.1007/s10994-021-06000-1":                           {DOI: "10.1007/s10994-021-06000-1"},
		"https://link.springer.com/content/pdf/10.1007/978-3-030-01234-2_1.pdf":                  {DOI: "10.1007/978-3-030-01234-2_1"},
		"https://www.biorxiv.org/content/10.1101/2020.01.01.123456v2.full.pdf+html":              {DOI: "10.1101/2020.01.01.123456"},
		"https://www.medrxiv.org/content/10.1101/2020.01.01.12345678v1":                          {DOI: "10.1101/2020.01.01.12345678"},
		"https://www.nature.com/articles/s41586-021-03819-2.pdf":                                 {DOI: "10.1038/s41586-021-03819-2"},
		"https://www.nature.com/articles/nature14539#Sec1":                                       {DOI: "10.1038/nature14539"},
		"https://www.nature.com/subjects/physics":                                                {},
		"https://www.frontiersin.org/articles/10.3389/fnins.2013.00001/full":                     {DOI: "10.3389/fnins.2013.00001"},
		"https://journals.plos.org/plosone/article?id=10.1371/journal.pone.0000308":              {DOI: "10.1371/journal.pone.0000308"},
		"https://journals.aps.org/prl/abstract/10.1103/PhysRevLett.116.061102":                   {DOI: "10.1103/physrevlett.116.061102"},
		"https://zenodo.org/records/12345":                                                       {DOI: "10.5281/zenodo.12345"},
		"https://papers.ssrn.com/sol3/papers.cfm?abstract_id=1234567":                            {DOI: "10.2139/ssrn.1234567"},
		"https://www.sciencedirect.com/science/article/pii/S0001":                                {},
		"https://www.tandfonline.com/doi/abs/10.1080/01621459.2017.1285773?journalCode=uasa20":   {DOI: "10.1080/01621459.2017.1285773"},
		"https://journals.ametsoc.org/doi/10.1175/1520-0493(2002)130%3C1913:EDAWPO%3E2.0.CO%3B2": {DOI: "10.1175/1520-0493(2002)130<1913:edawpo>2.0.co;2"},
	} {
		got, ok := Identify(s)
		if got != want || ok != (want != Identifiers{}) {
			t.Errorf("Identify(%q) = %+v, %v, want %+v", s, got, ok, want)
		}
	}
}

// A stub is told by its title alone, so that every format can hold one.
func TestStub(t *testing.T) {
	for _, s := range []string{"2403.01234v2", "10.1145/3292500.3330701", "https://openreview.net/forum?id=rJl-b3"} {
		id, _ := Identify(s)
		p := NewStub(id, 3)
		if !p.IsStub() || p.Line != 3 || len(p.Links) == 0 {
			t.Errorf("%s: %+v", s, p)
		}
		if p.Title = "A paper"; p.IsStub() {
			t.Errorf("%s: a paper with a title is no stub", s)
		}
		if p.Title = "arXiv:1706.03762"; p.IsStub() {
			t.Errorf("%s: the identifier of another paper is a title", s)
		}
	}
}
