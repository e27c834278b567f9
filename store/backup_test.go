package store

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

func TestOutdatedBackups(t *testing.T) {
	at := func(days float64) time.Time { return day.Add(time.Duration(days * 24 * float64(time.Hour))) }
	row := func(n int, made func(i int) Backup) (all []Backup) { // newest first
		for i := range n {
			b := made(i)
			b.Seq, b.Path = n-i, fmt.Sprint(n-i)
			all = append(all, b)
		}
		return all
	}
	left := func(all []Backup) string {
		gone := make(map[int]bool)
		for _, b := range outdated(all) {
			gone[b.Seq] = true
		}
		var stay []string
		for _, b := range all {
			if !gone[b.Seq] {
				stay = append(stay, fmt.Sprint(b.Seq))
			}
		}
		return strings.Join(stay, " ")
	}
	daily := func(i int) Backup { return Backup{Made: at(float64(-i))} }
	for _, c := range []struct {
		name string
		all  []Backup
		want string
	}{
		{"few", row(3, func(int) Backup { return Backup{Made: day} }), "3 2 1"},
		{"many of one day", row(9, func(int) Backup { return Backup{Made: day} }), "9 8 7"},
		// day is a Thursday, March 12: the weeks before end on the 8th and the 1st, which is Sunday; the months on Feb 28.
		{"daily", row(60, daily), "60 59 58 57 56 55 54 49 48 42 20"},
		{"the clock ran backward", row(5, func(i int) Backup { return Backup{Made: at(float64(i))} }), "5 4 3 2 1"},
		{"one from a wrong clock does not stand for the day it says", row(7, func(i int) Backup {
			return Backup{Made: at([]float64{0, 0, 0, -40, 0, 0, -40}[i])}
		}), "7 6 5 4 3 1"},
		{"an upgrade", row(9, func(i int) Backup { return Backup{Made: day, Schema: 4 - i/5} }), "9 8 7 4"},
		{"those that cannot be read", row(5, func(i int) Backup { return Backup{Made: day, Err: map[bool]error{true: ErrNotLibrary}[i%2 == 0]} }), "5 4 3 2 1"},
		{"large", row(9, func(i int) Backup { return Backup{Made: at(float64(-i)), Size: 600 << 20} }), "9 8 7"},
	} {
		if got := left(c.all); got != c.want {
			t.Errorf("%s: %s stay, want %s", c.name, got, c.want)
		}
	}
	// Day after day, a year: what stays is bounded, and reaches back a year.
	var all []Backup
	for i := range 400 {
		all = append([]Backup{{Seq: i, Path: fmt.Sprint(i), Made: at(float64(i))}}, all...)
		for _, b := range outdated(all) {
			all = remove(all, b.Seq)
		}
	}
	if len(all) > 3+keepDays+keepWeeks+keepMonths || all[len(all)-1].Made.After(at(400-310)) {
		t.Errorf("after 400 days %d stay, the oldest of %v", len(all), all[len(all)-1].Made)
	}
}

func remove(all []Backup, seq int) (rest []Backup) {
	for _, b := range all {
		if b.Seq != seq {
			rest = append(rest, b)
		}
	}
	return rest
}

func TestBackupIsDue(t *testing.T) {
	last := []Backup{{Made: day, Err: ErrNotLibrary}, {Made: day.Add(-time.Hour)}}
	for after, want := range map[time.Duration]bool{0: false, 22 * time.Hour: false, 23 * time.Hour: true, -62 * time.Minute: true, -2 * time.Hour: true, -time.Hour: false} {
		if got := due(last, day.Add(after)); got != want {
			t.Errorf("%v later: due is %v", after, got)
		}
	}
	if !due(nil, day) {
		t.Error("the first one is not due")
	}
}

// A clock that runs backward makes one more backup, and takes none away.
func TestBackupsByAWrongClock(t *testing.T) {
	l := three(t)
	now := day
	l.now = func() time.Time { return now }
	seqs := func() string {
		var s []string
		for _, b := range must[[]Backup](t)(Backups(t.Context(), l.path)) {
			s = append(s, fmt.Sprint(b.Seq))
		}
		return strings.Join(s, " ")
	}
	step := func(d time.Duration, wantMade bool, want string) {
		t.Helper()
		now = now.Add(d)
		must[Outcome](t)(l.Mark(t.Context(), These(1), []Action{ToRead, ToInbox}[now.Unix()%2]))
		now = now.Add(time.Second)
		_, made, err := l.BackupIfDue(t.Context())
		if err != nil || made != wantMade || seqs() != want {
			t.Fatalf("%v: made %v, %v; there are %s, want %s", now, made, err, seqs(), want)
		}
	}
	step(0, true, "1")
	step(time.Hour, false, "1")
	step(24*time.Hour, true, "2 1")
	step(-1000*24*time.Hour, true, "3 2 1")
	step(time.Hour, false, "3 2 1")
	step(2000*24*time.Hour, true, "4 3 2 1")
	step(-999*24*time.Hour, true, "5 4 3 2 1")
}

func TestBackup(t *testing.T) {
	l := three(t)
	must[Outcome](t)(l.Mark(t.Context(), These(1), Star))
	if _, _, err := l.SetNote(t.Context(), 2, "A *note*.", NoteEdit{}); err != nil {
		t.Fatal(err)
	}
	b, made, err := l.Backup(t.Context())
	if err != nil || !made || b.Papers != 3 || b.Decided != 1 || b.Notes != 1 || b.Seq != 1 || b.Schema != schemaVersion() {
		t.Fatalf("%+v, made %v, %v", b, made, err)
	}
	if again, made, err := l.Backup(t.Context()); err != nil || made || again.Path != b.Path {
		t.Fatalf("unchanged: %+v, made %v, %v", again, made, err)
	}
	must[Outcome](t)(l.Undo(t.Context())) // which adds no change
	if b, made, err = l.Backup(t.Context()); err != nil || !made || b.Seq != 2 || b.Notes != 0 {
		t.Fatalf("after an undo: %+v, made %v, %v", b, made, err)
	}
	all := must[[]Backup](t)(Backups(t.Context(), l.path))
	if len(all) != 2 || all[0].Seq != 2 || all[1].Notes != 1 || all[1].Err != nil {
		t.Fatalf("%+v", all)
	}
	// A backup that has gone bad where it lies is no reason to make none.
	flip(t, all[0].Path, sleep[0], "Why Not", 0)
	if b, made, err = l.Backup(t.Context()); err != nil || !made || b.Seq != 3 {
		t.Fatalf("beside a bad one: %+v, made %v, %v", b, made, err)
	}
	file := filepath.Join(t.TempDir(), "copy.db")
	if b, err := l.BackupTo(t.Context(), file); err != nil || b.Decided != 1 {
		t.Fatal(b, err)
	}
	if _, err := l.BackupTo(t.Context(), file); !errors.Is(err, ErrExists) {
		t.Fatal("overwritten: ", err)
	}
	if runtime.GOOS != "windows" {
		for path, want := range map[string]os.FileMode{file: 0o600, b.Path: 0o600, filepath.Dir(b.Path): 0o700, besides(l.path): 0o700} {
			if st, err := os.Stat(path); err != nil || st.Mode().Perm() != want {
				t.Errorf("%s: %v, %v", path, st.Mode(), err)
			}
		}
	}
	names, err := filepath.Glob(filepath.Join(filepath.Dir(b.Path), ".*"))
	if err != nil || len(names) > 0 {
		t.Errorf("left behind: %v, %v", names, err)
	}
}

// Who writes while a backup is made does not wait, and the backup is of one moment.
func TestBackupBesideWriters(t *testing.T) {
	l := three(t)
	stop, done := make(chan struct{}), make(chan error)
	go func() {
		for i := 0; ; i++ {
			select {
			case <-stop:
				done <- nil
				return
			default:
			}
			if _, _, err := l.SetNote(t.Context(), int64(1+i%3), fmt.Sprint("Note ", i), NoteEdit{}); err != nil {
				done <- err
				return
			}
		}
	}()
	for range 3 {
		if _, _, err := l.Backup(t.Context()); err != nil {
			t.Error(err)
		}
	}
	close(stop)
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// A library that is damaged makes no backup, and those that there are stay.
func TestDamagedLibraryMakesNoBackup(t *testing.T) {
	l := three(t)
	good, _, err := l.Backup(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	must[Outcome](t)(l.Mark(t.Context(), These(1), ToRead))
	path := closed(t, l)
	// The title of a paper, in the index that sorts by it, is another one than in the table.
	data := must[[]byte](t)(os.ReadFile(path))
	if n := bytes.Count(data, []byte(trees[0])); n < 2 {
		t.Fatalf("the title is there %d times", n)
	}
	at := bytes.LastIndex(data, []byte(trees[0]))
	data[at] ^= 2
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	l = reopen(t, path)
	if b, made, err := l.Backup(t.Context()); !errors.Is(err, ErrDamaged) || made {
		t.Fatalf("%+v, made %v, %v", b, made, err)
	}
	all := must[[]Backup](t)(Backups(t.Context(), path))
	if len(all) != 1 || all[0].Path != good.Path || all[0].Err != nil {
		t.Errorf("%+v", all)
	}
	if names, _ := filepath.Glob(filepath.Join(backupFolder(path), ".*")); len(names) > 0 {
		t.Errorf("left behind: %v", names)
	}
}

// closed closes a library, so that all of it is in its file, and is where that is.
func closed(t testing.TB, l *Library) string {
	t.Helper()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	return l.path
}

func reopen(t testing.TB, path string) *Library {
	t.Helper()
	l, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	return l
}
