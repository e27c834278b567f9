// This file owns how dates are shown: in one of a few forms, or by the reader's own pattern.

package ui

import (
	"fmt"
	"strings"
	"time"

	"dogear/parser"
)

// dateForms are the forms by name, as patterns. The first is the default.
var dateForms = []struct{ name, pattern string }{
	{"short", ""}, // Mar 11, with the year if it is not this one's
	{"iso", "%Y-%m-%d"},
	{"long", "%B %e, %Y"},
	{"day-first", "%e %b %Y"},
}

func dateNames() []string {
	names := make([]string, len(dateForms))
	for i, f := range dateForms {
		names[i] = f.name
	}
	return names
}

// dateVerbs are what a pattern may have, as in strftime (POSIX), in the words of package time.
var dateVerbs = map[byte]string{
	'Y': "2006", 'y': "06", 'm': "01", 'd': "02", 'e': "2", 'b': "Jan", 'B': "January", 'a': "Mon", 'A': "Monday", 'j': "002",
}

// checkDateForm tells what is wrong with a form.
func checkDateForm(form string) error {
	for _, f := range dateForms {
		if f.name == form {
			return nil
		}
	}
	if !strings.Contains(form, "%") {
		return fmt.Errorf("%q is not a date format%s (the formats are %s, and patterns such as %%d.%%m.%%Y)",
			printable(form), didYouMean(form, dateNames()), strings.Join(dateNames(), ", "))
	}
	if printable(form) != form || len(form) > 40 {
		return fmt.Errorf("a date pattern has at most 40 printable characters, not %q", printable(form))
	}
	for i := 0; i < len(form); i++ {
		if form[i] != '%' {
			continue
		}
		i++
		if i == len(form) {
			return fmt.Errorf("a %% at the end of a date's pattern means nothing; a per cent sign is %%%%")
		}
		if _, ok := dateVerbs[form[i]]; !ok && form[i] != '%' {
			return fmt.Errorf("%%%s means nothing in a date's pattern; there are %%Y %%y %%m %%d %%e %%b %%B %%a %%A %%j", string([]rune(form[i:])[:1]))
		}
	}
	return nil
}

// dateForm is how dates are shown; the empty one is short.
type dateForm string

// format shows a day.
func (f dateForm) format(day time.Time) string {
	pattern := string(f)
	for _, known := range dateForms {
		if known.name == pattern {
			pattern = known.pattern
		}
	}
	if pattern == "" {
		if day.Year() == time.Now().Year() {
			return day.Format("Jan 2")
		}
		return day.Format("Jan 2, 2006")
	}
	var b strings.Builder
	for i := 0; i < len(pattern); i++ {
		if pattern[i] == '%' && i+1 < len(pattern) {
			i++
			if layout, ok := dateVerbs[pattern[i]]; ok {
				b.WriteString(day.Format(layout))
				continue
			}
		}
		b.WriteByte(pattern[i])
	}
	return b.String()
}

// date shows a date from a digest, which may be a year or a month alone.
func (f dateForm) date(d parser.Date) string {
	day, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return string(d)
	}
	return f.format(day)
}

// width is how many cells the widest day takes.
func (f dateForm) width() int {
	widest := 0
	for month := time.January; month <= time.December; month++ {
		for day := 20; day < 27; day++ { // every day of the week
			widest = max(widest, width(f.format(time.Date(2000, month, day, 0, 0, 0, 0, time.UTC))))
		}
	}
	return widest
}
