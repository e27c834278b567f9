package ui

import (
	"errors"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"dogear/store"
)

const longTitle = "A Very Long Title of a Paper That Does Not Fit Into Any Status Line That We Know Of, Whatever Its Width May Be"

// However narrow the screen is, what was done is told whole: the title is shortened.
func TestChangesFitTheirLine(t *testing.T) {
	for _, c := range []struct {
		change store.Change
		want   []string
	}{
		{store.Change{Kind: store.KindMark, Detail: store.ToLater.String(), Papers: 1}, []string{"Kept “A", "…” for later"}},
		{store.Change{Kind: store.KindMark, Detail: store.ToInbox.String(), Papers: 1}, []string{"Moved “A", "…” to the inbox"}},
		{store.Change{Kind: store.KindMark, Detail: "dismissed", Papers: 1}, []string{"Dismissed “A", "…”"}},
		{store.Change{Kind: store.KindTag, Detail: "+gnn -ssm", Papers: 1}, []string{"Tagged “A", "…” #gnn, removed #ssm"}},
		{store.Change{Kind: store.KindTag, Detail: "-ssm", Papers: 1}, []string{"Removed #ssm from “A", "…”"}},
		{store.Change{Kind: store.KindDeleteTag, Detail: "gnn", Papers: 3}, []string{"Deleted the tag #gnn from 3 papers"}},
		{store.Change{Kind: store.KindSplit, Detail: longTitle}, []string{"Split “A", "…” into two papers"}},
		{store.Change{Kind: store.KindImport, Detail: longTitle, Papers: 12}, []string{"Imported A", "… (12 new papers)"}},
	} {
		c.change.Title = longTitle
		for _, w := range []int{40, 60, 80, 120} {
			var s status
			s.did("", c.change, "")
			line := s.line(w)
			if width(line) > w {
				t.Errorf("%d cells in %d: %q", width(line), w, line)
			}
			for _, want := range c.want {
				if want = strings.ReplaceAll(want, "…”", "”"); w >= 120 && !strings.Contains(line, want) || w < 80 && !strings.Contains(line, want) {
					t.Errorf("%d: %q is not in %q", w, want, line)
				}
			}
			if listed := changeLine(c.change, w); listed != line {
				t.Errorf("%d: the history says %q", w, listed)
			}
		}
	}
	var s status
	s.did("Undone: ", store.Change{Kind: store.KindMark, Detail: store.ToLater.String(), Papers: 1, Title: longTitle}, "")
	if got, want := s.line(40), "Undone: kept “A Very Long…” for later"; got != want {
		t.Errorf("%q, not %q", got, want)
	}
}

// The same on the screen, also beside a selection.
func TestStatusLineShortensTheTitle(t *testing.T) {
	d := drive(t, starter(t), 40, 14)
	d.press("w")
	d.shows("Kept “Neural Common Neighbo…” for later")
	d.press("u")
	d.shows("Undone: kept “Neural Common…” for later")
	d.press("v")
	d.m.status.did("", store.Change{Kind: store.KindMark, Detail: store.ToLater.String(), Papers: 1, Title: longTitle}, "")
	d.shows("1 paper selected", "…” f")
}

// A message gives way to the key hints when its time is over. A key ends it before, a message that comes later has its own
// time, and a failure stays.
func TestMessagesGiveWay(t *testing.T) {
	d := drive(t, starter(t), 120, 30)
	hints := "r read"
	d.press("w")
	d.shows("Kept “Neural")
	d.hides(hints)
	d.elapse()
	d.shows(hints)
	if len(d.timers) != 0 {
		t.Errorf("%d timers run on", len(d.timers))
	}
	d.press("w")
	d.press("w") // another message while the timer runs
	if len(d.timers) != 1 {
		t.Errorf("%d timers run", len(d.timers))
	}
	d.elapse()
	d.shows("Kept “Graph Mamba")
	d.elapse()
	d.shows(hints)
	d.m.status.fail(errors.New("it went wrong"))
	d.send(noticeMsg("")) // so that a timer would be set
	d.m.status.fail(errors.New("it went wrong"))
	d.elapse()
	d.elapse()
	d.shows("it went wrong")
	d.press("jj")
	d.shows(hints)
	// What asks for an answer stays.
	d.press("t")
	d.elapse()
	d.shows("tags")
	d.press("⎋")
	if line := ansi.Strip(d.m.statusLine()); !strings.Contains(line, hints) {
		t.Errorf("%q", line)
	}
}

// Of marks that are made faster than they are saved, the last one is told.
func TestLastMarkIsTold(t *testing.T) {
	d := drive(t, starter(t), 120, 30)
	d.burst("rws")
	d.settle()
	d.shows("Starred “Graph Mamba")
	d.burst("ux")
	d.settle()
	d.shows("Dismissed “Graph Mamba")
}
