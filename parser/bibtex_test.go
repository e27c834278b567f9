package parser_test

import (
	"os"
	"testing"
)

// bibSeeds are bibliographies.
func bibSeeds(t testing.TB) map[string]string {
	seeds := map[string]string{}
	for _, name := range []string{"bibtex-library.bib", "biblatex-library.bib"} {
		text, err := os.ReadFile("testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		seeds[name] = string(text)
	}
	return seeds
}
