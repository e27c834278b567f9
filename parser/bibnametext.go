package parser

// This file owns what is done to the text of a field of names before it is parted: TeX's words that a space ends become
// groups, spaces of all widths become plain ones, and what is no part of a name goes: footnotes, thanks, raised marks.

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

var (
	// nameNotes are macros that hang something on a name, with the beginning of their arguments.
	nameNotes = setOf("thanks footnote footnotemark footnotetext textsuperscript inst orcid orcidlink noopsort affil altaffilmark")

	// nameSpaces are macros that print white space of a certain width, given as an argument.
	nameSpaces = setOf("hspace kern")

	raisedMark = pattern(`\$\s*\{?\}?\s*\^\s*(?:\{[^{}$]*\}|[^{}$\s])\s*\$`)
)

// plainBibNames prepares a field of names for being parted.
func plainBibNames(raw string) string {
	if strings.IndexByte(raw, '$') >= 0 {
		raw = raisedMark().ReplaceAllString(raw, "")
	}
	if strings.IndexByte(raw, '\\') < 0 {
		return raw
	}
	var b strings.Builder
	for i := 0; i < len(raw); {
		n := strings.IndexByte(raw[i:], '\\')
		if n < 0 || i+n+1 == len(raw) {
			b.WriteString(raw[i:])
			break
		}
		b.WriteString(raw[i : i+n])
		text, next := plainNameMacro(raw, i+n)
		b.WriteString(text)
		i = next
	}
	return b.String()
}

// plainNameMacro is what stands for the macro at raw[i], and where the text behind it goes on.
func plainNameMacro(raw string, i int) (text string, next int) {
	next = i + 1
	for next < len(raw) && isLetter(raw[next]) {
		next++
	}
	if next == i+1 {
		return plainNameSymbol(raw, i)
	}
	name, behind := raw[i+1:next], next
	for behind < len(raw) && isBlank(raw[behind]) {
		behind++
	}
	switch kind := macros()[name].kind; {
	case nameNotes[name]:
		return "", behindArguments(raw, behind, next)
	case nameSpaces[name] && strings.HasPrefix(strings.TrimPrefix(raw[next:], "*"), "{"):
		return "", behindArguments(raw, next+strings.IndexByte(raw[next:], '{'), next)
	case name == "relax":
		return "", behind
	case kind == letter && behind > next && endsInWord(raw[behind:]):
		return raw[i:next] + "{}", behind
	case kind == accent && behind > next && behind < len(raw) && !isBlank(raw[behind]):
		if argument := accentArgument(raw[behind:]); argument != "" {
			return raw[i:next] + "{" + argument + "}", behind + len(argument)
		}
	}
	return raw[i:next], next
}

// plainNameSymbol is plainNameMacro for a macro of one character.
func plainNameSymbol(raw string, i int) (text string, next int) {
	switch raw[i+1] {
	case ',', ';', ':', ' ', '\n':
		return " ", i + 2
	case '\'':
		if rest := raw[i+2:]; strings.HasPrefix(rest, "s") { // in a name it is always an accent: Wo\'s
			return `\'{s}`, i + 3
		}
	}
	_, size := utf8.DecodeRuneInString(raw[i+1:])
	return raw[i : i+1+size], i + 1 + size
}

// behindArguments is the index behind the groups at raw[i], or else where there are none.
func behindArguments(raw string, i, none int) int {
	if !strings.HasPrefix(raw[i:], "{") {
		return none
	}
	end := closingBrace(raw[i:])
	if end == 0 {
		return none
	}
	return i + end + 1
}

// accentArgument is the letter that an accent before s goes on.
func accentArgument(s string) string {
	if strings.HasPrefix(s, `\i`) || strings.HasPrefix(s, `\j`) {
		if len(s) == 2 || !isLetter(s[2]) {
			return s[:2]
		}
	}
	if r, size := utf8.DecodeRuneInString(s); unicode.IsLetter(r) {
		return s[:size]
	}
	return ""
}

// endsInWord reports whether s goes on with the word that a letter's macro before it began, \L ukasz, and with no other
// one: Sk\o and Roe.
func endsInWord(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	word := s
	if i := strings.IndexAny(s, " \t\r\n~,"); i >= 0 {
		word = s[:i]
	}
	return (unicode.IsLower(r) || r == '\\') && !strings.EqualFold(word, "and") && !particles[word]
}
