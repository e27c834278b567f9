package parser

// This file owns the addresses in a text: where they end, and what they lead to.

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxURL is the longest address that is taken, in bytes. Browsers stop at about as many.
const maxURL = 2048

// FindLinks lists the http and https addresses in cleaned text in their order, none twice. An address ends before its
// sentence's full stop and before a bracket or quote that was opened outside of it; one without a host is none.
func FindLinks(text string) []Link {
	var links linkList
	for at := 0; ; {
		i := nextScheme(text, at)
		if i < 0 {
			return links.list
		}
		end := addressEnd(text, i)
		links.add(KindOf(unescapeTeX(text[i:end]), contextBefore(text, i)), unescapeTeX(text[i:end]))
		at = max(end, i+len("http"))
	}
}

// nextScheme is where the next http:// or https:// at or after at begins, or -1.
func nextScheme(text string, at int) int {
	for at < len(text) {
		i := strings.Index(text[at:], "://")
		if i < 0 {
			return -1
		}
		i += at
		for _, scheme := range []string{"https", "http"} {
			if start := i - len(scheme); start >= at && strings.EqualFold(text[start:i], scheme) {
				return start
			}
		}
		at = i + len("://")
	}
	return -1
}

// addressEnd is where the address that begins at start ends.
func addressEnd(text string, start int) int {
	end := len(text)
	open := map[rune]int{} // brackets that the address itself opened
	for i, r := range text[start:] {
		if !inAddress(text, start+i, r, open) {
			end = start + i
			break
		}
	}
	return start + len(strings.TrimRight(text[start:end], ".,;:!?'\"*"))
}

// inAddress reports whether the rune r at text[i] can be part of the address that it follows.
func inAddress(text string, i int, r rune, open map[rune]int) bool {
	switch r {
	case '<', '>', '"', '`', '|', '^', '\u2019', '\u201d', '\u00bb', '\u2026', '⟨', '⟩':
		return false
	case '\\': // of TeX; only an escaped character goes on
		return i+1 < len(text) && strings.IndexByte("_%#&~", text[i+1]) >= 0
	case '(', '[', '{':
		open[r]++
	case ')', ']', '}':
		pair := map[rune]rune{')': '(', ']': '[', '}': '{'}[r]
		open[pair]--
		return open[pair] >= 0
	}
	pictures := r >= '\u2400' && r <= '\u243f' // what cleaning makes of control characters
	wide := r >= '\u3000' && r <= '\u303f' || r >= '\uff01' && r <= '\uff0f' || r == '\uff1b' || r == '\uff1a'
	return r != utf8.RuneError && !unicode.IsSpace(r) && !pictures && !wide && !Unsafe(r)
}

var texEscape = pattern(`\\([_%#&~])`)

func unescapeTeX(address string) string {
	if !strings.Contains(address, `\`) {
		return address
	}
	return texEscape().ReplaceAllString(address, "$1")
}

// contextBefore is the end of the sentence that leads up to text[i].
func contextBefore(text string, i int) string {
	before := text[max(0, i-80):i]
	if stop := strings.LastIndex(before, ". "); stop >= 0 {
		before = before[stop:]
	}
	return before
}

// A linkList collects links, none twice: scheme, letter case of the host and a slash at the end make no difference.
type linkList struct {
	list []Link
	seen map[string]bool
}

// add appends the address if it is one that may be opened. It is kept as it is written.
func (l *linkList) add(kind LinkKind, address string) {
	u, ok := parseAddress(address)
	if !ok {
		return
	}
	key := strings.ToLower(u.Host) + strings.TrimRight(u.EscapedPath(), "/") + "?" + u.RawQuery + "#" + u.Fragment
	if l.seen[key] {
		return
	}
	if l.seen == nil {
		l.seen = map[string]bool{}
	}
	l.seen[key] = true
	l.list = append(l.list, Link{kind, address})
}

// parseAddress accepts http and https with a host, and nothing that acts on a terminal.
func parseAddress(address string) (*url.URL, bool) {
	if len(address) > maxURL || strings.ContainsFunc(address, func(r rune) bool { return Unsafe(r) || unicode.IsSpace(r) }) {
		return nil, false
	}
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return nil, false
	}
	named := strings.ContainsFunc(u.Hostname(), func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
	return u, named && !strings.HasPrefix(u.Hostname(), "-")
}

// hostKinds are the hosts that tell by themselves what they hold; a host counts for its subdomains too. Model weights,
// data sets and demos (huggingface.co, zenodo.org) are not source code: they are other.
var hostKinds = map[string]LinkKind{
	"github.com": LinkCode, "gitlab.com": LinkCode, "bitbucket.org": LinkCode, "codeberg.org": LinkCode,
	"sourceforge.net": LinkCode, "sr.ht": LinkCode, "gitee.com": LinkCode, "anonymous.4open.science": LinkCode,

	"github.io": LinkProject, "gitlab.io": LinkProject, "sites.google.com": LinkProject, "pages.dev": LinkProject,
	"netlify.app": LinkProject, "vercel.app": LinkProject, "sourceforge.io": LinkProject, "bitbucket.io": LinkProject,

	"doi.org": LinkPage, "aclanthology.org": LinkPage, "proceedings.mlr.press": LinkPage, "papers.nips.cc": LinkPage,
	"proceedings.neurips.cc": LinkPage, "openaccess.thecvf.com": LinkPage, "biorxiv.org": LinkPage,
	"medrxiv.org": LinkPage, "ieeexplore.ieee.org": LinkPage, "dl.acm.org": LinkPage, "link.springer.com": LinkPage,
	"semanticscholar.org": LinkPage,
}

var projectContext = pattern(`(?i)\b(project|home) ?(web)?(page|site)|\bweb(site|page)\b`)

// KindOf tells what an address leads to, from its host and path and, where these say nothing, from context: the words
// that stand before it.
func KindOf(address, context string) LinkKind {
	u, ok := parseAddress(address)
	if !ok {
		return LinkOther
	}
	host, path := strings.ToLower(u.Hostname()), u.EscapedPath()
	kind, known := hostKind(host)
	switch {
	case strings.HasSuffix(strings.ToLower(path), ".pdf"),
		under(host, "arxiv.org") && strings.HasPrefix(path, "/pdf/"),
		under(host, "openreview.net") && strings.HasPrefix(path, "/pdf"):
		return LinkPDF
	case under(host, "arxiv.org") && (strings.HasPrefix(path, "/abs/") || strings.HasPrefix(path, "/html/")),
		under(host, "openreview.net") && strings.HasPrefix(path, "/forum"),
		under(host, "huggingface.co") && strings.HasPrefix(path, "/papers/"):
		return LinkPage
	case known:
		return kind
	case strings.HasPrefix(host, "gitlab."), strings.HasPrefix(host, "git."):
		return LinkCode
	case projectContext().MatchString(context):
		return LinkProject
	}
	return LinkOther
}

func under(host, domain string) bool {
	return host == domain || strings.HasSuffix(host, "."+domain)
}

// hostKind looks up host and then each domain above it.
func hostKind(host string) (LinkKind, bool) {
	for host != "" {
		if kind, ok := hostKinds[host]; ok {
			return kind, true
		}
		_, host, _ = strings.Cut(host, ".")
	}
	return "", false
}
