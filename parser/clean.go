package parser

// This file owns what text may look like when it leaves the package: no character in it acts on a terminal, none of it
// hides, and its white space is plain. See CleanLine, CleanText and Unsafe.
//
// What counts as hiding is the Unicode property Default_Ignorable_Code_Point (DerivedCoreProperties.txt): characters
// that a display is allowed to draw as nothing. The joiners and variation selectors in that set are part of how Arabic,
// Indic scripts and emoji are spelled, so they stay where they do that work (the idea of the CONTEXTJ rules, RFC 5892
// appendix A) and become visible everywhere else. Well-formed tag sequences (the flags of England, Scotland, Wales) are
// made visible too: tags are the usual way to hide a message in text, and a flag is a small loss in a list of papers.

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxMarks is how many combining marks one base character may carry. The longest honest stacks (Biblical Hebrew,
// Vedic, Tibetan) stay below it; what is piled higher paints over the lines above.
const maxMarks = 8

const (
	zwnj = '\u200C' // zero width non-joiner
	zwj  = '\u200D' // zero width joiner
	shy  = '\u00AD' // soft hyphen
	bom  = '\uFEFF' // byte order mark

	// dottedCircle carries a mark that has no base of its own, as Unicode charts print it. Otherwise the mark would
	// land on whatever the screen shows before the text.
	dottedCircle = '\u25CC'
)

// CleanLine turns s into one line of shown text. Bytes that are not UTF-8 become U+FFFD. White space of every kind, line
// breaks included, becomes single spaces, with none at the ends. Control characters become visible signs (ESC is ␛, a
// right-to-left override is ⟨U+202E⟩) and the text after them stays. The joiners of Arabic, Indic scripts and emoji stay
// inside their sequences; no base character keeps more than eight combining marks.
//
// Cleaning clean text changes nothing and does not allocate.
func CleanLine(s string) string { return clean(s, false) }

// CleanText turns s into shown text of several paragraphs: CleanLine within each, and exactly "\n\n" between two. One or
// more blank lines part paragraphs; other line breaks are spaces, and a CR that stands alone is no line break.
func CleanText(s string) string { return clean(s, true) }

// CleanNote is CleanLine for Markdown that a reader wrote: white space stays as it was typed, for it has a meaning there,
// with LF line ends. White space at the end of the note goes: an editor's last line end is no text.
func CleanNote(text string) string { return strings.TrimRight(cleanLayout(text), " \t\n") }

// cleanLayout makes text safe and keeps its spaces, tabs and lines as they are.
func cleanLayout(text string) string {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	var b strings.Builder
	for text != "" {
		n := strings.IndexAny(text, " \t\n")
		if n < 0 {
			n = len(text)
		}
		b.WriteString(CleanLine(text[:n]))
		gap := len(text[n:]) - len(strings.TrimLeft(text[n:], " \t\n"))
		b.WriteString(text[n : n+gap])
		text = text[n+gap:]
	}
	return b.String()
}

// Unsafe reports whether r may never get to a terminal: C0 controls (newline and tab too: whoever writes lines adds those
// himself), DEL, C1 controls, line and paragraph separators, bidirectional controls, characters that show as nothing,
// and noncharacters. What CleanLine returns has none of them; the "\n\n" between the paragraphs of CleanText is the only
// exception there.
//
// Joiners and variation selectors are not unsafe by themselves; CleanLine judges them by what stands around them.
func Unsafe(r rune) bool {
	switch {
	case r < 0x20, 0x7F <= r && r < 0xA0:
		return true
	case r < shy:
		return false
	case r&0xFFFE == 0xFFFE: // the last two code points of every plane
		return true
	}
	return unicode.Is(unsafeRunes, r)
}

// unsafeRunes are the unsafe characters from U+00A0 up, noncharacters at the end of planes apart.
var unsafeRunes = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x00AD, Hi: 0x00AD, Stride: 1}, // soft hyphen
		{Lo: 0x034F, Hi: 0x034F, Stride: 1}, // combining grapheme joiner
		{Lo: 0x061C, Hi: 0x061C, Stride: 1}, // Arabic letter mark
		{Lo: 0x115F, Hi: 0x1160, Stride: 1}, // Hangul fillers
		{Lo: 0x17B4, Hi: 0x17B5, Stride: 1}, // Khmer inherent vowels
		{Lo: 0x180E, Hi: 0x180E, Stride: 1}, // Mongolian vowel separator
		{Lo: 0x200B, Hi: 0x200B, Stride: 1}, // zero width space
		{Lo: 0x200E, Hi: 0x200F, Stride: 1}, // left-to-right and right-to-left marks
		{Lo: 0x2028, Hi: 0x202E, Stride: 1}, // separators, embeddings and overrides
		{Lo: 0x2060, Hi: 0x206F, Stride: 1}, // word joiner, invisible operators, isolates, deprecated controls
		{Lo: 0x3164, Hi: 0x3164, Stride: 1}, // Hangul filler
		{Lo: 0xD800, Hi: 0xDFFF, Stride: 1}, // surrogates
		{Lo: 0xFDD0, Hi: 0xFDEF, Stride: 1}, // noncharacters
		{Lo: 0xFEFF, Hi: 0xFEFF, Stride: 1}, // byte order mark
		{Lo: 0xFFA0, Hi: 0xFFA0, Stride: 1}, // halfwidth Hangul filler
		{Lo: 0xFFF0, Hi: 0xFFFB, Stride: 1}, // ignorables, interlinear annotation
	},
	R32: []unicode.Range32{
		{Lo: 0x13430, Hi: 0x1343F, Stride: 1}, // Egyptian hieroglyph format controls
		{Lo: 0x1BCA0, Hi: 0x1BCA3, Stride: 1}, // shorthand format controls
		{Lo: 0x1D173, Hi: 0x1D17A, Stride: 1}, // musical beams and slurs
		{Lo: 0xE0000, Hi: 0xE00FF, Stride: 1}, // tags
		{Lo: 0xE01F0, Hi: 0xE0FFF, Stride: 1}, // ignorables after the variation selectors
	},
}

// clean is CleanText if paragraphs, else CleanLine.
func clean(s string, paragraphs bool) string {
	if isClean(s, paragraphs) {
		return s
	}
	c := cleaner{rest: s, out: make([]byte, 0, len(s)+16), paragraphs: paragraphs}
	if r, size := utf8.DecodeRuneInString(s); r == bom {
		c.rest = s[size:] // a byte order mark belongs to the file that the text was taken from
	}
	for c.rest != "" {
		if n := plainRun(c.rest); n > 0 {
			c.takePlain(n)
			continue
		}
		r, size := utf8.DecodeRuneInString(c.rest)
		c.rest = c.rest[size:]
		c.take(r)
	}
	return string(c.out)
}

// plainRun is the length of the text at the beginning of s that is printed ASCII with single spaces inside. Most text is
// such, also where lines were wrapped, so it is worth copying in one piece.
func plainRun(s string) int {
	n := plainWords(s)
	for n < len(s) {
		switch b := s[n]; {
		case ' ' < b && b < 0x7F:
			n++
		case b == ' ' && n > 0 && n+1 < len(s) && ' ' < s[n+1] && s[n+1] < 0x7F:
			n += 2
		default:
			return n
		}
	}
	return n
}

// plainWords is the length of a plainRun, in steps of eight bytes; it may be up to a step too short. In each step no byte
// may be a control, DEL or beyond ASCII, and no two may be spaces side by side. The step after one whose last byte is a
// space begins with that space, so that it is seen next to what follows.
func plainWords(s string) int {
	const (
		ones  = 0x0101010101010101
		highs = 0x8080808080808080
	)
	n := 0
	for n+8 <= len(s) && (n > 0 || s[0] != ' ') {
		x := uint64(s[n]) | uint64(s[n+1])<<8 | uint64(s[n+2])<<16 | uint64(s[n+3])<<24 |
			uint64(s[n+4])<<32 | uint64(s[n+5])<<40 | uint64(s[n+6])<<48 | uint64(s[n+7])<<56 // one load
		odd := x | (x - ones*' ') | (x + ones)       // the highest bit of a byte: beyond ASCII, below the space, DEL
		spaces := ^((x ^ ones*' ') + (highs - ones)) // the same for spaces
		if (odd|spaces&(spaces<<8))&highs != 0 {
			break
		}
		n += 8 - int(spaces>>63)
	}
	return n
}

// isClean is the fast path: it reports that s needs no change, looking at bytes as long as they are ASCII. It may say no
// where nothing needs changing after all (marks, joiners); the cleaner then finds that out.
func isClean(s string, paragraphs bool) bool {
	space := true // as if text before s had ended in one: s must not begin with a space
	for i := 0; i < len(s); {
		switch b := s[i]; {
		case ' ' < b && b < 0x7F:
			space = false
			i += max(1, plainWords(s[i:]))
		case b == ' ':
			if space {
				return false
			}
			space = true
			i++
		case b == '\n' && paragraphs:
			if space || i+2 >= len(s) || s[i+1] != '\n' {
				return false
			}
			space = true
			i += 2
		case b < utf8.RuneSelf:
			return false
		default:
			r, size := utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError && size == 1 || !isPlain(r) {
				return false
			}
			space = false
			i += size
		}
	}
	return !space || s == ""
}

// isPlain reports whether r, not ASCII, may stay whatever stands around it.
func isPlain(r rune) bool {
	if 0xA0 < r && r < 0x300 { // Latin letters and their signs, by far the most frequent
		return r != shy
	}
	return !Unsafe(r) && !unicode.IsSpace(r) && !unicode.IsMark(r) && r != zwj && r != zwnj
}

// A cleaner is the state of one cleaning: what is left to read, what was written, and what a decision about the next
// character depends on.
type cleaner struct {
	rest       string
	out        []byte
	paragraphs bool

	gap   bool // white space was read since the last character that was written
	lines int  // line breaks in that white space

	prev  rune // the last character written, 0 at the beginning of a line
	base  rune // the last one that is no combining mark, joiner or variation selector
	marks int  // how many of those were written after base
}

// take cleans the next character; rest is what follows it.
func (c *cleaner) take(r rune) {
	switch {
	case r == '\n':
		c.gap = true
		c.lines++
	case isSpace(r):
		c.gap = true
	case r == shy:
		// A hint where a word may be broken. It has no form of its own: terminals disagree about its width, and a sign in
		// its place would break the words of honest text, a search for them included. So it goes.
	case Unsafe(r):
		c.sign(r)
	case r == zwj || r == zwnj:
		if c.joins(r) {
			c.attach(r)
		} else {
			c.sign(r)
		}
	case unicode.Is(unicode.Variation_Selector, r):
		if !c.gap && selects(c.prev, r) {
			c.attach(r)
		} else {
			c.sign(r)
		}
	case unicode.IsMark(r):
		c.attach(r)
	default:
		c.write(r)
	}
}

// isSpace reports whether r is white space that may become a space. VT and FF are control characters first: they get a
// sign, and so does NEL, U+0085.
func isSpace(r rune) bool {
	switch r {
	case '\v', '\f', 0x85:
		return false
	}
	return unicode.IsSpace(r)
}

// flush writes the white space that was held back until something followed it.
func (c *cleaner) flush() {
	if c.gap && len(c.out) > 0 {
		if c.paragraphs && c.lines > 1 {
			c.out = append(c.out, "\n\n"...)
			c.prev, c.base = 0, 0
		} else {
			c.out = append(c.out, ' ')
			c.prev, c.base = ' ', ' '
		}
		c.marks = 0
	}
	c.gap, c.lines = false, 0
}

// write writes a base character.
func (c *cleaner) write(r rune) {
	c.flush()
	c.out = utf8.AppendRune(c.out, r)
	c.prev, c.base, c.marks = r, r, 0
}

// takePlain takes the next n bytes, a plainRun.
func (c *cleaner) takePlain(n int) {
	c.flush()
	c.out = append(c.out, c.rest[:n]...)
	last := rune(c.rest[n-1])
	c.prev, c.base, c.marks = last, last, 0
	c.rest = c.rest[n:]
}

// attach writes a character that joins the base before it, unless that carries too much already.
func (c *cleaner) attach(r rune) {
	c.flush()
	if c.base == 0 {
		c.write(dottedCircle)
	}
	if c.marks < maxMarks {
		c.out = utf8.AppendRune(c.out, r)
		c.prev = r
		c.marks++
	}
}

// sign writes a visible sign for r: the picture that Unicode has for C0 and DEL (block Control Pictures), the number for
// all else.
func (c *cleaner) sign(r rune) {
	switch {
	case r < 0x20:
		c.write(0x2400 + r)
	case r == 0x7F:
		c.write('␡')
	default:
		c.write('⟨')
		c.out = fmt.Appendf(c.out, "U+%04X", r)
		c.write('⟩')
	}
}

// joins reports whether the joiner j, after what was written and before rest, takes part in spelling a word or an emoji.
func (c *cleaner) joins(j rune) bool {
	if c.gap || c.prev == zwj || c.prev == zwnj || c.marks >= maxMarks {
		return false
	}
	next := c.peek()
	if isVirama(c.prev) { // explicit halant or half form, at the end of a word too (Malayalam chillus)
		return true
	}
	if j == zwj && isPictograph(c.base) {
		return isPictograph(next)
	}
	if !unicode.In(c.base, joiningScripts...) {
		return false
	}
	return unicode.In(next, joiningScripts...) && !Unsafe(next) || j == zwj && !unicode.IsLetter(next) && !unicode.IsMark(next)
}

// peek is the next character that will not be dropped.
func (c *cleaner) peek() rune {
	for _, r := range c.rest {
		if r != shy {
			return r
		}
	}
	return 0
}

// selects reports whether the variation selector vs has a meaning after prev.
func selects(prev, vs rune) bool {
	switch {
	case vs == 0xFE0E || vs == 0xFE0F: // text or emoji presentation
		return isPictograph(prev) || '0' <= prev && prev <= '9' || prev == '#' || prev == '*'
	case vs >= 0xE0100: // ideographic variants
		return unicode.Is(unicode.Han, prev)
	case vs >= 0xFE00: // standardised variants of mathematical and East Asian characters
		return unicode.Is(unicode.Sm, prev) || unicode.Is(unicode.Han, prev)
	}
	return unicode.Is(unicode.Mongolian, prev)
}

// isVirama reports whether r kills the vowel of the consonant before it; its joiners choose among the resulting forms.
func isVirama(r rune) bool {
	const virama = 9 // canonical combining class, UAX #44
	return unicode.IsMark(r) && norm.NFD.PropertiesString(string(r)).CCC() == virama
}

// joiningScripts are those whose letters change their form by what they touch: cursive ones, and those of India and its
// neighbours.
var joiningScripts = []*unicode.RangeTable{
	unicode.Arabic, unicode.Syriac, unicode.Mongolian, unicode.Nko, unicode.Mandaic, unicode.Adlam, unicode.Phags_Pa,
	unicode.Devanagari, unicode.Bengali, unicode.Gurmukhi, unicode.Gujarati, unicode.Oriya, unicode.Tamil,
	unicode.Telugu, unicode.Kannada, unicode.Malayalam, unicode.Sinhala, unicode.Khmer, unicode.Myanmar, unicode.Tibetan,
}

// isPictograph reports whether r may be part of an emoji. It is a little wider than Extended_Pictographic (UTS #51):
// whole blocks of symbols, none of which is a letter.
func isPictograph(r rune) bool { return unicode.Is(pictographs, r) }

var pictographs = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x00A9, Hi: 0x00AE, Stride: 5}, // copyright, registered
		{Lo: 0x203C, Hi: 0x2049, Stride: 13},
		{Lo: 0x2122, Hi: 0x2139, Stride: 23},
		{Lo: 0x2190, Hi: 0x21FF, Stride: 1}, // arrows
		{Lo: 0x2300, Hi: 0x23FF, Stride: 1}, // technical
		{Lo: 0x24C2, Hi: 0x24C2, Stride: 1},
		{Lo: 0x25A0, Hi: 0x27BF, Stride: 1}, // geometric shapes, miscellaneous symbols, dingbats
		{Lo: 0x2900, Hi: 0x297F, Stride: 1},
		{Lo: 0x2B00, Hi: 0x2BFF, Stride: 1},
		{Lo: 0x3030, Hi: 0x303D, Stride: 13},
		{Lo: 0x3297, Hi: 0x3299, Stride: 2},
	},
	R32: []unicode.Range32{{Lo: 0x1F000, Hi: 0x1FAFF, Stride: 1}},
}
