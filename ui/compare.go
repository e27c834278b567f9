// This file owns two papers side by side, for the reader to see whether they are one.

package ui

import (
	"fmt"
	"strings"

	"dogear/parser"
	"dogear/store"
)

// comparedLines is how much of an abstract stands in a comparison.
const comparedLines = 8

// Compare is two papers side by side, as lines of at most w cells: what each of them is called, who wrote it, when, what
// identifies it, what the reader made of it, and the beginning of its abstract. Same tells of each line whether both
// papers say the same in it.
func Compare(a, b *store.Paper, w int) (lines []string, same []bool) {
	half := (w - 3) / 2
	if half < 16 {
		half = max(w, 1)
	}
	left, right := compared(a), compared(b)
	for i := range left {
		alike := left[i] == right[i]
		l, r := wrap(left[i], half), wrap(right[i], half)
		if i == len(left)-1 { // the abstract
			l, r = l[:min(len(l), comparedLines)], r[:min(len(r), comparedLines)]
		}
		if left[i]+right[i] == "" {
			continue
		}
		if 2*half+3 > w { // too narrow: one above the other
			for _, s := range append(l, r...) {
				if s != "" {
					lines, same = append(lines, s), append(same, alike)
				}
			}
			continue
		}
		for k := range max(len(l), len(r)) {
			lines, same = append(lines, fit(at(l, k), half)+" │ "+at(r, k)), append(same, alike)
		}
	}
	return lines, same
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return ""
}

// compared is what a comparison shows of a paper, part by part.
func compared(p *store.Paper) []string {
	var ids []string
	for _, id := range [][2]string{{"arXiv:", p.ArXiv}, {"DOI ", p.DOI}, {"OpenReview ", p.OpenReview}} {
		if id[1] != "" {
			ids = append(ids, id[0]+id[1])
		}
	}
	marks := []string{p.Status.String()}
	if p.Starred {
		marks = append(marks, "starred")
	}
	for _, t := range p.TagNames {
		marks = append(marks, "#"+t)
	}
	if p.Noted {
		marks = append(marks, "with a note")
	}
	var digests []string
	for _, d := range p.Digests {
		digests = append(digests, d.Name())
	}
	abstract, _, _ := strings.Cut(p.Abstract, "\n\n")
	return []string{
		fmt.Sprintf("Paper %d", p.ID), p.Title, authorNames(p), strings.Join(append(dated(p.Published), Venue(p.In)...), " · "),
		strings.Join(ids, " · "), strings.Join(marks, " · "), strings.Join(digests, "; "), abstract,
	}
}

func dated(d parser.Date) []string {
	if d == "" {
		return nil
	}
	return []string{"published " + string(d)}
}

// Venue is where a paper appeared, if that is known: one text, or none.
func Venue(in parser.Publication) []string {
	if in.Venue == "" {
		return nil
	}
	s := in.Venue
	if in.Volume != "" {
		s += " " + in.Volume
	}
	if in.Issue != "" {
		s += "(" + in.Issue + ")"
	}
	if in.Pages != "" {
		s += ", " + in.Pages
	}
	return []string{s}
}
