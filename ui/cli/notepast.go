// This file owns what `dogear note` does with what a note was: its versions, and drafts that were not saved.

package cli

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"dogear/store"
	"dogear/ui"
)

// notePast is which of it is asked for.
type notePast struct {
	list, draft, asJSON bool
	show, restore, diff int
	other               int // that diff is compared with; 0: the note
}

func (n *notePast) flags(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&n.list, "revisions", false, "list the versions of the note, the newest first")
	cmd.Flags().IntVar(&n.show, "revision", 0, "print version `N`")
	cmd.Flags().IntVar(&n.restore, "restore", 0, "restore version `N`")
	cmd.Flags().IntVar(&n.diff, "diff", 0, "compare version `N` with the note, or with another version")
	cmd.Flags().BoolVar(&n.asJSON, "json", false, "with --revisions, print JSON Lines: number, made, words, text, undone, now")
	cmd.Flags().BoolVar(&n.draft, "draft", false, "save the draft of the note")
}

// asked reports whether any of it is, and makes sure that it can be answered.
func (n *notePast) asked(cmd *cobra.Command, args []string) (bool, error) {
	given := 0
	for _, name := range []string{"revisions", "revision", "restore", "diff", "draft"} {
		if cmd.Flags().Changed(name) {
			given++
		}
	}
	if given > 1 {
		return true, usagef("--revisions, --revision, --restore, --diff and --draft cannot be used together")
	}
	if n.asJSON && !n.list {
		return true, usagef("--json can only be used with --revisions")
	}
	asked := n.list || n.draft
	for name, number := range map[string]int{"revision": n.show, "restore": n.restore, "diff": n.diff} {
		if !cmd.Flags().Changed(name) {
			continue
		}
		if asked = true; number < 1 {
			return asked, usagef("invalid value %d for --%s: versions are numbered from 1; --revisions lists them", number, name)
		}
	}
	if len(args) < 2 || !asked {
		return asked, nil
	}
	if n.diff == 0 {
		return asked, usagef("unexpected argument: flags that read earlier versions take no TEXT")
	}
	other, err := strconv.Atoi(args[1])
	if err != nil || other < 1 {
		return asked, usagef("invalid version number %q; --revisions lists the versions", args[1])
	}
	n.other = other
	return asked, nil
}

func (a *app) notePast(ctx context.Context, lib *store.Library, p *store.Paper, n notePast) error {
	if n.draft {
		return a.takeDraft(ctx, lib, p)
	}
	all, err := lib.Revisions(ctx, p.ID)
	if err != nil {
		return err
	}
	if n.list {
		return a.listRevisions(p, all, n.asJSON)
	}
	find := func(number int) (store.Revision, error) {
		if i := len(all) - number; i >= 0 && i < len(all) {
			return all[i], nil
		}
		return store.Revision{}, fmt.Errorf("the note on “%s” has no version %d; `dogear note %d --revisions` lists them", p.Title, number, p.ID)
	}
	r, err := find(max(n.show, n.restore, n.diff))
	switch {
	case err != nil:
		return err
	case n.show > 0:
		a.out.printf("%s\n", r.Text)
		return nil
	case n.restore > 0:
		return a.saveNote(ctx, lib, p, r.Text, store.NoteEdit{Base: &p.Note})
	}
	to := store.Revision{Text: p.Note}
	if n.other > 0 {
		if to, err = find(n.other); err != nil {
			return err
		}
	}
	if r.Text == to.Text {
		a.err.printf("the two versions are the same\n")
		return nil
	}
	for _, l := range ui.DiffNotes(r.Text, to.Text) {
		a.out.printf("%s\n", l)
	}
	return nil
}

// revisionJSON is a version of a note, as `note --revisions --json` writes it.
type revisionJSON struct {
	Number int    `json:"number"`
	Made   string `json:"made"`
	Words  int    `json:"words"`
	Text   string `json:"text"`
	Undone bool   `json:"undone"`
	Now    bool   `json:"now"` // it is the note
}

// listRevisions prints a line for each: number, time, words, what it is, first line.
func (a *app) listRevisions(p *store.Paper, all []store.Revision, asJSON bool) error {
	lines := newJSONLines(a.out)
	if len(all) == 0 {
		a.err.printf("there has never been a note on “%s”\n", p.Title)
	}
	for _, r := range all {
		if asJSON {
			if err := lines.write(revisionJSON{r.N, timestamp(r.Made), r.Words(), r.Text, r.Undone, r.Now}); err != nil {
				return err
			}
			continue
		}
		first := r.FirstLine()
		if r.Text == "" {
			first = "(removed)"
		}
		switch {
		case r.Now:
			first = "(now) " + first
		case r.Undone:
			first = "(undone) " + first
		}
		a.out.printf("%5d  %s  %9s  %s\n", r.N, r.Made.Format(time.DateTime), store.Plural(r.Words(), "word"), first)
	}
	return nil
}

// takeDraft makes the newest draft of a paper its note.
func (a *app) takeDraft(ctx context.Context, lib *store.Library, p *store.Paper) error {
	all, err := lib.Drafts()
	if err != nil {
		return err
	}
	for i := len(all) - 1; i >= 0; i-- {
		d := all[i]
		if d.Paper != p.ID {
			continue
		}
		text, err := ui.DraftText(d)
		if err != nil {
			return err
		}
		if err := a.saveNote(ctx, lib, p, text, store.NoteEdit{Base: &d.Base}); err != nil {
			return err
		}
		return d.Drop()
	}
	return errors.New("there is no draft for “" + p.Title + "”")
}
