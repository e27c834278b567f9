// This file owns `dogear undo`, `redo` and `history`.

package cli

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"dogear/store"
)

func (a *app) undoCommand() *cobra.Command {
	return a.travelCommand("undo", "undone", "Undo the last change, or change N", (*store.Library).Undo, (*store.Library).TakeBack)
}

func (a *app) redoCommand() *cobra.Command {
	return a.travelCommand("redo", "redone", "Redo the last undone change, or change N", (*store.Library).Redo, (*store.Library).BringBack)
}

// travelCommand is a step back or forth, or the move of one change.
func (a *app) travelCommand(name, done, short string, step func(*store.Library, context.Context) (store.Outcome, error),
	one func(*store.Library, context.Context, int64) (store.Outcome, error)) *cobra.Command {
	return &cobra.Command{
		Use:   name + " [N]",
		Short: short,
		Long: short + `. "dogear history" lists the changes and their numbers.
An older change can be chosen if no later change affects the same papers.`,
		Example: fmt.Sprintf("  dogear %[1]s\n  dogear %[1]s 12", name),
		Args:    arguments(0, 1, "at most the number of a change"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 {
				id, err := strconv.ParseInt(args[0], 10, 64)
				if err != nil {
					return usagef("invalid change number %q; `dogear history` lists the changes", args[0])
				}
				step = func(lib *store.Library, ctx context.Context) (store.Outcome, error) { return one(lib, ctx, id) }
			}
			return a.withLibrary(cmd.Context(), func(lib *store.Library) error {
				o, err := step(lib, cmd.Context())
				if len(args) == 0 && errors.Is(err, store.ErrNothing) {
					return errors.New("nothing to " + name)
				}
				if err != nil {
					return err
				}
				a.out.printf("%s: %s\n", done, o.Change)
				if o.Skipped > 0 {
					a.err.printf("%s skipped, because of later changes\n", store.Plural(o.Skipped, "paper"))
				}
				return nil
			})
		},
	}
}

// changeJSON is a change as `history --json` writes it.
type changeJSON struct {
	ID     int64  `json:"id"`
	Made   string `json:"made"`
	Kind   string `json:"kind"`
	Detail string `json:"detail"`
	Papers int    `json:"papers"`
	Text   string `json:"text"`
	Undone bool   `json:"undone"`
}

func (a *app) historyCommand() *cobra.Command {
	var limit int
	var asJSON bool
	cmd := &cobra.Command{
		Use:     "history",
		Short:   "List changes, the newest first",
		Example: "  dogear history --limit 10\n  dogear history --json | jq -r 'select(.undone) | .text'",
		Args:    arguments(0, 0, ""),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if limit < 0 {
				return usagef("invalid value %d for --limit: want 0 or more", limit)
			}
			return a.withLibrary(cmd.Context(), func(lib *store.Library) error {
				changes, err := lib.History(cmd.Context(), limit)
				if err != nil {
					return err
				}
				lines := newJSONLines(a.out)
				for _, c := range changes {
					if !asJSON {
						a.out.printf("%s\n", historyLine(c))
						continue
					}
					err := lines.write(changeJSON{c.ID, timestamp(c.Made), string(c.Kind), c.Detail, c.Papers, c.String(), c.Undone})
					if err != nil {
						return err
					}
				}
				return nil
			})
		},
	}
	cmd.Flags().IntVar(&limit, "limit", 0, "list at most `N` changes")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON Lines: id, made, kind, detail, papers, text, undone")
	return cmd
}

func historyLine(c store.Change) string {
	line := fmt.Sprintf("%5d  %s  %s", c.ID, c.Made.Format(time.DateTime), c)
	if c.Undone {
		line += " (undone)"
	}
	return line
}
