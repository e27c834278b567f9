// This file owns the key hints: the line at the foot of the screen that says which keys work now. Whatever has the keys
// says which hints it has; here they are chosen and drawn. A hint that does not fit is left out whole.

package ui

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// A hint is a key, or several, and what it does.
type hint struct{ key, does string }

// keyHints are the keys that work now.
type keyHints struct {
	lead   string // stands before them, whatever the room
	keys   []hint // the most useful first: the last ones give way
	remark string // stands behind them, if there is room for all
	out    hint   // the way out, or to the help: at the right, and the last to give way
}

// A hinter has the keys and says what they do.
type hinter interface{ hints(m *Model) keyHints }

// keyHints are the hints of whatever has the keys.
func (m *Model) keyHints() keyHints {
	switch {
	case m.overlay != nil:
		return m.overlay.hints(m)
	case m.prompt != nil:
		return m.prompt.hints(m)
	case m.note.editing:
		return m.note.hints(m)
	case m.triage != nil:
		return m.triage.hints(m)
	}
	switch m.focus {
	case detailPane:
		return m.detail.hints(m)
	case notePane:
		return m.note.hints(m)
	}
	return m.list.hints(m)
}

// fit are the hints that have room in w cells, two spaces apart, the way out, and how many of the keys are told.
func (k *keyHints) fit(t *theme, w int) (line, out string, n int) {
	if k.out.key != "" {
		if out = t.hint(k.out.key, k.out.does); width(out) > w-width(k.lead) {
			out = ""
		}
	}
	if out != "" {
		w -= width(out) + 2
	}
	var parts []string
	used := 0
	add := func(s string) bool {
		n := width(s)
		if used > 0 {
			n += 2
		}
		if used+n > w {
			return false
		}
		parts, used = append(parts, s), used+n
		return true
	}
	if k.lead != "" {
		add(k.lead)
	}
	for n < len(k.keys) {
		if !add(t.hint(k.keys[n].key, k.keys[n].does)) {
			return strings.Join(parts, "  "), out, n
		}
		n++
	}
	if k.remark != "" {
		add(t.dim.paint(k.remark))
	}
	return strings.Join(parts, "  "), out, n
}

// after are the hints that have no room in w cells.
func (k keyHints) after(t *theme, w int) keyHints {
	_, _, n := k.fit(t, w)
	return keyHints{keys: k.keys[n:]}
}

// draw makes a line of w cells of them, with the way out at its right end.
func (k keyHints) draw(t *theme, w int) string {
	line, out, _ := k.fit(t, w)
	return pad(line, w-width(out)) + out
}

// inline draws them one after the other in at most w cells.
func (k keyHints) inline(t *theme, w int) string {
	line, out, _ := k.fit(t, w)
	if line != "" && out != "" {
		line += "  "
	}
	return line + out
}

// footer draws the key hints as the last line of the screen.
func (m *Model) footer() string { return " " + m.keyHints().draw(m.theme, m.layout.w-2) + " " }

// statusBeside draws what there is to say as the last line of the screen. While a box is open, the keys that work in it stand
// beside that, as far as there is room.
func (m *Model) statusBeside(said string) string {
	hints, room := "", m.layout.w-2
	if m.overlay != nil {
		hints = m.keyHints().inline(m.theme, max(room-width(said)-3, 0))
	}
	return " " + pad(said, room-width(hints)) + hints + " "
}

// commandHints are hints of commands with the keys that they have now: the user's own, if there are any. Of two names parted by a
// slash both keys are told, and a label follows after a colon. A command without a key has no hint.
func (m *Model) commandHints(specs ...string) []hint {
	var hints []hint
	for _, spec := range specs {
		names, label, _ := strings.Cut(spec, ":")
		var keys []string
		for name := range strings.SplitSeq(names, "/") {
			a := m.commandNamed(name)
			if a == nil || len(a.keys) == 0 {
				continue
			}
			keys = append(keys, keyName(a.keys[0]))
			if label == "" {
				label = cmp.Or(a.hint, a.name)
			}
		}
		if len(keys) > 0 {
			hints = append(hints, hint{strings.Join(keys, " "), label})
		}
	}
	return hints
}

// commandHint is the hint of one command; none if it has no key.
func (m *Model) commandHint(spec string) hint {
	if h := m.commandHints(spec); len(h) > 0 {
		return h[0]
	}
	return hint{}
}

// helpHint leads to the help.
func (m *Model) helpHint() hint { return m.commandHint("help") }

// hints of the list: what can be done with its papers, or with those that are selected.
func (l *list) hints(m *Model) keyHints {
	if l.selecting() {
		return keyHints{lead: bold.paint(l.selected()), keys: m.commandHints("read", "star", "later", "dismiss", "tags", "export", "copy", "inbox"), out: m.commandHint("back:deselect")}
	}
	k := keyHints{out: m.helpHint()}
	if len(l.rows) == 0 {
		if m.search != "" {
			k.keys = m.commandHints("back:end search")
		}
		k.keys = append(k.keys, m.commandHints("undo", "search", "import", "digests", "next view/previous view:views", "palette:commands")...)
		return k
	}
	if !m.layout.shows(detailPane) {
		k.keys = m.commandHints("open:paper")
	}
	if len(m.trail) > 0 {
		k.keys = append(k.keys, m.commandHints("return:go back")...)
	}
	k.keys = append(k.keys, m.commandHints("read", "star", "later", "dismiss", "undo", "note", "search", "tags", "open page:page", "open pdf:PDF", "triage", "zoom", "palette:commands")...)
	return k
}

// hints of the paper.
func (d *detail) hints(m *Model) keyHints {
	return keyHints{keys: m.commandHints("down/up:scroll", "read", "star", "later", "dismiss", "note", "open page:page", "open pdf:PDF", "open code:code", "zoom", "links", "copy", "undo"), out: m.commandHint("back:list")}
}

// hints of the note, while it is read and while it is written.
func (n *note) hints(m *Model) keyHints {
	switch {
	case n.editing && n.linking.open():
		return keyHints{keys: []hint{{"enter", "link"}, {"↓ ↑", "choose"}}, out: hint{"esc", "no link"}}
	case n.editing && n.preview.on:
		return keyHints{keys: []hint{{"alt+p", "write on"}, {"↓ ↑", "scroll"}}, out: hintClose}
	case n.editing && n.area.selects():
		return keyHints{keys: []hint{{"ctrl+c", "copy"}, {"ctrl+x", "cut"}, {"ctrl+z", "undo"}}, out: hintClose}
	case n.editing:
		return keyHints{keys: []hint{{"[[", "link"}, {"alt+p", "preview"}, {"ctrl+z", "undo"}}, remark: "The note is saved as you type.", out: hintClose}
	}
	k := keyHints{keys: m.commandHints("note:write"), out: m.commandHint("back:list")}
	if n.shown != nil && n.shown.paper.Note != "" {
		k.keys = append(k.keys, m.commandHints("down/up:scroll", "links", "revisions:versions", "editor")...)
	}
	k.keys = append(k.keys, m.commandHints("undo")...)
	return k
}

// hints of the line in which something is typed.
func (p *prompt) hints(*Model) keyHints {
	does := map[promptKind]string{searchPrompt: "keep", tagsPrompt: "save", pathPrompt: "import", viewPrompt: "save", renamePrompt: "rename", exportPrompt: "export", snoozePrompt: "snooze"}[p.kind]
	k := keyHints{keys: []hint{{"enter", does}}, out: hint{"esc", "cancel"}}
	switch p.kind {
	case viewPrompt:
	case searchPrompt:
		k.keys, k.out.does = append(k.keys, hint{"↓ ↑", "move"}, hint{"tab", "complete"}), "end"
	default:
		k.keys = append(k.keys, hint{"tab", "complete"})
	}
	return k
}

// hints of triage: what decides comes first.
func (t *triage) hints(m *Model) keyHints {
	if _, here := m.list.current(); !here {
		return keyHints{keys: m.commandHints("undo", "view starred:starred", "view later:later"), out: m.commandHint("back:list")}
	}
	return keyHints{keys: m.commandHints("read", "star", "later", "dismiss", "undo", "back:leave", "note", "tags", "open page:page", "help")}
}

// The hints that many boxes have.
var (
	hintClose  = hint{"esc", "close"}
	hintMove   = hint{"j k", "move"}
	hintScroll = hint{"j k", "scroll"}
)

func (*loading) hints(*Model) keyHints { return keyHints{out: hintClose} }

func (s *statistics) hints(*Model) keyHints {
	return keyHints{keys: s.scrollHints(hintScroll), out: hintClose}
}

func (e *explanation) hints(*Model) keyHints {
	return keyHints{keys: append([]hint{{"u", "undo"}}, e.scrollHints(hintScroll)...), out: hintClose}
}

func (*palette) hints(*Model) keyHints {
	return keyHints{keys: []hint{{"enter", "run"}, {"↓ ↑", "move"}, {"tab", "complete"}}, out: hintClose}
}

func (*digestList) hints(*Model) keyHints {
	return keyHints{keys: []hint{{"enter", "show papers"}, hintMove}, out: hintClose}
}

func (*tagList) hints(*Model) keyHints {
	return keyHints{keys: []hint{{"enter", "show papers"}, {"r", "rename or merge"}, {"x", "delete"}, hintMove}, out: hintClose}
}

func (l *changeList) hints(*Model) keyHints {
	does := "undo"
	if l.changes[l.at].Undone {
		does = "redo"
	}
	return keyHints{keys: []hint{{"enter", does}, hintMove}, out: hintClose}
}

func (*sorting) hints(*Model) keyHints {
	return keyHints{keys: []hint{{"enter", "sort"}, hintMove, {"-", "reverse"}, {"h", "headings"}}, out: hintClose}
}

func (p *pairing) hints(*Model) keyHints {
	pair := p.pairs[p.at]
	k := keyHints{keys: []hint{{"m", fmt.Sprintf("merge into %d", pair.A)}, {"M", fmt.Sprintf("merge into %d", pair.B)}, {"a", "keep apart"}}, out: hintClose}
	if len(p.pairs) > 1 {
		k.keys = append(k.keys, hint{"n p", "next, previous"})
	}
	k.keys = append(k.keys, p.scrollHints(hintScroll)...)
	return k
}

func (r *revisionBox) hints(*Model) keyHints {
	if r.asking {
		return keyHints{keys: []hint{{"enter", "yes"}}, out: hint{"esc", "no"}}
	}
	k := keyHints{keys: []hint{{"enter", "restore"}, {"d", "difference"}, {"y", "copy"}, hintMove, {"J K", "scroll"}}, out: hintClose}
	if r.diff {
		k.keys[1].does = "text"
	}
	if r.all[r.cursor.at].Now {
		k.keys = k.keys[1:]
	}
	return k
}

func (b *versionBox) hints(*Model) keyHints {
	return keyHints{keys: []hint{{"m", "keep yours"}, {"t", "keep the other"}, {"enter", "keep both"}, {"d", "difference"}, {"j k", "scroll"}}}
}

// hints of a question are its choices, as far as a word or two tell them apart; of many numbers, that they choose.
func (q *question) hints(*Model) keyHints {
	k := keyHints{out: hintClose}
	if n := len(q.choices); n > 1 && q.choices[0].key == "1" {
		keys := "1–" + linkKeys[min(n, 9)-1:min(n, 9)]
		if n > 9 {
			keys += " a–" + q.choices[n-1].key
		}
		k.keys = []hint{{keys, "choose"}}
		return k
	}
	for _, c := range q.choices {
		label := strings.TrimSpace(ansi.Strip(c.label))
		for _, end := range []string{"  ", ",", ":"} {
			label, _, _ = strings.Cut(label, end)
		}
		k.keys = append(k.keys, hint{c.key, label})
	}
	return k
}
