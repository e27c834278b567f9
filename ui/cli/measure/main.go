// Command measure makes libraries of several sizes and measures dogear on them: what it costs to start, to press a key,
// to mark, to search, to import, and what it takes of memory and disk. It prints a Markdown table, a column for each size.
//
//	go run ./ui/cli/measure                              # 65 to 1,000,000 papers: takes its time, and 10 GB of disk
//	go run ./ui/cli/measure -sizes 65,10000              # some minutes
//	go run ./ui/cli/measure -keep DIR -only start,keys   # again, on the libraries that an earlier run has left in DIR
//
// It builds dogear from the source around it. The reader runs in a real pseudoterminal with an emulator behind it, as the
// one who reads would have it; the store is called directly where the store alone is meant. Making the papers is not
// measured. Where the machine has them, the sqlite3 shell and newsboat do the same work beside it.
//
// Nothing here is a test: figures of two machines do not compare, and on a busy machine neither do those of two runs.
// What the table is for is how its columns compare.
//
// This file owns the flags, and which figure is measured when.
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
	"strconv"
	"strings"
	"time"

	"dogear/store"
)

// options are what the flags say.
type options struct {
	sizes    []int
	only     []string // names of figures; empty: all
	keep     string
	runs     int
	settle   time.Duration
	newsboat int
}

// rig is what all figures are measured with.
type rig struct {
	options
	dir   string // for everything that is made
	bin   string // dogear
	table table
	log   io.Writer
}

// figure measures something about a library and puts it into the table.
type figure struct {
	name, about string
	measure     func(r *rig, ctx context.Context, lib *library) error
}

// figures are in the order in which they are measured: what leaves traces in a library comes after what does not.
var figures = []figure{
	{"import", "import of arXiv metadata", (*rig).imports},
	{"size", "bytes of the library for each byte of text", (*rig).size},
	{"commands", "--version, --help, list", (*rig).commands},
	{"start", "process start to first full frame", (*rig).start},
	{"keys", "key to frame, 1,000 keys at once, search on the screen, memory", (*rig).reader},
	{"search", "search in the store", (*rig).search},
	{"mark", "marks and their undo in the store", (*rig).marks},
	{"sqlite3", "the sqlite3 shell beside it", (*rig).shell},
	{"newsboat", "newsboat beside it", (*rig).newsboatFigures},
}

// errNA tells that a figure cannot be measured on this system.
var errNA = errors.New("n/a")

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); err != nil {
		if !errors.Is(err, flag.ErrHelp) {
			fmt.Fprintln(os.Stderr, "measure:", err)
		}
		stop()
		os.Exit(1)
	}
}

// run measures and prints the table, also when a figure failed: then it says so at the end.
func run(ctx context.Context, args []string, out, log io.Writer) (err error) {
	o, err := parse(args, log)
	if err != nil {
		return err
	}
	r := &rig{options: o, dir: o.keep, log: log}
	if r.dir == "" {
		if r.dir, err = os.MkdirTemp("", "dogear-measure-"); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, os.RemoveAll(r.dir)) }()
	}
	if r.dir, err = filepath.Abs(r.dir); err != nil {
		return err
	}
	if err := r.build(ctx); err != nil {
		return err
	}
	var failed error
	for _, n := range r.sizes {
		r.table.column(n)
		if err := r.measureSize(ctx, n); err != nil {
			failed = errors.Join(failed, fmt.Errorf("at %s: %w", store.Thousands(n), err))
		}
		if ctx.Err() != nil {
			break
		}
	}
	if err := r.table.write(out, r.heading(ctx)); err != nil {
		return err
	}
	return failed
}

// measureSize measures all figures at a size. A figure that fails does not keep the next ones from being measured.
func (r *rig) measureSize(ctx context.Context, n int) error {
	lib, err := r.prepare(ctx, n)
	if err != nil {
		return err
	}
	var failed error
	for _, f := range figures {
		if !r.wants(f.name) || ctx.Err() != nil {
			continue
		}
		r.logf("%s papers: %s\n", store.Thousands(n), f.about)
		if err := r.measureFigure(ctx, f, lib); err != nil {
			failed = errors.Join(failed, fmt.Errorf("%s: %w", f.name, err))
		}
	}
	return errors.Join(failed, ctx.Err())
}

// measureFigure measures one figure. Only import needs no library to stand on.
func (r *rig) measureFigure(ctx context.Context, f figure, lib *library) error {
	if f.name != "import" {
		if err := r.ensureLibrary(ctx, lib); err != nil {
			return err
		}
	}
	err := f.measure(r, ctx, lib)
	if errors.Is(err, errNA) {
		r.table.note("On this system there is no way to measure %s.", f.about)
		return nil
	}
	return err
}

// logf tells the one who waits how far it is.
func (r *rig) logf(format string, args ...any) { _, _ = fmt.Fprintf(r.log, format, args...) }

// wants reports whether a figure was asked for.
func (r *rig) wants(name string) bool { return len(r.only) == 0 || slices.Contains(r.only, name) }

// parse reads the flags.
func parse(args []string, log io.Writer) (o options, err error) {
	set := flag.NewFlagSet("measure", flag.ContinueOnError)
	set.SetOutput(log)
	sizes := set.String("sizes", "65,10000,100000,1000000", "numbers of papers")
	only := set.String("only", "", "figures to measure, of "+strings.Join(names(), ","))
	set.StringVar(&o.keep, "keep", "", "folder that keeps what is made; what an earlier run has left there is used again\n"+
		"(a library is made anew only if import is among the figures)")
	set.IntVar(&o.runs, "runs", 20, "how often the reader is started; keys are pressed five times as often")
	set.DurationVar(&o.settle, "settle", 5*time.Second, "how long the reader is left alone before its memory is read")
	set.IntVar(&o.newsboat, "newsboat", 50_000, "the most items that newsboat is given")
	if err := set.Parse(args); err != nil {
		return o, err
	}
	for s := range strings.SplitSeq(*sizes, ",") {
		n, err := strconv.Atoi(s)
		if err != nil || n < 2 {
			return o, fmt.Errorf("-sizes: %q is not a number of papers (at least 2)", s)
		}
		o.sizes = append(o.sizes, n)
	}
	if *only != "" {
		o.only = strings.Split(*only, ",")
	}
	for _, name := range o.only {
		if !slices.Contains(names(), name) {
			return o, fmt.Errorf("-only: there is no figure %q; there are %s", name, strings.Join(names(), ", "))
		}
	}
	if set.NArg() > 0 || o.runs < 1 {
		return o, errors.New("it takes flags only, and -runs of 1 or more; -help shows them")
	}
	return o, nil
}

// names are the names of the figures.
func names() []string {
	var all []string
	for _, f := range figures {
		all = append(all, f.name)
	}
	return all
}

// build builds dogear as it is released: without cgo.
func (r *rig) build(ctx context.Context) error {
	if err := os.MkdirAll(r.dir, 0o700); err != nil {
		return err
	}
	r.bin = filepath.Join(r.dir, "dogear"+exeSuffix)
	cmd := exec.CommandContext(ctx, "go", "build", "-o", r.bin, "dogear")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("building dogear (measure runs inside its source): %w\n%s", err, out)
	}
	return nil
}
