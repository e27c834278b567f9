package parser

// This file owns where the items of an alert stand in its HTML, or in the plain text that a mail program made of it.

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// alertFurniture are lines around and among the items: buttons, and why the mail was sent. The languages differ, but the
// items are told by their tags.
var alertFurniture = pattern(`(?i)^(?:save(?: to library)?|share|twitter|linkedin|facebook|email|x|` +
	`view (?:paper|pdf|all|more|on .*)|read (?:more|paper|on .*)|` +
	`add to library|create alert|cite|pdf|open access|▼|•|` +
	`this message was sent (?:by|to)\b.*|you (?:are|'re) receiving\b.*|list alerts|cancel alert|` +
	`unsubscribe\b.*|manage\b.*|(?:\d+|no) citations?|cites:.*|related to:.*|\W*)$`)

// An alertPrinter gathers items from tags.
type alertPrinter struct {
	sender  string
	classed bool // titles have a class
	items   []alertItem

	text    strings.Builder // of the title, or of the block
	inTitle bool
	snippet int // elements of the kind snippetTag that are open in a snippet
	tag     atom.Atom
	hidden  atom.Atom
	ended   bool // below the last item
}

// alertItems finds the items of an alert in HTML.
func alertItems(text, sender string) []alertItem {
	p := alertPrinter{sender: sender, classed: strings.Contains(text, "gse_alrt_title")}
	z := html.NewTokenizer(strings.NewReader(text))
	for line := 1; ; {
		kind := z.Next()
		if kind == html.ErrorToken {
			p.flush()
			return p.items
		}
		ends := bytes.Count(z.Raw(), []byte("\n"))
		switch kind {
		case html.TextToken:
			if p.hidden == 0 && (p.inTitle || len(p.items) > 0) && p.text.Len() < maxRaw {
				p.text.Write(z.Text())
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			p.open(atom.Lookup(name), attributesOf(z, more), line, kind == html.SelfClosingTagToken)
		case html.EndTagToken:
			name, _ := z.TagName()
			p.close(atom.Lookup(name))
		}
		line += ends
	}
}

func (p *alertPrinter) open(tag atom.Atom, attributes map[string]string, line int, closed bool) {
	switch {
	case p.hidden != 0:
	case hiddenElements[tag]:
		if !closed {
			p.hidden = tag
		}
	case tag == atom.A:
		if address, is := p.isTitle(attributes); is {
			p.flush()
			p.items = append(p.items, alertItem{line: line, address: address})
			p.inTitle, p.snippet, p.ended = true, 0, false
		}
	case tag == atom.Br:
		if p.snippet > 0 || p.inTitle || p.belowByline() {
			p.text.WriteByte(' ')
		} else {
			p.flush()
		}
	case p.snippet > 0:
		if tag == p.tag {
			p.snippet++
		}
	case lineElements[tag], blockElements[tag], tag == atom.Td:
		p.flush()
		if strings.Contains(attributes["class"], "gse_alrt_sni") {
			p.snippet, p.tag = 1, tag
		}
	}
}

// belowByline reports whether the byline of the item is complete: what follows may be wrapped.
func (p *alertPrinter) belowByline() bool {
	return p.sender == googleScholar && len(p.items) > 0 && len(p.items[len(p.items)-1].blocks) > 0
}

func (p *alertPrinter) close(tag atom.Atom) {
	switch {
	case p.hidden != 0:
		if tag == p.hidden {
			p.hidden = 0
		}
	case p.inTitle && tag == atom.A:
		p.flush()
	case p.snippet > 0 && tag == p.tag:
		if p.snippet--; p.snippet == 0 {
			p.add(true)
		}
	case p.snippet == 0 && (lineElements[tag] || blockElements[tag] || tag == atom.Td):
		p.flush()
	}
}

// flush ends the title or the block that is open.
func (p *alertPrinter) flush() {
	if !p.inTitle {
		p.add(p.snippet > 0)
		p.snippet = 0
		return
	}
	p.inTitle = false
	last := &p.items[len(p.items)-1]
	last.title = CleanLine(p.text.String())
	p.text.Reset()
	if p.sender == semanticScholar && (last.title == "" || alertFurniture().MatchString(last.title)) { // a picture or a button
		p.items = p.items[:len(p.items)-1]
	}
}

// add adds a block to the item.
func (p *alertPrinter) add(snippet bool) {
	text := CleanLine(p.text.String())
	p.text.Reset()
	if len(p.items) == 0 || p.ended || text == "" {
		return
	}
	if alertEnd().MatchString(text) {
		p.ended = true
		return
	}
	last := &p.items[len(p.items)-1]
	last.blocks = append(last.blocks, alertBlock{text, snippet})
}

// alertEnd is what stands below the last item.
var alertEnd = pattern(`(?i)^(?:this message was sent (?:by|to)\b|you (?:are|'re) receiving\b|unsubscribe\b|` +
	`see all recommendations|© ?\d{4}|copyright\b|` +
	`proudly built by|view in browser|want to (?:change|stop)\b)`)

// isTitle reports whether a link is the title of an item, and where it leads.
func (p *alertPrinter) isTitle(attributes map[string]string) (address string, is bool) {
	href := strings.TrimSpace(attributes["href"])
	address = unwrapAddress(href)
	if p.sender == semanticScholar {
		page, ok := s2PageOf(address)
		if !ok || len(p.items) > 0 && p.items[len(p.items)-1].address == page {
			return "", false
		}
		return page, true
	}
	if p.classed {
		is = strings.Contains(attributes["class"], "gse_alrt_title")
	} else {
		is = strings.Contains(href, "/scholar_url?") || strings.Contains(href, "%2Fscholar_url%3F")
	}
	if u, ok := parseAddress(address); !ok || isGoogle(strings.ToLower(u.Hostname())) { // a citation, which has no page
		address = ""
	}
	return address, is
}

// s2PageOf is the address of a paper's page on Semantic Scholar, without what counts its readers.
func s2PageOf(address string) (string, bool) {
	u, ok := parseAddress(address)
	if !ok || !under(strings.ToLower(u.Hostname()), "semanticscholar.org") {
		return "", false
	}
	path := strings.TrimPrefix(u.Path, "/reader")
	if !strings.HasPrefix(path, "/paper/") && path == u.Path {
		return "", false
	}
	id := ""
	for part := range strings.SplitSeq(path, "/") {
		if s2ID().MatchString(part) {
			id = part
		}
	}
	if id == "" {
		return "", false
	}
	return s2Page + id, true
}

// plainAlertItems finds the items in an alert whose tags are gone: the lines above a byline are the title, those below it
// the beginning of the abstract.
func plainAlertItems(text string) []alertItem {
	var items []alertItem
	var group []line
	take := func() {
		for i, l := range group {
			if i > 0 && scholarByline().MatchString(l.text) {
				items = append(items, plainAlertItem(group[:i], l.text, group[i+1:]))
				break
			}
		}
		group = nil
	}
	for _, l := range splitLines(text) {
		if l.blank() {
			take()
			continue
		}
		if formAndHost().MatchString(strings.TrimSpace(l.text)) {
			continue
		}
		if scholarResult().MatchString(strings.TrimSpace(l.text)) {
			take()
			continue
		}
		group = append(group, l)
	}
	take()
	return items
}

// plainS2Items finds the items in an alert of Semantic Scholar's whose tags are gone: titles with the address of their page
// behind them, and what stands below up to an empty line.
func plainS2Items(text string) []alertItem {
	var items []alertItem
	open := false
	for _, l := range splitLines(text) {
		page, title := "", l.text
		for _, link := range FindLinks(l.text) {
			if s, ok := s2PageOf(unwrapAddress(link.URL)); ok && page == "" {
				page = s
				title = l.text[:max(0, strings.Index(l.text, link.URL))]
			}
		}
		title = strings.TrimRight(strings.TrimSpace(title), " (<[")
		switch {
		case page != "" && title != "" && !alertFurniture().MatchString(title):
			items = append(items, alertItem{line: l.n, title: title, address: page})
			open = true
		case l.blank():
			open = open && len(items[len(items)-1].blocks) == 0
		case open && page == "":
			last := &items[len(items)-1]
			last.blocks = append(last.blocks, alertBlock{text: strings.TrimSpace(l.text)})
		}
	}
	return items
}

// plainAlertItem is an item whose title stands above its byline. Its address stands in the title, or behind it in <>.
func plainAlertItem(title []line, byline string, below []line) alertItem {
	it := alertItem{line: title[0].n, blocks: []alertBlock{{text: byline}}}
	var words, snippet []string
	for _, l := range title {
		s := pageText(l.text)
		for _, link := range FindLinks(l.text) {
			if it.address == "" {
				it.address = unwrapAddress(link.URL)
			}
			s = strings.NewReplacer("<"+link.URL+">", "", link.URL, "").Replace(s)
		}
		words = append(words, strings.TrimSpace(s))
	}
	it.title = CleanLine(strings.Join(words, " "))
	for _, l := range below {
		if !alertFurniture().MatchString(strings.TrimSpace(l.text)) && nextScheme(l.text, 0) < 0 {
			snippet = append(snippet, strings.TrimSpace(l.text))
		}
	}
	if len(snippet) > 0 {
		it.blocks = append(it.blocks, alertBlock{strings.Join(snippet, " "), true})
	}
	return it
}
