// This file owns what goes wrong below us: SQLite's codes in words that say what to do.

package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

const cannotWrite = "cannot write to the disk: it is full, over quota, or failing; free some space or check the disk, then try again"

// hints say for SQLite's result codes, extended or primary, what happened and what the reader can do. SQLite's own text stays behind.
var hints = map[int]string{
	sqlite3.SQLITE_FULL:  "the disk is full; free some space, then try again",
	sqlite3.SQLITE_IOERR: "the disk reported an error; check the disk, then try again",
	// SQLite does not tell a quota from a failing disk, and says nothing of a full one where it makes room for its shared memory.
	sqlite3.SQLITE_IOERR_WRITE:   cannotWrite,
	sqlite3.SQLITE_IOERR_SHMSIZE: cannotWrite,

	sqlite3.SQLITE_READONLY: "cannot write to the library; check the permissions of the file and its folder",
	sqlite3.SQLITE_PERM:     "cannot write to the library; check the permissions of the file and its folder",
	sqlite3.SQLITE_BUSY:     "another dogear is writing to the library; try again in a moment",
	sqlite3.SQLITE_LOCKED:   "another dogear is writing to the library; try again in a moment",
	sqlite3.SQLITE_CORRUPT:  "the library is damaged; run `dogear doctor` to check it, or `dogear restore` to restore a backup",
	sqlite3.SQLITE_NOTADB:   "the file is not a library; run `dogear restore` to restore a backup",
	sqlite3.SQLITE_CANTOPEN: "cannot open the file; check that its folder exists and is writable",
}

// A Failure is what went wrong below dogear, in SQLite's file or in the disk under it.
type Failure struct {
	Doing string // what dogear was about
	Hint  string // what happened, and what the reader can do
	Err   error  // SQLite's
}

// Error implements error.
func (f *Failure) Error() string { return fmt.Sprintf("%s: %s (%v)", f.Doing, f.Hint, f.Err) }

// Unwrap returns SQLite's error.
func (f *Failure) Unwrap() error { return f.Err }

// Truth is the failure itself or, if SQLite took the file at path for damaged because the disk did not give it, that: SQLite
// does not always tell the two apart.
func (f *Failure) Truth(path string) *Failure {
	if !ofDamage(f.Err) {
		return f
	}
	if err := readThrough(path); err != nil {
		return &Failure{Doing: f.Doing, Hint: hints[sqlite3.SQLITE_IOERR], Err: err}
	}
	return f
}

// readThrough reads a file to its end and reports whether the disk gave all of it.
func readThrough(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	_, err = io.Copy(io.Discard, io.NewSectionReader(f, 0, math.MaxInt64))
	return err
}

// unreadPage is how an integrity check says that it could not read a page, with the code that it got.
var unreadPage = regexp.MustCompile(`error code=(\d+)`)

// notGiven is a failure of the disk that an integrity check came upon; nil if what it found is damage.
func notGiven(found string) error {
	for _, m := range unreadPage.FindAllStringSubmatch(found, -1) {
		if code, err := strconv.Atoi(m[1]); err == nil && code&0xff == sqlite3.SQLITE_IOERR {
			return &Failure{Doing: "checking the file", Hint: hints[sqlite3.SQLITE_IOERR], Err: errors.New(strings.Join(strings.Fields(found), " "))}
		}
	}
	return nil
}

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

// missing is an ErrNotFound that says what there is not.
func missing(format string, args ...any) error {
	return saying{fmt.Sprintf(format, args...), ErrNotFound}
}

// A saying is an error with a message of its own that is one of the errors that callers tell apart.
type saying struct {
	text string
	is   error
}

func (s saying) Error() string { return s.text }
func (s saying) Unwrap() error { return s.is }

// ofDamage reports whether an error is SQLite's about what a file holds, and not about a disk that does not answer.
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
