// This file owns colours. They are semantic, follow the terminal's light or dark background, and never say anything
// alone: what a colour tells, a sign tells too, so that NO_COLOR loses nothing but beauty. Bubble Tea brings them down to
// what the terminal can show.

package ui

import (
	"fmt"
	"image/color"
	"strconv"
	"strings"

	"dogear/store"
)

// A style is the parameters of one SGR sequence (ECMA-48, 8.3.117), such as "1;38;2;180;161;255". The empty style is
// the terminal's own.
type style string

// on is the style upon another's background, or with another's attributes added.
func (s style) on(under style) style {
	switch {
	case s == "":
		return under
	case under == "":
		return s
	}
	return under + ";" + s
}

// paint puts text in the style, and ends it.
func (s style) paint(text string) string {
	if s == "" || text == "" {
		return text
	}
	return "\x1b[" + string(s) + "m" + text + "\x1b[m"
}

const (
	bold      style = "1"
	italic    style = "3"
	underline style = "4"
	reverse   style = "7"
	litMark         = bold + ";" + underline // without colours too
)

// fg and bg make styles of colours: #rrggbb, as the web writes them, or the number of one of the terminal's 256. No colour
// is the terminal's own.
func fg(colour string) style { return sgr("38", colour) }
func bg(colour string) style { return sgr("48", colour) }

func sgr(layer, colour string) style {
	hex, isHex := strings.CutPrefix(colour, "#")
	n, err := strconv.ParseUint(hex, 16, 32)
	switch {
	case colour == "":
		return ""
	case !isHex:
		return style(layer + ";5;" + colour)
	case err != nil:
		panic("ui: not a colour: " + colour) // those of a configuration were checked
	}
	return style(fmt.Sprintf("%s;2;%d;%d;%d", layer, n>>16&0xff, n>>8&0xff, n&0xff))
}

// A theme says how each meaning looks.
type theme struct {
	dark bool // the background, as far as it is known

	text, strong, dim, faint style
	accent                   style // what is in focus, and what asks for an eye
	border, borderFocus      style
	cursor                   style // the background of the selected line
	cursorText               style // the colour of all upon it; empty: each part keeps its own
	cursorBlur               style // the same when another pane has the keys
	chosen                   style // the background of lines in a selection
	star, note, link         style
	tags                     []style          // see tagLook
	ownTags                  map[string]style // by name in lower case
	statuses                 [4]style         // by store.Status
	good, bad                style
	lit                      style // what a search has found; goes with litMark
	key                      style // a key in a hint
	bar, barRest             style

	// For glamour and the text inputs, which want colours.
	accentHex, dimHex, linkHex, codeHex string

	textColour, pageColour string // of the whole screen; empty: the terminal's own

	dates dateForm
}

// hint is a key with what it does.
func (t *theme) hint(key, what string) string { return t.key.paint(key) + " " + t.dim.paint(what) }

// hints are several of them in one line.
func (t *theme) hints(keys ...[2]string) string {
	parts := make([]string, len(keys))
	for i, k := range keys {
		parts[i] = t.hint(k[0], k[1])
	}
	return strings.Join(parts, "  ")
}

// backgroundFrom guesses the background from COLORFGBG, which some terminals set to "foreground;background" in the numbers
// of the sixteen colours. What the terminal answers itself goes before.
func backgroundFrom(colorfgbg string) background {
	_, back, found := strings.Cut(colorfgbg, ";")
	if i := strings.LastIndexByte(back, ';'); i >= 0 {
		back = back[i+1:]
	}
	n, err := strconv.Atoi(back)
	if !found || err != nil {
		return unknownBackground
	}
	return backgroundOf(n < 7 || n == 8)
}

// colours are those of a theme.
type colours struct {
	isLight                    bool   // they are for a light background
	text, page                 string // the terminal's own, but for a theme that is for another background than it has
	accent, dim, faint, border string
	cursor, cursorBlur, chosen string // backgrounds
	cursorText                 string // upon cursor; empty: each part of the line keeps its own
	star, note, read, later    string
	bad, link, code            string
}

var (
	dark = colours{
		accent: "#b9a6ff", dim: "#8b93a1", faint: "#5c6470", border: "#3d434e", cursor: "#33303f", cursorBlur: "#292a2e", chosen: "#25282c",
		star: "#f3c969", note: "#e6a5c8", read: "#8fd6a6", later: "#7fc8ea", bad: "#ff8f8a", link: "#8fbcff", code: "#d7c7a0",
	}
	light = colours{
		isLight: true, accent: "#5b3fc4", dim: "#656c78", faint: "#9aa0aa", border: "#cdd1d8", cursor: "#e7e2fb", cursorBlur: "#eceef1", chosen: "#dcebfa",
		star: "#9a6700", note: "#a03a75", read: "#1c7a41", later: "#0a6b96", bad: "#b3261e", link: "#1b5fc1", code: "#76602a",
	}
	// middle is for a terminal that does not tell its background: every colour of text has a contrast (WCAG 2.2) of about
	// four to one upon black and upon white alike, and the selected line brings its own text.
	middle = colours{
		accent: "#8b6be8", dim: "#7a808a", faint: "#8a8f98", border: "#7d828c", cursor: "#5b45b0", cursorText: "#ffffff",
		star: "#a87b00", note: "#c0568f", read: "#2f8f57", later: "#2080b0", bad: "#d9483f", link: "#3f7fdc", code: "#8f7a3f",
	}
)

// themeOf gives each meaning its colour of a palette.
func themeOf(p colours) *theme {
	t := &theme{
		dark: !p.isLight, text: "", strong: bold, textColour: p.text, pageColour: p.page, dim: fg(p.dim), faint: fg(p.faint),
		accent: fg(p.accent), border: fg(p.border), borderFocus: fg(p.accent), cursor: bg(p.cursor),
		star: fg(p.star), note: fg(p.note), tags: tagColours(p), link: fg(p.link),
		statuses: [4]style{store.Inbox: fg(p.accent), store.Later: fg(p.later), store.Read: fg(p.read), store.Dismissed: fg(p.faint)},
		good:     fg(p.read), bad: fg(p.bad), lit: fg(p.star), key: fg(p.accent), bar: fg(p.accent), barRest: fg(p.border),
		accentHex: p.accent, dimHex: p.dim, linkHex: p.link, codeHex: p.code,
	}
	t.cursorText, t.cursorBlur, t.chosen = fg(p.cursorText), bg(p.cursorBlur), bg(p.chosen)
	if p.cursor == "" {
		t.cursor = reverse
	}
	if p.cursorBlur == "" { // no pale background is safe where the text's colour is not known
		t.cursorBlur = underline
	}
	if p.chosen == "" {
		t.chosen = bold
	}
	return t
}

// isDark tells whether a background is dark by its luminance (ITU-R BT.601).
func isDark(c color.Color) bool {
	if c == nil {
		return true
	}
	r, g, b, _ := c.RGBA()
	return 299*r+587*g+114*b < 1000*0x8000
}

// Signs that stand for what colours tell.
const (
	signInbox     = "•"
	signLater     = "»"
	signRead      = "✓"
	signDismissed = "✗"
	signStar      = "★"
	signNote      = "✎"
	signFocus     = "▸" // before the title of the pane that has the keys
)

var statusSigns = [4]string{store.Inbox: signInbox, store.Later: signLater, store.Read: signRead, store.Dismissed: signDismissed}
