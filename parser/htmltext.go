package parser

// This file owns text that comes as HTML, as feeds have it: what a browser would show of it, and where its links lead.

import (
	"strings"

	"golang.org/x/net/html"
)

// htmlTags are the elements that text in feeds is made of. A "<" before any other name is a less-than sign.
var htmlTags = setOf("a abbr acronym address article aside audio b bdi bdo big blockquote body br button caption center cite code " +
	"col colgroup dd del details dfn div dl dt em embed fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header hr " +
	"html i iframe img input ins kbd label legend li link main mark meta nav noscript object ol p param picture pre q s samp script " +
	"sec section small source span strike strong style sub summary sup svg table tbody td tfoot th thead time title tr tt u ul var " +
	"video wbr inline-formula disp-formula tex-math italic bold sc")

// htmlBreaks are the elements that part paragraphs.
var htmlBreaks = setOf("address article aside blockquote caption center dd details div dl dt fieldset figcaption figure footer form " +
	"h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre sec section table tr ul")

// htmlHidden are the elements whose content is not shown.
var htmlHidden = setOf("script style iframe noscript")

// htmlText is the text of s, paragraphs parted by an empty line, and the links in it. What is no HTML stays as it is, but
// for entities, which get into plain text by being encoded twice.
func htmlText(s string) (text string, links []Link) {
	if !hasTags(s) {
		return html.UnescapeString(s), nil
	}
	var out htmlWriter
	var list linkList
	hidden := ""
	z := html.NewTokenizer(strings.NewReader(lessThanSigns(s)))
	for {
		switch kind := z.Next(); kind {
		case html.ErrorToken:
			return strings.Trim(out.String(), " \n"), list.list
		case html.TextToken:
			if hidden == "" {
				out.write(string(z.Text()))
			}
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			byteName, more := z.TagName()
			name := strings.TrimPrefix(string(byteName), "jats:")
			switch {
			case hidden != "":
				if kind == html.EndTagToken && name == hidden {
					hidden = ""
				}
			case htmlHidden[name] && kind == html.StartTagToken:
				hidden = name
			default:
				out.tag(name)
				if name == "a" && more {
					text := out.String()
					list.addAnchor(z, text[max(0, len(text)-80):])
				}
			}
		}
	}
}

// An htmlWriter puts the text together that a browser would show.
type htmlWriter struct{ strings.Builder }

// write adds text. A line end in it is a space, and white space between paragraphs is none.
func (w *htmlWriter) write(s string) {
	s = lineEnds.Replace(s)
	if strings.HasSuffix(w.String(), "\n") {
		s = strings.TrimLeft(s, " ")
	}
	w.WriteString(s)
}

var lineEnds = strings.NewReplacer("\n", " ", "\r", " ", "\t", " ")

// tag adds what stands for a tag.
func (w *htmlWriter) tag(name string) {
	switch {
	case name == "br" && !strings.HasSuffix(w.String(), "\n\n"):
		w.WriteByte('\n') // two of them part paragraphs
	case htmlBreaks[name]:
		for !strings.HasSuffix(w.String(), "\n\n") {
			w.WriteByte('\n')
		}
	case name == "td" || name == "th":
		w.WriteByte(' ')
	}
}

// addAnchor adds the address of the anchor that z is at; before is what stands before it.
func (l *linkList) addAnchor(z *html.Tokenizer, before string) {
	for {
		key, value, more := z.TagAttr()
		if string(key) == "href" {
			address := unwrapAddress(strings.TrimSpace(string(value)))
			l.add(KindOf(address, before), address)
		}
		if !more {
			return
		}
	}
}

// lessThanSigns encodes every "<" that begins no tag. A tokenizer would take $x<y$ for one, and all up to the next ">".
func lessThanSigns(s string) string {
	var out strings.Builder
	for {
		text, rest, more := strings.Cut(s, "<")
		out.WriteString(text)
		if !more {
			return out.String()
		}
		m := htmlName().FindStringSubmatch(rest[:min(len(rest), 40)])
		if strings.HasPrefix(rest, "!--") || m != nil && (htmlTags[strings.ToLower(m[1])] || strings.Contains(m[1], ":")) {
			out.WriteByte('<')
		} else {
			out.WriteString("&lt;")
		}
		s = rest
	}
}

var (
	htmlTag  = pattern(`</?(?:jats:)?([A-Za-z][A-Za-z0-9-]*)(?:\s[^<>]*)?/?>`)
	htmlName = pattern(`^/?(?:jats:)?([A-Za-z][A-Za-z0-9:-]*)[\s/>]`)
)

// hasTags reports whether there is a tag of HTML in s.
func hasTags(s string) bool {
	for s != "" {
		m := htmlTag().FindStringSubmatchIndex(s)
		if m == nil {
			return false
		}
		if htmlTags[strings.ToLower(s[m[2]:m[3]])] {
			return true
		}
		s = s[m[1]:]
	}
	return false
}

// htmlLine is the shown text of a title or a name that may have HTML in it.
func htmlLine(s string) string {
	text, _ := htmlText(s)
	return showLine(text)
}
