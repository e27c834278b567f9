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

// explain wraps an error with what was being done and, where SQLite knows it, what to do. A nil error stays nil.
func explain(doing string, err error) error {
	if err == nil {
		return nil
	}
	var e *sqlite.Error
	if errors.As(err, &e) {
		if e.Code()&0xff == sqlite3.SQLITE_INTERRUPT {
			return fmt.Errorf("%s: %w", doing, context.Canceled)
		}
		hint, ok := hints[e.Code()]
		if !ok {
			hint, ok = hints[e.Code()&0xff]
		}
		if ok {
			return fmt.Errorf("%s: %s (%w)", doing, hint, err)
		}
	}
	return fmt.Errorf("%s: %w", doing, err)
}
