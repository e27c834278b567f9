// This file owns reading what citation keys are made of.

package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"reflect"

	"dogear/parser"
)

// EachCited calls f with what the citation key of a paper is made of, for every paper that there ever was, in the order
// of their ids: a key that was given stays the same when a paper before it is taken out of sight.
func (l *Library) EachCited(ctx context.Context, f func(id int64, p *parser.Paper) error) error {
	rows, err := l.read.QueryContext(ctx, `SELECT p.id, p.title, p.published, coalesce(p.arxiv, ''), b.data
		FROM paper p JOIN body b ON b.id = p.id ORDER BY p.id`)
	if err != nil {
		return explain("reading the citation keys", err)
	}
	defer func() { _ = rows.Close() }()
	var text []byte
	for rows.Next() {
		var id int64
		var p parser.Paper
		var data sql.RawBytes
		if err := rows.Scan(&id, line(&p.Title), &p.Published, line(&p.ArXiv), &data); err != nil {
			return explain("reading the citation keys", err)
		}
		// Most of a record is its abstract, which is passed over.
		var b struct {
			Authors []parser.Author `json:"p"`
			Key     string          `json:"y"`
		}
		text, err = unpacker().DecodeAll(data, text[:0])
		if err == nil {
			err = json.Unmarshal(text, &b)
		}
		if err != nil {
			return fmt.Errorf("reading the citation key of paper %d: the record is damaged: %w", id, err)
		}
		cleanStrings(reflect.ValueOf(&b).Elem())
		p.Authors, p.Key = b.Authors, b.Key
		if err := f(id, &p); err != nil {
			return err
		}
	}
	return explain("reading the citation keys", rows.Err())
}
