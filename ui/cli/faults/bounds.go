//go:build unix

// This file owns input without bounds: what expands, nests or never ends, and what is no file at all.

package main

import (
	"bufio"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// The most that an import of bad input may take.
const (
	mostTime   = time.Minute
	mostMemory = 768 << 20 // bytes; a line of 100 MB is held once or twice
)

// bounds imports what has no bounds. Each is answered, within the time and the memory above, and the library is as it was.
func (r *rig) bounds(ctx context.Context) error {
	lib, err := r.library(ctx, "bounds")
	if err != nil {
		return err
	}
	before, err := state(ctx, lib)
	if err != nil {
		return err
	}
	dir := filepath.Dir(lib)
	inputs, err := boundless(dir, r.stride(10))
	if err != nil {
		return err
	}
	line := r.row("input without bounds")
	for _, in := range inputs {
		short, cancel := context.WithTimeout(ctx, mostTime)
		cmd := r.command(short, nil, lib, "import", in)
		cmd.Env = append(cmd.Env, "GOMEMLIMIT=off")
		res := finish(cmd)
		late := short.Err()
		cancel()
		memory := int64(0)
		if use, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
			memory = use.Maxrss << 10 // Linux counts KiB
		}
		got, err := state(ctx, lib)
		switch {
		case late != nil:
			err = fmt.Errorf("it takes more than %v", mostTime)
		case err != nil:
		case res.status != 1 && res.status != 3 || strings.Contains(res.err, "goroutine "):
			err = fmt.Errorf("exit status %d: %.300s%.300s", res.status, res.out, res.err)
		case memory > mostMemory:
			err = fmt.Errorf("it takes %d MiB", memory>>20)
		case got != before:
			err = fmt.Errorf("the library is another one:\n%s", got)
		}
		r.verdict(line, in, errors.Join(err, harmless(res.out), harmless(res.err)))
	}
	r.verdict(r.row("an import without an end, broken off by Ctrl-C"), "SIGINT", r.brokenOff(ctx))
	return ctx.Err()
}

// endless is a file: a beginning, and what comes after it again and again, gzipped so many times. It is written piece by piece:
// what a program had in memory counts as its child's too.
type endless struct {
	name, begin, again string
	times, zipped      int
}

// boundless makes the inputs and tells where they are. Sizes are divided.
func boundless(dir string, by int) ([]string, error) {
	big := 100 << 20 / by // bytes
	files := []endless{
		{"zeros.gz", "", "\x00\x00\x00\x00", 5 * big / 2, 1},
		{"spaces.gz", "", "  \n\n", 5 * big / 2, 1},
		{"twice.gz", "", "a b ", big / 4, 2},
		{"line.txt", "", "word ", big / 5, 0},
		{"line.jsonl", `{"title":"`, "word ", big / 5, 0},
		{"open.json", "", "[", 1_000_000, 0},
		{"objects.json", "", `{"a":`, 1_000_000, 0},
		{"deep.xml", `<?xml version="1.0"?><rss version="2.0"><channel>`, "<item>", 500_000, 0},
		{"entities.xml", laughs(), "", 0, 0},
		{"tags.html", "<html><body>", "<div><p><a href=x>", 300_000, 0},
		{"braces.bib", "@article{k, title = ", "{", 1_000_000, 0},
		{"mime.eml", "Subject: x\nMIME-Version: 1.0\n", "Content-Type: multipart/mixed; boundary=a\n\n--a\n", 20_000, 0},
		{"header.eml", "Subject: ", "=?utf-8?q?a?= ", 500_000, 0},
		{"quotes.csv", "title,abstract\n\"", "never closed\n", 2_000_000, 0},
		{"nothing.txt", "", "", 0, 0},
		{"nul.txt", "", "\x00", 1000, 0},
		{"surrogate.txt", "\xff\xfe", "\x00\xd8", 2, 0},
	}
	all := []string{"fifo", "/dev/zero", "/dev/full", "/dev/null", "folder", "no-such-file", "loop", "cut.gz"}
	for _, e := range files {
		if err := e.write(filepath.Join(dir, e.name)); err != nil {
			return nil, err
		}
		all = append(all, e.name)
	}
	whole, err := os.ReadFile(filepath.Join(dir, "twice.gz"))
	if err != nil {
		return nil, err
	}
	return all, errors.Join(os.WriteFile(filepath.Join(dir, "cut.gz"), whole[:20], 0o600), os.MkdirAll(filepath.Join(dir, "folder", "folder"), 0o700),
		os.Symlink("loop", filepath.Join(dir, "loop")), syscall.Mkfifo(filepath.Join(dir, "fifo"), 0o600))
}

func (e endless) write(path string) (err error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	b := bufio.NewWriter(f)
	var out io.Writer = b
	var zips []*gzip.Writer
	for range e.zipped {
		z := gzip.NewWriter(out)
		zips = append([]*gzip.Writer{z}, zips...)
		out = z
	}
	_, err = io.WriteString(out, e.begin)
	for i := 0; i < e.times && err == nil; i++ {
		_, err = io.WriteString(out, e.again)
	}
	for _, z := range zips {
		err = errors.Join(err, z.Close())
	}
	return errors.Join(err, b.Flush(), f.Close())
}

// laughs is a feed whose entities are made of entities.
func laughs() string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "ha">`)
	for i := range 12 {
		fmt.Fprintf(&b, `<!ENTITY a%d "%s">`, i+1, strings.Repeat(fmt.Sprintf("&a%d;", i), 10))
	}
	b.WriteString(`]><rss version="2.0"><channel><item><title>&a12;</title></item></channel></rss>`)
	return b.String()
}

// brokenOff imports what never ends from a pipe, and breaks it off when it is under way.
func (r *rig) brokenOff(ctx context.Context) error {
	lib, err := r.library(ctx, "endless")
	if err != nil {
		return err
	}
	before, err := state(ctx, lib)
	if err != nil {
		return err
	}
	from, pipe, err := os.Pipe()
	if err != nil {
		return err
	}
	cmd := r.command(ctx, nil, lib, "import", "--format", "jsonl", "-")
	cmd.Stdin = from
	ended, begun := make(chan result, 1), make(chan struct{})
	go func() {
		ended <- finish(cmd)
		_ = from.Close() // so that writing ends too
	}()
	go func() {
		for i := 0; ; i++ {
			if i == 50_000 { // far more than the pipe holds
				close(begun)
			}
			if _, err := fmt.Fprintf(pipe, `{"title":"Paper Number %d Without an End","abstract":"It goes on and on."}`+"\n", i); err != nil {
				return
			}
		}
	}()
	defer func() { _ = pipe.Close() }()
	var res result
	select {
	case <-begun:
		if err := cmd.Process.Signal(syscall.SIGINT); err != nil {
			return err
		}
	case res = <-ended:
		return fmt.Errorf("it ends by itself: exit status %d: %s", res.status, res.err)
	}
	select {
	case res = <-ended:
	case <-time.After(patience):
		return errors.Join(errors.New("it does not end"), cmd.Process.Kill())
	}
	if res.status != 1 || !strings.Contains(res.err, "interrupted") {
		return fmt.Errorf("exit status %d: %s", res.status, res.err)
	}
	if got, err := state(ctx, lib); err != nil || got != before {
		return fmt.Errorf("%w; the library holds\n%s", err, got)
	}
	return nil
}
