package parser

// This file owns feeds: RSS of all versions, Atom and JSON Feed. gofeed knows what their elements are called in which
// version; it is given one item after the other, so that a fault in one costs no other, and each has its line. What an item
// says of a paper is feeditem.go's business, and arxivfeed.go's if the item is arXiv's.
//
// Everything in a feed that has a title is taken: it is the reader who chose the feed.

import (
	"bytes"
	"encoding/xml"
	"errors"
	"strings"

	"github.com/mmcdole/gofeed/atom"
	jsonfeed "github.com/mmcdole/gofeed/json"
	"github.com/mmcdole/gofeed/rss"
	"golang.org/x/net/html"
)

func sniffFeed(head string) bool {
	name, tag := xmlRoot(head)
	switch name {
	case "rss":
		return strings.Contains(tag, "version") || strings.Contains(tag, "channel>")
	case "rdf":
		return strings.Contains(tag, "purl.org/rss/") || strings.Contains(tag, "netscape.com/")
	case "feed":
		start, _, _ := strings.Cut(tag, ">")
		return strings.Contains(start, "/Atom") || strings.Contains(start, "purl.org/atom/") || strings.Contains(tag, "<entry>")
	}
	return isJSONFeed(head)
}

func isJSONFeed(head string) bool {
	return strings.HasPrefix(strings.TrimSpace(head), "{") && strings.Contains(head, "jsonfeed.org") &&
		shapeOf(head).count("", "version title items home_page_url feed_url") > 1
}

func openFeed(in *input, _ Options) (*Digest, error) {
	if strings.HasPrefix(strings.TrimSpace(in.head), "{") {
		return openJSONFeed(in)
	}
	s := newXMLSplitter(in.Reader)
	d, err := newStream(FormatFeed, func() (record, error) {
		r, err := s.next()
		if err != nil {
			return record{}, err
		}
		return s.feedRecord(r), nil
	})
	if errors.Is(err, ErrNoPapers) && s.empty() {
		d, err = emptyDigest(FormatFeed), nil
	}
	if err != nil {
		return nil, err
	}
	head := readFeedHead(s.head)
	d.Source, d.Date = head.title, head.date
	if m := arXivFeedTitle().FindStringSubmatch(head.title); m != nil {
		d.Source = arXivSource + " " + m[1]
	}
	return d, nil
}

// feedRecord makes a record of an item of RSS or an entry of Atom.
func (s *xmlSplitter) feedRecord(r xmlRecord) record {
	begin := block{line: r.line, text: r.text}
	if r.wrong != "" {
		return rejected(begin, r.wrong)
	}
	document := strings.NewReader(s.before + r.text + s.after)
	if s.open[0].local() == "feed" {
		feed, err := new(atom.Parser).Parse(document)
		if err != nil {
			return rejected(begin, faultyItem(err))
		}
		if len(feed.Entries) == 1 {
			return atomItem(feed.Entries[0]).record(begin)
		}
	} else {
		feed, err := new(rss.Parser).Parse(document)
		if err != nil {
			return rejected(begin, faultyItem(err))
		}
		if len(feed.Items) == 1 {
			return rssItem(feed.Items[0]).record(begin)
		}
	}
	return rejected(begin, "not a feed item; a record is an <item> or <entry> with at least a <title>")
}

// openJSONFeed reads a JSON Feed (https://www.jsonfeed.org/version/1.1/). It says no date of its own.
func openJSONFeed(in *input) (*Digest, error) {
	d, err := newJSONDigest(FormatFeed, in.Reader, "items", jsonFeedRecord)
	if err != nil {
		return nil, err
	}
	d.Source = jsonFeedTitle(in.head)
	return d, nil
}

// jsonFeedRecord makes a record of an item of a JSON Feed.
func jsonFeedRecord(raw []byte, line int) record {
	if problem := jsonProblem(raw, line); problem != "" {
		return rejectedLine(raw, line, problem)
	}
	if raw = bytes.TrimSpace(raw); raw[0] != '{' {
		return rejectedLine(raw, line, noJSONObject)
	}
	feed, err := new(jsonfeed.Parser).Parse(strings.NewReader(`{"items":[` + string(raw) + `]}`))
	if err != nil || len(feed.Items) != 1 || feed.Items[0] == nil {
		return rejectedLine(raw, line, "not an item of a JSON feed: "+beginning(errorText(err)))
	}
	return jsonItem(feed.Items[0]).record(block{line: line, text: string(raw[:min(len(raw), maxRaw+1)])})
}

// jsonFeedTitle is the title of a JSON Feed, if it stands before the items.
func jsonFeedTitle(head string) string {
	var j jsonLine
	j.reset([]byte(strings.TrimSpace(head)))
	j.enter('{')
	for n := 0; j.more(n, '}'); n++ {
		if string(j.key()) == "title" {
			return showLine(j.text())
		}
		j.skip()
	}
	return ""
}

func errorText(err error) string {
	if err == nil {
		return "it is empty"
	}
	return err.Error()
}

// faultyItem says what gofeed found wrong. Its messages count lines from the item's first.
func faultyItem(err error) string { return "the item cannot be read: " + beginning(err.Error()) }

// A feedHead is what a feed says of itself before its first item.
type feedHead struct {
	title string
	date  Date
}

// feedDates are the elements that date a feed, the best first.
var feedDates = []string{"updated", "modified", "pubdate", "lastbuilddate", "date"}

// readFeedHead reads the beginning of a feed, up to its first item. It is cut off there, or anywhere else.
func readFeedHead(head []byte) feedHead {
	decoder := xml.NewDecoder(bytes.NewReader(head))
	decoder.Strict = false
	decoder.CharsetReader = readDecoded
	var path []string
	texts := map[string]string{} // of the feed's own elements, by their names
	for {
		token, err := decoder.RawToken()
		if err != nil {
			break
		}
		switch t := token.(type) {
		case xml.StartElement:
			path = append(path, strings.ToLower(t.Name.Local))
		case xml.EndElement:
			path = path[:max(0, len(path)-1)]
		case xml.CharData:
			n := len(path)
			if n == 2 && path[0] == "feed" || n == 3 && path[1] == "channel" {
				if name := path[n-1]; len(texts[name]) < maxRaw {
					texts[name] += string(t)
				}
			}
		}
	}
	title, _ := htmlText(texts["title"])
	h := feedHead{title: beginning(html.UnescapeString(title))}
	var stamps []string
	for _, name := range feedDates {
		stamps = append(stamps, texts[name])
	}
	h.date = stampDay(stamps...)
	return h
}
