// This file owns a paper's line: the fields of the snapshot, in its order, with its nulls.

package synthetic

import (
	"strconv"
	"time"
)

// journals are where papers appear, with the DOI's beginning.
var journals = [][2]string{
	{"Phys. Rev. D", "10.1103/PhysRevD."}, {"Astrophys. J.", "10.1086/"}, {"J. Phys. A", "10.1088/1751-8113/"},
	{"Phys. Rev. Lett.", "10.1103/PhysRevLett."}, {"Mon. Not. R. Astron. Soc.", "10.1093/mnras/"},
	{"IEEE Trans. Inf. Theory", "10.1109/TIT."}, {"JHEP", "10.1007/JHEP"}, {"Nature", "10.1038/s41586-"},
}

// appendPaper appends the next paper and a newline.
func (g *generator) appendPaper(b []byte) []byte {
	g.calendar.next()
	g.written++
	t := &g.topics[drawTopic.at(g.bits64())]
	g.drawPeople()
	b = append(b, `{"id":"`...)
	b = g.calendar.appendID(b)
	b = append(b, `","submitter":"`...)
	b = append(b, g.people[0].given.plain...)
	b = append(b, ' ')
	b = append(b, g.people[0].family.plain...)
	b = append(b, `","authors":"`...)
	b = g.appendAuthors(b)
	b = append(b, `","title":"`...)
	b = g.appendTitle(b, t)
	b = append(b, `","comments":`...)
	b = g.appendComments(b)
	b = g.appendJournal(b)
	b = append(b, `,"categories":"`...)
	b = append(b, t.categories...)
	b = append(b, `","license":`...)
	if g.oneIn(4) {
		b = append(b, "null"...)
	} else {
		b = append(b, `"http://arxiv.org/licenses/nonexclusive-distrib/1.0/"`...)
	}
	b = append(b, `,"abstract":"`...)
	b = g.appendAbstract(b, t)
	b = append(b, `","versions":[`...)
	b = g.appendVersions(b)
	b = append(b, `,"authors_parsed":[`...)
	b = g.appendParsed(b)
	return append(b, "]}\n"...)
}

// appendComments appends how long the paper is, or null.
func (g *generator) appendComments(b []byte) []byte {
	if g.oneIn(3) {
		return append(b, "null"...)
	}
	b = append(b, '"')
	b = strconv.AppendInt(b, int64(g.between(4, 45)), 10)
	b = append(b, " pages, "...)
	b = strconv.AppendInt(b, int64(g.between(2, 12)), 10)
	return append(b, ` figures"`...)
}

// appendJournal appends where the paper appeared: the fields journal-ref, doi and report-no, or their nulls.
func (g *generator) appendJournal(b []byte) []byte {
	year := int64(2007 + g.calendar.month/12)
	j := journals[g.below(len(journals))]
	ref, doi := g.oneIn(3), g.oneIn(2)
	b = append(b, `,"journal-ref":`...)
	if ref {
		b = append(b, '"')
		b = append(b, j[0]...)
		b = append(b, ' ')
		b = strconv.AppendInt(b, int64(g.between(10, 400)), 10)
		b = append(b, " ("...)
		b = strconv.AppendInt(b, year, 10)
		b = append(b, ") "...)
		b = strconv.AppendInt(b, int64(g.between(1, 9000)), 10)
		b = append(b, '"')
	} else {
		b = append(b, "null"...)
	}
	b = append(b, `,"doi":`...)
	if doi {
		b = append(b, '"')
		b = append(b, j[1]...)
		b = strconv.AppendInt(b, year, 10)
		b = append(b, '.')
		b = strconv.AppendInt(b, int64(g.written), 10) // no two papers have the same
		b = append(b, '"')
	} else {
		b = append(b, "null"...)
	}
	b = append(b, `,"report-no":`...)
	if !g.oneIn(12) {
		return append(b, "null"...)
	}
	b = append(b, `"TR-`...)
	b = strconv.AppendInt(b, year, 10)
	b = append(b, '-')
	b = strconv.AppendInt(b, int64(g.between(1, 300)), 10)
	return append(b, '"')
}

// appendVersions appends the paper's versions, and the day of the last update.
func (g *generator) appendVersions(b []byte) []byte {
	at := g.calendar.submitted()
	for v := 1; ; v++ {
		b = append(b, `{"version":"v`...)
		b = strconv.AppendInt(b, int64(v), 10)
		b = append(b, `","created":"`...)
		b = time.Unix(at, 0).UTC().AppendFormat(b, created)
		b = append(b, `"}`...)
		if v == 9 || !g.oneIn(3) {
			break
		}
		b = append(b, ',')
		at += int64(g.between(3600, 200*24*3600))
	}
	b = append(b, `],"update_date":"`...)
	b = time.Unix(at+24*3600, 0).UTC().AppendFormat(b, time.DateOnly)
	return append(b, '"')
}
