package parser

// This file owns going through JSON byte by byte for a jsonSplitter (see jsonstream.go): where a value ends as far as
// brackets and quotes tell, and where the next record may begin if they do not.

import (
	"bytes"
	"slices"
)

// scan reads on until all brackets are closed that are open or are opened by the next byte, or says why their ends cannot
// be known. In the outermost object it stops inside of a list of records.
func (s *jsonSplitter) scan(outermost bool) (list bool, fault string) {
	for {
		b, ok := s.space()
		if !ok {
			return false, cutOffJSON
		}
		if s.byLines && s.place == atTop && s.line > s.start {
			return false, "the line is incomplete; was it truncated?"
		}
		switch b {
		case '{', '[':
			if s.inside() == '{' && s.prev != ':' {
				return false, "a bracket instead of the name of a member"
			}
			if outermost && b == '[' && s.isList() {
				s.take()
				return true, ""
			}
			if outermost && s.nested {
				s.follow(b)
			}
			s.open(b)
		case '}', ']':
			if !s.close(b) {
				return false, "a closing bracket that does not match"
			}
		case ',', ':':
			s.take()
		default:
			if !delimitsJSON(s.last) {
				return false, "an unmatched quote"
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

// isList reports whether the array that comes next holds the records.
func (s *jsonSplitter) isList() bool {
	if s.depth == 1 {
		return s.lists[string(s.name)]
	}
	return s.nested && 0 < s.depth && s.depth <= maxListDepth && s.inside() == '{' && s.lists[s.path[s.depth-1]+string(s.name)]
}

// follow notes the names that lead to the object or array that comes next. No list is looked for in an array.
func (s *jsonSplitter) follow(b byte) {
	if s.depth == 0 || s.depth >= maxListDepth {
		return
	}
	s.path[s.depth] = "[."
	if b == '{' && s.inside() == '{' {
		s.path[s.depth] = s.path[s.depth-1] + string(s.name) + "."
	}
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
	s.take()
	if fault := s.stringRest(); fault != "" {
		return fault
	}
	if first && len(s.firsts) < 8 && !slices.Contains(s.firsts, string(s.name)) {
		s.firsts = append(s.firsts, string(s.name))
	}
	return ""
}

// stringRest reads a string from behind its first quote. One that goes over the end of its line is none, and shows where
// quotes got lost.
func (s *jsonSplitter) stringRest() (fault string) {
	s.name, s.tail = s.name[:0], s.tail[:0]
	for {
		b, ok := s.peek()
		if !ok {
			return cutOffJSON
		}
		buf := s.buf[s.at:]
		if n := plainJSON(buf); n > 0 {
			s.add(buf[:n])
			s.name = append(s.name, buf[:min(n, maxJSONName-len(s.name))]...)
			s.tail = append(s.tail[max(0, len(s.tail)+min(n, maxJSONName)-maxJSONName):], buf[max(0, n-maxJSONName):n]...)
			s.last, s.prev = 'a', 'a'
			s.at += n
			continue
		}
		if b == '\n' {
			if len(s.ahead(2)) == 1 {
				return cutOffJSON // at the last line end, which somebody added
			}
			if t := bytes.TrimRight(s.tail, " \t\r"); len(t) > 0 {
				s.prev = t[len(t)-1] // what looks like text is what stands between two strings
			}
			return "a string is not closed on its line"
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
	if s.begun = s.swallowed(); s.begun {
		return
	}
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

// swallowed reports whether the last string has swallowed the beginning of an element. That happens if the quote that
// ends the element before is missing: then the string ends with the first quote of the next one.
func (s *jsonSplitter) swallowed() bool {
	if s.place != inList || s.last != '"' {
		return false
	}
	end, bracket := bytes.CutSuffix(bytes.TrimRight(s.tail, " \t"), []byte("{"))
	if !bracket || !bytes.HasSuffix(bytes.TrimRight(end, " \t"), []byte(",")) {
		return false
	}
	return s.isFirst(s.ahead(maxJSONName + 1))
}

// isFirst reports whether the name that a text begins with, up to its quote, is one that elements begin with.
func (s *jsonSplitter) isFirst(text []byte) bool {
	end := bytes.IndexByte(text, '"')
	return end >= 0 && (len(s.firsts) == 0 || slices.Contains(s.firsts, string(text[:min(end, maxJSONName)])))
}

// beginsElement reports whether the bracket that comes next begins an element of the list.
func (s *jsonSplitter) beginsElement() bool {
	if s.prev != ',' && s.prev != '}' {
		return false
	}
	ahead := bytes.TrimLeft(s.ahead(4 * maxJSONName)[1:], " \t\r\n")
	return len(ahead) > 0 && ahead[0] == '"' && s.isFirst(ahead[1:])
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
	if s.at == len(s.buf) {
		s.ahead(1)
	}
	if s.at == len(s.buf) {
		return 0, false
	}
	return s.buf[s.at], true
}

// ahead are the next n bytes; fewer if the input ends before or reading it fails.
func (s *jsonSplitter) ahead(n int) []byte {
	if len(s.buf)-s.at < n && s.end == nil {
		_, _ = s.in.Discard(s.at) // they are buffered
		_, s.end = s.in.Peek(n)
		s.buf, _ = s.in.Peek(s.in.Buffered())
		s.at = 0
	}
	return s.buf[s.at:min(s.at+n, len(s.buf))]
}

// take goes past the byte that peek showed.
func (s *jsonSplitter) take() {
	b := s.buf[s.at]
	s.at++
	if s.keep && !s.long {
		s.raw = append(s.raw, b)
		s.checkLength()
	}
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
	if s.keep && !s.long {
		s.raw = append(s.raw, text...)
		s.checkLength()
	}
}

func (s *jsonSplitter) checkLength() {
	if s.long = len(s.raw) > maxJSONRecord; s.long {
		s.raw = append([]byte(nil), s.raw[:keptOfRecord]...)
	}
}

func spaceInJSON(b byte) bool { return b == ' ' || b == '\t' || b == '\r' || b == '\n' }

// delimitsJSON reports whether a string, number or word may begin right behind b or end before it.
func delimitsJSON(b byte) bool {
	switch b {
	case ',', ':', '{', '}', '[', ']':
		return true
	}
	return spaceInJSON(b)
}
