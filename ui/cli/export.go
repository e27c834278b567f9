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
		Short: "Papers that match, for other programs",
		Long: `export writes the papers that match the query, or all, for other programs:

` + exportTable() + `
Without --format the name of the file tells it; on standard output it is jsonl. A file
is written whole or not at all, and is readable by you alone.

The pages of a folder are brought up to date by the next export into it. What you
changed in one is never overwritten: --take takes the note in that stands in it.

Citation keys stay the same from one export to the next: the one that a paper came
with, or one by --key-pattern, out of ` + parser.KeyFields() + `.
Papers whose keys would be equal get a letter each, the first one none.`,
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
	flags.StringVar(&call.format, "format", "", "write it as `NAME`")
	flags.StringVarP(&call.to, "output", "o", "", "write to `PATH` instead of standard output")
	flags.StringVar(&call.sort, "sort", "", "order by `NAME`: "+sortNames())
	flags.StringVar(&call.view, "view", "", "of those in the view `NAME`, one of your own")
	flags.IntVar(&call.limit, "limit", 0, "at most `N` papers")
	flags.StringVar(&call.keys, "key-pattern", parser.DefaultKeyPattern, "make citation keys by `PATTERN`")
	flags.BoolVar(&call.take, "take", false, "take in the notes that were changed in the folder's pages")
	return cmd
}

// newExport finds wrong usage before anything is read.
func (a *app) newExport(cmd *cobra.Command, call *exportCall, words []string) (e *export, q store.Query, err error) {
	e = &export{app: a}
	switch {
	case cmd.Flags().Changed("output") && call.to == "":
		return nil, q, usagef("--output wants a file, or - for standard output")
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
		return nil, q, usagef("%s is a folder: name it with --output", e.format.name)
	}
	if call.take && !e.format.folder {
		return nil, q, usagef("--take is for the pages of a folder, and %s is none", e.format.name)
	}
	if e.pattern, err = parser.ParseKeyPattern(call.keys); err != nil {
		return nil, q, usagef("--key-pattern: %w", err)
	}
	if cmd.Flags().Changed("key-pattern") && !e.format.cites {
		return nil, q, usagef("--key-pattern: there are no citation keys in %s", e.format.name)
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
			e.err.printf("no paper matches\n")
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
