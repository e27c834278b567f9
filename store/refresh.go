// This file owns bringing the search index of an older dogear up to date: segments of an older format are rebuilt one after the
// other, beside whatever else goes on. Until then they are searched as they are.

package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"slices"

	"modernc.org/sqlite"

	"dogear/store/fulltext"
)

// IndexIsOld reports whether a part of the search index is in an older format, and lacks what that lacks.
func (l *Library) IndexIsOld(ctx context.Context) (bool, error) {
	old, err := column[bool](ctx, l.read, "SELECT EXISTS (SELECT 1 FROM segment WHERE format < ?)", fulltext.Version)
	return err == nil && old[0], explain("reading the search index", err)
}

// RefreshIndex rebuilds the segments of an older format, the newest papers first. The papers are read and their words sorted
// without a lock; others wait only while the result is written. It ends with ctx, and continues where it was when it is
// called again.
func (l *Library) RefreshIndex(ctx context.Context) error {
	for {
		more, err := l.refreshSegment(ctx)
		if err != nil || !more {
			return explain("updating the search index", err)
		}
	}
}

// refreshSegment rebuilds one segment, and reports whether there was one to rebuild.
func (l *Library) refreshSegment(ctx context.Context) (more bool, err error) {
	var old *segment
	var fresh []built
	err = l.readOnce(ctx, func(tx *sql.Tx) error {
		segments, err := loadSegments(ctx, tx)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(segments, func(s *segment) bool { return s.format < fulltext.Version })
		if at < 0 {
			return nil
		}
		old = segments[at]
		if err := old.open(ctx, tx); err != nil {
			return err
		}
		return indexer{ctx, tx}.make(old.livePlaces(), func(b built) error { fresh = append(fresh, b); return nil })
	})
	if errors.Is(err, fulltext.ErrDamaged) {
		return true, l.mendIndex(ctx, mendDamaged)
	}
	if err != nil || old == nil {
		return false, err
	}
	return true, l.update(ctx, "updating the search index", func(tx *sql.Tx) error { return indexer{ctx, tx}.replace(old, fresh) })
}

// replace puts segments in the place of one that they were made of. What has left that one meanwhile leaves them too.
func (x indexer) replace(old *segment, fresh []built) error {
	segments, err := loadSegments(x.ctx, x.tx)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(segments, func(s *segment) bool { return s.id == old.id })
	if at < 0 { // merged with others meanwhile, or empty
		return nil
	}
	var gone []int64
	for _, doc := range segments[at].dead {
		if _, before := slices.BinarySearch(old.dead, doc); !before {
			gone = append(gone, old.head.Place(doc))
		}
	}
	if err := x.drop([]*segment{old}); err != nil {
		return err
	}
	for _, b := range fresh {
		id, err := x.keep(b)
		if err != nil {
			return err
		}
		head, err := fulltext.Open(b.blobs[0])
		if err != nil {
			return err
		}
		s := &segment{id: id, docs: b.docs, head: head}
		if err := x.kill(s, gone); err != nil {
			return err
		}
	}
	return nil
}

// The SQL functions with which the schema's upgrade makes the margin anew, where its words are other terms now:
// dogear_terms(text), and dogear_unspaced(text), which reports whether they are.
const (
	termsFunction    = "dogear_terms"
	unspacedFunction = "dogear_unspaced"
)

func init() {
	text := func(f func(text string) driver.Value) func(*sqlite.FunctionContext, []driver.Value) (driver.Value, error) {
		return func(_ *sqlite.FunctionContext, args []driver.Value) (driver.Value, error) {
			s, _ := args[0].(string)
			return f(s), nil
		}
	}
	sqlite.MustRegisterDeterministicScalarFunction(termsFunction, 1, text(func(s string) driver.Value { return fulltext.FoldTerms(s) }))
	sqlite.MustRegisterDeterministicScalarFunction(unspacedFunction, 1, text(func(s string) driver.Value {
		return int64(btoi(fulltext.HasUnspaced(s)))
	}))
}
