// This file owns what is known of the terminal that shows the reader: how many colours it has, and whether its
// background is dark or light. It also owns the colours of the whole screen, for a theme that brings them along.

package ui

import (
	"image/color"
	"slices"
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
)

// A background is what is known of the terminal's.
type background int

const (
	unknownBackground background = iota
	darkBackground
	lightBackground
)

func backgroundOf(isDark bool) background {
	if isDark {
		return darkBackground
	}
	return lightBackground
}

// backgroundFrom guesses the background from COLORFGBG, which some terminals set to "foreground;background" in the numbers
// of the sixteen colours, and otherwise from TERM: the consoles named here are dark unless somebody has changed them, and
// have no way to say so. An answer of the terminal itself takes precedence.
func backgroundFrom(colorfgbg, term string) background {
	_, back, found := strings.Cut(colorfgbg, ";")
	if i := strings.LastIndexByte(back, ';'); i >= 0 {
		back = back[i+1:]
	}
	n, err := strconv.Atoi(back)
	switch {
	case found && err == nil:
		return backgroundOf(n < 7 || n == 8)
	case slices.Contains([]string{"linux", "screen.linux", "cygwin", "putty"}, term): // as Vim has it
		return darkBackground
	}
	return unknownBackground
}

// isDark reports whether a background is dark by its luminance (ITU-R BT.601).
func isDark(c color.Color) bool {
	if c == nil {
		return true
	}
	r, g, b, _ := c.RGBA()
	return 299*r+587*g+114*b < 1000*0x8000
}

// A display is what is known of the terminal.
type display struct {
	profile    colorprofile.Profile // Unknown until Bubble Tea has found it out, which it does at once
	background background           // a guess until the terminal tells
	settled    bool                 // it has told, or has had its time
}

// known reports whether the first frame can be drawn: one that changes its colours at once would flicker.
func (d display) known() bool { return d.settled && d.profile != colorprofile.Unknown }

// depth is which palettes suit the terminal. Without colours, those of the first are taken away on the way to it.
func (d display) depth() int {
	switch d.profile {
	case colorprofile.ANSI256:
		return colours256
	case colorprofile.ANSI:
		return colours16
	}
	return trueColour
}

// showable is a colour of the reader's, if the terminal can show it as it is meant. One of 256 becomes the nearest; of
// sixteen, the nearest is a guess, and the theme's is better.
func (d display) showable(colour string) string {
	if n, err := strconv.Atoi(colour); d.depth() == colours16 && (err != nil || n > 15) {
		return ""
	}
	return colour
}

// showOn draws for what is now known of the terminal.
func (m *Model) showOn(d display) {
	before := m.display
	m.display = d
	if d.profile != before.profile || d.background != before.background {
		m.setTheme(m.config.themeFor(d))
		if !m.painted { // no rendering for another theme need stay on the screen until its successor is there
			m.detail.shown, m.note.shown = nil, nil
		}
	}
	m.painted = m.painted || d.known()
}

// screenColours are what the terminal is asked to draw all in, its margins too; nil is its own. Sixteen colours are not
// enough to say that; onPage does what can be done.
func (m *Model) screenColours() (text, page color.Color) {
	switch m.display.profile {
	case colorprofile.NoTTY, colorprofile.ASCII, colorprofile.ANSI:
		return nil, nil
	}
	if !m.painted {
		return nil, nil
	}
	if m.theme.textColour != "" {
		text = lipgloss.Color(m.theme.textColour)
	}
	if m.theme.pageColour != "" {
		page = lipgloss.Color(m.theme.pageColour)
	}
	return text, page
}

// onPage draws lines in the colours of the whole screen, for terminals that do not take them (screenColours).
func (t *theme) onPage(lines []string, w, h int) []string {
	if t.page == "" {
		return lines
	}
	out := make([]string, h)
	for i := range out {
		line := ""
		if i < len(lines) {
			line = lines[i]
		}
		out[i] = t.lineOnPage(pad(line, w))
	}
	return out
}

func (t *theme) lineOnPage(line string) string {
	begin := "\x1b[0;" + string(t.page) + "m"
	var b strings.Builder
	b.WriteString(begin)
	for len(line) > 0 {
		seq := leadingSGR(line)
		switch {
		case seq == "":
			n := 1 + strings.IndexByte(line[1:], '\x1b')
			if n == 0 {
				n = len(line)
			}
			b.WriteString(line[:n])
			line = line[n:]
			continue
		case isReset(seq):
			b.WriteString(begin)
		case t.boldFades:
			b.WriteString(withoutBold(seq))
		default:
			b.WriteString(seq)
		}
		line = line[len(seq):]
	}
	b.WriteString("\x1b[m")
	return b.String()
}

// withoutBold is a sequence without its bold, which must not have colours that need more than one parameter.
func withoutBold(seq string) string {
	kept := slices.DeleteFunc(strings.Split(seq[2:len(seq)-1], ";"), func(p string) bool { return p == string(bold) })
	if len(kept) == 0 {
		return ""
	}
	return "\x1b[" + strings.Join(kept, ";") + "m"
}
