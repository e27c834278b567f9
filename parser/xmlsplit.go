package parser

// This file owns finding the records of an XML input (XML 1.0, W3C Recommendation of 26 November 2008) without reading it
// as a whole: the entries of an Atom feed, the items of RSS. Only what parts markup from text is looked at here, so that
// whatever else is wrong with a record costs this record and no other: it is cut out as it is typed and decoded on its
// own, see xmlsafe.go. Nothing is kept but the record that is being read and the head of the feed; the time is linear.

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

const (
	maxXMLRecord = 4 << 20   // bytes; a post with its pictures inside has one or two
	keptOfXML    = 4 << 10   // bytes that are kept of one that is longer, for the message
	maxXMLHead   = 256 << 10 // bytes that are kept of what stands before the first record
	maxXMLAround = 2 << 10   // bytes of a start tag around the records that go with each of them; namespaces need half of it
)

// An xmlPiece is a record as it is typed.
type xmlPiece struct {
	raw   []byte // good until the next one
	line  int    // where it begins
	wrong string // why raw is no record, or only the beginning of one; empty if it may be one
}

// An xmlMark is what a piece of XML is, as far as it parts records.
type xmlMark int

const (
	xmlText  xmlMark = iota // text, or anything else that is neither a start nor an end
	xmlStart                // <name …>
	xmlEmpty                // <name …/>
	xmlEnd                  // </name>
)

// An xmlToken is a piece of XML as it is typed. Text may come in several.
type xmlToken struct {
	mark xmlMark
	name string // with its prefix
	raw  []byte // good until the next one
	line int
}

// An xmlSplitter is the state of going through one input.
type xmlSplitter struct {
	in   *bufio.Reader
	line int    // of the next byte
	end  string // what ends the comment, CDATA section or instruction that is open

	head   []byte     // what stands before the first record
	around []xmlToken // the start tags of elements that hold the records: <rss …>, <channel>
	root   string     // the name of the outermost element
	record string     // the name of records, as the first one has it
	closed bool       // the outermost element has ended

	raw   []byte    // of the record that is being read
	start int       // the line where it begins
	begun *xmlToken // the start tag of the next record, which was read already
	told  bool      // that the input ends early
}

func newXMLSplitter(in *bufio.Reader) *xmlSplitter { return &xmlSplitter{in: in, line: 1} }

// readHead reads up to the first record. At the end of the input there is none.
func (s *xmlSplitter) readHead() error {
	for {
		t, err := s.token()
		if errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		switch t.mark {
		case xmlStart, xmlEmpty:
			if s.root != "" && isFeedRecord(localName(t.name)) {
				s.record = t.name
				s.begin(t)
				s.slimAround()
				return nil
			}
			s.open(t)
		case xmlEnd:
			s.close(t.name)
		}
		if room := maxXMLHead - len(s.head); room > 0 {
			s.head = append(s.head, t.raw[:min(len(t.raw), room)]...)
		}
	}
}

func isFeedRecord(name string) bool { return name == "item" || name == "entry" }

// isFeedHolder tells the elements that can hold records; of a head with tags that do not fit they are what counts.
func isFeedHolder(name string) bool {
	switch strings.ToLower(name) {
	case "feed", "rss", "rdf", "channel":
		return true
	}
	return false
}

// localName is a name without its prefix.
func localName(name string) string { return name[strings.IndexByte(name, ':')+1:] }

// open takes a start tag before the first record.
func (s *xmlSplitter) open(t xmlToken) {
	if s.root == "" {
		s.root = t.name
		s.closed = t.mark == xmlEmpty
	}
	if t.mark == xmlStart && isFeedHolder(localName(t.name)) && len(s.around) < 8 {
		t.raw = bytes.Clone(t.raw)
		s.around = append(s.around, t)
	}
}

// close takes an end tag outside of records.
func (s *xmlSplitter) close(name string) {
	s.closed = s.closed || name == s.root
	if s.record != "" {
		return // the first record stood where all do
	}
	for i, t := range slices.Backward(s.around) {
		if t.name == name {
			s.around = s.around[:i]
			return
		}
	}
}

// slimAround shortens start tags so long that decoding each record with them would take forever.
func (s *xmlSplitter) slimAround() {
	for i := range s.around {
		if len(s.around[i].raw) > maxXMLAround {
			s.around[i].raw = slimTag(s.around[i].raw)
		}
	}
}

// next is the next record. io.EOF comes alone, after the last one.
func (s *xmlSplitter) next() (xmlPiece, error) {
	if err := s.find(); err != nil {
		return xmlPiece{}, err
	}
	t := *s.begun
	s.begun = nil
	s.raw, s.start = append(s.raw[:0], t.raw...), t.line
	if t.mark == xmlEmpty {
		return s.piece(""), nil
	}
	for {
		t, err := s.token()
		switch {
		case errors.Is(err, io.EOF):
			s.told = true
			return s.piece("the input ends in the middle of it; was the file cut off?"), nil
		case err != nil:
			return xmlPiece{}, err
		case t.mark == xmlEnd && t.name == s.record:
			s.add(t.raw)
			return s.piece(""), nil
		case (t.mark == xmlStart || t.mark == xmlEmpty) && t.name == s.record:
			s.begin(t)
			return s.piece(fmt.Sprintf("another <%[1]s> begins before its end, </%[1]s>", CleanLine(s.record))), nil
		case t.mark == xmlEnd && s.surrounds(t.name):
			s.close(t.name)
			return s.piece(fmt.Sprintf("its end, </%s>, is missing", CleanLine(s.record))), nil
		}
		s.add(t.raw)
	}
}

// find goes to the start of the next record.
func (s *xmlSplitter) find() error {
	for s.begun == nil {
		t, err := s.token()
		switch {
		case err != nil:
			return err
		case t.mark == xmlEnd:
			s.close(t.name)
		case t.mark != xmlText && t.name == s.record:
			s.begin(t)
		}
	}
	return nil
}

// begin keeps the start tag of a record.
func (s *xmlSplitter) begin(t xmlToken) {
	t.raw = bytes.Clone(t.raw)
	s.begun = &t
}

// surrounds reports whether name is that of an element around the records.
func (s *xmlSplitter) surrounds(name string) bool {
	return slices.ContainsFunc(s.around, func(t xmlToken) bool { return t.name == name })
}

// add appends to the record, one byte beyond what it may have at most.
func (s *xmlSplitter) add(raw []byte) {
	s.raw = append(s.raw, raw[:min(len(raw), maxXMLRecord+1-len(s.raw))]...)
}

// piece is the record that was read.
func (s *xmlSplitter) piece(wrong string) xmlPiece {
	p := xmlPiece{raw: s.raw, line: s.start, wrong: wrong}
	if len(s.raw) > maxXMLRecord {
		p.raw = bytes.Clone(bytes.ToValidUTF8(s.raw[:keptOfXML], nil))
		p.wrong = fmt.Sprintf("it has more than %d MiB, which no record has", maxXMLRecord>>20)
		s.raw = nil
	}
	return p
}

// empty reports whether the input was a feed without a single record.
func (s *xmlSplitter) empty() bool {
	return s.record == "" && s.closed && isFeedHolder(localName(s.root))
}

// wanting is the problem with the input as a whole, if no record told it: that it is no feed, or ends early.
func (s *xmlSplitter) wanting() (xmlPiece, bool) {
	wrong := ""
	switch {
	case s.told:
	case s.record == "" && !isFeedHolder(localName(s.root)):
		wrong = "no feed: they begin with <rss …>, <feed …>, <rdf:RDF …> or {…}"
	case !s.closed:
		wrong = fmt.Sprintf("the input ends without </%s>; was the file cut off, and the rest lost?", CleanLine(s.root))
	}
	s.told = true
	return xmlPiece{line: s.line, wrong: wrong}, wrong != ""
}

// token reads a piece of markup, or some text.
func (s *xmlSplitter) token() (xmlToken, error) {
	if s.end != "" {
		return s.inside()
	}
	ahead, err := s.window(1)
	if len(ahead) == 0 {
		return xmlToken{}, err
	}
	if ahead[0] != '<' {
		n := bytes.IndexByte(ahead, '<')
		if n < 0 {
			n = len(ahead)
		}
		return s.take(n, xmlText, ""), nil
	}
	if ahead, err = s.window(len("<![CDATA[")); len(ahead) < 2 {
		if err != nil && !errors.Is(err, io.EOF) {
			return xmlToken{}, err
		}
		return s.take(len(ahead), xmlText, ""), nil
	}
	for _, section := range [][2]string{{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}} {
		if bytes.HasPrefix(ahead, []byte(section[0])) {
			s.end = section[1]
			return s.take(len(section[0]), xmlText, ""), nil
		}
	}
	return s.tag()
}

// inside reads on in a comment, a CDATA section or an instruction.
func (s *xmlSplitter) inside() (xmlToken, error) {
	ahead, err := s.window(len(s.end))
	if len(ahead) == 0 {
		return xmlToken{}, err
	}
	n := len(ahead)
	if i := bytes.Index(ahead, []byte(s.end)); i >= 0 {
		n = i + len(s.end)
		s.end = ""
	} else if n >= len(s.end) {
		n -= len(s.end) - 1 // what is left may be the beginning of the end
	}
	return s.take(n, xmlText, ""), nil
}

// tag reads <name …>, </name> or <!DOCTYPE …>. A "<" that begins none is text, and one inside ends it, for a tag may not
// have one: so a quote that is never closed does not hide what follows.
func (s *xmlSplitter) tag() (xmlToken, error) {
	var quote byte
	for n := 1; ; n++ {
		ahead, err := s.window(n + 1)
		if len(ahead) <= n {
			if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, bufio.ErrBufferFull) {
				return xmlToken{}, err
			}
			if errors.Is(err, bufio.ErrBufferFull) {
				n = 1 // longer than any tag
			}
			return s.take(n, xmlText, ""), nil
		}
		switch b := ahead[n]; {
		case b == '<':
			return s.take(n, xmlText, ""), nil
		case quote != 0:
			if b == quote {
				quote = 0
			}
		case (b == '"' || b == '\'') && ahead[1] != '/':
			quote = b
		case b == '[' && ahead[1] == '!' && s.record == "":
			return xmlToken{}, s.ownRules()
		case b == '>':
			mark, name := tagOf(ahead[:n+1])
			return s.take(n+1, mark, name), nil
		}
	}
}

// ownRules is the error for a document type declaration with an internal subset.
func (s *xmlSplitter) ownRules() error {
	return fmt.Errorf("line %d: the XML declares entities or other rules of its own (<!DOCTYPE … [ … ]>): it is refused, "+
		"for no feed needs them, and they can make a small file endless; take the declaration out if you trust the file", s.line)
}

// tagOf tells what a tag is, from its "<" to its ">".
func tagOf(tag []byte) (xmlMark, string) {
	inner := tag[1 : len(tag)-1]
	mark := xmlStart
	switch {
	case len(inner) == 0:
		return xmlText, ""
	case inner[0] == '/':
		mark, inner = xmlEnd, inner[1:]
	case inner[len(inner)-1] == '/':
		mark, inner = xmlEmpty, inner[:len(inner)-1]
	}
	if n := bytes.IndexAny(inner, " \t\r\n"); n >= 0 {
		inner = inner[:n]
	}
	if len(inner) == 0 || len(inner) > 128 || !isNameStart(inner[0]) {
		return xmlText, ""
	}
	return mark, string(inner)
}

func isNameStart(b byte) bool {
	return 'a' <= b|0x20 && b|0x20 <= 'z' || b == '_' || b == ':' || b >= 0x80
}

// window is what is buffered of the input, n bytes if there are as many, with the error if there are not.
func (s *xmlSplitter) window(n int) ([]byte, error) {
	if s.in.Buffered() < n {
		if ahead, err := s.in.Peek(n); err != nil {
			if !errors.Is(err, io.EOF) && !errors.Is(err, bufio.ErrBufferFull) {
				err = fmt.Errorf("line %d: %w", s.line, readError(err))
			}
			return ahead, err
		}
	}
	ahead, _ := s.in.Peek(s.in.Buffered()) // is there
	return ahead, nil
}

// take consumes n bytes, which are in the window.
func (s *xmlSplitter) take(n int, mark xmlMark, name string) xmlToken {
	ahead, _ := s.in.Peek(n)
	t := xmlToken{mark: mark, name: name, raw: ahead, line: s.line}
	s.line += bytes.Count(ahead, []byte("\n"))
	_, _ = s.in.Discard(n) // is there; raw stays good until the next read
	return t
}
