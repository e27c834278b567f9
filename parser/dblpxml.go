package parser

// This file owns DBLP's publications in XML: the whole of it, dblp.xml (https://dblp.org/xml/docu/dblpxml.pdf), a record by
// itself, all those of a person, and the answers of its search.

import (
	"encoding/xml"
	"strings"
)

const dblpElements = "article inproceedings proceedings book incollection phdthesis mastersthesis data"

// dblpRoots are the records in the documents.
var dblpRoots = map[string]string{"dblp": dblpElements, "dblpperson": dblpElements, "bht": dblpElements, "result": "hit"}

func sniffDBLPXML(head string) bool {
	name, tag := xmlRoot(head)
	switch name {
	case "dblp", "dblpperson", "bht":
		return true
	case "result":
		return strings.Contains(tag, "<hits") &&
			(strings.Contains(tag, "<query") || strings.Contains(tag, "<completions") || strings.Contains(tag, "<hit "))
	}
	return false
}

func openDBLPXML(in *input, _ Options) (*Digest, error) {
	d, err := newXMLDigest(FormatDBLPXML, newRecordSplitter(in, dblpRoots), dblpXMLRecord)
	if err != nil {
		return nil, err
	}
	d.Source = dblpSource
	return d, nil
}

// A dblpEntry is a record or a hit, which has a record as its info.
type dblpEntry struct {
	fields dblpFields
	hit    bool
}

// UnmarshalXML takes any element.
func (e *dblpEntry) UnmarshalXML(d *xml.Decoder, start xml.StartElement) error {
	if e.hit = strings.EqualFold(start.Name.Local, "hit"); !e.hit {
		return d.DecodeElement(&e.fields, &start)
	}
	var hit struct {
		Info dblpFields `xml:"info"`
	}
	err := d.DecodeElement(&hit, &start)
	e.fields = hit.Info
	return err
}

type dblpFields struct {
	XMLName   xml.Name
	Key       string   `xml:"key,attr"`
	MoreType  string   `xml:"publtype,attr"`
	InfoKey   string   `xml:"key"`
	InfoType  string   `xml:"type"`
	InfoVenue string   `xml:"venue"`
	InfoDOI   string   `xml:"doi"`
	InfoNames []string `xml:"authors>author"`

	Author    []string    `xml:"author"`
	Editor    []string    `xml:"editor"`
	Title     markedXML   `xml:"title"`
	Journal   markedXML   `xml:"journal"`
	BookTitle markedXML   `xml:"booktitle"`
	Volume    string      `xml:"volume"`
	Number    string      `xml:"number"`
	Pages     string      `xml:"pages"`
	Year      string      `xml:"year"`
	Month     string      `xml:"month"`
	Publisher []markedXML `xml:"publisher"`
	School    []markedXML `xml:"school"`
	Series    markedXML   `xml:"series"`
	ISBN      []string    `xml:"isbn"`
	EE        []string    `xml:"ee"`
	URL       string      `xml:"url"`
}

// dblpKinds are the elements by CSL's names for what they tell of.
var dblpKinds = map[string]string{
	"article": "article-journal", "inproceedings": "paper-conference", "proceedings": "book", "book": "book", "incollection": "chapter",
	"phdthesis": "thesis", "mastersthesis": "thesis", "data": "dataset",
}

func dblpXMLRecord(e *dblpEntry, begin block) record {
	f := &e.fields
	element, told := strings.ToLower(f.XMLName.Local), CleanLine(f.InfoType)
	w := dblpWork{kind: dblpKinds[element], edited: element == "proceedings", key: f.Key, authors: f.Author}
	if e.hit {
		w = dblpWork{kind: dblpTypes[told], edited: told == "Editorship", key: f.InfoKey, authors: f.InfoNames, page: f.URL}
	}
	if f.MoreType == "informal" && w.kind == "article-journal" || f.MoreType == "informal withdrawn" {
		w.kind = "article"
	}
	w.title, w.editors, w.series = f.Title.Inner, f.Editor, f.Series.Inner
	w.volume, w.number, w.pages = f.Volume, f.Number, f.Pages
	for _, venue := range []string{f.Journal.Inner, f.BookTitle.Inner, f.InfoVenue} {
		if w.venue == "" && strings.TrimSpace(venue) != "" {
			w.venue = venue
		}
	}
	if element == "proceedings" && !e.hit {
		w.venue = "" // it is the title again, cut short
	}
	for _, p := range append(f.Publisher, f.School...) {
		if w.publisher == "" {
			w.publisher = p.Inner
		}
	}
	if len(f.ISBN) > 0 {
		w.isbn = f.ISBN[0]
	}
	if w.date = f.Year; f.Month != "" {
		w.date = CleanLine(f.Month) + " " + CleanLine(f.Year)
	}
	w.addresses = append([]string{f.InfoDOI}, f.EE...)
	return w.record(begin)
}
