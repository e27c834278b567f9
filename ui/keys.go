// This file owns the acts: all that the reader can do, each with its keys and its help. The bindings, the help, the
// palette, the hints in the status line and the README's key table come from this one table.

package ui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dogear/store"
)

// An act is something that a key does.
type act struct {
	name  string   // how the palette and the user's own bindings call it
	group string   // where the help lists it
	keys  []string // as Bubble Tea names them
	help  string   // what it does, as the help and the README say it
	hint  string   // in the status line; empty: not there
	run   func(*Model) tea.Cmd
}

// acts is the table, in the order of the help.
func acts() []act {
	mark := func(s store.Status) func(*Model) tea.Cmd {
		return func(m *Model) tea.Cmd { return m.mark(store.ActionFor(s)) }
	}
	table := []act{
		{"read", "Decide", []string{"r"}, "mark as read", "read", mark(store.Read)},
		{"star", "Decide", []string{"s"}, "star, or take the star away", "star", (*Model).toggleStar},
		{"later", "Decide", []string{"w"}, "keep for later", "later", mark(store.Later)},
		{"dismiss", "Decide", []string{"x"}, "dismiss: not for me", "dismiss", mark(store.Dismissed)},
		{"inbox", "Decide", []string{"i"}, "back to the inbox", "", mark(store.Inbox)},
		{"undo", "Decide", []string{"u"}, "undo the last change", "undo", (*Model).undo},
		{"redo", "Decide", []string{"ctrl+r"}, "redo what was undone", "", (*Model).redo},
		{"history", "Decide", []string{"H"}, "what was done: take any of it back", "", (*Model).openHistory},
		{"triage", "Decide", []string{"T"}, "triage: one paper at a time, large", "", (*Model).openTriage},

		{"note", "Write", []string{"n"}, "write the note", "note", (*Model).editNote},
		{"editor", "Write", []string{"N"}, "write it in $VISUAL or $EDITOR", "", (*Model).editOutside},
		{"revisions", "Write", []string{"R"}, "earlier versions of the note: compare, bring back", "", (*Model).openRevisions},
		{"tags", "Write", []string{"t"}, "edit its tags", "", (*Model).askTags},

		{"down", "Move", []string{"j", "down"}, "next paper", "", steps(1)},
		{"up", "Move", []string{"k", "up"}, "previous paper", "", steps(-1)},
		{"first", "Move", []string{"g", "home"}, "to the first", "", (*Model).goFirst},
		{"last", "Move", []string{"G", "end"}, "to the last", "", (*Model).goLast},
		{"half down", "Move", []string{"ctrl+d"}, "half a page down", "", pages(1, 2)},
		{"half up", "Move", []string{"ctrl+u"}, "half a page up", "", pages(-1, 2)},
		{"page down", "Move", []string{"pgdown", "ctrl+f"}, "a page down", "", pages(1, 1)},
		{"page up", "Move", []string{"pgup", "ctrl+b"}, "a page up", "", pages(-1, 1)},
		{"scroll down", "Move", []string{"J"}, "scroll the abstract", "", scrolls(1)},
		{"scroll up", "Move", []string{"K"}, "scroll it back", "", scrolls(-1)},
		{"scroll page", "Move", []string{"space"}, "scroll it by a page", "", (*Model).scrollPage},

		{"next pane", "Panes", []string{"tab"}, "next pane", "", turns(1)},
		{"previous pane", "Panes", []string{"shift+tab"}, "previous pane", "", turns(-1)},
		{"open", "Panes", []string{"enter"}, "to the paper", "", (*Model).enter},
		{"back", "Panes", []string{"esc"}, "back; close what is open", "", (*Model).back},

		{"search", "Find", []string{"/"}, "search as you type", "search", (*Model).askSearch},
		{"digests", "Find", []string{"D"}, "digests and sources, with what is decided", "", (*Model).openDigests},
		{"tag list", "Find", []string{"#"}, "tags: their papers; rename, merge, delete", "", (*Model).openTags},
		{"links", "Find", []string{"L"}, "papers that the note links to, and that link here", "", (*Model).openLinks},
		{"sort", "Find", []string{"O"}, "choose the order of the list", "", (*Model).openSorting},
		{"next view", "Find", []string{"]"}, "next view", "", (*Model).nextView},
		{"previous view", "Find", []string{"["}, "previous view", "", (*Model).previousView},

		{"select range", "Select", []string{"v"}, "select a range: marks apply to it", "", (*Model).selectRange},
		{"select all", "Select", []string{"V"}, "select all that the view shows", "", (*Model).selectAll},

		{"open page", "Open", []string{"o"}, "open the paper's page", "", (*Model).openPage},
		{"open pdf", "Open", []string{"p"}, "open its PDF", "", (*Model).openPDF},
		{"open code", "Open", []string{"c"}, "open its code", "", (*Model).openCode},
		{"copy", "Open", []string{"y"}, "copy the citation", "", (*Model).copyOne},
		{"copy as", "Open", []string{"Y"}, "choose what to copy", "", (*Model).chooseCopy},

		{"palette", "dogear", []string{":", "ctrl+p"}, "every act, view, tag and paper by name", "", (*Model).openPalette},
		{"import", "dogear", nil, "import a digest: a path, or paste it", "", (*Model).askImport},
		{"export", "dogear", []string{"E"}, "export the selection, or the view", "", (*Model).askExport},
		{"duplicates", "dogear", nil, "papers that may be the same", "", (*Model).askDuplicates},
		{"statistics", "dogear", []string{"S"}, "what was decided, what waits", "", (*Model).openStats},
		{"help", "dogear", []string{"?"}, "this help", "help", (*Model).openHelp},
		{"suspend", "dogear", []string{"ctrl+z"}, "suspend to the shell", "", func(*Model) tea.Cmd { return tea.Suspend }},
		{"quit", "dogear", []string{"q", "ctrl+c"}, "quit", "", (*Model).quit},
	}
	for i, v := range builtIn() {
		table = append(table, act{"view " + strings.ToLower(v.name), "Views", []string{fmt.Sprint(i + 1)}, "show " + v.name, "",
			func(m *Model) tea.Cmd { return m.showView(i) }})
	}
	for i, name := range []string{"first", "second"} {
		table = append(table, act{"view own " + name, "Views", []string{fmt.Sprint(i + allView + 2)}, "show the " + name + " of your own", "",
			func(m *Model) tea.Cmd { return m.showView(i + allView + 1) }})
	}
	return append(table,
		act{"save view", "Views", []string{"ctrl+s"}, "save the search as a view", "", (*Model).askSaveView},
		act{"move view left", "Views", []string{"<"}, "move this view of your own to the left", "", func(m *Model) tea.Cmd { return m.moveView(-1) }},
		act{"move view right", "Views", []string{">"}, "move it to the right", "", func(m *Model) tea.Cmd { return m.moveView(1) }},
		act{"remove view", "Views", nil, "remove this view of your own", "", (*Model).removeView})
}

// bind makes the map from keys to acts. A key that is used twice is an error that names both acts.
func bind(table []act) (map[string]*act, error) {
	bound := make(map[string]*act)
	for i := range table {
		for _, k := range table[i].keys {
			if other, taken := bound[k]; taken {
				return nil, fmt.Errorf("the key %q is used twice: for %q and for %q", k, other.name, table[i].name)
			}
			bound[k] = &table[i]
		}
	}
	return bound, nil
}

// keyName is a key as people write it.
func keyName(k string) string {
	switch k {
	case "up":
		return "↑"
	case "down":
		return "↓"
	}
	return k
}

// keyNames are an act's keys, in one string.
func (a *act) keyNames() string {
	names := make([]string, len(a.keys))
	for i, k := range a.keys {
		names[i] = keyName(k)
	}
	return strings.Join(names, " ")
}

// KeyTable is the table of keys in Markdown, as it stands in the README.
func KeyTable() string {
	var b strings.Builder
	b.WriteString("| | keys | |\n| --- | --- | --- |\n")
	group := ""
	for _, g := range groups(acts()) {
		for _, a := range g {
			label := ""
			if a.group != group {
				label, group = "**"+a.group+"**", a.group
			}
			keys := make([]string, len(a.keys))
			for i, k := range a.keys {
				keys[i] = "`" + keyName(k) + "`"
			}
			fmt.Fprintf(&b, "| %s | %s | %s |\n", label, strings.Join(keys, " "), a.help)
		}
	}
	return b.String()
}

// groups parts a table by its groups, in the order in which they first come.
func groups(table []act) [][]act {
	var all [][]act
	at := make(map[string]int)
	for _, a := range table {
		i, seen := at[a.group]
		if !seen {
			i = len(all)
			at[a.group] = i
			all = append(all, nil)
		}
		all[i] = append(all[i], a)
	}
	return all
}
