// This file owns `dogear digests` and `digests remove`.

package cli

import (
	"fmt"
	"path/filepath"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"dogear/parser"
	"dogear/store"
)

// digestJSON is a digest as `digests --json` writes it.
type digestJSON struct {
	ID       int64        `json:"id"`
	Source   string       `json:"source"`
	Curator  string       `json:"curator"`
	Date     *parser.Date `json:"date"`
	Format   string       `json:"format"`
	Origin   string       `json:"origin"`
	Imported string       `json:"imported"`
	Papers   int          `json:"papers"`
	Decided  int          `json:"decided"`
}

func (a *app) digestsCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "digests",
		Short: "List imported digests",
		Long: `List the imported digests, the newest first: number, source, papers, how many of them are
decided, file and day of import.`,
		Example: "  dogear digests\n  dogear digests --json | jq -r .source",
		Args:    noSuchCommand,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.withLibrary(cmd.Context(), func(lib *store.Library) error {
				digests, err := lib.Digests(cmd.Context())
				if err != nil {
					return err
				}
				lines := newJSONLines(a.out)
				for _, d := range digests {
					if !asJSON {
						a.out.printf("%s\n", digestLine(&d))
						continue
					}
					err := lines.write(digestJSON{d.ID, d.Source, d.Curator, optional(d.Date), string(d.Format), d.Origin,
						timestamp(d.Imported), d.Papers, d.Decided})
					if err != nil {
						return err
					}
				}
				return nil
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON Lines: id, source, curator, date, format, origin, imported, papers, decided")
	cmd.AddCommand(a.removeDigestCommand())
	return cmd
}

// digestLine is a digest in a line.
func digestLine(d *store.Digest) string {
	file := ""
	if d.Origin != "-" && filepath.Base(d.Origin) != d.Source {
		file = "from " + filepath.Base(d.Origin) + ", "
	}
	return fmt.Sprintf("%4d  %s (%s, %s decided), %simported %s", d.ID, d.Name(), store.Plural(d.Papers, "paper"), store.Thousands(d.Decided),
		file, d.Imported.Format(time.DateOnly))
}

func (a *app) removeDigestCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "remove N",
		Short: "Remove a digest and its untouched papers",
		Long: `Remove a digest, and the papers that only this digest contained and that you have not
marked, tagged or noted. "dogear undo" restores them.`,
		Example: "  dogear digests remove 1",
		Args:    arguments(1, 1, "the number of a digest"),
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := strconv.ParseInt(args[0], 10, 64)
			if err != nil {
				return usagef("invalid digest number %q; `dogear digests` lists the digests", args[0])
			}
			return a.withLibrary(cmd.Context(), func(lib *store.Library) error {
				o, err := lib.RemoveDigest(cmd.Context(), id)
				if err != nil {
					return err
				}
				a.out.printf("%s and %s\n", o.Change, store.Plural(o.Change.Papers, "paper"))
				return nil
			})
		},
	}
}

// shown is a path as a message names it, on one line whatever is in it.
func shown(path string) string {
	if path == "-" {
		return "standard input"
	}
	return parser.CleanLine(path)
}
