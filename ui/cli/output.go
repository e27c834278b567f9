// This file owns what goes out: text that does not act on a terminal, and what is known of the terminal.

package cli

import (
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"syscall"
	"unicode/utf8"

	"github.com/charmbracelet/x/term"

	"dogear/parser"
)

// A printer writes text that is safe to show. Everything the command line says goes through one, so that no command can
// forget to clean a file name, an error or a title. As an io.Writer it takes text as it is, for what dogear itself made.
type printer struct{ w io.Writer }

func (p printer) Write(b []byte) (int, error) { return p.w.Write(b) }

// printf prints. Standard output is buffered and keeps its first error until it is flushed.
func (p printer) printf(format string, args ...any) {
	_, _ = io.WriteString(p.w, printable(fmt.Sprintf(format, args...)))
}

// printable is text with signs for the characters in it that would act on a terminal, except newline and tab. Titles
// and notes were cleaned when they came into the library; this is for all that did not, and for what was forgotten.
func printable(s string) string {
	acts := func(r rune) bool { return r != '\n' && r != '\t' && parser.Unsafe(r) }
	if utf8.ValidString(s) && strings.IndexFunc(s, acts) < 0 {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case !acts(r): // or an invalid byte, as U+FFFD: to some terminals 0x9B alone is a CSI
			b.WriteRune(r)
		case r < ' ':
			b.WriteRune('␀' + r)
		default:
			fmt.Fprintf(&b, "⟨U+%04X⟩", r)
		}
	}
	return b.String()
}

// What Windows says of a pipe that nobody reads any more: ERROR_BROKEN_PIPE and ERROR_NO_DATA.
const brokenPipe, noData = syscall.Errno(109), syscall.Errno(232)

// readerLeft reports whether whoever read the output has closed it.
func readerLeft(err error) bool {
	return errors.Is(err, syscall.EPIPE) || runtime.GOOS == "windows" && (errors.Is(err, brokenPipe) || errors.Is(err, noData))
}

// isTerminal reports whether a stream is a terminal.
func isTerminal(stream any) bool {
	f, ok := stream.(term.File)
	return ok && term.IsTerminal(f.Fd())
}

// width is the width of the terminal that standard output is, in columns; 0 if it is none.
func (a *app) width() int {
	f, ok := a.Stdout.(term.File)
	if !ok || !term.IsTerminal(f.Fd()) {
		return 0
	}
	w, _, err := term.GetSize(f.Fd())
	if err != nil {
		return 0
	}
	return w
}
