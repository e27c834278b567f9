package ui

import (
	"math"
	"strconv"
	"testing"
)

// luminance is a colour's relative luminance (WCAG 2.2).
func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	n, err := strconv.ParseUint(hex[1:], 16, 32)
	if err != nil {
		t.Fatal(err)
	}
	part := func(shift uint) float64 {
		c := float64(n>>shift&0xff) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*part(16) + 0.7152*part(8) + 0.0722*part(0)
}

// Text must be readable whatever the background is, where the terminal does not tell.
func TestMiddleThemeReadsOnBlackAndWhite(t *testing.T) {
	for name, c := range map[string]string{
		"accent": middle.accent, "dim": middle.dim, "star": middle.star, "note": middle.note, "read": middle.read,
		"later": middle.later, "bad": middle.bad, "link": middle.link, "code": middle.code,
	} {
		l := luminance(t, c)
		if black, white := (l+0.05)/0.05, 1.05/(l+0.05); min(black, white) < 3.8 {
			t.Errorf("%s: contrast %.1f on black, %.1f on white", name, black, white)
		}
	}
	if c := 1.05 / (luminance(t, middle.cursor) + 0.05); c < 4.5 {
		t.Errorf("the selected line: contrast %.1f", c)
	}
}
