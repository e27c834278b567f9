package parser

// This file owns the answers of arXiv's API, which are Atom with elements of arXiv's own
// (https://info.arxiv.org/help/api/user-manual.html). Errors come as entries, too.

import (
	"encoding/xml"
	"errors"
	"fmt"
	"strings"
)

var (
	// The first id in an answer is that of the feed: a page of the API, or arXiv itself if the answer is an error.
	atomID = pattern(`<(?:\w+:)?id>\s*([^<\s]*)`)

	// A query for one category and nothing else; the title of an answer repeats the query.
	arXivQuery = pattern(`search_query=cat:([A-Za-z-]+(?:\.[A-Za-z-]+)?)&`)
)

func sniffArXivAPI(head string) bool {
	name, tag := xmlRoot(head)
	if name != "feed" {
		return false
	}
	m := atomID().FindStringSubmatch(tag)
	if m == nil {
		return false
	}
	u, ok := parseAddress(m[1])
	return ok && (u.Hostname() == "arxiv.org" || u.Hostname() == "export.arxiv.org")
}

// An apiEntry is what is of use in an entry, as typed.
type apiEntry struct {
	ID        string         `xml:"id"`
	Title     string         `xml:"title"`
	Summary   string         `xml:"summary"`
	Published string         `xml:"published"`
	Updated   string         `xml:"updated"`
	Comment   string         `xml:"comment"`
	Journal   string         `xml:"journal_ref"`
	DOI       string         `xml:"doi"`
	Authors   []string       `xml:"author>name"`
	Primary   atomCategory   `xml:"primary_category"`
	Terms     []atomCategory `xml:"category"`
	Links     []struct {
		Title string `xml:"title,attr"`
		Href  string `xml:"href,attr"`
	} `xml:"link"`
}

type atomCategory struct {
	Term string `xml:"term,attr"`
}

func openArXivAPI(in *input, _ Options) (*Digest, error) {
	s := newXMLSplitter(in.Reader)
	d, err := newStream(FormatArXivAPI, func() (record, error) {
		r, err := s.next()
		if err != nil {
			return record{}, err
		}
		return apiRecord(r), nil
	})
	if errors.Is(err, ErrNoPapers) && s.empty() {
		d, err = emptyDigest(FormatArXivAPI), nil
	}
	if err != nil {
		return nil, err
	}
	head := readFeedHead(s.head)
	d.Source, d.Date = arXivSource, head.date
	if m := arXivQuery().FindStringSubmatch(unescaped(head.title)); m != nil {
		d.Source += " " + m[1]
	}
	return d, nil
}

// apiRecord makes a record of an entry.
func apiRecord(r xmlRecord) record {
	begin := block{line: r.line, text: r.text}
	if r.wrong != "" {
		return rejected(begin, r.wrong)
	}
	decoder := xml.NewDecoder(strings.NewReader(r.text))
	decoder.Strict, decoder.Entity = false, xml.HTMLEntity
	var e apiEntry
	if err := decoder.Decode(&e); err != nil {
		return rejected(begin, faultyXML(err, r.line))
	}
	id := strings.TrimSpace(e.ID)
	if strings.Contains(id, "/api/errors") {
		return rejected(begin, "arXiv returned an error: "+beginning(e.Summary))
	}
	var c citation
	if id != "" && !c.arXiv(id) {
		return rejected(begin, fmt.Sprintf("%q is not an arXiv identifier such as http://arxiv.org/abs/2403.01234v1", beginning(id)))
	}
	c.doi(e.DOI)
	for _, l := range e.Links {
		if l.Title == "doi" {
			c.doi(l.Href)
		}
	}
	p := &c.paper
	p.Published = stampDay(e.Published, e.Updated)
	p.Comment, p.In.Venue = showLine(e.Comment), showLine(e.Journal)
	p.Authors = feedAuthors(e.Authors)
	p.Categories = arXivClasses(e.Primary.Term)
	for _, t := range e.Terms {
		p.Categories = arXivClasses(append(p.Categories, t.Term)...)
	}
	made := c.record(begin, e.Title, indentedParagraphs(e.Summary))
	if made.problem == nil {
		made.paper.RawAbstract = e.Summary
	}
	return made
}

// faultyXML says what a decoder found wrong in a record that begins at a line.
func faultyXML(err error, line int) string {
	var fault *xml.SyntaxError
	if errors.As(err, &fault) {
		return fmt.Sprintf("not XML at line %d: %s", line+fault.Line-1, beginning(fault.Msg))
	}
	return "not XML: " + beginning(err.Error())
}
