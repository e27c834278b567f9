package ui

import (
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"
)

func TestDroppedPaths(t *testing.T) {
	lines := map[string][]string{
		"/tmp/a.txt":                   {"/tmp/a.txt"},
		"'/tmp/my papers/a.txt' ":      {"/tmp/my papers/a.txt"},
		`/tmp/my\ papers/a\'b.txt`:     {"/tmp/my papers/a'b.txt"},
		`"/tmp/a b" /tmp/c`:            {"/tmp/a b", "/tmp/c"},
		"file:///tmp/my%20papers":      {"/tmp/my papers"},
		"file://elsewhere/tmp/a":       nil,
		"/tmp/a and something":         nil,
		"Attention Is All You Need":    nil,
		"https://arxiv.org/abs/2401.1": nil,
		"":                             nil,
	}
	if runtime.GOOS == "windows" {
		lines = map[string][]string{
			`C:\papers\a.txt`:               {`C:\papers\a.txt`},
			`"C:\my papers\a.txt" D:\b.bib`: {`C:\my papers\a.txt`, `D:\b.bib`},
			"file:///C:/my%20papers/a.txt":  {`C:\my papers\a.txt`},
			`\\server\share\a.txt`:          {`\\server\share\a.txt`},
			"papers\\a.txt":                 nil,
		}
	}
	for line, want := range lines {
		if got := droppedPaths(line); !reflect.DeepEqual(got, want) {
			t.Errorf("%q: %q, want %q", line, got, want)
		}
	}
}

func TestWithoutSlash(t *testing.T) {
	for _, c := range []struct{ path, system, want string }{
		{"/C:/My Papers/a.txt", "windows", "C:/My Papers/a.txt"},
		{"/C:/My Papers/a.txt", "linux", "/C:/My Papers/a.txt"},
		{"/tmp/a", "windows", "/tmp/a"},
		{"", "windows", ""},
	} {
		if got := withoutSlash(c.path, c.system); got != c.want {
			t.Errorf("%s on %s: %s, want %s", c.path, c.system, got, c.want)
		}
	}
}

// A file that is dropped on the terminal is imported; what only looks like a path is searched for.
func TestDroppedFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "my digest.txt")
	if err := os.WriteFile(path, []byte("Title: Graph Mamba on Rivers\nAbstract: Rivers flow along graphs all day long.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	paste := func(s *terminal, text string) { s.press("\x1b[200~" + text + "\x1b[201~") }
	s := open(t, starter(t), 120, 30)
	s.shows("1 of 65")
	paste(s, "'"+path+"'")
	s.shows("Import my digest.txt?")
	s.press("\r")
	s.shows("1 of 66", "my digest.txt: 1 new, 0 seen")
	paste(s, "/graphs")
	s.shows("/ /graphs")
	s.press("\x1b")
	s.shows("1 of 66", "r read")
	s.press("q")
	s.quits()
}

// Terminals send CR for the line ends of what is pasted; some send LF or both. All of them make a digest, and a note of
// several lines.
func TestPastedLineEnds(t *testing.T) {
	digest := []string{
		"byThe tests", "", "Mar 12", "", "A Pasted Paper on Nothing", "",
		"This abstract was pasted into the reader, and it is long enough to be taken for one. It says no more.", "",
	}
	for name, end := range map[string]string{"CR": "\r", "LF": "\n", "CRLF": "\r\n"} {
		t.Run(name, func(t *testing.T) {
			s := open(t, starter(t), 100, 30)
			s.shows("1 of 65")
			s.press("\x1b[200~" + strings.Join(digest, end) + "\x1b[201~")
			s.shows("Import the pasted text?", "7 lines, beginning with", "“byThe tests”")
			s.press("\r")
			s.shows("1 new", "A Pasted Paper on Nothing")
			s.press("\x1b[200~arXiv:2403.01234" + end + "10.1000/xyz\x1b[201~")
			s.shows("2 new", "doi:10.1000/xyz")
			s.press("n\x1b[200~one" + end + "two" + end + "three\x1b[201~")
			s.shows("││ one", "││ two", "││ three")
		})
	}
}
