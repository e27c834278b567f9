//go:build unix

package main

import (
	"errors"
	"slices"

	"context"
	"dogear/parser"
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
	if err := r.endInNote(ctx, afterSaved(syscall.SIGQUIT), false); err != nil {
		t.Errorf("SIGQUIT: %v", err)
	}
	if err := r.endInNote(ctx, func(s *session) error { return s.TTY.Close() }, true); err != nil {
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
	defer s.End()
	for i := range 5 {
		if err := s.press(fmt.Sprintf("t tag%d\nt\n", i), fmt.Sprintf("#tag%d", i)); err != nil {
			return err
		}
	}
	_ = s.Cmd.Process.Kill() // it is killed again at the end
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

// Every format that can be read has a hostile and a broken digest, and the broken one is what it is meant to be.
func TestDigestsOfEveryFormat(t *testing.T) {
	for _, f := range parser.Formats() {
		name := string(f.Name)
		if !slices.ContainsFunc(hostileDigests, func(d hostileDigest) bool { return d.format == name }) {
			t.Errorf("%s has no hostile digest: add one to hostileDigests in digests.go", name)
		}
		text, ok := brokenDigests[name]
		if !ok {
			t.Errorf("%s has no broken digest: add one to brokenDigests in broken.go", name)
			continue
		}
		papers, problems, err := recordsOf(text, "")
		if slices.Contains(oneRecord, name) {
			var none *parser.NoPapersError
			if !errors.As(err, &none) || none.Format != f.Name || len(none.Problems) != 1 {
				t.Errorf("%s: the one record is not rejected: %v", name, err)
			}
			continue
		}
		if err != nil || papers == 0 || problems == 0 {
			t.Errorf("%s: %d papers and %d problems, %v", name, papers, problems, err)
		}
		if d, err := parser.Open(strings.NewReader(text), parser.Options{}); err != nil || d.Format != f.Name {
			t.Errorf("%s is not recognised: %v", name, err)
		}
	}
	for name := range brokenDigests {
		if !slices.ContainsFunc(parser.Formats(), func(f parser.FormatInfo) bool { return string(f.Name) == name }) {
			t.Errorf("there is no format %s", name)
		}
	}
}

// A hostile digest is taken as its format, as it is or encoded, or the suite would try nothing.
func TestHostileDigestsAreTaken(t *testing.T) {
	for _, d := range hostileDigests {
		taken := 0
		for _, quoted := range []bool{false, true} {
			got, err := parser.Open(strings.NewReader(d.written(quoted)), parser.Options{})
			if err == nil && (string(got.Format) == d.format || d.format == "mail" || d.format == "hf-page") {
				taken++
			}
		}
		if taken == 0 {
			t.Errorf("%s is not taken", d.format)
		}
	}
}

// recordsOf counts what is in a digest.
func recordsOf(text string, format parser.Format) (papers, problems int, err error) {
	d, err := parser.Open(strings.NewReader(text), parser.Options{Format: format})
	if err != nil {
		return 0, 0, err
	}
	for _, problem := range d.Records() {
		if problem != nil {
			problems++
		} else {
			papers++
		}
	}
	return papers, problems, d.Err()
}
