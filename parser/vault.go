package parser

// This file owns the pages of note-taking programs, one for each paper: Obsidian's, with properties in YAML before the text,
// and Logseq's, in blocks. The reader's note is the last part of a page, so that whoever writes in it finds it, and what
// was written there can be taken back.

import (
	"encoding/json"
	"fmt"
	"strings"
)

// vaultNote stands above the note.
const vaultNote = "## Note"

// A VaultPage is what a page tells of a paper beside the paper.
type VaultPage struct {
	ID      int64    // of the paper in its library
	Related []string // the names of other pages
	KeyMade bool     // the paper has no citation key: the one that it is given was made for the page
}

// VaultName is the name of a paper's page, for every file system: without its signs, of some length. Names of different
// keys are different.
func VaultName(key string, id int64) string {
	name := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`<>:"/\|?*[]#^`, r) || r < ' ' || r == 0x7F {
			return '-'
		}
		return r
	}, key)
	const most = 100
	name = strings.TrimRight(name[:min(len(name), most)], ". ")
	if name != key {
		name += fmt.Sprintf("~%d", id) // no key has this sign
	}
	return "@" + name
}

// WriteVault is a page. What reading it would not give back stands in a property of its own.
func WriteVault(f Format, p *Paper, page VaultPage) string {
	write := obsidianPage
	if f == FormatLogseq {
		write = logseqPage
	}
	text := write(p, page, "")
	if rest := vaultRestOf(p, page, text); rest != "" {
		text = write(p, page, rest)
	}
	return text
}

// A vaultProperty is a property of a page: text, a list, or a truth.
type vaultProperty struct {
	name  string
	value any
}

func vaultProperties(p *Paper, page VaultPage) []vaultProperty {
	all := []vaultProperty{
		{"dogear", fmt.Sprint(page.ID)}, {"title", p.Title}, {"aliases", []string{p.Title}}, {"authors", displayedNames(p.Authors)}, {"published", string(p.Published)},
		{"venue", p.In.Venue}, {"arxiv", p.ArXiv}, {"doi", p.DOI}, {"key", p.Key}, {"keywords", p.Keywords},
	}
	if len(p.Links) > 0 {
		all = append(all, vaultProperty{"url", p.Links[0].URL})
	}
	if m := p.Marks; m != nil {
		all = append(all, vaultProperty{"status", m.Status}, vaultProperty{"starred", m.Starred}, vaultProperty{"added", string(m.Added)}, vaultProperty{"tags", vaultTags(m.Tags)})
	}
	return append(all, vaultDetails(p)...)
}

// vaultDetails are the properties that few papers have. An empty one is not written.
func vaultDetails(p *Paper) []vaultProperty {
	in, version := p.In, ""
	if p.Version > 0 {
		version = fmt.Sprint(p.Version)
	}
	all := []vaultProperty{
		{"version", version}, {"openreview", p.OpenReview}, {"type", in.Type}, {"volume", in.Volume}, {"issue", in.Issue}, {"pages", in.Pages},
		{"publisher", in.Publisher}, {"place", in.Place}, {"series", in.Series}, {"edition", in.Edition}, {"isbn", in.ISBN}, {"issn", in.ISSN},
		{"editors", displayedNames(p.Editors)}, {"language", p.Language}, {"categories", p.Categories}, {"comment", p.Comment}, {"files", p.Files},
	}
	if p.MoreAuthors {
		all = append(all, vaultProperty{"more-authors", true})
	}
	if p.Upvotes > 0 {
		all = append(all, vaultProperty{"upvotes", p.Upvotes})
	}
	return all
}

// vaultTags are tags as these programs take them: without spaces, and no numbers.
func vaultTags(tags []string) []string {
	var all []string
	for _, tag := range tags {
		tag = strings.Map(func(r rune) rune {
			if r < 0x80 && !isLetter(byte(r)) && !isDigit(byte(r)) && r != '_' && r != '/' {
				return '-'
			}
			return r
		}, tag)
		if strings.Trim(tag, "0123456789") == "" {
			tag = "n" + tag
		}
		all = append(all, tag)
	}
	return all
}

func obsidianPage(p *Paper, page VaultPage, rest string) string {
	var b strings.Builder
	b.WriteString("---\n")
	for _, property := range append(vaultProperties(p, page), vaultProperty{vaultRestProperty, rest}) {
		// A string of JSON is one of YAML: quoted, so that 2401.10010 keeps its zero and "no" is a word.
		switch v := property.value.(type) {
		case string:
			if v != "" {
				fmt.Fprintf(&b, "%s: %s\n", property.name, quotedText(v))
			}
		case []string:
			if len(v) > 0 {
				fmt.Fprintf(&b, "%s:\n", property.name)
			}
			for _, item := range v {
				fmt.Fprintf(&b, "  - %s\n", quotedText(item))
			}
		default:
			fmt.Fprintf(&b, "%s: %v\n", property.name, v)
		}
	}
	b.WriteString("---\n\n# " + vaultText(p.Title) + "\n\n")
	for _, part := range vaultParts(p, page) {
		b.WriteString(part + "\n\n")
	}
	b.WriteString(vaultNote + "\n\n")
	if p.Marks != nil && p.Marks.Note != "" {
		b.WriteString(inert(CleanNote(p.Marks.Note)) + "\n")
	}
	return b.String()
}

// vaultParts are the paragraphs between title and note.
func vaultParts(p *Paper, page VaultPage) []string {
	var parts []string
	if len(p.Links) > 0 {
		parts = append(parts, vaultLinkLine(p.Links))
	}
	if len(page.Related) > 0 {
		parts = append(parts, "Related: [["+strings.Join(page.Related, "]] [[")+"]]")
	}
	if p.Abstract != "" {
		for _, paragraph := range strings.Split(p.Abstract, "\n\n") {
			parts = append(parts, vaultText(paragraph))
		}
	}
	return parts
}

// vaultLinkLine is the paragraph of the paper's links.
func vaultLinkLine(links []Link) string {
	words := make([]string, len(links))
	for i, l := range links {
		words[i] = "[" + linkWords[l.Kind] + "](" + markdownURL(l.URL) + ")"
	}
	return strings.Join(words, " · ")
}

func logseqPage(p *Paper, page VaultPage, rest string) string {
	var b strings.Builder
	for _, property := range append(vaultProperties(p, page), vaultProperty{vaultRestProperty, rest}) {
		name, value := property.name, ""
		switch v := property.value.(type) {
		case string:
			value = v
		case []string:
			value = strings.Join(v, ", ")
		default:
			value = fmt.Sprint(v)
		}
		if name == "title" || name == "aliases" || value == "" { // there they name the page
			continue
		}
		if name == "key" {
			name = "citekey"
		}
		if name != "url" && name != "tags" {
			value = vaultText(value)
		}
		fmt.Fprintf(&b, "%s:: %s\n", name, value)
	}
	b.WriteString("\n- # " + vaultText(p.Title) + "\n")
	for _, part := range vaultParts(p, page) {
		b.WriteString("\t- " + part + "\n")
	}
	b.WriteString("- " + vaultNote + "\n")
	if p.Marks == nil || p.Marks.Note == "" {
		return b.String()
	}
	for i, l := range strings.Split(inert(CleanNote(p.Marks.Note)), "\n") {
		mark := "  " // the block goes on
		if i == 0 {
			mark = "- "
		}
		b.WriteString("\t" + mark + l + "\n")
	}
	return b.String()
}

// SplitVault parts a page into what stands before its note, and the note. It is false if the page has no place for one.
func SplitVault(f Format, text string) (head, note string, ok bool) {
	mark := "\n" + vaultNote + "\n"
	if f == FormatLogseq {
		mark = "\n- " + vaultNote + "\n"
	}
	text = strings.ReplaceAll(text, "\r\n", "\n")
	if !strings.HasSuffix(text, "\n") {
		text += "\n"
	}
	head, note, ok = strings.Cut(text, mark)
	if !ok {
		return "", "", false
	}
	if f == FormatLogseq {
		lines := strings.Split(note, "\n")
		for i, l := range lines {
			l = strings.TrimPrefix(l, "\t")
			if i == 0 {
				lines[i] = strings.TrimPrefix(l, "- ")
				continue
			}
			lines[i] = strings.TrimPrefix(l, "  ")
		}
		note = strings.Join(lines, "\n")
	}
	return head, active(CleanNote(strings.TrimLeft(note, "\n"))), true
}

// vaultText is markdownText for programs that see more in a text: tags, comments, marks, properties.
func vaultText(s string) string {
	s = vaultSigns.Replace(doubled(markdownText(s)))
	if strings.HasPrefix(s, "#") {
		s = `\` + s
	}
	return s
}

var vaultSigns = strings.NewReplacer(" #", ` \#`, "(#", `(\#`, " ^", ` \^`)

// doubled puts a backslash between signs that mean something side by side: comments, marks, properties, macros, and the
// templates of Templater.
func doubled(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if i > 0 && (s[i] == s[i-1] && strings.IndexByte("%=:{", s[i]) >= 0 || s[i] == '%' && s[i-1] == '<') {
			b.WriteByte('\\')
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// quotedText is a string as JSON and YAML write it.
func quotedText(s string) string { return inertJSON.Replace(quotedJSON(s)) }

// inertJSON keeps what a template would begin with out of a string.
var inertJSON = strings.NewReplacer("<%", `\u003c%`, "{{", `\u007b\u007b`)

// quotedJSON is a value as JSON.
func quotedJSON(v any) string {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(v)
	return strings.TrimSuffix(b.String(), "\n")
}
