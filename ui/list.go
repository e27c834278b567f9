// This file owns the list pane: a window onto the store.
//
// It holds some hundred rows around the cursor, however many the library has, and asks for more before the cursor comes
// to an end of them. Moves that arrive faster than rows are owed, and paid when the rows come: no key is lost.

package ui

import (
	"fmt"
	"slices"
	"strings"

	"dogear/store"
)

const (
	pageRows   = 256  // rows read at a time
	aheadRows  = 128  // fewer than this between the cursor and an end: read more
	windowRows = 2048 // rows kept; what lies farther is dropped and read again when it comes near
	scrollOff  = 3    // rows kept in sight beyond the cursor
	unknown    = -1
)

// list is the list pane.
type list struct {
	rows    []store.Row
	cursor  int         // index into rows
	top     int         // index of the first row on the screen
	first   int         // number of rows before rows[0] in the whole list; unknown after a jump into the middle
	total   int         // number of rows in the whole list; unknown while it is being counted
	more    bool        // total is a bound: there are that many, or more
	atTop   bool        // rows[0] is the first of the list
	atEnd   bool        // the last of rows is the last of the list
	owed    int         // moves that wait for rows, down positive
	gen     int         // the generation of rows: an answer for an older one is stale
	got     int         // the generation that has come; keys wait while another one is on its way
	request pageRequest // what that one is
	asked   [2]bool

	failures int // reads of further rows that have failed in a row

	anchor *store.Row // where a range selection began
	all    bool       // everything that the view shows is selected

	rect     rect
	headings headings
	cells    cells
	signs    bool    // show the status: the view has papers of several
	lit      *lights // nil while no search is on
	dirty    bool
	today    store.Until         // for which rows were drawn
	drawn    map[drawnRow]string // rows as they were drawn last
	lines    []string
	looked   lookOf
}

// lookOf is what the rendered lines depend on beside the list itself.
type lookOf struct {
	theme        *theme
	title, right string
	empty        string // what stands in a list without rows
	focused      bool
}

// The two directions of reading, as indexes of asked.
const (
	forward = iota
	backward
)

// current is the row under the cursor.
func (l *list) current() (store.Row, bool) {
	if l.cursor < 0 || l.cursor >= len(l.rows) {
		return store.Row{}, false
	}
	return l.rows[l.cursor], true
}

// replace takes a new window. What is on the screen stays where it is as far as it can. It reports whether a selection is
// gone because the paper that it began with is.
func (l *list) replace(p pageMsg) (lost bool) {
	shift := l.shift(p)
	owed := l.owed
	if p.again && l.anchor != nil && l.index(l.anchor.ID) != unknown {
		lost = !slices.ContainsFunc(p.rows, func(r store.Row) bool { return r.ID == l.anchor.ID })
	}
	l.rows, l.cursor, l.first, l.atTop, l.atEnd = p.rows, p.cursor, p.first, p.atTop, p.atEnd
	l.owed, l.asked = 0, [2]bool{}
	l.cursor = max(0, min(l.cursor, len(l.rows)-1))
	l.top += shift
	if lost {
		l.deselect()
	}
	l.scroll()
	l.dirty = true
	if p.again && owed != 0 {
		l.move(owed)
	}
	return lost
}

// shift is by how much the index of what is on the screen changes with a new window: of the paper that the cursor goes to
// or, if it was not in the list before, of the nearest one that is in both windows.
func (l *list) shift(p pageMsg) int {
	if len(p.rows) == 0 || len(l.rows) == 0 {
		return 0
	}
	if i := l.index(p.rows[min(p.cursor, len(p.rows)-1)].ID); i != unknown && !p.again {
		return p.cursor - i
	}
	at := make(map[int64]int, len(p.rows))
	for i, r := range p.rows {
		at[r.ID] = i
	}
	for i := min(l.cursor, len(l.rows)-1); i >= max(l.top, 0); i-- {
		if j, ok := at[l.rows[i].ID]; ok {
			return j - i
		}
	}
	return 0
}

// extend takes the rows that were asked for beyond an end of the window.
func (l *list) extend(rows []store.Row, dir int, end bool) {
	l.asked[dir] = false
	l.dirty = true
	if dir == forward {
		l.rows = append(l.rows, rows...)
		l.atEnd = end
		if n := len(l.rows) - windowRows; n > 0 && l.cursor-n > aheadRows {
			l.rows = append([]store.Row(nil), l.rows[n:]...)
			l.cursor, l.top, l.atTop = l.cursor-n, max(l.top-n, 0), false
			if l.first != unknown {
				l.first += n
			}
		}
	} else {
		l.rows = append(append(make([]store.Row, 0, len(rows)+len(l.rows)), rows...), l.rows...)
		l.cursor, l.top, l.atTop = l.cursor+len(rows), l.top+len(rows), end
		if l.first != unknown {
			l.first -= len(rows)
		}
		if end {
			l.first = 0
		}
		if n := len(l.rows) - windowRows; n > 0 && len(l.rows)-l.cursor-n > aheadRows {
			l.rows, l.atEnd = l.rows[:windowRows:windowRows], false
		}
	}
	owed := l.owed
	l.owed = 0
	l.move(owed)
}

// move moves the cursor by n rows, as far as there are any; what lies beyond the window is owed.
func (l *list) move(n int) {
	l.dirty = true
	to := l.cursor + l.owed + n
	l.cursor = max(0, min(to, len(l.rows)-1))
	l.owed = to - l.cursor
	if l.owed > 0 && l.atEnd || l.owed < 0 && l.atTop || len(l.rows) == 0 {
		l.owed = 0
	}
	l.scroll()
}

// wants tells in which directions rows are to be read.
func (l *list) wants() (dirs []int) {
	if !l.atEnd && !l.asked[forward] && len(l.rows)-l.cursor < aheadRows+max(l.owed, 0) && len(l.rows) > 0 {
		dirs = append(dirs, forward)
	}
	if !l.atTop && !l.asked[backward] && l.cursor < aheadRows+max(-l.owed, 0) && len(l.rows) > 0 {
		dirs = append(dirs, backward)
	}
	return dirs
}

// scroll keeps the cursor in sight.
func (l *list) scroll() {
	h := l.height()
	off := min(scrollOff, (h-1)/2)
	l.top = min(l.top, l.cursor-off)
	l.top = max(l.top, l.topFor(l.cursor, h-1-off))
	l.top = max(0, min(l.top, l.topFor(len(l.rows)-1, h-1)))
}

// visible is the number of rows on the screen, if they are all of one digest.
func (l *list) visible() int {
	if l.headings.on {
		return max(l.height()-1, 1)
	}
	return l.height()
}

// rowAt is the index of the row in a line of the pane, its border being line 0. A heading stands for the row below it.
func (l *list) rowAt(line int) (i int, ok bool) {
	lines := l.layLines()
	if line < 1 || line > len(lines) {
		return 0, false
	}
	return lines[line-1].row, true
}

// point puts the cursor on a row that is seen. The rows stay where they are: a second click is for the same one.
func (l *list) point(i int) { l.cursor, l.owed, l.dirty = i, 0, true }

// wheel scrolls the rows by n lines; the cursor goes along only where it would leave the screen.
func (l *list) wheel(n int) {
	h := l.height()
	off := min(scrollOff, (h-1)/2)
	most := l.topFor(len(l.rows)-1, h-1)
	l.top = max(0, min(l.top+n, most))
	lines := l.layLines()
	if len(lines) == 0 {
		return
	}
	low, high := l.top+off, lines[len(lines)-1].row-off
	if l.top == 0 {
		low = 0
	}
	if l.top >= most {
		high = len(l.rows) - 1
	}
	l.cursor, l.dirty = max(min(max(l.cursor, low), high), 0), true
}

// remove takes the row at an index out: the cursor is then on the next one, at the end on the previous.
func (l *list) remove(i int) {
	l.rows = append(l.rows[:i:i], l.rows[i+1:]...)
	if l.cursor > i {
		l.cursor--
	}
	l.cursor = max(0, min(l.cursor, len(l.rows)-1))
	if l.total > 0 {
		l.total--
	}
	l.dirty = true
	l.scroll()
}

// index finds a paper in the window.
func (l *list) index(id int64) int {
	for i := range l.rows {
		if l.rows[i].ID == id {
			return i
		}
	}
	return unknown
}

// position is the cursor's number in the whole list, from 1; 0 when it is not known.
func (l *list) position() int {
	if l.first == unknown || len(l.rows) == 0 {
		return 0
	}
	return l.first + l.cursor + 1
}

// selecting reports whether anything is selected.
func (l *list) selecting() bool { return l.anchor != nil || l.all }

// deselect drops the selection.
func (l *list) deselect() { l.anchor, l.all, l.dirty = nil, false, true }

// span is the range selection within the window, as indexes. An anchor that has left the window lies beyond its end.
func (l *list) span() (from, to int) {
	at := l.index(l.anchor.ID)
	if at == unknown {
		at = 0
		if len(l.rows) > 0 && l.anchor.Place > l.rows[len(l.rows)-1].Place {
			at = len(l.rows) - 1
		}
	}
	return min(at, l.cursor), max(at, l.cursor)
}

// selected is how many papers are selected, as the status line says it.
func (l *list) selected() string { return l.selection() + " selected" }

// selection is how many papers the selection has.
func (l *list) selection() string {
	switch {
	case l.all && l.more:
		return "more than " + store.Thousands(l.total)
	case l.all && l.total == unknown:
		return "all"
	case l.all:
		return store.Plural(l.total, "paper")
	case l.index(l.anchor.ID) == unknown:
		return "a long range"
	}
	from, to := l.span()
	return store.Plural(to-from+1, "paper")
}

// isSelected reports whether the row at an index is in the selection.
func (l *list) isSelected(i int) bool {
	if l.all {
		return true
	}
	if l.anchor == nil {
		return false
	}
	from, to := l.span()
	return from <= i && i <= to
}

// view draws the pane. Empty is what stands in a list without rows.
func (l *list) view(t *theme, title string, empty []string, focused bool) []string {
	right := ""
	if p := l.position(); p > 0 && l.total > 0 {
		right = fmt.Sprintf("%s of %s", store.Thousands(p), store.Thousands(l.total))
		if l.more {
			right += "+"
		}
	}
	look := lookOf{t, title, right, "", focused}
	if len(l.rows) == 0 {
		look.empty = strings.Join(empty, "\n")
	}
	if !l.dirty && l.looked == look {
		return l.lines
	}
	inner := l.rect.w - 2
	var lines []string
	if len(l.rows) == 0 {
		lines = center(t, empty, inner, l.rect.h-2)
	}
	if len(l.drawn) > 512 {
		l.drawn = nil
	}
	if l.drawn == nil {
		l.drawn = make(map[drawnRow]string)
	}
	for _, at := range l.layLines() {
		if at.heading {
			lines = append(lines, l.heading(t, at.row, inner))
			continue
		}
		i := at.row
		// A move changes two rows; the others are drawn already.
		k := drawnRow{l.rows[i], t, inner, l.signs, focused, i == l.cursor, l.isSelected(i), l.selecting(), l.lit}
		line, ok := l.drawn[k]
		if !ok {
			line = l.row(t, i, inner, focused)
			l.drawn[k] = line
		}
		lines = append(lines, line)
	}
	l.lines, l.looked, l.dirty = frame(t, title, right, lines, l.rect.w, l.rect.h, focused), look, false
	return l.lines
}

// drawnRow is all that the look of a row depends on.
type drawnRow struct {
	row                                       store.Row
	theme                                     *theme
	w                                         int
	signs, focused, here, selected, selecting bool
	lit                                       *lights
}

// row draws one row: a bar at the cursor, the status where the view has several, the title, and the marks.
func (l *list) row(t *theme, i, w int, focused bool) string {
	r := &l.rows[i]
	under, bar, title := style(""), " ", t.text
	own := func(s style) style { return s }
	switch {
	case i == l.cursor && focused:
		under, title = t.cursor, bold
		if t.cursorPlain {
			own = func(style) style { return t.cursorText }
			title = t.cursorText.on(bold)
		}
		bar = own(t.accent).on(t.cursor).paint("▌")
	case i == l.cursor:
		under, bar, title = t.cursorBlur, t.dim.on(t.cursorBlur).paint("▌"), bold
	case l.isSelected(i):
		under, bar = t.chosen, t.accent.on(t.chosen).paint("┃")
	}
	if i == l.cursor && l.selecting() && l.isSelected(i) {
		bar = own(t.accent).on(under).paint("█")
	}
	var b strings.Builder
	b.WriteString(bar)
	used := 1
	if l.signs {
		b.WriteString(own(t.statuses[r.Status]).on(under).paint(signOf(r, l.today) + " "))
		used += 2
	}
	marks, marksWidth := "", 0
	for _, m := range []struct {
		on   bool
		sign string
		s    style
	}{{r.Noted, signNote, t.note}, {r.Starred, signStar, t.star}} {
		if m.on {
			marks += own(m.s).on(under).paint(" " + m.sign)
			marksWidth += 1 + width(m.sign)
		}
	}
	if r.Status == store.Dismissed {
		title = own(t.dim)
	}
	if r.OnlyID {
		title = own(t.dim).on(italic)
	}
	lit := own(t.lit).on(litMark)
	if under == underline { // which is the mark of the line already
		lit = reverse
	}
	columns, taken := l.cells.fit(w - used - marksWidth - 1)
	b.WriteString(l.lit.lightTitle(t, r.Title, w-used-marksWidth-1-taken, title.on(under), lit))
	b.WriteString(marks)
	b.WriteString(l.cells.draw(t, r.ID, columns, func(s style) style { return own(s).on(under) }))
	b.WriteString(under.paint(" "))
	return fit(b.String(), w)
}

// center puts a few lines into the middle of an area.
func center(t *theme, text []string, w, h int) []string {
	lines := blank(w, h)
	top := max((h-len(text))/3, 0)
	for i, s := range text {
		if top+i >= len(lines) {
			break
		}
		s = cut(s, w)
		look := t.dim
		if i == 0 {
			look = bold
		}
		lines[top+i] = pad(strings.Repeat(" ", (w-width(s))/2)+look.paint(s), w)
	}
	return lines
}
