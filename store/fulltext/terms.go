// This file owns the terms of the index: what a text is indexed under, and what a search looks up.
//
// Scripts that put no spaces between words (Chinese, Japanese, Thai, Khmer, …), and Korean, whose particles are joined to
// their words, are indexed in pairs of characters: 言語モデル under 言語, 語モ, モデ, デル and ル. Any part of the text is then
// a phrase of its pairs, and a single character is the beginning of one. All else is indexed by its words.

package fulltext

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Terms are the terms of a text, in order.
func Terms(text string) []string {
	var all []string
	EachTermAt(text, func(t []byte, _, _ int) { all = append(all, string(t)) })
	return all
}

// FoldTerms is a text as its terms, parted by spaces.
func FoldTerms(text string) string { return strings.Join(Terms(text), " ") }

// QueryTerms are the terms to look up for what was typed: those of the text, but that its end may lie within what is
// written there. Prefix says whether the last one may be the beginning of a term.
func QueryTerms(text string, prefix bool) (terms []string, asPrefix bool) {
	terms = Terms(text)
	last := len(terms) - 1
	if last < 0 {
		return nil, prefix
	}
	if r, _ := utf8.DecodeRuneInString(terms[last]); !isUnspaced(r) {
		return terms, prefix
	}
	// The last term is the last character of a run. The pair before it has it already; where there is none, the text may go
	// on behind it.
	if last > 0 && len(terms[last-1]) > len(terms[last]) && strings.HasSuffix(terms[last-1], terms[last]) {
		return terms[:last], prefix
	}
	return terms, true
}

// HasUnspaced reports whether a text has characters that are indexed in pairs.
func HasUnspaced(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool {
		return r >= firstUnspaced && strings.ContainsFunc(norm.NFKD.String(string(r)), isUnspaced)
	})
}

// EachTermAt calls f with every term of a text and where it stands in it: from its first byte to before the one after it.
// The bytes are f's until it returns.
func EachTermAt(text string, f func(term []byte, from, to int)) {
	var room [maxWord]byte
	var pairs *pairRun // until there is a character for it, most texts have none
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
			if pairs.isOpen() {
				if from = i - 1; asciiFold[c] != 0 || c > ' ' {
					pairs.end(f)
				} else {
					pairs.gap = true
				}
			}
			if c = asciiFold[c]; c == 0 {
				flush(i-1, i)
			} else if len(b) < maxWord {
				b = append(b, c)
			}
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		at := i
		i += n
		switch {
		case unicode.Is(unicode.No, r): // ², ₁, ½
			pairs.end(f)
			flush(at, at)
			foldInto(r, put)
			flush(i, i)
		case r >= firstUnspaced && inPairs(r):
			flush(at, at)
			if pairs == nil {
				pairs = &pairRun{}
			}
			for _, d := range norm.NFKD.String(string(r)) {
				pairs.put(d, at, i, f)
			}
			from = i
		case isVoicing(r) && pairs.isOpen():
			pairs.put(voicing(r), at, i, f)
		case unicode.IsSpace(r) && pairs.isOpen():
			pairs.gap = true
			from = i
		case unicode.IsMark(r): // belongs to what is before it, and leaves nothing
		default:
			if pairs.isOpen() {
				pairs.end(f)
				from = at
			}
			if !foldInto(r, put) {
				flush(at, i)
			}
		}
	}
	pairs.end(f)
	flush(len(text), len(text))
}

// A pairRun is a row of characters that are indexed in pairs, as far as it has been read: its last two characters.
type pairRun struct {
	open   bool
	gap    bool // white space stands behind it
	hangul bool // its last character is one of Hangul
	b      []byte
	second int    // where in b the last character begins
	from   [2]int // where in the text the two begin
	to     int    // and where the last ends
	room   [2 * maxWord]byte
}

// inPairs reports whether a character, as it stands in a text, is indexed in pairs.
func inPairs(c rune) bool {
	if isUnspaced(c) {
		return true
	}
	if c < 0x3130 || c > 0xFFFF || c >= 0xD800 && c < 0xFB00 { // the rest stands for nothing else
		return false
	}
	first, _ := utf8.DecodeRuneInString(norm.NFKD.String(string(c))) // ㍿, half-width ｶ
	return isUnspaced(first)
}

func (r *pairRun) isOpen() bool { return r != nil && r.open }

// put takes the next of the decomposed characters.
func (r *pairRun) put(d rune, from, to int, f func(term []byte, from, to int)) {
	vowel := d >= 0x1160 && d <= 0x11FF // of Hangul, or a final consonant: belongs to the syllable
	switch {
	case r.open && (isVoicing(d) && !r.hangul || vowel && r.hangul && !r.gap):
		if len(r.b)-r.second+utf8.RuneLen(d) <= maxWord/2 {
			r.b = utf8.AppendRune(r.b, d)
		}
		r.to = to
		return
	case !isUnspaced(d):
		return
	}
	hangul := d >= 0x1100 && d <= 0x11FF
	if r.open && r.gap && (r.hangul || hangul) { // Korean has spaces between its words; elsewhere they mean nothing
		r.end(f)
	}
	if !r.open {
		r.open, r.b, r.second = true, r.room[:0], 0
	} else {
		if r.second > 0 {
			f(r.b, r.from[0], r.to)
			r.b = r.b[:copy(r.b, r.b[r.second:])]
			r.from[0] = r.from[1]
		}
		r.second = len(r.b)
	}
	r.from[btoi(r.second > 0)] = from
	r.b = utf8.AppendRune(r.b, d)
	r.to, r.hangul, r.gap = to, hangul, false
}

// end ends the run: its last pair, and its last character alone.
func (r *pairRun) end(f func(term []byte, from, to int)) {
	if !r.isOpen() {
		return
	}
	if r.second > 0 {
		f(r.b, r.from[0], r.to)
	}
	f(r.b[r.second:], r.from[btoi(r.second > 0)], r.to)
	r.open, r.gap = false, false
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// isVoicing reports whether a mark makes another letter of a kana, as an accent does not: か and が are two.
func isVoicing(r rune) bool { return r == 0x3099 || r == 0x309A || r == 0xFF9E || r == 0xFF9F }

// voicing is such a mark as it is in the index: not of half width.
func voicing(r rune) rune {
	if r >= 0xFF9E {
		return r - 0xFF9E + 0x3099
	}
	return r
}

// firstUnspaced is before all characters that are indexed in pairs.
const firstUnspaced = 0x0E00

// isUnspaced reports whether a decomposed character is a letter of a script that is indexed in pairs.
func isUnspaced(r rune) bool {
	return r >= firstUnspaced && unicode.Is(unspaced, r) && (unicode.IsLetter(r) || unicode.Is(unicode.Nl, r))
}

// unspaced are the blocks of those scripts.
var unspaced = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x0E00, Hi: 0x0EFF, Stride: 1}, // Thai, Lao
		{Lo: 0x1000, Hi: 0x109F, Stride: 1}, // Burmese
		{Lo: 0x1100, Hi: 0x11FF, Stride: 1}, // Hangul, decomposed
		{Lo: 0x1780, Hi: 0x17FF, Stride: 1}, // Khmer
		{Lo: 0x3005, Hi: 0x303C, Stride: 1}, // 々, 〇
		{Lo: 0x3041, Hi: 0x30FF, Stride: 1}, // kana
		{Lo: 0x3105, Hi: 0x312F, Stride: 1}, // Bopomofo
		{Lo: 0x31A0, Hi: 0x31BF, Stride: 1},
		{Lo: 0x31F0, Hi: 0x31FF, Stride: 1}, // kana
		{Lo: 0x3400, Hi: 0x4DBF, Stride: 1}, // Chinese characters
		{Lo: 0x4E00, Hi: 0x9FFF, Stride: 1},
		{Lo: 0xA960, Hi: 0xA97F, Stride: 1}, // Hangul
		{Lo: 0xAC00, Hi: 0xD7FF, Stride: 1},
		{Lo: 0xF900, Hi: 0xFAFF, Stride: 1},
	},
	R32: []unicode.Range32{
		{Lo: 0x1B000, Hi: 0x1B16F, Stride: 1}, // kana
		{Lo: 0x20000, Hi: 0x3FFFF, Stride: 1}, // Chinese characters
	},
}

// FoldedPrefix is how many bytes at the beginning of a text fold to the first n bytes of its first term, with the marks that
// follow them.
func FoldedPrefix(text string, n int) int {
	have := 0
	for i, r := range text {
		if have >= n && !unicode.IsMark(r) {
			return i
		}
		if isVoicing(r) {
			have += utf8.RuneLen(voicing(r))
		} else if r >= firstUnspaced && inPairs(r) {
			for _, d := range norm.NFKD.String(string(r)) {
				if isUnspaced(d) || isVoicing(d) {
					have += utf8.RuneLen(d)
				}
			}
		} else {
			foldInto(r, func(d rune) { have += utf8.RuneLen(d) })
		}
	}
	return len(text)
}
