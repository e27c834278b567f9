package parser

// This file owns the answers of repositories to the protocol for metadata harvesting, OAI-PMH
// (https://www.openarchives.org/OAI/openarchivesprotocol.html): ListRecords and GetRecord, with the metadata that arXiv has
// of its own (https://info.arxiv.org/help/oa/index.html: arXiv, arXivRaw, arXivOld) or with Dublin Core, which every
// repository has. Records of what was deleted say nothing and are passed over.

import (
	"encoding/xml"
	"errors"
	"fmt"
	"strings"
)

// oaiRoots are the records in an answer, and in what harvesters keep of one.
var oaiRoots = map[string]string{"oai-pmh": "record", "listrecords": "record", "getrecord": "record"}

func sniffOAIPMH(head string) bool {
	name, _ := xmlRoot(head)
	return oaiRoots[name] != ""
}

func openOAIPMH(in *input, _ Options) (*Digest, error) {
	s := newRecordSplitter(in, oaiRoots)
	d, err := newXMLDigest(FormatOAIPMH, s, oaiRecord)
	if s.found == 0 && (err == nil || errors.Is(err, ErrNoPapers)) {
		d, err = oaiWithoutRecords(string(s.head))
	}
	if err != nil {
		return nil, err
	}
	if strings.Contains(in.head, "arxiv.org/OAI/") || strings.Contains(in.head, "oai:arXiv.org:") {
		d.Source = arXivSource
	}
	return d, nil
}

var (
	oaiError = pattern(`<(?:\w+:)?error\s+code\s*=\s*["']([A-Za-z]+)["'][^<>]*?(?:/>|>([^<]*))`)
	oaiOther = pattern(`<(?:\w+:)?(Identify|ListIdentifiers|ListMetadataFormats|ListSets)[\s>]`)
)

// oaiWithoutRecords is what comes of an answer without records: nothing if it says that there are none, or an error.
func oaiWithoutRecords(answer string) (*Digest, error) {
	m := oaiError().FindStringSubmatch(answer)
	if m != nil && m[1] == "noRecordsMatch" {
		return emptyDigest(FormatOAIPMH), nil
	}
	said := "the answer has no records; was the file truncated?"
	if m != nil {
		said = strings.TrimSuffix(fmt.Sprintf("the repository returned an error, %s: %s", m[1], beginning(markedText(m[2]))), ": ")
	} else if m := oaiOther().FindStringSubmatch(answer); m != nil {
		said = fmt.Sprintf("an answer to %s contains no papers; use ListRecords", m[1])
	}
	return nil, &NoPapersError{Format: FormatOAIPMH, said: fmt.Sprintf("%v: read as %s: %s", ErrNoPapers, FormatOAIPMH, said)}
}

type oaiEntry struct {
	Header struct {
		Status     string `xml:"status,attr"`
		Identifier string `xml:"identifier"`
	} `xml:"header"`
	Metadata struct {
		ArXiv *oaiArXiv      `xml:"arXiv"`
		Raw   *oaiArXiv      `xml:"arXivRaw"`
		Old   *oaiArXiv      `xml:"arXivOld"`
		DC    *oaiDublinCore `xml:"dc"`
		Other []struct {
			XMLName xml.Name
		} `xml:",any"`
	} `xml:"metadata"`
}

// An oaiArXiv is a record of arXiv's. Authors are elements or, in the other two forms, one text.
type oaiArXiv struct {
	ID         string     `xml:"id"`
	Created    string     `xml:"created"`
	Date       string     `xml:"date"` // in arXivOld
	Title      string     `xml:"title"`
	Authors    oaiAuthors `xml:"authors"`
	Categories string     `xml:"categories"`
	Comments   string     `xml:"comments"`
	Journal    string     `xml:"journal-ref"`
	DOI        string     `xml:"doi"`
	Abstract   string     `xml:"abstract"`
	Versions   []struct {
		Name string `xml:"version,attr"`
		Date string `xml:"date"`
	} `xml:"version"`
}

type oaiAuthors struct {
	Text   string `xml:",chardata"`
	People []struct {
		Family string `xml:"keyname"`
		Given  string `xml:"forenames"`
		Suffix string `xml:"suffix"`
	} `xml:"author"`
}

// authors are the people, and whether there are more than are named.
func (l *oaiAuthors) authors() (authors []Author, more bool) {
	if len(l.People) == 0 {
		return listedAuthors(l.Text)
	}
	for _, p := range l.People {
		a := Author{Given: showLine(p.Given), Suffix: showLine(p.Suffix)}
		a.Particle, a.Family = cutParticle(showLine(p.Family))
		if a.Family == "" {
			a.Family, a.Given = a.Given, ""
		}
		if a.Family != "" {
			authors = append(authors, a)
		}
	}
	return authors, false
}

func oaiRecord(e *oaiEntry, begin block) record {
	if e.Header.Status == "deleted" {
		return record{skipped: true}
	}
	m := &e.Metadata
	for _, of := range []*oaiArXiv{m.ArXiv, m.Raw, m.Old} {
		if of != nil {
			return of.record(begin, e.Header.Identifier)
		}
	}
	switch {
	case m.DC != nil:
		return m.DC.record(begin, e.Header.Identifier)
	case len(m.Other) > 0:
		return rejected(begin, fmt.Sprintf("metadata in the unsupported format <%s>; use metadataPrefix=oai_dc",
			beginning(m.Other[0].XMLName.Local)))
	}
	return rejected(begin, "a record without metadata")
}

func (a *oaiArXiv) record(begin block, identifier string) record {
	var r citation
	p := &r.paper
	for _, id := range []string{a.ID, identifier} {
		if p.ArXiv == "" {
			r.arXiv(strings.TrimSpace(id))
		}
	}
	r.doi(strings.TrimSpace(a.DOI))
	p.Published = stampDay(a.Created, a.Date)
	for i, v := range a.Versions {
		n := versionNumber(strings.TrimSpace(v.Name))
		if p.ArXiv != "" {
			p.Version = max(p.Version, n)
		}
		if i == 0 && p.Published == "" {
			p.Published = stampDay(v.Date)
		}
	}
	p.Authors, p.MoreAuthors = a.Authors.authors()
	p.Categories = arXivClasses(strings.Fields(a.Categories)...)
	p.Comment, p.In.Venue = showLine(a.Comments), showLine(a.Journal)
	made := r.record(begin, a.Title, indentedParagraphs(a.Abstract))
	if made.problem == nil {
		made.paper.RawAbstract = a.Abstract
	}
	return made
}

// An oaiDublinCore is a record in Dublin Core. Every element may be missing, or be there several times.
type oaiDublinCore struct {
	Title       []string `xml:"title"`
	Creator     []string `xml:"creator"`
	Subject     []string `xml:"subject"`
	Description []string `xml:"description"`
	Publisher   []string `xml:"publisher"`
	Date        []string `xml:"date"`
	Type        []string `xml:"type"`
	Identifier  []string `xml:"identifier"`
	Source      []string `xml:"source"`
	Language    []string `xml:"language"`
}

// oaiTypes are what repositories write into dc:type, without what stands before it in OpenAIRE's vocabulary, by CSL's names.
var oaiTypes = map[string]string{
	"article": "article-journal", "journal article": "article-journal", "preprint": "article", "conferencepaper": "paper-conference",
	"conferenceobject": "paper-conference", "conference paper": "paper-conference", "conference item": "paper-conference", "thesis": "thesis",
	"doctoralthesis": "thesis", "masterthesis": "thesis", "bachelorthesis": "thesis", "book": "book", "bookpart": "chapter",
	"book section": "chapter", "book chapter": "chapter", "report": "report", "technical report": "report", "dataset": "dataset", "patent": "patent",
	"software": "software",
}

func (c *oaiDublinCore) record(begin block, identifier string) record {
	var r citation
	p := &r.paper
	r.arXiv(strings.TrimSpace(identifier))
	for _, s := range c.Identifier {
		r.takeIdentifier(strings.TrimSpace(s))
	}
	for _, t := range c.Type {
		t = asciiLower(CleanLine(t))
		if csl := oaiTypes[t[strings.LastIndexByte(t, '/')+1:]]; p.In.Type == "" {
			p.In.Type = csl
		}
	}
	if p.ArXiv == "" {
		p.In.Venue, p.In.Publisher = firstLine(c.Source), firstLine(c.Publisher)
	}
	p.Published = stampDay(c.Date...)
	p.Language = firstLine(c.Language)
	for _, name := range c.Creator {
		if a := citedAuthor(markedText(name)); a.Family != "" {
			p.Authors = append(p.Authors, a)
		}
	}
	for _, s := range c.Subject {
		r.keywords(markedText(s))
	}
	var abstract []string
	for _, s := range c.Description {
		if comment, is := cutFold(strings.TrimSpace(s), "Comment:", "Comments:"); is && p.Comment == "" {
			p.Comment = showLine(comment)
		} else if s = strings.TrimSpace(indentedParagraphs(s)); s != "" {
			abstract = append(abstract, s)
		}
	}
	text := strings.Join(abstract, "\n\n")
	if p.ArXiv == "" { // it is TeX there
		text = markedText(text)
	}
	title := ""
	if len(c.Title) > 0 {
		title = markedText(c.Title[0])
	}
	return r.record(begin, title, text)
}

// takeIdentifier takes an address or an identifier of the work. arXiv has there also where its papers appeared.
func (r *citation) takeIdentifier(s string) {
	isbn, isISBN := cutFold(s, "urn:isbn:", "isbn:", "isbn ")
	issn, isISSN := cutFold(s, "urn:issn:", "issn:", "issn ")
	switch {
	case strings.Contains(s, "://"):
		r.address(s, LinkPage)
	case r.doi(s), r.arXiv(s):
	case isISBN:
		r.paper.In.ISBN = showLine(isbn)
	case isISSN:
		r.paper.In.ISSN = showLine(issn)
	case r.paper.ArXiv != "" && strings.Contains(s, " "):
		r.paper.In.Venue = showLine(s)
	}
}

// firstLine is the first of the texts that is not empty, as shown.
func firstLine(texts []string) string {
	for _, s := range texts {
		if s = showLine(markedText(s)); s != "" {
			return s
		}
	}
	return ""
}
