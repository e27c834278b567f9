package parser

// This file owns stubs: papers of which nothing is known but an identifier. The identifier is their title until a digest
// brings the paper; so every format can hold a stub, and any of them can be told from a paper by its title alone.

import "strings"

// Identifiers are what a text says of which paper it means. At most one arXiv id, DOI and OpenReview id are known of it.
type Identifiers struct {
	ArXiv      string
	Version    int // of arXiv; 0 if none is given
	DOI        string
	OpenReview string
}

// Identify reads a text that is nothing but an identifier or the address of a paper's page: an arXiv id, a DOI, an
// OpenReview forum, or a publisher's page whose address has the DOI in it. See [ParseArXiv], [ParseDOI].
func Identify(s string) (id Identifiers, ok bool) {
	s = strings.TrimSpace(s)
	if len(s) > maxURL {
		return id, false
	}
	if id.ArXiv, id.Version, ok = ParseArXiv(s); ok {
		return id, true
	}
	if doi, arxiv, ok := ParseDOI(s); ok {
		if arxiv != "" {
			return Identifiers{ArXiv: arxiv}, true
		}
		return Identifiers{DOI: doi}, true
	}
	if id.OpenReview, ok = openReviewForum(s); ok {
		return id, true
	}
	if rest, is := cutFold(s, "openreview:"); is && isOpenReviewID(strings.TrimSpace(rest)) {
		return Identifiers{OpenReview: strings.TrimSpace(rest)}, true
	}
	if id.DOI = addressDOI(s); id.DOI != "" {
		return id, true
	}
	return id, false
}

// String is the identifier as people write it: arXiv:2403.01234, doi:10.1000/xyz, OpenReview:abc. It is the title of a stub.
func (id Identifiers) String() string {
	switch {
	case id.ArXiv != "":
		return "arXiv:" + id.ArXiv
	case id.DOI != "":
		return "doi:" + id.DOI
	case id.OpenReview != "":
		return "OpenReview:" + id.OpenReview
	}
	return ""
}

// NewStub is a paper of which only an identifier is known. given are addresses that belong to it.
func NewStub(id Identifiers, line int, given ...string) Paper {
	c := citation{paper: Paper{
		Title: id.String(), RawTitle: id.String(), ArXiv: id.ArXiv, Version: id.Version, DOI: id.DOI, OpenReview: id.OpenReview, Line: line,
	}}
	if id.OpenReview != "" {
		given = append([]string{openReviewPage + id.OpenReview}, given...)
	}
	for _, address := range given {
		c.mentions(address)
	}
	c.paper.Links = c.links("")
	return c.paper
}

// identifiers are those of a paper, without the version.
func (p *Paper) identifiers() Identifiers {
	return Identifiers{ArXiv: p.ArXiv, DOI: p.DOI, OpenReview: p.OpenReview}
}

// identified reports whether a paper has an identifier.
func (p *Paper) identified() bool { return p.identifiers() != Identifiers{} }

// unversioned is what tells one paper from another.
func (id Identifiers) unversioned() Identifiers {
	id.Version = 0
	return id
}

// IsStub reports whether the title of a paper is but one of its identifiers.
func (p *Paper) IsStub() bool {
	return IsStubTitle(p.Title, p.identifiers())
}

// IsStubTitle reports whether a title is but an identifier of the paper that has it.
func IsStubTitle(title string, of Identifiers) bool {
	if strings.IndexByte(title, ' ') >= 0 || !strings.ContainsAny(title, "./:") {
		return false
	}
	id, ok := Identify(title)
	return ok && (id.ArXiv == "" || id.ArXiv == of.ArXiv) && (id.DOI == "" || id.DOI == of.DOI) && (id.OpenReview == "" || id.OpenReview == of.OpenReview)
}
