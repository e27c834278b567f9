// This file owns tags.

package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"unicode"

	"dogear/parser"
)

// A Tag is a name and how many papers carry it.
type Tag struct {
	Name   string
	Papers int
}

const maxTag = 64 // characters

// CleanTag is a tag's name as it is kept: without the # before it. Tags are one word, so that a line of them can be
// typed; case makes no difference between them.
func CleanTag(name string) (string, error) {
	tag := strings.TrimLeft(parser.CleanLine(name), "#")
	switch {
	case tag == "":
		return "", errors.New("a tag needs a name, for example gnn")
	case strings.ContainsFunc(tag, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(`,"()`, r) }):
		return "", fmt.Errorf("invalid tag %q: tags cannot contain spaces, commas, quotes or parentheses; use a hyphen", tag)
	case tag[0] == '-' || tag[0] == '+':
		return "", fmt.Errorf("invalid tag %q: tags must begin with a letter or digit", tag)
	case len([]rune(tag)) > maxTag:
		return "", fmt.Errorf("invalid tag %q: tags can have at most %d characters", tag, maxTag)
	}
	return tag, nil
}

// Tags lists the tags that papers carry, by name.
func (l *Library) Tags(ctx context.Context) ([]Tag, error) {
	rows, err := l.read.QueryContext(ctx, "SELECT name, papers FROM tag WHERE papers > 0 ORDER BY name")
	if err != nil {
		return nil, explain("reading the tags", err)
	}
	defer func() { _ = rows.Close() }()
	var all []Tag
	for rows.Next() {
		var t Tag
		if err := rows.Scan(line(&t.Name), &t.Papers); err != nil {
			return nil, explain("reading the tags", err)
		}
		all = append(all, t)
	}
	return all, explain("reading the tags", rows.Err())
}

// Retag adds tags to papers and takes tags from them, as one change. Names are cleaned; a tag that no paper has had yet
// comes into being.
func (l *Library) Retag(ctx context.Context, t Target, add, remove []string) (o Outcome, err error) {
	var detail []string
	clean := func(sign string, names []string) []string {
		out := make([]string, len(names))
		for i, n := range names {
			var bad error
			if out[i], bad = CleanTag(n); bad != nil {
				err = bad
			}
			detail = append(detail, sign+out[i])
		}
		return out
	}
	add, remove = clean("+", add), clean("-", remove)
	if err != nil {
		return o, err
	}
	err = l.updateTarget(ctx, "tagging papers", t, func(tx *sql.Tx, where string, args []any) error {
		rec, err := l.record(ctx, tx, KindTag, strings.Join(detail, " "))
		if err != nil {
			return err
		}
		for _, name := range add {
			if err := rec.tag(name, where, args); err != nil {
				return err
			}
		}
		for _, name := range remove {
			if err := rec.untag(name, where, args); err != nil {
				return err
			}
		}
		o, err = rec.finishTags()
		return err
	})
	return o, err
}

// finishTags ends a change of tags: a search has to find them.
func (r *recorder) finishTags() (Outcome, error) {
	if err := r.remargin(); err != nil {
		return Outcome{}, err
	}
	return r.finish()
}

// tag gives a tag to the papers that lack it.
func (r *recorder) tag(name, where string, args []any) error {
	if _, err := r.tx.ExecContext(r.ctx, "INSERT INTO tag (name) VALUES (?) ON CONFLICT DO NOTHING", name); err != nil {
		return err
	}
	_, err := r.tx.ExecContext(r.ctx, `INSERT INTO change_item (change, paper, field, ref, before, after)
		SELECT ?, p.id, 'tag', tag.id, 0, 1 FROM paper p, tag WHERE tag.name = ?
		AND NOT EXISTS (SELECT 1 FROM paper_tag pt WHERE pt.paper = p.id AND pt.tag = tag.id) AND `+where,
		append([]any{r.id, name}, args...)...)
	if err != nil {
		return err
	}
	return setTags(r.ctx, r.tx, r.id, "after")
}

// untag takes a tag from the papers that carry it.
func (r *recorder) untag(name, where string, args []any) error {
	_, err := r.tx.ExecContext(r.ctx, `INSERT INTO change_item (change, paper, field, ref, before, after)
		SELECT ?, p.id, 'tag', tag.id, 1, 0 FROM paper p JOIN paper_tag pt ON pt.paper = p.id JOIN tag ON tag.id = pt.tag
		WHERE tag.name = ? AND `+where, append([]any{r.id, name}, args...)...)
	if err != nil {
		return err
	}
	return setTags(r.ctx, r.tx, r.id, "after")
}

// setTags brings the tags that a change touched to one of its sides, "before" or "after".
func setTags(ctx context.Context, tx *sql.Tx, change int64, side string) error {
	if _, err := tx.ExecContext(ctx, `INSERT OR IGNORE INTO paper_tag (paper, tag)
		SELECT paper, ref FROM change_item WHERE change = ? AND field = 'tag' AND `+side+` = 1`, change); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, `DELETE FROM paper_tag WHERE (paper, tag) IN
		(SELECT paper, ref FROM change_item WHERE change = ? AND field = 'tag' AND `+side+` = 0)`, change)
	return err
}

// RenameTag gives a tag another name; if that is a tag already, the two become one. ErrNotFound means that no paper
// carries the old one.
func (l *Library) RenameTag(ctx context.Context, from, to string) (o Outcome, err error) {
	if from, err = CleanTag(from); err != nil {
		return o, err
	}
	if to, err = CleanTag(to); err != nil {
		return o, err
	}
	err = l.update(ctx, "renaming a tag", func(tx *sql.Tx) error {
		exact, err := tagNamed(ctx, tx, from)
		if err != nil || exact == to {
			return err
		}
		var same bool // but for case
		if err := tx.QueryRowContext(ctx, "SELECT name = ? FROM tag WHERE name = ?", to, exact).Scan(&same); err != nil {
			return err
		}
		rec, err := l.record(ctx, tx, KindRenameTag, exact+" "+to)
		if err != nil {
			return err
		}
		if same { // written otherwise: its papers stay as they are
			return rec.respell(&o, exact, to)
		}
		carries := "EXISTS (SELECT 1 FROM paper_tag pt JOIN tag ON tag.id = pt.tag WHERE pt.paper = p.id AND tag.name = ?)"
		if err := rec.tag(to, carries, []any{exact}); err != nil {
			return err
		}
		if err := rec.untag(exact, "1", nil); err != nil {
			return err
		}
		o, err = rec.finishTags()
		return err
	})
	return o, err
}

// DeleteTag takes a tag from all papers, as one change. ErrNotFound means that no paper carries it.
func (l *Library) DeleteTag(ctx context.Context, name string) (o Outcome, err error) {
	if name, err = CleanTag(name); err != nil {
		return o, err
	}
	err = l.update(ctx, "deleting a tag", func(tx *sql.Tx) error {
		exact, err := tagNamed(ctx, tx, name)
		if err != nil {
			return err
		}
		rec, err := l.record(ctx, tx, KindDeleteTag, exact)
		if err != nil {
			return err
		}
		if err := rec.untag(exact, "1", nil); err != nil {
			return err
		}
		o, err = rec.finishTags()
		return err
	})
	return o, err
}

// tagNamed is a tag's name as it is written. ErrNotFound means that no paper carries it.
func tagNamed(ctx context.Context, tx *sql.Tx, name string) (exact string, err error) {
	err = tx.QueryRowContext(ctx, "SELECT name FROM tag WHERE name = ? AND papers > 0", name).Scan(&exact)
	if errors.Is(err, sql.ErrNoRows) {
		return "", missing("there is no tag %q", name)
	}
	return exact, err
}

// respell changes the case of a tag's name. It is a change without papers.
func (r *recorder) respell(o *Outcome, from, to string) error {
	if _, err := r.tx.ExecContext(r.ctx, "UPDATE tag SET name = ? WHERE name = ?", to, from); err != nil {
		return err
	}
	var err error
	*o, err = outcome(r.ctx, r.tx, r.id, r.today)
	return err
}
