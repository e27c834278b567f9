// This file owns the full-text index: one entry a paper, under the paper's place. It is derived from the tables, inside
// the transaction that changes them.

package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"strings"

	"dogear/parser"
)

const (
	putEntry    = "INSERT INTO search (rowid, title, abstract, authors, tags, note) VALUES (?, ?, ?, ?, ?, ?)"
	removeEntry = "DELETE FROM search WHERE rowid = ?"
)

// authorWords are authors as the index takes them.
func authorWords(authors []parser.Author) string {
	names := make([]string, len(authors))
	for i, a := range authors {
		names[i] = a.Name()
	}
	return folded(strings.Join(names, " "))
}

// reindex writes the entries of papers anew.
func reindex(ctx context.Context, tx *sql.Tx, ids []int64) error {
	for _, id := range ids {
		var place int64
		var title, abstract, authors, tags, note string
		err := tx.QueryRowContext(ctx, `SELECT p.place, p.title, b.abstract, b.authors, coalesce(n.text, ''), coalesce((SELECT
			group_concat(tag.name, ' ') FROM paper_tag pt JOIN tag ON tag.id = pt.tag WHERE pt.paper = p.id), '')
			FROM paper p JOIN body b ON b.id = p.id LEFT JOIN note n ON n.paper = p.id WHERE p.id = ?`, id).
			Scan(&place, &title, &abstract, &authors, &note, &tags)
		if err != nil {
			return err
		}
		var people []parser.Author
		if err := json.Unmarshal([]byte(authors), &people); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, removeEntry, place); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, putEntry, place, folded(title), folded(abstract), authorWords(people), folded(tags), folded(note))
		if err != nil {
			return err
		}
	}
	return nil
}

// reindex writes the entries of those papers anew in which the change touched one of the fields.
func (r *recorder) reindex(fields ...string) error {
	list, err := json.Marshal(fields)
	if err != nil {
		return err
	}
	rows, err := r.tx.QueryContext(r.ctx, `SELECT DISTINCT paper FROM change_item
		WHERE change = ? AND field IN (SELECT value FROM json_each(?))`, r.id, string(list))
	if err != nil {
		return err
	}
	var ids []int64
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return errors.Join(err, rows.Close())
		}
		ids = append(ids, id)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return err
	}
	return reindex(r.ctx, r.tx, ids)
}

// rowsOf reads rows by id, in a transaction.
func rowsOf(ctx context.Context, tx *sql.Tx, ids ...int64) ([]Row, error) {
	rows, err := tx.QueryContext(ctx, "SELECT "+rowColumns+", '' FROM paper p WHERE p.status >= 0 AND "+inIDs, idList(ids))
	if err != nil {
		return nil, err
	}
	return scanRows(rows)
}
