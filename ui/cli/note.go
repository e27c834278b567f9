// This file owns `dogear note`.

package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"dogear/store"
	"dogear/ui"
)

func (a *app) noteCommand() *cobra.Command {
	var add, edit bool
	var past notePast
	cmd := &cobra.Command{
		Use:   "note PAPER [TEXT|-]",
		Short: "Print or write the note on a paper, or its earlier versions",
		Long: `note prints the note on a paper, or sets it to TEXT, or to what stands on standard input
for -. An empty TEXT removes the note. A TEXT that begins with a minus goes after --.

Every version that a note had is kept. --revisions lists them, with a number each; --diff N compares
one with the note, and with another one if its number follows: note 12 --diff 1 3.

--draft takes in what was typed and could not be saved: because the library could not be written, or
an editor failed.`,
		Example: `  dogear note 12
  dogear note 12 'Compare with **GPS**.'
  pbpaste | dogear note 12 --append -
  dogear note 12 --edit
  dogear note 12 --revisions
  dogear note 12 --restore 3`,
		Args: arguments(1, 2, "one PAPER, and the TEXT as one argument (quote it)"),
		RunE: func(cmd *cobra.Command, args []string) error {
			asked, err := past.asked(cmd, args)
			switch {
			case err != nil:
				return err
			case asked && (edit || add):
				return usagef("--edit and --append write a note; what it was is something else")
			case edit && add:
				return usagef("--edit and --append exclude each other")
			case edit && len(args) > 1:
				return usagef("--edit takes no TEXT")
			case add && len(args) == 1:
				return usagef("--append wants a TEXT")
			}
			ctx := cmd.Context()
			return a.withLibrary(ctx, func(lib *store.Library) error {
				p, err := paper(ctx, lib, args[0])
				if err != nil {
					return err
				}
				switch {
				case asked:
					return a.notePast(ctx, lib, p, past)
				case edit:
					return a.editNote(ctx, lib, p)
				case len(args) == 1:
					return a.printNote(p)
				}
				return a.writeNote(ctx, lib, p, args[1], add)
			})
		},
	}
	cmd.Flags().BoolVar(&add, "append", false, "add TEXT as a paragraph of its own")
	cmd.Flags().BoolVar(&edit, "edit", false, "write it in $VISUAL or $EDITOR")
	past.flags(cmd)
	return cmd
}

func (a *app) printNote(p *store.Paper) error {
	if p.Note == "" {
		a.err.printf("there is no note on “%s”\n", p.Title)
		return nil
	}
	a.out.printf("%s\n", p.Note)
	return nil
}

// writeNote sets the note, or adds to it.
func (a *app) writeNote(ctx context.Context, lib *store.Library, p *store.Paper, text string, add bool) error {
	if text == "-" {
		var err error
		if text, err = a.readText(ctx); err != nil {
			return err
		}
	}
	var from store.NoteEdit
	if add {
		from.Base = &p.Note // what another dogear writes meanwhile is kept too
		if p.Note != "" && text != "" {
			text = p.Note + "\n\n" + text
		} else if text == "" {
			text = p.Note
		}
	}
	return a.saveNote(ctx, lib, p, text, from)
}

// saveNote writes the text and tells what came of it.
func (a *app) saveNote(ctx context.Context, lib *store.Library, p *store.Paper, text string, from store.NoteEdit) error {
	o, saved, err := lib.SetNote(ctx, p.ID, text, from)
	if err == nil && o.Theirs != "" {
		a.err.printf("the note on “%s” was written elsewhere meanwhile: both versions are kept, yours below\n", p.Title)
	}
	if err == nil && saved == "" && o.Change.ID != 0 {
		a.out.printf("removed the note on “%s”\n", p.Title)
		return nil
	}
	return a.tell(o, err)
}

// editNote lets the reader write the note in an editor. Unless the editor ends well the note stays as it was, and what
// was typed is kept as a draft.
func (a *app) editNote(ctx context.Context, lib *store.Library, p *store.Paper) error {
	file, err := ui.NewEditFile(lib, p)
	if err != nil {
		return err
	}
	text, changed, err := a.runEditor(file)
	if err == nil && changed {
		// An interrupt was for the editor. What was typed in it is saved all the same.
		err = a.saveNote(context.WithoutCancel(ctx), lib, p, text, store.NoteEdit{Base: &p.Note})
	}
	if err != nil && changed {
		return fmt.Errorf("%w\nThe note is as it was. What you typed is kept as a draft: `dogear note %d --draft` takes it in. It is in %s", err, p.ID, file.Path)
	}
	if err != nil {
		err = fmt.Errorf("%w; the note is as it was", err)
	} else if !changed {
		a.out.printf("nothing to change\n")
	}
	if closed := file.Close(); err == nil && closed != nil {
		err = fmt.Errorf("removing the editor's file: %w", closed)
	}
	return err
}

// runEditor opens the file and waits for the editor. It tells what the text is then, also when the editor failed.
func (a *app) runEditor(file *ui.EditFile) (text string, changed bool, err error) {
	cmd, err := file.Command()
	if err != nil {
		return "", false, err
	}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = a.Stdin, a.Stdout, a.Stderr
	failed := cmd.Run()
	text, changed, err = file.Read()
	if failed != nil {
		err = fmt.Errorf("the editor failed: %w", failed)
	}
	return text, changed, err
}
