package parser

// This file owns EndNote's tagged format, .enw, which is that of refer and BibIX: lines of a percent sign, one character, a
// space and a value, which lines without a tag go on with. A record begins with its type, "%0 Journal Article" (the
// reference types and tags are in EndNote's import filter "EndNote Import"); those of refer have none, and are parted by
// blank lines (refer(1)).

import "strings"

// enwKept are the tags that are of use here. %Z and %< are notes of whoever kept the record.
var enwKept = setOf("0 T B J S A E Q D 8 V N P R U > X K I C @ G 7 L F M")

// enwTypes are the types of works, by CSL's names, for EndNote's names of them.
var enwTypes = map[string]string{
	"journal article": "article-journal", "electronic article": "article-journal",
	"magazine article": "article-magazine", "newspaper article": "article-newspaper", "book": "book",
	"edited book": "book", "electronic book": "book", "classical work": "book", "book section": "chapter",
	"electronic book section": "chapter", "conference paper": "paper-conference",
	"conference proceedings": "paper-conference", "thesis": "thesis", "report": "report",
	"government document": "report", "grey literature": "report", "manuscript": "manuscript",
	"unpublished work": "article", "patent": "patent", "dataset": "dataset", "computer program": "software",
	"web page": "webpage", "blog": "post-weblog", "encyclopedia": "entry-encyclopedia",
	"dictionary": "entry-dictionary", "pamphlet": "pamphlet", "standard": "standard",
}

// sniffENW looks for a line with a type and another tag right below it or, in a file without types, for a first line with a
// tag and a title near it.
func sniffENW(head string) bool {
	typed, tags, title := false, 0, false
	for n := 0; head != "" && n < 200; n++ {
		var s string
		s, head, _ = strings.Cut(head, "\n")
		tag, value, ok := enwTag(strings.TrimRight(s, "\r"))
		switch {
		case ok && typed:
			return true
		case ok:
			typed = tag == "0" && value != "" && strings.Trim(value, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz -/") == ""
			title = title || tag == "T"
			if tags++; title && tags > 2 {
				return true
			}
		case strings.TrimSpace(s) != "":
			if typed = false; tags == 0 && n > 5 {
				return false
			}
			if tags == 0 && strings.HasPrefix(strings.TrimSpace(s), "%") {
				return false // a comment of TeX
			}
		}
	}
	return false
}

// enwTag reads the tag of a line.
func enwTag(s string) (tag, value string, ok bool) {
	if len(s) < 2 || s[0] != '%' || len(s) > 2 && s[2] != ' ' && s[2] != '\t' {
		return "", "", false
	}
	if c := s[1]; !(c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("@!?&+()[]<>^~*#$'=.|", c) >= 0) {
		return "", "", false
	}
	return s[1:2], strings.TrimSpace(s[2:]), true
}

func openENW(in *input, _ Options) (*Digest, error) {
	r := taggedReader{lines: in.lines(), tagOf: enwTag, begins: "0", keep: enwKept, blankParts: true}
	return r.digest(FormatENW, enwRecord)
}

// enwRecord makes a record of the lines of one work.
func enwRecord(rec *taggedRecord) record {
	var r citation
	in := &r.paper.In
	kind := strings.ToLower(CleanLine(rec.first("0")))
	in.Type = enwTypes[kind]
	if rec.first("0") == "" && rec.first("J") != "" {
		in.Type = "article-journal"
	}
	line := func(tag string) string { return showLine(rec.first(tag)) }
	in.Volume, in.Issue, in.Pages, in.Publisher = line("V"), line("N"), pageRange(rec.first("P")), line("I")
	in.Place, in.Edition, in.Series = line("C"), line("7"), line("S")
	for _, s := range rec.all("@") {
		in.number(s)
	}
	if venue := rec.first("J", "B"); venue != "" {
		r.venue(venue)
	}
	r.paper.Published = finestDate(rec.first("D"), rec.first("8"))
	r.paper.Language = line("G")
	for _, s := range append(rec.all("R"), rec.all("M")...) {
		r.doi(s)
		r.mention(s)
	}
	for _, tag := range []string{"F", "L"} {
		if key := CleanLine(rec.first(tag)); r.paper.Key == "" && !isDigits(key) && !strings.Contains(key, " ") {
			r.paper.Key = key
		}
	}
	r.enwPeople(rec, kind == "edited book" && rec.first("E") == "")
	r.enwAddresses(rec)
	r.keywords(risKeywords(rec.all("K"))...)
	return r.record(rec.begin, rec.first("T"), rec.paragraphs("X"))
}

// enwPeople takes the authors and editors in their order. A book's only people may be its editors.
func (r *citation) enwPeople(rec *taggedRecord, edited bool) {
	for _, f := range rec.fields {
		author := f.tag == "A" || f.tag == "Q"
		if !author && f.tag != "E" {
			continue
		}
		for name := range strings.SplitSeq(f.value, "\n") {
			name = strings.TrimSpace(name)
			switch {
			case name == "":
			case isOthers(name):
				r.paper.MoreAuthors = r.paper.MoreAuthors || author
			case author && !edited:
				r.authors(name)
			default:
				r.editors(name)
			}
		}
	}
}

// enwAddresses takes the addresses and the paths of files in their order.
func (r *citation) enwAddresses(rec *taggedRecord) {
	for _, f := range rec.fields {
		if f.tag != "U" && f.tag != ">" {
			continue
		}
		kind := LinkPage
		if f.tag == ">" {
			kind = LinkPDF
		}
		for s := range strings.SplitSeq(f.value, "\n") {
			s = strings.TrimSpace(s)
			if isFilePath(s, f.tag == ">") {
				r.paper.addFile(s)
				continue
			}
			for address := range strings.FieldsSeq(s) {
				r.address(address, kind)
			}
		}
	}
}
