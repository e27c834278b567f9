package parser

// This file owns mail as an envelope, like gzip: a message (RFC 5322) or a mailbox of them (RFC 4155, mbox) is opened, and
// what is in it is recognised like any other text. Which part of a message that is, is decided in mailtext.go; how it is
// decoded, in mailpart.go. A Maildir is a folder of single messages, for whoever walks it.
//
// A mailbox is read message by message and is one digest with the papers of all of them. Its format, source and date are
// those of the first message that has papers. Lines are always counted in the file.

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Why messages of a mailbox are rejected. One whose records were all rejected comes as these records' problems instead.
const (
	mailTooLong  = "a message longer than 64 MiB; import its text or attachment alone"
	mailNoText   = "a message without text; if it has an attachment, import that"
	mailNoPapers = "a message without papers"
	mailCutOff   = "the message cannot be read to its end: %v"
)

var (
	// fromLine is the line before a message in a mailbox: an address, or a dash, and a date as ctime writes it.
	fromLine   = pattern(`^From \S.*\d\d:\d\d`)
	mailHeader = pattern(`^[!-9;-~]{1,64}[ \t]*:`)
	quotedFrom = pattern(`^>+From `)
)

// mailOnly are headers that only mail has.
var mailOnly = setOf("received return-path message-id mime-version delivered-to x-original-to")

// sniffMail reports whether head begins with the headers of a message, perhaps below the line that mailboxes have. From,
// Date and Subject alone may also stand above a bare listing; but the address of a sender does not.
func sniffMail(head string) bool {
	seen := map[string]bool{}
	head = strings.TrimLeft(head, "\r\n\t ")
	if strings.HasPrefix(head, "From ") {
		line, rest, _ := strings.Cut(head, "\n")
		if !fromLine().MatchString(line) {
			return false
		}
		seen["from"], head = true, rest
	}
	for line := range strings.Lines(head) {
		line = strings.TrimRight(line, "\r\n")
		switch {
		case strings.TrimSpace(line) == "":
			return isMail(seen)
		case (line[0] == ' ' || line[0] == '\t') && len(seen) > 0, quotedFrom().MatchString(line):
			continue
		case !mailHeader().MatchString(line):
			return false
		}
		name, value, _ := strings.Cut(line, ":")
		if name = strings.TrimSpace(strings.ToLower(name)); name != "from" || strings.Contains(value, "@") {
			seen[name] = true
		}
	}
	return isMail(seen) // cut, or without a body
}

func isMail(seen map[string]bool) bool {
	for name := range mailOnly {
		if seen[name] {
			return true
		}
	}
	return seen["from"] && (seen["date"] || seen["subject"] || seen["to"])
}

func openMail(in *input, opts Options) (*Digest, error) {
	box := newMailbox(in)
	if !box.many {
		m, err := box.next()
		switch {
		case errors.Is(err, io.EOF):
			return nil, emptyInput()
		case err != nil:
			return nil, err
		case m.tooLong:
			return nil, fmt.Errorf("%w: %s", ErrTooLarge, mailTooLong)
		}
		return m.open(opts)
	}
	return openMailbox(box, opts)
}

// openMailbox reads up to the first message with papers; the others wait for Records.
func openMailbox(box *mailbox, opts Options) (*Digest, error) {
	var ahead []record
	var quiet *Digest // of a day without news
	for {
		d, problems, err := box.nextDigest(opts)
		switch {
		case errors.Is(err, io.EOF) && quiet != nil:
			quiet.records = func(yield func(Paper, *Problem) bool) {
				for _, r := range ahead {
					if !yield(r.paper, r.problem) {
						return
					}
				}
			}
			return quiet, nil
		case errors.Is(err, io.EOF):
			return nil, noPapers(FormatArXivListing, problemsIn(ahead))
		case err != nil:
			return nil, err
		}
		for _, p := range problems {
			ahead = append(ahead, record{problem: p})
		}
		if d == nil && len(ahead) < maxLookAhead {
			continue
		}
		if d != nil && d.empty {
			quiet = d
			continue
		}
		all := streamed(FormatArXivListing, ahead, func(yield func(record) bool) (bool, error) {
			return box.walk(d, opts, yield)
		})
		if d != nil {
			all.Format, all.Source, all.Date = d.Format, d.Source, d.Date
		}
		return all, nil
	}
}

// walk yields the records of d, if there is one, and of the messages after it.
func (b *mailbox) walk(d *Digest, opts Options, yield func(record) bool) (whole bool, err error) {
	for {
		var problems []*Problem
		if d != nil {
			for p, problem := range d.Records() {
				if !yield(record{paper: p, problem: problem}) {
					return false, nil
				}
			}
			if err := d.Err(); err != nil && !errors.Is(err, ErrNoPapers) {
				problems = []*Problem{{Line: b.from, Reason: fmt.Sprintf(mailCutOff, err)}}
			}
		}
		next, more, err := b.nextDigest(opts)
		for _, p := range append(problems, more...) {
			if !yield(record{problem: p}) {
				return false, nil
			}
		}
		switch {
		case errors.Is(err, io.EOF):
			return true, nil
		case err != nil:
			return true, err
		}
		d = next
	}
}

// nextDigest opens the next message. One without papers comes as problems.
func (b *mailbox) nextDigest(opts Options) (*Digest, []*Problem, error) {
	m, err := b.next()
	if err != nil {
		return nil, nil, err
	}
	b.from = m.line
	if m.tooLong {
		return nil, []*Problem{m.problem(mailTooLong)}, nil
	}
	d, err := m.open(opts)
	var none *NoPapersError
	switch {
	case err == nil:
		return d, nil, nil
	case errors.As(err, &none) && len(none.Problems) > 0:
		return nil, none.Problems, nil
	case errors.Is(err, errNoText):
		return nil, []*Problem{m.problem(mailNoText)}, nil
	}
	if !errors.Is(err, ErrNoPapers) {
		return nil, []*Problem{m.problem(mailNoPapers + ": " + err.Error())}, nil
	}
	return nil, []*Problem{m.problem(mailNoPapers)}, nil
}

// A message is one mail as it came.
type message struct {
	text    []byte
	line    int  // of the file where text begins
	decoded bool // its characters were: it is UTF-8, whatever it says
	tooLong bool
}

func (m message) problem(reason string) *Problem {
	text := string(m.text[:min(len(m.text), maxRaw)])
	return rejected(block{line: m.line, text: strings.ToValidUTF8(text, "\ufffd")}, reason).problem
}

// A mailbox hands out the messages in a file: one, or many if the file begins with the line that parts them.
type mailbox struct {
	in      *bufio.Reader
	decoded bool
	many    bool
	from    int // the line where the last message begins
	line    int // lines that were read
	end     error
}

func newMailbox(in *input) *mailbox {
	b := &mailbox{many: strings.HasPrefix(strings.TrimLeft(in.head, "\r\n\t "), "From ")}
	b.in, b.decoded = in.octets()
	return b
}

// next reads up to the end of the next message. io.EOF comes alone.
func (b *mailbox) next() (message, error) {
	m := message{line: b.line + 1, decoded: b.decoded}
	var text bytes.Buffer
	blank, began := true, false // the line above was; the message has a line that is not
	for b.end == nil {
		line, err := b.in.ReadSlice('\n')
		begins := text.Len() == 0 || text.Bytes()[text.Len()-1] == '\n'
		ended := bytes.HasSuffix(line, []byte("\n"))
		if begins && blank && b.many && b.parts(&line) {
			b.line++
			if began {
				return m.with(&text), nil
			}
			m.line = b.line + 1
			text.Reset()
			continue
		}
		if begins && b.many && len(line) > 0 && line[0] == '>' && quotedFrom().Match(line) {
			line = line[1:]
		}
		if begins {
			blank = len(bytes.TrimSpace(line)) == 0
			began = began || !blank
		}
		if ended {
			b.line++
		}
		if m.tooLong = m.tooLong || text.Len()+len(line) > MaxText; m.tooLong {
			text.Truncate(min(text.Len(), maxRaw))
			line = line[max(0, len(line)-1):] // whether a line ends here must be seen
		}
		text.Write(line)
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			b.end = err
		}
	}
	if !errors.Is(b.end, io.EOF) {
		return message{}, fmt.Errorf("line %d: %w", b.line+1, readError(b.end))
	}
	if !began {
		return message{}, io.EOF
	}
	return m.with(&text), nil
}

// parts reports whether a line parts two messages: it has the form, and a header follows.
func (b *mailbox) parts(line *[]byte) bool {
	if !bytes.HasPrefix(*line, []byte("From ")) || !fromLine().Match(*line) {
		return false
	}
	*line = bytes.Clone(*line) // Peek moves what it is lent from
	next, _ := b.in.Peek(80)
	return mailHeader().Match(next) || quotedFrom().Match(next)
}

func (m message) with(text *bytes.Buffer) message {
	m.text = text.Bytes()
	return m
}
