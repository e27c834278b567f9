// This file owns undo within an editor: what was typed or removed in one go is taken back in one go.

package ui

import "unicode"

// mostUndo bounds the text that is kept for undo, in bytes.
const mostUndo = 32 << 20

// An edit is a change of a text.
type edit struct {
	at            int
	removed, with string
	before        [2]int // the cursor and the selection's other end, as they were
	after         int
	open          bool // what is typed next may still belong to it
}

// undoLog are the edits of a text; those from done on were taken back.
type undoLog struct {
	edits []edit
	done  int
	size  int
}

// close lets what is typed next be an edit of its own.
func (l *undoLog) close() {
	if l.done > 0 {
		l.edits[l.done-1].open = false
	}
}

// add notes an edit. One that goes on where the last one ended, and does the same, is part of that: letters up to the end
// of a word, or one removal after the other.
func (l *undoLog) add(e edit) {
	for _, gone := range l.edits[l.done:] {
		l.size -= len(gone.removed) + len(gone.with)
	}
	clear(l.edits[l.done:])
	l.edits = l.edits[:l.done]
	l.size += len(e.removed) + len(e.with)
	if l.done > 0 && e.open && l.edits[l.done-1].join(e) {
		return
	}
	l.edits = append(l.edits, e)
	first := 0
	for l.size > mostUndo && first < len(l.edits)-1 {
		l.size -= len(l.edits[first].removed) + len(l.edits[first].with)
		first++
	}
	l.edits = l.edits[first:]
	l.done = len(l.edits)
}

// join takes the next edit into this one, if they are one act.
func (e *edit) join(next edit) bool {
	switch {
	case !e.open:
		return false
	case e.with != "" && next.removed == "" && next.at == e.at+len(e.with) && !beginsWord(e.with, next.with):
		e.with += next.with
	case e.with == "" && next.with == "" && next.at+len(next.removed) == e.at: // backspace
		e.removed, e.at = next.removed+e.removed, next.at
	case e.with == "" && next.with == "" && next.at == e.at:
		e.removed += next.removed
	default:
		return false
	}
	e.after = next.after
	return true
}

// beginsWord reports whether a text that is typed behind another begins a word.
func beginsWord(before, with string) bool {
	last, first := []rune(before[max(0, len(before)-4):]), []rune(with)
	return len(last) > 0 && len(first) > 0 && unicode.IsSpace(last[len(last)-1]) && !unicode.IsSpace(first[0])
}
