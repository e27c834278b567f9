package store

import (
	"errors"
	"strings"
	"testing"
)

// Links are found where they are links, and nowhere else.
func TestLinks(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"see [[Graph Mamba]] and [[2402.08678|Mamba]]", "Graph Mamba=Graph Mamba 2402.08678=Mamba"},
		{"[[ a | ]]", "a=a"},
		{"a matrix [[1,2],[3,4]] and [[]] and [[not\nover lines]]", ""},
		{"`[[code]]` ``a ` [[code]]`` ` [[link]]", "link=link"},
		{"```sh\n[[ -f x ]]\n```\n[[link]]", "link=link"},
		{"~~~\n[[code]]\n~~~\n[[link]]", "link=link"},
		{`\[[no]] [[yes]]`, "yes=yes"},
		{"[[[x]]", "x=x"},
		{"[[open", ""},
	} {
		var got []string
		for _, r := range Links(c.text) {
			got = append(got, r.Target+"="+r.Label)
			if s := c.text[r.From:r.To]; !strings.HasPrefix(s, "[[") || !strings.HasSuffix(s, "]]") {
				t.Errorf("%q: it stands at %q", c.text, s)
			}
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%q: %q instead of %q", c.text, s, c.want)
		}
	}
}

// What a note links to tells so, whatever happens to the note and to both papers.
func TestLinkedFrom(t *testing.T) {
	l := three(t)
	rows := must[[]Row](t)(l.Page(t.Context(), Query{}, Span{}))
	a, b, c := rows[0], rows[1], rows[2]
	from := func(id int64) string {
		var titles []string
		for _, r := range must[[]Row](t)(l.LinkedFrom(t.Context(), id, 10)) {
			titles = append(titles, r.Title)
		}
		return strings.Join(titles, "; ")
	}
	choices := must[[]LinkChoice](t)(l.LinkChoices(t.Context(), b.Title, 3))
	if len(choices) == 0 || choices[0].Row.ID != b.ID {
		t.Fatalf("%+v", choices)
	}
	set := func(id int64, text string) {
		t.Helper()
		if _, _, err := l.SetNote(t.Context(), id, text, NoteEdit{}); err != nil {
			t.Fatal(err)
		}
	}
	set(a.ID, "compare "+choices[0].Link)
	set(c.ID, "[["+strings.ToUpper(b.Title)+"]], and myself: [["+c.Title+"]]")
	if got := from(b.ID); got != a.Title+"; "+c.Title {
		t.Errorf("linked from %q", got)
	}
	if got := from(c.ID); got != "" {
		t.Errorf("a paper is linked from itself: %q", got)
	}
	must[Outcome](t)(l.Undo(t.Context()))
	if got := from(b.ID); got != a.Title {
		t.Errorf("after an undo it is linked from %q", got)
	}
	if r := must[Row](t)(l.FollowLink(t.Context(), Links(choices[0].Link)[0])); r.ID != b.ID {
		t.Errorf("the link leads to %d", r.ID)
	}
	must[Outcome](t)(l.Merge(t.Context(), c.ID, b.ID))
	if got := from(c.ID); got != a.Title {
		t.Errorf("after a merge it is linked from %q", got)
	}
	if r := must[Row](t)(l.FollowLink(t.Context(), Links(choices[0].Link)[0])); r.ID != c.ID {
		t.Errorf("after a merge the link leads to %d", r.ID)
	}
	if _, err := l.FollowLink(t.Context(), Ref{Target: "No Such Paper"}); !errors.Is(err, ErrNotFound) {
		t.Errorf("%v", err)
	}
	// A note from before there were links: an upgrade looks into it.
	if _, err := l.write.ExecContext(t.Context(), "UPDATE note_link SET target = ''"); err != nil {
		t.Fatal(err)
	}
	if got := from(c.ID); got != "" {
		t.Errorf("not looked into, it is linked from %q", got)
	}
	if _, err := l.write.ExecContext(t.Context(), "DROP TABLE near; DROP TABLE near_from; DROP INDEX paper_stub; "+withoutSnooze+"; ALTER TABLE segment DROP COLUMN format; PRAGMA user_version = 6"); err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	l = must[*Library](t)(Open(t.Context(), l.Path(), withAnySchema)) // SQLite has put its declarations another way
	defer func() { _ = l.Close() }()
	if got := from(c.ID); got != a.Title {
		t.Errorf("unread, it is linked from %q", got)
	}
}
