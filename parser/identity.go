package parser

// This file owns what makes two records the same paper: the arXiv identifier, the DOI, and the key of a title.

import (
	"net/url"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// TitleKey reduces a title to what stays the same however it was typed: TeX turned into Unicode, compatibility forms and
// accents taken off (NFKD without marks, UAX #15), and of the rest the letters and digits, in lower case. The key of a
// title without letters or digits is empty and matches nothing.
func TitleKey(title string) string {
	title = ShowLine(title)
	key := make([]byte, 0, len(title))
	for _, r := range norm.NFKD.String(title) { // ASCII passes through NFKD without a copy
		switch {
		case 'a' <= r && r <= 'z', '0' <= r && r <= '9':
			key = append(key, byte(r))
		case unicode.IsLetter(r), unicode.IsDigit(r):
			key = utf8.AppendRune(key, unicode.ToLower(r))
		}
	}
	return string(key)
}

// arXivArchives are the archives that gave out identifiers of the old form, until March 2007.
var arXivArchives = setOf("acc-phys adap-org alg-geom ao-sci astro-ph atom-ph bayes-an chao-dyn chem-ph cmp-lg " +
	"comp-gas cond-mat cs dg-ga funct-an gr-qc hep-ex hep-lat hep-ph hep-th math math-ph mtrl-th nlin nucl-ex nucl-th " +
	"patt-sol physics plasm-ph q-alg q-bio quant-ph solv-int supr-con")

func setOf(words string) map[string]bool {
	set := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// ParseArXiv reads an arXiv identifier as it is typed or linked: bare, after "arXiv:", or as the address of a page or PDF
// on arxiv.org, its mirrors, or one of the sites that show its papers. The id comes back without its version, which is 0 if none is given,
// and in arXiv's canonical form: the subject class of old identifiers is gone (math.GT/0309136 is math/0309136).
//
// The month must exist. The number has four digits from April 2007 to December 2014 and five since
// (https://info.arxiv.org/help/arxiv_identifier.html); before that, the archive must be one that there was.
func ParseArXiv(s string) (id string, version int, ok bool) {
	s = trimArXiv(strings.TrimSpace(s))
	s, version, ok = cutVersion(s)
	if !ok {
		return "", 0, false
	}
	archive, number, old := strings.Cut(s, "/")
	if old {
		archive, class, dotted := strings.Cut(asciiLower(archive), ".")
		ok = arXivArchives[archive] && dotted == (strings.Trim(class, "-abcdefghijklmnopqrstuvwxyz") == "" && class != "") &&
			len(number) == 7 && isDigits(number) && !between("0704", number[:4], "9100")
		id = archive + "/" + number
	} else {
		yearMonth, count, _ := strings.Cut(s, ".")
		digits := 4
		if yearMonth >= "1501" {
			digits = 5
		}
		ok = len(yearMonth) == 4 && isDigits(yearMonth) && yearMonth >= "0704" &&
			len(count) == digits && isDigits(count) && strings.Trim(count, "0") != ""
		number, id = yearMonth, s
	}
	if !ok || !between("01", number[2:4], "12") {
		return "", 0, false
	}
	return id, version, true
}

// between compares digits as text: lo <= s <= hi, all of one length.
func between(lo, s, hi string) bool { return lo <= s && s <= hi }

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// trimArXiv takes off what stands around an arXiv identifier: the prefix of citations or of OAI feeds with the category
// that follows it in brackets, or the address with its query and extension.
func trimArXiv(s string) string {
	if i := strings.LastIndex(s, " ["); i >= 0 && strings.HasSuffix(s, "]") {
		s = strings.TrimSpace(s[:i])
	}
	if i := strings.IndexAny(s, "?#"); i >= 0 {
		s = s[:i]
	}
	s = strings.TrimRight(s, "/.,;)")
	if n := len(s) - len(".pdf"); n > 0 && strings.EqualFold(s[n:], ".pdf") {
		s = s[:n]
	}
	if rest, ok := cutFold(s, "oai:arxiv.org:", "arxiv:"); ok {
		return strings.TrimSpace(rest)
	}
	address, _ := cutFold(s, "https://", "http://")
	host, path, _ := strings.Cut(address, "/")
	kind, rest, _ := strings.Cut(path, "/")
	host = asciiLower(host)
	kinds, known := arXivHosts[strings.TrimPrefix(host, "www.")]
	if !known && strings.HasSuffix(host, ".arxiv.org") { // a mirror
		kinds = arXivHosts["arxiv.org"]
	}
	for _, k := range strings.Fields(kinds) {
		if k == "/" { // the identifier stands there by itself
			rest, _ := cutFold(path, "arxiv:")
			return rest
		}
		if k == asciiLower(kind) {
			rest, _ = cutFold(rest, "arxiv:")
			return rest
		}
	}
	return s
}

// arXivHosts are the hosts whose addresses have arXiv identifiers, behind one of the words; the slash stands for none.
var arXivHosts = map[string]string{
	"arxiv.org": "abs pdf html format e-print ps src", "xxx.lanl.gov": "abs pdf html format e-print ps", "xxx.itp.ac.cn": "abs pdf html format e-print ps",
	"ar5iv.org": "abs html papers /", "ar5iv.labs.arxiv.org": "abs html papers /",
	"alphaxiv.org": "abs pdf html overview", "huggingface.co": "papers", "hf.co": "papers", "scirate.com": "arxiv",
	"arxiv-vanity.com": "papers", "emergentmind.com": "papers",
	"semanticscholar.org": "/", "api.semanticscholar.org": "/",
}

// cutVersion takes the vN off an arXiv identifier. It fails if that is no version: they count from 1, and no paper has
// come to four digits.
func cutVersion(s string) (id string, version int, ok bool) {
	i := len(strings.TrimRight(s, "0123456789"))
	if i == 0 || s[i-1]|0x20 != 'v' {
		return s, 0, true
	}
	if n := len(s) - i; n < 1 || n > 3 || s[i] == '0' {
		return "", 0, false
	}
	version, err := strconv.Atoi(s[i:])
	return s[:i-1], version, err == nil
}

// cutFold takes the first of the prefixes off that s begins with, in upper or lower case.
func cutFold(s string, prefixes ...string) (rest string, ok bool) {
	for _, p := range prefixes {
		if len(s) >= len(p) && strings.EqualFold(s[:len(p)], p) {
			return s[len(p):], true
		}
	}
	return s, false
}

// arXivDOI begins the DOIs that arXiv gives its papers; the identifier follows.
const arXivDOI = "10.48550/arxiv."

// ParseDOI reads a DOI as it is typed or linked: bare, after "doi:" or "info:doi/", or as an address of doi.org. What is
// coded with percent signs is decoded, also in a bare one, if a DOI comes of that. The DOI comes back bare and in lower case, for DOIs are compared without regard to ASCII case (ISO 26324, DOI
// Handbook 2.4). A full stop, comma, semicolon or closing parenthesis at the end belongs to the sentence around it,
// unless the parenthesis closes one inside the DOI. If the DOI is one that arXiv gave, arxiv is the identifier in it.
func ParseDOI(s string) (doi, arxiv string, ok bool) {
	s, _ = cutFold(strings.TrimSpace(s), "doi:", "info:doi/", "urn:doi:")
	s = strings.TrimSpace(s)
	if path, ok := cutResolver(s); ok {
		s, _, _ = strings.Cut(path, "?") // what is part of a DOI stands encoded in an address
		s, _, _ = strings.Cut(s, "#")
		s, _ = cutFold(unescaped(s), "doi:", "info:doi/")
	}
	doi = decodedDOI(asciiLower(trimSentence(strings.TrimSpace(s))))
	if !isDOI(doi) {
		return "", "", false
	}
	if rest, is := strings.CutPrefix(doi, arXivDOI); is {
		arxiv, _, _ = ParseArXiv(rest)
	}
	return doi, arxiv, true
}

// cutResolver cuts the address of the DOI resolver off.
func cutResolver(s string) (path string, ok bool) {
	address, _ := cutFold(s, "https://", "http://")
	return cutFold(address, "doi.org/", "dx.doi.org/", "www.doi.org/")
}

// HasMadeKey reports whether the citation key of a paper is the one that dogear makes where a paper has none, with the
// letters behind it that tell it from others of its kind or without. It says nothing that the paper does not say.
func HasMadeKey(p *Paper) bool {
	if p.Key == "" {
		return false
	}
	others := *p
	others.Editors = nil
	for _, q := range []*Paper{p, &others} {
		letters, ok := strings.CutPrefix(p.Key, generatedKey(q))
		if ok && len(letters) <= maxKeyLetters && strings.Trim(letters, "abcdefghijklmnopqrstuvwxyz") == "" {
			return true
		}
	}
	return false
}

// maxKeyLetters is how many letters stand at most behind a key that others have too.
const maxKeyLetters = 4

// doiCodes are the percent codes of the signs that DOIs have, and of the percent sign itself: # % & ( ) + , / : ; < = > @ [ ].
var doiCodes = pattern(`%(?:2[35689bcf]|3[abcde]|40|5[bd])`)

// decodedDOI is a DOI in lower case without percent codes: once decoded, or more often, whatever it was copied through.
// One with a percent sign that is no part of such a code stays as it is.
func decodedDOI(s string) string {
	for strings.Contains(s, "%") && !strings.Contains(doiCodes().ReplaceAllString(s, ""), "%") {
		plain, err := url.PathUnescape(s)
		if plain = asciiLower(trimSentence(plain)); err != nil || !isDOI(plain) {
			break
		}
		s = plain
	}
	return s
}

// isDOI reports whether s has the form of a DOI: 10, a full stop, the registrant (four to nine digits, sometimes with
// parts after full stops), a slash, and whatever the registrant chose, without spaces or controls.
func isDOI(s string) bool {
	registrant, suffix, _ := strings.Cut(s, "/")
	parts := strings.Split(registrant, ".")
	if parts[0] != "10" || len(parts) < 2 || len(parts[1]) < 4 || len(parts[1]) > 9 || suffix == "" {
		return false
	}
	for _, part := range parts {
		if !isDigits(part) {
			return false
		}
	}
	return utf8.ValidString(suffix) && !strings.ContainsFunc(suffix, func(r rune) bool { return Unsafe(r) || unicode.IsSpace(r) })
}

// trimSentence takes the punctuation of a sentence off the end of an identifier.
func trimSentence(s string) string {
	extra := strings.Count(s, ")") - strings.Count(s, "(") // closing parentheses that nothing in s opened
	for s != "" {
		switch last := s[len(s)-1]; {
		case last == '.' || last == ',' || last == ';':
		case last == ')' && extra > 0:
			extra--
		default:
			return s
		}
		s = s[:len(s)-1]
	}
	return s
}

// asciiLower is strings.ToLower for ASCII letters alone.
func asciiLower(s string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, s)
}
