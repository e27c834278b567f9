// This file owns running the user's own commands: for which papers, in the background or in the terminal, and telling of
// what failed.

package ui

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os/exec"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"dogear/store"
)

const (
	// asksAbove is for how many papers a command runs without a question.
	asksAbove = 20
	// mostRuns bounds the papers of a command.
	mostRuns = 500
	// runsAtOnce is how many programs of one selection run at a time in the background. A program that goes on for longer
	// than programWait, as a viewer does, makes room for the next.
	runsAtOnce = 8
	// doneWithin is how soon a program in the background ends whose end is told even if nothing went wrong.
	doneWithin = time.Minute
)

// An ownRun is a command that is about to run: the program with its arguments, once or several times.
type ownRun struct {
	command *OwnCommand
	path    string // of the program
	papers  []*store.Paper
	runs    []oneRun
	lacking []paperError // why it does not run for some of the papers
}

// A oneRun is the program's arguments, and for what it runs.
type oneRun struct {
	args []string
	what string
}

// runOwn finds the papers that a command is for, and what its arguments are for them.
func (m *Model) runOwn(c *OwnCommand) tea.Cmd {
	t, ok := m.target()
	if !ok {
		return nil
	}
	if !m.macro.goesOn() { // what comes next in a macro is for the same papers
		m.list.deselect()
	}
	lib, ctx, exporter, from := m.lib, m.ctx, m.exporter, m.config.From(c.at)
	return m.readSaved(func() tea.Msg {
		run, err := planRun(ctx, lib, exporter, c, t, from)
		return ownPlannedMsg{run, err}
	})
}

// ownPlannedMsg is a command that can run, or why it cannot.
type ownPlannedMsg struct {
	run *ownRun
	err error
}

func planRun(ctx context.Context, lib *store.Library, exporter Exporter, c *OwnCommand, t store.Target, from string) (*ownRun, error) {
	path, err := exec.LookPath(c.Run[0])
	if err != nil {
		reason := "was not found; install it"
		if !errors.Is(err, exec.ErrNotFound) && !errors.Is(err, fs.ErrNotExist) {
			reason = "cannot be executed; check its permissions"
		}
		return nil, fmt.Errorf("cannot run “%s”: %q %s, or change the command in %s", c.Name, printable(c.Run[0]), reason, from)
	}
	ids, err := lib.Chosen(ctx, t)
	switch {
	case err != nil:
		return nil, err
	case len(ids) == 0:
		return nil, errors.New("there is no paper here any more")
	case len(ids) > mostRuns:
		return nil, fmt.Errorf("“%s” runs for at most %d papers at a time; %s are selected", c.Name, mostRuns, store.Thousands(len(ids)))
	}
	papers, err := lib.Papers(ctx, ids)
	if err != nil {
		return nil, err
	}
	var keys map[int64]string
	if uses(c.args, "key") && exporter != nil {
		if keys, err = exporter.Keys(ctx, lib, ids); err != nil {
			return nil, err
		}
	}
	return newRun(c, path, papers, keys)
}

// newRun makes a command's arguments. Where it runs once for each paper, those that lack a field are left out.
func newRun(c *OwnCommand, path string, papers []*store.Paper, keys map[int64]string) (*ownRun, error) {
	run := &ownRun{command: c, path: path, papers: papers}
	if !c.Each {
		args, err := fillAll(c.args, papers, keys)
		run.runs = []oneRun{{args, forPapers(papers)}}
		if err != nil {
			return nil, run.problem("did not run", []paperError{*err})
		}
		return run, nil
	}
	for _, p := range papers {
		args, err := fillAll(c.args, []*store.Paper{p}, keys)
		if err != nil {
			run.lacking = append(run.lacking, *err)
			continue
		}
		run.runs = append(run.runs, oneRun{args, forPapers([]*store.Paper{p})})
	}
	if len(run.runs) == 0 {
		return nil, run.lacks()
	}
	return run, nil
}

// forPapers names papers.
func forPapers(papers []*store.Paper) string {
	if len(papers) == 1 {
		return "“" + printable(papers[0].Title) + "”"
	}
	return store.Plural(len(papers), "paper")
}

// A paperError is what went wrong for a paper, or for all of them at once.
type paperError struct {
	what string // the papers: see forPapers
	err  error
}

// problem tells the first of several errors, and how many more there are.
func (r *ownRun) problem(verb string, all []paperError) error {
	more := ""
	if n := len(all) - 1; n > 0 {
		more = fmt.Sprintf(" and %d more", n)
	}
	return titledError{"“" + r.command.Name + "” " + verb + " for ", all[0].what, more + ": " + all[0].err.Error()}
}

// take runs the command, after a question if it is for many papers.
func (msg ownPlannedMsg) take(m *Model) tea.Cmd {
	if msg.err != nil {
		m.status.fail(msg.err)
		return nil
	}
	run := msg.run
	if len(run.papers) <= asksAbove {
		return run.begin(m)
	}
	times := "once for each of them"
	if !run.command.Each {
		times = "once for all of them"
	}
	m.overlay = &question{
		title:   printable(run.command.Name),
		text:    []string{fmt.Sprintf("Run it for %s, %s?", store.Plural(len(run.papers), "paper"), times)},
		choices: []choice{{"enter", "run it", run.begin}},
	}
	return nil
}

// begin runs the program.
func (r *ownRun) begin(m *Model) tea.Cmd {
	if r.command.Terminal {
		return r.nextInTerminal(&m.foreground)
	}
	m.status.tell("Running “"+r.command.Name+"” for ", r.subject(), "")
	return r.inBackground
}

// subject is for what the program runs.
func (r *ownRun) subject() string {
	if len(r.runs) == 1 {
		return r.runs[0].what
	}
	return store.Plural(len(r.runs), "paper")
}

// nextInTerminal gives the terminal to the first of the runs that are left.
func (r *ownRun) nextInTerminal(f *foreground) tea.Cmd {
	one := r.runs[0]
	return f.run(exec.Command(r.path, one.args...), func(err error) tea.Msg { //nolint:gosec // the user's own program; see argument.go
		return ownEndedMsg{r, err}
	})
}

// ownEndedMsg tells that a program in the terminal has ended.
type ownEndedMsg struct {
	run *ownRun
	err error
}

// take goes on with the next paper. If the program failed, the others have to wait: whoever sees it may not want more.
func (msg ownEndedMsg) take(m *Model) tea.Cmd {
	r := msg.run
	one := r.runs[0]
	r.runs = r.runs[1:]
	switch {
	case msg.err != nil:
		err := msg.err
		switch n := len(r.runs); {
		case n == 1:
			err = fmt.Errorf("%w; it did not run for the other paper", err)
		case n > 1:
			err = fmt.Errorf("%w; it did not run for the other %d papers", err, n)
		}
		m.status.fail(r.problem("failed", []paperError{{one.what, err}}))
	case len(r.runs) > 0:
		return r.nextInTerminal(&m.foreground)
	case len(r.lacking) > 0:
		m.status.fail(r.lacks())
	}
	return nil
}

// lacks tells for which papers it did not run, and why.
func (r *ownRun) lacks() error { return r.problem("did not run", r.lacking) }

// inBackground runs the programs beside the screen, and waits for them. They go on if the reader ends before they do.
func (r *ownRun) inBackground() tea.Msg {
	began := time.Now()
	done := make(chan paperError, len(r.runs))
	slots := make(chan struct{}, runsAtOnce)
	for _, one := range r.runs {
		select {
		case slots <- struct{}{}:
		case <-time.After(programWait):
		}
		p, err := startProgram(r.path, one.args)
		if err != nil {
			done <- paperError{one.what, err}
			continue
		}
		go func() {
			err := p.wait()
			select {
			case <-slots:
			default:
			}
			done <- paperError{one.what, err}
		}()
	}
	var failed []paperError
	for range r.runs {
		if e := <-done; e.err != nil {
			failed = append(failed, e)
		}
	}
	slices.SortFunc(failed, func(a, b paperError) int { return strings.Compare(a.what, b.what) })
	switch {
	case len(failed) > 0:
		return failureMsg{r.problem("failed", failed)}
	case len(r.lacking) > 0:
		return failureMsg{r.lacks()}
	case time.Since(began) < doneWithin:
		return noticeMsg("Ran “" + r.command.Name + "” for " + r.subject())
	}
	return nil
}
