// Package store keeps the reader's library: papers, what was decided about them, tags, notes, and the history of it
// all, in one SQLite file.
//
// It is the only room that speaks SQL. [Create] makes a library, [Open] opens one; every method of [Library] may be
// called from any goroutine. Reads run on connections of their own and see the last committed state; writes go through
// one connection, one after the other, and are on the disk when they return. Whatever the reader does is a [Change]
// that Undo takes back, also after a restart.
//
// Cost follows what is shown, not what is kept: lists are read in windows ([Library.Page]), counts are kept, never
// counted ([Library.Counts]).
//
// This file owns opening and creating the file, and its connections.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	_ "modernc.org/sqlite" // the driver, in pure Go
)

// Errors that callers tell apart.
var (
	// ErrNoLibrary: there is no library at the path.
	ErrNoLibrary = errors.New("there is no library yet")
	// ErrExists: Create found a file where the library should go.
	ErrExists = errors.New("the file already exists")
	// ErrNotLibrary: the file is not a dogear library, or is damaged beyond opening. It was not changed.
	ErrNotLibrary = errors.New("not a dogear library")
	// ErrLost: there is no library at the path, but its backups are there. Nothing was put in its place.
	ErrLost = errors.New("the library is missing, but its other files exist")
	// ErrNewer: the library was made by a newer dogear. It was not changed.
	ErrNewer = errors.New("the library was made by a newer version of dogear")
	// ErrNotFound: no paper, digest or tag of that name.
	ErrNotFound = errors.New("not found")
	// ErrNothing: there is nothing to undo or redo.
	ErrNothing = errors.New("nothing")
)

// A Library is an open library file.
type Library struct {
	path   string
	opened os.FileInfo // the file at path, as it was opened
	read   *sql.DB
	write  *sql.DB
	now    func() time.Time
	heads  headCache

	readOnly  bool   // see readonly.go
	patience  int    // see searchpage.go
	upgrading func() // nil: nobody wants to know
	anySchema bool   // for doctor, which says what is wrong with it
}

// An Option changes how a library is opened.
type Option func(*Library)

// WithClock makes the library take the time from now instead of the system's clock.
func WithClock(now func() time.Time) Option { return func(l *Library) { l.now = now } }

// withAnySchema opens a library whose schema somebody has altered, too.
func withAnySchema(l *Library) { l.anySchema = true }

// Open opens the library at path and brings its schema up to date; before an upgrade it keeps a copy of the file.
// ErrNoLibrary, ErrNotLibrary, ErrAltered and ErrNewer leave whatever is at the path as it was.
func Open(ctx context.Context, path string, opts ...Option) (*Library, error) {
	if err := checkHeader(path); err != nil {
		return nil, err
	}
	return open(ctx, path, durable, opts)
}

// Create makes a new library at path, lets fill put its first papers in (fill may be nil), and opens it. The library
// appears at its path whole or not at all: it is built beside it and put in place by its last step. ErrExists means that
// something is at the path already.
func Create(ctx context.Context, path string, fill func(*Library) error, opts ...Option) (_ *Library, err error) {
	if _, err := os.Lstat(path); err == nil {
		return nil, fmt.Errorf("creating the library %s: %w", path, ErrExists)
	}
	if err := lost(path, nil); err != nil {
		return nil, err
	}
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("creating the library's folder: %w", err)
	}
	// os.CreateTemp makes the file 0600 whatever the umask; SQLite gives its journals the mode of the file.
	tmp, err := os.CreateTemp(dir, unborn)
	if err != nil {
		return nil, fmt.Errorf("creating the library: %w", err)
	}
	name := tmp.Name()
	defer discard(name)
	if err := tmp.Close(); err != nil {
		return nil, fmt.Errorf("creating the library: %w", err)
	}
	// Nobody else knows the file, and it is thrown away if anything fails: nothing has to be on the disk before the end.
	l, err := open(ctx, name, "_pragma=journal_mode(MEMORY)&_pragma=synchronous(OFF)", opts)
	if err != nil {
		return nil, err
	}
	if fill != nil {
		err = fill(l)
	}
	if err := errors.Join(err, l.Close()); err != nil {
		return nil, err
	}
	if err := publish(name, path); err != nil {
		return nil, fmt.Errorf("creating the library: %w", err)
	}
	return open(ctx, path, durable, opts)
}

// publish gives the finished file its name, without ever replacing another: a second dogear may have been faster.
func publish(name, path string) error {
	f, err := os.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return err
	}
	err = os.Link(name, path)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s: %w", path, ErrExists)
	}
	if err != nil { // a file system without hard links
		if err := os.Rename(name, path); err != nil {
			return err
		}
	}
	syncFolder(filepath.Dir(path)) // the name is safe only with its folder
	return nil
}

// suffixes are of the files that a library may lie in.
var suffixes = []string{"", "-wal", "-shm", "-journal"}

// syncFolder has the names in a folder on the disk, where the system can do that.
func syncFolder(dir string) {
	if d, err := os.Open(dir); err == nil {
		_ = d.Sync()
		_ = d.Close()
	}
}

// durable are the pragmas of a library in use: what was said to be saved survives a power cut. With NORMAL instead of
// FULL it would not.
const durable = "_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)"

// wary are the pragmas of every connection to a file: somebody may have edited the file.
const wary = "_pragma=trusted_schema(0)&_pragma=cell_size_check(1)"

// open connects, and upgrades the schema. A file of no bytes becomes a library.
func open(ctx context.Context, path, journal string, opts []Option) (*Library, error) {
	l := &Library{path: path, now: time.Now, patience: defaultPatience}
	for _, o := range opts {
		o(l)
	}
	var err error
	// The pragmas ride in the DSN: an Exec would set them on one pooled connection only. Writers begin immediate: with
	// a deferred BEGIN two processes refuse each other in spite of the time-out.
	if l.write, err = connect(path, 1, journal+"&_txlock=immediate"); err != nil {
		return nil, err
	}
	if l.read, err = connect(path, 4, journal+"&_pragma=query_only(1)"); err != nil {
		return nil, errors.Join(err, l.write.Close())
	}
	if err = l.migrate(ctx); err != nil {
		if isUnwritable(err) {
			err = l.openReadOnly(ctx)
		}
		if err != nil {
			return nil, errors.Join(explain("opening the library", err), l.Close())
		}
	}
	if l.opened, err = os.Stat(path); err != nil {
		return nil, errors.Join(fmt.Errorf("opening the library: %w", err), l.Close())
	}
	return l, nil
}

// connect opens a pool of at most n connections to a file, which it never makes.
func connect(path string, n int, extra string) (*sql.DB, error) {
	db, err := connectURI(path, "?mode=rw&_pragma=busy_timeout(5000)&_pragma=page_size(16384)"+
		"&_pragma=foreign_keys(1)&"+wary+"&"+extra)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(n)
	db.SetMaxIdleConns(n)
	return db, nil
}

// connectURI opens a file by what stands behind its name in SQLite's URI.
func connectURI(path, parameters string) (*sql.DB, error) {
	name, err := uri(path, parameters)
	if err != nil {
		return nil, err
	}
	db, err := sql.Open("sqlite", name)
	if err != nil {
		return nil, fmt.Errorf("opening the library: %w", err)
	}
	return db, nil
}

// uri names a file as SQLite wants it, whatever characters are in its path.
func uri(path, parameters string) (string, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", fmt.Errorf("opening the library: %w", err)
	}
	return fileURI(filepath.ToSlash(abs)) + parameters, nil
}

// fileURI is an absolute path with slashes as a URI. On Windows a path begins with a drive, which SQLite understands, or
// with two slashes and the name of a machine, which a URI would take for something else.
func fileURI(path string) string {
	if strings.HasPrefix(path, "//") {
		path = "//" + path
	}
	return "file:" + (&url.URL{Path: path}).EscapedPath()
}

// Path is the library's file.
func (l *Library) Path() string { return l.path }

// Close closes the library. Everything that was saved is on the disk already.
func (l *Library) Close() error {
	var errs []error
	for _, db := range []*sql.DB{l.read, l.write} {
		if db != nil {
			errs = append(errs, db.Close())
		}
	}
	return errors.Join(errs...)
}

// update runs f in a write transaction: all of it is saved, or nothing.
func (l *Library) update(ctx context.Context, doing string, f func(tx *sql.Tx) error) error {
	if tx, ok := ctx.Value(rehearsalKey{}).(*sql.Tx); ok {
		return explain(doing, nested(ctx, tx, f))
	}
	if l.readOnly {
		return explain(doing, l.readOnlyError())
	}
	if err := l.checkInPlace(); err != nil {
		return explain(doing, err)
	}
	tx, err := l.write.BeginTx(ctx, nil)
	if err != nil {
		return explain(doing, err)
	}
	defer func() { _ = tx.Rollback() }() // also after a panic, or nothing could be written any more; after Commit it does nothing
	if err := f(tx); err != nil {
		return explain(doing, err)
	}
	if err := tx.Commit(); err != nil {
		return explain(doing, err)
	}
	return explain(doing, l.checkInPlace()) // it may have gone meanwhile
}

type rehearsalKey struct{}

// Rehearse runs f with a context in which everything that is written is seen by what is written after it, and taken back
// when f ends: to tell what would happen. What reads sees nothing of it.
func (l *Library) Rehearse(ctx context.Context, f func(ctx context.Context) error) error {
	if l.readOnly {
		return explain("rehearsing", l.readOnlyError())
	}
	tx, err := l.write.BeginTx(ctx, nil)
	if err != nil {
		return explain("rehearsing", err)
	}
	defer func() { _ = tx.Rollback() }()
	return f(context.WithValue(ctx, rehearsalKey{}, tx))
}

// nested runs f within a transaction: all of it is done, or nothing.
func nested(ctx context.Context, tx *sql.Tx, f func(tx *sql.Tx) error) error {
	if _, err := tx.ExecContext(ctx, "SAVEPOINT nested"); err != nil {
		return err
	}
	err := f(tx)
	end := "RELEASE nested"
	if err != nil {
		end = "ROLLBACK TO nested; RELEASE nested"
	}
	_, ended := tx.ExecContext(ctx, end)
	return errors.Join(err, ended)
}
