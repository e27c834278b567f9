package parser

// This file owns the last step from a digest's text to shown text: TeX becomes Unicode, and the HTML that databases and
// publishers leave in titles and abstracts, whatever the format, becomes what a browser would show of it.

import (
	"html"
	"strings"
)

// ShowLine is the shown form of a text of one line: clean (see [CleanLine]), TeX as Unicode (see [TeX]), without HTML.
// Doing it again changes nothing.
func ShowLine(raw string) string { return shown(raw, CleanLine) }

// ShowText is the shown form of a text of several paragraphs; see [CleanText].
func ShowText(raw string) string { return shown(raw, CleanText) }

func showLine(raw string) string { return ShowLine(raw) }

// shown converts until nothing changes: markup may stand in entities, and these in TeX's macros. A text that does not come
// to rest is one that somebody made for that; it stays as far as it got.
func shown(raw string, clean func(string) string) string {
	if strings.Contains(raw, "$<$") || strings.Contains(raw, "$>$") {
		raw = loneSigns.Replace(raw) // before a digit, TeX would take the second dollar for a price's
	}
	s := TeX(clean(raw))
	const rounds = 6
	for range rounds {
		if strings.IndexByte(s, '<') < 0 && strings.IndexByte(s, '&') < 0 {
			return s
		}
		next := withoutHTML(s)
		if next == s {
			return s
		}
		s = TeX(clean(next))
	}
	return s
}

var loneSigns = strings.NewReplacer("$<$", "<", "$>$", ">")

var (
	inlineTag = pattern(`(?i)<(/?)(?:jats:|mml:)?(i|b|em|strong|sub|sup|inf|sc|scp|tt|u|small|big|span|font|italic|bold|underline|monospace|` +
		`p|br|div|title|sec|abstract|abstracttext|h[1-6]|ul|ol|li|inline-formula|disp-formula|tex-math|alternatives|` +
		`math|mrow|mi|mo|mn|mtext|msub|msup|mstyle|semantics|annotation|xref|ext-link|named-content|a)((?:\s[^<>]*)?)(/?)>`)
	entity = pattern(`&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});`)
)

// breakTags are those that part paragraphs.
var breakTags = setOf("p br div title sec abstract abstracttext h1 h2 h3 h4 h5 h6 ul ol li")

// withoutHTML takes the tags and the entities of HTML and JATS off a text. A "<" counts as a tag's only if it has its
// closing one behind it: p<b, List<i>.
func withoutHTML(s string) string {
	if strings.IndexByte(s, '<') >= 0 {
		s = withoutTags(s)
	}
	if strings.IndexByte(s, '&') < 0 {
		return s
	}
	return entity().ReplaceAllStringFunc(s, func(e string) string {
		plain := html.UnescapeString(e)
		if strings.ContainsFunc(plain, func(r rune) bool { return Unsafe(r) && r != '\u00AD' }) {
			return e // nobody means an escape character
		}
		return plain
	})
}

// withoutTags takes the tags off that belong together.
func withoutTags(s string) string {
	tags := inlineTag().FindAllStringSubmatchIndex(s, -1)
	if tags == nil {
		return s
	}
	counts := pairTags(s, tags)
	const longest = 200 // bytes of a script; what is longer is none
	out := make([]byte, 0, len(s))
	at := 0
	var scripts []int // where in out the scripts begin that are open
	for i, t := range tags {
		name := strings.ToLower(s[t[4]:t[5]])
		if !counts[i] {
			continue
		}
		out = append(out, s[at:t[0]]...)
		at = t[1]
		closing := t[3] > t[2]
		switch {
		case breakTags[name]:
			out = append(out, "\n\n"...)
		case name != "sub" && name != "sup" && name != "inf":
		case !closing:
			scripts = append(scripts, len(out))
		default:
			begin := scripts[len(scripts)-1]
			scripts = scripts[:len(scripts)-1]
			if len(out)-begin > longest || isWordy(out[begin:]) {
				continue
			}
			if form, ok := scripted(string(out[begin:]), name == "sup"); ok {
				out = append(out[:begin], form...)
			}
		}
	}
	return string(append(out, s[at:]...))
}

// isWordy reports whether a script has words in it, which nobody could read raised: 10<sup>th</sup> is none yet.
func isWordy(script []byte) bool {
	letters := 0
	for _, b := range script {
		if isLetter(b) {
			letters++
		}
	}
	return letters > 2
}

// pairTags reports for each tag whether it counts: it stands alone, as <br/> does, or it has its counterpart.
func pairTags(s string, tags [][]int) []bool {
	counts := make([]bool, len(tags))
	open := map[string][]int{}
	for i, t := range tags {
		name := strings.ToLower(s[t[4]:t[5]])
		switch {
		case name == "br", t[9] > t[8]:
			counts[i] = name != "sub" && name != "sup" && name != "inf" // <sub/> lowers nothing
		case t[3] == t[2]:
			open[name] = append(open[name], i)
		default:
			if n := len(open[name]); n > 0 {
				counts[open[name][n-1]], counts[i] = true, true
				open[name] = open[name][:n-1]
			}
		}
	}
	return counts
}
