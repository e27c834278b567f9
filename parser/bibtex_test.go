package parser_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"
	"strings"
	"testing"

	"dogear/parser"
)

var bibFixtures = []string{"bibtex-library.bib", "biblatex-library.bib"}

func TestBibFixtures(t *testing.T) {
	for _, name := range bibFixtures {
		golden(t, name, parser.Options{})
	}
}

// bibCases are entries and what becomes of them: summaries of papers (see summary), and problems after a "!".
var bibCases = map[string]struct {
	text string
	want []string
}{
	"strings and concatenation": {
		`@string{a = "One " # {Two}}@STRING(b = a # " Three", c = b)` + "\n@misc{k, title = B # { and } # undefined # 4, year = 2020}",
		[]string{"2|One Two Three and undefined4||||v0||2020|"},
	},
	"nested braces and quotes": {
		`@misc{k, title = "A {"}quoted{"} {{T}itle} {with {d{e}ep} braces}"}`,
		[]string{`1|A "quoted" Title with deep braces||||v0|||`},
	},
	"parentheses": {
		"@article(k, title = \"A (b) c\", abstract = {d) e})\n@misc ( k2 , title = {F} )",
		[]string{"1|A (b) c|d) e|||v0|||", "2|F||||v0|||"},
	},
	"comments of all kinds": {
		"@comment{@misc{x, title={X}}}\n@comment{\n@misc{x,\n title={X}}\n}\n@comment a word\n% @misc{x, title={X}}\nfree text with joe@misc{x}\n" +
			"@misc{k,\n % year = 1999,\n title={K}, % and so on\n year=2001}",
		[]string{"9|K||||v0||2001|"},
	},
	"a comment without its end": {
		"@misc{a, title={A}}\n@comment{ oh {\n@misc{b, title={B}}\n@comment{x\n@misc{c, title={C}}",
		[]string{"1|A||||v0|||", "3|B||||v0|||", "5|C||||v0|||"},
	},
	"no papers: preamble, set, xdata": {
		"@preamble{\"\\newcommand{\\x}{y}\" # {z}}\n@set{s, entryset={a,b}}\n@xdata{x, title={X}}\n@misc{k, title={K}}",
		[]string{"4|K||||v0|||"},
	},
	"cut off at the end": {
		"@misc{a, title={A}}\n\n@misc{b, title={B",
		[]string{"1|A||||v0|||", "!3: the entry is incomplete: the closing } is missing"},
	},
	"cut off between fields": {
		"@misc{a, title={A}}\n@misc(b, title={B},",
		[]string{"1|A||||v0|||", "!2: the entry is incomplete: the closing ) is missing"},
	},
	"a brace is missing": {
		"@misc{a, title={A {b},\n year=2000}\n@misc{c, title={C}}\n@misc{d, title={D}}",
		[]string{"!1: the entry is not closed: a } is missing before line 3", "3|C||||v0|||", "4|D||||v0|||"},
	},
	"a brace too many": {
		"@misc{a, title={A}}, year=2000}\n}\n@misc{c, title={C}}",
		[]string{"1|A||||v0|||", "3|C||||v0|||"},
	},
	"a quote is missing": {
		"@misc{a, title=\"A,\n year=2000}\n@misc{c, title={C}}",
		[]string{`!1: the field "title": a quote is not closed`, "3|C||||v0|||"},
	},
	"commas are missing or too many": {
		"@misc{k,, title={K} year=2020 month=mar,,}\n@misc{l\n title={L}}",
		[]string{"1|K||||v0||2020-03|", "2|L||||v0|||"},
	},
	"no key": {
		"@misc{title={A}}\n@misc{, title={B}}\n@misc{two words, title={C}}",
		[]string{"1|A||||v0|||", "2|B||||v0|||", "3|C||||v0|||"},
	},
	"the same key, the same field": {
		"@misc{k, title={A}, title={B}, year={}, year={2020}}\n@misc{K, title={C}}",
		[]string{"1|A||||v0||2020|", "2|C||||v0|||"},
	},
	"no title": {
		"@misc{k, year=2020}\n@misc{k}\n@misc{}\n@misc{k, title={}}\n@misc{l, title={L}}",
		[]string{"!1: a paper without a title", "!2: a paper without a title", "!3: a paper without a title", "!4: a paper without a title", "5|L||||v0|||"},
	},
	"what is no field": {
		"@misc{a, title = Some Words, year=1}\n@misc{b, title}\n@misc{c, ={x}}\n@misc{d, title=}\n@string{=}\n@misc{l, title={L}}",
		[]string{
			`!1: the field "title": a text of several words needs braces or quotes`,
			`!2: the field "title" has no value; is a brace, quote or comma missing before it?`,
			`!3: "={x}" instead of a field; fields look like title = {…}`,
			`!4: the field "title": a value is missing; a value is in braces or quotes, or a number, or the name of a string`,
			`!5: "=" instead of a field; fields look like title = {…}`,
			"6|L||||v0|||",
		},
	},
	"a child before its parent": {
		"@inproceedings{c, title={C}, crossref={P}}\n@misc{m, title={M}}\n@proceedings{p, title={P}, year=2019, doi={10.1000/p}}",
		[]string{"2|M||||v0|||", "3|P||||v0|10.1000/p|2019|https://doi.org/10.1000/p", "1|C||||v0||2019|"},
	},
	"a child behind its parent": {
		"@proceedings{p, title={P}, date={2019-02}}\n@inproceedings{c, title={C}, crossref={p}}\n@misc{m, title={M}}",
		[]string{"1|P||||v0||2019-02|", "2|C||||v0||2019-02|", "3|M||||v0|||"},
	},
	"a child without a parent": {
		"@inproceedings{c, title={C}, crossref={p}}\n@misc{m, title={M}}",
		[]string{"2|M||||v0|||", "1|C||||v0|||"},
	},
	"each is the other's parent": {
		"@misc{a, title={A}, crossref={b}}\n@misc{b, title={B}, year=2001, crossref={a}}\n@misc{c, title={C}, xdata={c}}",
		[]string{"1|A||||v0||2001|", "2|B||||v0||2001|", "3|C||||v0|||"},
	},
	"shared data": {
		"@xdata{x, date={2018}, xdata={y}}\n@xdata{y, abstract={Y.}}\n@misc{a, title={A}, xdata={x, z}}",
		[]string{"3|A|Y.|||v0||2018|"},
	},
	"months": {
		"@misc{a,title={A},year=2020,month=jan}\n@misc{a,title={A},year={2020},month={Sept.}}\n@misc{a,title={A},year=2020,month=12}\n@misc{a,title={A},year=2020,month=\"10~\"#feb}\n" +
			"@misc{a,title={A},year=2020,month=jun # \"~11--14\"}\n@misc{a,title={A},year=2020,month={Spring}}\n@misc{a,title={A},year=2020,month=mar,day=4}\n@misc{a,title={A},month=mar}\n@misc{a,title={A},year=2020,month=feb,day=30}\n@misc{a,title={A},year=2020,month=13}",
		[]string{
			"1|A||||v0||2020-01|", "2|A||||v0||2020-09|", "3|A||||v0||2020-12|", "4|A||||v0||2020-02-10|", "5|A||||v0||2020-06|", "6|A||||v0||2020|",
			"7|A||||v0||2020-03-04|", "8|A||||v0|||", "9|A||||v0||2020-02|", "10|A||||v0||2020|",
		},
	},
	"dates of BibLaTeX": {
		"@misc{a,title={A},date={2020-02-03}}\n@misc{a,title={A},date={2020-02/2021}}\n@misc{a,title={A},date={/2021-03}}\n@misc{a,title={A},date={2020-02~}}\n@misc{a,title={A},date={2020-21}}\n" +
			"@misc{a,title={A},date={2020-02-03T10:11:12Z}}\n@misc{a,title={A},date={March 2020}, year=2019}\n@misc{a,title={A},date={199X}}\n@misc{a,title={A},year={2020-05-06}}\n@misc{a,title={A},year={in press (2021)}}\n@misc{a,title={A},date={2020-02-31}}",
		[]string{
			"1|A||||v0||2020-02-03|", "2|A||||v0||2020-02|", "3|A||||v0||2021-03|", "4|A||||v0||2020-02|", "5|A||||v0||2020|",
			"6|A||||v0||2020-02-03|", "7|A||||v0||2019|", "8|A||||v0|||", "9|A||||v0||2020-05-06|", "10|A||||v0||2021|", "11|A||||v0||2020-02|",
		},
	},
	"arXiv's identifier": {
		"@misc{a,title={A},eprint={2403.01234v2},archivePrefix={arXiv}}\n@misc{a,title={A},eprint={arXiv:2403.01234 [cs.LG]}}\n@article{a,title={A},journal={arXiv preprint arXiv:2403.01234}}\n" +
			"@article{a,title={A},journal={CoRR},volume={abs/2403.01234}}\n@article{a,title={A},journal={ArXiv},volume={abs/2403.01234}}\n@misc{a,title={A},arxivId={2403.01234}}\n@misc{a,title={A},note={arXiv: 2403.01234 [cs]}}\n" +
			"@misc{a,title={A},number={arXiv:2403.01234}}\n@misc{a,title={A},eprint={9901001},archivePrefix={arXiv},primaryClass={hep-th}}\n@misc{a,title={A},url={http://arxiv.org/abs/2403.01234v3}}\n" +
			"@misc{a,title={A},doi={10.48550/ARXIV.2403.01234}}\n@misc{a,title={A},eprint={2403.01234},eprinttype={jstor}}\n@article{a,title={A},journal={Corrosion}, volume={2403.01234}}",
		[]string{
			"1|A|||2403.01234|v2|||" + bibArXiv, "2|A|||2403.01234|v0|||" + bibArXiv, "3|A|||2403.01234|v0|||" + bibArXiv, "4|A|||2403.01234|v0|||" + bibArXiv,
			"5|A|||2403.01234|v0|||" + bibArXiv, "6|A|||2403.01234|v0|||" + bibArXiv, "7|A|||2403.01234|v0|||" + bibArXiv, "8|A|||2403.01234|v0|||" + bibArXiv,
			"9|A|||hep-th/9901001|v0|||https://arxiv.org/abs/hep-th/9901001 https://arxiv.org/pdf/hep-th/9901001", "10|A|||2403.01234|v3|||" + bibArXiv,
			"11|A|||2403.01234|v0|||" + bibArXiv, "12|A||||v0|||", "13|A||||v0|||",
		},
	},
	"DOIs and addresses": {
		`@misc{a,title={A},doi={https://doi.org/10.1000/A\_b}, url={https://dx.doi.org/10.1000/a_b}}` + "\n" + `@misc{a,title={A},doi={10.1000/a{\_}b}, url={\url{https://x.org/a\_b\%20\textasciitilde{}c}}}` + "\n" +
			`@misc{a,title={A},howpublished={\url{https://x.org/~a}}, url={<https://y.org/>}, file={:x.pdf:PDF}, note={See https://z.org.}}` + "\n" + `@misc{a,title={A},doi={none}, url={javascript:alert(1)}}` + "\n" +
			`@misc{a,title={A},url={https://openreview.net/forum?id=Abc-123_x&noteId=q}}`,
		[]string{
			"1|A||||v0|10.1000/a_b||https://doi.org/10.1000/a_b", "2|A||||v0|10.1000/a_b||https://doi.org/10.1000/a_b https://x.org/a_b%20~c",
			"3|A||||v0|||https://y.org/ https://x.org/~a https://z.org", "4|A||||v0|||", "5|A||||v0|||https://openreview.net/forum?id=Abc-123_x",
		},
	},
	"names": {
		`@misc{a,title={A},author={Donald E. Knuth and von Berlichingen zu Hornberg, G{\"o}tz and de la Vall{\'e}e Poussin, Jr., Charles Louis Xavier Joseph
			and Ludwig~van~Beethoven and Jean d'Alembert AND {\'E}tienne {\"O}z and Mu\~noz, Jos\'e and Doe, Jane, III and Doe, Jr. and others}}`,
		[]string{"1|A||Donald E.//Knuth/; Götz/von/Berlichingen zu Hornberg/; Charles Louis Xavier Joseph/de la/Vallée Poussin/Jr.; " +
			"Ludwig/van/Beethoven/; Jean//d'Alembert/; Étienne//Öz/; José//Muñoz/; Jane//Doe/III; //Doe/Jr.||v0|||"},
	},
	"names in braces": {
		`@misc{a,title={A},author={{The LAB Team} and {Barnes and Noble, Inc.} and {van der Berg}, J. and Plato and {OpenAI} and {{\L}ab of {\O}}}}`,
		[]string{"1|A||//The LAB Team/; //Barnes and Noble, Inc./; J.//van der Berg/; //Plato/; //OpenAI/; //Łab of Ø/||v0|||"},
	},
	"names that are none of BibTeX's": {
		`@misc{a,title={A},author={Doe, Jane; Roe, Ann}}` + "\n" + `@misc{a,title={A},author={Jane Doe, Ann Roe, Max van Poe}}` + "\n" + `@misc{a,title={A},author={family=Berg, given=Cees, prefix=van der, prefix-i=v, suffix=Jr. and Doe, J.,}}` + "\n" +
			`@misc{a,title={A},author={and Doe, J. and  and , and}}` + "\n" + `@misc{a,title={A},author={Ortega y Gasset, Jos{\'e} and Anders and Hand, Sandy}}`,
		[]string{
			"1|A||Jane//Doe/; Ann//Roe/||v0|||", "2|A||Jane//Doe/; Ann//Roe/; Max/van/Poe/||v0|||", "3|A||Cees/van der/Berg/Jr.; J.//Doe/||v0|||",
			"4|A||J.//Doe/||v0|||", "5|A||José//Ortega y Gasset/; //Anders/; Sandy//Hand/||v0|||",
		},
	},
	"braces in titles": {
		`@misc{a,title={{{GPU} {a}daptive {p}-adic {BERT: Pre-training}}, \{a, b\} $\frac{a}{b}$ \emph{{X}y} {\&} {\em z}}}` + "\n" + `@misc{a,title={{\textbackslash}x 5 {\%} {\textasciitilde}2 \LaTeX{} {\TeX}nique \ss{a} {Stra\ss}e \foo{bar} {$x_{1}$}}}` + "\n" +
			`@misc{a,title={A {Costs $5 {x} or} {$6}}}`,
		[]string{
			"1|GPU adaptive p-adic BERT: Pre-training, {a, b} a/b Xy & z||||v0|||", `2|\x 5 % ~2 LaTeX TeXnique ßa Straße \foo{bar} x₁||||v0|||`,
			"3|A Costs $5 x or $6||||v0|||",
		},
	},
	"letters and accents": {
		`@misc{a,title={{\ss}{\o}{\O}{\l}{\L}{\aa}{\AA}{\ae}{\AE}{\oe}{\i}{\j} \ss{} \o re stra\ss e \'{\i} \'\i n {\"\i} \^{\j}}}` + "\n" +
			`@misc{a,title={\H{o} {\H o} \k{a} \r{u} \u{g} \d{s} \b{d} \c{c} \v{s} {\v S}k \.Z \.{z} \={a} \=u \~n \~{n} \^e \"{u} \` + "`" + `a \textcommabelow{s} \t{oo}}}`,
		[]string{"1|ßøØłŁåÅæÆœıȷ ß øre straße í ín ï ĵ||||v0|||", "2|ő ő ą ů ğ ṣ ḏ ç š Šk Ż ż ā ū ñ ñ ê ü à ș o͡o||||v0|||"},
	},
	"paragraphs": {
		"@misc{a,title={A\n  title},abstract={\n  One\n  two.\n\n  Three {\\it four}: 5\\%.\n}}",
		[]string{"1|A title|One two.\n\nThree four: 5%.|||v0|||"},
	},
	"hostile text": {
		"@misc{a\x1b[31m,title={A \x1b]0;x\x07\u202e title},author={Do\x1be, J.},abstract={\u009b2J}}",
		[]string{"1|A ␛]0;x␇⟨U+202E⟩ title|⟨U+009B⟩2J|J.//Do␛e/||v0|||"},
	},
}

const bibArXiv = "https://arxiv.org/abs/2403.01234 https://arxiv.org/pdf/2403.01234"

func TestBibCases(t *testing.T) {
	for name, c := range bibCases {
		t.Run(name, func(t *testing.T) {
			d, err := parser.Open(strings.NewReader(c.text), parser.Options{Format: parser.FormatBibTeX})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for p, problem := range d.Records() {
				if problem != nil {
					got = append(got, fmt.Sprintf("!%d: %s", problem.Line, problem.Reason))
				} else {
					got = append(got, summary(p))
				}
			}
			if !reflect.DeepEqual(got, c.want) {
				t.Errorf("got\n%q\nwant\n%q", got, c.want)
			}
		})
	}
}

func TestBibPublications(t *testing.T) {
	type in = parser.Publication
	tests := map[string]in{
		`@article{k,title={T},journal={J},volume=1,number=2,pages={3--4},publisher={P}}`:              {Type: "article-journal", Venue: "J", Volume: "1", Issue: "2", Pages: "3–4", Publisher: "P"},
		`@article{k,title={T},journaltitle={J},issue={Spring},eid={e1}}`:                              {Type: "article-journal", Venue: "J", Issue: "Spring", Pages: "e1"},
		`@article{k,title={T},journal={\mnras},pages={L1-L5}}`:                                        {Type: "article-journal", Venue: "Monthly Notices of the Royal Astronomical Society", Pages: "L1–L5"},
		`@article{k,title={T},journal={arXiv preprint arXiv:2403.01234},volume=1,pages={1--2}}`:       {Type: "article"},
		`@article{k,title={T},journal={arXiv e-prints},eprint={2403.01234},pages={arXiv:2403.01234}}`: {Type: "article"},
		`@article{k,title={T},journal={bioRxiv}}`:                                                     {Type: "article", Venue: "bioRxiv"},
		`@article{k,title={T},journal={Nature},eprint={2403.01234},archivePrefix={arXiv}}`:            {Type: "article-journal", Venue: "Nature"},
		`@article{k,title={T},eprint={2403.01234},archivePrefix={arXiv}}`:                             {Type: "article"},
		`@misc{k,title={T},doi={10.48550/arXiv.2403.01234},publisher={arXiv}}`:                        {Type: "article"},
		`@misc{k,title={T},howpublished={A talk}}`:                                                    {Venue: "A talk"},
		`@misc{k,title={T},howpublished={\url{https://x.org}}}`:                                       {},
		`@inproceedings{k,title={T},booktitle={{Proc.} of {X} \& Y},series={S}}`:                      {Type: "paper-conference", Venue: "Proc. of X & Y", Series: "S"},
		`@Conference{k,title={T},series={ICX '24}}`:                                                   {Type: "paper-conference", Venue: "ICX '24"},
		`@inbook{k,title={T},booktitle={B},publisher={P}}`:                                            {Type: "chapter", Venue: "B", Publisher: "P"},
		`@mastersthesis{k,title={T},school={S}}`:                                                      {Type: "thesis", Venue: "S"},
		`@thesis{k,title={T},institution={S}}`:                                                        {Type: "thesis", Venue: "S"},
		`@techreport{k,title={T},institution={S},number={TR-1}}`:                                      {Type: "report", Venue: "S", Issue: "TR-1"},
		`@online{k,title={T},organization={O}}`:                                                       {Type: "webpage", Venue: "O"},
		`@online{k,title={T},eprint={2403.01234},eprinttype={arxiv}}`:                                 {Type: "article"},
		`@unpublished{k,title={T}}`:                                                                   {Type: "manuscript"},
		`@customa{k,title={T}}`:                                                                       {},
	}
	for text, want := range tests {
		if _, papers, _ := read(t, text, parser.Options{Format: parser.FormatBibTeX}); len(papers) != 1 || papers[0].In != want {
			t.Errorf("%s\n got %+v\nwant %+v", text, papers, want)
		}
	}
}

func TestBibKeywordsAndMarks(t *testing.T) {
	_, papers, _ := read(t, `@misc{k,title={T},keywords={a, {b, c}, d~e,, \'e}, annote={Read {this}.}, note={Comment: 5 pages}, primaryClass={cs.LG}, categories={cs.LG, math.GT}}`, parser.Options{})
	p := papers[0]
	if got := strings.Join(p.Keywords, "|"); got != "a|b, c|d e|é" || p.Comment != "5 pages" || p.Marks == nil || p.Marks.Note != "Read this." || strings.Join(p.Categories, " ") != "cs.LG math.GT" {
		t.Errorf("keywords %s, comment %s, marks %+v, categories %v", got, p.Comment, p.Marks, p.Categories)
	}
	if _, papers, _ = read(t, `@misc{k,title={T},keywords={a, b; c}}`, parser.Options{}); strings.Join(papers[0].Keywords, "|") != "a, b|c" {
		t.Errorf("keywords %q", papers[0].Keywords)
	}
}

func TestBibIsRecognised(t *testing.T) {
	tests := []struct {
		text string
		want parser.Format
	}{
		{"@article{k,\n  title = {T}\n}", parser.FormatBibTeX},
		{"\n\n% Encoding: UTF-8\n\n@Article{k,title={T}}", parser.FormatBibTeX},
		{"This file was made by hand.\nReally.\n\n@INPROCEEDINGS {k,\n title={T}}", parser.FormatBibTeX},
		{"@string{a = {A}}\n\n@misc{k, title=a}", parser.FormatBibTeX},
		{"@preamble{\"x\"}\n@misc{k, title={T}}", parser.FormatBibTeX},
		{"@comment{x}\n@misc{k, title={T}}", parser.FormatBibTeX},
		{"@misc(k, title={T})", parser.FormatBibTeX},
		{"@comment(x, y)\n\n@misc(k,\n  title=\"T\")", parser.FormatBibTeX},
		{"@misc{title={T}}", parser.FormatBibTeX},
		{"@customa{k, title={T}}", parser.FormatBibTeX},
		{"@misc{k, title={T}, eprinttype={arxiv}}", parser.FormatBibTeX},
		{"@article{k,\n  title = {T},\n  date = {2024-01-01}\n}", parser.FormatBibLaTeX},
		{"@article{k, title = {T}, journaltitle={J}}", parser.FormatBibLaTeX},
		{"@misc{k, title = {T}}\n@online{o, title={O}}", parser.FormatBibLaTeX},
	}
	for _, test := range tests {
		d, papers, _ := read(t, test.text, parser.Options{})
		if d.Format != test.want || len(papers) == 0 {
			t.Errorf("%q read as %s: %d papers", test.text, d.Format, len(papers))
		}
	}
	for name, text := range bibSeeds(t) {
		if d, err := parser.Open(strings.NewReader(text), parser.Options{}); err != nil || d.Format != parser.FormatBibTeX && d.Format != parser.FormatBibLaTeX {
			t.Errorf("%s: %v, %v", name, d, err)
		}
	}
}

func TestBibIsNotEverything(t *testing.T) {
	page := strings.Repeat("A Title of a Paper\n\n"+shelf[0].abstract+"\n\n", 5)
	for _, text := range []string{
		starter(), page, page + "\n@article{k,\n title={T}}", "The entry @article{k, title={T}} may stand in a text.\n\n" + page,
		"Cite as\n\n```bibtex\n@misc{k,\n title={T}}\n```\n\n" + page, "@jane (a friend, really) said so.\n\n" + page, "@article (Smith, 2020) says more.\n\n" + page, "@everybody: read this.\n\n" + page,
		arXivFull,
	} {
		d, err := parser.Open(strings.NewReader(text), parser.Options{})
		if errors.Is(err, parser.ErrUnknownFormat) {
			continue
		}
		if err != nil || d.Format == parser.FormatBibTeX || d.Format == parser.FormatBibLaTeX {
			t.Errorf("%.60q read as %v, %v", text, d, err)
		}
	}
}

func TestBibEncodings(t *testing.T) {
	text := "@misc{k,\n  title = {Modèles génératifs à la façon de {Poincar\\'e}},\n  author = {José Muñoz},\n\n  abstract = {Un.\n\n  Deux.}\n}\n\n@misc{l, title={Cut"
	for name, encode := range encodings {
		t.Run(name, func(t *testing.T) {
			d, papers, problems := read(t, encode(text), parser.Options{})
			if d.Format != parser.FormatBibTeX || len(papers) != 1 || len(problems) != 1 || problems[0].Line != 10 {
				t.Fatalf("%s: %v, %v", d.Format, papers, problems)
			}
			if got := summary(papers[0]); got != "1|Modèles génératifs à la façon de Poincaré|Un.\n\nDeux.|José//Muñoz/||v0|||" {
				t.Error(got)
			}
		})
	}
}

func TestBibPrograms(t *testing.T) {
	for text, want := range map[string]string{
		"% This file was created with JabRef 2.10.\n\n@misc{k,title={T}}":                 "JabRef",
		"@comment{jabref-meta: x}\n@misc{k,title={T}}":                                    "JabRef",
		"%% This BibTeX bibliography file was created using BibDesk.\n@misc{k,title={T}}": "BibDesk",
		"@misc{k,title={How we left JabRef}}":                                             "",
	} {
		if d, _, _ := read(t, text, parser.Options{}); d.Source != want {
			t.Errorf("%q is from %q, want %q", text, d.Source, want)
		}
	}
}

// Nothing that is endlessBib, deep or multiplies costs more than its size.
func TestBibHostileInput(t *testing.T) {
	const n = 200_000
	after := "\n@misc{after, title={After}}\n"
	var grow strings.Builder
	grow.WriteString("@string{s0 = \"0123456789\"}\n")
	for i := range 60 {
		fmt.Fprintf(&grow, "@string{s%d = s%d # s%d}\n", i+1, i, i)
	}
	for name, text := range map[string]string{
		"open braces":          "@misc{a, title={" + strings.Repeat("{", n) + after,
		"nested braces":        "@misc{a, title={" + strings.Repeat("{", n) + "x" + strings.Repeat("}", n) + "}}" + after,
		"open comments":        strings.Repeat("@comment{\n", n) + after,
		"open entries":         strings.Repeat("@misc{\n", n/10) + after,
		"at signs":             strings.Repeat("@", n) + after,
		"headers":              strings.Repeat("@misc ", n) + after,
		"an endless entry":     "@misc{a, abstract={" + strings.Repeat("words and @misc{x} ", n) + after,
		"an endless line":      strings.Repeat("words ", n) + after,
		"an endless comment":   "% " + strings.Repeat("@misc{x,", n) + after,
		"an endless quote":     "@misc(a, title=\"" + strings.Repeat("x)", n) + after,
		"many names":           "@misc{a, title={T}, author={" + strings.Repeat("A and ", n/10) + "B}}" + after,
		"many commas":          "@misc{a, title={T}, author={" + strings.Repeat("A,", n) + "}}" + after,
		"many dollars":         "@misc{a, title={T" + strings.Repeat(" ${a", n/10) + strings.Repeat("}", n/10) + "}}" + after,
		"many macros":          "@misc{a, title={T}, abstract={" + strings.Repeat("\\a{", n/10) + strings.Repeat("}", n/10) + "}}" + after,
		"strings that grow":    grow.String() + "@misc{a, title=s60}" + after,
		"many fields":          "@misc{a, title={T}" + strings.Repeat(",a=1", n) + "}" + after,
		"references in a ring": "@xdata{b, xdata={c}}\n@xdata{c, xdata={b}}\n" + strings.Repeat("@misc{a, title={T}, xdata={b,c}}\n", n/100) + after,
	} {
		t.Run(name, func(t *testing.T) {
			d, err := parser.Open(strings.NewReader(text), parser.Options{Format: parser.FormatBibTeX})
			if err != nil {
				t.Fatal(err)
			}
			last, size := "", 0
			for p, problem := range d.Records() {
				if problem == nil {
					size += len(p.Title) + len(p.Abstract)
					if p.Title == "After" {
						last = p.Title
					}
				}
			}
			if last != "After" || size > 2*len(text) || d.Err() != nil {
				t.Errorf("%q, %d bytes of %d, %v", last, size, len(text), d.Err())
			}
		})
	}
}

// More entries wait for their parent than are held back: they go on without it.
func TestBibStreams(t *testing.T) {
	entry := "@misc{k, title={T}, abstract={" + strings.Repeat("word ", 200) + "}, crossref={none}}\n"
	const n = 20_000
	d, err := parser.Open(io.LimitReader(&endlessBib{text: entry}, int64(n*len(entry))), parser.Options{})
	if err != nil {
		t.Fatal(err)
	}
	papers := 0
	for _, problem := range d.Records() {
		if problem != nil {
			t.Fatal(problem)
		}
		papers++
	}
	if papers != n || d.Err() != nil {
		t.Errorf("%d papers, %v", papers, d.Err())
	}
}

// endlessBib is a text over and over.
type endlessBib struct {
	text string
	at   int
}

func (e *endlessBib) Read(p []byte) (int, error) {
	n := copy(p, e.text[e.at:])
	e.at = (e.at + n) % len(e.text)
	return n, nil
}

func TestBibReadErrors(t *testing.T) {
	broken := errors.New("the wire broke")
	d, err := parser.Open(io.MultiReader(strings.NewReader(strings.Repeat("@misc{k, title={T}}\n", 5000)+"@misc{l, title={"), brokenReader{broken}), parser.Options{})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for range d.Records() {
		n++
	}
	if n != 5000 || !errors.Is(d.Err(), broken) {
		t.Errorf("%d records, %v", n, d.Err())
	}
	cut := gzipped(strings.Repeat("@misc{k, title={T}}\n", 50000))
	if d, err = parser.Open(strings.NewReader(cut[:len(cut)-9]), parser.Options{}); err != nil {
		t.Fatal(err)
	}
	for range d.Records() {
	}
	if !errors.Is(d.Err(), io.ErrUnexpectedEOF) {
		t.Errorf("a cut gzip file: %v", d.Err())
	}
}

type brokenReader struct{ err error }

func (b brokenReader) Read([]byte) (int, error) { return 0, b.err }

// bibSeeds are bibliographies, whole ones and single entries.
func bibSeeds(t testing.TB) map[string]string {
	seeds := map[string]string{}
	for _, name := range bibFixtures {
		text, err := os.ReadFile("testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		seeds[name] = string(text)
	}
	if len(seeds) != len(bibFixtures) {
		t.Fatal("seeds got lost")
	}
	return seeds
}
