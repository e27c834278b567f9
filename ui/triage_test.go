package ui

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dogear/store"
)

// hides waits for the screen to be without a text.
func (s *terminal) hides(text string) {
	s.t.Helper()
	s.until(fmt.Sprintf("waiting for %q to go", text), func(screen string) bool { return !strings.Contains(screen, text) })
}

// All 65 papers of the starter digest are decided with 65 keys, typed with the one that begins triage.
func TestTriageDecidesAllWithOneKeyEach(t *testing.T) {
	lib := starter(t)
	s := open(t, lib, 110, 60)
	s.shows("Inbox 65")
	s.press("T" + strings.Repeat("rswx", 16) + "r")
	s.shows("65 of 65 decided", "Inbox zero", "★ 16 starred", "» 16 for later", "✓ 17 read", "✗ 16 dismissed", "  Graph Mamba", "u undo")
	s.press("r") // there is nothing left to mark
	s.shows("Everything is decided; u undoes the last decision.")
	s.press("u")
	s.shows("64 of 65", "Undone: read", "space abstract") // "decided", or how long the rest takes
	s.press("x")
	s.shows("Inbox zero", "✓ 16 read", "✗ 17 dismissed")
	s.press("qq") // to the list, and out of the program
	s.quits()
	c, err := lib.Counts(t.Context())
	if err != nil || c.Inbox != 0 || c.Read != 16 || c.Starred != 16 || c.Later != 32 || c.Dismissed != 17 {
		t.Errorf("%+v, %v", c, err)
	}
}

// manyPapers is a library of numbered papers.
func manyPapers(t *testing.T, n int) *store.Library {
	t.Helper()
	return library(t, func() (string, []byte) {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "Paper Number %d of Many Papers\n\nIn this abstract we say that it belongs to number %d, and we say it in so many words that it is long enough.\n\n", i+1, i+1)
		}
		return "many.txt", []byte(b.String())
	})
}

// Keys may be faster than the window of the list is read: none is lost at its end, and none decides on another paper.
func TestTriageOfMoreThanAWindow(t *testing.T) {
	const papers = 700
	lib := manyPapers(t, papers)
	s := open(t, lib, 100, 30)
	s.shows("Inbox 700")
	s.press("jjjxT" + strings.Repeat("r", 600)) // number 4 is dismissed; 1 to 3 are passed over
	s.shows("600 of 699", "Paper Number 605 of Many Papers")
	s.press(strings.Repeat("w", papers-1-600-3))
	s.shows("696 of 699", "Paper Number 1 of Many Papers") // after the last come those that were passed over
	s.press("sxs")
	s.shows("Inbox zero", "★ 2 starred", "» 96 for later")
	s.press("qq")
	s.quits()
	c, err := lib.Counts(t.Context())
	if err != nil || c.Inbox != 0 || c.Read != 600 || c.Later != 98 || c.Starred != 2 || c.Dismissed != 2 {
		t.Errorf("%+v, %v", c, err)
	}
}

func TestTriageShowsOnePaper(t *testing.T) {
	s := open(t, starter(t), 40, 20)
	s.shows("Inbox 65")
	s.press("jT") // from the cursor on
	s.shows("0 of 65", "On the Connection Between  ", "MPNN and Graph Transformer", "space abstract", "r read  s star  w later  x dismiss")
	s.press(" ")
	s.shows("Graph Transformer (GT) recently has", "↓ 42 lines more")
	s.press("    ")
	s.shows("climate modeling task.")
	s.hides("lines more")
	s.press(" ") // at its end it folds up
	s.shows("space abstract", "On the Connection Between")
	s.press("J") // scrolling unfolds it, too
	s.shows("Graph Transformer (GT) recently has")
	s.press("x")
	s.shows("1 of 65", "Graph Mamba", "space abstract", "Dismissed “On the Connection…”")
	s.press("u") // back to the paper, with its abstract as it was
	s.shows("0 of 65", "On the Connection Between", "Graph Transformer (GT) recently has", "Undone")
	s.press("\x12")
	s.shows("1 of 65", "Graph Mamba", "Redone: dismissed")
	s.press("jr") // the one that is passed over stays undecided
	s.shows("2 of 65", "Read “Subgraph")
	s.press("k?")
	s.shows("Keys", "Decide")
	s.press("?")
	s.hides("Decide")
	s.shows("Graph Mamba")
	s.press("q")
	s.shows("Inbox 63", "▌Graph Mamba", "2 papers decided: 1 read,")
}

func TestTriageWritesAndTags(t *testing.T) {
	lib := starter(t)
	s := open(t, lib, 110, 45)
	s.shows("Inbox 65")
	s.press("T")
	s.shows("space abstract")
	s.press("n")
	s.shows("Note · esc to close", "Neural Common Neighbor")
	s.press("q r s x")
	s.shows("q r s x", "─ saved ─")
	s.press("\x1b")
	s.shows("✎ noted", "space abstract")
	s.press(" ")
	s.shows("Despite its outstanding performance", "✎ Note", "q r s x")
	s.press("tgnn\r")
	s.shows("#gnn", "Tagged")
	s.press("/tag:gnn\r") // triage goes on with what a search finds
	s.shows("Triage · Inbox · tag:gnn")
	s.press("qT")
	s.shows("Triage · Inbox · tag:gnn", "0 of 1 decided", "Neural Common Neighbor")
	s.press("s")
	s.shows("All decided", "1 of 1 decided", "★ 1 starred", "✎ 1 with a note")
	s.press("3")
	s.shows("▌» Neural Common Neighbor", "Starred 1")
}

// In a view of several statuses triage shows what is undecided, in the order of the list, and leaves to that list.
func TestTriageOfAView(t *testing.T) {
	lib := starter(t)
	s := open(t, lib, 110, 35)
	s.shows("Inbox 65")
	s.press("4T")
	s.shows("There is nothing to decide in Read.")
	s.press("7")
	s.shows("1 of 65")
	s.press("rxrgT") // T comes before they are saved
	s.shows("Triage · All", "0 of 62 decided", "Subgraph Permutation")
	s.press("kx")
	s.shows("1 of 62 decided", "Todyformer")
	s.press("uj")
	s.shows("0 of 62 decided", "Todyformer", "Hugging Face, Mar 11")
	s.press("\x1b")
	s.shows("All 65", "5 of 65", "▌• Todyformer")
}

// triaging is a reader in triage, without a terminal. Nothing that its keys ask for is done.
func triaging(t *testing.T, lib *store.Library) (m *Model, press func(keys string)) {
	t.Helper()
	m, err := New(t.Context(), lib, Options{Background: "0;15"})
	if err != nil {
		t.Fatal(err)
	}
	m.painted = true
	press = func(keys string) {
		for _, r := range keys {
			m.Update(tea.KeyPressMsg{Code: r, Text: string(r)})
		}
	}
	settle(m, func() tea.Msg { return tea.WindowSizeMsg{Width: 100, Height: 30} })
	settle(m, m.loadList(atStart))
	settle(m, m.readCounts())
	settle(m, m.openTriage())
	settle(m, m.readPaper(1))
	return m, press
}

// Where keys come before any row is read or any mark is saved, the rest of them waits at the end of the window.
func TestTriageKeysWaitForRows(t *testing.T) {
	lib := manyPapers(t, 400)
	m, _ := triaging(t, lib)
	var asked []tea.Cmd
	for range 300 {
		_, cmd := m.Update(tea.KeyPressMsg{Code: 'r', Text: "r"})
		asked = append(asked, cmd)
	}
	if len(m.triage.log) != pageRows || len(m.queue.inputs) != 300-pageRows {
		t.Errorf("%d are decided, %d keys wait", len(m.triage.log), len(m.queue.inputs))
	}
	for _, cmd := range asked {
		settle(m, cmd)
	}
	if row, _ := m.list.current(); len(m.triage.log) != 300 || row.Title != "Paper Number 301 of Many Papers" {
		t.Errorf("%d are decided; the next is %+v", len(m.triage.log), row)
	}
	for m.underWay != nil { // the marks of the keys that waited
		settle(m, m.written())
	}
	if c, err := lib.Counts(t.Context()); err != nil || c.Read != 300 {
		t.Errorf("%+v, %v", c, err)
	}
}

// A mark that cannot be saved is taken back: the paper is in the middle again, and is not told as decided.
func TestTriageTakesBackWhatIsNotSaved(t *testing.T) {
	m, press := triaging(t, starter(t))
	row, _ := m.list.current()
	press("x") // and it is never saved
	if now, _ := m.list.current(); len(m.triage.log) != 1 || now.ID == row.ID {
		t.Fatalf("%+v, %+v", m.triage.log, now)
	}
	settle(m, func() tea.Msg { return writtenMsg{markedMsg{at: row, err: errors.New("the disk is full")}} })
	if now, _ := m.list.current(); len(m.triage.log) != 0 || now.ID != row.ID {
		t.Errorf("%+v, %+v", m.triage.log, now)
	}
	if screen := m.View().Content; !strings.Contains(screen, "the disk is full; the mark was not saved") || !strings.Contains(screen, "0 of 65") {
		t.Errorf("%s", screen)
	}
}

func TestTriageRecord(t *testing.T) {
	now := time.Date(2026, 3, 12, 9, 0, 0, 0, time.UTC)
	tr := newTriage(func() time.Time { return now })
	row := func(id int64, s store.Status, starred bool) store.Row {
		return store.Row{ID: id, Status: s, Starred: starred, Title: fmt.Sprintf("Paper %d", id)}
	}
	decide := func(after time.Duration, r store.Row, a store.Action) {
		now = now.Add(after)
		tr.decided(r, a)
	}
	decide(10*time.Second, row(1, store.Later, true), store.Star)
	decide(20*time.Second, row(2, store.Read, false), store.ToRead)
	decide(time.Hour, row(3, store.Later, false), store.ToLater) // coffee
	decide(time.Second, row(4, store.Inbox, false), store.Unstar)
	if tr.took != 30*time.Second+pause || len(tr.log) != 3 {
		t.Errorf("%v, %v", tr.took, tr.log)
	}
	if got, want := tr.account(), "3 papers decided: 1 starred, 1 for later, 1 read"; got != want {
		t.Errorf("%q, not %q", got, want)
	}
	undo := func(kind store.Kind, redo bool, r store.Row) {
		tr.changed(store.Outcome{Change: store.Change{Kind: kind, Detail: "read", Papers: 1, Title: r.Title}, Rows: []store.Row{r}}, redo)
	}
	undo(store.KindMark, false, row(2, store.Inbox, false))
	undo(store.KindMark, false, row(9, store.Read, false)) // was decided before triage began
	undo(store.KindTag, true, row(9, store.Read, false))
	if got, want := tr.account(), "2 papers decided: 1 starred, 1 for later"; got != want {
		t.Errorf("%q, not %q", got, want)
	}
	undo(store.KindMark, true, row(2, store.Read, false))
	if got := tr.log[len(tr.log)-1].change.String(); got != "read “Paper 2”" {
		t.Errorf("%q", got)
	}
	tr.lost(2)
	if len(tr.log) != 2 {
		t.Errorf("%v", tr.log)
	}
	var off *triage
	off.decided(row(1, store.Read, false), store.ToRead)
	off.changed(store.Outcome{}, false)
	off.lost(1)
}

func TestRhythm(t *testing.T) {
	for _, c := range []struct {
		n, left    int
		took       time.Duration
		rate, rest string
	}{
		{2, 63, time.Minute, "", ""},
		{65, 0, time.Millisecond, "", ""},
		{12, 53, time.Minute, "12 a minute", "4 min left"},
		{12, 5, time.Minute, "12 a minute", "under a minute left"},
		{10, 30, 20 * time.Minute, "30 an hour", "1 h 0 min left"},
		{10, 40, 15 * time.Minute, "40 an hour", "1 h 0 min left"},
		{200, 40, time.Minute, "200 a minute", "under a minute left"},
	} {
		if rate, rest := rhythm(c.n, c.left, c.took); rate != c.rate || rest != c.rest {
			t.Errorf("%d, %d left, %v: %q, %q", c.n, c.left, c.took, rate, rest)
		}
	}
}

func TestBalanced(t *testing.T) {
	for _, c := range []struct {
		text, want string
		w          int
	}{
		{"Short", "Short", 20},
		{"", "", 20},
		{"aaaa bbbb cccc dddd e", "aaaa bbbb|cccc dddd e", 20},
		{"aaaaaaaaaaaaaaaaaaaaaaaaa", "aaaaaaaaaaaaa|aaaaaaaaaaaa", 20},
	} {
		if got := strings.Join(balanced(c.text, c.w), "|"); got != c.want {
			t.Errorf("%q in %d: %q, not %q", c.text, c.w, got, c.want)
		}
	}
}

// No size panics or overflows, whatever is shown, and the title is in the upper third.
func TestTriageFitsEverySize(t *testing.T) {
	m, press := triaging(t, starter(t))
	leave := func() {
		m.note.editing, m.prompt, m.overlay, m.status = false, nil, nil, status{}
		m.setFocus(listPane)
	}
	for _, keys := range []string{"", " ", "n", "t", "?", strings.Repeat("rswx", 16) + "r"} {
		leave()
		settle(m, m.readPaper(1)) // for the width at hand
		press(keys)
		if m.triage == nil {
			t.Fatalf("%q leaves triage", keys)
		}
		for w := 0; w <= 210; w += 1 + w/6 {
			for h := 0; h <= 60; h += 1 + h/4 {
				m.Update(tea.WindowSizeMsg{Width: w, Height: h})
				screen := m.View().Content
				lines := strings.Split(screen, "\n")
				if len(lines) > max(h, 1) {
					t.Fatalf("%q at %dx%d: %d lines", keys, w, h, len(lines))
				}
				for y, l := range lines {
					if ansi.StringWidth(l) > w {
						t.Fatalf("%q at %dx%d: a line of %d cells: %q", keys, w, h, ansi.StringWidth(l), l)
					}
					if keys == "" && h >= 20 && y > h/3 && strings.Contains(l, "Neural Common") {
						t.Fatalf("%dx%d: the title is in row %d", w, h, y)
					}
				}
			}
		}
		m.Update(tea.WindowSizeMsg{Width: 100, Height: 30})
	}
	if len(m.list.rows) != 0 || !strings.Contains(m.View().Content, "Inbox zero") {
		t.Errorf("%s", m.View().Content)
	}
}

// Where the title and the names take all the room, space shows the abstract all the same, and comes back at its end.
func TestTriageShowsTheAbstractOnSmallScreens(t *testing.T) {
	d := drive(t, starter(t), 40, 9)
	d.press("T")
	d.hides("Despite its outstanding")
	d.press(" ")
	d.shows("Despite its outstanding")
	d.press(strings.Repeat(" ", 20))
	for range 40 {
		if strings.Contains(d.screen(), "Neural Common") {
			return
		}
		d.press(" ")
	}
	t.Errorf("the title is gone:\n%s", d.screen())
}
