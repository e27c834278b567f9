// This file owns drawing with characters: cutting, padding, wrapping, and the frames of panes. Everything here works on
// plain strings with SGR sequences; nothing composes on the hot path but these.

package ui

import (
	"strings"
	"unicode"

	"github.com/charmbracelet/x/ansi"

	"dogear/parser"
)

// width is how many cells a string takes. Nearly all that is drawn is ASCII with SGR sequences, which needs no table of
// Unicode; the rest is measured by its grapheme clusters.
func width(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= 0x20 && c < 0x7f:
			n++
		case c == 0x1b && i+1 < len(s) && s[i+1] == '[':
			i += 2
			for i < len(s) && (s[i] >= '0' && s[i] <= '9' || s[i] == ';' || s[i] == ':') {
				i++
			}
			if i == len(s) || s[i] != 'm' {
				return ansi.StringWidth(s)
			}
		default:
			return ansi.StringWidth(s)
		}
	}
	return n
}

// plainWidth is the width of text without any sequence, where it is ASCII; otherwise -1.
func plainWidth(s string) int {
	for i := range len(s) {
		if s[i] < 0x20 || s[i] >= 0x7f {
			return -1
		}
	}
	return len(s)
}

// fit makes a string exactly w cells wide: padded, or cut at a word with an ellipsis.
func fit(s string, w int) string {
	return pad(cut(s, w), w)
}

// pad fills a string with spaces up to w cells.
func pad(s string, w int) string {
	if n := w - width(s); n > 0 {
		return s + strings.Repeat(" ", n)
	}
	return s
}

// cut shortens a text to w cells with an ellipsis: at the end of a word if that costs less than a third of the line,
// in the word otherwise.
func cut(s string, w int) string { return cutWithin(s, w, w/3) }

// cutTitle shortens a title in a list, where room is dear: only a word of which a letter or two would be left goes whole.
func cutTitle(s string, w int) string { return cutWithin(s, w, 4) }

// cutWithin is cut, at the end of a word if that costs at most some cells.
func cutWithin(s string, w, most int) string {
	if w <= 0 {
		return ""
	}
	if width(s) <= w {
		return s
	}
	if w == 1 {
		return "…"
	}
	short := ""
	if plainWidth(s) > w {
		short = s[:w-1]
	} else {
		short = ansi.Truncate(s, w-1, "")
	}
	if rest := s[min(len(short), len(s)):]; rest != "" && !strings.HasPrefix(rest, " ") {
		if i := strings.LastIndexByte(short, ' '); i > 0 && w-width(short[:i]) <= most {
			short = short[:i]
		}
	}
	return strings.TrimRightFunc(short, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;:-–", r) }) + "…"
}

// wrap breaks a text into lines of at most w cells, between words where it can. A style goes on in the next line.
func wrap(s string, w int) []string {
	if w <= 0 {
		return nil
	}
	lines := strings.Split(unhyphened.Replace(ansi.Wrap(hyphened.Replace(s), w, "")), "\n")
	on := "" // the sequences since the last reset
	for i, line := range lines {
		lines[i] = on + line
		for at := strings.IndexByte(line, '\x1b'); at >= 0; at = strings.IndexByte(line, '\x1b') {
			seq := leadingSGR(line[at:])
			if on += seq; isReset(seq) {
				on = ""
			}
			line = line[at+max(len(seq), 1):]
		}
		if on != "" {
			lines[i] += "\x1b[m"
		}
	}
	return lines
}

// A date or a flag is one word, but lines would be broken at hyphens too, were these not something else meanwhile.
var (
	hyphened   = strings.NewReplacer("-", "\uE02D")
	unhyphened = strings.NewReplacer("\uE02D", "-")
)

// frame draws a pane: lines, each exactly w-2 cells wide (missing ones are blank), in a rounded border with a title in
// its upper edge and a note at the upper edge's right end.
func frame(t *theme, title, right string, lines []string, w, h int, focused bool) []string {
	if w < 2 || h < 2 {
		return blank(w, h)
	}
	edge, label, lead := t.border, t.dim, " "
	if focused { // told by a sign too, for who sees no colours
		edge, label, lead = t.borderFocus, t.accent.on(bold), signFocus
	}
	inner := w - 2
	out := make([]string, 0, h)
	out = append(out, frameTop(edge, label, t.dim, lead, title, right, inner))
	side := edge.paint("│")
	empty := strings.Repeat(" ", inner)
	for i := range h - 2 {
		line := empty
		if i < len(lines) {
			line = lines[i]
		}
		out = append(out, side+line+side)
	}
	return append(out, edge.paint("╰"+strings.Repeat("─", inner)+"╯"))
}

// frameTop draws the upper edge: ╭ Title ────── right ╮.
func frameTop(edge, label, dim style, lead, title, right string, inner int) string {
	if inner < 6 {
		return edge.paint("╭" + strings.Repeat("─", inner) + "╮")
	}
	if right != "" {
		right = " " + right + " "
	}
	if width(right) > inner/2 {
		right = ""
	}
	title = lead + cut(title, inner-width(right)-4) + " "
	rest := inner - width(title) - width(right) - 1
	return edge.paint("╭") + label.paint(title) + edge.paint(strings.Repeat("─", max(rest, 0))) + dim.paint(right) + edge.paint("─╮")
}

// blank is an empty area.
func blank(w, h int) []string {
	lines := make([]string, max(h, 0))
	for i := range lines {
		lines[i] = strings.Repeat(" ", max(w, 0))
	}
	return lines
}

// beside puts two areas of the same height next to each other.
func beside(a, b []string) []string {
	lines := make([]string, len(a))
	for i := range a {
		lines[i] = a[i] + b[i]
	}
	return lines
}

// over lays a smaller area upon a screen at x, y.
func over(screen, top []string, x, y int) {
	for i, line := range top {
		if y+i < 0 || y+i >= len(screen) {
			continue
		}
		under := screen[y+i]
		w := width(line)
		left := pad(ansi.Truncate(under, x, ""), x)
		screen[y+i] = left + "\x1b[m" + line + "\x1b[m" + ansi.TruncateLeft(under, x+w, "")
	}
}

// meter draws a bar of w cells for a share of a whole.
func meter(t *theme, part, whole, w int) string {
	full := 0
	if whole > 0 {
		full = min(w, part*w/whole)
	}
	if full == 0 && part > 0 {
		full = 1
	}
	return t.bar.paint(strings.Repeat("━", full)) + t.barRest.paint(strings.Repeat("─", w-full))
}

// allowed strips whatever is no printable character, line end or SGR sequence: the last gate before the screen for text
// that a library has rendered.
func allowed(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	var state byte
	for len(s) > 0 {
		seq, _, n, next := ansi.DecodeSequence(s, state, nil)
		switch {
		case seq == "\n", !strings.ContainsFunc(seq, parser.Unsafe):
			b.WriteString(seq)
		case strings.HasPrefix(seq, "\x1b[") && seq[len(seq)-1] == 'm' && strings.Trim(seq[2:len(seq)-1], "0123456789;:") == "":
			b.WriteString(seq)
		}
		s, state = s[n:], next
	}
	return b.String()
}
