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
		Short: "Check and repair the library",
		Long: `Check the file, every paper, note and decision, the counts, the search index, file
permissions, leftovers of killed processes, and the backups.

--fix repairs what can be repaired without guessing, after keeping a copy of the library.
The exit status is 1 only if the library is damaged.`,
		Example: "  dogear doctor\n  dogear doctor --fix",
		Args:    arguments(0, 0, ""),
		RunE: func(cmd *cobra.Command, _ []string) error {
			path, err := a.path()
			if err != nil {
				return err
			}
			// What takes a moment needs no explanation.
			if st, err := os.Stat(path); err == nil && st.Size() > smallLibrary && isTerminal(a.Stderr) {
				how.Doing = func(what string) { a.err.printf("checking %s …\n", what) }
			}
			d, err := store.Examine(cmd.Context(), path, how, store.WithClock(a.Now))
			if err != nil {
				return err
			}
			return a.tellDiagnosis(&d, how.Fix, asJSON)
		},
	}
	cmd.Flags().BoolVar(&how.Fix, "fix", false, "repair what can be repaired without guessing")
	cmd.Flags().BoolVar(&how.Deep, "deep", false, "also read the whole search index and every backup, which takes longer")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON Lines: damage, mended, paper, what, do")
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
		a.err.printf("a copy of the library was kept before the repair: %s\n", shown(relative(d.Kept)))
	}
	if d.Damaged() {
		if fix {
			a.err.printf("the remaining damage cannot be repaired without guessing; restore a backup (`dogear restore` lists them)\n")
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
		return "repaired: " + f.What
	}
	line += f.What
	if f.Do != "" {
		line += "; " + f.Do
	}
	return line
}
