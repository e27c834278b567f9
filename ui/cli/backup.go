// This file owns `dogear backup`, and the backups that the reader makes by itself.

package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"time"

	"github.com/spf13/cobra"

	"dogear/store"
)

func (a *app) backupCommand() *cobra.Command {
	var list, asJSON bool
	var out string
	cmd := &cobra.Command{
		Use:   "backup",
		Short: "Back up the library, or list its backups",
		Long: `Copy the library and verify the copy. The library may be in use meanwhile.

Backups are kept beside the library, in LIBRARY.d/backups, and old ones are deleted as new
ones are made. The reader makes one a day by itself, and every upgrade makes one first.
To restore one, use "dogear restore".`,
		Example: "  dogear backup\n  dogear backup -o /media/stick/papers.db\n  dogear backup --list",
		Args:    arguments(0, 0, ""),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if list && out != "" {
				return usagef("--list and --output cannot be used together")
			}
			if list {
				return a.listBackups(cmd.Context(), asJSON)
			}
			return a.withLibrary(cmd.Context(), func(lib *store.Library) error { return a.backup(cmd.Context(), lib, out, asJSON) })
		},
	}
	cmd.Flags().BoolVar(&list, "list", false, "list the backups")
	cmd.Flags().StringVarP(&out, "output", "o", "", "write the copy to `FILE`, which must not exist yet")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON Lines: number, made, file, bytes, schema, papers, decided, notes, error")
	return cmd
}

func (a *app) backup(ctx context.Context, lib *store.Library, out string, asJSON bool) error {
	made := true
	var b store.Backup
	var err error
	if out != "" {
		b, err = lib.BackupTo(ctx, out)
	} else {
		b, made, err = lib.Backup(ctx)
	}
	if errors.Is(err, store.ErrDamaged) {
		return fmt.Errorf("%w\nNo backup was made; existing backups are kept. Run `dogear doctor` to see what is wrong.", err)
	}
	if err != nil {
		return err
	}
	if !made {
		a.err.printf("nothing has changed since the last backup\n")
	}
	if asJSON {
		return newJSONLines(a.out).write(toBackupJSON(b))
	}
	a.out.printf("%s\n  %s\n", backupLine(b), b.Path)
	return nil
}

// backupJSON is a backup as `backup --json` writes it.
type backupJSON struct {
	Number  *int    `json:"number"` // null for one that is not of the row
	Made    string  `json:"made"`
	File    string  `json:"file"`
	Bytes   int64   `json:"bytes"`
	Schema  int     `json:"schema"`
	Papers  int     `json:"papers"`
	Decided int     `json:"decided"`
	Notes   int     `json:"notes"`
	Error   *string `json:"error"` // why it cannot be used
}

func toBackupJSON(b store.Backup) backupJSON {
	return backupJSON{optional(b.Seq), timestamp(b.Made), b.Path, b.Size, b.Schema, b.Papers, b.Decided, b.Notes, messageOf(b.Err)}
}

// listBackups needs no library: it may be the library that is missing.
func (a *app) listBackups(ctx context.Context, asJSON bool) error {
	path, err := a.path()
	if err != nil {
		return err
	}
	all, err := store.Backups(ctx, path)
	if err != nil {
		return err
	}
	lines := newJSONLines(a.out)
	for _, b := range all {
		if !asJSON {
			a.out.printf("%s\n", backupLine(b))
		} else if err := lines.write(toBackupJSON(b)); err != nil {
			return err
		}
	}
	switch {
	case asJSON:
	case len(all) == 0:
		a.err.printf("there are no backups of %s yet; `dogear backup` makes one\n", shown(path))
	default:
		a.err.printf("\nTo restore backup N: dogear restore N. It shows what would change and asks first.\n")
	}
	return nil
}

// backupLine is a backup in a line.
func backupLine(b store.Backup) string {
	number := ""
	if b.Seq > 0 {
		number = fmt.Sprintf("%5d  ", b.Seq)
	}
	what := fmt.Sprintf("%s, %s decided, %s", store.Plural(b.Papers, "paper"), store.Thousands(b.Decided), store.Plural(b.Notes, "note"))
	if b.Err != nil {
		what = "unusable: " + b.Err.Error()
	}
	return fmt.Sprintf("%s%s  %9s  %s", number, b.Made.Local().Format("2006-01-02 15:04"), bytesOf(b.Size), what)
}

// bytesOf is a size as people say it.
func bytesOf(n int64) string {
	switch {
	case n >= 1e9:
		return fmt.Sprintf("%.1f GB", float64(n)/1e9)
	case n >= 1e6:
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	default:
		return fmt.Sprintf("%d kB", (n+999)/1000)
	}
}

// When the reader looks whether a backup is due: soon after it has begun, when what the reader sees has been drawn, and
// then as long as it is open.
const (
	firstLook = 3 * time.Second
	nextLook  = time.Hour
)

// smallLibrary is up to which size a backup takes no time that anybody notices.
const smallLibrary = 32 << 20

// backupDaily makes a backup beside the reader when one is due, until the function that it returns is called. That makes
// one for a reader that never stays for long, if the library is small, and tells what went wrong.
func (a *app) backupDaily(ctx context.Context, lib *store.Library) (stop func() error) {
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan error, 1)
	go func() {
		defer func() {
			if r := recover(); r != nil { // it must not take the reader down, and its terminal with it
				done <- fmt.Errorf("a panic: %v\n%s", r, debug.Stack())
			}
		}()
		done <- keepBackups(ctx, lib)
	}()
	return func() error {
		cancel()
		err := <-done
		if st, statErr := os.Stat(lib.Path()); statErr == nil && st.Size() <= smallLibrary && (err == nil || errors.Is(err, context.Canceled)) {
			_, _, err = lib.BackupIfDue(context.WithoutCancel(ctx))
		}
		if err != nil && !errors.Is(err, context.Canceled) {
			return fmt.Errorf("%w\nNo backup was made today. Run `dogear doctor` to see what is wrong.", err)
		}
		return nil
	}
}

// keepBackups makes a backup whenever one is due, until ctx ends. After an error it tries no more.
func keepBackups(ctx context.Context, lib *store.Library) error {
	timer := time.NewTimer(firstLook)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-timer.C:
		}
		if _, _, err := lib.BackupIfDue(ctx); err != nil {
			return err
		}
		timer.Reset(nextLook)
	}
}
