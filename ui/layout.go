// This file owns the layout: from the terminal's size to the places of the panes. It is a function of its arguments
// alone.

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
	wideFrom  = 100
	stackFrom = 60
	minWidth  = 24
	minHeight = 6
)

// A rect is a place on the screen, in cells.
type rect struct{ x, y, w, h int }

// A layout is where everything is. A pane without room has an empty rect.
type layout struct {
	w, h   int
	tooFew bool // the terminal is too small for anything but a line that says so
	panes  [3]rect
}

// arrange lays the screen out: a line of tabs above, a status line below, and between them
//
//	from 100 columns   list | detail over note   (the list has two fifths)
//	from 60            list over detail, or over the note while it is written
//	below              the pane that has the keys, alone
func arrange(w, h int, focus pane) layout {
	l := layout{w: w, h: h}
	if w < minWidth || h < minHeight {
		l.tooFew = true
		return l
	}
	body := rect{0, 1, w, h - 2}
	switch {
	case w >= wideFrom:
		left := w * 2 / 5
		l.panes[listPane] = rect{0, body.y, left, body.h}
		note := max(body.h*3/10, 4)
		if body.h < 12 {
			note = 0 // a note of one line helps nobody; the detail needs the room
			if focus == notePane {
				note = body.h
			}
		}
		l.panes[detailPane] = rect{left, body.y, w - left, body.h - note}
		l.panes[notePane] = rect{left, body.y + body.h - note, w - left, note}
	case w >= stackFrom && body.h >= 10:
		top := body.h * 2 / 5
		l.panes[listPane] = rect{0, body.y, w, top}
		lower := detailPane
		if focus == notePane {
			lower = notePane
		}
		l.panes[lower] = rect{0, body.y + top, w, body.h - top}
	default:
		l.panes[focus] = body
	}
	return l
}

// shows tells whether a pane has room.
func (l layout) shows(p pane) bool { return l.panes[p].w > 0 && l.panes[p].h > 0 }
