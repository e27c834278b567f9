package cli

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"dogear/seeds"
)

// tree is the commands, as a reader has them.
func tree() *cobra.Command {
	var out bytes.Buffer
	root := (&app{Env: System(), out: printer{&out}, err: printer{&out}}).root()
	root.InitDefaultHelpCmd()
	return root
}

// A shop is a folder in which shell commands run as those of somebody who has a library with the starter digest. The
// program itself is in the PATH: see TestMain.
type shop struct {
	t   *testing.T
	dir string
	env []string
}

// newShop makes stand-ins for the programs that this system lacks: shell scripts, by name.
func newShop(t *testing.T, standIns map[string]string) *shop {
	t.Helper()
	if _, err := exec.LookPath("sh"); err != nil {
		t.Skip("there is no sh")
	}
	s := &shop{t: t, dir: t.TempDir()}
	bin := filepath.Join(s.dir, ".bin")
	for _, d := range []string{bin, filepath.Join(s.dir, ".zfunc"), filepath.Join(s.dir, ".config", "fish", "completions"),
		filepath.Join(s.dir, ".local", "share", "bash-completion", "completions"), filepath.Join(s.dir, "digests")} {
		s.check(os.MkdirAll(d, 0o755))
	}
	for name, script := range standIns {
		s.check(os.WriteFile(filepath.Join(bin, name), []byte("#!/bin/sh\n"+script+"\n"), 0o755)) //nolint:gosec // to be run
	}
	s.env = append(os.Environ(), "HOME="+s.dir, "XDG_DATA_HOME=", "XDG_CONFIG_HOME="+filepath.Join(s.dir, ".config"), "NO_COLOR=1",
		"DOGEAR_LIBRARY="+filepath.Join(s.dir, "library.db"), "PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	name, text := seeds.Starter()
	s.check(os.WriteFile(filepath.Join(s.dir, name), text, 0o600))
	s.run("dogear import " + name)
	return s
}

func (s *shop) check(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// run runs a script of sh, which has to succeed, and is what it printed.
func (s *shop) run(script string) string {
	s.t.Helper()
	cmd := exec.CommandContext(s.t.Context(), "sh", "-e", "-c", script) //nolint:gosec // our own manual
	cmd.Dir, cmd.Env = s.dir, s.env
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		s.t.Errorf("%s\n%v\n%s", script, err, stderr.String())
	}
	return string(out)
}

// lacking are stand-ins for those programs that are not here.
func lacking(standIns map[string]string) map[string]string {
	for name := range standIns {
		if _, err := exec.LookPath(name); err == nil {
			delete(standIns, name)
		}
	}
	return standIns
}

// What the manual shows in a shell works, one line after the other.
func TestManualExamplesRun(t *testing.T) {
	for _, topic := range topics() {
		t.Run(topic.name, func(t *testing.T) {
			t.Parallel()
			s := newShop(t, lacking(map[string]string{"jq": "cat"}))
			for _, b := range readManual(topic.text()) {
				for _, l := range b.lines {
					if command, isShell := strings.CutPrefix(l, "$ "); isShell {
						s.run(command)
					}
				}
			}
		})
	}
}

// The file of a topic begins with its name, and every table that the program makes is there.
func TestTopicsAreWhole(t *testing.T) {
	for _, topic := range topics() {
		if topic.name == "" || topic.short == "" || strings.Contains(topic.text(), "<!--") {
			t.Errorf("%s: a title without a name, or a comment that nothing stands for:\n%s", topic.name, topic.text())
		}
	}
}

func TestEveryCommandHasExamplesThatParse(t *testing.T) {
	root := tree()
	eachCommand(root, func(c *cobra.Command) {
		if c.Example == "" {
			t.Errorf("%s has no example", c.CommandPath())
		}
		mine := false
		for _, line := range strings.Split(c.Example, "\n") {
			if args := dogearWords(line); args != nil {
				target, rest, err := tree().Find(args)
				if err == nil {
					err = errors.Join(target.ParseFlags(rest), target.ValidateArgs(target.Flags().Args()))
				}
				if err != nil {
					t.Errorf("%s: %s: %v", c.CommandPath(), line, err)
				}
				mine = mine || target != nil && strings.HasPrefix(target.CommandPath(), c.CommandPath())
			}
		}
		if !mine {
			t.Errorf("%s: no example is of this command:\n%s", c.CommandPath(), c.Example)
		}
	})
}

// dogearWords are the arguments of dogear in a line of shell, as far as examples need it; nil if there is no dogear.
func dogearWords(line string) []string {
	_, line, found := strings.Cut(line, "dogear ")
	if !found {
		return nil
	}
	words, quote := []string{""}, rune(0)
	for _, c := range line {
		last := len(words) - 1
		switch {
		case quote == 0 && strings.ContainsRune("|>)#", c):
			return slices.DeleteFunc(words, func(w string) bool { return w == "" })
		case c == quote:
			quote = 0
		case quote == 0 && (c == '\'' || c == '"'):
			quote = c
		case quote == 0 && c == ' ':
			words = append(words, "")
		default:
			words[last] += string(c)
		}
	}
	return slices.DeleteFunc(words, func(w string) bool { return w == "" })
}

// --help lists every command, in a group.
func TestHelpListsEveryCommand(t *testing.T) {
	eachCommand(tree(), func(c *cobra.Command) {
		for _, sub := range c.Commands() {
			if sub.Hidden || sub.GroupID == "" && !c.HasParent() {
				t.Errorf("%s: hidden %v, group %q", sub.CommandPath(), sub.Hidden, sub.GroupID)
			}
		}
	})
}

// What stands in backquotes in a flag's usage is the name of its value: one word, and none for a flag without a value.
func TestFlagsNameTheirValues(t *testing.T) {
	name := regexp.MustCompile(`^[A-Z][A-Z-]*$`)
	eachCommand(tree(), func(c *cobra.Command) {
		c.LocalFlags().VisitAll(func(f *pflag.Flag) {
			value, usage := pflag.UnquoteUsage(f)
			if isBool := f.Value.Type() == "bool"; isBool && value != "" || !isBool && !name.MatchString(value) || strings.Contains(usage, "`") {
				t.Errorf("%s --%s %s: %s", c.CommandPath(), f.Name, value, f.Usage)
			}
		})
	})
}

// A flag that wants text is given some: an unset variable in a script is wrong usage, not the default.
func TestEmptyFlagsAreWrongUsage(t *testing.T) {
	t.Chdir(t.TempDir())
	eachCommand(tree(), func(c *cobra.Command) {
		c.Flags().VisitAll(func(f *pflag.Flag) {
			if f.Value.Type() == "bool" || !c.Runnable() {
				return
			}
			var out, complaints bytes.Buffer
			args := append(strings.Fields(c.CommandPath())[1:], "--"+f.Name, "")
			if args = append(args, argumentsOf(c)...); Main(t.Context(), args, Env{
				Stdin: strings.NewReader(""), Stdout: &out, Stderr: &complaints, Getenv: func(string) string { return "" }, Now: time.Now,
			}) != exitUsage || !strings.Contains(complaints.String(), "--"+f.Name) && f.Name != "query" {
				t.Errorf("%q:\n%s%s", args, &out, &complaints)
			}
		})
	})
}

// argumentsOf are arguments that a command takes, from its first example.
func argumentsOf(c *cobra.Command) []string {
	for _, line := range strings.Split(c.Example, "\n") {
		target, rest, err := tree().Find(dogearWords(line))
		if err == nil && target.CommandPath() == c.CommandPath() && target.ParseFlags(rest) == nil {
			return target.Flags().Args()
		}
	}
	return nil
}

// However narrow the terminal is, the manual does not break a word at its hyphens.
func TestManualBreaksLinesAtSpaces(t *testing.T) {
	words := func(text string) []string { return strings.Fields(ansi.Strip(text)) }
	for _, topic := range topics() {
		page := readManual(topic.text())
		for _, width := range []int{20, 40, 61, manualWidth} {
			if got, want := words(drawManual(page, width)), words(drawManual(page, 10_000)); !slices.Equal(got, want) {
				i := 0
				for i < min(len(got), len(want)) && got[i] == want[i] {
					i++
				}
				t.Errorf("%s at %d columns: %q", topic.name, width, got[i:min(i+3, len(got))])
			}
		}
	}
}

// Commands that print records have --json; these print none.
func TestRecordsComeAsJSON(t *testing.T) {
	without := strings.Fields(`dogear help man export mark snooze undo redo tag tag-add tag-remove tag-rename tag-merge tag-delete
		view-save view-rename view-move view-remove digests-remove duplicates-merge duplicates-apart duplicates-split
		completion completion-bash completion-zsh completion-fish completion-powershell`)
	eachCommand(tree(), func(c *cobra.Command) {
		name := strings.ReplaceAll(strings.TrimPrefix(c.CommandPath(), "dogear "), " ", "-")
		if has := c.LocalFlags().Lookup("json") != nil; has == slices.Contains(without, name) {
			t.Errorf("%s: --json %v: a command either has it or prints no records", name, has)
		}
	})
}

// A command offers what it takes, and never the files of the folder instead.
func TestEveryArgumentIsCompleted(t *testing.T) {
	eachCommand(tree(), func(c *cobra.Command) {
		if c.Runnable() && !c.HasSubCommands() && c.ValidArgsFunction == nil && c.Name() != "import" {
			t.Errorf("%s offers files", c.CommandPath())
		}
		c.LocalFlags().VisitAll(func(f *pflag.Flag) {
			_, known := c.GetFlagCompletionFunc(f.Name)
			isFile := slices.Contains([]string{"library", "config", "output", "rejects"}, f.Name)
			if f.Value.Type() != "bool" && !known && !isFile {
				t.Errorf("%s --%s offers files", c.CommandPath(), f.Name)
			}
		})
	})
}

func TestCompletionScriptsParse(t *testing.T) {
	for _, sh := range shells() {
		script, err := sh.write(tree())
		if err != nil {
			t.Errorf("%v", err)
			continue
		}
		if _, err := exec.LookPath(sh.name); err != nil || sh.name == "powershell" {
			continue
		}
		cmd := exec.CommandContext(t.Context(), sh.name, "-n")
		cmd.Stdin = strings.NewReader(script)
		if out, err := cmd.CombinedOutput(); err != nil || len(out) > 0 {
			t.Errorf("%s: %v\n%s", sh.name, err, out)
		}
	}
}

// Bash takes a paper that was found by words, although its number does not begin with them.
func TestBashCompletesAPaperByWords(t *testing.T) {
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip("there is no bash")
	}
	s := newShop(t, nil)
	s.check(os.WriteFile(filepath.Join(s.dir, "tab"), []byte(`_init_completion() { words=("${COMP_WORDS[@]}"); cword=$COMP_CWORD; cur=${words[cword]}; } # of the package bash-completion
source <(dogear completion bash)
complete_line() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}; COMP_TYPE=9; COLUMNS=80
	COMPREPLY=(); __start_dogear 2>/dev/null; printf '[%s]\n' "${COMPREPLY[@]}"; }
complete_line dogear show netmam
complete_line dogear show mamba
complete_line dogear mark rea
`), 0o600))
	want := "[46]\n[3   (Graph Mamba: Towards Learning on Graphs with State Space Models)]\n" +
		"[46  (NetMamba: Efficient Network Traffic Classification via Pre-training Unidi…)]\n[ ]\n[read]\n"
	if got := s.run("bash tab"); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// Fish takes a paper by a word anywhere in its title, and by several words in their order.
func TestFishCompletesAPaperByWords(t *testing.T) {
	if _, err := exec.LookPath("fish"); err != nil {
		t.Skip("there is no fish")
	}
	s := newShop(t, nil)
	s.check(os.WriteFile(filepath.Join(s.dir, "tab"), []byte(`dogear completion fish | source
complete -C 'dogear show mamba'
complete -C 'dogear show "graph sta'
complete -C 'dogear mark rea'
`), 0o600))
	want := "Graph Mamba: Towards Learning on Graphs with State Space Models\t3\n" +
		"NetMamba: Efficient Network Traffic Classification via Pre-training Unidirectional Mamba\t46\n" +
		"graph mamba: towards learning on graphs with state space models\t3\nread\n"
	if got := s.run("fish tab"); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// Manual pages are for every reader of them.
func TestManPagesAreClean(t *testing.T) {
	pages, dir, files := manPages(tree()), t.TempDir(), []string{}
	if pages[0].file != "dogear.1" {
		t.Errorf("the first page is %s", pages[0].file)
	}
	for _, p := range pages {
		for _, section := range []string{".SH NAME\n", ".SH DESCRIPTION\n", ".SH SEE ALSO\n"} {
			if strings.Count(p.roff, section) != 1 {
				t.Errorf("%s has not one %q", p.file, section)
			}
		}
		file := filepath.Join(dir, p.file)
		if err := os.WriteFile(file, []byte(p.roff), 0o600); err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	for _, tool := range [][]string{{"groff", "-man", "-ww", "-Tutf8"}, {"mandoc", "-T", "lint", "-W", "error"}} {
		if _, err := exec.LookPath(tool[0]); err != nil {
			continue
		}
		cmd := exec.CommandContext(t.Context(), tool[0], append(tool[1:], files...)...) //nolint:gosec // as above
		var complaints bytes.Buffer
		cmd.Stdout, cmd.Stderr = io.Discard, &complaints
		if err := cmd.Run(); err != nil || complaints.Len() > 0 {
			t.Errorf("%s: %v\n%s", tool[0], err, complaints.String())
		}
	}
}

// Text reads the same from a manual page as it was written, whatever is in it.
func TestRoffEscapes(t *testing.T) {
	for text, want := range map[string]string{
		".SH is no request":    `\&.SH is no request`,
		"'tis":                 `\&\(aqtis`,
		`C:\papers --json "x"`: `C:\epapers \-\-json \(dqx\(dq`,
		"~/x ^ ` ★":            `\(ti/x \(ha \(ga \[u2605]`,
	} {
		if got := roffText(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}
