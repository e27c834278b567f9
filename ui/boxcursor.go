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

// window is the part of a list of n that is seen; the cursor is in it.
func (c *boxCursor) window(m *Model, n int) (from, to int) {
	rows := boxRows(m)
	c.top = max(0, min(c.top, c.at, n-rows))
	c.top = max(c.top, c.at-rows+1)
	return c.top, min(c.top+rows, n)
}

// lineAt is the index of what stands in a line of the box, in a list of n.
func (c *boxCursor) lineAt(m *Model, line, n int) (i int, ok bool) {
	from, to := c.window(m, n)
	return from + line, line >= 0 && from+line < to
}
