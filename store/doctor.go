// This file owns looking a library over: the order of the examination, what comes of it, and mending. What is looked at is
// in witness.go (notes and decisions), derived.go (what is made of them) and housekeeping.go (files).
//
// What it cannot find: bytes of a paper's own fields (a date, an identifier) that changed where no index has them, and of
// anything if the same change was made everywhere it is kept.

package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"dogear/parser"
)

// A Finding is one thing that is not as it should be.
type Finding struct {
	What   string // and where
	Do     string // what the reader can do about it
	Paper  int64  // that it is about, or 0
	Damage bool   // or else it is only untidy
	Mended bool

	cure cure
}

// cure says how a finding is mended without guessing.
type cure int

const (
	incurable cure = iota
	cureNotes      // of two copies of a note the hash says which is right
	cureCounts
	cureMargin
	cureIndex
	cureNear
	cureFiles
	cureForeign // what others have added to the schema
)

const (
	doFix     = "`dogear doctor --fix` repairs it"
	doRestore = "restore an earlier backup; `dogear restore` lists them"
)

// An Examination is what doctor is asked to do.
type Examination struct {
	Deep bool // reads every paper of the search index and every backup, instead of some
	Fix  bool // mends what can be mended without guessing
	// Doing, if not nil, is told what comes next: it may take a while.
	Doing func(what string)
}

// A Diagnosis is what came of it.
type Diagnosis struct {
	Findings []Finding
	Contents Contents
	Kept     string // the copy that was made before mending, if there was something to mend
}

// Contents is what is in the library.
type Contents struct{ Papers, Decided, Notes, Changes, Backups int }

// Damaged reports whether there is damage that was not mended.
func (d *Diagnosis) Damaged() bool {
	return slices.ContainsFunc(d.Findings, func(f Finding) bool { return f.Damage && !f.Mended })
}

// Examine looks the library at path over. That it is missing or of a newer version is an error; that it cannot be opened
// otherwise is a finding.
func Examine(ctx context.Context, path string, how Examination, opts ...Option) (d Diagnosis, err error) {
	l, err := Open(ctx, path, append(opts, withAnySchema)...)
	switch {
	case errors.Is(err, ErrNoLibrary), errors.Is(err, ErrLost), errors.Is(err, ErrNewer), ctx.Err() != nil:
		return d, err
	case err != nil:
		what, _, _ := strings.Cut(err.Error(), "\n") // the rest says what to do
		d.Findings = []Finding{{What: what, Do: "to restore a backup: " + restoreCommand(path), Damage: true}}
		return d, nil
	}
	defer func() { err = errors.Join(err, l.Close()) }()
	x := &examiner{l: l, how: how}
	if err := x.all(ctx); err != nil {
		return d, err
	}
	d.Findings, d.Contents = x.found, x.contents
	if !how.Fix || !x.curable() {
		return d, nil
	}
	if d.Kept, err = x.keep(ctx); err != nil {
		return d, fmt.Errorf("nothing was repaired: keeping a copy of the library first: %w", err)
	}
	if err := x.cure(ctx); err != nil {
		return d, fmt.Errorf("repairing the library: %w", err)
	}
	again := &examiner{l: l, how: how}
	if err := again.all(ctx); err != nil {
		return d, err
	}
	for i, f := range d.Findings {
		d.Findings[i].Mended = !slices.ContainsFunc(again.found, func(g Finding) bool { return g.What == f.What })
	}
	for _, g := range again.found { // what mending has brought to light
		if !slices.ContainsFunc(d.Findings, func(f Finding) bool { return g.What == f.What }) {
			d.Findings = append(d.Findings, g)
		}
	}
	return d, nil
}

// examiner is one examination at work.
type examiner struct {
	l        *Library
	how      Examination
	ctx      context.Context
	tx       *sql.Tx // all is read as of one moment
	found    []Finding
	contents Contents
	broken   bool // the file itself is damaged: nothing in it is mended
}

func (x *examiner) add(f Finding) {
	f.What = parser.CleanLine(f.What)
	x.found = append(x.found, f)
}

// damage notes damage.
func (x *examiner) damage(c cure, do, format string, args ...any) {
	x.add(Finding{What: fmt.Sprintf(format, args...), Do: do, Damage: true, cure: c})
}

// all looks at everything.
func (x *examiner) all(ctx context.Context) error {
	tx, err := x.l.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return explain("checking the library", err)
	}
	defer func() { _ = tx.Rollback() }()
	x.ctx, x.tx = ctx, tx
	for _, look := range []struct {
		at string
		do func() error
	}{
		{"the file", x.integrity},
		{"the schema", x.schema},
		{"references between tables", x.orphans},
		{"notes and decisions", x.witnesses},
		{"the records of papers", x.bodies},
		{"counts", x.counts},
		{"tags and notes in the search index", x.margin},
		{"the search index", x.index},
		{"files beside the library", x.files},
		{"backups", x.backups},
	} {
		if x.how.Doing != nil {
			x.how.Doing(look.at)
		}
		err := look.do()
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil && !ofDamage(err) {
			return explain("checking "+look.at, err)
		}
		if err != nil {
			x.broken = true
			x.damage(incurable, doRestore, "%s cannot be read: %v", look.at, err)
		}
	}
	// A library that cannot be read to the end has no contents to tell.
	if c, err := contentsOf(ctx, tx); err == nil {
		x.contents.Papers, x.contents.Decided, x.contents.Notes, x.contents.Changes = c.papers, c.decided, c.notes, c.changes
	}
	return nil
}

// integrity asks SQLite about the file.
func (x *examiner) integrity() error {
	rows, err := column[string](x.ctx, x.tx, "PRAGMA integrity_check(20)")
	if err != nil {
		return err
	}
	for _, row := range rows {
		if err := notGiven(row); err != nil {
			return err // a disk that fails is no finding: what it holds may be whole
		}
		switch {
		case row == "ok":
		case strings.Contains(strings.ToLower(row), "fts5") && strings.Contains(row, "margin"):
			x.damage(cureMargin, doFix, "the index of tags and notes is damaged: %s", strings.TrimSpace(row))
		default:
			x.broken = true
			x.damage(incurable, doRestore, "the file %s is damaged: %s", filepath.Base(x.l.path), strings.TrimSpace(row))
		}
	}
	return nil
}

// schema checks that the schema is as this version declares it, and that others have added nothing that acts on it.
func (x *examiner) schema() error {
	a, err := compareSchema(x.ctx, x.tx, schemaVersion())
	if err != nil {
		return err
	}
	for _, name := range a.changed {
		x.broken = true
		x.damage(incurable, doRestore, "the %s is not declared as this version of dogear does it: the file has changed by itself", name)
	}
	for _, d := range a.acting {
		x.damage(cureForeign, "`dogear doctor --fix` removes it", "the %s on table %s is not dogear's and changes what is saved", d, d.table)
	}
	for _, d := range a.idle {
		x.add(Finding{What: "the " + d.String() + " is not dogear's", Do: "dogear ignores it"})
	}
	return nil
}

// orphans looks for rows whose paper, digest, tag or change is gone.
func (x *examiner) orphans() error {
	rows, err := column[string](x.ctx, x.tx, `SELECT 'rows of table ' || "table" || ' that refer to a missing ' || parent || ': ' || count(*)
		FROM pragma_foreign_key_check GROUP BY "table", parent`)
	if err != nil {
		return err
	}
	more, err := column[string](x.ctx, x.tx, `SELECT 'paper ' || id || ' “' || title || '” has no record' FROM paper
		WHERE NOT EXISTS (SELECT 1 FROM body WHERE body.id = paper.id)
		UNION ALL SELECT 'paper ' || id || ' “' || title || '” was merged into a missing paper' FROM paper p
		WHERE merged <> 0 AND NOT EXISTS (SELECT 1 FROM paper o WHERE o.id = p.merged)
		UNION ALL SELECT 'paper ' || p.id || ' “' || p.title || '” was merged into paper ' || o.id || ', which was merged itself'
		FROM paper p JOIN paper o ON o.id = p.merged WHERE p.merged <> 0 AND o.merged <> 0`)
	for _, row := range append(rows, more...) {
		x.damage(incurable, doRestore, "%s", row)
	}
	return err
}

// curable reports whether there is something to mend.
func (x *examiner) curable() bool {
	return slices.ContainsFunc(x.found, func(f Finding) bool { return f.cure == cureFiles || f.cure != incurable && !x.broken })
}

// keep makes a backup, or, as a damaged library makes none, puts a copy of it beside those that were replaced.
func (x *examiner) keep(ctx context.Context) (string, error) {
	b, _, err := x.l.Backup(ctx)
	if !errors.Is(err, ErrDamaged) {
		return b.Path, err
	}
	folder := replacedFolder(x.l.path)
	if err := makeFolder(x.l.path, folder); err != nil {
		return "", err
	}
	tmp, _, err := x.l.copyInto(ctx, folder, quickly)
	defer discard(tmp)
	if err != nil {
		return "", err
	}
	path := freeName(folder, x.l.now())
	return path, publish(tmp, path)
}

// cure mends what was found, the sources before what is made of them.
func (x *examiner) cure(ctx context.Context) error {
	for _, c := range []struct {
		of cure
		by func(ctx context.Context) error
	}{
		{cureForeign, x.dropForeign},
		{cureNotes, x.mendNotes},
		{cureCounts, x.recount},
		{cureMargin, x.remargin},
		{cureIndex, func(ctx context.Context) error { return x.l.mendIndex(ctx, mendAll) }},
		{cureNear, x.rekey},
		{cureFiles, func(context.Context) error { return x.tidy() }},
	} {
		if x.broken && c.of != cureFiles || !slices.ContainsFunc(x.found, func(f Finding) bool { return f.cure == c.of }) {
			continue
		}
		if err := c.by(ctx); err != nil {
			return err
		}
	}
	return nil
}
