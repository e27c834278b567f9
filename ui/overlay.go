// This file owns what lies over the panes: the help, a question, a choice. The palette has a file of its own.

package ui

import (
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// An overlay has the keys while it is open.
type overlay interface {
	handleKey(m *Model, key tea.KeyPressMsg) tea.Cmd
	view(m *Model) []string     // a box of equally wide lines
	caret(m *Model) *tea.Cursor // counted from the corner of the box
	hinter
}

// A paster is an overlay that takes what is pasted.
type paster interface {
	paste(m *Model, text string) tea.Cmd
}

// box frames the lines of an overlay, at most as large as the screen.
func box(m *Model, title, right string, lines []string, w, h int) []string {
	w, h = min(w, m.layout.w-2), min(h, m.layout.h-2)
	for i, l := range lines {
		lines[i] = fit(" "+l, w-2)
	}
	if len(lines) > h-2 {
		lines = lines[:max(h-2, 0)]
	}
	return frame(m.theme, title, right, lines, w, len(lines)+2, true)
}

// flow puts blocks into columns of about the same height, in order.
func flow(blocks [][]string, columns, width int) []string {
	total := 0
	for _, b := range blocks {
		total += len(b)
	}
	heights := make([][]string, columns)
	at := 0
	for _, b := range blocks {
		if at < columns-1 && len(heights[at]) > 0 && len(heights[at])+len(b)/2 > (total+columns-1)/columns {
			at++
		}
		heights[at] = append(heights[at], b...)
	}
	tallest := 0
	for _, c := range heights {
		tallest = max(tallest, len(c))
	}
	lines := make([]string, tallest)
	for i := range lines {
		for _, c := range heights {
			cell := ""
			if i < len(c) {
				cell = c[i]
			}
			lines[i] += pad(ansi.Truncate(cell, width-1, "…"), width)
		}
	}
	return lines
}

// A choice is one of several things to do.
type choice struct {
	key, label string
	run        func(*Model) tea.Cmd
}

// question asks, and offers choices; esc does none of them, and enter the first of numbered ones.
type question struct {
	title   string
	text    []string
	choices []choice
	first   int // the line of the box that they begin in
}

func (q *question) caret(*Model) *tea.Cursor { return nil }

func (q *question) handleKey(m *Model, key tea.KeyPressMsg) tea.Cmd {
	name := key.String()
	for i, c := range q.choices {
		if c.key == name || name == "enter" && i == 0 && c.key == "1" {
			m.overlay = nil
			return c.run(m)
		}
	}
	if name == "esc" || name == "q" {
		m.overlay = nil
	}
	return nil
}

func (q *question) view(m *Model) []string {
	t := m.theme
	w := min(72, m.layout.w-2)
	var lines []string
	for _, s := range q.text {
		lines = append(lines, wrap(printable(s), w-4)...)
	}
	lines = append(lines, "")
	q.first = len(lines)
	for _, c := range q.choices {
		lines = append(lines, t.key.paint(pad(c.key, 7))+c.label)
	}
	lines = append(lines, t.key.paint(pad("esc", 7))+t.dim.paint("cancel"))
	return box(m, q.title, "", lines, w, len(lines)+2)
}
