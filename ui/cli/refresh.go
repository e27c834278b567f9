// This file owns updating the search index of a library that an older dogear has made: commands do it before anything else, the
// reader beside what is done in it.

package cli

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"

	"dogear/store"
)

// refreshIndex updates the index if it is old. One that cannot be updated is searched as it is.
func (a *app) refreshIndex(ctx context.Context, lib *store.Library) error {
	old, err := lib.IndexIsOld(ctx)
	if err == nil && old {
		_, _ = fmt.Fprintln(a.Stderr, "dogear: updating the search index of this library, once.")
		err = lib.RefreshIndex(ctx)
	}
	if err != nil && ctx.Err() == nil {
		a.err.printf("dogear: the search index could not be updated, so some searches find less: %v\n", err)
	}
	return ctx.Err()
}

// refreshBeside updates the index while the reader is open, until the function that it returns is called.
func refreshBeside(ctx context.Context, lib *store.Library) (stop func() error) {
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan error, 1)
	go func() {
		defer func() {
			if r := recover(); r != nil { // as in backupDaily
				done <- fmt.Errorf("updating the search index: a panic: %v\n%s", r, debug.Stack())
			}
		}()
		old, err := lib.IndexIsOld(ctx)
		if err == nil && old {
			err = lib.RefreshIndex(ctx)
		}
		done <- err
	}()
	return func() error {
		cancel()
		if err := <-done; !errors.Is(err, context.Canceled) {
			return err
		}
		return nil
	}
}
