// This file owns comparing lists of authors: whether two digests can mean the same people.

package store

import (
	"strings"
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
	if len(words) < 2 {
		return words
	}
	return []string{strings.Join(words, " "), words[len(words)-1]}
}

// foldedTogether is a text of several parts folded, without spaces.
func foldedTogether(parts ...string) string {
	return strings.Join(fulltext.Words(strings.Join(parts, " ")), "")
}

// givenNamesAgree reports whether two given names may be the same person's: one is missing, or they are equal as far as
// both are spelled out. “W.” agrees with “Wei”, “Wei” disagrees with “Xiaoming”.
func givenNamesAgree(a, b string) bool {
	wa, wb := givenNames(a), givenNames(b)
	if len(wa) == 0 || len(wb) == 0 || strings.Join(wa, "") == strings.Join(wb, "") {
		return true
	}
	for i := range min(len(wa), len(wb)) {
		x, y := wa[i], wb[i]
		if first(x) != first(y) {
			return false
		}
		if utf8.RuneCountInString(x) == 1 || utf8.RuneCountInString(y) == 1 {
			continue // initials
		}
		if !strings.HasPrefix(x, y) && !strings.HasPrefix(y, x) && distance([]rune(x), []rune(y), 1) > 1 {
			return false
		}
	}
	return true
}

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
	if whole := foldedTogether(a.Family, a.Given); isCJK(first(whole)) { // where the family name ends is seldom told
		return string(first(whole))
	}
	family, given := fulltext.Words(a.Family), fulltext.Words(a.Given)
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
