// This file owns what a record of a digest said, kept for records that were taken for a paper that was there: so that
// the reader can see what was merged, and take it apart again.

package store

import (
	"cmp"
	"encoding/json"
	"fmt"

	"dogear/parser"
)

// said is a record as it is kept: JSON in a Zstandard frame, like bodies.
type said struct {
	Title      string      `json:"title"`
	Published  parser.Date `json:"published,omitempty"`
	ArXiv      string      `json:"arxiv,omitempty"`
	Version    int         `json:"version,omitempty"`
	DOI        string      `json:"doi,omitempty"`
	OpenReview string      `json:"openreview,omitempty"`
	Body       body        `json:"body"`
}

func packSaid(p *parser.Paper) ([]byte, error) {
	text, err := json.Marshal(said{p.Title, p.Published, p.ArXiv, p.Version, p.DOI, p.OpenReview, bodyOf(p)})
	if err != nil {
		return nil, err
	}
	return packer().EncodeAll(text, nil), nil
}

func unpackSaid(data []byte) (*parser.Paper, error) {
	text, err := unpacker().DecodeAll(data, nil)
	var s said
	if err == nil {
		err = json.Unmarshal(text, &s)
	}
	if err != nil {
		return nil, fmt.Errorf("the record is damaged: %w", err)
	}
	p := parser.Paper{
		Title: s.Title, Published: s.Published, ArXiv: s.ArXiv, Version: s.Version, DOI: s.DOI, OpenReview: s.OpenReview,
	}
	s.Body.into(&p)
	return &p, nil
}

// into gives a paper what the body knows of it. The title must be there already.
func (b *body) into(p *parser.Paper) {
	p.Abstract, p.Authors, p.Links = b.Abstract, b.Authors, b.Links
	p.RawTitle, p.RawAbstract = cmp.Or(b.RawTitle, p.Title), cmp.Or(b.RawAbstract, b.Abstract)
	p.In, p.Categories, p.Keywords, p.Comment, p.Key, p.Details = b.In, b.Categories, b.Keywords, b.Comment, b.Key, b.Details
}

// repeats reports whether a record says just what the library has of a paper.
func (k *knownPaper) repeats(p *prepared) bool {
	r := &p.paper
	return k.title == r.Title && k.published == string(r.Published) && k.arxiv == r.ArXiv && k.version == r.Version && k.doi == r.DOI &&
		k.openreview == r.OpenReview && string(k.data) == string(p.data)
}

// parsed is the paper as a record would tell of it.
func (k *knownPaper) parsed() *parser.Paper {
	p := parser.Paper{
		Title: k.title, Published: parser.Date(k.published), ArXiv: k.arxiv, Version: k.version, DOI: k.doi, OpenReview: k.openreview,
	}
	k.body.into(&p)
	return &p
}
