// This file owns the views: the tabs over the list. The first are built in, then come those that the reader saved, and at
// the end there may be one that was only gone to: a digest's or a source's.

package ui

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"dogear/store"
)

// A view is a query with a name.
type view struct {
	name  string
	text  string // the query as it is typed
	query store.Query
	count func(store.Counts) int // nil: it has to be counted; see counted
	signs bool                   // papers of several statuses are in it
	own   bool                   // the reader saved it

	counted int // how many papers, unknown until that is known; up to countMost
}

// builtIn are the views that there always are, in order.
func builtIn() []view {
	return []view{
		{name: "Inbox", text: "is:inbox", query: store.Inbox.Query(), count: func(c store.Counts) int { return c.Inbox }},
		{name: "Later", text: "is:later", query: store.Later.Query(), count: func(c store.Counts) int { return c.Later }},
		{name: "Starred", text: "is:starred", query: store.IsStarred, count: func(c store.Counts) int { return c.Starred }, signs: true},
		{name: "Read", text: "is:read", query: store.Read.Query(), count: func(c store.Counts) int { return c.Read }},
		{name: "Noted", text: "is:noted", query: store.IsNoted, count: func(c store.Counts) int { return c.Noted }, signs: true},
		{name: "Dismissed", text: "is:dismissed", query: store.Dismissed.Query(), count: func(c store.Counts) int { return c.Dismissed }},
		{name: "All", query: store.Query{}, count: store.Counts.All, signs: true},
	}
}

// withOwn puts the reader's own views behind the built-in ones. Those that cannot be read are left out, and told as an
// error.
func withOwn(own []store.View, now time.Time) (all []view, err error) {
	all = builtIn()
	for _, v := range own {
		q, bad := store.ParseQuery(v.Query, now)
		if bad != nil { // of a newer dogear
			err = fmt.Errorf("the view %s: %w", v.Name, bad)
			continue
		}
		all = append(all, view{name: v.Name, text: v.Query, query: q, signs: true, own: true, counted: unknown})
	}
	return all, err
}

// viewNamed is the index of the view of a name, in any case; unknown if there is none of it.
func viewNamed(views []view, name string) int {
	return slices.IndexFunc(views, func(v view) bool { return strings.EqualFold(v.name, name) })
}

// openViews reads the views and their orders before the first frame, and goes to the one that is to be shown.
func (m *Model) openViews() error {
	own, err := m.lib.Views(m.ctx)
	if err != nil {
		return err
	}
	if m.sorts, err = m.lib.ViewSorts(m.ctx); err != nil {
		return err
	}
	if m.counts, err = m.lib.Counts(m.ctx); err != nil { // the first frame has its numbers, and its headings, at once
		return err
	}
	m.views, err = withOwn(own, time.Now())
	if m.view = viewNamed(m.views, m.config.View); m.view == unknown {
		m.view = 0
		err = errors.Join(err, fmt.Errorf("there is no view %q to open on", m.config.View))
	}
	return err
}

// allView is the index of the view of all papers.
const allView = 6

// total is how many papers the view has, as far as it is known.
func (v *view) total(c store.Counts) int {
	if v.count != nil {
		return v.count(c)
	}
	return v.counted
}

// countText is that as the tabs write it.
func (v *view) countText(c store.Counts) string {
	switch n := v.total(c); {
	case n == unknown:
		return "…"
	case v.count == nil && n >= countMost:
		return store.Thousands(n) + "+"
	default:
		return store.Thousands(n)
	}
}

// here is the view that is shown.
func (m *Model) here() *view { return &m.views[m.view] }

type (
	viewsMsg struct {
		views []store.View
		show  string // the name of the one to go to
		err   error
	}
	viewSavedMsg struct {
		outcome store.Outcome
		name    string // the view to show then; empty for the first
		err     error
	}
	viewMovedMsg struct {
		outcome store.Outcome
		err     error
	}
	viewCountsMsg struct {
		gen    int
		counts []int // of the views from allView on
	}
)

// readViews reads the reader's own views, and then shows one of them, or stays.
func (m *Model) readViews(show string) tea.Cmd {
	lib, ctx := m.lib, m.ctx
	return m.holdKeys(func() tea.Msg {
		views, err := lib.Views(ctx)
		return viewsMsg{views, show, err}
	})
}

// take puts the reader's own views behind the built-in ones. The one that is shown stays, if it is still there.
func (msg viewsMsg) take(m *Model) tea.Cmd {
	if msg.err != nil {
		m.status.fail(msg.err)
		return nil
	}
	other := m.installViews(msg.views)
	if i := viewNamed(m.views, msg.show); i != unknown {
		m.view, other = i, true
	}
	if !other {
		return m.countViews()
	}
	m.list.deselect()
	return tea.Batch(m.countViews(), m.loadList(atStart))
}

// installViews puts the reader's own views behind the built-in ones, and reports whether the list is another one by that:
// the view that was shown is gone, or has another query.
func (m *Model) installViews(own []store.View) (other bool) {
	shown := *m.here()
	all, err := withOwn(own, time.Now())
	m.status.fail(err)
	if last := m.views[len(m.views)-1]; last.count == nil && !last.own {
		all = append(all, last)
	}
	for i := range all {
		for _, old := range m.views {
			if all[i].own && all[i].name == old.name && all[i].text == old.text {
				all[i].counted = old.counted // until it is counted again
			}
		}
	}
	m.views = all
	m.view = viewNamed(all, shown.name)
	if m.view == unknown {
		m.view = 0
		return true
	}
	return m.here().text != shown.text
}

// countViews counts what only counting can tell, beside the screen. A count that was asked for before is dropped.
func (m *Model) countViews() tea.Cmd {
	if len(m.views) == allView+1 {
		return nil
	}
	if m.cancelCounts != nil {
		m.cancelCounts()
	}
	ctx, cancel := context.WithCancel(m.ctx)
	m.cancelCounts = cancel
	m.countGen++
	lib, gen := m.lib, m.countGen
	var queries []store.Query
	for _, v := range m.views[allView+1:] {
		queries = append(queries, v.query)
	}
	return func() tea.Msg {
		msg := viewCountsMsg{gen: gen}
		for _, q := range queries {
			n, err := lib.Count(ctx, q, countMost)
			if err != nil {
				n = unknown
			}
			msg.counts = append(msg.counts, n)
		}
		return msg
	}
}

func (msg viewCountsMsg) take(m *Model) tea.Cmd {
	if msg.gen != m.countGen {
		return nil
	}
	for i, n := range msg.counts {
		if i += allView + 1; i < len(m.views) {
			m.views[i].counted = n
		}
	}
	m.countList()
	return nil
}

// tabCount is how many papers the list has, where the tab knows it.
func (m *Model) tabCount() int {
	if m.search != "" || m.triage != nil && m.view != 0 { // the list shows a part of the view
		return unknown
	}
	return m.here().total(m.counts)
}

// countList tells the list how many papers it has, where the tab knows it.
func (m *Model) countList() {
	if n := m.tabCount(); n != unknown {
		m.list.total, m.list.more = n, m.here().count == nil && n >= countMost
		m.list.dirty = true
	}
}

// goToQuery is goTo for a query as it is typed.
func (m *Model) goToQuery(name, text string) tea.Cmd {
	q, err := store.ParseQuery(text, time.Now())
	if err != nil {
		m.status.fail(err)
		return nil
	}
	return m.goTo(name, text, q)
}

// goTo shows a view that is not one of the tabs: a digest, a source. It stands behind them until another takes its place.
func (m *Model) goTo(name, text string, q store.Query) tea.Cmd {
	m.keepPlace()
	m.trail.leave(m.spot())
	m.search, m.found = "", store.Query{}
	delete(m.places, name)
	i := m.showAside(view{name: name, text: text, query: q, signs: true, counted: unknown})
	return tea.Batch(m.enterView(i), m.countViews())
}

// showAside puts a view behind the tabs, in the place of the one that stands there, and returns its index.
func (m *Model) showAside(v view) int {
	if last := &m.views[len(m.views)-1]; last.count == nil && !last.own {
		m.views = m.views[:len(m.views)-1]
	}
	m.views = append(m.views, v)
	return len(m.views) - 1
}

// askSaveView opens the line for the name under which what the list shows is saved.
func (m *Model) askSaveView() tea.Cmd {
	text := strings.TrimSpace(m.here().text + " " + m.search)
	if m.search == "" && (m.view <= allView || m.here().own) {
		m.status.say("Search for something first: what the list shows is what a view keeps.")
		return nil
	}
	m.prompt = newPrompt(viewPrompt, "save as", "", m.theme)
	m.prompt.text, m.prompt.note = text, printable(text)
	return nil
}

// saveView saves a view and shows it.
func (m *Model) saveView(p *prompt) tea.Cmd {
	name, err := store.CleanViewName(p.input.Value())
	if err != nil { // the line stays open, with what is wrong
		m.prompt = p
		p.note, p.isBad = err.Error(), true
		return nil
	}
	lib, text := m.lib, p.text
	return m.write(m.holdWrite(func(ctx context.Context) tea.Msg {
		o, err := lib.SaveView(ctx, name, text)
		return viewSavedMsg{o, name, err}
	}))
}

// removeView removes the view that is shown, if it is the reader's.
func (m *Model) removeView() tea.Cmd {
	v := m.here()
	if !v.own {
		m.status.say("Only a view that you saved can be removed: go to it first.")
		return nil
	}
	lib, name := m.lib, v.name
	return m.write(m.holdWrite(func(ctx context.Context) tea.Msg {
		o, err := lib.RemoveView(ctx, name)
		return viewSavedMsg{o, "Inbox", err}
	}))
}

// moveView moves the view that is shown by a place in the tabs, if it is the reader's.
func (m *Model) moveView(by int) tea.Cmd {
	v := m.here()
	if !v.own {
		m.status.say("Only a view that you saved can be moved: go to it first.")
		return nil
	}
	to := m.view - allView + by
	own := 0
	for _, v := range m.views {
		if v.own {
			own++
		}
	}
	switch {
	case own == 1:
		m.status.tell("", printable(v.name), " is the only view of your own: there is none to move it past.")
		return nil
	case to < 1:
		m.status.tell("", printable(v.name), " is already the first of your views.")
		return nil
	case to > own:
		m.status.tell("", printable(v.name), " is already the last of your views.")
		return nil
	}
	lib, name := m.lib, v.name
	m.views[m.view], m.views[m.view+by] = m.views[m.view+by], m.views[m.view] // at once: another key may follow
	m.view += by
	return m.write(func(ctx context.Context) tea.Msg {
		o, err := lib.MoveView(ctx, name, to)
		return viewMovedMsg{o, err}
	})
}

func (msg viewMovedMsg) take(m *Model) tea.Cmd {
	if msg.err != nil {
		m.status.fail(msg.err)
	} else {
		m.status.did("", msg.outcome.Change, ", "+m.keyOf("undo")+" to undo")
	}
	if len(m.writes) > 0 { // it is on its way to another place already
		return nil
	}
	return m.readViews("")
}

func (msg viewSavedMsg) take(m *Model) tea.Cmd {
	if msg.err != nil {
		m.status.fail(msg.err)
		return nil
	}
	if msg.outcome.Change.ID != 0 {
		m.status.did("", msg.outcome.Change, ", "+m.keyOf("undo")+" to undo")
	}
	m.search, m.found = "", store.Query{}
	return m.readViews(msg.name)
}
