// This file owns the list of digests and sources in the reader, each of which can be gone to as a view.

package ui

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dogear/store"
)

// digestList is the box with them.
type digestList struct {
	places []place
	boxCursor
}

// A place is a digest or a source.
type place struct {
	name            string
	query           string
	papers, decided int
	source          bool
}

type digestsMsg struct {
	box     *loading
	again   *digestList // that is open, and is to show them anew; nil: the box is to be filled
	digests []store.Digest
	err     error
}

func (m *Model) openDigests() tea.Cmd {
	lib, ctx := m.lib, m.ctx
	box := m.openLoading("Digests", "Loading digests…")
	return func() tea.Msg {
		digests, err := lib.Digests(ctx)
		return digestsMsg{box: box, digests: digests, err: err}
	}
}

// refresh counts the digests anew.
func (l *digestList) refresh(m *Model) tea.Cmd {
	lib, ctx := m.lib, m.ctx
	return func() tea.Msg {
		digests, err := lib.Digests(ctx)
		return digestsMsg{again: l, digests: digests, err: err}
	}
}

// set shows other digests, with the cursor on the same one.
func (l *digestList) set(places []place) {
	here := l.places[l.at].query
	l.places = places
	l.at = min(l.at, len(places)-1)
	if i := slices.IndexFunc(places, func(p place) bool { return p.query == here }); i >= 0 {
		l.at = i
	}
}

func (msg digestsMsg) take(m *Model) tea.Cmd {
	if msg.again != nil {
		if msg.err == nil && len(msg.digests) > 0 {
			msg.again.set(digestPlaces(m.theme, msg.digests))
		}
		return nil
	}
	if msg.err != nil || len(msg.digests) == 0 {
		m.unfilled(msg.box, msg.err, "No digest has been imported yet.")
		return nil
	}
	m.fill(msg.box, &digestList{places: digestPlaces(m.theme, msg.digests)})
	return nil
}

// digestPlaces are the digests, the newest first, and behind them the sources that more than one of them came from.
func digestPlaces(t *theme, digests []store.Digest) []place {
	var all, sources []place
	at := make(map[string]int)
	count := make(map[string]int)
	for _, d := range digests {
		name := printable(d.SourceName())
		if d.Date != "" {
			name += ", " + t.dates.date(d.Date)
		}
		all = append(all, place{name: name, query: fmt.Sprintf("digest:%d", d.ID), papers: d.Papers, decided: d.Decided})
		if d.Source == "" {
			continue
		}
		i, known := at[d.Source]
		if !known {
			i = len(sources)
			at[d.Source] = i
			sources = append(sources, place{name: printable(d.Source), query: `source:"` + strings.ReplaceAll(printable(d.Source), `"`, " ") + `"`, source: true})
		}
		count[d.Source]++
		sources[i].papers += d.Papers
		sources[i].decided += d.Decided
	}
	for _, s := range sources {
		if count[s.name] > 1 {
			all = append(all, s)
		}
	}
	return all
}

func (l *digestList) caret(*Model) *tea.Cursor { return nil }

func (l *digestList) handleKey(m *Model, key tea.KeyPressMsg) tea.Cmd {
	switch name := key.String(); name {
	case "enter":
		m.overlay = nil
		p := l.places[l.at]
		return m.goToQuery(p.name, p.query)
	case "esc", "q":
		m.overlay = nil
	default:
		l.handle(m, name, len(l.places))
	}
	return nil
}

func (l *digestList) view(m *Model) []string {
	t, w := m.theme, min(84, m.layout.w-2)
	var lines []string
	from, to := l.window(boxRows(m), len(l.places))
	for i := from; i < to; i++ {
		p := l.places[i]
		name := p.name
		if p.source {
			name = "all of " + name
		}
		progress := fmt.Sprintf("%s of %s", store.Thousands(p.decided), store.Thousands(p.papers))
		bar := meter(t, p.decided, p.papers, 8)
		room := w - 5 - width(progress) - 10
		if room < 12 { // too narrow for the bar
			bar, room = "", room+9
		}
		text := fit(name, room)
		if i == l.at {
			lines = append(lines, t.cursorText.on(t.cursor).on(bold).paint(signFocus+text+" "+progress)+" "+bar)
		} else {
			lines = append(lines, " "+text+" "+t.dim.paint(progress)+" "+bar)
		}
	}
	return box(m, "Digests and sources", fmt.Sprintf("%d of %d", l.at+1, len(l.places)), lines, w, len(lines)+2)
}
