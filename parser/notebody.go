package parser

// This file owns the text below the properties of a note about a paper. The abstract is what is marked as one; the rest is
// its reader's, and none of it gets lost.

import (
	"slices"
	"strings"
	"sync"
)

// A noteBody is what the text of a note says.
type noteBody struct {
	abstract string
	note     string
	links    []Link
}

var (
	noteHeading       = pattern(`^\s{0,3}(?:- )?(#{1,6})\s+(.*?)\s*#*\s*$`)
	noteRule          = pattern(`^\s{0,3}(?:-\s*){3,}$|^\s{0,3}(?:\*\s*){3,}$`)
	noteCallout       = pattern(`^\s{0,3}>\s*\[!\s*([\pL\pN_-]+)[^\]]*\][-+]?\s*(.*)$`)
	abstractWord      = pattern(`(?i)^(?:\[\[)?\W*abstract\W*$`)
	noteAbstractLabel = pattern(`(?i)^\s{0,3}(?:\*\*|__)?abstract(?:\*\*|__)?\s*::?(?:\*\*|__)?\s*(\S.*)$`)
	notesWord         = pattern(`(?i)^\W*(?:my |reading |personal )?notes?\W*$`)
	blockProperty     = pattern(`^\s*(?:- )?(?:id|collapsed|heading):: `)
)

// heading is the title that stands right below the properties, and the index of its line; -1 if there is none.
func (n *note) heading() (title string, at int) {
	for i, l := range n.body {
		if l.blank() {
			continue
		}
		if m := noteHeading().FindStringSubmatch(l.text); m != nil && m[1] == "#" {
			return showLine(noteText(plainText(inlineRuns(m[2], nil)))), i
		}
		break
	}
	return "", -1
}

// inlineProperties takes the lines "name:: value" that stand below the front matter and the title, if they are of a paper.
func (n *note) inlineProperties() {
	_, at := n.heading()
	for i := at + 1; i < len(n.body); {
		name, value, ok := cutProperty(n.body[i].text)
		switch {
		case ok && paperProperties()[name]:
			p := property{name: name, line: n.body[i].n}
			p.add(value)
			n.props = append(n.props, p)
			n.body = slices.Delete(slices.Clone(n.body), i, i+1)
		case n.body[i].blank():
			i++
		default:
			return
		}
	}
}

// quotedProperties adds the lines "name:: value" that templates for Zotero put into callouts. They stay part of the text.
func (n *note) quotedProperties() {
	const most = 200 // lines that are looked at
	people := property{name: "authors"}
	for _, l := range n.body[:min(len(n.body), most)] {
		quoted, is := strings.CutPrefix(strings.TrimLeft(l.text, " "), ">")
		name, value, ok := cutProperty(strings.TrimSpace(quoted))
		switch {
		case !is || !ok || value == "":
		case name == "firstauthor" || name == "first-author" || name == "author":
			people.add(value)
		case paperProperties()[name]:
			p := property{name: name, line: l.n}
			p.add(value)
			n.props = append(n.props, p)
		}
	}
	n.props = append(n.props, people)
}

// paperProperties are the names of properties that say something of a paper.
var paperProperties = sync.OnceValue(func() map[string]bool {
	known := map[string]bool{}
	more := []string{"abstract", "tags", "volume", "issue", "pages", "publisher", "isbn"}
	for _, names := range [][]string{titleNames, authorNames, venueNames, arXivNames, doiNames, dateNames, keyNames, typeNames, more} {
		for _, name := range names {
			known[name] = true
		}
	}
	return known
})

// readBody reads the text of a note about the paper with a title.
func (n *note) readBody(title string) noteBody {
	lines := n.body
	if head, at := n.heading(); at >= 0 && n.names(head, title) {
		lines = lines[at+1:]
	}
	var b noteBody
	var kept, abstract []string
	fence := ""
	for i := 0; i < len(lines); i++ {
		s := lines[i].text
		text := strings.TrimLeft(s, " \t")
		if fence == "" && len(abstract) == 0 {
			if found, end := abstractAt(lines, i); end > i {
				abstract, i = found, end-1
				continue
			}
		}
		switch {
		case fence != "" && strings.HasPrefix(text, fence):
			fence = ""
		case fence == "" && (strings.HasPrefix(text, "```") || strings.HasPrefix(text, "~~~")):
			fence = text[:3]
		case fence == "" && n.style == FormatLogseq && blockProperty().MatchString(s):
			continue
		}
		kept = append(kept, s)
	}
	b.abstract = noteAbstract(abstract)
	b.note = ownNote(kept)
	b.links = noteLinks(append(abstract, kept...))
	return b
}

// names reports whether a heading is but the name of the paper: its title, an alias or its citation key.
func (n *note) names(heading, title string) bool {
	key := citationKey(n)
	if TitleKey(heading) == TitleKey(title) || key != "" && strings.TrimPrefix(heading, "@") == key {
		return true
	}
	return slices.ContainsFunc(n.get("aliases", "alias").values, func(s string) bool { return TitleKey(s) == TitleKey(heading) })
}

// abstractAt reads the abstract that begins at a line in one of the ways in which notes have it: a callout, a section, a
// paragraph with a label, a block of Logseq's. end is the index of the line behind it, i if none begins there.
func abstractAt(lines []line, i int) (text []string, end int) {
	s := lines[i].text
	if m := noteCallout().FindStringSubmatch(s); m != nil {
		if !strings.EqualFold(m[1], "abstract") && !abstractWord().MatchString(m[2]) {
			return nil, i
		}
		if !abstractWord().MatchString(m[2]) {
			text = append(text, m[2])
		}
		for end = i + 1; end < len(lines) && strings.HasPrefix(strings.TrimLeft(lines[end].text, " "), ">"); end++ {
			text = append(text, strings.TrimPrefix(strings.TrimLeft(lines[end].text, " "), ">"))
		}
		return textOrNothing(text, i, end)
	}
	block, isBlock := strings.CutPrefix(strings.TrimLeft(s, " \t"), "- ")
	if m := noteHeading().FindStringSubmatch(s); m != nil && abstractWord().MatchString(m[2]) && !isBlock {
		for end = i + 1; end < len(lines) && !endsSection(lines[end].text); end++ {
			text = append(text, strings.TrimPrefix(strings.TrimPrefix(lines[end].text, ">"), " "))
		}
		return textOrNothing(text, i, end)
	}
	if m := noteAbstractLabel().FindStringSubmatch(s); m != nil {
		text = append(text, m[1])
		for end = i + 1; end < len(lines) && !lines[end].blank(); end++ {
			text = append(text, lines[end].text)
		}
		return text, end
	}
	if isBlock && abstractWord().MatchString(strings.TrimLeft(block, "# ")) {
		for end = i + 1; end < len(lines) && indent(lines[end].text) > indent(s); end++ {
			l := strings.TrimLeft(lines[end].text, " \t")
			if item, is := strings.CutPrefix(l, "- "); is {
				text = append(text, "", item)
			} else if !blockProperty().MatchString(l) {
				text = append(text, l)
			}
		}
		return textOrNothing(text, i, end)
	}
	return nil, i
}

// endsSection reports whether a line ends the section of an abstract.
func endsSection(s string) bool {
	return noteHeading().MatchString(s) || noteRule().MatchString(s) || noteCallout().MatchString(s)
}

// textOrNothing is the text between two lines, if there is any.
func textOrNothing(text []string, begin, end int) ([]string, int) {
	if strings.TrimSpace(strings.Join(text, "")) == "" {
		return nil, begin
	}
	return text, end
}

// indent is how far a line stands from the edge.
func indent(s string) int { return len(s) - len(strings.TrimLeft(s, " \t")) }

// noteAbstract is an abstract without its markup.
func noteAbstract(lines []string) string {
	var paragraphs []string
	for paragraph := range strings.SplitSeq(cleanLayout(strings.Join(lines, "\n")), "\n\n") {
		if s := strings.TrimSpace(plainText(inlineRuns(paragraph, nil))); s != "" {
			paragraphs = append(paragraphs, s)
		}
	}
	return strings.Join(paragraphs, "\n\n")
}

// ownNote is what is left of the text: the reader's. A heading "Notes" at its beginning says no more than that.
func ownNote(lines []string) string {
	for len(lines) > 0 && strings.TrimSpace(lines[0]) == "" {
		lines = lines[1:]
	}
	if len(lines) == 0 {
		return ""
	}
	head, isBlock := strings.CutPrefix(lines[0], "- ")
	switch isHeading := noteHeading().MatchString(lines[0]); {
	case !notesWord().MatchString(strings.Trim(head, "# ")):
	case isBlock:
		lines = outdented(lines[1:])
	case isHeading:
		lines = lines[1:]
	}
	return CleanNote(strings.TrimLeft(strings.Join(lines, "\n"), "\n"))
}

// outdented are lines without the indent of the first, where they have it.
func outdented(lines []string) []string {
	if len(lines) == 0 {
		return nil
	}
	by := lines[0][:indent(lines[0])]
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = strings.TrimPrefix(l, by)
	}
	return out
}

const maxNoteLinks = 200

// noteLinks are the addresses in a text; what they are called may tell what they lead to.
func noteLinks(lines []string) []Link {
	var links linkList
	for _, l := range lines {
		if !strings.Contains(l, "://") {
			continue
		}
		for _, run := range inlineRuns(l, nil) {
			if run.href == "" || len(links.list) == maxNoteLinks {
				continue
			}
			kind := KindOf(run.href, "")
			for k, word := range linkWords {
				if kind == LinkOther && strings.EqualFold(word, strings.TrimSpace(run.text)) {
					kind = k
				}
			}
			links.add(kind, run.href)
		}
	}
	return links.list
}
