// What stands below or beside a title in plain text: names, addresses, values with their names, remarks.

package parser

import (
	"strings"
	"unicode"
)

var metaLine = pattern(`(?i)^[^\pL\pN]{0,12}(?:(?:link|url|paper|page|pdf|code|arxiv|doi|project page|source|preprint)s?(?: *[:：→=–-]+ *| ))?(https?://\S+|arxiv:\S+|doi:\S+|10\.\d{4,9}/\S+|\d{4}\.\d{4,5}(?:v\d+)?)$`)

// textMeta reports whether a line is nothing but addresses and identifiers.
func textMeta(s string) bool { return len(addressesAlone(s)) > 0 }

// addressesAlone are the addresses and identifiers of a line that has nothing else, with what they are or without: PDF: ….
// Commas, bars and spaces may part them.
func addressesAlone(s string) []string {
	if len(s) >= maxURL || !strings.ContainsAny(s, ":/.") || strings.Count(s, " ") > 8 {
		return nil
	}
	if m := metaLine().FindStringSubmatch(s); m != nil {
		return []string{m[1]}
	}
	var found []string
	for part := range strings.FieldsFuncSeq(s, func(r rune) bool { return unicode.IsSpace(r) || r == ',' || r == ';' || r == '|' || r == '·' }) {
		m := metaLine().FindStringSubmatch(part)
		if m == nil {
			return nil
		}
		found = append(found, m[1])
	}
	return found
}

// refuseRemarks makes problems of lines that look like remarks: where papers have identifiers and no abstracts, a line that has
// neither and is not written like a title.
func (r *textReader) refuseRemarks() {
	if r.proses > 0 {
		return
	}
	identified := 0
	for _, rec := range r.records {
		identified += btoi(rec.paper.identified())
	}
	if identified < 2 || identified*2 < len(r.records) {
		return
	}
	for i, rec := range r.records {
		p := rec.paper
		bare := rec.problem == nil && !p.identified() && len(p.Links) == 0 && len(p.Authors) == 0
		if bare && !capitalised(p.Title) {
			r.records[i] = rejected(block{line: p.Line, text: p.RawTitle}, "a line that may be a title, but without an identifier below it, unlike the others")
		}
	}
}

// value takes a value with its name for the paper at hand.
func (r *textReader) value(b block) {
	m := valueLabel(b.text)
	if r.cur == nil {
		return
	}
	l := labelReader{cur: r.cur, label: strings.ToLower(m[1]), value: []line{{b.line, m[2]}}}
	l.store()
	r.records = append(r.records, l.records...)
}

// valueLabel parts a line into the name of a value and the value, or is nil: Authors: …, DOI: …. A title may be named so too,
// Code: A History; those names are not among them.
func valueLabel(s string) []string {
	m := labelOf(s)
	if m == nil || m[2] == "" {
		return nil
	}
	switch strings.ToLower(m[1]) {
	case "author", "authors", "year", "date", "published", "venue", "journal", "conference", "doi", "arxiv", "arxiv id", "url", "urls", "link", "links", "keywords":
		return m
	}
	return nil
}

var (
	// affiliated is a person with what stands behind the name in parentheses, or a surname with "et al.".
	affiliated = pattern(`^([^()]{3,60}) \(([^()]{3,120})\)$`)
	oneEtAl    = pattern(`^(\p{Lu}[\pL'’-]+)(?:,)? et al\.?(?:,? \(?((?:19|20)\d{2})\)?)?$`)
)

// namesBelow reads the names below a title: a line of them, with affiliations in parentheses or without, one person with an
// affiliation, or the first of several.
func namesBelow(s string) nameList {
	if names := bylineNames(s); len(names.authors) > 0 {
		return names
	}
	if m := oneEtAl().FindStringSubmatch(s); m != nil {
		return nameList{[]Author{{Family: m[1]}}, true}
	}
	if strings.Contains(s, "(") && len(s) < maxByline {
		if names := bylineNames(withoutParentheses(s)); len(names.authors) > 0 {
			return names
		}
		if m := affiliated().FindStringSubmatch(s); m != nil && placeWord().MatchString(m[2]) {
			if a, ok := personOf(m[1]); ok && a.Given != "" {
				return nameList{authors: []Author{a}}
			}
		}
	}
	return nameList{}
}

// refer takes an address for the paper at hand, or for the next one. One above the first title is the page's own where
// addresses stand below their titles.
func (r *textReader) refer(s string, next bool) {
	for _, address := range addressesAlone(s) {
		_, paper := Identify(address)
		switch {
		case next && (paper || r.cur == nil): // others may stand anywhere, where papers' addresses stand above their titles
			r.pending = append(r.pending, address)
		case r.cur != nil:
			r.cur.refer(address)
		}
	}
}
