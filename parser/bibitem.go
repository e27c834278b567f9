package parser

// This file owns LaTeX's lists of references, the environment thebibliography, as people write it and as the styles of BibTeX
// do (.bbl): an item goes from \bibitem[label]{key} to the next. It is prose for a reader, so an item is taken only where
// its title is marked: by quotes, by \newblock between the parts, by emphasis, or by the macros of REVTeX and ACM.

import (
	"errors"
	"io"
	"strings"
)

const maxBibItem = 64 << 10 // bytes; labels with hundreds of names fit

// sniffBibItems looks for the environment or, in a fragment, for an item at the beginning.
func sniffBibItems(head string) bool {
	if strings.Contains(head, `\begin{thebibliography}`) {
		first := strings.TrimSpace(head)
		return strings.HasPrefix(first, `\`) || strings.HasPrefix(first, "%") || strings.Contains(head, `\begin{document}`)
	}
	for range 20 {
		var s string
		s, head, _ = strings.Cut(head, "\n")
		if s = strings.TrimSpace(s); s != "" && !strings.HasPrefix(s, "%") {
			return bibItemAt(s) == 0
		}
	}
	return false
}

// bibItemAt is where an item begins in a line; -1 if none does. REVTeX has \bibitemStop, which is none.
func bibItemAt(s string) int {
	for at := 0; ; {
		i := strings.Index(s[at:], `\bibitem`)
		if i < 0 {
			return -1
		}
		at += i
		end := at + len(`\bibitem`)
		if (end == len(s) || !isLetter(s[end])) && !strings.Contains(s[:at], "%") {
			return at
		}
		at = end
	}
}

func openBibItems(in *input, _ Options) (*Digest, error) {
	r := bibItemReader{lines: in.lines()}
	return newStream(FormatBibItems, r.next)
}

// A bibItemReader reads items one after the other.
type bibItemReader struct{ lines *lineReader }

// next returns the next record.
func (r *bibItemReader) next() (record, error) {
	begin, text, err := r.begin()
	if err != nil {
		return record{}, err
	}
	var item strings.Builder
	for {
		if end := strings.Index(text, `\end{thebibliography}`); end >= 0 {
			item.WriteString(text[:end])
			break
		}
		if item.Len() <= maxBibItem {
			item.WriteString(text + "\n")
		}
		line, err := r.lines.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return record{}, err
		}
		if bibItemAt(line.text) >= 0 {
			r.lines.unread(line)
			break
		}
		text = line.text
	}
	return bibItemRecord(block{line: begin, text: item.String()}), nil
}

// begin finds the line that the next item begins on, and returns its number and what of it belongs to the item.
func (r *bibItemReader) begin() (n int, text string, err error) {
	for {
		line, err := r.lines.next()
		if err != nil {
			return 0, "", err
		}
		at := bibItemAt(line.text)
		if at < 0 {
			continue
		}
		text = line.text[at:]                       // what stands before it is none of it
		if next := bibItemAt(text[1:]); next >= 0 { // another one on the line
			r.lines.unread(textLine{text: text[next+1:], n: line.n})
			text = text[:next+1]
		}
		return line.n, text, nil
	}
}

// bibItemRecord makes a record of an item.
func bibItemRecord(item block) record {
	if len(item.text) > maxBibItem {
		return rejected(item, "an item longer than 64 KiB")
	}
	body := strings.TrimPrefix(withoutComments(item.text), `\bibitem`)
	if label, rest, ok := inBrackets(body); ok && label != "" {
		body = rest
	}
	var r citation
	key, body, ok := texArgument(body)
	if !ok {
		return rejected(item, `no key; an item looks like \bibitem{key} Authors, \emph{Title}, …`)
	}
	if key = CleanLine(key); !isDigits(key) && !strings.ContainsAny(key, " {}") {
		r.paper.Key = key
	}
	var ref bibItem
	if !ref.macros(body) && !ref.quoted(body) && !ref.blocks(body) && !ref.emphasised(body) {
		return rejected(item, "the title is not marked by quotes, \\newblock or \\emph, so it cannot be found")
	}
	ref.identify(&r, body)
	p := &r.paper
	p.Published = ref.year()
	ref.people(p)
	if venue := bibLine(ref.venue); venue != "" {
		r.venue(strings.Trim(venue, " ,."))
	}
	ref.place(&p.In)
	title := strings.TrimRight(strings.TrimSpace(withoutHref(ref.title)), " ,.")
	rec := r.record(item, title, "")
	if rec.problem == nil {
		rec.paper.Title = bibLine(title)
	}
	if rec.problem != nil || !strings.ContainsFunc(rec.paper.Title, isTitleLetter) {
		return rejected(item, "a paper without a title")
	}
	return rec
}

// withoutComments is TeX without what percent signs hide.
func withoutComments(s string) string {
	if !strings.Contains(s, "%") {
		return s
	}
	var b strings.Builder
	for line := range strings.Lines(s) {
		for i := 0; i < len(line); i++ {
			if line[i] == '%' && (i == 0 || line[i-1] != '\\') {
				line = line[:i]
			}
		}
		b.WriteString(line)
	}
	return b.String()
}

// texArgument is the argument in braces at the beginning of s, and what follows it.
func texArgument(s string) (argument, rest string, ok bool) {
	s = strings.TrimLeft(s, " \t\n")
	if !strings.HasPrefix(s, "{") {
		return "", s, false
	}
	end := closingBrace(s)
	if end == 0 {
		return "", s, false
	}
	return s[1:end], s[end+1:], true
}

// inBrackets is the argument in brackets at the beginning of s, and what follows it. Brackets in braces are part of it.
func inBrackets(s string) (argument, rest string, ok bool) {
	s = strings.TrimLeft(s, " \t\n")
	if !strings.HasPrefix(s, "[") {
		return "", s, false
	}
	end := -1
	topLevel(s, func(i int) int {
		if s[i] == ']' && end < 0 {
			end = i
		}
		return 0
	})
	if end < 0 {
		return "", s, false
	}
	return s[1:end], s[end+1:], true
}
