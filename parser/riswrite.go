package parser

// This file owns writing RIS: one value a line, one author a line, CRLF line ends. The text is the shown text. An abstract
// of several paragraphs has an AB line for each of them, which other programs read as one abstract too.

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// risTypeNames are the types of works, by CSL's names, for those that RIS has a name for. A preprint is unpublished.
var risTypeNames = map[string]string{
	"article": "UNPB", "article-journal": "JOUR", "article-magazine": "MGZN", "article-newspaper": "NEWS", "book": "BOOK", "chapter": "CHAP",
	"dataset": "DATA", "entry-dictionary": "DICT", "entry-encyclopedia": "ENCYC", "manuscript": "MANSCPT", "pamphlet": "PAMP",
	"paper-conference": "CONF", "patent": "PAT", "post-weblog": "BLOG", "report": "RPRT", "software": "COMP", "speech": "SLIDE",
	"standard": "STAND", "thesis": "THES", "webpage": "ELEC",
}

type risWriter struct{ w *bufio.Writer }

func newRISWriter(w io.Writer) Writer { return &risWriter{bufio.NewWriter(w)} }

func (w *risWriter) Close() error {
	if err := w.w.Flush(); err != nil {
		return fmt.Errorf("writing RIS: %w", err)
	}
	return nil
}

// line writes a value, unless it is empty. Text that has been cleaned has no line end but those between paragraphs.
func (w *risWriter) line(tag, value string) {
	if value = CleanLine(value); value != "" {
		_, _ = fmt.Fprintf(w.w, "%s  - %s\r\n", tag, value) // an error stays until Flush
	}
}

func (w *risWriter) Write(p *Paper) error {
	kind := risTypeNames[p.In.Type]
	if kind == "" {
		kind = "GEN"
	}
	w.line("TY", kind)
	w.line("ID", p.Key)
	w.line("TI", p.Title)
	for _, a := range p.Authors {
		w.line("AU", invertedName(a))
	}
	if p.MoreAuthors {
		w.line("AU", "et al.") // as MEDLINE did
	}
	editor := "ED"
	if kind == "CHAP" || kind == "CONF" {
		editor = "A2"
	}
	for _, a := range p.Editors {
		w.line(editor, invertedName(a))
	}
	w.date(p.Published)
	w.publication(&p.In)
	w.line("LA", p.Language)
	w.line("DO", p.DOI)
	w.links(p)
	for _, paragraph := range strings.Split(p.Abstract, "\n\n") {
		w.line("AB", paragraph)
	}
	for _, word := range risWords(p) {
		w.line("KW", word)
	}
	_, err := w.w.WriteString("ER  - \r\n\r\n")
	if err != nil {
		return fmt.Errorf("writing RIS: %w", err)
	}
	return nil
}

// date writes the year and, where it is known, the day or month: 2024/03/11/ or 2024/03//.
func (w *risWriter) date(d Date) {
	parts := strings.Split(string(d), "-")
	w.line("PY", parts[0])
	if len(parts) > 1 {
		w.line("DA", strings.Join(parts, "/")+strings.Repeat("/", 4-len(parts)))
	}
}

// publication writes where the work appeared.
func (w *risWriter) publication(in *Publication) {
	tag := "T2"
	if in.Type == "article-journal" {
		tag = "JO"
	}
	w.line(tag, in.Venue)
	w.line("VL", in.Volume)
	w.line("IS", in.Issue)
	first, last := in.Pages, ""
	if m := pagesHyphen().FindStringSubmatch(in.Pages); m != nil && m[1] != m[2] {
		first, last = m[1], m[2]
	}
	w.line("SP", first)
	w.line("EP", last)
	w.line("PB", in.Publisher)
	w.line("CY", in.Place)
	w.line("T3", in.Series)
	w.line("ET", in.Edition)
	w.line("SN", in.ISBN)
	w.line("SN", in.ISSN)
}

// links writes the addresses under the tags that tell their kinds. The DOI has a tag of its own, and the address on arXiv
// carries the version.
func (w *risWriter) links(p *Paper) {
	if p.ArXiv != "" {
		address := "https://arxiv.org/abs/" + p.ArXiv
		if p.Version > 0 {
			address += fmt.Sprintf("v%d", p.Version)
		}
		w.line("UR", address)
		w.line("L1", "https://arxiv.org/pdf/"+p.ArXiv)
	}
	own := map[string]bool{}
	for _, l := range arXivLinks(p, "", "") {
		own[l.URL] = true
	}
	for _, l := range p.Links {
		switch {
		case own[l.URL]:
		case l.Kind == LinkPage:
			w.line("UR", l.URL)
		case l.Kind == LinkPDF:
			w.line("L1", l.URL)
		default:
			w.line("LK", l.URL)
		}
	}
	for _, f := range p.Files {
		w.line("L1", f)
	}
}

// risWords are the keywords and the reader's tags, which RIS does not tell apart.
func risWords(p *Paper) []string {
	words := append([]string(nil), p.Keywords...)
	seen := map[string]bool{}
	for _, w := range words {
		seen[w] = true
	}
	if p.Marks != nil {
		for _, tag := range p.Marks.Tags {
			if !seen[tag] {
				words = append(words, tag)
			}
		}
	}
	return words
}
