package parser

// This file owns the last step for copied text: a draft gathers the blocks of one record, paper makes a Paper of them.

import "strings"

// A draft is a record that is being put together from the blocks of a page.
type draft struct {
	title      block
	abstract   []block
	more       bool // there are others
	venue      string
	authors    []Author
	published  Date
	arxiv      string
	version    int
	doi        string
	openReview string
	hrefs      []string // addresses that the page itself gives for the paper
}

// refer takes an address or an identifier that a page gives for the paper. The first of its kind stands.
func (d *draft) refer(address string) {
	if nextScheme(address[:min(len(address), 8)], 0) == 0 { // what closes <https://…> and (https://…) is no part of it
		if end := addressEnd(address, 0); strings.Trim(address[end:], `>)]}.,;:"'*`) == "" {
			address = address[:end]
		}
	}
	if id, version, ok := ParseArXiv(hfID(address)); ok {
		if d.arxiv == "" {
			d.arxiv, d.version = id, version
		}
		return
	}
	if doi, arxiv, ok := ParseDOI(address); ok {
		switch {
		case arxiv == "" && d.doi == "":
			d.doi = doi
		case d.arxiv == "": // the DOI that arXiv gave says no more than its identifier
			d.arxiv = arxiv
		}
		return
	}
	if id, ok := openReviewForum(address); ok && d.openReview == "" {
		d.openReview = id
	}
	if d.doi == "" {
		d.doi = addressDOI(address)
	}
	d.hrefs = append(d.hrefs, address)
}

// record is the finished paper, or the problem that its title is none.
func (d *draft) record() record {
	c := citation{paper: Paper{
		Title: showLine(d.title.text), RawTitle: d.title.raw, Line: d.title.line,
		Authors: d.authors, Details: Details{MoreAuthors: d.more}, Published: d.published, ArXiv: d.arxiv, Version: d.version, DOI: d.doi,
		OpenReview: d.openReview,
	}}
	p := &c.paper
	if p.Title == "" {
		return rejected(d.title, "a paper without a title")
	}
	if d.venue != "" {
		c.venue(d.venue)
	}
	for _, address := range d.hrefs {
		c.mentions(address)
	}
	var raw, clean []string
	for _, b := range d.abstract {
		raw = append(raw, b.raw)
		clean = append(clean, CleanLine(b.text))
	}
	p.RawAbstract = strings.Join(raw, "\n\n")
	text := CleanText(strings.Join(clean, "\n\n"))
	p.Abstract = ShowText(text)
	p.Links = c.links(text)
	return record{paper: c.paper}
}

// maxRaw is how much of a rejected record is kept for mending, in bytes.
const maxRaw = 64 << 10

// rejected is the problem that b could not be taken.
func rejected(b block, reason string) record {
	raw := b.text
	if len(raw) > maxRaw {
		raw = strings.ToValidUTF8(raw[:maxRaw], "")
	}
	p := &Problem{Line: b.line, Reason: reason, Text: beginning(b.text)}
	if raw != p.Text {
		p.Raw = strings.Clone(raw) // not the whole input that it is a part of
	}
	return record{problem: p}
}

// beginning is the cleaned beginning of text, as much as fits a message.
func beginning(text string) string {
	const most = 120
	if len(text) > 4*most { // cleaning looks at every rune, and the text may be megabytes
		text = text[:4*most]
	}
	runes := []rune(CleanLine(strings.ToValidUTF8(text, "")))
	if len(runes) <= most {
		return string(runes)
	}
	return strings.TrimSpace(string(runes[:most-1])) + "…"
}
