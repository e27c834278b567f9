package parser

// This file owns Crossref's records of works as its interface answers with them, https://api.crossref.org: one work
// {"message-type":"work","message":{…}}, a list of them with "message.items", the files of its yearly dump {"items":[…]}, and
// works by themselves, also those that doi.org gives for Crossref's DOIs. They look like CSL-JSON, which they are not: titles
// are lists, subtitles are apart, and dates come in several kinds.
// The members are described at https://github.com/CrossRef/rest-api-doc/blob/master/api_format.md.

import (
	"encoding/json"
	"strings"
)

const crossrefSource = "Crossref"

// crossrefMembers are members of works that only Crossref has.
const crossrefMembers = "indexed deposited is-referenced-by-count references-count reference-count content-domain member prefix " +
	"short-container-title published-print published-online"

func sniffCrossref(head string) bool {
	s := shapeOf(head)
	for _, path := range []string{"", "message.", "message.items.", "items."} {
		if s.count(path, "DOI title type author publisher URL") > 1 && s.count(path, crossrefMembers) > 1 {
			return true
		}
		// Only Crossref has lists of titles that name types of its own.
		if s[path+"DOI"] && s[path+"title"] && s.count(path, "published event publisher type created score author.affiliation author.sequence") > 2 &&
			crossrefType().MatchString(head[:min(len(head), 64<<10)]) {
			return true
		}
	}
	return s["message-type"] && s.count("", "status message message-version") > 0
}

// crossrefType finds a type of work by Crossref's name in a work that has a list of titles.
var crossrefType = pattern(`"title"\s*:\s*\[[^{}]*"type"\s*:\s*"(?:journal-article|proceedings-article|posted-content|book-chapter|monograph|edited-book)"|` +
	`"type"\s*:\s*"(?:journal-article|proceedings-article|posted-content|book-chapter|monograph|edited-book)"[^{}]*"title"\s*:\s*\[`)

func openCrossref(in *input, _ Options) (*Digest, error) {
	d, err := newJSONDigest(FormatCrossrefJSON, in.Reader, "items message.items", readObject(crossrefRecord))
	if err != nil {
		return nil, err
	}
	d.Source = crossrefSource
	return d, nil
}

// A crossrefAnswer is a work, or an answer with a work in it.
type crossrefAnswer struct {
	crossrefWork
	Status      jsonText        `json:"status"`
	MessageType jsonText        `json:"message-type"`
	Message     json.RawMessage `json:"message"`
}

type crossrefWork struct {
	DOI            jsonText        `json:"DOI"`
	URL            jsonText        `json:"URL"`
	Type           jsonText        `json:"type"`
	Title          jsonTexts       `json:"title"`
	Subtitle       jsonTexts       `json:"subtitle"`
	OriginalTitle  jsonTexts       `json:"original-title"`
	Author         cslNames        `json:"author"`
	Editor         cslNames        `json:"editor"`
	ContainerTitle jsonTexts       `json:"container-title"`
	ShortContainer jsonTexts       `json:"short-container-title"`
	Event          crossrefName    `json:"event"`
	Institution    crossrefName    `json:"institution"`
	Volume         jsonText        `json:"volume"`
	Issue          jsonText        `json:"issue"`
	Page           jsonText        `json:"page"`
	ArticleNumber  jsonText        `json:"article-number"`
	Publisher      jsonText        `json:"publisher"`
	Place          jsonText        `json:"publisher-location"`
	Edition        jsonText        `json:"edition-number"`
	ISBN           jsonText        `json:"ISBN"`
	ISSN           jsonText        `json:"ISSN"`
	Subject        jsonTexts       `json:"subject"`
	Language       jsonText        `json:"language"`
	Abstract       jsonText        `json:"abstract"`
	Link           json.RawMessage `json:"link"`

	Published       cslDate `json:"published"`
	Issued          cslDate `json:"issued"`
	PublishedPrint  cslDate `json:"published-print"`
	PublishedOnline cslDate `json:"published-online"`
	Posted          cslDate `json:"posted"`
	Created         cslDate `json:"created"`
}

// A crossrefName is the name of an event or of an institution; of several it is the first one's.
type crossrefName string

// UnmarshalJSON takes any value.
func (n *crossrefName) UnmarshalJSON(raw []byte) error {
	*n = ""
	if list := jsonElements(raw); len(list) > 0 && kindOfJSON(list[0]) == '{' {
		var named struct {
			Name jsonText `json:"name"`
		}
		decodeJSON(list[0], &named)
		*n = crossrefName(named.Name.line())
	}
	return nil
}

func crossrefRecord(a *crossrefAnswer, raw []byte, line int) record {
	w := &a.crossrefWork
	switch kind := kindOfJSON(a.Message); {
	case a.Message == nil || kind == 'n':
	case a.Status == "failed" || kind != '{':
		return rejectedLine(raw, line, "Crossref returned an error: "+beginning(crossrefError(a.Message)))
	default:
		w = new(crossrefWork)
		decodeJSON(a.Message, w)
	}
	if len(w.Title.lines()) == 0 && a.MessageType != "" && a.MessageType != "work" {
		return rejectedLine(raw, line, "not a work but a Crossref answer of another type: "+a.MessageType.line())
	}
	p := Paper{
		Line: line, RawTitle: w.title(), RawAbstract: markedAbstract(string(w.Abstract)), Published: w.date(),
		In: w.publication(), Details: Details{Language: w.Language.line()},
	}
	p.Authors, p.MoreAuthors = withoutOthers(w.Author)
	p.Editors, _ = withoutOthers(w.Editor)
	for _, s := range w.Subject {
		if s = showLine(markedText(s)); s != "" {
			p.Keywords = append(p.Keywords, s)
		}
	}
	identifyByDOI(&p, string(w.DOI))
	identifyByDOI(&p, string(w.URL))
	return shownPaper(p, append([]Link{{KindOf(string(w.URL), ""), string(w.URL)}}, w.pdfs()...), raw)
}

// crossrefError is what an answer says that is an error.
func crossrefError(message json.RawMessage) string {
	var texts jsonTexts
	decodeJSON(message, &texts)
	for _, v := range jsonElements(message) {
		var fault struct {
			Message jsonText `json:"message"`
		}
		if kindOfJSON(v) == '{' {
			decodeJSON(v, &fault)
			texts = append(texts, string(fault.Message))
		}
	}
	return strings.Join(texts, "; ")
}

// title is the title with its subtitle, which older records have in both places.
func (w *crossrefWork) title() string {
	title := ""
	for _, titles := range []jsonTexts{w.Title, w.OriginalTitle} {
		if title == "" && len(titles) > 0 {
			title = markedText(titles[0])
		}
	}
	if title == "" || len(w.Subtitle) == 0 {
		return title
	}
	sub := strings.TrimSpace(markedText(w.Subtitle[0]))
	if sub == "" || strings.Contains(strings.ToLower(CleanLine(title)), strings.ToLower(CleanLine(sub))) {
		return title
	}
	return strings.TrimRight(title, ": \n") + ": " + sub
}

// date is when the work came out first. Where one of its dates is but a year or a month, another of the same year or month
// may tell more. When the record was made says little, and counts only where nothing else is known.
func (w *crossrefWork) date() Date {
	dates := []cslDate{w.Published, w.Issued, w.PublishedPrint, w.PublishedOnline, w.Posted}
	date := Date("")
	for _, d := range dates {
		date = finerDate(date, Date(d))
	}
	if date == "" {
		date = Date(w.Created)
	}
	return date
}

// publication is where the work appeared. Of two containers the first is the series of books, the second the book.
func (w *crossrefWork) publication() Publication {
	text := func(t jsonText) string { return showLine(markedText(string(t))) }
	in := Publication{
		Type: cslType(string(w.Type)), Volume: text(w.Volume), Issue: text(w.Issue), Pages: pageRange(string(w.Page)),
		Publisher: text(w.Publisher), Place: text(w.Place), Edition: text(w.Edition), ISSN: w.ISSN.line(),
	}
	in.ISBN = bareISBN(w.ISBN.line())
	var containers []string
	for _, s := range w.ContainerTitle {
		if s = text(jsonText(s)); s != "" {
			containers = append(containers, s)
		}
	}
	switch n := len(containers); {
	case n > 0 && in.Type == "book":
		in.Series = containers[0]
	case n > 1 && (in.Type == "chapter" || in.Type == "paper-conference"):
		in.Series, in.Venue = containers[0], containers[1]
	case n > 0:
		in.Venue = containers[0]
	case in.Type == "paper-conference" && w.Event != "":
		in.Venue = string(w.Event)
	case in.Type == "article" || in.Type == "thesis" || in.Type == "report":
		in.Venue = string(w.Institution) // bioRxiv, or a university
	}
	if in.Venue == "" && in.Series == "" && len(w.ShortContainer) > 0 {
		in.Venue = text(jsonText(w.ShortContainer[0]))
	}
	if in.Pages == "" {
		in.Pages = text(w.ArticleNumber)
	}
	return in
}

// pdfs are the addresses of the text that the publisher gives.
func (w *crossrefWork) pdfs() []Link {
	var pdfs []Link
	for _, v := range jsonElements(w.Link) {
		var link struct {
			URL  jsonText `json:"URL"`
			Type jsonText `json:"content-type"`
		}
		if kindOfJSON(v) != '{' {
			continue
		}
		decodeJSON(v, &link)
		if link.Type == "application/pdf" || KindOf(string(link.URL), "") == LinkPDF {
			pdfs = append(pdfs, givenLink(LinkPDF, link.URL))
		}
	}
	return pdfs
}
