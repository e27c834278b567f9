// This file owns looking at a library's file before SQLite does, which would create, repair or recover what it opens: what
// is not a library, is damaged at first sight or comes from a newer dogear is refused with its bytes unchanged.

package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
)

// checkHeader reports whether the file at path may be opened. What it refuses is told with the way back, if there is one.
func checkHeader(path string) error {
	version, err := readHeader(path)
	switch {
	case errors.Is(err, ErrNoLibrary):
		return lost(path, err)
	case errors.Is(err, ErrNotLibrary):
		return fmt.Errorf("%w; the file was left unchanged\n%s", err, wayBack(path))
	case err != nil:
		return err
	case version > schemaVersion():
		return fmt.Errorf("%s: %w (schema version %d; this version supports up to %d); the file was left unchanged\nUpgrade dogear to open it.",
			path, ErrNewer, version, schemaVersion())
	}
	return nil
}

// lost tells of a missing library that there was one, if there was: nothing new may take its place in silence.
func lost(path string, err error) error {
	if backups, _ := backupFiles(backupFolder(path)); len(backups) > 0 {
		return fmt.Errorf("%s: %w\n%s\nTo start a new library instead, move %s away.", path, ErrLost, wayBack(path), besides(path))
	}
	// SQLite would take what the journal holds for changes to whatever file is put beside it.
	if st, statErr := os.Stat(path + "-wal"); statErr == nil && st.Size() > 0 {
		return fmt.Errorf("%s: %w: only its journal exists; to start a new library, move %s-wal away", path, ErrLost, path)
	}
	return err
}

// wayBack says how a backup is restored.
func wayBack(path string) string {
	if backups, _ := backupFiles(backupFolder(path)); len(backups) == 0 {
		return "There are no backups. To restore a copy of the library: " + restoreCommand(path) + " FILE"
	}
	return "To list and restore backups: " + restoreCommand(path)
}

// restoreCommand is the command line that lists a library's backups, to be copied into a shell.
func restoreCommand(path string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune(`/.-_:\`, r)
	}
	if strings.IndexFunc(path, func(r rune) bool { return !plain(r) }) >= 0 {
		path = "'" + strings.ReplaceAll(path, "'", `'\''`) + "'"
	}
	return "dogear restore --library " + path
}

// readHeader reads the version of the schema off a library's file and its journal. Its errors wrap ErrNoLibrary and
// ErrNotLibrary.
func readHeader(path string) (version int, err error) {
	version, _, err = readHeaderAndJournal(path)
	return version, err
}

// readHeaderAndJournal is readHeader with what is in the journal.
func readHeaderAndJournal(path string) (version int, j journal, err error) {
	refuse := func(why string) (int, journal, error) {
		return 0, journal{}, fmt.Errorf("%s: %w: %s", path, ErrNotLibrary, why)
	}
	st, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, j, fmt.Errorf("%s: %w", path, ErrNoLibrary)
	}
	if err == nil && !st.Mode().IsRegular() { // to open a pipe is to wait for somebody who writes
		return refuse("it is not a regular file")
	}
	f, err := os.Open(path)
	if err != nil {
		return 0, j, fmt.Errorf("opening the library: %w", err)
	}
	defer func() { _ = f.Close() }()
	head := make([]byte, headerSize)
	switch _, err := io.ReadFull(f, head); {
	case st.Size() == 0:
		return refuse("the file is empty")
	case errors.Is(err, io.ErrUnexpectedEOF):
		return refuse("the file is shorter than 100 bytes")
	case err != nil:
		return 0, j, fmt.Errorf("opening the library: %w", err)
	}
	if string(head[:16]) != "SQLite format 3\x00" {
		return refuse("not an SQLite file")
	}
	if string(head[68:72]) != "dogr" {
		return refuse("a database of another program")
	}
	size := pageSize(head)
	if size < 512 || size&(size-1) != 0 {
		return refuse("its header is damaged")
	}
	if j, err = readJournal(path+"-wal", size); err != nil {
		return 0, j, fmt.Errorf("opening the library's journal: %w", err)
	}
	if j.first != nil {
		head = j.first
	}
	// A file that was cut lacks pages that the journal does not have either. The count holds if it is of the last change.
	pages := int64(binary.BigEndian.Uint32(head[28:]))
	counted := binary.BigEndian.Uint32(head[24:]) == binary.BigEndian.Uint32(head[92:])
	if counted || j.first != nil {
		for page := st.Size()/size + 1; page <= pages; page++ {
			if !j.has[uint32(page)] { //nolint:gosec // a page's number has 32 bits
				return refuse(fmt.Sprintf("the file is truncated: %d of %d bytes are left", st.Size(), pages*size))
			}
		}
	}
	if version = int(int32(binary.BigEndian.Uint32(head[60:]))); version < 1 { //nolint:gosec // it is signed
		return refuse(fmt.Sprintf("its header is damaged: it says that its schema is version %d", version))
	}
	return version, j, nil
}

const headerSize = 100

// pageSize returns the size of a page, as a file's header has it.
func pageSize(head []byte) int64 {
	if size := int64(binary.BigEndian.Uint16(head[16:])); size != 1 {
		return size
	}
	return 1 << 16
}

// journal is what is committed in a write-ahead log and not yet in the file.
type journal struct {
	first []byte          // the file's header as the log has it, or nil
	has   map[uint32]bool // the pages in the log
}

// readJournal reads the heads of a log's frames, up to its last commit. It leaves the checksums to SQLite: what it is
// asked is whether to begin at all.
func readJournal(path string, size int64) (j journal, err error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return j, nil
	}
	if err != nil {
		return j, err
	}
	defer func() { _ = f.Close() }()
	head, frame := make([]byte, 32), make([]byte, 24)
	if _, err := f.ReadAt(head, 0); err != nil || binary.BigEndian.Uint32(head)&^1 != 0x377f0682 {
		return j, nil //nolint:nilerr // an empty log, or one that SQLite will not take
	}
	salt := string(head[16:24])
	var first int64
	seen := make(map[uint32]bool)
	for at := int64(32); ; at += 24 + size {
		// A frame that is cut, or of an earlier round of the log, is where it ends.
		if _, err := f.ReadAt(frame, at); err != nil || string(frame[8:16]) != salt {
			return j, nil //nolint:nilerr // likewise
		}
		page := binary.BigEndian.Uint32(frame)
		seen[page] = true
		if page == 1 {
			first = at + 24
		}
		if binary.BigEndian.Uint32(frame[4:]) == 0 { // no commit yet
			continue
		}
		if _, err := f.ReadAt(frame[:1], at+24+size-1); err != nil {
			return j, nil //nolint:nilerr // likewise
		}
		j.has = seen
		if first > 0 {
			j.first = make([]byte, headerSize)
			if _, err := f.ReadAt(j.first, first); err != nil {
				return journal{}, err
			}
		}
	}
}
