// This file owns what a list without papers says: why it is empty, and what to do next.

package ui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"dogear/store"
)

// An emptyState is what the words depend on.
type emptyState struct {
	view   view
	search string
	beyond int      // matches of the search outside the view
	meant  []string // what the search may have meant, and how to search for that
	counts store.Counts
	today  store.Until
	key    func(command string) string // what to type for a command
}

// lines are the words: what there is, then a line for each thing that can be done.
func (e emptyState) lines() []string {
	switch {
	case e.search != "" && e.beyond > 0:
		return []string{"Nothing in " + e.view.name, store.Plural(e.beyond, "paper") + " in the whole library",
			e.key("view all") + " shows them · " + e.key("back") + " ends the search"}
	case len(e.meant) > 0:
		return append([]string{"Nothing found"}, e.meant...)
	case e.search != "":
		return []string{"Nothing found", e.key("back") + " ends the search"}
	case e.counts.All() == 0:
		return []string{"The library is empty", "paste a digest, or " + e.key("palette") + " import PATH"}
	}
	switch e.view.text {
	case "is:inbox":
		return e.inboxZero()
	case "is:later":
		return []string{"Nothing is kept for later", e.key("later") + " keeps a paper for later"}
	case "is:starred":
		return []string{"No paper has a star", e.key("star") + " stars a paper"}
	case "is:read":
		return []string{"No paper is marked as read", e.key("read") + " marks a paper as read"}
	case "is:noted":
		return []string{"No paper has a note", e.key("note") + " writes a note"}
	case "is:dismissed":
		return []string{"No paper was dismissed", e.key("dismiss") + " dismisses a paper"}
	case snoozedQuery:
		return []string{"No paper is snoozed", e.key("snooze") + " snoozes a paper until a day"}
	}
	return []string{"No papers here", "the view's query: " + printable(e.view.text), e.key("view all") + " shows all papers"}
}

// inboxZero suggests what to do next.
func (e emptyState) inboxZero() []string {
	lines := []string{"Inbox zero"}
	if n := e.counts.Later; n > 0 {
		lines = append(lines, store.Plural(n, "paper")+" in Later ("+e.key("view later")+")")
	}
	if n := e.counts.Snoozed; n > 0 {
		next := ", the next returns "
		if n == 1 {
			next = ", returns "
		}
		lines = append(lines, store.Plural(n, "paper")+" snoozed"+next+e.counts.Returns.Words(e.today)+" ("+e.key("snoozed")+")")
	}
	if e.counts.Decided() > 0 {
		lines = append(lines, "undo the last change ("+e.key("undo")+")")
	}
	return append(lines, "import a digest ("+e.key("import")+", or paste it)")
}

// emptyList is what stands in a list without rows. It is asked for with each frame.
func (m *Model) emptyList() []string {
	if !m.ready || len(m.list.rows) > 0 {
		return nil
	}
	e := emptyState{view: *m.here(), search: m.search, beyond: m.beyond, counts: m.counts, today: m.lib.Today(), key: m.keyOf}
	if m.search != "" && len(m.meant.Terms) > 0 {
		e.meant = []string{printable(m.meant.Question()), m.takeMeantHint()}
	}
	var lines []string
	for _, l := range e.lines() {
		lines = append(lines, strings.Split(ansi.Wordwrap(l, max(m.list.rect.w-4, 1), ""), "\n")...)
	}
	return lines
}
