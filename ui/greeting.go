// This file owns the greeting of the first start: three lines that are gone with the first key, which does what it does.

package ui

// greetingBox draws the greeting, if there is one.
func (m *Model) greetingBox() []string {
	if m.status.greeting == "" || m.overlay != nil {
		return nil
	}
	key := func(name, does string) string { return m.theme.key.paint(m.keyOf(name)) + " " + does }
	lines := []string{
		m.status.greeting,
		key("read", "read, ") + key("star", "star, ") + key("later", "later, ") + key("dismiss", "dismiss; ") + key("undo", "takes it back."),
		"Paste a page to bring your own digest. " + key("help", "help, ") + key("quit", "quit"),
	}
	w := 0
	for _, l := range lines {
		w = max(w, width(l)+4)
	}
	return box(m, "dogear", "", lines, min(w, m.layout.w-2), len(lines)+2)
}
