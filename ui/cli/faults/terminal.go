//go:build unix

// This file owns faults of the terminal: it is closed, or resized without end, or the reader is told to go, or to sleep.

package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
)

// thought is what is being written when the terminal goes.
const thought = "half a thought"

// terminal does to the reader what terminals do.
func (r *rig) terminal(ctx context.Context) error {
	ends := []struct {
		name string
		end  func(s *session) error
		dies bool // without a chance to give the terminal back
	}{
		{"SIGHUP in the middle of a note", signalled(syscall.SIGHUP), false},
		{"SIGTERM in the middle of a note", signalled(syscall.SIGTERM), false},
		{"SIGINT in the middle of a note", signalled(syscall.SIGINT), false},
		{"SIGQUIT after a note was shown as saved", afterSaved(syscall.SIGQUIT), false},
		{"SIGABRT after a note was shown as saved", afterSaved(syscall.SIGABRT), false},
		{"terminal closed in the middle of a note", func(s *session) error { return s.TTY.Close() }, true},
		{"killed after a note was shown as saved", afterSaved(syscall.SIGKILL), true},
	}
	for _, e := range ends {
		line := r.row(e.name)
		for range 4 / r.stride(4) {
			r.verdict(line, "note", r.endInNote(ctx, e.end, e.dies))
		}
	}
	r.verdict(r.row("storm of resizes, 0 x 0 to 500 x 500"), "storm", r.storm(ctx))
	if shell, err := exec.LookPath("bash"); err != nil {
		r.skip("suspended and resumed", "there is no bash here")
	} else {
		r.verdict(r.row("suspended and resumed"), "ctrl+z, fg", r.suspend(ctx, shell))
	}
	return ctx.Err()
}

func signalled(sig os.Signal) func(*session) error {
	return func(s *session) error { return s.Cmd.Process.Signal(sig) }
}

func afterSaved(sig os.Signal) func(*session) error {
	return func(s *session) error { return errors.Join(s.shows("─ saved ─"), s.Cmd.Process.Signal(sig)) }
}

// reader opens the reader on a new library.
func (r *rig) reader(ctx context.Context, name string) (string, *session, error) {
	lib, err := r.library(ctx, name)
	if err != nil {
		return "", nil, err
	}
	s, err := begin(r.command(ctx, nil, lib))
	if err != nil {
		return "", nil, err
	}
	if err := s.shows("Inbox 4"); err != nil {
		s.End()
		return "", nil, err
	}
	return lib, s, nil
}

// endInNote begins a note, ends the reader in the middle of it, and looks for what was typed: in the library, or offered
// at the next start.
func (r *rig) endInNote(ctx context.Context, end func(*session) error, dies bool) error {
	lib, s, err := r.reader(ctx, "terminal")
	if err != nil {
		return err
	}
	defer s.End()
	if err := s.press("gn"+thought, thought); err != nil {
		return err
	}
	if err := errors.Join(end(s), s.ended()); err != nil {
		return err
	}
	if !dies {
		if err := asItWas(s.written()); err != nil {
			return err
		}
	}
	return r.kept(ctx, lib, thought)
}

// storm resizes the terminal again and again while keys come.
func (r *rig) storm(ctx context.Context) error {
	_, s, err := r.reader(ctx, "storm")
	if err != nil {
		return err
	}
	defer s.End()
	chance := rand.New(rand.NewPCG(3, 4))
	sizes := [][2]int{{0, 0}, {1, 1}, {500, 500}, {0, 500}, {500, 0}, {2, 2}, {24, 6}, {23, 5}}
	for range 2000 / r.stride(10) {
		sizes = append(sizes, [2]int{chance.IntN(501), chance.IntN(501)})
	}
	for i, size := range sizes {
		if err := s.Resize(size[0], size[1]); err != nil {
			return err
		}
		if i%20 == 0 {
			if err := s.press("jk\tKJ", ""); err != nil {
				return err
			}
		}
	}
	if err := s.Resize(columns, lines); err != nil {
		return err
	}
	if err := s.shows("Inbox 4"); err != nil {
		return err
	}
	if err := errors.Join(s.press("\x03", ""), s.ended()); err != nil {
		return err
	}
	if code := s.Cmd.ProcessState.ExitCode(); code != 0 {
		return fmt.Errorf("exit status %d:\n%s", code, s.text())
	}
	return asItWas(s.written())
}

// suspend puts the reader to sleep under a shell, and wakes it.
func (r *rig) suspend(ctx context.Context, shell string) error {
	lib, err := r.library(ctx, "suspend")
	if err != nil {
		return err
	}
	cmd := r.command(ctx, nil, lib)
	quiet := filepath.Join(filepath.Dir(lib), "inputrc") // the shell has bracketed paste of its own, which would be taken for the reader's
	if err := os.WriteFile(quiet, []byte("set enable-bracketed-paste off\n"), 0o600); err != nil {
		return err
	}
	cmd.Env = append(cmd.Env, "PS1=ready> ", "INPUTRC="+quiet)
	reader := strings.Join(cmd.Args, " ")
	cmd.Path, cmd.Args = shell, []string{"bash", "--norc", "--noprofile", "-i"}
	s, err := begin(cmd)
	if err != nil {
		return err
	}
	defer s.End()
	if err := errors.Join(s.shows("ready>"), s.press(reader+"\n", "Inbox 4"), s.press("\x1a", "Stopped")); err != nil {
		return err
	}
	if err := asItWas(s.written()); err != nil {
		return fmt.Errorf("asleep: %w", err)
	}
	if err := errors.Join(s.press("fg\n", "Inbox 4"), s.press("gr", "Inbox 3"), s.press("q", ""),
		s.until(func() bool { return !strings.Contains(s.text(), "Inbox") }, "the reader does not end"), s.press("exit\n", ""), s.ended()); err != nil {
		return err
	}
	return asItWas(s.written())
}
