package parser

// This file owns HTML in the fields of feeds: the text that a browser would show, in paragraphs, and where its links lead.

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// htmlBreaks are the elements that part text: what stands for their start. The end of one that parts paragraphs does, too.
var htmlBreaks = map[atom.Atom]string{
	atom.Br: "\n", atom.Li: "\n\n• ", atom.Td: " ", atom.Th: " ", atom.Dd: " ",
	atom.P: "\n\n", atom.Div: "\n\n", atom.Ul: "\n\n", atom.Ol: "\n\n", atom.Dl: "\n\n", atom.Dt: "\n\n", atom.Hr: "\n\n",
	atom.H1: "\n\n", atom.H2: "\n\n", atom.H3: "\n\n", atom.H4: "\n\n", atom.H5: "\n\n", atom.H6: "\n\n",
	atom.Blockquote: "\n\n", atom.Pre: "\n\n", atom.Table: "\n\n", atom.Tr: "\n\n", atom.Section: "\n\n",
	atom.Article: "\n\n", atom.Header: "\n\n", atom.Footer: "\n\n", atom.Figure: "\n\n", atom.Figcaption: "\n\n",
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
	return strings.TrimSpace(w.out.String()), w.links
}

// hasTags reports whether s has a tag, or a comment.
func hasTags(s string) bool {
	for {
		var found bool
		if _, s, found = strings.Cut(s, "<"); !found {
			return false
		}
		name := strings.TrimPrefix(s, "/")
		n := strings.IndexFunc(name, func(r rune) bool { return !isNameStart(byte(min(r, 0x80))) && (r < '0' || r > '9') })
		if n < 0 {
			continue // the text ends inside of it
		}
		if strings.HasPrefix(s, "!--") || isElement(name[:min(n, maxElementName)]) && strings.IndexByte(" \t\r\n/>", name[n]) >= 0 && strings.Contains(name, ">") {
			return true
		}
	}
}

const maxElementName = 32

func isElement(name string) bool { return atom.Lookup([]byte(strings.ToLower(name))) != 0 }

// An htmlWriter is the state of going through HTML.
type htmlWriter struct {
	z      *html.Tokenizer
	out    strings.Builder
	links  []Link
	hidden atom.Atom // the element that is not shown, if inside of one
	space  bool      // the text so far ends in white space
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
		element := atom.Lookup(name)
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
	w.breaks(htmlBreaks[element])
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
	case w.hidden == 0 && strings.HasPrefix(htmlBreaks[element], "\n\n"):
		w.breaks("\n\n")
	}
}

func (w *htmlWriter) breaks(s string) {
	if s != "" {
		w.out.WriteString(s)
		w.space = true
	}
}

// shown writes text, whose white space is all the same.
func (w *htmlWriter) shown(text string) {
	if w.hidden != 0 {
		return
	}
	for text != "" {
		n := strings.IndexAny(text, htmlSpace)
		switch {
		case n < 0:
			n = len(text)
			fallthrough
		case n > 0:
			w.out.WriteString(text[:n])
			w.space = false
		case !w.space:
			w.out.WriteByte(' ')
			w.space = true
			fallthrough
		default:
			n = 1
		}
		text = text[n:]
	}
}

const htmlSpace = " \t\r\n\f"
