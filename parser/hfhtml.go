package parser

// This file owns HTML, of which one page is read: that of Hugging Face's papers, as a browser saves it. It holds its papers
// as JSON in the attribute data-props of an element, for the scripts that show them. Other pages have papers in ways of
// their own; there the text that a person copies is the digest.

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html"
)

// isHTML reports whether head begins an HTML document. Lists in Markdown have HTML too, but not that at their beginning.
func isHTML(head string) bool {
	head = strings.TrimSpace(head)
	for {
		comment, is := strings.CutPrefix(head, "<!--")
		if !is {
			break
		}
		_, head, _ = strings.Cut(comment, "-->")
		head = strings.TrimSpace(head)
	}
	if declared, is := strings.CutPrefix(head, "<?xml"); is { // XHTML
		_, head, _ = strings.Cut(declared, "?>")
		head = strings.TrimSpace(head)
	}
	rest, is := cutFold(head, "<!doctype html", "<html")
	return is && (rest == "" || rest[0] == '>' || strings.TrimLeft(rest, " \t\r\n") != rest)
}

// sniffHFHTML recognises pages that may have Hugging Face's papers in them. Far more than head can stand before these.
func sniffHFHTML(head string) bool {
	return isHTML(head) && strings.Contains(head, "huggingface.co") ||
		strings.HasPrefix(strings.TrimSpace(head), "<") && strings.Contains(head, "data-props=") && strings.Contains(head, `"DailyPapers"`)
}

// withoutPapers is the error for a page of HTML that no format reads.
func withoutPapers() error {
	return fmt.Errorf("%w: an HTML page without papers that dogear can find; copy the page as text and import that", ErrUnknownFormat)
}

func openHFHTML(in *input, opts Options) (*Digest, error) {
	props, line, err := hfProps(in)
	if err != nil {
		return nil, err
	}
	s := newJSONSplitter(bufio.NewReader(strings.NewReader(props)), setOf(hfLists))
	s.line, s.frozen = line, true
	d, err := newSplitDigest(FormatHFJSON, s, readObject(hfRecord))
	if err != nil {
		return nil, err
	}
	d.Source, d.Date = hfSource, hfDate(props, opts.Now)
	return d, nil
}

// hfProps is the JSON in a page, and the line at which the element begins that has it.
func hfProps(page io.Reader) (props string, line int, err error) {
	z := html.NewTokenizer(page)
	z.SetMaxBuf(MaxText)
	for line = 1; ; {
		kind := z.Next()
		lines := bytes.Count(z.Raw(), []byte("\n"))
		switch kind {
		case html.ErrorToken:
			switch err := z.Err(); {
			case errors.Is(err, io.EOF):
				return "", 0, withoutPapers()
			case errors.Is(err, html.ErrBufferExceeded):
				return "", 0, fmt.Errorf("%w: more than %d MiB of HTML without a break", ErrTooLarge, MaxText>>20)
			default:
				return "", 0, readError(err)
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			_, more := z.TagName()
			for more {
				var name, value []byte
				name, value, more = z.TagAttr()
				if string(name) == "data-props" && bytes.Contains(value, []byte(`"dailyPapers"`)) {
					return string(value), line, nil
				}
			}
		}
		line += lines
	}
}
