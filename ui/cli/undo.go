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
	return a.travelCommand("undo", "undone", "Take back the last change, or one of the history", (*store.Library).Undo, (*store.Library).TakeBack)
}

func (a *app) redoCommand() *cobra.Command {
	return a.travelCommand("redo", "redone", "Bring back what was undone last, or one of the history", (*store.Library).Redo, (*store.Library).BringBack)
}

// travelCommand is a step back or forth, or the move of one change.
func (a *app) travelCommand(name, done, short string, step func(*store.Library, context.Context) (store.Outcome, error),
	one func(*store.Library, context.Context, int64) (store.Outcome, error)) *cobra.Command {
	return &cobra.Command{
		Use:     name + " [N]",
		Short:   short,
		Long:    short + `. N is the number of a change in history; it can be one of any age if nothing that was done later touched the same.`,
		Example: fmt.Sprintf("  dogear %[1]s\n  dogear %[1]s 12", name),
		Args:    arguments(0, 1, "no more than the number of a change"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 {
				id, err := strconv.ParseInt(args[0], 10, 64)
				if err != nil {
					return usagef("%q is no number of a change; `dogear history` shows them", args[0])
				}
				step = func(lib *store.Library, ctx context.Context) (store.Outcome, error) { return one(lib, ctx, id) }
			}
			return a.withLibrary(cmd.Context(), func(lib *store.Library) error {
				o, err := step(lib, cmd.Context())
				if len(args) == 0 && errors.Is(err, store.ErrNothing) {
					return errors.New("there is nothing to " + name)
				}
				if err != nil {
					return err
				}
				a.out.printf("%s: %s\n", done, o.Change)
				if o.Skipped > 0 {
					a.err.printf("%s left as they are: something else changed them since\n", store.Plural(o.Skipped, "paper"))
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
		Short:   "All changes, the last one first",
		Example: "  dogear history --limit 10\n  dogear history --json | jq -r 'select(.undone) | .text'",
		Args:    arguments(0, 0, ""),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if limit < 0 {
				return usagef("--limit %d: a number of changes cannot be negative", limit)
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
	cmd.Flags().IntVar(&limit, "limit", 0, "the last `N` changes")
	cmd.Flags().BoolVar(&asJSON, "json", false, "JSON Lines: id, made, kind, detail, papers, text, undone")
	return cmd
}

func historyLine(c store.Change) string {
	line := fmt.Sprintf("%5d  %s  %s", c.ID, c.Made.Format(time.DateTime), c)
	if c.Undone {
		line += " (undone)"
	}
	return line
}
