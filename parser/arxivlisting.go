package parser

// This file owns arXiv's daily listing, the text that arXiv mails to its subscribers since 1991
// (https://info.arxiv.org/help/subscribe.html): where its items begin and end, and what it says of itself. What stands in
// an item is read in listingitem.go, the mail around a listing in mail.go. An item is
//
//	\\
//	arXiv:2403.01234 (*cross-listing*)
//	Date: Fri, 1 Mar 2024 17:59:01 GMT   (243kb,D)
//
//	Title: A title that goes on
//	  behind two spaces
//	Authors: Jane van Doe and Max Roe
//	\\
//	  The abstract.
//	\\ ( https://arxiv.org/abs/2403.01234 ,  243kb)
//
// Replacements have no abstract: the line with the address ends their headers. Between items stands a rule of dashes, and
// other rules part new papers, cross-lists and replacements. All of these rules, and the last line's address, may be
// missing: an item ends where its \\ says so, and at the latest where a rule stands or the next one begins. Listings of
// a whole month have no abstracts at all; there an item ends below its headers.

import (
	"cmp"
	"errors"
	"io"
	"strings"
)

// maxItem is how many bytes the lines of an item may have. Those with thousands of authors have a tenth of it.
const maxItem = 1 << 20

// Why items are rejected. What is wrong inside of one is told in listingitem.go.
const (
	itemTooLong  = `an item longer than 1 MiB; is the closing \\ missing?`
	itemLongLine = "an item with " + tooLongLine
	itemCutOff   = `the item is incomplete: the text ends before the closing \\`
	itemUnended  = `the item is incomplete: the next one begins before the closing \\`
	itemUnparted = `the item is incomplete: a rule comes before the \\ that ends the headers`
)

// sniffArXivListing looks for an item's first two lines, or for one of the rules that only arXiv writes.
func sniffArXivListing(head string) bool {
	opened := false // by a line that is \\
	for line := range strings.Lines(head) {
		switch line = strings.TrimSpace(line); {
		case line == `\\`:
			opened = true
			continue
		case line == "":
			continue
		case opened && itemID().MatchString(line), isListingEnd(line):
			return true
		}
		opened = false
	}
	return false
}

func openArXivListing(in *input, opts Options) (*Digest, error) {
	r := &listingReader{lines: in.lines()}
	d, err := newStream(FormatArXivListing, r.next)
	if errors.Is(err, ErrNoPapers) && !r.items && r.isListing {
		d, err = emptyDigest(FormatArXivListing), nil // a day without news
	}
	if err != nil {
		return nil, err
	}
	d.Source, d.Date = arXivSource, cmp.Or(r.dated, opts.mailed, r.received)
	return d, nil
}

// A listingReader is the state of reading a listing.
type listingReader struct {
	lines *lineReader
	items bool // an item was seen
	ruled bool // the last line that was not blank was a rule

	isListing bool // what stands around the items says that it is one
	dated     Date // by the header of the listing: the day it was announced
	received  Date // the last day on which the papers in it were submitted
}

// next reads up to the end of the next item.
func (r *listingReader) next() (record, error) {
	for {
		line, err := r.lines.next()
		if err != nil {
			return record{}, err
		}
		text := strings.TrimSpace(line.text)
		switch {
		case text == "":
		case text == `\\`:
			if begins, err := r.beginsItem(); err != nil {
				return record{}, err
			} else if begins {
				return r.item(line)
			}
			r.ruled = false
		case itemID().MatchString(text) && (r.ruled || bareID().MatchString(text)): // the \\ above it got lost
			r.lines.unread(line)
			return r.item(textLine{n: line.n})
		default:
			r.ruled = isRule(text)
			r.around(text)
		}
	}
}

// beginsItem reports whether the next line that is not blank may stand at the beginning of an item. A \\ may also be
// what is left of the end of one.
func (r *listingReader) beginsItem() (bool, error) {
	for {
		line, err := r.lines.next()
		if errors.Is(err, io.EOF) {
			return false, nil
		} else if err != nil {
			return false, err
		}
		if text := strings.TrimSpace(line.text); text != "" {
			r.lines.unread(line)
			return itemID().MatchString(text) || itemHeader().MatchString(text), nil
		}
	}
}

var listingReceived = pattern(`(?i)^received from\b.*\bto\b(.*)`)

// around takes what the listing says of itself above its first item and below its last.
func (r *listingReader) around(text string) {
	if isListingEnd(text) {
		r.isListing = true
	}
	if r.items || len(text) > maxFurniture {
		return
	}
	if rest, ok := cutFold(text, "date:"); ok && r.dated == "" {
		r.dated = dayIn(rest)
	}
	if m := listingReceived().FindStringSubmatch(text); m != nil {
		r.isListing = true
		r.received = dayIn(m[1])
	}
}

// isRule reports whether a line is one of those that part items: dashes, or percent signs and dashes.
func isRule(s string) bool {
	const least = 20 // mailers break lines, and people shorten them; a table in an abstract is narrower
	return len(s) >= least && (s[0] == '-' || s[0] == '%') && strings.Trim(s, "-% ") == ""
}

// isListingEnd reports whether a line is a rule that only arXiv's listings have: above cross-lists, above replacements, at
// the end.
func isListingEnd(s string) bool {
	return isRule(s) && (strings.HasPrefix(s, "%-%-%-%-") || strings.HasPrefix(s, "%%--%%--") || strings.HasPrefix(s, "%%%---%%%---"))
}

// item reads the item that begins at first: the \\ above it or, if that is missing, nothing.
func (r *listingReader) item(first textLine) (record, error) {
	r.items, r.ruled = true, false
	it := listingItem{line: first.n}
	it.keep(first)
	for {
		line, err := r.lines.next()
		if errors.Is(err, io.EOF) {
			return it.atEnd(itemCutOff), nil
		}
		if err != nil {
			return record{}, err
		}
		switch text := strings.TrimSpace(line.text); {
		case isRule(text):
			r.ruled = true
			r.around(text)
			return it.atRule(), nil
		case it.named && bareID().MatchString(text) && !it.hasAbstract() && r.parts(&it, line):
			r.lines.unread(line)
			r.ruled = true
			return it.atEnd(itemUnended), nil
		case isItemMark(text):
			it.keep(line)
			if it.inAbstract || text != `\\` {
				return it.record(), nil
			}
			it.inAbstract = true
		default:
			it.keep(line)
			it.take(line.text)
		}
	}
}

// parts reports whether a line that is an identifier and nothing else begins the next item. Among the headers it may also
// be the end of a wrapped value: "substantial text overlap with" and, on the next line, arXiv:2004.90339. Such a line is
// indented, or what stands below it does not begin an item.
func (r *listingReader) parts(it *listingItem, line textLine) bool {
	if it.inAbstract || it.last == "" || it.last == "id" {
		return true
	}
	if line.text != strings.TrimLeft(line.text, " \t") {
		return false
	}
	next, err := r.lines.next()
	if err != nil {
		return false // and the error comes again
	}
	r.lines.unread(next)
	text := strings.TrimSpace(next.text)
	return text == "" || itemBeginning().MatchString(text)
}

var itemMark = pattern(`(?i)^\\\\(?:\s*\(\s*(?:https?://.*|arxiv\.org/.*|\d+\s*kb.*)?)?$`)

// isItemMark reports whether a line parts an item: \\ alone, or with the address and the size of the paper behind it. A
// line of an abstract may begin with \\( or \\begin.
func isItemMark(s string) bool { return strings.HasPrefix(s, `\\`) && itemMark().MatchString(s) }
