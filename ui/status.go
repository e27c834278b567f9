// This file owns the messages of the status line: how they are shortened, and how long they stay.

package ui

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"dogear/store"
)

// saidFor is how long a message stays at least, unless a key or another message ends it; at most, it is twice as long.
const saidFor = 4 * time.Second

// leastTitle is how many cells of a title are shown at least, where a message is too long for its line.
const leastTitle = 8

// status is what the status line has to say.
type status struct {
	text     string
	from, to int // the bytes of text that are a title or a name: see line
	isBad    bool
	isChange bool // tells of a change: the next one replaces it
	stays    bool // until a key, however long it takes
	old      bool // a key was pressed since: the next one ends it

	number   int  // of the message
	fadeIsOn bool // a timer will end it

	greeting string // of the first start: see greeting.go
}

// tell shows a message with a title or a name in it until the next key, or for a few seconds. An empty one shows none.
func (s *status) tell(lead, title, rest string) {
	s.text, s.from, s.to = lead+title+rest, len(lead), len(lead)+len(title)
	s.isBad, s.isChange, s.stays, s.old, s.greeting = false, false, false, false, ""
	s.number++
}

// say is tell for a message without one.
func (s *status) say(text string) { s.tell(text, "", "") }

// did tells of a change, with something before and after it.
func (s *status) did(before string, c store.Change, after string) {
	lead, title, rest := changeParts(c)
	if before == "" {
		lead = sentence(lead)
	}
	s.tell(before+lead, title, rest+after)
	s.isChange = true
}

// isFree reports whether a mark that was saved may be told of: nothing else is said, or only of an earlier change, as when
// keys are typed faster than marks are saved.
func (s *status) isFree() bool { return s.text == "" || s.isChange }

// hint tells the first thing that the configuration says in a former way.
func (s *status) hint(outdated []Mistake) {
	if len(outdated) > 0 {
		s.text, s.stays = printable(outdated[0].String()), true
	}
}

// A titledError is a failure with a title or a name in it, which is shortened if the message is too long for its line.
type titledError struct{ lead, title, rest string }

func (e titledError) Error() string { return e.lead + e.title + e.rest }

// fail tells of a failure. It stays until a key.
func (s *status) fail(err error) {
	if err == nil {
		return
	}
	e, ok := err.(titledError) //nolint:errorlint // an error around it has words of its own
	if !ok {
		e = titledError{lead: err.Error()}
	}
	lead, rest, _ := strings.Cut(printable(e.Error()), printable(e.title)) // cleaned as a whole: a part would lose its spaces
	s.tell(lead, printable(e.title), rest)
	s.isBad, s.stays = true, true
}

// touch is called with every key: what was said has been seen.
func (s *status) touch() {
	if s.isBad && !s.old {
		s.old = true // a failure stays for one key more: it may have come between two fast ones
		return
	}
	s.say("")
}

// line is the message in at most w cells. Where there is too little room, the title is shortened: what was done is always
// seen whole.
func (s *status) line(w int) string {
	return fitTitle(s.text[:s.from], s.text[s.from:s.to], s.text[s.to:], w)
}

// fitTitle is a text in at most w cells, of which the title is shortened first.
func fitTitle(lead, title, rest string, w int) string {
	if over := width(lead+title+rest) - w; over > 0 && title != "" {
		text, isQuoted := strings.CutSuffix(title, "”")
		text = cut(text, max(width(text)-over, leastTitle))
		if title = text; isQuoted {
			title += "”"
		}
	}
	return cut(lead+title+rest, w)
}

// changeLine is a change in at most w cells, as a sentence.
func changeLine(c store.Change, w int) string {
	lead, title, rest := changeParts(c)
	return fitTitle(sentence(lead), title, rest, w)
}

// changeParts are the parts of a change, safe to show.
func changeParts(c store.Change) (lead, title, rest string) {
	lead, title, rest = c.Parts()
	if title == "" {
		return printable(lead + rest), "", ""
	}
	const mark = "|" // keeps the spaces beside the title
	return strings.TrimSuffix(printable(lead+mark), mark), printable(title), strings.TrimPrefix(printable(mark+rest), mark)
}

// fadeMsg tells that a message has been shown for long enough.
type fadeMsg struct{ number int }

// fade has the message give way to the key hints after a while. There is one timer at a time: a message that comes while it
// runs has it run once more.
func (m *Model) fade() tea.Cmd {
	s := &m.status
	if s.fadeIsOn || s.text == "" || s.stays {
		return nil
	}
	s.fadeIsOn = true
	return m.after(saidFor, fadeMsg{s.number})
}

func (msg fadeMsg) take(m *Model) tea.Cmd {
	s := &m.status
	if s.fadeIsOn = false; s.number == msg.number && !s.stays && !m.quitting {
		s.say("")
	}
	return nil
}
