// This file owns the columns of the list beside the title. What stands in them is read with the rows, and only if columns
// are set: without any the list costs what it always did.

package ui

import (
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dogear/store"
)

// A column is something that the list can show of a paper beside its title.
type column struct {
	name  string
	width int // in cells, where room is dear; 0: that of a date
	text  func(t *theme, p *store.Paper) string
}

// allColumns are the columns there are.
var allColumns = []column{
	{"date", 0, func(t *theme, p *store.Paper) string { return t.dates.date(p.Published) }},
	{"added", 0, func(t *theme, p *store.Paper) string { return t.dates.format(p.Added) }},
	{"authors", 14, func(_ *theme, p *store.Paper) string { return firstAuthor(p) }},
	{"tags", 14, func(_ *theme, p *store.Paper) string {
		if len(p.TagNames) == 0 {
			return ""
		}
		return "#" + strings.Join(p.TagNames, " #")
	}},
	{"source", 12, func(_ *theme, p *store.Paper) string {
		if len(p.Digests) == 0 {
			return ""
		}
		return p.Digests[0].SourceName()
	}},
	{"arxiv", 10, func(_ *theme, p *store.Paper) string { return p.ArXiv }},
}

func columnNames() []string {
	names := make([]string, len(allColumns))
	for i, c := range allColumns {
		names[i] = c.name
	}
	return names
}

// columns are those that are set.
func (c *Config) columns() []column {
	var set []column
	for _, name := range c.Columns {
		for _, known := range allColumns {
			if known.name == name {
				if known.width == 0 {
					known.width = dateForm(c.Date).width()
				}
				set = append(set, known)
			}
		}
	}
	return set
}

// firstAuthor is who a paper is called by: the family name of its first author, or else editor, and how many more there
// are, as far as that is known.
func firstAuthor(p *store.Paper) string {
	authors, more := p.Authors, ""
	if p.MoreAuthors {
		more = "+"
	}
	if len(authors) == 0 {
		authors, more = p.Editors, ""
	}
	if len(authors) == 0 {
		return ""
	}
	name := authors[0].Family
	if name == "" {
		name = authors[0].Name()
	}
	if n := len(authors) - 1; n > 0 {
		return fmt.Sprintf("%s +%d%s", name, n, more)
	}
	if more != "" {
		return name + " et al."
	}
	return name
}

// minTitle is how many cells the title keeps: a column that would leave it fewer is not shown.
const minTitle = 20

// cells are the columns of the papers in the list.
type cells struct {
	columns []column               // that are set
	used    []sizedColumn          // of them, those that anything stands in: no title is cut for an empty one
	papers  map[int64]*store.Paper // what they are made of; only while there are columns
}

// A sizedColumn is a column that is used, and the width of the widest text in it: at most twice its own.
type sizedColumn struct {
	column
	widest int
}

// measure finds the columns that anything stands in, and how wide they have to be.
func (c *cells) measure(t *theme) {
	c.used = nil
	for _, col := range c.columns {
		widest := 0
		for _, p := range c.papers {
			widest = max(widest, width(col.text(t, p)))
		}
		if widest > 0 {
			c.used = append(c.used, sizedColumn{col, min(widest, 2*col.width)})
		}
	}
}

// fit is the widths of the used columns that a line of w cells has room for, and how many cells they take. None is wider than
// what stands in it; what the title can spare goes to those that are too narrow.
func (c *cells) fit(w int) (widths []int, taken int) {
	for _, col := range c.used {
		n := min(col.widest, col.width)
		if w-taken-n-2 < max(minTitle, w*2/5) {
			break
		}
		widths, taken = append(widths, n), taken+n+2
	}
	for i := range widths {
		more := max(0, min(c.used[i].widest-widths[i], w-taken-max(minTitle, w*3/5)))
		widths[i], taken = widths[i]+more, taken+more
	}
	return widths, taken
}

// draw is the first columns of a paper in some widths. Look makes a style one upon the line.
func (c *cells) draw(t *theme, id int64, widths []int, look func(style) style) string {
	p := c.papers[id]
	var b strings.Builder
	for i, w := range widths {
		col, text := c.used[i], ""
		if p != nil {
			text = col.text(t, p)
		}
		if col.name == "tags" && p != nil {
			tags := t.tagLine(p.TagNames, w, look)
			b.WriteString(look(t.dim).paint("  ") + tags + look(t.dim).paint(strings.Repeat(" ", max(w-width(tags), 0))))
			continue
		}
		b.WriteString(look(t.dim).paint("  " + fit(text, w)))
	}
	return b.String()
}

// cellsMsg brings rows of the list together with what stands in their columns.
type cellsMsg struct {
	rows   tea.Msg // the message that would have come without columns
	papers []*store.Paper
}

// withCells has the columns of rows read along with them.
func (m *Model) withCells(read tea.Cmd) tea.Cmd {
	if len(m.list.cells.columns) == 0 {
		return read
	}
	lib, ctx := m.lib, m.ctx
	return func() tea.Msg {
		msg := read()
		var rows []store.Row
		switch msg := msg.(type) {
		case pageMsg:
			rows = msg.rows
		case moreMsg:
			rows = msg.rows
		}
		return cellsMsg{msg, readCells(ctx, lib, rows)}
	}
}

// readCells reads papers for their columns. If that fails the list is shown without: the paper under the cursor is read
// again anyway, and says what is wrong.
func readCells(ctx context.Context, lib *store.Library, rows []store.Row) []*store.Paper {
	ids := make([]int64, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	papers, err := lib.Papers(ctx, ids)
	if err != nil {
		return nil
	}
	for _, p := range papers { // a list of thousands need not hold their abstracts
		p.Abstract, p.RawAbstract, p.RawTitle, p.Note, p.Links = "", "", "", "", nil
	}
	return papers
}

// refreshCells reads the columns of rows that a write has changed.
func (m *Model) refreshCells(rows []store.Row) tea.Cmd {
	if len(m.list.cells.columns) == 0 || len(rows) == 0 {
		return nil
	}
	lib, ctx := m.lib, m.ctx
	return func() tea.Msg { return cellsMsg{nil, readCells(ctx, lib, rows)} }
}

// take handles what stands in columns, and then the rows.
func (msg cellsMsg) take(m *Model) tea.Cmd {
	c := &m.list.cells
	if old := c.papers; old == nil || len(old) > 4*windowRows {
		c.papers = make(map[int64]*store.Paper)
		for i := range m.list.rows { // what left the window goes
			if p := old[m.list.rows[i].ID]; p != nil {
				c.papers[p.ID] = p
			}
		}
	}
	for _, p := range msg.papers {
		c.papers[p.ID] = p
	}
	c.measure(m.theme)
	m.list.drawn, m.list.dirty = nil, true
	if msg.rows == nil {
		return nil
	}
	return m.route(msg.rows)
}
