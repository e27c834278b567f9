package parser

// This file owns the macros: how one is read, and what becomes of each kind.

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A macroKind says how a macro and what follows it are converted.
type macroKind uint8

const (
	unknown  macroKind = iota
	ordinary           // a symbol of mathematics: \alpha
	relation           // one with space on both sides or on neither: \leq, \to
	function           // a name: \log
	letter             // a letter of text: \o
	accent             // a mark on its argument: \v, \hat
	font               // a font for its argument: \mathbb
	change             // a font or size for the rest of its group: \em
	silent             // prints nothing: \limits
	spacing            // prints white space: \quad
	argument           // does something with its arguments: \frac
)

// A macro is what the tables know of one name.
type macro struct {
	kind macroKind
	text string // the symbol, the name of the function, the combining mark, or the alphabet of the font
}

// word reads the name of a macro at src[i], behind the backslash: letters, or one other character.
func (c *converter) word(i, end int) (name string, next int) {
	next = i
	for next < end && isLetter(c.src[next]) {
		next++
	}
	if next == i && i < end {
		_, size := utf8.DecodeRuneInString(c.src[i:end])
		next += size
	}
	return c.src[i:next], next
}

func isLetter(b byte) bool { return 'a' <= b|0x20 && b|0x20 <= 'z' }
func isDigit(b byte) bool  { return '0' <= b && b <= '9' }

// arg finds the argument at or after src[i]: a group, a macro with the groups behind it, or one character. The
// argument's content is src[lo:hi], and next is behind it.
func (c *converter) arg(i, end int) (lo, hi, next int, ok bool) {
	for i < end && c.src[i] == ' ' {
		i++
	}
	switch c.peek(i, end) {
	case 0, '}', '$', '^', '_', '~', '\n', '&':
		return i, i, i, false
	case '{':
		shut := c.shut(i, end)
		return i + 1, shut, shut + 1, shut > 0
	case '\\':
		name, next := c.word(i+1, end)
		switch macros()[name].kind {
		case accent, font, argument:
			next = c.skipGroups(next, end)
		}
		return i, next, next, name != ""
	}
	_, size := utf8.DecodeRuneInString(c.src[i:end])
	return i, i + size, i + size, true
}

// skipGroups is the index behind the groups in braces that follow src[i] directly.
func (c *converter) skipGroups(i, end int) int {
	for i < end && c.src[i] == '{' {
		shut := c.shut(i, end)
		if shut < 0 {
			break
		}
		i = shut + 1
	}
	return i
}

// macro converts the macro at src[i] with its arguments.
func (c *converter) macro(i, end int, math bool) int {
	name, next := c.word(i+1, end)
	if name == "" || !isLetter(name[0]) {
		return c.symbol(i, next, end, math)
	}
	m := macros()[name]
	switch m.kind {
	case ordinary:
		if strings.Contains(`\{}~^`, m.text) && c.keepEscapes {
			return c.copy(i, next)
		}
		return c.emit(m.text, c.afterOrdinary(next, end, math))
	case relation:
		return c.relation(m.text, next, end, math)
	case function:
		return c.function(m.text, next, end, math)
	case letter:
		return c.emit(m.text, c.afterLetter(next, end))
	case change, silent:
		return c.skipSpaces(c.skipEmpty(next, end), end)
	case spacing:
		return c.emit(" ", c.skipEmpty(next, end))
	case accent:
		if after, ok := c.accent(i, next, end, math, m.text); ok {
			return after
		}
	case font:
		if after, ok := c.font(next, end, math, m.text); ok {
			return after
		}
	case argument:
		if after, ok := c.structure(name, next, end, math); ok {
			return after
		}
	}
	return c.asTyped(i, next, end)
}

// asTyped copies a macro that is not understood, with its arguments in brackets and braces.
func (c *converter) asTyped(i, next, end int) int {
	if next < end && c.src[next] == '[' {
		if n := strings.IndexAny(c.src[next:end], "]{\\$ "); n > 0 && strings.HasPrefix(c.src[next+n:end], "]{") {
			next += n + 1
		}
	}
	return c.copy(i, c.skipGroups(next, end))
}

func (c *converter) skipSpaces(i, end int) int {
	for i < end && c.src[i] == ' ' {
		i++
	}
	return i
}

// skipEmpty is the index behind the empty group that may end the name of a macro: \LaTeX{}.
func (c *converter) skipEmpty(i, end int) int {
	if strings.HasPrefix(c.src[i:end], "{}") {
		return i + 2
	}
	return i
}

// afterOrdinary is where to go on after a symbol. In mathematics the space behind its name only ends the name, so
// \alpha x is αx; but before a relation it is as good as any: \alpha > 0. In text authors mean the space.
func (c *converter) afterOrdinary(i, end int, math bool) int {
	i = c.skipEmpty(i, end)
	if j := c.skipSpaces(i, end); math && c.multiplies(j, end) {
		return j
	}
	return i
}

// afterLetter is where to go on after \o and the like: the space behind the name only ends it, stra\ss e, unless the
// word ends there too.
func (c *converter) afterLetter(i, end int) int {
	if j := c.skipEmpty(i, end); j > i {
		return j
	}
	if j := c.skipSpaces(i, end); unicode.IsLower(c.peek(j, end)) {
		return j
	}
	return i
}

// relation writes a relation, an operator or an arrow with a space on its right where it has one on its left.
func (c *converter) relation(symbol string, i, end int, math bool) int {
	i = c.skipEmpty(i, end)
	if !math {
		return c.emit(symbol, i)
	}
	spaced := c.last() == ' '
	c.emit(symbol, 0)
	i = c.skipSpaces(i, end)
	if spaced && i < end && c.src[i] != '_' && c.src[i] != '^' {
		c.emit(" ", 0)
	}
	return i
}

// function writes the name of a function, parted from what it multiplies and from an argument without parentheses.
func (c *converter) function(name string, i, end int, math bool) int {
	if before := c.last(); math && (isWord(before) || before == ')') {
		c.emit(" ", 0)
	}
	c.emit(name, 0)
	j := c.skipSpaces(c.skipEmpty(i, end), end)
	if !math || j == end {
		return c.skipEmpty(i, end)
	}
	switch r := c.peek(j, end); {
	case isWord(r), r == '{', r == '\\' && c.multiplies(j, end):
		c.emit(" ", 0)
		return j
	case strings.ContainsRune("([_^", r):
		return j
	}
	return i
}

// symbol converts a backslash at src[i] with the one character src[i+1:next], or none.
func (c *converter) symbol(i, next, end int, math bool) int {
	if next == i+1 {
		return c.emit(`\`, next)
	}
	switch b := c.src[i+1]; b {
	case '%', '&', '#', '_':
		return c.emit(string(rune(b)), next)
	case '$', '{', '}':
		if !c.keepEscapes {
			return c.emit(string(rune(b)), next)
		}
	case '(', '[':
		if !math {
			return c.bracketed(i, end)
		}
	case ',', ';', ' ':
		return c.emit(" ", next)
	case '!', '|', ':', '>', '\\':
		switch {
		case math && b == '!':
			return next // a negative space
		case math && b == '|':
			return c.emit("‖", next)
		case math:
			return c.emit(" ", next)
		}
		if after := c.peek(next, end); b == '\\' && (after == ' ' || after == '\n' || after == 0) {
			return c.emit(" ", next) // a line break; before a word it is a path or an escape
		}
	case '-', '@':
		if c.breaks(b, next, end) {
			return next
		}
	case '\'', '"', '`', '^', '~', '=', '.':
		if rest := c.src[next:end]; !math && !c.keepEscapes && strings.HasPrefix(rest, "{}") && strings.IndexByte("^~'", b) >= 0 {
			return c.emit(string(rune(b)), next+len("{}")) // the sign alone
		}
		if after, ok := c.accent(i, next, end, false, macros()[c.src[i+1:next]].text); ok && !math {
			return after
		}
	}
	return c.copy(i, next)
}

// breaks reports whether \- or \@ stands where TeX has a use for it: inside a word, or before the stop of a sentence.
func (c *converter) breaks(b byte, next, end int) bool {
	after := c.peek(next, end)
	if b == '@' {
		return isWord(c.last()) && after == '.'
	}
	return isWord(c.last()) && unicode.IsLetter(after)
}

// accent puts a mark on the argument behind the macro src[i:next]. In text the two must make a letter that Unicode has
// by itself: don\'t is an escaped apostrophe. In mathematics any one character takes any mark.
func (c *converter) accent(i, next, end int, math bool, mark string) (int, bool) {
	lo, hi, after, ok := c.arg(next, end)
	if !ok || c.isApostrophe(i, lo, hi, after, end) || !math && lo > next && !isLetter(c.src[next-1]) && c.src[lo-1] != '{' {
		return 0, false
	}
	start := len(c.out)
	c.run(lo, hi, math)
	base := string(c.out[start:])
	switch base {
	case "ı":
		base = "i" // \'{\i}: the dot goes by itself
	case "ȷ":
		base = "j"
	}
	if c.src[lo] == '\\' && after == hi {
		after = c.afterLetter(after, end) // \'\i n
	}
	first, size := utf8.DecodeRuneInString(base)
	if !unicode.IsLetter(first) && !(math && unicode.IsNumber(first)) {
		c.out = c.out[:start]
		return 0, false
	}
	accented := norm.NFC.String(base[:size] + mark + base[size:])
	composed := utf8.RuneCountInString(accented) == utf8.RuneCountInString(base)
	bare := math && strings.TrimFunc(base[size:], unicode.IsMark) == "" && utf8.RuneCountInString(base) < 4
	if !composed && !bare {
		c.out = c.out[:start]
		return 0, false
	}
	c.out = append(c.out[:start], accented...)
	return after, true
}

// isApostrophe reports whether \' in Fisher\'s is an escaped apostrophe and no accent on the s. Braces around it say that it
// is an accent: Le{\'s}niewski.
func (c *converter) isApostrophe(i, lo, hi, after, end int) bool {
	if i > 0 && c.src[i-1] == '{' && after < len(c.src) && c.src[after] == '}' {
		return false
	}
	return c.src[i+1] == '\'' && c.src[lo:hi] == "s" && after == hi && isWord(c.last()) && !isWord(c.peek(after, end)) &&
		!c.isPolish()
}

// isPolish reports whether the last word that was written is short and has a letter that only Polish has, as in Łoś: such a
// word goes on with an accented s sooner than with an apostrophe.
func (c *converter) isPolish() bool {
	word := string(c.out[max(0, len(c.out)-8):])
	word = word[strings.LastIndexAny(word, " -(\n")+1:]
	return utf8.RuneCountInString(word) <= 3 && strings.ContainsAny(word, "ŁłĄąĘęŻżŹźŃńĆć")
}

// font converts the argument of a font. Only the alphabets that mean something of their own stay visible (ℝ, 𝒪); bold
// and the like would only keep a search from finding the word.
func (c *converter) font(i, end int, math bool, alphabet string) (int, bool) {
	lo, hi, next, ok := c.arg(i, end)
	if !ok {
		return 0, false
	}
	start := len(c.out)
	c.run(lo, hi, math && alphabet != "text")
	if s, ok := inAlphabet(string(c.out[start:]), alphabet); ok {
		c.out = append(c.out[:start], s...)
	}
	return next, true
}

// structure converts the macros that do more with their arguments than print them. If the arguments are not there it
// has written nothing and answers false.
func (c *converter) structure(name string, i, end int, math bool) (int, bool) {
	switch name {
	case "frac", "dfrac", "tfrac", "nicefrac", "sfrac":
		return c.fraction(i, end, math)
	case "sqrt":
		return c.root(i, end, math)
	case "left", "right", "middle":
		return c.delimiter(i, end, math)
	case "not":
		return c.negation(i, end, math)
	case "verb":
		return c.verbatim(i, end)
	case "t":
		return c.tieAccent(i, end)
	case "ensuremath":
		return c.wrapped("", "", i, end, true)
	case "pmod":
		return c.wrapped("(mod ", ")", i, end, math)
	case "operatorname":
		return c.operator(i, end)
	case "slash":
		next := c.skipEmpty(i, end)
		if next == i && (i == end || c.src[i] != ' ') {
			return 0, false // back\slash; is no TeX
		}
		if next == i {
			next = c.skipSpaces(i, end)
		}
		return c.emit("/", next), true
	case "label", "footnote", "thanks":
		_, _, next, ok := c.group1(i, end)
		return next, ok
	case "textsuperscript", "textsubscript":
		return c.textScript(i, end, name == "textsuperscript")
	case "binom", "textcolor", "href":
		return c.two(name, i, end, math)
	}
	return c.reference(name, i, end)
}

// group1 is arg for macros whose argument is always a group.
func (c *converter) group1(i, end int) (lo, hi, next int, ok bool) {
	if i >= end || c.src[i] != '{' {
		return i, i, i, false
	}
	return c.arg(i, end)
}

// wrapped converts one argument between two strings.
func (c *converter) wrapped(left, right string, i, end int, math bool) (int, bool) {
	lo, hi, next, ok := c.arg(i, end)
	if !ok {
		return 0, false
	}
	c.emit(left, 0)
	c.run(lo, hi, math)
	return c.emit(right, next), true
}

// operator converts \operatorname and \operatorname*.
func (c *converter) operator(i, end int) (int, bool) {
	if i < end && c.src[i] == '*' {
		i++
	}
	lo, hi, next, ok := c.group1(i, end)
	if !ok {
		return 0, false
	}
	start := len(c.out)
	c.run(lo, hi, true)
	name := strings.ReplaceAll(string(c.out[start:]), " ", "")
	c.out = c.out[:start]
	return c.function(name, next, end, true), true
}

// delimiter converts \left and \right: the sign that follows stays, a full stop stands for none.
func (c *converter) delimiter(i, end int, math bool) (int, bool) {
	i = c.skipSpaces(i, end)
	switch c.peek(i, end) {
	case '.':
		return i + 1, math
	case '(', ')', '[', ']', '|', '/', '<', '>', '\\':
		return i, math
	}
	return 0, false
}

// negation strikes out what follows \not, where Unicode has that as one character.
func (c *converter) negation(i, end int, math bool) (int, bool) {
	lo, hi, next, ok := c.arg(i, end)
	if !ok {
		return 0, false
	}
	start := len(c.out)
	c.run(lo, hi, math)
	symbol := strings.TrimSpace(string(c.out[start:]))
	c.out = c.out[:start]
	if utf8.RuneCountInString(symbol) != 1 {
		return 0, false
	}
	struck := norm.NFC.String(symbol + "\u0338")
	if utf8.RuneCountInString(struck) != 1 {
		return 0, false
	}
	return c.relation(struck, next, end, math), true
}

// verbatim converts \verb|code|: what stands between two equal characters, as typed.
func (c *converter) verbatim(i, end int) (int, bool) {
	if i >= end || isLetter(c.src[i]) || c.src[i] >= utf8.RuneSelf || strings.IndexByte(" *{}$", c.src[i]) >= 0 {
		return 0, false
	}
	limit := min(end, i+longestFormula)
	n := strings.IndexByte(c.src[i+1:limit], c.src[i])
	if n < 0 {
		return 0, false
	}
	c.copy(i+1, i+1+n)
	return i + n + 2, true
}

// tieAccent converts \t{oo}, an arc over two letters.
func (c *converter) tieAccent(i, end int) (int, bool) {
	lo, hi, next, ok := c.group1(i, end)
	if !ok || hi-lo != 2 || !isLetter(c.src[lo]) || !isLetter(c.src[lo+1]) {
		return 0, false
	}
	return c.emit(c.src[lo:lo+1]+"\u0361"+c.src[lo+1:hi], next), true
}

// textScript converts \textsuperscript and \textsubscript; without raised or lowered forms the text stands on the line.
func (c *converter) textScript(i, end int, raise bool) (int, bool) {
	lo, hi, next, ok := c.arg(i, end)
	if !ok {
		return 0, false
	}
	start := len(c.out)
	c.run(lo, hi, false)
	if s, ok := scripted(string(c.out[start:]), raise); ok {
		c.out = append(c.out[:start], s...)
	}
	return next, true
}

// two converts the macros with two arguments.
func (c *converter) two(name string, i, end int, math bool) (int, bool) {
	loA, hiA, next, ok := c.group1(i, end)
	if !ok {
		return 0, false
	}
	loB, hiB, next, ok := c.group1(next, end)
	if !ok {
		return 0, false
	}
	switch name {
	case "binom":
		c.emit("(", 0)
		c.run(loA, hiA, math)
		c.emit(" choose ", 0)
		c.run(loB, hiB, math)
		c.emit(")", 0)
	case "textcolor":
		c.run(loB, hiB, math)
	case "href": // the address stays in sight: text may say anything about where it leads
		c.run(loB, hiB, math)
		if c.src[loA:hiA] != c.src[loB:hiB] {
			c.emit(" ("+c.src[loA:hiA]+")", 0)
		}
	}
	return next, true
}

// reference converts \url to the address, and citations and references to their keys in brackets: the list they point
// into is not here, but the key often tells who and when.
func (c *converter) reference(name string, i, end int) (int, bool) {
	lo, hi, next, ok := c.group1(i, end)
	if !ok || hi == lo {
		return 0, false
	}
	typed := c.src[lo:hi]
	if name == "url" {
		return c.emit(typed, next), true
	}
	return c.emit("["+strings.Join(strings.FieldsFunc(typed, func(r rune) bool { return r == ',' || r == ' ' }), ", ")+"]", next), true
}
