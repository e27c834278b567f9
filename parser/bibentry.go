package parser

// This file owns what stands in an entry of a BibTeX file: its key, its fields, and their values, which are put together
// from braces, quotes, numbers and the names of strings.

import (
	"fmt"
	"strings"
)

// A bibRecord is an entry as its file has it. A field's value is as typed, without what delimits it; of two fields with
// one name the first counts, as for BibTeX.
type bibRecord struct {
	kind, key string
	fields    map[string]string // by their names in lower case; none is empty
	line      int
	text      string

	resolved bool // it has what it inherits
}

// bibMonths are strings that every style defines.
var bibMonths = map[string]string{
	"jan": "January", "feb": "February", "mar": "March", "apr": "April", "may": "May", "jun": "June", "jul": "July",
	"aug": "August", "sep": "September", "oct": "October", "nov": "November", "dec": "December",
}

const (
	maxBibStrings = 4 << 20 // bytes of all strings that a file defines

	// A text may name a string again and again, and a string others; but what comes of a file must not be much more than
	// the file. Real ones gain a tenth.
	maxBibGain   = 8
	freeBibBytes = 256
)

// bibStrings are the strings that a file has defined, and the count of what they and inheritance have added to it.
type bibStrings struct {
	values map[string]string
	size   int
	gained int64
	read   int64 // bytes of the file so far
}

// gain counts n bytes that the file does not have, and reports whether there is room for them.
func (b *bibStrings) gain(n int) bool {
	if b.gained+int64(n) > freeBibBytes+maxBibGain*b.read {
		return false
	}
	b.gained += int64(n)
	return true
}

// define takes an @string.
func (b *bibStrings) define(name, value string) (problem string) {
	if b.size += len(name) + len(value); b.size > maxBibStrings {
		return "more than 4 MiB of @string definitions"
	}
	if b.values == nil {
		b.values = map[string]string{}
	}
	b.values[name] = value
	return ""
}

// value is what a name stands for. One that is not defined stands for itself: that says more than nothing, which it is for
// BibTeX.
func (b *bibStrings) value(name string) (string, bool) {
	lower := asciiLower(name)
	if v, ok := b.values[lower]; ok {
		return v, b.gain(len(v))
	}
	if v, ok := bibMonths[lower]; ok {
		return v, b.gain(len(v))
	}
	return name, true
}

// A bibParser reads the body of one entry.
type bibParser struct {
	src     string // the body, without the closing brace
	at      int
	strings *bibStrings
	bare    bool // the last piece of a value was the name of a string
	problem string
}

func (p *bibParser) fail(format string, args ...any) {
	if p.problem == "" {
		p.problem = fmt.Sprintf(format, args...)
	}
}

// parseBib reads an entry with its key, or says why it cannot.
func parseBib(span bibSpan, s *bibStrings) (*bibRecord, string) {
	p := bibParser{src: span.text[span.body : len(span.text)-1], strings: s}
	r := &bibRecord{kind: span.kind, line: span.line, text: span.text, fields: map[string]string{}}
	r.key = p.key()
	p.fields(func(name, value string) {
		if value = strings.TrimSpace(value); value != "" && r.fields[name] == "" {
			r.fields[name] = value
		}
	})
	return r, p.problem
}

// parseBibString reads an @string, which may define several.
func parseBibString(span bibSpan, s *bibStrings) (problem string) {
	p := bibParser{src: span.text[span.body : len(span.text)-1], strings: s}
	p.fields(func(name, value string) {
		if problem := s.define(name, value); problem != "" {
			p.fail("%s", problem)
		}
	})
	return p.problem
}

// key reads the key with the comma behind it. Some programs leave out the key, some people the comma.
func (p *bibParser) key() string {
	p.space()
	n := strings.IndexAny(p.src[p.at:], ",=\n{\"")
	if n < 0 {
		n = len(p.src) - p.at
	}
	end := p.at + n
	if end < len(p.src) && strings.IndexByte(",\n", p.src[end]) < 0 {
		return "" // a field at once
	}
	key := strings.TrimSpace(p.src[p.at:end])
	p.at = end
	return key
}

// space passes over white space, commas and lines that a percent sign makes a comment.
func (p *bibParser) space() {
	for p.at < len(p.src) {
		switch p.src[p.at] {
		case ' ', '\t', '\r', '\n', ',':
			p.at++
		case '%':
			n := strings.IndexByte(p.src[p.at:], '\n')
			if n < 0 {
				n = len(p.src) - p.at
			}
			p.at += n
		default:
			return
		}
	}
}

// blank passes over white space.
func (p *bibParser) blank() {
	p.at = len(p.src) - len(strings.TrimLeft(p.src[p.at:], " \t\r\n"))
}

// peek is the next character, 0 at the end.
func (p *bibParser) peek() byte {
	if p.at == len(p.src) {
		return 0
	}
	return p.src[p.at]
}

// fields reads the fields one after the other. A comma between two of them may be missing.
func (p *bibParser) fields(yield func(name, value string)) {
	last := ""
	for p.space(); p.at < len(p.src); p.space() {
		name := p.name()
		p.blank()
		if name == "" || p.peek() != '=' {
			if name == "" {
				p.fail("%q instead of a field; fields look like title = {…}", beginning(p.src[p.at:min(len(p.src), p.at+20)]))
			}
			if p.bare {
				p.fail("the field %q: a text of several words needs braces or quotes", beginning(last))
			}
			p.fail("the field %q has no value; is a brace, quote or comma missing before it?", beginning(name))
			return
		}
		p.at++
		last = name
		value := p.value()
		if p.problem != "" {
			p.problem = fmt.Sprintf("the field %q: %s", beginning(name), p.problem)
			return
		}
		yield(asciiLower(name), value)
	}
}

// name reads the name of a field or of a string.
func (p *bibParser) name() string {
	start := p.at
	for p.at < len(p.src) && (p.src[p.at] > ' ' && strings.IndexByte("\"#%'(),={}", p.src[p.at]) < 0) {
		p.at++
	}
	return p.src[start:p.at]
}

// value reads a value: pieces joined by #.
func (p *bibParser) value() string {
	p.blank()
	value := p.piece()
	p.blank()
	if p.problem != "" || p.peek() != '#' {
		return value
	}
	var all strings.Builder
	all.WriteString(value)
	for p.problem == "" && p.peek() == '#' {
		p.at++
		p.blank()
		all.WriteString(p.piece())
		p.blank()
	}
	return all.String()
}

// piece reads what stands in braces or quotes, a number, or the name of a string.
func (p *bibParser) piece() string {
	p.bare = false
	switch p.peek() {
	case '{':
		return p.delimited('}', "a brace is not closed")
	case '"':
		return p.delimited('"', "a quote is not closed")
	}
	name := p.name()
	switch {
	case name == "":
		p.fail("a value is missing; a value is in braces or quotes, or a number, or the name of a string")
		return ""
	case isDigits(name):
		return name
	}
	p.bare = true
	value, ok := p.strings.value(name)
	if !ok {
		p.fail("nested strings expand to many times the size of the file")
	}
	return value
}

// delimited reads what begins at the delimiter here and ends at closing, braces in it apart.
func (p *bibParser) delimited(closing byte, problem string) string {
	depth, start := 0, p.at+1
	for i := start; i < len(p.src); i++ {
		switch c := p.src[i]; {
		case c == closing && depth == 0:
			p.at = i + 1
			return p.src[start:i]
		case c == '{':
			depth++
		case c == '}':
			depth--
		}
	}
	p.fail("%s", problem)
	return ""
}
