package parser

// This file owns TeX in shown text: how a text is walked, and what happens outside of mathematics (quotes, dashes, ties,
// groups, dollars). The macros are in texmacro.go, formulas in texmath.go, the tables in texsymbols.go.
//
// Digests quote TeX as authors typed it, cut out of its document and mixed with plain prose, Markdown, addresses and
// prices. So this is no TeX: it converts what is certain and leaves the rest as it was typed. The meaning of the macros
// is that of LaTeX and amsmath ("LaTeX2e: An unofficial reference manual"; unicode-math for the symbols).

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxDepth bounds how deep groups and arguments are followed; what lies deeper stays as typed. Real formulas nest five
// or six deep.
const maxDepth = 24

// TeX turns the TeX in clean text (see CleanText) into Unicode for show and search. What it changes it hands back clean;
// text without TeX comes back as it is. The rules:
//
//   - % never starts a comment, \% is one; an unknown macro stays as typed, its arguments included
//   - a pair of $ holds mathematics if it looks like it (see dollar); every other $ is a dollar
//   - scripts change only inside of mathematics, and only if each of their characters has a raised or lowered form
//   - -- and --- are dashes between words or between spaces, never in front of one: --option stays
//   - ~ is a tie only between the end of one word and the beginning of the next: Figure~1, but not ~5
//   - braces go where they can only be TeX's: around a macro, or protecting capitals as bibliographies do
//   - addresses and code in backquotes stay as they are
//
// Converting twice changes nothing. To keep that promise, an escaped character stays escaped in a text where, bare, it
// would be taken for TeX the next time: \$x\$.
//
// The time is linear in the length of the text.
func TeX(s string) string {
	if !mayHaveTeX(s) {
		return s
	}
	once := convertTeX(s, false)
	if convertTeX(once, false) == once {
		return once
	}
	return settleTeX(s)
}

// settleTeX is TeX for the few texts whose conversion reads as TeX again. It keeps escapes as typed and converts until
// nothing changes; a text that does not come to rest within a few rounds stays as it is.
func settleTeX(s string) string {
	const rounds = 4
	kept := s
	for range rounds {
		next := convertTeX(kept, true)
		if next != kept {
			kept = next
			continue
		}
		// TeX(kept) begins with this conversion, so if that comes to rest at once it is the answer there, and so here.
		once := convertTeX(kept, false)
		if convertTeX(once, false) == once {
			return once
		}
		return kept
	}
	return s
}

// mayHaveTeX is the fast path: it reports whether s has a character that TeX could change. Six searches with vector
// instructions are many times faster than one loop.
func mayHaveTeX(s string) bool {
	return strings.IndexByte(s, '\\') >= 0 || strings.IndexByte(s, '$') >= 0 || strings.IndexByte(s, '{') >= 0 ||
		strings.IndexByte(s, '~') >= 0 || strings.Contains(s, "``") || strings.Contains(s, "--")
}

// convertTeX converts once. With keepEscapes, \$ \{ \} and the like stay as typed.
func convertTeX(s string, keepEscapes bool) string {
	if !mayHaveTeX(s) {
		return s
	}
	c := converter{src: s, closer: matchBraces(s), keepEscapes: keepEscapes, out: make([]byte, 0, len(s)+32)}
	c.address.sep, c.endQuote.sep, c.paragraph.sep = "http", "''", "\n\n"
	c.run(0, len(s), false)
	if string(c.out) == s {
		return s
	}
	return CleanText(string(c.out))
}

// matchBraces tells for the index of each opening brace in s that of the brace that closes it, 0 if none does.
func matchBraces(s string) []int32 {
	if strings.IndexByte(s, '{') < 0 {
		return nil
	}
	closer := make([]int32, len(s))
	var open []int32
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++ // \{ and \} are no braces
		case '{':
			open = append(open, int32(i))
		case '}':
			if n := len(open); n > 0 {
				closer[open[n-1]] = int32(i)
				open = open[:n-1]
			}
		}
	}
	return closer
}

// A converter is the state of one conversion. Its methods take ranges of src and append to out, so that a group or an
// argument is converted in place, once, and whoever asked for it then looks at the end of out and changes that.
type converter struct {
	src         string
	closer      []int32 // see matchBraces
	keepEscapes bool

	out    []byte
	depth  int
	quotes int // opening quotes that wait for their closing ones

	address, endQuote, paragraph seeker
}

// A seeker finds the same string again and again, further on each time, and reads the text once in all.
type seeker struct {
	sep      string
	from, at int // the first sep at or after from is at at
}

// next is the index of the first sep in s at or after i, len(s) if there is none.
func (k *seeker) next(s string, i int) int {
	if i < k.from || i >= k.at {
		k.from, k.at = i, len(s)
		if n := strings.Index(s[i:], k.sep); n >= 0 {
			k.at = i + n
		}
	}
	return k.at
}

// run converts src[i:end], as mathematics or as text.
func (c *converter) run(i, end int, math bool) {
	if c.depth == maxDepth {
		c.copy(i, end)
		return
	}
	c.depth++
	for i < end {
		if math {
			i = c.math(i, end)
		} else {
			i = c.text(i, end)
		}
	}
	c.depth--
}

// copy appends src[i:end] as it is and returns end.
func (c *converter) copy(i, end int) int {
	c.out = append(c.out, c.src[i:end]...)
	return end
}

// emit appends s and returns next, the index to go on from.
func (c *converter) emit(s string, next int) int {
	c.out = append(c.out, s...)
	return next
}

// insert puts s into out at the index at.
func (c *converter) insert(at int, s string) {
	c.out = append(c.out, s...)
	copy(c.out[at+len(s):], c.out[at:])
	copy(c.out[at:], s)
}

// last is the character that was written last, 0 at the beginning.
func (c *converter) last() rune {
	if len(c.out) == 0 {
		return 0
	}
	r, _ := utf8.DecodeLastRune(c.out)
	return r
}

// peek is the character at src[i], 0 if i is at or behind end.
func (c *converter) peek(i, end int) rune {
	if i >= end {
		return 0
	}
	r, _ := utf8.DecodeRuneInString(c.src[i:end])
	return r
}

// text converts the next piece of src[i:end] outside of mathematics and returns where the one after it begins.
func (c *converter) text(i, end int) int {
	url := c.address.next(c.src, i)
	if i == url {
		return c.copy(i, min(endOfAddress(c.src, i), end))
	}
	switch c.src[i] {
	case '\\':
		return c.macro(i, end, false)
	case '$':
		return c.dollar(i, end)
	case '{':
		return c.group(i, end)
	case '`':
		return c.backquotes(i, end)
	case '\'':
		return c.endOfQuote(i, end)
	case '~':
		return c.tie(i, end)
	case '-':
		return c.dash(i, end)
	}
	n := strings.IndexAny(c.src[i:min(url, end)], "\\${`'~-")
	if n < 0 {
		return c.copy(i, min(url, end))
	}
	return c.copy(i, i+n)
}

// endOfAddress is where the web address that begins at s[i] ends, or the word if it is none.
func endOfAddress(s string, i int) int {
	rest := s[i:]
	if !strings.HasPrefix(rest, "http://") && !strings.HasPrefix(rest, "https://") {
		return i + len("http")
	}
	if n := strings.IndexFunc(rest, unicode.IsSpace); n >= 0 {
		return i + n
	}
	return len(s)
}

// dash converts a run of hyphens at src[i]. Two or three are a dash if they join what stands left and right of them
// (1--2, a proof---by force) or stand between spaces; a run that only begins a word is an option of a command, and
// longer ones are drawn lines.
func (c *converter) dash(i, end int) int {
	next := i
	for next < end && c.src[next] == '-' {
		next++
	}
	left, right := c.last(), c.peek(next, end)
	joins := endsWord(left) && (beginsWord(right) || right == ' ' && next-i == 3)
	apart := left == ' ' && (right == ' ' || right == '\n')
	if !joins && !apart {
		return c.copy(i, next)
	}
	switch next - i {
	case 2:
		return c.emit("–", next)
	case 3:
		return c.emit("—", next)
	}
	return c.copy(i, next)
}

// endsWord reports whether r may be the last character of a word with its punctuation.
func endsWord(r rune) bool {
	return isWord(r) || strings.ContainsRune(`.,%!?)]}'"”’`, r) && r != 0
}

// beginsWord reports whether r may be the first character of a word, typed in TeX or plain.
func beginsWord(r rune) bool {
	return isWord(r) || strings.ContainsRune("([{\\$`\"“‘", r) && r != 0
}

// isWord reports whether r is part of words, numbers and converted formulas.
func isWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r)
}

// tie converts a ~ at src[i]: a space where no line may break. It is one between words; elsewhere it means "about"
// (~5, 10~20), a home folder (/~jane), or "is distributed as" (x~N(0,1)).
func (c *converter) tie(i, end int) int {
	left, right := c.last(), c.peek(i+1, end)
	numbers := unicode.IsDigit(left) && unicode.IsDigit(right)
	drawn := isWord(left) && isWord(right) && strings.HasPrefix(c.src[min(i+2, end):end], "(")
	if !endsWord(left) || !beginsWord(right) || numbers || drawn {
		return c.emit("~", i+1)
	}
	return c.emit(" ", i+1)
}

// backquotes converts a run of backquotes at src[i]: code between two equal runs stays untouched, two of them are
// an opening quote if a closing one follows in the paragraph.
func (c *converter) backquotes(i, end int) int {
	next := i
	for next < end && c.src[next] == '`' {
		next++
	}
	quote := end
	if next-i == 2 {
		quote = c.endQuote.next(c.src, next)
	}
	if code := c.endOfCode(i, next, min(end, quote)); code > 0 {
		return c.copy(i, code)
	}
	if quote < end && quote < c.paragraph.next(c.src, i) && !unicode.IsSpace(c.peek(next, end)) {
		c.quotes++
		return c.emit("“", next)
	}
	return c.copy(i, next)
}

// endOfCode is where the code ends that the backquotes src[i:body] begin, 0 if they begin none. Its end stands close to
// the code and not before a word, or else it is the beginning of another quote: `so' and `so'.
func (c *converter) endOfCode(i, body, end int) int {
	const longest = 1000 // bytes; bounds the search
	fence, rest := c.src[i:body], c.src[body:min(end, body+longest)]
	n := strings.Index(rest, fence)
	if n <= 0 || rest[n-1] == ' ' || strings.Contains(rest[:n], "\n\n") {
		return 0
	}
	after := c.peek(body+n+len(fence), end)
	if after == '`' || isWord(after) {
		return 0
	}
	return body + n + len(fence)
}

// endOfQuote converts the apostrophes at src[i]: two close a quote that was opened.
func (c *converter) endOfQuote(i, end int) int {
	if c.quotes > 0 && strings.HasPrefix(c.src[i:end], "''") {
		c.quotes--
		return c.emit("”", i+2)
	}
	return c.copy(i, i+1)
}

// group converts a group in braces that begins at src[i], and takes the braces off if they are clearly TeX's.
func (c *converter) group(i, end int) int {
	shut := c.shut(i, end)
	if shut < 0 {
		return c.emit("{", i+1)
	}
	before, start := c.last(), len(c.out)
	c.run(i+1, shut, false)
	if strings.ContainsRune("_^$\\#%@", before) && before != 0 || !c.isGrouping(i, shut, before, start) {
		c.insert(start, "{")
		c.emit("}", 0)
	}
	return shut + 1
}

// shut is the index of the brace that closes the one at src[i], -1 if there is none before end.
func (c *converter) shut(i, end int) int {
	if j := int(c.closer[i]); i < j && j < end {
		return j
	}
	return -1
}

// isGrouping reports whether the braces at src[i] and src[shut] only group: what they hold was converted to out[start:]
// and follows the character before.
func (c *converter) isGrouping(i, shut int, before rune, start int) bool {
	typed, inner := strings.TrimLeft(c.src[i+1:shut], " "), string(c.out[start:])
	if typed == "" {
		return false // f{}: nothing that TeX would need braces for
	}
	switch lead := typed[0]; {
	case lead == '\\' && len(typed) > 1 && !strings.ContainsRune(`\$%&#_{}`, rune(typed[1])),
		lead == '$', lead == '{':
		// A macro, a formula or another group at its beginning, if that was understood.
		return inner == "" || strings.IndexByte(`\${`, inner[0]) < 0
	}
	after := c.peek(shut+1, len(c.src))
	whole := i == 0 && shut == len(c.src)-1
	return protectsCapitals(inner, before, after, whole)
}

// protectsCapitals reports whether a group with this content does what bibliographies use braces for: keep capitals, as
// in {GNN}, {Bayesian} and {B}ayes, or a whole title. A set, {a, b}, or a placeholder in lower case is none.
func protectsCapitals(inner string, before, after rune, whole bool) bool {
	letters, capitals, odd := 0, 0, false
	for _, r := range inner {
		switch {
		case unicode.IsUpper(r):
			capitals++
			letters++
		case isWord(r):
			letters++
		case strings.ContainsRune(" -–'’./+&", r):
		case whole && strings.ContainsRune(`:,;?!()“”"—`, r):
			odd = true
		default:
			return false
		}
	}
	switch {
	case odd:
		return capitals > 0 && strings.Count(inner, " ") >= 3
	case letters == 1 && utf8.RuneCountInString(inner) == 1:
		lone, _ := utf8.DecodeRuneInString(inner)
		return (capitals == 1 || lone >= utf8.RuneSelf) && (isWord(before) || isWord(after))
	}
	return capitals > 0 && letters > 1
}
