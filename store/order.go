// This file owns the orders of papers: their names, what each sorts by, and how an order is read backwards.

package store

import (
	"context"
	"slices"
	"strings"
)

// A Sort is an order of papers: one of Sorts or, with a minus sign before its name, its reverse.
type Sort string

// The sorts. SortAdded is the library's own order: the digest taken in last comes first, within a digest its own order.
const (
	SortAdded     Sort = "added"
	SortDate      Sort = "date"      // newest publication first, undated last
	SortTitle     Sort = "title"     // A to Z
	SortAuthor    Sort = "author"    // A to Z by the first author's family name, papers without authors last
	SortRelevance Sort = "relevance" // best match of the query's words first; without words, as added
)

// Sorts lists the sorts by name, without their reverses.
var Sorts = []Sort{SortAdded, SortDate, SortTitle, SortAuthor, SortRelevance}

// AllSorts lists the sorts and their reverses.
func AllSorts() []Sort {
	all := slices.Clone(Sorts)
	for _, s := range Sorts {
		if r := s.Reverse(); r != s {
			all = append(all, r)
		}
	}
	return all
}

// ParseSort reads a sort by its name: "date", or "-date" for its reverse.
func ParseSort(name string) (Sort, bool) {
	s := Sort(name)
	return s, slices.Contains(AllSorts(), s)
}

// IsReversed reports whether the sort is the reverse of one of Sorts.
func (s Sort) IsReversed() bool { return strings.HasPrefix(string(s), "-") }

// Base is the sort that s is the reverse of; s itself if it is none.
func (s Sort) Base() Sort { return Sort(strings.TrimPrefix(string(s), "-")) }

// Reverse is the sort the other way round. Relevance has no reverse: nobody wants the worst match first.
func (s Sort) Reverse() Sort {
	switch {
	case s.IsReversed():
		return s.Base()
	case s == SortRelevance:
		return s
	}
	return "-" + s
}

// Sorted is the query in another order.
func (q Query) Sorted(s Sort) Query { q.sort = s; return q }

// Sort is the query's order.
func (q Query) Sort() Sort {
	if q.sort == "" || q.sort == SortRelevance && !hasText(q.root) {
		return SortAdded
	}
	return q.sort
}

// key is the column that orders rows before their place does.
func (q Query) key() string {
	switch q.Sort().Base() {
	case SortDate:
		return "p.published"
	case SortTitle:
		return "p.title COLLATE NOCASE"
	case SortAuthor:
		return "p.author"
	}
	return noKey
}

// noKey is the key of the library's own order.
const noKey = "''"

const (
	ascending  = ""
	descending = " DESC"
)

// directions are how the key and the place run when the query's list is read, or read backwards. The newest publication
// comes first: there the key descends where the place ascends.
func (q Query) directions(back bool) (key, place string) {
	back = back != q.Sort().IsReversed()
	key, place = ascending, ascending
	if back != (q.Sort().Base() == SortDate) {
		key = descending
	}
	if back {
		place = descending
	}
	return key, place
}

// order is what the query's papers are ordered by, read forwards or backwards. Where a sort is reversed, it is the order
// within a part: see parts.
func (q Query) order(back bool) string {
	key, place := q.directions(back)
	if q.key() == noKey {
		return "p.place" + place
	}
	return q.key() + key + ", p.place" + place
}

// beyond is how what comes later compares in a direction.
var beyond = map[string]string{ascending: ">", descending: "<"}

// unknownKey is the condition that a paper has no key of the sort, which puts it last in either direction; empty where
// every paper has one.
func (s Sort) unknownKey() string {
	switch s.Base() {
	case SortDate:
		return "p.published = ''"
	case SortAuthor:
		return "p.author >= '" + noByline + "'"
	}
	return ""
}

// lacksKey reports whether a cursor stands at a paper without a key of the sort.
func (s Sort) lacksKey(c Cursor) bool {
	switch s.Base() {
	case SortDate:
		return c.key == ""
	case SortAuthor:
		return c.key >= noByline
	}
	return false
}

// parts are queries of the papers with a key and of those without, forwards: one after the other they are the list of a
// reversed sort, each read backwards.
func (q Query) parts() []Query {
	sort := q.Sort()
	forwards := q.Sorted(sort.Base())
	if sort.unknownKey() == "" {
		return []Query{forwards}
	}
	return []Query{forwards.And(Query{root: keyedNode{sort, true}}), forwards.And(Query{root: keyedNode{sort, false}})}
}

// condition is the node in SQL.
func (n keyedNode) condition() string {
	if n.known {
		return "NOT " + n.sort.unknownKey()
	}
	return n.sort.unknownKey()
}

// reversedPage reads a part of the list of a query whose sort is reversed.
func (l *Library) reversedPage(ctx context.Context, q Query, s Span) ([]Row, error) {
	parts, at := q.parts(), 0
	switch {
	case s.From == (Cursor{}) && s.Back, s.From != (Cursor{}) && q.Sort().lacksKey(s.From):
		at = len(parts) - 1
	}
	var page []Row
	for ; at >= 0 && at < len(parts); at += 1 - 2*btoi(s.Back) {
		span := Span{From: s.From, Back: !s.Back, At: s.At}
		if s.Limit > 0 {
			span.Limit = s.Limit - len(page)
		}
		rows, err := l.Page(ctx, parts[at], span)
		if err != nil {
			return nil, err
		}
		slices.Reverse(rows)
		if s.Back {
			page = append(rows, page...)
		} else {
			page = append(page, rows...)
		}
		if s.Limit > 0 && len(page) == s.Limit {
			break
		}
		s.From, s.At = Cursor{}, false
	}
	return page, nil
}

// between is the condition that a paper stands between two rows of the query's list.
func (q Query) between(a, b Row) (string, []any) {
	if q.key() == noKey {
		return "p.place BETWEEN ? AND ?", []any{min(a.Place, b.Place), max(a.Place, b.Place)}
	}
	// Whichever row comes first, one of the two halves is empty.
	var args []any
	half := func(first, last Row) string {
		after, afterArgs := q.onwards(first, false)
		before, beforeArgs := q.onwards(last, true)
		args = append(append(args, afterArgs...), beforeArgs...)
		return after + " AND " + before
	}
	return "(" + half(a, b) + " OR " + half(b, a) + ")", args
}

// onwards is the condition that a paper stands at a row of the query's list or after it, or, backwards, before it.
func (q Query) onwards(from Row, back bool) (string, []any) {
	key, place := q.directions(back)
	seek := q.key() + " " + beyond[key] + " ? OR " + q.key() + " = ? AND p.place " + beyond[place] + "= ?"
	args := []any{from.key, from.key, from.Place}
	if !q.Sort().IsReversed() || q.Sort().unknownKey() == "" {
		return "(" + seek + ")", args
	}
	lacks := q.Sort().lacksKey(from.Cursor())
	if lacks == back { // what has a key comes before all that has none
		return "(" + seek + " OR " + keyedNode{q.Sort(), back}.condition() + ")", args
	}
	return "((" + seek + ") AND " + keyedNode{q.Sort(), !lacks}.condition() + ")", args
}
