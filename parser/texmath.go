package parser

// This file owns TeX's mathematics: where a formula begins and ends, scripts, fractions and roots.

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// dollar converts a $ at src[i]: the beginning of a formula, or money.
//
// The rule is that of Markdown with mathematics (Pandoc's tex_math_dollars), made a little stricter because prices and
// shell variables must survive. An opening $ has no space to its right and no letter or digit to its left if a digit
// follows (US$5). The next $ that is not escaped must close: no space to its left, no digit to its right, no blank line
// between. And what is between must look like mathematics.
func (c *converter) dollar(i, end int) int {
	if strings.HasPrefix(c.src[i:end], "$$") {
		return c.displayed(i, end)
	}
	body := i + 1
	shut := c.nextDollar(body, end)
	if shut < 0 {
		return c.emit("$", body)
	}
	typed, after := c.src[body:shut], c.peek(shut+1, end)
	price := isWord(c.last()) && typed != "" && isDigit(typed[0])
	if price || unicode.IsDigit(after) && !hasMacro(typed) || !looksLikeMath(typed, after) {
		return c.emit("$", body)
	}
	c.run(body, shut, true)
	return shut + 1
}

// displayed converts a $$ at src[i].
func (c *converter) displayed(i, end int) int {
	body := i + 2
	shut := c.nextDollar(body, end)
	if shut < 0 || !strings.HasPrefix(c.src[shut:end], "$$") || !looksLikeMath(strings.Trim(c.src[body:shut], " "), 0) {
		return c.emit("$$", body)
	}
	c.formula(body, shut)
	return shut + 2
}

// bracketed converts a formula that \( or \[ at src[i] begins; without its end these stay as typed.
func (c *converter) bracketed(i, end int) int {
	body, closing := i+2, `\)`
	if c.src[i+1] == '[' {
		closing = `\]`
	}
	limit := min(end, c.paragraph.next(c.src, i), body+longestFormula)
	n := strings.Index(c.src[body:max(body, limit)], closing)
	if n < 0 || strings.TrimSpace(c.src[body:body+n]) == "" {
		return c.copy(i, body)
	}
	c.formula(body, body+n)
	return body + n + len(closing)
}

// formula converts src[i:end] as mathematics without the spaces around it.
func (c *converter) formula(i, end int) {
	for i < end && c.src[i] == ' ' {
		i++
	}
	for i < end && c.src[end-1] == ' ' {
		end--
	}
	c.run(i, end, true)
}

// longestFormula bounds the search for the end of a formula, in bytes: without a bound, a text that only opens
// formulas would take quadratic time.
const longestFormula = 2000

// nextDollar is the index of the next $ at or after i that is not escaped, -1 if there is none in the paragraph.
func (c *converter) nextDollar(i, end int) int {
	end = min(end, c.paragraph.next(c.src, i), i+longestFormula)
	for ; i < end; i++ {
		switch c.src[i] {
		case '\\':
			i++
		case '$':
			return i
		}
	}
	return -1
}

// looksLikeMath reports whether what stands between two dollars, before the character after, is a formula. With a macro
// or a script it is one. Without, it is one unless it reads like prose or shell: `5 and CA`, `5 (`, `HOME:`.
func looksLikeMath(typed string, after rune) bool {
	if typed == "" || strings.TrimSpace(typed) != typed {
		return false
	}
	if hasMacro(typed) {
		return true
	}
	variable := strings.Trim(strings.TrimRight(typed, ":/"), "_ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
	if len(typed) > 1 && variable && unicode.IsLetter(after) {
		return false // $HOME:$PATH
	}
	if strings.ContainsAny(typed, `\^_{}`) {
		return true
	}
	if strings.ContainsAny(typed[len(typed)-1:], "([,:;&-") {
		return false
	}
	amount := isDigit(typed[0]) && strings.IndexByte(typed, '=') < 0
	for n, word := range strings.Fields(typed) {
		word = strings.TrimRight(word, ",.;")
		if n > 0 && len(word) > 1 && isProse(word, amount) && !isFunction(word) {
			return false
		}
	}
	return true
}

// hasMacro reports whether s has a backslash before a letter.
func hasMacro(s string) bool {
	for i := strings.IndexByte(s, '\\'); i >= 0 && i+1 < len(s); i++ {
		if s[i] == '\\' && isLetter(s[i+1]) {
			return true
		}
	}
	return false
}

// isProse reports whether word is all letters: small ones, or any if it follows an amount, `2M, CA`.
func isProse(word string, amount bool) bool {
	for i := range len(word) {
		if !isLetter(word[i]) || word[i] < 'a' && !amount {
			return false
		}
	}
	return true
}

// math converts the next piece of src[i:end] inside of mathematics and returns where the one after it begins.
func (c *converter) math(i, end int) int {
	switch c.src[i] {
	case '\\':
		return c.macro(i, end, true)
	case '^', '_':
		return c.script(i, end)
	case '\'':
		return c.primes(i, end)
	case '~':
		return c.emit(" ", i+1)
	case '{':
		if shut := c.shut(i, end); shut > 0 {
			c.run(i+1, shut, true)
			return shut + 1
		}
		return c.emit("{", i+1)
	}
	n := strings.IndexAny(c.src[i:end], `\^_'~{`)
	if n == 0 || n < 0 {
		return c.copy(i, end)
	}
	return c.copy(i, i+n)
}

// primes converts a run of apostrophes: f', f”.
func (c *converter) primes(i, end int) int {
	next := i
	for next < end && c.src[next] == '\'' {
		next++
	}
	for n := next - i; n > 0; n -= 3 {
		c.out = append(c.out, [...]string{"′", "″", "‴"}[min(n, 3)-1]...)
	}
	return next
}

// script converts a ^ or _ at src[i] with what it raises or lowers. If one of the characters has no raised or lowered
// form the script stays in its typed form, with its content converted.
func (c *converter) script(i, end int) int {
	lo, hi, next, ok := c.arg(i+1, end)
	if !ok {
		return c.copy(i, i+1)
	}
	start := len(c.out)
	c.run(lo, hi, true)
	if s, ok := scripted(string(c.out[start:]), c.src[i] == '^'); ok {
		c.out = append(c.out[:start], s...)
		return next
	}
	if inner := string(c.out[start:]); c.src[i] == '_' && (inner == "⊙" || inner == "⊕" || inner == "☉") {
		return next // M⊙ is what people write
	}
	open, shut := c.src[i:i+1], ""
	if c.src[hi:next] == "}" {
		open, shut = open+"{", "}"
	}
	c.insert(start, open)
	return c.emit(shut, next)
}

// scripted raises or lowers s, if each of its characters but spaces has such a form.
func scripted(s string, raise bool) (string, bool) {
	forms := scripts().lowered
	if raise {
		forms = scripts().raised
		if s == "∘" {
			return "°", true // 90^\circ
		}
	}
	var b strings.Builder
	for _, r := range s {
		if r == ' ' {
			continue // as in n + 1; mathematics has no spaces of its own
		}
		form, ok := forms[r]
		if !ok {
			return "", false
		}
		b.WriteRune(form)
	}
	return b.String(), true
}

// fraction converts \frac with two arguments, the first of which begins at or after src[i]: a/b, with parentheses where
// the line would otherwise be read differently. Without two arguments it answers false and has written nothing.
func (c *converter) fraction(i, end int, math bool) (int, bool) {
	loA, hiA, next, ok := c.arg(i, end)
	if !ok {
		return i, false
	}
	loB, hiB, next, ok := c.arg(next, end)
	if !ok {
		return i, false
	}
	before, start := c.last(), len(c.out)
	c.run(loA, hiA, math)
	if !isTerm(string(c.out[start:])) {
		c.parenthesise(start)
	}
	c.emit("/", 0)
	bottom := len(c.out)
	c.run(loB, hiB, math)
	if !isFactor(string(c.out[bottom:])) {
		c.parenthesise(bottom)
	}
	if math && (isWord(before) || before == ')' || c.multiplies(next, end)) {
		c.parenthesise(start)
	}
	return next, true
}

// root converts \sqrt with its optional degree and its argument, which begin at or after src[i].
func (c *converter) root(i, end int, math bool) (int, bool) {
	sign := "√"
	if rest := c.src[i:end]; strings.HasPrefix(rest, "[") {
		n := strings.IndexAny(rest, "]{\\$")
		if n < 0 || rest[n] != ']' {
			return i, false
		}
		degree, ok := scripted(rest[1:n], true)
		if !ok {
			return i, false
		}
		switch degree {
		case "³":
			sign = "∛"
		case "⁴":
			sign = "∜"
		default:
			sign = degree + sign
		}
		i += n + 1
	}
	lo, hi, next, ok := c.arg(i, end)
	if !ok {
		return i, false
	}
	c.emit(sign, 0)
	start := len(c.out)
	c.run(lo, hi, math)
	if !isFactor(string(c.out[start:])) || c.multiplies(next, end) {
		c.parenthesise(start)
	}
	return next, true
}

// multiplies reports whether what stands at src[i] would be read as another factor of what is before it.
func (c *converter) multiplies(i, end int) bool {
	for i < end && c.src[i] == ' ' {
		i++
	}
	r := c.peek(i, end)
	if r == '\\' {
		name, _ := c.word(i+1, end)
		kind := macros()[name].kind
		return kind == ordinary || kind == letter || kind == font
	}
	return isWord(r) || r == '(' || r == '^'
}

// parenthesise puts parentheses around out[start:] if it has none.
func (c *converter) parenthesise(start int) {
	if enclosed(string(c.out[start:])) {
		return
	}
	c.insert(start, "(")
	c.emit(")", 0)
}

// enclosed reports whether one pair of parentheses holds all of s.
func enclosed(s string) bool {
	depth := 0
	for i := range len(s) {
		switch s[i] {
		case '(':
			depth++
		case ')':
			depth--
		}
		if depth <= 0 {
			return s[i] == ')' && i == len(s)-1
		}
	}
	return false
}

// isTerm reports whether s can stand left of a slash: nothing in it, parentheses apart, binds weaker than a division.
func isTerm(s string) bool {
	depth := 0
	for _, r := range s {
		switch {
		case r == '(' || r == '[':
			depth++
		case r == ')' || r == ']':
			depth--
		case depth == 0 && !isWord(r) && !strings.ContainsRune(".!°′″‴√∂∇∞∑∏∫|‖", r):
			return false
		}
	}
	return s != "" && depth == 0
}

// isFactor reports whether s can stand right of a slash or under a root: a number, or one letter with its marks, scripts
// and argument.
func isFactor(s string) bool {
	if strings.Trim(s, "0123456789.") == "" || enclosed(s) {
		return s != ""
	}
	r, size := utf8.DecodeRuneInString(s)
	rest := s[size:]
	if strings.ContainsRune("√∂∇", r) {
		return isFactor(rest)
	}
	if !unicode.IsLetter(r) && r != '∞' {
		return false
	}
	rest = strings.TrimLeftFunc(rest, func(r rune) bool {
		return unicode.IsMark(r) || isScript(r)
	})
	return rest == "" || enclosed(rest)
}
