package parser

// This file owns the DOIs that publishers have in the addresses of their pages.

import (
	"regexp"
	"strings"
)

// doiHosts are hosts whose addresses name a paper by a number of their own, from which its DOI follows. A host counts for
// its subdomains too. The pattern finds the number, and prefix stands before it in the DOI.
var doiHosts = []struct {
	host, prefix string
	number       func() *regexp.Regexp // in the path and the query
}{
	{"nature.com", "10.1038/", pattern(`^/articles/([a-z]*[0-9][\w-]*)`)},
	{"zenodo.org", "10.5281/zenodo.", pattern(`^/records?/(\d+)`)},
	{"ssrn.com", "10.2139/ssrn.", pattern(`(?i)(?:abstract(?:_?id)?=)(\d+)`)},
}

var (
	// doiInPath finds a DOI that stands in the path of an address as it is: /doi/abs/10.1145/1.2, /article/10.1007/s1-2.
	doiInPath = pattern(`^/(?:[^/]+/)*?(10\.\d{4,9}/\S+)$`)

	// doiPageParts is what publishers put behind the DOI for the parts of a paper's page and for its files.
	doiPageParts = pattern(`(?i)(?:/(?:full|fulltext|full-text|abstract|abs|pdf|epdf|epub|html|meta|summary|references|citedby|figures|tables|download|suppl_file/.*))+$|` +
		`(?:\.(?:full|abstract|short|long|full-text|supplementary-material|figures-only))*(?:\.full)?\.pdf\+?(?:html)?$|` +
		`(?:\.(?:full|abstract|short|full-text|supplementary-material))+$|\.(?:xml|html?|epub)$`)

	// versionAtEnd is the version of a preprint that bioRxiv and medRxiv put behind the DOI.
	versionAtEnd = pattern(`v\d{1,2}$`)
)

// addressDOI is the DOI of the paper whose page a publisher has at an address, if the address tells; empty if not. The
// resolver doi.org is ParseDOI's.
func addressDOI(address string) string {
	if len(address) > maxURL || !strings.Contains(address, "://") {
		return ""
	}
	u, ok := parseAddress(address)
	if !ok {
		return ""
	}
	host := strings.ToLower(u.Hostname())
	for _, h := range doiHosts {
		if !under(host, h.host) {
			continue
		}
		if m := h.number().FindStringSubmatch(u.Path + "?" + u.RawQuery); m != nil {
			return validDOI(h.prefix + m[1])
		}
	}
	if m := doiInPath().FindStringSubmatch(u.Path); m != nil {
		doi := doiPageParts().ReplaceAllString(strings.TrimRight(m[1], "/"), "")
		if under(host, "biorxiv.org") || under(host, "medrxiv.org") {
			doi = versionAtEnd().ReplaceAllString(doi, "")
		}
		return validDOI(doi)
	}
	if id := u.Query().Get("id"); strings.HasPrefix(id, "10.") { // PLOS: /plosone/article?id=10.1371/journal.pone.0000000
		return validDOI(id)
	}
	return ""
}

// validDOI is s as a DOI, or empty.
func validDOI(s string) string {
	doi, arxiv, ok := ParseDOI(unescaped(s))
	if !ok || arxiv != "" {
		return ""
	}
	return doi
}
