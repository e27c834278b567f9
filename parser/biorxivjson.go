package parser

// This file owns the answers of the interface that bioRxiv and medRxiv share, https://api.biorxiv.org: {"messages":[…],
// "collection":[…]} with preprints, each version for itself, or with what became of them when they were published.

import "strings"

var biorxivNames = map[string]string{"biorxiv": "bioRxiv", "medrxiv": "medRxiv"}

func sniffBiorxiv(head string) bool {
	s := shapeOf(head)
	const own = "server category jatsxml author_corresponding author_corresponding_institution published"
	return s["messages"] && s["collection"] ||
		s["collection.doi"] && s.count("collection.", own) > 1 || s["collection.biorxiv_doi"] || s["collection.preprint_doi"] ||
		s.count("", "doi title authors") == 3 && s.count("", own) > 2 ||
		s.count("", "published_doi preprint_title preprint_authors") == 3
}

func openBiorxiv(in *input, _ Options) (*Digest, error) {
	d, err := newJSONDigest(FormatBiorxivJSON, in.Reader, "collection", readObject(biorxivRecord))
	if err != nil {
		return nil, err
	}
	d.Source = "bioRxiv"
	if head := asciiLower(in.head); strings.Contains(head, `"medrxiv"`) && !strings.Contains(head, `"biorxiv"`) {
		d.Source = "medRxiv"
	}
	return d, nil
}

type biorxivPaper struct {
	DOI       jsonText `json:"doi"`
	Title     jsonText `json:"title"`
	Authors   jsonText `json:"authors"`
	Date      jsonText `json:"date"`
	Category  jsonText `json:"category"`
	Abstract  jsonText `json:"abstract"`
	Published jsonText `json:"published"` // the DOI in a journal, or NA
	Server    jsonText `json:"server"`

	// Of what was published:
	BiorxivDOI       jsonText `json:"biorxiv_doi"`
	PreprintDOI      jsonText `json:"preprint_doi"`
	PublishedDOI     jsonText `json:"published_doi"`
	PreprintTitle    jsonText `json:"preprint_title"`
	PreprintAuthors  jsonText `json:"preprint_authors"`
	PreprintDate     jsonText `json:"preprint_date"`
	PreprintCategory jsonText `json:"preprint_category"`
	PreprintAbstract jsonText `json:"preprint_abstract"`
	PreprintPlatform jsonText `json:"preprint_platform"`
}

func biorxivRecord(b *biorxivPaper, raw []byte, line int) record {
	var r citation
	p := &r.paper
	for _, doi := range []jsonText{b.DOI, b.BiorxivDOI, b.PreprintDOI} {
		r.doi(strings.TrimSpace(string(doi)))
	}
	server := firstFull(b.Server, b.PreprintPlatform).line()
	if name := biorxivNames[asciiLower(server)]; name != "" {
		server = name
	}
	p.In = Publication{Type: "article", Venue: server}
	p.Published = jsonDate(firstFull(b.Date, b.PreprintDate))
	for name := range strings.SplitSeq(string(firstFull(b.Authors, b.PreprintAuthors)), ";") {
		r.authors(markedText(name))
	}
	r.keywords(string(firstFull(b.Category, b.PreprintCategory)))
	// The paper in the journal has a DOI of its own, and is another record.
	if doi, _, ok := ParseDOI(string(firstFull(b.Published, b.PublishedDOI))); ok && doi != p.DOI {
		r.given = append(r.given, Link{LinkPage, "https://doi.org/" + doi})
	}
	title, abstract := firstFull(b.Title, b.PreprintTitle), firstFull(b.Abstract, b.PreprintAbstract)
	begin := block{line: line, text: string(raw[:min(len(raw), maxRaw)])}
	return r.record(begin, markedText(string(title)), markedAbstract(string(abstract)))
}
