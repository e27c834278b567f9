package parser

// This file owns the text of BibTeX's fields: what braces mean in it, how it is parted, and how text is put into braces.
// Macros, accents and mathematics are tex.go's.

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// bibLine is the shown form of a field of one line.
func bibLine(raw string) string { return ShowLine(ungroup(unescapedFormulas(raw))) }

// bibText is the shown form of a field of several paragraphs.
func bibText(raw string) string { return ShowText(ungroup(unescapedFormulas(raw))) }

// escapedFormula is a formula of which each sign was escaped: Mendeley and Zotero do so with the TeX that stands in a title
// already, and have {\$}x{\_}1{\$}.
var escapedFormula = pattern(`\{\\\$\}((?:[^$\\{}]|\{\\[_^&{}]\}|\{\\textbackslash\}|\{\\\^\{\}\}){1,200}?)\{\\\$\}`)

var unescapedSigns = strings.NewReplacer(`{\$}`, "$", `{\_}`, "_", `{\^{}}`, "^", `{\^}`, "^", `{\&}`, "&", `{\{}`, "{", `{\}}`, "}",
	`{\textbackslash}`, `\`)

func unescapedFormulas(raw string) string {
	if !strings.Contains(raw, `{\$}`) {
		return raw
	}
	return escapedFormula().ReplaceAllStringFunc(raw, func(s string) string {
		formula := unescapedSigns.Replace(s)
		if strings.ContainsAny(formula[1:2]+formula[len(formula)-2:], " ") || TeX(formula) == formula || !balanced(formula) {
			return s // two prices
		}
		return formula
	})
}

// ungroup takes off the braces that only group. In digests TeX is careful with them, for {a, b} may be a set; in BibTeX
// braces always group, which is how a title keeps its capitals, and a set has \{ and \}. Those around the arguments of
// macros stay, and those in formulas, and those that begin with a macro, which TeX knows how to read.
func ungroup(s string) string {
	if strings.IndexByte(s, '{') < 0 && strings.IndexByte(s, '}') < 0 && !strings.Contains(s, `\/`) {
		return s
	}
	u := ungrouper{src: s, out: make([]byte, 0, len(s)+8)}
	for u.at < len(s) {
		u.step()
	}
	return string(u.out)
}

// An ungrouper is the state of ungroup.
type ungrouper struct {
	src  string
	at   int
	out  []byte
	kept []bool // of the braces that are open, whether they stay

	afterMacro bool // an argument may begin here
	letters    bool // what was written last is the name of a macro in letters
}

// step takes the next piece of src.
func (u *ungrouper) step() {
	afterMacro, letters := u.afterMacro, u.letters
	u.afterMacro, u.letters = false, false
	switch c := u.src[u.at]; c {
	case '\\':
		u.macro()
	case '$':
		u.copy(u.formula())
	case '{':
		u.open(afterMacro, letters)
	case '}':
		u.close(letters)
	case ' ', '\t', '\n', '\r':
		u.afterMacro = afterMacro && u.src[u.at-1] != '}'
		u.copy(1)
	default:
		n := strings.IndexAny(u.src[u.at+1:], "\\${} \t\r\n") + 1
		if n == 0 {
			n = len(u.src) - u.at
		}
		u.copy(n)
	}
}

func (u *ungrouper) copy(n int) {
	u.out = append(u.out, u.src[u.at:u.at+n]...)
	u.at += n
}

// macro takes a backslash with the name behind it.
func (u *ungrouper) macro() {
	n := 1
	for u.at+n < len(u.src) && isLetter(u.src[u.at+n]) {
		n++
	}
	switch {
	case n > 1:
		u.letters = true
		switch macros()[u.src[u.at+1:u.at+n]].kind {
		case unknown, accent, font, argument:
			u.afterMacro = true
		default: // no argument, but an empty group may end the name
			if strings.HasPrefix(u.src[u.at+n:], "{}") {
				u.letters = false
				n += len("{}")
			}
		}
	case u.at+1 == len(u.src):
	case u.src[u.at+1] == '/': // a little space behind slanted letters
		u.at += 2
		return
	default:
		u.afterMacro = strings.IndexByte("'`^\"~=.", u.src[u.at+1]) >= 0
		_, n = utf8.DecodeRuneInString(u.src[u.at+1:])
		n++
	}
	u.copy(n)
}

// open takes an opening brace. If it goes, the name of a macro before it must still end there.
func (u *ungrouper) open(afterMacro, letters bool) {
	rest := u.src[u.at+1:]
	keep := afterMacro
	if !keep && strings.HasPrefix(rest, `\`) && len(rest) > 1 && strings.IndexByte("$%&#_{}/", rest[1]) < 0 {
		name := 1
		for name < len(rest) && isLetter(rest[name]) {
			name++
		}
		keep = name == 1 || !strings.HasPrefix(strings.TrimLeft(rest[name:], " "), "}") // {\textbackslash} is a sign alone
	}
	u.kept = append(u.kept, keep)
	switch {
	case keep:
		u.out = append(u.out, '{')
	case letters:
		u.out = append(u.out, "{}"...)
	}
	u.at++
}

// close takes a closing brace. The group that is gone may have ended the name of a macro: {Stra\ss}e.
func (u *ungrouper) close(letters bool) {
	u.at++
	n := len(u.kept) - 1
	switch {
	case n < 0:
		return
	case u.kept[n]:
		u.out = append(u.out, '}')
		u.afterMacro = true // the next group may be an argument too
	case letters:
		u.out = append(u.out, "{}"...)
	}
	u.kept = u.kept[:n]
}

// formula is the length of the formula that begins here; 1 if it is a dollar. Braces in a formula must match.
func (u *ungrouper) formula() int {
	depth := 0
	for i := u.at + 1; i < len(u.src) && i-u.at < longestFormula; i++ {
		switch u.src[i] {
		case '\\':
			i++
		case '{':
			depth++
		case '}':
			if depth--; depth < 0 {
				return 1
			}
		case '$':
			if depth != 0 || i == u.at+1 {
				return 1
			}
			return i + 1 - u.at
		}
	}
	return 1
}

// balanced reports whether the braces in s match as BibTeX counts them: one behind a backslash counts too.
func balanced(s string) bool {
	depth := 0
	for i := range len(s) {
		switch s[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth < 0 {
				return false
			}
		}
	}
	return depth == 0
}

// topLevel calls at for each character of s that is in no braces and not behind a backslash, with its index. at returns how many bytes on to
// look at next; 0 stands for the next one.
func topLevel(s string, at func(i int) (skip int)) {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '{':
			depth++
		case s[i] == '}' && depth > 0:
			depth--
		case s[i] == '\\' && i+1 < len(s) && strings.IndexByte("{} \t\r\n", s[i+1]) < 0 && !isLetter(s[i+1]):
			i++ // \, is a space and parts nothing
		case depth == 0:
			if n := at(i); n > 0 {
				i += n - 1
			}
		}
	}
}

// splitTopLevel parts s at sep where it stands in no braces.
func splitTopLevel(s string, sep byte) []string {
	var parts []string
	start := 0
	topLevel(s, func(i int) int {
		if s[i] == sep {
			parts = append(parts, s[start:i])
			start = i + 1
		}
		return 0
	})
	return append(parts, s[start:])
}

// texEscapes are the characters that mean something to TeX, and how they are written for themselves.
var texEscapes = map[byte]string{
	'&': `\&`, '%': `\%`, '$': `\$`, '#': `\#`, '_': `\_`, '{': `\{`, '}': `\}`,
	'~': `\textasciitilde{}`, '^': `\textasciicircum{}`, '\\': `\textbackslash{}`,
}

// escapeTeX writes shown text so that TeX prints it as it is.
func escapeTeX(s string) string {
	if !strings.ContainsAny(s, texSpecials) {
		return s
	}
	if escaped := escapedTeX(s, true); balanced(escaped) {
		return escaped
	}
	return escapedTeX(s, false)
}

// escapedTeX is escapeTeX with braces as signs that count for BibTeX, if they are paired, or as names that do not.
func escapedTeX(s string, paired bool) string {
	var b strings.Builder
	outsideAddresses(s, func(text, address string) {
		for i := range len(text) {
			escaped, special := texEscapes[text[i]]
			switch {
			case !special:
				b.WriteByte(text[i])
			case text[i] == '{' && !paired:
				b.WriteString(`\textbraceleft{}`)
			case text[i] == '}' && !paired:
				b.WriteString(`\textbraceright{}`)
			default:
				b.WriteString(escaped)
			}
		}
		b.WriteString(texAddress(address))
	})
	return b.String()
}

const texSpecials = `&%$#_{}~^\`

// outsideAddresses parts s into the addresses in it and the texts before them.
func outsideAddresses(s string, yield func(text, address string)) {
	for at := 0; at < len(s); {
		begin := nextScheme(s, at)
		if begin < 0 {
			yield(s[at:], "")
			return
		}
		end := max(addressEnd(s, begin), begin+1)
		yield(s[at:begin], s[begin:end])
		at = end
	}
}

// texAddress is an address in text.
func texAddress(address string) string {
	if !strings.ContainsAny(address, texSpecials) {
		return address
	}
	return `\url{` + bibURL(address) + `}`
}

// mendTeX writes text that has TeX in it so that TeX can print it: macros, groups and formulas stay, and what an author
// typed as if it meant nothing is escaped. Where that cannot be told apart, whoever asks must look at what comes of it.
func mendTeX(s string) string {
	u := ungrouper{src: s}
	address := seeker{sep: "http"}
	for u.at < len(s) {
		switch c := s[u.at]; c {
		case '\\':
			u.macro()
			u.verbatim()
		case '$':
			n := u.formula()
			if span := s[u.at : u.at+n]; n > 1 && TeX(span) != span {
				u.copy(n)
				continue
			}
			u.out = append(u.out, `\$`...)
			u.at++
		case '&', '%', '#', '_', '^':
			u.out = append(u.out, texEscapes[c]...)
			u.at++
		case '~':
			if !u.isTie() {
				u.out = append(u.out, texEscapes[c]...)
				u.at++
				continue
			}
			u.copy(1)
		default:
			if c == 'h' && address.next(s, u.at) == u.at && nextScheme(s[:min(len(s), u.at+len("https://"))], u.at) == u.at {
				end := addressEnd(s, u.at)
				u.out = append(u.out, texAddress(s[u.at:end])...)
				u.at = end
				continue
			}
			u.copy(1)
		}
	}
	return string(u.out)
}

// verbatim copies the address behind a macro that was just copied, if that takes one.
func (u *ungrouper) verbatim() {
	name := string(u.out[bytes.LastIndexByte(u.out, '\\')+1:])
	if !strings.HasPrefix(u.src[u.at:], "{") || name != "url" && name != "href" {
		return
	}
	if end := strings.IndexByte(u.src[u.at:], '}'); end > 0 {
		u.copy(end + 1)
	}
}

// isTie reports whether the ~ here stands between words.
func (u *ungrouper) isTie() bool {
	left, _ := utf8.DecodeLastRuneInString(u.src[:u.at])
	right, _ := utf8.DecodeRuneInString(u.src[u.at+1:])
	return endsWord(left) && (unicode.IsLetter(right) || unicode.IsDigit(right) || right == '\\' || right == '$')
}

// texField is how a shown text stands in a field, so that read takes it for the same. The original stands there if it has
// TeX and is the same text. ok is false if there is no such way; the text can stand there all the same.
func texField(shown, original string, read func(raw string) string) (value string, ok bool) {
	value = escapeTeX(shown)
	candidates := make([]string, 0, 3)
	if strings.ContainsAny(original, `\${`) {
		candidates = append(candidates, mendTeX(original))
	}
	candidates = append(candidates, value, mendTeX(shown))
	for _, c := range candidates {
		if fitsBraces(c) && read(c) == shown {
			return c, true
		}
	}
	return value, false
}

// fitsBraces reports whether s can stand in braces: its own match, and the last one is not escaped by it.
func fitsBraces(s string) bool {
	slashes := len(s) - len(strings.TrimRight(s, `\`))
	return slashes%2 == 0 && balanced(s)
}
