package ui

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// bracketed is a difference as text, with what has changed between brackets.
func bracketed(lines []DiffLine) string {
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(l.Sign)
		for _, p := range l.Parts {
			if p.Changed {
				p.Text = "[" + p.Text + "]"
			}
			b.WriteString(p.Text)
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestDiffNotes(t *testing.T) {
	for _, c := range []struct{ before, after, want string }{
		{"", "", ""},
		{"", "a\n\nb", "+a\n+\n+b\n"},
		{"a", "", "−a\n"},
		{"same", "same", "⋯1 line the same\n"},
		{"Compare it with GPS, soon.", "Compare it with GRIT, soon.", "−Compare it with [GPS], soon.\n+Compare it with [GRIT], soon.\n"},
		{"head\none\ntail", "head\ntwo\ntail", " head\n−[one]\n+[two]\n tail\n"},
		{"1\n2\n3\n4\n5\n6\nx", "1\n2\n3\n4\n5\n6\ny", "⋯3 lines the same\n 4\n 5\n 6\n−[x]\n+[y]\n"},
		{"é 日本\u0301 x", "é 日本\u0301 y", "−é 日本\u0301 [x]\n+é 日本\u0301 [y]\n"},
	} {
		if c.before == "same" {
			c.want = " same\n" // one line is not worth leaving out
		}
		if got := bracketed(DiffNotes(c.before, c.after)); got != c.want {
			t.Errorf("%q to %q:\n%swant\n%s", c.before, c.after, got, c.want)
		}
	}
}

// Both sides of a difference are the two texts to the letter, also where there are more words than one plane of Unicode has.
func TestDiffLosesNothing(t *testing.T) {
	var a, b []string
	for i := range 70_000 {
		a = append(a, fmt.Sprint("line ", i))
		if i%7000 == 0 {
			b = append(b, fmt.Sprint("other ", i))
		}
		b = append(b, fmt.Sprint("line ", i))
	}
	var left, right []string
	for _, d := range diffTokens(a, b) {
		if d.op <= 0 {
			left = append(left, d.tokens...)
		}
		if d.op >= 0 {
			right = append(right, d.tokens...)
		}
	}
	if strings.Join(left, "\n") != strings.Join(a, "\n") || strings.Join(right, "\n") != strings.Join(b, "\n") {
		t.Error("they are not the same")
	}
}

func TestDrawDiff(t *testing.T) {
	dark := themeOf(dark[trueColour])
	long := strings.Repeat("word ", 20)
	lines := drawDiff(dark, DiffNotes(long+"old end", long+"new end"), 40)
	for _, l := range lines {
		if width(l) > 40 {
			t.Errorf("too wide: %q", l)
		}
	}
	text := ansi.Strip(strings.Join(lines, "\n"))
	if !strings.HasPrefix(text, "− word") || !strings.Contains(text, "\n┆ word") || !strings.Contains(text, "\n+ word") {
		t.Errorf("%s", text)
	}
	if all := strings.Join(lines, ""); !strings.Contains(all, dark.bad.on(litMark).paint("old")) || !strings.Contains(all, dark.good.on(litMark).paint("new")) {
		t.Errorf("%q", all)
	}
	if got := ansi.Strip(strings.Join(drawDiff(dark, DiffNotes("  ask about it", "  ask Anna about it"), 40), "\n")); got != "−   ask about it\n+   ask Anna about it" {
		t.Errorf("%q", got)
	}
	if got := drawDiff(dark, DiffNotes("", "a\x1b]0;x\a"), 40); strings.ContainsAny(ansi.Strip(got[0]), "\x1b\a") {
		t.Errorf("%q", got)
	}
}
