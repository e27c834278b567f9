package parser

import (
	"strings"
	"testing"
)

// Databases and publishers leave HTML in titles, in formats that have none.
func TestShowLine(t *testing.T) {
	for raw, want := range map[string]string{
		"Lists of <i>in vivo</i> H<sub>2</sub>O":                      "Lists of in vivo H₂O",
		"10<sup>3</sup> &amp; more, &lt;5":                            "10³ & more, <5",
		"H<SUB>n+1</SUB> and x<sup>long text</sup>":                   "Hₙ₊₁ and xlong text",
		"a &lt;i&gt;b&lt;/i&gt; &amp;amp; c":                          "a b & c",
		`p$<$0.5 and {\textless}i{\textgreater}x`:                     "p<0.5 and <i>x",
		"The <b> tag and List<i>":                                     "The <b> tag and List<i>",
		"AT&T, R&D; Q&A &unknown; &#27;[2J":                           "AT&T, R&D; Q&A &unknown; &#27;[2J",
		"if a<b and c>d":                                              "if a<b and c>d",
		"<jats:p>One.</jats:p>":                                       "One.",
		"<inline-formula><tex-math>$x^2$</tex-math></inline-formula>": "x²",
		"Caf&eacute; &#233; &#xe9;":                                   "Café é é",
		"<scp>DNA</scp> na&iuml;ve":                                   "DNA naïve",
		"Graphs, plain":                                               "Graphs, plain",
	} {
		got := ShowLine(raw)
		if got != want {
			t.Errorf("ShowLine(%q) = %q, want %q", raw, got, want)
		}
		if again := ShowLine(got); again != got {
			t.Errorf("ShowLine(%q) = %q, but doing it again must change nothing", got, again)
		}
	}
	if got := ShowText("<p>One.</p><p>Two.</p>"); got != "One.\n\nTwo." {
		t.Errorf("paragraphs: %q", got)
	}
}

// Texts that are made to cost time, or to be decoded again and again, come out all the same.
func TestShowLineIsBounded(t *testing.T) {
	for _, s := range []string{
		strings.Repeat("<sub>", 20000) + strings.Repeat("x", 20000) + strings.Repeat("</sub>", 20000),
		strings.Repeat("&amp;", 50000), "&" + strings.Repeat("amp;", 50000), strings.Repeat("<i>", 60000),
	} {
		if got := ShowLine(s); len(got) > len(s) {
			t.Errorf("%.20q grew from %d to %d bytes", s, len(s), len(got))
		}
	}
}
