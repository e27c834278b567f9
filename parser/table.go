package parser

// This file owns tables of separated values (RFC 4180 and what spreadsheets make of it): rows of cells parted by commas,
// semicolons or tabs, cells in quotes that may hold all of these and line ends, a first row that names the columns. What
// the columns mean is the formats' business.
//
// A quote that never closes would take the rest of the input into one cell. So a row that comes out wrong is given up, and
// reading starts again at the line below the one where it began. How much may be read again that way is bounded, so that
// the time stays linear however an input is made: what lies beyond is read once more, line by line.

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

const (
	maxRow    = 1 << 20 // bytes of a row, over all of its lines,
	lineCost  = 32      // each of which costs so many beside its text
	rereadMin = 4 << 20 // bytes that may be read again, and one more for each byte of the input
)

// A row is one row of a table, or the problem that it could not be taken.
type row struct {
	begin block // its first line
	cells []string
	wrong string
	last  int // the last line that is part of it for certain, if it is wrong
}

// A tableReader reads rows one after the other.
type tableReader struct {
	lines   *lineReader
	comma   byte
	columns int // how many cells a row has; 0 before the first row
	above   int // lines to pass over before it

	again  []textLine // lines to be read again, the next one last
	credit int        // bytes that may be read again
	single int        // up to this line, rows are lines
	silent int        // up to this line, what is wrong belongs to a row that was rejected already
}

func newTableReader(in *input) *tableReader {
	h := tableHeadOf(in.head)
	return &tableReader{lines: in.lines(), comma: h.comma, above: h.above, credit: rereadMin}
}

// A tableHead is the beginning of a table.
type tableHead struct {
	line   string     // that names the columns
	cells  []string   // the names
	comma  byte       // what parts the cells
	above  int        // lines that stand above it and are not blank
	rows   [][]string // some of the rows below it
	even   int        // how many of them have as many cells as the first line
	spaced bool       // a space stands behind what parts the cells, as in prose
}

// tableHeadOf finds the line that names the columns: the first line of a text or, if that names no title, one of those below it.
// Dimensions has a line about the table above it. Excel may put "sep=;" there.
func tableHeadOf(head string) tableHead {
	const most = 6 // lines that are looked at
	var first tableHead
	above, whole := 0, len(head) < sniffLen
	for rest := head; rest != "" && above < most; {
		var s string
		s, rest, _ = strings.Cut(rest, "\n")
		if s = strings.TrimSpace(s); s == "" || isSeparatorLine(s) {
			continue
		}
		h := tableHead{line: s, comma: tableComma(s), above: above}
		h.cells = lineCells(s, h.comma)
		if above == 0 {
			first = h
			first.look(rest, whole)
		}
		if c := columnsOf(h.cells); len(h.cells) > 1 && c.has("title") && c.known > 1 && (above == 0 || c.arePapers()) {
			h.look(rest, whole)
			return h
		}
		above++
	}
	return first
}

// look reads some rows below the names.
func (h *tableHead) look(rest string, whole bool) {
	const most = 20
	for rest != "" && len(h.rows) < most {
		s, below, more := strings.Cut(rest, "\n")
		rest = below
		if !more && !whole || strings.TrimSpace(s) == "" {
			continue
		}
		cells := lineCells(strings.TrimRight(s, "\r"), h.comma)
		h.spaced = h.spaced || strings.Contains(s, string(h.comma)+" ") && !strings.Contains(s, `"`)
		if len(cells) == len(h.cells) {
			h.even++
		}
		h.rows = append(h.rows, cells)
	}
}

// lineCells are the cells of a line, as far as one line tells.
func lineCells(s string, comma byte) []string {
	var scan rowScanner
	if open, _ := scan.line(s, comma, true); open {
		scan.endQuoted()
	}
	return scan.cells
}

// tableComma is what parts the cells of a line.
func tableComma(line string) byte {
	comma, most := byte(','), 0
	for _, c := range []byte{',', '\t', ';', '|'} {
		if c == '|' && (strings.Contains(line, " |") || strings.Contains(line, "| ") || strings.HasPrefix(line, "|")) {
			continue // a table of Markdown
		}
		var s rowScanner
		if _, wrong := s.line(line, c, true); wrong == "" && len(s.cells) > most {
			comma, most = c, len(s.cells)
		}
	}
	return comma
}

func isSeparatorLine(s string) bool {
	rest, ok := cutFold(strings.TrimSpace(s), "sep=")
	return ok && len(rest) == 1
}

// columnName folds the name of a column: "Item Type" is item_type.
func columnName(s string) string {
	return strings.NewReplacer(" ", "_", "-", "_").Replace(strings.ToLower(CleanLine(s)))
}

// take is the next line, from those that are to be read again or from the input.
func (t *tableReader) take() (textLine, error) {
	if n := len(t.again); n > 0 {
		line := t.again[n-1]
		t.again = t.again[:n-1]
		t.credit -= len(line.text) + lineCost
		return line, nil
	}
	line, err := t.lines.next()
	t.credit += len(line.text)
	return line, err
}

// putBack lets lines be read again; as rows of one line each, if too many were already.
func (t *tableReader) putBack(lines []textLine) {
	for _, l := range slices.Backward(lines) {
		t.again = append(t.again, l)
	}
	if n := len(lines); n > 0 && t.credit <= 0 {
		t.single = max(t.single, lines[n-1].n)
	}
}

// next is the next row; rows of empty cells are none. The first row sets how many cells a row has.
func (t *tableReader) next() (row, error) {
	for {
		first, err := t.take()
		if err != nil {
			return row{}, err
		}
		if !first.long && (strings.TrimSpace(first.text) == "" || t.columns == 0 && isSeparatorLine(first.text)) {
			continue
		}
		if t.above > 0 && t.columns == 0 {
			t.above--
			continue
		}
		r, err := t.read(first)
		if err != nil {
			return row{}, err
		}
		switch {
		case r.wrong != "" && r.begin.line <= t.silent, r.wrong == "" && strings.Join(r.cells, "") == "":
			continue
		case r.wrong != "":
			t.silent = r.last
		case t.columns == 0:
			t.columns = len(r.cells)
		}
		return r, nil
	}
}

// read reads the row that begins with the line first. If it comes out wrong, the lines below first are read again.
func (t *tableReader) read(first textLine) (row, error) {
	r := row{begin: block{line: first.n, text: first.text}, last: first.n}
	if first.long {
		r.wrong = tooLongLine
		return r, nil
	}
	lines := []textLine{first}
	var s rowScanner
	for size, line := 0, first; ; {
		open, wrong := s.line(line.text, t.comma, false)
		if wrong != "" {
			r.wrong, r.last = wrong, max(first.n, line.n-1) // this line may begin a row of its own
			break
		}
		r.last = line.n
		if !open {
			r.cells = s.cells
			r.fit(t.columns)
			break
		}
		if size += len(line.text) + lineCost; size > maxRow || line.n <= t.single {
			r.wrong = "a quote is not closed within 1 MiB"
			break
		}
		var err error
		if line, err = t.take(); errors.Is(err, io.EOF) {
			r.wrong = "a quote is not closed; was the file truncated?"
			break
		} else if err != nil {
			return row{}, err
		}
		lines = append(lines, line)
		if line.long {
			r.wrong = tooLongLine
			break
		}
	}
	if r.wrong == "" {
		return r, nil
	}
	t.putBack(lines[1:])
	return t.lenient(r), nil
}

// fit checks that the row has as many cells as the first; empty ones at its end may be too many.
func (r *row) fit(columns int) {
	for columns > 0 && len(r.cells) > columns && strings.TrimSpace(r.cells[len(r.cells)-1]) == "" {
		r.cells = r.cells[:len(r.cells)-1]
	}
	if columns > 0 && len(r.cells) != columns && strings.Join(r.cells, "") != "" {
		r.wrong = fmt.Sprintf("%d cells, but the first row has %d columns", len(r.cells), columns)
	}
}

// lenient makes a row of the first line of one that is wrong, if it is one by itself when quotes inside of cells may stand
// for themselves.
func (t *tableReader) lenient(r row) row {
	var s rowScanner
	open, _ := s.line(r.begin.text, t.comma, true)
	alone := row{begin: r.begin, cells: s.cells}
	if alone.fit(t.columns); open || alone.wrong != "" {
		return r
	}
	return alone
}

// A rowScanner parts the lines of one row into cells.
type rowScanner struct {
	cells  []string
	cell   strings.Builder // the one in quotes
	quoted bool            // inside of a cell in quotes
}

// line takes the next line of the row. open tells that a quote is open at its end, wrong that a quote stands where none
// can. If lenient, such a quote stands for itself.
func (s *rowScanner) line(text string, comma byte, lenient bool) (open bool, wrong string) {
	for {
		if !s.quoted {
			if trimmed := strings.TrimLeft(text, " "); strings.HasPrefix(trimmed, `"`) {
				s.quoted, text = true, trimmed[1:]
				continue
			}
			cell, rest, more := strings.Cut(text, string(comma))
			s.cells = append(s.cells, cell)
			if !more {
				return false, ""
			}
			text = rest
			continue
		}
		part, rest, closed := strings.Cut(text, `"`)
		s.cell.WriteString(part)
		if !closed {
			s.cell.WriteByte('\n')
			return true, ""
		}
		text = rest
		after := strings.TrimLeft(text, " ")
		switch {
		case strings.HasPrefix(text, `"`):
			s.cell.WriteByte('"')
			text = text[1:]
		case after == "":
			s.endQuoted()
			return false, ""
		case after[0] == comma:
			s.endQuoted()
			text = after[1:]
		case lenient:
			s.cell.WriteByte('"')
		default:
			return false, "a quote inside a quoted cell is not doubled"
		}
	}
}

func (s *rowScanner) endQuoted() {
	s.cells = append(s.cells, s.cell.String())
	s.cell.Reset()
	s.quoted = false
}

// A rowReader makes a record of a row.
type rowReader func(begin block, cells []string) record

// openTable reads a table. The first row names the columns: of these headed makes a reader for the others, or says what is
// wrong with them. A table without further rows is empty.
func openTable(f Format, in *input, headed func(names []string) (take rowReader, wrong string)) (*Digest, error) {
	t := newTableReader(in)
	head, err := t.next()
	if errors.Is(err, io.EOF) {
		return nil, noPapers(f, nil)
	} else if err != nil {
		return nil, err
	}
	var take rowReader
	if head.wrong == "" {
		take, head.wrong = headed(head.cells)
	}
	if head.wrong != "" {
		return nil, noPapers(f, []*Problem{rejected(head.begin, head.wrong).problem})
	}
	first, err := t.next()
	if errors.Is(err, io.EOF) {
		return emptyDigest(f), nil
	} else if err != nil {
		return nil, err
	}
	waiting := true
	return newStream(f, func() (record, error) {
		r := first
		if !waiting {
			if r, err = t.next(); err != nil {
				return record{}, err
			}
		}
		waiting = false
		if r.wrong != "" {
			return rejected(r.begin, r.wrong), nil
		}
		return take(r.begin, r.cells), nil
	})
}
