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
	cmd := &cobra.Command{
		Use:   "note PAPER [TEXT|-]",
		Short: "Print or write the note on a paper",
		Long: `note prints the note on a paper, or sets it to TEXT, or to what stands on standard input
for -. An empty TEXT removes the note. A TEXT that begins with a minus goes after --.`,
		Example: `  dogear note 12
  dogear note 12 'Compare with **GPS**.'
  pbpaste | dogear note 12 --append -
  dogear note 12 --edit`,
		Args: arguments(1, 2, "one PAPER, and the TEXT as one argument (quote it)"),
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
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
	if err == nil && saved == "" && o.Change.ID != 0 {
		a.out.printf("removed the note on “%s”\n", p.Title)
		return nil
	}
	return a.tell(o, err)
}

// editNote lets the reader write the note in an editor. Unless the editor ends well the note stays as it was, and what
// was typed stays in the editor's file.
func (a *app) editNote(ctx context.Context, lib *store.Library, p *store.Paper) error {
	file, err := ui.NewEditFile(p.Note)
	if err != nil {
		return err
	}
	text, changed, err := a.runEditor(file)
	if err == nil && changed {
		// An interrupt was for the editor. What was typed in it is saved all the same.
		err = a.saveNote(context.WithoutCancel(ctx), lib, p, text, store.NoteEdit{Base: &p.Note})
	}
	if err != nil && changed {
		return fmt.Errorf("%w\nThe note is as it was. What you typed is kept in %s", err, file.Path)
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
	cmd, err := ui.EditorCommand(file.Path)
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
