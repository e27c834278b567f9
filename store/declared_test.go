package store

import (
	"errors"
	"strings"
	"testing"
)

// TestSchemaSum keeps schemaSum in step with the migrations: a library that nobody has touched is compared by its sum.
func TestSchemaSum(t *testing.T) {
	want, err := declared(t.Context(), schemaVersion())
	if err != nil {
		t.Fatal(err)
	}
	if sum := sumOf(want); sum != schemaSum {
		t.Errorf("the schema has changed: set schemaSum to %q", sum)
	}
	if has := must[map[string]declaration](t)(declarations(t.Context(), newLibrary(t).read)); sumOf(has) != schemaSum {
		t.Error("a new library has another sum")
	}
}

// alter changes a library's file as somebody with the sqlite3 shell would, and opens it again.
func alter(t *testing.T, l *Library, statements string) (*Library, error) {
	t.Helper()
	path := closed(t, l)
	exec(t, path, statements)
	l, err := Open(t.Context(), path)
	if err == nil {
		t.Cleanup(func() { _ = l.Close() })
	}
	return l, err
}

// TestForeignSchema adds to a library what acts on all that is saved: it is refused, doctor names it, and --fix removes it.
func TestForeignSchema(t *testing.T) {
	for name, statement := range map[string]string{
		"trigger x":       `CREATE TRIGGER x AFTER UPDATE ON paper BEGIN DELETE FROM note; END`,
		`trigger a "b" c`: `CREATE TRIGGER "a ""b"" c" AFTER INSERT ON change BEGIN DELETE FROM note; END`,
		"trigger f":       `CREATE TRIGGER f AFTER INSERT ON margin_data BEGIN DELETE FROM note; END`,
		"index i":         `CREATE INDEX i ON paper (hex(title))`,
		"index u":         `CREATE UNIQUE INDEX u ON tag (1)`,
	} {
		l := three(t)
		path := l.Path()
		if _, err := alter(t, l, statement); !errors.Is(err, ErrAltered) || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: opened with %v", name, err)
			continue
		}
		d := must[Diagnosis](t)(Examine(t.Context(), path, Examination{}))
		if !d.Damaged() || !strings.Contains(d.Findings[0].What, name) {
			t.Errorf("%s: doctor says %v", name, d.Findings)
		}
		if d = must[Diagnosis](t)(Examine(t.Context(), path, Examination{Fix: true})); d.Damaged() {
			t.Errorf("%s: doctor did not mend %v", name, d.Findings)
		}
		if got := list(t, reopen(t, path), ""); got != list(t, three(t), "") {
			t.Errorf("%s: after doctor --fix: %s", name, got)
		}
	}
}

// TestIdleSchema adds what does nothing by itself: the library opens, and doctor names it.
func TestIdleSchema(t *testing.T) {
	for name, statement := range map[string]string{
		"view v":    `CREATE VIEW v AS SELECT * FROM paper`,
		"table own": `CREATE TABLE own (x)`,
		"trigger o": `CREATE TABLE other (x); CREATE TRIGGER o AFTER INSERT ON other BEGIN SELECT 1; END`,
	} {
		l, err := alter(t, three(t), statement)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		d := must[Diagnosis](t)(Examine(t.Context(), l.Path(), Examination{}))
		named := false
		for _, f := range d.Findings {
			named = named || strings.Contains(f.What, name)
		}
		if d.Damaged() || !named {
			t.Errorf("%s: doctor says %v", name, d.Findings)
		}
	}
}

// TestChangedSchema changes what dogear itself declares: the library is refused.
func TestChangedSchema(t *testing.T) {
	for name, statement := range map[string]string{
		"table paper":         `ALTER TABLE paper ADD COLUMN x TEXT AS (hex(title))`,
		"table tag":           `ALTER TABLE tag ADD COLUMN y TEXT`,
		"index digest_sum":    `DROP INDEX digest_sum`,
		"trigger paper_moved": `DROP TRIGGER paper_moved; CREATE TRIGGER paper_moved AFTER UPDATE ON paper BEGIN DELETE FROM note; END`,
	} {
		if _, err := alter(t, three(t), statement); !errors.Is(err, ErrAltered) || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: opened with %v", name, err)
		}
	}
}

// TestMergedInCircle finds papers that were merged into themselves, or into each other.
func TestMergedInCircle(t *testing.T) {
	for name, statement := range map[string]string{
		"itself": `UPDATE paper SET merged = id WHERE id = 1`,
		"a ring": `UPDATE paper SET merged = CASE id WHEN 1 THEN 2 ELSE 1 END WHERE id < 3`,
		"a row":  `UPDATE paper SET merged = id + 1 WHERE id < 3`,
	} {
		l, err := alter(t, three(t), statement)
		if err != nil {
			t.Fatal(err)
		}
		d := must[Diagnosis](t)(Examine(t.Context(), l.Path(), Examination{}))
		if !d.Damaged() {
			t.Errorf("%s: doctor says %v", name, d.Findings)
		}
	}
}
