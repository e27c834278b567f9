// This file owns the mouse: what lies under it, and what a click or the wheel does there.
//
// Where things lie is asked of what draws them: the layout, the headline, the panes. Text is still selected with shift
// held, which terminals keep to themselves.

package ui

import (
	"fmt"
	"strings"
	"time"
	"unicode"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dogear/parser"
)

const (
	doubleClick = 400 * time.Millisecond // two clicks within it are one act
	wheelLines  = 3                      // a notch of the wheel
)

// mouse is what has to be known of the last click.
type mouse struct {
	on  string // what was clicked
	at  time.Time
	now func() time.Time // for tests; nil: the clock
}

// twice reports whether this click is the second one on the same thing.
func (m *mouse) twice(on string) bool {
	now := time.Now
	if m.now != nil {
		now = m.now
	}
	at := now()
	if m.on == on && at.Sub(m.at) <= doubleClick {
		m.on = "" // a third click is a first one again
		return true
	}
	m.on, m.at = on, at
	return false
}

// A picker is an overlay in which a click picks what stands in a line: 0 is the first one inside the frame.
type picker interface {
	pick(m *Model, line int) tea.Cmd
}

// holds reports whether a cell lies in a place.
func (r rect) holds(x, y int) bool { return x >= r.x && x < r.x+r.w && y >= r.y && y < r.y+r.h }

// paneAt is the pane at a cell.
func (l layout) paneAt(x, y int) (pane, bool) {
	for p, r := range l.panes {
		if r.holds(x, y) {
			return pane(p), true
		}
	}
	return 0, false
}

// overlayBox draws the open overlay, and tells where it lies.
func (m *Model) overlayBox() ([]string, rect) {
	box := m.overlay.view(m)
	w := 0
	if len(box) > 0 {
		w = width(box[0])
	}
	return box, rect{(m.layout.w - w) / 2, max((m.layout.h-len(box))/3, 0), w, len(box)}
}

// handleClick is the left button.
func (m *Model) handleClick(click tea.MouseClickMsg) tea.Cmd {
	x, y := click.X, click.Y
	if click.Button != tea.MouseLeft || m.layout.tooFew {
		return nil
	}
	m.visits.presses++
	m.status.touch()
	if m.overlay != nil {
		return m.clickOverlay(x, y)
	}
	if m.grabBorder(x, y) {
		return nil
	}
	if m.note.editing && m.layout.panes[notePane].holds(x, y) {
		m.pressNote(x, y, false)
		return nil
	}
	if m.triage != nil { // the panes are not there
		return nil
	}
	do := m.clickAt(x, y) // before anything is closed: it is for what is seen
	if do == nil || m.prompt != nil && m.prompt.kind != searchPrompt {
		return nil
	}
	m.prompt = nil // the search stays, as with enter
	var closed tea.Cmd
	if m.note.editing {
		closed = m.closeNote()
	}
	return tea.Batch(closed, m.accept(input{do: do}))
}

// clickAt is what a click on the tabs or the panes is to do, or nil.
func (m *Model) clickAt(x, y int) func() tea.Cmd {
	if y == 0 {
		i, ok := m.tabAt(x)
		if !ok {
			return nil
		}
		return func() tea.Cmd {
			m.setFocus(listPane)
			return m.showView(i)
		}
	}
	p, ok := m.layout.paneAt(x, y)
	if !ok {
		return nil
	}
	r := m.layout.panes[p]
	line, column := y-r.y-1, x-r.x-1
	address, what := "", ""
	switch p {
	case listPane:
		if i, ok := m.list.rowAt(y - r.y); ok {
			id := m.list.rows[i].ID
			return func() tea.Cmd { return m.clickRow(id) }
		}
	case detailPane:
		if do := m.detail.linkedAt(line); do != nil {
			return func() tea.Cmd { return do(m) }
		}
		address, what = m.detail.linkAt(line, column)
	case notePane:
		if ref, ok := m.note.refAt(line, column); ok {
			return func() tea.Cmd { return m.followLink(ref) }
		}
		address, what = m.note.linkAt(line, column)
	}
	return func() tea.Cmd {
		m.setFocus(p)
		if address == "" {
			return nil
		}
		return m.openAddress(address, what)
	}
}

// tabAt is the view whose tab is at a column. The signs at the ends, which tell that there are more views, lead to the
// next of them.
func (m *Model) tabAt(x int) (view int, ok bool) {
	h := m.headline()
	at := width(h.lead)
	if x < at {
		return h.from - 1, h.from > 0
	}
	for i := h.from; i < h.to; i++ {
		if at += width(m.tab(i)); x < at {
			return i, true
		}
	}
	return h.to, x < at+width(h.right)
}

// clickRow puts the cursor on a paper of the list; a double click goes to the paper.
func (m *Model) clickRow(id int64) tea.Cmd {
	if m.focus != listPane {
		m.setFocus(listPane)
	}
	i := m.list.index(id)
	if i == unknown { // gone meanwhile
		return nil
	}
	m.list.point(i)
	if m.mouse.twice(fmt.Sprint("paper ", id)) {
		m.setFocus(detailPane)
	}
	return nil
}

// clickOverlay is a click while an overlay is open: outside of it, it is esc.
func (m *Model) clickOverlay(x, y int) tea.Cmd {
	_, place := m.overlayBox()
	if !place.holds(x, y) {
		return m.overlay.handleKey(m, tea.KeyPressMsg{Code: tea.KeyEscape})
	}
	line := y - place.y - 1
	if p, ok := m.overlay.(picker); ok && line >= 0 && line < place.h-2 {
		return p.pick(m, line)
	}
	return nil
}

// handleWheel scrolls what is under the mouse.
func (m *Model) handleWheel(wheel tea.MouseWheelMsg) tea.Cmd {
	by, key := wheelLines, tea.KeyPressMsg{Code: tea.KeyDown}
	switch wheel.Button {
	case tea.MouseWheelDown:
	case tea.MouseWheelUp:
		by, key = -wheelLines, tea.KeyPressMsg{Code: tea.KeyUp}
	default:
		return nil
	}
	if m.triage != nil && m.overlay == nil { // down would pass over the paper
		return nil
	}
	if m.overlay != nil {
		times := wheelLines
		if _, ok := m.overlay.(picker); ok {
			times = 1 // it moves a cursor
		}
		var cmds []tea.Cmd
		for range times {
			if m.overlay != nil {
				cmds = append(cmds, m.overlay.handleKey(m, key))
			}
		}
		return tea.Batch(cmds...)
	}
	switch p, ok := m.layout.paneAt(wheel.X, wheel.Y); {
	case !ok:
	case p == listPane:
		m.list.wheel(by)
	case p == detailPane:
		m.detail.scroll(by)
	default:
		m.note.wheel(by)
	}
	return nil
}

// linkAt is the address at a cell of the detail pane: of a link in the list of links, or one in the abstract.
func (d *detail) linkAt(line, column int) (address, what string) {
	line += d.offset
	if d.shown == nil || line < 0 || line >= len(d.content) || line-d.offset >= d.visible() {
		return "", ""
	}
	if i := line - d.links; i >= 0 && i < len(d.shown.paper.Links) {
		if text := strings.TrimRight(ansi.Strip(d.content[line]), " "); column < 1 || column >= width(text) {
			return "", ""
		}
		l := d.shown.paper.Links[i]
		return l.URL, linkName(l.Kind)
	}
	if line >= d.abstract {
		return addressIn(d.shown.abstract, d.shown.paper.Abstract, line-d.abstract, column-1), "the link"
	}
	return "", ""
}

// linkAt is the address at a cell of the note.
func (n *note) linkAt(line, column int) (address, what string) {
	if n.shown == nil || n.editing || line >= n.visible() {
		return "", ""
	}
	return addressIn(n.shown.noteInView, n.shown.paper.Note, line+n.offset, column-1), "the link"
}

// linkName is a link of a kind as the status line says it.
func linkName(kind parser.LinkKind) string {
	switch kind {
	case parser.LinkPage, parser.LinkCode, parser.LinkProject:
		return "the " + string(kind)
	case parser.LinkPDF:
		return "the PDF"
	}
	return "the link"
}

// addressIn is the address of a text that stands at a cell of its rendering. An address may be broken over lines, so it
// is looked for in the rendering without its spaces, of which an address has none.
func addressIn(rendered []string, text string, line, column int) string {
	if line < 0 || line >= len(rendered) || column < 0 {
		return ""
	}
	here := ansi.Strip(rendered[line])
	before := ansi.Truncate(here, column, "")
	if rest := here[len(before):]; rest == "" || unicode.IsSpace(rune(rest[0])) {
		return ""
	}
	squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
	at := len(squeeze(ansi.Strip(strings.Join(rendered[:line], " ")))) + len(squeeze(before))
	all := squeeze(ansi.Strip(strings.Join(rendered, " ")))
	found := ""
	for _, l := range parser.FindLinks(text) {
		for from := 0; len(l.URL) > len(found); { // one may begin with another: the longer one is meant
			i := strings.Index(all[from:], l.URL)
			if i < 0 || from+i > at {
				break
			}
			if at < from+i+len(l.URL) {
				found = l.URL
			}
			from += i + 1
		}
	}
	return found
}

// pick chooses.
func (q *question) pick(m *Model, line int) tea.Cmd {
	switch i := line - q.first; {
	case i == len(q.choices): // nothing
		m.overlay = nil
	case i >= 0 && i < len(q.choices):
		m.overlay = nil
		return q.choices[i].run(m)
	}
	return nil
}

// pick does a command.
func (p *palette) pick(m *Model, line int) tea.Cmd {
	const above = 2 // the line that is typed, and a blank one
	if i := p.top + line - above; line >= above && i < len(p.found) {
		p.cursor = i
		return p.handleKey(m, tea.KeyPressMsg{Code: tea.KeyEnter})
	}
	return nil
}

// pick goes to a change; a double click takes it back, or brings it back.
func (l *changeList) pick(m *Model, line int) tea.Cmd {
	if _, twice := l.click(m, line, boxRows(m), len(l.changes), func(i int) string { return fmt.Sprint("change ", l.changes[i].ID) }); twice {
		return m.pickChange(l.changes[l.at])
	}
	return nil
}

// pick goes to a digest; a double click shows its papers.
func (l *digestList) pick(m *Model, line int) tea.Cmd {
	if _, twice := l.click(m, line, boxRows(m), len(l.places), func(i int) string { return "digest " + l.places[i].query }); twice {
		return l.handleKey(m, tea.KeyPressMsg{Code: tea.KeyEnter})
	}
	return nil
}
