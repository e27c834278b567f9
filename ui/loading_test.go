package ui

import (
	"testing"

	tea "charm.land/bubbletea/v2"
)

// lateBoxes are the commands whose boxes show what has to be read first, with a part of the title of the box.
var lateBoxes = map[string]func(*Model) tea.Cmd{
	"digests": (*Model).openDigests, "history": (*Model).openHistory, "revisions": (*Model).openRevisions, "duplicates": (*Model).askDuplicates,
}

// A box opens at once. If it is closed before its answer comes, the answer opens nothing; if it is not, the keys that were
// typed ahead are the box's.
func TestBoxesOpenAtOnce(t *testing.T) {
	for name, open := range lateBoxes {
		t.Run(name, func(t *testing.T) {
			m := newModel(t, starter(t))
			m.Update(tea.WindowSizeMsg{Width: 100, Height: 30})
			settle(m, m.Init())
			cmd := open(m)
			if _, ok := m.overlay.(*loading); !ok {
				t.Fatalf("the box that opens is %T", m.overlay)
			}
			m.Update(tea.KeyPressMsg{Code: tea.KeyEscape})
			if m.overlay != nil {
				t.Fatal("escape does not close it")
			}
			if settle(m, cmd); m.overlay != nil {
				t.Errorf("the answer opened %T after all", m.overlay)
			}
			// Typed ahead of the answer: down, and escape, which closes what opened.
			cmd = open(m)
			m.Update(tea.KeyPressMsg{Code: 'j', Text: "j"})
			if settle(m, cmd); m.overlay != nil && name != "history" && name != "digests" {
				t.Errorf("%T opened with nothing to show", m.overlay)
			}
			if _, waits := m.overlay.(*loading); waits {
				t.Error("the box was not filled")
			}
		})
	}
}
