package store

import (
	"context"
	"testing"
)

// A watch notices what another Library saves, once, and not what its own saves or reads.
func TestWatch(t *testing.T) {
	a := newLibrary(t)
	takeStarter(t, a)
	b := reopen(t, a.Path())
	w, err := a.Watch(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	changed := func(want bool, after string) {
		t.Helper()
		if got, err := w.Changed(t.Context()); err != nil || got != want {
			t.Errorf("after %s: %v, %v; want %v", after, got, err, want)
		}
	}
	mark := func(l *Library, id int64) {
		t.Helper()
		if _, err := l.Mark(t.Context(), These(id), ToRead); err != nil {
			t.Fatal(err)
		}
	}
	changed(false, "nothing")
	mark(a, 1)
	changed(false, "a write of its own")
	mark(b, 2)
	changed(true, "a write elsewhere")
	changed(false, "it was told")
	mark(b, 3)
	mark(a, 4)
	changed(true, "a write elsewhere and one of its own")
	if _, err := b.Page(t.Context(), Query{}, Span{Limit: 10}); err != nil {
		t.Fatal(err)
	}
	changed(false, "reads")
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := w.Changed(cancelled); err == nil {
		t.Error("a look that was cancelled succeeds")
	}
	mark(b, 5)
	changed(true, "a look that failed")
}

func BenchmarkWatch(b *testing.B) {
	w, err := newLibrary(b).Watch(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := w.Changed(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}
