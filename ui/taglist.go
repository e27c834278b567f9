// This file owns the list of tags in the reader: what is tagged how, renaming, merging and deleting tags.

package ui

import (
	"context"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dogear/store"
)

// tagList is the box with them. Its tags are the model's.
type tagList struct{ boxCursor }

func (m *Model) openTags() tea.Cmd {
	if m.tagsRead && len(m.tags) > 0 && !m.saving() {
		m.overlay = &tagList{}
		return m.readTags()
	}
	lib, ctx, box := m.lib, m.ctx, m.openLoading("Tags", "Reading the tags…")
	return m.readSaved(func() tea.Msg {
		tags, err := lib.Tags(ctx)
		return tagListMsg{box, tags, err}
	})
}

// tagListMsg are the tags for a box that waits for them.
type tagListMsg struct {
	box  *loading
	tags []store.Tag
	err  error
}

func (msg tagListMsg) take(m *Model) tea.Cmd {
	if msg.err == nil {
		m.gotTags(msg.tags)
	}
	if msg.err != nil || len(msg.tags) == 0 {
		m.unfilled(msg.box, msg.err, "No paper has a tag yet; "+m.keyOf("tags")+" gives it one.")
		return nil
	}
	m.fill(msg.box, &tagList{})
	return nil
}

func (msg tagsMsg) take(m *Model) tea.Cmd {
	m.gotTags(msg.tags)
	return nil
}

// gotTags takes the library's tags. The cursor of the list of tags stays on its tag.
func (m *Model) gotTags(tags []store.Tag) {
	if l, ok := m.overlay.(*tagList); ok {
		if tag, here := l.here(m); here {
			if i := slices.IndexFunc(tags, func(t store.Tag) bool { return t.Name == tag.Name }); i >= 0 {
				l.at = i
			}
		}
	}
	m.tags, m.tagsRead = tags, true
}

func (l *tagList) caret(*Model) *tea.Cursor { return nil }

// here is the tag under the cursor. There may be fewer of them than when it was moved.
func (l *tagList) here(m *Model) (store.Tag, bool) {
	l.at = max(0, min(l.at, len(m.tags)-1))
	if len(m.tags) == 0 {
		return store.Tag{}, false
	}
	return m.tags[l.at], true
}

func (l *tagList) handleKey(m *Model, key tea.KeyPressMsg) tea.Cmd {
	tag, ok := l.here(m)
	switch name := key.String(); name {
	case "enter":
		m.overlay = nil
		if ok {
			return m.goToQuery("#"+tag.Name, `tag:"`+tag.Name+`"`)
		}
	case "r":
		if ok {
			m.overlay = nil
			m.askRenameTag(tag)
		}
	case "x", "delete":
		if ok {
			m.askDeleteTag(tag)
		}
	case "esc", "q":
		m.overlay = nil
	default:
		l.handle(m, name, len(m.tags))
	}
	return nil
}

func (l *tagList) view(m *Model) []string {
	t, w := m.theme, min(64, m.layout.w-2)
	l.here(m)
	most := 0
	for _, tag := range m.tags {
		most = max(most, tag.Papers)
	}
	var lines []string
	from, to := l.window(boxRows(m), len(m.tags))
	for i := from; i < to; i++ {
		tag := m.tags[i]
		count := padLeft(store.Thousands(tag.Papers), 7)
		rule := bar(t, tag.Papers, most, 12)
		room := w - 5 - width(count) - 14
		if room < 12 { // too narrow for the bar
			rule, room = "", room+13
		}
		name := fit("#"+printable(tag.Name), room)
		if i == l.at {
			lines = append(lines, t.cursorText.on(t.cursor).on(bold).paint(signFocus+name+" "+count)+" "+rule)
		} else {
			lines = append(lines, " "+t.tagLook(tag.Name).paint(name)+" "+t.dim.paint(count)+" "+rule)
		}
	}
	return box(m, "Tags", fmt.Sprintf("%d of %d", l.at+1, len(m.tags)), lines, w, len(lines)+2)
}

// pick goes to a tag; a double click shows its papers.
func (l *tagList) pick(m *Model, line int) tea.Cmd {
	if _, twice := l.click(m, line, boxRows(m), len(m.tags), func(i int) string { return "tag " + m.tags[i].Name }); twice {
		return l.handleKey(m, tea.KeyPressMsg{Code: tea.KeyEnter})
	}
	return nil
}

// askRenameTag opens the line for a tag's new name.
func (m *Model) askRenameTag(tag store.Tag) {
	m.prompt = newPrompt(renamePrompt, "rename #"+printable(tag.Name)+" to", tag.Name, m.theme)
	m.prompt.text = tag.Name
	m.prompt.note = "the name of another tag merges the two"
}

// noteRename says what the new name that is typed will do.
func (m *Model) noteRename(p *prompt) {
	p.note, p.isBad = "", false
	name, err := store.CleanTag(p.input.Value())
	if err != nil {
		p.note, p.isBad = err.Error(), true
		return
	}
	for _, t := range m.tags {
		if strings.EqualFold(t.Name, name) && !strings.EqualFold(t.Name, p.text) {
			p.note = "merges with #" + t.Name + " (" + store.Plural(t.Papers, "paper") + ")"
		}
	}
}

// renameTag does what that line says.
func (m *Model) renameTag(p *prompt) tea.Cmd {
	from, to := p.text, p.input.Value()
	if _, err := store.CleanTag(to); err != nil { // the line stays open, with what is wrong
		m.prompt = p
		p.note, p.isBad = err.Error(), true
		return nil
	}
	lib := m.lib
	return m.write(func(ctx context.Context) tea.Msg {
		o, err := lib.RenameTag(ctx, from, to)
		return tagsChangedMsg{o, err}
	})
}

// askDeleteTag asks whether a tag is to be taken from all papers.
func (m *Model) askDeleteTag(tag store.Tag) {
	lib := m.lib
	m.overlay = &question{
		title: "Delete the tag #" + printable(tag.Name) + "?",
		text:  []string{store.Plural(tag.Papers, "paper") + " will lose it. " + m.keyOf("undo") + " undoes this."},
		choices: []choice{{"x", "delete it", func(m *Model) tea.Cmd {
			return m.write(func(ctx context.Context) tea.Msg {
				o, err := lib.DeleteTag(ctx, tag.Name)
				return tagsChangedMsg{o, err}
			})
		}}},
	}
}

// tagsChangedMsg is what came of a tag's new name, or of its end.
type tagsChangedMsg struct {
	outcome store.Outcome
	err     error
}

func (msg tagsChangedMsg) take(m *Model) tea.Cmd {
	if msg.err == nil && msg.outcome.Change.ID != 0 {
		m.forget()
		m.status.did("", msg.outcome.Change, ", "+m.keyOf("undo")+" to undo")
		return tea.Batch(m.readTags(), m.reload(), m.countViews())
	}
	m.status.fail(msg.err)
	return nil
}
