// This file owns the keys of nearly equal papers in libraries from before there were any: each import makes those of some
// papers, so that no upgrade takes minutes. See near.go.

package store

import (
	"database/sql"
	"database/sql/driver"

	"modernc.org/sqlite"
)

// nearFilled is how many papers of an older library get their keys with each import.
const nearFilled = 2000

// fillNear gives up to limit papers that have no keys theirs, the newest first. Left is how many may be without then.
func (in *intake) fillNear(limit int) (left int64, err error) {
	var from int64
	if err := in.tx.QueryRowContext(in.ctx, "SELECT paper FROM near_from").Scan(&from); err != nil || from <= 1 {
		return 0, err
	}
	papers, err := in.unkeyed(from, limit)
	if err != nil {
		return 0, err
	}
	var rows []nearRow
	for i := range papers {
		keys, err := in.allKeys(&papers[i].knownPaper, papers[i].hash)
		if err != nil {
			return 0, err
		}
		rows = append(rows, nearRowsOf(papers[i].id, keys)...)
	}
	if from = 1; len(papers) == limit {
		from = papers[limit-1].id
	}
	if err := in.writeNear(rows); err != nil {
		return 0, err
	}
	_, err = in.exec("UPDATE near_from SET paper = ?", from)
	return from - 1, err
}

// hashedPaper is a paper with the hash of its title.
type hashedPaper struct {
	knownPaper
	hash int64
}

// unkeyed reads the papers before a number, the newest first. What is damaged is for doctor to tell.
func (in *intake) unkeyed(before int64, limit int) (all []hashedPaper, err error) {
	rows, err := in.query(`SELECT p.id, p.title, p.title_hash, p.published, coalesce(p.arxiv, ''), coalesce(p.doi, ''),
		coalesce(p.openreview, ''), coalesce(b.data, x'')
		FROM paper p LEFT JOIN body b ON b.id = p.id WHERE p.id < ? ORDER BY p.id DESC LIMIT ?`, before, limit)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var k hashedPaper
		var data sql.RawBytes
		if err := rows.Scan(&k.id, &k.title, &k.hash, &k.published, &k.arxiv, &k.doi, &k.openreview, &data); err != nil {
			return nil, err
		}
		if b, err := unpackBody(data); err == nil {
			k.body = b
		}
		all = append(all, k)
	}
	return all, rows.Err()
}

// allKeys are the keys of a paper, as an import would give it them.
func (in *intake) allKeys(k *knownPaper, hash int64) ([]int32, error) {
	if k.stub() {
		return nil, nil
	}
	if isGeneric(k.title) {
		return exactKeys(k.parsed(), 0), nil
	}
	keys := nearKeys(k.title, k.body.Authors)
	crowded, err := in.crowded(hash, k.id)
	if crowded {
		keys = append(keys, exactKeys(k.parsed(), 0)...)
	}
	return keys, err
}

// crowded reports whether many papers before one have its title, by the hash of that.
func (in *intake) crowded(hash, id int64) (bool, error) {
	rows, err := in.query("SELECT count(*) FROM (SELECT 1 FROM paper WHERE title_hash = ? AND id < ? LIMIT ?)", hash, id, mostNamed)
	if err != nil {
		return false, err
	}
	defer func() { _ = rows.Close() }()
	var earlier int
	for rows.Next() {
		if err := rows.Scan(&earlier); err != nil {
			return false, err
		}
	}
	return earlier == mostNamed, rows.Err()
}

// stubFunction is the SQL function by which the schema's upgrade knows stubs: dogear_stub(title, arxiv, doi, openreview).
const stubFunction = "dogear_stub"

func init() {
	sqlite.MustRegisterDeterministicScalarFunction(stubFunction, 4, func(_ *sqlite.FunctionContext, args []driver.Value) (driver.Value, error) {
		var texts [4]string
		for i := range texts {
			texts[i], _ = args[i].(string)
		}
		return int64(btoi(isStub(texts[0], texts[1], texts[2], texts[3]))), nil
	})
}
