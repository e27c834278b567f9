package ui

import (
	"fmt"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dogear/store"
)

// The buttons as terminals report them (xterm's mode 1006).
const (
	leftButton = 0
	wheelUp    = 64
	wheelDown  = 65
)

// find is where a text stands on the screen.
func (s *terminal) find(text string) (x, y int) {
	s.t.Helper()
	s.shows(text)
	for y, line := range strings.Split(s.text(), "\n") {
		if before, _, ok := strings.Cut(line, text); ok {
			return ansi.StringWidth(before), y
		}
	}
	s.t.Fatalf("%q has left the screen:\n%s", text, s.text())
	return 0, 0
}

// button presses a button at a cell and lets it go, or turns the wheel a notch, of which there is no letting go.
func (s *terminal) button(button, x, y int) {
	s.t.Helper()
	s.press(fmt.Sprintf("\x1b[<%d;%d;%dM", button, x+1, y+1))
	if button == leftButton {
		s.press(fmt.Sprintf("\x1b[<%d;%d;%dm", button, x+1, y+1))
	}
}

// click clicks on a text of the screen.
func (s *terminal) click(text string) {
	s.t.Helper()
	x, y := s.find(text)
	s.button(leftButton, x, y)
}

// turn turns the wheel over a text of the screen.
func (s *terminal) turn(button, times int, over string) {
	s.t.Helper()
	x, y := s.find(over)
	for range times {
		s.button(button, x, y)
	}
}

// clockOf gives a reader that has not been started a clock that only the test moves.
func clockOf(m *Model) (pass func(time.Duration)) {
	var now atomic.Int64
	m.mouse.now = func() time.Time { return time.Unix(0, now.Load()) }
	return func(d time.Duration) { now.Add(int64(d)) }
}

func TestMouseSelectsAndOpens(t *testing.T) {
	m := newModel(t, starter(t))
	pass := clockOf(m)
	s := start(t, m, 140, 40)
	s.shows("▌Neural Common", "Despite its outstanding")
	s.click("Todyformer")
	s.shows("▌Todyformer", "5 of 65")
	pass(500 * time.Millisecond)
	s.click("▌Todyformer") // too late for a double click: the list keeps the keys
	s.press("j")
	s.shows("6 of 65")
	s.click("GradSign")
	s.press("k") // the list still has them, or this would scroll
	s.shows("▌Reliable", "Paper 7")
	pass(500 * time.Millisecond)
	s.click("GradSign")
	pass(300 * time.Millisecond)
	s.click("▌GradSign")
	s.shows("▌GradSign", "Paper 8")
	s.press("jjjj")
	s.shows("Paper 8") // the paper has them now
	s.click("n to write")
	s.press("\r") // in the note's pane it begins to write
	s.shows("esc to close")
	s.click("▌GradSign")
	s.hides("esc to close")
	s.press("r")
	s.shows("Read 1", "Inbox 64")
}

func TestMouseTabs(t *testing.T) {
	s := open(t, starter(t), 140, 40)
	s.shows("Inbox 65", "Despite its outstanding")
	s.press("x")
	s.shows("Dismissed 1")
	s.click("Dismissed 1")
	s.shows("╭▸Dismissed", "1 of 1")
	s.click("All 65")
	s.shows("╭▸All", "✗ Neural")
	s.press("\x1b")
	narrow := open(t, s.lib, 40, 20)
	narrow.shows("Inbox 64")
	narrow.click("]")
	narrow.shows("╭▸Noted")
	narrow.click("[ ")
	narrow.hides("╭▸Noted")
}

func TestEveryTabIsWhereItIsDrawn(t *testing.T) {
	m := newModel(t, starter(t))
	m.views = append(m.views, view{name: "深い学習", own: true, counted: 12}, view{name: "Mine", own: true, counted: unknown})
	for w := minWidth; w < 200; w++ {
		for m.view = range m.views {
			m.layout = arrange(arrangement{w: w, h: 20})
			line := ansi.Strip(m.header())
			if ansi.StringWidth(line) != w {
				t.Fatalf("width %d, view %d: %q", w, m.view, line)
			}
			for i := range m.views {
				tab := strings.TrimSpace(ansi.Strip(m.tab(i)))
				before, _, ok := strings.Cut(line, tab)
				if !ok {
					continue
				}
				for _, x := range []int{ansi.StringWidth(before), ansi.StringWidth(before+tab) - 1} {
					if got, ok := m.tabAt(x); !ok || got != i {
						t.Fatalf("width %d, view %d: column %d of %q is tab %d, %t, want %d", w, m.view, x, line, got, ok, i)
					}
				}
			}
		}
	}
}

func TestWheelScrollsWhatIsUnderIt(t *testing.T) {
	lib := library(t, func() (string, []byte) {
		var b strings.Builder
		for i := range 300 {
			fmt.Fprintf(&b, "Paper Number %d of Many Papers\n\nThis is the abstract of number %d. %s\n\n", i+1, i+1, strings.Repeat("It goes on and on for many lines. ", 60))
		}
		return "many.txt", []byte(b.String())
	})
	s := open(t, lib, 120, 20)
	s.shows("▌Paper Number 1 of", "number 1.")
	s.turn(wheelDown, 2, "This is the abstract of")
	s.hides("This is the abstract of")
	s.shows("▌Paper Number 1 of")
	s.turn(wheelUp, 9, "It goes on")
	s.shows("This is the abstract of")
	s.turn(wheelDown, 1, "▌Paper Number 1 of") // the cursor comes along, as it would leave the screen
	s.shows("▌Paper Number 7 of", "Paper Number 4 of")
	s.hides("Paper Number 3 of")
	s.turn(wheelDown, 300, "▌Paper Number 7 of")
	s.shows("Paper Number 300 of")
	s.turn(wheelUp, 300, "Paper Number 300 of")
	s.shows("Paper Number 1 of")
}

func TestMouseInOverlays(t *testing.T) {
	s := open(t, starter(t), 100, 24)
	s.shows("Inbox 65", "Despite its")
	s.press("?")
	s.shows("╭▸Keys", "Decide")
	s.turn(wheelDown, 3, "mark as read")
	s.hides("mark as read")
	s.turn(wheelUp, 3, "a–z filter")
	s.shows("mark as read")
	s.click("mark as read") // inside: nothing
	s.turn(wheelDown, 3, "mark as read")
	s.hides("mark as read")
	s.button(leftButton, 0, 0) // outside
	s.hides("Keys")
	s.press(":dismiss")
	s.shows(": dismiss ") // with fewer letters the box is taller, and what is clicked lies elsewhere
	s.click("dismiss: not for me")
	s.shows("Dismissed 1")
	s.press("r")
	s.shows("Read 1")
	s.press("H")
	s.shows("History", "1 of 3")
	s.click("Dismissed “Neural")
	s.shows("2 of 3")
	s.click("Dismissed “Neural")
	s.shows("↶")
	s.button(leftButton, 0, 0)
	s.shows("Dismissed 0", "Inbox 64")
	s.hides("History")
	s.press("Y")
	s.click("cancel")
	s.hides("Markdown link")
}

func TestClickClosesWhatTakesText(t *testing.T) {
	lib := starter(t)
	s := open(t, lib, 140, 40)
	s.shows("Inbox 65", "n to write a note")
	s.press("nAsk Anna")
	s.shows("Ask Anna", "esc to close")
	s.click("Todyformer")
	s.shows("▌Todyformer", "Noted 1")
	s.press("/graph")
	s.shows("╭▸Inbox · graph", "enter keep")
	s.click("Subgraph Perm")
	s.shows("▌Subgraph Perm", "╭▸Inbox · graph")
	s.hides("enter keep")
	s.press("x")
	s.shows("Dismissed 1")
	if p, err := lib.Paper(t.Context(), 1); err != nil || p.Note != "Ask Anna" {
		t.Errorf("%v, %v", p, err)
	}
}

func TestClickOpensLinks(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("its opener is no program of the PATH")
	}
	t.Setenv("PATH", "") // no browser: the status line tells the address that it could not open
	lib := library(t, func() (string, []byte) {
		return "links.jsonl", []byte(`{"id":1,"status":"inbox","starred":false,"tags":[],"note":"","authors":[],"title":"A Paper with Links","abstract":"The data are at https://example.org/a/very/long/address/that/does/not/fit/into/one/line/of/the/pane/and/goes/on.html and the rest is not.",` +
			`"links":[{"kind":"page","url":"https://example.com/page"},{"kind":"code","url":"https://example.com/code"}]}` + "\n")
	})
	s := open(t, lib, 140, 40)
	s.shows("▌A Paper with Links")
	for text, want := range map[string]string{
		"example.com/page": ": https://example.com/page",
		"code    ":         ": https://example.com/code",
		"goes/on.html":     "that/does/not/fit/into/one/line/of/the/pane/and/goes/on.html",
	} {
		s.click(text)
		s.shows("no browser can be opened here", want)
		s.press("kk") // what failed has been read
		s.hides("no browser")
	}
	s.click("the rest")
	s.press("n")
	s.shows("esc to close", "The note is saved as you type.") // nothing else was said: nothing was opened
}

// Wherever one clicks, and whatever is open, nothing breaks.
func TestClicksEverywhere(t *testing.T) {
	lib := starter(t)
	t.Setenv("PATH", "")
	for _, prepare := range []string{"", "?", ":", "n", "t", "/", "v", "Y"} {
		for _, size := range []rect{{w: 140, h: 40}, {w: 70, h: 20}, {w: 24, h: 6}, {w: 10, h: 3}} {
			m := newModel(t, lib)
			m.painted = true
			m.Update(tea.WindowSizeMsg{Width: 100, Height: 30})
			settle(m, m.loadList(atStart, store.Row{}))
			for _, r := range prepare {
				m.Update(tea.KeyPressMsg{Code: r, Text: string(r)})
			}
			m.Update(tea.WindowSizeMsg{Width: size.w, Height: size.h})
			for y := -1; y <= size.h; y += 1 + size.h/8 {
				for x := -1; x <= size.w; x += 1 + size.w/8 {
					m.View()
					m.Update(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft})
					m.View()
					m.Update(tea.MouseWheelMsg{X: x, Y: y, Button: tea.MouseWheelDown})
				}
			}
		}
	}
}
