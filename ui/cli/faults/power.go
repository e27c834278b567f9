//go:build unix

// This file owns power cuts. A run is recorded, and a disk that remembers only what it must is played to each moment of it:
// what was synced is there; of what was not, nothing, all, or any part that chance chooses.

package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// event is a call of the recorded run.
type event struct {
	call, file, to string
	data           []byte
	at             int64 // where data was written, or to which size the file was cut
}

// reports reports whether an event says to the reader that something is saved.
func (e *event) reports() bool { return e.call == "report" }

// file is a file on the disk that is played: its bytes as they are synced, and what was done to it since.
type file struct {
	synced  []byte
	pending []event
}

// disk has names as they are synced, and as they are now.
type disk struct {
	synced, now map[string]*file
	home        string // the folder that is recorded
}

// powerCuts cuts the power of commands in a row, and of the reader in lines, which keeps the library open.
func (r *rig) powerCuts(ctx context.Context) error {
	if r.strace == "" {
		r.skip("power cut", noStrace)
		return nil
	}
	writers := []struct {
		name  string
		lines []string // one act each, with its report
		plain bool
	}{
		{"power cut between and within commands", []string{"mark star 1", "note 2 trees", "tag add owls 3 4", "import second.txt", "undo", "note 2 more"}, false},
		{"power cut under the open reader", []string{"r", "n a thought", "t gnn", "s", "u", "w", "n another", "x"}, true},
	}
	return each(writers, func(w struct {
		name  string
		lines []string
		plain bool
	},
	) error {
		base, err := r.library(ctx, "power")
		if err != nil {
			return err
		}
		states, events, home, err := r.record(ctx, base, w.lines, w.plain)
		if err != nil {
			return err
		}
		return r.replay(ctx, r.row(w.name), base, home, states, events)
	})
}

// record does the acts twice: one by one for the state after each, and under strace for the calls.
func (r *rig) record(ctx context.Context, base string, lines []string, plain bool) (states []string, events []event, home string, err error) {
	lib, err := r.folder("recorded")
	if err != nil {
		return nil, nil, "", err
	}
	home = filepath.Dir(lib)
	do := func(before []string, lines []string) error {
		if plain {
			cmd := r.command(ctx, before, lib, "--plain")
			cmd.Stdin = strings.NewReader(strings.Join(lines, "\n") + "\n")
			if res := finish(cmd); res.status != 0 {
				return fmt.Errorf("the reader in lines: %s", res.err)
			}
			return nil
		}
		for i, line := range lines {
			var b []string
			if before != nil {
				b = append(append(b, before...), "-o", filepath.Join(home, fmt.Sprintf("trace-%d", i)))
			}
			if res := finish(r.command(ctx, b, lib, strings.Fields(line)...)); res.status != 0 {
				return fmt.Errorf("dogear %s: %s", line, res.err)
			}
		}
		return nil
	}
	for n := range len(lines) + 1 {
		if err := again(lib, base); err != nil {
			return nil, nil, "", err
		}
		if err := do(nil, lines[:n]); err != nil {
			return nil, nil, "", err
		}
		s, err := state(ctx, lib)
		if err != nil {
			return nil, nil, "", err
		}
		states = append(states, s)
	}
	if err := again(lib, base); err != nil {
		return nil, nil, "", err
	}
	before := []string{r.strace, "-f", "--seccomp-bpf", "-qqq", "-y", "-xx", "-s", "1000000", "-e", "signal=none",
		"-e", "trace=open,openat,creat,pwrite64,write,ftruncate,fsync,fdatasync,unlink,unlinkat,rename,renameat,renameat2,link,linkat"}
	if plain {
		before = append(before, "-o", filepath.Join(home, "trace-0"))
	}
	if err := do(before, lines); err != nil {
		return nil, nil, "", err
	}
	for i := range lines {
		text, err := os.ReadFile(filepath.Join(home, fmt.Sprintf("trace-%d", i)))
		if errors.Is(err, os.ErrNotExist) {
			break
		}
		if err != nil {
			return nil, nil, "", err
		}
		more, err := readTrace(string(text), home)
		if err != nil {
			return nil, nil, "", err
		}
		events = append(events, more...)
	}
	return states, events, home, nil
}

// replay plays the disk to each event and judges what a cut there leaves.
func (r *rig) replay(ctx context.Context, line *row, base, home string, states []string, events []event) error {
	data, err := os.ReadFile(base)
	if err != nil {
		return err
	}
	lib, err := r.folder("cut")
	if err != nil {
		return err
	}
	first := &file{synced: data}
	d := &disk{home: home, synced: map[string]*file{"library.db": first}, now: map[string]*file{"library.db": first}}
	chance := rand.New(rand.NewPCG(1, 2)) // the same cuts in each run
	reported, plain := 0, len(states) > 1 && strings.Contains(line.fault, "reader")
	for i := range events {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if events[i].reports() {
			reported += events[i].reported(plain)
		} else {
			d.apply(&events[i])
		}
		if (i+1)%r.stride(7) != 0 && !events[i].reports() {
			continue
		}
		for how, keep := range []func() bool{func() bool { return false }, func() bool { return true }, func() bool { return chance.IntN(2) == 0 }, func() bool { return chance.IntN(8) != 0 }} {
			if err := d.cut(lib, keep, chance); err != nil {
				return err
			}
			r.verdict(line, fmt.Sprintf("at call %d (%s %s), %d reported, way %d", i+1, events[i].call, events[i].file, reported, how), survives(ctx, lib, states, reported))
		}
	}
	want := len(states) - 1
	if plain {
		want++ // it says goodbye
	}
	if reported != want {
		return fmt.Errorf("%s: %d of %d acts were reported: the recording is not understood", line.fault, reported, want)
	}
	return nil
}

// reported is how many acts a report is of: commands report one each; what the reader in lines says first is of none.
func (e *event) reported(plain bool) int {
	if !plain {
		return 1
	}
	if strings.Contains(string(e.data), "One command per line") {
		return 0
	}
	return 1
}

// survives reports whether a library that lost its power has all that was reported, and is in the state after some act.
func survives(ctx context.Context, lib string, states []string, reported int) error {
	got, err := state(ctx, lib)
	if err != nil {
		return err
	}
	for n, s := range states {
		if got == s && n >= min(reported, len(states)-1) {
			return nil
		}
	}
	for n, s := range states {
		if got == s {
			return fmt.Errorf("%d acts were reported, %d are there", reported, n)
		}
	}
	return fmt.Errorf("it is in no state that it was in:\n%s", got)
}

// apply does what a call did.
func (d *disk) apply(e *event) {
	switch e.call {
	case "create":
		if d.now[e.file] == nil {
			d.now[e.file] = &file{}
		}
	case "write", "ftruncate":
		if f := d.now[e.file]; f != nil {
			f.pending = append(f.pending, *e)
		}
	case "fsync":
		if f := d.now[e.file]; f != nil {
			for _, w := range f.pending {
				f.synced = w.onto(f.synced)
			}
			f.pending = nil
		}
		if e.file == "." { // names are synced with their folder
			d.synced = make(map[string]*file)
			for name, f := range d.now {
				d.synced[name] = f
			}
		}
	case "unlink":
		delete(d.now, e.file)
	case "rename":
		if f := d.now[e.file]; f != nil {
			d.now[e.to] = f
			delete(d.now, e.file)
		}
	}
}

// onto does a write, or a truncation, to bytes, which it leaves as they are.
func (e *event) onto(data []byte) []byte {
	size := max(int64(len(data)), e.at+int64(len(e.data)))
	if e.call == "ftruncate" {
		size = e.at
	}
	out := make([]byte, size)
	copy(out, data)
	copy(out[e.at:], e.data)
	return out
}

// sector is what a disk writes at once: a write may be torn between two.
const sector = 512

// cut writes what a power cut leaves. keep tells for each change that was not synced whether it reached the disk.
func (d *disk) cut(lib string, keep func() bool, chance *rand.Rand) error {
	dir := filepath.Dir(lib)
	for _, suffix := range []string{"", "-wal", "-shm", "-journal", ".d"} {
		if err := os.RemoveAll(lib + suffix); err != nil {
			return err
		}
	}
	names := make(map[string]*file)
	for name, f := range d.synced {
		if d.now[name] == f || !keep() {
			names[name] = f
		}
	}
	for name, f := range d.now {
		if names[name] == nil && keep() {
			names[name] = f
		}
	}
	for name, f := range names {
		if strings.HasSuffix(name, "-shm") || filepath.Dir(name) != "." {
			continue // it is made anew from the journal; backups are not judged here
		}
		data := f.synced
		for _, w := range f.pending {
			switch {
			case keep():
				data = w.onto(data)
			case len(w.data) > sector && chance.IntN(2) == 0 && keep(): // torn
				w.data = w.data[:sector*(1+chance.IntN(len(w.data)/sector))]
				data = w.onto(data)
			}
		}
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			return err
		}
	}
	return nil
}

var (
	traced  = regexp.MustCompile(`^(\d+) +(\w+)\((.*)$`)
	resumed = regexp.MustCompile(`^(\d+) +<\.\.\. (\w+) resumed>(.*)$`)
	hexText = regexp.MustCompile(`"((?:\\x[0-9a-f]{2})*)"`)
	hexPath = regexp.MustCompile(`<((?:\\x[0-9a-f]{2})+)>`)
	numbers = regexp.MustCompile(`(-?\d+)\) += (-?\d+)`)
)

func unhex(s string) string {
	s, _ = strconv.Unquote(`"` + s + `"`) // what the patterns let through is well formed
	return s
}

// readTrace reads what strace wrote, of the files in a folder and what was reported. A call that another thread's came
// between counts when it returned: what it did earlier was not promised.
func readTrace(text, home string) (events []event, err error) {
	begun := make(map[string]string)
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		if head, ok := strings.CutSuffix(line, " <unfinished ...>"); ok {
			if m := traced.FindStringSubmatch(head); m != nil {
				begun[m[1]+m[2]] = head
			}
			continue
		}
		if m := resumed.FindStringSubmatch(line); m != nil {
			line = begun[m[1]+m[2]] + m[3]
		}
		m := traced.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		e, ok, err := readCall(m[2], m[3], home)
		if err != nil {
			return nil, fmt.Errorf("strace: %w in %.200s", err, line)
		}
		if ok {
			events = append(events, e)
		}
	}
	return events, nil
}

// readCall reads one call. Those that failed, or were to other files, are none.
func readCall(call, rest, home string) (e event, ok bool, err error) {
	if strings.Contains(rest, ") = -1 ") {
		return e, false, nil
	}
	var texts []string
	for _, m := range hexText.FindAllStringSubmatch(rest, -1) {
		texts = append(texts, unhex(m[1]))
	}
	local := func(path string) (string, bool) {
		if !filepath.IsAbs(path) {
			path = filepath.Join(home, path)
		}
		name, err := filepath.Rel(home, path)
		return name, err == nil && !strings.HasPrefix(name, "..")
	}
	open := ""
	if m := hexPath.FindStringSubmatch(rest); m != nil {
		open = unhex(m[1])
	}
	switch call {
	case "open", "openat", "creat":
		if len(texts) == 0 || !strings.Contains(rest, "O_CREAT") {
			return e, false, nil
		}
		e.call = "create"
		e.file, ok = local(texts[0])
	case "unlink", "unlinkat":
		e.call = "unlink"
		e.file, ok = local(texts[0])
	case "rename", "renameat", "renameat2":
		e.call = "rename"
		e.file, ok = local(texts[0])
		e.to, _ = local(texts[1])
	case "fsync", "fdatasync":
		e.call = "fsync"
		e.file, ok = local(open)
	case "write":
		if strings.HasPrefix(rest, "1<") {
			return event{call: "report", data: []byte(texts[0])}, true, nil
		}
	case "pwrite64", "ftruncate":
		if e.file, ok = local(open); !ok {
			return e, false, nil
		}
		n := numbers.FindStringSubmatch(rest)
		if n == nil {
			return e, false, errors.New("no numbers")
		}
		if e.at, err = strconv.ParseInt(n[1], 10, 64); err != nil {
			return e, false, err
		}
		if e.call = call; call == "pwrite64" {
			e.call, e.data = "write", []byte(texts[0])
		}
	}
	return e, ok, nil
}
