package ui

import (
	"strings"
	"testing"
)

// A style that is on where a line breaks is on in the next line too, and does not run into what stands beside.
func TestWrapKeepsStyles(t *testing.T) {
	d, l := style("2"), style("34")
	for text, want := range map[string]string{
		"one two":                         "one|two",
		d.paint("one two"):                d.paint("one") + "|" + d.paint("two"),
		d.paint("one") + " two":           d.paint("one") + "|two",
		d.paint("one ") + l.paint("two"):  d.paint("one") + "|" + l.paint("two"),
		"\x1b[1mone\x1b[34m two th\x1b[m": "\x1b[1mone\x1b[34m\x1b[m|\x1b[1m\x1b[34mtwo\x1b[m|\x1b[1m\x1b[34mth\x1b[m",
	} {
		got := strings.Join(wrap(text, 4), "|")
		if strip := strings.NewReplacer("\x1b[2m\x1b[m", "", "\x1b[34m\x1b[m", ""); strip.Replace(got) != strip.Replace(want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// Lines are broken at spaces, and inside a word only where it is longer than a line.
func TestWrapKeepsWords(t *testing.T) {
	for _, c := range []struct {
		text string
		w    int
		want string
	}{
		{"until 2026-12-24 at noon", 12, "until|2026-12-24|at noon"},
		{"run with --rejects FILE", 12, "run with|--rejects|FILE"},
		{"self-supervised-learning", 10, "self-super|vised-lear|ning"},
	} {
		if got := strings.Join(wrap(c.text, c.w), "|"); got != c.want {
			t.Errorf("%q in %d: %q", c.text, c.w, got)
		}
	}
}
