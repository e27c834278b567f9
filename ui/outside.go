// This file owns what reaches beyond the terminal: the browser and the clipboard.
//
// An address is opened only as http or https with a host, as one argument, without a shell. The clipboard is written
// only on a key.

package ui

import (
	"errors"
	"fmt"
	"net/url"
	"os/exec"
	"runtime"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/atotto/clipboard"

	"dogear/parser"
	"dogear/store"
)

// opener is the system's command to open an address.
func opener() (string, []string) {
	switch runtime.GOOS {
	case "darwin":
		return "open", nil
	case "windows":
		return "rundll32", []string{"url.dll,FileProtocolHandler"}
	}
	return "xdg-open", nil
}

// checkAddress refuses what is no web address. It answers with the true host, to be shown.
func checkAddress(address string) (host string, err error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" {
		return "", fmt.Errorf("%s is not a web address, and was not opened", printable(address))
	}
	return printable(u.Hostname()), nil
}

// openAddress opens an address in the browser. What is said of it stands in the status line, with the true host.
func (m *Model) openAddress(address, what string) tea.Cmd {
	host, err := checkAddress(address)
	if err != nil {
		m.status.fail(err)
		return nil
	}
	name, args := opener()
	path, err := exec.LookPath(name)
	if err != nil {
		m.status.fail(fmt.Errorf("no browser can be opened here (there is no %s): %s", name, printable(address)))
		return nil
	}
	m.status.say(fmt.Sprintf("Opening %s at %s", what, host))
	return func() tea.Msg {
		cmd := exec.Command(path, append(args, address)...) //nolint:gosec // one argument, checked above
		if err := cmd.Start(); err != nil {
			return failureMsg{fmt.Errorf("opening the browser: %w", err)}
		}
		done := make(chan error, 1)
		go func() { done <- cmd.Wait() }()
		select { // an opener that fails does so at once; a browser may stay for hours
		case err := <-done:
			if err != nil {
				return failureMsg{fmt.Errorf("opening the browser: %w", err)}
			}
		case <-time.After(3 * time.Second):
		}
		return nil
	}
}

// openPage opens the paper's page or, without one, a search for its title at the place it came from.
func (m *Model) openPage() tea.Cmd {
	s, ok := m.paperHere()
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
	s, ok := m.paperHere()
	if !ok {
		return nil
	}
	address, ok := s.paper.Link(kind)
	if !ok {
		m.status.say("The digest gave no link to " + what + " of this paper.")
		return nil
	}
	return m.openAddress(address, what)
}

// copies are the ways to copy a paper.
var copies = []struct {
	key, label string
	text       func(*store.Paper) string
}{
	{"c", "citation", citation},
	{"m", "Markdown link", markdownLink},
	{"t", "title", func(p *store.Paper) string { return p.Title }},
	{"a", "address", address},
	{"b", "abstract", func(p *store.Paper) string { return p.Abstract }},
}

func (m *Model) copyCitation() tea.Cmd {
	s, ok := m.paperHere()
	if !ok {
		return nil
	}
	return m.copyText(copies[0].label, citation(s.paper))
}

// chooseCopy asks what to copy.
func (m *Model) chooseCopy() tea.Cmd {
	s, ok := m.paperHere()
	if !ok {
		return nil
	}
	q := &question{title: "Copy", text: []string{s.paper.Title}}
	for _, c := range copies {
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
	m.status.say("Copied the " + what + ": " + cut(printable(text), 80))
	return tea.Batch(tea.SetClipboard(text), func() tea.Msg {
		_ = clipboard.WriteAll(text) // where the system has none, the terminal's is enough
		return nil
	})
}

// citation is a paper in one line: authors (year). Title. arXiv:… doi:… address.
func citation(p *store.Paper) string {
	var b strings.Builder
	if names := authorNames(p.Authors); names != "" {
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
