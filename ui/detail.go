// This file owns the detail pane: one paper, its abstract, its links.

package ui

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"dogear/store"
)

// A shown paper is one that was read from the store and rendered, for one width and theme.
type shown struct {
	paper      *store.Paper
	look       shownLook
	abstract   []string
	noteInView []string
	linkedFrom []store.Row // papers whose notes link to it
}

// shownLook is what a rendering depends on.
type shownLook struct {
	theme       *theme
	width, note int
	links       int // how often a link has changed: a paper tells which ones lead to it
}

// renderPaper renders what takes time; it runs beside the screen.
func renderPaper(p *store.Paper, look shownLook) *shown {
	return &shown{
		paper: p, look: look, abstract: renderAbstract(look.theme, p.Abstract, look.width),
		noteInView: renderNote(look.theme, p.Note, look.note),
	}
}

// detail is the detail pane.
type detail struct {
	rect   rect
	row    store.Row
	shown  *shown // nil while it is being read
	offset int
	today  store.Until
	lit    *lights // nil while no search is on
	dirty  bool

	content  []string
	abstract int // the line of content that it begins in
	links    int // the same of the list of links
	linked   int // the same of the line of papers that link here
	lines    []string
	looked   detailLook
}

type detailLook struct {
	theme   *theme
	focused bool
	offset  int
}

// mostTextWidth is the width beyond which the eye loses its line.
const mostTextWidth = 120

// textWidth is the width of the text: the pane without border and margins.
func (d *detail) textWidth() int { return max(min(d.rect.w-4, mostTextWidth), 1) }

// set shows a paper. Its text may come later; what the list knows of it is there at once.
func (d *detail) set(row store.Row, s *shown) {
	if d.row.ID != row.ID {
		d.offset = 0
	}
	if d.row != row || d.shown != s {
		d.row, d.shown, d.dirty = row, s, true
	}
}

// scroll moves the text by n lines.
func (d *detail) scroll(n int) {
	d.offset = max(0, min(d.offset+n, len(d.content)-d.visible()))
}

func (d *detail) visible() int { return max(d.rect.h-2, 1) }

// compose writes the pane's text.
func (d *detail) compose(t *theme) {
	w, lit := d.textWidth(), t.lit.on(litMark)
	var text []string
	if d.row.ID != 0 {
		lines := wrap(d.row.Title, w)
		for i, l := range lines {
			lines[i] = t.accent.on(titleStyle(&d.row)).paint(l)
		}
		text = append(text, d.lit.lightLines(lines, (*lights).ofTitle, lit)...)
		text = append(text, wrap(d.meta(t), w)...)
	}
	if s := d.shown; s != nil {
		if names := authorNames(s.paper); names != "" {
			lines := wrap(names, w)
			for i, l := range lines {
				lines[i] = t.dim.paint(l)
			}
			text = append(text, d.lit.lightLines(lines, (*lights).ofAuthors, lit)...)
		}
		text = append(text, d.aboutLines(t, s.paper, w)...)
		text = append(d.composeLinked(t, text, w), "")
		if len(s.abstract) == 0 {
			for _, l := range wrap(noAbstract(s.paper), w) {
				text = append(text, t.dim.paint(l))
			}
		}
		d.abstract = len(text)
		text = append(text, d.lit.lightLines(s.abstract, (*lights).ofAbstract, lit)...)
		if len(s.paper.Links) > 0 {
			text = append(text, "")
		}
		d.links = len(text)
		for _, l := range s.paper.Links {
			kind, address := linkLabel(l)
			text = append(text, t.dim.paint(kind)+" "+t.link.paint(cut(address, w-9)))
		}
	}
	d.content = make([]string, len(text))
	for i, l := range text { // a rendering for another width may still be shown: it is cut until its successor is there
		d.content[i] = " " + pad(ansi.Truncate(l, w, ""), max(d.rect.w-4, 1)) + " "
	}
	d.dirty = false
}

// titleStyle is how a title stands out: in italics if it is but an identifier.
func titleStyle(r *store.Row) style {
	if r.OnlyID {
		return italic
	}
	return bold
}

// meta is the line under the title: status, star, tags, where it came from.
func (d *detail) meta(t *theme) string {
	s := d.row.Status
	parts := []string{t.statuses[s].paint(statusSigns[s] + " " + s.String())}
	if d.row.SnoozedOn(d.today) {
		parts[0] = t.statuses[s].paint(signSnoozed + " snoozed until " + t.day(d.row.Snoozed, d.today))
	}
	if d.row.Starred {
		parts = append(parts, t.star.paint(signStar+" starred"))
	}
	if d.shown != nil {
		p := d.shown.paper
		if len(p.TagNames) > 0 {
			parts = append(parts, t.tagLine(p.TagNames, 1<<10, asIs))
		}
		for _, a := range p.Digests {
			parts = append(parts, t.dim.paint(appearanceName(t, a)))
		}
		if p.ArXiv != "" {
			parts = append(parts, t.dim.paint("arXiv:"+p.ArXiv))
		}
		if p.Published != "" {
			parts = append(parts, t.dim.paint("published "+t.dates.date(p.Published)))
		}
	}
	return strings.Join(parts, t.dim.paint(" · "))
}

// appearanceName is a digest as the meta line names it: Hugging Face, Mar 11.
func appearanceName(t *theme, a store.Appearance) string {
	if a.Date == "" {
		return a.SourceName()
	}
	return a.SourceName() + ", " + t.dates.date(a.Date)
}

// authorNames are the authors in one line; of many, the first ones and how many more. A book without authors has editors.
func authorNames(p *store.Paper) string {
	const most = 12
	people, after := p.Authors, ""
	switch {
	case len(people) == 0 && len(p.Editors) == 1:
		people, after = p.Editors, " (ed.)"
	case len(people) == 0 && len(p.Editors) > 1:
		people, after = p.Editors, " (eds.)"
	case len(people) > 0 && p.MoreAuthors:
		after = ", et al."
	}
	names := nameList(people[:min(len(people), most)])
	if more := len(people) - most; more > 0 {
		names = append(names, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(names, ", ") + after
}

// OnlyIdentifier says of a stub that it is one.
const OnlyIdentifier = "Only the identifier of this paper is known. The next digest with it adds the rest."

// noAbstract says why there is no abstract to read.
func noAbstract(p *store.Paper) string {
	if p.Stub() {
		return OnlyIdentifier
	}
	return "The digest has no abstract for this paper."
}

// view draws the pane.
func (d *detail) view(t *theme, focused bool) []string {
	if d.dirty || d.looked.theme != t {
		d.compose(t)
		d.offset = max(0, min(d.offset, len(d.content)-d.visible()))
	} else if d.looked == (detailLook{t, focused, d.offset}) {
		return d.lines
	}
	title, right := "Paper", ""
	if d.row.ID != 0 {
		title = fmt.Sprintf("Paper %d", d.row.ID)
	}
	if below := len(d.content) - d.offset - d.visible(); below > 0 {
		right = store.Plural(below, "line") + " below"
	} else if d.offset > 0 {
		right = "end"
	}
	lines := d.content[min(d.offset, len(d.content)):]
	if len(lines) > d.visible() {
		lines = lines[:d.visible()]
	}
	d.lines = frame(t, title, right, lines, d.rect.w, d.rect.h, focused)
	d.looked = detailLook{t, focused, d.offset}
	return d.lines
}
