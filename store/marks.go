// This file owns what a record brings along of a reader's own: status, star, tags, a note, in digests that came out of a
// library. It fills only what the reader has left blank: the inbox, no star, no note; tags are added.

package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"

	"dogear/parser"
)

// mark gives a paper the marks of a record, and tells which kinds they were. They are part of the import's change, so
// that its undo takes them back.
func (in *intake) mark(k *knownPaper, m *parser.Marks) (fields []string, err error) {
	if m == nil {
		return nil, nil
	}
	if done, err := in.markState(k, m); err != nil {
		return nil, err
	} else if done {
		fields = append(fields, "state")
	}
	for _, name := range m.Tags {
		done, err := in.markTag(k.id, name)
		if err != nil {
			return nil, err
		}
		if done && (len(fields) == 0 || fields[len(fields)-1] != "tag") {
			fields = append(fields, "tag")
		}
	}
	if note := parser.CleanNote(m.Note); note != "" {
		done, err := in.markNote(k.id, note)
		if err != nil {
			return nil, err
		}
		if done {
			fields = append(fields, "note")
		}
	}
	if len(fields) > 0 && fields[len(fields)-1] != "state" {
		in.margined = append(in.margined, k.id)
	}
	return fields, nil
}

func (in *intake) markState(k *knownPaper, m *parser.Marks) (bool, error) {
	before := k.state()
	if want, err := ParseStatus(m.Status); err == nil && k.status == Inbox && k.snoozed == 0 {
		k.status = want
		if until := untilDate(m.Snoozed); want == Inbox && until > in.today {
			k.snoozed = until
		}
	}
	k.starred = k.starred || m.Starred
	if k.state() == before {
		return false, nil
	}
	if err := in.item(k.id, "state", 0, before, k.state()); err != nil {
		return false, err
	}
	return true, in.putState(k)
}

// state is the paper's state as change items keep it.
func (k *knownPaper) state() int64 { return packState(k.status, k.starred, k.snoozed) }

// putState writes the state of a paper.
func (in *intake) putState(k *knownPaper) error {
	_, err := in.exec("UPDATE paper SET status = ?, starred = ?, snoozed = ? WHERE id = ?", k.status, btoi(k.starred), k.snoozed, k.id)
	return err
}

// untilDate returns the day of a date, 0 if it is none.
func untilDate(d parser.Date) Until {
	day, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return 0
	}
	return UntilDay(day)
}

// markTag gives a paper a tag. Reference managers have tags of several words; here they are one.
func (in *intake) markTag(paper int64, name string) (bool, error) {
	name, err := CleanTag(strings.Join(strings.FieldsFunc(name, func(r rune) bool { return strings.ContainsRune(" \t\n,\"()", r) }), "-"))
	if err != nil {
		return false, nil //nolint:nilerr // what cannot be a tag here is none
	}
	if _, err := in.exec("INSERT INTO tag (name) VALUES (?) ON CONFLICT DO NOTHING", name); err != nil {
		return false, err
	}
	var tag int64
	var has bool
	err = in.tx.QueryRowContext(in.ctx, "SELECT id, EXISTS (SELECT 1 FROM paper_tag WHERE paper = ? AND tag = id) FROM tag WHERE name = ?", paper, name).Scan(&tag, &has)
	if err != nil || has {
		return false, err
	}
	if err := in.item(paper, "tag", tag, 0, 1); err != nil {
		return false, err
	}
	_, err = in.exec("INSERT INTO paper_tag (paper, tag) VALUES (?, ?)", paper, tag)
	return true, err
}

func (in *intake) markNote(paper int64, note string) (bool, error) {
	old, err := noteOf(in.ctx, in.tx, paper)
	if err != nil || old != "" {
		return false, err
	}
	if err := in.item(paper, "note", 0, "", note); err != nil {
		return false, err
	}
	return true, putNote(in.ctx, in.tx, paper, note, in.now)
}

// noteOf is a paper's note, empty if it has none.
func noteOf(ctx context.Context, tx *sql.Tx, paper int64) (text string, err error) {
	err = tx.QueryRowContext(ctx, "SELECT text FROM note WHERE paper = ?", paper).Scan(&text)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return text, err
}

// addedOn is when a paper came into the library that it comes from, or now.
func (in *intake) addedOn(p *parser.Paper) int64 {
	if p.Marks != nil {
		if t, err := time.ParseInLocation(time.DateOnly, string(p.Marks.Added), time.Local); err == nil {
			return t.UnixMilli()
		}
	}
	return in.now
}
