// This file owns telling whether a record is a paper that the library has, and what the record adds to it.

package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"hash/fnv"
	"strings"

	"dogear/parser"
	"dogear/store/fulltext"
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
	body                   body
}

const knownColumns = `SELECT p.id, p.place, p.status, p.version, p.title, p.published, coalesce(p.arxiv, ''), coalesce(p.doi, ''),
	coalesce(p.openreview, ''), b.data FROM paper p JOIN body b ON b.id = p.id WHERE `

// find looks a record up: by arXiv id, then DOI, then OpenReview id, then by its title, where nothing speaks against it.
// The zero knownPaper is one that the library does not have.
func (in *intake) find(p *parser.Paper, hash int64) (knownPaper, error) {
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
	found, err := in.knownBy("p.title_hash = ?", hash)
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
		var data []byte
		if err := rows.Scan(&k.id, &k.place, &k.status, &k.version, &k.title, &k.published, &k.arxiv, &k.doi, &k.openreview, &data); err != nil {
			return nil, err
		}
		if k.body, err = unpackBody(data); err != nil {
			return nil, fmt.Errorf("paper %d: %w", k.id, err)
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
	if len(k.body.Authors) > 0 && len(p.Authors) > 0 {
		if !shareFamily(k.body.Authors, p.Authors) {
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
	return vouched || similar(k.body.Abstract, p.Abstract)
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

// columns are the fields of the paper table that a record can fill, bodyFields those of its body. Change items of imports
// name them.
var (
	columns    = []string{"title", "published", "arxiv", "version", "doi", "openreview", "has"}
	bodyFields = []string{"abstract", "raw_abstract", "raw_title", "authors", "links"}
)

// filling is one record at work on one paper.
type filling struct {
	in      *intake
	k       *knownPaper
	updated bool
	texts   bool // the words of the paper have changed
	body    bool // its body is to be written
	err     error
}

// column sets a field of the paper table.
func (f *filling) column(name string, before, after any) {
	if f.err != nil {
		return
	}
	if f.err = f.in.item(f.k.id, name, 0, before, after); f.err == nil {
		_, f.err = f.in.exec("UPDATE paper SET "+name+" = ? WHERE id = ?", after, f.k.id)
	}
	f.updated = true
}

// part sets a field of the body: change is called between looking at it before and after.
func (f *filling) part(name string, change func(b *body)) {
	if f.err != nil {
		return
	}
	b := &f.k.body
	var before, after string
	if before, f.err = b.field(name); f.err != nil {
		return
	}
	change(b)
	if after, f.err = b.field(name); f.err == nil && after != before {
		f.err = f.in.item(f.k.id, name, 0, before, after)
		f.updated, f.body = true, true
	}
}

// fill adds to a paper what the record has and the library lacks, and tells whether that was anything. A newer version
// of an arXiv paper brings its new title and abstract along.
func (in *intake) fill(k *knownPaper, p *parser.Paper) (updated bool, err error) {
	f := &filling{in: in, k: k}
	newer := p.Version > k.version && k.version > 0
	if p.Abstract != "" && (k.body.Abstract == "" || newer && p.Abstract != k.body.Abstract) {
		f.part("abstract", func(b *body) { b.Abstract = p.Abstract })
		f.part("raw_abstract", func(b *body) { b.RawAbstract = rawOf(p.RawAbstract, p.Abstract) })
		f.texts = true
	}
	if newer && p.Title != k.title {
		f.column("title", k.title, p.Title)
		if f.err == nil {
			_, f.err = in.exec("UPDATE paper SET title_hash = ? WHERE id = ?", titleHash(p.Title), k.id)
		}
		f.part("raw_title", func(b *body) { b.RawTitle = rawOf(p.RawTitle, p.Title) })
		f.texts = true
	}
	if k.published == "" && p.Published != "" {
		f.column("published", "", string(p.Published))
	}
	if p.Version > k.version {
		f.column("version", k.version, p.Version)
	}
	for _, id := range [][3]string{{"arxiv", k.arxiv, p.ArXiv}, {"doi", k.doi, p.DOI}, {"openreview", k.openreview, p.OpenReview}} {
		if id[1] != "" || id[2] == "" || f.err != nil {
			continue
		}
		var taken bool // by another paper: which of the two is right is not for us to guess
		f.err = in.tx.QueryRowContext(in.ctx, "SELECT EXISTS (SELECT 1 FROM paper WHERE "+id[0]+" = ?)", id[2]).Scan(&taken)
		if !taken {
			f.column(id[0], nil, id[2])
		}
	}
	if len(k.body.Authors) == 0 && len(p.Authors) > 0 {
		f.part("authors", func(b *body) { b.Authors = p.Authors })
		f.texts = true
	}
	if links := mergeLinks(k.body.Links, p.Links); len(links) > len(k.body.Links) {
		before := hasOf(k.body.Links)
		f.part("links", func(b *body) { b.Links = links })
		if has := hasOf(links); has != before {
			f.column("has", before, has)
		}
	}
	if f.err == nil && f.body {
		var data []byte
		if data, f.err = k.body.pack(); f.err == nil {
			_, f.err = in.exec("UPDATE body SET data = ? WHERE id = ?", data, k.id)
		}
	}
	if f.texts {
		in.retexted = append(in.retexted, k.id)
	}
	return f.updated, f.err
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
	for _, f := range columns {
		_, err := tx.ExecContext(ctx, "UPDATE paper SET "+f+" = i."+to+` FROM change_item i
			WHERE i.change = ? AND i.field = ? AND paper.id = i.paper AND paper.`+f+" IS i."+from, change, f)
		if err != nil {
			return err
		}
	}
	if err := swingBodies(ctx, tx, change, from, to); err != nil {
		return err
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

// swingBodies does the same for the fields of bodies.
func swingBodies(ctx context.Context, tx *sql.Tx, change int64, from, to string) error {
	type item struct {
		paper           int64
		name, was, want string
	}
	for _, name := range bodyFields {
		rows, err := tx.QueryContext(ctx, fmt.Sprintf("SELECT paper, coalesce(%s, ''), coalesce(%s, '') FROM change_item WHERE change = ? AND field = ?",
			from, to), change, name)
		if err != nil {
			return err
		}
		var items []item
		for rows.Next() {
			i := item{name: name}
			if err := rows.Scan(&i.paper, &i.was, &i.want); err != nil {
				return errors.Join(err, rows.Close())
			}
			items = append(items, i)
		}
		if err := errors.Join(rows.Err(), rows.Close()); err != nil {
			return err
		}
		for _, i := range items {
			if err := swingBody(ctx, tx, i.paper, i.name, i.was, i.want); err != nil {
				return err
			}
		}
	}
	return nil
}

func swingBody(ctx context.Context, tx *sql.Tx, paper int64, name, was, want string) error {
	var data []byte
	if err := tx.QueryRowContext(ctx, "SELECT data FROM body WHERE id = ?", paper).Scan(&data); err != nil {
		return err
	}
	b, err := unpackBody(data)
	if err != nil {
		return fmt.Errorf("paper %d: %w", paper, err)
	}
	is, err := b.field(name)
	if err != nil || is != was {
		return err
	}
	if err := b.setField(name, want); err != nil {
		return err
	}
	if data, err = b.pack(); err == nil {
		_, err = tx.ExecContext(ctx, "UPDATE body SET data = ? WHERE id = ?", data, paper)
	}
	return err
}
