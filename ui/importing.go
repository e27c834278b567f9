// This file owns taking a digest in from inside the reader.

package ui

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"

	"dogear/store"
)

// importing is an import under way. Its records are counted beside the screen, which looks at the count now and then.
type importing struct {
	name    atomic.Pointer[string] // of the input at hand
	begun   time.Time
	cancel  context.CancelFunc
	records atomic.Int64
	share   atomic.Int64 // of the input that has been read, in thousandths
	shows   bool         // it has taken longer than a blink
	presses int          // see visits.expect
}

const (
	blink    = 150 * time.Millisecond
	lookEach = 100 * time.Millisecond
)

type (
	progressMsg struct{}
	importedMsg struct {
		name    string
		results []imported // one for each input
		err     error      // what ended the import as a whole
	}
)

// imported is what came of one input.
type imported struct {
	name   string
	report store.Report
	err    error
}

// askImport opens the line for a path.
func (m *Model) askImport() tea.Cmd {
	m.prompt = newPrompt(pathPrompt, "import", "", m.theme)
	return nil
}

// importPath imports a file, or all files of a folder as one change.
func (m *Model) importPath(path string) tea.Cmd {
	if path = strings.TrimSpace(path); path == "" {
		return nil
	}
	return m.importPaths(path, []string{expandHome(path)})
}

// importPaths imports files and folders as one change.
func (m *Model) importPaths(name string, paths []string) tea.Cmd {
	return m.importFrom(name, func(ctx context.Context, lib *store.Library, in *Intake, each func(string)) ([]imported, error) {
		var files []string
		for _, path := range paths {
			found, err := Files(path)
			if ids := Identifiers(path); err != nil && len(ids) > 0 { // typed where a path goes
				rep, err := in.TakeIdentifiers(ctx, lib, ids)
				return []imported{{path, rep, err}}, ctx.Err()
			}
			if err != nil {
				return nil, err
			}
			files = append(files, found...)
		}
		var all []imported
		for i, file := range files {
			if len(files) > 1 {
				each(fmt.Sprintf("%d of %d, %s", i+1, len(files), filepath.Base(file)))
			}
			rep, err := in.TakeFile(ctx, lib, file)
			if err := ctx.Err(); err != nil {
				return all, err
			}
			all = append(all, imported{file, rep, err})
		}
		return all, nil
	})
}

// importText imports a text that was pasted.
func (m *Model) importText(name, text string) tea.Cmd {
	return m.importFrom(name, func(ctx context.Context, lib *store.Library, in *Intake, _ func(string)) ([]imported, error) {
		rep, err := in.Take(ctx, lib, "pasted text", strings.NewReader(text), int64(len(text)))
		return []imported{{name, rep, err}}, ctx.Err()
	})
}

// importIdentifiers adds the papers that identifiers name.
func (m *Model) importIdentifiers(ids []string) tea.Cmd {
	name := cut(printable(ids[0]), 40)
	if len(ids) > 1 {
		name = store.Plural(len(ids), "identifier")
	}
	return m.importFrom(name, func(ctx context.Context, lib *store.Library, in *Intake, _ func(string)) ([]imported, error) {
		rep, err := in.TakeIdentifiers(ctx, lib, ids)
		return []imported{{name, rep, err}}, ctx.Err()
	})
}

// importFrom queues an import, and looks at its progress. Take calls each with the name of each input, if there are
// several.
func (m *Model) importFrom(name string, take func(ctx context.Context, lib *store.Library, in *Intake, each func(string)) ([]imported, error)) tea.Cmd {
	if m.importer != nil {
		m.status.say("Another import is running; ctrl+c stops it.")
		return nil
	}
	ctx, cancel := context.WithCancel(m.ctx)
	imp := &importing{begun: time.Now(), cancel: cancel, presses: m.visits.expect()}
	each := func(name string) {
		name = printable(name)
		imp.name.Store(&name)
		imp.records.Store(0)
	}
	each(name)
	m.importer = imp
	lib := m.lib
	write := m.write(func(context.Context) tea.Msg {
		defer cancel()
		results, err := take(ctx, lib, &Intake{Progress: func(n int, share float64) {
			imp.records.Store(int64(n))
			imp.share.Store(int64(share * 1000))
		}}, each)
		return importedMsg{printable(name), results, err}
	})
	return tea.Batch(write, m.look())
}

// take looks at what is under way, and again later.
func (progressMsg) take(m *Model) tea.Cmd {
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
	each := lookEach
	if m.calm {
		each = time.Second
	}
	return m.after(each, progressMsg{})
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
func (m *Model) writeBulk(do writeFunc) tea.Cmd {
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
	return fit(fmt.Sprintf(" %s %s  %s  %s", bar, t.accent.paint("Importing "+cut(*i.name.Load(), w/3)), said, t.dim.paint("ctrl+c stops")), w)
}

// take tells what an import did, and shows it: in a line if it is said in a line, in a box otherwise.
func (msg importedMsg) take(m *Model) tea.Cmd {
	awaited := m.importer != nil && m.visits.awaited(m.importer.presses)
	m.importer = nil
	var last *store.Report
	fresh, taken := 0, 0
	for i := range msg.results {
		if r := &msg.results[i]; r.err == nil {
			last = &r.report
			fresh += last.New
			taken++
		}
	}
	switch {
	case errors.Is(msg.err, context.Canceled):
		m.status.say("The import was stopped; " + store.Plural(taken, "file") + " imported, " + m.keyOf("undo") + " to undo")
		if taken == 0 {
			m.status.say("The import was stopped; nothing was imported.")
		}
	case msg.err != nil:
		m.status.fail(fmt.Errorf("%s: %w", msg.name, msg.err))
	case len(msg.results) == 1 && msg.results[0].err != nil && msg.results[0].report.Rejected == 0:
		m.status.fail(fmt.Errorf("%s: %w", msg.name, msg.results[0].err))
	default:
		m.tellImport(msg)
	}
	if last == nil {
		return nil
	}
	m.setCounts(last.Counts)
	m.reread()
	m.list.headings.stale()
	switch {
	case fresh == 0, !awaited, m.asks(), m.triage != nil: // who has gone on with something else is not taken from it
		return tea.Batch(m.readListAgain(false), m.countViews())
	case m.search == "" && m.view != 0:
		m.keepPlace()
		delete(m.places, m.views[0].name) // the new papers are on top
		return m.enterView(0)
	}
	return m.loadList(atStart)
}
