// This file owns the commands of the reader in lines.

package ui

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"dogear/store"
)

// plainCommand is a command of the reader in lines. What the screen does with a key, a line does with the same letter.
type plainCommand struct {
	names    []string
	argument string // how the help names it; empty: there is none
	help     string
	run      func(p *plain, argument string) error
}

// plainCommands is the table, in the order of the help.
func plainCommands() []plainCommand {
	mark := func(a store.Action) func(*plain, string) error {
		return func(p *plain, _ string) error { return p.mark(a) }
	}
	step := func(back bool) func(*plain, string) error {
		return func(p *plain, _ string) error { return p.step(back) }
	}
	return []plainCommand{
		{[]string{"r", "read"}, "", "mark as read", mark(store.ToRead)},
		{[]string{"s", "star"}, "", "star, or remove the star", (*plain).star},
		{[]string{"w", "later"}, "", "keep for later", mark(store.ToLater)},
		{[]string{"x", "dismiss"}, "", "dismiss", mark(store.ToDismissed)},
		{[]string{"i", "inbox"}, "", "move back to the inbox", mark(store.ToInbox)},
		{[]string{"snooze", "W"}, "DAY", "snooze it until a day: tomorrow, monday, 3d, 1w, 2026-12-24", (*plain).snooze},
		{[]string{"u", "undo"}, "", "undo the last change", (*plain).undo},
		{[]string{"redo"}, "", "redo the last undone change", (*plain).redo},
		{[]string{"next", "j", ""}, "", "go to the next paper (or press enter alone)", step(false)},
		{[]string{"previous", "k"}, "", "go to the previous paper", step(true)},
		{[]string{"first", "g"}, "", "go to the first paper", func(p *plain, _ string) error { return p.first() }},
		{[]string{"again", "."}, "", "show this paper again", func(p *plain, _ string) error { return p.goTo(p.row, p.here, p.pos) }},
		{[]string{"a", "abstract"}, "", "show the authors and the abstract", (*plain).abstract},
		{[]string{"o", "links"}, "", "show the links", (*plain).links},
		{[]string{"y", "cite"}, "", "show the citation", (*plain).cite},
		{[]string{"n", "note"}, "TEXT", "add TEXT to the note; without TEXT, show the note", (*plain).note},
		{[]string{"t", "tags"}, "TAGS", "add tags (gnn) or remove them (-gnn); without TAGS, show the tags", (*plain).tags},
		{[]string{"/", "search"}, "QUERY", "search in the view; without QUERY, end the search", (*plain).lookFor},
		{[]string{"v", "views"}, "", "list the views; type a number to go to one", (*plain).listViews},
		{[]string{"?", "help"}, "", "list the commands", (*plain).help},
		{[]string{"q", "quit"}, "", "quit", func(*plain, string) error { return errPlainQuit }},
	}
}

// obey does what a line says.
func (p *plain) obey(line string) error {
	if rest, ok := strings.CutPrefix(line, "/"); ok { // no space is needed there
		return p.lookFor(strings.TrimSpace(rest))
	}
	name, argument, _ := strings.Cut(line, " ")
	argument = strings.TrimSpace(argument)
	if n, err := strconv.Atoi(name); err == nil && argument == "" {
		return p.goView(n)
	}
	c, n := findPlain(name)
	switch {
	case c == nil:
		p.say(fmt.Sprintf("There is no command %s; ? lists them.", cut(printable(name), 40)))
		return nil
	case argument != "" && c.argument == "" && (n != "u" && n != "undo" || argument != "import"):
		p.say(fmt.Sprintf("%[1]s takes no argument, so nothing was done. Type %[1]s alone.", n))
		return nil
	}
	return c.run(p, argument)
}

// findPlain finds a command by one of its names, whatever the case: w keeps for later, W snoozes, and J is j.
func findPlain(typed string) (c *plainCommand, name string) {
	commands := plainCommands()
	for _, same := range []func(a, b string) bool{func(a, b string) bool { return a == b }, strings.EqualFold} {
		for i := range commands {
			for _, n := range commands[i].names {
				if same(n, typed) {
					return &commands[i], n
				}
			}
		}
	}
	return nil, ""
}

// paper reads the paper at hand.
func (p *plain) paper() (*store.Paper, error) {
	if !p.here {
		p.say("There is no paper here.")
		return nil, nil //nolint:nilnil // no paper is no failure
	}
	return p.lib.Paper(p.ctx, p.row.ID)
}

func (p *plain) star(string) error {
	if p.row.Starred {
		return p.mark(store.Unstar)
	}
	return p.mark(store.Star)
}

// mark decides, and goes on as the screen does: to the next paper, outside of the inbox to the next undecided one.
func (p *plain) mark(a store.Action) error {
	if !p.here {
		p.say("There is no paper here.")
		return nil
	}
	o, err := p.lib.Mark(p.ctx, store.These(p.row.ID), a)
	if err != nil {
		return err
	}
	after := p.row.After(a, p.lib.Today())
	if o.Change.ID == 0 {
		p.say("It is " + stateName(after) + " already.")
	} else {
		p.say(sentence(o.Change.String()) + ".")
	}
	p.row = after
	switch {
	case p.query().RulesOut(after, p.lib.Today()):
		return p.leave()
	case a == store.ToInbox || a == store.Unstar:
		return nil
	}
	row, ok, err := p.page(p.query().And(store.Inbox.Query()), store.Span{From: p.row.Cursor()})
	if err != nil || !ok {
		return errors.Join(err, p.step(false))
	}
	return p.arrive(row)
}

// snooze puts the paper off until a day, and goes on.
func (p *plain) snooze(text string) error {
	if !p.here {
		p.say("There is no paper here.")
		return nil
	}
	until, err := snoozeDay(text, p.now())
	if err != nil {
		p.say(sentence(err.Error()) + ".")
		return nil
	}
	o, err := p.lib.Snooze(p.ctx, store.These(p.row.ID), until)
	if err != nil {
		return err
	}
	if o.Change.ID == 0 {
		p.say("It is snoozed until then already.")
		return nil
	}
	p.say(sentence(o.Change.String()) + ".")
	return p.stay()
}

// undo takes the last change back. An import is not taken back unasked.
func (p *plain) undo(argument string) error {
	c, err := p.lib.NextUndo(p.ctx)
	if errors.Is(err, store.ErrNothing) {
		p.say("Nothing to undo.")
		return nil
	}
	if err == nil && c.Kind == store.KindImport && argument != "import" {
		p.say(fmt.Sprintf("The last change is: %s. To undo it, type: u import", c))
		return nil
	}
	if err != nil {
		return err
	}
	o, err := p.lib.Undo(p.ctx)
	return p.changed("Undone: ", o, err)
}

func (p *plain) redo(string) error {
	o, err := p.lib.Redo(p.ctx)
	if errors.Is(err, store.ErrNothing) {
		p.say("Nothing to redo.")
		return nil
	}
	return p.changed("Redone: ", o, err)
}

// changed tells what an undo or redo did, and goes to the paper it changed, if that is in the list.
func (p *plain) changed(verb string, o store.Outcome, err error) error {
	if err != nil {
		return err
	}
	p.say(verb + o.Change.String() + ".")
	if err := p.readViews(); err != nil {
		return err
	}
	// As on the screen: to the paper that was changed or, of several, to the first, if the one at hand has left the list.
	var ways []store.Row
	if len(o.Rows) > 0 {
		ways = append(ways, firstRow(o.Rows))
	}
	if p.here && o.Change.Papers > 1 {
		ways = append([]store.Row{p.row}, ways...)
	}
	for _, way := range ways {
		from, err := p.lib.CursorIn(p.ctx, p.query(), way)
		if err != nil {
			return err
		}
		row, ok, err := p.page(p.query(), store.Span{From: from, At: true})
		if err != nil {
			return err
		}
		if ok && row.ID == way.ID {
			return p.arrive(row)
		}
	}
	if !p.here {
		return p.first()
	}
	return p.stay()
}

func (p *plain) abstract(string) error {
	paper, err := p.paper()
	if paper == nil {
		return err
	}
	if names := authorNames(paper); names != "" {
		p.say("By " + names + ".")
	}
	if paper.Abstract == "" {
		p.say(noAbstract(paper))
		return nil
	}
	for _, paragraph := range strings.Split(paper.Abstract, "\n\n") {
		p.say(paragraph)
	}
	return nil
}

func (p *plain) links(string) error {
	paper, err := p.paper()
	if paper == nil {
		return err
	}
	if len(paper.Links) == 0 {
		address, where := searchAddress(paper)
		p.say("There are no links. A search on " + where + ": " + address)
	}
	for _, l := range paper.Links {
		p.say(sentence(string(l.Kind)) + ": " + l.URL)
	}
	return nil
}

func (p *plain) cite(string) error {
	paper, err := p.paper()
	if paper != nil {
		p.say(citation(paper))
	}
	return err
}

// note adds to the note: what is there is never lost by a line that was meant to add to it.
func (p *plain) note(text string) error {
	paper, err := p.paper()
	if paper == nil {
		return err
	}
	if text == "" {
		if paper.Note == "" {
			p.say("There is no note.")
			return nil
		}
		for _, line := range strings.Split(paper.Note, "\n") {
			p.say(line)
		}
		return nil
	}
	if paper.Note != "" {
		text = paper.Note + "\n\n" + text
	}
	if _, _, err := p.lib.SetNote(p.ctx, paper.ID, text, store.NoteEdit{Base: &paper.Note}); err != nil {
		return err
	}
	p.say("The note is saved.")
	return p.stay()
}

func (p *plain) tags(text string) error {
	paper, err := p.paper()
	if paper == nil {
		return err
	}
	if text == "" {
		if len(paper.TagNames) == 0 {
			p.say("There are no tags.")
		} else {
			p.say("Tagged " + strings.Join(paper.TagNames, ", ") + ".")
		}
		return nil
	}
	var add, remove []string
	for _, name := range strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == ',' }) {
		rest, minus := strings.CutPrefix(name, "-")
		rest = strings.TrimPrefix(rest, "+")
		if _, err := store.CleanTag(rest); err != nil {
			p.say(sentence(err.Error()) + ".")
			return nil
		}
		if minus {
			remove = append(remove, rest)
		} else {
			add = append(add, rest)
		}
	}
	o, err := p.lib.Retag(p.ctx, store.These(paper.ID), add, remove)
	if err != nil {
		return err
	}
	if o.Change.ID == 0 {
		p.say("Nothing changed.")
		return nil
	}
	p.say(sentence(o.Change.String()) + ".")
	return p.stay()
}

// lookFor searches in the view. A query that cannot be read leaves the list as it was.
func (p *plain) lookFor(text string) error {
	if text == "" {
		if p.search == "" {
			p.say("There is no search to end.")
			return nil
		}
		p.search, p.found = "", store.Query{}
		p.say("The search has ended.")
		if !p.here {
			return p.first()
		}
		return p.goTo(p.row, true, 0)
	}
	q, err := store.ParseQuery(text, p.now())
	if err != nil {
		p.say(strings.TrimSuffix(sentence(err.Error()), "?") + map[bool]string{true: "?", false: "."}[strings.HasSuffix(err.Error(), "?")])
		return nil
	}
	p.search, p.found = text, q
	if err := p.first(); err != nil || p.here {
		return err
	}
	meant, ok, err := p.lib.Suggest(p.ctx, text)
	if ok {
		p.say(sentence(meant.Question()))
	}
	return err
}

func (p *plain) listViews(string) error {
	c, err := p.lib.Counts(p.ctx)
	if err != nil {
		return err
	}
	for i := range p.views {
		v := &p.views[i]
		if v.count == nil {
			if v.counted, err = p.lib.Count(p.ctx, v.query, countMost); err != nil {
				return err
			}
		}
		here := ""
		if i == p.view {
			here = " (current)"
		}
		p.say(fmt.Sprintf("%d: %s, %s%s", i+1, v.name, v.countText(c), here))
	}
	return nil
}

// goView goes to a view by its number. The search stays, as on the screen.
func (p *plain) goView(n int) error {
	if n < 1 || n > len(p.views) {
		p.say(fmt.Sprintf("There is no view %d; v lists them.", n))
		return nil
	}
	p.view = n - 1
	return p.first()
}

func (p *plain) help(string) error {
	for _, c := range plainCommands() {
		name := c.names[0]
		if c.argument != "" {
			name += " " + c.argument
		}
		if len(c.names) > 1 && c.names[1] != "" {
			name += ", or " + c.names[1]
		}
		p.say(name + ": " + c.help)
	}
	return nil
}
