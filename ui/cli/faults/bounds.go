//go:build unix

// This file owns input without bounds: what expands, nests or never ends, and what is no file at all.

package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
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

// boundless makes the inputs and tells where they are. Sizes are divided.
func boundless(dir string, by int) ([]string, error) {
	big := 100 << 20 / by
	files := map[string][]byte{
		"zeros.gz":      zipped(bytes.Repeat([]byte{0}, 10*big)),
		"spaces.gz":     zipped(bytes.Repeat([]byte(" \n"), 5*big)),
		"twice.gz":      zipped(zipped(bytes.Repeat([]byte("a b "), big))),
		"line.txt":      bytes.Repeat([]byte("word "), big/5),
		"line.jsonl":    []byte(`{"title":"` + strings.Repeat("word ", big/5) + `"}`),
		"open.json":     bytes.Repeat([]byte("["), 1_000_000),
		"objects.json":  bytes.Repeat([]byte(`{"a":`), 1_000_000),
		"deep.xml":      []byte(`<?xml version="1.0"?><rss version="2.0"><channel>` + strings.Repeat("<item>", 500_000)),
		"entities.xml":  []byte(laughs()),
		"tags.html":     []byte("<html><body>" + strings.Repeat("<div><p><a href=x>", 300_000)),
		"braces.bib":    []byte("@article{k, title = " + strings.Repeat("{", 1_000_000)),
		"mime.eml":      []byte("Subject: x\nMIME-Version: 1.0\n" + strings.Repeat("Content-Type: multipart/mixed; boundary=a\n\n--a\n", 20_000)),
		"header.eml":    []byte("Subject: " + strings.Repeat("=?utf-8?q?a?= ", 500_000) + "\n\n\n"),
		"quotes.csv":    []byte("title,abstract\n\"" + strings.Repeat("never closed\n", 2_000_000)),
		"nothing.txt":   nil,
		"nul.txt":       make([]byte, 1000),
		"cut.gz":        zipped([]byte("Title\n\nAbstract of a paper."))[:20],
		"surrogate.txt": {0xff, 0xfe, 0x00, 0xd8, 0x00, 0xd8},
	}
	all := []string{"fifo", "/dev/zero", "/dev/full", "/dev/null", "folder", "no-such-file", "loop"}
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			return nil, err
		}
		all = append(all, name)
	}
	return all, errors.Join(os.MkdirAll(filepath.Join(dir, "folder", "folder"), 0o700), os.Symlink("loop", filepath.Join(dir, "loop")), syscall.Mkfifo(filepath.Join(dir, "fifo"), 0o600))
}

func zipped(data []byte) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write(data) // a buffer takes all
	_ = z.Close()
	return b.Bytes()
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
