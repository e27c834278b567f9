package parser

// This file owns writing Markdown: one document, a heading for each paper, that is good to read as it is and rendered.
// markdownown.go reads it back. What the visible text does not hold to the letter stands below it in a comment, as JSON.

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"
)

// ownMarkdown begins a document of ours.
const ownMarkdown = "<!-- dogear: papers -->"

type markdownWriter struct{ w *bufio.Writer }

func newMarkdownWriter(w io.Writer) Writer {
	m := &markdownWriter{bufio.NewWriter(w)}
	_, _ = m.w.WriteString(ownMarkdown + "\n\n# Papers\n") // an error stays until Flush
	return m
}

func (m *markdownWriter) Close() error { return m.failed(m.w.Flush()) }

func (m *markdownWriter) failed(err error) error {
	if err != nil {
		return fmt.Errorf("writing Markdown: %w", err)
	}
	return nil
}

func (m *markdownWriter) Write(p *Paper) error {
	text := markdownPaper(p)
	if rest := markdownRestOf(p, text); rest != "" {
		text += "\n<!-- dogear: " + rest + " -->\n"
	}
	_, err := m.w.WriteString("\n" + text)
	return m.failed(err)
}

// markdownPaper is the visible text.
func markdownPaper(p *Paper) string {
	var b strings.Builder
	title := markdownText(p.Title)
	if len(p.Links) > 0 {
		title = "[" + title + "](" + markdownURL(p.Links[0].URL) + ")"
	}
	b.WriteString("## " + title + "\n\n")
	for _, f := range markdownFields(p) {
		if f.value != "" {
			fmt.Fprintf(&b, "- **%s:** %s\n", f.name, f.value)
		}
	}
	if p.Abstract != "" {
		b.WriteString("\n")
		for i, paragraph := range strings.Split(p.Abstract, "\n\n") {
			if i > 0 {
				b.WriteString("\n")
			}
			b.WriteString(markdownText(paragraph) + "\n")
		}
	}
	if p.Marks != nil && p.Marks.Note != "" {
		b.WriteString("\n")
		for _, l := range strings.Split(CleanNote(p.Marks.Note), "\n") {
			b.WriteString(strings.TrimRight("> "+l, " ") + "\n")
		}
	}
	return b.String()
}

// A markdownField is a line below the title.
type markdownField struct{ name, value string }

// markdownFields are those of a paper; an empty one is not written.
func markdownFields(p *Paper) []markdownField {
	list := func(words []string, sep string) string {
		shown := make([]string, len(words))
		for i, w := range words {
			shown[i] = markdownText(w)
		}
		return strings.Join(shown, sep)
	}
	var names, editors, links []string
	for _, a := range p.Authors {
		names = append(names, a.Name())
	}
	if p.MoreAuthors {
		names = append(names, "et al.")
	}
	for _, a := range p.Editors {
		editors = append(editors, a.Name())
	}
	for i, l := range p.Links {
		if i > 0 {
			links = append(links, "["+linkWords[l.Kind]+"]("+markdownURL(l.URL)+")")
		}
	}
	arXiv := p.ArXiv
	if p.Version > 0 && arXiv != "" {
		arXiv += fmt.Sprintf("v%d", p.Version)
	}
	fields := []markdownField{
		{"Authors", list(names, ", ")}, {"Editors", list(editors, ", ")}, {"Published", string(p.Published)}, {"Venue", markdownText(p.In.Venue)},
		{"arXiv", arXiv}, {"DOI", markdownText(p.DOI)}, {"Links", strings.Join(links, " · ")},
		{"Categories", list(p.Categories, ", ")}, {"Keywords", list(p.Keywords, ", ")}, {"Language", markdownText(p.Language)}, {"Comment", markdownText(p.Comment)},
	}
	if m := p.Marks; m != nil {
		status := m.Status
		if m.Starred {
			status += " ★"
		}
		fields = append(fields, markdownField{"Status", status}, markdownField{"Tags", list(m.Tags, ", ")}, markdownField{"Added", string(m.Added)})
	}
	return fields
}

// linkWords are what a link is called.
var linkWords = map[LinkKind]string{LinkPage: "Page", LinkPDF: "PDF", LinkCode: "Code", LinkProject: "Project", LinkOther: "Link"}

// markdownText is clean text as Markdown that shows it: nothing in it is markup. It is one line.
func markdownText(s string) string {
	var b strings.Builder
	s = CleanLine(s)
	for i := 0; i < len(s); i++ {
		first := i == 0
		if s[i] == 'h' && nextScheme(s[:min(len(s), i+8)], i) == i && (first || !isWordByte(s[i-1])) {
			// An address is a link as it stands, and would be another one with backslashes in it.
			if address := s[i:addressEnd(s[:min(len(s), i+maxURL)], i)]; len(address) > 8 && !strings.ContainsAny(address, "\\`<>[]|$*~") {
				b.WriteString(address)
				i += len(address) - 1
				continue
			}
		}
		switch c := s[i]; {
		case strings.IndexByte("\\`*_[]<>|~$", c) >= 0,
			first && strings.IndexByte("#-+", c) >= 0 && (len(s) == 1 || s[1] == ' ' || s[1] == c),
			c == '&' && i+1 < len(s) && (isLetter(s[i+1]) || s[i+1] == '#'),
			c == '!' && i+1 < len(s) && s[i+1] == '[',
			(c == '.' || c == ')') && i > 0 && strings.Trim(s[:i], "0123456789") == "" && (i+1 == len(s) || s[i+1] == ' '):
			b.WriteByte('\\')
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// markdownURL is an address between parentheses.
func markdownURL(address string) string {
	return strings.NewReplacer("(", "%28", ")", "%29", "<", "%3C", ">", "%3E", `\`, "%5C", "[", "%5B", "]", "%5D", "|", "%7C").Replace(address)
}

// A markdownRest is what the visible text does not hold. A nil member is one that it does.
type markdownRest struct {
	bibRest
	Key   *string `json:"key,omitempty"`
	Links *[]Link `json:"links,omitempty"`
	Marks *Marks  `json:"marks,omitempty"`
}

// markdownRestOf is what reading the text would not give back of p, as JSON; empty if it would give all.
func markdownRestOf(p *Paper, text string) string {
	back := ownMarkdownPaper(splitLines(text)).paper
	rest := markdownRest{bibRest: paperRestOf(p, &back), Key: unlike(&p.Key, back.Key), Links: keptUnless(p.Links, back.Links)}
	if m := p.Marks; m != nil && !m.equal(back.Marks) {
		rest.Marks = m
	}
	rest.detailsRest = detailsRestOf(&p.Details, &back.Details)
	if rest == (markdownRest{}) {
		return ""
	}
	return strings.ReplaceAll(quotedJSON(rest), "--", `-\u002d`) // it would end the comment
}

// paperRestOf is what back, which was read from the text, lacks of p, but for its details.
func paperRestOf(p, back *Paper) bibRest {
	return bibRest{
		Title: unlike(&p.Title, back.Title), Abstract: unlike(&p.Abstract, back.Abstract), Published: unlike(&p.Published, back.Published),
		ArXiv: unlike(&p.ArXiv, back.ArXiv), Version: unlike(&p.Version, back.Version), DOI: unlike(&p.DOI, back.DOI),
		OpenReview: unlike(&p.OpenReview, back.OpenReview), Comment: unlike(&p.Comment, back.Comment), In: unlike(&p.In, back.In),
		Authors: keptUnless(p.Authors, back.Authors), Categories: keptUnless(p.Categories, back.Categories),
		Keywords: keptUnless(p.Keywords, back.Keywords),
	}
}

// keptUnless is a list, unless it was read back as it is.
func keptUnless[T comparable](list, back []T) *[]T {
	if slices.Equal(list, back) {
		return nil
	}
	return kept(list)
}

// kept is a list as a member that is there, also if it is empty.
func kept[T any](list []T) *[]T {
	list = append([]T{}, list...)
	return &list
}

func (m *Marks) equal(o *Marks) bool {
	return o != nil && m.Status == o.Status && m.Starred == o.Starred && m.Note == o.Note && m.Added == o.Added && slices.Equal(m.Tags, o.Tags)
}
