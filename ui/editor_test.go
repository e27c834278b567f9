package ui

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"dogear/parser"
	"dogear/store"
)

func TestSplitWords(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("backslashes part folders there")
	}
	for _, test := range []struct {
		command string
		want    []string // nil: refused
	}{
		{"vim", []string{"vim"}},
		{"  code   --wait ", []string{"code", "--wait"}},
		{`"/opt/My Editor/bin/edit" -n`, []string{"/opt/My Editor/bin/edit", "-n"}},
		{`/opt/My\ Editor/edit`, []string{"/opt/My Editor/edit"}},
		{`emacs --eval '(setq x "y")'`, []string{"emacs", "--eval", `(setq x "y")`}},
		{`vim -c "set \"x\" \n"`, []string{"vim", "-c", `set "x" \n`}},
		{`sh -c "ed \$0"`, []string{"sh", "-c", "ed $0"}},
		{`vim ''`, []string{"vim", ""}},
		{`vim $HOME; rm *`, []string{"vim", "$HOME;", "rm", "*"}}, // no shell: nothing in it means anything
		{`vim "unclosed`, nil},
		{`''`, nil},
	} {
		got, err := splitWords(test.command)
		if !slices.Equal(got, test.want) || (err != nil) != (test.want == nil) {
			t.Errorf("splitWords(%s) = %q, %v; want %q", test.command, got, err, test.want)
		}
	}
}

func TestEditorCommand(t *testing.T) {
	dir := t.TempDir()
	program := filepath.Join(dir, "my editor")
	if err := os.WriteFile(program, []byte("#!/bin/sh\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("VISUAL", "'"+program+"' -n")
	t.Setenv("EDITOR", "never-asked")
	cmd, err := EditorCommand("/tmp/note.md")
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{program, "-n", "/tmp/note.md"}; !slices.Equal(cmd.Args, want) {
		t.Errorf("args %q, want %q", cmd.Args, want)
	}

	t.Setenv("VISUAL", "")
	t.Setenv("EDITOR", "no-such-editor-anywhere")
	if _, err := EditorCommand("/tmp/note.md"); err == nil || !strings.Contains(err.Error(), "$EDITOR") {
		t.Errorf("error %v, want one that names $EDITOR", err)
	}
}

func TestEditFileIsTheReadersAlone(t *testing.T) {
	f := newEditFile(t, "a **note**")
	if !strings.HasSuffix(f.Path, ".md") {
		t.Errorf("%s is no Markdown by its name", f.Path)
	}
	if runtime.GOOS == "windows" {
		return
	}
	for path, want := range map[string]os.FileMode{f.Path: 0o600, filepath.Dir(f.Path): 0o700} {
		st, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if got := st.Mode().Perm(); got != want {
			t.Errorf("%s has mode %o, want %o", path, got, want)
		}
	}
}

func TestEditFileReadsBack(t *testing.T) {
	f := newEditFile(t, "first\n\nsecond")
	if text, changed, err := f.Read(); err != nil || changed || text != "first\n\nsecond" {
		t.Errorf("untouched: %q, %v, %v", text, changed, err)
	}

	// As editors save: a new file that takes the place of the old one.
	beside := f.Path + "~"
	if err := os.WriteFile(beside, []byte("first\r\nthird\n\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(beside, f.Path); err != nil {
		t.Fatal(err)
	}
	if text, changed, err := f.Read(); err != nil || !changed || text != "first\nthird" {
		t.Errorf("edited: %q, %v, %v", text, changed, err)
	}

	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Dir(f.Path)); !os.IsNotExist(err) {
		t.Errorf("the folder is still there: %v", err)
	}
	if _, _, err := f.Read(); err == nil {
		t.Error("reading a file that is gone is no error")
	}
}

func TestNoModelineReachesTheEditor(t *testing.T) {
	for _, text := range []string{
		"quote\n# vim: set modeline foldexpr=system('id') :",
		"vi:noai", "ex: x", "/* Vim>=700: x */",
		"-*- mode: lisp; eval: (shell-command \"id\") -*-",
		"Local Variables:\neval: (x)\nEnd:",
	} {
		f := newEditFile(t, text)
		b, err := os.ReadFile(f.Path)
		if err != nil {
			t.Fatal(err)
		}
		if modeline.Match(b) {
			t.Errorf("the editor would obey %q", b)
		}
		if got, changed, err := f.Read(); got != text || changed || err != nil {
			t.Errorf("Read() = %q, %v, %v; want %q as it was", got, changed, err, text)
		}
	}
}

// What an editor does to the head above a note is not in the note, and nothing that was typed is lost.
func TestHeadIsNotInTheNote(t *testing.T) {
	f := newEditFile(t, "old")
	b, err := os.ReadFile(f.Path)
	if err != nil {
		t.Fatal(err)
	}
	whole := string(b)
	for _, part := range []string{"<!--\nWalruses -- > ", "\nAnna Tusk\nhttps://arxiv.org/abs/2402.08678\n-->\n" + headEnd + "\n\nold\n"} {
		if !strings.Contains(whole, part) {
			t.Errorf("there is no %q in %q", part, whole)
		}
	}
	head, _, _ := strings.Cut(whole, headEnd)
	for name, c := range map[string][2]string{
		"untouched":          {whole, "old"},
		"typed":              {whole + "new\n", "old\nnew"},
		"begun with a blank": {head + headEnd + "\n\n\nx", "\nx"},
		"emptied below":      {head + headEnd + "\n", ""},
		"DOS and a mark":     {"\ufeff" + strings.ReplaceAll(whole, "\n", "\r\n"), "old"},
		"spaces":             {strings.ReplaceAll(whole, "\n", "  \n\t"), "\told"},
		"blank lines in it":  {"\n\n" + strings.ReplaceAll(head, "\n", "\n\n") + headEnd + "\nold", "old"},
		"head cut away":      {"old\nnew", "old\nnew"},
		"only the line left": {headEnd + "\nold", "old"},
		"the line cut away":  {head + "\nold", "old"},
		"half of it left":    {"-->\n" + headEnd + "\nold", "old"},
		"typed above":        {"over\n" + whole, "over\n\nold"},
		"typed within":       {strings.Replace(whole, "Anna Tusk\n", "Anna Tusk\nsees it\n", 1), "sees it\n\nold"},
		"another comment":    {"<!--\nmine\n-->\nold", "<!--\nmine\n-->\nold"},
		"all removed":        {"", ""},
	} {
		if err := os.WriteFile(f.Path, []byte(c[0]), 0o600); err != nil {
			t.Fatal(err)
		}
		if got, changed, err := f.Read(); got != c[1] || changed != (c[1] != "old") || err != nil {
			t.Errorf("%s: %q, %v, %v; want %q", name, got, changed, err, c[1])
		}
	}
}

// A real Vim with modelines on sets nothing that stands in the head or the note, first and last lines alike.
func TestVimObeysNothing(t *testing.T) {
	vim, err := exec.LookPath("vim")
	if err != nil {
		t.Skip("there is no Vim here")
	}
	obeys := func(file string) string {
		out := filepath.Join(t.TempDir(), "out")
		cmd := exec.Command(vim, "-es", "-u", "NONE", "-i", "NONE", "-n", "--cmd", "set modeline modelines=50", "-c", "edit",
			"-c", "call writefile([&shiftwidth], '"+out+"')", "-c", "qa!", file)
		cmd.Env = append(os.Environ(), "HOME="+t.TempDir())
		if text, err := cmd.CombinedOutput(); err != nil {
			t.Skipf("Vim does not run here: %v: %s", err, text)
		}
		b, _ := os.ReadFile(out)
		return strings.TrimSpace(string(b))
	}
	plain := filepath.Join(t.TempDir(), "plain.md")
	for _, line := range []string{"vim: set sw=3 :", "# vi:sw=3", "ex: sw=3", "vim>100: set sw=3 :", "vim>:set sw=3:", "vim600: sw=3", "Vim: set sw=3 :"} {
		if err := os.WriteFile(plain, []byte(line+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		if obeys(plain) != "3" {
			t.Logf("this Vim does not obey %q at all", line)
		}
		if got := obeys(newEditFile(t, line+"\n\nbetween\n\n"+line).Path); got != "8" {
			t.Errorf("%q set the shift width to %q", line, got)
		}
	}
}

func TestEditorOpensBelowTheHead(t *testing.T) {
	dir := t.TempDir()
	for name, want := range map[string]string{"nano": "+8", "unheard-of": ""} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"), 0o700); err != nil {
			t.Fatal(err)
		}
		t.Setenv("VISUAL", filepath.Join(dir, name)+" -x")
		f := newEditFile(t, "first line")
		cmd, err := f.Command()
		if err != nil {
			t.Fatal(err)
		}
		args := []string{cmd.Path, "-x", f.Path}
		if want != "" {
			args = slices.Insert(args, 2, want)
		}
		if !slices.Equal(cmd.Args, args) {
			t.Errorf("%q, want %q", cmd.Args, args)
		}
	}
	b, err := os.ReadFile(newEditFile(t, "first line").Path)
	if err != nil || strings.Split(string(b), "\n")[7] != "first line" {
		t.Errorf("%q, %v", b, err)
	}
}

func newEditFile(t *testing.T, text string) *EditFile {
	t.Helper()
	p := &store.Paper{Row: store.Row{ID: 3, Title: "Walruses --> vim: set ft=x :"}, Note: text,
		Authors: []parser.Author{{Family: "Tusk", Given: "Anna"}}, Links: []parser.Link{{Kind: parser.LinkPage, URL: "https://arxiv.org/abs/2402.08678"}}}
	f, err := NewEditFile(starter(t), p)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	})
	return f
}
