// This file owns exporting from inside the reader: what is chosen, and where it goes. How a format is written is for the
// command line, which gives the reader an Exporter.

package ui

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dogear/store"
)

// An Exporter writes papers for other programs.
type Exporter interface {
	Formats() []ExportFormat
	// Export writes papers to a path and tells what it did. A file that is there already is fs.ErrExist, unless it is to
	// be replaced.
	Export(ctx context.Context, lib *store.Library, papers store.Target, format, path string, replace bool) (string, error)
	// Text is papers as a file of a format has them.
	Text(ctx context.Context, lib *store.Library, papers store.Target, format string) (string, error)
	// Keys are the citation keys of papers, by their numbers, as a file has them.
	Keys(ctx context.Context, lib *store.Library, ids []int64) (map[int64]string, error)
}

// An ExportFormat is one that an Exporter writes.
type ExportFormat struct {
	Name, What string
	Ending     string // of the names of its files; empty for a folder
}

// exportedMsg tells what came of an export.
type exportedMsg struct {
	box     *loading
	summary string
	err     error
	again   func(m *Model) tea.Cmd // replaces the file that is there
	path    string
}

// copyExport copies the selection or the paper at hand as an Exporter writes it. A citation key may not be another paper's,
// so the library is looked through, beside the screen.
func (m *Model) copyExport(label string) tea.Cmd {
	t, ok := m.target()
	if !ok {
		return nil
	}
	if m.exporter == nil {
		m.status.say("This format cannot be copied here; use `dogear export`.")
		return nil
	}
	exporter, lib, ctx, format := m.exporter, m.lib, m.ctx, copyName(label)
	return func() tea.Msg {
		text, err := exporter.Text(ctx, lib, t, format)
		return toCopyMsg{label, text, err}
	}
}

// toCopyMsg is a text that is to be copied.
type toCopyMsg struct {
	label, text string
	err         error
}

func (msg toCopyMsg) take(m *Model) tea.Cmd {
	if msg.err != nil {
		m.status.fail(msg.err)
		return nil
	}
	return m.copyText(msg.label, msg.text)
}

// askExport offers the formats for the selection or, without one, for all that the view shows.
func (m *Model) askExport() tea.Cmd {
	t, ok := m.target()
	switch {
	case m.exporter == nil:
		m.status.say("Exporting is not available here; use `dogear export`.")
		return nil
	case !ok:
		return nil
	}
	what := "The selection"
	if !m.list.selecting() {
		t, what = store.AllOf(m.query()), "All papers in this view"
		if m.search != "" {
			what = "All papers found"
		}
	}
	q := &question{title: "Export", text: []string{what + ", as"}}
	keys := make(map[string]bool)
	for _, f := range m.exporter.Formats() {
		q.choices = append(q.choices, choice{exportKey(f.Name, keys), pad(f.Name, 11) + m.theme.dim.paint(f.What), func(m *Model) tea.Cmd {
			return m.askExportPath(t, f)
		}})
	}
	m.overlay = q
	return nil
}

// exportKey is the first letter of a name that no other format has, nor the box itself.
func exportKey(name string, taken map[string]bool) string {
	for _, r := range name {
		if k := string(r); r >= 'a' && r <= 'z' && k != "q" && !taken[k] {
			taken[k] = true
			return k
		}
	}
	for k := 'a'; ; k++ {
		if !taken[string(k)] && k != 'q' {
			taken[string(k)] = true
			return string(k)
		}
	}
}

// askExportPath opens the line for the path.
func (m *Model) askExportPath(t store.Target, f ExportFormat) tea.Cmd {
	m.prompt = newPrompt(exportPrompt, f.Name+" to", "papers"+f.Ending, m.theme)
	m.prompt.target, m.prompt.text = t, f.Name
	m.prompt.note = "a file"
	if f.Ending == "" {
		m.prompt.note = "a folder"
	}
	return nil
}

// export writes what was chosen to the path that was typed.
func (m *Model) export(p *prompt) tea.Cmd {
	path := strings.TrimSpace(p.input.Value())
	if path == "" {
		return nil
	}
	return m.exportTo(p.target, p.text, path, false)
}

// exportTo writes beside the screen. What was chosen goes with it: the list may be another one by then.
func (m *Model) exportTo(t store.Target, format, path string, replace bool) tea.Cmd {
	m.status.say("Exporting to " + printable(path) + " …")
	box := m.openLoading("Export", "Exporting to "+printable(path)+"… It continues if you close this.")
	ctx, lib, exporter := m.ctx, m.lib, m.exporter
	return func() tea.Msg {
		summary, err := exporter.Export(ctx, lib, t, format, expandHome(path), replace)
		return exportedMsg{box, summary, err, func(m *Model) tea.Cmd { return m.exportTo(t, format, path, true) }, path}
	}
}

// take tells what came of it, or asks about a file that is there.
func (msg exportedMsg) take(m *Model) tea.Cmd {
	open := m.overlay == msg.box
	switch {
	case errors.Is(msg.err, fs.ErrExist) && open:
		m.status.say("")
		m.fill(msg.box, &question{
			title: "Export", text: []string{filepath.Base(msg.path) + " already exists."},
			choices: []choice{{"r", "replace it", msg.again}},
		})
		return nil
	case errors.Is(msg.err, fs.ErrExist):
		m.status.say(printable(filepath.Base(msg.path)) + " already exists and was not replaced; export again to confirm")
	case msg.err != nil && !isCanceled(msg.err):
		m.status.fail(fmt.Errorf("exporting: %w", msg.err))
	case msg.err == nil:
		m.status.say(printable(msg.summary))
	}
	if open {
		m.overlay = nil
	}
	return nil
}
