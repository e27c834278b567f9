package ui

import (
	"os"
	"path/filepath"
	"testing"

	"dogear/store"
)

// A draft that was left behind is offered at once to somebody who does not type. Keys that are typed at the very start are
// for the list; the box opens when they pause.
func TestDraftsDoNotTakeKeys(t *testing.T) {
	left := func() *store.Library {
		lib := starter(t)
		draft, err := lib.NewDraft(1, "Neural Common Neighbor", "", "")
		if err == nil {
			err = draft.Keep("left behind")
		}
		if err != nil {
			t.Fatal(err)
		}
		return lib
	}
	d := drive(t, left(), 120, 30)
	d.shows("A draft was not saved", "left behind")

	d = newDriver(t, left())
	d.send(sized(120, 30))
	d.waiting = append(d.waiting, d.m.Init())
	d.burst("xxx")
	d.settle()
	d.hides("A draft was not saved")
	d.shows("Dismissed 3")
	d.press("x")
	d.elapse() // the pause after the first keys: one has been pressed since
	d.hides("A draft was not saved")
	d.elapse()
	d.shows("A draft was not saved", "Dismissed 4")
	if all, err := d.m.lib.Drafts(); err != nil || len(all) != 1 {
		t.Errorf("%v, %v", all, err)
	}
	// It waits for what is open, too.
	d = newDriver(t, left())
	d.send(sized(120, 30))
	d.waiting = append(d.waiting, d.m.Init())
	d.burst("/graph")
	d.settle()
	d.elapse()
	d.hides("A draft was not saved")
	d.press("⏎")
	d.elapse()
	d.shows("A draft was not saved")
}

// rejecting is a digest of which a part cannot be taken.
func rejecting(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "digest.bib")
	text := "@article{a,\n title={A Paper That Came by Import},\n author={Doe, Jane},\n year={2024}\n}\n\n@article{b,\n author={Roe, Jane}\n}\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// What an import has rejected is shown at once to somebody who waits for it, with the new papers. Who has gone on keeps the
// keys, the view and the cursor, and sees it when they pause.
func TestImportsDoNotTakeKeys(t *testing.T) {
	d := drive(t, starter(t), 120, 30)
	d.press("2")
	d.press(":import " + rejecting(t) + "⏎")
	d.shows("╭▸Imported", "1 rejected")
	d.press("⎋")
	d.shows("▸Inbox", "▌A Paper That Came by Import")

	for _, keys := range []string{"7jjj", "Tj", "/graph", "njotted down"} {
		d = drive(t, starter(t), 120, 30)
		d.burst(":import " + rejecting(t) + "⏎")
		slow := d.waiting
		d.waiting = nil
		d.press(keys)
		before := d.m.here().name
		d.waiting = slow
		d.settle()
		d.hides("╭▸Imported")
		d.shows("66")
		if d.m.here().name != before {
			t.Errorf("%q: the view is %s", keys, d.m.here().name)
		}
		switch row, _ := d.m.list.current(); keys {
		case "7jjj":
			d.shows("▸All", "5 of 66")
		case "Tj":
			if d.m.triage == nil || row.ID != 2 {
				t.Errorf("triage %v, paper %d", d.m.triage, row.ID)
			}
		case "/graph":
			d.shows("/ graph")
		default:
			d.shows("jotted down", "Note · esc to close")
		}
		d.press("⎋⎋")
		d.elapse() // a look that finds keys pressed since the one before
		d.elapse()
		d.shows("╭▸Imported", "1 rejected")
	}
}
