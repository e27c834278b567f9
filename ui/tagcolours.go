// This file owns the colours of tags: each has one by its name, unless the reader has given it another.

package ui

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strings"

	"dogear/store"
)

// tagHues are the colours of the theme that tags share, by name. They are for text, so they can be read on its background.
// Which one a tag gets depends on their number and order.
var tagHues = []string{"later", "star", "read", "note", "accent", "link", "code"}

// tagColours are the looks of the hues that a palette has.
func tagColours(p colours) []style {
	var looks []style
	for _, hue := range tagHues {
		if look := fg(tagColour(p, hue)); look != "" && !slices.Contains(looks, look) {
			looks = append(looks, look)
		}
	}
	return looks
}

// tagColour is a colour that was chosen for a tag, a hue's name being what the palette has for it.
func tagColour(p colours, chosen string) string {
	if slices.Contains(tagHues, chosen) {
		return *colourNames[chosen](&p)
	}
	return chosen
}

// cleanTagColour is a colour as it is chosen for a tag: a hue, or any other.
func cleanTagColour(typed string) (string, error) {
	if hue := strings.ToLower(strings.TrimSpace(typed)); slices.Contains(tagHues, hue) {
		return hue, nil
	}
	colour, err := cleanColour(typed)
	if err != nil {
		return "", fmt.Errorf("%w, or one of the theme's: %s", err, strings.Join(tagHues, ", "))
	}
	return colour, nil
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
		colour, err := cleanTagColour(s)
		if err != nil {
			r.complain(at, "%v", err)
			continue
		}
		r.c.Tags[strings.ToLower(tag)] = colour
		r.c.from["tags."+strings.ToLower(tag)] = r.where(at)
	}
}
