package ui

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"charm.land/bubbles/v2/textarea"
	tea "charm.land/bubbletea/v2"
)

// Random changes of a buffer do what they do to a plain text, whatever its pieces are.
func TestBufferIsText(t *testing.T) {
	parts := []string{"a", "é", "e\u0301", "\n", "\n\n", " ", "word ", "図書館", "👩‍💻", "\t", strings.Repeat("long ", 1500), strings.Repeat("x", 5000), strings.Repeat("図", 3000)}
	for seed := range uint64(12) {
		r := rand.New(rand.NewPCG(seed, 1)) //nolint:gosec // not a secret
		a := newTextArea("")
		a.w, a.h = 1+r.IntN(60), 1+r.IntN(20)
		text := ""
		for step := range 250 {
			from, to := boundary(r, text), boundary(r, text)
			from, to = min(from, to), max(from, to)
			if r.IntN(3) > 0 {
				to = from
			}
			with := parts[r.IntN(len(parts)-min(3, step%4))]
			if r.IntN(4) == 0 {
				with = ""
			}
			a.change(from, to, with, r.IntN(2) == 0)
			text = text[:from] + with + text[to:]
			check(t, &a, text, seed, step)
			a.moveKey([]string{"up", "down", "left", "right", "pgdown", "pgup", "shift+down", "ctrl+left", "ctrl+end", "home", "end"}[r.IntN(11)])
			check(t, &a, text, seed, step)
		}
		for a.undo.done > 0 {
			a.takeBack()
		}
		check(t, &a, "", seed, -1)
		for a.undo.done < len(a.undo.edits) {
			a.redo()
		}
		check(t, &a, text, seed, -2)
	}
}

// boundary is a random place between two characters of a text.
func boundary(r *rand.Rand, text string) int {
	at := r.IntN(len(text) + 1)
	for at < len(text) && text[at]&0xc0 == 0x80 {
		at++
	}
	return at
}

// check compares all that can be asked of a text with the text itself.
func check(t *testing.T, a *textArea, text string, seed uint64, step int) {
	t.Helper()
	b := a.buf
	if got := b.text(); got != text {
		t.Fatalf("seed %d, step %d: %q instead of %q", seed, step, cut(got, 200), cut(text, 200))
	}
	if b.size != len(text) || a.cursor < 0 || a.cursor > len(text) || a.anchor < 0 || a.anchor > len(text) {
		t.Fatalf("seed %d, step %d: cursor %d, anchor %d in %d of %d", seed, step, a.cursor, a.anchor, b.size, len(text))
	}
	if trimmed := strings.TrimRight(text, " \t\n"); !b.is(trimmed) || b.is(trimmed+"x") || trimmed != "" && b.is(trimmed[1:]+"~") {
		t.Fatalf("seed %d, step %d: is", seed, step)
	}
	from, to := a.selection()
	if b.slice(from, to) != text[from:to] {
		t.Fatalf("seed %d, step %d: the selection", seed, step)
	}
	start, end := strings.LastIndexByte(text[:a.cursor], '\n')+1, len(text)
	if i := strings.IndexByte(text[a.cursor:], '\n'); i >= 0 {
		end = a.cursor + i
	}
	if b.lineStart(a.cursor) != start || b.lineEnd(a.cursor) != end {
		t.Fatalf("seed %d, step %d: the line is %d to %d, not %d to %d", seed, step, b.lineStart(a.cursor), b.lineEnd(a.cursor), start, end)
	}
	for i, p := range b.pieces {
		if len(p.text) > longPiece || p.text == "" && !p.ends && i < len(b.pieces)-1 || strings.Contains(p.text, "\n") || p.ends && i == len(b.pieces)-1 {
			t.Fatalf("seed %d, step %d: piece %d of %d: %d bytes, %v", seed, step, i, len(b.pieces), len(p.text), p.ends)
		}
	}
	if _, y, seen := a.caret(); !seen || y >= a.h {
		t.Fatalf("seed %d, step %d: the cursor is not seen", seed, step)
	}
	for _, l := range a.view(dim) {
		if w := width(l); w > a.w+1 && a.w > 4 {
			t.Fatalf("seed %d, step %d: %d cells in a row of %d: %q", seed, step, w, a.w, l)
		}
	}
}

var dim = DefaultConfig().themeOn(backgroundOf(true))

// The rows of a text are the text, no row is too long, and a row breaks between words where it can.
func TestWrapRows(t *testing.T) {
	for _, c := range []struct {
		text string
		w    int
		want string
	}{
		{"", 5, ""},
		{"one two three", 7, "one two |three"},
		{"one two three", 8, "one two |three"},
		{"one two", 7, "one two"},
		{"one two  three", 7, "one two | three"},
		{"unbreakable", 4, "unbr|eaka|ble"},
		{"a unbreakable", 4, "a |unbr|eaka|ble"},
		{"図書館の本", 4, "図書|館の|本"},
		{"ab 図書館", 5, "ab 図|書館"},
		{"e\u0301e\u0301e\u0301", 2, "e\u0301e\u0301|e\u0301"},
		{"👩‍💻👩‍💻", 3, "👩‍💻|👩‍💻"},
		{"\tx", 5, "\tx"},
		{"a\tbcd", 6, "a\t|bcd"},
	} {
		p := &piece{text: c.text}
		var rows []string
		for r := range p.wrapped(c.w) {
			rows = append(rows, p.row(r, c.w))
		}
		if got := strings.Join(rows, "|"); got != c.want {
			t.Errorf("%q in %d cells: %q instead of %q", c.text, c.w, got, c.want)
		}
	}
}

// Keys do what they say. The cursor stands at | before and after; a selection reaches from ^ to it.
func TestTextKeys(t *testing.T) {
	for _, c := range []struct{ before, keys, after string }{
		{"one two|", "ctrl+w", "one |"},
		{"one two |", "alt+backspace", "one |"},
		{"one |two three", "alt+d", "one | three"},
		{"one t|wo\nthree", "ctrl+k", "one t|\nthree"},
		{"one|\ntwo", "ctrl+k", "one|two"},
		{"one t|wo", "ctrl+u", "|wo"},
		{"one, two|", "ctrl+left ctrl+left", "|one, two"},
		{"|one, two", "alt+f alt+f", "one, two|"},
		{"one\ntw|o", "home", "one\n|two"},
		{"o|ne\ntwo", "ctrl+e", "one|\ntwo"},
		{"one\nt|wo", "ctrl+home", "|one\ntwo"},
		{"e\u0301👩‍💻|", "backspace", "e\u0301|"},
		{"e\u0301|x", "backspace", "|x"},
		{"|👩‍💻x", "delete", "|x"},
		{"one|", "shift+left shift+left", "o|ne^"},
		{"one two|", "ctrl+shift+left x", "one x|"},
		{"one two|", "ctrl+shift+left left", "one |two"},
		{"one two|", "ctrl+shift+left backspace", "one |"},
		{"longer line\nab\nlonger| line", "up up", "longer| line\nab\nlonger line"},
		{"ab|\nab", "up", "|ab\nab"},
		{"ab\n|ab", "down", "ab\nab|"},
		{"- one|", "enter", "- one\n- |"},
		{"  9. nine|", "enter", "  9. nine\n  10. |"},
		{"> said|", "enter", "> said\n> |"},
		{"- [x] done|", "enter", "- [x] done\n- [ ] |"},
		{"- one\n- |", "enter", "- one\n|"},
		{"    code|", "enter", "    code\n    |"},
		{"|- one", "enter", "\n|- one"},
		{"- one|", "ctrl+j", "- one\n|"},
		{"x|", "tab", "x  |"},
		{"- one\n- |", "tab", "- one\n  - |"},
		{"  - on|e", "shift+tab", "- on|e"},
		{"|", "o n e space t w o ctrl+z", "one |"},
		{"|", "o n e space t w o ctrl+z ctrl+z", "|"},
		{"|", "o n e ctrl+z ctrl+y", "one|"},
		{"one|", "backspace backspace ctrl+z", "one|"},
		{"one two|", "ctrl+shift+left x y ctrl+z", "one |two^"},
		{"|", "a ctrl+z b ctrl+y", "b|"},
	} {
		a := newTextArea("")
		a.w, a.h = 40, 10
		text := strings.ReplaceAll(c.before, "|", "")
		a.reset(text)
		a.moveTo(strings.IndexByte(c.before, '|'), false)
		for _, k := range strings.Fields(c.keys) {
			typed := ""
			if len(k) == 1 {
				typed = k
			}
			a.key(k, typed)
		}
		from, to := a.selection()
		signs := map[bool][2]string{true: {"|", "^"}, false: {"^", "|"}}[a.cursor < a.anchor]
		if from == to {
			signs = [2]string{"|", ""}
		}
		got := a.buf.text()
		got = got[:from] + signs[0] + got[from:to] + signs[1] + got[to:]
		if got != c.after {
			t.Errorf("%q %s: %q instead of %q", c.before, c.keys, got, c.after)
		}
	}
}

// What is pasted has plain line ends, and acts on no terminal.
func TestPasteIsClean(t *testing.T) {
	a := newTextArea("")
	a.paste("one\r\ntwo\rthree\u2028four \x1b[31mred\x00 \n")
	if got, want := a.buf.text(), "one\ntwo\nthree\nfour ␛[31mred␀ \n"; got != want {
		t.Errorf("%q instead of %q", got, want)
	}
}

// notes are the notes that a key is measured in.
func notes() map[string]string {
	line := "A line of a note that says something about a paper, and goes on till it has to be wrapped in a pane of 76 cells, as lines do.\n"
	return map[string]string{
		"65 lines": strings.Repeat(line, 65), "10,000 lines": strings.Repeat(line[:100]+"\n", 10_000),
		"one line of 1 MB": strings.Repeat(line[:len(line)-1]+" ", 8300), "1 MB without a space": strings.Repeat("x", 1<<20),
		"1 MB of Chinese": strings.Repeat("図書館", 1<<20/9),
	}
}

// BenchmarkKey types letters in the middle of a note and draws it.
func BenchmarkKey(b *testing.B) {
	for name, text := range notes() {
		b.Run(name, func(b *testing.B) {
			n := newNote()
			n.editing, n.rect = true, rect{0, 0, 80, 14}
			n.resize()
			n.area.paste(text)
			n.saved = text
			n.area.moveTo(len(text)/2, false)
			n.view(dim, true, "n")
			for b.Loop() {
				n.area.key("a", "a")
				n.view(dim, true, "n")
				n.caret()
			}
		})
	}
}

// BenchmarkPaste pastes 1 MB.
func BenchmarkPaste(b *testing.B) {
	text := notes()["10,000 lines"]
	for b.Loop() {
		a := newTextArea("")
		a.w, a.h = 76, 12
		a.paste(text)
		a.view(dim)
	}
}

// BenchmarkStockKey is the same for the text area of Bubbles, for comparison; it is too slow for a line of 1 MB.
func BenchmarkStockKey(b *testing.B) {
	for _, lines := range []int{65, 1000} {
		b.Run(fmt.Sprint(lines, " lines"), func(b *testing.B) {
			a := textarea.New()
			a.ShowLineNumbers, a.CharLimit, a.MaxHeight = false, 0, 0
			a.SetWidth(76)
			a.SetHeight(12)
			a.SetValue(strings.Repeat(notes()["65 lines"][:126]+"\n", lines))
			a.Focus()
			for b.Loop() {
				a, _ = a.Update(tea.KeyPressMsg{Code: 'a', Text: "a"})
				a.View()
			}
		})
	}
}
