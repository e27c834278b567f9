// This file owns what an export is: the formats that can be written, and the way of the papers from the library into one of
// them, a page at a time. exportfolder.go owns the formats that are folders of files.

package cli

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"dogear/parser"
	"dogear/store"
)

// An exportFormat is one that can be written.
type exportFormat struct {
	name   string
	what   string
	ends   []string // of the names of its files
	cites  bool     // papers carry citation keys
	folder bool     // of files
}

const formatJSONL = string(parser.FormatJSONL)

// exportFormats are the formats in the order in which they are offered.
func exportFormats() []exportFormat {
	return []exportFormat{
		{string(parser.FormatBibTeX), "BibTeX bibliography", []string{".bib"}, true, false},
		{string(parser.FormatBibLaTeX), "BibLaTeX bibliography", nil, true, false},
		{string(parser.FormatRIS), "RIS, for reference managers", []string{".ris"}, true, false},
		{string(parser.FormatCSLJSON), "CSL-JSON, for pandoc, Zotero and other citation processors", []string{".json"}, true, false},
		{formatJSONL, "everything dogear stores, one paper per line", []string{".jsonl", ".ndjson"}, false, false},
		{string(parser.FormatCSV), "table for spreadsheets", []string{".csv"}, false, false},
		{string(parser.FormatMarkdown), "Markdown document", []string{".md", ".markdown"}, false, false},
		{string(parser.FormatHTML), "web page, for reading and printing", []string{".html", ".htm"}, false, false},
		{string(parser.FormatText), "plain text", []string{".txt"}, false, false},
		{string(parser.FormatObsidian), "folder for Obsidian, one page per paper", nil, true, true},
		{string(parser.FormatLogseq), "folder for Logseq, one page per paper", nil, true, true},
	}
}

// exportFormatOf finds a format by its name.
func exportFormatOf(name string) (exportFormat, error) {
	for _, f := range exportFormats() {
		if f.name == name {
			return f, nil
		}
	}
	return exportFormat{}, usagef("invalid value %q for --format: want one of %s", name, strings.Join(exportNames(), ", "))
}

func exportNames() []string {
	var names []string
	for _, f := range exportFormats() {
		names = append(names, f.name)
	}
	return names
}

// guessExport is the format that the name of a file tells.
func guessExport(path string) (exportFormat, error) {
	if f, ok := formatOfFolder(path); ok {
		return f, nil
	}
	end := strings.ToLower(filepath.Ext(path))
	for _, f := range exportFormats() {
		for _, e := range f.ends {
			if e == end {
				return f, nil
			}
		}
	}
	return exportFormat{}, usagef("cannot tell the format from the name %s; use --format with one of %s", shown(path), strings.Join(exportNames(), ", "))
}

// An export is a run of it: which papers, and how they are written.
type export struct {
	*app
	lib    *store.Library
	format exportFormat
	// each calls its argument for the papers, a page of ids at a time.
	each func(ctx context.Context, f func(ids []int64) error) (int, error)

	pattern parser.KeyPattern
	letters map[int64]string // the keys of those papers whose key another one had before
	keys    *parser.CitationKeys
}

// matching are the papers that a query finds, up to a limit.
func (e *export) matching(q store.Query, limit int) {
	e.each = func(ctx context.Context, f func(ids []int64) error) (int, error) {
		return e.app.each(ctx, e.lib, q, limit, func(page []store.Row) error {
			ids := make([]int64, len(page))
			for i, r := range page {
				ids[i] = r.ID
			}
			return f(ids)
		})
	}
}

// to writes the papers, and tells how many they were.
func (e *export) to(ctx context.Context, w io.Writer) (int, error) {
	if err := e.giveKeys(ctx); err != nil {
		return 0, err
	}
	write, end, err := e.writer(w)
	if err != nil {
		return 0, err
	}
	n, err := e.papers(ctx, write)
	if err == nil {
		err = end()
	}
	return n, err
}

// papers calls f for all papers.
func (e *export) papers(ctx context.Context, f func(p *store.Paper) error) (int, error) {
	return e.each(ctx, func(ids []int64) error {
		papers, err := e.lib.Papers(ctx, ids)
		if err != nil {
			return err
		}
		for _, p := range papers {
			if err := f(p); err != nil {
				return err
			}
		}
		return nil
	})
}

// writer writes papers in the format; end completes it.
func (e *export) writer(w io.Writer) (write func(p *store.Paper) error, end func() error, err error) {
	if e.format.name == formatJSONL {
		lines := newJSONLines(w)
		return func(p *store.Paper) error { return lines.write(toJSON(p, e.today())) }, func() error { return nil }, nil
	}
	out, err := parser.NewWriter(parser.Format(e.format.name), w)
	if err != nil {
		return nil, nil, err
	}
	return func(p *store.Paper) error { return out.Write(e.digestPaper(p)) }, out.Close, nil
}

// giveKeys looks through the library for papers whose citation keys would be equal. All of it, whatever is exported: a key
// must not depend on the other papers that are.
func (e *export) giveKeys(ctx context.Context) error {
	if !e.format.cites {
		return nil
	}
	e.keys, e.letters = parser.NewCitationKeys(e.pattern), map[int64]string{}
	return e.lib.EachCited(ctx, func(id int64, p *parser.Paper) error {
		if key, changed := e.keys.Key(p, id); changed {
			e.letters[id] = key
		}
		return nil
	})
}

// key is the citation key of a paper.
func (e *export) key(p *parser.Paper, id int64) string {
	return cmp.Or(e.letters[id], e.keys.Base(p, id))
}

// digestPaper is the paper as a digest would tell of it, with what its reader made of it.
func (e *export) digestPaper(p *store.Paper) *parser.Paper {
	d := &parser.Paper{
		Title: p.Title, Abstract: p.Abstract, RawTitle: p.RawTitle, RawAbstract: p.RawAbstract, Authors: p.Authors,
		Published: p.Published, ArXiv: p.ArXiv, Version: p.Version, DOI: p.DOI, OpenReview: p.OpenReview, In: p.In,
		Categories: p.Categories, Keywords: p.Keywords, Comment: p.Comment, Key: p.Key, Links: p.Links,
		Details: p.Details,
		Marks: &parser.Marks{
			Status: p.Status.String(), Starred: p.Starred, Tags: p.TagNames, Note: p.Note,
			Added: parser.Date(p.Added.Format(time.DateOnly)),
		},
	}
	if e.format.cites {
		d.Key = e.key(d, p.ID)
	}
	return d
}

// exportTable lists the formats that can be written, a line each.
func exportTable() string {
	var b strings.Builder
	for _, f := range exportFormats() {
		fmt.Fprintf(&b, "  %-11s %s\n", f.name, f.what)
	}
	return b.String()
}
