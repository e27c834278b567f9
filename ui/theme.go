// This file owns styles: how each meaning looks. Colours follow the terminal's background and how many of them it has,
// and never say anything alone: what a colour tells, a sign tells too, so that NO_COLOR loses nothing but beauty.

package ui

import (
	"fmt"
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
func fg(colour string) style { return sgr(30, colour) }
func bg(colour string) style { return sgr(40, colour) }

// sgr makes the style of a colour. The layer is 30 for text and 40 for what is behind it.
func sgr(layer int, colour string) style {
	if colour == "" {
		return ""
	}
	hex, isHex := strings.CutPrefix(colour, "#")
	base := 10
	if isHex {
		base = 16
	}
	n, err := strconv.ParseUint(hex, base, 24)
	switch {
	case err != nil:
		panic("ui: not a colour: " + colour) // those of a configuration were checked
	case isHex:
		return style(fmt.Sprintf("%d;2;%d;%d;%d", layer+8, n>>16&0xff, n>>8&0xff, n&0xff))
	case n < 8:
		return style(strconv.Itoa(layer + int(n)))
	case n < 16: // the bright ones
		return style(strconv.Itoa(layer + 60 + int(n) - 8))
	}
	return style(fmt.Sprintf("%d;5;%d", layer+8, n))
}

// A theme says how each meaning looks.
type theme struct {
	dark bool // the background, as far as it is known

	text, strong, dim, faint style
	accent                   style // what is in focus, and what asks for an eye
	border, borderFocus      style
	cursor                   style // the background of the selected line
	cursorText               style // the colour of all upon it, if cursorPlain
	cursorPlain              bool  // the parts of the selected line have no colours of their own
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

	accentColour, dimColour, linkColour, codeColour string // for glamour, which wants colours

	textColour, pageColour string // of the whole screen; empty: the terminal's own
	page                   style  // the same as a style
	boldFades              bool   // bold text can lose its contrast with the page

	dates dateForm
}

// hint is a key with what it does.
func (t *theme) hint(key, what string) string { return t.key.paint(key) + " " + t.dim.paint(what) }

// themeOf gives each meaning its colour of a palette.
func themeOf(p colours) *theme {
	t := &theme{
		dark: !p.isLight, text: "", strong: bold, textColour: p.text, pageColour: p.page, dim: fg(p.dim), faint: fg(p.faint),
		accent: fg(p.accent), border: fg(p.border), borderFocus: fg(p.accent), cursor: bg(p.cursor),
		star: fg(p.star), note: fg(p.note), tags: tagColours(p), link: fg(p.link),
		statuses: [4]style{store.Inbox: fg(p.accent), store.Later: fg(p.later), store.Read: fg(p.read), store.Dismissed: fg(p.faint)},
		good:     fg(p.read), bad: fg(p.bad), lit: fg(p.star), key: fg(p.accent), bar: fg(p.accent), barRest: fg(p.border),
		accentColour: p.accent, dimColour: p.dim, linkColour: p.link, codeColour: p.code,
		page: fg(p.text).on(bg(p.page)), boldFades: p.boldFades,
	}
	t.cursorText, t.cursorBlur, t.chosen = fg(p.cursorText), bg(p.cursorBlur), bg(p.chosen)
	if p.cursor == "" {
		t.cursor = reverse
	}
	t.cursorPlain = p.cursor == "" || p.cursorText != "" // reversed, a colour would be a background
	if p.cursorBlur == "" {                              // no pale background is safe where the text's colour is not known
		t.cursorBlur = underline
	}
	if p.chosen == "" {
		t.chosen = bold
	}
	return t
}

// Signs that stand for what colours tell.
const (
	signInbox     = "•"
	signLater     = "»"
	signRead      = "✓"
	signDismissed = "✗"
	signStar      = "★"
	signNote      = "✎"
	signSnoozed   = "z"
	signFocus     = "▸" // before the title of the pane that has the keys
)

var statusSigns = [4]string{store.Inbox: signInbox, store.Later: signLater, store.Read: signRead, store.Dismissed: signDismissed}
