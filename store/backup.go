// This file owns making backups: when one is due, and a copy of the library that is verified before it counts.
//
// A copy is made page by page (SQLite's online backup) inside one read transaction: it is of one moment, nobody who writes
// meanwhile has to wait or makes it begin anew, it can pause between pages, and damage that is in a page comes along and is
// found in the copy. VACUUM INTO would do it in one go that nothing can pause, and would leave out of the copy just what is
// wrong with the library: it makes every index anew.

package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// manner is how a copy is made.
type manner int

const (
	thoroughly manner = iota // everything is looked at
	quickly                  // somebody waits who has not asked for it: of a large library the indexes are not looked at
	beside                   // likewise, and with pauses: somebody reads and writes meanwhile, who should not notice
)

// ErrDamaged means that the library is damaged, so it makes no backup.
var ErrDamaged = errors.New("the library is damaged")

// Backup makes a backup, unless nothing has changed since the last one, which it then returns. ErrDamaged means that
// the library is damaged: the backups there are stay as they are.
func (l *Library) Backup(ctx context.Context) (b Backup, made bool, err error) {
	b, made, err = l.backup(ctx, l.read, thoroughly)
	return b, made, explain("making a backup", err)
}

// BackupIfDue makes a backup if the last one is a day old and something has changed since. It takes its time, so that
// whoever reads meanwhile does not notice.
func (l *Library) BackupIfDue(ctx context.Context) (b Backup, made bool, err error) {
	if l.readOnly {
		return b, false, nil // nothing in it changes
	}
	all, err := backupFiles(backupFolder(l.path))
	if err != nil || !due(all, l.now()) {
		return b, false, err
	}
	b, made, err = l.backup(ctx, l.read, beside)
	return b, made, explain("making the daily backup", err)
}

// due reports whether it is time for another backup. The last one is dated in the future if the clock has been set back
// since: then its age is not known, and one more is made, whose date is right. A minute is forgiven.
func due(all []Backup, now time.Time) bool {
	for _, b := range all {
		if b.Err == nil {
			age := now.Sub(b.Made)
			return age >= 24*time.Hour || age < -time.Minute
		}
	}
	return true
}

// BackupTo writes a verified copy of the library to a file that is not there yet.
func (l *Library) BackupTo(ctx context.Context, file string) (Backup, error) {
	if _, err := os.Lstat(file); err == nil {
		return Backup{}, fmt.Errorf("writing a backup to %s: %w", file, ErrExists)
	}
	tmp, c, err := l.verified(ctx, filepath.Dir(file), thoroughly)
	if err == nil {
		defer discard(tmp)
		err = publish(tmp, file)
	}
	if err != nil {
		return Backup{}, explain("writing a backup to "+file, err)
	}
	return made(file, 0, l.now(), c)
}

// backup makes the next backup of the row, and lets go of those that are outdated.
func (l *Library) backup(ctx context.Context, db queryer, how manner) (b Backup, isNew bool, err error) {
	folder := backupFolder(l.path)
	if err := makeFolder(l.path, folder); err != nil {
		return b, false, err
	}
	all, err := backupFiles(folder)
	if err != nil {
		return b, false, err
	}
	if len(all) > 0 && all[0].Err == nil {
		same, err := sameStamp(ctx, db, all[0].Path)
		if err != nil {
			return b, false, err
		}
		// A backup may have gone bad where it lies. Beside a reader it is not read again each day.
		if same && (how == beside || verify(ctx, all[0].Path, nil, how) == nil) {
			return all[0], false, all[0].count(ctx)
		}
	}
	tmp, c, err := l.verified(ctx, folder, how)
	if err != nil {
		return b, false, err
	}
	defer discard(tmp)
	now, seq, path := l.now(), 1, ""
	if len(all) > 0 {
		seq = all[0].Seq + 1
	}
	for err = ErrExists; errors.Is(err, ErrExists); seq++ { // another dogear may be faster
		path = filepath.Join(folder, nameBackup(seq, now))
		err = publish(tmp, path)
	}
	if err != nil {
		return b, false, err
	}
	if b, err = made(path, seq-1, now, c); err != nil {
		return b, true, err
	}
	return b, true, rotate(folder)
}

// made is the backup that has just been made.
func made(path string, seq int, now time.Time, c contents) (Backup, error) {
	st, err := os.Stat(path)
	if err != nil {
		return Backup{}, err
	}
	return Backup{
		Path: path, Seq: seq, Made: now.UTC().Truncate(time.Second), Size: st.Size(), Schema: schemaVersion(),
		Papers: c.papers, Decided: c.decided, Notes: c.notes,
	}, nil
}

// rotate removes the backups that are outdated. It looks again at what there is.
func rotate(folder string) error {
	all, err := backupFiles(folder)
	if err != nil {
		return err
	}
	for _, b := range outdated(all) {
		if err := os.Remove(b.Path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("removing an old backup: %w", err)
		}
	}
	return nil
}

// sameStamp reports whether a backup has what the library has. It compares what every act of the reader and every import
// moves: the changes that stand, the notes, the digests.
func sameStamp(ctx context.Context, db queryer, backup string) (bool, error) {
	copied, err := connectAsIs(backup)
	if err != nil {
		return false, err
	}
	defer func() { _ = copied.Close() }()
	now, err := stamp(ctx, db)
	if err != nil {
		return false, err
	}
	then, err := stamp(ctx, copied)
	return err == nil && now == then, nil //nolint:nilerr // one that cannot be read is not the same
}

func stamp(ctx context.Context, db queryer) (s string, err error) {
	err = db.QueryRowContext(ctx, `SELECT concat_ws(' ', (SELECT user_version FROM pragma_user_version), (SELECT max(id) FROM change),
		(SELECT count(*) || ' ' || total(id) FROM change WHERE undone = 0), (SELECT count(*) || ' ' || total(saved) FROM note),
		(SELECT count(*) || ' ' || max(id) FROM digest), (SELECT group_concat(n) FROM tally))`).Scan(&s)
	return s, err
}

// verified makes a copy in a folder under a name that is thrown away later, and makes sure that it is sound and has what
// the library has.
func (l *Library) verified(ctx context.Context, folder string, how manner) (tmp string, c contents, err error) {
	tmp, c, err = l.copyInto(ctx, folder, how)
	if err == nil {
		err = verify(ctx, tmp, &c, how)
	}
	if err != nil {
		discard(tmp)
	}
	return tmp, c, err
}

// copyInto makes a copy in a folder, as the library is, and tells what is in the library.
func (l *Library) copyInto(ctx context.Context, folder string, how manner) (tmp string, c contents, err error) {
	f, err := os.CreateTemp(folder, unfinished) // 0600 whatever the umask
	if err != nil {
		return "", c, err
	}
	tmp = f.Name()
	if err := f.Close(); err != nil {
		return tmp, c, err
	}
	db, err := connect(l.path, 1, "_pragma=query_only(1)")
	if err != nil {
		return tmp, c, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	conn, err := db.Conn(ctx)
	if err != nil {
		return tmp, c, err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	if _, err := conn.ExecContext(ctx, "BEGIN"); err != nil {
		return tmp, c, err
	}
	if c, err = contentsOf(ctx, conn); err == nil { // what is seen first is seen until the end
		err = conn.Raw(func(driver any) error { return copyPages(ctx, driver, tmp, how) })
	}
	_, ended := conn.ExecContext(context.WithoutCancel(ctx), "ROLLBACK")
	return tmp, c, errors.Join(err, ended)
}

// pagesAtOnce is how many pages one step copies: 4 MB.
const pagesAtOnce = 256

// copyPages copies what a connection sees into a file. Nobody knows the file yet, so it needs no journal.
func copyPages(ctx context.Context, driver any, to string, how manner) error {
	name, err := uri(to, "?_pragma=journal_mode(OFF)&_pragma=synchronous(OFF)")
	if err != nil {
		return err
	}
	b, err := driver.(interface {
		NewBackup(uri string) (*sqlite.Backup, error)
	}).NewBackup(name)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(to, os.O_RDWR, 0)
	for more := true; more && err == nil; {
		begun := time.Now()
		more, err = b.Step(pagesAtOnce)
		if err == nil && how == beside { // all at the end would hold up who saves a note then
			err = f.Sync()
		}
		if err == nil {
			err = ctx.Err()
		}
		if more && err == nil && how == beside {
			err = pause(ctx, time.Since(begun))
		}
	}
	if finished := b.Finish(); err == nil { // after a step that failed it says the same again
		err = finished
	}
	return errors.Join(err, f.Close())
}

// pause waits, or ends with ctx.
func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// largeLibrary is from which size on what nobody has asked for leaves out whether every index has what its table has:
// that takes ten times as long as all else (2 s of a processor for 100,000 papers).
const largeLibrary = 256 << 20

// verify makes sure that a file is a sound library, with what want says if that is not nil. It writes nothing.
func verify(ctx context.Context, file string, want *contents, how manner) (err error) {
	if _, err := readHeader(file); err != nil {
		return err
	}
	check := "PRAGMA integrity_check(1)"
	if st, err := os.Stat(file); err == nil && st.Size() > largeLibrary && how != thoroughly {
		check = "PRAGMA quick_check(1)"
	}
	db, err := connectAsIs(file)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	var sum string
	if err := db.QueryRowContext(ctx, check).Scan(&sum); err != nil {
		return damaged(file, err)
	}
	if err := notGiven(sum); err != nil {
		return err
	}
	if sum != "ok" {
		return fmt.Errorf("%w: %s", ErrDamaged, sum)
	}
	if orphan, err := firstOrphan(ctx, db); err != nil || orphan != "" {
		return errors.Join(damaged(file, err), orphanError(orphan))
	}
	if paper, err := badNote(ctx, db); err != nil || paper != 0 {
		return errors.Join(damaged(file, err), noteError(paper))
	}
	has, err := contentsOf(ctx, db)
	if err != nil {
		return damaged(file, err)
	}
	if want != nil && has != *want {
		return errors.New("the copy differs from the library; try again")
	}
	return nil
}

// damaged is an error of SQLite's about what a file holds, as ErrDamaged, if the disk gives the whole of it.
func damaged(file string, err error) error {
	if !ofDamage(err) {
		return err
	}
	if unread := readThrough(file); unread != nil {
		return &Failure{Doing: "checking the copy", Hint: hints[sqlite3.SQLITE_IOERR], Err: unread}
	}
	return fmt.Errorf("%w: %w", ErrDamaged, err)
}

func orphanError(table string) error {
	if table == "" {
		return nil
	}
	return fmt.Errorf("%w: table %s has rows that refer to missing rows", ErrDamaged, table)
}

func noteError(paper int64) error {
	if paper == 0 {
		return nil
	}
	return fmt.Errorf("%w: the note on paper %d does not match its checksum", ErrDamaged, paper)
}

// firstOrphan is a table with a row whose parent is gone; empty if there is none.
func firstOrphan(ctx context.Context, db *sql.DB) (table string, err error) {
	err = db.QueryRowContext(ctx, `SELECT "table" FROM pragma_foreign_key_check LIMIT 1`).Scan(&table)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return table, err
}

// discard removes a file that is to be no library, and what SQLite may have put beside it.
func discard(tmp string) {
	if tmp == "" {
		return
	}
	for _, suffix := range suffixes {
		_ = os.Remove(tmp + suffix)
	}
}
