package parser

// This file owns Web of Science's export as text ("Web of Science Core Collection Field Tags", Clarivate): lines of a
// two-letter tag, a space and a value, which three spaces continue on the next line, from "PT J" to "ER"; "FN" and "VR"
// above the first record, "EF" below the last one. Its exports as tables are tables.

import "strings"

const wosSource = "Web of Science"

// wosKept are the tags that are of use here; the list of references, CR, is long.
var wosKept = setOf("PT AU AF BA BF CA GP BE ED TI SO SE CT LA DT DE ID AB PU PI SN EI BN PD PY VL IS BP EP AR DI PM")

// sniffWoS looks for the line that begins an export, or for a type of publication and another tag right below it.
func sniffWoS(head string) bool {
	typed := false
	for n := 0; head != "" && n < 50; n++ {
		var s string
		s, head, _ = strings.Cut(head, "\n")
		s = strings.TrimRight(s, "\r ")
		tag, value, ok := wosTag(s)
		switch {
		case ok && typed && (wosKept[tag] || tag == "UT"):
			return true
		case ok && tag == "PT":
			typed = len(value) == 1 && strings.Contains("JBSPC", value)
		case s != "":
			typed = false
			if _, _, ok := wosTag(s); !ok && !strings.HasPrefix(s, "FN ") && !strings.HasPrefix(s, "VR ") {
				return false
			}
		}
	}
	return false
}

// wosTag reads the tag of a line. What stands around the records is none of their lines.
func wosTag(s string) (tag, value string, ok bool) {
	if len(s) < 2 || len(s) > 2 && s[2] != ' ' || s[0] < 'A' || s[0] > 'Z' || !(s[1] >= 'A' && s[1] <= 'Z' || s[1] >= '0' && s[1] <= '9') {
		return "", "", false
	}
	switch tag = s[:2]; tag {
	case "FN", "VR", "EF":
		return "", "", false
	}
	return tag, strings.TrimSpace(s[2:]), true
}

func openWoS(in *input, _ Options) (*Digest, error) {
	r := taggedReader{lines: in.lines(), tagOf: wosTag, begins: "PT", ends: "ER", keep: wosKept}
	d, err := r.digest(FormatWoS, wosRecord)
	if err != nil {
		return nil, err
	}
	d.Source = wosSource
	return d, nil
}

// wosRecord makes a record of the lines from PT to ER.
func wosRecord(rec *taggedRecord) record {
	var r citation
	p := &r.paper
	line := func(tags ...string) string { return showLine(rec.first(tags...)) }
	p.In = Publication{
		Type: workKind(CleanLine(rec.first("DT")), strings.TrimSpace(rec.first("PT"))), Volume: line("VL"), Issue: line("IS"),
		Pages: risPages(line("BP"), line("EP")), Publisher: line("PU"), Place: line("PI"), Series: line("SE"),
	}
	if p.In.Pages == "" {
		p.In.Pages = line("AR")
	}
	if venue := rec.first("SO", "CT"); venue != "" {
		r.venue(venue)
	}
	for _, tag := range []string{"BN", "SN", "EI"} {
		p.In.number(rec.first(tag))
	}
	p.Published = finestDate(rec.first("PY"), rec.first("PD"))
	p.Language = line("LA")
	r.doi(rec.first("DI"))
	r.takePMID(rec.first("PM"))
	for _, tags := range [][]string{{"AF", "AU"}, {"BF", "BA"}} { // full names rather than initials
		if len(p.Authors) == 0 {
			r.authors(strings.Split(rec.first(tags...), "\n")...)
		}
	}
	for _, group := range strings.Split(rec.first("CA", "GP"), "\n") {
		if group = showLine(group); group != "" {
			p.Authors = append(p.Authors, Author{Family: group})
		}
	}
	r.editors(strings.Split(rec.first("BE", "ED"), "\n")...)
	for _, tag := range []string{"DE", "ID"} {
		r.keywords(strings.Split(rec.first(tag), ";")...)
	}
	return r.record(rec.begin, rec.first("TI"), rec.paragraphs("AB"))
}
