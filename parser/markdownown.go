package parser

// This file owns reading the Markdown that markdownwrite.go writes. Somebody may have changed it since: what is not as it
// was written is read as far as it goes.

import (
	"encoding/json"
	"strings"
)

// isOwnMarkdown reports whether a text begins as a document of ours does.
func isOwnMarkdown(text string) bool {
	return strings.HasPrefix(strings.TrimLeft(text, " \r\n"), ownMarkdown)
}

// readOwnMarkdown parts the document at its headings.
func readOwnMarkdown(text string) (*Digest, error) {
	lines := splitLines(text)
	var records []record
	begin := -1
	for i := 0; i <= len(lines); i++ {
		if i < len(lines) && !strings.HasPrefix(lines[i].text, "## ") {
			continue
		}
		if begin >= 0 {
			records = append(records, ownMarkdownPaper(lines[begin:i]))
		}
		begin = i
	}
	if len(records) == 0 {
		return emptyDigest(FormatMarkdown), nil
	}
	d, err := newDigest(FormatMarkdown, records)
	if err == nil {
		d.Source = "dogear"
	}
	return d, err
}

// An ownMarkdownReader is the state of reading one paper.
type ownMarkdownReader struct {
	cit      citation
	abstract []string
	text     []string // of the paragraph at hand
	note     []string
	marks    Marks
	marked   bool
	rest     markdownRest
}

// ownMarkdownPaper reads one paper, its heading first.
func ownMarkdownPaper(lines []line) record {
	var r ownMarkdownReader
	begin := newBlock(lines[:1])
	title := r.linked(strings.TrimPrefix(lines[0].text, "## "))
	for _, l := range lines[1:] {
		r.line(l.text)
	}
	r.paragraph()
	if len(r.note) > 0 {
		r.marks.Note, r.marked = CleanNote(strings.Join(r.note, "\n")), true
	}
	p := &r.cit.paper
	given := r.cit.given
	if r.marked {
		p.Marks = &r.marks
	}
	if s := r.rest.Title; s != nil && CleanLine(title) == "" {
		title = *s
	}
	rec := r.cit.record(begin, title, strings.Join(r.abstract, "\n\n"))
	if rec.problem == nil {
		rec.paper.Links = given
		r.restore(&rec.paper)
	}
	return rec
}

// linked is the text without its markup; the addresses that it links to are the paper's.
func (r *ownMarkdownReader) linked(s string) string {
	var b strings.Builder
	for _, run := range inlineRuns(s, nil) {
		b.WriteString(run.text)
		if run.href == "" {
			continue
		}
		if _, ok := parseAddress(run.href); ok {
			r.link(run)
		}
	}
	return b.String()
}

// link takes an address: its text says of what kind, unless it is the title.
func (r *ownMarkdownReader) link(run run) {
	for kind, word := range linkWords {
		if word == run.text {
			r.cit.given = append(r.cit.given, Link{kind, run.href})
			return
		}
	}
	r.cit.mentions(run.href)
}

func (r *ownMarkdownReader) line(s string) {
	switch {
	case strings.HasPrefix(s, "> ") || s == ">":
		r.paragraph()
		r.note = append(r.note, strings.TrimPrefix(strings.TrimPrefix(s, ">"), " "))
	case strings.HasPrefix(s, "- **"):
		r.paragraph()
		if name, value, ok := strings.Cut(strings.TrimPrefix(s, "- **"), ":** "); ok {
			r.field(name, value)
		}
	case strings.HasPrefix(s, "<!-- dogear: "):
		r.paragraph()
		text := strings.TrimSuffix(strings.TrimPrefix(s, "<!-- dogear: "), " -->")
		_ = json.Unmarshal([]byte(text), &r.rest) // what cannot be read is as good as missing
	case strings.TrimSpace(s) == "":
		r.paragraph()
	default:
		r.text = append(r.text, s)
	}
}

// paragraph ends the paragraph at hand.
func (r *ownMarkdownReader) paragraph() {
	if len(r.text) > 0 {
		r.abstract = append(r.abstract, plainText(inlineRuns(strings.Join(r.text, "\n"), nil)))
		r.text = nil
	}
}

// field takes what a line says.
func (r *ownMarkdownReader) field(name, value string) {
	p := &r.cit.paper
	if name == "Links" {
		r.linked(value)
		return
	}
	text := CleanLine(plainText(inlineRuns(value, nil)))
	list := func() []string { return cleanTexts(strings.Split(text, ", ")) }
	switch name {
	case "Authors":
		for _, name := range list() {
			p.Authors = append(p.Authors, displayedAuthor(name))
		}
		if n := len(p.Authors); n > 0 && p.Authors[n-1] == (Author{Family: "et al."}) {
			p.Authors, p.MoreAuthors = p.Authors[:n-1], true
		}
	case "Editors":
		for _, name := range list() {
			p.Editors = append(p.Editors, displayedAuthor(name))
		}
	case "Language":
		p.Language = text
	case "Published":
		p.Published = labelDate(text)
	case "Venue":
		p.In.Venue = text
	case "arXiv":
		p.ArXiv, p.Version, _ = ParseArXiv(text)
	case "DOI":
		p.DOI, _, _ = ParseDOI(text)
	case "Categories":
		p.Categories = list()
	case "Keywords":
		p.Keywords = list()
	case "Comment":
		p.Comment = text
	case "Status":
		status, star := strings.CutSuffix(text, "★")
		if status = strings.TrimSpace(status); ownStatuses[status] {
			r.marks.Status = status
		}
		r.marks.Starred, r.marked = star, true
	case "Tags":
		r.marks.Tags, r.marked = list(), true
	case "Added":
		r.marks.Added, r.marked = labelDate(text), true
	}
}

// restore gives the paper what stands in the comment, cleaned: it comes out of a file like all else.
func (r *ownMarkdownReader) restore(p *Paper) {
	rest := &r.rest
	rest.restore(p)
	if rest.Key != nil {
		p.Key = CleanLine(*rest.Key)
	}
	p.RawTitle, p.RawAbstract = p.Title, p.Abstract
	if rest.Links != nil {
		var links linkList
		for _, l := range *rest.Links {
			if linkKinds[l.Kind] {
				links.add(l.Kind, l.URL)
			}
		}
		p.Links = links.list
	}
	if m := rest.Marks; m != nil {
		kept := &Marks{Starred: m.Starred, Tags: cleanTexts(m.Tags), Note: CleanNote(m.Note), Added: labelDate(string(m.Added))}
		if ownStatuses[m.Status] {
			kept.Status = m.Status
		}
		p.Marks = kept
	}
}
