package store

import (
	"encoding/json"
	"os"
	osexec "os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"dogear/parser"
)

func TestDrafts(t *testing.T) {
	l := three(t)
	if all, err := l.Drafts(); len(all) != 0 || err != nil {
		t.Fatalf("%v, %v", all, err)
	}
	d := must[*Draft](t)(l.NewDraft(2, "On Walruses", "before", ""))
	if all := must[[]*Draft](t)(l.Drafts()); len(all) != 0 {
		t.Error("a draft without a text is offered")
	}
	for _, text := range []string{"typed", "typed on"} {
		if err := d.Keep(text); err != nil {
			t.Fatal(err)
		}
	}
	all := must[[]*Draft](t)(l.Drafts())
	if len(all) != 1 || all[0].Paper != 2 || all[0].Title != "On Walruses" || all[0].Base != "before" || must[string](t)(all[0].Text()) != "typed on" {
		t.Fatalf("%+v", all)
	}
	if runtime.GOOS != "windows" {
		for path, want := range map[string]os.FileMode{d.Path(): 0o600, filepath.Join(d.folder, draftAbout): 0o600, d.folder: 0o700, draftFolder(l.path): 0o700} {
			if info, err := os.Stat(path); err != nil || info.Mode().Perm() != want {
				t.Errorf("%s: %v, %v", path, info.Mode(), err)
			}
		}
	}
	if err := os.WriteFile(d.Path(), []byte(strings.Repeat("x", parser.MaxText+1)), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := all[0].Text(); err == nil || !strings.Contains(err.Error(), d.Path()) {
		t.Errorf("too long: %v", err)
	}
	if err := all[0].Drop(); err != nil {
		t.Fatal(err)
	}
	if all := must[[]*Draft](t)(l.Drafts()); len(all) != 0 {
		t.Error("it is still there")
	}
}

// A draft is offered when its dogear has ended, and not before; whatever lies in the folder of drafts, nothing else is read.
func TestOnlyDraftsThatWereLeftBehind(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no sleep to wait for")
	}
	l := three(t)
	d := must[*Draft](t)(l.NewDraft(1, "T\x1b[31m", "b\x1b", "head"))
	if err := d.Keep("typed"); err != nil {
		t.Fatal(err)
	}
	other := osexec.Command("sleep", "600")
	if err := other.Start(); err != nil {
		t.Fatal(err)
	}
	rewrite := func(change func(*Draft)) {
		t.Helper()
		change(d)
		about, err := json.Marshal(d)
		if err == nil {
			err = os.WriteFile(filepath.Join(d.folder, draftAbout), about, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	rewrite(func(d *Draft) { d.PID = other.Process.Pid })
	if all := must[[]*Draft](t)(l.Drafts()); len(all) != 0 {
		t.Error("a draft that is being written is offered")
	}
	_ = other.Process.Kill()
	_ = other.Wait()
	if all := must[[]*Draft](t)(l.Drafts()); len(all) != 1 || all[0].Title != "T␛[31m" || all[0].Base != "b␛" || all[0].Head != "head" {
		t.Errorf("%+v", all)
	}
	secret := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(secret, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	rewrite(func(d *Draft) { d.File = filepath.Join("..", "..", "..", filepath.Base(l.path)) })
	if all := must[[]*Draft](t)(l.Drafts()); len(all) != 0 {
		t.Error("a draft leads out of its folder")
	}
	rewrite(func(d *Draft) { d.File = "link.md" })
	if err := os.Symlink(secret, d.Path()); err != nil {
		t.Fatal(err)
	}
	if all := must[[]*Draft](t)(l.Drafts()); len(all) != 0 {
		t.Error("a draft is a link")
	}
}

func TestDraftThatCannotBeKept(t *testing.T) {
	l := three(t)
	if err := os.WriteFile(besides(l.path), []byte("a file where the folder should be"), 0o600); err != nil {
		if err = os.RemoveAll(besides(l.path)); err == nil {
			err = os.WriteFile(besides(l.path), nil, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if _, err := l.NewDraft(1, "T", "", ""); err == nil {
		t.Error("no error")
	}
}
