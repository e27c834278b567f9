package cli

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// gzipOf packs n bytes of a repeated text.
func gzipOf(t *testing.T, text string, n int) string {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	for ; n > 0; n -= len(text) {
		if _, err := io.WriteString(w, text); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Every input that is none gets an answer that says what it is, and nothing of the library changes.
func TestBadInput(t *testing.T) {
	dir := t.TempDir()
	lib := filepath.Join(dir, "library.db")
	const good = `{"id":"2401.00001","title":"A good one","versions":[],"categories":"cs.LG"}` + "\n"
	run := func(args ...string) (status int, out string) {
		var b bytes.Buffer
		status = Main(context.Background(), append([]string{"--library", lib}, args...), Env{
			Stdin: strings.NewReader(""), Stdout: &b, Stderr: &b, Getenv: func(string) string { return "" }, Now: System().Now,
		})
		return status, b.String()
	}
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	if status, out := run("import", write("good.jsonl", good)); status != 0 {
		t.Fatal(out)
	}
	_, before := run("list", "--json")
	if err := os.Mkdir(filepath.Join(dir, "folder"), 0o700); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		text   string
		status int
		says   string
	}{
		"empty":             {"", 1, "the input is empty"},
		"white space":       {" \n\t\r\n \n", 1, "the input is empty"},
		"PDF":               {"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", 1, "PDF"},
		"picture":           {"\x89PNG\r\n\x1a\n\x00\x00", 1, "PNG"},
		"zeroes":            {strings.Repeat("\x00", 1<<20), 1, "not text"},
		"HTML":              {"<!DOCTYPE html><html><head><title>Cooking</title></head><body><p>Boil the water.</p></body></html>", 1, "HTML page"},
		"brackets":          {strings.Repeat("[", 1<<20), 1, "JSON"},
		"braces":            {`{"title":` + strings.Repeat(`{"a":`, 1<<18), 1, ""},
		"tags":              {"<?xml version=\"1.0\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">" + strings.Repeat("<a>", 1<<18), 1, ""},
		"BibTeX braces":     {"@article{a, title=" + strings.Repeat("{", 1<<20), 1, ""},
		"entities":          {`<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><feed xmlns="http://www.w3.org/2005/Atom"><entry><title>&b;</title></entry></feed>`, 1, ""},
		"gzip bomb":         {gzipOf(t, strings.Repeat("\x00", 1<<20), 300<<20), 1, "not text"},
		"gzip bomb of text": {gzipOf(t, strings.Repeat("a b c d e f g h ", 1<<16), 80<<20), 1, "too large"},
		"cut gzip":          {gzipOf(t, good, 1<<16)[:60], 1, ""},
		"cut in the middle": {good + `{"id":"2401.00002","title":"cut o`, 3, "line 2: .*truncated"},
		"long line":         {good + `{"title":"` + strings.Repeat("y", 5<<20) + "\"}\n", 3, "line 2: .*4 MiB"},
		"folder":            {"-", 1, "no files in the folder"},
	} {
		path := filepath.Join(dir, "folder")
		if name != "folder" {
			path = write("bad", c.text)
		}
		status, out := run("import", path)
		if status != c.status || !regexp.MustCompile(c.says).MatchString(out) || len(out) > 1500 {
			t.Errorf("%s: status %d, says %.600q", name, status, out)
		}
		if _, after := run("list", "--json"); !strings.HasPrefix(after, before[:40]) || strings.Count(after, "\n") != 1 {
			t.Errorf("%s: the library became %s", name, after)
		}
	}
}
