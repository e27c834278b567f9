// This file owns `dogear import`: which inputs there are, and what they are taken into. report.go tells what came of
// them.

package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"dogear/parser"
	"dogear/store"
	"dogear/ui"
)

func (a *app) importCommand() *cobra.Command {
	var in importer
	cmd := &cobra.Command{
		Use:   "import [PATH|ID|URL|-]...",
		Short: "Import digests from files, folders or standard input",
		Long: `Import papers from digests: copied web pages, mails, feeds, bibliographies, lists of
titles and abstracts. Papers that the library has already are recognised and keep their
status, tags and notes. The library is created if it does not exist.

An identifier (arXiv, DOI, OpenReview) or the address of a paper's page adds that paper.
Its title is the identifier until another digest provides more.

The format is detected from the content. Supported formats:

` + formatTable() + `
From arXiv's listings, feeds and pages, new and cross-listed papers are imported. --only
selects others: new, cross, replace, replace-cross, or all.

The exit status is 1 if an input contains no usable paper (other inputs are imported all
the same), and 3 if some records were rejected.`,
		Example: `  dogear import digest.txt
  pbpaste | dogear import -
  dogear import 2403.01234 https://doi.org/10.1145/3292500.3330701
  dogear import --dry-run --rejects rejected.txt ~/digests
  dogear import --only new listing.txt`,
		RunE: func(cmd *cobra.Command, args []string) error {
			in.app = a
			if len(args) == 0 {
				if isTerminal(a.Stdin) {
					return usagef("missing argument: want files, folders, identifiers, or - for standard input")
				}
				args = []string{"-"}
			}
			if err := in.check(); err != nil {
				return err
			}
			return in.run(cmd.Context(), args)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&in.format, "format", "", "read the input as `NAME` instead of detecting the format")
	flags.StringVar(&in.date, "date", "", "set the digest's date to `YYYY-MM-DD`")
	flags.StringVar(&in.only, "only", "", "import the arXiv papers announced as `TYPES` (default: new,cross)")
	flags.BoolVar(&in.dryRun, "dry-run", false, "show what would be imported, without changing anything")
	flags.StringVar(&in.rejects, "rejects", "", "write rejected records, with the reasons, to `FILE`")
	flags.BoolVar(&in.asJSON, "json", false, "print JSON Lines, one object per input")
	return cmd
}

// formatTable lists the formats that can be read, a line each.
func formatTable() string {
	var b strings.Builder
	for _, f := range parser.Formats() {
		fmt.Fprintf(&b, "  %-16s %s\n", f.Name, f.Reads)
	}
	return b.String()
}

// importer is one run of import.
type importer struct {
	*app
	format, date, rejects, only string
	dryRun, asJSON              bool

	results  []result
	shown    int       // how many of the results were told
	intake   ui.Intake // of all inputs
	rejected io.Writer // nil if nobody wants them
}

// result is what came of one input: a report, or the error that says why there is none.
type result struct {
	name string
	rep  store.Report
	err  error
}

// check finds wrong usage before anything is read.
func (in *importer) check() error {
	if in.date != "" {
		if _, err := time.Parse(time.DateOnly, in.date); err != nil {
			return usagef("invalid value %q for --date: want YYYY-MM-DD, for example 2026-03-11", in.date)
		}
	}
	if in.only != "" {
		for kind := range strings.SplitSeq(in.only, ",") {
			if kind = strings.TrimSpace(kind); kind != parser.AllAnnouncements && !slices.Contains(parser.Announcements, kind) {
				return usagef("invalid value %q for --only: want all, or a comma-separated list of %s", in.only, strings.Join(parser.Announcements, ", "))
			}
			in.intake.Only = append(in.intake.Only, kind)
		}
	}
	if in.format != "" { // any text does to learn whether the parser knows the name
		_, err := parser.Open(strings.NewReader("x"), parser.Options{Format: parser.Format(in.format)})
		if errors.Is(err, parser.ErrUnknownFormat) {
			return usagef("invalid value for --format: %w", err)
		}
	}
	return nil
}

// run takes the inputs in and tells what came of them.
func (in *importer) run(ctx context.Context, paths []string) error {
	path, err := in.path()
	if err != nil {
		return err
	}
	if in.rejects == "" {
		err = in.takeInto(ctx, path, paths)
	} else {
		var failed error
		err = writeFile(in.rejects, func(w io.Writer) error {
			in.rejected = w
			failed = in.takeInto(ctx, path, paths)
			return failed
		})
		if failed != nil {
			err = failed
		}
	}
	if err != nil {
		return err
	}
	return in.finish()
}

// takeInto takes the inputs into the library at a path.
func (in *importer) takeInto(ctx context.Context, path string, paths []string) error {
	lib, err := store.Open(ctx, path, in.app.upgrades())
	switch {
	case errors.Is(err, store.ErrNoLibrary) && in.dryRun:
		err = in.rehearseNew(ctx, paths)
	case errors.Is(err, store.ErrNoLibrary):
		err = in.create(ctx, path, paths)
	case err == nil && in.dryRun:
		err = closing(lib, in.rehearse(ctx, lib, paths))
	case err == nil:
		err = closing(lib, in.takeAll(ctx, lib, paths, in.tell))
	}
	return err
}

// rehearse takes the inputs in and all of it back.
func (in *importer) rehearse(ctx context.Context, lib *store.Library, paths []string) error {
	return lib.Rehearse(ctx, func(ctx context.Context) error { return in.takeAll(ctx, lib, paths, in.tell) })
}

// errNothingTaken keeps a library from being made of nothing.
var errNothingTaken = errors.New("nothing was imported")

// create makes the library of the inputs, whole or not at all. What came of them is told when it is true.
func (in *importer) create(ctx context.Context, path string, paths []string) error {
	lib, err := store.Create(ctx, path, func(lib *store.Library) error {
		err := in.takeAll(ctx, lib, paths, func() error { return nil })
		if err == nil && !in.any() {
			err = errNothingTaken
		}
		return err
	})
	switch {
	case errors.Is(err, errNothingTaken):
		return in.tell() // says why, input by input
	case err != nil:
		return err
	}
	return closing(lib, in.tell())
}

// rehearseNew is a dry run where there is no library: with one that lasts as long as the run.
func (in *importer) rehearseNew(ctx context.Context, paths []string) error {
	dir, err := os.MkdirTemp("", "dogear-")
	if err != nil {
		return fmt.Errorf("creating a library for the dry run: %w", err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	lib, err := store.Create(ctx, filepath.Join(dir, "library.db"), nil)
	if err != nil {
		return err
	}
	return errors.Join(in.rehearse(ctx, lib, paths), lib.Close())
}

// any reports whether anything was taken in.
func (in *importer) any() bool {
	for _, r := range in.results {
		if r.err == nil {
			return true
		}
	}
	return false
}

// takeAll takes the inputs in, one after the other, as one change, and calls told after each. An input that cannot be
// taken is a result like any other; the errors are those that end the command.
func (in *importer) takeAll(ctx context.Context, lib *store.Library, paths []string, told func() error) error {
	ids := identifiersAmong(paths)
	for i, path := range paths {
		var files []string
		switch {
		case path == "-":
			files = []string{path}
		case ids[i]:
			if n := slices.Index(ids, true); n == i { // all of them are one digest, where the first of them stands
				in.results = append(in.results, in.takeIdentifiers(ctx, lib, paths, ids))
			}
		default:
			var err error
			if files, err = ui.Files(path); err != nil {
				in.results = append(in.results, result{name: path, err: whatElse(path, err)})
			}
		}
		for _, file := range files {
			r := in.take(ctx, lib, file)
			if err := ctx.Err(); err != nil {
				return err
			}
			in.results = append(in.results, r)
		}
		if err := told(); err != nil {
			return err
		}
	}
	return nil
}

// take takes one input in.
func (in *importer) take(ctx context.Context, lib *store.Library, name string) result {
	progress := in.progress(name)
	defer progress.end()
	in.intake.Format, in.intake.Date, in.intake.Progress = parser.Format(in.format), parser.Date(in.date), progress.records
	if in.rejected != nil {
		in.intake.Rejected = func(p parser.Problem) { in.writeReject(name, &p) }
	}
	r := result{name: name}
	if name == "-" {
		r.rep, r.err = in.intake.Take(ctx, lib, name, in.stdin(ctx), 0)
	} else {
		r.rep, r.err = in.intake.TakeFile(ctx, lib, name)
	}
	return r
}

// identifiersAmong tells which of the arguments are identifiers, or addresses of papers' pages. A file of that name is a
// file.
func identifiersAmong(paths []string) []bool {
	ids := make([]bool, len(paths))
	for i, path := range paths {
		if _, err := os.Lstat(path); err != nil { // not only that there is none: Windows cannot have a file of some of these names
			_, ids[i] = parser.Identify(path)
		}
	}
	return ids
}

// takeIdentifiers takes those of the arguments in that are identifiers.
func (in *importer) takeIdentifiers(ctx context.Context, lib *store.Library, paths []string, ids []bool) result {
	var texts []string
	for i, path := range paths {
		if ids[i] {
			texts = append(texts, path)
		}
	}
	in.intake.Date, in.intake.Progress = parser.Date(in.date), nil
	r := result{name: "identifiers"}
	r.rep, r.err = in.intake.TakeIdentifiers(ctx, lib, texts)
	return r
}

// whatElse says of an argument that is no file what else it might have been.
func whatElse(path string, err error) error {
	if scheme, _, ok := strings.Cut(path, "://"); ok && (strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https")) {
		return errors.New("not the address of a paper's page, and dogear does not download pages; save the page and import the file, " +
			"or copy its text and pipe it into `dogear import -`")
	}
	if _, statErr := os.Lstat(path); !errors.Is(statErr, fs.ErrNotExist) {
		return err
	}
	return fmt.Errorf("%w, and it is not an arXiv id, a DOI, an OpenReview id or the address of a paper", err)
}
