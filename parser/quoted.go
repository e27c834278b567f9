package parser

// This file owns quotations: a digest that somebody sent on or answered, with the mark of a quotation before each of its
// lines ("> ", ">> ", "| "). The marks go before the format is recognised, so that every format can be read in this way.
// Lines stay what they are, so that their numbers hold.

import (
	"bufio"
	"errors"
	"io"
	"strings"
)

// quoteMark is what mail programs put before the lines that they quote.
var quoteMark = pattern(`^[ \t]?((?:> ?)+|(?:\| ?)+)`)

// greeting is how many lines above and below a quotation are no more than a greeting.
const greeting = 3

// unquoted is the input without the marks of a quotation, if most of its lines have them and what stands behind them is a
// digest: of a format that is recognised by more than its shape or, if hardly a line has no mark, of any. For quotations
// also stand in Markdown and in prose, where they are what they are.
func unquoted(in *input, want Format) *input {
	lines, quoted, depth := quotedLines(in.head)
	if quoted*2 <= lines || quoted < 2 {
		return in
	}
	plain := &input{Reader: bufio.NewReaderSize(&unquoter{in: in.Reader, depth: depth}, sniffLen)}
	// A second reader takes the beginning alone; the input itself is read once it is known to be a quotation.
	head, _ := io.ReadAll(&unquoter{in: bufio.NewReader(strings.NewReader(in.head)), depth: depth})
	if len(head) > 0 && len(in.head) == sniffLen { // its last line is cut
		head = head[:strings.LastIndexByte(string(head[:len(head)-1]), '\n')+1]
	}
	plain.head = string(head)
	as, err := recognise(in.head, want)
	inside, errInside := recognise(plain.head, want)
	switch {
	case errInside != nil:
		return in
	case err == nil && !general(as.name) && want == "" && (general(inside.name) || depth.mark != '>'):
		return in // it is something already, marks and all
	case general(inside.name) && (lines-quoted > greeting || depth.mark != '>' || as.name == FormatMarkdown && lines > quoted):
		return in
	}
	return plain
}

// general reports whether a format is recognised by its shape alone, which a reply to a mail has as well.
func general(f Format) bool { return f == FormatText || f == FormatMarkdown }

// A quoteDepth is a mark and how often it stands before a line.
type quoteDepth struct {
	mark  byte
	times int
}

// depthOf is the quotation that a line is in.
func depthOf(line string) quoteDepth {
	mark := quoteMark().FindString(line)
	for _, c := range []byte{'>', '|'} {
		if n := strings.Count(mark, string(c)); n > 0 {
			return quoteDepth{c, n}
		}
	}
	return quoteDepth{}
}

// quotedLines counts the lines of a text that are not blank, and those with the mark that most of them have.
func quotedLines(head string) (lines, quoted int, depth quoteDepth) {
	seen := map[quoteDepth]int{}
	marks := map[byte]int{}
	for line := range strings.Lines(head) {
		if strings.TrimSpace(line) == "" {
			continue
		}
		lines++
		if d := depthOf(line); d.times > 0 {
			seen[d]++
			marks[d.mark]++
		}
	}
	for d, n := range seen {
		if most := seen[depth]; n > most || n == most && (d.times < depth.times || d.times == depth.times && d.mark < depth.mark) {
			depth = d
		}
	}
	return lines, marks[depth.mark], depth
}

// An unquoter reads lines without the marks of a quotation. What stands around it is not part of it and becomes blank
// lines, but for lines that a mail program broke off from quoted ones.
type unquoter struct {
	in    *bufio.Reader
	depth quoteDepth

	rest   string // of a line that was not handed out yet
	inLine bool   // the beginning of the line was handed out
	keep   bool   // the rest of it is
	wide   bool   // the line above is quoted, and so wide that it may have been broken
	end    error
}

// brokenAt is how wide a line is at least that a mail program breaks.
const brokenAt = 60

func (u *unquoter) Read(p []byte) (int, error) {
	for u.rest == "" {
		if u.end != nil {
			return 0, u.end
		}
		u.fill()
	}
	n := copy(p, u.rest)
	u.rest = u.rest[n:]
	return n, nil
}

// fill takes the next line, or the next part of a line that is longer than the reader's buffer.
func (u *unquoter) fill() {
	part, err := u.in.ReadSlice('\n')
	line := string(part)
	if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
		u.end = err
	}
	if !u.inLine {
		bare, quoted := u.depth.cut(line)
		text := strings.TrimSpace(bare)
		u.keep = quoted || u.wide && text != ""
		u.wide = u.keep && len(text) >= brokenAt
		line = bare
	}
	u.inLine = !strings.HasSuffix(line, "\n")
	if !u.keep {
		line = line[len(strings.TrimRight(line, "\r\n")):]
	}
	u.rest = line
}

// cut takes the marks off a line, as many as there may be at most, and reports whether it had any.
func (d quoteDepth) cut(line string) (rest string, quoted bool) {
	rest = line
	for range d.times {
		inside := strings.TrimLeft(rest, " \t")
		if len(rest)-len(inside) > 1 || inside == "" || inside[0] != d.mark {
			break
		}
		rest, quoted = inside[1:], true
		rest = strings.TrimPrefix(rest, " ")
	}
	return rest, quoted
}
