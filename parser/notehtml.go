package parser

// This file owns notes that come as HTML, as Zotero has them: what their elements mean in Markdown.

import (
	"html"
	"strings"
)

// noteTags are the elements that have a meaning in Markdown: what is written for the opening and the closing tag.
var noteTags = map[string][2]string{
	"p": {"\n\n", "\n\n"}, "div": {"\n", "\n"}, "br": {"\n", ""}, "hr": {"\n\n---\n\n", ""}, "ul": {"\n\n", "\n\n"}, "ol": {"\n\n", "\n\n"},
	"li": {"\n- ", ""}, "blockquote": {"\n\n> ", "\n\n"}, "h1": {"\n\n# ", "\n\n"}, "h2": {"\n\n## ", "\n\n"}, "h3": {"\n\n### ", "\n\n"},
	"h4": {"\n\n#### ", "\n\n"}, "strong": {"**", "**"}, "b": {"**", "**"}, "em": {"*", "*"}, "i": {"*", "*"}, "code": {"`", "`"},
	"tr": {"\n", "\n"}, "td": {" ", " "}, "th": {" ", " "}, "pre": {"\n\n", "\n\n"},
}

// noteOfHTML is the note as Markdown. A text without elements stays as it is, but for its entities.
func noteOfHTML(note string) string {
	if !strings.Contains(note, "<") {
		return CleanNote(html.UnescapeString(note))
	}
	var out strings.Builder
	href := "" // of the link that is open
	tags := false
	for note != "" {
		text, rest, found := strings.Cut(note, "<")
		out.WriteString(text)
		if !found {
			break
		}
		name, attributes, after, ok := cutTag(rest)
		if !ok {
			out.WriteString("&lt;")
			note = rest
			continue
		}
		note, tags = after, true
		switch name {
		case "a":
			if href = tagAddress(attributes); href != "" {
				out.WriteByte('[')
			}
		case "/a":
			if href != "" {
				out.WriteString("](" + href + ")")
			}
			href = ""
		default:
			if closing, ok := strings.CutPrefix(name, "/"); ok {
				out.WriteString(noteTags[closing][1])
			} else {
				out.WriteString(noteTags[name][0])
			}
		}
	}
	if !tags {
		return CleanNote(html.UnescapeString(out.String()))
	}
	return CleanNote(html.UnescapeString(tidyLines(out.String())))
}

// maxTag is the longest tag that is taken for one, in bytes; Zotero keeps whole annotations in attributes.
const maxTag = 16 << 10

// cutTag reads a tag behind its "<": its name in lowercase, with the slash of a closing tag, and its attributes. A comment
// is a tag without a name.
func cutTag(s string) (name, attributes, rest string, ok bool) {
	end := strings.IndexAny(s[:min(len(s), maxTag)], "<>") // stopping at another "<" keeps a row of them from taking long
	if end < 1 || s[end] == '<' {
		return "", "", "", false
	}
	tag := s[:end]
	if tag[0] == '!' {
		return "", "", s[end+1:], true
	}
	n := strings.IndexAny(tag, " \t\n")
	if n < 0 {
		n = len(tag)
	}
	name = strings.ToLower(strings.TrimSuffix(tag[:n], "/"))
	letters := strings.TrimPrefix(name, "/")
	if letters == "" || letters[0] < 'a' || letters[0] > 'z' || strings.Trim(letters, "abcdefghijklmnopqrstuvwxyz0123456789") != "" {
		return "", "", "", false
	}
	return name, tag[n:], s[end+1:], true
}

var hrefAttribute = pattern(`(?i)\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')`)

// tagAddress is the address that the attributes of a link give, if it may be opened.
func tagAddress(attributes string) string {
	m := hrefAttribute().FindStringSubmatch(attributes)
	if m == nil {
		return ""
	}
	address := html.UnescapeString(m[1] + m[2])
	if _, ok := parseAddress(address); !ok {
		return ""
	}
	return html.EscapeString(address) // it is decoded with the text around it
}

// tidyLines takes off the white space around lines, and leaves one empty line where there are several; none between the
// items of a list.
func tidyLines(s string) string {
	var out []string
	for _, l := range strings.Split(s, "\n") {
		l = strings.TrimSpace(l)
		if l == "" && (len(out) == 0 || out[len(out)-1] == "") {
			continue
		}
		if n := len(out); n > 1 && out[n-1] == "" && strings.HasPrefix(out[n-2], "- ") && strings.HasPrefix(l, "- ") {
			out = out[:n-1]
		}
		out = append(out, l)
	}
	return strings.Join(out, "\n")
}
