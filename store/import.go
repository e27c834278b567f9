// This file owns taking a digest in: one transaction, whole or not there, that tells what it did with every record.

package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
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
	// Change, if not 0, is the change of an earlier import that this one belongs to: what comes of one command, or of one
	// folder, is one change. It is a change of its own if the reader has done something else since.
	Change int64
	// Rejected, if not nil, is called for every record that could not be taken, as it comes.
	Rejected func(parser.Problem)
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
	Fields  map[string]int // of the updated ones: how many got which field

	LeftOut  map[string]int // papers of it that the reader did not want, by how arXiv announced them: see parser.Options.Only
	Suspects int            // papers of it that may be one that was there, which the reader is to judge: see Duplicates

	Rejected int
	Problems []parser.Problem // of the rejected ones, the first MostProblems
	Change   Change           // its ID is 0 if the import changed nothing
	Counts   Counts
}

// MostProblems is how many problems a Report has room for: an input may consist of nothing else.
const MostProblems = 10_000

// Summary is the report in a line: 12 new, 3 updated, 50 seen (2 of them dismissed), 1 rejected.
func (r *Report) Summary() string {
	parts := []string{Thousands(r.New) + " new"}
	if r.Updated > 0 {
		updated := Thousands(r.Updated) + " updated"
		if fields := r.FieldList(); fields != "" {
			updated += " (" + fields + ")"
		}
		parts = append(parts, updated)
	}
	seen := Thousands(r.Seen) + " seen"
	var as []string
	for _, s := range Statuses[1:] { // the rest are in the inbox, as one would think
		switch n := r.SeenAs[s]; {
		case n > 0 && len(as) == 0:
			as = append(as, fmt.Sprintf("%s of them %s", Thousands(n), s))
		case n > 0:
			as = append(as, fmt.Sprintf("%s %s", Thousands(n), s))
		}
	}
	if len(as) > 0 {
		seen += " (" + strings.Join(as, ", ") + ")"
	}
	parts = append(parts, seen)
	if r.Rejected > 0 {
		parts = append(parts, Thousands(r.Rejected)+" rejected")
	}
	if left := r.LeftOutList(); left != "" {
		parts = append(parts, left)
	}
	return strings.Join(parts, ", ")
}

// LeftOutList tells how many papers were left out: 12 replacements left out. It is empty if none were.
func (r *Report) LeftOutList() string {
	all, replaced := 0, 0
	for kind, n := range r.LeftOut {
		all += n
		if strings.HasPrefix(kind, "replace") {
			replaced += n
		}
	}
	switch all {
	case 0:
		return ""
	case replaced:
		return Plural(all, "replacement") + " left out"
	}
	return Plural(all, "paper") + " left out"
}

// Add adds what another import did.
func (r *Report) Add(other *Report) {
	r.New += other.New
	r.Updated += other.Updated
	r.Seen += other.Seen
	r.Suspects += other.Suspects
	r.Rejected += other.Rejected
	for k, n := range other.SeenAs {
		r.SeenAs[k] += n
	}
	for k, n := range other.Fields {
		r.Fields[k] += n
	}
	for k, n := range other.LeftOut {
		if r.LeftOut == nil {
			r.LeftOut = map[string]int{}
		}
		r.LeftOut[k] += n
	}
}

// fieldNames are the fields that a record can fill, as they are called in front of the reader. The others go with them.
var fieldNames = map[string]string{
	"abstract": "abstract", "title": "title", "published": "date", "arxiv": "arXiv id", "version": "version", "doi": "DOI",
	"openreview": "OpenReview id", "authors": "authors", "links": "links", "publication": "venue", "categories": "categories",
	"keywords": "keywords", "comment": "comment", "key": "citation key", "editors": "editors", "language": "language", "files": "files", "state": "status", "tag": "tags", "note": "note",
}

// FieldList tells which fields were updated, the most frequent first: abstract 3, DOI.
func (r *Report) FieldList() string {
	names := slices.SortedFunc(maps.Keys(r.Fields), func(a, b string) int {
		return cmp.Or(cmp.Compare(r.Fields[b], r.Fields[a]), cmp.Compare(a, b))
	})
	for i, name := range names {
		names[i] = fieldNames[name]
		if n := r.Fields[name]; n != 1 || r.Updated != 1 {
			names[i] += " " + Thousands(n)
		}
	}
	return strings.Join(names, ", ")
}

// Import takes a digest in. It adds the papers that the library does not have, fills what is blank in those it has, and
// never touches status, star, tags or notes. Progress, if not nil, is called now and then with the number of records so
// far and the line of the input that has been reached. If ctx ends, or anything fails, the library is as it was.
func (l *Library) Import(ctx context.Context, d *parser.Digest, from Delivery, progress func(records, line int)) (rep Report, err error) {
	return l.take(ctx, d, from, progress)
}

// errNothingNew rolls an import back that brought nothing, and turned out to be a digest that the library has.
var errNothingNew = errors.New("nothing new")

func (l *Library) take(ctx context.Context, d *parser.Digest, from Delivery, progress func(int, int)) (rep Report, err error) {
	err = l.update(ctx, "importing", func(tx *sql.Tx) error {
		in, err := l.newIntake(ctx, tx, d, from)
		if err != nil {
			return err
		}
		defer in.close()
		err = in.records(d, progress)
		in.rep.LeftOut = d.LeftOut()
		if err == nil {
			err = d.Err()
		}
		if err == nil {
			err = in.finish()
		}
		rep = in.rep
		return err
	})
	if errors.Is(err, errNothingNew) {
		err = nil
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
	from     Delivery
	known    bool // the same bytes are a digest of the library already
	position int64
	rep      Report
	prepared map[string]*sql.Stmt

	pending  []addition      // new papers that are not written yet
	pendings map[string]bool // those of the batch, by what they would be found by
	nextID   int64
	before   int      // how many papers there were
	added    int      // how many were added since
	deferred []string // statements that make the indexes anew which were dropped meanwhile
	index    *backgroundIndex
	retexted []int64 // papers whose words have changed
	moved    []int64 // the places that papers have left
	margined []int64 // papers whose tags or notes have changed
	suspects []suspect

	near        []nearRow      // keys of papers that are to be compared
	generic     map[int32]int  // how many records of this import say the same, under a title that says nothing
	unkeyedLeft bool           // papers of an older library have no keys yet
	doubtful    map[int64]bool // papers that have got a suspect
}

// newIntake begins an import: its change, and its digest, unless the same bytes came before.
func (l *Library) newIntake(ctx context.Context, tx *sql.Tx, d *parser.Digest, from Delivery) (*intake, error) {
	rec, err := l.importChange(ctx, tx, digestName(sourceOf(d.Source, from.Origin), d.Date), from.Change)
	if err != nil {
		return nil, err
	}
	in := l.newFiller(rec)
	in.from = from
	in.rep = Report{Format: d.Format, Source: d.Source, Date: d.Date, SeenAs: make(map[Status]int), Fields: make(map[string]int)}
	in.index = indexInBackground()
	in.pendings = make(map[string]bool)
	err = tx.QueryRowContext(ctx, `SELECT coalesce(max(id), 0) + 1, (SELECT sum(n) FROM tally WHERE id < 10), (SELECT paper > 1 FROM near_from)
		FROM paper`).Scan(&in.nextID, &in.before, &in.unkeyedLeft)
	if err != nil {
		return in, err
	}
	if from.LateSum == nil {
		in.digest, err = digestWith(ctx, tx, from.Sum)
	}
	if err == nil && in.digest != 0 {
		in.known = true
	} else if err == nil {
		var res sql.Result
		res, err = tx.ExecContext(ctx, `INSERT INTO digest (source, curator, date, format, origin, sum, imported, change)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?)`, d.Source, d.Curator, orNull(string(d.Date)), d.Format, parser.CleanLine(from.Origin), from.Sum[:], in.now, rec.id)
		if err == nil {
			in.digest, err = res.LastInsertId()
		}
	}
	in.rep.Digest = in.digest
	return in, err
}

// newFiller is an intake that fills papers as part of a change, without a digest of its own.
func (l *Library) newFiller(rec *recorder) *intake {
	return &intake{recorder: rec, now: l.now().UnixMilli(), prepared: make(map[string]*sql.Stmt)}
}

// importChange is the change that an import is part of: a new one, or the earlier one if nothing else was done since.
func (l *Library) importChange(ctx context.Context, tx *sql.Tx, name string, earlier int64) (*recorder, error) {
	if earlier != 0 {
		var last bool
		err := tx.QueryRowContext(ctx, "SELECT id = (SELECT max(id) FROM change) FROM change WHERE id = ? AND kind = ? AND undone = 0", earlier, KindImport).Scan(&last)
		if err == nil && last {
			return &recorder{ctx, tx, earlier, l.Today()}, nil
		}
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return nil, err
		}
	}
	return l.record(ctx, tx, KindImport, name)
}

// digestWith is the digest of the library with the same bytes; 0 if there is none.
func digestWith(ctx context.Context, tx *sql.Tx, sum [32]byte) (id int64, err error) {
	err = tx.QueryRowContext(ctx, "SELECT id FROM digest WHERE sum = ? AND removed = 0", sum[:]).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return id, err
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

// query runs a reading statement, prepared once for the whole import.
func (in *intake) query(q string, args ...any) (*sql.Rows, error) {
	if _, ok := in.prepared[q]; !ok {
		stmt, err := in.tx.PrepareContext(in.ctx, q)
		if err != nil {
			return nil, err
		}
		in.prepared[q] = stmt
	}
	return in.prepared[q].QueryContext(in.ctx, args...)
}

func (in *intake) close() {
	if in.index != nil {
		in.index.stop()
	}
	for _, s := range in.prepared {
		_ = s.Close()
	}
}

// reject takes note of a record that could not be taken.
func (in *intake) reject(p *parser.Problem) {
	in.rep.Reject(p)
	if in.from.Rejected != nil {
		in.from.Rejected(*p)
	}
}

// Reject counts a record that could not be taken.
func (r *Report) Reject(p *parser.Problem) {
	if r.Rejected++; len(r.Problems) < MostProblems {
		kept := *p
		kept.Raw = "" // there may be many, and all of them in memory
		r.Problems = append(r.Problems, kept)
	}
}

// paper takes one record that the library may know.
func (in *intake) paper(p *prepared) error {
	in.suspects = in.suspects[:0]
	known, why, err := in.find(p)
	switch {
	case err != nil:
		return err
	case known.id == 0:
		id := in.nextID
		if err := in.add(p); err != nil || len(in.suspects) == 0 {
			return err
		}
		return errors.Join(in.flush(), in.suspected(id)) // which refer to it
	case known.status == withdrawn:
		err = in.revive(&known, &p.paper)
		in.rep.New++
	default:
		err = in.meet(&known, p)
	}
	if err != nil {
		return err
	}
	if _, err = in.exec("INSERT OR IGNORE INTO digest_paper (digest, position, paper) VALUES (?, ?, ?)", in.digest, in.position, known.id); err != nil {
		return err
	}
	return errors.Join(in.noteMerger(&known, p, why), in.suspected(known.id))
}

// meet brings a record together with the paper that it is.
func (in *intake) meet(known *knownPaper, p *prepared) error {
	before := *known
	repeats := known.repeats(p)
	var fields []string
	if !repeats && (!p.paper.IsStub() || known.stub()) { // a stub adds nothing to a paper
		var err error
		if fields, err = in.fill(known, &p.paper); err != nil {
			return err
		}
	}
	marked, err := in.mark(known, p.paper.Marks)
	if err != nil {
		return err
	}
	known.repeated = repeats
	shown := 0
	for _, f := range append(fields, marked...) {
		if fieldNames[f] != "" {
			shown++
			in.rep.Fields[f]++
		}
	}
	if shown > 0 {
		in.rep.Updated++
	} else {
		in.rep.Seen++
		in.rep.SeenAs[before.status]++
	}
	return nil
}

// noteMerger keeps why a record was taken for a paper that was there, and what it said.
func (in *intake) noteMerger(known *knownPaper, p *prepared, why string) error {
	var record []byte
	if !known.repeated {
		var err error
		if record, err = packSaid(&p.paper); err != nil {
			return err
		}
	}
	_, err := in.exec("INSERT OR IGNORE INTO merger (digest, position, why, record) VALUES (?, ?, ?, ?)", in.digest, in.position, why, record)
	return err
}

// revive brings back a paper that was withdrawn with its digest: to the reader it is new.
func (in *intake) revive(known *knownPaper, p *parser.Paper) error {
	position, err := in.freePosition(known.id)
	if err != nil {
		return err
	}
	place := placeOf(in.digest, position)
	if err := in.item(known.id, "place", 0, known.place, place); err != nil {
		return err
	}
	if _, err := in.fill(known, p); err != nil {
		return err
	}
	in.moved = append(in.moved, known.place)
	in.retexted = append(in.retexted, known.id)
	if _, err := in.exec("UPDATE paper SET place = ?, status = 0, added = ? WHERE id = ?", place, in.now, known.id); err != nil {
		return err
	}
	known.status = Inbox
	_, err = in.mark(known, p.Marks)
	return err
}

// finish completes the import's change and digest.
func (in *intake) finish() error {
	changed := in.rep.New + in.rep.Updated
	if in.from.LateSum != nil {
		sum := in.from.LateSum()
		same, err := digestWith(in.ctx, in.tx, sum)
		if err != nil {
			return err
		}
		if same != 0 && changed == 0 {
			in.rep.Digest = same
			in.rep.Counts, err = counts(in.ctx, in.tx, in.today)
			return errors.Join(err, errNothingNew)
		}
		if _, err := in.tx.ExecContext(in.ctx, "UPDATE digest SET sum = ? WHERE id = ?", sum[:], in.digest); err != nil {
			return err
		}
	}
	if err := in.settle(); err != nil {
		return err
	}
	if err := in.finishChange(in.known && changed == 0); err != nil {
		return err
	}
	_, err := in.tx.ExecContext(in.ctx, `UPDATE digest SET papers = (SELECT count(DISTINCT paper) FROM digest_paper
		WHERE digest = ?1) WHERE id = ?1`, in.digest)
	if err != nil {
		return err
	}
	in.rep.Counts, err = counts(in.ctx, in.tx, in.today)
	return err
}

// finishChange completes the change, or takes it back if this import brought nothing and it has no other.
func (in *intake) finishChange(nothing bool) error {
	var digests int
	if err := in.tx.QueryRowContext(in.ctx, "SELECT count(*) FROM digest WHERE change = ?", in.id).Scan(&digests); err != nil {
		return err
	}
	if nothing && digests == 0 && in.id != in.from.Change {
		_, err := in.tx.ExecContext(in.ctx, "DELETE FROM change WHERE id = ?", in.id)
		return err
	}
	_, err := in.tx.ExecContext(in.ctx, "UPDATE change SET papers = papers + ? WHERE id = ?", in.rep.New, in.id)
	if err == nil && digests > 1 {
		_, err = in.tx.ExecContext(in.ctx, `UPDATE change SET detail = (SELECT coalesce(nullif(`+sqlSource("digest")+`, ''), 'standard input') || coalesce(', ' || date, '')
			FROM digest WHERE change = ?1 ORDER BY id LIMIT 1) || ' and ' || ?2 WHERE id = ?1`, in.id, Plural(digests-1, "other digest"))
	}
	if err == nil {
		in.rep.Change, err = change(in.ctx, in.tx, in.id)
	}
	return err
}

// hasStub is the bit of the column has that stands for a stub.
const hasStub = 4

// hasOf are the kinds of links as the paper table keeps them for has:pdf and has:code, and whether the paper is a stub.
func hasOf(links []parser.Link, stub bool) int {
	has := hasStub * btoi(stub)
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
