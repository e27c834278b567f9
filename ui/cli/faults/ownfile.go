//go:build unix

// This file owns what is done to the library's file itself: it is a pipe, it goes while the reader is open, or somebody has
// added to its schema.

package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	_ "modernc.org/sqlite"
)

// ownFile does to the library's file what people and programs do to files.
func (r *rig) ownFile(ctx context.Context) error {
	r.pipes(ctx)
	line := r.row("the library goes while a note is written")
	for _, g := range []struct {
		name string
		harm func(path string) error
	}{
		{"removed", os.Remove},
		{"moved away", func(path string) error { return os.Rename(path, path+".old") }},
		{"emptied", func(path string) error { return os.Truncate(path, 0) }},
		{"replaced", func(path string) error {
			return errors.Join(os.Remove(path), os.WriteFile(path, []byte("text"), 0o600))
		}},
	} {
		r.verdict(line, g.name, r.gone(ctx, g.harm))
	}
	line = r.row("somebody has added to the schema")
	for _, added := range []string{
		"CREATE TRIGGER x AFTER UPDATE ON paper BEGIN DELETE FROM note; END",
		"CREATE TRIGGER x AFTER INSERT ON change BEGIN UPDATE paper SET status = 3; END",
		"CREATE INDEX x ON paper (hex(title))",
		"ALTER TABLE paper ADD COLUMN x TEXT AS (hex(title))",
	} {
		r.verdict(line, added, r.altered(ctx, added))
	}
	r.verdict(r.row("the reader on a library with hostile text"), "screen", r.edited(ctx))
	return ctx.Err()
}

// pipes names a pipe that nobody writes to where a file is wanted: there is an answer, and no wait.
func (r *rig) pipes(ctx context.Context) {
	line := r.row("a pipe where a file is wanted")
	lib, err := r.library(ctx, "pipes")
	pipe := filepath.Join(filepath.Dir(lib), "pipe")
	if err := errors.Join(err, syscall.Mkfifo(pipe, 0o600)); err != nil {
		r.verdict(line, pipe, err)
		return
	}
	for _, args := range [][]string{
		{pipe, "list"}, {pipe, "doctor"}, {pipe, "mark", "read", "1"}, {pipe, "backup"}, {pipe, "import", "-"},
		{lib, "restore", pipe, "--yes"}, {lib, "--config", pipe, "list"}, {lib, "import", pipe},
	} {
		short, cancel := context.WithTimeout(ctx, mostTime)
		res := r.dogear(short, nil, args[0], args[1:]...)
		err := short.Err()
		cancel()
		if err == nil && res.status != 1 {
			err = fmt.Errorf("exit status %d: %.300s%.300s", res.status, res.out, res.err)
		}
		r.verdict(line, strings.Join(args, " "), err)
	}
}

// gone has the library's file go while a note is written: the reader says so, puts nothing in its place, and keeps what was
// typed as a draft.
func (r *rig) gone(ctx context.Context, harm func(path string) error) error {
	lib, s, err := r.reader(ctx, "gone")
	if err != nil {
		return err
	}
	defer s.End()
	if err := s.press("gn"+thought, thought); err != nil {
		return err
	}
	if err := errors.Join(s.shows("─ saved ─"), harm(lib)); err != nil {
		return err
	}
	before, statErr := os.Stat(lib)
	if err := s.press(" and more", "has gone"); err != nil {
		return err
	}
	if err := errors.Join(signalled(syscall.SIGTERM)(s), s.ended(), asItWas(s.written())); err != nil {
		return err
	}
	switch after, err := os.Stat(lib); {
	case statErr != nil && !errors.Is(err, fs.ErrNotExist):
		return errors.New("there is a new file in its place")
	case statErr == nil && (err != nil || after.Size() != before.Size()):
		return errors.New("the file in its place was written to")
	}
	return draftHas(lib+".d", thought+" and more")
}

// draftHas looks for a text among the files beside a library.
func draftHas(folder, text string) error {
	found := false
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		found = found || strings.Contains(string(b), text)
		return err
	})
	if err == nil && !found {
		return fmt.Errorf("%q is in no draft", text)
	}
	return err
}

// altered adds to a library's schema: no command changes it, and doctor names what was added.
func (r *rig) altered(ctx context.Context, statement string) error {
	lib, err := r.library(ctx, "altered")
	if err != nil {
		return err
	}
	if err := execute(ctx, lib, statement); err != nil {
		return err
	}
	before, err := os.Stat(lib)
	if err != nil {
		return err
	}
	for _, args := range [][]string{{"mark", "read", "1"}, {"note", "1", "text"}, {"list"}, {"undo"}} {
		if res := r.dogear(ctx, nil, lib, args...); res.status != 1 || strings.Contains(res.err, "goroutine ") {
			return fmt.Errorf("%v: exit status %d: %.300s", args, res.status, res.err)
		}
	}
	if after, err := os.Stat(lib); err != nil || !after.ModTime().Equal(before.ModTime()) {
		return errors.Join(err, errors.New("it was written to"))
	}
	if res := r.dogear(ctx, nil, lib, "doctor"); res.status != 1 || !strings.Contains(res.out, " x ") && !strings.Contains(res.out, "table paper") {
		return fmt.Errorf("doctor says: %s%s", res.out, res.err)
	}
	return nil
}

// execute runs a statement on a library.
func execute(ctx context.Context, lib, statement string) error {
	return withDatabase(lib, func(db *sql.DB) error {
		_, err := db.ExecContext(ctx, statement)
		return err
	})
}

// withDatabase opens a library as somebody with the sqlite3 shell would.
func withDatabase(lib string, f func(db *sql.DB) error) error {
	db, err := sql.Open("sqlite", lib)
	if err != nil {
		return err
	}
	return errors.Join(f(db), db.Close())
}

// spoil puts hostile text behind what every text column of every table holds.
func spoil(ctx context.Context, lib string) error {
	return withDatabase(lib, func(db *sql.DB) error {
		rows, err := db.QueryContext(ctx, `SELECT 'UPDATE OR IGNORE "' || t.name || '" SET "' || c.name || '" = "' || c.name || '" || ' ||
			'char(27) || '']0;owned'' || char(7, 155) || ''31m'' || char(8238) || ''gnp.'' || char(13, 10, 127)' FROM sqlite_schema t,
			pragma_table_xinfo(t.name) c WHERE t.type = 'table' AND t.name NOT GLOB 'margin*' AND c.type = 'TEXT'`)
		if err != nil {
			return err
		}
		var statements []string
		for rows.Next() {
			var s string
			err = errors.Join(err, rows.Scan(&s))
			statements = append(statements, s)
		}
		if err = errors.Join(err, rows.Err(), rows.Close()); err != nil || len(statements) < 20 {
			return errors.Join(err, fmt.Errorf("%d columns of text", len(statements)))
		}
		for _, s := range statements {
			_, _ = db.ExecContext(ctx, s) // a column that checks its values keeps them
		}
		return nil
	})
}

// edited puts hostile text into every text column of every table: nothing of it gets to a terminal, or into an export.
func (r *rig) edited(ctx context.Context) error {
	lib, err := r.library(ctx, "edited")
	if err != nil {
		return err
	}
	err = errors.Join(r.ok(ctx, lib, "tag", "add", "forest", "1"), r.ok(ctx, lib, "note", "1", "A note"), r.ok(ctx, lib, "view", "save", "Trees", "tag:forest"))
	if err != nil {
		return err
	}
	if err := spoil(ctx, lib); err != nil {
		return err
	}
	line := r.row("hostile text in every column of the library")
	for _, args := range [][]string{
		{"list"}, {"list", "--json"}, {"show", "1"}, {"show", "1", "--json"}, {"digests"}, {"history"}, {"history", "--json"}, {"tag", "list"},
		{"view"}, {"stats"}, {"duplicates"}, {"doctor", "--deep"}, {"note", "1"}, {"note", "1", "--revisions"}, {"mark", "read", "2"}, {"undo"},
		{"export", "--format", "bibtex"}, {"export", "--format", "ris"}, {"export", "--format", "csv"}, {"export", "--format", "html"},
		{"export", "--format", "markdown"}, {"export", "--format", "csl-json"}, {"export", "--format", "text"}, {"export", "--format", "jsonl"},
		{"list", "tag:forest"}, {"list", "source:x"}, {"__complete", "list", "tag:"}, {"__complete", "list", "source:"}, {"__complete", "show", ""},
	} {
		res := r.dogear(ctx, nil, lib, args...)
		var err error
		if res.status < 0 || strings.Contains(res.err, "goroutine ") {
			err = fmt.Errorf("exit status %d: %.400s", res.status, res.err)
		}
		r.verdict(line, strings.Join(args, " "), errors.Join(err, harmless(strings.ReplaceAll(res.out, "\r\n", "\n")), harmless(res.err)))
	}
	return r.editedOnScreen(ctx, lib)
}

// editedOnScreen walks through the reader on such a library. What the text would do, the terminal would show.
func (r *rig) editedOnScreen(ctx context.Context, lib string) error {
	s, err := begin(r.command(ctx, nil, lib))
	if err != nil {
		return err
	}
	defer s.End()
	if err := s.shows("dogear"); err != nil {
		return err
	}
	const esc = "\x1b[27u" // which nothing behind it can change
	for _, key := range strings.Split("j k D H # S R L T : 2 3 7", " ") {
		if err := s.press(key+esc, ""); err != nil {
			return err
		}
	}
	if err := errors.Join(s.press("q", ""), s.ended()); err != nil {
		return err
	}
	for _, sign := range []string{"\x1b]0;owned", "\u009b", "\u202e"} {
		if strings.Contains(s.written(), sign) {
			return fmt.Errorf("%q got to the terminal", sign)
		}
	}
	return asItWas(s.written())
}
