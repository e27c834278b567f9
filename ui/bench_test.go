package ui

import (
	"bytes"
	"context"
	"io"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"dogear/seeds/synthetic"
)

// waiting is where a program draws to, and from which it can be told that something has been drawn.
type waiting struct {
	b     *testing.B
	drawn chan []byte
}

func (w *waiting) Write(p []byte) (int, error) {
	w.drawn <- bytes.Clone(p)
	return len(p), nil
}

// until reads what is drawn until a text is in it, and tells how many bytes that were.
func (w *waiting) until(text string) (n int) {
	var tail []byte
	for {
		select {
		case p := <-w.drawn:
			n += len(p)
			if tail = append(tail, p...); bytes.Contains(tail, []byte(text)) {
				return n
			}
			tail = tail[max(0, len(tail)-64<<10):]
		case <-time.After(time.Minute):
			w.b.Fatalf("%q is not drawn, but %q", text, tail)
		}
	}
}

// BenchmarkHoldingJ queues 1,000 keys at once in a list of 10,000 papers, and waits for the last of them on the screen.
func BenchmarkHoldingJ(b *testing.B) {
	lib := library(b, func() (string, []byte) {
		var text bytes.Buffer
		if err := synthetic.ArXiv(&text, 10_000, 1); err != nil {
			b.Fatal(err)
		}
		return "many.jsonl", text.Bytes()
	})
	m, err := New(context.Background(), lib, Options{Background: "15;0"})
	if err != nil {
		b.Fatal(err)
	}
	in, keys := io.Pipe()
	out := &waiting{b, make(chan []byte, 1<<16)}
	program := tea.NewProgram(m, tea.WithInput(in), tea.WithOutput(out), tea.WithWindowSize(140, 40), tea.WithoutSignals(),
		tea.WithColorProfile(colorprofile.TrueColor), tea.WithEnvironment([]string{"TERM=xterm-256color"}))
	go func() { _, _ = program.Run() }()
	defer program.Kill()
	press := func(s string) {
		if _, err := io.WriteString(keys, s); err != nil {
			b.Fatal(err)
		}
	}
	out.until("1 of 10,000")
	n := 0
	for range b.N {
		press(strings.Repeat("j", 1000))
		n += out.until("1,001 of")
		press("g")
		out.until("1 of 10,000")
	}
	b.ReportMetric(float64(n)/1000/float64(b.N), "bytes/key")
}
