package parser

// This file owns the values in CSL-JSON: texts with their markup, names, dates, keywords, and notes with members in them.

import (
	"encoding/json"
	"html"
	"strconv"
	"strings"
)

var (
	// What CSL allows for titles, and what Crossref's abstracts come in.
	cslTag    = pattern(`(?i)</?(?:i|b|em|strong|sub|sup|sc|span|p|jats:[a-z-]+)(?:\s[^<>]*)?/?>`)
	cslBreak  = pattern(`(?i)</?(?:p|jats:p|jats:sec|jats:title)>`)
	cslEntity = pattern(`&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});`)
)

// cslText is a text without its markup.
func cslText(s string) string {
	if strings.Contains(s, "<") {
		s = cslBreak().ReplaceAllString(s, "\n\n")
		s = strings.TrimSpace(cslTag().ReplaceAllString(s, ""))
	}
	if strings.Contains(s, "&") {
		s = cslEntity().ReplaceAllStringFunc(s, html.UnescapeString)
	}
	return s
}

// cslNames are authors by the parts of their names.
type cslNames []Author

type cslName struct {
	Family       jsonText `json:"family,omitempty"`
	Given        jsonText `json:"given,omitempty"`
	Dropping     jsonText `json:"dropping-particle,omitempty"`
	NonDropping  jsonText `json:"non-dropping-particle,omitempty"`
	Suffix       jsonText `json:"suffix,omitempty"`
	Literal      jsonText `json:"literal,omitempty"`
	CrossrefName jsonText `json:"name,omitempty"`
}

// UnmarshalJSON takes any value.
func (n *cslNames) UnmarshalJSON(raw []byte) error {
	*n = nil
	for _, v := range jsonElements(raw) {
		var name cslName
		var a Author
		if kindOfJSON(v) == '{' {
			decodeJSON(v, &name)
			a = name.author()
		} else {
			decodeJSON(v, &name.Literal)
			a = invertedAuthor(name.Literal.line())
		}
		if a.Family != "" {
			*n = append(*n, a)
		}
	}
	return nil
}

// author is the name of a person, or of a group if it does not come in parts.
func (n cslName) author() Author {
	a := Author{Given: n.Given.line(), Family: n.Family.line(), Suffix: n.Suffix.line()}
	a.Particle = CleanLine(n.Dropping.line() + " " + n.NonDropping.line())
	if a.Particle == "" {
		a.Particle, a.Family = cutParticle(a.Family)
	}
	if a.Family == "" {
		a.Family, a.Given = a.Given, ""
	}
	for _, whole := range []jsonText{n.Literal, n.CrossrefName} {
		if a.Family == "" {
			a = Author{Family: whole.line()}
		}
	}
	return a
}

// MarshalJSON writes the parts.
func (n cslNames) MarshalJSON() ([]byte, error) {
	names := make([]cslName, len(n))
	for i, a := range n {
		names[i] = cslNameOf(a)
	}
	return json.Marshal(names)
}

func cslNameOf(a Author) cslName {
	if a.Given == "" && a.Particle == "" && a.Suffix == "" || isTeam(a) {
		return cslName{Literal: jsonText(a.Name())}
	}
	return cslName{Family: jsonText(a.Family), Given: jsonText(a.Given), NonDropping: jsonText(a.Particle), Suffix: jsonText(a.Suffix)}
}

// readBack is what comes of the names when they are written and read.
func (n cslNames) readBack() cslNames {
	var names cslNames
	for _, a := range n {
		names = append(names, cslNameOf(a).author())
	}
	return names
}

// A cslDate is a day, month or year. Of a range it is the beginning.
type cslDate Date

// UnmarshalJSON takes any value: an object with the parts of a date or its text, or the text itself.
func (d *cslDate) UnmarshalJSON(raw []byte) error {
	*d = ""
	var date struct {
		Parts   json.RawMessage `json:"date-parts"`
		EDTF    jsonText        `json:"edtf"`
		Raw     jsonText        `json:"raw"`
		Literal jsonText        `json:"literal"`
	}
	decodeEither(raw, &date, &date.Raw)
	if *d = cslDate(dateOfParts(date.Parts)); *d != "" {
		return nil
	}
	for _, s := range []jsonText{date.EDTF, date.Raw, date.Literal} {
		if *d == "" {
			*d = cslDate(typedDate(string(s)))
		}
	}
	return nil
}

// MarshalJSON writes the parts as numbers.
func (d cslDate) MarshalJSON() ([]byte, error) {
	var parts []int
	for s := range strings.SplitSeq(string(d), "-") {
		n, err := strconv.Atoi(s)
		if err != nil {
			break
		}
		parts = append(parts, n)
	}
	return json.Marshal(map[string][][]int{"date-parts": {parts}})
}

// dateOfParts reads [[year, month, day]], of which the later ones may be missing, and any may be a text. Months beyond
// twelve are seasons.
func dateOfParts(raw json.RawMessage) Date {
	list := jsonElements(raw)
	if len(list) == 0 {
		return ""
	}
	if kindOfJSON(list[0]) == '[' {
		list = jsonElements(list[0])
	}
	var parts [3]jsonText
	for i := range min(len(list), len(parts)) {
		decodeJSON(list[i], &parts[i])
	}
	year, err := strconv.Atoi(strings.TrimSpace(string(parts[0])))
	if err != nil || year < 1 || year > 9999 {
		return ""
	}
	date := strings.Repeat("0", 4-len(strconv.Itoa(year))) + strconv.Itoa(year)
	month, ok := monthNumber(strings.TrimSpace(string(parts[1])))
	if !ok {
		return Date(date)
	}
	day, err := strconv.Atoi(strings.TrimSpace(string(parts[2])))
	if d, real := dayOf(year, month, day); err == nil && real {
		return d
	}
	two := strconv.Itoa(100 + int(month))
	return Date(date + "-" + two[1:])
}

var (
	monthYear = pattern(`^([A-Za-z]{3,9})\.? (\d{4})$`)
	someYear  = pattern(`\b(1[4-9]\d\d|20\d\d)\b`)
)

// typedDate reads a date as people type it: the day, the month or at least the year.
func typedDate(s string) Date {
	s = CleanLine(strings.ToValidUTF8(s[:min(len(s), 100)], ""))
	begin, _, _ := strings.Cut(s, "/") // of a range
	for _, text := range []string{s, strings.TrimRight(begin, "~?%")} {
		if d := jsonDate(jsonText(text)); d != "" {
			return d
		}
		if d := realDate(labelDate(text)); d != "" {
			return d
		}
	}
	if m := monthYear().FindStringSubmatch(s); m != nil {
		if month, ok := monthNumber(m[1]); ok {
			return Date(m[2] + "-" + strconv.Itoa(100 + int(month))[1:])
		}
	}
	return Date(someYear().FindString(s))
}

// cslKeywords are keywords that stand in one text.
type cslKeywords []string

// UnmarshalJSON takes any value.
func (k *cslKeywords) UnmarshalJSON(raw []byte) error {
	var texts jsonTexts
	decodeJSON(raw, &texts)
	*k = splitKeywords(texts)
	return nil
}

// readBack is what comes of the keywords when they are written and read.
func (k cslKeywords) readBack() cslKeywords { return splitKeywords(jsonTexts{k.joined()}) }

// MarshalJSON joins the keywords.
func (k cslKeywords) MarshalJSON() ([]byte, error) { return json.Marshal(k.joined()) }

func (k cslKeywords) joined() string {
	sep := ", "
	for _, s := range k {
		if strings.Contains(s, ",") {
			sep = "; "
		}
	}
	return strings.Join(k, sep)
}

var noteMember = pattern(`^([A-Za-z_][A-Za-z_. -]{1,30}): *(.*)$`)

// cslNote reads a note. Programs put members into it that they have no other place for, one on a line: identifiers are
// taken, what is known to be of no use is dropped, and the rest is what somebody says of the work.
func cslNote(p *Paper, note jsonText) string {
	var rest []string
	for line := range strings.SplitSeq(cslText(string(note)), "\n") {
		line = CleanLine(line)
		m := noteMember().FindStringSubmatch(line)
		if m == nil {
			rest = append(rest, line)
			continue
		}
		switch strings.ToLower(m[1]) {
		case "arxiv", "_eprint", "number":
			first, _, _ := strings.Cut(m[2], " ")
			if !identifyByArXiv(p, first) {
				rest = append(rest, line)
			}
		case "doi":
			identifyByDOI(p, m[2])
		case "citation key":
			p.Key = m[2]
		case "comment":
			rest = append(rest, m[2])
		case "pmid", "pmcid", "publisher", "zscc", "_eprinttype", "ads bibcode", "tex.ids":
		default:
			rest = append(rest, line)
		}
	}
	return showLine(strings.Join(rest, " "))
}
