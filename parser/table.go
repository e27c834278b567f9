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

	again  []textLine // lines to be read again, the next one last
	credit int        // bytes that may be read again
	single int        // up to this line, rows are lines
	silent int        // up to this line, what is wrong belongs to a row that was rejected already
}

func newTableReader(in *input) *tableReader {
	return &tableReader{lines: in.lines(), comma: tableComma(in.head), credit: rereadMin}
}

// tableComma is what parts the cells of the first line.
func tableComma(head string) byte {
	first := tableLine(head)
	comma, most := byte(','), 0
	for _, c := range []byte{',', '\t', ';'} {
		var s rowScanner
		if _, wrong := s.line(first, c, true); wrong == "" && len(s.cells) > most {
			comma, most = c, len(s.cells)
		}
	}
	return comma
}

// tableLine is the first line of a text that is not blank. Excel may put "sep=;" above it.
func tableLine(head string) string {
	for head != "" {
		var s string
		s, head, _ = strings.Cut(head, "\n")
		if s = strings.TrimSpace(s); s != "" && !isSeparatorLine(s) {
			return s
		}
	}
	return ""
}

func isSeparatorLine(s string) bool {
	rest, ok := cutFold(strings.TrimSpace(s), "sep=")
	return ok && len(rest) == 1
}

// tableColumns are the names in the first line of head, folded; see columnName.
func tableColumns(head string) map[string]bool {
	var s rowScanner
	s.line(tableLine(head), tableComma(head), true)
	names := map[string]bool{}
	for _, c := range s.cells {
		names[columnName(c)] = true
	}
	return names
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
			r.wrong = "a quote is opened and not closed within 1 MiB"
			break
		}
		var err error
		if line, err = t.take(); errors.Is(err, io.EOF) {
			r.wrong = "a quote is opened and never closed; was the file cut off?"
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
		r.wrong = fmt.Sprintf("%d cells, but the first row names %d columns", len(r.cells), columns)
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
			return false, "a quote inside of a cell that has quotes around it is not doubled"
		}
	}
}

func (s *rowScanner) endQuoted() {
	s.cells = append(s.cells, s.cell.String())
	s.cell.Reset()
	s.quoted = false
}

// openTable reads a table whose rows take makes records of. The first row must name the columns; need is one that there
// must be, with help for those who lack it. A table without further rows is empty.
func openTable(f Format, in *input, need, help string, take func(begin block, cell map[string]string) record) (*Digest, error) {
	t := newTableReader(in)
	head, err := t.next()
	if errors.Is(err, io.EOF) {
		return nil, noPapers(f, nil)
	} else if err != nil {
		return nil, err
	}
	names := make([]string, len(head.cells))
	has := map[string]bool{}
	for i, c := range head.cells {
		if name := columnName(c); !has[name] { // the first of two counts
			names[i] = name
			has[name] = true
		}
	}
	if head.wrong == "" && !has[need] {
		head.wrong = fmt.Sprintf("the first row names no column %q; %s", need, help)
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
		cell := make(map[string]string, len(names))
		for i, c := range r.cells {
			if names[i] != "" {
				cell[names[i]] = c
			}
		}
		return take(r.begin, cell), nil
	})
}
