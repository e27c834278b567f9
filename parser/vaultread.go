package parser

// This file owns the way in for the pages of note-taking programs: which text is a page about a paper, and what becomes of
// one that is not. notepaper.go reads the notes of people, vaultown.go the pages that dogear wrote.

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
)

func sniffObsidian(head string) bool { return sniffNote(head, FormatObsidian) }

func sniffLogseq(head string) bool { return sniffNote(head, FormatLogseq) }

// sniffNote reports whether a text is a note about one paper. One whose properties cannot be read is one if they would be
// those of a paper.
func sniffNote(head string, style Format) bool {
	if strings.HasPrefix(head, "---\ndogear: ") || strings.HasPrefix(head, "---\r\ndogear: ") {
		return style == FormatObsidian // the properties may go on behind the head
	}
	if strings.HasPrefix(head, "dogear:: ") {
		return style == FormatLogseq
	}
	n, ok := usersNote(head)
	switch {
	case isYAMLReferences(head), isHayagriva(head):
		return false // a bibliography, which recognise names
	case !ok || n.style != style:
		return false
	case n.wrong != nil:
		names := map[string]bool{}
		for _, l := range n.top {
			name, _, _ := strings.Cut(l.text, ":")
			names[propertyName(name)] = true
		}
		return names["title"] && (names["author"] || names["authors"] || names["doi"] || names["arxiv"] || names["year"] || names["citekey"])
	}
	return n.own() || n.aboutPaper() && !n.oneOfMany()
}

// usersNote reads the properties of a note, those below its title included.
func usersNote(text string) (n note, ok bool) {
	if n, ok = readNote(text); ok && n.wrong == nil && !n.own() {
		n.inlineProperties()
		n.quotedProperties()
		n.dropEmpty()
	}
	return n, ok
}

// own reports whether the note is a page that dogear wrote.
func (n *note) own() bool { return n.get("dogear").name != "" }

// oneOfMany reports whether another record with a title follows the properties: lines of dashes part the records then.
func (n *note) oneOfMany() bool {
	for _, l := range n.body {
		if !l.blank() {
			return labelTitle().MatchString(l.text[:min(len(l.text), 32)])
		}
	}
	return false
}

func openObsidian(in *input, _ Options) (*Digest, error) { return openNote(in, FormatObsidian) }

func openLogseq(in *input, _ Options) (*Digest, error) { return openNote(in, FormatLogseq) }

// openNote reads a note: a digest of one paper.
func openNote(in *input, style Format) (*Digest, error) {
	text, err := in.page()
	if err != nil {
		return nil, err
	}
	n, ok := usersNote(text)
	if !ok {
		why := "no properties at the top, between two lines ---"
		if style == FormatLogseq {
			why = "no properties at the top, such as title:: A Title"
		}
		return nil, noPapers(style, []*Problem{rejected(newBlock(splitLines(text)[:1]), why).problem})
	}
	read := n.paper
	if n.own() {
		read = n.ownPaper
	}
	d, err := newDigest(style, []record{read()})
	if err == nil && n.own() {
		d.Source = "dogear"
	}
	return d, err
}

// belowProperties is the input without the properties of a note that is of no paper, and why it is of none; empty if it has
// no properties, or those of a paper. Lines keep their numbers.
func (in *input) belowProperties() (below *input, why string) {
	n, ok := usersNote(in.head)
	if !ok || n.below || n.wrong == nil && (n.own() || n.oneOfMany()) || sniffNote(in.head, n.style) ||
		isYAMLReferences(in.head) || isHayagriva(in.head) {
		return in, ""
	}
	why = n.noPaperIn()
	if n.wrong != nil {
		why = n.wrong.Error()
	}
	_, _ = in.Discard(n.size) // it is part of the head, which is there
	lines := strings.Repeat("\n", len(n.top))
	rest := bufio.NewReaderSize(io.MultiReader(strings.NewReader(lines), in.Reader), sniffLen)
	return &input{Reader: rest, head: lines + in.head[n.size:], raw: in.raw}, why
}

// openBelow opens what stands below properties that are of no paper: why tells so. A list of papers may, and notes of all
// kinds do. In these a heading above a paragraph is no title above an abstract.
func openBelow(in *input, why string, opts Options) (*Digest, error) {
	var d *Digest
	var failed *NoPapersError
	f, err := recognise(in.head, "")
	if err == nil && strings.TrimSpace(in.head) != "" {
		d, err = f.open(in, opts)
	}
	switch {
	case err != nil && !errors.As(err, &failed) && !errors.Is(err, ErrUnknownFormat):
		return nil, err
	case d != nil && (f.name != FormatText && f.name != FormatMarkdown || d.namesPapers()):
		d.Format = f.name
		return d, nil
	}
	said := fmt.Sprintf("%v: %s, and the text below them is not a list of papers", ErrNoPapers, why)
	return nil, &NoPapersError{Format: FormatText, said: said}
}

// namesPapers reports whether most papers of a digest that was read as a whole have more than a title and a text.
func (d *Digest) namesPapers() bool {
	all, named := 0, 0
	for p, problem := range d.Records() {
		if problem != nil {
			continue
		}
		all++
		if p.identified() || len(p.Links) > 0 || len(p.Authors) > 0 {
			named++
		}
	}
	return named*2 > all || d.empty
}
