package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"dogear/parser"
)

// hostile is what acts on a terminal if it gets there.
const hostile = "\x1b]0;owned\a\u009b31m\u202egnp.\r\x00\x7f"

// TestEditedByHand puts hostile text into every text column of every table, and into the records: nothing of it leaves the
// store.
func TestEditedByHand(t *testing.T) {
	ctx := t.Context()
	l := three(t)
	must[Outcome](t)(l.Retag(ctx, These(1), []string{"forest"}, nil))
	if _, _, err := l.SetNote(ctx, 1, "A *note*\n\n- one\n", NoteEdit{}); err != nil {
		t.Fatal(err)
	}
	must[Outcome](t)(l.SaveView(ctx, "Trees", "tag:forest"))
	columns := must[[]string](t)(column[string](ctx, l.read, `SELECT 'UPDATE OR IGNORE "' || t.name || '" SET "' || c.name || '" = "' || c.name || '" || ' ||
		'char(27) || '']0;owned'' || char(7, 155) || ''31m'' || char(8238) || ''gnp.'' || char(13, 127)'
		FROM sqlite_schema t, pragma_table_xinfo(t.name) c WHERE t.type = 'table' AND t.name NOT GLOB 'margin*' AND c.type = 'TEXT'`))
	if len(columns) < 20 {
		t.Fatalf("%d columns of text", len(columns))
	}
	for _, stmt := range columns {
		if strings.Contains(stmt, `"field"`) || strings.Contains(stmt, `"kind"`) {
			continue // what refers to nothing is not read
		}
		if _, err := l.write.ExecContext(ctx, stmt); err != nil {
			t.Logf("%s: %v", stmt, err)
		}
	}
	b := body{Abstract: "A" + hostile, RawTitle: "T", RawAbstract: "A", Authors: []parser.Author{{Family: hostile, Given: hostile}},
		Links: []parser.Link{{Kind: parser.LinkPage, URL: "https://x.org/" + hostile}}, Categories: []string{hostile}, Keywords: []string{hostile},
		Comment: hostile, Key: hostile, In: parser.Publication{Venue: hostile, Pages: hostile}}
	data := must[[]byte](t)(b.pack())
	if _, err := l.write.ExecContext(ctx, "UPDATE body SET data = ?", data); err != nil {
		t.Fatal(err)
	}
	for name, read := range map[string]func(context.Context) (any, error){
		"page":       func(ctx context.Context) (any, error) { return l.Page(ctx, Query{}, Span{}) },
		"paper":      func(ctx context.Context) (any, error) { return l.Paper(ctx, 1) },
		"digests":    func(ctx context.Context) (any, error) { return l.Digests(ctx) },
		"history":    func(ctx context.Context) (any, error) { return l.History(ctx, 0) },
		"tags":       func(ctx context.Context) (any, error) { return l.Tags(ctx) },
		"views":      func(ctx context.Context) (any, error) { return l.Views(ctx) },
		"sources":    func(ctx context.Context) (any, error) { return l.Sources(ctx) },
		"duplicates": func(ctx context.Context) (any, error) { return l.Duplicates(ctx) },
		"stats":      func(ctx context.Context) (any, error) { return l.Stats(ctx) },
		"revisions":  func(ctx context.Context) (any, error) { return l.Revisions(ctx, 1) },
		"link":       func(ctx context.Context) (any, error) { return l.LinkTo(ctx, 1) },
		"doctor":     func(ctx context.Context) (any, error) { return Examine(ctx, l.Path(), Examination{}) },
	} {
		got, err := read(ctx)
		text := must[[]byte](t)(json.Marshal(got))
		for _, r := range fmt.Sprintf("%+v %v", plainly(text), err) {
			if parser.Unsafe(r) && r != '\n' {
				t.Errorf("%s: %U in %s", name, r, text)
				break
			}
		}
	}
}

// plainly undoes the escapes of JSON.
func plainly(text []byte) any {
	var v any
	_ = json.Unmarshal(text, &v)
	return v
}
