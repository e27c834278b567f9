// This file owns the query language: what the reader types into the search, as a tree.
//
//	query  = or
//	or     = and { "OR" and }
//	and    = factor { factor }
//	factor = [ "-" | "NOT" ] ( "(" or ")" | term )
//	term   = [ field ":" ] ( word | "quoted phrase" )
//
// AND between terms is allowed and changes nothing. Plain words search every field that has words; the last one matches as
// a prefix while it is being typed. A word: that names no field is plain text, since titles get pasted into the search;
// suggest.go offers the field it may have meant when nothing matches. compile.go turns the tree into SQL.

package store

import (
	"cmp"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"dogear/store/fulltext"
)

// A Query says which papers, and in what order. The zero Query is all papers as added.
type Query struct {
	root node // nil: all
	sort Sort
}

// A QueryError says where a query cannot be read, why, and what would be right.
type QueryError struct {
	Query   string
	Offset  int // in bytes
	Reason  string
	Example string
	Meant   string // what was probably meant: "is:read" for "is:red"; empty when nothing is close
}

// Error is one line for the status line and for standard error.
func (e *QueryError) Error() string {
	at := len([]rune(e.Query[:e.Offset])) + 1
	between := ", "
	if e.Meant != "" {
		between = "; "
	}
	return fmt.Sprintf("query, character %d: %s", at, e.Reason+between+e.Instead())
}

// Instead says what to write instead: did you mean is:read? Or an example.
func (e *QueryError) Instead() string {
	if e.Meant != "" {
		return "did you mean " + e.Meant + "?"
	}
	return "for example " + e.Example
}

// node is a part of the tree: and, or, not, or a leaf.
type node interface{}

type (
	andNode []node
	orNode  []node
	notNode struct{ n node }

	// textNode matches words in a row, in one column of the index or in any.
	textNode struct {
		column string   // "" for any
		words  []string // terms: see fulltext.Terms
		prefix bool     // the last one matches as a prefix
	}
	tagNode struct {
		name   string
		prefix bool
	}
	sourceNode struct{ words []string }
	digestNode struct{ id int64 }
	idNode     struct{ column, value string } // arxiv or doi, by prefix
	yearNode   struct{ from, to string }      // inclusive, "" open
	addedNode  struct{ from, to time.Time }   // half open, zero open
	isNode     struct {
		status Status
		flag   string // "starred", "noted", "tagged", "stub", "snoozed", or "" for a status
	}
	hasNode struct{ what string } // "pdf" or "code"

	// keyedNode matches papers whose sort key is known, or those where it is not: see order.go.
	keyedNode struct {
		sort  Sort
		known bool
	}
)

// ParseQuery reads a query. Relative dates (added:7d) count back from now. An error is a *QueryError.
func ParseQuery(text string, now time.Time) (Query, error) { return parseQuery(text, now, false) }

// ParseTyping reads a query that is still being typed: what is not there yet (a field's value, a closing parenthesis)
// means nothing, instead of being a mistake.
func ParseTyping(text string, now time.Time) (Query, error) { return parseQuery(text, now, true) }

func parseQuery(text string, now time.Time, typing bool) (Query, error) {
	p := &queryParser{text: text, now: now, typing: typing}
	root, err := p.or(0)
	if err == nil && p.pos < len(p.text) {
		err = p.fail(p.pos, "this ) has no matching (", "(graph OR tree) -survey")
	}
	if err != nil {
		return Query{}, err
	}
	return Query{root: root, sort: p.sort}, nil
}

// And is the papers that match both queries; an order of other goes before one of q.
func (q Query) And(other Query) Query {
	both := Query{sort: q.sort}
	if other.sort != "" {
		both.sort = other.sort
	}
	switch {
	case q.root == nil:
		both.root = other.root
	case other.root == nil:
		both.root = q.root
	default:
		both.root = andNode{q.root, other.root}
	}
	return both
}

// Query is the query for papers of one status.
func (s Status) Query() Query { return Query{root: isNode{status: s}} }

// IsStarred and IsNoted are the queries for papers with a star and with a note.
var (
	IsStarred = Query{root: isNode{flag: "starred"}}
	IsNoted   = Query{root: isNode{flag: "noted"}}
)

// RulesOut reports whether the query certainly does not match a paper in this state today, as far as a Row shows it: a view
// drops a paper at once when a mark takes it out. What needs the text is taken as it was.
func (q Query) RulesOut(r Row, today Until) bool {
	return q.root != nil && weigh(q.root, r, today) == no
}

// truth is three-valued.
type truth int8

const (
	no truth = iota - 1
	unknown
	yes
)

// weigh evaluates a tree for a row: and is the least, or the greatest of its parts.
func weigh(n node, r Row, today Until) truth {
	is := func(b bool) truth {
		if b {
			return yes
		}
		return no
	}
	switch n := n.(type) {
	case andNode:
		t := yes
		for _, c := range n {
			t = min(t, weigh(c, r, today))
		}
		return t
	case orNode:
		t := no
		for _, c := range n {
			t = max(t, weigh(c, r, today))
		}
		return t
	case notNode:
		return -weigh(n.n, r, today)
	case isNode:
		switch n.flag {
		case "starred":
			return is(r.Starred)
		case "noted":
			return is(r.Noted)
		case "tagged":
			return is(r.Tags > 0)
		case "stub":
			return is(r.OnlyID)
		case "snoozed":
			return is(r.SnoozedOn(today))
		}
		return is(r.Status == n.status && !r.SnoozedOn(today))
	}
	return unknown
}

// hasText reports whether a tree looks for words that must match, which can be ranked.
func hasText(n node) bool {
	for _, c := range conjuncts(n) {
		if _, ok := textOf(c); ok {
			return true
		}
	}
	return false
}

// queryParser walks over the text of a query.
type queryParser struct {
	text   string
	pos    int
	now    time.Time
	typing bool
	sort   Sort

	terms  int
	doubts []doubtful // terms that may be misspelled: see suggest.go
}

// maxNesting bounds parentheses, so that pasted text cannot exhaust the stack or SQLite's expression depth.
const maxNesting = 40

// maxTerms bounds the terms of a query, for the same reason.
const maxTerms = 100

func (p *queryParser) fail(at int, reason, example string) error {
	return &QueryError{Query: p.text, Offset: at, Reason: reason, Example: example}
}

func (p *queryParser) space() {
	p.pos = len(p.text) - len(strings.TrimLeftFunc(p.text[p.pos:], unicode.IsSpace))
}

func (p *queryParser) or(depth int) (node, error) {
	var any orNode
	for {
		n, err := p.and(depth)
		if err != nil {
			return nil, err
		}
		if n != nil {
			any = append(any, n)
		}
		p.space()
		if !p.at("OR") {
			break
		}
		p.pos += len("OR")
	}
	switch len(any) {
	case 0:
		return nil, nil
	case 1:
		return any[0], nil
	}
	return any, nil
}

// at reports whether an operator stands here: OR, AND or NOT in capitals. One with nothing on a side is being typed, and
// means nothing yet.
func (p *queryParser) at(operator string) bool {
	rest, found := strings.CutPrefix(p.text[p.pos:], operator)
	if !found || rest == "" {
		return found
	}
	r, _ := utf8.DecodeRuneInString(rest)
	return unicode.IsSpace(r) || strings.ContainsRune(`()"`, r)
}

func (p *queryParser) and(depth int) (node, error) {
	var all andNode
	for {
		p.space()
		if p.pos >= len(p.text) || p.text[p.pos] == ')' || p.at("OR") {
			break
		}
		if p.at("AND") {
			p.pos += len("AND")
			continue
		}
		n, err := p.factor(depth)
		if err != nil {
			return nil, err
		}
		if n != nil {
			all = append(all, n)
		}
	}
	switch len(all) {
	case 0:
		return nil, nil
	case 1:
		return all[0], nil
	}
	return all, nil
}

func (p *queryParser) factor(depth int) (node, error) {
	if n := p.negation(); n > 0 {
		if depth == maxNesting {
			return nil, p.fail(p.pos, "too many negations in a row", "graph -survey")
		}
		p.pos += n
		if p.space(); p.pos == len(p.text) || p.text[p.pos] == ')' || p.at("OR") || p.at("AND") {
			return nil, nil
		}
		n, err := p.factor(depth + 1)
		if n == nil || err != nil {
			return nil, err
		}
		return notNode{n}, nil
	}
	if p.text[p.pos] != '(' {
		return p.term()
	}
	at := p.pos
	if depth == maxNesting {
		return nil, p.fail(at, "the parentheses are nested too deeply", "(graph OR tree) -survey")
	}
	p.pos++
	n, err := p.or(depth + 1)
	if err != nil {
		return nil, err
	}
	if p.pos < len(p.text) {
		p.pos++
	} else if !p.typing {
		return nil, p.fail(at, "this ( has no matching )", "(graph OR tree) -survey")
	}
	return n, nil
}

// negation is the length of the minus sign or the NOT that stands here; 0 if there is none.
func (p *queryParser) negation() int {
	switch {
	case p.text[p.pos] == '-' && p.pos+1 < len(p.text) && !unicode.IsSpace(rune(p.text[p.pos+1])):
		return len("-")
	case p.at("NOT"):
		return len("NOT")
	}
	return 0
}

// term reads a word or a phrase, with or without a field before it.
func (p *queryParser) term() (node, error) {
	at := p.pos
	if p.terms++; p.terms > maxTerms {
		return nil, p.fail(at, fmt.Sprintf("a query has at most %d terms", maxTerms), `"a few words in a row"`)
	}
	if p.text[p.pos] == '"' {
		phrase := p.quoted()
		return p.leaf("", phrase, p.typing && p.pos == len(p.text) && !strings.HasSuffix(p.text, `"`)), nil
	}
	word := p.word()
	name, value, found := strings.Cut(word, ":")
	name = strings.ToLower(name)
	parse, known := fields[name]
	if !found || !known {
		if found {
			p.doubts = append(p.doubts, doubtful{at: at, end: p.pos, field: name})
		}
		return p.leaf("", word, p.pos == len(p.text)), nil
	}
	prefix := true
	if value == "" && p.pos < len(p.text) && p.text[p.pos] == '"' {
		value, prefix = p.quoted(), false
	}
	if value == "" {
		if !p.typing {
			return nil, p.fail(at, name+": needs a value", cmp.Or(examples[name], name+":graph"))
		}
		return nil, nil
	}
	prefix = prefix && p.pos == len(p.text)
	n, reason := parse(p, value, prefix)
	switch {
	case reason != "" && p.typing && p.pos == len(p.text) && mayBecome(name, value):
		return nil, nil
	case reason != "":
		err := &QueryError{Query: p.text, Offset: at, Reason: reason, Example: examples[name]}
		if meant, ok := nearestValue(name, value); ok {
			err.Meant = name + ":" + meant
		}
		return nil, err
	}
	p.doubts = append(p.doubts, doubtful{at: at, end: p.pos, field: name, value: value, node: n})
	return n, nil
}

// word reads up to white space, a parenthesis or a quote.
func (p *queryParser) word() string {
	n := strings.IndexFunc(p.text[p.pos:], func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(`()"`, r) })
	if n < 0 {
		n = len(p.text) - p.pos
	}
	w := p.text[p.pos : p.pos+n]
	p.pos += n
	return w
}

// quoted reads a phrase; the closing quote may still be missing.
func (p *queryParser) quoted() string {
	p.pos++
	phrase, _, closed := strings.Cut(p.text[p.pos:], `"`)
	p.pos += len(phrase) + btoi(closed)
	return phrase
}

// leaf is a leaf for words; nil if there is no letter and no digit in them.
func (p *queryParser) leaf(column, text string, prefix bool) node {
	w, prefix := fulltext.QueryTerms(text, prefix)
	if len(w) == 0 {
		return nil
	}
	return textNode{column: column, words: w, prefix: prefix}
}
