// This file owns libraries that cannot be written, such as those on read-only media: they are read, and refuse changes.

package store

import (
	"context"
	"errors"
	"fmt"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// ErrReadOnly means that the library can be read and not written.
var ErrReadOnly = errors.New("the library is read-only")

// ReadOnly reports whether the library can only be read, because its file or the folder around it cannot be written. A
// change is refused with ErrReadOnly.
func (l *Library) ReadOnly() bool { return l.readOnly }

// readOnlyError is what a change is refused with.
func (l *Library) readOnlyError() error {
	return fmt.Errorf("%w: %s or its folder cannot be written; copy it to where it can, or give yourself the permission", ErrReadOnly, l.path)
}

// isUnwritable reports whether an error of opening the library says that the file or its folder cannot be written.
func isUnwritable(err error) bool {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return false
	}
	code := e.Code() & 0xff
	return code == sqlite3.SQLITE_READONLY || code == sqlite3.SQLITE_CANTOPEN || code == sqlite3.SQLITE_PERM
}

// openReadOnly opens a library that could not be opened for writing. Another process that has it open shares its journal
// with us; where there is none, SQLite is told that nothing will change.
func (l *Library) openReadOnly(ctx context.Context) error {
	const plain = "?mode=ro&_pragma=busy_timeout(5000)&_pragma=query_only(1)&" + wary
	err := l.connectReadOnly(ctx, plain)
	if !isUnwritable(err) {
		return err
	}
	waiting, err := hasJournal(l.path)
	if err != nil {
		return err
	}
	if waiting {
		return fmt.Errorf("%w: its journal, %s-wal, has changes that are not in the file yet; copy both to a folder that can be written",
			ErrReadOnly, l.path)
	}
	return l.connectReadOnly(ctx, plain+"&immutable=1")
}

// hasJournal reports whether the journal of the library at path has committed changes in it.
func hasJournal(path string) (bool, error) {
	_, j, err := readHeaderAndJournal(path)
	return len(j.has) > 0, err
}

func (l *Library) connectReadOnly(ctx context.Context, parameters string) (err error) {
	if err := l.Close(); err != nil {
		return err
	}
	l.readOnly = true
	if l.read, err = connectURI(l.path, parameters); err != nil {
		return err
	}
	if l.write, err = connectURI(l.path, parameters); err != nil {
		return err
	}
	l.write.SetMaxOpenConns(1)
	return l.migrate(ctx)
}
