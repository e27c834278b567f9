package store

import (
	"crypto/sha256"
	"database/sql"
	"fmt"
	"strings"
	"testing"

	"dogear/parser"
)

// takeBib imports a bibliography.
func takeBib(t testing.TB, l *Library, text string) Report {
	t.Helper()
	d, err := parser.Open(strings.NewReader(text), parser.Options{Now: day, Format: parser.FormatBibTeX})
	if err != nil {
		t.Fatal(err)
	}
	return must[Report](t)(l.Import(t.Context(), d, Delivery{Origin: "test.bib", Sum: sha256.Sum256([]byte(text))}, nil))
}

// bib writes entries, each given as "type: field=value; field=value".
func bib(entries ...string) string {
	var b strings.Builder
	for i, e := range entries {
		kind, fields, _ := strings.Cut(e, ": ")
		fmt.Fprintf(&b, "@%s{k%d", kind, i)
		for f := range strings.SplitSeq(fields, "; ") {
			name, value, _ := strings.Cut(f, "=")
			fmt.Fprintf(&b, ", %s={%s}", name, value)
		}
		b.WriteString("}\n")
	}
	return b.String()
}

// Two records of one title are one paper only if nothing that they say contradicts it; and nearly the same titles are
// suggested, not merged. Both hold within one import and between two.
func TestDuplicateRules(t *testing.T) {
	const (
		one = "merged"
		two = "two papers"
	)
	ask := func(why string) string { return "asked: " + why }
	for _, c := range []struct{ a, b, want string }{
		// Names.
		{"article: title=Deep rivers; author=Li, Wei; year=2018", "article: title=Deep rivers; author=Li, W.; year=2018", one},
		{"article: title=Deep rivers; author=Li, Wei; year=2018", "article: title=Deep rivers; author=Li, Xiaoming; year=2018", two},
		{"article: title=Deep rivers; author=Li, W.; year=2018", "article: title=Deep rivers; author=Li, X.; year=2018", two},
		{"article: title=Deep rivers; author=Li, Wei and Example, Ann; year=2018", "article: title=Deep rivers; author=Example, A. and Li, Xiaoming; year=2018", one},
		{"article: title=Deep rivers; author=Sample, Xiao-Ming; year=2018", "article: title=Deep rivers; author=Sample, Xiaoming; year=2018", one},
		{"article: title=Deep rivers; author=Sample, Sergey; year=2018", "article: title=Deep rivers; author=Sample, Sergei; year=2018", one},
		{"article: title=Deep rivers; author=Wei, Li; year=2018", "article: title=Deep rivers; author=Li, Wei; year=2018", ask("names in a different order")},
		{"article: title=深い川の研究; author=王小明; year=2018", "article: title=深い川の研究; author=王, 小明; year=2018", one},
		{"article: title=Deep rivers; author=Wang, Yu; year=2018", "article: title=Deep rivers; author=Wang, Yi; year=2018", ask("but different given names")},
		{"article: title=Deep rivers; author=Wang, Yong; year=2018", "article: title=Deep rivers; author=Wang, Ying; year=2018", ask("but different given names")},
		{"article: title=Deep rivers; author=Wang, Lei; year=2018", "article: title=Deep rivers; author=Wang, Li; year=2018", ask("but different given names")},
		{"article: title=Deep rivers; author=Wang, Yu; year=2018", "article: title=Deep rivers; author=Wang, Yuan; year=2018", ask("but different given names")},
		{"article: title=Deep rivers; author=Wang, Xiaoming; year=2018", "article: title=Deep rivers; author=Wang, Xiaoning; year=2018", ask("but different given names")},
		{"article: title=Deep rivers; author=Wang, Wenjin; year=2018", "article: title=Deep rivers; author=Wang, Wenjing; year=2018", ask("but different given names")},
		{"article: title=Deep rivers; author=Roe, Ann; year=2018", "article: title=Deep rivers; author=Roe, Ana; year=2018", ask("but different given names")},
		{"article: title=Deep rivers; author=Roe, Mark; year=2018", "article: title=Deep rivers; author=Roe, Marie; year=2018", ask("but different given names")},
		{"article: title=Deep rivers; author=Roe, Rob; year=2018", "article: title=Deep rivers; author=Roe, Robert; year=2018", one},
		{"article: title=Deep rivers; author=Roe, Bill; year=2018", "article: title=Deep rivers; author=Roe, William J.; year=2018", one},
		{"article: title=Deep rivers; author=Roe, Steve; year=2018", "article: title=Deep rivers; author=Roe, Stephen; year=2018", one},
		{"article: title=Deep rivers; author=Roe, Christopher; year=2018", "article: title=Deep rivers; author=Roe, Christoph; year=2018", one},
		{"article: title=Deep rivers; author=Müller, Ann; year=2018", "article: title=Deep rivers; author=Mueller, A.; year=2018", one},
		{"article: title=Deep rivers; author=Mueller, Ann; year=2018", "article: title=Deep rivers; author=Muller, Ann; year=2018", one},
		{"article: title=Deep rivers; author=Sørensen, Bo; year=2018", "article: title=Deep rivers; author=Soerensen, Bo; year=2018", one},
		{"article: title=Deep rivers; author=Bauer, Ann; year=2018", "article: title=Deep rivers; author=Baur, Ann; year=2018", two},
		// Where it appeared.
		{"inproceedings: title=Deep rivers; author=Roe, R.; booktitle=LNCS", "inproceedings: title=Deep rivers; author=Roe, R.; booktitle=Lecture Notes in Computer Science", one},
		{"inproceedings: title=Deep rivers; author=Roe, R.; booktitle=LNCS", "inproceedings: title=Deep rivers; author=Roe, R.; booktitle=CCIS", ask("different venues")},
		{"book: title=Deep rivers; author=Roe, R.; edition=2; year=2018", "book: title=Deep rivers; author=Roe, R.; edition=3", ask("but different editions: 2 and 3")},
		{"book: title=Deep rivers; author=Roe, R.; edition=2nd", "book: title=Deep rivers; author=Roe, R.; edition=Second edition", one},
		{"book: title=Deep rivers; author=Roe, R.; isbn=978-3-16-148410-0", "book: title=Deep rivers; author=Roe, R.; isbn=316148410X", one},
		{"book: title=Deep rivers; author=Roe, R.; isbn=9783161484100", "book: title=Deep rivers; author=Roe, R.; isbn=9781234567897", ask("but different ISBNs")},
		{"article: title=Deep rivers; author=Roe, R.; journal=J. Mach. Learn. Res.", "article: title=Deep rivers; author=Roe, R.; journal=Journal of Machine Learning Research", one},
		{"article: title=Deep rivers; author=Roe, R.; journal=Journal of Rivers", "article: title=Deep rivers; author=Roe, R.; journal=Journal of Lakes", ask("but different venues: Journal of Rivers and Journal of Lakes")},
		{"article: title=Deep rivers; author=Roe, R.; journal=J. Rivers; volume=1", "article: title=Deep rivers; author=Roe, R.; journal=J. Rivers; volume=2", ask("but different volumes: 1 and 2")},
		{"article: title=Deep rivers; author=Roe, R.; journal=J. Rivers; pages=1--9", "article: title=Deep rivers; author=Roe, R.; journal=J. Rivers; pages=20--29", ask("but different pages")},
		{"article: title=Deep rivers; author=Roe, R.; journal=J. Rivers; pages=20", "article: title=Deep rivers; author=Roe, R.; journal=J. Rivers; pages=20--29", one},
		{"article: title=Deep rivers; author=Roe, R.; journal=arXiv preprint; volume=abs/1", "article: title=Deep rivers; author=Roe, R.; journal=J. Rivers; volume=2", one},
		{"techreport: title=Deep rivers; author=Roe, R.; institution=A University", "inproceedings: title=Deep rivers; author=Roe, R.; booktitle=ICML", one},
		// Titles that say nothing.
		{"article: title=Editorial; author=Roe, R.; year=2018", "article: title=Editorial; author=Roe, R.; year=2018", two},
		{"article: title=Vorwort; author=Roe, R.; year=2018", "article: title=Vorwort; author=Roe, R.; year=2018; journal=J. Rivers", two},
		{"article: title=Book Reviews; author=Roe, R.; journal=J. Rivers; volume=3; pages=1--2", "article: title=Book reviews; author=Roe, Rita; journal=Journal of Rivers; volume=3; pages=1--2; year=2018", one},
		{"article: title=Book Reviews; author=Roe, R.; journal=J. Rivers; volume=3; pages=1--2", "article: title=Book reviews; author=Roe, Rita; journal=J. Lakes; volume=3; pages=1--2; year=2018", two},
		{"article: title=Guest editors' introduction; doi=10.1000/a; author=Roe, R.", "article: title=Guest Editors' Introduction; doi=10.1000/a; year=2018", one},
		// The same identifier.
		{"article: title=On cats; author=Roe, R.; doi=10.1000/a", "article: title=About dogs; author=Poe, P.; doi=10.1000/a", ask("same DOI 10.1000/a, but different titles and authors")},
		{"article: title=On cats; author=Roe, R.; doi=10.1000/a", "article: title=About dogs; author=Roe, R.; doi=10.1000/a", one},
		{"article: title=On cats; author=Roe, R.; doi=10.1000/a", "article: title=On cats and their owners; author=Poe, P.; doi=10.1000/a", one},
		{"article: title=On cats; author=Roe, R.; doi=10.1000/a", "article: title=About dogs; doi=10.1000/a", ask("same DOI 10.1000/a, but different titles")},
		{"article: title=On cats; author=Roe, R.; eprint=2403.00001; archiveprefix=arXiv", "article: title=About dogs; author=Poe, P.; eprint=2403.00001; archiveprefix=arXiv", ask("same arXiv id 2403.00001")},
		// Nearly the same title.
		{"article: title=Bidirectional Rivers of Water; author=Roe, R.", "article: title=Bidirectonal Rivers of Water; author=Roe, R.", ask("apart from a few letters")},
		{"article: title=Bidirectional Rivers of Water; author=Roe, R.", "article: title=Bidirectional Rivers of Waetr; author=Roe, R.", ask("apart from a few letters")},
		{"article: title=Rivers of Norway: A Survey; author=Roe, R.", "article: title=Rivers of Norway; author=Roe, R.", ask("without its subtitle")},
		{"article: title=RIVERNET: Learning to Flow; author=Roe, R.", "article: title=Learning to Flow; author=Roe, R.", ask("without its first part")},
		{`article: title=Rivers \& Lakes of Norway; author=Roe, R.`, "article: title=Rivers and Lakes of Norway; author=Roe, R.", ask("short words")},
		{"article: title=Generalised Colours of Rivers; author=Roe, R.", "article: title=Generalized Colors of Rivers; author=Roe, R.", ask("spelling")},
		{"article: title=深度学习中的河流研究综述; author=王, 小明", "article: title=深度学习中的河流研究综合; author=王, 小明", ask("apart from a few letters")},
		{"article: title=Bidirectional Rivers of Water; author=Roe, R.", "article: title=Bidirectonal Rivers of Water; author=Poe, P.", two},
		{"article: title=Bidirectional Rivers of Water; author=Roe, R.; year=2018", "article: title=Bidirectonal Rivers of Water; author=Roe, R.; year=2019", two},
		{"article: title=Rivers of Norway, Part I; author=Roe, R.", "article: title=Rivers of Norway, Part II; author=Roe, R.", two},
		{"article: title=Rivers of Norway 1; author=Roe, R.", "article: title=Rivers of Norway 2; author=Roe, R.", two},
		{"article: title=Rivers of Norway: Part II; author=Roe, R.", "article: title=Rivers of Norway; author=Roe, R.", two},
		{"article: title=Rivers of Norway: The North; author=Roe, R.", "article: title=Rivers of Norway: The South; author=Roe, R.", two},
		{"article: title=Supervised Learning of the Rivers and Lakes of All Norway; author=Roe, R.", "article: title=Unsupervised Learning of the Rivers and Lakes of All Norway; author=Roe, R.", two},
		{"article: title=Rivers of Norway: Erratum; author=Roe, R.", "article: title=Rivers of Norway; author=Roe, R.", two},
	} {
		for _, both := range []bool{true, false} {
			l := newLibrary(t)
			if both {
				takeBib(t, l, bib(c.a, c.b))
			} else {
				takeBib(t, l, bib(c.a))
				takeBib(t, l, bib("article: title=Something else; author=Doe, J.", c.b))
			}
			papers := must[Counts](t)(l.Counts(t.Context())).All() - btoi(!both)
			pairs := must[[]Pair](t)(l.Duplicates(t.Context()))
			got := one
			switch {
			case len(pairs) > 0 && papers == 2:
				got = ask(pairs[0].Why)
			case papers == 2:
				got = two
			}
			why, asks := strings.CutPrefix(c.want, ask(""))
			if asks != (got != one && got != two) || !asks && got != c.want || !strings.Contains(got, why) || len(pairs) > 1 {
				t.Errorf("%s\n%s\none import: %v: %s, want %s (%v)", c.a, c.b, both, got, c.want, pairs)
			}
			// All of it again changes nothing.
			before := identities(t, l)
			for _, again := range []string{bib(c.a), bib("article: title=Something else; author=Doe, J.", c.b)} {
				if !both || again == bib(c.a) {
					takeBib(t, l, again+"\n% again")
				}
			}
			if after := identities(t, l); after != before {
				t.Errorf("%s\n%s\nagain:\n%s\nwant\n%s", c.a, c.b, after, before)
			}
		}
	}
}

// identities are the papers of a library, and the pairs that may be one.
func identities(t testing.TB, l *Library) string {
	t.Helper()
	var b strings.Builder
	for _, r := range must[[]Row](t)(l.Page(t.Context(), Query{}, Span{})) {
		p := must[*Paper](t)(l.Paper(t.Context(), r.ID))
		fmt.Fprintln(&b, p.ID, p.Title, p.Authors, p.In, p.DOI, p.ArXiv, p.Links)
	}
	fmt.Fprintln(&b, must[[]Pair](t)(l.Duplicates(t.Context())))
	return b.String()
}

// An identifier that a record lost to another paper is kept as an address, and coming again it is known.
func TestDisownedIdentifier(t *testing.T) {
	l := newLibrary(t)
	text := bib("article: title=On cats; author=Roe, R.; doi=10.1000/a", "article: title=About dogs; author=Poe, P.; doi=10.1000/a")
	if rep := takeBib(t, l, text); rep.New != 2 || rep.Suspects != 1 {
		t.Errorf("%+v", rep)
	}
	p := must[*Paper](t)(l.Paper(t.Context(), 2))
	if page, _ := p.Link(parser.LinkPage); p.DOI != "" || page != "https://doi.org/10.1000/a" || p.Title != "About dogs" {
		t.Errorf("%+v", p)
	}
	if rep := takeBib(t, l, text+"% again"); rep.Seen != 2 || rep.Suspects != 0 {
		t.Errorf("again: %+v", rep)
	}
	must[Outcome](t)(l.KeepApart(t.Context(), 1, 2))
	takeBib(t, l, text+"% and again")
	if pairs := must[[]Pair](t)(l.Duplicates(t.Context())); len(pairs) != 0 {
		t.Errorf("offered again: %v", pairs)
	}
}

// Records of one title, thousands of them, come again without becoming new papers, and each is compared with few others.
func TestManyOfOneTitle(t *testing.T) {
	for _, title := range []string{"Editorial", "On the Rivers of Norway"} {
		var entries []string
		for i := range 300 {
			entries = append(entries, fmt.Sprintf("article: title=%s; author=Roe%d, R.; journal=J. Rivers; volume=%d; abstract=Number %d", title, i%7, i+1, i))
		}
		entries = append(entries, "article: title="+title, "article: title="+title) // which say nothing at all
		l := newLibrary(t)
		rep := takeBib(t, l, bib(entries...))
		again := takeBib(t, l, bib(entries...)+"% again")
		if again.New != 0 || rep.New < 300 {
			t.Errorf("%s: %d new, then %d new, %d seen", title, rep.New, again.New, again.Seen)
		}
		var read int
		if err := l.read.QueryRow("SELECT max(n) FROM (SELECT count(*) AS n FROM duplicate GROUP BY b)").Scan(&read); err == nil && read > mostSuspects {
			t.Errorf("%s: %d suspects for one paper", title, read)
		}
	}
}

// A candidate is found by its key: the search for it reads no other paper.
func TestNearIsFoundByIndex(t *testing.T) {
	l := newLibrary(t)
	for _, stmt := range []string{
		"SELECT paper FROM near WHERE key = 1 ORDER BY paper DESC LIMIT 12", "SELECT p.id FROM paper p WHERE p.title_hash = 1 ORDER BY p.id LIMIT 10",
	} {
		if got := strings.Join(planOf(t, l, stmt, nil), "; "); strings.Contains(got, "SCAN") || strings.Contains(got, "TEMP B-TREE") {
			t.Errorf("%s: %s", stmt, got)
		}
	}
}

// The papers of an older library get their keys with the next imports; doctor tells of those that have none, and makes
// all of them.
func TestKeysOfAnOlderLibrary(t *testing.T) {
	rivers := "article: title=Bidirectional Rivers of Water; author=Roe, R."
	old := func() *Library {
		l := newLibrary(t)
		takeBib(t, l, bib(rivers, "article: title=Editorial; author=Roe, R."))
		if _, err := l.write.Exec("DELETE FROM near; UPDATE near_from SET paper = 3"); err != nil {
			t.Fatal(err)
		}
		return l
	}
	l := old()
	if rep := takeBib(t, l, bib("article: title=Bidirectonal Rivers of Water; author=Roe, R.", "article: title=Editorial; author=Roe, R.")); rep.Suspects != 0 {
		t.Errorf("without keys: %+v", rep)
	}
	if rep := takeBib(t, l, bib("article: title=Bidirectionel Rivers of Water; author=Roe, R.")); rep.Suspects != 1 {
		t.Errorf("with keys: %+v", rep)
	}

	path := closed(t, old())
	if got := found(t, path, Examination{}); !strings.HasPrefix(got, "papers before 3 have not been compared yet") || strings.Contains(got, "damage true") {
		t.Error(got)
	}
	found(t, path, Examination{Fix: true})
	if got := found(t, path, Examination{Deep: true}); got != "" {
		t.Errorf("after mending: %s", got)
	}
	l = reopen(t, path)
	if rep := takeBib(t, l, bib("article: title=Bidirectonal Rivers of Water; author=Roe, R.", "article: title=Editorial; author=Roe, R.")); rep.Suspects != 1 {
		t.Errorf("after mending: %+v", rep)
	}
}

// Venues are compared as people abbreviate them.
func TestVenuesAgree(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"J. Mach. Learn. Res.", "Journal of Machine Learning Research", true},
		{"JMLR", "Journal of Machine Learning Research", true},
		{"ICML", "Proceedings of the 34th International Conference on Machine Learning", true},
		{"Proc. ICML 2017, Sydney", "International Conference on Machine Learning, ICML 2017", true},
		{"NeurIPS", "Advances in Neural Information Processing Systems 30", true},
		{"IEEE/CVF Conference on Computer Vision and Pattern Recognition (CVPR)", "CVPR", true},
		{"IEEE Trans. Pattern Anal. Mach. Intell.", "IEEE Transactions on Pattern Analysis and Machine Intelligence", true},
		{"Proc. Natl. Acad. Sci. U.S.A.", "Proceedings of the National Academy of Sciences", true},
		{"Nat. Commun.", "Nature Communications", true},
		{"Bioinformatics (Oxford, England)", "Bioinformatics", true},
		{"Z. Phys.", "Zeitschrift für Physik", true},
		{"Lecture Notes in Computer Science", "ECCV 2018", true},
		{"Nature", "Nature Communications", false},
		{"Nature", "Science", false},
		{"Phys. Rev. A", "Phys. Rev. B", false},
		{"LNCS 1", "LNCS 2", false},
		{"Book A", "Book B", false},
		{"J. One", "J. Two", false},
		{"A", "B", false},
		{"ICML", "ICLR", false},
		{"European Conference on Computer Vision", "International Conference on Computer Vision", false},
	} {
		if venuesAgree(c.a, c.b) != c.want || venuesAgree(c.b, c.a) != c.want {
			t.Errorf("%q and %q: want %v", c.a, c.b, c.want)
		}
	}
}

// The distance of two words is the number of typing errors between them.
func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b  string
		limit int
		want  int
	}{
		{"river", "river", 1, 0}, {"river", "rivr", 1, 1}, {"river", "rievr", 1, 1}, {"river", "rover", 1, 1}, {"river", "rivers", 1, 1},
		{"river", "lake", 2, 3}, {"", "ab", 3, 2}, {"abcdef", "bacdfe", 2, 2}, {"abcdefgh", "ghabcdef", 3, 4}, {"kitten", "sitting", 3, 3},
	} {
		if got := editDistance([]rune(c.a), []rune(c.b), c.limit); got != c.want {
			t.Errorf("%s, %s, at most %d: %d, want %d", c.a, c.b, c.limit, got, c.want)
		}
	}
}

// Of a title that many papers have, few are read for a record.
func TestOneTitleReadsFew(t *testing.T) {
	l := newLibrary(t)
	var entries []string
	for i := range 3 * mostNamed {
		entries = append(entries, fmt.Sprintf("article: title=On the Rivers of Norway; author=Roe, R.; doi=10.1000/%d", i))
	}
	takeBib(t, l, bib(entries...))
	err := l.update(t.Context(), "looking", func(tx *sql.Tx) error {
		in := l.newFiller(&recorder{ctx: t.Context(), tx: tx})
		defer in.close()
		found, err := in.knownBy("p.title_hash = ?", titleHash("On the Rivers of Norway"))
		if len(found) != mostNamed {
			t.Errorf("%d papers read", len(found))
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// A work that a digest has three times is one paper, whatever it is found by.
func TestThreeRecordsOfOneWork(t *testing.T) {
	for _, e := range []string{"article: title=On cats; author=Roe, R.; doi=10.1000/a", "article: title=On cats; author=Roe, R."} {
		l := newLibrary(t)
		if rep := takeBib(t, l, bib(e, e, e)); rep.New != 1 || rep.Seen+rep.Updated != 2 {
			t.Errorf("%s: %+v", e, rep)
		}
	}
}

// What comes back from an export of a library is known: of a paper without a citation key it has the one that was made.
func TestExportComesBack(t *testing.T) {
	l := newLibrary(t)
	take := func(f parser.Format, text, name string) Report {
		t.Helper()
		d, err := parser.Open(strings.NewReader(text), parser.Options{Now: day, Format: f})
		if err != nil {
			t.Fatal(err)
		}
		return must[Report](t)(l.Import(t.Context(), d, Delivery{Origin: name, Sum: sha256.Sum256([]byte(text))}, nil))
	}
	const n = 8
	take(parser.FormatJSONL, `{"title":"Editorial","links":[{"kind":"page","url":"https://example.org/editorial"}]}
{"title":"Editorial"}
{"title":"Foreword","authors":["Ann Example"],"published":"2003"}
{"title":"Foreword","authors":["Ann Example"],"published":"2003"}
{"title":"A page about brooks","links":[{"kind":"page","url":"https://example.org/brook"}]}
{"title":"A book of rivers","authors":["Ann Example"],"publication":{"publisher":"A Press","isbn":"9783161484100","edition":"2"}}
{"title":"A preprint on rivers","arxiv":"2403.01234","authors":["Ann Example"]}
{"title":"A paper on rivers","authors":["Bo Sample"],"published":"2003-04","publication":{"venue":"Rivers","volume":"3"}}
`, "papers.jsonl")
	for _, f := range []parser.Format{parser.FormatBibTeX, parser.FormatBibLaTeX, parser.FormatRIS, parser.FormatCSV} {
		var out strings.Builder
		w := must[parser.Writer](t)(parser.NewWriter(f, &out))
		papers := must[[]*Paper](t)(l.Papers(t.Context(), []int64{1, 2, 3, 4, 5, 6, 7, 8}))
		for _, p := range papers {
			if err := w.Write(&parser.Paper{
				Title: p.Title, RawTitle: p.RawTitle, Authors: p.Authors, Published: p.Published, ArXiv: p.ArXiv, In: p.In, Links: p.Links, Key: p.Key,
			}); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		rep := take(f, out.String(), "papers."+string(f))
		if rep.New != 0 || rep.Updated != 0 || rep.Seen != n {
			t.Errorf("%s: %s\n%s", f, rep.Summary(), out.String())
		}
	}
}

// A newer version of an arXiv paper brings its title and authors, also where the version that was there is not known; one
// whose text is not taken does not count as the version of the paper.
func TestNewerVersion(t *testing.T) {
	for _, c := range []struct{ first, second, want string }{
		{
			"misc: title=Old name of rivers; author=Li, Wei; eprint=2403.00001v1; archiveprefix=arXiv",
			"misc: title=A wholly changed one; author=Li, Wei and Roe, R.; eprint=2403.00001v3; archiveprefix=arXiv",
			"A wholly changed one v3 Li Roe",
		},
		{
			"misc: title=Old name of rivers; author=Li, Wei; eprint=2403.00001; archiveprefix=arXiv",
			"misc: title=A wholly changed one; author=Li, Wei and Roe, R.; eprint=2403.00001v3; archiveprefix=arXiv",
			"A wholly changed one v3 Li Roe",
		},
		{
			"misc: title=Old name of rivers; author=Li, Wei; eprint=2403.00001; archiveprefix=arXiv",
			"misc: title=A wholly changed one; author=Li, Wei and Roe, R.; eprint=2403.00001v1; archiveprefix=arXiv",
			"Old name of rivers v0 Li",
		},
		{
			"misc: title=Old name of rivers; author=Li, Wei and Roe, R.; eprint=2403.00001v1; archiveprefix=arXiv",
			"misc: title=Old name of rivers; author=Li, Wei and others; eprint=2403.00001v2; archiveprefix=arXiv",
			"Old name of rivers v2 Li Roe",
		},
		{
			"misc: title=Old name of rivers; author=Li, Wei; eprint=2403.00001v3; archiveprefix=arXiv",
			"misc: title=A wholly changed one; author=Li, Wei and Roe, R.; eprint=2403.00001v2; archiveprefix=arXiv",
			"Old name of rivers v3 Li",
		},
	} {
		l := newLibrary(t)
		takeBib(t, l, bib(c.first))
		takeBib(t, l, bib(c.second))
		p := must[*Paper](t)(l.Paper(t.Context(), 1))
		got := fmt.Sprintf("%s v%d", p.Title, p.Version)
		for _, a := range p.Authors {
			got += " " + a.Family
		}
		if got != c.want {
			t.Errorf("%s\n%s\n%s, want %s", c.first, c.second, got, c.want)
		}
	}
}
