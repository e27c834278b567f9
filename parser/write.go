package parser

// This file owns the way out: papers written in a format that other programs read. What is written reads back the same,
// as far as the format can hold it.

import (
	"fmt"
	"io"
)

// FormatHTML is a page for people; it is not read back.
const FormatHTML Format = "html"

// A Writer writes papers in one format.
type Writer interface {
	Write(p *Paper) error
	Close() error // completes the text; the io.Writer below stays open
}

// writers are the formats that can be written. It is a function like formats.
func writers() map[Format]func(io.Writer) Writer {
	return map[Format]func(io.Writer) Writer{
		FormatCSLJSON:  newCSLWriter,
		FormatCSV:      newCSVWriter,
		FormatRIS:      newRISWriter,
		FormatBibTeX:   newBibTeXWriter,
		FormatBibLaTeX: newBibLaTeXWriter,
		FormatMarkdown: newMarkdownWriter,
		FormatText:     newTextWriter,
		FormatHTML:     newPageWriter,
	}
}

// NewWriter is a Writer to w, or an ErrUnknownFormat.
func NewWriter(f Format, w io.Writer) (Writer, error) {
	if open := writers()[f]; open != nil {
		return open(w), nil
	}
	return nil, fmt.Errorf("%w for writing: %q", ErrUnknownFormat, CleanLine(string(f)))
}
