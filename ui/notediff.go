// This file owns what differs between two versions of a note: by lines and, where lines stand for others, by words. A
// paragraph is one line of a note, so that the words are what the reader looks for.

package ui

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/sergi/go-diff/diffmatchpatch"

	"dogear/store"
)

// The signs of lines in a difference.
const (
	diffSame    = " "
	diffAdded   = "+"
	diffRemoved = "−"
	diffSkipped = "⋯"
)

// A DiffLine is a line of a difference: its sign, and its text in parts.
type DiffLine struct {
	Sign  string
	Parts []DiffPart
}

// A DiffPart is a part of a line. Changed says that the line on the other side has other words there.
type DiffPart struct {
	Text    string
	Changed bool
}

// String is the line as text.
func (l DiffLine) String() string {
	var b strings.Builder
	b.WriteString(l.Sign + " ")
	for _, p := range l.Parts {
		b.WriteString(p.Text)
	}
	return strings.TrimRight(b.String(), " ")
}

const (
	diffAround = 3    // lines that are the same, before and after what differs
	mostWords  = 3000 // in lines that stand for others; of more, no words are compared: it takes too long, and says nothing
)

// DiffNotes is what differs between two versions of a note. What is the same in a row is left out but for a few lines.
func DiffNotes(before, after string) []DiffLine {
	a, b := strings.Split(before, "\n"), strings.Split(after, "\n")
	if before == "" {
		a = nil
	}
	if after == "" {
		b = nil
	}
	var lines []DiffLine
	var removed, added []string
	flush := func() {
		lines = append(lines, replacedLines(removed, added)...)
		removed, added = nil, nil
	}
	for _, d := range diffTokens(a, b) {
		switch d.op {
		case diffmatchpatch.DiffDelete:
			removed = append(removed, d.tokens...)
		case diffmatchpatch.DiffInsert:
			added = append(added, d.tokens...)
		default:
			flush()
			for _, t := range d.tokens {
				lines = append(lines, DiffLine{diffSame, []DiffPart{{t, false}}})
			}
		}
	}
	flush()
	return skipSame(lines)
}

// replacedLines are lines that went and those that came in their place.
func replacedLines(removed, added []string) []DiffLine {
	was, is := words(strings.Join(removed, "\n")), words(strings.Join(added, "\n"))
	left, right := &diffSide{sign: diffRemoved}, &diffSide{sign: diffAdded}
	if len(removed) == 0 || len(added) == 0 || len(was)+len(is) > mostWords {
		for _, s := range removed {
			left.lines = append(left.lines, DiffLine{diffRemoved, []DiffPart{{s, false}}})
		}
		for _, s := range added {
			right.lines = append(right.lines, DiffLine{diffAdded, []DiffPart{{s, false}}})
		}
		return append(left.lines, right.lines...)
	}
	for _, d := range diffTokens(was, is) {
		text := strings.Join(d.tokens, "")
		if d.op != diffmatchpatch.DiffInsert {
			left.add(text, d.op != diffmatchpatch.DiffEqual)
		}
		if d.op != diffmatchpatch.DiffDelete {
			right.add(text, d.op != diffmatchpatch.DiffEqual)
		}
	}
	return append(left.lines, right.lines...)
}

// diffSide is one side of a difference, as it grows.
type diffSide struct {
	sign  string
	lines []DiffLine
}

func (s *diffSide) add(text string, changed bool) {
	for i, part := range strings.Split(text, "\n") {
		if i > 0 || len(s.lines) == 0 {
			s.lines = append(s.lines, DiffLine{Sign: s.sign})
		}
		if part != "" {
			last := &s.lines[len(s.lines)-1]
			last.Parts = append(last.Parts, DiffPart{part, changed})
		}
	}
}

// words parts a text into words, white space and signs.
func words(text string) []string {
	var all []string
	kind := func(r rune) int {
		switch {
		case unicode.IsLetter(r), unicode.IsNumber(r), unicode.IsMark(r):
			return 1
		case r == '\n':
			return 2
		case unicode.IsSpace(r):
			return 3
		}
		return 4
	}
	last := 0
	for i, r := range text {
		k := kind(r)
		if k != last || k == 2 || k == 4 {
			all = append(all, "")
		}
		last = k
		all[len(all)-1] += text[i : i+len(string(r))]
	}
	return all
}

// tokenDiff are tokens in a row that are the same, or only on one side.
type tokenDiff struct {
	op     diffmatchpatch.Operation
	tokens []string
}

// diffTokens compares two rows of tokens. The library compares runes: each token is one of them.
func diffTokens(a, b []string) []tokenDiff {
	number, tokens := make(map[string]rune), []string(nil)
	encode := func(side []string) []rune {
		runes := make([]rune, len(side))
		for i, t := range side {
			n, seen := number[t]
			if !seen {
				n = rune(len(tokens)) + 1
				if n >= 0xd800 { // these are no characters, and would not come back
					n += 0x800
				}
				number[t], tokens = n, append(tokens, t)
			}
			runes[i] = n
		}
		return runes
	}
	differ := diffmatchpatch.New()
	differ.DiffTimeout = 0 // the same difference each time, however busy the machine is
	var all []tokenDiff
	for _, d := range differ.DiffMainRunes(encode(a), encode(b), false) {
		t := tokenDiff{op: d.Type}
		for _, r := range d.Text {
			if r >= 0xe000 {
				r -= 0x800
			}
			t.tokens = append(t.tokens, tokens[r-1])
		}
		all = append(all, t)
	}
	return all
}

// skipSame leaves out what is the same, but for a few lines around what differs.
func skipSame(lines []DiffLine) []DiffLine {
	var kept []DiffLine
	for i := 0; i < len(lines); {
		end := i
		for end < len(lines) && lines[end].Sign == diffSame {
			end++
		}
		from, to := i+diffAround, end-diffAround
		if i == 0 {
			from = 0
		}
		if end == len(lines) {
			to = end
		}
		if to-from > 1 {
			kept = append(append(kept, lines[i:from]...), DiffLine{diffSkipped, []DiffPart{{store.Plural(to-from, "line") + " the same", false}}})
			kept = append(kept, lines[to:end]...)
		} else {
			kept = append(kept, lines[i:end]...)
		}
		for i = end; i < len(lines) && lines[i].Sign != diffSame; i++ {
			kept = append(kept, lines[i])
		}
	}
	return kept
}

// drawDiff draws a difference in lines of at most w cells.
func drawDiff(t *theme, lines []DiffLine, w int) []string {
	var all []string
	for _, l := range lines {
		look := map[string]style{diffAdded: t.good, diffRemoved: t.bad, diffSkipped: t.faint}[l.Sign]
		var text strings.Builder
		var changed [][2]int
		for _, p := range l.Parts {
			from := text.Len()
			text.WriteString(strings.ReplaceAll(cleanPaste(p.Text), "\t", "    "))
			if p.Changed {
				changed = append(changed, [2]int{from, text.Len()})
			}
		}
		at := 0
		for i, row := range wrap(text.String(), max(w-2, 1)) {
			// Wrapping drops nothing but spaces: the row is found in the text from where the last one ended.
			if j := strings.Index(text.String()[at:], row); j >= 0 {
				at += j
			}
			sign := l.Sign
			if i > 0 {
				sign = map[string]string{diffSame: " ", diffSkipped: " "}[sign]
				if sign == "" {
					sign = "┆"
				}
			}
			all = append(all, look.paint(sign)+" "+paintParts(row, at, changed, look))
			at += len(row)
		}
	}
	return all
}

// paintParts paints a row of a line that begins at a place in it; what has changed stands out.
func paintParts(row string, at int, changed [][2]int, look style) string {
	var b strings.Builder
	done := 0
	for _, c := range changed {
		from, to := max(c[0]-at, done), min(c[1]-at, len(row))
		if from >= to {
			continue
		}
		b.WriteString(look.paint(row[done:from]) + look.on(litMark).paint(row[from:to]))
		done = to
	}
	return b.String() + look.paint(row[done:])
}

// reworded tells in short how many words came and went.
func reworded(before, after string) string {
	added, removed := store.Reworded(before, after)
	return fmt.Sprintf("+%d −%d", added, removed)
}
