package parser_test

import (
	"testing"

	"dogear/parser"
)

var feedFixtures = map[string]parser.Format{
	"arxiv-api.xml": parser.FormatArXivAPI, "arxiv-rss.xml": parser.FormatFeed, "arxiv-atom.xml": parser.FormatFeed,
	"arxiv-rss1.xml": parser.FormatFeed, "journal.rdf": parser.FormatFeed, "blog.rss": parser.FormatFeed,
	"group.atom": parser.FormatFeed, "notes.json": parser.FormatFeed,
}

func TestFeedGoldens(t *testing.T) {
	for name := range feedFixtures {
		t.Run(name, func(t *testing.T) { golden(t, name, parser.Options{}) })
	}
}
