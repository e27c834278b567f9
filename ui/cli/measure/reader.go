// This file owns one sitting at the reader: keys, a held key, a search, and the memory that is left of it all.

package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"dogear/store"
)

// sitting is the reader at work on a library.
type sitting struct {
	*rig
	*session
	opening
	lib    *library
	keys   int // of each kind
	typed  int // keys so far
	random *rand.Rand
}

// reader measures a sitting.
func (r *rig) reader(ctx context.Context, lib *library) error {
	o, err := lib.opening(ctx)
	if err != nil {
		return err
	}
	s, _, err := begin(r.dogear(ctx, lib), o.isShown)
	if err != nil {
		return err
	}
	defer s.end("q")
	t := &sitting{rig: r, session: s, opening: o, lib: lib, keys: 5 * r.runs, random: rand.New(rand.NewPCG(seed, 1))}
	for _, part := range []func(context.Context) error{t.moves, t.jumps, t.switches, t.marking, t.hold, t.typing} {
		if err := part(ctx); err != nil {
			return err
		}
	}
	r.table.note("Key to frame is from the key to the last byte of the frame that shows what it did. It includes the wait for the " +
		"next of 60 frames a second; processor time a key is all that the reader works for it, also behind the frame.")
	if err := pause(ctx, r.settle); err != nil {
		return err
	}
	if now, peak, err := memory(s.Cmd.Process.Pid); err == nil {
		r.table.set("memory of the open reader", lib.n, "%s", mebibytes(now))
		r.table.set("memory of the open reader: the most it had", lib.n, "%s", mebibytes(peak))
	}
	return nil
}

// at reports whether the list stands at a paper of so many.
func at(position, total int) func(screen) bool {
	want := fmt.Sprintf(" %s of %s ", store.Thousands(position), store.Thousands(total))
	return func(s screen) bool { return strings.Contains(s.line(1, 0, listTo), want) }
}

// key presses a key and adds what it took.
func (t *sitting) key(ctx context.Context, keys string, wanted func(screen) bool, took *sample) error {
	if err := pause(ctx, time.Duration(t.random.Int64N(int64(20*time.Millisecond)))); err != nil {
		return err
	}
	d, err := t.press(keys, wanted)
	t.typed += len(keys)
	if took != nil {
		*took = append(*took, d)
	}
	return err
}

// timed presses keys by means of f, and puts down what they took, and what a key cost the program on the way, with all
// that it does behind the frame.
func (t *sitting) timed(row string, f func(took *sample) error) error {
	var took sample
	typed := t.typed
	before, cpuErr := cpuTime(t.Cmd.Process.Pid)
	if err := f(&took); err != nil {
		return err
	}
	t.table.set("key to frame: "+row, t.lib.n, "%s", took)
	if after, err := cpuTime(t.Cmd.Process.Pid); err == nil && cpuErr == nil && t.typed > typed {
		t.table.set("key to frame: "+row+", processor time a key", t.lib.n, "%s ms", milliseconds((after-before)/time.Duration(t.typed-typed)))
	}
	return nil
}

// moves measures the keys that move by rows and pages. Where the list ends, it begins anew.
func (t *sitting) moves(ctx context.Context) error {
	for _, m := range []struct {
		name, key string
		by        int
	}{{"`j`", "j", 1}, {"`k`", "k", -1}, {"page down", "\x1b[6~", listRows}} {
		home, homeKey, far := 1, "g", t.inbox
		if m.by < 0 {
			home, homeKey, far = t.inbox, "G", 1
		}
		if err := t.goTo(ctx, homeKey, home); err != nil {
			return err
		}
		position := home
		err := t.timed(m.name, func(took *sample) error {
			for range t.keys {
				if position == far {
					if err := t.goTo(ctx, homeKey, home); err != nil {
						return err
					}
					position = home
				}
				position = max(1, min(position+m.by, t.inbox))
				if err := t.key(ctx, m.key, at(position, t.inbox), took); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return t.goTo(ctx, "g", 1)
}

// goTo jumps to an end of the list, if it is not there already.
func (t *sitting) goTo(ctx context.Context, key string, position int) error {
	there := at(position, t.inbox)
	if t.shows(there) {
		return nil
	}
	return t.key(ctx, key, there, nil)
}

// jumps measures the keys to the ends of the list.
func (t *sitting) jumps(ctx context.Context) error {
	var up sample
	err := t.timed("`G`, to the end", func(took *sample) error {
		for range t.keys {
			if err := t.key(ctx, "G", at(t.inbox, t.inbox), took); err != nil {
				return err
			}
			if err := t.key(ctx, "g", at(1, t.inbox), &up); err != nil {
				return err
			}
		}
		return nil
	})
	t.table.set("key to frame: `g`, to the start", t.lib.n, "%s", up)
	return err
}

// switches measures going to another view and back. The list of all papers shows their status before the title, so its
// rows are told from the inbox's.
func (t *sitting) switches(ctx context.Context) error {
	inbox := "▌" + t.title
	isInbox := func(s screen) bool {
		return strings.Contains(s.line(1, 0, listTo), "▸Inbox ") && strings.Contains(s.line(2, 0, listTo), inbox)
	}
	isAll := func(s screen) bool {
		first := s.line(2, 0, listTo)
		return strings.Contains(s.line(1, 0, listTo), "▸All ") && !strings.Contains(first, inbox) && strings.Contains(first, "▌")
	}
	return t.timed("another view", func(took *sample) error {
		for range (t.keys + 1) / 2 {
			if err := t.key(ctx, "7", isAll, took); err != nil {
				return err
			}
			if err := t.key(ctx, "1", isInbox, took); err != nil {
				return err
			}
		}
		return nil
	})
}

// marking measures a mark, and its undo, which is there when its paper is back under the cursor.
func (t *sitting) marking(ctx context.Context) error {
	first := func(s screen) bool { return strings.Contains(s.line(2, 0, listTo), "▌"+t.title) }
	marked, undone := at(1, t.inbox-1), at(1, t.inbox)
	var undo sample
	err := t.timed("`r`, a mark", func(took *sample) error {
		for range t.keys {
			if err := t.key(ctx, "r", func(s screen) bool { return marked(s) && !first(s) }, took); err != nil {
				return err
			}
			if err := t.key(ctx, "u", func(s screen) bool { return undone(s) && first(s) }, &undo); err != nil {
				return err
			}
		}
		return nil
	})
	t.table.set("key to frame: `u`, undo", t.lib.n, "%s", undo)
	return err
}

// hold holds j down: 1,000 keys at once, of which each counts.
func (t *sitting) hold(ctx context.Context) error {
	n := min(1000, t.inbox-1)
	if err := t.goTo(ctx, "g", 1); err != nil {
		return err
	}
	before, cpuErr := cpuTime(t.Cmd.Process.Pid)
	written := t.bytes()
	took, err := t.press(strings.Repeat("j", n), at(n+1, t.inbox))
	if err != nil {
		return err
	}
	row := "1,000 `j` at once (or to the end)"
	t.table.set(row+": wall time", t.lib.n, "%s ms", milliseconds(took))
	if after, err := cpuTime(t.Cmd.Process.Pid); err == nil && cpuErr == nil {
		t.table.set(row+": processor time", t.lib.n, "%s ms", milliseconds(after-before))
	}
	t.table.set(row+": bytes written for each", t.lib.n, "%.0f", float64(t.bytes()-written)/float64(n))
	return t.goTo(ctx, "g", 1)
}

// typing measures a search letter by letter, and words that are typed at once. What it waits for is the first paper that
// matches in the inbox, under the text of the search.
func (t *sitting) typing(ctx context.Context) error {
	return t.lib.open(ctx, func(l *store.Library) error {
		var whole sample
		err := t.timed("a letter of a search", func(took *sample) error {
			for _, word := range t.lib.facts.Typed {
				if err := t.spell(ctx, l, word, took); err != nil {
					return err
				}
				found, err := results(ctx, l, word)
				if err != nil {
					return err
				}
				if err := t.key(ctx, "/"+word, found, &whole); err != nil {
					return err
				}
				if err := t.endSearch(ctx); err != nil {
					return err
				}
			}
			return nil
		})
		t.table.set("key to frame: a whole word at once, searched", t.lib.n, "%s", whole)
		return err
	})
}

// spell types a search letter by letter, each when the results of the one before it are there.
func (t *sitting) spell(ctx context.Context, l *store.Library, word string, took *sample) error {
	if err := t.Type("/"); err != nil {
		return err
	}
	for i := range word {
		found, err := results(ctx, l, word[:i+1])
		if err != nil {
			return err
		}
		if err := t.key(ctx, word[i:i+1], found, took); err != nil {
			return err
		}
	}
	return t.endSearch(ctx)
}

// endSearch ends the search, and goes back to where it began.
func (t *sitting) endSearch(ctx context.Context) error {
	ended := func(s screen) bool { return strings.Contains(s.line(1, 0, listTo), "╭▸Inbox ─") }
	if err := t.key(ctx, "\x1b", ended, nil); err != nil {
		return err
	}
	return t.goTo(ctx, "g", 1)
}

// results is the screen that a search comes to in the inbox.
func results(ctx context.Context, l *store.Library, text string) (func(screen) bool, error) {
	q, err := store.ParseTyping(text, time.Now())
	if err != nil {
		return nil, err
	}
	page, err := l.Page(ctx, store.Inbox.Query().And(q), store.Span{Limit: 1})
	if err != nil {
		return nil, err
	}
	title := "Inbox · " + text + " "
	if len(page) == 0 {
		return nil, errors.New("nothing in the inbox has " + text)
	}
	first := "▌" + beginning(page[0].Title)
	return func(s screen) bool {
		return strings.Contains(s.line(1, 0, listTo), title) && strings.HasPrefix(strings.TrimLeft(s.line(2, 1, listTo), " "), first)
	}, nil
}
