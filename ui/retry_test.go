package ui

import (
	"errors"
	"strings"
	"testing"
	"time"

	"dogear/store"
)

var errDisk = errors.New("reading: the disk does not answer")

// A read that fails is tried again after a while, and not at once and without end. What waited for it goes on.
func TestFailedReadsBackOff(t *testing.T) {
	d := drive(t, manyPapers(t, 700), 120, 30)
	d.burst(strings.Repeat("j", 250))
	d.waiting = nil // more rows were asked for: the answer is that they cannot be read
	for range 3 {
		d.send(moreMsg{gen: d.m.list.gen, dir: forward, err: errDisk})
		if dirs := d.m.list.wants(); len(dirs) != 0 || !d.m.list.asked[forward] {
			t.Fatal("it is asked for again at once")
		}
		again := d.timers[len(d.timers)-1]
		if _, ok := again.(retryRowsMsg); !ok || len(d.timers) > 2 { // the message fades, too
			t.Fatalf("%v are due", d.timers)
		}
		d.timers = nil
		d.send(again)
		d.waiting = nil
	}
	d.send(moreMsg{gen: d.m.list.gen, dir: forward, err: errDisk})
	d.settle()
	d.shows("the disk does not answer")
	d.press("k")
	if d.at() != 250 {
		t.Errorf("the cursor is on %d", d.at())
	}
	d.elapse()
	d.burst(strings.Repeat("j", 300))
	d.settle()
	d.shows("▌Paper Number 550 ")
}

// A paper that cannot be read does not keep the others from being read, and the keys behind a command for it have their turn.
func TestFailedPaperBacksOff(t *testing.T) {
	d := drive(t, starter(t), 120, 30)
	d.m.reread()
	d.burst("tx")
	d.waiting = nil
	d.send(shownMsg{id: 1, err: errDisk})
	d.settle()
	d.shows("the disk does not answer", "Dismissed 1", "Paper 2", "Graph Transformer (GT) recently")
	d.press("u")
	if d.m.cache[1] != nil || !d.m.unread[1].waits {
		t.Error("it is read again at once")
	}
	d.elapse()
	d.shows("Despite its outstanding")
	if len(d.m.unread) != 0 {
		t.Errorf("%v", d.m.unread)
	}
}

// What others have changed and could not be read is read later.
func TestFailedRefreshBacksOff(t *testing.T) {
	d := drive(t, starter(t), 120, 30)
	if _, err := d.m.lib.Mark(t.Context(), store.These(3), store.ToRead); err != nil {
		t.Fatal(err)
	}
	d.send(refreshedMsg{err: errDisk})
	d.settle()
	d.shows("the disk does not answer", "Read 0")
	d.elapse()
	d.shows("Read 1")
}

func TestBackoff(t *testing.T) {
	for n, want := range []time.Duration{1, 1, 2, 4, 8, 16, 30, 30} {
		if got := backoff(n); got != want*time.Second {
			t.Errorf("%d: %v", n, got)
		}
	}
	if backoff(1<<40) != 30*time.Second {
		t.Error("it grows without end")
	}
}
