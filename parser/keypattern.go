package parser

// This file owns the citation keys of a library: one for each paper, by a pattern that its reader can choose, unlike all
// others and the same in each export.

import (
	"fmt"
	"strconv"
	"strings"
)

// DefaultKeyPattern makes keys in arXiv's manner.
const DefaultKeyPattern = "{author}{year}{words}"

// keyFields are what a pattern can name.
var keyFields = []struct {
	name  string
	value func(p *Paper, id int64) string
}{
	{"author", func(p *Paper, _ int64) string {
		if len(p.Authors) == 0 {
			return ""
		}
		return keyWord(p.Authors[0].Family)
	}},
	{"year", func(p *Paper, _ int64) string { return string(p.Published[:min(len(p.Published), 4)]) }},
	{"word", func(p *Paper, _ int64) string { return strings.Join(keyWords(p.Title, 1), "") }},
	{"words", titleKey},
	{"title", titleKey}, // which the default pattern does not shorten
	{"id", func(_ *Paper, id int64) string { return strconv.FormatInt(id, 10) }},
	{"arxiv", func(p *Paper, _ int64) string { return keySigns(p.ArXiv) }},
}

func titleKey(p *Paper, _ int64) string { return strings.Join(keyWords(p.Title, maxKeyWords), "") }

// KeyFields are the fields of a pattern, as an error or a help names them.
func KeyFields() string {
	var names []string
	for _, f := range keyFields {
		names = append(names, "{"+f.name+"}")
	}
	return strings.Join(names, " ")
}

// A KeyPattern says what a citation key is made of.
type KeyPattern struct {
	parts   []keyPart
	isShort bool // the default one, whose keys are short
}

// A keyPart is a text, or a field.
type keyPart struct {
	text  string
	field func(p *Paper, id int64) string
}

// ParseKeyPattern reads a pattern: fields in braces, and between them what may stand in a key.
func ParseKeyPattern(s string) (KeyPattern, error) {
	k := KeyPattern{isShort: s == DefaultKeyPattern}
	for rest := s; rest != ""; {
		text, after, found := strings.Cut(rest, "{")
		if bad := strings.TrimLeft(text, keySigns(text)); bad != "" {
			return KeyPattern{}, fmt.Errorf("citation keys cannot contain %q, only letters, digits and - _ : . / +", firstRune(bad))
		}
		k.parts = append(k.parts, keyPart{text: text})
		if !found {
			break
		}
		name, behind, closed := strings.Cut(after, "}")
		if !closed {
			return KeyPattern{}, fmt.Errorf("the brace before %q is not closed", CleanLine(after))
		}
		part := keyPart{}
		for _, f := range keyFields {
			if f.name == name {
				part.field = f.value
			}
		}
		if part.field == nil {
			return KeyPattern{}, fmt.Errorf("there is no field {%s}; want %s", CleanLine(name), KeyFields())
		}
		k.parts = append(k.parts, part)
		rest = behind
	}
	for _, part := range k.parts {
		if part.field != nil {
			return k, nil
		}
	}
	return KeyPattern{}, fmt.Errorf("without a field, all keys would be the same; want some of %s", KeyFields())
}

func firstRune(s string) string {
	for _, r := range s {
		return string(r)
	}
	return ""
}

// key is what the pattern makes of a paper.
func (k KeyPattern) key(p *Paper, id int64) string {
	if k.isShort {
		return shortKey(p.Authors, p)
	}
	var b strings.Builder
	empty := true
	for _, part := range k.parts {
		text := part.text
		if part.field != nil {
			text = part.field(p, id)
			empty = empty && text == ""
		}
		b.WriteString(text)
	}
	if empty {
		return "paper"
	}
	return b.String()
}

// CitationKeys gives every paper of a library its key: its own if it came with one, else one by the pattern. Papers whose
// keys would be equal get a letter each, in the order in which they are asked for, so that has to be the same every time.
type CitationKeys struct {
	pattern KeyPattern
	given   keyMaker
}

// NewCitationKeys begins with no key given.
func NewCitationKeys(pattern KeyPattern) *CitationKeys { return &CitationKeys{pattern: pattern} }

// Base is the key of a paper as if there were no other.
func (c *CitationKeys) Base(p *Paper, id int64) string {
	if key := ownKey(p); key != "" {
		return key
	}
	return c.pattern.key(p, id)
}

// Key is the key of a paper, unlike all that were given before, and whether it is another one than its Base.
func (c *CitationKeys) Key(p *Paper, id int64) (key string, changed bool) {
	base := c.Base(p, id)
	key = c.given.unlike(base)
	return key, key != base
}
