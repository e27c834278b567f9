// This file owns boxes whose text may be longer than the screen: how they scroll, and how they show that they go on.

package ui

import (
	"strings"

	"dogear/store"
)

// A scroller is how far a text is scrolled, and whether there is anything to scroll.
type scroller struct {
	offset    int
	overflows bool
}

// scrollHints are the keys that scroll, if there is anything to scroll.
func (s *scroller) scrollHints(h ...hint) []hint {
	if !s.overflows {
		return nil
	}
	return h
}

// scrolled is a box with as many of its lines as fit, from an offset that it keeps within bounds, below a head that stays. If
// there are more, its right edge shows where in the text it is, and its lower edge how much follows.
func scrolled(m *Model, title, right string, head, lines []string, s *scroller, w int) []string {
	room := m.layout.h - 4 - len(head)
	if room < 1 {
		head, room = nil, max(m.layout.h-4, 1)
	}
	s.offset, s.overflows = max(0, min(s.offset, len(lines)-room)), len(lines) > room
	shown := lines[s.offset:min(len(lines), s.offset+room)]
	b := box(m, title, right, append(head[:len(head):len(head)], shown...), w, len(head)+len(shown)+2)
	if s.overflows && len(b) == len(head)+len(shown)+2 {
		markScrolled(m.theme, b, 1+len(head), s.offset, len(shown), len(lines))
	}
	return b
}

// markScrolled shows on the frame of a box that of some lines those are seen that stand from its line first on.
func markScrolled(t *theme, b []string, first, offset, seen, all int) {
	edge := t.borderFocus
	thumb := max(seen*seen/all, 1)
	from := offset * (seen - thumb) / max(all-seen, 1)
	for i := range thumb {
		line := &b[first+from+i]
		*line = strings.TrimSuffix(*line, edge.paint("│")) + edge.paint("▐")
	}
	said := " end "
	if below := all - offset - seen; below > 0 {
		said = " ↓ " + store.Plural(below, "more line") + " "
	}
	if rule := width(b[0]) - 3 - width(said); rule >= 0 {
		b[len(b)-1] = edge.paint("╰"+strings.Repeat("─", rule)) + t.dim.paint(said) + edge.paint("─╯")
	}
}
