package parser

// This file owns lists of identifiers and addresses: bare, with bullets, in a thread of messages, or beside the titles that
// they belong to. A line that has nothing else to say of its paper gives a stub (see stub.go).

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// sniffIDList reports whether most lines of a text name a paper by an identifier or an address, and none is prose. Lines of
// Markdown links and of tables are other formats'.
func sniffIDList(head string) bool {
	const most = 400 // lines that are looked at
	if machineText(head) != "" {
		return false
	}
	named, others := 0, 0
	for line := range strings.Lines(head) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if named+others == most {
			break
		}
		switch m := readMention(line); {
		case strings.Contains(line, "](") || line[0] == '|' || len(line) > 4*maxFurniture || abstractLike(m.text) && words(m.text) >= proseWords:
			return false
		case len(m.ids) > 0:
			named++
		case len(m.addresses) == 0:
			others++
		}
	}
	return named > 0 && (others <= 1 && named > 1 || others*3 <= named)
}

func openIDList(in *input, _ Options) (*Digest, error) {
	r := idListReader{lines: in.lines(), seen: map[Identifiers]bool{}}
	return newStream(FormatIDs, r.next)
}

// An idListReader is the state of reading one list.
type idListReader struct {
	lines   *lineReader
	waiting []record // of the line that was read last
	seen    map[Identifiers]bool
	begun   bool // a line with a paper was read
}

// next is the next paper or problem.
func (r *idListReader) next() (record, error) {
	for len(r.waiting) == 0 {
		line, err := r.lines.next()
		if err != nil {
			return record{}, err
		}
		if line.long {
			r.waiting = []record{rejectedLine([]byte(line.text), line.n, tooLongLine)}
		} else if text := strings.TrimSpace(line.text); text != "" {
			r.read(text, line.n)
		}
	}
	rec := r.waiting[0]
	r.waiting = r.waiting[1:]
	return rec, nil
}

// read takes one line: a paper with its title, stubs, or nothing. What looks like a title and has no identifier is a problem,
// for it would be lost; so is an address that names no paper.
func (r *idListReader) read(text string, n int) {
	m := readMention(text)
	begin := block{line: n, text: text}
	title := m.title()
	switch {
	case len(m.ids) > 0 && title != "":
		r.waiting = append(r.waiting, titledMention(begin, title, m))
		r.begun = true
	case len(m.ids) > 0:
		for _, id := range m.ids {
			if key := (Identifiers{ArXiv: id.ArXiv, DOI: id.DOI, OpenReview: id.OpenReview}); !r.seen[key] {
				r.seen[key] = true
				r.waiting = append(r.waiting, record{paper: NewStub(id, n, m.pages[id]...)})
			}
		}
		r.begun = true
	case len(m.addresses) > 0 && strings.TrimSpace(m.text) == "":
		r.waiting = append(r.waiting, rejected(begin, unknownAddress))
	case r.begun && titleLike(text) && titleCase(text):
		r.waiting = append(r.waiting, rejected(begin, "a line without an identifier in a list of identifiers; if it is a title, put its arXiv id, DOI or address on the same line"))
	}
}

const unknownAddress = "an address that does not tell which paper it is of; those of arXiv, DOIs and OpenReview do, and publishers' with the DOI in them"

// titledMention is the paper of a line that has its title beside its address.
func titledMention(begin block, title string, m mention) record {
	c := citation{}
	for _, address := range m.addresses {
		c.address(address, LinkPage)
	}
	first := m.ids[0]
	c.paper.ArXiv, c.paper.DOI, c.paper.OpenReview = first.ArXiv, first.DOI, first.OpenReview
	c.paper.Version = first.Version
	return c.record(begin, title, "")
}

// A mention is a line that names papers by their identifiers or addresses.
type mention struct {
	ids       []Identifiers
	addresses []string                 // as they stand there
	pages     map[Identifiers][]string // addresses of each that are more than its identifier tells
	text      string                   // the rest of the line, without what parts it from the identifiers
	apart     bool                     // a dash, a colon or the like parts it
	inside    bool                     // an identifier stands between words of it
}

var (
	// mentionMark is what stands before an item: bullets, numbers, boxes to tick, quotes, pictures.
	mentionMark = pattern(`^(?:[-*+•‣▪–—>]\s+|>+\s*|\[[ xX]?\]\s+|[(\[]?\d{1,3}[.)\]]\s+)+`)

	// mentionLabel is what announces an address.
	mentionLabel = pattern(`(?i)\b(?:arxiv|doi|pdf|paper|link|url|abs|page|preprint|source|openreview)s?\s*(?:id)?\s*[:：→=-]*\s*$`)
)

// readMention finds the identifiers and addresses in a line.
func readMention(line string) mention {
	m := mention{pages: map[Identifiers][]string{}}
	line = line[len(mentionMark().FindString(line)):]
	var pieces []string // of the text between identifiers
	at := 0
	cut := func(from, to int) {
		pieces = append(pieces, mentionLabel().ReplaceAllString(strings.TrimRight(line[at:from], " (<[“\"'"), ""))
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
			end = i + len(token[:addressEnd(token, 0)])
			token = line[i:end]
			m.addresses = append(m.addresses, token)
			if id, ok := Identify(token); ok {
				m.add(id, token)
			}
			cut(i, end)
		} else if id, ok := bareIdentifier(token, line[end:]); ok {
			if token = strings.TrimRight(token, ":"); strings.EqualFold(token, "arxiv") || strings.EqualFold(token, "doi") {
				end += len(line[end:]) - len(strings.TrimLeft(line[end:], " "))
				end = tokenEnd(line, end)
			}
			m.add(id, "")
			cut(i, end)
		}
		i = end
	}
	pieces = append(pieces, line[at:])
	m.put(pieces)
	return m
}

// add takes an identifier, with the address that named it.
func (m *mention) add(id Identifiers, address string) {
	for i, known := range m.ids {
		if known.ArXiv == id.ArXiv && known.DOI == id.DOI && known.OpenReview == id.OpenReview {
			m.ids[i].Version = max(known.Version, id.Version)
			return
		}
	}
	m.ids = append(m.ids, id)
	if _, _, isArXiv := ParseArXiv(address); address != "" && !isArXiv && addressDOI(address) != "" {
		m.pages[id] = append(m.pages[id], address)
	}
}

// tokenEnd is where the word at s[i] ends; i if none begins there.
func tokenEnd(s string, i int) int {
	for j, r := range s[i:] {
		if unicode.IsSpace(r) || strings.ContainsRune(`<>"“”|`, r) || (r == '[' || r == '(') && j == 0 {
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

// put makes the text of the pieces between identifiers.
func (m *mention) put(pieces []string) {
	kept := 0
	for i, piece := range pieces {
		bare := strings.Trim(piece, " \t.,;:|/\\()[]{}<>\"'“”‘’–—-→•·*_")
		m.apart = m.apart || i > 0 && startsApart(piece) || i+1 < len(pieces) && endsApart(piece)
		if bare == "" || !strings.ContainsFunc(bare, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			continue
		}
		kept++
		m.text = strings.TrimSpace(m.text + " " + strings.Trim(piece, " \t,;|()[]<>→•·*_–—-:"))
	}
	m.inside = kept > 1
}

// startsApart and endsApart report whether a dash, a colon, a bar or a tab parts a text from the identifier beside it.
func startsApart(s string) bool {
	return strings.HasPrefix(s, "\t") || strings.IndexAny(strings.TrimLeft(s, " "), "-|:") == 0 || strings.HasPrefix(strings.TrimLeft(s, " "), "–") || strings.HasPrefix(strings.TrimLeft(s, " "), "—")
}

func endsApart(s string) bool {
	bare := strings.TrimRight(s, " ")
	return strings.HasSuffix(s, "\t") || strings.HasSuffix(bare, " -") || strings.HasSuffix(bare, "–") || strings.HasSuffix(bare, "—") ||
		strings.HasSuffix(bare, "|") || strings.HasSuffix(bare, ":") || strings.HasSuffix(bare, "→")
}

// chatWords begin what people say about an address rather than the title of what is there.
var chatWords = pattern(`(?i)^(?:see|check|look|read|reading|here|this|that|these|those|also|via|from|have|has|i|i'm|we|my|you|your|please|thanks|today|yesterday|` +
	`cf|link|links|paper|papers|pdf|source|and|or|but|so|re|fwd|hi|hello|hey|not|new|old|original|code|blog|slides|video|todo|done|maybe|possibly|interesting|` +
	`great|nice|good|cool|great|another|one|two|first|second|relevant|related|recommended|published|preprint|arxiv|doi|url|yes|no|ok|lol|btw|fyi|@\S+)\b`)

// speaker is who says it, in a thread.
var speaker = pattern(`^(?:\[?\d{1,2}:\d{2}(?::\d{2})?\]?\s*)?<?[\pL\d_.-]{1,20}(?: [\pL\d_.-]{1,20})?>?[:,>]\s+`)

// title is the text beside the identifier if it is a title. What people say of an address is none, and then the line gives a
// stub.
func (m *mention) title() string {
	text := mentionPrefix().ReplaceAllString(m.text, "")
	if q := quotedTitle().FindStringSubmatch(text + " "); q != nil {
		text = q[1]
	}
	first, _ := utf8.DecodeRuneInString(text)
	n := words(text)
	switch {
	case text == "", m.inside && !m.apart, strings.Contains(text, "@"), chatWords().MatchString(text), chatWords().MatchString(speaker().ReplaceAllString(text, "")), isVenueYear(text), looseDate(text) != "":
		return ""
	case !unicode.IsUpper(first) && !unicode.IsDigit(first) && first < utf8.RuneSelf && !startsCompound(text):
		return ""
	case m.apart && n >= 2, n >= 3 && capitalised(text), n >= 4 && !strings.ContainsAny(text[len(text)-1:], ".!,"):
		return text
	}
	return ""
}

// mentionPrefix is signs before a title, and what parts it from the identifier.
var mentionPrefix = pattern(`^[^\pL\pN"“(\[$]+`)

// startsCompound reports whether a text begins with a term in lower case that holds a capital or a hyphen: p-adic, mRNA.
func startsCompound(text string) bool {
	word := firstWord(text)
	return strings.ContainsFunc(word, unicode.IsUpper) || len(word) > 2 && word[1] == '-'
}
