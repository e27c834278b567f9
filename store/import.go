// This file owns taking a digest in: one transaction, whole or not there, that tells what it did with every record.

package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"dogear/parser"
)

// A Delivery is what the library notes of a digest beside what the digest says itself.
type Delivery struct {
	Origin string   // the path as it was given, "-" for standard input
	Sum    [32]byte // SHA-256 of its bytes: the same bytes make no second digest
	// LateSum, if not nil, is called for the sum when all records have been read: a digest that is too long to be read
	// before it is taken in has none earlier.
	LateSum func() [32]byte
}

// A Report tells what an import did. Each record is exactly one of new, updated, seen and rejected.
type Report struct {
	Digest  int64 // its number in the library; an earlier one if the same bytes came before
	Format  parser.Format
	Source  string
	Date    parser.Date
	New     int
	Updated int
	Seen    int            // known already, and nothing to add
	SeenAs  map[Status]int // where the reader had put those

	Problems []parser.Problem
	Change   Change // its ID is 0 if the import changed nothing
	Counts   Counts
}

// Rejected is the number of records that could not be taken.
func (r *Report) Rejected() int { return len(r.Problems) }

// Summary is the report in a line: 12 new, 3 updated, 50 seen (2 of them dismissed), 1 rejected.
func (r *Report) Summary() string {
	parts := []string{fmt.Sprintf("%d new", r.New)}
	if r.Updated > 0 {
		parts = append(parts, fmt.Sprintf("%d updated", r.Updated))
	}
	seen := fmt.Sprintf("%d seen", r.Seen)
	var as []string
	for _, s := range Statuses[1:] { // the rest are in the inbox, as one would think
		switch n := r.SeenAs[s]; {
		case n > 0 && len(as) == 0:
			as = append(as, fmt.Sprintf("%d of them %s", n, s))
		case n > 0:
			as = append(as, fmt.Sprintf("%d %s", n, s))
		}
	}
	if len(as) > 0 {
		seen += " (" + strings.Join(as, ", ") + ")"
	}
	parts = append(parts, seen)
	if n := r.Rejected(); n > 0 {
		parts = append(parts, fmt.Sprintf("%d rejected", n))
	}
	return strings.Join(parts, ", ")
}

// Import takes a digest in. It adds the papers that the library does not have, fills what is blank in those it has, and
// never touches status, star, tags or notes. Progress, if not nil, is called now and then with the number of records so
// far and the line of the input that has been reached. If ctx ends, or anything fails, the library is as it was.
func (l *Library) Import(ctx context.Context, d *parser.Digest, from Delivery, progress func(records, line int)) (rep Report, err error) {
	return l.take(ctx, d, from, progress, false)
}

// TryImport tells what Import would do, and changes nothing.
func (l *Library) TryImport(ctx context.Context, d *parser.Digest, from Delivery, progress func(records, line int)) (rep Report, err error) {
	rep, err = l.take(ctx, d, from, progress, true)
	if errors.Is(err, errOnlyTrying) {
		err = nil
	}
	return rep, err
}

// errOnlyTrying rolls a try back.
var errOnlyTrying = errors.New("only trying")

// errNothingNew rolls an import back that brought nothing, and turned out to be a digest that the library has.
var errNothingNew = errors.New("nothing new")

func (l *Library) take(ctx context.Context, d *parser.Digest, from Delivery, progress func(int, int), try bool) (rep Report, err error) {
	err = l.update(ctx, "importing", func(tx *sql.Tx) error {
		in, err := l.newIntake(ctx, tx, d, from)
		if err != nil {
			return err
		}
		defer in.close()
		err = in.records(d, progress)
		if err == nil {
			err = d.Err()
		}
		if err == nil {
			err = in.finish()
		}
		rep = in.rep
		if err == nil && try {
			err = errOnlyTrying
		}
		return err
	})
	if errors.Is(err, errNothingNew) {
		err = nil
		if try {
			err = errOnlyTrying
		}
	}
	return rep, err
}

// records takes the digest's records, a batch at a time.
func (in *intake) records(d *parser.Digest, progress func(int, int)) error {
	n := 0
	for batch, err := range prepare(in.ctx, d) {
		if err != nil {
			return err
		}
		if err := in.batch(batch); err != nil {
			return err
		}
		if n += len(batch); progress != nil {
			progress(n, batch[len(batch)-1].line())
		}
	}
	return in.ctx.Err()
}

// intake is one import at work.
type intake struct {
	*recorder
	now      int64
	digest   int64
	late     func() [32]byte // see Delivery
	known    bool            // the same bytes are a digest of the library already
	position int64
	rep      Report
	prepared map[string]*sql.Stmt

	pending  []addition      // new papers that are not written yet
	pendings map[string]bool // by what they would be found by
	nextID   int64
	before   int      // how many papers there were
	added    int      // how many were added since
	deferred []string // statements that make the indexes anew which were dropped meanwhile
	index    *backgroundIndex
	retexted []int64 // papers whose words have changed
	moved    []int64 // the places that papers have left
}

// newIntake begins an import: its change, and its digest, unless the same bytes came before.
func (l *Library) newIntake(ctx context.Context, tx *sql.Tx, d *parser.Digest, from Delivery) (*intake, error) {
	rec, err := l.record(ctx, tx, KindImport, digestName(d.Source, d.Date, from.Origin))
	if err != nil {
		return nil, err
	}
	in := &intake{
		recorder: rec, now: l.now().UnixMilli(), prepared: make(map[string]*sql.Stmt),
		rep: Report{Format: d.Format, Source: d.Source, Date: d.Date, SeenAs: make(map[Status]int)},
	}
	in.late = from.LateSum
	in.index = indexInBackground()
	in.pendings = make(map[string]bool)
	err = tx.QueryRowContext(ctx, "SELECT coalesce(max(id), 0) + 1, (SELECT sum(n) FROM tally WHERE id < 10) FROM paper").Scan(&in.nextID, &in.before)
	if err != nil {
		return in, err
	}
	if in.late == nil {
		in.digest, err = digestWith(ctx, tx, from.Sum)
	}
	if err == nil && in.digest != 0 {
		in.known = true
	} else if err == nil {
		var res sql.Result
		res, err = tx.ExecContext(ctx, `INSERT INTO digest (source, curator, date, format, origin, sum, imported)
			VALUES (?, ?, ?, ?, ?, ?, ?)`, d.Source, d.Curator, orNull(string(d.Date)), d.Format, parser.CleanLine(from.Origin), from.Sum[:], in.now)
		if err == nil {
			in.digest, err = res.LastInsertId()
		}
	}
	in.rep.Digest = in.digest
	return in, err
}

// digestWith is the digest of the library with the same bytes; 0 if there is none.
func digestWith(ctx context.Context, tx *sql.Tx, sum [32]byte) (id int64, err error) {
	err = tx.QueryRowContext(ctx, "SELECT id FROM digest WHERE sum = ? AND removed = 0", sum[:]).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return id, err
}

// digestName is what people call a digest.
func digestName(source string, date parser.Date, origin string) string {
	name := source
	if name == "" {
		name = parser.CleanLine(origin)
	}
	if date != "" {
		name += ", " + string(date)
	}
	return name
}

// exec runs a statement, prepared once for the whole import.
func (in *intake) exec(query string, args ...any) (sql.Result, error) {
	stmt := in.prepared[query]
	if stmt == nil {
		var err error
		if stmt, err = in.tx.PrepareContext(in.ctx, query); err != nil {
			return nil, err
		}
		in.prepared[query] = stmt
	}
	return stmt.ExecContext(in.ctx, args...)
}

func (in *intake) close() {
	in.index.stop()
	for _, s := range in.prepared {
		_ = s.Close()
	}
}

// paper takes one record that the library may know.
func (in *intake) paper(p *prepared) error {
	known, err := in.find(&p.paper, p.hash)
	if err != nil {
		return err
	}
	position := in.position
	switch {
	case known.id == 0:
		return in.add(p)
	case known.status == withdrawn:
		if err = in.revive(&known, &p.paper); err != nil {
			return err
		}
		in.rep.New++
	default:
		updated, err := in.fill(&known, &p.paper)
		if err != nil {
			return err
		}
		if updated {
			in.rep.Updated++
		} else {
			in.rep.Seen++
			in.rep.SeenAs[known.status]++
		}
	}
	_, err = in.exec("INSERT OR IGNORE INTO digest_paper (digest, position, paper) VALUES (?, ?, ?)", in.digest, position, known.id)
	return err
}

// revive brings back a paper that was withdrawn with its digest: to the reader it is new.
func (in *intake) revive(known *knownPaper, p *parser.Paper) error {
	place := placeOf(in.digest, in.position)
	if err := in.item(known.id, "place", 0, known.place, place); err != nil {
		return err
	}
	if _, err := in.fill(known, p); err != nil {
		return err
	}
	in.moved = append(in.moved, known.place)
	in.retexted = append(in.retexted, known.id)
	_, err := in.exec("UPDATE paper SET place = ?, status = 0, added = ? WHERE id = ?", place, in.now, known.id)
	return err
}

// finish completes the import's change and digest.
func (in *intake) finish() error {
	changed := in.rep.New + in.rep.Updated
	if in.late != nil {
		sum := in.late()
		same, err := digestWith(in.ctx, in.tx, sum)
		if err != nil {
			return err
		}
		if same != 0 && changed == 0 {
			in.rep.Digest = same
			in.rep.Counts, err = counts(in.ctx, in.tx)
			return errors.Join(err, errNothingNew)
		}
		if _, err := in.tx.ExecContext(in.ctx, "UPDATE digest SET sum = ? WHERE id = ?", sum[:], in.digest); err != nil {
			return err
		}
	}
	if err := in.settle(); err != nil {
		return err
	}
	if in.known && changed == 0 {
		if _, err := in.tx.ExecContext(in.ctx, "DELETE FROM change WHERE id = ?", in.id); err != nil {
			return err
		}
	} else {
		var own any = in.digest
		if in.known {
			own = nil
		}
		if _, err := in.tx.ExecContext(in.ctx, "UPDATE change SET papers = ?, digest = ? WHERE id = ?", in.rep.New, own, in.id); err != nil {
			return err
		}
		var err error
		if in.rep.Change, err = change(in.ctx, in.tx, in.id); err != nil {
			return err
		}
	}
	_, err := in.tx.ExecContext(in.ctx, `UPDATE digest SET papers = (SELECT count(DISTINCT paper) FROM digest_paper
		WHERE digest = ?1) WHERE id = ?1`, in.digest)
	if err != nil {
		return err
	}
	in.rep.Counts, err = counts(in.ctx, in.tx)
	return err
}

// hasOf are the kinds of links as the paper table keeps them for has:pdf and has:code.
func hasOf(links []parser.Link) int {
	has := 0
	for _, l := range links {
		switch l.Kind {
		case parser.LinkPDF:
			has |= 1
		case parser.LinkCode:
			has |= 2
		}
	}
	return has
}

func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}
