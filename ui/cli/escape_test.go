package cli

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"dogear/parser"
)

func TestEscapeUnsafe(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"ASCII stays", `plain <b> & "quoted"`, `"plain <b> & \"quoted\""`},
		{"letters stay", "Erdős 図 Ω", `"Erdős 図 Ω"`},
		{"an emoji stays", "🎉", `"🎉"`},
		{"escape", "\x1b[2J", `"\u001b[2J"`},
		{"newline and tab", "a\nb\tc", `"a\nb\tc"`},
		{"delete", "a\x7fb", `"a\u007fb"`},
		{"8-bit CSI as a character", "\u009b2J", `"\u009b2J"`},
		{"8-bit CSI as a byte", "\x9b2J", `"\ufffd2J"`},
		{"right-to-left override", "a\u202eb", `"a\u202eb"`},
		{"line separator", "a\u2028b", `"a\u2028b"`},
		{"joiner", "a\u200db", `"a\u200db"`},
		{"a tag beyond the first plane", "\U000E0041", `"\udb40\udc41"`},
	} {
		t.Run(test.name, func(t *testing.T) {
			var out strings.Builder
			if err := newJSONLines(&out).write(test.text); err != nil {
				t.Fatal(err)
			}
			if got := strings.TrimSuffix(out.String(), "\n"); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

// Whatever the text, its JSON is safe to print and says the same.
func FuzzEscapeUnsafe(f *testing.F) {
	for _, seed := range []string{"", "\x1b]0;x\a", "\u2067\U000E0041é", "\xff\x9b", "\u200d\x7f\u0085"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var out strings.Builder
		if err := newJSONLines(&out).write(text); err != nil {
			t.Fatal(err)
		}
		for _, r := range strings.TrimSuffix(out.String(), "\n") {
			if parser.Unsafe(r) {
				t.Fatalf("%U is in the JSON of %q: %s", r, text, out.String())
			}
		}
		var back string
		if err := json.Unmarshal([]byte(out.String()), &back); err != nil {
			t.Fatalf("%s is no JSON: %v", out.String(), err)
		}
		if utf8.ValidString(text) && back != text {
			t.Errorf("%q came back as %q", text, back)
		}
	})
}

func TestPrintable(t *testing.T) {
	for text, want := range map[string]string{
		"two\n\tlines":         "two\n\tlines",
		"\x1b[31mred":          "␛[31mred",
		"\x9b31m":              "\uFFFD31m",
		"\u009b31m":            "⟨U+009B⟩31m",
		"a\rb":                 "a␍b",
		"a\u202eb":             "a⟨U+202E⟩b",
		"Erdős \uFFFD 🎉 עברית": "Erdős \uFFFD 🎉 עברית",
	} {
		if got := printable(text); got != want {
			t.Errorf("printable(%q) = %q, want %q", text, got, want)
		}
	}
}
