package parser

// This file owns the notes of OpenReview's interface, https://docs.openreview.net/reference/api-v2: the answer to a search,
// {"notes": […]}, or notes themselves. In version 2 each member of a note's content is an object whose value counts; in
// version 1 it is the value itself.

import (
	"encoding/json"
	"net/url"
	"strconv"
	"strings"
	"time"
)

const (
	openReviewSource = "OpenReview"
	openReviewSite   = "https://openreview.net"
	openReviewPage   = openReviewSite + "/forum?id="
)

func sniffOpenReview(head string) bool {
	s := shapeOf(head)
	for _, path := range []string{"", "notes."} {
		if s[path+"content.title.value"] ||
			s[path+"content"] && s.count(path, "forum invitation invitations signatures readers cdate tcdate pdate domain") > 1 {
			return true
		}
	}
	return s["notes"] && s["count"]
}

func openOpenReview(in *input, _ Options) (*Digest, error) {
	d, err := newJSONDigest(FormatOpenReview, in.Reader, "notes", readObject(openReviewRecord))
	if err != nil {
		return nil, err
	}
	d.Source = openReviewSource
	return d, nil
}

// An openReviewNote is what is of use in a note.
type openReviewNote struct {
	ID      jsonText   `json:"id"`
	Forum   jsonText   `json:"forum"`
	Created jsonMillis `json:"cdate"`
	Taken   jsonMillis `json:"tcdate"` // when the site took it
	Public  jsonMillis `json:"pdate"`
	Content struct {
		Title    noteValue[jsonText]    `json:"title"`
		Abstract noteValue[jsonText]    `json:"abstract"`
		Authors  noteValue[jsonAuthors] `json:"authors"`
		Keywords noteValue[jsonTexts]   `json:"keywords"`
		Venue    noteValue[jsonText]    `json:"venue"`
		PDF      noteValue[jsonText]    `json:"pdf"`
		HTML     noteValue[jsonText]    `json:"html"` // the page of a paper that was published elsewhere
		Code     noteValue[jsonText]    `json:"code"`
		Project  noteValue[jsonText]    `json:"project_page"`
		BibTeX   noteValue[jsonText]    `json:"_bibtex"`
	} `json:"content"`
}

// A noteValue is a member of a note's content: {"value": …}, or the value itself.
type noteValue[T any] struct{ v T }

// UnmarshalJSON takes any value.
func (n *noteValue[T]) UnmarshalJSON(raw []byte) error {
	if kindOfJSON(raw) == '{' {
		var member struct {
			Value json.RawMessage `json:"value"`
		}
		decodeJSON(raw, &member)
		raw = member.Value
	}
	if len(raw) > 0 {
		decodeJSON(raw, &n.v)
	}
	return nil
}

// A jsonMillis is a day, written as the milliseconds since 1970 of a time in it.
type jsonMillis Date

// UnmarshalJSON takes any value.
func (m *jsonMillis) UnmarshalJSON(raw []byte) error {
	*m = ""
	var text jsonText
	decodeJSON(raw, &text)
	const year = 365 * 24 * 3600 * 1000
	if ms, err := strconv.ParseFloat(string(text), 64); err == nil && -100*year < ms && ms < 200*year && ms != 0 {
		*m = jsonMillis(time.UnixMilli(int64(ms)).UTC().Format(time.DateOnly))
	}
	return nil
}

func openReviewRecord(n *openReviewNote, raw []byte, line int) record {
	c := &n.Content
	forum := string(n.Forum)
	switch {
	case forum == "":
		forum = string(n.ID)
	case n.ID != "" && n.ID != n.Forum:
		return rejectedLine(raw, line, "not a paper but a reply to one, such as a review")
	}
	p := Paper{
		Line: line, RawTitle: string(c.Title.v), RawAbstract: string(c.Abstract.v), Authors: c.Authors.v,
		Keywords: splitKeywords(c.Keywords.v),
	}
	if isOpenReviewID(forum) {
		p.OpenReview = forum
	}
	for _, day := range []jsonMillis{n.Public, n.Created, n.Taken} {
		if p.Published == "" {
			p.Published = Date(day)
		}
	}
	p.In.Type, p.Key = bibEntry(c.BibTeX.v)
	openReviewVenue(&p, c.Venue.v.line())
	var given []Link
	for _, address := range []jsonText{c.PDF.v, c.HTML.v} {
		if strings.HasPrefix(string(address), "/") {
			address = openReviewSite + address
		}
		identifyByDOI(&p, string(address))
		identifyByArXiv(&p, string(address))
		given = append(given, Link{KindOf(string(address), ""), string(address)})
	}
	given = append(given, givenLink(LinkCode, c.Code.v), givenLink(LinkProject, c.Project.v))
	return shownPaper(p, given, raw)
}

var notAccepted = pattern(`(?i)^submitted|under review|withdrawn|reject`)

// openReviewVenue reads the venue, which also tells how far a paper has got: "ICLR 2024 poster", "Submitted to ICLR 2024".
func openReviewVenue(p *Paper, venue string) {
	switch {
	case venue == "":
	case notAccepted().MatchString(venue):
		p.In.Type, p.Comment = "article", venue
	case strings.HasPrefix(venue, "CoRR"): // arXiv, as DBLP calls it
		p.In.Type = "article"
	default:
		p.In.Venue = venue
		if p.In.Type == "" || p.In.Type == "article" {
			p.In.Type = "paper-conference"
		}
	}
}

// splitKeywords are keywords one by one, also where several stand in one text.
func splitKeywords(texts jsonTexts) []string {
	if len(texts) == 1 {
		sep := ","
		if strings.Contains(texts[0], ";") {
			sep = ";"
		}
		texts = strings.Split(texts[0], sep)
	}
	return texts.lines()
}

// isOpenReviewID reports whether s can be the identifier of a forum.
func isOpenReviewID(s string) bool {
	return s != "" && len(s) <= 64 && strings.Trim(s, "-_0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// openReviewForum is the identifier in the address of a forum or of its PDF.
func openReviewForum(address string) (id string, ok bool) {
	u, ok := parseAddress(address)
	if !ok || !under(strings.ToLower(u.Hostname()), "openreview.net") || u.Path != "/forum" && u.Path != "/pdf" {
		return "", false
	}
	query, err := url.ParseQuery(u.RawQuery)
	id = query.Get("id")
	return id, err == nil && isOpenReviewID(id)
}
