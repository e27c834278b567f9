//go:build unix

// Command faults does to dogear what the world does to programs: it kills it, cuts its power, fills its disk, flips its bits,
// closes its terminal, lets it panic, and gives it editors that fail, input without bounds and text that was written to harm. After each fault it looks whether anything that was reported
// saved is lost, and whether anything hostile was let in.
//
//	go run ./ui/cli/faults                   # every fault: some minutes
//	go run ./ui/cli/faults -short            # a sample of them, in a minute
//	go run ./ui/cli/faults -only kill,power  # some kinds
//
// It builds dogear from the source around it and prints a table: fault, tried, lost, let in. The exit status is 1 if
// anything was lost or let in. Faults in system calls need strace, which is Linux's; without it they are left out, and the
// table says so.
//
// This file owns the flags, the order of the faults and the table.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
)

// rig is what all faults are tried with.
type rig struct {
	dir    string // for everything that is made
	bin    string // dogear
	strace string // empty: it is not here
	short  bool
	log    io.Writer

	mu     sync.Mutex
	rows   []*row
	stated map[string]bool // what the log has said already
}

// row is a line of the table.
type row struct {
	fault              string
	tried, lost, letIn int
	skipped            string // why it was not tried
}

// kind is a kind of faults.
type kind struct {
	name string
	try  func(r *rig, ctx context.Context) error
}

// kinds are in the order in which they are tried.
var kinds = []kind{
	{"kill", (*rig).kills},
	{"error", (*rig).ioErrors},
	{"upgrade", (*rig).upgrades},
	{"power", (*rig).powerCuts},
	{"together", (*rig).together},
	{"terminal", (*rig).terminal},
	{"panic", (*rig).panics},
	{"editor", (*rig).editing},
	{"bits", (*rig).bits},
	{"file", (*rig).ownFile},
	{"hostile", (*rig).hostile},
	{"broken", (*rig).broken},
	{"addresses", (*rig).opening},
	{"bounds", (*rig).bounds},
	{"rights", (*rig).rights},
}

// errFound tells that something was lost or let in.
var errFound = errors.New("something was lost or let in")

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); err != nil {
		if !errors.Is(err, flag.ErrHelp) {
			fmt.Fprintln(os.Stderr, "faults:", err)
		}
		stop()
		os.Exit(1)
	}
}

// run tries the faults and prints the table, also when a kind of them could not be tried to its end.
func run(ctx context.Context, args []string, out, log io.Writer) (err error) {
	set := flag.NewFlagSet("faults", flag.ContinueOnError)
	set.SetOutput(log)
	short := set.Bool("short", false, "a sample of the faults, in about a minute")
	only := set.String("only", "", "kinds of faults to try, of "+strings.Join(names(), ","))
	if err := set.Parse(args); err != nil {
		return err
	}
	wanted := names()
	if *only != "" {
		wanted = strings.Split(*only, ",")
	}
	for _, name := range wanted {
		if !slices.Contains(names(), name) {
			return fmt.Errorf("-only: there is no kind %q; there are %s", name, strings.Join(names(), ", "))
		}
	}
	if set.NArg() > 0 {
		return errors.New("it takes flags only; -help shows them")
	}
	memory := "/dev/shm" // Linux's: an fsync costs nothing there
	if _, err := os.Stat(memory); err != nil {
		memory = ""
	}
	dir, err := os.MkdirTemp(memory, "dogear-faults-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	r, err := newRig(ctx, dir, *short, log)
	if err != nil {
		return err
	}
	var failed error
	for _, k := range kinds {
		if !slices.Contains(wanted, k.name) || ctx.Err() != nil {
			continue
		}
		start := time.Now()
		if err := k.try(r, ctx); err != nil {
			failed = errors.Join(failed, fmt.Errorf("%s: %w", k.name, err))
		}
		_, _ = fmt.Fprintf(log, "%s: %.0f s\n", k.name, time.Since(start).Seconds())
	}
	if _, err := io.WriteString(out, r.table()); err != nil {
		return err
	}
	if r.found() {
		failed = errors.Join(failed, errFound)
	}
	return errors.Join(failed, ctx.Err())
}

// newRig builds dogear as it is released: without cgo.
func newRig(ctx context.Context, dir string, short bool, log io.Writer) (*rig, error) {
	r := &rig{dir: dir, bin: filepath.Join(dir, "dogear"), short: short, log: log, stated: make(map[string]bool)}
	r.strace, _ = exec.LookPath("strace") // empty without it
	cmd := exec.CommandContext(ctx, "go", "build", "-o", r.bin, "dogear")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("building dogear (faults runs inside its source): %w\n%s", err, out)
	}
	return r, nil
}

// names are the names of the kinds.
func names() []string {
	var all []string
	for _, k := range kinds {
		all = append(all, k.name)
	}
	return all
}

// row begins a line of the table.
func (r *rig) row(fault string) *row {
	r.mu.Lock()
	defer r.mu.Unlock()
	line := &row{fault: fault}
	r.rows = append(r.rows, line)
	return line
}

// skip says that a fault was not tried, and why.
func (r *rig) skip(fault, why string) { r.row(fault).skipped = why }

// verdict counts a fault that was tried, and tells what came of it if that was not what is promised.
func (r *rig) verdict(line *row, what string, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	line.tried++
	if err == nil {
		return
	}
	var in letIn
	if errors.As(err, &in) {
		line.letIn++
	} else {
		line.lost++
	}
	if s := fmt.Sprintf("%s: %s: %v\n", line.fault, what, err); !r.stated[s] {
		r.stated[s] = true
		_, _ = io.WriteString(r.log, s)
	}
}

// letIn is what hostile text did that it must not.
type letIn string

func (e letIn) Error() string { return "let in: " + string(e) }

// found reports whether anything was lost or let in.
func (r *rig) found() bool {
	return slices.ContainsFunc(r.rows, func(l *row) bool { return l.lost > 0 || l.letIn > 0 })
}

// table is what came of it, as Markdown.
func (r *rig) table() string {
	var b strings.Builder
	b.WriteString("| fault | tried | lost | let in |\n| --- | ---: | ---: | ---: |\n")
	var sum row
	for _, l := range r.rows {
		if l.skipped != "" {
			fmt.Fprintf(&b, "| %s | not tried: %s | | |\n", l.fault, l.skipped)
			continue
		}
		fmt.Fprintf(&b, "| %s | %d | %d | %d |\n", l.fault, l.tried, l.lost, l.letIn)
		sum.tried, sum.lost, sum.letIn = sum.tried+l.tried, sum.lost+l.lost, sum.letIn+l.letIn
	}
	fmt.Fprintf(&b, "| **all** | %d | %d | %d |\n", sum.tried, sum.lost, sum.letIn)
	return b.String()
}

// each does something with all of a list, some at a time: most of a fault is waiting.
func each[T any](list []T, do func(T) error) error {
	const atOnce = 4
	var wait sync.WaitGroup
	failed := make([]error, len(list))
	turn := make(chan struct{}, atOnce)
	for i := range list {
		turn <- struct{}{}
		wait.Go(func() {
			defer func() { <-turn }()
			failed[i] = do(list[i])
		})
	}
	wait.Wait()
	return errors.Join(failed...)
}
