// This file owns what is read only when a paper is opened, as it is kept: one compressed record a paper. Abstracts are
// most of a library, and the original of a text nearly repeats it, so that together they take a quarter of their size.

package store

import (
	_ "embed" // the dictionary
	"encoding/json"
	"fmt"
	"reflect"
	"sync"

	"github.com/klauspost/compress/zstd"

	"dogear/parser"
)

// body is that record. It is kept as JSON in a Zstandard frame (RFC 8878).
type body struct {
	Abstract    string          `json:"a,omitempty"`
	RawTitle    string          `json:"t,omitempty"` // empty when it is the shown title to the letter
	RawAbstract string          `json:"r,omitempty"` // likewise
	Difference  *difference     `json:"d,omitempty"` // instead of RawAbstract, where there is little: see difference.go
	Authors     []parser.Author `json:"p,omitempty"`
	Links       []parser.Link   `json:"l,omitempty"`

	In         parser.Publication `json:"i,omitzero"`
	Categories []string           `json:"c,omitempty"`
	Keywords   []string           `json:"k,omitempty"`
	Comment    string             `json:"m,omitempty"`
	Key        string             `json:"y,omitempty"`
	parser.Details
}

// maxBody bounds what a record may expand to; an abstract cannot be larger than the digest that it came in.
const maxBody = 4 * parser.MaxText

// dictionary is what abstracts have in common. Frames name it by its number; libraries need it for ever.
//
//go:generate go run ./dictionary
//go:embed body.dict
var dictionary []byte

var packer = sync.OnceValue(func() *zstd.Encoder {
	e, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithWindowSize(128<<10), zstd.WithLowerEncoderMem(true),
		zstd.WithEncoderCRC(true), zstd.WithEncoderDict(dictionary))
	if err != nil {
		panic(err) // the options are ours
	}
	return e
})

var unpacker = sync.OnceValue(func() *zstd.Decoder {
	d, err := zstd.NewReader(nil, zstd.WithDecoderMaxMemory(maxBody), zstd.WithDecoderLowmem(true), zstd.WithDecoderDicts(dictionary))
	if err != nil {
		panic(err)
	}
	return d
})

// bodyOf is the body of a paper as a digest tells of it.
func bodyOf(p *parser.Paper) body {
	return body{
		Abstract: p.Abstract, RawTitle: rawOf(p.RawTitle, p.Title), RawAbstract: rawOf(p.RawAbstract, p.Abstract),
		Authors: p.Authors, Links: p.Links, In: p.In, Categories: p.Categories, Keywords: p.Keywords, Comment: p.Comment, Key: p.Key,
		Details: p.Details,
	}
}

// pack is the record as it is kept.
func (b *body) pack() ([]byte, error) {
	kept := *b
	if kept.RawAbstract != "" {
		if d, ok := differenceOf(kept.RawAbstract, kept.Abstract); ok {
			kept.RawAbstract, kept.Difference = "", &d
		}
	}
	text, err := json.Marshal(&kept)
	if err != nil {
		return nil, err
	}
	return packer().EncodeAll(text, make([]byte, 0, len(text)/2)), nil
}

// unpackBody reads a record.
func unpackBody(data []byte) (body, error) {
	var b body
	text, err := unpacker().DecodeAll(data, nil)
	if err == nil {
		err = json.Unmarshal(text, &b)
	}
	if err != nil {
		return b, fmt.Errorf("the record is damaged: %w", err)
	}
	if b.Difference != nil {
		b.RawAbstract, b.Difference = b.Difference.of(b.Abstract), nil
	}
	return b, nil
}

// part is where a part of the body is, by the name that change items give it.
func (b *body) part(name string) any {
	switch name {
	case "abstract":
		return &b.Abstract
	case "raw_abstract":
		return &b.RawAbstract
	case "raw_title":
		return &b.RawTitle
	case "authors":
		return &b.Authors
	case "links":
		return &b.Links
	case "publication":
		return &b.In
	case "categories":
		return &b.Categories
	case "keywords":
		return &b.Keywords
	case "comment":
		return &b.Comment
	case "key":
		return &b.Key
	case "editors":
		return &b.Editors
	case "more_authors":
		return &b.MoreAuthors
	case "language":
		return &b.Language
	case "files":
		return &b.Files
	case "upvotes":
		return &b.Upvotes
	}
	panic("store: a body has no " + name)
}

// field is a part of the body as change items keep it: text, or anything else as JSON.
func (b *body) field(name string) (string, error) {
	part := b.part(name)
	if text, ok := part.(*string); ok {
		return *text, nil
	}
	text, err := json.Marshal(part)
	return string(text), err
}

// setField sets what field reads.
func (b *body) setField(name, value string) error {
	part := b.part(name)
	if text, ok := part.(*string); ok {
		*text = value
		return nil
	}
	reflect.ValueOf(part).Elem().SetZero() // Unmarshal would add to what is there
	return json.Unmarshal([]byte(value), part)
}

// rawOf is the original text, if it is not the shown one.
func rawOf(raw, shown string) string {
	if raw == shown {
		return ""
	}
	return raw
}
