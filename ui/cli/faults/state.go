//go:build unix

// This file owns what a library holds, as a text that two libraries can be compared by, and the libraries and commands
// that the faults are tried on.

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"dogear/store"
)

// The digests that libraries are made of.
const (
	firstDigest = `Graphs That Learn by Themselves

We let graphs learn by themselves and look at what they find. It is what we had hoped for, and more.

Trees of Bounded Depth

Trees of bounded depth have been studied for long. In this paper we count their roots, which is new.

Owls in the Barn

Owls sleep in nearly half of all barns. We count them, and show that the rest is full of hay.

Rivers Without Banks

A river without banks goes where it wants. We give it a map, and measure how often it looks at it.

`
	secondDigest = `Clouds and Their Shapes

Clouds have shapes that children name. We ask a network, and it names the same ones in most cases.

Owls in the Barn

Owls sleep in nearly half of all barns. We count them, and show that the rest is full of hay.

Stones That Roll

Stones that roll gather nothing. We look at moss over ten years and find that this is nearly right.

`
)

// result is how a run of dogear ended.
type result struct {
	status   int // -1: by a signal
	out, err string
}

// command is dogear on a library, in a home of its own. before comes in front of it: strace and its arguments.
func (r *rig) command(ctx context.Context, before []string, lib string, args ...string) *exec.Cmd {
	all := append(append([]string{}, before...), r.bin, "--library", lib)
	all = append(all, args...)
	cmd := exec.CommandContext(ctx, all[0], all[1:]...)
	home := filepath.Dir(lib)
	cmd.Dir = home
	cmd.Env = []string{"HOME=" + home, "PATH=" + os.Getenv("PATH"), "TERM=xterm-256color", "LANG=C.UTF-8", "TMPDIR=" + home}
	return cmd
}

// dogear runs a command.
func (r *rig) dogear(ctx context.Context, before []string, lib string, args ...string) result {
	return finish(r.command(ctx, before, lib, args...))
}

func finish(cmd *exec.Cmd) result {
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return result{-1, "", err.Error()}
	}
	return result{cmd.ProcessState.ExitCode(), out.String(), errs.String()}
}

// ok is a run that must succeed.
func (r *rig) ok(ctx context.Context, lib string, args ...string) error {
	if res := r.dogear(ctx, nil, lib, args...); res.status != 0 {
		return fmt.Errorf("dogear %s: exit status %d: %s%s", strings.Join(args, " "), res.status, res.out, res.err)
	}
	return nil
}

// folder makes a folder with the digests in it, and tells where its library will be.
func (r *rig) folder(name string) (lib string, err error) {
	dir, err := os.MkdirTemp(r.dir, name+"-")
	if err != nil {
		return "", err
	}
	return filepath.Join(dir, "library.db"), errors.Join(
		os.WriteFile(filepath.Join(dir, "first.txt"), []byte(firstDigest), 0o600),
		os.WriteFile(filepath.Join(dir, "second.txt"), []byte(secondDigest), 0o600))
}

// library makes a library of the first digest, in a folder of its own.
func (r *rig) library(ctx context.Context, name string) (string, error) {
	lib, err := r.folder(name)
	if err != nil {
		return "", err
	}
	return lib, errors.Join(r.ok(ctx, lib, "import", "first.txt"), r.ok(ctx, lib, "note", "3", "Kept."))
}

// again gives a folder the library of another as its only library.
func again(lib, from string) error {
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return errors.Join(os.RemoveAll(lib+".d"), os.RemoveAll(lib+"-wal"), os.RemoveAll(lib+"-shm"), os.WriteFile(lib, data, 0o600))
}

// state is all that the reader owns in a library, without times. A library that is damaged, or that cannot be opened,
// has none.
func state(ctx context.Context, lib string) (string, error) {
	l, err := store.Open(ctx, lib)
	if err != nil {
		return "", err
	}
	text, err := contents(ctx, l)
	if err := errors.Join(err, l.Close()); err != nil {
		return "", err
	}
	d, err := store.Examine(ctx, lib, store.Examination{Deep: true})
	if err != nil {
		return "", err
	}
	for _, f := range d.Findings {
		if f.Damage {
			return "", errors.New("doctor: " + f.What)
		}
	}
	return text, nil
}

func contents(ctx context.Context, l *store.Library) (string, error) {
	var b strings.Builder
	rows, err := l.Page(ctx, store.Query{}, store.Span{Limit: 1000})
	if err != nil {
		return "", err
	}
	for _, row := range rows {
		p, err := l.Paper(ctx, row.ID)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&b, "%d %s: %s %t %q note %q, %s, in %d\n", p.ID, p.Title, p.Status, p.Starred, p.TagNames, p.Note, p.Abstract, len(p.Digests))
	}
	digests, err := l.Digests(ctx)
	if err != nil {
		return "", err
	}
	fmt.Fprintf(&b, "%d digests\n", len(digests))
	changes, err := l.History(ctx, 1000)
	if err != nil {
		return "", err
	}
	for _, c := range changes {
		fmt.Fprintf(&b, "%d %s %t\n", c.ID, c, c.Undone)
	}
	return b.String(), nil
}

// sound reports whether every backup of a library that is listed can be used: a kill in the middle of one leaves none.
func sound(ctx context.Context, lib string) error {
	all, err := store.Backups(ctx, lib)
	for _, b := range all {
		err = errors.Join(err, b.Err)
	}
	return err
}
