package store

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// found are the findings, a line each, without that there is no backup yet.
func found(t testing.TB, path string, how Examination) string {
	t.Helper()
	d, err := Examine(t.Context(), path, how, WithClock(func() time.Time { return day }))
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, f := range d.Findings {
		if strings.Contains(f.What, "no backup yet") {
			continue
		}
		if f.Do == "" {
			t.Errorf("%s: and what can one do?", f.What)
		}
		lines = append(lines, fmt.Sprintf("%s [damage %v, mended %v, paper %d]", f.What, f.Damage, f.Mended, f.Paper))
	}
	return strings.Join(lines, "\n")
}

// kept is a library with two notes, a star, tags and something undone, closed.
func kept(t testing.TB) string {
	t.Helper()
	l := three(t)
	for id, text := range map[int64]string{1: "Remember the quick brown fox.", 2: "Ask Anna about roots."} {
		if _, _, err := l.SetNote(t.Context(), id, text, NoteEdit{}); err != nil {
			t.Fatal(err)
		}
	}
	must[Outcome](t)(l.Mark(t.Context(), These(3), Star))
	must[Outcome](t)(l.Mark(t.Context(), These(1, 2), ToRead))
	must[Outcome](t)(l.Retag(t.Context(), These(1, 3), []string{"gnn", "new"}, nil))
	must[Outcome](t)(l.Mark(t.Context(), These(2), ToDismissed))
	must[Outcome](t)(l.Undo(t.Context()))
	return closed(t, l)
}

// flip changes bytes in the file: every one of the places where old stands, or only the n-th.
func flip(t testing.TB, path, old, to string, n int) {
	t.Helper()
	data := must[[]byte](t)(os.ReadFile(path))
	at := -1
	for i := 0; i <= n; i++ {
		next := bytes.Index(data[at+1:], []byte(old))
		if next < 0 {
			t.Fatalf("%q is not %d times in the file", old, n+1)
		}
		at += 1 + next
	}
	copy(data[at:], to)
	mustWrite(t, path, data)
}

// exec does to a library what no dogear would.
func exec(t testing.TB, path string, statements ...string) {
	t.Helper()
	db, err := connect(path, 1, "")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range append([]string{"PRAGMA foreign_keys = 0"}, statements...) {
		if _, err := db.Exec(s); err != nil {
			t.Fatal(s, err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

// A note of which a bit has flipped is found, named, and mended from its other copy; also in the history.
func TestDoctorFindsAFlippedNote(t *testing.T) {
	copies := 0
	for n := range 2 {
		path := kept(t)
		flip(t, path, "quick brown fox", "quick brawn fox", n)
		got := found(t, path, Examination{})
		want := "the note on paper 1 “" + mamba[0] + "” is corrupted"
		if strings.HasPrefix(got, "the history of ") {
			want = "the history of " + want
			copies++
		}
		if !strings.HasPrefix(got, want) || !strings.Contains(got, "damage true, mended false, paper 1]") || strings.Count(got, "\n") != 0 {
			t.Fatalf("copy %d: %s", n, got)
		}
		if got := found(t, path, Examination{Fix: true}); !strings.Contains(got, "damage true, mended true, paper 1]") {
			t.Errorf("copy %d: %s", n, got)
		}
		if got := found(t, path, Examination{Deep: true}); got != "" {
			t.Errorf("copy %d, after mending: %s", n, got)
		}
		l := reopen(t, path)
		if p := must[*Paper](t)(l.Paper(t.Context(), 1)); p.Note != "Remember the quick brown fox." {
			t.Errorf("copy %d: the note is %q", n, p.Note)
		}
		if got := list(t, l, "note:brown"); got != "Graph" {
			t.Errorf("copy %d: a search finds %q", n, got)
		}
	}
	if copies != 1 {
		t.Errorf("%d of two copies are the history's", copies)
	}
	// With both gone, nothing is guessed, and no backup is made of it.
	path := kept(t)
	flip(t, path, "quick brown fox", "quick brawn fox", 0)
	flip(t, path, "quick brown fox", "quick braun fox", 0)
	if got := found(t, path, Examination{Fix: true}); !strings.Contains(got, "has a different text [damage true, mended false, paper 1]") {
		t.Error(got)
	}
	l := reopen(t, path)
	if _, _, err := l.Backup(t.Context()); !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), "the note on paper 1") {
		t.Error(err)
	}
}

// A decision that is not what the history says is found and named.
func TestDoctorFindsAFlippedDecision(t *testing.T) {
	for _, c := range []struct{ statement, want string }{
		{"UPDATE paper SET status = 3 WHERE id = 1", "paper 1 “" + mamba[0] + "” is dismissed, but according to the history it is read: one of the two is corrupted"},
		{"UPDATE paper SET status = 10 WHERE id = 1", "paper 1 “" + mamba[0] + "” is invalid (10), but according to the history it is read: one of the two"},
		{"UPDATE paper SET status = 0 WHERE id = 2", "paper 2 “" + trees[0] + "” is inbox, but according to the history it is read: one of the two"},
		{"UPDATE paper SET starred = 0 WHERE id = 3", "paper 3 “" + sleep[0] + "” is later, but according to the history it is later and starred: one"},
		{"UPDATE paper SET starred = 3 WHERE id = 1", "paper 1 “" + mamba[0] + "” is read and starred, but according to the history it is read: one"},
		{"UPDATE change_item SET after = 3 WHERE paper = 1 AND field = 'state'", "paper 1 “" + mamba[0] + "” is read, but according to the history it is dismissed: one of the two"},
		{"UPDATE change SET detail = 'sdarred' WHERE detail = 'starred'", "change 4 of the history has the invalid kind “mark sdarred”: it is corrupted"},
		{"UPDATE change SET kind = 'nark' WHERE id = 4", "change 4 of the history has the invalid kind “nark starred”"},
		{"DELETE FROM paper_tag WHERE paper = 3 AND tag = 2", "paper 3 “" + sleep[0] + "” should have the tag #new according to the history"},
		{"INSERT INTO paper_tag VALUES (2, 1)", "paper 2 “" + trees[0] + "” has the tag #gnn, but not according to the history"},
		{"DELETE FROM note WHERE paper = 2", "the note on paper 2 “" + trees[0] + "” is missing, but the history has one"},
		{"UPDATE note SET hash = NULL, text = 'Other.' WHERE paper = 2", "the note on paper 2 “" + trees[0] + "” differs from the history"},
	} {
		path := kept(t)
		exec(t, path, c.statement)
		got := found(t, path, Examination{})
		if !strings.HasPrefix(got, c.want) {
			t.Errorf("%s: %s", c.statement, got)
		}
	}
}

// What is made of something else is mended, and a copy is kept first.
func TestDoctorMends(t *testing.T) {
	for _, c := range []struct{ statement, want string }{
		{"UPDATE tally SET n = 7 WHERE id = 2", "wrong counts above the list: 1"},
		{"UPDATE tag SET papers = 9 WHERE id = 1", "tags with a wrong paper count: 1"},
		{"UPDATE paper SET tagged = 4 WHERE id = 1", "papers with a wrong tag count: 1"},
		{"UPDATE paper SET noted = 0 WHERE id = 1", "papers with a wrong note flag: 1"},
		{"UPDATE paper SET has = 3 WHERE id = 1", "the link flags of paper 1 “" + mamba[0] + "” are wrong"},
		{"DELETE FROM margin WHERE rowid = (SELECT place FROM paper WHERE id = 2)", "the index of tags and notes is wrong for 1 paper"},
		{"UPDATE margin_data SET block = x'00' WHERE id > 10", "the index of tags and notes is damaged: "},
		{"DELETE FROM chunk WHERE id & 65535 = 1", "part 1 of the search index, with 3 papers, is damaged"},
		{"UPDATE chunk SET data = CAST(x'00' || data AS BLOB) WHERE id & 65535 = 2", "part 1 of the search index, with 3 papers, is damaged"},
		{"UPDATE segment SET dead = x'01', live = 2", "the search index lacks 1 paper and has 0 too many"},
		{"DELETE FROM chunk; DELETE FROM segment", "the search index lacks 3 papers"},
	} {
		path := kept(t)
		exec(t, path, c.statement)
		if got := found(t, path, Examination{}); !strings.HasPrefix(got, c.want) {
			t.Errorf("%s: %s", c.statement, got)
		}
		d, err := Examine(t.Context(), path, Examination{Fix: true})
		if err != nil || d.Damaged() || len(d.Findings) == 0 {
			t.Errorf("%s: %+v, %v", c.statement, d.Findings, err)
		}
		if _, err := readHeader(d.Kept); err != nil {
			t.Errorf("%s: the copy from before: %v", c.statement, err)
		}
		if got := found(t, path, Examination{Deep: true}); got != "" {
			t.Errorf("%s, after mending: %s", c.statement, got)
		}
		l := reopen(t, path)
		if got := list(t, l, "mamba note:fox tag:gnn"); got != "Graph" {
			t.Errorf("%s: a search finds %q", c.statement, got)
		}
		closed(t, l)
	}
}

// The index as it was made of other texts is found, of some papers at once, and of all by a deep look.
func TestDoctorComparesIndexAndContent(t *testing.T) {
	path := kept(t)
	data, err := (&body{Abstract: "It says something else by now."}).pack()
	if err != nil {
		t.Fatal(err)
	}
	exec(t, path, fmt.Sprintf("UPDATE body SET data = x'%x' WHERE id = 2", data))
	if got := found(t, path, Examination{}); got != "" {
		t.Errorf("not deep: %s", got)
	}
	if got := found(t, path, Examination{Deep: true}); !strings.HasPrefix(got, "part 1 of the search index, with 3 papers, is damaged") {
		t.Errorf("deep: %s", got)
	}
	if got := found(t, path, Examination{Deep: true, Fix: true}); !strings.Contains(got, "mended true") {
		t.Error(got)
	}
}

// What only a backup brings back is told, and not touched.
func TestDoctorLeavesWhatItWouldHaveToGuess(t *testing.T) {
	for _, c := range []struct{ statement, want string }{
		{"UPDATE body SET data = CAST(substr(data, 1, 30) || x'00' || substr(data, 32) AS BLOB) WHERE id = 2", "the record of paper 2 “" + trees[0] + "” is damaged"},
		{"DELETE FROM body WHERE id = 2", "paper 2 “" + trees[0] + "” has no record"},
		{"UPDATE paper SET title = 'Cafe' WHERE id = 2", "the title of paper 2 “Cafe” does not match its checksum"},
		{"INSERT INTO note (paper, text, saved) VALUES (77, 'Whose?', 1)", "rows of table note that refer to a missing paper: 1"},
	} {
		path := kept(t)
		exec(t, path, c.statement)
		before := found(t, path, Examination{})
		if !strings.HasPrefix(before, c.want) {
			t.Errorf("%s: %s", c.statement, before)
		}
		if after := found(t, path, Examination{Fix: true}); !strings.HasPrefix(after, c.want) || !strings.Contains(after, "mended false") {
			t.Errorf("%s, --fix: %s", c.statement, after)
		}
	}
	// A file that cannot be trusted is not written to.
	path := kept(t)
	flip(t, path, trees[0], "Cafe", 1)
	data := must[[]byte](t)(os.ReadFile(path))
	if got := found(t, path, Examination{Fix: true}); !strings.HasPrefix(got, "the file library.db is damaged: ") {
		t.Error(got)
	}
	if !bytes.Equal(data, must[[]byte](t)(os.ReadFile(path))) {
		t.Error("a damaged file was written to")
	}
}

func TestDoctorTidies(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("other permissions")
	}
	path := kept(t)
	dir, folder := filepath.Dir(path), backupFolder(path)
	if err := makeFolder(path, folder); err != nil {
		t.Fatal(err)
	}
	old, young := filepath.Join(dir, ".dogear-new-1"), filepath.Join(folder, ".copy-2")
	for file, age := range map[string]time.Duration{old: 25 * time.Hour, young: time.Hour, filepath.Join(folder, ".copy-3"): 48 * time.Hour, filepath.Join(dir, "mine"): 1000 * time.Hour} {
		mustWrite(t, file, []byte("x"))
		if err := os.Chtimes(file, day.Add(-age), day.Add(-age)); err != nil {
			t.Fatal(err)
		}
	}
	for file, mode := range map[string]os.FileMode{path: 0o644, folder: 0o755, dir: 0o755} {
		if err := os.Chmod(file, mode); err != nil {
			t.Fatal(err)
		}
	}
	want := "readable by others: " + path + " and 3 more [damage false, mended %[1]v, paper 0]\nleft over from a killed process: " + old + " and 1 more [damage false, mended %[1]v, paper 0]"
	if got := found(t, path, Examination{}); got != fmt.Sprintf(want, false) {
		t.Error(got)
	}
	if got := found(t, path, Examination{Fix: true}); got != fmt.Sprintf(want, true) {
		t.Error(got)
	}
	if got := found(t, path, Examination{}); got != "" {
		t.Error(got)
	}
	for file, there := range map[string]bool{old: false, young: true, filepath.Join(dir, "mine"): true} {
		if _, err := os.Stat(file); (err == nil) != there {
			t.Errorf("%s: %v", file, err)
		}
	}
	if st, err := os.Stat(dir); err != nil || st.Mode().Perm() != 0o755 {
		t.Errorf("the folder that dogear did not make: %v, %v", st.Mode(), err)
	}
}

// Whatever the reader does, doctor finds nothing: what it takes for damage is damage.
func TestDoctorFindsNothingAfterAnything(t *testing.T) {
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 55))
		l := newLibrary(t)
		ctx := t.Context()
		text := func(n int) [2]string {
			return [2]string{fmt.Sprintf("Paper %c about Things of Every Kind", 'A'+n), fmt.Sprintf("An abstract which is long enough to be taken for one, of number %d.", n)}
		}
		acts := []string{}
		for range 120 {
			id, other := int64(1+r.IntN(12)), int64(1+r.IntN(12))
			var err error
			act := r.IntN(13)
			switch act {
			case 0:
				from := r.IntN(8)
				take(t, l, digestText(text(from), text(from+1), text(from+r.IntN(5))))
			case 1, 2:
				_, err = l.Mark(ctx, These(id, other), Action(r.IntN(6)))
			case 3:
				_, err = l.Retag(ctx, These(id, other), []string{[]string{"a", "b", "c"}[r.IntN(3)]}, nil)
			case 4:
				_, err = l.Retag(ctx, These(id), nil, []string{[]string{"a", "b", "c"}[r.IntN(3)]})
			case 5:
				_, _, err = l.SetNote(ctx, id, []string{"", "One.", "Two."}[r.IntN(3)], NoteEdit{Session: []string{"", "s"}[r.IntN(2)]})
			case 6:
				_, err = l.Undo(ctx)
			case 7:
				_, err = l.Redo(ctx)
			case 8:
				_, err = l.TakeBack(ctx, int64(1+r.IntN(40)))
			case 9:
				_, err = l.Merge(ctx, id, other)
			case 10:
				_, err = l.RenameTag(ctx, "a", []string{"b", "A", "d"}[r.IntN(3)])
			case 12:
				_, err = l.Snooze(ctx, These(id, other), UntilDay(day)+Until(1+r.IntN(3)))
				if r.IntN(4) == 0 { // some come back
					before, days := l.now, r.IntN(3)
					l.now = func() time.Time { return before().AddDate(0, 0, days) }
				}
			case 11:
				if r.IntN(3) == 0 {
					_, err = l.RemoveDigest(ctx, int64(1+r.IntN(4)))
				} else {
					_, err = l.BringBack(ctx, int64(1+r.IntN(40)))
				}
			}
			acts = append(acts, fmt.Sprint(act, " ", id, " ", other, " ", err))
		}
		path := closed(t, l)
		if got := found(t, path, Examination{Deep: true}); got != "" {
			t.Errorf("seed %d: %s\n%s", seed, got, strings.Join(acts, "\n"))
		}
	}
}
