// This file owns `dogear duplicates` and what is decided with it.

package cli

import (
	"context"
	"strconv"

	"github.com/spf13/cobra"

	"dogear/store"
	"dogear/ui"
)

// pairJSON is two papers that may be the same, as `duplicates --json` writes them.
type pairJSON struct {
	Why    string      `json:"why"`
	Papers []paperJSON `json:"papers"`
}

func (a *app) duplicatesCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "duplicates",
		Short: "What may be the same paper; merge or keep apart",
		Long: `duplicates shows papers that may be the same and that no identifier, and no title with the
same authors and year, made one. You say which they are, and that is remembered.`,
		Example: "  dogear duplicates\n  dogear duplicates merge 12 87\n  dogear duplicates apart 12 90\n  dogear duplicates split 12 2",
		Args:    noSuchCommand,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.withLibrary(cmd.Context(), func(lib *store.Library) error { return a.listDuplicates(cmd.Context(), lib, asJSON) })
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "JSON Lines: why, papers")
	cmd.AddCommand(
		a.decidePair("merge", "Make two papers one", `merge makes two papers one. The first keeps its number, its place and its status, unless it is
undecided, and gets what only the other has: fields, digests, tags, a star. Both notes are
kept. The other's number leads to the first from then on.`, (*store.Library).Merge),
		a.decidePair("apart", "Remember that two papers are not the same", `apart remembers that two papers are not the same: they are not shown again.`,
			(*store.Library).KeepApart),
		a.splitCommand())
	return cmd
}

func (a *app) listDuplicates(ctx context.Context, lib *store.Library, asJSON bool) error {
	pairs, err := lib.Duplicates(ctx)
	if err != nil {
		return err
	}
	lines := newJSONLines(a.out)
	width := a.width()
	if width == 0 {
		width = 100
	}
	for i, p := range pairs {
		papers, err := lib.Papers(ctx, []int64{p.A, p.B})
		if err != nil {
			return err
		}
		if len(papers) < 2 {
			continue // merged meanwhile
		}
		if asJSON {
			if err := lines.write(pairJSON{p.Why, []paperJSON{toJSON(papers[0]), toJSON(papers[1])}}); err != nil {
				return err
			}
			continue
		}
		if i > 0 {
			a.out.printf("\n")
		}
		a.out.printf("%d and %d: %s\n\n", p.A, p.B, p.Why)
		compared, _ := ui.Compare(papers[0], papers[1], width-2)
		for _, l := range compared {
			a.out.printf("  %s\n", l)
		}
	}
	if !asJSON && len(pairs) == 0 {
		a.err.printf("no two papers look like the same\n")
	} else if !asJSON {
		a.err.printf("\n`dogear duplicates merge A B` makes two papers one, `dogear duplicates apart A B` keeps them two.\n")
	}
	return nil
}

// decidePair is a command about two papers.
func (a *app) decidePair(name, short, long string, do func(*store.Library, context.Context, int64, int64) (store.Outcome, error)) *cobra.Command {
	return &cobra.Command{
		Use:     name + " PAPER PAPER",
		Short:   short,
		Long:    long,
		Example: "  dogear duplicates " + name + " 12 13",
		Args:    arguments(2, 2, "two PAPERs"),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			return a.withLibrary(ctx, func(lib *store.Library) error {
				ids, err := find(ctx, lib, args)
				if err != nil {
					return err
				}
				o, err := do(lib, ctx, ids[0], ids[1])
				if err != nil {
					return err
				}
				a.tellOutcome(o)
				return nil
			})
		},
	}
}

func (a *app) splitCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "split PAPER N",
		Short: "Take a record off the paper that it was merged into",
		Long: `split makes a paper of its own of a record that was taken for another paper. N is the
number of the record in what show says of the paper.`,
		Example: "  dogear show 12\n  dogear duplicates split 12 2",
		Args:    arguments(2, 2, "a PAPER and the number of a record"),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			return a.withLibrary(ctx, func(lib *store.Library) error {
				p, err := paper(ctx, lib, args[0])
				if err != nil {
					return err
				}
				n, err := strconv.Atoi(args[1])
				if err != nil || n < 1 || n > len(p.Records) {
					return usagef("%q is no record of paper %d: it has %s; `dogear show %d` lists them", args[1], p.ID, store.Plural(len(p.Records), "record"), p.ID)
				}
				r := p.Records[n-1]
				o, err := lib.Split(ctx, p.ID, r.Digest, r.Position)
				if err != nil {
					return err
				}
				a.tellOutcome(o)
				return nil
			})
		},
	}
}

// tellOutcome says what was done, and to which papers.
func (a *app) tellOutcome(o store.Outcome) {
	if o.Change.ID == 0 {
		a.err.printf("nothing to change\n")
		return
	}
	a.out.printf("%s\n", o.Change)
	for _, r := range o.Rows {
		a.out.printf("%8d  %s\n", r.ID, r.Title)
	}
}
