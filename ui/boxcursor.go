// This file owns the cursor in a box with a list: moving it, and the part of the list that is seen.

package ui

// A boxCursor is where the cursor is, and the first line that is seen.
type boxCursor struct{ at, top int }

// boxRows is how many lines of a list a box shows.
func boxRows(m *Model) int { return max(1, min(20, m.layout.h-6)) }

// handle moves the cursor, in a list of n, if the key is one that does.
func (c *boxCursor) handle(m *Model, key string, n int) bool {
	switch key {
	case "g", "home":
		c.at = 0
	case "G", "end":
		c.at = n - 1
	default:
		by, ok := scrollBy(key, boxRows(m))
		if !ok {
			return false
		}
		c.at = max(0, min(c.at+by, n-1))
	}
	return true
}

// window is the part of a list of n that is seen in some rows; the cursor is in it.
func (c *boxCursor) window(rows, n int) (from, to int) {
	c.top = max(0, min(c.top, c.at, n-rows))
	c.top = max(c.top, c.at-rows+1)
	return c.top, min(c.top+rows, n)
}

// click puts the cursor on what stands in a line of these rows, if something does, and reports whether it is the second
// click on the same thing: name tells one from another.
func (c *boxCursor) click(m *Model, line, rows, n int, name func(i int) string) (on, twice bool) {
	from, to := c.window(rows, n)
	if line < 0 || from+line >= to {
		return false, false
	}
	c.at = from + line
	return true, m.mouse.twice(name(c.at))
}
