// This file owns drafts: texts on their way into a note, kept beside the library while the library cannot take them, or
// an editor has them. A draft that its dogear left behind is offered at the next start.
//
// A draft is a folder in LIBRARY.d/drafts, of the reader's alone and with a random name. In it lie what the draft is about
// and the text, in a file that an editor can open. The process that made it is named in it: as long as that runs, the draft
// is its own.

package store

import (
	"cmp"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"

	"dogear/parser"
)

// A Draft is a text that is to become a paper's note.
type Draft struct {
	Paper int64     `json:"paper"`
	Title string    `json:"title"`
	Base  string    `json:"base"` // the note that it began with
	Made  time.Time `json:"made"`
	Head  string    `json:"head"` // what stands above the text for who writes in an editor; empty: nothing does
	File  string    `json:"file"` // the name of the text's file
	PID   int       `json:"pid"`

	folder string
}

// draftAbout is the file that says what a draft is about.
const draftAbout = "draft.json"

func draftFolder(library string) string { return filepath.Join(besides(library), "drafts") }

// NewDraft makes a draft of a note, without a text yet.
func (l *Library) NewDraft(paper int64, title, base, head string) (*Draft, error) {
	d := &Draft{Paper: paper, Title: title, Base: base, Head: head, Made: l.now(), PID: os.Getpid(), File: "note-" + rand.Text()[:10] + ".md"}
	return d, l.putDraft(d)
}

func (l *Library) putDraft(d *Draft) error {
	all := draftFolder(l.path)
	if err := makeFolder(l.path, all); err != nil {
		return fmt.Errorf("keeping a draft: %w", err)
	}
	var err error
	if d.folder, err = os.MkdirTemp(all, ""); err != nil { // 0700
		return fmt.Errorf("keeping a draft: %w", err)
	}
	about, err := json.Marshal(d)
	if err == nil {
		err = replaceFile(filepath.Join(d.folder, draftAbout), about)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("keeping a draft: %w", err), os.RemoveAll(d.folder))
	}
	syncFolder(all)
	return nil
}

// replaceFile puts a file in place, 0600 and on the disk, or leaves what was there.
func replaceFile(path string, content []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), unfinished) // 0600
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	syncFolder(filepath.Dir(path))
	return nil
}

// Path is the file that the text is in.
func (d *Draft) Path() string { return filepath.Join(d.folder, d.File) }

// Keep has a text on the disk when it returns.
func (d *Draft) Keep(text string) error {
	if err := replaceFile(d.Path(), []byte(text)); err != nil {
		return fmt.Errorf("keeping a draft: %w", err)
	}
	return nil
}

// Drop removes the draft, and all that an editor left beside it.
func (d *Draft) Drop() error {
	if err := os.RemoveAll(d.folder); err != nil {
		return fmt.Errorf("removing a draft: %w", err)
	}
	return nil
}

// Text reads the draft. It opens the file by its name: many editors write a new file and rename it.
func (d *Draft) Text() (string, error) {
	f, err := os.Open(d.Path())
	if err != nil {
		return "", fmt.Errorf("reading a draft: %w", err)
	}
	defer func() { _ = f.Close() }()
	b, err := io.ReadAll(io.LimitReader(f, parser.MaxText+1))
	if err != nil {
		return "", fmt.Errorf("reading a draft: %w", err)
	}
	if len(b) > parser.MaxText {
		return "", fmt.Errorf("reading a draft: the text is longer than %d MiB; it is in %s", parser.MaxText>>20, d.Path())
	}
	return strings.ToValidUTF8(string(b), "\ufffd"), nil
}

// Drafts lists the drafts that a dogear left behind which does not run any more, the oldest first. What cannot be read is
// left where it is, and left out.
func (l *Library) Drafts() ([]*Draft, error) {
	entries, err := os.ReadDir(draftFolder(l.path))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("looking for drafts: %w", err)
	}
	var all []*Draft
	for _, e := range entries {
		d := &Draft{folder: filepath.Join(draftFolder(l.path), e.Name())}
		about, err := os.ReadFile(filepath.Join(d.folder, draftAbout))
		if err != nil || json.Unmarshal(about, d) != nil || d.File != filepath.Base(d.File) {
			continue
		}
		d.Title, d.Base = parser.CleanLine(d.Title), parser.CleanNote(d.Base)
		if d.PID != os.Getpid() && runs(d.PID) {
			continue
		}
		if info, err := os.Lstat(d.Path()); err == nil && info.Mode().IsRegular() {
			all = append(all, d)
		}
	}
	slices.SortFunc(all, func(a, b *Draft) int { return cmp.Or(a.Made.Compare(b.Made), cmp.Compare(a.folder, b.folder)) })
	return all, nil
}

// runs reports whether there is a process of that number. On Windows finding it tells.
func runs(pid int) bool {
	if pid <= 0 {
		return false
	}
	p, err := os.FindProcess(pid)
	if err != nil {
		return false
	}
	defer func() { _ = p.Release() }()
	if runtime.GOOS == "windows" {
		return true
	}
	err = p.Signal(syscall.Signal(0))
	return err == nil || errors.Is(err, fs.ErrPermission)
}
