package store

import (
	"slices"
	"testing"
	"unicode/utf8"
)

func TestDifference(t *testing.T) {
	for _, c := range []struct {
		raw, shown, gaps string
		hunks            []string
	}{
		{"  We show\nthat it works.\n", "We show that it works.", "0  2\n3\n", nil},
		{"We show", "We  show", "0", nil},
		{"", "", "0", nil},
		{" \n", "", "0 \n", nil},
		{"2 3\n4", "2 3 4", "02\n", nil},
		{"It costs 5\\% more.", "It costs 5% more.", "0", []string{"2,1 5\\%"}},
		{"{\\it in vitro} and $O(n ^ 2)$ is", "in vitro and O(n²) is", "0", []string{"0,4 {\\it in vitro} and $O(n ^ 2)$"}},
		{"All new", "", "0", []string{"0,0 All new"}},
		{"", "All new", "0", []string{"0,2 "}},
	} {
		d, ok := differenceOf(c.raw, c.shown)
		if !ok || d.Gaps != c.gaps || !slices.Equal(d.Hunks, c.hunks) {
			t.Errorf("%q of %q: %+q, %v", c.raw, c.shown, d, ok)
		}
		if back := d.of(c.shown); back != c.raw {
			t.Errorf("%q of %q comes back as %q", c.raw, c.shown, back)
		}
	}
	long := "one two three four five six seven eight nine ten eleven twelve thirteen"
	if d, ok := differenceOf("entirely other words", long); ok {
		t.Errorf("%+q", d)
	}
}

// Whatever the two texts are, the original comes back to the letter.
func FuzzDifference(f *testing.F) {
	f.Add("  We show\nthat 12 of 13 work.\n", "We show that 12 of 13 work.")
	f.Add("a\u00a0b\u2028c $x_1$ d", "a b c x₁ d")
	f.Add("a b", "b a")
	f.Fuzz(func(t *testing.T, raw, shown string) {
		if d, ok := differenceOf(raw, shown); ok && d.of(shown) != raw {
			t.Errorf("%q by %+q comes back as %q", raw, d, d.of(shown))
		}
		if d, ok := differenceOf(raw, raw); !ok || len(d.Hunks) > 0 || d.of(raw) != raw {
			t.Errorf("%q of itself: %+q, %v", raw, d, ok)
		}
		b := body{Abstract: shown, RawAbstract: rawOf(raw, shown)}
		data, err := b.pack()
		if err != nil {
			t.Fatal(err)
		}
		back, err := unpackBody(data)
		if err != nil || utf8.ValidString(raw) && utf8.ValidString(shown) && (back.RawAbstract != b.RawAbstract || back.Abstract != shown) {
			t.Errorf("%q and %q come back as %q and %q, %v", shown, raw, back.Abstract, back.RawAbstract, err)
		}
	})
}
