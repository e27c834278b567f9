package parser

// This file owns writing BibTeX and BibLaTeX. Entries look like arXiv's own; the original TeX of a title or an abstract
// goes out as TeX, all other text is escaped. What could not be read back the same stands besides, as JSON, in a field of
// our own that no style knows. What a reader made of a paper is no part of a bibliography and stays out.

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"
)

type bibWriter struct {
	w     *bufio.Writer
	latex bool // BibLaTeX
	keys  keyMaker
}

func newBibTeXWriter(w io.Writer) Writer   { return &bibWriter{w: bufio.NewWriter(w)} }
func newBibLaTeXWriter(w io.Writer) Writer { return &bibWriter{w: bufio.NewWriter(w), latex: true} }

func (b *bibWriter) Close() error { return b.failed(b.w.Flush()) }

func (b *bibWriter) failed(err error) error {
	if err == nil {
		return nil
	}
	if b.latex {
		return fmt.Errorf("writing BibLaTeX: %w", err)
	}
	return fmt.Errorf("writing BibTeX: %w", err)
}

// Write writes one entry.
func (b *bibWriter) Write(p *Paper) error {
	e := bibDraft{latex: b.latex}
	e.paper(p)
	key := b.keys.key(p)
	text := e.entry(key)
	if rest := bibRestOf(p, text); rest != "" {
		e.raw(bibRestField, rest)
		text = e.entry(key)
	}
	_, err := b.w.WriteString(text)
	return b.failed(err)
}

// A bibDraft is an entry that is being written.
type bibDraft struct {
	latex  bool
	kind   bibKind
	fields []string // name = {value}
}

// name chooses between the names of a field in BibTeX and in BibLaTeX.
func (e *bibDraft) name(bibtex, biblatex string) string {
	if e.latex {
		return biblatex
	}
	return bibtex
}

// raw adds a field whose value is ready.
func (e *bibDraft) raw(name, value string) {
	if value != "" {
		e.fields = append(e.fields, name+" = {"+value+"}")
	}
}

// text adds a field of shown text.
func (e *bibDraft) text(name, shown string) {
	value, _ := texField(shown, "", bibLine)
	e.raw(name, value)
}

// entry is the text of the entry.
func (e *bibDraft) entry(key string) string {
	return "@" + e.kind.entry + "{" + key + ",\n  " + strings.Join(e.fields, ",\n  ") + "\n}\n"
}

// paper adds all fields.
func (e *bibDraft) paper(p *Paper) {
	e.kind = bibKindOf(p.In.Type, e.latex)
	if p.In.Type == "" && p.ArXiv != "" && p.In.Venue == "" {
		e.kind = bibKindOf("article", e.latex)
	}
	title, _ := texField(p.Title, CleanLine(p.RawTitle), bibLine)
	e.raw("title", title)
	e.raw("author", bibNameList(p.Authors, p.MoreAuthors))
	e.raw("editor", bibNameList(p.Editors, false))
	e.date(p.Published)
	e.publication(p)
	e.identifiers(p)
	e.addresses(p)
	if p.Comment != "" {
		e.text("note", "Comment: "+p.Comment)
	}
	e.text("language", p.Language)
	if files := bibFileField(p.Files); fitsBraces(files) {
		e.raw("file", files)
	}
	e.keywords(p.Keywords)
	e.abstract(p)
}

// bibNameList is a list of names as bibAuthors reads it.
func bibNameList(people []Author, more bool) string {
	names := make([]string, len(people))
	for i, a := range people {
		names[i] = bibName(a)
	}
	if more {
		names = append(names, "others")
	}
	return strings.Join(names, " and ")
}

// date adds the date, in BibTeX the year and the month, whose names are for the style to write.
func (e *bibDraft) date(d Date) {
	parts := strings.Split(string(d), "-")
	if e.latex {
		e.raw("date", string(d))
		return
	}
	e.raw("year", parts[0])
	if len(parts) > 1 {
		if m, ok := monthNumber(parts[1]); ok {
			e.fields = append(e.fields, "month = "+strings.ToLower(m.String()[:3]))
		}
	}
	if len(parts) > 2 {
		e.raw("day", strings.TrimPrefix(parts[2], "0"))
	}
}

// publication adds where the work appeared.
func (e *bibDraft) publication(p *Paper) {
	in := &p.In
	if e.kind.venue != "series" || in.Series == "" {
		e.text(e.kind.venue, in.Venue)
	}
	e.text("series", in.Series)
	e.text("edition", in.Edition)
	e.text(e.name("address", "location"), in.Place)
	e.text("isbn", in.ISBN)
	e.text("issn", in.ISSN)
	e.text("volume", in.Volume)
	e.text("number", in.Issue)
	pages, _ := texField(in.Pages, "", func(raw string) string { return bibPages(bibLine(raw)) })
	e.raw("pages", strings.ReplaceAll(pages, "–", "--"))
	e.text("publisher", in.Publisher)
	switch {
	case in.Type == "thesis" && e.latex:
		e.raw("type", "phdthesis")
	case in.Type == "article" && p.ArXiv == "" && p.OpenReview == "" && !isServer(in.Venue):
		e.raw("type", "Preprint")
	}
}

// identifiers adds what the paper is known by.
func (e *bibDraft) identifiers(p *Paper) {
	if p.ArXiv != "" {
		e.raw("eprint", p.ArXiv)
		e.raw(e.name("archivePrefix", "eprinttype"), arXivSource)
	}
	if len(p.Categories) > 0 {
		e.text(e.name("primaryClass", "eprintclass"), p.Categories[0])
	}
	if len(p.Categories) > 1 {
		e.text("categories", strings.Join(p.Categories, " "))
	}
	doi := p.DOI
	if strings.ContainsAny(doi, `{}\%`) {
		doi = "https://doi.org/" + url.PathEscape(doi)
	}
	e.raw("doi", doi)
	if p.ArXiv != "" {
		e.raw("openreview", p.OpenReview) // else it is in the address
	}
}

// addresses adds the paper's page, of the version that was met, and one address of each kind that is not known from it.
func (e *bibDraft) addresses(p *Paper) {
	known := map[string]bool{}
	for _, l := range append(append(ownPages(p).list, FindLinks(p.Abstract)...), FindLinks(p.Comment)...) {
		known[l.URL] = true
	}
	page := ""
	if p.ArXiv != "" {
		page = "https://arxiv.org/abs/" + p.ArXiv
		if p.Version > 0 {
			page += fmt.Sprintf("v%d", p.Version)
		}
	} else if p.OpenReview != "" {
		page = openReviewPage + p.OpenReview
	}
	fields := map[LinkKind]string{LinkPDF: "pdf", LinkCode: "code", LinkProject: "website"}
	for _, l := range p.Links {
		name := fields[l.Kind]
		switch address := bibURL(l.URL); {
		case known[l.URL]:
		case page == "" && p.DOI == "" && KindOf(l.URL, "") == l.Kind, page == "" && name == "":
			page = address
		case name != "":
			e.raw(name, address)
			delete(fields, l.Kind)
		}
	}
	e.raw("url", page)
}

// bibURL is an address whose braces match: others are encoded.
func bibURL(address string) string {
	if fitsBraces(address) && !strings.Contains(address, `\`) {
		return address
	}
	return strings.NewReplacer("{", "%7B", "}", "%7D", `\`, "%5C").Replace(address)
}

// keywords adds the keywords; one with a comma or semicolon stands in braces.
func (e *bibDraft) keywords(words []string) {
	list := make([]string, len(words))
	for i, word := range words {
		list[i], _ = texField(word, "", bibLine)
		if strings.ContainsAny(list[i], ",;") {
			list[i] = "{" + list[i] + "}"
		}
	}
	e.raw("keywords", strings.Join(list, ", "))
}

// abstract adds the abstract. Its paragraphs are indented, so that none begins a line with what begins an entry.
func (e *bibDraft) abstract(p *Paper) {
	text, _ := texField(p.Abstract, CleanText(p.RawAbstract), bibText)
	e.raw("abstract", strings.ReplaceAll(text, "\n\n", "\n\n    "))
}

// bibRestField is the field of our own.
const bibRestField = "dogear"

// A bibRest is what the fields of an entry do not hold to the letter. A nil member is one that they do.
type bibRest struct {
	Title      *string      `json:"title,omitempty"`
	Abstract   *string      `json:"abstract,omitempty"`
	Authors    *[]Author    `json:"authors,omitempty"`
	Published  *Date        `json:"published,omitempty"`
	ArXiv      *string      `json:"arxiv,omitempty"`
	Version    *int         `json:"version,omitempty"`
	DOI        *string      `json:"doi,omitempty"`
	OpenReview *string      `json:"openreview,omitempty"`
	In         *Publication `json:"publication,omitempty"`
	Categories *[]string    `json:"categories,omitempty"`
	Keywords   *[]string    `json:"keywords,omitempty"`
	Comment    *string      `json:"comment,omitempty"`
	detailsRest
}

// bibRestOf is what reading the entry would not give back of p, as JSON; empty if it would give all.
func bibRestOf(p *Paper, entry string) string {
	var back Paper
	r := bibReader{scan: newBibScanner(strings.NewReader(entry))}
	if read, err := r.next(); err == nil {
		back = read.paper
	}
	if p.In.Type == "" {
		back.In.Type = "" // what is read for it follows from the other fields
	}
	rest := bibRest{
		Title: unlike(&p.Title, back.Title), Abstract: unlike(&p.Abstract, back.Abstract), Published: unlike(&p.Published, back.Published),
		ArXiv: unlike(&p.ArXiv, back.ArXiv), Version: unlike(&p.Version, back.Version), DOI: unlike(&p.DOI, back.DOI),
		OpenReview: unlike(&p.OpenReview, back.OpenReview), Comment: unlike(&p.Comment, back.Comment), In: unlike(&p.In, back.In),
	}
	if !slices.Equal(p.Authors, back.Authors) {
		rest.Authors = &p.Authors
	}
	if !slices.Equal(p.Categories, back.Categories) {
		rest.Categories = &p.Categories
	}
	if !slices.Equal(p.Keywords, back.Keywords) {
		rest.Keywords = &p.Keywords
	}
	rest.detailsRest = detailsRestOf(&p.Details, &back.Details)
	if rest == (bibRest{}) {
		return ""
	}
	text, err := json.Marshal(rest)
	if err != nil {
		return "" // there is nothing in it that JSON could not hold
	}
	return plainForTeX(text)
}

// unlike is value if it is not as it was read back.
func unlike[T comparable](value *T, back T) *T {
	if *value == back {
		return nil
	}
	return value
}

// plainForTeX is a JSON text in which no string has a character that TeX takes for more than a letter. The braces that are
// left match, and the one backslash, \u and four digits, is a macro that TeX has too: a program that reads all fields as TeX
// must not fail at this one.
func plainForTeX(text []byte) string {
	var b bytes.Buffer
	quoted := false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '"':
			quoted = !quoted
			b.WriteByte(c)
		case c == '\\' && text[i+1] == 'u':
			b.WriteString(`\u`)
			i++
		case c == '\\':
			i++
			escaped := text[i]
			if at := strings.IndexByte("nrtbf", escaped); at >= 0 {
				escaped = "\n\r\t\b\f"[at]
			}
			fmt.Fprintf(&b, `\u%04x`, escaped)
		case quoted && strings.IndexByte("{}$%&#_^~", c) >= 0:
			fmt.Fprintf(&b, `\u%04x`, c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// restoreBib gives p what stands in the field of our own. It comes out of a file like all else, so it is cleaned and
// looked at.
func restoreBib(p *Paper, field string) {
	var rest bibRest
	if field == "" || json.Unmarshal([]byte(field), &rest) != nil {
		return
	}
	rest.restore(p)
}

func (rest *bibRest) restore(p *Paper) {
	for to, text := range map[*string]*string{&p.Title: rest.Title, &p.Comment: rest.Comment} {
		if text != nil {
			*to = CleanLine(*text)
		}
	}
	if rest.Abstract != nil {
		p.Abstract = CleanText(*rest.Abstract)
	}
	rest.identify(p)
	if in := rest.In; in != nil {
		p.In = in.clean()
	}
	if rest.Authors != nil {
		p.Authors = cleanAuthors(*rest.Authors)
	}
	rest.restoreDetails(&p.Details)
	for to, words := range map[*[]string]*[]string{&p.Categories: rest.Categories, &p.Keywords: rest.Keywords} {
		if words == nil {
			continue
		}
		*to = nil
		for _, word := range *words {
			if word = CleanLine(word); word != "" {
				*to = append(*to, word)
			}
		}
	}
}

// identify gives p the date and the identifiers.
func (rest *bibRest) identify(p *Paper) {
	if rest.Published != nil {
		p.Published = labelDate(string(*rest.Published))
	}
	if rest.ArXiv != nil {
		p.ArXiv, p.Version, _ = ParseArXiv(*rest.ArXiv)
	}
	if rest.Version != nil {
		p.Version = versionNumber(fmt.Sprint(*rest.Version))
	}
	if rest.DOI != nil {
		p.DOI, _, _ = ParseDOI(*rest.DOI)
	}
	if id := rest.OpenReview; id != nil && (*id == "" || isOpenReviewID(*id)) {
		p.OpenReview = *id
	}
}
