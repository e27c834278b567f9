package parser

// This file owns the markup that copied pages come in: Markdown links around whole titles and abstracts, links with
// their addresses in a list at the end ([title][32]), hard breaks, escapes. Without markup the lines are blocks as they
// stand.

import (
	"slices"
	"strings"
)

var (
	// A line that opens a linked block: "[", "### [", "- [", "1. **[". Not a picture.
	linkOpen = pattern(`^\s*(#{1,6}\s+|[-*+]\s+|\d{1,4}[.)]\s+)?(\*\*)?\[`)
	// The end of its last line: "](address)" or "][32]", perhaps with a hard break.
	linkClose = pattern(`\](?:\(\s*<?([^\s()<>]+(?:\([^\s()]*\)[^\s()<>]*)*)>?(?:\s+"[^"]*")?\s*\)|\[(\d{1,6})\])(?:\*\*)?\s*\\{0,2}\s*$`)

	headingMark = pattern(`^\s*#{1,6}\s+`)
	hardBreak   = pattern(`\s*\\{1,2}\s*$`)
	picture     = pattern(`!\[[^\[\]]*\](?:\([^()]*\)|\[\d+\])`)

	footnote   = pattern(`^\s*\[(\d{1,6})\]:?\s+<?((?:https?://|/)\S+?)>?\s*$`)
	reference  = pattern(`^\s*(\d{1,6})\.\s+<?((?:https?://|file:|/)\S+?)>?\s*$`)
	linkNumber = pattern(`\[(\d{1,6})\]`)
	references = pattern(`(?i)^\s*(#+ *)?(references|(visible|hidden)? ?links):?\s*$`)
)

// A markup is how one text uses markup.
type markup struct {
	markdown  bool              // there are links around whole blocks: escapes are Markdown's
	addresses map[string]string // of the footnotes, by their number
}

// pageBlocks makes blocks of the lines of a page, taking its markup off. For kind see blocksOf.
func pageBlocks(lines []line, kind func(line) lineKind) []block {
	lines, addresses := takeAddresses(lines)
	m := markup{addresses: addresses}
	m.markdown = m.used(lines)
	if !m.markdown {
		return m.numbered(blocksOf(lines, kind))
	}
	for i := range lines {
		if headingMark().MatchString(lines[i].text) || strings.Contains(lines[i].text, "![") {
			lines[i].text = picture().ReplaceAllString(lines[i].text, "")
		}
	}
	return m.blocks(lines, kind)
}

// numbered takes the numbers off blocks of a text whose links have theirs in front: "[32]Title". The rest of such a
// text has no markup. A block that begins with a number links there.
func (m markup) numbered(blocks []block) []block {
	if len(m.addresses) == 0 {
		return blocks
	}
	for i, b := range blocks {
		if match := linkNumber().FindStringSubmatch(b.text); match != nil && strings.HasPrefix(b.text, match[0]) {
			blocks[i].href = m.addresses[match[1]]
		}
		known := func(s string) string {
			if _, ok := m.addresses[s[1:len(s)-1]]; ok {
				return ""
			}
			return s
		}
		blocks[i].raw = linkNumber().ReplaceAllStringFunc(b.raw, known)
		blocks[i].text = strings.TrimSpace(linkNumber().ReplaceAllStringFunc(b.text, known))
	}
	return slices.DeleteFunc(blocks, func(b block) bool { return b.text == "" })
}

// used reports whether any block of lines is a link or a heading.
func (m markup) used(lines []line) bool {
	for i, l := range lines {
		if strings.HasPrefix(strings.TrimSpace(l.text), "#") && headingMark().MatchString(l.text) || m.linkEnd(lines, i) > 0 {
			return true
		}
	}
	return false
}

// takeAddresses takes the list of addresses off a text: lines "[32]: https://…" wherever they stand, and
// "32. https://…" below the word References.
func takeAddresses(lines []line) ([]line, map[string]string) {
	addresses := map[string]string{}
	rest := lines[:0:0]
	below := false
	for i, l := range lines {
		var m []string
		if mayRefer(l.text) {
			if m = footnote().FindStringSubmatch(l.text); m == nil && below {
				m = reference().FindStringSubmatch(l.text)
			}
		}
		if m != nil {
			addresses[m[1]] = m[2]
			continue
		}
		if len(l.text) < 64 && !l.blank() && references().MatchString(l.text) && listFollows(lines[i+1:]) {
			below = true
			continue
		}
		rest = append(rest, l)
	}
	return rest, addresses
}

// mayRefer is a quick look whether a line can be an entry of the list of addresses.
func mayRefer(s string) bool {
	s = strings.TrimLeft(s, " \t")
	return s != "" && len(s) <= maxURL && (s[0] == '[' || s[0] >= '0' && s[0] <= '9') && strings.IndexByte(s, '/') > 0
}

// listFollows reports whether lines begin with numbered addresses, empty lines and a further heading apart.
func listFollows(lines []line) bool {
	for i, l := range lines {
		if i > 4 || reference().MatchString(l.text) {
			return i <= 4
		}
		if !l.blank() && !references().MatchString(l.text) {
			return footnote().MatchString(l.text)
		}
	}
	return false
}

// blocks parts lines into linked blocks and the text between them.
func (m markup) blocks(lines []line, kind func(line) lineKind) []block {
	var blocks []block
	var plain []line
	flush := func() {
		blocks = append(blocks, m.plain(plain, kind)...)
		plain = nil
	}
	for i := 0; i < len(lines); {
		end := m.linkEnd(lines, i)
		if end == 0 {
			plain = append(plain, lines[i])
			i++
			continue
		}
		flush()
		blocks = append(blocks, m.linked(lines[i:end])...)
		i = end
	}
	flush()
	return blocks
}

// linkEnd is the line after the linked block that begins at line i, or 0 if none begins there. A block ends at the
// latest where another begins, so that all calls together look at each line twice.
func (m markup) linkEnd(lines []line, i int) int {
	if !opensLink(lines[i].text) {
		return 0
	}
	for j := i; j < len(lines) && !lines[j].blank() && (j == i || !opensLink(lines[j].text)); j++ {
		end := tail(lines[j].text)
		if !strings.Contains(end, "](") && !strings.Contains(end, "][") {
			continue
		}
		match := linkClose().FindStringSubmatch(end)
		if match == nil {
			continue
		}
		if m.address(match) == "" || j == i && m.several(lines[i].text) {
			return 0
		}
		return j + 1
	}
	return 0
}

func opensLink(s string) bool {
	i := strings.IndexByte(s, '[')
	return i >= 0 && i < 64 && linkOpen().MatchString(s[:i+1])
}

// tail is the end of a line, as long as a link's address may be.
func tail(s string) string { return s[max(0, len(s)-maxURL-64):] }

// address is where the link leads whose end linkClose found.
func (m markup) address(match []string) string {
	if match[1] != "" {
		return match[1]
	}
	return m.addresses[match[2]]
}

// several reports whether the bracket that opens s closes before the last link in it: a row of links, not one block.
func (m markup) several(s string) bool {
	depth := 0
	for i := strings.IndexByte(s, '['); i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '[':
			depth++
		case ']':
			if depth--; depth == 0 && i+1 < len(s) && (s[i+1] == '(' || s[i+1] == '[') {
				return strings.Contains(s[i+1:], "](") || strings.Contains(s[i+2:], "][")
			}
		}
	}
	return false
}

// linked makes a block of the lines of one link; several if lines with nothing but a hard break part it.
func (m markup) linked(lines []line) []block {
	last := lines[len(lines)-1].text
	cut := len(last) - len(tail(last))
	match := linkClose().FindStringSubmatchIndex(tail(last))
	href := m.address(linkClose().FindStringSubmatch(tail(last)))
	inner := make([]line, len(lines))
	copy(inner, lines)
	inner[len(inner)-1].text = last[:cut+match[0]]
	open := linkOpen().FindStringSubmatchIndex(inner[0].text)
	head := 0
	if open[2] >= 0 {
		head = level(inner[0].text[open[2]:open[3]])
	}
	inner[0].text = inner[0].text[open[1]:]

	var blocks []block
	var group []line
	flush := func() {
		if len(group) > 0 {
			b := newBlock(group)
			b.href, b.head = href, head
			if m.decode(&b); b.text != "" {
				blocks = append(blocks, b)
			}
			group = nil
		}
	}
	for i, l := range inner {
		if i == 1 && len(inner) == 2 && len(inner[0].text) <= maxWrap && len(l.text) > maxWrap {
			flush() // a title above an abstract that was not wrapped
		}
		l.text = hardBreak().ReplaceAllString(l.text, "")
		if l.blank() {
			flush()
			continue
		}
		group = append(group, l)
	}
	flush()
	return blocks
}

// level is the level of a heading by its mark; the mark of a list's item has none of its own.
func level(mark string) int {
	if n := strings.Count(mark, "#"); n > 0 {
		return n
	}
	return itemHead
}

// plain makes blocks of the lines between linked blocks.
func (m markup) plain(lines []line, kind func(line) lineKind) []block {
	heads := map[int]int{}
	for i := range lines {
		if mark := headingMark().FindString(lines[i].text); mark != "" {
			heads[lines[i].n] = level(mark)
			lines[i].text = lines[i].text[len(mark):]
		}
		if strings.HasSuffix(lines[i].text, `\`) {
			lines[i].text = hardBreak().ReplaceAllString(lines[i].text, "")
		}
	}
	blocks := blocksOf(lines, kind)
	for i := range blocks {
		blocks[i].head = heads[blocks[i].line]
		m.decode(&blocks[i])
	}
	return blocks
}

// decode takes inline links and escapes off a block. What a link inside says stays, as it is what the page shows.
func (m markup) decode(b *block) {
	b.raw, b.text = m.inline(b.raw), m.inline(b.text)
	b.text = strings.TrimSpace(b.text)
}

// inline replaces [text](address) and [text][32] by the text, and <address> by the address, and undoes escapes.
func (m markup) inline(s string) string {
	if !strings.ContainsAny(s, `[\&<`) {
		return s
	}
	var out strings.Builder
	out.Grow(len(s))
	drop := m.linkMarks(s)
	for i := 0; i < len(s); i++ {
		if len(drop) > 0 && i == drop[0][0] {
			i, drop = drop[0][1]-1, drop[1:]
			continue
		}
		if s[i] == '\\' && i+1 < len(s) && escaped(s, i+1) {
			i++
		}
		out.WriteByte(s[i])
	}
	return entities.Replace(out.String())
}

// linkMarks lists what is to be dropped for the links in s, as ascending pairs of begin and end.
func (m markup) linkMarks(s string) [][2]int {
	var open []int
	marks := map[int]int{}
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '[':
			open = append(open, i)
		case ']':
			if len(open) == 0 {
				continue
			}
			begin := open[len(open)-1]
			open = open[:len(open)-1]
			if match := linkHere().FindStringSubmatch(s[i:min(len(s), i+maxURL)]); match != nil && m.address(match) != "" {
				marks[begin], marks[i] = begin+1, i+len(match[0])
				i += len(match[0]) - 1
			}
		case '<':
			if match := autolink().FindString(s[i:min(len(s), i+maxURL)]); match != "" {
				marks[i], marks[i+len(match)-1] = i+1, i+len(match)
				i += len(match) - 1
			}
		}
	}
	list := make([][2]int, 0, len(marks))
	for i := 0; i < len(s) && len(list) < len(marks); i++ {
		if end, ok := marks[i]; ok {
			list = append(list, [2]int{i, end})
		}
	}
	return list
}

var (
	linkHere = pattern(`^\](?:\(((?:https?://|/papers/)[^\s()]+(?:\([^\s()]*\)[^\s()]*)*)\)|\[(\d{1,6})\])`)
	autolink = pattern(`^<https?://[^\s<>]+>`)
	entities = strings.NewReplacer("&amp;", "&", "&lt;", "<", "&gt;", ">", "&quot;", `"`, "&#39;", "'", "&nbsp;", " ")
)

// escaped reports whether the backslash before s[i] is Markdown's. TeX accents (\', \", \^) and most of its other uses
// are not; where both read the same (\%, \_) it makes no difference to what is shown.
func escaped(s string, i int) bool {
	switch s[i] {
	case '\\', '`', '*', '_', '#', '+', '-', '!', '<', '>', '|', '[', ']', '&', '$', '%', '@':
		return true
	case '.', ')':
		return i >= 2 && s[i-2] >= '0' && s[i-2] <= '9'
	case '~':
		return i+1 >= len(s) || s[i+1] == '~' || s[i+1] == ' '
	}
	return false
}
