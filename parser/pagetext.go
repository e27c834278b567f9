package parser

// This file owns the Hugging Face papers page as people copy it: as text, as Markdown, or as text with its links in a
// list at the end. The page has a header of its own (a label, a subscribe box, who curated, a date without a year), then
// for each paper its title and abstract, among votes, names, counts and addresses in varying order. Titles and
// abstracts are told by their shape, everything else by what it says.

import (
	"strings"
	"time"
)

const hfSource = "Hugging Face"

var (
	hfAddress = pattern(`^(?:(?:https?|file)://)?(?:www\.)?(?:huggingface\.co|hf\.co)?/papers/(\d{4}\.\d{4,5}(?:v\d+)?)/?(?:[?#]\S*)?$`)
	hfCurator = pattern(`^[bB]y ?([A-Z@]\S*(?: \S+){0,8})$`)
	hfHandle  = pattern(`^@?[a-z0-9][a-z0-9_.-]{0,40}$`)

	// hfBeside is the address of a paper's page behind its title.
	hfBeside = pattern(`[\s(<\[]+((?:https?://)?(?:www\.)?(?:huggingface\.co|hf\.co)/papers/\d{4}\.\d{4,5})[)>\]]?$`)

	// hfAuthorCount stands below the titles of a page that has no abstracts.
	hfAuthorCount = pattern(`(?i)^(?:·\s*)?\d+ authors?\b`)

	// hfLinkLine ends in a link to a paper's page, as Markdown or as the list of addresses has it.
	hfLinkLine = pattern(`(?:\]\(|^\[\d+\]: |^\d+\. )(?:https?://(?:www\.)?(?:huggingface\.co|hf\.co))?/papers/\d{4}\.[^\s()]+\)?\**\\{0,2}$`)
)

// sniffHFPage looks for a line that only this page has. An address of it in the middle of an abstract is no sign, nor is one on
// its own line in a list that names other papers by the addresses of other sites, or titles by their label.
func sniffHFPage(head string) bool {
	weak, linked, others := 0, false, false
	mayLink := strings.Contains(head, "/papers/")
	for head != "" {
		var s string
		s, head, _ = strings.Cut(head, "\n")
		if s = strings.TrimSpace(strings.TrimLeft(strings.TrimSpace(s), "#")); s == "" || len(s) > 400 {
			continue
		}
		if hfOnly(s) {
			return true
		}
		if strings.Contains(s, "/papers/") && (hfAddress().MatchString(s) || hfLinkLine().MatchString(s)) {
			linked = true
		} else if mayLink && !others {
			others = paperAlone(s)
		}
		switch strings.ToLower(s) {
		case "daily papers", "trending papers", "submitted by", "log in", "sign up", "subscribe":
			if weak++; weak == 2 {
				return true
			}
		}
	}
	return linked && !others
}

// paperAlone reports whether a line is an identifier of a paper and nothing else, or a title with its label.
func paperAlone(s string) bool {
	if len(s) > 6 && strings.EqualFold(s[:6], "title:") {
		return true
	}
	for _, address := range addressesAlone(s) {
		if _, ok := Identify(address); ok {
			return true
		}
	}
	return false
}

// hfID is the identifier in an address of a paper's page, or s itself if it is none.
func hfID(s string) string {
	if m := hfAddress().FindStringSubmatch(s); m != nil {
		return m[1]
	}
	return s
}

func openHFPage(in *input, opts Options) (*Digest, error) {
	text, err := in.page()
	if err != nil {
		return nil, err
	}
	return readHFPage(text, opts.Now)
}

func readHFPage(text string, now time.Time) (*Digest, error) {
	p := hfPage{now: now}
	p.blocks = pageBlocks(splitLines(text), func(l line) lineKind {
		if hfRole(strings.TrimSpace(l.text), now) == content {
			return flowing
		}
		return single
	})
	for i, b := range p.blocks {
		if m := hfBeside().FindStringSubmatchIndex(b.text); m != nil && b.href == "" && !strings.HasSuffix(b.text[:m[0]], "]") {
			p.blocks[i].text, p.blocks[i].href = b.text[:m[0]], b.text[m[2]:m[3]]
		}
	}
	p.assignRoles()
	p.readHeader()
	p.readPapers()
	d, err := newDigest(FormatHFPage, p.records)
	if err != nil {
		return nil, err
	}
	d.Source, d.Curator, d.Date = hfSource, p.curator, p.date
	return d, nil
}

// A role is what a block of the page is for.
type role int

const (
	content   role = iota // a title or an abstract, by its shape
	furniture             // of the page
	address               // of a paper's page
	date
	submitter // "Submitted by"; the name is on the next line
)

// hfRole tells the role of a block by what it says.
func hfRole(s string, now time.Time) role {
	if len(s) > maxFurniture {
		return content
	}
	switch {
	case isPageDate(s, now):
		return date
	case hfLinksPaper(s):
		if strings.Contains(s, "#") {
			return furniture // of its comments
		}
		return address
	case strings.EqualFold(strings.TrimSuffix(s, ":"), "submitted by"):
		return submitter
	case hfFurniture(s), hfRow(s, now):
		return furniture
	}
	return content
}

// hfRow reports whether s is a row of page furniture with dots or bars between: "Mar 11 · 12 authors".
func hfRow(s string, now time.Time) bool {
	parts := strings.FieldsFunc(s, func(r rune) bool { return r == '·' || r == '•' || r == '|' })
	for _, part := range parts {
		if part = strings.TrimSpace(part); part != "" && !hfFurniture(part) && !isPageDate(part, now) {
			return false
		}
	}
	return len(parts) > 1
}

// hfLinksPaper reports whether s is the address of a paper's page and nothing else.
func hfLinksPaper(s string) bool {
	return strings.Contains(s, "/papers/") && hfAddress().MatchString(s)
}

// An hfPage is the state of reading one page.
type hfPage struct {
	now     time.Time
	blocks  []block
	roles   []role
	prose   []bool // which content has the shape of an abstract
	linked  bool   // titles link to their papers' pages, so what does not is none
	body    int    // the block at which the papers begin
	before  bool   // addresses stand before their titles
	curator string
	date    Date

	cur     *draft
	pending []string // addresses for the next title
	records []record
}

func (p *hfPage) assignRoles() {
	p.roles = make([]role, len(p.blocks))
	p.prose = make([]bool, len(p.blocks))
	for i, b := range p.blocks {
		p.roles[i] = hfRole(b.text, p.now)
		p.prose[i] = p.roles[i] == content && abstractLike(b.text)
	}
	titled := false // the last content was short
	for i, b := range p.blocks {
		if p.roles[i] != content {
			continue
		}
		// A name after "Submitted by"; but a short title if an abstract follows that has no other.
		if i > 0 && p.roles[i-1] == submitter && words(b.text) <= 4 && (titled || !p.proseFollows(i)) {
			p.roles[i] = furniture
			continue
		}
		titled = !p.prose[i]
		p.linked = p.linked || titled && hfLinksPaper(b.href)
	}
}

// proseFollows reports whether the next content after block i is an abstract, apart from what may stand between a title
// and its abstract.
func (p *hfPage) proseFollows(i int) bool {
	const far = 64 // blocks; no paper has so much between its title and its abstract
	for j := i + 1; j < min(len(p.blocks), i+1+far); j++ {
		if p.prose[j] {
			return true
		}
		if p.roles[j] == content && !belowTitle(p.blocks[i], p.blocks[j]) {
			return false
		}
	}
	return false
}

// belowTitle reports whether b may stand between title and its abstract: the title again, a user's handle, the authors.
func belowTitle(title, b block) bool {
	return b.text == title.text || hfHandle().MatchString(b.text) || len(bylineAuthors(b.text)) > 1
}

// readHeader finds where the papers begin and reads what stands above: the page's date and who curated it. Unknown
// lines up there are the page's own; the first title is the one that an abstract follows, or one that links to its paper.
func (p *hfPage) readHeader() {
	for i, b := range p.blocks {
		if p.roles[i] == content && p.curatorLine(i) == "" && p.startsPaper(i) {
			break
		}
		p.body = i + 1
		if p.roles[i] == date && p.date == "" {
			p.date, _ = pageDate(b.text, p.now)
		}
		if who := p.curatorLine(i); who != "" && p.curator == "" {
			p.curator = CleanLine(who)
		}
		if p.roles[i] == address {
			p.pending = append(p.pending, b.text)
		}
	}
	if p.before = p.addressesBefore(); !p.before {
		p.pending = nil // the page's own, or of a paper that is not on it
	}
}

// addressesBefore reports whether the address of a paper stands above its title, which is known by the ends of the page: an
// address above the first title, none below the last abstract, and none between a title and its abstract.
func (p *hfPage) addressesBefore() bool {
	if len(p.pending) == 0 {
		return false
	}
	last, titled := content, false
	for i := p.body; i < len(p.blocks); i++ {
		switch {
		case p.roles[i] == address && titled && p.proseFollows(i):
			return false
		case p.roles[i] == content:
			last, titled = content, !p.prose[i]
		case p.roles[i] == address:
			last = address
		}
	}
	return last == content
}

func (p *hfPage) curatorLine(i int) string {
	s := p.blocks[i].text
	if len(s) > maxFurniture || s[0] != 'b' && s[0] != 'B' {
		return ""
	}
	if m := hfCurator().FindStringSubmatch(s); m != nil && !p.proseFollows(i) {
		return m[1]
	}
	return ""
}

// startsPaper reports whether block i, of unknown content, is the first title.
func (p *hfPage) startsPaper(i int) bool {
	b := p.blocks[i]
	switch {
	case p.linked:
		return hfLinksPaper(b.href)
	case p.prose[i], p.proseFollows(i):
		return true
	}
	// Without an abstract: an address right below tells a title, or a page that has no abstracts at all.
	next := i + 1
	for next < len(p.blocks) && p.roles[next] == furniture {
		next++
	}
	return words(b.text) >= 3 && (next < len(p.blocks) && p.roles[next] == address || p.authorsCounted(i))
}

// authorsCounted reports whether the number of authors stands a few lines below block i.
func (p *hfPage) authorsCounted(i int) bool {
	for j := i + 1; j < min(len(p.blocks), i+4); j++ {
		if hfAuthorCount().MatchString(p.blocks[j].text) {
			return true
		}
		if p.roles[j] == submitter || p.prose[j] {
			return false
		}
	}
	return false
}

func (p *hfPage) readPapers() {
	for i := p.body; i < len(p.blocks); i++ {
		b := p.blocks[i]
		switch p.roles[i] {
		case address:
			p.readAddress(b.text)
		case date:
			if p.cur != nil && len(p.cur.abstract) == 0 {
				p.cur.published, _ = pageDate(b.text, p.now)
			}
		case content:
			if p.prose[i] {
				p.readAbstract(b)
			} else {
				p.readShort(i)
			}
		}
	}
	p.finish()
}

func (p *hfPage) readAddress(s string) {
	if p.cur == nil || p.before && len(p.cur.abstract) > 0 {
		p.pending = append(p.pending, s)
		return
	}
	p.cur.refer(s)
}

func (p *hfPage) readAbstract(b block) {
	switch {
	case p.cur == nil || len(p.cur.abstract) > 0:
		p.finish()
		p.records = append(p.records, rejected(b, "an abstract without a title above it"))
	default:
		p.cur.abstract = append(p.cur.abstract, b)
	}
}

// readShort takes a short block: a title as a rule, sometimes a short abstract or a line of the page that nobody knows.
func (p *hfPage) readShort(i int) {
	b := p.blocks[i]
	toPaper := hfLinksPaper(b.href)
	switch {
	case p.cur != nil && toPaper && p.cur.title.href == b.href:
		if b.text != p.cur.title.text && len(p.cur.abstract) == 0 && words(b.text) >= 8 {
			p.readAbstract(b)
		}
		return
	case p.cur != nil && len(p.cur.abstract) == 0 && belowTitle(p.cur.title, b):
		if names := bylineNames(b.text); len(names.authors) > 0 {
			p.cur.authors, p.cur.more = names.authors, names.more
		}
		return
	case p.linked && !toPaper && !p.proseFollows(i), !toPaper && !p.proseFollows(i) && words(b.text) < 3:
		return
	}
	p.finish()
	p.cur = &draft{title: b}
	if toPaper {
		p.cur.refer(b.href)
	}
	for _, s := range p.pending {
		p.cur.refer(s)
	}
	p.pending = nil
}

func (p *hfPage) finish() {
	if p.cur != nil {
		p.records = append(p.records, p.cur.record())
		p.cur = nil
	}
}
