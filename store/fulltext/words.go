// This file owns how text is folded into words: case, accents, width and punctuation make no difference, and O(n²) is
// O(n^2). The index has terms, which are words but for some scripts: see terms.go. Words as they are here compare titles and
// names, and keys that libraries keep are made of them.

package fulltext

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxWord bounds a word in bytes: no search is longer, and no index entry either.
const maxWord = 64

// Words folds text into its words: compatibility-decomposed, without marks, lowercase, letters and digits only. Raised
// and lowered digits are words of their own, as the ^ and _ of a formula would make them.
func Words(text string) []string {
	var all []string
	EachWord(text, func(w []byte) { all = append(all, string(w)) })
	return all
}

// EachWord calls f with every word of a text, folded as Words does it. The bytes are f's until it returns.
func EachWord(text string, f func(word []byte)) {
	var room [maxWord]byte
	b := room[:0]
	flush := func() {
		if len(b) > 0 {
			f(b)
			b = room[:0]
		}
	}
	put := func(r rune) {
		if len(b)+utf8.RuneLen(r) <= maxWord {
			b = utf8.AppendRune(b, r)
		}
	}
	for i := 0; i < len(text); {
		if c := text[i]; c < utf8.RuneSelf { // most text is nothing else
			i++
			if c = asciiFold[c]; c == 0 {
				flush()
			} else if len(b) < maxWord {
				b = append(b, c)
			}
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		i += n
		switch {
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
}

// foldInto puts what a rune folds to and reports whether it belongs to a word. Marks belong and leave nothing.
func foldInto(r rune, put func(rune)) bool {
	if unicode.IsMark(r) {
		return true
	}
	inWord := false
	for _, d := range norm.NFKD.String(string(r)) {
		if unicode.IsLetter(d) || unicode.IsDigit(d) || unicode.Is(unicode.Nl, d) {
			d = unicode.ToLower(d)
			if plain, ok := undivided[d]; ok {
				for _, p := range plain {
					put(p)
				}
			} else {
				put(d)
			}
			inWord = true
		}
	}
	return inWord
}

// undivided are letters that look like a Latin letter with a mark and that Unicode does not part from it, as people type
// them who do not have them on their keyboard: Łódź is found by lodz, Strauß by strauss.
var undivided = map[rune]string{
	'ł': "l", 'ø': "o", 'đ': "d", 'ð': "d", 'þ': "th", 'ß': "ss", 'æ': "ae", 'œ': "oe", 'ħ': "h", 'ı': "i", 'ŧ': "t", 'ŀ': "l", 'ŋ': "ng", 'ĸ': "k",
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

// Fold is a text as its words, parted by spaces.
func Fold(text string) string { return strings.Join(Words(text), " ") }
