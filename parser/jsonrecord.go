package parser

// This file owns what the formats in JSON have in common once their records are found: members whose types vary from file
// to file, and the steps from raw texts and identifiers to a Paper. Only a record that is no JSON object or has no title is
// rejected; a member that is not what it should be is as good as missing.

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

const noJSONObject = "not a JSON object; a record is one {…} with at least a title"

// A jsonReader makes a record of a JSON value, which it is only lent, that begins at a line.
type jsonReader func(raw []byte, line int) record

// newJSONDigest is a digest of the records in a JSON input; lists are the names of members that hold them.
func newJSONDigest(f Format, in *bufio.Reader, lists string, read jsonReader) (*Digest, error) {
	return newSplitDigest(f, newJSONSplitter(in, setOf(lists)), read)
}

func newSplitDigest(f Format, s *jsonSplitter, read jsonReader) (*Digest, error) {
	return newSkippingStream(f, s.empty, func() (record, error) {
		piece, err := s.next()
		switch {
		case err != nil:
			return record{}, err
		case piece.wrong != "":
			return rejectedLine(piece.raw, piece.line, piece.wrong), nil
		}
		return read(piece.raw, piece.line), nil
	})
}

// newJSONLinesDigest is a digest of one record per line or, if the same records stand in an array or are printed over
// several lines, of these. Each goroutine that reads has a reader of its own.
func newJSONLinesDigest(f Format, in *input, newReader func() jsonReader) (*Digest, error) {
	if printedWide(in.head) {
		return newJSONDigest(f, in.Reader, "", newReader())
	}
	return newLineDigest(f, in, func() lineParser { return lineParser(newReader()) })
}

// readObject is a jsonReader that decodes objects into a T and makes records of them.
func readObject[T any](toRecord func(v *T, raw []byte, line int) record) jsonReader {
	return func(raw []byte, line int) record {
		if problem := jsonProblem(raw, line); problem != "" {
			return rejectedLine(raw, line, problem)
		}
		if raw = bytes.TrimSpace(raw); raw[0] != '{' {
			return rejectedLine(raw, line, noJSONObject)
		}
		v := new(T)
		decodeJSON(raw, v)
		return toRecord(v, raw, line)
	}
}

// jsonProblem says what is wrong with a value that begins at a line, and where; it is empty if nothing is.
func jsonProblem(raw []byte, line int) string {
	var j jsonLine
	j.reset(raw)
	j.skip()
	j.end()
	before := raw[:min(j.at, len(raw))]
	if n := bytes.Count(before, []byte("\n")); n > 0 && j.wrong != "" {
		return fmt.Sprintf("not JSON at line %d: %s", line+n, j.wrong)
	}
	return j.problem()
}

// decodeJSON decodes valid JSON. Members of the wrong type are passed over: encoding/json goes on behind them.
func decodeJSON(raw []byte, v any) { _ = json.Unmarshal(raw, v) }

// decodeEither decodes an object into object, and any other value into plain, which is a member of it.
func decodeEither(raw []byte, object, plain any) {
	if kindOfJSON(raw) == '{' {
		decodeJSON(raw, object)
	} else {
		decodeJSON(raw, plain)
	}
}

// A jsonText is a string or a number, as typed; of an array it is the first element. Any other value is no text.
type jsonText string

// UnmarshalJSON takes any value.
func (t *jsonText) UnmarshalJSON(raw []byte) error {
	*t = ""
	if kindOfJSON(raw) == '[' {
		list := jsonElements(raw)
		if len(list) == 0 {
			return nil
		}
		raw = list[0]
	}
	switch b := kindOfJSON(raw); {
	case b == '"':
		decodeJSON(raw, (*string)(t))
	case b == '-' || isDigit(b):
		*t = jsonText(raw)
	}
	return nil
}

// kindOfJSON is the first byte of a value, which tells its kind.
func kindOfJSON(value []byte) byte {
	if len(value) == 0 {
		return 'n' // null, as encoding/json sometimes has it
	}
	return value[0]
}

// line is the text as one shown line.
func (t jsonText) line() string { return showLine(string(t)) }

// jsonTexts are the strings and numbers of an array; a text that stands alone is a list of one.
type jsonTexts []string

// UnmarshalJSON takes any value.
func (t *jsonTexts) UnmarshalJSON(raw []byte) error {
	*t = nil
	for _, v := range jsonElements(raw) {
		var text jsonText
		if decodeJSON(v, &text); text != "" {
			*t = append(*t, string(text))
		}
	}
	return nil
}

// lines are the texts as shown lines, without empty ones.
func (t jsonTexts) lines() []string {
	var lines []string
	for _, s := range t {
		if s = showLine(s); s != "" {
			lines = append(lines, s)
		}
	}
	return lines
}

// jsonElements are the elements of an array; another value is a list of one.
func jsonElements(raw []byte) []json.RawMessage {
	if kindOfJSON(raw) != '[' {
		return []json.RawMessage{raw}
	}
	var list []json.RawMessage
	decodeJSON(raw, &list)
	return list
}

// jsonAuthors are authors in an array of names in display order, or of objects with such a name in them, or in one string.
type jsonAuthors []Author

// UnmarshalJSON takes any value.
func (a *jsonAuthors) UnmarshalJSON(raw []byte) error {
	*a = nil
	if kindOfJSON(raw) == '"' {
		var names jsonText
		decodeJSON(raw, &names)
		*a = authorsOf(names.line())
		return nil
	}
	for _, v := range jsonElements(raw) {
		var person struct {
			Name     jsonText `json:"name"`
			FullName jsonText `json:"fullname"`
			Hidden   bool     `json:"hidden"` // the page does not show the name: it is no author
		}
		if kindOfJSON(v) == '{' {
			decodeJSON(v, &person)
		} else {
			decodeJSON(v, &person.Name)
		}
		name := person.Name.line()
		if name == "" {
			name = person.FullName.line()
		}
		if name != "" && !person.Hidden {
			*a = append(*a, displayedAuthor(name))
		}
	}
	return nil
}

// identifyByDOI takes a DOI if s is one and p has none. One that arXiv gave is an arXiv identifier and no DOI.
func identifyByDOI(p *Paper, s string) {
	doi, arxiv, ok := ParseDOI(s)
	switch {
	case !ok:
	case arxiv != "":
		identifyByArXiv(p, arxiv)
	case p.DOI == "":
		p.DOI = doi
	}
}

// identifyByArXiv takes an arXiv identifier if s is one and p has none, and reports whether it is one.
func identifyByArXiv(p *Paper, s string) bool {
	id, version, ok := ParseArXiv(s)
	if ok && (p.ArXiv == "" || p.ArXiv == id && p.Version == 0) {
		p.ArXiv, p.Version = id, version
	}
	return ok
}

// namesSame reports whether an address is that of an identifier which p has already.
func namesSame(p *Paper, address string) bool {
	id, _, isArXiv := ParseArXiv(address)
	doi, arxiv, isDOI := ParseDOI(address)
	return isArXiv && id == p.ArXiv || isDOI && (doi == p.DOI || arxiv != "" && arxiv == p.ArXiv)
}

// shownPaper completes p, whose raw texts and identifiers are there: shown texts and links follow from them. The links are
// the paper's own pages, then those that the record gives, then what its texts mention.
func shownPaper(p Paper, given []Link, raw []byte) record {
	if p.Title = showLine(p.RawTitle); p.Title == "" {
		return rejectedLine(raw, p.Line, "a paper without a title")
	}
	text := CleanText(p.RawAbstract)
	p.Abstract = ShowText(text)
	links := ownPages(&p)
	for _, l := range given {
		if !namesSame(&p, l.URL) {
			links.add(l.Kind, l.URL)
		}
	}
	for _, l := range append(FindLinks(text), FindLinks(p.Comment)...) {
		links.add(l.Kind, l.URL)
	}
	p.Links = links.list
	return record{paper: p}
}

// ownPages are the addresses that follow from a paper's identifiers.
func ownPages(p *Paper) linkList {
	var links linkList
	if p.ArXiv != "" {
		links.add(LinkPage, "https://arxiv.org/abs/"+p.ArXiv)
		links.add(LinkPDF, "https://arxiv.org/pdf/"+p.ArXiv)
	}
	if p.DOI != "" {
		links.add(LinkPage, "https://doi.org/"+p.DOI)
	}
	if p.OpenReview != "" {
		links.add(LinkPage, openReviewPage+p.OpenReview)
	}
	return links
}

// givenLink is a link of the kind that its member in a record says; its address may still tell that it is a page or a PDF.
func givenLink(kind LinkKind, address jsonText) Link {
	url := strings.TrimSpace(string(address))
	if k := KindOf(url, ""); k == LinkPage || k == LinkPDF {
		kind = k
	}
	return Link{kind, url}
}

// jsonDate reads a date that may have a time behind it.
func jsonDate(s jsonText) Date {
	day, _, _ := strings.Cut(strings.TrimSpace(string(s)), "T")
	day, _, _ = strings.Cut(day, " ")
	return realDate(labelDate(day))
}

// realDate is d without a month that there is not.
func realDate(d Date) Date {
	if len(d) == len("2006-01") {
		if _, err := time.Parse("2006-01", string(d)); err != nil {
			return d[:4]
		}
	}
	if d == "0000" {
		return ""
	}
	return d
}

// bibEntry reads the type and the key of a BibTeX entry that a service gives along with a paper.
func bibEntry(bibtex jsonText) (kind, key string) {
	m := bibHead().FindStringSubmatch(string(bibtex[:min(len(bibtex), 1024)]))
	if m == nil {
		return "", ""
	}
	return bibKinds[strings.ToLower(m[1])], CleanLine(m[2])
}

var (
	bibHead  = pattern(`^\s*@(\w+)\s*\{\s*([^\s,{}]+)\s*,`)
	bibKinds = map[string]string{
		"article": "article-journal", "inproceedings": "paper-conference", "conference": "paper-conference",
		"misc": "article", "unpublished": "article", "phdthesis": "thesis", "mastersthesis": "thesis", "book": "book",
		"incollection": "chapter", "inbook": "chapter", "techreport": "report",
	}
)
