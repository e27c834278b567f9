package store

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// bytesAt are the library's files, with their bytes.
func bytesAt(t testing.TB, path string) map[string]string {
	t.Helper()
	all := make(map[string]string)
	for _, suffix := range []string{"", "-wal", "-shm", "-journal"} {
		data, err := os.ReadFile(path + suffix)
		if err == nil {
			all[suffix] = string(data)
		}
	}
	return all
}

func mustWrite(t testing.TB, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// What is no library, or not all of one, is refused as it is, with the way back; and the way back works.
func TestBrokenLibraryIsRefusedAndRestored(t *testing.T) {
	l := three(t)
	must[Outcome](t)(l.Mark(t.Context(), These(1), ToRead))
	b, _, err := l.Backup(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	path := closed(t, l)
	whole := must[[]byte](t)(os.ReadFile(path))
	random := bytes.Repeat([]byte("x7"), 50_000)
	for _, c := range []struct {
		name string
		data []byte // nil: no file
		wal  []byte
		want error
		says string
	}{
		{"empty", []byte{}, nil, ErrNotLibrary, "the file is empty"},
		{"random", random, nil, ErrNotLibrary, "not an SQLite file"},
		{"cut in its header", whole[:60], nil, ErrNotLibrary, "shorter than 100 bytes"},
		{"cut", whole[:len(whole)/2], nil, ErrNotLibrary, "the file is truncated"},
		{"cut by a byte", whole[:len(whole)-1], nil, ErrNotLibrary, "the file is truncated"},
		{"missing", nil, nil, ErrLost, "the library is missing"},
		{"missing, but for its journal", nil, []byte("what was written last"), ErrLost, "the library is missing"},
	} {
		for _, suffix := range []string{"", "-wal", "-shm"} {
			_ = os.Remove(path + suffix)
		}
		if c.data != nil {
			mustWrite(t, path, c.data)
		}
		if c.wal != nil {
			mustWrite(t, path+"-wal", c.wal)
		}
		before := bytesAt(t, path)
		_, err := Open(t.Context(), path)
		if !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), "dogear restore --library "+path) {
			t.Errorf("%s: %v", c.name, err)
		}
		if _, err := Create(t.Context(), path, nil); !errors.Is(err, ErrExists) && !errors.Is(err, ErrLost) {
			t.Errorf("%s: something new took its place: %v", c.name, err)
		}
		if after := bytesAt(t, path); fmt.Sprint(after) != fmt.Sprint(before) {
			t.Errorf("%s: the bytes have changed", c.name)
		}
		p, err := PreviewRestore(t.Context(), path, b)
		if err != nil || p.Unknown == nil {
			t.Errorf("%s: preview: %+v, %v", c.name, p, err)
		}
		aside, err := Restore(t.Context(), path, b)
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		if c.data != nil && !bytes.Equal(must[[]byte](t)(os.ReadFile(aside)), c.data) {
			t.Errorf("%s: what was there is not kept", c.name)
		}
		if c.wal != nil && !bytes.Equal(must[[]byte](t)(os.ReadFile(aside+"-wal")), c.wal) {
			t.Errorf("%s: the journal is not kept", c.name)
		}
		again := reopen(t, path)
		if got := list(t, again, "is:read"); got != "Graph" {
			t.Errorf("%s: restored, %q is read", c.name, got)
		}
		closed(t, again)
	}
	// A library that never was is another matter.
	if _, err := Open(t.Context(), filepath.Join(t.TempDir(), "new.db")); !errors.Is(err, ErrNoLibrary) || strings.Contains(err.Error(), "restore") {
		t.Error(err)
	}
}

// A file that lacks pages which its journal has was not cut: the power went while they were moved.
func TestJournalMakesUpForTheFile(t *testing.T) {
	l := newLibrary(t)
	path := closed(t, l)
	before := must[[]byte](t)(os.ReadFile(path))
	l = reopen(t, path)
	take(t, l, digestText(mamba, trees, sleep))
	if _, _, err := l.SetNote(t.Context(), 1, strings.Repeat("Long. ", 20_000), NoteEdit{}); err != nil {
		t.Fatal(err)
	}
	files := bytesAt(t, path) // as a kill would leave them
	closed(t, l)
	full := must[[]byte](t)(os.ReadFile(path))
	if len(full) <= len(before) {
		t.Fatal("the library did not grow")
	}
	torn := append(bytes.Clone(full[:16384]), before[16384:]...)
	mustWrite(t, path, torn)
	mustWrite(t, path+"-wal", []byte(files["-wal"]))
	l = reopen(t, path)
	if got := list(t, l, ""); got != "Graph Café Why" {
		t.Errorf("%q", got)
	}
}

func TestPreviewAndRestore(t *testing.T) {
	l := three(t)
	must[Outcome](t)(l.Mark(t.Context(), These(1), ToRead))
	must[Outcome](t)(l.Mark(t.Context(), These(3), Star))
	note := func(id int64, text string) {
		if _, _, err := l.SetNote(t.Context(), id, text, NoteEdit{}); err != nil {
			t.Fatal(err)
		}
	}
	note(2, "To come back.")
	b, _, err := l.Backup(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	p, err := PreviewRestore(t.Context(), l.path, b)
	if err != nil || !p.Same() {
		t.Fatalf("%+v, %v", p, err)
	}
	note(2, "")
	note(1, "To go.")
	must[Outcome](t)(l.Mark(t.Context(), These(1), ToLater))
	must[Outcome](t)(l.Retag(t.Context(), These(2), []string{"new"}, nil))
	must[Outcome](t)(l.Mark(t.Context(), These(3), Unstar))
	must[Outcome](t)(l.Mark(t.Context(), These(3), ToInbox))
	take(t, l, digestText([2]string{"A Fourth Paper on Something", "Which has come later than all of the others, and has an abstract."}))
	p, err = PreviewRestore(t.Context(), l.path, b)
	got := fmt.Sprint(p.PapersLost, p.PapersBack, p.NotesLost, p.NotesBack, p.DecisionsLost, p.DecisionsBack, p.ChangesLost, p.Unknown)
	want := fmt.Sprint(Titles{1, []string{"A Fourth Paper on Something"}}, Titles{}, Titles{1, []string{mamba[0]}}, Titles{1, []string{trees[0]}},
		Titles{2, []string{mamba[0], trees[0]}}, Titles{1, []string{sleep[0]}}, 7, nil)
	if err != nil || got != want {
		t.Errorf("%v, %v\nwant %v", got, err, want)
	}
	if _, err := Restore(t.Context(), l.path, b); !errors.Is(err, ErrInUse) {
		t.Fatalf("restored under an open library: %v", err)
	}
	path := closed(t, l)
	before := must[[]byte](t)(os.ReadFile(path))

	// A backup that is damaged changes nothing.
	whole := must[[]byte](t)(os.ReadFile(b.Path))
	broken := bytes.Clone(whole)
	broken[bytes.LastIndex(broken, []byte(trees[0]))] ^= 2
	mustWrite(t, b.Path, broken)
	if _, err := Restore(t.Context(), path, b); !errors.Is(err, ErrDamaged) {
		t.Errorf("restored a damaged backup: %v", err)
	}
	if !bytes.Equal(before, must[[]byte](t)(os.ReadFile(path))) {
		t.Error("a restore that failed changed the library")
	}
	mustWrite(t, b.Path, whole)

	aside, err := Restore(t.Context(), path, b)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(before, must[[]byte](t)(os.ReadFile(aside))) {
		t.Error("what was there is not kept")
	}
	l = reopen(t, path)
	if got := list(t, l, "is:read") + "/" + list(t, l, "is:noted") + "/" + list(t, l, ""); got != "Graph/Café/Graph Café Why" {
		t.Error(got)
	}
	// And the way back from the way back.
	closed(t, l)
	if b, err = FindBackup(t.Context(), path, aside); err != nil {
		t.Fatal(err)
	}
	if _, err := Restore(t.Context(), path, b); err != nil {
		t.Fatal(err)
	}
	if got := list(t, reopen(t, path), "is:noted"); got != "Graph" {
		t.Error(got)
	}
}

// A library of a newer version is refused, also if only its journal knows; no byte of the three files changes.
func TestNewerLibraryStaysAsItIs(t *testing.T) {
	path := closed(t, three(t))
	db, err := connect(path, 1, durable)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(fmt.Sprintf("PRAGMA user_version = %d", schemaVersion()+1)); err != nil {
		t.Fatal(err)
	}
	files := bytesAt(t, path) // before closing moves the journal into the file
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if len(files) != 3 || len(files["-wal"]) == 0 {
		t.Fatal("the journal is not there")
	}
	for _, state := range []map[string]string{files, bytesAt(t, path)} {
		for suffix, data := range state {
			mustWrite(t, path+suffix, []byte(data))
		}
		_, err := Open(t.Context(), path)
		if !errors.Is(err, ErrNewer) {
			t.Errorf("%v", err)
		}
		for suffix, data := range state {
			if got := must[[]byte](t)(os.ReadFile(path + suffix)); string(got) != data {
				t.Errorf("library.db%s has changed", suffix)
			}
		}
	}
}

// Killed at any step of an upgrade, a library is the old or the new one. Every beginning of the journal that the upgrade
// writes is what a kill may leave.
func TestUpgradeKilledAnywhere(t *testing.T) {
	for from := 1; from < schemaVersion(); from++ {
		path := oldLibrary(t, from)
		old := must[[]byte](t)(os.ReadFile(path))
		l, err := Open(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		wal := []byte(bytesAt(t, path)["-wal"])
		closed(t, l)
		if all := must[[]Backup](t)(Backups(t.Context(), path)); len(all) != 1 || all[0].Err != nil || all[0].Schema != from || all[0].Papers != 1 {
			t.Fatalf("the backup before the upgrade: %+v", all)
		}
		seen := make(map[int]bool)
		for end := 0; end < len(wal)+4096; end += 4096 { // pages have 16384 bytes: between and within frames
			end := min(end, len(wal))
			for _, suffix := range []string{"-wal", "-shm"} {
				_ = os.Remove(path + suffix)
			}
			mustWrite(t, path, old)
			if end > 0 {
				mustWrite(t, path+"-wal", wal[:end])
			}
			left, err := readHeader(path)
			if err != nil {
				t.Fatalf("from %d, %d bytes: %v", from, end, err)
			}
			seen[left] = true
			l, err := Open(t.Context(), path)
			if err != nil {
				t.Fatalf("from %d, %d bytes: %v", from, end, err)
			}
			var sum string
			if err := l.read.QueryRow("PRAGMA integrity_check").Scan(&sum); err != nil || sum != "ok" {
				t.Errorf("from %d, %d bytes: %s, %v", from, end, sum, err)
			}
			if p, err := l.Paper(t.Context(), 1); err != nil || p.Note != "Kept." || p.Status != Read {
				t.Errorf("from %d, %d bytes: %+v, %v", from, end, p, err)
			}
			closed(t, l)
		}
		if !seen[from] || !seen[schemaVersion()] {
			t.Errorf("from %d: the kills left only versions %v", from, seen)
		}
	}
}

// oldLibrary makes a library of an earlier version, with a paper that is read and has a note.
func oldLibrary(t testing.TB, version int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "library.db")
	mustWrite(t, path, nil)
	db, err := connect(path, 1, durable)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range append(migrations()[:version:version], fmt.Sprintf("PRAGMA user_version = %d", version)) {
		if _, err := db.Exec(text); err != nil {
			t.Fatal(err)
		}
	}
	data, err := (&body{Abstract: "An abstract."}).pack()
	if err != nil {
		t.Fatal(err)
	}
	for _, stmt := range []string{
		"INSERT INTO paper (id, place, status, noted, title, title_hash, published, added) VALUES (1, 5, 2, 1, 'A Paper', 1, '', 0)",
		"INSERT INTO note (paper, text, saved) VALUES (1, 'Kept.', 1)",
		"INSERT INTO change (id, kind, detail, papers, made) VALUES (1, 'mark', 'read', 1, 1), (2, 'note', '', 1, 1)",
		"INSERT INTO change_item (change, paper, field, before, after) VALUES (1, 1, 'state', 0, 2), (2, 1, 'note', '', 'Kept.')",
		"UPDATE tally SET n = 1 WHERE id IN (2, 11)",
	} {
		if _, err := db.Exec(stmt); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := db.Exec("INSERT INTO body (id, data) VALUES (1, ?)", data); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// Restoring through a symbolic link replaces the file behind it, there or gone, and leaves the link.
func TestRestoreBehindLink(t *testing.T) {
	l := three(t)
	b := must[Backup](t)(backupOf(t, l))
	want := list(t, l, "")
	must[Outcome](t)(l.Mark(t.Context(), These(1), ToDismissed))
	file := closed(t, l)
	link := filepath.Join(t.TempDir(), "link.db")
	if err := os.Symlink(file, link); err != nil {
		t.Skip(err)
	}
	for _, gone := range []bool{false, true} {
		if gone {
			if err := os.Remove(file); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := Restore(t.Context(), link, b); err != nil {
			t.Fatal(err)
		}
		if st, err := os.Lstat(link); err != nil || st.Mode()&os.ModeSymlink == 0 {
			t.Errorf("gone %v: the link is %v, %v", gone, st, err)
		}
		back := reopen(t, file)
		if got := list(t, back, ""); got != want {
			t.Errorf("gone %v: restored %s", gone, got)
		}
		closed(t, back)
	}
}

func backupOf(t *testing.T, l *Library) (Backup, error) {
	b, _, err := l.Backup(t.Context())
	return b, err
}
