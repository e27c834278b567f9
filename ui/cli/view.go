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
		Short:   "Queries that you saved under a name: the tabs of the reader",
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
	cmd.Flags().BoolVar(&asJSON, "json", false, "JSON Lines: name, query")
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
		change("save NAME QUERY...", "Save a query under a name", "dogear view save Graphs tag:gnn is:inbox", 2, -1, "a name and a query",
			func(ctx context.Context, lib *store.Library, args []string) (store.Outcome, error) {
				return lib.SaveView(ctx, args[0], strings.Join(args[1:], " "))
			}),
		change("rename OLD NEW", "Give a view another name", "dogear view rename Graphs GNN", 2, 2, "two names",
			func(ctx context.Context, lib *store.Library, args []string) (store.Outcome, error) {
				return lib.RenameView(ctx, args[0], args[1])
			}),
		change("move NAME PLACE", "Give a view another place in the tabs: 1 is the first of yours", "dogear view move GNN 1", 2, 2, "a name and a place",
			func(ctx context.Context, lib *store.Library, args []string) (store.Outcome, error) {
				place, err := strconv.Atoi(args[1])
				if err != nil || place < 1 {
					return store.Outcome{}, usagef("%q is no place: 1 is the first of your views, 2 the second", args[1])
				}
				return lib.MoveView(ctx, args[0], place)
			}),
		change("remove NAME", "Remove a view", "dogear view remove GNN", 1, 1, "a name",
			func(ctx context.Context, lib *store.Library, args []string) (store.Outcome, error) {
				return lib.RemoveView(ctx, args[0])
			}))
	return cmd
}
