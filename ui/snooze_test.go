package ui

import (
	"sync/atomic"
	"testing"
	"time"

	"dogear/store"
)

// The line for the day shows what it understood, and the paper leaves the list; one undo brings it back.
func TestSnooze(t *testing.T) {
	s := open(t, starter(t), 140, 40)
	s.shows("Inbox 65", "▌Neural Common Neighbor")
	s.press("W")
	s.shows("snooze until", "enter: tomorrow (")
	s.press("2w")
	day := time.Now().AddDate(0, 0, 14)
	s.shows("→ " + day.Format("Mon") + ", " + dateForm("").format(day) + " (in 14 days)")
	s.press("x")
	s.shows(`"2wx" is not a day: use tomorrow, monday`)
	s.press("\r") // the line stays
	s.shows("snooze until", "Inbox 65")
	s.press("\x7f\r")
	s.shows("Inbox 64", "All 65", "▌On the Connection", "Snoozed “Neural Common Neighbor", "0 of 65 decided")
	s.press("u")
	s.shows("Inbox 65", "▌Neural Common Neighbor", "Undone: snoozed “Neural Common")
	s.press("Wfr\t")
	s.shows("snooze until friday", "→ ", "Fri, ")
	s.press("\x1b")
	s.shows("Inbox 65", "r read")
}

// A selection is snoozed as one change; the snoozed papers have a list and a sign of their own.
func TestSnoozeSelection(t *testing.T) {
	s := open(t, starter(t), 140, 40)
	s.shows("Inbox 65")
	s.press("vjjW")
	s.shows("snooze 3 papers until")
	s.press("1m\r")
	s.shows("Inbox 62", "Snoozed 3 papers until")
	s.press(":snoozed\r")
	s.shows("╭▸Snoozed", "z Neural Common", "1 of 3", "z snoozed until")
	s.press("i")
	s.shows("Inbox 63", "z On the Connection", "1 of 2")
	s.press("W1m\r") // no other day
	s.shows("It is snoozed until", "already")
	s.press("W2m\r")
	s.shows("z On the Connection", "1 of 2")
	s.press("7gr") // a decision ends it, wherever it is made
	s.shows("╭▸All", "Read 1")
	s.press("u")
	s.shows("Inbox 63", "Read 0")
	s.press("uuu")
	s.shows("Inbox 65", "Undone: snoozed 3 papers")
}

// In triage the next paper is there; the summary and undo know of it.
func TestSnoozeInTriage(t *testing.T) {
	s := open(t, starter(t), 80, 24)
	s.press("TWmonday\r")
	s.shows("On the Connection", "1 of 65 decided", "Snoozed “Neural Common")
	s.press("u")
	s.shows("Neural Common Neighbor", "0 of 65 decided")
	s.press("W1w\rr\x1b")
	s.shows("2 papers decided: 1 snoozed, 1 read")
}

// A macro may end with it, and the reader in lines knows it too: see the command line's tests.
func TestSnoozeInMacro(t *testing.T) {
	s := configured(t, starter(t), "[[macro]]\nname = 'not now'\nkey = 'z'\ncommands = ['star', 'snooze']\n")
	s.shows("Inbox 65")
	s.press("z")
	s.shows("snooze until", "Starred 1")
	s.press("1w\r")
	s.shows("Inbox 64", "Later 0", "Starred 1")
}

// A reader that is open past midnight shows what has returned, though nobody has saved anything.
func TestSnoozedPapersReturnToAnOpenReader(t *testing.T) {
	var days atomic.Int64
	l := starter(t)
	if _, err := l.Snooze(t.Context(), store.These(1, 2), l.Today()+1); err != nil {
		t.Fatal(err)
	}
	path := l.Path()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	lib, err := store.Open(t.Context(), path, store.WithClock(func() time.Time { return time.Now().AddDate(0, 0, int(days.Load())) }))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = lib.Close() })
	d := drive(t, lib, 140, 40)
	d.shows("Inbox 63", "▌Graph Mamba")
	look := func() bool {
		changed, err := d.m.live.watch.Changed(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return changed
	}
	if look() {
		t.Error("a library that nobody touched has changed")
	}
	days.Store(1)
	if !look() {
		t.Fatal("the new day was not noticed")
	}
	d.send(changedElsewhereMsg{})
	d.settle()
	d.shows("Inbox 65", "▌Graph Mamba", "Neural Common Neighbor", "2 snoozed papers are back in the inbox")
}

// Views without papers say what can be done; Inbox zero suggests what to do next.
func TestEmptyLists(t *testing.T) {
	s := open(t, starter(t), 140, 40)
	s.shows("Inbox 65")
	for key, want := range map[string]string{
		"2": "w keeps a paper for later", "3": "s stars a paper", "4": "r marks a paper as read", "5": "n writes a note", "6": "x dismisses a paper",
	} {
		s.press(key)
		s.shows(want)
	}
	s.press(":snoozed\r")
	s.shows("No paper is snoozed", "W snoozes a paper until a day")
	s.press("1vjw")
	s.shows("Later 2")
	s.press("vjjW4d\r")
	s.shows("Inbox 60")
	s.press("Vx")
	s.shows("Inbox zero", "2 papers in Later (2)", "Snoozed 3", "3 papers snoozed, the next returns on", time.Now().AddDate(0, 0, 4).Weekday().String(), "(:snoozed)",
		"undo the last change (u)", "import a digest (:import, or paste it)")
}

// The words are whole in a narrow list.
func TestEmptyListsFit(t *testing.T) {
	s := open(t, starter(t), 40, 14)
	s.press("VW1w\r")
	s.shows("Inbox zero", "65 papers snoozed, the next returns", "(:snoozed)")
}
