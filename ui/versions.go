// This file owns the choice between two versions of a note that were written at the same time, in two windows or by another
// process. The library has both by then, one below the other, with a line between them that says so: whoever closes the
// box, or dogear, has lost nothing.

package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"dogear/store"
)

// versionBox is the box with two versions of a note.
type versionBox struct {
	row          store.Row
	mine, theirs string
	diff         bool
	first        int // the line of the box that the choices begin in
	sheet
}

// besideFrom is how wide the box is at least for two versions side by side.
const besideFrom = 76

// twoVersions has the reader choose, if there is another version. Where something else has the keys, or some were pressed
// since the note was closed, it only says so: the versions are in the note, and in its history.
func (m *Model) twoVersions(row store.Row, mine, theirs string) tea.Cmd {
	switch {
	case theirs == "":
	case m.asks() || m.quitting || !m.visits.awaited(m.note.closed):
		m.status.tell("The note on “", row.Title, "” was written elsewhere meanwhile: both are kept, one below the other.")
	default:
		m.overlay = &versionBox{row: row, mine: mine, theirs: theirs}
	}
	return nil
}

func (b *versionBox) caret(*Model) *tea.Cursor { return nil }

// versionChoices are what can be done, as the box lists it.
var versionChoices = []struct{ key, label string }{
	{"m", "keep yours"},
	{"t", "keep the other one"},
	{"enter", "keep both, one below the other"},
}

func (b *versionBox) handleKey(m *Model, key tea.KeyPressMsg) tea.Cmd {
	name := key.String()
	switch {
	case name == "m":
		return b.choose(m, b.mine, "Yours is the note now, "+m.keyOf("undo")+" brings both back")
	case name == "t":
		return b.choose(m, b.theirs, "The other one is the note now, "+m.keyOf("undo")+" brings both back")
	case name == "enter" || name == "b" || name == "esc" || name == "q":
		m.overlay = nil
		m.status.say("Both are kept, yours below.")
	case name == "d":
		b.diff = !b.diff
	case name == "j" || name == "down":
		b.offset++
	case name == "k" || name == "up":
		b.offset--
	default:
		b.scroll(name, b.height(m)-1)
	}
	return nil
}

// choose makes one of them the note. What was written since is kept again.
func (b *versionBox) choose(m *Model, text, said string) tea.Cmd {
	m.overlay = nil
	both := b.theirs + store.VersionRule + b.mine
	if b.mine == "" {
		both = b.theirs
	}
	return m.writeNote(&stay{lib: m.lib, row: b.row, base: both}, text, said)
}

func (b *versionBox) width(m *Model) int { return min(120, m.layout.w-2) }

// height is how many lines of the versions are seen.
func (b *versionBox) height(m *Model) int {
	return max(1, min(m.layout.h-2-2-len(versionChoices)-4, max(len(b.lines), 6)))
}

// follow has the versions rendered.
func (b *versionBox) follow(m *Model) tea.Cmd {
	t, w, mine, theirs := m.theme, b.width(m)-6, b.mine, b.theirs
	if b.diff {
		return b.ask(sheetKey{"difference", w, t}, func() []string { return drawDiff(t, DiffNotes(theirs, mine), w) })
	}
	return b.ask(sheetKey{"both", w, t}, func() []string { return drawVersions(t, theirs, mine, w) })
}

// drawVersions draws two versions side by side or, where there is no room, one below the other.
func drawVersions(t *theme, theirs, mine string, w int) []string {
	head := func(s string) string { return t.accent.on(bold).paint(s) }
	if w < besideFrom {
		lines := append([]string{head("The other one")}, renderNote(t, theirs, w)...)
		return append(append(lines, "", head("Yours")), renderNote(t, mine, w)...)
	}
	half := (w - 3) / 2
	left := append([]string{head("The other one"), ""}, renderNote(t, theirs, half)...)
	right := append([]string{head("Yours"), ""}, renderNote(t, mine, half)...)
	lines := make([]string, max(len(left), len(right)))
	for i := range lines {
		lines[i] = pad(at(left, i), half) + t.faint.paint(" │ ") + at(right, i)
	}
	return lines
}

func (b *versionBox) view(m *Model) []string {
	t, w, h := m.theme, b.width(m), b.height(m)
	lines := []string{"Written in two places at once: which shall it be?", ""}
	if b.diff {
		lines[1] = t.bad.paint(diffRemoved+" only in the other one") + "  " + t.good.paint(diffAdded+" only in yours")
	}
	for _, l := range b.sheet.view(h) {
		lines = append(lines, " "+l)
	}
	lines = append(lines, "")
	b.first = len(lines)
	for _, c := range versionChoices {
		lines = append(lines, t.key.paint(pad(c.key, 7))+c.label)
	}
	hint := t.key.paint(pad("d", 7)) + t.dim.paint("what differs")
	if b.diff {
		hint = t.key.paint(pad("d", 7)) + t.dim.paint("the texts")
	}
	if b.more(h) > 0 || b.offset > 0 {
		hint += "   " + t.hint("j k", "scroll")
	}
	title := "Two versions of the note on " + printable(b.row.Title)
	return box(m, strings.TrimSpace(title), "", append(lines, hint), w, len(lines)+3)
}

// pick chooses.
func (b *versionBox) pick(m *Model, line int) tea.Cmd {
	keys := []tea.KeyPressMsg{{Code: 'm', Text: "m"}, {Code: 't', Text: "t"}, {Code: tea.KeyEnter}, {Code: 'd', Text: "d"}}
	if i := line - b.first; i >= 0 && i < len(keys) {
		return b.handleKey(m, keys[i])
	}
	return nil
}
