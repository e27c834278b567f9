package parser

// This file owns arXiv's own pages, copied as text or saved as HTML: what they look like as a whole, and where an item
// begins and ends. What stands in an item is read in arxivpageitem.go, the page of one paper in arxivabs.go. The pages are
//
//   - https://arxiv.org/list/cs.CL/new, /recent, /pastweek and those of a month
//   - https://arxiv.org/search/?query=lists, the results of a search
//   - https://arxiv.org/abs/2403.00001
//
// Browsers copy them differently: with or without the indents, with empty lines between all or no lines, with or without
// the names of values. Programs wrap them. HTML is turned into the lines that a browser would show.
//
//	Showing new listings for Friday, 1 March 2024
//	New submissions (showing 2 of 2 entries)
//	[1] arXiv:2403.00001 [pdf, html, other]
//	    Title: Graph Lists
//	    Ann Example, Bo Sample
//	    Comments: 9 pages
//	    Subjects: Computation and Language (cs.CL); Machine Learning (cs.LG)
//
//	    The abstract, which pages of recent papers do not have.
//	[2] arXiv:2403.00003 (cross-list from cs.CV) [pdf, html, other]

import (
	"cmp"
	"slices"
	"strings"
)

var (
	// pageItemID is the line that begins an item: its number in the list, the identifier, what kind of news it is, and the
	// forms in which the paper is there. Behind these search results have the subject classes, and a DOI or the word alone.
	pageItemID = pattern(`(?i)^(?:[-*•]\s+)?(?:\[(\d+)\]\s*|(\d+)\.\s+)?` +
		`arxiv:\s?([\w.-]+/?\d[\w.]*)\s*((?:\([^()]*\)\s*)*)((?:\[[a-z, ]*\]\s*)?)([a-zA-Z., -]*?)` +
		`(?:\bdoi:?(?:\s+(10\.\d{4,9}/\S+))?\s*)?$`)

	// pageItemForms is pageItemID with whatever else behind the forms.
	pageItemForms = pattern(`(?i)^(?:[-*•]\s+)?(?:\[(\d+)\]\s*|(\d+)\.\s+)?` +
		`arxiv:\s?([\w.-]+/?\d[\w.]*)\s*((?:\([^()]*\)\s*)*)(\[(?:pdf|ps|html|other)\b[a-z, ]*\])\s*(.{0,200}?)()$`)

	// pageItemNumber is the number alone, where a program broke the line behind it.
	pageItemNumber = pattern(`^(?:\[\d+\]|\d+\.)$`)

	pageForms = pattern(`(?i)\[(?:pdf|ps|html|other|src|abs|view email|license)\b`)

	// pageSection is the head of a part of a list of new papers.
	pageSection = pattern(`(?i)^(?:#+\s*)?(new submissions?|cross[- ](?:lists?|listings?|submissions?)|replacements?(?: submissions?)?)` +
		`(\s+for\s.*)?(\s*\((?:showing|continued).*\))?$`)

	// pageDay is the head of a day. A list of the days of a week stands above them.
	pageDay = pattern(`(?i)^(?:#+\s*)?(showing new listings for\s+)?` +
		`((?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+\d{1,2}\s+[a-z]{3,9}\.?,?\s+\d{2,4})` +
		`(\s*\((?:showing|continued).*\))?$`)

	// pageFurniture is what stands around the items.
	pageFurniture = pattern(`(?i)^(?:total of [\d,]+ entries\b.*|showing (?:up to )?[\d,–-]+ .*(?:entries|results).*|` +
		`about|help|login|contact(?: arxiv)?|` +
		`subscribe(?: to arxiv mailings)?|copyright|privacy policy|web accessibility assistance|arxiv operational status.*|` +
		`get status notifications via.*|links to:.*|.*\(access key information\)|we gratefully acknowledge.*|skip to main content|` +
		`quick links|see today's new changes|authors and titles for .*|search results.*|(?:previous|next)(?: \d+)*|` +
		`[\[ ]*total of [\d,]+ entries.*|\[ ?(?:showing|more than).*)$`)

	markdownLink = pattern(`\[([^\[\]]*)\]\((?:https?://|/)[^()\s]*(?:\s+"[^"]*")?\)`)
)

// sniffArXivPage looks for an item with its title below it, or for what stands around the title on the page of a paper. A
// list of references also has identifiers behind numbers, but not these.
func sniffArXivPage(head string) bool {
	if isArXivHTML(head) {
		return true
	}
	labelled := false
	below := -1 // how many lines that are not blank stand between an identifier and this one
	for l := range strings.Lines(head) {
		text := pageText(l)
		if text == "" {
			continue
		}
		m := pageItemHead(text)
		switch {
		case m != nil && announcesForms(m):
			return true
		case m != nil:
			below = 0
			continue
		case pageSubmitted().MatchString(text):
			return true
		}
		if d := pageDay().FindStringSubmatch(text); d != nil && d[1] != "" {
			return true
		}
		if _, titled := cutFold(text, "title:"); titled {
			if !labelled && 0 <= below && below < 3 {
				return true
			}
			labelled = labelled || below < 0 // text whose identifiers stand below their titles
		}
		if below >= 0 {
			below++
		}
		if labelOf(text) != nil {
			below = -1 // Date: …, as in labelled text
		}
	}
	return false
}

// pageItemHead reads the line that begins an item, as pageItemID has it, or is nil.
func pageItemHead(text string) []string {
	if m := pageItemID().FindStringSubmatch(text); m != nil || len(text) > maxFurniture {
		return m
	}
	return pageItemForms().FindStringSubmatch(text)
}

// isArXivHTML recognises a page of arXiv's that has papers in it.
func isArXivHTML(head string) bool {
	if !isHTML(head) || !strings.Contains(head, "arxiv") && !strings.Contains(head, "arXiv") {
		return false
	}
	for _, mark := range []string{"list-identifier", "list-title", "id='articles'", `id="articles"`, "arxiv-result", "citation_arxiv_id"} {
		if strings.Contains(head, mark) {
			return true
		}
	}
	return false
}

// pageText is what a line says: without its indent, and without the addresses that a program wrote as Markdown.
func pageText(line string) string {
	text := strings.TrimSpace(line)
	if strings.Contains(text, "](") {
		text = markdownLink().ReplaceAllString(text, "$1")
		text = strings.NewReplacer("[[", "[", "]]", "]").Replace(text)
	}
	return strings.ReplaceAll(text, "\u00a0", " ")
}

func openArXivPage(in *input, opts Options) (*Digest, error) {
	text, err := in.page()
	if err != nil {
		return nil, err
	}
	if isHTML(in.head) {
		return readArXivPage(shownLines(text), readPages(text), opts)
	}
	return readArXivPage(splitLines(text), nil, opts)
}

// readArXivPage reads the lines of a page; pages are what its HTML says of papers.
func readArXivPage(lines []line, pages []*pageMeta, opts Options) (*Digest, error) {
	for i := range lines {
		lines[i].text = pageText(lines[i].text)
	}
	page := arXivPage{width: wrapWidth(lines, make([]lineKind, len(lines)))}
	if abs := abstractPages(lines); len(abs) > 0 {
		for _, one := range abs {
			page.records = append(page.records, one.record(pages))
		}
	} else if page.read(lines); len(page.records) == 0 {
		page.records = undatedPapers(lines, pages)
	}
	d, err := newDigest(FormatArXivPage, page.records)
	if err != nil && len(page.records) == 0 && page.isList {
		d, err = emptyDigest(FormatArXivPage), nil // a day without news
	}
	if err != nil {
		return nil, err
	}
	d.Source, d.Date = arXivSource, cmp.Or(cmp.Or(page.days[:]...), opts.mailed)
	return d, nil
}

// An arXivPage is the state of reading a list.
type arXivPage struct {
	records []record
	width   int // at which a program wrapped the page; 0 if none did

	item    *pageItem
	section string // how the papers below are announced
	dated   bool   // below the head of a day

	isList bool    // what stands around the items says that it is one
	days   [3]Date // the first of: the day of the new papers, the head of a day, any day
}

func (a *arXivPage) read(lines []line) {
	for i, l := range lines {
		if pageItemNumber().MatchString(l.text) {
			if next, ok := nextText(lines[i+1:]); ok && pageItemHead(next) != nil {
				a.flush()
				continue
			}
		}
		if m := pageItemHead(l.text); m != nil && a.begins(m, lines[i+1:]) {
			a.flush()
			a.item = newPageItem(l, m, a.section, a.dated)
			continue
		}
		if a.around(l.text, lines[i+1:]) {
			a.flush()
		} else if a.item != nil {
			a.item.lines = append(a.item.lines, l)
		}
	}
	a.flush()
}

// announcesForms reports whether the head of an item also says in which forms the paper is there, or what news it is.
func announcesForms(m []string) bool {
	return pageForms().MatchString(m[5]) || strings.Contains(m[4], "cross-list") || strings.Contains(m[4], "replaced")
}

// begins reports whether a line with an identifier begins an item. One alone, without a number or the forms of the paper,
// does so above a title.
func (a *arXivPage) begins(m []string, below []line) bool {
	if announcesForms(m) {
		return true
	}
	next, _ := nextText(below)
	_, titled := cutFold(next, "title:")
	return titled || m[1] != "" && a.item == nil
}

// around takes a line that is no part of an item, and reports whether it is one.
func (a *arXivPage) around(text string, below []line) bool {
	if len(text) > maxFurniture {
		return false
	}
	if m := pageSection().FindStringSubmatch(text); m != nil {
		if next, _ := nextText(below); m[2] == "" && m[3] == "" && pageItemHead(next) == nil && !pageItemNumber().MatchString(next) {
			return a.item == nil || a.item.hasText() // a link to the section
		}
		a.isList = true
		a.section = announcedAs(m[1])
		a.note(0, dayIn(m[2]))
		return true
	}
	if m := pageDay().FindStringSubmatch(text); m != nil {
		switch day := dayIn(m[2]); {
		case m[1] != "":
			a.isList = true
			a.note(0, day)
		case m[3] != "":
			a.isList, a.dated = true, true
			a.note(1, day)
		default:
			a.note(2, day)
			next, _ := nextText(below)
			a.dated = a.dated || pageItemHead(next) != nil
		}
		return true
	}
	return pageFurniture().MatchString(text)
}

func (a *arXivPage) note(rank int, day Date) {
	if a.days[rank] == "" {
		a.days[rank] = day
	}
}

// announcedAs is how the papers of a section are announced.
func announcedAs(section string) string {
	first := section[0] | 0x20
	return announced(first == 'r', first == 'c')
}

func (a *arXivPage) flush() {
	if a.item != nil {
		a.records = append(a.records, a.item.record(a.width))
	}
	a.item = nil
}

// nextText is the first line that is not blank.
func nextText(lines []line) (string, bool) {
	i := slices.IndexFunc(lines, func(l line) bool { return !l.blank() })
	if i < 0 {
		return "", false
	}
	return lines[i].text, true
}
