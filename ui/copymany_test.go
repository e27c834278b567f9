package ui

import (
	"path/filepath"
	"testing"
)

// With a selection, y and Y copy something of each of its papers.
func TestCopySelection(t *testing.T) {
	out := filepath.Join(t.TempDir(), "copied")
	path := script(t, `cat > "$1.part" && mv "$1.part" "$1"`)
	s := configured(t, starter(t), "copy = 'title'\n[commands]\nclipboard = ["+quoteTOML(path)+", "+quoteTOML(out)+"]\n")
	s.shows("Inbox 65")
	s.press("vjy")
	s.shows("Copied the title of 2 papers: Neural")
	const want = "Neural Common Neighbor with Completion for Link Prediction\nOn the Connection Between MPNN and Graph Transformer"
	if got := written(t, out); got != want {
		t.Errorf("y copied %q", got)
	}
	s.press("Y")
	s.shows("Of each paper of the selection")
	s.press("m")
	s.shows("Copied the Markdown link of 2 papers: [Neural")
}
