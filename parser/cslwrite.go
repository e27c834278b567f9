package parser

// This file owns writing CSL-JSON: an array of items that are valid by the schema (see csljson.go), for citation processors
// and reference managers. They carry the shown text. What CSL has no member for, or would read back differently, stands in
// custom, which the schema leaves to programs; what a reader made of a paper is no part of a bibliography and stays out.

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"
)

// A cslWriter writes items one after the other.
type cslWriter struct {
	w    io.Writer
	ids  map[string]bool // that were given
	err  error
	done bool
}

func newCSLWriter(w io.Writer) Writer { return &cslWriter{w: w, ids: map[string]bool{}} }

// Write writes one paper. A write that failed fails all that follow.
func (c *cslWriter) Write(p *Paper) error {
	if c.err != nil {
		return c.err
	}
	item := cslItemOf(p)
	item.ID = jsonText(c.id(p))
	item.keepRest(p)
	var buf bytes.Buffer
	buf.WriteString(",\n")
	if len(c.ids) == 1 {
		buf.Reset()
		buf.WriteString("[\n")
	}
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false) // no browser reads this
	if c.err = enc.Encode(item); c.err == nil {
		_, c.err = c.w.Write(bytes.TrimSuffix(buf.Bytes(), []byte("\n")))
	}
	if c.err != nil {
		c.err = fmt.Errorf("writing CSL-JSON: %w", c.err)
	}
	return c.err
}

// Close completes the array.
func (c *cslWriter) Close() error {
	if c.err != nil || c.done {
		return c.err
	}
	c.done = true
	end := "\n]\n"
	if len(c.ids) == 0 {
		end = "[]\n"
	}
	if _, c.err = io.WriteString(c.w, end); c.err != nil {
		c.err = fmt.Errorf("writing CSL-JSON: %w", c.err)
	}
	return c.err
}

// id is the paper's citation key or another name for it that stays the same, with a letter if it was given before.
func (c *cslWriter) id(p *Paper) string {
	name := p.Key
	switch {
	case name != "":
	case p.ArXiv != "":
		name = "arXiv:" + p.ArXiv
	case p.DOI != "":
		name = p.DOI
	case p.OpenReview != "":
		name = openReviewPage + p.OpenReview
	default:
		words := titleWord().FindAllString(strings.ToLower(p.Title), 5)
		if name = strings.Join(words, "-"); name == "" || len(name) > 200 {
			name = "paper"
		}
	}
	id := name
	for n := 0; c.ids[id]; n++ {
		id = name + keySuffix(n)
	}
	c.ids[id] = true
	return id
}

var titleWord = pattern(`[\p{L}\d]+`)

// keySuffix counts with letters: a, b, … z, aa, ab.
func keySuffix(n int) string {
	s := ""
	for ; n >= 0; n = n/26 - 1 {
		s = string(rune('a'+n%26)) + s
	}
	return s
}

// cslItemOf is the item of a paper, as far as CSL has members for what is known of it.
func cslItemOf(p *Paper) *cslItem {
	item := &cslItem{
		Type: jsonText(p.In.Type), Title: jsonText(p.Title), Abstract: jsonText(p.Abstract), Author: p.Authors,
		Issued: cslDate(p.Published), ContainerTitle: jsonText(p.In.Venue), Volume: jsonText(p.In.Volume),
		Issue: jsonText(p.In.Issue), Page: jsonText(strings.ReplaceAll(p.In.Pages, "–", "-")),
		Publisher: jsonText(p.In.Publisher), DOI: jsonText(p.DOI), Categories: p.Categories, Keyword: p.Keywords,
		Note: jsonText(p.Comment), Editor: p.Editors, Place: jsonText(p.In.Place), Series: jsonText(p.In.Series),
		Edition: jsonText(p.In.Edition), ISBN: jsonText(p.In.ISBN), ISSN: jsonText(p.In.ISSN), Language: jsonText(p.Language),
	}
	switch {
	case cslTypes[p.In.Type]:
	case p.ArXiv != "" || p.OpenReview != "":
		item.Type = "article" // a preprint
	default:
		item.Type = "document"
	}
	if p.ArXiv != "" {
		item.Archive, item.Number = "arXiv", jsonText("arXiv:"+p.ArXiv)
		if p.Version > 0 {
			item.Version = jsonText(fmt.Sprint(p.Version))
		}
	}
	pages := ownPages(p).list
	if len(pages) == 0 {
		pages = slices.DeleteFunc(slices.Clone(p.Links), func(l Link) bool { return l.Kind != LinkPage })
	}
	if len(pages) > 0 {
		item.URL = jsonText(pages[0].URL)
	}
	return item
}

// cslCustom is the member of an item that is left to programs.
type cslCustom struct {
	Dogear cslRest `json:"dogear"`
}

// A cslRest is what the members of an item do not hold to the letter. A nil member is one that they do.
type cslRest struct {
	Title       *jsonText       `json:"title,omitempty"`
	Abstract    *jsonText       `json:"abstract,omitempty"`
	Authors     *ownAuthors     `json:"author_parts,omitempty"`
	Publication *ownPublication `json:"publication,omitempty"`
	Categories  *jsonTexts      `json:"categories,omitempty"`
	Keywords    *jsonTexts      `json:"keywords,omitempty"`
	Comment     *jsonText       `json:"comment,omitempty"`
	Key         *jsonText       `json:"key,omitempty"`
	ArXiv       *jsonText       `json:"arxiv,omitempty"`
	OpenReview  *jsonText       `json:"openreview,omitempty"`
	DOI         *jsonText       `json:"doi,omitempty"`
	Links       *[]ownLink      `json:"links,omitempty"`
	detailsRest
}

// keepRest puts into custom what reading the item would not give back.
func (c *cslItem) keepRest(p *Paper) {
	read := *c
	read.Author, read.Editor, read.Keyword = c.Author.readBack(), c.Editor.readBack(), c.Keyword.readBack()
	back := read.record(nil, 1).paper
	var rest cslRest
	keepText(&rest.Title, p.Title, back.Title)
	if back.Title == "" { // nothing of the item was read
		read.Custom = &cslCustom{cslRest{Title: rest.Title}}
		back = read.record(nil, 1).paper
	}
	keepText(&rest.Abstract, p.Abstract, back.Abstract)
	keepText(&rest.Comment, p.Comment, back.Comment)
	keepText(&rest.ArXiv, p.ArXiv, back.ArXiv)
	keepText(&rest.OpenReview, p.OpenReview, back.OpenReview)
	keepText(&rest.DOI, p.DOI, back.DOI)
	if p.Key != "" {
		keepText(&rest.Key, p.Key, back.Key)
	}
	if !slices.Equal(p.Authors, back.Authors) {
		rest.Authors = &ownAuthors{}
		for _, a := range p.Authors {
			*rest.Authors = append(*rest.Authors, ownAuthor{jsonText(a.Given), jsonText(a.Particle), jsonText(a.Family), jsonText(a.Suffix)})
		}
	}
	if p.In != back.In && (p.In.Type != "" || p.In != withoutType(back.In)) {
		rest.Publication = ownPublicationOf(p.In)
	}
	if !slices.Equal(p.Categories, back.Categories) {
		rest.Categories = (*jsonTexts)(&p.Categories)
	}
	if !slices.Equal(p.Keywords, back.Keywords) {
		rest.Keywords = (*jsonTexts)(&p.Keywords)
	}
	if !slices.Equal(p.Links, back.Links) {
		rest.Links = &[]ownLink{}
		for _, l := range p.Links {
			*rest.Links = append(*rest.Links, ownLink{jsonText(l.Kind), jsonText(l.URL)})
		}
	}
	rest.detailsRest = detailsRestOf(&p.Details, &back.Details)
	if !reflect.ValueOf(rest).IsZero() {
		c.Custom = &cslCustom{rest}
	}
}

func withoutType(in Publication) Publication {
	in.Type = ""
	return in
}

func keepText(to **jsonText, text, back string) {
	if text != back {
		*to = (*jsonText)(&text)
	}
}

// restore puts what was kept back into a paper that was read from the item's members.
func (r *cslRest) restore(p *Paper) {
	if r.Title != nil && CleanLine(string(*r.Title)) != "" {
		p.Title = CleanLine(string(*r.Title))
		p.RawTitle = p.Title
	}
	if r.Abstract != nil {
		p.Abstract = CleanText(string(*r.Abstract))
		p.RawAbstract = p.Abstract
	}
	if r.Authors != nil {
		p.Authors = r.Authors.shown()
	}
	r.restoreDetails(&p.Details)
	if r.Publication != nil {
		p.In = r.Publication.shown()
	}
	if r.Categories != nil {
		p.Categories = cleanTexts(*r.Categories)
	}
	if r.Keywords != nil {
		p.Keywords = cleanTexts(*r.Keywords)
	}
	if r.Comment != nil {
		p.Comment = CleanLine(string(*r.Comment))
	}
	if r.Key != nil {
		p.Key = CleanLine(string(*r.Key))
	}
	r.identify(p)
	if r.Links != nil {
		p.Links = ownLinks(*r.Links)
	}
}

// identify restores identifiers; other members may look as if they held some.
func (r *cslRest) identify(p *Paper) {
	if r.ArXiv != nil {
		p.ArXiv, p.Version = "", 0
		identifyByArXiv(p, string(*r.ArXiv))
	}
	if r.DOI != nil {
		p.DOI = ""
		identifyByDOI(p, string(*r.DOI))
	}
	if r.OpenReview != nil {
		p.OpenReview = ""
		if isOpenReviewID(string(*r.OpenReview)) {
			p.OpenReview = string(*r.OpenReview)
		}
	}
}
