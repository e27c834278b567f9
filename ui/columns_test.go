package ui

import (
	"slices"
	"testing"

	"dogear/store"
)

// Columns are as wide as what stands in them, and the title has the rest.
func TestColumnsAreSizedToTheirContent(t *testing.T) {
	texts := map[string]string{"authors": "Vaswani +7", "tags": "#a-long-tag #another-one", "source": "arXiv"}
	var c cells
	for _, col := range allColumns {
		if text, ok := texts[col.name]; ok {
			col.text = func(*theme, *store.Paper) string { return text }
			c.columns = append(c.columns, col)
		}
	}
	c.papers = map[int64]*store.Paper{1: {}}
	c.measure(&theme{})
	for w, want := range map[int][]int{200: {10, 24, 5}, 120: {10, 24, 5}, 90: {10, 15, 5}, 60: {10, 14, 5}, 45: {10}, 40: {10}, 20: nil} {
		widths, taken := c.fit(w)
		sum := 0
		for _, n := range widths {
			sum += n + 2
		}
		if !slices.Equal(widths, want) || taken != sum {
			t.Errorf("in %d cells: %v, which take %d; not %v, which take %d", w, widths, taken, want, sum)
		}
	}
}
