package parser

// This file owns tables of papers, whoever made them, and dogear's own: comma-separated values whose columns are named as
// the members of `--json` are, and after them those of a publication. Any of them may be missing but the title, in any order;
// tablecolumns.go says what columns of other names mean, tablerecord.go what a row becomes.
//
// In dogear's own, lists are parted by semicolons; a backslash keeps one that is part of a value. Cells that a spreadsheet
// would take for a formula have an apostrophe in front, which comes off on reading.

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// csvColumns are the columns in the order in which they are written.
var csvColumns = strings.Fields("title abstract authors status starred tags note arxiv version doi openreview published added links " +
	"type venue volume issue pages publisher categories keywords comment key title_original abstract_original " +
	"editors more_authors place series edition isbn issn language files upvotes")

// sniffCSV looks for a first line that names the columns of a table of papers, or of bookmarks with papers among them. A
// table of other things is taken as well: it is refused with what its columns are, and must not be read as text.
func sniffCSV(head string) bool {
	h := tableHeadOf(head)
	if len(h.line) > 8<<10 || len(h.cells) < 2 {
		return false
	}
	c := columnsOf(h.cells)
	if spaced := h.comma != '\t' && strings.Contains(h.line, string(h.comma)+" ") && !strings.Contains(h.line, `"`); spaced {
		return c.arePapers() && c.known == len(h.cells) && c.known > 2 // "Title, Authors" is prose
	}
	return c.arePapers() || c.areBookmarks() && leadsToPapers(c, h) || looksLikeTable(h)
}

// leadsToPapers reports whether a row near the beginning has the address of a paper.
func leadsToPapers(c *columns, h tableHead) bool {
	for _, cells := range h.rows {
		row := tableRow{c, cells}
		for _, cell := range append(row.all("url"), row.all("links")...) {
			for word := range strings.FieldsSeq(cell) {
				if _, ok := Identify(word); ok || KindOf(word, "") == LinkPage {
					return true
				}
			}
		}
	}
	return false
}

// looksLikeTable reports whether a text is a table, whatever its columns are: a first line of short names, none twice, and
// jsonBeginning is how a line of JSON begins. Its commas part no cells.
var jsonBeginning = pattern(`^\s*(?:\[\s*)?\{\s*"|^\s*\[\s*"`)

// rows below it that have as many cells. Where all rows do, the first line may be a row like the others.
func looksLikeTable(h tableHead) bool {
	if len(h.cells) < 3 || h.even < 2 || h.even*3 < len(h.rows)*2 || jsonBeginning().MatchString(h.line) {
		return false
	}
	if h.even == len(h.rows) && !h.spaced {
		return true
	}
	seen := map[string]bool{}
	for _, cell := range h.cells {
		name := columnFold(cell)
		if name == "" || isDigits(name) || len(name) > 40 || len(strings.Fields(cell)) > 5 || seen[name] || strings.HasSuffix(strings.TrimSpace(cell), ".") {
			return false
		}
		seen[name] = true
	}
	return true
}

func openCSV(in *input, opts Options) (*Digest, error) {
	head := tableHeadOf(in.head)
	return openTable(FormatCSV, in, func(names []string) (rowReader, string) {
		c := columnsOf(names)
		if !c.arePapers() && !c.areBookmarks() && !(c.has("title") && c.small) {
			return nil, c.problem()
		}
		if why := c.otherThings(head.rows); why != "" && opts.Format == "" {
			return nil, why
		}
		return c.record, ""
	})
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

// formula reports whether a cell, apostrophes and spaces in front of it apart, begins like a formula. Spreadsheets take the
// full-width signs of East Asian keyboards for the same.
func formula(cell string) bool {
	cell = strings.TrimLeft(cell, "' \u00a0\u3000")
	sign, _ := utf8.DecodeRuneInString(cell)
	return cell != "" && strings.ContainsRune("=+-@\t\r＝＋－＠﹢﹣﹫", sign)
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

// csvNames is the cell that csvAuthors reads as the people.
func csvNames(people []Author) string {
	names := make([]string, len(people))
	for i, a := range people {
		names[i] = csvName(a)
	}
	cell := csvCell(names)
	if len(names) == 1 && (strings.ContainsAny(cell, ",&") || strings.Contains(cell, " and ")) {
		cell += ";" // it is one name, not two
	}
	return cell
}

// csvCells are the cells for a paper by their columns. Nothing in them acts on a terminal.
func csvCells(p *Paper) map[string]string {
	var links []string
	for _, l := range p.Links {
		links = append(links, CleanLine(string(l.Kind)+" "+l.URL))
	}
	cell := map[string]string{
		"title": CleanLine(p.Title), "abstract": CleanText(p.Abstract), "authors": csvNames(p.Authors), "arxiv": p.ArXiv, "doi": CleanLine(p.DOI),
		"openreview": CleanLine(p.OpenReview), "published": string(p.Published), "links": strings.Join(links, " "),
		"type": CleanLine(p.In.Type), "venue": CleanLine(p.In.Venue), "volume": CleanLine(p.In.Volume), "issue": CleanLine(p.In.Issue),
		"pages": CleanLine(p.In.Pages), "publisher": CleanLine(p.In.Publisher), "categories": csvCell(p.Categories),
		"keywords": csvCell(p.Keywords), "comment": CleanLine(p.Comment), "key": CleanLine(p.Key),
		"title_original": cleanLayout(p.RawTitle), "abstract_original": cleanLayout(p.RawAbstract),
		"editors": csvNames(p.Editors), "place": CleanLine(p.In.Place), "series": CleanLine(p.In.Series), "edition": CleanLine(p.In.Edition),
		"isbn": CleanLine(p.In.ISBN), "issn": CleanLine(p.In.ISSN), "language": CleanLine(p.Language), "files": csvCell(p.Files),
	}
	if p.MoreAuthors {
		cell["more_authors"] = "true"
	}
	if p.Upvotes > 0 {
		cell["upvotes"] = strconv.Itoa(p.Upvotes)
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
