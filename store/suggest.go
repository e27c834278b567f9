// This file owns what was probably meant by a query that finds nothing: a field, a tag or a source whose name is nearly
// the one that was typed.

package store

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"dogear/store/fulltext"
)

// A Suggestion is a query that was probably meant.
type Suggestion struct {
	Query string   // the whole of it
	Terms []string // those of its terms that are not as they were typed
}

// Question asks for it, as it is shown: did you mean author:gu?
func (s Suggestion) Question() string { return "did you mean " + strings.Join(s.Terms, " ") + "?" }

// doubtful is a term of a query that may be misspelled.
type doubtful struct {
	at, end int    // in bytes
	field   string // what stands before the colon, in lower case
	value   string
	node    node // what it was read as
}

// Suggest looks for what was probably meant by a query that matches nothing. Nothing close is no error: ok is false.
func (l *Library) Suggest(ctx context.Context, query string) (s Suggestion, ok bool, err error) {
	p := &queryParser{text: query, now: time.Now(), typing: true}
	if _, err := p.or(0); err != nil {
		return s, false, nil //nolint:nilerr // a query that cannot be read has said so
	}
	last := 0
	var b strings.Builder
	for _, t := range p.doubts {
		term, err := l.meant(ctx, t, query[t.at:t.end])
		if err != nil {
			return s, false, explain("looking for what was meant", err)
		}
		if term == "" {
			continue
		}
		b.WriteString(query[last:t.at] + term)
		last = t.end
		s.Terms = append(s.Terms, term)
	}
	s.Query = b.String() + query[last:]
	return s, len(s.Terms) > 0, nil
}

// meant is the term that was probably meant by one; empty if it is right, or nothing is close.
func (l *Library) meant(ctx context.Context, t doubtful, typed string) (string, error) {
	if _, known := fields[t.field]; !known {
		if name, near := Nearest(t.field, FieldNames); near {
			return name + typed[len(t.field):], nil
		}
		return "", nil
	}
	var names []string
	var err error
	switch n := t.node.(type) {
	case tagNode:
		if names, err = column[string](ctx, l.read, "SELECT name FROM tag WHERE papers > 0"); err != nil {
			return "", err
		}
		if slices.ContainsFunc(names, func(name string) bool {
			return strings.EqualFold(name, n.name) || n.prefix && len(name) > len(n.name) && strings.EqualFold(name[:len(n.name)], n.name)
		}) {
			return "", nil
		}
	case sourceNode:
		if names, err = l.Sources(ctx); err != nil {
			return "", err
		}
		if slices.ContainsFunc(names, func(name string) bool { return strings.Contains(fulltext.Fold(name), strings.Join(n.words, " ")) }) {
			return "", nil
		}
		for _, name := range names { // each word of a name finds it too
			names = append(names, strings.Fields(name)...)
		}
	default:
		return "", nil
	}
	name, near := Nearest(strings.TrimPrefix(t.value, "#"), names)
	if !near || strings.Contains(name, `"`) {
		return "", nil
	}
	return t.field + ":" + QuoteTerm(name), nil
}

// QuoteTerm is a value as it stands in a query: in quotation marks, unless it is a word.
func QuoteTerm(value string) string {
	if strings.ContainsFunc(value, func(r rune) bool { return unicode.IsSpace(r) || r == '(' || r == ')' }) {
		return `"` + value + `"`
	}
	return value
}

// Nearest is the name that was probably meant by what was typed, if one is close enough: it differs in a letter, in longer
// names in one of three. Case makes no difference.
func Nearest(typed string, names []string) (nearest string, ok bool) {
	if typed = strings.ToLower(typed); len(typed) > 100 { // nobody means a name by that
		return "", false
	}
	distance := 1 + max(1, utf8.RuneCountInString(typed)/3)
	for _, n := range names {
		if d := editDistance([]rune(typed), []rune(strings.ToLower(n)), distance-1); d < distance {
			nearest, distance, ok = n, d, true
		}
	}
	return nearest, ok
}
