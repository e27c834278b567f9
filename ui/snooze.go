// This file owns snoozing on the screen: the line for the day, and what becomes of the papers.

package ui

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"dogear/store"
)

// snoozeHint says which days the line understands.
const snoozeHint = "monday · 3d · 1w · 2w · 1m · 2026-12-24"

// snoozeDefault is the day of an empty line.
const snoozeDefault = "tomorrow"

// askSnooze opens the line for the day until which the paper, or the selection, is snoozed.
func (m *Model) askSnooze() tea.Cmd {
	t, ok := m.target()
	if !ok {
		return nil
	}
	label := "snooze until"
	if m.list.selecting() {
		label = "snooze " + m.list.selection() + " until"
	}
	row, _ := m.list.current()
	m.prompt = newPrompt(snoozePrompt, label, "", m.theme)
	m.prompt.target, m.prompt.many, m.prompt.row = t, m.list.selecting(), row
	m.prompt.noteSnooze(m.theme)
	return nil
}

// daysBeginning are the names of days that begin with what is typed.
func daysBeginning(typed string) []string {
	var names []string
	for _, name := range snoozeNames() {
		if strings.HasPrefix(name, strings.ToLower(typed)) {
			names = append(names, name)
		}
	}
	return names
}

// snoozeNames are the days that have names.
func snoozeNames() []string {
	names := []string{snoozeDefault}
	for d := time.Sunday; d <= time.Saturday; d++ {
		names = append(names, strings.ToLower(d.String()))
	}
	return names
}

// snoozeDay returns the day that is typed.
func snoozeDay(typed string, now time.Time) (store.Until, error) {
	return store.ParseUntil(cmp.Or(strings.TrimSpace(typed), snoozeDefault), now)
}

// noteSnooze shows beside the line which day it was understood to name.
func (p *prompt) noteSnooze(t *theme) {
	now := time.Now()
	until, err := snoozeDay(p.input.Value(), now)
	p.isBad = err != nil
	switch {
	case err != nil:
		p.note = err.Error()
	case p.input.Value() == "":
		p.note = "enter: " + t.day(until, store.UntilDay(now)) + " · or " + snoozeHint
	default:
		p.note = "→ " + t.day(until, store.UntilDay(now))
	}
}

// day names a day to come: tomorrow (Sat, Nov 28).
func (t *theme) day(until, today store.Until) string {
	name, date := until.Words(today), until.Time().Format("Mon")+", "+t.dates.format(until.Time())
	if rest, isDate := strings.CutPrefix(name, "on "); isDate {
		if strings.Contains(rest, ",") {
			return fmt.Sprintf("%s (in %d days)", date, until-today)
		}
		name = rest
	}
	return name + " (" + date + ")"
}

// snoozeTyped does what the line says. If the day cannot be read, the line stays open.
func (m *Model) snoozeTyped(p *prompt) tea.Cmd {
	until, err := snoozeDay(p.input.Value(), time.Now())
	if err != nil {
		m.prompt = p
		p.noteSnooze(m.theme)
		return nil
	}
	if p.many {
		m.list.deselect()
		return m.writeSnooze(p.target, until)
	}
	return m.snooze(p.row.ID, p.target, until)
}

// snooze puts one paper off. If that takes it out of the list, the cursor is on the next one.
func (m *Model) snooze(id int64, t store.Target, until store.Until) tea.Cmd {
	at := m.list.index(id)
	if at == unknown { // somebody else has decided on it while the line was open
		return m.writeSnooze(t, until)
	}
	before, today := m.list.rows[at], m.lib.Today()
	after := before.AfterSnooze(until)
	if after == before {
		m.status.say("It is snoozed until " + m.theme.day(until, today) + " already.")
		return nil
	}
	m.counts.Move(before, after, today)
	m.list.headings.move(before, after)
	write := m.writeSnooze(t, until)
	if !m.query().RulesOut(after, today) {
		m.list.rows[at], m.list.dirty = after, true
		return write
	}
	m.triage.decidedBy(after, store.Change{Kind: store.KindSnooze, Detail: string(until.Date()), Papers: 1, Title: after.Title})
	m.leaves(at)
	if m.triage != nil {
		return tea.Batch(write, m.triageGoOn(before, at))
	}
	return write
}

func (m *Model) writeSnooze(t store.Target, until store.Until) tea.Cmd {
	lib := m.lib
	at, _ := m.list.current()
	return m.writeBulk(func(ctx context.Context) tea.Msg {
		o, err := lib.Snooze(ctx, t, until)
		return markedMsg{at, o, err}
	})
}

// showSnoozed lists the snoozed papers.
func (m *Model) showSnoozed() tea.Cmd { return m.goToQuery("Snoozed", snoozedQuery) }

const snoozedQuery = "is:snoozed"

// snoozedBack says that papers have returned to the inbox, if they have done so by themselves.
func snoozedBack(before, now store.Counts, today store.Until) string {
	n := before.Snoozed - now.Snoozed
	if n <= 0 || before.Returns == 0 || before.Returns > today || now.Inbox < before.Inbox+n {
		return ""
	}
	return store.Plural(n, "snoozed paper") + map[bool]string{true: " is", false: " are"}[n == 1] + " back in the inbox"
}

// signOf is the sign of a paper's status.
func signOf(r *store.Row, today store.Until) string {
	if r.SnoozedOn(today) {
		return signSnoozed
	}
	return statusSigns[r.Status]
}

// followDay draws anew what depends on the day when another one has begun.
func (m *Model) followDay() {
	if today := m.lib.Today(); today != m.list.today {
		m.list.today, m.list.drawn, m.list.dirty = today, nil, true
		m.detail.today, m.detail.dirty = today, true
	}
}
