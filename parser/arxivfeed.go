package parser

// This file owns the feeds in which arXiv announces papers (https://info.arxiv.org/help/rss.html), as RSS 2.0 and Atom, and
// as the RSS 1.0 of the years before 2024, and what they have in common with answers of its API.

import (
	"slices"
	"strings"
)

// isArXivFeed recognises arXiv's own feeds by their head.
func isArXivFeed(h feedHead) bool {
	return strings.HasSuffix(h.title, arXivFeedTitle) || slices.ContainsFunc(h.addresses, func(a string) bool {
		rest, _ := cutFold(a, "https://", "http://")
		host, path, _ := strings.Cut(rest, "/")
		return host == "rss.arxiv.org" || under(host, "arxiv.org") && (strings.HasPrefix(path, "rss/") || strings.HasPrefix(path, "atom/"))
	})
}

const arXivFeedTitle = " updates on arXiv.org"

// arXivFeedSource names the feed: arXiv cs.LG.
func arXivFeedSource(title string) string {
	category, is := strings.CutSuffix(title, arXivFeedTitle)
	if !is {
		return arXivSource
	}
	return strings.TrimSpace(arXivSource + " " + category)
}

func arXivFeedRecord(s *xmlSplitter, p xmlPiece) record {
	fields, problem := s.fields(p, true)
	if problem != "" {
		return rejectedLine(p.raw, p.line, problem)
	}
	e := arXivEntry{begin: block{line: p.line, text: string(p.raw)}}
	var day Date
	for i := range fields {
		f := &fields[i]
		e.take(f)
		if f.name == "pubDate" || f.name == "published" {
			day = feedDay(f.text)
		}
	}
	e.announced()
	if e.kind == "new" { // of any other paper it is not the day when it appeared
		e.cite.paper.Published = day
	}
	return e.record()
}

// An arXivEntry is a paper in a feed of arXiv that is being put together.
type arXivEntry struct {
	begin           block
	cite            citation
	title, abstract string
	primary         string
	kind            string // of the announcement: new, cross, replace, replace-cross
}

// take takes a field.
func (e *arXivEntry) take(f *xmlField) {
	switch f.name {
	case "id", "guid":
		e.cite.arXiv(f.text)
	case "title":
		e.title = f.text
	case "summary", "description":
		e.abstract = f.text
	case "author":
		if name := showLine(f.child("name")); name != "" {
			e.cite.paper.Authors = append(e.cite.paper.Authors, displayedAuthor(name))
		}
	case "dc:creator":
		text, _ := htmlText(f.text)
		e.cite.paper.Authors = append(e.cite.paper.Authors, authorsOf(withoutParentheses(showLine(text)))...)
	case "link":
		if address := strings.TrimSpace(f.attr("href") + f.text); address != "" && f.attr("rel") != "self" {
			e.cite.address(address, LinkPage)
		}
	case "category":
		e.category(f.attr("term") + f.text)
	case "arxiv:primary_category":
		e.primary = showLine(f.attr("term"))
	case "arxiv:announce_type":
		e.kind = strings.TrimSpace(f.text)
	case "arxiv:comment":
		e.cite.paper.Comment = showLine(f.text)
	case "arxiv:journal_ref", "arxiv:journal_reference":
		e.cite.paper.In.Venue = showLine(f.text)
	case "arxiv:doi", "arxiv:DOI":
		for doi := range strings.FieldsSeq(f.text) { // some have several
			e.cite.doi(doi)
		}
	}
}

var arXivCategory = pattern(`^[a-z]+(?:-[a-z]+)*(?:\.[A-Za-z]+(?:-[A-Za-z]+)*)?$`)

// category takes a subject class. Entries list classes of the MSC and the ACM by the same name: these are none.
func (e *arXivEntry) category(s string) {
	p := &e.cite.paper
	if s = CleanLine(s); arXivCategory().MatchString(s) && !slices.Contains(p.Categories, s) {
		p.Categories = append(p.Categories, s)
	}
}

var (
	announceType = pattern(`^\s*arXiv:(\S+)\s+Announce Type:\s*([a-z-]+)\s*`)
	abstractWord = pattern(`^Abstract:\s*`)
	titleTail    = pattern(`\s*\(arXiv:(\S+) \[([A-Za-z.-]+)\](?: UPDATED)?\)\s*$`)
)

// announced takes off the abstract what arXiv puts before it, and off the title what it once put behind it.
func (e *arXivEntry) announced() {
	if m := announceType().FindStringSubmatch(e.abstract); m != nil {
		e.cite.arXiv(m[1])
		e.kind = m[2]
		e.abstract = e.abstract[len(m[0]):]
		e.abstract = e.abstract[len(abstractWord().FindString(e.abstract)):]
	}
	if tail := e.title[max(0, len(e.title)-100):]; strings.Contains(tail, "(arXiv:") {
		if m := titleTail().FindStringSubmatch(tail); m != nil {
			e.cite.arXiv(m[1])
			e.primary = m[2]
			e.title = strings.TrimSuffix(strings.TrimSuffix(e.title, m[0]), ".")
		}
	}
	if strings.HasPrefix(strings.TrimSpace(e.abstract), "<p>") { // RSS 1.0 had HTML there; today "<" is of a formula
		e.abstract, _ = htmlText(e.abstract)
	}
}

func (e *arXivEntry) record() record {
	p := &e.cite.paper
	if e.primary != "" {
		p.Categories = slices.DeleteFunc(p.Categories, func(c string) bool { return c == e.primary })
		p.Categories = slices.Insert(p.Categories, 0, e.primary)
	}
	r := e.cite.record(e.begin, e.title, arXivParagraphs(e.abstract))
	if r.problem == nil {
		r.paper.RawAbstract = e.abstract
	}
	return r
}

// arXivParagraphs is indentedParagraphs but for a text all of whose lines are indented: there it is the XML that is.
func arXivParagraphs(abstract string) string {
	lines := strings.Split(strings.TrimSpace(abstract), "\n")
	indented, deep := 0, 0
	for _, line := range lines[1:] {
		if strings.HasPrefix(line, "  ") {
			indented++
		}
		if strings.HasPrefix(line, "   ") {
			deep++
		}
	}
	if deep > 0 || indented > 1 && indented == len(lines)-1 {
		return abstract
	}
	return indentedParagraphs(abstract)
}
