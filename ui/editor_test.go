package ui

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
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

func newEditFile(t *testing.T, text string) *EditFile {
	t.Helper()
	f, err := NewEditFile(text)
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
