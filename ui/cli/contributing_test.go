package cli

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// What CONTRIBUTING names is there.
func TestContributingNamesWhatIsThere(t *testing.T) {
	text, err := os.ReadFile("../../CONTRIBUTING.md")
	if err != nil {
		t.Fatal(err)
	}
	named := 0
	for _, m := range regexp.MustCompile("`([^`\n]+)`").FindAllStringSubmatch(string(text), -1) {
		path := m[1]
		inRoom := regexp.MustCompile(`^(seeds|parser|store|ui|\.ci)(/|$)`).MatchString(path)
		if strings.ContainsAny(path, " …") || !inRoom && !strings.Contains(path, ".md") && !strings.HasSuffix(path, ".yml") && path != "LICENSE" {
			continue
		}
		if path == "queries.md" {
			path = "ui/cli/manual/queries.md"
		}
		named++
		if _, err := os.Stat(filepath.Join("..", "..", path)); err != nil {
			t.Errorf("CONTRIBUTING.md names %s: %v", path, err)
		}
	}
	if named < 30 {
		t.Errorf("it names only %d files", named)
	}
}
