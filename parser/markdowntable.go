package parser

// This file owns tables of papers in Markdown. The names in a table's head tell what its columns hold; where they do not,
// the first cell that can be a title is one. Newsletters have a number and a title before the text in one cell:
// "1) **Title** - text" or, as they wrote it before, "1) Title  text".

import (
	"strings"
	"unicode"
)

// A columnRole is what a column of a table holds.
type columnRole byte

const (
	columnOther columnRole = iota
	columnTitle
	columnAuthors // and perhaps a date
	columnAbstract
	columnDate
	columnVenue
	columnLinks
)

// columnWords tell the roles of columns. What stands first wins: "Paper Link" is a link, "Paper Title" a title.
var columnWords = []struct {
	role  columnRole
	words map[string]bool
}{
	{columnTitle, setOf("title titles")},
	{columnAuthors, setOf("author authors")},
	{columnLinks, setOf("link links url urls pdf arxiv code github repo repository resource resources project website page doi implementation")},
	{columnAbstract, setOf("abstract summary description tldr introduction overview contribution contributions highlights idea")},
	{columnDate, setOf("date year published time")},
	{columnVenue, setOf("venue conference journal publisher pub where")},
	{columnTitle, setOf("paper papers publication publications work article name")},
}

// roleOf is the role of a column by its name.
func roleOf(name string) columnRole {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) })
	for _, c := range columnWords {
		for _, w := range words {
			if c.words[w] {
				return c.role
			}
		}
	}
	return columnOther
}

// rowTitles reports whether the head of a table names titles.
func rowTitles(head string) bool {
	if len(head) > 4<<10 {
		return false
	}
	for _, c := range splitRow(head) {
		if roleOf(c) == columnTitle {
			return true
		}
	}
	return false
}

// readHead learns what the columns of a table hold.
func (r *mdReader) readHead(b *mdBlock) {
	r.columns, r.names, r.title = nil, nil, -1
	for i, c := range b.cells {
		name := plainText(r.runs(c))
		role := roleOf(name)
		if role == columnTitle {
			if r.title >= 0 {
				role = columnOther
			} else {
				r.title = i
			}
		}
		if role != columnLinks {
			name = ""
		}
		r.columns, r.names = append(r.columns, role), append(r.names, name)
	}
}

// role is what column i holds; a table without a head does not tell.
func (r *mdReader) role(i int) columnRole {
	if i < len(r.columns) {
		return r.columns[i]
	}
	return columnOther
}

// readRow takes a row: a paper, if it has a title. The rows of a table that names no titles and links nowhere are of
// another kind: results, say.
func (r *mdReader) readRow(b *mdBlock) {
	if b.long {
		r.records = append(r.records, rejected(b.at(), "a row longer than 1 MiB"))
		return
	}
	cells := make([][]run, len(b.cells))
	links := false
	for i, c := range b.cells {
		cells[i] = r.runs(c)
		links = links || leadsOut(cells[i])
	}
	titled := r.columns != nil && r.title >= 0
	if !titled && !links || strings.TrimSpace(strings.Join(b.cells, "")) == "" {
		return
	}
	title := r.titleCell(cells)
	if title < 0 {
		r.records = append(r.records, rejected(b.at(), "a row without a title"))
		return
	}
	e, _ := cellEntry(cells[title])
	p := newMDPaper(b, e)
	for i, c := range cells {
		if i != title {
			name := ""
			if i < len(r.names) {
				name = r.names[i]
			}
			p.cell(r.role(i), c, name)
		}
	}
	r.records = append(r.records, p.record())
}

// titleCell is the cell that holds the title, or -1.
func (r *mdReader) titleCell(cells [][]run) int {
	if r.columns != nil && r.title >= 0 && r.title < len(cells) {
		if _, ok := cellEntry(cells[r.title]); ok {
			return r.title
		}
	}
	for i, c := range cells {
		if r.role(i) == columnOther {
			if _, ok := cellEntry(c); ok {
				return i
			}
		}
	}
	return -1
}

// cell takes what a cell says of the paper.
func (p *mdPaper) cell(role columnRole, runs []run, name string) {
	text := plainText(runs)
	switch role {
	case columnAuthors:
		p.namesAndDate(text)
		p.links(runs, "")
	case columnDate:
		p.date(text)
	case columnVenue:
		p.venue(text)
		p.links(runs, "")
	case columnAbstract:
		p.detail(runs)
	case columnLinks:
		p.links(runs, name)
	default:
		p.links(runs, "")
	}
}

var (
	dateAtEnd = pattern(`[\s,;(/·|]*\(?((?:\d{1,2} )?(?:[A-Z][a-z]{2,8}\.? )?(?:\d{1,2}, ?)?(?:19|20)\d{2}(?:[-/.]\d{1,2}){0,2})\)?\s*$`)
)

// namesAndDate takes a cell of authors, which may have the date at its end.
func (p *mdPaper) namesAndDate(text string) {
	text = strings.TrimSpace(text)
	if len(text) > maxByline {
		return
	}
	if m := dateAtEnd().FindStringSubmatchIndex(text); m != nil {
		p.date(text[m[2]:m[3]])
		text = text[:m[0]]
	}
	p.authors(listed(strings.Trim(showLine(strings.ReplaceAll(text, "\n", ", ")), " ,;*/()")))
}
