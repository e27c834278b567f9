package parser

import (
	"strings"
	"testing"
)

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
	for name, want := range map[string]string{
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
	} {
		if got := shownNames(nameList{authors: []Author{citedAuthor(name)}}); got != want {
			t.Errorf("%q: %s, want %s", name, got, want)
		}
	}
}

// Lists of names as pages, tables and mails write them.
func TestListed(t *testing.T) {
	for list, want := range map[string]string{
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
	} {
		if got := shownNames(listed(list)); got != want {
			t.Errorf("%q: %s, want %s", list, got, want)
		}
	}
}

// A line is names only if each of them is of two words or more: titles have commas and ampersands too.
func TestBylineAuthors(t *testing.T) {
	for line, want := range map[string]string{
		"Jane Doe, Max Roe":              "Jane [Doe]; Max [Roe]",
		"by Jane Doe and Max Roe":        "Jane [Doe]; Max [Roe]",
		"Jane Doe et al.":                "Jane [Doe]; et al.",
		"Doe J, Roe M":                   "J [Doe]; M [Roe]",
		"Graphs, Trees and Forests":      "",
		"Jane Doe":                       "",
		"Learning to read, and to write": "",
		"Cats & Dogs":                    "",
	} {
		if got := shownNames(bylineNames(line)); got != want {
			t.Errorf("%q: %s, want %s", line, got, want)
		}
	}
}

// Lists in BibTeX's fields, its own style and the others that people write there.
func TestBibPeople(t *testing.T) {
	for raw, want := range map[string]string{
		"Aad, Georges and others":              "Georges [Aad]; et al.",
		"Aad, G. et al.":                       "G. [Aad]; et al.",
		`Aad, G. and Abbott, B. \emph{et al.}`: "G. [Aad]; B. [Abbott]; et al.",
		"Smith, J. & Doe, J.":                  "J. [Smith]; J. [Doe]",
		`Smith, J. \& Doe, J.`:                 "J. [Smith]; J. [Doe]",
		"Müller & Sons":                        "Müller & [Sons]",
		"{Barnes and Noble}":                   "[Barnes and Noble]",
		"Smith, J., Doe, J., and Roe, R.":      "J. [Smith]; J. [Doe]; R. [Roe]",
		"Roe, John, PhD":                       "John [Roe]",
		"Niki Parmar 0001":                     "Niki [Parmar]",
		"Smith J, Doe J, Roe RR":               "J [Smith]; J [Doe]; RR [Roe]",
		"Smith J, Doe J":                       "J [Smith]; J [Doe]",
		"Tipton, JR and Watson, V.":            "JR [Tipton]; V. [Watson]",
		"Tipton, Jr, James":                    "James [Tipton] Jr",
		"James Tipton Jr. and Ann Roe":         "James [Tipton] Jr.; Ann [Roe]",
		"von Doe, OBE, Jane":                   "Jane von [Doe] OBE",
		"王, 小明 and 李雷":                         "小明 [王]; [李雷]",
		"Chang A.D. and Ivanov V.":             "A.D. [Chang]; V. [Ivanov]",
		"{van Doe}, Jane":                      "Jane [van Doe]",
	} {
		if got := shownNames(bibPeople(raw)); got != want {
			t.Errorf("%q: %s, want %s", raw, got, want)
		}
	}
}
