package ui

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"

	"dogear/parser"
	"dogear/seeds"
	"dogear/store"
)

// patience is how long a test waits for the screen before it fails. It is long: the race detector on a busy machine is
// slow, and a test that passes never waits for it.
const patience = 2 * time.Minute

// terminal is the real program on pipes, drawn by a terminal emulator.
type terminal struct {
	t       *testing.T
	program *tea.Program
	keys    io.Writer
	lib     *store.Library

	mu     sync.Mutex
	screen *vt.Emulator
	done   chan error
}

// Write takes what the program draws. Without a terminal it leaves the carriage returns to the line discipline.
func (s *terminal) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, err := s.screen.Write(bytes.ReplaceAll(p, []byte("\n"), []byte("\r\n")))
	return len(p), err
}

// text is the screen as it stands.
func (s *terminal) text() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return ansi.Strip(s.screen.Render())
}

// starter is a library with the starter digest.
func starter(t *testing.T) *store.Library {
	t.Helper()
	starterOnce.Do(func() {
		// It is made once: each test has a copy of the file.
		dir, err := os.MkdirTemp("", "dogear-starter")
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = os.RemoveAll(dir) }()
		path := filepath.Join(dir, "library.db")
		if err := fillLibrary(t, path, func() (string, []byte) { return seeds.Starter() }).Close(); err != nil {
			t.Fatal(err)
		}
		if starterFile, err = os.ReadFile(path); err != nil {
			t.Fatal(err)
		}
	})
	path := filepath.Join(t.TempDir(), "library.db")
	if err := os.WriteFile(path, starterFile, 0o600); err != nil {
		t.Fatal(err)
	}
	lib, err := store.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = lib.Close() })
	return lib
}

var (
	starterOnce sync.Once
	starterFile []byte
)

func library(t testing.TB, digest func() (string, []byte)) *store.Library {
	t.Helper()
	lib := fillLibrary(t, filepath.Join(t.TempDir(), "library.db"), digest)
	t.Cleanup(func() { _ = lib.Close() })
	return lib
}

// fillLibrary makes a library with a digest at a path.
func fillLibrary(t testing.TB, path string, digest func() (string, []byte)) *store.Library {
	t.Helper()
	lib, err := store.Create(t.Context(), path, func(l *store.Library) error {
		name, text := digest()
		d, err := parser.Open(bytes.NewReader(text), parser.Options{Now: time.Date(2026, 3, 12, 0, 0, 0, 0, time.UTC)})
		if err == nil {
			_, err = l.Import(t.Context(), d, store.Delivery{Origin: name, Sum: sha256.Sum256(text)}, nil)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return lib
}

// open runs the reader in a terminal of a size.
func open(t *testing.T, lib *store.Library, w, h int) *terminal {
	t.Helper()
	return openWith(t, lib, w, h, Options{Background: "15;0"})
}

func openWith(t *testing.T, lib *store.Library, w, h int, opts Options) *terminal {
	t.Helper()
	m, err := New(context.Background(), lib, opts)
	if err != nil {
		t.Fatal(err)
	}
	return start(t, m, w, h)
}

// newModel makes a reader in the dark.
func newModel(t *testing.T, lib *store.Library) *Model {
	t.Helper()
	m, err := New(context.Background(), lib, Options{Background: "15;0"})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// start runs a reader in a terminal of a size.
func start(t *testing.T, m *Model, w, h int) *terminal {
	t.Helper()
	return startIn(t, m, w, h, colorprofile.TrueColor)
}

// startIn is start in a terminal with so many colours.
func startIn(t *testing.T, m *Model, w, h int, profile colorprofile.Profile) *terminal {
	t.Helper()
	in, keys := io.Pipe()
	s := &terminal{t: t, keys: keys, lib: m.lib, screen: vt.NewEmulator(w, h), done: make(chan error, 1)}
	go func() { _, _ = io.Copy(io.Discard, s.screen) }() // what the emulator answers
	s.program = tea.NewProgram(m, tea.WithInput(in), tea.WithOutput(s), tea.WithWindowSize(w, h), tea.WithoutSignals(),
		tea.WithColorProfile(profile), tea.WithEnvironment([]string{"TERM=xterm-256color"}))
	go func() {
		_, err := s.program.Run()
		s.done <- err
	}()
	t.Cleanup(func() {
		s.program.Kill()
		_ = keys.Close()
	})
	return s
}

// press sends keys as a terminal does.
func (s *terminal) press(keys string) {
	s.t.Helper()
	if _, err := io.WriteString(s.keys, keys); err != nil {
		s.t.Fatal(err)
	}
}

// until waits for the screen to be as it should.
func (s *terminal) until(what string, ok func(screen string) bool) {
	s.t.Helper()
	deadline := time.After(patience)
	for {
		if ok(s.text()) {
			return
		}
		select {
		case <-deadline:
			s.t.Fatalf("%s: the screen is\n%s", what, s.text())
		case <-time.After(5 * time.Millisecond):
		}
	}
}

func (s *terminal) shows(texts ...string) {
	s.t.Helper()
	s.until(fmt.Sprintf("waiting for %q", texts), func(screen string) bool {
		for _, text := range texts {
			if !strings.Contains(screen, text) {
				return false
			}
		}
		return true
	})
}

// quits waits for the program to end by itself.
func (s *terminal) quits() {
	s.t.Helper()
	select {
	case err := <-s.done:
		if err != nil {
			s.t.Fatal(err)
		}
	case <-time.After(patience):
		s.t.Fatalf("the program does not end:\n%s", s.text())
	}
}

func TestTriage(t *testing.T) {
	s := open(t, starter(t), 140, 40)
	s.shows("Inbox 65", "0 of 65 decided", "▌Neural Common Neighbor", "Despite its outstanding performance")
	s.press("r")
	s.shows("Inbox 64", "Read 1", "▌On the Connection", "Graph Transformer (GT) recently")
	s.press("s")
	s.shows("Inbox 63", "Later 1  Starred 1", "▌Graph Mamba")
	s.press("x")
	s.shows("Dismissed 1", "▌Subgraph Permutation")
	s.press("u")
	s.shows("Inbox 63", "Dismissed 0", "▌Graph Mamba", "Undone: dismissed")
	s.press("\x12")
	s.shows("Dismissed 1", "Redone: dismissed")
	s.press("q")
	s.quits()
}

// All papers are decided with one key each, typed faster than any disk, and none is lost.
func TestFastKeysLoseNothing(t *testing.T) {
	lib := starter(t)
	s := open(t, lib, 140, 40)
	s.shows("Inbox 65")
	s.press(strings.Repeat("rswx", 16) + "r" + "q") // quit waits for what is being saved
	s.quits()
	c, err := lib.Counts(t.Context())
	if err != nil || c.Inbox != 0 || c.Read != 17 || c.Starred != 16 || c.Later != 32 || c.Dismissed != 16 {
		t.Errorf("%+v, %v", c, err)
	}
}

// Keys that are typed before an undo has come back are for the paper that it brings back.
func TestKeysAfterUndoWaitForIt(t *testing.T) {
	lib := starter(t)
	s := open(t, lib, 140, 40)
	s.shows("Inbox 65", "Despite its outstanding")
	s.press("xjjxususuq") // dismiss 1 and 4, take 4 back, star it, and so on
	s.quits()
	c, err := lib.Counts(t.Context())
	if err != nil || c.Dismissed != 1 || c.Starred != 0 || c.Inbox != 64 {
		t.Errorf("%+v, %v", c, err)
	}
	s = open(t, lib, 140, 40)
	s.shows("Inbox 64")
	s.press("rururq")
	s.quits()
	if p, err := lib.Paper(t.Context(), 2); err != nil || p.Status != store.Read {
		t.Errorf("%+v, %v", p, err)
	}
}

func TestHoldingJ(t *testing.T) {
	lib := library(t, func() (string, []byte) {
		var b strings.Builder
		for i := range 1500 {
			fmt.Fprintf(&b, "Paper Number %d of Many Papers\n\nIn this abstract we say that it belongs to number %d, and we say it in so many words that it is long enough.\n\n", i+1, i+1)
		}
		return "many.txt", []byte(b.String())
	})
	s := open(t, lib, 120, 30)
	s.shows("1 of 1,500")
	s.press(strings.Repeat("j", 1000))
	s.shows("1,001 of 1,500", "▌Paper Number 1001 of", "belongs to number 1001,")
	s.press(strings.Repeat("k", 600))
	s.shows("401 of 1,500", "belongs to number 401,")
	s.press("G")
	s.shows("1,500 of 1,500", "belongs to number 1500,")
	s.press(strings.Repeat("k", 700))
	s.shows("800 of 1,500", "belongs to number 800,")
	s.press("g")
	s.shows("1 of 1,500", "belongs to number 1,")
	s.press("x")
	s.shows("1 of 1,499", "▌Paper Number 2 of")
	s.press("V")
	s.shows("1,499 papers selected")
	s.press("r")
	s.shows("Read 1,499", "Inbox zero", "Read 1,499 papers, u to undo")
	s.press("u")
	s.shows("Inbox 1,499", "Read 0")
}

func TestViewsAndSearch(t *testing.T) {
	s := open(t, starter(t), 140, 40)
	s.shows("Inbox 65")
	s.press("/graph mam")
	s.shows("Inbox · graph mam", "1 of 1", "▌Graph Mamba")
	s.press("\r")
	s.press("r")
	s.shows("Nothing in Inbox", "1 paper in the whole library")
	s.press("7")
	s.shows("All · graph mam", "✓ Graph Mamba")
	s.press("\x1b")
	s.shows("3 of 65", "▌✓ Graph Mamba")
	s.press("/is:red")
	s.shows(`is: has no "red"`, "1 of 65")
	s.press("\x1b") // alone: with a key behind it, it would be alt
	s.until("the search ends", func(screen string) bool { return !strings.Contains(screen, "has no") })
	s.press("jjj")
	s.shows("4 of 65")
	s.press("1")
	s.shows("1 of 64")
	s.press("7") // a view keeps its cursor
	s.shows("4 of 65")
	s.press("r") // in other views a mark moves on to the next undecided paper
	s.shows("5 of 65", "Read 2")
}

func TestSelection(t *testing.T) {
	s := open(t, starter(t), 140, 40)
	s.shows("Inbox 65")
	s.press("vjj")
	s.shows("3 papers selected")
	s.program.Send(noticeMsg("said meanwhile"))
	s.shows("3 papers selected  said meanwhile") // the count is always seen
	s.press("x")
	s.shows("Inbox 62", "Dismissed 3", "Dismissed 3 papers, u to undo")
	s.press("u")
	s.shows("Inbox 65", "4 of 65") // the cursor stays
}

func TestNote(t *testing.T) {
	lib := starter(t)
	s := open(t, lib, 140, 40)
	s.shows("Inbox 65", "n to write a note")
	s.press("n")
	s.shows("esc to close")
	s.press("Compare with **GPS**; q r s x")
	s.shows("writing…", "**GPS**; q r s x")
	s.shows("─ saved ─") // while it is typed
	if p, err := lib.Paper(t.Context(), 1); err != nil || p.Note != "Compare with **GPS**; q r s x" {
		t.Errorf("%v, %v", p, err)
	}
	s.press(" and more\x1b")
	s.shows("Noted 1", "Compare with GPS; q r s x and more", "✎")
	s.press("u")
	s.shows("Noted 0", "n to write a note")
	s.press("\x12")
	s.shows("Noted 1", "and more")
	s.press("n")
	s.shows("esc to close")
	s.press(", at the very end\x03") // ctrl+c saves before it quits
	s.quits()
	if p, err := lib.Paper(t.Context(), 1); err != nil || !strings.HasSuffix(p.Note, "more, at the very end") {
		t.Errorf("%v, %v", p, err)
	}
}

func TestTagsAndPalette(t *testing.T) {
	s := open(t, starter(t), 140, 40)
	s.shows("Inbox 65", "Despite its outstanding")
	s.press("tgnn ssm\r")
	s.shows("#gnn #ssm")
	s.press("jtg\t\r")
	s.shows("#gnn", "On the Connection")
	s.press("/tag:ssm\r")
	s.shows("1 of 1")
	s.press("\x1b")
	s.shows("1 of 65")
	s.press(":dism")
	s.shows("dismiss: not for me")
	s.press("\r")
	s.shows("Dismissed 1")
	s.press("?")
	s.shows("Decide", "In a search", "mark as read")
	s.press("\x1b")
	s.until("the help closes", func(screen string) bool { return !strings.Contains(screen, "In a search") })
}

func TestPastedDigest(t *testing.T) {
	s := open(t, starter(t), 140, 40)
	s.shows("Inbox 65")
	paste := func(text string) { s.press("\x1b[200~" + text + "\x1b[201~") }
	paste("byThe tests\n\nMar 12\n\nA Pasted Paper on Nothing\n\nThis abstract was pasted into the reader, and it is long enough to be taken for one. It says no more.\n\n" +
		"Another Paper, Pasted Too\n\nThis abstract was pasted as well, with \x1b[31mcolour\x1b[0m in it, and it is also long enough to be taken for one.\n")
	s.shows("Import the pasted text?", "import it")
	s.press("\r")
	s.shows("Inbox 67", "2 new, 0 seen", "▌A Pasted Paper on Nothing")
	s.press("u")
	s.shows("Undo the import?")
	s.press("\r")
	s.shows("Inbox 65")
	paste("graph mamba")
	s.shows("/ graph mamba", "1 of 1")
}

func TestSizes(t *testing.T) {
	s := open(t, starter(t), 90, 30)
	s.shows("Inbox 65", "Despite its outstanding")
	for _, c := range []struct {
		w, h int
		want string
	}{{50, 20, "Neural Common"}, {24, 6, "Neural"}, {20, 5, "dogear needs"}, {1, 1, ""}, {200, 50, "Note"}, {120, 8, "Paper 1"}, {60, 12, "Paper 1"}, {140, 40, "Note"}} {
		s.mu.Lock()
		s.screen.Resize(c.w, c.h)
		s.mu.Unlock()
		s.program.Send(tea.WindowSizeMsg{Width: c.w, Height: c.h})
		s.shows(c.want)
	}
}

// No size panics, in no mode, and no line is wider than the screen.
func TestEverySizeFits(t *testing.T) {
	lib := starter(t)
	for _, prepare := range []string{"", "?", ":", "n", "t", "/", "v", "Y", "\t", "\t\t"} {
		m, err := New(t.Context(), lib, Options{Background: "0;15"})
		if err != nil {
			t.Fatal(err)
		}
		settle(m, func() tea.Msg { return tea.WindowSizeMsg{Width: 100, Height: 30} })
		settle(m, m.loadList(atStart))
		settle(m, m.readCounts())
		for _, r := range prepare {
			k := tea.Key{Code: r, Text: string(r)}
			if r == '\t' {
				k = tea.Key{Code: tea.KeyTab}
			}
			settle(m, func() tea.Msg { return tea.KeyPressMsg(k) })
		}
		m.painted = true
		for w := 0; w <= 210; w += 1 + w/12 {
			for h := 0; h <= 60; h += 1 + h/6 {
				m.Update(tea.WindowSizeMsg{Width: w, Height: h})
				lines := strings.Split(m.View().Content, "\n")
				if len(lines) > max(h, 1) {
					t.Fatalf("%q at %dx%d: %d lines", prepare, w, h, len(lines))
				}
				for _, l := range lines {
					if ansi.StringWidth(l) > w {
						t.Fatalf("%q at %dx%d: a line of %d cells: %q", prepare, w, h, ansi.StringWidth(l), l)
					}
				}
			}
		}
	}
}

// settle runs a command and all that follows from it. Nothing waits: what is due soon comes at once, and what is due later
// never.
func settle(m *Model, cmd tea.Cmd) {
	soon := func(d time.Duration, msg tea.Msg) tea.Cmd {
		if d >= time.Second {
			return nil
		}
		return func() tea.Msg { return msg }
	}
	m.after, m.note.after = soon, soon
	answerAll(m, cmd)
}

// answerAll runs a command and all that follows from it.
func answerAll(m *Model, cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range msg {
			answerAll(m, c)
		}
	default:
		_, next := m.Update(msg)
		if _, isKey := msg.(tea.KeyPressMsg); !isKey {
			answerAll(m, next)
		}
	}
}

// A pane that was drawn for another size is never shown in this one, whatever is still being rendered.
func TestResizeStorm(t *testing.T) {
	m, err := New(t.Context(), starter(t), Options{Background: "15;0"})
	if err != nil {
		t.Fatal(err)
	}
	m.painted = true
	settle(m, func() tea.Msg { return tea.WindowSizeMsg{Width: 140, Height: 40} })
	settle(m, m.loadList(atStart))
	for i := range 400 {
		w, h := 24+i*37%190, 6+i*13%50
		m.Update(tea.WindowSizeMsg{Width: w, Height: h}) // its reading is never answered
		for range 2 {
			lines := strings.Split(m.View().Content, "\n")
			if len(lines) != h {
				t.Fatalf("%dx%d: %d lines", w, h, len(lines))
			}
			for _, l := range lines {
				if ansi.StringWidth(l) > w {
					t.Fatalf("%dx%d: a line of %d cells", w, h, ansi.StringWidth(l))
				}
			}
		}
	}
}
