// This file owns import, and what the library weighs after it.

package main

import (
	"bytes"
	"context"
	"fmt"
	"os/exec"
	"time"

	"dogear/store"
)

// imports imports the papers into a library that does not exist yet.
func (r *rig) imports(ctx context.Context, lib *library) error {
	if err := lib.removeLibrary(); err != nil {
		return err
	}
	wall, peak, err := runToEnd(r.importing(ctx, lib))
	if err != nil {
		return err
	}
	r.table.set("import: wall time", lib.n, "%.2f s", wall.Seconds())
	r.table.set("import: papers a second", lib.n, "%s", store.Thousands(int(float64(lib.n)/wall.Seconds())))
	if peak > 0 {
		r.table.set("import: most memory", lib.n, "%s", mebibytes(peak))
	}
	return nil
}

// size compares the library with the text that is in it.
func (r *rig) size(_ context.Context, lib *library) error {
	n, err := lib.bytes()
	if err != nil {
		return err
	}
	r.table.set("library", lib.n, "%s", mebibytes(n))
	r.table.set("library: bytes for each of titles, abstracts and authors", lib.n, "%.2f", float64(n)/float64(lib.facts.TextBytes))
	return nil
}

// runToEnd runs a command and tells how long it took and, where the system tells, the most memory it had. That is asked
// for while it runs: what a system says after the end (ru_maxrss) begins with the memory of the process that started it.
func runToEnd(cmd *exec.Cmd) (wall time.Duration, peak int64, err error) {
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	start := time.Now()
	if err := cmd.Start(); err != nil {
		return 0, 0, err
	}
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case err := <-done:
			wall = time.Since(start)
			if err != nil {
				return 0, 0, fmt.Errorf("%s: %w\n%s", cmd, err, &out)
			}
			return wall, peak, nil
		case <-tick.C:
			if _, most, err := memory(cmd.Process.Pid); err == nil {
				peak = most
			}
		}
	}
}
