// This file owns the way of a digest from its bytes into the library, for the screen and for the command line alike.

package ui

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	"dogear/parser"
	"dogear/store"
)

// An Intake says how digests are taken in. All that one takes is one change of the library.
type Intake struct {
	Format parser.Format // empty: recognised by content
	Date   parser.Date   // empty: what the digest says
	Only   []string      // which of arXiv's announcements are taken, see parser.Options; empty: all but replacements
	// Progress is called now and then, with the number of records so far and the share of the input they are, from 0 to
	// 1. It may be nil.
	Progress func(records int, share float64)
	Rejected func(parser.Problem) // is called for each record that could not be taken; it may be nil

	change int64 // that what was taken so far is
}

// wholeUpTo is how long an input may be, in bytes, to be read whole before it is taken in: then its hash is known, and
// the same bytes are known to be the same digest, before the first of its papers is looked at. Longer ones are hashed as
// they are read.
const wholeUpTo = 8 << 20

// news are the announcements that are taken if nothing else is said: a replacement is mostly of a paper that one has seen.
var news = []string{"new", "cross"}

// Take reads a digest from r and imports it. The name is the path as the user gave it, "-" for standard input. Size is
// how many bytes there are, 0 if that is not known; it serves the progress alone.
func (in *Intake) Take(ctx context.Context, lib *store.Library, name string, r io.Reader, size int64) (store.Report, error) {
	source := &hashing{r: contextReader{ctx, r}, sum: sha256.New()}
	delivery := store.Delivery{Origin: name, Change: in.change, Rejected: in.Rejected}
	head, err := io.ReadAll(io.LimitReader(source, wholeUpTo))
	if err != nil {
		return store.Report{}, fmt.Errorf("reading: %w", err)
	}
	if len(head) < wholeUpTo {
		delivery.Sum = source.hash()
		size = int64(len(head))
	} else {
		delivery.LateSum = source.hash
	}
	text := &counting{r: io.MultiReader(bytes.NewReader(head), source)}
	only := in.Only
	if len(only) == 0 {
		only = news
	}
	d, err := parser.Open(text, parser.Options{Format: in.Format, Date: in.Date, Only: only, Now: time.Now()})
	if none := (*parser.NoPapersError)(nil); errors.As(err, &none) { // what was rejected is told all the same
		rep := store.Report{Format: none.Format}
		for _, p := range none.Problems {
			rep.Reject(p)
			if in.Rejected != nil {
				in.Rejected(*p)
			}
		}
		return rep, err
	}
	if err != nil {
		return store.Report{}, err
	}
	var progress func(records, line int)
	if in.Progress != nil {
		lines := bytes.Count(head, []byte("\n")) + 1
		progress = func(records, line int) {
			share := float64(line) / float64(lines) // of a digest that is parsed whole before its first record comes
			if delivery.LateSum != nil {
				share = float64(text.n.Load()) / float64(max(size, text.n.Load()))
			}
			in.Progress(records, min(share, 1))
		}
	}
	rep, err := lib.Import(ctx, d, delivery, progress)
	in.change = cmp.Or(rep.Change.ID, in.change)
	return rep, err
}

// TakeIdentifiers imports papers of which nothing is known but an identifier, or the address of their page.
func (in *Intake) TakeIdentifiers(ctx context.Context, lib *store.Library, texts []string) (store.Report, error) {
	d, err := parser.StubDigest(texts...)
	if err != nil {
		return store.Report{}, err
	}
	if in.Date != "" {
		d.Date = in.Date
	}
	rep, err := lib.Import(ctx, d, store.Delivery{
		Origin: d.Source, Sum: sha256.Sum256([]byte(strings.Join(texts, "\n"))), Change: in.change, Rejected: in.Rejected,
	}, nil)
	in.change = cmp.Or(rep.Change.ID, in.change)
	return rep, err
}

// Identifiers are the lines of a text if each of them is an identifier or the address of a paper's page; else none.
func Identifiers(text string) (lines []string) {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if _, ok := parser.Identify(line); !ok {
			return nil
		}
		lines = append(lines, line)
	}
	return lines
}

// hashing hashes what is read through it.
type hashing struct {
	r   io.Reader
	sum hash.Hash
}

func (h *hashing) Read(p []byte) (int, error) {
	n, err := h.r.Read(p)
	h.sum.Write(p[:n])
	return n, err
}

// hash is the sum of all bytes: what the parser had no need to read is read now.
func (h *hashing) hash() (sum [32]byte) {
	_, _ = io.Copy(io.Discard, h) // an error has been told by who read first, or ends the import at its next look
	h.sum.Sum(sum[:0])
	return sum
}

// counting counts what is read through it; who reads and who asks may be two.
type counting struct {
	r io.Reader
	n atomic.Int64
}

func (c *counting) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n.Add(int64(n))
	return n, err
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
func (in *Intake) TakeFile(ctx context.Context, lib *store.Library, path string) (store.Report, error) {
	st, err := os.Stat(path) // before opening: opening a FIFO waits for its other end
	if err != nil {
		return store.Report{}, plainPathError(err)
	}
	switch mode := st.Mode(); {
	case mode.IsDir():
		return store.Report{}, errors.New("it is a folder, not a file")
	case !mode.IsRegular():
		return store.Report{}, errors.New("it is not a regular file; save its text to a file, or pipe it in")
	}
	f, err := os.Open(path)
	if err != nil {
		return store.Report{}, plainPathError(err)
	}
	defer func() { _ = f.Close() }()
	return in.Take(ctx, lib, path, f, st.Size())
}

// plainPathError says what is wrong without the operation and the path, which the caller knows.
func plainPathError(err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return errors.New("there is no such file")
	case errors.Is(err, fs.ErrPermission):
		return errors.New("permission denied; check the permissions of the file")
	}
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}

// Files lists the files that a path stands for: itself or, for a folder, the files below it in order of their names,
// hidden ones left out. A folder without any is an error.
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
	if err == nil && len(files) == 0 {
		err = errors.New("there are no files in the folder")
	}
	return files, err
}
