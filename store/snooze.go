// This file owns snoozing: putting papers off until a day.
//
// A snoozed paper is an undecided one that is out of sight until its day. Nothing has to run for it to come back: the day
// is kept beside the status, and whoever reads the inbox compares it with today. Days are the user's: they begin at
// midnight in the local time zone.

package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"dogear/parser"
)

// An Until is the day on which a snoozed paper returns to the inbox, as days since 1970-01-01. The zero Until is no day:
// the paper is not snoozed.
type Until int32

// UntilDay returns the day of a time in the time's own zone.
func UntilDay(t time.Time) Until {
	return Until(calendarDay(t).Unix() / secondsOfDay) //nolint:gosec // some thousands
}

const secondsOfDay = 24 * 60 * 60

// Time returns midnight UTC of the day, for reckoning with days.
func (u Until) Time() time.Time { return time.Unix(int64(u)*secondsOfDay, 0).UTC() }

// Date returns the day as exports write it; it is empty for the zero Until.
func (u Until) Date() parser.Date {
	if u == 0 {
		return ""
	}
	return parser.Date(u.Time().Format(time.DateOnly))
}

// Words names a day as a person does who reads it today: tomorrow, on Monday, on Tue, Dec 1.
func (u Until) Words(today Until) string {
	t := u.Time()
	switch days := u - today; {
	case days == 0:
		return "today"
	case days == 1:
		return "tomorrow"
	case days > 1 && days < 7:
		return "on " + t.Weekday().String()
	case t.Year() == today.Time().Year():
		return "on " + t.Format("Mon, Jan 2")
	}
	return "on " + t.Format("Mon, Jan 2, 2006")
}

// SnoozedOn reports whether the paper is snoozed on a day: it is in the inbox only from its own day on.
func (r *Row) SnoozedOn(today Until) bool { return r.Snoozed > today }

// After returns the row after an action on a day.
func (r Row) After(a Action, today Until) Row {
	r.Status, r.Starred = a.Apply(r.Status, r.Starred)
	switch {
	case a == Unstar, a == ToInbox && !r.SnoozedOn(today): // one that has returned by itself is in the inbox already
	default:
		r.Snoozed = 0
	}
	return r
}

// AfterSnooze returns the row after it was snoozed until a day.
func (r Row) AfterSnooze(until Until) Row {
	r.Status, r.Snoozed = Inbox, until
	return r
}

// Today returns the day that it is for the library's clock.
func (l *Library) Today() Until { return UntilDay(l.now()) }

// todayArg stands for today among the parameters of a query: see withToday.
type todayArg struct{}

// withToday returns parameters with today in its place.
func (l *Library) withToday(args []any) []any {
	args = slices.Clone(args)
	for i := range args {
		if args[i] == (todayArg{}) {
			args[i] = l.Today()
		}
	}
	return args
}

// IsSnoozed is the query for snoozed papers.
var IsSnoozed = Query{root: isNode{flag: "snoozed"}}

// Snooze puts papers off until a day, as one change. They are undecided then, whatever they were, and keep their stars. The
// day has to come after today.
func (l *Library) Snooze(ctx context.Context, t Target, until Until) (o Outcome, err error) {
	if until <= l.Today() {
		return o, fmt.Errorf("snoozing papers: %s is not after today", until.Date())
	}
	err = l.updateTarget(ctx, "snoozing papers", t, func(tx *sql.Tx, where string, args []any) error {
		o, err = l.setState(ctx, tx, KindSnooze, string(until.Date()), fmt.Sprintf("0 + 16 * p.starred + 32 * %d", until), where, args)
		return err
	})
	return o, err
}

// latestSnooze bounds how far off a day may be.
const latestSnooze = 10 // years

// ParseUntil reads the day until which papers are snoozed: tomorrow, the name of a weekday or its first three letters (the
// next one after today), a number of days, weeks, months or years (3d, 1w, 2m, 1y), or a date such as 2026-12-24.
func ParseUntil(text string, now time.Time) (Until, error) {
	text = strings.ToLower(strings.TrimSpace(text))
	today := calendarDay(now)
	day, ok := dayNamed(text, today)
	latest := today.AddDate(latestSnooze, 0, 0)
	switch {
	case !ok:
		return 0, fmt.Errorf("%q is not a day: use tomorrow, monday, 3d, 1w, 2m, or a date such as %s", text, today.AddDate(0, 0, 10).Format(time.DateOnly))
	case !day.After(today):
		return 0, fmt.Errorf("%s is not after today: choose a later day", day.Format(time.DateOnly))
	case day.After(latest):
		return 0, fmt.Errorf("%s is too far away: choose a day before %s", day.Format(time.DateOnly), latest.Format(time.DateOnly))
	}
	return UntilDay(day), nil
}

// dayNamed returns the day that a text names, seen from today, which is midnight UTC.
func dayNamed(text string, today time.Time) (time.Time, bool) {
	if day, err := time.Parse(time.DateOnly, text); err == nil {
		return day, true
	}
	switch text {
	case "":
		return today, false
	case "today":
		return today, true
	case "tomorrow", "tom":
		return today.AddDate(0, 0, 1), true
	}
	for ahead := 1; ahead <= 7; ahead++ {
		day := today.AddDate(0, 0, ahead)
		if name := strings.ToLower(day.Weekday().String()); text == name || text == name[:3] {
			return day, true
		}
	}
	n, err := strconv.Atoi(text[:len(text)-1])
	if err != nil || n < 0 || n > 10_000 {
		return today, false
	}
	switch text[len(text)-1] {
	case 'd':
		return today.AddDate(0, 0, n), true
	case 'w':
		return today.AddDate(0, 0, 7*n), true
	case 'm':
		return monthsLater(today, n), true
	case 'y':
		return monthsLater(today, 12*n), true
	}
	return today, false
}

// monthsLater returns the same day some months later, or the last one of a month that is shorter.
func monthsLater(day time.Time, months int) time.Time {
	first := time.Date(day.Year(), day.Month()+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1)
	return first.AddDate(0, 0, min(day.Day(), last.Day())-1)
}
