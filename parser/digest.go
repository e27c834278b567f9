// Package parser turns the text of a digest into papers.
//
// A digest is one delivery of papers: a page that was copied, a mail, a feed, a bibliography file. Open recognises its
// format by its content and returns a [Digest]: what the digest says of itself, and its records one after the
// other, each either a [Paper] or a [Problem] that says at which line something could not be taken, and why.
//
// The package does no I/O of its own: an io.Reader goes in, values come out. All text that leaves it has been cleaned
// (see [CleanLine] and [CleanText]): nothing in it acts on a terminal.
//
// This file owns the words that all formats share: Digest, Paper, Problem and their parts.
package parser

import (
	"fmt"
	"iter"
	"strings"
)

// A Digest is one delivery of papers, opened for reading.
type Digest struct {
	Format  Format // how it is written
	Source  string // who sent it, as people call it: "Hugging Face"; empty when the digest does not say
	Curator string // who chose its papers: "AK and the research community"; empty when the digest does not say
	Date    Date   // the day it stands for; empty when the digest does not say

	records iter.Seq2[Paper, *Problem]
	leftOut map[string]int
	empty   bool // it says by its form that it has none
	err     error
}

// Records yields the digest's papers and problems in the order of the input, but for those that need what stands behind
// them. For every step the Problem is nil, or the Paper is zero and the Problem says what was rejected. The sequence can
// be walked once; afterwards Err reports whether it came to the end of the input.
func (d *Digest) Records() iter.Seq2[Paper, *Problem] { return d.records }

// Err is what ended Records early: a read error, or a limit. It is nil when the input was read to its end, unless not a
// single paper turned up, which Open cannot know of every input that is streamed: then it is a [NoPapersError].
func (d *Digest) Err() error { return d.err }

// A Paper is one work as one digest tells of it. Only the title is always there.
type Paper struct {
	Title    string // one line, shown text: clean, TeX as Unicode
	Abstract string // shown text; paragraphs are parted by one empty line

	RawTitle    string // the title as the digest has it, decoded but neither cleaned nor converted
	RawAbstract string // the same for the abstract, line breaks included

	Authors    []Author // in the order of the paper
	Published  Date
	ArXiv      string // arXiv identifier without prefix or version: 2403.01234, math/0309136
	Version    int    // the N of arXiv's vN; 0 when not given
	DOI        string // bare and lowercase: 10.1000/xyz
	OpenReview string // OpenReview forum id

	In         Publication // where it appeared
	Categories []string    // arXiv's subject classes, the primary one first: cs.LG
	Keywords   []string    // as the digest has them; the reader's tags are another thing
	Comment    string      // what its authors say of it beside the abstract: "12 pages, code at …"; one line, shown text
	Key        string      // the citation key that it came with
	Marks      *Marks      // what a reader made of it, if the digest came out of a library; nil otherwise
	Details

	// Announced is how arXiv announced the paper, one of Announcements; empty if it does not say. It belongs to the digest
	// rather than to the paper, and a library does not keep it.
	Announced string

	Links []Link // in the order of the text, no address twice
	Line  int    // line of the input where the record begins, counted from 1
}

// A Publication says where and how a work appeared, as bibliographies tell it. All of it is shown text of one line.
type Publication struct {
	Type      string `json:"type,omitempty"` // of the work, by CSL's names: article-journal, paper-conference, article (a preprint), thesis
	Venue     string `json:"venue,omitempty"`
	Volume    string `json:"volume,omitempty"`
	Issue     string `json:"issue,omitempty"`
	Pages     string `json:"pages,omitempty"` // 12–34, with an en dash
	Publisher string `json:"publisher,omitempty"`
	Place     string `json:"place,omitempty"` // of the publisher: Berlin
	Series    string `json:"series,omitempty"`
	Edition   string `json:"edition,omitempty"` // 2nd, Second, 2: as the digest writes it
	ISBN      string `json:"isbn,omitempty"`
	ISSN      string `json:"issn,omitempty"`
}

// fields are the fields of the publication.
func (in *Publication) fields() []*string {
	return []*string{&in.Type, &in.Venue, &in.Volume, &in.Issue, &in.Pages, &in.Publisher, &in.Place, &in.Series, &in.Edition, &in.ISBN, &in.ISSN}
}

// clean is the publication with its fields cleaned.
func (in Publication) clean() Publication {
	for _, f := range in.fields() {
		*f = CleanLine(*f)
	}
	return in
}

// Fill takes from other what in does not say.
func (in *Publication) Fill(other Publication) {
	theirs := other.fields()
	for i, f := range in.fields() {
		if *f == "" {
			*f = *theirs[i]
		}
	}
}

// Details are what few digests tell of a paper. The store keeps them as they are here, under these short names.
type Details struct {
	Editors     []Author `json:"e,omitempty"` // of the work, or of the book that it is part of
	MoreAuthors bool     `json:"o,omitempty"` // there are more than Authors: "and others", "et al."
	Language    string   `json:"g,omitempty"` // as the digest names it: en, eng, English
	Files       []string `json:"f,omitempty"` // paths of the paper's files, as a reference manager links them
	Upvotes     int      `json:"u,omitempty"` // on Hugging Face; 0 if unknown
}

// Marks are what a reader made of a paper, in digests that came out of a library: dogear's own, or a reference manager's.
type Marks struct {
	Status  string // inbox, later, read or dismissed; empty when it is not said
	Starred bool
	Snoozed Date // the day until which it is snoozed; empty if it is not
	Tags    []string
	Note    string // Markdown; cleaned, line breaks kept
	Added   Date
}

// An Author is a person, or a group whose whole name stands in Family.
type Author struct {
	Given    string `json:"given,omitempty"`
	Particle string `json:"particle,omitempty"` // van, von der, de la
	Family   string `json:"family"`
	Suffix   string `json:"suffix,omitempty"` // Jr., III
}

// Name is the author in display order: Jane van Doe Jr. Names in the scripts of China, Japan and Korea are written as there:
// the family name first, without a space.
func (a Author) Name() string {
	if a.Given != "" && isEastAsian(a.Family) && isEastAsian(a.Given) && a.Particle == "" && a.Suffix == "" {
		return a.Family + a.Given
	}
	var parts []string
	for _, s := range []string{a.Given, a.Particle, a.Family, a.Suffix} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, " ")
}

// A LinkKind says what an address leads to.
type LinkKind string

// The kinds of links, as they stand in exports.
const (
	LinkPage    LinkKind = "page"    // the paper's own page: arXiv abstract, publisher, OpenReview
	LinkPDF     LinkKind = "pdf"     // its text
	LinkCode    LinkKind = "code"    // a source repository
	LinkProject LinkKind = "project" // a page of the authors about the work
	LinkOther   LinkKind = "other"
)

// A Link is one http or https address.
type Link struct {
	Kind LinkKind `json:"kind"`
	URL  string   `json:"url"`
}

// A Date is a calendar date as ISO 8601 writes it, YYYY-MM-DD, or of reduced precision, YYYY-MM or YYYY, where the day
// or the month is not known. Dates compare as strings. The zero Date is no date.
type Date string

// A Format names a way to write digests.
type Format string

// The formats that can be read, by the names that the command line gives them.
const (
	FormatArXivAPI     Format = "arxiv-api"       // an answer of arXiv's API, in Atom
	FormatArXivJSONL   Format = "arxiv-jsonl"     // arXiv's metadata as JSON Lines
	FormatArXivListing Format = "arxiv-listing"   // arXiv's daily listing, bare or as mail
	FormatArXivPage    Format = "arxiv-page"      // a page of arXiv: a list of papers, a search or one paper
	FormatBibItems     Format = "thebibliography" // a list of references in LaTeX
	FormatBibLaTeX     Format = "biblatex"        // a BibLaTeX bibliography
	FormatBibTeX       Format = "bibtex"          // a BibTeX bibliography
	FormatBiorxivJSON  Format = "biorxiv-json"    // answers of bioRxiv's and medRxiv's API
	FormatCrossrefJSON Format = "crossref-json"   // answers of Crossref's API
	FormatCSLJSON      Format = "csl-json"        // items of the Citation Style Language
	FormatDBLPJSON     Format = "dblp-json"       // answers of DBLP's search in JSON
	FormatDBLPXML      Format = "dblp-xml"        // DBLP's records in XML
	FormatEndNoteXML   Format = "endnote-xml"     // EndNote's export in XML
	FormatCSV          Format = "csv"             // a table of papers, parted by commas, semicolons or tabs
	FormatENW          Format = "enw"             // EndNote's tagged format
	FormatFeed         Format = "feed"            // RSS, Atom or a JSON feed
	FormatIDs          Format = "ids"             // identifiers and addresses of papers, one or more a line
	FormatHFJSON       Format = "hf-json"         // Hugging Face's daily papers as JSON, or its page as HTML
	FormatHFPage       Format = "hf-page"         // a Hugging Face papers page, copied as text or Markdown
	FormatJSONL        Format = "jsonl"           // what dogear itself exports
	FormatLogseq       Format = "logseq"          // a page of Logseq's about one paper
	FormatMarkdown     Format = "markdown"        // a newsletter's table, a list or headings in Markdown
	FormatNBIB         Format = "nbib"            // PubMed's export
	FormatObsidian     Format = "obsidian"        // a note of Obsidian's about one paper
	FormatOpenReview   Format = "openreview-json" // notes of OpenReview's API, version 2
	FormatOAIPMH       Format = "oai-pmh"         // answers of repositories that are harvested
	FormatOpenAlexJSON Format = "openalex-json"   // answers of OpenAlex's API
	FormatPubMedXML    Format = "pubmed-xml"      // PubMed's records in XML
	FormatPageHTML     Format = "page-html"       // a publisher's page of one paper, as HTML
	FormatRIS          Format = "ris"             // reference managers' exchange format
	FormatS2JSON       Format = "s2-json"         // answers of Semantic Scholar's API
	FormatScholarAlert Format = "scholar-alert"   // an alert of Google Scholar or Semantic Scholar
	FormatText         Format = "text"            // any list of title and abstract pairs
	FormatZoteroJSON   Format = "zotero-json"     // Zotero's items, of its API or of Better BibTeX
	FormatWoS          Format = "wos"             // Web of Science's export as text
	FormatZoteroCSV    Format = "zotero-csv"      // Zotero's export as a table
)

// A Problem is a record that could not be taken.
type Problem struct {
	Line   int    // where it begins, counted from 1
	Reason string // what is wrong with it and, where it helps, what would be right
	Text   string // its beginning, cleaned, one line
	Raw    string // as much as 64 KiB of it as the input has it, decoded, for mending; empty where it is Text
}

// Error says where and why, as it is shown to the reader.
func (p *Problem) Error() string { return fmt.Sprintf("line %d: %s", p.Line, p.Reason) }
