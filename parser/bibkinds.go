package parser

// This file owns the kinds of works: the types of BibTeX's and BibLaTeX's entries, those of CSL, and in which field each
// has the name of where it appeared.

import "strings"

// bibTypes are the types of entries and CSL's for them; misc may be anything.
var bibTypes = map[string]string{
	"article": "article-journal", "inproceedings": "paper-conference", "conference": "paper-conference", "misc": "",
	"book": "book", "mvbook": "book", "collection": "book", "mvcollection": "book", "proceedings": "book",
	"mvproceedings": "book", "reference": "book", "mvreference": "book", "manual": "book", "booklet": "pamphlet",
	"incollection": "chapter", "inbook": "chapter", "bookinbook": "chapter", "suppbook": "chapter",
	"suppcollection": "chapter", "inreference": "entry-encyclopedia", "phdthesis": "thesis", "mastersthesis": "thesis",
	"thesis": "thesis", "techreport": "report", "report": "report", "unpublished": "manuscript", "online": "webpage",
	"electronic": "webpage", "www": "webpage", "webpage": "webpage", "software": "software", "dataset": "dataset",
	"patent": "patent", "standard": "standard", "periodical": "periodical", "suppperiodical": "article-journal",
	"review": "review", "preprint": "article",
}

// isBibKind reports whether there is such a type of entry.
func isBibKind(kind string) bool {
	switch kind {
	case "string", "preamble", "comment", "set", "xdata":
		return true
	}
	_, ok := bibTypes[kind]
	return ok
}

// publication is where the work appeared.
func (w *bibWork) publication() Publication {
	line := func(names ...string) string { return bibLine(w.first(names...)) }
	in := Publication{
		Type: bibTypes[w.kind], Volume: line("volume"), Issue: line("number", "issue"),
		Pages: bibPages(line("pages", "eid", "articleno")), Publisher: line("publisher"), Venue: w.journal(),
		Place: line("address", "location"), Series: line("series"), Edition: line("edition"), ISBN: line("isbn"), ISSN: line("issn"),
	}
	if in.ISSN == "" && issnForm().FindString(in.ISBN) == in.ISBN { // as Mendeley has it
		in.ISBN, in.ISSN = "", in.ISBN
	}
	if note := bibLine(w.fields["note"]); in.ISBN+in.ISSN == "" && len(note) < 60 {
		if _, is := cutFold(note, "isbn", "issn"); is {
			in.number(note)
		}
	}
	if in.Venue == "" {
		in.Venue = line("booktitle", "maintitle", "school", "institution", "series", "eventtitle", "organization")
		if in.Venue == in.Series && in.Type != "book" {
			in.Series = "" // people have the name of the conference there
		}
	}
	if s := line("howpublished"); in.Venue == "" && !strings.Contains(s, "://") {
		in.Venue = s
	}
	if _, is := cutFold(in.Issue, "arxiv:"); is {
		in.Issue = ""
	}
	w.preprint(&in)
	return in
}

// preprint tells a preprint from what the entry calls it: an article in arXiv, as they say where preprints are unknown.
func (w *bibWork) preprint(in *Publication) {
	if isArXivJournal(in.Venue) && in.Venue != arXivSource || isArXivJournal(w.journal()) {
		in.Type, in.Venue, in.Volume, in.Issue, in.Pages = "article", "", "", "", ""
	}
	switch w.kind {
	case "article":
		if in.Venue == "" && w.paper.ArXiv != "" || isServer(in.Venue) {
			in.Type = "article"
		}
	case "misc", "online", "electronic", "www", "unpublished":
		if w.paper.ArXiv != "" || w.paper.OpenReview != "" || isServer(in.Venue) || strings.EqualFold(bibLine(w.fields["type"]), "preprint") {
			in.Type = "article"
		}
	}
	if in.Type == "article" && in.Publisher == arXivSource {
		in.Publisher = ""
	}
}

// servers are where preprints are kept, arXiv apart.
var servers = setOf("biorxiv medrxiv chemrxiv techrxiv psyarxiv socarxiv engrxiv eartharxiv ssrn preprints.org authorea")

func isServer(venue string) bool { return servers[strings.ToLower(venue)] }

// journal is the name of the journal. Files of NASA's ADS have macros of the American Astronomical Society for it.
func (w *bibWork) journal() string {
	raw := w.first("journal", "journaltitle")
	if name, ok := strings.CutPrefix(strings.Trim(raw, "{} "), `\`); ok && aasJournals[name] != "" {
		return aasJournals[name]
	}
	return bibLine(raw)
}

// aasJournals are the journals that astronomers cite most, by the macros in the styles of the AAS.
var aasJournals = map[string]string{
	"aj": "Astronomical Journal", "apj": "Astrophysical Journal", "apjl": "Astrophysical Journal Letters",
	"apjs": "Astrophysical Journal Supplement Series", "aap": "Astronomy and Astrophysics", "araa": "Annual Review of Astronomy and Astrophysics",
	"mnras": "Monthly Notices of the Royal Astronomical Society", "nat": "Nature", "pasp": "Publications of the Astronomical Society of the Pacific",
	"pasj": "Publications of the Astronomical Society of Japan", "pra": "Physical Review A", "prb": "Physical Review B", "prc": "Physical Review C",
	"prd": "Physical Review D", "pre": "Physical Review E", "prl": "Physical Review Letters", "jcap": "Journal of Cosmology and Astroparticle Physics",
	"solphys": "Solar Physics", "ssr": "Space Science Reviews", "icarus": "Icarus", "aapr": "Astronomy and Astrophysics Review",
	"physrep": "Physics Reports", "planss": "Planetary and Space Science", "grl": "Geophysical Research Letters", "na": "New Astronomy",
}

var bibPageDash = pattern(`([\p{L}\d]) ?[-‐‑–—−]+ ?([\p{L}\d])`)

// bibPages are pages with an en dash between the first and the last.
func bibPages(s string) string { return bibPageDash().ReplaceAllString(s, "$1–$2") }

// A bibKind says how works of one of CSL's types are written: the type of the entry, and the field that names where they
// appeared.
type bibKind struct{ entry, venue string }

// bibTeXKinds are how BibTeX's styles know the works; all others are misc.
var bibTeXKinds = map[string]bibKind{
	"article-journal": {"article", "journal"}, "paper-conference": {"inproceedings", "booktitle"},
	"chapter": {"incollection", "booktitle"}, "book": {"book", "series"}, "thesis": {"phdthesis", "school"},
	"report": {"techreport", "institution"}, "manuscript": {"unpublished", "howpublished"}, "pamphlet": {"booklet", "howpublished"},
}

// bibLaTeXKinds are those that BibLaTeX knows by other names, or alone.
var bibLaTeXKinds = map[string]bibKind{
	"article": {"online", "organization"}, "article-journal": {"article", "journaltitle"}, "thesis": {"thesis", "institution"},
	"report": {"report", "institution"}, "webpage": {"online", "organization"}, "software": {"software", "organization"},
	"dataset": {"dataset", "organization"}, "patent": {"patent", "howpublished"}, "periodical": {"periodical", "series"},
	"entry-encyclopedia": {"inreference", "booktitle"},
}

// bibKindOf is how works of a type are written.
func bibKindOf(cslType string, latex bool) bibKind {
	if k, ok := bibLaTeXKinds[cslType]; ok && latex {
		return k
	}
	if k, ok := bibTeXKinds[cslType]; ok {
		return k
	}
	return bibKind{"misc", "howpublished"}
}
