// This file owns `dogear view` and its subcommands.

package cli

import (
	"context"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"dogear/store"
)

// viewJSON is a view as `view --json` writes it.
type viewJSON struct {
	Name  string `json:"name"`
	Query string `json:"query"`
}

func (a *app) viewCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:     "view",
		Short:   "List, save, rename, move and remove views",
		Long:    "List your views. A view is a saved query, and a tab in the reader.",
		Example: "  dogear view save Graphs tag:gnn is:inbox\n  dogear list --view Graphs\n  dogear view rename Graphs GNN\n  dogear view move GNN 1\n  dogear view remove GNN",
		Args:    noSuchCommand,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.withLibrary(cmd.Context(), func(lib *store.Library) error {
				views, err := lib.Views(cmd.Context())
				if err != nil {
					return err
				}
				lines := newJSONLines(a.out)
				for _, v := range views {
					if !asJSON {
						a.out.printf("%s: %s\n", v.Name, v.Query)
					} else if err := lines.write(viewJSON{v.Name, v.Query}); err != nil {
						return err
					}
				}
				return nil
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON Lines: name, query")
	change := func(use, short, example string, least, most int, wants string, do func(ctx context.Context, lib *store.Library, args []string) (store.Outcome, error)) *cobra.Command {
		return &cobra.Command{Use: use, Short: short, Example: "  " + example, Args: arguments(least, most, wants), RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			return a.withLibrary(ctx, func(lib *store.Library) error {
				o, err := do(ctx, lib, args)
				if err == nil {
					a.tellOutcome(o)
				}
				return err
			})
		}}
	}
	cmd.AddCommand(
		change("save NAME QUERY...", "Save a query as a view", "dogear view save Graphs tag:gnn is:inbox", 2, -1, "a name and a query",
			func(ctx context.Context, lib *store.Library, args []string) (store.Outcome, error) {
				return lib.SaveView(ctx, args[0], strings.Join(args[1:], " "))
			}),
		change("rename OLD NEW", "Rename a view", "dogear view rename Graphs GNN", 2, 2, "the old and the new name",
			func(ctx context.Context, lib *store.Library, args []string) (store.Outcome, error) {
				return lib.RenameView(ctx, args[0], args[1])
			}),
		change("move NAME POSITION", "Move a view to another position among your views", "dogear view move GNN 1", 2, 2, "a name and a position",
			func(ctx context.Context, lib *store.Library, args []string) (store.Outcome, error) {
				place, err := strconv.Atoi(args[1])
				if err != nil || place < 1 {
					return store.Outcome{}, usagef("invalid position %q: 1 is the first of your views", args[1])
				}
				return lib.MoveView(ctx, args[0], place)
			}),
		change("remove NAME", "Remove a view", "dogear view remove GNN", 1, 1, "a name",
			func(ctx context.Context, lib *store.Library, args []string) (store.Outcome, error) {
				return lib.RemoveView(ctx, args[0])
			}))
	return cmd
}
