package parser

// This file owns a line that names a paper: where its identifiers and addresses are, and what of the rest is a title.

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A mention is a line that names papers by their identifiers or addresses.
type mention struct {
	ids       []Identifiers
	addresses []string                 // as they stand there
	pages     map[Identifiers][]string // addresses of each that are more than its identifier tells

	before, after string // the text before the first identifier, and behind it up to the next
	apart         bool   // a dash, a colon or the like parts the title from the identifier
}

var (
	// mentionMark is what stands before an item: bullets, numbers, boxes to tick, quotes, pictures.
	mentionMark = pattern(`^(?:[-*+•‣▪–—]\s+|>+\s*|\[[ xX]?\]\s+|[(\[]?\d{1,3}[.)\]]\s+|#\d{1,3}\s+|\d\x{FE0F}?\x{20E3}\s*)+`)

	// mentionLabel is what announces an address: Paper: https://….
	mentionLabel = pattern(`(?i)(?:^|[\s.,;|(–—-]*[.,;|(–—-]\s*)(?:arxiv|doi|pdf|paper|link|url|abs|page|preprint|source|openreview)s?(?: (?:id|link|page|url))?\s*[:：→=-]*\s*$`)

	// mentionYear is a year, or people and a year, in parentheses behind a title; siteName is that of the site.
	mentionYear = pattern(`\s*[(\[](?:((?:\pL[\pL’'-]*\.? ?){1,4}(?:,? et al\.?|(?: (?:and|&) \pL[\pL’'-]*))?)[,\s]+)?((?:19|20)\d{2})[a-z]?[)\]]$`)
	siteName    = pattern(`(?i)\s*[|–—-]\s*(?:arxiv(?:\.org)?|openreview(?:\.net)?|hugging ?face|semantic scholar|nature|ieee xplore|acm|springer(?:link)?)$|^(?:paper page|arxiv)\s*[-–—:|]\s*`)
)

// readMention finds the identifiers and addresses in a line.
func readMention(line string) mention {
	m := mention{pages: map[Identifiers][]string{}}
	line = line[len(mentionMark().FindString(line)):]
	bare := !m.addressed(line) // an identifier beside an address is part of the title: Comment on arXiv:2403.01234
	var pieces []string        // of the text between identifiers
	at := 0
	cut := func(from, to int) {
		pieces = append(pieces, line[at:from])
		at = to
	}
	for i := 0; i < len(line); {
		end := tokenEnd(line, i)
		if end == i {
			_, size := utf8.DecodeRuneInString(line[i:])
			i += size
			continue
		}
		token := line[i:end]
		if nextScheme(token, 0) == 0 {
			if end = i + addressLength(token); end == i {
				end = i + len("http")
			}
			token = line[i:end]
			m.addresses = append(m.addresses, token)
			if id, ok := Identify(token); ok {
				m.add(id, token)
			}
			cut(i, end)
		} else if id, ok := bareIdentifier(token, line[end:]); ok && bare {
			if token = strings.TrimRight(token, ":"); strings.EqualFold(token, "arxiv") || strings.EqualFold(token, "doi") {
				end += len(line[end:]) - len(strings.TrimLeft(line[end:], " "))
				end = tokenEnd(line, end)
			}
			m.add(id, "")
			cut(i, end)
		}
		i = end
	}
	m.put(append(pieces, line[at:]))
	return m
}

// addressed reports whether a line has an address that names a paper.
func (m *mention) addressed(line string) bool {
	for at := nextScheme(line, 0); at >= 0; at = nextScheme(line, at+len("http://")) {
		token := line[at:tokenEnd(line, at)]
		if _, ok := Identify(token[:addressLength(token)]); ok {
			return true
		}
	}
	return false
}

// addressLength is the length of the address that a word begins with. In DOIs angle brackets are letters like any other.
func addressLength(token string) int {
	if doi, _, ok := ParseDOI(token); ok && strings.ContainsAny(doi, "<>") {
		return len(strings.TrimRight(token, ".,;:!?'\""))
	}
	return addressEnd(token, 0)
}

// add takes an identifier, with the address that named it.
func (m *mention) add(id Identifiers, address string) {
	for i, known := range m.ids {
		if known.unversioned() == id.unversioned() {
			m.ids[i].Version = max(known.Version, id.Version)
			return
		}
	}
	m.ids = append(m.ids, id)
	if _, _, isArXiv := ParseArXiv(address); address != "" && !isArXiv && addressDOI(address) != "" {
		m.pages[id] = append(m.pages[id], address)
	}
}

// tokenEnd is where the word at s[i] ends; i if none begins there. The brackets in an old DOI are part of it.
func tokenEnd(s string, i int) int {
	for j, r := range s[i:] {
		angle := (r == '<' || r == '>') && !strings.Contains(s[i:i+j], "10.")
		if unicode.IsSpace(r) || angle || strings.ContainsRune("\"“”|：", r) || (r == '[' || r == '(') && j == 0 {
			return i + j
		}
	}
	return len(s)
}

// bareIdentifier reads a word that is an identifier without an address: 2403.01234, arXiv:2403.01234v2, 10.1000/xyz; or the
// word arXiv: or DOI with the identifier behind it in rest.
func bareIdentifier(token, rest string) (Identifiers, bool) {
	switch strings.ToLower(strings.TrimRight(token, ":")) {
	case "arxiv", "doi":
		if rest = strings.TrimLeft(rest, " "); rest != "" {
			return bareIdentifier(rest[:tokenEnd(rest, 0)], "")
		}
		return Identifiers{}, false
	}
	token = strings.TrimRight(token, ".,;:!?)]}'\"")
	token = strings.TrimLeft(token, "([{'\"")
	if !strings.ContainsAny(token, "0123456789") || !strings.ContainsAny(token, "./:") {
		return Identifiers{}, false
	}
	return Identify(token)
}

// put makes the texts of the pieces between identifiers.
func (m *mention) put(pieces []string) {
	before := pieces[0]
	m.apart = endsApart(before)
	m.before = unwrapped(mentionLabel().ReplaceAllString(strings.TrimRight(before, " (<[“\"'"), ""))
	if len(pieces) > 1 {
		m.after = unwrapped(strings.TrimLeft(pieces[1], ")>]”\"' "))
		m.apart = m.apart || m.before == "" && startsApart(pieces[1])
	}
}

// unwrapped is a text without what parts it from its surroundings, and without brackets that have no counterpart.
func unwrapped(s string) string {
	s = strings.Trim(s, " \t,;|→•·*_–—-:：《》<>")
	for _, pair := range []string{"()", "[]", "{}"} {
		if strings.HasSuffix(s, pair[1:]) && strings.Count(s, pair[1:]) > strings.Count(s, pair[:1]) {
			s = s[:len(s)-1]
		}
		if strings.HasPrefix(s, pair[:1]) && strings.Count(s, pair[:1]) > strings.Count(s, pair[1:]) {
			s = s[1:]
		}
	}
	if !hasWord(s) {
		return ""
	}
	return strings.TrimSpace(s)
}

// startsApart and endsApart report whether a dash, a colon, a bar or a tab parts a text from the identifier beside it.
func startsApart(s string) bool {
	bare := strings.TrimLeft(s, " ")
	return strings.HasPrefix(s, "\t") || bare != "" && strings.IndexByte("-|:", bare[0]) >= 0 || strings.HasPrefix(bare, "–") || strings.HasPrefix(bare, "—")
}

func endsApart(s string) bool {
	if strings.HasSuffix(s, "\t") {
		return true
	}
	bare := strings.TrimRight(s, " (<[")
	for _, mark := range []string{" -", "–", "—", "|", ":", "：", "→"} {
		if strings.HasSuffix(bare, mark) {
			return true
		}
	}
	return false
}

// chatWords begin what people say about an address rather than the title of what is there.
var chatWords = pattern(`(?i)^(?:see|check|look|read|reading|here|this|that|these|those|also|via|from|have|has|i|i'm|we|my|you|your|please|thanks|today|yesterday|` +
	`cf|link|links|paper|papers|pdf|source|and|or|but|so|re|fwd|hi|hello|hey|not|new|old|original|code|blog|slides|video|todo|done|maybe|possibly|interesting|` +
	`great|nice|good|cool|another|one|two|first|second|relevant|related|recommended|published|preprint|arxiv|doi|url|yes|no|ok|lol|btw|fyi|has anyone|anyone|@\S+)\b`)

// speaker is who says it, in a thread.
var speaker = pattern(`^(?:\[[^\[\]]{0,40}\]\s*|\d{1,2}:\d{2}(?::\d{2})?\s*)?[-<]?\s*[@+]?[\pL\d_.-]{1,20}(?: [\pL\d_.-]{1,20}){0,2}[:,>]\s*`)

// A mentionTitle is what a line says of a paper beside its identifier.
type mentionTitle struct {
	text    string
	authors nameList
	date    Date
	venue   string
}

// title is the text beside the identifier if it is a title. What people say of an address is none, and then the line gives a
// stub. In a chat less is taken for one.
func (m *mention) title(chat bool) mentionTitle {
	kinds := map[string]bool{}
	for _, id := range m.ids {
		kind, _, _ := strings.Cut(id.String(), ":")
		if kinds[kind] {
			return mentionTitle{} // two papers: neither is called so
		}
		kinds[kind] = true
	}
	text := m.before
	if words(text) < 2 && (text == "" || words(m.after) >= 2 && !m.apart) {
		text = m.after
	}
	if t, ok := citedMention(text); ok {
		return t
	}
	t := mentionTitle{}
	text = mentionPrefix().ReplaceAllString(siteName().ReplaceAllString(text, ""), "")
	if found := mentionYear().FindStringSubmatchIndex(text); found != nil {
		t.date = Date(text[found[4]:found[5]])
		if found[2] >= 0 {
			t.authors = listed(text[found[2]:found[3]])
		}
		text = text[:found[0]]
	}
	if q := quotedTitle().FindStringSubmatch(text + " "); q != nil {
		text = q[1]
	}
	text = strings.TrimSpace(text)
	if strings.Count(text, `"`)%2 == 1 || strings.Count(text, "“") != strings.Count(text, "”") {
		text = strings.Trim(text, " \"“”")
	}
	if isMentionTitle(text, m.apart, chat) {
		t.text = text
		return t
	}
	return mentionTitle{}
}

// isMentionTitle reports whether a text beside an identifier is a title.
func isMentionTitle(text string, apart, chat bool) bool {
	first, _ := utf8.DecodeRuneInString(text)
	n, capitals := words(text), capitalised(text)
	unspoken := speaker().ReplaceAllString(text, "")
	said := text
	if chat {
		said = unspoken
	}
	switch {
	case text == "", strings.Contains(text, "@"), isVenueYear(text), looseDate(text) != "" && n < 4, n > 40:
		return false
	case chat && said != text && (said == "" || !capitalised(said) || words(said) < 2):
		return false
	case chatWords().MatchString(said) && (!capitals || n < 3), chatWords().MatchString(unspoken) && !capitals:
		return false
	case !unicode.IsUpper(first) && !unicode.IsDigit(first) && first < utf8.RuneSelf && !startsCompound(text):
		return false
	}
	return apart && n >= 2 || n >= 3 && capitals || !chat && n >= 4 && !strings.ContainsAny(text[len(text)-1:], ".!,")
}

// mentionPrefix is signs before a title, and a year or a day with a dash or a colon behind it.
var mentionPrefix = pattern(`^[^\pL\pN"“(\[$]+|^(?:(?:19|20)\d{2}|\d{1,2} [A-Z][a-z]{2,8})(?: [-–—]|:) `)

// startsCompound reports whether a text begins with a term in lower case that holds a capital, a digit or a hyphen: p-adic,
// mRNA, pix2pix.
func startsCompound(text string) bool {
	word := firstWord(text)
	return strings.ContainsFunc(word, unicode.IsUpper) || strings.ContainsAny(word, "0123456789") || len(word) > 2 && word[1] == '-'
}

var (
	// citedAPA is a reference in the style of the APA: Doe, J., & Roe, M. (2024). Title. Journal, 3(1).
	citedAPA = pattern(`^(.{3,800}?),? \(((?:19|20)\d{2})[a-z]?(?:, [^()]{1,30})?\)[.:,]? (.{3,400}?[.?!])(?: (.{2,300}))?$`)

	// citedQuoted is a reference that has its title in quotes: J. Doe and M. Roe, “Title,” in Journal, 2024.
	citedQuoted = pattern(`^(.{3,800}?)[,.:]? ["“]([^"“”]{5,400}?)[,.]?["”][,.:]? ?(.{0,300})$`)

	// citedVancouver is a reference in the style of Vancouver: Doe J, Roe M. Title. Journal. 2024;3(1):1-9.
	citedVancouver = pattern(`^((?:\pL[\pL’'-]+(?: \pL[\pL’'-]+)? \p{Lu}{1,3}(?:, |\. ))+(?:et al\. )?)(.{3,400}?[.?!]) (.{2,200}?)[.,;]? ((?:19|20)\d{2})\b`)

	// citedShort is a reference with the surnames of one or two people: Doe and Roe. Title. Journal 2024.
	citedShort = pattern(`^(\p{Lu}[\pL’'-]+(?:,? et al| (?:and|&) \p{Lu}[\pL’'-]+))\. (.{3,400}?[.?!]) (.{2,100}?)[,.]? \(?((?:19|20)\d{2})\)?\.?$`)
)

// notName is a small word that no name has: Comment on.
var notName = pattern(`\b(?:on|of|the|to|in|for|with|at|from|about|by)\b`)

// cites reports whether the text of a line is a reference.
func (m *mention) cites() bool {
	if len(m.before) < 20 || !strings.Contains(m.before, " ") || !strings.ContainsAny(m.before, "12") {
		return false
	}
	_, ok := citedMention(m.before)
	return ok
}

// citedMention reads a reference as bibliographies write it. It must have its authors and its title where the style has them.
func citedMention(s string) (t mentionTitle, ok bool) {
	if m := citedAPA().FindStringSubmatch(s); m != nil {
		t = mentionTitle{text: strings.TrimRight(m[3], "."), date: Date(m[2]), authors: listed(m[1]), venue: citedVenue(m[4])}
	} else if m := citedVancouver().FindStringSubmatch(s); m != nil {
		t = mentionTitle{text: strings.TrimRight(m[2], "."), date: Date(m[4]), authors: listed(strings.TrimRight(m[1], ". ")), venue: citedVenue(m[3])}
	} else if m := citedShort().FindStringSubmatch(s); m != nil {
		t = mentionTitle{text: strings.TrimRight(m[2], "."), date: Date(m[4]), authors: listed(m[1]), venue: citedVenue(m[3])}
	} else if m := citedQuoted().FindStringSubmatch(s); m != nil {
		t = mentionTitle{text: m[2], date: Date(someYear().FindString(m[3])), authors: listed(m[1]), venue: citedVenue(m[3])}
	}
	if t.text == "" || len(t.authors.authors) == 0 {
		return mentionTitle{}, false
	}
	for _, a := range t.authors.authors {
		if r, _ := utf8.DecodeRuneInString(a.Family); !unicode.IsUpper(r) && r < utf8.RuneSelf || words(a.Name()) > 5 || notName().MatchString(a.Name()) {
			return mentionTitle{}, false
		}
	}
	return t, true
}

var venueEnd = pattern(`[,;.(]\s*(?:vol\b|no\b|pp?\b|\d|arxiv|doi|$).*$`)

// citedVenue is the name at the beginning of what stands behind a title.
func citedVenue(s string) string {
	s = strings.TrimPrefix(strings.TrimSpace(s), "in ")
	s = strings.TrimPrefix(s, "In ")
	return strings.Trim(venueEnd().ReplaceAllString(s, ""), " .,;:")
}

// titled is the paper of a line that has its title beside its identifiers.
func (m *mention) titled(begin block, t mentionTitle) record {
	var c citation
	for _, id := range m.ids {
		c.arXiv(id.ArXiv)
		c.doi(id.DOI)
		if c.paper.OpenReview == "" {
			c.paper.OpenReview = id.OpenReview
		}
		c.paper.Version = max(c.paper.Version, id.Version)
	}
	for _, address := range m.addresses {
		c.address(address, LinkPage)
	}
	c.paper.Authors, c.paper.MoreAuthors, c.paper.Published = t.authors.authors, t.authors.more, t.date
	if t.venue != "" {
		c.venue(t.venue)
	}
	return c.record(begin, t.text, "")
}
