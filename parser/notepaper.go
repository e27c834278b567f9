package parser

// This file owns notes about papers that people keep in Obsidian, Logseq and their like, one note for each paper: what their
// properties are called, and whether a note is one about a paper at all. notebody.go owns the text below the properties,
// vaultread.go the pages that dogear wrote itself.

import (
	"strings"
)

// aboutPaper reports whether the note is one about a paper. An identifier or a citation key says so. Without one it takes
// two of: authors, the date of publication, an abstract, a venue; more if something says what else it is.
func (n *note) aboutPaper() bool {
	paper, title := n.identified()
	known := paper.identified()
	if title == "" {
		return known
	}
	if known || citationKey(n) != "" || n.get("isbn", "pmid", "zotero-key", "zotero-link").values != nil {
		return true
	}
	least := 2
	if n.saysOtherwise() {
		least = 4
	}
	return n.evidence() >= least
}

// evidence counts what speaks for a paper.
func (n *note) evidence() int {
	count := 0
	switch authors := n.get(authorNames...); {
	case authors.name != "author" && authors.name != "creator" && authors.values != nil, len(authors.values) > 1, strings.ContainsAny(authors.text(), ",;"):
		count += 2 // a page of any kind may have an author
	case authors.values != nil:
		count++
	}
	when := []string{"year", "publish", "publish-date", "published-date", "published", "issued", "publication-date", "date-published"} // a date alone is the note's
	for _, names := range [][]string{when, venueNames, abstractNames, {"volume", "issue", "pages"}} {
		if n.get(names...).values != nil {
			count++
		}
	}
	if zoteroType(n.get(typeNames...)) != "" {
		count++
	}
	for _, address := range n.get(addressNames...).values {
		if kind := KindOf(noteAddress(address), ""); kind == LinkPage || kind == LinkPDF {
			count += 2
		}
	}
	return count
}

// otherNotes are words by which people sort notes that are of no paper.
var otherNotes = setOf("recipe recipes cooking food daily dailies daily-note daily-notes diary meeting meetings person people " +
	"contact moc index home dashboard todo task tasks project projects post posts blog clipping clippings web-page webpage " +
	"web_page website video movie film series album song music podcast game place travel trip template page layout kanban " +
	"weekly monthly goal goals habit journal-entry")

// otherProperties are those that notes of no paper have.
var otherProperties = []string{
	"servings", "ingredients", "cuisine", "calories", "prep-time", "cook-time", "cooking-time", "director", "artist", "attendees",
	"participants", "birthday", "layout", "draft", "output", "bibliography", "documentclass", "marp", "theme", "permalink",
	"slug", "kanban-plugin", "excalidraw-plugin", "source-id", "notebook-id", "price", "platform",
}

// saysOtherwise reports whether the note says that it is something else.
func (n *note) saysOtherwise() bool {
	if n.get(otherProperties...).name != "" {
		return true
	}
	for _, name := range []string{"type", "tags", "tag", "category", "categories", "class", "note-type"} {
		for _, word := range noteWords(n.get(name)) {
			if otherNotes[strings.ToLower(word)] {
				return true
			}
		}
	}
	return false
}

var (
	titleNames  = []string{"original-title", "paper-title", "title"}
	authorNames = []string{"authors", "author", "creators", "creator"}
	venueNames  = []string{
		"venue", "journal", "publication", "publication-title", "publicationtitle", "container-title", "booktitle", "book-title",
		"proceedings", "proceedings-title", "conference", "conference-name", "journaltitle", "journal-title",
	}
	abstractNames = []string{"abstract", "abstract-note", "abstractnote"}
	typeNames     = []string{"item-type", "itemtype", "type", "entry-type", "entrytype"}
	addressNames  = []string{
		"url", "link", "links", "source", "paper", "paper-url", "paper-link", "uri", "web", "website", "arxiv-url", "arxiv-link",
		"doi-url", "doi-link", "pdf", "pdf-url", "url-pdf",
	}
	arXivNames = []string{"arxiv", "arxiv-id", "arxivid", "eprint", "arxiv-url", "arxiv-link"}
	doiNames   = []string{"doi", "doi-url", "doi-link"}
	dateNames  = []string{"published", "issued", "publication-date", "date-published", "year", "publish", "publish-date", "published-date", "date"}
	keyNames   = []string{
		"citekey", "citation-key", "citationkey", "cite-key", "bibtex-key", "bibtexkey", "bibkey", "bib-key", "zotero-citekey", "key",
	}
)

// identified is what the properties say of the paper's identity.
func (n *note) identified() (p *Paper, title string) {
	c := n.citation()
	return &c.paper, n.title()
}

// title is the paper's title: a property's, or the heading right below the properties.
func (n *note) title() string {
	for _, name := range titleNames {
		s := strings.TrimPrefix(arXivInTitle().ReplaceAllString(noteText(n.get(name).text()), ""), "@")
		s = withoutQuotes(s)
		if s != "" && s != citationKey(n) {
			return s
		}
	}
	if title, _ := n.heading(); title != "" && !strings.HasPrefix(title, "@") {
		return title
	}
	return ""
}

// withoutQuotes is a text without the quotes around it.
func withoutQuotes(s string) string {
	if len(s) > 2 && s[0] == '"' && s[len(s)-1] == '"' && !strings.Contains(s[1:len(s)-1], `"`) {
		return strings.TrimSpace(s[1 : len(s)-1])
	}
	return s
}

// arXivInTitle is what arXiv's pages have before the title of their window.
var arXivInTitle = pattern(`^\[(?:[a-z-]+(?:\.[A-Z]{2})?/\d{7}|\d{4}\.\d{4,5})(?:v\d+)?\] `)

// citation is what the properties say of the paper but for its title and abstract.
func (n *note) citation() *citation {
	var c citation
	for _, name := range arXivNames {
		for _, v := range n.get(name).values {
			if !c.arXiv(noteAddress(v)) {
				c.mention("arXiv:" + strings.TrimSpace(noteText(v)))
			}
		}
	}
	for _, name := range doiNames {
		for _, v := range n.get(name).values {
			c.doi(noteAddress(v))
		}
	}
	if s := noteText(n.get("openreview").text()); isOpenReviewID(s) {
		c.paper.OpenReview = s
	}
	for _, v := range n.get("extra").values {
		c.mention(v)
	}
	if id := arXivInTitle().FindString(n.get("title").text()); id != "" {
		c.arXiv(strings.Trim(id, "[] "))
	}
	n.addresses(&c)
	return &c
}

// addresses takes the addresses in the properties.
func (n *note) addresses(c *citation) {
	for _, of := range []struct {
		kind  LinkKind
		names []string
	}{
		{LinkPage, addressNames}, {LinkCode, []string{"code", "github", "repo", "repository", "url-code"}},
		{LinkProject, []string{"project", "project-page", "homepage", "url-project"}},
	} {
		for _, name := range of.names {
			for _, v := range n.get(name).values {
				kind := of.kind
				if strings.Contains(name, "pdf") {
					kind = LinkPDF
				}
				if address := noteAddress(v); strings.Contains(address, "://") {
					c.address(address, kind)
				}
			}
		}
	}
}

// paper is the record of a note about a paper.
func (n *note) paper() record {
	begin := newBlock(n.top[:min(len(n.top), 40)])
	if n.wrong != nil {
		return record{problem: n.wrong}
	}
	c, title := n.citation(), n.title()
	p := &c.paper
	p.Authors, p.MoreAuthors = notePeople(n.get(authorNames...))
	p.Editors, _ = notePeople(n.get("editors", "editor"))
	p.Published = n.published()
	p.Key = citationKey(n)
	n.publication(c)
	p.Language = showLine(noteText(n.get("language", "lang").text()))
	p.Comment = showLine(noteText(n.get("comment", "comments").text()))
	c.keywords(noteList(n.get("keywords", "keyword"))...)
	for _, class := range noteWords(n.get("categories", "primary-category", "arxiv-category")) {
		if noteClass().MatchString(class) {
			p.Categories = append(p.Categories, class)
		}
	}
	body := n.readBody(title)
	abstract := n.get(abstractNames...).text()
	if abstract == "" {
		abstract = body.abstract
	} else if body.abstract != "" && TitleKey(body.abstract) != TitleKey(abstract) {
		body.note = strings.TrimSpace("> " + strings.ReplaceAll(body.abstract, "\n", "\n> ") + "\n\n" + body.note)
	}
	p.Marks = n.marks(body.note)
	c.given = append(c.given, body.links...)
	if title == "" {
		title = p.identifiers().String()
	}
	r := c.record(begin, title, abstract)
	if r.problem != nil {
		r.problem.Reason = "a note without a title in its properties"
	}
	return r
}

// noteClass is a class of arXiv's; categories of other things have the same property.
var noteClass = pattern(`^(?:astro-ph|cond-mat|cs|econ|eess|gr-qc|hep-[a-z]+|math|math-ph|nlin|nucl-[a-z]+|physics|q-bio|q-fin|quant-ph|stat)` +
	`(?:\.[A-Za-z-]+)?$`)

// publication takes where and how the work appeared.
func (n *note) publication(c *citation) {
	in := &c.paper.In
	in.Type = zoteroType(n.get(typeNames...))
	if venue := noteText(n.get(venueNames...).text()); venue != "" {
		c.venue(plainText(inlineRuns(venue, nil))) // *Journal of Lists*
	}
	text := func(names ...string) string { return showLine(noteText(n.get(names...).text())) }
	in.Volume, in.Issue, in.Pages = text("volume"), text("issue", "number"), pageRange(text("pages"))
	in.Publisher, in.Place, in.Series, in.Edition = text("publisher"), text("place", "location"), text("series"), text("edition")
	in.ISBN, in.ISSN = bareISBN(text("isbn")), text("issn")
}

// zoteroType is the type of the work, by CSL's names; empty if the property names none.
func zoteroType(p property) string {
	kind := noteText(p.text())
	if kind == "webpage" || kind == "blogPost" || kind == "document" {
		return ""
	}
	if t := zoteroTypes[kind]; t != "" {
		return t
	}
	if t := bibKinds[strings.ToLower(kind)]; t != "" && kind != "misc" {
		return t
	}
	for _, t := range zoteroTypes {
		if t == kind && strings.Contains(t, "-") {
			return t
		}
	}
	return ""
}

// published is the finest of the dates that agree.
func (n *note) published() Date {
	var best Date
	for _, name := range dateNames {
		best = finerDate(best, looseDate(CleanLine(noteText(n.get(name).text()))))
	}
	return best
}

// citationKey is the key by which the paper is cited.
func citationKey(n *note) string {
	key := strings.TrimPrefix(CleanLine(noteText(n.get(keyNames...).text())), "@")
	if strings.ContainsAny(key, " \t{},") || len(key) > 200 {
		return ""
	}
	return key
}

// marks are what the reader made of the paper.
func (n *note) marks(text string) *Marks {
	m := Marks{Note: CleanNote(text), Added: labelDate(noteText(n.get("added").text()))}
	m.Starred = strings.EqualFold(n.get("starred").text(), "true")
	for _, name := range []string{"tags", "tag"} {
		m.Tags = append(m.Tags, cleanTexts(noteWords(n.get(name)))...)
	}
	if s := strings.ToLower(noteText(n.get("status").text())); ownStatuses[s] {
		m.Status = s
	}
	if m.equal(&Marks{}) {
		return nil
	}
	return &m
}
