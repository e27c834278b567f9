package parser

// This file owns writing plain text: a label before each value, in lines that fit a terminal and a mail. textlabels.go
// reads it back, the note apart, which is set in so that nothing in it looks like a label.

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

const (
	textWidth  = 78
	textIndent = "    " // of the note
)

type textWriter struct {
	w     *bufio.Writer
	begun bool
}

func newTextWriter(w io.Writer) Writer { return &textWriter{w: bufio.NewWriter(w)} }

func (t *textWriter) Close() error { return t.failed(t.w.Flush()) }

func (t *textWriter) failed(err error) error {
	if err != nil {
		return fmt.Errorf("writing text: %w", err)
	}
	return nil
}

func (t *textWriter) Write(p *Paper) error {
	var b strings.Builder
	if t.begun {
		b.WriteString("\n" + strings.Repeat("-", textWidth) + "\n\n")
	}
	t.begun = true
	line := func(label, value string) {
		if value = CleanLine(value); value != "" {
			b.WriteString(textLines(label+": "+value, len(textIndent)))
		}
	}
	var names []string
	for _, a := range p.Authors {
		names = append(names, a.Name())
	}
	line("Title", p.Title)
	line("Authors", strings.Join(names, "; "))
	line("Published", string(p.Published))
	line("Venue", p.In.Venue)
	line("arXiv", p.ArXiv)
	line("DOI", p.DOI)
	for _, l := range p.Links {
		line("Link", l.URL)
	}
	if m := p.Marks; m != nil {
		words := []string{m.Status}
		if m.Starred {
			words = append(words, "starred")
		}
		for _, tag := range m.Tags {
			words = append(words, "#"+tag)
		}
		line("Tags", strings.Join(words, ", "))
	}
	if p.Abstract != "" {
		b.WriteString("Abstract:\n\n")
		for i, paragraph := range strings.Split(p.Abstract, "\n\n") {
			if i > 0 {
				b.WriteString("\n")
			}
			b.WriteString(textLines(paragraph, 0))
		}
	}
	if m := p.Marks; m != nil && m.Note != "" {
		b.WriteString("\n" + textNote + "\n\n")
		for _, l := range strings.Split(CleanNote(m.Note), "\n") {
			b.WriteString(strings.TrimRight(textIndent+l, " ") + "\n")
		}
	}
	_, err := t.w.WriteString(b.String())
	return t.failed(err)
}

// textNote stands above a note.
const textNote = "My note:"

// textLines is the text in lines; those after the first are set in by some columns. No line begins with what would read
// as a label.
func textLines(s string, in int) string {
	var b strings.Builder
	line, at := "", 0
	for _, word := range strings.Fields(s) {
		w := utf8.RuneCountInString(word)
		if line != "" && at+1+w > textWidth && labelOf(word+" x") == nil && !strings.HasSuffix(line, "-") { // a hyphen at the end would join
			b.WriteString(line + "\n")
			line, at = strings.Repeat(" ", in)+word, in+w
			continue
		}
		if line != "" {
			line, at = line+" ", at+1
		}
		line, at = line+word, at+w
	}
	return b.String() + line + "\n"
}
