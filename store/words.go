// This file owns the words of the full text: how text is folded before it is indexed, and how what the reader types is
// folded before it is looked up. Both go through the same function, so what is seen can be found: case, accents, width
// and punctuation make no difference, and O(n²) is O(n^2).

package store

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxWord bounds a word in bytes: no search is longer, and no index entry either.
const maxWord = 64

// words folds text into its words: compatibility-decomposed, without marks, lowercase, letters and digits only. Raised
// and lowered digits are words of their own, as the ^ and _ of a formula would make them.
func words(text string) []string {
	var all []string
	var b strings.Builder
	flush := func() {
		if b.Len() > 0 {
			all = append(all, b.String())
			b.Reset()
		}
	}
	put := func(r rune) {
		if b.Len()+utf8.RuneLen(r) <= maxWord {
			b.WriteRune(r)
		}
	}
	for _, r := range text {
		switch {
		case r < utf8.RuneSelf:
			if c := asciiFold[r]; c != 0 {
				put(rune(c))
			} else {
				flush()
			}
		case unicode.Is(unicode.No, r): // ², ₁, ½
			flush()
			foldInto(r, put)
			flush()
		default:
			if !foldInto(r, put) {
				flush()
			}
		}
	}
	flush()
	return all
}

// foldInto puts what a rune folds to and tells whether it belongs to a word. Marks belong and leave nothing.
func foldInto(r rune, put func(rune)) bool {
	if unicode.IsMark(r) {
		return true
	}
	inWord := false
	for _, d := range norm.NFKD.String(string(r)) {
		if unicode.IsLetter(d) || unicode.IsDigit(d) || unicode.Is(unicode.Nl, d) {
			put(unicode.ToLower(d))
			inWord = true
		}
	}
	return inWord
}

// asciiFold is the fold of ASCII: lowercase letters and digits, zero for what parts words.
var asciiFold = func() (t [utf8.RuneSelf]byte) {
	for c := byte('0'); c <= '9'; c++ {
		t[c] = c
	}
	for c := byte('a'); c <= 'z'; c++ {
		t[c], t[c-'a'+'A'] = c, c
	}
	return t
}()

// folded is text as the index takes it: its words, parted by spaces.
func folded(text string) string { return strings.Join(words(text), " ") }
