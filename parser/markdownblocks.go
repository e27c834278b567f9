package parser

// This file owns the blocks of a Markdown document (CommonMark, with the tables of GitHub): headings, rows of tables, items
// of lists, paragraphs. What holds no papers is left out: front matter, code, comments, rules, definitions of links.

import (
	"strings"
)

// A mdKind is what a block is.
type mdKind byte

const (
	mdParagraph mdKind = iota
	mdHeading
	mdHead // the first row of a table
	mdRow
	mdItem
)

// maxMDBlock is the most that is read of one block, in bytes.
const maxMDBlock = 1 << 20

// An mdBlock is one block. The lines of its text are parted by \n, the paragraphs of an item by \n\n.
type mdBlock struct {
	kind  mdKind
	line  int // where it begins
	level int // of a heading, 1 to 6; of an item, how far it is indented
	text  string
	cells []string // of a row
	long  bool     // the text was cut off
}

// at is where the block stands and what it says, for messages.
func (b *mdBlock) at() block { return block{line: b.line, text: b.text} }

var (
	mdItemMark   = pattern(`^([-*+•●▪]|\d{1,4}[.)])(?:[ \t]+|$)`)
	mdDefinition = pattern(`^\[([^\[\]]{1,200})\]:[ \t]+<?([^\s<>]+)>?(?:[ \t]+["'(].*)?$`)
	mdUnderline  = pattern(`^(?:=+|-+)$`)
)

// An mdScanner is the state of reading one document.
type mdScanner struct {
	lines     []line
	addresses map[string]string // of link references
	blocks    []mdBlock
	text      strings.Builder // of the last block
	open      bool            // a paragraph line goes on with the last block
	blanks    bool            // there was an empty line since
	table     int             // columns of the table that is open
	endless   map[string]int  // up to which line there is no end for what begins with a mark
}

// mdBlocks reads a document.
func mdBlocks(lines []line) ([]mdBlock, map[string]string) {
	s := mdScanner{lines: skipFrontMatter(lines), addresses: map[string]string{}, endless: map[string]int{}}
	for i := 0; i < len(s.lines); i++ {
		if end := s.aside(i); end > i {
			s.blank()
			i = end - 1
			continue
		}
		s.line(i)
	}
	s.end()
	return s.blocks, s.addresses
}

// skipFrontMatter takes the YAML between two lines of dashes off the beginning.
func skipFrontMatter(lines []line) []line {
	if len(lines) == 0 || strings.TrimRight(lines[0].text, " ") != "---" {
		return lines
	}
	for i := 1; i < min(len(lines), 200); i++ {
		if s := strings.TrimRight(lines[i].text, " "); s == "---" || s == "..." {
			return lines[i+1:]
		}
	}
	return lines
}

// aside is the line behind the code or the comment that begins at line i; i if none does. One that does not end is text.
func (s *mdScanner) aside(i int) int {
	text := strings.TrimLeft(s.lines[i].text, " ")
	closing := ""
	switch {
	case strings.HasPrefix(text, "```"):
		closing = "```"
	case strings.HasPrefix(text, "~~~"):
		closing = "~~~"
	case strings.HasPrefix(text, "<!--") && !strings.Contains(text, "-->"):
		closing = "-->"
	default:
		return i
	}
	const most = 5000 // lines
	if i < s.endless[closing] {
		return i
	}
	for j := i + 1; j < min(len(s.lines), i+most); j++ {
		t := strings.TrimSpace(s.lines[j].text)
		if closing == "-->" && strings.Contains(t, closing) || closing != "-->" && strings.HasPrefix(t, closing) {
			return j + 1
		}
	}
	s.endless[closing] = i + most
	return i
}

// begin begins a block.
func (s *mdScanner) begin(b mdBlock, text string) {
	s.end()
	s.blocks = append(s.blocks, b)
	s.open, s.blanks = b.kind == mdItem || b.kind == mdParagraph, false
	s.add(text)
}

// add adds to the text of the last block.
func (s *mdScanner) add(text string) {
	b := &s.blocks[len(s.blocks)-1]
	if b.long = b.long || s.text.Len()+len(text) > maxMDBlock; b.long {
		text = strings.ToValidUTF8(text[:min(len(text), keptOfLong, maxMDBlock-min(maxMDBlock, s.text.Len()))], "")
	}
	s.text.WriteString(text)
}

// end gives the last block its text.
func (s *mdScanner) end() {
	if n := len(s.blocks); n > 0 && s.text.Len() > 0 {
		s.blocks[n-1].text = s.text.String()
	}
	s.text.Reset()
}

func (s *mdScanner) blank() { s.blanks, s.table = true, 0 }

// line reads line i.
func (s *mdScanner) line(i int) {
	l := s.lines[i]
	text := strings.TrimLeft(l.text, " \t")
	indent := len(l.text) - len(text)
	for text != "" && text[0] == '>' {
		text = strings.TrimLeft(text[1:], " \t")
	}
	text = strings.TrimRight(text, " \t")
	if text == "" {
		s.blank()
		return
	}
	item := ""
	if strings.IndexByte("-*+0123456789", text[0]) >= 0 || text[0] >= 0x80 {
		item = mdItemMark().FindString(text[:min(len(text), 16)])
	}
	switch {
	case s.row(i, text):
	case text[0] == '#' && headingMark().MatchString(text):
		mark := headingMark().FindString(text)
		s.begin(mdBlock{kind: mdHeading, line: l.n, level: level(mark)}, strings.TrimRight(strings.TrimRight(text[len(mark):], "#"), " "))
	case s.underline(text):
	case isMDRule(text):
		s.open = false
	case text[0] == '[' && len(text) < maxURL+300 && mdDefinition().MatchString(text):
		m := mdDefinition().FindStringSubmatch(text)
		s.addresses[linkLabel(m[1])] = m[2]
	case linksItself(text) && !(s.open && !s.blanks && s.blocks[len(s.blocks)-1].kind == mdParagraph):
		if n := len(s.blocks); s.open && n > 0 && s.blocks[n-1].kind == mdItem && indent > s.blocks[n-1].level {
			s.paragraph(l.n, indent, text) // it belongs to the item
			return
		}
		s.begin(mdBlock{kind: mdItem, line: l.n, level: indent}, text)
	case item != "" && len(item) < len(text):
		s.begin(mdBlock{kind: mdItem, line: l.n, level: indent}, strings.TrimSpace(text[len(item):]))
	default:
		s.paragraph(l.n, indent, text)
	}
}

// underline makes a heading of the paragraph above a row of = or -.
func (s *mdScanner) underline(text string) bool {
	n := len(s.blocks)
	if n == 0 || s.blanks || s.blocks[n-1].kind != mdParagraph || !mdUnderline().MatchString(text) || strings.Contains(s.text.String(), "\n") {
		return false
	}
	b := &s.blocks[n-1]
	b.kind, b.level, s.open = mdHeading, 1, false
	if text[0] == '-' {
		b.level = 2
	}
	return true
}

// isMDRule reports whether a line is a rule: three or more of - * _, perhaps with spaces between.
func isMDRule(text string) bool {
	mark := text[0]
	return (mark == '-' || mark == '*' || mark == '_') && strings.Trim(text, string(mark)+" ") == "" && strings.Count(text, string(mark)) > 2
}

// paragraph takes a line of plain text: it goes on with the block above, or begins one.
func (s *mdScanner) paragraph(n, indent int, text string) {
	if last := len(s.blocks) - 1; s.open && last >= 0 {
		switch b := s.blocks[last]; {
		case !s.blanks:
			s.add("\n" + text)
			return
		case b.kind == mdItem && indent > b.level:
			s.blanks = false
			s.add("\n\n" + text)
			return
		}
	}
	s.begin(mdBlock{kind: mdParagraph, line: n}, text)
}

// row takes line i if it is a row of a table: one has begun, or the line below parts a head from its rows.
func (s *mdScanner) row(i int, text string) bool {
	if strings.IndexByte(text, '|') < 0 {
		s.table = 0
		return false
	}
	if isSeparatorRow(text) {
		return s.table > 0
	}
	kind := mdRow
	if s.table == 0 {
		if i+1 < len(s.lines) && isSeparatorRow(strings.TrimLeft(s.lines[i+1].text, " \t>")) {
			kind = mdHead
		} else if text[0] != '|' || strings.Count(text, "|") < 2 || !strings.HasSuffix(text, "|") {
			return false
		}
	}
	cells := splitRow(text)
	s.table = max(s.table, len(cells))
	b := mdBlock{kind: kind, line: s.lines[i].n, cells: cells}
	if b.long = len(text) > maxMDBlock; b.long {
		text = text[:maxMDBlock]
	}
	s.begin(b, text)
	return true
}

// isSeparatorRow reports whether a line is what parts the head of a table from its rows: |---|:--:|.
func isSeparatorRow(text string) bool {
	return strings.Contains(text, "-") && strings.Contains(text, "|") && strings.Trim(text, "|-: \t") == ""
}

// splitRow parts a row at its bars, but for escaped ones.
func splitRow(text string) []string {
	text = strings.TrimPrefix(strings.TrimSpace(text), "|")
	var cells []string
	begin := 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '|':
			cells = append(cells, strings.TrimSpace(text[begin:i]))
			begin = i + 1
		}
	}
	if rest := strings.TrimSpace(text[begin:]); rest != "" {
		cells = append(cells, rest)
	}
	return cells
}
