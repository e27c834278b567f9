package parser

// This file owns the digest of identifiers that were typed or pasted, not read from a file.

import "strings"

// identifiersSource is what a digest of typed identifiers calls itself.
const identifiersSource = "identifiers"

// StubDigest is a digest of the papers that texts name, each an identifier or the address of a paper's page: see
// [Identify]. An address is kept among its paper's links. What is neither is a problem; its line is its number among the
// texts.
func StubDigest(texts ...string) (*Digest, error) {
	records := make([]record, 0, len(texts))
	for i, s := range texts {
		s = strings.TrimSpace(s)
		id, ok := Identify(s)
		if !ok {
			records = append(records, rejected(block{line: i + 1, text: s}, "neither an identifier nor the address of a paper's page"))
			continue
		}
		var given []string
		_, isAddress := parseAddress(s)
		if _, resolver := cutResolver(s); isAddress && id.ArXiv == "" && !resolver { // the resolver's, each DOI has
			given = append(given, s)
		}
		records = append(records, record{paper: NewStub(id, i+1, given...)})
	}
	d, err := newDigest(FormatIDs, records)
	if err == nil {
		d.Source = identifiersSource
	}
	return d, err
}
