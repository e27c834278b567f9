package store

import (
	"strings"
	"testing"

	"dogear/parser"
)

const (
	ownRead = `{"id":7,"title":"Rivers","abstract":"They flow.","authors":["Jane Doe"],"status":"read","starred":true,"tags":["gnn","Two Words"],"note":"the walrus","arxiv":"2401.00001","doi":null,"published":"2024-01-01","added":"2024-02-03","links":[],"digests":[]}`
	ownDull = `{"id":8,"title":"Lakes","abstract":"They do not.","authors":[],"status":"inbox","starred":false,"tags":[],"note":"","arxiv":null,"doi":null,"published":null,"added":"2024-02-04","links":[],"digests":[]}`
)

func takeOwn(t *testing.T, l *Library, lines ...string) Report {
	t.Helper()
	d, err := parser.Open(strings.NewReader(strings.Join(lines, "\n")), parser.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if d.Format != parser.FormatJSONL {
		t.Fatalf("read as %s", d.Format)
	}
	return must[Report](t)(l.Import(t.Context(), d, Delivery{Sum: [32]byte{byte(len(lines)), byte(len(lines[0]))}}, nil))
}

// What a library wrote comes back into an empty one as it was, and an undo takes all of it back.
func TestMarksComeAlong(t *testing.T) {
	l := newLibrary(t)
	walk(t, l, func() { takeOwn(t, l, ownRead, ownDull) })
	p := must[*Paper](t)(l.Paper(t.Context(), 1))
	if p.Status != Read || !p.Starred || strings.Join(p.TagNames, " ") != "gnn Two-Words" || p.Note != "the walrus" || p.Added.Format("2006-01-02") != "2024-02-03" {
		t.Errorf("%+v", p)
	}
	if got := list(t, l, "walrus"); got != "Rivers" {
		t.Errorf("the note finds %q", got)
	}
	if q := must[*Paper](t)(l.Paper(t.Context(), 2)); q.Status != Inbox || q.Starred || q.Noted {
		t.Errorf("%+v", q)
	}
}

// In a library that has the paper they fill only the inbox, no star and no note, and add tags.
func TestMarksFillBlanksOnly(t *testing.T) {
	l := newLibrary(t)
	ctx := t.Context()
	takeOwn(t, l, strings.NewReplacer(`"read"`, `"inbox"`, `"starred":true`, `"starred":false`, `"gnn","Two Words"`, ``, `the walrus`, ``).Replace(ownRead), ownDull)
	must[Outcome](t)(l.Mark(ctx, These(1), ToDismissed))
	must[Outcome](t)(l.Retag(ctx, These(1), []string{"mine"}, nil))
	if _, _, err := l.SetNote(ctx, 1, "my own", NoteEdit{}); err != nil {
		t.Fatal(err)
	}
	rep := takeOwn(t, l, ownRead)
	if rep.Updated != 1 || rep.Fields["state"] != 1 || rep.Fields["tag"] != 1 || rep.Fields["note"] != 0 {
		t.Errorf("%+v", rep)
	}
	p := must[*Paper](t)(l.Paper(ctx, 1))
	if p.Status != Dismissed || !p.Starred || strings.Join(p.TagNames, " ") != "gnn mine Two-Words" || p.Note != "my own" {
		t.Errorf("%+v", p)
	}
	must[Outcome](t)(l.Undo(ctx))
	p = must[*Paper](t)(l.Paper(ctx, 1))
	if p.Status != Dismissed || p.Starred || strings.Join(p.TagNames, " ") != "mine" || p.Note != "my own" {
		t.Errorf("after the undo: %+v", p)
	}
	checkCounts(t, l)
}
