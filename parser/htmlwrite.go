package parser

// This file owns writing HTML: one page with all that it needs in it, to read and to print. It has no script and loads
// nothing; text is text, whatever it looks like; links lead to http and https only.

import (
	"bufio"
	_ "embed" // the style
	"fmt"
	"html"
	"io"
	"strings"
)

//go:embed htmlwrite.css
var htmlStyle string

type pageWriter struct{ w *bufio.Writer }

func newPageWriter(w io.Writer) Writer {
	h := &pageWriter{bufio.NewWriter(w)}
	// The policy holds even if something in the page should not be text after all.
	h.put("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n" +
		"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n" +
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n" +
		"<title>Papers</title>\n<style>\n" + htmlStyle + "</style>\n</head>\n<body>\n<main>\n")
	return h
}

// put writes what is HTML. The first error stays until Close.
func (h *pageWriter) put(s string) { _, _ = h.w.WriteString(s) }

func (h *pageWriter) Close() error {
	h.put("</main>\n</body>\n</html>\n")
	if err := h.w.Flush(); err != nil {
		return fmt.Errorf("writing HTML: %w", err)
	}
	return nil
}

func (h *pageWriter) Write(p *Paper) error {
	var b strings.Builder
	title := html.EscapeString(p.Title)
	if address, ok := firstAddress(p.Links); ok {
		title = htmlLink(address) + title + "</a>"
	}
	b.WriteString("<article>\n<h2 dir=\"auto\">" + title + "</h2>\n")
	var names []string
	for _, a := range p.Authors {
		names = append(names, a.Name())
	}
	part := func(class, text string) {
		if text != "" {
			fmt.Fprintf(&b, "<p class=\"%s\" dir=\"auto\">%s</p>\n", class, text)
		}
	}
	part("by", html.EscapeString(strings.Join(names, ", ")))
	part("in", htmlAbout(p))
	for _, paragraph := range strings.Split(p.Abstract, "\n\n") {
		part("abstract", htmlLinked(paragraph))
	}
	if m := p.Marks; m != nil && m.Note != "" {
		// A note is the reader's own Markdown: shown as it was typed.
		b.WriteString("<div class=\"note\" dir=\"auto\">" + htmlLinked(CleanNote(m.Note)) + "</div>\n")
	}
	b.WriteString("</article>\n")
	_, err := h.w.WriteString(b.String())
	if err != nil {
		return fmt.Errorf("writing HTML: %w", err)
	}
	return nil
}

// htmlAbout is the line below the authors: when and where, what the reader made of it, where else it is.
func htmlAbout(p *Paper) string {
	var parts []string
	add := func(text string) {
		if text != "" {
			parts = append(parts, html.EscapeString(text))
		}
	}
	add(string(p.Published))
	add(p.In.Venue)
	if p.ArXiv != "" {
		add("arXiv:" + p.ArXiv)
	}
	if m := p.Marks; m != nil {
		add(m.Status)
		if m.Starred {
			add("★")
		}
		for _, tag := range m.Tags {
			parts = append(parts, `<span class="tag">#`+html.EscapeString(tag)+"</span>")
		}
	}
	for i, l := range p.Links {
		if _, ok := parseAddress(l.URL); ok && i > 0 {
			parts = append(parts, htmlLink(l.URL)+linkWords[l.Kind]+"</a>")
		}
	}
	return strings.Join(parts, " · ")
}

// firstAddress is where the title leads.
func firstAddress(links []Link) (string, bool) {
	if len(links) == 0 {
		return "", false
	}
	_, ok := parseAddress(links[0].URL)
	return links[0].URL, ok
}

// htmlLink begins a link. What may not stand in an address is escaped the way addresses are, before it is for HTML.
func htmlLink(address string) string {
	return `<a href="` + html.EscapeString(escapeAddress.Replace(address)) + `">`
}

var escapeAddress = strings.NewReplacer(` `, "%20", `"`, "%22", "<", "%3C", ">", "%3E", `\`, "%5C", "^", "%5E", "`", "%60", "{", "%7B", "|", "%7C", "}", "%7D")

// htmlLinked is text with its addresses as links.
func htmlLinked(s string) string {
	var b strings.Builder
	at := 0
	for {
		i := nextScheme(s, at)
		if i < 0 {
			return b.String() + html.EscapeString(s[at:])
		}
		end := addressEnd(s, i)
		b.WriteString(html.EscapeString(s[at:i]))
		if _, ok := parseAddress(s[i:end]); ok {
			b.WriteString(htmlLink(s[i:end]) + html.EscapeString(s[i:end]) + "</a>")
		} else {
			end = max(end, i+len("http"))
			b.WriteString(html.EscapeString(s[i:end]))
		}
		at = end
	}
}
