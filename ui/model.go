// This file owns the program's model: the panes, what crosses them, and the way of a message.

package ui

import (
	"context"
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"dogear/store"
)

// Model is the reader: the one Bubble Tea model. Panes are structs in it; keys go to the overlay if one is open, then to
// what is taking text, then to the commands.
type Model struct {
	ctx context.Context
	lib *store.Library

	after    timer
	theme    *theme
	layout   layout
	arranged arrangement // what the layout is for
	panes    panes
	trail    trail
	focus    pane
	list     list
	detail   detail
	note     note

	views     []view
	view      int                  // index into views
	places    map[string]store.Row // where the cursor was, by view
	countGen  int                  // the generation of the counts of views
	counts    store.Counts
	countsDue bool // they were not taken since writes were on their way: they are read when all is saved
	tags      []store.Tag
	tagsRead  bool
	linked    int                   // see shownLook
	sorts     map[string]store.Sort // chosen for a view, by its name
	search    string                // as typed
	found     store.Query           // the search that the list shows: the last one that could be read
	beyond    int                   // matches of the search outside the view, when it has none
	meant     store.Suggestion      // what a search that finds nothing may have meant
	prompt    *prompt
	overlay   overlay
	visits    visits
	triage    *triage // while it is on
	status    status

	headerDrawn headerDrawn
	importer    *importing
	bulk        *bulk
	looking     bool // a look at the progress is due
	calm        bool // see Options
	keys        map[string]*command
	table       []command
	config      *Config
	exporter    Exporter
	macro       macroRun
	display     display

	cache        map[int64]*shown
	order        []int64 // of the cache, the oldest first
	reading      bool    // a paper is being read, or will be in a moment
	lastRead     time.Time
	underWay     *pendingWrite   // nil: nothing is being saved
	writes       []*pendingWrite // that wait for it
	answering    bool            // what a write has answered is being taken
	cancelRead   context.CancelFunc
	cancelCounts context.CancelFunc
	listCtx      context.Context // of the list at hand: the next one ends it
	ready        bool            // the first rows have come
	painted      bool            // the first frame can be drawn: see display.known
	quitting     bool
	ending       bool // the system wants it: nobody is there to be asked
	queue        keyQueue
	altIsSure    bool             // the terminal tells alt from escape
	unread       map[int64]unread // papers that could not be read
	mouse        mouse
	live         live
	foreground   foreground
}

// Options change how the reader starts.
type Options struct {
	Greeting   string  // the first of the lines that stand there until the first key
	Background string  // as COLORFGBG tells it; empty when it is not set
	Term       string  // as TERM tells it
	Calm       bool    // reduced motion: progress moves once a second at most
	Config     *Config // nil: DefaultConfig
	Exporter   Exporter
}

// themeWait is how long the first frame waits for the terminal to tell its background: most answer within a few
// milliseconds, and a frame that changes its colours at once would flicker.
const themeWait = 40 * time.Millisecond

// themeDueMsg tells that the terminal has had its time.
type themeDueMsg struct{}

func (themeDueMsg) take(m *Model) tea.Cmd {
	m.showOn(display{m.display.profile, m.display.background, true})
	return nil
}

// New makes the reader over an open library.
func New(ctx context.Context, lib *store.Library, opts Options) (*Model, error) {
	config := opts.Config
	if config == nil {
		config = DefaultConfig()
	}
	m := &Model{
		ctx: ctx, listCtx: ctx, lib: lib, after: after, note: newNote(), places: make(map[string]store.Row), cache: make(map[int64]*shown),
		views: builtIn(), config: config, table: config.commands(),
	}
	m.display = display{background: backgroundFrom(opts.Background, opts.Term)}
	m.theme = config.themeFor(m.display)
	m.list.total, m.list.first, m.list.cells.columns = unknown, unknown, config.columns()
	m.status.greeting = opts.Greeting
	m.calm, m.exporter = opts.Calm, opts.Exporter
	var err error
	if m.keys, err = bind(m.table); err != nil {
		return nil, err
	}
	m.status.hint(config.Outdated())
	if m.live.watch, err = lib.Watch(ctx); err != nil { // before anything is read: nothing is missed
		m.status.fail(err)
	}
	m.panes = openPanes(lib)
	m.status.fail(m.openViews())
	return m, nil
}

// Init asks for what the first frame shows.
func (m *Model) Init() tea.Cmd {
	return tea.Batch(tea.RequestBackgroundColor, m.after(themeWait, themeDueMsg{}), m.readTags(), m.countViews(), m.readDrafts(), m.loadList(atStart))
}

// Update is the router: each message has its handler.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	cmd := m.route(msg)
	return m, tea.Batch(cmd, m.proceed(), m.drain(), m.follow(), m.fade())
}

// route gives a message to its handler: ours know what to do (see taker), the ones of the terminal are here.
func (m *Model) route(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case nil:
	case taker:
		return msg.take(m)
	case tea.KeyPressMsg:
		return m.handleKeys(msg)
	case tea.KeyboardEnhancementsMsg:
		m.altIsSure = msg.SupportsKeyDisambiguation()
	case tea.PasteMsg:
		return m.handlePaste(msg)
	case tea.MouseClickMsg:
		return m.handleClick(msg)
	case tea.MouseMotionMsg:
		m.handleDrag(msg)
	case tea.MouseReleaseMsg:
		return m.dropBorder(msg.X, msg.Y)
	case tea.MouseWheelMsg:
		return m.handleWheel(msg)
	case tea.WindowSizeMsg:
		m.resize(msg.Width, msg.Height)
	case tea.BackgroundColorMsg:
		m.showOn(display{m.display.profile, backgroundOf(isDark(msg.Color)), true})
	case tea.ColorProfileMsg:
		m.showOn(display{msg.Profile, m.display.background, m.display.settled})
	default:
		return m.passOn(msg)
	}
	return nil
}

// passOn gives a message that is none of ours to the input that has the keys.
func (m *Model) passOn(msg tea.Msg) tea.Cmd {
	switch {
	case m.prompt != nil:
		return m.prompt.handle(msg)
	case m.note.editing:
		return m.note.handle(msg)
	}
	return nil
}

// handleKeys gives the keys that were typed their turn.
func (m *Model) handleKeys(key tea.KeyPressMsg) tea.Cmd {
	var cmds []tea.Cmd
	for _, k := range m.typed(key) {
		cmds = append(cmds, m.handleKey(k))
	}
	return tea.Batch(cmds...)
}

// handleKey gives a key its turn.
func (m *Model) handleKey(key tea.KeyPressMsg) tea.Cmd {
	name := key.String()
	m.visits.presses++
	if name == "ctrl+c" { // never waits: it is the way out
		return m.press(key)
	}
	if l, ok := m.overlay.(*loading); ok && name == "esc" && l.gaveUp(m) {
		return nil
	}
	return m.accept(input{key: name, do: func() tea.Cmd { return m.press(key) }})
}

// press gives a key to the overlay, to what takes text, or to the commands.
func (m *Model) press(key tea.KeyPressMsg) tea.Cmd {
	name := key.String()
	m.status.touch()
	switch cmd, copies := m.copySelection(name); {
	case copies:
		return cmd
	case name == "ctrl+c":
		return m.interrupt()
	case m.overlay != nil:
		return m.overlay.handleKey(m, key)
	case m.prompt != nil:
		return m.promptKey(key)
	case m.note.editing:
		return m.noteKey(key)
	}
	if m.triage != nil {
		return m.triageKey(key)
	}
	if m.focus != listPane {
		if cmd, done := m.paneKey(name); done {
			return cmd
		}
	}
	if a, ok := m.keys[name]; ok {
		return a.run(m)
	}
	if key.Text != "" {
		m.status.say(fmt.Sprintf("%s does nothing here; %s shows all keys", printable(key.Text), m.keyOf("help")))
	}
	return nil
}

// paneKey is what keys that move mean outside the list: they scroll.
func (m *Model) paneKey(key string) (tea.Cmd, bool) {
	a, ok := m.keys[key]
	if !ok || a.group != "Move" {
		if m.focus == notePane && (ok && a.name == "open" || !ok && key == "alt+p") {
			return m.editNote(), true
		}
		return nil, false
	}
	h := m.layout.panes[m.focus].h - 2
	by := map[string]int{"down": 1, "up": -1, "half down": h / 2, "half up": -h / 2, "page down": h, "page up": -h, "scroll page": h,
		"scroll down": 1, "scroll up": -1, "first": -1 << 20, "last": 1 << 20}[a.name]
	if m.focus == detailPane {
		m.detail.scroll(by)
	} else {
		m.note.offset += by
	}
	return nil, true
}

// resize lays the screen out anew.
func (m *Model) resize(w, h int) {
	m.arrange(w, h)
	m.list.dirty, m.detail.dirty = true, true
	m.forget()
}

// arrange gives the panes their places.
func (m *Model) arrange(w, h int) {
	before := m.shownLook()
	m.arranged = m.arrangement(w, h)
	m.layout = arrange(m.arranged)
	if m.triage != nil {
		m.layout.forTriage(m.focus)
	}
	m.list.rect, m.detail.rect, m.note.rect = m.layout.panes[listPane], m.layout.panes[detailPane], m.layout.panes[notePane]
	m.list.scroll()
	m.note.resize()
	m.list.dirty, m.detail.dirty = true, true
	if m.shownLook() != before {
		m.forget()
	}
}

// setFocus gives a pane the keys, which on a small screen also gives it the room.
func (m *Model) setFocus(p pane) {
	m.focus = p
	m.panes.zoomed = m.panes.zoomed && p != listPane
	m.arrange(m.layout.w, m.layout.h)
}

func (m *Model) setTheme(t *theme) {
	m.theme = t
	m.list.dirty, m.detail.dirty = true, true
	m.forget()
}

// shownLook is what papers are rendered for.
func (m *Model) shownLook() shownLook {
	return shownLook{m.theme, m.detail.textWidth(), max(m.layout.noteWidth-4, 1), m.linked}
}

// forget drops all renderings but the one on the screen, which stays until its successor is there.
func (m *Model) forget() {
	m.cache, m.order, m.note.preview = make(map[int64]*shown), nil, preview{}
}

// query is what the list shows: the view, the search within it, and in triage what of that is undecided.
func (m *Model) query() store.Query {
	q := m.here().sorted(m.sorts, m.config.Sort).And(m.found)
	if m.triage != nil {
		q = q.And(store.Inbox.Query())
	}
	return q
}

// loadList reads the list anew: first what is seen, and when that is there, how many there are.
func (m *Model) loadList(at where, around ...store.Row) tea.Cmd {
	m.list.total, m.list.more = unknown, false
	m.countList()
	return m.readPage(pageRequest{at: at, around: around})
}

// reload reads the list around the row under the cursor.
func (m *Model) reload() tea.Cmd {
	if row, ok := m.list.current(); ok {
		return m.loadList(atRow, row)
	}
	return m.loadList(atStart)
}

func (p pageMsg) take(m *Model) tea.Cmd {
	if p.gen != m.list.gen {
		return nil
	}
	m.list.got = p.gen
	if p.err != nil {
		if !isCanceled(p.err) {
			m.status.fail(p.err)
		}
		if p.again { // what somebody else has changed is still to be shown
			return m.refreshLater()
		}
		return nil
	}
	m.ready = true
	m.list.signs = m.here().signs
	before, _ := m.list.current()
	if lost := m.list.replace(p); lost {
		m.status.say("The selection was cleared: the paper it started with has left the list.")
	}
	if p.again {
		now, _ := m.list.current()
		m.triage.reread(p.rows, before.ID == now.ID)
	}
	return m.readCount()
}

func (c countMsg) take(m *Model) tea.Cmd {
	if c.gen == m.list.gen && c.err == nil {
		m.list.total, m.list.more, m.beyond, m.meant = c.n, c.more, c.elsewhere, c.meant
		m.list.dirty = true
	}
	return nil
}

func (c countsMsg) take(m *Model) tea.Cmd {
	if c.err != nil {
		m.status.fail(c.err)
		return nil
	}
	if m.underWay == nil { // what is being saved tells the counts itself
		m.setCounts(c.counts)
	} else {
		m.countsDue = true
	}
	return nil
}

// setCounts takes the library's word for the counts, unless marks are on their way that it does not know of.
func (m *Model) setCounts(c store.Counts) {
	if m.countsDue = len(m.writes) > 0; m.countsDue {
		return
	}
	if c != m.counts { // more has changed than the marks that were counted when they were made
		m.list.headings.stale()
	}
	m.counts = c
	for i := range m.views {
		if m.views[i].text == snoozedQuery {
			m.views[i].counted = c.Snoozed
		}
	}
	m.countList()
}
