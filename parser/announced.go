package parser

// This file owns how arXiv announces papers (https://info.arxiv.org/help/rss_specifications.html): as new, as new in
// another list, as replaced by a later version; and taking only some of them.

import (
	"slices"
	"strings"
)

// Announcements are the ways in which arXiv announces a paper, as [Paper.Announced] and [Options.Only] have them. Most
// papers in a daily digest that are not new are replacements, which their readers have seen before.
var Announcements = []string{"new", "cross", "replace", "replace-cross"}

// AllAnnouncements stands for all of them in [Options.Only].
const AllAnnouncements = "all"

// announcementOf is how a feed announces a paper, in the words of Announcements; empty if it does not say.
func announcementOf(kind string) string {
	kind = strings.ToLower(strings.TrimSpace(kind))
	if slices.Contains(Announcements, kind) {
		return kind
	}
	return ""
}

// announced is how a paper is announced that is or is not a replacement, or out of another list.
func announced(replaced, cross bool) string {
	switch {
	case replaced && cross:
		return "replace-cross"
	case replaced:
		return "replace"
	case cross:
		return "cross"
	}
	return "new"
}

// only leaves out the papers that are announced in another way. What is not announced stays.
func (d *Digest) only(kinds []string) {
	if len(kinds) == 0 || slices.Contains(kinds, AllAnnouncements) {
		return
	}
	d.leftOut = map[string]int{}
	records := d.records
	d.records = func(yield func(Paper, *Problem) bool) {
		for p, problem := range records {
			if problem == nil && p.Announced != "" && !slices.Contains(kinds, p.Announced) {
				d.leftOut[p.Announced]++
				continue
			}
			if !yield(p, problem) {
				return
			}
		}
	}
}

// LeftOut tells how many papers [Options.Only] left out of the records that were walked, by their announcement.
func (d *Digest) LeftOut() map[string]int { return d.leftOut }
