// This file owns the help: every key with what it does, and the words of a search, in as many columns as there is room for,
// and filtered by what is typed.

package ui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// help is the box.
type help struct {
	filter *prompt
	scroller
	of    helpOf
	drawn drawnHelp
}

// What the help depends on, and how it was drawn last: it is drawn with each frame.
type (
	helpOf struct {
		w, h  int
		theme *theme
		typed string
	}
	drawnHelp struct {
		w, columns int // of the box; how many columns are in it
		lines      []string
		found, all int
	}
)

// A helpLine is a key, or a word of a search, and what it does.
type helpLine struct {
	keys, does string
	match      string // what a filter looks in beside these
	without    bool   // it has no key: its name in the palette stands there
}

// A helpGroup is some of them under a title.
type helpGroup struct {
	title string
	lines []helpLine
}

// The widths of the columns of the help.
const (
	leastHelp = 36 // a column narrower than this wraps too much
	mostHelp  = 60 // and in a wider one the eye loses its line
)

func (m *Model) openHelp() tea.Cmd {
	m.overlay = &help{filter: newPrompt(searchPrompt, "", "", m.theme)}
	return nil
}

func (h *help) handleKey(m *Model, key tea.KeyPressMsg) tea.Cmd {
	name, empty := key.String(), h.filter.input.Value() == ""
	page := max(m.layout.h-6, 1)
	by, scrolls := map[string]int{"down": 1, "up": -1, "pgdown": page, "pgup": -page, "home": -1 << 20, "end": 1 << 20}[name]
	switch a := m.keys[name]; {
	case scrolls:
		h.offset += by
	case name == "space" && empty:
		h.offset += page
	case name == "esc", name == "enter", empty && (name == "backspace" || a != nil && a.name == "help"):
		m.overlay = nil
	default:
		return h.edit(key)
	}
	return nil
}

// edit changes the filter. What matches is shown from its first line.
func (h *help) edit(msg tea.Msg) tea.Cmd {
	h.offset = 0
	return h.filter.handle(msg)
}

func (h *help) paste(_ *Model, text string) tea.Cmd { return h.edit(tea.PasteMsg{Content: text}) }

func (h *help) hints(*Model) keyHints {
	scroll := h.scrollHints(hint{"↓ ↑", "scroll"}, hint{"pgdown pgup", "page"})
	return keyHints{keys: append(scroll, hint{"a–z", "filter"}), out: hintClose}
}

// draw lays the help out. The size of the box does not depend on the filter: it stays where it is while one is typed.
func (h *help) draw(m *Model) drawnHelp {
	of := helpOf{m.layout.w, m.layout.h, m.theme, h.filter.input.Value()}
	if h.of == of {
		return h.drawn
	}
	inner, room := of.w-7, max(of.h-5, 1) // the frame and the margins; the frame and the line of the filter
	all, most := m.helpGroups(), max(1, inner/leastHelp)
	d, column, rows := drawnHelp{}, 0, 0
	for d.columns = 1; ; d.columns++ {
		column = min(inner/d.columns, mostHelp)
		if rows = len(flow(drawHelp(of.theme, all, column), d.columns, column)); rows <= room || d.columns == most {
			break
		}
	}
	d.w = d.columns*column + 5
	var groups []helpGroup
	if groups, d.found, d.all = filterHelp(all, of.typed); d.found == 0 {
		d.lines = wrap("Nothing matches. Type less, or delete it with backspace.", d.w-4)
	} else {
		d.lines = flow(drawHelp(of.theme, groups, column), d.columns, column)
	}
	for len(d.lines) < min(rows, room) {
		d.lines = append(d.lines, "")
	}
	h.of, h.drawn = of, d
	return d
}

func (h *help) view(m *Model) []string {
	t, d := m.theme, h.draw(m)
	h.filter.input.SetWidth(max(d.w-24, 1))
	filter := t.accent.on(bold).paint("/") + " " + h.filter.input.View()
	if h.of.typed == "" {
		filter = t.accent.on(bold).paint("/") + " " + t.dim.paint(" type to filter")
	} else {
		count := fmt.Sprintf("%d of %d", d.found, d.all)
		filter = pad(filter, d.w-5-width(count)) + t.dim.paint(count)
	}
	return scrolled(m, "Keys", "esc closes", []string{filter}, d.lines, &h.scroller, d.w)
}

func (h *help) caret(*Model) *tea.Cursor { return h.filter.caretInBox() }

// helpGroups are the commands of each group; words of a search and keys of a note follow.
func (m *Model) helpGroups() []helpGroup {
	var all []helpGroup
	for _, g := range groups(m.table) {
		group := helpGroup{title: g[0].group}
		for i := range g {
			a := &g[i]
			l := helpLine{keys: a.keyNames(), does: a.help, match: a.group + " " + a.name}
			if l.keys == "" {
				l.keys, l.without = m.keyOf("palette")+a.name, true
			}
			group.lines = append(group.lines, l)
		}
		all = append(all, group)
	}
	return append(all, helpGroup{"In a search", searchWords}, helpGroup{"While you write a note", noteKeys})
}

// searchWords are what a search understands.
var searchWords = []helpLine{
	{keys: "graph mam", does: "both words; the last matches as a prefix"},
	{keys: `"in a row"`, does: "the phrase"},
	{keys: "-survey", does: "without this word"},
	{keys: "a OR (b c)", does: "either"},
	{keys: "title:mamba", does: "in one field; also author: abstract: note: venue:"},
	{keys: "tag:gnn", does: "also category: keyword: source: digest: arxiv: doi:"},
	{keys: "year:2024", does: "or year:2020..2024"},
	{keys: "added:7d", does: "in the last 7 days, or w m y"},
	{keys: "is:starred", does: "also inbox, later, read, dismissed, snoozed, noted, tagged, stub"},
	{keys: "has:code", does: "also pdf, note"},
	{keys: "sort:title", does: "also author, date, added, relevance"},
	{keys: "sort:-date", does: "in reverse"},
}

// noteKeys are the keys while a note is written.
var noteKeys = []helpLine{
	{keys: "[[", does: "link to another paper"},
	{keys: "alt+p", does: "preview the note, or edit it"},
	{keys: "ctrl+z ctrl+y", does: "undo, redo"},
	{keys: "ctrl+c ctrl+x", does: "copy, cut the selection"},
	{keys: "esc", does: "close the note; it is saved as you type"},
}

// filterHelp are the lines that have each word that is typed, in any case, and how many those are of all.
func filterHelp(groups []helpGroup, typed string) (some []helpGroup, found, all int) {
	words := strings.Fields(strings.ToLower(typed))
	for _, g := range groups {
		kept := helpGroup{title: g.title}
		for _, l := range g.lines {
			all++
			text := strings.ToLower(g.title + " " + l.match + " " + l.keys + " " + l.does)
			matches := true
			for _, w := range words {
				matches = matches && strings.Contains(text, w)
			}
			if matches {
				kept.lines = append(kept.lines, l)
			}
		}
		if found += len(kept.lines); len(kept.lines) > 0 {
			some = append(some, kept)
		}
	}
	return some, found, all
}

// drawHelp draws each group in a column of some width. Nothing is cut: what is too long goes on below.
func drawHelp(t *theme, groups []helpGroup, column int) [][]string {
	w := column - 2 // a gap to the next one
	var all [][]string
	for _, g := range groups {
		keyWidth := 9
		for _, l := range g.lines {
			keyWidth = min(max(keyWidth, width(l.keys)+2), 15, w*2/5)
		}
		var lines []string
		for _, s := range wrap(g.title, w) {
			lines = append(lines, t.accent.on(bold).paint(s))
		}
		for _, l := range g.lines {
			look := t.key
			if l.without {
				look = t.dim
			}
			keys, does := wrap(l.keys, keyWidth-1), wrap(l.does, w-keyWidth)
			for i := range max(len(keys), len(does)) {
				lines = append(lines, look.paint(pad(at(keys, i), keyWidth))+at(does, i))
			}
		}
		all = append(all, append(lines, ""))
	}
	return all
}
