// This file owns the colours of tags: each has one by its name, unless the reader has given it another.

package ui

import (
	"hash/fnv"
	"strings"

	"dogear/store"
)

// tagColours are the looks that tags share. They are the theme's own, so they can be read on its background.
func tagColours(p colours) []style {
	return []style{fg(p.later), fg(p.star), fg(p.read), fg(p.note), fg(p.accent), fg(p.link), fg(p.code)}
}

// tagLook is how a tag looks: always the same, whatever other tags there are.
func (t *theme) tagLook(name string) style {
	name = strings.ToLower(name)
	if own, ok := t.ownTags[name]; ok {
		return own
	}
	if len(t.tags) == 0 { // a theme without colours
		return ""
	}
	h := fnv.New32a()
	_, _ = h.Write([]byte(name)) // which never fails
	return t.tags[h.Sum32()%uint32(len(t.tags))]
}

// tagLine is tags in one line, each in its colour, of at most w cells.
func (t *theme) tagLine(names []string, w int, look func(style) style) string {
	var b strings.Builder
	for i, name := range names {
		text := "#" + printable(name)
		if i > 0 {
			text = " " + text
		}
		if width(text) > w {
			if w > 2 {
				b.WriteString(look(t.tagLook(name)).paint(cut(text, w)))
			} else if w > 0 {
				b.WriteString(look(t.dim).paint("…"))
			}
			break
		}
		w -= width(text)
		b.WriteString(look(t.tagLook(name)).paint(text))
	}
	return b.String()
}

// asIs is the look of what has none of its own beside its meaning's.
func asIs(s style) style { return s }

// tagTable reads the table of tags' colours.
func (r *configReader) tagTable(t map[string]any) {
	for _, name := range sortedKeys(t) {
		at := "tags." + name
		tag, err := store.CleanTag(name)
		if err != nil {
			r.complain(at, "%v", err)
			continue
		}
		s, ok := r.text(at, t[name])
		if !ok {
			continue
		}
		colour, err := cleanColour(s)
		if err != nil {
			r.complain(at, "%v", err)
			continue
		}
		r.c.Tags[strings.ToLower(tag)] = colour
		r.c.from["tags."+strings.ToLower(tag)] = r.where(at)
	}
}
