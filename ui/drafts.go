// This file owns what keeps a note's text until the library has it: one stay in an editor, whose saves go one after the
// other, and the draft beside the library that is written when a save fails, or takes longer than a reader may lose.

package ui

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"

	"dogear/parser"
	"dogear/store"
)

// draftAfter is how long a save may take before the text is kept as a draft: with saveAfter, less than a second after it was
// typed. A save waits while another dogear writes, or behind an import.
const draftAfter = 150 * time.Millisecond

// A stay is one stay in an editor of a note. Commands share it: they run beside the screen, and outlive the pane.
type stay struct {
	lib     *store.Library
	row     store.Row
	session string
	draft   *store.Draft

	mu    sync.Mutex
	base  string // what of the note is this editor's: see store.NoteEdit
	asked int    // how many texts were on their way; the last one is the newest
	kept  int    // the one that the draft has, or that a save made needless
}

// next numbers a text.
func (s *stay) next() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked++
	return s.asked
}

// keep has a text in the draft, unless a newer one is or was.
func (s *stay) keep(number int, text string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if number <= s.kept || s.draft != nil && s.draft.Head != "" { // what was typed in an editor lies in its file
		return nil
	}
	if s.draft == nil {
		d, err := s.lib.NewDraft(s.row.ID, s.row.Title, s.base, "")
		if err != nil {
			return err
		}
		s.draft = d
	}
	if err := s.draft.Keep(text); err != nil {
		return err
	}
	s.kept = number
	return nil
}

// drop ends the draft when a text is saved, unless it has a newer one.
func (s *stay) drop(number int) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if number < s.kept {
		return nil
	}
	s.kept = number
	d := s.draft
	s.draft = nil
	if d == nil {
		return nil
	}
	return d.Drop()
}

// save writes a text to the library. If that fails, it is kept as a draft.
func (s *stay) save(ctx context.Context, number int, text string) noteSavedMsg {
	s.mu.Lock()
	base := s.base
	s.mu.Unlock()
	o, saved, err := s.lib.SetNote(ctx, s.row.ID, text, store.NoteEdit{Base: &base, Session: s.session})
	msg := noteSavedMsg{stay: s, sent: text, own: parser.CleanNote(text), saved: saved, theirs: o.Theirs, counts: o.Counts, err: err}
	if err != nil {
		msg.draftErr = s.keep(number, text)
		s.mu.Lock()
		msg.draft = s.draft
		s.mu.Unlock()
		return msg
	}
	s.mu.Lock()
	msg.before, s.base = base, msg.own
	s.mu.Unlock()
	msg.draftErr = s.drop(number)
	return msg
}

// behind reports whether a draft has a newer text than the library.
func (s *stay) behind() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.draft != nil
}

// writeNote saves a text of a stay, behind what is being saved. If its turn does not come soon, a draft has it meanwhile.
// Said is what the status line says then, if the text was not typed in the pane.
func (m *Model) writeNote(s *stay, text, said string) tea.Cmd {
	number, done := s.next(), make(chan struct{})
	write := m.write(func(ctx context.Context) tea.Msg {
		defer close(done)
		msg := s.save(ctx, number, text)
		msg.said = said
		return msg
	})
	return tea.Batch(write, func() tea.Msg {
		select {
		case <-done:
			return nil
		case <-time.After(draftAfter):
			return draftKept(s.keep(number, text))
		}
	})
}

// keepDraft keeps what was typed while a save is under way.
func (m *Model) keepDraft() tea.Cmd {
	s, text := m.note.stay, m.note.text()
	number := s.next()
	return func() tea.Msg { return draftKept(s.keep(number, text)) }
}

// draftKept is what there is to say of a draft.
func draftKept(err error) tea.Msg {
	if err != nil {
		return failureMsg{fmt.Errorf("the note is not saved yet: %w", err)}
	}
	return nil
}

// noteFailed is a save that failed. What was typed is in the pane, and in a draft.
func (m *Model) noteFailed(msg noteSavedMsg) tea.Cmd {
	n := &m.note
	err := msg.err
	gone := errors.Is(err, store.ErrNotFound) && msg.draftErr == nil
	if gone {
		err = fmt.Errorf("the paper “%s” is no longer in the library; what you wrote is kept as a draft", printable(msg.stay.row.Title))
	} else if msg.draftErr != nil {
		err = errors.Join(err, msg.draftErr)
	} else if msg.said != "" || msg.stay != n.stay {
		err = fmt.Errorf("%w; what you wrote on “%s” is kept as a draft", err, printable(msg.stay.row.Title))
	}
	m.status.fail(err)
	switch {
	case m.quitting && m.ending:
		return tea.Quit
	case m.quitting:
		m.askToLose(err, msg.draftErr == nil)
	case gone && msg.stay == n.stay: // trying again would not help; the draft has the text, and is offered at the next start
	case msg.stay == n.stay && !n.editing: // it was closed on the way: open it again, nothing is lost
		n.editing, n.row = true, n.stay.row
		m.setFocus(notePane)
	case msg.stay != n.stay && msg.draft != nil:
		m.offer(offered{draft: msg.draft, text: msg.sent, why: msg.err.Error()})
	}
	return nil
}

// An offered draft is one that the reader is to decide about.
type offered struct {
	draft *store.Draft
	text  string
	why   string // it was not saved; empty: nobody knows
}

// draftsMsg are the drafts that were left behind.
type draftsMsg struct {
	drafts []offered
	err    error
}

// readDrafts looks for drafts that a dogear has left behind. One that says what the library has already is none.
func (m *Model) readDrafts() tea.Cmd {
	lib, ctx := m.lib, m.ctx
	return func() tea.Msg {
		all, err := lib.Drafts()
		msg := draftsMsg{err: err}
		for _, d := range all {
			text, err := DraftText(d)
			if err != nil {
				msg.err = err
				continue
			}
			text = parser.CleanNote(text)
			p, err := lib.Paper(ctx, d.Paper)
			if text == parser.CleanNote(d.Base) || err == nil && text == p.Note {
				msg.err = errors.Join(msg.err, d.Drop())
				continue
			}
			msg.drafts = append(msg.drafts, offered{draft: d, text: text})
		}
		return msg
	}
}

// take offers them, one after the other.
func (msg draftsMsg) take(m *Model) tea.Cmd {
	m.status.fail(msg.err)
	for _, o := range msg.drafts {
		m.offer(o)
	}
	return nil
}

// offer asks about a draft as soon as nobody types.
func (m *Model) offer(o offered) {
	m.visits.add(func(m *Model) overlay { return m.draftBox(o) })
}

// draftBox is the question about a draft.
func (m *Model) draftBox(o offered) overlay {
	text := []string{"A note on “" + o.draft.Title + "”, from " + changeTime(o.draft.Made, time.Now()) + ":", ""}
	const most = 6
	lines := wrap(printable(cut(o.text, 2000)), min(72, m.layout.w-2)-8)
	for i, l := range lines {
		if i == most {
			text = append(text, fmt.Sprintf("    … and %s", store.Plural(len(lines)-most, "more line")))
			break
		}
		text = append(text, "    "+l)
	}
	if o.text == "" {
		text = append(text, "    (empty: the note was deleted)")
	}
	if o.why != "" {
		text = append(text, "", o.why)
	}
	return &question{
		title: "A draft was not saved",
		text:  text,
		choices: []choice{
			{"enter", "save it as the note", func(m *Model) tea.Cmd { return m.takeDraft(o) }},
			{"x", "discard it", func(m *Model) tea.Cmd {
				return func() tea.Msg {
					if err := o.draft.Drop(); err != nil {
						return failureMsg{err}
					}
					return noticeMsg("The draft is discarded.")
				}
			}},
			{"y", "copy its text and keep the draft", func(m *Model) tea.Cmd { return m.copyText("draft", o.text) }},
		},
	}
}

// takeDraft makes a draft the note. If that was written since, both are kept.
func (m *Model) takeDraft(o offered) tea.Cmd {
	m.note.closed = m.visits.expect()
	row := store.Row{ID: o.draft.Paper, Title: o.draft.Title}
	return m.writeNote(&stay{lib: m.lib, row: row, base: o.draft.Base, draft: o.draft}, o.text, "The draft is saved as the note, "+m.keyOf("undo")+" to undo")
}
