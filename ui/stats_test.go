package ui

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dogear/store"
)

// someStats are statistics of a year that ends on a Thursday, with every part in them, and hostile names.
func someStats() *store.Stats {
	s := &store.Stats{
		Counts: store.Counts{Inbox: 1_204, Later: 30, Read: 300, Dismissed: 700, Starred: 3},
		Waiting: [2]store.Wait{
			{Status: store.Inbox, Papers: 1_204, Ages: [6]int{4, 200, 0, 0, 0, 1000}, Median: 500, Longest: 1_500, Paper: 12, Title: "On \x1b[31mrivers"},
			{Status: store.Later, Papers: 30, Ages: [6]int{30}, Paper: 3, Title: "On lakes"},
		},
		Starred: [4]int{0, 2, 1, 0},
		Tags:    []store.Tag{{Name: "gnn", Papers: 12}, {Name: "a-tag-that-is-longer-than-its-column", Papers: 1}},
		Sources: []store.Source{{Name: "Hugging\x1b[2J Face", Papers: 2_000, Decided: 1_000, Read: 299, Starred: 3}, {Papers: 234}},
	}
	first := time.Date(2025, 3, 10, 0, 0, 0, 0, time.UTC)
	for i := range 52*7 + 4 {
		s.Days = append(s.Days, store.Day{Date: first.AddDate(0, 0, i), Decided: max(0, i%9-4), Came: i % 3})
	}
	s.Days[len(s.Days)-3].Decided = 100
	return s
}

func TestColumnChart(t *testing.T) {
	columns := []chartColumn{{32, "Mar 2"}, {0, "lost: no room"}, {1, ""}, {17, "x"}, {31, "cut"}}
	got := strings.Join(columnChart(&theme{}, columns, 14), "\n")
	want := strings.TrimPrefix(`
32 ┤█       █
   │█     ▁ █
   │█     █ █
 0 ┤█ · ▁ █ █
    Mar 2 x`, "\n")
	if got = strings.ReplaceAll(got, "▇", "█"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	// Where not all fit, it is the last ones that do.
	if got := columnChart(&theme{}, columns, 8); !strings.HasSuffix(got[3], "┤█ █") {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
}

// A shade says how a day compares with the others, whatever the best day was.
func TestHeatMap(t *testing.T) {
	var days []store.Day
	for i, n := range []int{0, 1, 2, 3, 1_000_000, 0, 0, 3, 2, 1} {
		days = append(days, store.Day{Date: time.Date(2026, 2, 23+i, 0, 0, 0, 0, time.UTC), Decided: n})
	}
	want := strings.TrimPrefix(`
    Mar
Mon · ▓▓
    ░░▒▒
Wed ▒▒░░
    ▓▓
Fri ██
    ·
Sun ·`, "\n")
	lines := heatMap(&theme{}, days, 8)
	for i, l := range lines {
		lines[i] = strings.TrimRight(l, " ")
	}
	if got := strings.Join(lines, "\n"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := heatMap(&theme{}, days, 5); got[1] != "Mon █" { // shaded by the days that are shown
		t.Errorf("in one column: %q", got)
	}
}

func TestStatsOverlay(t *testing.T) {
	lib := starter(t)
	if _, err := lib.Mark(t.Context(), store.These(1, 2, 3), store.Star); err != nil {
		t.Fatal(err)
	}
	if _, err := lib.Mark(t.Context(), store.These(3), store.ToRead); err != nil {
		t.Fatal(err)
	}
	s := open(t, lib, 120, 45)
	s.shows("Inbox 62")
	s.press("S")
	s.shows("Statistics", "3 of 65 papers decided (4%)", "3 today", "3 ┤", "The year", "all since today", "33% of 3 read", "Hugging Face            65        3        1        3")
	s.press("\x1b")
	s.until("the box closes", func(screen string) bool { return !strings.Contains(screen, "The year") })
	s.press("xxxxxS") // what is still being saved is counted, too
	s.shows("8 of 65 papers decided", "8 today")
	s.press("q")
	s.until("the box closes", func(screen string) bool { return !strings.Contains(screen, "The year") })
	s.press("x")
	s.shows("Dismissed 6")
}

// The statistics fit every size, in the reader and in a terminal, without a character that acts on it.
func TestStatsFitEverySize(t *testing.T) {
	m, err := New(t.Context(), starter(t), Options{Background: "0;15"})
	if err != nil {
		t.Fatal(err)
	}
	m.painted = true
	box := &statistics{cancel: func() {}}
	m.overlay = box
	for _, stats := range []*store.Stats{nil, {Days: someStats().Days}, someStats()} {
		box.stats = stats
		for w := 0; w <= 210; w += 1 + w/12 {
			for h := 0; h <= 60; h += 1 + h/6 {
				m.Update(tea.WindowSizeMsg{Width: w, Height: h})
				for _, l := range strings.Split(m.View().Content, "\n") {
					if ansi.StringWidth(l) > w {
						t.Fatalf("at %dx%d: a line of %d cells: %q", w, h, ansi.StringWidth(l), l)
					}
				}
			}
			if stats == nil {
				continue
			}
			for _, l := range DrawStats(stats, w) {
				if ansi.StringWidth(l) > w || strings.ContainsRune(l, '\x1b') {
					t.Fatalf("at %d: %q", w, l)
				}
			}
		}
	}
	drawn := strings.Join(DrawStats(someStats(), 110), "\n")
	for _, want := range []string{"1,030 of 2,234 papers decided (46%)", "most on Tue, Mar 10", "Inbox  median 500 days, longest 1,500 days:", "12 On ␛[31mrivers", "standard input"} {
		if !strings.Contains(drawn, want) {
			t.Errorf("%q is not in\n%s", want, drawn)
		}
	}
}

// Statistics that come after the box was closed open nothing, and closing ends the reading.
func TestStatsThatComeLate(t *testing.T) {
	m, err := New(t.Context(), starter(t), Options{Background: "0;15"})
	if err != nil {
		t.Fatal(err)
	}
	read := m.openStats()
	m.overlay.handleKey(m, tea.KeyPressMsg{Code: tea.KeyEscape})
	msg := read()
	if got, ok := msg.(statsMsg); !ok || !isCanceled(got.err) {
		t.Errorf("reading went on: %v", msg)
	}
	m.Update(msg)
	if m.overlay != nil || m.status.text != "" {
		t.Errorf("overlay %v, status %q", m.overlay, m.status.text)
	}
}
