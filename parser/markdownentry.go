package parser

// This file owns the way from the text of one row, item or heading of Markdown to a paper: what of it is the title, where
// its links lead, and what the rest says.

import (
	"strings"
	"unicode"
)

// An mdEntry is a text that begins with a title.
type mdEntry struct {
	title string
	href  string // where the title links
	id    string // of arXiv or a DOI that stands behind it
	venue string // that stands before it, or a date
	names nameList
	year  string // that stand before it
	rest  []run
	weak  bool // it may also be something about the paper above: a label in bold, a sentence with a link
}

// leadsOut reports whether any of the runs links to somewhere.
func leadsOut(runs []run) bool {
	for _, r := range runs {
		if r.href != "" {
			return true
		}
	}
	return false
}

// What may stand before a title: a box to tick, a number, signs and pictures.
var entryPrefix = pattern(`^\s*(?:\[[ xX]\]\s*)?(?:(?:[\d#*]\x{FE0F}?\x{20E3})+\s*|#?\d{1,4}[.)]\s+|#\d{1,4}:?\s+)?[^\pL\pN"“‘'(\[$` + "`" + `]*`)

// withoutPrefix takes what stands before a title off runs.
func withoutPrefix(runs []run) []run {
	for len(runs) > 0 {
		text := runs[0].text[len(entryPrefix().FindString(runs[0].text)):]
		if text != "" {
			first := runs[0]
			first.text = text
			return append([]run{first}, runs[1:]...)
		}
		runs = runs[1:]
	}
	return nil
}

// entryOf reads the text of an item. It is a paper's if it begins with a link, or with words in bold, or links to a paper
// behind its words; an item that does not is something else.
func entryOf(runs []run) (e mdEntry, ok bool) {
	runs = withoutPrefix(runs)
	var labels []run
	for n := 0; n < 4 && len(runs) > 1; n++ { // a date, a venue or links may stand first
		var venue string
		if venue, runs = venueFirst(runs); venue != "" {
			e.venue = venue
			continue
		}
		text := strings.Trim(runs[0].text, " \n[](){}|:,.")
		_, label := labelKind(runs[0].text)
		switch {
		case text == "":
		case isVenueYear(text) || looseDate(text) != "" && len(text) <= len("2006-01-02"):
			e.venue = text
			if runs[0].href != "" {
				labels = append(labels, runs[0])
			}
		case label && runs[0].href != "":
			labels = append(labels, runs[0])
		default:
			n = 4
			continue
		}
		runs = withoutPrefix(runs[1:])
	}
	if len(runs) == 0 {
		return e, false
	}
	_, label := labelKind(runs[0].text)
	beside := titleBeside(runs)
	linked := len(labels) > 0 || namesPaper(runs) || beside
	switch first := runs[0]; {
	case len(runs) == 1 && len(labels) == 0 && first.href != "" && (first.href == strings.TrimSpace(first.text) || isAddressText(strings.TrimSpace(first.text))):
		_, ok := Identify(first.href) // a stub, unless it belongs to the paper above
		return mdEntry{title: first.href, href: first.href, weak: true}, ok
	case label && first.href != "":
		return e, false
	case first.href != "":
		e.take(runs, func(r run) bool { return r.href == first.href })
	case first.strong:
		e.take(runs, func(r run) bool { return r.strong })
		if !leadsOut(runs) && !linked {
			e.weak = true
			if words(e.title) < 3 || words(plainText(e.rest)) < 5 {
				return e, false
			}
		}
	case linked:
		e.takePlain(runs)
		e.weak = true
		switch {
		case beside:
			e.href, e.weak = runs[1].href, false
		case len(runs) > 1 && runs[1].href == strings.TrimSpace(runs[1].text): // said of an address: it is a stub
			e.title, e.href = runs[1].href, runs[1].href
		}
	default:
		return e, false
	}
	e.takeQuoted()
	e.rest = append(labels, e.rest...)
	if e.href == "" { // words that announce what follows are no title
		if _, label = labelKind(e.title); label || isLabelled(plainText(runs)) {
			return e, false
		}
	}
	return e, hasWord(e.title) && !isSection(e.title)
}

// venueFirst takes a venue with its year, or a date, in brackets off words: (NeurIPS 2017) Owls at Night.
func venueFirst(runs []run) (string, []run) {
	first := runs[0]
	m := bracketed().FindStringSubmatch(first.text)
	if m == nil || len(m[0]) == len(first.text) || first.href != "" {
		return "", runs
	}
	name := strings.TrimSpace(m[1])
	if !isVenueYear(name) && !arXivMonth().MatchString(name) && (looseDate(name) == "" || len(name) > len("2006-01-02")) {
		return "", runs
	}
	first.text = first.text[len(m[0]):]
	return name, withoutPrefix(append([]run{first}, runs[1:]...))
}

// takeQuoted makes the title of what stands in quotes behind a short name: **ViT**: "An Image is Worth 16x16 Words".
func (e *mdEntry) takeQuoted() {
	if words(e.title) > 2 || len(e.rest) == 0 || e.rest[0].href != "" {
		return
	}
	behind := strings.TrimLeft(e.rest[0].text, " \n:–—-")
	if m := quotedTitle().FindStringSubmatchIndex(behind); m != nil && m[0] == 0 && words(behind[m[2]:m[3]]) > 2 {
		e.title = behind[m[2]:m[3]]
		e.rest = append([]run{{text: behind[m[1]:]}}, e.rest[1:]...)
	}
}

// stubEntry reads an item that is nothing but links whose texts say what they lead to: [arXiv:2403.01234](https://…),
// [https://…](https://…), [Paper](https://…) [Code](https://…). The first that leads to a paper, or names one, is a stub.
// It belongs to the paper above, if there is one.
func stubEntry(runs []run) (e mdEntry, ok bool) {
	for _, r := range withoutPrefix(runs) {
		text := strings.TrimSpace(r.text)
		_, label := labelKind(text)
		switch {
		case r.href == "" && hasWord(text), r.href != "" && !label && !isAddressText(text):
			return mdEntry{}, false
		case r.href == "":
			continue
		}
		_, leads := Identify(r.href)
		_, names := Identify(text)
		switch {
		case ok || !leads && !names:
			e.rest = append(e.rest, r)
		case leads:
			e.title, e.href, e.weak, ok = r.href, r.href, true, true
		default:
			e.title, e.href, e.weak, ok = text, r.href, true, true
		}
	}
	return e, ok
}

var addressText = pattern(`^(?i:https?://\S+|(?:www\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,10}/\S*)$`)

// isAddressText reports whether a text is an address, with or without its scheme.
func isAddressText(s string) bool { return len(s) <= maxURL && addressText().MatchString(s) }

var wholeLink = pattern(`^\[([^\[\]\s]{1,400}|(?i:arxiv|doi): [^\[\]\s]{1,400})\]\(<?https?://[^\s()<>]+(?:\([^\s()]*\)[^\s()<>]*)*>?\)$`)

// linksItself reports whether a line is nothing but one link whose text is an identifier or an address.
func linksItself(line string) bool {
	if line == "" || line[0] != '[' || len(line) > 2*maxURL {
		return false
	}
	m := wholeLink().FindStringSubmatch(line)
	if m == nil {
		return false
	}
	_, ok := Identify(m[1])
	return ok || isAddressText(m[1])
}

var namedID = pattern(`(?i)\b(?:arxiv:\s?(\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+/\d{7})|doi:\s?(10\.\d{4,9}/[^\s,;]+))[.,;]?`)

// namedEntry reads an item without links whose paper is named by an identifier behind its title.
func namedEntry(runs []run) (e mdEntry, ok bool) {
	runs = withoutPrefix(runs)
	if leadsOut(runs) {
		return e, false
	}
	text := plainText(runs)
	m := namedID().FindStringSubmatchIndex(text)
	if m == nil || m[0] < 8 || len(text) > 4<<10 {
		return e, false
	}
	title, rest := cutTitle(strings.TrimRight(text[:m[0]], " ([,;-–—|"))
	e.title = strings.TrimRight(bareTitle(title), " .,;:")
	for _, group := range []int{2, 4} {
		if m[group] >= 0 {
			e.id = strings.TrimRight(text[m[group]:m[group+1]], ".)")
		}
	}
	e.rest = []run{{text: strings.TrimRight(rest, " .") + strings.TrimLeft(text[m[1]:], ")] ")}}
	return e, words(e.title) > 1 && !isSection(e.title)
}

// isLabelled reports whether a text begins with a label for its value: Authors: …
func isLabelled(text string) bool {
	return labelOf(strings.TrimSpace(text[:min(len(text), 64)])) != nil
}

// titleBeside reports whether runs are a title with the bare address of its paper behind it: Owls at Night, https://arxiv.org/….
func titleBeside(runs []run) bool {
	if len(runs) < 2 || runs[0].href != "" || runs[0].strong || runs[1].href == "" || runs[1].href != strings.TrimSpace(runs[1].text) {
		return false
	}
	if _, ok := Identify(runs[1].href); !ok {
		return false
	}
	m := readMention(strings.TrimSpace(runs[0].text) + " " + runs[1].href)
	return m.title(false).text != ""
}

// namesPaper reports whether one of the links is labelled as that of a paper.
func namesPaper(runs []run) bool {
	for _, r := range runs {
		if kind, ok := labelKind(r.text); r.href != "" && ok && kind != LinkOther {
			return true
		}
	}
	return false
}

func hasWord(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// take makes the title of the runs that belong together.
func (e *mdEntry) take(runs []run, same func(run) bool) {
	n := 0
	var title strings.Builder
	for n < len(runs) && same(runs[n]) {
		if e.href == "" {
			e.href = runs[n].href
		}
		title.WriteString(runs[n].text)
		n++
	}
	e.title, e.rest = bareTitle(title.String()), runs[n:]
	if runs[0].href == "" {
		e.title = strings.TrimRight(e.title, ".:,")
	}
}

// takePlain makes the title of the words before the first link.
func (e *mdEntry) takePlain(runs []run) {
	n := 0
	var text strings.Builder
	for n < len(runs) && runs[n].href == "" {
		text.WriteString(runs[n].text)
		n++
	}
	title, rest := cutTitle(text.String())
	e.title = strings.TrimRight(bareTitle(title), " ([{|:,.-–—")
	e.rest = append([]run{{text: rest}}, runs[n:]...)
}

var (
	arXivMonth  = pattern(`^(?i:arxiv),? (20\d{2})[./-](\d{2})$`)
	titleID     = pattern(`^\s*\[((?i:arxiv:\s?)?[^\[\]\s]{8,40})\]:?\s+`)
	titleNumber = pattern(`^\s*\d{1,3}[.)]\s+`)
	quotedTitle = pattern(`^\s*["“]([^"“”]{8,400}?)[,.]?["”][,.:]?\s*`)
	titleEnd    = pattern(`[.?!] |\s[-–—|]\s|\n\n`)
	wideGap     = pattern(`\S(?:\s{2,}|\s*\n\n)\S`)
)

// bareTitle takes a number, quotes around it, and white space off a title.
func bareTitle(s string) string {
	s = strings.TrimSpace(s[len(titleNumber().FindString(s)):])
	if m := quotedTitle().FindString(s); m == s && s != "" {
		return quotedTitle().FindStringSubmatch(s)[1]
	}
	return s
}

// cutTitle parts a title in plain words from what stands behind it: authors, a venue.
func cutTitle(s string) (title, rest string) {
	if m := quotedTitle().FindStringSubmatchIndex(s); m != nil {
		return s[m[2]:m[3]], s[m[1]:]
	}
	for _, m := range titleEnd().FindAllStringIndex(s, 8) {
		before := s[:m[0]]
		if i := strings.LastIndexAny(before, " ."); s[m[0]] == '.' && len(before)-i <= 2 || words(before) < 2 || strings.HasSuffix(before, " vs") {
			continue // an initial: J. Doe
		}
		end := m[0]
		if s[end] == '?' || s[end] == '!' {
			end++
		}
		return s[:end], s[m[1]:]
	}
	return s, ""
}

// cellEntry reads the cell of a title.
func cellEntry(runs []run) (mdEntry, bool) {
	if e, ok := entryOf(runs); ok && !(e.weak && e.title == "") {
		return e, true
	}
	runs = withoutNumberedPrefix(runs)
	if len(runs) == 0 {
		return mdEntry{}, false
	}
	var e mdEntry
	switch first := runs[0]; {
	case first.href != "":
		return e, false // a label
	case first.strong:
		e.take(runs, func(r run) bool { return r.strong })
	default:
		text := first.text
		title, rest := cutNewsletter(text)
		e.title, e.rest = bareTitle(title), append([]run{{text: rest}}, runs[1:]...)
	}
	return e, hasWord(e.title)
}

// withoutNumberedPrefix is withoutPrefix that leaves a number where it is: it tells how the text goes on.
func withoutNumberedPrefix(runs []run) []run {
	for len(runs) > 0 && strings.TrimSpace(runs[0].text) == "" {
		runs = runs[1:]
	}
	if len(runs) > 1 && strings.TrimSpace(titleNumber().FindString(runs[0].text+" ")) == strings.TrimSpace(runs[0].text) {
		return runs[1:]
	}
	return runs
}

// cutNewsletter parts "1) Title  text" and "1) Title - text". A text that is short is a title and nothing else.
func cutNewsletter(s string) (title, rest string) {
	number := titleNumber().FindString(s)
	s = strings.TrimSpace(s[len(number):])
	if m := wideGap().FindStringIndex(s); m != nil {
		head := strings.TrimRightFunc(s[:m[1]-1], unicode.IsSpace)
		if words(head) < proseWords {
			return head, s[len(head):]
		}
	}
	if !abstractLike(s) && number == "" {
		return s, ""
	}
	for _, gap := range []string{" - ", " – ", " — "} {
		if head, tail, ok := strings.Cut(s, gap); ok && words(head) < proseWords {
			return head, tail
		}
	}
	if !abstractLike(s) {
		return s, ""
	}
	return cutTitle(s)
}

// headingEntry reads a heading: all of it is the title, but for links that say what they lead to.
func headingEntry(runs []run) (e mdEntry, ok bool) {
	var title strings.Builder
	for _, r := range withoutPrefix(runs) {
		if _, label := labelKind(r.text); label && r.href != "" {
			e.rest = append(e.rest, r)
			continue
		}
		if e.href == "" {
			e.href = r.href
		}
		title.WriteString(r.text)
	}
	e.title = strings.TrimRight(bareTitle(title.String()), " ([|")
	return e, hasWord(e.title) && !isSection(e.title)
}

var sections = phrases(`
	abstract|summary|tl;dr|tldr|introduction|overview|contents|table of contents|references|links|resources|license|contributing|contribution|contributions
	citation|acknowledgements|acknowledgments|authors|author|notes|note|key points|key contributions|key ideas|key findings|method|methods|methodology
	thanks|results|conclusion|discussion|related work|date|venue|tags|keywords|comments|code|paper|papers|about|news|why it matters|background`)

// isSection reports whether a heading or label names a part of a paper or of a document rather than a paper.
func isSection(s string) bool {
	return sections[strings.ToLower(strings.Trim(CleanLine(s), " :.#*"))]
}

// labelWords are the words of links that say what they lead to.
var labelWords = func() map[string]LinkKind {
	kinds := map[string]LinkKind{}
	for kind, list := range map[LinkKind]string{
		LinkPage: "paper papers arxiv abs abstract link here openreview acl doi page html article url official version full text ieee acm springer biorxiv medrxiv preprint read the",
		LinkPDF:  "pdf", LinkCode: "code github gitlab repo repository implementation source pytorch tensorflow jax",
		LinkProject: "project website homepage webpage site web home",
		LinkOther: "tweet twitter x video youtube slides poster blog post dataset datasets data model models weights checkpoint checkpoints huggingface hf bib bibtex talk " +
			"thread notebook colab demo supplementary supp appendix review star stars notes discussion podcast newsletter",
	} {
		for word := range setOf(list) {
			kinds[word] = kind
		}
	}
	return kinds
}()

// labelKind tells what a link leads to whose text is made of words that say so: Paper, Project Page, Official Code. So are
// identifiers, and venues with their year.
func labelKind(text string) (LinkKind, bool) {
	if len(text) > 100 {
		return "", false
	}
	text = strings.TrimFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if _, _, ok := ParseArXiv(text); ok || isVenueYear(text) {
		return LinkPage, true
	}
	if _, _, ok := ParseDOI(text); ok {
		return LinkPage, true
	}
	kind, list := LinkKind(""), strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) })
	for _, w := range list {
		k, ok := labelWords[w]
		if !ok || len(list) > 4 {
			return "", false
		}
		if kind == "" || kind == LinkPage {
			kind = k
		}
	}
	return kind, kind != ""
}

var venueYear = pattern(`^([A-Z][A-Za-z&/+.\- ]{1,40}?)['’,\s-]*((?:19|20)\d{2}|\d{2})(?:[ ,(]*(?i:oral|spotlight|poster|workshops?|best paper|highlight|findings|main|long|short)\)?)*$`)

// isVenueYear reports whether s is a venue and its year: NeurIPS 2023, ICLR'24 Oral.
func isVenueYear(s string) bool {
	if len(s) > 60 {
		return false
	}
	m := venueYear().FindStringSubmatch(strings.TrimSpace(s))
	return m != nil && (strings.ToUpper(m[1][len(m[1])/2:]) == m[1][len(m[1])/2:] || len(m[2]) == 4 && len(strings.Fields(m[1])) < 4 && strings.ContainsFunc(m[1][1:], unicode.IsUpper) || strings.EqualFold(m[1], "arxiv"))
}
