// This file owns the comparison of a library's schema with the one that dogear declares. A library is a file that
// anybody may edit, and a trigger, an index or a generated column that somebody has added acts on all that is saved.

package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"dogear/parser"
)

// ErrAltered means that somebody has changed the library's schema, in a way that could act on what is saved. The library was not
// changed; `dogear doctor` says what it is.
var ErrAltered = errors.New("the library's schema has been altered")

// schemaSum is the sum of the declarations of the newest schema. After a new migration, TestSchemaSum prints the new sum.
const schemaSum = "220f298db760c7ead901bd1c48d20515"

// A declaration is what the schema holds about one table, index, trigger or view.
type declaration struct {
	kind, name string
	table      string // the table that it belongs to
	sql        string // the statement that created it
}

func (d declaration) String() string { return d.kind + " " + d.name }

// acts reports whether a declaration that is not dogear's acts on dogear's tables: it is refused. Tables and views of
// others do nothing by themselves.
func (d declaration) acts(ours map[string]declaration) bool {
	if _, ok := ours["table "+d.table]; !ok {
		return false
	}
	return d.kind == "trigger" || d.kind == "index"
}

// declarations reads the schema, by kind and name. What SQLite makes by itself is left out, and so are the tables in
// which FTS5 keeps its index: how these are declared is up to its version.
func declarations(ctx context.Context, db queryer) (map[string]declaration, error) {
	rows, err := db.QueryContext(ctx, `SELECT type, name, tbl_name, CASE WHEN name GLOB 'margin_*' AND type = 'table' THEN '' ELSE sql END
		FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT GLOB 'sqlite_*'`)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	all := make(map[string]declaration)
	for rows.Next() {
		var d declaration
		if err := rows.Scan(&d.kind, &d.name, &d.table, &d.sql); err != nil {
			return nil, err
		}
		all[d.String()] = d
	}
	return all, rows.Err()
}

// declared returns the declarations of a new library with the given version of the schema.
func declared(ctx context.Context, version int) (_ map[string]declaration, err error) {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	db.SetMaxOpenConns(1) // each connection has a memory of its own
	for _, m := range migrations()[:version] {
		if _, err := db.ExecContext(ctx, m); err != nil {
			return nil, err
		}
	}
	return declarations(ctx, db)
}

// sumOf returns a sum of declarations.
func sumOf(all map[string]declaration) string {
	h := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(all)) {
		_, _ = fmt.Fprintf(h, "%s\x00%s\x00%s\x00", name, all[name].table, all[name].sql)
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// altered lists how a schema differs from the one that dogear declares.
type altered struct {
	changed []string      // of dogear's own: missing, or declared otherwise
	acting  []declaration // of others, that act on dogear's tables
	idle    []declaration // of others, that do nothing by themselves
}

// compareSchema compares the schema of a library of a version.
func compareSchema(ctx context.Context, db queryer, version int) (a altered, err error) {
	has, err := declarations(ctx, db)
	if err != nil || version == schemaVersion() && sumOf(has) == schemaSum {
		return a, err
	}
	want, err := declared(ctx, version)
	if err != nil {
		return a, err
	}
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if has[name] != want[name] {
			a.changed = append(a.changed, name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(has)) {
		d := has[name]
		if _, ours := want[name]; ours {
			continue
		}
		if d.acts(want) {
			a.acting = append(a.acting, d)
		} else {
			a.idle = append(a.idle, d)
		}
	}
	return a, nil
}

// checkSchema refuses a library whose schema somebody has altered in a way that could act on what is saved.
func (l *Library) checkSchema(ctx context.Context, version int) error {
	a, err := compareSchema(ctx, l.write, version)
	if err != nil {
		return err
	}
	var names []string
	for _, d := range a.acting {
		names = append(names, parser.CleanLine(d.String()))
	}
	switch {
	case len(names) > 0:
		return fmt.Errorf("%s: %w: dogear did not make the %s; `dogear doctor` says more, and `dogear doctor --fix` removes it",
			l.path, ErrAltered, strings.Join(names, ", the "))
	case len(a.changed) > 0:
		return fmt.Errorf("%s: %w: the %s is not declared as dogear declares it\n%s", l.path, ErrAltered, a.changed[0], wayBack(l.path))
	}
	return nil
}

// dropForeign removes what acts on dogear's tables and is not dogear's.
func (x *examiner) dropForeign(ctx context.Context) error {
	return x.l.update(ctx, "removing what others have added to the schema", func(tx *sql.Tx) error {
		a, err := compareSchema(ctx, tx, schemaVersion())
		if err != nil {
			return err
		}
		for _, d := range a.acting {
			if _, err := tx.ExecContext(ctx, "DROP "+d.kind+` "`+strings.ReplaceAll(d.name, `"`, `""`)+`"`); err != nil {
				return err
			}
		}
		return nil
	})
}
