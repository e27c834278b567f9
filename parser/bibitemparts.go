package parser

// This file owns the parts of an item of thebibliography: what is its title, and what stands before and behind that.

import (
	"strings"
	"unicode"
)

// A bibItem is what an item says, as TeX.
type bibItem struct {
	title, authors, venue string
	rest                  string // behind the title
	given                 Publication
	published             string
}

func isTitleLetter(r rune) bool { return unicode.IsLetter(r) }

// macroFields are what the macros of REVTeX and ACM's style hold: \bibinfo{journal}{…}.
var macroField = pattern(`\\bibinfo\s*\{([a-zA-Z]+)\}|\\(showarticletitle)\b|\\(bibnamefont)\b`)

// macros takes the parts from macros that name them. There must be a title among them.
func (ref *bibItem) macros(body string) bool {
	var people []string
	titles := map[string]string{}
	for _, m := range macroField().FindAllStringSubmatchIndex(body, -1) {
		value, _, ok := texArgument(body[m[1]:])
		if !ok || m[2] < 0 && m[4] < 0 {
			continue
		}
		name := "title"
		if m[2] >= 0 {
			name = strings.ToLower(body[m[2]:m[3]])
		}
		switch name {
		case "person", "author":
			people = append(people, withoutMacros(value))
		case "title", "booktitle", "journal":
			if titles[name] == "" {
				titles[name] = withoutMacros(value)
			}
		case "year":
			ref.published = bibLine(value)
		case "volume":
			ref.given.Volume = bibLine(value)
		case "number":
			ref.given.Issue = bibLine(value)
		case "pages":
			ref.given.Pages = bibPages(bibLine(value))
		case "publisher":
			ref.given.Publisher = bibLine(value)
		}
	}
	ref.title, ref.venue = titles["title"], titles["journal"]
	if ref.title == "" && len(people) > 0 {
		ref.title = titles["booktitle"]
	} else if ref.venue == "" {
		ref.venue = titles["booktitle"]
	}
	ref.authors, ref.rest = strings.Join(people, ", "), ""
	return strings.TrimSpace(ref.title) != ""
}

// nameMacros are macros around parts of names and titles, which mean nothing here.
var nameMacros = pattern(`\\(?:bibfnamefont|bibnamefont|bibinfo\s*\{[a-zA-Z]+\}|citenamefont|enquote)\s*`)

func withoutMacros(s string) string { return nameMacros().ReplaceAllString(s, "") }

// quoted takes a title in quotes: “Title,” “Title” \enquote{Title}.
func (ref *bibItem) quoted(body string) bool {
	for _, q := range [][2]string{{"``", "''"}, {"“", "”"}, {"\"`", "\"'"}} {
		before, rest, ok := strings.Cut(body, q[0])
		title, after, closed := strings.Cut(rest, q[1])
		if ok && closed && len(strings.Fields(title)) > 1 {
			ref.authors, ref.title, ref.rest = before, title, after
			_, ref.venue, _, _ = emphasis(after)
			return true
		}
	}
	if before, rest, ok := strings.Cut(body, `\enquote`); ok {
		if title, after, ok := texArgument(rest); ok {
			ref.authors, ref.title, ref.rest = before, title, after
			_, ref.venue, _, _ = emphasis(after)
			return true
		}
	}
	return false
}

// blocks takes the parts between \newblock: the authors, the title, where it appeared.
func (ref *bibItem) blocks(body string) bool {
	parts := strings.Split(body, `\newblock`)
	if len(parts) < 2 || strings.TrimSpace(bibLine(parts[0])) == "" {
		return false
	}
	ref.authors, ref.title = parts[0], parts[1]
	if _, whole, after, ok := emphasis(strings.TrimSpace(parts[1])); ok && strings.HasPrefix(strings.TrimSpace(parts[1]), `{\`) {
		ref.title, ref.rest = whole, after // a book
	}
	ref.rest += " " + strings.Join(parts[2:], " ")
	_, ref.venue, _, _ = emphasis(strings.Join(parts[2:], " "))
	return true
}

// journalBehind is what stands behind the name of a journal: its volume.
var journalBehind = pattern(`^[\s,]*(?:\{?\\(?:bf|bfseries|textbf)\b|\d|vol)`)

// emphasised takes a title in italics. Many lists have the journal there instead.
func (ref *bibItem) emphasised(body string) bool {
	before, title, after, ok := emphasis(body)
	shown := bibLine(title)
	if !ok || journalBehind().MatchString(after) || len(strings.Fields(shown)) < 2 || len(bibLine(before)) < 3 {
		return false
	}
	for _, word := range strings.Fields(shown[:len(shown)-1]) {
		if strings.HasSuffix(word, ".") && len(word) > 2 { // Phys. Rev. Lett.
			return false
		}
	}
	ref.authors, ref.title, ref.rest = before, title, after
	_, ref.venue, _, _ = emphasis(after)
	return true
}

var emphasisBegin = pattern(`\\(?:emph|textit|textsl)\s*\{|\{\s*\\(?:em|it|sl|itshape|slshape)\b`)

// emphasis parts s around the first text in italics.
func emphasis(s string) (before, text, after string, ok bool) {
	at := emphasisBegin().FindStringIndex(s)
	if at == nil {
		return s, "", "", false
	}
	brace := at[0] + strings.IndexByte(s[at[0]:at[1]], '{')
	end := closingBrace(s[brace:])
	if end == 0 {
		return s, "", "", false
	}
	inner := s[brace+1 : brace+end]
	if brace == at[0] {
		inner = s[at[1] : brace+end]
	}
	return s[:at[0]], strings.TrimRight(strings.TrimSuffix(inner, `\/`), " ,"), s[brace+end+1:], true
}

var (
	doiInText   = pattern(`(?i)\b10\.\d{4,9}/[^\s{}"]+`)
	yearInParen = pattern(`\((?:[^()]{0,20}\s)?((?:1[5-9]|20)\d\d)[a-z]?\)`)
	yearInText  = pattern(`(?:^|[^\d.:/–-])((?:1[5-9]|20)\d\d)[a-z]?(?:[^\d:/–-]|$)`)
	volumePages = pattern(`\b(\d+)\s*(?:\((\d[\d–-]*)\))?\s*:\s*([A-Za-z]?\d+(?:[–-]+[A-Za-z]?\d+)?)`)
	volumeWord  = pattern(`(?i)\bvol(?:\.|ume)?[\s~]*(\d+)`)
	issueWord   = pattern(`(?i)\bno\.[\s~]*(\d+)`)
	pagesWord   = pattern(`(?i)\b(?:pp?\.|pages?)[\s~]*([A-Za-z]?\d+(?:\s*[–-]+\s*[A-Za-z]?\d+)?)`)
)

// identify takes the identifiers and the addresses in an item.
func (ref *bibItem) identify(r *citation, body string) {
	text := bibLine(strings.NewReplacer(`\url`, " ", `\href`, " ", `\doi`, " doi:", `\path`, " ", `\_`, "_", "{", " {", "}", "} ").Replace(body))
	r.mention(text)
	if m := doiInText().FindString(text); m != "" {
		r.doi(m)
	}
	for _, l := range FindLinks(unescapeTeX(strings.NewReplacer("{", " ", "}", " ").Replace(body))) {
		r.address(l.URL, LinkOther)
	}
}

// year is the year of the work: in parentheses, or the last one.
func (ref *bibItem) year() Date {
	if d := looseDate(ref.published); d != "" {
		return d
	}
	text := bibLine(ref.rest)
	for _, s := range []string{text, bibLine(ref.authors)} {
		if all := yearInParen().FindAllStringSubmatch(s, -1); len(all) > 0 {
			return Date(all[len(all)-1][1])
		}
	}
	if all := yearInText().FindAllStringSubmatch(text, -1); len(all) > 0 {
		return Date(all[len(all)-1][1])
	}
	return ""
}

// place takes volume, issue and pages.
func (ref *bibItem) place(in *Publication) {
	text := bibPages(bibLine(ref.rest))
	find := func(to *string, m []string) {
		if m != nil && *to == "" {
			*to = pageRange(m[1])
		}
	}
	if m := volumePages().FindStringSubmatch(text); m != nil {
		in.Volume, in.Issue, in.Pages = m[1], m[2], pageRange(m[3])
	}
	find(&in.Volume, volumeWord().FindStringSubmatch(text))
	find(&in.Issue, issueWord().FindStringSubmatch(text))
	find(&in.Pages, pagesWord().FindStringSubmatch(text))
	in.Fill(ref.given)
}

// cutYear is names without the year in parentheses behind them: Doe, J. (2020).
func cutYear(s string) string {
	if at := yearInParen().FindStringIndex(s); at != nil {
		s = s[:at[0]]
	}
	return strings.TrimRight(s, " ,:;")
}

// cutStop is names without the full stop behind them, unless it is that of an initial.
func cutStop(s string) string {
	bare, stopped := strings.CutSuffix(s, ".")
	words := strings.Fields(bare)
	if !stopped || len(words) == 0 || len([]rune(words[len(words)-1])) < 3 {
		return s
	}
	return bare
}

var (
	editorsBehind = pattern(`(?:,\s*|\s*[(\[])(?:editors?|[Ee]ds?\.?)[)\]]?[\s.,:]*$`)
	yearBehind    = pattern(`[.,]\s*((?:1[5-9]|20)\d\d)[a-z]?\.?$`) // ACL: Jane Doe and Ann Roe. 2018.
)

// people takes the authors, or the editors if the item says that they are.
func (ref *bibItem) people(p *Paper) {
	names := bibLine(ref.authors)
	if m := yearBehind().FindStringSubmatchIndex(names); m != nil {
		p.Published, names = Date(names[m[2]:m[3]]), names[:m[0]]
	}
	names = cutYear(names)
	edited := editorsBehind().FindStringIndex(names)
	if edited != nil {
		names = names[:edited[0]]
	}
	names, more := cutMore(names)
	people := commaAuthors(cutStop(names))
	if len(people) == 1 && people[0] == (Author{}) {
		people = nil
	}
	if edited != nil {
		p.Editors = people
		return
	}
	p.Authors, p.MoreAuthors = people, more
}

// withoutHref is the text of a title that is a link: \href {address} {Title}.
func withoutHref(title string) string {
	rest, ok := strings.CutPrefix(strings.TrimSpace(title), `\href`)
	if !ok {
		return title
	}
	if _, rest, ok = texArgument(rest); ok {
		if text, _, ok := texArgument(rest); ok {
			return text
		}
	}
	return title
}
