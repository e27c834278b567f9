package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// TestFileGone removes, replaces and cuts the file of an open library: the next write says so, and no new file appears.
func TestFileGone(t *testing.T) {
	ctx := t.Context()
	for name, harm := range map[string]func(path string) error{
		"removed": os.Remove,
		"moved":   func(path string) error { return os.Rename(path, path+".old") },
		"emptied": func(path string) error { return os.Truncate(path, 0) },
		"cut":     func(path string) error { return os.Truncate(path, 4096) },
		"replaced": func(path string) error {
			return errors.Join(os.Remove(path), os.WriteFile(path, []byte("text"), 0o600))
		},
		"replaced by a library": func(path string) error {
			other := filepath.Join(filepath.Dir(path), "other.db")
			l, err := Create(ctx, other, nil)
			if err != nil {
				return err
			}
			return errors.Join(l.Close(), os.Rename(other, path))
		},
		"its folder removed": func(path string) error { return os.RemoveAll(filepath.Dir(path)) },
	} {
		l := three(t)
		w, err := l.Watch(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if err := harm(l.Path()); err != nil {
			t.Fatal(err)
		}
		before, statErr := os.Stat(l.Path())
		if _, err := l.Mark(ctx, These(1), Star); !errors.Is(err, ErrGone) {
			t.Errorf("%s: a mark: %v", name, err)
		}
		if _, _, err := l.SetNote(ctx, 1, "text", NoteEdit{}); !errors.Is(err, ErrGone) {
			t.Errorf("%s: a note: %v", name, err)
		}
		if _, err := w.Changed(ctx); !errors.Is(err, ErrGone) {
			t.Errorf("%s: a look: %v", name, err)
		}
		switch after, err := os.Stat(l.Path()); {
		case statErr != nil && !errors.Is(err, fs.ErrNotExist):
			t.Errorf("%s: there is a new file: %v", name, err)
		case statErr == nil && (err != nil || after.Size() != before.Size()):
			t.Errorf("%s: the file at the path was written to: %v", name, err)
		}
	}
}
