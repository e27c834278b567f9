package parser

// This file owns Zotero's items in JSON: as its web API answers with them (https://www.zotero.org/support/dev/web_api/v3/basics:
// an array of {"key":…,"data":{…}}), and as Better BibTeX exports a library ("BetterBibTeX JSON": {"config":…,"items":[…]}).
// What is no work but belongs to one, or hangs around by itself, is passed over: attachments, notes, annotations.
// See zoterocsv.go for the types of items and for what stands in Extra.

import (
	"encoding/json"
	"strings"
)

func sniffZoteroJSON(head string) bool {
	s := shapeOf(head)
	for _, path := range []string{"", "data.", "items.", "items.data."} {
		if s[path+"itemType"] && s.count(path, "key itemKey itemID title creators dateAdded version parentItem note tags") > 0 {
			return true
		}
	}
	return s["items"] && s["config"] && s.count("config.", "id label preferences options") > 2
}

func openZoteroJSON(in *input, _ Options) (*Digest, error) {
	d, err := newJSONDigest(FormatZoteroJSON, in.Reader, "items", readObject(zoteroJSONRecord))
	if err != nil {
		return nil, err
	}
	d.Source = zoteroSource
	return d, nil
}

// A zoteroEntry is an item, or an item as its API wraps it.
type zoteroEntry struct {
	zoteroItem
	Data *zoteroItem `json:"data"`
	Meta struct {
		ParsedDate jsonText `json:"parsedDate"`
	} `json:"meta"`
}

// A zoteroItem is what is of use in an item. Its type decides which of the members for one thing it has.
type zoteroItem struct {
	Type     jsonText `json:"itemType"`
	Title    jsonText `json:"title"`
	CaseName jsonText `json:"caseName"`
	NameOf   jsonText `json:"nameOfAct"`
	Subject  jsonText `json:"subject"`
	Creators []struct {
		Type  jsonText `json:"creatorType"`
		First jsonText `json:"firstName"`
		Last  jsonText `json:"lastName"`
		Name  jsonText `json:"name"`
	} `json:"creators"`
	Abstract jsonText `json:"abstractNote"`
	Date     jsonText `json:"date"`
	Added    jsonText `json:"dateAdded"`

	Publication jsonText `json:"publicationTitle"`
	Proceedings jsonText `json:"proceedingsTitle"`
	Book        jsonText `json:"bookTitle"`
	Conference  jsonText `json:"conferenceName"`
	Website     jsonText `json:"websiteTitle"`
	Blog        jsonText `json:"blogTitle"`
	Encyclo     jsonText `json:"encyclopediaTitle"`
	Dictionary  jsonText `json:"dictionaryTitle"`
	Repository  jsonText `json:"repository"`
	Journal     jsonText `json:"journalAbbreviation"`

	Volume      jsonText `json:"volume"`
	Issue       jsonText `json:"issue"`
	Pages       jsonText `json:"pages"`
	Publisher   jsonText `json:"publisher"`
	University  jsonText `json:"university"`
	Institution jsonText `json:"institution"`
	Place       jsonText `json:"place"`
	Series      jsonText `json:"series"`
	SeriesTitle jsonText `json:"seriesTitle"`
	Edition     jsonText `json:"edition"`
	ISBN        jsonText `json:"ISBN"`
	ISSN        jsonText `json:"ISSN"`
	Language    jsonText `json:"language"`

	DOI         jsonText        `json:"DOI"`
	URL         jsonText        `json:"url"`
	ArchiveID   jsonText        `json:"archiveID"`
	ArchiveAt   jsonText        `json:"archiveLocation"`
	Extra       jsonText        `json:"extra"`
	CitationKey jsonText        `json:"citationKey"`
	CiteKey     jsonText        `json:"citekey"` // of old exports
	Tags        json.RawMessage `json:"tags"`
	Notes       json.RawMessage `json:"notes"`
	Attachments json.RawMessage `json:"attachments"`
}

func zoteroJSONRecord(e *zoteroEntry, raw []byte, line int) record {
	i := &e.zoteroItem
	if e.Data != nil {
		i = e.Data
	}
	kind := strings.TrimSpace(string(i.Type))
	switch kind {
	case "attachment", "note", "annotation":
		return record{skipped: true}
	}
	var r citation
	p := &r.paper
	p.In = Publication{
		Type: zoteroTypes[kind], Volume: i.Volume.line(), Issue: i.Issue.line(), Pages: pageRange(string(i.Pages)),
		Publisher: firstText(i.Publisher, i.University, i.Institution), Place: i.Place.line(), Series: firstText(i.Series, i.SeriesTitle),
		Edition: i.Edition.line(), ISBN: i.ISBN.line(), ISSN: i.ISSN.line(),
	}
	venue := firstText(i.Publication, i.Proceedings, i.Book, i.Conference, i.Website, i.Blog, i.Encyclo, i.Dictionary, i.Journal)
	if venue == "" && kind == "preprint" {
		venue = i.Repository.line()
	}
	if venue != "" {
		r.venue(venue)
	}
	p.Language = i.Language.line()
	if p.Published = looseDate(CleanLine(string(i.Date))); p.Published == "" {
		p.Published = typedDate(string(e.Meta.ParsedDate))
	}
	if p.Published == "" {
		p.Published = typedDate(string(i.Date))
	}
	i.identify(&r)
	i.people(p)
	i.marks(&r)
	i.files(&r)
	title := firstFull(i.Title, i.CaseName, i.NameOf, i.Subject)
	return r.record(block{line: line, text: string(raw[:min(len(raw), maxRaw)])}, markedText(string(title)), string(i.Abstract))
}

// firstFull is the first of the texts that has something in it, and firstText the same as shown.
func firstFull(texts ...jsonText) jsonText {
	for _, t := range texts {
		if strings.TrimSpace(string(t)) != "" {
			return t
		}
	}
	return ""
}

func firstText(texts ...jsonText) string { return showLine(markedText(string(firstFull(texts...)))) }

func (i *zoteroItem) identify(r *citation) {
	r.doi(strings.TrimSpace(string(i.DOI)))
	for _, s := range []jsonText{i.ArchiveID, i.ArchiveAt} {
		r.mention(string(s))
	}
	r.paper.Key = CleanLine(string(firstFull(i.CitationKey, i.CiteKey)))
	r.zoteroExtra(string(i.Extra))
	r.address(string(i.URL), LinkPage)
}

// zoteroMakers are the creators that stand for authors, in items of the types that have no authors.
var zoteroMakers = setOf("author inventor programmer presenter artist director interviewee cartographer podcaster performer composer " +
	"sponsor scriptwriter")

// people takes authors and editors. Contributors count as authors only where there are none; translators and the authors of
// what an item is about never do.
func (i *zoteroItem) people(p *Paper) {
	var contributors []Author
	for _, c := range i.Creators {
		a := Author{Family: c.Name.line()}
		if last := c.Last.line(); last != "" {
			a = citedAuthor(last + ", " + c.First.line())
		} else if first := c.First.line(); first != "" {
			a = displayedAuthor(first)
		}
		switch kind := string(c.Type); {
		case a.Family == "":
		case kind == "editor" || kind == "seriesEditor":
			p.Editors = append(p.Editors, a)
		case kind == "contributor":
			contributors = append(contributors, a)
		case zoteroMakers[kind] || kind == "":
			p.Authors = append(p.Authors, a)
		}
	}
	if len(p.Authors) == 0 && len(p.Editors) == 0 {
		p.Authors = contributors
	}
}

// marks takes tags and notes that the reader made. Tags that came with the item, of type 1, are keywords.
func (i *zoteroItem) marks(r *citation) {
	m := Marks{Added: jsonDate(i.Added)}
	for _, v := range jsonElements(i.Tags) {
		var tag struct {
			Tag  jsonText `json:"tag"`
			Type jsonText `json:"type"`
		}
		decodeEither(v, &tag, &tag.Tag)
		switch name := CleanLine(string(tag.Tag)); {
		case name == "":
		case tag.Type == "1":
			r.keywords(name)
		default:
			m.Tags = append(m.Tags, name)
		}
	}
	var notes []string
	for _, v := range jsonElements(i.Notes) {
		var note struct {
			Note jsonText `json:"note"`
		}
		decodeEither(v, &note, &note.Note)
		if s := noteOfHTML(string(note.Note)); s != "" {
			notes = append(notes, s)
		}
	}
	m.Note = strings.Join(notes, "\n\n")
	if m.Added != "" || m.Note != "" || m.Tags != nil {
		r.paper.Marks = &m
	}
}

// files takes the paths of attachments on the disk, and the addresses of those that are but links.
func (i *zoteroItem) files(r *citation) {
	for _, v := range jsonElements(i.Attachments) {
		var a struct {
			Path      jsonText `json:"path"`
			LocalPath jsonText `json:"localPath"`
			URL       jsonText `json:"url"`
			Mode      jsonText `json:"linkMode"`
		}
		if kindOfJSON(v) != '{' {
			continue
		}
		decodeJSON(v, &a)
		path := CleanLine(string(firstFull(a.Path, a.LocalPath)))
		switch {
		case path != "":
			r.paper.Files = append(r.paper.Files, path)
		case a.Mode == "linked_url" || a.Mode == "3" || a.Mode == "":
			r.address(string(a.URL), LinkOther)
		}
	}
}
