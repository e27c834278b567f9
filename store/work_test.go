package store

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
)

// TestManyAuthors imports papers with ever longer lists of authors: the bytes allocated grow with the list, not with its
// square.
func TestManyAuthors(t *testing.T) {
	allocated := func(authors int) uint64 {
		l := newLibrary(t)
		names := make([]string, authors)
		for i := range names {
			names[i] = fmt.Sprintf("Doe%d, Jane", i)
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		takeBib(t, l, "@article{k, title={A study of things}, year={2020}, author={"+strings.Join(names, " and ")+"}}\n")
		runtime.ReadMemStats(&after)
		return after.TotalAlloc - before.TotalAlloc
	}
	if few, many := allocated(2_000), allocated(8_000); many > 8*few {
		t.Errorf("2,000 authors allocate %d KiB, 8,000 allocate %d KiB", few>>10, many>>10)
	}
}
