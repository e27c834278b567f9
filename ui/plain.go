// This file owns the reader in lines, for screen readers, slow connections and pipes: one paper at a time, one command per
// line, each answered in order. Nothing is redrawn, and every sign is a word. The commands have a file of their own.

package ui

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"dogear/store"
)

// PlainOptions change how the reader in lines behaves.
type PlainOptions struct {
	Greeting string // the first line
	Prompt   bool   // somebody types: show where
	Now      func() time.Time
	Config   *Config // nil: DefaultConfig. The view that it opens on and the order are taken from it
}

// plain is the reader in lines.
type plain struct {
	ctx context.Context
	lib *store.Library
	now func() time.Time
	out *bufio.Writer

	views  []view
	view   int
	sort   store.Sort            // where a view has none of its own
	sorts  map[string]store.Sort // by the view's name in lower case
	search string
	found  store.Query

	row  store.Row
	here bool // there is a paper: row
	pos  int  // its number in the list, 0 where that is not known
}

// errPlainQuit ends the reader in lines.
var errPlainQuit = errors.New("quit")

// RunPlain runs the reader in lines until it is told to quit, the input ends, or ctx does.
func RunPlain(ctx context.Context, lib *store.Library, in io.Reader, out io.Writer, opts PlainOptions) error {
	p := &plain{ctx: ctx, lib: lib, now: opts.Now, out: bufio.NewWriter(out), views: builtIn()}
	if p.now == nil {
		p.now = time.Now
	}
	if err := p.readViews(); err != nil {
		return err
	}
	if c := opts.Config; c != nil {
		p.sort, p.view = c.Sort, max(viewNamed(p.views, c.View), 0)
	}
	if opts.Greeting != "" {
		p.say(opts.Greeting)
	}
	if opts.Config != nil {
		for _, o := range opts.Config.Outdated() {
			p.say(o.String())
		}
	}
	p.say("One command per line; ? lists them.")
	if err := p.first(); err != nil {
		return err
	}
	ctx, done := context.WithCancel(ctx)
	defer done()
	lines, failed := readLines(ctx, in)
	for {
		if opts.Prompt {
			_, _ = p.out.WriteString("> ")
		}
		if err := p.out.Flush(); err != nil {
			return fmt.Errorf("writing: %w", err)
		}
		var line string
		var more bool
		select {
		case <-ctx.Done():
			return ctx.Err()
		case line, more = <-lines:
		}
		if !more {
			p.tellProgress()
			return errors.Join(<-failed, p.out.Flush())
		}
		switch err := p.obey(strings.TrimSpace(line)); {
		case errors.Is(err, errPlainQuit):
			p.tellProgress()
			return p.out.Flush()
		case err != nil && ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			p.say("Error: " + err.Error())
		}
	}
}

// longestLine bounds a command, whose text may be a note.
const longestLine = 1 << 20

// readLines reads beside the rest: a read of a terminal does not end when ctx does. After the last line, failed has why
// there are no more; nil is the end of the input.
func readLines(ctx context.Context, in io.Reader) (lines chan string, failed chan error) {
	lines, failed = make(chan string), make(chan error, 1)
	go func() {
		s := bufio.NewScanner(in)
		s.Buffer(nil, longestLine)
		for s.Scan() {
			select {
			case lines <- s.Text():
			case <-ctx.Done():
				return
			}
		}
		if err := s.Err(); err != nil {
			failed <- fmt.Errorf("reading the commands: %w", err)
		}
		close(failed)
		close(lines)
	}()
	return lines, failed
}

// say prints a line. Whatever is in it, it is one line, and safe to show. An error of writing comes with the next flush.
func (p *plain) say(text string) {
	_, _ = p.out.WriteString(printable(text) + "\n")
}

// query is what the list has: the view, and the search within it.
func (p *plain) query() store.Query {
	return p.views[p.view].sorted(p.sorts, p.sort).And(p.found)
}

// page reads one row of the list.
func (p *plain) page(q store.Query, s store.Span) (store.Row, bool, error) {
	s.Limit = 1
	rows, err := p.lib.Page(p.ctx, q, s)
	if err != nil || len(rows) == 0 {
		return store.Row{}, false, err
	}
	return rows[0], true, nil
}

// readViews puts the reader's own views behind the built-in ones.
func (p *plain) readViews() error {
	own, err := p.lib.Views(p.ctx)
	if err != nil {
		return err
	}
	if p.sorts, err = p.lib.ViewSorts(p.ctx); err != nil {
		return err
	}
	p.views, _ = withOwn(own, p.now()) // what cannot be read is a newer dogear's
	p.view = min(p.view, len(p.views)-1)
	return nil
}

// first goes to the first paper of the list, and tells it.
func (p *plain) first() error {
	row, ok, err := p.page(p.query(), store.Span{})
	if err != nil {
		return err
	}
	return p.goTo(row, ok, 1)
}

// goTo goes to a paper, and tells it; or that there is none.
func (p *plain) goTo(row store.Row, ok bool, pos int) error {
	p.row, p.here, p.pos = row, ok, pos
	if !ok {
		if p.search != "" {
			n, err := p.lib.Count(p.ctx, p.found, countMost)
			p.say(fmt.Sprintf("No matches in %s; %s in the whole library. Type / to end the search.", p.listName(), store.Plural(n, "paper")))
			return err
		}
		p.say("There are no papers in " + p.listName() + ".")
		return nil
	}
	return p.tell()
}

// arrive goes to a paper somewhere in the list, and tells it.
func (p *plain) arrive(row store.Row) error {
	pos, err := p.position(row)
	if err != nil {
		return err
	}
	return p.goTo(row, true, pos)
}

// position is the number of a paper in the list; 0 if it is too far down to count.
func (p *plain) position(row store.Row) (int, error) {
	const step = 1000
	pos, from := 1, row.Cursor()
	for pos <= countMost {
		rows, err := p.lib.Page(p.ctx, p.query(), store.Span{From: from, Back: true, Limit: step})
		if pos += len(rows); err != nil || len(rows) < step {
			return pos, err
		}
		from = rows[0].Cursor()
	}
	return 0, nil
}

// stay reads the row again after something about the paper has changed, or goes to the one that is in its place.
func (p *plain) stay() error {
	row, ok, err := p.page(p.query(), store.Span{From: p.row.Cursor(), At: true})
	if err != nil || ok && row.ID == p.row.ID {
		if err == nil {
			p.row = row
		}
		return err
	}
	return p.leave()
}

// leave goes on when the paper is no longer in the list: to the next one, at the end to the previous.
func (p *plain) leave() error {
	at := p.row.Cursor()
	row, ok, err := p.page(p.query(), store.Span{From: at})
	pos := p.pos
	if err == nil && !ok {
		row, ok, err = p.page(p.query(), store.Span{From: at, Back: true})
		pos = max(pos-1, 0)
	}
	if err != nil {
		return err
	}
	return p.goTo(row, ok, pos)
}

// step goes to the next paper, or backwards to the previous.
func (p *plain) step(back bool) error {
	if !p.here {
		return p.goTo(store.Row{}, false, 0)
	}
	row, ok, err := p.page(p.query(), store.Span{From: p.row.Cursor(), Back: back})
	switch {
	case err != nil:
		return err
	case !ok:
		p.say("This is the " + map[bool]string{true: "first", false: "last"}[back] + " paper.")
		return nil
	case p.pos == 0:
		return p.goTo(row, true, 0)
	case back:
		return p.goTo(row, true, p.pos-1)
	}
	return p.goTo(row, true, p.pos+1)
}

// listName names what the list has.
func (p *plain) listName() string {
	if p.search != "" {
		return p.views[p.view].name + " for " + p.search
	}
	return p.views[p.view].name
}

// size is how many papers the list has, in words.
func (p *plain) size() (string, error) {
	if v := p.views[p.view]; p.search == "" && v.count != nil {
		c, err := p.lib.Counts(p.ctx)
		return store.Thousands(v.count(c)), err
	}
	n, err := p.lib.Count(p.ctx, p.query(), countMost)
	if n == countMost {
		return store.Thousands(n) + " or more", err
	}
	return store.Thousands(n), err
}

// tell tells the paper in two lines: its title, and what there is to know for deciding.
func (p *plain) tell() error {
	full, err := p.lib.Paper(p.ctx, p.row.ID)
	if err != nil {
		return err
	}
	size, err := p.size()
	if err != nil {
		return err
	}
	where := size + " in " + p.listName()
	if p.pos > 0 {
		where = fmt.Sprintf("%s of %s", store.Thousands(p.pos), where)
	}
	parts := []string{where}
	if p.view != 0 {
		parts = append(parts, stateName(full.Row))
	}
	if full.SnoozedOn(p.lib.Today()) {
		parts = append(parts, "snoozed until "+string(full.Snoozed.Date()))
	}
	if full.Starred {
		parts = append(parts, "starred")
	}
	if len(full.TagNames) > 0 {
		parts = append(parts, "tagged "+strings.Join(full.TagNames, ", "))
	}
	if full.Noted {
		parts = append(parts, "has a note")
	}
	for _, a := range full.Digests {
		parts = append(parts, "from "+a.Name())
	}
	_, _ = p.out.WriteString("\n")
	p.say(full.Title)
	p.say(strings.Join(parts, "; ") + ".")
	return nil
}

// tellProgress tells how much is decided.
func (p *plain) tellProgress() {
	if c, err := p.lib.Counts(p.ctx); err == nil {
		p.say(fmt.Sprintf("%s of %s decided.", store.Thousands(c.Decided()), store.Plural(c.All(), "paper")))
	}
}
