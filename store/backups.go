// This file owns the folder of backups: what they are called, which there are, and which of them stay.

package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"time"
)

// A Backup is a verified copy of a library.
type Backup struct {
	Path   string
	Seq    int       // its number. A later one has a higher number, whatever the clock said
	Made   time.Time // by the clock of then
	Size   int64
	Schema int // its schema version

	Papers, Decided, Notes int // decided: out of the inbox

	Err error // why it cannot be used, or nil
}

// besides is the folder of what belongs to a library and is not in it.
func besides(library string) string { return library + ".d" }

// backupFolder is where a library's backups lie.
func backupFolder(library string) string { return filepath.Join(besides(library), "backups") }

// replacedFolder is where libraries are kept that a restore has put aside.
func replacedFolder(library string) string { return filepath.Join(besides(library), "replaced") }

// The names of what is being made: copies in folders of the library's own, and libraries beside their place.
const (
	unfinished = ".copy-*"
	unborn     = ".dogear-new-*"
)

// makeFolder makes a folder of a library's own, which nobody else can look into.
func makeFolder(library, folder string) error {
	for _, dir := range []string{besides(library), folder} {
		if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
			return err
		}
	}
	return nil
}

// The number leads, so that names sort as the backups were made, also when the clock ran backward.
const backupTime = "20060102T150405Z"

var backupName = regexp.MustCompile(`^(\d{6,})-(\d{8}T\d{6}Z)\.db$`)

func nameBackup(seq int, made time.Time) string {
	return fmt.Sprintf("%06d-%s.db", seq, made.UTC().Format(backupTime))
}

// backupFiles are the backups in a folder by what their names and headers say, the newest first. That there is no folder
// means that there is none.
func backupFiles(folder string) ([]Backup, error) {
	entries, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the backups: %w", err)
	}
	var all []Backup
	for _, e := range entries {
		m := backupName.FindStringSubmatch(e.Name())
		if m == nil {
			continue
		}
		b := Backup{Path: filepath.Join(folder, e.Name())}
		var badSeq, badTime error
		b.Seq, badSeq = strconv.Atoi(m[1])
		b.Made, badTime = time.Parse(backupTime, m[2])
		if badSeq != nil || badTime != nil {
			continue
		}
		if info, err := e.Info(); err == nil {
			b.Size = info.Size()
		}
		b.Schema, b.Err = readHeader(b.Path)
		all = append(all, b)
	}
	slices.SortFunc(all, func(a, b Backup) int { return cmp.Or(b.Seq-a.Seq, cmp.Compare(b.Path, a.Path)) })
	return all, nil
}

// Backups lists the backups of the library at path, the newest first. The library itself need not be there.
func Backups(ctx context.Context, path string) ([]Backup, error) {
	all, err := backupFiles(backupFolder(path))
	if err != nil {
		return nil, err
	}
	for i := range all {
		if b := &all[i]; b.Err == nil {
			b.Err = b.count(ctx)
		}
	}
	return all, ctx.Err()
}

// count reads what is in the backup.
func (b *Backup) count(ctx context.Context) (err error) {
	db, err := connectAsIs(b.Path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	c, err := contentsOf(ctx, db)
	b.Papers, b.Decided, b.Notes = c.papers, c.decided, c.notes
	return explain("reading the backup "+b.Path, err)
}

// contents are what a copy must have as much of as what it was made of.
type contents struct{ papers, decided, notes, changes int }

func contentsOf(ctx context.Context, db queryer) (c contents, err error) {
	// The tally is what the reader is told, so it is what a list of backups tells.
	err = db.QueryRowContext(ctx, `SELECT coalesce(sum(n), 0), coalesce(sum(n) FILTER (WHERE id > 0), 0), (SELECT count(*) FROM note),
		(SELECT count(*) FROM change) FROM tally WHERE id BETWEEN 0 AND 3`).Scan(&c.papers, &c.decided, &c.notes, &c.changes)
	return c, err
}

// FindBackup is the backup of the library at path that a word names: by its number, or as a file.
func FindBackup(ctx context.Context, path, word string) (Backup, error) {
	if seq, err := strconv.Atoi(word); err == nil {
		all, err := backupFiles(backupFolder(path))
		if err != nil {
			return Backup{}, err
		}
		for _, b := range all {
			if b.Seq == seq {
				return b, errors.Join(b.Err, b.count(ctx))
			}
		}
	}
	file := word
	info, err := os.Stat(file)
	if err != nil {
		file = filepath.Join(backupFolder(path), filepath.Base(word))
		info, err = os.Stat(file)
	}
	if err != nil {
		return Backup{}, missing("there is no backup %q; `dogear restore` lists the backups", word)
	}
	b := Backup{Path: file, Size: info.Size(), Made: info.ModTime()}
	if m := backupName.FindStringSubmatch(filepath.Base(file)); m != nil {
		if made, err := time.Parse(backupTime, m[2]); err == nil {
			b.Made = made
		}
	}
	if b.Schema, err = readHeader(file); err != nil {
		return b, err
	}
	return b, b.count(ctx)
}

// How many backups stay: see outdated.
const (
	keepNewest = 3
	keepDays   = 7
	keepWeeks  = 4
	keepMonths = 12
	keepBytes  = 2 << 30
)

// outdated are the backups of a list, the newest first, that need not stay. What stays:
//
//   - the newest three, whatever their size and their dates;
//   - the newest of each of the last seven days, four weeks and twelve months of which there are any;
//   - the newest that has an older schema than the newest of all, for it was made before an upgrade;
//   - all this as far as the sizes, from the newest on, come to no more than two gigabytes.
//
// A day ends where the next backup is of another day. So one made while the clock was wrong is a day, a week and a month
// of its own: it takes one place and never that of a backup that truly was made then. How old a backup is by the clock of
// now makes no difference. Those that cannot be read neither count nor go: whoever has them may still want to look.
func outdated(all []Backup) []Backup {
	var gone []Backup
	var total int64
	good, upgraded := 0, false
	spans := []*spans{
		{key: func(t time.Time) string { return t.Format(time.DateOnly) }, left: keepDays},
		{key: func(t time.Time) string { y, w := t.ISOWeek(); return fmt.Sprint(y, " ", w) }, left: keepWeeks},
		{key: func(t time.Time) string { return t.Format("2006-01") }, left: keepMonths},
	}
	newest := 0
	for _, b := range all {
		if b.Err != nil {
			continue
		}
		if good++; good == 1 {
			newest = b.Schema
		}
		keep := false
		for _, s := range spans {
			keep = s.opens(b.Made) || keep
		}
		if !upgraded && b.Schema < newest {
			upgraded, keep = true, true
		}
		total += b.Size
		if good > keepNewest && (!keep || total > keepBytes) {
			total -= b.Size
			gone = append(gone, b)
		}
	}
	return gone
}

// spans walks back over days, weeks or months.
type spans struct {
	key  func(time.Time) string
	left int
	last string
}

// opens reports whether a backup is the newest of its span, and of one that counts.
func (s *spans) opens(made time.Time) bool {
	key := s.key(made.UTC())
	if key == s.last {
		return false
	}
	s.last = key
	s.left--
	return s.left >= 0
}

// connectAsIs opens a file that nobody writes to, without a lock, a journal or a trace beside it.
func connectAsIs(path string) (*sql.DB, error) {
	return connectURI(path, "?immutable=1&mode=ro&"+wary)
}
