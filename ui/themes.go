// This file owns which theme is on: the one that is set, upon the background that the terminal has, with the reader's own
// colours in it.

package ui

import (
	"cmp"
	"fmt"
	"image/color"
	"regexp"
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"
)

// themeNames are the themes. Auto and high-contrast follow the terminal's background; light and dark are for one, and
// bring it along where the terminal has the other.
var themeNames = []string{"auto", "light", "dark", "high-contrast"}

// A background is what is known of the terminal's.
type background int

const (
	unknownBackground background = iota
	darkBackground
	lightBackground
)

func backgroundOf(isDark bool) background {
	if isDark {
		return darkBackground
	}
	return lightBackground
}

// The high-contrast palettes: all text, the faintest too, has a contrast (WCAG 2.2) of seven to one or more upon black, or
// upon white. Without a known background only the terminal's own colours are sure, and signs and attributes do the rest.
var (
	highDark = colours{
		accent: "#ffff5f", dim: "#e4e4e4", faint: "#c6c6c6", border: "#e4e4e4", cursor: "#ffff5f", cursorText: "#000000",
		cursorBlur: "#444444", chosen: "#303030", star: "#ffd700", note: "#ffafff", read: "#87ff87", later: "#87d7ff",
		bad: "#ffafaf", link: "#afd7ff", code: "#ffffaf",
	}
	highLight = colours{
		isLight: true, accent: "#3a0ca3", dim: "#262626", faint: "#4e4e4e", border: "#262626", cursor: "#000000", cursorText: "#ffffff",
		cursorBlur: "#d0d0d0", chosen: "#dadada", star: "#5f4300", note: "#7a0050", read: "#004d1a", later: "#003f66",
		bad: "#8b0000", link: "#00338d", code: "#4d4d00",
	}
	highUnknown = colours{}
)

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

// themeOn is the theme upon a background.
func (c *Config) themeOn(b background) *theme {
	p := c.palette(b)
	side := "dark."
	switch {
	case p.isLight:
		side = "light."
	case b == unknownBackground && c.Theme != "dark":
		side = "unknown." // which no colour is for
	}
	for name, field := range colourNames {
		if own := cmp.Or(c.Colours[side+name], c.Colours[name]); own != "" {
			*field(&p) = own
		}
	}
	t := themeOf(p)
	t.dates = dateForm(c.Date)
	for name, colour := range c.Tags {
		if t.ownTags == nil {
			t.ownTags = make(map[string]style)
		}
		t.ownTags[name] = fg(tagColour(p, colour))
	}
	return t
}

// palette is the built-in colours of the theme upon a background.
func (c *Config) palette(b background) colours {
	switch c.Theme {
	case "light":
		p := light
		if b != lightBackground {
			p.text, p.page = "#1f2328", "#ffffff"
		}
		return p
	case "dark":
		p := dark
		if b != darkBackground {
			p.text, p.page = "#e6e6e6", "#16161a"
		}
		return p
	case "high-contrast":
		return [...]colours{highUnknown, highDark, highLight}[b]
	}
	return [...]colours{middle, dark, light}[b]
}

// screenColours are what the whole screen is drawn in; nil is the terminal's own.
func (t *theme) screenColours() (text, page color.Color) {
	if t.textColour != "" {
		text = lipgloss.Color(t.textColour)
	}
	if t.pageColour != "" {
		page = lipgloss.Color(t.pageColour)
	}
	return text, page
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
		return "", fmt.Errorf(`%q is no colour: write "#b9a6ff", or a number of the terminal's 256 such as "141"`, printable(typed))
	}
	if len(s) == 4 {
		s = "#" + strings.Repeat(s[1:2], 2) + strings.Repeat(s[2:3], 2) + strings.Repeat(s[3:4], 2)
	}
	return s, nil
}
