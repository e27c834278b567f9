// This file owns taking a digest in: one transaction, whole or not there, that tells what it did with every record.

package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"dogear/parser"
)

// A Delivery is what the library notes of a digest beside what the digest says itself.
type Delivery struct {
	Origin string   // the path as it was given, "-" for standard input
	Sum    [32]byte // SHA-256 of its bytes: the same bytes make no second digest
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

func (l *Library) take(ctx context.Context, d *parser.Digest, from Delivery, progress func(int, int), try bool) (rep Report, err error) {
	err = l.update(ctx, "importing", func(tx *sql.Tx) error {
		in, err := l.newIntake(ctx, tx, d, from)
		if err != nil {
			return err
		}
		defer in.close()
		records := 0
		for p, problem := range d.Records() {
			records++
			if progress != nil && records%200 == 0 {
				progress(records, p.Line)
			}
			if err := ctx.Err(); err != nil {
				return err
			}
			if problem != nil {
				in.rep.Problems = append(in.rep.Problems, *problem)
				continue
			}
			if err := in.paper(&p); err != nil {
				return fmt.Errorf("the record at line %d: %w", p.Line, err)
			}
		}
		if err := d.Err(); err != nil {
			return err
		}
		if err := in.finish(); err != nil {
			return err
		}
		rep = in.rep
		if try {
			return errOnlyTrying
		}
		return nil
	})
	return rep, err
}

// intake is one import at work.
type intake struct {
	*recorder
	now      int64
	digest   int64
	known    bool // the same bytes are a digest of the library already
	position int64
	rep      Report
	prepared map[string]*sql.Stmt
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
	err = tx.QueryRowContext(ctx, "SELECT id FROM digest WHERE sum = ? AND removed = 0", from.Sum[:]).Scan(&in.digest)
	if err == nil {
		in.known = true
	} else if errors.Is(err, sql.ErrNoRows) {
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
	for _, s := range in.prepared {
		_ = s.Close()
	}
}

// paper takes one record.
func (in *intake) paper(p *parser.Paper) error {
	in.position++
	known, err := in.find(p)
	if err != nil {
		return err
	}
	id := known.id
	switch {
	case id == 0:
		if id, err = in.add(p); err != nil {
			return err
		}
		in.rep.New++
	case known.status == withdrawn:
		if err = in.revive(&known, p); err != nil {
			return err
		}
		in.rep.New++
	default:
		updated, err := in.fill(&known, p)
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
	_, err = in.exec("INSERT OR IGNORE INTO digest_paper (digest, position, paper) VALUES (?, ?, ?)", in.digest, in.position, id)
	return err
}

// add puts a paper in that the library has not seen.
func (in *intake) add(p *parser.Paper) (int64, error) {
	authors, links, err := encodeLists(p.Authors, p.Links)
	if err != nil {
		return 0, err
	}
	place := placeOf(in.digest, in.position)
	res, err := in.exec(`INSERT INTO paper (place, has, title, title_hash, published, added, arxiv, version, doi, openreview)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, place, hasOf(p.Links), p.Title, titleHash(p.Title), p.Published, in.now,
		orNull(p.ArXiv), p.Version, orNull(p.DOI), orNull(p.OpenReview))
	if err != nil {
		return 0, err
	}
	id, err := res.LastInsertId()
	if err != nil {
		return 0, err
	}
	_, err = in.exec("INSERT INTO body (id, abstract, authors, links, raw_title, raw_abstract) VALUES (?, ?, ?, ?, ?, ?)",
		id, p.Abstract, authors, links, rawOf(p.RawTitle, p.Title), rawOf(p.RawAbstract, p.Abstract))
	if err != nil {
		return 0, err
	}
	_, err = in.exec(putEntry, place, folded(p.Title), folded(p.Abstract), authorWords(p.Authors), "", "")
	if err == nil && in.known { // no digest of its own tells later what this import brought
		err = in.item(id, "place", 0, nil, place)
	}
	return id, err
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
	if _, err := in.exec(removeEntry, known.place); err != nil {
		return err
	}
	if _, err := in.exec("UPDATE paper SET place = ?, status = 0, added = ? WHERE id = ?", place, in.now, known.id); err != nil {
		return err
	}
	return reindex(in.ctx, in.tx, []int64{known.id})
}

// finish completes the import's change and digest.
func (in *intake) finish() error {
	changed := in.rep.New + in.rep.Updated
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

// encodeLists writes what a body keeps as JSON.
func encodeLists(authors []parser.Author, links []parser.Link) (a, l string, err error) {
	if authors == nil {
		authors = []parser.Author{}
	}
	if links == nil {
		links = []parser.Link{}
	}
	ab, err := json.Marshal(authors)
	if err != nil {
		return "", "", err
	}
	lb, err := json.Marshal(links)
	return string(ab), string(lb), err
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

// rawOf is the original text, if it is not the shown one.
func rawOf(raw, shown string) any {
	if raw == shown || raw == "" {
		return nil
	}
	return raw
}

func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}
