// This file owns choosing among the links of a paper: all of them in a box, each with the host that it really leads to and a
// key that opens it.

package ui

import (
	"net/url"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dogear/parser"
	"dogear/store"
)

// linkKeys choose links. Few papers have more.
const linkKeys = "123456789abcdefghijklmnoprstuvwxyz" // q closes the box

// A namedLink is a link with what the box and the status line call it.
type namedLink struct {
	kind, address, what string
}

// allLinks are the links of a paper, in the order in which it is shown; its DOI, if no link leads there; and at the end a
// search for its title.
func allLinks(p *store.Paper) []namedLink {
	var all []namedLink
	seen := make(map[string]bool)
	add := func(l namedLink) {
		if !seen[l.address] {
			seen[l.address] = true
			all = append(all, l)
		}
	}
	for _, l := range p.Links {
		kind := string(l.Kind)
		if l.Kind == parser.LinkPDF {
			kind = "PDF"
		}
		add(namedLink{kind, l.URL, linkName(l.Kind)})
	}
	if p.DOI != "" {
		add(namedLink{"DOI", doiAddress(p.DOI), "the DOI"})
	}
	address, where := searchAddress(p)
	add(namedLink{"search", address, "a search on " + where + ","})
	return all
}

// doiAddress is the address that a DOI resolves at.
func doiAddress(doi string) string {
	u := url.URL{Scheme: "https", Host: "doi.org", Path: "/" + doi}
	return u.String()
}

// chooseLink offers all links of the paper.
func (m *Model) chooseLink() tea.Cmd {
	s, ok := m.paperHere((*Model).chooseLink)
	if !ok {
		return nil
	}
	q := &question{title: "Open a link", text: []string{cut(s.paper.Title, 68)}}
	for _, l := range allLinks(s.paper) {
		host, err := checkAddress(l.address)
		if err != nil || len(q.choices) == len(linkKeys) {
			continue
		}
		label := pad(l.kind, 9) + host
		_, address := linkLabel(parser.Link{URL: printable(l.address)})
		rest, begins := strings.CutPrefix(address, host)
		if !begins || rest != "" && !strings.ContainsRune("/?#:", rune(rest[0])) { // as in https://arxiv.org@evil.example
			rest = "  " + address
		}
		label += m.theme.dim.paint(rest)
		open := func(m *Model) tea.Cmd { return m.openAddress(l.address, l.what) }
		if l.kind == "PDF" && len(m.config.PDF) > 0 {
			open = func(m *Model) tea.Cmd { return m.openWith("commands.pdf", m.config.PDF, l.address, l.what) }
		}
		q.choices = append(q.choices, choice{linkKeys[len(q.choices) : len(q.choices)+1], label, open})
	}
	m.overlay = q
	return nil
}
