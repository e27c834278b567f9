// This file owns `dogear mark`.

package cli

import (
	"context"
	"github.com/spf13/cobra"

	"dogear/store"
)

func (a *app) markCommand() *cobra.Command {
	var of targets
	cmd := &cobra.Command{
		Use:   "mark STATUS|star|unstar PAPER...",
		Short: "Set the status or star of papers",
		Long: `Set the status of papers (inbox, later, read, dismissed), or star or unstar them. A star on
a paper in the inbox also sets its status to later. However many papers it changes, the
command is one change, which "dogear undo" undoes.`,
		Example: `  dogear mark read 12 arXiv:2403.01234
  dogear mark dismissed --query 'is:inbox title:survey'`,
		Args: arguments(1, -1, "a status and papers"),
		RunE: func(cmd *cobra.Command, args []string) error {
			act, err := parseAction(args[0])
			if err != nil {
				return usageError{err}
			}
			return a.changeTargets(cmd, &of, args[1:], func(lib *store.Library, target store.Target) (store.Outcome, error) {
				return lib.Mark(cmd.Context(), target, act)
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

// change opens the library, changes something in it, and says what.
func (a *app) change(ctx context.Context, do func(lib *store.Library) (store.Outcome, error)) error {
	return a.withLibrary(ctx, func(lib *store.Library) error {
		o, err := do(lib)
		return a.tell(o, err)
	})
}

// changeTargets does so with papers.
func (a *app) changeTargets(cmd *cobra.Command, of *targets, papers []string, do func(lib *store.Library, target store.Target) (store.Outcome, error)) error {
	if err := of.check(cmd, papers); err != nil {
		return err
	}
	ctx := cmd.Context()
	return a.change(ctx, func(lib *store.Library) (o store.Outcome, err error) {
		target, err := of.resolve(ctx, a, lib, papers)
		if err != nil {
			return o, err
		}
		return do(lib, target)
	})
}

// tell says what a command changed.
func (a *app) tell(o store.Outcome, err error) error {
	switch {
	case err != nil:
		return err
	case o.Change.ID == 0:
		a.out.printf("nothing changed\n")
	default:
		a.out.printf("%s\n", o.Change)
	}
	return nil
}
