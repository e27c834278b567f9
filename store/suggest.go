// This file owns what was probably meant by a query that finds nothing: a field, a tag, a source or a name in one of some
// fields that is nearly the one that was typed.

package store

import (
	"context"
	"database/sql"
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
		name := fieldsElsewhere[t.field]
		if nearest, near := Nearest(t.field, FieldNames); near && name == "" {
			name = nearest
		}
		if name == "" {
			return "", nil
		}
		return name + typed[len(t.field):], nil
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
	case textNode:
		return l.meantWords(ctx, t, n)
	default:
		return "", nil
	}
	name, near := Nearest(strings.TrimPrefix(t.value, "#"), names)
	if !near || strings.Contains(name, `"`) {
		return "", nil
	}
	return t.field + ":" + QuoteTerm(name), nil
}

// fieldsElsewhere are the fields of other search languages (of arXiv, PubMed, Google Scholar and mail programs), with their
// names here.
var fieldsElsewhere = map[string]string{
	"ti": "title", "allintitle": "title", "intitle": "title", "subject": "category", "au": "author", "by": "author", "abs": "abstract",
	"journal": "venue", "conference": "venue", "publication": "venue", "jr": "venue", "cat": "category", "kw": "keyword",
	"date": "year", "published": "year", "label": "tag", "from": "source", "status": "is", "order": "sort",
}

// valuesElsewhere are words for a state of a paper that other programs use.
var valuesElsewhere = map[string]string{
	"unread": "inbox", "new": "inbox", "todo": "inbox", "undecided": "inbox", "unseen": "inbox",
	"favorite": "starred", "favourite": "starred", "archived": "dismissed", "done": "read", "hidden": "snoozed",
}

// nearestValue is the value that was probably meant for a field with a few values.
func nearestValue(field, typed string) (value string, ok bool) {
	if value, ok = valuesElsewhere[strings.ToLower(typed)]; ok && slices.Contains(FieldValues[field], value) {
		return value, true
	}
	return Nearest(typed, FieldValues[field])
}

// namesIn are the fields whose words are names, so that one that is nowhere is probably misspelled.
var namesIn = map[string]Part{"venue": InVenue, "category": InCategory, "keyword": InKeyword, "author": InAuthors}

const (
	mostLooked   = 4 // segments, the newest papers first
	leastToMatch = 3 // letters of a word that may be misspelled
)

// meantWords looks for words of a field that are nowhere in it, and for those of it that are nearly them. They begin with the
// same letter: few people miss that one, and the words that begin with it are read in milliseconds.
func (l *Library) meantWords(ctx context.Context, t doubtful, n textNode) (meant string, err error) {
	part, isName := namesIn[t.field]
	if !isName {
		return "", nil
	}
	err = l.reading(ctx, "looking for what was meant", func(tx *sql.Tx) error {
		segments, err := loadSegments(ctx, tx)
		if err != nil {
			return err
		}
		right := make(map[string]string)
		for i, word := range n.words {
			names, err := termsLike(ctx, tx, segments[:min(len(segments), mostLooked)], word, searched[string(part)])
			if err != nil {
				return err
			}
			begins := func(name string) bool {
				return name == word || n.prefix && i == len(n.words)-1 && strings.HasPrefix(name, word)
			}
			if slices.ContainsFunc(names, begins) {
				continue
			}
			if near, ok := Nearest(word, names); ok {
				right[word] = near
			}
		}
		if len(right) > 0 {
			meant = t.field + ":" + QuoteTerm(withWords(t.value, right))
		}
		return nil
	})
	return meant, err
}

// withWords is a text with some of its words replaced; what parts them stays.
func withWords(text string, by map[string]string) string {
	var b strings.Builder
	last := 0
	fulltext.EachTermAt(text, func(word []byte, from, to int) {
		if right, ok := by[string(word)]; ok {
			b.WriteString(text[last:from] + right)
			last = to
		}
	})
	return b.String() + text[last:]
}

// termsLike are the terms in a field that begin with the first letter of a word.
func termsLike(ctx context.Context, tx *sql.Tx, segments []*segment, word string, in fulltext.Fields) (names []string, err error) {
	first, n := utf8.DecodeRuneInString(word)
	if utf8.RuneCountInString(word) < leastToMatch || first >= utf8.RuneSelf {
		return []string{word}, nil // nobody can tell
	}
	for _, s := range segments {
		if err := s.open(ctx, tx); err != nil {
			return nil, err
		}
		err := s.head.EachTerm(s.source(ctx, tx), word[:n], in, func(term string) bool { names = append(names, term); return ctx.Err() == nil })
		if err != nil {
			return nil, err
		}
	}
	return names, ctx.Err()
}

// QuoteTerm is a value as it stands in a query: in quotation marks, unless it is a word.
func QuoteTerm(value string) string {
	if strings.ContainsFunc(value, func(r rune) bool { return unicode.IsSpace(r) || r == '(' || r == ')' }) {
		return `"` + value + `"`
	}
	return value
}

// leastOfName is how many letters of a name are enough to recognise it.
const leastOfName = 3

// Nearest is the name that was probably meant by what was typed, if one is close enough: it differs in a letter, in longer
// names in one of three, or it is the only one that begins with what was typed. Case makes no difference.
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
	if !ok && utf8.RuneCountInString(typed) >= leastOfName {
		return onlyOne(names, func(n string) bool { return strings.HasPrefix(strings.ToLower(n), typed) })
	}
	return nearest, ok
}

// onlyOne is the one name for which is holds; none if there are several.
func onlyOne(names []string, is func(string) bool) (name string, ok bool) {
	for _, n := range names {
		switch {
		case !is(n) || n == name:
		case ok:
			return "", false
		default:
			name, ok = n, true
		}
	}
	return name, ok
}
