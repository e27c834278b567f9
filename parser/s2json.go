package parser

// This file owns the answers of Semantic Scholar's interface, https://api.semanticscholar.org/api-docs: a search or a list
// {total, offset, next, data: […]}, the papers that cite one or are cited by it, recommendations, an array of papers that
// were asked for, one paper, and the lines of its data sets. Members that were not asked for are missing, those that are not
// known are null.

import "strings"

const (
	s2Source = "Semantic Scholar"
	s2Page   = "https://www.semanticscholar.org/paper/"
)

func sniffS2JSON(head string) bool {
	s := shapeOf(head)
	for _, path := range []string{"", "data.", "data.citedPaper.", "data.citingPaper.", "recommendedPapers.", "matches."} {
		named := s.count(path, "paperId corpusId corpusid externalIds externalids") > 0
		if named && s.count(path, "title abstract authors year venue url publicationDate externalIds externalids") > 0 {
			return true
		}
	}
	return s["data"] && s["total"] && s.count("", "offset next token") > 0
}

func openS2JSON(in *input, _ Options) (*Digest, error) {
	read := readObject(s2Record)
	d, err := newJSONDigest(FormatS2JSON, in.Reader, "data recommendedPapers matches", func(raw []byte, line int) record {
		if string(raw) == "null" {
			return rejectedLine(raw, line, "null: Semantic Scholar does not have this paper")
		}
		return read(raw, line)
	})
	if err != nil {
		return nil, err
	}
	d.Source = s2Source
	return d, nil
}

// An s2Entry is a paper, or an edge of the graph of citations with a paper at its end.
type s2Entry struct {
	s2Paper
	Cited  *s2Paper `json:"citedPaper"`
	Citing *s2Paper `json:"citingPaper"`
}

type s2Paper struct {
	PaperID     jsonText `json:"paperId"`
	ExternalIDs struct {
		ArXiv jsonText `json:"ArXiv"`
		DOI   jsonText `json:"DOI"`
	} `json:"externalIds"`
	URL             jsonText    `json:"url"`
	Title           jsonText    `json:"title"`
	Abstract        jsonText    `json:"abstract"`
	Authors         jsonAuthors `json:"authors"`
	Year            jsonText    `json:"year"`
	PublicationDate jsonText    `json:"publicationDate"`
	Venue           jsonText    `json:"venue"`
	Types           jsonTexts   `json:"publicationTypes"`
	Journal         struct {
		Name   jsonText `json:"name"`
		Volume jsonText `json:"volume"`
		Pages  jsonText `json:"pages"`
	} `json:"journal"`
	OpenAccessPDF struct {
		URL jsonText `json:"url"`
	} `json:"openAccessPdf"`
	Fields         jsonTexts `json:"fieldsOfStudy"`
	CitationStyles struct {
		BibTeX jsonText `json:"bibtex"`
	} `json:"citationStyles"`
}

func s2Record(e *s2Entry, raw []byte, line int) record {
	s := &e.s2Paper
	switch {
	case e.Cited != nil:
		s = e.Cited
	case e.Citing != nil:
		s = e.Citing
	}
	p := Paper{
		Line: line, RawTitle: string(s.Title), RawAbstract: string(s.Abstract), Authors: s.Authors,
		Published: jsonDate(s.PublicationDate), Keywords: s.Fields.lines(), In: s.publication(),
	}
	if p.Published == "" {
		p.Published = jsonDate(s.Year)
	}
	_, p.Key = bibEntry(s.CitationStyles.BibTeX)
	identifyByArXiv(&p, string(s.ExternalIDs.ArXiv))
	identifyByDOI(&p, string(s.ExternalIDs.DOI))
	page := string(s.URL)
	if id := string(s.PaperID); page == "" && id != "" {
		page = s2Page + id
	}
	return shownPaper(p, []Link{{KindOf(page, ""), page}, givenLink(LinkPDF, s.OpenAccessPDF.URL)}, raw)
}

// s2Types are the types of works by the names of CSL, the telling ones first: most papers of conferences are given as
// articles too.
var s2Types = []struct{ name, csl string }{
	{"Conference", "paper-conference"}, {"BookSection", "chapter"}, {"Book", "book"}, {"Dataset", "dataset"},
	{"JournalArticle", "article-journal"}, {"Review", "article-journal"},
}

// publication is where the paper appeared. arXiv is no such place: Semantic Scholar gives it as venue and journal, with the
// identifier as the volume.
func (s *s2Paper) publication() Publication {
	in := Publication{Venue: s.Venue.line(), Volume: s.Journal.Volume.line(), Pages: pageRange(string(s.Journal.Pages))}
	if in.Venue == "" {
		in.Venue = s.Journal.Name.line()
	}
	if name, _ := cutFold(in.Venue, "arxiv"); name == "" || name == ".org" {
		if in.Venue == "" {
			return Publication{Type: s.kind()}
		}
		return Publication{Type: "article"}
	}
	if strings.HasPrefix(in.Volume, "abs/") { // of a later version on arXiv
		in.Volume = ""
	}
	in.Type = s.kind()
	return in
}

func (s *s2Paper) kind() string {
	for _, t := range s2Types {
		for _, name := range s.Types {
			if name == t.name {
				return t.csl
			}
		}
	}
	return ""
}
