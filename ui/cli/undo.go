// This file owns `dogear undo`, `redo` and `history`.

package cli

import (
	"context"
	"errors"
	"time"

	"github.com/spf13/cobra"

	"dogear/store"
)

func (a *app) undoCommand() *cobra.Command {
	return a.travelCommand("undo", "undone", "Take back the last change", (*store.Library).Undo)
}

func (a *app) redoCommand() *cobra.Command {
	return a.travelCommand("redo", "redone", "Bring back what was undone last", (*store.Library).Redo)
}

// travelCommand is a step back or forth.
func (a *app) travelCommand(name, done, short string, step func(*store.Library, context.Context) (store.Outcome, error)) *cobra.Command {
	return &cobra.Command{
		Use:   name,
		Short: short,
		Args:  arguments(0, 0, ""),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.withLibrary(cmd.Context(), func(lib *store.Library) error {
				o, err := step(lib, cmd.Context())
				if errors.Is(err, store.ErrNothing) {
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
		Use:   "history",
		Short: "All changes, the last one first",
		Args:  arguments(0, 0, ""),
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
	line := c.Made.Format(time.DateTime) + "  " + c.String()
	if c.Undone {
		line += " (undone)"
	}
	return line
}
