// This file owns the palettes of the themes. Each is there in three depths: colours for terminals that show all of them,
// for those with 256, and for those with 16. Bringing the first down to the others would not do: the nearest of few
// colours is often one that nobody can read, and of the sixteen only their names are known. What each terminal makes of
// them is a matter of taste: its blue may be too dark for a black background, its green too pale for a white one, and
// Solarized shows "bright black" in the colour of its background. Terminals that have only eight colours ignore the bright
// ones, and show their own text. TestContrast measures the palettes.

package ui

// colours are those of a theme. Each is #rrggbb, or the number of one of the terminal's; an empty one is the terminal's
// own, or an attribute instead of a background.
type colours struct {
	isLight                    bool   // they are for a light background
	boldFades                  bool   // see theme
	text, page                 string // the terminal's own, but for a theme that is for another background than it has
	accent, dim, faint, border string
	cursor, cursorBlur, chosen string // backgrounds
	cursorText                 string // upon cursor; empty: each part of the line keeps its own
	star, note, read, later    string
	bad, link, code            string
}

// depths are the palettes of a theme by how many colours a terminal has.
type depths [3]colours

const (
	trueColour = iota
	colours256
	colours16
)

var (
	dark = depths{
		trueColour: {
			accent: "#b9a6ff", dim: "#949caa", faint: "#78808d", border: "#444b56",
			cursor: "#33303f", cursorBlur: "#292a2e", chosen: "#25282c",
			star: "#f3c969", note: "#e6a5c8", read: "#8fd6a6", later: "#7fc8ea", bad: "#ff8f8a", link: "#8fbcff", code: "#d7c7a0",
		},
		colours256: {
			accent: "147", dim: "247", faint: "244", border: "239", cursor: "236", cursorBlur: "235", chosen: "235",
			star: "221", note: "182", read: "115", later: "116", bad: "210", link: "111", code: "187",
		},
		// Not 14 for the accent: in Solarized it is a grey.
		colours16: {accent: "6", star: "11", note: "3", read: "2", later: "14", bad: "9", link: "6", code: "3"},
	}
	light = depths{
		trueColour: {
			isLight: true, accent: "#5b3fc4", dim: "#5e6571", faint: "#7a818c", border: "#cdd1d8",
			cursor: "#e7e2fb", cursorBlur: "#eceef1", chosen: "#dcebfa",
			star: "#865900", note: "#a03a75", read: "#16703a", later: "#0a638b", bad: "#b3261e", link: "#1b5fc1", code: "#6c5726",
		},
		colours256: {
			isLight: true, accent: "56", dim: "240", faint: "243", border: "252", cursor: "189", cursorBlur: "255", chosen: "195",
			star: "58", note: "125", read: "22", later: "24", bad: "124", link: "25", code: "53",
		},
		colours16: {
			isLight: true, accent: "4", dim: "8", faint: "8", border: "8",
			star: "1", note: "5", read: "4", later: "5", bad: "1", link: "4", code: "5",
		},
	}
	// middle is for a terminal that does not report its background: every colour of text has a contrast (WCAG 2.2) of about
	// four to one upon black and upon white alike, and the selected line brings its own text. None of the sixteen has that.
	middle = depths{
		trueColour: {
			accent: "#8b6be8", dim: "#7a808a", faint: "#8a8f98", border: "#7d828c", cursor: "#5b45b0", cursorText: "#ffffff",
			star: "#a87b00", note: "#c0568f", read: "#2f8f57", later: "#2080b0", bad: "#d9483f", link: "#3f7fdc", code: "#8f7a3f",
		},
		colours256: {
			accent: "99", dim: "244", faint: "245", border: "244", cursor: "61", cursorText: "231",
			star: "166", note: "133", read: "65", later: "31", bad: "197", link: "67", code: "101",
		},
	}

	// A theme for a background that the terminal does not have, or does not report, brings its own page along.
	darkPage = depths{
		trueColour: dark[trueColour].on("#e6e6e6", "#16161a"),
		colours256: dark[colours256].on("254", "233"),
		colours16:  colours{accent: "6", link: "6"}.on("7", "0"), // what some have for black is grey
	}
	lightPage = depths{
		trueColour: light[trueColour].on("#1f2328", "#ffffff"),
		colours256: light[colours256].on("235", "231"),
		// The white of eight colours is grey, so only blue reads on it, and what many terminals make of bold black is grey too.
		colours16: colours{isLight: true, boldFades: true, accent: "4", link: "4"}.on("0", "7"),
	}

	// The high-contrast palettes: all text, the faintest too, has a contrast (WCAG 2.2) of seven to one or more upon black, or
	// upon white. Without a known background only the terminal's own colours are sure, and signs and attributes do the rest.
	highDark = depths{
		trueColour: highDarkColours,
		colours256: highDarkColours, // which are among the 256
		colours16:  {accent: "14", star: "11"},
	}
	highLight = depths{
		trueColour: {
			isLight: true, accent: "#3a0ca3", dim: "#262626", faint: "#4e4e4e", border: "#262626",
			cursor: "#000000", cursorText: "#ffffff",
			star: "#5f4300", note: "#7a0050", read: "#004d1a", later: "#003f66", bad: "#8b0000", link: "#00338d", code: "#4d4d00",
		},
		colours256: {
			isLight: true, accent: "55", dim: "235", faint: "239", border: "235", cursor: "16", cursorText: "231",
			star: "52", note: "89", read: "22", later: "23", bad: "88", link: "18", code: "53",
		},
		colours16: {isLight: true},
	}
	high = depths{}

	highDarkColours = colours{
		accent: "#ffff5f", dim: "#e4e4e4", faint: "#c6c6c6", border: "#e4e4e4", cursor: "#ffff5f", cursorText: "#000000",
		star: "#ffd700", note: "#ffafff", read: "#87ff87", later: "#87d7ff",
		bad: "#ffafaf", link: "#afd7ff", code: "#ffffaf",
	}
)

// on is the palette with colours for the whole screen.
func (c colours) on(text, page string) colours {
	c.text, c.page = text, page
	return c
}
