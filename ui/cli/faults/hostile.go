//go:build unix

// This file owns what becomes of hostile text: it goes in by every format, and every place where text comes out is looked
// at, byte by byte.

package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"unicode/utf8"
)

// hostile imports a hostile digest of each format, as it is and encoded, each into a library of its own and all into one,
// and looks at what commands, exports, the reader in lines and the screen make of them.
func (r *rig) hostile(ctx context.Context) error {
	all, err := r.folder("hostile")
	if err != nil {
		return err
	}
	dir := filepath.Dir(all)
	in, out := r.row("hostile digest in each format"), r.row("hostile text in each command and export")
	taken := make(map[string]bool)
	for _, d := range hostileDigests {
		for _, quoted := range []bool{false, true} {
			name := fmt.Sprintf("%s-%t.%s", d.format, quoted, d.ext)
			if err := os.WriteFile(filepath.Join(dir, name), []byte(d.written(quoted)), 0o600); err != nil {
				return err
			}
			res := r.dogear(ctx, nil, all, "import", name)
			taken[d.format] = taken[d.format] || res.status == 0 || res.status == 3
			r.verdict(in, name, errors.Join(harmless(res.out), harmless(res.err)))
		}
		if !taken[d.format] {
			return fmt.Errorf("the digest %s was taken in neither way, so nothing was tried", d.format)
		}
	}
	err = each(r.outputs(ctx, all), func(args []string) error {
		res := r.dogear(ctx, nil, all, args...)
		r.verdict(out, strings.Join(args, " "), errors.Join(harmless(res.out), harmless(res.err)))
		return ctx.Err()
	})
	if err != nil {
		return err
	}
	r.verdict(r.row("hostile text in the reader in lines"), "lines", r.inLines(ctx, all))
	r.verdict(r.row("hostile text on the screen, in titles and the clipboard"), "screen", r.onScreen(ctx, all))
	return ctx.Err()
}

// exports is how the help of export names the formats.
var exports = regexp.MustCompile(`write it as NAME: ([a-z0-9, \n-]+)`)

// outputs are commands that print what a library holds, or what they were told.
func (r *rig) outputs(ctx context.Context, lib string) [][]string {
	argument := strings.ReplaceAll(payload, "\x00", "") // no argument has one
	list := [][]string{
		{"list"}, {"list", "--json"}, {"digests"}, {"digests", "--json"}, {"duplicates"}, {"duplicates", "--json"}, {"stats"}, {"stats", "--json"},
		{"tag", "list"}, {"history"}, {"history", "--json"}, {"doctor"}, {"doctor", "--deep", "--json"}, {"backup"}, {"backup", "--list"}, {"restore"},
		{"note", "1", "A note " + argument}, {"note", "1"}, {"tag", "add", "x" + argument, "1"}, {"tag", "list"}, {"mark", "star", "1"}, {"history"}, {"undo"}, {"redo"},
		{"view"}, {"view", "--json"}, {"view", "save", "V" + argument, "title:hostile"}, {"view"}, {"list", argument}, {"list", "is:" + argument},
		{"show", argument}, {"import", "no" + argument}, {argument}, {"--config", argument, "config"}, {"export", "--format", argument}, {"mark", argument, "1"},
	}
	names := "jsonl"
	if m := exports.FindStringSubmatch(r.dogear(ctx, nil, lib, "export", "--help").out); m != nil {
		names = m[1]
	}
	for name := range strings.SplitSeq(names, ",") {
		list = append(list, []string{"export", "--format", strings.Fields(name + " jsonl")[0]})
	}
	for id := 1; id <= 2*len(hostileDigests); id++ {
		list = append(list, []string{"show", fmt.Sprint(id)})
		if !r.short || id%9 == 1 {
			list = append(list, []string{"show", "--json", fmt.Sprint(id)}, []string{"note", fmt.Sprint(id)})
		}
	}
	return list
}

// harmless reports whether a text acts on no terminal, and hides or turns nothing.
func harmless(text string) error {
	if !utf8.ValidString(text) {
		return letIn(fmt.Sprintf("bytes that are no UTF-8: %.200q", text))
	}
	for i, c := range text {
		if c != '\n' && c != '\t' && actsOn(c) {
			return letIn(fmt.Sprintf("%U in %.120q", c, text[max(0, i-40):]))
		}
	}
	return nil
}

// actsOn reports whether a character acts on a terminal. It is written out here again, apart from the parser's table, which it tests.
func actsOn(c rune) bool {
	switch {
	case c < 0x20, c >= 0x7f && c <= 0x9f, c >= 0x202a && c <= 0x202e, c >= 0x2066 && c <= 0x2069, c >= 0xe0000 && c <= 0xe007f:
		return true
	}
	return strings.ContainsRune("\u061c\u200b\u200e\u200f\ufeff\u2028\u2029", c)
}

// inLines goes through all papers in the reader in lines.
func (r *rig) inLines(ctx context.Context, lib string) error {
	cmd := r.command(ctx, nil, lib, "--plain")
	cmd.Stdin = strings.NewReader("v\n7\ng\n" + strings.Repeat("a\no\ny\nn\nt\nj\n", 2*len(hostileDigests)) + payload + "\n/" + payload + "\nt " + payload + "\nn " + payload + "\nn\n")
	res := finish(cmd)
	if res.status != 0 || strings.Count(res.out, "Hostile") < len(hostileDigests) {
		return fmt.Errorf("exit status %d: %.300s%s", res.status, res.out, res.err)
	}
	return errors.Join(harmless(res.out), harmless(res.err))
}

// onScreen shows the hostile papers in every place of the screen that text is in.
func (r *rig) onScreen(ctx context.Context, lib string) error {
	s, err := begin(r.command(ctx, nil, lib))
	if err != nil {
		return err
	}
	defer s.End()
	if err := s.shows("Hostile"); err != nil {
		return err
	}
	places := []struct{ keys, want, leave string }{
		{"7", "All", ""}, {"g", "Hostile", ""}, {":", "", "\x1b"}, {"#", "", "\x1b"}, {"D", "", "\x1b"}, {"H", "", "\x1b"}, {"S", "", "\x1b"}, {"L", "", "\x1b"},
		{"/hostile", "hostile", "\x1b"}, {"T", "", "\x1b"}, {"t", "", "\x1b"}, {"n", "", "\x1b"}, {"o", "", "\x1b"}, {"p", "", "\x1b"}, {"Y", "", "\x1b"}, {"\r", "", "\x1b"},
		{":duplicates\r", "", "\x1b"}, {"g", "", ""},
	}
	step := func(keys, want string) error {
		before := len(s.written())
		if err := s.press(keys, want); err != nil {
			return err
		}
		return s.quiet(before)
	}
	for _, p := range places {
		if err := step(p.keys, p.want); err != nil {
			return err
		}
		if p.leave != "" {
			if err := step(p.leave, ""); err != nil {
				return err
			}
		}
	}
	for range 2 * len(hostileDigests) {
		if err := step("j", ""); err != nil {
			return err
		}
	}
	if err := s.press("\x03", ""); err != nil {
		return err
	}
	if err := s.ended(); err != nil {
		return err
	}
	return errors.Join(cleanScreen(s.written()), asItWas(s.written()))
}

// strings that a terminal takes as commands, and their ends.
var (
	commandString = regexp.MustCompile("(?s)\x1b([]P_^X])(.*?)(\x1b\\\\|\x07)")
	colour        = regexp.MustCompile("\x1b\\[([0-9;:]*)m")
)

// cleanScreen reports whether what was drawn has sequences of the program's own alone.
func cleanScreen(written string) error {
	for _, m := range commandString.FindAllStringSubmatch(written, -1) {
		body := m[2]
		switch {
		case strings.Contains(body, mark) && !ownLink(body):
			return letIn(fmt.Sprintf("a command string %.100q", m[0]))
		case m[1] == "]" && strings.HasPrefix(body, "52;"):
			return letIn(fmt.Sprintf("the clipboard was written: %.100q", m[0]))
		case m[1] == "]" && (strings.HasPrefix(body, "0;") || strings.HasPrefix(body, "2;")) && strings.Contains(body, "ostile"):
			return letIn(fmt.Sprintf("a window title from a digest: %.100q", m[0]))
		}
	}
	for _, m := range colour.FindAllStringSubmatch(written, -1) {
		if m[1] == "8;5;77" || m[1] == "77" {
			return letIn("a colour out of a digest")
		}
	}
	rest := colour.ReplaceAllString(commandString.ReplaceAllString(written, ""), "")
	if strings.Contains(rest, "\x1b[77;77H") {
		return letIn("a move out of a digest")
	}
	for i, c := range rest {
		if c >= 0x7f && actsOn(c) || c == 0 || c == 7 {
			return letIn(fmt.Sprintf("%U in %.120q", c, rest[max(0, i-40):]))
		}
	}
	return nil
}

// ownLink reports whether a command string is a hyperlink of the program's, to an address that a digest may well name.
func ownLink(body string) bool {
	_, address, ok := strings.Cut(strings.TrimPrefix(body, "8;"), ";")
	return ok && strings.HasPrefix(body, "8;") && strings.HasPrefix(address, "https://evil.example/") && harmless(address) == nil
}
