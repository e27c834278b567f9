package parser

// This file owns the table that Zotero exports (its translator "CSV"): a row for each item, eighty columns, names and tags
// parted by semicolons, notes as HTML. What has no column of its own stands in Extra, as lines "Name: value".

import (
	"fmt"
	"strings"
)

const zoteroSource = "Zotero"

// zoteroTypes are the types of items, by CSL's names. A type that is not here is taken without one.
var zoteroTypes = map[string]string{
	"blogPost": "post-weblog", "book": "book", "bookSection": "chapter", "computerProgram": "software", "conferencePaper": "paper-conference",
	"dataset": "dataset", "dictionaryEntry": "entry-dictionary", "document": "document", "encyclopediaArticle": "entry-encyclopedia",
	"journalArticle": "article-journal", "magazineArticle": "article-magazine", "manuscript": "manuscript", "newspaperArticle": "article-newspaper",
	"patent": "patent", "preprint": "article", "presentation": "speech", "report": "report", "standard": "standard", "thesis": "thesis",
	"webpage": "webpage",
}

// sniffZoteroCSV looks for a first line with the names that stand first in every export.
func sniffZoteroCSV(head string) bool {
	h := tableHeadOf(head)
	if !strings.Contains(h.line, "Item Type") || !strings.Contains(h.line, "Title") {
		return false
	}
	names := map[string]bool{}
	for _, cell := range h.cells {
		names[columnName(cell)] = true
	}
	return names["key"] && names["item_type"] && names["title"]
}

func openZoteroCSV(in *input, _ Options) (*Digest, error) {
	d, err := openTable(FormatZoteroCSV, in, func(names []string) (rowReader, string) {
		at := map[string]int{} // the first of two counts
		for i, name := range names {
			if name = columnName(name); name != "" {
				if _, twice := at[name]; !twice {
					at[name] = i
				}
			}
		}
		if _, ok := at["title"]; !ok {
			return nil, `the first row has no column "title"; a Zotero export has Key, Item Type, Title and more`
		}
		return func(begin block, cells []string) record {
			cell := make(map[string]string, len(at))
			for name, i := range at {
				if i < len(cells) {
					cell[name] = cells[i]
				}
			}
			return zoteroRecord(begin, cell)
		}, ""
	})
	if err != nil {
		return nil, err
	}
	d.Source = zoteroSource
	return d, nil
}

// zoteroRecord makes a record of a row.
func zoteroRecord(begin block, cell map[string]string) record {
	kind := strings.TrimSpace(cell["item_type"])
	if kind == "attachment" || kind == "note" || kind == "annotation" {
		return rejected(begin, fmt.Sprintf("an item of type %q, which is not a paper", kind))
	}
	line := func(name string) string { return showLine(cell[name]) }
	var r citation
	p := &r.paper
	p.In = Publication{
		Type: zoteroTypes[kind], Volume: line("volume"), Issue: line("issue"), Pages: pageRange(cell["pages"]), Publisher: line("publisher"),
		Place: line("place"), Series: line("series"), Edition: line("edition"),
	}
	if p.In.Series == "" {
		p.In.Series = line("series_title")
	}
	p.In.number(cell["isbn"])
	p.In.number(cell["issn"])
	p.Language = line("language")
	for _, s := range zoteroList(cell["file_attachments"]) {
		p.addFile(s)
	}
	for _, name := range []string{"publication_title", "proceedings_title", "conference_name", "journal_abbreviation"} {
		if venue := line(name); venue != "" {
			r.venue(venue)
			break
		}
	}
	if date := looseDate(CleanLine(cell["date"])); date != "" {
		p.Published = date
	} else {
		p.Published = looseDate(CleanLine(cell["publication_year"]))
	}
	r.doi(cell["doi"])
	p.Key = CleanLine(cell["citation_key"])
	r.zoteroExtra(cell["extra"])
	r.address(cell["url"], LinkPage)
	for _, s := range zoteroList(cell["link_attachments"]) {
		r.address(s, LinkOther)
	}
	for _, name := range zoteroList(cell["author"]) {
		switch {
		case isOthers(name):
			p.MoreAuthors = true
			continue
		case !strings.Contains(name, ","):
			name += "," // a name of one part: a group's, or of someone who has no other
		}
		r.authors(name)
	}
	for _, name := range append(zoteroList(cell["editor"]), zoteroList(cell["book_editor"])...) {
		r.editors(name)
	}
	r.keywords(zoteroList(cell["automatic_tags"])...)
	p.Marks = zoteroMarks(cell)
	return r.record(begin, cell["title"], cell["abstract_note"])
}

// zoteroList parts a cell at its semicolons.
func zoteroList(cell string) []string {
	var list []string
	for _, s := range strings.Split(cell, ";") {
		if s = strings.TrimSpace(s); s != "" {
			list = append(list, s)
		}
	}
	return list
}

// zoteroMarks are tags and notes that the reader made. Tags that came with the item are keywords.
func zoteroMarks(cell map[string]string) *Marks {
	m := Marks{Added: looseDate(CleanLine(cell["date_added"])), Note: noteOfHTML(cell["notes"])}
	for _, tag := range zoteroList(cell["manual_tags"]) {
		if tag = CleanLine(tag); tag != "" {
			m.Tags = append(m.Tags, tag)
		}
	}
	if m.Added == "" && m.Note == "" && m.Tags == nil {
		return nil
	}
	return &m
}

// arXivOneClass are the archives that have no classes: their name is the whole subject.
var arXivOneClass = setOf("gr-qc hep-ex hep-lat hep-ph hep-th math-ph nucl-ex nucl-th quant-ph")

var extraClass = pattern(`\[([a-z-]+(?:\.[A-Za-z-]{2,})?)\]`)

// zoteroExtra takes what stands in Extra: the identifier on arXiv with its subject, the key of citations, a DOI.
func (r *citation) zoteroExtra(extra string) {
	for _, s := range strings.Split(extra, "\n") {
		name, value, _ := strings.Cut(s, ":")
		value = strings.TrimSpace(value)
		switch strings.ToLower(strings.TrimSpace(name)) {
		case "arxiv":
			r.arXiv(value)
			if m := extraClass().FindStringSubmatch(value); m != nil && (strings.Contains(m[1], ".") || arXivOneClass[m[1]]) {
				r.paper.Categories = []string{m[1]}
			}
		case "citation key", "citationkey":
			if r.paper.Key == "" {
				r.paper.Key = CleanLine(value)
			}
		case "doi":
			r.doi(value)
		}
	}
}
