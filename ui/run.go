// This file owns running the reader: the terminal it takes over, the signals that end it, and giving all back.

package ui

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/term"

	"dogear/store"
)

// Run opens the reader on a library and returns when the reader quits. When the terminal is closed (SIGHUP), on SIGTERM
// and when ctx ends, it first saves what is being written.
func Run(ctx context.Context, lib *store.Library, opts Options) error {
	if !term.IsTerminal(os.Stdin.Fd()) || !term.IsTerminal(os.Stdout.Fd()) {
		return errNoTerminal
	}
	if opts.Background == "" {
		opts.Background = os.Getenv("COLORFGBG")
	}
	if opts.Term == "" {
		opts.Term = os.Getenv("TERM")
	}
	m, err := New(context.WithoutCancel(ctx), lib, opts)
	if err != nil {
		return err
	}
	return m.run(ctx)
}

// run is Run for a reader that has been made.
func (m *Model) run(ctx context.Context) error {
	p := tea.NewProgram(m, tea.WithoutSignalHandler())
	// Bubble Tea does not handle SIGHUP, and its SIGTERM goes past Update: both come through Update here, which saves.
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, endSignals...)
	defer signal.Stop(signals)
	defer restoreBeforeTrace(p.ReleaseTerminal)()
	done := make(chan struct{})
	defer close(done)
	go func() {
		if m.foreground.awaitEnd(signals, ctx.Done(), done) {
			p.Send(shutdownMsg{})
		}
	}()
	watching, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	if m.live.watch != nil {
		ticker := time.NewTicker(watchEach)
		defer ticker.Stop()
		go watchLibrary(watching, ticker.C, m.live.watch.Changed, p.Send)
	}
	_, err := p.Run()
	stop()
	if m.underWay != nil || m.note.unsaved() {
		// The program ended on its own: the terminal went away, or a panic was caught. What was typed is saved all the same.
		err = errors.Join(err, m.rescue())
	}
	if err != nil && !errors.Is(err, tea.ErrInterrupted) {
		return fmt.Errorf("the reader: %w", err)
	}
	return nil
}

// rescue does the writes that are left when the program has ended without waiting for them.
func (m *Model) rescue() error {
	if m.importer != nil {
		m.importer.cancel()
	}
	if m.underWay != nil { // it may not have begun: a panic may have come between
		m.underWay.run()
	}
	for _, w := range m.writes {
		w.run()
	}
	if n := &m.note; n.unsaved() {
		if msg := n.stay.save(context.Background(), n.stay.next(), n.text()); msg.err != nil {
			return errors.Join(fmt.Errorf("saving the note: %w", msg.err), msg.draftErr)
		}
	}
	return nil
}
