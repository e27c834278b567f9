// This file owns where things stand in a TOML text: the line of each key and of each element of an array. The library that
// reads TOML tells positions of syntax errors only, and for arrays of tables not even internally more than one.
//
// It need not tell right from wrong: the library does. But it tells what is nested so deeply that the library would take
// minutes for it.

package ui

import (
	"strconv"
	"strings"
)

// maxDepth bounds nesting: nothing that can be set is deeper than a few.
const maxDepth = 20

// linesOf maps the path of everything in a TOML text to its line, counted from 1. Paths are written keys.read,
// macro[0].commands[2]. Deep is the line of the first thing that is nested too deeply, or 0.
func linesOf(text string) (lines map[string]int, deep int) {
	s := &lineScanner{text: text, line: 1, lines: make(map[string]int), tables: make(map[string]int)}
	base := ""
	for s.blank(); s.pos < len(s.text); s.blank() {
		before, line := s.pos, s.line
		switch {
		case s.eat("[["):
			at := s.resolve(s.key(), line)
			base = element(at, s.tables[at])
			s.tables[at]++
			s.mark(base, line)
			s.eat("]]")
		case s.eat("["):
			base = s.resolve(s.key(), line)
			s.eat("]")
		default:
			s.pair(base)
		}
		if s.pos == before {
			s.step()
		}
	}
	return s.lines, s.deep
}

// lineScanner goes through a TOML text.
type lineScanner struct {
	text   string
	pos    int
	line   int
	lines  map[string]int
	tables map[string]int // how many tables of an array there are so far
	depth  int            // of the value that is being read
	deep   int
}

func (s *lineScanner) mark(path string, line int) {
	if _, seen := s.lines[path]; !seen {
		s.lines[path] = line
	}
}

// resolve is the path of a table's header: [macro.x] belongs to the last [[macro]].
func (s *lineScanner) resolve(key []string, line int) string {
	path := ""
	for i, part := range key {
		path = joinPath(path, part)
		s.mark(path, line)
		if n := s.tables[path]; n > 0 && i < len(key)-1 {
			path = element(path, n-1)
		}
	}
	return path
}

func joinPath(base, part string) string {
	if base == "" {
		return part
	}
	return base + "." + part
}

// tooDeep notes that something is nested too deeply. The rest is not looked at.
func (s *lineScanner) tooDeep() {
	if s.deep == 0 {
		s.deep = s.line
	}
	s.pos = len(s.text)
}

// step goes on by a byte.
func (s *lineScanner) step() {
	if s.text[s.pos] == '\n' {
		s.line++
	}
	s.pos++
}

func (s *lineScanner) at(prefix string) bool { return strings.HasPrefix(s.text[s.pos:], prefix) }

func (s *lineScanner) eat(prefix string) bool {
	if !s.at(prefix) {
		return false
	}
	s.pos += len(prefix)
	return true
}

// until goes to the next of some bytes, or to the end.
func (s *lineScanner) until(stops string) {
	for s.pos < len(s.text) && strings.IndexByte(stops, s.text[s.pos]) < 0 {
		s.step()
	}
}

// blank skips white space, line ends and comments.
func (s *lineScanner) blank() {
	for s.pos < len(s.text) {
		switch s.text[s.pos] {
		case ' ', '\t', '\r', '\n':
			s.step()
		case '#':
			s.until("\n")
		default:
			return
		}
	}
}

func (s *lineScanner) spaces() {
	for s.pos < len(s.text) && (s.text[s.pos] == ' ' || s.text[s.pos] == '\t') {
		s.pos++
	}
}

// key reads a key of one or more parts, joined by dots.
func (s *lineScanner) key() (parts []string) {
	for {
		s.spaces()
		from := s.pos
		if s.at(`"`) || s.at("'") {
			s.str()
			part := s.text[from:s.pos]
			if unquoted, err := strconv.Unquote(part); err == nil && part[0] == '"' {
				part = unquoted
			} else {
				part = strings.Trim(part, part[:1])
			}
			parts = append(parts, part)
		} else {
			s.until(".=]} \t\r\n#")
			parts = append(parts, s.text[from:s.pos])
		}
		s.spaces()
		if !s.eat(".") {
			return parts
		}
		if len(parts) == maxDepth {
			s.tooDeep()
			return parts
		}
	}
}

// pair reads key = value.
func (s *lineScanner) pair(base string) {
	line, path := s.line, base
	for _, part := range s.key() {
		path = joinPath(path, part)
		s.mark(path, line)
	}
	if s.eat("=") {
		s.spaces()
		s.value(path)
	}
}

// value reads a value, and marks what is inside.
func (s *lineScanner) value(path string) {
	s.depth++
	defer func() { s.depth-- }()
	switch {
	case s.depth > maxDepth:
		s.tooDeep()
	case s.pos == len(s.text):
	case s.eat("["):
		s.inside("]", func(i int) {
			at := element(path, i)
			s.mark(at, s.line)
			s.value(at)
		})
	case s.eat("{"):
		s.inside("}", func(int) { s.pair(path) })
	case s.at(`"`), s.at("'"):
		s.str()
	default:
		s.until(",]}#\r\n")
	}
}

// inside reads what stands between brackets, parted by commas.
func (s *lineScanner) inside(end string, element func(i int)) {
	for i := 0; ; i++ {
		s.blank()
		if s.pos == len(s.text) || s.eat(end) {
			return
		}
		before := s.pos
		element(i)
		s.blank()
		s.eat(",")
		if s.pos == before {
			return
		}
	}
}

// str skips a string of one of the four kinds.
func (s *lineScanner) str() {
	quote := s.text[s.pos : s.pos+1]
	long := strings.Repeat(quote, 3)
	if s.at(long) {
		quote = long
	}
	s.pos += len(quote)
	for s.pos < len(s.text) && !s.at(quote) {
		if s.text[s.pos] == '\\' && quote[0] == '"' {
			s.step()
		}
		if s.pos < len(s.text) {
			s.step()
		}
	}
	s.eat(quote)
	for i := 0; i < 2 && len(quote) == 3 && s.eat(quote[:1]); i++ { // quotes at the end belong to the string
	}
}
