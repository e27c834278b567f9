// This file owns how triage looks: one column of a readable measure, with the progress above it, the paper in the upper
// third, and what the keys do in a quiet line below.

package ui

import (
	"strings"

	"dogear/store"
)

// measure is the width of a column that reads well: up to some 75 characters in a line.
const measure = 76

// triagePlaces are the places in triage: a column, and rows of the screen.
type triagePlaces struct {
	x, w          int
	head, meter   int // meter is 0 where it has no room
	first, bottom int // of the text; bottom is the row after it
	said, hints   int // the same row where there is no other
}

func placesOf(w, h int) triagePlaces {
	margin := 2
	if w < 32 {
		margin = 1
	}
	p := triagePlaces{w: min(measure, w-2*margin)}
	p.x = (w - p.w) / 2
	switch {
	case h >= 14:
		p.head, p.meter, p.first, p.bottom, p.said, p.hints = 1, 2, 4, h-4, h-3, h-2
	case h >= 9:
		p.head, p.meter, p.first, p.bottom, p.said, p.hints = 0, 1, 3, h-2, h-1, h-1
	default:
		p.head, p.first, p.bottom, p.said, p.hints = 0, 1, h-1, h-1, h-1
	}
	return p
}

// forTriage gives the paper the column, and the note the lower part of it while it is written. The list is not seen.
func (l *layout) forTriage(focus pane) {
	if l.tooFew {
		return
	}
	p := placesOf(l.w, l.h)
	room := p.bottom - p.first
	note := rect{max(p.x-2, 0), p.first, min(p.w+4, l.w), 0}
	if focus == notePane {
		if note.h = room; room >= 9 {
			note.y, note.h = p.first+room*3/5, room-room*3/5
		}
	}
	l.noteWidth = note.w
	l.panes = [3]rect{detailPane: {p.x - 2, p.first, p.w + 4, room}, notePane: note}
}

// triageRoom is how many lines of text are seen.
func (m *Model) triageRoom() int {
	p := placesOf(m.layout.w, m.layout.h)
	return max(p.bottom-p.first, 1)
}

// view draws the screen.
func (t *triage) view(m *Model) []string {
	p := placesOf(m.layout.w, m.layout.h)
	screen := blank(m.layout.w, m.layout.h)
	put := func(y int, line string) { screen[y] = pad(strings.Repeat(" ", p.x)+line, m.layout.w) }
	t.count(m)
	put(p.head, t.headline(m, p.w))
	if p.meter > 0 {
		put(p.meter, meter(m.theme, len(t.log), len(t.log)+t.left, p.w))
	}
	for i, line := range t.middle(m, p) {
		put(p.first+i, line)
	}
	if n := m.layout.panes[notePane]; m.note.editing && n.h > 0 {
		for i, line := range m.note.view(m.theme, true, "n") {
			screen[n.y+i] = pad(strings.Repeat(" ", n.x)+line, m.layout.w)
		}
	}
	if m.prompt == nil { // which tells its own
		k := m.keyHints()
		put(p.hints, k.draw(m.theme, p.w))
		if last := m.layout.h - 1; p.hints < last && p.w < measure { // a narrow screen: there is more to know, and a line for it
			put(last, k.after(m.theme, p.w).draw(m.theme, p.w))
		}
	}
	if said := t.lastWord(m, p.w); said != "" && (p.said != p.hints || m.status.text != "") {
		put(p.said, said)
	}
	if m.prompt != nil || m.importer != nil || m.bulk != nil && m.bulk.shows {
		screen[m.layout.h-1] = m.statusLine()
	}
	return screen
}

// headline tells what is being decided, and how far it has come: as much of it as fits.
func (t *triage) headline(m *Model, w int) string {
	n, all := store.Thousands(len(t.log)), store.Thousands(len(t.log)+t.left)
	progress := n + " of " + all
	if t.more {
		progress += "+"
	}
	tail := progress
	rate, left := rhythm(len(t.log), t.left, t.took)
	if t.more || t.left == 0 {
		left = ""
	}
	for _, parts := range [][]string{{progress + " decided", rate, left}, {progress, rate, left}, {progress, left}} {
		text := strings.Join(slicesWithout(parts, ""), " · ")
		if width(text) <= w*3/5 {
			tail = text
			break
		}
	}
	th := m.theme
	head, room := "Triage · "+m.listTitle(), w-width(tail)-2
	if width(head) > room {
		head = cut(m.listTitle(), room)
	}
	return th.accent.paint(pad(head, w-width(tail))) + th.dim.paint(tail)
}

// slicesWithout is a list without the strings that are none.
func slicesWithout(list []string, none string) (out []string) {
	for _, s := range list {
		if s != none {
			out = append(out, s)
		}
	}
	return out
}

// middle draws the paper, or the summary, with the title in the upper third. When its text is long, it goes up to give it
// room; what still does not fit is scrolled.
func (t *triage) middle(m *Model, p triagePlaces) []string {
	lines := t.text(m)
	room := p.bottom - p.first
	top := room / 5
	if m.note.editing {
		room = m.layout.panes[notePane].y - p.first
	}
	top = max(0, min(top, room-len(lines)))
	t.offset = max(0, min(t.offset, len(lines)-room))
	seen := lines[t.offset:min(len(lines), t.offset+room)]
	out := append(make([]string, top, top+len(seen)), seen...)
	if below := len(lines) - t.offset - room; below > 0 && room > 2 {
		out[len(out)-1] = m.theme.dim.paint("↓ " + store.Plural(below+1, "line") + " more")
	}
	return out
}

// triageLook is what the drawn paper depends on.
type triageLook struct {
	row   store.Row
	shown *shown
	theme *theme
	w     int
	open  bool
	fold  string // what stands for an abstract that is not shown
}

// text is what stands in the middle, from its first line to its last.
func (t *triage) text(m *Model) []string {
	w := m.detail.textWidth()
	row, ok := m.list.current()
	if !ok {
		return t.summary(m, w)
	}
	look := triageLook{row: row, theme: m.theme, w: w, open: t.open == row.ID}
	if !m.note.editing {
		look.fold = m.theme.hint(m.keyOf("scroll page"), "abstract")
	}
	if m.detail.row.ID == row.ID {
		look.shown = m.detail.shown
	}
	if look != t.looked || t.lines == nil {
		t.lines, t.looked = drawPaper(look), look
	}
	return t.lines
}

// drawPaper draws a paper: its title; who wrote it, and where it came from; its abstract and the note, if it is open.
func drawPaper(l triageLook) (lines []string) {
	t := l.theme
	for _, s := range balanced(l.row.Title, l.w) {
		lines = append(lines, t.accent.on(bold).paint(s))
	}
	if l.shown == nil {
		return lines
	}
	p := l.shown.paper
	lines = append(lines, "")
	names := authorNames(p)
	if !l.open {
		names = cut(names, l.w*3/2)
	}
	if names != "" {
		lines = append(lines, wrap(names, l.w)...)
	}
	if from := originOf(t, l.row, p); from != "" {
		lines = append(lines, wrap(from, l.w)...)
	}
	if lines[len(lines)-1] != "" {
		lines = append(lines, "")
	}
	switch {
	case len(l.shown.abstract) == 0:
		lines = append(lines, t.dim.paint(cut(noAbstract(p), l.w)))
	case !l.open:
		return append(lines, l.fold)
	default:
		for _, s := range l.shown.abstract {
			lines = append(lines, fit(s, l.w))
		}
	}
	if l.open && len(l.shown.noteInView) > 0 {
		lines = append(lines, "", t.note.paint(signNote+" Note"))
		for _, s := range l.shown.noteInView {
			lines = append(lines, fit(s, l.w))
		}
	}
	return lines
}

// originOf is the quiet line under the names: digests, the day it was published, tags, and signs of a star and a note.
func originOf(t *theme, row store.Row, p *store.Paper) string {
	var parts []string
	for _, a := range p.Digests {
		parts = append(parts, t.dim.paint(appearanceName(t, a)))
	}
	if p.Published != "" {
		parts = append(parts, t.dim.paint("published "+t.dates.date(p.Published)))
	}
	if len(p.TagNames) > 0 {
		parts = append(parts, t.tagLine(p.TagNames, 1<<10, asIs))
	}
	if row.Starred {
		parts = append(parts, t.star.paint(signStar+" starred"))
	}
	if row.Noted {
		parts = append(parts, t.note.paint(signNote+" noted"))
	}
	return strings.Join(parts, t.dim.paint(" · "))
}

// balanced wraps a title into as few lines as it needs, of about the same length: none of them holds a word alone. What
// is as long as no title is only wrapped.
func balanced(s string, w int) []string {
	lines := wrap(s, w)
	for narrow := w - 1; len(lines) > 1 && len(lines) < 10 && narrow > w/2; narrow-- {
		tighter := wrap(s, narrow)
		if len(tighter) > len(lines) {
			break
		}
		lines = tighter
	}
	return lines
}

// lastWord is what the status line has to say, or what was decided last: that is what undo takes back.
func (t *triage) lastWord(m *Model, w int) string {
	th := m.theme
	switch {
	case m.status.isBad:
		return th.bad.paint(signDismissed + " " + m.status.line(w-2))
	case m.status.text != "":
		return th.accent.paint(m.status.line(w))
	case m.note.editing:
		return th.dim.paint(cut("The note is saved as you type.", w))
	case len(t.log) > 0:
		return th.dim.paint(changeLine(t.log[len(t.log)-1].change, w))
	}
	return ""
}
