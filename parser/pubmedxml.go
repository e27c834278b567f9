package parser

// This file owns PubMed's records in XML, as its interface and its files give them: PubmedArticleSet, with articles and with
// books (https://dtd.nlm.nih.gov/ncbi/pubmed/doc/out/250101/index.html). A set may lack its declaration; old ones begin with
// MedlineCitationSet.

import (
	"encoding/xml"
	"strings"
)

const (
	pubmedPage   = "https://pubmed.ncbi.nlm.nih.gov/"
	pubmedNoName = "[Not Available]." // the title of what is known by its title in another language alone
)

// pubmedRoots are the records in a set.
var pubmedRoots = map[string]string{
	"pubmedarticleset": "pubmedarticle pubmedbookarticle", "pubmedbookarticleset": "pubmedbookarticle", "medlinecitationset": "medlinecitation",
}

func sniffPubMedXML(head string) bool {
	name, _ := xmlRoot(head)
	return pubmedRoots[name] != ""
}

func openPubMedXML(in *input, _ Options) (*Digest, error) {
	d, err := newXMLDigest(FormatPubMedXML, newRecordSplitter(in, pubmedRoots), pubmedRecord)
	if err != nil {
		return nil, err
	}
	d.Source = nbibSource
	return d, nil
}

// A pubmedEntry is a record: an article, or a book or part of one.
type pubmedEntry struct {
	XMLName xml.Name
	pubmedCitation
	Citation pubmedCitation `xml:"MedlineCitation"`
	IDs      []pubmedID     `xml:"PubmedData>ArticleIdList>ArticleId"`
	BookIDs  []pubmedID     `xml:"PubmedBookData>ArticleIdList>ArticleId"`
	Book     *pubmedBook    `xml:"BookDocument"`
}

type pubmedCitation struct {
	PMID     string          `xml:"PMID"`
	Article  pubmedArticle   `xml:"Article"`
	Abbrev   string          `xml:"MedlineJournalInfo>MedlineTA"`
	Headings []markedXML     `xml:"MeshHeadingList>MeshHeading>DescriptorName"`
	Keywords []markedXML     `xml:"KeywordList>Keyword"`
	Other    []pubmedPassage `xml:"OtherAbstract>AbstractText"`
}

type pubmedArticle struct {
	Title      markedXML       `xml:"ArticleTitle"`
	Vernacular markedXML       `xml:"VernacularTitle"`
	Abstract   []pubmedPassage `xml:"Abstract>AbstractText"`
	Authors    []pubmedPeople  `xml:"AuthorList"`
	Journal    struct {
		Title  markedXML  `xml:"Title"`
		Abbrev markedXML  `xml:"ISOAbbreviation"`
		ISSN   string     `xml:"ISSN"`
		Volume markedXML  `xml:"JournalIssue>Volume"`
		Issue  markedXML  `xml:"JournalIssue>Issue"`
		Date   pubmedDate `xml:"JournalIssue>PubDate"`
	} `xml:"Journal"`
	Dates     []pubmedDate `xml:"ArticleDate"`
	Pages     pubmedPages  `xml:"Pagination"`
	Locations []pubmedID   `xml:"ELocationID"`
	Language  []string     `xml:"Language"`
	Types     []string     `xml:"PublicationTypeList>PublicationType"`
}

// A pubmedBook is a book, or a part of one if it has a title of its own.
type pubmedBook struct {
	PMID string     `xml:"PMID"`
	IDs  []pubmedID `xml:"ArticleIdList>ArticleId"`
	Book struct {
		Title      markedXML      `xml:"BookTitle"`
		Publisher  markedXML      `xml:"Publisher>PublisherName"`
		Place      markedXML      `xml:"Publisher>PublisherLocation"`
		Date       pubmedDate     `xml:"PubDate"`
		Begun      pubmedDate     `xml:"BeginningDate"`
		Authors    []pubmedPeople `xml:"AuthorList"`
		Volume     markedXML      `xml:"Volume"`
		Edition    markedXML      `xml:"Edition"`
		Series     markedXML      `xml:"CollectionTitle"`
		ISBN       string         `xml:"Isbn"`
		Identifier []pubmedID     `xml:"ELocationID"`
	} `xml:"Book"`
	Title       markedXML       `xml:"ArticleTitle"`
	Vernacular  markedXML       `xml:"VernacularTitle"`
	Pages       pubmedPages     `xml:"Pagination"`
	Language    []string        `xml:"Language"`
	Authors     []pubmedPeople  `xml:"AuthorList"`
	Types       []string        `xml:"PublicationType"`
	Abstract    []pubmedPassage `xml:"Abstract>AbstractText"`
	Keywords    []markedXML     `xml:"KeywordList>Keyword"`
	Contributed pubmedDate      `xml:"ContributionDate"`
}

// A pubmedID is an identifier with its kind, which the two places for them call differently.
type pubmedID struct {
	Kind  string `xml:"IdType,attr"`
	EKind string `xml:"EIdType,attr"`
	Valid string `xml:"ValidYN,attr"`
	Value string `xml:",chardata"`
}

type pubmedPassage struct {
	Label string `xml:"Label,attr"`
	markedXML
}

type pubmedPages struct {
	Medline string `xml:"MedlinePgn"`
	Start   string `xml:"StartPage"`
	End     string `xml:"EndPage"`
}

func (p pubmedPages) show() string {
	start, end := CleanLine(p.Start), CleanLine(p.End)
	if start != "" && end != "" && start != end {
		return pageRange(start + "-" + end)
	}
	if pages := pageRange(p.Medline); pages != "" {
		return pages
	}
	return start
}

// A pubmedDate is a date in its parts, or in a text for what has none: "1998 Dec-1999 Jan".
type pubmedDate struct {
	Year    string `xml:"Year"`
	Month   string `xml:"Month"`
	Day     string `xml:"Day"`
	Medline string `xml:"MedlineDate"`
}

func (d pubmedDate) date() Date {
	if d.Year == "" {
		return looseDate(CleanLine(d.Medline))
	}
	return looseDate(strings.TrimRight(CleanLine(d.Year)+"/"+CleanLine(d.Month)+"/"+CleanLine(d.Day), "/"))
}

// A pubmedPeople is a list of authors or editors.
type pubmedPeople struct {
	Kind     string `xml:"Type,attr"`
	Complete string `xml:"CompleteYN,attr"`
	People   []struct {
		Valid      string    `xml:"ValidYN,attr"`
		Last       markedXML `xml:"LastName"`
		Fore       markedXML `xml:"ForeName"`
		Initials   markedXML `xml:"Initials"`
		Suffix     markedXML `xml:"Suffix"`
		Collective markedXML `xml:"CollectiveName"`
	} `xml:"Author"`
}

func (l pubmedPeople) authors() []Author {
	var authors []Author
	for _, p := range l.People {
		a := Author{Given: p.Fore.line(), Suffix: p.Suffix.line()}
		if a.Given == "" {
			a.Given = p.Initials.line()
		}
		a.Particle, a.Family = cutParticle(p.Last.line())
		if a.Family == "" {
			a = Author{Family: p.Collective.line()}
		}
		if a.Family != "" && p.Valid != "N" { // a spelling that was corrected
			authors = append(authors, a)
		}
	}
	return authors
}

// takePeople adds authors and editors, and whether there are more.
func (r *citation) takePeople(lists []pubmedPeople, kind string) {
	for _, l := range lists {
		if l.Kind != "" {
			kind = l.Kind
		}
		if kind == "editors" {
			r.paper.Editors = append(r.paper.Editors, l.authors()...)
			continue
		}
		r.paper.Authors = append(r.paper.Authors, l.authors()...)
		r.paper.MoreAuthors = r.paper.MoreAuthors || l.Complete == "N"
	}
}

// takeIDs takes DOIs.
func (r *citation) takeIDs(lists ...[]pubmedID) {
	for _, list := range lists {
		for _, id := range list {
			if (id.Kind == "doi" || id.EKind == "doi") && id.Valid != "N" {
				r.doi(strings.TrimSpace(id.Value))
			}
		}
	}
}

// takePMID takes PubMed's number, which tells the page.
func (r *citation) takePMID(id string) {
	if id = strings.TrimSpace(id); isDigits(id) && len(id) <= 9 {
		r.address(pubmedPage+id+"/", LinkPage)
	}
}

func pubmedRecord(e *pubmedEntry, begin block) record {
	if e.Book != nil {
		return e.Book.record(begin, e.BookIDs)
	}
	m := &e.Citation
	if e.XMLName.Local == "MedlineCitation" {
		m = &e.pubmedCitation
	}
	a := &m.Article
	var r citation
	p := &r.paper
	p.In = Publication{
		Type: pubmedType(a.Types, "article-journal"), Venue: a.Journal.Title.line(),
		Volume: a.Journal.Volume.line(), Issue: a.Journal.Issue.line(),
		Pages: a.Pages.show(), ISSN: CleanLine(a.Journal.ISSN),
	}
	for _, name := range []string{a.Journal.Abbrev.line(), showLine(m.Abbrev)} {
		if p.In.Venue == "" {
			p.In.Venue = name
		}
	}
	p.Published = a.Journal.Date.date()
	for _, d := range a.Dates {
		p.Published = finerDate(p.Published, d.date())
	}
	p.Language = pubmedLanguage(a.Language)
	r.takeIDs(a.Locations, e.IDs)
	r.takePMID(m.PMID)
	r.takePeople(a.Authors, "authors")
	for _, words := range [][]markedXML{m.Headings, m.Keywords} {
		for _, w := range words {
			r.keywords(w.line())
		}
	}
	abstract := pubmedAbstract(a.Abstract)
	if abstract == "" {
		abstract = pubmedAbstract(m.Other)
	}
	return r.record(begin, pubmedTitle(a.Title, a.Vernacular), abstract)
}

// record makes a record of a book or a chapter.
func (b *pubmedBook) record(begin block, ids []pubmedID) record {
	var r citation
	p := &r.paper
	in := &b.Book
	title := pubmedTitle(b.Title, b.Vernacular)
	p.In = Publication{
		Type: "book", Volume: in.Volume.line(), Publisher: in.Publisher.line(), Place: in.Place.line(), Edition: in.Edition.line(),
		Series: in.Series.line(), ISBN: CleanLine(in.ISBN), Pages: b.Pages.show(),
	}
	if book := in.Title.text(); title == "" {
		title = book
	} else {
		p.In.Type, p.In.Venue = "chapter", showLine(book)
	}
	p.In.Type = pubmedType(b.Types, p.In.Type)
	for _, d := range []pubmedDate{b.Contributed, in.Date, in.Begun} {
		if p.Published == "" {
			p.Published = d.date()
		}
	}
	p.Language = pubmedLanguage(b.Language)
	r.takeIDs(b.IDs, ids, in.Identifier)
	r.takePMID(b.PMID)
	r.takePeople(b.Authors, "authors")
	if len(p.Authors) == 0 {
		r.takePeople(in.Authors, "authors")
	} else {
		r.takePeople(in.Authors, "editors")
	}
	for _, w := range b.Keywords {
		r.keywords(w.line())
	}
	return r.record(begin, title, pubmedAbstract(b.Abstract))
}

func pubmedTitle(title, vernacular markedXML) string {
	text := strings.TrimSpace(title.text())
	if v := strings.TrimSpace(vernacular.text()); v != "" && (text == "" || text == pubmedNoName) {
		return v
	}
	return text
}

// pubmedAbstract joins the passages of an abstract, each with its label in front.
func pubmedAbstract(passages []pubmedPassage) string {
	var texts []string
	for _, p := range passages {
		text := strings.TrimSpace(p.text())
		if label := CleanLine(p.Label); label != "" && label != "UNLABELLED" && text != "" {
			text = label + ": " + text
		}
		if text != "" {
			texts = append(texts, text)
		}
	}
	return strings.Join(texts, "\n\n")
}

// pubmedType is the type of a work: that it is an article is said of almost all.
func pubmedType(types []string, fallback string) string {
	for _, t := range types {
		if csl := nbibTypes[strings.ToLower(CleanLine(t))]; csl != "" && csl != "book" {
			return csl
		}
	}
	return fallback
}

// pubmedLanguage is the first language that is named; und is none.
func pubmedLanguage(languages []string) string {
	for _, l := range languages {
		if l = CleanLine(l); l != "" && l != "und" {
			return l
		}
	}
	return ""
}
