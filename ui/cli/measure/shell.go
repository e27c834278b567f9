// This file owns the sqlite3 shell beside dogear: a table filled from ready rows, and a default full-text index over it.

package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	"dogear/parser"
)

// shell does with the sqlite3 shell what import and search do. The index is over the table and keeps no text of its own,
// which is the fastest that FTS5 can be had by default.
func (r *rig) shell(ctx context.Context, lib *library) error {
	program, err := exec.LookPath("sqlite3")
	if err != nil {
		r.table.note("The sqlite3 shell is not here.")
		return nil
	}
	version, err := exec.CommandContext(ctx, program, "--version").Output()
	if err != nil {
		return err
	}
	r.table.note("The sqlite3 shell is version %s; it measures its queries in whole milliseconds.", strings.Fields(string(version))[0])
	file := filepath.Join(r.dir, fmt.Sprintf("shell-%d.db", lib.n))
	defer func() { _ = os.Remove(file) }() // the figures are worth keeping, the file is not
	if err := r.fillShell(ctx, lib, program, file); err != nil {
		return err
	}
	for _, class := range []string{classCommonest, classRare, classThree, classPrefix3} {
		queries := lib.facts.Queries[class]
		queries = queries[:min(len(queries), classLeast)]
		for _, order := range []struct{ name, by string }{{"newest first", "rowid DESC"}, {"by bm25", "rank"}} {
			took, err := askShell(ctx, program, file, queries, order.by)
			if err != nil {
				return err
			}
			r.table.set("sqlite3 shell, "+order.name+": "+class, lib.n, "%s", took)
		}
	}
	return nil
}

// fillShell measures how the shell fills a table and builds the index. Making the rows ready is not measured.
func (r *rig) fillShell(ctx context.Context, lib *library, program, file string) error {
	ready := strings.TrimSuffix(lib.data, ".jsonl") + ".tsv"
	if _, err := os.Stat(ready); errors.Is(err, fs.ErrNotExist) {
		if err := createFile(ready, func(w *bufio.Writer) error { return lib.tabbed(ctx, w) }); err != nil {
			return err
		}
	}
	if err := os.Remove(file); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	cmd := exec.CommandContext(ctx, program, "-batch", "-bail", file)
	cmd.Stdin = strings.NewReader(".mode tabs\nCREATE TABLE paper (id TEXT, title TEXT, abstract TEXT, authors TEXT);\n.import '" +
		ready + "' paper\nCREATE VIRTUAL TABLE search USING fts5 (title, abstract, authors, content = 'paper');\n" +
		"INSERT INTO search (search) VALUES ('rebuild');\n")
	wall, peak, err := runToEnd(cmd)
	if err != nil {
		return err
	}
	r.table.set("sqlite3 shell: table and index", lib.n, "%.2f s", wall.Seconds())
	if peak > 0 {
		r.table.set("sqlite3 shell: most memory", lib.n, "%s", mebibytes(peak))
	}
	return nil
}

// tabbed writes the papers as a line of tab-separated values each.
func (lib *library) tabbed(ctx context.Context, w *bufio.Writer) error {
	plain := strings.NewReplacer("\t", " ", "\n", " ", `"`, "'") // a quote at the beginning would quote
	return lib.papers(ctx, func(_ int, p *parser.Paper) error {
		var names []string
		for _, a := range p.Authors {
			names = append(names, a.Name())
		}
		for i, s := range []string{p.ArXiv, p.Title, p.Abstract, strings.Join(names, ", ")} {
			end := byte('\t')
			if i == 3 {
				end = '\n'
			}
			_, _ = plain.WriteString(w, s) // a bufio.Writer's error comes again when it is flushed
			_ = w.WriteByte(end)
		}
		return nil
	})
}

// runTime is what the shell says of each statement's time.
var runTime = regexp.MustCompile(`Run Time: real ([0-9.]+)`)

// askShell asks queries in one run of the shell, which measures them itself: so its start is not part of it.
func askShell(ctx context.Context, program, file string, queries []string, order string) (took sample, err error) {
	script := ".timer on\n"
	for _, q := range queries {
		var match []string
		for _, t := range terms(q) {
			m := `"` + t.word + `"`
			if t.prefix {
				m += "*"
			}
			match = append(match, m)
		}
		script += fmt.Sprintf("SELECT paper.title FROM search JOIN paper ON paper.rowid = search.rowid WHERE search MATCH '%s' ORDER BY search.%s LIMIT %d;\n",
			strings.Join(match, " "), order, windowSize)
	}
	cmd := exec.CommandContext(ctx, program, "-batch", "-bail", file)
	cmd.Stdin = strings.NewReader(script)
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("sqlite3: %w", err)
	}
	for _, m := range runTime.FindAllSubmatch(bytes.TrimSpace(out), -1) {
		s, err := strconv.ParseFloat(string(m[1]), 64)
		if err != nil {
			return nil, err
		}
		took = append(took, time.Duration(s*float64(time.Second)))
	}
	if len(took) != len(queries) {
		return nil, fmt.Errorf("sqlite3 measured %d of %d queries", len(took), len(queries))
	}
	return took, nil
}
