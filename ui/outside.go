// This file owns what of a paper reaches beyond the terminal, by the browser and the clipboard. The programs are run in
// programs.go.
//
// An address is opened only as http or https with a host. The clipboard is written only on a key.

package ui

import (
	"errors"
	"fmt"
	"net/url"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/atotto/clipboard"

	"dogear/parser"
	"dogear/store"
)

// checkAddress refuses what is no web address. It returns the true host, to be shown.
func checkAddress(address string) (host string, err error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" {
		return "", fmt.Errorf("%s is not a web address, and was not opened", printable(address))
	}
	return printable(u.Hostname()), nil
}

// openPage opens the paper's page or, without one, a search for its title at the place it came from.
func (m *Model) openPage() tea.Cmd {
	s, ok := m.paperHere((*Model).openPage)
	if !ok {
		return nil
	}
	if address, ok := s.paper.Link(parser.LinkPage); ok {
		return m.openAddress(address, "the page")
	}
	address, where := searchAddress(s.paper)
	return m.openAddress(address, "a search on "+where+" (the paper has no page),")
}

// searchAddress is a search for a paper's title where it came from: at Hugging Face, else at arXiv.
func searchAddress(p *store.Paper) (address, where string) {
	title := url.QueryEscape(p.Title)
	for _, d := range p.Digests {
		if d.Source == "Hugging Face" {
			return "https://huggingface.co/papers?q=" + title, "Hugging Face"
		}
	}
	return "https://arxiv.org/search/?searchtype=title&query=" + title, "arXiv"
}

func (m *Model) openPDF() tea.Cmd  { return m.openKind(parser.LinkPDF, "the PDF") }
func (m *Model) openCode() tea.Cmd { return m.openKind(parser.LinkCode, "the code") }

func (m *Model) openKind(kind parser.LinkKind, what string) tea.Cmd {
	s, ok := m.paperHere(func(m *Model) tea.Cmd { return m.openKind(kind, what) })
	if !ok {
		return nil
	}
	address, ok := s.paper.Link(kind)
	if !ok {
		m.status.say("There is no link to " + what + " of this paper.")
		return nil
	}
	if kind == parser.LinkPDF && len(m.config.PDF) > 0 {
		return m.openWith("commands.pdf", m.config.PDF, address, what)
	}
	return m.openAddress(address, what)
}

// copies are the ways to copy a paper.
var copies = []struct {
	key, label string
	text       func(*store.Paper) string // nil: it is written by the Exporter, as the format that its name is
}{
	{"c", "citation", citation},
	{"m", "Markdown link", markdownLink},
	{"t", "title", func(p *store.Paper) string { return p.Title }},
	{"a", "address", address},
	{"b", "abstract", func(p *store.Paper) string { return p.Abstract }},
	{"x", "BibTeX entry", nil},
}

// copyOne copies what is set to be copied, of the paper or of each paper of the selection.
func (m *Model) copyOne() tea.Cmd {
	s, ok := m.paperHere((*Model).copyOne)
	if !ok {
		return nil
	}
	c := copies[m.config.copyIndex()]
	if c.text == nil {
		return m.copyExport(c.label)
	}
	if m.list.selecting() {
		return m.copySelected(c.label, c.text)
	}
	text := c.text(s.paper)
	if text == "" {
		m.status.say("This paper has no " + c.label + " to copy.")
		return nil
	}
	return m.copyText(c.label, text)
}

// chooseCopy asks what to copy.
func (m *Model) chooseCopy() tea.Cmd {
	s, ok := m.paperHere((*Model).chooseCopy)
	if !ok {
		return nil
	}
	q := &question{title: "Copy", text: []string{s.paper.Title}}
	isMany := m.list.selecting()
	if isMany {
		q.text = []string{"Of each paper of the selection"}
	}
	for _, c := range copies {
		if c.text == nil {
			q.choices = append(q.choices, choice{c.key, c.label, func(m *Model) tea.Cmd { return m.copyExport(c.label) }})
			continue
		}
		if isMany {
			q.choices = append(q.choices, choice{c.key, c.label, func(m *Model) tea.Cmd { return m.copySelected(c.label, c.text) }})
			continue
		}
		text := c.text(s.paper)
		if text == "" {
			continue
		}
		q.choices = append(q.choices, choice{c.key, c.label, func(m *Model) tea.Cmd { return m.copyText(c.label, text) }})
	}
	m.overlay = q
	return nil
}

// copyText writes the clipboard: the terminal's, by OSC 52, which also works over SSH, and the system's own.
func (m *Model) copyText(what, text string) tea.Cmd {
	if len(m.config.Clipboard) > 0 {
		return m.copyWith(m.config.Clipboard, what, text)
	}
	m.status.say(copied(what, text))
	return tea.Batch(tea.SetClipboard(text), func() tea.Msg {
		_ = clipboard.WriteAll(text) // where the system has none, the terminal's is enough
		return nil
	})
}

func copied(what, text string) string { return "Copied the " + what + ": " + cut(printable(text), 80) }

// citation is a paper in one line: authors (year). Title. arXiv:… doi:… address.
func citation(p *store.Paper) string {
	var b strings.Builder
	if names := authorNames(p); names != "" {
		b.WriteString(names)
		if len(p.Published) >= 4 {
			b.WriteString(" (" + string(p.Published[:4]) + ")")
		}
		b.WriteString(". ")
	}
	b.WriteString(p.Title)
	if last := p.Title[len(p.Title)-1:]; !strings.Contains(".?!", last) {
		b.WriteString(".")
	}
	if p.ArXiv != "" {
		b.WriteString(" arXiv:" + p.ArXiv + ".")
	}
	if p.DOI != "" {
		b.WriteString(" doi:" + p.DOI + ".")
	}
	if a := address(p); a != "" {
		b.WriteString(" " + a)
	}
	return b.String()
}

// address is the best address of a paper: its page, its project, its code, whatever there is.
func address(p *store.Paper) string {
	for _, k := range []parser.LinkKind{parser.LinkPage, parser.LinkPDF, parser.LinkProject, parser.LinkCode, parser.LinkOther} {
		if a, ok := p.Link(k); ok {
			return a
		}
	}
	return ""
}

// markdownLink is the title as a link, or alone.
func markdownLink(p *store.Paper) string {
	title := strings.NewReplacer("[", `\[`, "]", `\]`).Replace(p.Title)
	if a := address(p); a != "" {
		return "[" + title + "](<" + a + ">)"
	}
	return title
}

// errNoTerminal tells that there is nothing to draw on.
var errNoTerminal = errors.New("the reader needs a terminal; for scripts there is `dogear list`")
