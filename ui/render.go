// This file owns Markdown: an abstract as glamour shows it, with its text to the letter, and the reader's notes.
//
// A renderer of glamour is not safe for two goroutines, strips nothing, and even decodes &#27; into an escape character.
// So a renderer serves one call, text is escaped before it goes in, and only what allowed lets through comes out.

package ui

import (
	"fmt"
	"strings"

	"charm.land/glamour/v2"
	"charm.land/glamour/v2/ansi"
	xansi "github.com/charmbracelet/x/ansi"

	"dogear/parser"
)

// markdownSpecials are the characters that may mean something in Markdown or its extensions (CommonMark 0.31; GFM tables,
// strikethrough and bare links; definition lists).
const markdownSpecials = "`*_{}[]()<>#+-.!|~&:=@"

// escapeMarkdown makes Markdown of plain text, so that it reads as it was written: Fid_+ and V* are no emphasis. Web
// addresses become links.
func escapeMarkdown(text string) string {
	var b strings.Builder
	b.Grow(len(text) + len(text)/8)
	for {
		url, at := firstLink(text)
		if url == "" {
			break
		}
		escapeInto(&b, text[:at])
		b.WriteString("<" + url + ">")
		text = text[at+len(url):]
	}
	escapeInto(&b, text)
	return b.String()
}

// firstLink finds the first address in a text that can stand between angle brackets.
func firstLink(text string) (url string, at int) {
	for _, l := range parser.FindLinks(text) {
		if i := strings.Index(text, l.URL); i >= 0 && !strings.ContainsAny(l.URL, "<> \n") {
			return l.URL, i
		}
	}
	return "", 0
}

// escapeInto writes every character that may mean something as a numeric reference: those never mean anything, and
// glamour, which knows only some backslash escapes, decodes all of them.
func escapeInto(b *strings.Builder, text string) {
	for i := range len(text) {
		switch {
		case text[i] == '\\': // glamour takes one of two away after decoding
			b.WriteString("&#92;&#92;")
		case strings.IndexByte(markdownSpecials, text[i]) >= 0:
			fmt.Fprintf(b, "&#%d;", text[i])
		default:
			b.WriteByte(text[i])
		}
	}
}

// renderAbstract renders plain text in lines of at most w cells.
func renderAbstract(t *theme, text string, w int) []string {
	return renderMarkdown(t, escapeMarkdown(text), w)
}

// renderMarkdown renders Markdown in lines of at most w cells. If glamour fails, the text is shown as it is.
func renderMarkdown(t *theme, markdown string, w int) []string {
	if strings.TrimSpace(markdown) == "" || w <= 0 {
		return nil
	}
	var out string
	r, err := glamour.NewTermRenderer(glamour.WithStyles(markdownStyle(t)), glamour.WithWordWrap(w))
	if err == nil {
		out, err = r.Render(markdown)
	}
	if err != nil {
		out = strings.Join(wrap(parser.CleanText(markdown), w), "\n")
	}
	lines := strings.Split(strings.Trim(allowed(out), "\n"), "\n")
	for i, l := range lines {
		if width(l) > w { // a word longer than the line, or the renderer's padding
			l = xansi.Truncate(l, w, "")
		}
		lines[i] = l
	}
	return trimBlank(lines)
}

// trimBlank drops empty lines at both ends.
func trimBlank(lines []string) []string {
	isBlank := func(s string) bool { return strings.TrimSpace(xansi.Strip(s)) == "" }
	for len(lines) > 0 && isBlank(lines[0]) {
		lines = lines[1:]
	}
	for len(lines) > 0 && isBlank(lines[len(lines)-1]) {
		lines = lines[:len(lines)-1]
	}
	return lines
}

// markdownStyle is the theme as glamour wants it.
func markdownStyle(t *theme) ansi.StyleConfig {
	yes := true
	on := func(colour string) ansi.StylePrimitive {
		if colour == "" { // which would be black
			return ansi.StylePrimitive{}
		}
		return ansi.StylePrimitive{Color: &colour}
	}
	heading, link := on(t.accentColour), on(t.linkColour)
	heading.Bold, link.Underline = &yes, &yes
	rule := on(t.dimColour)
	rule.Format = "\n────────\n"
	indent, bar := uint(1), "│ "
	block := func(p ansi.StylePrimitive) ansi.StyleBlock { return ansi.StyleBlock{StylePrimitive: p} }
	two := uint(2)
	return ansi.StyleConfig{
		Document:   ansi.StyleBlock{},
		BlockQuote: ansi.StyleBlock{StylePrimitive: on(t.dimColour), Indent: &indent, IndentToken: &bar},
		List:       ansi.StyleList{LevelIndent: 2},
		Heading:    block(heading), H1: block(heading), H2: block(heading), H3: block(heading),
		H4: block(heading), H5: block(heading), H6: block(heading),
		Strikethrough:  ansi.StylePrimitive{CrossedOut: &yes},
		Emph:           ansi.StylePrimitive{Italic: &yes},
		Strong:         ansi.StylePrimitive{Bold: &yes},
		HorizontalRule: rule,
		Item:           ansi.StylePrimitive{BlockPrefix: "• "},
		Enumeration:    ansi.StylePrimitive{BlockPrefix: ". "},
		Task:           ansi.StyleTask{Ticked: "[✓] ", Unticked: "[ ] "},
		Link:           link, LinkText: link,
		Image: link, ImageText: on(t.dimColour),
		Code:      block(on(t.codeColour)),
		CodeBlock: ansi.StyleCodeBlock{StyleBlock: ansi.StyleBlock{StylePrimitive: on(t.codeColour), Margin: &two}},
		Table:     ansi.StyleTable{},
	}
}

// linkLabel is how a link is listed: its kind, and its address without the scheme.
func linkLabel(l parser.Link) (kind, address string) {
	address = strings.TrimSuffix(l.URL, "/")
	if rest, ok := strings.CutPrefix(address, "https://"); ok {
		address = rest
	}
	return fmt.Sprintf("%-8s", l.Kind), address
}
