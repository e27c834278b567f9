package parser

// This file owns saying what an input is that cannot be read: formats that are known by name but not read, with the nearest
// way that works, and XML and JSON of which nothing is known but the names in them.

import (
	"fmt"
	"slices"
	"strings"
)

// What to do instead, where several formats need the same.
const (
	asBibliography  = "export it as BibTeX, RIS or CSL-JSON instead"
	asPubMedRecords = "fetch these numbers with efetch and retmode=xml, or save the search in PubMed format"
	asAddresses     = "save its addresses as text, one per line"
)

// unreadable are formats that are known and not read. root is the root of an XML document, and test looks at the beginning
// of the text; where both are given, both must fit.
var unreadable = []struct {
	name, root string
	test       func(head string) bool
	advice     string
}{
	{"MODS XML", "mods modscollection", nil, asBibliography + " (bibutils' xml2bib makes BibTeX of it)"},
	{"MARC XML", "collection record marc", mentions("MARC21/slim", "<datafield", ":datafield", "<leader>"),
		asBibliography},
	{"TEI XML", "tei teicorpus listbibl biblstruct", nil, asBibliography},
	{"OPML", "opml", nil, "import the feeds that it lists instead"},
	{"RDF/XML", "rdf", nil, "export the library as BibTeX, RIS or CSL-JSON instead"},
	{"JATS XML", "article pmc-articleset", mentions("<front", "<article-meta", "dtd-version", "article-type"),
		"import the paper's DOI instead"},
	{"Crossref's XML", "doi_batch crossref crossref_result doi_records crossref-metadata", nil,
		"request JSON from https://api.crossref.org instead"},
	{"DataCite XML", "resource", mentions("datacite.org/schema"),
		"request application/vnd.citationstyles.csl+json instead"},
	{"a PubMed search result with numbers only", "esearchresult", nil,
		asPubMedRecords},
	{"PubMed summaries", "esummaryresult", nil,
		asPubMedRecords},
	{"a PubMed error", "efetchresult elinkresult einforesult", nil, "use efetch with db=pubmed and retmode=xml"},
	{"METS XML", "mets", nil, asBibliography},
	{"BibTeXML", "bibtex:file bibtexml", nil, asBibliography},
	{"a list of sources of Microsoft Word", "sources", mentions("officeDocument/2006/bibliography"), asBibliography},
	{"a CSL citation style", "style", mentions("purl.org/net/xbiblio/csl"),
		"it contains no citations"},
	{"a sitemap", "urlset sitemapindex", nil, asAddresses},
	{"a Web of Science answer", "records response", mentions("clarivate.com", "thomsonreuters.com", "isinet.com"),
		asBibliography},
	{"a Scopus answer", "search-results abstracts-retrieval-response", mentions("opensearch", "elsevier.com"),
		asBibliography},
	{"HTML bookmarks", "", bookmarks, asAddresses},
	{"a PubMed search result with numbers only", "", func(head string) bool {
		return shapeOf(head).count("", "header esearchresult") == 2
	}, asPubMedRecords},
	{"a PubMed summary", "", func(head string) bool {
		s := shapeOf(head)
		return s["result"] && s["result.uids"]
	}, asPubMedRecords},
	{"a Jupyter notebook", "", func(head string) bool { return shapeOf(head).count("", "cells metadata nbformat nbformat_minor") > 2 },
		"it is not a list of papers"},
	{"a YAML bibliography (Hayagriva)", "", isHayagriva, asBibliography},
	{"a list of references in YAML", "", isYAMLReferences,
		"convert it to CSL-JSON, for example with pandoc -t csljson, and import that"},
	{"a citation file (CITATION.cff)", "", func(head string) bool { return citationFile().MatchString(head) },
		"convert it to BibTeX or RIS with cffconvert and import that"},
}

func mentions(words ...string) func(head string) bool {
	return func(head string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(head, w) })
	}
}

func bookmarks(head string) bool {
	_, is := cutFold(strings.TrimSpace(head), "<!DOCTYPE NETSCAPE-Bookmark-file")
	return is
}

var (
	citationFile = pattern(`(?m)\A(?:\s*#.*\n)*(?:[a-z-]+:.*\n)*cff-version: `)

	// Entries of Hayagriva: a key, and below it, indented, members with a title and a type among them.
	hayagrivaKey  = pattern(`\A(?:---\s*\n|\s*#.*\n|\s*\n)*["']?[\w.:+/-]+["']?:[ \t]*\n[ \t]+[a-z][\w-]*:`)
	hayagrivaType = pattern(`(?mi)^[ \t]+["']?type["']?:[ \t]*["']?(?:article|chapter|entry|anthos|report|thesis|web|scene|artwork|patent|case|newspaper|legislation|manuscript|post|misc|` +
		`performance|periodical|proceedings|book|blog|reference|conference|anthology|repository|thread|video|audio|exhibition|original)\b`)
	yamlTitle = pattern(`(?m)^[ \t]+(?:- )?["']?title["']?:`)

	yamlReferences = pattern(`(?m)\A(?:---\s*\n|\s*#.*\n|\s*\n)*(?:references:\s*\n)?[ \t]*- ["']?[\w-]+["']?:[ \t]+\S`)
	yamlMembers    = pattern(`(?m)^[ \t]*(?:- )?["']?(id|type|title|issued|author|container-title|doi|url|DOI|URL|year|date|journal|venue)["']?:(?:[ \t]|$)`)
)

func isHayagriva(head string) bool {
	return hayagrivaKey().MatchString(head) && hayagrivaType().MatchString(head) && yamlTitle().MatchString(head)
}

func isYAMLReferences(head string) bool {
	if !yamlReferences().MatchString(head) {
		return false
	}
	members := map[string]bool{}
	for _, m := range yamlMembers().FindAllStringSubmatch(head, 64) {
		members[m[1]] = true
	}
	return members["title"] && len(members) > 2
}

// whyUnreadable says what the text that begins with head is, and what to do, if it is XML or JSON or a format that is known
// and not read. It is nil for all other text.
func whyUnreadable(head string) error {
	root := ""
	if name, tag := xmlRoot(head); looksXML(head, name) {
		root = name
		if i := strings.IndexAny(tag, " \t\r\n/>"); strings.HasPrefix(asciiLower(tag), "<bibtex:") && i > 0 {
			root = asciiLower(tag[1:i])
		}
	}
	for _, f := range unreadable {
		if (f.root == "" || root != "" && isAmong(f.root, root)) && (f.test == nil || f.test(head)) {
			return fmt.Errorf("%w: %s cannot be read; %s", ErrUnknownFormat, f.name, f.advice)
		}
	}
	if root != "" {
		return fmt.Errorf("%w: XML with the unknown root <%s>; %s",
			ErrUnknownFormat, beginning(root), listsFormats)
	}
	if names := membersOf(head); names != "" {
		return fmt.Errorf("%w: JSON with the unknown members %s; %s",
			ErrUnknownFormat, names, listsFormats)
	}
	return nil
}

// looksXML reports whether the text that begins with head is an XML document with that root. Text may begin with an
// element of HTML, or with a word in angle brackets.
func looksXML(head, root string) bool {
	if root == "" || isHTML(head) || strings.Trim(root, "abcdefghijklmnopqrstuvwxyz0123456789_.-") != "" {
		return false
	}
	if strings.HasPrefix(strings.TrimLeft(head, "\ufeff \t\r\n"), "<?xml") {
		return true
	}
	article := root == "article" && strings.Contains(head, "<article-meta")
	if htmlTags[root] && !article && !strings.Contains(head, "xmlns") {
		return false
	}
	ends := strings.Contains(asciiLower(head), root+">") && strings.HasSuffix(strings.TrimSpace(head), ">")
	return ends || len(head) >= sniffLen-4 && strings.Count(head, "</") > 20
}

// membersOf are the names of the first members in JSON whose records are objects; empty if head does not begin such.
func membersOf(head string) string {
	shape := shapeOf(head)
	var names []string
	for name := range shape {
		if !strings.Contains(name, ".") || strings.Count(name, ".") == 1 && len(shape) < 12 {
			names = append(names, fmt.Sprintf("%q", beginning(name)))
		}
	}
	slices.Sort(names)
	const most = 8
	if len(names) > most {
		names = append(names[:most], "…")
	}
	return strings.Join(names, ", ")
}
