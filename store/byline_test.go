package store

import (
	"strings"
	"testing"

	"dogear/parser"
)

func TestByline(t *testing.T) {
	for want, author := range map[string]parser.Author{
		"angstrom a":                 {Given: "Åke", Family: "Ångström"},
		"doe j":                      {Given: "Jane", Particle: "van", Family: "Doe", Suffix: "Jr."},
		"llm team":                   {Family: "LLM-Team"},
		"ivanova longfami":           {Given: "I.", Family: "Ivanova-Longfamily"},
		"陈 小":                        {Given: "小明", Family: "陈"},
		strings.Repeat("я", 8):       {Family: strings.Repeat("я", 20)}, // two bytes each
		"a" + strings.Repeat("я", 7): {Family: "a" + strings.Repeat("я", 20)},
		noByline:                     {Family: "…"},
	} {
		if got := byline([]parser.Author{author, {Family: "Second"}}); strings.TrimSpace(got) != strings.TrimSpace(want) {
			t.Errorf("%v: %q, want %q", author, got, want)
		}
	}
	if got := byline(nil); got != noByline {
		t.Errorf("nobody: %q", got)
	}
}

// Names are in order whatever their case and accents, and papers without authors come last.
func TestSortByAuthor(t *testing.T) {
	l := newLibrary(t)
	takeJSONL(t, l, Delivery{},
		`{"id":"2401.00001","title":"One","authors_parsed":[["Zhu","Wei",""]]}`,
		`{"id":"2401.00002","title":"Two","authors_parsed":[]}`,
		`{"id":"2401.00003","title":"Three","authors_parsed":[["Öztürk","B",""],["Abel","N",""]]}`,
		`{"id":"2401.00004","title":"Four","authors_parsed":[["ozturk","A",""]]}`)
	if got := list(t, l, "sort:author"); got != "Four Three One Two" {
		t.Errorf("by author: %s", got)
	}
}
