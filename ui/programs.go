// This file owns the programs that the reader's configuration, or the system, has for addresses and for the clipboard. An
// address is one argument of its own; no shell sees it.

package ui

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
)

// programWait is how long a program is watched: one that fails does so at once, and a browser may stay for hours.
const programWait = 3 * time.Second

// opener is the system's command to open an address.
func opener() []string {
	switch runtime.GOOS {
	case "darwin":
		return []string{"open"}
	case "windows":
		return []string{"rundll32", "url.dll,FileProtocolHandler"}
	}
	return []string{"xdg-open"}
}

// openAddress opens an address in the browser. What is said of it stands in the status line, with the true host.
func (m *Model) openAddress(address, what string) tea.Cmd {
	if len(m.config.Browser) > 0 {
		return m.openWith("commands.browser", m.config.Browser, address, what)
	}
	return m.openWith("", opener(), address, what)
}

// openWith opens an address with a command, which stands at a path of the configuration, or nowhere.
func (m *Model) openWith(setting string, command []string, address, what string) tea.Cmd {
	host, err := checkAddress(address)
	if err != nil {
		m.status.fail(err)
		return nil
	}
	path, err := exec.LookPath(command[0])
	switch {
	case err != nil && setting != "":
		m.status.fail(m.noProgram(setting, command[0], err))
		return nil
	case err != nil:
		m.status.fail(fmt.Errorf("no browser can be opened here (there is no %s): %s", command[0], printable(address)))
		return nil
	}
	m.status.say(fmt.Sprintf("Opening %s at %s", what, host))
	args := withAddress(command[1:], address)
	return func() tea.Msg {
		p, err := startProgram(path, args)
		if err != nil {
			return failureMsg{fmt.Errorf("opening %s: %w", what, err)}
		}
		done := make(chan error, 1)
		go func() { done <- p.wait() }()
		select {
		case err := <-done:
			if err != nil {
				return failureMsg{fmt.Errorf("opening %s with %s: %w", what, command[0], err)}
			}
		case <-time.After(programWait):
		}
		return nil
	}
}

// A program runs in the background. It has no terminal: nothing of what it writes reaches the screen. What it writes to its
// standard error goes to a file, and not to a pipe, so that it can go on when the reader has ended.
type program struct {
	cmd  *exec.Cmd
	said *os.File // nil if there is no place for it
}

// mostSaid bounds what is read of what a program said.
const mostSaid = 4 << 10

// startProgram starts a program with arguments.
func startProgram(path string, args []string) (*program, error) {
	p := &program{cmd: exec.Command(path, args...)} //nolint:gosec // the user's own program; addresses and fields are one argument each
	if f, err := os.CreateTemp("", "dogear-program-*"); err == nil {
		p.said, p.cmd.Stderr = f, f
	}
	detach(p.cmd)
	if err := p.cmd.Start(); err != nil {
		p.close()
		return nil, err
	}
	if p.said != nil && runtime.GOOS != "windows" {
		_ = os.Remove(p.said.Name()) // it is there as long as somebody has it open
	}
	return p, nil
}

// wait waits for its end. The error tells its exit status, and the first line of what it said.
func (p *program) wait() error {
	defer p.close()
	err := p.cmd.Wait()
	if err == nil || p.said == nil {
		return err
	}
	text := make([]byte, mostSaid)
	n, _ := p.said.ReadAt(text, 0)
	for line := range strings.Lines(string(text[:n])) {
		if line = printable(strings.TrimSpace(line)); line != "" {
			return fmt.Errorf("%w: %s", err, line)
		}
	}
	return err
}

func (p *program) close() {
	if p.said != nil {
		_ = p.said.Close()
		_ = os.Remove(p.said.Name())
	}
}

// withAddress puts an address where it belongs among a command's arguments: in its place, or at their end.
func withAddress(args []string, address string) []string {
	all := slices.Clone(args)
	placed := false
	for i := range all {
		if all[i] == urlArgument {
			all[i], placed = address, true
		}
	}
	if !placed {
		all = append(all, address)
	}
	return all
}

// noProgram says that a program of the configuration is not there, and where it is named.
func (m *Model) noProgram(setting, name string, err error) error {
	return fmt.Errorf("%s (%s) names %q, which cannot be run: %w", setting, m.config.From(setting), printable(name), err)
}

// copyWith gives a text to the reader's own program for the clipboard.
func (m *Model) copyWith(command []string, what, text string) tea.Cmd {
	path, err := exec.LookPath(command[0])
	if err != nil {
		m.status.fail(m.noProgram("commands.clipboard", command[0], err))
		return nil
	}
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(context.Background(), programWait)
		defer cancel()
		var said bytes.Buffer
		cmd := exec.CommandContext(ctx, path, command[1:]...) //nolint:gosec // the reader's own program
		cmd.Stdin, cmd.Stderr = strings.NewReader(text), &said
		cmd.WaitDelay = programWait / 10 // some stay in the background, with the error stream open
		if err := cmd.Run(); err != nil && cmd.ProcessState != nil && !cmd.ProcessState.Success() {
			return failureMsg{fmt.Errorf("copying with %s: %w %s", command[0], err, printable(said.String()))}
		} else if err != nil && cmd.ProcessState == nil {
			return failureMsg{fmt.Errorf("copying with %s: %w", command[0], err)}
		}
		return noticeMsg(copied(what, text))
	}
}
