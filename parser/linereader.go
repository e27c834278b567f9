package parser

// This file owns reading text line by line for formats that are streamed.

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
)

const (
	maxLine     = 1 << 20 // bytes; a line that is longer is handed over cut off
	keptOfLong  = 4 << 10 // bytes that are kept of it
	tooLongLine = "a line longer than 1 MiB"
)

// A textLine is a line without its end: LF or CRLF. A lone CR is no line end.
type textLine struct {
	text string
	n    int  // counted from 1
	long bool // cut off because it is too long; tooLongLine says so
}

// A lineReader reads lines one after the other, in bounded memory.
type lineReader struct {
	in   *bufio.Reader
	n    int
	back []textLine // handed out again, the last one first
	end  error
}

func (in *input) lines() *lineReader { return &lineReader{in: in.Reader} }

// next is the next line. io.EOF comes alone, after the last one.
func (l *lineReader) next() (textLine, error) {
	if n := len(l.back); n > 0 {
		line := l.back[n-1]
		l.back = l.back[:n-1]
		return line, nil
	}
	if l.end != nil {
		return textLine{}, l.end
	}
	line := textLine{n: l.n + 1}
	var text strings.Builder
	for {
		part, err := l.in.ReadSlice('\n')
		if room := maxLine - text.Len(); !line.long {
			text.Write(part[:min(len(part), room)])
			line.long = len(part) > room
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if err != nil {
			if !errors.Is(err, io.EOF) {
				err = fmt.Errorf("line %d: %w", line.n, readError(err))
			}
			l.end = err
			if text.Len() == 0 || !errors.Is(err, io.EOF) { // a line that a read error cuts off is dropped
				return textLine{}, err
			}
		}
		break
	}
	l.n++
	line.text = strings.TrimSuffix(strings.TrimSuffix(text.String(), "\n"), "\r")
	if line.long {
		line.text = strings.ToValidUTF8(line.text[:keptOfLong], "")
	}
	return line, nil
}

// unread hands the line out again at the next call of next. Of several lines the last one that was unread comes first.
func (l *lineReader) unread(line textLine) { l.back = append(l.back, line) }
