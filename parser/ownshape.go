package parser

// This file owns telling dogear's own JSON from that of other programs. Ours may have few members: a title is enough where
// no other program would write the same. What another format claims is never ours by its looks alone.

import "strings"

// ownMembers are the members of dogear's JSON, and the kinds of their values: by the first byte, 9 for a number.
var ownMembers = map[string]string{
	"id": "9", "title": `"`, "abstract": `"`, "authors": `["`, "status": `"`, "starred": "tf", "snoozed": `"`, "tags": `["`, "note": `"`, "arxiv": `"`,
	"doi": `"`, "published": `"9`, "added": `"`, "links": "[", "digests": "[", "title_original": `"`, "abstract_original": `"`,
	"openreview": `"`, "version": `9"`, "note_saved": `"`, "author_parts": "[", "publication": "{", "categories": `["`,
	"keywords": `["`, "comment": `"`, "key": `"`, "records": "[", "more_authors": "tf", "editors": `["`, "editor_parts": "[",
	"language": `"`, "files": `["`, "upvotes": `9"`, "stub": "tf",
}

var (
	// Only dogear writes these.
	unmistakable = setOf("starred digests title_original abstract_original note_saved author_parts editor_parts more_authors")

	// These say that it is a paper, and not a recipe with a title and tags.
	ofPapers = setOf("authors abstract arxiv doi openreview author_parts publication abstract_original")
)

// An ownLook is what the first record of a text in JSON has of dogear's.
type ownLook struct {
	title                               bool
	ours, foreign, papers, unmistakable int
	broken                              bool // it is cut off, or not JSON to its end
	named                               bool // it has an id that is no number, as other programs give
}

// lookOwn looks at the first record of the text that begins with head.
func lookOwn(head string) (o ownLook) {
	var j jsonLine
	j.reset([]byte(head))
	if j.peek() == '[' {
		j.enter('[')
	}
	if j.peek() != '{' {
		return o
	}
	j.enter('{')
	for n := 0; j.more(n, '}'); n++ {
		name := string(j.key())
		if j.wrong != "" {
			break
		}
		begin := j.peek()
		if name == "status" && begin == '"' {
			if !ownStatuses[j.text()] {
				begin = '?'
			}
		} else {
			j.skip()
		}
		o.member(name, begin)
	}
	o.broken = j.wrong != ""
	return o
}

// member counts a member whose value begins with a byte.
func (o *ownLook) member(name string, begin byte) {
	kinds, ours := ownMembers[name]
	if begin == '-' || isDigit(begin) {
		begin = '9'
	}
	o.named = o.named || name == "id" && begin == '"'
	if !ours || begin != 'n' && begin != 0 && strings.IndexByte(kinds, begin) < 0 {
		o.foreign++
		return
	}
	o.ours++
	o.title = o.title || name == "title" && begin == '"'
	if ofPapers[name] {
		o.papers++
	}
	if unmistakable[name] {
		o.unmistakable++
	}
}

// sniffJSONL reports whether the text is dogear's JSON: its first record has a title and what only dogear writes, or no
// member that dogear does not write, or more that it does than others.
func sniffJSONL(head string) bool {
	o := lookOwn(head)
	const lines = 3 // that are looked at while they are broken
	for rest, n := head, 1; o.broken && !o.likely() && n < lines; n++ {
		_, rest, _ = strings.Cut(rest, "\n")
		if strings.HasPrefix(rest, "{") {
			o = lookOwn(rest)
		}
	}
	switch {
	case o.unmistakable > 1 && (o.title || o.broken):
		return true
	case !o.likely() || namesOtherPeople(head):
		return false
	}
	return !claimed(head)
}

// likely reports whether the record looks like one of dogear's, if it is not another program's.
func (o *ownLook) likely() bool {
	switch {
	case !o.title || o.named:
		return false
	case o.foreign == 0 && (!o.broken || o.papers > 0):
		return true
	}
	return o.ours > 2 && o.papers > 0 && o.ours >= o.foreign
}

// namesOtherPeople reports whether authors are written as objects in which dogear does not look for names.
func namesOtherPeople(head string) bool {
	s := shapeOf(head)
	for name := range s {
		if strings.HasPrefix(name, "authors.") {
			return !s["authors.name"] && !s["authors.fullname"]
		}
	}
	return false
}

// claimed reports whether another format takes the text for its own.
func claimed(head string) bool {
	for _, f := range formats() {
		switch f.name {
		case FormatJSONL, FormatText, FormatMarkdown, FormatHFPage:
		default:
			if f.sniff(head) {
				return true
			}
		}
	}
	return false
}
