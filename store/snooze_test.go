package store

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// withoutSnooze takes a library back to before version 9.
const withoutSnooze = `DROP INDEX paper_inbox; DROP INDEX paper_snoozed; ALTER TABLE paper DROP COLUMN snoozed;
	CREATE INDEX paper_inbox ON paper (place) WHERE status = 0`

// at sets the library's clock.
func (l *Library) at(t time.Time) { l.now = func() time.Time { return t } }

// inbox tells what the inbox and is:snoozed hold, with the counts.
func inbox(t *testing.T, l *Library) string {
	t.Helper()
	c := must[Counts](t)(l.Counts(t.Context()))
	n := must[int](t)(l.Count(t.Context(), Inbox.Query(), 100))
	if n != c.Inbox {
		t.Errorf("the inbox has %d papers by its count, %d by its tab", n, c.Inbox)
	}
	if n := must[int](t)(l.Count(t.Context(), IsSnoozed, 100)); n != c.Snoozed {
		t.Errorf("%d papers are snoozed by is:snoozed, %d by the counts", n, c.Snoozed)
	}
	return fmt.Sprintf("inbox %s; snoozed %s; %d decided of %d; next %s",
		list(t, l, "is:inbox"), list(t, l, "is:snoozed"), c.Decided(), c.All(), c.Returns.Date())
}

// A snoozed paper leaves the inbox, and is there again on its day, without anything being written.
func TestSnoozedPapersReturn(t *testing.T) {
	l := three(t)
	l.at(day)
	all := list(t, l, "is:inbox")
	must[Outcome](t)(l.Mark(t.Context(), These(2), ToLater))
	o := must[Outcome](t)(l.Snooze(t.Context(), These(1, 2), UntilDay(day)+2))
	if o.Change.String() != "snoozed 2 papers until 2026-03-14" || o.Counts.Snoozed != 2 || o.Counts.Later != 0 {
		t.Errorf("%s, %+v", o.Change, o.Counts)
	}
	rest := list(t, l, "is:inbox")
	if rest != "Why" {
		t.Errorf("the inbox still has %q", rest)
	}
	if got := inbox(t, l); !strings.Contains(got, "; 0 decided of 3; next 2026-03-14") {
		t.Error(got)
	}
	changes := len(must[[]Change](t)(l.History(t.Context(), 0)))
	l.at(time.Date(2026, 3, 13, 23, 59, 59, 0, time.UTC))
	if got := list(t, l, "is:inbox"); got != rest {
		t.Errorf("a second before its day the inbox has %q", got)
	}
	l.at(time.Date(2026, 3, 14, 0, 0, 0, 0, time.UTC))
	if got := list(t, l, "is:inbox"); got != all {
		t.Errorf("on its day the inbox has %q, want %q", got, all)
	}
	if got := inbox(t, l); !strings.HasSuffix(got, "snoozed ; 0 decided of 3; next ") {
		t.Error(got)
	}
	if got := len(must[[]Change](t)(l.History(t.Context(), 0))); got != changes {
		t.Errorf("%d changes became %d", changes, got)
	}
}

// The day is the user's: where it is tomorrow already, the paper has returned.
func TestSnoozeFollowsTheLocalDay(t *testing.T) {
	l := three(t)
	l.at(day)
	must[Outcome](t)(l.Snooze(t.Context(), These(1), UntilDay(day)+1))
	evening := time.Date(2026, 3, 12, 20, 0, 0, 0, time.UTC)
	for zone, want := range map[string]int{"Asia/Tokyo": 0, "America/New_York": 1, "UTC": 1} {
		in, err := time.LoadLocation(zone)
		if err != nil {
			t.Skip(err)
		}
		l.at(evening.In(in))
		if c := must[Counts](t)(l.Counts(t.Context())); c.Snoozed != want || c.Inbox != 3-want {
			t.Errorf("in %s %d papers are snoozed, want %d", zone, c.Snoozed, want)
		}
	}
}

// Whatever decides ends a snooze; undo brings it back, also after the paper has returned.
func TestDecidingEndsASnooze(t *testing.T) {
	for _, c := range []struct {
		action Action
		want   string
	}{{ToRead, "read"}, {ToLater, "later"}, {ToDismissed, "dismissed"}, {ToInbox, "inbox"}, {Star, "later"}} {
		l := three(t)
		l.at(day)
		until := UntilDay(day) + 5
		must[Outcome](t)(l.Snooze(t.Context(), These(1), until))
		o := must[Outcome](t)(l.Mark(t.Context(), These(1), c.action))
		if r := o.Rows[0]; r.Status.String() != c.want || r.Snoozed != 0 || o.Counts.Snoozed != 0 {
			t.Errorf("%s on a snoozed paper: %+v", c.action, r)
		}
		before := Row{Status: Inbox, Snoozed: until}
		if r := before.After(c.action, UntilDay(day)); r.Status.String() != c.want || r.Snoozed != 0 {
			t.Errorf("%s says %+v", c.action, r)
		}
		if r := must[Outcome](t)(l.Undo(t.Context())).Rows[0]; r.Snoozed != until || r.Status != Inbox {
			t.Errorf("undoing %s: %+v", c.action, r)
		}
		l.at(day.AddDate(0, 0, 9))
		if o := must[Outcome](t)(l.Mark(t.Context(), These(1), ToInbox)); o.Change.ID != 0 {
			t.Errorf("a paper that has returned was put back into the inbox: %s", o.Change)
		}
		if r := must[Outcome](t)(l.Undo(t.Context())).Rows[0]; r.Snoozed != 0 {
			t.Errorf("undoing a snooze after its day: %+v", r)
		}
		if r := must[Outcome](t)(l.Redo(t.Context())).Rows[0]; r.Snoozed != until {
			t.Errorf("redoing it: %+v", r)
		}
	}
	l := three(t)
	l.at(day)
	must[Outcome](t)(l.Mark(t.Context(), These(1), Star))
	must[Outcome](t)(l.Snooze(t.Context(), These(1), UntilDay(day)+5))
	if r := must[Outcome](t)(l.Mark(t.Context(), These(1), Unstar)).Rows[0]; r.Starred || r.Snoozed != UntilDay(day)+5 {
		t.Errorf("unstarring a snoozed paper: %+v", r)
	}
	if _, err := l.Snooze(t.Context(), These(1), UntilDay(day)); err == nil {
		t.Error("a paper was snoozed until today")
	}
}

// Each change is taken back and done again; a snooze of many is one.
func TestSnoozeIsUndoable(t *testing.T) {
	l := three(t)
	l.at(day)
	snooze := func(days Until, ids ...int64) func() {
		return func() { must[Outcome](t)(l.Snooze(t.Context(), These(ids...), UntilDay(day)+days)) }
	}
	walk(t, l, snooze(1, 1, 2, 3), snooze(7, 2), func() { must[Outcome](t)(l.Mark(t.Context(), These(2), ToRead)) }, snooze(3, 2),
		func() { must[Outcome](t)(l.Merge(t.Context(), 1, 2)) })
	if p := must[*Paper](t)(l.Paper(t.Context(), 1)); p.Snoozed != UntilDay(day)+1 {
		t.Errorf("merged: %+v", p.Row)
	}
}

// What only one of two papers has goes to the one that is left; a decision goes before a snooze.
func TestMergeWithSnooze(t *testing.T) {
	for _, c := range []struct {
		into, other Action
		snoozed     string // which of them is
		want        string
	}{
		{ToInbox, ToInbox, "other", "inbox 2026-03-15"}, {ToInbox, ToRead, "into", "read "}, {ToRead, ToInbox, "other", "read "},
	} {
		l := three(t)
		l.at(day)
		must[Outcome](t)(l.Mark(t.Context(), These(1), c.into))
		must[Outcome](t)(l.Mark(t.Context(), These(2), c.other))
		must[Outcome](t)(l.Snooze(t.Context(), These(map[string]int64{"into": 1, "other": 2}[c.snoozed]), UntilDay(day)+3))
		must[Outcome](t)(l.Merge(t.Context(), 1, 2))
		p := must[*Paper](t)(l.Paper(t.Context(), 1))
		if got := fmt.Sprint(p.Status, " ", p.Snoozed.Date()); got != c.want {
			t.Errorf("%+v: %s", c, got)
		}
	}
}

// A snoozed paper has been touched: taking its import back leaves it.
func TestSnoozedPapersOutliveTheirImport(t *testing.T) {
	l := three(t)
	l.at(day)
	must[Outcome](t)(l.Snooze(t.Context(), These(1), UntilDay(day)+1))
	must[Outcome](t)(l.RemoveDigest(t.Context(), 1))
	if got := inbox(t, l); !strings.Contains(got, "; 0 decided of 1; next 2026-03-13") {
		t.Error(got)
	}
}

// A day that changes by itself is found.
func TestDoctorFindsAChangedSnooze(t *testing.T) {
	l := three(t)
	must[Outcome](t)(l.Snooze(t.Context(), These(1), UntilDay(day)+1))
	path := closed(t, l)
	if got := found(t, path, Examination{}); got != "" {
		t.Fatal(got)
	}
	exec(t, path, "UPDATE paper SET snoozed = snoozed + 64 WHERE id = 1")
	if got := found(t, path, Examination{}); !strings.Contains(got, "is inbox and snoozed until 2026-05-16, but according to the history it is inbox and snoozed until 2026-03-13") {
		t.Error(got)
	}
}

// dogear's own JSON brings a snooze along where the library has not decided, and only while it lasts.
func TestSnoozeComesAlong(t *testing.T) {
	const line = `{"id":7,"title":"Rivers","authors":["Jane Doe"],"status":"inbox","starred":false,"snoozed":"2026-03-20","tags":[],"arxiv":"2401.00001"}`
	l := newLibrary(t)
	takeOwn(t, l, line)
	if p := must[*Paper](t)(l.Paper(t.Context(), 1)); p.Snoozed.Date() != "2026-03-20" || p.Status != Inbox {
		t.Errorf("%+v", p.Row)
	}
	must[Outcome](t)(l.Mark(t.Context(), These(1), ToRead))
	takeOwn(t, l, line, ownDull)
	if p := must[*Paper](t)(l.Paper(t.Context(), 1)); p.Snoozed != 0 || p.Status != Read {
		t.Errorf("a decision was overwritten: %+v", p.Row)
	}
	late := newLibrary(t)
	late.at(day.AddDate(1, 0, 0))
	takeOwn(t, late, line)
	if p := must[*Paper](t)(late.Paper(t.Context(), 1)); p.Snoozed != 0 {
		t.Errorf("a day that is over: %+v", p.Row)
	}
}

func TestParseUntil(t *testing.T) {
	now := time.Date(2026, 1, 30, 23, 0, 0, 0, time.FixedZone("far", 9*3600)) // a Friday
	for text, want := range map[string]string{
		"tomorrow": "2026-01-31", "Tom": "2026-01-31", "monday": "2026-02-02", " mon ": "2026-02-02", "friday": "2026-02-06", "sat": "2026-01-31",
		"3d": "2026-02-02", "1w": "2026-02-06", "2W": "2026-02-13", "1m": "2026-02-28", "13m": "2027-02-28", "1y": "2027-01-30", "2026-12-24": "2026-12-24",
	} {
		if got, err := ParseUntil(text, now); err != nil || string(got.Date()) != want {
			t.Errorf("%q: %s, %v; want %s", text, got.Date(), err, want)
		}
	}
	for text, want := range map[string]string{
		"": "is not a day", "soon": "is not a day", "w": "is not a day", "-1w": "is not a day", "1x": "is not a day", "2026-02-30": "is not a day", "é": "is not a day",
		"today": "not after today", "0d": "not after today", "2026-01-30": "not after today", "1999-01-01": "not after today",
		"2036-01-31": "too far away", "9999d": "too far away", "9000y": "too far away",
	} {
		if got, err := ParseUntil(text, now); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %s, %v; want %s", text, got.Date(), err, want)
		}
	}
}

// A restore that would lose a snooze says so.
func TestPreviewTellsOfSnoozes(t *testing.T) {
	l := three(t)
	b, _, err := l.Backup(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	must[Outcome](t)(l.Snooze(t.Context(), These(1), l.Today()+1))
	if p, err := PreviewRestore(t.Context(), l.path, b); err != nil || p.DecisionsLost.N != 1 || p.Unknown != nil {
		t.Errorf("%+v, %v", p, err)
	}
}
