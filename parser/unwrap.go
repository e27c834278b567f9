package parser

// This file owns addresses that lead somewhere by way of a counter or a filter: those that search engines, mail filters
// and senders of newsletters write in place of the ones they mean, which stand in them.

import (
	"encoding/base64"
	"net/url"
	"strings"
)

// maxWraps is how many addresses may stand in each other.
const maxWraps = 4

// wrappers are hosts whose addresses have the one that is meant in their query. A host counts for its subdomains too.
var wrappers = []struct{ host, path, query string }{
	{"safelinks.protection.outlook.com", "/", "url"},
	{"facebook.com", "/l.php", "u"},
	{"linkedin.com", "/redir/redirect", "url"},
	{"slack-redir.net", "/link", "url"},
	{"t.umblr.com", "/redirect", "z"},
	{"youtube.com", "/redirect", "q"},
}

// unwrapAddress is the address that an address leads to, if it says so; otherwise the address itself.
func unwrapAddress(address string) string {
	for range maxWraps {
		inside := strings.TrimSpace(wrappedIn(address))
		if _, ok := parseAddress(inside); !ok {
			break
		}
		address = inside
	}
	return address
}

// wrappedIn is the address inside of an address, or empty. It need not be one.
func wrappedIn(address string) string {
	if !strings.Contains(address, "://") || len(address) > maxURL {
		return ""
	}
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	host := strings.ToLower(u.Hostname())
	switch query := u.Query(); {
	case isGoogle(host) && (u.Path == "/url" || u.Path == "/scholar_url"):
		if q := query.Get("url"); q != "" {
			return q
		}
		return query.Get("q")
	case under(host, "urldefense.com"), under(host, "urldefense.proofpoint.com"), under(host, "urldefense.us"):
		return defended(address, query.Get("u"))
	case under(host, "awstrack.me"): // https://x.r.us-west-2.awstrack.me/L0/https:%2F%2Farxiv.org%2Fabs%2F2403.00001/1/0101
		_, rest, _ := strings.Cut(u.EscapedPath(), "/L0/")
		inside, _, _ := strings.Cut(rest, "/")
		return unescaped(inside)
	default:
		for _, w := range wrappers {
			if under(host, w.host) && strings.HasPrefix(u.Path, w.path) {
				return query.Get(w.query)
			}
		}
	}
	return ""
}

// isGoogle reports whether a host is Google's, in any country: www.google.com, scholar.google.co.uk.
func isGoogle(host string) bool {
	for _, name := range []string{"www.", "scholar."} {
		host = strings.TrimPrefix(host, name)
	}
	rest, is := strings.CutPrefix(host, "google.")
	return is && len(rest) <= len("com.au") && strings.Count(rest, ".") < 2
}

// defended is the address in one of Proofpoint's URL Defense. Version 2 has it in its query, with - for % and _ for /;
// version 3 between underscores, with * for each character that stands in the text behind it.
func defended(address, query string) string {
	if query != "" {
		return unescaped(strings.NewReplacer("-", "%", "_", "/").Replace(query))
	}
	_, rest, ok := strings.Cut(address, "/v3/__")
	inside, behind, ended := strings.Cut(rest, "__;")
	if !ok || !ended {
		return ""
	}
	code, _, _ := strings.Cut(behind, "!")
	left, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(code, "="))
	if err != nil || strings.Count(inside, "*") > len([]rune(string(left))) || strings.Contains(inside, "**") {
		return strings.ReplaceAll(inside, "*", "%2A")
	}
	var out strings.Builder
	replaced := []rune(string(left))
	for _, r := range inside {
		if r == '*' {
			r, replaced = replaced[0], replaced[1:]
		}
		out.WriteRune(r)
	}
	return out.String()
}

func unescaped(s string) string {
	if plain, err := url.PathUnescape(s); err == nil {
		return plain
	}
	return s
}

var wrapperIn = pattern(`safelinks|urldefense|google\.|awstrack\.me`)

// unwrapIn is a text with the addresses in it that lead to others replaced by these. Its lines stay.
func unwrapIn(text string) string {
	if !wrapperIn().MatchString(text) {
		return text
	}
	var out strings.Builder
	done := 0
	for at := 0; ; {
		i := nextScheme(text, at)
		if i < 0 {
			out.WriteString(text[done:])
			return out.String()
		}
		end := addressEnd(text, i)
		if inside := unwrapAddress(text[i:end]); inside != text[i:end] {
			out.WriteString(text[done:i])
			out.WriteString(inside)
			done = end
		}
		at = max(end, i+len("http"))
	}
}
