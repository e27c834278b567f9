// This file owns what a query that is being typed may become: the names of fields, and the values of those that have only
// some.

package store

import (
	"context"
	"slices"
	"strings"

	"dogear/parser"
)

// FieldNames are what can stand before a colon in a query, what is typed most first.
var FieldNames = []string{"title", "author", "abstract", "note", "tag", "source", "venue", "category", "keyword", "is", "has", "year", "added", "sort", "arxiv", "doi", "digest"}

// FieldValues are the values of the fields that have only some.
var FieldValues = map[string][]string{
	"is":   {"inbox", "later", "read", "dismissed", "snoozed", "starred", "noted", "tagged", "stub"},
	"has":  {"code", "pdf", "note"},
	"sort": sortNames(AllSorts()),
}

func sortNames(sorts []Sort) []string {
	names := make([]string, len(sorts))
	for i, s := range sorts {
		names[i] = string(s)
	}
	return names
}

// mayBecome reports whether a value that is no good may be the beginning of one that is: while it is typed it is no mistake
// yet.
func mayBecome(field, value string) bool {
	switch field {
	case "is", "has", "sort":
		return slices.ContainsFunc(FieldValues[field], func(v string) bool { return strings.HasPrefix(v, strings.ToLower(value)) })
	case "year":
		from, to, _ := strings.Cut(value, ".")
		return len(from) <= 4 && len(to) <= 5 && strings.Trim(value, "0123456789.") == ""
	case "added":
		return len(value) <= len("2006-01-02..2006-01-02") && strings.Trim(value, "0123456789-.") == ""
	}
	return false
}

// Sources are the names of the sources that digests came from.
func (l *Library) Sources(ctx context.Context) ([]string, error) {
	all, err := column[string](ctx, l.read, "SELECT DISTINCT "+sqlSource("digest")+" AS name FROM digest WHERE removed = 0 AND name <> '' ORDER BY name COLLATE NOCASE")
	for i, name := range all {
		all[i] = parser.CleanLine(name)
	}
	return all, explain("reading the sources", err)
}
