package parser

import (
	"strings"
	"testing"
)

// checkNames checks how texts are read: what shownNames says of the names that read finds in each.
func checkNames(t *testing.T, read func(string) nameList, want map[string]string) {
	t.Helper()
	for text, want := range want {
		if got := shownNames(read(text)); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

// shownNames are authors as they are shown, with what of each is the family name in brackets.
func shownNames(list nameList) string {
	var names []string
	for _, a := range list.authors {
		name := strings.Join(strings.Fields(a.Given+" "+a.Particle+" ["+a.Family+"] "+a.Suffix), " ")
		names = append(names, name)
	}
	if list.more {
		names = append(names, "et al.")
	}
	return strings.Join(names, "; ")
}

// One name, family first, as RIS, Zotero and others write it.
func TestInvertedAuthor(t *testing.T) {
	checkNames(t, func(name string) nameList { return nameList{authors: []Author{citedAuthor(name)}} }, map[string]string{
		"Watson, V.":         "V. [Watson]",
		"Tipton, JR":         "JR [Tipton]",
		"Chen, II":           "II [Chen]",
		"Petrov, I":          "I [Petrov]",
		"Smith, V. I.":       "V. I. [Smith]",
		"Smith, Jr.":         "[Smith] Jr.",
		"Smith, III":         "[Smith] III",
		"Smith, John, Jr.":   "John [Smith] Jr.",
		"Smith, Jr, John":    "John [Smith] Jr",
		"Smith, John, II":    "John [Smith] II",
		"Smith, II, John":    "John [Smith] II",
		"Roe, John, PhD":     "John [Roe]",
		"Roe, John, Ph.D.":   "John [Roe]",
		"Roe, J., Jr., M.D.": "J. [Roe] Jr.",
		"Roe, MD":            "MD [Roe]",
		"Roe, PhD":           "[Roe]",
		"van der Berg, Jan":  "Jan van der [Berg]",
		"王, 小明":              "小明 [王]",
		"王 小明":               "小明 [王]",
		"小明 王":               "小明 [王]",
		"王小明":                "[王小明]",
		"김, 철수":              "철수 [김]",
		"Chang A.D.":         "A.D. [Chang]",
		"Ivanov V.":          "V. [Ivanov]",
		"Smith J":            "J [Smith]",
		"van Doe JR":         "JR van [Doe]",
		"Wei LI":             "Wei [LI]",
		"Jane van Doe Jr.":   "Jane van [Doe] Jr.",
		"Jane Doe III":       "Jane [Doe] III",
		"Niki Parmar 0001":   "Niki [Parmar]",
		"Parmar 0002, Niki":  "Niki [Parmar]",
		"Jean d'Alembert":    "Jean [d'Alembert]",
		"Gerard 't Hooft":    "Gerard 't [Hooft]",
		"the owl group":      "[the owl group]",
		"Plato":              "[Plato]",
		"Weinan E":           "Weinan [E]",
		"Malcolm X":          "Malcolm [X]",
		"Weinan E.":          "E. [Weinan]",
		"Smith J A":          "J A [Smith]",
		"SMITH J":            "J [SMITH]",
		"Wang XY":            "XY [Wang]",
		"Le LY":              "Le [LY]",
		"Smith, John A Jr":   "John A [Smith] Jr",
		"Smith, John A 3rd":  "John A [Smith] 3rd",
		"Smith, J. Jr.":      "J. [Smith] Jr.",
		"Gates, W. H. III":   "W. H. [Gates] III",
		"Windsor, Carl IV":   "Carl [Windsor] IV",
		"Petrov, V. II":      "V. II [Petrov]",
		"Smith Jr., John":    "John [Smith] Jr.",
		"Gates III, W. H.":   "W. H. [Gates] III",
	})
}

// Lists of names as pages, tables and mails write them.
func TestListed(t *testing.T) {
	checkNames(t, listed, map[string]string{
		"Jane Doe, Max Roe and Ann Poe":         "Jane [Doe]; Max [Roe]; Ann [Poe]",
		"Jane Doe, Max Roe, and Ann Poe":        "Jane [Doe]; Max [Roe]; Ann [Poe]",
		"Jane Doe & Max Roe":                    "Jane [Doe]; Max [Roe]",
		"Doe, J.; Roe, M. R.":                   "J. [Doe]; M. R. [Roe]",
		"Doe, J., Roe, M. R., and Poe, A.":      "J. [Doe]; M. R. [Roe]; A. [Poe]",
		"Doe, J., & Roe, M.":                    "J. [Doe]; M. [Roe]",
		"Doe, Jane and Roe, Max":                "Jane [Doe]; Max [Roe]",
		"Doe, Jane":                             "Jane [Doe]",
		"Doe J, Roe MR, Poe A":                  "J [Doe]; MR [Roe]; A [Poe]",
		"Smith J, Doe J, Roe RE":                "J [Smith]; J [Doe]; RE [Roe]",
		"Jane Doe, Wei LI, Max Roe":             "Jane [Doe]; Wei [LI]; Max [Roe]",
		"Jane Doe, et al.":                      "Jane [Doe]; et al.",
		"Jane Doe et al":                        "Jane [Doe]; et al.",
		"Jane Doe, Max Roe and others":          "Jane [Doe]; Max [Roe]; et al.",
		"Jane Doe, Max Roe…":                    "Jane [Doe]; Max [Roe]; et al.",
		"Jane Doe, Max Roe and 12 more authors": "Jane [Doe]; Max [Roe]; et al.",
		"John Doe, Jr., Ann Roe":                "John [Doe] Jr.; Ann [Roe]",
		"John Doe, PhD, Ann Roe, MD":            "John [Doe]; Ann [Roe]",
		"A Example, B Sample, C van Doe":        "A [Example]; B [Sample]; C van [Doe]",
		"王小明、李雷":                                "[王小明]; [李雷]",
		"OpenAI":                                "[OpenAI]",
		"Weinan E, Bing Yu":                     "Weinan [E]; Bing [Yu]",
		"Smith E, Doe O":                        "E [Smith]; O [Doe]",
		"SMITH J, DOE JA, VAN DER BERG K":       "J [SMITH]; JA [DOE]; K [VAN DER BERG]",
		"张三, 李四":                                "[张三]; [李四]",
		"张三；李四、王五":                              "[张三]; [李四]; [王五]",
		"王, 小明":                                 "小明 [王]",
		"山田, 太郎":                                "太郎 [山田]",
		"王, 小明, 李, 雷":                           "小明 [王]; 雷 [李]",
		"김민수, 이영희":                              "[김민수]; [이영희]",
		"Smith, J; and Doe, J":                  "J [Smith]; J [Doe]",
		"John Smith PhD, Jane Doe MD":           "John [Smith]; Jane [Doe]",
	})
}

// Lists that stand where a format has room for one name.
func TestCitedNames(t *testing.T) {
	checkNames(t, citedNames, map[string]string{
		"Smith, J.; Doe, A.":                         "J. [Smith]; A. [Doe]",
		"Smith J, Doe JB, Roe R":                     "J [Smith]; JB [Doe]; R [Roe]",
		"John Smith and Jane Doe":                    "John [Smith]; Jane [Doe]",
		"Smith, John and Doe, Jane":                  "John [Smith]; Jane [Doe]",
		"Smith, John, Doe, Jane, Roe, Richard":       "John [Smith]; Jane [Doe]; Richard [Roe]",
		"A. Example, B. Sample, C. Third":            "A. [Example]; B. [Sample]; C. [Third]",
		"A. Example, B. Sample":                      "A. [Example]; B. [Sample]",
		"李四;王五":                                      "[李四]; [王五]",
		"Smith, John, Jr.":                           "John [Smith] Jr.",
		"Garcia Lopez, Ana Maria":                    "Ana Maria [Garcia Lopez]",
		"Müller & Sons":                              "[Müller & Sons]",
		"Barnes and Noble, Inc.":                     "Inc. [Barnes and Noble]",
		"Owl Institute and Fox University":           "[Owl Institute and Fox University]",
		"Centers for Disease Control and Prevention": "[Centers for Disease Control and Prevention]",
		"Jane Doe and Max Roe,":                      "[Jane Doe and Max Roe]",
		"Food and Agriculture Organization":          "[Food and Agriculture Organization]",
		"Smith, J.; Doe, A.; et al.":                 "J. [Smith]; A. [Doe]; et al.",
		"M&uuml;ller, J.":                            "J. [Müller]",
	})
}

// Cells of tables, which every program fills in its own way.
func TestTableAuthors(t *testing.T) {
	checkNames(t, func(cell string) nameList {
		authors, more := tableAuthors(cell)
		return nameList{authors, more}
	}, map[string]string{
		"Smith, J; and Doe, J":                       "J [Smith]; J [Doe]",
		"SMITH J; DOE JA":                            "J [SMITH]; JA [DOE]",
		"SMITH J, DOE JA, VAN DER BERG K":            "J [SMITH]; JA [DOE]; K [VAN DER BERG]",
		"John Smith (University of X), Jane Doe (Y)": "John [Smith]; Jane [Doe]",
		"Smith, J. (MIT); Doe, J. (CMU)":             "J. [Smith]; J. [Doe]",
		"John Smith PhD, Jane Doe MD":                "John [Smith]; Jane [Doe]",
		"Weinan E, Bing Yu":                          "Weinan [E]; Bing [Yu]",
		"Weinan E; Bing Yu":                          "Weinan [E]; Bing [Yu]",
		"Weinan E":                                   "Weinan [E]",
		"张三, 李四":                                     "[张三]; [李四]",
		"张三；李四、王五":                                   "[张三]; [李四]; [王五]",
		"Smith J; Doe JA; Roe R":                     "J [Smith]; JA [Doe]; R [Roe]",
		"Doe J; Roe R; et al.":                       "J [Doe]; R [Roe]; et al.",
	})
}

// A line is names only if each of them is of two words or more: titles have commas and ampersands too.
func TestBylineAuthors(t *testing.T) {
	checkNames(t, bylineNames, map[string]string{
		"Jane Doe, Max Roe":              "Jane [Doe]; Max [Roe]",
		"by Jane Doe and Max Roe":        "Jane [Doe]; Max [Roe]",
		"Jane Doe et al.":                "Jane [Doe]; et al.",
		"Doe J, Roe M":                   "J [Doe]; M [Roe]",
		"Graphs, Trees and Forests":      "",
		"Jane Doe":                       "",
		"Learning to read, and to write": "",
		"Cats & Dogs":                    "",
	})
}

// Lists in BibTeX's fields, its own style and the others that people write there.
func TestBibPeople(t *testing.T) {
	checkNames(t, bibPeople, map[string]string{
		"Aad, Georges and others":                           "Georges [Aad]; et al.",
		"Aad, G. et al.":                                    "G. [Aad]; et al.",
		`Aad, G. and Abbott, B. \emph{et al.}`:              "G. [Aad]; B. [Abbott]; et al.",
		"Smith, J. & Doe, J.":                               "J. [Smith]; J. [Doe]",
		`Smith, J. \& Doe, J.`:                              "J. [Smith]; J. [Doe]",
		"Müller & Sons":                                     "Müller & [Sons]",
		"{Barnes and Noble}":                                "[Barnes and Noble]",
		"Smith, J., Doe, J., and Roe, R.":                   "J. [Smith]; J. [Doe]; R. [Roe]",
		"Roe, John, PhD":                                    "John [Roe]",
		"Niki Parmar 0001":                                  "Niki [Parmar]",
		"Smith J, Doe J, Roe RR":                            "J [Smith]; J [Doe]; RR [Roe]",
		"Smith J, Doe J":                                    "J [Smith]; J [Doe]",
		"Tipton, JR and Watson, V.":                         "JR [Tipton]; V. [Watson]",
		"Tipton, Jr, James":                                 "James [Tipton] Jr",
		"James Tipton Jr. and Ann Roe":                      "James [Tipton] Jr.; Ann [Roe]",
		"von Doe, OBE, Jane":                                "Jane von [Doe] OBE",
		"王, 小明 and 李雷":                                      "小明 [王]; [李雷]",
		"Chang A.D. and Ivanov V.":                          "A.D. [Chang]; V. [Ivanov]",
		"{van Doe}, Jane":                                   "Jane [van Doe]",
		"Weinan E and Bing Yu":                              "Weinan [E]; Bing [Yu]",
		"Weinan E":                                          "Weinan [E]",
		"E, Weinan":                                         "Weinan [E]",
		`Smith, J.\,A. and Doe,~J.`:                         "J. A. [Smith]; J. [Doe]",
		`J.\,A.~Smith`:                                      "J. A. [Smith]",
		`Mc\hspace{0.1em}Donald, K.`:                        "K. [McDonald]",
		`\L ukasz Kaiser and S\o ren Roe`:                   "Łukasz [Kaiser]; Søren [Roe]",
		`Anton\'in Dvo\v r\'ak`:                             "Antonín [Dvořák]",
		`Fran\c cois Viete`:                                 "François [Viete]",
		`Bo\.zena \'Swi\k atek`:                             "Bożena [Świątek]",
		`Smith, U. A. and Erd\H os, P.`:                     "U. A. [Smith]; P. [Erdős]",
		`Sk\o and Ann Roe`:                                  "[Skø]; Ann [Roe]",
		`Mar\'\i a Roe`:                                     "María [Roe]",
		`\L{}o\'s, J. and Wo\'s, A.`:                        "J. [Łoś]; A. [Woś]",
		`Le{\'s}niewski, S. and Kl\'os, Z.`:                 "S. [Leśniewski]; Z. [Klós]",
		"A. Einstein, B. Podolsky, and N. Rosen":            "A. [Einstein]; B. [Podolsky]; N. [Rosen]",
		"A. Einstein, B. Podolsky":                          "A. [Einstein]; B. [Podolsky]",
		"Ann Example, Bo Sample and Cy Third":               "Ann [Example]; Bo [Sample]; Cy [Third]",
		"Garcia Marquez, Ana Maria and Doe, Jane":           "Ana Maria [Garcia Marquez]; Jane [Doe]",
		"Van Loan, Charles F. and Gene Golub":               "Charles F. [Van Loan]; Gene [Golub]",
		"Smith, John; Doe, Jane; Roe, Richard":              "John [Smith]; Jane [Doe]; Richard [Roe]",
		"John Smith; Jane Doe; Ann Roe":                     "John [Smith]; Jane [Doe]; Ann [Roe]",
		"M&uuml;ller, J.; Doe, A.":                          "J. [Müller]; A. [Doe]",
		"Jane Doe, M.D. and John Smith, Ph.D.":              "Jane [Doe]; John [Smith]",
		"Doe, M.D.":                                         "M.D. [Doe]",
		"John Smith PhD":                                    "John [Smith]",
		"张三, 李四":                                            "[张三]; [李四]",
		"张三；李四、王五":                                          "[张三]; [李四]; [王五]",
		"Smith, John A Jr and Gates, W. H. III":             "John A [Smith] Jr; W. H. [Gates] III",
		"Smith Jr., John":                                   "John [Smith] Jr.",
		"{Smith Jr.}, John":                                 "John [Smith Jr.]",
		"Wang XY and Ma YJ and Vu VH and Li X and Smith JR": "XY [Wang]; YJ [Ma]; VH [Vu]; X [Li]; JR [Smith]",
		"Smith J and 12 others":                             "J [Smith]; et al.",
		`Smith, J. and {\textit{et al.}}`:                   "J. [Smith]; et al.",
		"Smith, J. and {et al.} ":                           "J. [Smith]; et al.",
		"Smith, J. und andere":                              "J. [Smith]; et al.",
		"Smith, J. and Doe, A. u. a.":                       "J. [Smith]; A. [Doe]; et al.",
		"Smith, J. and +3 authors":                          "J. [Smith]; et al.",
		`Jane Doe\thanks{A {b}} and John Smith$^{1,2}$ and Bob Roe\footnote{x} and Max\textsuperscript{a} Poe`: "Jane [Doe]; John [Smith]; Bob [Roe]; Max [Poe]",
		`{\noopsort{Beeth}}van Beethoven, L. and {\relax Ch}arles Doe`:                                         "L. van [Beethoven]; Charles [Doe]",
	})
}

// Mendeley and Zotero escape the signs of TeX that stand in a title.
func TestBibEscapedSigns(t *testing.T) {
	for raw, want := range map[string]string{
		`{\$}x{\_}1{\$} and {\{}braces{\}} {\~{}}`: "x₁ and {braces} ~",
		`{\$}{\textbackslash}alpha{\$} decay`:      "α decay",
		`H{\$}{\_}2{\$}O`:                          "H₂O",
		`From {\$}5 to {\$}10`:                     "From $5 to $10",
	} {
		if got := bibLine(raw); got != want {
			t.Errorf("%s: %q, want %q", raw, got, want)
		}
	}
}

// A group that was read as a person is written as a group.
func TestTeamsAreWrittenWhole(t *testing.T) {
	team := Author{Given: "Owl", Family: "Collaboration"}
	if got := invertedName(team); got != "Owl Collaboration," {
		t.Errorf("inverted: %q", got)
	}
	if got := bibName(team); got != "{Owl Collaboration}" {
		t.Errorf("BibTeX: %q", got)
	}
	if got := cslNameOf(team); got != (cslName{Literal: "Owl Collaboration"}) {
		t.Errorf("CSL: %+v", got)
	}
}

// The people of an item of thebibliography may be its editors, and a year may stand behind them.
func TestBibItemPeople(t *testing.T) {
	for names, want := range map[string]string{
		"R.~Roe, J.~Doe, and K.~Poe, editors.":  " / R. [Roe]; J. [Doe]; K. [Poe]",
		"R.~Roe, editor.":                       " / R. [Roe]",
		"Ann Example, Bo Sample, and et~al.":    "Ann [Example]; Bo [Sample]; et al. / ",
		"Ann Example and Bo van Sample. 2018.":  "Ann [Example]; Bo van [Sample] / ",
		"Ann Example, Bo Sample and Cy Editor.": "Ann [Example]; Bo [Sample]; Cy [Editor] / ",
	} {
		var p Paper
		ref := bibItem{authors: names}
		ref.people(&p)
		got := shownNames(nameList{p.Authors, p.MoreAuthors}) + " / " + shownNames(nameList{authors: p.Editors})
		if got != want {
			t.Errorf("%s: %s, want %s", names, got, want)
		}
	}
	if got := withoutHref(`\href {https://example.org/a} {A {B} title}.`); got != "A {B} title" {
		t.Errorf("a title that is a link: %q", got)
	}
}
