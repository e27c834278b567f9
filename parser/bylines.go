package parser

// This file owns lists of names as they stand below a title.

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const maxByline = 4000 // bytes; collaborations of hundreds fit

var (
	bylineSplit = pattern(`\s*[,;]\s*(?:and\s+|&\s*)?|\s+and\s+|\s+&\s+`)
	bylineMarks = pattern(`[\d*†‡§¶∗^]+(?:,[\d*†‡§¶∗]+)*$`) // of affiliations
	particles   = map[string]bool{
		"van": true, "von": true, "der": true, "den": true, "de": true, "da": true, "dos": true, "di": true, "del": true,
		"della": true, "la": true, "le": true, "du": true, "ten": true, "ter": true, "zu": true, "bin": true, "al": true,
		"el": true, "ibn": true, "af": true, "av": true,
	}
)

// bylineAuthors reads a line that is nothing but names, at least two of them and of two words each. Any other line has no authors.
func bylineAuthors(s string) []Author {
	if len(s) > maxByline || !strings.ContainsAny(s, ",;&") && !strings.Contains(s, " and ") {
		return nil // one name alone could be a title
	}
	parts := bylineSplit().Split(strings.TrimPrefix(strings.TrimPrefix(s, "by "), "By "), -1)
	var authors []Author
	for i, part := range parts {
		part = strings.TrimSpace(bylineMarks().ReplaceAllString(part, ""))
		if i > 0 && i == len(parts)-1 && (part == "" || part == "others" || part == "et al.") {
			break
		}
		a, ok := personOf(part)
		if !ok || a.Given == "" {
			return nil
		}
		authors = append(authors, a)
	}
	return authors
}

// authorsOf reads names that a label announces: what is no person's name is a group's.
func authorsOf(s string) []Author {
	if len(s) > maxByline {
		return nil
	}
	var authors []Author
	for _, part := range bylineSplit().Split(s, -1) {
		part = CleanLine(strings.TrimSuffix(bylineMarks().ReplaceAllString(part, ""), " et al."))
		if part == "" || part == "others" || part == "et al." {
			continue
		}
		a, ok := personOf(part)
		if !ok {
			a = Author{Family: part}
		}
		authors = append(authors, a)
	}
	return authors
}

// personOf reads a name in display order, and false if it does not look like one: "Jane van Doe", "J. Doe", "Plato".
func personOf(name string) (Author, bool) {
	words := strings.Fields(CleanLine(name))
	if len(words) == 0 || len(words) > 6 {
		return Author{}, false
	}
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		if !unicode.IsUpper(r) && !particles[strings.ToLower(w)] || strings.ContainsAny(w, "0123456789:?!()/") {
			return Author{}, false
		}
	}
	family := len(words) - 1
	particle := family
	for particle > 1 && particles[words[particle-1]] {
		particle--
	}
	return Author{
		Given:    strings.Join(words[:particle], " "),
		Particle: strings.Join(words[particle:family], " "),
		Family:   words[family],
	}, true
}
