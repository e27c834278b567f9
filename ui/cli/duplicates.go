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
		Short: "Review possible duplicates",
		Long: `List pairs of papers that may be the same but were not merged automatically. Merge a pair
with "dogear duplicates merge", or keep it apart for good with "dogear duplicates apart".`,
		Example: "  dogear duplicates\n  dogear duplicates merge 12 87\n  dogear duplicates apart 12 90\n  dogear duplicates split 12 2",
		Args:    noSuchCommand,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.withLibrary(cmd.Context(), func(lib *store.Library) error { return a.listDuplicates(cmd.Context(), lib, asJSON) })
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON Lines: why, papers")
	cmd.AddCommand(
		a.decidePair("merge", "Merge two papers", `Merge the second paper into the first. The first keeps its number and its position in the
list, and its status unless it is undecided. It gets the fields, digests, tags and star that
only the second has. Both notes are kept. The second number refers to the first paper from
then on.`, (*store.Library).Merge),
		a.decidePair("apart", "Mark two papers as different", `Mark two papers as different, so that they are not suggested as duplicates again.`,
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
			if err := lines.write(pairJSON{p.Why, []paperJSON{toJSON(papers[0], a.today()), toJSON(papers[1], a.today())}}); err != nil {
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
		a.err.printf("no possible duplicates\n")
	} else if !asJSON {
		a.err.printf("\nTo merge two papers: dogear duplicates merge A B. To keep them apart: dogear duplicates apart A B.\n")
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
		Args:    arguments(2, 2, "two papers"),
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
		Short: "Split a record off the paper it was merged into",
		Long: `Turn record N of a paper into a paper of its own. "dogear show PAPER" lists the records
of a paper with their numbers.`,
		Example: "  dogear show 12\n  dogear duplicates split 12 2",
		Args:    arguments(2, 2, "a paper and the number of a record"),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			return a.withLibrary(ctx, func(lib *store.Library) error {
				p, err := paper(ctx, lib, args[0])
				if err != nil {
					return err
				}
				n, err := strconv.Atoi(args[1])
				if err != nil || n < 1 || n > len(p.Records) {
					return usagef("there is no record %s in paper %d, which has %s; `dogear show %d` lists them", args[1], p.ID, store.Plural(len(p.Records), "record"), p.ID)
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
		a.err.printf("nothing changed\n")
		return
	}
	a.out.printf("%s\n", o.Change)
	for _, r := range o.Rows {
		a.out.printf("%8d  %s\n", r.ID, r.Title)
	}
}
