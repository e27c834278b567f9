package ui

import (
	"context"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"

	"dogear/store"
)

// fakeExporter keeps what it was asked to export.
type fakeExporter struct{ asked chan string }

func (fakeExporter) Formats() []ExportFormat {
	return []ExportFormat{{"bibtex", "a bibliography", ".bib"}, {"biblatex", "another", ".bib"}, {"obsidian", "a folder", ""}}
}

func (f fakeExporter) Keys(_ context.Context, _ *store.Library, ids []int64) (map[int64]string, error) {
	keys := make(map[int64]string)
	for _, id := range ids {
		keys[id] = fmt.Sprintf("doe2024-%d", id)
	}
	return keys, nil
}

func (f fakeExporter) Text(_ context.Context, lib *store.Library, papers store.Target, format string) (string, error) {
	ids, err := lib.Chosen(context.Background(), papers)
	return fmt.Sprint(format, " of ", ids), err
}

func (f fakeExporter) Export(ctx context.Context, lib *store.Library, papers store.Target, format, path string, replace bool) (string, error) {
	ids, err := lib.Chosen(ctx, papers)
	if err == nil && !replace && strings.HasPrefix(path, "there") {
		err = fs.ErrExist
	}
	if err == nil {
		f.asked <- fmt.Sprint(format, " ", path, " ", len(ids), " ", ids[0])
	}
	return "wrote " + store.Plural(len(ids), "paper"), err
}

func TestExport(t *testing.T) {
	f := fakeExporter{make(chan string, 9)}
	s := openWith(t, starter(t), 120, 30, Options{Background: "15;0", Exporter: f})
	s.shows("Graph Mamba")
	s.press("E")
	s.shows("All papers in this view, as", "a bibliography")
	s.press("b")
	s.shows("bibtex to", "papers.bib")
	s.press("\r")
	s.shows("wrote 65 papers")

	s.press("jvj") // the second and the third
	s.press("E")
	s.shows("The selection, as")
	s.press("o")
	s.shows("obsidian to", "a folder")
	s.press("\r")
	s.shows("wrote 2 papers")

	s.press("\x1b")
	s.hides("wrote 2 papers")
	s.shows("r read") // nothing is selected any more
	s.press("E")
	s.shows("All papers in this view")
	s.press("i")
	s.shows("biblatex to")
	s.press("\x15there.bib\r")
	s.shows("there.bib already exists", "replace it")
	s.press("r")
	s.hides("already exists")
	for _, want := range []string{"bibtex papers.bib 65 1", "obsidian papers 2 2", "biblatex there.bib 65 1"} {
		if got := <-f.asked; got != want {
			t.Errorf("exported %s, want %s", got, want)
		}
	}
}

// The paper at hand is copied as BibTeX, or what is selected.
func TestCopiesBibTeX(t *testing.T) {
	lib := starter(t)
	out := filepath.Join(t.TempDir(), "copied")
	s := openWith(t, lib, 140, 40, Options{Config: configure(t, "copy = 'bibtex'\n"+writesTo(t, "clipboard", out, "cat")), Exporter: fakeExporter{}})
	s.shows("Inbox 65", "Despite its outstanding")
	s.press("y")
	s.shows("Copied the BibTeX entry: bibtex of [1]")
	if got := written(t, out); got != "bibtex of [1]" {
		t.Errorf("copied %q", got)
	}
	s.press("vjY")
	s.shows("BibTeX entry")
	s.press("x")
	s.shows("Copied the BibTeX entry: bibtex of [1 2]")
	s.press("q")
	s.quits()
}
