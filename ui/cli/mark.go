// This file owns `dogear mark`.

package cli

import (
	"github.com/spf13/cobra"

	"dogear/store"
)

func (a *app) markCommand() *cobra.Command {
	var of targets
	cmd := &cobra.Command{
		Use:   "mark STATUS|star|unstar PAPER...",
		Short: "Decide on papers: inbox, later, read, dismissed, star, unstar",
		Long: `mark sets the status of papers (inbox, later, read, dismissed), or their star. All of it
is one change, which undo takes back. A star on a paper in the inbox also puts it
aside for later.`,
		Example: `  dogear mark read 12 arXiv:2403.01234
  dogear mark dismissed --query 'is:inbox title:survey'`,
		Args: arguments(1, -1, "a status, then papers"),
		RunE: func(cmd *cobra.Command, args []string) error {
			act, err := parseAction(args[0])
			if err != nil {
				return usageError{err}
			}
			if err := of.check(cmd, args[1:]); err != nil {
				return err
			}
			ctx := cmd.Context()
			return a.withLibrary(ctx, func(lib *store.Library) error {
				target, err := of.resolve(ctx, a, lib, args[1:])
				if err != nil {
					return err
				}
				o, err := lib.Mark(ctx, target, act)
				return a.tell(o, err)
			})
		},
	}
	of.flag(cmd)
	return cmd
}

// parseAction reads what papers are to become.
func parseAction(name string) (store.Action, error) {
	switch name {
	case "star":
		return store.Star, nil
	case "unstar":
		return store.Unstar, nil
	}
	s, err := store.ParseStatus(name)
	if err != nil {
		return 0, usagef("%w, star, unstar", err)
	}
	return store.ActionFor(s), nil
}

func actionNames() []string {
	var names []string
	for _, s := range store.Statuses {
		names = append(names, s.String())
	}
	return append(names, "star", "unstar")
}

// tell says what a command changed.
func (a *app) tell(o store.Outcome, err error) error {
	switch {
	case err != nil:
		return err
	case o.Change.ID == 0:
		a.out.printf("nothing to change\n")
	default:
		a.out.printf("%s\n", o.Change)
	}
	return nil
}
