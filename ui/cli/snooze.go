// This file owns `dogear snooze`.

package cli

import (
	"strings"
	"time"

	"github.com/spf13/cobra"

	"dogear/store"
)

func (a *app) snoozeCommand() *cobra.Command {
	var of targets
	cmd := &cobra.Command{
		Use:   "snooze DAY PAPER...",
		Short: "Hide papers until a day",
		Long: `Hide papers until a day, on which they return to the inbox by themselves. DAY is tomorrow, a
weekday (monday, or mon), a number of days, weeks, months or years (3d, 1w, 2m, 1y), or a
date such as 2026-12-24. Days begin at midnight, in your time zone.

A snoozed paper is undecided: its status is inbox, whatever it was before. The query
is:snoozed finds it, is:inbox does not. "dogear mark inbox" ends a snooze, and so does every
other decision. However many papers it changes, the command is one change, which "dogear undo"
undoes.`,
		Example: `  dogear snooze monday 12
  dogear snooze 2w --query 'is:later added:30d'`,
		Args: arguments(1, -1, "a day and papers"),
		RunE: func(cmd *cobra.Command, args []string) error {
			until, err := store.ParseUntil(args[0], a.Now())
			if err != nil {
				return usageError{err}
			}
			return a.changeTargets(cmd, &of, args[1:], func(lib *store.Library, target store.Target) (store.Outcome, error) {
				return lib.Snooze(cmd.Context(), target, until)
			})
		},
	}
	of.flag(cmd)
	return cmd
}

// snoozeDays are the days that the shell offers.
func snoozeDays() []string {
	days := []string{"tomorrow"}
	for d := time.Sunday; d <= time.Saturday; d++ {
		days = append(days, strings.ToLower(d.String()))
	}
	return append(days, "1w", "2w", "1m")
}

// today is the day that it is for the user.
func (a *app) today() store.Until { return store.UntilDay(a.Now()) }
