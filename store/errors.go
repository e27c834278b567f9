// This file owns what goes wrong below us: SQLite's codes in words that say what to do.

package store

import (
	"context"
	"errors"
	"fmt"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

const cannotWrite = "the disk cannot be written: it is full, over its quota, or failing; make room or check it, then try again"

// hints say for SQLite's result codes, extended or primary, what happened and what the reader can do. SQLite's own text stays behind.
var hints = map[int]string{
	sqlite3.SQLITE_FULL:  "the disk is full: make room, then try again",
	sqlite3.SQLITE_IOERR: "the disk answered with an error: check it, then try again",
	// SQLite does not tell a quota from a failing disk, and says nothing of a full one where it makes room for its shared memory.
	sqlite3.SQLITE_IOERR_WRITE:   cannotWrite,
	sqlite3.SQLITE_IOERR_SHMSIZE: cannotWrite,

	sqlite3.SQLITE_READONLY: "the library cannot be written: check the permissions of the file and its folder",
	sqlite3.SQLITE_PERM:     "the library cannot be written: check the permissions of the file and its folder",
	sqlite3.SQLITE_BUSY:     "another dogear is writing to the library: try again in a moment",
	sqlite3.SQLITE_LOCKED:   "another dogear is writing to the library: try again in a moment",
	sqlite3.SQLITE_CORRUPT:  "the library is damaged: `dogear doctor` tells how, `dogear restore` brings a backup back",
	sqlite3.SQLITE_NOTADB:   "the file is not a library: `dogear restore` brings a backup back",
	sqlite3.SQLITE_CANTOPEN: "the file cannot be opened: check that its folder exists and can be written",
}

// A Failure is what went wrong below dogear, in SQLite's file or in the disk under it.
type Failure struct {
	Doing string // what dogear was about
	Hint  string // what happened, and what the reader can do
	Err   error  // SQLite's
}

// Error implements error.
func (f *Failure) Error() string { return fmt.Sprintf("%s: %s (%v)", f.Doing, f.Hint, f.Err) }

// Unwrap is what SQLite said.
func (f *Failure) Unwrap() error { return f.Err }

// explain wraps an error with what was being done and, where SQLite knows it, what to do: that is a Failure. A nil error
// stays nil.
func explain(doing string, err error) error {
	if err == nil {
		return nil
	}
	var e *sqlite.Error
	if told := new(Failure); !errors.As(err, &told) && !errors.Is(err, ErrDamaged) && errors.As(err, &e) {
		if e.Code()&0xff == sqlite3.SQLITE_INTERRUPT {
			return fmt.Errorf("%s: %w", doing, context.Canceled)
		}
		hint, ok := hints[e.Code()]
		if !ok {
			hint, ok = hints[e.Code()&0xff]
		}
		if ok {
			return &Failure{Doing: doing, Hint: hint, Err: err}
		}
	}
	return fmt.Errorf("%s: %w", doing, err)
}

// ofDamage tells whether an error is SQLite's about what a file holds, and not about a disk that does not answer.
func ofDamage(err error) bool {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return false
	}
	switch {
	case e.Code() == sqlite3.SQLITE_IOERR_SHORT_READ: // it is cut
		return true
	case e.Code()&0xff == sqlite3.SQLITE_CORRUPT, e.Code()&0xff == sqlite3.SQLITE_NOTADB, e.Code()&0xff == sqlite3.SQLITE_ERROR:
		return true // SQLITE_ERROR: a table that is not as it should be
	}
	return false
}
