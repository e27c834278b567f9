package parser

// This file owns answers of arXiv's API (https://info.arxiv.org/help/api/user-manual.html): an Atom feed (RFC 4287) whose
// entries are papers, or say what was wrong with the query. What these have in common with arXiv's other feeds stands in
// arxivfeed.go; xmlsplit.go finds the entries.

import (
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"
)

// sniffArXivAPI recognises the head of the feed: an address of the API, or the words that only its answers have together.
func sniffArXivAPI(head string) bool {
	root, rest := xmlRoot(head)
	if localName(tagName(root)) != "feed" {
		return false
	}
	before, _, _ := strings.Cut(rest, "<entry")
	return strings.Contains(before, "arxiv.org/api/") ||
		strings.Contains(root, "arxiv.org/schemas/atom") && strings.Contains(before, "opensearch:")
}

func openArXivAPI(in *input, _ Options) (*Digest, error) {
	s := newXMLSplitter(in.Reader)
	if err := s.readHead(); err != nil {
		return nil, err
	}
	d, err := newFeedDigest(FormatArXivAPI, s, arXivAPIRecord)
	if err != nil {
		return nil, err
	}
	head := s.feedHead()
	d.Source, d.Date = strings.TrimSpace(arXivSource+" "+queriedCategory(head.title)), head.date()
	return d, nil
}

// newFeedDigest is a digest of the records that s finds, which read makes papers or problems of. A feed that is complete
// and has none is empty.
func newFeedDigest(f Format, s *xmlSplitter, read func(s *xmlSplitter, p xmlPiece) record) (*Digest, error) {
	if s.empty() {
		return emptyDigest(f), nil
	}
	return newStream(f, func() (record, error) {
		p, err := s.next()
		if errors.Is(err, io.EOF) {
			if whole, is := s.wanting(); is {
				p, err = whole, nil
			}
		}
		switch {
		case err != nil:
			return record{}, err
		case p.wrong != "":
			return rejectedLine(p.raw, p.line, p.wrong), nil
		}
		return read(s, p), nil
	})
}

var categoryQuery = pattern(`[?&:\s]search_query=\(?cat:([a-z-]+(?:\.[A-Za-z-]+)?)\)?(?:&|$)`)

// queriedCategory is the category that a query asked for, if that is all it asked; the feed's title has the query.
func queriedCategory(title string) string {
	if m := categoryQuery().FindStringSubmatch(title); m != nil {
		return m[1]
	}
	return ""
}

func arXivAPIRecord(s *xmlSplitter, p xmlPiece) record {
	fields, problem := s.fields(p, true)
	if problem != "" {
		return rejectedLine(p.raw, p.line, problem)
	}
	e := arXivEntry{begin: block{line: p.line, text: string(p.raw)}}
	for i := range fields {
		f := &fields[i]
		switch e.take(f); f.name {
		case "id":
			if strings.Contains(f.text, "arxiv.org/api/errors") {
				return arXivAPIError(p, fields)
			}
			if _, _, ok := ParseArXiv(f.text); !ok && strings.TrimSpace(f.text) != "" {
				return rejected(e.begin, fmt.Sprintf("%q is no arXiv identifier; they look like http://arxiv.org/abs/0704.0001v1", beginning(f.text)))
			}
		case "published":
			e.cite.paper.Published = feedDay(f.text)
		}
	}
	return e.record()
}

// arXivAPIError is the problem that an entry tells of.
func arXivAPIError(p xmlPiece, fields []xmlField) record {
	reason := ""
	for i := range fields {
		switch f := &fields[i]; {
		case f.name == "summary" && CleanLine(f.text) != "":
			reason = CleanLine(f.text)
		case f.name == "id" && reason == "":
			_, code, _ := strings.Cut(f.text, "#")
			if decoded, err := url.QueryUnescape(code); err == nil {
				code = decoded
			}
			reason = CleanLine(strings.ReplaceAll(code, "_", " "))
		}
	}
	if reason == "" {
		reason = "without a reason"
	}
	return rejectedLine(p.raw, p.line, "arXiv answered with an error: "+beginning(reason))
}
