package parser

import (
	"testing"
	"time"
)

func TestParseDay(t *testing.T) {
	noon := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 12, 0, 0, 0, time.UTC) }
	evening := time.Date(2025, 3, 10, 20, 0, 0, 0, time.FixedZone("New York", -4*3600))
	tests := []struct {
		text string
		now  time.Time
		want Date
	}{
		{"Mar 11", noon(2025, 3, 12), "2025-03-11"},
		{"Mar 11", noon(2025, 3, 11), "2025-03-11"},
		{"Mar 11", noon(2025, 3, 10), "2024-03-11"},
		{"Mar 11", evening, "2025-03-11"}, // it is March 11 in UTC
		{"Dec 31", noon(2025, 1, 1), "2024-12-31"},
		{"Feb 29", noon(2025, 3, 1), "2024-02-29"},
		{"Feb 29", noon(1903, 3, 1), "1896-02-29"}, // 1900 had none
		{"Mar 11", time.Time{}, ""},
		{"March 11th", noon(2025, 3, 12), "2025-03-11"},
		{"11 March", noon(2025, 3, 12), "2025-03-11"},
		{"Tue, Mar 11", noon(2025, 3, 12), "2025-03-11"},
		{"Tuesday, March 11, 2014", noon(2025, 3, 12), "2014-03-11"},
		{"11 Mar 2014", time.Time{}, "2014-03-11"},
		{"2014-03-11", time.Time{}, "2014-03-11"},
		{"2014/3/1", time.Time{}, "2014-03-01"},
	}
	for _, test := range tests {
		if got, ok := parseDay(test.text, test.now); got != test.want || !ok {
			t.Errorf("parseDay(%q, %v) = %q, %v, want %q", test.text, test.now, got, ok, test.want)
		}
	}
	for _, text := range []string{"", "March", "Mar 32", "Feb 30", "Feb 29, 2023", "2023-13-01", "Mars 11 rovers", "Marching 11", "11", "On Mar 11 we met"} {
		if got, ok := parseDay(text, noon(2025, 3, 12)); ok {
			t.Errorf("parseDay(%q) = %q, but that is no date", text, got)
		}
	}
}
