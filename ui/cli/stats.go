// This file owns `dogear stats`.

package cli

import (
	"time"

	"github.com/spf13/cobra"

	"dogear/store"
	"dogear/ui"
)

// statsJSON is the statistics as `stats --json` writes them: one object.
type statsJSON struct {
	Date    string            `json:"date"` // of today
	Papers  int               `json:"papers"`
	Decided int               `json:"decided"`
	Days    []dayJSON         `json:"days"`
	Weeks   []weekJSON        `json:"weeks"`
	Waiting []waitJSON        `json:"waiting"`
	Starred starredJSON       `json:"starred"`
	Tags    []tagStatsJSON    `json:"tags"`
	Sources []sourceStatsJSON `json:"sources"`
	Snoozed int               `json:"snoozed"` // undecided papers that are not in the inbox today
}

type dayJSON struct {
	Date    string `json:"date"`
	Decided int    `json:"decided"`
	Came    int    `json:"came"`
}

type weekJSON struct {
	Monday  string `json:"monday"`
	Decided int    `json:"decided"`
	Came    int    `json:"came"`
}

type waitJSON struct {
	Status  string    `json:"status"`
	Papers  int       `json:"papers"`
	Median  *int      `json:"median_days"` // null if nothing waits
	Longest *int      `json:"longest_days"`
	Paper   *int64    `json:"longest_id"` // the paper that has waited longest
	Ages    []ageJSON `json:"ages"`
}

// ageJSON is how many papers have waited that many days, both ends included.
type ageJSON struct {
	From   int  `json:"from_days"`
	To     *int `json:"to_days"` // null: no end
	Papers int  `json:"papers"`
}

type starredJSON struct {
	Papers    int      `json:"papers"`
	Read      int      `json:"read"`
	Later     int      `json:"later"`
	Inbox     int      `json:"inbox"`
	Dismissed int      `json:"dismissed"`
	ReadShare *float64 `json:"read_share"` // of papers, 0 to 1; null if there are none
}

type tagStatsJSON struct {
	Name   string `json:"name"`
	Papers int    `json:"papers"`
}

type sourceStatsJSON struct {
	Source  string `json:"source"`
	Papers  int    `json:"papers"`
	Decided int    `json:"decided"`
	Read    int    `json:"read"`
	Starred int    `json:"starred"`
}

func (a *app) statsCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "stats",
		Short: "Show reading statistics",
		Long: `Show how many papers you decided per day and week, how many are waiting and for how long,
how many of the starred ones you have read, and the top tags and sources.

A paper counts as decided on the day it left the inbox for good. Undone decisions do not
count, nor do papers that were imported with a status. A paper waits from the import of its
first digest, and belongs to that digest's source. Weeks begin on Monday.`,
		Example: "  dogear stats\n  dogear stats --json | jq '.weeks[-1]'",
		Args:    arguments(0, 0, ""),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.withLibrary(cmd.Context(), func(lib *store.Library) error {
				s, err := lib.Stats(cmd.Context())
				if err != nil {
					return err
				}
				if asJSON {
					return newJSONLines(a.out).write(toStatsJSON(&s))
				}
				width := a.width()
				if width == 0 {
					width = 100
				}
				for _, line := range ui.DrawStats(&s, width) {
					a.out.printf("%s\n", line)
				}
				return nil
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print a JSON object: date, papers, decided, days, weeks, waiting, starred, tags, sources, snoozed")
	return cmd
}

func toStatsJSON(s *store.Stats) statsJSON {
	j := statsJSON{
		Date: s.Days[len(s.Days)-1].Date.Format(time.DateOnly), Papers: s.Counts.All(), Decided: s.Counts.Decided(), Snoozed: s.Counts.Snoozed,
		Tags: []tagStatsJSON{}, Sources: []sourceStatsJSON{},
		Starred: starredJSON{
			Papers: s.Counts.Starred, Read: s.Starred[store.Read], Later: s.Starred[store.Later], Inbox: s.Starred[store.Inbox],
			Dismissed: s.Starred[store.Dismissed],
		},
	}
	if n := s.Counts.Starred; n > 0 {
		share := float64(s.Starred[store.Read]) / float64(n)
		j.Starred.ReadShare = &share
	}
	for _, d := range s.Days {
		j.Days = append(j.Days, dayJSON{d.Date.Format(time.DateOnly), d.Decided, d.Came})
	}
	for _, w := range s.Weeks() {
		j.Weeks = append(j.Weeks, weekJSON{w.Monday.Format(time.DateOnly), w.Decided, w.Came})
	}
	for _, w := range s.Waiting {
		j.Waiting = append(j.Waiting, toWaitJSON(w))
	}
	for _, t := range s.Tags {
		j.Tags = append(j.Tags, tagStatsJSON{t.Name, t.Papers})
	}
	for _, c := range s.Sources {
		j.Sources = append(j.Sources, sourceStatsJSON{c.Name, c.Papers, c.Decided, c.Read, c.Starred})
	}
	return j
}

func toWaitJSON(w store.Wait) waitJSON {
	j := waitJSON{Status: w.Status.String(), Papers: w.Papers}
	if w.Papers > 0 {
		j.Median, j.Longest, j.Paper = &w.Median, &w.Longest, &w.Paper
	}
	from := 0
	for i, n := range w.Ages {
		age := ageJSON{From: from, Papers: n}
		if i < len(store.AgeLimits) {
			age.To = &store.AgeLimits[i]
			from = store.AgeLimits[i] + 1
		}
		j.Ages = append(j.Ages, age)
	}
	return j
}
