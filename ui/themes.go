// This file owns which theme is on: the one that is set, upon the background that the terminal has, with the reader's own
// colours in it.

package ui

import (
	"cmp"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// themeNames are the themes. Auto and high-contrast follow the terminal's background; light and dark are for one, and
// bring it along where the terminal has the other.
var themeNames = []string{"auto", "light", "dark", "high-contrast"}

// colourNames are the meanings that have a colour, as a configuration names them, with the field of each.
var colourNames = map[string]func(*colours) *string{
	"text":        func(c *colours) *string { return &c.text },
	"background":  func(c *colours) *string { return &c.page },
	"accent":      func(c *colours) *string { return &c.accent },
	"dim":         func(c *colours) *string { return &c.dim },
	"faint":       func(c *colours) *string { return &c.faint },
	"border":      func(c *colours) *string { return &c.border },
	"cursor":      func(c *colours) *string { return &c.cursor },
	"cursor-blur": func(c *colours) *string { return &c.cursorBlur },
	"cursor-text": func(c *colours) *string { return &c.cursorText },
	"chosen":      func(c *colours) *string { return &c.chosen },
	"star":        func(c *colours) *string { return &c.star },
	"note":        func(c *colours) *string { return &c.note },
	"read":        func(c *colours) *string { return &c.read },
	"later":       func(c *colours) *string { return &c.later },
	"bad":         func(c *colours) *string { return &c.bad },
	"link":        func(c *colours) *string { return &c.link },
	"code":        func(c *colours) *string { return &c.code },
}

// themeFor is the theme upon a terminal.
func (c *Config) themeFor(d display) *theme {
	p := c.palette(d)
	side := "dark."
	switch {
	case p.isLight:
		side = "light."
	case d.background == unknownBackground && c.Theme != "dark":
		side = "unknown." // which no colour is for
	}
	for name, field := range colourNames {
		if own := cmp.Or(d.showable(c.Colours[side+name]), d.showable(c.Colours[name])); own != "" {
			*field(&p) = own
		}
	}
	t := themeOf(p)
	t.dates = dateForm(c.Date)
	for name, colour := range c.Tags {
		if colour = d.showable(tagColour(p, colour)); colour == "" {
			continue
		}
		if t.ownTags == nil {
			t.ownTags = make(map[string]style)
		}
		t.ownTags[name] = fg(colour)
	}
	return t
}

// palette is the built-in colours of the theme upon a terminal.
func (c *Config) palette(d display) colours {
	depth := d.depth()
	switch c.Theme {
	case "light":
		if d.background != lightBackground {
			return lightPage[depth]
		}
		return light[depth]
	case "dark":
		if d.background != darkBackground {
			return darkPage[depth]
		}
		return dark[depth]
	case "high-contrast":
		return [...]depths{high, highDark, highLight}[d.background][depth]
	}
	return [...]depths{middle, dark, light}[d.background][depth]
}

// colours reads the table of the reader's own colours.
func (r *configReader) colours(t map[string]any) {
	for _, name := range sortedKeys(t) {
		if side, isTable := t[name].(map[string]any); isTable && (name == "dark" || name == "light") {
			for _, k := range sortedKeys(side) {
				r.colour(name+"."+k, k, side[k])
			}
			continue
		}
		r.colour(name, name, t[name])
	}
}

// colour reads the colour at a path below colours.
func (r *configReader) colour(path, name string, v any) {
	at := "colours." + path
	if _, known := colourNames[name]; !known {
		r.complain(at, "there is no colour %q%s", printable(name), didYouMean(name, append(sortedKeys(colourNames), "dark", "light")))
		return
	}
	s, ok := r.text(at, v)
	if !ok {
		return
	}
	colour, err := cleanColour(s)
	if err != nil {
		r.complain(at, "%v", err)
		return
	}
	r.c.Colours[path] = colour
	r.c.from[at] = r.where(at)
}

var hexColour = regexp.MustCompile(`^#([0-9a-f]{3}|[0-9a-f]{6})$`)

// cleanColour is a colour as #rrggbb, or as a number of the terminal's 256.
func cleanColour(typed string) (string, error) {
	s := strings.ToLower(strings.TrimSpace(typed))
	if n, err := strconv.Atoi(s); err == nil && n >= 0 && n < 256 {
		return strconv.Itoa(n), nil
	}
	if !hexColour.MatchString(s) {
		return "", fmt.Errorf(`%q is not a colour: write "#b9a6ff", or a number from 0 to 255 such as "141"`, printable(typed))
	}
	if len(s) == 4 {
		s = "#" + strings.Repeat(s[1:2], 2) + strings.Repeat(s[2:3], 2) + strings.Repeat(s[3:4], 2)
	}
	return s, nil
}
