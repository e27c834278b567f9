package parser

// This file owns an item of arXiv's lists on its pages: its title and its authors, which often have no names before them,
// its named values, its abstract, and the paper that comes of them.

import (
	"fmt"
	"slices"
	"strings"
)

var (
	// pageLabel is the name of a value.
	pageLabel = pattern(`(?i)^\**(title|authors?|abstract|comments?|subjects?|journal[- ]ref(?:erence)?|` +
		`(?:related )?doi|report[- ](?:number|no)|` +
		`msc[- ]class(?:es)?|acm[- ]class(?:es)?|cite as)\s*:\**\s*`)

	// pageDOI is the one value that search results have without a colon, or even without its name.
	pageDOI = pattern(`(?i)^(?:doi:?\s+)?(10\.\d{4,9}/\S+)$`)

	pageClass   = pattern(`\(([a-z]+(?:-[a-z]+)?(?:\.[A-Za-z]+(?:-[A-Za-z]+)?)?)\)`)
	crossedFrom = pattern(`(?i)cross-list(?:ed)?\s+from\s+([a-z-]+(?:\.[A-Za-z-]+)?)`)

	// searchedDay is below a search result: Submitted 1 March, 2024; v1 submitted 28 February, 2024; originally announced March 2024.
	searchedDay   = pattern(`(?i)^submitted\s+(\d{1,2} [a-z]+,? \d{4})\s*;`)
	searchedFirst = pattern(`(?i)v1 submitted\s+(\d{1,2} [a-z]+,? \d{4})`)
)

// A pageItem is an item of a list.
type pageItem struct {
	line      int
	head, id  string // its first line, and the identifier in it
	announced string
	primary   string   // the class of the list that a cross-listed paper comes from
	classes   []string // of a search result
	doi       string   // of a search result, in its first line
	lines     []line   // below the first
	pageValues
}

// pageValues are what a page says of a paper, by the names of pageLabel.
type pageValues struct {
	values map[string][]string
	byline []string // title and authors, where the authors have no name before them
	stamp  string   // when it was submitted
}

func newPageItem(l line, m []string, section string, dated bool) *pageItem {
	it := &pageItem{line: l.n, head: l.text, id: m[3], announced: section, doi: m[7]}
	it.classes = arXivClasses(strings.FieldsFunc(m[6], isCategoryBreak)...)
	cross := crossedFrom().FindStringSubmatch(m[4])
	if cross != nil {
		it.primary = cross[1]
	}
	replaced := section == "replace" || strings.Contains(strings.ToLower(m[4]), "replaced")
	if replaced || cross != nil || it.announced == "" && dated {
		it.announced = announced(replaced, cross != nil)
	}
	return it
}

func (it *pageItem) hasText() bool { return len(it.values["subjects"]) > 0 || len(it.lines) > 2 }

// read sorts the lines of the item.
func (it *pageItem) read(width int) {
	it.values = map[string][]string{}
	if it.doi != "" {
		it.add("doi", it.doi)
	}
	subjects := slices.IndexFunc(it.lines, func(l line) bool { _, ok := cutFold(l.text, "subjects:", "subject:"); return ok })
	last, prev, gap := "", "", false
	for i, l := range it.lines {
		if l.blank() {
			gap = true
			if n := len(it.values["abstract"]); n > 0 {
				it.values["abstract"] = append(it.values["abstract"], "")
			}
			continue
		}
		named := last == "abstract" && len(it.values["abstract (named)"]) > 0
		switch m := pageLabel().FindStringSubmatch(l.text); {
		case last == "" && len(it.byline) == 0 && it.aboveTitle(l.text):
		case last == "abstract" && !named:
			it.add("abstract", l.text)
		case m != nil:
			last = labelKey(m[1])
			if last == "abstract" {
				it.add("abstract (named)", "yes")
			}
			it.add(last, l.text[len(m[0]):])
		case it.search(l.text):
			if named {
				last = "submitted"
			}
		case last == "", last == "title" && (i < subjects || len(it.byline) == 0 || !gap):
			last = "title"
			it.byline = append(it.byline, l.text)
		case last != "title" && (i < subjects || it.goesOn(last, prev, l.text, gap, width)):
			it.add(last, l.text)
		default:
			last = "abstract"
			it.add(last, l.text)
		}
		prev, gap = l.text, false
	}
}

// labelKey is a name in the one form of it that values have.
func labelKey(label string) string {
	label = strings.ToLower(strings.ReplaceAll(label, " ", "-"))
	switch {
	case strings.HasPrefix(label, "journal"):
		return "journal-ref"
	case label == "related-doi":
		return "doi"
	case label == "author", label == "comment", label == "subject":
		return label + "s"
	}
	return label
}

func (v *pageValues) add(name, text string) { v.values[name] = append(v.values[name], text) }

func (v *pageValues) value(name string) string {
	return strings.TrimSpace(strings.Join(v.values[name], "\n"))
}

// aboveTitle takes a line that search results have between the identifier and the title: subject classes, a DOI, the word
// before one.
func (it *pageItem) aboveTitle(text string) bool {
	if strings.EqualFold(strings.TrimRight(text, ": "), "doi") {
		return true
	}
	if m := pageDOI().FindStringSubmatch(text); m != nil {
		it.add("doi", m[1])
		return true
	}
	words := strings.FieldsFunc(text, isCategoryBreak)
	classes := arXivClasses(words...)
	if len(classes) != len(words) || !strings.ContainsAny(text, ".-") {
		return false
	}
	it.classes = append(it.classes, classes...)
	return true
}

// search takes a line that only search results have.
func (it *pageItem) search(text string) bool {
	if m := pageDOI().FindStringSubmatch(text); m != nil {
		it.add("doi", m[1])
		return true
	}
	if searchedDay().MatchString(text) {
		it.stamp = text
		return true
	}
	return false
}

// goesOn reports whether a value goes on on the next line, below which no other value stands: what is not part of it is the
// abstract.
func (v *pageValues) goesOn(name, prev, text string, gap bool, width int) bool {
	if name == "abstract" {
		return true
	}
	lines := v.values[name]
	if len(lines) == 0 { // below when a search result was submitted, which may be wrapped
		return !gap
	}
	switch value := lines[len(lines)-1]; {
	case value == "":
		return true
	case gap, name == "doi":
		return false
	case name == "subjects":
		return strings.HasSuffix(value, ";") || !strings.HasSuffix(value, ")")
	case name == "authors":
		return strings.HasSuffix(value, ",") || len(bylineAuthors(text)) > 0 || forcedBreak(prev, text, width)
	}
	return forcedBreak(prev, text, width) || goesOnLower(text)
}

// forcedBreak reports whether a program that wrapped the page had to break the line between a and b.
func forcedBreak(a, b string, width int) bool { return width > 0 && forced(a, b, width) }

// titleAndAuthors parts the lines between the identifier and the first named value. Where the authors have no name before
// them, they begin on a line of their own; the title may have several, if a program wrapped it, and so may they.
func (v *pageValues) titleAndAuthors(width int) (title, authors string) {
	lines := v.byline
	if named := v.value("title"); named != "" {
		lines = append([]string{named}, lines...)
	}
	if _, named := v.values["authors"]; named {
		return strings.Join(lines, "\n"), v.value("authors")
	}
	at := max(1, len(lines)-1)
	names := strings.Split(withoutParentheses(strings.Join(lines, "\n")), "\n")
	for k := len(lines) - 1; k >= 1; k-- {
		if !isNameList(strings.Join(names[k:min(k+2, len(lines))], " ")) { // a name may go over the end of a line
			break
		}
		free := !forcedBreak(lines[k-1], lines[k], width) // a person's break, or the page's
		if joined := strings.HasSuffix(lines[k-1], ","); !joined && (free || k == len(lines)-1 || forcedBreak(lines[at-1], lines[at], width)) {
			at = k
		}
	}
	at = min(at, len(lines))
	return strings.Join(lines[:at], "\n"), strings.Join(lines[at:], "\n")
}

// isNameList reports whether a text is nothing but names of people and groups.
func isNameList(s string) bool {
	s = andOthers().ReplaceAllString(s, "")
	for _, name := range bylineSplit().Split(strings.Trim(s, ", "), -1) {
		name = teamColon().ReplaceAllString(name, "")
		if _, ok := personOf(name); !ok && name != "" && !teamName().MatchString(name) && !isSuffix(name) {
			return false
		}
	}
	return true
}

// record is the paper of the item, or what is wrong with it.
func (it *pageItem) record(width int) record {
	begin := block{line: it.line, text: it.head + "\n" + joinLines(it.lines)}
	it.read(width)
	p := Paper{Line: it.line, Announced: it.announced}
	var ok bool
	if p.ArXiv, p.Version, ok = ParseArXiv(it.id); !ok {
		return rejected(begin, fmt.Sprintf(itemBadID, beginning(it.id)))
	}
	it.fill(&p, width)
	if p.Title == "" {
		return rejected(begin, "an item without a title below its identifier")
	}
	p.Categories = arXivClasses(slices.Concat([]string{it.primary}, it.classes, p.Categories)...)
	if m := searchedFirst().FindStringSubmatch(it.stamp); m != nil {
		p.Published = dayIn(m[1])
	} else if m := searchedDay().FindStringSubmatch(it.stamp); m != nil {
		p.Published = dayIn(m[1])
	}
	return record{paper: p}
}

func joinLines(lines []line) string {
	var b strings.Builder
	for i, l := range lines {
		if i > 0 {
			b.WriteByte('\n')
		}
		if b.WriteString(l.text); b.Len() > maxRaw {
			break
		}
	}
	return strings.TrimSpace(b.String())
}

// fill completes a paper whose identifier is known.
func (v *pageValues) fill(p *Paper, width int) {
	title, authors := v.titleAndAuthors(width)
	p.RawTitle = title
	p.Title = showLine(title)
	p.Authors, p.MoreAuthors = listedAuthors(authors)
	p.Comment = showLine(v.value("comments"))
	for _, m := range pageClass().FindAllStringSubmatch(strings.ReplaceAll(v.value("subjects"), "\n", " "), -1) {
		p.Categories = arXivClasses(append(p.Categories, m[1])...)
	}
	for _, s := range strings.FieldsFunc(v.value("doi"), isCategoryBreak) { // some have several
		identifyByDOI(p, s)
	}
	if p.In.Venue = showLine(v.value("journal-ref")); p.In.Venue == "" {
		p.In.Type = "article" // a preprint
	}
	p.RawAbstract = wholeAbstract(v.value("abstract"))
	text := CleanText(p.RawAbstract)
	p.Abstract = ShowText(text)
	p.Links = arXivLinks(p, text, v.value("comments"))
}

// wholeAbstract is an abstract without the buttons by which a search result shows more or less of it.
func wholeAbstract(s string) string {
	if _, all, ok := strings.Cut(s, "▽ More"); ok {
		if all, _, ok := strings.Cut(all, "△ Less"); ok {
			return strings.TrimSpace(all)
		}
	}
	for _, button := range []string{"▽ More", "△ Less"} {
		s = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(s), button))
	}
	return s
}
