//go:build unix

// This file owns files that are not what they were: bits that flip in a library, and rights that others have.

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// bits flips single bits all over a library. Whatever becomes of it, dogear does not fall over, and no note and no decision
// is another one without being named.
func (r *rig) bits(ctx context.Context) error {
	base, err := r.library(ctx, "bits")
	if err != nil {
		return err
	}
	if err := errors.Join(r.ok(ctx, base, "mark", "star", "1"), r.ok(ctx, base, "mark", "dismissed", "2"), r.ok(ctx, base, "note", "4", "A margin about rivers.")); err != nil {
		return err
	}
	before, err := state(ctx, base)
	if err != nil {
		return err
	}
	data, err := os.ReadFile(base)
	if err != nil {
		return err
	}
	chance := rand.New(rand.NewPCG(8, 8))
	places := make([]int, 0, 3000)
	for range 2400 / r.stride(60) {
		places = append(places, chance.IntN(len(data)*8))
	}
	for bit := 0; bit < 100*8; bit += r.stride(9) { // the header
		places = append(places, bit)
	}
	for _, text := range []string{"Kept.", "A margin about rivers.", "dismissed", "star"} { // where it hurts
		for from := 0; ; {
			at := bytes.Index(data[from:], []byte(text))
			if at < 0 {
				break
			}
			from += at + 1
			places = append(places, (from-1+chance.IntN(len(text)))*8+chance.IntN(7))
		}
	}
	line := r.row("bits flipped in a library")
	return each(places, func(bit int) error {
		lib, err := r.folder("bit")
		if err != nil {
			return err
		}
		defer func() { _ = os.RemoveAll(filepath.Dir(lib)) }()
		flipped := bytes.Clone(data)
		flipped[bit/8] ^= 1 << (bit % 8)
		if err := os.WriteFile(lib, flipped, 0o600); err != nil {
			return err
		}
		r.verdict(line, fmt.Sprintf("bit %d", bit), r.flippedBit(ctx, lib, before))
		return ctx.Err()
	})
}

// flippedBit looks at what a reader would see of a library with a flipped bit, and what doctor says of it.
func (r *rig) flippedBit(ctx context.Context, lib, before string) error {
	doctor := r.dogear(ctx, nil, lib, "doctor", "--deep")
	for _, res := range []result{doctor, r.dogear(ctx, nil, lib, "list", "--json"), r.dogear(ctx, nil, lib, "history"), r.dogear(ctx, nil, lib, "note", "3")} {
		if res.status < 0 || res.status == 2 || strings.Contains(res.err, "goroutine ") {
			return fmt.Errorf("it falls over: exit status %d: %.400s", res.status, res.err)
		}
	}
	if doctor.status != 0 {
		return nil // it is named, or the library refused
	}
	got, err := state(ctx, lib)
	switch {
	case err != nil:
		return fmt.Errorf("doctor is content, but %w", err)
	case got != before:
		return fmt.Errorf("doctor is content, but it holds\n%s", got)
	}
	return nil
}

// rights makes everything that dogear makes under a umask that takes no rights away, and looks who may read it.
func (r *rig) rights(ctx context.Context) error {
	lib, err := r.library(ctx, "rights")
	if err != nil {
		return err
	}
	home := filepath.Dir(lib)
	made := filepath.Join(home, "made", "library.db")
	shell := func(args ...string) error {
		cmd := r.command(ctx, nil, made, args...)
		cmd.Dir = home // the other is not there yet
		if res := finish(unmasked(cmd)); res.status != 0 {
			return fmt.Errorf("%v: exit status %d: %s", args, res.status, res.err)
		}
		return nil
	}
	for _, args := range [][]string{{"import", "first.txt"}, {"note", "1", "A note."}, {"backup"}, {"mark", "read", "1"}, {"backup"}, {"restore", "2", "--yes"}, {"list"}} {
		if err := shell(args...); err != nil {
			return err
		}
	}
	// A reader that is killed in a note leaves a draft, and the journals.
	cmd := r.command(ctx, nil, made)
	s, err := begin(unmasked(cmd))
	if err != nil {
		return err
	}
	defer s.End()
	if err := errors.Join(s.shows("Inbox"), s.press("gn"+thought, thought), s.Cmd.Process.Kill(), s.ended()); err != nil {
		return err
	}
	line := r.row("rights under umask 0")
	return filepath.WalkDir(filepath.Dir(made), func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		st, err := d.Info()
		if err != nil {
			return err
		}
		var open error
		if st.Mode().Perm()&0o077 != 0 {
			open = letIn(fmt.Sprintf("%s is %v", path, st.Mode()))
		}
		r.verdict(line, path, open)
		return nil
	})
}

// unmasked runs a command under a umask that takes no rights away.
func unmasked(cmd *exec.Cmd) *exec.Cmd {
	cmd.Path, cmd.Args = "/bin/sh", append([]string{"sh", "-c", `umask 0; exec "$@"`, "sh"}, cmd.Args...)
	return cmd
}
