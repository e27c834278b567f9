// This file owns charts made of characters: columns, bars, and the heat map of a calendar. Lengths and shades tell all
// of it; colour is beauty alone.

package ui

import (
	"slices"
	"strings"
	"time"

	"dogear/store"
)

// eighths fill a cell from below; shades fill it more and more.
var (
	eighths = []rune(" ▁▂▃▄▅▆▇█")
	shades  = []rune("·░▒▓█")
)

// A chartColumn is one value of a column chart. Its label stands below it where there is room.
type chartColumn struct {
	value int
	label string
}

// columnRows is the height of a column chart without its labels.
const columnRows = 4

// fitting are the last of the columns that fit into w cells beside their axis, how wide each is, and how wide that is.
func fitting(columns []chartColumn, w int) (shown []chartColumn, cell, axis int) {
	axis = width(store.Thousands(greatest(columns))) + 2
	cell = min(max((w-axis)/max(len(columns), 1), 2), 4)
	return columns[max(0, len(columns)-max(w-axis, 0)/cell):], cell, axis
}

func greatest(columns []chartColumn) (most int) {
	for _, c := range columns {
		most = max(most, c.value)
	}
	return most
}

// columnChart draws the columns that fit into w cells, in columnRows lines and one of labels:
//
//	65 ┤      █
//	   │      █   ▃
//	   │  ▅   █ ▁ █
//	 0 ┤▁ █ · █ █ █
//	    Mar 2     Mar 9
func columnChart(t *theme, columns []chartColumn, w int) []string {
	most := greatest(columns)
	columns, cell, axis := fitting(columns, w)
	bar := cell - 1
	lines := make([]string, 0, columnRows+1)
	for row := columnRows - 1; row >= 0; row-- {
		scale, tick := "", "│"
		switch row {
		case columnRows - 1:
			if most > 0 {
				scale, tick = store.Thousands(most), "┤"
			}
		case 0:
			scale, tick = "0", "┤"
		}
		var b strings.Builder
		for _, c := range columns {
			fill := min(max(eighthsOf(c.value, most)-row*8, 0), 8)
			if c.value == 0 && row == 0 {
				b.WriteString(string(shades[0]) + strings.Repeat(" ", cell-1))
				continue
			}
			b.WriteString(strings.Repeat(string(eighths[fill]), bar) + " ")
		}
		lines = append(lines, t.dim.paint(padLeft(scale, axis-2)+" "+tick)+t.bar.paint(strings.TrimRight(b.String(), " ")))
	}
	return append(lines, strings.Repeat(" ", axis)+t.dim.paint(labels(columns, cell)))
}

// eighthsOf is the height of a column in eighths of a cell. What is not zero can be seen.
func eighthsOf(value, most int) int {
	if value <= 0 {
		return 0
	}
	return max(1, int(float64(value)/float64(most)*8*columnRows+0.5))
}

// labels writes each label at its column, if the one before leaves it room.
func labels(columns []chartColumn, cell int) string {
	line := ""
	for i, c := range columns {
		if at := i * cell; c.label != "" && (line == "" || width(line) < at) && at+width(c.label) <= len(columns)*cell {
			line = pad(line, at) + c.label
		}
	}
	return line
}

// padLeft fills a string with spaces before it.
func padLeft(s string, w int) string { return strings.Repeat(" ", max(w-width(s), 0)) + s }

// bar draws a part of the greatest as a line of at most w cells.
func bar(t *theme, part, most, w int) string {
	if part <= 0 || most <= 0 || w <= 0 {
		return ""
	}
	return t.bar.paint(strings.Repeat("━", max(1, int(float64(part)/float64(most)*float64(w)+0.5))))
}

// heatMap draws the last weeks of days, as many as fit into w cells: a column for each week, Monday on top, each day a
// shade. The days begin on a Monday.
//
//	    Jan     Feb
//	Mon ░░· ▓▓██
func heatMap(t *theme, days []store.Day, w int) []string {
	const head = 4 // the names of the days
	weeks := (len(days) + 6) / 7
	cell := 1
	if w >= head+2*weeks {
		cell = 2
	}
	if hidden := weeks - max((w-head)/cell, 1); hidden > 0 {
		days, weeks = days[hidden*7:], weeks-hidden
	}
	shade := shadesOf(days)
	lines := []string{strings.Repeat(" ", head) + t.dim.paint(months(days, cell))}
	for weekday := range 7 {
		name := ""
		if weekday%2 == 0 {
			name = time.Weekday((weekday + 1) % 7).String()[:3]
		}
		var b strings.Builder
		for week := range weeks {
			i := week*7 + weekday
			if i >= len(days) {
				break // days to come
			}
			r := string(shade(days[i].Decided))
			if days[i].Decided == 0 {
				b.WriteString(pad(t.dim.paint(r), cell))
			} else {
				b.WriteString(t.bar.paint(strings.Repeat(r, cell)))
			}
		}
		lines = append(lines, t.dim.paint(pad(name, head))+b.String())
	}
	return lines
}

// shadesOf shades days by their rank: each of the four shades has about a quarter of the days with anything in them, so
// that one day of a thousand papers does not bleach all others. Equal days share the middle of their ranks; the best
// ones have the last shade.
func shadesOf(days []store.Day) func(n int) rune {
	var busy []int
	for _, d := range days {
		if d.Decided > 0 {
			busy = append(busy, d.Decided)
		}
	}
	slices.Sort(busy)
	return func(n int) rune {
		switch {
		case n == 0:
			return shades[0]
		case n == busy[len(busy)-1]:
			return shades[4]
		}
		fewer, _ := slices.BinarySearch(busy, n)
		upTo, _ := slices.BinarySearch(busy, n+1)
		return shades[1+2*(fewer+upTo)/len(busy)]
	}
}

// months names each month over the week that holds its first day.
func months(days []store.Day, cell int) string {
	var columns []chartColumn
	for week := range slices.Chunk(days, 7) {
		c := chartColumn{}
		for _, d := range week {
			if d.Date.Day() == 1 {
				c.label = d.Date.Format("Jan")
			}
		}
		columns = append(columns, c)
	}
	return labels(columns, cell)
}
