// This file owns ids and dates: which paper of which month it is.

package synthetic

import (
	"strconv"
	"time"
)

// MaxPapers is how many papers fit into the months that arXiv ids can name.
const MaxPapers = 50_000_000

// calendar is where the library has got to. The first paper is of April 2007, when ids of this kind began.
type calendar struct {
	month  int // since January 2007
	number int // of the last paper in it
	quota  int // of papers in it
}

// Since 2015 the number within the month has five digits, before it had four.
const (
	firstMonth = 3
	fiveDigits = 8 * 12
)

// quotaOf is how many papers a month brings: as many as arXiv got, up to now; from there it grows on.
func quotaOf(month int) int {
	if month < fiveDigits {
		return 4000 + 45*(month-firstMonth)
	}
	return min(8200+130*(month-fiveDigits), 99_999)
}

// next goes on to the next paper.
func (c *calendar) next() {
	if c.quota == 0 {
		c.month, c.quota = firstMonth, quotaOf(firstMonth)
	}
	if c.number++; c.number > c.quota {
		c.month++
		c.number, c.quota = 1, quotaOf(c.month)
	}
}

// appendID appends the paper's arXiv id: 0704.0001, 2403.01234.
func (c *calendar) appendID(b []byte) []byte {
	b = appendPadded(b, 7+c.month/12, 2)
	b = appendPadded(b, c.month%12+1, 2)
	b = append(b, '.')
	if c.month < fiveDigits {
		return appendPadded(b, c.number, 4)
	}
	return appendPadded(b, c.number, 5)
}

// submitted is when the paper came: spread over its month, in the order of the ids, a little past full seconds' grid.
func (c *calendar) submitted() int64 {
	start := time.Date(2007, time.Month(c.month+1), 1, 0, 0, 0, 0, time.UTC).Unix()
	const month = 28 * 24 * 3600
	return start + int64(c.number)*month/int64(c.quota+1)
}

// appendPadded appends a number with at least so many digits.
func appendPadded(b []byte, n, digits int) []byte {
	for m := 10; digits > 1; digits, m = digits-1, m*10 {
		if n < m {
			b = append(b, '0')
		}
	}
	return strconv.AppendInt(b, int64(n), 10)
}

// created is the layout of a version's time: the day without a zero before it.
const created = "Mon, 2 Jan 2006 15:04:05 GMT"
