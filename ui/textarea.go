// This file owns the area in which text is written: the cursor, the selection, and what of the text is seen.

package ui

import (
	"strings"

	"dogear/parser"
)

// textArea is a text with a cursor in it, of which w times h cells are seen.
type textArea struct {
	buf    *textBuffer
	undo   undoLog
	cursor int
	anchor int  // the other end of the selection; where the cursor is, if nothing is selected
	column int  // that the cursor came from and wants to stand in; unknown: its own
	top    int  // where the first row begins that is seen
	away   bool // it was scrolled: the cursor need not be seen
	w, h   int
}

func newTextArea(text string) textArea {
	return textArea{buf: newTextBuffer(text), cursor: len(text), anchor: len(text), column: unknown, w: 1, h: 1}
}

// reset begins with another text; the cursor stands at its end.
func (a *textArea) reset(text string) {
	w, h := a.w, a.h
	*a = newTextArea(text)
	a.w, a.h = w, h
}

// selection is what is selected, from and to.
func (a *textArea) selection() (from, to int) {
	return min(a.cursor, a.anchor), max(a.cursor, a.anchor)
}

// selects reports whether anything is selected.
func (a *textArea) selects() bool { return a.cursor != a.anchor }

// selected is the text of it.
func (a *textArea) selected() string { return a.buf.slice(a.selection()) }

// change puts a text in place of another, and the cursor behind it. Open says that it may be a part of typing on.
func (a *textArea) change(from, to int, with string, open bool) {
	if from == to && with == "" {
		return
	}
	before := [2]int{a.cursor, a.anchor}
	removed := a.replace(from, to, with)
	a.undo.add(edit{from, removed, with, before, from + len(with), open})
	a.cursor, a.anchor = from+len(with), from+len(with)
}

// replace changes the text, and keeps what is seen of it where it is.
func (a *textArea) replace(from, to int, with string) string {
	removed := a.buf.replace(from, to, with)
	switch {
	case a.top >= to:
		a.top += len(with) - (to - from)
	case a.top > from:
		a.top = from
	}
	a.column, a.away = unknown, false
	return removed
}

// insert puts a text in place of what is selected.
func (a *textArea) insert(text string, open bool) {
	from, to := a.selection()
	a.change(from, to, text, open)
}

// paste takes a text from elsewhere: with plain line ends, and nothing in it that acts on a terminal.
func (a *textArea) paste(text string) {
	a.undo.close()
	a.insert(cleanPaste(text), false)
}

// lineEnds are those that are not a line feed; terminals paste a carriage return.
var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\v", "\n", "\f", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n")

// cleanPaste makes a text such as a note may hold, white space at its end included.
func cleanPaste(text string) string {
	text = lineEnds.Replace(text)
	body := strings.TrimRight(text, " \t\n")
	return parser.CleanNote(body) + text[len(body):]
}

// typed takes what a key stands for.
func (a *textArea) typed(text string) {
	if strings.ContainsFunc(text, parser.Unsafe) {
		text = printable(text)
	}
	a.insert(text, true)
}

// removeTo removes what is selected or, if nothing is, all from the cursor to a place.
func (a *textArea) removeTo(at int) {
	from, to := a.selection()
	if from == to {
		from, to = min(at, a.cursor), max(at, a.cursor)
	}
	a.change(from, to, "", true)
}

// takeBack takes the last edit back.
func (a *textArea) takeBack() {
	if a.undo.done == 0 {
		return
	}
	a.undo.done--
	e := &a.undo.edits[a.undo.done]
	e.open = false
	a.replace(e.at, e.at+len(e.with), e.removed)
	a.cursor, a.anchor = e.before[0], e.before[1]
}

// redo does again what was taken back.
func (a *textArea) redo() {
	if a.undo.done == len(a.undo.edits) {
		return
	}
	e := &a.undo.edits[a.undo.done]
	a.undo.done++
	a.replace(e.at, e.at+len(e.removed), e.with)
	a.cursor, a.anchor = e.after, e.after
}

// moveTo puts the cursor at a place, and takes the selection along or drops it.
func (a *textArea) moveTo(at int, selecting bool) {
	a.undo.close()
	a.cursor, a.column, a.away = max(0, min(at, a.buf.size)), unknown, false
	if !selecting {
		a.anchor = a.cursor
	}
}

// moveRows moves the cursor by rows. Beyond the first and the last it goes to the end of the text.
func (a *textArea) moveRows(n int, selecting bool) {
	here := a.buf.rowOf(a.cursor, a.w)
	column := a.column
	if column == unknown {
		column = a.columnOf(a.cursor)
	}
	row, by := a.buf.step(here, n, a.w)
	switch {
	case by == 0 && n < 0:
		a.moveTo(0, selecting)
	case by == 0:
		a.moveTo(a.buf.size, selecting)
	default:
		a.moveTo(a.atCell(row, column), selecting)
	}
	a.column = column
}

// moveScreen moves the cursor by nearly a screen, and what is seen with it.
func (a *textArea) moveScreen(n int, selecting bool) {
	n *= max(a.h-1, 1)
	row, _ := a.buf.step(a.buf.rowOf(a.top, a.w), n, a.w)
	a.moveRows(n, selecting)
	a.top = a.buf.rowStart(row, a.w)
}

// columnOf is the column of a place in its row.
func (a *textArea) columnOf(at int) int {
	i, off := a.buf.find(at)
	p := a.buf.pieces[i]
	r := p.rowOf(off, a.w)
	return columnOf(p.row(r, a.w), off-p.wrapped(a.w)[r])
}

// atCell is the place at a column of a row.
func (a *textArea) atCell(r rowAt, column int) int {
	off := a.buf.pieces[r.piece].at(r.row, column, a.w)
	return a.buf.startOf(r.piece) + off
}

// scroll moves what is seen, and leaves the cursor.
func (a *textArea) scroll(n int) {
	row, _ := a.buf.step(a.first(), n, a.w)
	a.top, a.away = a.buf.rowStart(row, a.w), true
	a.first()
}

// first is the first row that is seen: such that the cursor is, and no line behind the end.
func (a *textArea) first() rowAt {
	row := a.buf.rowOf(min(a.top, a.buf.size), a.w)
	if _, below := a.buf.step(row, a.h-1, a.w); below < a.h-1 {
		row, _ = a.buf.step(row, below-(a.h-1), a.w)
	}
	if !a.away {
		here := a.buf.rowOf(a.cursor, a.w)
		last, _ := a.buf.step(row, a.h-1, a.w)
		if here.before(row) {
			row = here
		} else if last.before(here) {
			row, _ = a.buf.step(here, 1-a.h, a.w)
		}
	}
	a.top = a.buf.rowStart(row, a.w)
	return row
}

// before reports whether a row stands above another.
func (r rowAt) before(o rowAt) bool { return r.piece < o.piece || r.piece == o.piece && r.row < o.row }

// view draws the rows that are seen.
func (a *textArea) view(t *theme) []string {
	look := reverse.on(t.accent)
	from, to := a.selection()
	row := a.first()
	at := a.top
	lines := make([]string, 0, a.h)
	for len(lines) < a.h {
		p := a.buf.pieces[row.piece]
		text := p.row(row.row, a.w)
		clip := func(place int) int { return max(0, min(place-at, len(text))) }
		line := drawRow(text, clip(from), clip(to), look)
		isLast := row.row == len(p.rows)-1
		if at += len(text); isLast && p.ends {
			if from <= at && at < to { // the line end is selected too
				line += look.paint(" ")
			}
			at++
		}
		lines = append(lines, line)
		next, by := a.buf.step(row, 1, a.w)
		if by == 0 {
			break
		}
		row = next
	}
	return lines
}

// caret is the cell of the cursor, if that is seen.
func (a *textArea) caret() (x, y int, seen bool) {
	here, row := a.buf.rowOf(a.cursor, a.w), a.first()
	for y = 0; y < a.h; y++ {
		if row == here {
			return min(a.columnOf(a.cursor), a.w), y, true
		}
		next, by := a.buf.step(row, 1, a.w)
		if by == 0 {
			break
		}
		row = next
	}
	return 0, 0, false
}

// point puts the cursor at a cell. One that is dragged there selects.
func (a *textArea) point(x, y int, selecting bool) {
	row, _ := a.buf.step(a.first(), max(0, min(y, a.h-1)), a.w)
	a.moveTo(a.atCell(row, max(x, 0)), selecting)
}
