package parser_test

import (
	"strings"
	"testing"

	"dogear/parser"
)

func TestBibItems(t *testing.T) {
	for item, want := range map[string]string{
		`{k} J. Doe, A. Example and B. Sample, "` + "`" + `Owls at night"', J. Owls 2 (2001).`:                            "Owls at night||J.//Doe/; A.//Example/; B.//Sample/||v0||2001|",
		`{k} Doe, J. and Example, A. (2001). \emph{Owls at night}. Nest Press.`:                                           "Owls at night||J.//Doe/; A.//Example/||v0||2001|",
		"{k} {\\O}. Doe, ``Owls at night,'' \\url{https://doi.org/10.1000/a\\_b} 2001.":                                   "Owls at night||Ø.//Doe/||v0|10.1000/a_b|2001|https://doi.org/10.1000/a_b",
		"{k} J. Doe et al. ``Owls at night'', arXiv:2004.01234, 2021":                                                     "Owls at night||J.//Doe/|2004.01234|v0||2021|https://arxiv.org/abs/2004.01234 https://arxiv.org/pdf/2004.01234",
		`[{Doe [and] {Co}(2001)}]{k} J. Doe. \newblock Owls [at night]. \newblock In {\em Proc. Owls}, pages 3--4, 2001.`: "Owls [at night]||J.//Doe/||v0||2001|",
		`{k} \bibinfo{person}{Jane Doe} and \bibinfo{person}{Ann Example}. \bibinfo{year}{2001}\natexlab{a}. \newblock \showarticletitle{Owls at night}. \newblock \bibinfo{journal}{\emph{J. Owls}} \bibinfo{volume}{2}.`: "Owls at night||Jane//Doe/; Ann//Example/||v0||2001|",
		`{k} J. Doe, \textit{Phys. Rev. Lett.}, 2001.`:  "",
		`{k} J. Doe, \textit{Nature} \textbf{1}, 2001.`: "",
		`{k} \emph{Owls at night}, 2001.`:               "",
		`{k J. Doe, \emph{Owls at night}`:               "",
	} {
		got := outcome(t, "\\begin{thebibliography}{9}\n\\bibitem"+item+"\n\\bibitem{z} A. Example, ``The last item,'' 2001.\n\\end{thebibliography}\n", parser.FormatBibItems)
		if want == "" {
			if len(got) != 2 || !strings.HasPrefix(got[0], "!2: ") {
				t.Errorf("%s\ngot %q", item, got)
			}
		} else if want = "2|" + want; len(got) != 2 || got[0] != want {
			t.Errorf("%s\ngot  %q\nwant %q", item, got, want)
		}
		if len(got) == 2 && !strings.HasPrefix(got[1], "3|The last item|") {
			t.Errorf("%s: the item below it is %q", item, got[1])
		}
	}
	sameOutcome(t, "\\documentclass{article}\n\\begin{document}\nWords.\n\\begin{thebibliography}{9}\n\\bibitem{a} A. Example, ``The first item,'' 2001.\\bibitem{b} A. Example, ``The last item,'' 2001. % \\bibitem{c}\n\\end{thebibliography}\n\\end{document}\n", "",
		"5|The first item||A.//Example/||v0||2001|", "5|The last item||A.//Example/||v0||2001|")
}

func FuzzBibItems(f *testing.F) { fuzzFormat(f, parser.FormatBibItems, fixture(f, "references.tex")) }
