package parser

// This file owns XML: finding the records in a document without reading it as a whole, and refusing what in XML is dangerous.
// encoding/xml stops at the first fault and gives up all that follows, so the document is split first, by its tags alone
// (XML 1.0, https://www.w3.org/TR/xml/), and each record is then decoded by itself: a fault costs one record, and every
// record has its line.
//
// A document may name another as its DOCTYPE, which is not looked at. It may declare nothing itself: entities that expand
// to others, or to files, are what attacks by XML are made of, and no feed has them.

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// ErrDeclarations tells that an XML document declares entities or other things of its own, and was refused for it.
var ErrDeclarations = errors.New("the XML declares entities")

const (
	maxXMLRecord = 1 << 20   // bytes of a record in a feed; the longest honest ones, of blogs with pictures in them, have half of it
	maxXMLTags   = 10_000    // in such a record
	maxXMLDepth  = 100       // of elements inside each other
	maxXMLTag    = 64 << 10  // bytes of a tag
	maxXMLAround = 4 << 10   // bytes of the tags around the records: they name namespaces
	maxXMLHead   = 256 << 10 // bytes that are kept of what stands before the first record
)

// xmlRecordNames are the elements that are records, by the local name of the root; all in lower case, parted by spaces.
var xmlRecordNames = map[string]string{"feed": "entry", "rss": "item", "rdf": "item"}

// An xmlRecord is an element as it stands in the document, or as much of it as was kept of one that cannot be taken.
type xmlRecord struct {
	text  string
	line  int
	wrong string // why it cannot be taken
}

// An xmlSplitter finds records one after the other, in bounded memory.
type xmlSplitter struct {
	in      *bufio.Reader
	limit   xmlLimit
	names   map[string]string // the elements that are records, as in xmlRecordNames
	line    int               // of the next byte
	open    []xmlToken        // the start tags of the elements around
	pending *xmlToken         // read, but not part of the record before it

	head          []byte // what stands before the first record
	found         int    // records
	whole         bool   // the root element has ended
	before, after string // the tags around the first record, which make a document of any
}

func newXMLSplitter(in *bufio.Reader) *xmlSplitter {
	return &xmlSplitter{in: in, limit: feedLimit, names: xmlRecordNames, line: 1}
}

// next is the next record; io.EOF comes after the last one.
func (s *xmlSplitter) next() (xmlRecord, error) {
	for {
		t, err := s.token("")
		if err != nil {
			return xmlRecord{}, err
		}
		switch {
		case t.kind == xmlDeclaration && declares(t.raw):
			return xmlRecord{}, fmt.Errorf("line %d: %w (<!ENTITY or a DOCTYPE with […]), which may be an attack; "+
				"remove the declarations if you trust the file", t.line, ErrDeclarations)
		case t.kind == xmlStart && s.isRecord(t):
			s.found++
			return s.record(t)
		}
		if err := s.outside(t); err != nil {
			return xmlRecord{}, err
		}
	}
}

// empty reports whether the document is complete and has no record.
func (s *xmlSplitter) empty() bool { return s.whole && s.found == 0 }

// isRecord reports whether a start tag begins a record.
func (s *xmlSplitter) isRecord(t xmlToken) bool {
	return len(s.open) > 0 && len(s.open) <= s.limit.depth && isAmong(s.names[s.open[0].local()], t.local())
}

// outside takes note of a token that is part of no record.
func (s *xmlSplitter) outside(t xmlToken) error {
	if s.found == 0 && len(s.head)+len(t.raw) <= maxXMLHead {
		s.head = append(s.head, t.raw...)
	}
	switch {
	case t.kind == xmlStart && t.closed, s.whole:
		s.whole = s.whole || len(s.open) == 0 && s.names[t.local()] != ""
	case t.kind == xmlStart && len(s.open) == maxXMLDepth:
		return fmt.Errorf("line %d: %w: elements are nested more than %d levels deep", t.line, ErrTooLarge, maxXMLDepth)
	case t.kind == xmlStart:
		s.open = append(s.open, t)
	case t.kind == xmlEnd:
		for i := len(s.open) - 1; i >= 0; i-- {
			if s.open[i].name == t.name {
				s.whole = i == 0 && s.names[t.local()] != ""
				s.open = s.open[:i]
				break
			}
		}
	}
	return nil
}

// record reads the record that a start tag begins. Where its end is missing it ends where the next one begins.
func (s *xmlSplitter) record(start xmlToken) (xmlRecord, error) {
	if s.before == "" {
		for _, t := range s.open {
			s.before, s.after = s.before+t.raw, "</"+t.name+">"+s.after
		}
		if len(s.before) > maxXMLAround {
			return xmlRecord{}, fmt.Errorf("line %d: %w: the tags around the records are longer than %d KiB",
				s.open[0].line, ErrTooLarge, maxXMLAround>>10)
		}
	}
	b := recordBuilder{line: start.line, limit: s.limit}
	b.add(start)
	if start.closed {
		return b.record(), nil
	}
	for b.depth > 0 {
		t, err := s.token(start.name)
		switch {
		case errors.Is(err, io.EOF):
			b.fail(fmt.Sprintf("the record is incomplete: </%s> is missing", beginning(start.name)))
			return b.record(), nil
		case err != nil:
			return xmlRecord{}, err
		case t.kind == xmlStart && t.name == start.name, t.kind == xmlEnd && s.isOpen(t.name):
			s.pending = &t
			b.fail(fmt.Sprintf("the record is not closed: </%s> is missing", beginning(start.name)))
			return b.record(), nil
		}
		b.add(t)
		if t.unended {
			b.fail("a comment or CDATA section is not closed")
			return b.record(), nil
		}
		if t.kind == xmlEnd && t.name == start.name {
			break // whatever is open inside; the decoder knows what to make of it
		}
	}
	return b.record(), nil
}

// isOpen reports whether an element of that name is around the records.
func (s *xmlSplitter) isOpen(name string) bool {
	for _, t := range s.open {
		if t.name == name {
			return true
		}
	}
	return false
}

// A recordBuilder puts the tokens of a record together.
type recordBuilder struct {
	text              []byte
	line, depth, tags int
	limit             xmlLimit
	wrong             string
}

func (b *recordBuilder) add(t xmlToken) {
	if b.wrong != "" && len(b.text) >= maxRaw { // what is kept of it is kept
		return
	}
	b.text = append(b.text, t.raw...)
	switch t.kind {
	case xmlStart:
		if b.tags++; !t.closed {
			b.depth++
		}
	case xmlEnd:
		b.depth--
	case xmlDeclaration:
		b.fail("a declaration (<!…>) inside a record")
	}
	switch {
	case t.long:
		b.fail("a tag or section is too long")
	case len(b.text) > b.limit.bytes:
		b.fail(fmt.Sprintf("a record longer than %d MiB", b.limit.bytes>>20))
	case b.tags > b.limit.tags:
		b.fail(fmt.Sprintf("a record with more than %d elements", b.limit.tags))
	case b.depth > maxXMLDepth:
		b.fail(fmt.Sprintf("elements are nested more than %d levels deep", maxXMLDepth))
	}
}

// fail says why the record cannot be taken. The first reason stands; the text is let go, up to what is kept for mending.
func (b *recordBuilder) fail(reason string) {
	if b.wrong == "" {
		b.wrong = reason
	}
	if len(b.text) > maxRaw {
		b.text = append([]byte(nil), b.text[:maxRaw]...)
	}
	b.depth = max(b.depth, 1) // it goes on to its end
}

func (b *recordBuilder) record() xmlRecord {
	text := strings.ToValidUTF8(string(b.text), "\ufffd")
	if b.wrong == "" {
		text = legalXML(text)
	}
	return xmlRecord{text: text, line: b.line, wrong: b.wrong}
}

// The kinds of tokens. A comment, a CDATA section and a processing instruction are text here, as they are passed on as
// they stand.
const (
	xmlText = iota
	xmlStart
	xmlEnd
	xmlDeclaration
)

// An xmlToken is a tag or a piece of what stands between tags.
type xmlToken struct {
	kind    int
	raw     string
	name    string // of a tag, with its prefix
	closed  bool   // an empty element: <name/>
	long    bool   // cut off because it is too long
	unended bool   // a section whose end is missing
	line    int
}

// local is the name without prefix, in lower case.
func (t xmlToken) local() string {
	return strings.ToLower(t.name[strings.LastIndexByte(t.name, ':')+1:])
}

// xmlSections are what may have tags in it that are none, by how they begin and end.
var xmlSections = []struct{ begin, end string }{{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}}

// token is the next token; inside is the name of the record that it stands in, if it does.
func (s *xmlSplitter) token(inside string) (xmlToken, error) {
	if t := s.pending; t != nil {
		s.pending = nil
		return *t, nil
	}
	t := xmlToken{line: s.line}
	var err error
	start, _ := s.in.Peek(len("<![CDATA["))
	switch {
	case len(start) == 0 || start[0] != '<':
		err = s.text(&t)
	case bytes.HasPrefix(start, []byte("<!")) && !bytes.HasPrefix(start, []byte("<!--")) && !strings.HasPrefix("<![CDATA[", string(start)):
		err = s.declaration(&t)
	default:
		for _, section := range xmlSections {
			if bytes.HasPrefix(start, []byte(section.begin)) {
				err = s.section(&t, section.begin, section.end, inside)
				break
			}
		}
		if t.raw == "" && err == nil {
			err = s.tag(&t)
		}
	}
	s.line += strings.Count(t.raw, "\n")
	if err != nil && !errors.Is(err, io.EOF) {
		return t, fmt.Errorf("line %d: %w", s.line, readError(err))
	}
	if t.raw == "" {
		return t, err
	}
	return t, nil
}

// text reads up to the next "<", or a piece of that.
func (s *xmlSplitter) text(t *xmlToken) error {
	text, err := s.in.ReadSlice('<')
	if err == nil {
		text = text[:len(text)-1]
		err = s.in.UnreadByte()
	}
	t.raw = string(text)
	if errors.Is(err, bufio.ErrBufferFull) {
		err = nil
	}
	return err
}

// tag reads from "<" to ">". Another "<" before that, which may not be in a tag, leaves it text.
func (s *xmlSplitter) tag(t *xmlToken) error {
	var raw []byte
	var quote byte
	for len(raw) < maxXMLTag {
		c, err := s.in.ReadByte()
		if err == nil && c == '<' && len(raw) > 0 {
			err = s.in.UnreadByte()
			t.raw = string(raw)
			return err
		}
		if err != nil {
			t.raw = string(raw)
			return err
		}
		raw = append(raw, c)
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			t.raw = string(raw)
			t.parse()
			return nil
		}
	}
	t.raw, t.long = string(raw), true
	t.parse()
	return nil
}

// parse reads the name of a tag.
func (t *xmlToken) parse() {
	body := t.raw[1 : len(t.raw)-1]
	name, isEnd := strings.CutPrefix(body, "/")
	name, closed := strings.CutSuffix(name, "/")
	if i := strings.IndexAny(name, " \t\r\n/"); i >= 0 {
		name = name[:i]
	}
	if name == "" || name[0] < 'A' || !utf8.ValidString(name) {
		return
	}
	t.kind, t.name, t.closed = xmlStart, name, closed
	if isEnd {
		t.kind = xmlEnd
	}
}

// section reads a comment, CDATA or an instruction. If the end is missing, it is taken to end where a record ends and the
// next one begins, or all the records that follow would be lost in it.
func (s *xmlSplitter) section(t *xmlToken, begin, end, inside string) error {
	var tail []byte // the last bytes that were read
	keep := make([]byte, 0, 256)
	take := func(b []byte) {
		if room := maxXMLRecord - len(keep); len(b) > room {
			b, t.long = b[:room], true
		}
		keep = append(keep, b...)
	}
	if _, err := s.in.Discard(len(begin)); err != nil {
		return err
	}
	take([]byte(begin))
	lines := 0 // in what is not kept
	for {
		part, err := s.in.ReadSlice('>')
		before := len(keep)
		take(part)
		lines += bytes.Count(part, []byte("\n")) - bytes.Count(keep[before:], []byte("\n"))
		tail = append(tail, part[max(0, len(part)-maxXMLTag):]...)
		full := errors.Is(err, bufio.ErrBufferFull)
		switch {
		case err != nil && !full:
			t.raw, s.line = string(keep), s.line+lines
			return err
		case !full && bytes.HasSuffix(tail, []byte(end)):
			t.raw, s.line = string(keep), s.line+lines
			return nil
		case !full && inside != "" && bytes.HasSuffix(tail, []byte("</"+inside+">")) && s.followedBy(inside):
			t.raw, t.unended, s.line = string(keep), true, s.line+lines
			return nil
		}
		tail = append(tail[:0], tail[max(0, len(tail)-len(inside)-8):]...)
	}
}

// followedBy reports whether white space and the start tag of that name come next.
func (s *xmlSplitter) followedBy(name string) bool {
	next, _ := s.in.Peek(len(name) + 256)
	rest, is := bytes.CutPrefix(bytes.TrimLeft(next, " \t\r\n"), []byte("<"+name))
	return is && len(rest) > 0 && bytes.IndexByte([]byte(" \t\r\n/>"), rest[0]) >= 0
}

// declaration reads from "<!" to ">", not counting those in its brackets. What it may be is bounded like a tag.
func (s *xmlSplitter) declaration(t *xmlToken) error {
	t.kind = xmlDeclaration
	var raw []byte
	for len(raw) < maxXMLTag {
		c, err := s.in.ReadByte()
		if err != nil { // or it might have become a comment
			t.kind, t.raw = xmlText, string(raw)
			return err
		}
		raw = append(raw, c)
		if c == '>' || c == '[' { // nothing good comes in brackets; see declares
			break
		}
	}
	t.raw, t.long = string(raw), len(raw) == maxXMLTag
	return nil
}

// declares reports whether a declaration is more than a DOCTYPE that names another document.
func declares(declaration string) bool {
	rest, is := cutFold(declaration, "<!doctype")
	return !is || strings.Contains(rest, "[")
}

// xmlRoot is what begins with the start tag of the root element in the beginning of an XML document, and its local name in
// lower case; empty if head begins none.
func xmlRoot(head string) (name, tag string) {
	for {
		head = strings.TrimLeft(strings.TrimPrefix(head, "\ufeff"), " \t\r\n")
		switch {
		case strings.HasPrefix(head, "<?"):
			_, head, _ = strings.Cut(head, "?>")
		case strings.HasPrefix(head, "<!--"):
			_, head, _ = strings.Cut(head, "-->")
		case strings.HasPrefix(head, "<!"):
			end := "]>"
			if i := strings.IndexAny(head, "[>"); i >= 0 && head[i] == '>' {
				end = ">"
			}
			_, head, _ = strings.Cut(head, end)
		case strings.HasPrefix(head, "<"):
			t := xmlToken{raw: head[:strings.IndexAny(head+">", " \t\r\n/>")] + ">"}
			t.parse()
			return t.local(), head
		default:
			return "", ""
		}
	}
}
