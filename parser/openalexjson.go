package parser

// This file owns works as OpenAlex's interface answers with them, https://docs.openalex.org/api-entities/works/work-object:
// one work, a list {"meta":…,"results":[…]}, and the lines of its snapshot. Members that were not asked for are missing, those
// that are not known are null. The other things that it knows, such as authors and sources, look alike and are no papers.

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
)

const openAlexSource = "OpenAlex"

// openAlexID is the identifier of a thing in OpenAlex; its letter tells what it is.
var openAlexID = pattern(`^(?i:https?://(?:api\.)?openalex\.org/(?:[a-z]+/)?)?([A-Z])\d+$`)

var openAlexMember = pattern(`"id"\s*:\s*"https?:\\?/\\?/openalex\.org\\?/[A-Z]\d`)

func sniffOpenAlex(head string) bool {
	s := shapeOf(head)
	if s["results"] && s.count("meta.", "db_response_time_ms per_page groups_count next_cursor") > 1 {
		return true
	}
	for _, path := range []string{"", "results."} {
		named := s.count(path, "id doi title display_name publication_year publication_date type ids")
		own := s.count(path, "authorships abstract_inverted_index primary_location biblio open_access best_oa_location host_venue "+
			"works_count cited_by_count works_api_url referenced_works counts_by_year is_retracted is_paratext")
		sure := s[path+"authorships"] || s[path+"abstract_inverted_index"] || s[path+"id"] && openAlexMember().MatchString(head)
		if named > 1 && (own > 1 || sure) {
			return true
		}
	}
	return false
}

func openOpenAlex(in *input, _ Options) (*Digest, error) {
	d, err := newJSONDigest(FormatOpenAlexJSON, in.Reader, "results", readObject(openAlexRecord))
	if err != nil {
		return nil, err
	}
	d.Source = openAlexSource
	return d, nil
}

type openAlexWork struct {
	ID          jsonText `json:"id"`
	DOI         jsonText `json:"doi"`
	Title       jsonText `json:"title"`
	DisplayName jsonText `json:"display_name"`
	Error       jsonText `json:"error"`
	Message     jsonText `json:"message"`

	Abstract         jsonText        `json:"abstract"` // of programs that put it together
	InvertedAbstract json.RawMessage `json:"abstract_inverted_index"`
	Authorships      []struct {
		Author struct {
			DisplayName jsonText `json:"display_name"`
		} `json:"author"`
		RawName jsonText `json:"raw_author_name"`
	} `json:"authorships"`
	AuthorsCut bool     `json:"is_authors_truncated"`
	Date       jsonText `json:"publication_date"`
	Year       jsonText `json:"publication_year"`
	Type       jsonText `json:"type"`
	OldType    jsonText `json:"type_crossref"`
	Language   jsonText `json:"language"`
	IDs        struct {
		DOI   jsonText `json:"doi"`
		ArXiv jsonText `json:"arxiv"`
		PMID  jsonText `json:"pmid"`
	} `json:"ids"`
	Biblio struct {
		Volume jsonText `json:"volume"`
		Issue  jsonText `json:"issue"`
		First  jsonText `json:"first_page"`
		Last   jsonText `json:"last_page"`
	} `json:"biblio"`
	Keywords   []openAlexKeyword  `json:"keywords"`
	Primary    openAlexLocation   `json:"primary_location"`
	Best       openAlexLocation   `json:"best_oa_location"`
	Locations  []openAlexLocation `json:"locations"`
	HostVenue  openAlexVenue      `json:"host_venue"` // until 2023
	OpenAccess struct {
		URL jsonText `json:"oa_url"`
	} `json:"open_access"`
}

// An openAlexKeyword is an object with a name, or a name.
type openAlexKeyword string

// UnmarshalJSON takes any value.
func (k *openAlexKeyword) UnmarshalJSON(raw []byte) error {
	var named struct {
		DisplayName jsonText `json:"display_name"`
		Keyword     jsonText `json:"keyword"`
	}
	decodeEither(raw, &named, &named.Keyword)
	if named.DisplayName == "" {
		named.DisplayName = named.Keyword
	}
	*k = openAlexKeyword(named.DisplayName.line())
	return nil
}

// An openAlexLocation is a place where the work can be found.
type openAlexLocation struct {
	ID         jsonText      `json:"id"`
	Page       jsonText      `json:"landing_page_url"`
	PDF        jsonText      `json:"pdf_url"`
	SourceName jsonText      `json:"raw_source_name"`
	Source     openAlexVenue `json:"source"`
}

type openAlexVenue struct {
	DisplayName jsonText `json:"display_name"`
	Type        jsonText `json:"type"`
	Host        jsonText `json:"host_organization_name"`
	Publisher   jsonText `json:"publisher"`
	ISSN        jsonText `json:"issn_l"`
}

// openAlexKinds are the things that are no works, by the letters of their identifiers.
var openAlexKinds = map[string]string{
	"A": "an author", "S": "a source", "I": "an institution", "T": "a topic", "P": "a publisher", "F": "a funder", "C": "a concept",
}

func openAlexRecord(w *openAlexWork, raw []byte, line int) record {
	id := strings.TrimSpace(string(w.ID))
	if m := openAlexID().FindStringSubmatch(id); m != nil && openAlexKinds[m[1]] != "" {
		return rejectedLine(raw, line, "not a work but "+openAlexKinds[m[1]]+"; a paper's identifier is https://openalex.org/W…")
	}
	title := w.Title
	if title == "" {
		title = w.DisplayName
	}
	if title == "" && w.Error != "" {
		return rejectedLine(raw, line, "OpenAlex returned an error: "+beginning(string(w.Error+" "+w.Message)))
	}
	abstract := markedAbstract(string(w.Abstract))
	if abstract == "" {
		abstract = markedAbstract(invertedText(w.InvertedAbstract))
	}
	p := Paper{
		Line: line, RawTitle: markedText(string(title)), RawAbstract: abstract, Authors: w.authors(), Published: jsonDate(w.Date),
		In: w.publication(), Details: Details{Language: w.Language.line(), MoreAuthors: w.AuthorsCut},
	}
	if p.Published == "" {
		p.Published = jsonDate(w.Year)
	}
	for _, k := range w.Keywords {
		if k != "" {
			p.Keywords = append(p.Keywords, string(k))
		}
	}
	return shownPaper(p, w.identify(&p), raw)
}

func (w *openAlexWork) authors() []Author {
	var authors []Author
	for _, a := range w.Authorships {
		name := a.Author.DisplayName.line()
		if name == "" {
			name = a.RawName.line()
		}
		if name == "" {
			continue
		}
		if strings.Contains(name, ",") {
			authors = append(authors, citedAuthor(name))
		} else {
			authors = append(authors, displayedAuthor(name))
		}
	}
	return authors
}

// identify takes the identifiers of the work, and returns the links.
func (w *openAlexWork) identify(p *Paper) []Link {
	identifyByDOI(p, string(w.DOI))
	identifyByDOI(p, string(w.IDs.DOI))
	identifyByArXiv(p, string(w.IDs.ArXiv))
	for _, l := range append([]openAlexLocation{w.Primary, w.Best}, w.Locations...) {
		for _, address := range []jsonText{l.Page, l.PDF, l.ID} {
			if s := strings.TrimSpace(string(address)); strings.Contains(asciiLower(s), "arxiv") {
				identifyByArXiv(p, strings.TrimPrefix(s, "pmh:"))
				identifyByDOI(p, s)
			}
		}
	}
	links := []Link{
		{LinkPage, string(w.Primary.Page)}, givenLink(LinkPDF, w.Primary.PDF), givenLink(LinkPDF, w.Best.PDF),
		givenLink(LinkPage, w.OpenAccess.URL), {LinkPage, string(w.IDs.PMID)},
	}
	if p.DOI == "" && p.ArXiv == "" && w.Primary.Page == "" {
		links = append(links, Link{LinkPage, strings.TrimSpace(string(w.ID))})
	}
	return links
}

// openAlexTypes are types of works by CSL's names where these differ, but for those that Crossref has too.
var openAlexTypes = map[string]string{
	"article": "article-journal", "preprint": "article", "letter": "article-journal", "editorial": "article-journal",
	"review": "article-journal", "erratum": "article-journal", "retraction": "article-journal", "reference-entry": "entry",
}

// publication is where the work appeared. A repository that keeps a copy is no such place.
func (w *openAlexWork) publication() Publication {
	source := w.Primary.Source
	if source.DisplayName == "" {
		source = w.HostVenue
	}
	if source.DisplayName == "" {
		source.DisplayName = w.Primary.SourceName
	}
	if source.Host == "" {
		source.Host = source.Publisher
	}
	in := Publication{Type: openAlexTypes[string(w.Type)]}
	if in.Type == "" {
		in.Type = cslType(string(w.Type))
	}
	if t := cslType(string(w.OldType)); t != "" && (in.Type == "" || in.Type == "article-journal") {
		in.Type = t
	}
	switch {
	case source.Type == "conference" && in.Type == "article-journal":
		in.Type = "paper-conference"
	case source.Type == "journal" && in.Type == "chapter": // which is what OpenAlex makes of some
		in.Type = "article-journal"
	}
	if source.Type == "repository" {
		if in.Type == "article-journal" {
			in.Type = "article"
		}
		return in
	}
	in.Venue, in.Publisher, in.ISSN = showLine(markedText(string(source.DisplayName))), source.Host.line(), source.ISSN.line()
	in.Volume, in.Issue, in.Pages = w.Biblio.Volume.line(), w.Biblio.Issue.line(), w.Biblio.First.line()
	if last := w.Biblio.Last.line(); last != "" && last != in.Pages {
		in.Pages = pageRange(in.Pages + "-" + last)
	}
	return in
}

// maxInverted is how many bytes a text may have for each byte of its inverted index. Honest ones have less than one; a long
// word at thousands of places would otherwise make a text without end.
const maxInverted = 4

// invertedText puts a text together from the places of its words: {"owls": [1, 4], "The": [0]}. Nothing is said of white
// space; where two words have the same place, the first one stands.
func invertedText(raw json.RawMessage) string {
	if kindOfJSON(raw) == '"' { // an index that is written as a text, as in the oldest snapshots
		var text string
		decodeJSON(raw, &text)
		raw = json.RawMessage(text)
	}
	var index map[string]json.RawMessage
	decodeJSON(raw, &index)
	if inner, is := index["InvertedIndex"]; is {
		index = nil
		decodeJSON(inner, &index)
	}
	type place struct {
		at   int
		word string
	}
	var places []place
	size := 0
	for word, list := range index {
		if kindOfJSON(list) != '[' {
			continue
		}
		for _, n := range jsonElements(list) {
			at, err := strconv.Atoi(string(n))
			if err != nil || at < 0 {
				continue
			}
			if size += len(word) + 1; size > maxInverted*len(raw) {
				return ""
			}
			places = append(places, place{at, word})
		}
	}
	slices.SortFunc(places, func(a, b place) int {
		if a.at != b.at {
			return a.at - b.at
		}
		return strings.Compare(a.word, b.word)
	})
	var text strings.Builder
	for i, p := range places {
		switch {
		case i > 0 && p.at == places[i-1].at:
			continue
		case i > 0:
			text.WriteByte(' ')
		}
		text.WriteString(p.word)
	}
	return text.String()
}
