package parser

// This file owns the way in: Open, its options, the table of formats, and the errors that tell callers apart why an
// input could not be read. A new format is one new file and one row in the table.

import (
	"errors"
	"fmt"
	"io"
	"time"
)

// The reasons why Open gives no digest. Each comes wrapped in a message that says what was found and what to do;
// tell them apart with errors.Is.
var (
	ErrEmpty         = errors.New("the input is empty")
	ErrBinary        = errors.New("the input is not text")
	ErrNoPapers      = errors.New("no papers found")
	ErrTooLarge      = errors.New("the input is too large")
	ErrUnknownFormat = errors.New("unknown format")
)

// MaxText is how many bytes a digest may have that is read as a whole: 64 MiB, counted after expansion and as UTF-8.
// The starter digest has a tenth of one.
const MaxText = 64 << 20

// Options say what the caller knows better than the digest. The zero value leaves everything to the digest.
type Options struct {
	Format Format    // how the input is written; empty: recognise it by its content
	Date   Date      // the day the digest stands for; empty: what the digest says
	Now    time.Time // the reader's clock, for dates without a year; zero: such dates stay empty
	Only   []string  // the announcements whose papers are taken, of those in [Announcements]; empty: all, and so is "all"

	mailed Date // the day of the mail that the text came in
}

// A format is one way to write digests. Its sniff sees the beginning of the text, up to sniffLen bytes and cut
// anywhere, so it may recognise a digest but not validate it. Its open gives a digest whose records may be read lazily.
type format struct {
	name  Format
	reads string // what it takes, for people
	sniff func(head string) bool
	open  func(in *input, opts Options) (*Digest, error)
}

// formats is asked from top to bottom: the particular before the general. It is a function because the readers in it
// name the formats in their errors, and a variable may not depend on itself.
func formats() []format {
	return []format{
		{FormatJSONL, "what dogear itself exports", sniffJSONL, openJSONL},
		{FormatArXivJSONL, "arXiv's metadata as JSON Lines", sniffArXivJSONL, openArXivJSONL},
		{FormatHFJSON, "Hugging Face's daily papers as JSON, or its page as HTML", sniffHFJSON, openHFJSON},
		{FormatArXivAPI, "an answer of arXiv's API", sniffArXivAPI, openArXivAPI},
		{FormatPubMedXML, "PubMed's records in XML", sniffPubMedXML, openPubMedXML},
		{FormatOAIPMH, "what arXiv and repositories answer to OAI-PMH", sniffOAIPMH, openOAIPMH},
		{FormatDBLPXML, "DBLP's records, or answers of its search, in XML", sniffDBLPXML, openDBLPXML},
		{FormatEndNoteXML, "EndNote's export in XML", sniffEndNoteXML, openEndNoteXML},
		{FormatFeed, "an RSS, Atom or JSON feed: arXiv's and any other", sniffFeed, openFeed},
		{FormatOpenReview, "notes of OpenReview's API", sniffOpenReview, openOpenReview},
		{FormatS2JSON, "answers of Semantic Scholar's API", sniffS2JSON, openS2JSON},
		{FormatDBLPJSON, "answers of DBLP's search in JSON", sniffDBLPJSON, openDBLPJSON},
		{FormatCrossrefJSON, "works as Crossref's API has them", sniffCrossref, openCrossref},
		{FormatOpenAlexJSON, "works as OpenAlex's API has them", sniffOpenAlex, openOpenAlex},
		{FormatBiorxivJSON, "answers of bioRxiv's and medRxiv's API", sniffBiorxiv, openBiorxiv},
		{FormatZoteroJSON, "Zotero's items as JSON: of its API or of Better BibTeX", sniffZoteroJSON, openZoteroJSON},
		{FormatCSLJSON, "a bibliography as CSL-JSON", sniffCSLJSON, openCSLJSON},
		{FormatObsidian, "a note about one paper with YAML at its top, as in Obsidian", sniffObsidian, openObsidian},
		{FormatLogseq, "a note about one paper with lines name:: value at its top, as in Logseq", sniffLogseq, openLogseq},
		{FormatZoteroCSV, "Zotero's export as a table", sniffZoteroCSV, openZoteroCSV},
		{FormatCSV, "a table of papers, its columns known by their common names", sniffCSV, openCSV},
		{FormatENW, "EndNote's export, .enw", sniffENW, openENW},
		{FormatWoS, "Web of Science's export as text", sniffWoS, openWoS},
		{FormatNBIB, "PubMed's export", sniffNBIB, openNBIB},
		{FormatRIS, "RIS, as reference managers export it", sniffRIS, openRIS},
		{FormatBibLaTeX, "a BibLaTeX bibliography", sniffBibLaTeX, openBibLaTeX},
		{FormatBibTeX, "a BibTeX bibliography", sniffBibTeX, openBibTeX},
		{FormatBibItems, "a list of references in LaTeX, \\bibitem by \\bibitem", sniffBibItems, openBibItems},
		{FormatArXivListing, "arXiv's daily listing, bare or as mail", sniffArXivListing, openArXivListing},
		{FormatArXivPage, "arXiv's pages as text or HTML: lists, searches, a paper", sniffArXivPage, openArXivPage},
		{FormatScholarAlert, "an alert of Google Scholar or Semantic Scholar", sniffScholarAlert, openScholarAlert},
		{FormatPageHTML, "the page of one paper as HTML, as publishers have it", sniffPageHTML, openPageHTML},
		{FormatIDs, "a list of arXiv ids, DOIs and addresses, with or without titles", sniffIDList, openIDList},
		{FormatHFPage, "a Hugging Face papers page copied as text or Markdown", sniffHFPage, openHFPage},
		{FormatMarkdown, "tables, lists or headings in Markdown", sniffMarkdown, openMarkdown},
		{FormatText, "a list of titles and abstracts", sniffText, openText},
	}
}

// Open recognises the format of r and answers with the digest in it. The input may be UTF-8, UTF-16, Windows-1252 or, if
// it is XML, what that declares; with or without a byte order mark, and gzipped. Of a mail or a mailbox the text inside is
// taken, and what is quoted is read without the marks before its lines; lines are those of the file all the same. Open
// itself returns the errors above; a record that cannot be taken is a [Problem] among [Digest.Records], and the records
// after it are read all the same.
func Open(r io.Reader, opts Options) (*Digest, error) {
	in, err := newInput(r)
	if err != nil {
		return nil, err
	}
	open := openFormat
	if sniffMail(in.head) {
		open = openMail
	}
	d, err := open(in, opts)
	if err != nil {
		return nil, err
	}
	if opts.Date != "" {
		d.Date = opts.Date
	}
	d.only(opts.Only)
	return d, nil
}

// openFormat opens what stands in no envelope.
func openFormat(in *input, opts Options) (*Digest, error) {
	if opts.Format == "" {
		below, why := in.belowProperties()
		if why != "" {
			return openBelow(below, why, opts)
		}
	}
	in = unquoted(in, opts.Format)
	f, err := recognise(in.head, opts.Format)
	if err != nil {
		return nil, err
	}
	d, err := f.open(in, opts)
	if err != nil {
		return nil, err
	}
	d.Format = f.name
	return d, nil
}

// recognise finds the row for the format that was asked for or, if none was, for the text that begins with head.
func recognise(head string, want Format) (format, error) {
	for _, f := range formats() {
		if want == "" && f.name == FormatHFPage { // from here on any text may be taken, also what is none
			if err := whyUnreadable(head); err != nil {
				return format{}, err
			}
		}
		if f.name == want || want == "" && f.sniff(head) {
			return f, nil
		}
	}
	if want == "" && isHTML(head) {
		return format{}, withoutPapers()
	}
	if want == "" {
		return format{}, fmt.Errorf("%w: the text looks like %s, but not of a kind that can be read; %s, and --format names one",
			ErrUnknownFormat, machineText(head), listsFormats)
	}
	return format{}, fmt.Errorf("%w %q: %s", ErrUnknownFormat, CleanLine(string(want)), listsFormats)
}

// A FormatInfo is a format that can be read, and what it is, for people.
type FormatInfo struct {
	Name  Format
	Reads string
}

// Formats lists the formats that can be read, in the order in which they are recognised.
func Formats() []FormatInfo {
	var all []FormatInfo
	for _, f := range formats() {
		all = append(all, FormatInfo{f.name, f.reads})
	}
	return all
}

// listsFormats says where the formats are listed that can be read, of which there are too many for a message.
const listsFormats = "`dogear help formats` lists what can be read"

// noPapers is the error for a text that was read as f and had nothing usable in it. The first rejected record, if there
// was one, is part of the message.
func noPapers(f Format, problems []*Problem) error { return noPapersOf(f, problems, len(problems)) }

// noPapersOf is noPapers for an input with more problems than were kept.
func noPapersOf(f Format, problems []*Problem, rejected int) error {
	said := fmt.Sprintf("%v: %s; if it is in another format, name that with --format; %s", ErrNoPapers, nothingIn(f), listsFormats)
	if len(problems) > 0 { // which is what is wrong; the format is right
		said = fmt.Sprintf("%v: read as %s: %v (%d rejected)", ErrNoPapers, f, problems[0], rejected)
	}
	return &NoPapersError{Format: f, Problems: problems, rejected: rejected, said: said}
}

// nothingIn says what a text that was read as f lacks.
func nothingIn(f Format) string {
	if f == FormatText || f == FormatMarkdown {
		return fmt.Sprintf("read as %s, but there are no titles with abstracts in it, and no list of titles; %s", f, howToList)
	}
	for _, row := range Formats() {
		if row.Name == f {
			return fmt.Sprintf("read as %s (%s), but there is no record of a paper in it", f, row.Reads)
		}
	}
	return fmt.Sprintf("read as %s, but there is no record of a paper in it", f)
}

// A NoPapersError tells that an input was read and had no usable paper in it, and which records were rejected. It is an
// ErrNoPapers.
type NoPapersError struct {
	Format   Format
	Problems []*Problem
	rejected int // may be more than there are Problems
	said     string
	judged   bool // said tells of the text as a whole rather than of a line
}

func (e *NoPapersError) Error() string { return e.said }

// Is makes the error an ErrNoPapers.
func (e *NoPapersError) Is(target error) bool { return target == ErrNoPapers }

// A record is one step of [Digest.Records], for formats that are read as a whole.
type record struct {
	paper   Paper
	problem *Problem
	skipped bool // it is neither, and is passed over; see newSkippingStream
}

// problemsIn are the problems among records.
func problemsIn(records []record) []*Problem {
	var problems []*Problem
	for _, r := range records {
		if r.problem != nil {
			problems = append(problems, r.problem)
		}
	}
	return problems
}

// newDigest is a digest of records that are all there. Without a single paper it is an error: see noPapers.
func newDigest(f Format, records []record) (*Digest, error) {
	problems := problemsIn(records)
	if len(problems) == len(records) {
		return nil, noPapers(f, problems)
	}
	return &Digest{Format: f, records: func(yield func(Paper, *Problem) bool) {
		for _, r := range records {
			if !yield(r.paper, r.problem) {
				return
			}
		}
	}}, nil
}
