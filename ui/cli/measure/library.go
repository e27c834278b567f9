// This file owns what is measured on: the papers, a library of them, and what is known about both.

package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"

	"dogear/parser"
	"dogear/seeds/synthetic"
	"dogear/store"
)

// seed is the library that everybody measures.
const seed = 1

// formatArXiv is the name of the format that the papers are written in.
const formatArXiv parser.Format = "arxiv-jsonl"

// library is a number of papers, as lines and as a library.
type library struct {
	n     int
	data  string // the file with the lines
	file  string // dogear's library
	facts facts
}

// prepare makes the lines, and finds out what is in them.
func (r *rig) prepare(ctx context.Context, n int) (*library, error) {
	name := filepath.Join(r.dir, fmt.Sprintf("papers-%d", n))
	lib := &library{n: n, data: name + ".jsonl", file: name + ".db"}
	if _, err := os.Stat(lib.data); errors.Is(err, fs.ErrNotExist) {
		r.logf("%s papers: making them\n", store.Thousands(n))
		err := createFile(lib.data, func(w *bufio.Writer) error { return synthetic.ArXiv(w, n, seed) })
		if err != nil {
			return nil, err
		}
	}
	known := name + ".facts.json"
	if text, err := os.ReadFile(known); err == nil && json.Unmarshal(text, &lib.facts) == nil {
		return lib, nil
	}
	r.logf("%s papers: reading what is in them\n", store.Thousands(n))
	var err error
	if lib.facts, err = gather(ctx, lib); err != nil {
		return nil, err
	}
	text, err := json.Marshal(lib.facts)
	if err != nil {
		return nil, err
	}
	return lib, os.WriteFile(known, text, 0o600)
}

// createFile writes a file that is whole or not there.
func createFile(path string, write func(w *bufio.Writer) error) error {
	f, err := os.Create(path + ".part")
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(f, 1<<20)
	if err := errors.Join(write(w), w.Flush(), f.Close()); err != nil {
		return errors.Join(err, os.Remove(path+".part"))
	}
	return os.Rename(path+".part", path)
}

// papers reads the papers as an import does, and calls f for each.
func (lib *library) papers(ctx context.Context, f func(i int, p *parser.Paper) error) error {
	in, err := os.Open(lib.data)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }()
	d, err := parser.Open(in, parser.Options{Format: formatArXiv})
	if err != nil {
		return err
	}
	i := 0
	for p, problem := range d.Records() {
		if problem != nil {
			return problem
		}
		if err := errors.Join(f(i, &p), ctx.Err()); err != nil {
			return err
		}
		i++
	}
	return d.Err()
}

// importing is the command that makes the library.
func (r *rig) importing(ctx context.Context, lib *library) *exec.Cmd {
	return r.dogear(ctx, lib, "import", "--format", string(formatArXiv), lib.data)
}

// ensureLibrary makes the library if there is none. One that does not have all papers is nothing to measure on.
func (r *rig) ensureLibrary(ctx context.Context, lib *library) error {
	if _, err := os.Stat(lib.file); errors.Is(err, fs.ErrNotExist) {
		if out, err := r.importing(ctx, lib).CombinedOutput(); err != nil {
			return fmt.Errorf("dogear import: %w\n%s", err, out)
		}
	}
	return lib.open(ctx, func(l *store.Library) error {
		c, err := l.Counts(ctx)
		if err == nil && c.Inbox != lib.n {
			err = fmt.Errorf("the inbox of %s has %s papers instead of %s", lib.file, store.Thousands(c.Inbox), store.Thousands(lib.n))
		}
		return err
	})
}

// removeLibrary takes the library away, with all that lies beside it.
func (lib *library) removeLibrary() error {
	var errs []error
	for _, path := range []string{lib.file, lib.file + "-wal", lib.file + "-shm", lib.file + ".d"} {
		errs = append(errs, os.RemoveAll(path))
	}
	return errors.Join(errs...)
}

// bytes is what the library takes on the disk, with its log and what was derived from it.
func (lib *library) bytes() (n int64, err error) {
	for _, root := range []string{lib.file, lib.file + "-wal", lib.file + ".d"} {
		err := filepath.WalkDir(root, func(_ string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			st, err := d.Info()
			if err == nil {
				n += st.Size()
			}
			return err
		})
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return 0, err
		}
	}
	return n, nil
}

// open opens the library for f.
func (lib *library) open(ctx context.Context, f func(l *store.Library) error) error {
	l, err := store.Open(ctx, lib.file)
	if err != nil {
		return err
	}
	return errors.Join(f(l), l.Close())
}

// dogear is a command of dogear on the library, in an environment where nothing else has a say.
func (r *rig) dogear(ctx context.Context, lib *library, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, r.bin, append([]string{"--library", lib.file}, args...)...)
	cmd.Dir = r.dir
	cmd.Env = r.environment()
	return cmd
}

// environment is a home in the work folder and a terminal with all colours.
func (r *rig) environment() []string {
	env := []string{"HOME=" + r.dir, "TERM=xterm-256color", "COLORTERM=truecolor", "LANG=C.UTF-8"}
	for _, name := range []string{"CONFIG", "DATA", "STATE", "CACHE"} {
		env = append(env, "XDG_"+name+"_HOME="+filepath.Join(r.dir, "xdg", name))
	}
	for _, name := range []string{"PATH", "TMPDIR", "SYSTEMROOT", "USERPROFILE", "LOCALAPPDATA"} {
		if v, ok := os.LookupEnv(name); ok {
			env = append(env, name+"="+v)
		}
	}
	return env
}
