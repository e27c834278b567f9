package parser

// This file owns plain text whose parts are labelled: "Title: …", "Authors: …", "Abstract: …".

import (
	"slices"
	"strings"
)

var (
	textLabel = pattern(`(?i)^(?:[(\[]?\d{1,4}[.)\]]\s+|[-*•]\s+)?\**(title|authors?|abstract|summary|urls?|links?|arxiv(?: id)?|doi|pdf|code|project(?: page)?|date|published|year|venue|journal|conference|comments?|categories|subjects?|keywords|tags)\**\s?:\**(?:\s+(.*))?$`)

	labelTitle = pattern(`(?i)^(?:[(\[]?\d{1,4}[.)\]]\s+|[-*•]\s+)?\**title\**\s?:\**\s+\S`)
)

// labelled reports whether the text labels its titles. A title alone does not say so: "Title: Subtitle" is one.
func labelled(lines []line) bool {
	for _, l := range lines {
		s := strings.TrimSpace(l.text)
		if s = s[:min(len(s), 32)]; strings.IndexByte(s, ':') > 0 && labelTitle().MatchString(s) {
			return true
		}
	}
	return false
}

// A labelReader is the state of reading labelled text.
type labelReader struct {
	cur     *draft
	next    *draft // what stands above the next title
	above   bool   // identifiers stand above their titles
	gap     bool   // an empty line stands above the label of the value
	records []record
	label   string // of the value that is being read
	value   []line // its lines so far
}

func readLabels(lines []line) (*Digest, error) {
	var r labelReader
	rule := strings.Repeat("-", textWidth)
	ours := slices.ContainsFunc(lines, func(l line) bool { return l.text == rule })
	for i, l := range lines {
		s := strings.TrimSpace(l.text)
		switch m := labelOf(s); {
		case l.text == textNote: // what we wrote ourselves: not the digest's words
			r.store()
			r.label = "note"
		case r.label == "note" && (m == nil || strings.HasPrefix(l.text, " ")):
		case s == rule, !ours && len(s) > 2 && strings.Trim(s, "-=*_ ") == "":
			r.store()
		case !ours && m == nil && textMeta(s) && (!r.inAbstract() || r.abstractEnded()):
			r.store()
			r.gap = i == 0 || lines[i-1].blank()
			r.identify(addressesAlone(s))
		case m != nil:
			r.store()
			r.label, r.gap = strings.ToLower(m[1]), i == 0 || lines[i-1].blank()
			if m[2] != "" {
				r.value = []line{{l.n, m[2]}}
			}
		case s != "":
			r.value = append(r.value, l)
		case !r.inAbstract():
			r.store()
		default:
			r.value = append(r.value, l) // an empty line parts paragraphs
		}
	}
	r.store()
	r.finish()
	return newDigest(FormatText, r.records)
}

// abstractEnded reports whether an abstract is being read and its last line ends a sentence.
func (r *labelReader) abstractEnded() bool {
	n := len(r.value)
	return r.inAbstract() && n > 0 && (r.value[n-1].blank() || endsSentence(r.value[n-1].text))
}

// labelOf parts a line into its label and its value, or is nil.
func labelOf(s string) []string {
	if colon := strings.IndexByte(s, ':'); colon < 0 || colon > 40 {
		return nil
	}
	return textLabel().FindStringSubmatch(s)
}

func (r *labelReader) inAbstract() bool {
	return r.label == "abstract" || r.label == "summary" || r.label == "title" && len(r.value) == 0
}

// store puts the value that has been read where its label says, and waits for the next label.
func (r *labelReader) store() {
	blocks := paragraphs(r.value)
	label := r.label
	r.label, r.value = "", nil
	if len(blocks) == 0 {
		return
	}
	b := blocks[0]
	switch label {
	case "title":
		r.finish()
		if r.cur, r.next = r.next, nil; r.cur == nil {
			r.cur = &draft{}
		}
		r.cur.title = b
		return
	case "abstract", "summary":
		if r.cur == nil || len(r.cur.abstract) > 0 {
			r.finish()
			r.records = append(r.records, rejected(b, "an abstract without a title above it"))
			return
		}
		r.cur.abstract = blocks
		return
	case "":
		r.unlabelled(b)
		return
	}
	d := r.owner(label)
	if d == nil {
		return
	}
	switch label {
	case "author", "authors":
		names := listed(b.text)
		d.authors, d.more = names.authors, names.more
	case "arxiv", "arxiv id", "doi", "pdf", "code", "url", "urls", "link", "links", "project", "project page":
		for _, s := range strings.Fields(b.text) {
			d.refer(strings.TrimRight(s, ",;"))
		}
	case "date", "published", "year":
		d.published = labelDate(b.text)
	case "venue", "journal", "conference":
		d.venue = b.text
	}
}

// identify takes addresses and identifiers that no label announces.
func (r *labelReader) identify(addresses []string) {
	for _, address := range addresses {
		label := "url"
		if _, ok := Identify(address); ok {
			label = "arxiv"
		}
		if d := r.owner(label); d != nil {
			d.refer(address)
		}
	}
}

// owner is the paper that a value belongs to: the one at hand, or the next one if it is known that identifiers stand above
// their titles.
func (r *labelReader) owner(label string) *draft {
	if r.cur == nil && (label == "arxiv" || label == "arxiv id" || label == "doi") {
		r.above = true
	}
	if r.next == nil && r.above && (r.cur == nil || r.gap && len(r.cur.abstract) > 0) {
		r.next = &draft{}
	}
	if r.next != nil {
		return r.next
	}
	return r.cur
}

// unlabelled takes a paragraph that no label announces: an abstract below its title, or something of the page.
func (r *labelReader) unlabelled(b block) {
	if !abstractLike(b.text) {
		return
	}
	if r.cur != nil && len(r.cur.abstract) == 0 {
		r.cur.abstract = []block{b}
		return
	}
	if saysPage(b.text) || r.cur == nil && len(r.records) == 0 && words(b.text) < proseWords {
		return
	}
	r.finish()
	r.records = append(r.records, rejected(b, "a paragraph that belongs to no title"))
}

func (r *labelReader) finish() {
	if r.cur != nil {
		r.records = append(r.records, r.cur.record())
		r.cur = nil
	}
}

// paragraphs makes a block of every run of lines that are not empty.
func paragraphs(lines []line) []block {
	var blocks []block
	begin := 0
	for i := 0; i <= len(lines); i++ {
		if i == len(lines) || lines[i].blank() {
			if begin < i {
				blocks = append(blocks, newBlock(lines[begin:i]))
			}
			begin = i + 1
		}
	}
	return blocks
}
