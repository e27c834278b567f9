package parser

// This file owns decoding XML that nobody vouches for, by encoding/xml with bounds: how deep elements nest and how many
// there are (how long a record is, xmlsplit.go sees to). Entities are those of HTML; a document type declaration never
// gets here. The text is UTF-8 already, whatever its declaration says, see input.go.

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

const (
	maxXMLDepth  = 64
	maxXMLTokens = 100_000 // a paper of three thousand authors, each with an affiliation, has thirty
	maxXMLCopied = 64 << 20
)

// newXMLDecoder decodes text that is UTF-8.
func newXMLDecoder(r io.Reader) *xml.Decoder {
	d := xml.NewDecoder(r)
	d.Entity = xml.HTMLEntity
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	return d
}

// An xmlField is a child of a record, or a child of that.
type xmlField struct {
	name  string // local; with a prefix for what is not of the feed itself: "dc:creator"
	attrs []xml.Attr
	text  string // all of it, that of its children too
	sub   []xmlField
}

// attr is the attribute with a name, without regard to namespaces.
func (f *xmlField) attr(name string) string {
	for _, a := range f.attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// child is the text of the first child with a name.
func (f *xmlField) child(name string) string {
	for _, c := range f.sub {
		if c.name == name {
			return c.text
		}
	}
	return ""
}

// xmlPrefixes are the names by which fields of other vocabularies are called here, whatever prefix a feed uses. An
// element whose prefix was declared nowhere is called by that.
var xmlPrefixes = map[string]string{
	"": "", "http://www.w3.org/2005/Atom": "", "http://purl.org/rss/1.0/": "",
	"http://arxiv.org/schemas/atom": "arxiv:", "http://purl.org/dc/elements/1.1/": "dc:",
	"http://a9.com/-/spec/opensearch/1.1/": "opensearch:",
}

func fieldName(n xml.Name) string {
	prefix, known := xmlPrefixes[n.Space]
	if !known {
		prefix = n.Space + ":"
	}
	return prefix + n.Local
}

// slimTag is a start tag without the attributes that are not needed to understand it. The prefixes of other vocabularies
// then are not declared, which only matters where they are unusual.
func slimTag(tag []byte) []byte {
	d := newXMLDecoder(bytes.NewReader(tag))
	d.Strict = false
	t, _ := d.RawToken()
	start, _ := t.(xml.StartElement)
	name := start.Name.Local
	own := ""
	if start.Name.Space != "" {
		name, own = start.Name.Space+":"+name, start.Name.Space
	}
	var out bytes.Buffer
	out.WriteString("<" + name)
	for _, a := range start.Attr {
		isOwn := a.Name.Space == "" && a.Name.Local == "xmlns" || a.Name.Space == "xmlns" && a.Name.Local == own
		if isOwn && out.Len()+len(a.Value) < maxXMLAround {
			out.WriteString(" " + strings.TrimPrefix(a.Name.Space+":"+a.Name.Local, ":") + `="`)
			_ = xml.EscapeText(&out, []byte(a.Value)) // a bytes.Buffer takes everything
			out.WriteByte('"')
		}
	}
	out.WriteByte('>')
	return out.Bytes()
}

// document is a piece with the elements around it, as it would stand alone, and how many lines these add before it.
func (s *xmlSplitter) document(p xmlPiece) (text []byte, before int) {
	var out bytes.Buffer
	for _, t := range s.around {
		out.Write(t.raw)
	}
	before = bytes.Count(out.Bytes(), []byte("\n"))
	out.Write(visibleControls(p.raw))
	for i := len(s.around) - 1; i >= 0; i-- {
		out.WriteString("</" + s.around[i].name + ">")
	}
	return out.Bytes(), before
}

// fields decodes a record. It must be well-formed if strict; otherwise it is taken as browsers take HTML. The problem says
// what is wrong with it.
func (s *xmlSplitter) fields(p xmlPiece, strict bool) (list []xmlField, problem string) {
	text, before := s.document(p)
	d := newXMLDecoder(bytes.NewReader(text))
	d.Strict = strict
	w := xmlWalk{outside: len(s.around) + 1}
	for tokens := 0; ; tokens++ {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			return w.list, ""
		}
		line, _ := d.InputPos()
		line += p.line - 1 - before
		switch {
		case err != nil:
			var wrong *xml.SyntaxError
			if errors.As(err, &wrong) {
				return nil, fmt.Sprintf("not XML at line %d: %s", line, CleanLine(wrong.Msg))
			}
			return nil, fmt.Sprintf("not XML at line %d: %s", line, CleanLine(err.Error()))
		case tokens > maxXMLTokens:
			return nil, fmt.Sprintf("it has more than %d elements and pieces of text, which no record has", maxXMLTokens)
		case w.copied > maxXMLCopied:
			return nil, "text in so many pieces as no record has"
		case w.depth > maxXMLDepth:
			return nil, fmt.Sprintf("elements inside of each other, more than %d deep, which no record has", maxXMLDepth)
		}
		w.take(t)
	}
}

// An xmlWalk gathers fields on a way through a record.
type xmlWalk struct {
	outside int // how many elements are around the fields
	depth   int // of the elements that are open
	list    []xmlField
	text    [2]strings.Builder // of the field that is open, and of its child

	// gofeed puts the text of other vocabularies together piece by piece, copying what it has each time. This is how
	// much text each open element has, and how much was copied.
	has    [maxXMLDepth + 2]int
	copied int
}

func (w *xmlWalk) take(t xml.Token) {
	level := w.depth - w.outside // of a start tag: 0 for a field, 1 for its child
	switch t := t.(type) {
	case xml.StartElement:
		w.depth++
		w.has[w.depth] = 0
		if level == 0 {
			w.list = append(w.list, xmlField{name: fieldName(t.Name), attrs: t.Copy().Attr})
		} else if level == 1 {
			parent := &w.list[len(w.list)-1]
			parent.sub = append(parent.sub, xmlField{name: fieldName(t.Name), attrs: t.Copy().Attr})
		}
	case xml.EndElement:
		w.depth--
		switch level {
		case 1:
			w.list[len(w.list)-1].text = w.text[0].String()
			w.text[0].Reset()
		case 2:
			parent := &w.list[len(w.list)-1]
			parent.sub[len(parent.sub)-1].text = w.text[1].String()
			w.text[1].Reset()
		}
	case xml.CharData:
		if level > 0 {
			w.text[0].Write(t)
			if strings.Contains(w.list[len(w.list)-1].name, ":") {
				w.has[w.depth] += len(t)
				w.copied += w.has[w.depth]
			}
		}
		if level > 1 {
			w.text[1].Write(t)
		}
	}
}

// visibleControls replaces the characters that XML may not have, typed or by number (&#27;), by signs for them. Texts that
// were taken out of PDF have them, and a form feed is no reason to lose a paper. The signs are those of CleanLine.
func visibleControls(raw []byte) []byte {
	isIllegal := func(r rune) bool { return !legalXML(r) }
	if !bytes.Contains(raw, []byte("&#")) && bytes.IndexFunc(raw, isIllegal) < 0 {
		return raw
	}
	raw = characterNumber().ReplaceAllFunc(raw, func(ref []byte) []byte {
		digits, base := strings.ToLower(string(ref[2:len(ref)-1])), 10
		if hex, is := strings.CutPrefix(digits, "x"); is {
			digits, base = hex, 16
		}
		n, err := strconv.ParseInt(digits, base, 32)
		if err == nil && legalXML(rune(n)) {
			return ref
		}
		if err != nil {
			n = utf8.RuneError
		}
		return []byte(string(controlSign(rune(n))))
	})
	return bytes.Map(func(r rune) rune {
		if isIllegal(r) {
			return controlSign(r)
		}
		return r
	}, raw)
}

var characterNumber = pattern(`&#(?:[xX][0-9A-Fa-f]{1,8}|[0-9]{1,9});`)

// legalXML reports whether XML may have the character.
func legalXML(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || 0x20 <= r && r <= 0xd7ff || 0xe000 <= r && r <= 0xfffd || 0x10000 <= r && r <= 0x10ffff
}

// controlSign is the sign for a control character: ␛.
func controlSign(r rune) rune {
	if 0 <= r && r < 0x20 {
		return '\u2400' + r
	}
	return utf8.RuneError
}
