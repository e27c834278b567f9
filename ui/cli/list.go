// This file owns `dogear list`.

package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"

	"dogear/store"
)

func (a *app) listCommand() *cobra.Command {
	var sort, view string
	var limit int
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "list [QUERY]...",
		Short: "List papers, one per line",
		Long: `List the papers that match a query, or all papers: number, status, ★ for a star, ✎ for a
note, and title. The digest imported last comes first. See "dogear help queries".`,
		Example: `  dogear list is:inbox year:2024 diffusion
  dogear list --sort date -- graph -survey
  dogear list is:starred --json`,
		RunE: func(cmd *cobra.Command, args []string) error {
			q, err := a.listQuery(args, sort, limit)
			if err != nil {
				return err
			}
			ctx := cmd.Context()
			return a.withLibrary(ctx, func(lib *store.Library) error {
				if view != "" {
					if q, err = a.inView(ctx, lib, view, q); err != nil {
						return err
					}
				}
				if asJSON {
					_, err := newJSONLines(a.out).papers(ctx, a, lib, q, limit)
					return err
				}
				width := a.width()
				n, err := a.each(ctx, lib, q, limit, func(page []store.Row) error {
					for _, r := range page {
						if _, err := fmt.Fprintln(a.out, printable(rowLine(r, a.today(), width))); err != nil {
							return err
						}
					}
					return nil
				})
				if err == nil && n == 0 {
					err = a.nothingMatches(ctx, lib, strings.Join(args, " "))
				}
				return err
			})
		},
	}
	cmd.Flags().StringVar(&sort, "sort", "", "sort by `NAME`: "+sortNames())
	cmd.Flags().StringVar(&view, "view", "", "only papers in your view `NAME`")
	cmd.Flags().IntVar(&limit, "limit", 0, "list at most `N` papers")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON Lines, with all fields of each paper")
	return cmd
}

// nothingMatches says so, with what was probably meant.
func (a *app) nothingMatches(ctx context.Context, lib *store.Library, query string) error {
	meant, ok, err := lib.Suggest(ctx, query)
	if ok {
		a.err.printf("no matching papers; %s\n", meant.Question())
	} else {
		a.err.printf("no matching papers\n")
	}
	return err
}

// inView is a query within a view; an order of the query goes before the view's.
func (a *app) inView(ctx context.Context, lib *store.Library, name string, q store.Query) (store.Query, error) {
	v, err := lib.View(ctx, name)
	if err != nil {
		return q, err
	}
	of, err := store.ParseQuery(v.Query, a.Now())
	return of.And(q), err
}

// listQuery reads what list was asked for.
func (a *app) listQuery(words []string, sort string, limit int) (store.Query, error) {
	q, err := a.query(words)
	switch {
	case err != nil:
		return q, err
	case limit < 0:
		return q, usagef("invalid value %d for --limit: want 0 or more", limit)
	case sort == "":
		return q, nil
	}
	s, known := store.ParseSort(sort)
	if !known {
		return q, usagef("invalid value %q for --sort: want one of %s", sort, sortNames())
	}
	return q.Sorted(s), nil
}

// rowLine is a paper as one line, cut to the width unless that is 0.
func rowLine(r store.Row, today store.Until, width int) string {
	star, note := " ", " "
	if r.Starred {
		star = "★"
	}
	if r.Noted {
		note = "✎"
	}
	status := r.Status.String()
	if r.SnoozedOn(today) {
		status = "snoozed"
	}
	line := fmt.Sprintf("%6d  %-9s %s%s %s", r.ID, status, star, note, r.Title)
	if width > 0 {
		line = ansi.Truncate(line, width, "…")
	}
	return line
}

func sortNames() string { return strings.Join(store.FieldValues["sort"], ", ") }
