package parser

// This file owns finding the entries in a BibTeX file: where one begins, where it ends, and where to go on after one that
// does not end. What stands in an entry is bibentry.go's. BibTeX's own rules are in Patashnik's "BibTeXing" and, better, in
// its program text bibtex.web: outside of entries everything is comment, an entry stands in braces or parentheses, and
// every brace counts, one behind a backslash too.
//
// The text is read into a window that holds one entry at a time, and entries are bounded, so memory does not depend on the
// input. An entry that is not closed ends where the next line begins with @type{.

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
)

const (
	maxBibEntry  = 1 << 20  // bytes; the longest abstracts have ten thousand
	maxBibHeader = 256      // bytes from the @ to the brace, white space included
	bibChunk     = 64 << 10 // bytes that are read at once, at least
)

// A bibSpan is an entry as it stands in the file, from its @ to its closing brace, or to where it breaks off.
type bibSpan struct {
	kind    string // of the entry, in lower case: article, string
	text    string
	body    int // where text goes on behind the opening brace or parenthesis
	line    int
	problem string // why it cannot be taken; empty if it is whole
}

// A bibScanner finds entries one after the other.
type bibScanner struct {
	in   io.Reader
	buf  []byte // the window
	at   int    // what is before that is done with
	line int    // of buf[at]
	read int64  // bytes that are done with
	prev byte   // the last of them
	end  error  // what ended the input; the window has the rest

	lost     bool  // in the rest of an entry that was given up: the next one begins a line
	midst    bool  // in a line that is a comment
	comments int64 // comments that begin before this byte have no end; see comment
}

func newBibScanner(in io.Reader) *bibScanner { return &bibScanner{in: in, line: 1, prev: '\n'} }

// next is the next entry; comments and preambles are none. After the last one comes io.EOF, or what ended the input early.
func (s *bibScanner) next() (bibSpan, error) {
	for {
		kind, body, ok := s.seek()
		if !ok {
			return bibSpan{}, s.end
		}
		if kind == "comment" {
			s.comment(body)
			continue
		}
		span, err := s.span(kind, body)
		if err != nil || kind != "preamble" || span.problem != "" {
			return span, err
		}
	}
}

// seek moves to the @ of the next entry.
func (s *bibScanner) seek() (kind string, body int, ok bool) {
	for s.at < len(s.buf) || s.more() {
		rest := s.buf[s.at:]
		if s.midst {
			n := bytes.IndexByte(rest, '\n') + 1
			s.midst = n == 0
			s.advance(cmp.Or(n, len(rest)))
			continue
		}
		i := bytes.IndexByte(rest, '@')
		if i < 0 {
			i = len(rest)
		}
		s.midst = isBibComment(rest[:i])
		s.advance(i)
		if s.midst || i == len(rest) {
			continue
		}
		if len(rest)-i < maxBibHeader {
			s.more()
		}
		kind, body = bibHeader(s.buf[s.at:])
		if kind != "" && s.begins() {
			s.lost = false
			return kind, body, true
		}
		s.advance(1)
	}
	return "", 0, false
}

// isBibComment reports whether text between entries ends in a line that begins with a percent sign. BibTeX knows no such
// comments, but people and Biber do.
func isBibComment(text []byte) bool {
	text = text[bytes.LastIndexByte(text, '\n')+1:]
	return bytes.HasPrefix(bytes.TrimLeft(text, " \t"), []byte("%"))
}

// begins reports whether an entry may begin behind what was read last: not in an address of mail, and after an entry that
// was given up only at the beginning of a line.
func (s *bibScanner) begins() bool {
	if s.lost {
		return s.prev == '\n'
	}
	return !isLetter(s.prev) && !isDigit(s.prev) && bytes.IndexByte([]byte("._%+-"), s.prev) < 0
}

// bibHeader reads @type{ or @type( at the beginning of b: the type in lower case, and where the entry goes on. In
// parentheses only types count that there are: prose has @name (somebody).
func bibHeader(b []byte) (kind string, body int) {
	b = b[:min(len(b), maxBibHeader)]
	start := 1 + blanks(b[1:])
	end := start
	for end < len(b) && isLetter(b[end]) {
		end++
	}
	body = end + blanks(b[end:])
	if end == start || body == len(b) {
		return "", 0
	}
	kind = asciiLower(string(b[start:end]))
	if b[body] == '{' || b[body] == '(' && isBibKind(kind) {
		return kind, body + 1
	}
	return "", 0
}

// blanks is the length of the white space at the beginning of b.
func blanks(b []byte) int { return len(b) - len(bytes.TrimLeft(b, " \t\r\n")) }

// advance moves on by n bytes.
func (s *bibScanner) advance(n int) {
	if n == 0 {
		return
	}
	done := s.buf[s.at : s.at+n]
	s.line += bytes.Count(done, []byte("\n"))
	s.prev = done[n-1]
	s.read += int64(n)
	s.at += n
}

// more reads as much as the window has, and reports whether that was anything. Who looks at an entry again each time the
// window has doubled looks at each byte twice.
func (s *bibScanner) more() bool {
	if s.end != nil {
		return false
	}
	s.buf = s.buf[:copy(s.buf, s.buf[s.at:])]
	s.at = 0
	have := len(s.buf)
	want := max(bibChunk, have)
	s.buf = slices.Grow(s.buf, want)
	for s.buf = s.buf[:have]; len(s.buf) < have+want; {
		n, err := s.in.Read(s.buf[len(s.buf) : have+want])
		s.buf = s.buf[:len(s.buf)+n]
		if err == nil {
			continue
		}
		if s.end = err; !errors.Is(err, io.EOF) {
			s.end = readError(err)
		}
		break
	}
	return len(s.buf) > have
}

// span takes the entry that begins here.
func (s *bibScanner) span(kind string, body int) (bibSpan, error) {
	for {
		rest := s.buf[s.at:]
		end, next := endOfBib(rest, body, s.end != nil, true)
		span := bibSpan{kind: kind, body: body, line: s.line}
		switch {
		case end > 0:
		case next > 0:
			end = next
			span.problem = fmt.Sprintf("the entry is not closed: a %c is missing before line %d", closingBib(rest[body-1]), s.line+bytes.Count(rest[:next], []byte("\n")))
		case len(rest) >= maxBibEntry:
			end = len(rest)
			s.lost = true
			span.problem = "an entry longer than 1 MiB; is a brace missing?"
		case s.more():
			continue
		case !errors.Is(s.end, io.EOF):
			return bibSpan{}, fmt.Errorf("line %d: %w", s.line, s.end)
		default:
			end = len(rest)
			span.problem = fmt.Sprintf("the entry is incomplete: the closing %c is missing", closingBib(rest[body-1]))
		}
		text := rest[:end]
		if span.problem != "" {
			text = bytes.ToValidUTF8(text[:min(end, maxRaw)], nil) // as much as is kept of it
		}
		span.text = string(text)
		s.advance(end)
		return span, nil
	}
}

func closingBib(opening byte) rune {
	if opening == '(' {
		return ')'
	}
	return '}'
}

// comment passes over a comment. BibTeX skips only the word, but everybody else takes the braces for the comment's: whole
// entries are put into them. Only if it has no end, what begins a line in it are entries after all; then the comments in
// the text that was searched for the end have none either, so that it is searched once.
func (s *bibScanner) comment(body int) {
	for {
		rest := s.buf[s.at:]
		endless := s.read < s.comments
		end, next := endOfBib(rest, body, s.end != nil, endless)
		switch {
		case end > 0:
			s.advance(end)
		case next > 0 && endless:
			s.advance(next)
		case next > 0 && (s.end != nil || len(rest) >= maxBibEntry):
			s.comments = s.read + int64(len(rest))
			s.advance(next)
		case len(rest) >= maxBibEntry:
			s.lost = true
			s.advance(len(rest))
		case s.more():
			continue
		default:
			s.advance(len(rest))
		}
		return
	}
}

// endOfBib finds the end of the entry whose body begins at b[body], 0 if it is not in b. next is where the first line in it
// begins with an entry of its own, 0 if none does; if stop, that is as far as it looks. whole tells that nothing follows b.
func endOfBib(b []byte, body int, whole, stop bool) (end, next int) {
	opening, depth, quoted := b[body-1], 0, false
	for i := body; i < len(b); i++ {
		switch c := b[i]; {
		case c == '{':
			depth++
		case c == '}' && depth > 0:
			depth--
		case c == '}' && opening == '{', c == ')' && opening == '(' && depth == 0 && !quoted:
			return i + 1, next
		case c == '"' && depth == 0:
			quoted = !quoted
		case c == '\n' && next == 0 && i+1 < len(b) && b[i+1] == '@':
			if len(b)-i < maxBibHeader && !whole {
				return 0, 0 // what follows the @ is still to be read
			}
			if kind, _ := bibHeader(b[i+1:]); kind == "" {
				continue
			}
			if next = i + 1; stop {
				return 0, next
			}
		}
	}
	return 0, next
}
