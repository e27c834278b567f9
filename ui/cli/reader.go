// This file owns `dogear` alone: the reader on the screen, and its first start.

package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"dogear/seeds"
	"dogear/store"
	"dogear/ui"
)

// read opens the reader. A library that does not exist yet begins with the starter digest.
func (a *app) read(ctx context.Context) error {
	config, _, _, err := a.readConfig(ctx)
	if err != nil {
		return configError(err)
	}
	plain := a.plain || isOn(a.Getenv("DOGEAR_PLAIN"))
	if !plain && (!isTerminal(a.Stdin) || !isTerminal(a.Stdout)) {
		return usagef("the reader needs a terminal; in scripts and pipes, use `dogear list` or `dogear --plain`")
	}
	path, err := a.path()
	if err != nil {
		return err
	}
	greeting := ""
	lib, err := store.Open(ctx, path, a.upgrades())
	if errors.Is(err, store.ErrNoLibrary) {
		lib, err = store.Create(ctx, path, func(lib *store.Library) error {
			name, text := seeds.Starter()
			rep, err := new(ui.Intake).Take(ctx, lib, name, bytes.NewReader(text), 0)
			if err != nil {
				return fmt.Errorf("importing the starter digest: %w", err)
			}
			greeting = fmt.Sprintf("Welcome to dogear. Here are %s to start with.", store.Plural(rep.New, "paper"))
			return nil
		})
	}
	if err != nil {
		return err
	}
	beside := context.WithoutCancel(ctx) // an interrupt may be for a program in the terminal
	stopBackup, stopRefresh := a.backupDaily(beside, lib), refreshBeside(beside, lib)
	stop := func() error { return errors.Join(stopRefresh(), stopBackup()) }
	if plain {
		return errors.Join(ui.RunPlain(ctx, lib, a.Stdin, a.Stdout, ui.PlainOptions{Greeting: greeting, Prompt: isTerminal(a.Stdin), Now: a.Now, Config: config}), stop(), lib.Close())
	}
	opts := ui.Options{Greeting: greeting, Config: config, Exporter: readerExport{a}, Calm: isOn(a.Getenv("DOGEAR_REDUCED_MOTION"))}
	return errors.Join(ui.Run(ctx, lib, opts), stop(), lib.Close())
}

// isOn reports whether a variable of the environment is set to anything that says yes.
func isOn(value string) bool { return value != "" && value != "0" && value != "false" && value != "no" }
