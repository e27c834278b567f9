// Package cli is the command line: what the screen does, for scripts. It wires the rooms together and holds no logic of
// theirs.
//
// Results go to standard output, all else to standard error. The exit status is 0 for done, 1 for failed, 2 for wrong
// usage or a query that cannot be read, and 3 for done although some records were rejected. Commands that print lists
// have --json: JSON Lines, one object each. No output, JSON included, has a character in it that acts on a terminal.
//
// A command is a file; this one owns what they share: the way in, the tree of commands, and how errors end.
package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"dogear/store"
)

// An Env is what the command line has of the system around it, so that a test can be that system.
type Env struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Getenv         func(string) string
	Now            func() time.Time
}

// System is the real one.
func System() Env {
	return Env{Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Getenv: os.Getenv, Now: time.Now}
}

// Main runs one command line, without the program's name, and returns the exit status. When ctx ends, what is under way
// is taken back and Main returns. The caller has to see to it that a write to a closed pipe is an error, not the end of
// the process (os/signal tells how).
func Main(ctx context.Context, args []string, env Env) int {
	a := &app{Env: env, out: printer{bufio.NewWriter(env.Stdout)}, err: printer{env.Stderr}}
	root := a.root()
	root.SetArgs(append([]string{}, args...)) // cobra takes os.Args for nil
	cmd, err := root.ExecuteContextC(ctx)
	if flushed := a.flush(); flushed != nil && err == nil {
		a.running = true // help and version print without running anything; that they cannot is no fault of usage
		err = flushed
	}
	return a.finish(ctx, cmd, err)
}

// app is one run of the command line.
type app struct {
	Env
	out, err printer

	library string // --library
	plain   bool   // --plain
	config  string // --config
	running bool   // the command line was understood and its command has begun
}

// flush sends what was printed on its way.
func (a *app) flush() error {
	if err := a.out.w.(*bufio.Writer).Flush(); err != nil {
		return fmt.Errorf("writing the output: %w", err)
	}
	return nil
}

// root is the tree of commands.
//
// It is cobra alone: fang, which would style help and errors, asks the terminal for its background colour before it
// prints either, which takes seconds on a terminal that does not answer and eats what was typed ahead; and its man pages
// go to os.Stdout whatever the command's output is.
func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "dogear",
		Short: "Keep a reading list of research papers",
		Long: `dogear is a reading list for research papers.

Without a command, dogear opens the reader, in which you import, read and decide on papers.
The commands do the same from scripts.

PAPER is the number shown by "dogear list", an arXiv id, a DOI, or the unique beginning of a
title. QUERY is words to search for and fields such as is:starred, tag:gnn or year:2024; put
a query that begins with a minus after --.`,
		Example: `  dogear import digest.txt
  dogear list is:inbox graph
  dogear mark read 12 2403.01234
  dogear list is:starred --json | jq -r .title`,
		Version:                    version(),
		Args:                       noSuchCommand,
		RunE:                       func(cmd *cobra.Command, _ []string) error { return a.read(cmd.Context()) },
		PersistentPreRunE:          a.begin,
		SilenceErrors:              true,
		SilenceUsage:               true,
		SuggestionsMinimumDistance: 2,
	}
	root.SetIn(a.Stdin)
	root.SetOut(a.out)
	root.SetErr(a.err)
	root.SetVersionTemplate("dogear {{.Version}}\n")
	root.SetFlagErrorFunc(flagError)
	root.PersistentFlags().StringVar(&a.library, "library", "", "use the library `FILE` (or set DOGEAR_LIBRARY)")
	root.Flags().BoolVar(&a.plain, "plain", false, "use a line-based reader, for screen readers and pipes (or set DOGEAR_PLAIN=1)")
	root.PersistentFlags().StringVar(&a.config, "config", "", "use the configuration `FILE` (or set DOGEAR_CONFIG)")

	root.AddGroup(&cobra.Group{ID: "take", Title: "Import:"}, &cobra.Group{ID: "read", Title: "List and export:"},
		&cobra.Group{ID: "decide", Title: "Decide and annotate:"}, &cobra.Group{ID: "back", Title: "Undo:"},
		&cobra.Group{ID: "care", Title: "Back up and check:"}, &cobra.Group{ID: "rest", Title: "Configure and learn:"})
	group := func(id string, commands ...*cobra.Command) {
		for _, c := range commands {
			c.GroupID = id
		}
		root.AddCommand(commands...)
	}
	group("take", a.importCommand(), a.digestsCommand(), a.duplicatesCommand())
	group("read", a.listCommand(), a.showCommand(), a.viewCommand(), a.exportCommand(), a.statsCommand())
	group("decide", a.markCommand(), a.snoozeCommand(), a.tagCommand(), a.noteCommand())
	group("back", a.undoCommand(), a.redoCommand(), a.historyCommand())
	group("care", a.backupCommand(), a.restoreCommand(), a.doctorCommand())
	group("rest", a.configCommand(), a.completionCommand(), a.manCommand())
	root.SetHelpCommand(a.helpCommand())
	root.SetHelpCommandGroupID("rest")
	a.completeAll(root)
	return root
}

// begin checks what all commands have in common, before one of them runs.
func (a *app) begin(cmd *cobra.Command, _ []string) error {
	var empty error
	cmd.Flags().Visit(func(f *pflag.Flag) {
		// A script whose variable is unset must not work on the default library, or without a filter.
		if f.Value.Type() == "string" && f.Value.String() == "" && f.Name != "query" {
			empty = usagef("invalid value \"\" for --%s: want %s", f.Name, wanted(f))
		}
	})
	if empty != nil {
		return empty
	}
	a.running = true
	if onlyPrints(cmd) {
		return nil
	}
	return a.checkConfigPath()
}

// onlyPrints reports whether a command prints what is the same for everybody, or candidates to a shell, which shows no errors.
func onlyPrints(cmd *cobra.Command) bool {
	if f := cmd.Flags().Lookup("example"); f != nil && f.Changed {
		return true
	}
	for cmd.HasParent() && cmd.Parent().HasParent() {
		cmd = cmd.Parent()
	}
	return slices.Contains([]string{"help", "man", "completion", cobra.ShellCompRequestCmd, cobra.ShellCompNoDescRequestCmd}, cmd.Name())
}

// noSuchCommand is the arguments' check of a command that has only subcommands.
func noSuchCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if like := cmd.SuggestionsFor(args[0]); len(like) > 0 {
		return usagef("there is no command %q; did you mean %s?", args[0], strings.Join(like, " or "))
	}
	return usagef("there is no command %q", args[0])
}

// flagError says what is wrong with a flag in words that help.
func flagError(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	if errors.As(err, &unknown) {
		for what, example := range map[string]string{"[QUERY]": "-survey", "[TEXT|-]": "'- a point'"} {
			if strings.Contains(cmd.Use, what) {
				return usagef("%w (put an argument that begins with a minus after --, as in: %s -- %s)", err, cmd.CommandPath(), example)
			}
		}
	}
	var value *pflag.InvalidValueError
	if errors.As(err, &value) {
		return usagef("invalid value %q for --%s: want %s", value.GetValue(), value.GetFlag().Name, wanted(value.GetFlag()))
	}
	return usageError{err}
}

// wanted is the value of a flag, in words.
func wanted(f *pflag.Flag) string {
	switch f.Value.Type() {
	case "int":
		return "a number"
	case "bool":
		return "true or false"
	}
	value, _ := pflag.UnquoteUsage(f)
	return value
}

// arguments checks how many arguments there are; most -1 is any number. What names them for the error.
func arguments(least, most int, what string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		switch {
		case len(args) < least:
			return usagef("missing argument: want %s", what)
		case most == 0 && len(args) > 0:
			return usagef("unexpected argument %q", args[0])
		case most > 0 && len(args) > most:
			return usagef("unexpected argument %q: want %s", args[most], what)
		}
		return nil
	}
}

// usageError is wrong usage.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

func usagef(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// exitStatus is an end that the command has already explained.
type exitStatus int

func (e exitStatus) Error() string { return fmt.Sprintf("exit status %d", int(e)) }

// The exit statuses.
const (
	exitDone     = 0
	exitFailed   = 1
	exitUsage    = 2
	exitRejected = 3
)

// finish explains how the command ended, and turns that into the exit status.
func (a *app) finish(ctx context.Context, cmd *cobra.Command, err error) int {
	var status exitStatus
	var usage usageError
	var query *store.QueryError
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &status):
		return int(status)
	case readerLeft(err): // head has seen enough
		return exitDone
	case ctx.Err() != nil && errors.Is(err, ctx.Err()):
		a.err.printf("dogear: interrupted\n")
		return exitFailed
	case errors.As(err, &query):
		a.err.printf("dogear: %v\n", query)
		return exitUsage
	case errors.As(err, &usage), !a.running: // cobra's own complaints come before the command begins
		a.err.printf("dogear: %v\nTry: %s --help\n", err, cmd.CommandPath())
		return exitUsage
	}
	a.fail("", err)
	return exitFailed
}

// fail tells of an error, of what it was about, and, if the file or the disk failed, of which library it is said.
func (a *app) fail(about string, err error) {
	var failure *store.Failure
	if !errors.As(err, &failure) {
		a.err.printf("dogear: %s%v\n", about, err)
		return
	}
	path, _ := a.path() // it was opened
	if truth := failure.Truth(path); truth != failure {
		err = truth
	}
	a.err.printf("dogear: %s%v\n", about, err)
	if !strings.Contains(err.Error(), path) {
		a.err.printf("The library is %s\n", shown(path))
	}
}
