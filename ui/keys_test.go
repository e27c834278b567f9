package ui

import (
	"os"
	"strings"
	"testing"
)

// The README's key table is the program's own.
func TestREADMEHasTheKeys(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(readme), "keys: made from the program's own table -->\n")
	got, _, found := strings.Cut(rest, "<!-- /keys -->")
	if !found || strings.TrimSpace(got) != strings.TrimSpace(KeyTable()) {
		t.Errorf("the README's key table is not the program's, which is\n%s", KeyTable())
	}
}

func TestNoKeyIsUsedTwice(t *testing.T) {
	if _, err := bind(commands()); err != nil {
		t.Error(err)
	}
	_, err := bind([]command{{name: "read", keys: []string{"r"}}, {name: "retire", keys: []string{"r"}}})
	if err == nil || !strings.Contains(err.Error(), "read") || !strings.Contains(err.Error(), "retire") {
		t.Errorf("a key that is used twice: %v", err)
	}
}

// Every command can be found by its name in the palette, and says what it does.
func TestCommandsAreNamed(t *testing.T) {
	seen := make(map[string]bool)
	for _, a := range commands() {
		if a.name == "" || a.help == "" || a.group == "" || a.run == nil || seen[a.name] {
			t.Errorf("%+v", a)
		}
		seen[a.name] = true
	}
}
