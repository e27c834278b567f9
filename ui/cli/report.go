// This file owns telling what came of an import, while it runs and afterwards.

package cli

import (
	"fmt"
	"io"
	"maps"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"dogear/parser"
	"dogear/store"
	"dogear/ui"
)

// importJSON is what came of one input, as `import --json` writes it.
type importJSON struct {
	Source   string        `json:"source"` // the path as it was given, "-" for standard input
	Format   *string       `json:"format"` // null if it could not be read
	New      int           `json:"new"`
	Updated  int           `json:"updated"`
	Seen     int           `json:"seen"`
	Rejected int           `json:"rejected"`
	Problems []problemJSON `json:"problems"`

	UpdatedFields map[string]int `json:"updated_fields"`     // how many records filled which field
	SeenAs        map[string]int `json:"seen_as"`            // how many of the seen ones had which status
	Change        *int64         `json:"change"`             // the change that `dogear undo` takes back; null if nothing changed
	LeftOut       map[string]int `json:"left_out,omitempty"` // how many papers --only left out, by how arXiv announced them
	Error         *string        `json:"error"`              // why nothing of it could be taken
}

type problemJSON struct {
	Line    int    `json:"line"`
	Message string `json:"message"`
	Text    string `json:"text"` // the beginning of the record
}

// tell tells what came of the inputs since it was called last: what was taken on standard output, the problems on
// standard error.
func (in *importer) tell() error {
	lines := newJSONLines(in.out)
	for _, r := range in.results[in.shown:] {
		if in.asJSON {
			if err := lines.write(r.json()); err != nil {
				return err
			}
		} else if r.err == nil {
			in.out.printf("%s: %s\n", shown(r.name), r.rep.Summary())
		}
		// In order on a terminal, where both end.
		if err := in.flush(); err != nil {
			return err
		}
		if r.err != nil {
			in.fail(shown(r.name)+": ", r.err)
		}
		for _, p := range r.rep.Problems {
			in.err.printf("%s: %v%s\n", shown(r.name), &p, quoted(p.Text))
		}
		if more := r.rep.Rejected - len(r.rep.Problems); more > 0 && r.err == nil {
			in.err.printf("%s: %s more rejected\n", shown(r.name), store.Thousands(more))
		}
	}
	in.shown = len(in.results)
	return nil
}

// quoted is the beginning of a record behind what is wrong with it.
func quoted(text string) string {
	const most = 60
	if text == "" {
		return ""
	}
	return ": “" + ansi.Truncate(text, most, "…") + "”"
}

func (r result) json() importJSON {
	j := importJSON{
		Source: r.name, Format: optional(string(r.rep.Format)), New: r.rep.New, Updated: r.rep.Updated, Seen: r.rep.Seen,
		Rejected: r.rep.Rejected, Problems: []problemJSON{}, UpdatedFields: map[string]int{}, SeenAs: map[string]int{},
		Change: optional(r.rep.Change.ID), LeftOut: r.rep.LeftOut,
	}
	maps.Copy(j.UpdatedFields, r.rep.Fields)
	for status, n := range r.rep.SeenAs {
		j.SeenAs[status.String()] = n
	}
	for _, p := range r.rep.Problems {
		j.Problems = append(j.Problems, problemJSON{p.Line, p.Reason, p.Text})
	}
	if r.err != nil {
		j.Error = optional(r.err.Error())
	}
	return j
}

// finish turns what came of the inputs into the exit status.
func (in *importer) finish() error {
	suspects, leftOut := 0, false
	for _, r := range in.results {
		suspects += r.rep.Suspects
		leftOut = leftOut || len(r.rep.LeftOut) > 0
	}
	if leftOut && in.only == "" {
		in.err.printf("replacements were skipped; --only all imports them\n")
	}
	if suspects > 0 {
		in.err.printf("%s; to review: dogear duplicates\n", store.Plural(suspects, "possible duplicate"))
	}
	if in.dryRun {
		in.err.printf("dry run: nothing was changed\n")
	}
	status := exitDone
	for _, r := range in.results {
		switch {
		case r.err != nil:
			return exitStatus(exitFailed)
		case r.rep.Rejected > 0:
			status = exitRejected
		}
	}
	if status != exitDone {
		return exitStatus(status)
	}
	return nil
}

// writeReject writes a rejected record, whole, under the line that says where it was and why it was rejected. Such a line
// is no record in any format, so that the file can be mended and taken in.
func (in *importer) writeReject(name string, p *parser.Problem) {
	text := p.Raw
	if text == "" {
		text = p.Text
	}
	// An error is told when the file is completed.
	_, _ = io.WriteString(in.rejected, printable(fmt.Sprintf("# %s, line %d: %s\n%s\n\n", shown(name), p.Line, p.Reason, strings.TrimRight(text, "\n"))))
}

// A progress line appears on standard error for imports that take longer than a blink, if somebody is there to see it.
type progress struct {
	out    *printer // nil: nobody is
	name   string
	now    func() time.Time
	begun  time.Time
	next   time.Time     // when there is something to say again
	every  time.Duration // between two looks at it, if that is longer than progressEvery
	widest int           // of the lines so far, for taking them away
}

const (
	blink         = 300 * time.Millisecond
	progressEvery = 100 * time.Millisecond
)

func (in *importer) progress(name string) *progress {
	p := &progress{name: shown(name), now: in.Now, begun: in.Now(), next: in.Now().Add(blink)}
	if isOn(in.Getenv("DOGEAR_REDUCED_MOTION")) {
		p.every = time.Second
	}
	if isTerminal(in.Stderr) {
		p.out = &in.err
	}
	return p
}

// records shows how many records were read, and the share of the input that they are.
func (p *progress) records(n int, share float64) {
	now := p.now()
	if p.out == nil || now.Before(p.next) {
		return
	}
	p.next = now.Add(max(p.every, progressEvery))
	line := fmt.Sprintf("%s: %s, %.0f%%", ansi.Truncate(p.name, 40, "…"), store.Plural(n, "record"), 100*share)
	if pace := ui.Pace(n, share, now.Sub(p.begun)); pace != "" {
		line += ", " + pace
	}
	p.widest = max(p.widest, ansi.StringWidth(line))
	_, _ = io.WriteString(p.out, "\r"+line+strings.Repeat(" ", p.widest-ansi.StringWidth(line)))
}

// end takes the line away.
func (p *progress) end() {
	if p.out != nil && p.widest > 0 {
		_, _ = io.WriteString(p.out, "\r"+strings.Repeat(" ", p.widest)+"\r")
	}
}
