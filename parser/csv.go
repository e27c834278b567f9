package parser

// This file owns dogear's own table: comma-separated values whose columns are named as the members of `--json` are, and
// after them those of a publication. Any of them may be missing but the title, in any order; columns with other names are
// left alone, so tables that people make themselves can be read too.
//
// Lists are parted by semicolons; a backslash keeps one that is part of a value. Cells that a spreadsheet would take for a
// formula have an apostrophe in front, which comes off on reading.

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// csvColumns are the columns in the order in which they are written.
var csvColumns = strings.Fields("title abstract authors status starred tags note arxiv version doi openreview published added links " +
	"type venue volume issue pages publisher categories keywords comment key title_original abstract_original")

// sniffCSV looks for a first line that names a title and some other column.
func sniffCSV(head string) bool {
	first := tableLine(head)
	if len(first) > 4<<10 || !strings.Contains(strings.ToLower(first), "title") {
		return false
	}
	names, known := tableColumns(head), 0
	for _, c := range csvColumns {
		if names[c] {
			known++
		}
	}
	return names["title"] && (known > 2 || known == 2 && len(names) < 5 && !strings.Contains(first, ", ")) // "Title, Authors" is prose
}

func openCSV(in *input, _ Options) (*Digest, error) {
	return openTable(FormatCSV, in, "title", "columns have the names of --json: title, abstract, authors, arxiv, doi, …", csvRecord)
}

// csvRecord makes a record of a row.
func csvRecord(begin block, cell map[string]string) record {
	for name, c := range cell {
		cell[name] = unguarded(c)
	}
	line := func(name string) string { return showLine(cell[name]) }
	var r citation
	p := &r.paper
	p.In = Publication{
		Type: line("type"), Venue: line("venue"), Volume: line("volume"), Issue: line("issue"), Pages: line("pages"), Publisher: line("publisher"),
	}
	p.Comment, p.Key = line("comment"), CleanLine(cell["key"])
	p.Published = looseDate(CleanLine(cell["published"]))
	r.arXiv(cell["arxiv"])
	if v, err := strconv.Atoi(strings.TrimSpace(cell["version"])); err == nil && v > 0 && v < 1000 && p.ArXiv != "" {
		p.Version = v
	}
	r.doi(cell["doi"])
	if id := strings.TrimSpace(cell["openreview"]); isOpenReviewID(id) {
		p.OpenReview = id
	}
	p.Authors = csvAuthors(cell["authors"])
	p.Categories = csvList(cell["categories"])
	r.keywords(csvList(cell["keywords"])...)
	p.Marks = csvMarks(cell)

	title, abstract := cell["title"], cell["abstract"]
	if strings.TrimSpace(title) == "" {
		title = cell["title_original"]
	}
	rec := r.record(begin, title, abstract)
	if rec.problem != nil {
		return rec
	}
	if s := cell["title_original"]; s != "" {
		rec.paper.RawTitle = s
	}
	if s := cell["abstract_original"]; s != "" {
		rec.paper.RawAbstract = s
	}
	rec.paper.Links = csvLinks(cell["links"], rec.paper.Links)
	return rec
}

// csvMarks are what the reader made of the paper, if any of the cells for that is filled.
func csvMarks(cell map[string]string) *Marks {
	m := Marks{Status: strings.ToLower(CleanLine(cell["status"])), Tags: csvList(cell["tags"]), Note: CleanNote(cell["note"])}
	m.Added = looseDate(CleanLine(cell["added"]))
	starred := strings.ToLower(strings.TrimSpace(cell["starred"]))
	switch m.Status {
	case "inbox", "later", "read", "dismissed":
	default:
		m.Status = ""
	}
	switch starred {
	case "true", "yes", "1", "x", "*", "★":
		m.Starred = true
	case "":
		if m.Status == "" && m.Tags == nil && m.Note == "" && m.Added == "" {
			return nil
		}
	}
	return &m
}

// csvLinks are the links of the cell with their kinds, then those of the others that are not among them.
func csvLinks(cell string, others []Link) []Link {
	var links linkList
	kind := LinkKind("")
	for _, s := range strings.Fields(cell) {
		switch k := LinkKind(strings.ToLower(strings.TrimSuffix(s, ":"))); k {
		case LinkPage, LinkPDF, LinkCode, LinkProject, LinkOther:
			kind = k
			continue
		}
		if kind == "" {
			s = strings.TrimRight(s, ",;")
			kind = KindOf(s, "")
		}
		links.add(kind, s)
		kind = ""
	}
	for _, l := range others {
		links.add(l.Kind, l.URL)
	}
	return links.list
}

// csvAuthors reads names parted by semicolons: in display order or, where a comma stands in one, family name first. People
// also write names in display order with commas between.
func csvAuthors(cell string) []Author {
	if !strings.Contains(cell, ";") {
		if authors := bylineAuthors(showLine(cell)); authors != nil {
			return authors
		}
	}
	var authors []Author
	for _, name := range csvList(cell) {
		a := displayedAuthor(showLine(name))
		if strings.Contains(name, ",") {
			a = citedAuthor(name)
		}
		if a.Family != "" {
			authors = append(authors, a)
		}
	}
	return authors
}

// csvName is the author as csvAuthors reads it.
func csvName(a Author) string {
	if name := a.Name(); !strings.Contains(name, ",") && displayedAuthor(name) == a {
		return name
	}
	if name := invertedName(a); strings.Contains(name, ",") {
		return name
	}
	return a.Name()
}

// csvList parts a cell at its semicolons, but for those behind a backslash.
func csvList(cell string) []string {
	var list []string
	var item strings.Builder
	end := func() {
		if s := CleanLine(item.String()); s != "" {
			list = append(list, s)
		}
		item.Reset()
	}
	for i := 0; i < len(cell); i++ {
		switch c := cell[i]; {
		case c == ';':
			end()
			continue
		case c == '\\' && i+1 < len(cell) && (cell[i+1] == ';' || cell[i+1] == '\\'):
			i++
		}
		item.WriteByte(cell[i])
	}
	end()
	return list
}

var csvEscapes = strings.NewReplacer(`\`, `\\`, `;`, `\;`)

// csvCell is the cell that csvList parts into the list.
func csvCell(list []string) string {
	escaped := make([]string, len(list))
	for i, s := range list {
		escaped[i] = csvEscapes.Replace(CleanLine(s))
	}
	return strings.Join(escaped, "; ")
}

// guarded is the cell with an apostrophe in front if a spreadsheet would take it for a formula, and unguarded takes it off
// again. Apostrophes that stand there already make no difference, so that nothing gets lost on the way.
func guarded(cell string) string {
	if formula(cell) {
		return "'" + cell
	}
	return cell
}

func unguarded(cell string) string {
	if rest, ok := strings.CutPrefix(cell, "'"); ok && formula(rest) {
		return rest
	}
	return cell
}

// formula tells whether a cell, apostrophes in front of it apart, begins like a formula.
func formula(cell string) bool {
	cell = strings.TrimLeft(cell, "'")
	return cell != "" && strings.IndexByte("=+-@\t\r", cell[0]) >= 0
}

type csvWriter struct {
	w     *csv.Writer
	begun bool
}

func newCSVWriter(w io.Writer) Writer { return &csvWriter{w: csv.NewWriter(w)} }

func (w *csvWriter) Close() error {
	if !w.begun { // a table without rows still names its columns
		w.row(csvColumns)
	}
	w.w.Flush()
	return w.err()
}

func (w *csvWriter) err() error {
	if err := w.w.Error(); err != nil {
		return fmt.Errorf("writing CSV: %w", err)
	}
	return nil
}

func (w *csvWriter) row(cells []string) {
	w.begun = true
	_ = w.w.Write(cells) // keeps its error; see err
}

func (w *csvWriter) Write(p *Paper) error {
	if !w.begun {
		w.row(csvColumns)
	}
	cell := csvCells(p)
	cells := make([]string, len(csvColumns))
	for i, name := range csvColumns {
		cells[i] = guarded(cell[name])
	}
	w.row(cells)
	return w.err()
}

// csvCells are the cells for a paper by their columns. Nothing in them acts on a terminal.
func csvCells(p *Paper) map[string]string {
	var names, links []string
	for _, a := range p.Authors {
		names = append(names, csvName(a))
	}
	authors := csvCell(names)
	if len(names) == 1 && (strings.ContainsAny(authors, ",&") || strings.Contains(authors, " and ")) {
		authors += ";" // it is one name, not two
	}
	for _, l := range p.Links {
		links = append(links, CleanLine(string(l.Kind)+" "+l.URL))
	}
	cell := map[string]string{
		"title": CleanLine(p.Title), "abstract": CleanText(p.Abstract), "authors": authors, "arxiv": p.ArXiv, "doi": CleanLine(p.DOI),
		"openreview": CleanLine(p.OpenReview), "published": string(p.Published), "links": strings.Join(links, " "),
		"type": CleanLine(p.In.Type), "venue": CleanLine(p.In.Venue), "volume": CleanLine(p.In.Volume), "issue": CleanLine(p.In.Issue),
		"pages": CleanLine(p.In.Pages), "publisher": CleanLine(p.In.Publisher), "categories": csvCell(p.Categories),
		"keywords": csvCell(p.Keywords), "comment": CleanLine(p.Comment), "key": CleanLine(p.Key),
		"title_original": cleanLayout(p.RawTitle), "abstract_original": cleanLayout(p.RawAbstract),
	}
	if p.Version > 0 {
		cell["version"] = strconv.Itoa(p.Version)
	}
	if m := p.Marks; m != nil {
		cell["status"], cell["starred"], cell["added"] = m.Status, strconv.FormatBool(m.Starred), string(m.Added)
		cell["tags"], cell["note"] = csvCell(m.Tags), CleanNote(m.Note)
	}
	return cell
}
