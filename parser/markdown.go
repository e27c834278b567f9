package parser

// This file owns lists of papers in Markdown: what newsletters and READMEs write. There is no standard for them, only
// habits. A document lists its papers in rows of tables, in items of lists, or under headings; which of them it is decides
// what the rest is for. markdownblocks.go parts the document, markdowninline.go takes the markup off a text,
// markdownentry.go makes a paper of a text, markdowntable.go knows the tables.

import (
	"strings"
)

// sniffMarkdown looks for a table with links or titles, for items that link, and for headings above paragraphs.
func sniffMarkdown(head string) bool {
	if isOwnMarkdown(head) {
		return true
	}
	var s mdSniffer
	for head != "" {
		var l string
		l, head, _ = strings.Cut(head, "\n")
		if s.line(strings.TrimRight(l, " \t\r")) {
			return true
		}
	}
	s.paragraph()
	return s.list() || s.headings()
}

// An mdSniffer counts what a text has of Markdown.
type mdSniffer struct {
	row    string // the line above, if it may be the head of a table
	table  bool
	titled bool // the table's head names titles

	items, prose int             // items that link; paragraphs
	tasks        int             // items with a box to tick
	named        int             // items with an identifier and without a link
	labelled     int             // headings with labelled values below them,
	values       int             // how many there are below the last one
	headed       bool            // there is a heading
	bold         int             // lines for which a title in bold may still be followed by its links
	boldLinked   int             // titles in bold that are
	referring    []string        // the labels that items may link by
	labels       map[string]bool // that lead to an address
	heading      int             // 1: the text goes on below a heading, 2: below one that links
	under        int             // paragraphs below headings,
	linked       int             // below those that link
	text         strings.Builder
}

var (
	mdBoldLine = pattern(`^(?:\*\*[^*]{8,400}[^*:]\*\*|__[^_]{8,400}[^_:]__)\\?$`)
	mdLabelled = pattern(`(?i)^(?:[-*+]\s+)?\*\*(?:authors?|abstract|summary|links?|urls?|arxiv|doi|pdf|paper|code|date|venue|year)(?::\*\*|\*\*:)`)

	// mdNamed is an item that ends in an identifier: * Owls at Night. J. Doe. arXiv:2403.01234 (2024)
	mdNamed = pattern(`(?i)^[-*+]\s+\S.*?\b(?:arxiv:\s?(\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+/\d{7})|doi:\s?(10\.\d{4,9}/\S+))`)

	mdTask = pattern(`^[-*+] \[[ xX]\] +\S`)

	// mdReferring is an item that may be a link to an address that stands elsewhere: [text][label], [text][], [text].
	mdReferring = pattern(`^(?:[-*+]|\d{1,4}[.)])\s+(?:\[[^\[\]]{1,400}\]\[([^\[\]]{1,200})\]|\[([^\[\]]{1,200})\](?:\[\])?(?:$|[^\[(]))`)
)

// line takes a line, and reports whether it decides.
func (s *mdSniffer) line(l string) bool {
	text := strings.TrimLeft(l, " \t")
	link := strings.Contains(text, "](http") || strings.Contains(text, "](<http") || strings.Contains(text, `<a href="http`)
	row := s.row
	s.row = ""
	s.below(text, link)
	switch {
	case text == "":
		s.paragraph()
	case strings.Contains(text, "|") && isSeparatorRow(text):
		s.table = row != ""
		s.titled = s.table && rowTitles(row)
	case strings.Contains(text, "|") && (text[0] == '|' || s.table || row == ""):
		s.row = text
		return s.table && (link || s.titled)
	case text[0] == '#' && headingMark().MatchString(text):
		s.paragraph()
		if s.heading = 1; link {
			s.heading = 2
		}
	case text[0] == '[' && mdDefinition().MatchString(text[:min(len(text), maxURL+300)]):
		if s.labels == nil {
			s.labels = map[string]bool{}
		}
		s.labels[linkLabel(mdDefinition().FindStringSubmatch(text[:min(len(text), maxURL+300)])[1])] = true
	case link && (mdItemMark().MatchString(text) || linksItself(text)):
		s.paragraph()
		s.items++
	case len(l) == len(text) && len(l) < 4<<10 && mdNamed().MatchString(text):
		s.named++
	case mdTask().MatchString(text) && len(l) == len(text):
		s.tasks++
	case mdReferring().MatchString(text):
		m := mdReferring().FindStringSubmatch(text)
		s.referring = append(s.referring, linkLabel(m[1]+m[2]))
	case len(l) == len(text) && !link:
		s.text.WriteString(text + " ")
	}
	return false
}

// below looks for what stands below headings and titles in bold: labelled values, links to the paper.
func (s *mdSniffer) below(text string, link bool) {
	switch {
	case text == "":
	case text[0] == '#', text[0] == '=' && strings.Trim(text, "=") == "":
		s.values = 0
		s.headed = true
	case mdBoldLine().MatchString(text):
		s.bold = 4
	case s.bold > 0:
		if s.bold--; link && text[0] == '[' {
			s.boldLinked++
			s.bold = 0
		}
	}
	if s.headed && mdLabelled().MatchString(text) {
		if s.values++; s.values == 2 {
			s.labelled++
		}
	}
}

// paragraph counts the paragraph that ends here.
func (s *mdSniffer) paragraph() {
	text := strings.TrimSpace(s.text.String())
	s.text.Reset()
	s.table = false
	switch {
	case text == "" || labelOf(strings.ReplaceAll(text, "*", "")) != nil || len(bylineAuthors(text)) > 1:
		return
	case abstractLike(text):
		s.prose++
		if s.heading > 0 {
			s.under++
		}
		if s.heading > 1 {
			s.linked++
		}
	}
	s.heading = 0
}

// list reports whether the text lists papers in items that link, rather than in paragraphs above a footer that does.
func (s *mdSniffer) list() bool {
	for _, label := range s.referring {
		if s.labels[label] {
			s.items++
		}
	}
	if s.tasks > 1 && s.prose == 0 || s.headed && s.named > 1 && s.prose == 0 || s.boldLinked > 1 || s.boldLinked == 1 && s.prose == 1 {
		return true
	}
	return s.items > 1 && s.items >= s.prose || s.items == 1 && s.prose == 0
}

// headings reports whether the paragraphs of the text stand below headings, as abstracts do below their titles.
func (s *mdSniffer) headings() bool {
	return s.labelled > 0 || (s.under > 1 || s.linked > 0) && s.under*2 > s.prose
}

func openMarkdown(in *input, opts Options) (*Digest, error) {
	text, err := in.page()
	if err != nil {
		return nil, err
	}
	if isOwnMarkdown(text) {
		return readOwnMarkdown(text)
	}
	if opts.Format == "" && sniffHFPage(text) { // what tells may stand below what Open looked at
		return readHFPage(text, opts.Now)
	}
	var r mdReader
	r.blocks, r.addresses = mdBlocks(splitLines(text))
	r.read()
	if len(r.records) == 0 && boldHeadings(&r.blocks) {
		r.read()
	}
	if len(r.records) == 0 {
		return r.asText(text, opts)
	}
	if opts.Format == "" {
		v := judge(r.records, 0)
		if why := v.refusal(); why != "" {
			return nil, notPapers(FormatMarkdown, why, problemsIn(r.records))
		}
		if v.papers > 0 && (v.sure()+v.abstracts())*4 < v.papers {
			return nil, notPapers(FormatMarkdown, "few of its entries have an identifier, authors, a venue or an abstract", problemsIn(r.records))
		}
		r.records = v.weed(r.records)
	}
	d, err := newDigest(FormatMarkdown, r.records)
	if err == nil {
		d.Source = r.source()
	}
	return d, err
}

// asText reads a document without links, items of plain titles for instance, as text.
func (r *mdReader) asText(text string, opts Options) (*Digest, error) {
	lines := splitLines(text)
	for i, l := range lines {
		if m := mdTask().FindString(strings.TrimLeft(l.text, " \t")); m != "" {
			lines[i].text = strings.Replace(l.text, m[1:len(m)-1], " ", 1)
		}
	}
	t := textReader{now: opts.Now, blocks: textBlocks(lines)}
	if err := t.read(FormatMarkdown, opts); err != nil {
		return nil, err
	}
	d, err := newDigest(FormatMarkdown, t.records)
	if err == nil {
		d.Date = t.date
	}
	return d, err
}

// An mdReader is the state of reading one document.
type mdReader struct {
	blocks    []mdBlock
	addresses map[string]string
	records   []record

	byHeadings bool
	level      int // of the headings that are titles
	columns    []columnRole
	names      []string // of the columns that hold links: PDF, Code
	title      int      // the column of titles in the table that is read, -1 if its head does not tell
	cur        *mdPaper // the paper that what follows belongs to
	curLevel   int      // how far its item is indented
	curKind    mdKind
}

func (r *mdReader) runs(text string) []run { return inlineRuns(text, r.addresses) }

// read walks the blocks.
func (r *mdReader) read() {
	r.level, r.byHeadings = r.titleLevel()
	for i := range r.blocks {
		b := &r.blocks[i]
		switch {
		case b.kind == mdHead:
			r.finish()
			r.readHead(b)
		case b.kind == mdRow:
			r.finish()
			r.readRow(b)
		case b.kind == mdHeading:
			r.readHeading(i)
		case b.kind == mdItem:
			r.readItem(b)
		case r.cur != nil && r.curKind == mdHeading:
			r.detail(b)
		default:
			r.finish()
		}
		if b.kind != mdHead && b.kind != mdRow {
			r.columns, r.names = nil, nil
		}
	}
	r.finish()
}

func (r *mdReader) finish() {
	if r.cur != nil {
		r.records = append(r.records, r.cur.record())
		r.cur = nil
	}
}

// start makes p the paper that what follows belongs to.
func (r *mdReader) start(b *mdBlock, p *mdPaper) {
	r.finish()
	r.cur, r.curLevel, r.curKind = p, b.level, b.kind
}

// detail adds to the open paper what a block below it says.
func (r *mdReader) detail(b *mdBlock) {
	if b.long {
		r.cur.wrong = "a paragraph longer than 1 MiB"
		return
	}
	r.cur.detail(r.runs(b.text))
}

// readItem takes an item: a paper of its own, something about the one whose item it stands in, or neither.
func (r *mdReader) readItem(b *mdBlock) {
	if r.cur != nil && r.curKind == mdItem && b.level <= r.curLevel {
		r.finish()
	}
	if r.byHeadings {
		if r.cur != nil {
			r.detail(b)
		}
		return
	}
	if b.long {
		r.records = append(r.records, rejected(b.at(), "an item longer than 1 MiB"))
		return
	}
	runs := r.runs(b.text)
	e, ok := r.entry(b.text, runs)
	if !ok {
		e, ok = stubEntry(runs)
	}
	if ok && !(r.cur != nil && e.weak) {
		r.start(b, newMDPaper(b, e))
	} else if r.cur != nil {
		r.cur.detail(runs)
	}
}

// entry reads the text of an item. Who wrote the paper and when may stand before its title.
func (r *mdReader) entry(text string, runs []run) (mdEntry, bool) {
	if names, year, rest := citedBefore(text); rest != "" {
		if e, ok := entryOf(r.runs(rest)); ok {
			e.names, e.year = names, year
			return e, true
		}
	}
	if e, ok := entryOf(runs); ok {
		return e, true
	}
	return namedEntry(runs)
}

// boldHeadings makes headings of the lines in bold that begin paragraphs, for documents that have no other titles, and
// reports whether there are any.
func boldHeadings(blocks *[]mdBlock) bool {
	var out []mdBlock
	found := false
	for _, b := range *blocks {
		first, rest, _ := strings.Cut(b.text, "\n")
		if b.kind != mdParagraph || !mdBoldLine().MatchString(first) {
			out = append(out, b)
			continue
		}
		found = true
		out = append(out, mdBlock{kind: mdHeading, line: b.line, level: 6, text: first})
		if rest != "" {
			out = append(out, mdBlock{kind: mdParagraph, line: b.line + 1, text: rest, long: b.long})
		}
	}
	*blocks = out
	return found
}

// readHeading takes a heading: a title, a part of the paper above, or a section of the document.
func (r *mdReader) readHeading(i int) {
	b := &r.blocks[i]
	switch {
	case !r.byHeadings || b.level < r.level:
		r.finish()
	case b.level == r.level && !b.long:
		r.finish()
		if e, ok := headingEntry(r.runs(b.text)); ok && (e.href != "" || r.paragraphBelow(i)) {
			r.start(b, newMDPaper(b, e))
		}
	}
}

// titleLevel reports whether the papers of the document are headings with paragraphs below them, and of which level. They
// are if there are more of those than of rows and items that are papers.
func (r *mdReader) titleLevel() (level int, ok bool) {
	var count, linked [7]int
	others := 0
	for i := range r.blocks {
		switch b := &r.blocks[i]; {
		case b.kind == mdRow:
			others++
		case b.kind == mdItem && len(b.text) < maxMDBlock:
			if e, ok := entryOf(r.runs(b.text)); ok && !e.weak {
				others++
			}
		case b.kind == mdHeading && r.paragraphBelow(i):
			runs := r.runs(b.text)
			if _, ok := headingEntry(runs); ok {
				count[b.level]++
				if leadsOut(runs) {
					linked[b.level]++
				}
			}
		}
	}
	for l := range count {
		if count[l]+linked[l] >= count[level]+linked[level] && count[l] > 0 {
			level = l
		}
	}
	return level, count[level] > others || count[level] == others && linked[level] > 0
}

// paragraphBelow reports whether text stands below the heading, with nothing between them but items.
func (r *mdReader) paragraphBelow(i int) bool {
	for j := i + 1; j < min(len(r.blocks), i+8); j++ {
		switch b := &r.blocks[j]; b.kind {
		case mdParagraph:
			runs := r.runs(b.text[:min(len(b.text), 4<<10)])
			if first, _, _ := strings.Cut(b.text, "\n"); namesPaper(runs) && mdBoldLine().MatchString(first) {
				return false // it has a title of its own
			}
			if text := plainText(runs); labelOf(text) != nil || abstractLike(text) || namesPaper(runs) {
				return true
			}
		case mdItem:
			if mdLabelled().MatchString(b.text[:min(len(b.text), 64)]) {
				return true
			}
		case mdHeading:
			return b.level > r.blocks[i].level && isSection(plainText(r.runs(b.text)))
		default:
			return false
		}
	}
	return false
}

// source is the document's own title: the first heading of the highest level, if no paper stands above it.
func (r *mdReader) source() string {
	for i := range r.blocks {
		b := &r.blocks[i]
		if b.kind == mdHeading && b.level == 1 && !(r.byHeadings && r.level == 1) {
			return showLine(plainText(r.runs(b.text)))
		}
		if b.kind == mdHead || b.kind == mdRow || b.kind == mdItem && i > 3 {
			break
		}
	}
	return ""
}
