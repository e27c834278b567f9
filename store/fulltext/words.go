// This file owns the words of the full text: how text is folded before it is indexed, and how what the reader types is
// folded before it is looked up. Both go through the same function, so what is seen can be found: case, accents, width
// and punctuation make no difference, and O(n²) is O(n^2).

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
	EachWordAt(text, func(w []byte, _, _ int) { f(w) })
}

// EachWordAt is EachWord with where in the text each word stands: from its first byte to before the one after it.
func EachWordAt(text string, f func(word []byte, from, to int)) {
	var room [maxWord]byte
	b := room[:0]
	from := 0
	flush := func(to, next int) {
		if len(b) > 0 {
			f(b, from, to)
			b = room[:0]
		}
		from = next
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
				flush(i-1, i)
			} else if len(b) < maxWord {
				b = append(b, c)
			}
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		i += n
		switch {
		case unicode.Is(unicode.No, r): // ², ₁, ½
			flush(i-n, i-n)
			foldInto(r, put)
			flush(i, i)
		default:
			if !foldInto(r, put) {
				flush(i-n, i)
			}
		}
	}
	flush(len(text), len(text))
}

// FoldedPrefix is how many bytes at the beginning of a word fold to its first n bytes, with the marks that follow them.
func FoldedPrefix(word string, n int) int {
	have := 0
	for i, r := range word {
		if have >= n && !unicode.IsMark(r) {
			return i
		}
		foldInto(r, func(d rune) { have += utf8.RuneLen(d) })
	}
	return len(word)
}

// foldInto puts what a rune folds to and tells whether it belongs to a word. Marks belong and leave nothing.
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

// Fold is text as its words, parted by spaces.
func Fold(text string) string { return strings.Join(Words(text), " ") }
