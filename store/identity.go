// This file owns telling whether a record is a paper that the library has, and what the record adds to it.

package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"hash/fnv"
	"strings"

	"dogear/parser"
)

// titleHash is the 64-bit FNV-1a hash of a title's key: the index finds by it, and sameTitle looks closer.
func titleHash(title string) int64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(parser.TitleKey(title)))
	return int64(h.Sum64()) //nolint:gosec // a hash has no sign to lose
}

// knownPaper is a paper of the library, as far as a record is compared with it and fills it.
type knownPaper struct {
	id, place              int64
	status                 Status
	version                int
	title, published       string
	arxiv, doi, openreview string
	abstract               string
	authors                []parser.Author
	links                  []parser.Link
}

const knownColumns = `SELECT p.id, p.place, p.status, p.version, p.title, p.published, coalesce(p.arxiv, ''), coalesce(p.doi, ''),
	coalesce(p.openreview, ''), b.abstract, b.authors, b.links FROM paper p JOIN body b ON b.id = p.id WHERE `

// find looks a record up: by arXiv id, then DOI, then OpenReview id, then by its title, where nothing speaks against it.
// The zero knownPaper is one that the library does not have.
func (in *intake) find(p *parser.Paper) (knownPaper, error) {
	for _, by := range []struct{ where, value string }{
		{"p.arxiv = ?", p.ArXiv}, {"p.doi = ?", p.DOI}, {"p.openreview = ?", p.OpenReview},
	} {
		if by.value == "" {
			continue
		}
		found, err := in.knownBy(by.where, by.value)
		if err != nil || len(found) > 0 {
			return append(found, knownPaper{})[0], err
		}
	}
	found, err := in.knownBy("p.title_hash = ?", titleHash(p.Title))
	for _, k := range found {
		if k.sameByTitle(p) {
			return k, err
		}
	}
	return knownPaper{}, err
}

func (in *intake) knownBy(where string, value any) ([]knownPaper, error) {
	rows, err := in.query(knownColumns+where, value)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var all []knownPaper
	for rows.Next() {
		var k knownPaper
		var authors, links string
		if err := rows.Scan(&k.id, &k.place, &k.status, &k.version, &k.title, &k.published, &k.arxiv, &k.doi, &k.openreview,
			&k.abstract, &authors, &links); err != nil {
			return nil, err
		}
		if err := errors.Join(json.Unmarshal([]byte(authors), &k.authors), json.Unmarshal([]byte(links), &k.links)); err != nil {
			return nil, err
		}
		all = append(all, k)
	}
	return all, rows.Err()
}

// sameByTitle tells whether a record with the same title key is this paper: never with another arXiv id or DOI; with
// compatible authors and year; and where both lack those, with a similar abstract.
func (k *knownPaper) sameByTitle(p *parser.Paper) bool {
	differ := func(a, b string) bool { return a != "" && b != "" && a != b }
	if parser.TitleKey(k.title) != parser.TitleKey(p.Title) || differ(k.arxiv, p.ArXiv) || differ(k.doi, p.DOI) ||
		differ(k.openreview, p.OpenReview) {
		return false
	}
	vouched := false // something beside the title says that they are the same
	if len(k.authors) > 0 && len(p.Authors) > 0 {
		if !shareFamily(k.authors, p.Authors) {
			return false
		}
		vouched = true
	}
	if len(k.published) >= 4 && len(p.Published) >= 4 {
		if k.published[:4] != string(p.Published[:4]) {
			return false
		}
		vouched = true
	}
	return vouched || similar(k.abstract, p.Abstract)
}

// shareFamily tells whether two lists of authors have a family name in common, but for case and accents.
func shareFamily(a, b []parser.Author) bool {
	names := make(map[string]bool, len(a))
	for _, x := range a {
		names[folded(x.Family)] = true
	}
	for _, x := range b {
		if names[folded(x.Family)] {
			return true
		}
	}
	return false
}

// similar tells whether two abstracts say the same: half of the words of both together are in both. One that is
// missing says nothing against it.
func similar(a, b string) bool {
	wa, wb := words(a), words(b)
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

// field is a part of a paper that a record can fill, and where the library keeps it.
type field struct{ name, table, column string }

// fields that change items of imports name.
var (
	titleField    = field{"title", "paper", "title"}
	dateField     = field{"published", "paper", "published"}
	arxivField    = field{"arxiv", "paper", "arxiv"}
	versionField  = field{"version", "paper", "version"}
	doiField      = field{"doi", "paper", "doi"}
	reviewField   = field{"openreview", "paper", "openreview"}
	abstractField = field{"abstract", "body", "abstract"}
	rawField      = field{"raw_abstract", "body", "raw_abstract"}
	authorsField  = field{"authors", "body", "authors"}
	linksField    = field{"links", "body", "links"}
	hasLinksField = field{"has", "paper", "has"}

	fillable = []field{titleField, dateField, arxivField, versionField, doiField, reviewField, abstractField, rawField,
		authorsField, linksField, hasLinksField}
)

// fill adds to a paper what the record has and the library lacks, and tells whether that was anything. A newer version
// of an arXiv paper brings its new abstract along.
func (in *intake) fill(k *knownPaper, p *parser.Paper) (updated bool, err error) {
	set := func(f field, before, after any) {
		if err != nil {
			return
		}
		if err = in.item(k.id, f.name, 0, before, after); err == nil {
			_, err = in.exec("UPDATE "+f.table+" SET "+f.column+" = ? WHERE id = ?", after, k.id)
		}
		updated = true
	}
	newer := p.Version > k.version && k.version > 0
	if p.Abstract != "" && (k.abstract == "" || newer && p.Abstract != k.abstract) {
		set(abstractField, k.abstract, p.Abstract)
		set(rawField, nil, rawOf(p.RawAbstract, p.Abstract))
	}
	if newer && p.Title != k.title {
		set(titleField, k.title, p.Title)
		if err == nil {
			_, err = in.exec("UPDATE paper SET title_hash = ? WHERE id = ?", titleHash(p.Title), k.id)
		}
	}
	if k.published == "" && p.Published != "" {
		set(dateField, "", string(p.Published))
	}
	if p.Version > k.version {
		set(versionField, k.version, p.Version)
	}
	for _, id := range []struct {
		f         field
		old, text string
	}{{arxivField, k.arxiv, p.ArXiv}, {doiField, k.doi, p.DOI}, {reviewField, k.openreview, p.OpenReview}} {
		if id.old != "" || id.text == "" || err != nil {
			continue
		}
		var taken bool // by another paper: which of the two is right is not for us to guess
		err = in.tx.QueryRowContext(in.ctx, "SELECT EXISTS (SELECT 1 FROM paper WHERE "+id.f.column+" = ?)", id.text).Scan(&taken)
		if !taken {
			set(id.f, nil, id.text)
		}
	}
	if err != nil {
		return false, err
	}
	if err := in.fillLists(k, p, set); err != nil {
		return false, err
	}
	if err == nil && updated {
		err = reindex(in.ctx, in.tx, []int64{k.id})
	}
	return updated, err
}

// fillLists adds authors, if there were none, and links, if there are more.
func (in *intake) fillLists(k *knownPaper, p *parser.Paper, set func(f field, before, after any)) error {
	links := mergeLinks(k.links, p.Links)
	oldAuthors, oldLinks, err := encodeLists(k.authors, k.links)
	if err != nil {
		return err
	}
	authors, newLinks, err := encodeLists(p.Authors, links)
	if err != nil {
		return err
	}
	if len(k.authors) == 0 && len(p.Authors) > 0 {
		set(authorsField, oldAuthors, authors)
	}
	if len(links) > len(k.links) {
		set(linksField, oldLinks, newLinks)
		if has := hasOf(links); has != hasOf(k.links) {
			set(hasLinksField, hasOf(k.links), has)
		}
	}
	return nil
}

// mergeLinks adds links that are not there yet.
func mergeLinks(a, b []parser.Link) []parser.Link {
	all := a[:len(a):len(a)]
	have := make(map[string]bool, len(a))
	for _, l := range a {
		have[strings.TrimSuffix(l.URL, "/")] = true
	}
	for _, l := range b {
		if !have[strings.TrimSuffix(l.URL, "/")] {
			all = append(all, l)
		}
	}
	return all
}

// query runs a reading statement, prepared once for the whole import.
func (in *intake) query(q string, args ...any) (*sql.Rows, error) {
	if _, ok := in.prepared[q]; !ok {
		stmt, err := in.tx.PrepareContext(in.ctx, q)
		if err != nil {
			return nil, err
		}
		in.prepared[q] = stmt
	}
	return in.prepared[q].QueryContext(in.ctx, args...)
}

// swingFields brings the fields that an import filled to one side, where nothing changed them since.
func swingFields(ctx context.Context, tx *sql.Tx, change int64, from, to string) error {
	for _, f := range fillable {
		_, err := tx.ExecContext(ctx, "UPDATE "+f.table+" SET "+f.column+" = i."+to+` FROM change_item i
			WHERE i.change = ? AND i.field = ? AND `+f.table+".id = i.paper AND "+f.table+"."+f.column+" IS i."+from, change, f.name)
		if err != nil {
			return err
		}
	}
	// A title that changed is found by another hash. There is seldom one.
	rows, err := tx.QueryContext(ctx, `SELECT p.id, p.title FROM change_item i JOIN paper p ON p.id = i.paper
		WHERE i.change = ? AND i.field = 'title'`, change)
	if err != nil {
		return err
	}
	hashes := make(map[int64]int64)
	for rows.Next() {
		var id int64
		var title string
		if err := rows.Scan(&id, &title); err != nil {
			return errors.Join(err, rows.Close())
		}
		hashes[id] = titleHash(title)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return err
	}
	for id, h := range hashes {
		if _, err := tx.ExecContext(ctx, "UPDATE paper SET title_hash = ? WHERE id = ?", h, id); err != nil {
			return err
		}
	}
	return nil
}
