// This file owns what a paper is to its reader: its status, its star, and the values that lists and panes show.

package store

import (
	"fmt"
	"strings"
	"time"

	"dogear/parser"
)

// A Status is where the reader is with a paper. A paper has exactly one.
type Status int8

// The statuses. A paper that was taken back with the digest that brought it is kept, out of sight, until it is brought
// in again.
const (
	withdrawn Status = -1
	Inbox     Status = 0 // undecided
	Later     Status = 1
	Read      Status = 2
	Dismissed Status = 3
)

var statusNames = [...]string{"inbox", "later", "read", "dismissed"}

// Statuses lists the statuses in the order in which they are shown.
var Statuses = []Status{Inbox, Later, Read, Dismissed}

// String is the status as queries and exports name it.
func (s Status) String() string {
	if s >= 0 && int(s) < len(statusNames) {
		return statusNames[s]
	}
	return "withdrawn"
}

// ParseStatus reads a status by its name.
func ParseStatus(name string) (Status, error) {
	for i, n := range statusNames {
		if n == name {
			return Status(i), nil
		}
	}
	return 0, fmt.Errorf("invalid status %q: want one of %s", name, strings.Join(statusNames[:], ", "))
}

// A Row is a paper as a list shows it.
type Row struct {
	ID      int64
	Place   int64 // its position in the library's order; see Cursor
	Status  Status
	Starred bool
	Snoozed Until // the day on which it returns to the inbox, or has; 0 if it was not snoozed
	Noted   bool
	Tags    int  // how many
	OnlyID  bool // a stub: its title is an identifier, and all that is known
	Title   string

	key string // where it stands in an order other than the library's own
}

// A Paper is all that the library knows of a paper.
type Paper struct {
	Row
	Abstract    string
	RawTitle    string // as the digest had it
	RawAbstract string
	Authors     []parser.Author
	Published   parser.Date
	Added       time.Time
	ArXiv       string
	Version     int // of arXiv, 0 when unknown
	DOI         string
	OpenReview  string
	Links       []parser.Link
	In          parser.Publication
	Categories  []string
	Keywords    []string
	Comment     string
	Key         string // the citation key that it came with
	parser.Details
	TagNames  []string
	Note      string
	NoteSaved time.Time    // zero without a note
	Digests   []Appearance // that it came in, each once
	Records   []Appearance // of those digests: more than one if papers were merged
}

// An Appearance is one record of a digest that a paper came in.
type Appearance struct {
	Digest   int64
	Position int64  // in the digest, from 1
	Source   string // as of a Digest
	Date     parser.Date
	Origin   string // the path that the digest was read from, "-" for standard input
	// Why tells by what a record was taken for a paper that was there: arxiv, doi, openreview, title, or "reader" if the
	// reader merged them. It is empty for the record that brought the paper.
	Why string
}

// Name is how the digest is shown.
func (a *Appearance) Name() string { return digestName(a.Source, a.Date) }

// SourceName is how the digest's source is shown.
func (a *Appearance) SourceName() string { return sourceName(a.Source) }

// Stub reports whether nothing is known of the paper but an identifier, which is its title.
func (p *Paper) Stub() bool {
	return parser.IsStubTitle(p.Title, parser.Identifiers{ArXiv: p.ArXiv, DOI: p.DOI, OpenReview: p.OpenReview})
}

// Link is the first link of a kind.
func (p *Paper) Link(kind parser.LinkKind) (string, bool) {
	for _, l := range p.Links {
		if l.Kind == kind {
			return l.URL, true
		}
	}
	return "", false
}

// An Action is something that a key or a command does to the state of papers.
type Action int8

// The actions.
const (
	ToInbox Action = iota
	ToLater
	ToRead
	ToDismissed
	Star
	Unstar
)

// ActionFor is the action that sets a status.
func ActionFor(s Status) Action { return Action(s) }

// Apply is what the action makes of a state. A star decides too: on a paper in the inbox it also sets later. Taking a
// star away touches the star alone.
func (a Action) Apply(s Status, starred bool) (Status, bool) {
	switch a {
	case Star:
		if s == Inbox {
			s = Later
		}
		return s, true
	case Unstar:
		return s, false
	default:
		return Status(a), starred
	}
}

// String is the action's past tense, as history tells it.
func (a Action) String() string {
	return [...]string{"back to inbox", "later", "read", "dismissed", "starred", "unstarred"}[a]
}

// Counts are the numbers that tabs show, on the day on which they are read.
type Counts struct {
	Inbox, Later, Read, Dismissed int
	Snoozed                       int // undecided papers that are not in the inbox today
	Starred, Noted                int

	Returns Until // the first day on which a snoozed paper returns; 0 if there is none

	Several bool // more than one digest has been taken in
}

// All is the number of papers in the library.
func (c Counts) All() int { return c.Inbox + c.Snoozed + c.Later + c.Read + c.Dismissed }

// Decided is the number of papers that have been decided on. Snoozing is not deciding.
func (c Counts) Decided() int { return c.Later + c.Read + c.Dismissed }

// Of is the number of papers with a status.
func (c *Counts) Of(s Status) *int {
	switch s {
	case Inbox:
		return &c.Inbox
	case Later:
		return &c.Later
	case Read:
		return &c.Read
	case Dismissed:
		return &c.Dismissed
	}
	return new(int)
}

// Move counts a paper that went from one state to another on a day.
func (c *Counts) Move(before, after Row, today Until) {
	of := func(r Row) *int {
		if r.SnoozedOn(today) {
			return &c.Snoozed
		}
		return c.Of(r.Status)
	}
	*of(before)--
	*of(after)++
	if after.SnoozedOn(today) && (c.Returns == 0 || after.Snoozed < c.Returns) {
		c.Returns = after.Snoozed
	}
	c.Starred += btoi(after.Starred) - btoi(before.Starred)
	c.Noted += btoi(after.Noted) - btoi(before.Noted)
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}
