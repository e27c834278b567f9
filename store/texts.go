// This file owns which texts of a paper are searched, and by which field of a query each of them is found.

package store

import (
	"slices"
	"strings"

	"dogear/parser"
	"dogear/store/fulltext"
)

// indexedFields are the parts of papers, by the name that change items give them, whose words are in the index.
var indexedFields = []string{"title", "abstract", "authors", "publication", "categories", "keywords", "comment", "editors", "more_authors"}

// textsOf are the texts of a paper as the index has them. Of the abstract, the originals and the links, nothing else of the
// body is looked at.
func textsOf(title string, b *body) [7]string {
	people, editors := b.Authors, b.Editors
	if len(people) == 0 { // a book is found by those who edited it, as one that wrote it
		people, editors = editors, nil
	}
	in := &b.In
	return [...]string{
		fulltext.Title:      title,
		fulltext.Abstract:   b.Abstract,
		fulltext.Authors:    joinNames(people),
		fulltext.Venue:      joinTexts(in.Venue, in.Series),
		fulltext.Categories: strings.Join(b.Categories, "\n"),
		fulltext.Keywords:   strings.Join(b.Keywords, "\n"),
		fulltext.Details: joinTexts(b.Comment, in.Volume, in.Issue, in.Pages, in.Publisher, in.Place, in.Edition, in.ISBN, in.ISSN,
			joinNames(editors)),
	}
}

func joinNames(people []parser.Author) string {
	switch len(people) {
	case 0:
		return ""
	case 1:
		return people[0].Name()
	}
	names := make([]string, len(people))
	for i, a := range people {
		names[i] = a.Name()
	}
	return strings.Join(names, "\n")
}

// joinTexts are the texts that are not empty, a line each.
func joinTexts(texts ...string) string {
	return strings.Join(slices.DeleteFunc(texts, func(s string) bool { return s == "" }), "\n")
}

// searched is the part of the index that a column of a query's words is looked for in.
var searched = map[string]fulltext.Fields{
	"":                 fulltext.AllFields,
	string(InTitle):    fulltext.Only(fulltext.Title),
	string(InAbstract): fulltext.Only(fulltext.Abstract),
	string(InAuthors):  fulltext.Only(fulltext.Authors),
	string(InVenue):    fulltext.Only(fulltext.Venue),
	string(InCategory): fulltext.Only(fulltext.Categories),
	string(InKeyword):  fulltext.Only(fulltext.Keywords),
}
