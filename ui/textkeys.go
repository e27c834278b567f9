// This file owns the keys of the area in which text is written.

package ui

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// key does what a key means while text is written.
func (a *textArea) key(name, text string) {
	if text != "" && !strings.HasPrefix(name, "alt+") && !strings.HasPrefix(name, "ctrl+") {
		a.typed(text)
		return
	}
	if a.moveKey(name) {
		return
	}
	switch name {
	case "enter", "ctrl+m":
		a.newLine()
	case "ctrl+j", "shift+enter", "alt+enter": // a line end typed by a program is ctrl+j
		a.insert("\n", true)
	case "tab":
		a.indent()
	case "shift+tab":
		a.outdent()
	case "space", "shift+space":
		a.insert(" ", true)
	case "backspace", "ctrl+h", "shift+backspace":
		a.removeTo(a.buf.previous(a.cursor))
	case "delete", "ctrl+d":
		a.removeTo(a.buf.next(a.cursor))
	case "ctrl+w", "alt+backspace", "ctrl+backspace":
		a.removeTo(a.wordBefore(a.cursor))
	case "alt+d", "alt+delete", "ctrl+delete":
		a.removeTo(a.wordAfter(a.cursor))
	case "ctrl+k":
		end := a.buf.lineEnd(a.cursor)
		if end == a.cursor {
			end = a.buf.next(end)
		}
		a.removeTo(end)
	case "ctrl+u":
		start := a.buf.lineStart(a.cursor)
		if start == a.cursor {
			start = a.buf.previous(start)
		}
		a.removeTo(start)
	case "ctrl+z", "ctrl+_":
		a.takeBack()
	case "ctrl+y", "ctrl+shift+z":
		a.redo()
	}
}

// moveKey moves the cursor. With shift it selects.
func (a *textArea) moveKey(name string) bool {
	mods, key := "", name
	if i := strings.LastIndexByte(name, '+'); i > 0 && i < len(name)-1 {
		mods, key = name[:i], name[i+1:]
	}
	selecting := strings.Contains(mods, "shift")
	byWord := strings.Contains(mods, "ctrl") || strings.Contains(mods, "alt")
	from, to := a.selection()
	isOver := from != to && !selecting // an arrow only drops a selection
	switch key {
	case "left", "right", "up", "down", "home", "end", "pgup", "pgdown":
	default:
		var known bool
		if key, known = letterMoves[name]; !known {
			return false
		}
		byWord = mods == "alt"
	}
	switch {
	case key == "left" && byWord:
		a.moveTo(a.wordBefore(a.cursor), selecting)
	case key == "right" && byWord:
		a.moveTo(a.wordAfter(a.cursor), selecting)
	case key == "home" && byWord:
		a.moveTo(0, selecting)
	case key == "end" && byWord:
		a.moveTo(a.buf.size, selecting)
	case key == "left" && isOver:
		a.moveTo(from, false)
	case key == "right" && isOver:
		a.moveTo(to, false)
	case key == "left":
		a.moveTo(a.buf.previous(a.cursor), selecting)
	case key == "right":
		a.moveTo(a.buf.next(a.cursor), selecting)
	case key == "home":
		a.moveTo(a.buf.lineStart(a.cursor), selecting)
	case key == "end":
		a.moveTo(a.buf.lineEnd(a.cursor), selecting)
	case key == "up":
		a.moveRows(-1, selecting)
	case key == "down":
		a.moveRows(1, selecting)
	case key == "pgup":
		a.moveScreen(-1, selecting)
	case key == "pgdown":
		a.moveScreen(1, selecting)
	}
	return true
}

// letterMoves are the moves that readline has on letters.
var letterMoves = map[string]string{
	"ctrl+a": "home", "ctrl+e": "end", "ctrl+b": "left", "ctrl+f": "right", "ctrl+p": "up", "ctrl+n": "down",
	"alt+b": "left", "alt+f": "right", "alt+<": "home", "alt+>": "end",
}

// wordBefore is where the word before a place begins.
func (a *textArea) wordBefore(at int) int {
	for inWord := false; at > 0; {
		p := a.buf.previous(at)
		if isWord(a.buf.slice(p, at)) {
			inWord = true
		} else if inWord {
			break
		}
		at = p
	}
	return at
}

// wordAfter is where the word behind a place ends.
func (a *textArea) wordAfter(at int) int {
	for inWord := false; at < a.buf.size; {
		n := a.buf.next(at)
		if isWord(a.buf.slice(at, n)) {
			inWord = true
		} else if inWord {
			break
		}
		at = n
	}
	return at
}

// isWord reports whether a character is part of a word.
func isWord(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return r == '_' || unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r)
}

// listItem is how a line of a list or a quotation begins.
var listItem = regexp.MustCompile(`^([ \t]*)((?:[-*+] (?:\[[ xX]\] )?|\d{1,9}[.)] |> ?)?)`)

// newLine begins a line like the one that the cursor is in: as far from the edge, and with the sign of its list. In an item
// that is empty it ends the list instead.
func (a *textArea) newLine() {
	start := a.buf.lineStart(a.cursor)
	found := listItem.FindStringSubmatch(a.buf.slice(start, min(start+256, a.buf.lineEnd(a.cursor))))
	gap, sign := found[1], found[2]
	from, to := a.selection()
	switch end := a.buf.lineEnd(a.cursor); {
	case from < start+len(gap)+len(sign) && !(from == to && from == end): // in front of the text
		a.insert("\n", true)
		return
	case sign != "" && from == to && end == start+len(gap)+len(sign):
		a.change(start, end, "", false)
		return
	}
	switch number := strings.TrimRight(sign, ".) "); {
	case sign == "":
	case sign[0] >= '0' && sign[0] <= '9':
		if n, err := strconv.Atoi(number); err == nil {
			sign = strconv.Itoa(n+1) + sign[len(number):]
		}
	case strings.Contains(sign, "["): // a task that is yet to be done
		sign = sign[:2] + "[ ] "
	}
	a.insert("\n"+gap+sign, true)
}

// indent puts two spaces in, before the sign of an item that is empty yet.
func (a *textArea) indent() {
	start := a.buf.lineStart(a.cursor)
	head := a.buf.slice(start, min(start+256, a.cursor))
	if found := listItem.FindStringSubmatch(head); found[2] != "" && found[0] == head && a.cursor == a.anchor && a.cursor-start == len(head) {
		at := a.cursor
		a.change(start, start, "  ", false)
		a.cursor, a.anchor = at+2, at+2
		a.undo.edits[a.undo.done-1].after = at + 2
		return
	}
	a.insert("  ", true)
}

// outdent takes up to two spaces away at the beginning of the line.
func (a *textArea) outdent() {
	start := a.buf.lineStart(a.cursor)
	head := a.buf.slice(start, min(start+2, a.buf.lineEnd(start)))
	n := len(head) - len(strings.TrimLeft(head, " "))
	if n == 0 && strings.HasPrefix(head, "\t") {
		n = 1
	}
	if n == 0 {
		return
	}
	at := max(start, a.cursor-n)
	a.change(start, start+n, "", false)
	a.cursor, a.anchor = at, at
	a.undo.edits[a.undo.done-1].after = at
}
