// This file owns the end of triage: what was starred, what is for later, and how long it took.

package ui

import (
	"fmt"
	"strings"
	"time"

	"dogear/store"
)

// sorted are the decisions by what became of the papers. A star is told as a star, though it keeps a paper for later, too.
type sorted struct {
	starred, later        []store.Row
	snoozed               []store.Row
	read, dismissed, note int
}

func (t *triage) sorted() (s sorted) {
	for _, d := range t.log {
		switch r := d.row; {
		case r.Snoozed > 0:
			s.snoozed = append(s.snoozed, r)
		case r.Starred:
			s.starred = append(s.starred, r)
		case r.Status == store.Later:
			s.later = append(s.later, r)
		case r.Status == store.Read:
			s.read++
		case r.Status == store.Dismissed:
			s.dismissed++
		}
		if d.row.Noted {
			s.note++
		}
	}
	return s
}

// account is what was decided, in a line: 12 decided: 2 starred, 3 for later, 7 dismissed.
func (t *triage) account() string {
	s := t.sorted()
	var parts []string
	for _, p := range []struct {
		n    int
		what string
	}{{len(s.starred), "starred"}, {len(s.later), "for later"}, {len(s.snoozed), "snoozed"}, {s.read, "read"}, {s.dismissed, "dismissed"}} {
		if p.n > 0 {
			parts = append(parts, store.Thousands(p.n)+" "+p.what)
		}
	}
	return store.Plural(len(t.log), "paper") + " decided: " + strings.Join(parts, ", ")
}

// summary is what stands in the middle when all is decided.
func (t *triage) summary(m *Model, w int) (lines []string) {
	th := m.theme
	if m.search != t.search { // of a search in triage
		return []string{th.accent.on(bold).paint(cut("Nothing undecided was found", w)), th.dim.paint(cut(m.keyOf("back")+" ends the search", w))}
	}
	s := t.sorted()
	head := "All decided"
	if m.view == 0 && m.search == "" {
		head = "Inbox zero"
	}
	lines = append(lines, th.accent.on(bold).paint(cut(head, w)))
	said := store.Plural(len(t.log), "paper") + " in " + duration(t.took)
	if rate, _ := rhythm(len(t.log), 0, t.took); rate != "" {
		said += ", " + rate
	}
	lines = append(lines, th.dim.paint(cut(said, w)), "")
	group := func(look style, sign, what string, rows []store.Row) {
		if len(rows) == 0 {
			return
		}
		lines = append(lines, look.paint(cut(fmt.Sprintf("%s %s %s", sign, store.Thousands(len(rows)), what), w)))
		for _, r := range rows {
			lines = append(lines, "  "+cut(r.Title, w-2))
		}
		lines = append(lines, "")
	}
	group(th.star, signStar, "starred", s.starred)
	group(th.statuses[store.Later], signLater, "for later", s.later)
	group(th.dim, signSnoozed, "snoozed", s.snoozed)
	for _, p := range []struct {
		n    int
		look style
		text string
	}{{s.read, th.statuses[store.Read], signRead + " %s read"}, {s.dismissed, th.dim, signDismissed + " %s dismissed"}, {s.note, th.note, signNote + " %s with a note"}} {
		if p.n > 0 {
			lines = append(lines, p.look.paint(cut(fmt.Sprintf(p.text, store.Thousands(p.n)), w)))
		}
	}
	return lines
}

// duration is a time as people say it.
func duration(d time.Duration) string {
	switch {
	case d < time.Minute:
		return "less than a minute"
	case d < time.Hour:
		return fmt.Sprintf("%d min", d.Round(time.Minute)/time.Minute)
	}
	return fmt.Sprintf("%d h %d min", d/time.Hour, d%time.Hour/time.Minute)
}
