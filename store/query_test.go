package store

import (
	"errors"
	"strings"
	"testing"
)

func TestSearchFinds(t *testing.T) {
	l := three(t)
	id := must[int64](t)(l.Find(t.Context(), "Café Trees"))
	must[Outcome](t)(l.Mark(t.Context(), These(id), Star))
	must[Outcome](t)(l.Retag(t.Context(), These(id), []string{"combinatorics"}, nil))
	if _, _, err := l.SetNote(t.Context(), id, "Ask Anna about the **proof**.", NoteEdit{}); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ query, want string }{
		{"", "Graph Café Why"},
		{"graph", "Graph"},
		{"GRAPH mamba", "Graph"},
		{"networks", "Graph Why"},
		{"netw", "Graph Why"}, // the last word is a prefix
		{"cafe", "Café"},      // accents make no difference
		{"CAFÉ", "Café"},      //
		{"O(n^2)", "Café"},    //
		{"O(n²)", "Café"},     //
		{`"state space model"`, "Graph"},
		{`"space state"`, ""},
		{"networks -sleep", "Graph"},
		{"-networks", "Café"},
		{"-(networks OR trees)", ""},
		{"sleep OR mamba", "Graph Why"},
		{"(sleep OR mamba) graph", "Graph"},
		{"title:sleep", "Why"},
		{"abstract:mamba", ""},
		{"proof", "Café"}, // in the note
		{"note:anna", "Café"},
		{"combinatorics", "Café"},
		{"tag:combinatorics", "Café"},
		{"tag:comb", "Café"}, // being typed
		{"tag:comb mamba", ""},
		{"-tag:combinatorics", "Graph Why"},
		{"source:nobody", ""},
		{"is:inbox", "Graph Why"},
		{"is:later", "Café"},
		{"is:starred", "Café"},
		{"is:noted is:tagged", "Café"},
		{"has:note", "Café"},
		{"has:code", ""},
		{"is:starred OR mamba", "Graph Café"},
		{"-is:starred", "Graph Why"},
		{"added:7d", "Graph Café Why"},
		{"added:2020-01-01..2020-12-31", ""},
		{"added:2026-03-12", "Graph Café Why"},
		{"year:2026", ""}, // undated papers are of no year
		{"Networks: deep", ""},
		{"sort:title", "Café Graph Why"},
		{"sort:date", "Graph Café Why"},
		{"sleep sort:relevance", "Why"},
		{"OR", "Graph Café Why"},
		{"graph OR", "Graph"},
		{"???", "Graph Café Why"}, // nothing to look for
		{"graph AND mamba", "Graph"},
		{"AND graph AND", "Graph"},
		{"networks NOT sleep", "Graph"},
		{"networks AND NOT sleep", "Graph"},
		{"NOT networks", "Café"},
		{"NOT(networks OR trees)", ""},
		{"NOT -sleep", "Why"},
		{"NOT", "Graph Café Why"}, // being typed
		{"sleep OR NOT networks", "Café Why"},
		{`networks "NOT"`, ""}, // a quoted operator is a word
		{`"AND" -graph -why`, "Café"},
		{`"OR"`, ""},
		{"and -trees", "Graph Why"}, // as it is in lower case
		{"ANDROID", ""},
		{"NOTHING", ""},
		{"title:AND", "Café"},
		{"sort:-added", "Why Café Graph"},
		{"sort:-title", "Why Graph Café"},
		{"sort:-date", "Why Café Graph"}, // all are undated
		{"networks sort:-added", "Why Graph"},
	} {
		if got := list(t, l, c.query); got != c.want {
			t.Errorf("%s: %q, want %q", c.query, got, c.want)
		}
	}
}

func TestQueryErrorsSayWhere(t *testing.T) {
	for _, c := range []struct {
		query  string
		offset int
		says   string
	}{
		{"is:red", 0, `query, character 1: is: has no "red", only inbox, later, read, dismissed, snoozed, starred, noted, tagged and stub; did you mean is:read?`},
		{"is:stared", 0, "did you mean is:starred?"},
		{"is:star", 0, "did you mean is:starred?"},
		{"is:unread", 0, "did you mean is:inbox?"}, // and not is:read, which is nearer
		{"has:unread", 0, "for example has:"},
		{"is:seen", 0, "tagged and stub, for example is:inbox"},
		{"graph tag:", 6, "tag: needs a value, for example tag:graph"},
		{"title:", 0, "title:graph"},
		{"graph (tree", 6, "this ( has no matching )"},
		{"é is:red", 3, "character 3"},
		{"graph)", 5, "this ) has no matching ("},
		{"year:20", 0, "four digits"},
		{"added:soon", 0, "added:7d"},
		{"sort:size", 0, "added, date, title, author and relevance, for example sort:date"},
		{"sort:-dat", 0, "did you mean sort:-date?"},
		{"sort:-relevance", 0, `has no "-relevance"`},
		{"has:cover", 0, "only code, pdf and note"},
		{"has:cod", 0, "did you mean has:code?"},
		{"source:-", 0, "Hugging Face"},
		{strings.Repeat("(", 100), 40, "nested too deeply"},
		{strings.Repeat("-", 100) + "a", 40, "negations"},
		{strings.Repeat("NOT ", 100) + "a", 160, "negations"},
		{strings.Repeat("a ", 1000), 200, "at most 100 terms"},
	} {
		_, err := ParseQuery(c.query, day)
		var qe *QueryError
		if !errors.As(err, &qe) {
			t.Errorf("%s: %v", c.query, err)
			continue
		}
		if qe.Offset != c.offset || !strings.Contains(qe.Error(), c.says) {
			t.Errorf("%s: %v at %d, want %q at %d", c.query, qe, qe.Offset, c.says, c.offset)
		}
	}
}

// Whatever is typed, it is a query that the library answers, or a QueryError: never an error of SQLite's.
func FuzzQuery(f *testing.F) {
	for _, s := range []string{"graph", `"a b" -c OR (d tag:e)`, "title:x* NEAR(a b)", `""`, "AND NOT", "a AND b", "a NOT b OR AND -NOT c", "sort:-date a", "{title}: x", "^a",
		"col:val", "tag:%_\\", "year:..", "added:1d..", "-(a is:read)", "- -a", `title:"`, "arxiv:2403.", "source:'; DROP TABLE paper", "\x00", "½²"} {
		f.Add(s)
	}
	l := three(f)
	f.Fuzz(func(t *testing.T, text string) {
		q, err := ParseTyping(text, day)
		var qe *QueryError
		if err != nil {
			if !errors.As(err, &qe) || qe.Offset < 0 || qe.Offset > len(text) {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		rows, err := l.Page(t.Context(), q, Span{})
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		n, err := l.Count(t.Context(), q, 10)
		if err != nil || n != len(rows) {
			t.Fatalf("%q: counted %d, listed %d: %v", text, n, len(rows), err)
		}
		for _, r := range rows {
			if q.RulesOut(r, UntilDay(day)) {
				t.Fatalf("%q: matches paper %d, and rules it out", text, r.ID)
			}
		}
		if _, err := l.Mark(t.Context(), AllOf(q), Unstar); err != nil {
			t.Fatalf("%q as a target: %v", text, err)
		}
	})
}

// While a query is typed, what is not there yet is no mistake.
func TestTyping(t *testing.T) {
	typed := `graph (title:mamba OR tag:"x") -abstract:tree`
	for i := range typed {
		if _, err := ParseTyping(typed[:i], day); err != nil {
			t.Errorf("%s: %v", typed[:i], err)
		}
	}
	if _, err := ParseTyping("is:red", day); err == nil {
		t.Error("a mistake passes as being typed")
	}
}

func TestRulesOut(t *testing.T) {
	inbox := Row{Status: Inbox}
	star := Row{Status: Later, Starred: true, Tags: 1}
	for _, c := range []struct {
		query       string
		inbox, star bool
	}{
		{"", false, false},
		{"is:inbox", false, true},
		{"graph is:inbox", false, true},
		{"graph OR is:inbox", false, false}, // the text may still match
		{"is:read OR is:inbox", false, true},
		{"-is:starred", false, true},
		{"-(is:starred graph)", false, false},
		{"is:tagged", true, false},
	} {
		q := must[Query](t)(ParseQuery(c.query, day))
		if got := q.RulesOut(inbox, UntilDay(day)); got != c.inbox {
			t.Errorf("%q rules the inbox paper out: %v", c.query, got)
		}
		if got := q.RulesOut(star, UntilDay(day)); got != c.star {
			t.Errorf("%q rules the starred paper out: %v", c.query, got)
		}
	}
}
