package cli

import "testing"

// The version names the commit, where one is known.
func TestVersionLine(t *testing.T) {
	for _, c := range []struct {
		version, commit, when string
		changed               bool
		want                  string
	}{
		{"", "", "", false, "(devel)"},
		{"v0.1.0", "", "", false, "v0.1.0"},
		{"0.1.0", "1a2b3c4", "2026-11-25T10:00:00Z", false, "0.1.0 (commit 1a2b3c4, 2026-11-25)"},
		{"(devel)", "1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d", "", true, "(devel) (commit 1a2b3c4d5e6f, modified)"},
	} {
		if got := versionLine(c.version, c.commit, c.when, c.changed); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}
