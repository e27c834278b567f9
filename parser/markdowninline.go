package parser

// This file owns text inside of Markdown's blocks (CommonMark, and what READMEs mix into it): links, emphasis, escapes,
// pictures, HTML. A text becomes runs, each of one address and one weight. Where Markdown and TeX clash, TeX wins: what
// lies between dollars stays as typed.

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A run is a piece of text without markup. A \n in it is a line end of the source; \n\n is a break that shows.
type run struct {
	text   string
	href   string // the address that it links to; empty for none, and for those inside of the document
	strong bool
}

// inlineRuns takes the markup off a text. addresses are those of link references, by their folded labels.
func inlineRuns(s string, addresses map[string]string) []run {
	in := inlineScanner{s: s, addresses: addresses, pairs: bracketPairs(s), closing: map[int]int{}}
	for i := 0; i < len(s); {
		if n := in.special(i); n > 0 {
			i += n
			continue
		}
		in.text.WriteByte(s[i])
		i++
	}
	in.flush()
	in.pairEmphasis()
	return in.runs()
}

// plainText is the text of runs.
func plainText(runs []run) string {
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(r.text)
	}
	return b.String()
}

// bracketPairs finds for each bracket that opens the one that closes it.
func bracketPairs(s string) map[int]int {
	var open []int
	pairs := map[int]int{}
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '[':
			open = append(open, i)
		case ']':
			if n := len(open); n > 0 {
				pairs[open[n-1]] = i
				open = open[:n-1]
			}
		}
	}
	return pairs
}

// A token is a piece of text, or a row of characters that may be emphasis.
type token struct {
	text        string
	href        string
	mark        byte // * _ ~; 0 for text
	opens, ends bool // what the mark may do
	paired      bool // it is emphasis
	begins      bool // it begins one that is paired
}

// An inlineScanner is the state of reading one text.
type inlineScanner struct {
	s         string
	addresses map[string]string
	pairs     map[int]int
	tokens    []token
	text      strings.Builder // of the token that is being read
	href      string          // of that token; a link inside of a link is text
	closing   map[int]int     // the brackets that close a link, and the length of what says where it leads
	anchored  bool            // an HTML link is open
	uncomment bool            // no comment closes from here on
}

func (in *inlineScanner) flush() {
	if in.text.Len() > 0 {
		in.tokens = append(in.tokens, token{text: in.text.String(), href: in.href})
		in.text.Reset()
	}
}

// link sets the address for what follows.
func (in *inlineScanner) link(href string) {
	if href != in.href {
		in.flush()
		in.href = href
	}
}

// special reads what begins at i if it is more than a character, and is its length.
func (in *inlineScanner) special(i int) int {
	s := in.s
	switch s[i] {
	case '\\':
		return in.escape(i)
	case '`', '$':
		n := verbatim(s, i)
		in.text.WriteString(s[i : i+n])
		return n
	case '&':
		if semicolon := strings.IndexByte(s[i:min(len(s), i+12)], ';'); semicolon > 1 {
			in.text.WriteString(html.UnescapeString(s[i : i+semicolon+1]))
			return semicolon + 1
		}
	case '!':
		if closing, ok := in.pairs[i+1]; ok {
			if _, n := in.target(closing+1, ""); n > 0 {
				return closing + 1 + n - i // a picture
			}
		}
	case '[':
		return in.bracket(i)
	case ']':
		if n := in.closing[i]; n > 0 {
			in.link("")
			return n
		}
	case '<':
		return in.angle(i)
	case '*', '_', '~':
		return in.emphasis(i)
	case 'h', 'H':
		if nextScheme(s[:min(len(s), i+8)], i) == i && in.href == "" && (i == 0 || !isWordByte(s[i-1])) {
			n := addressEnd(s[:min(len(s), i+maxURL)], i) - i
			in.address(s[i : i+n])
			return n
		}
	}
	return 0
}

// address is a text that links to itself.
func (in *inlineScanner) address(s string) {
	outer := in.href
	if outer == "" {
		in.link(s)
	}
	in.text.WriteString(s)
	in.link(outer)
}

func isWordByte(b byte) bool {
	return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b >= utf8.RuneSelf
}

// escape takes the backslash off an escaped character, and one at the end of a line.
func (in *inlineScanner) escape(i int) int {
	s := in.s
	switch {
	case i+1 < len(s) && s[i+1] == '\n':
		in.text.WriteString("\n\n")
		return 2
	case i+1 < len(s) && escaped(s, i+1) && s[i+1] != '$' && s[i+1] != '%': // these two are TeX's as well, and come off later
		in.text.WriteByte(s[i+1])
		return 2
	}
	return 0
}

// verbatim is the length of the code or formula that begins at i; 1 if none does.
func verbatim(s string, i int) int {
	const most = 400 // bytes that are looked at
	quote := s[i]
	if i+1 >= len(s) || s[i+1] == quote || quote == '$' && unicode.IsSpace(rune(s[i+1])) || i > 0 && s[i-1] == quote {
		return 1
	}
	n := strings.IndexByte(s[i+1:min(len(s), i+most)], quote)
	if n < 1 || quote == '$' && unicode.IsSpace(rune(s[i+n])) {
		return 1
	}
	return n + 2
}

// bracket begins a link: [text](address), [text][label], [label].
func (in *inlineScanner) bracket(i int) int {
	closing, ok := in.pairs[i]
	if !ok || in.href != "" {
		return 0
	}
	address, n := in.target(closing+1, in.s[i+1:closing])
	if n < 0 {
		return 0
	}
	in.closing[closing] = n + 1
	if _, ok := parseAddress(address); ok { // others lead to other places of the document, or nowhere
		in.link(address)
	}
	return 1
}

// target reads where the text that ends before i links to, and the length of what says so; -1 if nothing does. label is
// the text, which may be a label by itself.
func (in *inlineScanner) target(i int, label string) (address string, length int) {
	if i < len(in.s) && in.s[i] == '(' {
		if address, n := destination(in.s[i:min(len(in.s), i+maxURL+256)]); n > 0 {
			return address, n
		}
	}
	if i < len(in.s) && in.s[i] == '[' {
		if closing, ok := in.pairs[i]; ok {
			name := in.s[i+1 : closing]
			if name == "" {
				name = label
			}
			if address, ok := in.addresses[linkLabel(name)]; ok {
				return address, closing + 1 - i
			}
		}
	}
	if address, ok := in.addresses[linkLabel(label)]; ok {
		return address, 0
	}
	return "", -1
}

// linkLabel folds the label of a link reference.
func linkLabel(s string) string {
	if len(s) > 200 {
		return ""
	}
	return strings.ToLower(strings.Join(strings.Fields(s), " "))
}

// destination reads "(address)" or `(<address> "title")`, and its length; 0 if it is none.
func destination(s string) (address string, length int) {
	i := 1
	for i < len(s) && (s[i] == ' ' || s[i] == '\n') {
		i++
	}
	const deepest = 8 // parentheses in an address
	begin, depth := i, 0
	if i < len(s) && s[i] == '<' {
		n := strings.IndexAny(s[i+1:], "<>\n")
		if n < 0 || s[i+1+n] != '>' {
			return "", 0
		}
		address, i = s[i+1:i+1+n], i+n+2
	} else {
		for ; i < len(s) && s[i] != ' ' && s[i] != '\n'; i++ {
			if s[i] == '(' {
				if depth++; depth > deepest {
					return "", 0
				}
			} else if s[i] == ')' {
				if depth--; depth < 0 {
					break
				}
			}
		}
		address = s[begin:i]
	}
	rest := strings.TrimLeft(s[i:], " \n")
	if rest != "" && (rest[0] == '"' || rest[0] == '\'') {
		n := strings.IndexByte(rest[1:], rest[0])
		if n < 0 {
			return "", 0
		}
		rest = strings.TrimLeft(rest[n+2:], " \n")
	}
	if rest == "" || rest[0] != ')' {
		return "", 0
	}
	return html.UnescapeString(unescapeTeX(address)), len(s) - len(rest) + 1
}

// inlineTags are the elements of HTML that stand in READMEs; other words in angle brackets are text.
var inlineTags = setOf("a abbr b big br center code del details div em font h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p picture s small source " +
	"span strong sub summary sup table tbody td th thead tr tt u ul video")

// angle reads <https://address>, a comment or a tag.
func (in *inlineScanner) angle(i int) int {
	s := in.s
	if rest, ok := strings.CutPrefix(s[i:], "<!--"); ok && !in.uncomment {
		if n := strings.Index(rest, "-->"); n >= 0 {
			return n + len("<!---->")
		}
		in.uncomment = true
	}
	if address := autolink().FindString(s[i:min(len(s), i+maxURL)]); address != "" {
		in.address(address[1 : len(address)-1])
		return len(address)
	}
	name, attributes, rest, ok := cutTag(s[i+1:])
	if !ok || !inlineTags[strings.TrimPrefix(name, "/")] {
		return 0
	}
	switch name {
	case "br", "p", "/p", "li", "/li", "div", "/div":
		in.text.WriteString("\n\n")
	case "b", "/b", "strong", "/strong":
		in.flush()
		in.tokens = append(in.tokens, token{text: "**", href: in.href, mark: 'b', opens: name[0] != '/', ends: name[0] == '/'})
	case "a":
		if address := html.UnescapeString(tagAddress(attributes)); address != "" && in.href == "" {
			in.link(address)
			in.anchored = true
		}
	case "/a":
		if in.anchored {
			in.link("")
			in.anchored = false
		}
	}
	return len(s) - i - len(rest)
}

// emphasis reads a row of one mark. Whether it may open or end emphasis depends on what stands at its sides.
func (in *inlineScanner) emphasis(i int) int {
	s, n := in.s, 1
	for i+n < len(s) && s[i+n] == s[i] {
		n++
	}
	if n > 3 || s[i] == '~' && n != 2 {
		in.text.WriteString(s[i : i+n])
		return n
	}
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after, _ := utf8.DecodeRuneInString(s[i+n:])
	word := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	space := func(r rune) bool { return r == utf8.RuneError || unicode.IsSpace(r) }
	opens, ends := !space(after), !space(before)
	if n == 1 && word(before) && word(after) || s[i] == '_' && word(before) && word(after) {
		opens, ends = false, false // snake_case, 2*3
	}
	if s[i] == '_' || n == 1 {
		opens, ends = opens && !word(before), ends && !word(after)
	}
	in.flush()
	in.tokens = append(in.tokens, token{text: s[i : i+n], href: in.href, mark: s[i], opens: opens, ends: ends})
	return n
}

// pairEmphasis finds the marks that belong together; the others are text.
func (in *inlineScanner) pairEmphasis() {
	const deepest = 16 // marks that are looked back at
	var open []int
	for i := range in.tokens {
		t := &in.tokens[i]
		if t.mark == 0 {
			continue
		}
		for j := len(open) - 1; t.ends && j >= max(0, len(open)-deepest); j-- {
			if o := &in.tokens[open[j]]; o.mark == t.mark && o.text == t.text {
				o.paired, o.begins, t.paired = true, true, true
				open = open[:j]
				break
			}
		}
		if t.opens && !t.paired {
			open = append(open, i)
		}
	}
}

// runs are the tokens without their marks.
func (in *inlineScanner) runs() []run {
	var runs []run
	var text strings.Builder
	var last run
	strong := 0
	end := func() {
		if last.text = text.String(); last.text != "" {
			runs = append(runs, last)
		}
		text.Reset()
	}
	for _, t := range in.tokens {
		switch {
		case t.paired && len(t.text) > 1 && t.mark != '~' && t.begins:
			strong++
		case t.paired && len(t.text) > 1 && t.mark != '~':
			strong--
		case t.paired, t.mark == 'b':
		default:
			if r := (run{href: t.href, strong: strong > 0}); r.href != last.href || r.strong != last.strong {
				end()
				last = r
			}
			text.WriteString(t.text)
		}
	}
	end()
	return runs
}
