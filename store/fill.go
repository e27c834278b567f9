// This file owns what a record adds to a paper that the library has, and the way back from that.

package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"dogear/parser"
)

// columns are the fields of the paper table that a record can fill, bodyFields those of its body. Change items of imports
// name them.
var (
	columns    = []string{"title", "published", "arxiv", "version", "doi", "openreview", "has"}
	bodyFields = []string{
		"abstract", "raw_abstract", "raw_title", "authors", "links", "publication", "categories", "keywords", "comment", "key",
		"editors", "more_authors", "language", "files", "upvotes",
	}
)

// filling is one record at work on one paper.
type filling struct {
	in     *intake
	k      *knownPaper
	fields []string // that were filled
	texts  bool     // the words of the paper have changed
	body   bool     // its body is to be written
	named  bool     // its title or authors have changed
	err    error
}

// column sets a field of the paper table.
func (f *filling) column(name string, before, after any) {
	if f.err != nil {
		return
	}
	if f.err = f.in.item(f.k.id, name, 0, before, after); f.err == nil {
		_, f.err = f.in.exec("UPDATE paper SET "+name+" = ? WHERE id = ?", after, f.k.id)
	}
	f.fields = append(f.fields, name)
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
		f.fields, f.body = append(f.fields, name), true
		f.texts = f.texts || slices.Contains(indexedFields, name)
	}
}

// fill adds to a paper what the record has and the library lacks, and tells which fields that were. A newer version of
// an arXiv paper brings its new title, abstract and authors along, and any record those of a stub.
func (in *intake) fill(k *knownPaper, p *parser.Paper) (fields []string, err error) {
	f := &filling{in: in, k: k}
	has := hasOf(k.body.Links, k.stub())
	completes, sameTitle := k.stub() && !p.IsStub(), parser.TitleKey(k.title) == parser.TitleKey(p.Title)
	newer := p.Version > k.version && p.ArXiv == k.arxiv && !p.IsStub() && !k.stub() &&
		(k.version > 0 || p.Version > 1 && p.Title != k.title && len(p.Authors) > 0)
	if p.Abstract != "" && (k.body.Abstract == "" || newer && p.Abstract != k.body.Abstract) {
		f.part("abstract", func(b *body) { b.Abstract = p.Abstract })
		f.part("raw_abstract", func(b *body) { b.RawAbstract = rawOf(p.RawAbstract, p.Abstract) })
		f.texts = true
	}
	if p.Title != k.title && (newer || completes) {
		f.title(p)
	}
	// A day says more than its year.
	if date := string(p.Published); len(date) > len(k.published) && strings.HasPrefix(date, k.published) {
		f.column("published", k.published, date)
	}
	switch {
	case completes && p.Version != k.version: // that of a stub is the version of no text
		f.column("version", k.version, p.Version)
	case p.Version > k.version && (k.arxiv == "" || k.arxiv == p.ArXiv) && !p.IsStub() && (k.version > 0 || newer || sameTitle):
		f.column("version", k.version, p.Version)
	}
	for _, id := range [][3]string{{byArXiv, k.arxiv, p.ArXiv}, {byDOI, k.doi, p.DOI}, {byOpenReview, k.openreview, p.OpenReview}} {
		f.identifier(id[0], id[1], id[2])
	}
	f.authors(p, newer)
	if links := mergeLinks(k.body.Links, p.Links); len(links) > len(k.body.Links) {
		f.part("links", func(b *body) { b.Links = links })
	}
	if now := hasOf(k.body.Links, k.stub()); now != has {
		f.column("has", has, now)
	}
	f.rest(p)
	return f.fields, f.finish()
}

// title takes the record's title.
func (f *filling) title(p *parser.Paper) {
	f.column("title", f.k.title, p.Title)
	if f.err == nil {
		_, f.err = f.in.exec("UPDATE paper SET title_hash = ? WHERE id = ?", titleHash(p.Title), f.k.id)
	}
	f.part("raw_title", func(b *body) { b.RawTitle = rawOf(p.RawTitle, p.Title) })
	f.k.title = p.Title
	f.texts, f.named = true, true
}

// authors takes the record's authors if there are none, or if they are more: a list that names all authors says more than
// one that names the first of them. Those of a newer version count, unless they are but the first of those that are known.
func (f *filling) authors(p *parser.Paper, newer bool) {
	b := &f.k.body
	switch {
	case len(p.Authors) == 0:
		return
	case len(b.Authors) == 0:
	case newer && !(p.MoreAuthors && len(p.Authors) <= len(b.Authors)) && !sameNames(p.Authors, b.Authors):
	case !b.MoreAuthors || p.MoreAuthors || len(p.Authors) <= len(b.Authors):
		return
	}
	f.part("authors", func(b *body) { b.Authors = p.Authors })
	f.part("more_authors", func(b *body) { b.MoreAuthors = p.MoreAuthors })
	if f.err == nil {
		_, f.err = f.in.exec(setByline, byline(p.Authors), f.k.id)
	}
	f.texts, f.named = true, true
}

// sameNames reports whether two lists name the same people, in the same order, however the names are spelled.
func sameNames(a, b []parser.Author) bool {
	return slices.EqualFunc(a, b, func(x, y parser.Author) bool {
		return compareAuthors([]parser.Author{x}, []parser.Author{y}) == authorsShared
	})
}

// finish writes the body, and what is made of the fields that were filled.
func (f *filling) finish() error {
	if f.err == nil && f.named {
		f.err = f.in.rekey(f.k)
	}
	if f.err == nil && f.body {
		var data []byte
		if data, f.err = f.k.body.pack(); f.err == nil {
			_, f.err = f.in.exec("UPDATE body SET data = ? WHERE id = ?", data, f.k.id)
		}
	}
	if f.texts {
		f.in.retexted = append(f.in.retexted, f.k.id)
	}
	return f.err
}

// identifier fills an identifier, unless another paper has it: which of the two is right is not for us to guess.
func (f *filling) identifier(name, is, want string) {
	if is != "" || want == "" || f.err != nil {
		return
	}
	var owner int64
	f.err = f.in.tx.QueryRowContext(f.in.ctx, "SELECT id FROM paper WHERE "+name+" = ?", want).Scan(&owner)
	if errors.Is(f.err, sql.ErrNoRows) {
		f.err = nil
		f.column(name, nil, want)
	}
}

// rest fills what bibliographies know.
func (f *filling) rest(p *parser.Paper) {
	in := mergePublications(f.k.body.In, p.In)
	if untyped := in; in.Type == "article" && f.k.body.In.Type == "" && (f.k.arxiv != "" || isPreprint(&f.k.body.In)) {
		untyped.Type = ""
		if untyped == f.k.body.In { // that a preprint is one is nothing new
			in = untyped
		}
	}
	f.part("publication", func(b *body) { b.In = in })
	if len(f.k.body.Categories) == 0 {
		f.part("categories", func(b *body) { b.Categories = append(b.Categories, p.Categories...) })
	}
	if len(f.k.body.Keywords) == 0 {
		f.part("keywords", func(b *body) { b.Keywords = append(b.Keywords, p.Keywords...) })
	}
	if f.k.body.Comment == "" {
		f.part("comment", func(b *body) { b.Comment = p.Comment })
	}
	if f.k.body.Key == "" && !f.madeKey(p) {
		f.part("key", func(b *body) { b.Key = p.Key })
	}
	if len(f.k.body.Editors) == 0 {
		f.part("editors", func(b *body) { b.Editors = append(b.Editors, p.Editors...) })
	}
	if f.k.body.Language == "" {
		f.part("language", func(b *body) { b.Language = p.Language })
	}
	f.part("files", func(b *body) {
		for _, file := range p.Files {
			if !slices.Contains(b.Files, file) {
				b.Files = append(b.Files[:len(b.Files):len(b.Files)], file)
			}
		}
	})
	f.part("upvotes", func(b *body) { b.Upvotes = max(b.Upvotes, p.Upvotes) })
}

// madeKey reports whether the record's citation key was made for the paper when it was exported.
func (f *filling) madeKey(p *parser.Paper) bool {
	known := f.k.parsed()
	known.Key = p.Key
	return parser.HasMadeKey(p) || parser.HasMadeKey(known)
}

// mergePublications fills the blanks of one with the other. A preprint that has appeared since is what it appeared as.
func mergePublications(a, b parser.Publication) parser.Publication {
	if b.Venue != "" && (a.Venue == "" || isPreprint(&a) && !isPreprint(&b)) {
		a, b = b, a
	}
	if a.Venue != "" && b.Venue != "" && (isPreprint(&a) != isPreprint(&b) || !venuesAgree(a.Venue, b.Venue)) {
		return a // volume and pages of the other one would not fit
	}
	a.Fill(b)
	return a
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

// swingFields brings the fields that an import filled to one side, where nothing changed them since.
func swingFields(ctx context.Context, tx *sql.Tx, change int64, from, to string) error {
	for _, f := range columns {
		for _, null := range []string{" IS NULL", " IS NOT NULL"} { // an identifier is given up before it is taken
			_, err := tx.ExecContext(ctx, "UPDATE paper SET "+f+" = i."+to+` FROM change_item i
				WHERE i.change = ? AND i.field = ? AND i.`+to+null+" AND paper.id = i.paper AND paper."+f+" IS i."+from, change, f)
			if err != nil {
				return err
			}
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
	if err == nil && name == "authors" {
		_, err = tx.ExecContext(ctx, setByline, byline(b.Authors), paper)
	}
	return err
}
