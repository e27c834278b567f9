package ui

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"dogear/parser"
)

// shownWords are the words of a rendering, without its colours and line breaks.
func shownWords(lines []string) string {
	return strings.Join(strings.Fields(ansi.Strip(strings.Join(lines, "\n"))), " ")
}

func TestAbstractReadsAsWritten(t *testing.T) {
	for _, text := range []string{
		"We report Fid_+ and Fid_-, V* and Q*, with O(n^d) width and O(1) depth.",
		"~~not struck~~ *not emphasis* _nor this_ `no code` **bold?** __no__",
		"# no heading",
		"1. no list",
		"- no list either",
		"+ nor this",
		"* nor that",
		"> no quote",
		"a | b | c",
		": no definition",
		"[no link](http://example.com) ![no image](x) <b>no HTML</b> <!-- no comment -->",
		"&amp; stays, &#27;[31m too, and &lt; &nbsp; &copy;",
		`\alpha stays \_ as \\ it was \* typed`,
		"Write to jane@example.com, or see www.example.com for more; 100% & 5 < 6 > 4 = 4 $x$ {a} 'q' \"r\" ; , ?",
		"---", "===", "***", "```", "~~~", "\\", "<>", "[]", "[^1]: note", "- [ ] task",
		"Code is at https://github.com/a_b/c-d_e. And https://x.org/a_(b)?q=1&r=2 too.",
		"日本語の要旨 and العربية together",
		"- - - a", "a\n===", "2024. A year at the start",
	} {
		got := shownWords(renderAbstract(themeOf(dark[trueColour]), text, 60))
		// A word may be broken at the width; compare without any space.
		squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if squeeze(got) != squeeze(text) {
			t.Errorf("%q is shown as\n%q", text, got)
		}
	}
}

func FuzzAbstractReadsAsWritten(f *testing.F) {
	for _, s := range []string{"Fid_+", "~~a~~", "&#27;", "1) a\n\n   b", "a\\", "https://a.b/c_d_e", "<https://a.b>", "a https://a.b\tb"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = parser.CleanText(text)
		lines := renderAbstract(themeOf(light[trueColour]), text, 40)
		squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if got := squeeze(ansi.Strip(strings.Join(lines, "\n"))); got != squeeze(text) {
			t.Errorf("%q is shown as\n%q", text, got)
		}
		for _, l := range lines {
			if w := ansi.StringWidth(l); w > 40 {
				t.Errorf("a line is %d cells wide: %q", w, l)
			}
			onlyColours(t, l)
		}
	})
}

// onlyColours fails on any byte that could act on a terminal, other than colours.
func onlyColours(t *testing.T, s string) {
	t.Helper()
	for _, r := range ansi.Strip(s) {
		if parser.Unsafe(r) && r != '\n' {
			t.Errorf("%U gets to the screen in %q", r, s)
		}
	}
	for i, part := range strings.Split(s, "\x1b") {
		end := strings.TrimLeft(strings.TrimPrefix(part, "["), "0123456789;:")
		if i > 0 && (part == "" || part[0] != '[' || end == "" || end[0] != 'm') {
			t.Errorf("a sequence that is no colour gets to the screen: %q", s)
		}
	}
}

func TestHostileMarkdownInNotes(t *testing.T) {
	hostile := "a \x1b]52;c;aGk=\x07 b \x9b31m c &#27;]0;title&#7; d [x](https://e.com/\x1b[2J) `\x1b[31m` \u202e e"
	for _, l := range renderMarkdown(themeOf(dark[trueColour]), hostile, 40) {
		onlyColours(t, l)
	}
}
