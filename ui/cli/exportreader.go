// This file owns exporting for the reader on the screen.

package cli

import (
	"context"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"dogear/parser"
	"dogear/store"
	"dogear/ui"
)

// A readerExport is the reader's ui.Exporter.
type readerExport struct{ *app }

// Formats are all that can be written.
func (readerExport) Formats() []ui.ExportFormat {
	var all []ui.ExportFormat
	for _, f := range exportFormats() {
		shown := ui.ExportFormat{Name: f.name, What: f.what}
		switch {
		case len(f.ends) > 0:
			shown.Ending = f.ends[0]
		case !f.folder:
			shown.Ending = ".bib"
		}
		all = append(all, shown)
	}
	return all
}

// Export writes papers as `dogear export` does.
func (r readerExport) Export(ctx context.Context, lib *store.Library, papers store.Target, format, path string, replace bool) (string, error) {
	e, err := r.of(lib, papers, format)
	if err != nil {
		return "", err
	}
	if e.format.folder {
		done, err := e.toFolder(ctx, path, false)
		if err != nil {
			return "", err
		}
		summary := done.summary(path)
		if len(done.left) > 0 {
			summary += "; " + done.left[0]
		}
		return summary, nil
	}
	if st, err := os.Lstat(path); err == nil && st.Mode().IsRegular() && !replace {
		return "", fs.ErrExist
	}
	var n int
	err = writeFile(path, func(w io.Writer) (err error) {
		n, err = e.to(ctx, w)
		return err
	})
	return "wrote " + store.Plural(n, "paper") + " to " + shown(path), err
}

// Text writes papers as a file of a format has them.
func (r readerExport) Text(ctx context.Context, lib *store.Library, papers store.Target, format string) (string, error) {
	e, err := r.of(lib, papers, format)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	_, err = e.to(ctx, &b)
	return b.String(), err
}

// Keys are the citation keys of papers.
func (r readerExport) Keys(ctx context.Context, lib *store.Library, ids []int64) (map[int64]string, error) {
	e, err := r.of(lib, store.These(ids...), "bibtex")
	if err != nil {
		return nil, err
	}
	if err := e.giveKeys(ctx); err != nil {
		return nil, err
	}
	keys := make(map[int64]string, len(ids))
	_, err = e.papers(ctx, func(p *store.Paper) error {
		keys[p.ID] = e.digestPaper(p).Key
		return nil
	})
	return keys, err
}

// of is an export of chosen papers.
func (r readerExport) of(lib *store.Library, papers store.Target, format string) (*export, error) {
	f, err := exportFormatOf(format)
	if err != nil {
		return nil, err
	}
	e := &export{app: r.app, lib: lib, format: f}
	if e.pattern, err = parser.ParseKeyPattern(parser.DefaultKeyPattern); err != nil {
		return nil, err
	}
	e.chosen(papers)
	return e, nil
}

// chosen are the papers of a target.
func (e *export) chosen(t store.Target) {
	e.each = func(ctx context.Context, f func(ids []int64) error) (int, error) {
		ids, err := e.lib.Chosen(ctx, t)
		if err != nil {
			return 0, err
		}
		for page := range slices.Chunk(ids, pageRows) {
			if err := f(page); err != nil {
				return 0, err
			}
		}
		return len(ids), nil
	}
}
