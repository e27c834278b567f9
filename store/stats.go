// This file owns the statistics: what was decided when, what waits, and what it came from.
//
// What they cost follows what the reader did in a year and the number of digests, not the papers: days come from the
// history, and everything else is counted in ranges of the views' indexes, a digest's papers being one range of places.

package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"
)

// Stats is what the library tells of its reader at one moment.
type Stats struct {
	Counts  Counts
	Days    []Day    // a year of whole weeks, which begin on Monday (ISO 8601), and this week up to today
	Waiting [2]Wait  // in Inbox and Later
	Starred [4]int   // the starred papers by Status
	Tags    []Tag    // that most papers carry, the first one most
	Sources []Source // that brought most papers, the first one most
}

// A Day is one day of the calendar where the reader is.
//
// A paper is decided on the day of the change that took it out of the inbox. Undone changes do not count, nor do those
// that a return to the inbox made void, so that no paper is counted twice; a later change of mind, from later to read,
// moves nothing. What an import brought along decided was not decided that day, and counts on none.
type Day struct {
	Date    time.Time // midnight UTC of the day, so that days can be reckoned with
	Decided int       // papers
	Came    int       // papers that are in the library since that day
}

// A Wait is what waits in one status, and for how long: since the day on which the digest that brought it was taken in.
type Wait struct {
	Status  Status
	Papers  int
	Ages    [len(AgeLimits) + 1]int // papers by AgeLimits
	Median  int                     // days that half of them have waited, at least
	Longest int                     // days
	Paper   int64                   // the first of those that have waited longest; 0 if nothing waits
	Title   string                  // its title
}

// AgeLimits parts the ages of what waits: the most days of each part but the last, which has no end.
var AgeLimits = [...]int{0, 6, 29, 89, 364}

// A Source is where papers came from. A paper belongs to the source that brought it first.
type Source struct {
	Name    string // empty for digests that did not say
	Papers  int
	Decided int
	Read    int
	Starred int
}

const (
	statsWeeks = 53 // of Stats.Days, so that they hold a whole year on every weekday
	statsTop   = 10 // the most tags and sources
)

// Stats reads the statistics, as of now.
func (l *Library) Stats(ctx context.Context) (Stats, error) {
	var s Stats
	err := l.readOnce(ctx, func(tx *sql.Tx) (err error) {
		today := l.now()
		r := statsReader{ctx, tx, &s, today.Location()}
		s.Days = daysUntil(today)
		if s.Counts, err = counts(ctx, tx, l.Today()); err != nil {
			return err
		}
		return errors.Join(r.readDecided(), r.readDigests(), r.readStarred(), r.readTags())
	})
	return s, explain("reading the statistics", err)
}

// daysUntil are the days of the statistics, still empty.
func daysUntil(now time.Time) []Day {
	today := calendarDay(now)
	sinceMonday := (int(today.Weekday()) + 6) % 7
	days := make([]Day, (statsWeeks-1)*7+sinceMonday+1)
	for i := range days {
		days[i].Date = today.AddDate(0, 0, i+1-len(days))
	}
	return days
}

// calendarDay is a moment's day where the moment is, as midnight UTC: there every day has 24 hours.
func calendarDay(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// statsReader fills statistics from one moment's library.
type statsReader struct {
	ctx  context.Context
	tx   *sql.Tx
	s    *Stats
	zone *time.Location
}

// ago is how many days before today a time (Unix milliseconds) was. A clock that was ahead makes it today.
func (r *statsReader) ago(ms int64) int {
	today := r.s.Days[len(r.s.Days)-1].Date
	return max(0, int(today.Sub(calendarDay(time.UnixMilli(ms).In(r.zone)))/(24*time.Hour)))
}

// day is the day of a time, nil if it lies before all days.
func (r *statsReader) day(ms int64) *Day {
	if i := len(r.s.Days) - 1 - r.ago(ms); i >= 0 {
		return &r.s.Days[i]
	}
	return nil
}

// decidedSince counts, by change, the papers that left the inbox and did not return. The changes that touch no status
// are left out before their items are looked at.
const decidedSince = `
	WITH marked AS MATERIALIZED (SELECT id, made FROM change
		WHERE id > ?1 AND undone = 0 AND kind NOT IN ('import', 'tag', 'rename-tag', 'note')),
	returned AS MATERIALIZED (SELECT i.paper, max(i.change) AS change FROM marked CROSS JOIN change_item i
		WHERE i.change = marked.id AND i.field = 'state' AND i.after & 15 = 0 AND i.before & 15 <> 0 GROUP BY i.paper)
	SELECT marked.made, count(*) FROM marked CROSS JOIN change_item i LEFT JOIN returned ON returned.paper = i.paper
		WHERE i.change = marked.id AND i.field = 'state' AND i.before & 15 = 0 AND i.after & 15 <> 0
		AND (returned.change IS NULL OR returned.change < i.change)
		GROUP BY marked.id`

// readDecided puts what was decided into its days.
func (r *statsReader) readDecided() error {
	// Changes are numbered as they are made, so those before the first day are one range. A day of leeway is for zones.
	var before int64
	err := r.tx.QueryRowContext(r.ctx, "SELECT id FROM change WHERE made < ? ORDER BY id DESC LIMIT 1",
		r.s.Days[0].Date.AddDate(0, 0, -1).UnixMilli()).Scan(&before)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	return r.rows(decidedSince, []any{before}, func(rows *sql.Rows) error {
		var made int64
		var n int
		if err := rows.Scan(&made, &n); err != nil {
			return err
		}
		if d := r.day(made); d != nil {
			d.Decided += n
		}
		return nil
	})
}

// rows runs a query and calls f for each of its rows.
func (r *statsReader) rows(query string, args []any, f func(rows *sql.Rows) error) error {
	rows, err := r.tx.QueryContext(r.ctx, query, args...)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		if err := f(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// countsByDigest counts the papers of each digest in each view. A removed digest still has those that the reader touched.
var countsByDigest = func() string {
	in := func(view, is string) string {
		return fmt.Sprintf("(SELECT count(*) FROM paper INDEXED BY paper_%s WHERE %s AND place BETWEEN first AND first | %d)", view, is, maxPosition)
	}
	return "SELECT id, source, imported, " + in("inbox", "status = 0") + ", " + in("later", "status = 1") + ", " + in("read", "status = 2") +
		", " + in("dismissed", "status = 3") + ", " + in("starred", "starred = 1") +
		fmt.Sprintf(" FROM (SELECT id, "+sqlSource("digest")+" AS source, imported, (%d - id) << %d AS first FROM digest WHERE papers > 0) ORDER BY imported, id", maxDigest, placeBits)
}()

// readDigests counts what each digest brought: what waits, when it came, and by which source.
func (r *statsReader) readDigests() error {
	var waits [2]waitReader
	sources := make(map[string]*Source)
	err := r.rows(countsByDigest, nil, func(rows *sql.Rows) error {
		var digest, imported int64
		var source string
		var by [4]int
		var starred int
		if err := rows.Scan(&digest, line(&source), &imported, &by[Inbox], &by[Later], &by[Read], &by[Dismissed], &starred); err != nil {
			return err
		}
		all := by[Inbox] + by[Later] + by[Read] + by[Dismissed]
		if all == 0 {
			return nil
		}
		if d := r.day(imported); d != nil {
			d.Came += all
		}
		if sources[source] == nil {
			sources[source] = &Source{Name: source}
		}
		s := sources[source]
		s.Papers, s.Decided, s.Read, s.Starred = s.Papers+all, s.Decided+all-by[Inbox], s.Read+by[Read], s.Starred+starred
		for i := range waits {
			waits[i].add(digest, r.ago(imported), by[i])
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, s := range sources {
		r.s.Sources = append(r.s.Sources, *s)
	}
	slices.SortFunc(r.s.Sources, func(a, b Source) int {
		return cmp.Or(cmp.Compare(b.Papers, a.Papers), cmp.Compare(a.Name, b.Name))
	})
	r.s.Sources = r.s.Sources[:min(len(r.s.Sources), statsTop)]
	for i := range waits {
		if err := r.readWait(&r.s.Waiting[i], Status(i), &waits[i]); err != nil {
			return err
		}
	}
	return nil
}

// waitReader gathers the digests that papers of one status came in, the oldest first.
type waitReader struct {
	digest int64 // the oldest one
	total  int
	ages   [][2]int // days, and how many papers are that old
}

func (w *waitReader) add(digest int64, days, n int) {
	if n == 0 {
		return
	}
	if w.total == 0 {
		w.digest = digest
	}
	w.total += n
	w.ages = append(w.ages, [2]int{days, n})
}

// readWait tells how long the papers of a status have waited.
func (r *statsReader) readWait(to *Wait, status Status, w *waitReader) error {
	to.Status, to.Papers = status, w.total
	if w.total == 0 {
		return nil
	}
	to.Longest = w.ages[0][0]
	seen := 0
	for _, age := range w.ages {
		if 2*seen < w.total {
			to.Median = age[0]
		}
		seen += age[1]
		part, _ := slices.BinarySearch(AgeLimits[:], age[0])
		to.Ages[part] += age[1]
	}
	first, last := placesOf(w.digest)
	return r.tx.QueryRowContext(r.ctx, "SELECT id, title FROM paper WHERE status = ? AND place BETWEEN ? AND ? ORDER BY place LIMIT 1",
		status, first, last).Scan(&to.Paper, line(&to.Title))
}

// readStarred tells what became of the starred papers.
func (r *statsReader) readStarred() error {
	return r.rows("SELECT status, count(*) FROM paper WHERE starred = 1 AND status >= 0 GROUP BY status", nil, func(rows *sql.Rows) error {
		var status Status
		var n int
		if err := rows.Scan(&status, &n); err != nil {
			return err
		}
		r.s.Starred[status] = n
		return nil
	})
}

// readTags reads the tags that most papers carry.
func (r *statsReader) readTags() error {
	return r.rows("SELECT name, papers FROM tag WHERE papers > 0 ORDER BY papers DESC, name LIMIT ?", []any{statsTop}, func(rows *sql.Rows) error {
		var t Tag
		if err := rows.Scan(line(&t.Name), &t.Papers); err != nil {
			return err
		}
		r.s.Tags = append(r.s.Tags, t)
		return nil
	})
}

// A Week is the sum of up to seven days, from Monday.
type Week struct {
	Monday        time.Time // as Day.Date
	Decided, Came int
}

// Weeks sums the days up, the last week being this one so far.
func (s *Stats) Weeks() []Week {
	var weeks []Week
	for days := range slices.Chunk(s.Days, 7) {
		w := Week{Monday: days[0].Date}
		for _, d := range days {
			w.Decided, w.Came = w.Decided+d.Decided, w.Came+d.Came
		}
		weeks = append(weeks, w)
	}
	return weeks
}
