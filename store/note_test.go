package store

import (
	"errors"
	"strings"
	"testing"
)

// All that one stay in the editor saves is one change, however often it is saved.
func TestAutosaveIsOneChange(t *testing.T) {
	l := three(t)
	save := func(text, session string) Outcome {
		o, _, err := l.SetNote(t.Context(), 1, text, NoteEdit{Session: session})
		if err != nil {
			t.Fatal(err)
		}
		return o
	}
	before := len(must[[]Change](t)(l.History(t.Context(), 0)))
	save("C", "one")
	save("Com", "one")
	save("Compare", "one")
	save("Compare with GPS", "two")
	if n := len(must[[]Change](t)(l.History(t.Context(), 0))); n != before+2 {
		t.Errorf("%d changes", n-before)
	}
	for _, want := range []string{"Compare", ""} {
		must[Outcome](t)(l.Undo(t.Context()))
		if p := must[*Paper](t)(l.Paper(t.Context(), 1)); p.Note != want || p.Noted != (want != "") {
			t.Errorf("after undo the note is %q", p.Note)
		}
	}
	// What is typed and taken out again within one stay is no change.
	save("x", "three")
	if o := save("", "three"); o.Change.ID != 0 || o.Counts.Noted != 0 {
		t.Errorf("%+v", o)
	}
	if n := len(must[[]Change](t)(l.History(t.Context(), 0))); n != before+2 {
		t.Errorf("%d changes", n-before)
	}
}

// A note that was written in two places keeps both texts.
func TestNoteWrittenTwice(t *testing.T) {
	l := three(t)
	base := ""
	set := func(text string) string {
		_, saved, err := l.SetNote(t.Context(), 1, text, NoteEdit{Base: &base})
		if err != nil {
			t.Fatal(err)
		}
		return saved
	}
	set("theirs")
	if got := set("mine"); got != "theirs"+VersionRule+"mine" {
		t.Errorf("%q", got)
	}
	if p := must[*Paper](t)(l.Paper(t.Context(), 1)); !strings.Contains(p.Note, "theirs") || !strings.Contains(p.Note, "mine") {
		t.Errorf("%q", p.Note)
	}
	base = "theirs" + VersionRule + "mine"
	if got := set("both, in peace"); got != "both, in peace" {
		t.Errorf("%q", got)
	}
}

// Two editors that save every second, each what it has, keep two versions: the last of each, however often they save.
func TestTwoEditorsKeepTwoVersions(t *testing.T) {
	l := three(t)
	type editor struct{ session, base string }
	a, b := &editor{"a", ""}, &editor{"b", ""}
	save := func(e *editor, text, wantTheirs, want string) {
		t.Helper()
		o, saved, err := l.SetNote(t.Context(), 1, text, NoteEdit{Base: &e.base, Session: e.session})
		if err != nil || o.Theirs != wantTheirs || saved != want {
			t.Errorf("%s sent %q: theirs %q, saved %q, %v", e.session, text, o.Theirs, saved, err)
		}
		e.base = text
	}
	save(a, "A1", "", "A1")
	save(b, "B1", "A1", "A1"+VersionRule+"B1")
	save(b, "B2", "A1", "A1"+VersionRule+"B2")
	save(a, "A2", "B2", "B2"+VersionRule+"A2")
	save(b, "B3", "A2", "A2"+VersionRule+"B3")
	save(a, "A3", "B3", "B3"+VersionRule+"A3")
	save(a, "", "B3", "B3") // what somebody else wrote is not removed along
	save(a, "B3", "", "B3")
	c := &editor{"c", "A0"} // a third one
	save(b, "B4", "", "B4")
	save(c, "C1", "B4", "B4"+VersionRule+"C1")
	save(a, "A4", "B4"+VersionRule+"C1", "B4"+VersionRule+"C1"+VersionRule+"A4")
	save(c, "C2", "B4"+VersionRule+"A4", "B4"+VersionRule+"A4"+VersionRule+"C2")
	for _, want := range []string{"B4" + VersionRule + "C1" + VersionRule + "A4", "B4" + VersionRule + "C1", "B4"} {
		must[Outcome](t)(l.Undo(t.Context()))
		if p := must[*Paper](t)(l.Paper(t.Context(), 1)); p.Note != want {
			t.Errorf("undone: %q, want %q", p.Note, want)
		}
	}
}

func TestNotesAreKeptAsTyped(t *testing.T) {
	l := three(t)
	for typed, want := range map[string]string{
		"  - a\n    - b\n\n\n\tcode\n": "  - a\n    - b\n\n\n\tcode",
		"dos\r\nlines\r\n":             "dos\nlines",
		"esc \x1b[31m and \u202e":      "esc ␛[31m and ⟨U+202E⟩",
		"👩‍🔬 and é":                    "👩‍🔬 and é",
		"   \n\t":                      "",
	} {
		if _, _, err := l.SetNote(t.Context(), 1, typed, NoteEdit{}); err != nil {
			t.Fatal(err)
		}
		if p := must[*Paper](t)(l.Paper(t.Context(), 1)); p.Note != want {
			t.Errorf("%q became %q, want %q", typed, p.Note, want)
		}
	}
	if _, _, err := l.SetNote(t.Context(), 99, "x", NoteEdit{}); !errors.Is(err, ErrNotFound) {
		t.Errorf("a note on nothing: %v", err)
	}
}

func TestTags(t *testing.T) {
	l := three(t)
	must[Outcome](t)(l.Retag(t.Context(), These(1, 2), []string{"#GNN", "to-read"}, nil))
	must[Outcome](t)(l.Retag(t.Context(), These(3), []string{"gnn"}, nil)) // the same tag
	tags := func() string {
		var all []string
		for _, tag := range must[[]Tag](t)(l.Tags(t.Context())) {
			all = append(all, Plural(tag.Papers, tag.Name))
		}
		return strings.Join(all, ", ")
	}
	if got := tags(); got != "3 GNNs, 2 to-reads" {
		t.Error(got)
	}
	o := must[Outcome](t)(l.RenameTag(t.Context(), "to-read", "GNN"))
	if got := tags(); got != "3 GNNs" || o.Change.Papers != 2 {
		t.Errorf("merged: %s, %+v", got, o.Change)
	}
	must[Outcome](t)(l.Undo(t.Context()))
	if got := tags(); got != "3 GNNs, 2 to-reads" {
		t.Error(got)
	}
	if _, err := l.DeleteTag(t.Context(), "none"); !errors.Is(err, ErrNotFound) {
		t.Error(err)
	}
	if _, err := l.RenameTag(t.Context(), "none", "other"); !errors.Is(err, ErrNotFound) {
		t.Errorf("renaming what is not there: %v", err)
	}
	for _, bad := range []string{"", "#", "two words", "a,b", "-x", strings.Repeat("x", 65), "\"q\""} {
		if _, err := l.Retag(t.Context(), These(1), []string{bad}, nil); err == nil {
			t.Errorf("the tag %q was taken", bad)
		}
	}
}
