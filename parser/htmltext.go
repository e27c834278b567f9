package parser

// This file owns HTML in the fields of feeds: the text that a browser would show, in paragraphs, and where its links lead.

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// htmlBreaks are the elements that part text, by how many line breaks stand for their start and, if these are two, for
// their end. Cells of a table are parted by a space.
var htmlBreaks = map[atom.Atom]int{
	atom.Br: 1,
	atom.P:  2, atom.Div: 2, atom.Ul: 2, atom.Ol: 2, atom.Li: 2, atom.Dl: 2, atom.Dt: 2, atom.Dd: 2, atom.Hr: 2,
	atom.H1: 2, atom.H2: 2, atom.H3: 2, atom.H4: 2, atom.H5: 2, atom.H6: 2, atom.Blockquote: 2, atom.Pre: 2,
	atom.Table: 2, atom.Tr: 2, atom.Section: 2, atom.Article: 2, atom.Header: 2, atom.Footer: 2, atom.Figure: 2, atom.Figcaption: 2,
}

// htmlHidden are the elements whose text is not shown.
var htmlHidden = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Template: true, atom.Noscript: true, atom.Annotation: true, atom.Iframe: true,
	atom.Noembed: true, atom.Noframes: true, atom.Textarea: true, atom.Select: true, atom.Title: true,
}

// htmlText is the text of s, with entities decoded and an empty line between paragraphs, and the links in it. Feeds do
// not say reliably whether a field is HTML. Here it is if there is a tag of an element that HTML has: "<y and z>" is
// text. Without one, line breaks stay as they are.
func htmlText(s string) (text string, links []Link) {
	if !hasTags(s) {
		return html.UnescapeString(s), nil
	}
	w := htmlWriter{z: html.NewTokenizer(strings.NewReader(s))}
	for w.next() {
	}
	return w.out.String(), w.links
}

// hasTags reports whether s has a tag, or a comment.
func hasTags(s string) bool {
	s = s[:strings.LastIndexByte(s, '>')+1] // a tag that does not end is none
	for {
		var found bool
		if _, s, found = strings.Cut(s, "<"); !found {
			return false
		}
		name := strings.TrimPrefix(s, "/")
		n := 0
		for n < len(name) && (isNameStart(name[n]) || isDigit(name[n])) {
			n++
		}
		if strings.HasPrefix(s, "!--") || n < min(len(name), maxElementName) && strings.IndexByte(htmlSpace+"/>", name[n]) >= 0 && elementOf(name[:n]) != 0 {
			return true
		}
	}
}

const maxElementName = 32

// elementOf is the element of HTML with a name, which XHTML may give a prefix; 0 if there is none.
func elementOf(name string) atom.Atom { return atom.Lookup([]byte(localName(strings.ToLower(name)))) }

// An htmlWriter is the state of going through HTML.
type htmlWriter struct {
	z      *html.Tokenizer
	out    strings.Builder
	links  []Link
	hidden atom.Atom // the element that is not shown, if inside of one

	// What comes before the next word:
	space  bool
	breaks int  // of lines
	broken bool // the last of them by <br>
	item   bool // of a list begins
}

// next takes a token, and reports whether more may follow.
func (w *htmlWriter) next() bool {
	kind := w.z.Next()
	raw := string(w.z.Raw())
	switch kind {
	case html.ErrorToken:
		w.shown(raw) // a tag that never ends
		return false
	case html.TextToken:
		w.shown(html.UnescapeString(raw))
	case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
		name, attributes := w.z.TagName()
		element := elementOf(string(name))
		switch {
		case element == 0:
			w.shown(html.UnescapeString(raw))
		case kind == html.EndTagToken:
			w.closes(element)
		default:
			w.opens(element, attributes, kind)
		}
	}
	return true
}

func (w *htmlWriter) opens(element atom.Atom, attributes bool, kind html.TokenType) {
	if w.hidden == 0 && htmlHidden[element] && kind == html.StartTagToken {
		w.hidden = element
	}
	if w.hidden != 0 {
		return
	}
	if w.breaks = max(w.breaks, htmlBreaks[element]); element == atom.Br && w.broken {
		w.breaks = 2 // two in a row are an empty line
	}
	w.broken = element == atom.Br
	switch element {
	case atom.Li:
		w.item = true
	case atom.Td, atom.Th:
		w.shown(" ")
	}
	for attributes && element == atom.A {
		var name, value []byte
		name, value, attributes = w.z.TagAttr()
		if string(name) == "href" {
			text := w.out.String()
			address := strings.TrimSpace(string(value))
			w.links = append(w.links, Link{KindOf(address, contextBefore(text, len(text))), address})
		}
	}
}

func (w *htmlWriter) closes(element atom.Atom) {
	switch {
	case w.hidden == element:
		w.hidden = 0
	case w.hidden == 0 && htmlBreaks[element] == 2:
		w.breaks = 2
	}
}

// shown writes text, whose white space is all the same.
func (w *htmlWriter) shown(text string) {
	for w.hidden == 0 && text != "" {
		switch n := strings.IndexAny(text, htmlSpace); {
		case n == 0:
			w.space = true
			text = text[1:]
		case n < 0:
			w.word(text)
			return
		default:
			w.word(text[:n])
			text = text[n:]
		}
	}
}

// word writes what has no white space in it, and before it what parts it from the text so far.
func (w *htmlWriter) word(s string) {
	switch {
	case w.out.Len() == 0:
	case w.breaks > 0:
		w.out.WriteString("\n\n"[:min(w.breaks, 2)])
	case w.space:
		w.out.WriteByte(' ')
	}
	if w.item {
		w.out.WriteString("• ")
	}
	w.out.WriteString(s)
	w.space, w.breaks, w.broken, w.item = false, 0, false, false
}

const htmlSpace = " \t\r\n\f"
