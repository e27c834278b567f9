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
		Short: "Show, write or restore the note on a paper",
		Long: `Print the note on a paper, or set it to TEXT. If TEXT is -, read it from standard input; if
it is empty, remove the note. Put a TEXT that begins with a minus after --.

All versions of a note are kept. --revisions lists them; --diff N compares version N with the
note, and "note 12 --diff 1 3" compares versions 1 and 3.

--draft saves a draft: text that was typed but could not be saved, because writing to the
library or the editor failed.`,
		Example: `  dogear note 12
  dogear note 12 'Compare with **GPS**.'
  pbpaste | dogear note 12 --append -
  dogear note 12 --edit
  dogear note 12 --revisions
  dogear note 12 --restore 3`,
		Args: arguments(1, 2, "a paper, and the text as one argument (quote it)"),
		RunE: func(cmd *cobra.Command, args []string) error {
			asked, err := past.asked(cmd, args)
			switch {
			case err != nil:
				return err
			case asked && (edit || add):
				return usagef("--edit and --append cannot be used with flags that read earlier versions")
			case edit && add:
				return usagef("--edit and --append cannot be used together")
			case edit && len(args) > 1:
				return usagef("unexpected argument: --edit takes no TEXT")
			case add && len(args) == 1:
				return usagef("missing argument: --append needs a TEXT")
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
	cmd.Flags().BoolVar(&add, "append", false, "append TEXT as a new paragraph")
	cmd.Flags().BoolVar(&edit, "edit", false, "edit the note in $VISUAL or $EDITOR")
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
		a.err.printf("the note on “%s” was changed elsewhere in the meantime; both versions are kept, yours below\n", p.Title)
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
		return fmt.Errorf("%w\nThe note is unchanged. What you typed is kept as a draft in %[3]s\nTo save the draft: dogear note %[2]d --draft", err, p.ID, file.Path)
	}
	if err != nil {
		err = fmt.Errorf("%w; the note is unchanged", err)
	} else if !changed {
		a.out.printf("nothing changed\n")
	}
	if closed := file.Close(); err == nil && closed != nil {
		err = fmt.Errorf("removing the temporary file: %w", closed)
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
