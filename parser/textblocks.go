package parser

import (
	"strconv"
	"strings"
)

// This file owns the blocks of plain text: what lines belong together, which of them are items of a list, and which have
// their address beside the title.

// textItem is the mark of a list's item: "1. ", "(2) ", "[3] ", "- ", "• ".
var textItem = pattern(`^(?:[(\[]?(\d{1,4})[.)\]]|([-*+•‣▪–—]))\s+`)

// textBlocks makes blocks of lines. Items of a list begin a block, marked as heads, without their marks.
func textBlocks(lines []line) []block {
	items := itemsOf(lines)
	blocks := pageBlocks(lines, func(l line) lineKind {
		s := strings.TrimSpace(l.text)
		if textMeta(s) || textFurniture(s) {
			return single
		}
		if title, _ := lineTitle(s); title != "" {
			return single
		}
		if labelsAbstract(s) || items[l.n] {
			return opening
		}
		return flowing
	})
	for i, b := range blocks {
		if items[b.line] {
			mark := len(textItem().FindString(b.text))
			blocks[i].text, blocks[i].raw, blocks[i].head = b.text[mark:], b.raw[mark:], itemHead
		}
		if b := &blocks[i]; b.href == "" {
			if title, address := lineTitle(b.text); title != "" {
				b.text, b.href = title, address
			}
		}
	}
	return blocks
}

// lineTitle is the title of a line that has an address or identifier beside its title, and that; or empty.
func lineTitle(s string) (title, address string) {
	if len(s) > 4*maxFurniture || !strings.Contains(s, "://") && !strings.Contains(s, "10.") && !strings.Contains(asciiLower(s), "arxiv") {
		return "", ""
	}
	m := readMention(s)
	if len(m.ids) == 0 || textMeta(s) || words(m.before+" "+m.after) >= proseWords {
		return "", ""
	}
	if sentenceBreak(m.before) && words(m.after) >= 3 {
		return "", "" // an abstract that cites
	}
	address = m.ids[0].String()
	if len(m.addresses) > 0 {
		address = m.addresses[0]
	}
	return m.title(false).text, address
}

// itemsOf are the numbers of the lines that are items of the text's one list: the numbers go on by one, or the same mark
// stands at every item. One item makes no list.
func itemsOf(lines []line) map[int]bool {
	items := map[int]bool{}
	mark, next := "", 0
	for i, l := range lines {
		m := textItem().FindStringSubmatch(beginsItem(l.text))
		if m == nil || i > 0 && !lines[i-1].blank() && !items[lines[i-1].n] && !endsSentence(lines[i-1].text) && !strings.HasSuffix(lines[i-1].text, ":") &&
			!textMeta(strings.TrimSpace(lines[i-1].text)) {
			continue
		}
		n, _ := strconv.Atoi(m[1])
		if len(items) == 0 {
			mark, next = m[2], n
		}
		if m[2] == mark && n == next {
			items[l.n] = true
			if mark == "" {
				next++
			}
		}
	}
	if len(items) < 2 {
		return nil
	}
	return items
}

// beginsItem is the beginning of a line that may have an item's mark, or empty.
func beginsItem(s string) string {
	s = strings.TrimSpace(s)
	if s == "" || s[0] >= 'A' && s[0] <= 'Z' || s[0] >= 'a' && s[0] <= 'z' {
		return ""
	}
	return s[:min(len(s), 16)]
}
