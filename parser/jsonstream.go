package parser

// This file owns finding the records of a JSON input (RFC 8259) without reading it as a whole. The records are the
// elements of an array, which is the input or stands in its outermost object under a name that the format gives
// ("data"), or the objects that follow each other at the top: one alone, JSON Lines, or several that were joined.
//
// What tells records apart are brackets and quotes alone; everything else that may be wrong in a record is left to
// whoever reads it, so that it costs this record only. Where brackets or quotes do not fit, it cannot be known where the
// record ends, and the search goes on for something that looks like the beginning of the next one (see resync). It never
// goes back, so the time is linear, and nothing is kept but the record that is being read.

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
)

const (
	maxJSONRecord = 8 << 20 // bytes; an honest one, with all that a paper cites, has a few
	keptOfRecord  = 4 << 10 // bytes that are kept of one that is longer, for the message
	maxJSONName   = 64      // bytes of a member's name that matter

	cutOffJSON = "it ends in the middle; was the file cut off?"
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
	lists map[string]bool // members of the outermost object whose arrays hold the records

	line       int  // of the next byte
	frozen     bool // the line does not count: the input is part of a line
	last, prev byte // the byte before it, and the last one that is no white space
	end        error

	place   jsonPlace
	wrapped bool     // the list stands in an object
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
	name  []byte // the last string, as typed, at most maxJSONName bytes
}

func newJSONSplitter(in *bufio.Reader, lists map[string]bool) *jsonSplitter {
	return &jsonSplitter{in: in, lists: lists, line: 1}
}

// empty reports whether the input was a list of records without a single one.
func (s *jsonSplitter) empty() bool { return s.listed && s.pieces == 0 }

// next is the next record. io.EOF comes alone, after the last one.
func (s *jsonSplitter) next() (jsonPiece, error) {
	for {
		if s.lost {
			s.resync()
		}
		s.raw, s.keep, s.long, s.deep, s.depth = s.raw[:0], false, false, false, 0
		if cap(s.raw) > maxJSONRecord/8 {
			s.raw = nil // only a huge record needed as much
		}
		b, ok := s.between()
		s.start = s.line
		piece, found := jsonPiece{}, false
		switch {
		case !ok && s.readFailed() != nil:
			return jsonPiece{}, s.readFailed()
		case !ok && s.place == atTop:
			return jsonPiece{}, io.EOF
		case !ok:
			s.place = atTop
			piece, found = s.piece("the list of records does not end; was the file cut off?"), true
		case s.place == atTop:
			piece, found = s.readTop(b)
		case s.place == inList:
			piece, found = s.readList(b)
		default:
			piece, found = s.readOuter(1)
		}
		if err := s.readFailed(); err != nil {
			return jsonPiece{}, err
		}
		if found {
			s.pieces++
			return piece, nil
		}
	}
}

func (s *jsonSplitter) readFailed() error {
	if s.end == nil || errors.Is(s.end, io.EOF) {
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
		s.place, s.wrapped = inList, false
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
		return s.piece("no JSON; what follows the records is something else"), true
	}
	return s.piece("no JSON; a record is one {…}, a list of them [{…}, {…}]"), true
}

// readList reads what begins with b in the list: an element, or the list's end.
func (s *jsonSplitter) readList(b byte) (jsonPiece, bool) {
	if b == ']' {
		s.take()
		s.listed = true
		s.place = atTop
		if s.wrapped {
			s.place = inTail
		}
		return jsonPiece{}, false
	}
	s.keep = true
	if b == '}' || b == ':' {
		s.take()
		s.lost = true
		return s.piece("not JSON: no record can begin here"), true
	}
	if _, fault := s.scan(false); fault != "" {
		return s.broken(fault), true
	}
	return s.piece(""), true
}

// readOuter reads an object at the top, of which depth brackets are open already: it is a record, or it holds lists.
func (s *jsonSplitter) readOuter(depth int) (jsonPiece, bool) {
	inTail := depth > 0
	s.depth, s.stack[0] = depth, '{'
	list, fault := s.scan(true)
	switch {
	case fault != "":
		s.place = atTop
		return s.broken(fault), true
	case list:
		s.place, s.wrapped = inList, true
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
		wrong = fmt.Sprintf("a record of more than %d MiB, which no paper has", maxJSONRecord>>20)
	case s.deep:
		wrong = "not JSON that a paper would have: it is nested too deep"
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

// scan reads on until all brackets are closed that are open or are opened by the next byte, or says why their ends cannot
// be known. In the outermost object it stops inside of a list of records.
func (s *jsonSplitter) scan(outermost bool) (list bool, fault string) {
	for {
		b, ok := s.space()
		if !ok {
			return false, cutOffJSON
		}
		if s.byLines && s.place == atTop && s.line > s.start {
			return false, "the line ends in the middle; was it cut off?"
		}
		switch b {
		case '{', '[':
			if s.inside() == '{' && s.prev != ':' {
				return false, "a bracket where the name of a member belongs"
			}
			if outermost && b == '[' && s.depth == 1 && s.lists[string(s.name)] {
				s.take()
				return true, ""
			}
			s.open(b)
		case '}', ']':
			if !s.close(b) {
				return false, "a closing bracket that does not fit"
			}
		case ',', ':':
			s.take()
		default:
			if !delimitsJSON(s.last) {
				return false, "a quote too many, or one is missing"
			}
			if fault := s.token(b); fault != "" {
				return false, fault
			}
		}
		if s.depth == 0 {
			return false, ""
		}
	}
}

// inside is the bracket that was opened last, 0 if there is none or it is too deep inside.
func (s *jsonSplitter) inside() byte {
	if s.depth == 0 || s.depth > len(s.stack) {
		return 0
	}
	return s.stack[s.depth-1]
}

func (s *jsonSplitter) open(b byte) {
	if s.depth < len(s.stack) {
		s.stack[s.depth] = b
	} else {
		s.deep = true
	}
	s.depth++
	s.take()
}

// close closes the bracket that was opened last, and reports false if b is no end of it.
func (s *jsonSplitter) close(b byte) bool {
	if open := s.inside(); open != 0 && (open == '{') != (b == '}') {
		return false
	}
	s.depth--
	s.take()
	return true
}

// token reads the string, number or word that begins with b.
func (s *jsonSplitter) token(b byte) (fault string) {
	if b != '"' {
		for ok := true; ok && !delimitsJSON(b) && b != '"'; b, ok = s.peek() {
			s.take()
		}
		return ""
	}
	first := s.prev == '{' && s.depth == 1 && s.place == inList
	if fault := s.quoted(); fault != "" {
		return fault
	}
	if first && len(s.firsts) < 8 && !slices.Contains(s.firsts, string(s.name)) {
		s.firsts = append(s.firsts, string(s.name))
	}
	return ""
}

// quoted reads a string. One that goes over the end of its line is none, and shows where quotes got lost.
func (s *jsonSplitter) quoted() (fault string) {
	s.take()
	s.name = s.name[:0]
	for {
		b, ok := s.peek()
		if !ok {
			return cutOffJSON
		}
		buf, _ := s.in.Peek(s.in.Buffered()) // what is buffered can be had
		if n := plainJSON(buf); n > 0 {
			s.add(buf[:n])
			s.name = append(s.name, buf[:min(n, maxJSONName-len(s.name))]...)
			s.last, s.prev = 'a', 'a'
			_, _ = s.in.Discard(n)
			continue
		}
		if b == '\n' {
			return "a string goes over the end of its line"
		}
		s.take()
		if b == '"' {
			return ""
		}
		if b == '\\' {
			if b, ok := s.peek(); ok && b != '\n' {
				s.take()
			}
		}
	}
}

// resync goes on to where the next record may begin: in a list behind a comma or bracket, with a name that other
// elements begin with too; at the top at the beginning of a line.
func (s *jsonSplitter) resync() {
	s.lost, s.keep = false, false
	for {
		b, ok := s.peek()
		switch {
		case !ok:
			s.place = atTop
			return
		case s.place == inList && b == '{' && s.beginsElement(),
			s.place == atTop && s.last == '\n' && (b == '{' || b == '['):
			return
		}
		s.take()
	}
}

// beginsElement reports whether the bracket that comes next begins an element of the list.
func (s *jsonSplitter) beginsElement() bool {
	if s.prev != ',' && s.prev != '}' {
		return false
	}
	ahead, _ := s.in.Peek(4 * maxJSONName) // fewer at the end
	ahead = bytes.TrimLeft(ahead[1:], " \t\r\n")
	if len(ahead) == 0 || ahead[0] != '"' {
		return false
	}
	name := ahead[1:]
	end := bytes.IndexByte(name, '"')
	return end >= 0 && (len(s.firsts) == 0 || slices.Contains(s.firsts, string(name[:min(end, maxJSONName)])))
}

// space goes to the next byte that is no white space.
func (s *jsonSplitter) space() (b byte, ok bool) {
	for {
		b, ok = s.peek()
		if !ok || !spaceInJSON(b) {
			return b, ok
		}
		s.take()
	}
}

// peek is the next byte. There is none at the end of the input or when reading failed.
func (s *jsonSplitter) peek() (b byte, ok bool) {
	if s.end != nil {
		return 0, false
	}
	next, err := s.in.Peek(1)
	if err != nil {
		s.end = err
		return 0, false
	}
	return next[0], true
}

// take goes past the byte that peek showed.
func (s *jsonSplitter) take() {
	b, _ := s.in.ReadByte()
	s.add([]byte{b})
	s.last = b
	if !spaceInJSON(b) {
		s.prev = b
	}
	if b == '\n' && !s.frozen {
		s.line++
	}
}

// add keeps text of the record.
func (s *jsonSplitter) add(text []byte) {
	if !s.keep || s.long {
		return
	}
	s.raw = append(s.raw, text...)
	if s.long = len(s.raw) > maxJSONRecord; s.long {
		s.raw = append([]byte(nil), s.raw[:keptOfRecord]...)
	}
}

func spaceInJSON(b byte) bool { return b == ' ' || b == '\t' || b == '\r' || b == '\n' }

// delimitsJSON reports whether a string, number or word may begin right behind b or end before it.
func delimitsJSON(b byte) bool {
	switch b {
	case 0, ',', ':', '{', '}', '[', ']':
		return true
	}
	return spaceInJSON(b)
}
