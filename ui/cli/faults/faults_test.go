//go:build unix

package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"syscall"
	"testing"
)

// fast is a rig that tries a few faults of a kind, without strace.
func fast(t *testing.T) *rig {
	t.Helper()
	if testing.Short() {
		t.Skip("it builds dogear")
	}
	r, err := newRig(t.Context(), t.TempDir(), true, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// What was being written survives the terminal, a kill, another dogear and an upgrade, and the terminal comes back as it
// was. The rest of the faults takes longer: go run ./ui/cli/faults.
func TestFastFaults(t *testing.T) {
	r := fast(t)
	ctx := t.Context()
	if err := r.endInNote(ctx, signalled(syscall.SIGHUP), false); err != nil {
		t.Errorf("SIGHUP: %v", err)
	}
	if err := r.endInNote(ctx, func(s *session) error { return s.tty.Close() }, true); err != nil {
		t.Errorf("terminal closed: %v", err)
	}
	if err := r.editedTwice(ctx); err != nil {
		t.Errorf("edited twice: %v", err)
	}
	if err := r.killedPlain(ctx); err != nil {
		t.Errorf("killed: %v", err)
	}
	lib, err := r.oldLibrary("upgrade")
	if err != nil {
		t.Fatal(err)
	}
	if err := upgraded(ctx, lib); err != nil {
		t.Errorf("upgrade: %v", err)
	}
}

// killedPlain kills the reader in lines when it has reported so and so many acts.
func (r *rig) killedPlain(ctx context.Context) error {
	lib, err := r.library(ctx, "killed")
	if err != nil {
		return err
	}
	s, err := begin(r.command(ctx, nil, lib, "--plain"))
	if err != nil {
		return err
	}
	defer s.end()
	for i := range 5 {
		if err := s.press(fmt.Sprintf("t tag%d\nt\n", i), fmt.Sprintf("#tag%d", i)); err != nil {
			return err
		}
	}
	_ = s.cmd.Process.Kill() // it is killed again at the end
	if err := s.ended(); err != nil {
		return err
	}
	got, err := state(ctx, lib)
	for i := range 5 {
		if err == nil && !strings.Contains(got, fmt.Sprintf("tag%d", i)) {
			err = fmt.Errorf("tag%d is not there:\n%s", i, got)
		}
	}
	return err
}

// What judges can say no: text that acts is let in, whatever kind it is of.
func TestHarmless(t *testing.T) {
	for _, text := range []string{"\x1b[31m", "a\rb", "\u009b2J", "\u202e", "\u200b", "\x00", "\x7f", "\xff", "\U000e0041"} {
		if harmless("before"+text) == nil {
			t.Errorf("%q is let in", text)
		}
	}
	if err := harmless("␛[31m Ψ שלום\n\tline"); err != nil {
		t.Error(err)
	}
	for _, text := range []string{"\x1b]0;PWNED\x07", "\x1b]52;c;aGk=\x07", "\x1bPPWNED\x1b\\", "\x1b[8;5;77m", "\u0090", "\x1b]2;Hostile text Title\x1b\\", "\x1b]8;;http://PWNED/\x07"} {
		if cleanScreen("\x1b[?1049h"+text) == nil {
			t.Errorf("%q is let in on the screen", text)
		}
	}
	if err := cleanScreen("\x1b]2;dogear · Inbox\x07\x1b[38;5;7mtext\x1b[m\x1b]8;;https://evil.example/␛]0;PWNED\x07link\x1b]8;;\x07"); err != nil {
		t.Error(err)
	}
	if asItWas("\x1b[?1049h\x1b[?25l\x1b[?1049l") == nil || asItWas("\x1b[?1049h\x1b[?1003;1006h\x1b[?1049l") == nil {
		t.Error("a terminal that is not given back passes")
	}
}

// A disk that is played forgets what was not synced, and nothing else.
func TestDiskForgets(t *testing.T) {
	trace := `12 open("\x2f\x68\x2f\x61", O_RDWR|O_CREAT, 0600) = 5<\x2f\x68\x2f\x61>
12 pwrite64(5<\x2f\x68\x2f\x61>, "\x61\x62", 2, 0) = 2
12 fsync(5<\x2f\x68\x2f\x61>) = 0
12 fsync(6<\x2f\x68>) = 0
12 pwrite64(5<\x2f\x68\x2f\x61>, "\x63", 1, 1 <unfinished ...>
13 write(1<\x2f\x6f>, "\x78", 1) = 1
12 <... pwrite64 resumed>) = 1
12 unlink("\x2f\x68\x2f\x61") = 0
`
	events, err := readTrace(trace, "/h")
	if err != nil || len(events) != 7 {
		t.Fatalf("%d events, %v: %+v", len(events), err, events)
	}
	d := &disk{synced: map[string]*file{}, now: map[string]*file{}}
	for i := range events {
		d.apply(&events[i])
	}
	f := d.synced["a"]
	if f == nil || string(f.synced) != "ab" || len(f.pending) != 1 || d.now["a"] != nil {
		t.Fatalf("%+v", d)
	}
	if got := f.pending[0].onto(f.synced); string(got) != "ac" || string(f.synced) != "ab" {
		t.Errorf("%q, %q", got, f.synced)
	}
}
