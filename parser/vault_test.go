package parser_test

import (
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"

	"dogear/parser"
)

var vaultFormats = []parser.Format{parser.FormatObsidian, parser.FormatLogseq}

// A note comes back out of its page as it went in, and the text before it is no note.
func TestVaultNotesReadBack(t *testing.T) {
	rnd := rand.New(rand.NewPCG(2, 19))
	for range 500 {
		p := hostileBib(rnd)
		var lines []string
		for range rnd.IntN(6) {
			lines = append(lines, oneOf(rnd, "", "## Note", "# Head", "- item", "\t- deeper", "  two spaces", "a:: b", "[[link]]", "---", hostileTeXLine(rnd, 4)))
		}
		note := parser.CleanNote(strings.TrimLeft(strings.Join(lines, "\n"), "\n"))
		p.Marks = &parser.Marks{Status: "read", Tags: []string{"gnn"}, Note: note}
		for _, f := range vaultFormats {
			text := parser.WriteVault(f, &p, parser.VaultPage{ID: 12, Related: []string{"@other"}})
			head, got, ok := parser.SplitVault(f, text)
			if !ok || got != note || strings.Contains(head, "## Note\n") && f == parser.FormatObsidian && !strings.Contains(head, `\## Note`) {
				t.Fatalf("%s\n got %q\nwant %q\n%s", f, got, note, text)
			}
			if _, crlf, _ := parser.SplitVault(f, strings.ReplaceAll(text, "\n", "\r\n")); crlf != note {
				t.Fatalf("%s with CRLF: got %q, want %q", f, crlf, note)
			}
		}
	}
}

// Every string in the properties is quoted and of one line, so that YAML reads what was meant.
func TestObsidianProperties(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 19))
	for range 300 {
		p := hostileBib(rnd)
		p.Marks = &parser.Marks{Status: "inbox", Starred: true, Tags: []string{"to read", "2024", "a/b", "数学"}}
		text := parser.WriteVault(parser.FormatObsidian, &p, parser.VaultPage{ID: 12})
		yaml, _, ok := strings.Cut(strings.TrimPrefix(text, "---\n"), "\n---\n")
		if !ok {
			t.Fatal(text)
		}
		values := map[string][]string{}
		name := ""
		for _, l := range strings.Split(yaml, "\n") {
			item, isItem := strings.CutPrefix(l, "  - ")
			if !isItem {
				name, item, _ = strings.Cut(l, ":")
			}
			if item = strings.TrimSpace(item); item == "" || item == "true" && name == "starred" {
				continue
			}
			var s string
			if err := json.Unmarshal([]byte(item), &s); err != nil {
				t.Fatalf("%s: %v", l, err)
			}
			values[name] = append(values[name], s)
		}
		var authors []string
		for _, a := range p.Authors {
			authors = append(authors, a.Name())
		}
		for name, want := range map[string][]string{
			"dogear": {"12"}, "title": {p.Title}, "authors": authors, "arxiv": {p.ArXiv}, "doi": {p.DOI}, "published": {string(p.Published)},
			"venue": {p.In.Venue}, "keywords": p.Keywords, "status": {"inbox"}, "tags": {"to-read", "n2024", "a/b", "数学"},
		} {
			if got := strings.Join(values[name], "\n"); got != strings.Join(want, "\n") {
				t.Fatalf("%s\n got %q\nwant %q\n%s", name, got, want, text)
			}
		}
	}
}

func TestVaultNames(t *testing.T) {
	long := strings.Repeat("k", 300)
	for key, want := range map[string]string{
		"doe2024": "@doe2024", "con": "@con", "DBLP:conf/x": "@DBLP-conf-x~7", "../../etc": "@..-..-etc~7", "a.": "@a~7", "a|b?*": "@a-b--~7",
		long: "@" + long[:100] + "~7", "": "@",
	} {
		if got := parser.VaultName(key, 7); got != want {
			t.Errorf("%.20q: %s, want %s", key, got, want)
		}
	}
}
