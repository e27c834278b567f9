package cli

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"dogear/parser"
)

// The README's table of formats is the parser's own.
func TestREADMEHasTheFormats(t *testing.T) {
	var want strings.Builder
	want.WriteString("| format | |\n| --- | --- |\n")
	for _, f := range parser.Formats() {
		fmt.Fprintf(&want, "| `%s` | %s |\n", f.Name, f.Reads)
	}
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(readme), "<!-- formats: made from the program's own table -->\n")
	if got, _, found := strings.Cut(rest, "<!-- /formats -->"); !found || got != want.String() {
		t.Errorf("the README's formats are not the program's, which are\n%s", want.String())
	}
}

// No block of code in the documentation shows a command twice.
func TestDocumentsRepeatNoCommand(t *testing.T) {
	for _, name := range []string{"README.md", "CONTRIBUTING.md", "SECURITY.md"} {
		text, err := os.ReadFile("../../" + name)
		if err != nil {
			t.Fatal(err)
		}
		seen := make(map[string]bool)
		for line := range strings.SplitSeq(string(text), "\n") {
			command, isCode := strings.CutPrefix(line, "    ")
			if !isCode {
				clear(seen)
			} else if seen[command] {
				t.Errorf("%s has a line twice: %s", name, command)
			}
			seen[command] = true
		}
	}
}
