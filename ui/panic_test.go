//go:build unix

package ui

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"dogear/store"
)

// panicsIn is the variable that makes the test binary a reader which panics: in "update" and "view" at a click, in a
// "command" when it gets a signal. The command faults, which has terminals, tries what becomes of them.
const panicsIn = "DOGEAR_PANICS_IN"

func TestMain(m *testing.M) {
	if where := os.Getenv(panicsIn); where != "" {
		if err := runPanicking(where, os.Getenv("DOGEAR_LIBRARY")); err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
		os.Exit(1)
	}
	os.Exit(m.Run())
}

func runPanicking(where, path string) error {
	ctx := context.Background()
	lib, err := store.Open(ctx, path)
	if err != nil {
		return err
	}
	defer func() { _ = lib.Close() }()
	m, err := New(ctx, lib, Options{})
	if err != nil {
		return err
	}
	switch where {
	case "update":
		m.mouse.now = func() time.Time { panic("in Update") }
	case "view":
		m.mouse.now = func() time.Time { m.theme = nil; return time.Time{} }
	case "command":
		signals := make(chan os.Signal, 1)
		signal.Notify(signals, syscall.SIGUSR1)
		m.keys["f12"] = &command{name: "panic", run: func(*Model) tea.Cmd {
			m.status.say("It will panic")
			return func() tea.Msg { <-signals; panic("in a command") }
		}}
	default:
		return fmt.Errorf("%s=%q: it is update, view or command", panicsIn, where)
	}
	return m.run(ctx)
}
