package ui

import (
	"fmt"
	"image/color"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"

	"dogear/store"
)

// configured runs the reader with a configuration.
func configured(t *testing.T, lib *store.Library, text string) *terminal {
	t.Helper()
	return openWith(t, lib, 140, 40, Options{Background: "15;0", Config: configure(t, text)})
}

func TestOwnKeys(t *testing.T) {
	s := configured(t, starter(t), "[keys]\nread = ['a', 'ctrl+r']\nredo = []\nstar = 'f5'\nundo = 'U'\nnote = 'e'\nhelp = 'h'\ndown = 'n'\nquit = 'Q'\n")
	s.shows("Inbox 65", "a read  f5 star", "e to write a note", "h help")
	s.press("a")
	s.shows("Read 1")
	s.press("\x12")
	s.shows("Read 2")
	s.press("\x1b[15~")
	s.shows("Starred 1")
	s.press("r")
	s.shows("r does nothing here; h shows all keys")
	s.press("U")
	s.shows("Undone: starred")
	s.press("n")
	s.shows("2 of 63")
	s.press("/a")
	s.shows("/ a")
	s.press("\x1b[B") // moves the list while the search is typed, whatever the key of down is
	s.shows("Inbox · a", "2 of 63")
	s.press("\r")
	s.press("h")
	s.shows("a ctrl+r")
	s.press("quit")
	s.shows("Q ctrl+c")
	s.press("\x7f\x7f\x7f\x7f")
	s.shows("a ctrl+r")
	s.press("\x1b")
	s.until("the help closes", func(screen string) bool { return !strings.Contains(screen, "In a search") })
	s.press("Q")
	s.quits()
}

func TestMacros(t *testing.T) {
	s := configured(t, starter(t), `
[[macro]]
name = "skim"
key = "z"
commands = ["later", "dismiss", "down", "read", "undo", "star"]
[[macro]]
name = "label"
key = "Z"
commands = ["tags", "read"]
[[macro]]
name = "third of all"
commands = ["view all", "first", "down", "down", "dismiss"]
`)
	s.shows("Inbox 65")
	s.press("zzx") // what is typed meanwhile waits
	s.shows("Inbox 60", "Later 2", "Starred 2", "Dismissed 3", "Read 0")
	s.press("?")
	s.shows("Macros", "skim: later, dismiss", "label: tags, read")
	s.press("\x1b")
	s.until("the help closes", func(screen string) bool { return !strings.Contains(screen, "In a search") })
	s.press("Z")
	s.shows("tags ")
	s.press("gnn\r")
	s.shows("#gnn", "Read 0")
	s.press(":third of\r")
	s.shows("╭▸All", "5 of 65", "✗ Graph Mamba", "Dismissed “Graph Mamba")
}

// What a macro decides is for the paper that it was started on, or for the selection, and one undo takes it back.
func TestMacroIsForOnePaper(t *testing.T) {
	s := configured(t, starter(t), `
[[macro]]
name = "keep"
key = "z"
commands = ["later", "star"]
[[macro]]
name = "done"
key = "Z"
commands = ["read", "star", "star", "star"]
[[macro]]
name = "label"
key = "a"
commands = ["star", "tags"]
`)
	s.shows("Inbox 65")
	s.press("z")
	s.shows("Inbox 64", "Later 1", "Starred 1", "▌On the Connection", "1 of 64")
	s.press("u")
	s.shows("Inbox 65", "Later 0", "Starred 0", "▌Neural Common Neighbor")
	s.press("Z")
	s.shows("Inbox 64", "Read 1", "Starred 1")
	s.press("u")
	s.shows("Inbox 65", "Read 0", "Starred 0", "▌Neural Common Neighbor")
	s.press("vjjz")
	s.shows("Inbox 62", "Later 3", "Starred 3")
	s.press("u")
	s.shows("Inbox 65", "Later 0", "Starred 0")
	s.press("ga")
	s.shows("tags ", "Starred 1", "» later · ★ starred")
	s.press("gnn\r")
	s.shows("#gnn")
}

// A command of a macro for the paper that has come under the cursor waits until that one has been read.
func TestMacroWaitsForThePaper(t *testing.T) {
	out := filepath.Join(t.TempDir(), "copied")
	s := configured(t, starter(t), "copy = 'title'\n"+writesTo(t, "clipboard", out, "cat")+"[[macro]]\nname = 'last title'\nkey = 'z'\nacts = ['last', 'copy']\n")
	s.shows("Inbox 65")
	s.press("z")
	s.shows("65 of 65", "Copied the title")
	if got := written(t, out); len(got) < 10 || !strings.Contains(s.text(), "▌"+got[:10]) {
		t.Errorf("copied %q", got)
	}
}

// writesTo is a command of the configuration that puts what it is given into a file. Script is for sh; the file is its $0.
func writesTo(t *testing.T, name, file, script string) string {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("needs sh")
	}
	return fmt.Sprintf("[commands]\n%s = ['sh', '-c', '%s > \"$0.part\" && mv \"$0.part\" \"$0\"', %s]\n", name, script, strconv.Quote(file))
}

// written waits for a file.
func written(t *testing.T, file string) string {
	t.Helper()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
		if b, err := os.ReadFile(file); err == nil {
			return string(b)
		}
	}
	t.Fatal("nothing was written")
	return ""
}

func TestOwnPrograms(t *testing.T) {
	lib := library(t, func() (string, []byte) {
		return "own.jsonl", []byte(`{"id":"2401.00001","title":"Graph Mamba on Rivers","authors_parsed":[["Doe","Jane",""]],"versions":[{"version":"v1","created":"Mon, 1 Jan 2024 00:00:00 GMT"}]}` + "\n")
	})
	dir := t.TempDir()
	out := func(name string) string { return filepath.Join(dir, name) }
	s := configured(t, lib, writesTo(t, "browser", out("page"), "printf %s \"$*\""))
	s.shows("Inbox 1", "2401.00001")
	s.press("o")
	s.shows("Opening the page at arxiv.org")
	if got := written(t, out("page")); got != "https://arxiv.org/abs/2401.00001" {
		t.Errorf("the browser was given %q", got)
	}
	s.press("p") // without a command of its own a PDF goes to the browser
	s.shows("Opening the PDF at arxiv.org")

	s = configured(t, lib, strings.TrimSuffix(writesTo(t, "pdf", out("pdf"), "printf %s, \"$@\""), "]\n")+", '{url}', '--last']\n")
	s.shows("Inbox 1", "2401.00001")
	s.press("p")
	if got := written(t, out("pdf")); got != "https://arxiv.org/pdf/2401.00001,--last," {
		t.Errorf("the program for PDFs was given %q", got)
	}

	s = configured(t, lib, "[commands]\nbrowser = ['no-such-browser']\nclipboard = ['no-such-clipboard']\n")
	s.shows("Inbox 1", "2401.00001")
	s.press("o")
	s.shows(`commands.browser (config.toml:2) names "no-such-browser", which cannot`)
	s.press("y")
	s.shows(`commands.clipboard (config.toml:3) names "no-such-clipboard"`)
}

func TestOwnCopy(t *testing.T) {
	lib := starter(t)
	p, err := lib.Paper(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range copies {
		if c.text == nil { // see TestCopiesBibTeX
			continue
		}
		want := c.text(p)
		out := filepath.Join(t.TempDir(), "copied")
		s := configured(t, lib, fmt.Sprintf("copy = %q\n", copyName(c.label))+writesTo(t, "clipboard", out, "cat"))
		s.shows("Inbox 65", "Despite its outstanding")
		s.press("y")
		if want == "" {
			s.shows("This paper has no " + c.label)
			continue
		}
		s.shows("Copied the " + c.label)
		if got := written(t, out); got != want {
			t.Errorf("copied %q, not %q", got, want)
		}
		s.press(":copy")
		s.shows("copy the " + c.label)
	}
}

func TestStartViewAndSort(t *testing.T) {
	lib := starter(t)
	s := configured(t, lib, "view = 'All'\nsort = 'title'\n")
	s.shows("╭▸All", "1 of 65", "• A ") // sorted by title
	first := strings.Index(s.text(), "▌")
	if !strings.HasPrefix(s.text()[first:], "▌• ") {
		t.Errorf("the first is %.60q", s.text()[first:])
	}
	q := store.Query{}.Sorted(store.SortTitle)
	rows, err := lib.Page(t.Context(), q, store.Span{Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	s.shows("▌• " + rows[0].Title[:20])
	s.press("/sort:added") // what a search says goes before
	s.shows("▌• Neural Common Neighbor")
}

func TestDatesAndColumns(t *testing.T) {
	one := func() (string, []byte) {
		return "own.jsonl", []byte(`{"id":"2401.00001","title":"Graph Mamba on Rivers","authors_parsed":[["Doe","Jane",""],["Roe","R",""]],"versions":[{"version":"v1","created":"Mon, 1 Jan 2024 00:00:00 GMT"}]}` + "\n")
	}
	lib := library(t, one)
	p, err := lib.Paper(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	for form, want := range map[string]string{"short": "Jan 1, 2024", "iso": "2024-01-01", "long": "January 1, 2024", "day-first": "1 Jan 2024",
		"%a %d.%m.%y, %%": "Mon 01.01.24, %", "%A %e %B, day %j of %Y": "Monday 1 January, day 001 of 2024", "%b %e": "Jan 1"} {
		if got := dateForm(form).date("2024-01-01"); got != want {
			t.Errorf("%s: %q, not %q", form, got, want)
		}
		if err := checkDateForm(form); err != nil {
			t.Error(err)
		}
	}
	if got := dateForm("iso").date("2024-01"); got != "2024-01" {
		t.Error(got)
	}
	s := configured(t, lib, "date = 'iso'\n")
	s.shows("published 2024-01-01")

	for column, want := range map[string]string{"date": "1 Jan 2024", "added": dateForm("day-first").format(p.Added), "authors": "Doe +1", "tags": "#gnn #ssm",
		"source": p.Digests[0].SourceName(), "arxiv": "2401.00001"} {
		s := configured(t, library(t, one), fmt.Sprintf("date = 'day-first'\ncolumns = [%q]\n", column))
		s.shows("1 of 1", "arxiv.org/abs")
		s.press("tgnn ssm\r") // what stands in a column follows what is done
		inList := func(screen string) bool {
			line := strings.Split(screen, "\n")[2]
			return strings.Contains(line[:strings.Index(line, "││")], want)
		}
		s.until(column, inList)
	}
	s = configured(t, lib, "columns = ['arxiv', 'source', 'authors', 'added', 'date']\n") // only those that leave the title its room
	s.shows("▌Graph Mamba on Rivers ", "  2401.00001  arXiv  Doe +1")
	if strings.Contains(strings.Split(s.text(), "\n")[2][:70], "2024") {
		t.Error("a column has taken the title's room")
	}
	s = configured(t, library(t, one), "columns = ['tags', 'source', 'arxiv']\n") // nothing stands in the first: it takes none
	s.shows("  arXiv  2401.00001 │")
}

// lipColour is a colour; without one, nil.
func lipColour(hex string) color.Color {
	if hex == "" {
		return nil
	}
	return lipgloss.Color(hex)
}

// drawnOn is the first screen upon a background, as it is sent.
func drawnOn(t *testing.T, lib *store.Library, config string, background tea.Msg) (tea.View, *Model) {
	t.Helper()
	m, err := New(t.Context(), lib, Options{Config: configure(t, config)})
	if err != nil {
		t.Fatal(err)
	}
	settle(m, func() tea.Msg { return tea.WindowSizeMsg{Width: 100, Height: 30} })
	settle(m, m.loadList(atStart, store.Row{}))
	m.Update(background)
	m.painted = true
	return m.View(), m
}

func TestThemes(t *testing.T) {
	lib := starter(t)
	black, white := tea.BackgroundColorMsg{Color: lipColour("#000000")}, tea.BackgroundColorMsg{Color: lipColour("#ffffff")}
	for _, c := range []struct {
		config     string
		background tea.Msg
		has        style
		page       string
	}{
		{"", black, fg(dark[trueColour].accent), ""},
		{"", white, fg(light[trueColour].accent), ""},
		{"", nil, fg(middle[trueColour].accent), ""},
		{"theme = 'light'", white, fg(light[trueColour].accent), ""},
		{"theme = 'light'", black, fg(light[trueColour].accent), "#ffffff"}, // its background comes along
		{"theme = 'light'", nil, fg(light[trueColour].accent), "#ffffff"},
		{"theme = 'dark'", white, fg(dark[trueColour].accent), "#16161a"},
		{"theme = 'dark'", nil, fg(dark[trueColour].accent), "#16161a"},
		{"theme = 'dark'", black, fg(dark[trueColour].accent), ""},
		{"theme = 'high-contrast'", black, fg(highDark[trueColour].accent), ""},
		{"theme = 'high-contrast'", white, fg(highLight[trueColour].accent), ""},
		{"theme = 'high-contrast'", nil, reverse, ""},
		{"[colours]\nbackground = '#102030'\ntext = '#fff'", nil, fg(middle[trueColour].accent), "#102030"},
		{"[colours]\naccent = '#123456'", black, fg("#123456"), ""},
		{"[colours]\naccent = '#123'\n[colours.light]\naccent = '200'", white, "38;5;200", ""},
		{"[colours]\naccent = '#123'\n[colours.light]\naccent = '200'", black, fg("#112233"), ""},
		{"[colours]\ndark.accent = '201'", nil, fg(middle[trueColour].accent), ""}, // what the background is nobody knows
	} {
		v, m := drawnOn(t, lib, c.config, c.background)
		if !strings.Contains(v.Content, "\x1b["+string(c.has)) {
			t.Errorf("%s: %q is not on the screen", c.config, c.has)
		}
		if got := fmt.Sprint(v.BackgroundColor); got != fmt.Sprint(lipColour(c.page)) {
			t.Errorf("%s: the background is %s", c.config, got)
		}
		m.Update(tea.ColorProfileMsg{Profile: colorprofile.ASCII})
		if m.View().BackgroundColor != nil {
			t.Errorf("%s: a background without colours", c.config)
		}
	}
	for name, field := range colourNames { // each of them changes the theme
		var own colours
		*field(&own) = "#123456"
		before, after := themeOf(colours{}), (&Config{Theme: "high-contrast", Colours: map[string]string{name: "#123456"}}).themeOn(unknownBackground)
		if reflect.DeepEqual(before, after) || !reflect.DeepEqual(themeOf(own), after) {
			t.Errorf("the colour %s changes nothing", name)
		}
	}
}
