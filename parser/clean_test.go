package parser

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// cleanExamples show what becomes of one line.
var cleanExamples = []struct{ rule, raw, shown string }{
	{"plain text stays", "p-Laplacian: a <b> & \"c\"?", "p-Laplacian: a <b> & \"c\"?"},
	{"other scripts stay", "Größe, наука, 科学, ﷺ, שָׁלוֹם, مرحبا", "Größe, наука, 科学, ﷺ, שָׁלוֹם, مرحبا"},
	{"white space", " \t a\r\nb \u00A0\u2003 c\u3000d\u2028e ", "a b c d e"},
	{"escape sequences", "a\x1b[31mb\x1b]0;t\x07c", "a␛[31mb␛]0;t␇c"},
	{"C0 and DEL", "\x00\x01\x08\v\f\x1f\x7f", "␀␁␈␋␌␟␡"},
	{"C1", "a\u0080\u0085\u009b31m", "a⟨U+0080⟩⟨U+0085⟩⟨U+009B⟩31m"},
	{"bytes that are not UTF-8", "a\xff\x9bb\xe2\x82", "a��b��"},
	{"bidirectional controls", "a\u202Egnp.exe\u2066\u200F\u061C", "a⟨U+202E⟩gnp.exe⟨U+2066⟩⟨U+200F⟩⟨U+061C⟩"},
	{"what shows as nothing", "a\u200Bb\u2060c\uFEFFd\u3164", "a⟨U+200B⟩b⟨U+2060⟩c⟨U+FEFF⟩d⟨U+3164⟩"},
	{"byte order mark", "\uFEFFtitle", "title"},
	{"joiner before a mark of direction, which is no letter", "\u0645\u06cc\u200c\u061c", "\u0645\u06cc⟨U+200C⟩⟨U+061C⟩"},
	{"soft hyphens go", "hy\u00ADphen", "hyphen"},
	{"tags", "a\U000E0041\U000E007F", "a⟨U+E0041⟩⟨U+E007F⟩"},
	{"annotations", "\uFFF9a\uFFFAb\uFFFB", "⟨U+FFF9⟩a⟨U+FFFA⟩b⟨U+FFFB⟩"},
	{"noncharacters", "\uFDD0\uFFFF\U0001FFFE", "⟨U+FDD0⟩⟨U+FFFF⟩⟨U+1FFFE⟩"},
	{"Persian non-joiner", "می\u200Cخواهم", "می\u200Cخواهم"},
	{"Arabic joiner at a word's end", "ه\u200D (", "ه\u200D ("},
	{"Devanagari half form", "क्\u200Dष", "क्\u200Dष"},
	{"Malayalam chillu at a word's end", "അവന്\u200D വന്നു", "അവന്\u200D വന്നു"},
	{"emoji", "👩\u200D💻 🏳\uFE0F\u200D🌈 ❤\uFE0F 1\uFE0F\u20E3 👍🏽", "👩\u200D💻 🏳\uFE0F\u200D🌈 ❤\uFE0F 1\uFE0F\u20E3 👍🏽"},
	{"joiners elsewhere", "pay\u200Dpal a\u200Cb \u200D x", "pay⟨U+200D⟩pal a⟨U+200C⟩b ⟨U+200D⟩ x"},
	{"joiners in a row", "م\u200C\u200Cخ", "م⟨U+200C⟩⟨U+200C⟩خ"},
	{"selectors elsewhere", "a\uFE0F b\U000E0100", "a⟨U+FE0F⟩ b⟨U+E0100⟩"},
	{"ideographic variants", "葛\U000E0100", "葛\U000E0100"},
	{"stacks of marks", "e" + strings.Repeat("\u0301", 30) + "x", "e" + strings.Repeat("\u0301", 8) + "x"},
	{"a mark without a base", "\u0301x", "◌\u0301x"},
	{"nothing", " \n\t", ""},
}

func TestCleanLine(t *testing.T) {
	for _, e := range cleanExamples {
		if got := CleanLine(e.raw); got != e.shown {
			t.Errorf("%s: CleanLine(%+q)\n   = %+q\nwant %+q", e.rule, e.raw, got, e.shown)
		}
	}
}

func TestCleanText(t *testing.T) {
	for _, e := range []struct{ rule, raw, shown string }{
		{"lines are joined", "one\ntwo \n three", "one two three"},
		{"blank lines part", "one\n\ntwo\n \t\n\n three\n", "one\n\ntwo\n\nthree"},
		{"CRLF", "one\r\ntwo\r\n\r\nthree", "one two\n\nthree"},
		{"a CR alone is a space", "one\r\rtwo", "one two"},
		{"blank lines around", "\n\n one \n\n", "one"},
		{"a mark begins a paragraph", "one\n\n\u0301two", "one\n\n◌\u0301two"},
		{"nothing", "\n\n \n", ""},
	} {
		if got := CleanText(e.raw); got != e.shown {
			t.Errorf("%s: CleanText(%q) = %q, want %q", e.rule, e.raw, got, e.shown)
		}
	}
}

func TestUnsafe(t *testing.T) {
	for _, r := range "\x00\n\t\x1b\x7f\u0085\u00AD\u061C\u200B\u200E\u2028\u202E\u2066\u2069\uFEFF\uFFFE\U000E0041\U0010FFFF" {
		if !Unsafe(r) {
			t.Errorf("%U is said to be safe", r)
		}
	}
	for _, r := range " ~é␛⟨�\u200C\u200D\uFE0F\u0301مק😀" {
		if Unsafe(r) {
			t.Errorf("%U is said to be unsafe", r)
		}
	}
}

// Every control character leaves its sign behind, and the text around it stays.
func TestEveryControlShows(t *testing.T) {
	for r := rune(0); r <= utf8.MaxRune; r++ {
		if !Unsafe(r) || isSpace(r) || r == shy || !utf8.ValidRune(r) {
			continue
		}
		got := CleanLine("a" + string(r) + "b")
		sign := strings.TrimPrefix(got, "a")
		framed := false
		if sign, framed = strings.CutSuffix(sign, "b"); !framed || sign == "" || strings.ContainsFunc(got, Unsafe) {
			t.Errorf("a, %U, b shows as %+q", r, got)
		}
	}
}

func TestCleanTextIsFastWhereNothingChanges(t *testing.T) {
	for _, s := range []string{"", "plain", "two\n\nparagraphs of text", "Größe 科学 “x” – 😀"} {
		if n := testing.AllocsPerRun(10, func() { CleanText(s) }); n != 0 || CleanText(s) != s {
			t.Errorf("CleanText(%q) = %q with %v allocations; want it back with none", s, CleanText(s), n)
		}
	}
}

func FuzzClean(f *testing.F) {
	if len(cleanExamples) == 0 {
		f.Fatal("no seeds")
	}
	for _, e := range cleanExamples {
		f.Add(e.raw)
		f.Add(e.raw + "\n\n" + e.shown)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		line, text := CleanLine(raw), CleanText(raw)
		if again := CleanLine(line); again != line {
			t.Errorf("CleanLine(%+q) = %+q, and again %+q", raw, line, again)
		}
		if again := CleanText(text); again != text {
			t.Errorf("CleanText(%+q) = %+q, and again %+q", raw, text, again)
		}
		if strings.ContainsFunc(line, Unsafe) || strings.ContainsFunc(strings.ReplaceAll(text, "\n\n", ""), Unsafe) {
			t.Errorf("cleaning %+q leaves something unsafe: %+q", raw, text)
		}
		if !keepsASCII(raw, line) || !keepsASCII(raw, text) {
			t.Errorf("cleaning %+q loses something visible: %+q", raw, line)
		}
	})
}

// keepsASCII reports whether the printed ASCII characters of raw stand in shown, in their order.
func keepsASCII(raw, shown string) bool {
	for i := range len(raw) {
		if raw[i] <= ' ' || raw[i] >= 0x7F {
			continue
		}
		n := strings.IndexByte(shown, raw[i])
		if n < 0 {
			return false
		}
		shown = shown[n+1:]
	}
	return true
}

func BenchmarkCleanText(b *testing.B) {
	ascii := strings.Repeat("We study the expressive power of graph neural networks, and find it limited. ", 20)
	for name, s := range map[string]string{
		"clean ASCII": strings.TrimSpace(ascii),
		"wrapped":     strings.ReplaceAll(ascii, ", ", ",\n  "),
		"accents":     strings.TrimSpace(strings.ReplaceAll(ascii, "graph", "Gödel")),
		"hostile":     strings.ReplaceAll(ascii, "graph", "\x1b[2J\u202E"),
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(s)))
			b.ReportAllocs()
			for b.Loop() {
				CleanText(s)
			}
		})
	}
}
