// This file owns finding and opening the library, and what its commands name papers by: queries and PAPERs.

package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/adrg/xdg"
	"github.com/spf13/cobra"

	"dogear/store"
)

// path is where the library is: --library, DOGEAR_LIBRARY, or the folder for the user's data.
func (a *app) path() (string, error) {
	for _, p := range []string{a.library, a.Getenv("DOGEAR_LIBRARY")} {
		if p != "" {
			return p, nil
		}
	}
	// Without a home, xdg would fall back to the root of the file system.
	if _, err := os.UserHomeDir(); err != nil && a.Getenv("XDG_DATA_HOME") == "" && runtime.GOOS != "windows" {
		return "", errors.New("cannot locate the library: HOME is not set; set it, or name a file with --library or DOGEAR_LIBRARY")
	}
	return filepath.Join(xdg.DataHome, "dogear", "library.db"), nil
}

// withLibrary opens the library for f. Where there is none, it says how to begin.
func (a *app) withLibrary(ctx context.Context, f func(lib *store.Library) error) error {
	return a.withLibraryAsItIs(ctx, func(lib *store.Library) error {
		if err := a.refreshIndex(ctx, lib); err != nil {
			return err
		}
		return f(lib)
	})
}

// withLibraryAsItIs does not update its search index first.
func (a *app) withLibraryAsItIs(ctx context.Context, f func(lib *store.Library) error) error {
	path, err := a.path()
	if err != nil {
		return err
	}
	lib, err := store.Open(ctx, path, a.upgrades())
	if errors.Is(err, store.ErrNoLibrary) {
		return fmt.Errorf("%w\nTo create one, run `dogear import FILE`, or `dogear` to start with a sample digest.", err)
	}
	if err != nil {
		return err
	}
	return closing(lib, f(lib))
}

// closing closes a library after what was done with it. A disk that failed there fails here too, and is told of once.
func closing(lib *store.Library, err error) error {
	if closed := lib.Close(); err == nil {
		return closed
	}
	return err
}

// upgrades has it told when a library of an older dogear is brought to this one's version.
func (a *app) upgrades() store.Option {
	return store.OnUpgrade(func() {
		_, _ = fmt.Fprintln(a.Stderr, "dogear: upgrading the library to this version, after a backup. This can take minutes for a large library.")
	})
}

// query reads a query from the words of a command line.
func (a *app) query(words []string) (store.Query, error) {
	return store.ParseQuery(strings.Join(words, " "), a.Now())
}

// targets are the papers that a command is for: those it names, or all that match --query.
type targets struct{ query string }

func (t *targets) flag(cmd *cobra.Command) {
	cmd.Flags().StringVar(&t.query, "query", "", "apply to all papers that match `QUERY`")
}

// check reports whether papers were named in one of the two ways.
func (t *targets) check(cmd *cobra.Command, refs []string) error {
	switch asked := cmd.Flags().Changed("query"); {
	case asked && len(refs) > 0:
		return usagef("give either papers or --query, not both")
	case !asked && len(refs) == 0:
		return usagef("missing argument: want papers, or --query")
	}
	return nil
}

// resolve finds all the papers before anything is done to one of them.
func (t *targets) resolve(ctx context.Context, a *app, lib *store.Library, refs []string) (store.Target, error) {
	if len(refs) > 0 {
		ids, err := find(ctx, lib, refs)
		return store.These(ids...), err
	}
	q, err := a.query([]string{t.query})
	if err != nil {
		return store.Target{}, err
	}
	// A script whose variable is unset means some papers, never all of them.
	if q.Sorted("") == (store.Query{}) {
		return store.Target{}, usagef("the query %q would match every paper in the library; give a query that selects some, or is:inbox and the like", t.query)
	}
	return store.AllOf(q), nil
}

// find resolves PAPERs, or tells about each that cannot be.
func find(ctx context.Context, lib *store.Library, refs []string) ([]int64, error) {
	var ids []int64
	var errs []error
	for _, ref := range refs {
		id, err := lib.Find(ctx, ref)
		if failure := (*store.Failure)(nil); errors.As(err, &failure) { // the next would fail as well, and say it again
			return nil, err
		}
		ids, errs = append(ids, id), append(errs, err)
	}
	return ids, errors.Join(errs...)
}

// paper is the one paper that a PAPER names.
func paper(ctx context.Context, lib *store.Library, ref string) (*store.Paper, error) {
	id, err := lib.Find(ctx, ref)
	if err != nil {
		return nil, err
	}
	return lib.Paper(ctx, id)
}

// pageRows is how many rows are in memory at a time.
const pageRows = 500

// each calls f for the papers that match, in order, up to limit; 0 is all. It reads the list in pages.
func (a *app) each(ctx context.Context, lib *store.Library, q store.Query, limit int, f func(page []store.Row) error) (n int, err error) {
	var at store.Cursor
	for {
		want := pageRows
		if limit > 0 {
			want = min(want, limit-n)
		}
		rows, err := lib.Page(ctx, q, store.Span{From: at, Limit: want})
		if err != nil {
			return n, err
		}
		if err := f(rows); err != nil {
			return n, err
		}
		n += len(rows)
		if len(rows) < want || n == limit {
			return n, a.tellCut(ctx, lib, q, n, limit)
		}
		at = rows[len(rows)-1].Cursor()
	}
}

// tellCut says so if the list ends where the ranking does and not where the matches do.
func (a *app) tellCut(ctx context.Context, lib *store.Library, q store.Query, n, limit int) error {
	if q.Sort() != store.SortRelevance || n == limit || n == 0 {
		return nil
	}
	more, err := lib.Count(ctx, q, n+1)
	if more > n {
		a.err.printf("dogear: only the %d most relevant papers are shown; use another --sort to list all\n", n)
	}
	return err
}
