package store

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // Berlin, wherever the test runs
)

// diary is a library whose clock stands where the test puts it.
type diary struct {
	*Library
	t   *testing.T
	now time.Time
}

func newDiary(t *testing.T) *diary {
	d := &diary{t: t, now: day} // a Thursday
	d.Library = must[*Library](t)(Create(t.Context(), filepath.Join(t.TempDir(), "library.db"), nil, WithClock(func() time.Time { return d.now })))
	t.Cleanup(func() { _ = d.Close() })
	return d
}

// brings takes a digest of n papers in.
func (d *diary) brings(name string, n int) {
	d.t.Helper()
	var papers [][2]string
	for i := range n {
		papers = append(papers, [2]string{fmt.Sprintf("Paper %d of %s", i+1, name), fmt.Sprintf("The abstract of number %d of %s has to be long enough to be taken for one.", i+1, name)})
	}
	take(d.t, d.Library, digestText(papers...))
}

func (d *diary) mark(a Action, ids ...int64) {
	d.t.Helper()
	must[Outcome](d.t)(d.Mark(d.t.Context(), These(ids...), a))
}

func (d *diary) undo() {
	d.t.Helper()
	must[Outcome](d.t)(d.Undo(d.t.Context()))
}

func (d *diary) stats() Stats {
	d.t.Helper()
	return must[Stats](d.t)(d.Stats(d.t.Context()))
}

// decided is the days on which something was decided.
func decided(s Stats) string {
	var days []string
	for _, day := range s.Days {
		if day.Decided > 0 {
			days = append(days, fmt.Sprintf("%s %d", day.Date.Format(time.DateOnly), day.Decided))
		}
	}
	return strings.Join(days, ", ")
}

func (d *diary) wantDecided(want string) {
	d.t.Helper()
	if got := decided(d.stats()); got != want {
		d.t.Errorf("decided on %q, want %q", got, want)
	}
}

// A paper is decided on the day on which it left the inbox for good, and once.
func TestDecidedOnADay(t *testing.T) {
	d := newDiary(t)
	d.brings("one", 6)
	d.wantDecided("")
	d.mark(ToRead, 1, 2)
	d.mark(Star, 3) // which decides, too
	d.now = d.now.AddDate(0, 0, 1)
	d.mark(ToLater, 4)
	d.mark(ToRead, 3)      // a change of mind decides nothing
	d.mark(ToDismissed, 1) // nor does this
	d.wantDecided("2026-03-12 3, 2026-03-13 1")

	d.now = d.now.AddDate(0, 0, 1)
	d.mark(ToInbox, 1)
	d.wantDecided("2026-03-12 2, 2026-03-13 1")
	d.mark(ToRead, 1)
	d.wantDecided("2026-03-12 2, 2026-03-13 1, 2026-03-14 1")
	d.undo()
	d.wantDecided("2026-03-12 2, 2026-03-13 1")
	d.undo() // back where it was decided first
	d.wantDecided("2026-03-12 3, 2026-03-13 1")

	all := []int64{1, 2, 3, 4, 5, 6}
	d.mark(ToDismissed, all...)
	d.wantDecided("2026-03-12 3, 2026-03-13 1, 2026-03-14 2")
	must[Outcome](t)(d.Retag(t.Context(), These(all...), []string{"gnn"}, nil))
	d.wantDecided("2026-03-12 3, 2026-03-13 1, 2026-03-14 2")
	d.mark(ToInbox, all...)
	d.wantDecided("")
}

// What came decided was not decided on that day; what came undecided is, when it is.
func TestImportDecidesNothing(t *testing.T) {
	d := newDiary(t)
	takeOwn(t, d.Library, ownRead, ownDull)
	if s := d.stats(); s.Counts.Read != 1 || s.Counts.Inbox != 1 {
		t.Fatalf("%+v", s.Counts)
	}
	d.wantDecided("")
	d.mark(ToDismissed, 1, 2)
	d.wantDecided("2026-03-12 1")
}

// Days are those of the reader's calendar: summer time and midnight come where the reader is, and what is older than the
// days shown is not counted on one of them.
func TestDaysAreTheReaders(t *testing.T) {
	d := newDiary(t)
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	d.now = time.Date(2026, 3, 28, 23, 59, 59, 0, berlin) // the night with one hour less
	d.brings("one", 9)
	d.mark(ToRead, 1)
	d.now = d.now.Add(time.Second)
	d.mark(ToRead, 2, 3)
	d.now = time.Date(2026, 3, 29, 23, 59, 0, 0, berlin)
	d.mark(ToRead, 4)
	d.now = time.Date(2026, 3, 30, 0, 0, 0, 0, berlin)
	d.mark(ToRead, 5)
	d.wantDecided("2026-03-28 1, 2026-03-29 3, 2026-03-30 1")

	s := d.stats()
	weeks := s.Weeks()
	if n := len(weeks); n != 53 || weeks[n-1].Decided != 1 || weeks[n-2].Decided != 4 || weeks[n-2].Came != 9 || weeks[n-1].Monday != s.Days[len(s.Days)-1].Date {
		t.Errorf("%d weeks, the last ones %+v", n, weeks[n-2:])
	}
	if first := s.Days[0].Date; first.Weekday() != time.Monday {
		t.Errorf("the first day is a %s", first.Weekday())
	}
	d.now = time.Date(2027, 3, 28, 12, 0, 0, 0, berlin) // a Sunday: 53 whole weeks
	d.mark(ToRead, 6)
	d.wantDecided("2026-03-28 1, 2026-03-29 3, 2026-03-30 1, 2027-03-28 1")
	d.now = d.now.AddDate(0, 0, 1)
	d.wantDecided("2026-03-30 1, 2027-03-28 1")
	d.now = time.Date(2020, 1, 1, 0, 0, 0, 0, berlin) // a clock that is wrong
	d.stats()
}

func TestWhatWaits(t *testing.T) {
	d := newDiary(t)
	if s := d.stats(); s.Waiting[0].Papers+s.Waiting[0].Longest != 0 || s.Waiting[0].Paper != 0 {
		t.Errorf("in an empty library waits %+v", s.Waiting)
	}
	d.brings("old", 3)
	d.now = d.now.AddDate(0, 0, 40)
	d.brings("new", 5)
	d.mark(ToLater, 2, 4, 5)
	d.mark(ToRead, 1)
	d.now = d.now.AddDate(0, 0, 7)
	s := d.stats()
	want := [2]Wait{
		{Status: Inbox, Papers: 4, Ages: [6]int{0, 0, 3, 1}, Median: 7, Longest: 47, Paper: 3, Title: "Paper 3 of old"},
		{Status: Later, Papers: 3, Ages: [6]int{0, 0, 2, 1}, Median: 7, Longest: 47, Paper: 2, Title: "Paper 2 of old"},
	}
	if s.Waiting != want {
		t.Errorf("got  %+v\nwant %+v", s.Waiting, want)
	}
	if s.Counts.Inbox != 4 || s.Counts.Later != 3 {
		t.Errorf("counts %+v", s.Counts)
	}
	came := 0
	for _, day := range s.Days {
		came += day.Came
	}
	if came != 8 || s.Days[len(s.Days)-8].Came != 5 {
		t.Errorf("%d came in", came)
	}
}

func TestStarsTagsAndSources(t *testing.T) {
	d := newDiary(t)
	d.brings("one", 3)
	takeJSONL(t, d.Library, Delivery{}, madeUp(t, 5)...)
	d.mark(Star, 1, 2, 4)
	d.mark(ToRead, 2, 5)
	for i := range 12 {
		must[Outcome](t)(d.Retag(t.Context(), These(int64(i%8+1)), []string{"even", fmt.Sprintf("t%02d", i)}, nil))
	}
	must[Outcome](t)(d.RemoveDigest(t.Context(), 1)) // takes nothing away that was touched
	s := d.stats()
	if s.Starred != [4]int{0, 2, 1, 0} {
		t.Errorf("starred %v", s.Starred)
	}
	if len(s.Tags) != 10 || s.Tags[0] != (Tag{"even", 8}) || s.Tags[1] != (Tag{"t00", 1}) {
		t.Errorf("tags %v", s.Tags)
	}
	if want := []Source{{"arXiv", 5, 2, 1, 1}, {"test.txt", 3, 2, 1, 2}}; fmt.Sprint(s.Sources) != fmt.Sprint(want) {
		t.Errorf("sources %v, want %v", s.Sources, want)
	}
}

func TestStatsEndWithTheirContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := newDiary(t).Stats(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

// BenchmarkStats reads the statistics of a library in which everything was decided this year.
func BenchmarkStats(b *testing.B) {
	l := benchLibrary(b)
	for b.Loop() {
		must[Stats](b)(l.Stats(b.Context()))
	}
}
