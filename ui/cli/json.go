// This file owns the JSON of a paper, as list, show and export write it. It is a promise: fields are added, never
// renamed or left out.

package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"dogear/parser"
	"dogear/store"
)

// paperJSON is a paper. What is not known is null, or an empty list; it is never missing.
type paperJSON struct {
	ID        int64            `json:"id"`
	Title     string           `json:"title"`
	Abstract  string           `json:"abstract"`
	Authors   []string         `json:"authors"`
	Status    string           `json:"status"`
	Starred   bool             `json:"starred"`
	Tags      []string         `json:"tags"`
	Note      string           `json:"note"`
	ArXiv     *string          `json:"arxiv"`
	DOI       *string          `json:"doi"`
	Published *parser.Date     `json:"published"` // of reduced precision (2024-03, 2024) where the day is not known
	Added     string           `json:"added"`
	Links     []linkJSON       `json:"links"`
	Digests   []appearanceJSON `json:"digests"`

	TitleOriginal    string  `json:"title_original"` // as the digest had it, TeX and all
	AbstractOriginal string  `json:"abstract_original"`
	OpenReview       *string `json:"openreview"`
	Version          *int    `json:"version"` // of arXiv
	NoteSaved        *string `json:"note_saved"`

	AuthorParts []parser.Author     `json:"author_parts"` // the same authors as authors
	Publication *parser.Publication `json:"publication"`
	Categories  []string            `json:"categories"` // of arXiv, the primary one first
	Keywords    []string            `json:"keywords"`
	Comment     string              `json:"comment"`
	Key         *string             `json:"key"` // for citations

	Records []recordJSON `json:"records"`

	MoreAuthors bool            `json:"more_authors"` // there are more than authors: et al.
	Editors     []string        `json:"editors"`
	EditorParts []parser.Author `json:"editor_parts"` // the same editors as editors
	Language    *string         `json:"language"`     // as a digest named it
	Files       []string        `json:"files"`        // paths of the paper's files, as a reference manager linked them
	Upvotes     *int            `json:"upvotes"`      // on Hugging Face
	Stub        bool            `json:"stub"`         // nothing is known of it but an identifier, which is its title
	Snoozed     *parser.Date    `json:"snoozed"`      // the day on which it returns to the inbox; null if it is not snoozed
}

// recordJSON is one record of a digest that the paper came in.
type recordJSON struct {
	Digest   int64        `json:"digest"` // its number
	Position int64        `json:"position"`
	Source   string       `json:"source"`
	Date     *parser.Date `json:"date"`
	Origin   string       `json:"origin"`
	Merged   *string      `json:"merged"` // by what it was taken for this paper: arxiv, doi, openreview, title, reader
}

type linkJSON struct {
	Kind string `json:"kind"`
	URL  string `json:"url"`
}

type appearanceJSON struct {
	Source string       `json:"source"`
	Date   *parser.Date `json:"date"`
}

func toJSON(p *store.Paper, today store.Until) paperJSON {
	j := paperJSON{
		ID: p.ID, Title: p.Title, Abstract: p.Abstract, Authors: names(p.Authors), Status: p.Status.String(), Starred: p.Starred,
		Tags: append([]string{}, p.TagNames...), Note: p.Note, ArXiv: optional(p.ArXiv), DOI: optional(p.DOI),
		Published: optional(p.Published), Added: p.Added.Format(time.DateOnly), Links: []linkJSON{}, Digests: []appearanceJSON{},
		TitleOriginal: p.RawTitle, AbstractOriginal: p.RawAbstract, OpenReview: optional(p.OpenReview), Version: optional(p.Version),
		AuthorParts: append([]parser.Author{}, p.Authors...), Publication: optional(p.In), Categories: append([]string{}, p.Categories...),
		Keywords: append([]string{}, p.Keywords...), Comment: p.Comment, Key: optional(p.Key), Records: []recordJSON{},
		MoreAuthors: p.MoreAuthors, Editors: names(p.Editors), EditorParts: append([]parser.Author{}, p.Editors...),
		Language: optional(p.Language), Files: append([]string{}, p.Files...), Upvotes: optional(p.Upvotes), Stub: p.Stub(),
	}
	if p.SnoozedOn(today) {
		j.Snoozed = optional(p.Snoozed.Date())
	}
	for _, l := range p.Links {
		j.Links = append(j.Links, linkJSON{string(l.Kind), l.URL})
	}
	for _, d := range p.Digests {
		j.Digests = append(j.Digests, appearanceJSON{d.Source, optional(d.Date)})
	}
	for _, r := range p.Records {
		j.Records = append(j.Records, recordJSON{r.Digest, r.Position, r.Source, optional(r.Date), r.Origin, optional(r.Why)})
	}
	if !p.NoteSaved.IsZero() {
		j.NoteSaved = optional(timestamp(p.NoteSaved))
	}
	return j
}

// optional is the value, or null for the zero value.
func optional[T comparable](v T) *T {
	var zero T
	if v == zero {
		return nil
	}
	return &v
}

// messageOf is what an error says, or null if there is none.
func messageOf(err error) *string {
	if err == nil {
		return nil
	}
	text := err.Error()
	return &text
}

func timestamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// jsonLines writes JSON Lines, one value a line, without a byte that acts on a terminal.
type jsonLines struct {
	w   io.Writer
	buf bytes.Buffer
	enc *json.Encoder
}

func newJSONLines(w io.Writer) *jsonLines {
	j := &jsonLines{w: w}
	j.enc = json.NewEncoder(&j.buf)
	j.enc.SetEscapeHTML(false) // "<" is what the title says, and no browser reads this
	return j
}

// write writes one value. A write that failed fails all that follow.
func (j *jsonLines) write(v any) error {
	j.buf.Reset()
	if err := j.enc.Encode(v); err != nil {
		return fmt.Errorf("writing JSON: %w", err)
	}
	if _, err := j.w.Write(escapeUnsafe(j.buf.Bytes())); err != nil {
		return fmt.Errorf("writing the output: %w", err)
	}
	return nil
}

// papers writes all papers that match, up to limit, and tells how many they were.
func (j *jsonLines) papers(ctx context.Context, a *app, lib *store.Library, q store.Query, limit int) (int, error) {
	return a.each(ctx, lib, q, limit, func(page []store.Row) error {
		ids := make([]int64, len(page))
		for i, r := range page {
			ids[i] = r.ID
		}
		papers, err := lib.Papers(ctx, ids)
		if err != nil {
			return err
		}
		for _, p := range papers {
			if err := j.write(toJSON(p, a.today())); err != nil {
				return err
			}
		}
		return nil
	})
}
