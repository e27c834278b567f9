package ui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"dogear/store"
)

func TestBackgroundFrom(t *testing.T) {
	for _, c := range []struct {
		colorfgbg, term string
		want            background
	}{
		{"15;0", "xterm", darkBackground}, {"0;15", "xterm", lightBackground}, {"0;default;7", "rxvt", lightBackground},
		{"", "xterm", unknownBackground}, {"nonsense", "", unknownBackground}, {"0;default", "xterm", unknownBackground},
		{"", "linux", darkBackground}, {"", "screen.linux", darkBackground}, {"0;15", "linux", lightBackground},
	} {
		if got := backgroundFrom(c.colorfgbg, c.term); got != c.want {
			t.Errorf("COLORFGBG=%s TERM=%s: %d, want %d", c.colorfgbg, c.term, got, c.want)
		}
	}
}

// A reader that was sent to a terminal of sixteen colours has chosen among them itself: nothing is left to be brought down,
// from the first frame on.
func TestSixteenColoursFromTheFirstFrame(t *testing.T) {
	for _, config := range []string{
		"", "theme = 'light'", "theme = 'dark'", "theme = 'high-contrast'",
		"[colours]\naccent = '#336699'\n[tags]\ngnn = '208'",
	} {
		m, err := New(t.Context(), tagged(t), Options{Background: "15;0", Config: configure(t, config)})
		if err != nil {
			t.Fatal(err)
		}
		m.Update(tea.WindowSizeMsg{Width: 140, Height: 40})
		settle(m, m.loadList(atStart, store.Row{}))
		for _, msg := range []tea.Msg{tea.BackgroundColorMsg{Color: lipColour("#000000")}, themeDueMsg{}} {
			m.Update(msg)
			if v := m.View(); v.Content != "" || v.BackgroundColor != nil {
				t.Fatalf("%s: a frame before it is known how many colours there are", config)
			}
		}
		m.Update(tea.ColorProfileMsg{Profile: colorprofile.ANSI})
		v := m.View() // before the paper has been rendered for it
		if !strings.Contains(v.Content, "Neural Common") || strings.Contains(v.Content, "8;2;") || strings.Contains(v.Content, "8;5;") {
			t.Errorf("%s: more than sixteen colours:\n%q", config, v.Content)
		}
		if v.BackgroundColor != nil || v.ForegroundColor != nil {
			t.Errorf("%s: the terminal is asked for another background", config)
		}
	}
}

// The frame waits for the background as well, but not forever.
func TestFirstFrameWaitsForTheBackground(t *testing.T) {
	for _, answer := range []tea.Msg{tea.BackgroundColorMsg{Color: lipColour("#ffffff")}, themeDueMsg{}} {
		m := newModel(t, starter(t))
		m.Update(tea.WindowSizeMsg{Width: 100, Height: 30})
		m.Update(tea.ColorProfileMsg{Profile: colorprofile.TrueColor})
		if m.View().Content != "" {
			t.Error("a frame before the background is known")
		}
		if m.Update(answer); m.View().Content == "" {
			t.Errorf("no frame after %T", answer)
		}
	}
}

// Of the reader's own colours, sixteen-colour terminals show those of the sixteen; the theme's stand for the others.
func TestOwnColoursOfSixteen(t *testing.T) {
	config := configure(t, "[colours]\naccent = '#336699'\nstar = '13'\nlink = '200'\n"+
		"[tags]\ngnn = '#123456'\nssm = '5'\nmine = 'star'\n")
	th := config.themeFor(display{profile: colorprofile.ANSI, background: darkBackground})
	plain := DefaultConfig().themeFor(display{profile: colorprofile.ANSI, background: darkBackground})
	if th.accent != plain.accent || th.star != "95" || th.link != plain.link {
		t.Errorf("accent %q, star %q, link %q", th.accent, th.star, th.link)
	}
	if th.tagLook("ssm") != "35" || th.tagLook("mine") != "95" || th.tagLook("gnn") == "38;2;18;52;86" || th.tagLook("gnn") == "" {
		t.Errorf("tags: %q, %q, %q", th.tagLook("ssm"), th.tagLook("mine"), th.tagLook("gnn"))
	}
	th = config.themeFor(display{profile: colorprofile.ANSI256, background: darkBackground})
	if th.accent != "38;2;51;102;153" || th.link != "38;5;200" {
		t.Errorf("with 256: accent %q, link %q", th.accent, th.link)
	}
}

// A theme that brings its page along draws every cell on it, also on a screen that is too small, and after each part that
// has a look of its own; in sixteen colours the light page has no bold text, which many terminals would show in grey.
func TestPage(t *testing.T) {
	th := &theme{page: "30;47", boldFades: true}
	got := th.onPage([]string{"a\x1b[1;34mb\x1b[m", "\x1b[1mc\x1b[0m\x1b[7md\x1b[m"}, 3, 3)
	want := []string{
		"\x1b[0;30;47ma\x1b[34mb\x1b[0;30;47m \x1b[m",
		"\x1b[0;30;47mc\x1b[0;30;47m\x1b[7md\x1b[0;30;47m \x1b[m",
		"\x1b[0;30;47m   \x1b[m",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("%q, want\n%q", got, want)
	}
	lib := starter(t)
	for _, profile := range []colorprofile.Profile{colorprofile.TrueColor, colorprofile.ANSI256, colorprofile.ANSI} {
		_, m := drawnOn(t, lib, "theme = 'light'", nil)
		m.Update(tea.ColorProfileMsg{Profile: profile})
		for _, size := range []tea.WindowSizeMsg{{Width: 100, Height: 30}, {Width: 40, Height: 14}, {Width: 20, Height: 4}} {
			m.Update(size)
			lines := strings.Split(m.View().Content, "\n")
			for _, l := range lines {
				if ansi.StringWidth(l) != size.Width || !strings.HasPrefix(l, "\x1b[0;"+string(m.theme.page)+"m") {
					t.Fatalf("%v at %dx%d: not on the page: %q", profile, size.Width, size.Height, l)
				}
			}
			if len(lines) != size.Height {
				t.Errorf("%v at %dx%d: %d lines", profile, size.Width, size.Height, len(lines))
			}
		}
	}
}

// What the whole program sends a terminal of sixteen colours, that it goes on after being suspended included, is what the
// model has chosen.
func TestProgramSendsSixteenColours(t *testing.T) {
	s := startIn(t, newModel(t, starter(t)), 100, 30, colorprofile.ANSI)
	check := func() {
		t.Helper()
		s.mu.Lock()
		defer s.mu.Unlock()
		colours := 0
		for y := range 30 {
			for x := range 100 {
				if c := s.screen.CellAt(x, y); c != nil && c.Style.Fg != nil {
					colours++
					if n, ok := c.Style.Fg.(ansi.BasicColor); !ok || n != 14 && n != 6 {
						t.Fatalf("%q at %d, %d is in %v", c.Content, x, y, c.Style.Fg)
					}
				}
			}
		}
		if colours == 0 {
			t.Error("no colours")
		}
	}
	s.shows("Neural Common", "Despite its")
	check()
	s.program.Send(tea.ResumeMsg{})
	s.press("j")
	s.shows("2 of 65", "Graph Transformer (GT)")
	check()
	s.press("q")
	s.quits()
}

// The cursor of a text input keeps the terminal's own colour, which can be seen on its background.
func TestCursorHasNoColour(t *testing.T) {
	m := newModel(t, starter(t))
	m.Update(tea.WindowSizeMsg{Width: 100, Height: 30})
	m.painted = true
	m.askSearch()
	c := m.View().Cursor
	if c == nil || c.Color != nil {
		t.Errorf("the cursor of a search: %+v", c)
	}
	m.prompt = nil
	m.openPalette()
	if c = m.View().Cursor; c == nil || c.Color != nil {
		t.Errorf("the cursor of the palette: %+v", c)
	}
}
