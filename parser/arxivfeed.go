package parser

// This file owns the items of arXiv's own feeds, RSS and Atom alike. They follow rules that no other feed has: see
// https://info.arxiv.org/help/rss_specifications.html. Feeds from before 2024 are RSS 1.0 with the identifier behind the
// title.

import (
	"slices"
	"strings"
)

var (
	// What a description begins with: arXiv:2403.01234v1 Announce Type: new \nAbstract:
	announcement = pattern(`^\s*arXiv:(\S+)\s+Announce Type:\s*([a-z-]+)\s*(?:Abstract:)?\s*`)

	// What an old title ends with: . (arXiv:2301.01234v1 [cs.LG] UPDATED)
	titledID = pattern(`\.?\s*\(arXiv:(\S+?)(?:\s+\[([^\[\]]*)\])?(?:\s+([A-Z ]+))?\)\s*$`)

	arXivFeedTitle = pattern(`^(.+) updates on (?:the )?arXiv(?:\.org)?`)
)

// announce reads the item as one of arXiv's, and reports whether it is.
func (i *feedItem) announce(c *citation) bool {
	m := announcement().FindStringSubmatch(i.description)
	old := titledID().FindStringSubmatch(i.title)
	guid := strings.TrimSpace(i.guid)
	_, oai := cutFold(guid, "oai:arxiv.org:")
	switch {
	case m != nil && c.arXiv(m[1]), oai && c.arXiv(guid):
	case old != nil && c.arXiv(old[1]):
		i.title = strings.TrimSuffix(i.title, old[0])
		i.terms = append([]string{old[2]}, i.terms...)
		c.paper.Announced = announced(old[3] == "UPDATED", strings.HasPrefix(old[3], "CROSS"))
	default:
		return false
	}
	kind := i.announceType
	if m != nil {
		i.description = i.description[len(m[0]):]
		kind = m[2]
		i.plain = true // it has TeX, in which < is not rare
	}
	p := &c.paper
	if p.Announced == "" {
		p.Announced = announcementOf(kind)
	}
	if kind != "" && kind != "new" { // it came out before, and that is not said
		i.published = nil
	}
	p.Published = stampDay(i.published...)
	p.Categories = arXivClasses(i.terms...)
	p.In.Venue = showLine(i.journal)
	c.doi(i.doi)
	for _, creators := range i.authors {
		names, _ := htmlText(creators) // old feeds link them
		p.Authors = append(p.Authors, arXivAuthors(names)...)
	}
	return true
}

// arXivAuthors are names in one text, parted by commas. There may be thousands.
func arXivAuthors(names string) []Author {
	var authors []Author
	for _, name := range joinSuffixes(strings.Split(withoutParentheses(names), ",")) {
		if m := teamColon().FindStringSubmatch(name); m != nil { // LIST Collaboration: Ann Example
			authors, name = append(authors, listedTeam(m[1])), name[len(m[0]):]
		}
		authors = append(authors, feedAuthors([]string{name})...)
	}
	return authors
}

// arXivClasses are the subject classes among terms, none twice; classes of other schemes are none: 68T05, I.2.6.
func arXivClasses(terms ...string) []string {
	var classes []string
	for _, t := range terms {
		t = CleanLine(t)
		if arXivClass().MatchString(t) && !slices.Contains(classes, t) {
			classes = append(classes, t)
		}
	}
	return classes
}
