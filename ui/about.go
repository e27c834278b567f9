// This file owns the quiet lines under a paper's authors: where it appeared, its categories and keywords, and what its authors
// say of it.

package ui

import (
	"fmt"
	"strings"

	"dogear/parser"
	"dogear/store"
)

// mostAbout is how many lines that takes in a pane that is not tall; tallPane is how tall one is that has room for all.
const (
	mostAbout = 2
	tallPane  = 18
)

// workTypes are the types of works that are worth telling: an article says so by its journal.
var workTypes = map[string]string{
	"book": "book", "thesis": "thesis", "report": "report", "dataset": "dataset", "software": "software", "chapter": "chapter", "webpage": "web page",
}

// about is what those lines say; empty if nothing is known.
func about(p *store.Paper) string {
	in := &p.In
	var parts []string
	add := func(s string) {
		if s != "" {
			parts = append(parts, s)
		}
	}
	add(in.Venue)
	if in.Series != in.Venue {
		add(in.Series)
	}
	volume := in.Volume
	if in.Issue != "" {
		volume += "(" + in.Issue + ")"
	}
	add(volume)
	add(pageRange(in.Pages))
	add(workTypes[in.Type])
	if in.Edition != "" {
		add(in.Edition + " edition")
	}
	if in.Venue == "" || workTypes[in.Type] != "" { // that of a journal tells nothing
		add(in.Publisher)
	}
	if in.ISBN != "" {
		add("ISBN " + in.ISBN)
	}
	if len(p.Authors) > 0 && len(p.Editors) > 0 {
		add("edited by " + some(nameList(p.Editors), 3))
	}
	add(strings.Join(p.Categories, ", "))
	add(some(p.Keywords, 8))
	add(p.Comment)
	return printable(strings.Join(parts, " · "))
}

// pageRange is pages as they are cited: pp. 1–24.
func pageRange(pages string) string {
	switch {
	case pages == "":
		return ""
	case strings.ContainsAny(pages, "–-,"):
		return "pp. " + pages
	}
	return "p. " + pages
}

// some are the first of some names, and how many more there are.
func some(names []string, most int) string {
	if more := len(names) - most; more > 1 {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), more)
	}
	return strings.Join(names, ", ")
}

func nameList(people []parser.Author) []string {
	names := make([]string, len(people))
	for i, a := range people {
		names[i] = a.Name()
	}
	return names
}

// wrapAbout breaks that into lines of which none begins with a dot.
func wrapAbout(text string, w int) []string {
	return wrap(strings.ReplaceAll(text, " · ", "\u00a0· "), w)
}

// aboutLines draws them. Where there is little room, they are cut short, unless the search has found something in them.
func (d *detail) aboutLines(t *theme, p *store.Paper, w int) []string {
	text := about(p)
	if text == "" {
		return nil
	}
	lines := wrapAbout(text, w)
	found := d.lit != nil && len(d.lit.about.Of(text)) > 0
	if len(lines) > mostAbout && d.visible() < tallPane && !found {
		lines = lines[:mostAbout]
		lines[mostAbout-1] = cut(lines[mostAbout-1]+" …", w)
	}
	for i, l := range lines {
		lines[i] = t.dim.paint(l)
	}
	return d.lit.lightLines(lines, (*lights).ofAbout, t.lit.on(litMark))
}
