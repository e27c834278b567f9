// This file owns keeping an original text beside the shown one at little cost. An original mostly differs in white space
// (mails and catalogues break lines at 72 columns) and in a few words (what was TeX): only that is kept.

package store

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// A difference makes an original of a shown text.
type difference struct {
	// Gaps is the original's white space. Of the gaps before, between and after its n words, numbered 0 to n, it names the
	// first and all that are not as usual (nothing at the end, a space between): the distance from the gap named before,
	// in decimal, and the gap.
	Gaps string `json:"g"`
	// Hunks are the words that differ, in order: how many words are the same before them, how many shown ones they stand
	// for, and they: "12,1 $O(n^2)$".
	Hunks []string `json:"h,omitempty"`
}

// differenceOf finds the difference; ok reports whether it is a small one.
func differenceOf(raw, shown string) (d difference, ok bool) {
	d.Gaps = gapsOf(raw)
	d.Hunks, ok = hunksOf(strings.Fields(raw), strings.Fields(shown))
	return d, ok
}

func gapsOf(raw string) string {
	gap, raw := cutSpace(raw)
	b := append([]byte{'0'}, gap...)
	for i, named := 1, 0; raw != ""; i++ {
		gap, raw = cutSpace(raw[wordEnd(raw):])
		if gap != usualGap(raw == "") {
			b = append(strconv.AppendInt(b, int64(i-named), 10), gap...)
			named = i
		}
	}
	return string(b)
}

// usualGap is what stands after a word.
func usualGap(last bool) string {
	if last {
		return ""
	}
	return " "
}

// cutSpace parts a text into the white space at its beginning, and the rest.
func cutSpace(s string) (space, rest string) {
	rest = strings.TrimLeftFunc(s, unicode.IsSpace)
	return s[:len(s)-len(rest)], rest
}

func wordEnd(s string) int {
	if i := strings.IndexFunc(s, unicode.IsSpace); i >= 0 {
		return i
	}
	return len(s)
}

// longestHunk is how many words may differ in a row; longer ones are rare, and the original is then kept whole.
const longestHunk = 12

// hunksOf compares words from the beginning on: where they part, it looks for where they meet again.
func hunksOf(raw, shown []string) (hunks []string, ok bool) {
	same := 0
	for len(raw) > 0 || len(shown) > 0 {
		if len(raw) > 0 && len(shown) > 0 && raw[0] == shown[0] {
			raw, shown = raw[1:], shown[1:]
			same++
			continue
		}
		r, s, met := meet(raw, shown)
		if !met {
			return nil, false
		}
		hunks = append(hunks, strconv.Itoa(same)+","+strconv.Itoa(s)+" "+strings.Join(raw[:r], " "))
		raw, shown, same = raw[r:], shown[s:], 0
	}
	return hunks, true
}

// meet finds the shortest beginnings of both after which the next two words are the same, or both end.
func meet(raw, shown []string) (r, s int, met bool) {
	for n := 1; n <= longestHunk; n++ {
		for r := 0; r <= n; r++ {
			s := n - r
			if r > len(raw) || s > len(shown) {
				continue
			}
			a, b := raw[r:], shown[s:]
			if k := min(2, len(a), len(b)); k > 0 && slices.Equal(a[:k], b[:k]) && (k == 2 || len(a) == len(b)) || len(a)+len(b) == 0 {
				return r, s, true
			}
		}
	}
	return 0, 0, false
}

// of is the original again.
func (d *difference) of(shown string) string {
	words := strings.Fields(shown)
	var raw []string
	for _, h := range d.Hunks {
		counts, instead, _ := strings.Cut(h, " ")
		a, b, _ := strings.Cut(counts, ",")
		same, _ := strconv.Atoi(a)
		dropped, _ := strconv.Atoi(b)
		same = max(0, min(same, len(words)))
		raw = append(append(raw, words[:same]...), strings.Fields(instead)...)
		words = words[same:]
		words = words[max(0, min(dropped, len(words))):]
	}
	return withGaps(append(raw, words...), d.Gaps)
}

func withGaps(words []string, gaps string) string {
	named := make(map[int]string)
	for at := 0; gaps != ""; {
		n := strings.IndexFunc(gaps, func(r rune) bool { return r < '0' || r > '9' })
		if n < 0 {
			n = len(gaps)
		}
		step, _ := strconv.Atoi(gaps[:n])
		at += step
		rest := gaps[n:]
		end := strings.IndexAny(rest, "0123456789")
		if end < 0 {
			end = len(rest)
		}
		named[at], gaps = rest[:end], rest[end:]
	}
	var b strings.Builder
	b.WriteString(named[0])
	for i, w := range words {
		b.WriteString(w)
		gap, ok := named[i+1]
		if !ok {
			gap = usualGap(i+1 == len(words))
		}
		b.WriteString(gap)
	}
	return b.String()
}
