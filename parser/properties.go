package parser

// This file owns the properties at the top of a note: YAML between two lines of dashes ("front matter", as Obsidian, Jekyll
// and pandoc have it), and lines "name:: value" (Logseq, and Obsidian's Dataview). It knows what they are called and what
// they say, and nothing of papers.

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

const (
	maxFrontMatter    = 64 << 10 // bytes; people write a few hundred
	maxOwnFrontMatter = 4 << 20  // a page of dogear's may name ten thousand authors
	maxPropertyDepth  = 4        // lists in lists, as YAML reads [[a link]]
)

// A property is a named value at the top of a note.
type property struct {
	name   string // folded: see propertyName
	line   int
	values []string // its texts as they are typed, without quotes; several if it is a list
}

// text is the first value.
func (p property) text() string {
	if len(p.values) == 0 {
		return ""
	}
	return p.values[0]
}

// A note is a text with properties at its top.
type note struct {
	style Format // FormatObsidian for YAML, FormatLogseq for name:: value
	props []property
	wrong *Problem // why the properties cannot be read
	top   []line   // the lines of the properties
	body  []line   // those below
	size  int      // bytes of the top
	below bool     // the properties stand below the title, which is part of the body
}

// get is the first property that has one of the names and says something.
func (n *note) get(names ...string) property {
	for _, name := range names {
		for _, p := range n.props {
			if p.name == name && len(p.values) > 0 {
				return p
			}
		}
	}
	return property{}
}

// readNote reads a text that begins with properties; ok is false if it does not.
func readNote(text string) (n note, ok bool) {
	if end, top := frontMatter(text); end > 0 {
		n = note{style: FormatObsidian, size: end}
		n.split(text)
		ok = n.readYAML(top)
		return n, ok
	}
	if n, ok = readLogseqTop(text); ok {
		return n, true
	}
	return readBelowTitle(text)
}

// readBelowTitle reads lines "name:: value" that stand below a heading, which is how notes for Dataview begin.
func readBelowTitle(text string) (n note, ok bool) {
	blank := len(text) - len(strings.TrimLeft(text, "\r\n"))
	head, rest, more := strings.Cut(text[blank:], "\n")
	if !more || !strings.HasPrefix(head, "# ") {
		return note{}, false
	}
	if n, ok = readLogseqTop(rest); !ok {
		return note{}, false
	}
	known := 0
	for _, p := range n.props {
		if paperProperties()[p.name] {
			known++
		}
	}
	n.size += len(text) - len(rest)
	n.split(text)
	for i, l := range n.top {
		if strings.HasPrefix(l.text, "# ") {
			n.body = append([]line{n.top[i]}, n.body...)
			break
		}
	}
	n.below = true
	return n, known > 1
}

// split parts the lines of the text at the end of the properties.
func (n *note) split(text string) {
	n.top = splitLines(text[:n.size])
	n.body = splitLines(text[n.size:])
	for i := range n.body {
		n.body[i].n += len(n.top)
	}
}

// frontMatter finds the YAML between two lines of dashes, or a line of dashes and one of dots, at the beginning of a text:
// where the line below it begins, 0 if there is none, and the YAML, with blank lines for what stands above it.
func frontMatter(text string) (end int, top string) {
	blank := len(text) - len(strings.TrimLeft(text, " \t\r\n"))
	if !strings.HasPrefix(text[blank:], "---") || strings.ContainsAny(text[:blank], " \t") || blank > 64 {
		return 0, ""
	}
	first, _, more := strings.Cut(text[blank:], "\n")
	if strings.TrimRight(first, " \t\r") != "---" || !more {
		return 0, ""
	}
	begin, most := blank+len(first)+1, maxFrontMatter
	if strings.HasPrefix(text[begin:], "dogear:") {
		most = maxOwnFrontMatter
	}
	for at := begin; at < len(text) && at-begin <= most; {
		l, _, _ := strings.Cut(text[at:], "\n")
		if s := strings.TrimRight(l, " \t\r"); s == "---" || s == "..." {
			return min(len(text), at+len(l)+1), strings.Repeat("\n", strings.Count(text[:begin], "\n")) + text[begin:at]
		}
		at += len(l) + 1
	}
	return 0, ""
}

var (
	yamlError = pattern(`^(?:yaml: )?(?:line (\d+): )?(.*)$`)

	// The library counts lines from 0 where its parser finds the fault, and from 1 where its scanner does.
	yamlCountsFromZero = pattern(`^did not find expected (?:<|'-'|key|',|node)`)
)

// readYAML reads front matter, and reports whether it is a mapping, or what was to be one.
func (n *note) readYAML(top string) bool {
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(cleanLayout(top)), &doc); err != nil {
		if n.readPlainYAML(top) {
			return true
		}
		said := strings.ReplaceAll(err.Error(), "\n", " ")
		at, why := n.top[0].n, said
		if m := yamlError().FindStringSubmatch(said); m != nil {
			why = m[2]
			l, _ := strconv.Atoi(m[1])
			if yamlCountsFromZero().MatchString(why) {
				l++
			}
			if l > 0 && l <= len(n.top) {
				at = l
			}
		}
		if strings.HasPrefix(why, "mapping values") {
			why = "a value contains a colon; put it in quotes"
		}
		n.wrong = rejected(newBlock(n.top[at-1:at]), "its properties are not valid YAML: "+CleanLine(why)).problem
		return true
	}
	if doc.Kind != yaml.DocumentNode || len(doc.Content) != 1 || doc.Content[0].Kind != yaml.MappingNode {
		return false
	}
	pairs := doc.Content[0].Content
	for i := 0; i+1 < len(pairs); i += 2 {
		p := property{name: propertyName(pairs[i].Value), line: pairs[i].Line}
		p.addYAML(pairs[i+1], 0)
		n.props = append(n.props, p)
	}
	return len(n.props) > 0
}

var (
	plainPair = pattern(`^([\pL][\pL\pN _-]{0,40}):(?:[ \t]+(.*))?$`)
	plainItem = pattern(`^[ \t]*-[ \t]+(.*)$`)
)

// readPlainYAML reads front matter that is no YAML for a text that should stand between quotes, as in "title: Graphs: a
// survey" or "author: [[A B]], [[C D]]": line by line. It is false if there is more than names, texts and lists of texts,
// or if they are of no paper.
func (n *note) readPlainYAML(top string) bool {
	var props []property
	for i, l := range strings.Split(top, "\n") {
		l = strings.TrimRight(l, " \t\r")
		pair, item := plainPair().FindStringSubmatch(l), plainItem().FindStringSubmatch(l)
		value := ""
		switch {
		case strings.TrimSpace(l) == "" || strings.HasPrefix(l, "#"):
			continue
		case pair != nil:
			props = append(props, property{name: propertyName(pair[1]), line: i + 1})
			value = strings.TrimSpace(pair[2])
		case item != nil && len(props) > 0:
			value = strings.TrimSpace(item[1])
		default:
			return false
		}
		plain, ok := plainValue(value)
		if !ok {
			return false
		}
		last := &props[len(props)-1]
		for _, v := range plain {
			last.add(v)
		}
	}
	n.props = props
	if !n.aboutPaper() {
		n.props = nil
	}
	return len(n.props) > 0
}

// plainValue reads a value of a line: what YAML makes of it, or the text as it is if YAML takes it for something else than
// a text. It is false if the value goes on in the next line, or if a quote or a bracket in it is not closed.
func plainValue(s string) (values []string, ok bool) {
	if s == "" {
		return nil, true
	}
	if strings.HasPrefix(s, "[[") && strings.HasSuffix(s, "]]") {
		return wikiLink().FindAllString(s, -1), true
	}
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(s), &doc); err == nil && len(doc.Content) == 1 && doc.Content[0].Kind != yaml.MappingNode {
		var p property
		p.addYAML(doc.Content[0], 0)
		return p.values, !strings.HasPrefix(s, "|") && !strings.HasPrefix(s, ">")
	}
	return []string{s}, !strings.ContainsAny(s[:1], "[{\"'|>&*!%@`")
}

// addYAML adds the texts in a value. Aliases are followed to a text alone, so that a few lines do not become millions.
func (p *property) addYAML(v *yaml.Node, depth int) {
	switch {
	case v.Kind == yaml.AliasNode && v.Alias != nil && v.Alias.Kind == yaml.ScalarNode:
		p.addYAML(v.Alias, depth)
	case v.Kind == yaml.ScalarNode && v.ShortTag() != "!!null":
		p.add(v.Value)
	case depth == maxPropertyDepth:
	case v.Kind == yaml.SequenceNode:
		for _, item := range v.Content {
			p.addYAML(item, depth+1)
		}
	case v.Kind == yaml.MappingNode:
		p.add(yamlName(v))
	}
}

// yamlName is the name of a person that is written as a mapping: {family: Doe, given: Jane}, {name: Jane Doe}.
func yamlName(v *yaml.Node) string {
	parts := map[string]string{}
	for i := 0; i+1 < len(v.Content); i += 2 {
		if value := v.Content[i+1]; value.Kind == yaml.ScalarNode {
			parts[propertyName(v.Content[i].Value)] = strings.TrimSpace(value.Value)
		}
	}
	first := func(names string) string {
		for name := range strings.FieldsSeq(names) {
			if parts[name] != "" {
				return parts[name]
			}
		}
		return ""
	}
	if name := first("name literal full-name fullname"); name != "" {
		return name
	}
	family, given := first("family last last-name lastname surname"), first("given first first-name firstname forename")
	if family == "" || given == "" {
		return family + given
	}
	return family + ", " + given
}

// add adds a text.
func (p *property) add(s string) {
	if strings.TrimSpace(s) != "" {
		p.values = append(p.values, s)
	}
}

// saysNothing reports whether a value stands for none, or comes out of a template that nobody filled in.
func saysNothing(s string) bool {
	switch strings.ToLower(strings.Trim(s[:min(len(s), 32)], " \t\r\n[]\"'")) {
	case "", "none", "null", "nil", "n/a", "na", "nan", "undefined", "unknown", "-", "?", "tbd", "todo":
		return true
	}
	return strings.HasPrefix(s, "{{") && strings.HasSuffix(s, "}}") || strings.Contains(s, "<%") && strings.Contains(s, "%>")
}

// dropEmpty takes the values away that stand for none.
func (n *note) dropEmpty() {
	for i := range n.props {
		n.props[i].values = slices.DeleteFunc(n.props[i].values, saysNothing)
	}
}

// propertyName folds the name of a property: "Citation Key", citation_key and citation-key are one.
func propertyName(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '_' || r == ' ' {
			return '-'
		}
		return r
	}, strings.ToLower(strings.Trim(CleanLine(s), "*_ ")))
}

var logseqProperty = pattern(`^\s*(?:[-*] )?(?:\*\*)?([\pL][\pL\pN _/-]{0,40}?)(?:\*\*)?::(?:\*\*)?(?:[ \t]+(.*))?$`)

// cutProperty parts a line "name:: value".
func cutProperty(s string) (name, value string, ok bool) {
	if i := strings.Index(s[:min(len(s), 64)], "::"); i < 1 {
		return "", "", false
	}
	m := logseqProperty().FindStringSubmatch(s)
	if m == nil {
		return "", "", false
	}
	return propertyName(m[1]), strings.TrimSpace(m[2]), true
}

// readLogseqTop reads the lines "name:: value" at the beginning of a text.
func readLogseqTop(text string) (n note, ok bool) {
	n = note{style: FormatLogseq}
	line, most := 0, maxFrontMatter
	if strings.HasPrefix(text, "dogear::") {
		most = maxOwnFrontMatter
	}
	for at := 0; at < len(text); {
		l, _, _ := strings.Cut(text[at:], "\n")
		line++
		name, value, is := cutProperty(strings.TrimSuffix(l, "\r"))
		if !is && (strings.TrimSpace(l) != "" || len(n.props) > 0) {
			break
		}
		at += len(l) + 1
		if is {
			p := property{name: name, line: line}
			p.add(value)
			n.props = append(n.props, p)
			n.size = min(at, len(text))
		}
		if at > most {
			return note{}, false
		}
	}
	if len(n.props) == 0 {
		return note{}, false
	}
	n.split(text)
	return n, true
}

// noPaperIn says why the note is not one about a paper, for an error.
func (n *note) noPaperIn() string {
	return fmt.Sprintf("the properties in lines %d to %d do not describe a paper (which needs a title, and authors, an identifier or a citation key)",
		n.top[0].n, n.top[len(n.top)-1].n)
}
