// This file owns noticing that the library's file has been removed, replaced or cut while it is open. SQLite would go on
// writing into a file that no name leads to any more, and report that it was saved.

package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// ErrGone means that the library's file was removed, replaced or cut while it was open. Nothing more is saved, and nothing was put
// in its place.
var ErrGone = errors.New("the library's file has gone")

// checkInPlace reports, as ErrGone, that the file at the library's path is not the one that was opened.
func (l *Library) checkInPlace() error {
	st, err := os.Stat(l.path)
	what := ""
	switch {
	case errors.Is(err, fs.ErrNotExist):
		what = "it was removed or moved away"
	case err != nil:
		return fmt.Errorf("looking at the library's file: %w", err)
	case !os.SameFile(st, l.opened):
		what = "another file was put in its place"
	case st.Size() < l.opened.Size(): // by somebody who cut it, or by a VACUUM
		if _, err := readHeader(l.path); err != nil {
			what = "it was cut"
		}
	}
	if what == "" {
		return nil
	}
	return fmt.Errorf("%w: %s: %s while dogear had it open, and nothing is saved there; put it back, or quit and run `dogear restore`",
		ErrGone, l.path, what)
}
