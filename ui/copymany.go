// This file owns copying something of each paper of a selection.

package ui

import (
	"errors"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dogear/store"
)

// mostCopied is how many papers are copied at a time.
const mostCopied = 1000

// copySelected copies a text of each selected paper, one below the other. Papers without one are left out.
func (m *Model) copySelected(label string, text func(*store.Paper) string) tea.Cmd {
	t, ok := m.target()
	if !ok {
		return nil
	}
	lib, ctx := m.lib, m.ctx
	return func() tea.Msg {
		ids, err := lib.Chosen(ctx, t)
		if err == nil && len(ids) > mostCopied {
			err = fmt.Errorf("at most %d papers can be copied at a time; %s are selected. E exports them", mostCopied, store.Thousands(len(ids)))
		}
		if err != nil {
			return toCopyMsg{err: err}
		}
		papers, err := lib.Papers(ctx, ids)
		if err != nil {
			return toCopyMsg{err: err}
		}
		var texts []string
		for _, p := range papers {
			if s := text(p); s != "" {
				texts = append(texts, s)
			}
		}
		if len(texts) == 0 {
			return toCopyMsg{err: errors.New("these papers have no " + label + " to copy")}
		}
		return toCopyMsg{label + " of " + store.Plural(len(texts), "paper"), strings.Join(texts, "\n"), nil}
	}
}
