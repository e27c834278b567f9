// This file owns the layout: from the terminal's size, and where the reader has put the borders, to the places of the panes.
// It is a function of its arguments alone, and safe at any size.

package ui

// pane names a pane.
type pane int

const (
	listPane pane = iota
	detailPane
	notePane
)

// The widths at which the layout changes, and the smallest terminal that shows it.
const (
	wideFrom    = 100
	stackFrom   = 60
	stackHeight = 10 // of the panes together
	noteFrom    = 12 // the height from which the paper beside the list has its note below it
	stripFrom   = 9  // and from which elsewhere the first lines of a note stand below its paper
	minWidth    = 24
	minHeight   = 6
)

// The least that a pane keeps when a border is moved.
const (
	leastListWidth   = 20
	leastDetailWidth = 30
	leastPaneHeight  = 4
	leastNoteHeight  = 3
)

// In a wide terminal the list grows for its titles as long as the paper keeps a width that reads well.
const (
	readableWidth = 94
	titleWidth    = 140
)

// A rect is a place on the screen, in cells.
type rect struct{ x, y, w, h int }

// A layoutKind says how the panes lie to each other. Each remembers its borders.
type layoutKind int

const (
	sideBySide layoutKind = iota // the list beside the paper over its note
	stacked                      // the list over the paper
	single                       // the pane that has the keys, alone
)

// An arrangement is what a layout depends on.
type arrangement struct {
	w, h    int
	focus   pane
	zoomed  bool // the list gives its room to the paper
	noted   bool // the paper has a note
	borders borders
}

// A layout is where everything is. A pane without room has an empty rect.
type layout struct {
	w, h      int
	tooFew    bool // the terminal is too small for anything but a line that says so
	kind      layoutKind
	panes     [3]rect
	noteWidth int // that the note has, or would have
}

// kind is how the panes lie to each other.
func (a arrangement) kind() layoutKind {
	switch {
	case a.w >= wideFrom:
		return sideBySide
	case a.w >= stackFrom && a.h-2 >= stackHeight:
		return stacked
	}
	return single
}

// arrange lays the screen out: a line of tabs above, a status line below, and between them
//
//	from 100 columns   list | paper over note
//	from 60            list over paper over the first lines of its note, if it has one; while the note has the keys, list over note
//	below              the pane that has the keys, alone
//
// A paper that is zoomed has the room of the list, too.
func arrange(a arrangement) layout {
	l := layout{w: a.w, h: a.h, kind: a.kind(), noteWidth: a.w}
	if a.w < minWidth || a.h < minHeight {
		l.tooFew = true
		return l
	}
	body := rect{0, 1, a.w, a.h - 2}
	switch {
	case l.kind == single:
		l.panes[a.focus] = body
	case a.zoomed:
		l.below(body, a)
	case l.kind == sideBySide:
		width := borderPlace(a.borders.of(listBorder, l.kind), a.w, max(a.w*2/5, min(a.w-readableWidth, titleWidth)), leastListWidth, a.w-leastDetailWidth)
		l.panes[listPane] = rect{0, body.y, width, body.h}
		l.below(rect{width, body.y, a.w - width, body.h}, a)
		l.noteWidth = a.w - width
	default:
		height := borderPlace(a.borders.of(listBorder, l.kind), body.h, body.h*2/5, leastPaneHeight, body.h-leastPaneHeight)
		l.panes[listPane] = rect{0, body.y, a.w, height}
		l.below(rect{0, body.y + height, a.w, body.h - height}, a)
	}
	return l
}

// below divides a part of the screen into the paper and, below it, the note. Where there is no room for both, the one that has
// the keys has all of it.
func (l *layout) below(body rect, a arrangement) {
	both, usual := body.h >= noteFrom, body.h*3/10 // a note that is empty says how to begin it
	switch {
	case a.zoomed:
		both = body.h >= stripFrom && (a.noted || a.focus == notePane)
	case l.kind == stacked:
		both, usual = body.h >= stripFrom && a.noted && a.focus != notePane, (body.h+1)/3
	}
	switch {
	case both:
		note := borderPlace(a.borders.of(noteBorder, l.kind), body.h, max(usual, leastPaneHeight), leastNoteHeight, body.h-leastPaneHeight)
		l.panes[detailPane] = rect{body.x, body.y, body.w, body.h - note}
		l.panes[notePane] = rect{body.x, body.y + body.h - note, body.w, note}
	case a.focus == notePane:
		l.panes[notePane] = body
	default:
		l.panes[detailPane] = body
	}
}

// borderPlace is where a border lies that the reader has put at some thousandths of a length, or has left where it usually is.
// Whatever the thousandths are, the panes on both sides keep some room.
func borderPlace(thousandths, length, usual, least, most int) int {
	at := usual
	if thousandths > 0 {
		at = (thousandths*length + 500) / 1000
	}
	return max(least, min(at, most))
}

// shows reports whether a pane has room.
func (l layout) shows(p pane) bool { return l.panes[p].w > 0 && l.panes[p].h > 0 }

// A border is one that can be moved.
type border int

const (
	noBorder   border = iota
	listBorder        // between the list and the paper
	noteBorder        // between the paper and its note
)

// has reports whether there is a border to move: panes are shown on both sides of it.
func (l layout) has(b border) bool {
	switch {
	case l.kind == single:
		return false
	case b == noteBorder:
		return l.shows(detailPane) && l.shows(notePane)
	}
	return l.shows(listPane)
}

// borderAt is the border at a cell: each has the edges of both panes that it parts.
func (l layout) borderAt(x, y int) border {
	list, note := l.panes[listPane], l.panes[notePane]
	lower := l.panes[detailPane]
	if !l.shows(detailPane) {
		lower = note
	}
	switch {
	case y < 1 || y >= l.h-1:
	case l.has(listBorder) && l.kind == sideBySide && (x == list.w-1 || x == list.w):
		return listBorder
	case l.has(listBorder) && l.kind == stacked && (y == lower.y-1 || y == lower.y):
		return listBorder
	case l.has(noteBorder) && (y == note.y-1 || y == note.y) && x >= note.x:
		return noteBorder
	}
	return noBorder
}

// at is where a border is, as moved takes it: the width or the height of the list, or the height of the note.
func (l layout) at(b border) int {
	switch {
	case b == noteBorder:
		return l.panes[notePane].h
	case l.kind == sideBySide:
		return l.panes[listPane].w
	}
	return l.panes[listPane].h
}

// borders are where the reader has put them, for each kind of layout, in thousandths of the width or the height of what they
// divide. 0 is where they usually are.
type borders struct {
	Side    [2]int `json:"side"`    // the width of the list, and the height of the note
	Stacked [2]int `json:"stacked"` // the heights of both
}

// of is where a border was put in a kind of layout.
func (b borders) of(which border, kind layoutKind) int {
	if which == noBorder || kind == single {
		return 0
	}
	return *b.field(which, kind)
}

func (b *borders) field(which border, kind layoutKind) *int {
	if kind == sideBySide {
		return &b.Side[which-listBorder]
	}
	return &b.Stacked[which-listBorder]
}

// moved is where the borders are when one of them has been put at some place in a layout.
func (b borders) moved(which border, l layout, to int) borders {
	length := l.h - 2
	switch {
	case which == listBorder && l.kind == sideBySide:
		length = l.w
	case which == noteBorder:
		length = l.panes[detailPane].h + l.panes[notePane].h
	}
	*b.field(which, l.kind) = max(1, min((max(to, 0)*1000+length/2)/max(length, 1), 999))
	return b
}
