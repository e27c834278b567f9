// This file owns deciding about papers that may be the same: two at a time, side by side.

package ui

import (
	"context"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"dogear/store"
)

// pairing is the box with two papers.
type pairing struct {
	pairs []store.Pair
	at    int
	a, b  *store.Paper // nil while they are being read
	scroller
}

type (
	pairsMsg struct {
		box   *loading
		pairs []store.Pair
		err   error
	}
	comparedMsg struct {
		pair store.Pair
		a, b *store.Paper
		err  error
	}
	pairDecidedMsg struct {
		pair    store.Pair
		outcome store.Outcome
		err     error
	}
)

// askDuplicates looks for papers that may be the same.
func (m *Model) askDuplicates() tea.Cmd {
	lib, box := m.lib, m.openLoading("Duplicates", "Looking for possible duplicates…")
	return m.write(func(ctx context.Context) tea.Msg { // behind an import that is being saved
		pairs, err := lib.Duplicates(ctx)
		return pairsMsg{box, pairs, err}
	})
}

func (msg pairsMsg) take(m *Model) tea.Cmd {
	if msg.err != nil || len(msg.pairs) == 0 {
		m.unfilled(msg.box, msg.err, "No possible duplicates.")
		return nil
	}
	if m.overlay != msg.box {
		return nil
	}
	p := &pairing{pairs: msg.pairs}
	read := p.read(m)
	m.fill(msg.box, p)
	return read
}

// read reads the pair at hand.
func (p *pairing) read(m *Model) tea.Cmd {
	p.a, p.b, p.offset = nil, nil, 0
	lib, ctx, pair := m.lib, m.ctx, p.pairs[p.at]
	return func() tea.Msg {
		papers, err := lib.Papers(ctx, []int64{pair.A, pair.B})
		msg := comparedMsg{pair: pair, err: err}
		if len(papers) == 2 {
			msg.a, msg.b = papers[0], papers[1]
		}
		return msg
	}
}

func (msg comparedMsg) take(m *Model) tea.Cmd {
	m.status.fail(msg.err)
	if p, ok := m.overlay.(*pairing); ok && p.pairs[p.at] == msg.pair {
		p.a, p.b = msg.a, msg.b
	}
	return nil
}

func (p *pairing) caret(*Model) *tea.Cursor { return nil }

func (p *pairing) handleKey(m *Model, key tea.KeyPressMsg) tea.Cmd {
	pair := p.pairs[p.at]
	switch key.String() {
	case "m":
		return m.decidePair(pair, func(ctx context.Context, lib *store.Library) (store.Outcome, error) {
			return lib.Merge(ctx, pair.A, pair.B)
		})
	case "M":
		return m.decidePair(pair, func(ctx context.Context, lib *store.Library) (store.Outcome, error) {
			return lib.Merge(ctx, pair.B, pair.A)
		})
	case "a":
		return m.decidePair(pair, func(ctx context.Context, lib *store.Library) (store.Outcome, error) {
			return lib.KeepApart(ctx, pair.A, pair.B)
		})
	case "n", "tab", "right", "l":
		return p.turn(m, 1)
	case "p", "shift+tab", "left", "h":
		return p.turn(m, -1)
	case "esc", "q":
		m.overlay = nil
	default:
		if by, ok := scrollBy(key.String(), max(m.layout.h-8, 1)); ok {
			p.offset += by
		}
	}
	return nil
}

// turn goes to another pair.
func (p *pairing) turn(m *Model, by int) tea.Cmd {
	if at := p.at + by; at >= 0 && at < len(p.pairs) {
		p.at = at
		return p.read(m)
	}
	return nil
}

// decidePair saves what the reader says of a pair.
func (m *Model) decidePair(pair store.Pair, do func(context.Context, *store.Library) (store.Outcome, error)) tea.Cmd {
	lib := m.lib
	return m.write(m.holdWrite(func(ctx context.Context) tea.Msg { // the next key is for the next pair
		o, err := do(ctx, lib)
		return pairDecidedMsg{pair, o, err}
	}))
}

// take goes on to the next pair.
func (msg pairDecidedMsg) take(m *Model) tea.Cmd {
	if msg.err != nil {
		m.status.fail(msg.err)
		return nil
	}
	m.status.did("", msg.outcome.Change, ", "+m.keyOf("undo")+" to undo")
	m.setCounts(msg.outcome.Counts)
	m.stale(msg.pair.A)
	m.stale(msg.pair.B)
	cmds := []tea.Cmd{m.reload(), m.readTags()}
	if p, ok := m.overlay.(*pairing); ok {
		for i, pair := range p.pairs {
			if pair == msg.pair {
				p.pairs = append(p.pairs[:i:i], p.pairs[i+1:]...)
				break
			}
		}
		p.at = min(p.at, len(p.pairs)-1)
		if len(p.pairs) == 0 {
			m.overlay = nil
		} else {
			cmds = append(cmds, p.read(m))
		}
	}
	return tea.Batch(cmds...)
}

func (p *pairing) view(m *Model) []string {
	t := m.theme
	w := min(120, m.layout.w-2)
	pair := p.pairs[p.at]
	lines := []string{}
	for _, l := range wrap(sentence(pair.Why), w-4) {
		lines = append(lines, bold.paint(l))
	}
	lines = append(lines, "")
	if p.a != nil {
		compared, same := Compare(p.a, p.b, w-6)
		for i, l := range compared {
			if same[i] { // what differs is what is to be looked at
				l = "  " + t.dim.paint(l)
			} else {
				l = "≠ " + l
			}
			lines = append(lines, l)
		}
	}
	return scrolled(m, "The same paper?", fmt.Sprintf("%d of %d", p.at+1, len(p.pairs)), nil, lines, &p.scroller, w)
}
