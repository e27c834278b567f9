package ui

import (
	"fmt"
	"image/color"
	"math"
	"strconv"
	"strings"
	"testing"
	"unicode"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"

	"dogear/store"
)

// A palette16 is what a terminal makes of the sixteen colours, and of text that has none.
type palette16 struct {
	name      string
	colours   string // the sixteen
	text, bg  string
	brightens bool // bold text in one of the first eight colours is shown in its bright one
	soft      bool // see need
}

// The sixteen colours as terminals come with them. Not here are the Linux console's on white, since that console is black;
// Tango's greys without a known background, on which no colour is readable that is readable on white as well; and
// Solarized in terminals that brighten bold text, which its manual asks to be turned off.
const (
	xtermColours = "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 " +
		"7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff"
	vgaColours = "000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa " +
		"555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff"
	tangoColours = "2e3436 cc0000 4e9a06 c4a000 3465a4 75507b 06989a d3d7cf " +
		"555753 ef2929 8ae234 fce94f 729fcf ad7fa8 34e2e2 eeeeec"
	gnomeColours = "171421 c01c28 26a269 a2734c 12488b a347ba 2aa1b3 d0cfcc " +
		"5e5c64 f66151 33da7a e9ad0c 2a7bde c061cb 33c7de ffffff"
	campbellColours = "0c0c0c c50f1f 13a10e c19c00 0037da 881798 3a96dd cccccc " +
		"767676 e74856 16c60c f9f1a5 3b78ff b4009e 61d6d6 f2f2f2"
	macColours = "000000 c23621 25bc24 adad27 492ee1 d338d3 33bbc8 cbcccd " +
		"818383 fc391f 31e722 eaec23 5833ff f935f8 14f0f0 e9ebeb"
	solarizedColours = "073642 dc322f 859900 b58900 268bd2 d33682 2aa198 eee8d5 " +
		"002b36 cb4b16 586e75 657b83 839496 6c71c4 93a1a1 fdf6e3"
)

var (
	darkTerminals = []palette16{
		{"xterm", xtermColours, "e5e5e5", "000000", true, false},
		{"Linux console", vgaColours, "aaaaaa", "000000", true, false},
		{"GNOME", gnomeColours, "d0cfcc", "171421", false, false},
		{"GNOME, grey", gnomeColours, "ffffff", "1e1e1e", false, false},
		{"Ubuntu", tangoColours, "ffffff", "300a24", false, false},
		{"Windows Terminal", campbellColours, "cccccc", "0c0c0c", true, false},
		{"macOS Terminal", macColours, "ffffff", "000000", true, false},
		{"Solarized", solarizedColours, "839496", "002b36", false, true},
		{"Tango", tangoColours, "d3d7cf", "2e3436", false, true},
	}
	lightTerminals = []palette16{
		{"xterm", xtermColours, "000000", "ffffff", true, false},
		{"GNOME", gnomeColours, "171421", "ffffff", false, false},
		{"Tango", tangoColours, "2e3436", "ffffff", false, false},
		{"Windows Terminal", campbellColours, "0c0c0c", "ffffff", true, false},
		{"macOS Terminal", macColours, "000000", "ffffff", true, false},
		{"Solarized", solarizedColours, "657b83", "fdf6e3", false, true},
	}
)

// shown is a colour as the terminal shows it; another is what it has in place of none.
func (p *palette16) shown(c color.Color, another string, isBold bool) string {
	n := -1
	switch c := c.(type) {
	case nil:
		return "#" + another
	case ansi.BasicColor:
		n = int(c)
	case ansi.IndexedColor:
		n = int(c)
	}
	if n >= 0 && n < 8 && isBold && p.brightens {
		n += 8
	}
	if n >= 0 && n < 16 {
		return "#" + strings.Fields(p.colours)[n]
	}
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
}

// contrast is that of two colours by WCAG 2.2: from 1 to 21.
func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	x, y := luminance(t, a), luminance(t, b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// luminance is a colour's relative luminance by WCAG 2.2.
func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	n, err := strconv.ParseUint(hex[1:], 16, 32)
	if err != nil {
		t.Fatal(err)
	}
	part := func(shift uint) float64 {
		c := float64(n>>shift&0xff) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*part(16) + 0.7152*part(8) + 0.0722*part(0)
}

// A look is how a cell was sent, and what kind of sign stands in it.
type cellLook struct {
	fg, bg color.Color
	attrs  uint8
	kind   cellKind
}

// Attributes as the emulator has them.
const (
	attrBold  = 1
	attrFaint = 2
)

type cellKind int

const (
	textCell cellKind = iota // a letter or a digit
	signCell                 // punctuation, signs, bars and shades
	lineCell                 // of a border
)

func kindOfCell(content string) cellKind {
	r := []rune(content)[0]
	switch {
	case strings.ContainsRune("─│╭╮╰╯", r):
		return lineCell
	case unicode.IsLetter(r) || unicode.IsDigit(r):
		return textCell
	}
	return signCell
}

// A sent is what a screen sends: its looks, each with a place where it was seen.
type sent map[cellLook]string

// add takes in a screen as it comes out of the terminal's profile: Bubble Tea brings each cell down to it the same way.
func (s sent) add(t *testing.T, name string, m *Model, screen *vt.Emulator) {
	t.Helper()
	content := m.View().Content
	lines := strings.Split(ansi.Strip(content), "\n")
	out := colorprofile.Writer{Forward: screen, Profile: m.display.profile}
	drawn := ansi.EraseEntireDisplay + ansi.CursorHomePosition + strings.ReplaceAll(content, "\n", "\r\n")
	if _, err := out.WriteString(drawn); err != nil {
		t.Fatal(err)
	}
	for y := range m.layout.h {
		for x := range m.layout.w {
			c := screen.CellAt(x, y)
			if c == nil || strings.TrimSpace(c.Content) == "" {
				continue
			}
			look := cellLook{c.Style.Fg, c.Style.Bg, c.Style.Attrs, kindOfCell(c.Content)}
			if _, seen := s[look]; !seen {
				s[look] = fmt.Sprintf("%s, %q in %q", name, c.Content, strings.TrimSpace(lines[y]))
			}
		}
	}
}

// everything is a library with all that has a look of its own.
func everything(t *testing.T) *store.Library {
	t.Helper()
	lib := starter(t)
	setNote(t, lib, 1, "# Read\n\nthe *first* note says old things\n\nand this")
	setNote(t, lib, 1, "# Read\n\nthe *first* **note** says new things of [[Graph Mamba]]\n\n> quoted\n\n"+
		"- `code` and https://example.org/\n\n---\n\n    block\n\n| a | b |\n|---|---|\n| c | d |\n")
	for id, tags := range map[int64][]string{
		1: {"a", "b", "c"}, 2: {"d", "e"}, 3: {"f", "g"}, 4: {"h"}, 5: {"i", "j"}, 6: {"k", "l", "m", "n", "o", "p"},
	} {
		if _, err := lib.Retag(t.Context(), store.These(id), tags, nil); err != nil {
			t.Fatal(err)
		}
	}
	for id, s := range map[int64]store.Status{2: store.Read, 3: store.Later, 4: store.Dismissed, 5: store.Dismissed} {
		if _, err := lib.Mark(t.Context(), store.These(id), store.ActionFor(s)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := lib.Mark(t.Context(), store.These(1, 4), store.Star); err != nil {
		t.Fatal(err)
	}
	return lib
}

// screens goes through the reader, and collects what each of its screens sends.
func screens(t *testing.T, lib *store.Library, name string, d display) (sent, *theme) {
	t.Helper()
	config := configure(t, "theme = '"+name+"'\ncolumns = ['authors', 'tags', 'source']\nheadings = 'always'")
	r := newDriverWith(t, lib, Options{Config: config})
	m := r.m
	m.showOn(d)
	r.send(sized(110, 44))
	r.waiting = append(r.waiting, m.readTags(), m.countViews(), m.loadList(atStart))
	r.settle()
	s, screen := make(sent), vt.NewEmulator(110, 44)
	now := func(name string, waitFor ...string) {
		t.Helper()
		r.shows(waitFor...)
		s.add(t, name, m, screen)
	}
	do := func(name string, waitFor ...string) {
		t.Helper()
		r.waiting = append(r.waiting, m.commandNamed(name).run(m))
		r.send(nil) // what Update does after each key
		r.settle()
		now(name, waitFor...)
	}
	shut := func() { r.press("⎋") }

	now("the inbox", "▌p-Laplacian", "Vision-Language models")
	do("view all", "✗", "quoted", "#a #b")
	for range 5 { // the cursor stands on each kind of row
		do("down")
	}
	now("a tagged paper", "▌", "#k #l")
	do("up", "✗ dismissed")
	do("next pane", "▸Paper")
	do("previous pane", "▸All")
	do("select range", "1 paper selected")
	do("down", "2 papers selected")
	shut()
	do("first", "quoted")
	do("help", "In a search")
	shut()
	do("palette")
	r.press("#")
	now("the palette with tags", "#a")
	r.press("⌫z")
	shut()
	do("tag list", "Tags ─")
	shut()
	do("statistics", "Decided each day")
	shut()
	do("history", "History")
	shut()
	do("digests", "Hugging Face")
	shut()
	do("sort", "relevance")
	shut()
	do("links", "Graph Mamba")
	shut()
	do("revisions", "of 2")
	r.press("d")
	now("a difference", "new things")
	shut()
	m.overlay = &versionBox{row: m.list.rows[0], mine: "mine is\nthis", theirs: "theirs is\nthis"}
	now("two versions", "keep yours")
	r.press("d")
	now("two versions, what differs", "theirs is")
	m.overlay = nil
	do("note", "esc to close")
	r.send(tea.KeyPressMsg(tea.Key{Code: tea.KeyLeft, Mod: tea.ModShift}))
	r.send(tea.KeyPressMsg(tea.Key{Code: tea.KeyUp, Mod: tea.ModShift}))
	r.settle()
	now("a note being written")
	shut()
	do("search")
	r.press("graph")
	now("a search being typed", "· graph")
	r.press("⏎")
	now("a search", "· graph")
	do("down")
	do("down")
	do("search")
	r.press(" is:red")
	now("a query that cannot be read", "is:red")
	shut()
	shut()
	m.status.fail(fmt.Errorf("it failed"))
	now("a failure", "it failed")
	m.status.fail(fmt.Errorf("it failed: %s", strings.Repeat("and how ", 40)))
	now("a long failure", "▸Error")
	m.status.say("said")
	now("a message", "said")
	do("view inbox", "▸Inbox")
	do("triage", "space abstract")
	r.press(" ")
	now("triage, the abstract", "adapter")
	return s, m.theme
}

// inkOf is the colour of a style as a terminal of a profile is sent it.
func inkOf(t *testing.T, s style, p colorprofile.Profile) color.Color {
	t.Helper()
	screen := vt.NewEmulator(1, 1)
	out := colorprofile.Writer{Forward: screen, Profile: p}
	if _, err := out.WriteString(s.paint("x")); err != nil {
		t.Fatal(err)
	}
	return screen.CellAt(0, 0).Style.Fg
}

// A situation is a theme, and what the terminal has told of its background.
type situation struct {
	theme      string
	background background
	terminals  []palette16 // that it may be
	page       bool        // the theme brings its own page
}

func situations() []situation {
	all := append(append([]palette16{}, darkTerminals[:len(darkTerminals)-1]...), lightTerminals...) // but Tango
	return []situation{
		{"auto", unknownBackground, all, false},
		{"auto", darkBackground, darkTerminals, false},
		{"auto", lightBackground, lightTerminals, false},
		{"dark", unknownBackground, all, true}, // and on light; on dark it is auto, TestThemes says
		{"light", unknownBackground, all, true},
		{"high-contrast", unknownBackground, all, false},
		{"high-contrast", darkBackground, darkTerminals, false},
		{"high-contrast", lightBackground, lightTerminals, false},
	}
}

// themeOn is the theme where all colours can be shown.
func (c *Config) themeOn(b background) *theme { return c.themeFor(display{background: b}) }

// need is the contrast that a look must have at least. WCAG 2.2 asks for 4.5 (1.4.3) where text is read, for 7 where
// contrast is to be high (1.4.6), and for 3 where signs and bars tell something (1.4.11). It has to be less
//   - for frames, which tell nothing that titles and blanks do not: they need only be seen. That of the pane that has the
//     keys is in the colour of its title;
//   - for what is faint because it has been dealt with: dismissed, or the same in both versions;
//   - for coloured words where it is the terminal that chooses the colours, or where the background is unknown: no red
//     reaches 4.5 in all of these palettes, and no colour on black and on white. Plain text is the terminal's own then;
//   - in palettes that are soft on purpose: Solarized's own text has 4.1 on its light background.
func need(s situation, d display, look cellLook, faint color.Color, p palette16) float64 {
	isSoft := p.soft && (!s.page || d.profile == colorprofile.ANSI)
	high := s.theme == "high-contrast" && s.background != unknownBackground
	switch {
	case look.kind == lineCell:
		return 1.4
	case look.kind == signCell, isSoft, look.fg != nil && look.fg == faint && !high:
		return 3
	case high && (look.fg != nil || p.name != "Ubuntu"):
		return 7
	case look.fg != nil && (d.profile == colorprofile.ANSI || s.background == unknownBackground && !s.page):
		return 3.5
	}
	return 4.5
}

// Every theme can be read in 16, in 256 and in all colours, whatever the terminal makes of them, on dark, on light and on
// a background that nobody knows. What is measured is what the screens really send.
func TestContrast(t *testing.T) {
	lib := everything(t)
	for _, profile := range []colorprofile.Profile{colorprofile.TrueColor, colorprofile.ANSI256, colorprofile.ANSI} {
		for _, s := range situations() {
			d := display{profile, s.background, true}
			looks, theme := screens(t, lib, s.theme, d)
			where := fmt.Sprintf("%s, %v on %s", s.theme, profile, []string{"unknown", "dark", "light"}[s.background])
			faint := inkOf(t, theme.faint, profile)
			for look, seen := range looks {
				if s.page && (look.fg == nil || look.bg == nil) {
					t.Errorf("%s: not on the theme's page: %s", where, seen)
				}
				if look.attrs&attrFaint != 0 { // which is anything from a shade to nothing at all
					t.Errorf("%s: a faint attribute: %s", where, seen)
				}
				for _, p := range s.terminals {
					isBold := look.attrs&attrBold != 0
					text, under := p.shown(look.fg, p.text, isBold), p.shown(look.bg, p.bg, false)
					got, want := contrast(t, text, under), need(s, d, look, faint, p)
					if got < want-0.05 {
						t.Errorf("%s in %s: %s on %s has a contrast of %.1f, and needs %.1f: %s", where, p.name, text, under, got, want, seen)
					}
				}
			}
		}
	}
}
