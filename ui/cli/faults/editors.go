//go:build unix

// This file owns the programs that dogear starts: editors that fail, and openers of addresses that came out of a digest.

package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
)

// typed is what editors write.
const typed = "Typed in an editor."

// editors are shell scripts that are given the file $f. Those that fail leave the old note, and what was typed is kept.
var editors = []struct {
	name, script string
	fails, typed bool
}{
	{"writes and ends", `echo "` + typed + `" >"$f"`, false, true},
	{"writes another file and renames it into place", `echo "` + typed + `" >"$f.new" && mv "$f.new" "$f"`, false, true},
	{"is interrupted, as Emacs is by its key to cancel, and writes", `kill -INT $PPID; sleep 1; kill -INT $PPID; sleep 1; echo "` + typed + `" >"$f"`, false, true},
	{"writes and exits with 1", `echo "` + typed + `" >"$f"; exit 1`, true, true},
	{"renames and exits with 1", `echo "` + typed + `" >"$f.new" && mv "$f.new" "$f"; exit 1`, true, true},
	{"writes and is killed", `echo "` + typed + `" >"$f"; kill -KILL $$`, true, true},
	{"exits with 1", `exit 1`, true, false},
	{"removes the file", `rm "$f"`, true, false},
	{"puts a folder there", `rm "$f"; mkdir "$f"`, true, false},
}

// editing opens notes in editors that go wrong. Each tells what rights its file and the folder around it have, under a
// umask that takes none away.
func (r *rig) editing(ctx context.Context) error {
	lines := map[bool]*row{false: r.row("editor ends well"), true: r.row("editor fails, is killed, or leaves no file")}
	for _, e := range editors {
		r.verdict(lines[e.fails], e.name, r.edit(ctx, e.script, e.fails, e.typed))
	}
	return ctx.Err()
}

func (r *rig) edit(ctx context.Context, script string, fails, hasTyped bool) error {
	lib, err := r.library(ctx, "editor")
	if err != nil {
		return err
	}
	home := filepath.Dir(lib)
	editor := filepath.Join(home, "editor")
	text := "#!/bin/sh\nfor f; do :; done\nls -ld \"$f\" \"$(dirname \"$f\")\" >" + filepath.Join(home, "rights") + "\n" + script + "\n"
	if err := os.WriteFile(editor, []byte(text), 0o700); err != nil { //nolint:gosec // it is to be run
		return err
	}
	cmd := r.command(ctx, nil, lib, "note", "3", "--edit")
	cmd.Env = append(cmd.Env, "EDITOR="+editor)
	res := finish(unmasked(cmd))
	if failed := res.status != 0; failed != fails || strings.Contains(res.err, "goroutine ") {
		return fmt.Errorf("exit status %d: %s", res.status, res.err)
	}
	rights, err := os.ReadFile(filepath.Join(home, "rights"))
	if err != nil {
		return err
	}
	if !strings.Contains(string(rights), "-rw------- ") || !strings.Contains(string(rights), "drwx------ ") {
		return letIn("the editor's file can be read by others: " + string(rights))
	}
	got, err := state(ctx, lib)
	if err != nil {
		return err
	}
	want := `note "Kept."`
	if !fails {
		want = `note "` + typed + `"`
	}
	if !strings.Contains(got, want) {
		return fmt.Errorf("it has not %s:\n%s", want, got)
	}
	if !fails || !hasTyped {
		return nil
	}
	// What was typed is offered: at the next start of the reader, and by a command.
	s, err := begin(r.command(ctx, nil, lib))
	if err != nil {
		return err
	}
	defer s.End()
	gone := func() bool { return !strings.Contains(s.text(), typed) }
	if err := errors.Join(s.shows(typed), s.press("\x1b", ""), s.until(gone, "the box does not close"), s.press("q", ""), s.ended()); err != nil {
		return err
	}
	if err := r.ok(ctx, lib, "note", "3", "--draft"); err != nil {
		return err
	}
	if got, err = state(ctx, lib); err == nil && !strings.Contains(got, typed) {
		err = fmt.Errorf("the draft is gone:\n%s", got)
	}
	return err
}

// addresses are what digests have where an address should be.
var addresses = []string{
	"https://fine.example/a?b=c&d=e", "javascript:alert(1)", "file:///etc/passwd", "-oProxyCommand=touch", "--help", "https://", "http:///path", "data:text/html,x",
	"https://fine.example/;touch$IFS'pwned'", "https://fine.example/$(touch pwned)", "https://user:pass@evil.example/", "HTTPS://FINE.example/\u202egpj", "//fine.example/x",
	"https://fine.example/\x1b]0;" + mark + "\x07", "ssh://host/-x", "mailto:a@b.example", "https://-x.example/", "smb://host/share", "http://[::1", "https:fine.example",
}

// opening opens every address of a digest of them, and looks at what a browser is given.
func (r *rig) opening(ctx context.Context) error {
	line := r.row("addresses of a digest, opened")
	lib, err := r.folder("opening")
	if err != nil {
		return err
	}
	home := filepath.Dir(lib)
	var digest strings.Builder
	for i, a := range addresses {
		fmt.Fprintf(&digest, `{"title":"Address Number %d of Many","links":[{"kind":"page","url":"%s"},{"kind":"pdf","url":"%[2]s"},{"kind":"code","url":"%[2]s"}]}`+"\n", i+1, inJSON(a))
	}
	given := filepath.Join(home, "given")
	stand := "#!/bin/sh\nprintf '%s\\n' \"$#\" \"$@\" >>" + given + "\n"
	bin := filepath.Join(home, "bin")
	if err := errors.Join(os.WriteFile(filepath.Join(home, "links.jsonl"), []byte(digest.String()), 0o600), os.Mkdir(bin, 0o700)); err != nil {
		return err
	}
	for _, name := range []string{"xdg-open", "open"} {
		if err := os.WriteFile(filepath.Join(bin, name), []byte(stand), 0o700); err != nil { //nolint:gosec // it is to be run
			return err
		}
	}
	if res := r.dogear(ctx, nil, lib, "import", "--format", "jsonl", "links.jsonl"); res.status != 0 && res.status != 3 {
		return errors.New(res.err)
	}
	cmd := r.command(ctx, nil, lib)
	cmd.Env = append(cmd.Env, "PATH="+bin+":"+os.Getenv("PATH"))
	s, err := begin(cmd)
	if err != nil {
		return err
	}
	defer s.End()
	if err := s.shows("Address Number 1"); err != nil {
		return err
	}
	for range addresses {
		for _, key := range []string{"o", "p", "c", "j"} {
			before := len(s.written())
			if err := errors.Join(s.press(key, ""), s.quiet(before)); err != nil {
				return err
			}
		}
	}
	if err := errors.Join(s.press("q", ""), s.ended(), cleanScreen(s.written())); err != nil {
		return err
	}
	all, err := os.ReadFile(given)
	if err != nil {
		return fmt.Errorf("nothing was opened: %w", err)
	}
	if _, err := os.Stat(filepath.Join(home, "pwned")); err == nil {
		r.verdict(line, "a shell", letIn("an address was run by a shell"))
	}
	rows := strings.Split(strings.TrimSuffix(string(all), "\n"), "\n")
	for i := 0; i+1 < len(rows); i += 2 {
		r.verdict(line, rows[i+1], openable(rows[i], rows[i+1]))
	}
	if len(rows) < 6 {
		return fmt.Errorf("only this was opened: %q", all)
	}
	return ctx.Err()
}

// openable reports whether a browser may be given this.
func openable(arguments, address string) error {
	u, err := url.Parse(address)
	switch {
	case arguments != "1":
		return letIn(arguments + " arguments: " + address)
	case err != nil, u.Scheme != "http" && u.Scheme != "https", u.Hostname() == "", u.Port() == "" && strings.HasPrefix(u.Hostname(), "-"):
		return letIn("no address of a page: " + address)
	}
	return harmless(address)
}
