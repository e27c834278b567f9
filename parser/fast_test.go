package parser

// The fast paths look at eight bytes at a time. Here they are compared with loops that look at one, and the reader of
// JSON lines with encoding/json.

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// fastSeeds put every kind of byte at every place of two steps.
func fastSeeds() []string {
	seeds := []string{"", " ", `"0\`, `"\u`, `"\u1`, `"\u1234`, `"\uD83D\u00`, "[1,]", "{,}", `{"a"}`, "nul", "-", "1.", "01", "1e", "\x00", "--", "``", "a-b`c", `{"a":[1,-0.5e+3,null,true,false,{}],"b":"\ud83d\ude00\ud800\u00e9\n"} `}
	for _, odd := range []string{" ", "  ", "\n", "\t", "\x00", "\x1f", "\x7f", "\u0080", "é", "\ufeff", "\xff", "~", "!", "$", `\`, "{", "--", "``", `"`, `\"`, `\u00E9`, `\u00`} {
		for i := range 17 {
			seeds = append(seeds, strings.Repeat("a", i)+odd+strings.Repeat("b", 17-i), `"`+strings.Repeat("a", i)+odd+strings.Repeat(" b", 9)+`"`)
		}
	}
	return seeds
}

func FuzzFastPaths(f *testing.F) {
	seeds := fastSeeds()
	if len(seeds) < 700 {
		f.Fatalf("%d seeds: some got lost", len(seeds))
	}
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		compareFastPaths(t, s)
	})
}

func compareFastPaths(t *testing.T, s string) {
	t.Helper()
	if got, want := plainRun(s), slowPlainRun(s); got != want {
		t.Errorf("plainRun(%q) = %d, want %d", s, got, want)
	}
	if got, want := mayHaveTeX(s), slowMayHaveTeX(s); got != want {
		t.Errorf("mayHaveTeX(%q) = %v", s, got)
	}
	for _, paragraphs := range []bool{false, true} {
		if got, want := isClean(s, paragraphs), slowIsClean(s, paragraphs); got != want {
			t.Errorf("isClean(%q, %v) = %v", s, paragraphs, got)
		}
	}
	ascii := func(r rune) bool { return r >= utf8.RuneSelf || r == utf8.RuneError }
	if got, want := asciiRun([]byte(s)), strings.IndexFunc(s, ascii); got != want && (want >= 0 || got != len(s)) {
		t.Errorf("asciiRun(%q) = %d, want %d", s, got, want)
	}
	odd := func(r rune) bool { return r < ' ' || r == '"' || r == '\\' }
	if got, want := plainJSON([]byte(s)), strings.IndexFunc(s, odd); got != want && (want >= 0 || got != len(s)) {
		t.Errorf("plainJSON(%q) = %d, want %d", s, got, want)
	}
	compareJSON(t, s)
	compareJSON(t, `{"a":`+s+`}`)
	compareJSON(t, `{"`+s+`":"`+s+`"}`)
}

func slowPlainRun(s string) int {
	n := 0
	for n < len(s) {
		switch b := s[n]; {
		case ' ' < b && b < 0x7F:
			n++
		case b == ' ' && n > 0 && n+1 < len(s) && ' ' < s[n+1] && s[n+1] < 0x7F:
			n += 2
		default:
			return n
		}
	}
	return n
}

func slowIsClean(s string, paragraphs bool) bool {
	if paragraphs {
		for part := range strings.SplitSeq(s, "\n\n") {
			if !slowIsClean(part, false) || part == "" && s != "" {
				return false
			}
		}
		return true
	}
	for i, r := range s {
		_, size := utf8.DecodeRuneInString(s[i:])
		single := i > 0 && i < len(s)-1 && s[i-1] != ' '
		if r == ' ' && !single || r == utf8.RuneError && size == 1 || r < ' ' || r == 0x7F || r >= utf8.RuneSelf && !isPlain(r) {
			return false
		}
	}
	return true
}

func slowMayHaveTeX(s string) bool {
	for i := range len(s) {
		twice := i+1 < len(s) && s[i+1] == s[i]
		if strings.IndexByte(`\${~`, s[i]) >= 0 || twice && (s[i] == '`' || s[i] == '-') {
			return true
		}
	}
	return false
}

// compareJSON reads s as a value and, if it is an object, its members as texts.
func compareJSON(t *testing.T, s string) {
	t.Helper()
	if !utf8.ValidString(s) {
		return // an input never has such text, and encoding/json replaces it
	}
	var j jsonLine
	j.reset([]byte(s))
	j.skip()
	j.end()
	deep := strings.Contains(j.wrong, "too deep")
	if valid := json.Valid([]byte(s)); valid != (j.wrong == "") && !deep {
		t.Fatalf("%q: valid %v, but %q", s, valid, j.problem())
	}
	if j.wrong != "" {
		if strings.ContainsFunc(j.problem(), Unsafe) {
			t.Fatalf("not clean: %q", j.problem())
		}
		return
	}
	want := map[string]json.RawMessage{}
	if json.Unmarshal([]byte(s), &want) != nil {
		return
	}
	got := map[string]string{}
	j.reset([]byte(s))
	for n, in := 0, j.enter('{'); in && j.more(n, '}'); n++ {
		key := string(j.key())
		got[key] = j.text()
	}
	if !slices.Equal(slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want))) {
		t.Fatalf("%q: members %q", s, slices.Sorted(maps.Keys(got)))
	}
	for key, raw := range want {
		text := ""
		if raw = bytes.TrimSpace(raw); raw[0] == '-' || isDigit(raw[0]) {
			text = string(raw)
		} else if json.Unmarshal(raw, &text) != nil {
			text = "" // no string
		}
		if got[key] != text {
			t.Fatalf("%q: member %q is %q, want %q", s, key, got[key], text)
		}
	}
}

func TestFastPaths(t *testing.T) {
	for _, s := range fastSeeds() {
		compareFastPaths(t, s)
	}
	for _, depth := range []int{maxJSONDepth, maxJSONDepth + 1, 1 << 20} {
		var j jsonLine
		j.reset([]byte(strings.Repeat("[", depth) + strings.Repeat("]", depth)))
		j.skip()
		if j.end(); (j.wrong == "") != (depth <= maxJSONDepth) {
			t.Errorf("depth %d: %q", depth, j.problem())
		}
	}
}
