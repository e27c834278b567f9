// This file owns links between papers on the screen: choosing one while a note is written, how they read, and going where
// they lead, in both directions. What a link is, store/link.go says.

package ui

import (
	"fmt"
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dogear/store"
)

const (
	mostChoices = 6  // that are offered for a link
	mostLinked  = 20 // papers that are told to link to one
	longestLink = 300
	linkOpens   = "⟦" // around a link in a note that is read: a colour alone tells nothing
	linkCloses  = "⟧"
)

// linking is a link that is being typed.
type linking struct {
	from    int // where its brackets begin in the text
	typed   string
	choices []store.LinkChoice
	at      int
	on      bool
	asked   bool // papers are being looked for
	closed  int  // one more than the place of brackets to leave alone: esc was pressed
}

// waits reports whether a key may choose one of the papers that are being looked for.
func (k *linking) waits(key string) bool {
	switch key {
	case "enter", "tab", "down", "up", "ctrl+n", "ctrl+p", "esc":
		return k.on && k.asked
	}
	return false
}

// open reports whether there is something to choose.
func (k *linking) open() bool { return k.on && len(k.choices) > 0 }

// linkChoicesMsg are papers that a link may lead to.
type linkChoicesMsg struct {
	stay    *stay
	typed   string
	choices []store.LinkChoice
	err     error
}

// lookForLink sees whether the cursor stands in a link that is being typed, and looks for papers if it does.
func (m *Model) lookForLink() tea.Cmd {
	a, k := &m.note.area, &m.note.linking
	start := max(a.buf.lineStart(a.cursor), a.cursor-longestLink)
	before := a.buf.slice(start, a.cursor)
	i := strings.LastIndex(before, "[[")
	if i < 0 || strings.ContainsAny(before[i+2:], "[]`") || a.cursor != a.anchor {
		*k = linking{}
		return nil
	}
	if at := start + i; at+1 == k.closed {
		return nil
	} else if !k.on || k.from != at {
		*k = linking{from: at, on: true}
	}
	typed := before[i+2:]
	if typed == k.typed {
		return nil
	}
	k.typed = typed
	if utf8.RuneCountInString(strings.TrimSpace(typed)) < 2 {
		k.choices, k.asked = nil, false
		return nil
	}
	k.asked = true
	lib, ctx, stay := m.lib, m.ctx, m.note.stay
	return func() tea.Msg {
		choices, err := lib.LinkChoices(ctx, typed, mostChoices)
		return linkChoicesMsg{stay, typed, choices, err}
	}
}

// take offers them, if nothing else has been typed since.
func (msg linkChoicesMsg) take(m *Model) tea.Cmd {
	if k := &m.note.linking; m.note.editing && msg.stay == m.note.stay && k.on && k.typed == msg.typed {
		m.status.fail(msg.err)
		k.choices, k.at, k.asked = msg.choices, 0, false
	}
	return nil
}

// linkKey chooses a paper, if that is what a key means, and reports whether it is.
func (m *Model) linkKey(key string) bool {
	a, k := &m.note.area, &m.note.linking
	if a.cursor != k.from+2+len(k.typed) { // it was moved by the mouse, or something was pasted
		*k = linking{}
		return false
	}
	switch key {
	case "down", "ctrl+n":
		k.at = (k.at + 1) % len(k.choices)
	case "up", "ctrl+p":
		k.at = (k.at + len(k.choices) - 1) % len(k.choices)
	case "esc":
		*k = linking{closed: k.from + 1}
	case "enter", "tab":
		to := a.cursor
		if end := min(to+2, a.buf.size); a.buf.slice(to, end) == "]]" {
			to = end
		}
		a.undo.close()
		a.change(k.from, to, k.choices[k.at].Link, false)
		*k = linking{}
	default:
		return false
	}
	return true
}

// linkBox draws the papers that a link may lead to, by the cursor.
func (m *Model) linkBox() (lines []string, x, y int) {
	k := &m.note.linking
	if !m.note.editing || !k.open() || m.note.area.cursor != k.from+2+len(k.typed) || m.overlay != nil || m.layout.w < 20 {
		return nil, 0, 0
	}
	caret := m.caret()
	if caret == nil {
		return nil, 0, 0
	}
	t, w := m.theme, min(64, m.layout.w-2)
	for i, c := range k.choices {
		line := " " + pad(cut(printable(c.Row.Title), w-5), w-4)
		if i == k.at {
			line = t.cursorText.on(t.cursor).on(bold).paint(signFocus + line[1:])
		}
		lines = append(lines, line)
	}
	lines = box(m, "Link to", "tab", lines, w, len(lines)+2)
	x, y = max(0, min(caret.X-2, m.layout.w-w)), caret.Y+1
	if y+len(lines) >= m.layout.h {
		y = max(caret.Y-len(lines), 0)
	}
	return lines, x, y
}

// renderNote renders a note in lines of at most w cells. Its links to papers are lit.
func renderNote(t *theme, text string, w int) []string {
	refs := store.Links(text)
	if len(refs) == 0 {
		return renderMarkdown(t, text, w)
	}
	var b strings.Builder
	at := 0
	for _, r := range refs {
		b.WriteString(text[at:r.From] + linkOpens)
		escapeInto(&b, r.Label)
		b.WriteString(linkCloses)
		at = r.To
	}
	lines := renderMarkdown(t, b.String()+text[at:], w)
	shown, spans, starts := linkSpans(lines)
	for i, l := range lines {
		here := within(spans, starts[i], starts[i]+len(strings.TrimRight(shown[starts[i]:starts[i+1]], " \n")))
		lines[i] = lightLine(l, here, t.link.on(underline))
	}
	return lines
}

// linkSpans are the links in a rendered note, in the text of its lines, and where each line begins in that.
func linkSpans(lines []string) (text string, spans [][2]int, starts []int) {
	starts = make([]int, 1, len(lines)+1)
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(ansi.Strip(l) + "\n")
		starts = append(starts, b.Len())
	}
	text = b.String()
	for at := 0; ; {
		i := strings.Index(text[at:], linkOpens)
		if i < 0 {
			return text, spans, starts
		}
		n := strings.Index(text[at+i:], linkCloses)
		if n < 0 {
			return text, spans, starts
		}
		spans = append(spans, [2]int{at + i, at + i + n + len(linkCloses)})
		at += i + n + len(linkCloses)
	}
}

// refAt is the link to a paper at a cell of the note.
func (n *note) refAt(line, column int) (store.Ref, bool) {
	if n.shown == nil || n.editing || line < 0 || line >= n.visible() || line+n.offset >= len(n.shown.noteInView) || column < 1 {
		return store.Ref{}, false
	}
	line += n.offset
	refs := store.Links(n.shown.paper.Note)
	text, spans, starts := linkSpans(n.shown.noteInView)
	here := text[starts[line]:starts[line+1]]
	at := starts[line] + len(ansi.Truncate(here, column-1, ""))
	if len(spans) != len(refs) || at >= starts[line+1]-1 {
		return store.Ref{}, false
	}
	for i, s := range spans {
		if s[0] <= at && at < s[1] {
			return refs[i], true
		}
	}
	return store.Ref{}, false
}

// linkFollowedMsg is where a link leads.
type linkFollowedMsg struct {
	row store.Row
	err error
}

// followLink goes to the paper that a link names.
func (m *Model) followLink(r store.Ref) tea.Cmd {
	lib, ctx := m.lib, m.ctx
	return m.holdKeys(func() tea.Msg {
		row, err := lib.FollowLink(ctx, r)
		return linkFollowedMsg{row, err}
	})
}

func (msg linkFollowedMsg) take(m *Model) tea.Cmd {
	if msg.err != nil {
		m.status.fail(msg.err)
		return nil
	}
	return m.goToPaper(msg.row)
}

// goToPaper puts the cursor on a paper: in the list that is shown, if it has come that far, or in that of all.
func (m *Model) goToPaper(r store.Row) tea.Cmd {
	if i := m.list.index(r.ID); i != unknown {
		m.trail.leave(m.spot())
		m.list.owed = 0
		m.list.move(i - m.list.cursor)
		m.setFocus(m.home())
		return nil
	}
	cmd := m.showPaper(r)
	m.setFocus(m.home())
	return cmd
}

// linksChanged has papers read again that two texts of a note, before and after, may link to.
func (m *Model) linksChanged(before, after string) {
	if strings.Contains(before, "[[") || strings.Contains(after, "[[") {
		m.reread()
	}
}

// composeLinked writes which papers' notes link to this one, where it is seen without scrolling.
func (d *detail) composeLinked(t *theme, text []string, w int) []string {
	d.linked = len(text)
	switch from := d.shown.linkedFrom; len(from) {
	case 0:
		return text
	case 1:
		return append(text, t.link.paint(cut("← "+from[0].Title, w)))
	default:
		more := fmt.Sprintf(" and %d more", len(from)-1)
		return append(text, t.link.paint(cut("← "+from[0].Title, w-len(more)))+t.dim.paint(more))
	}
}

// linkedAt is what a click on that line does.
func (d *detail) linkedAt(line int) func(*Model) tea.Cmd {
	if d.shown == nil || line < 0 || line+d.offset != d.linked || len(d.shown.linkedFrom) == 0 {
		return nil
	}
	if row := d.shown.linkedFrom[0]; len(d.shown.linkedFrom) == 1 {
		return func(m *Model) tea.Cmd { return m.goToPaper(row) }
	}
	return (*Model).openLinks
}

// openLinks offers the papers that the note links to, and those that link to this one.
func (m *Model) openLinks() tea.Cmd {
	s, ok := m.paperHere((*Model).openLinks)
	if !ok {
		return nil
	}
	q := &question{title: "Links", text: []string{s.paper.Title}}
	add := func(label string, run func(*Model) tea.Cmd) {
		if n := len(q.choices); n < len(linkKeys) {
			q.choices = append(q.choices, choice{linkKeys[n : n+1], label, run})
		}
	}
	for _, r := range store.Links(s.paper.Note) {
		add("→ "+printable(r.Label), func(m *Model) tea.Cmd { return m.followLink(r) })
	}
	for _, r := range s.linkedFrom {
		add("← "+printable(r.Title), func(m *Model) tea.Cmd { return m.goToPaper(r) })
	}
	if len(q.choices) == 0 {
		m.status.say("No links yet. Type [[ in a note, then part of a title.")
		return nil
	}
	m.overlay = q
	return nil
}
