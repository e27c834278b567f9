package cli

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"dogear/parser"
)

// command runs dogear with a library, and is what it printed. It has to succeed.
func command(t *testing.T, library, stdin string, args ...string) string {
	t.Helper()
	env := System()
	var out, errs bytes.Buffer
	env.Stdin, env.Stdout, env.Stderr = strings.NewReader(stdin), &out, &errs
	env.Getenv = func(string) string { return "" }
	if status := Main(t.Context(), append([]string{"--library", library}, args...), env); status != 0 {
		t.Fatalf("dogear %s: exit status %d\n%s%s", strings.Join(args, " "), status, out.String(), errs.String())
	}
	return out.String()
}

// keptOf are the papers of a library by their titles, each with what a page for a vault holds of it.
func keptOf(t *testing.T, library string) map[string]string {
	t.Helper()
	papers := map[string]string{}
	for l := range strings.Lines(command(t, library, "", "list", "--json")) {
		var p map[string]any
		if err := json.Unmarshal([]byte(l), &p); err != nil {
			t.Fatal(err)
		}
		title, _ := p["title"].(string)
		if papers[title] != "" {
			t.Errorf("%q is there twice", title)
		}
		// The library's own numbers and times, and the original TeX, are not held.
		for _, name := range []string{"id", "digests", "records", "note_saved", "title_original", "abstract_original"} {
			delete(p, name)
		}
		text, err := json.MarshalIndent(p, "", " ")
		if err != nil {
			t.Fatal(err)
		}
		papers[title] = string(text)
	}
	return papers
}

// A folder that was exported gives the same papers back to another library, and nothing new to its own.
func TestVaultsReadBack(t *testing.T) {
	dir := t.TempDir()
	m := &paperMaker{Rand: rand.New(rand.NewPCG(12, 7))}
	var lines strings.Builder
	out := newJSONLines(&lines)
	for range 80 {
		p := m.paper()
		// Notes that link to each other are rewritten for the vault; see export_links.txtar.
		if p.Note = strings.ReplaceAll(p.Note, "[[", ""); p.Comment != "" {
			p.Note = strings.TrimSpace(p.Note + "\n\n## Note\n\n> [!abstract]\n> none")
		}
		if err := out.write(toJSON(p, 0)); err != nil {
			t.Fatal(err)
		}
	}
	library := filepath.Join(dir, "library.db")
	command(t, library, lines.String(), "import", "-")
	want := keptOf(t, library)
	if len(want) != 80 {
		t.Fatalf("%d papers", len(want))
	}
	for _, f := range []parser.Format{parser.FormatObsidian, parser.FormatLogseq} {
		folder, other := filepath.Join(dir, string(f)), filepath.Join(dir, string(f)+".db")
		command(t, library, "", "export", "--format", string(f), "-o", folder)
		files, err := os.ReadDir(folder)
		if err != nil || len(files) < 80 {
			t.Fatalf("%d files, %v", len(files), err)
		}
		command(t, other, "", "import", folder)
		got := keptOf(t, other)
		if len(got) != len(want) {
			t.Errorf("%s: %d papers of %d", f, len(got), len(want))
		}
		for title, w := range want {
			if got[title] != w {
				t.Errorf("%s: %q\n got %s\nwant %s", f, title, got[title], w)
				break
			}
		}
		said := command(t, library, "", "import", "--json", folder)
		if n := len(regexp.MustCompile(`"seen":1\b`).FindAllString(said, -1)); n != 80 {
			t.Errorf("%s: %d of 80 papers were seen in the library that they came from:\n%.600s", f, n, said)
		}
		if now := keptOf(t, library); len(now) != len(want) {
			t.Errorf("%s: the library has %d papers then", f, len(now))
		} else {
			for title, w := range want {
				if now[title] != w {
					t.Errorf("%s: %q was changed by its own page\n got %s\nwant %s", f, title, now[title], w)
					break
				}
			}
		}
	}
}
