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
		{FormatJSONL, "dogear's own export, as JSON Lines", sniffJSONL, openJSONL},
		{FormatArXivJSONL, "arXiv metadata, as JSON Lines", sniffArXivJSONL, openArXivJSONL},
		{FormatHFJSON, "Hugging Face daily papers, as JSON or HTML", sniffHFJSON, openHFJSON},
		{FormatArXivAPI, "results of the arXiv API", sniffArXivAPI, openArXivAPI},
		{FormatPubMedXML, "PubMed records, as XML", sniffPubMedXML, openPubMedXML},
		{FormatOAIPMH, "OAI-PMH records of arXiv and other repositories", sniffOAIPMH, openOAIPMH},
		{FormatDBLPXML, "DBLP records or search results, as XML", sniffDBLPXML, openDBLPXML},
		{FormatEndNoteXML, "EndNote export, as XML", sniffEndNoteXML, openEndNoteXML},
		{FormatFeed, "RSS, Atom and JSON feeds, from arXiv or elsewhere", sniffFeed, openFeed},
		{FormatOpenReview, "notes of the OpenReview API", sniffOpenReview, openOpenReview},
		{FormatS2JSON, "results of the Semantic Scholar API", sniffS2JSON, openS2JSON},
		{FormatDBLPJSON, "DBLP search results, as JSON", sniffDBLPJSON, openDBLPJSON},
		{FormatCrossrefJSON, "works of the Crossref API", sniffCrossref, openCrossref},
		{FormatOpenAlexJSON, "works of the OpenAlex API", sniffOpenAlex, openOpenAlex},
		{FormatBiorxivJSON, "results of the bioRxiv and medRxiv APIs", sniffBiorxiv, openBiorxiv},
		{FormatZoteroJSON, "Zotero items, as JSON (API or Better BibTeX)", sniffZoteroJSON, openZoteroJSON},
		{FormatCSLJSON, "CSL-JSON bibliography", sniffCSLJSON, openCSLJSON},
		{FormatObsidian, "note about one paper with YAML properties, as in Obsidian", sniffObsidian, openObsidian},
		{FormatLogseq, "note about one paper with name:: value properties, as in Logseq", sniffLogseq, openLogseq},
		{FormatZoteroCSV, "Zotero export, as CSV", sniffZoteroCSV, openZoteroCSV},
		{FormatCSV, "table of papers, with columns of any common name", sniffCSV, openCSV},
		{FormatENW, "EndNote export, .enw", sniffENW, openENW},
		{FormatWoS, "Web of Science export, as text", sniffWoS, openWoS},
		{FormatNBIB, "PubMed export, .nbib", sniffNBIB, openNBIB},
		{FormatRIS, "RIS, exported by most reference managers", sniffRIS, openRIS},
		{FormatBibLaTeX, "BibLaTeX bibliography", sniffBibLaTeX, openBibLaTeX},
		{FormatBibTeX, "BibTeX bibliography", sniffBibTeX, openBibTeX},
		{FormatBibItems, "LaTeX list of references (\\bibitem)", sniffBibItems, openBibItems},
		{FormatArXivListing, "arXiv daily listing, plain or as mail", sniffArXivListing, openArXivListing},
		{FormatArXivPage, "arXiv pages (lists, searches, single papers), as text or HTML", sniffArXivPage, openArXivPage},
		{FormatScholarAlert, "alert from Google Scholar or Semantic Scholar", sniffScholarAlert, openScholarAlert},
		{FormatPageHTML, "publisher's page of one paper, as HTML", sniffPageHTML, openPageHTML},
		{FormatIDs, "list of arXiv ids, DOIs and addresses, with or without titles", sniffIDList, openIDList},
		{FormatHFPage, "Hugging Face papers page, copied as text or Markdown", sniffHFPage, openHFPage},
		{FormatMarkdown, "Markdown tables, lists or headings", sniffMarkdown, openMarkdown},
		{FormatText, "plain list of titles and abstracts", sniffText, openText},
	}
}

// Open recognises the format of r and returns the digest in it. The input may be UTF-8, UTF-16, Windows-1252 or, if
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
		return format{}, fmt.Errorf("%w: it looks like %s; %s; --format selects one",
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
const listsFormats = "`dogear help formats` lists the supported formats"

// noPapers is the error for a text that was read as f and had nothing usable in it. The first rejected record, if there
// was one, is part of the message.
func noPapers(f Format, problems []*Problem) error { return noPapersOf(f, problems, len(problems)) }

// noPapersOf is noPapers for an input with more problems than were kept.
func noPapersOf(f Format, problems []*Problem, rejected int) error {
	said := fmt.Sprintf("%v: %s; if it is in another format, select it with --format; %s", ErrNoPapers, nothingIn(f), listsFormats)
	if len(problems) > 0 { // which is what is wrong; the format is right
		said = fmt.Sprintf("%v: read as %s: %v (%d rejected)", ErrNoPapers, f, problems[0], rejected)
	}
	return &NoPapersError{Format: f, Problems: problems, rejected: rejected, said: said}
}

// nothingIn says what a text that was read as f lacks.
func nothingIn(f Format) string {
	if f == FormatText || f == FormatMarkdown {
		return fmt.Sprintf("read as %s, but it has no titles with abstracts and no list of titles; %s", f, howToList)
	}
	for _, row := range Formats() {
		if row.Name == f {
			return fmt.Sprintf("read as %s (%s), but it has no record of a paper", f, row.Reads)
		}
	}
	return fmt.Sprintf("read as %s, but it has no record of a paper", f)
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
