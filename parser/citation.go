package parser

// This file owns what the formats of reference managers and lists have in common: a citation gathers what one record
// says of a work, and becomes a Paper. It also owns how these formats write dates, pages and notes.

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// A citation is a record that is being put together from named values.
type citation struct {
	paper Paper
	given []Link // addresses that the record gives for the paper, its own pages apart
}

// doi takes a DOI, unless the citation has one, and reports whether s is one. One that arXiv gave is an arXiv identifier.
func (r *citation) doi(s string) bool {
	doi, arxiv, ok := ParseDOI(s)
	if !ok {
		return false
	}
	switch {
	case arxiv != "":
		return r.arXiv(arxiv)
	case r.paper.DOI == "":
		r.paper.DOI = doi
	}
	return true
}

// arXiv takes an arXiv identifier, unless the citation has one, and reports whether s is one.
func (r *citation) arXiv(s string) bool {
	id, version, ok := ParseArXiv(s)
	if !ok {
		return false
	}
	if r.paper.ArXiv == "" {
		r.paper.ArXiv = id
	}
	if r.paper.ArXiv == id && r.paper.Version == 0 {
		r.paper.Version = version
	}
	return true
}

var arXivMention = pattern(`(?i)\barxiv: ?(\S+)`)

// mention takes the arXiv identifier out of a text that names arXiv: "arXiv preprint arXiv:2403.01234 [cs]".
func (r *citation) mention(s string) {
	if m := arXivMention().FindStringSubmatch(s); m != nil {
		r.arXiv(m[1])
	}
}

// mentions takes an address that tells nothing of who the paper is.
func (r *citation) mentions(address string) {
	r.given = append(r.given, Link{KindOf(address, ""), address})
}

// address takes an address of the paper. One of its own pages identifies it, any other is a link; fallback is its kind if
// the address does not tell.
func (r *citation) address(s string, fallback LinkKind) {
	s = strings.TrimSpace(s)
	if id, _, ok := ParseArXiv(s); ok && (r.paper.ArXiv == "" || r.paper.ArXiv == id) {
		r.arXiv(s)
		if !strings.Contains(s, "/papers/") && !strings.Contains(s, "/html/") {
			return // links has it without the version
		}
	}
	if doi, arxiv, ok := ParseDOI(s); ok && (arxiv == "" && (r.paper.DOI == "" || r.paper.DOI == doi) || arxiv != "" && r.paper.ArXiv == "") {
		r.doi(s)
		return
	}
	if r.paper.OpenReview == "" {
		r.paper.OpenReview, _ = openReviewForum(s)
	}
	if r.paper.DOI == "" && fallback == LinkPage {
		r.doi(addressDOI(s))
	}
	kind := KindOf(s, "")
	if kind == LinkOther {
		kind = fallback
	}
	r.given = append(r.given, Link{kind, s})
}

// authors takes names, family name first; see citedNames.
func (r *citation) authors(names ...string) {
	for _, name := range names {
		list := citedNames(name)
		r.paper.MoreAuthors = r.paper.MoreAuthors || list.more
		r.paper.Authors = append(r.paper.Authors, list.authors...)
	}
}

// editors takes names of editors, family name first.
func (r *citation) editors(names ...string) {
	for _, name := range names {
		r.paper.Editors = append(r.paper.Editors, citedNames(name).authors...)
	}
}

// citedAuthor reads a name, family name first. A comma at its end says that it is a group's, as EndNote has it. The
// zero Author tells that there is no name.
func citedAuthor(s string) Author {
	s, _ = cutMore(showLine(s))
	if group := strings.TrimRight(s, ", "); group != s && !strings.Contains(group, ",") {
		return Author{Family: group}
	}
	return invertedAuthor(s)
}

// invertedName is the author as citedAuthor reads it: van Doe, Jane, Jr. A group that would read as a person's name
// gets a comma at its end, and so does one that was read as a person's: Owl Collaboration.
func invertedName(a Author) string {
	if isTeam(a) {
		return a.Name() + ","
	}
	name := strings.TrimSpace(a.Particle + " " + a.Family)
	if a.Given != "" || a.Suffix != "" {
		for _, part := range []string{a.Given, a.Suffix} {
			if part != "" {
				name += ", " + part
			}
		}
		return name
	}
	if list := citedParts(name); len(list) != 1 || list[0] != a {
		return name + ","
	}
	return name
}

// record is the finished paper, or the problem that it has no title. begin is where the record begins and what it says
// there. Title and abstract are as the format has them, decoded.
func (r *citation) record(begin block, title, abstract string) record {
	p := &r.paper
	p.Line, p.RawTitle, p.RawAbstract = begin.line, title, abstract
	if p.Title = showLine(title); p.Title == "" {
		return rejected(begin, "a paper without a title")
	}
	text := CleanText(abstract)
	p.Abstract = ShowText(text)
	p.Links = r.links(text)
	return record{paper: *p}
}

// links are the paper's own pages, then the addresses that the record gives, then what its texts mention.
func (r *citation) links(abstract string) []Link {
	var links linkList
	for _, l := range arXivLinks(&r.paper, "", "") {
		links.add(l.Kind, l.URL)
	}
	for _, l := range r.given {
		links.add(l.Kind, l.URL)
	}
	for _, text := range []string{abstract, r.paper.Comment} {
		for _, l := range FindLinks(text) {
			links.add(l.Kind, l.URL)
		}
	}
	return links.list
}

// venue names where the work appeared. "arXiv preprint arXiv:2403.01234" is no journal.
func (r *citation) venue(s string) {
	s = showLine(s)
	if rest, ok := cutFold(s, "arxiv"); ok && (rest == "" || strings.HasPrefix(rest, " preprint") || strings.HasPrefix(rest, " e-print") || rest[0] == ':') {
		r.mention(s)
		r.paper.In.Venue = "arXiv"
		if t := r.paper.In.Type; t == "" || t == "article-journal" {
			r.paper.In.Type = "article"
		}
		return
	}
	r.paper.In.Venue = s
}

// keywords adds words that the record lists.
func (r *citation) keywords(words ...string) {
	for _, w := range words {
		if w = showLine(w); w != "" {
			r.paper.Keywords = append(r.paper.Keywords, w)
		}
	}
}

var pagesHyphen = pattern(`^([A-Za-z]{0,2}\d+[A-Za-z]?)\s*(?:--?-?|–|—|‐|‑)\s*([A-Za-z]{0,2}\d+[A-Za-z]?)$`)

// pageRange is a range of pages with an en dash; what is none stays as it is.
func pageRange(s string) string {
	s = CleanLine(s)
	if m := pagesHyphen().FindStringSubmatch(s); m != nil {
		return m[1] + "–" + m[2]
	}
	return s
}

// looseDate reads a date as bibliographies write them, of whatever precision: 2012///, 2012/03/11/Spring, 2016 Mar-Apr,
// 20160419, March 2012, 2024-03-11T10:00:00Z. What follows the part that is understood is left out.
func looseDate(s string) Date {
	s = strings.TrimSpace(s)
	if len(s) > 10 && (s[10] == 'T' || s[10] == ' ') && s[4] == '-' {
		s = s[:10]
	}
	if d, _ := parseDay(s, time.Time{}); d != "" {
		return d
	}
	if len(s) == 8 && isDigits(s) {
		s = s[:4] + "/" + s[4:6] + "/" + s[6:]
	}
	s = s[:min(len(s), 60)]
	parts := strings.Split(s, "/")
	if len(parts) == 1 {
		parts = strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	}
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	if len(parts) > 1 && !isYear(parts[0]) && isYear(parts[1]) { // March 2012
		parts[0], parts[1] = parts[1], parts[0]
	}
	if len(parts) == 0 || !isYear(parts[0]) {
		return unusualDate(s, parts)
	}
	return dateOfFields(parts)
}

// dateOfFields is the date of a year, a month and a day, of which the later ones may be missing.
func dateOfFields(parts []string) Date {
	if len(parts) == 1 {
		return Date(parts[0])
	}
	month, ok := monthNumber(parts[1])
	if !ok {
		return Date(parts[0])
	}
	if len(parts) > 2 {
		y, _ := strconv.Atoi(parts[0])
		day, _ := strconv.Atoi(parts[2])
		if d, ok := dayOf(y, month, day); ok {
			return d
		}
	}
	return Date(fmt.Sprintf("%s-%02d", parts[0], month))
}

var yearWithLetter = pattern(`^(\d{4})[a-z]$`)

// unusualDate reads what does not begin with a year: 2004a, as citations number the works of a year; 25.5.2020 and
// 5/25/2020, where the month is left out if it cannot be told from the day; Mon, May 25 2020 04:45:26 +0000.
func unusualDate(s string, parts []string) Date {
	if len(parts) == 0 {
		return ""
	}
	if m := yearWithLetter().FindStringSubmatch(parts[0]); m != nil && m[1] != "0000" {
		return Date(m[1])
	}
	if len(parts) >= 3 && len(parts[2]) > 4 {
		parts[2], _, _ = strings.Cut(parts[2], " ") // a time
	}
	if len(parts) == 3 && isYear(parts[2]) && !isDigits(parts[0]) && !isDigits(parts[1]) { // Mar-Apr 2016, Summer, July 2018
		month := parts[0]
		if _, ok := monthNumber(month); !ok {
			month = parts[1]
		}
		return dateOfFields([]string{parts[2], month})
	}
	if len(parts) < 3 || !isYear(parts[2]) || !isDigits(parts[0]) || !isDigits(parts[1]) {
		return dayIn(s)
	}
	year, first, second := parts[2], parts[0], parts[1]
	a, _ := strconv.Atoi(first)
	b, _ := strconv.Atoi(second)
	switch {
	case strings.Contains(s, first+"."), a > 12, a == b:
		return dateOfFields([]string{year, second, first})
	case b > 12:
		return dateOfFields([]string{year, first, second})
	}
	return Date(year)
}

func isYear(s string) bool { return len(s) == 4 && isDigits(s) && s != "0000" }
