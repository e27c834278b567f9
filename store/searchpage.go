// This file owns windows of a search: how matches of words and conditions on papers come together.
//
// Words drive: matches come newest first by themselves, and the papers at their places are read and checked. Where the
// conditions let so few through that this would read on and on (the starred ones among all that have a common word), the
// papers drive, in the order of an index, and each is asked whether the words match.

package store

import (
	"context"
	"database/sql"
	"math"
	"strings"

	"dogear/store/fulltext"
)

const (
	// defaultPatience is how many matches are checked against the conditions before the papers drive instead.
	defaultPatience = 4000
	// maxRelevant bounds what is ranked: nobody pages through more, and ranks are not keys to page by.
	maxRelevant = 500
)

// searchPage reads a span of a query with words.
func (l *Library) searchPage(ctx context.Context, tx *sql.Tx, q Query, c compiled, s Span) ([]Row, error) {
	if c.text == nil {
		return l.probedPage(ctx, tx, q, c, s)
	}
	search, err := l.newTextSearch(ctx, tx, c.text)
	if err != nil {
		return nil, err
	}
	defer l.heads.keep(search.segments)
	only := c
	only.text = nil
	switch q.Sort() {
	case SortRelevance:
		if s.From != (Cursor{}) || s.Back {
			return nil, nil // the first page is all there is
		}
		return l.rankedPage(ctx, tx, q, search, only, s.Limit)
	case SortAdded:
		page, rest, err := l.walkedPage(ctx, tx, q, search, only, s)
		if err != nil || rest == nil {
			return page, err
		}
		more, err := l.probedPage(ctx, tx, q, c, *rest)
		if s.Back {
			return append(more, page...), err
		}
		return append(page, more...), err
	}
	places, err := search.walk(math.MinInt64, false).next(l.patience + 1)
	if err != nil {
		return nil, err
	}
	if len(places) > l.patience {
		return l.probedPage(ctx, tx, q, c, s)
	}
	return l.pageAt(ctx, tx, q, only, s, places)
}

// probedPage reads a span with the papers driving.
func (l *Library) probedPage(ctx context.Context, tx *sql.Tx, q Query, c compiled, s Span) ([]Row, error) {
	c = c.asCondition()
	bound, release, err := l.bind(ctx, tx, c.args)
	if err != nil {
		return nil, err
	}
	defer release()
	c.args = bound
	return pageOf(ctx, tx, q, c, s, allPapers)
}

// pageAt reads those of the papers at some places that meet the conditions.
func (l *Library) pageAt(ctx context.Context, tx *sql.Tx, q Query, c compiled, s Span, places []int64) ([]Row, error) {
	bound, release, err := l.bind(ctx, tx, c.args)
	if err != nil {
		return nil, err
	}
	defer release()
	c.args = bound
	return pageOf(ctx, tx, q, c, s, papersAt, idList(places))
}

// walkedPage reads a span with the words driving. If it loses patience, it returns what it has and the span that is
// left.
func (l *Library) walkedPage(ctx context.Context, tx *sql.Tx, q Query, search *textSearch, c compiled, s Span) (page []Row, rest *Span, err error) {
	from := int64(math.MinInt64)
	switch {
	case s.From != (Cursor{}) && s.At:
		from = s.From.place
	case s.From != (Cursor{}) && s.Back:
		from = s.From.place - 1
	case s.From != (Cursor{}):
		from = s.From.place + 1
	case s.Back:
		from = math.MaxInt64
	}
	w := search.walk(from, s.Back)
	for seen := 0; ; {
		n := textsAt
		if s.Limit > 0 {
			n = min(max(s.Limit-len(page), 64)<<min(seen/64, 4), textsAt)
		}
		places, err := w.next(n)
		if err != nil {
			return nil, nil, err
		}
		seen += len(places)
		rows, err := l.pageAt(ctx, tx, q, c, Span{Back: s.Back}, places)
		if err != nil {
			return nil, nil, err
		}
		if s.Back {
			page = append(rows, page...)
		} else {
			page = append(page, rows...)
		}
		switch {
		case s.Limit > 0 && len(page) >= s.Limit:
			if s.Back {
				return page[len(page)-s.Limit:], nil, nil
			}
			return page[:s.Limit], nil, nil
		case len(places) < n:
			return page, nil, nil
		case s.Limit > 0 && seen > l.patience:
			left := Span{From: Cursor{place: places[len(places)-1]}, Back: s.Back, Limit: s.Limit - len(page)}
			return page, &left, nil
		}
	}
}

// rankedPage reads the best matches that meet the conditions.
func (l *Library) rankedPage(ctx context.Context, tx *sql.Tx, q Query, search *textSearch, c compiled, limit int) ([]Row, error) {
	if limit == 0 || limit > maxRelevant {
		limit = maxRelevant
	}
	// Most conditions let most matches through: rank a few more than are wanted. If too few are left, ask the conditions
	// first.
	most := limit
	if len(c.where) > 1 {
		most = 4 * limit
	}
	best, err := search.rank(most, nil)
	if err != nil {
		return nil, err
	}
	page, err := l.rankedRows(ctx, tx, q, c, best, limit)
	if err != nil || len(page) == limit || len(best) < most {
		return page, err
	}
	bound, release, err := l.bind(ctx, tx, c.args)
	if err != nil {
		return nil, err
	}
	defer release()
	let, err := column[int64](ctx, tx, "SELECT p.place FROM "+allPapers+" WHERE "+c.all(), bound...)
	if err != nil {
		return nil, err
	}
	in := make(map[int64]struct{}, len(let))
	for _, p := range let {
		in[p] = struct{}{}
	}
	best, err = search.rank(limit, func(place int64) bool { _, ok := in[place]; return ok })
	if err != nil {
		return nil, err
	}
	return l.rankedRows(ctx, tx, q, c, best, limit)
}

// rankedRows are the papers that were ranked and meet the conditions, the best first.
func (l *Library) rankedRows(ctx context.Context, tx *sql.Tx, q Query, c compiled, best []fulltext.Scored, limit int) ([]Row, error) {
	places := make([]int64, len(best))
	for i, b := range best {
		places[i] = b.Place
	}
	rows, err := l.pageAt(ctx, tx, q.Sorted(SortAdded), c, Span{}, places)
	if err != nil {
		return nil, err
	}
	at := make(map[int64]Row, len(rows))
	for _, r := range rows {
		at[r.Place] = r
	}
	var page []Row
	for _, p := range places {
		if r, ok := at[p]; ok && len(page) < limit {
			page = append(page, r)
		}
	}
	return page, nil
}

// Count counts what matches the query, up to limit: a search of a million papers need not be counted to its end.
func (l *Library) Count(ctx context.Context, q Query, limit int) (n int, err error) {
	c := q.compile()
	err = l.reading(ctx, "counting", func(tx *sql.Tx) error {
		n, err = l.count(ctx, tx, c, limit)
		return err
	})
	return n, err
}

func (l *Library) count(ctx context.Context, tx *sql.Tx, c compiled, limit int) (int, error) {
	const countFrom = "SELECT count(*) FROM (SELECT 1 FROM "
	if c.text != nil {
		search, err := l.newTextSearch(ctx, tx, c.text)
		if err != nil {
			return 0, err
		}
		defer l.heads.keep(search.segments)
		hidden, err := column[int](ctx, tx, "SELECT n FROM tally WHERE id = ?", withdrawn)
		if err != nil {
			return 0, err
		}
		if len(c.where) == 1 && len(hidden) == 1 && hidden[0] == 0 {
			return search.count(limit)
		}
		bound, release, err := l.bind(ctx, tx, c.args)
		if err != nil {
			return 0, err
		}
		defer release()
		total, w := 0, search.walk(math.MinInt64, false)
		for seen := 0; seen <= max(l.patience, limit); {
			places, err := w.next(textsAt)
			if err != nil {
				return 0, err
			}
			seen += len(places)
			var n int
			err = tx.QueryRowContext(ctx, countFrom+papersAt+" WHERE "+c.all()+")", append([]any{idList(places)}, bound...)...).Scan(&n)
			if total += n; err != nil || len(places) < textsAt || total >= limit {
				return min(total, limit), err
			}
		}
	}
	c = c.asCondition()
	bound, release, err := l.bind(ctx, tx, c.args)
	if err != nil {
		return 0, err
	}
	defer release()
	var n int
	err = tx.QueryRowContext(ctx, strings.Join([]string{countFrom, allPapers, " WHERE ", c.all(), " LIMIT ?)"}, ""), append(bound, limit)...).Scan(&n)
	return n, err
}
