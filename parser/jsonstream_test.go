package parser

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"
)

// split is what a splitter finds, each record with its line, broken ones with a "!" and the reason.
func split(t testing.TB, in io.Reader) (found []string, empty bool) {
	t.Helper()
	s := newJSONSplitter(bufio.NewReaderSize(in, sniffLen), setOf("data items"))
	for {
		piece, err := s.next()
		if errors.Is(err, io.EOF) {
			return found, s.empty()
		}
		if err != nil {
			t.Fatal(err)
		}
		text := fmt.Sprintf("%d %s", piece.line, piece.raw)
		if piece.wrong != "" {
			text = fmt.Sprintf("!%d %s", piece.line, piece.wrong)
		}
		found = append(found, text)
	}
}

const (
	quotesOff  = "not JSON: an unmatched quote"
	bracketOff = "not JSON: a closing bracket that does not match"
	listOff    = "the list of records is not closed; was the file truncated?"
	trailing   = "not JSON; the records are followed by something else"
)

func TestJSONRecordsAreFound(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string
	}{
		{"an array", `[{"a":1}, {"b":"]}{["},{}]`, []string{`1 {"a":1}`, `1 {"b":"]}{["}`, `1 {}`}},
		{"an array over lines", "\n[\n  {\n \"a\": [1,\r\n2]\n  },\n  {\"b\": {}}\n]\n", []string{"3 {\n \"a\": [1,\r\n2]\n  }", `7 {"b": {}}`}},
		{"one object", "\n{\"a\": {\"data\": [1]},\n\"b\": []}", []string{"2 {\"a\": {\"data\": [1]},\n\"b\": []}"}},
		{"a member that is no list", `{"data": {"items": [{}]}}`, []string{`1 {"data": {"items": [{}]}}`}},
		{"a member with records", "{\"total\": 2, \"x\": [[]],\n \"data\": [{\"a\":1},\n{\"b\":2}], \"next\": {}}", []string{`2 {"a":1}`, `3 {"b":2}`}},
		{"two members with records", `{"data": [{"a":1}], "items": [{"b":2}]}`, []string{`1 {"a":1}`, `1 {"b":2}`}},
		{"lines", "{\"a\":1}\n\n{\"b\":2}\r\n", []string{`1 {"a":1}`, `3 {"b":2}`}},
		{"lines with commas", "{\"a\":1},\n{\"b\":2},\n", []string{`1 {"a":1}`, `2 {"b":2}`}},
		{"joined files", "[{\"a\":1}]\n[{\"b\":2}]{\"data\":[{\"c\":3}]}", []string{`1 {"a":1}`, `2 {"b":2}`, `2 {"c":3}`}},
		{"null and missing commas", `[null,{"a":1}{"b":2},,{"c":3},]`, []string{`1 null`, `1 {"a":1}`, `1 {"b":2}`, `1 {"c":3}`}},
		{"escapes", `[{"a":"\"},{\\"},{"b":"\u005c"}]`, []string{`1 {"a":"\"},{\\"}`, `1 {"b":"\u005c"}`}},

		{"not JSON inside of brackets is left to others", `[{"a":NaN,},{'a':1},{"a" 1}]`, []string{`1 {"a":NaN,}`, `1 {'a':1}`, `1 {"a" 1}`}},
		{"zero bytes", "[{\"a\":\x00},\x00{\"a\":1}]", []string{"1 {\"a\":\x00}", "!1 " + noJSONObject}},
		{"no records in the array", `[1,"x",{"a":1},[{"a":2}],{"a":3}]`, []string{
			"!1 " + noJSONObject, `1 {"a":1}`, "!1 a list inside the list; a record is one {…}", `1 {"a":2}`, `1 {"a":3}`, "!1 " + trailing,
		}},
		{"cut off in a record", "[{\"a\":1},\n{\"a\":\"two", []string{`1 {"a":1}`, "!2 not JSON: " + cutOffJSON}},
		{"cut off in a record, with a line end", "[{\"a\":1},\n{\"a\":\"two\n", []string{`1 {"a":1}`, "!2 not JSON: " + cutOffJSON}},
		{"cut off between records", "[{\"a\":1},\n\n", []string{`1 {"a":1}`, "!3 " + listOff}},
		{"cut off behind the list", "{\"data\":[{\"a\":1}]\n, \"b\": ", []string{`1 {"a":1}`, "!2 not JSON: " + cutOffJSON}},
		{"cut off before the list", `{"total": 1, "da`, []string{"!1 not JSON: " + cutOffJSON}},
		{"something behind", "[{\"a\":1}]\n\ngoodbye {\"a\":2}\n", []string{`1 {"a":1}`, "!3 " + trailing}},
		{"something between lines", "{\"a\":1}\noops\n{\"b\":2}", []string{`1 {"a":1}`, "!2 " + trailing, `3 {"b":2}`}},
		{"no JSON at all", "Title\n\nText", []string{"!1 not JSON; a record is one {…}, a list of records [{…}, {…}]"}},

		{"a quote is missing", `[{"a":"x","b":1},{"a":"y,"b":2},{"a":"z","b":3}]`, []string{`1 {"a":"x","b":1}`, "!1 " + quotesOff, `1 {"a":"z","b":3}`}},
		{"the last quote is missing", `[{"a":"x"},{"a":"y},{"a":"z"},{"a":"!"}]`, []string{`1 {"a":"x"}`, "!1 " + quotesOff, `1 {"a":"z"}`, `1 {"a":"!"}`}},
		{"quotes inside", `[{"a":"x"},{"a":"the "y" of"},{"a":"z"}]`, []string{`1 {"a":"x"}`, "!1 " + quotesOff, `1 {"a":"z"}`}},
		{"a line end in a string", "[{\"a\":\"x\"},\n{\"a\":\"y\n\"},\n{\"a\":\"z\"}]", []string{`1 {"a":"x"}`, "!2 not JSON: a string is not closed on its line", `4 {"a":"z"}`}},
		{"a bracket is missing", `[{"a":"x"},{"a":[1,"b":2},{"a":"z"}]`, []string{`1 {"a":"x"}`, "!1 " + bracketOff, `1 {"a":"z"}`}},
		{"the last bracket is missing", "[{\"a\":\"x\"},\n{\"a\":1,\n\n{\"a\":\"z\"}]", []string{`1 {"a":"x"}`, "!2 not JSON at line 4: a bracket instead of the name of a member", `4 {"a":"z"}`}},
		{"a bracket too many", `[{"a":"x"}},{"a":"z"}]`, []string{`1 {"a":"x"}`, "!1 " + noJSONObject, `1 {"a":"z"}`}},
		{"nested objects begin otherwise", `[{"a":[{"n":1},{"n":2}]},{"a":"y,[{"n":1},{"n":2}]},{"a":"z"}]`, []string{`1 {"a":[{"n":1},{"n":2}]}`, "!1 " + quotesOff, `1 {"a":"z"}`}},
		{"lines that are cut off", "{\"a\":1}\n{\"a\":[2,\n{\"a\":3}\n{\"a\":{\"b\":\"\n{\"a\":4}", []string{
			`1 {"a":1}`, "!2 not JSON at line 3: the line is incomplete; was it truncated?", `3 {"a":3}`, "!4 not JSON: a string is not closed on its line", `5 {"a":4}`,
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for how, in := range map[string]io.Reader{"at once": strings.NewReader(test.text), "byte by byte": iotest.OneByteReader(strings.NewReader(test.text))} {
				if got, _ := split(t, in); !reflect.DeepEqual(got, test.want) {
					t.Errorf("%s: got\n%s\nwant\n%s", how, strings.Join(got, "\n"), strings.Join(test.want, "\n"))
				}
			}
		})
	}
}

func TestEmptyJSONLists(t *testing.T) {
	for text, want := range map[string]bool{
		"[]": true, `{"total":0,"data":[]}`: true, "{}": false, `{"data":{}}`: false, "[null]": false, "[": false, "[] x": false, "": false,
	} {
		if _, empty := split(t, strings.NewReader(text)); empty != want {
			t.Errorf("%q: empty %v", text, empty)
		}
	}
}

// Whatever is done to one byte of a record in a list, the others are found as they are.
func TestOneBrokenRecordLosesNoOther(t *testing.T) {
	layouts := []func(a, b, c, d string) string{
		func(a, b, c, d string) string { return "[" + a + "," + b + "," + c + "," + d + "]" },
		func(a, b, c, d string) string {
			return "{\"data\":[\n" + a + ",\n" + b + ",\n" + c + ",\n" + d + "\n]}"
		},
	}
	record := func(n int, sep string) string {
		return fmt.Sprintf(`{"id":"%d",%s"authors":[{"n":"x"},{"n":"y z"}],%s"title":"Of %d, \"and\" [more]"}`, n, sep, sep, n)
	}
	tried, lost := 0, 0
	for l, layout := range layouts {
		for _, sep := range []string{"", "\n  "} {
			var r [4]string
			for i := range r {
				r[i] = record(i, sep)
			}
			for at := range r[1] {
				edits := []string{r[1][:at] + r[1][at+1:]}
				for _, b := range `{}[]",:\x` + "\n" {
					edits = append(edits, r[1][:at]+string(b)+r[1][at:])
				}
				for _, broken := range edits {
					got, _ := split(t, strings.NewReader(layout(r[0], broken, r[2], r[3])))
					found := map[string]bool{}
					for _, g := range got {
						_, raw, _ := strings.Cut(g, " ")
						found[raw] = true
					}
					tried++
					if !found[r[0]] {
						t.Fatalf("layout %d: %q lost the record before it: %q", l, broken, got)
					}
					if !found[r[2]] || !found[r[3]] {
						lost++
						t.Logf("layout %d: %q: %q", l, broken, got)
					}
				}
			}
		}
	}
	if tried < 3000 || lost > 0 {
		t.Errorf("%d of %d lost a record that is whole", lost, tried)
	}
}

// An endless reader says the same forever, up to a limit that no test comes to the end of by keeping all of it.
func endless(text string, n int) io.Reader {
	if len(text) < 1000 {
		text = strings.Repeat(text, 1+1000/len(text))
	}
	var parts []io.Reader
	for range 1 + n/len(text) {
		parts = append(parts, strings.NewReader(text))
	}
	return io.MultiReader(parts...)
}

func TestHostileJSONIsBounded(t *testing.T) {
	const (
		much    = 1 << 20
		tooMuch = 5 << 20 // for a record
	)
	for name, in := range map[string]io.Reader{
		"brackets":         endless("[", much),
		"objects":          endless(`{"a":`, much),
		"closing brackets": endless("]", much),
		"quotes":           endless(`"`, much),
		"quotes and text":  endless(`"a`, much),
		"one string":       io.MultiReader(strings.NewReader(`[{"a":"`), endless("word ", tooMuch)),
		"one number":       io.MultiReader(strings.NewReader(`[{"a":`), endless("1", tooMuch)),
		"one space":        io.MultiReader(strings.NewReader(`[{"a":`), endless(" ", tooMuch)),
		"broken records":   io.MultiReader(strings.NewReader(`[`), endless(`{"a":"},`, much)),
		"beginnings":       io.MultiReader(strings.NewReader(`[{"a" "a"`), endless(`,{"a"`, much)),
		"no beginnings":    io.MultiReader(strings.NewReader(`[{"a":1}, {"a":"x"y`), endless(`,{ "b"`, much)),
		"text":             endless("word ", much),
	} {
		t.Run(name, func(t *testing.T) {
			s := newJSONSplitter(bufio.NewReaderSize(in, sniffLen), setOf("data"))
			for n := 0; ; n++ {
				piece, err := s.next()
				if err != nil {
					if !errors.Is(err, io.EOF) {
						t.Error(err)
					}
					break
				}
				if len(piece.raw) > maxJSONRecord {
					t.Fatalf("%d bytes of a record", len(piece.raw))
				}
			}
			runtime.GC()
			if cap(s.raw) > 4*maxJSONRecord {
				t.Errorf("%d bytes kept", cap(s.raw))
			}
		})
	}
	long := io.MultiReader(strings.NewReader(`[{"a":"`), endless("word ", tooMuch), strings.NewReader(`"},{"a":"z"}]`))
	if got, _ := split(t, long); len(got) != 2 || got[0] != "!1 a record longer than 4 MiB" || got[1] != `1 {"a":"z"}` {
		t.Errorf("got %.300q", got)
	}
	deep := "[{\"a\":" + strings.Repeat("[", 1000) + strings.Repeat("]", 1000) + "},{\"a\":2}]"
	if got, _ := split(t, strings.NewReader(deep)); len(got) != 2 || !strings.Contains(got[0], "nested too deep") || got[1] != `1 {"a":2}` {
		t.Errorf("got %.300q", got)
	}
}

// FuzzJSONSplitter checks that what is JSON comes apart into its elements, that pieces do not overlap and keep their order, and
// that the way in which an input is read makes no difference.
func FuzzJSONSplitter(f *testing.F) {
	for _, s := range []string{
		`[{"a":1},{"a":"x\"y"},null]`, "{\"data\":[{\"a\":[1]}]}\n[{}]", "{\"a\":1}\n{\"b\":", `[{"a":"x},{"a":"y"}]`, `[{"a":"x "y" z"},{"a":1}]`, `]`, "{\"data\":[]}x\n{}",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "x")
		got, _ := split(t, strings.NewReader(text))
		slowly, _ := split(t, iotest.HalfReader(strings.NewReader(text)))
		if !reflect.DeepEqual(got, slowly) {
			t.Fatalf("read at once\n%q\nand slowly\n%q", got, slowly)
		}
		var list []json.RawMessage
		if json.Unmarshal([]byte(text), &list) != nil {
			return
		}
		var want []string
		for _, v := range list {
			if v[0] != '{' && v[0] != 'n' {
				return
			}
			want = append(want, string(v))
		}
		if strings.Count(text, "[")+strings.Count(text, "{") > maxJSONDepth {
			return
		}
		for i := range got {
			_, got[i], _ = strings.Cut(got[i], " ")
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("got %q, want %q", got, want)
		}
	})
}

func TestJSONShape(t *testing.T) {
	const text = ` [null, {"id": 1, "author": [{"family": "D", "given": "J"}, {"literal": "x"}], "x": {"y": {"z": [[{"no": 1}]]}}, "title": "a b"}, {"other": 1}] `
	shape := shapeOf(text)
	for name, want := range map[string]bool{
		"id": true, "author": true, "author.family": true, "author.given": true, "x.y.z": true, "title": true,
		"author.literal": false, "other": false, "x.y.z.no": false, "family": false,
	} {
		if shape[name] != want {
			t.Errorf("%s: %v", name, !want)
		}
	}
	before := 0
	for n := range len(text) { // cut off anywhere, names only become more
		if now := len(shapeOf(text[:n])); now < before {
			t.Fatalf("cut at %d: %d names, %d before", n, now, before)
		} else {
			before = now
		}
	}
	if before != len(shape) || before < 8 {
		t.Errorf("%d names of %d", before, len(shape))
	}
	for _, text := range []string{"", "text", `"a"`, "[1] {\"a\":1}", "[Title](x) {", "{a: 1}", strings.Repeat("[", 1<<16), strings.Repeat(`{"a":`, 1<<13)} {
		if n := len(shapeOf(text)); n > maxShapeDepth {
			t.Errorf("%.20q has %d names", text, n)
		}
	}
}
