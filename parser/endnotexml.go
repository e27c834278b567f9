package parser

// This file owns the XML that EndNote exports, and other reference managers for it: <xml><records><record>, with elements
// <style> around every piece of text. It is described by nothing but its files.

import (
	"strings"
	"unicode"
)

const endNoteSource = "EndNote"

// endNoteRoots are the records in a document.
var endNoteRoots = map[string]string{"xml": "record", "records": "record"}

func sniffEndNoteXML(head string) bool {
	name, tag := xmlRoot(head)
	if endNoteRoots[name] == "" || !strings.Contains(tag, "<record") {
		return false
	}
	for _, own := range []string{"<ref-type", "<source-app", "<titles>", "<contributors>", "<records/>", "<records></records>"} {
		if strings.Contains(tag, own) {
			return true
		}
	}
	return false
}

func openEndNoteXML(in *input, _ Options) (*Digest, error) {
	d, err := newXMLDigest(FormatEndNoteXML, newRecordSplitter(in, endNoteRoots), endNoteRecord)
	if err != nil {
		return nil, err
	}
	d.Source = endNoteSource
	return d, nil
}

type endNoteEntry struct {
	RefType struct {
		Name string `xml:"name,attr"`
		Code string `xml:",chardata"`
	} `xml:"ref-type"`
	Authors    []plainXML `xml:"contributors>authors>author"`
	Secondary  []plainXML `xml:"contributors>secondary-authors>author"`
	Title      plainXML   `xml:"titles>title"`
	Container  plainXML   `xml:"titles>secondary-title"`
	Series     plainXML   `xml:"titles>tertiary-title"`
	Periodical plainXML   `xml:"periodical>full-title"`
	Abbrev     plainXML   `xml:"periodical>abbr-1"`
	AltTitle   plainXML   `xml:"alt-periodical>full-title"`
	Pages      plainXML   `xml:"pages"`
	Volume     plainXML   `xml:"volume"`
	Number     plainXML   `xml:"number"`
	Issue      plainXML   `xml:"issue"`
	Edition    plainXML   `xml:"edition"`
	Keywords   []plainXML `xml:"keywords>keyword"`
	Year       plainXML   `xml:"dates>year"`
	Days       []plainXML `xml:"dates>pub-dates>date"`
	Place      plainXML   `xml:"pub-location"`
	Publisher  plainXML   `xml:"publisher"`
	ISBN       plainXML   `xml:"isbn"`
	Number2    plainXML   `xml:"electronic-resource-num"`
	Abstract   plainXML   `xml:"abstract"`
	Research   plainXML   `xml:"research-notes"`
	Label      plainXML   `xml:"label"`
	Language   plainXML   `xml:"language"`
	PDFs       []plainXML `xml:"urls>pdf-urls>url"`
	Related    []plainXML `xml:"urls>related-urls>url"`
	Web        []plainXML `xml:"urls>web-urls>url"`
	Text       []plainXML `xml:"urls>text-urls>url"`
}

// endNoteKinds are the types of references by CSL's names, by EndNote's names and by its numbers for them.
var endNoteKinds = map[string]string{
	"journal article": "article-journal", "17": "article-journal", "electronic article": "article-journal", "43": "article-journal",
	"magazine article": "article-magazine", "19": "article-magazine", "newspaper article": "article-newspaper", "23": "article-newspaper",
	"conference paper": "paper-conference", "47": "paper-conference", "conference proceedings": "paper-conference", "10": "paper-conference",
	"book": "book", "6": "book", "edited book": "book", "28": "book", "electronic book": "book", "44": "book", "book section": "chapter", "5": "chapter",
	"electronic book section": "chapter", "60": "chapter", "thesis": "thesis", "32": "thesis", "report": "report", "27": "report",
	"web page": "webpage", "12": "webpage", "blog": "post-weblog", "56": "post-weblog", "patent": "patent", "25": "patent", "dataset": "dataset",
	"59": "dataset", "computer program": "software", "9": "software", "manuscript": "manuscript", "36": "manuscript", "unpublished work": "article",
	"34": "article", "preprint": "article", "standard": "standard", "58": "standard", "encyclopedia": "entry-encyclopedia", "dictionary": "entry-dictionary",
}

func endNoteRecord(e *endNoteEntry, begin block) record {
	var r citation
	p := &r.paper
	name := strings.ToLower(CleanLine(e.RefType.Name))
	if name == "" {
		name = CleanLine(e.RefType.Code)
	}
	p.In = Publication{
		Type: endNoteKinds[name], Volume: e.Volume.line(), Issue: endNoteLine(e.Number, e.Issue), Pages: pageRange(string(e.Pages)),
		Publisher: e.Publisher.line(), Place: e.Place.line(), Edition: e.Edition.line(), Series: e.Series.line(),
	}
	if venue := endNoteLine(e.Container, e.Periodical, e.Abbrev, e.AltTitle); venue != "" {
		r.venue(venue)
		if p.In.Type == "book" { // it is the series of the book
			p.In.Series, p.In.Venue = firstLine([]string{p.In.Series, venue}), ""
		}
	}
	p.takeSerials(string(e.ISBN))
	p.Language = e.Language.line()
	p.Published = looseDate(CleanLine(string(e.Year)))
	for _, d := range e.Days {
		p.Published = finerDate(p.Published, endNoteDate(CleanLine(string(d)), p.Published))
	}
	if id := strings.TrimSpace(string(e.Number2)); strings.Contains(id, "://") {
		r.address(id, LinkPage)
	} else if !r.doi(id) {
		r.arXiv(id)
	}
	e.addresses(&r)
	for _, name := range e.Authors {
		r.authors(string(name))
	}
	for _, name := range e.Secondary {
		if a := citedAuthor(string(name)); a.Family != "" {
			p.Editors = append(p.Editors, a)
		}
	}
	if name == "edited book" || name == "28" {
		p.Authors, p.Editors = nil, append(p.Authors, p.Editors...)
	}
	for _, w := range e.Keywords {
		r.keywords(strings.FieldsFunc(string(w), func(r rune) bool { return r == '\r' || r == '\n' || r == ';' })...)
	}
	if key := CleanLine(string(e.Label)); !strings.Contains(key, " ") {
		p.Key = key
	}
	if note := CleanNote(string(e.Research)); note != "" {
		p.Marks = &Marks{Note: note}
	}
	return r.record(begin, markedText(string(e.Title)), markedAbstract(string(e.Abstract)))
}

// endNoteLine is the first of the texts that is not empty, as shown.
func endNoteLine(texts ...plainXML) string {
	for _, t := range texts {
		if s := t.line(); s != "" {
			return s
		}
	}
	return ""
}

// endNoteDate reads the day of a date, whose year may stand elsewhere: "Aug 30".
func endNoteDate(day string, year Date) Date {
	if d := looseDate(day); d != "" {
		return d
	}
	if len(year) != len("2006") || day == "" {
		return ""
	}
	if d := looseDate(day + " " + string(year)); d != "" {
		return d
	}
	return looseDate(string(year) + "/" + strings.ReplaceAll(day, "-", "/"))
}

// addresses takes files and addresses. Files in EndNote's own folder have addresses of its own.
func (e *endNoteEntry) addresses(r *citation) {
	for _, list := range [][]plainXML{e.PDFs, e.Related, e.Web, e.Text} {
		for _, u := range list {
			for _, s := range strings.Fields(string(u)) {
				if strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") {
					r.address(s, LinkPage)
				}
			}
		}
	}
	for _, u := range e.PDFs {
		if s := CleanLine(string(u)); s != "" && !strings.HasPrefix(s, "http://") && !strings.HasPrefix(s, "https://") {
			r.paper.Files = append(r.paper.Files, s)
		}
	}
}

// takeSerials takes an ISBN and an ISSN out of a text that has one of them or both, told apart by their lengths.
func (p *Paper) takeSerials(s string) {
	for _, word := range strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r == ',' || r == ';' }) {
		word = strings.Trim(CleanLine(word), "()")
		digits := strings.ReplaceAll(word, "-", "")
		switch n := len(digits); {
		case n == 0 || strings.Trim(digits[:n-1], "0123456789") != "":
		case n == 8 && p.In.ISSN == "":
			p.In.ISSN = word
		case (n == 10 || n == 13) && p.In.ISBN == "":
			p.In.ISBN = word
		}
	}
}
