// This file owns breaking the pieces of a text into rows: by words, where it can. Only what is seen is wrapped, and what
// is wrapped is kept until it changes. A row's last space may hang over its end, so that no row begins with one.

package ui

import "strings"

const tabStop = 4 // cells

// cellsAt is the length of the first character of a text that begins at a column, and its width there.
func cellsAt(s string, column int) (n, w int) {
	if s[0] == '\t' {
		return 1, tabStop - column%tabStop
	}
	return cluster(s)
}

// wrapped are the places in a piece at which its rows of w cells begin.
func (p *piece) wrapped(w int) []int {
	if p.width != w {
		p.rows, p.width = wrapRows(p.rows[:0], p.text, w), w
	}
	return p.rows
}

// wrapRows appends the places at which the rows of a text begin. Together they are the text.
func wrapRows(rows []int, s string, w int) []int {
	rows = append(rows, 0)
	start, column := 0, 0
	word := 0 // where the last word of the row begins: it goes into the next row if it does not fit
	for i := 0; i < len(s); {
		n, cw := cellsAt(s[i:], column)
		isSpace := s[i] == ' ' || s[i] == '\t'
		room := w
		if isSpace {
			room++
		}
		if column+cw > room && i > start {
			if start = i; word > rows[len(rows)-1] && !isSpace {
				start = word
			}
			rows = append(rows, start)
			word, column = start, columnOf(s[start:i], i-start)
			continue
		}
		if cw > 1 && !isSpace { // between ideographs there is a break without a space
			word = i
		}
		column += cw
		i += n
		if isSpace || cw > 1 {
			word = i
		}
	}
	return rows
}

// columnOf is the column of a byte of a row.
func columnOf(row string, off int) int {
	column := 0
	for i := 0; i < off; {
		n, w := cellsAt(row[i:], column)
		i += n
		column += w
	}
	return column
}

// row is the text of a row of a piece.
func (p *piece) row(r, w int) string {
	rows := p.wrapped(w)
	if r+1 < len(rows) {
		return p.text[rows[r]:rows[r+1]]
	}
	return p.text[rows[r]:]
}

// rowOf is the row in which a place of a piece lies.
func (p *piece) rowOf(off, w int) int {
	rows := p.wrapped(w)
	low, high := 0, len(rows)-1
	for low < high {
		if mid := (low + high + 1) / 2; rows[mid] <= off {
			low = mid
		} else {
			high = mid - 1
		}
	}
	return low
}

// at is the place in a piece that is nearest to a column of a row, and in that row.
func (p *piece) at(r, column, w int) int {
	rows := p.wrapped(w)
	row := p.row(r, w)
	at, here := 0, 0
	for at < len(row) {
		n, cw := cellsAt(row[at:], here)
		if here+cw > column || at+n == len(row) && r+1 < len(rows) { // the end of the row is the next one's beginning
			break
		}
		at += n
		here += cw
	}
	return rows[r] + at
}

// A rowAt is a row of a text: the piece and the row in it.
type rowAt struct{ piece, row int }

// rowOf is the row in which a place of the text lies.
func (b *textBuffer) rowOf(at, w int) rowAt {
	i, off := b.find(at)
	return rowAt{i, b.pieces[i].rowOf(off, w)}
}

// rowStart is where a row begins.
func (b *textBuffer) rowStart(r rowAt, w int) int {
	return b.startOf(r.piece) + b.pieces[r.piece].wrapped(w)[r.row]
}

// step is the row n rows below a row, or above it, as far as there are some, and how far that is.
func (b *textBuffer) step(r rowAt, n, w int) (to rowAt, by int) {
	for ; by < n; by++ {
		if r.row+1 < len(b.pieces[r.piece].wrapped(w)) {
			r.row++
		} else if r.piece+1 < len(b.pieces) {
			r = rowAt{r.piece + 1, 0}
		} else {
			break
		}
	}
	for ; by > n; by-- {
		if r.row > 0 {
			r.row--
		} else if r.piece > 0 {
			r.piece--
			r.row = len(b.pieces[r.piece].wrapped(w)) - 1
		} else {
			break
		}
	}
	return r, by
}

// drawRow draws a row of text: tabs become spaces. What lies between two of its bytes is painted as selected.
func drawRow(row string, from, to int, look style) string {
	if !strings.Contains(row, "\t") {
		if from >= to {
			return row
		}
		return row[:from] + look.paint(row[from:to]) + row[to:]
	}
	var s [3]strings.Builder
	column := 0
	for i := 0; i < len(row); {
		n, w := cellsAt(row[i:], column)
		part := &s[1]
		if i < from {
			part = &s[0]
		} else if i >= to {
			part = &s[2]
		}
		if row[i] == '\t' {
			part.WriteString(strings.Repeat(" ", w))
		} else {
			part.WriteString(row[i : i+n])
		}
		i += n
		column += w
	}
	return s[0].String() + look.paint(s[1].String()) + s[2].String()
}
