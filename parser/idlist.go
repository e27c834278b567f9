package parser

// This file owns lists of identifiers and addresses: bare, with bullets, in a thread of messages, or beside the titles that
// they belong to. A line that has nothing else to say of its paper gives a stub (see stub.go).

import (
	"strings"
	"unicode/utf8"
)

// sniffIDList reports whether most lines of a text name a paper by an identifier or an address, and none is prose. In a
// conversation the other lines may be as many as they like. Lines of Markdown links and of tables are other formats'.
func sniffIDList(head string) bool {
	const most = 400 // lines that are looked at
	if machineText(head) != "" {
		return false
	}
	named, others, chat, titled := 0, 0, 0, 0
	heading := 0 // 1 if the line before may be a heading: it is short, and what follows has titles of its own
	for line := range strings.Lines(head) {
		s := strings.TrimSpace(line)
		switch {
		case s == "":
			continue
		case chatLine(s):
			chat++
			continue
		}
		if named+others == most {
			break
		}
		switch m := readMention(s); {
		case m.cites() && len(m.ids) < 2:
			named++
		case strings.Contains(s, "](") || s[0] == '|' || len(s) > 4*maxFurniture || words(m.before+" "+m.after) >= proseWords:
			return false
		case len(m.ids) > 0:
			if n := words(m.before + " " + m.after); n >= 12 && sentenceBreak(m.before+" "+m.after) {
				others++ // an abstract that cites
			}
			named++
			if m.title(false).text != "" {
				others -= heading
			}
			heading = 0
		case len(m.addresses) == 0:
			if titleLike(s) && titleCase(s) && len(namesBelow(s).authors) == 0 {
				titled++
			}
			if heading = 0; !aside(line) {
				others++
				heading = min(1, max(0, 6-words(s)))
			}
		}
	}
	switch {
	case named == 0, titled*2 > named: // titles that have their identifiers on other lines: a list in paragraphs
		return false
	case chat > 0:
		return true
	}
	return others <= 1 && named > 1 || others*3 <= named
}

var (
	// chatHead is who wrote the message below, and when; or how people begin and end a letter.
	chatHead = pattern(`(?i)^(?:\[?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?: ?[ap]m)?\]?|.{1,40}?[\s,\[(—–|-]+(?:(?:today|yesterday|heute|gestern|mon\w*|tue\w*|wed\w*|thu\w*|fri\w*|sat\w*|sun\w*)?,? ?(?:at|um)? ?|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4},? ?)\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]m)?[\])]?:?)$|` +
		`^(?:hi|hey|hello|hallo|dear|bonjour|liebe[rs]?|hola)\b[^:]{0,40}[,!]?$|^(?:best|cheers|thanks|thank you|regards|kind regards|best wishes|viele grüße|yours|lg|vg)\b.{0,30}[,.!]?$|^-- ?$|` +
		`^(?:on|am|le) .{5,80}(?:wrote|schrieb|a écrit) ?:$`)

	// chatSaid is who says the rest of a line: [09:14] ann: …, <ann> …, 09:14 <ann> ….
	chatSaid = pattern(`^<[@+]?[\pL\d_ .-]{1,30}>\s|^(?:\[[^\[\]]{0,24}\d{1,2}:\d{2}[^\[\]]{0,12}\]|\d{1,2}:\d{2}(?::\d{2})?)\s+[-<]?\s*[@+]?[\pL\d_ .-]{1,30}[>:]`)
)

// chatLine reports whether a line is the head of a message, a greeting or a signature.
func chatLine(s string) bool {
	return len(s) <= 100 && chatHead().MatchString(strings.TrimSpace(strings.TrimLeft(s, "> ")))
}

// aside reports whether a line is a remark below an address: it is indented, or begins with a picture.
func aside(line string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(line, " \t"))
	return len(line) > 1 && (line[0] == ' ' || line[0] == '\t') || isPictograph(r)
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
	chat    bool // people talk here: words beside an address are less likely a title
}

// next is the next paper or problem.
func (r *idListReader) next() (record, error) {
	for len(r.waiting) < 2 { // the last one may have its names below it
		line, err := r.lines.next()
		if err != nil && len(r.waiting) > 0 {
			break
		}
		if err != nil {
			return record{}, err
		}
		if line.long {
			r.waiting = append(r.waiting, rejectedLine([]byte(line.text), line.n, tooLongLine))
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
	if chatLine(text) {
		r.chat = true
		return
	}
	begin := block{line: n, text: text}
	if said := chatSaid().FindString(text); said != "" {
		r.chat = true
		text = strings.TrimSpace(text[len(said):])
	}
	m := readMention(text)
	title := m.title(r.chat)
	switch {
	case title.text != "" && (len(m.ids) > 0 || m.cites()):
		r.waiting = append(r.waiting, m.titled(begin, title))
		r.begun = true
	case len(m.ids) > 0:
		for _, id := range m.ids {
			if key := id.unversioned(); !r.seen[key] {
				r.seen[key] = true
				r.waiting = append(r.waiting, record{paper: NewStub(id, n, m.pages[id]...)})
			}
		}
		r.begun = true
	case len(m.addresses) > 0 && strings.TrimSpace(m.before+m.after) == "":
		r.waiting = append(r.waiting, rejected(begin, unknownAddress))
	case r.named(text):
	case r.begun && !r.chat && titleLike(text) && titleCase(text):
		r.waiting = append(r.waiting, rejected(begin, "no identifier on this line of a list of identifiers; if it is a title, add the arXiv id, DOI or address to the line"))
	}
}

// named takes a line of names for the paper above, if that has a title and no names yet.
func (r *idListReader) named(text string) bool {
	names := namesBelow(text)
	if len(names.authors) == 0 || len(r.waiting) == 0 {
		return false
	}
	last := &r.waiting[len(r.waiting)-1]
	if last.problem != nil || len(last.paper.Authors) > 0 || last.paper.IsStub() {
		return false
	}
	last.paper.Authors, last.paper.MoreAuthors = names.authors, names.more
	return true
}

const unknownAddress = "the address does not identify a paper; use one of arXiv, doi.org, OpenReview, or of a publisher with the DOI in it"
