package parser_test

import (
	"testing"

	"dogear/parser"
)

func TestMarkdownGolden(t *testing.T) {
	for _, name := range []string{"newsletter.md", "awesome.md", "columns.md", "headings.md"} {
		t.Run(name, func(t *testing.T) { golden(t, name, parser.Options{Now: now}) })
	}
}
