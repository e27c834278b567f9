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
	version                int
	title, published       string
	arxiv, doi, openreview string
	body                   body
	data                   []byte // the body as it is kept
	repeated               bool   // the record at hand says nothing else
}

const knownColumns = `SELECT p.id, p.place, p.merged, p.status, p.starred, p.version, p.title, p.published, coalesce(p.arxiv, ''),
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
// and were not found to be are noted as suspects.
func (in *intake) find(p *parser.Paper, hash int64) (known knownPaper, why string, err error) {
	for _, by := range []struct{ name, value, label string }{
		{byArXiv, p.ArXiv, "arXiv:"}, {byDOI, p.DOI, "DOI "}, {byOpenReview, p.OpenReview, "OpenReview "},
	} {
		if by.value == "" {
			continue
		}
		found, err := in.knownBy("p."+by.name+" = ?", by.value)
		switch {
		case err != nil:
			return known, "", err
		case len(found) == 0:
		case why == "":
			known, why = found[0], by.name
		case found[0].id != known.id: // one identifier says this paper, another says that: not for us to guess
			in.suspect(found[0].id, "a record has the identifier of one and "+by.label+by.value+" of the other")
		}
	}
	if why != "" {
		return known, why, nil
	}
	found, err := in.knownBy("p.title_hash = ?", hash)
	best := -1
	for i := range found {
		k := &found[i]
		if same, but := k.sameByTitle(p); same {
			if closeness := k.closeness(p); closeness > best {
				known, why, best = *k, byTitle, closeness
			}
		} else if but != "" {
			in.suspect(k.id, "the same title, "+but)
		}
	}
	return known, why, err
}

// knownBy finds papers by a column. One that was merged into another stands for that.
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
			all[i] = found[0]
		}
	}
	return all, err
}

func (in *intake) readKnown(where string, value any) ([]knownPaper, error) {
	rows, err := in.query(knownColumns+where+" ORDER BY p.id", value)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var all []knownPaper
	for rows.Next() {
		var k knownPaper
		if err := rows.Scan(&k.id, &k.place, &k.merged, &k.status, &k.starred, &k.version, &k.title, &k.published, &k.arxiv, &k.doi,
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

// sameByTitle tells whether a record with the same title key is this paper: never with another arXiv id or DOI; with
// compatible authors and year; and where both lack those, with a similar abstract. But says what speaks against it, if
// the reader should decide; it is empty if they are plainly two works of one title, or have two titles.
func (k *knownPaper) sameByTitle(p *parser.Paper) (same bool, but string) {
	if parser.TitleKey(k.title) != parser.TitleKey(p.Title) {
		return false, ""
	}
	alike := similar(k.body.Abstract, p.Abstract)
	vouched := false // something beside the title says that they are the same
	if len(k.body.Authors) > 0 && len(p.Authors) > 0 {
		if vouched = shareFamily(k.body.Authors, p.Authors); !vouched {
			if alike && k.body.Abstract != "" && p.Abstract != "" {
				return false, "and a similar abstract, but other authors"
			}
			return false, ""
		}
	}
	for _, id := range [][3]string{{"arXiv id", k.arxiv, p.ArXiv}, {"DOI", k.doi, p.DOI}, {"OpenReview id", k.openreview, p.OpenReview}} {
		if id[1] != "" && id[2] != "" && id[1] != id[2] {
			return false, fmt.Sprintf("but another %s: %s and %s", id[0], id[1], id[2])
		}
	}
	if len(k.published) >= 4 && len(p.Published) >= 4 {
		if a, b := k.published[:4], string(p.Published[:4]); a != b {
			return false, fmt.Sprintf("but another year: %s and %s", a, b)
		}
		vouched = true
	}
	if !vouched && !alike {
		return false, "but another abstract"
	}
	return true, ""
}

// closeness tells which of several papers that a record may be by its title is the closest.
func (k *knownPaper) closeness(p *parser.Paper) int {
	n := 0
	for _, same := range []bool{
		k.status >= 0, k.published == string(p.Published), k.title == p.Title, k.body.Abstract == p.Abstract, len(k.body.Authors) == len(p.Authors),
		k.arxiv == p.ArXiv, k.doi == p.DOI, k.body.Key == p.Key, k.body.In == p.In,
	} {
		if same {
			n++
		}
	}
	return n
}

// shareFamily tells whether two lists of authors have a family name in common, but for case and accents.
func shareFamily(a, b []parser.Author) bool {
	names := make(map[string]bool, len(a))
	for _, x := range a {
		names[fulltext.Fold(x.Family)] = true
	}
	for _, x := range b {
		if names[fulltext.Fold(x.Family)] {
			return true
		}
	}
	return false
}

// similar tells whether two abstracts say the same: half of the words of both together are in both. One that is
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
	found := 0
	for _, s := range in.suspects {
		if s.other == id {
			continue
		}
		res, err := in.exec("INSERT OR IGNORE INTO duplicate (a, b, why) VALUES (?, ?, ?)", min(id, s.other), max(id, s.other), s.why)
		if err != nil {
			return err
		}
		n, err := res.RowsAffected()
		if err != nil {
			return err
		}
		found += int(n)
	}
	in.rep.Suspects += min(found, 1)
	in.suspects = in.suspects[:0]
	return nil
}
