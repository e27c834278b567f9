// This file owns the reader's start: from the process to a screen with the list and the first paper.

package main

import (
	"context"
	"strings"
	"time"

	"dogear/store"
)

// Where the reader's panes stand at 140 columns and 40 rows.
const (
	listTo     = 56 // columns of the list
	detailTo   = 28 // rows of the paper
	listRows   = rows - 4
	titleShown = 24 // letters of a title that are looked for
)

// opening is what the reader shows first.
type opening struct {
	inbox int    // papers in it
	title string // of the first, as far as it is looked for
	text  string // the abstract's first words
}

// opening reads what the reader will show first.
func (lib *library) opening(ctx context.Context) (o opening, err error) {
	err = lib.open(ctx, func(l *store.Library) error {
		c, err := l.Counts(ctx)
		if err != nil {
			return err
		}
		o.inbox = c.Inbox
		page, err := l.Page(ctx, store.Inbox.Query(), store.Span{Limit: 1})
		if err != nil || len(page) == 0 {
			return err
		}
		p, err := l.Paper(ctx, page[0].ID)
		if err != nil {
			return err
		}
		o.title = beginning(p.Title)
		o.text = strings.Join(strings.Fields(p.Abstract)[:3], " ")
		return nil
	})
	return o, err
}

// beginning is as much of a title as is looked for on the screen.
func beginning(title string) string {
	r := []rune(title)
	return strings.TrimSpace(string(r[:min(len(r), titleShown)]))
}

// isShown reports whether the first frame is there, whole: the list, and the first paper with its abstract.
func (o opening) isShown(s screen) bool {
	if !strings.Contains(s.line(2, 0, listTo), o.title) {
		return false
	}
	for y := 2; y < detailTo; y++ {
		if strings.Contains(s.line(y, listTo, columns), o.text) {
			return true
		}
	}
	return false
}

// start starts the reader again and again.
func (r *rig) start(ctx context.Context, lib *library) error {
	o, err := lib.opening(ctx)
	if err != nil {
		return err
	}
	var wall, cpu sample
	for range r.runs {
		s, took, err := begin(r.dogear(ctx, lib), o.isShown)
		if err != nil {
			return err
		}
		wall = append(wall, took)
		if used, err := cpuTime(s.Cmd.Process.Pid); err == nil {
			cpu = append(cpu, used)
		}
		s.end("q")
		if err := pause(ctx, 20*time.Millisecond); err != nil {
			return err
		}
	}
	r.table.set("start to first full frame", lib.n, "%s", wall)
	r.table.set("start: processor time", lib.n, "%s", cpu)
	return nil
}
