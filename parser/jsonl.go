package parser

// This file owns dogear's own JSON Lines, as `dogear export` and `--json` write them: one paper per line with all that is
// known of it and what its reader made of it. It takes back what ui/cli/json.go writes; a list of the same objects, as
// other programs make of them, is read too. ownshape.go recognises it.

import (
	"slices"
	"strconv"
	"strings"
)

func openJSONL(in *input, _ Options) (*Digest, error) {
	d, err := newJSONLinesDigest(FormatJSONL, in, func() jsonReader { return readObject(ownRecord) })
	if err != nil {
		return nil, err
	}
	d.Source = "dogear"
	return d, nil
}

// An ownPaper is what is of use in a line. The number of the paper and the digests that it came in belong to the library
// that wrote it.
type ownPaper struct {
	Title            jsonText       `json:"title"`
	Abstract         jsonText       `json:"abstract"`
	TitleOriginal    jsonText       `json:"title_original"`
	AbstractOriginal jsonText       `json:"abstract_original"`
	Authors          jsonAuthors    `json:"authors"`
	AuthorParts      ownAuthors     `json:"author_parts"`
	Status           jsonText       `json:"status"`
	Starred          bool           `json:"starred"`
	Snoozed          jsonText       `json:"snoozed"`
	Tags             jsonTexts      `json:"tags"`
	Note             jsonText       `json:"note"`
	Added            jsonText       `json:"added"`
	Published        jsonText       `json:"published"`
	ArXiv            jsonText       `json:"arxiv"`
	Version          jsonText       `json:"version"`
	DOI              jsonText       `json:"doi"`
	OpenReview       jsonText       `json:"openreview"`
	Publication      ownPublication `json:"publication"`
	Categories       jsonTexts      `json:"categories"`
	Keywords         jsonTexts      `json:"keywords"`
	Comment          jsonText       `json:"comment"`
	Key              jsonText       `json:"key"`
	Links            *[]ownLink     `json:"links"`
	MoreAuthors      bool           `json:"more_authors"`
	Editors          jsonAuthors    `json:"editors"`
	EditorParts      ownAuthors     `json:"editor_parts"`
	Language         jsonText       `json:"language"`
	Files            jsonTexts      `json:"files"`
	Upvotes          jsonText       `json:"upvotes"`
}

type ownAuthors []ownAuthor

type ownAuthor struct {
	Given    jsonText `json:"given,omitempty"`
	Particle jsonText `json:"particle,omitempty"`
	Family   jsonText `json:"family"`
	Suffix   jsonText `json:"suffix,omitempty"`
}

type ownPublication struct {
	Type      jsonText `json:"type,omitempty"`
	Venue     jsonText `json:"venue,omitempty"`
	Volume    jsonText `json:"volume,omitempty"`
	Issue     jsonText `json:"issue,omitempty"`
	Pages     jsonText `json:"pages,omitempty"`
	Publisher jsonText `json:"publisher,omitempty"`
	Place     jsonText `json:"place,omitempty"`
	Series    jsonText `json:"series,omitempty"`
	Edition   jsonText `json:"edition,omitempty"`
	ISBN      jsonText `json:"isbn,omitempty"`
	ISSN      jsonText `json:"issn,omitempty"`
}

type ownLink struct {
	Kind jsonText `json:"kind"`
	URL  jsonText `json:"url"`
}

// ownRecord makes the record of a line. Shown text is shown text already: it is cleaned again, for a file may have been
// changed, and taken as it is.
func ownRecord(o *ownPaper, raw []byte, line int) record {
	p := Paper{
		Line: line, RawTitle: string(o.TitleOriginal), RawAbstract: string(o.AbstractOriginal),
		Published: jsonDate(o.Published), In: o.Publication.shown(), Categories: cleanTexts(o.Categories),
		Keywords: cleanTexts(o.Keywords), Comment: CleanLine(string(o.Comment)), Key: CleanLine(string(o.Key)),
		Authors: ownNames(o.Authors, o.AuthorParts), Marks: o.marks(),
		Details: Details{
			Editors: ownNames(o.Editors, o.EditorParts), MoreAuthors: o.MoreAuthors, Language: CleanLine(string(o.Language)),
			Files: cleanTexts(o.Files), Upvotes: count(string(o.Upvotes)),
		},
	}
	if p.RawTitle == "" {
		p.RawTitle = string(o.Title)
	}
	if p.RawAbstract == "" {
		p.RawAbstract = string(o.Abstract)
	}
	identifyByArXiv(&p, string(o.ArXiv))
	identifyByDOI(&p, string(o.DOI))
	if n := versionNumber(string(o.Version)); n > 0 && p.ArXiv != "" {
		p.Version = n
	}
	if isOpenReviewID(string(o.OpenReview)) {
		p.OpenReview = string(o.OpenReview)
	}
	r := shownPaper(p, nil, raw)
	if r.problem != nil {
		return r
	}
	if title := CleanLine(string(o.Title)); title != "" {
		r.paper.Title = title
	}
	if abstract := CleanText(string(o.Abstract)); abstract != "" {
		r.paper.Abstract = abstract
	}
	if o.Links != nil {
		r.paper.Links = ownLinks(*o.Links)
	}
	return r
}

// ownNames are people by the parts of their names, unless somebody changed the names that stand beside them.
func ownNames(names jsonAuthors, byParts ownAuthors) []Author {
	parts := byParts.shown()
	if len(names) == 0 || slices.EqualFunc(parts, names, func(a, b Author) bool { return a.Name() == b.Name() }) {
		return parts
	}
	return names
}

// count reads a number that counts something; 0 if it is none.
func count(s string) int {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil || n < 0 {
		return 0
	}
	return n
}

func (a ownAuthors) shown() []Author {
	var authors []Author
	for _, parts := range a {
		author := Author{
			Given: CleanLine(string(parts.Given)), Particle: CleanLine(string(parts.Particle)),
			Family: CleanLine(string(parts.Family)), Suffix: CleanLine(string(parts.Suffix)),
		}
		if author.Family == "" {
			author.Given, author.Family = "", author.Given
		}
		if author.Family != "" {
			authors = append(authors, author)
		}
	}
	return authors
}

func ownPublicationOf(in Publication) *ownPublication {
	return &ownPublication{
		jsonText(in.Type), jsonText(in.Venue), jsonText(in.Volume), jsonText(in.Issue), jsonText(in.Pages), jsonText(in.Publisher),
		jsonText(in.Place), jsonText(in.Series), jsonText(in.Edition), jsonText(in.ISBN), jsonText(in.ISSN),
	}
}

func (o ownPublication) shown() Publication {
	return Publication{
		string(o.Type), string(o.Venue), string(o.Volume), string(o.Issue), string(o.Pages), string(o.Publisher),
		string(o.Place), string(o.Series), string(o.Edition), string(o.ISBN), string(o.ISSN),
	}.clean()
}

var ownStatuses = setOf("inbox later read dismissed")

func (o *ownPaper) marks() *Marks {
	m := &Marks{Starred: o.Starred, Snoozed: jsonDate(o.Snoozed), Tags: cleanTexts(o.Tags), Note: CleanNote(string(o.Note)), Added: jsonDate(o.Added)}
	if ownStatuses[string(o.Status)] {
		m.Status = string(o.Status)
	}
	return m
}

var linkKinds = map[LinkKind]bool{LinkPage: true, LinkPDF: true, LinkCode: true, LinkProject: true, LinkOther: true}

func ownLinks(list []ownLink) []Link {
	var links linkList
	for _, l := range list {
		kind := LinkKind(l.Kind)
		if !linkKinds[kind] {
			kind = KindOf(string(l.URL), "")
		}
		links.add(kind, string(l.URL))
	}
	return links.list
}

// cleanTexts are the texts cleaned, without empty ones.
func cleanTexts(texts []string) []string {
	var lines []string
	for _, s := range texts {
		if s = CleanLine(s); s != "" {
			lines = append(lines, s)
		}
	}
	return lines
}
