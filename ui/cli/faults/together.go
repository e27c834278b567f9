//go:build unix

// This file owns several dogears on one library: writers that must lose nothing of each other's, beside an open reader.

package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
)

// together lets two writers tag and annotate the same paper at the same time, a command and a reader in lines, while a
// reader is open on the screen; and then edits one note in two places.
func (r *rig) together(ctx context.Context) error {
	seconds := time.Minute
	if r.short {
		seconds = 4 * time.Second
	}
	lib, s, err := r.reader(ctx, "together")
	if err != nil {
		return err
	}
	defer s.End()
	var reported [2][]string // what each writer was told is saved
	err = each([]int{0, 1}, func(w int) error {
		var err error
		reported[w], err = r.writeFor(ctx, lib, w, seconds)
		return err
	})
	if err := errors.Join(err, s.press("q", ""), s.ended()); err != nil {
		return err
	}
	got, err := state(ctx, lib)
	line := r.row("two writers and a reader on one library")
	if err != nil {
		r.verdict(line, "the library", err)
		return nil
	}
	for _, text := range append(reported[0], reported[1]...) {
		var lost error
		if !strings.Contains(got, text) {
			lost = fmt.Errorf("%s was reported and is not there", text)
		}
		r.verdict(line, "an update", lost)
	}
	r.verdict(r.row("one note edited in two places"), "note", r.editedTwice(ctx))
	return ctx.Err()
}

// busy is how a writer says that it has waited for its turn, and has not come to it for seconds. That is no loss: nothing was
// reported as saved.
const busy = "another dogear is writing"

// writeFor writes for some time and tells what was reported as saved. Writer 0 is commands, writer 1 a reader in lines
// that begins anew after each batch.
func (r *rig) writeFor(ctx context.Context, lib string, w int, d time.Duration) (saved []string, err error) {
	for n, until := 0, time.Now().Add(d); time.Now().Before(until) && ctx.Err() == nil; n++ {
		if w == 0 {
			tag, note := fmt.Sprintf("a%dz", n), fmt.Sprintf("command %d.", n)
			acts := map[string][]string{tag: {"tag", "add", tag, "1"}, note: {"note", "1", "--append", note}}
			for text, args := range acts {
				switch did := r.ok(ctx, lib, args...); {
				case did == nil:
					saved = append(saved, text)
				case !strings.Contains(did.Error(), busy):
					err = errors.Join(err, did)
				}
			}
		} else {
			cmd := r.command(ctx, nil, lib, "--plain")
			var b strings.Builder
			var batch []string
			b.WriteString("7\ng\n/title:graphs\n")
			for i := range 10 {
				tag, note := fmt.Sprintf("b%dz", n*10+i), fmt.Sprintf("line %d.", n*10+i)
				b.WriteString("t " + tag + "\nn " + note + "\n")
				batch = append(batch, tag, note)
			}
			cmd.Stdin = strings.NewReader(b.String())
			res := finish(cmd)
			switch failed := strings.Count(res.out, "Error: "); {
			case res.status != 0 || failed > strings.Count(res.out, busy):
				err = fmt.Errorf("the reader in lines: %s%s", res.out, res.err)
			case failed == 0:
				saved = append(saved, batch...)
			}
		}
		if err != nil {
			return saved, err
		}
	}
	return saved, ctx.Err()
}

// editedTwice edits a note on the screen, and under its hands by a command.
func (r *rig) editedTwice(ctx context.Context) error {
	lib, s, err := r.reader(ctx, "twice")
	if err != nil {
		return err
	}
	defer s.End()
	if err := s.press("gn", "Note"); err != nil {
		return err
	}
	if err := r.ok(ctx, lib, "note", "1", "Written by the command."); err != nil {
		return err
	}
	if err := errors.Join(s.press("Written on the screen.", "Written on the screen."), s.press("\x1b", "which shall it be?"),
		s.press("\r", "Both are kept"), s.press("q", ""), s.ended()); err != nil {
		return err
	}
	got, err := state(ctx, lib)
	if err == nil && (!strings.Contains(got, "Written by the command.") || !strings.Contains(got, "Written on the screen.")) {
		err = fmt.Errorf("a version is gone:\n%s", got)
	}
	return err
}
