// This file owns the text that an editor changes: a text in pieces, so that a key costs the same in a note of any length.
//
// A piece is a line or, of a line that is longer than a few pages, a part of it. A change touches the pieces it lies in;
// places are counted in bytes, and found by walking from where the last one was.

package ui

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

const (
	longPiece  = 4096 // bytes; a longer one is parted
	shortPiece = 512  // a shorter part of a line joins its neighbour
)

// A piece is a part of a text that has no line end in it.
type piece struct {
	text  string
	ends  bool  // a line end follows
	rows  []int // where the rows begin that it is wrapped into
	width int   // they are for; 0: it is not wrapped
}

// size is the piece's length in the text.
func (p *piece) size() int {
	if p.ends {
		return len(p.text) + 1
	}
	return len(p.text)
}

// textBuffer is a text. Its last piece, and no other one, may end the text; there is always one.
type textBuffer struct {
	pieces  []*piece
	size    int
	version int // another one after each change

	near, nearAt int // a piece, and where it begins: looking for a place starts there
}

func newTextBuffer(text string) *textBuffer {
	return &textBuffer{pieces: cutPieces(text, false), size: len(text)}
}

// find tells the piece in which a place lies, and where in it. Between two parts of a line that is the second one.
func (b *textBuffer) find(at int) (i, off int) {
	last := len(b.pieces) - 1
	i, start := b.near, b.nearAt
	switch {
	case at < start-at:
		i, start = 0, 0
	case b.size-at < at-start:
		i, start = last, b.size-len(b.pieces[last].text)
	}
	for at < start {
		i--
		start -= b.pieces[i].size()
	}
	for i < last && at >= start+b.pieces[i].size() {
		start += b.pieces[i].size()
		i++
	}
	b.near, b.nearAt = i, start
	return i, at - start
}

// startOf is where a piece begins.
func (b *textBuffer) startOf(i int) int {
	for b.near < i {
		b.nearAt += b.pieces[b.near].size()
		b.near++
	}
	for b.near > i {
		b.near--
		b.nearAt -= b.pieces[b.near].size()
	}
	return b.nearAt
}

// slice is the text between two places.
func (b *textBuffer) slice(from, to int) string {
	i, off := b.find(from)
	if p := b.pieces[i]; off+to-from <= len(p.text) {
		return p.text[off : off+to-from]
	}
	var s strings.Builder
	s.Grow(to - from)
	for n := to - from; n > 0; i++ {
		p := b.pieces[i]
		part := p.text[off:]
		part = part[:min(len(part), n)]
		s.WriteString(part)
		if n -= len(part); n > 0 && p.ends {
			s.WriteByte('\n')
			n--
		}
		off = 0
	}
	return s.String()
}

// text is all of it.
func (b *textBuffer) text() string { return b.slice(0, b.size) }

// is reports whether the text, without white space at its end, is a text. It mostly sees that it is not by the length.
func (b *textBuffer) is(text string) bool {
	n := b.size
	for i := len(b.pieces) - 1; i >= 0; i-- {
		kept := len(strings.TrimRight(b.pieces[i].text, " \t"))
		if n -= len(b.pieces[i].text) - kept; kept > 0 {
			break
		}
		if i > 0 && b.pieces[i-1].ends {
			n--
		}
	}
	if n != len(text) {
		return false
	}
	for i := 0; len(text) > 0; i++ {
		p := b.pieces[i]
		part := p.text[:min(len(p.text), len(text))]
		if !strings.HasPrefix(text, part) {
			return false
		}
		if text = text[len(part):]; text != "" && p.ends {
			if text[0] != '\n' {
				return false
			}
			text = text[1:]
		}
	}
	return true
}

// replace puts a text in place of what lies between two places, and tells what that was.
func (b *textBuffer) replace(from, to int, with string) (removed string) {
	removed = b.slice(from, to)
	last, end := b.find(to)
	i, off := b.find(from) // the second one: what is near is before the change
	tail, ends := b.pieces[last].text[end:], b.pieces[last].ends
	head := b.pieces[i].text[:off]
	b.version++
	b.size += len(with) - len(removed)
	for i > 0 && !b.pieces[i-1].ends && len(head)+len(with)+len(tail) < shortPiece {
		i--
		head = b.pieces[i].text + head
		b.nearAt -= b.pieces[i].size()
	}
	for !ends && last < len(b.pieces)-1 && len(head)+len(with)+len(tail) < shortPiece {
		last++
		tail += b.pieces[last].text
		ends = b.pieces[last].ends
	}
	b.near = i
	fresh := cutPieces(head+with+tail, ends)
	switch grown := len(fresh) - (last + 1 - i); {
	case grown == 0:
	case grown > 0:
		b.pieces = append(b.pieces, make([]*piece, grown)...)
		copy(b.pieces[last+1+grown:], b.pieces[last+1:])
	default:
		n := copy(b.pieces[last+1+grown:], b.pieces[last+1:]) + last + 1 + grown
		clear(b.pieces[n:])
		b.pieces = b.pieces[:n]
	}
	copy(b.pieces[i:], fresh)
	return removed
}

// cutPieces makes pieces of a text. The last one ends in a line end if the text is followed by one.
func cutPieces(text string, ends bool) []*piece {
	fresh := make([]*piece, 0, strings.Count(text, "\n")+len(text)/longPiece+1)
	for {
		line, rest, isWhole := strings.Cut(text, "\n")
		for len(line) > longPiece {
			n := cutAt(line)
			fresh = append(fresh, &piece{text: line[:n]})
			line = line[n:]
		}
		fresh = append(fresh, &piece{text: line, ends: isWhole || ends})
		if text = rest; !isWhole {
			return fresh
		}
	}
}

// cutAt is where a long line is parted: between two words, or at least between two characters.
func cutAt(line string) int {
	const from, to = longPiece / 2, longPiece * 3 / 4
	if i := strings.LastIndexByte(line[from:to], ' '); i >= 0 {
		return from + i + 1
	}
	for i := range to - from {
		if isPlainPair(line[to-i-1], line[to-i]) {
			return to - i
		}
	}
	at := from
	for !utf8.RuneStart(line[at]) {
		at--
	}
	for n := 0; ; at += n { // a cut within a character would make two of it
		if n, _ = cluster(line[at:]); at+n >= to {
			return min(at+n, len(line))
		}
	}
}

// isPlainPair reports whether a character ends between two bytes, whatever stands around them: both are ASCII.
func isPlainPair(a, b byte) bool { return a < utf8.RuneSelf && b < utf8.RuneSelf }

// cluster is the length of the first character of a text, as readers count characters, and its width in cells. A tab's
// depends on where it stands, and is not told.
func cluster(s string) (n, cells int) {
	if s[0] < utf8.RuneSelf && (len(s) == 1 || s[1] < utf8.RuneSelf) {
		return 1, 1
	}
	c, cells := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
	return max(len(c), 1), cells
}

// next is the place behind the character at a place. A line end is one.
func (b *textBuffer) next(at int) int {
	i, off := b.find(at)
	if p := b.pieces[i]; off < len(p.text) {
		n, _ := cluster(p.text[off:])
		return at + n
	}
	return min(at+1, b.size)
}

// previous is the place before the character that ends at a place.
func (b *textBuffer) previous(at int) int {
	if at == 0 {
		return 0
	}
	i, off := b.find(at)
	if off == 0 {
		i--
		if b.pieces[i].ends {
			return at - 1
		}
		off = len(b.pieces[i].text)
	}
	return at - off + clusterStart(b.pieces[i].text, off-1)
}

// clusterStart is where the character begins that a byte is of. It is looked for from the last place before that is surely
// between two.
func clusterStart(s string, off int) int {
	at := off
	for at > 0 && !isPlainPair(s[at-1], s[at]) {
		at--
	}
	for {
		n, _ := cluster(s[at:])
		if at+n > off {
			return at
		}
		at += n
	}
}

// lineStart is where the line of a place begins.
func (b *textBuffer) lineStart(at int) int {
	i, _ := b.find(at)
	for i > 0 && !b.pieces[i-1].ends {
		i--
	}
	return b.startOf(i)
}

// lineEnd is where it ends.
func (b *textBuffer) lineEnd(at int) int {
	i, _ := b.find(at)
	for i < len(b.pieces)-1 && !b.pieces[i].ends {
		i++
	}
	return b.startOf(i) + len(b.pieces[i].text)
}
