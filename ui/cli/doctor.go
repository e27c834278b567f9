// This file owns `dogear doctor`.

package cli

import (
	"os"

	"github.com/spf13/cobra"

	"dogear/store"
)

func (a *app) doctorCommand() *cobra.Command {
	var how store.Examination
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Look whether the library is sound, and mend it",
		Long: `doctor looks at the file, at every paper's record, at whether notes and decisions are what
they were when you made them, at counts, the search index, permissions, what a kill has left,
and the backups. --fix mends what can be mended without guessing, and keeps a copy first.
The exit status is 1 for damage only.`,
		Example: "  dogear doctor\n  dogear doctor --fix",
		Args:    arguments(0, 0, ""),
		RunE: func(cmd *cobra.Command, _ []string) error {
			path, err := a.path()
			if err != nil {
				return err
			}
			// What takes a moment needs no explanation.
			if st, err := os.Stat(path); err == nil && st.Size() > smallLibrary && isTerminal(a.Stderr) {
				how.Doing = func(what string) { a.err.printf("looking at %s …\n", what) }
			}
			d, err := store.Examine(cmd.Context(), path, how, store.WithClock(a.Now))
			if err != nil {
				return err
			}
			return a.tellDiagnosis(&d, how.Fix, asJSON)
		},
	}
	cmd.Flags().BoolVar(&how.Fix, "fix", false, "mend what can be mended without guessing")
	cmd.Flags().BoolVar(&how.Deep, "deep", false, "read all of the search index and of the backups: takes longer")
	cmd.Flags().BoolVar(&asJSON, "json", false, "JSON Lines: damage, mended, paper, what, do")
	return cmd
}

// findingJSON is a finding as `doctor --json` writes it.
type findingJSON struct {
	Damage bool   `json:"damage"`
	Mended bool   `json:"mended"`
	Paper  *int64 `json:"paper"`
	What   string `json:"what"`
	Do     string `json:"do"`
}

func (a *app) tellDiagnosis(d *store.Diagnosis, fix, asJSON bool) error {
	lines := newJSONLines(a.out)
	for _, f := range d.Findings {
		if asJSON {
			if err := lines.write(findingJSON{f.Damage, f.Mended, optional(f.Paper), f.What, f.Do}); err != nil {
				return err
			}
			continue
		}
		a.out.printf("%s\n", findingLine(f))
	}
	if d.Kept != "" {
		a.err.printf("before mending, a copy was kept: %s\n", shown(relative(d.Kept)))
	}
	if d.Damaged() {
		if fix {
			a.err.printf("what is left needs a backup, or you: nothing was guessed\n")
		}
		return exitStatus(exitFailed)
	}
	if c := d.Contents; !asJSON {
		a.out.printf("the library is sound: %s, %s decided, %s, %s, %s\n", store.Plural(c.Papers, "paper"), store.Thousands(c.Decided),
			store.Plural(c.Notes, "note"), store.Plural(c.Changes, "change"), store.Plural(c.Backups, "backup"))
	}
	return nil
}

// findingLine is a finding in a line: how bad it is, what it is, what to do.
func findingLine(f store.Finding) string {
	line := "note: "
	if f.Damage {
		line = "damage: "
	}
	if f.Mended {
		return "mended: " + f.What
	}
	line += f.What
	if f.Do != "" {
		line += "; " + f.Do
	}
	return line
}
