package cli

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dogear/seeds"
	"dogear/store"
	"dogear/ui"
)

// What the reader exports is what it chose, in the order that it shows.
func TestReaderExports(t *testing.T) {
	dir := t.TempDir()
	lib, err := store.Create(t.Context(), filepath.Join(dir, "library.db"), func(lib *store.Library) error {
		name, text := seeds.Starter()
		_, err := new(ui.Intake).Take(t.Context(), lib, name, bytes.NewReader(text), 0)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = lib.Close() }()
	e := readerExport{&app{Env: Env{Now: time.Now}}}
	query := func(s string) store.Query {
		q, err := store.ParseQuery(s, time.Now())
		if err != nil {
			t.Fatal(err)
		}
		return q
	}
	titled := query("sort:title graph")
	rows, err := lib.Page(t.Context(), titled, store.Span{})
	if err != nil || len(rows) < 9 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for name, test := range map[string]struct {
		papers store.Target
		want   []store.Row
	}{
		"view":     {store.AllOf(titled), rows},
		"range":    {store.Between(titled, rows[7], rows[2]), rows[2:8]},
		"one":      {store.These(rows[4].ID), rows[4:5]},
		"nothing":  {store.AllOf(query("xyzzy")), nil},
		"relevant": {store.AllOf(query("sort:relevance xyzzy")), nil},
	} {
		path := filepath.Join(dir, name+".csv")
		if _, err := e.Export(t.Context(), lib, test.papers, "csv", path, false); err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if copied, err := e.Text(t.Context(), lib, test.papers, "csv"); err != nil || copied != string(text) {
			t.Errorf("%s: copied %q, %v; the file has %q", name, copied, err, text)
		}
		at := 0
		for _, r := range test.want {
			n := strings.Index(string(text)[at:], "\n"+r.Title+",")
			if m := strings.Index(string(text)[at:], "\n\""+r.Title+"\","); n < 0 {
				n = m
			}
			if n < 0 {
				t.Fatalf("%s: no %q behind the last in\n%s", name, r.Title, text)
			}
			at += n + 1
		}
		if _, err := e.Export(t.Context(), lib, test.papers, "csv", path, false); !errors.Is(err, fs.ErrExist) {
			t.Errorf("%s was there, and the error is %v", name, err)
		}
		if _, err := e.Export(t.Context(), lib, test.papers, "csv", path, true); err != nil {
			t.Errorf("replacing %s: %v", name, err)
		}
	}
	summary, err := e.Export(t.Context(), lib, store.These(1, 2), "obsidian", filepath.Join(dir, "vault"), false)
	if err != nil || !strings.Contains(summary, "wrote 2 pages") {
		t.Errorf("%s, %v", summary, err)
	}
}
