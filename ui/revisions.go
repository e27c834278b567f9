// This file owns the earlier versions of a note in the reader: looking at them, comparing them, bringing one back.

package ui

import (
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"dogear/store"
)

// revisionBox is the box with the versions of a note: a list, and below it the one under the cursor.
type revisionBox struct {
	row    store.Row
	all    []store.Revision // the newest first
	cursor boxCursor
	diff   bool // what differs is shown, not the text
	asking bool // whether to bring it back
	sheet
}

type revisionsMsg struct {
	box *loading
	row store.Row
	all []store.Revision
	err error
}

// openRevisions reads the versions of the note of the paper under the cursor, behind what is being saved.
func (m *Model) openRevisions() tea.Cmd {
	row, ok := m.list.current()
	if !ok {
		m.status.say("There is no paper here.")
		return nil
	}
	lib, ctx, box := m.lib, m.ctx, m.openLoading("Revisions", "Reading the versions of the note…")
	return m.readSaved(func() tea.Msg {
		all, err := lib.Revisions(ctx, row.ID)
		return revisionsMsg{box, row, all, err}
	})
}

func (msg revisionsMsg) take(m *Model) tea.Cmd {
	if msg.err != nil || len(msg.all) == 0 {
		m.unfilled(msg.box, msg.err, "There has never been a note on this paper.")
		return nil
	}
	m.fill(msg.box, &revisionBox{row: msg.row, all: msg.all})
	return nil
}

func (r *revisionBox) caret(*Model) *tea.Cursor { return nil }

func (r *revisionBox) handleKey(m *Model, key tea.KeyPressMsg) tea.Cmd {
	name := key.String()
	if r.asking {
		r.asking = false
		if name == "enter" {
			return r.bringBack(m)
		}
		return nil
	}
	at := r.all[r.cursor.at]
	_, text := r.heights(m)
	switch {
	case name == "esc" || name == "q":
		m.overlay = nil
	case name == "d":
		r.diff = !r.diff
	case name == "y":
		return m.copyText("version", at.Text)
	case name == "enter" && at.Now:
		m.status.say("This is the current version.")
	case name == "enter":
		r.asking = true
	case r.scroll(name, text-1):
	default:
		r.cursor.handle(m, name, len(r.all))
	}
	return nil
}

// bringBack makes the version under the cursor the note.
func (r *revisionBox) bringBack(m *Model) tea.Cmd {
	m.overlay = nil
	now := ""
	for _, v := range r.all {
		if v.Now {
			now = v.Text
		}
	}
	at := r.all[r.cursor.at]
	said := fmt.Sprintf("Restored version %d, %s to undo", at.N, m.keyOf("undo"))
	return m.writeNote(&stay{lib: m.lib, row: r.row, base: now}, at.Text, said)
}

// heights are the lines of the list and of the text.
func (r *revisionBox) heights(m *Model) (list, text int) {
	room := m.layout.h - 2 - 2 - 1 // the frame and the rule
	list = max(1, min(len(r.all), room/3))
	return list, max(room-list, 1)
}

func (r *revisionBox) width(m *Model) int { return min(110, m.layout.w-2) }

// compared are the versions whose difference is shown: one and what the note is, or what the note was before and what it is.
func (r *revisionBox) compared() (from, to store.Revision) {
	at := r.all[r.cursor.at]
	for i, v := range r.all {
		switch {
		case !at.Now && v.Now:
			return at, v
		case at.Now && i > r.cursor.at && v.Text == at.Before:
			return v, at
		}
	}
	if at.Now {
		return store.Revision{}, at
	}
	return at, store.Revision{}
}

// follow has the version rendered.
func (r *revisionBox) follow(m *Model) tea.Cmd {
	t, w, at := m.theme, r.width(m)-6, r.all[r.cursor.at]
	if !r.diff {
		return r.ask(sheetKey{fmt.Sprint(at.N), w, t}, func() []string { return renderNote(t, at.Text, w) })
	}
	from, to := r.compared()
	return r.ask(sheetKey{fmt.Sprint(from.N, " to ", to.N), w, t}, func() []string { return drawDiff(t, DiffNotes(from.Text, to.Text), w) })
}

func (r *revisionBox) view(m *Model) []string {
	t, w := m.theme, r.width(m)
	list, text := r.heights(m)
	from, to := r.cursor.window(list, len(r.all))
	lines := make([]string, 0, list+text+3)
	for i := from; i < to; i++ {
		lines = append(lines, r.line(t, i, w-4))
	}
	what := fmt.Sprintf("Version %d", r.all[r.cursor.at].N)
	if r.diff {
		a, b := r.compared()
		what = fmt.Sprintf("%s only in %s, %s only in %s", diffRemoved, versionName(a), diffAdded, versionName(b))
	}
	lines = append(lines, t.dim.paint("── "+what+" "+strings.Repeat("─", max(w-8-width(what), 0))))
	for _, l := range r.sheet.view(text) {
		lines = append(lines, " "+l)
	}
	if ask := r.question(); ask != "" {
		lines[len(lines)-1] = t.accent.on(bold).paint(ask)
	}
	title := "Versions of the note on " + printable(r.row.Title)
	return box(m, title, fmt.Sprintf("%d of %d", r.cursor.at+1, len(r.all)), lines, w, len(lines)+2)
}

// versionName is a version as the line over a difference names it.
func versionName(v store.Revision) string {
	switch {
	case v.Now:
		return "the note"
	case v.N == 0:
		return "nothing"
	}
	return fmt.Sprint(v.N)
}

// question is what is asked before a version is restored; empty when nothing is.
func (r *revisionBox) question() string {
	at := r.all[r.cursor.at]
	switch {
	case !r.asking:
		return ""
	case at.Text == "":
		return "Remove the note again?"
	}
	return fmt.Sprintf("Restore version %d?", at.N)
}

// line draws a version of the list: its number, when it was written, its words, what changed, its first line.
func (r *revisionBox) line(t *theme, i, w int) string {
	v := r.all[i]
	lead, sign, look := " ", " ", t.text
	switch {
	case v.Now:
		sign = signRead
	case v.Undone:
		sign, look = "↶", t.dim
	}
	if i == r.cursor.at {
		lead = signFocus
	}
	first := printable(v.FirstLine())
	if v.Text == "" {
		first = "(removed)"
	}
	if v.Kind == store.KindMerge || v.Kind == store.KindSplit {
		first = "(" + string(v.Kind) + ") " + first
	}
	said := fmt.Sprintf("%s %2d  %-12s ", sign, v.N, changeTime(v.Made, time.Now()))
	if w >= 70 {
		said += fmt.Sprintf("%11s  ", store.Plural(v.Words(), "word"))
	}
	line := lead + fit(said+fmt.Sprintf("%-9s ", reworded(v.Before, v.Text))+first, w-1)
	if i == r.cursor.at {
		look = t.cursorText.on(t.cursor).on(bold)
	}
	return look.paint(line)
}

// pick goes to a version; a double click asks whether to bring it back.
func (r *revisionBox) pick(m *Model, line int) tea.Cmd {
	rows, _ := r.heights(m)
	if on, twice := r.cursor.click(m, line, rows, len(r.all), func(i int) string { return fmt.Sprint("version ", r.all[i].N) }); on {
		r.asking = twice && !r.all[r.cursor.at].Now
	}
	return nil
}
