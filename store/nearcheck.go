// This file owns looking at the keys of nearly equal papers, and making them anew: see near.go.

package store

import (
	"context"
	"database/sql"
	"slices"
)

// nearKeysKept are the rows of the table near, in order, and what was missing of them.
type nearKeysKept struct {
	rows    []uint64 // key and paper, 32 bits each: sixteen bytes for a paper
	from    int64    // papers before this one have no keys yet
	without int      // papers that lack one
}

func packNear(key int32, paper int64) uint64 { return uint64(uint32(key))<<32 | uint64(uint32(paper)) } //nolint:gosec // bits

// nearRows reads the table.
func (x *examiner) nearRows() (*nearKeysKept, error) {
	k := new(nearKeysKept)
	if err := x.tx.QueryRowContext(x.ctx, "SELECT coalesce(max(paper), 1) FROM near_from").Scan(&k.from); err != nil {
		return nil, err
	}
	rows, err := x.tx.QueryContext(x.ctx, "SELECT key, paper FROM near")
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var key int32
		var paper int64
		if err := rows.Scan(&key, &paper); err != nil {
			return nil, err
		}
		k.rows = append(k.rows, packNear(key, paper))
	}
	slices.Sort(k.rows)
	return k, rows.Err()
}

// look counts a paper that has not all of its keys. Those of titles that many papers have are not looked at: they are of
// what a record said, which may have been added to since.
func (n *nearKeysKept) look(k *knownPaper) {
	if k.id < n.from || k.status < 0 || k.stub() { // what is out of sight may have been a stub
		return
	}
	for _, key := range nearKeys(k.title, k.body.Authors) {
		if _, ok := slices.BinarySearch(n.rows, packNear(key, k.id)); !ok {
			n.without++
			return
		}
	}
}

// near tells of papers that lack keys.
func (x *examiner) near(n *nearKeysKept) {
	if n.without > 0 {
		x.damage(cureNear, doFix, "the title keys of %s are missing or wrong, so similar titles are not found", Plural(n.without, "paper"))
	}
	if n.from > 1 {
		x.add(Finding{
			What: "papers before " + Thousands(int(n.from)) + " have not been compared yet with those that are nearly the same",
			Do:   "each import compares some of them; `dogear doctor --fix` compares all of them now", cure: cureNear,
		})
	}
}

// rekey makes all keys anew, some thousand papers at a time.
func (x *examiner) rekey(ctx context.Context) error {
	err := x.l.update(ctx, "rebuilding the title keys", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `DELETE FROM near; DELETE FROM near_from; INSERT INTO near_from SELECT 0, coalesce(max(id), 0) + 1 FROM paper`)
		return err
	})
	for left := int64(1); left > 0 && err == nil; {
		err = x.l.update(ctx, "rebuilding the title keys", func(tx *sql.Tx) error {
			in := x.l.newFiller(&recorder{ctx: ctx, tx: tx})
			defer in.close()
			left, err = in.fillNear(nearFilled)
			return err
		})
	}
	return err
}
