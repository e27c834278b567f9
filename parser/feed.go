package parser

// This file owns feeds in general: RSS of any version, Atom (RFC 4287) and JSON Feed (https://jsonfeed.org/version/1.1).
// arXiv's own have rules of their own, see arxivfeed.go. What the fields of an item are called in which of them is left to
// gofeed; it gets one record at a time, found by xmlsplit.go or jsonstream.go, so that a bad one costs no other.

import (
	"bytes"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/atom"
	ext "github.com/mmcdole/gofeed/extensions"
	jsonfeed "github.com/mmcdole/gofeed/json"
	"github.com/mmcdole/gofeed/rss"
)

const jsonFeedVersion = "jsonfeed.org/version/"

// sniffFeed recognises the outermost tag of a feed with a tag behind it, or the version of a JSON feed.
func sniffFeed(head string) bool {
	if sniffJSONFeed(head) {
		return true
	}
	root, rest := xmlRoot(head)
	if rest = strings.TrimSpace(rest); root == "" || rest != "" && rest[0] != '<' {
		return false
	}
	switch strings.ToLower(localName(tagName(root))) {
	case "rss":
		return true
	case "feed":
		return strings.Contains(strings.ToLower(root), "atom") || strings.Contains(rest, "<entry")
	case "rdf":
		return strings.Contains(root, "purl.org/rss/") || strings.Contains(root, "netscape.com/rdf/")
	}
	return false
}

func sniffJSONFeed(head string) bool {
	head = strings.TrimLeft(head, " \t\r\n")
	return strings.HasPrefix(head, "{") && (strings.Contains(head, jsonFeedVersion) || strings.Contains(head, `jsonfeed.org\/version\/`)) &&
		shapeOf(head)["version"]
}

func openFeed(in *input, _ Options) (*Digest, error) {
	if strings.HasPrefix(strings.TrimLeft(in.head, " \t\r\n"), "{") {
		return openJSONFeed(in)
	}
	s := newXMLSplitter(in.Reader)
	if err := s.readHead(); err != nil {
		return nil, err
	}
	head := s.feedHead()
	read, source := feedRecord, head.title
	if isArXivFeed(head) {
		read, source = arXivFeedRecord, arXivFeedSource(head.title)
	}
	d, err := newFeedDigest(FormatFeed, s, read)
	if err != nil {
		return nil, err
	}
	d.Source, d.Date = source, head.date()
	return d, nil
}

// feedRecord reads an item of RSS or an entry of Atom.
func feedRecord(s *xmlSplitter, p xmlPiece) record {
	if _, problem := s.fields(p, false); problem != "" { // gofeed knows no bounds
		return rejectedLine(p.raw, p.line, problem)
	}
	text, _ := s.document(p)
	item, err := feedItem(text, strings.EqualFold(localName(s.root), "feed"))
	switch {
	case err != nil:
		return rejectedLine(p.raw, p.line, "not readable as a feed: "+beginning(err.Error()))
	case item == nil:
		return rejectedLine(p.raw, p.line, "it stands where feeds have no items")
	}
	return itemRecord(item, p.raw, p.line)
}

// feedItem is the only item of a feed in XML.
func feedItem(text []byte, isAtom bool) (*gofeed.Item, error) {
	var feed *gofeed.Feed
	if isAtom {
		raw, err := new(atom.Parser).Parse(bytes.NewReader(text))
		if err != nil {
			return nil, err
		}
		if feed, err = new(gofeed.DefaultAtomTranslator).Translate(raw); err != nil {
			return nil, err
		}
	} else {
		raw, err := new(rss.Parser).Parse(bytes.NewReader(text))
		if err != nil {
			return nil, err
		}
		if feed, err = new(gofeed.DefaultRSSTranslator).Translate(raw); err != nil {
			return nil, err
		}
	}
	if len(feed.Items) == 0 {
		return nil, nil
	}
	return feed.Items[0], nil
}

// openJSONFeed reads a feed in JSON. Its title is taken if it stands before the items, as it mostly does.
func openJSONFeed(in *input) (*Digest, error) {
	title := jsonFeedTitle(in.head)
	d, err := newJSONDigest(FormatFeed, in.Reader, "items", readObject(jsonItemRecord))
	if err != nil {
		return nil, err
	}
	d.Source = title
	return d, nil
}

func jsonFeedTitle(head string) string {
	var j jsonLine
	j.reset([]byte(head))
	j.enter('{')
	for n := 0; j.more(n, '}'); n++ {
		if string(j.key()) == "title" {
			return showLine(j.text())
		}
		j.skip()
	}
	return ""
}

func jsonItemRecord(v *jsonfeed.Item, raw []byte, line int) record {
	feed, err := new(gofeed.DefaultJSONTranslator).Translate(&jsonfeed.Feed{Items: []*jsonfeed.Item{v}})
	if err != nil || len(feed.Items) == 0 {
		return rejectedLine(raw, line, "not readable as an item of a feed")
	}
	return itemRecord(feed.Items[0], raw, line)
}

// itemRecord makes a paper of an item. It need not be one: what people subscribe to besides papers has a title, too.
func itemRecord(item *gofeed.Item, raw []byte, line int) record {
	title, _ := htmlText(item.Title)
	e := arXivEntry{begin: block{line: line, text: string(raw)}, title: title}
	c := &e.cite
	var links []Link
	for _, s := range []string{item.Description, item.Content} {
		text, inside := htmlText(s)
		links = append(links, inside...)
		if strings.TrimSpace(e.abstract) == "" {
			e.abstract = text
		}
	}
	e.announced()
	if e.kind == "" || e.kind == "new" {
		c.paper.Published = itemDay(item)
	}
	c.paper.Authors = itemAuthors(item)
	c.keywords(item.Categories...)
	identifyItem(c, item)
	c.given = append(c.given, links...)
	return e.record()
}

// identifyItem takes the addresses and identifiers that an item gives for itself, and where it appeared.
func identifyItem(c *citation, item *gofeed.Item) {
	prism := func(name string) string { return extension(item.Extensions, "prism", name) }
	c.doi(prism("doi"))
	if dc := item.DublinCoreExt; dc != nil {
		for _, id := range dc.Identifier {
			c.doi(id)
		}
	}
	if !c.arXiv(item.GUID) {
		c.doi(item.GUID)
	}
	for _, address := range append([]string{item.Link}, item.Links...) {
		if address = strings.TrimSpace(address); address != "" {
			c.address(address, LinkPage)
		}
	}
	for _, e := range item.Enclosures {
		c.address(e.URL, LinkOther)
	}
	in := &c.paper.In
	in.Venue, in.Volume, in.Issue = showLine(prism("publicationName")), showLine(prism("volume")), showLine(prism("number"))
	if in.Venue != "" {
		in.Type = "article-journal"
	}
	if from, to := prism("startingPage"), prism("endingPage"); to != "" && to != from {
		in.Pages = pageRange(from + "-" + to)
	} else {
		in.Pages = CleanLine(from)
	}
}

func extension(all ext.Extensions, prefix, name string) string {
	if list := all[prefix][name]; len(list) > 0 {
		return strings.TrimSpace(list[0].Value)
	}
	return ""
}

// itemDay is when an item was published or, if it does not say, updated.
func itemDay(item *gofeed.Item) Date {
	for _, d := range []struct {
		text   string
		parsed *time.Time
	}{{item.Published, item.PublishedParsed}, {item.Updated, item.UpdatedParsed}} {
		if day := feedDay(d.text); day != "" {
			return day
		}
		if d.parsed != nil && d.parsed.Year() > 0 && d.parsed.Year() < 10000 {
			return Date(d.parsed.Format(time.DateOnly))
		}
	}
	return ""
}

func itemAuthors(item *gofeed.Item) []Author {
	var names []string
	if dc := item.DublinCoreExt; dc != nil {
		names = dc.Creator
	}
	if len(names) == 0 {
		for _, a := range item.Authors {
			names = append(names, a.Name)
		}
	}
	var authors []Author
	for _, name := range names {
		authors = append(authors, creators(name)...)
	}
	return authors
}

var initials = pattern(`^\p{Lu}\.?(?:[ -]?\p{Lu}\.?){0,3}$`)

// creators reads one name or several: "Jane van Doe", "van Doe, Jane", "Jane van Doe, R. Roe", "Doe, J., Roe, R.".
func creators(s string) []Author {
	text, _ := htmlText(s)
	text = strings.TrimSpace(strings.TrimRight(showLine(text), ", "))
	parts := strings.Split(text, ",")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	inverted := len(parts)%2 == 0
	for i := 1; i < len(parts); i += 2 {
		inverted = inverted && initials().MatchString(parts[i])
	}
	switch {
	case text == "" || len(text) > 64<<10:
		return nil
	case inverted:
		var authors []Author
		for i := 0; i+1 < len(parts); i += 2 {
			if a := invertedAuthor(parts[i] + ", " + parts[i+1]); a.Family != "" {
				authors = append(authors, a)
			}
		}
		return authors
	case len(parts) == 2 && isFamily(parts[0]) && !strings.Contains(parts[1], " "):
		if a := invertedAuthor(text); a.Family != "" {
			return []Author{a}
		}
	}
	return authorsOf(text)
}

// isFamily tells a family name from a whole one: it is one word, particles apart.
func isFamily(name string) bool {
	_, family := cutParticle(name)
	return !strings.Contains(family, " ")
}
