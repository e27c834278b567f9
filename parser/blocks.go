package parser

// This file owns the step from lines to blocks: which lines of a copied text belong together, hard-wrapped or not, and
// whether a block has the shape of a title or of an abstract. It knows no format.

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A line is one line of a text without its end. A lone CR ends no line.
type line struct {
	n    int // counted from 1
	text string
}

func splitLines(text string) []line {
	lines := make([]line, 0, strings.Count(text, "\n")+1)
	for n := 1; text != ""; n++ {
		var s string
		s, text, _ = strings.Cut(text, "\n")
		lines = append(lines, line{n, strings.TrimSuffix(s, "\r")})
	}
	return lines
}

func (l line) blank() bool { return strings.TrimSpace(l.text) == "" }

// A block is what a reader of the page sees as one: a title, a paragraph, a line of page furniture.
type block struct {
	line int    // where it begins
	raw  string // its lines as they stand in the input, or what their markup decodes to
	text string // the same on one line
	href string // the address that all of it links to
	head int    // 1 to 6 for a heading of that level, itemHead for an item of a list, 0 for plain text
}

const itemHead = 7

// maxWrap is the widest line that is taken for hard-wrapped. Mailers and text browsers stay below 132.
const maxWrap = 200

// A lineKind says how a line stands to the lines around it.
type lineKind byte

const (
	flowing lineKind = iota // text: it may go on, and go on from the line above
	opening                 // text that begins a block: an item of a list, a label
	single                  // a block of its own: page furniture directly above a title
)

// blocksOf groups lines into blocks. Empty lines part blocks, and so does what kind says of a line.
// What is left is parted where the text was not wrapped by a program: see together.
func blocksOf(lines []line, kind func(line) lineKind) []block {
	kinds := make([]lineKind, len(lines))
	for i, l := range lines {
		if !l.blank() {
			kinds[i] = kind(l)
		}
	}
	width := wrapWidth(lines, kinds)
	var blocks []block
	begin := 0 // of the lines that are no block yet
	flush := func(end int) {
		if begin < end {
			blocks = append(blocks, newBlock(lines[begin:end]))
		}
		begin = end
	}
	for i, l := range lines {
		if kinds[i] == single && goesOn(lines[begin:i], l, width) {
			kinds[i] = flowing // a word, a number or an address in the middle of a wrapped paragraph
		}
		switch {
		case l.blank():
			flush(i)
			begin = i + 1
		case kinds[i] != flowing, begin < i && (kinds[i-1] == single || !together(lines[begin:i], l, width)):
			flush(i)
		}
	}
	flush(len(lines))
	return blocks
}

func newBlock(lines []line) block {
	var raw strings.Builder
	for i, l := range lines {
		if i > 0 {
			raw.WriteByte('\n')
		}
		raw.WriteString(strings.TrimSpace(l.text))
	}
	return block{line: lines[0].n, raw: raw.String(), text: unwrap(raw.String())}
}

// wrapWidth finds the column at which a program wrapped the text, or 0 if none did. The witnesses are lines that go on in
// lowercase on the next one: most lines of wrapped prose do, titles and whole paragraphs next to each other do not. The
// widest of them may be indented or hold a long word, so a tenth of them is left out.
func wrapWidth(lines []line, kinds []lineKind) int {
	pairs, witnesses := 0, 0
	var widths [maxWrap + 1]int // how many witnesses have that width
	for i := 1; i < len(lines); i++ {
		a, b := lines[i-1], lines[i]
		if a.blank() || b.blank() || kinds[i-1] == single || kinds[i] != flowing {
			continue
		}
		pairs++
		if w := utf8.RuneCountInString(strings.TrimRight(a.text, " \t")); w <= maxWrap && goesOnLower(b.text) && !endsSentence(a.text) {
			witnesses++
			widths[w]++
		}
	}
	if witnesses*3 < pairs || witnesses == 0 {
		return 0
	}
	width := maxWrap
	for wider := widths[width]; wider*10 <= witnesses && width > 0; wider += widths[width] {
		width--
	}
	return width
}

// together reports whether next goes on where group ends, in a text that is wrapped at width. A program breaks a line
// only where the next word would not have fitted; a break that was not forced is a person's: after a title, or at the
// end of a paragraph. (Some programs balance their lines, so an unforced break inside a sentence counts for nothing.)
func together(group []line, next line, width int) bool {
	last := group[len(group)-1].text
	if width == 0 || utf8.RuneCountInString(last) > maxWrap {
		return false
	}
	switch {
	case forced(last, next.text, width):
		return true
	case endsSentence(last):
		return false
	case goesOnLower(next.text):
		return true
	}
	return len(group) > 1
}

// forced reports whether a program that wraps at width had to break the line between a and b.
func forced(a, b string, width int) bool {
	word, _, _ := strings.Cut(strings.TrimSpace(b), " ")
	return utf8.RuneCountInString(strings.TrimRight(a, " \t"))+1+utf8.RuneCountInString(word) > width
}

// goesOn reports whether a sentence goes on from group to next over a break that was forced, though next looks like
// page furniture. Below a single line, which may be a title, numbers and addresses do not count as going on.
func goesOn(group []line, next line, width int) bool {
	if len(group) == 0 || width == 0 {
		return false
	}
	last := group[len(group)-1].text
	r, _ := utf8.DecodeRuneInString(strings.TrimSpace(next.text))
	wordy := unicode.IsLetter(r) && !strings.Contains(next.text, "/")
	return (wordy || len(group) > 1) && !endsSentence(last) && forced(last, next.text, width)
}

// unwrap joins the lines of one paragraph. Programs also break after a hyphen; it joins without a space unless it was
// left hanging ("short- and long-term").
func unwrap(raw string) string {
	if !strings.Contains(raw, "\n") {
		return raw
	}
	var b strings.Builder
	b.Grow(len(raw))
	hyphen := false
	for i, s := range strings.Split(raw, "\n") {
		s = strings.TrimSpace(s)
		if i > 0 && !(hyphen && startsWord(s) && !hanging(s)) {
			b.WriteByte(' ')
		}
		b.WriteString(s)
		stem := strings.TrimSuffix(s, "-")
		r, _ := utf8.DecodeLastRuneInString(stem)
		hyphen = stem != s && (unicode.IsLetter(r) || unicode.IsDigit(r))
	}
	return b.String()
}

// hanging reports whether s goes on after a hanging hyphen.
func hanging(s string) bool {
	word, _, _ := strings.Cut(s, " ")
	switch strings.TrimRight(word, ",.;") {
	case "and", "or", "to", "nor", "as", "und", "oder", "et", "ou":
		return true
	}
	return false
}

// goesOnLower reports whether s begins like the middle of a sentence: with a word in lowercase. The first words of
// titles that begin so (p-Laplacian, m2mKD) hold a capital as a rule.
func goesOnLower(s string) bool {
	word, _, _ := strings.Cut(strings.TrimSpace(s), " ")
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsLower(r) && !strings.ContainsFunc(word, unicode.IsUpper)
}

func startsWord(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// endsSentence reports whether s ends with a full stop or its like, closing quotes and brackets apart.
func endsSentence(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, " \t\"')]}”’»"))
	return strings.ContainsRune(".!?…。！？", r)
}

// endsStatement is endsSentence for what titles do not end with: many end with a question mark, some with an
// exclamation mark, hardly any with a full stop.
func endsStatement(s string) bool {
	s = strings.TrimRight(s, " \t\"')]}”’»")
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".…。", r) && !strings.HasSuffix(s, "et al.")
}

const (
	proseWords = 30 // a block of so many words is an abstract, however it ends
	manyWords  = 64 // nobody needs to know how many more there are
)

// abstractLike reports whether text has the shape of an abstract rather than of a title.
func abstractLike(text string) bool {
	n := words(text)
	return n >= proseWords || n >= 5 && endsStatement(text) || n >= 12 && sentenceBreak(text)
}

// sentenceBreak reports whether a sentence ends in the middle of text and another begins.
func sentenceBreak(text string) bool {
	for i := 0; i+2 < len(text); i++ {
		if text[i] == '.' && text[i+1] == ' ' && unicode.IsUpper(rune(text[i+2])) {
			return true
		}
	}
	return false
}

// words counts the words of text up to manyWords. Two characters of a script without spaces count as one word.
func words(text string) int {
	n, wide, inside := 0, 0, false
	for _, r := range text {
		switch {
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai):
			wide++
			inside = false
		case unicode.IsSpace(r):
			inside = false
		case !inside && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			n++
			inside = true
		}
		if n+wide/2 >= manyWords {
			return manyWords
		}
	}
	return n + (wide+1)/2
}
