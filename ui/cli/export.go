// This file owns `dogear export`.

package cli

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"dogear/parser"
	"dogear/store"
)

// An exportCall is how the command was called.
type exportCall struct {
	format, to, sort, view, keys string
	limit                        int
	take                         bool
}

func (a *app) exportCommand() *cobra.Command {
	var call exportCall
	cmd := &cobra.Command{
		Use:   "export [QUERY]...",
		Short: "Export papers to a file, a folder or standard output",
		Long: `Export the papers that match a query, or all papers. Formats:

` + exportTable() + `
Without --format, the extension of the file decides; standard output gets jsonl. A file
is written completely or not at all, and only you can read it.

Exporting into an existing folder updates its pages. Pages that you changed are never
overwritten; --take imports the notes that you changed in them.

Citation keys are the same in every export: the key that a paper was imported with, or
one made by --key-pattern from ` + parser.KeyFields() + `.
If several papers would have the same key, a letter is added to all but the first.`,
		Example: `  dogear export is:starred -o thesis.bib
  dogear export is:starred --key-pattern '{author}{year}{word}' -o thesis.bib
  dogear export is:starred | jq -r .title`,
		RunE: func(cmd *cobra.Command, args []string) error {
			e, q, err := a.newExport(cmd, &call, args)
			if err != nil {
				return err
			}
			ctx := cmd.Context()
			return a.withLibrary(ctx, func(lib *store.Library) (err error) {
				if call.view != "" {
					if q, err = a.inView(ctx, lib, call.view, q); err != nil {
						return err
					}
				}
				e.lib = lib
				e.matching(q, call.limit)
				return e.run(ctx, call.to, call.take)
			})
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&call.format, "format", "", "write the format `NAME`")
	flags.StringVarP(&call.to, "output", "o", "", "write to the file or folder `PATH`")
	flags.StringVar(&call.sort, "sort", "", "sort by `NAME`: "+sortNames())
	flags.StringVar(&call.view, "view", "", "only papers in your view `NAME`")
	flags.IntVar(&call.limit, "limit", 0, "export at most `N` papers")
	flags.StringVar(&call.keys, "key-pattern", parser.DefaultKeyPattern, "make citation keys from `PATTERN`")
	flags.BoolVar(&call.take, "take", false, "import notes that were changed in the folder's pages")
	return cmd
}

// newExport finds wrong usage before anything is read.
func (a *app) newExport(cmd *cobra.Command, call *exportCall, words []string) (e *export, q store.Query, err error) {
	e = &export{app: a}
	switch {
	case cmd.Flags().Changed("format"):
		e.format, err = exportFormatOf(call.format)
	case call.to == "" || call.to == "-":
		e.format, err = exportFormatOf(formatJSONL)
	default:
		e.format, err = guessExport(call.to)
	}
	if err != nil {
		return nil, q, err
	}
	if e.format.folder && (call.to == "" || call.to == "-") {
		return nil, q, usagef("%s needs a folder: name it with --output", e.format.name)
	}
	if call.take && !e.format.folder {
		return nil, q, usagef("--take cannot be used with %s: it is for formats that write a folder", e.format.name)
	}
	if e.pattern, err = parser.ParseKeyPattern(call.keys); err != nil {
		return nil, q, usagef("invalid value %q for --key-pattern: %w", call.keys, err)
	}
	if cmd.Flags().Changed("key-pattern") && !e.format.cites {
		return nil, q, usagef("--key-pattern cannot be used with %s, which has no citation keys", e.format.name)
	}
	q, err = a.listQuery(words, call.sort, call.limit)
	return e, q, err
}

// run writes to the path, or to standard output.
func (e *export) run(ctx context.Context, to string, take bool) error {
	if e.format.folder {
		return e.runFolder(ctx, to, take)
	}
	if to == "-" || to == "" {
		n, err := e.to(ctx, e.out)
		if err == nil && n == 0 {
			e.err.printf("no matching papers\n")
		}
		return err
	}
	var n int
	err := writeFile(to, func(w io.Writer) (err error) {
		n, err = e.to(ctx, w)
		return err
	})
	if err == nil {
		e.err.printf("wrote %s to %s\n", store.Plural(n, "paper"), shown(to))
	}
	return err
}

// runFolder writes to the folder, and tells which pages were left alone.
func (e *export) runFolder(ctx context.Context, to string, take bool) error {
	f, err := e.toFolder(ctx, to, take)
	if err != nil {
		return err
	}
	e.err.printf("%s\n", f.summary(to))
	for _, left := range f.left {
		e.err.printf("%s\n", left)
	}
	if len(f.left) > 0 {
		return exitStatus(exitRejected)
	}
	return nil
}
