// This file owns comparing lists of authors: whether two digests can mean the same people.

package store

import (
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"dogear/parser"
	"dogear/store/fulltext"
)

// An authorship says how the authors of two records compare.
type authorship int

const (
	authorsUnknown   authorship = iota // one of the records names none
	authorsShared                      // at least one person is in both
	authorsReordered                   // only if the parts of a name are put in another order
	authorsNamesakes                   // nobody is in both, but people of one family name and initial are
	authorsOther                       // nobody is in both
)

// compareAuthors compares two lists of authors. A person is the same in both if the family name is, but for case and
// accents, and the given names agree as far as they are known.
func compareAuthors(a, b []parser.Author) authorship {
	if len(a) == 0 || len(b) == 0 {
		return authorsUnknown
	}
	given := make(map[string][]string, len(a)) // by family name
	whole := make(map[string]bool, len(a))     // family and given name in one
	for _, x := range a {
		for _, family := range familyNames(x) {
			given[family] = append(given[family], x.Given)
		}
		whole[foldedTogether(x.Family, x.Given)] = true
	}
	verdict := authorsOther
	for _, x := range b {
		for _, family := range familyNames(x) {
			for _, g := range given[family][:min(len(given[family]), mostNamesakes)] {
				if givenNamesAgree(g, x.Given) {
					return authorsShared
				}
				if verdict == authorsOther && sameInitial(g, x.Given) {
					verdict = authorsNamesakes
				}
			}
		}
		if whole[foldedTogether(x.Family, x.Given)] {
			return authorsShared
		}
		if x.Given != "" && whole[foldedTogether(x.Given, x.Family)] {
			verdict = authorsReordered
		}
	}
	return verdict
}

// mostNamesakes is how many people of one family name are compared with another of that name: a list may name thousands.
const mostNamesakes = 50

// familyNames are what a person's family name may be given as: with all of its parts, or the last of them.
func familyNames(a parser.Author) []string {
	words := fulltext.Words(a.Family)
	for i, w := range words {
		words[i] = withoutUmlauts(w)
	}
	if len(words) < 2 {
		return words
	}
	return []string{strings.Join(words, " "), words[len(words)-1]}
}

// withoutUmlauts is a folded word of a name with ae, oe and ue between consonants as a, o and u: Mueller is Müller, which is
// muller when it is folded.
func withoutUmlauts(w string) string {
	if !strings.Contains(w, "ae") && !strings.Contains(w, "oe") && !strings.Contains(w, "ue") {
		return w
	}
	const vowels = "aeiouyq"
	b := make([]byte, 0, len(w))
	for i := 0; i < len(w); i++ {
		b = append(b, w[i])
		if strings.IndexByte("aou", w[i]) >= 0 && i+2 < len(w) && w[i+1] == 'e' && strings.IndexByte(vowels, w[i+2]) < 0 &&
			(i == 0 || strings.IndexByte(vowels, w[i-1]) < 0) {
			i++
		}
	}
	return string(b)
}

// foldedTogether is a text of several parts folded, without spaces.
func foldedTogether(parts ...string) string {
	return strings.Join(fulltext.Words(strings.Join(parts, " ")), "")
}

// givenNamesAgree reports whether two given names may be the same person's: one is missing, or they are equal as far as
// both are spelled out. “W.” agrees with “Wei”, “Wei” disagrees with “Xiaoming” and with “Wen”.
func givenNamesAgree(a, b string) bool {
	wa, wb := givenNames(a), givenNames(b)
	if len(wa) == 0 || len(wb) == 0 || strings.Join(wa, "") == strings.Join(wb, "") {
		return true
	}
	for i := range min(len(wa), len(wb)) {
		if !givenWordsAgree(wa[i], wb[i]) {
			return false
		}
	}
	return true
}

// sameInitial reports whether two given names begin with the same letter.
func sameInitial(a, b string) bool {
	wa, wb := givenNames(a), givenNames(b)
	return len(wa) > 0 && len(wb) > 0 && first(wa[0]) == first(wb[0])
}

// fewGivenLetters is how many letters a given name has at least if one of them may be missing or mistyped: between short
// names each letter counts.
const fewGivenLetters = 5

// givenWordsAgree reports whether two words may be spellings of one given name: equal, an initial, a short form, or of
// some length and all but equal.
func givenWordsAgree(x, y string) bool {
	nx, ny := utf8.RuneCountInString(x), utf8.RuneCountInString(y)
	switch {
	case x == y, shortForms[[2]string{x, y}], shortForms[[2]string{y, x}]:
		return true
	case first(x) != first(y):
		return false
	case nx == 1 || ny == 1: // initials
		return true
	case min(nx, ny) < fewGivenLetters || isPinyin(x) && isPinyin(y):
		return false
	}
	return strings.HasPrefix(x, y) || strings.HasPrefix(y, x) || editDistance([]rune(x), []rune(y), 1) <= 1
}

// isPinyin reports whether a name may be a Chinese one in Latin letters: Xiaoming and Xiaoning are two.
func isPinyin(name string) bool { return pinyin().MatchString(name) }

var pinyin = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(?:(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?(?:[iu]?ang|[iu]?a[ino]|i?ong|[eiu]ng|[eiu]n|ei|er|ia|i[eu]|ou|u[aeio]|[aeiouv]))+$`)
})

// shortForms are given names with what they are short for, of those that are too short to be told by their letters.
var shortForms = func() map[[2]string]bool {
	pairs := make(map[[2]string]bool)
	for line := range strings.Lines(`
		al albert alan alfred
		alex alexander alexandra alexandre alexei alexey alejandro aleksandr aleksander
		andy andrew andreas
		ann anne anna
		art arthur
		ben benjamin
		bill william
		bob robert
		cate catherine
		cathy catherine
		chas charles
		dan daniel danny
		dave david
		dick richard
		don donald
		doug douglas
		ed edward edwin edgar eduard eduardo
		fred frederick frederic alfred
		geoff geoffrey
		greg gregory
		hans johannes
		jack john
		jake jacob
		jeff jeffrey jeffery
		jen jennifer
		jenn jennifer
		jim james
		joe joseph
		jon jonathan john
		jose joseph
		josh joshua
		kate katherine catherine
		kath katherine kathleen kathryn
		ken kenneth
		larry lawrence
		leo leonard leonardo leonid
		liz elizabeth
		marc marcus mark
		matt matthew matthias
		max maximilian maxim
		meg margaret
		mike michael
		mick michael
		nate nathan nathaniel
		nick nicholas nicolas nicola nikolai nikolas
		nico nicolas nicholas
		pat patrick patricia
		pete peter
		phil philip phillip philipp
		ray raymond
		rich richard
		rick richard
		rob robert roberto
		ron ronald
		russ russell
		sam samuel samantha
		seb sebastian
		stan stanley stanislav
		stef stefan stefano
		steve stephen steven
		sue susan
		ted theodore edward
		theo theodore theodor
		tim timothy
		tom thomas tomas
		tony anthony antonio
		vic victor
		vlad vladimir
		walt walter
		will william
		yuri yury yuriy iurii
		zach zachary`) {
		words := strings.Fields(line)
		for i := 1; i < len(words); i++ {
			pairs[[2]string{words[0], words[i]}] = true
		}
	}
	return pairs
}()

// givenNames are the words of a given name. Initials without full stops, JR, are a word each.
func givenNames(s string) []string {
	words := fulltext.Words(s)
	if len(words) == 1 && len(s) <= 3 && strings.IndexFunc(s, func(r rune) bool { return !unicode.IsUpper(r) }) < 0 {
		return strings.Split(words[0], "")
	}
	return words
}

func first(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// authorKey is what the near keys have of the authors: the first one's family name and initial.
func authorKey(authors []parser.Author) string {
	if len(authors) == 0 {
		return ""
	}
	a := authors[0]
	family, given := fulltext.Words(a.Family), fulltext.Words(a.Given)
	for _, words := range [][]string{family, given} {
		if len(words) > 0 {
			if begin := first(words[0]); isCJK(begin) { // where the family name ends is seldom told
				return string(begin)
			}
			break
		}
	}
	key := ""
	if len(family) > 0 {
		key = family[len(family)-1]
	}
	if len(given) > 0 {
		key += " " + string(first(given[0]))
	}
	return key
}

// isCJK reports whether a character belongs to a script that puts no spaces between words.
func isCJK(r rune) bool {
	return r >= 0x0E00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai)
}
