package parser

// This file owns the alerts that Google Scholar and Semantic Scholar mail: which of them a text is, and the papers that
// come of their items. How the items are found in HTML and in plain text is told in scholaritems.go. Neither documents
// its mails; an item of Google Scholar's is
//
//	[PDF] Graph networks for reading lists              a link of the class gse_alrt_title, by way of /scholar_url?url=
//	A Example, B Sample… - arXiv preprint arXiv:2403.01234, 2024 - arxiv.org
//	We study networks on graphs of papers and find …    of the class gse_alrt_sni
//
// and one of Semantic Scholar's has a link to https://www.semanticscholar.org/paper/…, and authors, venue, date and a
// summary or the abstract in lines of their own.

import (
	"strings"
)

const (
	googleScholar   = "Google Scholar"
	semanticScholar = "Semantic Scholar"
)

// alertSender is who sent the alert that begins with head, or empty if it is none.
func alertSender(head string) string {
	switch {
	case strings.Contains(head, "gse_alrt_title"),
		strings.Contains(head, "/scholar_url?") && (strings.Contains(head, "/scholar_alerts?") || strings.Contains(head, "Google Scholar")),
		strings.Contains(head, "Google Scholar") && scholarByline().MatchString(head) && (strings.Contains(head, "scholar.google.") ||
			strings.Contains(head, "sent by Google Scholar") || strings.Contains(head, "scholaralerts-noreply@")),
		scholarResult().MatchString(head) && scholarByline().MatchString(head):
		return googleScholar
	case strings.Contains(head, "Semantic Scholar") && alertWords().MatchString(head) && s2Link().MatchString(head):
		return semanticScholar
	}
	return ""
}

var (
	alertWords = pattern(`(?i)\balerts?\b|unsubscribe|your (?:research )?feeds?\b|email preferences|you are receiving`)
	s2Link     = pattern(`semanticscholar\.org(?:/|%2F|%252F)(?:paper|reader)(?:/|%2F|%252F)`)
	// scholarResult is the line of buttons below a result of a search, copied.
	scholarResult = pattern(`(?m)^(?:☆ )?Save\s+Cite\b.*\b(?:Cited by \d+|Related articles|All \d+ versions)\b.*$`)
	// formAndHost is the link to the file beside a result of a search.
	formAndHost = pattern(`^\[\p{Lu}{1,10}\]\s+(?:[a-z0-9-]+\.)+[a-z]{2,}$`)

	s2ID = pattern(`^[0-9a-f]{40}$`)

	// scholarByline is the line below a title: who, where and when.
	scholarByline = pattern(`(?m)^[^\n]{2,300}? [-–‐] (?:[^\n]*[ ,])?(?:19|20)\d{2}(?: [-–‐] [^\n]{2,60})?[ \t\r]*$`)

	// formMarks stand before a title for the form in which the paper is there, in the reader's language: [PDF], [BOOK].
	formMarks = pattern(`^(?:\[\p{Lu}{1,10}\]\s*)+`)

	yearAtEnd = pattern(`(?:^|,?\s+)((?:19|20)\d{2})$`)
)

func sniffScholarAlert(head string) bool { return alertSender(head) != "" }

func openScholarAlert(in *input, _ Options) (*Digest, error) {
	text, err := in.text()
	if err != nil {
		return nil, err
	}
	sender := alertSender(in.head)
	var items []alertItem
	if strings.Contains(text, "</a>") || strings.Contains(text, "</A>") {
		items = alertItems(text, sender)
	} else {
		if items = plainAlertItems(text); sender == semanticScholar {
			items = plainS2Items(text)
		}
	}
	var records []record
	for _, it := range items {
		if sender == semanticScholar && it.isLinkAlone() {
			continue // a paper that the alert is about: the citing ones stand below
		}
		records = append(records, it.record(sender))
	}
	d, err := newDigest(FormatScholarAlert, records)
	if err != nil {
		return nil, err
	}
	d.Source = sender
	return d, nil
}

// An alertItem is what stands in an alert about one paper.
type alertItem struct {
	line    int
	title   string
	address string
	blocks  []alertBlock // below the title
}

// An alertBlock is a line or a paragraph.
type alertBlock struct {
	text    string
	snippet bool // the page says that it is the abstract's beginning
}

// isLinkAlone reports whether there is nothing about the paper but its title.
func (it *alertItem) isLinkAlone() bool {
	for _, b := range it.blocks {
		if !alertFurniture().MatchString(b.text) {
			return false
		}
	}
	return true
}

// record is the paper of the item.
func (it *alertItem) record(sender string) record {
	var c citation
	title := formMarks().ReplaceAllString(strings.TrimSpace(it.title), "")
	var abstract string
	if sender == semanticScholar {
		abstract = it.semantic(&c)
	} else {
		abstract = it.google(&c)
	}
	c.address(it.address, LinkPage)
	if p := &c.paper; p.ArXiv != "" && (p.In.Venue == "arXiv" || p.In.Venue == "") {
		p.In.Venue, p.In.Type = "", "article"
	}
	return c.record(block{line: it.line, text: it.title}, title, abstractHead().ReplaceAllString(abstract, "$1"))
}

// google reads the blocks of an item of Google Scholar's: the byline, then the beginning of the abstract.
func (it *alertItem) google(c *citation) (abstract string) {
	byline := ""
	for _, b := range it.blocks {
		switch {
		case b.snippet:
			if abstract == "" {
				abstract = b.text
			}
		case byline == "":
			byline = b.text
		case abstract == "" && !alertFurniture().MatchString(b.text):
			abstract = b.text
		}
	}
	takeByline(c, byline)
	return abstract
}

// takeByline reads a line like A Example, B Sample… - Journal of Trees, 2024 - Elsevier.
func takeByline(c *citation, byline string) {
	parts := strings.Split(strings.NewReplacer(" – ", " - ", " ‐ ", " - ").Replace(CleanLine(byline)), " - ")
	p := &c.paper
	p.Authors, p.MoreAuthors = alertAuthors(parts[0])
	for i, part := range parts[1:] {
		m := yearAtEnd().FindStringSubmatch(part)
		if m == nil {
			continue
		}
		p.Published = Date(m[1])
		venue := strings.Join(append(parts[1:1+i:1+i], strings.TrimSuffix(part, m[0])), " - ")
		c.venue(strings.TrimRight(venue, ", "))
		if meetingName().MatchString(p.In.Venue) {
			p.In.Type = "paper-conference"
		}
		if rest := parts[i+2:]; len(rest) > 0 && !strings.Contains(rest[0], ".") { // a host is no publisher
			p.In.Publisher = showLine(rest[0])
		}
		return
	}
	if len(parts) == 2 && !strings.Contains(parts[1], ".") {
		c.venue(parts[1])
	}
}

// alertOthers stands for authors between the first ones and the last: Ann Example, +2 authors, Bo Sample.
var alertOthers = pattern(`(?i),?\s*\+\s?\d+ authors,?\s+`)

var alertMore = pattern(`(?i)[\s,]*(?:…|\.\.\.|\bet al\.?|(?:and )?\+?\s*\d+ (?:more|others?|authors|more authors))\s*$`)

// alertAuthors reads names that may be cut off, and reports whether they are.
func alertAuthors(s string) (authors []Author, more bool) {
	s = strings.TrimSpace(s)
	if cut := alertOthers().ReplaceAllString(s, ", "); cut != s {
		s, more = cut, true
	}
	if cut := alertMore().ReplaceAllString(s, ""); cut != s {
		s, more = cut, true
	}
	for _, name := range bylineSplit().Split(s, -1) {
		if name = showLine(name); name != "" {
			authors = append(authors, displayedAuthor(name))
		}
	}
	return authors, more
}

// semantic reads the blocks of an item of Semantic Scholar's by what they look like.
func (it *alertItem) semantic(c *citation) (abstract string) {
	p := &c.paper
	for i, b := range it.blocks {
		text := strings.TrimSpace(b.text)
		summary, named := cutFold(text, "tldr:", "tldr", "tl;dr:", "abstract:")
		names := alertMore().ReplaceAllString(alertOthers().ReplaceAllString(text, ", "), "")
		switch {
		case alertFurniture().MatchString(text):
		case named || abstractLike(text) && !isNameList(names):
			if abstract == "" || len(summary) > len(abstract) {
				abstract = strings.TrimSpace(summary)
			}
		case len(p.Authors) == 0 && isNameList(names) && (i == 0 || strings.ContainsAny(text, ",.…+") || strings.Contains(text, " and ")):
			p.Authors, p.MoreAuthors = alertAuthors(text)
		default:
			it.placeAndDay(c, text)
		}
	}
	return abstract
}

// placeAndDay reads a line like arXiv.org · 5 March 2024.
func (it *alertItem) placeAndDay(c *citation, text string) {
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return r == '·' || r == '•' || r == '|' }) {
		part = strings.TrimSpace(part)
		if day := looseDate(part); day != "" {
			if c.paper.Published == "" {
				c.paper.Published = day
			}
			continue
		}
		if m := yearAtEnd().FindStringSubmatch(part); m != nil && c.paper.Published == "" {
			c.paper.Published = Date(m[1])
			part = strings.TrimRight(strings.TrimSuffix(part, m[0]), ", ")
		}
		if low, is := cutFold(part, "arxiv"); is && (low == "" || low == ".org") {
			c.paper.In.Type = "article" // a preprint
			continue
		}
		if c.paper.In.Venue == "" && part != "" && words(part) < proseWords {
			c.venue(part)
		}
	}
}
