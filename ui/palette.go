// This file owns the palette: every command by name, with its key; views, tags and papers too.

package ui

import (
	"cmp"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"dogear/store"
)

// palette finds a command by a part of its name.
type palette struct {
	prompt *prompt
	found  []*command
	cursor int
	papers []store.Row // that match what is typed
	top    int         // the first command that is shown
	asked  string      // papers are being searched for this text; empty if none are
}

func (m *Model) openPalette() tea.Cmd {
	p := &palette{prompt: newPrompt(searchPrompt, ":", "", m.theme)}
	p.filter(m)
	m.overlay = p
	return nil
}

// filter finds what fits what is typed, the best first. Without anything typed it lists all there is.
func (p *palette) filter(m *Model) {
	p.found, p.cursor = nil, 0
	typed := p.prompt.input.Value()
	if _, ok := importArgument(typed); ok {
		typed = "import"
	}
	nothing := strings.TrimSpace(typed) == ""
	scores := make(map[*command]int)
	for _, c := range m.everything() {
		if score := max(2*fuzzy(typed, c.name), fuzzy(typed, c.help)); c.name != "palette" && (score > 0 || nothing) {
			scores[c] = score
			p.found = append(p.found, c)
		}
	}
	for _, r := range p.papers { // one may have been found by its abstract
		c := &command{name: "paper", help: printable(r.Title), run: func(m *Model) tea.Cmd { return m.showPaper(r) }}
		scores[c] = fuzzy(typed, r.Title)
		p.found = append(p.found, c)
	}
	slices.SortStableFunc(p.found, func(a, b *command) int { return cmp.Compare(scores[b], scores[a]) })
}

// everything is all that the palette finds: the commands, the reader's own views, the tags.
func (m *Model) everything() []*command {
	all := make([]*command, 0, len(m.table)+len(m.tags))
	for i := range m.table {
		all = append(all, &m.table[i])
	}
	for i := allView + 1; i < len(m.views); i++ {
		v := &m.views[i]
		name := v.name // there may be other views by the time it is chosen
		all = append(all, &command{name: printable(name), help: "show the view: " + printable(v.text), run: func(m *Model) tea.Cmd { return m.showView(viewNamed(m.views, name)) }})
	}
	for _, t := range m.tags {
		all = append(all, &command{name: "#" + t.Name, group: tagGroup, help: "show " + store.Plural(t.Papers, "paper") + " with this tag", run: func(m *Model) tea.Cmd {
			return m.goToQuery("#"+t.Name, `tag:"`+t.Name+`"`)
		}})
	}
	return all
}

// tagGroup is the group of the commands that are tags. The help has none of it.
const tagGroup = "Tags"

// look is how the name of what was found looks: a tag as it does everywhere.
func (*palette) look(t *theme, a *command) style {
	if a.group == tagGroup {
		return t.tagLook(strings.TrimPrefix(a.name, "#"))
	}
	return t.text
}

// showPaper goes to a paper in the list of all.
func (m *Model) showPaper(r store.Row) tea.Cmd {
	m.trail.leave(m.spot())
	m.keepPlace()
	m.search, m.found = "", store.Query{}
	m.places[m.views[allView].name] = r
	return m.enterView(allView)
}

// palettePapersMsg are papers that match what is typed.
type palettePapersMsg struct {
	typed  string
	papers []store.Row
}

// mostPalettePapers is how many of them stand below the commands.
const mostPalettePapers = 5

// findPapers looks for papers by what is typed, from three letters on.
func (p *palette) findPapers(m *Model) tea.Cmd {
	typed := p.prompt.input.Value()
	q, err := store.ParseTyping(typed, time.Now())
	if _, isImport := importArgument(typed); err != nil || isImport || len(strings.TrimSpace(typed)) < 3 {
		p.papers, p.asked = nil, ""
		return nil
	}
	p.asked = typed
	lib, ctx := m.lib, m.ctx
	return func() tea.Msg {
		papers, err := lib.Page(ctx, q, store.Span{Limit: mostPalettePapers})
		if err != nil {
			papers = nil
		}
		return palettePapersMsg{typed, papers}
	}
}

// take shows them, if nothing else has been typed since. The cursor stays where it is.
func (msg palettePapersMsg) take(m *Model) tea.Cmd {
	p, ok := m.overlay.(*palette)
	if !ok || p.prompt.input.Value() != msg.typed {
		return nil
	}
	p.papers, p.asked = msg.papers, ""
	at := p.cursor
	p.filter(m)
	p.cursor = min(at, max(len(p.found)-1, 0))
	return nil
}

// waits reports whether a key depends on the papers that are being searched for.
func (p *palette) waits(_ *Model, key string) bool {
	switch key {
	case "enter", "tab", "down", "up", "ctrl+n", "ctrl+p", "ctrl+j", "ctrl+k":
		return p.asked != ""
	}
	return false
}

// run closes the palette and runs what the cursor is on.
func (p *palette) run(m *Model) tea.Cmd {
	m.overlay = nil
	if path, ok := importArgument(p.prompt.input.Value()); ok && path != "" {
		return m.importPath(path)
	}
	if p.cursor < len(p.found) {
		c := p.found[p.cursor]
		if m.triage != nil && m.commandNamed(c.name) == c {
			return m.triageRun(c)
		}
		return c.run(m)
	}
	m.status.say("No command, view, tag or paper matches " + printable(p.prompt.input.Value()))
	return nil
}

// importArgument is the path in "import PATH".
func importArgument(typed string) (string, bool) {
	rest, ok := strings.CutPrefix(strings.TrimLeft(typed, " "), "import ")
	return strings.TrimSpace(rest), ok
}

func (p *palette) handleKey(m *Model, key tea.KeyPressMsg) tea.Cmd {
	switch key.String() {
	case "esc":
		m.overlay = nil
	case "enter":
		return p.run(m)
	case "down", "ctrl+n", "ctrl+j":
		p.cursor = min(p.cursor+1, max(len(p.found)-1, 0))
	case "up", "ctrl+p", "ctrl+k":
		p.cursor = max(p.cursor-1, 0)
	case "tab":
		p.complete()
		p.filter(m)
	case "backspace":
		if p.prompt.input.Value() == "" {
			m.overlay = nil
			return nil
		}
		fallthrough
	default:
		before := p.prompt.input.Value()
		cmd := p.prompt.handle(key)
		if p.prompt.input.Value() != before {
			p.papers, p.asked = nil, ""
			p.filter(m)
			return tea.Batch(cmd, p.findPapers(m))
		}
		return cmd
	}
	return nil
}

// complete finishes the path of an import, or the name of the command under the cursor.
func (p *palette) complete() {
	text := p.prompt.input.Value()
	if path, ok := importArgument(text); ok {
		if head, word, choices := completePath(path); len(choices) > 0 {
			p.prompt.input.SetValue("import " + head + commonPrefix(choices, word))
		}
	} else if p.cursor < len(p.found) {
		p.prompt.input.SetValue(p.found[p.cursor].name + " ")
	}
	p.prompt.input.CursorEnd()
}

func (p *palette) paste(m *Model, text string) tea.Cmd {
	cmd := p.prompt.handle(tea.PasteMsg{Content: text})
	p.papers, p.asked = nil, ""
	p.filter(m)
	return tea.Batch(cmd, p.findPapers(m))
}

// size is the palette's width and the number of commands it shows.
func (p *palette) size(m *Model) (w, rows int) {
	return min(64, m.layout.w-2), max(1, min(12, m.layout.h-7))
}

func (p *palette) view(m *Model) []string {
	t := m.theme
	w, rows := p.size(m)
	p.prompt.input.SetWidth(w - 7)
	lines := []string{t.accent.on(bold).paint(":") + " " + p.prompt.input.View(), ""}
	p.top = max(0, p.cursor-rows+1)
	for i := p.top; i < len(p.found) && i < p.top+rows; i++ {
		a := p.found[i]
		keys := a.keyNames()
		name := cut(a.name, 16)
		if w >= 50 { // there is room for a column
			name = pad(name, 16)
		}
		help := a.help
		if a.group == ownGroup {
			help = strings.TrimPrefix(help, a.name+": ") // which stands before it
		}
		room := w - width(name) - width(keys) - 8
		line := " " + pad(cut(help, room-1), room) + keys + " "
		if i == p.cursor {
			line = t.cursorText.on(t.cursor).on(bold).paint(signFocus + name + line)
		} else {
			line = " " + p.look(t, a).paint(name) + t.dim.paint(line)
		}
		lines = append(lines, line)
	}
	if len(p.found) == 0 {
		lines = append(lines, t.dim.paint("nothing matches"))
	}
	for len(lines) < rows+2 {
		lines = append(lines, "")
	}
	return box(m, "Commands", "", lines, w, rows+4)
}

func (p *palette) caret(*Model) *tea.Cursor { return p.prompt.caretInBox() }
