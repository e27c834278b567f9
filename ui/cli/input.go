// This file owns reading standard input: bounded, and given up when the command is interrupted.

package cli

import (
	"context"
	"fmt"
	"io"

	"dogear/parser"
)

// stdin is standard input that ends with ctx. A read that waits for a terminal or a pipe cannot be called off, so it is
// left behind; the process is about to end.
func (a *app) stdin(ctx context.Context) io.Reader {
	if isTerminal(a.Stdin) {
		a.err.printf("reading from the terminal; end with ctrl+d on an empty line\n")
	}
	return &interruptible{ctx: ctx, r: a.Stdin, buf: make([]byte, 64<<10)}
}

type interruptible struct {
	ctx  context.Context
	r    io.Reader
	buf  []byte // what the read in the background writes to, so that it never writes to memory of ours
	rest []byte
	err  error
}

func (i *interruptible) Read(p []byte) (int, error) {
	if len(i.rest) == 0 && i.err == nil {
		type answer struct {
			n   int
			err error
		}
		done := make(chan answer, 1)
		go func() {
			n, err := i.r.Read(i.buf)
			done <- answer{n, err}
		}()
		select {
		case <-i.ctx.Done():
			i.err = i.ctx.Err()
		case a := <-done:
			i.rest, i.err = i.buf[:a.n], a.err
		}
	}
	if len(i.rest) > 0 {
		n := copy(p, i.rest)
		i.rest = i.rest[n:]
		return n, nil
	}
	return 0, i.err
}

// readText reads all of standard input as a text.
func (a *app) readText(ctx context.Context) (string, error) {
	b, err := io.ReadAll(io.LimitReader(a.stdin(ctx), parser.MaxText+1))
	if err != nil {
		return "", fmt.Errorf("reading standard input: %w", err)
	}
	if len(b) > parser.MaxText {
		return "", fmt.Errorf("standard input is longer than %d MiB", parser.MaxText>>20)
	}
	return string(b), nil
}
