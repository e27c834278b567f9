// This file owns `dogear tag` and its subcommands.

package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"dogear/store"
)

func (a *app) tagCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "tag",
		Short:   "Add, remove, list, rename, merge and delete tags",
		Example: "  dogear tag add gnn 12 14\n  dogear tag remove gnn --query is:dismissed\n  dogear tag rename gnn graphs\n  dogear tag merge graph graphs\n  dogear tag delete todo",
		Args:    noSuchCommand,
		RunE: func(*cobra.Command, []string) error {
			return usagef("missing argument: want add, remove, list, rename, merge or delete")
		},
	}
	cmd.AddCommand(
		a.retagCommand("add", "Add a tag to papers", "  dogear tag add gnn 12 14\n  dogear tag add survey --query title:survey", func(name string) (add, remove []string) { return []string{name}, nil }),
		a.retagCommand("remove", "Remove a tag from papers", "  dogear tag remove gnn 12\n  dogear tag remove gnn --query is:dismissed", func(name string) (add, remove []string) { return nil, []string{name} }),
		a.tagListCommand(), a.tagRenameCommand(), a.tagMergeCommand(), a.tagDeleteCommand())
	return cmd
}

// retagCommand is `tag add` and `tag remove`.
func (a *app) retagCommand(name, short, example string, split func(tag string) (add, remove []string)) *cobra.Command {
	var of targets
	cmd := &cobra.Command{
		Use:     name + " NAME PAPER...",
		Short:   short,
		Example: example,
		Args:    arguments(1, -1, "a tag and papers"),
		RunE: func(cmd *cobra.Command, args []string) error {
			tag, err := store.CleanTag(args[0])
			if err != nil {
				return usageError{err}
			}
			return a.changeTargets(cmd, &of, args[1:], func(lib *store.Library, target store.Target) (store.Outcome, error) {
				add, remove := split(tag)
				return lib.Retag(cmd.Context(), target, add, remove)
			})
		},
	}
	of.flag(cmd)
	return cmd
}

// tagJSON is a tag as `tag list --json` writes it.
type tagJSON struct {
	Name   string `json:"name"`
	Papers int    `json:"papers"`
}

func (a *app) tagListCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:     "list",
		Example: "  dogear tag list",
		Short:   "List tags and the number of papers with each",
		Args:    arguments(0, 0, ""),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.withLibrary(cmd.Context(), func(lib *store.Library) error {
				tags, err := lib.Tags(cmd.Context())
				if err != nil {
					return err
				}
				lines := newJSONLines(a.out)
				for _, t := range tags {
					if !asJSON {
						a.out.printf("%6d  %s\n", t.Papers, t.Name)
					} else if err := lines.write(tagJSON(t)); err != nil {
						return err
					}
				}
				return nil
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON Lines: name, papers")
	return cmd
}

func (a *app) tagRenameCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "rename OLD NEW",
		Example: "  dogear tag rename gnn graphs",
		Short:   "Rename a tag; if the new name exists, merge the two",
		Args:    arguments(2, 2, "the old and the new name"),
		RunE: func(cmd *cobra.Command, args []string) error {
			for _, name := range args {
				if _, err := store.CleanTag(name); err != nil {
					return usageError{err}
				}
			}
			return a.change(cmd.Context(), func(lib *store.Library) (store.Outcome, error) {
				return lib.RenameTag(cmd.Context(), args[0], args[1])
			})
		},
	}
}

func (a *app) tagMergeCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "merge TAG INTO",
		Example: "  dogear tag merge graph graphs",
		Short:   "Merge a tag into another",
		Args:    arguments(2, 2, "the tag to merge and the tag to keep"),
		RunE: func(cmd *cobra.Command, args []string) error {
			from, bad := store.CleanTag(args[0])
			into, err := store.CleanTag(args[1])
			if err := errors.Join(bad, err); err != nil {
				return usageError{err}
			}
			ctx := cmd.Context()
			return a.change(ctx, func(lib *store.Library) (o store.Outcome, err error) {
				tags, err := lib.Tags(ctx)
				if err != nil {
					return o, err
				}
				at := slices.IndexFunc(tags, func(t store.Tag) bool { return strings.EqualFold(t.Name, into) })
				if at < 0 {
					return o, fmt.Errorf("there is no tag %q; to rename %s, use `dogear tag rename`", into, from)
				}
				return lib.RenameTag(ctx, from, tags[at].Name) // as it is written: nothing is to be spelled anew
			})
		},
	}
}

func (a *app) tagDeleteCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "delete NAME",
		Example: "  dogear tag delete todo",
		Short:   "Delete a tag from all papers",
		Args:    arguments(1, 1, "a tag"),
		RunE: func(cmd *cobra.Command, args []string) error {
			name, err := store.CleanTag(args[0])
			if err != nil {
				return usageError{err}
			}
			return a.change(cmd.Context(), func(lib *store.Library) (store.Outcome, error) { return lib.DeleteTag(cmd.Context(), name) })
		},
	}
}
