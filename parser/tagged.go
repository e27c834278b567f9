package parser

// This file owns records of tagged lines, of which RIS is one kind, and the formats of PubMed, EndNote and Web of Science are others: a tag and a value on
// each line, lines without a tag that go on with the value, and whatever lies between the records. What a line's tag is
// and what the tags mean is the formats' business.

import (
	"errors"
	"io"
	"strings"
)

const (
	// maxTagged bounds what is kept of one record, in bytes: collaborations of thousands need a tenth of it.
	maxTagged = 4 << 20
	// fieldCost is what a field costs beside its value.
	fieldCost = 64
)

// A field is a tag with its value as typed; the lines of a value are parted by \n.
type field struct{ tag, value string }

// A taggedRecord is one record as it stands in the input.
type taggedRecord struct {
	begin  block // its first line, and the beginning of its text
	fields []field
	ended  bool   // something says that the record is complete: its end, or the beginning of another
	wrong  string // why it cannot be taken

	value strings.Builder // of the last field
	size  int
	typed bool // it began with the tag that begins a record
	blank bool // its last line is blank
	open  bool // lines without a tag go on with the last field
}

// A taggedReader reads records one after the other.
type taggedReader struct {
	lines  *lineReader
	tagOf  func(line string) (tag, value string, ok bool)
	begins string // the tag that begins a record
	ends   string // the tag that ends it; empty if none does
	// A blank line ends a record that did not begin with the tag that begins one.
	blankParts bool
	keep       map[string]bool // the tags that are of use; long lists of the others must not cost anything
}

// digest makes a digest of the records that are complete; toRecord is not called with others.
func (r *taggedReader) digest(f Format, toRecord func(*taggedRecord) record) (*Digest, error) {
	return newStream(f, func() (record, error) {
		rec, err := r.next()
		if err != nil {
			return record{}, err
		}
		if rec.wrong == "" && r.ends != "" && !rec.ended {
			rec.wrong = "the record is incomplete: there is no line " + r.ends + " below it"
		}
		if rec.wrong != "" {
			return rejected(rec.begin, rec.wrong), nil
		}
		return toRecord(rec), nil
	})
}

// next is the next record. Lines before the first tag are no part of any.
func (r *taggedReader) next() (*taggedRecord, error) {
	var rec *taggedRecord
	for {
		line, err := r.lines.next()
		if errors.Is(err, io.EOF) && rec != nil {
			rec.flush()
			return rec, nil
		}
		if err != nil {
			return nil, err
		}
		tag, value, tagged := r.tagOf(line.text)
		switch {
		case rec == nil && (!tagged || tag == r.ends):
			continue
		case rec == nil:
			rec = &taggedRecord{begin: block{line: line.n}, typed: tag == r.begins}
		case tagged && (tag == r.begins || r.blankParts && rec.blank && !rec.typed):
			r.lines.unread(line)
			rec.ended = true
			rec.flush()
			return rec, nil
		case tagged && tag == r.ends:
			rec.ended = true
			rec.flush()
			return rec, nil
		}
		rec.note(line)
		rec.blank = strings.TrimSpace(line.text) == ""
		if tagged {
			rec.start(tag, value, r.keep[tag])
		} else if rec.open {
			rec.goOn(line.text)
		}
	}
}

// note keeps the beginning of the record's text, and that a line of it was cut off.
func (rec *taggedRecord) note(line textLine) {
	if text := strings.TrimSpace(line.text); text != "" && len(rec.begin.text) < 256 {
		rec.begin.text = strings.TrimSpace(rec.begin.text + " " + text)
	}
	if line.long {
		rec.wrong = tooLongLine
	}
}

// start begins a field.
func (rec *taggedRecord) start(tag, value string, keep bool) {
	rec.flush()
	if rec.open = keep; !keep || !rec.fits(len(value)+fieldCost) {
		return
	}
	rec.fields = append(rec.fields, field{tag: tag})
	rec.value.WriteString(strings.TrimSpace(value))
}

// goOn adds a line to the field that is open.
func (rec *taggedRecord) goOn(text string) {
	if rec.fits(len(text) + 1) {
		rec.value.WriteByte('\n')
		rec.value.WriteString(strings.TrimRight(text, " \t"))
	}
}

// fits reports whether the record may grow by n bytes. One that may not is lost, and what it has is let go.
func (rec *taggedRecord) fits(n int) bool {
	if rec.size += n; rec.size > maxTagged {
		rec.wrong = "a record longer than 4 MiB"
		rec.fields, rec.open = nil, false
		rec.value.Reset()
		return false
	}
	return true
}

// flush gives the last field its value.
func (rec *taggedRecord) flush() {
	if n := len(rec.fields); n > 0 && rec.value.Len() > 0 {
		rec.fields[n-1].value = strings.TrimRight(rec.value.String(), "\n")
	}
	rec.value.Reset()
}

// oneLine is a value that has a single line by its meaning: what stands below an empty line is not part of it.
func (f field) oneLine() string {
	value, _, _ := strings.Cut(f.value, "\n\n")
	return value
}

// first is the value of the first of the tags that has one.
func (rec *taggedRecord) first(tags ...string) string {
	for _, tag := range tags {
		for _, f := range rec.fields {
			if s := f.oneLine(); f.tag == tag && strings.TrimSpace(s) != "" {
				return s
			}
		}
	}
	return ""
}

// all are the values of a tag that are not blank, in their order.
func (rec *taggedRecord) all(tag string) []string {
	var values []string
	for _, f := range rec.fields {
		if f.tag == tag && strings.TrimSpace(f.value) != "" {
			values = append(values, f.value)
		}
	}
	return values
}

// paragraphs are the values of the first of the tags that has one, each of them a paragraph or more.
func (rec *taggedRecord) paragraphs(tags ...string) string {
	for _, tag := range tags {
		if values := rec.all(tag); len(values) > 0 {
			return strings.Join(values, "\n\n")
		}
	}
	return ""
}
