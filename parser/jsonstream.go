package parser

// This file owns finding the records of a JSON input (RFC 8259) without reading it as a whole. The records are the
// elements of an array, which is the input or stands in its outermost object under a name that the format gives
// ("data", or "message.items" in an object inside of it), or the objects that follow each other at the top: one alone,
// JSON Lines, or several that were joined.
//
// What tells records apart are brackets and quotes alone; everything else that may be wrong in a record is left to
// whoever reads it, so that it costs this record only. Where brackets or quotes do not fit, it cannot be known where the
// record ends, and the search goes on for something that looks like the beginning of the next one (see resync). It never
// goes back, so the time is linear, and nothing is kept but the record that is being read.

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
)

const (
	maxJSONRecord = 4 << 20 // bytes; an honest one, with all that a paper cites, has one or two
	keptOfRecord  = 4 << 10 // bytes that are kept of one that is longer, for the message
	maxJSONName   = 64      // bytes of a member's name that matter
	maxListDepth  = 3       // objects that a list of records may stand in

	cutOffJSON = "the record is incomplete; was the file truncated?"
)

// A jsonPiece is a record as it is typed.
type jsonPiece struct {
	raw   []byte // good until the next one
	line  int    // where it begins
	wrong string // why raw is no record, or only the beginning of one; empty if it may be one
}

// A jsonPlace is what surrounds the next byte between two records.
type jsonPlace int

const (
	atTop  jsonPlace = iota // nothing
	inList                  // the array of records
	inTail                  // the outermost object, behind that array
)

// A jsonSplitter is the state of going through one input.
type jsonSplitter struct {
	in    *bufio.Reader
	buf   []byte          // what is buffered there, to be discarded up to at
	at    int             // the next byte in buf
	lists map[string]bool // members of the outermost object whose arrays hold the records; see path

	line       int  // of the next byte
	frozen     bool // the line does not count: the input is part of a line
	last, prev byte // the byte before it, and the last one that is no white space
	end        error

	place   jsonPlace
	around  int      // objects that the list stands in
	lost    bool     // what comes next is the rest of a record whose end is not known
	byLines bool     // records stand on one line each
	firsts  []string // names of members that list elements began with
	listed  bool     // there was a whole list
	pieces  int

	// Of the record that is being read:
	raw   []byte
	keep  bool
	start int // line
	long  bool
	stack [maxJSONDepth]byte // the brackets that are open, as far as there is room
	depth int
	deep  bool
	name  []byte // the beginning of the last string, as typed, at most maxJSONName bytes
	tail  []byte // the end of it, as much

	nested bool                 // there are lists deeper inside than in the outermost object
	path   [maxListDepth]string // the names that lead to the objects that are open, each with a full stop behind it
	begun  bool                 // the bracket and the quote that the record begins with were read already, see swallowed
}

func newJSONSplitter(in *bufio.Reader, lists map[string]bool) *jsonSplitter {
	s := &jsonSplitter{in: in, lists: lists, line: 1, last: '\n'}
	for list := range lists {
		s.nested = s.nested || strings.Contains(list, ".")
	}
	return s
}

// empty reports whether the input was a list of records without a single one.
func (s *jsonSplitter) empty() bool { return s.listed && s.pieces == 0 }

// next is the next record. io.EOF comes alone, after the last one.
func (s *jsonSplitter) next() (jsonPiece, error) {
	for {
		if s.lost {
			s.resync()
		}
		s.forget()
		piece, found := s.step()
		if err := s.readFailed(); err != nil {
			return jsonPiece{}, err
		}
		if found {
			s.pieces++
			return piece, nil
		}
		if _, more := s.peek(); !more && s.place == atTop {
			return jsonPiece{}, io.EOF
		}
	}
}

// forget lets go of the last record.
func (s *jsonSplitter) forget() {
	s.raw, s.keep, s.long, s.deep, s.depth = s.raw[:0], false, false, false, 0
	if cap(s.raw) > maxJSONRecord/8 {
		s.raw = nil // only a huge record needed as much
	}
}

// step reads a record, or what surrounds them.
func (s *jsonSplitter) step() (piece jsonPiece, found bool) {
	b, ok := byte('{'), true
	if !s.begun {
		b, ok = s.between()
	}
	s.start = s.line
	switch {
	case !ok && s.place == atTop:
		return jsonPiece{}, false
	case !ok:
		s.place = atTop
		return s.piece("the list of records is not closed; was the file truncated?"), true
	case s.place == atTop:
		return s.readTop(b)
	case s.place == inList:
		return s.readList(b)
	}
	return s.readOuter(s.around)
}

// readFailed is what kept the input from being read to its end.
func (s *jsonSplitter) readFailed() error {
	if s.end == nil || errors.Is(s.end, io.EOF) || s.at < len(s.buf) {
		return nil
	}
	return fmt.Errorf("line %d: %w", s.line, readError(s.end))
}

// between skips what may stand between two records: white space and, in the list and at the top, commas.
func (s *jsonSplitter) between() (b byte, ok bool) {
	for {
		b, ok = s.space()
		if !ok || b != ',' || s.place == inTail {
			return b, ok
		}
		s.take()
	}
}

// readTop reads what begins with b at the top.
func (s *jsonSplitter) readTop(b byte) (jsonPiece, bool) {
	switch b {
	case '[':
		s.take()
		s.place, s.around = inList, 0
		return jsonPiece{}, false
	case '{':
		s.keep = true
		return s.readOuter(0)
	}
	s.keep = true
	for ok := true; ok && len(s.raw) < keptOfRecord; b, ok = s.peek() {
		if b == '\n' {
			break
		}
		s.take()
	}
	s.lost = true
	if s.pieces > 0 || s.listed {
		return s.piece("not JSON; the records are followed by something else"), true
	}
	return s.piece("not JSON; a record is one {…}, a list of records [{…}, {…}]"), true
}

// readList reads what begins with b in the list: an element, or the list's end.
func (s *jsonSplitter) readList(b byte) (jsonPiece, bool) {
	if b == ']' {
		s.take()
		s.listed = true
		s.place = atTop
		if s.around > 0 {
			s.place = inTail
		}
		return jsonPiece{}, false
	}
	s.keep = true
	switch {
	case s.begun:
		s.begun = false
		s.add([]byte(`{"`))
		s.depth, s.stack[0] = 1, '{'
		s.prev = '{'
		if fault := s.stringRest(); fault != "" {
			return s.broken(fault), true
		}
	case b == '[' && (s.prev == ',' || s.prev == '['): // what is in it may be records
		s.take()
		return s.piece("a list inside the list; a record is one {…}"), true
	case b != '{' && b != 'n': // null is a record that is missing
		s.add(s.ahead(2 * maxJSONName))
		s.lost = true
		return s.piece(noJSONObject), true
	}
	if _, fault := s.scan(false); fault != "" {
		return s.broken(fault), true
	}
	return s.piece(""), true
}

// readOuter reads an object at the top, of which depth brackets are open already: it is a record, or it holds lists.
func (s *jsonSplitter) readOuter(depth int) (jsonPiece, bool) {
	inTail := depth > 0
	s.depth = depth
	for i := range max(1, depth) {
		s.stack[i] = '{'
	}
	list, fault := s.scan(true)
	switch {
	case fault != "":
		s.place = atTop
		return s.broken(fault), true
	case list:
		s.place, s.around = inList, s.depth
		return jsonPiece{}, false
	}
	s.place = atTop
	if inTail {
		return jsonPiece{}, false
	}
	s.byLines = s.byLines || s.line == s.start && !s.frozen
	return s.piece(""), true
}

// piece is what was read as a record.
func (s *jsonSplitter) piece(wrong string) jsonPiece {
	switch {
	case wrong != "":
	case s.long:
		wrong = fmt.Sprintf("a record longer than %d MiB", maxJSONRecord>>20)
	case s.deep:
		wrong = "it is nested too deeply"
	}
	return jsonPiece{raw: s.raw, line: s.start, wrong: wrong}
}

// broken is the piece that was read up to a fault.
func (s *jsonSplitter) broken(fault string) jsonPiece {
	s.lost = true
	where := ""
	if s.line > s.start {
		where = fmt.Sprintf(" at line %d", s.line)
	}
	return s.piece("not JSON" + where + ": " + fault)
}
