// This file owns lighting what a search has found: its words in the list's titles, and in all that is shown of a paper.
// Text is lit after it was drawn, so the sequences that are in it already go on behind each light.

package ui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"dogear/store"
)

// lights are what the search that is on lights in each part. While no search is on they are nil, which costs nothing.
type lights struct {
	search                         string // that they are of
	title, authors, abstract, note store.Lights
	about                          store.Lights // venue, categories, keywords and what else is known
}

func (l *lights) ofTitle() store.Lights    { return l.title }
func (l *lights) ofAuthors() store.Lights  { return l.authors }
func (l *lights) ofAbstract() store.Lights { return l.abstract }
func (l *lights) ofAbout() store.Lights    { return l.about }
func (l *lights) ofNote() store.Lights     { return l.note }

// followSearch lets the panes light what the search that is on has found.
func (m *Model) followSearch() {
	switch {
	case m.search == "" && m.list.lit == nil, m.list.lit != nil && m.list.lit.search == m.search:
		return
	case m.search == "":
		m.list.lit = nil
	default:
		m.list.lit = &lights{m.search, m.found.Lights(store.InTitle), m.found.Lights(store.InAuthors),
			m.found.Lights(store.InAbstract), m.found.Lights(store.InNote),
			m.found.Lights(store.InVenue, store.InCategory, store.InKeyword, store.InDetails)}
	}
	m.detail.lit, m.note.lit = m.list.lit, m.list.lit
	m.list.dirty, m.detail.dirty = true, true
}

// lightTitle paints a title that was cut to a width, lit or not.
func (l *lights) lightTitle(t *theme, title string, w int, look, lit style) string {
	shown := pad(cutTitle(title, w), w)
	if l == nil || l.title.None() {
		return look.paint(shown)
	}
	spans := l.title.Of(title) // of all of it: the word at the cut may be cut too
	kept := 0
	for kept < len(title) && kept < len(shown) && title[kept] == shown[kept] {
		kept++
	}
	return lightLine(look.paint(shown), within(spans, 0, kept), lit)
}

// lightLines lights words in the lines of a text, also where a phrase goes on in the next line. The part is chosen from
// lights that may be nil.
func (l *lights) lightLines(lines []string, part func(*lights) store.Lights, lit style) []string {
	if l == nil || part(l).None() {
		return lines
	}
	var text strings.Builder
	starts := make([]int, len(lines)+1)
	for i, line := range lines {
		text.WriteString(ansi.Strip(line) + "\n")
		starts[i+1] = text.Len()
	}
	spans := part(l).Of(text.String())
	if len(spans) == 0 {
		return lines
	}
	out := make([]string, len(lines))
	for i, line := range lines {
		here := within(spans, starts[i], starts[i+1]-1)
		for j, s := range here { // no light on the blank ends of a line
			words := text.String()[starts[i]+s[0] : starts[i]+s[1]]
			here[j][0] += len(words) - len(strings.TrimLeft(words, " "))
			here[j][1] -= len(words) - len(strings.TrimRight(words, " "))
		}
		out[i] = lightLine(line, here, lit)
	}
	return out
}

// litNote is what the lit lines of a note depend on.
type litNote struct {
	shown *shown
	by    *lights
}

// lines are those of the note that is shown. They are lit once, since the pane is drawn after every message.
func (n *note) lines(t *theme) []string {
	if of := (litNote{n.shown, n.lit}); n.litOf != of {
		n.litLines, n.litOf = n.lit.lightLines(n.shown.noteInView, (*lights).ofNote, t.lit.on(litMark)), of
	}
	return n.litLines
}

// within are the ranges as far as they lie between two bytes, counted from the first of them.
func within(spans [][2]int, from, to int) (in [][2]int) {
	for _, s := range spans {
		if a, b := max(s[0], from), min(s[1], to); a < b {
			in = append(in, [2]int{a - from, b - from})
		}
	}
	return in
}

// lightLine puts ranges of a drawn line's text in a style. What is on before a light is on again behind it, and what
// changes within it changes under it.
func lightLine(line string, spans [][2]int, lit style) string {
	if len(spans) == 0 {
		return line
	}
	var b strings.Builder
	var on []string // the sequences since the last reset
	inside, at := false, 0
	begin := func() { b.WriteString("\x1b[" + string(lit) + "m") }
	for len(line) > 0 {
		if seq := leadingSGR(line); seq != "" {
			line = line[len(seq):]
			if isReset(seq) {
				on = on[:0]
			} else {
				on = append(on, seq)
			}
			if b.WriteString(seq); inside {
				begin()
			}
			continue
		}
		for len(spans) > 0 && at >= spans[0][1] {
			if spans = spans[1:]; inside {
				b.WriteString("\x1b[m" + strings.Join(on, ""))
				inside = false
			}
		}
		if !inside && len(spans) > 0 && at >= spans[0][0] {
			begin()
			inside = true
		}
		b.WriteByte(line[0])
		line, at = line[1:], at+1
	}
	if inside {
		b.WriteString("\x1b[m" + strings.Join(on, ""))
	}
	return b.String()
}

// isReset reports whether a sequence ends all styles.
func isReset(seq string) bool { return seq == "\x1b[m" || seq == "\x1b[0m" }

// leadingSGR is the sequence that a line begins with, if it does.
func leadingSGR(line string) string {
	if !strings.HasPrefix(line, "\x1b[") {
		return ""
	}
	if n := strings.IndexByte(line, 'm'); n > 0 {
		return line[:n+1]
	}
	return ""
}
