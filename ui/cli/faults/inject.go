//go:build unix

// This file owns faults in system calls: a kill, or an error, at each call by which dogear changes a file.

package main

import (
	"bytes"
	"compress/gzip"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// act is what a reader does, as a command.
type act struct {
	name  string
	args  []string
	twice bool // doing it again changes nothing
}

// acts cover the ways in which a library is written to.
var acts = []act{
	{"mark", []string{"mark", "star", "1"}, true},
	{"note", []string{"note", "2", "A thought about trees."}, true},
	{"tag", []string{"tag", "add", "owls", "3", "4"}, true},
	{"import", []string{"import", "second.txt"}, true},
	{"undo", []string{"undo"}, false},
	{"backup", []string{"backup"}, true},
	{"export", []string{"export", "-o", "out.jsonl"}, true},
}

// calls are the system calls that change files, in the sets that strace counts together.
var calls = []string{"pwrite64", "write", "fsync,fdatasync", "ftruncate", "unlink,unlinkat", "rename,renameat,renameat2", "linkat,link"}

const noStrace = "there is no strace here"

// most bounds how many calls of a kind one command makes; more means that the faults never arrive.
const most = 5000

// trial is an act on a library that has been done once without a fault, so that before and after are known.
type trial struct {
	act
	base, lib     string
	before, after string // states
	exported      string
}

// rehearse does an act without a fault.
func (r *rig) rehearse(ctx context.Context, base string, a act) (*trial, error) {
	lib, err := r.folder(a.name)
	if err != nil {
		return nil, err
	}
	t := &trial{act: a, base: base, lib: lib}
	if err := again(lib, base); err != nil {
		return nil, err
	}
	if t.before, err = state(ctx, lib); err != nil {
		return nil, err
	}
	if err := r.ok(ctx, lib, a.args...); err != nil {
		return nil, err
	}
	t.exported = t.export()
	t.after, err = state(ctx, lib)
	return t, err
}

func (t *trial) export() string {
	data, _ := os.ReadFile(filepath.Join(filepath.Dir(t.lib), "out.jsonl"))
	return string(data)
}

// fault does the act with a fault in the N-th call, on a fresh copy.
func (r *rig) fault(ctx context.Context, t *trial, set, what string, when string) (result, error) {
	_ = os.Remove(filepath.Join(filepath.Dir(t.lib), "out.jsonl"))
	if err := again(t.lib, t.base); err != nil {
		return result{}, err
	}
	before := []string{r.strace, "-f", "-qqq", "-o", "/dev/null", "-e", "trace=" + set, "-e", "signal=none",
		"-e", fmt.Sprintf("inject=%s:%s:when=%s", set, what, when)}
	if !strings.HasPrefix(what, "signal=") { // faster, but strace 6.1 then sends a signal only at the first call
		before = append(before, "--seccomp-bpf")
	}
	return r.dogear(ctx, before, t.lib, t.args...), nil
}

// judge reports whether a library holds what it must after a fault: what was before or what is after, and the latter if the
// act was reported as done. Redone it must come to the same.
func (r *rig) judge(ctx context.Context, t *trial, res result) error {
	got, err := state(ctx, t.lib)
	if err != nil {
		return err
	}
	reported := res.status == 0 || res.out != ""
	switch {
	case got != t.before && got != t.after:
		return fmt.Errorf("it is neither the old nor the new state:\n%s", got)
	case reported && got != t.after:
		return fmt.Errorf("%q was reported and is not there", strings.TrimSpace(res.out+res.err))
	}
	if out := t.export(); out != "" && out != t.exported {
		return fmt.Errorf("the export is cut: %d of %d bytes", len(out), len(t.exported))
	}
	if err := sound(ctx, t.lib); err != nil {
		return err
	}
	if !t.twice {
		return nil
	}
	if err := r.ok(ctx, t.lib, t.args...); err != nil {
		return fmt.Errorf("done again: %w", err)
	}
	if got, err = state(ctx, t.lib); err == nil && got != t.after {
		err = fmt.Errorf("done again, it is\n%s", got)
	}
	return err
}

// stride is by how much N rises: short runs take a sample, and begin elsewhere for each act.
func (r *rig) stride(full int) int {
	if r.short {
		return full
	}
	return 1
}

// survivors is how many runs must come through in a row of rising N before a call counts as done with.
func (r *rig) survivors() int {
	if r.short {
		return 1
	}
	return 2
}

// acts are what is tried: in a short run, what a reader would miss most.
func (r *rig) acts() []act {
	if r.short {
		return []act{acts[1], acts[3], acts[5]}
	}
	return acts
}

// kills kills dogear at the N-th call of each kind that changes a file, N = 1 up to where it survives twice. (strace counts
// for each thread, so the first survivor may have been saved by another thread's making the call.)
func (r *rig) kills(ctx context.Context) error {
	if r.strace == "" {
		r.skip("killed at a system call", noStrace)
		return nil
	}
	base, err := r.library(ctx, "kills")
	if err != nil {
		return err
	}
	lines := make(map[string]*row)
	for _, set := range calls {
		lines[set] = r.row("killed at " + set)
	}
	return each(r.acts(), func(a act) error {
		t, err := r.rehearse(ctx, base, a)
		if err != nil {
			return err
		}
		for _, set := range calls {
			survived, killed := 0, 0
			for n := 1; survived < r.survivors() && n < most && ctx.Err() == nil; n += r.stride(9) {
				res, err := r.fault(ctx, t, set, "signal=KILL", fmt.Sprint(n))
				if err != nil {
					return err
				}
				if res.status == 0 {
					survived++
				} else if res.status > 0 {
					return fmt.Errorf("%s: exit status %d: %s", a.name, res.status, res.err)
				} else {
					killed++
				}
				if res.status == -1 || survived == 1 {
					r.verdict(lines[set], fmt.Sprintf("%s, call %d", a.name, n), r.judge(ctx, t, res))
				}
			}
			if set == "pwrite64" && a.name != "export" && killed < 2 { // every act but that writes many pages
				return fmt.Errorf("%s was killed at %d of its calls of pwrite64: strace does not do what it is told", a.name, killed)
			}
		}
		return ctx.Err()
	})
}

// ioError is an error of the disk.
type ioError struct {
	name, set, what string
	stays           bool // a full disk stays full
}

var errorsOfDisks = []ioError{
	{"the disk is full", "pwrite64", "error=ENOSPC", true},
	{"over quota", "pwrite64", "error=EDQUOT", true},
	{"I/O error in a write", "pwrite64", "error=EIO", false},
	{"I/O error in an fsync", "fsync,fdatasync", "error=EIO", false},
	{"I/O error in a truncation", "ftruncate", "error=EIO", false},
	{"I/O error in a read", "pread64", "error=EIO", true},
}

// ioErrors makes the N-th call fail. dogear must say so and what to do, naming the file, and leave what there was.
func (r *rig) ioErrors(ctx context.Context) error {
	if r.strace == "" {
		r.skip("errors of the disk", noStrace)
		return nil
	}
	base, err := r.library(ctx, "errors")
	if err != nil {
		return err
	}
	lines := make(map[string]*row)
	for _, e := range errorsOfDisks {
		lines[e.name] = r.row(e.name)
	}
	return each(r.acts(), func(a act) error {
		t, err := r.rehearse(ctx, base, a)
		if err != nil {
			return err
		}
		for _, e := range errorsOfDisks {
			survived := 0
			for n := 1; survived < r.survivors() && n < most && ctx.Err() == nil; n += r.stride(13) {
				when := fmt.Sprint(n)
				if e.stays {
					when += "+"
				}
				res, err := r.fault(ctx, t, e.set, e.what, when)
				if err != nil {
					return err
				}
				if res.status == 0 {
					survived++
				}
				err = r.judge(ctx, t, res)
				if err == nil && res.status != 0 {
					err = tells(res, e.stays && e.set == "pwrite64")
				}
				r.verdict(lines[e.name], fmt.Sprintf("%s, call %d", t.name, n), err)
			}
		}
		return ctx.Err()
	})
}

// tells looks whether a failure was told as it must be.
func tells(res result, full bool) error {
	switch {
	case res.status != 1:
		return fmt.Errorf("exit status %d: %s", res.status, res.err)
	case strings.Contains(res.err, "goroutine "):
		return fmt.Errorf("a panic: %s", res.err)
	case strings.Contains(res.err, "input/output error"): // said of a file that is not the library
	case !strings.Contains(res.err, "try again") && !strings.Contains(res.err, "dogear doctor"):
		return fmt.Errorf("the message does not say what to do: %s", res.err)
	case full && !strings.Contains(res.err, "full"):
		return fmt.Errorf("the message does not say that the disk is full: %s", res.err)
	}
	switch {
	case !strings.Contains(res.err, "library.db") && !strings.Contains(res.err, "out.jsonl"):
		return fmt.Errorf("the message does not say which file: %s", res.err)
	case strings.Contains(res.err, "damaged"):
		return fmt.Errorf("a disk that fails is told as a library that is damaged: %s", res.err)
	case strings.Count(res.err, "error (") > 1:
		return fmt.Errorf("it is told twice: %s", res.err)
	}
	return nil
}

// version1 is a library of the first version, with a paper that is read and has the note "Kept.".
//
//go:embed testdata/version1.db.gz
var version1 []byte

// upgrades kills the upgrade of an old library at each call.
func (r *rig) upgrades(ctx context.Context) error {
	if r.strace == "" {
		r.skip("upgrade killed", noStrace)
		return nil
	}
	base, err := r.oldLibrary("upgrades")
	if err != nil {
		return err
	}
	lib, err := r.folder("upgrade")
	if err != nil {
		return err
	}
	t := &trial{act: act{"upgrade", []string{"list"}, false}, base: base, lib: lib}
	line := r.row("upgrade killed")
	for _, set := range calls {
		survived := 0
		for n := 1; survived < r.survivors() && n < most && ctx.Err() == nil; n += r.stride(17) {
			res, err := r.fault(ctx, t, set, "signal=KILL", fmt.Sprint(n))
			if err != nil {
				return err
			}
			if res.status == 0 {
				survived++
			}
			r.verdict(line, fmt.Sprintf("%s, call %d", set, n), upgraded(ctx, lib))
		}
	}
	return ctx.Err()
}

func (r *rig) oldLibrary(name string) (string, error) {
	lib, err := r.folder(name)
	if err != nil {
		return "", err
	}
	z, err := gzip.NewReader(bytes.NewReader(version1))
	if err != nil {
		return "", err
	}
	data, err := io.ReadAll(z)
	return lib, errors.Join(err, os.WriteFile(lib, data, 0o600))
}

// upgraded looks whether an old library can be opened and has what it had.
func upgraded(ctx context.Context, lib string) error {
	if err := sound(ctx, lib); err != nil {
		return err
	}
	got, err := state(ctx, lib)
	if err == nil && !strings.Contains(got, `: read false [] note "Kept."`) {
		err = fmt.Errorf("it holds\n%s", got)
	}
	return err
}
