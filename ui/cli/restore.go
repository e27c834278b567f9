// This file owns `dogear restore`.

package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"dogear/store"
)

func (a *app) restoreCommand() *cobra.Command {
	var yes, asJSON bool
	cmd := &cobra.Command{
		Use:   "restore [BACKUP]",
		Short: "Restore a backup, or list the backups",
		Long: `Replace the library with a backup, also if the library is missing or damaged. BACKUP is the
number of a backup or a file; without it, list the backups.

restore shows what would change and asks first. The current library is kept in
LIBRARY.d/replaced.`,
		Example: "  dogear restore\n  dogear restore 12\n  dogear restore --yes papers.db",
		Args:    arguments(0, 1, "at most one backup"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return a.listBackups(cmd.Context(), asJSON)
			}
			return a.restore(cmd.Context(), args[0], yes, asJSON)
		},
	}
	cmd.Flags().BoolVar(&yes, "yes", false, "do not ask for confirmation")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON Lines: the list, as backup --list --json does, or what the restore changed")
	return cmd
}

func (a *app) restore(ctx context.Context, word string, yes, asJSON bool) error {
	path, err := a.path()
	if err != nil {
		return err
	}
	b, err := store.FindBackup(ctx, path, word)
	if err != nil {
		return err
	}
	p, err := store.PreviewRestore(ctx, path, b)
	if err != nil {
		return err
	}
	if !asJSON {
		a.tellPreview(&p, path)
	}
	if !yes {
		if !isTerminal(a.Stdin) || asJSON {
			return errors.New("nothing was changed: confirmation needs a terminal; use --yes to restore without asking")
		}
		if sure, err := a.asks(ctx, "Restore this backup? [y/N] "); err != nil || !sure {
			a.err.printf("nothing was changed\n")
			return err
		}
	}
	aside, err := store.Restore(ctx, path, b)
	if err != nil {
		return err
	}
	if asJSON {
		return newJSONLines(a.out).write(toRestoreJSON(&p, aside))
	}
	a.out.printf("restored %s\n", shown(path))
	if aside != "" {
		a.out.printf("the previous library is kept: %s\n", shown(relative(aside)))
	}
	return nil
}

// relative is a path as seen from here, where that is shorter.
func relative(path string) string {
	here, err := filepath.Abs(".")
	if err != nil {
		return path
	}
	if rel, err := filepath.Rel(here, path); err == nil && len(rel) < len(path) {
		return rel
	}
	return path
}

// asks asks a question that is answered with y, or anything else for no.
func (a *app) asks(ctx context.Context, question string) (bool, error) {
	if err := a.flush(); err != nil {
		return false, err
	}
	a.err.printf("%s", question)
	answer, err := bufio.NewReader(&interruptible{ctx: ctx, r: a.Stdin, buf: make([]byte, 1<<10)}).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return false, err
	}
	answer = strings.ToLower(strings.TrimSpace(answer))
	return answer == "y" || answer == "yes", nil
}

// tellPreview tells what a restore would change, the losses first.
func (a *app) tellPreview(p *store.Preview, path string) {
	a.out.printf("%s\n", backupLine(p.Backup))
	switch {
	case errors.Is(p.Unknown, store.ErrNoLibrary):
		a.out.printf("\nThere is no library at %s.\n", shown(path))
	case p.Unknown != nil:
		a.out.printf("\nThe current library cannot be read, so what would change is unknown:\n  %v\nThe file will be kept.\n", p.Unknown)
	case p.Same():
		a.out.printf("\nThe current library has the same papers, decisions and notes.\n")
	default:
		a.out.printf("\nCompared with the current library:\n")
		for _, line := range previewLines(p) {
			a.out.printf("  %s\n", line)
		}
	}
	a.out.printf("\n")
}

func previewLines(p *store.Preview) (lines []string) {
	for _, t := range []struct {
		of        store.Titles
		one, many string
	}{
		{p.PapersLost, "1 paper would be lost", "papers would be lost"},
		{p.NotesLost, "1 note would be lost or older", "notes would be lost or older"},
		{p.DecisionsLost, "1 decision would be lost or older", "decisions would be lost or older"},
		{p.PapersBack, "1 paper would return", "papers would return"},
		{p.NotesBack, "1 note would return", "notes would return"},
		{p.DecisionsBack, "1 decision would return", "decisions would return"},
	} {
		if t.of.N == 0 {
			continue
		}
		line := t.one
		if t.of.N > 1 {
			line = store.Thousands(t.of.N) + " " + t.many
		}
		lines = append(lines, line+":")
		for _, title := range t.of.First {
			lines = append(lines, "    "+title)
		}
		if more := t.of.N - len(t.of.First); more > 0 {
			lines = append(lines, fmt.Sprintf("    and %s more", store.Thousands(more)))
		}
	}
	if p.ChangesLost > 0 {
		lines = append(lines, "the last "+store.Plural(p.ChangesLost, "change")+" of the history would be lost")
	}
	return lines
}

// restoreJSON is what a restore changed, as `restore --json` writes it.
type restoreJSON struct {
	Backup        backupJSON `json:"backup"`
	PapersLost    int        `json:"papers_lost"`
	PapersBack    int        `json:"papers_back"`
	NotesLost     int        `json:"notes_lost"`
	NotesBack     int        `json:"notes_back"`
	DecisionsLost int        `json:"decisions_lost"`
	DecisionsBack int        `json:"decisions_back"`
	ChangesLost   int        `json:"changes_lost"`
	Unknown       *string    `json:"unknown"` // why the numbers are not known
	Aside         *string    `json:"aside"`   // where the library that was there is; null if there was none
}

func toRestoreJSON(p *store.Preview, aside string) restoreJSON {
	return restoreJSON{
		toBackupJSON(p.Backup), p.PapersLost.N, p.PapersBack.N, p.NotesLost.N, p.NotesBack.N, p.DecisionsLost.N, p.DecisionsBack.N,
		p.ChangesLost, messageOf(p.Unknown), optional(aside),
	}
}
