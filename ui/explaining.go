// This file owns the box in which an import explains itself: what came of each input, and what was rejected, where and
// why.

package ui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dogear/store"
)

// explanation is that box.
type explanation struct {
	title string
	parts []explained
	scroller
}

// explained is a part of it, which is wrapped to the width of the box.
type explained struct {
	text string
	look func(*theme) style
	in   int // by how much it is indented
}

// mostExplained is how many rejected records of an input the box shows; the command line tells them all.
const mostExplained = 100

// tellImport tells what an import did.
func (m *Model) tellImport(msg importedMsg) {
	total, suspects, bad := store.Report{Fields: map[string]int{}, SeenAs: map[store.Status]int{}}, 0, 0
	for _, r := range msg.results {
		total.Add(&r.report)
		suspects += r.report.Suspects
		if r.err != nil {
			bad++
		}
	}
	said := msg.name + ": " + total.Summary()
	if suspects > 0 {
		said += fmt.Sprintf("; %s, %sduplicates to review", store.Plural(suspects, "possible duplicate"), m.keyOf("palette"))
	}
	m.status.tell("", msg.name, strings.TrimPrefix(said, msg.name))
	if len(msg.results) > 1 || total.Rejected > 0 || bad > 0 || total.Updated > 0 && width(said) >= m.layout.w {
		m.visits.add(func(*Model) overlay { return explain(msg, said) })
	}
}

func explain(msg importedMsg, said string) *explanation {
	plain := func(t *theme) style { return t.text }
	dim := func(t *theme) style { return t.dim }
	alert := func(t *theme) style { return t.bad }
	e := &explanation{title: "Imported", parts: []explained{{said, func(*theme) style { return bold }, 0}}}
	for _, r := range msg.results {
		if len(msg.results) > 1 {
			e.add("", plain, 0)
			if r.err == nil {
				e.add(r.name+": "+r.report.Summary(), plain, 0)
			}
		}
		if r.err != nil {
			e.add(r.name+": "+r.err.Error(), alert, 0)
		}
		for i, p := range r.report.Problems {
			if i == mostExplained {
				break
			}
			if i == 0 {
				e.add("", plain, 0)
			}
			e.add(signDismissed+" "+p.Error(), alert, 2)
			e.add(p.Text, dim, 4)
		}
		if more := r.report.Rejected - mostExplained; more > 0 {
			e.add(fmt.Sprintf("and %s more; `dogear import --rejects FILE` saves all of them", store.Thousands(more)), dim, 2)
		}
	}
	return e
}

func (e *explanation) add(text string, look func(*theme) style, in int) {
	e.parts = append(e.parts, explained{printable(text), look, in})
}

func (e *explanation) caret(*Model) *tea.Cursor { return nil }

func (e *explanation) handleKey(m *Model, key tea.KeyPressMsg) tea.Cmd {
	if by, ok := scrollBy(key.String(), m.layout.h-6); ok {
		e.offset += by
		return nil
	}
	m.overlay = nil
	if key.String() == "u" {
		return m.undo()
	}
	return nil
}

// scrollBy is how far a key scrolls the lines of a box, if it is one that does.
func scrollBy(key string, page int) (by int, ok bool) {
	by, ok = map[string]int{
		"j": 1, "down": 1, "k": -1, "up": -1, "space": page, "pgdown": page, "ctrl+d": page, "pgup": -page, "ctrl+u": -page,
	}[key]
	return by, ok
}

func (e *explanation) view(m *Model) []string {
	w := min(100, m.layout.w-2)
	var lines []string
	for _, p := range e.parts {
		for _, l := range wrap(p.text, w-4-p.in) {
			lines = append(lines, fmt.Sprintf("%*s%s", p.in, "", p.look(m.theme).paint(l)))
		}
	}
	return scrolled(m, e.title, "esc closes", nil, lines, &e.scroller, w)
}
