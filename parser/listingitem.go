package parser

// This file owns one item of arXiv's listing: its headers, and the paper that comes of them. Their names are those of
// arXiv's metadata (https://info.arxiv.org/help/prep.html); in the nineties they were From, Paper and Title in any case.
// A value goes on behind two spaces or, after a mailer broke its lines anew, behind none. An indent inside of an abstract
// begins a paragraph.

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
)

// Why items are rejected that are there in full.
const (
	itemNoTitle = `an item without a title, which follows "Title:" above the second \\`
	itemBadID   = "%q is not an arXiv identifier such as 0704.0001 or math/0309136"
)

var (
	// itemID is the line that names a paper. The nineties wrote what kind of item it is before the colon:
	// Paper (*cross-listing*): hep-th/9201001.
	itemID = pattern(`(?i)^(?:arxiv|paper)\s*(?:\([^)]*\)\s*)?:\s*([\w./-]*\d[\w./-]*)`)

	// bareID is such a line with nothing else on it: what a line of prose that begins with arXiv: is not.
	bareID = pattern(`(?i)^(?:arxiv|paper)\s*(?:\([^)]*\)\s*)?:\s*[\w.-]*/?\d{4}\.?\d{3,5}(?:v\d+)?\s*(?:\(\*.*)?$`)

	// itemHeader is the name of a value: one that arXiv has, perhaps with a word on the version in parentheses, or one of
	// several words that hyphens join, which nobody begins a line of a title with.
	itemHeader = pattern(`(?i)^(arxiv|paper|from|date|title|authors?|categor(?:y|ies)|comments?|notes?|report-no|journal-ref|doi|subj-class|` +
		`msc-class|acm-class|proxy|license|cross-lists?|[A-Z][a-z]+-[a-z]+)\s*(?:\(([^)]*)\)\s*)?:\s*`)

	// itemBeginning is what stands below the identifier of an item.
	itemBeginning = pattern(`(?i)^(?:from|date|title|subject|replaced|revised)\b|^\(?\*`)

	itemReplaced = pattern(`(?i)^(?:\(?\*?replaced\b|replaced with|revised\b)`)
	itemVersion  = pattern(`(?i)\bv(\d{1,3})\b`)
)

// A listingItem is an item that is being put together from its lines.
type listingItem struct {
	line       int
	named      bool // the line with its identifier was seen
	inAbstract bool // the second \\ was seen
	replaced   bool

	values   map[string][]string // the lines of its headers, by their names in lowercase
	last     string              // the name of the value that may go on
	abstract []string
	version  int

	text strings.Builder // its beginning, for a problem
	size int
	flaw string // why it is not going to be a paper; what follows is not kept
}

// keep counts a line, and keeps it for the case that the item is rejected.
func (it *listingItem) keep(line textLine) {
	it.size += len(line.text) + 1
	switch {
	case line.long:
		it.fail(itemLongLine)
	case it.size > maxItem:
		it.fail(itemTooLong)
	}
	if it.text.Len()+len(line.text) < maxRaw && (line.text != "" || it.text.Len() > 0) {
		it.text.WriteString(line.text)
		it.text.WriteByte('\n')
	}
}

func (it *listingItem) fail(reason string) {
	if it.flaw == "" {
		it.flaw = reason
	}
	it.values, it.abstract = nil, nil
}

// take takes a line between the marks.
func (it *listingItem) take(line string) {
	switch {
	case it.flaw != "":
	case it.inAbstract:
		it.abstract = append(it.abstract, line)
	default:
		it.header(line)
	}
}

// header takes a line above the abstract.
func (it *listingItem) header(line string) {
	text := strings.TrimSpace(line)
	if text == "" {
		it.last = ""
		return
	}
	indented := line[0] == ' ' || line[0] == '\t'
	again := it.named && it.last != "" && it.last != "id" && itemID().MatchString(text) // a value that was wrapped before arXiv:
	if (indented || again) && it.last != "" {
		it.goOn(line)
		return
	}
	if itemReplaced().MatchString(text) && it.values["title"] == nil {
		it.replaced, it.last = true, ""
		it.tellVersion(text)
		return
	}
	m := itemHeader().FindStringSubmatch(text)
	if m == nil {
		it.goOn(line)
		return
	}
	value := text[len(m[0]):]
	switch name := strings.ToLower(m[1]); name {
	case "arxiv", "paper":
		it.named = true
		it.replaced = it.replaced || strings.Contains(text, "replaced")
		it.set("id", text)
	case "date":
		it.tellVersion(m[2])
		if !strings.Contains(m[2], "revised") {
			it.set(name, value)
		}
	case "author", "comment":
		it.set(name+"s", value)
	case "category":
		it.set("categories", value)
	default:
		it.set(name, value)
	}
}

// set keeps the value of a header; the first of its name stands.
func (it *listingItem) set(name, value string) {
	if it.values == nil {
		it.values = map[string][]string{}
	}
	if _, ok := it.values[name]; ok {
		name += " (again)"
	}
	it.values[name], it.last = append(it.values[name], value), name
}

// goOn takes a line that belongs to the value above it.
func (it *listingItem) goOn(line string) {
	if it.last != "" {
		it.values[it.last] = append(it.values[it.last], line)
	}
}

// tellVersion takes the version that a text names. The newest stands.
func (it *listingItem) tellVersion(text string) {
	for _, m := range itemVersion().FindAllStringSubmatch(text, -1) {
		if n, _ := strconv.Atoi(m[1]); n > it.version {
			it.version = n
		}
	}
}

// value is a value as it stands there, line breaks included.
func (it *listingItem) value(name string) string { return strings.Join(it.values[name], "\n") }

func (it *listingItem) hasAbstract() bool {
	for _, line := range it.abstract {
		if strings.TrimSpace(line) != "" {
			return true
		}
	}
	return false
}

// atRule is the record of an item that a rule ends. Its last \\ may be missing, but not the one below its headers unless
// these are whole.
func (it *listingItem) atRule() record {
	if it.inAbstract || it.replaced || it.whole() {
		return it.record()
	}
	return it.rejected(itemUnparted)
}

// atEnd is the record of an item below which the text ends, or another one begins. One whose headers are whole is a paper
// without an abstract; one that ends in the middle of its abstract is cut off.
func (it *listingItem) atEnd(reason string) record {
	if !it.hasAbstract() && (it.inAbstract || it.whole()) {
		return it.record()
	}
	return it.rejected(reason)
}

// whole reports whether the headers are whole though no \\ ends them: the ones that every paper has are there.
func (it *listingItem) whole() bool {
	for _, name := range []string{"id", "title", "authors", "categories"} {
		if strings.TrimSpace(it.value(name)) == "" {
			return false
		}
	}
	return true
}

func (it *listingItem) rejected(reason string) record {
	if it.flaw != "" {
		reason = it.flaw
	}
	return rejected(block{line: it.line, text: strings.TrimSuffix(it.text.String(), "\n")}, reason)
}

// record is the finished paper, or what is wrong with it.
func (it *listingItem) record() record {
	if it.flaw != "" {
		return it.rejected(it.flaw)
	}
	p := Paper{Line: it.line, RawTitle: it.value("title"), RawAbstract: strings.Join(it.abstract, "\n")}
	p.Title = showLine(p.RawTitle)
	if m := itemID().FindStringSubmatch(it.value("id")); m != nil {
		var ok bool
		if p.ArXiv, p.Version, ok = ParseArXiv(m[1]); !ok {
			return it.rejected(fmt.Sprintf(itemBadID, beginning(m[1])))
		}
	}
	if p.Title == "" {
		return it.rejected(itemNoTitle)
	}
	p.Version = max(p.Version, it.version)
	if p.ArXiv != "" {
		p.Announced = announced(it.replaced, strings.Contains(it.value("id"), "cross"))
	}
	p.Published = dayIn(it.value("date"))
	p.Authors, p.MoreAuthors = listedAuthors(it.value("authors"))
	p.Comment = showLine(it.value("comments"))
	for _, class := range strings.FieldsFunc(it.value("categories"), isCategoryBreak) {
		p.Categories = append(p.Categories, CleanLine(class))
	}
	it.published(&p)
	text := CleanText(indentedParagraphs(p.RawAbstract))
	p.Abstract = ShowText(text)
	p.Links = arXivLinks(&p, text, it.value("comments"))
	return record{paper: p}
}

func isCategoryBreak(r rune) bool { return r == ',' || r == ';' || unicode.IsSpace(r) }

// published says where the paper appeared. A reference is written in as many ways as there are authors: it stays whole,
// and what kind of publication it names is not known.
func (it *listingItem) published(p *Paper) {
	for _, s := range strings.Fields(it.value("doi")) { // some have several
		doi, arxiv, ok := ParseDOI(s)
		switch {
		case !ok || p.DOI != "":
		case arxiv == "":
			p.DOI = doi
		case p.ArXiv == "":
			p.ArXiv = arxiv
		}
	}
	if p.In.Venue = showLine(it.value("journal-ref")); p.In.Venue == "" {
		p.In.Type = "article" // a preprint
	}
}
