package parser

// This file owns what an item of a feed says of a paper: the elements that mean the same in RSS, Atom and JSON Feed, those
// of Dublin Core and PRISM by which publishers add to them (https://www.dublincore.org, https://www.w3.org/submissions/prism/),
// and names and dates as feeds have them.

import (
	"strings"
	"time"
	"unicode"

	"github.com/mmcdole/gofeed/atom"
	ext "github.com/mmcdole/gofeed/extensions"
	jsonfeed "github.com/mmcdole/gofeed/json"
	"github.com/mmcdole/gofeed/rss"
)

// A feedItem is what is of use in an item, as typed.
type feedItem struct {
	title, description, content string

	authors   []string
	published []string // when, the best first
	guid      string
	link      string
	pdfs      []string
	terms     []string
	plain     bool // title and description are no HTML
	plainBody bool // nor is the content

	announceType, journal, doi string // of arXiv's feeds

	identifiers []string // what may be a DOI
	extensions  ext.Extensions
}

func rssItem(r *rss.Item) *feedItem {
	i := &feedItem{title: r.Title, description: r.Description, content: r.Content, link: r.Link, extensions: r.Extensions}
	if r.Author != "" {
		i.authors = []string{r.Author}
	}
	if r.GUID != nil {
		i.guid = r.GUID.Value
	}
	for _, c := range r.Categories {
		i.terms = append(i.terms, c.Value)
	}
	for _, e := range r.Enclosures {
		if e.Type == "application/pdf" {
			i.pdfs = append(i.pdfs, e.URL)
		}
	}
	i.published = append(i.published, r.PubDate)
	if dc := r.DublinCoreExt; dc != nil {
		i.takeDublinCore(dc)
	}
	i.extend()
	return i
}

// takeDublinCore adds what Dublin Core's elements say. Publishers have authors there, and not where RSS has an address for
// mail.
func (i *feedItem) takeDublinCore(dc *ext.DublinCoreExtension) {
	if i.title == "" && len(dc.Title) > 0 {
		i.title = dc.Title[0]
	}
	if i.description == "" && len(dc.Description) > 0 {
		i.description = dc.Description[0]
	}
	if names := append(dc.Creator, dc.Author...); len(names) > 0 {
		i.authors = names
	}
	i.published = append(i.published, dc.Date...)
	i.terms = append(i.terms, dc.Subject...)
	i.identifiers = append(i.identifiers, dc.Identifier...)
}

func atomItem(e *atom.Entry) *feedItem {
	i := &feedItem{title: e.Title, description: e.Summary, guid: e.ID, extensions: e.Extensions}
	if e.Content != nil {
		i.content = e.Content.Value
	}
	for _, a := range e.Authors {
		i.authors = append(i.authors, a.Name)
	}
	if len(i.authors) == 0 {
		i.authors = i.values("dc", "creator")
	}
	i.published = []string{e.Published, e.Updated}
	i.identifiers = i.values("dc", "identifier")
	for _, c := range e.Categories {
		i.terms = append(i.terms, c.Term)
	}
	for _, l := range e.Links {
		switch {
		case l.Type == "application/pdf":
			i.pdfs = append(i.pdfs, l.Href)
		case l.Title == "doi":
			i.identifiers = append(i.identifiers, l.Href)
		case i.link == "" && (l.Rel == "" || l.Rel == "alternate"):
			i.link = l.Href
		}
	}
	i.extend()
	return i
}

func jsonItem(j *jsonfeed.Item) *feedItem {
	i := &feedItem{title: j.Title, description: j.Summary, content: j.ContentHTML, guid: j.ID, link: j.URL, terms: j.Tags, plain: true}
	if i.content == "" {
		i.content, i.plainBody = j.ContentText, true
	}
	if j.ExternalURL != "" { // what the item is about
		i.link = j.ExternalURL
	}
	for _, a := range append(j.Authors, j.Author) {
		if a != nil {
			i.authors = append(i.authors, a.Name)
		}
	}
	i.published = []string{j.DatePublished, j.DateModified}
	if j.Attachments != nil {
		for _, a := range *j.Attachments {
			if a.MimeType == "application/pdf" {
				i.pdfs = append(i.pdfs, a.URL)
			}
		}
	}
	return i
}

// values are the texts of an element of a vocabulary beside the feed's own.
func (i *feedItem) values(prefix, name string) []string {
	var values []string
	for _, e := range i.extensions[prefix][name] {
		values = append(values, e.Value)
	}
	return values
}

func (i *feedItem) value(prefix string, names ...string) string {
	for _, name := range names {
		for _, v := range i.values(prefix, name) {
			if strings.TrimSpace(v) != "" {
				return v
			}
		}
	}
	return ""
}

// extend takes what arXiv and publishers add.
func (i *feedItem) extend() {
	i.announceType = strings.TrimSpace(i.value("arxiv", "announce_type"))
	i.journal = i.value("arxiv", "journal_reference", "journal_ref")
	i.doi = i.value("arxiv", "DOI", "doi")
	i.identifiers = append(i.identifiers, i.values("prism", "doi")...)
	i.published = append(i.published, i.value("prism", "publicationDate", "coverDate"))
}

// record is the paper that the item tells of.
func (i *feedItem) record(begin block) record {
	var c citation
	if !i.announce(&c) {
		i.publish(&c)
	}
	if i.link != "" {
		c.address(i.link, LinkPage)
	}
	for _, address := range i.pdfs {
		c.address(address, LinkPDF)
	}
	title, _ := textOf(i.title, i.plain)
	abstract := i.abstract(&c)
	made := c.record(begin, title, abstract)
	if made.problem != nil {
		made.problem.Reason = "an item without a title"
	}
	return made
}

// publish reads what publishers say.
func (i *feedItem) publish(c *citation) {
	p := &c.paper
	for _, s := range i.identifiers {
		c.doi(s)
	}
	for _, s := range []string{i.guid, i.link} {
		s = strings.TrimSpace(s)
		_, address := cutFold(s, "http://", "https://", "doi:", "arxiv:")
		if address {
			c.doi(s)
			c.arXiv(s)
		}
		c.doi(addressDOI(s))
	}
	if strings.TrimSpace(i.link) == "" && strings.HasPrefix(strings.TrimSpace(i.guid), "http") {
		i.link = i.guid
	}
	p.Published = stampDay(i.published...)
	p.Authors = feedAuthors(i.authors)
	for _, t := range i.terms {
		if t = htmlLine(t); p.ArXiv != "" && strings.Contains(t, ".") && arXivClass().MatchString(t) {
			p.Categories = arXivClasses(append(p.Categories, t)...)
		} else {
			c.keywords(t)
		}
	}
	if venue := i.value("prism", "publicationName"); venue != "" {
		p.In.Type = "article-journal"
		c.venue(htmlLine(venue))
	}
	p.In.Volume, p.In.Issue = htmlLine(i.value("prism", "volume")), htmlLine(i.value("prism", "number"))
	p.In.Pages = risPages(htmlLine(i.value("prism", "startingPage")), htmlLine(i.value("prism", "endingPage")))
}

// abstract is the item's text, and adds its links to the citation. The description is meant for this, unless it is but the
// beginning of the content.
func (i *feedItem) abstract(c *citation) string {
	text, links := textOf(i.description, i.plain)
	if end := strings.TrimRight(text, " \n])"); end == "" || strings.HasSuffix(end, "…") || strings.HasSuffix(end, "...") {
		if longer, more := textOf(i.content, i.plainBody); len(longer) > len(text) {
			text, links = longer, more
		}
	}
	for _, l := range links {
		if !namesSame(&c.paper, l.URL) {
			c.given = append(c.given, l)
		}
	}
	return text
}

// textOf is the text of s, which may be HTML unless it is plain, and the links in it.
func textOf(s string, plain bool) (string, []Link) {
	if plain {
		return s, nil
	}
	return htmlText(s)
}

var (
	mailAndName = pattern(`^\S+@\S+\s*\((.+)\)$`)
	nameAndMail = pattern(`^(.*?)\s*[(<]\s*\S+@\S+\s*[)>]$`)
)

// feedAuthors reads names. One that stands alone may be a list of them.
func feedAuthors(names []string) []Author {
	var authors []Author
	for _, name := range names {
		name = htmlLine(name)
		if m := mailAndName().FindStringSubmatch(name); m != nil {
			name = m[1]
		} else if m := nameAndMail().FindStringSubmatch(name); m != nil {
			name = m[1]
		}
		if !strings.ContainsFunc(name, unicode.IsLetter) || strings.Contains(name, "@") { // arXiv has ":" among them
			continue
		}
		if len(names) == 1 && (strings.ContainsAny(name, ",;&") || strings.Contains(name, " and ")) {
			authors = append(authors, feedAuthorList(name)...)
		} else {
			authors = append(authors, feedAuthor(name))
		}
	}
	return authors
}

// feedAuthorList reads a text with several names, or with one whose family name comes first.
func feedAuthorList(s string) []Author {
	if authors := bylineAuthors(s); authors != nil {
		return authors
	}
	if parts := joinSuffixes(strings.Split(s, ",")); len(parts) == 2 && !strings.ContainsAny(s, ";&") {
		return []Author{feedAuthor(s)}
	}
	return authorsOf(s)
}

// feedAuthor reads one name; with a comma in it the family name comes first.
func feedAuthor(name string) Author {
	if strings.Contains(name, ",") {
		return invertedAuthor(name)
	}
	return displayedAuthor(name)
}

var mailDate = pattern(`^(?:[A-Za-z]{3,9}\.?,?\s+)?(\d{1,2})[\s-]([A-Za-z]{3,9})\.?,?[\s-](\d{4}|\d{2})\b`)

// stampDay is the day of the first of the texts that is a date, as it was where the feed was written: RSS has dates as mail
// has them, Fri, 23 Feb 2024 00:00:00 -0500, Atom those of RFC 3339.
func stampDay(stamps ...string) Date {
	for _, s := range stamps {
		s = CleanLine(strings.ToValidUTF8(s[:min(len(s), 100)], ""))
		d := looseDate(s)
		if m := mailDate().FindStringSubmatch(s); m != nil {
			year := m[3]
			if len(year) == 2 {
				year = "20" + year
			}
			d, _ = parseDay(m[1]+" "+m[2]+" "+year, time.Time{})
		}
		if d == "" {
			d = dayIn(s) // Mon, May 25 2020 04:45:26 +0000
		}
		if d > "1400" { // programs that know no date write the year 1
			return d
		}
	}
	return ""
}
