package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/testscript"

	"dogear/parser"
	"dogear/seeds"
	"dogear/store"
)

// TestMain gives the scripts the real program, and an editor that does what its arguments say.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"dogear": func() {
			signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE) // as main does
			os.Exit(Main(context.Background(), os.Args[1:], System()))
		},
		"fake-editor": func() {
			if err := fakeEditor(os.Args[1:]); err != nil {
				fmt.Fprintln(os.Stderr, err)
				os.Exit(1)
			}
		},
	})
}

// fakeEditor is `fake-editor TEXT [fail] FILE`: it puts TEXT where the file was, by renaming as real editors do.
func fakeEditor(args []string) error {
	text, file := args[0], args[len(args)-1]
	if text != "" {
		if err := os.WriteFile(file+"~", []byte(text+"\n"), 0o600); err != nil {
			return err
		}
		if err := os.Rename(file+"~", file); err != nil {
			return err
		}
	}
	if len(args) == 3 {
		return errors.New("told to fail")
	}
	return nil
}

// Each script shows one behaviour. It runs in an empty folder with the starter digest in it, without a HOME.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			env.Setenv("HOME", "")
			env.Setenv("XDG_DATA_HOME", "")
			env.Setenv("DOGEAR_LIBRARY", filepath.Join(env.WorkDir, "library.db"))
			env.Setenv("TMPDIR", filepath.Join(env.WorkDir, ".tmp"))
			name, text := seeds.Starter()
			return os.WriteFile(filepath.Join(env.WorkDir, name), text, 0o600)
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"status":     scriptStatus,
			"harmless":   scriptHarmless,
			"unescape":   scriptUnescape,
			"append":     scriptAppend,
			"overwrite":  scriptOverwrite,
			"corrupt":    scriptCorrupt,
			"closedpipe": scriptClosedPipe,
			"mode":       scriptMode,
			"mend":       scriptMend,
		},
		RequireUniqueNames: true,
	})
}

// scriptStatus is `status N PROGRAM ARG...`: the program's exit status is N.
func scriptStatus(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit status %d, want %d", got, want)
	}
}

// scriptHarmless is `harmless`: what the last program printed does not act on a terminal.
func scriptHarmless(ts *testscript.TestScript, _ bool, _ []string) {
	for _, stream := range []string{"stdout", "stderr"} {
		text := ts.ReadFile(stream)
		if !utf8.ValidString(text) {
			ts.Fatalf("%s has bytes that are not UTF-8: %q", stream, text)
		}
		for _, r := range text {
			if r != '\n' && parser.Unsafe(r) {
				ts.Fatalf("%s has %U: %q", stream, r, text)
			}
		}
	}
}

// scriptUnescape is `unescape FILE`: \x1b and the like in the file become what they stand for.
func scriptUnescape(ts *testscript.TestScript, _ bool, args []string) {
	file := ts.MkAbs(args[0])
	text, err := strconv.Unquote(`"` + strings.NewReplacer("\n", `\n`, `"`, `\"`).Replace(ts.ReadFile(file)) + `"`)
	ts.Check(err)
	ts.Check(os.WriteFile(file, []byte(text), 0o600))
}

// scriptOverwrite is `overwrite FILE OFFSET TEXT`: TEXT, with escapes, stands at the offset of the file.
func scriptOverwrite(ts *testscript.TestScript, _ bool, args []string) {
	at, err := strconv.ParseInt(args[1], 10, 64)
	ts.Check(err)
	text, err := strconv.Unquote(`"` + args[2] + `"`)
	ts.Check(err)
	f, err := os.OpenFile(ts.MkAbs(args[0]), os.O_WRONLY, 0)
	ts.Check(err)
	_, err = f.WriteAt([]byte(text), at)
	ts.Check(errors.Join(err, f.Close()))
}

// scriptCorrupt is `corrupt FILE OLD NEW`: of the bytes OLD, where they stand first, come NEW, which are as many.
func scriptCorrupt(ts *testscript.TestScript, _ bool, args []string) {
	file := ts.MkAbs(args[0])
	data, err := os.ReadFile(file)
	ts.Check(err)
	at := bytes.Index(data, []byte(args[1]))
	if at < 0 || len(args[1]) != len(args[2]) {
		ts.Fatalf("%q is not in %s, or is no longer than %q", args[1], args[0], args[2])
	}
	copy(data[at:], args[2])
	ts.Check(os.WriteFile(file, data, 0o600))
}

// scriptMend is `mend FILE OLD NEW`: OLD, which is in the file, becomes NEW.
func scriptMend(ts *testscript.TestScript, _ bool, args []string) {
	text := ts.ReadFile(args[0])
	if !strings.Contains(text, args[1]) {
		ts.Fatalf("%s has no %q", args[0], args[1])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.ReplaceAll(text, args[1], args[2])), 0o600))
}

// scriptClosedPipe is `closedpipe PROGRAM ARG...`: nobody reads what the program prints, and it ends without an error.
func scriptClosedPipe(ts *testscript.TestScript, _ bool, args []string) {
	r, w, err := os.Pipe()
	ts.Check(err)
	ts.Check(r.Close())
	var stderr bytes.Buffer
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Dir = ts.MkAbs(".")
	cmd.Env = []string{"DOGEAR_LIBRARY=" + ts.Getenv("DOGEAR_LIBRARY")}
	cmd.Stdout, cmd.Stderr = w, &stderr
	err = cmd.Run()
	ts.Check(w.Close())
	if err != nil || stderr.Len() > 0 {
		ts.Fatalf("%v\n%s", err, stderr.String())
	}
}

// scriptMode is `mode OCTAL FILE`: who may read the file.
func scriptMode(ts *testscript.TestScript, _ bool, args []string) {
	st, err := os.Stat(ts.MkAbs(args[1]))
	ts.Check(err)
	if got := strconv.FormatUint(uint64(st.Mode().Perm()), 8); got != args[0] {
		ts.Fatalf("%s has mode %s, want %s", args[1], got, args[0])
	}
}

// waiting is standard input that nobody types to: a read of it ends the context, as ctrl+c would, and never returns.
type waiting struct{ interrupt func() }

func (w waiting) Read([]byte) (int, error) {
	w.interrupt()
	select {}
}

func TestInterruptLeavesNothingBehind(t *testing.T) {
	ctx, interrupt := context.WithCancel(t.Context())
	dir := t.TempDir()
	var stdout, stderr bytes.Buffer
	status := Main(ctx, []string{"import", "-"}, Env{
		Stdin: waiting{interrupt}, Stdout: &stdout, Stderr: &stderr, Now: time.Now,
		Getenv: func(name string) string {
			return map[string]string{"DOGEAR_LIBRARY": filepath.Join(dir, "library.db")}[name]
		},
	})
	if status != exitFailed || stdout.Len() > 0 || stderr.String() != "dogear: interrupted\n" {
		t.Errorf("status %d, stdout %q, stderr %q", status, &stdout, &stderr)
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// full is a disk without room.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, syscall.ENOSPC }

func TestOutputThatCannotBeWrittenIsAFailure(t *testing.T) {
	var stderr bytes.Buffer
	status := Main(t.Context(), []string{"--version"}, Env{Stdin: strings.NewReader(""), Stdout: full{}, Stderr: &stderr})
	if status != exitFailed || !strings.Contains(stderr.String(), "writing the output") {
		t.Errorf("status %d, stderr %q", status, &stderr)
	}
}

func TestSummary(t *testing.T) {
	for want, rep := range map[string]store.Report{
		"0 new, 65 seen":                                    {Seen: 65},
		"12 new, 53 seen (2 of them dismissed)":             {New: 12, Seen: 53, SeenAs: map[store.Status]int{store.Dismissed: 2}},
		"1 new, 2 updated, 3 seen":                          {New: 1, Updated: 2, Seen: 3},
		"0 new, 9 seen (1 of them later, 2 dismissed)":      {Seen: 9, SeenAs: map[store.Status]int{store.Later: 1, store.Dismissed: 2}},
		"3 new, 0 seen, 1 rejected":                         {New: 3, Rejected: 1},
		"0 new, 1 updated (abstract, DOI), 0 seen":          {Updated: 1, Fields: map[string]int{"doi": 1, "abstract": 1}},
		"0 new, 1,234 updated (DOI 1,200, date 34), 0 seen": {Updated: 1234, Fields: map[string]int{"doi": 1200, "published": 34}},
	} {
		if got := rep.Summary(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestRowLineIsCutToTheTerminalOnly(t *testing.T) {
	r := store.Row{ID: 12, Status: store.Later, Starred: true, Noted: true, Title: "深い学習 and other long titles"}
	for width, want := range map[int]string{
		0:  "    12  later     ★✎ 深い学習 and other long titles",
		29: "    12  later     ★✎ 深い学…",
	} {
		if got := rowLine(r, 0, width); got != want {
			t.Errorf("width %d: got %q, want %q", width, got, want)
		}
	}
}

func TestWrap(t *testing.T) {
	got := wrap("one two  three\nhttps://example.org/long four", "  ", 12)
	want := "one two\n  three\n  https://example.org/long\n  four"
	if got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestProgressWaitsForMoreThanABlink(t *testing.T) {
	var out bytes.Buffer
	now := time.Date(2026, 3, 11, 9, 0, 0, 0, time.UTC)
	p := &progress{out: &printer{&out}, name: "big.txt", now: func() time.Time { return now }, begun: now, next: now.Add(blink)}
	p.records(200, 0.1)
	if out.Len() > 0 {
		t.Errorf("too early: %q", &out)
	}
	now = now.Add(blink)
	p.records(400, 0.2)
	p.records(600, 0.3) // at the same moment: not worth a line
	now = now.Add(2 * time.Second)
	p.records(4600, 0.5)
	p.end()
	const first, second = "big.txt: 400 records, 20%", "big.txt: 4,600 records, 50%, 2,000 a second, 2 s left"
	if got, want := out.String(), "\r"+first+"\r"+second+"\r"+strings.Repeat(" ", len(second))+"\r"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestWriteFileIsWholeOrNotThere(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "papers.jsonl")
	if err := os.WriteFile(path, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	err := writeFile(path, func(w io.Writer) error {
		_, err := io.WriteString(w, "half")
		return errors.Join(err, errors.New("and no more"))
	})
	if err == nil || !strings.Contains(err.Error(), "papers.jsonl") {
		t.Errorf("error %v, want one that names the file", err)
	}
	if b, err := os.ReadFile(path); string(b) != "old" {
		t.Errorf("the file has %q, %v", b, err)
	}
	if left, err := os.ReadDir(dir); len(left) != 1 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// scriptAppend is `append FILE LINE`: the file ends with that line, as an editor would leave it.
func scriptAppend(ts *testscript.TestScript, _ bool, args []string) {
	text := strings.TrimRight(ts.ReadFile(args[0]), "\n")
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text+"\n\n"+args[1]+"\n"), 0o600))
}
