package parser

// This file owns what DBLP knows of publications (https://dblp.org/faq/), as its search gives it in JSON
// (https://dblp.org/search/publ/api?format=json), and what its forms in JSON and XML have in common: see dblpxml.go for the
// other. In both titles end with a full stop, names that several people have end with a number, and CoRR is arXiv.

import (
	"encoding/json"
	"strings"
)

const (
	dblpSource = "DBLP"
	dblpPage   = "https://dblp.org/rec/"
)

func sniffDBLPJSON(head string) bool {
	s := shapeOf(head)
	return s["result.hits"] && s.count("result.", "query status time completions") > 1 ||
		s["result.hits.hit.info"] ||
		s["info.key"] && s["info.title"] && s.count("info.", "venue year type ee authors url") > 1
}

func openDBLPJSON(in *input, _ Options) (*Digest, error) {
	d, err := newJSONDigest(FormatDBLPJSON, in.Reader, "result.hits.hit", readObject(dblpHitRecord))
	if err != nil {
		return nil, err
	}
	d.Source = dblpSource
	return d, nil
}

// A dblpHit is a publication that was found, or the answer of a search with none or one in it.
type dblpHit struct {
	Info   dblpInfo `json:"info"`
	Result *struct {
		Status struct {
			Text jsonText `json:"text"`
		} `json:"status"`
		Hits *struct {
			Total jsonText        `json:"@total"`
			Sent  jsonText        `json:"@sent"`
			Hit   json.RawMessage `json:"hit"`
		} `json:"hits"`
	} `json:"result"`
}

type dblpInfo struct {
	Authors struct {
		Author dblpNames `json:"author"`
	} `json:"authors"`
	Editors struct {
		Editor dblpNames `json:"editor"`
	} `json:"editors"`
	Title     jsonText  `json:"title"`
	Venue     jsonText  `json:"venue"` // of several the first one is the conference
	Volume    jsonText  `json:"volume"`
	Number    jsonText  `json:"number"`
	Pages     jsonText  `json:"pages"`
	Publisher jsonText  `json:"publisher"`
	School    jsonText  `json:"school"`
	ISBN      jsonText  `json:"isbn"`
	Year      jsonText  `json:"year"`
	Type      jsonText  `json:"type"`
	Key       jsonText  `json:"key"`
	DOI       jsonText  `json:"doi"`
	EE        jsonTexts `json:"ee"`
	URL       jsonText  `json:"url"`
}

// dblpNames are names, each an object with a text or a text.
type dblpNames []string

// UnmarshalJSON takes any value.
func (n *dblpNames) UnmarshalJSON(raw []byte) error {
	*n = nil
	for _, v := range jsonElements(raw) {
		var name struct {
			Text jsonText `json:"text"`
		}
		decodeEither(v, &name, &name.Text)
		*n = append(*n, string(name.Text))
	}
	return nil
}

func dblpHitRecord(h *dblpHit, raw []byte, line int) record {
	info := &h.Info
	if h.Result != nil {
		if h.Result.Hits == nil {
			return rejectedLine(raw, line, "a DBLP answer without hits: "+beginning(string(h.Result.Status.Text)))
		}
		if h.Result.Hits.Hit == nil {
			return record{skipped: true} // nothing was found
		}
		found := new(dblpHit)
		decodeJSON(h.Result.Hits.Hit, found)
		info = &found.Info
	}
	w := dblpWork{
		kind: dblpTypes[info.Type.line()], edited: info.Type == "Editorship", key: string(info.Key), title: string(info.Title),
		authors: info.Authors.Author, editors: info.Editors.Editor, venue: string(info.Venue), volume: string(info.Volume),
		number: string(info.Number), pages: string(info.Pages),
		publisher: string(info.Publisher), isbn: string(info.ISBN), date: string(info.Year), addresses: info.EE, page: string(info.URL),
	}
	if w.publisher == "" {
		w.publisher = string(info.School)
	}
	if info.DOI != "" {
		w.addresses = append([]string{string(info.DOI)}, w.addresses...)
	}
	return w.record(block{line: line, text: string(raw[:min(len(raw), maxRaw)])})
}

// dblpTypes are the types that the search tells.
var dblpTypes = map[string]string{
	"Journal Articles": "article-journal", "Conference and Workshop Papers": "paper-conference",
	"Informal and Other Publications": "article", "Informal Publications": "article", "Parts in Books or Collections": "chapter", "Books and Theses": "book", "Editorship": "book",
	"Reference Works": "entry", "Data and Artifacts": "dataset",
}

// A dblpWork is a publication as DBLP tells it, in either form.
type dblpWork struct {
	kind, key, title, venue, volume, number, pages, publisher, series, isbn, date string

	authors, editors []string
	edited           bool     // the authors are editors
	addresses        []string // identifiers and electronic editions, the best first
	page             string
}

func (w *dblpWork) record(begin block) record {
	var r citation
	p := &r.paper
	p.In = Publication{
		Type: w.kind, Venue: dblpLine(w.venue), Volume: dblpLine(w.volume), Issue: dblpLine(w.number), Pages: pageRange(w.pages),
		Publisher: dblpLine(w.publisher), Series: dblpLine(w.series), ISBN: dblpLine(w.isbn),
	}
	if p.In.Venue == "CoRR" {
		p.In.Type, p.In.Venue, p.In.Volume = "article", "", ""
		id := strings.TrimPrefix(strings.TrimSpace(w.volume), "abs/")
		if !r.arXiv(id) {
			p.In.Volume = dblpLine(w.volume) // of before 2007, when papers had numbers of their own there
		}
	}
	for _, s := range w.addresses {
		switch s = strings.TrimSpace(s); {
		case !strings.Contains(s, "://"):
			r.doi(s)
		case !namesSame(p, s):
			r.address(s, LinkOther)
		}
	}
	p.Published = looseDate(CleanLine(w.date))
	p.Authors, p.Editors = dblpAuthors(w.authors), dblpAuthors(w.editors)
	if w.edited {
		p.Authors, p.Editors = nil, append(p.Authors, p.Editors...)
	}
	page := strings.TrimSpace(w.page)
	if key := CleanLine(w.key); key != "" {
		p.Key = "DBLP:" + strings.TrimPrefix(key, "DBLP:")
		if page == "" {
			page = dblpPage + key
		}
	}
	if strings.Contains(page, "://") {
		r.given = append(r.given, Link{LinkPage, page})
	}
	title := strings.TrimSpace(markedText(w.title))
	if !strings.HasSuffix(title, "..") && !dottedEnd().MatchString(title) {
		title = strings.TrimSuffix(title, ".")
	}
	return r.record(begin, title, "")
}

// dottedEnd is an abbreviation at the end of a title, which keeps its full stop: U.S.A.
var dottedEnd = pattern(`(?:\b\pL\.){2,}$`)

func dblpLine(s string) string { return showLine(markedText(s)) }

var dblpNumber = pattern(` \d{4}$`)

// dblpAuthors reads names in display order. The number at the end tells people of the same name apart.
func dblpAuthors(names []string) []Author {
	var authors []Author
	for _, name := range names {
		if name = dblpNumber().ReplaceAllString(dblpLine(name), ""); name != "" {
			authors = append(authors, feedAuthor(name))
		}
	}
	return authors
}
