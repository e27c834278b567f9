package parser_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"dogear/parser"
)

// details are the fields of a paper that few formats have, one on a line, and its date and type.
func details(p parser.Paper) string {
	names := func(authors []parser.Author) string {
		var list []string
		for _, a := range authors {
			list = append(list, strings.Join([]string{a.Given, a.Particle, a.Family, a.Suffix}, "/"))
		}
		return strings.Join(list, "; ")
	}
	in := p.In
	var b strings.Builder
	for _, f := range [][2]string{
		{"authors", names(p.Authors)}, {"more", strings.TrimPrefix(fmt.Sprint(p.MoreAuthors), "false")}, {"editors", names(p.Editors)},
		{"published", string(p.Published)}, {"type", in.Type}, {"venue", in.Venue}, {"pages", in.Pages}, {"place", in.Place},
		{"series", in.Series}, {"edition", in.Edition}, {"isbn", in.ISBN}, {"issn", in.ISSN}, {"language", p.Language},
		{"files", strings.Join(p.Files, " | ")}, {"comment", p.Comment},
	} {
		if f[1] != "" {
			fmt.Fprintf(&b, "%s=%s\n", f[0], f[1])
		}
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// sameDetails reads a text that has one paper.
func sameDetails(t *testing.T, text string, want ...string) {
	t.Helper()
	_, papers, problems := read(t, text, parser.Options{})
	if len(papers) != 1 || len(problems) > 0 {
		t.Fatalf("%d papers, %v\n%s", len(papers), problems, text)
	}
	if got := details(papers[0]); got != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s\nof\n%s", got, strings.Join(want, "\n"), text)
	}
}

func TestDetailsInRIS(t *testing.T) {
	begin := func(kind string) string { return "TY  - " + kind + "\nTI  - A part of a whole\nAU  - Example, Ann\n" }
	sameDetails(t, begin("CHAP")+"A2  - Sample, Bo\nED  - Third, Cy\nPY  - 2016\nDA  - Oct 19\nCY  - Berlin\nT3  - Notes in Owls\nET  - 2nd\nSN  - 978-3-16-148410-0\n"+
		"SN  - 0302-9743 (ISSN)\nLA  - en\nL1  - /home/ann/my papers/part.pdf\nL1  - https://x.example/part.pdf\nL4  - figures/one.png\nER  - \n",
		"authors=Ann//Example/", "editors=Bo//Sample/; Cy//Third/", "published=2016-10-19", "type=chapter", "place=Berlin", "series=Notes in Owls", "edition=2nd",
		"isbn=978-3-16-148410-0", "issn=0302-9743", "language=en", "files=/home/ann/my papers/part.pdf | figures/one.png")
	sameDetails(t, begin("BOOK")+"A2  - Of, Series\nAU  - et al.\nPY  - 2016\nY1  - 2016/10/\nDA  - 2015/01/02\nSN  - 3161484100\nER  - \n",
		"authors=Ann//Example/", "more=true", "published=2016-10", "type=book", "isbn=3161484100")
	sameDetails(t, begin("EDBOOK")+"DA  - 2018//\nER  - \n", "editors=Ann//Example/", "published=2018", "type=book")
	for _, tag := range []string{"M3", "N1", "DO", "L3"} {
		_, papers, _ := read(t, begin("JOUR")+tag+"  - doi: 10.1000/Owl.7\nER  - \n", parser.Options{})
		if papers[0].DOI != "10.1000/owl.7" || papers[0].Abstract != "" || papers[0].Files != nil {
			t.Errorf("%s: got %+v", tag, papers[0])
		}
	}
}

// Lines may end with CR alone, as on old Macs, in every format.
func TestLinesThatEndWithCR(t *testing.T) {
	for _, name := range []string{"exports.ris", "pubmed.nbib", "bibtex-library.bib", "own.csv", "arxiv-listing.txt", "awesome.md", "own.jsonl", "newsletter.eml"} {
		text := fixture(t, name)
		d, papers, problems := read(t, text, parser.Options{})
		for _, end := range []string{"", "\n"} {
			old := strings.TrimRight(strings.NewReplacer("\r\n", "\r", "\n", "\r").Replace(text), "\r") + end
			e, same, sameProblems := read(t, old, parser.Options{})
			if e.Format != d.Format || len(same) != len(papers) || len(sameProblems) != len(problems) {
				t.Fatalf("%s: read as %q, %d papers of %d, %v", name, e.Format, len(same), len(papers), sameProblems)
			}
			for i := range papers {
				if same[i].Title != papers[i].Title || same[i].Line != papers[i].Line {
					t.Errorf("%s: line %d: %s, not line %d: %s", name, same[i].Line, same[i].Title, papers[i].Line, papers[i].Title)
				}
			}
		}
	}
}

// addDetails gives a paper what few formats hold.
func addDetails(rnd *rand.Rand, p *parser.Paper) {
	maybe := func(s string) string { return []string{s, ""}[rnd.IntN(2)] }
	people := []parser.Author{{Given: "Ed", Family: "Editor"}, {Given: "J. R.", Particle: "van der", Family: "Berg"}, {Family: "Owl Study Group"}}
	p.Editors = append([]parser.Author(nil), people[:rnd.IntN(4)]...)
	p.MoreAuthors = rnd.IntN(3) == 0
	p.Language = maybe("en")
	p.In.Place, p.In.Series, p.In.Edition = maybe("Łódź & Berlin"), maybe("Notes in Owls; 50%"), maybe("2nd")
	p.In.ISBN, p.In.ISSN = maybe("978-3-16-148410-0"), maybe("0302-9743")
	for _, f := range []string{"/home/ann/a b.pdf", `C:\Users\Ann\x_y.pdf`, "papers/one;two:three.pdf", "{x}.ps"} {
		if rnd.IntN(4) == 0 {
			p.Files = append(p.Files, f)
		}
	}
}

// sameHeldDetails compares what addDetails gave.
func sameHeldDetails(t *testing.T, got, want parser.Paper, text string) {
	t.Helper()
	g, w := got.In, want.In
	if !reflect.DeepEqual(got.Details, want.Details) || g.Place != w.Place || g.Series != w.Series || g.Edition != w.Edition || g.ISBN != w.ISBN || g.ISSN != w.ISSN {
		t.Fatalf("got\n%+v %+v\nwant\n%+v %+v\nwritten as\n%s", got.Details, g, want.Details, w, text)
	}
}

func TestDetailsReadBack(t *testing.T) {
	for _, format := range []parser.Format{parser.FormatRIS, parser.FormatBibTeX, parser.FormatBibLaTeX, parser.FormatCSLJSON, parser.FormatMarkdown, parser.FormatCSV} {
		rnd := rand.New(rand.NewPCG(7, 8))
		for range 200 {
			p := hostilePaper(rnd)
			p.RawTitle, p.RawAbstract = p.Title, p.Abstract
			addDetails(rnd, &p)
			text := write(t, format, p)
			_, papers, problems := read(t, text, parser.Options{Format: format})
			if len(papers) != 1 {
				t.Fatalf("%d papers, %v: %s", len(papers), problems, text)
			}
			sameHeldDetails(t, papers[0], p, text)
		}
	}
}

func TestDetailsInNBIB(t *testing.T) {
	sameDetails(t, "PMID- 21249755\nSTAT- Publisher\nDP  - 2009\nDEP - 20091102\nTI  - Syndromes of Owls\nBTI - Owls\nCTI - Notes in Owls\nFED - Sample, Bo\nED  - Sample B\n"+
		"ED  - Sample B\nFAU - Example, Ann\nAU  - Example A\nISBN- 9783161484100 (hardcover)\nIS  - 0302-9743 (Print)\nPL  - Berlin\nEN  - 2nd\nLA  - eng\nPT  - Book Chapter\nAID - NBK1 [bookaccession]\n",
		"authors=Ann//Example/", "editors=Bo//Sample/", "published=2009-11-02", "type=chapter", "venue=Owls", "place=Berlin", "series=Notes in Owls",
		"edition=2nd", "isbn=9783161484100", "issn=0302-9743", "language=eng")
	sameDetails(t, "PMID- 1\nTI  - Old owls\nDP  - 2012 Mar-Apr\nAU  - Doe JR\nAU  - et al.\nED  - Sample B\nSO  - x\n",
		"authors=JR//Doe/", "more=true", "editors=B//Sample/", "published=2012-03")
}

// The last record may lack its end where it is that of a book, and where it has all that an article's has before it.
func TestRecordsOfPubMedWithoutTheirEnd(t *testing.T) {
	whole := "PMID- 1\nTI  - One\nTA  - J Owls\nSO  - J Owls.\n\n"
	for rest, cut := range map[string]bool{
		"TI  - Two\nAB  - It begins\n": true, "TI  - Two\nFAU - Example, A\nPT  - Journal Article\n": true, "TI  - Two\nTA  - J Owls\n": false,
		"TI  - Two\nPT  - Book Chapter\n": false, "TI  - Two\nAID - NBK1 [bookaccession]\n": false, "BTI - Two\n": false,
	} {
		_, papers, problems := read(t, whole+"PMID- 2\n"+rest, parser.Options{})
		if (len(problems) == 1) != cut || len(papers)+len(problems) != 2 {
			t.Errorf("%q: %d papers, %v", rest, len(papers), problems)
		}
		if _, papers, problems := read(t, whole+"PMID- 2\n"+rest+"\n"+whole, parser.Options{}); len(papers) != 3 {
			t.Errorf("%q in the middle: %d papers, %v", rest, len(papers), problems)
		}
	}
}

func TestDetailsInBibTeX(t *testing.T) {
	sameDetails(t, `@proceedings{a, editor={Doe, Jane and others}, title={T}, year={2004a}, address={Berlin}, issn={0302-9743}}`,
		"editors=Jane//Doe/", "published=2004", "type=book", "place=Berlin", "issn=0302-9743")
	sameDetails(t, `@book{a, author={Roe, R. and others}, editor={Ed, I.}, title={T}, address={K{\"o}ln}, edition={2nd}, series={Ser}, isbn={978-3-16-148410-0}, langid={german}}`,
		"authors=R.//Roe/", "more=true", "editors=I.//Ed/", "type=book", "venue=Ser", "place=Köln", "series=Ser", "edition=2nd", "isbn=978-3-16-148410-0", "language=german")
	sameDetails(t, `@article{a, author={Roe, R.}, collaboration={Owl}, title={T}, isbn={1234567X}, note={Received in May}}`,
		"authors=R.//Roe/; //Owl/", "type=article-journal", "issn=1234567X")
	sameDetails(t, `@article{a, author={Roe, R. and others}, collaboration={Owl}, title={T}}`, "authors=R.//Roe/", "more=true", "type=article-journal")
	sameDetails(t, `@article{a, author={{Owl Collaboration} and Roe, R.}, collaboration={Owl}, title={T}}`,
		"authors=//Owl Collaboration/; R.//Roe/", "type=article-journal")
	sameDetails(t, `@misc{a, title={T}, eprint={2403.01234}, archiveprefix={arXiv}, note={12 pages, 3 figures}}`, "type=article", "comment=12 pages, 3 figures")
	sameDetails(t, `@misc{a, title={T}, eprint={2403.01234}, archiveprefix={arXiv}, note={Comment: a comment}}`, "type=article", "comment=a comment")
	sameDetails(t, `@misc{a, title={T}, eprint={2403.01234}, archiveprefix={arXiv}, note={Read it on the train}}`, "type=article")
	_, papers, _ := read(t, "@incollection{a, author={A, B}, title={T}, crossref={c}}\n@collection{c, title={C}, editor={Doe, J.}, isbn={3161484100}}", parser.Options{})
	if p := papers[1]; p.Title != "T" || len(p.Editors) != 1 || p.In.ISBN != "3161484100" || p.In.Venue != "C" {
		t.Errorf("a part has of its whole %+v", p)
	}
	for _, doi := range []string{`10.1002/a{\textless}1::b{\textgreater}2`, `10.1002/a\textless{}1::b\textgreater{}2`, `10.1002/a&lt;1::b&gt;2`, `10.1002/a\&lt;1::b\&gt;2`, `10.1002/a$<$1::b$>$2`, `10.1002/a\textless 1::b\textgreater 2`} {
		if _, papers, _ := read(t, `@misc{a, title={T}, doi={`+doi+`}}`, parser.Options{}); papers[0].DOI != "10.1002/a<1::b>2" {
			t.Errorf("%s: got %s", doi, papers[0].DOI)
		}
	}
}

func TestFilesInBibTeX(t *testing.T) {
	for field, want := range map[string]string{
		`:papers/a.pdf:PDF`: "papers/a.pdf",
		`Full text:papers/a\:b\;c.pdf:PDF;:x.ps:PostScript`:     "papers/a:b;c.pdf | x.ps",
		`:C\:\\Users\\Ann\\a.pdf:PDF`:                           `C:\Users\Ann\a.pdf`,
		`:home/ann/a.pdf:pdf`:                                   "/home/ann/a.pdf",
		`:C$\backslash$:/Users/Ann/a{\_}b.pdf:pdf`:              "C:/Users/Ann/a_b.pdf",
		`Full Text PDF:files/12/a.pdf:application/pdf`:          "files/12/a.pdf",
		`files/12/a.pdf:application/pdf`:                        "files/12/a.pdf",
		`/home/ann/a.pdf`:                                       "/home/ann/a.pdf",
		`/home/ann/a.pdf;/home/ann/b.html`:                      "/home/ann/a.pdf | /home/ann/b.html",
		`C:\Users\Ann\a.pdf`:                                    `C:\Users\Ann\a.pdf`,
		`C:/Users/Ann/a.pdf:application/pdf`:                    "C:/Users/Ann/a.pdf",
		`Snapshot:C:\Users\Ann\a.html:text/html`:                `C:\Users\Ann\a.html`,
		`a file:/home/ann/a b.pdf`:                              "/home/ann/a b.pdf",
		`https://x.example/a.pdf`:                               "",
		`PDF:https\://x.example/a.pdf:PDF;:b.pdf:PDF`:           "b.pdf",
		`:a.pdf:PDF;:a.pdf:PDF`:                                 "a.pdf",
		`{:a.pdf:PDF}`[1:11] + `; ;::`:                          "a.pdf",
		`/home/ann/Library/Mobile Documents/x_y {1} (2) #3.pdf`: "/home/ann/Library/Mobile Documents/x_y {1} (2) #3.pdf",
	} {
		_, papers, _ := read(t, "@misc{a, title={T}, file={"+field+"}}", parser.Options{})
		if got := strings.Join(papers[0].Files, " | "); got != want {
			t.Errorf("%s\n got %s\nwant %s", field, got, want)
		}
		if strings.Contains(field, "https") != (len(papers[0].Links) == 1) {
			t.Errorf("%s: links %v", field, papers[0].Links)
		}
	}
}

func TestDetailsInCSL(t *testing.T) {
	sameDetails(t, `[{"id":"a","type":"chapter","title":"T","author":[{"family":"Example","given":"Ann"},{"literal":"others"}],"editor":[{"family":"Sample","given":"Bo"}],`+
		`"publisher-place":"Berlin","collection-title":"Notes in <i>Owls</i>","edition":2,"ISBN":["3161484100"],"ISSN":"0302-9743","language":"en"}]`,
		"authors=Ann//Example/", "more=true", "editors=Bo//Sample/", "type=chapter", "place=Berlin", "series=Notes in Owls", "edition=2", "isbn=3161484100",
		"issn=0302-9743", "language=en")
}

func TestDetailsInEndNote(t *testing.T) {
	sameDetails(t, "%0 Book Section\n%T A Part\n%A Ann Example\n%A others\n%E Sample, Bo\n%E Third, Cy\n%B The Whole\n%S Notes in Owls\n%7 2nd\n%I Nest\n%C Berlin\n%@ 978-3-16-148410-0\n"+
		"%D 2004\n%8 October\n%G eng\n%> papers/a b.pdf\n",
		"authors=Ann//Example/", "more=true", "editors=Bo//Sample/; Cy//Third/", "published=2004-10", "type=chapter", "venue=The Whole", "place=Berlin", "series=Notes in Owls",
		"edition=2nd", "isbn=978-3-16-148410-0", "language=eng", "files=papers/a b.pdf")
	sameDetails(t, "%0 Edited Book\n%T The Whole\n%A Sample, Bo\n", "editors=Bo//Sample/", "type=book")
	sameDetails(t, "%0 Thesis\n%A Doe, J.\n%T Owls\n%R not a DOI\n", "authors=J.//Doe/", "type=thesis")
}

// Records of refer have no types, and are parted by blank lines.
func TestRecordsOfRefer(t *testing.T) {
	text := "%A Ann Example\n%A Bo Sample\n%T Owls\n%J J Owls\n%D 1978\n%X An abstract\n% of two lines.\n\n%T More owls\n%A Ann Example\n\n\n%A Nobody\n%D 1979\n"
	want := []string{"1|Owls|An abstract % of two lines.|Ann//Example/; Bo//Sample/||v0||1978|", "9|More owls||Ann//Example/||v0|||", "!13: a paper without a title"}
	sameOutcome(t, text, "", want...)
	sameOutcome(t, strings.ReplaceAll(text, "\n", "\r\n"), parser.FormatENW, want...)
	// In a file with types, a blank line parts nothing.
	sameOutcome(t, "%0 Book\n%T Owls\n\n%A Ann Example\n%0 Book\n%T More owls\n", "", "1|Owls||Ann//Example/||v0|||", "5|More owls||||v0|||")
}

func TestDetailsInWebOfScience(t *testing.T) {
	sameDetails(t, "PT B\nBA Example, A\nBF Example, Ann\nBE Sample, B\n   Third, C\nTI Owls\nSE Notes in Owls\nLA English\nDT Book\nPU NEST\nPI BERLIN\nBN 978-3-16-148410-0\nSN 0302-9743\nPY 2016\nPD JAN-FEB\nER\n\nEF\n",
		"authors=Ann//Example/", "editors=B//Sample/; C//Third/", "published=2016-01", "type=book", "place=BERLIN", "series=Notes in Owls", "isbn=978-3-16-148410-0",
		"issn=0302-9743", "language=English")
}

// Comments of TeX, and text with words in capitals, are no tags.
func TestWhatIsNoTaggedFormat(t *testing.T) {
	for _, text := range []string{
		"% A comment\n%A comment without a space\n\\documentclass{article}\n%T another\n%D another\n",
		"PT is a language of capitals\n\nIT IS SAID that capitals are loud, and that two of them at the beginning of a line are no tag at all. AU contraire, we say here.\n",
		"TI is what we look at\n\nAN abstract that begins with capitals is still one, as we show here with many words. It is long enough to be one, and ends well.\n",
	} {
		d, err := parser.Open(strings.NewReader(text), parser.Options{})
		if err == nil && (d.Format == parser.FormatENW || d.Format == parser.FormatWoS) {
			t.Errorf("%q is read as %s", text, d.Format)
		}
	}
}

func FuzzENW(f *testing.F) { fuzzFormat(f, parser.FormatENW, fixture(f, "endnote.enw")) }
func FuzzWoS(f *testing.F) { fuzzFormat(f, parser.FormatWoS, fixture(f, "wos.txt")) }
