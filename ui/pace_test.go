package ui

import (
	"testing"
	"time"
)

func TestPace(t *testing.T) {
	for _, c := range []struct {
		n     int
		share float64
		took  time.Duration
		want  string
	}{
		{100, 0.5, 500 * time.Millisecond, ""},
		{0, 0, time.Minute, ""},
		{24_800, 0.2, 2 * time.Second, "12,400 a second, 8 s left"},
		{24_800, 0, 2 * time.Second, "12,400 a second"},
		{600_000, 0.5, 80 * time.Second, "7,500 a second, 1 min 20 s left"},
		{1_000_000, 1, 80 * time.Second, "12,500 a second"},
	} {
		if got := Pace(c.n, c.share, c.took); got != c.want {
			t.Errorf("%d, %v of it, in %v: %q, want %q", c.n, c.share, c.took, got, c.want)
		}
	}
}
