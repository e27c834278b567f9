// This file owns the statistics: the box that shows them in the reader, and their drawing, which the command line uses,
// too.

package ui

import (
	"context"
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dogear/store"
)

// statistics is the box. Stats is nil while they are being read.
type statistics struct {
	stats  *store.Stats
	cancel context.CancelFunc
	scroller
}

// statsMsg are the statistics that a box has asked for.
type statsMsg struct {
	box   *statistics
	stats store.Stats
	err   error
}

// openStats opens the box, and reads what it shows, behind the writes that are under way: the last key counts, too.
func (m *Model) openStats() tea.Cmd {
	ctx, cancel := context.WithCancel(m.ctx)
	box := &statistics{cancel: cancel}
	m.overlay = box
	lib := m.lib
	return m.readSaved(func() tea.Msg {
		stats, err := lib.Stats(ctx)
		return statsMsg{box, stats, err}
	})
}

func (msg statsMsg) take(m *Model) tea.Cmd {
	msg.box.cancel() // there is nothing to cancel any more
	switch {
	case m.overlay != overlay(msg.box): // closed meanwhile
	case msg.err != nil:
		m.overlay = nil
		m.status.fail(msg.err)
	default:
		msg.box.stats = &msg.stats
	}
	return nil
}

func (s *statistics) caret(*Model) *tea.Cursor { return nil }

func (s *statistics) handleKey(m *Model, key tea.KeyPressMsg) tea.Cmd {
	switch key.String() {
	case "g", "home":
		s.offset = 0
	case "G", "end":
		s.offset = 1 << 20
	default:
		if by, ok := scrollBy(key.String(), max(m.layout.h-6, 1)); ok {
			s.offset += by
			return nil
		}
		s.cancel()
		m.overlay = nil
	}
	return nil
}

func (s *statistics) view(m *Model) []string {
	w := min(widestStats+4, m.layout.w-2)
	lines := []string{m.theme.dim.paint("counting…")}
	if s.stats != nil {
		lines = drawStats(m.theme, s.stats, w-4)
	}
	return scrolled(m, "Statistics", "esc closes", nil, lines, &s.scroller, w)
}

// widestStats is the width beyond which the statistics do not grow: a year of weeks, two cells each, with their days.
const widestStats = 4 + 2*53

// DrawStats draws the statistics in lines of at most w cells, without colour.
func DrawStats(s *store.Stats, w int) []string {
	return drawStats(&theme{}, s, min(w, widestStats))
}

// drawStats draws the statistics: what was decided on top, then the rest, in as many columns as there is room for.
func drawStats(t *theme, s *store.Stats, w int) []string {
	d := drawing{t, s}
	if s.Counts.All() == 0 {
		return wrap("The library is empty: there is nothing to count yet.", w)
	}
	lines := d.decided(w)
	if d.total() > 0 {
		columns, inner := columnsFor(w, 2)
		lines = append(lines, flow([][]string{d.days(inner), d.weeks(inner)}, columns, inner+columnGap)...)
		lines = append(lines, d.year(w)...)
	}
	columns, inner := columnsFor(w, 2)
	lines = append(lines, flow([][]string{d.waiting(inner), d.starred(inner), d.tags(inner), d.sources(inner)}, columns, inner+columnGap)...)
	for i, l := range lines {
		lines[i] = ansi.Truncate(strings.TrimRight(l, " "), w, "")
	}
	return lines[:len(lines)-1] // each part ends with an empty line
}

// columnGap lies between columns, each of which has at least leastColumn cells.
const (
	columnGap   = 4
	leastColumn = 46
)

// columnsFor is into how many columns w cells are parted, and how wide each is.
func columnsFor(w, most int) (columns, inner int) {
	columns = max(1, min(most, (w+columnGap)/(leastColumn+columnGap)))
	return columns, (w+columnGap)/columns - columnGap
}

// drawing draws the parts. Each begins with its name and ends with an empty line.
type drawing struct {
	*theme
	s *store.Stats
}

// title names a part; right stands at its right end if there is room.
func (d drawing) title(name, right string, w int) string {
	gap := w - width(name) - width(right)
	if gap < 2 {
		return d.accent.paint(cut(name, w))
	}
	return d.accent.paint(name) + strings.Repeat(" ", gap) + d.dim.paint(right)
}

// total is what was decided on all days.
func (d drawing) total() (n int) {
	for _, day := range d.s.Days {
		n += day.Decided
	}
	return n
}

// decided says it in numbers.
func (d drawing) decided(w int) []string {
	c, today := d.s.Counts, d.s.Days[len(d.s.Days)-1].Decided
	weeks := d.s.Weeks()
	said := fmt.Sprintf("%s of %s decided (%s)", store.Thousands(c.Decided()), store.Plural(c.All(), "paper"), percent(c.Decided(), c.All()))
	recent := "Nothing was decided in the last 53 weeks."
	if d.total() > 0 {
		recent = fmt.Sprintf("%s today, %s this week, %s in the last 53 weeks", store.Thousands(today),
			store.Thousands(weeks[len(weeks)-1].Decided), store.Thousands(d.total()))
	}
	came, decided := 0, 0
	for _, day := range d.s.Days[len(d.s.Days)-28:] {
		came, decided = came+day.Came, decided+day.Decided
	}
	lines := append([]string{}, wrap(said, w)...)
	for i := range lines {
		lines[i] = d.strong.paint(lines[i])
	}
	for _, text := range []string{recent, fmt.Sprintf("In the last 28 days, %s arrived and %s were decided.", store.Thousands(came), store.Thousands(decided))} {
		lines = append(lines, wrap(text, w)...)
	}
	return append(lines, "")
}

// percent is a share in words.
func percent(part, whole int) string {
	switch {
	case whole == 0:
		return "0%"
	case part > 0 && part*100 < whole:
		return "under 1%"
	}
	return fmt.Sprintf("%d%%", part*100/whole)
}

// days draws the last four weeks by day.
func (d drawing) days(w int) []string {
	days := d.s.Days[len(d.s.Days)-28:]
	columns := make([]chartColumn, len(days))
	for i, day := range days {
		columns[i].value = day.Decided
		if day.Date.Weekday() == time.Monday {
			columns[i].label = day.Date.Format("Jan 2")
		}
	}
	shown, _, _ := fitting(columns, w)
	var best store.Day
	for _, day := range days[len(days)-len(shown):] {
		if day.Decided > best.Decided {
			best = day
		}
	}
	right := ""
	if best.Decided > 0 {
		right = "most on " + best.Date.Format("Mon, Jan 2")
	}
	return append(append([]string{d.title("Decided each day", right, w)}, columnChart(d.theme, columns, w)...), "")
}

// weeks draws half a year by week.
func (d drawing) weeks(w int) []string {
	weeks := d.s.Weeks()
	weeks = weeks[len(weeks)-26:]
	columns := make([]chartColumn, len(weeks))
	for i, week := range weeks {
		columns[i].value = week.Decided
		if i == 0 || week.Monday.Month() != weeks[i-1].Monday.Month() {
			columns[i].label = week.Monday.Format("Jan")
		}
	}
	return append(append([]string{d.title("Decided each week", "from Monday", w)}, columnChart(d.theme, columns, w)...), "")
}

// year draws the heat map.
func (d drawing) year(w int) []string {
	legend := "none · less " + string(shades[1:]) + " more"
	return append(append([]string{d.title("The year", legend, w)}, heatMap(d.theme, d.s.Days, w)...), "")
}

// ageNames name the parts of store.AgeLimits.
var ageNames = [len(store.AgeLimits) + 1]string{"today", "1–6 days", "1–4 weeks", "1–3 months", "3–12 months", "a year or more"}

// waiting draws what waits, and for how long.
func (d drawing) waiting(w int) []string {
	inbox, later := d.s.Waiting[store.Inbox], d.s.Waiting[store.Later]
	if inbox.Papers+later.Papers == 0 {
		return []string{d.title("Waiting", "", w), "nothing", ""}
	}
	most := 0
	for i := range inbox.Ages {
		most = max(most, inbox.Ages[i]+later.Ages[i])
	}
	number := max(width(store.Thousands(inbox.Papers)), len("Inbox")) + 1
	lines := []string{d.title("Waiting", "", 16) + d.dim.paint(padLeft("Inbox", number)+padLeft("Later", number))}
	row := func(name string, a, b int) string {
		return pad(name, 16) + padLeft(store.Thousands(a), number) + padLeft(store.Thousands(b), number)
	}
	for i, name := range ageNames {
		lines = append(lines, row(name, inbox.Ages[i], later.Ages[i])+"  "+bar(d.theme, inbox.Ages[i]+later.Ages[i], most, w-18-2*number))
	}
	for _, wait := range d.s.Waiting {
		if wait.Papers == 0 {
			continue
		}
		name := pad(sentence(wait.Status.String()), 7)
		if wait.Longest == 0 {
			lines = append(lines, cut(name+"all since today", w))
			continue
		}
		lines = append(lines, cut(name+fmt.Sprintf("median %s, longest %s:", store.Plural(wait.Median, "day"), store.Plural(wait.Longest, "day")), w),
			d.dim.paint(cut(fmt.Sprintf("       %d %s", wait.Paper, printable(wait.Title)), w)))
	}
	return append(lines, "")
}

// starred draws what became of the starred papers.
func (d drawing) starred(w int) []string {
	all := d.s.Counts.Starred
	if all == 0 {
		return []string{d.title("Starred", "", w), "nothing", ""}
	}
	lines := []string{d.title("Starred", fmt.Sprintf("%s of %s read", percent(d.s.Starred[store.Read], all), store.Thousands(all)), w)}
	for _, status := range []store.Status{store.Read, store.Later, store.Inbox, store.Dismissed} {
		n := d.s.Starred[status]
		number := store.Thousands(n)
		lines = append(lines, d.statuses[status].paint(statusSigns[status])+" "+pad(status.String(), 14)+padLeft(number, 7)+"  "+
			bar(d.theme, n, all, w-25))
	}
	return append(lines, "")
}

// tags draws the tags that most papers carry.
func (d drawing) tags(w int) []string {
	if len(d.s.Tags) == 0 {
		return nil
	}
	lines := []string{d.title("Top tags", "papers", min(w, 23))}
	for _, tag := range d.s.Tags {
		lines = append(lines, d.tagLook(tag.Name).paint(fit("#"+printable(tag.Name), 16))+padLeft(store.Thousands(tag.Papers), 7)+"  "+
			bar(d.theme, tag.Papers, d.s.Tags[0].Papers, w-25))
	}
	return append(lines, "")
}

// sources draws the sources that brought most, and what the reader thought of it.
func (d drawing) sources(w int) []string {
	const number = 9
	heads := []string{"papers", "decided", "read", "starred"}
	heads = heads[:min(max((w-12)/number, 1), len(heads))]
	name := max(w-len(heads)*number, 1)
	head := ""
	for _, h := range heads {
		head += padLeft(h, number)
	}
	lines := []string{d.accent.paint(fit("Top sources", name)) + d.dim.paint(head)}
	for _, s := range d.s.Sources {
		called := printable(s.Name)
		if called == "" {
			called = "standard input"
		}
		line := fit(called, name)
		for _, n := range []int{s.Papers, s.Decided, s.Read, s.Starred}[:len(heads)] {
			line += padLeft(store.Thousands(n), number)
		}
		lines = append(lines, line)
	}
	return append(lines, "")
}
