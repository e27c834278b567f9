package parser

// This file owns the choice of the text in a message, and what the message says of it. A message has its text in several
// forms, has attachments, and other messages with theirs. What is taken, is the first of these that can be read:
//
//   - a text in HTML that is of a format in HTML: an alert, a page of arXiv's
//   - a text or an attachment whose format is recognised by more than its shape: a listing, BibTeX, RIS
//   - a text, as a list of titles and abstracts
//   - a text in HTML, turned into plain text
//   - an attachment, as a list of titles and abstracts

import (
	"cmp"
	"errors"
	"fmt"
	"mime"
	"net/mail"
	"strings"
	"time"

	"golang.org/x/net/html/charset"
)

var errNoText = fmt.Errorf("%w: the message has no text; if it has an attachment, import that", ErrNoPapers)

// A candidate is a part that may have the papers in it.
type candidate struct {
	part *mailPart
	rank textRank
	sent // of the message around it
}

// textRank tells the texts of a message apart.
type textRank int

const (
	bodyText textRank = iota
	attachedText
	htmlBody
)

// sent is what a message says of itself.
type sent struct {
	by string // the sender's name, else his address
	on Date
}

// open opens the text of the message.
func (m message) open(opts Options) (*Digest, error) {
	part := newPart(m.text, m.line, m.decoded)
	all := candidates(nil, &part, sent{}, 0)
	var shaped [htmlBody + 1]*Digest // what was recognised by its shape alone
	for _, c := range all {
		if d := c.openHTML(opts); d != nil {
			return d, nil
		}
	}
	problem := error(nil)
	for rank := range shaped {
		if rank == int(htmlBody) && shaped[bodyText] != nil {
			break
		}
		for _, c := range all {
			if int(c.rank) != rank {
				continue
			}
			d, err := c.open(opts)
			switch {
			case err == nil && (d.Format != FormatText || opts.Format != ""):
				return d, nil
			case err == nil && shaped[rank] == nil:
				shaped[rank] = d
			case err != nil && problem == nil && !errors.Is(err, ErrEmpty) && !errors.Is(err, ErrBinary):
				problem = err
			}
		}
	}
	if d := cmp.Or(shaped[bodyText], shaped[htmlBody], shaped[attachedText]); d != nil {
		return d, nil
	}
	return nil, cmp.Or(problem, errNoText)
}

// candidates appends the parts below part that may be text, in their order.
func candidates(all []candidate, part *mailPart, by sent, depth int) []candidate {
	if len(all) == maxParts || depth > maxPartDepth {
		return all
	}
	by = part.sent(by)
	kind, params := part.contentType()
	major, _, _ := strings.Cut(kind, "/")
	disposition, _, _ := strings.Cut(part.header.Get("Content-Disposition"), ";")
	attached := strings.EqualFold(strings.TrimSpace(disposition), "attachment")
	switch {
	case major == "multipart" && params["boundary"] != "":
		for _, p := range part.split(params["boundary"]) {
			all = candidates(all, &p, by, depth+1)
		}
	case kind == "message/rfc822":
		p := newPart(part.body, part.line, part.decoded)
		all = candidates(all, &p, by, depth+1)
	case kind == "text/html":
		all = append(all, candidate{part, htmlBody, by})
	case major == "image", major == "audio", major == "video", major == "font":
	case attached, major != "text" && major != "multipart":
		all = append(all, candidate{part, attachedText, by})
	default:
		all = append(all, candidate{part, bodyText, by})
	}
	return all
}

// sent is what the headers of a message say of it. What they do not, is as for the message around it.
func (p *mailPart) sent(around sent) sent {
	by := around
	if date := dayIn(p.header.Get("Date")); date != "" {
		by.on = date
	}
	words := mime.WordDecoder{CharsetReader: charset.NewReaderLabel}
	from := p.header.Get("From")
	switch a, err := (&mail.AddressParser{WordDecoder: &words}).Parse(from); {
	case err == nil:
		by.by = CleanLine(cmp.Or(a.Name, a.Address))
	case from != "":
		if plain, err := words.DecodeHeader(from); err == nil {
			from = plain
		}
		name, _, _ := strings.Cut(from, "<")
		by.by = beginning(cmp.Or(strings.Trim(name, `" `), from))
	}
	return by
}

// open reads the candidate. The lines in what comes of it are those of the file.
func (c candidate) open(opts Options) (*Digest, error) {
	t := c.part.text()
	switch c.rank {
	case htmlBody:
		t = plainHTML(t)
	case bodyText:
		t.text = unwrapIn(t.text)
	}
	return c.read(t, opts, openFormat)
}

// openHTML reads a candidate in HTML that is of one of the formats in HTML; nil if it is of none, or has no papers. What
// their marks are, is lost when it is turned into plain text.
func (c candidate) openHTML(opts Options) *Digest {
	if c.rank != htmlBody {
		return nil
	}
	d, err := c.read(c.part.text(), opts, func(in *input, opts Options) (*Digest, error) {
		for _, f := range formats() {
			if sniff := htmlFormats[f.name]; sniff != nil && sniff(in.head) && (opts.Format == "" || opts.Format == f.name) {
				d, err := f.open(in, opts)
				if err == nil {
					d.Format = f.name
				}
				return d, err
			}
		}
		return nil, withoutPapers()
	})
	if err != nil {
		return nil
	}
	return d
}

// htmlFormats are the formats that are read from HTML as it is, and how they are recognised in it.
var htmlFormats = map[Format]func(head string) bool{
	FormatHFJSON: sniffHFHTML, FormatArXivPage: isArXivHTML, FormatScholarAlert: sniffScholarAlert, FormatPageHTML: isHTML,
}

// read reads a text of the message.
func (c candidate) read(t mailText, opts Options, open func(*input, Options) (*Digest, error)) (*Digest, error) {
	in, err := newInput(strings.NewReader(t.text))
	if err != nil {
		return nil, err
	}
	opts.mailed = c.on
	if day, err := time.Parse(time.DateOnly, string(c.on)); err == nil {
		opts.Now = day.Add(12 * time.Hour) // "Mar 11" in a mail is the one before it was sent
	}
	d, err := open(in, opts)
	if err != nil {
		return nil, t.errorAtFile(err)
	}
	d.Source, d.Date = cmp.Or(d.Source, c.by), cmp.Or(d.Date, c.on)
	t.toFile(d)
	return d, nil
}

// toFile makes the lines of d's records those of the file.
func (t *mailText) toFile(d *Digest) {
	records := d.records
	d.records = func(yield func(Paper, *Problem) bool) {
		for p, problem := range records {
			if problem != nil {
				problem = t.problemAtFile(problem)
			} else {
				p.Line = t.lineOf(p.Line)
			}
			if !yield(p, problem) {
				return
			}
		}
		if d.err != nil {
			d.err = t.errorAtFile(d.err)
		}
	}
}

func (t *mailText) problemAtFile(p *Problem) *Problem {
	moved := *p
	moved.Line = t.lineOf(p.Line)
	return &moved
}

func (t *mailText) errorAtFile(err error) error {
	var none *NoPapersError
	if !errors.As(err, &none) {
		return err
	}
	var problems []*Problem
	for _, p := range none.Problems {
		problems = append(problems, t.problemAtFile(p))
	}
	if none.judged {
		moved := *none
		moved.Problems = problems
		return &moved
	}
	return noPapersOf(none.Format, problems, none.rejected)
}
