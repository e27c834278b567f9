// This file owns comparing where two records say that a work appeared. It is lenient: one journal has many abbreviations,
// and one conference many names.

package store

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dogear/parser"
	"dogear/store/fulltext"
)

// contradiction says in what two records of one title differ about where the work appeared: "different venues: A and B". It
// is empty if both can be right. A preprint or a report contradicts nothing: it may have appeared elsewhere since.
func contradiction(a, b *parser.Publication) string {
	if isPreprint(a) || isPreprint(b) {
		return ""
	}
	if a.Venue != "" && b.Venue != "" && !venuesAgree(a.Venue, b.Venue) {
		return "different venues: " + a.Venue + " and " + b.Venue
	}
	if ea, eb := editionNumber(a.Edition), editionNumber(b.Edition); ea != "" && eb != "" && ea != eb {
		return "different editions: " + a.Edition + " and " + b.Edition
	}
	if ia, ib := isbnCore(a.ISBN), isbnCore(b.ISBN); ia != "" && ib != "" && ia != ib && a.Venue == "" && b.Venue == "" {
		return "different ISBNs: " + a.ISBN + " and " + b.ISBN
	}
	if va, vb := strings.TrimLeft(foldedTogether(a.Volume), "0"), strings.TrimLeft(foldedTogether(b.Volume), "0"); va != "" && vb != "" && va != vb {
		return "different volumes: " + a.Volume + " and " + b.Volume
	}
	if pa, pb := firstPage(a.Pages), firstPage(b.Pages); pa != "" && pb != "" && pa != pb {
		return "different pages: " + a.Pages + " and " + b.Pages
	}
	return ""
}

// ordinals are numbers as editions are called by.
var ordinals = map[string]string{
	"first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5", "sixth": "6", "seventh": "7", "eighth": "8", "ninth": "9", "tenth": "10",
	"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6",
}

// editionNumber is the number of an edition, however it is written: 2, 2nd, Second edition, II; or what else it is called.
func editionNumber(edition string) string {
	words := fulltext.Words(edition)
	for _, w := range words {
		if n := ordinals[w]; n != "" {
			return n
		}
		if n := strings.TrimRight(w, "abcdefghijklmnopqrstuvwxyz"); isNumber([]byte(n)) && n != "" {
			return strings.TrimLeft(n, "0")
		}
	}
	return strings.Join(words, "")
}

// isbnCore is what the forms of an ISBN have in common: its digits without prefix 978 and check digit.
func isbnCore(isbn string) string {
	digits := strings.ReplaceAll(foldedTogether(isbn), "isbn", "")
	switch len(digits) {
	case 10:
		return digits[:9]
	case 13:
		return strings.TrimPrefix(digits[:12], "978")
	}
	return digits
}

// firstPage is the number of the first page, folded. Pages that begin at 1 within an article (1:1–1:33) or that stand for
// none yet (1–1) have none.
func firstPage(pages string) string {
	words := fulltext.Words(pages)
	if len(words) == 0 || strings.Contains(pages, ":") || len(words) == 2 && words[0] == "1" && words[1] == "1" {
		return ""
	}
	return strings.TrimLeft(words[0], "0")
}

// preprintWords are in the names of places that publish works before, or instead of, a journal.
var preprintWords = map[string]bool{
	"arxiv": true, "corr": true, "biorxiv": true, "medrxiv": true, "chemrxiv": true, "psyarxiv": true, "socarxiv": true, "ssrn": true,
	"preprint": true, "preprints": true, "eprint": true, "eprints": true, "openreview": true, "zenodo": true, "techrxiv": true, "osf": true,
	"repec": true, "hal": true, "engrxiv": true, "eartharxiv": true,
}

// isPreprint reports whether a record is of a preprint or a report.
func isPreprint(in *parser.Publication) bool {
	switch in.Type {
	case "article", "report", "manuscript":
		return true
	}
	words := fulltext.Words(in.Venue)
	for i, w := range words {
		next := ""
		if i+1 < len(words) {
			next = words[i+1]
		}
		if preprintWords[w] || (w == "technical" || w == "tech") && strings.HasPrefix(next, "rep") || w == "working" && strings.HasPrefix(next, "paper") ||
			w == "research" && next == "square" {
			return true
		}
	}
	return false
}

// venuesAgree reports whether two names may be of one journal, conference or book: word for word, with abbreviated words
// ("J. Mach. Learn. Res."), or by the initials ("ICML").
func venuesAgree(a, b string) bool {
	na, nb := venueForms(a), venueForms(b)
	for _, x := range na {
		for _, y := range nb {
			if sameVenueWords(x, y) {
				return !disjoint(numbersIn(a), numbersIn(b))
			}
		}
	}
	if sa, sb := seriesOf(a), seriesOf(b); sa != "" || sb != "" { // a series tells nothing about which book of it
		return sa == "" || sb == "" || sa == sb
	}
	aa, ab := acronyms(a), acronyms(b)
	for _, x := range aa {
		if slices.Contains(ab, x) || strings.Contains(initials(b), x) {
			return true
		}
	}
	return slices.ContainsFunc(ab, func(y string) bool { return strings.Contains(initials(a), y) })
}

// venueForms are the words of a name that tell it from others, of the whole and of what stands before its first comma or
// parenthesis, where a place or a date follows.
func venueForms(v string) [][]string {
	forms := [][]string{venueWords(v)}
	if i := strings.IndexAny(v, ",("); i > 0 {
		forms = append(forms, venueWords(v[:i]))
	}
	return forms
}

// venueNoise are words that one name of a venue has and another leaves out.
var venueNoise = setOfWords(`the of on in and for an to at de la le les des du der die das und fur et y proc proceedings proceeding annual ieee acm cvf
	usenix international int intl conference conf volume vol part first second third fourth fifth sixth seventh eighth ninth tenth`)

func venueWords(v string) []string {
	all := fulltext.Words(v)
	var words []string
	for i, w := range all {
		switch {
		case venueNoise[w], w == "a" && i+1 < len(all), w == "advances" && i == 0, w[0] >= '0' && w[0] <= '9':
		default:
			words = append(words, w)
		}
	}
	for _, country := range []string{"u s a", "usa", "u s", "united states america"} {
		if rest, ok := strings.CutSuffix(strings.Join(words, " "), " "+country); ok {
			words = strings.Fields(rest)
			break
		}
	}
	if len(words) == 0 {
		return all
	}
	return words
}

// numbersIn are the numbers in a name that are no years and no ordinals.
func numbersIn(v string) (numbers []string) {
	for _, w := range fulltext.Words(v) {
		if strings.Trim(w, "0123456789") == "" && (len(w) != 4 || w < "1800" || w > "2100") {
			numbers = append(numbers, strings.TrimLeft(w, "0"))
		}
	}
	return numbers
}

// disjoint reports whether two lists have members, and none in common.
func disjoint(a, b []string) bool {
	return len(a) > 0 && len(b) > 0 && !slices.ContainsFunc(a, func(x string) bool { return slices.Contains(b, x) })
}

// sameVenueWords reports whether the words of two names are the same, or abbreviations of each other.
func sameVenueWords(a, b []string) bool {
	return slices.EqualFunc(a, b, func(x, y string) bool {
		if len(x) > len(y) {
			x, y = y, x
		}
		return strings.HasPrefix(y, x) || len(x) >= 3 && x[0] == y[0] && isSubsequence(x, y)
	})
}

// isSubsequence reports whether all letters of short are in long, in their order: natl in national.
func isSubsequence(short, long string) bool {
	for _, r := range short {
		i := strings.IndexRune(long, r)
		if i < 0 {
			return false
		}
		long = long[i+utf8.RuneLen(r):]
	}
	return true
}

// seriesNames are how the names of series of books begin, each with one name for all of them.
var seriesNames = [][2]string{
	{"lncs", "lncs"}, {"lnai", "lncs"}, {"lnbi", "lncs"}, {"lect notes comput sci", "lncs"}, {"lecture notes in comput", "lncs"}, {"lecture notes in art", "lncs"},
	{"lecture notes in bioinf", "lncs"}, {"lecture notes", "lecture notes"}, {"ceur", "ceur"}, {"pmlr", "pmlr"},
	{"proceedings of machine learning research", "pmlr"}, {"ccis", "ccis"}, {"communications in computer and information", "ccis"},
}

// seriesOf is the series of books that a name is but the name of; empty if it is not.
func seriesOf(v string) string {
	words := strings.Join(fulltext.Words(v), " ")
	for _, s := range seriesNames {
		if strings.HasPrefix(words, s[0]) {
			return s[1]
		}
	}
	return ""
}

// knownAcronyms are those of venues that are not made of initials.
var knownAcronyms = map[string]string{"neurips": "nips", "sigkdd": "kdd", "iccvw": "iccv", "pami": "tpami"}

// acronyms are the words of a name that are written in capitals, folded.
func acronyms(v string) (all []string) {
	for _, w := range strings.FieldsFunc(v, func(r rune) bool { return !unicode.IsLetter(r) }) {
		capitals := 0
		for _, r := range w {
			capitals += btoi(unicode.IsUpper(r))
		}
		if capitals < 3 || len(w) > 10 {
			continue
		}
		w = fulltext.Fold(w)
		if known, ok := knownAcronyms[w]; ok {
			w = known
		}
		switch w {
		case "ieee", "acm", "cvf", "usenix", "usa", "siam", "lncs", "lnai", "ccis", "ifip", "iii":
		default:
			all = append(all, w)
		}
	}
	return all
}

// initials are the first letters of a name's words; empty if there are few of them.
func initials(v string) string {
	var b strings.Builder
	for _, w := range fulltext.Words(v) {
		switch w {
		case "the", "of", "on", "in", "and", "for", "a", "an", "to":
		default:
			b.WriteRune(first(w))
		}
	}
	if b.Len() < 3 {
		return ""
	}
	return b.String()
}

// setOfWords is a set of the words of a text.
func setOfWords(text string) map[string]bool {
	set := make(map[string]bool)
	for _, w := range strings.Fields(text) {
		set[w] = true
	}
	return set
}
