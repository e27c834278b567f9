package parser

// This file owns RIS, the format in which reference managers exchange their references: lines of a two-letter tag, two
// spaces, a hyphen, a space and a value, from "TY  - JOUR" to "ER  - ". What the tags mean differs with the type and with
// who writes them ("RIS Format Specifications", Research Information Systems 2001; Wikipedia lists what came since).
// Writing is in riswrite.go.

import (
	"strings"
)

// risTags are the tags that the format knows. In lines that do not keep to its spacing only these count as tags.
var risTags = setOf("A1 A2 A3 A4 AB AD AN AU AV BT C1 C2 C3 C4 C5 C6 C7 C8 CA CN CP CT CY DA DB DO DP ED EP ER ET ID IS J1 J2 JA JF JO KW " +
	"L1 L2 L3 L4 LA LB LK M1 M2 M3 N1 N2 NV OP PB PP PY RI RN RP SE SN SO SP ST SV T1 T2 T3 TA TI TT TY U1 U2 U3 U4 U5 UR VL VO Y1 Y2")

// risKept are the tags that are of use here. N1 is no abstract: exporters keep accounts in it ("Cited By :44"), and DOIs.
var risKept = setOf("TY ID TI T1 CT BT AB N2 AU A1 A2 ED PY Y1 DA DO M3 N1 UR L1 L2 L3 L4 LK AN M1 KW JF T2 T3 JO JA J2 J1 " +
	"VL IS SP EP PB SN CY PP ET LA")

// risTypes are the types of works, by CSL's names.
var risTypes = map[string]string{
	"ABST": "article-journal", "BLOG": "post-weblog", "BOOK": "book", "CHAP": "chapter", "COMP": "software", "CONF": "paper-conference",
	"CPAPER": "paper-conference", "DATA": "dataset", "DICT": "entry-dictionary", "EBOOK": "book", "ECHAP": "chapter", "EDBOOK": "book",
	"EJOUR": "article-journal", "ELEC": "webpage", "ENCYC": "entry-encyclopedia", "INPR": "article-journal", "JFULL": "article-journal",
	"JOUR": "article-journal", "MANSCPT": "manuscript", "MGZN": "article-magazine", "NEWS": "article-newspaper", "PAMP": "pamphlet",
	"PAT": "patent", "RPRT": "report", "SLIDE": "speech", "STAND": "standard", "THES": "thesis", "UNPB": "article", "UNPD": "article",
	"WEB": "webpage",
}

// sniffRIS looks for a line with a type and another tag right below it or, in a file whose types got lost, for the end of
// a record below two lines that keep to the spacing.
func sniffRIS(head string) bool {
	const most = 400 // lines that are looked at
	var lines risLines
	typed, tags := false, 0
	for n := 0; head != "" && n < most; n++ {
		var s string
		s, head, _ = strings.Cut(head, "\n")
		s = strings.TrimSuffix(s, "\r")
		tag, value, ok := lines.tag(s)
		switch {
		case ok && typed, ok && tag == "ER" && tags > 1:
			return true
		case ok && tag == "TY":
			typed = risType(value) != ""
		case ok && risTags[tag] && len(s) > 4 && s[4] == '-':
			tags++
		case !ok && strings.TrimSpace(s) != "":
			typed = false
		}
	}
	return false
}

// risType is the type that a value names: a word of capitals; empty if it is none.
func risType(value string) string {
	value = strings.TrimSpace(value)
	if len(value) < 3 || len(value) > 10 || strings.Trim(value, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		return ""
	}
	return value
}

// risLines tells lines with tags from those without.
type risLines struct {
	tight bool // tags have no space around the hyphen in this file: TY-JOUR
}

// tag reads the tag of a line. The spacing of the format makes any two letters a tag. Files that came through other hands
// have one space or none; there a tag must be known, so that a wrapped line which begins with "UV-light" is none.
func (r *risLines) tag(s string) (tag, value string, ok bool) {
	if len(s) < 3 || s[0] < 'A' || s[0] > 'Z' || !(s[1] >= 'A' && s[1] <= 'Z' || s[1] >= '0' && s[1] <= '9') {
		return "", "", false
	}
	tag = s[:2]
	rest := strings.TrimLeft(s[2:], " ")
	spaces := len(s) - 2 - len(rest)
	value, ok = strings.CutPrefix(rest, "-")
	if !ok || spaces > 3 {
		return "", "", false
	}
	spaced := value == "" || value[0] == ' ' || value[0] == '\t'
	known := risTags[tag]
	switch {
	case tag == "TY":
		ok = spaces == 2 && spaced || risType(value) != ""
		if ok {
			r.tight = spaces == 0 && !spaced
		}
	case tag == "ER":
		ok = spaces == 2 && spaced || strings.TrimSpace(value) == ""
	case spaces == 2 && spaced:
	default:
		ok = known && (spaced || spaces == 2 || r.tight && spaces == 0)
	}
	return tag, strings.TrimSpace(value), ok
}

func openRIS(in *input, _ Options) (*Digest, error) {
	var lines risLines
	r := taggedReader{lines: in.lines(), tagOf: lines.tag, begins: "TY", ends: "ER", keep: risKept}
	return r.digest(FormatRIS, risRecord)
}

// risRecord makes a record of the lines from TY to ER.
func risRecord(rec *taggedRecord) record {
	var r citation
	in := &r.paper.In
	in.Type = risTypes[strings.ToUpper(rec.first("TY"))]
	in.Volume, in.Issue, in.Publisher = showLine(rec.first("VL")), showLine(rec.first("IS")), showLine(rec.first("PB"))
	in.Pages = risPages(CleanLine(rec.first("SP")), CleanLine(rec.first("EP")))
	in.Place, in.Edition, in.Series = showLine(rec.first("CY", "PP")), showLine(rec.first("ET")), showLine(rec.first("T3"))
	for _, s := range rec.all("SN") {
		in.number(s)
	}
	r.paper.Language = showLine(rec.first("LA"))
	r.risDOI(rec)
	r.mention(rec.first("AN") + " " + rec.first("M1"))
	title := rec.first("TI", "T1", "CT")
	if title == "" && in.Type == "book" {
		title = rec.first("BT")
	}
	if venue := rec.first(risVenueTags(in.Type)...); venue != "" {
		r.venue(venue)
	}
	r.paper.Published = finestDate(rec.first("PY"), rec.first("Y1"), rec.first("DA"))
	if key := CleanLine(rec.first("ID")); key != "" && !isDigits(key) && !strings.Contains(key, " ") {
		r.paper.Key = key // a number is one of a database
	}
	r.risPeople(rec)
	r.risAddresses(rec)
	r.keywords(risKeywords(rec.all("KW"))...)
	return r.record(rec.begin, title, rec.paragraphs("AB", "N2"))
}

// risVenueTags are the tags that may name the venue of a work of that type, the best first.
func risVenueTags(csl string) []string {
	switch csl {
	case "article-journal", "article-magazine", "article-newspaper", "article":
		return []string{"JF", "T2", "JO", "JA", "J2", "J1"}
	case "book":
		return []string{"T2"}
	}
	return []string{"T2", "BT", "JF", "JO", "JA", "J2", "J1"}
}

// risDOI takes the DOI, which some exporters have in other fields than its own.
func (r *citation) risDOI(rec *taggedRecord) {
	r.doi(rec.first("DO"))
	for _, tag := range []string{"M3", "N1", "L3"} {
		for _, s := range rec.all(tag) {
			if _, marked := cutFold(strings.TrimSpace(s), "doi", "https://doi.org/", "http://dx.doi.org/"); marked || tag == "M3" {
				r.doi(s)
			}
		}
	}
}

// risPages joins the first page and the last.
func risPages(first, last string) string {
	switch {
	case last == "" || last == first:
		return pageRange(first)
	case first == "":
		return pageRange(last)
	}
	return pageRange(first + "–" + last)
}

// risEdited are the types in which A2 is an editor: of the whole that the work is a part of. In a book it is the editor of
// the series, in a thesis the adviser.
var risEdited = setOf("CHAP ECHAP CONF CPAPER ENCYC DICT EDBOOK JOUR MGZN GEN")

// risPeople takes the authors and editors in their order. Some files have them twice, as AU and as A1. Those who are named
// as the authors of an edited book are its editors.
func (r *citation) risPeople(rec *taggedRecord) {
	kind := strings.ToUpper(strings.TrimSpace(rec.first("TY")))
	seen := map[string]bool{}
	for _, f := range rec.fields {
		name := f.oneLine()
		author := f.tag == "AU" || f.tag == "A1"
		editor := f.tag == "ED" || f.tag == "A2" && risEdited[kind] || author && kind == "EDBOOK"
		key := name
		if editor {
			key = "ed " + name
		}
		if !author && !editor || seen[key] || isNobody(Author{Family: name}) {
			continue
		}
		seen[key] = true
		switch {
		case isOthers(name):
			r.paper.MoreAuthors = r.paper.MoreAuthors || !editor
		case editor:
			r.editors(name)
		default:
			r.authors(name)
		}
	}
}

// risAddresses takes the addresses in their order. What UR names is the paper's page, what L1 names its text. Paths stand
// in the same fields: they are those of files.
func (r *citation) risAddresses(rec *taggedRecord) {
	for _, f := range rec.fields {
		kind := LinkOther
		switch f.tag {
		case "UR":
			kind = LinkPage
		case "L1":
			kind = LinkPDF
		case "L2", "L4", "LK":
		default:
			continue
		}
		if s := strings.TrimSpace(f.oneLine()); isFilePath(s, f.tag == "L1" || f.tag == "L4") {
			for path := range strings.SplitSeq(s, "\n") {
				r.paper.addFile(path)
			}
			continue
		}
		for _, s := range strings.Fields(strings.ReplaceAll(f.oneLine(), ";http", " http")) {
			r.address(s, kind)
		}
	}
}

// isFilePath reports whether s names a file and no address. Where a file is what a field is for, all else is one.
func isFilePath(s string, expected bool) bool {
	if _, ok := cutFold(s, "file:", "internal-pdf:"); ok {
		return true
	}
	_, _, isDOI := ParseDOI(s)
	_, _, isArXiv := ParseArXiv(s)
	return expected && !strings.Contains(asciiLower(s), "http://") && !strings.Contains(asciiLower(s), "https://") && !isDOI && !isArXiv
}

// risKeywords are the keywords: one a line or, if there is but one line, parted by semicolons. EndNote has the tag on the
// first line alone; an indented line goes on with the keyword above it.
func risKeywords(values []string) []string {
	var words []string
	for _, value := range values {
		for i, s := range strings.Split(value, "\n") {
			if i > 0 && strings.HasPrefix(s, " ") {
				words[len(words)-1] += s
			} else {
				words = append(words, s)
			}
		}
	}
	if len(words) == 1 {
		return strings.Split(words[0], ";")
	}
	return words
}
