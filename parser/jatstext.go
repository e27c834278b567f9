package parser

// This file owns the markup that publishers have in titles and abstracts, in JSON as in XML: HTML, JATS
// (https://jats.nlm.nih.gov), and formulas in MathML, with the same formula in TeX beside it or not.

import (
	"html"
	"strings"
)

var (
	mathElement = pattern(`(?s)<(?:mml:)?math(?:\s[^<>]*)?>.*?</(?:mml:)?math>`)
	mathNote    = pattern(`(?s)<(?:mml:)?annotation(?:\s[^<>]*)?>.*?</(?:mml:)?annotation>`)
	mathTag     = pattern(`</?(?:mml:)?(?:math|semantics|m[a-z]+)(?:\s[^<>]*)?/?>`)

	jatsTag = pattern(`</?jats:([A-Za-z][A-Za-z0-9-]*)(?:\s[^<>]*)?/?>`)

	texDocument  = pattern(`(?s)\\documentclass.*?\\begin\{document\}(.*?)\\end\{document\}`)
	leadingTitle = pattern(`^(?i:abstract|summary)\.?:?\s*\n\n`)
)

// markedText is the text of s, which may have markup in it, paragraphs parted by an empty line.
func markedText(s string) string {
	if !strings.ContainsAny(s, "<&") {
		return s
	}
	if strings.Contains(s, "<![CDATA[") {
		s = withoutCDATA(s)
	}
	if strings.Contains(s, "math") {
		if strings.Contains(s, "tex-math") { // the formula is there twice
			s = texDocument().ReplaceAllString(mathElement().ReplaceAllString(s, ""), "$1")
		}
		s = mathTag().ReplaceAllString(mathNote().ReplaceAllString(s, ""), "")
	}
	if strings.Contains(s, "<jats:") {
		s = jatsTag().ReplaceAllStringFunc(s, func(tag string) string {
			m := jatsTag().FindStringSubmatch(tag)
			if htmlTags[strings.ToLower(m[1])] {
				return tag
			}
			return ""
		})
	}
	text, _ := htmlText(s)
	return text
}

// markedAbstract is markedText of an abstract, without the heading that says that it is one.
func markedAbstract(s string) string {
	return leadingTitle().ReplaceAllString(strings.TrimSpace(markedText(s)), "")
}

// withoutCDATA writes the CDATA sections in s as text with entities.
func withoutCDATA(s string) string {
	var out strings.Builder
	for {
		before, section, found := strings.Cut(s, "<![CDATA[")
		out.WriteString(before)
		if !found {
			return out.String()
		}
		section, s, _ = strings.Cut(section, "]]>")
		out.WriteString(html.EscapeString(section))
	}
}
