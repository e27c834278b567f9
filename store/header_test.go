package store

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestHeaderBits flips bits of a library's header: it is opened and read as before or refused, and nothing panics.
func TestHeaderBits(t *testing.T) {
	titles := func(l *Library) (string, error) {
		var all []string
		page, err := l.Page(t.Context(), Query{}, Span{})
		for _, r := range page {
			all = append(all, r.Title)
		}
		return strings.Join(all, "; "), err
	}
	l := three(t)
	want := must[string](t)(titles(l))
	data, err := os.ReadFile(closed(t, l))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "library.db")
	refused := 0
	for bit := range headerSize * 8 {
		if version := bit/8 >= 60 && bit/8 < 64; !version && bit%8 > 0 && bit%8 < 7 {
			continue // the command faults flips these too
		}
		data[bit/8] ^= 1 << (bit % 8)
		err := errors.Join(os.WriteFile(path, data, 0o600), os.RemoveAll(path+"-wal"), os.RemoveAll(path+"-shm"), os.RemoveAll(besides(path)))
		if err != nil {
			t.Fatal(err)
		}
		data[bit/8] ^= 1 << (bit % 8)
		l, err := Open(t.Context(), path)
		if err != nil {
			refused++
			if (bit/8 >= 60 && bit/8 < 64) && !errors.Is(err, ErrNotLibrary) && !errors.Is(err, ErrNewer) && !errors.Is(err, ErrAltered) {
				t.Errorf("bit %d: %v", bit, err)
			}
			continue
		}
		if got, err := titles(l); err == nil && got != want {
			t.Errorf("bit %d: it is read as %q", bit, got)
		}
		if err := l.Close(); err != nil {
			t.Errorf("bit %d: closing: %v", bit, err)
		}
	}
	if refused < 32 {
		t.Errorf("%d were refused", refused)
	}
}
