// This file owns `dogear export`.

package cli

import (
	"io"

	"github.com/spf13/cobra"

	"dogear/store"
)

// formatJSONL is the one format that is written so far.
const formatJSONL = "jsonl"

func (a *app) exportCommand() *cobra.Command {
	var format, to string
	cmd := &cobra.Command{
		Use:   "export [QUERY]...",
		Short: "Papers that match, for other programs",
		Long: `export writes the papers that match the query, or all, with all that is known of them and
all that you decided and wrote: JSON Lines, one object per paper. A file is written
whole or not at all, and is readable by you alone.`,
		Example: `  dogear export -o papers.jsonl
  dogear export is:starred | jq -r .title`,
		ValidArgsFunction: completeQuery,
		RunE: func(cmd *cobra.Command, args []string) error {
			if format != formatJSONL {
				return usagef("unknown --format %q: can write %s", format, formatJSONL)
			}
			if cmd.Flags().Changed("output") && to == "" {
				return usagef("--output wants a file, or - for standard output")
			}
			q, err := a.query(args)
			if err != nil {
				return err
			}
			ctx := cmd.Context()
			return a.withLibrary(ctx, func(lib *store.Library) error {
				if to == "-" || to == "" {
					_, err := newJSONLines(a.out).papers(ctx, a, lib, q, 0)
					return err
				}
				var n int
				err := writeFile(to, func(w io.Writer) (err error) {
					n, err = newJSONLines(w).papers(ctx, a, lib, q, 0)
					return err
				})
				if err == nil {
					a.err.printf("wrote %s to %s\n", store.Plural(n, "paper"), shown(to))
				}
				return err
			})
		},
	}
	cmd.Flags().StringVar(&format, "format", formatJSONL, "write it as `NAME`: "+formatJSONL)
	cmd.Flags().StringVarP(&to, "output", "o", "", "write to `PATH` instead of standard output")
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions([]string{formatJSONL}, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}
