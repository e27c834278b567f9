package parser

// This file owns dates as people write them on pages.

import (
	"strconv"
	"strings"
	"time"
)

var (
	isoDay   = pattern(`^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$`)
	monthDay = pattern(`^([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?$`)
	dayMonth = pattern(`^(\d{1,2})(?:st|nd|rd|th|\.)? (?:of )?([A-Za-z]{3,9})\.?(?:,? (\d{4}))?$`)
	weekday  = pattern(`(?i)^(mon|tue(s)?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?[,.]* `)
)

// parseDay reads a line that is a date and nothing else: "Mar 11", "11 March 2024", "Mon, Mar 11th", "2024-03-11".
// Without a year it is the newest such day that is not after now, and none if now is zero. The second result reports
// whether s is a date at all.
func parseDay(s string, now time.Time) (Date, bool) {
	if len(s) > 40 {
		return "", false
	}
	s = weekday().ReplaceAllString(strings.Join(strings.Fields(s), " "), "")
	var year, month, day string
	if m := isoDay().FindStringSubmatch(s); m != nil {
		year, month, day = m[1], m[2], m[3]
	} else if m := monthDay().FindStringSubmatch(s); m != nil {
		year, month, day = m[3], m[1], m[2]
	} else if m := dayMonth().FindStringSubmatch(s); m != nil {
		year, month, day = m[3], m[2], m[1]
	} else {
		return "", false
	}
	m, ok := monthNumber(month)
	if !ok {
		return "", false
	}
	d, _ := strconv.Atoi(day)
	if year != "" {
		y, _ := strconv.Atoi(year)
		return dayOf(y, m, d)
	}
	return newestPast(m, d, now)
}

// monthNumber reads a month as a number, a full English name or its beginning of three letters or more.
func monthNumber(s string) (time.Month, bool) {
	if n, err := strconv.Atoi(s); err == nil {
		return time.Month(n), 1 <= n && n <= 12
	}
	for m := time.January; m <= time.December; m++ {
		if name := m.String(); len(s) >= 3 && len(s) <= len(name) && strings.EqualFold(s, name[:len(s)]) {
			return m, true
		}
	}
	return 0, false
}

// dayOf is the Date for a day of the calendar, and false for one that does not exist.
func dayOf(y int, m time.Month, d int) (Date, bool) {
	t := time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	if y < 1 || y > 9999 || t.Month() != m || t.Day() != d {
		return "", false
	}
	return Date(t.Format(time.DateOnly)), true
}

// newestPast is the newest day m d that is not after now. A page may be dated by the reader's calendar or by UTC, and
// in an American evening UTC is a day ahead: the later of the two counts as today.
func newestPast(m time.Month, d int, now time.Time) (Date, bool) {
	if _, leap := dayOf(2000, m, d); !leap {
		return "", false
	}
	if now.IsZero() {
		return "", true
	}
	today := max(now.Format(time.DateOnly), now.UTC().Format(time.DateOnly))
	for y := now.UTC().Year() + 1; y > 0; y-- { // Feb 29 is at most eight years back
		if date, ok := dayOf(y, m, d); ok && string(date) <= today {
			return date, true
		}
	}
	return "", true
}

var year = pattern(`^\d{4}(-\d{2})?$`)

// labelDate reads a date that a label announces: a day, or a year or month alone, as ISO 8601 writes them.
func labelDate(s string) Date {
	s = strings.TrimSpace(s)
	if year().MatchString(s) {
		return Date(s)
	}
	d, _ := parseDay(s, time.Time{})
	return d
}

var (
	dayMonthYear = pattern(`\b(\d{1,2})[ -]([A-Za-z]{3,9})\.?,?[ -](\d{4}|\d{2})\b`)
	monthDayYear = pattern(`\b([A-Za-z]{3,9})\.? (\d{1,2}),? (?:\d{1,2}:\d{2}(?::\d{2})? (?:[A-Z]{2,5} )?)?(\d{4})\b`)
)

// dayIn is the first day with a year in a line of mail: "Fri,  9 Jun 23 00:44:20 GMT", "Tue, 30-JUN-1992 17:06 EST",
// "Wed Jul  1 10:00:00 1992". It is the day where it was written, whatever the zone. Years of two digits are those in
// which there has been mail.
func dayIn(s string) Date {
	if len(s) > maxFurniture {
		s = strings.ToValidUTF8(s[:maxFurniture], "")
	}
	s = strings.Join(strings.Fields(s), " ")
	var day, month, year string
	if m := dayMonthYear().FindStringSubmatch(s); m != nil {
		day, month, year = m[1], m[2], m[3]
	} else if m := monthDayYear().FindStringSubmatch(s); m != nil {
		month, day, year = m[1], m[2], m[3]
	}
	m, ok := monthNumber(month)
	if !ok {
		return ""
	}
	d, _ := strconv.Atoi(day)
	y, _ := strconv.Atoi(year)
	if len(year) == 2 {
		y += 1900
		if y < 1970 {
			y += 100
		}
	}
	date, _ := dayOf(y, m, d)
	return date
}
