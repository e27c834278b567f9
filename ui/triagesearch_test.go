package ui

import "testing"

// A search in triage narrows it. Escape ends the search, and then triage.
func TestTriageSearches(t *testing.T) {
	d := drive(t, starter(t), 100, 30)
	d.press("Tr/mamba")
	d.shows("/ mamba", "Graph Mamba")
	d.press("⏎")
	d.shows("Triage · Inbox · mamba", "Graph Mamba")
	d.press("rr")
	for len(d.m.list.rows) > 0 {
		d.press("r")
	}
	d.shows("Nothing undecided was found", "esc ends the search")
	d.press("⎋")
	d.shows("Triage · Inbox ", "space abstract")
	d.press("/zzz⎋")
	d.shows("Triage · Inbox ", "space abstract")
	d.press("⎋")
	d.shows("▸Inbox", "papers decided")
	// One that was on before is what triage is for: escape leaves.
	d.press("/graph⏎T")
	d.shows("Triage · Inbox · graph")
	d.press("/mamba⏎⎋")
	d.shows("Triage · Inbox · graph")
	d.press("⎋")
	d.shows("▸Inbox · graph")
}

// The palette and the boxes it opens do not end triage, and a command from it decides as its key does. What goes to a view
// leaves.
func TestTriageGoesOnAfterCommands(t *testing.T) {
	d := drive(t, starter(t), 100, 30)
	for keys, shown := range map[string]string{":statistics⏎": "Statistics", "D": "Digests and sources", "H": "History", "O": "Sort Inbox by", "?": "Keys", ":": "▸"} {
		d.press("T" + keys)
		d.shows(shown)
		d.press("⎋")
		d.shows("Triage · Inbox")
		d.press("⎋")
	}
	d.press("gT:dismiss⏎")
	d.shows("Triage · Inbox", "1 of 65", "On the Connection")
	d.press(":undo⏎")
	d.shows("Triage · Inbox", "0 of 65", "Neural Common Neighbor")
	for _, keys := range []string{"3", ":view later⏎", "]", "D⏎", ":todyformer⏎"} {
		d.press("1T")
		d.shows("Triage ·")
		d.press(keys)
		d.hides("Triage ·")
	}
}
