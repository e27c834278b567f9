package store

import (
	"crypto/sha256"
	"fmt"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"dogear/parser"
)

// day is the tests' clock.
var day = time.Date(2026, 3, 12, 9, 0, 0, 0, time.UTC)

// newLibrary makes an empty library whose clock moves a second at every look, whoever of several looks.
func newLibrary(t testing.TB) *Library {
	t.Helper()
	var seconds atomic.Int64
	l, err := Create(t.Context(), filepath.Join(t.TempDir(), "library.db"), nil, WithClock(func() time.Time {
		return day.Add(time.Duration(seconds.Add(1)) * time.Second)
	}))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
	return l
}

// digestText writes papers as a digest: title, empty line, abstract.
func digestText(papers ...[2]string) string {
	var b strings.Builder
	b.WriteString("byThe tests\n\nMar 11\n\n")
	for _, p := range papers {
		fmt.Fprintf(&b, "%s\n\n%s\n\n", p[0], p[1])
	}
	return b.String()
}

// take imports a text.
func take(t testing.TB, l *Library, text string) Report {
	t.Helper()
	d, err := parser.Open(strings.NewReader(text), parser.Options{Now: day})
	if err != nil {
		t.Fatal(err)
	}
	rep, err := l.Import(t.Context(), d, Delivery{Origin: "test.txt", Sum: sha256.Sum256([]byte(text))}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return rep
}

// Three papers with enough text to be told from headers.
var (
	mamba = [2]string{"Graph Mamba: Learning on Graphs", "Graph neural networks are used in many places. We present a new state space model for graphs, and show that it works."}
	trees = [2]string{"Café Trees and Their Roots", "Trees of bounded depth have been studied for long. In this paper we count their roots in time O(n^2), which is new."}
	sleep = [2]string{"Why Do Networks Sleep?", "Sleep has many functions. We train a network that sleeps at night, and measure how much it remembers in the morning."}
)

// three is a library with them.
func three(t testing.TB) *Library {
	t.Helper()
	l := newLibrary(t)
	if rep := take(t, l, digestText(mamba, trees, sleep)); rep.New != 3 {
		t.Fatalf("report: %+v", rep)
	}
	return l
}

// list is the titles' first words of what a query matches, in order.
func list(t testing.TB, l *Library, query string) string {
	t.Helper()
	q, err := ParseQuery(query, day)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := l.Page(t.Context(), q, Span{})
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	var first []string
	for _, r := range rows {
		w, _, _ := strings.Cut(r.Title, " ")
		first = append(first, w)
	}
	return strings.Join(first, " ")
}

func must[T any](t testing.TB) func(v T, err error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}
