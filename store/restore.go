// This file owns bringing a backup back: what that would change, and putting it where the library is.

package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// ErrInUse means that another dogear has the library open.
var ErrInUse = errors.New("another dogear has the library open; quit it first")

// A Preview tells what a restore would change against the present library.
type Preview struct {
	Backup  Backup
	Unknown error // why the present library cannot be compared, or nil: it is missing, or damaged

	PapersLost, PapersBack       Titles
	NotesLost, NotesBack         Titles // lost: also those that become an earlier text
	DecisionsLost, DecisionsBack Titles // papers of both that have another status, star or tags; back: the present has none
	ChangesLost                  int    // of the history
}

// Same reports whether nothing of the user's would change.
func (p *Preview) Same() bool {
	if p.Unknown != nil || p.ChangesLost > 0 {
		return false
	}
	for _, t := range []Titles{p.PapersLost, p.PapersBack, p.NotesLost, p.NotesBack, p.DecisionsLost, p.DecisionsBack} {
		if t.N > 0 {
			return false
		}
	}
	return true
}

// Titles are some papers: how many, and the first few by name.
type Titles struct {
	N     int
	First []string
}

// firstTitles is how many papers a preview names.
const firstTitles = 3

// PreviewRestore tells what restoring the backup to path would change there. It writes nothing.
func PreviewRestore(ctx context.Context, path string, b Backup) (p Preview, err error) {
	p.Backup = b
	if _, p.Unknown = readHeader(path); p.Unknown != nil {
		return p, nil
	}
	db, err := connect(path, 1, "_pragma=query_only(1)")
	if err != nil {
		return p, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	name, err := uri(b.Path, "?immutable=1&mode=ro")
	if err != nil {
		return p, err
	}
	if _, err := db.ExecContext(ctx, "ATTACH ? AS b", name); err != nil {
		return p, explain("opening the backup", err)
	}
	if err := p.compare(ctx, db); err != nil {
		if ctx.Err() != nil {
			return p, ctx.Err()
		}
		p = Preview{Backup: b, Unknown: explain("comparing the library with the backup", err)}
	}
	return p, nil
}

// What a preview looks for, in main, the present library, and b, the backup. A paper is the same if its number is and it
// has the same title or identifier: two libraries that began apart have other papers under the same numbers.
const (
	sameWork = `n.id = o.id AND (n.title_hash = o.title_hash OR n.arxiv = o.arxiv OR n.doi = o.doi OR n.openreview = o.openreview)`

	onlyIn = `SELECT n.title FROM %[1]s.paper n WHERE n.status >= 0 AND NOT EXISTS
		(SELECT 1 FROM %[2]s.paper o WHERE o.status >= 0 AND ` + sameWork + `) ORDER BY n.place`
	notesIn = `SELECT n.title FROM %[1]s.note t JOIN %[1]s.paper n ON n.id = t.paper LEFT JOIN %[2]s.paper o ON ` + sameWork + `
		LEFT JOIN %[2]s.note u ON u.paper = o.id WHERE n.status >= 0 AND u.text IS NOT t.text %[3]s ORDER BY n.place`
	decisionsIn = `SELECT n.title FROM %[1]s.paper n JOIN %[2]s.paper o ON ` + sameWork + ` WHERE n.status >= 0 AND o.status >= 0
		AND (n.status <> 0 OR n.starred OR n.tagged) %[3]s AND (n.status <> o.status OR n.starred <> o.starred OR n.tagged <> o.tagged OR EXISTS
		(SELECT 1 FROM %[1]s.paper_tag pt JOIN %[1]s.tag t ON t.id = pt.tag WHERE pt.paper = n.id AND t.name NOT IN
		(SELECT v.name FROM %[2]s.paper_tag pu JOIN %[2]s.tag v ON v.id = pu.tag WHERE pu.paper = o.id))) ORDER BY n.place`
)

// decisionsWithSnoozes is decisionsIn for libraries that both have snoozes.
var decisionsWithSnoozes = strings.NewReplacer("(n.status <> 0 OR n.starred", "(n.status <> 0 OR n.snoozed OR n.starred",
	"(n.status <> o.status", "(n.status <> o.status OR n.snoozed <> o.snoozed").Replace(decisionsIn)

func (p *Preview) compare(ctx context.Context, db queryer) error {
	decisions := decisionsIn
	var snoozes bool
	if err := db.QueryRowContext(ctx, "SELECT count(*) FROM pragma_table_info('paper', 'b') WHERE name = 'snoozed'").Scan(&snoozes); err != nil {
		return err
	}
	if snoozes {
		decisions = decisionsWithSnoozes
	}
	for _, c := range []struct {
		into     *Titles
		query    string
		from, to string
		rest     string
	}{
		{&p.PapersLost, onlyIn, "main", "b", ""},
		{&p.PapersBack, onlyIn, "b", "main", ""},
		{&p.NotesLost, notesIn, "main", "b", ""},
		{&p.NotesBack, notesIn, "b", "main", "AND u.text IS NULL"},
		{&p.DecisionsLost, decisions, "main", "b", ""},
		{&p.DecisionsBack, decisions, "b", "main", "AND o.status = 0 AND NOT o.starred AND NOT o.tagged"},
	} {
		if err := c.into.read(ctx, db, fmt.Sprintf(c.query, c.from, c.to, c.rest)); err != nil {
			return err
		}
	}
	return db.QueryRowContext(ctx, "SELECT count(*) FROM main.change WHERE id > (SELECT coalesce(max(id), 0) FROM b.change)").Scan(&p.ChangesLost)
}

func (t *Titles) read(ctx context.Context, db queryer, query string) error {
	rows, err := db.QueryContext(ctx, query)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for ; rows.Next(); t.N++ {
		if len(t.First) == firstTitles {
			continue
		}
		var title string
		if err := rows.Scan(line(&title)); err != nil {
			return err
		}
		t.First = append(t.First, title)
	}
	return rows.Err()
}

// Restore puts a backup where the library is, which it keeps: aside is where it is then, empty if there was none. The
// backup is copied and the copy verified first, so a backup that is damaged changes nothing. Killed between its steps it
// leaves no library, which Open tells from one that never was.
func Restore(ctx context.Context, path string, b Backup) (aside string, err error) {
	version, err := readHeader(b.Path)
	if err != nil {
		return "", err
	}
	if version > schemaVersion() {
		return "", fmt.Errorf("backup %s: %w", b.Path, ErrNewer)
	}
	if path, err = behindLinks(path); err != nil {
		return "", err
	}
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", fmt.Errorf("creating the library's folder: %w", err)
	}
	tmp, err := copyFile(dir, b.Path)
	defer func() { discard(tmp) }()
	if err == nil {
		err = verify(ctx, tmp, nil, thoroughly)
	}
	if err != nil {
		return "", fmt.Errorf("backup %s cannot be restored; nothing was changed: %w", b.Path, err)
	}
	if err := unused(ctx, path); err != nil {
		return "", err
	}
	if aside, err = putAside(path, time.Now()); err != nil {
		return aside, fmt.Errorf("moving the current library away: %w", err)
	}
	if err := publish(tmp, path); err != nil {
		return aside, fmt.Errorf("moving the backup into place: %w; the previous library is %s", err, aside)
	}
	return aside, nil
}

// behindLinks returns the path of the file that a path leads to by symbolic links: that is replaced, and the links stay.
// The file need not be there.
func behindLinks(path string) (string, error) {
	for range 40 { // as many as Linux follows
		target, err := os.Readlink(path)
		if err != nil {
			return path, nil //nolint:nilerr // it is no link
		}
		if !filepath.IsAbs(target) {
			target = filepath.Join(filepath.Dir(path), target)
		}
		path = target
	}
	return "", fmt.Errorf("%s: too many symbolic links", path)
}

// copyFile copies a file into a folder under a name that is thrown away later.
func copyFile(dir, from string) (tmp string, err error) {
	in, err := os.Open(from)
	if err != nil {
		return "", err
	}
	defer func() { _ = in.Close() }()
	out, err := os.CreateTemp(dir, unborn)
	if err != nil {
		return "", err
	}
	_, err = io.Copy(out, in)
	return out.Name(), errors.Join(err, out.Sync(), out.Close())
}

// unused makes sure that no other dogear has the library open: it would go on writing into the file that was put aside. A
// library that SQLite cannot read, nobody has open.
func unused(ctx context.Context, path string) error {
	if _, err := readHeader(path); err != nil {
		return nil //nolint:nilerr // there is none to be open
	}
	// In this mode the first transaction wants the file for itself.
	db, err := connectURI(path, "?mode=rw&_pragma=busy_timeout(1000)&_pragma=locking_mode(EXCLUSIVE)")
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(1)
	_, err = db.ExecContext(ctx, "BEGIN IMMEDIATE; ROLLBACK")
	var e *sqlite.Error
	if errors.As(err, &e) && (e.Code()&0xff == sqlite3.SQLITE_BUSY || e.Code()&0xff == sqlite3.SQLITE_LOCKED) {
		return errors.Join(fmt.Errorf("%s: %w", path, ErrInUse), db.Close())
	}
	_ = db.Close()
	return ctx.Err()
}

// putAside moves whatever is at path, and its journals, into the folder of what was replaced. The library goes first:
// without its journal it would look whole, while a journal alone shows that something is missing.
func putAside(path string, now time.Time) (aside string, err error) {
	folder := replacedFolder(path)
	if err := makeFolder(path, folder); err != nil {
		return "", err
	}
	aside = freeName(folder, now)
	moved := false
	for _, suffix := range suffixes {
		err := os.Rename(path+suffix, aside+suffix)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", err
		}
		moved = moved || err == nil
	}
	syncFolder(folder)
	syncFolder(filepath.Dir(path))
	if !moved {
		return "", nil
	}
	return aside, nil
}

// freeName is a name for a library in the folder of what was replaced.
func freeName(folder string, now time.Time) string {
	name := now.UTC().Format(backupTime)
	for n := 2; ; n++ {
		path := filepath.Join(folder, name+".db")
		if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
			return path
		}
		name = fmt.Sprintf("%s-%d", now.UTC().Format(backupTime), n)
	}
}
