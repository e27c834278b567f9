// This file owns telling whether a record is a paper that the library has, and which papers may be the same.

package store

import (
	"fmt"
	"hash/fnv"

	"dogear/parser"
	"dogear/store/fulltext"
)

// titleHash is the 64-bit FNV-1a hash of a title's key: the index finds by it, and sameByTitle looks closer.
func titleHash(title string) int64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(parser.TitleKey(title)))
	return int64(h.Sum64()) //nolint:gosec // a hash has no sign to lose
}

// knownPaper is a paper of the library, as far as a record is compared with it and fills it.
type knownPaper struct {
	id, place, merged      int64
	status                 Status
	starred                bool
	snoozed                Until
	version                int
	title, published       string
	arxiv, doi, openreview string
	body                   body
	data                   []byte      // the body as it is kept
	repeated               bool        // the record at hand says nothing else
	into                   *knownPaper // the paper that it was merged into, or nil
}

// now returns the paper that a known one is by now: the one that it was merged into, or itself.
func (k *knownPaper) now() knownPaper {
	if k.into != nil {
		return *k.into
	}
	return *k
}

const knownColumns = `SELECT p.id, p.place, p.merged, p.status, p.starred, p.snoozed, p.version, p.title, p.published, coalesce(p.arxiv, ''),
	coalesce(p.doi, ''), coalesce(p.openreview, ''), b.data FROM paper p JOIN body b ON b.id = p.id WHERE `

// The reasons why a record was taken for a paper that was there: see Appearance.
const (
	byArXiv      = "arxiv"
	byDOI        = "doi"
	byOpenReview = "openreview"
	byTitle      = "title"
)

// find looks a record up: by arXiv id, then DOI, then OpenReview id, then by its title, where nothing speaks against it,
// and tells which of them it was. The zero knownPaper is one that the library does not have. Papers that may be the same
// and were not found to be are noted as suspects. An identifier that belongs to another work is taken off the record.
func (in *intake) find(r *prepared) (known knownPaper, why string, err error) {
	p := &r.paper
	for _, by := range []struct{ name, value, label string }{
		{byArXiv, p.ArXiv, "arXiv id "}, {byDOI, p.DOI, "DOI "}, {byOpenReview, p.OpenReview, "OpenReview id "},
	} {
		if by.value == "" {
			continue
		}
		found, err := in.knownBy("p."+by.name+" = ?", by.value)
		if err != nil {
			return known, "", err
		}
		if len(found) == 0 {
			continue
		}
		other, paper := found[0].otherWork(p), found[0].now()
		switch {
		case other != "":
			in.suspect(paper.id, "same "+by.label+by.value+", but "+other)
			if err := r.disown(by.name); err != nil {
				return known, "", err
			}
		case why == "":
			known, why = paper, by.name
		case paper.id != known.id: // one identifier says this paper, another says that: not for us to guess
			in.suspect(paper.id, "a record has an identifier of one and "+by.label+by.value+" of the other")
		}
	}
	if why != "" || p.IsStub() {
		return known, why, nil
	}
	if r.generic {
		known, err = in.findGeneric(r)
	} else {
		known, err = in.findByTitle(r)
	}
	if known.id != 0 {
		why = byTitle
	}
	return known, why, err
}

// mostNamed is how many papers of one title a record is compared with, beside those that say just what it says.
const mostNamed = 10

// findByTitle looks a record up by its title.
func (in *intake) findByTitle(r *prepared) (known knownPaper, err error) {
	found, err := in.knownBy("p.title_hash = ?", r.hash)
	if err != nil {
		return known, err
	}
	if len(found) == mostNamed {
		r.exact = exactKeys(&r.paper, 0)
		more, err := in.byKeys(r.exact)
		if err != nil {
			return known, err
		}
		found = append(found, more...)
	}
	best := -1
	for i := range found {
		k := &found[i]
		if same, but := k.sameByTitle(&r.paper); same {
			if closeness := k.closeness(&r.paper); closeness > best {
				known, best = k.now(), closeness
			}
		} else if but != "" {
			in.suspect(k.now().id, "same title, "+but)
		}
	}
	return known, nil
}

// findGeneric looks up a record whose title says nothing: it is a paper of the library only if all that it says has been
// said before, as often as in this import, or if it stands at the same place.
func (in *intake) findGeneric(r *prepared) (known knownPaper, err error) {
	in.nameGeneric(r)
	found, err := in.byKeys(r.exact)
	if err == nil && in.unkeyedLeft { // it may be among those that have no keys yet
		var more []knownPaper
		more, err = in.knownBy("p.title_hash = ?", r.hash)
		for i := range more {
			if recordKey(more[i].parsed(), 0) == recordKey(&r.paper, 0) {
				found = append(found, more[i])
			}
		}
	}
	if err == nil && len(found) == 0 && parser.HasMadeKey(&r.paper) { // an export of a paper that has no citation key
		bare := r.paper
		bare.Key = ""
		found, err = in.byKeys([]int32{recordKey(&bare, in.nth(&bare))})
	}
	for i := range found {
		if found[i].repeatsGeneric(&r.paper) {
			return found[i].now(), err
		}
	}
	return known, err
}

// nameGeneric gives a record whose title says nothing the keys by which it is found when it comes again.
func (in *intake) nameGeneric(r *prepared) {
	r.exact = exactKeys(&r.paper, in.nth(&r.paper))
}

// nth is how many records of this import have said what a record of a title that says nothing does.
func (in *intake) nth(p *parser.Paper) int {
	if in.generic == nil {
		in.generic = make(map[int32]int)
	}
	once := recordKey(p, 0)
	in.generic[once]++
	return in.generic[once] - 1
}

// byKeys reads the papers that have one of the keys.
func (in *intake) byKeys(keys []int32) (all []knownPaper, err error) {
	sharing, err := in.sharing(keys, 0)
	if err != nil {
		return nil, err
	}
	for _, key := range keys {
		for _, id := range sharing[key] {
			found, err := in.knownBy("p.id = ?", id)
			if err != nil {
				return nil, err
			}
			all = append(all, found...)
		}
	}
	return all, nil
}

// otherWork says how a paper differs from a record with one of its identifiers, if it is plainly another work: both title
// and authors are. The title of an article changes between versions, and the DOI of a volume is given to its chapters.
func (k *knownPaper) otherWork(p *parser.Paper) string {
	if k.stub() || p.IsStub() {
		return ""
	}
	titles := compareTitles(k.title, p.Title)
	if titles == titlesAlike || k.body.Abstract != "" && p.Abstract != "" && similar(k.body.Abstract, p.Abstract) {
		return ""
	}
	switch compareAuthors(k.body.Authors, p.Authors) {
	case authorsOther, authorsNamesakes:
		return "different titles and authors"
	case authorsUnknown:
		if titles == titlesForeign {
			return "different titles"
		}
	case authorsShared, authorsReordered:
	}
	return ""
}

// disown takes an identifier off a record. Its address stays among the links.
func (p *prepared) disown(name string) (err error) {
	paper := &p.paper
	var address string
	switch name {
	case byArXiv:
		address, paper.ArXiv, paper.Version = "https://arxiv.org/abs/"+paper.ArXiv, "", 0
	case byDOI:
		address, paper.DOI = "https://doi.org/"+paper.DOI, ""
	case byOpenReview:
		address, paper.OpenReview = "https://openreview.net/forum?id="+paper.OpenReview, ""
	}
	paper.Links = mergeLinks(paper.Links, []parser.Link{{Kind: parser.LinkPage, URL: address}})
	b := bodyOf(paper)
	p.data, err = b.pack()
	return err
}

// knownBy finds papers by a column. One that was merged into another is compared as what it was, and knows that other.
func (in *intake) knownBy(where string, value any) ([]knownPaper, error) {
	all, err := in.readKnown(where, value)
	for i := range all {
		if into := all[i].merged; into != 0 {
			found, err := in.readKnown("p.id = ?", into)
			if err == nil && len(found) == 0 {
				err = fmt.Errorf("paper %d was merged into %d, which is not there", all[i].id, into)
			}
			if err != nil {
				return nil, err
			}
			all[i].into = &found[0]
		}
	}
	return all, err
}

// readKnown reads the first papers that fulfil a condition.
func (in *intake) readKnown(where string, value any) ([]knownPaper, error) {
	rows, err := in.query(knownColumns+where+" ORDER BY p.id LIMIT ?", value, mostNamed)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var all []knownPaper
	for rows.Next() {
		var k knownPaper
		if err := rows.Scan(&k.id, &k.place, &k.merged, &k.status, &k.starred, &k.snoozed, &k.version, line(&k.title), &k.published, &k.arxiv, &k.doi,
			&k.openreview, &k.data); err != nil {
			return nil, err
		}
		if k.body, err = unpackBody(k.data); err != nil {
			return nil, fmt.Errorf("paper %d: %w", k.id, err)
		}
		all = append(all, k)
	}
	return all, rows.Err()
}

// sameByTitle reports whether a record with the same title key is this paper: never with another arXiv id or DOI; with
// compatible authors, year and place of publication; and where both lack those, with a similar abstract. But says what
// speaks against it, if the reader should decide; it is empty if they are plainly two works of one title, or have two
// titles. A title that says nothing, such as “Editorial”, makes no two records one: see findGeneric.
func (k *knownPaper) sameByTitle(p *parser.Paper) (same bool, but string) {
	if parser.TitleKey(k.title) != parser.TitleKey(p.Title) || k.stub() {
		return false, ""
	}
	alike := similar(k.body.Abstract, p.Abstract)
	vouched := false // something beside the title says that they are the same
	switch compareAuthors(k.body.Authors, p.Authors) {
	case authorsOther:
		if alike && k.body.Abstract != "" && p.Abstract != "" {
			return false, "similar abstract, but different authors"
		}
		return false, ""
	case authorsNamesakes:
		if !sameTime(k.published, string(p.Published)) || contradiction(&k.body.In, &p.In) != "" {
			return false, ""
		}
		return false, "but different given names of the authors"
	case authorsReordered:
		return false, "but the authors' names in a different order"
	case authorsShared:
		vouched = true
	case authorsUnknown:
	}
	for _, id := range [][3]string{{"arXiv id", k.arxiv, p.ArXiv}, {"DOI", k.doi, p.DOI}, {"OpenReview id", k.openreview, p.OpenReview}} {
		if id[1] != "" && id[2] != "" && id[1] != id[2] {
			return false, fmt.Sprintf("but different %ss: %s and %s", id[0], id[1], id[2])
		}
	}
	if len(k.published) >= 4 && len(p.Published) >= 4 {
		if a, b := k.published[:4], string(p.Published[:4]); a != b {
			return false, fmt.Sprintf("but different years: %s and %s", a, b)
		}
		vouched = true
	}
	if other := contradiction(&k.body.In, &p.In); other != "" {
		if !vouched && !alike {
			return false, ""
		}
		return false, "but " + other
	}
	if !vouched && !alike {
		return false, "but different abstracts"
	}
	return true, ""
}

// repeatsGeneric reports whether a paper of a title that says nothing may be that of a record which has a key of it: the
// key is that of all that the record says, or of where it stands.
func (k *knownPaper) repeatsGeneric(p *parser.Paper) bool {
	for _, id := range [][2]string{{k.arxiv, p.ArXiv}, {k.doi, p.DOI}, {k.openreview, p.OpenReview}} {
		if id[0] != "" && id[1] != "" && id[0] != id[1] {
			return false
		}
	}
	return parser.TitleKey(k.title) == parser.TitleKey(p.Title) && sameTime(k.published, string(p.Published)) &&
		compareAuthors(k.body.Authors, p.Authors) != authorsOther && contradiction(&k.body.In, &p.In) == ""
}

// closeness tells which of several papers that a record may be by its title is the closest.
func (k *knownPaper) closeness(p *parser.Paper) int {
	n := 0
	for _, same := range []bool{
		k.status >= 0 || k.into != nil && k.into.status >= 0, k.published == string(p.Published), k.title == p.Title, k.body.Abstract == p.Abstract, len(k.body.Authors) == len(p.Authors),
		k.arxiv == p.ArXiv, k.doi == p.DOI, k.body.Key == p.Key, k.body.In == p.In,
	} {
		if same {
			n++
		}
	}
	return n
}

// stub reports whether nothing is known of the paper but an identifier.
func (k *knownPaper) stub() bool { return isStub(k.title, k.arxiv, k.doi, k.openreview) }

func isStub(title, arxiv, doi, openreview string) bool {
	return parser.IsStubTitle(title, parser.Identifiers{ArXiv: arxiv, DOI: doi, OpenReview: openreview})
}

// similar reports whether two abstracts say the same: half of the words of both together are in both. One that is
// missing says nothing against it.
func similar(a, b string) bool {
	wa, wb := fulltext.Words(a), fulltext.Words(b)
	if len(wa) == 0 || len(wb) == 0 {
		return true
	}
	in := make(map[string]int8)
	for _, w := range wa {
		in[w] |= 1
	}
	for _, w := range wb {
		in[w] |= 2
	}
	both := 0
	for _, where := range in {
		if where == 3 {
			both++
		}
	}
	return 2*both >= len(in)
}

// mostSuspects is how many papers are noted for one record: titles such as “Editorial” have no end of them.
const mostSuspects = 3

// suspect notes that the record at hand may be another paper too. What to do about it is the reader's to say.
func (in *intake) suspect(other int64, why string) {
	if len(in.suspects) < mostSuspects {
		in.suspects = append(in.suspects, suspect{other, why})
	}
}

type suspect struct {
	other int64
	why   string
}

// suspected writes the suspects of a record down, now that it is known which paper it became. Two that the reader has
// seen already are not brought up again.
func (in *intake) suspected(id int64) error {
	for _, s := range in.suspects {
		if err := in.noteSuspect(id, s); err != nil {
			return err
		}
	}
	in.suspects = in.suspects[:0]
	return nil
}

// noteSuspect writes down that a paper may be another one too.
func (in *intake) noteSuspect(id int64, s suspect) error {
	if s.other == id {
		return nil
	}
	res, err := in.exec("INSERT OR IGNORE INTO duplicate (a, b, why) VALUES (?, ?, ?)", min(id, s.other), max(id, s.other), s.why)
	if err != nil {
		return err
	}
	n, err := res.RowsAffected()
	if n > 0 && !in.doubtful[id] {
		if in.doubtful == nil {
			in.doubtful = make(map[int64]bool)
		}
		in.doubtful[id] = true
		in.rep.Suspects++
	}
	return err
}
