package parser

// This file owns what makes a paper of a BibTeX file the same as one from elsewhere: its identifiers, wherever people and
// programs put them, and its addresses.

import "strings"

// identify looks for identifiers in the fields that are there for them, and where programs hide arXiv's: in the name of a
// journal, in the volume of one called arXiv or CoRR.
func (w *bibWork) identify() {
	p := &w.paper
	for doi := range strings.FieldsSeq(bibAddress(w.fields["doi"])) {
		w.doi(doi)
	}
	archive := asciiLower(bibLine(w.first("eprinttype", "archiveprefix")))
	class := bibLine(w.first("eprintclass", "primaryclass"))
	eprint := bibLine(w.fields["eprint"])
	if archive == "" || archive == "arxiv" {
		p.Categories = bibCategories(class, bibLine(w.fields["categories"]))
		if !w.arXiv(eprint) && class != "" {
			w.arXiv(class + "/" + eprint) // hep-th/9901001 without its archive
		}
	}
	w.arXiv(bibLine(w.first("arxivid", "arxiv")))
	journal := bibLine(w.first("journal", "journaltitle"))
	for _, s := range []string{journal, bibLine(w.fields["howpublished"]), bibLine(w.fields["number"])} {
		if _, ok := cutFold(s, "arxiv"); ok {
			w.arXivIn(s)
		}
	}
	if isArXivJournal(journal) {
		w.arXivIn(bibLine(w.fields["volume"]))
		w.arXivIn(bibLine(w.fields["pages"]))
	}
	if id := bibAddress(w.fields["openreview"]); isOpenReviewID(id) {
		p.OpenReview = id
	}
}

// bibCategories are the primary class and then all others.
func bibCategories(class, all string) []string {
	var list []string
	seen := map[string]bool{"": true}
	for _, s := range append([]string{class}, strings.FieldsFunc(all, func(r rune) bool { return r == ',' || r == ' ' })...) {
		if !seen[s] {
			seen[s] = true
			list = append(list, s)
		}
	}
	return list
}

// doi takes a DOI, unless there is one, and reports whether s is one. One that arXiv gave is an identifier of arXiv.
func (w *bibWork) doi(s string) bool {
	doi, arxiv, ok := ParseDOI(s)
	switch {
	case !ok:
	case arxiv != "":
		w.arXiv(arxiv)
	case w.paper.DOI == "":
		w.paper.DOI = doi
	}
	return ok
}

// arXiv takes an identifier of arXiv, unless there is another one, and reports whether s is one.
func (w *bibWork) arXiv(s string) bool {
	id, version, ok := ParseArXiv(s)
	if !ok || w.paper.ArXiv != "" && w.paper.ArXiv != id {
		return ok
	}
	w.paper.ArXiv = id
	if w.paper.Version == 0 {
		w.paper.Version = version
	}
	return true
}

// arXivIn takes the identifier in a text that is about arXiv: "arXiv preprint arXiv:2403.01234 [cs]", "abs/2403.01234".
func (w *bibWork) arXivIn(s string) {
	for word := range strings.FieldsSeq(s[:min(len(s), 200)]) {
		if w.arXiv(strings.TrimPrefix(word, "abs/")) {
			return
		}
	}
}

// isArXivJournal reports whether the name of a journal says that there is none. CoRR is arXiv's name in DBLP.
func isArXivJournal(name string) bool {
	if rest, ok := cutFold(name, "arxiv"); ok {
		return rest == "" || strings.IndexByte(" .:,(-/", rest[0]) >= 0
	}
	rest, ok := cutFold(name, "corr")
	return ok && (rest == "" || strings.HasPrefix(strings.TrimLeft(rest, " ,"), "abs"))
}

// bibAddress is a DOI or an address as typed: with TeX's escapes, in \url or in braces.
func bibAddress(raw string) string {
	s := strings.TrimSpace(raw)
	if rest, ok := cutFold(s, `\url`, `\href`, `\path`); ok {
		s = strings.TrimSpace(rest)
	}
	if strings.HasPrefix(s, "{") {
		if end := closingBrace(s); end > 0 {
			s = s[1:end]
		}
	}
	if strings.HasPrefix(s, "<") && strings.HasSuffix(s, ">") {
		s = s[1 : len(s)-1]
	}
	if strings.Contains(s, `\`) {
		s = addressSigns.Replace(s)
	}
	if strings.ContainsAny(s, "$&") {
		s = addressMarkup.Replace(s)
	}
	return unescapeTeX(s)
}

// addressSigns are how programs write signs of addresses, beside escaping them.
var addressSigns = strings.NewReplacer(`{\textless}`, "<", `{\textgreater}`, ">", `\textless{}`, "<", `\textgreater{}`, ">",
	`\textless `, "<", `\textgreater `, ">", `\textless`, "<", `\textgreater`, ">", `{\~{}}`, "~", `\~{}`, "~", `\&lt;`, "<", `\&gt;`, ">",
	`{\_}`, "_", `{\&}`, "&", `{\%}`, "%", `{\#}`, "#", `{\textasciitilde}`, "~", `\textasciitilde{}`, "~",
	`\textasciitilde`, "~", `\textunderscore{}`, "_", `{\textunderscore}`, "_")

// addressMarkup are signs as formulas and as HTML has them.
var addressMarkup = strings.NewReplacer("$<$", "<", "$>$", ">", `$\sim$`, "~", "&lt;", "<", "&gt;", ">", "&amp;", "&")

// closingBrace is the index of the brace that closes the one at the beginning of s, 0 if there is none.
func closingBrace(s string) int {
	depth := 0
	for i := range len(s) {
		switch s[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return 0
}

// bibLinkFields are fields with addresses, and what they lead to if the address does not tell.
var bibLinkFields = []struct {
	name string
	kind LinkKind
}{
	{"url", LinkOther}, {"ee", LinkOther}, {"link", LinkOther}, {"pdf", LinkPDF}, {"html", LinkPage},
	{"code", LinkCode}, {"website", LinkProject}, {"project", LinkProject},
}

// addresses takes the addresses that the entry gives. What leads to one of the paper's own pages identifies it.
func (w *bibWork) addresses() {
	for _, f := range bibLinkFields {
		for address := range strings.FieldsSeq(bibAddress(w.fields[f.name])) {
			w.address(address, f.kind)
		}
	}
	if s := bibAddress(w.fields["howpublished"]); strings.Contains(s, "://") {
		w.address(s, LinkOther)
	}
}

func (w *bibWork) address(s string, kind LinkKind) {
	p := &w.paper
	if id, _, ok := ParseArXiv(s); ok && strings.Contains(s, "://") && (p.ArXiv == "" || p.ArXiv == id) {
		w.arXiv(s)
		return
	}
	if doi, arxiv, ok := ParseDOI(s); ok && (p.DOI == "" || p.DOI == doi) && (arxiv == "" || p.ArXiv == "" || p.ArXiv == arxiv) {
		w.doi(s)
		return
	}
	if id, ok := openReviewForum(s); ok && (p.OpenReview == "" || p.OpenReview == id) {
		if p.OpenReview = id; KindOf(s, "") == LinkPage {
			return
		}
	}
	if p.DOI == "" && (kind == LinkOther || kind == LinkPage) {
		w.doi(addressDOI(s))
	}
	if k := KindOf(s, ""); k != LinkOther {
		kind = k
	}
	w.given = append(w.given, Link{kind, s})
}

var arXivNote = pattern(`(?i)^arxiv(?: (?:preprint|e-?print))?:? ?(?:arxiv:)? ?(\S+?)(?: \[[\w.-]+\])?[.;]?$`)

// arXivComment is what authors say on arXiv of their preprints.
var arXivComment = pattern(`(?i)\b\d+ ?(?:pages?|figures?|figs?|tables?)\b|\b(?:accepted|submitted|to appear|presented|published|camera[- ]ready|extended version)\b|\bcode\b|\bproject page\b`)

// note reads what is said of the work. A note that is nothing but an identifier is no comment, and neither is what
// publishers and readers note: a comment is arXiv's, and says so, or stands in the entry of a preprint and looks like one.
// What a note links to is the paper's all the same.
func (w *bibWork) note() {
	s := bibLine(w.first("note", "pubnote"))
	if m := arXivNote().FindStringSubmatch(s); m != nil && w.arXiv(m[1]) {
		return
	}
	comment, marked := strings.CutPrefix(s, "Comment: ") // as programs write arXiv's
	if marked || w.paper.ArXiv != "" && arXivComment().MatchString(s) {
		w.paper.Comment = comment
		return
	}
	w.given = append(w.given, FindLinks(s)...)
}

// links are the paper's own pages, then those that the entry gives, then what its texts mention.
func (w *bibWork) links() []Link {
	links := ownPages(&w.paper)
	for _, l := range w.given {
		links.add(l.Kind, l.URL)
	}
	for _, text := range []string{CleanText(ungroup(w.paper.RawAbstract)), w.paper.Comment} {
		for _, l := range FindLinks(text) {
			links.add(l.Kind, l.URL)
		}
	}
	return links.list
}
