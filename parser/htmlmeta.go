package parser

// This file owns what a page of HTML says of itself: the values of its <meta> elements, what it has as JSON-LD
// (https://json-ld.org), and its abstract, which some pages have in their text alone.

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

const (
	maxLinkedData = 20      // scripts of a page that are looked at
	maxScript     = 4 << 20 // bytes of one
)

// A pageMeta is what a page says of itself.
type pageMeta struct {
	values    map[string][]string // by the names of the elements, in lowercase
	line      int                 // of the first of them that is about a paper, or of the page
	scripts   []string            // JSON-LD
	scripted  int                 // the line of the first of them
	canonical string              // its address
	abstract  string              // HTML
}

// readPages reads a page, or several that stand one behind the other. It goes by the tags alone, as browsers do with what
// is no tree.
func readPages(page string) []*pageMeta {
	m := newPageMeta(1)
	var pages []*pageMeta
	z := html.NewTokenizer(strings.NewReader(page))
	var part abstractPart
	script, line := false, 1
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return append(pages, m)
		}
		raw := z.Raw()
		part.keep(raw)
		ends := bytes.Count(raw, []byte("\n"))
		switch kind {
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			tag := atom.Lookup(name)
			attributes := attributesOf(z, more)
			if tag == atom.Html && m.said() {
				pages, m, part = append(pages, m), newPageMeta(line), abstractPart{}
			}
			script = tag == atom.Script && strings.HasPrefix(strings.ToLower(attributes["type"]), "application/ld+json")
			m.take(tag, attributes, line)
			if kind == html.StartTagToken {
				part.open(tag, attributes)
			}
		case html.TextToken:
			if text := z.Text(); script && len(m.scripts) < maxLinkedData && len(text) <= maxScript {
				if len(m.scripts) == 0 {
					m.scripted = line
				}
				m.scripts = append(m.scripts, string(text))
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			script = false
			if text := part.close(atom.Lookup(name)); m.abstract == "" && words(htmlLine(text)) > 15 {
				m.abstract = text
			}
		}
		line += ends
	}
}

func newPageMeta(line int) *pageMeta {
	return &pageMeta{values: map[string][]string{}, line: line, scripted: line}
}

// said reports whether the page has said anything.
func (m *pageMeta) said() bool { return len(m.values) > 0 || len(m.scripts) > 0 || m.abstract != "" }

// attributesOf are the attributes of the tag that z is at; of those with one name the first.
func attributesOf(z *html.Tokenizer, more bool) map[string]string {
	var attributes map[string]string
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		if attributes == nil {
			attributes = map[string]string{}
		}
		if _, again := attributes[string(key)]; !again {
			attributes[string(key)] = string(value)
		}
	}
	return attributes
}

// take takes what an element says of the page.
func (m *pageMeta) take(tag atom.Atom, attributes map[string]string, line int) {
	switch tag {
	case atom.Meta:
		name := attributes["name"]
		if name == "" {
			name = attributes["property"]
		}
		name = strings.ToLower(strings.TrimSpace(name))
		value := strings.TrimSpace(attributes["content"])
		if name == "" || value == "" || name == "citation_reference" {
			return
		}
		if len(m.values["citation_title"]) == 0 && (name == "citation_title" || name == "dc.title") {
			m.line = line
		}
		m.values[name] = append(m.values[name], value)
	case atom.Link:
		if m.canonical == "" && strings.EqualFold(attributes["rel"], "canonical") {
			m.canonical = strings.TrimSpace(attributes["href"])
		}
	}
}

// value is the first value of the first of the names that has one.
func (m *pageMeta) value(names ...string) string {
	if all := m.all(names...); len(all) > 0 {
		return all[0]
	}
	return ""
}

// all are the values of the first of the names that has one.
func (m *pageMeta) all(names ...string) []string {
	for _, name := range names {
		if values := m.values[name]; len(values) > 0 {
			return values
		}
	}
	return nil
}

// An abstractPart is the element that has the abstract, by its name or its class, while it is open.
type abstractPart struct {
	tag   atom.Atom
	depth int
	text  strings.Builder
}

var textElements = atoms(atom.Div, atom.Section, atom.P, atom.Blockquote, atom.Span)

// open takes a start tag, whose text has been kept, if the part is open.
func (a *abstractPart) open(tag atom.Atom, attributes map[string]string) {
	switch {
	case a.depth > 0 && tag == a.tag:
		a.depth++
	case a.depth == 0 && textElements[tag] && namesAbstract(attributes):
		a.tag, a.depth = tag, 1
		a.text.Reset()
	}
}

func namesAbstract(attributes map[string]string) bool {
	if strings.EqualFold(attributes["id"], "abstract") {
		return true
	}
	for _, class := range strings.Fields(strings.ToLower(attributes["class"])) {
		if class == "abstract" || strings.HasSuffix(class, "-abstract") || class == "note-content-abstract" {
			return true
		}
	}
	return false
}

func (a *abstractPart) keep(raw []byte) {
	if a.depth > 0 && a.text.Len() < maxScript {
		a.text.Write(raw)
	}
}

// close takes an end tag, and gives the HTML of the part if that ends here.
func (a *abstractPart) close(tag atom.Atom) string {
	if a.depth == 0 || tag != a.tag {
		return ""
	}
	if a.depth--; a.depth > 0 {
		return ""
	}
	text := a.text.String()
	if i := strings.LastIndex(text, "</"); i >= 0 {
		text = text[:i]
	}
	return text
}
