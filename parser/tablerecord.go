package parser

// This file owns what a row of a table of papers becomes.

import (
	"strconv"
	"strings"
)

// record makes a record of a row.
func (c *columns) record(begin block, cells []string) record {
	row := tableRow{c, cells}
	var r citation
	p := &r.paper
	row.publication(&r)
	row.identify(&r)
	p.Comment, p.Key = row.line("comment"), row.key()
	p.Published = row.date()
	row.people(p)
	row.words(&r)
	row.details(p)
	row.addresses(&r)
	title, abstract := row.first("title"), row.first("abstract")
	if strings.TrimSpace(title) == "" {
		title = row.first("title_original")
	}
	if !c.own {
		title = row.pageTitle(title)
		if why := row.namesPaper(&r, title); why != "" {
			return rejected(begin, why)
		}
	}
	id := p.identifiers().String()
	if CleanLine(title) == "" {
		title = id // a stub
	}
	rec := r.record(begin, title, abstract)
	if rec.problem != nil {
		return rec
	}
	if title == id {
		rec.paper.Title = id
	}
	if s := row.first("title_original"); s != "" {
		rec.paper.RawTitle = s
	}
	if s := row.first("abstract_original"); s != "" {
		rec.paper.RawAbstract = s
	}
	rec.paper.Links = csvLinks(row.first("links"), rec.paper.Links)
	return rec
}

// namesPaper says why a row is no paper; it is empty if the row may be one. In a list of bookmarks only those are that lead
// to a paper. A title of a word or two with nothing beside it is the heading of a section, or a sum.
func (r *tableRow) namesPaper(c *citation, title string) string {
	p := &c.paper
	known := p.ArXiv+p.DOI+p.OpenReview != "" || r.has("pmid") && r.first("pmid") != ""
	for _, l := range c.given {
		known = known || l.Kind == LinkPage && KindOf(l.URL, "") == LinkPage
	}
	switch {
	case known:
	case !r.arePapers() && r.areBookmarks():
		return "the address is not that of a paper on arXiv, doi.org, OpenReview or a publisher's site"
	case len(p.Authors)+len(p.Editors)+len(c.given) == 0 && p.Published == "" && r.first("abstract") == "" && p.In.Venue == "" &&
		len(strings.Fields(title)) < 4 && len(r.cells) > 1 && strings.TrimSpace(title) != "":
		return "a row with only a name; a paper also has authors, a year, an identifier or an abstract"
	}
	return ""
}

// siteTitles are what sites put around the titles of their pages.
var siteTitles = pattern(`^\[(?:\d{4}\.\d{4,5}|[a-z-]+/\d{7})\]\s+|\s+[|–—-]\s+(?:arXiv(?:\.org)?|OpenReview|ACL Anthology|` +
	`Semantic Scholar|Hugging Face|alphaXiv|Papers With Code|PubMed|ScienceDirect|SpringerLink|Nature)$`)

// pageTitle is the title of a paper without what the site of its page puts around it.
func (r *tableRow) pageTitle(title string) string {
	if !r.personal && r.arePapers() || len(title) > 1000 || !strings.ContainsAny(title, "[|–—-") {
		return title
	}
	return siteTitles().ReplaceAllString(title, "")
}

// key is the citation key. A number is one of a database.
func (r *tableRow) key() string {
	key := CleanLine(r.first("key"))
	if !r.own && (isDigits(key) || strings.Contains(key, " ")) {
		return ""
	}
	return key
}

// date is when the work was published.
func (r *tableRow) date() Date {
	year := r.first("year")
	if rest, ok := strings.CutSuffix(year, ".0"); ok { // a number, to some programs
		year = rest
	}
	month := strings.TrimSpace(r.first("month") + " " + r.first("day"))
	if month != "" && looseDate(year) != "" {
		month = string(looseDate(year))[:4] + " " + month
	}
	return finestDate(append([]string{year, month}, r.all("published")...)...)
}

// publication is where the work appeared.
func (r *tableRow) publication(c *citation) {
	in := &c.paper.In
	*in = Publication{
		Type: r.kind(), Volume: r.line("volume"), Issue: r.line("issue"), Pages: r.line("pages"), Publisher: r.line("publisher"),
		Place: r.line("place"), Series: r.line("series"), Edition: r.line("edition"),
	}
	if r.own {
		in.Venue, in.ISBN, in.ISSN = r.line("venue"), r.line("isbn"), r.line("issn")
		return
	}
	if in.Pages = pageRange(in.Pages); in.Pages == "" {
		in.Pages = risPages(r.line("page_start"), r.line("page_end"))
	}
	if in.Pages == "" {
		in.Pages = r.line("article_no")
	}
	for _, venue := range append(r.all("venue"), r.first("conference")) {
		if venue != "" && in.Venue == "" && !databases[strings.ToLower(venue)] {
			c.venue(venue)
		}
	}
	for _, s := range append(r.all("isbn"), r.all("issn")...) {
		in.number(s)
	}
}

// databases are names that stand in a column "Source" for where a table comes from.
var databases = map[string]bool{
	"scopus": true, "pubmed": true, "web of science": true, "wos": true, "ieee xplore": true, "crossref": true, "google scholar": true,
	"dimensions": true, "semantic scholar": true, "openalex": true, "embase": true, "medline": true,
}

// tableTypes are the types of works as databases call them.
var tableTypes = map[string]string{
	"article": "article-journal", "journal article": "article-journal", "research article": "article-journal",
	"review": "article-journal", "review article": "article-journal", "letter": "article-journal",
	"note": "article-journal", "editorial": "article-journal", "short survey": "article-journal",
	"erratum": "article-journal", "article in press": "article-journal", "data paper": "article-journal",
	"journal": "article-journal", "early access": "article-journal", "conference paper": "paper-conference",
	"proceedings paper": "paper-conference", "conference proceeding": "paper-conference",
	"proceeding": "paper-conference", "conference": "paper-conference", "conference article": "paper-conference",
	"conference proceedings article": "paper-conference", "book chapter": "chapter", "book section": "chapter",
	"monograph": "book", "edited book": "book", "preprint": "article", "posted content": "article",
	"working paper": "article", "technical report": "report", "dissertation": "thesis", "thesis": "thesis",
	"phd thesis": "thesis", "master thesis": "thesis", "data set": "dataset", "dataset": "dataset",
}

// kind is the type of the work, by CSL's names.
func (r *tableRow) kind() string {
	s := CleanLine(r.first("type"))
	if r.own || s != "" && cslTypes[s] {
		return s
	}
	return workKind(s, strings.TrimSpace(r.first("kind")))
}

// workKind is the type of a work, by CSL's names, as databases call it: one type or several, parted by semicolons. in says
// what it is part of, as in Web of Science: J, a journal, C, proceedings, B, a book.
func workKind(s, in string) string {
	if in == "J" {
		return "article-journal"
	}
	kind := ""
	for part := range strings.SplitSeq(strings.ToLower(s), ";") {
		part = strings.TrimSpace(part)
		for _, types := range []map[string]string{tableTypes, bibTypes, crossrefTypes} {
			if types[part] != "" {
				kind = types[part]
				break
			}
		}
	}
	if zotero := zoteroTypes[s]; kind == "" && zotero != "" {
		return zotero
	}
	if kind == "" || kind == "article-journal" && in == "C" {
		if whole := map[string]string{"C": "paper-conference", "B": "book"}[in]; whole != "" {
			return whole
		}
	}
	return kind
}

// identify takes what the paper is known by.
func (r *tableRow) identify(c *citation) {
	p := &c.paper
	for _, s := range append(r.all("arxiv"), r.first("id")) {
		if !c.arXiv(s) {
			c.mention(s)
		}
	}
	if v, err := strconv.Atoi(strings.TrimSpace(r.first("version"))); err == nil && v > 0 && v < 1000 && p.ArXiv != "" {
		p.Version = v
	}
	for _, s := range r.all("doi") {
		c.doi(s)
	}
	for _, s := range r.all("openreview") {
		if s = strings.TrimSpace(s); isOpenReviewID(s) && p.OpenReview == "" {
			p.OpenReview = s
		} else if strings.Contains(s, "://") {
			c.address(s, LinkPage)
		}
	}
	c.takePMID(r.first("pmid"))
}

// addresses takes the addresses of the paper.
func (r *tableRow) addresses(c *citation) {
	for _, f := range []struct {
		field string
		kind  LinkKind
	}{{"url", LinkPage}, {"pdf", LinkPDF}, {"code", LinkCode}, {"project", LinkProject}, {"more_links", LinkOther}} {
		for _, cell := range r.all(f.field) {
			cell = CleanText(cell)
			links := FindLinks(cell)
			if _, known := Identify(cell); known && len(links) == 0 {
				c.address(cell, f.kind) // arxiv.org/abs/2403.01234
			}
			for _, l := range links {
				c.address(l.URL, f.kind)
			}
		}
	}
}

// people takes the authors and editors.
func (r *tableRow) people(p *Paper) {
	if r.own {
		p.Authors, p.Editors = csvAuthors(r.first("authors")), csvAuthors(r.first("editors"))
		p.MoreAuthors = isYes(r.first("more_authors"))
		return
	}
	for _, field := range []string{"authors_full", "authors"} {
		if len(p.Authors) == 0 {
			p.Authors, p.MoreAuthors = tableAuthors(r.first(field))
		}
	}
	for _, cell := range r.all("groups") {
		for _, name := range strings.Split(cell, ";") {
			if name = showLine(name); name != "" {
				p.Authors = append(p.Authors, Author{Family: name})
			}
		}
	}
	p.Editors, _ = tableAuthors(r.first("editors"))
	p.MoreAuthors = p.MoreAuthors || isYes(r.first("more_authors"))
}

// words takes the keywords, the subject classes and what the reader made of the paper.
func (r *tableRow) words(c *citation) {
	p := &c.paper
	if r.own {
		p.Categories = csvList(r.first("categories"))
		c.keywords(csvList(r.first("keywords"))...)
	} else {
		r.categories(c)
		c.keywords(tableList(r.first("keywords"))...)
		c.keywords(tableList(r.first("more_words"))...)
	}
	tags := r.first("tags")
	if !r.personal {
		c.keywords(tableList(tags)...)
		tags = ""
	}
	p.Marks = r.marks(tags)
}

// categories takes the subject classes. Those that are not arXiv's are keywords.
func (r *tableRow) categories(c *citation) {
	isClass := func(s string) bool {
		return arXivClass().MatchString(s) && (strings.Contains(s, ".") || arXivOneClass[s])
	}
	list := tableList(r.first("categories"))
	if words := strings.Fields(r.first("categories")); len(list) == 1 && every(words, isClass) {
		list = words
	}
	for _, s := range list {
		if isClass(s) {
			c.paper.Categories = append(c.paper.Categories, s)
		} else {
			c.keywords(s)
		}
	}
}

// readWords are how readers say that they have read a paper.
var readWords = setOf("read done finished completed complete")

// marks are what the reader made of the paper, if any of the cells for that is filled.
func (r *tableRow) marks(tags string) *Marks {
	m := Marks{Note: CleanNote(r.first("note")), Added: looseDate(CleanLine(r.first("added")))}
	status := strings.ToLower(CleanLine(r.first("status")))
	switch {
	case ownStatuses[status]:
		m.Status = status
	case readWords[status]:
		m.Status = "read"
	}
	if r.own {
		m.Tags = csvList(tags)
	} else {
		m.Tags = tableList(tags)
		if strings.Contains(m.Note, "RAYYAN-") { // Rayyan's own account
			m.Note = ""
		}
	}
	starred := r.first("starred")
	m.Starred = isYes(starred)
	if !m.Starred && (starred == "" || !r.own) && m.Status == "" && m.Tags == nil && m.Note == "" && m.Added == "" {
		return nil
	}
	return &m
}

// isYes reports whether a cell says yes.
func isYes(cell string) bool {
	switch strings.ToLower(strings.TrimSpace(cell)) {
	case "true", "yes", "1", "x", "*", "★":
		return true
	}
	return false
}

// details takes what few tables have.
func (r *tableRow) details(p *Paper) {
	p.Language = r.line("language")
	files := csvList(r.first("files"))
	for _, f := range files {
		if !isWebAddress(f) {
			p.addFile(f)
		}
	}
	p.Upvotes = count(r.first("upvotes"))
}

// tableList parts a cell at its semicolons, bars or lines or, if there are none, at its commas.
func tableList(cell string) []string {
	cell = literalList(cell)
	for _, sep := range []string{";", "|", "\n"} {
		if sep == ";" && strings.Contains(cell, sep) {
			return csvList(cell)
		}
		if strings.Contains(cell, sep) {
			return cleanTexts(strings.Split(cell, sep))
		}
	}
	return cleanTexts(strings.Split(cell, ","))
}

var quotedItem = pattern(`'([^']*)'|"([^"]*)"`)

// literalList is a list as programs print it, ['a', 'b'], with semicolons between; any other cell stays as it is.
func literalList(cell string) string {
	cell = strings.TrimSpace(cell)
	if !strings.HasPrefix(cell, "[") || !strings.HasSuffix(cell, "]") {
		return cell
	}
	var items []string
	for _, m := range quotedItem().FindAllStringSubmatch(cell, -1) {
		items = append(items, csvEscapes.Replace(m[1]+m[2]))
	}
	if items == nil {
		return cell
	}
	return strings.Join(items, ";")
}
