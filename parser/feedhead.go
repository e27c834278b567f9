package parser

// This file owns what stands before the records of a feed in XML: its outermost tag, its title, date and addresses.

import (
	"bytes"
	"encoding/xml"
	"strings"
)

// xmlRoot is the start tag of the outermost element of a text in XML, and what follows it. A text without one, or whose
// beginning is too short to have it, gives none.
func xmlRoot(head string) (tag, rest string) {
	head = strings.TrimLeft(head, "\ufeff \t\r\n")
	for strings.HasPrefix(head, "<") {
		end, found := "", false
		switch {
		case strings.HasPrefix(head, "<!--"):
			end = "-->"
		case strings.HasPrefix(head, "<?"):
			end = "?>"
		case strings.HasPrefix(head, "<!"):
			end = ">"
			if unquoted := quotedText().ReplaceAllString(head[:min(len(head), 1024)], ""); strings.IndexAny(unquoted, "[>") == strings.IndexByte(unquoted, '[') {
				end = "]>"
			}
		case len(head) > 1 && isNameStart(head[1]):
			i := strings.IndexByte(head, '>')
			if i < 0 {
				return "", ""
			}
			return head[:i+1], head[i+1:]
		default:
			return "", ""
		}
		if _, head, found = strings.Cut(head, end); !found {
			return "", ""
		}
		head = strings.TrimLeft(head, " \t\r\n")
	}
	return "", ""
}

var quotedText = pattern(`"[^"]*"|'[^']*'`)

// tagName is the name in a start tag, with its prefix.
func tagName(tag string) string {
	name := strings.Trim(tag, "</>")
	if n := strings.IndexAny(name, " \t\r\n"); n >= 0 {
		name = name[:n]
	}
	return name
}

// A feedHead is what a feed says of itself.
type feedHead struct {
	title                     string
	updated, published, built Date
	addresses                 []string // of the feed, of the site that it belongs to
}

// date is the day that the feed stands for.
func (h *feedHead) date() Date {
	for _, d := range []Date{h.published, h.updated, h.built} {
		if d != "" {
			return d
		}
	}
	return ""
}

// feedHead reads what stands before the first record, as far as it is well-formed.
func (s *xmlSplitter) feedHead() feedHead {
	var h feedHead
	d := newXMLDecoder(bytes.NewReader(visibleControls(s.head)))
	d.Strict = false
	var open []string
	var text strings.Builder
	for tokens := 0; tokens < maxXMLTokens; tokens++ {
		t, err := d.Token()
		if err != nil {
			return h
		}
		switch t := t.(type) {
		case xml.StartElement:
			text.Reset()
			open = append(open, fieldName(t.Name))
			if href := attribute(t, "href"); href != "" && strings.HasSuffix(open[len(open)-1], "link") {
				h.addresses = append(h.addresses, href)
			}
			if about := attribute(t, "about"); about != "" {
				h.addresses = append(h.addresses, about)
			}
		case xml.CharData:
			text.Write(t)
		case xml.EndElement:
			if len(open) == 0 {
				return h
			}
			if parent := open[:len(open)-1]; len(parent) > 0 && isFeedHolder(localName(parent[len(parent)-1])) {
				h.take(open[len(open)-1], text.String())
			}
			open = open[:len(open)-1]
			text.Reset()
		}
	}
	return h
}

func attribute(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return strings.TrimSpace(a.Value)
		}
	}
	return ""
}

// take takes a child of the feed.
func (h *feedHead) take(name, text string) {
	switch name {
	case "title":
		if plain, _ := htmlText(text); h.title == "" {
			h.title = showLine(plain)
		}
	case "id", "link":
		if text = strings.TrimSpace(text); text != "" {
			h.addresses = append(h.addresses, text)
		}
	case "updated", "dc:date":
		h.updated = feedDay(text)
	case "pubDate", "published":
		h.published = feedDay(text)
	case "lastBuildDate":
		h.built = feedDay(text)
	}
}

var clockTime = pattern(`[ T]\d{1,2}:\d\d.*$`)

// feedDay is the day of a date with a time (RFC 3339, RFC 5322) as it is written: of its own time zone.
func feedDay(s string) Date {
	s = strings.TrimSpace(s)
	s = clockTime().ReplaceAllString(s[:min(len(s), 80)], "")
	return realDate(looseDate(s))
}
