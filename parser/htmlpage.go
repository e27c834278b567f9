package parser

// This file owns the page of one paper as a browser saves it, or several of them one behind the other: a page of HTML that
// names the paper's title, authors and so on for programs. Publishers and archives do so for Google Scholar
// (https://scholar.google.com/intl/en/scholar/inclusion.html, the names that begin with citation_), with Dublin Core
// (https://www.dublincore.org/specifications/dublin-core/dcmi-terms/) and with schema.org's ScholarlyArticle. Other pages
// may be about papers too, but there is no telling which.

import (
	"encoding/json"
	"strings"
)

const pageOfNone = "an HTML page without machine-readable information about a paper; copy the page as text and import that"

func sniffPageHTML(head string) bool { return isHTML(head) }

func openPageHTML(in *input, opts Options) (*Digest, error) {
	text, err := in.text()
	if err != nil {
		return nil, err
	}
	if !isHTML(in.head) {
		return nil, noPapers(FormatPageHTML, nil)
	}
	pages := readPages(text)
	if pages[0].arXiv() || strings.Contains(text, "list-identifier") && strings.Contains(text, "arxiv.org/") {
		if d, err := readArXivPage(shownLines(text), pages, opts); err == nil {
			return d, nil
		}
	}
	var records []record
	any := false
	for _, page := range pages {
		r, ok := page.record()
		if any = any || ok; !ok {
			r = rejected(block{line: page.line, text: page.value("og:title", "og:url")}, pageOfNone)
		}
		records = append(records, r)
	}
	if !any {
		return nil, withoutPapers()
	}
	d, err := newDigest(FormatPageHTML, records)
	if err != nil {
		return nil, err
	}
	if len(pages) == 1 {
		d.Source = beginning(pages[0].value("og:site_name", "citation_publisher"))
	}
	return d, nil
}

// arXiv reports whether the page is arXiv's of one paper.
func (m *pageMeta) arXiv() bool { return m.value("citation_arxiv_id") != "" }

// completeFrom adds to a paper what its page says of it for programs: names are told apart there.
func completeFrom(pages []*pageMeta, p *Paper) {
	for _, m := range pages {
		id, _, _ := ParseArXiv(m.value("citation_arxiv_id"))
		if r, ok := m.record(); id != "" && (id == p.ArXiv || p.ArXiv == "" && len(pages) == 1) && ok && r.problem == nil {
			p.complete(&r.paper)
			return
		}
	}
}

func (p *Paper) complete(q *Paper) {
	if p.Title == "" {
		p.Title, p.RawTitle = q.Title, q.RawTitle
	}
	if len(q.Authors) > 0 {
		p.Authors = q.Authors
	}
	if p.Abstract == "" {
		p.Abstract, p.RawAbstract = q.Abstract, q.RawAbstract
	}
	if p.Published == "" {
		p.Published = q.Published
	}
	if p.DOI == "" {
		p.DOI = q.DOI
	}
	identifyByArXiv(p, q.ArXiv)
	p.Links = arXivLinks(p, p.Abstract, p.Comment)
}

// record is the paper that the page says it is about; false if it says none.
func (m *pageMeta) record() (record, bool) {
	var c citation
	switch {
	case m.isPaper():
		title := m.value("citation_title", "dc.title", "dcterms.title", "og:title")
		m.cite(&c)
		abstract := m.value("citation_abstract", "dcterms.abstract", "dc.description.abstract", "dc.description", "dcterms.description")
		return m.finish(&c, m.line, title, abstract), true
	default:
		article := m.article()
		if article == nil {
			return record{}, false
		}
		title := string(article.Headline)
		if title == "" {
			title = string(article.Name)
		}
		abstract := string(article.Abstract)
		if abstract == "" {
			abstract = string(article.Description)
		}
		article.cite(&c)
		return m.finish(&c, m.scripted, title, abstract), true
	}
}

// isPaper reports whether the <meta> elements are about a paper. A title alone is not: also blogs have it.
func (m *pageMeta) isPaper() bool {
	if m.value("citation_title") != "" {
		return m.value("citation_author", "citation_authors", "citation_doi", "citation_arxiv_id", "citation_pdf_url",
			"citation_journal_title", "citation_conference_title", "citation_inbook_title",
			"citation_dissertation_institution", "citation_publication_date", "citation_date") != ""
	}
	if m.value("dc.title", "dcterms.title") == "" || m.value("dc.creator", "dcterms.creator") == "" {
		return false
	}
	for _, s := range append(m.values["dc.identifier"], m.values["dcterms.identifier"]...) {
		if _, _, ok := ParseDOI(s); ok {
			return true
		}
	}
	kind := m.value("dc.type", "dcterms.type")
	_, ok := cutFold(kind, "article", "text.serial.journal", "journalarticle", "conference", "thesis", "preprint")
	return ok
}

// cite takes what the <meta> elements say.
func (m *pageMeta) cite(c *citation) {
	p := &c.paper
	authors := m.all("citation_author", "citation_authors", "dc.creator", "dcterms.creator")
	if len(authors) == 1 && strings.Contains(authors[0], ";") {
		authors = strings.Split(authors[0], ";")
	}
	for _, name := range authors {
		if name = htmlLine(name); andOthers().MatchString(name) {
			name, p.MoreAuthors = strings.TrimSpace(andOthers().ReplaceAllString(name, "")), true
		}
		c.authors(name)
	}
	p.Published = m.published()
	c.arXiv(m.value("citation_arxiv_id"))
	for _, name := range []string{
		"citation_doi", "prism.doi", "bepress_citation_doi", "dc.identifier", "dcterms.identifier", "dc.identifier.doi",
	} {
		for _, s := range m.values[name] {
			c.doi(s)
		}
	}
	in := &p.In
	switch {
	case m.value("citation_conference_title", "citation_inbook_title", "citation_conference") != "":
		c.venue(htmlLine(m.value("citation_conference_title", "citation_inbook_title", "citation_conference")))
		if in.Type = "chapter"; m.value("citation_conference_title", "citation_conference") != "" || meetingName().MatchString(in.Venue) {
			in.Type = "paper-conference"
		}
	case m.value("citation_dissertation_institution") != "":
		in.Type, in.Publisher = "thesis", htmlLine(m.value("citation_dissertation_institution"))
	case m.value("citation_technical_report_institution") != "":
		in.Type, in.Publisher = "report", htmlLine(m.value("citation_technical_report_institution"))
	case m.value("citation_journal_title", "prism.publicationname") != "":
		in.Type = "article-journal"
		c.venue(htmlLine(m.value("citation_journal_title", "prism.publicationname")))
	case p.ArXiv != "":
		in.Type = "article"
	}
	in.Volume, in.Issue = htmlLine(m.value("citation_volume", "prism.volume")), htmlLine(m.value("citation_issue", "prism.number"))
	first, last := m.value("citation_firstpage", "prism.startingpage"), m.value("citation_lastpage", "prism.endingpage")
	in.Pages = risPages(htmlLine(first), htmlLine(last))
	in.ISSN, in.ISBN = htmlLine(m.value("citation_issn", "prism.issn")), htmlLine(m.value("citation_isbn", "prism.isbn"))
	if publisher := htmlLine(m.value("citation_publisher", "dc.publisher")); in.Publisher == "" && p.ArXiv == "" {
		in.Publisher = publisher
	}
	p.Language = htmlLine(m.value("citation_language", "dc.language", "dcterms.language"))
	for _, s := range m.all("citation_keywords", "citation_keyword") {
		c.keywords(strings.FieldsFunc(htmlLine(s), func(r rune) bool { return r == ';' || r == ',' })...)
	}
	c.address(m.value("citation_abstract_html_url", "citation_public_url"), LinkPage)
	c.address(m.value("citation_pdf_url"), LinkPDF)
}

// published is the day of the publication. Of several the first counts, or one that says the same more finely.
func (m *pageMeta) published() Date {
	var day Date
	for _, name := range []string{
		"citation_publication_date", "citation_date", "citation_cover_date", "citation_online_date",
		"prism.publicationdate", "citation_year", "dc.date", "dcterms.issued", "dc.date.issued", "dcterms.date", "article:published_time",
	} {
		for _, s := range m.values[name] {
			day = finerDate(day, looseDate(s))
		}
	}
	return day
}

var (
	// abstractHead is the head of an abstract that stands in its text: "Abstract: …", but not "Abstract interpretation is …".
	abstractHead = pattern(`^\s*(?i:abstract)(?:\s*[:.]\s*|\s*\n\s*|\s+(\p{Lu}))`)
	meetingName  = pattern(`(?i)\b(?:proceedings|conference|workshop|symposium|meeting)\b`)
)

// finish makes the record of the paper, with the page's own address and abstract where nothing else says them.
func (m *pageMeta) finish(c *citation, line int, title, abstract string) record {
	address := m.canonical
	if address == "" {
		address = m.value("og:url")
	}
	c.address(address, LinkPage)
	if openReview := c.paper.OpenReview; openReview != "" {
		c.given = append(c.given, Link{LinkPage, openReviewPage + openReview})
	}
	title, _ = htmlText(title)
	text, _ := htmlText(abstract)
	if inPage, _ := htmlText(m.abstract); text == "" || len(inPage) > len(text) && strings.HasSuffix(strings.TrimRight(text, ". …"), "…") {
		text = inPage
	}
	text = abstractHead().ReplaceAllString(text, "$1")
	return c.record(block{line: line, text: title}, title, text)
}

// A linkedArticle is an article in JSON-LD, by the names of https://schema.org/ScholarlyArticle.
type linkedArticle struct {
	Type          jsonTexts       `json:"@type"`
	Graph         json.RawMessage `json:"@graph"`
	Main          json.RawMessage `json:"mainEntity"`
	Headline      jsonText        `json:"headline"`
	Name          jsonText        `json:"name"`
	Abstract      jsonText        `json:"abstract"`
	Description   jsonText        `json:"description"`
	Author        jsonAuthors     `json:"author"`
	DatePublished jsonText        `json:"datePublished"`
	Keywords      jsonTexts       `json:"keywords"`
	SameAs        jsonTexts       `json:"sameAs"`
	Identifier    json.RawMessage `json:"identifier"`
	URL           jsonText        `json:"url"`
	ID            jsonText        `json:"@id"`
	PageStart     jsonText        `json:"pageStart"`
	PageEnd       jsonText        `json:"pageEnd"`
	PartOf        json.RawMessage `json:"isPartOf"`
}

// article is the one scholarly article of the page's JSON-LD, or nil.
func (m *pageMeta) article() *linkedArticle {
	for _, script := range m.scripts {
		script = strings.TrimSpace(script)
		if jsonProblem([]byte(script), 1) == "" {
			if a := articleIn([]byte(script), 0); a != nil {
				return a
			}
		}
	}
	return nil
}

func articleIn(raw []byte, depth int) *linkedArticle {
	if depth > maxShapeDepth {
		return nil
	}
	for _, v := range jsonElements(raw) {
		if kindOfJSON(v) != '{' {
			continue
		}
		a := new(linkedArticle)
		decodeJSON(v, a)
		for _, t := range a.Type {
			if strings.HasSuffix(t, "ScholarlyArticle") {
				return a
			}
		}
		for _, inside := range []json.RawMessage{a.Graph, a.Main} {
			if len(inside) > 0 {
				if a := articleIn(inside, depth+1); a != nil {
					return a
				}
			}
		}
	}
	return nil
}

// cite takes what the article says.
func (a *linkedArticle) cite(c *citation) {
	p := &c.paper
	p.Authors, p.Published = a.Author, jsonDate(a.DatePublished)
	for _, s := range append(a.SameAs, string(a.ID), string(a.URL)) {
		c.doi(s)
		c.arXiv(s)
	}
	for _, v := range jsonElements(a.Identifier) {
		var property struct {
			Value jsonText `json:"value"`
		}
		decodeEither(v, &property, &property.Value)
		c.doi(string(property.Value))
	}
	p.In = a.partOf()
	p.In.Pages = risPages(a.PageStart.line(), a.PageEnd.line())
	c.keywords(a.Keywords.lines()...)
	c.address(string(a.URL), LinkPage)
}

// partOf is the journal that the article is in, through its issue and its volume.
func (a *linkedArticle) partOf() Publication {
	var in Publication
	raw := a.PartOf
	for depth := 0; depth < maxShapeDepth && len(raw) > 0; depth++ {
		var part struct {
			Type   jsonText        `json:"@type"`
			Name   jsonText        `json:"name"`
			Volume jsonText        `json:"volumeNumber"`
			Issue  jsonText        `json:"issueNumber"`
			ISSN   jsonText        `json:"issn"`
			PartOf json.RawMessage `json:"isPartOf"`
		}
		first := jsonElements(raw)
		if len(first) == 0 || kindOfJSON(first[0]) != '{' {
			break
		}
		decodeJSON(first[0], &part)
		in.Fill(Publication{Venue: part.Name.line(), Volume: part.Volume.line(), Issue: part.Issue.line(), ISSN: part.ISSN.line()})
		raw = part.PartOf
	}
	if in.Venue != "" {
		in.Type = "article-journal"
	}
	return in
}
