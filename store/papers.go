// This file owns reading papers whole: one for a pane, or many for an export, with as few statements for a hundred as
// for one.

package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// Paper reads all of a paper. ErrNotFound means that there is none of that id.
func (l *Library) Paper(ctx context.Context, id int64) (*Paper, error) {
	all, err := l.Papers(ctx, []int64{id})
	if err == nil && len(all) == 0 {
		err = missing("there is no paper %d", id)
	}
	if err != nil {
		return nil, err
	}
	return all[0], nil
}

// Papers reads all of several papers, in the order of the ids. Those that are not there are left out.
func (l *Library) Papers(ctx context.Context, ids []int64) ([]*Paper, error) {
	all, err := papers(ctx, l.read, ids)
	return all, explain("reading papers", err)
}

func papers(ctx context.Context, db queryer, ids []int64) ([]*Paper, error) {
	byID := make(map[int64]*Paper, len(ids))
	var packed []packedPaper
	err := eachRow(ctx, db, `SELECT `+rowColumns+`, p.published, p.added, p.arxiv, p.version, p.doi, p.openreview,
			b.data, n.text, n.saved
		FROM paper p JOIN body b ON b.id = p.id LEFT JOIN note n ON n.paper = p.id
		WHERE p.status >= 0 AND `+inIDs, ids, func(rows *sql.Rows) error {
		p, err := scanPaper(rows)
		packed = append(packed, p)
		return err
	})
	if err == nil {
		err = unpackAll(packed)
	}
	if err != nil {
		return nil, err
	}
	for _, p := range packed {
		byID[p.ID] = p.Paper
	}
	err = eachRow(ctx, db, `SELECT pt.paper, tag.name FROM paper_tag pt JOIN tag ON tag.id = pt.tag
		WHERE pt.paper IN (SELECT value FROM json_each(?)) ORDER BY tag.name`, ids, func(rows *sql.Rows) error {
		var id int64
		var name string
		err := rows.Scan(&id, line(&name))
		if p := byID[id]; p != nil {
			p.TagNames = append(p.TagNames, name)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	// A paper came with all the records that were merged into it. What the reader merged has been a paper of its own.
	err = eachRow(ctx, db, `WITH source (paper, id) AS (SELECT value, value FROM json_each(?1)
			UNION ALL SELECT p.merged, p.id FROM json_each(?1) j JOIN paper p ON p.merged = j.value AND p.merged <> 0)
		SELECT s.paper, d.id, dp.position, `+sqlSource("d")+`, coalesce(d.date, ''), d.origin,
			coalesce(m.why, CASE s.id WHEN s.paper THEN '' ELSE 'reader' END)
		FROM source s JOIN digest_paper dp ON dp.paper = s.id JOIN digest d ON d.id = dp.digest
			LEFT JOIN merger m ON m.digest = dp.digest AND m.position = dp.position
		WHERE d.removed = 0 ORDER BY d.id, dp.position`, ids, func(rows *sql.Rows) error {
		var id int64
		var a Appearance
		err := rows.Scan(&id, &a.Digest, &a.Position, line(&a.Source), line((*string)(&a.Date)), line(&a.Origin), line(&a.Why))
		if p := byID[id]; p != nil {
			if n := len(p.Records); n == 0 || p.Records[n-1].Digest != a.Digest {
				p.Digests = append(p.Digests, a)
			}
			p.Records = append(p.Records, a)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	all := make([]*Paper, 0, len(byID))
	for _, id := range ids {
		if p := byID[id]; p != nil {
			all = append(all, p)
		}
	}
	return all, nil
}

// eachRow calls f for every row of a query whose one parameter is a list of ids.
func eachRow(ctx context.Context, db queryer, query string, ids []int64, f func(*sql.Rows) error) error {
	rows, err := db.QueryContext(ctx, query, idList(ids))
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		if err := f(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// A packedPaper is a paper whose record has not been unpacked.
type packedPaper struct {
	*Paper
	data []byte
}

// scanPaper reads a paper without its tags and digests.
func scanPaper(rows *sql.Rows) (packedPaper, error) {
	p := packedPaper{Paper: new(Paper)}
	var added int64
	var saved sql.NullInt64
	err := rows.Scan(&p.ID, &p.Place, &p.Status, &p.Starred, &p.Snoozed, &p.Noted, &p.Tags, &p.OnlyID, line(&p.Title), line((*string)(&p.Published)), &added,
		line(&p.ArXiv), &p.Version, line(&p.DOI), line(&p.OpenReview), &p.data, lines(&p.Note), &saved)
	p.Added = time.UnixMilli(added)
	if saved.Valid {
		p.NoteSaved = time.UnixMilli(saved.Int64)
	}
	return p, err
}

// unpack fills in what the record holds.
func (p packedPaper) unpack() error {
	b, err := unpackBody(p.data)
	if err != nil {
		return fmt.Errorf("paper %d: %w", p.ID, err)
	}
	b.clean()
	p.Abstract, p.Authors, p.Links = b.Abstract, b.Authors, b.Links
	p.In, p.Categories, p.Keywords, p.Comment, p.Key, p.Details = b.In, b.Categories, b.Keywords, b.Comment, b.Key, b.Details
	p.RawTitle, p.RawAbstract = cmp.Or(b.RawTitle, p.Title), cmp.Or(b.RawAbstract, p.Abstract)
	return nil
}

// unpackAll unpacks papers on all processors: that takes most of the time of reading many. The error is the first paper's
// that has one.
func unpackAll(all []packedPaper) error {
	errs := make([]error, len(all))
	var next atomic.Int64
	var fault atomic.Value // what a goroutine has panicked with: the caller can recover from it
	var running sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(all)/papersEach+1) {
		running.Go(func() {
			if f := caught(func() {
				for i := int(next.Add(1)) - 1; i < len(all); i = int(next.Add(1)) - 1 {
					errs[i] = all[i].unpack()
				}
			}); f != nil {
				fault.Store(f)
			}
		})
	}
	running.Wait()
	if f := fault.Load(); f != nil {
		panic(f)
	}
	return cmp.Or(errs...)
}

// papersEach is how many papers are worth a goroutine.
const papersEach = 16
