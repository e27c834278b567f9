package parser

// This file owns plain text: any list of titles and abstracts, under any header and above any footer, with empty lines
// between them or not. The text has nothing but the shape of its blocks to go by: a short one above a long one is a
// title above its abstract. What fits nowhere comes back as a problem.

import (
	"slices"
	"strings"
	"time"
)

// sniffText takes every text that is not plainly written for machines.
func sniffText(head string) bool { return machineText(head) == "" }

// machineText names the language of a text that is no list for people, by its beginning; empty if it is one.
func machineText(head string) string {
	if isHTML(head) {
		return "HTML"
	}
	head = strings.ToLower(strings.TrimSpace(head[:min(len(head), 1024)]))
	switch {
	case strings.HasPrefix(head, "<?xml"), strings.HasPrefix(head, "<rss"), strings.HasPrefix(head, "<feed"):
		return "XML"
	case strings.HasPrefix(head, `{"`), strings.HasPrefix(head, "[{"), jsonStart().MatchString(head):
		return "JSON"
	case risStart().MatchString(head):
		return "RIS"
	case nbibStart().MatchString(head):
		return "NBIB"
	case bibStart().MatchString(head):
		return "BibTeX"
	}
	return ""
}

var (
	jsonStart = pattern(`^(\{\s*"|\[\s*[\[{"])`)
	risStart  = pattern(`(?m)^ty  ?- ?[a-z]`)
	nbibStart = pattern(`^pmid ?- ?\d`)
	bibStart  = pattern(`(?m)^@[a-z]+ ?\{[^\s{}]*,\s*$`)
)

func openText(in *input, opts Options) (*Digest, error) {
	text, err := in.page()
	if err != nil {
		return nil, err
	}
	// What tells a page of Hugging Face may stand at its end: the list of addresses.
	if opts.Format == "" && sniffHFPage(text) {
		return readHFPage(text, opts.Now)
	}
	lines := splitLines(text)
	labels := labelled(lines)
	if opts.Format == "" {
		if what := notAList(lines); what != "" && !(labels && what == yamlLines && !nested(lines)) {
			return nil, notPapers(FormatText, "its lines look like "+what, nil)
		}
	}
	if labels {
		return readLabels(lines)
	}
	r := textReader{now: opts.Now, blocks: textBlocks(lines)}
	if err := r.read(FormatText, opts); err != nil {
		return nil, err
	}
	r.refuseRemarks()
	d, err := newDigest(FormatText, r.records)
	if err == nil {
		d.Date = r.date
	}
	return d, err
}

// read makes records of the blocks, or says why they are none of a list of papers.
func (r *textReader) read(f Format, opts Options) error {
	r.assignShapes()
	r.measure()
	r.readGroups()
	if opts.Format != "" {
		return nil
	}
	v := judge(r.records, r.strange)
	v.announced = announcesPapers(r.blocks)
	if why := v.refusal(); why != "" {
		return notPapers(f, why, problemsIn(r.records))
	}
	r.records = v.weed(r.records)
	return nil
}

// A shape is what a block of plain text looks like.
type shape int

const (
	short  shape = iota // a title, or a line of the page
	prose               // an abstract, or a paragraph of the page
	meta                // an address or identifier of a paper
	byline              // names
	label               // a value with its name: Year: 2024
	chrome              // of the page, known by what it says
)

var abstractLabel = pattern(`(?i)^(abstract|summary) ?([:.—–-]+) ?|^(abstract|summary)$`)

// labelsAbstract reports whether a line begins with the word "Abstract" as a label.
func labelsAbstract(s string) bool {
	return strings.IndexByte("AaSs", s[0]) >= 0 && abstractLabel().MatchString(s[:min(len(s), 32)])
}

// A textReader is the state of reading one plain text.
type textReader struct {
	now    time.Time
	blocks []block
	shapes []shape

	proses    int  // abstracts and other paragraphs
	median    int  // their length in bytes
	oneEach   bool // abstracts have one paragraph here
	titleHead int  // how titles are marked: the head of their blocks; 0 if they are not

	before  bool // addresses stand above their titles
	date    Date
	cur     *draft
	pending []string // addresses for the next title
	records []record
	strange int // blocks that fit nowhere and were passed over
}

func (r *textReader) assignShapes() {
	r.shapes = make([]shape, len(r.blocks))
	for i := range r.blocks {
		b := &r.blocks[i]
		labelled := false
		if m := abstractLabel().FindString(b.text[:min(len(b.text), 32)]); m != "" && len(m) < len(b.text) {
			b.text, b.raw, labelled = b.text[len(m):], strings.TrimPrefix(b.raw, m), true
		}
		switch {
		case textMeta(b.text):
			r.shapes[i] = meta
		case valueLabel(b.text) != nil:
			r.shapes[i] = label
		case textFurniture(b.text):
			r.shapes[i] = chrome
		case labelled, abstractLike(b.text):
			r.shapes[i] = prose
		case len(namesBelow(b.text).authors) > 0:
			r.shapes[i] = byline
		}
		if d, ok := pageDate(b.text, r.now); ok {
			r.shapes[i] = chrome
			if i > 0 && r.proses == 0 && hfCurator().MatchString(r.blocks[i-1].text) { // who curated stands above the date
				r.shapes[i-1] = chrome
			}
			if r.proses == 0 && r.date == "" {
				r.date = d
			}
		}
		if r.shapes[i] == prose {
			r.proses++
		}
	}
}

// measure learns how the text is built from all of it, before any of it is read.
func (r *textReader) measure() {
	var lengths []int
	runs, ones, run := 0, 0, 0 // of paragraphs with no title between them
	for i, s := range r.shapes {
		switch s {
		case prose:
			lengths = append(lengths, len(r.blocks[i].text))
			if run++; run == 1 {
				runs, ones = runs+1, ones+1
			} else if run == 2 {
				ones--
			}
		case short, byline:
			run = 0
		}
	}
	if len(lengths) > 0 {
		slices.Sort(lengths)
		r.median = lengths[len(lengths)/2]
	}
	r.oneEach = runs > 2 && ones*3 >= runs*2
	r.titleHead = r.commonHead(runs)
	r.before = r.addressesBefore()
}

// addressesBefore reports whether the address of a paper stands above its title, which is known by the ends of the list: an
// address above the first title, none below the last abstract or title, and none between a title and its abstract.
//
// Only addresses of papers count, unless there are none: pages have others of their own.
func (r *textReader) addressesBefore() bool {
	papers := false
	votes := make([]bool, len(r.blocks))
	for i, s := range r.shapes {
		if s == meta {
			_, votes[i] = Identify(addressesAlone(r.blocks[i].text)[0])
			papers = papers || votes[i]
		}
	}
	above, last, waits := false, chrome, false // an address stands above all titles; what stands last; a title waits for its abstract
	first := r.firstTitled()
	for i, s := range r.shapes {
		switch s {
		case meta:
			if papers && !votes[i] {
				continue
			}
			if titled := last == prose || waits; !titled {
				above = true
			} else if waits && r.proseFollows(i) {
				return false
			}
			last = meta
		case prose:
			last, waits = prose, false
		case short, byline:
			if i >= first && (above || titleLike(r.blocks[i].text)) {
				last, waits = prose, true
			}
		}
	}
	return above && last != meta
}

// firstTitled is the index of the title of the first abstract, or 0. What stands above it is the head of the page.
func (r *textReader) firstTitled() int {
	for i := slices.Index(r.shapes, prose) - 1; i > 0; i-- {
		if (r.shapes[i] == short || r.shapes[i] == byline) && titleLike(r.blocks[i].text) {
			return i
		}
	}
	return 0
}

// proseFollows reports whether an abstract is the next block that is no address and no list of names.
func (r *textReader) proseFollows(i int) bool {
	for _, s := range r.shapes[i+1 : min(len(r.shapes), i+8)] {
		switch s {
		case prose:
			return true
		case short:
			return false
		}
	}
	return false
}

// commonHead is how titles are marked, if most are: the mark of most short blocks that stand above one of the runs of
// prose or, in a list without prose, of most short blocks that are marked.
func (r *textReader) commonHead(runs int) int {
	var count [itemHead + 1]int
	head := 0
	for i, b := range r.blocks {
		switch {
		case b.head > 0 && r.shapes[i] != prose:
			if head = b.head; runs == 0 {
				count[head]++
			}
		case r.shapes[i] == prose:
			count[head]++
			head = 0
		}
	}
	count[0] = 0
	best := 0
	for h, n := range count {
		if n > count[best] {
			best = h
		}
	}
	if count[best] < 2 || count[best]*2 < runs {
		return 0
	}
	return best
}

// readGroups walks the text in groups: what is short, then the prose below it.
func (r *textReader) readGroups() {
	begin := 0
	for i, s := range r.shapes {
		if s != prose {
			continue
		}
		r.readShorts(begin, i, true)
		r.readProse(i)
		begin = i + 1
	}
	r.readShorts(begin, len(r.blocks), false)
	r.finish()
}

// readShorts reads the blocks from begin to end, of which none is prose. If prose follows, its title is among them.
func (r *textReader) readShorts(begin, end int, proseFollows bool) {
	title := -1
	if proseFollows {
		title = r.titleAmong(begin, end)
	}
	for i := begin; i < end; i++ {
		b := r.blocks[i]
		switch {
		case i == title:
			r.start(b)
		case r.shapes[i] == meta:
			r.refer(b.text, r.before && (title < 0 || i < title))
		case r.shapes[i] == byline && r.cur != nil && len(r.cur.abstract) == 0:
			names := namesBelow(b.text)
			r.cur.authors, r.cur.more = names.authors, names.more
		case r.shapes[i] == label:
			r.value(b)
		case r.shapes[i] == short || r.shapes[i] == byline:
			r.readLone(i, begin == 0 && proseFollows, !proseFollows && r.proses > 0)
		}
	}
}

// titleAmong is the block between begin and end that is the title of the prose at end: the last that can be one, or -1.
func (r *textReader) titleAmong(begin, end int) int {
	names := -1
	for i := end - 1; i >= begin; i-- {
		switch {
		case r.titleHead > 0 && r.blocks[i].head != r.titleHead:
			continue
		case r.shapes[i] == short:
			return i
		case r.shapes[i] == byline && names < 0:
			names = i
		}
	}
	return names // a title that reads like a list of names, after all
}

// readLone reads a short block that no abstract follows. In the header and the footer it is most likely the page's own.
func (r *textReader) readLone(i int, header, footer bool) {
	b := r.blocks[i]
	switch {
	case r.titleHead > 0:
		if b.head == r.titleHead {
			r.start(b)
		}
	case header, (footer || r.proses == 0) && saysPage(b.text):
	case !titleLike(b.text):
		if !footer {
			r.strange++
		}
	case !footer && r.proses > 0 && !titleCase(b.text) && b.href == "":
		r.finish()
		r.records = append(r.records, rejected(b, "a line that may be a title, but without an abstract below it"))
	case footer && !titleCase(b.text):
		r.finish()
		r.records = append(r.records, rejected(b, "a line after the last abstract that may be a title; if it is, put its abstract below it"))
	default:
		r.start(b)
	}
}

// readProse reads an abstract, a further paragraph of one, or a paragraph that has no title.
func (r *textReader) readProse(i int) {
	b := r.blocks[i]
	open := r.cur != nil && len(r.cur.abstract) == 0
	switch {
	case open:
		r.cur.abstract = append(r.cur.abstract, b)
	case r.titleWithStop(i):
		r.start(b)
	case r.cur == nil && len(r.records) == 0 && r.pageProse(b), r.last(i) && r.pageProse(b):
		// The greeting above the list, the goodbye below it.
	case r.cur != nil && !r.oneEach:
		r.cur.abstract = append(r.cur.abstract, b)
	default:
		r.finish()
		r.records = append(r.records, rejected(b, "an abstract without a title above it"))
	}
}

// titleWithStop reports whether the prose at i is really a title that ends with a full stop: one sentence, much shorter
// than the prose right below it.
func (r *textReader) titleWithStop(i int) bool {
	b := r.blocks[i]
	if i+1 >= len(r.blocks) || r.shapes[i+1] != prose {
		return false
	}
	return words(b.text) <= 20 && !sentenceBreak(b.text) && len(r.blocks[i+1].text) > 3*len(b.text)
}

// pageProse reports whether a paragraph outside of the list is the page's own rather than an abstract.
func (r *textReader) pageProse(b block) bool {
	return saysPage(b.text) ||
		words(b.text) < proseWords && 3*len(b.text) < 2*r.median
}

// last reports whether no title follows block i.
func (r *textReader) last(i int) bool {
	for j := i + 1; j < len(r.shapes) && j < i+16; j++ {
		if r.shapes[j] == prose && !r.pageProse(r.blocks[j]) {
			return false
		}
	}
	return i+16 >= len(r.shapes)
}

func (r *textReader) start(title block) {
	r.finish()
	r.cur = &draft{title: title}
	if title.href != "" {
		r.cur.refer(title.href)
	}
	for _, s := range r.pending {
		r.cur.refer(s)
	}
	r.pending = nil
}

func (r *textReader) finish() {
	if r.cur != nil {
		r.records = append(r.records, r.cur.record())
		r.cur = nil
	}
}

// titleLike reports whether a short block may be a title that has no abstract: three words and a capital or a digit at
// least, mostly letters, no colon or comma at its end.
func titleLike(s string) bool {
	letters, upper := 0, false
	for _, r := range s {
		if r >= 'a' && r <= 'z' || r > 0x7f {
			letters++
			upper = upper || r > 0x7f
		} else if r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
			letters++
			upper = true
		} else if r == ' ' {
			letters++
		}
	}
	return words(s) >= 3 && upper && letters*5 >= len([]rune(s))*4 && !strings.HasSuffix(s, ":") && !strings.HasSuffix(s, ",")
}

// titleCase reports whether s has four words and most of the longer ones begin with a capital.
func titleCase(s string) bool { return words(s) >= 4 && capitalised(s) }

// capitalised reports whether most of the longer words of s begin with a capital.
func capitalised(s string) bool {
	long, upper := 0, 0
	for _, w := range strings.Fields(s) {
		if len(w) > 3 {
			long++
			if w[0] < 'a' || w[0] > 'z' {
				upper++
			}
		}
	}
	return upper*5 >= long*3
}
