package parser

// This file owns arXiv's metadata as JSON Lines, the form in which the whole of arXiv is handed around: one object per
// line with id, title, abstract, authors_parsed, versions and more. There are millions of them, so they are streamed; see
// linestream.go for that and jsonline.go for the JSON. The same objects in an array, as other programs make of them, are
// read too.
//
// Any member may be missing, null or a number; only a title must be there.

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

const arXivSource = "arXiv"

// arXivMembers are what the objects have and those of other formats do not. Two of them tell the format: people leave
// out what they have no use for, and one alone may be a coincidence.
const arXivMembers = "authors_parsed categories journal-ref report-no submitter update_date versions"

// sniffArXivJSONL looks at the names in the first object, as far as it is there.
func sniffArXivJSONL(head string) bool {
	return shapeOf(head).count("", arXivMembers) > 1
}

func openArXivJSONL(in *input, _ Options) (*Digest, error) {
	d, err := newJSONLinesDigest(FormatArXivJSONL, in, func() jsonReader { return new(arXivReader).read })
	if err != nil {
		return nil, err
	}
	d.Source = arXivSource
	return d, nil
}

// An arXivReader reads objects one after the other; it keeps the memory that is needed for each of them.
type arXivReader struct {
	json   jsonLine
	people []Author
}

// An arXivObject is what is of use in one object, as typed.
type arXivObject struct {
	id, title, abstract, authors, comments, doi, updated, categories, journal string

	created string   // of the first version
	version string   // the last one
	people  []Author // good until the next object
}

// read makes a record of a line.
func (a *arXivReader) read(line []byte, n int) record {
	o, problem := a.object(line)
	if problem != "" {
		return rejectedLine(line, n, problem)
	}
	p := Paper{Line: n, RawTitle: o.title, RawAbstract: o.abstract, Published: o.published(), Authors: o.people}
	if id := strings.TrimSpace(o.id); id != "" {
		var ok bool
		if p.ArXiv, p.Version, ok = ParseArXiv(id); !ok {
			return rejectedLine(line, n, fmt.Sprintf(itemBadID, beginning(id)))
		}
	}
	if p.Title = showLine(o.title); p.Title == "" {
		return rejectedLine(line, n, "a paper without a title")
	}
	if last := versionNumber(o.version); last > 0 {
		p.Version = last
	}
	for _, s := range strings.Fields(o.doi) { // some have several
		doi, arxiv, ok := ParseDOI(s)
		if !ok {
			continue
		}
		if arxiv == "" {
			p.DOI = doi
		} else if p.ArXiv == "" {
			p.ArXiv = arxiv
		}
		break
	}
	if len(p.Authors) > 0 {
		p.Authors = slices.Clone(p.Authors)
	} else {
		p.Authors = authorsOf(withoutParentheses(showLine(o.authors)))
	}
	p.Categories = strings.Fields(CleanLine(o.categories))
	p.Comment = showLine(o.comments)
	p.In.Venue = showLine(o.journal)
	text := CleanText(indentedParagraphs(o.abstract))
	p.Abstract = ShowText(text)
	p.Links = arXivLinks(&p, text, o.comments)
	return record{paper: p}
}

// object reads the object on a line, or says why it cannot.
func (a *arXivReader) object(line []byte) (o arXivObject, problem string) {
	j := &a.json
	j.reset(line)
	object := j.enter('{')
	for n := 0; object && j.more(n, '}'); n++ {
		switch string(j.key()) {
		case "id":
			o.id = j.text()
		case "title":
			o.title = j.text()
		case "abstract":
			o.abstract = j.text()
		case "authors":
			o.authors = j.text()
		case "authors_parsed":
			o.people = a.authors()
		case "comments":
			o.comments = j.text()
		case "categories":
			o.categories = j.text()
		case "journal-ref":
			o.journal = j.text()
		case "doi":
			o.doi = j.text()
		case "update_date":
			o.updated = j.text()
		case "versions":
			o.created, o.version = a.versions()
		default:
			j.skip()
		}
	}
	j.end()
	if problem = j.problem(); problem == "" && !object {
		problem = noJSONObject
	}
	return o, problem
}

// authors reads an array of names, each of them an array of family, given name, suffix and affiliations.
func (a *arXivReader) authors() []Author {
	j := &a.json
	a.people = a.people[:0]
	list := j.enter('[')
	for n := 0; list && j.more(n, ']'); n++ {
		var name [3]string
		parts := j.enter('[')
		for i := 0; parts && j.more(i, ']'); i++ {
			if i < len(name) {
				name[i] = showLine(j.text())
			} else {
				j.skip()
			}
		}
		author := Author{Family: name[0], Given: name[1], Suffix: name[2]}
		if author.Family == "" {
			author.Family, author.Given = author.Given, ""
		}
		if author.Family != "" {
			author.Particle, author.Family = cutParticle(author.Family)
			a.people = append(a.people, author)
		}
	}
	return a.people
}

// versions reads an array of versions: when the first was created, and the name of the last.
func (a *arXivReader) versions() (created, version string) {
	j := &a.json
	list := j.enter('[')
	for n := 0; list && j.more(n, ']'); n++ {
		object := j.enter('{')
		var date string
		for i := 0; object && j.more(i, '}'); i++ {
			switch string(j.key()) {
			case "version":
				version = j.text()
			case "created":
				date = j.text()
			default:
				j.skip()
			}
		}
		if n == 0 || version == "v1" {
			created = date
		}
	}
	return created, version
}

// published is the day of the first version or, if that is not known, the day of the last change.
func (o *arXivObject) published() Date {
	if zone := strings.LastIndexByte(o.created, ' '); zone > 0 { // always GMT, and the day is as written in any
		if t, err := time.Parse("Mon, 2 Jan 2006 15:04:05", o.created[:zone]); err == nil {
			return Date(t.Format(time.DateOnly))
		}
	}
	if day := labelDate(o.created); day != "" {
		return day
	}
	return labelDate(o.updated)
}

// versionNumber is the N of vN, 0 if s is no version.
func versionNumber(s string) int {
	n, err := strconv.Atoi(strings.TrimPrefix(s, "v"))
	if err != nil || n < 1 || n > 999 {
		return 0
	}
	return n
}

// cutParticle takes the particles off a family name: van der Berg. They are in lowercase; Van Berg is all family.
func cutParticle(family string) (particle, rest string) {
	rest = family
	for {
		word, after, more := strings.Cut(rest, " ")
		if !more || !particles[word] {
			return strings.TrimSpace(family[:len(family)-len(rest)]), rest
		}
		rest = after
	}
}

// withoutParentheses takes out what stands in parentheses behind names: affiliations, and the numbers that refer to them.
// Line ends stay.
func withoutParentheses(names string) string {
	if !strings.Contains(names, "(") {
		return names
	}
	var out strings.Builder
	depth := 0
	for _, r := range names {
		switch {
		case r == '(':
			depth++
		case r == ')' && depth > 0:
			depth--
		case depth == 0, r == '\n':
			out.WriteRune(r)
		}
	}
	return out.String()
}

// indentedParagraphs parts the paragraphs of an abstract by empty lines. In arXiv's files lines are wrapped, and an indent
// of two spaces begins a paragraph.
func indentedParagraphs(abstract string) string {
	return strings.ReplaceAll(abstract, "\n  ", "\n\n")
}

// arXivLinks are the paper's own pages, then what its abstract and its comments mention.
func arXivLinks(p *Paper, abstract, comments string) []Link {
	var own []Link
	if p.ArXiv != "" {
		own = append(make([]Link, 0, 3), Link{LinkPage, "https://arxiv.org/abs/" + p.ArXiv}, Link{LinkPDF, "https://arxiv.org/pdf/" + p.ArXiv})
	}
	if p.DOI != "" {
		address := "https://doi.org/" + p.DOI
		if _, ok := parseAddress(address); ok {
			own = append(own, Link{LinkPage, address})
		}
	}
	if nextScheme(abstract, 0) < 0 && nextScheme(comments, 0) < 0 {
		return own // as most are; what follows would find them good and different
	}
	var links linkList
	for _, text := range []string{abstract, CleanLine(comments)} {
		own = append(own, FindLinks(text)...)
	}
	for _, l := range own {
		links.add(l.Kind, l.URL)
	}
	return links.list
}
