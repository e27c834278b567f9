// This file owns the way of a digest from its bytes into the library, for the screen and for the command line alike.

package ui

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"dogear/parser"
	"dogear/store"
)

// An Intake says how a digest is taken in.
type Intake struct {
	Format parser.Format // empty: recognised by content
	Date   parser.Date   // empty: what the digest says
	Try    bool          // tell what would happen, and change nothing
	// Progress is called now and then, with the number of records so far and the share of the input they are, from 0 to
	// 1. It may be nil.
	Progress func(records int, share float64)
}

// Take reads a digest from r and imports it. The name is the path as the reader gave it, "-" for standard input.
func (in Intake) Take(ctx context.Context, lib *store.Library, name string, r io.Reader) (store.Report, error) {
	// One byte more than the limit, so that the parser sees that it is too much, and says so.
	text, err := io.ReadAll(io.LimitReader(contextReader{ctx, r}, parser.MaxText+1))
	if err != nil {
		return store.Report{}, fmt.Errorf("reading: %w", err)
	}
	d, err := parser.Open(bytes.NewReader(text), parser.Options{Format: in.Format, Date: in.Date, Now: time.Now()})
	if none := (*parser.NoPapersError)(nil); errors.As(err, &none) { // what was rejected is told all the same
		rep := store.Report{Format: none.Format}
		for _, p := range none.Problems {
			rep.Problems = append(rep.Problems, *p)
		}
		return rep, err
	}
	if err != nil {
		return store.Report{}, err
	}
	take := lib.Import
	if in.Try {
		take = lib.TryImport
	}
	var progress func(records, line int)
	if in.Progress != nil {
		lines := bytes.Count(text, []byte("\n")) + 1
		progress = func(records, line int) { in.Progress(records, float64(line)/float64(lines)) }
	}
	return take(ctx, d, store.Delivery{Origin: name, Sum: sha256.Sum256(text)}, progress)
}

// contextReader stops reading when its context ends.
type contextReader struct {
	ctx context.Context
	r   io.Reader
}

func (c contextReader) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.r.Read(p)
}

// TakeFile imports one file. Folders, devices and pipes are refused: they would hang, or never end.
func (in Intake) TakeFile(ctx context.Context, lib *store.Library, path string) (store.Report, error) {
	st, err := os.Stat(path) // before opening: opening a FIFO waits for its other end
	if err != nil {
		return store.Report{}, plainPathError(err)
	}
	switch mode := st.Mode(); {
	case mode.IsDir():
		return store.Report{}, errors.New("it is a folder, not a file")
	case !mode.IsRegular():
		return store.Report{}, errors.New("it is not a regular file: save its text to one, or pipe it in")
	}
	f, err := os.Open(path)
	if err != nil {
		return store.Report{}, plainPathError(err)
	}
	defer func() { _ = f.Close() }()
	return in.Take(ctx, lib, path, f)
}

// plainPathError says what is wrong without the operation and the path, which the caller knows.
func plainPathError(err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return errors.New("there is no such file")
	case errors.Is(err, fs.ErrPermission):
		return errors.New("it may not be read: check its permissions")
	}
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}

// Files lists the files that a path stands for: itself or, for a folder, the files below it in order of their names,
// hidden ones left out.
func Files(path string) ([]string, error) {
	st, err := os.Stat(path)
	if err != nil {
		return nil, plainPathError(err)
	}
	if !st.IsDir() {
		return []string{path}, nil
	}
	var files []string
	err = filepath.WalkDir(path, func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case p != path && d.Name()[0] == '.':
			if d.IsDir() {
				return fs.SkipDir
			}
		case d.Type().IsRegular():
			files = append(files, p)
		}
		return nil
	})
	return files, err
}
