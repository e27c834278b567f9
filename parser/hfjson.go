package parser

// This file owns Hugging Face's daily papers as JSON: the answer of https://huggingface.co/api/daily_papers, the object
// that the papers page holds (see hfhtml.go), and a single paper of that interface. What people do with papers there
// (votes, comments, who submitted one) is not kept, and neither are summaries that a machine wrote.

import (
	"bufio"
	"strings"
	"time"
)

const hfLists = "dailyPapers papers" // the members that hold papers

func sniffHFJSON(head string) bool {
	if sniffHFHTML(head) {
		return true
	}
	s := shapeOf(head)
	return s["dailyPapers"] || s.count("", "upvotes summary title") == 3 ||
		s.count("paper.", "id title summary upvotes publishedAt authors") > 1 &&
			(s.count("paper.", "summary upvotes publishedAt submittedOnDailyAt") > 0 || hfPaperID().MatchString(head))
}

// hfPaperID is the identifier of a paper there, which is arXiv's. Others call things a paper, too, with an id and a title.
var hfPaperID = pattern(`"id"\s*:\s*"\d{4}\.\d{4,5}"`)

func openHFJSON(in *input, opts Options) (*Digest, error) {
	if isHTML(in.head) || sniffHFHTML(in.head) {
		return openHFHTML(in, opts)
	}
	d, err := newJSONDigest(FormatHFJSON, in.Reader, hfLists, readObject(hfRecord))
	if err != nil {
		return nil, err
	}
	d.Source, d.Date = hfSource, hfDate(in.head, opts.Now)
	return d, nil
}

// An hfEntry is a paper in a list, with what the list says of it, or a paper alone: its members then stand in it.
type hfEntry struct {
	hfPaper
	Paper hfPaper `json:"paper"`
}

type hfPaper struct {
	ID          jsonText    `json:"id"`
	Title       jsonText    `json:"title"`
	Summary     jsonText    `json:"summary"`
	Authors     jsonAuthors `json:"authors"`
	PublishedAt jsonText    `json:"publishedAt"`
	OnDailyAt   jsonText    `json:"submittedOnDailyAt"`
	GitHubRepo  jsonText    `json:"githubRepo"`
	ProjectPage jsonText    `json:"projectPage"`
	Keywords    jsonTexts   `json:"ai_keywords"`
	Upvotes     jsonText    `json:"upvotes"`
}

// hfRecord makes the record of an entry. What the list says of a paper's title and abstract counts only if the paper does
// not; what it says of the date never does, for it is that of a time zone.
func hfRecord(e *hfEntry, raw []byte, line int) record {
	paper := e.Paper
	if paper.ID == "" && paper.Title == "" && paper.Summary == "" {
		paper = e.hfPaper
	}
	if paper.Title == "" {
		paper.Title = e.Title
	}
	if paper.Summary == "" {
		paper.Summary = e.Summary
	}
	p := Paper{
		Line: line, RawTitle: string(paper.Title), RawAbstract: string(paper.Summary), Authors: paper.Authors,
		Published: jsonDate(paper.PublishedAt), Keywords: paper.Keywords.lines(),
		Details: Details{Upvotes: count(string(paper.Upvotes))},
	}
	identifyByArXiv(&p, string(paper.ID))
	r := shownPaper(p, []Link{givenLink(LinkCode, paper.GitHubRepo), givenLink(LinkProject, paper.ProjectPage)}, raw)
	if r.problem == nil { // the site's texts are plain: an entity in them is what its authors typed
		r.paper.Title, r.paper.Abstract = TeX(CleanLine(p.RawTitle)), TeX(CleanText(p.RawAbstract))
	}
	return r
}

// hfDate is the day that a list stands for: the one that it names or, if it names none, the day for which its first papers
// were submitted. Without that the date of their entries tells: it is at 20:00 UTC of the day before. If papers are
// of several days, the list is not that of a day.
func hfDate(text string, now time.Time) Date {
	if named, _, _ := strings.Cut(topMember(text, "dateString"), "T"); named != "" {
		if day, ok := parseDay(named, now); ok {
			return day
		}
		return realDate(labelDate(named))
	}
	days := map[Date]bool{}
	s := newJSONSplitter(bufio.NewReader(strings.NewReader(text[:min(len(text), sniffLen)])), setOf(hfLists))
	for piece, err := s.next(); err == nil; piece, err = s.next() {
		if piece.wrong != "" || jsonProblem(piece.raw, piece.line) != "" {
			continue
		}
		var e hfEntry
		decodeJSON(piece.raw, &e)
		if e.Paper.Title == "" && e.Paper.ID == "" {
			return "" // a paper alone is on no list
		}
		days[e.day()] = true
	}
	if len(days) != 1 {
		return ""
	}
	for day := range days {
		return day
	}
	return ""
}

func (e *hfEntry) day() Date {
	for _, at := range []jsonText{e.Paper.OnDailyAt, e.OnDailyAt} {
		if day := jsonDate(at); day != "" {
			return day
		}
	}
	at, err := time.Parse(time.RFC3339, string(e.PublishedAt))
	if err != nil {
		return ""
	}
	day, _ := dayOf(at.UTC().Add(4 * time.Hour).Date())
	return day
}

// topMember is the text of a member of the object that begins at the beginning of text, which may be cut off behind it.
func topMember(text, name string) string {
	var j jsonLine
	j.reset([]byte(text))
	object := j.enter('{')
	for n := 0; object && j.more(n, '}'); n++ {
		if string(j.key()) == name {
			return j.text()
		}
		j.skip()
	}
	return ""
}
