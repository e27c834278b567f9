package store

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// TestReadOnly opens a library as one that cannot be written: it can be read and searched, and refuses every change.
func TestReadOnly(t *testing.T) {
	l := three(t)
	want := list(t, l, "")
	if err := l.openReadOnly(t.Context()); err != nil {
		t.Fatal(err)
	}
	if !l.ReadOnly() || list(t, l, "") != want {
		t.Errorf("it is not read as before: %s", list(t, l, ""))
	}
	if _, err := l.Mark(t.Context(), These(1), Star); !errors.Is(err, ErrReadOnly) {
		t.Errorf("a mark: %v", err)
	}
	if _, _, err := l.SetNote(t.Context(), 1, "text", NoteEdit{}); !errors.Is(err, ErrReadOnly) {
		t.Errorf("a note: %v", err)
	}
	if _, made, err := l.BackupIfDue(t.Context()); made || err != nil {
		t.Errorf("a backup: %v, %v", made, err)
	}
}

// TestReadOnlyMedia opens a library in a folder that cannot be written.
func TestReadOnlyMedia(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may write everywhere")
	}
	path := closed(t, three(t))
	folder := filepath.Dir(path)
	if err := errors.Join(os.Chmod(path, 0o400), os.Chmod(folder, 0o500)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(folder, 0o700) })
	l := reopen(t, path)
	if !l.ReadOnly() || list(t, l, "") != list(t, three(t), "") {
		t.Errorf("read-only %v, with %s", l.ReadOnly(), list(t, l, ""))
	}
	if d, err := Examine(t.Context(), path, Examination{}); err != nil || d.Damaged() {
		t.Errorf("doctor says %v, %v", d.Findings, err)
	}
}

// TestJournalWaits refuses to read a library without the changes in its journal.
func TestJournalWaits(t *testing.T) {
	l := three(t)
	for path, want := range map[string]bool{l.Path(): true, closed(t, three(t)): false} {
		if has, err := hasJournal(path); has != want || err != nil {
			t.Errorf("%s has changes in its journal: %v, %v; want %v", path, has, err, want)
		}
	}
}
