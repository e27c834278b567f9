package ui

import (
	"context"
	"strings"
	"testing"

	"dogear/store"
)

// at is the paper under the cursor.
func (d *driver) at() int64 {
	row, _ := d.m.list.current()
	return row.ID
}

// After the undo of one change the cursor is on the paper it changed. After that of many it stays on its paper, in its line.
func TestUndoKeepsTheCursor(t *testing.T) {
	d := drive(t, starter(t), 120, 30)
	d.press("jjvjjx") // 3, 4 and 5
	d.shows("Dismissed 3")
	d.press(strings.Repeat("j", 25))
	id, line := d.at(), d.lineOf("▌")
	d.press("u")
	d.shows("Dismissed 0", "Undone: dismissed 3 papers")
	if d.at() != id || d.lineOf("▌") != line {
		t.Errorf("the cursor is on %d in line %d, not on %d in %d", d.at(), d.lineOf("▌"), id, line)
	}
	d.send(ctrl('r'))
	d.settle()
	d.shows("Dismissed 3")
	if d.at() != id {
		t.Errorf("after redo, the cursor is on %d", d.at())
	}
	d.press("u")
	d.press("xjju") // one
	if d.at() != id {
		t.Errorf("after an undo of one, the cursor is on %d", d.at())
	}
	// Nothing was left: the cursor goes to the first that came back.
	d.press("Vr")
	d.shows("Inbox zero")
	d.press("u")
	d.shows("1 of 65")
	// What was changed is not in this view: the cursor stays.
	d.press("x7jjj1jj2")
	d.elsewhere(marks(store.ToLater, 20, 21))
	d.press("j")
	id = d.at()
	d.elsewhere(marks(store.ToRead, 30))
	d.press("u")
	if d.at() != id {
		t.Errorf("after an undo elsewhere in the library, the cursor is on %d", d.at())
	}
}

// The question names an import. If another change has been made since, that is not taken back in its place.
func TestUndoAsksAboutOneImport(t *testing.T) {
	d := drive(t, starter(t), 120, 30)
	d.press("u")
	d.shows("Undo the import?")
	if _, err := d.m.lib.Mark(context.Background(), store.These(5), store.ToRead); err != nil {
		t.Fatal(err)
	}
	d.press("⏎")
	d.shows("nothing was undone", "read “Todyformer")
	if c, err := d.m.lib.Counts(t.Context()); err != nil || c.Read != 1 {
		t.Errorf("%+v, %v", c, err)
	}
}
