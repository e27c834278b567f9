package parser

// This file owns reading the pages that vault.go wrote. Somebody may have changed them since: what is not as it was written
// is read as far as it goes, and what was added is the reader's note. What a page does not hold to the letter stands in its
// last property, as JSON.

import (
	"slices"
	"strings"
)

// An ownPage is the state of reading a page of dogear's.
type ownPage struct {
	*note
	title    string // in the heading
	links    []Link
	abstract []string
	added    []string // by somebody else
	text     string   // the reader's note
}

// ownPaper is the record of a page that dogear wrote.
func (n *note) ownPaper() record {
	begin := newBlock(n.top[:min(len(n.top), 40)])
	if n.wrong != nil {
		return record{problem: n.wrong}
	}
	page := ownPage{note: n}
	page.read()
	p := Paper{Line: n.top[0].n, Title: page.line("title")}
	if p.Title == "" {
		p.Title = page.title
	}
	if p.Title == "" {
		return rejected(begin, "a page without a title")
	}
	identifyByArXiv(&p, page.line("arxiv"))
	identifyByDOI(&p, page.line("doi"))
	if p.ArXiv != "" {
		p.Version = versionNumber(page.line("version"))
	}
	if id := page.line("openreview"); isOpenReviewID(id) {
		p.OpenReview = id
	}
	p.Published, p.Comment = labelDate(page.line("published")), page.line("comment")
	if p.Key = page.line("key"); p.Key == "" {
		p.Key = page.line("citekey")
	}
	for name, to := range publicationProperties(&p.In) {
		*to = page.line(name)
	}
	p.Authors, p.Editors = page.people("authors"), page.people("editors")
	p.Keywords, p.Categories, p.Files = page.list("keywords"), page.list("categories"), page.list("files")
	p.MoreAuthors, p.Language, p.Upvotes = page.line("more-authors") == "true", page.line("language"), count(page.line("upvotes"))
	p.Abstract, p.Links = CleanText(strings.Join(page.abstract, "\n\n")), page.links
	if len(p.Links) == 0 {
		p.Links = n.ownLink()
	}
	p.Marks = page.marks()
	page.restore(&p)
	p.RawTitle, p.RawAbstract = p.Title, p.Abstract
	return record{paper: p}
}

// ownLink is the address among the properties, for a page that has lost its links.
func (n *note) ownLink() []Link {
	var links linkList
	url := n.get("url").text()
	links.add(KindOf(url, ""), url)
	return links.list
}

// publicationProperties are the properties that say where a paper appeared, by their names.
func publicationProperties(in *Publication) map[string]*string {
	return map[string]*string{
		"type": &in.Type, "venue": &in.Venue, "volume": &in.Volume, "issue": &in.Issue, "pages": &in.Pages, "publisher": &in.Publisher,
		"place": &in.Place, "series": &in.Series, "edition": &in.Edition, "isbn": &in.ISBN, "issn": &in.ISSN,
	}
}

// line is a property that is a text of one line.
func (page *ownPage) line(name string) string {
	s := page.get(name).text()
	if page.style == FormatLogseq {
		s = vaultPlain(s)
	}
	return CleanLine(s)
}

// list is a property that is a list.
func (page *ownPage) list(name string) []string {
	values := page.get(name).values
	if page.style == FormatLogseq && len(values) == 1 {
		values = strings.Split(vaultPlain(values[0]), ", ")
	}
	return cleanTexts(values)
}

func (page *ownPage) people(name string) []Author {
	var people []Author
	for _, s := range page.list(name) {
		people = append(people, displayedAuthor(s))
	}
	return people
}

// marks are what the properties and the note tell of the reader.
func (page *ownPage) marks() *Marks {
	if len(page.added) > 0 {
		page.text = strings.TrimSpace(CleanNote(strings.Join(page.added, "\n")) + "\n\n" + page.text)
	}
	m := &Marks{Starred: page.line("starred") == "true", Added: labelDate(page.line("added")), Note: CleanNote(page.text)}
	for _, tag := range page.get("tags").values {
		if page.style == FormatLogseq {
			for _, tag := range strings.Split(tag, ",") {
				m.Tags = append(m.Tags, noteText(strings.TrimPrefix(strings.TrimSpace(tag), "#")))
			}
			continue
		}
		m.Tags = append(m.Tags, strings.TrimPrefix(tag, "#"))
	}
	m.Tags = cleanTexts(m.Tags)
	if s := page.line("status"); ownStatuses[s] {
		m.Status = s
	}
	return m
}

// read parts the text below the properties.
func (page *ownPage) read() {
	lines := make([]string, len(page.body))
	for i, l := range page.body {
		lines[i] = l.text
	}
	text := "\n" + strings.Join(lines, "\n") + "\n"
	head, note, ok := SplitVault(page.style, text)
	if !ok {
		head = text
	}
	page.text = note
	paragraph := page.paragraph
	if page.style == FormatLogseq {
		paragraph = page.block
	}
	for part := range strings.SplitSeq(head, "\n") {
		paragraph(part)
	}
}

// paragraph takes a line of a page for Obsidian, which has each paragraph on one.
func (page *ownPage) paragraph(s string) {
	switch {
	case strings.TrimSpace(s) == "":
		if len(page.added) > 0 {
			page.added = append(page.added, "")
		}
	case len(page.added) > 0:
		page.added = append(page.added, s)
	case strings.HasPrefix(s, "# ") && page.title == "" && len(page.abstract) == 0:
		page.title = vaultPlain(strings.TrimPrefix(s, "# "))
	case noteHeading().MatchString(s), noteCallout().MatchString(s):
		page.added = append(page.added, s)
	default:
		page.part(s)
	}
}

// block takes a line of a page for Logseq.
func (page *ownPage) block(s string) {
	part, below := strings.CutPrefix(s, "\t- ")
	switch {
	case strings.TrimSpace(s) == "" || blockProperty().MatchString(s):
	case len(page.added) > 0:
		page.added = append(page.added, s)
	case strings.HasPrefix(s, "- # ") && page.title == "" && len(page.abstract) == 0:
		page.title = vaultPlain(strings.TrimPrefix(s, "- # "))
	case below:
		page.part(part)
	default:
		page.added = append(page.added, s)
	}
}

// part takes a paragraph: the links, related papers, or one of the abstract.
func (page *ownPage) part(s string) {
	if len(page.abstract) == 0 && len(page.links) == 0 {
		if links := vaultLinks(s); links != nil {
			page.links = links
			return
		}
	}
	if strings.HasPrefix(s, "Related: [[") && strings.HasSuffix(s, "]]") {
		return
	}
	page.abstract = append(page.abstract, vaultPlain(s))
}

var vaultLink = pattern(`^\[(\pL+)\]\(([^()\s]+)\)(?: · |$)`)

// vaultLinks reads a line that is nothing but the paper's links.
func vaultLinks(s string) []Link {
	var links linkList
	for s != "" {
		m := vaultLink().FindStringSubmatch(s)
		if m == nil {
			return nil
		}
		kind := KindOf(m[2], "")
		for k, word := range linkWords {
			if word == m[1] {
				kind = k
			}
		}
		links.add(kind, m[2])
		s = s[len(m[0]):]
	}
	return links.list
}

// vaultPlain is the text that vaultText made s of. What somebody else wrote since is read as Markdown.
func vaultPlain(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) && s[i+1] < 0x80 && s[i+1] > ' ' && !isLetter(s[i+1]) && !isDigit(s[i+1]) {
			i++
		}
		b.WriteByte(s[i])
	}
	if plain := b.String(); vaultText(plain) == s {
		return plain
	}
	return CleanLine(plainText(inlineRuns(s, nil)))
}

// A vaultRest is what the rest of a page does not hold to the letter. A nil member is one that it does.
type vaultRest struct {
	bibRest
	Links   *[]Link   `json:"links,omitempty"`
	Tags    *[]string `json:"tags,omitempty"`
	KeyMade string    `json:"key_made,omitempty"` // the key, if it is none of the paper's own
}

const vaultRestProperty = "dogear-rest"

// restore gives the paper what the last property holds, unless the page was changed there since.
func (page *ownPage) restore(p *Paper) {
	var rest vaultRest
	s := page.get(vaultRestProperty).text()
	if page.style == FormatLogseq {
		s = vaultPlain(s)
	}
	decodeJSON([]byte(s), &rest)
	for _, list := range []struct {
		rest **[]Author
		seen []Author
	}{{&rest.Authors, p.Authors}, {&rest.Editors, p.Editors}} {
		if *list.rest != nil && !shownSame(displayedNames(**list.rest), displayedNames(list.seen)) {
			*list.rest = nil
		}
	}
	for _, list := range []struct {
		rest **[]string
		seen []string
	}{{&rest.Keywords, p.Keywords}, {&rest.Categories, p.Categories}, {&rest.Files, p.Files}} {
		if *list.rest != nil && !shownSame(**list.rest, list.seen) {
			*list.rest = nil
		}
	}
	rest.restore(p)
	if rest.Links != nil && vaultLinkLine(*rest.Links) == vaultLinkLine(p.Links) {
		var links linkList
		for _, l := range *rest.Links {
			if linkKinds[l.Kind] {
				links.add(l.Kind, l.URL)
			}
		}
		p.Links = links.list
	}
	if p.Key == CleanLine(rest.KeyMade) {
		p.Key = ""
	}
	if rest.Tags != nil {
		restoreTags(p.Marks.Tags, *rest.Tags)
	}
}

// restoreTags gives tags the names that they had before they became names for a vault.
func restoreTags(tags, were []string) {
	for i, name := range vaultTags(were) {
		if at := slices.Index(tags, name); at >= 0 && CleanLine(were[i]) != "" {
			tags[at] = CleanLine(were[i])
		}
	}
}

var listMarks = strings.NewReplacer(",", "", " ", "")

// shownSame reports whether two lists look the same in a page, where commas part them.
func shownSame(a, b []string) bool {
	return listMarks.Replace(strings.Join(a, "")) == listMarks.Replace(strings.Join(b, ""))
}

func displayedNames(people []Author) []string {
	var names []string
	for _, a := range people {
		names = append(names, a.Name())
	}
	return names
}

// vaultRestOf is what reading the page would not give back of p, as JSON; empty if it would give all.
func vaultRestOf(p *Paper, page VaultPage, text string) string {
	n, ok := readNote(text)
	if !ok || n.wrong != nil {
		return ""
	}
	back := n.ownPaper().paper
	rest := vaultRest{bibRest: paperRestOf(p, &back), Links: keptUnless(p.Links, back.Links)}
	rest.Editors, rest.Files = keptUnless(p.Editors, back.Editors), keptUnless(p.Files, back.Files)
	if page.KeyMade {
		rest.KeyMade = p.Key
	}
	if p.Marks != nil && back.Marks != nil {
		rest.Tags = keptUnless(p.Marks.Tags, back.Marks.Tags)
	}
	if rest == (vaultRest{}) {
		return ""
	}
	return quotedJSON(rest)
}
