// This file owns newsboat beside dogear: a reader of feeds on the terminal with as many items, where one work is like
// ours: to start, to open the list, to go to the next unread item, and to search all texts.

package main

import (
	"bufio"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"dogear/parser"
	"dogear/store"
)

const (
	feedName     = "measured"
	newsboatRuns = 5  // starts: each takes long enough to be measured well
	newsboatKeys = 30 // next unread
)

// boat is newsboat with a home of its own, and one feed.
type boat struct {
	*rig
	program string
	dir     string
	items   int
	titles  []string // of the newest items, which it lists first
}

// newsboatFigures measures newsboat, up to the number of items it is to be given.
func (r *rig) newsboatFigures(ctx context.Context, lib *library) error {
	program, err := exec.LookPath("newsboat")
	if err != nil {
		r.table.note("newsboat is not here.")
		return nil
	}
	version, err := exec.CommandContext(ctx, program, "--version").Output()
	if err != nil {
		return err
	}
	first, _, _ := strings.Cut(string(version), "\n")
	r.table.note("newsboat is %q. It is given at most %s items; a column beyond stands for as many.", first, store.Thousands(r.newsboat))
	b := &boat{rig: r, program: program, items: min(lib.n, r.newsboat)}
	b.dir = filepath.Join(r.dir, fmt.Sprintf("newsboat-%d", b.items))
	if err := b.fill(ctx, lib); err != nil {
		return err
	}
	var start, open sample
	for i := range newsboatRuns {
		s, took, err := begin(b.command(ctx), b.showsFeeds)
		if err != nil {
			return err
		}
		start = append(start, took)
		took, err = s.press("\r", b.showsList)
		open = append(open, took)
		if err == nil && i == newsboatRuns-1 {
			r.table.set("newsboat: start", lib.n, "%s", start)
			r.table.set("newsboat: open the list", lib.n, "%s", open)
			err = b.sit(ctx, lib, s)
		}
		s.end("Q")
		if err != nil {
			return err
		}
	}
	return nil
}

// fill makes the feed and has newsboat take it into its cache, as a reload does.
func (b *boat) fill(ctx context.Context, lib *library) error {
	if err := os.MkdirAll(b.dir, 0o700); err != nil {
		return err
	}
	feed := filepath.Join(b.dir, "feed.xml")
	err := createFile(feed, func(w *bufio.Writer) error { return b.writeFeed(ctx, lib, w) })
	err = errors.Join(err, os.WriteFile(filepath.Join(b.dir, "urls"), []byte("file://"+feed+"\n"), 0o600),
		os.WriteFile(filepath.Join(b.dir, "config"), []byte("confirm-exit no\n"), 0o600))
	if err != nil {
		return err
	}
	// What it takes in is kept as it was: a sitting marks items as read.
	cache, filled := filepath.Join(b.dir, "cache.db"), filepath.Join(b.dir, "filled.db")
	if _, err := os.Stat(filled); err != nil {
		if out, err := b.command(ctx, "-x", "reload").CombinedOutput(); err != nil {
			return fmt.Errorf("newsboat -x reload: %w\n%s", err, out)
		}
		if err := os.Rename(cache, filled); err != nil {
			return err
		}
	}
	return createFile(cache, func(w *bufio.Writer) error {
		f, err := os.Open(filled)
		if err != nil {
			return err
		}
		_, err = io.Copy(w, f)
		return errors.Join(err, f.Close())
	})
}

// errEnough ends the reading of papers.
var errEnough = errors.New("enough")

// writeFeed writes RSS, in which each paper is a minute younger than the one before it.
func (b *boat) writeFeed(ctx context.Context, lib *library, w *bufio.Writer) error {
	begun := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	text := func(name, s string) {
		_, _ = w.WriteString("<" + name + ">")
		_ = xml.EscapeText(w, []byte(s)) // a bufio.Writer's error comes again when it is flushed
		_, _ = w.WriteString("</" + name + ">")
	}
	_, _ = w.WriteString(`<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>`)
	text("title", feedName)
	text("link", "http://localhost/")
	text("description", feedName)
	err := lib.papers(ctx, func(i int, p *parser.Paper) error {
		if i == b.items {
			return errEnough
		}
		b.titles = append(b.titles, p.Title)
		if len(b.titles) > newsboatKeys+1 {
			b.titles = b.titles[1:]
		}
		_, _ = w.WriteString("\n<item>")
		text("title", p.Title)
		text("link", "http://localhost/"+p.ArXiv)
		text("guid", p.ArXiv)
		text("pubDate", begun.Add(time.Duration(i)*time.Minute).Format(time.RFC1123Z))
		text("description", p.Abstract)
		_, _ = w.WriteString("</item>")
		return nil
	})
	_, _ = w.WriteString("</channel></rss>\n")
	if errors.Is(err, errEnough) {
		return nil
	}
	return err
}

// command is newsboat in its home.
func (b *boat) command(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, b.program, append([]string{"-u", "urls", "-c", "cache.db", "-C", "config"}, args...)...)
	cmd.Dir = b.dir
	cmd.Env = append(b.environment(), "HOME="+b.dir)
	return cmd
}

func (b *boat) showsFeeds(s screen) bool {
	return strings.Contains(s.line(0, 0, columns), "Your feeds") && strings.Contains(s.line(1, 0, columns), feedName)
}

func (b *boat) showsList(s screen) bool {
	return strings.Contains(s.line(0, 0, columns), "Articles in feed") && strings.TrimSpace(s.line(2, 0, columns)) != ""
}

// sit opens the newest item and goes on to the next unread ones, searches, and reads what newsboat has in memory.
func (b *boat) sit(ctx context.Context, lib *library, s *session) error {
	isOpen := func(i int) func(screen) bool {
		title := "Title: " + beginning(b.titles[len(b.titles)-1-i])
		return func(s screen) bool { return strings.Contains(s.text(), title) }
	}
	if _, err := s.press("\r", isOpen(0)); err != nil {
		return err
	}
	var next sample
	for i := 1; i < len(b.titles); i++ {
		if err := pause(ctx, 10*time.Millisecond); err != nil {
			return err
		}
		took, err := s.press("n", isOpen(i))
		if err != nil {
			return err
		}
		next = append(next, took)
	}
	b.table.set("newsboat: next unread", lib.n, "%s", next)
	if _, err := s.press("q", b.showsList); err != nil {
		return err
	}
	if err := b.search(lib, s); err != nil {
		return err
	}
	if now, _, err := memory(s.Cmd.Process.Pid); err == nil {
		b.table.set("newsboat: memory", lib.n, "%s", mebibytes(now))
	}
	return nil
}

// search searches the texts of all items, from the list and back to it.
func (b *boat) search(lib *library, s *session) error {
	asked := func(s screen) bool { return strings.Contains(s.line(rows-1, 0, columns), "Search for:") }
	found := func(s screen) bool { return strings.Contains(s.line(0, 0, columns), "Search results") }
	var search sample
	for _, word := range lib.facts.Typed[:min(newsboatRuns, len(lib.facts.Typed))] {
		if _, err := s.press("/", asked); err != nil {
			return err
		}
		took, err := s.press(word+"\r", found)
		if err != nil {
			return err
		}
		search = append(search, took)
		if _, err := s.press("q", b.showsList); err != nil {
			return err
		}
	}
	b.table.set("newsboat: search of all texts", lib.n, "%s", search)
	return nil
}
