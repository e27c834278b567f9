package parser

// This file owns PubMed's export, NBIB (the MEDLINE format of the National Library of Medicine, "MEDLINE/PubMed Data Element
// (Field) Descriptions"): tags of up to four letters padded to four, a hyphen, a space and a value, which six spaces
// continue on the next line. A record goes from PMID to the next PMID; its last line is SO.

import (
	"strings"
)

const nbibSource = "PubMed"

// nbibKept are the tags that are of use here.
var nbibKept = setOf("PMID TI BTI VTI CTI AB FAU AU CN FED ED JT TA DP DEP VI IP PG LID AID PT MH OT PB PL EN LA IS ISBN SO")

// nbibTypes are the types of publications that say more than that it is an article.
var nbibTypes = map[string]string{
	"preprint": "article", "book": "book", "book chapter": "chapter", "dataset": "dataset", "news": "article-newspaper",
	"newspaper article": "article-newspaper", "technical report": "report", "congress": "paper-conference", "academic dissertation": "thesis",
}

var nbibID = pattern(`^PMID- ?\d{1,9}\s*$`)

// sniffNBIB looks for a line with PubMed's number and another tag right below it.
func sniffNBIB(head string) bool {
	numbered := false
	for n := 0; head != "" && n < 100; n++ {
		var s string
		s, head, _ = strings.Cut(head, "\n")
		s = strings.TrimRight(s, "\r ")
		if _, _, ok := nbibTag(s); ok && numbered {
			return true
		}
		numbered = strings.HasPrefix(s, "PMID-") && nbibID().MatchString(s)
	}
	return false
}

// nbibTag reads the tag of a line: capitals and digits in the first four columns, a hyphen in the fifth.
func nbibTag(s string) (tag, value string, ok bool) {
	if len(s) < 5 || s[4] != '-' || len(s) > 5 && s[5] != ' ' {
		return "", "", false
	}
	tag = strings.TrimRight(s[:4], " ")
	if len(tag) < 2 || isDigits(tag[:1]) || strings.Trim(tag, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") != "" {
		return "", "", false
	}
	return tag, strings.TrimSpace(s[5:]), true
}

func openNBIB(in *input, _ Options) (*Digest, error) {
	r := taggedReader{lines: in.lines(), tagOf: nbibTag, begins: "PMID", keep: nbibKept}
	sourced := false // a record had its last line, SO
	d, err := newStream(FormatNBIB, func() (record, error) {
		rec, err := r.next()
		if err != nil {
			return record{}, err
		}
		if sourced && rec.wrong == "" && nbibCutOff(rec) {
			rec.wrong = "the record is incomplete: it has no SO line, unlike the others"
		}
		sourced = sourced || rec.first("SO") != ""
		return nbibRecord(rec), nil
	})
	if err != nil {
		return nil, err
	}
	d.Source = nbibSource
	return d, nil
}

// nbibCutOff reports whether the text ends in the middle of a record: in that of an article, before the lines that name
// its journal. Books and their chapters have none.
func nbibCutOff(rec *taggedRecord) bool {
	if rec.ended || rec.first("SO", "JT", "TA", "BTI") != "" {
		return false
	}
	for _, s := range append(rec.all("PT"), rec.all("AID")...) {
		if s = strings.ToLower(s); strings.HasPrefix(s, "book") || strings.Contains(s, "[bookaccession]") {
			return false
		}
	}
	return true
}

// nbibRecord makes a record of the lines from PMID on.
func nbibRecord(rec *taggedRecord) record {
	if rec.wrong != "" {
		return rejected(rec.begin, rec.wrong)
	}
	var r citation
	in := &r.paper.In
	in.Type = nbibType(rec)
	in.Venue = showLine(rec.first("JT", "TA", "BTI", "VTI"))
	in.Volume, in.Issue, in.Publisher = showLine(rec.first("VI")), showLine(rec.first("IP")), showLine(rec.first("PB"))
	in.Pages = pageRange(rec.first("PG"))
	in.Place, in.Edition, in.Series = showLine(rec.first("PL")), showLine(rec.first("EN")), showLine(rec.first("CTI"))
	for _, s := range append(rec.all("ISBN"), rec.all("IS")...) {
		in.number(s)
	}
	r.paper.Language = showLine(rec.first("LA"))
	r.paper.Published = finestDate(rec.first("DP"), rec.first("DEP"))
	for _, id := range append(rec.all("LID"), rec.all("AID")...) {
		if doi, ok := strings.CutSuffix(strings.TrimSpace(id), "[doi]"); ok {
			r.doi(doi)
		}
	}
	r.takePMID(rec.first("PMID"))
	r.nbibPeople(rec)
	for _, tag := range []string{"MH", "OT"} { // subject headings and authors' words; a star marks what it is mainly about
		for _, word := range rec.all(tag) {
			r.keywords(strings.ReplaceAll(word, "*", ""))
		}
	}
	title := rec.first("TI", "BTI")
	return r.record(rec.begin, title, rec.paragraphs("AB"))
}

// nbibType is the type of the work: that it is an article is said of almost all.
func nbibType(rec *taggedRecord) string {
	for _, t := range rec.all("PT") {
		if csl := nbibTypes[strings.ToLower(CleanLine(t))]; csl != "" {
			return csl
		}
	}
	if rec.first("JT", "TA") != "" {
		return "article-journal"
	}
	return ""
}

// nbibPeople takes authors, groups and editors in their order. Each person comes with the full name, FAU or FED, and then
// with initials, AU or ED; old records have initials alone: "Doe JR".
func (r *citation) nbibPeople(rec *taggedRecord) {
	p := &r.paper
	full, fullEditors := rec.first("FAU") != "", rec.first("FED") != ""
	for _, f := range rec.fields {
		name := showLine(f.oneLine())
		switch {
		case name == "":
		case isOthers(name):
			p.MoreAuthors = p.MoreAuthors || f.tag == "FAU" || f.tag == "AU"
		case f.tag == "CN":
			p.Authors = append(p.Authors, Author{Family: name})
		case f.tag == "FAU":
			r.authors(name)
		case f.tag == "FED":
			r.editors(name)
		case f.tag == "AU" && !full:
			p.Authors = append(p.Authors, vancouverAuthor(name))
		case f.tag == "ED" && !fullEditors:
			p.Editors = append(p.Editors, vancouverAuthor(name))
		}
	}
}
