// This file owns noticing what other processes save in the library.

package store

import (
	"context"
	"fmt"
)

// A Watch reports whether another process, or another Library in this one, has saved something. It is not safe for use by
// several goroutines at once.
type Watch struct {
	l       *Library
	conn    any   // the driver's connection that version is of
	version int64 // PRAGMA data_version
	day     Until
}

// Watch starts watching: what is saved from now on is noticed.
//
// SQLite counts, for each connection, the commits that other connections have made. The connection that writes is asked,
// so the Library's own writes do not count. A look takes some microseconds and does not touch the disk; while a write of
// the Library is under way, it waits for its end.
func (l *Library) Watch(ctx context.Context) (*Watch, error) {
	w := &Watch{l: l}
	_, err := w.Changed(ctx)
	return w, err
}

// Changed reports whether anything was saved elsewhere since it was asked last, or another day has begun, on which snoozed
// papers return. ErrGone means that the file is not there any more.
func (w *Watch) Changed(ctx context.Context) (bool, error) {
	if err := w.l.checkInPlace(); err != nil {
		return false, err
	}
	conn, err := w.l.write.Conn(ctx)
	if err != nil {
		return false, explain("looking for changes", err)
	}
	defer func() { _ = conn.Close() }() // gives it back
	var version int64
	if err := conn.QueryRowContext(ctx, "PRAGMA data_version").Scan(&version); err != nil {
		return false, explain("looking for changes", err)
	}
	var same any
	if err := conn.Raw(func(c any) error { same = c; return nil }); err != nil {
		return false, fmt.Errorf("looking for changes: %w", err)
	}
	changed := version != w.version || same != w.conn // the versions of two connections cannot be compared
	today := w.l.Today()
	changed = changed || today != w.day
	w.version, w.conn, w.day = version, same, today
	return changed, nil
}
