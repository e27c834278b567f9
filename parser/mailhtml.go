package parser

// This file owns HTML as plain text, laid out like the text that people copy from a page: a line per block and, where the
// HTML is that of a mail, lists with dashes, headings with number signs and links as in Markdown, so that the formats of
// text can read it. It goes by
// the tokens alone: what mail programs write is seldom a tree, and a tree can be a million elements deep.

import (
	"bytes"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// An htmlPrinter is the text that has been written so far.
type htmlPrinter struct {
	out    []byte
	lines  []int // of the source for each line of out
	source int   // the line that is being read

	breaks int    // line ends that are due before the next word
	space  bool   // a space is
	mark   string // of a heading or an item, due before its first word
	pre    int    // elements that keep white space and are open
	hidden atom.Atom

	bare  bool // nothing is marked: lines are what a browser shows
	tex   bool // the script that is hidden is the TeX of a formula
	maths mathElements

	href     string // of the link that is open; empty if none is
	linkFrom int    // where its text begins in out, -1 as long as it has none
}

// plainHTML is the text of a page as Markdown.
func plainHTML(page mailText) mailText { return printHTML(page, false) }

// shownLines are the lines of a page as a browser shows them, each at its line of the source.
func shownLines(page string) []line {
	t := printHTML(mailText{text: page, line: 1}, true)
	lines := splitLines(t.text)
	for i := range lines {
		lines[i].n = t.lineOf(i + 1)
	}
	return lines
}

func printHTML(page mailText, bare bool) mailText {
	p := htmlPrinter{source: 1, bare: bare}
	z := html.NewTokenizer(strings.NewReader(page.text))
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			break // the end: a string has no other
		}
		ends := strings.Count(string(z.Raw()), "\n")
		switch kind {
		case html.TextToken:
			p.text(string(z.Text()))
		case html.StartTagToken, html.SelfClosingTagToken:
			p.open(z, kind == html.SelfClosingTagToken)
		case html.EndTagToken:
			name, _ := z.TagName()
			p.close(atom.Lookup(name))
		}
		p.source += ends
	}
	p.endLink()
	t := mailText{text: string(p.out), line: page.line, lines: make([]int, 0, len(p.lines))}
	for _, n := range p.lines {
		t.lines = append(t.lines, page.lineOf(n))
	}
	return t
}

// What elements do to the layout: those that begin on a new line, and those with an empty line around them.
var (
	lineElements = atoms(atom.Div, atom.Tr, atom.Li, atom.Dt, atom.Dd, atom.Section, atom.Article, atom.Header,
		atom.Footer, atom.Main, atom.Address, atom.Center, atom.Tbody, atom.Thead)
	blockElements = atoms(atom.P, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Ul, atom.Ol, atom.Dl,
		atom.Table, atom.Pre, atom.Blockquote, atom.Hr)
	hiddenElements = atoms(atom.Script, atom.Style, atom.Title, atom.Template, atom.Noscript, atom.Textarea, atom.Select, atom.Svg)

	// headMarks are what Markdown writes before a heading or an item.
	headMarks = map[atom.Atom]string{
		atom.H1: "# ", atom.H2: "## ", atom.H3: "### ", atom.H4: "#### ", atom.H5: "##### ", atom.H6: "###### ", atom.Li: "- ",
	}
)

func atoms(list ...atom.Atom) map[atom.Atom]bool {
	set := map[atom.Atom]bool{}
	for _, a := range list {
		set[a] = true
	}
	return set
}

// open takes a start tag.
func (p *htmlPrinter) open(z *html.Tokenizer, closed bool) {
	raw, hasAttr := z.TagName()
	name := atom.Lookup(raw)
	if p.hidden != 0 || p.maths.opened(name, z, hasAttr) {
		return
	}
	switch {
	case hiddenElements[name], p.bare && (name == atom.Footer || name == atom.Nav):
		if !closed {
			p.hidden = name
			p.tex = p.bare && name == atom.Script && strings.HasPrefix(attribute(z, hasAttr, "type"), "math/tex")
		}
		return
	case name == atom.Br:
		p.endLine()
	case name == atom.Td, name == atom.Th:
		p.space = true
	case p.bare && name == atom.A:
	case name == atom.A:
		p.endLink()
		p.href, p.linkFrom = hrefOf(z, hasAttr), -1
	default:
		p.breakFor(name)
	}
	if mark := headMarks[name]; mark != "" && !p.bare {
		p.mark = mark
	}
	if name == atom.Pre && !closed {
		p.pre++
	}
}

// close takes an end tag.
func (p *htmlPrinter) close(name atom.Atom) {
	switch {
	case p.hidden != 0:
		if name == p.hidden {
			p.hidden = 0
		}
	case p.maths.closed(name):
	case p.bare && name == atom.A:
	case name == atom.A:
		p.endLink()
	default:
		p.breakFor(name)
		if headMarks[name] != "" {
			p.mark = ""
		}
		if name == atom.Pre {
			p.pre = max(0, p.pre-1)
		}
	}
}

// mathElements are the elements that a script (MathJax) has put into a page that was saved while it was shown, so that a
// formula is drawn. The TeX that it is drawn from stands behind them.
type mathElements struct {
	of    atom.Atom // the kind of the outermost
	depth int       // how many of that kind are open
}

// opened counts a start tag, and reports whether it is inside of a drawn formula.
func (m *mathElements) opened(name atom.Atom, z *html.Tokenizer, more bool) bool {
	switch {
	case m.depth > 0 && name == m.of:
		m.depth++
	case m.depth == 0 && (name == atom.Span || name == atom.Div) && strings.HasPrefix(attribute(z, more, "class"), "MathJax"):
		m.of, m.depth = name, 1
	}
	return m.depth > 0
}

// closed counts an end tag, and reports whether it is inside of a drawn formula.
func (m *mathElements) closed(name atom.Atom) bool {
	inside := m.depth > 0
	if inside && name == m.of {
		m.depth--
	}
	return inside
}

// attribute is the value of an attribute of the tag that z is at. The attributes are read then.
func attribute(z *html.Tokenizer, more bool, name string) string {
	for more {
		var key, value []byte
		if key, value, more = z.TagAttr(); string(key) == name {
			return string(value)
		}
	}
	return ""
}

func (p *htmlPrinter) breakFor(name atom.Atom) {
	switch {
	case blockElements[name]:
		p.breaks = max(p.breaks, 2)
	case lineElements[name]:
		p.breaks = max(p.breaks, 1)
	}
}

// hrefOf is the address of a link that may be opened.
func hrefOf(z *html.Tokenizer, more bool) string {
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		if string(key) != "href" {
			continue
		}
		if address := unwrapAddress(strings.TrimSpace(string(value))); !strings.ContainsAny(address, " ()<>") {
			if _, ok := parseAddress(address); ok {
				return address
			}
		}
		return ""
	}
	return ""
}

// text takes text between tags: words with single spaces between them, or what stands in <pre> as it is.
func (p *htmlPrinter) text(s string) {
	switch {
	case p.hidden != 0 && p.tex:
		s = "$" + strings.TrimSpace(s) + "$"
	case p.hidden != 0, p.maths.depth > 0:
		return
	}
	source := p.source
	for s != "" {
		i := strings.IndexAny(s, " \t\r\n\f")
		if i < 0 {
			i = len(s)
		}
		if i > 0 {
			p.word(s[:i])
		}
		if s = s[i:]; s == "" {
			break
		}
		switch c := s[0]; {
		case c == '\n' && p.pre > 0:
			p.endLine()
		case p.pre > 0:
			p.word(s[:1])
		default:
			p.space = true
		}
		if s[0] == '\n' {
			p.source++
		}
		s = s[1:]
	}
	p.source = source
}

// endLine ends a line where the source says so: a second end makes an empty line.
func (p *htmlPrinter) endLine() { p.breaks = min(p.breaks+1, 3) }

// word writes a word and what is due before it.
func (p *htmlPrinter) word(s string) {
	if len(p.out) == 0 {
		p.breaks, p.space = 0, false
		p.lines = append(p.lines, p.source)
	}
	if p.breaks > 0 && p.pre == 0 {
		p.space = false
	}
	for ; p.breaks > 0; p.breaks-- {
		p.out = append(p.out, '\n')
		p.lines = append(p.lines, p.source)
	}
	if p.space {
		p.out, p.space = append(p.out, ' '), false
	}
	p.out, p.mark = append(p.out, p.mark...), ""
	if p.linkFrom < 0 {
		p.linkFrom = len(p.out)
	}
	p.out = append(p.out, s...)
}

// endLink writes the address of the link that was open, as Markdown does: around its first line. It need not, where its
// text is a part of the address.
func (p *htmlPrinter) endLink() {
	href, from := p.href, p.linkFrom
	p.href, p.linkFrom = "", len(p.out)
	if href == "" || from < 0 {
		return
	}
	end := len(p.out)
	if i := bytes.IndexByte(p.out[from:], '\n'); i >= 0 {
		end = from + i
	}
	text := p.out[from:end]
	if bytes.ContainsAny(text, "[]") || !bytes.ContainsAny(text, " ") && strings.Contains(href, string(text)) {
		return
	}
	p.out = slices.Insert(p.out, end, []byte("]("+href+")")...)
	p.out = slices.Insert(p.out, from, '[')
	p.linkFrom = len(p.out)
}
