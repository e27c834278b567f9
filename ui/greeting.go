// This file owns the greeting of the first start: three lines that are gone with the first key, which does what it does.

package ui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// greetingBox draws the greeting, if there is one. It has not the sign of a box that takes the keys: it takes none.
func (m *Model) greetingBox() []string {
	if m.status.greeting == "" || m.overlay != nil || m.prompt != nil {
		return nil
	}
	key := func(name, does string) string { return m.theme.key.paint(m.keyOf(name)) + " " + does }
	lines := []string{
		m.status.greeting,
		key("read", "read, ") + key("star", "star, ") + key("later", "later, ") + key("dismiss", "dismiss, ") + key("undo", "undo"),
		"Paste a page to import your own digest. " + key("help", "help, ") + key("quit", "quit"),
	}
	w := 0
	for _, l := range lines {
		w = max(w, width(l)+4)
	}
	w = min(w, m.layout.w-2)
	var wrapped []string
	for _, l := range lines {
		for part := range strings.SplitSeq(ansi.Wordwrap(l, w-4, ""), "\n") {
			wrapped = append(wrapped, fit(" "+part, w-2))
		}
	}
	return frame(m.theme, "dogear", "", wrapped, w, len(wrapped)+2, false)
}
