// This file owns that JSON may be looked at: what acts on a terminal or hides is written as \u escapes. To a program
// that reads the JSON nothing is lost; to a person who prints it nothing happens.

package cli

import (
	"fmt"
	"unicode/utf16"
	"unicode/utf8"

	"dogear/parser"
)

// escapeUnsafe replaces characters that must not get to a terminal by \uXXXX, beyond the first plane by a pair of them.
// The text must be what encoding/json writes: valid UTF-8, where such characters stand only inside strings and the C0
// controls are escaped already. White space between values stays.
func escapeUnsafe(json []byte) []byte {
	// Almost all text is ASCII: look for the first byte that is not before copying anything.
	first := 0
	for first < len(json) && json[first] < 0x7F {
		first++
	}
	if first == len(json) {
		return json
	}
	out := append(make([]byte, 0, len(json)+64), json[:first]...)
	for rest := json[first:]; len(rest) > 0; {
		r, size := utf8.DecodeRune(rest)
		if r >= 0x7F && hidesOrActs(r) {
			out = appendEscape(out, r)
		} else {
			out = append(out, rest[:size]...)
		}
		rest = rest[size:]
	}
	return out
}

// hidesOrActs is parser.Unsafe, and the joiners too: whether they belong where they stand takes more than a look at one
// character, and an escape does them no harm.
func hidesOrActs(r rune) bool { return parser.Unsafe(r) || r == '\u200C' || r == '\u200D' }

func appendEscape(out []byte, r rune) []byte {
	if hi, lo := utf16.EncodeRune(r); hi != utf8.RuneError {
		return fmt.Appendf(out, `\u%04x\u%04x`, hi, lo)
	}
	return fmt.Appendf(out, `\u%04x`, r)
}
