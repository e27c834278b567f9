package parser

// This file owns arXiv's page of one paper, https://arxiv.org/abs/2403.00001, copied as text or saved as HTML:
//
//	Computer Science > Computation and Language
//	arXiv:2403.00001 (cs)
//	[Submitted on 1 Mar 2024 (v1), last revised 5 Mar 2024 (this version, v2)]
//	Title:Graph Lists
//	Authors:Ann Example, Bo Sample
//	View PDF
//	Abstract:Lists are long.
//	Comments:	9 pages
//	Subjects:	Computation and Language (cs.CL)
//	Cite as:	arXiv:2403.00001 [cs.CL]
//	 	(or arXiv:2403.00001v2 [cs.CL] for this version)
//
// The names of the title, the authors and the abstract are there or not.

import (
	"slices"
	"strconv"
	"strings"
)

var (
	pageSubmitted = pattern(`(?i)^\[submitted on \d{1,2} [a-z]{3,9} \d{4}\b.*\]?$`)
	pageVersion   = pattern(`(?i)this version,? v(\d{1,3})`)

	// pageCite is the identifier where the page tells how to cite the paper, or below the name of its archive.
	pageCite = pattern(`(?i)^(?:cite as:?\s*|\(or\s+)?arxiv:\s?([\w.-]+/?\d[\w.]*)\s*` +
		`(?:[\[(]([a-z.A-Z-]+)[\])])?(?:\s*for this version\)?)?(?:\s*\(or .*)?$`)

	// pageButtons stand between the authors and the abstract, and elsewhere.
	pageButtons = pattern(`(?i)^(?:[-*•]\s+)?(?:(?:view|download) (?:a )?pdf\b.*|html(?: \(experimental\))?|` +
		`tex source|other formats?|postscript|` +
		`download:?|pdf|ps|view license|focus to learn more.*|\[?(?:pdf|html|other)(?:, (?:pdf|html|other))*\]?)$`)

	pageAbsEnd = pattern(`(?i)^(?:submission history\b.*|from: .*\[view email\].*|full-text links:?|` +
		`access paper:?|bibliographic (?:tools|and citation tools)|` +
		`references & citations|current browse context:?|which authors of this paper are endorsers.*)`)
)

// An absPage is the page of one paper.
type absPage struct {
	lines []line // from the one on that says when the paper was submitted
	above []line
}

// abstractPages finds the pages of single papers among the lines.
func abstractPages(lines []line) []absPage {
	var pages []absPage
	from := 0
	for i, l := range lines {
		if !pageSubmitted().MatchString(l.text) || len(pages) > 0 && !slices.ContainsFunc(lines[from:i], isCited) {
			continue
		}
		if n := len(pages); n > 0 {
			pages[n-1].lines = lines[from:i]
		}
		pages = append(pages, absPage{lines: lines[i:], above: lines[max(0, i-5):i]})
		from = i
	}
	return pages
}

// undatedPapers are the papers of pages that their HTML names, but whose lines do not say when they were submitted.
func undatedPapers(lines []line, pages []*pageMeta) []record {
	var records []record
	for _, m := range pages {
		if !m.arXiv() {
			continue
		}
		title := slices.IndexFunc(lines, func(l line) bool { _, ok := cutFold(l.text, "title:"); return ok })
		if len(pages) == 1 && title >= 0 {
			abs := absPage{lines: slices.Concat([]line{{n: lines[title].n}}, lines[title:])}
			return []record{abs.record(pages)}
		}
		if r, ok := m.record(); ok {
			records = append(records, r)
		}
	}
	return records
}

func isCited(l line) bool { _, ok := cutFold(l.text, "cite as", "subjects:"); return ok }

// record is the paper of the page. The HTML of a page names some of its values, and does so better.
func (a *absPage) record(pages []*pageMeta) record {
	begin := block{line: a.lines[0].n, text: joinLines(a.lines)}
	v := pageValues{values: map[string][]string{}, stamp: a.lines[0].text}
	below := a.lines[1:]
	if !strings.HasSuffix(v.stamp, "]") && len(below) > 0 && strings.HasSuffix(below[0].text, "]") { // it is wrapped
		v.stamp, below = v.stamp+" "+below[0].text, below[1:]
	}
	p := Paper{Line: begin.line}
	for _, l := range a.above {
		identifyByCite(&p, l.text)
	}
	v.readAbs(&p, below)
	p.Published = dayIn(v.stamp)
	if m := pageVersion().FindStringSubmatch(v.stamp); m != nil {
		p.Version, _ = strconv.Atoi(m[1])
	}
	v.fill(&p, 0)
	completeFrom(pages, &p)
	if p.Title == "" {
		return rejected(begin, "no title: the page of a paper has it below the date of submission")
	}
	return record{paper: p}
}

// identifyByCite takes the identifier and the version out of a line that says nothing else, and reports whether it is one.
func identifyByCite(p *Paper, text string) bool {
	m := pageCite().FindStringSubmatch(text)
	if m != nil {
		identifyByArXiv(p, m[1])
	}
	return m != nil
}

// readAbs sorts the lines below the one that says when the paper was submitted.
func (v *pageValues) readAbs(p *Paper, lines []line) {
	const head, abstract, table = "head", "abstract", "table"
	part, last, gap := head, "", false
	for _, l := range lines {
		text := l.text
		m := pageLabel().FindStringSubmatch(text)
		name := ""
		if m != nil {
			name = labelKey(m[1])
		}
		switch {
		case text == "":
			gap = true
			if part == abstract && len(v.values[abstract]) > 0 {
				v.add(abstract, "")
			}
			continue
		case pageAbsEnd().MatchString(text):
			return
		case name == abstract && (part == head || part == abstract && v.value(abstract) == ""):
			part = abstract
			v.add(abstract, text[len(m[0]):])
		case (name == "title" || name == "authors") && part == head:
			last = name
			v.add(name, text[len(m[0]):])
		case m != nil && name != "title" && name != "authors" && name != abstract:
			part, last = table, name
			if name == "cite-as" {
				identifyByCite(p, text)
			} else {
				v.add(name, text[len(m[0]):])
			}
		case pageButtons().MatchString(text):
			if part == head && v.headed() {
				part = abstract
			}
		case part == head && v.headed() && (gap || abstractLike(text) && !isNameList(text)):
			part = abstract
			v.add(abstract, text)
		case part == head && last == "authors":
			v.add(last, text)
		case part == head:
			v.byline = append(v.byline, text)
		case part == abstract:
			v.add(abstract, text)
		default:
			v.readTable(p, last, text, gap)
		}
		gap = false
	}
}

// headed reports whether the title and the authors were read.
func (v *pageValues) headed() bool {
	title := len(v.values["title"])
	for _, s := range v.values["title"] {
		if strings.TrimSpace(s) == "" {
			title--
		}
	}
	return title+len(v.byline) > 1 || title+len(v.byline) > 0 && v.value("authors") != ""
}

// readTable takes a line among the values below the abstract that has no name.
func (v *pageValues) readTable(p *Paper, last, text string, gap bool) {
	if identifyByCite(p, text) {
		return
	}
	if _, isAddress := parseAddress(text); isAddress {
		identifyByDOI(p, text)
		return
	}
	if n := len(v.values[last]); n > 0 && (v.values[last][n-1] == "" || !gap && last != "doi") {
		v.add(last, text)
	}
}
