// This file owns exports that are folders: a page for each paper, which note-taking programs show and their readers change.
// A manifest in the folder says what was written, so that the next export brings the pages up to date, and leaves alone
// what somebody else wrote or changed.

package cli

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"dogear/parser"
	"dogear/store"
)

const (
	manifestName = ".dogear.json"
	pageEnd      = ".md"
	maxPage      = 16 << 20 // bytes; no note is longer
)

// A manifest is what the last export wrote.
type manifest struct {
	Format string                  `json:"format"`
	Pages  map[string]manifestPage `json:"pages"` // by the number of the paper
}

// A manifestPage is a page as it was written.
type manifestPage struct {
	Name string `json:"name"`
	Sum  string `json:"sum"`  // of its text
	Head string `json:"head"` // the sum of what stands before the note
	Note string `json:"note"` // in the library
}

// A folder is one that is being written.
type folder struct {
	*export
	root *os.Root
	was  manifest
	take bool // notes that were changed in the pages go into the library

	written, same, taken int
	left                 []string // pages that were left alone, and why
}

// summary is what was done, in a line.
func (f *folder) summary(path string) string {
	parts := []string{"wrote " + store.Plural(f.written, "page") + " to " + shown(path)}
	if f.same > 0 {
		parts = append(parts, store.Thousands(f.same)+" unchanged")
	}
	if f.taken > 0 {
		parts = append(parts, "imported "+store.Plural(f.taken, "note"))
	}
	if len(f.left) > 0 {
		parts = append(parts, "skipped "+store.Plural(len(f.left), "page"))
	}
	return strings.Join(parts, ", ")
}

// openFolder opens a folder, or makes it. Nothing is read or written outside of it.
func (e *export) openFolder(path string, take bool) (*folder, error) {
	path = filepath.Clean(path) // a slash at the end would follow a link
	st, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if err := os.Mkdir(path, 0o700); errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("creating the folder %s: its parent folder does not exist", shown(path))
		} else if err != nil {
			return nil, fmt.Errorf("creating the folder: %w", err)
		}
	case err != nil:
		return nil, err
	case st.Mode()&fs.ModeSymlink != 0:
		return nil, fmt.Errorf("writing to %s: it is a symbolic link; name the folder itself", shown(path))
	case !st.IsDir():
		return nil, fmt.Errorf("writing to %s: it is not a folder, which %s needs", shown(path), e.format.name)
	}
	root, err := os.OpenRoot(path)
	if err != nil {
		return nil, fmt.Errorf("opening the folder: %w", err)
	}
	f := &folder{export: e, root: root, take: take}
	if err := f.readManifest(path); err != nil {
		_ = root.Close()
		return nil, err
	}
	return f, nil
}

// readManifest reads what the last export wrote; without a manifest that is nothing.
func (f *folder) readManifest(path string) error {
	f.was = manifest{Format: f.format.name, Pages: map[string]manifestPage{}}
	text, ok, err := f.read(manifestName)
	if err != nil {
		return fmt.Errorf("reading %s in %s: %w", manifestName, shown(path), err)
	}
	if !ok {
		return nil
	}
	var was manifest
	if err := json.Unmarshal([]byte(text), &was); err != nil || was.Pages == nil {
		return fmt.Errorf("%s in %s is damaged, so pages that you changed cannot be told apart; move the folder away or export into another one", manifestName, shown(path))
	}
	if was.Format != f.format.name {
		return usagef("%s contains pages for %s; use --format %[2]s or another folder", shown(path), parser.CleanLine(was.Format))
	}
	f.was = was
	return nil
}

// formatOfFolder is the format that the pages of a folder were written in, if there are any.
func formatOfFolder(path string) (exportFormat, bool) {
	root, err := os.OpenRoot(path)
	if err != nil {
		return exportFormat{}, false
	}
	defer func() { _ = root.Close() }()
	text, _, err := (&folder{root: root}).read(manifestName)
	var m manifest
	if err != nil || json.Unmarshal([]byte(text), &m) != nil {
		return exportFormat{}, false
	}
	f, err := exportFormatOf(m.Format)
	return f, err == nil && f.folder
}

// toFolder writes a page for each paper.
func (e *export) toFolder(ctx context.Context, path string, take bool) (f *folder, err error) {
	if err := e.giveKeys(ctx); err != nil {
		return nil, err
	}
	if f, err = e.openFolder(path, take); err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.root.Close()) }()
	_, err = e.papers(ctx, func(p *store.Paper) error { return f.page(ctx, p) })
	// What was written is in the manifest also when something failed behind it.
	text, failed := json.MarshalIndent(f.was, "", "  ")
	if failed == nil {
		failed = f.write(manifestName, string(text)+"\n")
	}
	if d, err := f.root.Open("."); err == nil { // names are safe only with their folder
		_ = d.Sync()
		_ = d.Close()
	}
	return f, errors.Join(err, failed)
}

// page brings the page of a paper up to date.
func (f *folder) page(ctx context.Context, p *store.Paper) error {
	name, text, err := f.pageOf(ctx, p)
	if err != nil {
		return err
	}
	id := strconv.FormatInt(p.ID, 10)
	was, known := f.was.Pages[id]
	if known && was.Name != name {
		if name, known, err = f.rename(was, name); err != nil {
			return err
		}
	}
	there, exists, err := f.read(name)
	if err != nil {
		f.leave(name, err.Error())
		return nil
	}
	switch {
	case exists && there == text:
		f.same++
	case exists && !known:
		f.leave(name, "the file was not written by dogear")
		return nil
	case exists && sum(there) != was.Sum && f.take:
		return f.takeIn(ctx, p, name, there, was)
	case exists && sum(there) != was.Sum:
		f.leave(name, "changed outside dogear; --take imports its note")
		return nil
	default:
		if err := f.write(name, text); err != nil {
			return err
		}
		f.written++
	}
	f.was.Pages[id] = f.asWritten(name, text, p)
	return nil
}

// asWritten is what the manifest says of a page.
func (f *folder) asWritten(name, text string, p *store.Paper) manifestPage {
	head, _, _ := parser.SplitVault(parser.Format(f.format.name), text)
	return manifestPage{name, sum(text), sum(head), p.Note}
}

// pageOf is the page of a paper: its name and its text.
func (f *folder) pageOf(ctx context.Context, p *store.Paper) (name, text string, err error) {
	related, err := f.related(ctx, p)
	if err != nil {
		return "", "", err
	}
	d := f.digestPaper(p)
	if d.Marks.Note, _, err = f.outward(ctx, p.Note); err != nil {
		return "", "", err
	}
	page := parser.VaultPage{ID: p.ID, Related: related, KeyMade: p.Key == ""}
	return parser.VaultName(d.Key, p.ID) + pageEnd, parser.WriteVault(parser.Format(f.format.name), d, page), nil
}

// rename takes a page away whose paper has another name now. If somebody changed it, the page keeps its name.
func (f *folder) rename(was manifestPage, name string) (now string, known bool, err error) {
	there, exists, err := f.read(was.Name)
	switch {
	case err != nil || exists && sum(there) != was.Sum:
		return was.Name, true, nil
	case !exists:
		return name, false, nil
	}
	if _, taken, err := f.read(name); err != nil || taken {
		return was.Name, true, nil
	}
	return name, true, f.root.Rename(was.Name, name)
}

// takeIn takes the note of a page that was changed outside into the library. What the library has got meanwhile is kept
// beside it. Then the page is brought up to date, unless more than the note was changed in it.
func (f *folder) takeIn(ctx context.Context, p *store.Paper, name, there string, was manifestPage) error {
	format := parser.Format(f.format.name)
	head, note, ok := parser.SplitVault(format, there)
	if !ok {
		f.leave(name, "its heading “Note” is missing, so the note cannot be found")
		return nil
	}
	shown, links, err := f.outward(ctx, was.Note)
	if err != nil {
		return err
	}
	changed := note != parser.CleanNote(strings.TrimLeft(shown, "\n"))
	if changed {
		if note, err = f.inward(ctx, note, links); err != nil {
			return err
		}
		if _, _, err := f.lib.SetNote(ctx, p.ID, note, store.NoteEdit{Base: &was.Note}); err != nil {
			return err
		}
		f.taken++
		now, err := f.lib.Paper(ctx, p.ID)
		if err != nil {
			return err
		}
		p = now
	}
	if sum(head) != was.Head {
		// The page stays. Its note is known now, and is not taken twice.
		f.leave(name, "more than the note was changed outside dogear")
		if changed {
			was.Note = note
			f.was.Pages[strconv.FormatInt(p.ID, 10)] = was
		}
		return nil
	}
	_, text, err := f.pageOf(ctx, p)
	if err != nil {
		return err
	}
	if err := f.write(name, text); err != nil {
		return err
	}
	f.written++
	f.was.Pages[strconv.FormatInt(p.ID, 10)] = f.asWritten(name, text, p)
	return nil
}

// related are the pages of the papers of the library that a paper's texts lead to.
func (f *folder) related(ctx context.Context, p *store.Paper) ([]string, error) {
	var names []string
	for _, l := range slices.Concat(p.Links, parser.FindLinks(p.Note), parser.FindLinks(p.Abstract)) {
		_, _, arxiv := parser.ParseArXiv(l.URL)
		_, _, doi := parser.ParseDOI(l.URL)
		if !arxiv && !doi {
			continue
		}
		id, err := f.lib.Find(ctx, l.URL)
		if errors.Is(err, store.ErrNotFound) || err == nil && id == p.ID {
			continue
		}
		if err != nil {
			return nil, err
		}
		other, err := f.lib.Paper(ctx, id)
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		name := parser.VaultName(f.digestPaper(other).Key, id)
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names, nil
}

func (f *folder) leave(name, why string) { f.left = append(f.left, shown(name)+": "+why) }

// read reads a file of the folder; ok is false if there is none.
func (f *folder) read(name string) (text string, ok bool, err error) {
	if filepath.Base(name) != name {
		return "", false, errors.New("not in the folder")
	}
	st, err := f.root.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", false, nil
	case err != nil:
		return "", false, err
	case !st.Mode().IsRegular():
		return "", false, errors.New("not a regular file")
	case st.Size() > maxPage && name != manifestName:
		return "", false, errors.New("too large for a page")
	}
	file, err := f.root.Open(name)
	if err != nil {
		return "", false, err
	}
	defer func() { _ = file.Close() }()
	b, err := io.ReadAll(file)
	return string(b), err == nil, err
}

// write gives a file of the folder its text, whole or not at all.
func (f *folder) write(name, text string) (err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("writing %s: %w", shown(name), err)
		}
	}()
	tmp := fmt.Sprintf(".dogear-%d~", os.Getpid())
	_ = f.root.Remove(tmp) // of an export that was killed
	file, err := f.root.OpenFile(tmp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = file.WriteString(text)
	if err = errors.Join(err, file.Sync(), file.Close()); err == nil {
		err = f.root.Rename(tmp, name)
	}
	if err != nil {
		_ = f.root.Remove(tmp)
		return err
	}
	return nil
}

func sum(text string) string {
	s := sha256.Sum256([]byte(text))
	return hex.EncodeToString(s[:])
}
