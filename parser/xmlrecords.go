package parser

// This file owns what the formats in XML have in common that are not feeds: a digest of the records that a splitter finds
// (see xmlsafe.go), and the decoding of one.

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// An xmlLimit bounds the records of a document.
type xmlLimit struct {
	bytes, tags int
	depth       int // how deep inside of the document records may stand
}

// feedLimit bounds items of feeds, recordLimit the records of services: a paper of a collaboration has thousands of
// authors, each with elements for the parts of a name and for affiliations.
var (
	feedLimit   = xmlLimit{maxXMLRecord, maxXMLTags, 2}
	recordLimit = xmlLimit{8 * maxXMLRecord, 30 * maxXMLTags, 4}
)

// isAmong reports whether word is among words that are parted by spaces.
func isAmong(words, word string) bool {
	for w := range strings.FieldsSeq(words) {
		if w == word {
			return true
		}
	}
	return false
}

// newRecordSplitter is a splitter for the records of services; roots tells which elements they are, see xmlRecordNames.
func newRecordSplitter(in *input, roots map[string]string) *xmlSplitter {
	s := newXMLSplitter(in.Reader)
	s.limit, s.names = recordLimit, roots
	return s
}

// newXMLDigest is a digest of the records that s finds, each of which read makes a record of. A whole document without
// any is a digest without papers.
func newXMLDigest[T any](f Format, s *xmlSplitter, read func(v *T, begin block) record) (*Digest, error) {
	return newSkippingStream(f, s.empty, func() (record, error) {
		r, err := s.next()
		if err != nil {
			return record{}, err
		}
		begin := block{line: r.line, text: r.text}
		if r.wrong != "" {
			return rejected(begin, r.wrong), nil
		}
		v := new(T)
		if err := decodeXML(r.text, v); err != nil {
			return rejected(begin, faultyXML(err, r.line)), nil
		}
		return read(v, begin), nil
	})
}

// decodeXML decodes an element with what belongs to it.
func decodeXML(text string, v any) error {
	decoder := xml.NewDecoder(strings.NewReader(text))
	decoder.Strict, decoder.Entity = false, xml.HTMLEntity
	decoder.CharsetReader = readDecoded
	return decoder.Decode(v)
}

// A markedXML is the content of an element as it stands in the document, in which markup is part of the text.
type markedXML struct {
	Inner string `xml:",innerxml"`
}

func (m markedXML) text() string { return markedText(m.Inner) }

func (m markedXML) line() string { return showLine(markedText(m.Inner)) }

// A plainXML is the text of an element and of all elements in it.
type plainXML string

// UnmarshalXML takes any element.
func (t *plainXML) UnmarshalXML(d *xml.Decoder, _ xml.StartElement) error {
	var text strings.Builder
	for depth := 1; depth > 0; {
		token, err := d.Token()
		if err != nil {
			if errors.Is(err, io.EOF) {
				return io.ErrUnexpectedEOF
			}
			return err
		}
		switch token := token.(type) {
		case xml.StartElement:
			depth++
		case xml.EndElement:
			depth--
		case xml.CharData:
			text.Write(token)
		}
	}
	*t = plainXML(text.String())
	return nil
}

func (t plainXML) line() string { return showLine(string(t)) }
