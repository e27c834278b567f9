package parser

// This file owns a paper that is being put together from Markdown: what stands behind its title in the same row or item,
// in items below it, or in paragraphs below its heading.

import (
	"strings"
	"time"
)

// An mdPaper is a paper that may still get text and links.
type mdPaper struct {
	cit      citation
	begin    block
	title    string
	abstract []string
	wrong    string // why it cannot be taken
}

func newMDPaper(b *mdBlock, e mdEntry) *mdPaper {
	p := &mdPaper{begin: b.at(), title: e.title}
	if address := strings.Trim(e.title, "<> "); nextScheme(address, 0) == 0 && !strings.Contains(address, " ") {
		if id, ok := Identify(address); ok {
			p.title = id.String() // nothing is known of it but its address
		} else {
			p.wrong = unknownAddress
		}
	} else if id, ok := Identify(e.title); ok {
		p.title = id.String()
		if !p.cit.arXiv(e.title) {
			p.cit.doi(e.title)
		}
	}
	if m := titleID().FindStringSubmatch(p.title); m != nil && len(m[0]) < len(p.title) && p.cit.arXiv(m[1]) {
		p.title = p.title[len(m[0]):] // as tabs of a browser have it
	}
	p.title = strings.TrimPrefix(p.title, "Paper page - ")
	if e.id != "" && !p.cit.arXiv(e.id) {
		p.cit.doi(e.id)
	}
	p.authors(e.names)
	p.date(e.year)
	if e.href != "" {
		p.cit.address(e.href, LinkPage)
	}
	if e.venue != "" {
		p.venue(e.venue)
	}
	p.detail(e.rest)
	return p
}

func (p *mdPaper) record() record {
	if p.wrong != "" {
		return rejected(p.begin, p.wrong)
	}
	return p.cit.record(p.begin, p.title, strings.Join(p.abstract, "\n\n"))
}

// own takes a link that is labelled as the paper's.
func (p *mdPaper) own(address string, kind LinkKind) {
	if kind == LinkOther {
		p.cit.mentions(address) // a tweet, a dataset
		return
	}
	p.cit.address(address, kind)
}

// links takes all links of a cell; what they do not say themselves, the name of the column may.
func (p *mdPaper) links(runs []run, name string) {
	byName, named := labelKind(name)
	for _, r := range runs {
		kind, ok := labelKind(r.text)
		switch {
		case r.href == "":
			if s := strings.TrimSpace(r.text); !p.cit.arXiv(s) {
				p.cit.doi(s)
			}
		case named && (!ok || kind == LinkPage):
			p.own(r.href, byName)
		case ok:
			p.own(r.href, kind)
		case name != "":
			p.own(r.href, LinkPage)
		default:
			p.cit.mentions(r.href)
		}
	}
}

// removed stands for a link that was taken out of a text (U+FFFC, the sign for an object that is not there).
const removed = "\uFFFC"

// What surrounds links that are taken out goes with them: brackets, commas and bars between, the word before a colon.
var aroundRemoved = pattern(`(?i)[\s\[({|,/·•&;–—-]*(?:\b(?:papers?|code|links?|pdf|project(?: page)?|github|arxiv|website)\s*[:：]\s*)?[\s\[({]*` + removed +
	`(?:[\s\[\](){}|,/·•&;–—+-]*` + removed + `)*[\])}|]*`)

// bulletInText begins an item of a list that was put on one line.
var bulletInText = pattern(`\s{2,}[●•▪]\s+`)

// detail takes what stands behind or below the title.
func (p *mdPaper) detail(runs []run) {
	var text strings.Builder
	alone := strings.Trim(plainText(runs), " \n:()[]-–—")
	for _, r := range runs {
		kind, label := labelKind(r.text)
		switch {
		case r.href == "":
			text.WriteString(r.text)
		case r.href == r.text: // an address as it is: the paper's own if nothing stands beside it
			if alone == r.href {
				p.cit.address(r.href, LinkPage)
				return
			}
			text.WriteString(r.text)
		case label:
			p.own(r.href, kind)
			if t := strings.TrimSpace(r.text); isVenueYear(t) && p.cit.paper.In.Venue == "" {
				p.venue(t)
			}
			text.WriteString(removed)
		default:
			p.cit.mentions(r.href)
			text.WriteString(r.text)
		}
	}
	s := text.String()
	if strings.Contains(s, removed) {
		s = aroundRemoved().ReplaceAllString(s, " ")
	}
	s = bulletInText().ReplaceAllString(s, "\n\n")
	for _, paragraph := range strings.Split(s, "\n\n") {
		p.paragraph(paragraph)
	}
}

// barredLabel is a label on the line of another value, behind a bar: arXiv: … | Categories: …
var barredLabel = pattern(`(?i)\s*[|·•]\s*((?:authors?|arxiv|doi|date|published|year|venue|categories|subjects|keywords|tags|comments?)\s?:)`)

// paragraph takes one paragraph; lines in it may have labels.
func (p *mdPaper) paragraph(text string) {
	text = barredLabel().ReplaceAllString(strings.Trim(text, "\n"), "\n$1")
	lines := strings.Split(strings.Trim(text, "\n"), "\n")
	if len(lines) > 1 && labelOf(strings.TrimSpace(lines[0])) != nil {
		begin := 0
		for i := 1; i <= len(lines); i++ {
			if i == len(lines) || labelOf(strings.TrimSpace(lines[i])) != nil {
				p.part(strings.Join(lines[begin:i], "\n"))
				begin = i
			}
		}
		return
	}
	p.part(text)
}

// part takes a text for what it looks like: a value with a label, a venue, names, a date, or a piece of the abstract.
func (p *mdPaper) part(text string) {
	announced := strings.HasPrefix(strings.TrimSpace(text), ":") || strings.HasPrefix(text, " - ")
	text = strings.TrimLeft(text, " \n:;,.-–—|·•●▪*")
	text = strings.TrimRight(text, " \n,;|·•([{–—-")
	text = p.venueInBrackets(text)
	oneLine := strings.Join(strings.Fields(text), " ")
	if m := labelOf(oneLine); m != nil {
		p.labelled(strings.ToLower(m[1]), m[2])
		return
	}
	if len(p.abstract) == 0 && len(oneLine) < maxByline {
		text = p.withoutNames(p.withoutVenue(text))
	}
	if d, ok := parseDay(strings.TrimSpace(text), time.Time{}); ok {
		p.date(string(d))
		return
	}
	if n := words(text); n > 1 || n > 0 && announced {
		p.abstract = append(p.abstract, text)
	}
}

var bracketed = pattern(`^[(\[]([^()\[\]]{2,60})[)\]][.:,;]?\s*`)

// venueInBrackets takes "(NeurIPS 2023)" or "(2023)" off the beginning of a text.
func (p *mdPaper) venueInBrackets(text string) string {
	m := bracketed().FindStringSubmatch(text)
	if m == nil || len(p.abstract) > 0 {
		return text
	}
	name := strings.TrimSpace(m[1])
	shout := strings.ToUpper(name) == name && words(name) < 3 // ICML
	if names, year := citedBehind(name); len(names.authors) > 0 && (year != "" || names.more) {
		p.authors(names)
		p.date(year)
	} else if !isVenueYear(name) && looseDate(name) == "" && !shout {
		return text
	} else {
		p.venue(name)
	}
	return strings.TrimLeft(text[len(m[0]):], " \n:;,.-–—|·•●")
}

// withoutVenue takes a venue with its year off the end of a text: "Jane Doe, John Roe. ICML 2022."
func (p *mdPaper) withoutVenue(text string) string {
	if names, _ := citedBehind(text); len(names.authors) > 0 && names.authors[0].Given == "" {
		return text // Roe & Doe 2017
	}
	end := strings.TrimRight(text, " \n.)]")
	if rest, ok := cutFoldSuffix(end, " arxiv"); ok {
		p.venue("arXiv")
		return strings.TrimRight(rest, " \n,;(")
	}
	if i := strings.LastIndexByte(end, '('); i > 0 && isVenueYear(strings.TrimRight(end[:i], " ")) { // ICCV, 2021 (Some Group)
		end = strings.TrimRight(end[:i], " ")
	}
	if isVenueYear(end) {
		p.venue(end)
		return ""
	}
	begin := strings.LastIndexAny(end, ",.(;\n") + 1
	if name := strings.TrimSpace(end[begin:]); isVenueYear(name) {
		p.venue(name)
		return strings.TrimRight(end[:begin], " \n,;(")
	}
	return text
}

// withoutNames takes the names of authors off the beginning of a text, up to a full stop or all of it.
func (p *mdPaper) withoutNames(text string) string {
	if len(p.cit.paper.Authors) > 0 {
		return text
	}
	line := strings.Join(strings.Fields(text), " ")
	if names, year := citedBehind(line); len(names.authors) > 0 {
		p.authors(names)
		p.date(year)
		return ""
	}
	if i, j := strings.IndexByte(line, '('), strings.IndexByte(line, ')'); 0 < i && i < j { // Jane Doe (Some Group) et al.
		if names := bylineNames(strings.TrimRight(line[:i], " ") + line[j+1:]); len(names.authors) > 0 {
			p.authors(names)
			return ""
		}
	}
	if names := bylineNames(strings.TrimRight(line, ". ")); len(names.authors) > 0 {
		p.authors(names)
		return ""
	}
	for at, n := 0, 0; n < 12; n++ {
		i := strings.Index(line[at:], ". ")
		if i < 0 {
			break
		}
		at += i + len(". ")
		if names := bylineNames(strings.TrimSpace(line[:at-2])); len(names.authors) > 0 {
			p.authors(names)
			return line[at:]
		}
	}
	return text
}

// cutFoldSuffix takes a suffix in lower case off s, however s writes it.
func cutFoldSuffix(s, suffix string) (string, bool) {
	if n := len(s) - len(suffix); n >= 0 && strings.EqualFold(s[n:], suffix) {
		return s[:n], true
	}
	return s, false
}

func (p *mdPaper) authors(names nameList) {
	if paper := &p.cit.paper; len(paper.Authors) == 0 {
		paper.Authors, paper.MoreAuthors = names.authors, names.more
	}
}

// labelled takes a value with the label before it.
func (p *mdPaper) labelled(label, value string) {
	switch label {
	case "author", "authors":
		p.authors(listed(showLine(value)))
	case "abstract", "summary":
		if value != "" {
			p.abstract = append(p.abstract, value)
		}
	case "date", "published", "year":
		p.date(value)
	case "venue", "journal", "conference":
		p.venue(value)
	case "keywords", "tags":
		p.cit.keywords(strings.FieldsFunc(value, func(r rune) bool { return r == ',' || r == ';' })...)
	case "comment", "comments":
		p.cit.paper.Comment = showLine(value)
	case "categories", "subjects", "subject":
		p.cit.paper.Categories = arXivClasses(append(p.cit.paper.Categories, strings.FieldsFunc(value, isCategoryBreak)...)...)
	default: // addresses and identifiers
		for _, s := range strings.Fields(value) {
			if s = strings.TrimRight(s, ",;"); !p.cit.arXiv(s) && !p.cit.doi(s) && nextScheme(s[:min(len(s), 8)], 0) == 0 {
				kind, _ := labelKind(label)
				p.own(s, kind)
			}
		}
	}
}

func (p *mdPaper) date(text string) {
	if p.cit.paper.Published == "" {
		p.cit.paper.Published = looseDate(CleanLine(text))
	}
}

// venue takes where the paper appeared, with the year, or a date alone.
func (p *mdPaper) venue(text string) {
	text = CleanLine(text)
	if m := arXivMonth().FindStringSubmatch(text); m != nil {
		p.date(m[1] + "-" + m[2])
		text = "arXiv"
	}
	if m := venueYear().FindStringSubmatch(text); m != nil && isVenueYear(text) {
		year := m[2]
		if len(year) == 2 {
			year = "20" + year
		}
		p.date(year)
		text = m[1]
	} else if looseDate(text) != "" {
		p.date(text)
		return
	}
	if text != "" && len(text) <= 200 {
		p.cit.venue(text)
	}
}
