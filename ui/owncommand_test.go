package ui

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"dogear/parser"
	"dogear/store"
)

// filled is what an argument becomes for a paper, or why it does not.
func filled(t *testing.T, text string, p *store.Paper, before ...string) string {
	t.Helper()
	var args []argument
	for _, s := range append(before, text) {
		a, err := parseArgument(s)
		if err != nil {
			return "mistake: " + err.Error()
		}
		args = append(args, a)
	}
	all, err := fillAll(args, []*store.Paper{p}, map[int64]string{p.ID: "doe2024"})
	if err != nil {
		return "error: " + err.what + ": " + err.err.Error()
	}
	return all[len(all)-1]
}

// A field is one argument, whatever is in it; what is missing is told, and nothing becomes an option by accident.
func TestArguments(t *testing.T) {
	p := &store.Paper{Row: store.Row{ID: 12, Title: "$(rm -rf ~) `x`; \"q\" & {doi}"}, ArXiv: "2401.00001",
		Links: []parser.Link{{Kind: parser.LinkPage, URL: "https://arxiv.org/abs/2401.00001"}, {Kind: parser.LinkPDF, URL: "javascript:alert(1)"}}}
	for text, want := range map[string]string{
		"{title}": p.Title, "--title={title}": "--title=" + p.Title, "{arxiv}": "2401.00001", "{id}": "12", "{key}": "doe2024", "{url}": "https://arxiv.org/abs/2401.00001",
		"notes/{id}-{arxiv}.md": "notes/12-2401.00001.md", "{{title}}": "{title}", `{{"a": 1}}`: `{"a": 1}`, "": "", "plain": "plain",
		"{doi}": "it has no DOI", "{pdf}": "is not a web address", "{titel}": `there is no field {titel}; did you mean "title"?`,
		"{title": "is not closed; write {{", "x {title}": "must be an argument of its own", "{title}{title}": "must be an argument of its own", "view {url}": "must be an argument of its own",
		"../{key}": "must be an argument of its own", "a=b c={title}": "must be an argument of its own",
	} {
		if got := filled(t, text, p); got != want && (want == text || !strings.Contains(got, want) || !strings.Contains(got, ": ")) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	for text, want := range map[string]string{
		"-rf /": "takes for an option", "\x1b]0;x\x07 title\u202e": "␛", "  ": "it has no title",
	} {
		p := &store.Paper{Row: store.Row{ID: 1, Title: text}}
		got := filled(t, "{title}", p)
		if strings.ContainsAny(got, "\x1b\x07\u202e") || !strings.Contains(got, strings.Replace(want, "takes", "would take", 1)) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	dash := &store.Paper{Row: store.Row{ID: 1, Title: "-rf /"}}
	if got := filled(t, "{title}", dash, "--"); got != "-rf /" {
		t.Errorf("behind --: %q", got)
	}
	if got := filled(t, "--title={title}", dash); got != "--title=-rf /" {
		t.Errorf("behind an option: %q", got)
	}
}

// Once for all papers, an argument with a field becomes one for each of them.
func TestArgumentsOfSeveralPapers(t *testing.T) {
	var args []argument
	for _, s := range []string{"--", "{title}", "and", "{id}"} {
		a, err := parseArgument(s)
		if err != nil {
			t.Fatal(err)
		}
		args = append(args, a)
	}
	got, err := fillAll(args, []*store.Paper{{Row: store.Row{ID: 1, Title: "A b"}}, {Row: store.Row{ID: 2, Title: "-C"}}}, nil)
	if want := "--|A b|-C|and|1|2"; err != nil || strings.Join(got, "|") != want {
		t.Errorf("%q, %v, want %s", got, err, want)
	}
}

func TestOwnCommandMistakes(t *testing.T) {
	for text, want := range map[string]string{
		"[[command]]\nname='a'":                                                                `config.toml:1: the command runs nothing: add run = [`,
		"[[command]]\nrun=['x']":                                                               "config.toml:1: the command has no name",
		"[[command]]\nname='a'\nrun=[]":                                                        "config.toml:3: run is empty",
		"[[command]]\nname='a'\nrun='x {pdf}'":                                                 `config.toml:3: command[0].run must be a list of the program and its arguments, because no shell splits it: write ["x", "{pdf}"]`,
		"[[command]]\nname='a'\nrun=['x',\n'{pfd}']":                                           `config.toml:4: there is no field {pfd}; did you mean "pdf"?`,
		"[[command]]\nname='a'\nrun=['{pdf}']":                                                 "config.toml:3: the program cannot depend on the paper",
		"[[command]]\nname='a'\nrun=['/bin/bash','-c','{title}']":                              "config.toml:3: the shell would run what the paper says",
		"[[command]]\nname='a'\nrun=['x']\nterminal='yes'":                                     "config.toml:4: terminal must be true or false, not a text",
		"[[command]]\nname='a'\nrun=['x']\neach=1":                                             "config.toml:4: each must be true or false, not a number",
		"[[command]]\nname='a'\nrun=['x']\nkeys='z'":                                           `config.toml:4: a command has no setting "keys"; did you mean "key"? (it has name, key, run, terminal, each)`,
		"[[command]]\nname='a'\nrun=['x']\n[[command]]\nname='a'\nrun=['x']":                   `config.toml:4: there are two commands named "a"`,
		"[[command]]\nname='a'\nrun=['x']\n[[macro]]\nname='a'\ncommands=['read']":             `config.toml:4: there is a command named "a" already`,
		"[[command]]\nname='a'\nrun=['x']\nkey='z'\n[keys]\nread='z'":                          `config.toml:6: the key "z" is used twice: for read (here) and for the command a (line 4)`,
		"[[command]]\nname='a'\nrun=['x']\nkey='z'\n[[command]]\nname='b'\nrun=['x']\nkey='z'": `config.toml:8: the key "z" is used twice: for the command b (here) and for the command a (line 4)`,
		"command = ['x']": "config.toml:1: write each command below a [[command]] of its own",
	} {
		c, err := ParseConfig("config.toml", []byte(text), noEnvironment, noViews)
		if c != nil || err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q:\n%v\nand not\n%s", text, err, want)
		}
	}
}

// script writes a program that a command can run.
func script(t *testing.T, text string) string {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("needs sh")
	}
	path := filepath.Join(t.TempDir(), "program")
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+text), 0o700); err != nil { //nolint:gosec // it is to be run
		t.Fatal(err)
	}
	return path
}

// own is a configuration with one command.
func own(path, rest string) string {
	return fmt.Sprintf("[[command]]\nname = 'annotate'\nkey = 'A'\n%s\nrun = [%s, ", rest, quoteTOML(path))
}

// A command runs for the paper under the cursor, or for each of a selection, without a shell; help and palette have it.
func TestOwnCommand(t *testing.T) {
	dir := t.TempDir()
	path := script(t, `printf '%s|' "$@" > "$1/$2.part" && mv "$1/$2.part" "$1/$2"; echo noise; echo noise >&2`)
	s := configured(t, starter(t), own(path, "")+quoteTOML(dir)+", '{id}', '{title}']\n[[macro]]\nname = 'both'\nkey = 'B'\ncommands = ['star', 'annotate']\n")
	s.shows("Inbox 65")
	s.press("A")
	s.shows("Ran “annotate” for “Neural Common Neighbor")
	if got := written(t, filepath.Join(dir, "1")); got != dir+"|1|Neural Common Neighbor with Completion for Link Prediction|" {
		t.Errorf("its arguments were %q", got)
	}
	s.press("jvjA")
	s.shows("Ran “annotate” for 2 papers")
	for _, id := range []string{"2", "3"} {
		if got := written(t, filepath.Join(dir, id)); !strings.HasPrefix(got, dir+"|"+id+"|") {
			t.Errorf("paper %s: %q", id, got)
		}
	}
	s.lacks("noise", "selected")
	s.press("jB") // a macro runs it for the paper that it marks
	s.shows("Starred 1", "Ran “annotate” for “Subgraph")
	written(t, filepath.Join(dir, "4"))
	s.press(":annot")
	s.shows("annotate", path[:10])
	s.hides("annotate: " + path[:5]) // its name stands before it
	s.press("\r")
	s.shows("Ran “annotate”")
	s.press("T")
	s.shows("Triage")
	s.press("A")
	s.shows("Triage", "Ran “annotate”")
}

// In a macro, what comes after a command is for the same selection.
func TestOwnCommandInMacro(t *testing.T) {
	dir := t.TempDir()
	path := script(t, `: > "$1/$2"`)
	s := configured(t, starter(t), own(path, "")+quoteTOML(dir)+", '{id}']\n[[macro]]\nname = 'both'\nkey = 'B'\ncommands = ['annotate', 'dismiss']\n")
	s.shows("Inbox 65")
	s.press("vjjB")
	s.shows("Dismissed 3", "Inbox 62")
	s.lacks("selected")
	for _, id := range []string{"1", "2", "3"} {
		written(t, filepath.Join(dir, id))
	}
	s.press("B")
	s.shows("Dismissed 4", "Inbox 61")
	written(t, filepath.Join(dir, "4"))
}

// Once for all: one program with an argument for each paper. Above some papers it asks first.
func TestOwnCommandForAll(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	path := script(t, `printf '%s ' "$#" "$@" > "$1.part" && mv "$1.part" "$1"`)
	s := configured(t, starter(t), own(path, "each = false")+quoteTOML(out)+", '{id}']\n")
	s.shows("Inbox 65")
	s.press("VA")
	s.shows("Run it for 65 papers, once for all of them?", "enter  run it")
	s.press("\x1b")
	s.until("the question closes", func(screen string) bool { return !strings.Contains(screen, "run it") })
	s.press("VA")
	s.shows("enter  run it")
	s.press("\r")
	if got := written(t, out); !strings.HasPrefix(got, "66 "+out+" 1 2 3 ") {
		t.Errorf("%q", got)
	}
}

// What goes wrong is told: the exit status and what the program said, cleaned; a program that is not there; a field that a
// paper does not have.
func TestOwnCommandFailures(t *testing.T) {
	path := script(t, `printf '\n\033[31mno such\033[0m page\nmore\n' >&2; exit 3`)
	s := configured(t, starter(t), own(path, "")+"'{id}']\n[[command]]\nname = 'gone'\nkey = 'Z'\nrun = ['no-such-program-here']\n"+
		"[[command]]\nname = 'pdfs'\nkey = 'X'\nrun = ["+quoteTOML(path)+", '{pdf}']\n")
	s.shows("Inbox 65")
	s.press("A")
	s.shows("“annotate” failed for “Neural Common", "exit status 3: ␛[31mno such␛[0m page")
	s.press("Z")
	s.shows(`cannot run “gone”: "no-such-program-here" was not found; install it, or change the command in config.toml:`)
	s.press("X")
	s.shows("“pdfs” did not run for “Neural Common", "it has no PDF")
}

// In the terminal, papers have their turn one after the other; after a failure, the others are left out.
func TestOwnCommandInTheTerminal(t *testing.T) {
	c := configure(t, own("program", "terminal = true")+"'{id}', '{arxiv}']\n")
	papers := []*store.Paper{{Row: store.Row{ID: 1, Title: "One"}, ArXiv: "2401.00001"}, {Row: store.Row{ID: 2, Title: "Two"}},
		{Row: store.Row{ID: 3, Title: "Three"}, ArXiv: "2401.00003"}, {Row: store.Row{ID: 4, Title: "Four"}, ArXiv: "2401.00004"}}
	run, err := newRun(&c.Commands[0], "/bin/program", papers, nil)
	if err != nil || len(run.runs) != 3 || strings.Join(run.runs[1].args, " ") != "3 2401.00003" {
		t.Fatalf("%+v, %v", run, err)
	}
	d := drive(t, starter(t), 140, 40)
	if run.begin(d.m) == nil {
		t.Fatal("it does not run")
	}
	if next := (ownEndedMsg{run, nil}).take(d.m); next == nil || run.runs[0].what != "“Three”" {
		t.Errorf("the next one is not run: %+v", run.runs)
	}
	if next := (ownEndedMsg{run, errors.New("exit status 1")}).take(d.m); next != nil {
		t.Error("it goes on after a failure")
	}
	d.shows("“annotate” failed for “Three”: exit status 1; it did not run for the other paper")
	run, err = newRun(&c.Commands[0], "/bin/program", papers[:2], nil)
	if err != nil {
		t.Fatal(err)
	}
	if next := (ownEndedMsg{run, nil}).take(d.m); next != nil {
		t.Error("it goes on after the last one")
	}
	d.shows("“annotate” did not run for “Two”: it has no arXiv id")
}

// All links of a paper have a number, and the host that they really lead to.
func TestChooseLink(t *testing.T) {
	lib := library(t, func() (string, []byte) {
		return "own.jsonl", []byte(`{"title":"Rivers","abstract":"They flow.","authors":["Jane Doe"],"status":"inbox","starred":false,"tags":[],"arxiv":"2401.00001","doi":"10.1000/a","links":[` +
			`{"kind":"page","url":"https://arxiv.org/abs/2401.00001"},{"kind":"pdf","url":"https://arxiv.org/pdf/2401.00001"},{"kind":"page","url":"https://openreview.net/forum?id=x"},` +
			`{"kind":"project","url":"https://arxiv.org@evil.example/x"},{"kind":"code","url":"https://github.com/a/b"}]}` + "\n")
	})
	out := filepath.Join(t.TempDir(), "opened")
	s := configured(t, lib, writesTo(t, "browser", out, "printf %s \"$*\""))
	s.shows("Inbox 1")
	s.press("f")
	s.shows("Open a link", "1      page     arxiv.org/abs/2401.00001 ", "PDF", "3      page     openreview.net/forum", "project  evil.example  arxiv.org@evil.example/x", "code     github.com/a/b", "DOI      doi.org", "search   ")
	s.press("3")
	s.shows("Opening the page at openreview.net")
	if got := written(t, out); got != "https://openreview.net/forum?id=x" {
		t.Errorf("opened %q", got)
	}
}

// Where a failure is too long for its line, the title is shortened, not the reason.
func TestOwnFailureFits(t *testing.T) {
	r := &ownRun{command: &OwnCommand{Name: "annotate"}}
	lacking := paperError{"“" + strings.Repeat("Neural ", 30) + "”", lacksError{"arXiv id"}}
	var s status
	s.fail(r.problem("did not run", []paperError{lacking, lacking, lacking}))
	if got := s.line(78); width(got) > 78 || !strings.HasPrefix(got, "“annotate” did not run for “Neural ") ||
		!strings.HasSuffix(got, "…” and 2 more: it has no arXiv id") {
		t.Errorf("%q", got)
	}
}
