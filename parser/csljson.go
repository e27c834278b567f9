package parser

// This file owns reading CSL-JSON, the items of the Citation Style Language as citation processors take them and reference
// managers export them: https://github.com/citation-style-language/schema, schemas/input/csl-data.json. An array of items,
// an object that has it as "items", or one item. See csltext.go for the values of its members, cslwrite.go for the way out.

import "strings"

func sniffCSLJSON(head string) bool {
	if list, is := strings.CutPrefix(strings.TrimSpace(head), "["); is && strings.TrimSpace(list) == "]" {
		return true // a list without papers, by whatever program
	}
	s := shapeOf(head)
	for _, path := range []string{"", "items."} {
		if s[path+"type"] && s[path+"id"] && s.count(path, "title issued author container-title DOI URL") > 0 ||
			s[path+"title"] && s.count(path, "issued.date-parts author.family author.literal container-title") > 1 {
			return true
		}
	}
	return false
}

func openCSLJSON(in *input, _ Options) (*Digest, error) {
	d, err := newJSONDigest(FormatCSLJSON, in.Reader, "items", readObject(cslRecord))
	if err != nil {
		return nil, err
	}
	if strings.Contains(in.head, "http://zotero.org/") { // in the identifiers of its items
		d.Source = "Zotero"
	}
	return d, nil
}

// A cslItem is what is of use in an item, for reading and for writing.
type cslItem struct {
	ID             jsonText    `json:"id"`
	CitationKey    jsonText    `json:"citation-key,omitempty"`
	Type           jsonText    `json:"type"`
	Title          jsonText    `json:"title,omitempty"`
	Author         cslNames    `json:"author,omitempty"`
	Editor         cslNames    `json:"editor,omitempty"`
	Issued         cslDate     `json:"issued,omitempty"`
	ContainerTitle jsonText    `json:"container-title,omitempty"`
	EventTitle     jsonText    `json:"event-title,omitempty"`
	Volume         jsonText    `json:"volume,omitempty"`
	Issue          jsonText    `json:"issue,omitempty"`
	Page           jsonText    `json:"page,omitempty"`
	Publisher      jsonText    `json:"publisher,omitempty"`
	Place          jsonText    `json:"publisher-place,omitempty"`
	Series         jsonText    `json:"collection-title,omitempty"`
	Edition        jsonText    `json:"edition,omitempty"`
	ISBN           jsonText    `json:"ISBN,omitempty"`
	ISSN           jsonText    `json:"ISSN,omitempty"`
	Language       jsonText    `json:"language,omitempty"`
	Archive        jsonText    `json:"archive,omitempty"`
	ArchiveAt      jsonText    `json:"archive_location,omitempty"`
	Number         jsonText    `json:"number,omitempty"`
	Version        jsonText    `json:"version,omitempty"`
	DOI            jsonText    `json:"DOI,omitempty"`
	URL            jsonText    `json:"URL,omitempty"`
	Categories     jsonTexts   `json:"categories,omitempty"`
	Keyword        cslKeywords `json:"keyword,omitempty"`
	Abstract       jsonText    `json:"abstract,omitempty"`
	Note           jsonText    `json:"note,omitempty"`
	Annote         jsonText    `json:"annote,omitempty"`
	Custom         *cslCustom  `json:"custom,omitempty"`
}

func cslRecord(c *cslItem, raw []byte, line int) record {
	r := c.record(raw, line)
	if r.problem == nil && c.Custom != nil {
		c.Custom.Dogear.restore(&r.paper)
	}
	return r
}

// record makes the record of an item by what CSL's own members say.
func (c *cslItem) record(raw []byte, line int) record {
	p := Paper{
		Line: line, RawTitle: cslText(string(c.Title)), RawAbstract: cslText(string(c.Abstract)),
		Published: Date(c.Issued), In: c.publication(), Keywords: c.Keyword,
	}
	p.Authors, p.MoreAuthors = withoutOthers(c.Author)
	p.Editors, _ = withoutOthers(c.Editor)
	p.Language = c.Language.line()
	if rest := c.Custom; p.RawTitle == "" && rest != nil && rest.Dogear.Title != nil {
		p.RawTitle = string(*rest.Dogear.Title) // it is all markup to CSL
	}
	if note := CleanNote(cslText(string(c.Annote))); note != "" {
		p.Marks = &Marks{Note: note}
	}
	for _, s := range c.Categories {
		if s = CleanLine(s); arXivClass().MatchString(s) {
			p.Categories = append(p.Categories, s)
		} else if s != "" {
			p.Keywords = append(p.Keywords, s)
		}
	}
	c.identify(&p)
	p.Comment = cslNote(&p, c.Note)
	if p.Key == "" {
		p.Key = c.key()
	}
	return shownPaper(p, []Link{{KindOf(string(c.URL), ""), string(c.URL)}}, raw)
}

var arXivClass = pattern(`^[a-z]+(-[a-z]+)?(\.[A-Z]{2}|\.[a-z]+(-[a-z]+)?)?$`)

// identify looks for identifiers where programs put them: arXiv's in the number of a preprint, in the name of its journal,
// or in the archive's place.
func (c *cslItem) identify(p *Paper) {
	identifyByDOI(p, string(c.DOI))
	identifyByArXiv(p, string(c.URL))
	identifyByDOI(p, string(c.URL))
	p.OpenReview, _ = openReviewForum(string(c.URL))
	for _, s := range []jsonText{c.Number, c.ContainerTitle, c.Page, c.ArchiveAt} {
		_, after, marked := cutAnyFold(string(s), "arXiv:")
		switch {
		case marked:
			if words := strings.Fields(after); len(words) > 0 {
				identifyByArXiv(p, words[0])
			}
		case strings.EqualFold(c.Archive.line(), "arXiv") || strings.EqualFold(c.Publisher.line(), "arXiv"):
			identifyByArXiv(p, string(s))
		}
	}
	if n := versionNumber(string(c.Version)); n > 0 && p.ArXiv != "" {
		p.Version = n
	}
}

// cutAnyFold cuts s around the first sep, in upper or lower case.
func cutAnyFold(s, sep string) (before, after string, found bool) {
	if i := strings.Index(asciiLower(s), asciiLower(sep)); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

// key is the citation key: a member of its own, or the identifier if it is none that a program made up.
func (c *cslItem) key() string {
	if key := CleanLine(string(c.CitationKey)); key != "" {
		return key
	}
	key := CleanLine(string(c.ID))
	_, _, arxiv := ParseArXiv(key)
	_, _, doi := ParseDOI(key)
	if arxiv || doi || strings.ContainsAny(key, " /") || strings.Trim(key, "0123456789") == "" {
		return ""
	}
	return key
}

// publication is where the work appeared. An unknown kind of work is none.
func (c *cslItem) publication() Publication {
	in := Publication{
		Type: cslType(string(c.Type)), Venue: showLine(cslText(string(c.ContainerTitle))), Volume: c.Volume.line(), Issue: c.Issue.line(),
		Pages: pageRange(string(c.Page)), Publisher: showLine(cslText(string(c.Publisher))), Place: c.Place.line(),
		Series: showLine(cslText(string(c.Series))), Edition: c.Edition.line(), ISBN: bareISBN(c.ISBN.line()), ISSN: c.ISSN.line(),
	}
	if in.Venue == "" {
		in.Venue = showLine(cslText(string(c.EventTitle)))
	}
	if rest, is := cutFold(in.Venue, "arxiv"); is && (rest == "" || strings.HasPrefix(rest, ":") || strings.HasPrefix(rest, " preprint")) {
		return Publication{Type: "article"} // from programs that knew no preprints
	}
	return in
}

// cslTypes are CSL's types of works. Document says nothing: it is what the type of a work is when nothing is known.
var cslTypes = setOf("article article-journal article-magazine article-newspaper bill book broadcast chapter classic " +
	"collection dataset entry entry-dictionary entry-encyclopedia figure graphic hearing interview legal_case legislation " +
	"manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical " +
	"personal_communication post post-weblog regulation report review review-book software song speech standard thesis " +
	"treaty webpage")

// crossrefTypes are Crossref's types of works (https://api.crossref.org/types) by CSL's names, where these differ. Crossref has
// its own also in items that are CSL otherwise.
var crossrefTypes = map[string]string{
	"journal-article": "article-journal", "proceedings-article": "paper-conference", "posted-content": "article",
	"book-chapter": "chapter", "book-section": "chapter", "book-part": "chapter", "book-track": "chapter", "reference-entry": "entry",
	"monograph": "book", "edited-book": "book", "reference-book": "book", "book-set": "book", "book-series": "book", "proceedings": "book",
	"dissertation": "thesis", "report-component": "report", "report-series": "report", "peer-review": "review", "database": "dataset",
	"journal": "periodical", "journal-issue": "periodical",
}

func cslType(s string) string {
	if cslTypes[s] {
		return s
	}
	return crossrefTypes[s]
}
