// This file owns the commands: all that the reader can do, each with its keys and its help. The bindings, the help, the
// palette, the hints in the status line and the README's key table come from this one table.

package ui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dogear/store"
)

// A command is something that a key does.
type command struct {
	name  string   // how the palette and the user's own bindings call it
	group string   // where the help lists it
	keys  []string // as Bubble Tea names them
	help  string   // what it does, as the help and the README say it
	hint  string   // in the status line; empty: not there
	run   func(*Model) tea.Cmd
}

// commands is the table, in the order of the help.
func commands() []command {
	mark := func(s store.Status) func(*Model) tea.Cmd {
		return func(m *Model) tea.Cmd { return m.mark(store.ActionFor(s)) }
	}
	table := []command{
		{"read", "Decide", []string{"r"}, "mark as read", "read", mark(store.Read)},
		{"star", "Decide", []string{"s"}, "star, or remove the star", "star", (*Model).toggleStar},
		{"later", "Decide", []string{"w"}, "keep for later", "later", mark(store.Later)},
		{"dismiss", "Decide", []string{"x"}, "dismiss: not for me", "dismiss", mark(store.Dismissed)},
		{"snooze", "Decide", []string{"W"}, "snooze until a day", "", (*Model).askSnooze},
		{"inbox", "Decide", []string{"i"}, "move back to the inbox", "", mark(store.Inbox)},
		{"undo", "Decide", []string{"u"}, "undo the last change", "undo", (*Model).undo},
		{"redo", "Decide", []string{"ctrl+r"}, "redo the last change undone", "", (*Model).redo},
		{"history", "Decide", []string{"H"}, "list changes and undo any", "", (*Model).openHistory},
		{"triage", "Decide", []string{"T"}, "triage papers one at a time", "", (*Model).openTriage},

		{"note", "Write", []string{"n"}, "write the note", "note", (*Model).editNote},
		{"editor", "Write", []string{"N"}, "edit the note in $VISUAL or $EDITOR", "", (*Model).editOutside},
		{"revisions", "Write", []string{"R"}, "compare or restore versions of the note", "", (*Model).openRevisions},
		{"tags", "Write", []string{"t"}, "edit the tags", "", (*Model).askTags},

		{"down", "Move", []string{"j", "down"}, "go to the next paper", "", steps(1)},
		{"up", "Move", []string{"k", "up"}, "go to the previous paper", "", steps(-1)},
		{"first", "Move", []string{"g", "home"}, "go to the first paper", "", (*Model).goFirst},
		{"last", "Move", []string{"G", "end"}, "go to the last paper", "", (*Model).goLast},
		{"half down", "Move", []string{"ctrl+d"}, "move down half a page", "", pages(1, 2)},
		{"half up", "Move", []string{"ctrl+u"}, "move up half a page", "", pages(-1, 2)},
		{"page down", "Move", []string{"pgdown", "ctrl+f"}, "move down a page", "", pages(1, 1)},
		{"page up", "Move", []string{"pgup", "ctrl+b"}, "move up a page", "", pages(-1, 1)},
		{"scroll down", "Move", []string{"J"}, "scroll the abstract down", "", scrolls(1)},
		{"scroll up", "Move", []string{"K"}, "scroll the abstract up", "", scrolls(-1)},
		{"scroll page", "Move", []string{"space"}, "scroll the abstract by a page", "", (*Model).scrollPage},

		{"next pane", "Panes", []string{"tab"}, "go to the next pane", "", turns(1)},
		{"previous pane", "Panes", []string{"shift+tab"}, "go to the previous pane", "", turns(-1)},
		{"left pane", "Panes", []string{"h", "left"}, "go to the pane on the left", "", goesAside(-1)},
		{"right pane", "Panes", []string{"l", "right"}, "go to the pane on the right", "", goesAside(1)},
		{"zoom", "Panes", []string{"z"}, "show the paper at full width, or the list again", "", zoom},
		{"larger", "Panes", []string{"+"}, "make the pane larger", "", resizes(1)},
		{"smaller", "Panes", []string{"-"}, "make the pane smaller", "", resizes(-1)},
		{"reset panes", "Panes", []string{"="}, "reset the sizes of the panes", "", resetBorders},
		{"open", "Panes", []string{"enter"}, "go to the paper", "", (*Model).enter},
		{"back", "Panes", []string{"esc"}, "go back, or close what is open", "", (*Model).back},

		{"search", "Find", []string{"/"}, "search as you type", "search", (*Model).askSearch},
		{"digests", "Find", []string{"D"}, "list imported digests and sources", "", (*Model).openDigests},
		{"tag list", "Find", []string{"#"}, "list tags: show papers, rename, merge, delete", "", (*Model).openTags},
		{"snoozed", "Find", nil, "list snoozed papers", "", (*Model).showSnoozed},
		{"links", "Find", []string{"L"}, "list links from the note and to this paper", "", (*Model).openLinks},
		{"return", "Find", []string{"ctrl+o", "backspace"}, "go back to where you followed a link", "", goBack},
		{"sort", "Find", []string{"O"}, "choose the sort order", "", (*Model).openSorting},
		{"next view", "Find", []string{"]"}, "go to the next view", "", (*Model).nextView},
		{"previous view", "Find", []string{"["}, "go to the previous view", "", (*Model).previousView},

		{"select range", "Select", []string{"v"}, "select a range of papers to mark", "", (*Model).selectRange},
		{"select all", "Select", []string{"V"}, "select all papers in the view", "", (*Model).selectAll},

		{"open page", "Open", []string{"o"}, "open the web page", "", (*Model).openPage},
		{"open pdf", "Open", []string{"p"}, "open the PDF", "", (*Model).openPDF},
		{"open code", "Open", []string{"c"}, "open the code", "", (*Model).openCode},
		{"open link", "Open", []string{"f"}, "choose a link to open", "", (*Model).chooseLink},
		{"copy", "Open", []string{"y"}, "copy the citation", "", (*Model).copyOne},
		{"copy as", "Open", []string{"Y"}, "choose what to copy", "", (*Model).chooseCopy},

		{"palette", "dogear", []string{":", "ctrl+p"}, "find a command, view, tag or paper by name", "", (*Model).openPalette},
		{"import", "dogear", nil, "import a digest from a file or a folder", "", (*Model).askImport},
		{"export", "dogear", []string{"E"}, "export the selection or the view", "", (*Model).askExport},
		{"duplicates", "dogear", nil, "review possible duplicates", "", (*Model).askDuplicates},
		{"statistics", "dogear", []string{"S"}, "show statistics: decisions, backlog, sources", "", (*Model).openStats},
		{"help", "dogear", []string{"?"}, "show this help", "help", (*Model).openHelp},
		{"suspend", "dogear", []string{"ctrl+z"}, "suspend to the shell", "", func(*Model) tea.Cmd { return tea.Suspend }},
		{"quit", "dogear", []string{"q", "ctrl+c"}, "quit", "", (*Model).quit},
	}
	for i, v := range builtIn() {
		table = append(table, command{"view " + strings.ToLower(v.name), "Views", []string{fmt.Sprint(i + 1)}, "show " + v.name, "",
			func(m *Model) tea.Cmd { return m.showView(i) }})
	}
	for i, name := range []string{"first", "second"} {
		table = append(table, command{"view own " + name, "Views", []string{fmt.Sprint(i + allView + 2)}, "show your " + name + " view", "",
			func(m *Model) tea.Cmd { return m.showView(i + allView + 1) }})
	}
	return append(table,
		command{"save view", "Views", []string{"ctrl+s"}, "save the search as a view", "", (*Model).askSaveView},
		command{"move view left", "Views", []string{"<"}, "move your view to the left", "", func(m *Model) tea.Cmd { return m.moveView(-1) }},
		command{"move view right", "Views", []string{">"}, "move your view to the right", "", func(m *Model) tea.Cmd { return m.moveView(1) }},
		command{"remove view", "Views", nil, "delete your view", "", (*Model).removeView})
}

// bind makes the map from keys to commands. A key that is used twice is an error that names both commands.
func bind(table []command) (map[string]*command, error) {
	bound := make(map[string]*command)
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
	case "left":
		return "←"
	case "right":
		return "→"
	case "up":
		return "↑"
	case "down":
		return "↓"
	}
	return k
}

// keyNames are a command's keys, in one string.
func (a *command) keyNames() string {
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
	for _, g := range groups(commands()) {
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
func groups(table []command) [][]command {
	var all [][]command
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
