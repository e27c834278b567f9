// This file owns taking a digest in from inside the reader.

package ui

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"

	"dogear/parser"
	"dogear/store"
)

// importing is an import under way. Its records are counted beside the screen, which looks at the count now and then.
type importing struct {
	name    string
	begun   time.Time
	cancel  context.CancelFunc
	records atomic.Int64
	share   atomic.Int64 // of the input that has been read, in thousandths
	shows   bool         // it has taken longer than a blink
}

const (
	blink    = 150 * time.Millisecond
	lookEach = 100 * time.Millisecond
)

type (
	progressMsg struct{}
	importedMsg struct {
		name   string
		report store.Report
		err    error
	}
)

// askImport opens the line for a path.
func (m *Model) askImport() tea.Cmd {
	m.prompt = newPrompt(pathPrompt, "import", "", m.theme)
	m.prompt.note = "tab completes"
	return nil
}

// importPath imports a file.
func (m *Model) importPath(path string) tea.Cmd {
	path = strings.TrimSpace(path)
	if path == "" {
		return nil
	}
	return m.importFrom(path, func(ctx context.Context, lib *store.Library, in Intake) (store.Report, error) {
		return in.TakeFile(ctx, lib, expandHome(path))
	})
}

// importText imports a text that was pasted.
func (m *Model) importText(name, text string) tea.Cmd {
	return m.importFrom(name, func(ctx context.Context, lib *store.Library, in Intake) (store.Report, error) {
		return in.Take(ctx, lib, "-", strings.NewReader(text), int64(len(text)))
	})
}

// importFrom queues an import, and looks at its progress.
func (m *Model) importFrom(name string, take func(context.Context, *store.Library, Intake) (store.Report, error)) tea.Cmd {
	if m.importer != nil {
		m.status.say("Another import is under way; ctrl+c stops it.")
		return nil
	}
	ctx, cancel := context.WithCancel(m.ctx)
	imp := &importing{name: printable(name), begun: time.Now(), cancel: cancel}
	m.importer = imp
	lib := m.lib
	write := m.write(func(context.Context) tea.Msg {
		defer cancel()
		rep, err := take(ctx, lib, Intake{Progress: func(n int, share float64) {
			imp.records.Store(int64(n))
			imp.share.Store(int64(share * 1000))
		}})
		return importedMsg{imp.name, rep, err}
	})
	return tea.Batch(write, m.look())
}

// progressed looks at what is under way, and again later.
func (m *Model) progressed() tea.Cmd {
	m.looking = false
	if m.importer != nil {
		m.importer.shows = time.Since(m.importer.begun) > blink
	}
	if m.bulk != nil {
		m.bulk.shows = time.Since(m.bulk.begun) > blink
	}
	return m.look()
}

// look has a look at what is under way in a moment, unless one is due.
func (m *Model) look() tea.Cmd {
	if m.looking || m.importer == nil && m.bulk == nil {
		return nil
	}
	m.looking = true
	return tea.Tick(lookEach, func(time.Time) tea.Msg { return progressMsg{} })
}

// bulk is a mark or an undo under way, which may be of very many papers.
type bulk struct {
	begun       time.Time
	done, total atomic.Int64
	shows       bool
}

// view draws the progress as the status line.
func (b *bulk) view(t *theme, w int) string {
	done, total := int(b.done.Load()), int(b.total.Load())
	if total == 0 { // the store is finding out which papers it is for
		return fit(" "+t.accent.paint("Saving…"), w)
	}
	return fit(fmt.Sprintf(" %s %s", meter(t, done, total, max(min(w/4, 30), 4)),
		t.accent.paint(fmt.Sprintf("Saving %s of %s", store.Thousands(done), store.Plural(total, "paper")))), w)
}

// writeBulk queues a write whose progress is shown if it takes longer than a blink.
func (m *Model) writeBulk(do func(ctx context.Context) tea.Msg) tea.Cmd {
	b := &bulk{begun: time.Now()}
	m.bulk = b
	return tea.Batch(m.write(func(ctx context.Context) tea.Msg {
		return do(store.ReportTo(ctx, func(done, total int) {
			b.done.Store(int64(done))
			b.total.Store(int64(total))
		}))
	}), m.look())
}

// view draws the progress as the status line.
func (i *importing) view(t *theme, w int) string {
	if !i.shows {
		return fit("", w)
	}
	share := int(i.share.Load())
	bar := meter(t, share, 1000, max(min(w/4, 30), 4))
	n := int(i.records.Load())
	said := store.Plural(n, "paper")
	if pace := Pace(n, float64(share)/1000, time.Since(i.begun)); pace != "" {
		said += ", " + pace
	}
	return fit(fmt.Sprintf(" %s %s  %s  %s", bar, t.accent.paint("Importing "+cut(i.name, w/3)), said, t.dim.paint("ctrl+c stops")), w)
}

// imported tells what an import did, and shows it.
func (m *Model) imported(msg importedMsg) tea.Cmd {
	m.importer = nil
	switch {
	case errors.Is(msg.err, context.Canceled):
		m.status.say("The import was stopped; the library is as it was.")
		return nil
	case msg.err != nil:
		m.status.fail(fmt.Errorf("%s: %w", msg.name, msg.err))
		return nil
	}
	m.status.say(msg.name + ": " + reportLine(&msg.report))
	m.setCounts(msg.report.Counts)
	m.forget()
	if msg.report.New == 0 {
		return m.reload()
	}
	if m.search == "" && m.view != 0 {
		return m.showView(0)
	}
	return m.loadList(atStart, store.Row{})
}

// reportLine is what an import did, with the first thing that was rejected.
func reportLine(r *store.Report) string {
	if r.Rejected == 0 {
		return r.Summary()
	}
	p := r.Problems[0]
	return fmt.Sprintf("%s at line %d: %s", r.Summary(), p.Line, parser.CleanLine(p.Reason))
}
